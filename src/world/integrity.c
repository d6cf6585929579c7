/* Is the file whole? SQLite's own check of its pages and indices, then of the rows that name
 * others. */
#include "world/world.h"

#include <stdio.h>
#include <string.h>

/* Rows that name what is not there, where the schema has no REFERENCES because 0 means none. One
 * pass: each column against the highest number that is there. */
static const char links[] =
    "SELECT CASE"
    " WHEN max(a) > (SELECT coalesce(max(id), 0) FROM actor) OR min(a) < 0 OR min(b) < 0"
    "   OR max(b) > (SELECT coalesce(max(id), 0) FROM actor)"
    "   THEN 'a spell names an actor that is not there'"
    " WHEN max(treaty) > (SELECT coalesce(max(id), 0) FROM treaty) OR min(treaty) < 0"
    "   THEN 'a spell names a treaty that is not there'"
    " WHEN max(unit) > (SELECT coalesce(max(id), 0) FROM unit)"
    "   THEN 'a spell names a unit that is not there'"
    " WHEN max(max(text, citation, note)) > (SELECT coalesce(max(id), 0) FROM phrase)"
    "   THEN 'a spell names a text that is not there'"
    " ELSE '' END FROM spell";

/* The first row of a query as text; "" if it has none. */
static ent_status first_text(ent_world *world, const char *sql, char *text, size_t size,
                             ent_error *error)
{
    sqlite3_stmt *statement;
    bool row = false;
    text[0] = '\0';
    ent_status status = world_prepare(world, sql, &statement, error);
    if (status == ENT_OK)
        status = world_step(world, statement, &row, error);
    if (row)
        world_column_text(statement, 0, text, size);
    sqlite3_finalize(statement);
    return status;
}

static ent_status fail_damaged(ent_world *world, const char *what, ent_error *error)
{
    return ent_fail(error, ENT_ERR_FILE, "'%s' is damaged: %s; import anew",
                    world->path ? world->path : "the world in memory", what);
}

ent_status ent_world_integrity(ent_world *world, ent_error *error)
{
    char text[200];
    ent_status status = first_text(world, "PRAGMA integrity_check(1)", text, sizeof text, error);
    if (status == ENT_OK && strcmp(text, "ok") != 0) {
        text[strcspn(text, "\n")] = '\0';
        return fail_damaged(world, text, error);
    }
    if (status == ENT_OK)
        status = first_text(world,
                            "SELECT 'a row of ' || \"table\" || ' names what is not in ' || "
                            "parent FROM pragma_foreign_key_check LIMIT 1",
                            text, sizeof text, error);
    if (status == ENT_OK && text[0])
        return fail_damaged(world, text, error);
    if (status == ENT_OK)
        status = first_text(world, links, text, sizeof text, error);
    return status == ENT_OK && text[0] ? fail_damaged(world, text, error) : status;
}
