/* What ties two parties, or of a bloc a member and an outsider: disputes, wars on opposite sides, rivalries,
 * arms races, borders. The ties of one conflict that follow upon each other are one event. */
#include "table/history.h"
#include "table/years.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_A = 1, SIDE_B = 2 }; /* the level of a conflict's party */

typedef struct {
    const ent_spell *spell;
    bool outside;
} story_tie;

/* What a source of ties has beside them. */
typedef struct {
    size_t source;
    ent_spells parties;   /* of its conflicts, if it has any */
    int action, fatality; /* the fields of its details; 0 = it has none */
} tie_source;

/* ---- choosing ---- */

/* Is a tie between two parties, or of a bloc with an outsider? */
static bool choose_tie(const story *s, const ent_spell *spell, bool *outside)
{
    int a = story_party(s, spell->a, spell->span), b = story_party(s, spell->b, spell->span);
    *outside = a == STORY_OUTSIDER || b == STORY_OUTSIDER;
    return *outside ? s->parties->is_bloc && a != b : a != b;
}

/* By conflict, then within or outside, then pair where there is no conflict, then day. */
static int compare_ties(const void *p, const void *q)
{
    const story_tie *x = p, *y = q;
    const int keys[][2] = {{x->spell->treaty, y->spell->treaty},
                           {x->outside, y->outside},
                           {x->spell->treaty ? 0 : x->spell->a, y->spell->treaty ? 0 : y->spell->a},
                           {x->spell->treaty ? 0 : x->spell->b, y->spell->treaty ? 0 : y->spell->b},
                           {x->spell->span.from, y->spell->span.from},
                           {x->spell->span.to, y->spell->span.to},
                           {x->spell->a, y->spell->a},
                           {x->spell->b, y->spell->b}};
    for (size_t i = 0; i < ent_countof(keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* A tie that goes on from, or lies beside, the one before: of the same conflict, without a day between. */
static bool belongs(const ent_event *event, const story_tie *tie)
{
    return tie->spell->treaty != 0 && tie->spell->treaty == event->treaty &&
           tie->outside == event->outside && tie->spell->span.from <= event->span.to + 1;
}

/* ---- one event ---- */

static void widen(ent_event *event, const ent_spell *spell)
{
    const unsigned ends = ENT_MARK_TO_WIDENED | ENT_MARK_RIGHT_CENSORED;
    event->level = ent_level_join("dispute", event->level, spell->level);
    event->marks |= spell->marks & ENT_MARKS_DOUBT;
    if (spell->span.to >= event->span.to) {
        event->marks = (event->marks & ~ends) | (spell->marks & ends);
        event->span.to = spell->span.to;
    }
}

static int number_or_unknown(double number)
{
    return isnan(number) ? ENT_EVENT_UNKNOWN : (int)number;
}

/* Action and fatalities of the whole conflict. */
static ent_status add_details(story *s, const tie_source *from, ent_event *event)
{
    ent_treaty conflict;
    ent_detail *details;
    size_t count;
    if (event->treaty == 0 || (from->action == 0 && from->fatality == 0))
        return ENT_OK;
    ent_status status = ent_world_treaty(s->world, event->treaty, &conflict, s->error);
    if (status != ENT_OK || conflict.record == 0)
        return status;
    status = ent_world_details(s->world, conflict.record, conflict.record, &details, &count, s->error);
    for (size_t i = 0; i < count; i++) {
        if (details[i].field == from->action)
            event->action = number_or_unknown(details[i].number);
        if (details[i].field == from->fatality)
            event->fatality = number_or_unknown(details[i].number);
    }
    free(details);
    return status;
}

/* The side of an actor in a conflict on some of these days; 0 = not known. */
static int side_of(const tie_source *from, int conflict, int actor, ent_span span)
{
    for (size_t i = 0; i < from->parties.count; i++) {
        const ent_spell *party = &from->parties.items[i];
        if (party->treaty == conflict && party->a == actor && ent_spans_meet(party->span, span))
            return party->level;
    }
    return 0;
}

/* Which of a tie's two actors stands first: of a pair that of its first party, of a bloc's conflict with an
 * outsider the member, of one within that of side A. */
static bool is_turned(const story *s, const tie_source *from, const ent_spell *spell, bool outside)
{
    int a = story_party(s, spell->a, spell->span);
    if (!s->parties->is_bloc)
        return a == 1;
    if (outside)
        return a == STORY_OUTSIDER;
    return spell->treaty != 0 && side_of(from, spell->treaty, spell->a, spell->span) == SIDE_B;
}

static ent_status add_actors(story *s, const tie_source *from, const story_tie *ties, size_t count)
{
    ent_status status = ENT_OK;
    for (int other = 0; other < 2; other++)
        for (size_t i = 0; i < count && status == ENT_OK; i++) {
            const ent_spell *spell = ties[i].spell;
            bool turned = is_turned(s, from, spell, ties[i].outside);
            int actor = turned == (other == 0) ? spell->b : spell->a;
            status = other ? story_add_other(s, actor) : story_add_who(s, actor);
        }
    return status;
}

static ent_event begin_event(const story *s, size_t source, const story_tie *tie)
{
    const ent_spell *spell = tie->spell;
    return (ent_event){.kind = s->out->sources[source].kind, .span = spell->span,
                       .marks = spell->marks, .source = source, .treaty = spell->treaty,
                       .level = spell->level, .text = spell->text, .outside = tie->outside,
                       .action = ENT_EVENT_UNKNOWN, .fatality = ENT_EVENT_UNKNOWN};
}

static ent_status add_event(story *s, const tie_source *from, ent_event *event,
                            const story_tie *ties, size_t count)
{
    ent_event *added;
    if (!story_is_told(s, event->span))
        return ENT_OK;
    if (event->marks & ENT_MARK_LEFT_CENSORED || event->span.from <= ENT_DAY_FIRST)
        event->begins = ENT_BEGINS_DATA;
    if (story_is_open(event->span, event->marks))
        event->ends = ENT_ENDS_DATA;
    ent_status status = add_details(s, from, event);
    if (status == ENT_OK)
        status = story_add(s, event, &added);
    return status == ENT_OK ? add_actors(s, from, ties, count) : status;
}

/* ---- all ties of a source ---- */

static ent_status tell_ties(story *s, const tie_source *from, const story_tie *ties, size_t count)
{
    ent_status status = ENT_OK;
    for (size_t first = 0; first < count && status == ENT_OK;) {
        ent_event event = begin_event(s, from->source, &ties[first]);
        size_t last = first + 1;
        for (; last < count && belongs(&event, &ties[last]); last++)
            widen(&event, ties[last].spell);
        status = add_event(s, from, &event, ties + first, last - first);
        first = last;
    }
    return status;
}

/* A tie of a directed layer may stand both ways: the second one says nothing new. */
static bool stands_before(const ent_spells *spells, size_t at)
{
    const ent_spell *spell = &spells->items[at];
    for (size_t i = at; i-- > 0 && spells->items[i].span.from == spell->span.from;)
        if (spells->items[i].a == spell->b && spells->items[i].b == spell->a &&
            spells->items[i].treaty == spell->treaty && spells->items[i].span.to == spell->span.to)
            return true;
    return false;
}

static ent_status find_fields(story *s, tie_source *from)
{
    ent_field *fields;
    size_t count;
    int source_id = s->out->sources[from->source].series.source_id;
    ent_status status = ent_world_fields(s->world, source_id, &fields, &count, s->error);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, "hiact") == 0)
            from->action = fields[i].id;
        if (strcmp(fields[i].name, "fatality") == 0)
            from->fatality = fields[i].id;
    }
    free(fields);
    return status;
}

