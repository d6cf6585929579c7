/* The dated story of a pair of states, or of a bloc, from a world: pacts, disputes, wars, rivalries, arms
 * races, borders, who was a state and a major power, who followed whom, who passed whom in power.
 *
 * Everything is read from dated spells and keeps the days of its source: an event that was going on when
 * its source ends has no end (ENT_ENDS_DATA), and an event is told whole, also where the period that was
 * asked for cuts it. Sources are never merged: each event is of one. */
#ifndef ENTENTE_HISTORY_H
#define ENTENTE_HISTORY_H

#include "entente/world.h"

/* ---- whose story ---- */

/* An actor that counts for a party on some days. A party is one of a pair, or a member of a bloc; it may be
 * several actors in turn: a state, and the one that it continues. */
typedef struct {
    int party;     /* from 0 */
    int actor;
    ent_span when; /* the days that it counts; of a treaty's member those of its membership */
    unsigned marks;
} ent_history_party;

typedef struct {
    ent_history_party *items; /* by party, then day */
    size_t count, capacity;
    int party_count;
    bool is_bloc;
    char name[160];           /* of a bloc */
    int treaty;               /* the treaty that the bloc is, or 0 */
    int series;               /* its series, or 0 */
    ent_span lived;           /* the days of the treaty; else always */
} ent_history_parties;

/* Two actors, or a bloc of some that always count.
 *   name    of the bloc; NULL = a pair
 *   actors  ids, each once: for a pair 2, for a bloc at least that
 *   follow  with the state that each continues or that continues it (successions of kind "continues"), on
 *           the days on which it was in its place: GMY with GFR till 1990-10-02
 *   out     cleared with ent_history_parties_clear
 * Errors: ENT_ERR_INPUT: the same actor twice (also by what is followed), fewer than two. */
ENT_API ent_status ent_history_of(ent_world *world, const char *name, const int *actors, size_t count,
                                  bool follow, ent_history_parties *out,
                                  ent_error *error) ENT_CHECKED;

/* A treaty or organisation (cow:227), whose members count while they are bound; observers do not.
 *   follow  a member and the one that it continues are one party
 * Errors: ENT_ERR_INPUT: an unknown treaty, a conflict, fewer than two members ever. */
ENT_API ent_status ent_history_of_treaty(ent_world *world, const char *code, bool follow,
                                         ent_history_parties *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_history_parties_clear(ent_history_parties *parties);

/* ---- the story ---- */

typedef enum {
    ENT_EVENT_STATE,      /* in the state system; told where that changes */
    ENT_EVENT_MAJOR,      /* a major power; likewise */
    ENT_EVENT_SUCCESSION,
    ENT_EVENT_MEMBER,     /* of the treaty that the bloc is */
    ENT_EVENT_PACT,       /* two or more are bound by one treaty */
    ENT_EVENT_DISPUTE,    /* on opposite sides */
    ENT_EVENT_WAR,        /* on opposite sides, or (`together`) on one */
    ENT_EVENT_RIVALRY,
    ENT_EVENT_ARMS_RACE,
    ENT_EVENT_CONTIGUITY, /* of a pair only */
    ENT_EVENT_PASSING,    /* one of a pair passes the other in power */
    ENT_EVENT_KINDS       /* how many */
} ent_event_kind;
ENT_API const char *ent_event_kind_word(ent_event_kind kind);

typedef enum { ENT_BEGINS, ENT_BEGINS_SIGNED, ENT_BEGINS_JOINED, ENT_BEGINS_CHANGED, ENT_BEGINS_DATA }
    ent_event_begin;
typedef enum { ENT_ENDS, ENT_ENDS_LEFT, ENT_ENDS_CHANGED, ENT_ENDS_DATA } ent_event_end;

enum { ENT_EVENT_UNKNOWN = -1 }; /* of action and fatality */

typedef struct {
    ent_event_kind kind;
    ent_span span;           /* of a widened day all that it can mean: see marks */
    unsigned marks;          /* ENT_MARK_... */
    ent_event_begin begins;  /* of a pact: signed then, joined by one of them, owed things changed */
    ent_event_end ends;      /* ENT_ENDS_DATA: still so when the source ends */
    size_t source;           /* index in the history's sources */
    int treaty;              /* treaty or conflict; 0 = none */
    unsigned obligations[2]; /* pact of a pair: what each owes; of a bloc: [0] what any owes */
    int level;               /* dispute: highest hostility between them; contiguity: its type; passing: the
                              * year in which it was last below */
    int action, fatality;    /* of the whole dispute, in the source's codes; ENT_EVENT_UNKNOWN */
    int text;                /* phrase: of a rivalry its types */
    bool together;           /* a war on one side */
    bool outside;            /* of a bloc: with outsiders */
    char succession[16];     /* continues, merges, splits */
    size_t first;            /* its actors: history->actors[first] and on: who_count, then other_count */
    size_t who_count, other_count; /* of a pair: its first, its second; of a conflict: both sides; of a passing:
                              * who passes whom; of a succession: before, after; of a pact: the parties, the
                              * outsiders */
} ent_event;

/* A series that a kind of events can be read from. */
typedef struct {
    ent_event_kind kind;
    ent_series series;
    bool used;
    bool counted;            /* by it years are counted: of used sources that tell the same the first */
} ent_history_source;

typedef struct {
    ent_event *events;       /* by first day, then kind */
    size_t count;
    int *actors;
    size_t actor_count;
    ent_history_source *sources; /* by kind, then preference: those that were used and those that were not */
    size_t source_count;
    ent_span when;           /* the period, whole years */
    /* by year of the period and party */
    int first_year;
    size_t year_count;
    int party_count;
    int *actor;              /* [year_count * party_count] who it is in that year (the last one); 0 = no state */
    double *power;           /* [year_count * party_count] its value of the measure, NaN if missing */
    uint8_t *doubt;          /* [year_count * party_count] ENT_MARKS_DOUBT that the value is under */
    double *world_power;     /* [year_count] the sum over all states with a value; NaN if there is none,
                              * or one is below zero */
} ent_history;

typedef struct {
    ent_span when;       /* open ends: as long as the treaty, else as the state system is covered */
    const char *sources; /* "atop,gml": where a kind has such a source it is that one; NULL = the preferred */
    bool all;            /* every source of ties, side by side */
    const char *measure; /* attribute by which one passes the other; NULL = cinc */
} ent_history_options;

/* Tell the story.
 *   out   freed with ent_history_free
 * Wars are read from each data set (inter-state, extra-state ...), all else from one source of each kind
 * unless `all` is set. A world that lacks a kind has no events of it, and none of its sources is listed.
 * Errors: ENT_ERR_INPUT: a source that no kind has, an attribute that is not there, a period of which
 * nothing is covered; ENT_ERR_ARGUMENT: an open period of sources without ends.
 * Cost: one pass over the spells of the sources used. */
ENT_API ent_status ent_history_read(ent_world *world, const ent_history_parties *parties,
                                    const ent_history_options *options, ent_history **out,
                                    ent_error *error) ENT_CHECKED;
ENT_API void ent_history_free(ent_history *history);

#endif
