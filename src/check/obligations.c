/* What two parties owe each other: unlike in the two directions, or nothing at all. */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The ties of a series by pair and treaty, to find those of the other direction. */
typedef struct {
    const ent_spells *spells;
    const ent_spell **sorted; /* by a, b, treaty, first day */
} ties;

static int compare_who(const ent_spell *x, int a, int b, int treaty)
{
    if (x->a != a)
        return x->a < a ? -1 : 1;
    if (x->b != b)
        return x->b < b ? -1 : 1;
    return (x->treaty > treaty) - (x->treaty < treaty);
}

static int compare_ties(const void *p, const void *q)
{
    const ent_spell *x = *(const ent_spell *const *)p, *y = *(const ent_spell *const *)q;
    int order = compare_who(x, y->a, y->b, y->treaty);
    return order ? order : (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

static bool sort_ties(checking *c, ties *t)
{
    t->sorted = check_array(c, t->spells->count, sizeof *t->sorted);
    for (size_t i = 0; t->sorted && i < t->spells->count; i++)
        t->sorted[i] = &t->spells->items[i];
    if (t->sorted && t->spells->count > 0)
        qsort(t->sorted, t->spells->count, sizeof *t->sorted, compare_ties);
    return t->sorted != NULL;
}

/* The place of the first tie from b to a by the same treaty. */
static size_t first_mirror(const ties *t, const ent_spell *spell)
{
    size_t low = 0, high = t->spells->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_who(t->sorted[middle], spell->b, spell->a, spell->treaty) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Is what b owes a in this span unlike what a owes b? *other is the tie that says so; NULL if b
 * owes nothing by this treaty. */
static bool is_unlike(const ties *t, const ent_spell *spell, ent_span span, const ent_spell **other)
{
    bool met = false;
    for (size_t i = first_mirror(t, spell); i < t->spells->count; i++) {
        const ent_spell *mirror = t->sorted[i];
        if (compare_who(mirror, spell->b, spell->a, spell->treaty) != 0)
            break;
        if (!ent_spans_meet(mirror->span, span))
            continue;
        met = true;
        *other = mirror;
        if (mirror->obligations != spell->obligations)
            return true;
    }
    if (!met)
        *other = NULL;
    return !met;
}

const char *check_obligations(unsigned obligations, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1)
        if (obligations & bit && used < size)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "+" : "",
                                     ent_obligation_word(bit));
    if (used == 0)
        snprintf(text, size, "nothing");
    return text;
}

static void add_unlike(checking *c, const ent_spell *spell, const ent_spell *other, long long years)
{
    char owed[64], returned[64] = "nothing";
    ent_finding_row row = check_no_row();
    row.span = spell->span;
    row.a = spell->a;
    row.b = spell->b;
    row.treaty = spell->treaty;
    row.number[0] = (double)years;
    check_obligations(spell->obligations, owed, sizeof owed);
    if (other)
        check_obligations(other->obligations, returned, sizeof returned);
    snprintf(row.note, sizeof row.note, "owes %s, is owed %s", owed, returned);
    check_add_row(c, &row);
}

/* Years of a spell in which the other direction is unlike. */
static long long unlike_years(const checking *c, const ent_series *series, const ties *t,
                              const ent_spell *spell, const ent_spell **other)
{
    long long years = 0;
    int first, last;
    if (!check_years(c, series, spell, &first, &last))
        return 0;
    for (int year = first; year <= last; year++) {
        const ent_spell *mirror = NULL;
        ent_span span = ent_span_of_year(year);
        if (spell->span.from > span.from)
            span.from = spell->span.from;
        if (spell->span.to < span.to)
            span.to = spell->span.to;
        if (is_unlike(t, spell, span, &mirror)) {
            *other = mirror;
            years++;
        }
    }
    return years;
}

static void asymmetric_of(checking *c, const ent_series *series)
{
    ties t = {.spells = check_spells(c, series)};
    bool yearly = check_is_yearly(t.spells);
    check_keys treaties = {0};
    long long found = 0, all_years = 0;
    char name[130], which[64] = "";
    check_begin(c, check_series_name(series, name));
    check_number_names(c, "years", NULL, NULL);
    bool sorted = sort_ties(c, &t);
    for (size_t i = 0; sorted && i < t.spells->count; i++) {
        const ent_spell *spell = &t.spells->items[i], *other = NULL;
        long long years = unlike_years(c, series, &t, spell, &other);
        if (years == 0)
            continue;
        add_unlike(c, spell, other, years);
        check_keys_add(c, &treaties, (uint64_t)spell->treaty);
        found++;
        all_years += years;
    }
    check_keys_sort(&treaties);
    if (treaties.count > 1 || (treaties.count == 1 && treaties.items[0] != 0))
        snprintf(which, sizeof which, ", in %zu treat%s", treaties.count,
                 treaties.count == 1 ? "y" : "ies");
    check_end(c, ENT_FINDING_ODDITY, yearly ? all_years : found, yearly ? "rows by year" : "spells",
              "%s: in %lld of %zu directed spells one state owes another something else than it is "
              "owed%s; taken year by year %lld directed pairs.",
              name, found, t.spells->count, which, all_years);
    check_keys_clear(&treaties);
    free(t.sorted);
}

void check_asymmetric(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_LAYER, &count);
    for (size_t i = 0; i < count && check_ok(c); i++)
        if (series[i].directed && series[i].scale != ENT_SCALE_NONE)
            asymmetric_of(c, &series[i]);
}

/* ---- none at all ---- */

static void none_of(checking *c, const ent_series *series)
{
    const ent_spells *spells = check_spells(c, series);
    bool yearly = check_is_yearly(spells);
    long long found = 0, years = 0;
    char name[130];
    check_begin(c, check_series_name(series, name));
    check_sql(
        c,
        "SELECT a.abb, b.abb, date(from_day), date(to_day) FROM spell JOIN actor a ON a.id = a "
        "LEFT JOIN actor b ON b.id = b WHERE series = %d AND obligations = 0 AND a > 0",
        series->id);
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        int first, last;
        if (spell->obligations != 0 || spell->a == 0)
            continue;
        ent_finding_row row = check_no_row();
        row.span = spell->span;
        row.a = spell->a;
        row.b = spell->b;
        row.treaty = spell->treaty;
        check_add_row(c, &row);
        found++;
        if (check_years(c, series, spell, &first, &last))
            years += last - first + 1;
    }
    check_end(c, ENT_FINDING_ODDITY, yearly ? years : found, yearly ? "rows by year" : "spells",
              "%lld of %zu spells of %s carry no obligation at all; taken year by year %lld.",
              found, spells->count, name, years);
}

void check_no_obligation(checking *c)
{
    static const ent_series_kind kinds[] = {ENT_LAYER, ENT_TREATIES};
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, kinds[k], &count);
        for (size_t i = 0; i < count && check_ok(c); i++)
            if (series[i].scale != ENT_SCALE_NONE)
                none_of(c, &series[i]);
    }
}
