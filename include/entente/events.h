/* Events between pairs: which pairs without a tie at one time, the origin s, have one h years later, forecast from what is
 * known at s; and how good such forecasts were, by rolling origin. Likewise which ties are no more, and which pairs are tied.
 * On plain arrays.
 *
 *   ent_event_rows_make    pairs at risk and what became of them (rows.c)
 *   ent_event_geography    what geography says of them (geography.c)
 *   ent_event_treaties     what treaties say: how ties came, who might join which treaty, who might leave it, which might end
 *                          (history.c, pairs.c, accession.c, exits.c)
 *   ent_event_learn        what earlier outcomes teach (models.c, treaty.c, treaty_ends.c, logit.c)
 *   ent_event_apply        probabilities by a model; ent_event_forecast does both
 *   ent_event_judge        scores, with intervals by drawing treaties (scores.c)
 *   ent_event_separation   pairs in order of their probability (separation.c)
 *
 * Years are numbered from 0. No function reads anything of a year after s for a forecast from s: of the training rows the
 * outcomes end at the first origin, or earlier. */
#ifndef ENTENTE_EVENTS_H
#define ENTENTE_EVENTS_H

#include "entente/core.h"

/* ---- what is known of each year ---- */

typedef struct {
    size_t actor_count, year_count;  /* n, years */
    const uint8_t *present;      /* [years * n] */
    const uint8_t *tied;         /* [years * n * n] symmetric */
    const int *treaty;           /* the same: by which treaty, 0 = not known; NULL = none is */
    /* for ent_event_treaties; then `treaty` is a number from 1 to treaty_count */
    size_t treaty_count;
    const uint8_t *member;       /* [years * treaty_count * n] of treaty 1, 2 ...; NULL = not known */
    /* for ent_event_geography, and ent_event_treaties, only */
    const double *latitude, *longitude; /* [years * n] of capitals, in degrees; NaN = not known */
    const uint8_t *contiguity;   /* [years * n * n] symmetric: 0 none, 1 a land border, 2 ... 5 across ever wider water */
    const int *region, *subregion; /* [n] 0 = none */
    /* for ent_event_treaties only; each may be NULL = not known, and what is made of it is then left out */
    const uint8_t *major;        /* [years * n] major powers */
    const double *capability;    /* [years * n] CINC; NaN = not known */
    const uint8_t *rival, *dispute, *other; /* [years * n * n] symmetric; other: a pact of another kind */
} ent_event_data;

/* ---- pairs at risk ---- */

/* Which pairs, and what is the event. All are there at s; scored are those that are there at s + h, too. */
typedef enum {
    ENT_EVENT_FORMATION,   /* pairs not tied at s; tied at s + h */
    ENT_EVENT_DISSOLUTION, /* pairs tied at s; not tied at s + h */
    ENT_EVENT_ALL,         /* all pairs; tied at s + h */
    ENT_EVENT_TASKS
} ent_event_task;
ENT_API const char *ent_event_task_word(ent_event_task task);

typedef enum {
    ENT_OUTCOME_NONE, /* no event: of formation, no tie at s + h */
    ENT_OUTCOME_TIE,  /* the event: of formation, a tie at s + h; of dissolution, none */
    ENT_OUTCOME_GONE, /* one of them is absent at s + h: forecast, but not scored */
    ENT_OUTCOME_OPEN, /* s + h is after the last year */
} ent_outcome;

typedef struct {
    int a, b;                /* a < b */
    int origin;              /* s */
    ent_outcome outcome;
    int treaty;              /* of an event: which one made the tie; 0 = not known */
    int size;                /* of an event: how many that treaty had, of this origin, of pairs that are `tied` or not as this
                                one is; else 0 */
    uint8_t tied;            /* at s */
} ent_event_row;

typedef struct {
    ent_event_task task;
    size_t horizon, year_count, count;
    ent_event_row *rows;     /* [count] by origin */
    size_t *first;           /* [years + 1] the first row of each origin */
    size_t *new_pairs, *new_ties; /* [years] by origin: pairs of which one was absent at s, both present at s + h: these
                                     have no forecast; how many of them are tied */
    size_t *present_pairs;   /* [years] pairs of actors present, tied or not */
    size_t *formed;          /* [years] of them tied, but not tied though present the year before */
    size_t *held;            /* [years] of them present and tied the year before */
    size_t *ended;           /* [years] of these not tied any more */
} ent_event_rows;

/* The pairs of a task, of every year s. Freed with ent_event_rows_clear. Cost: O(years n^2). */
ENT_API ent_status ent_event_rows_of_task(const ent_event_data *data, ent_event_task task, size_t horizon,
                                          ent_event_rows *out, ent_error *error) ENT_CHECKED;
/* Those of formation: all pairs that are present and not tied at s. */
ENT_API ent_status ent_event_rows_make(const ent_event_data *data, size_t horizon, ent_event_rows *out,
                                       ent_error *error) ENT_CHECKED;
ENT_API void ent_event_rows_clear(ent_event_rows *rows);

/* ---- predictors ---- */

