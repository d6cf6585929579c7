/* Reading a map: YAML, checked key by key. Columns get numbers in the order in which the map names
 * them; whether the file has them is checked when one is read (map_read.c). Its attributes and ties
 * are read in map_content.c. */
#include "import/map_keys.h"

#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- source ---- */

static ent_status read_version(import_map *map, const ent_yaml_node *source, ent_error *error)
{
    static const char *const keys[] = {"column", "file_name", "above"};
    const ent_yaml_node *node = ent_yaml_get(source, "version");
    int column;
    if (!node)
        return map_fail(map, source, error, "key 'version' is missing");
    if (node->kind == ENT_YAML_TEXT) {
        bool last = strcmp(node->text, "last year") == 0;
        map->version = last ? MAP_VERSION_LAST_YEAR : MAP_VERSION_TEXT;
        map->version_text = node->text;
        if (*node->text == '\0' || strlen(node->text) > 20)
            return map_fail(map, node, error, "the version '%.40s' must have 1 to 20 letters",
                            node->text);
        return ENT_OK;
    }
    ent_status status = map_check(map, node, "version", keys, ent_countof(keys), error);
    if (status == ENT_OK && node->child_count != 1)
        return map_fail(map, node, error, "'version' needs one of column, file_name, above");
    if (status == ENT_OK)
        status = map_take_column(map, node, "column", false, &column, error);
    if (status != ENT_OK)
        return status;
    map->version = column != YEARLY_NOWHERE                     ? MAP_VERSION_COLUMN
                   : strcmp(node->child->key, "file_name") == 0 ? MAP_VERSION_FILE_NAME
                                                                : MAP_VERSION_ABOVE;
    if (map->version == MAP_VERSION_COLUMN)
        map->importer.version_column = (size_t)column;
    return ent_yaml_take_text(map->yaml, node, node->child->key, true, &map->version_text, error);
}

static ent_status take_field(const import_map *map, const ent_yaml_node *parent, const char *key,
                             char *out, size_t size, ent_error *error)
{
    const char *text;
    ent_status status = ent_yaml_take_text(map->yaml, parent, key, true, &text, error);
    if (status == ENT_OK && strlen(text) >= size)
        return map_fail(map, ent_yaml_get(parent, key), error, "'%s' has more than %zu bytes", key,
                        size - 1);
    if (status == ENT_OK)
        snprintf(out, size, "%s", text);
    return status;
}

