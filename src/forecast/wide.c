/* A model with places for states that come later. Nobody is there at first; the walk of a family gives them data when they come. */
#include "forecast/forecast.h"

#include <string.h>

/* An array of `each` rows of n * n (or n * 1) items, with more rows and columns; new cells are 0. */
static void *wider(forecast_wide *w, const void *from, size_t each, size_t n, size_t columns, size_t size)
{
    size_t m = n + w->model.spare, wide = columns == 1 ? 1 : m;
    uint8_t *to = ent_arena_new(&w->arena, each * m * wide * size + 1);
    for (size_t k = 0; to && k < each; k++)
        for (size_t i = 0; i < n; i++)
            memcpy(to + ((k * m + i) * wide) * size, (const uint8_t *)from + ((k * n + i) * columns) * size, columns * size);
    return to;
}

static bool widen_covariates(forecast_wide *w, const ent_model *model)
{
    size_t n = model->actor_count, m = n + w->model.spare;
    ent_model_covariate *all = ent_arena_new(&w->arena, model->covariate_count * sizeof *all + 1);
    for (size_t k = 0; all && k < model->covariate_count; k++) {
        ent_model_covariate *c = &all[k];
        *c = model->covariates[k];
        c->value = wider(w, c->value, c->waves, n, 1, sizeof *c->value);
        c->missing = wider(w, c->missing, c->waves, n, 1, 1);
        if (!c->value || !c->missing)
            return false;
        for (size_t cell = 0; cell < c->waves * m; cell++)
            if (cell % m >= n)
                c->value[cell] = c->constants.neutral;
    }
    w->model.covariates = all;
    return all;
}

static bool widen_matrices(forecast_wide *w, const ent_model *model)
{
    size_t n = model->actor_count;
    ent_model_dyadic *all = ent_arena_new(&w->arena, model->dyadic_count * sizeof *all + 1);
    for (size_t k = 0; all && k < model->dyadic_count; k++) {
        all[k] = model->dyadic[k];
        all[k].value = wider(w, all[k].value, all[k].waves, n, n, sizeof *all[k].value);
        all[k].missing = wider(w, all[k].missing, all[k].waves, n, n, 1);
        if (!all[k].value || !all[k].missing)
            return false;
    }
    w->model.dyadic = all;
    return all;
}

static bool widen_sets(forecast_wide *w, const ent_model *model)
{
    size_t count = model->sets ? model->first_set[model->ties.wave_count] : 0;
    ent_member_set *all = model->sets ? ent_arena_new(&w->arena, count * sizeof *all + 1) : NULL;
    for (size_t k = 0; all && k < count; k++) {
        all[k] = (ent_member_set){model->sets[k].name, wider(w, model->sets[k].member, 1, model->actor_count, 1, 1)};
        if (!all[k].member)
            return false;
    }
    w->model.sets = all;
    return all || !model->sets;
}

static bool widen_waves(forecast_wide *w, const ent_model *model)
{
    size_t n = model->actor_count, m = n + w->model.spare, waves = model->ties.wave_count;
    const char **names = ent_arena_new(&w->arena, m * sizeof *names + 1);
    for (size_t i = 0; names && i < m; i++)
        names[i] = i < n ? model->actors[i] : "newcomer";
    w->model.actors = names;
    w->model.actor_count = w->model.ties.n = m;
    w->model.ties.code = wider(w, model->ties.code, waves, n, n, 1);
    w->model.absent = wider(w, model->absent, waves, n, 1, 1);
    return names && w->model.ties.code && w->model.absent;
}

ent_status forecast_widen(const ent_model *model, size_t spare, forecast_wide *out, ent_error *error)
{
    *out = (forecast_wide){.model = *model};
    out->model.spare = spare;
    if (spare == 0 || (widen_waves(out, model) && widen_covariates(out, model) && widen_matrices(out, model) && widen_sets(out, model)))
        return ENT_OK;
    forecast_wide_clear(out);
    return ent_fail_memory(error);
}

void forecast_wide_clear(forecast_wide *wide)
{
    ent_arena_clear(&wide->arena);
    *wide = (forecast_wide){0};
}
