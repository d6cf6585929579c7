/* What the parts of actor-oriented models share.
 *
 * The speed of a choice is in what an actor's change D_kij hangs on. Terms are sorted by that (saom_kind):
 *   still  data alone        D = ego_i + alter_j + rest_ij, rest sparse or dense; times theta summed beforehand
 *   pair   what is counted for the pair: a table of values, kept up as ties flip
 *   alter  alter's degree: a value of each alter with and without the tie, kept up
 *   own    ego's degree: two numbers
 *   back   x_ji
 *   any    all else, and creation and endowment terms: by ent_ego_row
 * Then the utilities of all options are sums of rows of memory, and a score is a product of such rows with the
 * probabilities. Rows are `stride` long, a multiple of SAOM_LANES, and sums run in as many lanes, whatever the
 * processor: the same bytes everywhere. */
#ifndef ENT_SAOM_SAOM_H
#define ENT_SAOM_SAOM_H

#include "entente/saom.h"

#include "core/memory.h"
#include "core/random.h"

enum { SAOM_LANES = 8 };

/* ---- terms ---- */

typedef enum { SAOM_STILL, SAOM_PAIR, SAOM_ALTER, SAOM_OWN, SAOM_BACK, SAOM_ANY, SAOM_KINDS } saom_kind;

typedef struct {
    size_t parameter;
    saom_kind kind;
    ent_model_part part;
    ent_count count;              /* of pair and alter */
    size_t slot;                  /* number among those of its kind */
} saom_term;

/* A still term's D_ij = ego[i] + alter[j] + rest. */
typedef struct {
    double *ego, *alter;          /* [n], [stride] */
    size_t *first;                /* [n + 1] rest of row i: cells first[i] to first[i + 1] - 1; NULL if it is dense */
    uint16_t *at;
    double *rest;
    double *dense;                /* [n * stride] or NULL */
} saom_still;

/* ---- periods ---- */

/* A tie that statistics see otherwise than the simulation: not known at one of the ends, or structural at the end. */
typedef struct {
    uint16_t i, j;
    uint8_t value;
} saom_settled;

/* One period, as the simulation sees it: nothing is missing. */
typedef struct {
    ent_model_period *data;       /* as statistics see it */
    ent_covariate *covariates;    /* the model's, without what is missing */
    ent_dyadic *dyadic;
    ent_term *terms;              /* [parameters]; effect is NULL for a rate */
    saom_still *still;            /* [count of still terms] */
    bool has_rest;                /* a still term has a rest */
    ent_view *start;              /* where the period starts */
    uint8_t *x, *fixed, *counts;  /* [n * n] at the start; cannot change; a difference at the end is a change */
    uint8_t *active, *bound;      /* [n] has a tie that can change, that cannot */
    saom_settled *settled;
    size_t settled_count;
    double distance;              /* observed, over ordered pairs */
    int direction;                /* 1 = ties are only made, -1 = only ended, 0 = both */
} saom_period;

struct ent_saom {
    const ent_model *model;
    size_t n, stride, parameters, period_count;
    saom_period *periods;
    saom_term *terms;             /* [term_count] all but rates */
    size_t term_count, kinds[SAOM_KINDS];
    size_t *rate_effects;         /* [rate_effect_count] parameters that are no basic rates */
    size_t rate_effect_count;
    double *target;               /* [period_count * parameters] */
    bool pairwise;                /* pairs get opportunities */
    bool structural_rates;        /* rates change as ties flip */
};

/* ---- a replicate's walk through a period, and its work space ---- */

struct ent_saom_worker {
    const ent_saom *saom;
    ent_view *view;
    /* of a period and theta */
    const saom_period *period;
    size_t number;                /* of the period */
    double *theta;                /* [parameters] */
    double *still_ego, *still_alter, *still_rest; /* [n], [stride], [n * stride] sums of theta times still terms */
    /* kept up as ties flip */
    double **pair;                /* [pair terms] [n * stride] D */
    double **alter, **alter_tied; /* [alter terms] [stride] D without the tie, and where it is */
    double *sum, *sum_tied;       /* [stride] still_alter and theta times alter terms */
    /* of a choice */
    double **any;                 /* [any terms] [stride] signed by part: 0 where it does not count */
    double *weight;               /* [stride] u of ego's options, then exp(u) */
    double *gain;                 /* [stride] u */
    const double **rows;          /* [parameters + 1] */
    double *factors;              /* [parameters + 1] */
    double lane[SAOM_LANES], all; /* sums of the weights */
    double own_make, own_end;     /* of ego's own: still and degree, to make a tie or to end one */
    double *rate, *cumulated;     /* [n] lambda, and its sums */
    double *signed_own, *signed_other; /* [parameters] signed D of the option chosen, of alter for it */
    double *changed;              /* [n] */
    double *score;                /* [parameters] or NULL */
    ent_random random;
    double time, total;           /* total: Lambda */
    double differs;               /* ordered pairs that differ from the start and count */
};

/* ---- still.c ---- */

ent_status saom_still_open(const ent_saom *saom, saom_period *period, ent_error *error);
void saom_still_close(saom_still *still);
double saom_still_value(const saom_still *still, size_t stride, size_t i, size_t j);
/* Sum theta times the still terms. */
void saom_still_sum(ent_saom_worker *w);

/* ---- kept.c ---- */

/* D of a term now. */
double saom_value(const ent_saom_worker *w, const saom_term *term, size_t i, size_t j);
/* f(d + 1) - f(d), d ego's degree without the tie. */
double saom_own_value(const ent_term *term, size_t degree);
/* What is kept up, from the view. */
void saom_kept_fill(ent_saom_worker *w);
void saom_flip(ent_saom_worker *w, size_t i, size_t j);

/* ---- kernels.c: loops over options ---- */

/* out[j] = start[j] + base + sum_r factors[r] rows[r][j] */
void saom_add_rows(double *out, const double *start, double base, const double *const rows[], const double factors[],
                   size_t row_count, size_t stride);
/* u -> exp(u), 0 below -700; lane[l] their sums; returns the largest u. */
double saom_exponentials(double *weight, size_t stride, double lane[SAOM_LANES]);
double saom_product(const double *a, const double *b, size_t stride);

/* ---- rates.c ---- */

void saom_rates_fill(ent_saom_worker *w);
size_t saom_rates_draw(const ent_saom_worker *w, double u);
/* The derivative of the log of what happened: an opportunity of i (and j of a pair); `time` without any. */
void saom_rates_score_event(ent_saom_worker *w, size_t i, size_t j);
void saom_rates_score_time(ent_saom_worker *w, double time);

/* ---- choice.c ---- */

/* Weights of ego's options; false if it can only leave all as it is. */
bool saom_choice_fill(ent_saom_worker *w, size_t ego);
bool saom_permitted(const ent_saom_worker *w, size_t ego, size_t alter);
/* One opportunity. */
void saom_opportunity(ent_saom_worker *w, size_t ego);
void saom_pair_opportunity(ent_saom_worker *w, size_t i, size_t j);

/* ---- simulate.c ---- */

/* Let the worker stand at the start of a period. */
void saom_start(ent_saom_worker *w, const double theta[], size_t period);

#endif
