/* The dated story of a pair or a bloc: which sources are read, in which order events stand. What the events
 * are is in the files history_*.c, one for each kind. */
#include "table/history.h"
#include "table/years.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a kind of events is read from. */
static const struct {
    ent_event_kind kind;
    const char *word;
    ent_series_kind of;
    const char *name;    /* of the series; NULL: the states, the bloc's own treaty, or nothing */
    bool is_tie;         /* several sources may be told side by side */
    bool each_data_set;  /* the sources complement each other: inter-state wars, extra-state wars ... */
    bool pair_only;
} kinds[ENT_EVENT_KINDS] = {
    {ENT_EVENT_STATE, "state", ENT_SYSTEM, NULL, false, false, false},
    {ENT_EVENT_MAJOR, "major power", ENT_SYSTEM, "major", false, false, false},
    {ENT_EVENT_SUCCESSION, "succession", ENT_SYSTEM, NULL, false, false, false},
    {ENT_EVENT_MEMBER, "member", ENT_TREATIES, NULL, false, false, false},
    {ENT_EVENT_PACT, "pact", ENT_TREATIES, "treaty", true, false, false},
    {ENT_EVENT_DISPUTE, "dispute", ENT_LAYER, "dispute", true, false, false},
    {ENT_EVENT_WAR, "war", ENT_LAYER, "war", true, true, false},
    {ENT_EVENT_RIVALRY, "rivalry", ENT_LAYER, "rivalry", true, false, false},
    {ENT_EVENT_ARMS_RACE, "arms race", ENT_LAYER, "arms_race", true, false, false},
    {ENT_EVENT_CONTIGUITY, "border", ENT_LAYER, "contiguity", true, false, true},
    {ENT_EVENT_PASSING, "power", ENT_ATTRIBUTE, "cinc", false, false, false},
};

const char *ent_event_kind_word(ent_event_kind kind)
{
    return kinds[kind].word;
}

/* ---- what the files of the kinds share ---- */

int story_party(const story *s, int actor, ent_span span)
{
    for (size_t i = 0; i < s->parties->count; i++)
        if (s->parties->items[i].actor == actor && ent_spans_meet(s->parties->items[i].when, span))
            return s->parties->items[i].party;
    return STORY_OUTSIDER;
}

bool story_is_told(const story *s, ent_span span)
{
    return ent_spans_meet(s->out->when, span);
}

bool story_is_open(ent_span span, unsigned marks)
{
    return span.to >= ENT_DAY_LAST || (marks & ENT_MARK_RIGHT_CENSORED) != 0;
}

ent_status story_spells(story *s, size_t source, ent_spells *out)
{
    return ent_world_spells(s->world, &s->out->sources[source].series,
                            (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, out, s->error);
}

ent_status story_add(story *s, const ent_event *event, ent_event **out)
{
    ent_history *h = s->out;
    if (!ent_grow(&h->events, h->count, &s->event_capacity, sizeof *h->events))
        return ent_fail_memory(s->error);
    *out = &h->events[h->count++];
    **out = *event;
    (*out)->first = h->actor_count;
    return ENT_OK;
}

static ent_status add_actor(story *s, int actor, size_t *count, size_t first)
{
    ent_history *h = s->out;
    for (size_t i = first; i < h->actor_count; i++)
        if (h->actors[i] == actor)
            return ENT_OK;
    if (!ent_grow(&h->actors, h->actor_count, &s->actor_capacity, sizeof *h->actors))
        return ent_fail_memory(s->error);
    h->actors[h->actor_count++] = actor;
    ++*count;
    return ENT_OK;
}

ent_status story_add_who(story *s, int actor)
{
    ent_event *event = &s->out->events[s->out->count - 1];
    return add_actor(s, actor, &event->who_count, event->first);
}

ent_status story_add_other(story *s, int actor)
{
    ent_event *event = &s->out->events[s->out->count - 1];
    return add_actor(s, actor, &event->other_count, event->first + event->who_count);
}

/* ---- sources ---- */

/* Is a source one of those that were asked for? "atop,gml" */
static bool is_asked_for(const char *list, const char *source)
{
    char word[96];
    while (list && *list) {
        size_t length = strcspn(list, ",");
        snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, list);
        if (ent_source_is_called(source, ent_trim(word)))
            return true;
        list += length + (list[length] == ',');
    }
    return false;
}

/* The length of a source's name without its version: of "cow-war-inter-4.0" that of "cow-war-inter". */
static size_t data_set_length(const char *source)
{
    const char *dash = strrchr(source, '-');
    return dash ? (size_t)(dash - source) : strlen(source);
}

