/* Memberships in two sources: the same treaties under the same numbers, member by member and year;
 * and treaties under other numbers, which are found again by their members and their start. */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- treaties of a source with their members ---- */

typedef struct {
    int treaty;
    size_t first, last; /* its spells: sorted[first] to sorted[last - 1] */
    ent_day start;
    uint64_t *ever; /* bit set of its members ever */
    int member_count;
} bound;

typedef struct {
    const ent_series *series;
    const ent_spell **sorted; /* by treaty, actor, day */
    size_t spell_count;
    bound *items;
    size_t count;
    uint64_t *bits; /* of all items */
} treaty_list;

static int compare_bound(const void *p, const void *q)
{
    const ent_spell *x = *(const ent_spell *const *)p, *y = *(const ent_spell *const *)q;
    if (x->treaty != y->treaty)
        return x->treaty < y->treaty ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

static size_t words_of(const checking *c)
{
    return c->actor_limit / 64 + 1;
}

static void add_bound(checking *c, treaty_list *list, size_t place)
{
    const ent_spell *spell = list->sorted[place];
    if (list->count == 0 || list->items[list->count - 1].treaty != spell->treaty) {
        bound *item = &list->items[list->count];
        *item = (bound){.treaty = spell->treaty,
                        .first = place,
                        .start = spell->span.from,
                        .ever = list->bits + list->count * words_of(c)};
        list->count++;
    }
    bound *item = &list->items[list->count - 1];
    uint64_t *word = &item->ever[spell->a / 64], bit = UINT64_C(1) << spell->a % 64;
    item->last = place + 1;
    item->member_count += !(*word & bit);
    *word |= bit;
    if (spell->span.from < item->start)
        item->start = spell->span.from;
}

static size_t count_treaties(const treaty_list *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->spell_count; i++)
        count += i == 0 || list->sorted[i]->treaty != list->sorted[i - 1]->treaty;
    return count;
}

static void list_treaties(checking *c, const ent_series *series, treaty_list *list)
{
    const ent_spells *spells = check_spells(c, series);
    *list = (treaty_list){.series = series};
    list->sorted = check_array(c, spells->count, sizeof *list->sorted);
    if (!list->sorted)
        return;
    for (size_t i = 0; i < spells->count; i++)
        if (spells->items[i].a > 0 && spells->items[i].treaty > 0)
            list->sorted[list->spell_count++] = &spells->items[i];
    if (list->spell_count > 0)
        qsort(list->sorted, list->spell_count, sizeof *list->sorted, compare_bound);
    size_t count = count_treaties(list);
    list->items = check_array(c, count, sizeof *list->items);
    list->bits = check_array(c, count * words_of(c), sizeof *list->bits);
    for (size_t i = 0; list->items && list->bits && i < list->spell_count; i++)
        add_bound(c, list, i);
}

static void clear_list(treaty_list *list)
{
    free(list->sorted);
    free(list->items);
    free(list->bits);
}

/* ---- the same treaty in another source ---- */

static const double LEAST_OVERLAP = 0.5; /* of their members ever (Jaccard) */
enum { START_DAYS = 366 };               /* and how far their first days may be apart */

static int count_bits(uint64_t word)
{
    int count = 0;
    for (; word; word &= word - 1)
        count++;
    return count;
}

static double overlap(const bound *x, const bound *y, size_t words)
{
    int common = 0;
    for (size_t i = 0; i < words; i++)
        common += count_bits(x->ever[i] & y->ever[i]);
    return (double)common / (x->member_count + y->member_count - common);
}

/* The treaty of the list that is most likely the same one; NULL if none is. */
static const bound *find_same(const checking *c, const treaty_list *list, const bound *treaty)
{
    const bound *best = NULL;
    double best_overlap = 0;
    for (size_t i = 0; i < list->count; i++) {
        const bound *other = &list->items[i];
        int days = abs(other->start - treaty->start);
        if (days > START_DAYS)
            continue;
        double common = overlap(treaty, other, words_of(c));
        if (common < LEAST_OVERLAP || common < best_overlap ||
            (best && common <= best_overlap && days >= abs(best->start - treaty->start)))
            continue;
        best = other;
        best_overlap = common;
    }
    return best;
}

