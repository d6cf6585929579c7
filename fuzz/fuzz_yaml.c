/* Any bytes as a YAML file: the tree is whole, and its root can be read as rows. */
#include "fuzz.h"

#include "core/rows.h"

#include <string.h>

static void check_tree(const ent_yaml_node *node, int depth)
{
    size_t count = 0;
    promise(depth <= 32 && node->line > 0 && node->column > 0);
    promise((node->kind == ENT_YAML_TEXT) == (node->text != NULL));
    for (const ent_yaml_node *child = node->child; child; child = child->next, count++) {
        promise((child->key != NULL) == (node->kind == ENT_YAML_MAP));
        promise(!child->key || ent_yaml_get(node, child->key) == child);
        check_tree(child, depth + 1);
    }
    promise(count == node->child_count);
}

static void read_as_rows(const ent_yaml *yaml)
{
    static const ent_column columns[] = {{"actor", ENT_COLUMN_REQUIRED},
                                         {"year", ENT_COLUMN_OPTIONAL}};
    ent_rows *rows;
    ent_error error;
    bool more = true;
    int year;
    ent_status status = ent_rows_open_yaml(yaml, ent_yaml_root(yaml), &rows, &error);
    if (status == ENT_OK)
        status = ent_rows_bind(rows, columns, 2, true, &error);
    promise(status == ENT_OK);
    while (status == ENT_OK && more) {
        status = ent_rows_next(rows, &more, &error);
        if (status == ENT_OK && more && ent_rows_given(rows, 1))
            status = ent_rows_integer(rows, 1, 1000, 2200, &year, &error);
    }
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    ent_rows_close(rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_yaml *yaml;
    ent_error error;
    ent_status status = ent_yaml_open_memory("a.yaml", (const char *)data, size, &yaml, &error);
    promise(status == ENT_OK ? yaml != NULL : status == ENT_ERR_INPUT && yaml == NULL);
    if (status != ENT_OK) {
        promise(strncmp(error.message, "a.yaml:", 7) == 0);
        return 0;
    }
    check_tree(ent_yaml_root(yaml), 0);
    if (ent_yaml_root(yaml)->kind == ENT_YAML_LIST)
        read_as_rows(yaml);
    ent_yaml_close(yaml);
    return 0;
}
