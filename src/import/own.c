/* Reading one table of the user's own data; the tables are in own_actors.c and own_treaties.c. */
#include "import/own.h"

#include "import/job.h"
#include "import/own_fields.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static const ent_importer *const tables[ENT_OWN_TABLE_COUNT] = {
    [ENT_OWN_ACTORS] = &own_actors,
    [ENT_OWN_ATTRIBUTES] = &own_attributes,
    [ENT_OWN_TIES] = &own_ties,
    [ENT_OWN_TREATIES] = &own_treaties,
    [ENT_OWN_TREATY_MEMBERS] = &own_treaty_members,
    [ENT_OWN_TREATY_EXCEPTIONS] = &own_treaty_exceptions,
};

const char *ent_own_table_name(ent_own_table table)
{
    return tables[table]->layout;
}

ent_status ent_own_read(ent_world *world, int source, ent_own_table table, const char *path,
                        ent_rows *rows, ent_error *error)
{
    reading_shared *shared = ent_new_array(1, sizeof *shared);
    if (!shared)
        return ent_fail_memory(error);
    shared->world = world;
    ent_reading reading = {
        .shared = shared, .importer = tables[table], .rows = rows, .path = path, .source = source};
    char sha256[65] = "";
    if (ent_rows_csv(rows)) {
        ent_csv_checksum(ent_rows_csv(rows), reading.content);
        if (ent_file_sha256(path, sha256, NULL) != ENT_OK)
            memcpy(sha256, reading.content, sizeof sha256); /* rows that came from memory */
    }
    ent_status status = ent_world_add_file(world, source, tables[table]->layout, path, sha256,
                                           reading.content, &reading.file, error);
    if (status == ENT_OK)
        status =
            ent_rows_bind(rows, tables[table]->columns, tables[table]->column_count, true, error);
    if (status == ENT_OK)
        status = reading_run(&reading, error);
    if (status == ENT_OK)
        status = reading_save_notes(&reading, error);
    reading_clear(&reading);
    ent_spells_clear(&shared->membership);
    free(shared);
    return status;
}
