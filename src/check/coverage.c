/* How full each series is, year by year: of an attribute the share of the states of the year that
 * have a value, of anything else the rows that touch the year. */
#include "check/check.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The years to show: those that the source covers; where it does not say, those of its rows. */
static bool years_of(const checking *c, const ent_series *series, const ent_spells *spells,
                     int *from, int *to)
{
    *from = ENT_YEAR_MAX;
    *to = ENT_YEAR_MIN;
    bool open_from = series->covers.from <= ENT_DAY_FIRST,
         open_to = series->covers.to >= ENT_DAY_LAST;
    for (size_t i = 0; i < spells->count; i++) {
        int first = ent_day_year(spells->items[i].span.from);
        int last = ent_day_year(spells->items[i].span.to);
        if (last > ENT_YEAR_MAX) /* still so */
            last = c->last_year > first ? c->last_year : first;
        if (first >= ENT_YEAR_MIN && first < *from)
            *from = first;
        if (last > *to)
            *to = last;
    }
    if (!open_from && ent_day_year(series->covers.from) >= ENT_YEAR_MIN)
        *from = ent_day_year(series->covers.from);
    if (!open_to && ent_day_year(series->covers.to) <= ENT_YEAR_MAX)
        *to = ent_day_year(series->covers.to);
    return *from <= *to;
}

/* How many states there are on some day of each year. */
static void count_states(const checking *c, int from, int to, double *states)
{
    for (size_t i = 0; i < c->members.count; i++) {
        const ent_spell *spell = &c->members.items[i];
        int first = ent_day_year(spell->span.from), last = ent_day_year(spell->span.to);
        if (i > 0 && spell[-1].a == spell->a && ent_day_year(spell[-1].span.to) == first)
            first++; /* left and came back within one year */
        for (int year = first > from ? first : from; year <= last && year <= to; year++)
            states[year - from]++;
    }
    /* beyond the list of states those of its last year are taken to go on */
    int last = ent_day_year(c->system.covers.to);
    for (int year = last + 1; last >= from && year <= to; year++)
        states[year - from] = states[last - from];
}

static void fill(checking *c, const ent_series *series, const ent_spells *spells, ent_coverage *out)
{
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last;
        if (!check_years(c, series, spell, &first, &last))
            continue;
        for (int year = first > out->from_year ? first : out->from_year;
             year <= last && year <= out->to_year; year++)
            out->filled[year - out->from_year]++;
    }
    size_t years = (size_t)(out->to_year - out->from_year + 1);
    double *states = out->is_share ? check_array(c, years, sizeof *states) : NULL;
    if (!states)
        return;
    count_states(c, out->from_year, out->to_year, states);
    for (size_t i = 0; i < years; i++)
        out->filled[i] = states[i] > 0 ? fmin(1, out->filled[i] / states[i]) : out->filled[i] > 0;
    free(states);
}

static void cover(checking *c, const ent_series *series)
{
    ent_check_report *report = c->report;
    const ent_spells *spells = check_spells(c, series);
    ent_coverage item = {.kind = series->kind, .rows = (long long)spells->count};
    if (!check_ok(c) || !years_of(c, series, spells, &item.from_year, &item.to_year))
        return;
    memcpy(item.name, series->name, sizeof item.name);
    memcpy(item.source, series->source, sizeof item.source);
    item.is_share = series->kind == ENT_ATTRIBUTE && c->members.count > 0;
    item.filled = check_array(c, (size_t)(item.to_year - item.from_year + 1), sizeof *item.filled);
    if (!item.filled)
        return;
    fill(c, series, spells, &item);
    if (!ent_grow(&report->coverage, report->coverage_count, &report->coverage_capacity,
                  sizeof *report->coverage)) {
        free(item.filled);
        check_failed(c, ent_fail_memory(c->error));
        return;
    }
    report->coverage[report->coverage_count++] = item;
}

void check_coverage(checking *c)
{
    static const ent_series_kind kinds[] = {ENT_SYSTEM, ENT_LAYER, ENT_TREATIES, ENT_CONFLICTS,
                                            ENT_ATTRIBUTE};
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, kinds[k], &count);
        for (size_t i = 0; i < count && check_ok(c); i++)
            cover(c, &series[i]);
    }
}
