/* Importing a folder: find what each file is by its header, then read all of them in one transaction. */
#include "entente/import.h"

#include "import/job.h"
#include "import/map.h"

#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HEADER_BYTES = 65536 };

void ent_import_result_clear(ent_import_result *result)
{
    for (size_t i = 0; i < result->count; i++)
        free(result->files[i].path);
    free(result->files);
    *result = (ent_import_result){0};
}

/* ---- what is it? ---- */

static bool recognises(const ent_importer *importer, const ent_rows *rows)
{
    for (size_t i = 0; i < importer->column_count; i++)
        if (importer->columns[i].need == ENT_COLUMN_REQUIRED &&
            !ent_rows_has(rows, importer->columns[i].name))
            return false;
    for (size_t i = 0; i < ent_countof(importer->unlike) && importer->unlike[i]; i++)
        if (ent_rows_has(rows, importer->unlike[i]))
            return false;
    return !importer->no_other_columns || ent_rows_column_count(rows) <= importer->column_count;
}

static const ent_importer *find_by_header(const ent_rows *rows)
{
    const ent_importer *importer;
    for (size_t i = 0; (importer = ent_importer_at(i)); i++)
        if (recognises(importer, rows))
            return importer;
    return NULL;
}

/* The maps that come with the program. */
typedef struct {
    import_map **items;
    size_t count;
} map_list;

/* The importer of one of these maps, or NULL. Files that cannot be read are no one's. */
static ent_status find_by_map(const char *path, const map_list *maps, const ent_importer **out,
                              ent_error *error)
{
    for (size_t i = 0; i < maps->count && !*out; i++) {
        ent_rows *rows;
        ent_status status =
            ent_rows_open_csv_at(path, HEADER_BYTES, &maps->items[i]->header, &rows, NULL);
        if (status == ENT_ERR_MEMORY)
            return ent_fail_memory(error);
        if (status == ENT_OK && map_recognises(maps->items[i], rows))
            *out = &maps->items[i]->importer;
        if (status == ENT_OK)
            ent_rows_close(rows);
    }
    return ENT_OK;
}

/* Can the first line of a file be read alone, as an importer's header? */
static ent_status is_damaged(const char *path, bool *out, ent_error *error)
{
    char *bytes;
    size_t size;
    ent_rows *rows;
    *out = false;
    ent_status status = ent_file_read(path, HEADER_BYTES, &bytes, &size, error);
    if (status != ENT_OK)
        return status;
    status = ent_rows_open_memory(path, bytes, strcspn(bytes, "\r\n"), &rows, error);
    if (status == ENT_OK) {
        *out = find_by_header(rows) != NULL;
        ent_rows_close(rows);
    }
    free(bytes);
    return status;
}

/* The importer of a file by its header, or NULL. A file that cannot be read as a table is no one's, and
 * `why` says so; but if its first line is an importer's, it is a damaged one, and an error. */
static ent_status find_importer(const char *path, const map_list *maps, const ent_importer **out,
                                char **why, ent_error *error)
{
    ent_rows *rows;
    ent_error found = {0}, ignored = {0};
    bool damaged = false;
    *out = NULL;
    ent_status status = ent_rows_open_csv(path, HEADER_BYTES, &rows, &found);
    if (status == ENT_OK) {
        *out = find_by_header(rows);
        ent_rows_close(rows);
        return *out ? ENT_OK : find_by_map(path, maps, out, error);
    }
    if (status != ENT_ERR_MEMORY && is_damaged(path, &damaged, &ignored) == ENT_ERR_MEMORY)
        status = ENT_ERR_MEMORY;
    if (status == ENT_ERR_MEMORY || damaged)
        return ent_fail(error, status, "%s", damaged ? found.message : "out of memory");
    *why = ent_copy_text(found.message);
    return *why ? ENT_OK : ent_fail_memory(error);
}

/* ---- the job ---- */

ent_status job_open(import_job *job, const char *world_path, ent_error *error)
{
    struct stat info;
    job->world_path = world_path;
    job->made_world = world_path && stat(world_path, &info) != 0 && errno == ENOENT;
    ent_status status = ent_world_open(world_path, ENT_WORLD_WRITE, &job->shared.world, error);
    return status == ENT_OK ? ent_world_begin(job->shared.world, error) : status;
}

/* Nothing came into a world that was not there before: leave no empty one behind, unless another
 * program has written to it meanwhile. */
