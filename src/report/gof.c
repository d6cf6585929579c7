/* `entente gof`: do networks that a fit draws look like those observed, and do its probabilities find the ties? Within the
 * waves of the fit, or in later ones. Each wave's draws start from the wave before; counts are summed over waves. */
#include "report/family.h"
#include "report/tie_fit.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    tie_fit_file file;
    size_t first, last, draws, size; /* size: counts of a network */
    double *observed, *drawn;        /* [size], [draws * size] */
    ent_json_value *prediction;
    answer *a;
} comparing;

static ent_status take_features(void *user, size_t draw, const ent_view *network, ent_error *error)
{
    const comparing *c = user;
    return ent_features_add(network, c->drawn + draw * c->size, error);
}

/* ---- prediction ---- */

/* Scores and outcomes of the pairs that can change; two kinds of score. */
typedef struct {
    double *drawn, *given;
    uint8_t *tied, *before;
    size_t count;
} scores;

static ent_status make_scores(const comparing *c, const ent_tie_step *step, const uint8_t *start, const double *probability,
                              scores *s, ent_error *error)
{
    size_t n = step->view->n, most = n * n;
    *s = (scores){ent_new_array(most, sizeof(double)), ent_new_array(most, sizeof(double)), ent_new_array(most, 1),
                  ent_new_array(most, 1), 0};
    if (!s->drawn || !s->given || !s->tied || !s->before)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            size_t cell = i * n + j;
            if (isnan(probability[cell]))
                continue;
            s->drawn[s->count] = probability[cell];
            s->given[s->count] = ent_tie_probability(step->view, step->period->terms, c->file.theta,
                                                     c->file.model->effect_count, i, j);
            s->before[s->count] = start[cell];
            s->tied[s->count++] = step->view->x[cell];
        }
    return ENT_OK;
}

static void clear_scores(scores *s)
{
    free(s->drawn);
    free(s->given);
    free(s->tied);
    free(s->before);
}

static ent_status add_areas(const comparing *c, const char *wave, const char *pairs, const char *by, const double *score,
                            const uint8_t *tied, size_t count, ent_error *error)
{
    double roc, precision, ties = 0;
    ent_status status = ent_score_areas(score, tied, count, &roc, &precision, error);
    for (size_t k = 0; k < count; k++)
        ties += tied[k];
    answer_text_cell(c->a, c->prediction, "wave", wave);
    answer_text_cell(c->a, c->prediction, "pairs_of", pairs);
    answer_text_cell(c->a, c->prediction, "by", by);
    answer_number_cell(c->a, c->prediction, "pairs", (double)count);
    answer_number_cell(c->a, c->prediction, "ties", ties);
    answer_number_cell(c->a, c->prediction, "base_rate", ties / (double)count);
    answer_number_cell(c->a, c->prediction, "roc", roc);
    answer_number_cell(c->a, c->prediction, "precision_recall", precision);
    return status;
}

/* All pairs by both scores; then those that were not tied before, whose ties are new. */
static ent_status add_prediction(const comparing *c, const char *wave, scores *s, ent_error *error)
{
    ent_status status = add_areas(c, wave, "all", "draws", s->drawn, s->tied, s->count, error);
    if (status == ENT_OK)
        status = add_areas(c, wave, "all", "given the wave", s->given, s->tied, s->count, error);
    size_t count = 0;
    for (size_t k = 0; k < s->count; k++)
        if (!s->before[k]) {
            s->drawn[count] = s->drawn[k];
            s->tied[count++] = s->tied[k];
        }
    if (status == ENT_OK && count < s->count)
        status = add_areas(c, wave, "not tied before", "draws", s->drawn, s->tied, count, error);
    return status;
}

/* ---- waves ---- */

