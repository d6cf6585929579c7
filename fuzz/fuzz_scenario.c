/* Any bytes as a scenario: it is refused with a message that names the file, or it runs and is shown in
 * every form. */
#include "fuzz.h"

#include "entente/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/entente-fuzz-XXXXXX";

static void remove_file(void)
{
    remove(path);
}

/* The bytes as the file `path`. */
static void write_file(const uint8_t *data, size_t size)
{
    static int file = -1;
    if (file < 0) {
        file = mkstemp(path);
        promise(file >= 0 && atexit(remove_file) == 0);
    }
    promise(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size);
}

static void show(const ent_json *json)
{
    static const int widths[] = {0, 40, 100};
    ent_error error;
    char *text;
    for (int format = ENT_FORMAT_TABLE; format <= ENT_FORMAT_JSON; format++)
        for (size_t i = 0; i < 3; i++) {
            promise(ent_show(json, (ent_format)format, widths[i], &text, &error) == ENT_OK);
            free(text);
        }
    promise(ent_run_page(json, &text, &error) == ENT_OK);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_json *json;
    ent_error error = {0};
    write_file(data, size);
    const ent_run_options options = {.scenario_path = path};
    ent_status status = ent_run(&options, &json, &error);
    promise((status == ENT_OK) == (json != NULL) && status == error.code);
    promise(status == ENT_OK || status == ENT_ERR_INPUT || status == ENT_ERR_FILE);
    promise(status == ENT_OK || error.message[0] != '\0');
    if (status == ENT_OK)
        show(json);
    ent_json_free(json);
    return 0;
}
