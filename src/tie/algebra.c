/* Algebra of the small positive definite matrices of a fit: as many rows as the model has terms. */
#include "tie/tie.h"

#ifdef _OPENMP
#include <omp.h>
#endif
#include <math.h>
#include <string.h>

bool tie_factor(double *a, size_t n, double least)
{
    for (size_t i = 0; i < n; i++) {
        double before = a[i * n + i];
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= a[i * n + k] * a[j * n + k];
            if (j < i)
                a[i * n + j] = sum / a[j * n + j];
            else if (!(sum > least * before) || !(sum > 0))
                return false;
            else
                a[i * n + i] = sqrt(sum);
        }
    }
    return true;
}

void tie_solve(const double *factor, size_t n, double *b)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= factor[i * n + k] * b[k];
        b[i] /= factor[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= factor[k * n + i] * b[k];
        b[i] /= factor[i * n + i];
    }
}

/* Row by row: the inverse is symmetric. */
void tie_inverse(const double *factor, size_t n, double *inverse)
{
    memset(inverse, 0, n * n * sizeof *inverse);
    for (size_t i = 0; i < n; i++) {
        inverse[i * n + i] = 1;
        tie_solve(factor, n, inverse + i * n);
    }
}

int tie_threads(void)
{
#ifdef _OPENMP
    return omp_get_max_threads();
#else
    return 1;
#endif
}
