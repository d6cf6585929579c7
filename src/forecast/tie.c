/* Futures of a tie model: a step is a wave. Of `logit` each pair is drawn by itself, given the network before; of `tergm`
 * by a Markov chain that starts from there. */
#include "forecast/forecast.h"

#include "core/random.h"
#include "tie/tie.h"

#include <stdlib.h>
#include <string.h>

enum { PROPOSALS = 10 }; /* of a chain, for each pair */

/* Of a covariate or of a matrix. */
typedef struct {
    double *value;
    uint8_t *missing;          /* or NULL */
} own_values;

typedef struct {
    const ent_forecast *f;
    ent_tie_step step;
    double time;               /* of the origin */
    uint8_t *start, *next;     /* [n * n] */
    double *theta;             /* [effect_count] */
    const ent_view *network;
    uint8_t *gone;             /* [n] 1 = not in the world */
    ent_arena data;            /* of a world that changes: these are its own */
    own_values *covariates, *dyadic;
} walker;

static ent_status open_shared(const ent_forecast *f, void **shared, ent_error *error)
{
    *shared = NULL;
    return tie_check_family(f->model, error);
}

static void close_shared(void *shared)
{
    (void)shared;
}

static void close_walker(void *of)
{
    walker *w = of;
    if (!w)
        return;
    ent_tie_step_close(&w->step);
    free(w->start);
    free(w->next);
    free(w->theta);
    free(w->gone);
    ent_arena_clear(&w->data);
    free(w);
}

/* ---- a world that changes ---- */

/* A copy of bytes that may be NULL, which *made says if memory ran out. */
static void *copied(ent_arena *arena, const void *from, size_t size, bool *made)
{
    void *copy = from ? ent_arena_new(arena, size) : NULL;
    if (copy)
        memcpy(copy, from, size);
    *made &= copy || !from;
    return copy;
}

/* The data that newcomers and paths write to. */
static ent_status own_data(walker *w, ent_error *error)
{
    const ent_model *model = w->f->model;
    ent_model_period *p = w->step.period;
    size_t n = model->actor_count;
    bool made = true;
    w->covariates = ent_arena_new(&w->data, model->covariate_count * sizeof *w->covariates + 1);
    w->dyadic = ent_arena_new(&w->data, model->dyadic_count * sizeof *w->dyadic + 1);
    if (!w->covariates || !w->dyadic)
        return ent_fail_memory(error);
    for (size_t k = 0; k < model->covariate_count; k++) {
        ent_covariate *c = &p->covariates[k];
        c->value = w->covariates[k].value = copied(&w->data, c->value, n * sizeof *c->value, &made);
        c->missing = w->covariates[k].missing = copied(&w->data, c->missing, n, &made);
    }
    for (size_t k = 0; k < model->dyadic_count; k++) {
        ent_dyadic *d = &p->dyadic[k];
        d->value = w->dyadic[k].value = copied(&w->data, d->value, n * n * sizeof *d->value, &made);
        d->missing = w->dyadic[k].missing = copied(&w->data, d->missing, n * n, &made);
    }
    return made ? ENT_OK : ent_fail_memory(error);
}

/* A newcomer's covariates and pairs are its parent's; the value of the pair of the two is said. */
static void take_after(walker *w, size_t i, size_t parent)
{
    const ent_model *model = w->f->model;
    size_t n = model->actor_count;
    for (size_t k = 0; k < model->covariate_count; k++) {
        own_values *c = &w->covariates[k];
        c->value[i] = c->value[parent];
        if (c->missing)
            c->missing[i] = c->missing[parent];
    }
    for (size_t k = 0; k < model->dyadic_count; k++) {
        own_values *d = &w->dyadic[k];
        for (size_t j = 0; j < n; j++) {
            d->value[i * n + j] = d->value[parent * n + j];
            d->value[j * n + i] = d->value[j * n + parent];
            if (d->missing) {
                d->missing[i * n + j] = d->missing[parent * n + j];
                d->missing[j * n + i] = d->missing[j * n + parent];
            }
        }
        d->value[i * n + i] = 0;
        d->value[i * n + parent] = d->value[parent * n + i] = w->f->world.between ? w->f->world.between[k] : 0;
    }
}

/* Who is not there has no ties and takes part in nothing. */
static void take_out(walker *w, const uint8_t *there)
{
    size_t n = w->f->model->actor_count;
    bool any = false;
    memcpy(w->next, w->step.view->x, n * n);
    for (size_t i = 0; i < n; i++) {
        w->gone[i] = !there[i];
        any |= w->gone[i];
        for (size_t j = 0; w->gone[i] && j < n; j++)
            w->next[i * n + j] = w->next[j * n + i] = 0;
    }
    w->step.view->absent = any ? w->gone : NULL;
}

static ent_status change(void *of, const ent_forecast_state *state, double chance[], ent_error *error)
{
    walker *w = of;
    size_t n = w->f->model->actor_count;
    (void)chance;
    for (size_t i = n - w->f->model->spare; i < n; i++)
        if (w->gone[i] && state->there[i])
            take_after(w, i, state->parent[i]);
    for (size_t k = 0; k < w->f->world.followed_count; k++)
        memcpy(w->covariates[w->f->world.followed[k]].value, state->value + k * n, n * sizeof *state->value);
    take_out(w, state->there);
    w->step.view->time -= 1;
    return tie_go_on_from(&w->step, w->next, error);
}

/* ---- a walker ---- */

