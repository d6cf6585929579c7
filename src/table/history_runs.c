/* When several parties are in one thing: the members of a treaty, one side of a war.
 *
 *   A's spells   |--------|      |-----------|
 *   B's spells        |----------------|
 *   runs              |---|      |-----|           where two of them are there */
#include "table/history.h"

#include "core/memory.h"

#include <stdlib.h>

static const unsigned from_marks = ENT_MARK_FROM_WIDENED | ENT_MARK_LEFT_CENSORED;
static const unsigned to_marks = ENT_MARK_TO_WIDENED | ENT_MARK_RIGHT_CENSORED;

static int compare_days(const void *p, const void *q)
{
    const ent_day *x = p, *y = q;
    return (*x > *y) - (*x < *y);
}

/* The days on which something changes, ascending: days[2 * count]. */
static ent_day *find_changes(const story_shared *shared)
{
    ent_day *days = ent_new_array(2 * shared->count, sizeof *days);
    for (size_t i = 0; days && i < shared->count; i++) {
        days[2 * i] = shared->spells[i].spell->span.from;
        days[2 * i + 1] = shared->spells[i].spell->span.to + 1;
    }
    if (days && shared->count > 0)
        qsort(days, 2 * shared->count, sizeof *days, compare_days);
    return days;
}

/* What holds on all days of a span; false if too few are there. */
static bool look_at(const story *s, const story_shared *shared, ent_span span, uint8_t *seen,
                    story_run *out)
{
    int parties = 0;
    bool outsider = false;
    *out = (story_run){.span = span};
    for (int party = 0; party < s->parties->party_count; party++)
        seen[party] = 0;
    for (size_t i = 0; i < shared->count; i++) {
        const story_spell *item = &shared->spells[i];
        if (!ent_spans_meet(item->spell->span, span))
            continue;
        outsider |= item->party == STORY_OUTSIDER;
        out->marks |= item->spell->marks & ENT_MARKS_DOUBT;
        if (item->spell->span.from == span.from)
            out->marks |= item->spell->marks & from_marks;
        if (item->spell->span.to == span.to)
            out->marks |= item->spell->marks & to_marks;
        if (item->party == STORY_OUTSIDER)
            continue;
        parties += !seen[item->party];
        seen[item->party] = 1;
        out->obligations[s->parties->is_bloc ? 0 : item->party] |= item->spell->obligations;
    }
    return parties >= shared->least && (outsider || !shared->with_outsider);
}

/* In a bloc a run lasts while enough are there; in a pair also what they owe must stay the same. */
static bool goes_on(const story *s, const story_run *run, const story_run *next)
{
    return run->span.to + 1 == next->span.from &&
           (s->parties->is_bloc || (run->obligations[0] == next->obligations[0] &&
                                    run->obligations[1] == next->obligations[1]));
}

static void extend(story_run *run, const story_run *next)
{
    run->span.to = next->span.to;
    run->marks = (run->marks & ~to_marks) | (next->marks & ~from_marks);
    run->obligations[0] |= next->obligations[0];
}

/* Do so many parties count on its days? A treaty's member may have been bound to others before. */
static bool counts(const story *s, const story_shared *shared, const story_run *run, uint8_t *seen)
{
    int parties = 0;
    for (int party = 0; party < s->parties->party_count; party++)
        seen[party] = 0;
    for (size_t i = 0; i < shared->count; i++) {
        const story_spell *item = &shared->spells[i];
        if (item->party == STORY_OUTSIDER || !ent_spans_meet(item->spell->span, run->span) ||
            story_party(s, item->spell->a, run->span) != item->party)
            continue;
        parties += !seen[item->party];
        seen[item->party] = 1;
    }
    return parties >= shared->least;
}

static size_t sweep(const story *s, const story_shared *shared, const ent_day *days, uint8_t *seen,
                    story_run *runs)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i + 1 < 2 * shared->count; i++) {
        story_run next;
        if (days[i] == days[i + 1] ||
            !look_at(s, shared, (ent_span){days[i], days[i + 1] - 1}, seen, &next))
            continue;
        if (count > 0 && goes_on(s, &runs[count - 1], &next))
            extend(&runs[count - 1], &next);
        else
            runs[count++] = next;
    }
    for (size_t i = 0; i < count; i++)
        if (counts(s, shared, &runs[i], seen))
            runs[kept++] = runs[i];
    for (size_t i = 1; i < kept; i++)
        runs[i].after = runs[i - 1].before = runs[i - 1].span.to + 1 == runs[i].span.from;
    return kept;
}

ent_status story_find_runs(const story *s, const story_shared *shared, story_run **runs,
                           size_t *count)
{
    ent_day *days = find_changes(shared);
    uint8_t *seen = ent_new_array((size_t)s->parties->party_count, 1);
    *runs = ent_new_array(2 * shared->count, sizeof **runs);
    *count = 0;
    bool made = days && seen && *runs;
    if (made)
        *count = sweep(s, shared, days, seen, *runs);
    free(days);
    free(seen);
    if (made)
        return ENT_OK;
    free(*runs);
    *runs = NULL;
    return ent_fail_memory(s->error);
}

/* Is a spell in the run, as one of this party (or any, of a bloc)? */
static bool is_in(const story *s, const story_spell *item, const story_run *run, int party)
{
    if (!ent_spans_meet(item->spell->span, run->span) || item->party == STORY_OUTSIDER)
        return false;
    return (s->parties->is_bloc || item->party == party) &&
           story_party(s, item->spell->a, run->span) == item->party;
}

ent_status story_add_run_actors(story *s, const story_shared *shared, const story_run *run)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < shared->count && status == ENT_OK; i++)
        if (is_in(s, &shared->spells[i], run, 0))
            status = story_add_who(s, shared->spells[i].spell->a);
    for (size_t i = 0; i < shared->count && status == ENT_OK; i++) {
        const story_spell *item = &shared->spells[i];
        bool other = s->parties->is_bloc
                         ? shared->with_outsider && item->party == STORY_OUTSIDER &&
                               ent_spans_meet(item->spell->span, run->span)
                         : is_in(s, item, run, 1);
        if (other)
            status = story_add_other(s, item->spell->a);
    }
    return status;
}
