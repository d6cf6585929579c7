/* Logit of new ties by geography.
 *
 *   logit P(tie) = intercept + sum_k b_k z_k,   z_k = (min(max(x_k, low_k), high_k) - mean_k) / sd_k
 *
 * low and high are the 0.1 and 99.9 % quantiles of training: beyond what was seen nothing is extrapolated. Each new tie
 * weighs 1 / sqrt(m), m = new ties that its treaty made at that time: ties of one treaty are no independent events. Ridge:
 * -100/2 sum b_k^2 (Hoerl & Kennard 1970, Technometrics 12:55; le Cessie & van Houwelingen 1992, Applied Statistics
 * 41:191). The weights make ties too rare, so all probabilities are then multiplied by observed / expected ties of
 * training. */
#include "events/events.h"

#include "core/exponential.h"
#include "core/memory.h"
#include "entente/tie.h"

#include <math.h>
#include <stdlib.h>

enum { TERMS = ENT_GEOGRAPHY + 1 };

typedef struct {
    const ent_event_rows *rows;
    const double *x;
    size_t end;
    const ent_event_options *options;
    ent_event_fit *fit;
    double *values;       /* [end] room to sort */
    ent_tie_rows made;
    size_t used[ENT_GEOGRAPHY], used_count; /* predictors that vary */
} fitting;

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
    for (size_t row = 0; row < f->end; row++)
        if (event_is_known(&f->rows->rows[row]) && !isnan(f->x[row * ENT_GEOGRAPHY + k]))
            f->values[count++] = f->x[row * ENT_GEOGRAPHY + k];
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
static double standardised(const ent_event_fit *fit, const double x[], size_t k)
{
    if (isnan(x[k]) || !(fit->sd[k] > 0))
        return 0;
    return (fmin(fmax(x[k], fit->low[k]), fit->high[k]) - fit->mean[k]) / fit->sd[k];
}

/* ---- which predictors ---- */

static bool are_equal(const fitting *f, size_t k, size_t l)
{
    for (size_t row = 0; row < f->end; row++) {
        const double *x = f->x + row * ENT_GEOGRAPHY;
        if (event_is_known(&f->rows->rows[row]) && fabs(standardised(f->fit, x, k) - standardised(f->fit, x, l)) > 1e-9)
            return false;
    }
    return true;
}

/* Those that vary, and are not another one over again. */
static void choose_predictors(fitting *f)
{
    for (size_t k = 0; k < ENT_GEOGRAPHY; k++) {
        bool again = !(f->fit->sd[k] > 1e-12);
        for (size_t u = 0; u < f->used_count && !again; u++)
            again = are_equal(f, k, f->used[u]);
        if (!again)
            f->used[f->used_count++] = k;
    }
}

/* ---- rows ---- */

static ent_status make_rows(fitting *f, ent_error *error)
{
    ent_tie_rows *made = &f->made;
    made->term_count = f->used_count + 1;
    made->step_count = 1;
    made->x = ent_new_array(f->end * made->term_count, sizeof *made->x);
    made->pairs = ent_new_array(f->end, sizeof *made->pairs);
    made->ties = ent_new_array(f->end, sizeof *made->ties);
    made->first = ent_new_array(2, sizeof *made->first);
    if (!made->x || !made->pairs || !made->ties || !made->first)
        return ent_fail_memory(error);
    for (size_t row = 0; row < f->end; row++) {
        const ent_event_row *is = &f->rows->rows[row];
        if (!event_is_known(is))
            continue;
        double *to = made->x + made->row_count * made->term_count;
        bool tie = is->outcome == ENT_OUTCOME_TIE;
        to[0] = 1;
        for (size_t u = 0; u < f->used_count; u++)
            to[u + 1] = standardised(f->fit, f->x + row * ENT_GEOGRAPHY, f->used[u]);
        made->pairs[made->row_count] = tie ? 1 / sqrt(is->size) : 1;
        made->ties[made->row_count] = tie ? made->pairs[made->row_count] : 0;
        made->row_count++;
    }
    made->first[1] = made->row_count;
    return ENT_OK;
}

/* ---- estimate, scale ---- */

static ent_status estimate(fitting *f, ent_error *error)
{
    static const char *const step[] = {"the training years"};
    const char *names[TERMS] = {"constant"};
    for (size_t u = 0; u < f->used_count; u++)
        names[u + 1] = ent_event_predictor(f->used[u]);
    f->made.term_names = names;
    f->made.step_names = step;
    ent_tie_options options = ENT_TIE_DEFAULTS;
    ent_tie_fit tie_fit;
    options.ridge = f->options->ridge;
    ent_status status = ent_tie_estimate(&f->made, NULL, &options, &tie_fit, error);
    if (status != ENT_OK)
        return status;
    f->fit->intercept = tie_fit.estimate[0];
    for (size_t u = 0; u < f->used_count; u++)
        f->fit->coefficient[f->used[u]] = tie_fit.estimate[u + 1];
    f->fit->iterations = tie_fit.iterations;
    ent_tie_fit_clear(&tie_fit);
    return ENT_OK;
}

static void find_scale(fitting *f)
{
    double expected = 0;
    f->fit->scale = 1;
    for (size_t row = 0; row < f->end; row++)
        if (event_is_known(&f->rows->rows[row]))
            expected += event_logit_probability(f->fit, f->x + row * ENT_GEOGRAPHY);
    f->fit->scale = (double)f->fit->ties / expected;
}

double event_logit_probability(const ent_event_fit *fit, const double x[ENT_GEOGRAPHY])
{
    double eta = fit->intercept;
    for (size_t k = 0; k < ENT_GEOGRAPHY; k++)
        if (fit->coefficient[k] != 0)
            eta += fit->coefficient[k] * standardised(fit, x, k);
    return fmin(fit->scale * ent_logistic(eta), 1);
}

ent_status event_logit_fit(const ent_event_rows *rows, const double x[], size_t end, const ent_event_options *options,
                           ent_event_fit *fit, ent_error *error)
{
    fitting f = {.rows = rows, .x = x, .end = end, .options = options, .fit = fit};
    f.values = ent_new_array(end, sizeof *f.values);
    if (!f.values)
        return ent_fail_memory(error);
    for (size_t k = 0; k < ENT_GEOGRAPHY; k++)
        find_range(&f, k);
    choose_predictors(&f);
    ent_status status = make_rows(&f, error);
    if (status == ENT_OK)
        status = estimate(&f, error);
    if (status == ENT_OK)
        find_scale(&f);
    free(f.values);
    free(f.made.x);
    free(f.made.pairs);
    free(f.made.ties);
    free(f.made.first);
    return status;
}
