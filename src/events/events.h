/* What the models share. */
#ifndef ENT_EVENTS_EVENTS_H
#define ENT_EVENTS_EVENTS_H

#include "entente/events.h"

static inline bool event_is_known(const ent_event_row *row)
{
    return row->outcome == ENT_OUTCOME_NONE || row->outcome == ENT_OUTCOME_TIE;
}

/* Fit the logit on rows 0 to `end` - 1 whose outcome is known, and keep what it takes in `fit` (logit.c). */
ent_status event_logit_fit(const ent_event_rows *rows, const double x[], size_t end, const ent_event_options *options,
                           ent_event_fit *fit, ent_error *error);

/* The probability of a row by the fit. */
double event_logit_probability(const ent_event_fit *fit, const double x[ENT_GEOGRAPHY]);

#endif
