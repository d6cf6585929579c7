/* What the parts of estimation share: where it is, running sums of simulations, small dense matrices. */
#ifndef ENT_SAOM_ESTIMATE_H
#define ENT_SAOM_ESTIMATE_H

#include "entente/saom_fit.h"

#include "core/memory.h"

/* ---- matrices a[n * n] that need not be symmetric (matrix.c) ---- */

/* The inverse by elimination with pivoting; a is lost, scale[n] is work space. False, and *column, if that column is a
 * combination of those before. */
bool saom_invert(double *a, size_t n, double *inverse, double *scale, size_t *column);
void saom_times(const double *a, const double *x, size_t n, double *out);          /* out = a x */
double saom_form(const double *a, const double *x, size_t n);                      /* x' a x */
/* out[rows * rows] = b c b', b[rows * n], c[n * n]; work[rows * n]. */
void saom_sandwich(const double *b, const double *c, size_t rows, size_t n, double *work, double *out);

/* ---- running sums of replicates (moments.c) ---- */

/* Pointers into the numbers of a state. Deviations are statistics minus what was observed, of a period or in all. */
typedef struct {
    size_t parameters, periods;
    double *count;
    double *deviation, *score;      /* [periods * parameters] */
    double *elapsed, *elapsed_square; /* [periods] */
    double *square;                 /* [parameters * parameters] products of total deviations */
    double *square_by_period, *derivative_by_period; /* [periods * parameters * parameters] deviations times deviations;
                                       times scores, or (differences) the derivative itself */
    double *dolby_product, *dolby_square; /* [parameters] total deviation times score; score squared */
} saom_moments;

size_t saom_moments_size(size_t parameters, size_t periods);
/* Lay the arrays over numbers[saom_moments_size]. */
saom_moments saom_moments_over(double *numbers, size_t parameters, size_t periods);
void saom_moments_clear(const saom_moments *m);
/* Add a replicate: statistic and score [periods * parameters]; by_period as ent_saom_targets; by_score: the derivative
 * is found by scores, else it is added by others. */
void saom_moments_add(const saom_moments *m, const double by_period[], const double statistic[], const double score[],
                      const double elapsed[], bool by_score);
double saom_mean_deviation(const saom_moments *m, size_t k);
/* Covariance of total deviations (divisor n - 1); of the deviations of one period. */
double saom_spread(const saom_moments *m, size_t k, size_t l);
double saom_spread_of_period(const saom_moments *m, size_t period, size_t k, size_t l);
/* d E S_k / d theta_l of one period; `by_score`: sum S J' / n - mean S mean J'. */
double saom_derivative_of_period(const saom_moments *m, bool by_score, size_t period, size_t k, size_t l);
double saom_derivative(const saom_moments *m, bool by_score, size_t k, size_t l);
/* cov(S_k, J_k) / var(J_k) of totals: what a deviation is corrected by. */
double saom_dolby(const saom_moments *m, size_t k);

/* ---- an estimation ---- */

typedef struct {
    const ent_saom *saom;
    const ent_saom_options *options;
    ent_saom_state *state;
    /* in the state's numbers */
    double *theta;                  /* [parameters] */
    double *inverse;                /* [estimated * estimated] of D without some of what stands off the diagonal */
    double *metric;                 /* [estimated * estimated] inverse of the spread, for truncation */
    double *shorter, *dolby;        /* [estimated] f; c, of basic rates c / rho */
    double *theta_sum;              /* [estimated] */
    double *before, *product, *square; /* [estimated] of deviations, for their autocorrelation */
    saom_moments moments;
    /* constant */
    bool differences;               /* the derivative is found so now */
    size_t parameters, periods, estimated;
    size_t *at;                     /* [estimated] their numbers */
    double *target, *by_period;
    /* work space */
    ent_saom_worker **workers;      /* [lanes * periods] */
    size_t lanes, room;             /* replicates that the arrays below have room for */
    double *statistic, *score, *elapsed;
    double *work;                   /* [6 * parameters * (parameters + 1)] */
    ent_saom_keep *keep;
    void *user;
    const ent_monitor *monitor;
} saom_estimation;

size_t saom_numbers(size_t parameters, size_t periods);
/* "transitive_triplets", "sum of power" for messages. */
const char *saom_effect_name(const saom_estimation *e, size_t parameter, char text[120]);
bool saom_is_basic_rate(const saom_estimation *e, size_t parameter);
/* A basic rate of a conditional estimation is no parameter. */
bool saom_is_estimated(const ent_model *model, size_t parameter);

/* theta -= step, the whole step shorter if a component is beyond `most`; rates stay above 0. ENT_ERR_CONVERGENCE if
 * a parameter runs off. */
ent_status saom_take_step(saom_estimation *e, double step[], double most, ent_error *error);

/* Phase 2: one subphase after another, from where the state is (steps.c). */
ent_status saom_run_steps(saom_estimation *e, ent_error *error);
size_t saom_steps_least(const saom_estimation *e, size_t subphase);
/* Simulate `count` replicates at theta and add them; with differences, also their derivatives (estimate.c). */
ent_status saom_add_replicates(saom_estimation *e, size_t count, ent_error *error);
/* From the moments to inverse, metric, shorter, dolby; D keeps 1 - diagonalise of what stands off its diagonal. */
ent_status saom_learn(saom_estimation *e, double diagonalise, ent_error *error);
ent_status saom_tell(const saom_estimation *e, const char *what, ent_error *error);

/* ---- what phase 3 says (fit.c, score_test.c) ---- */

ent_status saom_fill_fit(saom_estimation *e, ent_saom_fit *fit, ent_error *error);
ent_status saom_fill_tests(const saom_estimation *e, ent_saom_fit *fit, ent_error *error);

#endif