/* The parties of the conflicts that a layer's ties come from. */
static ent_status find_conflict_parties(story *s, tie_source *from)
{
    char name[160];
    ent_series conflicts;
    bool found;
    const ent_series *ties = &s->out->sources[from->source].series;
    snprintf(name, sizeof name, "%s@%s", ties->name, ties->source);
    ent_status status = years_find(s->world, ENT_CONFLICTS, name, &conflicts, &found, s->error);
    if (status != ENT_OK || !found)
        return status;
    return ent_world_spells(s->world, &conflicts, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST},
                            &from->parties, s->error);
}

static ent_status choose_and_tell(story *s, const tie_source *from, const ent_spells *spells)
{
    size_t count = 0;
    bool directed = s->out->sources[from->source].series.directed;
    story_tie *ties = ent_new_array(spells->count, sizeof *ties);
    if (!ties)
        return ent_fail_memory(s->error);
    for (size_t i = 0; i < spells->count; i++) {
        bool outside;
        if (choose_tie(s, &spells->items[i], &outside) && !(directed && stands_before(spells, i)))
            ties[count++] = (story_tie){&spells->items[i], outside};
    }
    if (count > 0)
        qsort(ties, count, sizeof *ties, compare_ties);
    ent_status status = tell_ties(s, from, ties, count);
    free(ties);
    return status;
}

ent_status story_tell_ties(story *s, size_t source)
{
    ent_spells spells = {0};
    tie_source from = {.source = source};
    ent_status status = story_spells(s, source, &spells);
    if (status == ENT_OK)
        status = find_fields(s, &from);
    if (status == ENT_OK)
        status = find_conflict_parties(s, &from);
    if (status == ENT_OK)
        status = choose_and_tell(s, &from, &spells);
    ent_spells_clear(&spells);
    ent_spells_clear(&from.parties);
    return status;
}
