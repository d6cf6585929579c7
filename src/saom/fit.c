/* What phase 3 says: how near the simulated means are to what was observed, and how sure the estimates are.
 *   t_k = (mean S_k - s_k) / sd_k,  overall = sqrt((mean S - s)' Sigma^-1 (mean S - s)): the largest t-ratio of any
 *   combination of statistics (Lospinoso & Snijders 2019, Methodological Innovations 12, 2.2)
 *   cov(theta) = D^-1 Sigma D^-T (Schweinberger & Snijders 2007) */
#include "saom/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_status new_fit(const saom_estimation *e, ent_saom_fit *fit, ent_error *error)
{
    size_t n = e->parameters, arrays = 6 * n + 3 * n * n;
    ent_saom_fit_clear(fit);
    fit->parameters = n;
    fit->periods = e->periods;
    fit->is_estimated = ent_new_array(n, 1);
    fit->fixed = ent_new_array(n, sizeof *fit->fixed);
    fit->by_period = ent_new_array(n, sizeof *fit->by_period);
    double *at = fit->estimate = ent_new_array(arrays, sizeof *at);
    if (!fit->is_estimated || !fit->fixed || !fit->by_period || !at)
        return ent_fail_memory(error);
    fit->se = at + n;
    fit->t_ratio = at + 2 * n;
    fit->target = at + 3 * n;
    fit->mean = at + 4 * n;
    fit->sd = at + 5 * n;
    fit->covariance = at + 6 * n;
    fit->spread = fit->covariance + n * n;
    fit->derivative = fit->spread + n * n;
    return ENT_OK;
}

void ent_saom_fit_clear(ent_saom_fit *fit)
{
    free(fit->is_estimated);
    free(fit->fixed);
    free(fit->by_period);
    free(fit->estimate);
    *fit = (ent_saom_fit){0};
}

static void fill_statistics(const saom_estimation *e, ent_saom_fit *fit)
{
    size_t n = e->parameters;
    memcpy(fit->estimate, e->theta, n * sizeof *e->theta);
    memcpy(fit->target, e->target, n * sizeof *e->target);
    for (size_t k = 0; k < n; k++) {
        fit->mean[k] = e->target[k] + saom_mean_deviation(&e->moments, k);
        fit->sd[k] = sqrt(saom_spread(&e->moments, k, k));
        fit->se[k] = fit->t_ratio[k] = NAN;
        for (size_t l = 0; l < n; l++) {
            fit->covariance[k * n + l] = NAN;
            fit->spread[k * n + l] = saom_spread(&e->moments, k, l);
            fit->derivative[k * n + l] = saom_derivative(&e->moments, !e->differences, k, l);
        }
    }
}

/* Conditional: rho_m is the mean time that period m took, its spread that of the times. */
static void fill_conditional_rates(const saom_estimation *e, ent_saom_fit *fit)
{
    double count = *e->moments.count;
    for (size_t p = 0; p < e->periods && ent_saom_model(e->saom)->saom.conditional; p++) {
        double mean = e->moments.elapsed[p] / count;
        fit->estimate[p] = mean;
        fit->se[p] = sqrt(fmax(0, (e->moments.elapsed_square[p] - count * mean * mean) / (count - 1)));
    }
}

static void fill_convergence(const saom_estimation *e, const double *spread_inverse, ent_saom_fit *fit)
{
    double *deviation = e->work;
    for (size_t k = 0; k < e->estimated; k++) {
        size_t at = e->at[k];
        deviation[k] = fit->mean[at] - fit->target[at];
        fit->is_estimated[at] = 1;
        fit->t_ratio[at] = deviation[k] / fit->sd[at];
        fit->t_largest = fmax(fit->t_largest, fabs(fit->t_ratio[at]));
    }
    fit->overall = sqrt(saom_form(spread_inverse, deviation, e->estimated));
    fit->converged = fit->t_largest <= e->options->t_most && fit->overall <= e->options->overall_most;
}

static ent_status fail_singular(const saom_estimation *e, size_t column, const char *what, ent_error *error)
{
    char text[120];
    return ent_fail(error, ENT_ERR_INPUT, "the data cannot identify '%s': %s at the estimate is a combination of that of "
                    "others; take it out, or fix it at a value", saom_effect_name(e, e->at[column], text), what);
}

static ent_status fill_covariance(saom_estimation *e, ent_saom_fit *fit, ent_error *error)
{
    size_t q = e->estimated, n = e->parameters, column;
    double *a = e->work + n, *inverse = a + q * q, *spread = inverse + q * q, *scale = spread + q * q;
    for (size_t cell = 0; cell < q * q; cell++)
        spread[cell] = a[cell] = fit->spread[e->at[cell / q] * n + e->at[cell % q]];
    for (size_t k = 0; k < q; k++)
        if (!(spread[k * q + k] > 0))
            return fail_singular(e, k, "its statistic, which is the same in all simulations,", error);
    if (!saom_invert(a, q, inverse, scale, &column))
        return fail_singular(e, column, "its statistic", error);
    fill_convergence(e, inverse, fit);
    for (size_t cell = 0; cell < q * q; cell++)
        a[cell] = fit->derivative[e->at[cell / q] * n + e->at[cell % q]];
    if (!saom_invert(a, q, inverse, scale, &column))
        return fail_singular(e, column, "what it changes in the statistics", error);
    double *work = scale + n;
    saom_sandwich(inverse, spread, q, q, work, a);
    for (size_t cell = 0; cell < q * q; cell++)
        fit->covariance[e->at[cell / q] * n + e->at[cell % q]] = a[cell];
    for (size_t k = 0; k < q; k++)
        fit->se[e->at[k]] = sqrt(a[k * q + k]);
    return ENT_OK;
}

ent_status saom_fill_fit(saom_estimation *e, ent_saom_fit *fit, ent_error *error)
{
    ent_status status = new_fit(e, fit, error);
    if (status != ENT_OK)
        return status;
    fill_statistics(e, fit);
    fill_conditional_rates(e, fit);
    status = fill_covariance(e, fit, error);
    fit->restarts = e->state->restarts;
    fit->simulations = (size_t)e->state->draws;
    return status == ENT_OK ? saom_fill_tests(e, fit, error) : status;
}
