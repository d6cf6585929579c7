/* Models of files in a backtest. For a block whose first origin is year s a model is read with its waves up to the end of s
 * alone (ent_model_open_until), and fitted to them by its family's own estimator. Forecasts start from the model as known on
 * the last day of each origin's year (ent_model_open_at), centred as the fit was, and are chances over futures (ent_forecast):
 * parameters are drawn, of an actor-oriented model also the rate. Nothing else of the world is read.
 *
 * A pair is tied in a year if so on any day of it. For ties that end, and for all pairs, futures therefore begin with all ties of
 * the origin's year: on its last day those that are to end by the next year have ended already, and would give it away. */
#include "report/backtest_models.h"

#include "core/memory.h"
#include "entente/forecast.h"
#include "entente/saom_fit.h"
#include "entente/tie.h"
#include "report/model_data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FUTURES = 200 };
static const double days_of_year = 365.2425, least_chance = 1e-6;

struct backtest_fit {
    size_t number;           /* of the file */
    ent_model *model;        /* with the waves that it was fitted to */
    double *theta, *covariance, *log_rate; /* as of ent_forecast */
    size_t rate_count;
    double step_years;       /* from wave to wave; 1 of an actor-oriented model, whose futures go by years */
    char failure[512];       /* why it could not be fitted; "" = it was */
};

/* ---- what is no error ---- */

/* What data or model are to blame for becomes the reason that the block's row gives; other errors end the backtest. */
static ent_status excuse(ent_status status, const ent_error *why, char failure[512], ent_error *error)
{
    if (status == ENT_OK)
        return ENT_OK;
    if (status != ENT_ERR_INPUT && status != ENT_ERR_CONVERGENCE)
        return ent_fail(error, status, "%s", why->message);
    snprintf(failure, 512, "%.500s", why->message);
    return ENT_OK;
}

/* Long work inside a block may be stopped, but has no progress of its own. */
static ent_monitor stop_only(const ent_monitor *monitor)
{
    return monitor ? (ent_monitor){.user = monitor->user, .stop = monitor->stop} : (ent_monitor){0};
}

/* ---- fits ---- */

static double years_between(const ent_model *model, size_t wave)
{
    return (double)(model->days[wave + 1] - model->days[wave]) / days_of_year;
}

/* A future has one basic rate, drawn from those of the periods; it stands first, and its parameter is not drawn. */
static ent_status take_saom(backtest_fit *fit, const ent_saom_fit *found, size_t periods, ent_error *error)
{
    size_t count = found->parameters - periods + 1;
    fit->theta = ent_new_array(count, sizeof *fit->theta);
    fit->covariance = ent_new_array(count * count, sizeof *fit->covariance);
    fit->log_rate = ent_new_array(periods, sizeof *fit->log_rate);
    if (!fit->theta || !fit->covariance || !fit->log_rate)
        return ent_fail_memory(error);
    fit->theta[0] = 1;
    for (size_t k = 1; k < count; k++) {
        size_t of = k + periods - 1;
        fit->theta[k] = found->estimate[of];
        for (size_t l = 1; l < count; l++)
            fit->covariance[k * count + l] = found->covariance[of * found->parameters + l + periods - 1];
    }
    for (size_t p = 0; p < periods; p++) {
        if (!(found->estimate[p] > 0))
            return ent_fail(error, ENT_ERR_CONVERGENCE, "the rate of period %zu is not above 0", p + 1);
        fit->log_rate[p] = log(ent_saom_yearly_rate(fit->model, found->estimate[p], years_between(fit->model, p)));
    }
    fit->rate_count = periods;
    fit->step_years = 1;
    return ENT_OK;
}

