/* Ties, memberships, treaty members and parties, by their actors and days, and treaties by their code.
 *
 * The spells of both sides are cut to the days that both cover, then compared by (from, to, a, b, treaty).
 * They are read by the year in which they begin, so that a layer of millions of yearly rows needs memory
 * for a year of it. */
#include "report/diff.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static int compare_keys(const ent_spell *x, const ent_spell *y)
{
    const int a[] = {x->span.from, x->a, x->b, x->treaty, x->span.to};
    const int b[] = {y->span.from, y->a, y->b, y->treaty, y->span.to};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* Rows of one key differ in what they say. */
static int compare_spells(const void *x, const void *y)
{
    const ent_spell *a = x, *b = y;
    int order = compare_keys(a, b);
    if (order == 0)
        order = (a->obligations > b->obligations) - (a->obligations < b->obligations);
    if (order == 0)
        order = (a->level > b->level) - (a->level < b->level);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* Those that begin within a span of days, cut to what both sides cover, sorted. */
static ent_status read_side(differing *d, finding *f, int side, ent_span begins, ent_spells *out)
{
    ent_series series = *f->series[side];
    series.longest_days = 0; /* then only what begins within the span is found */
    ent_status status = ent_world_spells(d->worlds[side], &series, begins, out, d->error);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        ent_spell spell = out->items[i];
        if (!ent_spans_meet(spell.span, f->common)) {
            f->outside[side]++;
            continue;
        }
        if (spell.span.from < f->common.from)
            spell.span.from = f->common.from;
        if (spell.span.to > f->common.to)
            spell.span.to = f->common.to;
        diff_translate(d, side, &series, &spell);
        out->items[kept++] = spell;
    }
    out->count = kept;
    if (kept > 0)
        qsort(out->items, kept, sizeof *out->items, compare_spells);
    return status;
}

/* Which row comes next, as strcmp: 0 if x and y are a pair. Of several rows with one key the one that has
 * no equal on the other side stands alone, if another one of its side can still be the partner. */
static int next_row(const ent_spells sides[2], const size_t at[2])
{
    const ent_spell *x = at[0] < sides[0].count ? &sides[0].items[at[0]] : NULL;
    const ent_spell *y = at[1] < sides[1].count ? &sides[1].items[at[1]] : NULL;
    if (!x || !y)
        return x ? -1 : 1;
    int order = compare_keys(x, y), said = compare_spells(x, y);
    if (order != 0 || said == 0)
        return order;
    int side = said > 0;
    bool more = at[side] + 1 < sides[side].count &&
                compare_keys(&sides[side].items[at[side] + 1], said < 0 ? x : y) == 0;
    return more ? said : 0;
}

static ent_status merge(differing *d, finding *f, const ent_spells sides[2])
{
    ent_status status = ENT_OK;
    size_t at[2] = {0, 0};
    while (status == ENT_OK && (at[0] < sides[0].count || at[1] < sides[1].count)) {
        int order = next_row(sides, at);
        if (order == 0)
            status = diff_pair(d, f, &sides[0].items[at[0]], &sides[1].items[at[1]]);
        else
            status = diff_only(d, f, order > 0, &sides[order > 0].items[at[order > 0]]);
        at[0] += order <= 0;
        at[1] += order >= 0;
    }
    return status;
}

static ent_status compare_beginnings(differing *d, finding *f, ent_span begins)
{
    ent_spells sides[2] = {{0}, {0}};
    ent_status status = ENT_OK;
    for (int side = 0; side < 2 && status == ENT_OK; side++)
        status = read_side(d, f, side, begins, &sides[side]);
    if (status == ENT_OK)
        status = merge(d, f, sides);
    ent_spells_clear(&sides[0]);
    ent_spells_clear(&sides[1]);
    return status;
}

ent_status diff_spells(differing *d, finding *f)
{
    int first = ent_day_year(f->common.from), last = ent_day_year(f->common.to);
    first = first < ENT_YEAR_MIN ? ENT_YEAR_MIN : first > ENT_YEAR_MAX ? ENT_YEAR_MAX : first;
    last = last > ENT_YEAR_MAX ? ENT_YEAR_MAX : last < first ? first : last;
    ent_status status = ENT_OK;
    for (int year = first; year <= last && status == ENT_OK; year++) {
        ent_span begins = ent_span_of_year(year);
        if (year == first)
            begins.from = ENT_DAY_FIRST;
        if (year == last)
            begins.to = ENT_DAY_LAST;
        status = compare_beginnings(d, f, begins);
        if (status == ENT_OK)
            status = ent_monitor_step(d->options->monitor,
                                      (double)(year - first + 1) / (last - first + 1),
                                      f->series[0]->name, d->error);
    }
    return status;
}

/* ---- treaties ---- */

static void add_treaty_row(differing *d, const char *what, const ent_treaty *a, const ent_treaty *b)
{
    char from[2][11], to[2][11];
    ent_json *json = d->answer.json;
    ent_json_value *table = ent_json_get(d->answer.result, "treaties");
    const ent_treaty *both[2] = {a, b};
    static const char *const columns[2][3] = {{"name_before", "from_before", "to_before"},
                                              {"name_after", "from_after", "to_after"}};
    ent_json_add_text(json, ent_json_get(table, "what"), NULL, what);
    ent_json_add_text(json, ent_json_get(table, "treaty"), NULL, a ? a->code : b->code);
    for (int i = 0; i < 2; i++) {
        const ent_treaty *t = both[i];
        ent_json_add_text(json, ent_json_get(table, columns[i][0]), NULL, t ? t->name : NULL);
        ent_json_add_text(json, ent_json_get(table, columns[i][1]), NULL,
                          t ? ent_day_format(t->span.from, from[i]) : NULL);
        ent_json_add_text(json, ent_json_get(table, columns[i][2]), NULL,
                          t ? ent_day_format(t->span.to, to[i]) : NULL);
    }
    d->differs = true;
}

static ent_day within(ent_day day, ent_span span)
{
    return day < span.from ? span.from : day > span.to ? span.to : day;
}

/* A treaty that goes on ends with the coverage of its source: days beyond what both cover do not count. */
static bool same_treaty(const ent_treaty *a, const ent_treaty *b, ent_span common)
{
    return strcmp(a->name, b->name) == 0 &&
           within(a->span.from, common) == within(b->span.from, common) &&
           within(a->span.to, common) == within(b->span.to, common);
}

ent_status diff_treaties(differing *d, const finding *f)
{
    ent_treaty *all[2] = {NULL, NULL};
    size_t count[2] = {0, 0}, at[2] = {0, 0};
    ent_status status = ENT_OK;
    for (int side = 0; side < 2 && status == ENT_OK; side++)
        status = ent_world_treaties(d->worlds[side], f->series[side], &all[side], &count[side],
                                    d->error);
    while (status == ENT_OK && (at[0] < count[0] || at[1] < count[1])) {
        const ent_treaty *x = at[0] < count[0] ? &all[0][at[0]] : NULL;
        const ent_treaty *y = at[1] < count[1] ? &all[1][at[1]] : NULL;
        int order = !x ? 1 : !y ? -1 : strcmp(x->code, y->code);
        if (order < 0)
            add_treaty_row(d, "only in the first", x, NULL);
        else if (order > 0)
            add_treaty_row(d, "only in the second", NULL, y);
        else if (!same_treaty(x, y, f->common))
            add_treaty_row(d, "changed", x, y);
        at[0] += order <= 0;
        at[1] += order >= 0;
    }
    free(all[0]);
    free(all[1]);
    return status;
}
