/* One quantity in two series: versions of one data set, which should be equal but for what was
 * corrected, and other sources, which may differ a little. Values are compared by actor and year.
 */
#include "check/check.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double VERSION_TOLERANCE = 1e-6;
static const double RATIO_LOW = 0.8, RATIO_HIGH = 1.25;

/* ---- values by year ---- */

typedef struct {
    uint64_t key; /* year, actor */
    double number;
    int unit;
} figure;

typedef struct {
    figure *items;
    size_t count, capacity;
} figures;

static int compare_figures(const void *p, const void *q)
{
    const figure *x = p, *y = q;
    return (x->key > y->key) - (x->key < y->key);
}

static void collect_figures(checking *c, const ent_series *series, figures *out)
{
    const ent_spells *spells = check_spells(c, series);
    for (size_t i = 0; i < spells->count && check_ok(c); i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last;
        if (isnan(spell->number) || !check_years(c, series, spell, &first, &last))
            continue;
        for (int year = first; year <= last && check_ok(c); year++) {
            if (!ent_grow(&out->items, out->count, &out->capacity, sizeof *out->items)) {
                check_failed(c, ent_fail_memory(c->error));
                return;
            }
            out->items[out->count++] =
                (figure){check_key(year, spell->a, 0), spell->number, spell->unit};
        }
    }
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_figures);
}

/* ---- versions ---- */

/* "nmc" of "nmc-6.0". */
static size_t family_length(const char *source)
{
    const char *last = strrchr(source, '-');
    return last ? (size_t)(last - source) : strlen(source);
}

static bool same_family(const ent_series *a, const ent_series *b)
{
    size_t length = family_length(a->source);
    return length == family_length(b->source) && strncmp(a->source, b->source, length) == 0;
}

static void add_pair(checking *c, const figure *x, const figure *y, double third)
{
    ent_finding_row row = check_no_row();
    row.span = ent_span_of_year(check_key_year(x->key));
    row.a = check_key_a(x->key);
    row.number[0] = x->number;
    row.number[1] = y->number;
    row.number[2] = third;
    check_add_row(c, &row);
}

static void begin_pair(checking *c, const ent_series *a, const ent_series *b, const char *third)
{
    char name_a[130], name_b[130], source[262];
    snprintf(source, sizeof source, "%s, %s", check_series_name(a, name_a),
             check_series_name(b, name_b));
    check_begin(c, source);
    check_number_names(c, "value in the first", "in the second", third);
}

static void version_query(checking *c, const ent_series *a, const ent_series *b)
{
    check_sql(
        c,
        "SELECT actor.abb, date(x.from_day), x.number, y.number FROM spell x JOIN spell y ON "
        "y.series = %d AND y.from_day = x.from_day AND y.a = x.a JOIN actor ON actor.id = x.a "
        "WHERE x.series = %d AND abs(x.number - y.number) > %g",
        b->id, a->id, VERSION_TOLERANCE);
}

/* Step to the next key that both have. */
static bool next_common(const figures *a, const figures *b, size_t *i, size_t *k)
{
    while (*i < a->count && *k < b->count) {
        if (a->items[*i].key == b->items[*k].key)
            return true;
        if (a->items[*i].key < b->items[*k].key)
            ++*i;
        else
            ++*k;
    }
    return false;
}

static void compare_versions(checking *c, const ent_series *a, const ent_series *b)
{
    figures x = {0}, y = {0};
    long long common = 0, differ = 0;
    int first = 0, last = 0;
    double largest = 0;
    collect_figures(c, a, &x);
    collect_figures(c, b, &y);
    begin_pair(c, a, b, "difference");
    version_query(c, a, b);
    for (size_t i = 0, k = 0; next_common(&x, &y, &i, &k); i++, k++) {
        double difference = x.items[i].number - y.items[k].number;
        common++;
        if (fabs(difference) <= VERSION_TOLERANCE)
            continue;
        differ++;
        last = check_key_year(x.items[i].key);
        if (first == 0)
            first = last;
        largest = fmax(largest, fabs(difference));
        add_pair(c, &x.items[i], &y.items[k], difference);
    }
    check_end(c, ENT_FINDING_DISAGREEMENT, differ, "state-years",
              "%s differs between %s and %s in %lld of %lld common state-years, from %d to %d, by "
              "%.3g at "
              "most. Say which version a result used.",
              a->name, a->source, b->source, differ, common, first, last, largest);
    free(x.items);
    free(y.items);
}