/* Who is bound on a day, as a bit set; returns how many. */
static int members_on(const treaty_list *list, const bound *treaty, ent_day day, uint64_t *set,
                      size_t words)
{
    int count = 0;
    memset(set, 0, words * sizeof *set);
    for (size_t i = treaty->first; i < treaty->last; i++) {
        const ent_spell *spell = list->sorted[i];
        if (ent_span_holds(spell->span, day))
            set[spell->a / 64] |= UINT64_C(1) << spell->a % 64;
    }
    for (size_t i = 0; i < words; i++)
        count += count_bits(set[i]);
    return count;
}

/* Where two tellings of a treaty are furthest apart. While both have members that counts first;
 * that one goes on when the other has ended is another thing. */
typedef struct {
    int year, differ, count_a, count_b;
    int years_apart; /* both have members, but not the same */
    int years_alone; /* only one has any */
} gap;

static gap widest_gap(const checking *c, const treaty_list *a, const bound *x, const treaty_list *b,
                      const bound *y, uint64_t *set_a, uint64_t *set_b, size_t words)
{
    gap widest = {0};
    ent_day from = a->series->covers.from > b->series->covers.from ? a->series->covers.from
                                                                   : b->series->covers.from;
    ent_day to =
        a->series->covers.to < b->series->covers.to ? a->series->covers.to : b->series->covers.to;
    ent_day start = x->start < y->start ? x->start : y->start;
    int first = ent_day_year(start > from ? start : from), last = ent_day_year(to);
    for (int year = first; year <= last && year <= c->last_year; year++) {
        ent_day day = ent_day_from_date(year, 7, 1);
        int count_a = members_on(a, x, day, set_a, words);
        int count_b = members_on(b, y, day, set_b, words), differ = 0;
        for (size_t i = 0; i < words; i++)
            differ += count_bits(set_a[i] ^ set_b[i]);
        bool both = count_a > 0 && count_b > 0, had_both = widest.count_a > 0 && widest.count_b > 0;
        if (differ == 0)
            continue;
        widest.years_apart += both;
        widest.years_alone += !both;
        if ((both && !had_both) || (both == had_both && differ >= widest.differ))
            widest = (gap){year, differ, count_a, count_b, widest.years_apart, widest.years_alone};
    }
    return widest;
}

/* "BUL EST LAT ": who is in the second and not in the first. */
static void write_only(const checking *c, const uint64_t *in, const uint64_t *not_in, char *text,
                       size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int actor = 1; (size_t)actor < c->actor_limit && used + 8 < size; actor++)
        if ((in[actor / 64] & ~not_in[actor / 64]) >> actor % 64 & 1)
            used += (size_t)snprintf(text + used, size - used, " %.6s", check_abb(c, actor));
    if (used == 0)
        snprintf(text, size, " nobody");
}

/* Add the row of a treaty whose members differ; its gap, with both years 0 if they do not. */
static gap add_gap(checking *c, const treaty_list *a, const bound *x, const treaty_list *b,
                   const bound *y, uint64_t *set_a, uint64_t *set_b)
{
    size_t words = words_of(c);
    gap widest = widest_gap(c, a, x, b, y, set_a, set_b, words);
    ent_treaty other;
    if (widest.years_apart + widest.years_alone == 0)
        return widest;
    check_failed(c, ent_world_treaty(c->world, y->treaty, &other, c->error));
    if (!check_ok(c))
        return widest;
    ent_day day = ent_day_from_date(widest.year, 7, 1);
    members_on(a, x, day, set_a, words);
    members_on(b, y, day, set_b, words);
    char only_a[40], only_b[70];
    write_only(c, set_a, set_b, only_a, sizeof only_a);
    write_only(c, set_b, set_a, only_b, sizeof only_b);
    ent_finding_row row = check_no_row();
    row.span = (ent_span){day, day};
    row.treaty = x->treaty;
    row.number[0] = widest.count_a;
    row.number[1] = widest.count_b;
    row.number[2] = widest.years_apart + widest.years_alone;
    snprintf(row.note, sizeof row.note, "%.16s: only there%s; only here%s", other.code, only_b,
             only_a);
    check_add_row(c, &row);
    return widest;
}

