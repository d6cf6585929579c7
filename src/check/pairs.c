/* Two sources of one layer: which pairs each names, year by year. A pair counts in a year if there
 * is a tie in either direction on any day of it. */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The pairs of a series by year, within some years; `need` are obligations of which a tie must
 * carry one. */
static void collect_pairs(checking *c, const ent_series *series, unsigned need, int from, int to,
                          check_keys *keys)
{
    const ent_spells *spells = check_spells(c, series);
    for (size_t i = 0; i < spells->count && check_ok(c); i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last;
        if ((need && !(spell->obligations & need)) || !check_years(c, series, spell, &first, &last))
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
    if (to > c->last_year)
        to = c->last_year;
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
    check_end(
        c, ENT_FINDING_DISAGREEMENT, all.only_a + all.only_b, "pairs and years",
        "%s%s and %s, %d to %d, pair by pair and year: %lld in both, %lld only in %s, %lld only in "
        "%s. They are furthest apart in %d, by %lld pairs.",
        need ? "Defence pacts of " : "", name_a, name_b, from, to, all.both, all.only_a, a->source,
        all.only_b, b->source, widest, widest_by);
    check_keys_clear(&keys_a);
    check_keys_clear(&keys_b);
}

/* Sources of one layer that tell of different things: the kinds of war. */
static bool complement(const ent_series *a, const ent_series *b)
{
    static const char wars[] = "cow-war-";
    return strncmp(a->source, wars, sizeof wars - 1) == 0 &&
           strncmp(b->source, wars, sizeof wars - 1) == 0;
}

static bool is_first(const ent_series *series, size_t i)
{
    return i == 0 || strcmp(series[i].name, series[i - 1].name) != 0;
}

/* The preferred series of each layer against the others of its name. */
static void all_pairs(checking *c, unsigned need)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_LAYER, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; is_first(series, i) && k < count && check_ok(c); k++)
            if (strcmp(series[i].name, series[k].name) == 0 && series[i].measure != ENT_VALUED &&
                !complement(&series[i], &series[k]) &&
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

/* ---- the same pair, other obligations ---- */

typedef struct {
    uint64_t key; /* year, pair */
    unsigned obligations;
} owed;

typedef struct {
    owed *items;
    size_t count, capacity;
} owed_list;

static int compare_owed(const void *p, const void *q)
{
    const owed *x = p, *y = q;
    return (x->key > y->key) - (x->key < y->key);
}

/* What each pair owes in either direction, by year. */
static void collect_owed(checking *c, const ent_series *series, owed_list *list)
{
    const ent_spells *spells = check_spells(c, series);
    for (size_t i = 0; i < spells->count && check_ok(c); i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last, low = spell->a < spell->b ? spell->a : spell->b;
        if (!check_years(c, series, spell, &first, &last))
            continue;
        for (int year = first; year <= last && check_ok(c); year++) {
            if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
                check_failed(c, ent_fail_memory(c->error));
            else
                list->items[list->count++] =
                    (owed){check_key(year, low, spell->a + spell->b - low), spell->obligations};
        }
    }
    size_t kept = 0;
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare_owed);
    for (size_t i = 0; i < list->count; i++) {
        if (kept > 0 && list->items[kept - 1].key == list->items[i].key)
            list->items[kept - 1].obligations |= list->items[i].obligations;
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static void add_owed(checking *c, const owed *x, const owed *y)
{
    ent_finding_row row = check_no_row();
    char first[64], second[64];
    row.span = ent_span_of_year(check_key_year(x->key));
    row.a = check_key_a(x->key);
    row.b = check_key_b(x->key);
    snprintf(row.note, sizeof row.note, "%s; %s",
             check_obligations(x->obligations, first, sizeof first),
             check_obligations(y->obligations, second, sizeof second));
    check_add_row(c, &row);
}

static void compare_owed_lists(checking *c, const ent_series *a, const ent_series *b)
{
    owed_list x = {0}, y = {0};
    char name_a[130], name_b[130], source[262];
    long long common = 0, unlike = 0;
    snprintf(source, sizeof source, "%s, %s", check_series_name(a, name_a),
             check_series_name(b, name_b));
    check_begin(c, source);
    collect_owed(c, a, &x);
    collect_owed(c, b, &y);
    for (size_t i = 0, k = 0; i < x.count && k < y.count;) {
        if (x.items[i].key != y.items[k].key) {
            if (x.items[i].key < y.items[k].key)
                i++;
            else
                k++;
            continue;
        }
        common++;
        if (x.items[i].obligations != y.items[k].obligations) {
            add_owed(c, &x.items[i], &y.items[k]);
            unlike++;
        }
        i++;
        k++;
    }
    check_end(
        c, ENT_FINDING_DISAGREEMENT, unlike, "pairs and years",
        "%s and %s give the same pair other obligations in %lld of %lld common pairs and years "
        "(both directions of a pair taken together).",
        name_a, name_b, unlike, common);
    free(x.items);
    free(y.items);
}

void check_pair_obligations(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_LAYER, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && check_ok(c); k++)
            if (strcmp(series[i].name, series[k].name) == 0 && series[i].scale != ENT_SCALE_NONE &&
                series[i].scale == series[k].scale)
                compare_owed_lists(c, &series[i], &series[k]);
}
