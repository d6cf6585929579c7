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

static double *numbers(size_t count, bool *failed)
{
    double *array = ent_new_array(count, sizeof *array);
    *failed |= !array;
    return array;
}

/* `count` arrays of `size` numbers. */
static double **tables(size_t count, size_t size, bool *failed)
{
    double **array = ent_new_array(count, sizeof *array);
    *failed |= !array;
    for (size_t k = 0; array && k < count; k++)
        array[k] = numbers(size, failed);
    return array;
}

static void free_tables(double **array, size_t count)
{
    for (size_t k = 0; array && k < count; k++)
        free(array[k]);
    free(array);
}

static bool any_rest(const ent_saom *saom)
{
    bool any = false;
    for (size_t p = 0; p < saom->period_count; p++)
        any |= saom->periods[p].has_rest;
    return any;
}

/* Tables and what is kept; the view is there. */
static void open_pair(ent_saom_worker *w, const saom_term *t, bool *failed)
{
    const ent_view *v = w->view;
    saom_pair *p = &w->pairs[t->slot];
    p->back = t->count == ENT_COUNT_PATHS_BACK;
    p->plain = w->saom->model->effects[t->parameter].effect->prepares != ENT_PREPARES_COUNTS;
    p->count = t->count == ENT_COUNT_OUT_SHARED ? v->out_shared
               : t->count == ENT_COUNT_IN_SHARED ? v->in_shared
               : t->count == ENT_COUNT_MUTUAL_PATHS ? v->mutual_paths : v->two_paths;
    p->more = t->count == ENT_COUNT_CLOSING ? v->out_shared : NULL;
    saom_side out = {v->out, v->out_degree}, in = {v->in, v->in_degree};
    bool from_in = t->count == ENT_COUNT_PATHS_BACK || t->count == ENT_COUNT_IN_SHARED;
    p->middle = from_in ? in : out;
    p->end = t->count == ENT_COUNT_PATHS_BACK || t->count == ENT_COUNT_OUT_SHARED ? in : out;
    p->end_more = p->more ? in : (saom_side){NULL, NULL};
    p->at = ent_new_array(v->n, sizeof *p->at);
    *failed |= !p->at;
    p->value = numbers(2 * v->n + 1, failed);
    p->factor = numbers(2 * v->n + 1, failed);
    p->used = numbers(v->n, failed);
}

static void open_alter(ent_saom_worker *w, const saom_term *t, bool *failed)
{
    saom_alter *a = &w->alters[t->slot];
    a->value = numbers(w->saom->n + 1, failed);
    a->factor = numbers(w->saom->n + 1, failed);
    a->kept = numbers(w->saom->stride, failed);
    a->kept_tied = numbers(w->saom->stride, failed);
}

static bool open_kept(ent_saom_worker *w)
{
    size_t n = w->saom->n, stride = w->saom->stride;
    bool failed = false;
    w->pairs = ent_new_array(w->saom->kinds[SAOM_PAIR], sizeof *w->pairs);
    w->alters = ent_new_array(w->saom->kinds[SAOM_ALTER], sizeof *w->alters);
    w->any = tables(w->saom->kinds[SAOM_ANY], stride, &failed);
    w->still_rest = any_rest(w->saom) ? numbers(n * stride, &failed) : NULL;
    for (size_t k = 0; k < w->saom->term_count && w->pairs && w->alters; k++) {
        const saom_term *t = &w->saom->terms[k];
        if (t->kind == SAOM_PAIR)
            open_pair(w, t, &failed);
        else if (t->kind == SAOM_ALTER)
            open_alter(w, t, &failed);
    }
    return w->pairs && w->alters && !failed;
}

/* The plain arrays: where each is kept, and its size. */
typedef struct {
    double **array;
    size_t count;
} plain_array;

enum { PLAIN_ARRAYS = 15 };

