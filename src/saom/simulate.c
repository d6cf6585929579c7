/* Simulation: replicates of all periods, on several threads. A replicate's random numbers are a function of seed,
 * replicate, period and opportunity, so that it is the same whoever draws it. */
#include "saom/saom.h"

#include "core/exponential.h"
#include "core/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef _OPENMP
#include <omp.h>
#endif

enum { STEPS_MOST = 1000000, STEPS_PER_ACTOR = 100 };

/* ---- work space ---- */

static bool make_arrays(ent_saom_worker *w, size_t n, size_t parameters)
{
    w->row = ent_new_array(n * parameters, sizeof *w->row);
    w->gain = ent_new_array(n, sizeof *w->gain);
    w->chance = ent_new_array(n, sizeof *w->chance);
    w->rate = ent_new_array(n, sizeof *w->rate);
    w->cumulated = ent_new_array(n, sizeof *w->cumulated);
    w->changed = ent_new_array(n, sizeof *w->changed);
    w->signed_own = ent_new_array(parameters, sizeof *w->signed_own);
    w->signed_other = ent_new_array(parameters, sizeof *w->signed_other);
    return w->row && w->gain && w->chance && w->rate && w->cumulated && w->changed && w->signed_own
           && w->signed_other;
}

ent_status ent_saom_worker_new(const ent_saom *saom, ent_saom_worker **out, ent_error *error)
{
    *out = NULL;
    ent_saom_worker *w = calloc(1, sizeof *w);
    if (!w)
        return ent_fail_memory(error);
    w->saom = saom;
    ent_status status = make_arrays(w, saom->n, saom->parameters) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_view_copy(saom->periods[0].start, &w->view, error);
    if (status == ENT_OK)
        *out = w;
    else
        ent_saom_worker_free(w);
    return status;
}

void ent_saom_worker_free(ent_saom_worker *worker)
{
    if (!worker)
        return;
    ent_view_free(worker->view);
    free(worker->row);
    free(worker->gain);
    free(worker->chance);
    free(worker->rate);
    free(worker->cumulated);
    free(worker->changed);
    free(worker->signed_own);
    free(worker->signed_other);
    free(worker);
}

/* ---- the walk through a period ---- */

static void count_difference(ent_saom_worker *w, size_t i, size_t j)
{
    size_t cell = i * w->saom->n + j;
    if (w->period->counts[cell])
        w->differs += w->view->x[cell] != w->period->x[cell] ? 1 : -1;
}

void saom_flip(ent_saom_worker *w, size_t i, size_t j)
{
    ent_view_flip(w->view, i, j);
    count_difference(w, i, j);
    if (!w->view->directed)
        count_difference(w, j, i);
    if (w->saom->structural_rates)
        saom_rates_fill(w);
}

static ent_status fail_endless(const ent_saom_worker *w, const char *why, ent_error *error)
{
    const ent_model *model = w->saom->model;
    return ent_fail(error, ENT_ERR_CONVERGENCE, "the simulation of period %zu (wave '%s' to '%s') does not end: %s",
                    w->number + 1, model->waves ? model->waves[w->number] : "?",
                    model->waves ? model->waves[w->number + 1] : "?", why);
}

static void start_walk(ent_saom_worker *w, const double theta[], size_t period, uint64_t seed, uint32_t replicate,
                       double *score)
{
    w->period = &w->saom->periods[period];
    w->number = period;
    w->theta = theta;
    w->score = score;
    w->time = w->differs = 0;
    w->random = ent_random_start(seed, replicate, ENT_DRAW_MINISTEPS);
    w->random.index = (uint64_t)period << 40;
    ent_view_assign(w->view, w->period->start);
    saom_rates_fill(w);
    if (score)
        memset(score, 0, w->saom->parameters * sizeof *score);
}

/* The second of a pair: anyone but the first. */
static size_t draw_other(ent_saom_worker *w, size_t i)
{
    uint32_t bits[4];
    size_t j;
    do {
        ent_random_next(&w->random, bits);
        j = saom_rates_draw(w, ent_random_unit64(bits[0], bits[1]));
    } while (j == i);
    return j;
}

static bool has_ended(const ent_saom_worker *w)
{
    return w->saom->model->saom.conditional ? w->differs >= w->period->distance : w->time >= 1;
}

/* Time till the next opportunity, and whose it is. */
static void step(ent_saom_worker *w)
{
    uint32_t bits[4];
    ent_random_next(&w->random, bits);
    double waited = -ent_log(ent_random_unit(bits[0])) / w->total;
    if (!w->saom->model->saom.conditional && w->time + waited >= 1) {
        if (w->score)
            saom_rates_score_time(w, 1 - w->time);
        w->time = 1;
        return;
    }
    w->time += waited;
    size_t i = saom_rates_draw(w, ent_random_unit64(bits[2], bits[3])), j = w->saom->pairwise ? draw_other(w, i) : i;
    if (w->score) {
        saom_rates_score_time(w, waited);
        saom_rates_score_event(w, i, j);
    }
    if (w->saom->pairwise)
        saom_pair_opportunity(w, i, j);
    else
        saom_opportunity(w, i);
}

