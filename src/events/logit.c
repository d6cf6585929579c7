/* Logit of rare events that come in batches: new ties by treaties, accessions.
 *
 *   logit P(event) = intercept + sum_k b_k z_k,   z_k = (min(max(x_k, low_k), high_k) - mean_k) / sd_k
 *
 * low and high are the 0.1 and 99.9 % quantiles of training: beyond what was seen nothing is extrapolated. Each event
 * weighs 1 / sqrt(m), m = events that its treaty made at that time: ties of one treaty are no independent events. Ridge:
 * -100/2 sum b_k^2 (Hoerl & Kennard 1970, Technometrics 12:55; le Cessie & van Houwelingen 1992, Applied Statistics
 * 41:191). The weights make events too rare, so all probabilities are then multiplied by observed / expected events of
 * training. The maximum by Newton's method with step halving. */
#include "events/events.h"

#include "core/exponential.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TERMS = ENT_PREDICTORS_MOST + 1, ITERATIONS_MOST = 100, HALVINGS_MOST = 40 };
static const double enough = 1e-10; /* stop when the Newton decrement g' H^-1 g is below this */

typedef struct {
    const event_cases *cases;
    const ent_event_options *options;
    ent_event_logit *fit;
    double *values;       /* [count] room to sort */
    size_t used[ENT_PREDICTORS_MOST], terms; /* predictors that vary; 1 + how many */
    double b[TERMS], trial[TERMS], gradient[TERMS], direction[TERMS];
    double information[TERMS * TERMS]; /* its lower half, by rows of `terms`; then its Cholesky factor */
} fitting;

ent_status event_cases_init(event_cases *cases, size_t count, size_t predictor_count, const double x[], ent_error *error)
{
    *cases = (event_cases){.count = count, .predictor_count = predictor_count, .stride = predictor_count, .x = x};
    cases->event = ent_new_array(count, 1);
    cases->weight = ent_new_array(count, sizeof *cases->weight);
    return cases->event && cases->weight ? ENT_OK : ent_fail_memory(error);
}

void event_cases_clear(event_cases *cases)
{
    free(cases->event);
    free(cases->weight);
    *cases = (event_cases){0};
}

static const double *case_x(const fitting *f, size_t row)
{
    return f->cases->x + row * f->cases->stride;
}

/* ---- clip ---- */