static void list_plain(ent_saom_worker *w, plain_array list[PLAIN_ARRAYS])
{
    size_t n = w->saom->n, stride = w->saom->stride, parameters = w->saom->parameters;
    const plain_array all[PLAIN_ARRAYS] = {
        {&w->theta, parameters}, {&w->still_ego, stride}, {&w->still_alter, stride}, {&w->own, n + 1},
        {&w->alter_factor, stride}, {&w->alter_ratio, stride}, {&w->any_factor, stride}, {&w->weight, stride}, {&w->ones, stride},
        {&w->products, parameters + 1}, {&w->signed_own, parameters}, {&w->signed_other, parameters}, {&w->rate, n},
        {&w->cumulated, n}, {&w->changed, n}};
    memcpy(list, all, sizeof all);
}

static bool open_plain(ent_saom_worker *w)
{
    plain_array list[PLAIN_ARRAYS];
    bool failed = false;
    list_plain(w, list);
    for (size_t k = 0; k < PLAIN_ARRAYS; k++)
        *list[k].array = numbers(list[k].count, &failed);
    w->rows = ent_new_array(w->saom->parameters, sizeof *w->rows);
    w->counts = ent_new_array(w->saom->n, sizeof *w->counts);
    w->gone = ent_new_array(w->saom->n, sizeof *w->gone);
    w->absent = ent_new_array(w->saom->n, sizeof *w->absent);
    w->present = ent_new_array(w->saom->n, sizeof *w->present);
    w->stale = ent_new_array(w->saom->parameters, sizeof *w->stale);
    for (size_t j = 0; w->ones && j < w->saom->stride; j++)
        w->ones[j] = 1;
    return w->rows && w->counts && w->gone && w->absent && w->present && w->stale && !failed;
}

ent_status ent_saom_worker_new(const ent_saom *saom, ent_saom_worker **out, ent_error *error)
{
    *out = NULL;
    ent_saom_worker *w = calloc(1, sizeof *w);
    if (!w)
        return ent_fail_memory(error);
    w->saom = saom;
    ent_status status = ent_view_copy(saom->periods[0].start, &w->view, error);
    if (status == ENT_OK && !(open_plain(w) && open_kept(w)))
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        *out = w;
    else
        ent_saom_worker_free(w);
    return status;
}

static void close_kept(ent_saom_worker *w)
{
    for (size_t k = 0; w->pairs && k < w->saom->kinds[SAOM_PAIR]; k++) {
        free(w->pairs[k].value);
        free(w->pairs[k].factor);
        free(w->pairs[k].used);
        free(w->pairs[k].at);
    }
    for (size_t k = 0; w->alters && k < w->saom->kinds[SAOM_ALTER]; k++) {
        free(w->alters[k].value);
        free(w->alters[k].factor);
        free(w->alters[k].kept);
        free(w->alters[k].kept_tied);
    }
    free(w->pairs);
    free(w->alters);
    free(w->still_rest);
    free_tables(w->any, w->saom->kinds[SAOM_ANY]);
}

void ent_saom_worker_free(ent_saom_worker *worker)
{
    plain_array list[PLAIN_ARRAYS];
    if (!worker)
        return;
    list_plain(worker, list);
    for (size_t k = 0; k < PLAIN_ARRAYS; k++)
        free(*list[k].array);
    free(worker->rows);
    free(worker->still_back);
    free(worker->reply);
    free(worker->counts);
    free(worker->gone);
    free(worker->absent);
    free(worker->present);
    free(worker->stale);
    close_kept(worker);
    ent_view_free(worker->view);
    free(worker);
}

/* ---- the walk through a period ---- */

static ent_status fail_endless(const ent_saom_worker *w, const char *why, ent_error *error)
{
    const ent_model *model = w->saom->model;
    return ent_fail(error, ENT_ERR_CONVERGENCE, "the simulation of period %zu (wave '%s' to '%s') does not end: %s",
                    w->number + 1, model->waves[w->number], model->waves[w->number + 1], why);
}

/* Calls visit(w, i, j) for each i->j in which the network is not as at the start of the period. */
static void each_difference(ent_saom_worker *w, void (*visit)(ent_saom_worker *w, size_t i, size_t j))
{
    size_t words = w->view->words;
    for (size_t i = 0; i < w->saom->n; i++)
        for (size_t word = 0; word < words; word++) {
            uint64_t left = w->view->out_bits[i * words + word] ^ w->period->start->out_bits[i * words + word];
            for (; left; left &= left - 1)
                visit(w, i, word * 64 + (size_t)__builtin_ctzll(left));
        }
}

