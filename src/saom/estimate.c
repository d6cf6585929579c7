/* Estimation from start to end: phases 1 and 3, restarts, and going on from a state. */
#include "saom/estimate.h"

#include "core/parallel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOPELESS_LEAST = 200, HOPELESS_ERRORS = 4, PHASE1_LEAST = 50, PHASE1_MOST = 200, BLOCK = 50, ARRAYS = 7 };
#define DIFFERENCE 0.1      /* step of finite differences; of a rate this times the rate */
#define DERIVATIVE_LEAST 1e-8

/* ---- the state ---- */

/* theta, theta_sum, before, product, square, shorter, dolby; inverse and metric; the running sums. */
size_t saom_numbers(size_t parameters, size_t periods)
{
    return ARRAYS * parameters + 2 * parameters * parameters + saom_moments_size(parameters, periods);
}

ent_status ent_saom_state_init(const ent_saom *saom, const double theta[], ent_saom_state *state, ent_error *error)
{
    size_t parameters = ent_saom_parameters(saom), periods = ent_saom_periods(saom);
    size_t count = saom_numbers(parameters, periods);
    *state = (ent_saom_state){.parameters = parameters, .periods = periods, .phase = 1, .number_count = count,
                              .number = ent_new_array(count, sizeof *state->number)};
    if (!state->number)
        return ent_fail_memory(error);
    if (theta)
        memcpy(state->number, theta, parameters * sizeof *theta);
    else
        ent_saom_start(saom, state->number);
    for (size_t p = 0; p < periods && ent_saom_model(saom)->saom.conditional; p++)
        state->number[p] = 1;
    return ENT_OK;
}

void ent_saom_state_clear(ent_saom_state *state)
{
    free(state->number);
    *state = (ent_saom_state){0};
}

/* ---- an estimation over a state ---- */

bool saom_is_estimated(const ent_model *model, size_t parameter)
{
    const ent_model_effect *e = &model->effects[parameter];
    bool basic = e->part == ENT_RATE && e->rate == ENT_RATE_BASIC;
    return !e->fixed && !(basic && model->saom.conditional);
}

static void lay_out(saom_estimation *e)
{
    size_t n = e->parameters;
    double *at = e->state->number;
    e->theta = at;
    e->theta_sum = at + n;
    e->before = at + 2 * n;
    e->product = at + 3 * n;
    e->square = at + 4 * n;
    e->shorter = at + 5 * n;
    e->dolby = at + 6 * n;
    e->inverse = at + ARRAYS * n;
    e->metric = e->inverse + n * n;
    e->moments = saom_moments_over(e->metric + n * n, n, e->periods);
}

static ent_status check_options(const ent_saom_options *o, ent_error *error)
{
    if (o->phase3 < 2 || o->per_step == 0 || o->subphases < 1)
        return ent_fail(error, ENT_ERR_ARGUMENT, "phase 3 needs 2 simulations or more, phase 2 a subphase and a "
                        "simulation a step");
    if (!(o->first_gain > 0) || !(o->gain_reduction > 0 && o->gain_reduction <= 1) || !(o->truncation > 0) ||
        !(o->diagonalise >= 0 && o->diagonalise <= 1))
        return ent_fail(error, ENT_ERR_ARGUMENT, "gains and truncation are above 0, gain_reduction and diagonalise "
                        "from 0 to 1");
    return ENT_OK;
}

static ent_status open_workers(saom_estimation *e, ent_error *error)
{
    size_t threads = e->options->threads > 0 ? (size_t)e->options->threads : ent_thread_count();
    e->lanes = e->options->per_step < threads ? e->options->per_step : threads;
    e->workers = ent_new_array(e->lanes * e->periods, sizeof *e->workers);
    ent_status status = e->workers ? ENT_OK : ent_fail_memory(error);
    for (size_t k = 0; k < e->lanes * e->periods && status == ENT_OK; k++)
        status = ent_saom_worker_new(e->saom, &e->workers[k], error);
    return status;
}

static void close_workers(saom_estimation *e)
{
    for (size_t k = 0; e->workers && k < e->lanes * e->periods; k++)
        ent_saom_worker_free(e->workers[k]);
    free(e->workers);
    e->workers = NULL;
}

