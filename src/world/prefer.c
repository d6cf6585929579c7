/* The order of preference among series of one name. Sources come with a position of theirs (from 0), which
 * stays in the column `shipped`; what a user puts first stands below 0, so that no later import comes
 * before it. The last one preferred is first. */
#include "world/world.h"
#include "world/write.h"

#include <string.h>

static ent_status set_position(ent_world *world, ent_series *series, int position, ent_error *error)
{
    sqlite3_stmt *statement;
    bool row;
    ent_status status = world_prepare(world, "UPDATE series SET position = ?2 WHERE id = ?1",
                                      &statement, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_int(statement, 1, series->id);
    sqlite3_bind_int(statement, 2, position);
    status = world_step(world, statement, &row, error);
    sqlite3_finalize(statement);
    series->position = position;
    return status;
}

/* The preferred ones get -1, -2, ... from the last on: the same choices in the same order are the same
 * numbers, however they came about. */
ent_status ent_world_prefer(ent_world *world, const ent_series *series, ent_error *error)
{
    int before = 0;
    ent_status status = ENT_OK;
    for (size_t i = world->series_count; i-- > 0 && status == ENT_OK;) { /* sorted by preference */
        ent_series *at = &world->series[i];
        if (at->kind == series->kind && strcmp(at->name, series->name) == 0 && at->position < 0 &&
            at->id != series->id)
            status = set_position(world, at, --before, error);
    }
    for (size_t i = 0; i < world->series_count && status == ENT_OK; i++)
        if (world->series[i].id == series->id) {
            status = set_position(world, &world->series[i], --before, error);
            break;
        }
    world_sort_series(world);
    return status;
}

ent_status ent_world_reset_order(ent_world *world, ent_series_kind kind, const char *name,
                                 ent_error *error)
{
    sqlite3_stmt *statement;
    bool row;
    ent_status status = world_prepare(world,
        "UPDATE series SET position = shipped WHERE ?2 IS NULL OR (kind = ?1 AND name = ?2)",
        &statement, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_text(statement, 1, ent_series_kind_word(kind), -1, SQLITE_STATIC);
    if (name)
        sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC);
    status = world_step(world, statement, &row, error);
    sqlite3_finalize(statement);
    if (status != ENT_OK)
        return status;
    world_forget_tables(world);
    return world_load(world, error);
}
