/* Any bytes as a file of given paths: refused with a message that names the file, or values above 0 with actors and sources. */
#include "fuzz_folder.h"

#include "entente/scenario.h"

#include <math.h>

static const fuzz_file files[] = {{"paths.csv", ""}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    ent_given_paths *paths;
    ent_error error = {0};
    fuzz_place(files, sizeof files / sizeof *files, data, size, path);
    ent_status status = ent_given_paths_open(path, &paths, &error);
    promise((status == ENT_OK) == (paths != NULL) && status == error.code);
    promise(status == ENT_OK || (status == ENT_ERR_INPUT && strstr(error.message, "paths.csv")));
    for (size_t k = 0; paths && k < paths->count; k++) {
        const ent_given_value *value = &paths->values[k];
        promise(value->actor[0] != '\0' && value->source[0] != '\0' && value->value > 0 && isfinite(value->value));
    }
    ent_given_paths_free(paths);
    return 0;
}
