/* Sums over draws in fixed point: addition of whole numbers has no order. Chances and differences are kept to 2^-44, squares to
 * 2^-48, which leaves room for ENT_FORECAST_DRAWS. */
#include "entente/forecast.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static const double unit_chance = 0x1p44, unit_square = 0x1p48;

/* The middle 90 % of a normal distribution is the mean +- this many standard deviations. */
static const double middle_90 = 1.6448536269514722;

/* Log-odds are of chances trimmed to this from 0 and 1. */
static const double trim = 1e-12;
static const double logits_most = 2;

ent_status ent_forecast_sums_init(ent_forecast_sums *sums, size_t variants, size_t cells, ent_error *error)
{
    size_t count = variants * cells;
    *sums = (ent_forecast_sums){.variants = variants, .cells = cells, .size = 5 * count * sizeof *sums->chance};
    sums->chance = ent_new_array(5 * count, sizeof *sums->chance);
    if (!sums->chance)
        return ent_fail_memory(error);
    sums->square = sums->chance + count;
    sums->both = sums->square + count;
    sums->less = sums->both + count;
    sums->less_square = sums->less + count;
    return ENT_OK;
}

void ent_forecast_sums_clear(ent_forecast_sums *sums)
{
    free(sums->chance);
    *sums = (ent_forecast_sums){0};
}

void ent_forecast_sums_add(ent_forecast_sums *sums, const ent_forecast_draw *draw)
{
    for (size_t k = 0; k < sums->variants * sums->cells; k++) {
        double p = draw->chance[k], half = draw->half[k], less = p - draw->chance[k % sums->cells];
        sums->chance[k] += llrint(p * unit_chance);
        sums->square[k] += llrint(p * p * unit_square);
        sums->both[k] += llrint(half * (2 * p - half) * unit_square);
        sums->less[k] += llrint(less * unit_chance);
        sums->less_square[k] += llrint(less * less * unit_square);
    }
    sums->draws++;
}

void ent_forecast_sums_merge(ent_forecast_sums *sums, const ent_forecast_sums *other)
{
    for (size_t k = 0; k < 5 * sums->variants * sums->cells; k++)
        sums->chance[k] += other->chance[k];
    sums->draws += other->draws;
}

/* ---- what they say ---- */

/* The p at so many standard deviations `sd` from p, on the scale of log-odds: a small spread of p is p (1 - p) times that of
 * its log-odds. Near 0 and 1 what is left of noise would be a spread of all there is: it is held at logits_most. */
static double moved(double p, double sd, double times)
{
    if (sd <= 0) /* all draws agree */
        return p;
    p = fmin(fmax(p, trim), 1 - trim);
    double odds = p / (1 - p) * exp(times * fmin(sd / (p * (1 - p)), logits_most));
    return odds / (1 + odds);
}

ent_forecast_chance ent_forecast_chance_of(const ent_forecast_sums *sums, size_t variant, size_t cell)
{
    size_t k = variant * sums->cells + cell;
    double count = (double)sums->draws, none = (double)NAN;
    if (sums->draws == 0)
        return (ent_forecast_chance){none, none, none, none};
    double mean = (double)sums->chance[k] / unit_chance / count, p = fmin(fmax(mean, 0), 1);
    if (sums->draws < 2)
        return (ent_forecast_chance){p, none, none, none};
    double noise = fmax((double)sums->square[k] / unit_square / count - mean * mean, 0);
    /* E mean^2 is mu^2 and the variance of the mean, which would make the covariance of halves too small. If parameters did
     * nothing, halves would be independent with a variance of 2 noise each, and the mean of their products would have a standard
     * error of 2 noise / sqrt(count): what is below cannot be told from it. */
    double spread = fmax((double)sums->both[k] / unit_square / count - mean * mean + noise / (count - 1), 2 * noise / sqrt(count));
    return (ent_forecast_chance){p, sqrt(noise / (count - 1)), moved(p, sqrt(spread), -middle_90),
                                 moved(p, sqrt(spread), middle_90)};
}

double ent_forecast_difference(const ent_forecast_sums *sums, size_t variant, size_t cell, double *error, double *apart)
{
    size_t k = variant * sums->cells + cell;
    double count = (double)sums->draws, mean = (double)sums->less[k] / unit_chance / count;
    double variance = (double)sums->less_square[k] / unit_square / count - mean * mean;
    double one = ent_forecast_chance_of(sums, variant, cell).error, other = ent_forecast_chance_of(sums, 0, cell).error;
    *error = sums->draws > 1 ? sqrt(fmax(variance, 0) / (count - 1)) : (double)NAN;
    *apart = sqrt(one * one + other * other);
    return mean;
}
