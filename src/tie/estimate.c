/* Maximum pseudolikelihood by Newton's method with step halving, plain, with a ridge, or with Firth's penalty; and what
 * there is to say where there is no finite estimate (Albert & Anderson 1984, Biometrika 71:1: ties and other pairs are
 * separated by a direction of the terms). */
#include "tie/tie.h"

#include "core/exponential.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a fit works with; arrays of [terms] or [terms * terms]. */
typedef struct {
    const tie_standard *s;
    const double *step_weight;  /* NULL = 1 */
    const ent_tie_options *options;
    double *gradient, *direction, *trial, *step_gradient;
    double *factor, *information, *step_information;
    double *memory;
} newton;

static double weight_of(const newton *w, size_t step)
{
    return w->step_weight ? w->step_weight[step] : 1;
}

static ent_status begin(newton *w, ent_error *error)
{
    size_t terms = w->s->terms;
    double *at = w->memory = ent_new_array(4 * terms + 3 * terms * terms, sizeof *at);
    if (!at)
        return ent_fail_memory(error);
    w->gradient = at;
    w->direction = at + terms;
    w->trial = at + 2 * terms;
    w->step_gradient = at + 3 * terms;
    w->factor = at + 4 * terms;
    w->information = w->factor + terms * terms;
    w->step_information = w->information + terms * terms;
    return ENT_OK;
}

/* ---- the objective ---- */

static double plain_value(const newton *w, const double *b)
{
    double sum = 0, value;
    for (size_t step = 0; step < w->s->rows->step_count; step++)
        if (weight_of(w, step) > 0) {
            tie_step_sums(w->s, step, b, &value, NULL, NULL);
            sum += weight_of(w, step) * value;
        }
    return sum;
}

static double ridge_value(const newton *w, const double *b)
{
    double sum = 0;
    for (size_t k = 0; k < w->s->terms; k++)
        if ((int)k != w->s->intercept)
            sum += b[k] * b[k];
    return w->options->ridge / 2 * sum;
}

static void sum_derivatives(const newton *w, const double *b)
{
    size_t terms = w->s->terms;
    memset(w->gradient, 0, terms * sizeof *w->gradient);
    memset(w->information, 0, terms * terms * sizeof *w->information);
    for (size_t step = 0; step < w->s->rows->step_count; step++) {
        double weight = weight_of(w, step);
        if (weight == 0)
            continue;
        tie_step_sums(w->s, step, b, NULL, w->step_gradient, w->step_information);
        for (size_t k = 0; k < terms; k++)
            w->gradient[k] += weight * w->step_gradient[k];
        for (size_t k = 0; k < terms * terms; k++)
            w->information[k] += weight * w->step_information[k];
    }
    for (size_t k = 0; k < terms; k++)
        if ((int)k != w->s->intercept) {
            w->gradient[k] -= w->options->ridge * b[k];
            w->information[k * terms + k] += w->options->ridge;
        }
}

/* Half the log determinant of the information at b. Overwrites the factor. */
static double half_log_determinant(const newton *w)
{
    size_t terms = w->s->terms;
    double sum = 0;
    memcpy(w->factor, w->information, terms * terms * sizeof *w->factor);
    if (!tie_factor(w->factor, terms, 0))
        return -INFINITY;
    for (size_t k = 0; k < terms; k++)
        sum += log(w->factor[k * terms + k]);
    return sum;
}

/* The objective; with Firth's penalty gradient and information are overwritten. */
static double value_at(const newton *w, const double *b)
{
    double value = plain_value(w, b) - ridge_value(w, b);
    if (w->options->firth) {
        sum_derivatives(w, b);
        value += half_log_determinant(w);
    }
    return value;
}

/* Firth's score: sum z m h (1/2 - p), h = p (1 - p) z' I^-1 z the leverage of one pair. The factor is that of I. */
static void add_firth(const newton *w, const double *b)
{
    const ent_tie_rows *rows = w->s->rows;
    size_t terms = w->s->terms;
    double *solved = w->step_gradient;
    for (size_t step = 0; step < rows->step_count; step++)
        for (size_t row = rows->first[step]; row < rows->first[step + 1] && weight_of(w, step) > 0; row++) {
            const double *z = w->s->z + row * terms;
            double eta = 0, leverage = 0;
            for (size_t k = 0; k < terms; k++) {
                eta += z[k] * b[k];
                solved[k] = z[k];
            }
            tie_solve(w->factor, terms, solved);
            for (size_t k = 0; k < terms; k++)
                leverage += z[k] * solved[k];
            double p = ent_logistic(eta);
            leverage *= p * ent_logistic(-eta) * weight_of(w, step) * rows->pairs[row];
            for (size_t k = 0; k < terms; k++)
                w->gradient[k] += z[k] * leverage * (0.5 - p);
        }
}