/* Where ties have no direction the first of two visits does it. */
static void flip_back(ent_saom_worker *w, size_t i, size_t j)
{
    saom_flip(w, i, j);
}

static void count_one(ent_saom_worker *w, size_t i, size_t j)
{
    (void)i, (void)j;
    w->differs++;
}

/* Few differences are flipped back, which takes about as long as copying COPIES cells each. */
static void return_to_start(ent_saom_worker *w)
{
    enum { COPIES = 64 };
    w->differs = 0;
    each_difference(w, count_one);
    if (w->differs * COPIES < (double)(w->saom->n * w->saom->n)) {
        each_difference(w, flip_back);
        w->view->previous = w->period->start->previous;
        w->view->missing = w->period->start->missing;
    } else {
        ent_view_assign(w->view, w->period->start);
        saom_kept_fill(w);
    }
}

/* Back to where the period starts: from the end of another replicate by its differences. */
void saom_start(ent_saom_worker *w, const double theta[], size_t period)
{
    size_t size = w->saom->parameters * sizeof *theta;
    const saom_period *p = &w->saom->periods[period];
    if (w->period == p && memcmp(w->theta, theta, size) == 0) {
        return_to_start(w);
    } else {
        w->period = p;
        w->number = period;
        memcpy(w->theta, theta, size);
        ent_view_assign(w->view, p->start);
        saom_tables_fill(w);
        saom_kept_fill(w);
    }
    saom_all_in(w);
    saom_rates_fill(w);
}

static void start_walk(ent_saom_worker *w, uint64_t seed, uint32_t replicate, double *score)
{
    w->score = score;
    w->time = w->differs = 0;
    w->random = ent_random_start(seed, replicate, ENT_DRAW_MINISTEPS);
    w->random.index = (uint64_t)w->number << 40;
    w->until_distance = w->saom->model->saom.conditional;
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
    return w->until_distance ? w->differs >= w->period->distance : w->time >= 1;
}

static bool rates_change(const ent_saom_worker *w)
{
    return w->saom->rate_effect_count > 0;
}

/* Time till the next opportunity, whose it is, and what comes of it: one block of random bits, of which time and actor
 * take 32 each (so that a probability may be wrong by 2^-32) and the choice among options 52. False if time is up
 * before it. */
static bool step(ent_saom_worker *w)
{
    uint32_t bits[4];
    ent_random_next(&w->random, bits);
    double waited = -ent_log(ent_random_unit(bits[0])) / w->total;
    if (!w->until_distance && w->time + waited >= 1) {
        if (w->score && rates_change(w))
            saom_rates_score_time(w, 1 - w->time);
        w->time = 1;
        return false;
    }
    w->time += waited;
    size_t i = saom_rates_draw(w, ent_random_unit(bits[1])), j = w->saom->pairwise ? draw_other(w, i) : i;
    if (w->score && rates_change(w)) {
        saom_rates_score_time(w, waited);
        saom_rates_score_event(w, i, j);
    }
    if (w->saom->pairwise)
        saom_pair_opportunity(w, i, j);
    else
        saom_opportunity(w, i, ent_random_unit64(bits[2], bits[3]));
    return true;
}

ent_status saom_walk(ent_saom_worker *w, ent_error *error)
{
    uint64_t most = STEPS_MOST + STEPS_PER_ACTOR * (uint64_t)w->saom->n, steps = 0;
    while (!has_ended(w)) {
        if (!(w->total > 0) || !isfinite(w->total))
            return fail_endless(w, "nobody has a rate of change above 0 that is finite", error);
        if (steps == most)
            return fail_endless(w, "too many opportunities; rates are too high, or (conditional) the changes observed "
                                "are too many for the other parameters", error);
        steps += step(w);
    }
    if (w->score && !rates_change(w)) /* those that are always the same: (opportunities - Lambda time) / rho */
        w->score[w->number] = (w->saom->pairwise ? 2 : 1) * ((double)steps - w->total * w->time) / w->theta[w->number];
    return ENT_OK;
}

/* ---- its statistics ---- */

static void count_change(ent_saom_worker *w, size_t i, size_t j)
{
    if (w->period->counts[i * w->saom->n + j])
        w->changed[i]++;
}

