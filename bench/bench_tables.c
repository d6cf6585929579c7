/* Tables: all directed dyad-years 1816-2016 with every column, to memory and to files; similarity; state-years. */
#include "bench.h"

#include "entente/entente.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOOK_UPS                                                                                   \
    "nmc,contiguity,majors,atop,alliance,capital-distance,min-distance,democracy,gdp,rivalry,igo,trade"
#define EVERYTHING LOOK_UPS ",wars,cow-mid,gml-mid,peace-years"

typedef struct {
    const char *world_path, *output, *codebook;
    ent_table_options options;
    bool stream;
} subject;

/* Opening the world is part of it: nothing is ready beforehand. */
static ent_world *open_world(const subject *s)
{
    ent_world *world;
    ent_error error = {0};
    if (ent_world_open(s->world_path, ENT_WORLD_READ, &world, &error) != ENT_OK)
        bench_fail(error.message);
    return world;
}

static uint64_t to_memory(void *context)
{
    const subject *s = context;
    ent_world *world = open_world(s);
    ent_table *table;
    ent_error error = {0};
    uint64_t hash = 0;
    if (ent_table_new(world, &s->options, NULL, &table, &error) != ENT_OK)
        bench_fail(error.message);
    const ent_table_column *column;
    for (size_t i = 0; (column = ent_table_column_at(table, i)); i++) { /* a few rows: hashing all takes longer */
        for (size_t row = 0; row < ent_table_row_count(table); row += 5000) {
            double value = ent_table_number(column, ent_table_at(table, column, row));
            hash = bench_hash(hash, &value, sizeof value);
        }
    }
    ent_table_free(table);
    ent_world_close(world);
    return hash;
}

static uint64_t to_file(void *context)
{
    const subject *s = context;
    ent_world *world = open_world(s);
    ent_error error = {0};
    const ent_table_output output = {.path = s->output, .codebook = s->codebook, .stream = s->stream};
    if (ent_table_write(world, s->world_path, &s->options, &output, NULL, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    ent_world_close(world);
    FILE *file = fopen(s->output, "rb");
    uint64_t hash = 0;
    char start[4096];
    if (file && fseek(file, -(long)sizeof start, SEEK_END) == 0)
        hash = bench_hash(hash, start, fread(start, 1, sizeof start, file));
    if (file)
        fclose(file);
    if (strncmp(s->output, "/dev/", 5) != 0)
        remove(s->output);
    return hash;
}

enum { DIRECTED_ROWS = 1912290, STATE_ROWS = 15951 };

static void bench_real(const char *data)
{
    char path[] = "/tmp/entente-bench-XXXXXX";
    ent_error error = {0};
    close(mkstemp(path));
    remove(path);
    if (ent_import_folder(data, path, NULL, NULL, &error) != ENT_OK)
        bench_fail(error.message);
    subject s = {.world_path = path, .options = {.unit = ENT_TABLE_STATES, .with = EVERYTHING}};
    s.options.with = "nmc,contiguity,majors,capital-distance,min-distance,democracy,gdp,rivalry,igo,trade,"
                     "wars,cow-mid,gml-mid,peace-years";
    bench_case("state-years 1816-2016, every column, to memory", STATE_ROWS, 5, to_memory, &s);
    s.options = (ent_table_options){.unit = ENT_TABLE_DYADS, .directed = true};
    bench_case("directed dyad-years 1816-2016, keys only, to memory", DIRECTED_ROWS, 5, to_memory, &s);
    s.options.with = EVERYTHING;
    s.output = "/tmp/entente-bench-tables.csv";
    s.stream = true;
    bench_case("directed dyad-years, every column, to CSV, in blocks", DIRECTED_ROWS, 3, to_file, &s);
    s.stream = false;
    s.options.with = LOOK_UPS;
    bench_case("directed dyad-years, all look-ups, to memory", DIRECTED_ROWS, 5, to_memory, &s);
    s.options.with = EVERYTHING;
    bench_case("directed dyad-years, every column, to memory", DIRECTED_ROWS, 5, to_memory, &s);
    bench_case("directed dyad-years, every column, to CSV", DIRECTED_ROWS, 3, to_file, &s);
    s.output = "/dev/null";
    bench_case("directed dyad-years, every column, to CSV in /dev/null", DIRECTED_ROWS, 3, to_file, &s);
    s.output = "/tmp/entente-bench-tables.csv.gz";
    bench_case("directed dyad-years, every column, to packed CSV", DIRECTED_ROWS, 3, to_file, &s);
    s.options.only_relevant = true;
    s.output = "/tmp/entente-bench-tables.sqlite";
    bench_case("politically relevant dyad-years, every column, to SQLite", DIRECTED_ROWS, 3, to_file, &s);
    s.options = (ent_table_options){.unit = ENT_TABLE_DYADS, .directed = true, .with = "similarity"};
    bench_case("directed dyad-years, similarity, 16 columns, to memory", DIRECTED_ROWS, 5, to_memory, &s);
    s.options.with = EVERYTHING ",similarity,similarity-cow";
    bench_case("directed dyad-years, every column and similarity twice, to memory", DIRECTED_ROWS, 3,
               to_memory, &s);
    remove(path);
}

int main(void)
{
    const char *data = bench_data("tables");
    if (data)
        bench_real(data);
    return 0;
}
