/* Who was a state, a major power, a member of the bloc, and who followed whom. */
#include "table/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- states and major powers ---- */

/* Does a spell begin or end on a day of the period, other than because the data do? What never changes is
 * not told. */
static bool changes(const story *s, const ent_spell *spell)
{
    bool begins = !(spell->marks & ENT_MARK_LEFT_CENSORED) && spell->span.from > ENT_DAY_FIRST;
    bool ends = !story_is_open(spell->span, spell->marks);
    return (begins && ent_span_holds(s->out->when, spell->span.from)) ||
           (ends && ent_span_holds(s->out->when, spell->span.to));
}

static ent_event spell_event(ent_event_kind kind, size_t source, ent_span span, unsigned marks)
{
    ent_event event = {.kind = kind, .span = span, .marks = marks, .source = source};
    if (marks & ENT_MARK_LEFT_CENSORED || span.from <= ENT_DAY_FIRST)
        event.begins = ENT_BEGINS_DATA;
    if (story_is_open(span, marks))
        event.ends = ENT_ENDS_DATA;
    return event;
}

ent_status story_tell_state(story *s, size_t source)
{
    ent_spells spells;
    ent_status status = story_spells(s, source, &spells);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells.items[i];
        ent_event *event;
        if (story_party(s, spell->a, spell->span) == STORY_OUTSIDER || !changes(s, spell))
            continue;
        ent_event told =
            spell_event(s->out->sources[source].kind, source, spell->span, spell->marks);
        status = story_add(s, &told, &event);
        if (status == ENT_OK)
            status = story_add_who(s, spell->a);
    }
    ent_spells_clear(&spells);
    return status;
}

/* ---- members ---- */

/* The source of the treaty that the bloc is. */
static size_t source_of_bloc(const story *s)
{
    size_t at = 0;
    while (at < s->out->source_count && (s->out->sources[at].kind != ENT_EVENT_MEMBER ||
                                         s->out->sources[at].series.id != s->parties->series))
        at++;
    return at;
}

ent_status story_tell_members(story *s)
{
    size_t source = source_of_bloc(s);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < s->parties->count && source < s->out->source_count && status == ENT_OK;
         i++) {
        const ent_history_party *party = &s->parties->items[i];
        ent_event *event, told = spell_event(ENT_EVENT_MEMBER, source, party->when, party->marks);
        if (!story_is_told(s, party->when))
            continue;
        told.treaty = s->parties->treaty;
        told.begins = told.begins == ENT_BEGINS_DATA ? ENT_BEGINS_DATA
                      : party->when.from <= s->parties->lived.from ? ENT_BEGINS_SIGNED
                                                                   : ENT_BEGINS_JOINED;
        if (told.ends == ENT_ENDS && party->when.to < s->parties->lived.to)
            told.ends = ENT_ENDS_LEFT;
        status = story_add(s, &told, &event);
        if (status == ENT_OK)
            status = story_add_who(s, party->actor);
    }
    return status;
}

/* ---- successions ---- */

/* Is one of the two a party on the day, or the day before it? */
static bool concerns(const story *s, const ent_succession *succession)
{
    ent_span days = {succession->day - 1, succession->day};
    return ent_span_holds(s->out->when, succession->day) &&
           (story_party(s, succession->predecessor, days) != STORY_OUTSIDER ||
            story_party(s, succession->successor, days) != STORY_OUTSIDER);
}

/* On one day several states split from one, or merge into one: one event. */
static bool is_same_event(const ent_succession *x, const ent_succession *y)
{
    if (x->day != y->day || strcmp(x->kind, y->kind) != 0)
        return false;
    return strcmp(x->kind, "splits") == 0 ? x->predecessor == y->predecessor
                                          : x->successor == y->successor;
}

static ent_status add_succession(story *s, const ent_succession *first, size_t count)
{
    ent_event *event, told = {.kind = ENT_EVENT_SUCCESSION, .span = {first->day, first->day},
                              .source = s->out->source_count};
    snprintf(told.succession, sizeof told.succession, "%s", first->kind);
    ent_status status = story_add(s, &told, &event);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = story_add_who(s, first[i].predecessor);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = story_add_other(s, first[i].successor);
    return status;
}

static int compare_successions(const void *p, const void *q)
{
    const ent_succession *x = p, *y = q;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    int kind = strcmp(x->kind, y->kind);
    if (kind != 0)
        return kind;
    bool splits = strcmp(x->kind, "splits") == 0;
    int one[2] = {splits ? x->predecessor : x->successor, splits ? x->successor : x->predecessor};
    int two[2] = {splits ? y->predecessor : y->successor, splits ? y->successor : y->predecessor};
    if (one[0] != two[0])
        return one[0] < two[0] ? -1 : 1;
    return (one[1] > two[1]) - (one[1] < two[1]);
}

ent_status story_tell_successions(story *s)
{
    ent_succession *items;
    size_t all, count = 0;
    ent_status status = ent_world_successions(s->world, &items, &all, s->error);
    for (size_t i = 0; i < all; i++)
        if (concerns(s, &items[i]))
            items[count++] = items[i];
    if (count > 0)
        qsort(items, count, sizeof *items, compare_successions);
    for (size_t first = 0, i = 1; i <= count && status == ENT_OK; i++) {
        if (i < count && is_same_event(&items[first], &items[i]))
            continue;
        status = add_succession(s, &items[first], i - first);
        first = i;
    }
    free(items);
    return status;
}