static ent_status read_source(import_map *map, const ent_yaml_node *node, ent_error *error)
{
    static const char *const keys[] = {"name", "version", "title", "citation", "terms", "position"};
    ent_source *source = &map->values.source;
    ent_status status = map_check(map, node, "source", keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = take_field(map, node, "name", source->name, sizeof source->name, error);
    if (status == ENT_OK)
        status = map_check_name(map, ent_yaml_get(node, "name"), source->name, true, error);
    if (status == ENT_OK)
        status = take_field(map, node, "title", source->title, sizeof source->title, error);
    if (status == ENT_OK)
        status =
            take_field(map, node, "citation", source->citation, sizeof source->citation, error);
    if (status == ENT_OK)
        status = take_field(map, node, "terms", source->terms, sizeof source->terms, error);
    if (status == ENT_OK)
        status = map_take_integer(map, node, "position", 1, 99999, &map->values.position, error);
    return status == ENT_OK ? read_version(map, node, error) : status;
}

/* ---- actors ---- */

/* One meaning of a code: a text, or {actor, from, to}. */
static ent_status read_meaning(import_map *map, const ent_yaml_node *node, const char *code,
                               actors_alias *out, ent_error *error)
{
    static const char *const keys[] = {"actor", "from", "to"};
    ent_status status = ENT_OK;
    char scheme[16];
    *out = (actors_alias){.code = code, .from = ENT_YEAR_MIN, .to = ENT_YEAR_MAX};
    if (node->kind == ENT_YAML_TEXT) {
        out->actor = node->text;
    } else {
        status = map_check(map, node, "a meaning of a code", keys, ent_countof(keys), error);
        if (status == ENT_OK && !ent_yaml_get(node, "actor"))
            return map_fail(map, node, error, "key 'actor' is missing");
        if (status == ENT_OK)
            status = ent_yaml_take_text(map->yaml, node, "actor", false, &out->actor, error);
        if (status == ENT_OK && !out->actor)
            out->actor = ""; /* nobody */
        if (status == ENT_OK)
            status =
                map_take_integer(map, node, "from", ENT_YEAR_MIN, ENT_YEAR_MAX, &out->from, error);
        if (status == ENT_OK)
            status = map_take_integer(map, node, "to", out->from, ENT_YEAR_MAX, &out->to, error);
    }
    if (status == ENT_OK && !ent_code_split(out->actor, scheme))
        return map_fail(map, node, error, "'%.40s' is not an actor's code", out->actor);
    return status;
}

static ent_status read_names(import_map *map, const ent_yaml_node *names, ent_error *error)
{
    actors_codes *codes = &map->values.actors;
    size_t count = 0;
    ent_status status = ent_yaml_expect(map->yaml, names, ENT_YAML_MAP, "names", error);
    for (const ent_yaml_node *node = names->child; node && status == ENT_OK; node = node->next)
        count += node->kind == ENT_YAML_LIST ? node->child_count : 1;
    actors_alias *aliases = ent_arena_new(map->arena, (count + 1) * sizeof *aliases);
    if (status == ENT_OK && !aliases)
        return ent_fail_memory(error);
    codes->aliases = aliases;
    for (const ent_yaml_node *node = names->child; node && status == ENT_OK; node = node->next) {
        const ent_yaml_node *item = node->kind == ENT_YAML_LIST ? node->child : node;
        while (item && status == ENT_OK) {
            status = read_meaning(map, item, node->key, &aliases[codes->alias_count++], error);
            item = item == node ? NULL : item->next;
        }
    }
    return status;
}

static ent_status read_two_columns(import_map *map, const ent_yaml_node *actor, ent_error *error)
{
    static const char *const keys[] = {"a", "b"};
    const ent_yaml_node *columns = ent_yaml_get(actor, "columns");
    ent_status status = map_check(map, columns, "columns", keys, ent_countof(keys), error);
    for (int i = 0; i < 2 && status == ENT_OK; i++)
        status = map_take_column(map, columns, keys[i], true, &map->actors[i], error);
    if (status == ENT_OK && map->actors[0] == map->actors[1])
        return map_fail(map, columns, error, "both actors stand in the same column");
    return status;
}

static ent_status read_actor(import_map *map, const ent_yaml_node *actor, ent_error *error)
{
    static const char *const keys[] = {"column", "columns", "scheme", "names"};
    static const char *const schemes[] = {"cow", "gw", "iso3", "abb", "name"};
    const ent_yaml_node *names;
    bool known = false;
    int column;
    ent_status status = map_check(map, actor, "actor", keys, ent_countof(keys), error);
    if (status == ENT_OK && !ent_yaml_get(actor, "column") == !ent_yaml_get(actor, "columns"))
        return map_fail(map, actor, error, "'actor' needs either 'column' or, for ties, 'columns'");
    if (status == ENT_OK)
        status = map_take_column(map, actor, "column", false, &column, error);
    if (status == ENT_OK && ent_yaml_get(actor, "columns"))
        status = read_two_columns(map, actor, error);
    if (status == ENT_OK)
        status =
            ent_yaml_take_text(map->yaml, actor, "scheme", true, &map->values.actors.scheme, error);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < ent_countof(schemes) && !known; i++)
        known = strcmp(schemes[i], map->values.actors.scheme) == 0;
    if (!known)
        return map_fail(map, ent_yaml_get(actor, "scheme"), error,
                        "scheme '%.40s' is unknown; expected cow, gw, iso3, abb, name",
                        map->values.actors.scheme);
    map->values.actor = (size_t)(column == YEARLY_NOWHERE ? 0 : column);
    return (names = ent_yaml_get(actor, "names")) ? read_names(map, names, error) : ENT_OK;
}

/* ---- the table's shape ---- */

