/* `import table`: one file, by a map. */
#include "entente/import.h"

#include "import/job.h"
#include "import/map.h"

#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ent_import_map(size_t index, char name[32], char title[160])
{
    const char *text, *file;
    size_t size;
    import_map *map;
    if (!(file = map_built_in(index, &text, &size)))
        return false;
    snprintf(name, 32, "%.*s", (int)strcspn(file, "."), file);
    if (!title)
        return true;
    title[0] = '\0';
    if (map_open_memory(file, text, size, &map, NULL) == ENT_OK)
        snprintf(title, 160, "%s", map->importer.title);
    map_free(map);
    return true;
}

/* A word is one of ours; what has a point or a slash is a file. */
static ent_status open_map(const char *word, import_map **out, ent_error *error)
{
    char name[32];
    const char *text, *file;
    size_t size;
    ent_buffer list = {0};
    *out = NULL;
    if (strpbrk(word, "./"))
        return map_open(word, out, error);
    for (size_t i = 0; ent_import_map(i, name, NULL); i++) {
        file = map_built_in(i, &text, &size);
        if (strcmp(name, word) == 0) {
            ent_buffer_clear(&list);
            return map_open_memory(file, text, size, out, error);
        }
        ent_buffer_format(&list, "%s%s", i ? ", " : "", name);
    }
    ent_status status = list.failed
                            ? ent_fail_memory(error)
                            : ent_fail(error, ENT_ERR_ARGUMENT,
                                       "there is no map '%.60s'; expected %s, or a file like "
                                       "./ports.yaml",
                                       word, ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return status;
}

ent_status ent_import_table(const char *path, const char *word, const char *world_path,
                            const ent_monitor *monitor, ent_import_result *out, ent_error *error)
{
    import_map *map = NULL;
    import_job *job = ent_new_array(1, sizeof *job);
    ent_import_result result = {0};
    if (out)
        *out = result;
    result.files = ent_new_array(1, sizeof *result.files);
    ent_status status = job && result.files ? open_map(word, &map, error) : ent_fail_memory(error);
    if (status == ENT_OK && !(result.files[0].path = ent_copy_text(path)))
        status = ent_fail_memory(error);
    result.count = result.files != NULL;
    if (status == ENT_OK)
        status = ent_monitor_step(monitor, 0, path, error);
    if (status == ENT_OK) {
        status = job_open(job, world_path, error);
        if (status == ENT_OK)
            status = job_read_file(job, &map->importer, &result.files[0], error);
        status = job_close(job, status, error);
    }
    map_free(map);
    free(job);
    if (status == ENT_OK && out)
        *out = result;
    else
        ent_import_result_clear(&result);
    return status;
}
