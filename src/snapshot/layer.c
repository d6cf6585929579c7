/* From the ties of a layer to its matrices and neighbour lists. Several ties of one pair become one entry:
 * the level by ent_level_join, all obligations, the sum of the values, the doubts that all are under. */
#include "snapshot/layer.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* Is there a tie from i to j: a level, obligations, or a value? */
static bool has_tie(const ent_layer *layer, size_t at)
{
    return layer->level[at] || (layer->obligations && layer->obligations[at]) ||
           (layer->value && !isnan(layer->value[at]));
}

/* A tie that says nothing in this direction (a owes b nothing) leaves the entry as it is. */
static void enter_tie(ent_layer *layer, size_t n, int a, int b, const ent_snapshot_tie *tie)
{
    size_t at = (size_t)a * n + (size_t)b;
    int level = tie->level > 255 ? 255 : tie->level;
    bool first = !has_tie(layer, at);
    if (level == 0 && tie->obligations == 0 && isnan(tie->value))
        return;
    layer->level[at] = (uint8_t)ent_level_join(layer->name, layer->level[at], level);
    if (layer->obligations)
        layer->obligations[at] |= (uint8_t)tie->obligations;
    layer->marks[at] = first ? (uint8_t)tie->marks : layer->marks[at] & (uint8_t)tie->marks;
    if (layer->value && !isnan(tie->value))
        layer->value[at] = isnan(layer->value[at]) ? tie->value : layer->value[at] + tie->value;
}

static ent_status compile_neighbours(ent_layer *layer, size_t n, ent_error *error)
{
    size_t count = 0;
    for (size_t at = 0; at < n * n; at++)
        count += has_tie(layer, at);
    layer->first = ent_new_array(n + 1, sizeof *layer->first);
    layer->neighbour = ent_new_array(count, sizeof *layer->neighbour);
    if (!layer->first || !layer->neighbour)
        return ent_fail_memory(error);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        layer->first[i] = used;
        for (size_t j = 0; j < n; j++)
            if (has_tie(layer, i * n + j))
                layer->neighbour[used++] = (int)j;
    }
    layer->first[n] = used;
    return ENT_OK;
}

void layer_clear_compiled(ent_layer *layer)
{
    free(layer->level);
    free(layer->obligations);
    free(layer->marks);
    free(layer->value);
    free(layer->first);
    free(layer->neighbour);
    layer->level = layer->obligations = layer->marks = NULL;
    layer->value = NULL;
    layer->first = NULL;
    layer->neighbour = NULL;
}

ent_status ent_layer_compile(ent_layer *layer, size_t n, ent_error *error)
{
    layer_clear_compiled(layer);
    layer->level = ent_new_array(n * n, 1);
    layer->marks = ent_new_array(n * n, 1);
    if (layer->scale != ENT_SCALE_NONE)
        layer->obligations = ent_new_array(n * n, 1);
    bool valued = false;
    for (size_t i = 0; i < layer->tie_count; i++)
        valued |= !isnan(layer->ties[i].value);
    if (valued)
        layer->value = ent_new_array(n * n, sizeof *layer->value);
    if (!layer->level || !layer->marks || (layer->scale != ENT_SCALE_NONE && !layer->obligations) ||
        (valued && !layer->value))
        return ent_fail_memory(error);
    for (size_t at = 0; valued && at < n * n; at++)
        layer->value[at] = (double)NAN;
    for (size_t i = 0; i < layer->tie_count; i++) {
        const ent_snapshot_tie *tie = &layer->ties[i];
        enter_tie(layer, n, tie->a, tie->b, tie);
        if (!layer->directed)
            enter_tie(layer, n, tie->b, tie->a, tie);
    }
    return compile_neighbours(layer, n, error);
}
