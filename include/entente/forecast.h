/* Futures: many paths of a fitted model from one day on, with the uncertainty of its parameters and of what happens.
 *
 * Futures come in draws: each ENT_FORECAST_EACH of them share one draw of the parameters, theta ~ N(estimate, covariance);
 * an actor-oriented model's rate is drawn for each future, on the log scale, from the rates per year of the periods that
 * it was fitted to. The chance of a tie is a mean of probabilities along the paths (ent_saom_go_on), not a count.
 * Future r and draw d have the same random numbers in whatever run, so that a run can be cut into ranges and put together
 * again, and a variant of the origin (an intervention) shares the draws of the origin as it is. */
#ifndef ENTENTE_FORECAST_H
#define ENTENTE_FORECAST_H

#include "entente/model.h"
#include "entente/treaty.h"

enum { ENT_FORECAST_EACH = 20, ENT_FORECAST_ACTORS = 4096 /* at most */, ENT_FORECAST_DRAWS = 10000 /* at most */ };

/* Which rate an actor-oriented model's futures have: drawn, or one for all. */
typedef enum { ENT_RATES_DRAWN, ENT_RATES_MEAN, ENT_RATES_LAST, ENT_RATES_LOWEST, ENT_RATES_HIGHEST,
               ENT_RATES_CHOICES } ent_rate_choice;
ENT_API const char *ent_rate_choice_word(ent_rate_choice choice);

/* A tie made or ended at the origin. Of a network without directions a pair once. */
typedef struct {
    size_t i, j;
    bool tied;
    size_t act;               /* of a treaty model: ties made by the same act, from 1 on, are one treaty of all their ends; 0 =
                                 this one is by itself. A tie that ends leaves treaties of more than these two as they are, but
                                 for this pair (ent_treaty_walk_end) */
} ent_forecast_change;

/* The origin with some changes; the first variant of a forecast has usually none. */
typedef struct {
    const ent_forecast_change *changes;
    size_t count;
} ent_forecast_variant;

/* What a treaty model needs beside. */
typedef struct {
    const ent_event_data *data; /* up to the origin at least */
    size_t origin;            /* a year of the data */
    const ent_treaty_fit *fit; /* theta takes the place of its parameters */
    const size_t *actor;      /* [actor_count] the data's number of each actor of the model; each once, and there at the origin */
} ent_treaty_future;

/* Who is in the world of a future and what the model's covariates are there. Actors of the origin are 0 to n - 1; places from n
 * on are for those who come later, each once. */
typedef struct {
    uint8_t *there;           /* [n + spare] 1 = in the system; at first the origin's are */
    uint16_t *parent;         /* [n + spare] the origin's state whose data one has, its covariates and pairs; at first itself */
    size_t taken;             /* places taken so far, n at first */
    double *value;            /* [followed_count * (n + spare)] covariates that follow a path, as effects use them (centred);
                                 at first those of the origin. Newcomers' are filled in from their parents' */
} ent_forecast_state;

/* A world that does not stay as it was at the origin. It changes at the beginning of each step, before anything else happens;
 * {0} = it stays. */
typedef struct {
    /* The state of a future at the beginning of a step, from that at the one before. Called in the order of steps, for each
     * variant anew with the same state, by several threads at once. Who has left does not come again. */
    void (*at)(void *user, size_t future, size_t step, ent_forecast_state *state);
    void *user;
    size_t spare;             /* places for newcomers */
    const double *between;    /* [dyadic_count] value of a newcomer's pair with its parent; NULL = 0 */
    const size_t *followed;   /* [followed_count] covariates of the model */
    size_t followed_count;
} ent_forecast_world;

