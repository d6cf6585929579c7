/* Futures of an actor-oriented model: a step is a year. */
#include "forecast/forecast.h"

#include "core/memory.h"
#include "entente/saom.h"

#include <stdlib.h>

typedef struct {
    const ent_forecast *f;
    ent_saom *own;               /* of a world that changes, whose data are of each future; else NULL */
    ent_saom_worker *worker;
} walker;

static ent_status open_shared(const ent_forecast *f, void **shared, ent_error *error)
{
    ent_saom *saom = NULL;
    ent_status status = f->world.at ? ENT_OK : ent_saom_new(f->model, &saom, error);
    *shared = saom;
    return status;
}

static void close_shared(void *shared)
{
    ent_saom_free(shared);
}

static ent_status open_walker(const ent_forecast *f, const void *shared, void **out, ent_error *error)
{
    walker *w = ent_new_array(1, sizeof *w);
    *out = w;
    if (!w)
        return ent_fail_memory(error);
    w->f = f;
    if (!f->world.at)
        return ent_saom_worker_new(shared, &w->worker, error);
    ent_status status = ent_saom_new(f->model, &w->own, error);
    if (status == ENT_OK)
        status = ent_saom_let_change(w->own, error);
    return status == ENT_OK ? ent_saom_worker_new(w->own, &w->worker, error) : status;
}

static void close_walker(void *of)
{
    walker *w = of;
    if (!w)
        return;
    ent_saom_worker_free(w->worker);
    ent_saom_free(w->own);
    free(w);
}

static ent_status start(void *of, const double theta[], const ent_forecast_variant *variant, ent_error *error)
{
    walker *w = of;
    ent_status status = ent_saom_stand(w->worker, theta, 0, error);
    for (size_t k = 0; k < variant->count && status == ENT_OK; k++)
        ent_saom_put(w->worker, variant->changes[k].i, variant->changes[k].j, variant->changes[k].tied);
    return status;
}

static ent_status change(void *of, const ent_forecast_state *state, double chance[], ent_error *error)
{
    walker *w = of;
    const ent_view *v = ent_saom_network(w->worker);
    (void)error;
    for (size_t i = 0; i < v->n; i++)
        if (!state->there[i] && !(v->absent && v->absent[i]))
            ent_saom_leave(w->worker, i, chance);
    for (size_t i = 0; i < v->n; i++)
        if (state->there[i] && v->absent && v->absent[i])
            ent_saom_enter(w->worker, i, state->parent[i], w->f->world.between);
    for (size_t k = 0; k < w->f->world.followed_count; k++)
        ent_saom_revalue(w->worker, w->f->world.followed[k], state->value + k * v->n);
    return ENT_OK;
}

static ent_status step(void *of, double rate, uint32_t future, uint32_t number, double chance[], ent_error *error)
{
    walker *w = of;
    return ent_saom_go_on(w->worker, rate, w->f->seed, future, number, chance, error);
}

static const ent_view *network(const void *of)
{
    const walker *w = of;
    return ent_saom_network(w->worker);
}

const forecast_family forecast_saom = {.adds_changes = true, .open = open_shared, .close = close_shared,
                                       .walker_open = open_walker, .walker_close = close_walker, .start = start,
                                       .change = change, .step = step, .network = network};