static ent_status open_walker(const ent_forecast *f, const void *shared, void **out, ent_error *error)
{
    size_t cells = f->model->actor_count * f->model->actor_count;
    walker *w = ent_new_array(1, sizeof *w);
    (void)shared;
    *out = w;
    if (!w)
        return ent_fail_memory(error);
    w->f = f;
    w->start = ent_new_array(cells, 1);
    w->next = ent_new_array(cells, 1);
    w->theta = ent_new_array(f->model->effect_count, sizeof *w->theta);
    w->gone = ent_new_array(f->model->actor_count, 1);
    if (!w->start || !w->next || !w->theta || !w->gone)
        return ent_fail_memory(error);
    ent_status status = tie_origin_open(f->model, 0, f->like_btergm, &w->step, error);
    if (status == ENT_OK && f->world.at)
        status = own_data(w, error);
    if (status == ENT_OK) {
        memcpy(w->start, w->step.view->x, cells);
        w->time = w->step.view->time;
    }
    return status;
}

static ent_status start(void *of, const double theta[], const ent_forecast_variant *variant, ent_error *error)
{
    walker *w = of;
    size_t n = w->f->model->actor_count;
    memcpy(w->theta, theta, w->f->model->effect_count * sizeof *theta);
    memcpy(w->next, w->start, n * n);
    for (size_t k = 0; k < variant->count; k++) {
        const ent_forecast_change *c = &variant->changes[k];
        w->next[c->i * n + c->j] = c->tied;
        if (!w->f->model->ties.directed)
            w->next[c->j * n + c->i] = c->tied;
    }
    for (size_t i = 0; i < n; i++)
        w->gone[i] = i >= n - w->f->model->spare;
    w->step.view->absent = w->f->model->spare > 0 ? w->gone : NULL;
    w->step.view->time = w->time - 1;
    w->network = w->step.view;
    return tie_go_on_from(&w->step, w->next, error);
}

/* Each pair for itself, by a number of its own. */
static void draw_pairs(walker *w, uint32_t future, uint32_t number, double chance[])
{
    const ent_view *v = w->step.view;
    const ent_term *terms = w->step.period->terms;
    size_t n = v->n, count = w->f->model->effect_count;
    ent_random random = ent_random_start(w->f->seed, future, ENT_DRAW_FUTURES);
    for (size_t i = 0; i < n; i++)
        for (size_t j = v->directed ? 0 : i + 1; j < n; j++) {
            size_t cell = i * n + j;
            uint32_t bits[4];
            double p = v->x[cell];
            if (i == j)
                continue;
            random.index = (uint64_t)number << 40 | cell;
            ent_random_next(&random, bits);
            if (ent_tie_is_used(v, terms, count, i, j))
                p = ent_tie_probability(v, terms, w->theta, count, i, j);
            chance[cell] += p;
            w->next[cell] = ent_random_unit64(bits[0], bits[1]) < p;
            if (!v->directed)
                w->next[j * n + i] = w->next[cell];
        }
}

/* Pairs that cannot change are what they are. */
static void add_chance(const walker *w, const ent_tie_chain *chain, double chance[])
{
    const ent_view *v = w->step.view;
    size_t n = v->n, count = w->f->model->effect_count;
    const ent_view *now = ent_tie_chain_network(chain);
    for (size_t i = 0; i < n; i++)
        for (size_t j = v->directed ? 0 : i + 1; j < n; j++)
            if (i != j && !ent_tie_is_used(v, w->step.period->terms, count, i, j))
                chance[i * n + j] += v->x[i * n + j];
            else if (i != j)
                chance[i * n + j] += ent_tie_probability(now, w->step.period->terms, w->theta, count, i, j);
}

/* Chains have numbers by seed and replicate, the future: of each step those of a seed far from others. */
static uint64_t seed_of(const walker *w, uint32_t step)
{
    return w->f->seed + step * 0x9e3779b97f4a7c15u;
}

/* Are there two who may tie? */
static bool has_two(const walker *w)
{
    size_t there = 0;
    for (size_t i = 0; i < w->step.view->n; i++)
        there += !w->gone[i];
    return there > 1;
}

static ent_status draw_chain(walker *w, uint32_t future, uint32_t number, double chance[], ent_error *error)
{
    size_t n = w->step.view->n;
    if (!has_two(w))
        return ENT_OK;
    ent_tie_chain *chain;
    ent_status status = ent_tie_chain_new(w->step.view, NULL, w->step.period->terms, w->theta, w->f->model->effect_count,
                                          seed_of(w, number), future, &chain, error);
    if (status != ENT_OK)
        return status;
    ent_tie_chain_run(chain, (uint64_t)PROPOSALS * ent_tie_chain_pairs(chain));
    add_chance(w, chain, chance);
    memcpy(w->next, ent_tie_chain_network(chain)->x, n * n);
    ent_tie_chain_free(chain);
    return ENT_OK;
}

/* The view is the network before while the next is drawn, and then that. */
static ent_status step(void *of, double rate, uint32_t future, uint32_t number, double chance[], ent_error *error)
{
    walker *w = of;
    ent_status status = ENT_OK;
    (void)rate;
    if (w->f->model->family == ENT_FAMILY_LOGIT)
        draw_pairs(w, future, number, chance);
    else
        status = draw_chain(w, future, number, chance, error);
    return status == ENT_OK ? tie_go_on_from(&w->step, w->next, error) : status;
}

static const ent_view *network(const void *of)
{
    const walker *w = of;
    return w->network;
}

const forecast_family forecast_tie = {.open = open_shared, .close = close_shared, .walker_open = open_walker,
                                      .walker_close = close_walker, .start = start, .change = change, .step = step,
                                      .network = network};
