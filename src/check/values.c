/* Values outside what they can be, shares that do not add up, territories that are counted twice.
 */
#include "check/check.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- ranges ---- */

/* Whose name or unit has this text must lie within the limits. The first row that fits counts. */
typedef struct {
    const char *name, *unit;
    double low, high;
    const char *why;
} range;

static const range possible[] = {
    {"polity2", NULL, -10, 10, "Polity runs from -10 to 10"},
    {"latitude", NULL, -90, 90, "a latitude runs from -90 to 90 degrees"},
    {"longitude", NULL, -180, 180, "a longitude runs from -180 to 180 degrees"},
    {NULL, "log", -HUGE_VAL, HUGE_VAL, ""},
    {"gdp_share", NULL, 0, 100, "nobody can spend more than all that is produced"},
    {NULL, "from 0 to 1", 0, 1, "the scale runs from 0 to 1"},
    {NULL, "share of", 0, 1, "a share runs from 0 to 1"},
    {NULL, "percent", 0, 100, "a percentage of a whole runs from 0 to 100"},
    {NULL, "thousand", 0, HUGE_VAL, "it cannot be negative"},
    {NULL, "million", 0, HUGE_VAL, "it cannot be negative"},
    {NULL, "dollar", 0, HUGE_VAL, "it cannot be negative"},
    {NULL, "person", 0, HUGE_VAL, "it cannot be negative"},
    {NULL, "km", 0, HUGE_VAL, "it cannot be negative"},
    {"trade", NULL, 0, HUGE_VAL, "it cannot be negative"},
    {"distance", NULL, 0, HUGE_VAL, "it cannot be negative"},
};

/* Military burdens: the highest of the great wars, when whole economies fought, were near half of
 * the product; since 1960 a percentage above 30 speaks of an exchange rate or a broken product
 * first. */
static const range plausible[] = {
    {"gdp_share", NULL, -HUGE_VAL, 30,
     "a burden above 30 percent speaks of an exchange rate or a broken product first"},
};

static const range *range_of(const range ranges[], size_t count, const char *name, const char *unit)
{
    for (size_t i = 0; i < count; i++)
        if ((!ranges[i].name || strstr(name, ranges[i].name)) &&
            (!ranges[i].unit || strstr(unit, ranges[i].unit)))
            return &ranges[i];
    return NULL;
}

