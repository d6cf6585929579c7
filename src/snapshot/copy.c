/* Deep copies of snapshots, and panels. */
#include "entente/snapshot.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* A copy of an array of `count` items, or NULL. */
static void *copy_array(const void *items, size_t count, size_t size)
{
    void *copy = ent_new_array(count, size);
    if (copy && count > 0)
        memcpy(copy, items, count * size);
    return copy;
}

static ent_status copy_layer(const ent_layer *from, ent_layer *to, size_t n, ent_error *error)
{
    *to = *from;
    to->level = to->obligations = to->marks = NULL;
    to->value = NULL;
    to->first = NULL;
    to->neighbour = NULL;
    to->tie_capacity = to->tie_count;
    to->ties = copy_array(from->ties, from->tie_count, sizeof *to->ties);
    return to->ties ? ent_layer_compile(to, n, error) : ent_fail_memory(error);
}

static ent_status copy_attribute(const ent_attribute *from, ent_attribute *to, size_t n,
                                 ent_error *error)
{
    *to = *from;
    to->value = copy_array(from->value, n, sizeof *to->value);
    to->missing = copy_array(from->missing, n, sizeof *to->missing);
    to->marks = copy_array(from->marks, n, sizeof *to->marks);
    to->as_of = copy_array(from->as_of, n, sizeof *to->as_of);
    return to->value && to->missing && to->marks && to->as_of ? ENT_OK : ent_fail_memory(error);
}

static ent_status copy_parts(const ent_snapshot *from, ent_snapshot *to, ent_error *error)
{
    size_t n = from->actor_count;
    to->actors = copy_array(from->actors, n, sizeof *to->actors);
    to->codes = copy_array(from->codes, from->code_count, sizeof *to->codes);
    to->treaties = copy_array(from->treaties, from->treaty_count, sizeof *to->treaties);
    to->layers = ent_new_array(from->layer_count, sizeof *to->layers);
    to->attributes = ent_new_array(from->attribute_count, sizeof *to->attributes);
    to->texts = ent_new_array(from->text_count, sizeof *to->texts);
    if (!to->actors || !to->codes || !to->treaties || !to->layers || !to->attributes || !to->texts)
        return ent_fail_memory(error);
    to->treaty_capacity = from->treaty_count;
    for (size_t i = 0; i < from->layer_count; i++) {
        ent_status status = copy_layer(&from->layers[i], &to->layers[to->layer_count++], n, error);
        if (status != ENT_OK)
            return status;
    }
    for (size_t i = 0; i < from->attribute_count; i++) {
        ent_status status =
            copy_attribute(&from->attributes[i], &to->attributes[to->attribute_count++], n, error);
        if (status != ENT_OK)
            return status;
    }
    for (size_t i = 0; i < from->text_count; i++)
        if (!(to->texts[to->text_count++] = ent_copy_text(from->texts[i])))
            return ent_fail_memory(error);
    return ENT_OK;
}

ent_status ent_snapshot_copy(const ent_snapshot *snapshot, ent_snapshot **out, ent_error *error)
{
    *out = NULL;
    ent_snapshot *copy = malloc(sizeof *copy);
    if (!copy)
        return ent_fail_memory(error);
    *copy = *snapshot;
    copy->actors = NULL;
    copy->codes = NULL;
    copy->treaties = NULL;
    copy->layers = NULL;
    copy->attributes = NULL;
    copy->texts = NULL;
    copy->layer_count = copy->attribute_count = copy->text_count = 0;
    ent_status status = copy_parts(snapshot, copy, error);
    if (status == ENT_OK)
        *out = copy;
    else
        ent_snapshot_free(copy);
    return status;
}

/* ---- panels ---- */

/* Mark who is in any wave, then number them in the order of the world. */
static ent_status index_actors(ent_panel *panel, size_t world_actors, ent_error *error)
{
    ent_status status = ENT_OK;
    int *number = ent_new_array(world_actors + 1, sizeof *number);
    panel->world_id = ent_new_array(world_actors, sizeof *panel->world_id);
    if (!number || !panel->world_id) {
        status = ent_fail_memory(error);
        goto done;
    }
    for (size_t wave = 0; wave < panel->wave_count; wave++)
        for (size_t i = 0; i < panel->waves[wave]->actor_count; i++)
            number[panel->waves[wave]->actors[i].world_id] = 1;
    for (size_t id = 1; id <= world_actors; id++) {
        if (!number[id])
            continue;
        number[id] = (int)panel->actor_count;
        panel->world_id[panel->actor_count++] = (int)id;
    }
    panel->index = ent_new_array(panel->wave_count * panel->actor_count, sizeof *panel->index);
    if (!panel->index) {
        status = ent_fail_memory(error);
        goto done;
    }
    for (size_t at = 0; at < panel->wave_count * panel->actor_count; at++)
        panel->index[at] = -1;
    for (size_t wave = 0; wave < panel->wave_count; wave++)
        for (size_t i = 0; i < panel->waves[wave]->actor_count; i++) {
            int actor = number[panel->waves[wave]->actors[i].world_id];
            panel->index[wave * panel->actor_count + (size_t)actor] = (int)i;
        }
done:
    free(number);
    return status;
}

ent_status ent_panel_at(ent_world *world, const ent_day days[], size_t count,
                        const ent_snapshot_options *options, ent_panel **out, ent_error *error)
{
    *out = NULL;
    for (size_t i = 1; i < count; i++)
        if (days[i] <= days[i - 1])
            return ent_fail(error, ENT_ERR_ARGUMENT, "the days of a panel must ascend");
    ent_panel *panel = calloc(1, sizeof *panel);
    if (!panel)
        return ent_fail_memory(error);
    panel->waves = ent_new_array(count, sizeof(ent_snapshot *));
    ent_status status = panel->waves ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_snapshot_at(world, days[i], options, &panel->waves[i], error);
        panel->wave_count += status == ENT_OK;
    }
    if (status == ENT_OK)
        status = index_actors(panel, ent_world_actor_count(world), error);
    if (status == ENT_OK)
        *out = panel;
    else
        ent_panel_free(panel);
    return status;
}

void ent_panel_free(ent_panel *panel)
{
    if (!panel)
        return;
    for (size_t i = 0; i < panel->wave_count; i++)
        ent_snapshot_free(panel->waves[i]);
    free(panel->waves);
    free(panel->world_id);
    free(panel->index);
    free(panel);
}
