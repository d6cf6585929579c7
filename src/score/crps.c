/* The continuous ranked probability score: closed forms (Jordan, Krueger & Lerch 2019, J. Stat. Software 90(12)) and that
 * of an ensemble. */
#include "entente/score.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* s (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)) */
double ent_crps_normal(double mean, double sd, double y)
{
    const double root_pi = 1.77245385090551602729816748334, root_2 = 1.41421356237309504880168872421;
    double z = (y - mean) / sd, density = exp(-z * z / 2) / (root_pi * root_2);
    return sd * (z * erf(z / root_2) + 2 * density - 1 / root_pi);
}

/* s (z - 2 log F(z) - 1), F(z) = 1 / (1 + e^-z) */
double ent_crps_logistic(double location, double scale, double y)
{
    double z = (y - location) / scale;
    return scale * (z + 2 * (z > 0 ? log1p(exp(-z)) : log1p(exp(z)) - z) - 1);
}

/* On [0, 1]: |y - F| + F^2 - F + 1/3, F = min(max(y, 0), 1) */
double ent_crps_uniform(double least, double most, double y)
{
    double range = most - least, z = (y - least) / range, f = fmin(fmax(z, 0), 1);
    return range * (fabs(z - f) + f * f - f + 1.0 / 3);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* sum |x - x'| over ordered pairs = 2 sum_k (2 k - count + 1) x_(k), x ascending from k = 0 */
ent_status ent_crps_ensemble(const double x[], size_t count, bool fair, double y, double *out, ent_error *error)
{
    double *sorted = ent_new_array(count, sizeof *sorted), near = 0, apart = 0, n = (double)count;
    *out = (double)NAN;
    if (!sorted)
        return ent_fail_memory(error);
    if (count > 0) {
        memcpy(sorted, x, count * sizeof *x);
        qsort(sorted, count, sizeof *sorted, ascending);
    }
    for (size_t k = 0; k < count; k++) {
        near += fabs(sorted[k] - y);
        apart += 2 * (2 * (double)k - n + 1) * sorted[k];
    }
    if (count > (fair ? 1 : 0))
        *out = near / n - apart / (2 * n * (fair ? n - 1 : n));
    free(sorted);
    return ENT_OK;
}
