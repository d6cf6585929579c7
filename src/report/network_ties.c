#include "report/network_ties.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

/* Of some layers the lower level is the closer one, contiguity's types: those are no strengths. */
static bool levels_are_strengths(const ent_series *layer)
{
    return ent_level_join(layer->name, 1, 2) == 2;
}

static strength_rule rule_of(const tie_layer *layer)
{
    if (layer->is_event)
        return STRENGTH_COUNT;
    if (layer->series.measure == ENT_VALUED)
        return STRENGTH_VALUE;
    if (layer->obligations || (layer->series.measure == ENT_ORDERED && levels_are_strengths(&layer->series)))
        return STRENGTH_LEVEL;
    return STRENGTH_ONE;
}

static ent_status resolve(network_ties *n, ent_world *world, const ent_network_options *options)
{
    char word[LAYER_WORD_MAX];
    const char *asked = options->layer ? options->layer : "alliance";
    snprintf(word, sizeof word, "%s", strlen(asked) < sizeof word ? asked : "");
    ent_status status = layer_ties_resolve(&n->layers, world, word, n->error);
    if (status == ENT_OK && options->by)
        status = ent_world_resolve(world, ENT_ATTRIBUTE, options->by, &n->by, n->error);
    if (status != ENT_OK)
        return status;
    const tie_layer *layer = &n->layers.layers[0];
    if (options->directed && !layer->series.directed)
        return ent_fail(n->error, ENT_ERR_ARGUMENT, "--directed: the ties of %s@%s have no direction",
                        layer->series.name, layer->series.source);
    n->directed = options->directed || (layer->series.directed && !layer->obligations);
    n->rule = rule_of(layer);
    return ENT_OK;
}

/* ---- reading ---- */

/* Values of several units cannot be added. */
static ent_status find_unit(network_ties *n, ent_world *world)
{
    const tie_layer *layer = &n->layers.layers[0];
    const ent_spells *spells = &layer->spells;
    n->unit = "";
    if (n->rule != STRENGTH_VALUE || spells->count == 0)
        return ENT_OK;
    n->unit = ent_world_unit(world, spells->items[0].unit);
    for (size_t k = 1; k < spells->count; k++)
        if (spells->items[k].unit != spells->items[0].unit)
            return ent_fail(n->error, ENT_ERR_INPUT, "the ties of %s@%s are in several units, '%s' and '%s'",
                            layer->series.name, layer->series.source, n->unit,
                            ent_world_unit(world, spells->items[k].unit));
    return ENT_OK;
}

static ent_status read_by(network_ties *n)
{
    char name[160];
    if (!n->by.id)
        return ENT_OK;
    snprintf(name, sizeof name, "%s@%s", n->by.name, n->by.source);
    ent_status status = years_read_values(&n->layers.y, name, &n->values, n->error);
    n->value = ent_new_array(n->layers.most, sizeof *n->value);
    return status == ENT_OK && !n->value ? ent_fail_memory(n->error) : status;
}

ent_status network_ties_open(network_ties *n, ent_world *world, const ent_network_options *options,
                             ent_error *error)
{
    ent_span span;
    *n = (network_ties){.error = error};
    ent_status status = layer_ties_init(&n->layers, options->window, error);
    if (status == ENT_OK)
        status = resolve(n, world, options);
    if (status == ENT_OK)
        status = layer_ties_find_period(&n->layers, world, &options->period, options->of,
                                        n->by.id ? &n->by : NULL, &span, error);
    if (status == ENT_OK)
        status = layer_ties_open(&n->layers, world, span, options->period.is_day, options->of, error);
    if (status == ENT_OK)
        status = find_unit(n, world);
    return status == ENT_OK ? read_by(n) : status;
}

void network_ties_clear(network_ties *n)
{
    layer_ties_clear(&n->layers);
    years_values_clear(&n->values);
    free(n->value);
    free(n->rows);
    free(n->ties);
    *n = (network_ties){0};
}

/* ---- rows ---- */

static double strength_of(const network_ties *n, const ent_spell *spell)
{
    const tie_layer *layer = &n->layers.layers[0];
    switch (n->rule) {
    case STRENGTH_VALUE:
        return spell->number;
    case STRENGTH_LEVEL: {
        int level = layer->obligations
                        ? ent_alliance_level(layer->series.scale, spell->obligations & layer->obligations)
                        : spell->level;
        return level > 0 ? level : (double)NAN;
    }
    default:
        return 1;
    }
}

