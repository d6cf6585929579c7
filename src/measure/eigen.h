/* Eigenvalues of dense symmetric matrices: the one place that knows LAPACK. */
#ifndef ENT_MEASURE_EIGEN_H
#define ENT_MEASURE_EIGEN_H

#include "entente/core.h"

/* All eigenvalues, ascending.
 *   matrix[n * n]  symmetric; destroyed
 *   value[n]       out
 * Computed by one thread. The sums of the eigenvalues and of their squares are compared with the matrix.
 * Errors: ENT_ERR_CONVERGENCE: the iteration did not end, or the result does not fit the matrix.
 * Cost: O(n^3). */
ent_status ent_eigenvalues(double *matrix, size_t n, double *value, ent_error *error) ENT_CHECKED;

#endif
