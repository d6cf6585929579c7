/* Constants of the data of all waves: means, ranges, means of similarity.
 * Source: Ripley, Snijders, Boda, Voros & Preciado, Manual for RSiena (1.6.5), 5.2.2, 5.2.3, 5.3.2. */
#include "effects/effects.h"

/* mean = sum of the values given / their number */
static double mean_of(const double *raw, size_t count)
{
    double sum = 0;
    size_t known = 0;
    for (size_t k = 0; k < count; k++)
        if (!isnan(raw[k])) {
            sum += raw[k];
            known++;
        }
    return known ? sum / (double)known : (double)NAN;
}

/* range = max - min of the values given */
static double range_of(const double *raw, size_t count)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t k = 0; k < count; k++)
        if (!isnan(raw[k])) {
            least = fmin(least, raw[k]);
            most = fmax(most, raw[k]);
        }
    return most - least;
}

/* Mean of sim_ij = 1 - |v_i - v_j| / range over ordered pairs with both values, all waves together. 1 where
 * all values are the same. */
static double similarity_mean_of(const double *raw, size_t n, size_t waves, double range)
{
    double sum = 0, pairs = 0;
    for (size_t w = 0; w < waves; w++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++) {
                double apart = fabs(raw[w * n + i] - raw[w * n + j]);
                if (isnan(apart))
                    continue;
                sum += range > 0 ? 1 - apart / range : 1;
                pairs++;
            }
    return pairs > 0 ? sum / pairs : (double)NAN;
}

ent_status ent_covariate_centre(const double *raw, size_t n, size_t waves, bool centred, double *value,
                                uint8_t *missing, ent_covariate *constants, ent_error *error)
{
    size_t count = n * waves;
    double mean = mean_of(raw, count);
    if (isnan(mean))
        return ent_fail(error, ENT_ERR_INPUT, "every value is missing");
    constants->mean = mean;
    constants->neutral = centred ? 0 : mean;
    constants->range = range_of(raw, count);
    constants->similarity_mean = similarity_mean_of(raw, n, waves, constants->range);
    for (size_t k = 0; k < count; k++) {
        missing[k] = (uint8_t)(isnan(raw[k]) ? 1 : 0);
        value[k] = (missing[k] ? mean : raw[k]) - (centred ? mean : 0);
    }
    return ENT_OK;
}

ent_status ent_dyadic_centre(const double *raw, size_t n, size_t waves, double *value, uint8_t *missing,
                             double *mean, ent_error *error)
{
    double sum = 0, known = 0;
    for (size_t k = 0; k < waves * n * n; k++)
        if (k / n % n != k % n && !isnan(raw[k])) {
            sum += raw[k];
            known++;
        }
    if (known == 0)
        return ent_fail(error, ENT_ERR_INPUT, "every value is missing");
    *mean = sum / known;
    for (size_t k = 0; k < waves * n * n; k++) {
        bool diagonal = k / n % n == k % n;
        missing[k] = (uint8_t)(isnan(raw[k]) && !diagonal);
        value[k] = diagonal ? 0 : missing[k] ? *mean : raw[k];
    }
    return ENT_OK;
}
