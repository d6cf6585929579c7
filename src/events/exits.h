/* How treaties lose members and end. What is known at the origin and what came of it (exits.c); what is learnt from it, and the
 * chance that a tie is no more (treaty_ends.c). */
#ifndef ENT_EVENTS_EXITS_H
#define ENT_EVENTS_EXITS_H

#include "events/history.h"

/* Of the past's year: of member i of the living treaty k, that may leave it within `horizon` years; of k, that may end. */
void event_exit_fill(const event_past *past, size_t k, size_t i, size_t horizon, double x[ENT_EXIT_PREDICTORS]);
void event_end_fill(const event_past *past, size_t k, size_t horizon, double x[ENT_END_PREDICTORS]);

/* How much there is room for in lists that grow. */
typedef struct {
    size_t cases, x;
} event_room;

/* Members and treaties of the past's year, with predictors and what became of them, to out->exits and out->ends. */
ent_status event_exits_add(const event_past *past, size_t horizon, ent_event_treaties *out, event_room *exits,
                           event_room *ends, ent_error *error);
void event_partings_clear(ent_event_partings *partings);

/* Learn `exit` and `end` of the fit from origins 0 to end - 1. */
ent_status event_exits_fit(const ent_event_treaties *treaties, size_t end, const ent_event_options *options,
                           ent_event_fit *fit, ent_error *error);

/* Probabilities of the tied rows of an origin, in p[] from its first row on; of a tie of which no living treaty is known, what
 * p has stays. */
ent_status event_exits_apply(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s,
                             const ent_event_fit *fit, double p[], ent_error *error);

#endif
