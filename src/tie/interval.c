/* Intervals from replicates. z is the standard normal quantile. */
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>

static double normal_share(double z)
{
    return 0.5 * erfc(-z * 0.70710678118654752);
}

/* By bisection: exact to the last digits, and short. */
static double normal_quantile(double p)
{
    double low = -38, high = 38;
    for (int k = 0; k < 100; k++) {
        double middle = (low + high) / 2;
        *(normal_share(middle) < p ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

/* r = (R + 1) alpha; between t_k and t_k+1, k = floor(r), by (z(alpha) - z(k / (R+1))) / (z((k+1) / (R+1)) - z(k /
 * (R+1))). Davison & Hinkley 1997, Bootstrap Methods and their Application, (5.8). */
double ent_boot_quantile(const double sorted[], size_t count, double alpha)
{
    if (count == 0)
        return (double)NAN;
    double all = (double)count + 1, rank = all * alpha, whole = floor(rank + 1e-9);
    if (whole < 1)
        return sorted[0];
    if (whole >= (double)count)
        return sorted[count - 1];
    size_t k = (size_t)whole;
    if (fabs(rank - whole) < 1e-9)
        return sorted[k - 1];
    double below = normal_quantile(whole / all), above = normal_quantile((whole + 1) / all);
    return sorted[k - 1]
           + (normal_quantile(alpha) - below) / (above - below) * (sorted[k] - sorted[k - 1]);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void ent_tie_band(double values[], size_t count, double *low, double *median, double *high)
{
    static const double shares[] = {0.025, 0.5, 0.975};
    double *results[] = {low, median, high};
    qsort(values, count, sizeof *values, compare_numbers);
    for (size_t k = 0; k < ent_countof(shares); k++)
        if (results[k])
            *results[k] = ent_boot_quantile(values, count, shares[k]);
}

/* a = sum (mean - t_i)^3 / (6 (sum (mean - t_i)^2)^1.5), t_i without step i. Efron 1987, (6.6) by the jackknife. */
static double acceleration(const double left_out[], size_t steps, size_t stride)
{
    double mean = 0, squares = 0, cubes = 0;
    for (size_t k = 0; k < steps; k++)
        mean += left_out[k * stride] / (double)steps;
    for (size_t k = 0; k < steps; k++) {
        double difference = mean - left_out[k * stride];
        squares += difference * difference;
        cubes += difference * difference * difference;
    }
    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

/* The share at which BCa reads the replicates: Phi(z0 + (z0 + z) / (1 - a (z0 + z))). */
static double corrected(double bias, double a, double z)
{
    return normal_share(bias + (bias + z) / (1 - a * (bias + z)));
}

static void fill_bca(double estimate, const double sorted[], const double left_out[], size_t steps, size_t stride,
                     double tail, ent_tie_interval *out)
{
    size_t below = 0;
    out->bca_low = out->bca_high = (double)NAN;
    while (below < out->used && sorted[below] < estimate)
        below++;
    double a = left_out ? acceleration(left_out, steps, stride) : (double)NAN;
    if (isnan(a) || below == 0 || below == out->used)
        return;
    double bias = normal_quantile((double)below / (double)out->used);
    out->bca_low = ent_boot_quantile(sorted, out->used, corrected(bias, a, normal_quantile(tail)));
    out->bca_high = ent_boot_quantile(sorted, out->used, corrected(bias, a, normal_quantile(1 - tail)));
}

ent_status ent_tie_interval_of(double estimate, const double replicates[], size_t count, const double left_out[],
                               size_t steps, size_t stride, double level, ent_tie_interval *out, ent_error *error)
{
    double *sorted = ent_new_array(count, sizeof *sorted), squares = 0, tail = (1 - level) / 2;
    *out = (ent_tie_interval){0};
    if (!sorted)
        return ent_fail_memory(error);
    for (size_t k = 0; k < count; k++)
        if (!isnan(replicates[k * stride])) {
            sorted[out->used++] = replicates[k * stride];
            squares += (replicates[k * stride] - estimate) * (replicates[k * stride] - estimate);
        }
    qsort(sorted, out->used, sizeof *sorted, compare_numbers);
    out->se = sqrt(squares / (double)out->used);
    out->low = ent_boot_quantile(sorted, out->used, tail);
    out->high = ent_boot_quantile(sorted, out->used, 1 - tail);
    fill_bca(estimate, sorted, left_out, steps, stride, tail, out);
    free(sorted);
    return ENT_OK;
}
