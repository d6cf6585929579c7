/* Poles of a future's network: how many of equal strength would be as concentrated, (sum_c S_c)^2 / sum_c S_c^2 over poles of
 * strength S_c, the sum of their members' sizes (Laakso & Taagepera 1979, Comparative Political Studies 12:3).
 *
 * By camps: an actor goes with the largest of those that it is tied with, if that is larger than itself, and where that one
 * goes; a power that is tied with none larger is the head of a camp. So neither a chain of ties between small actors nor one
 * component that holds most of them makes one pole; a tie between two heads does. Of equal sizes the actor that stands first
 * counts as the larger; who has no size goes with others and adds nothing.
 *
 * By blocs, as run_poles.c counts them: actors of one bloc who are tied, directly or through others of it, are one pole, and
 * every other actor is one. */
#include "report/forecast.h"

#include "core/memory.h"
#include "entente/measure.h"
#include "entente/snapshot.h"

#include <stdlib.h>
#include <string.h>

static double effective(const double size[], const uint16_t pole[], size_t n)
{
    double strength[ENT_FORECAST_ACTORS] = {0};
    for (size_t i = 0; i < n; i++)
        strength[pole[i]] += size[i] > 0 ? size[i] : 0;
    return ent_concentration_of(strength, n).effective;
}

/* ---- camps ---- */

static bool is_larger(const double size[], size_t i, size_t j)
{
    double one = size[i] > 0 ? size[i] : 0, other = size[j] > 0 ? size[j] : 0;
    return one > other || (one >= other && i < j);
}

/* The largest of an actor and those that it is tied with, in either direction. */
static uint16_t largest_partner(const ent_view *v, const double size[], size_t i)
{
    size_t best = i;
    for (int inward = 0; inward < 1 + v->directed; inward++) {
        const uint16_t *list = (inward ? v->in : v->out) + i * v->n;
        size_t degree = inward ? v->in_degree[i] : v->out_degree[i];
        for (size_t k = 0; k < degree; k++)
            best = is_larger(size, list[k], best) ? list[k] : best;
    }
    return (uint16_t)best;
}

double forecast_camps(const ent_view *network, const double size[], uint16_t head[])
{
    uint16_t next[ENT_FORECAST_ACTORS];
    for (size_t i = 0; i < network->n; i++)
        next[i] = largest_partner(network, size, i);
    for (size_t i = 0; i < network->n; i++) {
        head[i] = next[i];
        while (next[head[i]] != head[i]) /* each is larger than the one before */
            head[i] = next[head[i]];
    }
    return effective(size, head, network->n);
}

/* ---- blocs ---- */

static uint16_t find(const uint16_t up[], uint16_t i)
{
    while (up[i] != i)
        i = up[i];
    return i;
}

static void join(uint16_t up[], uint16_t i, uint16_t j)
{
    uint16_t a = find(up, i), b = find(up, j);
    up[a > b ? a : b] = a > b ? b : a;
}

double forecast_bloc_poles(const ent_view *network, const double size[], const uint8_t member[], size_t n, size_t blocs)
{
    uint16_t up[ENT_FORECAST_ACTORS], pole[ENT_FORECAST_ACTORS];
    const ent_view *v = network;
    for (size_t i = 0; i < v->n; i++)
        up[i] = (uint16_t)i;
    for (size_t b = 0; b < blocs; b++)
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; member[b * n + i] && k < v->out_degree[i]; k++) {
                uint16_t j = v->out[i * v->n + k];
                if (j < n && member[b * n + j])
                    join(up, (uint16_t)i, j);
            }
    for (size_t i = 0; i < v->n; i++)
        pole[i] = find(up, (uint16_t)i);
    return effective(size, pole, v->n);
}

/* ---- who is in a scenario's blocs ---- */

static ent_status fill_bloc(forecasting *f, const ent_snapshot *now, size_t bloc, uint8_t *mask, ent_error *error)
{
    const ent_model *model = f->fit.model;
    ent_error why = {0};
    memset(mask, 0, now->actor_count);
    ent_status status = ent_scenario_members(f->scenario, &ent_scenario_get(f->scenario)->blocs[bloc], now, mask, NULL, &why);
    for (size_t i = 0; i < model->actor_count && status == ENT_OK; i++) {
        int at = ent_snapshot_find(now, model->actors[i]);
        f->blocs[bloc * model->actor_count + i] = at >= 0 && mask[at];
    }
    return status == ENT_ERR_MEMORY ? ent_fail_memory(error) : ENT_OK; /* a bloc that nobody is in on the day joins nobody */
}

ent_status forecasting_find_blocs(forecasting *f, ent_error *error)
{
    const char *layers[1] = {"alliance"}, *none[1] = {NULL};
    ent_snapshot_options options = {.layers = layers, .layer_count = 1, .attributes = none};
    ent_snapshot *now = NULL;
    size_t count = f->scenario ? ent_scenario_get(f->scenario)->bloc_count : 0;
    if (count == 0 || f->fit.model->obligations != ENT_DEFENSE)
        return ENT_OK;
    ent_status status = ent_snapshot_at(f->fit.world, f->fit.model->days[0], &options, &now, error);
    uint8_t *mask = status == ENT_OK ? ent_new_array(now->actor_count, 1) : NULL;
    f->blocs = ent_new_array(count * f->fit.model->actor_count, 1);
    if (status == ENT_OK && (!mask || !f->blocs))
        status = ent_fail_memory(error);
    for (size_t b = 0; b < count && status == ENT_OK; b++)
        status = fill_bloc(f, now, b, mask, error);
    f->bloc_count = status == ENT_OK ? count : 0;
    free(mask);
    ent_snapshot_free(now);
    return status;
}
