/* Reading a file by a map: is the file such a one, where are its columns, what is its version; then
 * the rows go through yearly.c or map_ties.c. */
#include "import/map.h"

#include "core/file.h"
#include "core/text.h"
#include "import/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Does some cell above the header contain this text? */
static bool says_above(const ent_rows *rows, const char *text)
{
    size_t count;
    const char *const *cells = ent_rows_above(rows, &count);
    for (size_t i = 0; i < count; i++)
        if (strstr(cells[i], text))
            return true;
    return false;
}

bool map_recognises(const import_map *map, const ent_rows *rows)
{
    for (size_t i = 0; map->recognise[i]; i++)
        if (!ent_rows_has(rows, map->recognise[i]))
            return false;
    for (size_t i = 0; map->above[i]; i++)
        if (!says_above(rows, map->above[i]))
            return false;
    return map->recognise[0] != NULL;
}

/* ---- columns ---- */

static ent_status fail_column(const import_map *map, const ent_rows *rows, size_t column,
                              ent_error *error)
{
    size_t count = ent_rows_column_count(rows);
    const char **names = ent_new_array(count, sizeof *names);
    if (!names)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        names[i] = ent_rows_column(rows, i);
    const char *near = ent_nearest(map->columns[column].name, names, count);
    ent_status status = map_fail(
        map, map->places[column], error, "the file '%.120s' has no column '%.60s'%s%.60s%s",
        ent_rows_name(rows), map->columns[column].name, near ? ", did you mean '" : "",
        near ? near : "", near ? "'?" : "");
    free(names);
    return status;
}

static ent_status check_file(const import_map *map, const ent_rows *rows, ent_error *error)
{
    for (size_t i = 0; map->above[i]; i++)
        if (!says_above(rows, map->above[i]))
            return ent_fail(error, ENT_ERR_INPUT,
                            "%s: no line above the header says '%.60s', as the map "
                            "'%s' demands: is it the right table?",
                            ent_rows_name(rows), map->above[i], map->name);
    for (size_t i = 0; i < map->column_count; i++)
        if (!ent_rows_has(rows, map->columns[i].name))
            return fail_column(map, rows, i, error);
    return ENT_OK;
}

static bool is_year(const char *name, int *year)
{
    long long number;
    if (strlen(name) != 4 || !ent_parse_integer(name, &number) || number < ENT_YEAR_MIN ||
        number > ENT_YEAR_MAX)
        return false;
    *year = (int)number;
    return true;
}

/* Bind the columns of the map, and behind them those of the years. */
static ent_status bind(ent_reading *reading, const import_map *map, yearly_table *table,
                       ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    size_t count = map->column_count, found = 0, width = ent_rows_column_count(rows);
    ent_column *columns = ent_arena_new(map->arena, (count + width + 1) * sizeof *columns);
    yearly_column *years = ent_arena_new(map->arena, (width + 1) * sizeof *years);
    if (!columns || !years)
        return ent_fail_memory(error);
    memcpy(columns, map->columns, count * sizeof *columns);
    for (size_t i = 0; i < width && map->wide; i++) {
        int year;
        if (!is_year(ent_rows_column(rows, i), &year))
            continue;
        char *name = ent_arena_text(map->arena, ent_rows_column(rows, i));
        if (!name)
            return ent_fail_memory(error);
        years[found] = (yearly_column){count + found, year};
        columns[count + found++] = (ent_column){name, ENT_COLUMN_REQUIRED};
    }
    if (map->wide && found == 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the header has no column that is a year",
                        ent_rows_name(rows));
    table->years = map->wide ? years : NULL;
    table->year_count = found;
    return ent_rows_bind(rows, columns, count + found, false, error);
}

/* ---- version ---- */

/* The digits and points behind the last `prefix` in the file's name. */
static void version_of_name(const char *path, const char *prefix, char *out, size_t size)
{
    const char *name = ent_path_name(path), *found = NULL;
    for (const char *at = name; (at = strstr(at, prefix)); at++)
        if (strspn(at + strlen(prefix), "0123456789") > 0)
            found = at + strlen(prefix);
    int length = found ? (int)strspn(found, "0123456789.") : 0;
    while (length > 0 && found[length - 1] == '.')
        length--;
    snprintf(out, size, "%.*s", length, found ? found : "");
}

/* The cell behind the one that says `label`. */
static void version_above(const ent_rows *rows, const char *label, char *out, size_t size)
{
    size_t count;
    const char *const *cells = ent_rows_above(rows, &count);
    for (size_t i = 0; i + 1 < count; i++)
        if (ent_equal_nocase(cells[i], label))
            snprintf(out, size, "%s", cells[i + 1]);
}

static void find_version(const import_map *map, const ent_rows *rows, yearly_table *table)
{
    char *version = table->source.version;
    const size_t size = sizeof table->source.version;
    int last = 0;
    for (size_t i = 0; i < table->year_count; i++)
        last = table->years[i].year > last ? table->years[i].year : last;
    if (map->version == MAP_VERSION_TEXT)
        snprintf(version, size, "%s", map->version_text);
    else if (map->version == MAP_VERSION_FILE_NAME)
        version_of_name(ent_rows_name(rows), map->version_text, version, size);
    else if (map->version == MAP_VERSION_ABOVE)
        version_above(rows, map->version_text, version, size);
    else if (map->version == MAP_VERSION_LAST_YEAR)
        snprintf(version, size, "%d", last);
    if (version[0] == '\0')
        snprintf(version, size, "of-unknown-version");
}

ent_status map_read(ent_reading *reading, ent_error *error)
{
    const import_map *map = reading->importer->table;
    yearly_table table = map->values;
    ent_status status = check_file(map, ent_reading_rows(reading), error);
    if (status == ENT_OK)
        status = bind(reading, map, &table, error);
    if (status != ENT_OK)
        return status;
    find_version(map, ent_reading_rows(reading), &table);
    return map->layer_count > 0 ? map_read_ties(reading, map, &table, error)
                                : yearly_read(reading, &table, error);
}