/* With ties that are only made, or only ended, in all periods, the number of ties says what the rates say. */
static ent_status check_density(const saom_estimation *e, ent_error *error)
{
    const ent_model *model = ent_saom_model(e->saom);
    bool one_way = true;
    for (size_t p = 0; p < e->periods; p++)
        one_way &= ent_saom_direction(e->saom, p) != 0 && ent_saom_direction(e->saom, p) == ent_saom_direction(e->saom, 0);
    for (size_t k = 0; k < e->estimated && one_way; k++) {
        const ent_model_effect *effect = &model->effects[e->at[k]];
        if (effect->part == ENT_EVALUATION && strcmp(effect->name, "density") == 0)
            return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: ties are only %s in every period, so 'density' cannot be told "
                            "from the rates: take it out, or say one_way: false", model->path, effect->line,
                            ent_saom_direction(e->saom, 0) > 0 ? "made" : "ended");
    }
    return ENT_OK;
}

static ent_status open_estimation(saom_estimation *e, ent_error *error)
{
    const ent_model *model = ent_saom_model(e->saom);
    size_t n = e->parameters = ent_saom_parameters(e->saom), m = e->periods = ent_saom_periods(e->saom);
    if (e->state->parameters != n || e->state->periods != m || e->state->number_count != saom_numbers(n, m))
        return ent_fail(error, ENT_ERR_INPUT, "the state is of %zu parameters and %zu periods, the model has %zu and %zu",
                        e->state->parameters, e->state->periods, n, m);
    e->room = e->options->per_step > BLOCK ? e->options->per_step : BLOCK;
    e->at = ent_new_array(n, sizeof *e->at);
    e->target = ent_new_array(n, sizeof *e->target);
    e->by_period = ent_new_array(m * n, sizeof *e->by_period);
    e->statistic = ent_new_array(2 * e->room * m * n, sizeof *e->statistic);
    e->score = ent_new_array(e->room * m * n, sizeof *e->score);
    e->elapsed = ent_new_array(e->room * m, sizeof *e->elapsed);
    e->work = ent_new_array(6 * n * n + 6 * n, sizeof *e->work);
    if (!e->at || !e->target || !e->by_period || !e->statistic || !e->score || !e->elapsed || !e->work)
        return ent_fail_memory(error);
    for (size_t k = 0; k < n; k++)
        if (saom_is_estimated(model, k))
            e->at[e->estimated++] = k;
    ent_saom_targets(e->saom, e->target, e->by_period);
    lay_out(e);
    return e->estimated > 0 ? check_density(e, error)
                            : ent_fail(error, ENT_ERR_INPUT, "all parameters are fixed: nothing to estimate");
}

static void close_estimation(saom_estimation *e)
{
    close_workers(e);
    free(e->at);
    free(e->target);
    free(e->by_period);
    free(e->statistic);
    free(e->score);
    free(e->elapsed);
    free(e->work);
}

bool saom_is_basic_rate(const saom_estimation *e, size_t parameter)
{
    const ent_model_effect *effect = &ent_saom_model(e->saom)->effects[parameter];
    return effect->part == ENT_RATE && effect->rate == ENT_RATE_BASIC;
}

const char *saom_effect_name(const saom_estimation *e, size_t parameter, char text[120])
{
    const ent_model_effect *effect = &ent_saom_model(e->saom)->effects[parameter];
    if (saom_is_basic_rate(e, parameter))
        snprintf(text, 120, "rate of period %zu", parameter + 1);
    else
        snprintf(text, 120, "%s%.40s%s%.60s", effect->part == ENT_EVALUATION || effect->part == ENT_RATE ? ""
                 : effect->part == ENT_CREATION ? "creation of " : "endowment of ", effect->name,
                 *effect->of ? " of " : "", effect->of);
    return text;
}

/* ---- progress ---- */