static ent_status estimate_saom(const backtest_models *m, const ent_saom *saom, ent_saom_fit *found, ent_error *error)
{
    ent_monitor monitor = stop_only(m->monitor);
    ent_saom_state state = {0};
    ent_saom_options how = ent_saom_model(saom)->saom.options;
    how.seed = m->seed;
    ent_status status = ent_saom_state_init(saom, NULL, &state, error);
    if (status == ENT_OK)
        status = ent_saom_estimate(saom, &how, &state, NULL, NULL, found, &monitor, error);
    ent_saom_state_clear(&state);
    if (status == ENT_OK && !found->converged)
        status = ent_fail(error, ENT_ERR_CONVERGENCE, "no convergence after %zu restarts: overall maximum convergence ratio "
                          "%.3g (at most %.3g wanted), largest t-ratio %.3g (at most %.3g)", found->restarts, found->overall,
                          how.overall_most, found->t_largest, how.t_most);
    return status;
}

static ent_status fit_saom(const backtest_models *m, backtest_fit *fit, ent_error *error)
{
    ent_saom *saom = NULL;
    ent_saom_fit found = {0};
    ent_status status = ent_saom_new(fit->model, &saom, error);
    if (status == ENT_OK)
        status = estimate_saom(m, saom, &found, error);
    if (status == ENT_OK)
        status = take_saom(fit, &found, ent_saom_periods(saom), error);
    ent_saom_fit_clear(&found);
    ent_saom_free(saom);
    return status;
}

static ent_status estimate_tie(const ent_model *model, ent_tie_fit *found, ent_error *error)
{
    ent_tie_rows rows = {0};
    ent_tie_options how = ENT_TIE_DEFAULTS;
    const char **names = ent_new_array(model->effect_count, sizeof *names);
    if (!names)
        return ent_fail_memory(error);
    for (size_t k = 0; k < model->effect_count; k++)
        names[k] = model->effects[k].name;
    rows.term_names = names;
    rows.step_names = (const char *const *)model->waves + ent_model_period_wave(model, 0);
    ent_status status = ent_tie_rows_of_model(model, 0, ent_model_period_count(model) - 1, false, &rows, NULL, error);
    if (status == ENT_OK)
        status = ent_tie_estimate(&rows, NULL, &how, found, error);
    ent_tie_rows_clear(&rows);
    free(names);
    return status;
}

static ent_status fit_tie(backtest_fit *fit, ent_error *error)
{
    ent_tie_fit found = {0};
    ent_status status = estimate_tie(fit->model, &found, error);
    if (status == ENT_OK) { /* handed over */
        fit->theta = found.estimate;
        fit->covariance = found.covariance;
        found.estimate = found.covariance = NULL;
        fit->step_years = fmax(round(years_between(fit->model, fit->model->ties.wave_count - 2)), 1);
    }
    ent_tie_fit_clear(&found);
    return status;
}

static void clear_fit(backtest_fit *fit)
{
    ent_model_free(fit->model);
    free(fit->theta);
    free(fit->covariance);
    free(fit->log_rate);
    *fit = (backtest_fit){0};
}

void backtest_models_clear(backtest_models *m)
{
    for (size_t k = 0; k < m->fit_count; k++)
        clear_fit(&m->fits[k]);
    free(m->fits);
    m->fits = NULL;
    m->fit_count = m->fit_room = 0;
}

/* ---- is it a model of what is forecast? ---- */

static ent_status check_ties(const backtest_models *m, const ent_model *model, ent_error *error)
{
    const ent_series *layer = &m->data->layer;
    const char *source = model_data_source(model);
    if (strcmp(model->layer, layer->name) != 0 || strcmp(source, layer->source) != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s: the model is of %s@%s, and the backtest of %s@%s: say which with --layer",
                        model->path, model->layer, source, layer->name, layer->source);
    if (layer->scale != ENT_SCALE_NONE && model->obligations != m->data->obligations)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s: the obligations that make a tie are others than those of the backtest: say "
                        "which with --kind", model->path);
    if (model->ties.directed)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s: the model's ties have a direction; a backtest is of pairs", model->path);
    return ENT_OK;
}

/* ---- a model of a block ---- */

static const backtest_fit *find_fit(const backtest_models *m, size_t number, size_t waves)
{
    for (size_t k = 0; k < m->fit_count; k++)
        if (m->fits[k].number == number && m->fits[k].model->ties.wave_count == waves)
            return &m->fits[k];
    return NULL;
}