static ent_status compare_step(comparing *c, const ent_tie_step *step, const uint8_t *start, const char *wave,
                               const ent_tie_draw_options *options, const ent_monitor *monitor, ent_error *error)
{
    ent_tie_draws draws = {0};
    scores s = {0};
    ent_status status = ent_features_add(step->view, c->observed, error);
    if (status == ENT_OK)
        status = ent_tie_draw(step->view, start, step->period->terms, c->file.theta, c->file.model->effect_count, options,
                              &draws, monitor, error);
    if (status == ENT_OK)
        status = make_scores(c, step, start, draws.probability, &s, error);
    if (status == ENT_OK)
        status = add_prediction(c, wave, &s, error);
    clear_scores(&s);
    ent_tie_draws_clear(&draws);
    return status;
}

static ent_status compare_wave(comparing *c, size_t period, const ent_tie_draw_options *options, const ent_monitor *monitor,
                               ent_error *error)
{
    const ent_model *model = c->file.model;
    ent_tie_step step;
    uint8_t *start = tie_start_of(model, period);
    if (!start)
        return ent_fail_memory(error);
    ent_status status = ent_tie_step_open(model, period, c->file.like_btergm, &step, error);
    if (status == ENT_OK)
        status = compare_step(c, &step, start, model->waves[ent_model_period_wave(model, period)], options, monitor,
                              error);
    ent_tie_step_close(&step);
    free(start);
    return status;
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
    answer_text_cell(c->a, table, "feature", ent_feature_word(feature));
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
    ent_json_value *table = ent_json_add_table(c->a->json, c->a->result, "counts", columns, ent_countof(columns));
    double *room = ent_new_array(c->draws, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    for (ent_feature feature = 0; feature < ENT_FEATURES; feature++)
        for (size_t k = 0; k < ent_feature_size(feature, n); k++, at++) {
            bool apart = feature == ENT_FEATURE_DISTANCE && k + 1 == n;
            char value[24];
            snprintf(value, sizeof value, apart ? "none" : "%zu", feature == ENT_FEATURE_DISTANCE ? k + 1 : k);
            add_count(c, table, feature, value, at, room);
        }
    free(room);
    return ENT_OK;
}

/* ---- all ---- */

static ent_status run(comparing *c, const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                      ent_error *error)
{
    static const char *const columns[] = {"wave", "pairs_of", "by", "pairs", "ties", "base_rate", "roc",
                                          "precision_recall"};
    const ent_model *model = c->file.model;
    ent_tie_draw_options draw = ENT_TIE_DRAW_DEFAULTS;
    c->draws = draw.draws = options->draws ? options->draws : 100;
    draw.seed = options->seed;
    draw.threads = options->threads;
    draw.each = take_features;
    draw.user = c;
    if (model->ties.directed)
        return ent_fail(error, ENT_ERR_INPUT, "gof compares networks that are not directed, and '%s' is", model->variable);
    c->size = ent_features_size(model->actor_count);
    c->observed = ent_new_array(c->size, sizeof *c->observed);
    c->drawn = ent_new_array(c->draws * c->size, sizeof *c->drawn);
    if (!c->observed || !c->drawn)
        return ent_fail_memory(error);
    tie_fit_add_head(c->a, path, &c->file);
    ent_json_add_integer(c->a->json, ent_json_root(c->a->json), "seed", (long long)options->seed);
    ent_json_add_text(c->a->json, c->a->result, "from", model->waves[ent_model_period_wave(model, c->first)]);
    ent_json_add_text(c->a->json, c->a->result, "to", model->waves[ent_model_period_wave(model, c->last)]);
    ent_json_add_boolean(c->a->json, c->a->result, "out_of_sample", c->first > c->file.last || c->last < c->file.first);
    ent_json_add_integer(c->a->json, c->a->result, "draws", (long long)c->draws);
    ent_json_add_text(c->a->json, c->a->result, "main", options->table ? options->table : "counts");
    c->prediction = ent_json_add_table(c->a->json, c->a->result, "prediction", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t period = c->first; period <= c->last && status == ENT_OK; period++)
        status = compare_wave(c, period, &draw, monitor, error);
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
    free(c.observed);
    free(c.drawn);
    tie_fit_close(&c.file);
    return answer_end(&a, status, out, error);
}
