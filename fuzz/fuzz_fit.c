/* Any bytes as a fit of a small tie model: it is refused with a message, or a tie is explained and networks are drawn
 * by what it says. */
#include "fuzz_folder.h"

#include "entente/report.h"

#include <fcntl.h>

static const fuzz_file files[] = {
    {"actors.csv", "code,size\na,1\nb,2\nc,4\nd,3\ne,1\n"},
    {"ties.csv", "year,one,other\n1,a,b\n1,b,c\n2,a,b\n2,a,c\n2,b,c\n2,d,e\n3,a,b\n3,a,c\n3,c,d\n"},
    {"model.yaml", "family: tergm\ndata: .\nwaves: [1, 2, 3]\nactors: {file: actors.csv, id: code}\n"
                   "dependent: {name: net, file: ties.csv, from: one, to: other, wave: year}\n"
                   "covariates:\n  - {name: size, columns: [size]}\n"
                   "effects:\n  - edges\n  - autoregression\n  - gwesp\n"
                   "  - {interaction: [{effect: nodecov, of: size}, time]}\n"},
    {"fit.json", ""},
};

static void show(ent_status status, ent_json *json, const ent_error *error)
{
    char *text;
    ent_error other;
    promise((status == ENT_OK) == (json != NULL) && status == error->code);
    promise(status == ENT_OK || error->message[0] != '\0');
    for (int format = ENT_FORMAT_TABLE; json && format <= ENT_FORMAT_JSON; format++) {
        promise(ent_show(json, (ent_format)format, 0, &text, &other) == ENT_OK);
        free(text);
    }
    ent_json_free(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    ent_json *json;
    ent_error error = {0};
    const ent_draw_options draws = {.draws = 4, .threads = 1};
    fuzz_place(files, sizeof files / sizeof *files, data, size, path);
    int back = open(".", O_RDONLY);
    promise(back >= 0 && chdir(fuzz_folder) == 0); /* a fit names its model's path */
    ent_status status = ent_explain_report(path, "a", "d", NULL, &json, &error);
    show(status, json, &error);
    error = (ent_error){0};
    status = ent_simulate_report(path, &draws, NULL, &json, &error);
    show(status, json, &error);
    error = (ent_error){0};
    status = ent_gof_report(path, &draws, NULL, &json, &error);
    show(status, json, &error);
    promise(fchdir(back) == 0 && close(back) == 0);
    return 0;
}
