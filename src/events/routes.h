/* How ties come, and what is known of it at the origin: parts of ent_event_treaties_make (routes.c). */
#ifndef ENT_EVENTS_ROUTES_H
#define ENT_EVENTS_ROUTES_H

#include "events/history.h"

/* Predictors of the rows of the past's year that are not tied (pairs.c). */
void event_pairs_fill(const event_past *past, const ent_event_rows *rows, const double geography[], double pair[]);

/* Candidates of the past's year, with predictors and what became of them (accession.c). */
ent_status event_candidates_add(const event_past *past, size_t horizon, ent_event_treaties *out, size_t *capacity,
                                size_t *x_capacity, ent_error *error);

#endif
