/* Directed pairs of opponents by time: see disputes.h.
 * Rule: every pair of distinct actors on opposite sides of a conflict whose days of taking part overlap, in each
 * year that the overlap touches (Jones, Bremer & Singer 1996, Conflict Management and Peace Science 15:163-213,
 * have the sides and days of parties; the pairs are not in their data). */
#include "table/disputes.h"

#include "core/memory.h"

#include <stdlib.h>

void disputes_clear(disputes_rows *rows)
{
    free(rows->items);
    *rows = (disputes_rows){0};
}

/* ---- spells that two parties share ---- */

typedef struct {
    size_t x, y; /* parties */
    ent_span span;
} common_spell;

static ent_span overlap(ent_span p, ent_span q)
{
    return (ent_span){p.from > q.from ? p.from : q.from, p.to < q.to ? p.to : q.to};
}

static bool are_opponents(const disputes_party *x, const disputes_party *y, bool same_spell)
{
    return x->side && y->side && x->side != y->side && x->actor != y->actor &&
           (!same_spell || x->spell == y->spell) && ent_spans_meet(x->span, y->span);
}

/* The first time that has not ended before `day`; `times` if all have. */
static size_t time_of(const ent_span when[], size_t times, ent_day day)
{
    size_t low = 0, high = times;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (when[middle].to < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static ent_status add_times(const disputes_party parties[], const common_spell *common,
                            const ent_span when[], size_t times, disputes_rows *out,
                            ent_error *error)
{
    const disputes_party *x = &parties[common->x], *y = &parties[common->y];
    size_t time = time_of(when, times, common->span.from);
    for (; time < times && when[time].from <= common->span.to; time++) {
        if (!ent_grow(&out->items, out->count, &out->capacity, sizeof *out->items))
            return ent_fail_memory(error);
        out->items[out->count++] = (disputes_row){
            .conflict = x->conflict, .a = x->actor, .b = y->actor, .time = time,
            .onset = ent_span_holds(when[time], common->span.from),
            .resumed = x->spell > 1 || y->spell > 1, .party = {common->x, common->y}};
    }
    return ENT_OK;
}

/* ---- parties in the order of their conflicts ---- */

typedef struct {
    const disputes_party *party;
    size_t place;
} ordered;

static int compare_ordered(const void *left, const void *right)
{
    const ordered *x = left, *y = right;
    const int a[] = {x->party->conflict, x->party->actor, x->party->span.from};
    const int b[] = {y->party->conflict, y->party->actor, y->party->span.from};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static ent_status add_pairs(const disputes_party parties[], const ordered order[], size_t count,
                            const ent_span when[], size_t times, bool same_spell,
                            disputes_rows *out, ent_error *error)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && order[k].party->conflict == order[i].party->conflict; k++) {
            const disputes_party *x = order[i].party, *y = order[k].party;
            if (!are_opponents(x, y, same_spell))
                continue;
            const ent_span span = overlap(x->span, y->span);
            const common_spell ways[] = {{order[i].place, order[k].place, span},
                                         {order[k].place, order[i].place, span}};
            for (size_t way = 0; way < 2; way++) {
                ent_status status = add_times(parties, &ways[way], when, times, out, error);
                if (status != ENT_OK)
                    return status;
            }
        }
    }
    return ENT_OK;
}

/* ---- one row a pair and time ---- */

static int compare_rows(const void *left, const void *right)
{
    const disputes_row *x = left, *y = right;
    const int a[] = {x->conflict, x->a, x->b, (int)x->time, (int)x->party[0], (int)x->party[1]};
    const int b[] = {y->conflict, y->a, y->b, (int)y->time, (int)y->party[0], (int)y->party[1]};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static bool same_pair(const disputes_row *x, const disputes_row *y)
{
    return x->conflict == y->conflict && x->a == y->a && x->b == y->b && x->time == y->time;
}

static bool meets_before(const disputes_party parties[], const disputes_row *x,
                         const disputes_row *y)
{
    ent_span p = overlap(parties[x->party[0]].span, parties[x->party[1]].span);
    ent_span q = overlap(parties[y->party[0]].span, parties[y->party[1]].span);
    return p.from < q.from;
}

/* Of two spells of a pair at one time: that which begins says whether it is resumed fighting, else both must be. */
static bool both_resumed(const disputes_row *x, const disputes_row *y)
{
    if (x->onset != y->onset)
        return x->onset ? x->resumed : y->resumed;
    return x->resumed && y->resumed;
}

static void join_spells(const disputes_party parties[], disputes_rows *rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const disputes_row *row = &rows->items[i];
        disputes_row *last = kept > 0 ? &rows->items[kept - 1] : NULL;
        if (!last || !same_pair(last, row)) {
            rows->items[kept++] = *row;
            continue;
        }
        last->resumed = both_resumed(last, row);
        last->onset |= row->onset;
        if (meets_before(parties, row, last)) {
            last->party[0] = row->party[0];
            last->party[1] = row->party[1];
        }
    }
    rows->count = kept;
}

ent_status disputes_by_time(const disputes_party parties[], size_t count, const ent_span when[],
                            size_t times, bool same_spell, disputes_rows *out, ent_error *error)
{
    ordered *order = ent_new_array(count, sizeof *order);
    if (!order)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        order[i] = (ordered){&parties[i], i};
    qsort(order, count, sizeof *order, compare_ordered);
    ent_status status = add_pairs(parties, order, count, when, times, same_spell, out, error);
    free(order);
    if (status == ENT_OK && out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_rows);
    if (status == ENT_OK)
        join_spells(parties, out);
    return status;
}
