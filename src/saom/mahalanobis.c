/* How far the observed counts are from simulated ones. Mahalanobis distance with the Moore-Penrose inverse of the
 * covariance, by its eigenvalues (Jacobi's rotations: Golub & Van Loan 2013, Matrix Computations, 8.5). */
#include "entente/saom_gof.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64, SWEEPS = 60 };
#define NO_VALUE                                                                                                       \
    1.5e-8 /* an eigenvalue this much below the largest is 0: root of the double's precision, as MASS::ginv */

/* One rotation that makes a[p][q] zero: a = R' a R, v = v R. */
static void rotate(double *a, double *v, size_t n, size_t p, size_t q)
{
    double tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    double t = (tau >= 0 ? 1 : -1) / (fabs(tau) + sqrt(1 + tau * tau)), c = 1 / sqrt(1 + t * t), s = t * c;
    for (size_t k = 0; k < n; k++) {
        double x = a[k * n + p], y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
        x = v[k * n + p];
        y = v[k * n + q];
        v[k * n + p] = c * x - s * y;
        v[k * n + q] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        double x = a[p * n + k], y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
    }
}

/* Eigenvalues on the diagonal of a, vectors in the columns of v. */
static void diagonalise(double *a, double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            v[i * n + j] = i == j;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double off = 0, size = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                *(i == j ? &size : &off) += a[i * n + j] * a[i * n + j];
        if (off <= 1e-30 * size)
            return;
        for (size_t p = 0; p < n; p++)
            for (size_t q = p + 1; q < n; q++)
                if (fabs(a[p * n + q]) > 0)
                    rotate(a, v, n, p, q);
    }
}

/* ---- the simulated vectors ---- */

static void find_moments(const double *simulated, size_t count, size_t size, double *mean, double *sd)
{
    for (size_t k = 0; k < size; k++) {
        mean[k] = sd[k] = 0;
        for (size_t r = 0; r < count; r++)
            mean[k] += simulated[r * size + k] / (double)count;
        for (size_t r = 0; r < count; r++)
            sd[k] += pow(simulated[r * size + k] - mean[k], 2) / (double)(count - 1);
        sd[k] = sqrt(sd[k]);
    }
}

/* In standard deviations; a count that never varies is 0. */
static void standardise(const double *y, const double *mean, const double *sd, size_t size, double *out)
{
    for (size_t k = 0; k < size; k++)
        out[k] = sd[k] > 1e-12 * (1 + fabs(mean[k])) ? (y[k] - mean[k]) / sd[k] : 0;
}

static void find_correlations(const double *standard, size_t count, size_t size, double *out)
{
    for (size_t k = 0; k < size; k++)
        for (size_t l = 0; l <= k; l++) {
            double sum = 0;
            for (size_t r = 0; r < count; r++)
                sum += standard[r * size + k] * standard[r * size + l];
            out[k * size + l] = out[l * size + k] = sum / (double)(count - 1);
        }
}

/* C^+ = sum over eigenvalues that are not 0 of v v' / value. Returns their number; root[size] is 0 where none. */
static size_t find_roots(double *a, double *v, size_t size, double *root)
{
    double largest = 0;
    size_t rank = 0;
    diagonalise(a, v, size);
    for (size_t k = 0; k < size; k++)
        largest = fmax(largest, a[k * size + k]);
    for (size_t k = 0; k < size; k++) {
        double value = a[k * size + k];
        root[k] = value > NO_VALUE * largest ? 1 / sqrt(value) : 0;
        rank += root[k] > 0;
    }
    return rank;
}

static double distance_of(const double *y, const double *v, const double *root, size_t size)
{
    double sum = 0;
    for (size_t k = 0; k < size; k++) {
        double along = 0;
        for (size_t l = 0; l < size; l++)
            along += y[l] * v[l * size + k];
        sum += along * root[k] * along * root[k];
    }
    return sum;
}

static void compare(const double *observed, const double *simulated, size_t count, size_t size, const double *mean,
                    const double *sd, double *standard, double *matrices, ent_mahalanobis *out)
{
    double y[MOST], root[MOST], far = 0;
    double *a = matrices, *v = matrices + size * size;
    for (size_t r = 0; r < count; r++)
        standardise(simulated + r * size, mean, sd, size, standard + r * size);
    find_correlations(standard, count, size, a);
    out->rank = find_roots(a, v, size, root);
    standardise(observed, mean, sd, size, y);
    out->distance = distance_of(y, v, root, size);
    for (size_t r = 0; r < count; r++)
        far += distance_of(standard + r * size, v, root, size) >= out->distance;
    out->p = far / (double)count;
}

ent_status ent_mahalanobis_test(const double observed[], const double simulated[], size_t count, size_t size,
                                double mean[], double sd[], ent_mahalanobis *out, ent_error *error)
{
    double means[MOST], sds[MOST];
    *out = (ent_mahalanobis){0};
    if (count < 2 || size > MOST)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu simulated vectors of %zu counts; at least 2, of at most %d",
                        count, size, (int)MOST);
    double *standard = ent_new_array(count * size, sizeof *standard);
    double *matrices = ent_new_array(2 * size * size, sizeof *matrices);
    ent_status status = standard && matrices ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        find_moments(simulated, count, size, means, sds);
        compare(observed, simulated, count, size, means, sds, standard, matrices, out);
        if (mean)
            memcpy(mean, means, size * sizeof *mean);
        if (sd)
            memcpy(sd, sds, size * sizeof *sd);
    }
    free(standard);
    free(matrices);
    return status;
}
