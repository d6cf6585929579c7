/* Actor-oriented models estimated by the method of moments: theta with E_theta S = s, S the simulated statistics, s those
 * observed (Snijders 2001, Sociological Methodology 31:361; Schweinberger & Snijders 2007, Sociological Methodology
 * 37:249; steps and defaults as RSiena's algorithms of 2026).
 *
 *   phase 1  simulations where estimation starts: the derivative D of E S and a first step
 *   phase 2  theta goes against S - s by steps that become smaller, subphase by subphase (Robbins & Monro 1951)
 *   phase 3  many simulations at the last theta: how far is E S from s, the covariance of S, the derivative, and so
 *            cov(theta) = D^-1 cov(S) D^-T
 * If phase 3 finds E S too far from s, phases 2 and 3 are done again from there. */
#ifndef ENTENTE_SAOM_FIT_H
#define ENTENTE_SAOM_FIT_H

#include "entente/saom.h"

/* How: ent_saom_options of entente/model.h, as a model's file gives them or ENT_SAOM_OPTIONS.
 * Basic rates of a conditional estimation are no parameters: they are 1, and what phase 3 took on average in the end. */

/* ---- where an estimation is ---- */

/* All that it takes to go on: nothing else hangs over from one iteration to the next, so that a state written down and
 * read again gives the same bytes. */
typedef struct {
    size_t parameters, periods;
    int phase;               /* 1 to 3; 4 = done */
    size_t subphase, repeats; /* of phase 2 */
    size_t restarts;
    size_t iteration;        /* of the phase, or of the subphase */
    size_t phase1;           /* simulations of phase 1 */
    uint64_t draws;          /* replicates simulated so far: the number of the next */
    size_t number_count;
    double *number;          /* [number_count] owned: parameters and sums; theta[parameters] first */
} ent_saom_state;

/*   theta  where to start; NULL = ent_saom_start
 *   state  out; cleared with ent_saom_state_clear */
ENT_API ent_status ent_saom_state_init(const ent_saom *saom, const double theta[], ent_saom_state *state,
                                       ent_error *error) ENT_CHECKED;
ENT_API void ent_saom_state_clear(ent_saom_state *state);

/* ---- the fit ---- */

/* A test of parameters that are fixed, or that might differ by period: does the data want them otherwise? */
typedef struct {
    size_t degrees;
    double chi_square;       /* NaN: cannot be worked out */
    double p;                /* by the chi-square distribution */
    double z;                /* one degree: its root with the sign of the parameter wanted; else NaN */
    double step;             /* one degree: a one-step estimate; else NaN */
} ent_saom_test;

typedef struct {
    size_t parameters, periods;
    uint8_t *is_estimated;   /* [parameters] 0: fixed, or a basic rate of a conditional estimation */
    double *estimate;        /* [parameters] */
    double *se;              /* [parameters] NaN if fixed; of a conditional rate its spread */
    double *t_ratio;         /* [parameters] (mean - target) / sd; NaN if not estimated */
    double *target, *mean, *sd; /* [parameters] of statistics: observed, simulated in phase 3 */
    double *covariance;      /* [parameters * parameters] of estimates; NaN if not estimated */
    double *spread;          /* [parameters * parameters] covariance of the statistics */
    double *derivative;      /* [parameters * parameters] of statistic k by parameter l */
    double t_largest, overall; /* largest |t|; sqrt((mean - target)' spread^-1 (mean - target)) */
    bool converged;
    size_t restarts, simulations; /* simulations: of all phases and starts */
    ent_saom_test *fixed;    /* [parameters] of each tested parameter alone; degrees 0 = not tested */
    ent_saom_test joint;     /* all tested parameters */
    ent_saom_test *by_period; /* [parameters] does an effect differ by period? degrees 0 = not tested */
    ent_saom_test heterogeneity; /* all effects */
} ent_saom_fit;

/* Estimate.
 *   state   in: where to begin, from ent_saom_state_init or an earlier call; out: where it is, also after a failure
 *   keep    called now and then with the state, so that it can be written down; NULL = not
 *   out     cleared with ent_saom_fit_clear. Without convergence it is what the last phase 3 found, `converged` false
 * Errors: ENT_ERR_INPUT: an effect that the data cannot identify (named). ENT_ERR_CONVERGENCE: a parameter runs off, a
 *   run does not end. ENT_ERR_STOPPED: `state` is where to go on. */
typedef ent_status ent_saom_keep(void *user, const ent_saom_state *state, ent_error *error);
ENT_API ent_status ent_saom_estimate(const ent_saom *saom, const ent_saom_options *options, ent_saom_state *state,
                                     ent_saom_keep *keep, void *user, ent_saom_fit *out,
                                     const ent_monitor *monitor, ent_error *error) ENT_CHECKED;
ENT_API void ent_saom_fit_clear(ent_saom_fit *fit);

#endif
