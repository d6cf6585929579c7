/* What two or more parties share: pacts, the wars that they fought on one side, and a bloc's pacts with
 * outsiders. */
#include "table/history.h"
#include "table/years.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* By treaty, side, day. */
static int compare_spells(const void *p, const void *q)
{
    const ent_spell *x = ((const story_spell *)p)->spell, *y = ((const story_spell *)q)->spell;
    if (x->treaty != y->treaty)
        return x->treaty < y->treaty ? -1 : 1;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    if (x->span.from != y->span.from)
        return x->span.from < y->span.from ? -1 : 1;
    return (x->a > y->a) - (x->a < y->a);
}

/* ---- pacts ---- */

static ent_event_begin pact_begins(const story_run *run, const ent_treaty *treaty)
{
    if (run->after)
        return ENT_BEGINS_CHANGED;
    if (run->marks & ENT_MARK_LEFT_CENSORED || run->span.from <= ENT_DAY_FIRST)
        return ENT_BEGINS_DATA;
    return run->span.from <= treaty->span.from ? ENT_BEGINS_SIGNED : ENT_BEGINS_JOINED;
}

static ent_event_end pact_ends(const story_run *run, const ent_treaty *treaty)
{
    if (run->before)
        return ENT_ENDS_CHANGED;
    if (story_is_open(run->span, run->marks))
        return ENT_ENDS_DATA;
    return run->span.to >= treaty->span.to ? ENT_ENDS : ENT_ENDS_LEFT;
}

static ent_status add_pact(story *s, size_t source, const story_shared *shared,
                           const story_run *run, const ent_treaty *treaty)
{
    ent_event *event;
    ent_event pact = {.kind = ENT_EVENT_PACT,
                      .span = run->span,
                      .marks = run->marks,
                      .begins = pact_begins(run, treaty),
                      .ends = pact_ends(run, treaty),
                      .source = source,
                      .treaty = treaty->id,
                      .obligations = {run->obligations[0], run->obligations[1]},
                      .outside = shared->with_outsider};
    ent_status status = story_add(s, &pact, &event);
    return status == ENT_OK ? story_add_run_actors(s, shared, run) : status;
}

/* The pacts of one treaty among the parties; of a bloc, where there is none, with outsiders. */
static ent_status tell_treaty(story *s, size_t source, const story_spell *spells, size_t count)
{
    story_shared shared = {.spells = spells, .count = count, .least = 2};
    story_run *runs;
    size_t run_count;
    ent_treaty treaty;
    ent_status status = story_find_runs(s, &shared, &runs, &run_count);
    if (status == ENT_OK && run_count == 0 && s->parties->is_bloc) {
        free(runs);
        shared.least = 1;
        shared.with_outsider = true;
        status = story_find_runs(s, &shared, &runs, &run_count);
    }
    if (status == ENT_OK && run_count > 0)
        status = ent_world_treaty(s->world, spells[0].spell->treaty, &treaty, s->error);
    for (size_t i = 0; i < run_count && status == ENT_OK; i++)
        if (story_is_told(s, runs[i].span))
            status = add_pact(s, source, &shared, &runs[i], &treaty);
    free(runs);
    return status;
}

/* A file that tells treaties of another source again is told only where it was asked for by name. */
static ent_status is_told_elsewhere(story *s, size_t source, int treaty, bool *out)
{
    ent_treaty found;
    ent_status status = ent_world_treaty(s->world, treaty, &found, s->error);
    *out = status == ENT_OK && found.series != s->out->sources[source].series.id &&
           !s->options->sources;
    return status;
}

/* ---- wars on one side ---- */

static ent_status tell_side(story *s, size_t source, const story_spell *spells, size_t count)
{
    const story_shared shared = {.spells = spells, .count = count, .least = 2};
    story_run *runs;
    size_t run_count;
    ent_status status = story_find_runs(s, &shared, &runs, &run_count);
    for (size_t i = 0; i < run_count && status == ENT_OK; i++) {
        ent_event *event;
        if (!story_is_told(s, runs[i].span))
            continue;
        status = story_add(s, &(ent_event){.kind = ENT_EVENT_WAR,
                                           .span = runs[i].span,
                                           .marks = runs[i].marks,
                                           .ends = story_is_open(runs[i].span, runs[i].marks)
                                                       ? ENT_ENDS_DATA : ENT_ENDS,
                                           .source = source,
                                           .treaty = spells[0].spell->treaty,
                                           .together = true}, &event);
        if (status == ENT_OK)
            status = story_add_run_actors(s, &shared, &runs[i]);
    }
    free(runs);
    return status;
}