static int compare_gaps(const void *p, const void *q)
{
    const ent_finding_row *x = p, *y = q;
    bool both_x = x->number[0] > 0 && x->number[1] > 0,
         both_y = y->number[0] > 0 && y->number[1] > 0;
    if (both_x != both_y)
        return both_x ? -1 : 1;
    double dx = x->number[1] - x->number[0], dy = y->number[1] - y->number[0];
    dx = dx < 0 ? -dx : dx;
    dy = dy < 0 ? -dy : dy;
    if (dx < dy || dx > dy)
        return dx > dy ? -1 : 1;
    return (x->treaty > y->treaty) - (x->treaty < y->treaty);
}

/* The widest gap in words. */
static void write_widest(checking *c, const treaty_list *a, const treaty_list *b,
                         const ent_finding_row *row, char *text, size_t size)
{
    ent_treaty treaty;
    check_failed(c, ent_world_treaty(c->world, row->treaty, &treaty, c->error));
    if (check_ok(c))
        snprintf(text, size, " Furthest apart: %s (%.60s) in %d: %.0f members in %s, %.0f in %s.",
                 treaty.code, treaty.name, ent_day_year(row->span.from), row->number[0],
                 a->series->source, row->number[1], b->series->source);
}

static void compare_lists(checking *c, const treaty_list *a, const treaty_list *b)
{
    uint64_t *set_a = check_array(c, words_of(c), sizeof *set_a);
    uint64_t *set_b = check_array(c, words_of(c), sizeof *set_b);
    char name_a[130], name_b[130], source[262], widest[400] = "";
    long long matched = 0, apart = 0, alone = 0, rows = 0;
    snprintf(source, sizeof source, "%s, %s", check_series_name(a->series, name_a),
             check_series_name(b->series, name_b));
    check_begin(c, source);
    check_number_names(c, "members in the first", "in the second", "years in which they differ");
    for (size_t i = 0; i < a->count && check_ok(c); i++) {
        const bound *same = find_same(c, b, &a->items[i]);
        if (!same)
            continue;
        matched++;
        gap found = add_gap(c, a, &a->items[i], b, same, set_a, set_b);
        apart += found.years_apart > 0;
        alone += found.years_alone > 0;
        rows += found.years_apart + found.years_alone > 0;
    }
    if (rows > 0 && check_ok(c)) {
        ent_finding_row *first =
            c->report->rows + c->report->findings[c->report->finding_count - 1].row;
        qsort(first, (size_t)rows, sizeof *first, compare_gaps);
        write_widest(c, a, b, first, widest, sizeof widest);
    }
    check_end(
        c, ENT_FINDING_DISAGREEMENT, rows, "treaties",
        "Of %zu treaties of %s, %lld are found again among the %zu of %s (half of the members in "
        "common, begun within a year). By 1 July of each year %lld of them have other members, and "
        "%lld are in force in only one.%s",
        a->count, a->series->source, matched, b->count, b->series->source, apart, alone, widest);
    free(set_a);
    free(set_b);
}

static bool share_numbers(const treaty_list *a, const treaty_list *b)
{
    size_t i = 0, k = 0;
    while (i < a->count && k < b->count) {
        if (a->items[i].treaty == b->items[k].treaty)
            return true;
        if (a->items[i].treaty < b->items[k].treaty)
            i++;
        else
            k++;
    }
    return false;
}

