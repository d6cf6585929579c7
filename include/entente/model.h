/* Models: what depends, on which data, by which effects; read from a YAML file (docs/models.md), with the data of
 * all waves as plain arrays. What every model family starts from.
 *
 * Actors are numbered 0 to actor_count - 1, waves 0 to wave_count - 1. A period is what a statistic is taken over:
 *   saom          from wave p to wave p + 1; covariates are those of wave p
 *   logit, tergm  one wave, and the one before if an effect needs it; covariates are those of the wave itself
 * The family treaty (entente/treaty.h) has no effects: of its model there are who is there and the ties of the first and the last
 * year that it learns from. A year is its last day there, and ties are those of any day of the year up to it. */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H

#include "entente/effects.h"
#include "entente/day.h"
#include "entente/json.h"

typedef struct ent_world ent_world; /* entente/world.h */

typedef enum { ENT_FAMILY_SAOM, ENT_FAMILY_TERGM, ENT_FAMILY_LOGIT, ENT_FAMILY_TREATY } ent_model_family;

/* The series of a world that values come from, and what was made of its numbers: log(max(number, least)). */
typedef struct {
    const char *name, *source; /* NULL: no series */
    bool log;
    double least;            /* NaN = as they are */
} ent_model_series;

/* A covariate with its values at each wave, or one wave if it is constant. */
typedef struct {
    const char *name;
    ent_model_series series;
    size_t waves;
    bool centred;
    double *value;           /* [waves * n], as ent_covariate_centre gives it */
    uint8_t *missing;
    size_t missing_count;
    ent_covariate constants;
} ent_model_covariate;

typedef struct {
    const char *name;
    ent_model_series series;
    size_t waves;
    bool centred;
    double *value;           /* [waves * n * n] */
    uint8_t *missing;
    size_t missing_count;
    double mean, raw_mean;   /* what effects subtract, 0 if not centred; that of the values given */
} ent_model_dyadic;

/* Which part of an actor-oriented model an effect belongs to; tie models have evaluation only. */
typedef enum { ENT_EVALUATION, ENT_CREATION, ENT_ENDOWMENT, ENT_RATE } ent_model_part;
ENT_API const char *ent_model_part_word(ent_model_part part);
ENT_API const char *ent_model_family_word(ent_model_family family);

/* What a rate hangs on: SPEC of RSiena, rate effects. */
typedef enum { ENT_RATE_BASIC, ENT_RATE_COVARIATE, ENT_RATE_OUT_DEGREE, ENT_RATE_IN_DEGREE,
               ENT_RATE_MUTUAL_DEGREE, ENT_RATE_OUT_INVERSE, ENT_RATE_OUT_LOG } ent_model_rate;

/* An effect with its options; or an interaction of several. */
typedef struct ent_model_effect {
    ent_model_part part;
    ent_model_rate rate;      /* of a rate */
    const ent_effect *effect; /* NULL for a rate */
    const char *name;         /* plain */
    const char *rsiena;       /* what RSiena calls it, or NULL */
    const char *of;           /* its covariates as written, "" if none */
    double parameter[ENT_PARAMETERS];
    int covariate, dyadic, second; /* indices, -1 = none */
    bool fixed, tested;       /* estimation leaves it at `start`; and tests whether it should */
    bool has_start;
    double start;             /* where estimation starts, if given */
    size_t line, column;      /* in the file; 0 for a basic rate, which every saom has */
    struct ent_model_effect *factors; /* [factor_count] of an interaction; else NULL. Its effect is an
                                 ent_interaction's, its name has theirs: "ego(power) x reciprocity" */
    size_t factor_count;
} ent_model_effect;

/* Who decides on a tie that is not directed (Snijders & Pickup 2017). */
typedef enum {
    ENT_SAOM_FORCING,         /* ego alone; also what a directed network has */
    ENT_SAOM_INITIATIVE,      /* ego proposes; a new tie needs alter's confirmation */
    ENT_SAOM_DISJUNCTIVE,     /* pairs get opportunities: the tie is there afterwards if at least one wants it */
    ENT_SAOM_CONJUNCTIVE,     /* ... if both want it */
    ENT_SAOM_COMPENSATORY,    /* ... by the sum of what both gain */
    ENT_SAOM_RSIENA_DISJUNCTIVE, /* RSiena's modelType 4: the first of the pair decides alone */
} ent_saom_rule;
ENT_API const char *ent_saom_rule_word(ent_saom_rule rule);