/* Fit a model, which is then owned by the fits, also after a failure. */
static ent_status add_fit(backtest_models *m, size_t number, ent_model *model, const backtest_fit **out, ent_error *error)
{
    ent_error why = {0};
    if (!ent_grow(&m->fits, m->fit_count, &m->fit_room, sizeof *m->fits)) {
        ent_model_free(model);
        return ent_fail_memory(error);
    }
    backtest_fit *fit = &m->fits[m->fit_count++];
    *fit = (backtest_fit){.number = number, .model = model};
    ent_status status = model->family == ENT_FAMILY_SAOM ? fit_saom(m, fit, &why) : fit_tie(fit, &why);
    *out = fit;
    return excuse(status, &why, fit->failure, error);
}

/* The fit to the waves up to the end of a year; *out is NULL if the model cannot be read so, and failure[] says why. */
static ent_status fit_until(backtest_models *m, size_t number, int year, const backtest_fit **out, char failure[512],
                            ent_error *error)
{
    ent_error why = {0};
    ent_model *model = NULL;
    ent_status status = ent_model_open_until(m->paths[number], m->world, ent_span_of_year(year).to, &model, &why);
    *out = NULL;
    if (status != ENT_OK)
        return excuse(status, &why, failure, error);
    status = check_ties(m, model, error);
    if (status == ENT_OK)
        *out = find_fit(m, number, model->ties.wave_count);
    if (status != ENT_OK || *out) {
        ent_model_free(model);
        return status;
    }
    return add_fit(m, number, model, out, error);
}

/* ---- an origin ---- */

/* A model at an origin, and the chances of its pairs. */
typedef struct {
    const backtest_models *m;
    const backtest_fit *fit;
    ent_model *model;
    const ent_event_rows *rows;
    ent_forecast_sums sums;
    size_t *place;               /* [actors of the backtest] in the model; actor_count = not there */
    double *chance;              /* [n * n] of a tie at the end; the upper half */
    uint8_t *code;               /* the network that futures begin with, where it is not the model's own */
    double *plugin;              /* [n * n] of a tie model: NaN where something that an effect needs is not known */
} origin;

static void close_origin(origin *o)
{
    ent_model_free(o->model);
    ent_forecast_sums_clear(&o->sums);
    free(o->place);
    free(o->code);
    free(o->chance);
    free(o->plugin);
}

/* Data are centred by what they were when the model was fitted. */
static void centre_as(ent_model *model, const ent_model *as)
{
    for (size_t k = 0; k < model->covariate_count; k++) {
        const ent_covariate *c = &as->covariates[k].constants;
        ent_model_centre_as(model, k, c->mean, c->range, c->similarity_mean);
    }
    for (size_t k = 0; k < model->dyadic_count; k++)
        ent_model_centre_dyadic_as(model, k, as->dyadic[k].raw_mean);
    model->balance_mean = as->balance_mean;
    model->structure_mean = as->structure_mean;
}

static ent_status find_places(origin *o, ent_error *error)
{
    const world_years *data = o->m->data;
    o->place = ent_new_array(data->data.actor_count, sizeof *o->place);
    if (!o->place)
        return ent_fail_memory(error);
    for (size_t k = 0; k < data->data.actor_count; k++)
        o->place[k] = o->model->actor_count;
    for (size_t k = 0; k < o->model->actor_count; k++) {
        int index = data->index[o->model->world_actors[k]];
        if (index >= 0)
            o->place[index] = k;
    }
    return ENT_OK;
}

/* Whether two of the model's actors were tied on any day of the origin's year. */
static void enter_year(origin *o, size_t s, const int *index)
{
    const ent_event_data *data = &o->m->data->data;
    size_t n = o->model->actor_count, all = data->actor_count;
    for (size_t cell = 0; cell < n * n; cell++) {
        int i = index[o->model->world_actors[cell / n]], j = index[o->model->world_actors[cell % n]];
        for (size_t wave = 0; wave < o->model->ties.wave_count && i >= 0 && j >= 0; wave++)
            if (o->code[wave * n * n + cell] == 0 && data->tied[(s * all + (size_t)i) * all + (size_t)j])
                o->code[wave * n * n + cell] = 1;
    }
}

