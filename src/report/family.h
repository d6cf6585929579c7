/* Which functions answer `entente fit`, `explain`, `simulate` and `gof` for which family of models: the table is in
 * family.c. Tie models have fit.c, explain.c, simulate.c, gof.c; actor-oriented models the same with saom_ in front; models of
 * treaties treaty_fit.c and treaty_explain.c: their futures are of entente forecast, their test is the backtest.
 * `fit` is chosen by the model's family, the others by that which the fit names. */
#ifndef ENT_REPORT_FAMILY_H
#define ENT_REPORT_FAMILY_H

#include "entente/model.h"
#include "entente/report.h"

/* Estimate an open model; borrowed. */
typedef ent_status fit_function(const ent_model *model, const ent_fit_options *options, const ent_monitor *monitor,
                                ent_json **out, ent_error *error);
/* `path` is a fit of the family. */
typedef ent_status explain_function(const char *path, const char *first, const char *second, const char *wave,
                                    ent_json **out, ent_error *error);
typedef ent_status draw_function(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                                 ent_json **out, ent_error *error);

fit_function tie_fit_report, saom_fit_report, treaty_fit_report;
explain_function tie_explain_report, saom_explain_report, treaty_explain_report;
draw_function tie_simulate_report, saom_simulate_report, tie_gof_report, saom_gof_report;
draw_function treaty_draw_report; /* refuses */

#endif