/* Gradient, information and Newton's direction at b; false if the information is singular. */
static bool find_direction(const newton *w, const double *b, double *decrement)
{
    size_t terms = w->s->terms;
    sum_derivatives(w, b);
    memcpy(w->factor, w->information, terms * terms * sizeof *w->factor);
    if (!tie_factor(w->factor, terms, 1e-13))
        return false;
    if (w->options->firth)
        add_firth(w, b);
    memcpy(w->direction, w->gradient, terms * sizeof *w->direction);
    tie_solve(w->factor, terms, w->direction);
    *decrement = 0;
    for (size_t k = 0; k < terms; k++)
        *decrement += w->gradient[k] * w->direction[k];
    return true;
}

/* b + direction times the largest of 1, 1/2, 1/4 ... that gains; false if none does. */
static bool halve(const newton *w, double *b, double *value, double decrement)
{
    size_t terms = w->s->terms;
    double share = 1;
    for (int halving = 0; halving < 40; halving++, share /= 2) {
        for (size_t k = 0; k < terms; k++)
            w->trial[k] = b[k] + share * w->direction[k];
        double gained = value_at(w, w->trial);
        if (gained >= *value + 1e-4 * share * decrement - 1e-15 * fabs(*value)) {
            *value = gained;
            memcpy(b, w->trial, terms * sizeof *b);
            return true;
        }
    }
    return false;
}

static void start(const newton *w, double *b)
{
    const ent_tie_rows *rows = w->s->rows;
    double ties = 0, pairs = 0;
    memset(b, 0, w->s->terms * sizeof *b);
    for (size_t step = 0; step < rows->step_count; step++)
        for (size_t row = rows->first[step]; row < rows->first[step + 1]; row++) {
            ties += weight_of(w, step) * rows->ties[row];
            pairs += weight_of(w, step) * rows->pairs[row];
        }
    if (w->s->intercept >= 0 && ties > 0 && ties < pairs)
        b[w->s->intercept] = log(ties / (pairs - ties));
}

/* ---- no finite estimate ---- */

static double along(const newton *w, size_t row)
{
    double sum = 0;
    for (size_t k = 0; k < w->s->terms; k++)
        sum += w->direction[k] * w->s->z[row * w->s->terms + k];
    return sum;
}

/* How far the last step moved the log-odds of any row. */
static double largest_move(const newton *w)
{
    const ent_tie_rows *rows = w->s->rows;
    double largest = 0;
    for (size_t step = 0; step < rows->step_count; step++)
        for (size_t row = rows->first[step]; row < rows->first[step + 1] && weight_of(w, step) > 0; row++)
            largest = fmax(largest, fabs(along(w, row)));
    return largest;
}

/* Terms that the direction is made of. The intercept only follows, unless it is alone. */
static void add_terms(const newton *w, ent_buffer *out)
{
    double largest = 0;
    char name[TIE_NAME];
    for (size_t k = 0; k < w->s->terms; k++)
        if ((int)k != w->s->intercept)
            largest = fmax(largest, fabs(w->direction[k]));
    for (size_t k = 0; k < w->s->terms; k++)
        if ((int)k != w->s->intercept && fabs(w->direction[k]) > 0.01 * largest)
            ent_buffer_format(out, "%s'%s'", out->length ? ", " : "", tie_term_name(w->s->rows, k, name));
    if (!out->length)
        ent_buffer_format(out, "'%s'", tie_term_name(w->s->rows, (size_t)w->s->intercept, name));
}

/* Steps with pairs that the direction moves: those where it separates. */
static void add_steps(const newton *w, double move, ent_buffer *out)
{
    const ent_tie_rows *rows = w->s->rows;
    size_t count = 0;
    char name[TIE_NAME];
    for (size_t step = 0; step < rows->step_count; step++) {
        double here = 0;
        for (size_t row = rows->first[step]; row < rows->first[step + 1] && weight_of(w, step) > 0; row++)
            here = fmax(here, fabs(along(w, row)));
        if (here > 1e-3 * move && ++count <= 5)
            ent_buffer_format(out, "%s%s", out->length ? ", " : "", tie_step_name(rows, step, name));
    }
    if (count > 5)
        ent_buffer_format(out, " and %zu more", count - 5);
}

static ent_status fail_separated(const newton *w, ent_error *error)
{
    ent_buffer terms = {0}, steps = {0};
    double ties = 0, pairs = 0;
    const ent_tie_rows *rows = w->s->rows;
    for (size_t step = 0; step < rows->step_count; step++)
        for (size_t row = rows->first[step]; row < rows->first[step + 1]; row++) {
            ties += weight_of(w, step) * rows->ties[row];
            pairs += weight_of(w, step) * rows->pairs[row];
        }
    if (ties == 0 || ties == pairs)
        return ent_fail(error, ENT_ERR_INPUT, "no finite estimate: %s of %.0f pairs are tied",
                        ties == 0 ? "none" : "all", pairs);
    add_terms(w, &terms);
    add_steps(w, largest_move(w), &steps);
    ent_status status =
        ent_fail(error, ENT_ERR_INPUT, "no finite estimate: %s separates ties from other pairs without exception "
                 "(in %s); leave it out, add waves, or ask for --ridge or --firth",
                 terms.data ? terms.data : "a term", steps.data ? steps.data : "all steps");
    ent_buffer_clear(&terms);
    ent_buffer_clear(&steps);
    return status;
}

