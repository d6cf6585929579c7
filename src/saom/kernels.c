/* The loops over options: what a step takes its time for. Elements are worked on alone, and sums run in SAOM_LANES
 * lanes, so that a wider processor gives the same bytes. */
#include "saom/saom.h"

#include "core/exponential.h"

/* Several versions of a function, of which the processor's is taken. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)             \
    && !defined(__SANITIZE_THREAD__)
#define EACH_WIDTH __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define EACH_WIDTH
#endif

EACH_WIDTH
void saom_multiply(double *restrict out, const double *restrict a, const double *restrict b, double factor,
                   size_t stride)
{
    for (size_t j = 0; j < stride; j += SAOM_LANES)
        for (size_t l = 0; l < SAOM_LANES; l++)
            out[j + l] = factor * a[j + l] * b[j + l];
}

EACH_WIDTH
void saom_add(double *restrict out, const double *restrict a, double factor, size_t stride)
{
    for (size_t j = 0; j < stride; j += SAOM_LANES)
        for (size_t l = 0; l < SAOM_LANES; l++)
            out[j + l] += factor * a[j + l];
}

/* Without a branch: which alters have a count cannot be foreseen. */
EACH_WIDTH
void saom_look_up(const uint16_t *restrict counts, const double *restrict value, const double *restrict factor,
                  size_t n, double *restrict weight, double *restrict row)
{
    for (size_t j = 0; j < n; j++) {
        weight[j] *= factor[counts[j]];
        row[j] = value[counts[j]];
    }
}

EACH_WIDTH
void saom_look_up_factors(const uint16_t *restrict counts, const double *restrict factor, size_t n,
                          double *restrict weight, double *restrict row)
{
    for (size_t j = 0; j < n; j++)
        row[j] = counts[j];
    for (size_t j = 0; j < n; j++)
        weight[j] *= factor[counts[j]];
}

EACH_WIDTH
void saom_exponentials(double *a, double less, size_t stride)
{
    for (size_t j = 0; j < stride; j += SAOM_LANES)
        for (size_t l = 0; l < SAOM_LANES; l++) {
            double x = a[j + l] - less, power = ent_exp(x);
            a[j + l] = x > -700 ? power : 0;
        }
}

EACH_WIDTH
void saom_lane_sums(const double *restrict a, size_t stride, double lane[restrict SAOM_LANES])
{
    double sum[SAOM_LANES] = {0};
    for (size_t j = 0; j < stride; j += SAOM_LANES)
        for (size_t l = 0; l < SAOM_LANES; l++)
            sum[l] += a[j + l];
    for (size_t l = 0; l < SAOM_LANES; l++)
        lane[l] = sum[l];
}

static inline double lanes_sum(const double sum[SAOM_LANES])
{
    double half[SAOM_LANES / 2];
    for (size_t l = 0; l < SAOM_LANES / 2; l++)
        half[l] = sum[l] + sum[l + SAOM_LANES / 2];
    return ((half[0] + half[4]) + (half[1] + half[5])) + ((half[2] + half[6]) + (half[3] + half[7]));
}

EACH_WIDTH
void saom_products(const double *restrict a, const double *const rows[restrict], size_t row_count, size_t stride,
                   double out[restrict])
{
    for (size_t r = 0; r < row_count; r++) {
        const double *row = rows[r];
        double sum[SAOM_LANES] = {0};
        for (size_t j = 0; j < stride; j += SAOM_LANES)
            for (size_t l = 0; l < SAOM_LANES; l++)
                sum[l] += a[j + l] * row[j + l];
        out[r] = lanes_sum(sum);
    }
}