static void remove_empty_world(const import_job *job)
{
    struct stat info;
    size_t sources = 0;
    if (job->shared.world)
        ent_world_sources(job->shared.world, &sources);
    bool empty = job->shared.world
                     ? sources == 0
                     : stat(job->world_path, &info) == 0 && S_ISREG(info.st_mode) &&
                           info.st_size == 0;
    if (job->made_world && empty)
        remove(job->world_path);
}

ent_status job_close(import_job *job, ent_status status, ent_error *error)
{
    if (job->shared.world && status == ENT_OK)
        status = ent_world_commit(job->shared.world, error);
    else if (job->shared.world)
        ent_world_rollback(job->shared.world);
    if (status != ENT_OK)
        remove_empty_world(job);
    ent_world_close(job->shared.world);
    ent_spells_clear(&job->shared.membership);
    job->shared.world = NULL;
    return status;
}

ent_status job_read_file(import_job *job, const ent_importer *importer, ent_import_file *file,
                         ent_error *error)
{
    ent_rows *rows;
    char sha256[65];
    ent_status status = ent_rows_open_csv_at(file->path, 0, importer->header, &rows, error);
    if (status == ENT_OK)
        status = ent_file_sha256(file->path, sha256, error);
    if (status == ENT_OK)
        status = job_read_rows(job, importer, rows, sha256, file, error);
    ent_rows_close(rows);
    return status;
}

/* What makes a file the same as another: its text and, if it is read by one, its map. */
static void find_content(ent_reading *reading)
{
    char both[2 * sizeof reading->content];
    ent_csv_checksum(ent_rows_csv(reading->rows), reading->content);
    if (!reading->importer->map)
        return;
    snprintf(both, sizeof both, "%s %s", reading->content, reading->importer->map);
    ent_sha256_text(both, strlen(both), reading->content);
}

ent_status job_read_rows(import_job *job, const ent_importer *importer, ent_rows *rows,
                         const char *sha256, ent_import_file *file, ent_error *error)
{
    ent_reading reading = {.shared = &job->shared, .importer = importer, .rows = rows,
                           .path = file->path, .sha256 = sha256};
    snprintf(reading.layout, sizeof reading.layout, "%s", importer->layout);
    find_content(&reading);
    ent_status status;
    status = ent_world_has_content(job->shared.world, reading.content, file->detail, error);
    if (status == ENT_OK && file->detail[0]) {
        file->fate = ENT_FILE_ALREADY_THERE;
        goto done;
    }
    if (status == ENT_OK)
        status = ent_rows_bind(reading.rows, importer->columns, importer->column_count, false,
                               error);
    if (status == ENT_OK)
        status = reading_run(&reading, error);
    if (status == ENT_OK && reading.file == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "%s: there are no rows below the header",
                          file->path);
    if (status == ENT_OK)
        status = reading_save_notes(&reading, error);
    if (status != ENT_OK)
        goto done;
    file->fate = ENT_FILE_IMPORTED;
    snprintf(file->layout, sizeof file->layout, "%s", reading.layout);
    size_t count;
    const ent_source *sources = ent_world_sources(job->shared.world, &count);
    for (size_t i = 0; i < count; i++)
        if (sources[i].id == reading.source)
            snprintf(file->source, sizeof file->source, "%s", sources[i].name);
done:
    reading_clear(&reading);
    return status;
}

/* ---- a folder ---- */

/* The files of a folder, or the one file that `directory` is. */
static ent_status list_files(const char *directory, char ***paths, size_t *count, ent_error *error)
{
    if (ent_is_folder(directory))
        return ent_files_below(directory, paths, count, error);
    *count = 0;
    *paths = ent_new_array(1, sizeof **paths);
    if (!*paths || !(**paths = ent_copy_text(directory)))
        return ent_fail_memory(error);
    *count = 1;
    char *data;
    size_t size;
    ent_status status = ent_file_read(directory, 1, &data, &size, error); /* is it there? */
    free(data);
    return status;
}

/* What a file weighs in the progress: its bytes, unpacked about tenfold. */
static double weight_of(const char *path)
{
    struct stat info;
    double bytes = stat(path, &info) == 0 ? (double)info.st_size : 0;
    return bytes * (ent_file_is_gzip(path) ? 10 : 1);
}

static double weight_of_all(const ent_importer *const of_file[], char **paths, size_t count)
{
    double weight = 1;
    for (size_t i = 0; i < count; i++)
        weight += of_file[i] && !of_file[i]->derived ? weight_of(paths[i]) : 0;
    return weight;
}

