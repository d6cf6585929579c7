/* What families of models do for a forecast. */
#ifndef ENT_FORECAST_FORECAST_H
#define ENT_FORECAST_FORECAST_H

#include "entente/forecast.h"

#include "core/memory.h"

/* A family's part: `shared` is made once, a walker for each thread. */
typedef struct {
    /* Does `step` add what has changed since the origin's last step, so that the chance is a sum over steps? Else it adds the
     * chance itself. */
    bool adds_changes;
    ent_status (*open)(const ent_forecast *f, void **shared, ent_error *error);
    void (*close)(void *shared);
    ent_status (*walker_open)(const ent_forecast *f, const void *shared, void **walker, ent_error *error);
    void (*walker_close)(void *walker);
    /* To the origin of a variant, with these parameters. */
    ent_status (*start)(void *walker, const double theta[], const ent_forecast_variant *variant, ent_error *error);
    /* The world at the beginning of a step, where it changes; chance[n * n] of the step: the end of a departed's ties, of a family
     * that adds changes. */
    ent_status (*change)(void *walker, const ent_forecast_state *state, double chance[], ent_error *error);
    /* chance[n * n] is added to. */
    ent_status (*step)(void *walker, double rate, uint32_t future, uint32_t step, double chance[], ent_error *error);
    const ent_view *(*network)(const void *walker);
    const ent_treaty_counts *(*events)(const void *walker); /* NULL = the family knows of none */
} forecast_family;

extern const forecast_family forecast_saom, forecast_tie, forecast_treaty;

/* How many parameters there are. */
static inline size_t forecast_parameters(const ent_forecast *f)
{
    return f->model->family == ENT_FAMILY_TREATY ? ent_treaty_parameters() : f->model->effect_count;
}

/* ---- wide.c ---- */

/* A model with places for newcomers: data of the origin's actors are the model's, those of the places are neutral. */
typedef struct {
    ent_model model;          /* what is not wider is borrowed */
    ent_arena arena;
} forecast_wide;
ent_status forecast_widen(const ent_model *model, size_t spare, forecast_wide *out, ent_error *error);
void forecast_wide_clear(forecast_wide *wide);

/* ---- draws.c ---- */

/* The factor of the covariance, factor[k * k]; rows of parameters that are not drawn are 0. */
ent_status forecast_factor(const ent_forecast *f, double *factor, ent_error *error);
/* theta of a draw. */
void forecast_theta(const ent_forecast *f, const double *factor, size_t draw, double theta[]);
/* The rate per year of a future. */
double forecast_rate(const ent_forecast *f, size_t future);

#endif
