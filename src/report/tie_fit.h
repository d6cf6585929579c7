/* A fit of a tie model read back: its file, the model that it is of, the coefficients. */
#ifndef ENT_REPORT_TIE_FIT_H
#define ENT_REPORT_TIE_FIT_H

#include "entente/report.h"
#include "entente/tie.h"
#include "report/answer.h"

typedef struct {
    ent_json *json;
    char checksum[65];
    ent_model *model;
    double *theta;            /* [effect_count] */
    size_t first, last;       /* periods it was estimated from */
    bool like_btergm;
} tie_fit_file;

/* Errors: ENT_ERR_INPUT: no fit of a tie model; its model, its data or what names
 * of series resolve to is gone or has changed since. */
ent_status tie_fit_open(const char *path, tie_fit_file *out, ent_error *error);
void tie_fit_close(tie_fit_file *file);

enum { TIE_NAME = 240 };

/* "sum(polity)": an effect with its covariates. */
const char *tie_effect_name(const ent_model_effect *effect, char text[TIE_NAME]);

/* The period of a wave's label. Errors: names the waves that there are. */
ent_status tie_find_period(const ent_model *model, const char *option, const char *wave, size_t *out,
                           ent_error *error);
/* Periods from one wave to another; NULL = as given in *first, *last. */
ent_status tie_find_periods(const ent_model *model, const char *from, const char *to, size_t *first, size_t *last,
                            ent_error *error);

/* The network of the wave before a period's, x[n * n]; empty if there is none. Freed with free(); NULL if memory ran out. */
uint8_t *tie_start_of(const ent_model *model, size_t period);

/* What an answer about a fit begins with: inputs, title, family, model. */
void tie_fit_add_head(answer *a, const char *path, const tie_fit_file *file);

#endif
