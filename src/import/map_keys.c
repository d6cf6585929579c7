#include "import/map_keys.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 60, SOURCE_NAME_MAX_LENGTH = 40 };

static const char name_letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

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

ent_status map_check(const import_map *map, const ent_yaml_node *node, const char *what,
                     const char *const keys[], size_t count, ent_error *error)
{
    ent_status status = ent_yaml_expect(map->yaml, node, ENT_YAML_MAP, what, error);
    return status == ENT_OK ? ent_yaml_check_keys(map->yaml, node, keys, count, error) : status;
}

ent_status map_take_column(import_map *map, const ent_yaml_node *parent, const char *key,
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
    if (map->column_count == MAP_COLUMNS_MAX)
        return map_fail(map, parent, error, "more than %d columns", MAP_COLUMNS_MAX);
    *out = (int)map->column_count;
    map->columns[map->column_count] = (ent_column){name, ENT_COLUMN_REQUIRED};
    map->places[map->column_count++] = ent_yaml_get(parent, key);
    return ENT_OK;
}

ent_status map_take_number(const import_map *map, const ent_yaml_node *parent, const char *key,
                           double *out, ent_error *error)
{
    const char *text;
    ent_status status = ent_yaml_take_text(map->yaml, parent, key, false, &text, error);
    if (status != ENT_OK || !text || ent_parse_number(text, out))
        return status;
    return map_fail(map, ent_yaml_get(parent, key), error, "%s '%.40s' is not a number", key, text);
}

ent_status map_take_integer(const import_map *map, const ent_yaml_node *parent, const char *key,
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

ent_status map_take_flag(const import_map *map, const ent_yaml_node *parent, const char *key,
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

ent_status map_take_texts(import_map *map, const ent_yaml_node *parent, const char *key,
                          size_t most, const char ***out, ent_error *error)
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

ent_status map_check_name(const import_map *map, const ent_yaml_node *node, const char *name,
                          bool of_source, ent_error *error)
{
    char letters[80];
    int most = of_source ? SOURCE_NAME_MAX_LENGTH : NAME_MAX_LENGTH;
    snprintf(letters, sizeof letters, "%s%s", name_letters, of_source ? "-" : "");
    if (*name && strlen(name) <= (size_t)most && name[strspn(name, letters)] == '\0')
        return ENT_OK;
    return map_fail(map, node, error,
                    "the name '%.60s' may have letters, digits, '_'%s, at most %d", name,
                    of_source ? " and '-'" : "", most);
}
