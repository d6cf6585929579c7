/* Histories of a pair and of a bloc on the real files. */
#include "bench.h"

#include "entente/import.h"
#include "entente/json.h"
#include "entente/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    ent_world *world;
    ent_history_tell asked;
} subject;

static uint64_t tell(void *context)
{
    subject *s = context;
    ent_error error = {0};
    ent_json *json;
    char *csv;
    if (ent_history_report(s->world, "cow.world", &s->asked, &json, &error) != ENT_OK ||
        ent_show(json, ENT_FORMAT_CSV, 0, &csv, &error) != ENT_OK)
        bench_fail(error.message);
    uint64_t hash = bench_hash(0, csv, strlen(csv));
    free(csv);
    ent_json_free(json);
    return hash;
}

int main(void)
{
    static const char *const pair[] = {"FRN", "GMY"}, *const nato[] = {"cow:227"};
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    char path[] = "/tmp/entente-bench-XXXXXX";
    subject s = {0};
    ent_error error = {0};
    const char *data = bench_data("histories");
    if (!data)
        return 0;
    close(mkstemp(path));
    remove(path);
    if (ent_import_folder(data, path, NULL, NULL, &error) != ENT_OK ||
        ent_world_open(path, ENT_WORLD_READ, &s.world, &error) != ENT_OK)
        bench_fail(error.message);
    s.asked = (ent_history_tell){.who = pair, .who_count = 2, .when = always, .follow = true,
                                 .all = true};
    bench_case("history of a pair, 1816-2016, all sources", 2, 11, tell, &s);
    s.asked = (ent_history_tell){.who = nato, .who_count = 1, .when = always, .outsiders = true};
    bench_case("history of a treaty of 20 members with outsiders, 1949-2012", 20, 11, tell, &s);
    ent_world_close(s.world);
    remove(path);
    return 0;
}