static ent_status read_header(import_map *map, const ent_yaml_node *root, ent_error *error)
{
    const char *text;
    long long line;
    ent_status status = ent_yaml_take_text(map->yaml, root, "header", false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    if (!ent_parse_integer(text, &line))
        map->header.first_cell = text;
    else if (line >= 1 && line <= 1000)
        map->header.line = (size_t)line;
    else
        return map_fail(map, ent_yaml_get(root, "header"), error,
                        "header '%.40s' is not a line from 1 to 1000", text);
    return ENT_OK;
}

static ent_status read_filters(import_map *map, const ent_yaml_node *where, ent_error *error)
{
    ent_status status = ent_yaml_expect(map->yaml, where, ENT_YAML_MAP, "where", error);
    yearly_filter *all = ent_arena_new(map->arena, (where->child_count + 1) * sizeof *all);
    if (status == ENT_OK && !all)
        return ent_fail_memory(error);
    map->values.filters = all;
    for (const ent_yaml_node *item = where->child; item && status == ENT_OK; item = item->next) {
        status = ent_yaml_expect(map->yaml, item, ENT_YAML_TEXT, item->key, error);
        if (status != ENT_OK)
            break;
        /* the key is the column's name: a map of its own, so that it is numbered like the others */
        ent_yaml_node name = *item,
                      parent = {.kind = ENT_YAML_MAP, .child = &name, .child_count = 1};
        int column;
        name.key = "where";
        name.text = item->key;
        name.next = NULL;
        status = map_take_column(map, &parent, "where", true, &column, error);
        if (status != ENT_OK)
            break;
        if (map->places[column] == &name)
            map->places[column] = item;
        all[map->values.filter_count++] = (yearly_filter){(size_t)column, item->key, item->text};
    }
    return status;
}

static ent_status read_time(import_map *map, const ent_yaml_node *root, ent_error *error)
{
    const char *years;
    int year;
    ent_status status = ent_yaml_take_text(map->yaml, root, "years", false, &years, error);
    if (status == ENT_OK && years && strcmp(years, "columns") != 0)
        return map_fail(map, ent_yaml_get(root, "years"), error,
                        "years '%.40s' is unknown; expected "
                        "columns",
                        years);
    map->wide = years != NULL;
    if (status == ENT_OK)
        status = map_take_column(map, root, "year", false, &year, error);
    if (status == ENT_OK)
        status = map_take_column(map, root, "from", false, &map->from, error);
    if (status == ENT_OK)
        status = map_take_column(map, root, "to", false, &map->to, error);
    if (status == ENT_OK)
        status = map_take_column(map, root, "indicator", false, &map->values.indicator, error);
    if (status != ENT_OK)
        return status;
    bool ties = map->actors[0] != YEARLY_NOWHERE, span = map->from != YEARLY_NOWHERE;
    if (map->wide + (year != YEARLY_NOWHERE) + span != 1 || (map->to != YEARLY_NOWHERE) != span)
        return map_fail(map, root, error,
                        "the time needs one of 'year: COLUMN', 'years: columns', "
                        "'from: COLUMN' with 'to: COLUMN'");
    if (ties == map->wide && ties)
        return map_fail(map, root, error, "ties do not go with years in columns");
    if (!ties && span)
        return map_fail(map, root, error, "'from' and 'to' are for ties; values need a year");
    if (map->values.indicator != YEARLY_NOWHERE && !map->wide)
        return map_fail(map, root, error, "'indicator' goes with 'years: columns'");
    if (map->version == MAP_VERSION_LAST_YEAR && !map->wide)
        return map_fail(map, root, error, "the version 'last year' goes with 'years: columns'");
    map->values.year = (size_t)(year == YEARLY_NOWHERE ? 0 : year);
    if (ties && !span)
        map->from = map->to = year;
    return ENT_OK;
}

static ent_status read_missing(import_map *map, const ent_yaml_node *root, ent_error *error)
{
    const char **codes;
    ent_status status = map_take_texts(map, root, "missing", YEARLY_MISSING_MAX - 1, &codes, error);
    for (size_t i = 0; status == ENT_OK && codes[i]; i++)
        map->values.missing[i] = codes[i];
    return status;
}

static ent_status read_twice(import_map *map, const ent_yaml_node *root, ent_error *error)
{
    const char *text;
    ent_status status = ent_yaml_take_text(map->yaml, root, "twice", false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    map->values.keep_first = strcmp(text, "first") == 0;
    if (map->values.keep_first || strcmp(text, "error") == 0)
        return ENT_OK;
    return map_fail(map, ent_yaml_get(root, "twice"), error,
                    "twice '%.40s' is neither error nor first", text);
}

static ent_status read_root(import_map *map, ent_error *error)
{
    static const char *const keys[] = {"source", "recognise", "header",    "above",      "missing",
                                       "where",  "twice",     "actor",     "year",       "years",
                                       "from",   "to",        "indicator", "attributes", "ties"};
    const ent_yaml_node *root = ent_yaml_root(map->yaml), *node;
    ent_status status = map_check(map, root, "a map", keys, ent_countof(keys), error);
    for (size_t i = 0; i < 2 && status == ENT_OK; i++)
        if (!ent_yaml_get(root, i ? "actor" : "source"))
            return map_fail(map, root, error, "key '%s' is missing", i ? "actor" : "source");
    if (status == ENT_OK) /* first, so that column 0 is an actor's */
        status = read_actor(map, ent_yaml_get(root, "actor"), error);
    if (status == ENT_OK)
        status = read_source(map, ent_yaml_get(root, "source"), error);
    if (status == ENT_OK)
        status = map_take_texts(map, root, "recognise", 100, &map->recognise, error);
    if (status == ENT_OK)
        status = map_take_texts(map, root, "above", 20, &map->above, error);
    if (status == ENT_OK)
        status = read_header(map, root, error);
    if (status == ENT_OK)
        status = read_missing(map, root, error);
    if (status == ENT_OK)
        status = read_twice(map, root, error);
    if (status == ENT_OK && (node = ent_yaml_get(root, "where")))
        status = read_filters(map, node, error);
    if (status == ENT_OK)
        status = read_time(map, root, error);
    return status == ENT_OK ? map_read_content(map, root, error) : status;
}

/* ---- opening ---- */

/* "maps/ports.yaml" is the layout "ports". */
static void name_layout(import_map *map)
{
    const char *path = ent_yaml_name(map->yaml), *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *point = strrchr(name, '.');
    snprintf(map->name, sizeof map->name, "%.*s",
             point && point > name ? (int)(point - name) : (int)strlen(name), name);
}

static ent_status open_yaml(ent_yaml *yaml, import_map **out, ent_error *error)
{
    import_map *map = calloc(1, sizeof *map);
    if (!map || !(map->arena = calloc(1, sizeof *map->arena))) {
        free(map);
        ent_yaml_close(yaml);
        return ent_fail_memory(error);
    }
    map->yaml = yaml;
    map->actors[0] = map->actors[1] = map->from = map->to = YEARLY_NOWHERE;
    name_layout(map);
    map->columns = ent_arena_new(map->arena, MAP_COLUMNS_MAX * sizeof *map->columns);
    map->places = ent_arena_new(map->arena, MAP_COLUMNS_MAX * sizeof *map->places);
    ent_status status =
        map->columns && map->places ? read_root(map, error) : ent_fail_memory(error);
    if (status != ENT_OK) {
        map_free(map);
        return status;
    }
    map->importer.layout = map->name;
    map->importer.title = map->values.source.title;
    map->importer.header = &map->header;
    map->importer.map = ent_yaml_checksum(map->yaml);
    map->importer.read = map_read;
    map->importer.table = map;
    *out = map;
    return ENT_OK;
}

ent_status map_open(const char *path, import_map **out, ent_error *error)
{
    ent_yaml *yaml;
    *out = NULL;
    ent_status status = ent_yaml_open(path, &yaml, error);
    return status == ENT_OK ? open_yaml(yaml, out, error) : status;
}

ent_status map_open_memory(const char *name, const char *text, size_t size, import_map **out,
                           ent_error *error)
{
    ent_yaml *yaml;
    *out = NULL;
    ent_status status = ent_yaml_open_memory(name, text, size, &yaml, error);
    return status == ENT_OK ? open_yaml(yaml, out, error) : status;
}

void map_free(import_map *map)
{
    if (!map)
        return;
    ent_arena_clear(map->arena);
    free(map->arena);
    ent_yaml_close(map->yaml);
    free(map);
}

ent_status map_open_all(import_map ***out, size_t *count, ent_error *error)
{
    const char *name, *text;
    size_t size, total = 0;
    *count = 0;
    while (map_built_in(total, NULL, NULL))
        total++;
    ent_status status =
        (*out = ent_new_array(total, sizeof **out)) ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && (name = map_built_in(i, &text, &size)); i++) {
        status = map_open_memory(name, text, size, &(*out)[i], error);
        *count += status == ENT_OK;
    }
    if (status != ENT_OK) {
        map_free_all(*out, *count);
        *out = NULL;
        *count = 0;
    }
    return status;
}

void map_free_all(import_map **maps, size_t count)
{
    for (size_t i = 0; i < count; i++)
        map_free(maps[i]);
    free(maps);
}
