/* Stochastic actor-oriented models: actors change their ties one at a time, by what they would gain.
 *
 * Between two waves time runs from 0 to 1. Actor i gets opportunities at rate lambda_i = rho_m exp(sum_k a_k r_ik),
 * rho_m the basic rate of period m, and chooses one tie to flip, or none, by
 *   P(j) = exp(u_j) / sum_h exp(u_h),  u_j = +-sum_k beta_k D_kij,  u of "no change" = 0,
 * D the change of ego's statistics (ent_ego_change); + for making a tie, - for ending one (Snijders 2001, Sociological
 * Methodology 31:361; Snijders & Pickup 2017 for ties that need two). Creation terms count for making only, endowment
 * terms for ending only. Estimates by the method of moments (Snijders 2001; Schweinberger & Snijders 2007,
 * Sociological Methodology 37:249): the expected statistics equal those observed.
 *
 * Parameters are numbered as the model's effects (entente/model.h): basic rates first. A statistic is the target of
 * the parameter of the same number. */
#ifndef ENTENTE_SAOM_H
#define ENTENTE_SAOM_H

#include "entente/model.h"

/* ---- the model made ready for simulation ---- */

/* What does not change while it is simulated, shared by all threads. */
typedef struct ent_saom ent_saom;

/*   model  a model of family saom; borrowed
 *   out    freed with ent_saom_free
 * Errors: ENT_ERR_INPUT: a period without change, a rule for two where ties are directed, an absent actor whose ties
 * are not fixed. */
