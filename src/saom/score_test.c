/* Score-type tests: does the data want a parameter that the model holds fixed, or an effect to differ by period?
 * With F the tested parameters and E the estimated ones, D the derivative and Sigma the spread of their statistics,
 *   g = (s_F - mean S_F) - D_FE D_EE^-1 (s_E - mean S_E)
 *   Xi = B Sigma B',  B = (I, -D_FE D_EE^-1)
 *   g' Xi^-1 g is chi-square with as many degrees as F has (Schweinberger 2012, British J. Math. Stat. Psych. 65:263).
 * That an effect differs by period is tested with its statistic of each period but the first (Lospinoso, Schweinberger,
 * Snijders & Ripley 2011, Advances in Data Analysis and Classification 5:147). */
#include "saom/estimate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ALL_PERIODS = -1 };

/* A statistic that is tested: of a parameter, in all periods or in one. */
typedef struct {
    size_t parameter;
    int period;
} tested;

typedef struct {
    const saom_estimation *e;
    size_t tested_count, all;    /* all: tested and estimated */
    const tested *tested;
    double *deviation;           /* [all] */
    double *spread;              /* [all * all] */
    double *ahead;               /* [tested * all] B */
    double *own;                 /* [tested] derivative of each tested statistic by its own parameter, given the others */
    double *work;
} score_test;

static tested entry(const score_test *t, size_t index)
{
    return index < t->tested_count ? t->tested[index]
                                   : (tested){t->e->at[index - t->tested_count], ALL_PERIODS};
}

/* Statistics of different periods are independent. */
static double spread_between(const saom_estimation *e, tested a, tested b)
{
    if (a.period == ALL_PERIODS && b.period == ALL_PERIODS)
        return saom_spread(&e->moments, a.parameter, b.parameter);
    if (a.period != ALL_PERIODS && b.period != ALL_PERIODS && a.period != b.period)
        return 0;
    size_t period = (size_t)(a.period == ALL_PERIODS ? b.period : a.period);
    return saom_spread_of_period(&e->moments, period, a.parameter, b.parameter);
}

/* d E S_a / d theta_b; a parameter of one period works in that alone. */
static double derivative_between(const saom_estimation *e, tested a, tested b)
{
    if (a.period == ALL_PERIODS && b.period == ALL_PERIODS)
        return saom_derivative(&e->moments, !e->differences, a.parameter, b.parameter);
    if (a.period != ALL_PERIODS && b.period != ALL_PERIODS && a.period != b.period)
        return 0;
    size_t period = (size_t)(a.period == ALL_PERIODS ? b.period : a.period);
    return saom_derivative_of_period(&e->moments, !e->differences, period, a.parameter, b.parameter);
}

static double deviation_of(const saom_estimation *e, tested a)
{
    if (a.period == ALL_PERIODS)
        return -saom_mean_deviation(&e->moments, a.parameter);
    return -e->moments.deviation[(size_t)a.period * e->parameters + a.parameter] / *e->moments.count;
}

/* B, from D_EE^-1 in inverse[q * q]. */
static void fill_ahead(score_test *t, const double *inverse)
{
    size_t q = t->e->estimated;
    for (size_t f = 0; f < t->tested_count; f++) {
        double *row = t->ahead + f * t->all;
        for (size_t k = 0; k < t->tested_count; k++)
            row[k] = k == f;
        for (size_t k = 0; k < q; k++) {
            double sum = 0;
            for (size_t l = 0; l < q; l++)
                sum += derivative_between(t->e, t->tested[f], entry(t, t->tested_count + l)) * inverse[l * q + k];
            row[t->tested_count + k] = -sum;
        }
        t->own[f] = 0;
        for (size_t k = 0; k < t->all; k++) /* B (D_FF, D_EF)' */
            t->own[f] += row[k] * derivative_between(t->e, entry(t, k), t->tested[f]);
    }
}

