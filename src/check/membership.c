/* Spells on days when a state was not in the system of states.
 *
 * A day counts as it is known: a start whose day was widened counts by its month, rows by year by
 * their year. Beyond what the system's source covers nothing is said. */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BEGINS = 1, ENDS = 2, GAP = 4 };

typedef struct {
    const ent_series *series;
    bool yearly;
    check_keys state_years; /* (year, actor) outside */
    long long begins, ends, gaps;
} outside;

static ent_span month_of(ent_day day)
{
    int year, month;
    ent_day_to_date(day, &year, &month, NULL);
    return ent_span_of_month(year, month);
}

/* The days that the start or end of a spell can mean. */
static ent_span meant(const outside *o, ent_day day, bool widened)
{
    if (o->yearly)
        return ent_span_of_year(ent_day_year(day));
    return widened ? month_of(day) : (ent_span){day, day};
}

/* Is an actor that is a state at both ends one on all days between? */
static bool is_member_throughout(const checking *c, const outside *o, const ent_spell *spell,
                                 ent_span span, int actor)
{
    ent_day from = span.from, to = span.to;
    if (!check_is_member(c, actor,
                         (ent_span){from, from})) /* it is later in the month of the start */
        from = meant(o, from, spell->marks & ENT_MARK_FROM_WIDENED).to;
    if (!check_is_member(c, actor, (ent_span){to, to}))
        to = meant(o, to, spell->marks & ENT_MARK_TO_WIDENED).from;
    for (size_t i = c->first_member[actor]; i < c->first_member[actor + 1]; i++)
        if (ent_span_holds(c->members.items[i].span, from))
            from = c->members.items[i].span.to + 1;
    return from > to;
}

/* Years of a spell in which the actor was a state on no day. */
static long long count_years(checking *c, outside *o, int actor, ent_span span)
{
    long long found = 0;
    for (int year = ent_day_year(span.from); year <= ent_day_year(span.to); year++) {
        if (check_is_member(c, actor, ent_span_of_year(year)))
            continue;
        check_keys_add(c, &o->state_years, check_key(year, actor, 0));
        found++;
    }
    return found;
}

/* Which parts of a spell lie outside, for one of its actors. */
static int parts_outside(checking *c, outside *o, const ent_spell *spell, int actor,
                         long long *years)
{
    ent_span span = spell->span;
    int parts = 0;
    if (actor == 0 || c->first_member[actor] == c->first_member[actor + 1]) /* never a state here */
        return 0;
    if (span.from < c->system.covers.from)
        span.from = c->system.covers.from;
    if (span.to > c->system.covers.to)
        span.to = c->system.covers.to;
    if (span.from > span.to)
        return 0;
    if (!check_is_member(c, actor, meant(o, span.from, spell->marks & ENT_MARK_FROM_WIDENED)))
        parts |= BEGINS;
    if (!check_is_member(c, actor, meant(o, span.to, spell->marks & ENT_MARK_TO_WIDENED)))
        parts |= ENDS;
    long long outside_years = count_years(c, o, actor, span);
    *years += outside_years;
    if (parts == 0 &&
        (o->yearly ? outside_years > 0 : !is_member_throughout(c, o, spell, span, actor)))
        parts = GAP;
    return parts;
}

static void add_outside(checking *c, const ent_spell *spell, int parts, int who, long long years)
{
    ent_finding_row row = check_no_row();
    row.span = spell->span;
    row.a = spell->a;
    row.b = spell->b;
    row.treaty = spell->treaty;
    row.number[0] = (double)years;
    snprintf(row.note, sizeof row.note, "%s is no state%s%s%s", check_abb(c, who),
             parts & BEGINS ? " at its start" : "",
             (parts & (BEGINS | ENDS)) == (BEGINS | ENDS) ? " and" : "",
             parts & ENDS  ? " at its end"
             : parts & GAP ? " in between"
                           : "");
    check_add_row(c, &row);
}

static void look_at(checking *c, outside *o, const ent_spell *spell)
{
    long long years = 0;
    int a = parts_outside(c, o, spell, spell->a, &years);
    int b = parts_outside(c, o, spell, spell->b, &years);
    int parts = a | b;
    if (parts == 0)
        return;
    o->begins += (parts & BEGINS) != 0;
    o->ends += (parts & ENDS) != 0;
    o->gaps += parts == GAP;
    add_outside(c, spell, parts, a ? spell->a : spell->b, years);
}

/* The same as a query, where days are exact and the list of states covers the series: spells that
 * no membership holds. */
