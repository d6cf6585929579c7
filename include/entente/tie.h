/* Tie models: the probability of a tie by logit, given all other ties and the past (logit, TERGM).
 *
 *   logit P(Y_ijt = 1 | the rest of Y_t, the past) = sum_k theta_k delta_k(i, j; Y_t)
 *
 * delta_k is the change of the k-th statistic by the tie (ent_change). theta by maximum pseudolikelihood, pooled over
 * time steps: a logistic regression over all pairs of all steps, in which the tie count is the constant (Strauss &
 * Ikeda 1990, JASA 85:204; Desmarais & Cranmer 2012, Physica A 391:1865; Leifeld, Cranmer & Desmarais 2018, J. Stat.
 * Software 83(6)). Uncertainty by drawing time steps with replacement. Networks of such a model by Markov chain Monte
 * Carlo. All on plain arrays: views and terms of entente/effects.h, networks x[n * n]; the last part reads
 * them off a model (entente/model.h). */
#ifndef ENTENTE_TIE_H
#define ENTENTE_TIE_H

#include "entente/model.h"
#include "entente/score.h"

/* ---- rows ---- */

/* Change statistics of the pairs of each step; pairs of one step with the same statistics are one row.
 * Start from {.term_count = ...}; free with ent_tie_rows_clear. */
typedef struct {
    size_t term_count, step_count, row_count;
    double *x;          /* [row_count * term_count] */
    double *pairs;      /* [row_count] how many pairs have these statistics */
    double *ties;       /* [row_count] how many of them are tied */
    size_t *first;      /* [step_count + 1] the first row of each step */
    const char *const *term_names; /* [term_count], for messages; borrowed; NULL = "term 1" ... */
    const char *const *step_names; /* [step_count] */
    size_t row_capacity, step_capacity;
} ent_tie_rows;

/* What became of the pairs of a step; of a directed network ordered pairs. */
typedef struct {
    size_t pairs, ties;             /* used */
    size_t absent, fixed, missing;  /* left out: an end is absent; the tie cannot change; the tie, or a value that a
                                       term uses, is not known */
} ent_tie_counts;

/* Add a step: the pairs of a view that are neither absent nor fixed nor missing.
 *   terms[rows->term_count]  prepared for the view
 *   counts                   out; may be NULL
 * After a failure the rows are as before. Errors: ENT_ERR_INPUT: a statistic above 1e100 (term and step). Cost: a
 * change of each term for each pair. */
ENT_API ent_status ent_tie_rows_add(ent_tie_rows *rows, const ent_view *view, const ent_term terms[],
                                    ent_tie_counts *counts, ent_error *error) ENT_CHECKED;
ENT_API void ent_tie_rows_clear(ent_tie_rows *rows);

/* ---- estimates ---- */

typedef struct {
    double ridge;           /* minus this / 2 times the sum of squared coefficients of standardised terms; 0 = none */
    bool firth;             /* plus half the log determinant of the information (Firth 1993, Biometrika 80:27) */
    size_t iterations_most;
    double decrement;       /* stop when the Newton decrement g' H^-1 g is below this */
} ent_tie_options;
#define ENT_TIE_DEFAULTS ((ent_tie_options){0, false, 100, 1e-10})

typedef struct {
    size_t term_count;
    double *estimate;       /* [term_count] */
    double *covariance;     /* [term_count * term_count] inverse information of the pseudolikelihood */
    double log_likelihood;  /* of the pseudolikelihood, without penalties */
    double null_log_likelihood; /* of the constant alone; NaN if the model has none */
    double decrement;       /* the last one */
    size_t iterations;
    size_t rows;            /* used */
    double pairs, ties;
} ent_tie_fit;

