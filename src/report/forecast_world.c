/* The world of the futures: states leave and come as in the years before the origin; covariates of the model that are the
 * capabilities follow the path of their future. */
#include "report/forecast.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 10000 /* futures, for the number of places */ };

/* ---- the system in the years before ---- */

/* Who is in it in the middle of a year: there[states + 1], by their numbers in the world. */
static ent_status read_year(const forecasting *f, const ent_series *system, ent_day day, uint8_t *there, size_t states, ent_error *error)
{
    ent_spells spells = {0};
    ent_status status = ent_world_spells(f->fit.world, system, (ent_span){day, day}, &spells, error);
    for (size_t k = 0; k < spells.count; k++)
        if (spells.items[k].a >= 0 && (size_t)spells.items[k].a <= states)
            there[spells.items[k].a] = 1;
    ent_spells_clear(&spells);
    return status;
}

/* A world whose actors have no days has no history. */
static bool changes(const ent_system *system)
{
    bool any = false;
    for (size_t y = 0; y < system->years; y++)
        any |= system->left[y] > 0 || system->came[y] > 0;
    return any;
}

/* Of the FORECAST_HISTORY years to the origin those that the source covers. */
static ent_status read_past(forecasting *f, const ent_series *system, ent_error *error)
{
    size_t states = ent_world_actor_count(f->fit.world), years = 0;
    ent_day origin = f->fit.model->days[0];
    uint8_t *there = ent_new_array((FORECAST_HISTORY + 1) * (states + 1), 1);
    ent_status status = there ? ENT_OK : ent_fail_memory(error);
    for (int y = -FORECAST_HISTORY; y <= 0 && status == ENT_OK; y++) {
        ent_day day = forecast_middle_of(origin, ent_day_year(origin) + y);
        if (day >= system->covers.from && day <= system->covers.to)
            status = read_year(f, system, day, there + years++ * (states + 1), states, error);
    }
    if (status == ENT_OK)
        status = ent_system_of(there, years, states + 1, &f->system, error);
    if (status == ENT_OK && !changes(&f->system)) {
        ent_system_clear(&f->system);
        status = ent_fail(error, ENT_ERR_INPUT, "nobody leaves or comes in the years before that the world knows");
    }
    free(there);
    return status;
}

