/* A history while it is told: what the files of each kind of events share. */
#ifndef ENT_TABLE_HISTORY_H
#define ENT_TABLE_HISTORY_H

#include "entente/history.h"

typedef struct {
    ent_world *world;
    const ent_history_parties *parties;
    const ent_history_options *options;
    ent_history *out;
    size_t event_capacity, actor_capacity, source_capacity;
    ent_error *error;
} story;

enum { STORY_OUTSIDER = -1 };

/* The party that an actor is on some day of a span. */
int story_party(const story *s, int actor, ent_span span);

/* Does an event lie in the period, at least in part? */
bool story_is_told(const story *s, ent_span span);

/* Add an event without actors; *out is borrowed till the next one. */
ent_status story_add(story *s, const ent_event *event, ent_event **out);
/* Add an actor to the event that was added last, all of `who` first; once. */
ent_status story_add_who(story *s, int actor);
ent_status story_add_other(story *s, int actor);

/* All spells of the series of a source, whatever the period: an event is told whole. */
ent_status story_spells(story *s, size_t source, ent_spells *out);

/* How a spell ends: ENT_ENDS_DATA if it was still so. */
bool story_is_open(ent_span span, unsigned marks);

/* ---- runs: when several parties are in one thing ---- */

/* A spell of one of the things that can be shared: a treaty, the side of a war. */
typedef struct {
    const ent_spell *spell;
    int party; /* STORY_OUTSIDER for others */
} story_spell;

/* Days on which the same parties' obligations hold. */
typedef struct {
    ent_span span;
    unsigned marks;
    unsigned obligations[2];
    bool after, before;  /* it follows upon another run, or is followed, without a day between */
} story_run;

typedef struct {
    const story_spell *spells; /* of one thing */
    size_t count;
    int least;         /* how many parties must be there */
    bool with_outsider; /* and somebody else */
} story_shared;

/* The runs in the order of days: *runs is freed with free(). */
ent_status story_find_runs(const story *s, const story_shared *shared, story_run **runs,
                           size_t *count);

/* Add the actors of a run: the parties as who, in a pair the second one as other; with outsiders these. */
ent_status story_add_run_actors(story *s, const story_shared *shared, const story_run *run);

/* ---- the kinds of events; each reads one source ---- */
ent_status story_tell_state(story *s, size_t source);    /* history_states.c */
ent_status story_tell_members(story *s);
ent_status story_tell_successions(story *s);
ent_status story_tell_years(story *s);                    /* history_power.c: all by year, who passes whom */
ent_status story_tell_pacts(story *s, size_t source);    /* history_pacts.c */
ent_status story_tell_ties(story *s, size_t source);     /* history_ties.c */
ent_status story_tell_together(story *s, size_t source); /* history_pacts.c: wars on one side */

#endif
