/* The slow plain version of a snapshot: every entry of every matrix is looked up anew among all spells of
 * the world. Simple by design. */
#ifndef ENT_TESTS_ORACLE_H
#define ENT_TESTS_ORACLE_H

#include "entente/snapshot.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline ent_spells all_spells(ent_world *world, ent_series_kind kind, const char *name,
                                    const char *source, ent_series *series)
{
    char qualified[160];
    ent_spells spells;
    ent_error error = {0};
    snprintf(qualified, sizeof qualified, "%s@%s", name, source);
    ent_assert_ok(ent_world_resolve(world, kind, qualified, series, &error), &error);
    ent_assert_ok(ent_world_spells(world, series, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, &spells,
                                   &error), &error);
    return spells;
}

typedef struct {
    int level;
    unsigned obligations, marks;
    double value;
} oracle_tie;

/* What i has with j on the day. */
static inline oracle_tie oracle_between(const ent_spells *spells, const ent_layer *layer, ent_day day,
                                        int i, int j)
{
    oracle_tie tie = {.marks = 255, .value = (double)NAN};
    bool lowest = strncmp(layer->name, "contiguity", 10) == 0, any = false;
    for (size_t k = 0; k < spells->count; k++) {
        const ent_spell *s = &spells->items[k];
        bool pair = (s->a == i && s->b == j) || (!layer->directed && s->a == j && s->b == i);
        if (!pair || day < s->span.from || day > s->span.to)
            continue;
        if (s->level == 0 && s->obligations == 0 && isnan(s->number))
            continue;
        if (tie.level == 0 || (s->level != 0 && (lowest ? s->level < tie.level : s->level > tie.level)))
            tie.level = s->level;
        tie.obligations |= s->obligations;
        tie.marks &= s->marks;
        if (!isnan(s->number))
            tie.value = isnan(tie.value) ? s->number : tie.value + s->number;
        any = true;
    }
    tie.marks = any ? tie.marks : 0;
    return tie;
}

static inline void check_neighbours(const ent_layer *layer, size_t i, size_t n)
{
    size_t at = layer->first[i];
    for (size_t j = 0; j < n; j++) {
        size_t entry = i * n + j;
        bool tied = layer->level[entry] || (layer->obligations && layer->obligations[entry]) ||
                    (layer->value && !isnan(layer->value[entry]));
        if (tied)
            assert_int_equal(layer->neighbour[at++], j);
    }
    assert_int_equal(at, layer->first[i + 1]);
}

/* Those of an actor (0: of all) on a day; at most as many as there are. */
static inline ent_spells spells_on(const ent_spells *all, ent_day day, int actor)
{
    ent_spells kept = {.items = malloc((all->count + 1) * sizeof *kept.items)};
    assert_non_null(kept.items);
    for (size_t k = 0; k < all->count; k++) {
        const ent_spell *s = &all->items[k];
        if (day >= s->span.from && day <= s->span.to && (!actor || s->a == actor || s->b == actor))
            kept.items[kept.count++] = *s;
    }
    return kept;
}

static inline void check_layer(ent_world *world, const ent_snapshot *s, const ent_layer *layer)
{
    ent_series series;
    ent_spells spells = all_spells(world, ENT_LAYER, layer->name, layer->source, &series);
    ent_spells today = spells_on(&spells, s->day, 0);
    size_t n = s->actor_count;
    assert_int_equal(layer->covered, ent_span_holds(series.covers, s->day));
    for (size_t i = 0; i < n; i++) {
        ent_spells mine = spells_on(&today, s->day, s->actors[i].world_id);
        check_neighbours(layer, i, n);
        for (size_t j = 0; j < n && layer->covered; j++) {
            oracle_tie tie = oracle_between(&mine, layer, s->day, s->actors[i].world_id,
                                            s->actors[j].world_id);
            assert_int_equal(layer->level[i * n + j], tie.level);
            assert_int_equal(layer->marks[i * n + j], tie.marks);
            assert_int_equal(layer->obligations ? layer->obligations[i * n + j] : 0, tie.obligations);
            ent_assert_number(layer->value ? layer->value[i * n + j] : (double)NAN, tie.value, 0);
        }
        ent_spells_clear(&mine);
    }
    ent_spells_clear(&today);
    ent_spells_clear(&spells);
}

static inline void check_attribute(ent_world *world, const ent_snapshot *s,
                                   const ent_attribute *attribute)
{
    ent_series series;
    ent_spells spells = all_spells(world, ENT_ATTRIBUTE, attribute->name, attribute->source, &series);
    assert_int_equal(attribute->covered, ent_span_holds(series.covers, s->day));
    for (size_t i = 0; i < s->actor_count && attribute->covered; i++) {
        double value = (double)NAN;
        for (size_t k = 0; k < spells.count; k++)
            if (spells.items[k].a == s->actors[i].world_id &&
                ent_span_holds(spells.items[k].span, s->day))
                value = spells.items[k].number;
        ent_assert_number(attribute->value[i], value, 0);
        assert_int_equal(attribute->missing[i], isnan(value));
    }
    ent_spells_clear(&spells);
}

static inline void check_actors(ent_world *world, const ent_snapshot *s)
{
    ent_series series;
    ent_spells spells = all_spells(world, ENT_SYSTEM, s->system, s->system_source, &series);
    size_t at = 0;
    for (size_t id = 1; id <= ent_world_actor_count(world); id++) {
        bool present = false;
        for (size_t k = 0; k < spells.count; k++)
            present |= spells.items[k].a == (int)id && ent_span_holds(spells.items[k].span, s->day);
        if (present)
            assert_int_equal(s->actors[at++].world_id, id);
    }
    assert_int_equal(at, s->actor_count);
    ent_spells_clear(&spells);
}

static inline void check_snapshot(ent_world *world, const ent_snapshot *s)
{
    check_actors(world, s);
    for (size_t i = 0; i < s->layer_count; i++)
        check_layer(world, s, &s->layers[i]);
    for (size_t i = 0; i < s->attribute_count; i++)
        check_attribute(world, s, &s->attributes[i]);
}

#endif