static ent_status take_ties_of_year(origin *o, int year, ent_error *error)
{
    size_t size = o->model->ties.wave_count * o->model->actor_count * o->model->actor_count;
    o->code = ent_new_array(size, 1);
    if (!o->code)
        return ent_fail_memory(error);
    memcpy(o->code, o->model->ties.code, size);
    enter_year(o, (size_t)(year - o->m->data->first_year), o->m->data->index);
    o->model->ties.code = o->code;
    return ENT_OK;
}

static ent_status open_origin(origin *o, int year, ent_error *error)
{
    char day[16];
    snprintf(day, sizeof day, "%04d-12-31", year);
    ent_status status = ent_model_open_at(o->fit->model->path, o->m->world, day, &o->model, error);
    if (status != ENT_OK)
        return status;
    centre_as(o->model, o->fit->model);
    if (o->rows->task != ENT_EVENT_FORMATION)
        status = take_ties_of_year(o, year, error);
    return status == ENT_OK ? find_places(o, error) : status;
}

static ent_status add_draw(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    (void)error;
    ent_forecast_sums_add(user, draw);
    return ENT_OK;
}

static size_t steps_of(const origin *o)
{
    return (size_t)round((double)o->rows->horizon / o->fit->step_years);
}

/* One draw of the parameters would be worse than none: of so few futures all have the estimates. */
static ent_status run_futures(origin *o, int year, ent_error *error)
{
    const ent_forecast_variant as_it_is = {NULL, 0};
    ent_monitor monitor = stop_only(o->m->monitor);
    size_t n = o->model->actor_count, futures = o->m->futures ? o->m->futures : FUTURES;
    size_t draws = (futures + ENT_FORECAST_EACH - 1) / ENT_FORECAST_EACH;
    ent_forecast f = {.model = o->model, .theta = o->fit->theta, .covariance = draws > 1 ? o->fit->covariance : NULL,
                      .log_rate = o->fit->log_rate, .rate_count = o->fit->rate_count, .rates = ENT_RATES_DRAWN,
                      .steps = steps_of(o), .variants = &as_it_is, .variant_count = 1, .seed = o->m->seed + 1000 * (uint64_t)year};
    ent_status status = ent_forecast_sums_init(&o->sums, 1, f.steps * n * (n - 1) / 2, error);
    if (status == ENT_OK)
        status = ent_forecast_run(&f, 0, draws, add_draw, &o->sums, &monitor, error);
    return status;
}

static ent_status take_chances(origin *o, ent_error *error)
{
    size_t n = o->model->actor_count, cell = (steps_of(o) - 1) * n * (n - 1) / 2;
    o->chance = ent_new_array(n * n, sizeof *o->chance);
    if (!o->chance)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            o->chance[i * n + j] = ent_forecast_chance_of(&o->sums, 0, cell++).mean;
    return ENT_OK;
}

/* In a tie model a pair of which something is not known stays as it is in all futures: that is no forecast. */
static ent_status find_unknown(origin *o, ent_error *error)
{
    ent_tie_draw_options none = ENT_TIE_DRAW_DEFAULTS;
    if (o->model->family == ENT_FAMILY_SAOM)
        return ENT_OK;
    o->plugin = ent_new_array(o->model->actor_count * o->model->actor_count, sizeof *o->plugin);
    return o->plugin ? ent_tie_forecast(o->model, 1, 1, false, o->fit->theta, &none, o->plugin, NULL, NULL, error)
                     : ent_fail_memory(error);
}

