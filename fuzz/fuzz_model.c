/* Any bytes as a model beside a folder of small tables: it is refused with a message, or its targets are shown in
 * every form. */
#include "fuzz_folder.h"

#include "entente/report.h"

static const fuzz_file files[] = {
    {"actors.csv", "code,size_1,size_2,from,to\na,1,1,,\nb,2,2,,\nc,4,6,,\nd,NA,3,2,\n"},
    {"ties.csv", "year,one,other,tie\n1,a,b,1\n1,b,c,11\n2,a,b,1\n2,a,c,1\n2,b,c,1\n3,a,b,1\n3,a,d,NA\n"},
    {"near.csv", "x,y\na,b\nc,d\n"},
    {"model.yaml", ""},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], *text;
    ent_json *json;
    ent_error error = {0};
    fuzz_place(files, sizeof files / sizeof *files, data, size, path);
    ent_status status = ent_targets_report(path, &json, &error);
    promise((status == ENT_OK) == (json != NULL) && status == error.code);
    promise(status == ENT_OK || status == ENT_ERR_INPUT || status == ENT_ERR_FILE);
    promise(status == ENT_OK || error.message[0] != '\0');
    for (int format = ENT_FORMAT_TABLE; json && format <= ENT_FORMAT_JSON; format++) {
        promise(ent_show(json, (ent_format)format, 0, &text, &error) == ENT_OK);
        free(text);
    }
    ent_json_free(json);
    return 0;
}
