/* Futures of a tie model: a step is a wave. Of `logit` each pair is drawn by itself, given the network before; of `tergm`
 * by a Markov chain that starts from there. */
#include "forecast/forecast.h"

#include "core/random.h"
#include "tie/tie.h"

#include <stdlib.h>
#include <string.h>

enum { PROPOSALS = 10 }; /* of a chain, for each pair */

typedef struct {
    const ent_forecast *f;
    ent_tie_step step;
    double time;               /* of the origin */
    uint8_t *start, *next;     /* [n * n] */
    double *theta;             /* [effect_count] */
    const ent_view *network;
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
    free(w);
}

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
    if (!w->start || !w->next || !w->theta)
        return ent_fail_memory(error);
    ent_status status = tie_origin_open(f->model, 0, f->like_btergm, &w->step, error);
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

static ent_status draw_chain(walker *w, uint32_t future, uint32_t number, double chance[], ent_error *error)
{
    size_t n = w->step.view->n;
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
                                      .walker_close = close_walker, .start = start, .step = step, .network = network};