typedef struct {
    const ent_model *model;   /* as known at the origin (ent_model_open_at) */
    const ent_treaty_future *treaty; /* of a treaty model; else NULL */
    const double *theta;      /* [P] P = effect_count; of a treaty model ent_treaty_parameters() */
    const double *covariance; /* [P * P]; parameters whose variance is 0 or NaN are not drawn; NULL = none is */
    const double *log_rate;   /* [rate_count] logs of the rates per year of the periods fitted, in their order; of a saom */
    size_t rate_count;
    ent_rate_choice rates;
    size_t steps;             /* years of an actor-oriented or treaty model; waves of a tie model */
    bool like_btergm;         /* of a tie model */
    const ent_forecast_variant *variants; /* [variant_count] one or more */
    size_t variant_count;
    uint64_t seed;
    int threads;              /* 0 = as many as there are; the result does not depend on it */
    ent_forecast_world world;
    /* What is measured of each future at the end of each step: out[measure_count]. Called by several threads at once. The network
     * has n + spare actors; who is not there is absent.
     *   events  of a treaty model: what happened in the step; else NULL */
    size_t measure_count;
    void (*measure)(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                    double out[]);
    void *user;
} ent_forecast;

/* A pair that can change its tie, or an ordered one. */
typedef struct {
    uint16_t i, j;
} ent_forecast_pair;

/* The pairs of a model as forecasts number them; pairs[n * n] at most. Returns how many. A pair of which one has left has a
 * chance of 0 from then on; pairs with newcomers are not answered. */
ENT_API size_t ent_forecast_pairs(const ent_model *model, ent_forecast_pair pairs[]);

/* The parameters of a draw: theta[P]. Errors: ENT_ERR_INPUT: the covariance is none. */
ENT_API ent_status ent_forecast_theta(const ent_forecast *forecast, size_t draw, double theta[], ent_error *error) ENT_CHECKED;

/* What the futures of one draw say. */
typedef struct {
    size_t draw;
    const double *chance;     /* [variant_count * steps * pairs] of a tie at the end of each step, mean of its futures; not
                                 trimmed: noise can take it a little below 0 or above 1 */
    const double *half;       /* likewise, of the first half of its futures */
    const double *measure;    /* [variant_count * ENT_FORECAST_EACH * steps * measure_count] */
} ent_forecast_draw;

/* Futures of draws `first` to first + count - 1.
 *   each  called with each draw, one at a time, in any order
 * Errors: ENT_ERR_INPUT: the covariance is none. ENT_ERR_CONVERGENCE: a future does not end. ENT_ERR_STOPPED.
 * Cost of a future: of an actor-oriented model about two microseconds an opportunity for 200 actors; of a tie model a
 * probability of each pair a step; of a treaty model some milliseconds a year for 200 actors and treaties. Memory does not grow with the number of futures. */
typedef ent_status ent_forecast_each(void *user, const ent_forecast_draw *draw, ent_error *error);
ENT_API ent_status ent_forecast_run(const ent_forecast *forecast, size_t first, size_t count, ent_forecast_each *each,
                                    void *user, const ent_monitor *monitor, ent_error *error) ENT_CHECKED;

/* ---- sums over draws ----
 * Whole numbers, so that they are the same in whatever order draws are added, by whatever thread, process or machine. */

typedef struct {
    size_t draws, variants, cells; /* cells: steps * pairs */
    int64_t *chance, *square; /* [variants * cells] and its square */
    int64_t *both;            /* [variants * cells] the product of its two halves' */
    int64_t *less, *less_square; /* [variants * cells] less that of the first variant */
    size_t size;              /* of all, in bytes; they stand one after another from `chance` on */
} ent_forecast_sums;

ENT_API ent_status ent_forecast_sums_init(ent_forecast_sums *sums, size_t variants, size_t cells, ent_error *error) ENT_CHECKED;
ENT_API void ent_forecast_sums_clear(ent_forecast_sums *sums);
ENT_API void ent_forecast_sums_add(ent_forecast_sums *sums, const ent_forecast_draw *draw);
/* Add the sums of other draws; of the same size. */
ENT_API void ent_forecast_sums_merge(ent_forecast_sums *sums, const ent_forecast_sums *other);