static ent_status fail_negative(const network_ties *n, const layer_tie *tie, size_t time)
{
    return ent_fail(n->error, ENT_ERR_INPUT, "%s@%s: the tie from %s to %s in %d has the value %g; strengths "
                    "are not below 0", n->layers.layers[0].series.name, n->layers.layers[0].series.source,
                    n->layers.name[tie->a], n->layers.name[tie->b], years_year(&n->layers.y, time),
                    tie->spell->number);
}

/* Conflicts are told apart by their number, so that two spells of a dispute are one. */
static size_t order_of(const network_ties *n, const ent_spell *spell, size_t at)
{
    return n->rule == STRENGTH_COUNT && spell->treaty ? (size_t)spell->treaty : SIZE_MAX / 2 + at;
}

/* Ties of strength 0 are none. */
static ent_status read_rows(network_ties *n, size_t time)
{
    layer_tie tie;
    n->row_count = 0;
    for (size_t at = 0; layer_ties_next(&n->layers, &n->layers.layers[0], time, &at, &tie);) {
        double strength = strength_of(n, tie.spell);
        n->without_value += isnan(strength) != 0;
        if (strength < 0)
            return fail_negative(n, &tie, time);
        if (isnan(strength))
            continue;
        if (!ent_grow(&n->rows, n->row_count, &n->row_capacity, sizeof *n->rows))
            return ent_fail_memory(n->error);
        bool turn = !n->directed && tie.a > tie.b;
        n->rows[n->row_count++] = (pair_row){turn ? tie.b : tie.a, turn ? tie.a : tie.b,
                                             order_of(n, tie.spell, at), strength};
    }
    return ENT_OK;
}

static int by_pair(const void *left, const void *right)
{
    const pair_row *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* ---- ties ---- */

/* What a further row of the pair makes of its strength. */
static double join(const network_ties *n, double strength, const pair_row *row, bool is_new)
{
    switch (n->rule) {
    case STRENGTH_COUNT:
        return strength + is_new;
    case STRENGTH_LEVEL:
        return ent_level_join(n->layers.layers[0].series.name, (int)strength, (int)row->strength);
    case STRENGTH_VALUE:
        return row->strength;
    default:
        return 1;
    }
}

/* The rows in their order as ties, one for each pair. */
static ent_status join_rows(network_ties *n)
{
    size_t count = 0;
    for (size_t i = 0, next; i < n->row_count; i = next) {
        const pair_row *first = &n->rows[i];
        double strength = first->strength;
        for (next = i + 1; next < n->row_count && n->rows[next].a == first->a && n->rows[next].b == first->b;
             next++)
            strength = join(n, strength, &n->rows[next], n->rows[next].order != n->rows[next - 1].order);
        if (strength <= 0) /* nothing is traded: no tie */
            continue;
        if (!ent_grow(&n->ties, count, &n->tie_capacity, sizeof *n->ties))
            return ent_fail_memory(n->error);
        n->ties[count++] = (ent_network_tie){first->a, first->b, strength};
    }
    n->network = (ent_network){n->layers.n, n->ties, count, n->directed};
    return ENT_OK;
}

/* ---- one time ---- */

static void read_values(network_ties *n, size_t time)
{
    n->missing = 0;
    for (size_t i = 0; i < n->layers.n && n->by.id; i++) {
        size_t at = time * n->layers.y.places + (size_t)n->layers.place[i];
        n->value[i] = n->values.value[at];
        n->missing += isnan(n->value[i]) != 0;
        n->by_doubted += !isnan(n->value[i]) && n->values.marks[at];
    }
    n->by_without += n->missing;
}

ent_status network_ties_at(network_ties *n, size_t time)
{
    layer_ties_choose(&n->layers, time);
    read_values(n, time);
    ent_status status = read_rows(n, time);
    if (status != ENT_OK)
        return status;
    if (n->row_count > 0)
        qsort(n->rows, n->row_count, sizeof *n->rows, by_pair);
    return join_rows(n);
}
