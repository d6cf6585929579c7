/* How ties come, and what is known of it at the origin: parts of ent_event_treaties_make (routes.c). */
#ifndef ENT_EVENTS_ROUTES_H
#define ENT_EVENTS_ROUTES_H

#include "events/history.h"

/* Predictors of the rows of the past's year that are not tied (pairs.c). */
void event_pairs_fill(const event_past *past, const ent_event_rows *rows, const double geography[], double pair[]);

/* Recent new ties of all pairs: of 10 and of 30 years, logs per year and pair of states. */
typedef struct {
    double short_rate, long_rate;
} event_level;

/*   formed  [s + 1] new ties of each year, of pairs there in it and the year before */
event_level event_level_of(const size_t formed[], size_t present_pairs, size_t s);

/* Predictors of one pair i < j, tied or not; as all here after event_past_index. */
void event_pair_fill(const event_past *past, size_t i, size_t j, const double geography[ENT_GEOGRAPHY], event_level level,
                     double x[ENT_PAIR_PREDICTORS]);

/* The same in two parts: of the year alone, and of ties and treaties, which a future changes. */
bool event_pair_predictor_is_of_ties(size_t predictor);
void event_pair_fill_still(const event_past *past, size_t i, size_t j, const double geography[ENT_GEOGRAPHY],
                           double x[ENT_PAIR_PREDICTORS]);
void event_pair_fill_ties(const event_past *past, size_t i, size_t j, event_level level, double x[ENT_PAIR_PREDICTORS]);

/* What all candidates of a living treaty share, and predictors of one of them: state i (accession.c). */
typedef struct {
    size_t k;
    int size;
    uint16_t member[EVENT_ACTORS_MOST];       /* [size] ascending */
    uint64_t bits[EVENT_ACTORS_MOST / 64];    /* the same as a set */
    double log_size, log_age, joined_short, joined_long;
} event_treaty_look;
void event_look_at_treaty(const event_past *past, size_t k, event_treaty_look *look);
void event_candidate_fill(const event_past *past, const event_treaty_look *look, size_t i,
                          double x[ENT_ACCESSION_PREDICTORS]);

/* Candidates of the past's year, with predictors and what became of them (accession.c). */
ent_status event_candidates_add(const event_past *past, size_t horizon, ent_event_treaties *out, size_t *capacity,
                                size_t *x_capacity, ent_error *error);

/* How often bilateral treaties are made (routes.c): a mean over years, each weighing half of what the year 12 years later does. */
typedef struct {
    double sum, weights;
} event_rate;
double event_rate_next(event_rate *rate, size_t count);
/* New ties of a year, 1 or later, between states that were there the year before; and those of them by bilateral treaties. */
size_t event_count_formed(const ent_event_data *d, size_t year);
size_t event_count_bilateral(const ent_event_data *d, size_t year);

#endif
