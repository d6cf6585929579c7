/* Attributes, by actor and calendar year. One attribute fits into memory: its spells, and a place for each
 * actor and year, sorted and merged. Of a year with several values the last one counts, as in `get`. */
#include "report/diff.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct {
    int actor, year;
    size_t spell; /* its place in the spells, which are ordered by their first day */
} value_year;

typedef struct {
    ent_spells spells;
    value_year *items;
    size_t count, capacity;
} side_values;

static int compare_items(const void *x, const void *y)
{
    const value_year *a = x, *b = y;
    if (a->actor != b->actor)
        return a->actor < b->actor ? -1 : 1;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    return (a->spell > b->spell) - (a->spell < b->spell);
}

/* The first and last year in which any value begins or ends: open ends count up to there. */
static void bound_years(const ent_spells *spells, int years[2])
{
    for (size_t i = 0; i < spells->count; i++) {
        ent_span span = spells->items[i].span;
        ent_day from = span.from > ENT_DAY_FIRST ? span.from : span.to;
        ent_day to = span.to < ENT_DAY_LAST ? span.to : span.from;
        if (from > ENT_DAY_FIRST && from < ENT_DAY_LAST && ent_day_year(from) < years[0])
            years[0] = ent_day_year(from);
        if (to > ENT_DAY_FIRST && to < ENT_DAY_LAST && ent_day_year(to) > years[1])
            years[1] = ent_day_year(to);
    }
}

static ent_status expand(differing *d, side_values *side, const int years[2])
{
    for (size_t i = 0; i < side->spells.count; i++) {
        const ent_spell *spell = &side->spells.items[i];
        int from = ent_day_year(spell->span.from), to = ent_day_year(spell->span.to);
        from = from < years[0] ? years[0] : from;
        to = to > years[1] ? years[1] : to;
        for (int year = from; year <= to; year++) {
            if (!ent_grow(&side->items, side->count, &side->capacity, sizeof *side->items))
                return ent_fail_memory(d->error);
            side->items[side->count++] = (value_year){spell->a, year, i};
        }
    }
    if (side->count > 0)
        qsort(side->items, side->count, sizeof *side->items, compare_items);
    size_t kept = 0; /* of one actor and year the last */
    for (size_t i = 0; i < side->count; i++) {
        bool last = i + 1 == side->count || side->items[i + 1].actor != side->items[i].actor ||
                    side->items[i + 1].year != side->items[i].year;
        if (last)
            side->items[kept++] = side->items[i];
    }
    side->count = kept;
    return ENT_OK;
}

static ent_spell value_at(const side_values *side, size_t item)
{
    ent_spell spell = side->spells.items[side->items[item].spell];
    spell.span = ent_span_of_year(side->items[item].year);
    return spell;
}

static ent_status merge(differing *d, finding *f, const side_values sides[2])
{
    ent_status status = ENT_OK;
    size_t at[2] = {0, 0};
    while (status == ENT_OK && (at[0] < sides[0].count || at[1] < sides[1].count)) {
        const value_year *x = at[0] < sides[0].count ? &sides[0].items[at[0]] : NULL;
        const value_year *y = at[1] < sides[1].count ? &sides[1].items[at[1]] : NULL;
        int order = !x ? 1 : !y ? -1 : x->actor != y->actor ? (x->actor < y->actor ? -1 : 1)
                                     : (x->year > y->year) - (x->year < y->year);
        int side = order > 0;
        ent_spell spell = value_at(&sides[side], at[side]);
        if (!ent_spans_meet(spell.span, f->common)) {
            f->outside[0] += order <= 0;
            f->outside[1] += order >= 0;
        } else if (order == 0) {
            ent_spell other = value_at(&sides[1], at[1]);
            status = diff_pair(d, f, &spell, &other);
        } else {
            status = diff_only(d, f, side, &spell);
        }
        at[0] += order <= 0;
        at[1] += order >= 0;
    }
    return status;
}

ent_status diff_values(differing *d, finding *f)
{
    side_values sides[2] = {{{0}, NULL, 0, 0}, {{0}, NULL, 0, 0}};
    ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    int years[2] = {9999, 0};
    ent_status status = ENT_OK;
    for (int side = 0; side < 2 && status == ENT_OK; side++) {
        status = ent_world_spells(d->worlds[side], f->series[side], always, &sides[side].spells,
                                  d->error);
        for (size_t i = 0; i < sides[side].spells.count; i++)
            diff_translate(d, side, f->series[side], &sides[side].spells.items[i]);
        bound_years(&sides[side].spells, years);
    }
    if (years[0] > years[1]) /* all of them open at both ends: one year stands for all */
        years[0] = years[1] = 2000;
    for (int side = 0; side < 2 && status == ENT_OK; side++)
        status = expand(d, &sides[side], years);
    if (status == ENT_OK)
        status = merge(d, f, sides);
    for (int side = 0; side < 2; side++) {
        ent_spells_clear(&sides[side].spells);
        free(sides[side].items);
    }
    return status;
}