/* How much of the work is done, if each step of phase 2 takes as many as it may. */
static double share_done(const saom_estimation *e)
{
    double steps = 0, before = 0;
    for (size_t k = 0; k < e->options->subphases; k++) {
        double most = ((double)saom_steps_least(e, k) + 200) * (double)e->options->per_step;
        before += k < e->state->subphase ? most : 0;
        steps += most;
    }
    double iteration = (double)e->state->iteration, phase3 = (double)e->options->phase3;
    double done = e->state->phase == 1 ? 0 : e->state->phase == 2 ? before + iteration * (double)e->options->per_step
                                                                  : steps + iteration;
    return done / (steps + phase3);
}

ent_status saom_tell(const saom_estimation *e, const char *what, ent_error *error)
{
    ent_status status = e->keep ? e->keep(e->user, e->state, error) : ENT_OK;
    if (status != ENT_OK)
        return status;
    char text[80];
    if (e->state->restarts > 0)
        snprintf(text, sizeof text, "%s (start %zu)", what, e->state->restarts + 1);
    return ent_monitor_step(e->monitor, share_done(e), e->state->restarts > 0 ? text : what, error);
}

/* ---- simulations ---- */

static ent_status simulate_block(saom_estimation *e, const double theta[], size_t count, double *statistic,
                                 bool scores, ent_error *error)
{
    ent_saom_run run = {.seed = e->options->seed, .first = (uint32_t)e->state->draws, .count = count,
                        .threads = e->options->threads, .scores = scores};
    return ent_saom_simulate(e->saom, theta, &run, statistic, e->score, e->elapsed, NULL, error);
}

/* Add the derivatives by parameter l of a block that has been simulated, on the same draws. */
static ent_status add_differences(saom_estimation *e, size_t l, size_t count, ent_error *error)
{
    size_t n = e->parameters, row = e->periods * n;
    double kept = e->theta[l], *moved = e->statistic + e->room * row;
    double step = saom_is_basic_rate(e, l) ? DIFFERENCE * kept : DIFFERENCE;
    e->theta[l] = kept + step;
    ent_status status = simulate_block(e, e->theta, count, moved, false, error);
    e->theta[l] = kept;
    for (size_t r = 0; r < count && status == ENT_OK; r++)
        for (size_t p = 0; p < e->periods; p++)
            for (size_t k = 0; k < n; k++)
                e->moments.derivative_by_period[(p * n + k) * n + l] +=
                    (moved[r * row + p * n + k] - e->statistic[r * row + p * n + k]) / step;
    return status;
}

ent_status saom_add_replicates(saom_estimation *e, size_t count, ent_error *error)
{
    size_t row = e->periods * e->parameters;
    bool scores = !e->differences;
    while (count > 0) {
        size_t block = count < BLOCK ? count : BLOCK;
        ent_status status = simulate_block(e, e->theta, block, e->statistic, true, error);
        if (status != ENT_OK)
            return status;
        for (size_t r = 0; r < block; r++)
            saom_moments_add(&e->moments, e->by_period, e->statistic + r * row, e->score + r * row,
                             e->elapsed + r * e->periods, scores);
        for (size_t l = 0; l < e->parameters && !scores && status == ENT_OK; l++)
            status = add_differences(e, l, block, error);
        if (status != ENT_OK)
            return status;
        e->state->draws += block;
        count -= block;
    }
    return ENT_OK;
}

/* ---- what a phase teaches ---- */

static ent_status fail_unidentified(const saom_estimation *e, size_t parameter, const char *why, ent_error *error)
{
    char text[120];
    return ent_fail(error, ENT_ERR_INPUT, "the data cannot identify '%s': %s; take it out, or fix it at a value",
                    saom_effect_name(e, e->at[parameter], text), why);
}

/* D of the estimated parameters, with `kept` of what stands off its diagonal. */
static void find_derivative(const saom_estimation *e, double kept, double *d)
{
    for (size_t k = 0; k < e->estimated; k++)
        for (size_t l = 0; l < e->estimated; l++)
            d[k * e->estimated + l] = (k == l ? 1 : kept) *
                                      saom_derivative(&e->moments, !e->differences, e->at[k], e->at[l]);
}

/* D~^-1. */
static ent_status invert_derivative(saom_estimation *e, double kept, ent_error *error)
{
    size_t q = e->estimated, column;
    double *d = e->work, *scale = e->work + q * q;
    find_derivative(e, kept, d);
    for (size_t k = 0; k < q; k++)
        if (d[k * q + k] < DERIVATIVE_LEAST)
            d[k * q + k] = 1e-3;
    if (!saom_invert(d, q, e->inverse, scale, &column))
        return fail_unidentified(e, column, "what it changes in the statistics is a combination of what others change",
                                 error);
    return ENT_OK;
}