/* Maximum pseudolikelihood. Columns are centred (if a term is constant, which is then the intercept) and scaled;
 * Newton's method with step halving from the log-odds of the density.
 *   step_weight[step_count]  how often each step counts; NULL = once
 *   out                      freed with ent_tie_fit_clear
 * Errors: ENT_ERR_INPUT: a term is 0 or the same for all pairs, or a linear combination of others (named); no finite
 *   estimate, since terms separate ties from other pairs (the terms and steps are named). ENT_ERR_CONVERGENCE. */
ENT_API ent_status ent_tie_estimate(const ent_tie_rows *rows, const double step_weight[],
                                    const ent_tie_options *options, ent_tie_fit *out,
                                    ent_error *error) ENT_CHECKED;
ENT_API void ent_tie_fit_clear(ent_tie_fit *fit);

/* ---- bootstrap over steps ---- */

/* How often each of `steps` steps is drawn in each replicate: counts[replicates * steps], by `steps` draws with
 * replacement (Desmarais & Cranmer 2012). A replicate's draws depend on the seed and its number alone. */
ENT_API void ent_tie_resample(uint64_t seed, size_t replicates, size_t steps, uint16_t counts[]);

/* Leave out one step each: counts[steps * steps]. */
ENT_API void ent_tie_leave_one_out(size_t steps, uint16_t counts[]);

/* Estimates of each replicate, whose steps count as often as they were drawn.
 *   fit                                 of all steps: where each replicate starts
 *   counts[replicates * step_count]     e.g. by ent_tie_resample
 *   estimates[replicates * term_count]  out; NaN for a replicate without a finite estimate
 *   failed                              out: how many have none
 *   threads                             0 = as many as there are; the result does not depend on it
 * Errors: ENT_ERR_INPUT if there is one step only; ENT_ERR_STOPPED.
 * Cost: about ten passes over the rows of the steps drawn, shared by many replicates. */
ENT_API ent_status ent_tie_bootstrap(const ent_tie_rows *rows, const ent_tie_fit *fit,
                                     const ent_tie_options *options, const uint16_t counts[],
                                     size_t replicates, int threads, double estimates[], size_t *failed,
                                     const ent_monitor *monitor, ent_error *error) ENT_CHECKED;

/* The alpha-quantile of sorted[count], by the rule of boot: rank (count + 1) alpha, between two order statistics on
 * the scale of normal quantiles; at most the outermost values (Davison & Hinkley 1997, ch. 5.2). */
ENT_API double ent_boot_quantile(const double sorted[], size_t count, double alpha);

/* Median and the middle 95 % of some values, which are sorted in place. Each result may be NULL. */
ENT_API void ent_tie_band(double values[], size_t count, double *low, double *median, double *high);

/* What replicates say of one term; those that are NaN are left out. */
typedef struct {
    size_t used;
    double se;              /* sqrt(mean((replicate - estimate)^2)), as btergm */
    double low, high;       /* percentile interval */
    double bca_low, bca_high; /* bias-corrected and accelerated (Efron 1987, JASA 82:171); NaN without `left_out` */
} ent_tie_interval;

/*   replicates[count], at a stride   estimates of one term
 *   left_out[steps], at the same stride   estimates without each step; NULL = no BCa
 *   level     0.95 */
ENT_API ent_status ent_tie_interval_of(double estimate, const double replicates[], size_t count,
                                       const double left_out[], size_t steps, size_t stride, double level,
                                       ent_tie_interval *out, ent_error *error) ENT_CHECKED;

/* ---- networks of a model ---- */

/* Can the pair change, and is all known that its probability hangs on? (As in ent_tie_rows_add.) */
ENT_API bool ent_tie_is_used(const ent_view *view, const ent_term terms[], size_t term_count, size_t i, size_t j);

/* Probability of a tie given all others: 1 / (1 + e^-theta'delta). */
ENT_API double ent_tie_probability(const ent_view *view, const ent_term terms[], const double theta[],
                                   size_t term_count, size_t i, size_t j);

