/* The loops over options: what a step takes its time for. Elements are worked on alone, and sums run in SAOM_LANES
 * lanes, so that a wider processor gives the same bytes. */
#include "saom/saom.h"

#include "core/exponential.h"

#include <string.h>

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

EACH_WIDTH
void saom_expect_all(double *restrict out, const double *restrict weight, const uint8_t *restrict x, double factor, size_t n)
{
    for (size_t j = 0; j < n; j++)
        out[j] += factor * weight[j] * (1 - 2.0 * x[j]);
}

EACH_WIDTH
void saom_expect_replies(double *restrict out, const double *restrict weight, const uint8_t *restrict x, double factor,
                         double more, const double *restrict back, const double *restrict reply,
                         const double *restrict rest, const double *restrict alter, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double a = more * weight[j] * back[j] * reply[j], b = rest[j] * alter[j];
        out[j] += factor * weight[j] * (x[j] ? -1 : a / (a + b));
    }
}

/* Half of the lanes as one: what the compiler otherwise keeps in memory. */
typedef double half_lanes __attribute__((vector_size(SAOM_LANES / 2 * sizeof(double))));

#define LOAD(to, from) memcpy(&(to), (from), sizeof(half_lanes))

static inline double sum_of(const half_lanes *low, const half_lanes *high)
{
    half_lanes both = *low + *high;
    double sum[SAOM_LANES / 2];
    memcpy(sum, &both, sizeof sum);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* Two rows at a time, so that additions need not wait for each other; the last one may be the same twice. */
EACH_WIDTH
void saom_products(const double *restrict a, const double *const rows[restrict], size_t row_count, size_t stride,
                   double out[restrict])
{
    for (size_t r = 0; r < row_count; r += 2) {
        const double *one = rows[r], *two = rows[r + 1 < row_count ? r + 1 : r];
        half_lanes low_one = {0}, high_one = {0}, low_two = {0}, high_two = {0}, low, high, row;
        for (size_t j = 0; j < stride; j += SAOM_LANES) {
            LOAD(low, a + j);
            LOAD(high, a + j + SAOM_LANES / 2);
            LOAD(row, one + j);
            low_one += low * row;
            LOAD(row, one + j + SAOM_LANES / 2);
            high_one += high * row;
            LOAD(row, two + j);
            low_two += low * row;
            LOAD(row, two + j + SAOM_LANES / 2);
            high_two += high * row;
        }
        out[r] = sum_of(&low_one, &high_one);
        out[r + 1] = sum_of(&low_two, &high_two);
    }
}
