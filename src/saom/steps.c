/* Phase 2: theta goes against the deviation of the simulated statistics by steps a D^-1 dev, in subphases of which each
 * has half the gain a of the one before and ends with the mean of its thetas (Robbins & Monro 1951, Ann. Math. Stat.
 * 22:400; Polyak & Juditsky 1992). A subphase goes on until deviations that follow each other are no longer correlated.
 * RSiena's algorithms 2026, 3.2; SPEC of the numbers: steps and their ends as its program has them. */
#include "saom/estimate.h"

#include "core/parallel.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>

enum { SMALL = 100000, STEPS_BEYOND = 200, REPEATS_MOST = 4, OVERSHOT_STEPS = 50, NEWTON_MOST = 12, NEWTON_AFTER = 2 };
#define OVERSHOT (-0.8)
#define UNCORRELATED 1e-10
#define NEWTON_NEAR 0.02 /* the overall ratio at which Newton's steps end */

/* n2min: 2.52 (7 + p) for the first subphase, 2.52 times as many for each that follows. */
size_t saom_steps_least(const saom_estimation *e, size_t subphase)
{
    double q = (double)e->options->per_step, count = 7 + (double)e->estimated;
    double least = trunc(2.52 * (q > 1 ? fmax(5, count / q) : count));
    for (size_t k = 0; k < subphase; k++)
        least = trunc(2.52 * least);
    return (size_t)least;
}

/* ---- one simulation for each of per_step replicates, periods side by side ---- */

typedef struct {
    saom_estimation *e;
    ent_error *error;
    ent_status status;
    atomic_flag failed;
} step_work;

static void simulate_task(void *user, size_t task)
{
    step_work *work = user;
    saom_estimation *e = work->e;
    size_t period = task % e->periods;
    ent_status status = ENT_OK;
    ent_error error;
    for (size_t r = task / e->periods; r < e->options->per_step && status == ENT_OK; r += e->lanes) {
        size_t at = r * e->periods + period;
        ent_saom_outcome out = {e->statistic + at * e->parameters, e->score + at * e->parameters, e->elapsed + at};
        status = ent_saom_period(e->workers[task], e->theta, period, e->options->seed, (uint32_t)(e->state->draws + r),
                                 &out, &error);
    }
    if (status != ENT_OK && !atomic_flag_test_and_set(&work->failed))
        work->status = ent_fail(work->error, status, "%s", error.message);
}

/* Threads for a step: one where waiting for each other would take longer than the work, as the options that actors
 * look at are few. */
static size_t step_threads(const saom_estimation *e)
{
    double n = (double)ent_saom_model(e->saom)->actor_count, rates = 0;
    for (size_t p = 0; p < e->periods; p++)
        rates += e->theta[p];
    if (n * n * rates * (double)e->options->per_step < SMALL)
        return 1;
    return e->options->threads > 0 ? (size_t)e->options->threads : ent_thread_count();
}

/* Threads are made and joined each step, some 0.05 ms: OpenMP's would spin until the next, which is slower than one
 * thread where other programs want the processors. */
static ent_status simulate_step(saom_estimation *e, ent_error *error)
{
    step_work work = {.e = e, .error = error, .failed = ATOMIC_FLAG_INIT};
    ent_parallel(e->lanes * e->periods, step_threads(e), simulate_task, &work);
    e->state->draws += work.status == ENT_OK ? e->options->per_step : 0;
    return work.status;
}

/* dev = S - s - c J, means over the replicates of this step and sums over periods. A basic rate's score is (opportunities
 * - expected) / rho, so its c is proportional to rho: a c of phase 1 as it is would let rho, once it has become small,
 * go to 0, since dev is then above 0 in all simulations but those few that have an opportunity. */
static void find_deviation(const saom_estimation *e, double *deviation)
{
    size_t count = e->options->per_step;
    for (size_t k = 0; k < e->estimated; k++) {
        double s = 0, j = 0;
        for (size_t row = 0; row < count * e->periods; row++) {
            s += e->statistic[row * e->parameters + e->at[k]];
            j += e->score[row * e->parameters + e->at[k]];
        }
        double c = !e->options->dolby ? 0 : saom_is_basic_rate(e, e->at[k]) ? e->dolby[k] * e->theta[e->at[k]] : e->dolby[k];
        deviation[k] = (s - c * j) / (double)count - e->target[e->at[k]];
    }
}

/* ---- a step ---- */

static void note_correlation(saom_estimation *e, const double *deviation)
{
    for (size_t k = 0; k < e->estimated; k++) {
        if (e->state->iteration % 2 == 0) {
            e->square[k] += deviation[k] * deviation[k];
            e->product[k] += deviation[k] * e->before[k];
        }
        e->before[k] = deviation[k];
    }
}

/* dev shorter if it is beyond `truncation` standard deviations. */
static void truncate_deviation(const saom_estimation *e, double *deviation)
{
    double r = sqrt(saom_form(e->metric, deviation, e->estimated) / (double)e->estimated);
    for (size_t k = 0; k < e->estimated && r > e->options->truncation; k++)
        deviation[k] *= e->options->truncation / r;
}

