/* The answer of `entente whatif` while it is made. */
#ifndef ENT_REPORT_WHATIF_H
#define ENT_REPORT_WHATIF_H

#include "report/forecast.h"
#include "report/run.h"

#include <math.h>

/* Variants of the options --sign, --end, --offer. */
ent_status whatif_add_options(forecasting *f, ent_error *error);
/* One of several done together, before the others. */
ent_status whatif_add_all(forecasting *f, ent_error *error);
/* Room for a variant's changes; NULL if there are too many variants or memory ran out. */
forecast_variant *whatif_new(forecasting *f, ent_error *error);
ent_status whatif_add_change(forecast_variant *variant, size_t i, size_t j, bool tied, size_t act, ent_error *error);

/* The interventions of a run, whose states are made, as variants of a fit at its day, and their answer.
 *   path  of what the run's world is from */
ent_status whatif_of_run(answer *a, forecasting *f, running *run, const char *path, ent_error *error);

/* Table `claims`: in how many of a sample of futures each claim of a run holds, without interventions and, if there are several
 * variants, in the last of them; object `claims_sample`. Nothing where the run has no claims (forecast_claims.c).
 * Errors: ENT_ERR_INPUT: a test is wrong. */
ent_status forecast_add_claims(answer *a, const forecasting *f, running *run, ent_error *error);
/* The same of a scenario, whose base the futures started from. */
ent_status forecast_add_claims_of(answer *a, const forecasting *f, ent_scenario *scenario, ent_error *error);
/* Errors: ENT_ERR_ARGUMENT: the table of claims is asked for, and there is none. */
ent_status forecast_check_claims(answer *a, const ent_forecast_options *options, ent_error *error);

/* Does a variant change the tie of a pair? */
bool whatif_is_changed(const forecast_variant *v, ent_forecast_pair p);
/* What is measured, by its number; borrowed from the job. */
const char *whatif_measure_name(const forecasting *f, size_t measure);

/* Is --table one that there will be? Asked before futures are made. */
ent_status whatif_check_table(const ent_forecast_options *options, ent_error *error);
/* Tables of the differences. */
ent_status whatif_add_answer(answer *a, const forecasting *f, ent_error *error);
/* An offer: what each side gains, and whether it is accepted. */
ent_status whatif_add_offer(answer *a, const forecasting *f, size_t from, size_t to, ent_error *error);

/* What the answer is to be tried with: what the scenario says it is unsure of, else each estimated effect and the rates.
 *   content  of the scenario; NULL = there is none
 *   out      freed with whatif_unsure_free
 * Call it when the variants are there one by one, before they are put together. */
typedef struct whatif_unsure whatif_unsure;
ent_status whatif_unsure_new(const forecasting *f, const ent_scenario_content *content, whatif_unsure **out, ent_error *error);
void whatif_unsure_free(whatif_unsure *unsure);
/* Table `sensitivity`: the what-if of all together at both ends of each. */
ent_status whatif_add_sensitivity(answer *a, const forecasting *f, const whatif_unsure *unsure, ent_error *error);

#endif
