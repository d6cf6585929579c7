/* What is drawn for a forecast beside the paths: parameters, and how busy its years are. */
#include "forecast/forecast.h"

#include "core/exponential.h"
#include "core/random.h"
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const choice_words[] = {"drawn", "mean", "last", "lowest", "highest"};

const char *ent_rate_choice_word(ent_rate_choice choice)
{
    return choice_words[choice];
}

/* A standard normal number by the polar method (Marsaglia & Bray 1964, SIAM Rev. 6:260). */
static double draw_normal(ent_random *random)
{
    double x, square;
    do {
        uint32_t bits[4];
        ent_random_next(random, bits);
        x = 2 * ent_random_unit64(bits[0], bits[1]) - 1;
        double y = 2 * ent_random_unit64(bits[2], bits[3]) - 1;
        square = x * x + y * y;
    } while (square >= 1);
    return x * sqrt(-2 * ent_log(square) / square);
}

/* ---- parameters ---- */

static bool is_drawn(const ent_forecast *f, size_t k)
{
    return f->covariance && f->covariance[k * forecast_parameters(f) + k] > 0; /* not NaN */
}

/* The factor of those that are drawn alone, then spread over all. */
ent_status forecast_factor(const ent_forecast *f, double *factor, ent_error *error)
{
    size_t k = forecast_parameters(f), drawn = 0;
    size_t *at = ent_new_array(k, sizeof *at);
    double *small = ent_new_array(k * k, sizeof *small);
    ent_status status = at && small ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < k && status == ENT_OK; i++)
        if (is_drawn(f, i))
            at[drawn++] = i;
    for (size_t i = 0; i < drawn; i++)
        for (size_t j = 0; j < drawn; j++)
            small[i * drawn + j] = f->covariance[at[i] * k + at[j]];
    if (status == ENT_OK && drawn > 0 && !tie_factor(small, drawn, 1e-12))
        status = ent_fail(error, ENT_ERR_INPUT, "the covariance of the estimates is not positive definite, so that parameters "
                          "cannot be drawn from it; forecast with the estimates alone (--parameters fixed), or fit again");
    memset(factor, 0, k * k * sizeof *factor);
    for (size_t i = 0; i < drawn && status == ENT_OK; i++)
        for (size_t j = 0; j <= i; j++)
            factor[at[i] * k + at[j]] = small[i * drawn + j];
    free(at);
    free(small);
    return status;
}

void forecast_theta(const ent_forecast *f, const double *factor, size_t draw, double theta[])
{
    size_t k = forecast_parameters(f);
    ent_random random = ent_random_start(f->seed, (uint32_t)draw, ENT_DRAW_PARAMETERS);
    memcpy(theta, f->theta, k * sizeof *theta);
    for (size_t j = 0; j < k; j++) {
        if (!is_drawn(f, j))
            continue;
        double z = draw_normal(&random);
        for (size_t i = j; i < k; i++)
            theta[i] += factor[i * k + j] * z;
    }
}

ent_status ent_forecast_theta(const ent_forecast *forecast, size_t draw, double theta[], ent_error *error)
{
    size_t k = forecast_parameters(forecast);
    double *factor = ent_new_array(k * k, sizeof *factor);
    ent_status status = factor ? forecast_factor(forecast, factor, error) : ent_fail_memory(error);
    if (status == ENT_OK)
        forecast_theta(forecast, factor, draw, theta);
    free(factor);
    return status;
}

/* ---- rates ---- */

/* log rate ~ N(mean, sd^2) of the fitted periods' logs: a future is as busy as a period like those was. */
static double drawn_rate(const ent_forecast *f, size_t future)
{
    double count = (double)f->rate_count, sum = 0, squares = 0;
    for (size_t k = 0; k < f->rate_count; k++)
        sum += f->log_rate[k];
    for (size_t k = 0; k < f->rate_count; k++)
        squares += (f->log_rate[k] - sum / count) * (f->log_rate[k] - sum / count);
    ent_random random = ent_random_start(f->seed, (uint32_t)future, ENT_DRAW_PARAMETERS);
    random.index = (uint64_t)1 << 40;
    double sd = f->rate_count > 1 && f->rates == ENT_RATES_DRAWN ? sqrt(squares / (count - 1)) : 0;
    return ent_exp(sum / count + sd * draw_normal(&random));
}

static double outermost_rate(const ent_forecast *f, double sign)
{
    double most = sign * f->log_rate[0];
    for (size_t k = 1; k < f->rate_count; k++)
        most = fmax(most, sign * f->log_rate[k]);
    return ent_exp(sign * most);
}

double forecast_rate(const ent_forecast *f, size_t future)
{
    if (f->rate_count == 0)
        return 1;
    switch (f->rates) {
    case ENT_RATES_LAST: return ent_exp(f->log_rate[f->rate_count - 1]);
    case ENT_RATES_LOWEST: return outermost_rate(f, -1);
    case ENT_RATES_HIGHEST: return outermost_rate(f, 1);
    case ENT_RATES_DRAWN:
    case ENT_RATES_MEAN:
    case ENT_RATES_CHOICES: break;
    }
    return drawn_rate(f, future);
}
