/* Futures draw by draw, on several threads: each draw is made by one of them from beginning to end. */
#include "forecast/forecast.h"

#include "core/memory.h"
#include "core/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef _OPENMP
#include <omp.h>
#endif

/* ---- pairs ---- */

size_t ent_forecast_pairs(const ent_model *model, ent_forecast_pair pairs[])
{
    size_t n = model->actor_count - model->spare, count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = model->ties.directed ? 0 : i + 1; j < n; j++)
            if (i != j)
                pairs[count++] = (ent_forecast_pair){(uint16_t)i, (uint16_t)j};
    return count;
}

/* ---- what is shared, and a thread's room ---- */

typedef struct {
    const ent_forecast *f;    /* of the model with places for newcomers */
    const forecast_family *family;
    size_t n, pair_count;     /* n: actors and places */
    ent_forecast_pair *pairs;
    uint8_t *start;           /* [n * n] the origin's network */
    double *factor;
    size_t first, count, done;
    ent_forecast_each *each;
    void *user;
    const ent_monitor *monitor;
    ent_status status;
    ent_error *error;
} running;

/* A thread's room. */
typedef struct {
    void *walker;
    double *theta;            /* [forecast_parameters] */
    double *sum;              /* [2 * steps * n * n] over the futures of each half of a draw */
    double *chance, *half, *measure; /* as in ent_forecast_draw */
    ent_forecast_state state;
} room;

static void close_room(const running *r, room *m)
{
    if (m->walker)
        r->family->walker_close(m->walker);
    free(m->theta);
    free(m->sum);
    free(m->chance);
    free(m->half);
    free(m->measure);
    free(m->state.there);
    free(m->state.parent);
    free(m->state.value);
}

static ent_status open_room(const running *r, const void *shared, room *m, ent_error *error)
{
    const ent_forecast *f = r->f;
    *m = (room){0};
    m->theta = ent_new_array(forecast_parameters(f), sizeof *m->theta);
    m->sum = ent_new_array(2 * f->steps * r->n * r->n, sizeof *m->sum);
    m->chance = ent_new_array(f->variant_count * f->steps * r->pair_count, sizeof *m->chance);
    m->half = ent_new_array(f->variant_count * f->steps * r->pair_count, sizeof *m->half);
    m->measure = ent_new_array(f->variant_count * ENT_FORECAST_EACH * f->steps * f->measure_count, sizeof *m->measure);
    m->state.there = ent_new_array(r->n, sizeof *m->state.there);
    m->state.parent = ent_new_array(r->n, sizeof *m->state.parent);
    m->state.value = ent_new_array(f->world.followed_count * r->n, sizeof *m->state.value);
    if (!m->theta || !m->sum || !m->chance || !m->half || !m->measure || !m->state.there || !m->state.parent || !m->state.value)
        return ent_fail_memory(error);
    return r->family->walker_open(f, shared, &m->walker, error);
}

/* ---- the world of a future ---- */

/* As at the origin. */
static void reset_state(const running *r, ent_forecast_state *state)
{
    const ent_model *model = r->f->model;
    state->taken = r->n - model->spare;
    for (size_t i = 0; i < r->n; i++) {
        state->there[i] = i < state->taken;
        state->parent[i] = (uint16_t)i;
    }
    for (size_t k = 0; k < r->f->world.followed_count; k++)
        memcpy(state->value + k * r->n, model->covariates[r->f->world.followed[k]].value, r->n * sizeof *state->value);
}

/* The values of a newcomer are its parent's. */
static void fill_newcomers(const running *r, ent_forecast_state *state)
{
    for (size_t k = 0; k < r->f->world.followed_count; k++)
        for (size_t i = r->n - r->f->model->spare; i < r->n; i++)
            if (state->there[i])
                state->value[k * r->n + i] = state->value[k * r->n + state->parent[i]];
}

static ent_status change_world(const running *r, room *m, size_t future, size_t step, double *chance, ent_error *error)
{
    if (!r->f->world.at)
        return ENT_OK;
    if (step == 0)
        reset_state(r, &m->state);
    r->f->world.at(r->f->world.user, future, step, &m->state);
    fill_newcomers(r, &m->state);
    return r->family->change(m->walker, &m->state, chance, error);
}

/* ---- one draw ---- */