/* ---- all groups of a source ---- */

typedef ent_status group_function(story *s, size_t source, const story_spell *spells, size_t count);

static ent_status tell_group(story *s, size_t source, const story_spell *spells, size_t count,
                             group_function *tell)
{
    bool elsewhere = false, any = false;
    int treaty = spells[0].spell->treaty;
    for (size_t i = 0; i < count; i++)
        any |= spells[i].party != STORY_OUTSIDER;
    if (!any || treaty == 0 || treaty == s->parties->treaty)
        return ENT_OK;
    ent_status status =
        tell == tell_treaty ? is_told_elsewhere(s, source, treaty, &elsewhere) : ENT_OK;
    return status == ENT_OK && !elsewhere ? tell(s, source, spells, count) : status;
}

/* Tell each group of spells: those of one treaty, of one side of a war. */
static ent_status tell_groups(story *s, size_t source, const ent_spells *spells, bool by_side,
                              group_function *tell)
{
    story_spell *items = ent_new_array(spells->count, sizeof *items);
    ent_status status = items ? ENT_OK : ent_fail_memory(s->error);
    for (size_t i = 0; i < spells->count && items; i++)
        items[i] = (story_spell){&spells->items[i],
                                 story_party(s, spells->items[i].a, spells->items[i].span)};
    if (items && spells->count > 0)
        qsort(items, spells->count, sizeof *items, compare_spells);
    for (size_t first = 0, i = 1; i <= spells->count && status == ENT_OK; i++) {
        if (i < spells->count && items[i].spell->treaty == items[first].spell->treaty &&
            (!by_side || items[i].spell->level == items[first].spell->level))
            continue;
        status = tell_group(s, source, items + first, i - first, tell);
        first = i;
    }
    free(items);
    return status;
}

/* Keep the ties of a pair that name their treaty; false if the layer's ties name none. */
static bool keep_pair(const story *s, ent_spells *ties)
{
    size_t kept = 0;
    bool named = false;
    for (size_t i = 0; i < ties->count; i++) {
        const ent_spell *tie = &ties->items[i];
        named |= tie->treaty != 0;
        int a = story_party(s, tie->a, tie->span), b = story_party(s, tie->b, tie->span);
        if (tie->treaty != 0 && a != b && a != STORY_OUTSIDER && b != STORY_OUTSIDER)
            ties->items[kept++] = *tie;
    }
    ties->count = kept;
    return named;
}

/* What binds a pair: the ties of the source, where they name their treaties, since a treaty may except two
 * of its members from each other; else, and of a bloc, who is a member. */
static ent_status read_bound(story *s, size_t source, ent_spells *out)
{
    char name[160];
    ent_series layer;
    bool found = false;
    ent_status status = ENT_OK;
    snprintf(name, sizeof name, "alliance@%s", s->out->sources[source].series.source);
    if (!s->parties->is_bloc)
        status = years_find(s->world, ENT_LAYER, name, &layer, &found, s->error);
    if (status == ENT_OK && found)
        status = ent_world_spells(s->world, &layer, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, out,
                                  s->error);
    if (status != ENT_OK || (found && keep_pair(s, out)))
        return status;
    ent_spells_clear(out);
    return story_spells(s, source, out);
}

ent_status story_tell_pacts(story *s, size_t source)
{
    ent_spells spells = {0};
    ent_status status = read_bound(s, source, &spells);
    if (status == ENT_OK)
        status = tell_groups(s, source, &spells, false, tell_treaty);
    ent_spells_clear(&spells);
    return status;
}

ent_status story_tell_together(story *s, size_t source)
{
    char name[160];
    ent_series conflicts;
    const ent_series *ties = &s->out->sources[source].series;
    ent_spells spells;
    bool found;
    snprintf(name, sizeof name, "%s@%s", ties->name, ties->source);
    ent_status status = years_find(s->world, ENT_CONFLICTS, name, &conflicts, &found, s->error);
    if (status != ENT_OK || !found)
        return status;
    status = ent_world_spells(s->world, &conflicts, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, &spells,
                              s->error);
    if (status == ENT_OK)
        status = tell_groups(s, source, &spells, true, tell_side);
    ent_spells_clear(&spells);
    return status;
}
