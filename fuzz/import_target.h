/* Any bytes as one file of an importer, read into a world in memory that has some states. The world
 * is made once; what an input brings is looked over and rolled back. */
#ifndef ENT_FUZZ_IMPORT_TARGET_H
#define ENT_FUZZ_IMPORT_TARGET_H

#include "fuzz.h"

#include "import/job.h"

#include <string.h>

static const char fuzz_states[] =
    "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    "ALD,11,Aldora,1900,1,1,2016,12,31,1\n"
    "BRV,12,Brevia,1900,1,1,1940,6,15,1\n"
    "BRV,12,Brevia,1945,5,8,2016,12,31,1\n"
    "CST,13,Costona,1920,4,10,2016,12,31,1\n"
    "DRM,14,Dramland,1900,1,1,2016,12,31,1\n"
    "WMK,15,West Markia,1955,5,5,1990,10,2,1\n"
    "UMK,16,Markia,1990,10,3,2016,12,31,1\n"
    "FJL,17,Fjella,1975,1,1,2016,12,31,1\n";

/* Every spell that came in has its days in order, and actors that are there. */
static inline void look_over(ent_world *world)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    int actors = (int)ent_world_actor_count(world);
    for (ent_series_kind kind = ENT_LAYER; kind < ENT_SERIES_KINDS; kind++) {
        size_t count, found = 0;
        const ent_series *series = ent_world_series(world, kind, &count);
        for (; found < count; series++) {
            if (series->kind != kind)
                continue;
            found++;
            ent_spells spells;
            promise(ent_world_spells(world, series, always, &spells, NULL) == ENT_OK);
            for (size_t i = 0; i < spells.count; i++) {
                const ent_spell *spell = &spells.items[i];
                promise(spell->span.from <= spell->span.to);
                promise(spell->a >= 0 && spell->a <= actors && spell->b >= 0 && spell->b <= actors);
                promise(spell->a > 0 || spell->treaty > 0);
                promise(kind != ENT_LAYER || spell->a != spell->b);
            }
            ent_spells_clear(&spells);
        }
    }
}

/* Read one text with an importer, within a transaction. */
static inline ent_status read_text(ent_world *world, const ent_importer *importer, const char *name,
                                   const char *text, size_t size, ent_error *error)
{
    import_job job = {.shared = {.world = world}};
    ent_import_file file = {.path = (char *)(uintptr_t)name};
    ent_rows *rows;
    ent_status status = ent_rows_open_memory(name, text, size, &rows, error);
    if (status == ENT_OK)
        status = job_read_rows(&job, importer, rows, "", &file, error);
    ent_rows_close(rows);
    ent_spells_clear(&job.shared.membership);
    return status;
}

/* The world in memory, made at the first call, with or without the states above. */
static inline ent_world *fuzz_world(bool with_states)
{
    static ent_world *world;
    if (world)
        return world;
    promise(ent_world_open(NULL, ENT_WORLD_WRITE, &world, NULL) == ENT_OK);
    promise(ent_world_begin(world, NULL) == ENT_OK);
    if (with_states)
        promise(read_text(world, &ent_import_states, "states.csv", fuzz_states, strlen(fuzz_states),
                          NULL) == ENT_OK);
    promise(ent_world_commit(world, NULL) == ENT_OK);
    return world;
}

static inline int import_bytes(const ent_importer *importer, const char *name, const uint8_t *data,
                               size_t size)
{
    ent_world *world = fuzz_world(importer != &ent_import_states);
    ent_error error = {0};
    promise(ent_world_begin(world, &error) == ENT_OK);
    ent_status status = read_text(world, importer, name, (const char *)data, size, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    promise((status == ENT_OK) == (error.message[0] == '\0'));
    if (status == ENT_OK)
        look_over(world);
    ent_world_rollback(world);
    return 0;
}

/* The whole of a target: IMPORTS(nmc, "NMC-60-abridged.csv") */
#define IMPORTS(importer, name)                                                                    \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                                   \
    {                                                                                              \
        return import_bytes(&ent_import_##importer, name, data, size);                             \
    }

#endif
