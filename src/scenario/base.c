/* The base of a scenario as a world: a world's file, or one in memory with the tables of the scenario,
 * each written in the file or in CSV files beside it. */
#include "scenario/scenario.h"

#include "core/file.h"
#include "import/own.h"
#include "world/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *scenario_beside(const ent_scenario *scenario, const char *path)
{
    char *folder = ent_copy_text(ent_yaml_name(scenario->yaml));
    if (!folder)
        return NULL;
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    else
        folder[0] = '\0';
    char *joined = ent_path_join(folder, path);
    free(folder);
    return joined;
}

static ent_status read_csv(const ent_scenario *scenario, ent_world *world, int source,
                           ent_own_table table, const ent_yaml_node *node, ent_error *error)
{
    ent_rows *rows = NULL;
    char *path = scenario_beside(scenario, node->text);
    if (!path)
        return ent_fail_memory(error);
    ent_status status = ent_rows_open_csv(path, 0, &rows, error);
    if (!rows && status != ENT_OK) /* the file itself cannot be read: say who asked for it */
        ent_error_context(error, "%s:%zu:%zu", ent_yaml_name(scenario->yaml), node->line,
                          node->column);
    if (status == ENT_OK)
        status = ent_own_read(world, source, table, path, rows, error);
    ent_rows_close(rows);
    free(path);
    return status;
}

static ent_status read_inline(const ent_scenario *scenario, ent_world *world, int source,
                              ent_own_table table, const ent_yaml_node *list, ent_error *error)
{
    ent_rows *rows;
    ent_status status = ent_rows_open_yaml(scenario->yaml, list, &rows, error);
    if (status == ENT_OK)
        status = ent_own_read(world, source, table, ent_yaml_name(scenario->yaml), rows, error);
    ent_rows_close(rows);
    return status;
}

/* A table is a path, a list of paths, or a list of rows. */
static ent_status read_table(const ent_scenario *scenario, ent_world *world, int source,
                             ent_own_table table, ent_error *error)
{
    const ent_yaml_node *node = ent_yaml_get(scenario->base, ent_own_table_name(table));
    if (!node)
        return ENT_OK;
    if (node->kind == ENT_YAML_TEXT)
        return read_csv(scenario, world, source, table, node, error);
    ent_status status = ent_yaml_expect(scenario->yaml, node, ENT_YAML_LIST, node->key, error);
    if (status != ENT_OK || !node->child)
        return status;
    if (node->child->kind == ENT_YAML_MAP)
        return read_inline(scenario, world, source, table, node, error);
    for (const ent_yaml_node *path = node->child; path && status == ENT_OK; path = path->next) {
        status = ent_yaml_expect(scenario->yaml, path, ENT_YAML_TEXT, "a file name", error);
        if (status == ENT_OK)
            status = read_csv(scenario, world, source, table, path, error);
    }
    return status;
}

/* The source is named after the scenario's file: scenarios/great-powers-2016.yaml. */
static void name_source(const ent_scenario *scenario, ent_source *source)
{
    const char *name = ent_path_name(ent_yaml_name(scenario->yaml));
    const char *point = strrchr(name, '.');
    int length = point ? (int)(point - name) : (int)strlen(name);
    snprintf(source->name, sizeof source->name, "%.*s", length < 60 ? length : 60, name);
    snprintf(source->title, sizeof source->title, "%s", scenario->content.title);
    snprintf(source->citation, sizeof source->citation, "%s",
             scenario->content.source ? scenario->content.source : "as each row says");
}

static ent_status fill_world(const ent_scenario *scenario, ent_world *world, ent_error *error)
{
    ent_source source = {0};
    int id;
    name_source(scenario, &source);
    ent_status status = ent_world_add_source(world, &source, &id, error);
    for (int table = 0; table < ENT_OWN_TABLE_COUNT && status == ENT_OK; table++)
        status = read_table(scenario, world, id, (ent_own_table)table, error);
    return status == ENT_OK ? ent_own_finish(world, id, error) : status;
}

static ent_status open_named(const ent_scenario *scenario, ent_world **out, ent_error *error)
{
    char *path = scenario_beside(scenario, scenario->content.world_path);
    if (!path)
        return ent_fail_memory(error);
    ent_status status = ent_world_open(path, ENT_WORLD_READ, out, error);
    free(path);
    return status;
}

ent_status ent_scenario_world(const ent_scenario *scenario, ent_world **out, ent_error *error)
{
    *out = NULL;
    if (scenario->content.world_path)
        return open_named(scenario, out, error);
    ent_world *world;
    ent_status status = ent_world_open(NULL, ENT_WORLD_WRITE, &world, error);
    if (status != ENT_OK)
        return status;
    status = ent_world_begin(world, error);
    if (status == ENT_OK)
        status = fill_world(scenario, world, error);
    if (status == ENT_OK)
        status = ent_world_commit(world, error);
    if (status == ENT_OK)
        *out = world;
    else
        ent_world_close(world);
    return status;
}