static void find_chi_square(score_test *t, ent_saom_test *out)
{
    size_t count = t->tested_count, column;
    double *xi = t->work, *inverse = xi + count * count, *g = inverse + count * count, *scale = g + count;
    double *room = scale + count;
    *out = (ent_saom_test){count, NAN, NAN, NAN, NAN};
    saom_sandwich(t->ahead, t->spread, count, t->all, room, xi);
    for (size_t f = 0; f < count; f++) {
        g[f] = 0;
        for (size_t k = 0; k < t->all; k++)
            g[f] += t->ahead[f * t->all + k] * t->deviation[k];
    }
    double variance = xi[0];
    if (!saom_invert(xi, count, inverse, scale, &column))
        return;
    out->chi_square = saom_form(inverse, g, count);
    if (!(out->chi_square >= 0)) {
        out->chi_square = NAN;
        return;
    }
    out->p = gsl_cdf_chisq_Q(out->chi_square, (double)count);
    if (count == 1) {
        out->z = g[0] / sqrt(variance);
        out->step = g[0] / t->own[0];
    }
}

static ent_status run_test(const saom_estimation *e, const double *inverse, const tested *list, size_t count,
                           ent_saom_test *out, ent_error *error)
{
    size_t all = count + e->estimated;
    size_t size = all + all * all + count * all + count + 2 * count * count + 2 * count + count * all;
    double *at = ent_new_array(size, sizeof *at);
    if (!at)
        return ent_fail_memory(error);
    score_test t = {e, count, all, list, at, at + all, at + all + all * all, at + all + all * all + count * all,
                    at + all + all * all + count * all + count};
    for (size_t k = 0; k < all; k++) {
        t.deviation[k] = deviation_of(e, entry(&t, k));
        for (size_t l = 0; l < all; l++)
            t.spread[k * all + l] = spread_between(e, entry(&t, k), entry(&t, l));
    }
    fill_ahead(&t, inverse);
    find_chi_square(&t, out);
    free(at);
    return ENT_OK;
}

/* Fixed parameters that are to be tested: each alone, then all. */
static ent_status test_fixed(const saom_estimation *e, const double *inverse, tested *list, ent_saom_fit *fit,
                             ent_error *error)
{
    size_t count = 0;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < e->parameters && status == ENT_OK; k++)
        if (ent_saom_model(e->saom)->effects[k].tested) {
            list[count] = (tested){k, ALL_PERIODS};
            status = run_test(e, inverse, list + count++, 1, &fit->fixed[k], error);
        }
    return status == ENT_OK && count > 0 ? run_test(e, inverse, list, count, &fit->joint, error) : status;
}

/* Each estimated effect but rates, of all periods but the first; then all effects. */
static ent_status test_periods(const saom_estimation *e, const double *inverse, tested *list, ent_saom_fit *fit,
                               ent_error *error)
{
    size_t count = 0, more = e->periods - 1;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < e->estimated && more > 0 && status == ENT_OK; k++) {
        size_t parameter = e->at[k];
        if (ent_saom_model(e->saom)->effects[parameter].part == ENT_RATE)
            continue;
        for (size_t p = 1; p <= more; p++)
            list[count + p - 1] = (tested){parameter, (int)p};
        status = run_test(e, inverse, list + count, more, &fit->by_period[parameter], error);
        count += more;
    }
    return status == ENT_OK && count > 0 ? run_test(e, inverse, list, count, &fit->heterogeneity, error) : status;
}

ent_status saom_fill_tests(const saom_estimation *e, ent_saom_fit *fit, ent_error *error)
{
    size_t q = e->estimated, n = e->parameters, column;
    tested *list = ent_new_array(n * e->periods + 1, sizeof *list);
    double *a = e->work, *inverse = a + q * q, *scale = inverse + q * q;
    if (!list)
        return ent_fail_memory(error);
    for (size_t cell = 0; cell < q * q; cell++)
        a[cell] = fit->derivative[e->at[cell / q] * n + e->at[cell % q]];
    ent_status status = ENT_OK;
    if (saom_invert(a, q, inverse, scale, &column))
        status = test_fixed(e, inverse, list, fit, error);
    if (status == ENT_OK)
        status = test_periods(e, inverse, list, fit, error);
    free(list);
    return status;
}
