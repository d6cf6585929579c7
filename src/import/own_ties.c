/* From treaties, members and exceptions to the ties of layer `alliance`. */
#include "import/own.h"

#include "core/memory.h"

#include <string.h>

typedef struct {
    ent_world *world;
    ent_series ties;
    ent_spells members, exceptions;
} tie_maker;

static ent_span meet(ent_span a, ent_span b)
{
    return (ent_span){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

/* The first exception of this pair and treaty that touches the span, or NULL. */
static const ent_spell *find_exception(const tie_maker *maker, const ent_spell *tie)
{
    for (size_t i = 0; i < maker->exceptions.count; i++) {
        const ent_spell *exception = &maker->exceptions.items[i];
        bool pair = (exception->a == tie->a && exception->b == tie->b) ||
                    (exception->a == tie->b && exception->b == tie->a);
        if (pair && exception->treaty == tie->treaty && ent_spans_meet(exception->span, tie->span))
            return exception;
    }
    return NULL;
}

/* The part of a tie before an exception, and after it: its new end is as exact as the exception's. */
static void cut_before(ent_spell *tie, const ent_spell *exception)
{
    tie->span.to = exception->span.from - 1;
    tie->marks &= ~(unsigned)ENT_MARK_TO_WIDENED;
    tie->marks |= exception->marks & ENT_MARK_FROM_WIDENED ? ENT_MARK_TO_WIDENED : 0;
}

static void cut_after(ent_spell *tie, const ent_spell *exception)
{
    tie->span.from = exception->span.to + 1;
    tie->marks &= ~(unsigned)ENT_MARK_FROM_WIDENED;
    tie->marks |= exception->marks & ENT_MARK_TO_WIDENED ? ENT_MARK_FROM_WIDENED : 0;
}

/* Add a tie without the days of its exceptions: what is before the first one, then what is after
 * it. */
static ent_status add_tie(tie_maker *maker, ent_spell tie, ent_error *error)
{
    while (tie.span.from <= tie.span.to) {
        const ent_spell *exception = find_exception(maker, &tie);
        ent_spell piece = tie;
        if (exception)
            cut_before(&piece, exception);
        if (piece.span.from <= piece.span.to) {
            ent_spell_fate fate;
            ent_status status =
                ent_world_add_spell(maker->world, &maker->ties, &piece, &fate, error);
            if (status != ENT_OK)
                return status;
        }
        if (!exception || exception->span.to >= tie.span.to)
            break;
        cut_after(&tie, exception);
    }
    return ENT_OK;
}

/* An end of a tie that it has from a span is as exact as that. */
static unsigned widened_with(ent_span tie, ent_span span, unsigned marks)
{
    return (tie.from == span.from ? marks & ENT_MARK_FROM_WIDENED : 0) |
           (tie.to == span.to ? marks & ENT_MARK_TO_WIDENED : 0);
}

/* What `a` owes `b` by the treaty that both are members of. Doubt of any part is doubt of the tie.
 */
static ent_status add_pair(tie_maker *maker, const ent_treaty *treaty, const ent_spell *a,
                           const ent_spell *b, ent_error *error)
{
    ent_spell tie = ent_spell_none();
    tie.a = a->a;
    tie.b = b->a;
    tie.treaty = treaty->id;
    tie.span = meet(meet(a->span, b->span), treaty->span);
    tie.obligations = a->obligations;
    tie.level = ent_alliance_level(ENT_SCALE_COW, tie.obligations);
    tie.marks = ((treaty->marks | a->marks | b->marks) & ENT_MARKS_DOUBT) |
                widened_with(tie.span, a->span, a->marks) |
                widened_with(tie.span, b->span, b->marks) |
                widened_with(tie.span, treaty->span, treaty->marks);
    tie.citation = treaty->citation;
    tie.note = treaty->note;
    return add_tie(maker, tie, error);
}

static ent_status add_pairs(tie_maker *maker, ent_error *error)
{
    for (size_t i = 0; i < maker->members.count; i++) {
        const ent_spell *a = &maker->members.items[i];
        ent_treaty treaty;
        if (a->a == 0)
            continue;
        ent_status status = ent_world_treaty(maker->world, a->treaty, &treaty, error);
        for (size_t j = 0; j < maker->members.count && status == ENT_OK; j++) {
            const ent_spell *b = &maker->members.items[j];
            if (b->a != 0 && b->a != a->a && b->treaty == a->treaty)
                status = add_pair(maker, &treaty, a, b, error);
        }
        if (status != ENT_OK)
            return status;
    }
    return ENT_OK;
}

/* The series of a kind and name in this source, if there is one. */
static bool find_series(ent_world *world, int source, ent_series_kind kind, const char *name,
                        ent_series *out)
{
    size_t count;
    const ent_series *series = ent_world_series(world, kind, &count);
    for (size_t i = 0; i < count; i++) {
        if (series[i].source_id != source || strcmp(series[i].name, name) != 0)
            continue;
        *out = series[i];
        return true;
    }
    return false;
}

ent_status ent_own_finish(ent_world *world, int source, ent_error *error)
{
    ent_status checked = ent_world_check_overlaps(world, source, error);
    if (checked != ENT_OK)
        return checked;
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    tie_maker maker = {.world = world};
    ent_series treaties, exceptions;
    if (!find_series(world, source, ENT_TREATIES, "treaty", &treaties))
        return ENT_OK;
    maker.ties = (ent_series){.kind = ENT_LAYER,
                              .name = "alliance",
                              .source_id = source,
                              .directed = true,
                              .measure = ENT_ORDERED,
                              .scale = ENT_SCALE_COW,
                              .covers = treaties.covers,
                              .position = treaties.position};
    ent_status status = ent_world_add_series(world, &maker.ties, error);
    if (status == ENT_OK)
        status = ent_world_spells(world, &treaties, always, &maker.members, error);
    if (status == ENT_OK && find_series(world, source, ENT_LAYER, "treaty_exception", &exceptions))
        status = ent_world_spells(world, &exceptions, always, &maker.exceptions, error);
    if (status == ENT_OK)
        status = add_pairs(&maker, error);
    ent_spells_clear(&maker.members);
    ent_spells_clear(&maker.exceptions);
    return status;
}