/* ---- Newton's method ---- */

static const double still_moving = 0.05; /* in log-odds: where a finite estimate is reached rows stand still */

static ent_status finish(const newton *w, tie_solution *out, ent_error *error)
{
    size_t terms = w->s->terms;
    if (largest_move(w) > still_moving)
        return fail_separated(w, error);
    for (size_t k = 0; k < terms; k++)
        out->b[k] += w->direction[k];
    sum_derivatives(w, out->b);
    memcpy(out->information, w->information, terms * terms * sizeof *out->information);
    out->value = plain_value(w, out->b);
    return ENT_OK;
}

/* Where no step gains what can be seen in the sum of so many numbers, a decrement below this is the top. */
static const double top = 1e-8;

static ent_status iterate(const newton *w, tie_solution *out, ent_error *error)
{
    start(w, out->b);
    double value = value_at(w, out->b);
    /* Firth's penalty is not in the information, so its steps gain by a constant factor only. */
    size_t most = w->options->iterations_most * (w->options->firth ? 10 : 1);
    for (out->iterations = 1; out->iterations <= most; out->iterations++) {
        if (!find_direction(w, out->b, &out->decrement))
            return fail_separated(w, error); /* with the direction that led here */
        if (out->decrement < w->options->decrement)
            return finish(w, out, error);
        if (!halve(w, out->b, &value, out->decrement)) {
            if (out->decrement < top)
                return finish(w, out, error);
            break;
        }
    }
    if (largest_move(w) > still_moving)
        return fail_separated(w, error);
    return ent_fail(error, ENT_ERR_CONVERGENCE, "no estimate after %zu iterations: the decrement is still %g",
                    out->iterations, out->decrement);
}

ent_status tie_newton(const tie_standard *s, const double step_weight[], const ent_tie_options *options,
                      tie_solution *out, ent_error *error)
{
    newton w = {.s = s, .step_weight = step_weight, .options = options};
    ent_status status = begin(&w, error);
    if (status == ENT_OK)
        status = iterate(&w, out, error);
    free(w.memory);
    return status;
}

/* ---- a fit ---- */

static void count_pairs(const ent_tie_rows *rows, const double step_weight[], ent_tie_fit *fit)
{
    for (size_t step = 0; step < rows->step_count; step++) {
        double weight = step_weight ? step_weight[step] : 1;
        for (size_t row = rows->first[step]; row < rows->first[step + 1]; row++) {
            fit->pairs += weight * rows->pairs[row];
            fit->ties += weight * rows->ties[row];
            fit->rows += weight > 0;
        }
    }
}

static double null_value(const ent_tie_fit *fit)
{
    double p = fit->ties / fit->pairs;
    return fit->ties * log(p) + (fit->pairs - fit->ties) * log(1 - p);
}

/* From the standardised solution; what Newton left as information becomes the covariance. */
static ent_status take_over(const tie_standard *s, const tie_solution *solution, ent_tie_fit *fit,
                            ent_error *error)
{
    fit->log_likelihood = solution->value;
    fit->decrement = solution->decrement;
    fit->iterations = solution->iterations;
    tie_to_plain(s, solution->b, fit->estimate);
    if (!tie_factor(solution->information, s->terms, 0))
        return ent_fail(error, ENT_ERR_CONVERGENCE, "the information is singular at the estimate");
    tie_inverse(solution->information, s->terms, fit->covariance);
    return tie_plain_covariance(s, fit->covariance, error);
}

ent_status ent_tie_estimate(const ent_tie_rows *rows, const double step_weight[],
                            const ent_tie_options *options, ent_tie_fit *out, ent_error *error)
{
    size_t terms = rows->term_count;
    tie_standard s;
    *out = (ent_tie_fit){.term_count = terms};
    ent_status status = tie_standard_init(&s, rows, error);
    if (status != ENT_OK)
        return status;
    tie_solution solution = {.b = ent_new_array(terms, sizeof(double)),
                             .information = ent_new_array(terms * terms, sizeof(double))};
    out->estimate = ent_new_array(terms, sizeof(double));
    out->covariance = ent_new_array(terms * terms, sizeof(double));
    if (!solution.b || !solution.information || !out->estimate || !out->covariance)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = tie_newton(&s, step_weight, options, &solution, error);
    if (status == ENT_OK)
        status = take_over(&s, &solution, out, error);
    count_pairs(rows, step_weight, out);
    out->null_log_likelihood = s.intercept < 0 ? (double)NAN : null_value(out);
    if (status != ENT_OK)
        ent_tie_fit_clear(out);
    free(solution.b);
    free(solution.information);
    tie_standard_clear(&s);
    return status;
}

void ent_tie_fit_clear(ent_tie_fit *fit)
{
    free(fit->estimate);
    free(fit->covariance);
    *fit = (ent_tie_fit){0};
}