/* How an actor-oriented model is estimated (entente/saom_fit.h); RSiena's defaults. */
typedef struct {
    size_t subphases;        /* of phase 2 */
    double first_gain;       /* of its steps; each subphase has gain_reduction times the gain of the one before */
    double gain_reduction;
    double truncation;       /* a step for a deviation beyond so many standard deviations is shortened */
    double diagonalise;      /* of the derivative, so much of what stands off the diagonal is left out of steps */
    bool dolby;              /* deviations are regressed on scores, which takes variance off (Snijders 2013) */
    bool differences;        /* derivative by finite differences on common random numbers, not by scores */
    size_t phase3;           /* simulations of phase 3 */
    size_t restarts_most;
    double t_most, overall_most; /* converged: all |t| and the overall ratio are at most these */
    double theta_most;       /* parameters beyond run off */
    /* Beyond the classical algorithm; 1 and 0 leave it as it is. */
    size_t per_step;         /* simulations that a step of phase 2 takes the mean of */
    size_t newton;           /* after two subphases Newton's steps, of so many simulations each, in place of the others */
    uint64_t seed;
    int threads;             /* 0 = as many as there are; the result does not depend on it */
} ent_saom_options;
#define ENT_SAOM_OPTIONS                                                                                          \
    ((ent_saom_options){.subphases = 4, .first_gain = 0.2, .gain_reduction = 0.5, .truncation = 5,               \
                        .diagonalise = 0.2, .dolby = true, .phase3 = 1000, .restarts_most = 5, .t_most = 0.1,    \
                        .overall_most = 0.25, .theta_most = 50, .per_step = 1, .seed = 1})

/* What the file says of an actor-oriented model beside its effects. */
typedef struct {
    ent_saom_rule rule;
    double offset;            /* of the confirmation, rule initiative */
    bool one_way;             /* a period in which ties are only made, or only ended, is simulated so */
    size_t degree_most;       /* no new tie beyond it; 0 = any degree */
    bool conditional;         /* a period ends when as many ties differ as observed, not at time 1 */
    ent_saom_options options;
} ent_model_saom;
#define ENT_MODEL_SAOM_DEFAULTS ((ent_model_saom){ENT_SAOM_FORCING, 0, true, 0, true, ENT_SAOM_OPTIONS})

/* What the file says of a model of treaties beside its ties and years; as in ent_event_options. */
typedef struct {
    double ridge, clip;
} ent_model_treaty;
#define ENT_MODEL_TREATY_DEFAULTS ((ent_model_treaty){100, 0.001})

/* What the data were read from: a file, a world, or a series of a world. */
typedef struct {
    const char *kind;         /* "file", "world", "layer", "attribute", "treaties" ... */
    const char *name;         /* as the model names it; of a series, without its source */
    const char *checksum;     /* SHA-256 of a file, the content's of a world (ent_world_checksum); else NULL */
    const char *source;       /* of a series: what the name resolved to, "cow-4.1"; else NULL */
    size_t of;                /* sources that have the series */
    bool bare;                /* the model leaves the source to the world's order of preference */
} ent_model_input;

typedef struct {
    ent_model_family family;
    ent_model_saom saom;      /* of the family saom */
    ent_model_treaty treaty;  /* of the family treaty */
    const char *path, *checksum, *title;
    const char *data;         /* the folder, or NULL */
    const char *world;        /* the world's path, or NULL */
    ent_model_input *inputs;  /* what was read, in the order of the model's file, each once */
    size_t input_count;
    const ent_day *days;      /* [wave_count] of a world; else NULL */
    const char *variable;     /* name of the dependent layer */
    const char *layer;        /* of a world: whose ties they are, without the source; else NULL */
    const char *layer_source; /* likewise: the source, "cow-4.1" */
    unsigned obligations;     /* of a world: any of these makes a tie; 0 = all ties do */
    const char *system;       /* of a world: the list of members that says who is there, "states@cow"; else NULL */
    bool only;                /* the file names its actors: others are none of the model */
    size_t actor_count;
    const char **actors;      /* [actor_count] codes */
    const int *world_actors;  /* [actor_count] of a world: its numbers of them; else NULL */
    const char **waves;       /* [wave_count] as written */
    ent_waves ties;           /* the dependent layer */
    uint8_t *absent;          /* [wave_count * actor_count] 1 = not there at that wave */
    size_t spare;             /* of futures: the last so many actors are places for those who come later */
    ent_model_covariate *covariates;
    size_t covariate_count;
    ent_model_dyadic *dyadic;
    size_t dyadic_count;
    ent_member_set *sets;     /* of a world: treaties alive at each wave, one wave after another; or NULL */
    size_t *first_set;        /* [wave_count + 1] those of wave w are sets[first_set[w]] to [first_set[w + 1]] - 1 */
    ent_model_effect *effects; /* basic rates of a saom first */
    size_t effect_count;
    bool ahead;  /* nothing is known of the last wave (ent_model_open_at) */
    bool limited; /* waves after a day were left out (ent_model_open_until) */
    bool lagged; /* tie models: an effect needs the network or the treaties before, so the first wave is only that */
    double time_before;       /* of a model of futures: periods of the fit before the origin (ent_model_count_time_from) */
    double balance_mean, structure_mean;
    size_t other_waves;       /* rows of ties that are of no wave of the model, left out */
    size_t missing_ties;      /* ordered pairs, all waves */
} ent_model;