/* The importers in their order, then those of the maps. */
static const ent_importer *importer_of(const map_list *maps, size_t index)
{
    size_t written = 0;
    while (ent_importer_at(written))
        written++;
    if (index < written)
        return ent_importer_at(index);
    return index - written < maps->count ? &maps->items[index - written]->importer : NULL;
}

/* Read the files that belong to each importer, importer by importer. */
static ent_status read_all(import_job *job, const map_list *maps, const ent_importer *const of_file[],
                           char **paths, size_t count, const ent_monitor *monitor,
                           ent_import_result *result, ent_error *error)
{
    const ent_importer *importer;
    reading_shared *shared = &job->shared;
    const double all = weight_of_all(of_file, paths, count);
    ent_status status = ENT_OK;
    shared->monitor = monitor;
    for (size_t k = 0; status == ENT_OK && (importer = importer_of(maps, k)); k++) {
        for (size_t i = 0; i < count && status == ENT_OK; i++) {
            if (of_file[i] != importer || importer->derived)
                continue;
            shared->share = weight_of(paths[i]) / all;
            ent_import_file *file = &result->files[result->count];
            if (!(file->path = ent_copy_text(paths[i])))
                return ent_fail_memory(error);
            result->count++;
            status = job_read_file(job, importer, file, error);
            shared->done += shared->share;
        }
    }
    return status;
}

/* The files that are not read, with the reason. */
static ent_status add_others(const ent_importer *const of_file[], char *const why[], char **paths,
                             size_t count, ent_import_result *result, ent_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const char *derived = of_file[i] ? of_file[i]->derived : NULL;
        if (of_file[i] && !derived)
            continue;
        ent_import_file *file = &result->files[result->count];
        file->fate = derived ? ENT_FILE_DERIVED : ENT_FILE_NOT_SUPPORTED;
        snprintf(file->layout, sizeof file->layout, "%s", derived ? of_file[i]->layout : "");
        if (!(file->path = ent_copy_text(paths[i])))
            return ent_fail_memory(error);
        result->count++;
        snprintf(file->detail, sizeof file->detail, "%s", derived ? derived : why[i] ? why[i] : "");
    }
    return ENT_OK;
}

/* Find the importers of all files; an error if there is none at all. */
static ent_status find_importers(const char *directory, const map_list *maps, char **paths,
                                 size_t count, const ent_importer **of_file, char **why, ent_error *error)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        ent_status status = find_importer(paths[i], maps, &of_file[i], &why[i], error);
        if (status != ENT_OK)
            return status;
        any |= of_file[i] != NULL;
    }
    if (any)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_INPUT,
                    "no file in '%s' has a header that an importer knows; 'entente import --help' "
                    "lists them", directory);
}

ent_status ent_import_folder(const char *directory, const char *world_path,
                             const ent_monitor *monitor, ent_import_result *out, ent_error *error)
{
    char **paths = NULL;
    size_t count = 0;
    const ent_importer **of_file = NULL;
    char **why = NULL; /* a file is no table */
    ent_import_result result = {0};
    import_job job = {0};
    map_list maps = {0};
    if (out)
        *out = result;
    ent_status status = list_files(directory, &paths, &count, error);
    if (status == ENT_OK)
        status = map_open_all(&maps.items, &maps.count, error);
    if (status != ENT_OK)
        goto done;
    of_file = ent_new_array(count, sizeof *of_file);
    why = ent_new_array(count, sizeof *why);
    result.files = ent_new_array(count, sizeof *result.files);
    if (!of_file || !why || !result.files) {
        status = ent_fail_memory(error);
        goto done;
    }
    status = find_importers(directory, &maps, paths, count, of_file, why, error);
    if (status != ENT_OK)
        goto done;
    status = job_open(&job, world_path, error);
    if (status == ENT_OK)
        status = read_all(&job, &maps, of_file, paths, count, monitor, &result, error);
    if (status == ENT_OK)
        status = add_others(of_file, why, paths, count, &result, error);
    status = job_close(&job, status, error);
done:
    if (why)
        ent_paths_free(why, count);
    ent_paths_free(paths, count);
    free(of_file);
    map_free_all(maps.items, maps.count);
    if (status == ENT_OK && out)
        *out = result;
    else
        ent_import_result_clear(&result);
    return status;
}
