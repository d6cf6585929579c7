/* Spells of one series that cannot both be so, or not at all. */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void check_reversed(checking *c)
{
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, (ent_series_kind)kind, &count);
        for (size_t i = 0; i < count && check_ok(c); i++) {
            const ent_spells *spells = check_spells(c, &series[i]);
            char name[130];
            long long found = 0;
            check_begin(c, check_series_name(&series[i], name));
            check_sql(
                c,
                "SELECT date(from_day), date(to_day), a, b, treaty FROM spell WHERE series = %d "
                "AND to_day < from_day",
                series[i].id);
            for (size_t k = 0; k < spells->count; k++) {
                const ent_spell *spell = &spells->items[k];
                if (spell->span.from <= spell->span.to)
                    continue;
                ent_finding_row row = check_no_row();
                row.span = spell->span;
                row.a = spell->a;
                row.b = spell->b;
                row.treaty = spell->treaty;
                check_add_row(c, &row);
                found++;
            }
            check_end(c, ENT_FINDING_ERROR, found, "spells", "%s: %lld spell%s before it starts.",
                      name, found, found == 1 ? " ends" : "s end, each");
        }
    }
}

/* ---- overlaps ---- */

/* What two spells must share to be of the same thing, and their days. */
typedef struct {
    int a, b, treaty, place;
    ent_span span;
} stretch;

static int compare_stretches(const void *p, const void *q)
{
    const stretch *x = p, *y = q;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    if (x->treaty != y->treaty)
        return x->treaty < y->treaty ? -1 : 1;
    if (x->span.from != y->span.from)
        return x->span.from < y->span.from ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static bool same_thing(const stretch *x, const stretch *y)
{
    return x->a == y->a && x->b == y->b && x->treaty == y->treaty;
}

static stretch *sorted_stretches(checking *c, const ent_spells *spells)
{
    stretch *all = check_array(c, spells->count, sizeof *all);
    for (size_t i = 0; all && i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        all[i] = (stretch){spell->a, spell->b, spell->treaty, (int)i, spell->span};
    }
    if (all && spells->count > 0)
        qsort(all, spells->count, sizeof *all, compare_stretches);
    return all;
}

/* Do they overlap only because the end of one and the start of the other were widened to a month or
 * year? */
static bool only_widened(const ent_spell *before, const ent_spell *after)
{
    return (before->marks & ENT_MARK_TO_WIDENED || after->marks & ENT_MARK_FROM_WIDENED) &&
           before->span.to - after->span.from < 366;
}

static bool only_touch(const ent_spell *before, const ent_spell *after)
{
    return before->span.to == after->span.from;
}

static void add_overlap(checking *c, const ent_spell *before, const ent_spell *after, bool widened)
{
    ent_finding_row row = check_no_row();
    row.a = after->a;
    row.b = after->b;
    row.treaty = after->treaty;
    row.span.from = after->span.from;
    row.span.to = before->span.to < after->span.to ? before->span.to : after->span.to;
    row.number[0] = before->level;
    row.number[1] = after->level;
    snprintf(row.note, sizeof row.note, "%s",
             only_touch(before, after) ? "only the day on which one ends and the other begins"
             : widened                 ? "within the month or year to which their days were widened"
                                       : "");
    check_add_row(c, &row);
}

static void overlaps_of(checking *c, const ent_series *series)
{
    const ent_spells *spells = check_spells(c, series);
    stretch *all = sorted_stretches(c, spells);
    char name[130];
    long long found = 0, widened = 0, touching = 0;
    size_t longest = 0; /* of the same thing, the one that ends last so far */
    check_begin(c, check_series_name(series, name));
    check_number_names(c, "level of the first", "of the second", NULL);
    for (size_t i = 1; all && i < spells->count; i++) {
        if (!same_thing(&all[i - 1], &all[i])) {
            longest = i;
            continue;
        }
        const ent_spell *before = &spells->items[all[longest].place];
        const ent_spell *after = &spells->items[all[i].place];
        if (after->span.from <= before->span.to) {
            bool touch = only_touch(before, after), wide = !touch && only_widened(before, after);
            add_overlap(c, before, after, wide);
            found++;
            touching += touch;
            widened += wide;
        }
        if (all[i].span.to > all[longest].span.to)
            longest = i;
    }
    free(all);
    bool is_error = series->kind == ENT_ATTRIBUTE || series->kind == ENT_SYSTEM;
    char rest[240] = "";
    int used = 0;
    if (touching > 0)
        used =
            snprintf(rest, sizeof rest,
                     " %lld share only the day on which one ends and the next begins.", touching);
    if (widened > 0)
        snprintf(rest + used, sizeof rest - (size_t)used,
                 " %lld overlap only because a day that is not "
                 "known was widened to its month or year.",
                 widened);
    check_end(c, is_error && found > widened + touching ? ENT_FINDING_ERROR : ENT_FINDING_ODDITY,
              found, "spells",
              "%lld of %zu spells of %s begin before an earlier one of the same %s has ended.%s",
              found, spells->count, name,
              series->kind == ENT_LAYER       ? "pair"
              : series->kind == ENT_TREATIES  ? "member"
              : series->kind == ENT_CONFLICTS ? "party"
                                              : "actor",
              rest);
}

void check_overlaps(checking *c)
{
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, (ent_series_kind)kind, &count);
        for (size_t i = 0; i < count && check_ok(c); i++)
            overlaps_of(c, &series[i]);
    }
}