void check_versions(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_ATTRIBUTE, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && check_ok(c); k++)
            if (strcmp(series[i].name, series[k].name) == 0 && same_family(&series[i], &series[k]))
                compare_versions(c, &series[i], &series[k]);
}

/* ---- other sources ---- */

/* Names under which sources give the same quantity. */
static const struct {
    const char *quantity, *names[6];
} quantities[] = {
    {"population", {"tpop", "pwtpop", "pop", "population", "wbpopest"}},
};

/* A unit as a factor and what is counted: "thousand persons" is 1000 and "persons". */
static double split_unit(const char *unit, const char **what)
{
    static const struct {
        const char *word;
        double factor;
    } words[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}};
    for (size_t i = 0; i < ent_countof(words); i++) {
        size_t length = strlen(words[i].word);
        if (!ent_starts_with(unit, words[i].word))
            continue;
        unit += length;
        unit += *unit == 's';
        unit += strspn(unit, " ");
        *what = ent_starts_with(unit, "of ") ? unit + 3 : unit;
        return words[i].factor;
    }
    *what = unit;
    return 1;
}

static bool is_quantity(const char *name, size_t which)
{
    for (size_t i = 0; i < ent_countof(quantities[which].names) && quantities[which].names[i]; i++)
        if (strcmp(quantities[which].names[i], name) == 0)
            return true;
    return false;
}

/* Do two series give the same quantity, under one name or under names that mean the same? */
static bool same_quantity(const ent_series *a, const ent_series *b, bool *by_name)
{
    *by_name = strcmp(a->name, b->name) == 0;
    if (*by_name)
        return true;
    for (size_t i = 0; i < ent_countof(quantities); i++)
        if (is_quantity(a->name, i) && is_quantity(b->name, i))
            return true;
    return false;
}

/* A figure in its plain unit, "persons": neither in thousands nor a logarithm. */
static double plain_value(checking *c, const figure *x, const char **what)
{
    static const char logarithm[] = "natural logarithm of ";
    const char *unit = ent_world_unit(c->world, x->unit);
    if (ent_starts_with(unit, logarithm))
        return exp(x->number) * split_unit(unit + sizeof logarithm - 1, what);
    return x->number * split_unit(unit, what);
}

/* How often the first goes into the second; NaN if they do not measure the same. Of quantities that
 * are the same by their table only the numbers count: "million" may stand for "million persons". */
static double ratio_of(checking *c, const figure *x, const figure *y, bool by_name)
{
    const char *what_x, *what_y;
    double first = plain_value(c, x, &what_x), second = plain_value(c, y, &what_y);
    bool same = !by_name || strcmp(what_x, what_y) == 0;
    return same && first > 0 && second > 0 ? second / first : (double)NAN;
}

static void compare_sources(checking *c, const ent_series *a, const ent_series *b, bool by_name)
{
    figures x = {0}, y = {0};
    long long common = 0, differ = 0;
    int first = 0, last = 0;
    figure worst = {0};
    double worst_ratio = 1;
    collect_figures(c, a, &x);
    collect_figures(c, b, &y);
    begin_pair(c, a, b, "second to first");
    for (size_t i = 0, k = 0; next_common(&x, &y, &i, &k); i++, k++) {
        double ratio = ratio_of(c, &x.items[i], &y.items[k], by_name);
        if (isnan(ratio))
            continue;
        common++;
        if (ratio >= RATIO_LOW && ratio <= RATIO_HIGH)
            continue;
        differ++;
        last = check_key_year(x.items[i].key);
        if (first == 0)
            first = last;
        if (fabs(log(ratio)) > fabs(log(worst_ratio))) {
            worst = x.items[i];
            worst_ratio = ratio;
        }
        add_pair(c, &x.items[i], &y.items[k], ratio);
    }
    check_end(c, ENT_FINDING_DISAGREEMENT, differ, "state-years",
              "%s of %s is below %g or above %g times %s of %s in %lld of %lld common state-years "
              "(in the "
              "same unit), from %d to %d; furthest in %s %d: %.3g times.",
              b->name, b->source, RATIO_LOW, RATIO_HIGH, a->name, a->source, differ, common, first,
              last, check_abb(c, check_key_a(worst.key)), check_key_year(worst.key), worst_ratio);
    free(x.items);
    free(y.items);
}

void check_sources(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_ATTRIBUTE, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && check_ok(c); k++) {
            bool by_name;
            if (same_quantity(&series[i], &series[k], &by_name) &&
                !same_family(&series[i], &series[k]))
                compare_sources(c, &series[i], &series[k], by_name);
        }
    }
}