enum { ENT_GEOGRAPHY = 7 };
ENT_API const char *ent_event_predictor(size_t predictor); /* its name; NULL beyond the last */

/* What geography says of each row at its origin: x[count * ENT_GEOGRAPHY]; NaN = a capital is not known.
 * Errors: ENT_ERR_ARGUMENT: the data have none. */
ENT_API ent_status ent_event_geography(const ent_event_data *data, const ent_event_rows *rows, double x[],
                                       ent_error *error) ENT_CHECKED;

/* ---- treaties ---- */

enum { ENT_PAIR_PREDICTORS = 39, ENT_ACCESSION_PREDICTORS = 23, ENT_EXIT_PREDICTORS = 12, ENT_END_PREDICTORS = 10,
       ENT_PREDICTORS_MOST = 40 };
ENT_API const char *ent_event_pair_predictor(size_t predictor);      /* its name; NULL beyond the last */
ENT_API const char *ent_event_accession_predictor(size_t predictor);
ENT_API const char *ent_event_exit_predictor(size_t predictor);
ENT_API const char *ent_event_end_predictor(size_t predictor);

/* How a tie came. A treaty lives while two or more of its members are present. */
typedef enum {
    ENT_ROUTE_NONE,         /* no tie, or none known */
    ENT_ROUTE_BILATERAL,    /* by a treaty that did not live at s and has two members at s + h; or by none that is known */
    ENT_ROUTE_ACCESSION,    /* one of the two joined, or both did, a treaty that lived at s */
    ENT_ROUTE_MULTILATERAL, /* by a treaty that did not live at s and has three or more members at s + h */
} ent_route;

/* A state that might join a treaty: present at s, and not a member of it. */
typedef struct {
    int actor, treaty;       /* treaty from 0 */
    uint8_t known, joined;   /* present at s + h, which is there; then a member */
    int size;                /* of one that joined: how many did, of this origin */
} ent_event_candidate;

/* A member of a treaty that lives at s, which might leave it; or such a treaty, which might end. */
typedef struct {
    int actor, treaty;       /* treaty from 0; actor -1 = the treaty itself */
    uint8_t known, parted;   /* whether it is known at s + h what became of it; then whether it left, or ended: a member is no
                                more one, though it is there and the treaty lives; a treaty does not live, though two of its
                                members of s are there */
    int size;                /* of one that left: how many did, of this treaty and origin; of an end 1; else 0 */
} ent_event_parting;

typedef struct {
    ent_event_parting *cases; /* [count] by origin, then treaty */
    double *x;               /* [count * ENT_EXIT_PREDICTORS, or ENT_END_PREDICTORS] */
    size_t count;
    size_t *first;           /* [years + 1] the first of each origin */
} ent_event_partings;

/* What treaties say of rows; nothing of it is of a year after the origin, but outcomes. */
typedef struct {
    const ent_event_data *data; /* borrowed */
    size_t year_count;
    /* of pairs not tied; nothing of dissolution */
    double *pair;            /* [rows * ENT_PAIR_PREDICTORS]; 0 of rows that are tied */
    uint8_t *route;          /* [rows] an ent_route */
    ent_event_candidate *candidates; /* by origin, then treaty */
    double *x;               /* [candidates * ENT_ACCESSION_PREDICTORS] */
    size_t candidate_count;
    size_t *first;           /* [years + 1] the first candidate of each origin */
    double *bilateral;       /* [years] new ties by bilateral treaties a year: mean over the years to s, each weighing half
                                of what the year 12 years later does */
    /* of pairs tied; nothing of formation. Of each origin the ends are the treaties of the exits, in the same order */
    ent_event_partings exits, ends;
} ent_event_treaties;

/*   rows of any task
 *   x    of ent_event_geography, of the same rows; not read, and may be NULL, of dissolution
 *   out  freed with ent_event_treaties_clear; holds on to `data`
 * Errors: ENT_ERR_ARGUMENT: the data have no geography. Cost: O(years n^2 (n + treaties)). */