ENT_API ent_status ent_saom_new(const ent_model *model, ent_saom **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_saom_free(ent_saom *saom);
/* The model that it was made of; borrowed. */
ENT_API const ent_model *ent_saom_model(const ent_saom *saom);
ENT_API size_t ent_saom_parameters(const ent_saom *saom);
ENT_API size_t ent_saom_periods(const ent_saom *saom);
/* 1 if ties are only made in this period, -1 if they are only ended (setting one_way), else 0. */
ENT_API int ent_saom_direction(const ent_saom *saom, size_t period);
/* The observed statistics, target[parameters], summed over periods; and of each period,
 * by_period[periods * parameters] (may be NULL). */
ENT_API void ent_saom_targets(const ent_saom *saom, double target[], double by_period[]);
/* Where estimation starts: rates and density from the changes observed, all else 0 (RSiena's algorithms 2026, 3.1), and
 * what the model gives. theta[parameters] */
ENT_API void ent_saom_start(const ent_saom *saom, double theta[]);

/* ---- simulation ---- */

/* What one replicate gives. */
typedef struct {
    double *statistic;   /* [periods * parameters] */
    double *score;       /* [periods * parameters] derivative of the log-likelihood of what happened; NULL = not asked */
    double *elapsed;     /* [periods] time until the period ended: 1, or less in a conditional simulation; may be NULL */
} ent_saom_outcome;

typedef struct {
    uint64_t seed;
    uint32_t first;      /* number of the first replicate: replicate r has the same draws in whatever call */
    size_t count;
    int threads;         /* 0 = as many as there are; the result does not depend on it */
    bool scores;
    /* The network at the end of a period of a replicate (0 to count - 1), as its statistics see it; NULL = not asked.
     * Called by several threads at once, each (replicate, period) once, in no order. */
    ent_status (*each)(void *user, size_t replicate, size_t period, const ent_view *end, ent_error *error);
    void *user;
} ent_saom_run;

/* Simulate replicates `first` to first + count - 1.
 *   theta[parameters]
 *   statistic[count * periods * parameters]  out
 *   score[count * periods * parameters]      out; NULL unless run->scores
 *   elapsed[count * periods]                 out; may be NULL
 * Errors: ENT_ERR_CONVERGENCE: a period does not end within the steps allowed (named); ENT_ERR_STOPPED.
 * Allocates work space once a call and thread; nothing in a mini-step. */
ENT_API ent_status ent_saom_simulate(const ent_saom *saom, const double theta[], const ent_saom_run *run,
                                     double statistic[], double score[], double elapsed[],
                                     const ent_monitor *monitor, ent_error *error) ENT_CHECKED;

/* Work space for one thread, for callers that simulate one replicate after another (phase 2). */
typedef struct ent_saom_worker ent_saom_worker;
ENT_API ent_status ent_saom_worker_new(const ent_saom *saom, ent_saom_worker **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_saom_worker_free(ent_saom_worker *worker);
/* One replicate of one period. The arrays of `out` are those of the period alone: statistic[parameters] ... */
ENT_API ent_status ent_saom_period(ent_saom_worker *worker, const double theta[], size_t period, uint64_t seed,
                                   uint32_t replicate, ent_saom_outcome *out, ent_error *error) ENT_CHECKED;

/* ---- futures: from where a period starts, on and on ----
 * A worker stands at the start of a period and goes on from unit to unit of time, at rates of the caller's. */

/* The basic rate of a year, of a period whose estimate is `rate` and that took so many years. Where pairs get opportunities
 * their number goes with the square of the rate; a conditional estimate is a time, in units of rate 1. */
ENT_API double ent_saom_yearly_rate(const ent_model *model, double rate, double years);

/* Where the period starts. theta[parameters]; its basic rates do not count. */
ENT_API ent_status ent_saom_stand(ent_saom_worker *worker, const double theta[], size_t period, ent_error *error) ENT_CHECKED;
/* Make or end a tie there, also one that the model would not let change. */
ENT_API void ent_saom_put(ent_saom_worker *worker, size_t i, size_t j, bool tied);
/* Let a unit of time pass at this basic rate; nothing happens in a world of nobody, or of one.
 *   unit            number of the unit: replicate and unit have the same random numbers whatever came before
 *   expected[n * n] added to: at each opportunity the chance that ego (row) makes the tie with alter, or minus the
 *                   chance that it ends it, given all that came before. On average over replicates these sums are the
 *                   chance of a tie less whether it was there (they and the tie differ by a martingale), with far less
 *                   noise than counts of rare events. Where pairs get opportunities, of the pair that got it
 * Errors: ENT_ERR_CONVERGENCE: the unit does not end; ENT_ERR_MEMORY, where the world has changed. */
ENT_API ent_status ent_saom_go_on(ent_saom_worker *worker, double rate, uint64_t seed, uint32_t replicate, uint32_t unit,
                                  double expected[], ent_error *error) ENT_CHECKED;
/* The network where the worker is; borrowed. */
ENT_API const ent_view *ent_saom_network(const ent_saom_worker *worker);

/* ---- futures in a world that changes ----
 * Between units of time, till the worker stands at a start again. */

/* Take an actor out: its ties end, it gets no opportunity, nobody can choose it, and the network's view has it as absent.
 *   expected[n * n]  1 is taken from it for each tie that ends, in the row of who had it; of a network without directions in the
 *                    actor's own row. So sums over units stay those of the tie less whether it was there */
ENT_API void ent_saom_leave(ent_saom_worker *worker, size_t actor, double expected[]);

/* Let a model's data be its own, so that the two functions below may change them. Such a model is for one worker, which is
 * made afterwards. What a term works out from all who are there (ent_prepares) then follows them; else it stays as it was.
 * Memory: 8 n^2 bytes for each matrix and each effect of data. */
ENT_API ent_status ent_saom_let_change(ent_saom *saom, ent_error *error) ENT_CHECKED;
/* Let an actor come that is not there (ent_model's `spare`, or one who left): it has no ties, and the parent's covariates and
 * pairs. between[dyadic_count]: values of the pair of the two, both ways; NULL = 0. Cost: O(n) for each effect of data, O(n^2)
 * for those that hang on all who are there. */
ENT_API void ent_saom_enter(ent_saom_worker *worker, size_t actor, size_t parent, const double between[]);
/* Give a covariate other values, as effects use them: value[n]. They stay, also when the worker stands at the start. Cost: O(n^2)
 * for each effect that hangs on it. */
ENT_API void ent_saom_revalue(ent_saom_worker *worker, size_t covariate, const double value[]);

/* What ego's choice looks like in a given state: explain, and tests.
 *   x[n * n]         the network; period says which data
 *   probability[n]   out: of each alter, [ego] = no change; where pairs get opportunities, the chance that the pair
 *                    (ego, alter) flips its tie when it gets one
 *   accept[n]        out: the chance that alter confirms (rule initiative; else 1); may be NULL
 *   contribution[n * parameters]  out: signed D of each option; may be NULL */
ENT_API ent_status ent_saom_choice(ent_saom_worker *worker, const double theta[], size_t period, const uint8_t x[],
                                   size_t ego, double probability[], double accept[], double contribution[],
                                   ent_error *error) ENT_CHECKED;

#endif
