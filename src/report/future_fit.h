/* A fit read for futures: its estimates, and its model as known on the day that they start from, in the world of the fit or in
 * another one. */
#ifndef ENT_REPORT_FUTURE_FIT_H
#define ENT_REPORT_FUTURE_FIT_H

#include "entente/forecast.h"
#include "report/answer.h"

typedef struct {
    const char *path;
    ent_json *json;
    char checksum[65];
    char *model_path, *world_path; /* owned; where the model and the world were found */
    ent_world *world;              /* the fit's, or that given */
    bool is_own_world;
    ent_model *model;              /* at the origin */
    double *theta, *covariance;    /* as in ent_forecast; [parameter_count], [parameter_count^2] */
    size_t parameter_count;        /* effects of the model, or ent_treaty_parameters() */
    double *log_rate;              /* [rate_count] per year */
    size_t rate_count;
    double step_years;             /* 1 of an actor-oriented model and of treaties, else the years from wave to wave */
    bool like_btergm, converged;
    const char *last_wave;         /* the day of the fit's: what came till then it has seen; in `json` */
    struct treaty_origin *treaty;  /* of the family treaty (treaty_fit.h); owned; else NULL */
} future_fit;

/* Read a fit and open its model at an origin.
 *   world  instead of the fit's; borrowed, with its path; NULL = the fit's, which must be unchanged
 *   from   a year or a day; NULL = the last wave of the fit
 *   out    cleared with future_fit_close, also after a failure
 * Errors: ENT_ERR_INPUT: no fit, its model has changed, a source does not cover the day. */
ent_status future_fit_open(const char *path, ent_world *world, const char *world_path, const char *from, future_fit *out,
                           ent_error *error);
/* An actor by its code on the day of the origin: its number in the model, actor_count if it is not in it.
 * Errors: ENT_ERR_INPUT: nobody holds the code, or several do. */
ent_status future_fit_actor(const future_fit *fit, const char *code, size_t *out, ent_error *error);
void future_fit_close(future_fit *fit);

#endif