static bool is_same_data_set(const char *x, const char *y)
{
    size_t length = data_set_length(x);
    return length == data_set_length(y) && strncmp(x, y, length) == 0;
}

static ent_status add_source(story *s, ent_event_kind kind, const ent_series *series)
{
    ent_history *h = s->out;
    if (!ent_grow(&h->sources, h->source_count, &s->source_capacity, sizeof *h->sources))
        return ent_fail_memory(s->error);
    h->sources[h->source_count++] = (ent_history_source){.kind = kind, .series = *series};
    return ENT_OK;
}

/* Do two sources of a kind tell the same, so that one of them is enough? */
static bool tell_the_same(const ent_history_source *x, const ent_history_source *y)
{
    return !kinds[x->kind].each_data_set || is_same_data_set(x->series.source, y->series.source);
}

/* Is there a used source before this one that tells the same? */
static bool is_told_before(const ent_history *h, size_t first, size_t at)
{
    for (size_t i = first; i < at; i++)
        if (h->sources[i].used && tell_the_same(&h->sources[i], &h->sources[at]))
            return true;
    return false;
}

/* The sources of a kind, which begin at `first`: those asked for by name, all, or those preferred. */
static void choose_sources(story *s, ent_event_kind kind, size_t first)
{
    ent_history *h = s->out;
    bool named = false;
    for (size_t i = first; i < h->source_count; i++)
        named |= is_asked_for(s->options->sources, h->sources[i].series.source);
    for (size_t i = first; i < h->source_count; i++) {
        ent_history_source *source = &h->sources[i];
        bool told = is_told_before(h, first, i);
        source->used = named ? is_asked_for(s->options->sources, source->series.source)
                             : !told || (s->options->all && kinds[kind].is_tie);
        source->counted = source->used && !told;
    }
}

static ent_status add_series_of(story *s, ent_event_kind kind)
{
    size_t count;
    const ent_series *series = ent_world_series(s->world, kinds[kind].of, &count);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        bool wanted = kind == ENT_EVENT_MEMBER ? series[i].id == s->parties->series
                                               : strcmp(series[i].name, kinds[kind].name) == 0;
        if (wanted)
            status = add_source(s, kind, &series[i]);
    }
    return status;
}

static ent_status find_sources_of(story *s, ent_event_kind kind)
{
    ent_series states, asked;
    size_t first = s->out->source_count;
    ent_status status = ENT_OK;
    if (kind == ENT_EVENT_SUCCESSION || (kinds[kind].pair_only && s->parties->is_bloc))
        return ENT_OK;
    if (kind == ENT_EVENT_STATE) {
        status = years_find_states(s->world, &states, s->error);
        if (status == ENT_OK)
            status = add_source(s, kind, &states);
    } else if (kind == ENT_EVENT_PASSING && s->options->measure) {
        status = ent_world_resolve(s->world, ENT_ATTRIBUTE, s->options->measure, &asked, s->error);
        if (status == ENT_OK)
            status = add_source(s, kind, &asked);
    } else {
        status = add_series_of(s, kind);
    }
    if (status == ENT_OK)
        choose_sources(s, kind, first);
    return status;
}

/* Every word of --source must be the name of some source of some kind. */
static ent_status check_asked(const story *s)
{
    const char *list = s->options->sources;
    char word[96];
    while (list && *list) {
        bool known = false;
        ent_buffer names = {0};
        const char *last = "";
        size_t length = strcspn(list, ",");
        snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, list);
        for (size_t i = 0; i < s->out->source_count; i++) {
            const ent_history_source *source = &s->out->sources[i];
            known |= ent_source_is_called(source->series.source, ent_trim(word));
            if (kinds[source->kind].is_tie && strcmp(last, source->series.source) != 0)
                ent_buffer_format(&names, "%s%s", names.length ? ", " : "", source->series.source);
            last = source->series.source;
        }
        if (!known && !names.failed)
            ent_fail(s->error, ENT_ERR_INPUT, "no kind of event has a source '%.60s'; there are %.380s",
                     word, ent_buffer_text(&names));
        bool failed = names.failed;
        ent_buffer_clear(&names);
        if (failed)
            return ent_fail_memory(s->error);
        if (!known)
            return ENT_ERR_INPUT;
        list += length + (list[length] == ',');
    }
    return ENT_OK;
}

static ent_status find_sources(story *s)
{
    ent_status status = ENT_OK;
    for (int kind = 0; kind < ENT_EVENT_KINDS && status == ENT_OK; kind++)
        status = find_sources_of(s, (ent_event_kind)kind);
    return status == ENT_OK ? check_asked(s) : status;
}

/* ---- period ---- */

static ent_day later(ent_day x, ent_day y)
{
    return x > y ? x : y;
}