static ent_status one_future(const running *r, room *m, size_t variant, size_t draw, size_t number, ent_error *error)
{
    const ent_forecast *f = r->f;
    size_t future = draw * ENT_FORECAST_EACH + number;
    double rate = forecast_rate(f, future), *sum = m->sum + (2 * number / ENT_FORECAST_EACH) * f->steps * r->n * r->n;
    double *measure = m->measure + (variant * ENT_FORECAST_EACH + number) * f->steps * f->measure_count;
    ent_status status = r->family->start(m->walker, m->theta, &f->variants[variant], error);
    for (size_t step = 0; step < f->steps && status == ENT_OK; step++) {
        status = change_world(r, m, future, step, sum + step * r->n * r->n, error);
        if (status == ENT_OK)
            status = r->family->step(m->walker, rate, (uint32_t)future, (uint32_t)step, sum + step * r->n * r->n, error);
        if (status == ENT_OK && f->measure_count > 0)
            f->measure(f->user, future, step, r->family->network(m->walker),
                       r->family->events ? r->family->events(m->walker) : NULL, measure + step * f->measure_count);
    }
    return status;
}

static bool starts_tied(const running *r, const ent_forecast_variant *variant, size_t i, size_t j)
{
    bool tied = r->start[i * r->n + j];
    for (size_t k = 0; k < variant->count; k++) {
        const ent_forecast_change *c = &variant->changes[k];
        bool same = (c->i == i && c->j == j) || (!r->f->model->ties.directed && c->i == j && c->j == i);
        tied = same ? c->tied : tied;
    }
    return tied;
}

/* What the futures of a half add to a pair in a step, both directions of one that has none. */
static double sum_of(const running *r, const room *m, int half, size_t step, ent_forecast_pair pair)
{
    const double *sum = m->sum + ((size_t)half * r->f->steps + step) * r->n * r->n;
    double all = sum[pair.i * r->n + pair.j];
    return r->f->model->ties.directed || !r->family->adds_changes ? all : all + sum[pair.j * r->n + pair.i];
}

/* Sums over futures and ordered pairs as chances of pairs. */
static void fill_chance(const running *r, room *m, size_t variant)
{
    const ent_forecast *f = r->f;
    size_t first = variant * f->steps * r->pair_count;
    bool changes = r->family->adds_changes;
    for (size_t p = 0; p < r->pair_count; p++) {
        double before = changes && starts_tied(r, &f->variants[variant], r->pairs[p].i, r->pairs[p].j) ? 1 : 0;
        double half = before, other = before;
        for (size_t step = 0; step < f->steps; step++) {
            half = (changes ? half : 0) + sum_of(r, m, 0, step, r->pairs[p]) / (ENT_FORECAST_EACH / 2.0);
            other = (changes ? other : 0) + sum_of(r, m, 1, step, r->pairs[p]) / (ENT_FORECAST_EACH / 2.0);
            m->half[first + step * r->pair_count + p] = half;
            m->chance[first + step * r->pair_count + p] = (half + other) / 2;
        }
    }
}

static ent_status one_draw(const running *r, room *m, size_t draw, ent_error *error)
{
    const ent_forecast *f = r->f;
    ent_status status = ENT_OK;
    forecast_theta(f, r->factor, draw, m->theta);
    for (size_t variant = 0; variant < f->variant_count && status == ENT_OK; variant++) {
        memset(m->sum, 0, 2 * f->steps * r->n * r->n * sizeof *m->sum);
        for (size_t number = 0; number < ENT_FORECAST_EACH && status == ENT_OK; number++)
            status = one_future(r, m, variant, draw, number, error);
        if (status == ENT_OK)
            fill_chance(r, m, variant);
    }
    return status;
}

/* ---- all draws ---- */

/* One at a time: hand the draw on, or note why not; then tell how far it is. */
static void hand_on(running *r, const room *m, size_t draw, ent_status status, const ent_error *why)
{
#pragma omp critical(ent_forecast)
    if (r->status == ENT_OK) {
        ent_forecast_draw what = {draw, m->chance, m->half, m->measure};
        if (status != ENT_OK)
            r->status = ent_fail(r->error, status, "%s", why->message);
        else
            r->status = r->each(r->user, &what, r->error);
        r->done++;
        if (r->status == ENT_OK)
            r->status = ent_monitor_step(r->monitor, (double)r->done / (double)r->count, "futures", r->error);
    }
}

static bool goes_on(const running *r)
{
    bool on;
#pragma omp critical(ent_forecast)
    on = r->status == ENT_OK;
    return on;
}