static ent_status walk(ent_saom_worker *w, ent_error *error)
{
    uint64_t most = STEPS_MOST + STEPS_PER_ACTOR * (uint64_t)w->saom->n;
    for (uint64_t steps = 0; !has_ended(w); steps++) {
        if (!(w->total > 0) || !isfinite(w->total))
            return fail_endless(w, "nobody has a rate of change above 0 that is finite", error);
        if (steps == most)
            return fail_endless(w, "too many opportunities; rates are too high, or (conditional) the changes observed "
                                "are too many for the other parameters", error);
        step(w);
    }
    return ENT_OK;
}

/* ---- its statistics ---- */

static void count_changes(ent_saom_worker *w)
{
    size_t n = w->saom->n;
    for (size_t i = 0; i < n; i++) {
        unsigned changed = 0;
        for (size_t cell = i * n; cell < (i + 1) * n; cell++)
            changed += (w->view->x[cell] != w->period->x[cell]) & w->period->counts[cell];
        w->changed[i] = changed;
    }
}

/* Let the view be what statistics see. */
static void settle(ent_saom_worker *w)
{
    const saom_period *p = w->period;
    for (size_t k = 0; k < p->settled_count; k++) {
        const saom_settled *s = &p->settled[k];
        if (w->view->x[s->i * w->saom->n + s->j] != s->value)
            ent_view_flip(w->view, s->i, s->j);
    }
    w->view->previous = p->data->end->previous;
    w->view->missing = p->data->end->missing;
}

ent_status ent_saom_period(ent_saom_worker *worker, const double theta[], size_t period, uint64_t seed,
                           uint32_t replicate, ent_saom_outcome *out, ent_error *error)
{
    ent_saom_worker *w = worker;
    if (period >= w->saom->period_count)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the model has no period %zu", period + 1);
    start_walk(w, theta, period, seed, replicate, out->score);
    ent_status status = walk(w, error);
    if (status != ENT_OK)
        return status;
    count_changes(w);
    settle(w);
    ent_model_statistics(w->period->data, w->view, w->changed, out->statistic);
    if (out->elapsed)
        *out->elapsed = w->time;
    return ENT_OK;
}

/* ---- many replicates ---- */

typedef struct {
    const ent_saom *saom;
    const double *theta;
    const ent_saom_run *run;
    double *statistic, *score, *elapsed;
    const ent_monitor *monitor;
    size_t done, failed; /* failed: the lowest number of a replicate that could not end */
    ent_status status;
    ent_error *error;
} simulation;

static ent_status replicate(const simulation *s, ent_saom_worker *w, size_t number, ent_error *error)
{
    size_t periods = s->saom->period_count, parameters = s->saom->parameters;
    ent_status status = ENT_OK;
    for (size_t p = 0; p < periods && status == ENT_OK; p++) {
        size_t at = number * periods + p;
        ent_saom_outcome out = {s->statistic + at * parameters, s->score ? s->score + at * parameters : NULL,
                                s->elapsed ? s->elapsed + at : NULL};
        status = ent_saom_period(w, s->theta, p, s->run->seed, s->run->first + (uint32_t)number, &out, error);
        if (status == ENT_OK && s->run->each)
            status = s->run->each(s->run->user, number, p, w->view, error);
    }
    return status;
}

static bool may_go_on(simulation *s)
{
    bool go_on;
#pragma omp critical(ent_saom)
    {
        if (s->status == ENT_OK) {
            s->status = ent_monitor_step(s->monitor, (double)s->done / (double)s->run->count, "simulation", s->error);
            s->done++;
        }
        go_on = s->status == ENT_OK;
    }
    return go_on;
}

static void note_failure(simulation *s, size_t number, ent_status status, const ent_error *error)
{
#pragma omp critical(ent_saom)
    if (s->status == ENT_OK || number < s->failed) {
        s->failed = number;
        s->status = ent_fail(s->error, status, "%s", error->message);
    }
}

static void run_threads(simulation *s, size_t threads)
{
    (void)threads; /* without OpenMP */
#pragma omp parallel num_threads((int)threads)
    {
        ent_error inner = {0};
        ent_saom_worker *w;
        ent_status status = ent_saom_worker_new(s->saom, &w, &inner);
#pragma omp for schedule(dynamic)
        for (ptrdiff_t number = 0; number < (ptrdiff_t)s->run->count; number++) {
            if (status == ENT_OK && may_go_on(s))
                status = replicate(s, w, (size_t)number, &inner);
            if (status != ENT_OK)
                note_failure(s, (size_t)number, status, &inner);
        }
        ent_saom_worker_free(w);
    }
}

ent_status ent_saom_simulate(const ent_saom *saom, const double theta[], const ent_saom_run *run, double statistic[],
                             double score[], double elapsed[], const ent_monitor *monitor, ent_error *error)
{
    size_t threads = run->threads > 0 ? (size_t)run->threads : ent_thread_count();
    simulation s = {.saom = saom, .theta = theta, .run = run, .statistic = statistic,
                    .score = run->scores ? score : NULL, .elapsed = elapsed, .monitor = monitor,
                    .failed = SIZE_MAX, .error = error};
    run_threads(&s, threads < run->count ? threads : run->count > 0 ? run->count : 1);
    return s.status;
}
