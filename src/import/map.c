/* Reading a map: YAML, checked key by key. Columns get numbers in the order in which the map names them;
 * whether the file has them is checked when one is read (map_read.c). */
#include "import/map.h"

#include "core/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 4000, NAME_MAX = 60 };

static const char name_letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

ent_status map_fail(const import_map *map, const ent_yaml_node *node, ent_error *error,
                    const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ent_yaml_fail(map->yaml, node, error, "%s", message);
}

/* ---- pieces ---- */

static ent_status check_map(const import_map *map, const ent_yaml_node *node, const char *what,
                            const char *const keys[], size_t count, ent_error *error)
{
    ent_status status = ent_yaml_expect(map->yaml, node, ENT_YAML_MAP, what, error);
    return status == ENT_OK ? ent_yaml_check_keys(map->yaml, node, keys, count, error) : status;
}

/* The number of the column that a key names; YEARLY_NOWHERE if the key is not there. */
static ent_status take_column(import_map *map, const ent_yaml_node *parent, const char *key,
                              bool required, int *out, ent_error *error)
{
    const char *name;
    *out = YEARLY_NOWHERE;
    ent_status status = ent_yaml_take_text(map->yaml, parent, key, required, &name, error);
    if (status != ENT_OK || !name)
        return status;
    for (size_t i = 0; i < map->column_count && *out == YEARLY_NOWHERE; i++)
        if (ent_equal_nocase(map->columns[i].name, name))
            *out = (int)i;
    if (*out != YEARLY_NOWHERE)
        return ENT_OK;
    if (map->column_count == COLUMNS_MAX)
        return map_fail(map, parent, error, "more than %d columns", COLUMNS_MAX);
    *out = (int)map->column_count;
    map->columns[map->column_count] = (ent_column){name, ENT_COLUMN_REQUIRED};
    map->places[map->column_count++] = ent_yaml_get(parent, key);
    return ENT_OK;
}

static ent_status take_number(const import_map *map, const ent_yaml_node *parent, const char *key,
                              double *out, ent_error *error)
{
    const char *text;
    ent_status status = ent_yaml_take_text(map->yaml, parent, key, false, &text, error);
    if (status != ENT_OK || !text || ent_parse_number(text, out))
        return status;
    return map_fail(map, ent_yaml_get(parent, key), error, "%s '%.40s' is not a number", key, text);
}

