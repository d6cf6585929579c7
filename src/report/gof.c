/* `entente gof`: do networks that a fit draws look like those observed, and do its probabilities find the ties (predict.c)?
 * Within the waves of the fit, or in later ones. Each wave's draws start from the wave before; counts are summed over waves. */
#include "report/family.h"
#include "report/predict.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    tie_fit_file file;
    size_t first, last, draws, size; /* size: counts of a network */
    double *observed, *drawn;        /* [size], [draws * size] */
    double *ties, ties_observed;     /* [draws], summed over waves */
    bool far;                        /* are some wave's networks far from the observed one? */
    ent_json_value *waves;
    predicting *prediction;
    answer *a;
} comparing;

static ent_status take_features(void *user, size_t draw, const ent_view *network, ent_error *error)
{
    const comparing *c = user;
    return ent_features_add(network, c->drawn + draw * c->size, error);
}

/* ---- ties ---- */

/* Ties observed and drawn; `ties` is sorted in place. */
static void add_ties(comparing *c, const char *wave, double observed, double *ties)
{
    double mean = 0, low, high;
    bool far = ent_tie_is_degenerate(ties, c->draws, observed);
    for (size_t k = 0; k < c->draws; k++)
        mean += ties[k] / (double)c->draws;
    ent_tie_band(ties, c->draws, &low, NULL, &high);
    answer_text_cell(c->a, c->waves, "wave", wave);
    answer_number_cell(c->a, c->waves, "ties_observed", observed);
    answer_number_cell(c->a, c->waves, "ties_drawn", mean);
    answer_number_cell(c->a, c->waves, "low", low);
    answer_number_cell(c->a, c->waves, "high", high);
    answer_text_cell(c->a, c->waves, "far", far ? "yes" : "no");
    c->far |= far;
}

/* Ties of those who came between the origin and the wave, of which there is no forecast; and of those who left. */
static void add_newcomers(const comparing *c, size_t wave, size_t horizon)
{
    const ent_model *model = c->file.model;
    size_t n = model->actor_count;
    double came = 0, left = 0, shared = model->ties.directed ? 1 : 2;
    for (size_t i = 0; i < n && wave >= horizon; i++)
        for (size_t j = 0; j < n; j++) {
            const uint8_t *now = model->absent + wave * n, *then = model->absent + (wave - horizon) * n;
            came += (then[i] || then[j]) && model->ties.code[(wave * n + i) * n + j] == 1;
            left += (now[i] || now[j]) && model->ties.code[((wave - horizon) * n + i) * n + j] == 1;
        }
    answer_text_cell(c->a, c->waves, "origin", wave >= horizon ? model->waves[wave - horizon] : NULL);
    answer_number_cell(c->a, c->waves, "ties_of_newcomers", wave >= horizon ? came / shared : (double)NAN);
    answer_number_cell(c->a, c->waves, "ties_of_leavers", wave >= horizon ? left / shared : (double)NAN);
}

/* ---- waves ---- */

static ent_status compare_step(comparing *c, const ent_tie_step *step, const uint8_t *start, const char *wave,
                               const ent_tie_draw_options *options, const ent_monitor *monitor, ent_error *error)
{
    ent_tie_draws draws = {0};
    ent_status status = ent_features_add(step->view, c->observed, error);
    if (status == ENT_OK)
        status = ent_tie_draw(step->view, start, step->period->terms, c->file.theta, c->file.model->effect_count, options,
                              &draws, monitor, error);
    if (status == ENT_OK) {
        c->ties_observed += (double)step->view->tie_count;
        for (size_t k = 0; k < c->draws; k++)
            c->ties[k] += draws.ties[k];
        add_ties(c, wave, (double)step->view->tie_count, draws.ties);
    }
    ent_tie_draws_clear(&draws);
    return status;
}

static ent_status compare_wave(comparing *c, size_t period, size_t horizon, const ent_tie_draw_options *options,
                               const ent_monitor *monitor, ent_error *error)
{
    const ent_model *model = c->file.model;
    size_t wave = ent_model_period_wave(model, period);
    ent_tie_step step;
    uint8_t *start = tie_start_of(model, period);
    if (!start)
        return ent_fail_memory(error);
    ent_status status = ent_tie_step_open(model, period, c->file.like_btergm, &step, error);
    if (status == ENT_OK)
        status = compare_step(c, &step, start, model->waves[wave], options, monitor, error);
    if (status == ENT_OK) {
        add_newcomers(c, wave, horizon);
        status = predict_wave(c->prediction, &step, period, options, monitor, error);
    }
    ent_tie_step_close(&step);
    free(start);
    return status;
}

static ent_status compare_waves(comparing *c, size_t horizon, const ent_tie_draw_options *options,
                                const ent_monitor *monitor, ent_error *error)
{
    static const char *const columns[] = {"wave", "origin", "ties_observed", "ties_drawn", "low", "high", "far",
                                          "ties_of_newcomers", "ties_of_leavers"};
    c->waves = ent_json_add_table(c->a->json, c->a->result, "waves", columns, ent_countof(columns));
    ent_status status = predict_new(c->a, &c->file, c->first, c->last, horizon, &c->prediction, error);
    for (size_t period = c->first; period <= c->last && status == ENT_OK; period++)
        status = compare_wave(c, period, horizon, options, monitor, error);
    if (status == ENT_OK && c->last > c->first) {
        add_ties(c, "all", c->ties_observed, c->ties);
        answer_text_cell(c->a, c->waves, "origin", NULL);
        answer_number_cell(c->a, c->waves, "ties_of_newcomers", (double)NAN);
        answer_number_cell(c->a, c->waves, "ties_of_leavers", (double)NAN);
    }
    return status == ENT_OK ? predict_end(c->prediction, error) : status;
}

