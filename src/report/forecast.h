/* The answers of `entente forecast` and `whatif` while they are made. A file of futures knows what it is of (its job, an object
 * of JSON), so that the answer can be made of the file alone. */
#ifndef ENT_REPORT_FORECAST_H
#define ENT_REPORT_FORECAST_H

#include "entente/drift.h"
#include "entente/report.h"
#include "entente/system.h"
#include "report/future_fit.h"

#include <math.h>

enum { FORECAST_EVENTS = 5 /* of a model of treaties */, FORECAST_SIZES = 3 /* measures of sizes that do not hang on what is asked */,
       FORECAST_STATES = 2 /* measures of a system that changes */, FORECAST_POWERS = 16, FORECAST_VARIANTS = 16,
       FORECAST_HISTORY = 30 /* years before the origin */ };

/* A variant of the origin: what is done, and its ties. */
typedef struct {
    char name[200];
    const char *id;               /* of a scenario's intervention, borrowed; else NULL */
    ent_forecast_change *changes; /* [count] owned */
    size_t count;
} forecast_variant;

typedef struct {
    const ent_forecast_options *options;
    const ent_monitor *monitor;
    ent_error *error;
    future_fit fit;
    ent_treaty_future treaty;     /* of the family treaty */
    size_t steps, first, count;   /* draws first to first + count - 1 */
    ent_forecast forecast;
    uint8_t *start;               /* [n * n] */
    uint8_t *start_wide;          /* [(n + spare)^2] the same, with places for newcomers */
    /* capabilities */
    ent_series size;              /* id 0 = none */
    double *sizes;                /* [n] at the origin; NaN = not known */
    ent_size_paths paths;         /* of sizes, from these on */
    const ent_scenario *scenario; /* set before opening; NULL = there is none */
    const ent_given_paths *given; /* of --paths, or of the scenario; NULL = none */
    ent_given_paths *own_given;   /* of --paths */
    size_t power[FORECAST_POWERS], power_count;
    uint8_t *blocs;               /* [bloc_count * n] who is in the scenario's blocs, of a fit of defence pacts */
    size_t bloc_count;
    /* the world (forecast_world.c) */
    ent_system system;            /* years 0 = states stay */
    char system_why[512];         /* why they do, if it was not asked for */
    size_t spare;                 /* places for newcomers */
    size_t *followed, followed_count; /* covariates that follow the capabilities */
    double *between;              /* [dyadic_count] of a newcomer and the state that it takes after */
    forecast_variant variants[FORECAST_VARIANTS];
    ent_forecast_variant bare[FORECAST_VARIANTS];
    size_t variant_count;
    ent_json *job;
    ent_forecast_file *file;
} forecasting;

/* How many years after the origin a step, from 0, ends. */
static inline size_t forecasting_year(const forecasting *f, size_t step)
{
    return (size_t)((double)(step + 1) * f->fit.step_years);
}

/* Everything up to the job: fit, origin, sizes; the variants are the caller's. Cleared with forecasting_clear. */
ent_status forecasting_open(forecasting *f, ent_world *world, const char *world_path, ent_error *error);
/* Capabilities, if there are any; of how many actors they are known (forecast_sizes.c). */
ent_status forecasting_open_sizes(forecasting *f, ent_error *error);
size_t forecasting_count_sizes(const forecasting *f);
/* For ent_forecast, `user` being a forecasting; how many there are; their names as a list of the job (forecast_measures.c). */
void forecasting_measure(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                         double out[]);
size_t forecasting_count_measures(const forecasting *f);
void forecasting_add_measures(forecasting *f, ent_json_value *root);
/* forecast_world.c: how the world of the futures lives, once sizes and steps are known; the rows of the job; the measures of a
 * system that changes, out[FORECAST_STATES]. */
