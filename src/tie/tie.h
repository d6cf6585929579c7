/* What estimation shares: small dense algebra, standardised rows, the pseudolikelihood and its derivatives. */
#ifndef ENT_TIE_TIE_H
#define ENT_TIE_TIE_H

#include "entente/tie.h"

#include "core/memory.h"

/* Can the pair change, and is all known that its probability hangs on? If not it is counted where it belongs (rows.c).
 */
bool tie_is_used(const ent_view *view, const ent_term terms[], size_t count, size_t i, size_t j,
                 ent_tie_counts *counts);

/* ---- algebra of positive definite matrices a[n * n] (algebra.c) ---- */

/* Cholesky's L in the lower triangle; false if a pivot is below `least` times what it was. */
bool tie_factor(double *a, size_t n, double least);
/* Solve L L' x = b in place. */
void tie_solve(const double *factor, size_t n, double *b);
/* The inverse by its factor. */
void tie_inverse(const double *factor, size_t n, double *inverse);

/* ---- standardised rows (standard.c) ---- */

/* z = (x - mean) / scale; of the intercept 1. Without an intercept mean is 0. */
typedef struct {
    const ent_tie_rows *rows;
    size_t terms;
    int intercept;          /* index of the constant term, -1 = none */
    double *mean, *scale;   /* [terms] */
    double *z;              /* [row_count * terms] */
} tie_standard;

/* Errors: constant and collinear terms. */
ent_status tie_standard_init(tie_standard *s, const ent_tie_rows *rows, ent_error *error);
void tie_standard_clear(tie_standard *s);

/* Coefficients of z as those of x, and back. b and theta may be the same. */
void tie_to_plain(const tie_standard *s, const double b[], double theta[]);
void tie_from_plain(const tie_standard *s, const double theta[], double b[]);
/* Covariance of z's coefficients to that of x's, in place. */
ent_status tie_plain_covariance(const tie_standard *s, double *covariance, ent_error *error);

enum { TIE_NAME = 240 };

/* The name of a term or step for a message, written to text[TIE_NAME]. */
const char *tie_term_name(const ent_tie_rows *rows, size_t term, char text[TIE_NAME]);
const char *tie_step_name(const ent_tie_rows *rows, size_t step, char text[TIE_NAME]);

/* ---- the pseudolikelihood (likelihood.c) ---- */

/* Sums over the rows of one step, at b: log pseudolikelihood, gradient[terms], information[terms * terms], each of
 * which may be NULL. */
void tie_step_sums(const tie_standard *s, size_t step, const double b[], double *value, double *gradient,
                   double *information);

enum { TIE_LANES = 32 };

/* Gradients at TIE_LANES points at once: b and gradient are [terms * TIE_LANES], lane by lane within a term. */
void tie_step_gradients(const tie_standard *s, size_t step, const double *b, double *gradient);

/* As many threads as OpenMP would use; 1 without it. */
int tie_threads(void);

/* ---- one fit in standardised terms (estimate.c) ---- */

typedef struct {
    double *b, *information; /* [terms], [terms * terms]; given by the caller */
    double value, decrement;
    size_t iterations;
} tie_solution;

ent_status tie_newton(const tie_standard *s, const double step_weight[], const ent_tie_options *options,
                      tie_solution *out, ent_error *error);

/* ---- steps (step.c) ---- */

ent_status tie_check_family(const ent_model *model, ent_error *error);
/* Again, after something beside the network has changed. */
ent_status tie_prepare_terms(ent_tie_step *step, ent_error *error);
ent_status tie_count_absent_as_present(ent_tie_step *step, ent_error *error);

/* ---- what follows an origin (forecast.c) ---- */

/* As known at a wave: its network is also the network before; closed with ent_tie_step_close. */
ent_status tie_origin_open(const ent_model *model, size_t origin, bool like_btergm, ent_tie_step *out, ent_error *error);
/* A network becomes the network before, time goes on; terms are prepared anew. */
ent_status tie_go_on_from(ent_tie_step *step, const uint8_t *x, ent_error *error);

/* ---- chains (chain.c); of pairs that can change, in the order of the chain ---- */

/* sum[pairs] += the probability of each pair given all others. */
void tie_add_probabilities(const ent_tie_chain *chain, double *sum);
/* A value of each pair into a matrix [n * n]; the other cells stay. */
void tie_spread(const ent_tie_chain *chain, const double *of_pair, double *matrix);
/* The probability of each pair given all others added to a matrix [n * n]; cells that are NaN count as 0. */
void tie_add_to_matrix(const ent_tie_chain *chain, double *matrix);

#endif