/* The chance of a tie: its mean over draws, its Monte-Carlo standard error, and the middle 90 % of what it would be if the
 * parameters were known: the two halves of a draw share nothing but parameters, so that their covariance over draws is the
 * variance by these, and at least the standard error that this covariance has by chance alone: with few draws a band is too
 * wide, and of no width only where all draws agree; as a normal distribution of log-odds with that variance. NaN without draws (error, band: with one). */
typedef struct {
    double mean, error, low, high;
} ent_forecast_chance;
ENT_API ent_forecast_chance ent_forecast_chance_of(const ent_forecast_sums *sums, size_t variant, size_t cell);

/* What a variant adds to the chance; *error its standard error with shared draws, *apart what it would be with draws of
 * their own. */
ENT_API double ent_forecast_difference(const ent_forecast_sums *sums, size_t variant, size_t cell, double *error,
                                       double *apart);

/* ---- a file of futures ----
 * An SQLite file that draws are added to while they are made: a run that is stopped or killed loses the last second, and goes
 * on where it was. Files of different draws of one job are put together. */
typedef struct ent_forecast_file ent_forecast_file;

typedef struct {
    size_t variants, steps, pairs, measures;
} ent_forecast_size;

/* Make a file, or open one of the same job.
 *   path  NULL = in memory
 *   job   what the futures are of, any text: one that is not the same is refused
 *   out   closed with ent_forecast_file_close
 * Errors: ENT_ERR_INPUT: the file is of another job, or no file of futures; ENT_ERR_FILE. */
ENT_API ent_status ent_forecast_file_make(const char *path, const char *job, const ent_forecast_size *size,
                                          ent_forecast_file **out, ent_error *error) ENT_CHECKED;
/* Open a file to read it. */
ENT_API ent_status ent_forecast_file_open(const char *path, ent_forecast_file **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_forecast_file_close(ent_forecast_file *file);
ENT_API const char *ent_forecast_file_job(const ent_forecast_file *file);
ENT_API const ent_forecast_size *ent_forecast_file_size(const ent_forecast_file *file);
ENT_API const ent_forecast_sums *ent_forecast_file_sums(const ent_forecast_file *file);
ENT_API bool ent_forecast_file_has(const ent_forecast_file *file, size_t draw);

/* Make the draws that are not there yet, of `first` to first + count - 1. On a stop what is made is kept. */
ENT_API ent_status ent_forecast_file_run(ent_forecast_file *file, const ent_forecast *forecast, size_t first, size_t count,
                                         const ent_monitor *monitor, ent_error *error) ENT_CHECKED;
/* Add the draws of another file. Errors: ENT_ERR_INPUT: another job, or a draw that is in both. */
ENT_API ent_status ent_forecast_file_merge(ent_forecast_file *file, const ent_forecast_file *other, ent_error *error) ENT_CHECKED;
/* A measure at the end of a step in each future, in their order.
 *   *values  [*count] freed with free() */
ENT_API ent_status ent_forecast_file_values(const ent_forecast_file *file, size_t variant, size_t step, size_t measure,
                                            double **values, size_t *count, ent_error *error) ENT_CHECKED;

/* ---- what is measured ---- */

enum { ENT_FORECAST_TIES, ENT_FORECAST_MADE, ENT_FORECAST_ENDED, ENT_FORECAST_ALONE, ENT_FORECAST_GROUPS,
       ENT_FORECAST_LARGEST, ENT_FORECAST_MEASURES };
ENT_API const char *ent_forecast_measure_word(size_t measure);
/* Ties; ties that were not there at the start, and those there then that are not now; actors without ties; groups of two or
 * more that hang together; the size of the largest. Who is absent is not counted.
 *   start[n * n] of all the network's actors  out[ENT_FORECAST_MEASURES] */
ENT_API void ent_forecast_measure(const ent_view *network, const uint8_t start[], double out[]);

#endif
