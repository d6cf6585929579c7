/* `entente import csv DIR`: the own tables that lie in a folder, in one transaction. */
#include "entente/import.h"

#include "import/job.h"
#include "import/own.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* "DIR/actors.csv", owned by the caller; *there tells whether it exists. */
static char *table_path(const char *directory, ent_own_table table, bool *there)
{
    char name[64];
    struct stat info;
    snprintf(name, sizeof name, "%s.csv", ent_own_table_name(table));
    char *path = ent_path_join(directory, name);
    *there = path && stat(path, &info) == 0;
    return path;
}

static ent_status read_table(import_job *job, int source, ent_own_table table,
                             ent_import_file *file, ent_error *error)
{
    ent_rows *rows;
    ent_status status = ent_rows_open_csv(file->path, 0, &rows, error);
    if (status == ENT_OK)
        status = ent_own_read(job->shared.world, source, table, file->path, rows, error);
    ent_rows_close(rows);
    file->fate = ENT_FILE_IMPORTED;
    snprintf(file->layout, sizeof file->layout, "%s", ent_own_table_name(table));
    return status;
}

/* Read all tables that are there, in order. */
static ent_status read_tables(import_job *job, const char *directory, const ent_source *source,
                              int source_id, const ent_monitor *monitor, ent_import_result *result,
                              ent_error *error)
{
    for (int table = 0; table < ENT_OWN_TABLE_COUNT; table++) {
        bool there;
        char *path = table_path(directory, (ent_own_table)table, &there);
        if (!path)
            return ent_fail_memory(error);
        if (!there) {
            free(path);
            continue;
        }
        ent_import_file *file = &result->files[result->count++];
        file->path = path;
        snprintf(file->source, sizeof file->source, "%s", source->name);
        ent_status status =
            ent_monitor_step(monitor, table / (double)ENT_OWN_TABLE_COUNT, path, error);
        if (status == ENT_OK)
            status = read_table(job, source_id, (ent_own_table)table, file, error);
        if (status != ENT_OK)
            return status;
    }
    if (result->count == 0)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%s' has none of actors.csv, attributes.csv, ties.csv, treaties.csv, "
                        "treaty_members.csv, treaty_exceptions.csv",
                        directory);
    return ENT_OK;
}

/* The name of the source: given, or the folder's. */
static ent_status name_source(const char *directory, const char *name, ent_source *source,
                              ent_error *error)
{
    char *folder = ent_copy_text(directory);
    if (!folder)
        return ent_fail_memory(error);
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        folder[--length] = '\0';
    if (!name)
        name = ent_path_name(folder);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        name = "own";
    size_t size = strlen(name);
    if (size == 0 || size >= sizeof source->name || strchr(name, '@')) {
        ent_fail(error, ENT_ERR_ARGUMENT,
                 "'%.80s' cannot be the name of a source: 1 to %zu bytes without '@'; give one with "
                 "--source", name, sizeof source->name - 1);
        free(folder);
        return ENT_ERR_ARGUMENT;
    }
    snprintf(source->name, sizeof source->name, "%s", name);
    snprintf(source->title, sizeof source->title, "The user's own data, from '%.100s'", directory);
    snprintf(source->citation, sizeof source->citation, "as each row says");
    free(folder);
    return ENT_OK;
}

/* A name that files of a project have in this world is not the user's to replace. */
static ent_status check_own(ent_world *world, int source, const char *name, ent_error *error)
{
    const ent_importer *importer;
    for (size_t i = 0; (importer = ent_importer_at(i)); i++) {
        char path[256];
        ent_status status = ent_world_has_layout(world, source, importer->layout, path, error);
        if (status != ENT_OK)
            return status;
        if (path[0])
            return ent_fail(
                error, ENT_ERR_INPUT,
                "the world has a source '%s' from '%s'; give your own another name with "
                "--source",
                name, path);
    }
    return ENT_OK;
}

ent_status ent_import_own(const char *directory, const char *world_path, const char *source_name,
                          const ent_monitor *monitor, ent_import_result *out, ent_error *error)
{
    ent_import_result result = {0};
    import_job job = {0};
    ent_source source = {0};
    int source_id = 0;
    if (out)
        *out = result;
    if (!ent_is_folder(directory))
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is not a folder", directory);
    ent_status status = name_source(directory, source_name, &source, error);
    if (status != ENT_OK)
        return status;
    result.files = ent_new_array(ENT_OWN_TABLE_COUNT, sizeof *result.files);
    if (!result.files)
        return ent_fail_memory(error);
    status = job_open(&job, world_path, error);
    if (status == ENT_OK)
        status = ent_world_add_source(job.shared.world, &source, &source_id, error);
    if (status == ENT_OK)
        status = check_own(job.shared.world, source_id, source.name, error);
    if (status == ENT_OK)
        status = ent_world_drop_source(job.shared.world, source_id, error);
    if (status == ENT_OK)
        status = read_tables(&job, directory, &source, source_id, monitor, &result, error);
    if (status == ENT_OK)
        status = ent_own_finish(job.shared.world, source_id, error);
    status = job_close(&job, status, error);
    if (status == ENT_OK && out)
        *out = result;
    else
        ent_import_result_clear(&result);
    return status;
}
