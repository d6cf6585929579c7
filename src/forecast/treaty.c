/* Futures of a treaty model: a step is a year (entente/treaty.h). Its walk has all states of the data; the model's are those
 * there at the origin. */
#include "forecast/forecast.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const ent_forecast *f;
    ent_treaty_walk *walk;
    ent_treaty_fit fit;
    ent_treaty_counts events;
    ent_view *network;
    double *chance;            /* [data's n * n] */
    uint8_t *tied;             /* [n * n] of the model's actors */
    size_t *members;           /* [data's n] */
} walker;

static ent_status open_shared(const ent_forecast *f, void **shared, ent_error *error)
{
    (void)f, (void)error;
    *shared = NULL;
    return ENT_OK;
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
    ent_treaty_walk_free(w->walk);
    ent_view_free(w->network);
    free(w->chance);
    free(w->tied);
    free(w->members);
    free(w);
}

/* What hangs on drawn parameters keeps the level that was learnt. */
static void level_draws(ent_treaty_fit *fit)
{
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++)
        ent_treaty_logit(fit, (ent_treaty_part)part)->scale *= fit->drawn[part];
}

static ent_status open_walker(const ent_forecast *f, const void *shared, void **out, ent_error *error)
{
    size_t n = f->model->actor_count, all = f->treaty->data->actor_count;
    walker *w = ent_new_array(1, sizeof *w);
    (void)shared;
    *out = w;
    if (!w)
        return ent_fail_memory(error);
    w->f = f;
    w->fit = *f->treaty->fit;
    if (f->covariance)
        level_draws(&w->fit);
    w->chance = ent_new_array(all * all, sizeof *w->chance);
    w->members = ent_new_array(all, sizeof *w->members);
    w->tied = ent_new_array(n * n, 1);
    if (!w->chance || !w->members || !w->tied)
        return ent_fail_memory(error);
    ent_status status = ent_view_new(n, false, 0, &w->network, error);
    return status == ENT_OK ? ent_treaty_walk_new(f->treaty->data, f->treaty->origin, f->steps, &w->walk, error) : status;
}

/* ---- the origin ---- */

static size_t number_of(const walker *w, size_t actor)
{
    return w->f->treaty->actor[actor];
}

static bool is_tied(const walker *w, const ent_forecast_change *c)
{
    return ent_treaty_walk_tied(w->walk)[number_of(w, c->i) * w->f->treaty->data->actor_count + number_of(w, c->j)] != 0;
}

static bool is_member(const walker *w, size_t count, size_t actor)
{
    for (size_t k = 0; k < count; k++)
        if (w->members[k] == actor)
            return true;
    return false;
}

/* All who make ties by the same act as change `at`, into `members`; 0 if an earlier change has it, or all are tied already. */
static size_t gather_members(walker *w, const ent_forecast_variant *variant, size_t at)
{
    size_t count = 0, act = variant->changes[at].act;
    bool any = false;
    for (size_t k = 0; k < variant->count; k++) {
        const ent_forecast_change *c = &variant->changes[k];
        if (!c->tied || (k != at && (act == 0 || c->act != act)))
            continue;
        if (k < at)
            return 0;
        any |= !is_tied(w, c);
        const size_t ends[] = {number_of(w, c->i), number_of(w, c->j)};
        for (size_t end = 0; end < 2; end++)
            if (!is_member(w, count, ends[end]))
                w->members[count++] = ends[end];
    }
    return any ? count : 0;
}

static ent_status change(walker *w, const ent_forecast_variant *variant, size_t at, ent_error *error)
{
    const ent_forecast_change *c = &variant->changes[at];
    if (!c->tied)
        return is_tied(w, c) ? ent_treaty_walk_end(w->walk, number_of(w, c->i), number_of(w, c->j), error) : ENT_OK;
    size_t count = gather_members(w, variant, at);
    return count > 0 ? ent_treaty_walk_sign(w->walk, w->members, count, error) : ENT_OK;
}

static ent_status start(void *of, const double theta[], const ent_forecast_variant *variant, ent_error *error)
{
    walker *w = of;
    ent_status status = ENT_OK;
    ent_treaty_with(theta, &w->fit);
    ent_treaty_walk_start(w->walk, &w->fit);
    for (size_t k = 0; k < variant->count && status == ENT_OK; k++)
        status = change(w, variant, k, error);
    return status;
}

/* ---- a year ---- */

/* Of the model's actors. */
static ent_status take_year(walker *w, double chance[], ent_error *error)
{
    size_t n = w->f->model->actor_count, all = w->f->treaty->data->actor_count;
    const uint8_t *tied = ent_treaty_walk_tied(w->walk);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t cell = number_of(w, i) * all + number_of(w, j);
            chance[i * n + j] += w->chance[cell];
            w->tied[i * n + j] = tied[cell];
        }
    return w->f->measure_count > 0 ? ent_view_set(w->network, w->tied, error) : ENT_OK;
}

static ent_status step(void *of, double rate, uint32_t future, uint32_t number, double chance[], ent_error *error)
{
    walker *w = of;
    size_t all = w->f->treaty->data->actor_count;
    (void)rate;
    memset(w->chance, 0, all * all * sizeof *w->chance);
    ent_status status = ent_treaty_walk_year(w->walk, w->f->seed, future, number, w->chance, &w->events, error);
    return status == ENT_OK ? take_year(w, chance, error) : status;
}

static const ent_view *network(const void *of)
{
    const walker *w = of;
    return w->network;
}

static const ent_treaty_counts *events(const void *of)
{
    const walker *w = of;
    return &w->events;
}

const forecast_family forecast_treaty = {.open = open_shared, .close = close_shared, .walker_open = open_walker,
                                         .walker_close = close_walker, .start = start, .step = step, .network = network,
                                         .events = events};
