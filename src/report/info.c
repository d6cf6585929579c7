/* What a world holds, and what became of the rows of an import. */
#include "entente/report.h"

#include "report/answer.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static void cell(answer *a, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(a->json, ent_json_get(table, column), NULL, text);
}

static void cell_integer(answer *a, ent_json_value *table, const char *column, long long number)
{
    ent_json_add_integer(a->json, ent_json_get(table, column), NULL, number);
}

/* Is the note's file among the files that were imported? A NULL result takes all. */
static bool is_wanted(const ent_import_result *result, const ent_import_note *note)
{
    for (size_t i = 0; result && i < result->count; i++)
        if (result->files[i].fate == ENT_FILE_IMPORTED &&
            strncmp(result->files[i].path, note->path, sizeof note->path - 1) == 0)
            return true;
    return result == NULL;
}

/* The table `rows`: file by file, what was read, kept, repaired, left out, and why. */
static ent_status add_notes(answer *a, ent_world *world, const ent_import_result *result,
                            ent_error *error)
{
    static const char *const columns[] = {"source", "layout", "file", "kind", "rows", "reason",
                                          "first"};
    ent_import_note *notes;
    size_t count;
    ent_status status = ent_world_notes(world, &notes, &count, error);
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "rows", columns, ent_countof(columns));
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if (!is_wanted(result, &notes[i]))
            continue;
        cell(a, table, "source", notes[i].source);
        cell(a, table, "layout", notes[i].layout);
        cell(a, table, "file", notes[i].path);
        cell(a, table, "kind", notes[i].kind);
        cell_integer(a, table, "rows", notes[i].count);
        cell(a, table, "reason", notes[i].reason);
        cell(a, table, "first", notes[i].example);
    }
    free(notes);
    return status;
}

static void add_files(answer *a, const ent_import_result *result)
{
    static const char *const columns[] = {"file", "outcome", "layout", "source", "detail"};
    static const char *const fates[] = {"imported", "already there", "not supported",
                                        "derived, not imported"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "files", columns, 5);
    for (size_t i = 0; i < result->count; i++) {
        const ent_import_file *file = &result->files[i];
        cell(a, table, "file", file->path);
        cell(a, table, "outcome", fates[file->fate]);
        cell(a, table, "layout", file->layout);
        cell(a, table, "source", file->source);
        cell(a, table, "detail", file->detail);
    }
}

ent_status ent_import_report(const ent_import_result *result, const char *world_path,
                             ent_json **out, ent_error *error)
{
    ent_world *world;
    answer a;
    *out = NULL;
    ent_status status = ent_world_open(world_path, ENT_WORLD_READ, &world, error);
    if (status != ENT_OK)
        return status;
    status = answer_begin(&a, "import", error);
    if (status == ENT_OK) {
        status = answer_input_world(&a, world, world_path, error);
        add_files(&a, result);
        if (status == ENT_OK)
            status = add_notes(&a, world, result, error);
        status = answer_end(&a, status, out, error);
    }
    ent_world_close(world);
    return status;
}

static void add_sources(answer *a, const ent_world *world)
{
    static const char *const columns[] = {"source", "title", "citation", "terms"};
    size_t count;
    const ent_source *sources = ent_world_sources(world, &count);
    ent_json_value *table = ent_json_add_table(a->json, a->result, "sources", columns, 4);
    for (size_t i = 0; i < count; i++) {
        cell(a, table, "source", sources[i].name);
        cell(a, table, "title", sources[i].title);
        cell(a, table, "citation", sources[i].citation);
        cell(a, table, "terms", sources[i].terms);
    }
}

/* The table `series`, in the order of preference within each name. */
static void add_series(answer *a, const ent_world *world)
{
    static const char *const columns[] = {"kind", "name", "source", "from", "to", "preferred"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "series", columns, 6);
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t count;
        const ent_series *series = ent_world_series(world, (ent_series_kind)kind, &count);
        for (size_t i = 0; i < count; i++) {
            char from[11], to[11];
            bool first = i == 0 || strcmp(series[i].name, series[i - 1].name) != 0;
            cell(a, table, "kind", ent_series_kind_word((ent_series_kind)kind));
            cell(a, table, "name", series[i].name);
            cell(a, table, "source", series[i].source);
            cell(a, table, "from", ent_day_format(series[i].covers.from, from));
            cell(a, table, "to", ent_day_format(series[i].covers.to, to));
            ent_json_add_boolean(a->json, ent_json_get(table, "preferred"), NULL, first);
        }
    }
}

ent_status ent_info(ent_world *world, const char *path, ent_json **out, ent_error *error)
{
    answer a;
    *out = NULL;
    ent_status status = answer_begin(&a, "info", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&a, world, path, error);
    ent_json_add_integer(a.json, a.result, "actors", (long long)ent_world_actor_count(world));
    add_sources(&a, world);
    add_series(&a, world);
    if (status == ENT_OK)
        status = add_notes(&a, world, NULL, error);
    return answer_end(&a, status, out, error);
}