/* (Sigma + 0.0001 I)^-1; Sigma itself stays in spread[q * q]. */
static ent_status invert_spread(saom_estimation *e, double *spread, ent_error *error)
{
    size_t q = e->estimated, column;
    double *a = e->work, *scale = e->work + q * q;
    for (size_t cell = 0; cell < q * q; cell++) {
        spread[cell] = saom_spread(&e->moments, e->at[cell / q], e->at[cell % q]);
        a[cell] = spread[cell] + (cell / q == cell % q ? 1e-4 : 0);
    }
    for (size_t k = 0; k < q; k++)
        if (!(spread[k * q + k] > 0))
            return fail_unidentified(e, k, "its statistic is the same in all simulations", error);
    if (!saom_invert(a, q, e->metric, scale, &column))
        return fail_unidentified(e, column, "its statistic is a combination of others", error);
    return ENT_OK;
}

/* f = min(1, 1 / the standard error that D~ and Sigma give). */
ent_status saom_learn(saom_estimation *e, double diagonalise, ent_error *error)
{
    size_t q = e->estimated;
    double *spread = e->work + 2 * q * q + q, *covariance = e->work + 3 * q * q + q;
    ent_status status = invert_spread(e, spread, error);
    if (status == ENT_OK)
        status = invert_derivative(e, 1 - diagonalise, error);
    if (status != ENT_OK)
        return status;
    saom_sandwich(e->inverse, spread, q, q, e->work, covariance);
    for (size_t k = 0; k < q; k++) {
        double se = sqrt(covariance[k * q + k]);
        e->shorter[k] = se > 1 ? 1 / se : 1;
        e->dolby[k] = saom_dolby(&e->moments, e->at[k]) / (saom_is_basic_rate(e, e->at[k]) ? e->theta[e->at[k]] : 1);
    }
    return ENT_OK;
}

ent_status saom_take_step(saom_estimation *e, double step[], double most, ent_error *error)
{
    double largest = 0;
    char text[120];
    for (size_t k = 0; k < e->estimated; k++)
        largest = fmax(largest, fabs(step[k]));
    for (size_t k = 0; k < e->estimated; k++) {
        double *theta = &e->theta[e->at[k]], move = largest > most ? step[k] * most / largest : step[k];
        bool rate = saom_is_basic_rate(e, e->at[k]);
        *theta -= rate && move >= *theta ? *theta / 2 : move;
        if (!(fabs(*theta) <= (rate ? 20 : 1) * e->options->theta_most))
            return ent_fail(error, ENT_ERR_CONVERGENCE, "the parameter of '%s' runs off: it is beyond %g; the model fits "
                            "these data badly or the effect is (nearly) not identified; take it out, fix it, or start "
                            "elsewhere", saom_effect_name(e, e->at[k], text), *theta);
    }
    return ENT_OK;
}

/* ---- phase 1 ---- */

static size_t phase1_least(const saom_estimation *e)
{
    size_t least = 7 + 3 * e->estimated;
    return least > PHASE1_LEAST ? least : PHASE1_LEAST;
}

/* Every diagonal element of D above 0? */
static bool derivative_is_positive(const saom_estimation *e)
{
    for (size_t k = 0; k < e->estimated; k++)
        if (!(saom_derivative(&e->moments, !e->differences, e->at[k], e->at[k]) > 0))
            return false;
    return true;
}

static ent_status simulate_phase1(saom_estimation *e, ent_error *error)
{
    saom_moments_clear(&e->moments);
    ent_status status = saom_tell(e, "phase 1", error);
    return status == ENT_OK ? saom_add_replicates(e, e->state->phase1, error) : status;
}