/* ---- counts ---- */

/* p = 2 min(P(drawn <= observed), P(drawn >= observed)), at most 1; room[draws]. */
static void add_count(const comparing *c, ent_json_value *table, ent_feature feature, const char *value, size_t at,
                      double *room)
{
    double below = 0, above = 0, low, median, high, observed = c->observed[at];
    for (size_t draw = 0; draw < c->draws; draw++) {
        room[draw] = c->drawn[draw * c->size + at];
        below += room[draw] <= observed;
        above += room[draw] >= observed;
    }
    ent_tie_band(room, c->draws, &low, &median, &high);
    if (observed == 0 && room[c->draws - 1] == 0)
        return;
    answer_text_cell(c->a, table, "feature", ent_feature_word(feature, c->file.model->ties.directed));
    answer_text_cell(c->a, table, "value", value);
    answer_number_cell(c->a, table, "observed", observed);
    answer_number_cell(c->a, table, "median", median);
    answer_number_cell(c->a, table, "low", low);
    answer_number_cell(c->a, table, "high", high);
    answer_number_cell(c->a, table, "p", fmin(1, 2 * fmin(below, above) / (double)c->draws));
}

static ent_status add_counts(const comparing *c, ent_error *error)
{
    static const char *const columns[] = {"feature", "value", "observed", "median", "low", "high", "p"};
    size_t n = c->file.model->actor_count, at = 0;
    bool directed = c->file.model->ties.directed;
    ent_json_value *table = ent_json_add_table(c->a->json, c->a->result, "counts", columns, ent_countof(columns));
    double *room = ent_new_array(c->draws, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    for (ent_feature feature = 0; feature < ENT_FEATURES; feature++)
        for (size_t k = 0; k < ent_feature_size(feature, n, directed); k++, at++) {
            char value[ENT_FEATURE_VALUE];
            ent_feature_value(feature, k, n, directed, value);
            add_count(c, table, feature, value, at, room);
        }
    free(room);
    return ENT_OK;
}

/* ---- all ---- */

static void add_head(const comparing *c, const char *path, const ent_draw_options *options, size_t horizon)
{
    const ent_model *model = c->file.model;
    tie_fit_add_head(c->a, path, &c->file);
    ent_json_add_integer(c->a->json, ent_json_root(c->a->json), "seed", (long long)options->seed);
    ent_json_add_text(c->a->json, c->a->result, "layer", model->variable);
    ent_json_add_text(c->a->json, c->a->result, "from", model->waves[ent_model_period_wave(model, c->first)]);
    ent_json_add_text(c->a->json, c->a->result, "to", model->waves[ent_model_period_wave(model, c->last)]);
    ent_json_add_boolean(c->a->json, c->a->result, "out_of_sample", c->first > c->file.last);
    ent_json_add_integer(c->a->json, c->a->result, "horizon", (long long)horizon);
    ent_json_add_integer(c->a->json, c->a->result, "draws", (long long)c->draws);
    ent_json_add_text(c->a->json, c->a->result, "main", options->table ? options->table : "counts");
}

static ent_status check_horizon(const comparing *c, size_t horizon, ent_error *error)
{
    const ent_model *model = c->file.model;
    if (horizon <= 1 || ent_model_period_wave(model, c->last) >= horizon)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "--horizon %zu: the model begins with %s, and no wave to %s has one so long before",
                    horizon, model->waves[0], model->waves[ent_model_period_wave(model, c->last)]);
}

static ent_status run(comparing *c, const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                      ent_error *error)
{
    const ent_model *model = c->file.model;
    size_t horizon = options->horizon ? options->horizon : 1;
    ent_tie_draw_options draw = ENT_TIE_DRAW_DEFAULTS;
    c->draws = draw.draws = options->draws ? options->draws : 100;
    draw.seed = options->seed;
    draw.threads = options->threads;
    draw.each = take_features;
    draw.user = c;
    c->size = ent_features_size(model->actor_count, model->ties.directed);
    c->observed = ent_new_array(c->size, sizeof *c->observed);
    c->drawn = ent_new_array(c->draws * c->size, sizeof *c->drawn);
    c->ties = ent_new_array(c->draws, sizeof *c->ties);
    if (!c->observed || !c->drawn || !c->ties)
        return ent_fail_memory(error);
    ent_status status = check_horizon(c, horizon, error);
    add_head(c, path, options, horizon);
    if (status == ENT_OK)
        status = compare_waves(c, horizon, &draw, monitor, error);
    ent_json_add_boolean(c->a->json, c->a->result, "degenerate", c->far);
    return status == ENT_OK ? add_counts(c, error) : status;
}

ent_status tie_gof_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor, ent_json **out,
                          ent_error *error)
{
    answer a;
    comparing c = {.a = &a};
    *out = NULL;
    ent_status status = answer_begin(&a, "gof", error);
    if (status != ENT_OK)
        return status;
    status = tie_fit_open(path, &c.file, error);
    if (status == ENT_OK) {
        c.first = c.file.first;
        c.last = options->from && !options->to ? ent_model_period_count(c.file.model) - 1 : c.file.last;
        status = tie_find_periods(c.file.model, options->from, options->to, &c.first, &c.last, error);
    }
    if (status == ENT_OK)
        status = run(&c, path, options, monitor, error);
    predict_free(c.prediction);
    free(c.observed);
    free(c.drawn);
    free(c.ties);
    tie_fit_close(&c.file);
    return answer_end(&a, status, out, error);
}
