/* Two sources of one layer: which pairs each names, year by year. A pair counts in a year if there is a tie
 * in either direction on any day of it. */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The pairs of a series by year, within some years; `need` are obligations of which a tie must carry one. */
static void collect_pairs(checking *c, const ent_series *series, unsigned need, int from, int to,
                          check_keys *keys)
{
    const ent_spells *spells = check_spells(c, series);
    for (size_t i = 0; i < spells->count && check_ok(c); i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last;
        if ((need && !(spell->obligations & need)) || !check_years(series, spell, &first, &last))
            continue;
        int low = spell->a < spell->b ? spell->a : spell->b, high = spell->a + spell->b - low;
        for (int year = first > from ? first : from; year <= last && year <= to; year++)
            check_keys_add(c, keys, check_key(year, low, high));
    }
    check_keys_sort(keys);
}

typedef struct {
    long long only_a, only_b, both;
} split;

/* The pairs of one year in both lists; the places move on to the next year. */
static split split_year(const check_keys *a, const check_keys *b, size_t *i, size_t *k, int year)
{
    split s = {0};
    for (;;) {
        bool in_a = *i < a->count && check_key_year(a->items[*i]) == year;
        bool in_b = *k < b->count && check_key_year(b->items[*k]) == year;
        if (!in_a && !in_b)
            return s;
        if (in_a && in_b && a->items[*i] == b->items[*k]) {
            s.both++;
            ++*i;
            ++*k;
        } else if (in_a && (!in_b || a->items[*i] < b->items[*k])) {
            s.only_a++;
            ++*i;
        } else {
            s.only_b++;
            ++*k;
        }
    }
}

static void compare_pairs(checking *c, const ent_series *a, const ent_series *b, unsigned need)
{
    check_keys keys_a = {0}, keys_b = {0};
    char name_a[130], name_b[130], source[262];
    split all = {0};
    size_t i = 0, k = 0;
    int from = ent_day_year(a->covers.from > b->covers.from ? a->covers.from : b->covers.from);
    int to = ent_day_year(a->covers.to < b->covers.to ? a->covers.to : b->covers.to), widest = from;
    long long widest_by = -1;
    if (from < ENT_YEAR_MIN)
        from = ENT_YEAR_MIN;
    if (to > ENT_YEAR_MAX)
        to = ENT_YEAR_MAX;
    snprintf(source, sizeof source, "%s, %s", check_series_name(a, name_a),
             check_series_name(b, name_b));
    check_begin(c, source);
    check_number_names(c, "only in the first", "only in the second", "in both");
    collect_pairs(c, a, need, from, to, &keys_a);
    collect_pairs(c, b, need, from, to, &keys_b);
    for (int year = from; year <= to && check_ok(c); year++) {
        split s = split_year(&keys_a, &keys_b, &i, &k, year);
        all = (split){all.only_a + s.only_a, all.only_b + s.only_b, all.both + s.both};
        if (s.only_a + s.only_b > widest_by) {
            widest_by = s.only_a + s.only_b;
            widest = year;
        }
        if (s.only_a + s.only_b + s.both == 0)
            continue;
        ent_finding_row row = check_no_row();
        row.span = ent_span_of_year(year);
        row.number[0] = (double)s.only_a;
        row.number[1] = (double)s.only_b;
        row.number[2] = (double)s.both;
        check_add_row(c, &row);
    }
    check_end(c, ENT_FINDING_DISAGREEMENT, all.only_a + all.only_b, "pairs and years",
              "%s%s and %s, %d to %d, pair by pair and year: %lld in both, %lld only in %s, %lld only in "
              "%s. They are furthest apart in %d, by %lld pairs.", need ? "Defence pacts of " : "",
              name_a, name_b, from, to, all.both, all.only_a, a->source, all.only_b, b->source, widest,
              widest_by);
    check_keys_clear(&keys_a);
    check_keys_clear(&keys_b);
}

/* Every two series of one layer name, the preferred one first. */
static void all_pairs(checking *c, unsigned need)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_LAYER, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && check_ok(c); k++)
            if (strcmp(series[i].name, series[k].name) == 0 && series[i].measure != ENT_VALUED &&
                ent_spans_meet(series[i].covers, series[k].covers) &&
                (!need || (series[i].scale != ENT_SCALE_NONE && series[k].scale != ENT_SCALE_NONE)))
                compare_pairs(c, &series[i], &series[k], need);
}

void check_pairs(checking *c)
{
    all_pairs(c, 0);
}

void check_defence_pairs(checking *c)
{
    all_pairs(c, ENT_DEFENSE);
}