static ent_status step(saom_estimation *e, double gain, ent_error *error)
{
    double *deviation = e->work, *move = e->work + e->parameters;
    ent_status status = simulate_step(e, error);
    if (status != ENT_OK)
        return status;
    e->state->iteration++;
    find_deviation(e, deviation);
    note_correlation(e, deviation);
    truncate_deviation(e, deviation);
    saom_times(e->inverse, deviation, e->estimated, move);
    for (size_t k = 0; k < e->estimated; k++)
        move[k] *= gain * e->shorter[k];
    status = saom_take_step(e, move, INFINITY, error);
    for (size_t k = 0; k < e->estimated; k++)
        e->theta_sum[k] += e->theta[e->at[k]];
    return status;
}

/* ---- a subphase ---- */

static void start_subphase(saom_estimation *e)
{
    e->state->iteration = 0;
    for (size_t k = 0; k < e->estimated; k++) {
        e->theta_sum[k] = e->theta[e->at[k]];
        e->before[k] = e->product[k] = e->square[k] = 0;
    }
}

static void find_correlation(const saom_estimation *e, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t k = 0; k < e->estimated; k++) {
        double r = e->square[k] > 0 ? e->product[k] / e->square[k] : 0;
        *least = fmin(*least, r);
        *most = fmax(*most, r);
    }
}

typedef enum { GOES_ON, HAS_ENDED, IS_REPEATED } subphase_end;

static subphase_end find_end(const saom_estimation *e)
{
    size_t done = e->state->iteration, fewest = saom_steps_least(e, e->state->subphase);
    double least, most;
    find_correlation(e, &least, &most);
    if (done >= fewest + STEPS_BEYOND || (done >= fewest && most < UNCORRELATED))
        return HAS_ENDED;
    if (done < OVERSHOT_STEPS || least >= OVERSHOT)
        return GOES_ON;
    return most < UNCORRELATED || e->state->repeats >= REPEATS_MOST ? HAS_ENDED : IS_REPEATED;
}

static void end_subphase(saom_estimation *e)
{
    for (size_t k = 0; k < e->estimated; k++)
        e->theta[e->at[k]] = e->theta_sum[k] / (double)(e->state->iteration + 1);
    e->state->subphase++;
    e->state->repeats = 0;
    start_subphase(e);
}

static ent_status run_subphase(saom_estimation *e, ent_error *error)
{
    size_t subphase = e->state->subphase;
    double gain = e->options->first_gain * pow(e->options->gain_reduction, (double)subphase);
    char what[40];
    snprintf(what, sizeof what, "phase 2, subphase %zu", subphase + 1);
    if (e->state->iteration == 0)
        start_subphase(e);
    while (true) {
        ent_status status = saom_tell(e, what, error);
        if (status == ENT_OK)
            status = step(e, gain, error);
        if (status != ENT_OK)
            return status;
        subphase_end end = find_end(e);
        if (end == IS_REPEATED) {
            e->state->repeats++;
            start_subphase(e);
        } else if (end == HAS_ENDED)
            return end_subphase(e), ENT_OK;
    }
}

/* ---- beyond the classical algorithm: Newton's steps on common random numbers ---- */

/* The same replicates at each theta: their mean deviation is a smooth enough function to solve. */
static ent_status run_newton(saom_estimation *e, ent_error *error)
{
    double *deviation = e->work, *move = e->work + e->parameters;
    uint64_t draws = e->state->draws;
    for (; e->state->iteration < NEWTON_MOST; e->state->iteration++) {
        saom_moments_clear(&e->moments);
        e->state->draws = draws;
        ent_status status = saom_tell(e, "Newton's steps", error);
        if (status == ENT_OK)
            status = saom_add_replicates(e, e->options->newton, error);
        if (status == ENT_OK)
            status = saom_learn(e, 0, error);
        if (status != ENT_OK) {
            e->state->draws = draws;
            return status;
        }
        for (size_t k = 0; k < e->estimated; k++)
            deviation[k] = saom_mean_deviation(&e->moments, e->at[k]);
        if (sqrt(saom_form(e->metric, deviation, e->estimated)) < NEWTON_NEAR)
            break;
        truncate_deviation(e, deviation);
        saom_times(e->inverse, deviation, e->estimated, move);
        status = saom_take_step(e, move, 1, error);
        if (status != ENT_OK)
            return status;
    }
    return ENT_OK;
}

ent_status saom_run_steps(saom_estimation *e, ent_error *error)
{
    bool newton = e->options->newton > 0;
    size_t last = newton && e->options->subphases > NEWTON_AFTER ? NEWTON_AFTER : e->options->subphases;
    ent_status status = ENT_OK;
    while (e->state->subphase < last && status == ENT_OK)
        status = run_subphase(e, error);
    return status == ENT_OK && newton ? run_newton(e, error) : status;
}