ENT_API ent_status ent_event_treaties_make(const ent_event_data *data, const ent_event_rows *rows, const double x[],
                                           ent_event_treaties *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_event_treaties_clear(ent_event_treaties *treaties);

/* ---- forecasts ---- */

typedef enum {
    ENT_EVENT_CONSTANT,   /* the share of events in training, of pairs that are tied at s and others each by itself */
    ENT_EVENT_RECENT,     /* of pairs not tied: new ties a year of the last years to s, per pair at s; of ties: the share that
                             ended a year in the last years to s */
    ENT_EVENT_GEO,        /* logit by geography */
    ENT_EVENT_GEO_RECENT, /* the same, with half of the level from the recent rate */
    ENT_EVENT_TREATY,     /* of pairs not tied: a new bilateral treaty, an accession, a new multilateral treaty; of ties: all
                             treaties that hold both end or lose one of them */
    ENT_EVENT_GEO_TREATY, /* the mean of geo and treaty, with half of the level from the recent rate */
    ENT_EVENT_PERSISTENCE, /* all stays as it is: 0 or 1 */
    ENT_EVENT_MODELS
} ent_event_model;
ENT_API const char *ent_event_model_word(ent_event_model model);

/* Whether a model has something to say of a task: those with geo of formation alone, persistence of all pairs alone (of the
 * others it says that nothing happens). */
ENT_API bool ent_event_model_is_for(ent_event_model model, ent_event_task task);

typedef struct {
    double ridge;         /* on standardised predictors, as in ent_tie_options */
    double clip;          /* predictors are held between this quantile of training and 1 - this */
    int recent_years;
} ent_event_options;
#define ENT_EVENT_DEFAULTS ((ent_event_options){100, 0.001, 30})

/* A logit as it was learnt. Arrays are by predictor. */
typedef struct {
    size_t predictor_count;
    size_t cases, events;          /* of training */
    double scale;                  /* all probabilities are multiplied by this; 0 = there was no event */
    double intercept, coefficient[ENT_PREDICTORS_MOST]; /* of standardised predictors; 0 = left out: always the same */
    double mean[ENT_PREDICTORS_MOST], sd[ENT_PREDICTORS_MOST];
    double low[ENT_PREDICTORS_MOST], high[ENT_PREDICTORS_MOST]; /* predictors are clipped to these */
    size_t iterations;
} ent_event_logit;

/* What was learnt from the training rows. */
typedef struct {
    size_t pairs, ties;            /* of training, outcomes known and both present */
    size_t first_origin, last_origin; /* of training: last_origin + h is the first origin of the forecasts */
    double rate;                   /* ties / pairs */
    double rates[2];               /* the same of pairs not tied and tied at s; `rate` where training has none of them */
    ent_event_logit geo;           /* of models with geo */
    ent_event_logit bilateral, accession, multilateral; /* of models with treaty, of tasks with pairs that are not tied */
    double together;               /* observed / expected joint accessions */
    ent_event_logit exit, end;     /* of models with treaty, of tasks with ties */
} ent_event_fit;

/* Learn from outcomes up to year `first`.
 *   x         of ent_event_geography; NULL = nothing of geo; read of formation only
 *   treaties  NULL = nothing of treaty
 * Errors: ENT_ERR_INPUT: there is no outcome so early, or no tie among them. */
ENT_API ent_status ent_event_learn(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties,
                                   size_t first, const ent_event_options *options, ent_event_fit *fit,
                                   ent_error *error) ENT_CHECKED;

/* Probabilities of the rows of origins `first` to `last` by what was learnt up to year `first`, with all that the model needs.
 *   p   out: for rows->first[first] to rows->first[last + 1] - 1, the first of them in p[0]
 * Errors: ENT_ERR_ARGUMENT: a model with geo, of another task than formation. */
ENT_API ent_status ent_event_apply(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties,
                                   ent_event_model model, const ent_event_fit *fit, size_t first, size_t last,
                                   const ent_event_options *options, double p[], ent_error *error) ENT_CHECKED;

/* Both in one: x and treaties may be NULL for models without them, fit may be NULL. */
ENT_API ent_status ent_event_forecast(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties,
                                      ent_event_model model, size_t first, size_t last,
                                      const ent_event_options *options, double p[], ent_event_fit *fit,
                                      ent_error *error) ENT_CHECKED;

/* ---- how good they were ---- */

/* A figure, and its 5 and 95 % quantiles over resamples of treaties. */
typedef struct {
    double value, low, high;
} ent_event_figure;

typedef struct {
    size_t pairs, ties, treaties;  /* scored: both present at s + h; a tie without a treaty counts as one */
    ent_event_figure roc, precision_recall, log;
    double brier, observed_over_expected, calibration_slope;
    ent_event_figure log_less_base; /* log score minus that of `base` */
    double better;                 /* share of resamples in which the log score is lower than that of `base` */
} ent_event_scores;

/* Score the rows of origins `first` to `last` whose outcome is known. Treaties, with all their ties of all these origins,
 * are drawn with replacement; pairs without a tie stay as they are.
 *   p, base  as of ent_event_forecast; base: of what is to be beaten
 * Errors: ENT_ERR_INPUT: no pair, no tie, or nothing else. Cost: sorting, then O(resamples ties). */
ENT_API ent_status ent_event_judge(const ent_event_rows *rows, size_t first, size_t last, const double p[],
                                   const double base[], size_t resamples, uint64_t seed, ent_event_scores *out,
                                   ent_error *error) ENT_CHECKED;

/* Some of the pairs, next to each other by their probability. */
typedef struct {
    size_t pairs;        /* 0 = there are more bins than pairs */
    double probability;  /* mean */
    double share;        /* of events */
} ent_event_bin;

/* The rows whose outcome is known, by probability from the lowest to the highest, cut into `count` parts of nearly the same
 * number of pairs: a separation plot. Pairs of the same probability have no order, so each counts as the share of events
 * among them all. Cost: sorting.
 * Source: Greenhill, Ward & Sacks 2011, Am. J. Polit. Sci. 55:990. */
ENT_API ent_status ent_event_separation(const ent_event_rows *rows, size_t first, size_t last, const double p[], size_t count,
                                        ent_event_bin bins[], ent_error *error) ENT_CHECKED;

#endif