void check_treaties(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_TREATIES, &count);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 &&
            strcmp(series[i].name, series[i - 1].name) == 0) /* the preferred one with the others */
            continue;
        for (size_t k = i + 1; k < count && check_ok(c); k++) {
            treaty_list a, b = {0};
            if (strcmp(series[i].name, series[k].name) != 0)
                continue;
            list_treaties(c, &series[i], &a);
            list_treaties(c, &series[k], &b);
            if (check_ok(c) && a.count > 0 && b.count > 0 && !share_numbers(&a, &b))
                compare_lists(c, &a, &b);
            clear_list(&a);
            clear_list(&b);
        }
    }
}

/* ---- the same numbers, year by year ---- */

/* Keys sort by year, then actor, then treaty. */
static void collect_years(checking *c, const ent_series *series, ent_span common, check_keys *keys)
{
    const ent_spells *spells = check_spells(c, series);
    int from = ent_day_year(common.from), to = ent_day_year(common.to);
    for (size_t i = 0; i < spells->count && check_ok(c); i++) {
        int first, last;
        if (spells->items[i].a == 0 || !check_years(c, series, &spells->items[i], &first, &last))
            continue;
        for (int year = first > from ? first : from; year <= last && year <= to; year++)
            check_keys_add(c, keys, check_key(year, spells->items[i].a, spells->items[i].treaty));
    }
    check_keys_sort(keys);
}

static void add_only(checking *c, uint64_t key, const char *source)
{
    ent_finding_row row = check_no_row();
    row.span = ent_span_of_year(check_key_year(key));
    row.a = check_key_a(key);
    row.treaty = check_key_b(key);
    snprintf(row.note, sizeof row.note, "only in %s", source);
    check_add_row(c, &row);
}

static void compare_years(checking *c, const ent_series *a, const ent_series *b)
{
    check_keys keys_a = {0}, keys_b = {0};
    ent_span common = {a->covers.from > b->covers.from ? a->covers.from : b->covers.from,
                       a->covers.to < b->covers.to ? a->covers.to : b->covers.to};
    char name_a[130], name_b[130], source[262];
    long long only_a = 0, only_b = 0;
    snprintf(source, sizeof source, "%s, %s", check_series_name(a, name_a),
             check_series_name(b, name_b));
    check_begin(c, source);
    collect_years(c, a, common, &keys_a);
    collect_years(c, b, common, &keys_b);
    for (size_t i = 0, k = 0; (i < keys_a.count || k < keys_b.count) && check_ok(c);) {
        if (k == keys_b.count || (i < keys_a.count && keys_a.items[i] < keys_b.items[k])) {
            add_only(c, keys_a.items[i++], a->source);
            only_a++;
        } else if (i == keys_a.count || keys_b.items[k] < keys_a.items[i]) {
            add_only(c, keys_b.items[k++], b->source);
            only_b++;
        } else {
            i++;
            k++;
        }
    }
    check_end(c, ENT_FINDING_DISAGREEMENT, only_a + only_b, "member-years",
              "%s has %zu member-years and %s %zu; %lld are only in the first and %lld only in the "
              "second.",
              name_a, keys_a.count, name_b, keys_b.count, only_a, only_b);
    check_keys_clear(&keys_a);
    check_keys_clear(&keys_b);
}

/* Do two series speak of the same treaties under the same numbers, or of the same system? */
static bool same_numbers(checking *c, const ent_series *a, const ent_series *b)
{
    treaty_list x, y = {0};
    if (a->kind == ENT_SYSTEM)
        return true;
    list_treaties(c, a, &x);
    list_treaties(c, b, &y);
    bool same = check_ok(c) && share_numbers(&x, &y);
    clear_list(&x);
    clear_list(&y);
    return same;
}

void check_member_years(checking *c)
{
    static const ent_series_kind kinds[] = {ENT_TREATIES, ENT_SYSTEM};
    for (size_t n = 0; n < ent_countof(kinds); n++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, kinds[n], &count);
        for (size_t i = 0; i < count; i++)
            for (size_t k = i + 1; k < count && check_ok(c); k++)
                if (strcmp(series[i].name, series[k].name) == 0 &&
                    same_numbers(c, &series[i], &series[k]))
                    compare_years(c, &series[i], &series[k]);
    }
}