static ent_day earlier(ent_day x, ent_day y)
{
    return x < y ? x : y;
}

/* From the first to the last day that any source covers. */
static ent_span covered_by_any(const story *s)
{
    ent_span all = {ENT_DAY_LAST, ENT_DAY_FIRST};
    for (size_t i = 0; i < s->out->source_count; i++)
        if (s->out->sources[i].used)
            all = (ent_span){earlier(all.from, s->out->sources[i].series.covers.from),
                             later(all.to, s->out->sources[i].series.covers.to)};
    return all;
}

/* Where nothing was asked: as long as the treaty, else as long as the state system is covered. */
static ent_status find_period(story *s)
{
    ent_span asked = s->options->when, any = covered_by_any(s);
    ent_span usual = s->out->sources[0].series.covers; /* of the states */
    char from[11], to[11], first[11], last[11];
    usual = (ent_span){later(usual.from, s->parties->lived.from),
                       earlier(usual.to, s->parties->lived.to)};
    ent_span when = {asked.from <= ENT_DAY_FIRST ? usual.from : later(asked.from, any.from),
                     asked.to >= ENT_DAY_LAST ? usual.to : earlier(asked.to, any.to)};
    if (when.from > when.to)
        return ent_fail(s->error, ENT_ERR_INPUT,
                        "nothing of %s to %s is covered: the sources reach from %s to %s",
                        ent_day_format(asked.from, from), ent_day_format(asked.to, to),
                        ent_day_format(any.from, first), ent_day_format(any.to, last));
    int first_year = ent_day_year(when.from), last_year = ent_day_year(when.to);
    if (first_year < ENT_YEAR_MIN || last_year > ENT_YEAR_MAX)
        return ent_fail(s->error, ENT_ERR_ARGUMENT,
                        "the sources are open-ended: say --from and --to");
    s->out->when = (ent_span){ent_span_of_year(first_year).from, ent_span_of_year(last_year).to};
    return ENT_OK;
}

/* ---- order ---- */

static int compare_events(const void *p, const void *q)
{
    const ent_event *x = p, *y = q;
    const long long keys[][2] = {{x->span.from, y->span.from}, {x->kind, y->kind},
                                 {x->span.to, y->span.to},     {(long long)x->source, (long long)y->source},
                                 {x->treaty, y->treaty},       {(long long)x->first, (long long)y->first}};
    for (size_t i = 0; i < ent_countof(keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* ---- all ---- */

static ent_status tell_source(story *s, size_t source)
{
    switch (s->out->sources[source].kind) {
    case ENT_EVENT_STATE:
    case ENT_EVENT_MAJOR:
        return story_tell_state(s, source);
    case ENT_EVENT_PACT:
        return story_tell_pacts(s, source);
    case ENT_EVENT_WAR: {
        ent_status status = story_tell_ties(s, source);
        return status == ENT_OK ? story_tell_together(s, source) : status;
    }
    case ENT_EVENT_DISPUTE:
    case ENT_EVENT_RIVALRY:
    case ENT_EVENT_ARMS_RACE:
    case ENT_EVENT_CONTIGUITY:
        return story_tell_ties(s, source);
    default: /* the others are of no source, or told by year */
        return ENT_OK;
    }
}

static ent_status tell_all(story *s)
{
    ent_status status = find_sources(s);
    if (status == ENT_OK)
        status = find_period(s);
    for (size_t i = 0; i < s->out->source_count && status == ENT_OK; i++)
        if (s->out->sources[i].used)
            status = tell_source(s, i);
    if (status == ENT_OK)
        status = story_tell_members(s);
    if (status == ENT_OK)
        status = story_tell_successions(s);
    if (status == ENT_OK)
        status = story_tell_years(s);
    if (status == ENT_OK && s->out->count > 0)
        qsort(s->out->events, s->out->count, sizeof *s->out->events, compare_events);
    return status;
}

void ent_history_free(ent_history *history)
{
    if (!history)
        return;
    free(history->events);
    free(history->actors);
    free(history->sources);
    free(history->actor);
    free(history->power);
    free(history->doubt);
    free(history->world_power);
    free(history);
}

ent_status ent_history_read(ent_world *world, const ent_history_parties *parties,
                            const ent_history_options *options, ent_history **out, ent_error *error)
{
    story s = {.world = world, .parties = parties, .options = options, .error = error};
    *out = NULL;
    s.out = ent_new_array(1, sizeof *s.out);
    if (!s.out)
        return ent_fail_memory(error);
    ent_status status = tell_all(&s);
    if (status == ENT_OK)
        *out = s.out;
    else
        ent_history_free(s.out);
    return status;
}