/* NaN = no forecast: one of them is not in the model, or something is not known. */
static double chance_of(const origin *o, const ent_event_row *row)
{
    size_t n = o->model->actor_count, i = o->place[row->a], j = o->place[row->b];
    if (i == n || j == n)
        return (double)NAN;
    size_t cell = (i < j ? i : j) * n + (i < j ? j : i);
    double chance = o->plugin && isnan(o->plugin[cell]) ? (double)NAN : o->chance[cell];
    if (o->rows->task == ENT_EVENT_DISSOLUTION)
        chance = 1 - chance;
    return isnan(chance) ? chance : fmin(fmax(chance, least_chance), 1 - least_chance);
}

static ent_status forecast_origin(origin *o, int year, const ent_event_row rows[], size_t count, const double base[],
                                  double p[], size_t *unknown, ent_error *error)
{
    ent_status status = open_origin(o, year, error);
    if (status == ENT_OK && o->model->actor_count < 3)
        status = ent_fail(error, ENT_ERR_INPUT, "at the end of %d there are %zu of the model's actors: too few", year,
                          o->model->actor_count);
    if (status == ENT_OK)
        status = run_futures(o, year, error);
    if (status == ENT_OK)
        status = take_chances(o, error);
    if (status == ENT_OK)
        status = find_unknown(o, error);
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        double chance = chance_of(o, &rows[k]);
        *unknown += isnan(chance) && (rows[k].outcome == ENT_OUTCOME_NONE || rows[k].outcome == ENT_OUTCOME_TIE);
        p[k] = isnan(chance) ? base[k] : chance;
    }
    return status;
}

/* ---- all ---- */

static void begin_row(const backtest_models *m, size_t number, backtest_model_row *row)
{
    const char *path = m->paths[number], *slash = strrchr(path, '/');
    *row = (backtest_model_row){.name = slash ? slash + 1 : path};
}

static void take_fit(const backtest_fit *fit, backtest_model_row *row)
{
    size_t waves = fit->model->ties.wave_count;
    row->family = ent_model_family_word(fit->model->family);
    row->from = fit->model->waves[0];
    row->to = fit->model->waves[waves - 1];
    row->waves = waves;
    snprintf(row->failure, sizeof row->failure, "%s", fit->failure);
}

/* An effect, or a factor of one, by which ties hang on the number of the wave. */
static bool has_time(const ent_model_effect effects[], size_t count)
{
    bool has = false;
    for (size_t k = 0; k < count; k++)
        has |= (effects[k].effect && effects[k].effect->needs & ENT_NEEDS_TIME) ||
               has_time(effects[k].factors, effects[k].factor_count);
    return has;
}

/* A tie model goes by waves, and cannot say what is between them; an origin has no number among them. */
static void check_step(const backtest_fit *fit, size_t horizon, backtest_model_row *row)
{
    if (fmod((double)horizon, fit->step_years) != 0)
        snprintf(row->failure, sizeof row->failure, "its waves are %.0f years apart: no forecast of %zu", fit->step_years,
                 horizon);
    else if (has_time(fit->model->effects, fit->model->effect_count))
        snprintf(row->failure, sizeof row->failure, "an effect of time counts the file's waves; an origin is none of them");
}

ent_status backtest_models_forecast(backtest_models *m, size_t number, const ent_event_rows *rows, size_t first, size_t last,
                                    const double base[], double p[], backtest_model_row *row, ent_error *error)
{
    const backtest_fit *fit;
    int year = m->data->first_year;
    begin_row(m, number, row);
    ent_status status = fit_until(m, number, year + (int)first, &fit, row->failure, error);
    if (status == ENT_OK && fit)
        take_fit(fit, row);
    if (status == ENT_OK && !*row->failure)
        check_step(fit, rows->horizon, row);
    for (size_t s = first; s <= last && status == ENT_OK && !*row->failure; s++) {
        origin o = {.m = m, .fit = fit, .rows = rows};
        ent_error why = {0};
        size_t at = rows->first[s], from = at - rows->first[first];
        status = forecast_origin(&o, year + (int)s, rows->rows + at, rows->first[s + 1] - at, base + from, p + from,
                                 &row->unknown, &why);
        close_origin(&o);
        status = excuse(status, &why, row->failure, error);
    }
    return status;
}
