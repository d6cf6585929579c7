/* Any bytes as a map, over a fixed table. */
#include "import_target.h"

#include "import/map.h"

static const char table[] = "a title,2021\ncode,other,year,n,1990,1991\n11,12,1990,1,2,3\n"
                            "12,13,1991,-9,,x\nXXX,11,2000,0.5,1,1\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    import_map *map;
    ent_error error = {0};
    ent_world *world = fuzz_world(true);
    ent_status status = map_open_memory("fuzz.yaml", (const char *)data, size, &map, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    promise((status == ENT_OK) == (map != NULL) && (status == ENT_OK) == (error.message[0] == '\0'));
    if (status != ENT_OK)
        return 0;
    promise(ent_world_begin(world, &error) == ENT_OK);
    status = read_text(world, &map->importer, "table.csv", table, sizeof table - 1, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    promise((status == ENT_OK) == (error.message[0] == '\0'));
    if (status == ENT_OK)
        look_over(world);
    ent_world_rollback(world);
    map_free(map);
    return 0;
}