static ent_status take_integer(const import_map *map, const ent_yaml_node *parent, const char *key,
                               int least, int most, int *out, ent_error *error)
{
    const char *text;
    long long number;
    ent_status status = ent_yaml_take_text(map->yaml, parent, key, false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    if (!ent_parse_integer(text, &number) || number < least || number > most)
        return map_fail(map, ent_yaml_get(parent, key), error,
                        "%s '%.40s' is not a whole number from %d to %d", key, text, least, most);
    *out = (int)number;
    return ENT_OK;
}

static ent_status take_flag(const import_map *map, const ent_yaml_node *parent, const char *key,
                            bool *out, ent_error *error)
{
    const char *text;
    ent_status status = ent_yaml_take_text(map->yaml, parent, key, false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    *out = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
    if (*out || strcmp(text, "no") == 0 || strcmp(text, "false") == 0)
        return ENT_OK;
    return map_fail(map, ent_yaml_get(parent, key), error, "%s '%.40s' is neither yes nor no", key,
                    text);
}

/* A list of texts, ended by NULL; empty if the key is not there. */
static ent_status take_texts(import_map *map, const ent_yaml_node *parent, const char *key, size_t most,
                             const char ***out, ent_error *error)
{
    const ent_yaml_node *list = ent_yaml_get(parent, key);
    size_t count = 0;
    ent_status status = list ? ent_yaml_expect(map->yaml, list, ENT_YAML_LIST, key, error) : ENT_OK;
    if (status == ENT_OK && list && list->child_count > most)
        return map_fail(map, list, error, "'%s' has more than %zu entries", key, most);
    *out = ent_arena_new(map->arena, ((list ? list->child_count : 0) + 1) * sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (const ent_yaml_node *item = list ? list->child : NULL; item && status == ENT_OK;
         item = item->next) {
        status = ent_yaml_expect(map->yaml, item, ENT_YAML_TEXT, key, error);
        if (status == ENT_OK)
            (*out)[count++] = item->text;
    }
    return status;
}

/* A name that users write: of a source (which may have dashes), attribute or layer. */
static ent_status check_name(const import_map *map, const ent_yaml_node *node, const char *name,
                             const char *more, ent_error *error)
{
    char letters[80];
    snprintf(letters, sizeof letters, "%s%s", name_letters, more);
    if (*name && strlen(name) <= (*more ? 40u : NAME_MAX) && name[strspn(name, letters)] == '\0')
        return ENT_OK;
    return map_fail(map, node, error, "the name '%.60s' may have letters, digits, '_'%s, at most %d",
                    name, *more ? " and '-'" : "", *more ? 40 : NAME_MAX);
}

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
            return map_fail(map, node, error, "the version '%.40s' must have 1 to 20 letters", node->text);
        return ENT_OK;
    }
    ent_status status = check_map(map, node, "version", keys, ent_countof(keys), error);
    if (status == ENT_OK && node->child_count != 1)
        return map_fail(map, node, error, "'version' needs one of column, file_name, above");
    if (status == ENT_OK)
        status = take_column(map, node, "column", false, &column, error);
    if (status != ENT_OK)
        return status;
    map->version = column != YEARLY_NOWHERE                      ? MAP_VERSION_COLUMN
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
    ent_status status = check_map(map, node, "source", keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = take_field(map, node, "name", source->name, sizeof source->name, error);
    if (status == ENT_OK)
        status = check_name(map, ent_yaml_get(node, "name"), source->name, "-", error);
    if (status == ENT_OK)
        status = take_field(map, node, "title", source->title, sizeof source->title, error);
    if (status == ENT_OK)
        status = take_field(map, node, "citation", source->citation, sizeof source->citation, error);
    if (status == ENT_OK)
        status = take_field(map, node, "terms", source->terms, sizeof source->terms, error);
    if (status == ENT_OK)
        status = take_integer(map, node, "position", 1, 99999, &map->values.position, error);
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
        status = check_map(map, node, "a meaning of a code", keys, ent_countof(keys), error);
        if (status == ENT_OK && !ent_yaml_get(node, "actor"))
            return map_fail(map, node, error, "key 'actor' is missing");
        if (status == ENT_OK)
            status = ent_yaml_take_text(map->yaml, node, "actor", false, &out->actor, error);
        if (status == ENT_OK && !out->actor)
            out->actor = ""; /* nobody */
        if (status == ENT_OK)
            status = take_integer(map, node, "from", ENT_YEAR_MIN, ENT_YEAR_MAX, &out->from, error);
        if (status == ENT_OK)
            status = take_integer(map, node, "to", out->from, ENT_YEAR_MAX, &out->to, error);
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
    ent_status status = check_map(map, columns, "columns", keys, ent_countof(keys), error);
    for (int i = 0; i < 2 && status == ENT_OK; i++)
        status = take_column(map, columns, keys[i], true, &map->actors[i], error);
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
    ent_status status = check_map(map, actor, "actor", keys, ent_countof(keys), error);
    if (status == ENT_OK && !ent_yaml_get(actor, "column") == !ent_yaml_get(actor, "columns"))
        return map_fail(map, actor, error, "'actor' needs either 'column' or, for ties, 'columns'");
    if (status == ENT_OK)
        status = take_column(map, actor, "column", false, &column, error);
    if (status == ENT_OK && ent_yaml_get(actor, "columns"))
        status = read_two_columns(map, actor, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(map->yaml, actor, "scheme", true, &map->values.actors.scheme, error);
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

/* ---- attributes and ties ---- */

static ent_status read_attribute(import_map *map, const ent_yaml_node *node, yearly_attribute *out,
                                 ent_error *error)
{
    static const char *const keys[] = {"column", "code", "unit", "least", "most", "factor"};
    bool wide = map->wide, coded = map->values.indicator != YEARLY_NOWHERE;
    int column;
    *out = (yearly_attribute){.name = node->key, .least = -INFINITY, .most = INFINITY};
    ent_status status = check_map(map, node, node->key, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = check_name(map, node, node->key, "", error);
    if (status == ENT_OK && wide && ent_yaml_get(node, "column"))
        return map_fail(map, ent_yaml_get(node, "column"), error,
                        "'column' does not go with years in columns");
    if (status == ENT_OK && !coded && ent_yaml_get(node, "code"))
        return map_fail(map, ent_yaml_get(node, "code"), error, "'code' needs an 'indicator'");
    if (status == ENT_OK)
        status = take_column(map, node, "column", !wide, &column, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(map->yaml, node, "code", coded, &out->code, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(map->yaml, node, "unit", true, &out->unit, error);
    if (status == ENT_OK)
        status = take_number(map, node, "least", &out->least, error);
    if (status == ENT_OK)
        status = take_number(map, node, "most", &out->most, error);
    if (status == ENT_OK)
        status = take_number(map, node, "factor", &out->factor, error);
    if (status == ENT_OK && out->least > out->most)
        return map_fail(map, node, error, "'least' is above 'most'");
    if (status == ENT_OK)
        out->column = (size_t)(column == YEARLY_NOWHERE ? 0 : column);
    return status;
}

static ent_status read_attributes(import_map *map, const ent_yaml_node *node, ent_error *error)
{
    ent_status status = ent_yaml_expect(map->yaml, node, ENT_YAML_MAP, "attributes", error);
    yearly_attribute *all = ent_arena_new(map->arena, (node->child_count + 1) * sizeof *all);
    if (status == ENT_OK && !all)
        return ent_fail_memory(error);
    map->values.attributes = all;
    for (const ent_yaml_node *item = node->child; item && status == ENT_OK; item = item->next)
        status = read_attribute(map, item, &all[map->values.attribute_count++], error);
    if (status == ENT_OK && map->values.attribute_count == 0)
        return map_fail(map, node, error, "there is no attribute");
    if (status == ENT_OK && map->wide && map->values.indicator == YEARLY_NOWHERE &&
        map->values.attribute_count > 1)
        return map_fail(map, node, error, "several attributes with years in columns need an "
                        "'indicator', the column that tells them apart");
    return status;
}

static ent_status read_layer(import_map *map, const ent_yaml_node *node, map_layer *out,
                             ent_error *error)
{
    static const char *const keys[] = {"level", "value", "present", "directed", "unit"};
    *out = (map_layer){.name = node->key, .unit = ""};
    const char *unit;
    ent_status status = check_map(map, node, node->key, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = check_name(map, node, node->key, "", error);
    if (status == ENT_OK && strcmp(node->key, "alliance") == 0)
        return map_fail(map, node, error, "the layer alliance is made from treaties; choose another name");
    if (status == ENT_OK)
        status = take_column(map, node, "level", false, &out->level, error);
    if (status == ENT_OK)
        status = take_column(map, node, "value", false, &out->value, error);
    if (status == ENT_OK)
        status = take_column(map, node, "present", false, &out->present, error);
    if (status == ENT_OK)
        status = take_flag(map, node, "directed", &out->directed, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(map->yaml, node, "unit", out->value != YEARLY_NOWHERE, &unit, error);
    if (status != ENT_OK)
        return status;
    out->unit = unit ? unit : "";
    int given = (out->level != YEARLY_NOWHERE) + (out->value != YEARLY_NOWHERE) +
                (out->present != YEARLY_NOWHERE);
    return given <= 1 ? ENT_OK
                      : map_fail(map, node, error, "a layer has one of level, value, present");
}

static ent_status read_ties(import_map *map, const ent_yaml_node *node, ent_error *error)
{
    ent_status status = ent_yaml_expect(map->yaml, node, ENT_YAML_MAP, "ties", error);
    map->layers = ent_arena_new(map->arena, (node->child_count + 1) * sizeof *map->layers);
    if (status == ENT_OK && !map->layers)
        return ent_fail_memory(error);
    for (const ent_yaml_node *item = node->child; item && status == ENT_OK; item = item->next)
        status = read_layer(map, item, &map->layers[map->layer_count++], error);
    if (status == ENT_OK && map->layer_count == 0)
        return map_fail(map, node, error, "there is no layer");
    return status;
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
        ent_yaml_node name = *item, parent = {.kind = ENT_YAML_MAP, .child = &name, .child_count = 1};
        int column;
        name.key = "where";
        name.text = item->key;
        name.next = NULL;
        status = take_column(map, &parent, "where", true, &column, error);
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
        return map_fail(map, ent_yaml_get(root, "years"), error, "years '%.40s' is unknown; expected "
                        "columns", years);
    map->wide = years != NULL;
    if (status == ENT_OK)
        status = take_column(map, root, "year", false, &year, error);
    if (status == ENT_OK)
        status = take_column(map, root, "from", false, &map->from, error);
    if (status == ENT_OK)
        status = take_column(map, root, "to", false, &map->to, error);
    if (status == ENT_OK)
        status = take_column(map, root, "indicator", false, &map->values.indicator, error);
    if (status != ENT_OK)
        return status;
    bool ties = map->actors[0] != YEARLY_NOWHERE, span = map->from != YEARLY_NOWHERE;
    if (map->wide + (year != YEARLY_NOWHERE) + span != 1 || (map->to != YEARLY_NOWHERE) != span)
        return map_fail(map, root, error, "the time needs one of 'year: COLUMN', 'years: columns', "
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
    ent_status status =
        take_texts(map, root, "missing", YEARLY_MISSING_MAX - 1, &codes, error);
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
    return map_fail(map, ent_yaml_get(root, "twice"), error, "twice '%.40s' is neither error nor first",
                    text);
}

static ent_status read_content(import_map *map, const ent_yaml_node *root, ent_error *error)
{
    bool ties = map->actors[0] != YEARLY_NOWHERE;
    const ent_yaml_node *attributes = ent_yaml_get(root, "attributes"),
                        *layers = ent_yaml_get(root, "ties");
    if (ties && (attributes || !layers))
        return map_fail(map, root, error, "two columns of actors need 'ties', and no 'attributes'");
    if (!ties && (layers || !attributes))
        return map_fail(map, root, error, "one column of actors needs 'attributes', and no 'ties'");
    return ties ? read_ties(map, layers, error) : read_attributes(map, attributes, error);
}

static ent_status read_root(import_map *map, ent_error *error)
{
    static const char *const keys[] = {"source", "recognise", "header", "above", "missing", "where",
                                       "twice", "actor", "year", "years", "from", "to", "indicator",
                                       "attributes", "ties"};
    const ent_yaml_node *root = ent_yaml_root(map->yaml), *node;
    ent_status status = check_map(map, root, "a map", keys, ent_countof(keys), error);
    for (size_t i = 0; i < 2 && status == ENT_OK; i++)
        if (!ent_yaml_get(root, i ? "actor" : "source"))
            return map_fail(map, root, error, "key '%s' is missing", i ? "actor" : "source");
    if (status == ENT_OK) /* first, so that column 0 is an actor's */
        status = read_actor(map, ent_yaml_get(root, "actor"), error);
    if (status == ENT_OK)
        status = read_source(map, ent_yaml_get(root, "source"), error);
    if (status == ENT_OK)
        status = take_texts(map, root, "recognise", 100, &map->recognise, error);
    if (status == ENT_OK)
        status = take_texts(map, root, "above", 20, &map->above, error);
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
    return status == ENT_OK ? read_content(map, root, error) : status;
}

/* ---- opening ---- */

/* "maps/ports.yaml" is the layout "ports". */
static void name_layout(import_map *map)
{
    const char *path = ent_yaml_name(map->yaml), *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *point = strrchr(name, '.');
    snprintf(map->name, sizeof map->name, "%.*s", point && point > name ? (int)(point - name)
             : (int)strlen(name), name);
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
    map->columns = ent_arena_new(map->arena, COLUMNS_MAX * sizeof *map->columns);
    map->places = ent_arena_new(map->arena, COLUMNS_MAX * sizeof *map->places);
    ent_status status =
        map->columns && map->places ? read_root(map, error) : ent_fail_memory(error);
    if (status != ENT_OK) {
        map_free(map);
        return status;
    }
    map->importer.layout = map->name;
    map->importer.title = map->values.source.title;
    map->importer.header = &map->header;
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
    ent_status status = (*out = ent_new_array(total, sizeof **out)) ? ENT_OK : ent_fail_memory(error);
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
