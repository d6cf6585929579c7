/* What a table holds, as its map says it: attributes of actors, or layers of ties. */
#include "import/map_keys.h"

#include <math.h>
#include <string.h>

static ent_status read_attribute(import_map *map, const ent_yaml_node *node, yearly_attribute *out,
                                 ent_error *error)
{
    static const char *const keys[] = {"column", "code", "unit", "least", "most", "factor"};
    bool wide = map->wide, coded = map->values.indicator != YEARLY_NOWHERE;
    int column;
    *out = (yearly_attribute){.name = node->key, .least = -INFINITY, .most = INFINITY};
    ent_status status = map_check(map, node, node->key, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = map_check_name(map, node, node->key, false, error);
    if (status == ENT_OK && wide && ent_yaml_get(node, "column"))
        return map_fail(map, ent_yaml_get(node, "column"), error,
                        "'column' does not go with years in columns");
    if (status == ENT_OK && !coded && ent_yaml_get(node, "code"))
        return map_fail(map, ent_yaml_get(node, "code"), error, "'code' needs an 'indicator'");
    if (status == ENT_OK)
        status = map_take_column(map, node, "column", !wide, &column, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(map->yaml, node, "code", coded, &out->code, error);
    if (status == ENT_OK)
        status = ent_yaml_take_text(map->yaml, node, "unit", true, &out->unit, error);
    if (status == ENT_OK)
        status = map_take_number(map, node, "least", &out->least, error);
    if (status == ENT_OK)
        status = map_take_number(map, node, "most", &out->most, error);
    if (status == ENT_OK)
        status = map_take_number(map, node, "factor", &out->factor, error);
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
        return map_fail(map, node, error,
                        "several attributes with years in columns need an "
                        "'indicator', the column that tells them apart");
    return status;
}

static ent_status read_layer(import_map *map, const ent_yaml_node *node, map_layer *out,
                             ent_error *error)
{
    static const char *const keys[] = {"level", "value", "present", "directed", "unit"};
    *out = (map_layer){.name = node->key, .unit = ""};
    const char *unit;
    ent_status status = map_check(map, node, node->key, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = map_check_name(map, node, node->key, false, error);
    if (status == ENT_OK && strcmp(node->key, "alliance") == 0)
        return map_fail(map, node, error,
                        "the layer alliance is made from treaties; choose another name");
    if (status == ENT_OK)
        status = map_take_column(map, node, "level", false, &out->level, error);
    if (status == ENT_OK)
        status = map_take_column(map, node, "value", false, &out->value, error);
    if (status == ENT_OK)
        status = map_take_column(map, node, "present", false, &out->present, error);
    if (status == ENT_OK)
        status = map_take_flag(map, node, "directed", &out->directed, error);
    if (status == ENT_OK)
        status =
            ent_yaml_take_text(map->yaml, node, "unit", out->value != YEARLY_NOWHERE, &unit, error);
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

ent_status map_read_content(import_map *map, const ent_yaml_node *root, ent_error *error)
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
