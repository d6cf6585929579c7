/* Eigenvalues of dense symmetric matrices: the one place that knows LAPACK. */
#ifndef ENT_CORE_EIGEN_H
#define ENT_CORE_EIGEN_H

#include "entente/core.h"

/* All eigenvalues, ascending.
 *   matrix[n * n]  symmetric; destroyed, or with `vectors` row k becomes the unit eigenvector of value[k]
 *   value[n]       out
 * Computed by one thread. The sums of the eigenvalues and of their squares are compared with the matrix.
 * Errors: ENT_ERR_CONVERGENCE: the iteration did not end, or the result does not fit the matrix.
 * Cost: O(n^3). */
ent_status ent_eigenvalues(double *matrix, size_t n, bool vectors, double *value, ent_error *error) ENT_CHECKED;

#endif