/* How far a row's value is from the limits; the furthest first. */
static int compare_out(const void *p, const void *q)
{
    const ent_finding_row *x = p, *y = q;
    double dx = fabs(x->number[0]), dy = fabs(y->number[0]);
    if (dx < dy || dx > dy)
        return dx > dy ? -1 : 1;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a)
                        : (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

/* What is out of range in a series, and the furthest of it. */
typedef struct {
    long long found;
    const ent_spell *worst;
    const range *broken; /* by the worst */
    double by;
} out_of_range;

static void add_out(checking *c, const ent_spell *spell, const range *known, out_of_range *out)
{
    double by =
        spell->number > known->high ? spell->number - known->high : known->low - spell->number;
    ent_finding_row row = check_no_row();
    row.span = spell->span;
    row.a = spell->a;
    row.b = spell->b;
    row.number[0] = spell->number;
    snprintf(row.note, sizeof row.note, "%s", ent_world_unit(c->world, spell->unit));
    check_add_row(c, &row);
    out->found++;
    if (out->worst && by <= out->by)
        return;
    out->worst = spell;
    out->broken = known;
    out->by = by;
}

static void range_query(checking *c, const ent_series *series, const range *broken)
{
    if (!isinf(broken->high))
        check_sql(c,
                  "SELECT actor.abb, date(from_day) AS day, number FROM spell JOIN actor ON "
                  "actor.id = a WHERE series = %d AND (number < %.10g OR number > %.10g) "
                  "ORDER BY number DESC",
                  series->id, isinf(broken->low) ? -1e300 : broken->low, broken->high);
    else
        check_sql(c,
                  "SELECT a, b, date(from_day) AS day, number FROM spell WHERE series = %d AND "
                  "number < %.10g",
                  series->id, broken->low);
}

static void end_out(checking *c, const ent_series *series, const char *name, size_t all,
                    const out_of_range *out)
{
    const ent_spell *worst = out->worst;
    if (out->found == 0 || !check_ok(c)) {
        check_end(c, c->check->kind, 0, "values", "%s", "");
        return;
    }
    qsort(c->report->rows + c->report->row_count - out->found, (size_t)out->found,
          sizeof *c->report->rows, compare_out);
    range_query(c, series, out->broken);
    check_end(c, c->check->kind, out->found, "values",
              "%lld of %zu values of %s are out of range, though %s. The furthest out: %s in %d, "
              "%.6g %s.",
              out->found, all, name, out->broken->why, check_abb(c, worst->a),
              ent_day_year(worst->span.from), worst->number, ent_world_unit(c->world, worst->unit));
}

static void ranges_of(checking *c, const ent_series *series, const range ranges[], size_t count)
{
    const ent_spells *spells = check_spells(c, series);
    const range *known = NULL;
    out_of_range out = {0};
    int unit = -1;
    char name[130];
    check_begin(c, check_series_name(series, name));
    check_number_names(c, "value", NULL, NULL);
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        if (spell->unit != unit) {
            unit = spell->unit;
            known = range_of(ranges, count, series->name, ent_world_unit(c->world, unit));
        }
        if (known && !isnan(spell->number) &&
            (spell->number < known->low || spell->number > known->high))
            add_out(c, spell, known, &out);
    }
    end_out(c, series, name, spells->count, &out);
}

static void all_ranges(checking *c, const range ranges[], size_t range_count)
{
    static const ent_series_kind kinds[] = {ENT_ATTRIBUTE, ENT_LAYER};
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, kinds[k], &count);
        for (size_t i = 0; i < count && check_ok(c); i++)
            ranges_of(c, &series[i], ranges, range_count);
    }
}

void check_impossible(checking *c)
{
    all_ranges(c, possible, ent_countof(possible));
}

void check_implausible(checking *c)
{
    all_ranges(c, plausible, ent_countof(plausible));
}

/* ---- sums ---- */

static const double SUM_TOLERANCE = 0.001;

/* Is it a share of all states, as CINC is? */
static bool is_world_share(checking *c, const ent_spells *spells)
{
    return spells->count > 0 &&
           strstr(ent_world_unit(c->world, spells->items[0].unit), "share of the world") != NULL;
}

static void add_sum(checking *c, int year, double sum, long long states)
{
    ent_finding_row row = check_no_row();
    row.span = ent_span_of_year(year);
    row.number[0] = sum;
    row.number[1] = (double)states;
    check_add_row(c, &row);
}

/* The sum of each year and how many states have a part in it. */
enum { YEARS = ENT_YEAR_MAX + 1 };
typedef struct {
    double sum[YEARS];
    long long states[YEARS];
} yearly_sums;

static void add_up(checking *c, const ent_series *series, yearly_sums *sums)
{
    const ent_spells *spells = check_spells(c, series);
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last;
        if (isnan(spell->number) || !check_years(c, series, spell, &first, &last))
            continue;
        for (int year = first; year <= last; year++) {
            sums->sum[year] += spell->number;
            sums->states[year]++;
        }
    }
}

