/* The loops over options: what a step takes its time for. Elements are worked on alone, and sums run in SAOM_LANES
 * lanes, so that a wider processor gives the same bytes. */
#include "saom/saom.h"

#include "core/exponential.h"

/* Several versions of a function, of which the processor's is taken. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__)                   \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define EACH_WIDTH __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define EACH_WIDTH
#endif

EACH_WIDTH
void saom_add_rows(double *out, const double *start, double base, const double *const rows[], const double factors[],
                   size_t row_count, size_t stride)
{
    for (size_t j = 0; j < stride; j += SAOM_LANES) {
        double sum[SAOM_LANES];
        for (size_t l = 0; l < SAOM_LANES; l++)
            sum[l] = start[j + l] + base;
        for (size_t r = 0; r < row_count; r++)
            for (size_t l = 0; l < SAOM_LANES; l++)
                sum[l] += factors[r] * rows[r][j + l];
        for (size_t l = 0; l < SAOM_LANES; l++)
            out[j + l] = sum[l];
    }
}

EACH_WIDTH
double saom_exponentials(double *weight, size_t stride, double lane[SAOM_LANES])
{
    double sum[SAOM_LANES] = {0}, most[SAOM_LANES] = {0};
    for (size_t j = 0; j < stride; j += SAOM_LANES)
        for (size_t l = 0; l < SAOM_LANES; l++) {
            double u = weight[j + l], power = ent_exp(u);
            most[l] = u > most[l] ? u : most[l];
            power = u > -700 ? power : 0;
            weight[j + l] = power;
            sum[l] += power;
        }
    double largest = 0;
    for (size_t l = 0; l < SAOM_LANES; l++) {
        lane[l] = sum[l];
        largest = most[l] > largest ? most[l] : largest;
    }
    return largest;
}

EACH_WIDTH
double saom_product(const double *a, const double *b, size_t stride)
{
    double sum[SAOM_LANES] = {0};
    for (size_t j = 0; j < stride; j += SAOM_LANES)
        for (size_t l = 0; l < SAOM_LANES; l++)
            sum[l] += a[j + l] * b[j + l];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}