ent_status forecasting_open_world(forecasting *f, ent_forecast_world *out, ent_error *error);
void forecasting_close_world(forecasting *f);
void forecasting_add_world(forecasting *f, ent_json_value *root);
/* How many of the measures can differ between variants: all but those of the system, which come last. */
size_t forecasting_own_measures(const forecasting *f);
/* May states of the origin leave? */
bool forecasting_states_leave(const forecasting *f);
void forecasting_measure_world(const forecasting *f, const ent_view *network, double out[]);
/* The middle of a year, or the origin if that is before it. */
ent_day forecast_middle_of(ent_day origin, int year);
/* Make the futures that are not there yet. */
ent_status forecasting_run(forecasting *f, ent_error *error);
void forecasting_clear(forecasting *f);

/* Is a path a scenario's, by its name? The fit that comes with the program, as seen from there; freed with free(). */
bool forecast_is_scenario(const char *path);
ent_status forecast_default_fit(const char *scenario, char **out, ent_error *error);

/* An actor of the origin by its code. */
ent_status forecasting_actor(const forecasting *f, const char *code, size_t *out, ent_error *error);

/* The effective number of poles by camps, with the head of each actor's camp, head[n]; and by blocs, member[blocs * n], n the
 * origin's actors; the network may have more (forecast_poles.c). */
double forecast_camps(const ent_view *network, const double size[], uint16_t head[]);
double forecast_bloc_poles(const ent_view *network, const double size[], const uint8_t member[], size_t n, size_t blocs);
/* Who is in the scenario's blocs on the first day. */
ent_status forecasting_find_blocs(forecasting *f, ent_error *error);

/* Which paths are given, and of which attribute: before sizes are read; then the paths themselves; and what the job says of
 * them (forecast_paths.c).
 * Errors: ENT_ERR_INPUT names file, line, field and value. */
ent_status forecasting_choose_paths(forecasting *f, ent_error *error);
ent_status forecasting_give_paths(forecasting *f, ent_error *error);
void forecasting_add_paths(forecasting *f, ent_json_value *root);
/* The file of given paths as an input of the answer. */
void forecasting_input_paths(answer *a, const forecasting *f);
/* The attribute of capabilities that is asked for; NULL = none by name. */
const char *forecasting_size_name(const forecasting *f);

/* Is --table one that there is, or will be? Asked before futures are made. */
ent_status forecast_check_table(const ent_forecast_options *options, ent_error *error);
/* The rows of an answer, from a file of futures and its job (an object). */
ent_status forecast_add_answer(answer *a, const ent_json_value *job, const ent_forecast_file *file, const char *table,
                               ent_error *error);
/* Tables `observed` and `came`: how the chances have fared against what the world knows of later years. Errors: ENT_ERR_INPUT:
 * nothing is known of the first year. */
ent_status forecast_add_observed(answer *a, const forecasting *f, ent_error *error);
/* Tables `together` (pairs of the powers) and `agreed_blocs`: the best two blocs of a sample of futures, where the world has
 * rivalries. */
ent_status forecast_add_blocs(answer *a, const forecasting *f, ent_error *error);
/* The 90 % interval of a share of futures, each draw having as many (forecast_claims.c).
 *   share[draws]  in each draw   drawn: do its futures share parameters, so that they are alike? */
void forecast_share_interval(const double share[], size_t draws, size_t each, bool drawn, double *low, double *high);
/* Means of a measure by choice of rate: what the answer hangs on. */
ent_status forecast_add_sensitivity(answer *a, const forecasting *f, ent_error *error);

/* ---- numbers per future ---- */

/* A mean over draws and its Monte-Carlo standard error (NaN of one draw). */
typedef struct {
    double sum, squares;
    size_t count;
} draw_mean;
static inline void draw_mean_add(draw_mean *m, double one)
{
    m->sum += one;
    m->squares += one * one;
    m->count++;
}
static inline double draw_mean_of(const draw_mean *m, double *error)
{
    double draws = (double)m->count, mean = m->sum / draws;
    *error = draws > 1 ? sqrt(fmax(m->squares / draws - mean * mean, 0) / (draws - 1)) : (double)NAN;
    return mean;
}

/* The mean of values[count], one a future, and its error by the means of draws, whose futures share parameters. */
double forecast_mean(const double values[], size_t count, double *error);
/* Sort; then the p-quantile of sorted values, between two of them linearly. */
void forecast_sort(double values[], size_t count);
double forecast_quantile(const double sorted[], size_t count, double p);

#endif