static void add_query(checking *c, const ent_series *series, const ent_spells *spells)
{
    for (size_t i = 0; i < spells->count; i++)
        if (spells->items[i].marks & (ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED))
            return;
    if (series->kind != ENT_TREATIES || series->covers.from < c->system.covers.from ||
        series->covers.to > c->system.covers.to)
        return;
    check_sql(
        c,
        "SELECT treaty, abb, from_date, to_date FROM treaty_member_spell t WHERE source = '%s' AND "
        "NOT EXISTS (SELECT 1 FROM membership_spell m WHERE m.system = 'cow' AND m.source = '%s' "
        "AND m.abb = t.abb AND m.from_date <= t.from_date AND m.to_date >= t.to_date)",
        series->source, c->system.source);
}

static void outside_of(checking *c, const ent_series *series)
{
    const ent_spells *spells = check_spells(c, series);
    outside o = {.series = series, .yearly = check_is_yearly(spells)};
    char name[130], gaps[64] = "";
    if (series->kind == ENT_ATTRIBUTE &&
        !o.yearly) /* a capital is there before and after its state */
        return;
    check_begin(c, check_series_name(series, name));
    check_number_names(c, "years outside", NULL, NULL);
    add_query(c, series, spells);
    for (size_t i = 0; i < spells->count && check_ok(c); i++)
        look_at(c, &o, &spells->items[i]);
    check_keys_sort(&o.state_years);
    long long found = check_ok(c)
                          ? (long long)(c->report->row_count -
                                        c->report->findings[c->report->finding_count - 1].row)
                          : 0;
    if (o.gaps > 0)
        snprintf(gaps, sizeof gaps, ", %lld span a gap in it", o.gaps);
    if (o.yearly)
        check_end(
            c, ENT_FINDING_ODDITY, (long long)o.state_years.count, "state-years",
            "%s has %zu state-years in which the state is not in %s, in %lld of its %zu spells.",
            name, o.state_years.count, c->system.source, found, spells->count);
    else
        check_end(
            c, ENT_FINDING_ODDITY, found, "spells",
            "%lld of %zu spells of %s are not wholly within the membership of %s: %lld begin and "
            "%lld end outside it%s; %zu state-years are wholly outside.",
            found, spells->count, name, c->system.source, o.begins, o.ends, gaps,
            o.state_years.count);
    check_keys_clear(&o.state_years);
}

/* Has an earlier series of the same source as many rows? Then it is another column of the same
 * table, and what lies outside is the same. */
static bool is_told(checking *c, const ent_series *series, size_t i)
{
    for (size_t k = 0; k < i && series[i].kind == ENT_ATTRIBUTE; k++)
        if (series[k].source_id == series[i].source_id &&
            check_spells(c, &series[k])->count == check_spells(c, &series[i])->count)
            return true;
    return false;
}

void check_outside(checking *c)
{
    static const ent_series_kind kinds[] = {ENT_LAYER, ENT_TREATIES, ENT_CONFLICTS, ENT_ATTRIBUTE};
    for (size_t k = 0; k < ent_countof(kinds) && c->system.id; k++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, kinds[k], &count);
        for (size_t i = 0; i < count && check_ok(c); i++)
            if (!is_told(c, series, i))
                outside_of(c, &series[i]);
    }
}

/* ---- open though the state has left ---- */

static void open_of(checking *c, const ent_series *series)
{
    const ent_spells *spells = check_spells(c, series);
    char name[130], first[80] = "";
    long long found = 0;
    check_begin(c, check_series_name(series, name));
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        ent_span end = {spell->span.to, spell->span.to};
        if (!(spell->marks & ENT_MARK_RIGHT_CENSORED) || spell->a == 0 ||
            c->first_member[spell->a] == c->first_member[spell->a + 1])
            continue;
        if (end.to > c->system.covers.to)
            end.from = end.to = c->system.covers.to;
        if (check_is_member(c, spell->a, end))
            continue;
        ent_finding_row row = check_no_row();
        row.span = spell->span;
        row.a = spell->a;
        row.treaty = spell->treaty;
        ent_day left = c->members.items[c->first_member[spell->a + 1] - 1].span.to;
        char day[11];
        snprintf(row.note, sizeof row.note, "left the system on %s", ent_day_format(left, day));
        if (found++ == 0)
            snprintf(first, sizeof first, " The first is %.40s, which %s.", check_abb(c, spell->a),
                     row.note);
        check_add_row(c, &row);
    }
    check_end(
        c, ENT_FINDING_ODDITY, found, "spells",
        "%s: %lld membership%s still open at the end of the data though the state has left %s.%s",
        name, found, found == 1 ? " is" : "s are", c->system.source, first);
}

void check_open_after_exit(checking *c)
{
    size_t count;
    const ent_series *series = ent_world_series(c->world, ENT_TREATIES, &count);
    for (size_t i = 0; i < count && c->system.id && check_ok(c); i++)
        open_of(c, &series[i]);
}
