/* Year by year: who stands for each party, and its power; and when one of a pair passes the other. */
#include "table/history.h"
#include "table/years.h"

#include "core/memory.h"
#include "entente/measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- who stands for a party ---- */

/* A party counts in a year if one of its actors is a state then; of several the last one. Where the system
 * does not cover the year everybody is there. */
static void find_actors(const story *s, const years *y, const years_members *states)
{
    ent_history *h = s->out;
    for (size_t t = 1; t < y->count; t++)
        for (size_t i = 0; i < s->parties->count; i++) {
            const ent_history_party *party = &s->parties->items[i];
            bool there = !states->covered[t] ||
                         states->in[t * y->places + (size_t)party->actor];
            if (there && ent_spans_meet(party->when, y->when[t]))
                h->actor[(t - 1) * (size_t)h->party_count + (size_t)party->party] = party->actor;
        }
}

static void find_power(const story *s, const years *y, const years_values *values)
{
    ent_history *h = s->out;
    for (size_t at = 0; at < h->year_count * (size_t)h->party_count; at++) {
        size_t cell = (at / (size_t)h->party_count + 1) * y->places + (size_t)h->actor[at];
        if (h->actor[at] == 0)
            continue;
        h->power[at] = values->value[cell];
        h->doubt[at] = values->marks[cell];
    }
}

/* The sum over all states of a year that have a value; none where one is below zero, and has no share. */
static void find_world_power(const story *s, const years *y, const years_members *states,
                             const years_values *values)
{
    for (size_t t = 1; t < y->count; t++) {
        double sum = 0;
        bool any = false, below_zero = false;
        for (size_t i = 0; i < y->places; i++) {
            double value = values->value[t * y->places + i];
            if (isnan(value) || (states->covered[t] && !states->in[t * y->places + i]))
                continue;
            sum += value;
            any = true;
            below_zero |= value < 0;
        }
        s->out->world_power[t - 1] = any && !below_zero ? sum : (double)NAN;
    }
}

/* ---- passing ---- */

static int actor_in(const ent_history *h, size_t year, size_t party)
{
    return h->actor[year * (size_t)h->party_count + party];
}

static ent_status add_passing(story *s, size_t source, const ent_transition *passing)
{
    int year = s->out->first_year + (int)passing->at;
    ent_event *event;
    ent_event told = {.kind = ENT_EVENT_PASSING,
                      .span = ent_span_of_year(year),
                      .marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED,
                      .source = source,
                      .level = s->out->first_year + (int)passing->before};
    ent_status status = story_add(s, &told, &event);
    if (status == ENT_OK)
        status = story_add_who(s, actor_in(s->out, passing->at, passing->a));
    return status == ENT_OK ? story_add_other(s, actor_in(s->out, passing->at, passing->b)) : status;
}

static ent_status tell_passings(story *s, size_t source)
{
    ent_transition *items;
    size_t count;
    if (s->parties->is_bloc)
        return ENT_OK;
    ent_status status =
        ent_transitions(s->out->power, s->out->year_count, 2, &items, &count, s->error);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = add_passing(s, source, &items[i]);
    free(items);
    return status;
}

/* ---- all ---- */

static ent_status make_room(story *s, const years *y)
{
    ent_history *h = s->out;
    h->first_year = years_year(y, 1);
    h->year_count = y->count - 1;
    h->party_count = s->parties->party_count;
    size_t cells = h->year_count * (size_t)h->party_count;
    h->actor = ent_new_array(cells, sizeof *h->actor);
    h->power = ent_new_array(cells, sizeof *h->power);
    h->doubt = ent_new_array(cells, 1);
    h->world_power = ent_new_array(h->year_count, sizeof *h->world_power);
    if (!h->actor || !h->power || !h->doubt || !h->world_power)
        return ent_fail_memory(s->error);
    for (size_t at = 0; at < cells; at++)
        h->power[at] = (double)NAN;
    for (size_t t = 0; t < h->year_count; t++)
        h->world_power[t] = (double)NAN;
    return ENT_OK;
}

static ent_status read_power(story *s, const years *y, const years_members *states)
{
    char name[160];
    size_t source = 0;
    years_values values;
    while (source < s->out->source_count && !(s->out->sources[source].kind == ENT_EVENT_PASSING &&
                                              s->out->sources[source].used))
        source++;
    if (source == s->out->source_count)
        return ENT_OK;
    const ent_series *series = &s->out->sources[source].series;
    snprintf(name, sizeof name, "%s@%s", series->name, series->source);
    ent_status status = years_read_values(y, name, &values, s->error);
    if (status == ENT_OK) {
        find_power(s, y, &values);
        find_world_power(s, y, states, &values);
        status = tell_passings(s, source);
    }
    years_values_clear(&values);
    return status;
}

ent_status story_tell_years(story *s)
{
    years y = {0};
    years_members states = {0};
    ent_status status = years_open(&y, s->world, s->out->when, false, s->error);
    if (status == ENT_OK)
        status = make_room(s, &y);
    if (status == ENT_OK)
        status = years_read_states(&y, &states, s->error);
    if (status == ENT_OK) {
        find_actors(s, &y, &states);
        status = read_power(s, &y, &states);
    }
    years_members_clear(&states);
    years_clear(&y);
    return status;
}
