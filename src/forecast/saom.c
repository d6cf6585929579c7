/* Futures of an actor-oriented model: a step is a year. */
#include "forecast/forecast.h"

#include "core/memory.h"
#include "entente/saom.h"

#include <stdlib.h>

typedef struct {
    ent_saom_worker *worker;
    uint64_t seed;
} walker;

static ent_status open_shared(const ent_forecast *f, void **shared, ent_error *error)
{
    ent_saom *saom = NULL;
    ent_status status = ent_saom_new(f->model, &saom, error);
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
    w->seed = f->seed;
    return ent_saom_worker_new(shared, &w->worker, error);
}

static void close_walker(void *of)
{
    walker *w = of;
    if (w)
        ent_saom_worker_free(w->worker);
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

static ent_status step(void *of, double rate, uint32_t future, uint32_t number, double chance[], ent_error *error)
{
    walker *w = of;
    return ent_saom_go_on(w->worker, rate, w->seed, future, number, chance, error);
}

static const ent_view *network(const void *of)
{
    const walker *w = of;
    return ent_saom_network(w->worker);
}

const forecast_family forecast_saom = {.adds_changes = true, .open = open_shared, .close = close_shared,
                                       .walker_open = open_walker, .walker_close = close_walker, .start = start,
                                       .step = step, .network = network};
