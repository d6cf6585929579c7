/* What the answers about actor-oriented models share. */
#ifndef ENT_REPORT_SAOM_REPORT_H
#define ENT_REPORT_SAOM_REPORT_H

#include "core/text.h"
#include "entente/saom.h"
#include "report/tie_fit.h"

/* What a parameter of this value says, in a sentence: "each common ally multiplies the odds of the tie by 1.4". The
 * odds are those of the tie against none, at an opportunity of one of the two. */
void saom_words(const ent_model *model, size_t effect, double estimate, ent_buffer *out);

/* A fit of an actor-oriented model read back, as by tie_fit_open; closed by tie_fit_close.
 * Errors: ENT_ERR_INPUT also: the model is of another family. */
ent_status saom_fit_open(const char *path, tie_fit_file *out, ent_error *error);

/* An effect's place in a table: variable, type, effect, of, period (of a basic rate, else null). */
void saom_effect_cells(answer *a, ent_json_value *table, const ent_model *model, size_t effect);

/* `converged` of the fit that an answer stands on, and a `warning` where it is not. */
void saom_add_standing(answer *a, const tie_fit_file *file);

/* Mean and standard deviation (divisor count - 1) of every stride-th number. */
void saom_moments(const double *values, size_t count, size_t stride, double *mean, double *sd);

#endif