static int ascending(const void *left, const void *right)
{
    const double *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

/* Quantile between order statistics, at (count - 1) share. */
static double quantile(const double sorted[], size_t count, double share)
{
    double at = share * (double)(count - 1);
    size_t below = (size_t)at;
    if (below + 1 >= count)
        return sorted[count - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* Clip, then mean and standard deviation of what is known. */
static void find_range(fitting *f, size_t k)
{
    size_t count = 0;
    for (size_t row = 0; row < f->cases->count; row++)
        if (f->cases->event[row] != EVENT_LEFT_OUT && !isnan(case_x(f, row)[k]))
            f->values[count++] = case_x(f, row)[k];
    if (count == 0)
        return;
    qsort(f->values, count, sizeof *f->values, ascending);
    double low = quantile(f->values, count, f->options->clip), high = quantile(f->values, count, 1 - f->options->clip);
    double sum = 0, squares = 0;
    for (size_t at = 0; at < count; at++)
        sum += f->values[at] = fmin(fmax(f->values[at], low), high);
    for (size_t at = 0; at < count; at++)
        squares += (f->values[at] - sum / (double)count) * (f->values[at] - sum / (double)count);
    f->fit->low[k] = low;
    f->fit->high[k] = high;
    f->fit->mean[k] = sum / (double)count;
    f->fit->sd[k] = sqrt(squares / (double)count);
}

/* What is not known counts as the mean of training. */
double event_logit_standardised(const ent_event_logit *fit, const double x[], size_t k)
{
    if (isnan(x[k]) || !(fit->sd[k] > 0))
        return 0;
    double held = x[k] < fit->low[k] ? fit->low[k] : x[k];
    held = held > fit->high[k] ? fit->high[k] : held;
    return (held - fit->mean[k]) / fit->sd[k];
}

/* ---- which predictors ---- */

static bool are_equal(const fitting *f, size_t k, size_t l)
{
    for (size_t row = 0; row < f->cases->count; row++) {
        const double *x = case_x(f, row);
        if (f->cases->event[row] != EVENT_LEFT_OUT
            && fabs(event_logit_standardised(f->fit, x, k) - event_logit_standardised(f->fit, x, l)) > 1e-9)
            return false;
    }
    return true;
}

/* Those that vary, and are not another one over again. */
static void choose_predictors(fitting *f)
{
    f->terms = 1;
    for (size_t k = 0; k < f->cases->predictor_count; k++) {
        bool again = !(f->fit->sd[k] > 1e-12);
        for (size_t u = 0; u + 1 < f->terms && !again; u++)
            again = are_equal(f, k, f->used[u]);
        if (!again)
            f->used[f->terms++ - 1] = k;
    }
}

/* ---- Newton's method ---- */

static void fill_terms(const fitting *f, size_t row, double z[])
{
    z[0] = 1;
    for (size_t u = 0; u + 1 < f->terms; u++)
        z[u + 1] = event_logit_standardised(f->fit, case_x(f, row), f->used[u]);
}

static double sum_terms(const fitting *f, const double b[], const double z[])
{
    double eta = 0;
    for (size_t k = 0; k < f->terms; k++)
        eta += b[k] * z[k];
    return eta;
}

/* sum w (y eta - log(1 + e^eta)) - ridge / 2 sum b_k^2. */
static double value_at(const fitting *f, const double b[])
{
    double value = 0, z[TERMS];
    for (size_t row = 0; row < f->cases->count; row++) {
        if (f->cases->event[row] == EVENT_LEFT_OUT)
            continue;
        fill_terms(f, row, z);
        bool event = f->cases->event[row] == EVENT_YES;
        double eta = sum_terms(f, b, z), sign = event ? -eta : eta;
        double loss = sign > 0 ? sign + log1p(ent_exp(-sign)) : log1p(ent_exp(sign));
        value -= event ? f->cases->weight[row] * loss : loss;
    }
    for (size_t k = 1; k < f->terms; k++)
        value -= f->options->ridge / 2 * b[k] * b[k];
    return value;
}

static void add_case(fitting *f, size_t row)
{
    double z[TERMS];
    bool event = f->cases->event[row] == EVENT_YES;
    double weight = event ? f->cases->weight[row] : 1;
    fill_terms(f, row, z);
    double p = ent_logistic(sum_terms(f, f->b, z)), slope = weight * ((event ? 1 : 0) - p), bend = weight * p * (1 - p);
    for (size_t k = 0; k < f->terms; k++) {
        double *to = f->information + k * f->terms, scaled = bend * z[k];
        f->gradient[k] += slope * z[k];
        for (size_t l = 0; l <= k; l++)
            to[l] += scaled * z[l];
    }
}

static void sum_derivatives(fitting *f)
{
    memset(f->gradient, 0, sizeof f->gradient);
    memset(f->information, 0, sizeof f->information);
    for (size_t row = 0; row < f->cases->count; row++)
        if (f->cases->event[row] != EVENT_LEFT_OUT)
            add_case(f, row);
    for (size_t k = 1; k < f->terms; k++) {
        f->gradient[k] -= f->options->ridge * f->b[k];
        f->information[k * f->terms + k] += f->options->ridge;
    }
}

/* The lower half of a = L L', in place; false if it is singular. */
static bool factor(double a[], size_t terms)
{
    for (size_t k = 0; k < terms; k++)
        for (size_t l = 0; l <= k; l++) {
            double sum = a[k * terms + l], before = a[k * terms + k];
            for (size_t m = 0; m < l; m++)
                sum -= a[k * terms + m] * a[l * terms + m];
            if (l == k && !(sum > 1e-13 * before))
                return false;
            a[k * terms + l] = l == k ? sqrt(sum) : sum / a[l * terms + l];
        }
    return true;
}

/* x with L L' x = x, in place. */
static void solve(const double l[], size_t terms, double x[])
{
    for (size_t k = 0; k < terms; k++) {
        for (size_t m = 0; m < k; m++)
            x[k] -= l[k * terms + m] * x[m];
        x[k] /= l[k * terms + k];
    }
    for (size_t k = terms; k-- > 0;) {
        for (size_t m = k + 1; m < terms; m++)
            x[k] -= l[m * terms + k] * x[m];
        x[k] /= l[k * terms + k];
    }
}

/* b + direction times the largest of 1, 1/2, 1/4 ... that gains; false if none does. */
static bool halve(fitting *f, double *value, double decrement)
{
    double share = 1;
    for (int halving = 0; halving < HALVINGS_MOST; halving++, share /= 2) {
        for (size_t k = 0; k < f->terms; k++)
            f->trial[k] = f->b[k] + share * f->direction[k];
        double gained = value_at(f, f->trial);
        if (gained >= *value + 1e-4 * share * decrement - 1e-15 * fabs(*value)) {
            *value = gained;
            memcpy(f->b, f->trial, sizeof f->b);
            return true;
        }
    }
    return false;
}

static void start(fitting *f)
{
    double events = 0, others = 0;
    for (size_t row = 0; row < f->cases->count; row++) {
        events += f->cases->event[row] == EVENT_YES ? f->cases->weight[row] : 0;
        others += f->cases->event[row] == EVENT_NO;
    }
    f->b[0] = log(events / others);
}

static ent_status estimate(fitting *f, ent_error *error)
{
    start(f);
    double value = value_at(f, f->b), decrement = 0;
    for (f->fit->iterations = 1; f->fit->iterations <= ITERATIONS_MOST; f->fit->iterations++) {
        sum_derivatives(f);
        if (!factor(f->information, f->terms))
            return ent_fail(error, ENT_ERR_CONVERGENCE, "the logit of the training years has no finite estimate");
        memcpy(f->direction, f->gradient, sizeof f->direction);
        solve(f->information, f->terms, f->direction);
        decrement = 0;
        for (size_t k = 0; k < f->terms; k++)
            decrement += f->gradient[k] * f->direction[k];
        if (decrement < enough) {
            for (size_t k = 0; k < f->terms; k++)
                f->b[k] += f->direction[k];
            break;
        }
        if (!halve(f, &value, decrement))
            break;
    }
    if (decrement < 1e-6) /* no step gains what can be seen in so large a sum */
        return ENT_OK;
    return ent_fail(error, ENT_ERR_CONVERGENCE, "no estimate of the training years after %zu iterations: the decrement is "
                    "still %g", f->fit->iterations, decrement);
}

/* ---- covariance ---- */

/* Of row and column k and l of the information's inverse: parameter 0 is the intercept, u + 1 the predictor used[u]. */
static size_t place_of(const fitting *f, size_t term)
{
    return term == 0 ? 0 : f->used[term - 1] + 1;
}

static void invert(fitting *f, double covariance[])
{
    size_t all = f->cases->predictor_count + 1;
    for (size_t l = 0; l < f->terms; l++) {
        double column[TERMS] = {0};
        column[l] = 1;
        solve(f->information, f->terms, column);
        for (size_t k = 0; k < f->terms; k++)
            covariance[place_of(f, k) * all + place_of(f, l)] = column[k];
    }
}

/* (Z' W Z + ridge I)^-1, W = w p (1 - p), the intercept without ridge: the covariance of the normal distribution that
 * approximates the posterior with the ridge as prior, b_k ~ N(0, 1 / ridge), at its mode (Hastie, Tibshirani & Friedman 2009,
 * The Elements of Statistical Learning, 3.4.1, 4.4). It takes cases for independent: that ties of one treaty come together
 * is accounted for by the weights 1 / sqrt(m) alone, and so only in part. The scale is held fixed. */
ent_status event_logit_covariance(const event_cases *cases, const ent_event_options *options, const ent_event_logit *fit,
                                  double covariance[], ent_error *error)
{
    ent_event_logit held = *fit;
    fitting f = {.cases = cases, .options = options, .fit = &held};
    size_t all = cases->predictor_count + 1;
    memset(covariance, 0, all * all * sizeof *covariance);
    if (!(fit->scale > 0))
        return ENT_OK;
    choose_predictors(&f);
    f.b[0] = fit->intercept;
    for (size_t u = 0; u + 1 < f.terms; u++)
        f.b[u + 1] = fit->coefficient[f.used[u]];
    sum_derivatives(&f);
    if (!factor(f.information, f.terms))
        return ent_fail(error, ENT_ERR_CONVERGENCE, "the logit of the training years has no finite covariance");
    invert(&f, covariance);
    return ENT_OK;
}

/* ---- all ---- */

/* Terms first, without branches, so that several are made at once; then their sum in order. What was left out has a
 * coefficient of 0, and what is not known counts as the mean of training, as in standardised(). */
double event_logit_eta(const ent_event_logit *fit, const double x[])
{
    double eta = fit->intercept, term[ENT_PREDICTORS_MOST];
    for (size_t k = 0; k < fit->predictor_count; k++) {
        double held = x[k] < fit->low[k] ? fit->low[k] : x[k];
        held = held > fit->high[k] ? fit->high[k] : held;
        double z = (held - fit->mean[k]) / fit->sd[k];
        term[k] = isnan(x[k]) || !(fit->sd[k] > 0) ? 0 : fit->coefficient[k] * z;
    }
    for (size_t k = 0; k < fit->predictor_count; k++)
        eta += term[k];
    return eta;
}

double event_logit_probability(const ent_event_logit *fit, const double x[])
{
    double p = fit->scale > 0 ? fit->scale * ent_logistic(event_logit_eta(fit, x)) : 0;
    return p < 1 ? p : 1;
}

static void keep(fitting *f)
{
    double expected = 0;
    f->fit->intercept = f->b[0];
    for (size_t u = 0; u + 1 < f->terms; u++)
        f->fit->coefficient[f->used[u]] = f->b[u + 1];
    f->fit->scale = 1;
    for (size_t row = 0; row < f->cases->count; row++)
        if (f->cases->event[row] != EVENT_LEFT_OUT)
            expected += event_logit_probability(f->fit, case_x(f, row));
    f->fit->scale = (double)f->fit->events / expected;
}

ent_status event_logit_fit(const event_cases *cases, const ent_event_options *options, ent_event_logit *fit,
                           ent_error *error)
{
    fitting f = {.cases = cases, .options = options, .fit = fit};
    *fit = (ent_event_logit){.predictor_count = cases->predictor_count};
    for (size_t row = 0; row < cases->count; row++) {
        fit->cases += cases->event[row] != EVENT_LEFT_OUT;
        fit->events += cases->event[row] == EVENT_YES;
    }
    if (fit->events == 0 || fit->events == fit->cases)
        return ENT_OK;
    f.values = ent_new_array(cases->count, sizeof *f.values);
    if (!f.values)
        return ent_fail_memory(error);
    for (size_t k = 0; k < cases->predictor_count; k++)
        find_range(&f, k);
    free(f.values);
    choose_predictors(&f);
    ent_status status = estimate(&f, error);
    if (status == ENT_OK)
        keep(&f);
    return status;
}