/* Read a model's file and its data.
 *   out  freed with ent_model_free
 * Errors: ENT_ERR_INPUT names file, line, column, what was found and what was expected. */
ENT_API ent_status ent_model_open(const char *path, ent_model **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_model_free(ent_model *model);

/* The model as known on one day of a world, for futures: its waves are that day ("wave") and one after it of which nothing
 * is known, whose network is that of the day. Actors are those who are there then.
 *   path     of the model's file, which has a world
 *   world    its data in place of the file's; borrowed; NULL = the file's
 *   wave     a day or a year; NULL = the last of the file's
 * Covariates are centred by values of that day alone: ent_model_centre_as takes the constants of a fit.
 * Errors: as ent_model_open; ENT_ERR_INPUT: the file reads a folder, or a source does not cover the day. */
ENT_API ent_status ent_model_open_at(const char *path, ent_world *world, const char *wave, ent_model **out,
                                     ent_error *error) ENT_CHECKED;
/* The model as it would have been written on a day: with those of its waves that are not after it. Nothing of a later wave is
 * read, not even who is there then, or the mean of a covariate.
 *   path, world  as of ent_model_open_at
 * Errors: as ent_model_open; ENT_ERR_INPUT: the file reads a folder, or has fewer than two waves by then. */
ENT_API ent_status ent_model_open_until(const char *path, ent_world *world, ent_day until, ent_model **out,
                                        ent_error *error) ENT_CHECKED;
/* Let a covariate be centred, and its similarity be scaled, as another was. `constants` as ent_covariate_centre. */
ENT_API void ent_model_centre_as(ent_model *model, size_t covariate, double mean, double range, double similarity_mean);
/* Likewise of a matrix: `mean` that of the values given. */
ENT_API void ent_model_centre_dyadic_as(ent_model *model, size_t dyadic, double mean);

/* Let time, which effects may need, go on from a fit's: the waves of the fit are at days[count], one or more. After the last, a
 * period is as long as the last one was. */
ENT_API void ent_model_count_time_from(ent_model *model, const ent_day days[], size_t count);

/* How many periods there are; the wave that a period's statistics are of. */
ENT_API size_t ent_model_period_count(const ent_model *model);
ENT_API size_t ent_model_period_wave(const ent_model *model, size_t period);

/* One period: the networks and the terms, bound to the data of that period and prepared. */
typedef struct {
    const ent_model *model;
    size_t period;
    size_t wave, wave_before; /* of the network and its covariates; of the network before */
    ent_view *end;            /* what statistics are taken of; end->previous is the network before, or NULL */
    ent_view *start;          /* saom: where the period starts, as statistics see it; else NULL */
    ent_term *terms;          /* [effect_count]; effect is NULL for a rate */
    ent_term *factors;        /* of interactions, one after another */
    uint8_t *before, *missing;
    ent_covariate *covariates;
    ent_dyadic *dyadic;
} ent_model_period;

ENT_API ent_status ent_model_period_open(const ent_model *model, size_t period, ent_model_period **out,
                                         ent_error *error) ENT_CHECKED;
/* A tie model as known at a wave, for a forecast of the one after: its network is both the network and the one before,
 * covariates and treaties are of that wave; the period, and so the time, is of the wave after. */
ENT_API ent_status ent_model_origin_open(const ent_model *model, size_t wave, ent_model_period **out,
                                         ent_error *error) ENT_CHECKED;
ENT_API void ent_model_period_close(ent_model_period *period);

/* The statistics that a network would have at the period's end, `end` being a view beside the same data as
 * period->end.
 *   changed[n]               saom: ties of each ego that differ from the start; else NULL
 *   skip[effect_count]       true = leave this one; NULL = all are wanted
 *   statistic[effect_count]  out; 0 for the basic rates of other periods */
ENT_API void ent_model_statistics(const ent_model_period *period, const ent_view *end, const double changed[],
                                  const bool skip[], double statistic[]);

/* The observed statistics: target[period * effect_count + effect]. Of a basic rate only its own period counts. */
ENT_API ent_status ent_model_targets(const ent_model *model, double target[],
                                     ent_error *error) ENT_CHECKED;

/* The region of a state by its COW number (1 to 5), or the part of a region (1 to 22), as `derive: region` and `subregion`
 * have them; NaN where the number lies in none. */
ENT_API double ent_region_of(double number, bool part);

#endif
