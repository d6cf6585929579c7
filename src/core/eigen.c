/* Method: LAPACK's dsyev (reduction to three diagonals, then QR), from OpenBLAS through LAPACKE.
 *
 * OpenBLAS picks its kernels by the processor, and some versions have had kernels that are wrong on
 * processors newer than they are. So each result is checked: sum of lambda = trace, sum of lambda^2 = sum of
 * the squares of all entries. */
#include "core/eigen.h"

#include "core/memory.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

/* Work space for blocks of 64 columns: (64 + 2) n. */
enum { WORK_COLUMNS = 66 };

typedef struct {
    double trace, squares;
} sums;

static sums sums_of_matrix(const double *matrix, size_t n)
{
    sums s = {0, 0};
    for (size_t i = 0; i < n; i++)
        s.trace += matrix[i * n + i];
    for (size_t k = 0; k < n * n; k++)
        s.squares += matrix[k] * matrix[k];
    return s;
}

static bool fits(sums matrix, const double *value, size_t n)
{
    sums s = {0, 0};
    for (size_t i = 0; i < n; i++) {
        s.trace += value[i];
        s.squares += value[i] * value[i];
    }
    double room = 1e-9 * (double)n;
    return fabs(s.squares - matrix.squares) <= room * matrix.squares &&
           fabs(s.trace - matrix.trace) <= room * sqrt(matrix.squares);
}

/* The number of threads belongs to the whole program: it is put back. */
static int solve(double *matrix, size_t n, bool vectors, double *value, double *work)
{
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    int failed = LAPACKE_dsyev_work(LAPACK_COL_MAJOR, vectors ? 'V' : 'N', 'U', (lapack_int)n, matrix, (lapack_int)n,
                                    value, work, (lapack_int)(n * WORK_COLUMNS));
    openblas_set_num_threads(threads);
    return failed;
}

ent_status ent_eigenvalues(double *matrix, size_t n, bool vectors, double *value, ent_error *error)
{
    if (n == 0)
        return ENT_OK;
    sums expected = sums_of_matrix(matrix, n);
    double *work = ent_new_array(n * WORK_COLUMNS, sizeof *work);
    if (!work)
        return ent_fail_memory(error);
    int failed = solve(matrix, n, vectors, value, work);
    free(work);
    if (failed)
        return ent_fail(error, ENT_ERR_CONVERGENCE,
                        "the eigenvalues of a matrix of %zu rows were not found (LAPACK dsyev: %d)", n,
                        failed);
    if (!fits(expected, value, n))
        return ent_fail(error, ENT_ERR_CONVERGENCE,
                        "the eigenvalues of a matrix of %zu rows do not fit it: LAPACK or OpenBLAS is "
                        "broken on this processor; try OPENBLAS_CORETYPE=Haswell", n);
    return ENT_OK;
}
