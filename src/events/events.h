/* What the models share. */
#ifndef ENT_EVENTS_EVENTS_H
#define ENT_EVENTS_EVENTS_H

#include "entente/treaty.h"

static inline bool event_is_known(const ent_event_row *row)
{
    return row->outcome == ENT_OUTCOME_NONE || row->outcome == ENT_OUTCOME_TIE;
}

/* What an event of the task is, for messages: "none of the 6 pairs got a tie". */
const char *event_happened(ent_event_task task);

/* ---- logits (logit.c) ---- */

enum { EVENT_NO, EVENT_YES, EVENT_LEFT_OUT };

/* What a logit learns from. */
typedef struct {
    size_t count, predictor_count; /* K, at most ENT_PREDICTORS_MOST */
    size_t stride;                 /* from one case to the next, at least K */
    const double *x;               /* [count * stride]; NaN = not known */
    uint8_t *event;                /* [count] one of the above */
    double *weight;                /* [count] of events; others weigh 1 */
} event_cases;

ent_status event_cases_init(event_cases *cases, size_t count, size_t predictor_count, const double x[], ent_error *error);
void event_cases_clear(event_cases *cases);

/* Without an event among the cases, or without a case that is none, all probabilities are 0. Errors: ENT_ERR_CONVERGENCE. */
ent_status event_logit_fit(const event_cases *cases, const ent_event_options *options, ent_event_logit *fit,
                           ent_error *error);

/* The covariance of what was learnt from these cases: covariance[(K + 1)^2], the intercept first; 0 for what is left out, and
 * where there was no event. Errors: ENT_ERR_CONVERGENCE. */
ent_status event_logit_covariance(const event_cases *cases, const ent_event_options *options, const ent_event_logit *fit,
                                  double covariance[], ent_error *error);

/* What chances are multiplied by where parameters are drawn with this covariance: so as many events are expected of these cases, in
 * the mean over draws, as by the estimates (drawn.c); 1 where there was no event. Cost: O(cases K^2). */
double event_logit_drawn(const event_cases *cases, const ent_event_logit *fit, const double covariance[]);

/* z_k; eta, before the scale; and the probability, min(scale / (1 + e^-eta), 1). */
double event_logit_standardised(const ent_event_logit *fit, const double x[], size_t k);
double event_logit_eta(const ent_event_logit *fit, const double x[]);
double event_logit_probability(const ent_event_logit *fit, const double x[]);

/* ---- the treaty model (treaty.c) ---- */

/* What its logits learn from, of origins 0 to end - 1: pairs that got a tie by a route, states that joined a treaty,
 * members that left one or treaties that ended. Cleared
 * with event_cases_clear, also after a failure. */
ent_status event_cases_of_route(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end, ent_route route,
                                event_cases *cases, ent_error *error);
ent_status event_cases_of_partings(const ent_event_partings *from, size_t predictors, size_t end, event_cases *cases,
                                   ent_error *error);
ent_status event_cases_of_accession(const ent_event_treaties *treaties, size_t end, event_cases *cases, ent_error *error);

/* Learn from the rows of origins 0 to end - 1; only its own part of `fit` is written. */
ent_status event_treaty_fit(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end,
                            const ent_event_options *options, ent_event_fit *fit, ent_error *error);

/* Probabilities of the rows of an origin that are not tied. */
ent_status event_treaty_fill(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s,
                             const ent_event_fit *fit, double p[], ent_error *error);

/* Odds to the power of `slope`, and the sum as it was (calibrate.c). */
void event_take_slope(double p[], size_t count, double slope);

/* ---- the dyadic logits (dyadic.c) ---- */

/* Learn from the rows of origins 0 to end - 1, which have their predictors; only `covariates` and `network` are written. */
ent_status event_dyadic_fit(const ent_event_rows *rows, size_t end, ent_event_fit *fit, ent_error *error);

/* Probabilities of the rows of an origin. */
void event_dyadic_fill(const ent_event_rows *rows, size_t s, const ent_event_logit *fit, double p[]);

/* ---- set growth (growth.c) ---- */

/* How sets of three or more grow and how large they are, from the treaties that were founded between the origins first to
 * end - 1 and the years after them; only gather, gather_se, foundings and the sizes of `fit` are written.
 *   multilateral  the pair logit, as learnt
 * Without a founding gather is 1 (candidates by their odds with the members), with a standard error of 0, and the size 3; a
 * standard error is NaN where nothing says how large gather is. */
ent_status event_growth_fit(const ent_event_data *data, size_t first, size_t end, const ent_event_logit *multilateral,
                            ent_treaty_fit *fit, ent_error *error);

#endif