static void run_threads(running *r, const void *shared, int threads)
{
    (void)threads; /* without OpenMP */
#pragma omp parallel num_threads(threads)
    {
        ent_error inner = {0};
        room m;
        ent_status status = open_room(r, shared, &m, &inner);
#pragma omp for schedule(dynamic)
        for (ptrdiff_t k = 0; k < (ptrdiff_t)r->count; k++) {
            if (!goes_on(r))
                continue;
            if (status == ENT_OK)
                status = one_draw(r, &m, r->first + (size_t)k, &inner);
            hand_on(r, &m, r->first + (size_t)k, status, &inner);
        }
        close_room(r, &m);
    }
}

static ent_status prepare(running *r, ent_error *error)
{
    size_t n = r->n = r->f->model->actor_count, k = forecast_parameters(r->f);
    r->pairs = ent_new_array(n * n, sizeof *r->pairs);
    r->start = ent_new_array(n * n, 1);
    r->factor = ent_new_array(k * k, sizeof *r->factor);
    if (!r->pairs || !r->start || !r->factor)
        return ent_fail_memory(error);
    r->pair_count = ent_forecast_pairs(r->f->model, r->pairs);
    for (size_t cell = 0; cell < n * n; cell++)
        r->start[cell] = r->f->model->ties.code[cell] == 1 || r->f->model->ties.code[cell] == ENT_TIE_ALWAYS;
    return forecast_factor(r->f, r->factor, error);
}

static ent_status check(const ent_forecast *f, size_t first, size_t count, ent_error *error)
{
    if (!f->model->ahead || f->steps == 0 || f->variant_count == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a forecast needs a model at an origin, a step and a variant");
    if (f->model->family == ENT_FAMILY_SAOM && f->rate_count == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "futures of an actor-oriented model need rates per year");
    if ((f->model->family == ENT_FAMILY_TREATY) != (f->treaty != NULL))
        return ent_fail(error, ENT_ERR_ARGUMENT, "futures of a treaty model, and of no other, need treaties");
    if (f->model->family == ENT_FAMILY_TREATY && f->world.at)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the states of a treaty model's futures stay as they are");
    if (f->model->actor_count + f->world.spare > ENT_FORECAST_ACTORS)
        return ent_fail(error, ENT_ERR_INPUT, "%s: %zu actors; a forecast has at most %d", f->model->path,
                        f->model->actor_count + f->world.spare, ENT_FORECAST_ACTORS);
    if (f->steps > 1000 || first > ENT_FORECAST_DRAWS || first + count > ENT_FORECAST_DRAWS)
        return ent_fail(error, ENT_ERR_ARGUMENT, "at most 1,000 steps and %d futures", ENT_FORECAST_DRAWS * ENT_FORECAST_EACH);
    return ENT_OK;
}

static const forecast_family *family_of(const ent_model *model)
{
    switch (model->family) {
    case ENT_FAMILY_SAOM: return &forecast_saom;
    case ENT_FAMILY_TREATY: return &forecast_treaty;
    case ENT_FAMILY_TERGM:
    case ENT_FAMILY_LOGIT: break;
    }
    return &forecast_tie;
}

ent_status ent_forecast_run(const ent_forecast *forecast, size_t first, size_t count, ent_forecast_each *each, void *user,
                            const ent_monitor *monitor, ent_error *error)
{
    forecast_wide wide = {0};
    ent_forecast whole = *forecast;
    running r = {.f = &whole, .first = first, .count = count, .each = each, .user = user, .monitor = monitor,
                 .error = error, .family = family_of(forecast->model)};
    size_t threads = forecast->threads > 0 ? (size_t)forecast->threads : ent_thread_count();
    void *shared = NULL;
    r.status = check(forecast, first, count, error);
    if (r.status == ENT_OK)
        r.status = forecast_widen(forecast->model, forecast->world.spare, &wide, error);
    whole.model = &wide.model;
    if (r.status == ENT_OK)
        r.status = prepare(&r, error);
    if (r.status == ENT_OK)
        r.status = r.family->open(&whole, &shared, error);
    if (r.status == ENT_OK && count > 0)
        run_threads(&r, shared, (int)(threads < count ? threads : count));
    r.family->close(shared);
    free(r.pairs);
    free(r.start);
    free(r.factor);
    forecast_wide_clear(&wide);
    return r.status;
}
