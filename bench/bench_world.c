/* A world: importing it, a snapshot of a day, the balance sheet on it. */
#include "bench.h"

#include "entente/entente.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const char *data, *path, *scenario;
    ent_world *world;
    ent_day day;
} subject;

static uint64_t import(void *context)
{
    subject *s = context;
    ent_error error = {0};
    char checksum[65];
    remove(s->path);
    if (ent_import_folder(s->data, s->path, NULL, NULL, &error) != ENT_OK ||
        ent_world_open(s->path, ENT_WORLD_READ, &s->world, &error) != ENT_OK ||
        ent_world_checksum(s->world, checksum, &error) != ENT_OK)
        bench_fail(error.message);
    ent_world_close(s->world);
    return bench_hash(0, checksum, 64);
}

static uint64_t open_world(void *context)
{
    subject *s = context;
    ent_error error = {0};
    ent_world *world;
    if (ent_world_open(s->path, ENT_WORLD_READ, &world, &error) != ENT_OK)
        bench_fail(error.message);
    uint64_t count = ent_world_actor_count(world);
    ent_world_close(world);
    return bench_hash(0, &count, sizeof count);
}

static uint64_t snapshot(void *context)
{
    subject *s = context;
    ent_error error = {0};
    ent_snapshot *snapshot;
    if (ent_snapshot_at(s->world, s->day, NULL, &snapshot, &error) != ENT_OK)
        bench_fail(error.message);
    size_t n = snapshot->actor_count;
    uint64_t hash = bench_hash(0, &n, sizeof n);
    for (size_t i = 0; i < snapshot->layer_count; i++)
        hash = bench_hash(hash, snapshot->layers[i].level, n * n);
    for (size_t i = 0; i < snapshot->attribute_count; i++)
        hash = bench_hash(hash, snapshot->attributes[i].missing, n);
    ent_snapshot_free(snapshot);
    return hash;
}

static uint64_t run(void *context)
{
    subject *s = context;
    ent_error error = {0};
    ent_json *json;
    char *page = NULL;
    ent_run_options options = {.scenario_path = s->scenario, .world = s->world,
                               .world_path = s->path, .on = s->world ? s->day : 0};
    if (ent_run(&options, &json, &error) != ENT_OK || ent_run_page(json, &page, &error) != ENT_OK)
        bench_fail(error.message);
    size_t size = strlen(page);
    free(page);
    ent_json_free(json);
    return bench_hash(0, &size, sizeof size);
}

int main(void)
{
    char path[] = "/tmp/entente-bench-XXXXXX";
    subject s = {.data = bench_data("import"), .path = path,
                 .scenario = ENTENTE_SOURCE_DIR "/scenarios/great-powers-2016.yaml"};
    bench_case("run, embedded scenario with its page", 73, 11, run, &s);
    if (!s.data)
        return 0;
    close(mkstemp(path));
    ent_error error = {0};
    bench_case("import all", 1, 5, import, &s);
    bench_case("open the world", 1, 21, open_world, &s);
    if (ent_world_open(path, ENT_WORLD_READ, &s.world, &error) != ENT_OK)
        bench_fail(error.message);
    static const int years[] = {1816, 1914, 1960, 2012};
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        char name[64];
        s.day = ent_day_from_date(years[i], 7, 1);
        snprintf(name, sizeof name, "snapshot, all layers, %d-07-01", years[i]);
        bench_case(name, 1, 51, snapshot, &s);
    }
    bench_case("run on the world 2012-07-01 with its page", 195, 11, run, &s);
    ent_world_close(s.world);
    remove(path);
    return 0;
}
