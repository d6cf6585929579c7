/* Tables of alliances: alliance-years, member-years, pairs of members by year, with every column of their own. */
#include "bench.h"

#include "entente/entente.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define OF_ALLIANCES "life,members,member-majors,obligations,bloc,regimes,distances"

typedef struct {
    const char *world_path, *output; /* NULL = to memory */
    ent_table_options options;
} subject;

/* Opening the world is part of it: nothing is ready beforehand. */
static uint64_t make(void *context)
{
    const subject *s = context;
    ent_world *world;
    ent_table *table = NULL;
    ent_error error = {0};
    uint64_t hash = 0;
    const ent_table_output output = {.path = s->output};
    if (ent_world_open(s->world_path, ENT_WORLD_READ, &world, &error) != ENT_OK)
        bench_fail(error.message);
    ent_status status = s->output ? ent_table_write(world, s->world_path, &s->options, &output, NULL, NULL, &error)
                                  : ent_table_new(world, &s->options, NULL, &table, &error);
    if (status != ENT_OK)
        bench_fail(error.message);
    const ent_table_column *column;
    for (size_t i = 0; table && (column = ent_table_column_at(table, i)); i++) {
        for (size_t row = 0; row < ent_table_row_count(table); row += 100) {
            double value = ent_table_number(column, ent_table_at(table, column, row));
            hash = bench_hash(hash, &value, sizeof value);
        }
    }
    FILE *file = s->output ? fopen(s->output, "rb") : NULL;
    char bytes[4096];
    for (size_t n; file && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        hash = bench_hash(hash, bytes, n);
    if (file)
        fclose(file);
    ent_table_free(table);
    ent_world_close(world);
    return hash;
}

enum { ALLIANCE_ROWS = 6645, MEMBER_ROWS = 21312, PAIR_ROWS = 74115 };

static void bench_real(const char *data)
{
    char path[] = "/tmp/entente-bench-XXXXXX", csv[] = "/tmp/entente-bench-alliances.csv";
    ent_error error = {0};
    close(mkstemp(path));
    remove(path);
    if (ent_import_folder(data, path, NULL, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    subject s = {path, NULL, {.unit = ENT_TABLE_ALLIANCES, .with = OF_ALLIANCES}};
    bench_case("alliance-years 1816-2012, every column, to memory", ALLIANCE_ROWS, 5, make, &s);
    s.options = (ent_table_options){.unit = ENT_TABLE_MEMBERS,
                                    .with = OF_ALLIANCES ",membership,standing,nmc,democracy,names"};
    bench_case("alliance-member-years, every column, to memory", MEMBER_ROWS, 5, make, &s);
    s.options = (ent_table_options){.unit = ENT_TABLE_ALLIANCE_DYADS,
                                    .with = OF_ALLIANCES ",pledges,contiguity,capital-distance"};
    bench_case("alliance-dyad-years, every column, to memory", PAIR_ROWS, 5, make, &s);
    s.output = csv;
    bench_case("alliance-dyad-years, every column, to CSV", PAIR_ROWS, 5, make, &s);
    remove(csv);
    remove(path);
}

int main(void)
{
    const char *data = bench_data("alliances");
    if (data)
        bench_real(data);
    return 0;
}
