/* Columns of conflict in the table of all directed dyad-years: what each group adds to the keys. */
#include "bench.h"

#include "entente/entente.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
    ent_world *world;
    ent_table_options options;
} subject;

static uint64_t make(void *context)
{
    subject *s = context;
    ent_table *table;
    ent_error error = {0};
    uint64_t hash = 0;
    if (ent_table_new(s->world, &s->options, NULL, &table, &error) != ENT_OK)
        bench_fail(error.message);
    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        const ent_table_column *column = ent_table_column_at(table, i);
        double sum = 0;
        for (size_t at = 0; at < column->length; at += 997)
            sum += ent_table_number(column, at) > 0;
        hash = bench_hash(hash, &sum, sizeof sum);
    }
    ent_table_free(table);
    return hash;
}

static void bench_groups(ent_world *world)
{
    static const struct {
        const char *name, *with;
    } cases[] = {
        {"keys only", NULL},
        {"cow-mid, all 26 columns", "cow-mid"},
        {"cow-mid, ongoing only", "cowmidongoing"},
        {"gml-mid, all 26 columns", "gml-mid"},
        {"wars", "wars"},
        {"peace years of one conflict, rows", "gmlmidspell"},
        {"peace years of three conflicts, rows and calendar", "peace-years"},
        {"peace years and all forms of one conflict", "gmlmidongoing,peace-years,peace-forms"},
        {"wars, cow-mid, gml-mid, peace-years", "wars,cow-mid,gml-mid,peace-years"},
    };
    subject s = {.world = world,
                 .options = {.unit = ENT_TABLE_DYADS, .directed = true, .from = 1816, .to = 2016}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[96];
        s.options.with = cases[i].with;
        snprintf(name, sizeof name, "directed dyad-years 1816-2016: %s", cases[i].name);
        bench_case(name, 1912290, 5, make, &s);
    }
}

int main(void)
{
    const char *data = bench_data("conflict columns");
    char path[] = "/tmp/entente-bench-XXXXXX";
    ent_world *world;
    ent_error error = {0};
    int file;
    if (!data)
        return 0;
    if ((file = mkstemp(path)) < 0)
        bench_fail("no temporary file");
    close(file);
    remove(path);
    if (ent_import_folder(data, path, NULL, NULL, &error) != ENT_OK ||
        ent_world_open(path, ENT_WORLD_READ, &world, &error) != ENT_OK)
        bench_fail(error.message);
    bench_groups(world);
    ent_world_close(world);
    remove(path);
    return 0;
}
