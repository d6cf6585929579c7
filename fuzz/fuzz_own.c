/* Any bytes as one of the user's own tables, the first byte picking which ('0' actors ... '5'
 * treaty exceptions), beside tables that are right; then the ties that the treaties give. */
#include "import_target.h"

#include "import/own.h"

static ent_status read_own(ent_world *world, int source, ent_own_table table, const char *text,
                           size_t size, ent_error *error)
{
    ent_rows *rows;
    ent_status status = ent_rows_open_memory("own.csv", text, size, &rows, error);
    if (status == ENT_OK)
        status = ent_own_read(world, source, table, "own.csv", rows, error);
    ent_rows_close(rows);
    return status;
}

/* States, and own actors and treaties, made once. */
static ent_world *own_world(int *source)
{
    static int made;
    static const struct {
        ent_own_table table;
        const char *text;
    } tables[] = {
        {ENT_OWN_ACTORS, "name,abb\nRed Deer,DEER\nGrey Wolf,WOLF\n"},
        {ENT_OWN_TREATIES, "treaty,obligations,from,to\nriver,defense,1690,1720\n"},
        {ENT_OWN_TREATY_MEMBERS, "treaty,actor\nriver,DEER\nriver,WOLF\n"},
    };
    ent_world *world = fuzz_world(true);
    ent_source own = {.name = "own"};
    if (made == 0) {
        promise(ent_world_begin(world, NULL) == ENT_OK);
        promise(ent_world_add_source(world, &own, &made, NULL) == ENT_OK);
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
            promise(read_own(world, made, tables[i].table, tables[i].text, strlen(tables[i].text),
                             NULL) == ENT_OK);
        promise(ent_world_commit(world, NULL) == ENT_OK);
    }
    *source = made;
    return world;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int source;
    ent_error error = {0};
    if (size == 0)
        return 0;
    ent_world *world = own_world(&source);
    promise(ent_world_begin(world, &error) == ENT_OK);
    ent_status status = read_own(world, source, (ent_own_table)(data[0] % ENT_OWN_TABLE_COUNT),
                                 (const char *)data + 1, size - 1, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    if (status == ENT_OK) {
        promise(ent_own_finish(world, source, &error) == ENT_OK);
        look_over(world);
    }
    ent_world_rollback(world);
    return 0;
}