/* A Markov chain over networks: ties are added and removed one by one, by Metropolis-Hastings; half of the proposals
 * pick a tie, half any pair ("tie - no tie": Morris, Handcock & Hunter 2008, J. Stat. Software 24(4)). Pairs that are
 * absent, fixed or not known (as in ent_tie_rows_add) stay as they are. */
typedef struct ent_tie_chain ent_tie_chain;

/*   view       the data, and the pairs that stay
 *   start      [n * n] where the chain starts (pairs that stay are as in the view); NULL = as the view
 *   replicate  chains of one seed with different numbers are independent
 *   out        freed with ent_tie_chain_free; terms and theta are borrowed till then, as the view's data are
 * Errors: ENT_ERR_INPUT: no pair can change. */
ENT_API ent_status ent_tie_chain_new(const ent_view *view, const uint8_t start[], const ent_term terms[],
                                     const double theta[], size_t term_count, uint64_t seed, uint32_t replicate,
                                     ent_tie_chain **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_tie_chain_free(ent_tie_chain *chain);
/* Make so many proposals. Allocates nothing. */
ENT_API void ent_tie_chain_run(ent_tie_chain *chain, uint64_t proposals);
/* The network where the chain is; borrowed. */
ENT_API const ent_view *ent_tie_chain_network(const ent_tie_chain *chain);
ENT_API uint64_t ent_tie_chain_accepted(const ent_tie_chain *chain);
/* Pairs that can change. */
ENT_API size_t ent_tie_chain_pairs(const ent_tie_chain *chain);

typedef struct {
    size_t draws;           /* a multiple of `chains` */
    size_t chains;          /* each starts anew */
    double burn_in, interval; /* proposals before the first draw of a chain and between draws, each times the pairs
                                 that can change */
    uint64_t seed;
    int threads;            /* 0 = as many as there are; the result does not depend on it */
    ent_status (*each)(void *user, size_t draw, const ent_view *network, ent_error *error); /* called by several
                                                                      threads, each draw once; NULL = none */
    void *user;
} ent_tie_draw_options;
#define ENT_TIE_DRAW_DEFAULTS ((ent_tie_draw_options){200, 4, 20, 2, 1, 0, NULL, NULL})

typedef struct {
    size_t draws, term_count, n, pairs;
    double *statistic;      /* [draws * term_count] of each network (ent_total) */
    double *ties;           /* [draws] */
    double *probability;    /* [n * n] mean over draws of the probability given all other ties, which is less noisy than
                               the share of draws with the tie; NaN = the pair cannot change */
    double *effective; /* [term_count] draws that are worth as much if they were independent (Geyer 1992, Stat. Sci.
                          7:473, initial positive sequence), all chains together; NaN = the statistic is constant */
    double acceptance;      /* share of proposals */
    uint64_t proposals;
} ent_tie_draws;

/* Draw networks. Errors: as ent_tie_chain_new; ENT_ERR_ARGUMENT; ENT_ERR_STOPPED. Freed with ent_tie_draws_clear. */
ENT_API ent_status ent_tie_draw(const ent_view *view, const uint8_t start[], const ent_term terms[],
                                const double theta[], size_t term_count, const ent_tie_draw_options *options,
                                ent_tie_draws *out, const ent_monitor *monitor, ent_error *error) ENT_CHECKED;
ENT_API void ent_tie_draws_clear(ent_tie_draws *draws);

/* Are the networks drawn far from an observed number of ties: all of them on one side of it, and their mean more than 1.5
 * times as high, or less than two thirds? Then the model is of other networks than the observed one, and its probabilities
 * are of little use (Handcock 2003, "Assessing degeneracy in statistical models of social networks"). */
ENT_API bool ent_tie_is_degenerate(const double ties[], size_t draws, double observed);

/* ---- fit ---- */

/* What networks are compared by (Hunter, Goodreau & Handcock 2008, JASA 103:248): each a list of counts. */
typedef enum {
    ENT_FEATURE_DEGREE,     /* [n] actors with 0, 1, 2 ... ties; of a directed network, out-degrees */
    ENT_FEATURE_IN_DEGREE,  /* [n] of a directed network; else [0] */
    ENT_FEATURE_SHARED,     /* [n] ties whose ends share 0, 1, 2 ... partners; directed: i->h->j of i->j (ergm's OTP) */
    ENT_FEATURE_PAIRS,      /* [n] pairs that share 0, 1, 2 ... partners; directed: ordered pairs */
    ENT_FEATURE_DISTANCE,   /* [n] pairs at distance 1, 2 ... n - 1; the last: not connected; directed: ordered pairs */
    ENT_FEATURE_TRIADS,     /* [4] triples with 0, 1, 2, 3 ties; directed: [16] 003, 012 ... 300 */
    ENT_FEATURES
} ent_feature;
enum { ENT_FEATURE_VALUE = 24 };
ENT_API const char *ent_feature_word(ent_feature feature, bool directed);
/* What count k is of: "3", "none" (not connected), "030T". */
ENT_API void ent_feature_value(ent_feature feature, size_t k, size_t n, bool directed, char text[ENT_FEATURE_VALUE]);
/* How many counts a feature has with n actors, and all of them. */
ENT_API size_t ent_feature_size(ent_feature feature, size_t n, bool directed);
ENT_API size_t ent_features_size(size_t n, bool directed);

/* All counts, added to out[ent_features_size], in the order of the enum. Absent actors and their pairs do not count.
 * The view need not keep tables. Cost: O(n^2 + n sum of degrees). */
ENT_API ent_status ent_features_add(const ent_view *view, double out[], ent_error *error) ENT_CHECKED;

/* ---- a model's periods as steps ---- */

/* A period with the pairs that cannot change marked. */
typedef struct {
    ent_model_period *period;
    ent_view *view;         /* period->end, with `fixed` */
    uint8_t *fixed;         /* [n * n] */
} ent_tie_step;

/* Open a period of a tie model.
 *   like_btergm  absent actors count as present without ties, and fixed pairs as others: what btergm does
 * Errors: ENT_ERR_INPUT: the family is not logit or tergm; `logit` with an effect that hangs on other ties now. */
ENT_API ent_status ent_tie_step_open(const ent_model *model, size_t period, bool like_btergm,
                                     ent_tie_step *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_tie_step_close(ent_tie_step *step);

/* The rows of periods first to last. counts[last - first + 1] may be NULL. `rows` starts as {0}; its names are left
 * alone. */
ENT_API ent_status ent_tie_rows_of_model(const ent_model *model, size_t first, size_t last, bool like_btergm,
                                         ent_tie_rows *rows, ent_tie_counts counts[],
                                         ent_error *error) ENT_CHECKED;

/* Probabilities of the ties of a wave from what is known `horizon` waves before, the origin: its network is also the network
 * before, covariates and treaties stay as they are there, time goes on. NaN = no forecast: an end is absent at the origin (not
 * with like_btergm), the tie cannot change, or something is not known there.
 *   plugin[n * n]  out: given all ties of the origin; may be NULL
 *   drawn[n * n]   out: mean over networks drawn wave by wave, the first from the origin, of the probability given all
 *                  other ties; may be NULL
 * Nothing of a later wave is read. That a network drawn knows the wave that it is to predict is the usual leak of
 * "out-of-sample" figures (Block and others 2022, Network Science).
 * Errors: ENT_ERR_ARGUMENT: there is no such origin; as ent_tie_step_open, ent_tie_draw. */
ENT_API ent_status ent_tie_forecast(const ent_model *model, size_t wave, size_t horizon, bool like_btergm,
                                    const double theta[], const ent_tie_draw_options *options, double plugin[],
                                    double drawn[], const ent_monitor *monitor, ent_error *error) ENT_CHECKED;

#endif