static void sums_of(checking *c, const ent_series *series)
{
    char name[130];
    long long years = 0, off = 0;
    int furthest = 0;
    yearly_sums *sums = check_array(c, 1, sizeof *sums);
    if (!sums)
        return;
    check_begin(c, check_series_name(series, name));
    check_number_names(c, "sum", "states", NULL);
    check_sql(c,
              "SELECT strftime('%%Y', from_day) AS year, sum(number) AS total FROM spell "
              "WHERE series = %d GROUP BY year HAVING abs(total - 1) > %g",
              series->id, SUM_TOLERANCE);
    add_up(c, series, sums);
    for (int year = 0; year < YEARS; year++) {
        double away = fabs(sums->sum[year] - 1);
        if (sums->states[year] == 0)
            continue;
        years++;
        if (away <= SUM_TOLERANCE)
            continue;
        add_sum(c, year, sums->sum[year], sums->states[year]);
        off++;
        if (furthest == 0 || away > fabs(sums->sum[furthest] - 1))
            furthest = year;
    }
    check_end(c, ENT_FINDING_ODDITY, off, "years",
              "The shares of %s are more than %g away from a sum of 1 in %lld of %lld years; "
              "furthest in %d: %.4f. Divide by the sum if you need shares.",
              name, SUM_TOLERANCE, off, years, furthest, sums->sum[furthest]);
    free(sums);
}

void check_sums(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_ATTRIBUTE, &count);
    for (size_t i = 0; i < count && check_ok(c); i++)
        if (is_world_share(c, check_spells(c, &series[i])))
            sums_of(c, &series[i]);
}

/* ---- one territory, two states ---- */

/* The value of an actor in a year in spells ordered by day; NaN if there is none. */
static double value_in(const ent_spells *spells, int actor, int year)
{
    ent_span span = ent_span_of_year(year);
    for (size_t i = 0; i < spells->count && spells->items[i].span.from <= span.to; i++)
        if (spells->items[i].a == actor && ent_spans_meet(spells->items[i].span, span))
            return spells->items[i].number;
    return (double)NAN;
}

static bool has_members(const checking *c)
{
    return c->system.id != 0 && c->members.count > 0;
}

/* Did the predecessor end in this year, and go wholly into the successor? */
static bool is_replaced(const ent_succession *s)
{
    return strcmp(s->kind, "merges") == 0 || strcmp(s->kind, "continues") == 0;
}

/* The first attribute that is a share of the world: what it counts twice. */
static const ent_series *share_series(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_ATTRIBUTE, &count);
    for (size_t i = 0; i < count; i++)
        if (is_world_share(c, check_spells(c, &series[i])))
            return &series[i];
    return NULL;
}

void check_one_territory(checking *c)
{
    ent_succession *all = NULL;
    size_t count = 0;
    long long found = 0;
    char name[130] = "";
    if (!has_members(c))
        return;
    check_failed(c, ent_world_successions(c->world, &all, &count, c->error));
    const ent_series *share = share_series(c);
    check_begin(c, check_series_name(&c->system, name));
    check_number_names(c, share ? "share of the first" : NULL, share ? "of the second" : NULL,
                       NULL);
    check_keys territories = {0};
    for (size_t i = 0; i < count && check_ok(c); i++) {
        int year = ent_day_year(all[i].day);
        ent_span span = ent_span_of_year(year);
        if (!is_replaced(&all[i]) || !ent_spans_meet(span, c->system.covers) ||
            !check_is_member(c, all[i].predecessor, span) ||
            !check_is_member(c, all[i].successor, span))
            continue;
        ent_finding_row row = check_no_row();
        row.span = span;
        row.a = all[i].predecessor;
        row.b = all[i].successor;
        if (share) {
            row.number[0] = value_in(check_spells(c, share), row.a, year);
            row.number[1] = value_in(check_spells(c, share), row.b, year);
        }
        check_add_row(c, &row);
        check_keys_add(c, &territories, check_key(year, row.b, 0));
        found++;
    }
    check_keys_sort(&territories);
    check_end(c, ENT_FINDING_ODDITY, found, "pairs",
              "%lld times a state and the one that took its whole territory are both members of %s "
              "in one "
              "year, in %zu years and territories: sums over such a year count both.",
              found, c->system.source, territories.count);
    check_keys_clear(&territories);
    free(all);
}
