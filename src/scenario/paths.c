/* Paths of an attribute that are given: a CSV file by itself, or the map `paths` of a scenario, whose values stand in it or in a
 * CSV file beside it:
 *
 *   paths: {attribute: cinc, source: who says so, file: paths.csv}
 *   paths: {attribute: cinc, source: who says so, values: [{actor: CHN, year: 2025, value: 0.25}]}
 *
 * A value may name a source of its own; it must if `paths` names none. */
#include "scenario/scenario.h"

#include "core/file.h"
#include "core/rows.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTOR, YEAR, VALUE, SOURCE };

static const ent_column columns[] = {
    [ACTOR] = {"actor", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [VALUE] = {"value", ENT_COLUMN_REQUIRED},
    [SOURCE] = {"source", ENT_COLUMN_OPTIONAL},
};

/* What values are read into; all texts live in the arena, the array does not. */
typedef struct {
    ent_arena *arena;
    const char *source;          /* of those that name none; NULL = each must */
    ent_given_value *values;
    size_t count, capacity;
} reading;

static ent_status check_value(const ent_rows *rows, const reading *r, double value, ent_error *error)
{
    if (!ent_rows_given(rows, ACTOR))
        return ent_rows_fail(rows, ACTOR, error, "is empty; expected an actor's code");
    if (!(value > 0) || isinf(value))
        return ent_rows_fail(rows, VALUE, error, "is not a number above 0");
    if (!r->source && !ent_rows_given(rows, SOURCE))
        return ent_rows_fail(rows, SOURCE, error, "is empty; expected who gives this value");
    return ENT_OK;
}

static ent_status read_value(const ent_rows *rows, reading *r, ent_error *error)
{
    ent_given_value value = {.line = ent_rows_line(rows)};
    ent_status status = ent_rows_integer(rows, YEAR, 1000, 9999, &value.year, error);
    if (status == ENT_OK)
        status = ent_rows_number(rows, VALUE, &value.value, error);
    if (status == ENT_OK)
        status = check_value(rows, r, value.value, error);
    if (status != ENT_OK)
        return status;
    value.actor = ent_arena_text(r->arena, ent_rows_text(rows, ACTOR));
    value.source = ent_arena_text(r->arena, ent_rows_given(rows, SOURCE) ? ent_rows_text(rows, SOURCE) : r->source);
    if (!value.actor || !value.source || !ent_grow(&r->values, r->count, &r->capacity, sizeof *r->values))
        return ent_fail_memory(error);
    r->values[r->count++] = value;
    return ENT_OK;
}

static ent_status read_rows(ent_rows *rows, reading *r, ent_error *error)
{
    bool more = true;
    ent_status status = ent_rows_bind(rows, columns, ent_countof(columns), true, error);
    while (status == ENT_OK && more) {
        status = ent_rows_next(rows, &more, error);
        if (status == ENT_OK && more)
            status = read_value(rows, r, error);
    }
    if (status == ENT_OK && r->count == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "%s gives no values", ent_rows_name(rows));
    return status;
}

/* Values into the arena, where the rest is. */
static ent_status keep(reading *r, ent_given_paths *out, ent_error *error)
{
    ent_given_value *values = ent_arena_new(r->arena, r->count * sizeof *values);
    if (!values)
        return ent_fail_memory(error);
    memcpy(values, r->values, r->count * sizeof *values);
    out->values = values;
    out->count = r->count;
    return ENT_OK;
}

static ent_status read_csv(const char *path, const char *source, ent_arena *arena, ent_given_paths *out, ent_error *error)
{
    ent_rows *rows = NULL;
    reading r = {.arena = arena, .source = source};
    char *checksum = ent_arena_new(arena, 65);
    ent_status status = (out->file = ent_arena_text(arena, path)) && checksum ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_file_sha256(path, checksum, error);
    if (status == ENT_OK)
        status = ent_rows_open_csv(path, 0, &rows, error);
    if (status == ENT_OK)
        status = read_rows(rows, &r, error);
    if (status == ENT_OK)
        status = keep(&r, out, error);
    out->checksum = checksum;
    ent_rows_close(rows);
    free(r.values);
    return status;
}

/* ---- a file by itself ---- */

/* The paths stand first, so that a pointer to them is one to all. */
typedef struct {
    ent_given_paths paths;
    ent_arena arena;
} file_paths;

ent_status ent_given_paths_open(const char *path, ent_given_paths **out, ent_error *error)
{
    *out = NULL;
    file_paths *file = ent_new_array(1, sizeof *file);
    if (!file)
        return ent_fail_memory(error);
    ent_status status = read_csv(path, NULL, &file->arena, &file->paths, error);
    if (status == ENT_OK)
        *out = &file->paths;
    else
        ent_given_paths_free(&file->paths);
    return status;
}

void ent_given_paths_free(ent_given_paths *paths)
{
    file_paths *file = (file_paths *)(void *)paths;
    if (!file)
        return;
    ent_arena_clear(&file->arena);
    free(file);
}

/* ---- of a scenario ---- */

static ent_status read_inline(ent_scenario *scenario, const ent_yaml_node *list, const char *source, ent_given_paths *out,
                              ent_error *error)
{
    ent_rows *rows = NULL;
    reading r = {.arena = &scenario->arena, .source = source};
    out->file = ent_yaml_name(scenario->yaml);
    ent_status status = ent_yaml_expect(scenario->yaml, list, ENT_YAML_LIST, "values", error);
    if (status == ENT_OK)
        status = ent_rows_open_yaml(scenario->yaml, list, &rows, error);
    if (status == ENT_OK)
        status = read_rows(rows, &r, error);
    if (status == ENT_OK)
        status = keep(&r, out, error);
    ent_rows_close(rows);
    free(r.values);
    return status;
}

static ent_status read_file(ent_scenario *scenario, const char *name, const char *source, ent_given_paths *out, ent_error *error)
{
    char *path = scenario_beside(scenario, name);
    ent_status status = path ? read_csv(path, source, &scenario->arena, out, error) : ent_fail_memory(error);
    free(path);
    return status;
}

ent_status scenario_read_paths(ent_scenario *scenario, const ent_yaml_node *map, ent_error *error)
{
    static const char *const keys[] = {"attribute", "source", "file", "values"};
    const char *source, *file;
    ent_yaml *yaml = scenario->yaml;
    const ent_yaml_node *values = ent_yaml_get(map, "values");
    ent_given_paths *paths = ent_arena_new(&scenario->arena, sizeof *paths);
    ent_status status = paths ? ent_yaml_expect(yaml, map, ENT_YAML_MAP, "paths", error) : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(yaml, map, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, map, "attribute", true, &paths->attribute, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, map, "source", false, &source, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(yaml, map, "file", false, &file, error);
    if (status != ENT_OK)
        return status;
    if (!file == !values)
        return ent_yaml_fail(yaml, map, error, "paths need either 'file' or 'values'");
    status = values ? read_inline(scenario, values, source, paths, error) : read_file(scenario, file, source, paths, error);
    if (status == ENT_OK)
        scenario->content.paths = paths;
    return status;
}