/* A step of half the first gain against the mean deviation. */
static ent_status run_phase1(saom_estimation *e, ent_error *error)
{
    e->state->phase1 = phase1_least(e);
    uint64_t draws = e->state->draws;
    ent_status status = simulate_phase1(e, error);
    while (status == ENT_OK && !derivative_is_positive(e) && e->state->phase1 < PHASE1_MOST) {
        e->state->phase1 *= 2;
        status = simulate_phase1(e, error);
    }
    if (status == ENT_OK && !derivative_is_positive(e) && !e->differences) {
        e->differences = true;
        status = simulate_phase1(e, error);
    }
    if (status == ENT_OK)
        status = saom_learn(e, e->options->diagonalise, error);
    e->differences = e->options->differences;
    if (status != ENT_OK) {
        e->state->draws = draws; /* it begins anew */
        return status;
    }
    double *deviation = e->work, *step = e->work + e->parameters;
    for (size_t k = 0; k < e->estimated; k++)
        deviation[k] = saom_mean_deviation(&e->moments, e->at[k]);
    saom_times(e->inverse, deviation, e->estimated, step);
    for (size_t k = 0; k < e->estimated; k++)
        step[k] *= 0.5 * e->options->first_gain;
    return saom_take_step(e, step, 1, error);
}

/* ---- phase 3 ---- */

/* Is it plain before the end that means are too far off? Another start is worth more than the rest of the simulations. */
static bool is_hopeless(const saom_estimation *e)
{
    double count = *e->moments.count, margin = HOPELESS_ERRORS / sqrt(count);
    for (size_t k = 0; k < e->estimated && count >= HOPELESS_LEAST; k++) {
        double t = saom_mean_deviation(&e->moments, e->at[k]) / sqrt(saom_spread(&e->moments, e->at[k], e->at[k]));
        if (fabs(t) > e->options->t_most + margin)
            return e->state->restarts < e->options->restarts_most;
    }
    return false;
}

static ent_status run_phase3(saom_estimation *e, ent_error *error)
{
    if (e->state->iteration == 0)
        saom_moments_clear(&e->moments);
    while (e->state->iteration < e->options->phase3 && !is_hopeless(e)) {
        size_t left = e->options->phase3 - e->state->iteration, block = left < BLOCK ? left : BLOCK;
        ent_status status = saom_tell(e, "phase 3", error);
        if (status == ENT_OK)
            status = saom_add_replicates(e, block, error);
        if (status != ENT_OK)
            return status;
        e->state->iteration += block;
    }
    return ENT_OK;
}

/* ---- from start to end ---- */

static void enter(saom_estimation *e, int phase)
{
    e->state->phase = phase;
    e->state->subphase = e->state->repeats = 0;
    e->state->iteration = 0;
}

static ent_status run(saom_estimation *e, ent_saom_fit *fit, ent_error *error)
{
    ent_status status = ENT_OK;
    if (e->state->phase == 1) {
        status = run_phase1(e, error);
        if (status != ENT_OK)
            return status;
        enter(e, 2);
    }
    while (true) {
        if (e->state->phase == 2) {
            status = saom_run_steps(e, error);
            if (status != ENT_OK)
                return status;
            enter(e, 3);
        }
        status = run_phase3(e, error);
        if (status == ENT_OK)
            status = saom_fill_fit(e, fit, error);
        if (status != ENT_OK || fit->converged || e->state->restarts == e->options->restarts_most)
            return status;
        status = saom_learn(e, e->options->diagonalise, error);
        if (status != ENT_OK)
            return status;
        e->state->restarts++;
        enter(e, 2);
    }
}

ent_status ent_saom_estimate(const ent_saom *saom, const ent_saom_options *options, ent_saom_state *state,
                             ent_saom_keep *keep, void *user, ent_saom_fit *out, const ent_monitor *monitor,
                             ent_error *error)
{
    *out = (ent_saom_fit){0};
    saom_estimation e = {.saom = saom, .options = options, .state = state, .keep = keep, .user = user,
                         .monitor = monitor, .differences = options->differences};
    ent_status status = check_options(options, error);
    if (status == ENT_OK)
        status = open_estimation(&e, error);
    if (status == ENT_OK)
        status = open_workers(&e, error);
    if (status == ENT_OK)
        status = run(&e, out, error);
    if (status == ENT_OK)
        state->phase = 4;
    else
        ent_saom_fit_clear(out);
    close_estimation(&e);
    return status;
}