/* Let the view be what statistics see. */
static void settle(ent_saom_worker *w)
{
    const saom_period *p = w->period;
    for (size_t k = 0; k < p->settled_count; k++) {
        const saom_settled *s = &p->settled[k];
        if (w->view->x[s->i * w->saom->n + s->j] != s->value)
            saom_flip(w, s->i, s->j);
    }
    w->view->previous = p->data->end->previous;
    w->view->missing = p->data->end->missing;
}

/* A still term's D of the ties that are there now and not at the start, less those that were. */
static void add_still(ent_saom_worker *w, size_t i, size_t j)
{
    bool made = w->view->x[i * w->saom->n + j];
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        if (t->kind == SAOM_STILL) {
            double d = saom_still_value(&w->period->still[t->slot], w->saom->stride, i, j);
            w->products[t->parameter] += made ? d : -d;
        }
    }
}

/* Where nothing is missing the statistics of still terms are those of the start and the differences. */
static void statistics(ent_saom_worker *w, double statistic[])
{
    const saom_period *p = w->period;
    ent_model_statistics(p->data, w->view, w->changed, p->quick, statistic);
    if (!p->quick)
        return;
    memset(w->products, 0, w->saom->parameters * sizeof *w->products);
    each_difference(w, add_still);
    for (size_t k = 0; k < w->saom->parameters; k++)
        if (p->quick[k])
            statistic[k] = p->start_statistic[k] + w->products[k] / p->shared[k];
}

ent_status ent_saom_period(ent_saom_worker *worker, const double theta[], size_t period, uint64_t seed,
                           uint32_t replicate, ent_saom_outcome *out, ent_error *error)
{
    ent_saom_worker *w = worker;
    if (period >= w->saom->period_count)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the model has no period %zu", period + 1);
    saom_start(w, theta, period);
    start_walk(w, seed, replicate, out->score);
    ent_status status = saom_walk(w, error);
    if (status != ENT_OK)
        return status;
    memset(w->changed, 0, w->saom->n * sizeof *w->changed);
    each_difference(w, count_change);
    settle(w);
    statistics(w, out->statistic);
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
    size_t parts, done, failed; /* parts: replicates times periods; failed: the lowest that could not end */
    ent_status status;
    ent_error *error;
} simulation;

/* All replicates of the first period come first, then those of the second, so that a worker stays where it is. */
static ent_status run_part(const simulation *s, ent_saom_worker *w, size_t part, ent_error *error)
{
    size_t parameters = s->saom->parameters, period = part / s->run->count, number = part % s->run->count;
    size_t at = number * s->saom->period_count + period;
    ent_saom_outcome out = {s->statistic + at * parameters, s->score ? s->score + at * parameters : NULL,
                            s->elapsed ? s->elapsed + at : NULL};
    ent_status status = ent_saom_period(w, s->theta, period, s->run->seed, s->run->first + (uint32_t)number, &out,
                                        error);
    if (status == ENT_OK && s->run->each)
        status = s->run->each(s->run->user, number, period, w->view, error);
    return status;
}

static bool may_go_on(simulation *s)
{
    bool go_on;
#pragma omp critical(ent_saom)
    {
        if (s->status == ENT_OK) {
            s->status = ent_monitor_step(s->monitor, (double)s->done / (double)s->parts, "simulation", s->error);
            s->done++;
        }
        go_on = s->status == ENT_OK;
    }
    return go_on;
}

static void note_failure(simulation *s, size_t part, ent_status status, const ent_error *error)
{
#pragma omp critical(ent_saom)
    if (s->status == ENT_OK || part < s->failed) {
        s->failed = part;
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
        for (ptrdiff_t part = 0; part < (ptrdiff_t)s->parts; part++) {
            if (status == ENT_OK && may_go_on(s))
                status = run_part(s, w, (size_t)part, &inner);
            if (status != ENT_OK)
                note_failure(s, (size_t)part, status, &inner);
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
                    .parts = run->count * saom->period_count, .failed = SIZE_MAX, .error = error};
    run_threads(&s, threads < s.parts ? threads : s.parts > 0 ? s.parts : 1);
    return s.status;
}