/* Why the system stays; a world that does not know enough is no mistake unless more was asked for. */
static ent_status read_system(forecasting *f, ent_error *error)
{
    const char *word = f->options->system;
    ent_series system;
    ent_error why = {0};
    f->system_why[0] = '\0';
    if (word && strcmp(word, "drawn") != 0 && strcmp(word, "steady") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--system '%.40s' is unknown; expected drawn, steady", word);
    if (word && strcmp(word, "steady") == 0)
        return ENT_OK;
    if (f->fit.treaty && word)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--system drawn: the states of a treaty model's futures stay as they are");
    if (f->fit.treaty) {
        snprintf(f->system_why, sizeof f->system_why, "a model of treaties keeps its states");
        return ENT_OK;
    }
    if (f->options->observed && !word) { /* so that chances are those of a tie if both are there */
        snprintf(f->system_why, sizeof f->system_why, "what came is compared of pairs of which both were still there (--system drawn: "
                 "they leave and come)");
        return ENT_OK;
    }
    ent_status status = ent_world_resolve(f->fit.world, ENT_SYSTEM, f->fit.model->system, &system, &why);
    if (status == ENT_OK)
        status = read_past(f, &system, &why);
    if (status == ENT_ERR_INPUT && !word) {
        snprintf(f->system_why, sizeof f->system_why, "%s", why.message);
        return ENT_OK;
    }
    return status == ENT_OK ? ENT_OK : ent_fail(error, status, "%s%s", status == ENT_ERR_INPUT ? "--system drawn: " : "", why.message);
}

/* ---- newcomers ---- */

/* As many places as newcomers of any of the first futures need, whichever of them are asked for: those of a future are the same
 * however futures are cut. */
static ent_status count_places(forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count, places = ENT_FORECAST_ACTORS, years = f->steps * (size_t)f->fit.step_years;
    uint8_t *there = ent_new_array(places, 1);
    uint16_t *parent = ent_new_array(places, sizeof *parent);
    f->spare = 0;
    for (size_t future = 0; there && parent && future < LOOKED_AT; future++) {
        size_t taken = n;
        for (size_t i = 0; i < places; i++)
            there[i] = i < n;
        for (size_t year = 0; year < years; year++)
            ent_system_step(&f->system, f->options->seed, future, year, there, parent, places, &taken);
        f->spare = taken - n > f->spare ? taken - n : f->spare;
    }
    bool failed = !there || !parent;
    free(there);
    free(parent);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

/* A newcomer and the state that it takes after border on each other; all else that pairs have it has not. */
static ent_status fill_between(forecasting *f, ent_error *error)
{
    const ent_model *model = f->fit.model;
    f->between = ent_new_array(model->dyadic_count, sizeof *f->between);
    for (size_t k = 0; f->between && k < model->dyadic_count; k++)
        f->between[k] = model->dyadic[k].series.name && strcmp(model->dyadic[k].series.name, "contiguity") == 0;
    return f->between ? ENT_OK : ent_fail_memory(error);
}

static ent_status open_newcomers(forecasting *f, ent_error *error)
{
    for (size_t y = 0; y < f->system.years && f->fit.model->only; y++)
        f->system.came[y] = 0; /* the model is of those whom its file names */
    ent_status status = f->system.years ? count_places(f, error) : ENT_OK;
    return status == ENT_OK ? fill_between(f, error) : status;
}

/* ---- covariates that follow ---- */

static bool is_size(const forecasting *f, const ent_model_series *series)
{
    return series->name && strcmp(series->name, f->size.name) == 0 && strcmp(series->source, f->size.source) == 0;
}

static ent_status find_followed(forecasting *f, ent_error *error)
{
    const ent_model *model = f->fit.model;
    f->followed = ent_new_array(model->covariate_count, sizeof *f->followed);
    if (!f->followed)
        return ent_fail_memory(error);
    for (size_t k = 0; k < model->covariate_count && (f->paths.growth.years > 0 || f->paths.given); k++)
        if (is_size(f, &model->covariates[k].series))
            f->followed[f->followed_count++] = k;
    return ENT_OK;
}

/* A size as the model's file has it, and centred as the fit was. */
static double as_covariate(const ent_model_covariate *c, double size)
{
    double value = isnan(c->series.least) ? size : fmax(size, c->series.least);
    value = c->series.log ? log(value) : value;
    return c->centred ? value - c->constants.mean : value;
}

/* The values of a future at the beginning of a step; in the first year, and of who does not grow, they are those of the origin. */
static void follow(const forecasting *f, size_t future, size_t years, ent_forecast_state *state)
{
    double size[ENT_FORECAST_ACTORS];
    const ent_model *model = f->fit.model;
    size_t n = model->actor_count;
    if (years == 0 || f->followed_count == 0)
        return;
    ent_size_paths_at(&f->paths, future, years, size);
    for (size_t k = 0; k < f->followed_count; k++) {
        const ent_model_covariate *c = &model->covariates[f->followed[k]];
        for (size_t i = 0; i < n; i++)
            if (!c->missing[i] && size[i] > 0 && ent_size_paths_moves(&f->paths, i))
                state->value[k * (n + f->spare) + i] = as_covariate(c, size[i]);
    }
}

/* ---- all ---- */

static void at(void *user, size_t future, size_t step, ent_forecast_state *state)
{
    const forecasting *f = user;
    size_t each = (size_t)f->fit.step_years, places = f->fit.model->actor_count + f->spare;
    for (size_t year = step * each; year < (step + 1) * each && f->system.years > 0; year++)
        ent_system_step(&f->system, f->options->seed, future, year, state->there, state->parent, places, &state->taken);
    follow(f, future, step * each, state);
}

ent_status forecasting_open_world(forecasting *f, ent_forecast_world *out, ent_error *error)
{
    ent_status status = read_system(f, error);
    if (status == ENT_OK)
        status = open_newcomers(f, error);
    if (status == ENT_OK)
        status = find_followed(f, error);
    *out = (ent_forecast_world){.user = f, .spare = f->spare, .between = f->between, .followed = f->followed,
                                .followed_count = f->followed_count, .at = f->system.years || f->followed_count ? at : NULL};
    return status;
}

void forecasting_close_world(forecasting *f)
{
    ent_system_clear(&f->system);
    free(f->followed);
    free(f->between);
}

static bool any_above_0(const double share[], size_t years)
{
    bool any = false;
    for (size_t y = 0; y < years; y++)
        any |= share[y] > 0;
    return any;
}

bool forecasting_states_leave(const forecasting *f)
{
    return any_above_0(f->system.left, f->system.years);
}

void forecasting_add_world(forecasting *f, ent_json_value *root)
{
    ent_json_add_text(f->job, root, "system", f->system.years ? "drawn" : "steady");
    ent_json_add_boolean(f->job, root, "states_leave", forecasting_states_leave(f));
    ent_json_add_boolean(f->job, root, "states_come", any_above_0(f->system.came, f->system.years));
    ent_json_add_integer(f->job, root, "system_years", (long long)f->system.years);
    ent_json_add_text(f->job, root, "system_why", *f->system_why ? f->system_why : NULL);
    ent_json_value *list = ent_json_add_list(f->job, root, "follows");
    for (size_t k = 0; k < f->followed_count; k++)
        ent_json_add_text(f->job, list, NULL, f->fit.model->covariates[f->followed[k]].name);
}

/* States of the origin that are not there, and those there that came later. */
void forecasting_measure_world(const forecasting *f, const ent_view *network, double out[])
{
    size_t n = f->fit.model->actor_count;
    out[0] = out[1] = 0;
    for (size_t i = 0; i < network->n; i++) {
        bool there = !network->absent || !network->absent[i];
        out[0] += i < n && !there;
        out[1] += i >= n && there;
    }
}

size_t forecasting_own_measures(const forecasting *f)
{
    return f->forecast.measure_count - (f->system.years > 0 ? FORECAST_STATES : 0);
}
