/* The answer of `entente whatif` while it is made. */
#ifndef ENT_REPORT_WHATIF_H
#define ENT_REPORT_WHATIF_H

#include "report/forecast.h"
#include "report/run.h"

/* Variants of the options --sign, --end, --offer. */
ent_status whatif_add_options(forecasting *f, ent_error *error);
/* One of several done together, before the others. */
ent_status whatif_add_all(forecasting *f, ent_error *error);
/* Room for a variant's changes; NULL if there are too many variants or memory ran out. */
forecast_variant *whatif_new(forecasting *f, ent_error *error);
ent_status whatif_add_change(forecast_variant *variant, size_t i, size_t j, bool tied, ent_error *error);

/* The interventions of a run, whose states are made, as variants of a fit at its day, and their answer.
 *   path  of what the run's world is from */
ent_status whatif_of_run(answer *a, forecasting *f, running *run, const char *path, ent_error *error);

/* Tables of the differences. */
ent_status whatif_add_answer(answer *a, const forecasting *f, ent_error *error);
/* An offer: what each side gains, and whether it is accepted. */
ent_status whatif_add_offer(answer *a, const forecasting *f, size_t from, size_t to, ent_error *error);

#endif
