/* Any bytes as a model beside a folder of small tables: it is refused with a message, or its targets are shown in
 * every form. */
#include "fuzz.h"

#include "entente/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/entente-fuzz-XXXXXX";

static const struct {
    const char *name, *text;
} tables[] = {
    {"actors.csv", "code,size_1,size_2,from,to\na,1,1,,\nb,2,2,,\nc,4,6,,\nd,NA,3,2,\n"},
    {"ties.csv", "year,one,other,tie\n1,a,b,1\n1,b,c,11\n2,a,b,1\n2,a,c,1\n2,b,c,1\n3,a,b,1\n3,a,d,NA\n"},
    {"near.csv", "x,y\na,b\nc,d\n"},
    {"model.yaml", ""},
};

enum { TABLES = sizeof tables / sizeof *tables };

static void path_of(size_t table, char path[64])
{
    snprintf(path, 64, "%s/%s", folder, tables[table].name);
}

static void remove_all(void)
{
    char path[64];
    for (size_t k = 0; k < TABLES; k++) {
        path_of(k, path);
        remove(path);
    }
    rmdir(folder);
}

static void write_table(size_t table, const void *data, size_t size)
{
    char path[64];
    path_of(table, path);
    FILE *file = fopen(path, "w");
    promise(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

static void make_folder(void)
{
    static bool made = false;
    if (made)
        return;
    made = true;
    promise(mkdtemp(folder) != NULL && atexit(remove_all) == 0);
    for (size_t k = 0; k < TABLES; k++)
        write_table(k, tables[k].text, strlen(tables[k].text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], *text;
    ent_json *json;
    ent_error error = {0};
    make_folder();
    write_table(TABLES - 1, data, size);
    path_of(TABLES - 1, path);
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
