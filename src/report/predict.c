/* How well a fit's probabilities find the ties; reference/tergm/SPEC.md 10.1 has the protocol. */
#include "report/predict.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { BY_CONSTANT, BY_PERSISTENCE, BY_CALIBRATED, BY_PLUGIN, BY_DRAWS, BY_GIVEN, BYS };
static const char *const by_words[BYS] = {"constant rate", "persistence", "persistence, calibrated", "plug-in", "draws",
                                          "given the wave"};
enum { ALL, FORMATION, DISSOLUTION, TASKS };
static const char *const task_words[TASKS] = {"all", "not tied before", "tied before"};
enum { BEFORE_UNKNOWN = 2, POINTS = 101 };

struct predicting {
    answer *a;
    ent_json_value *table;      /* where rows go */
    const tie_fit_file *file;
    size_t horizon;
    double density, rate[2];    /* share of ties in the waves of the fit; by the tie at the origin */
    double *plugin, *drawn;     /* [n * n] of the wave */
    double *p[BYS];             /* [capacity] probability of a tie; NaN = none */
    uint8_t *event, *before;    /* [capacity] */
    double *kept;               /* [capacity] room for a row */
    uint8_t *kept_event;
    size_t count, start;        /* start: the first pair of the wave */
};

/* ---- which pairs ---- */

static bool is_fixed(uint8_t code)
{
    return code == ENT_TIE_NEVER || code == ENT_TIE_ALWAYS;
}

static uint8_t code_at(const ent_model *model, size_t wave, size_t i, size_t j)
{
    size_t n = model->actor_count;
    return model->ties.code[(wave * n + i) * n + j];
}

static bool are_there(const ent_model *model, size_t wave, size_t i, size_t j)
{
    const uint8_t *absent = model->absent + wave * model->actor_count;
    return !absent[i] && !absent[j];
}

/* Both there at both times, and the tie known and free. */
static bool is_at_risk(const predicting *p, size_t wave, size_t i, size_t j)
{
    const ent_model *model = p->file->model;
    uint8_t now = code_at(model, wave, i, j), then = code_at(model, wave - p->horizon, i, j);
    bool fixed = !p->file->like_btergm && (is_fixed(now) || is_fixed(then));
    return are_there(model, wave, i, j) && are_there(model, wave - p->horizon, i, j) && now != ENT_TIE_MISSING
           && then != ENT_TIE_MISSING && !fixed;
}

static bool is_tie(uint8_t code)
{
    return code == 1 || code == ENT_TIE_ALWAYS;
}

static size_t first_other(const ent_model *model, size_t i)
{
    return model->ties.directed ? 0 : i + 1;
}

/* Shares of ties in the waves that the fit is of. */
static void find_rates(predicting *p)
{
    const ent_model *model = p->file->model;
    double ties[2] = {0}, pairs[2] = {0};
    for (size_t period = p->file->first; period <= p->file->last; period++) {
        size_t wave = ent_model_period_wave(model, period);
        for (size_t i = 0; i < model->actor_count && wave >= p->horizon; i++)
            for (size_t j = first_other(model, i); j < model->actor_count; j++)
                if (i != j && is_at_risk(p, wave, i, j)) {
                    bool before = is_tie(code_at(model, wave - p->horizon, i, j));
                    ties[before] += is_tie(code_at(model, wave, i, j));
                    pairs[before]++;
                }
    }
    p->density = (ties[0] + ties[1]) / (pairs[0] + pairs[1]);
    p->rate[0] = ties[0] / pairs[0];
    p->rate[1] = ties[1] / pairs[1];
}

/* ---- set up ---- */

static ent_json_value *add_table(answer *a, const char *name)
{
    static const char *const columns[] = {"wave", "pairs_of", "by", "pairs", "events", "base_rate", "roc",
                                          "precision_recall", "brier", "miscalibration", "discrimination", "log"};
    return ent_json_add_table(a->json, a->result, name, columns, ent_countof(columns));
}

ent_status predict_new(answer *a, const tie_fit_file *file, size_t first, size_t last, size_t horizon, predicting **out,
                       ent_error *error)
{
    size_t n = file->model->actor_count, capacity = (last - first + 1) * n * (n - 1) / (file->model->ties.directed ? 1 : 2);
    predicting *p = calloc(1, sizeof *p);
    *out = NULL;
    if (!p)
        return ent_fail_memory(error);
    bool made = true;
    p->a = a;
    p->file = file;
    p->horizon = horizon;
    for (size_t by = 0; by < BYS; by++)
        made &= (p->p[by] = ent_new_array(capacity, sizeof *p->p[by])) != NULL;
    made &= (p->plugin = ent_new_array(n * n, sizeof *p->plugin)) != NULL;
    made &= (p->drawn = ent_new_array(n * n, sizeof *p->drawn)) != NULL;
    made &= (p->event = ent_new_array(capacity, 1)) != NULL;
    made &= (p->before = ent_new_array(capacity, 1)) != NULL;
    made &= (p->kept = ent_new_array(capacity, sizeof *p->kept)) != NULL;
    made &= (p->kept_event = ent_new_array(capacity, 1)) != NULL;
    if (!made) {
        predict_free(p);
        return ent_fail_memory(error);
    }
    find_rates(p);
    p->table = add_table(a, "prediction");
    *out = p;
    return ENT_OK;
}

void predict_free(predicting *p)
{
    if (!p)
        return;
    for (size_t by = 0; by < BYS; by++)
        free(p->p[by]);
    free(p->plugin);
    free(p->drawn);
    free(p->event);
    free(p->before);
    free(p->kept);
    free(p->kept_event);
    free(p);
}

/* ---- rows of the table ---- */

/* The pairs of a task that have a probability, from number `start` on. Dissolution: the event is that the tie is gone. */
static size_t keep(predicting *p, int task, int by, size_t start)
{
    size_t count = 0;
    const double *from = p->p[by == BY_CONSTANT && task != ALL ? BY_CALIBRATED : by];
    for (size_t k = start; k < p->count; k++)
        if (!isnan(from[k]) && (task == ALL || p->before[k] == (task == DISSOLUTION))) {
            p->kept[count] = task == DISSOLUTION ? 1 - from[k] : from[k];
            p->kept_event[count++] = task == DISSOLUTION ? !p->event[k] : p->event[k];
        }
    return count;
}

static ent_status add_row(predicting *p, const char *wave, int task, int by, size_t start, ent_error *error)
{
    ent_scores s;
    size_t count = keep(p, task, by, start);
    if (count == 0)
        return ENT_OK;
    ent_status status = ent_score(p->kept, p->kept_event, count, &s, error);
    answer_text_cell(p->a, p->table, "wave", wave);
    answer_text_cell(p->a, p->table, "pairs_of", task_words[task]);
    answer_text_cell(p->a, p->table, "by", by_words[by]);
    answer_number_cell(p->a, p->table, "pairs", s.pairs);
    answer_number_cell(p->a, p->table, "events", s.events);
    answer_number_cell(p->a, p->table, "base_rate", s.events / s.pairs);
    answer_number_cell(p->a, p->table, "roc", s.roc);
    answer_number_cell(p->a, p->table, "precision_recall", s.precision_recall);
    answer_number_cell(p->a, p->table, "brier", s.brier);
    answer_number_cell(p->a, p->table, "miscalibration", s.miscalibration);
    answer_number_cell(p->a, p->table, "discrimination", s.discrimination);
    answer_number_cell(p->a, p->table, "log", s.log);
    return status;
}

/* Persistence is the same for all pairs of a task but the first. */
static ent_status add_rows(predicting *p, const char *wave, size_t start, ent_error *error)
{
    ent_status status = ENT_OK;
    for (int task = 0; task < TASKS; task++)
        for (int by = 0; by < BYS && status == ENT_OK; by++)
            if (task == ALL || (by != BY_PERSISTENCE && by != BY_CALIBRATED))
                status = add_row(p, wave, task, by, start, error);
    return status;
}

/* ---- waves ---- */

static double given_the_wave(const predicting *p, const ent_tie_step *step, size_t i, size_t j)
{
    const ent_term *terms = step->period->terms;
    size_t count = p->file->model->effect_count;
    return ent_tie_is_used(step->view, terms, count, i, j)
               ? ent_tie_probability(step->view, terms, p->file->theta, count, i, j) : (double)NAN;
}

static void add_pair(predicting *p, const ent_tie_step *step, size_t wave, bool has_origin, size_t i, size_t j)
{
    const ent_model *model = p->file->model;
    size_t k = p->count, cell = i * model->actor_count + j;
    bool before = has_origin && is_tie(code_at(model, wave - p->horizon, i, j));
    p->event[k] = is_tie(code_at(model, wave, i, j));
    p->before[k] = has_origin ? before : BEFORE_UNKNOWN;
    p->p[BY_CONSTANT][k] = has_origin ? p->density : (double)NAN;
    p->p[BY_PERSISTENCE][k] = has_origin ? before : (double)NAN;
    p->p[BY_CALIBRATED][k] = has_origin ? p->rate[before] : (double)NAN;
    p->p[BY_PLUGIN][k] = has_origin ? p->plugin[cell] : (double)NAN;
    p->p[BY_DRAWS][k] = has_origin ? p->drawn[cell] : (double)NAN;
    p->p[BY_GIVEN][k] = given_the_wave(p, step, i, j);
    if (has_origin ? !isnan(p->plugin[cell]) : !isnan(p->p[BY_GIVEN][k]))
        p->count++;
}

ent_status predict_wave(predicting *p, const ent_tie_step *step, size_t period, const ent_tie_draw_options *options,
                        const ent_monitor *monitor, ent_error *error)
{
    const ent_model *model = p->file->model;
    size_t wave = ent_model_period_wave(model, period), n = model->actor_count;
    bool has_origin = wave >= p->horizon;
    ent_tie_draw_options draw = *options;
    draw.each = NULL;
    ent_status status = ENT_OK;
    if (has_origin)
        status = ent_tie_forecast(model, wave, p->horizon, p->file->like_btergm, p->file->theta, &draw, p->plugin, p->drawn,
                                  monitor, error);
    p->start = p->count;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        for (size_t j = first_other(model, i); j < n; j++)
            if (i != j && (!has_origin || is_at_risk(p, wave, i, j)))
                add_pair(p, step, wave, has_origin, i, j);
    return status == ENT_OK ? add_rows(p, model->waves[wave], p->start, error) : status;
}

/* ---- curves ---- */

/* The ROC curve of new ties; of a first wave, which has none before, of all. */
static ent_status add_curve(predicting *p, ent_json_value *table, int by, ent_error *error)
{
    double found[POINTS];
    size_t count = keep(p, FORMATION, by, 0);
    int task = count ? FORMATION : ALL;
    if (count == 0)
        count = keep(p, ALL, by, 0);
    if (count == 0)
        return ENT_OK;
    ent_status status = ent_score_curve(p->kept, p->kept_event, count, POINTS, found, error);
    for (size_t k = 0; k < POINTS && status == ENT_OK && !isnan(found[0]); k++) {
        answer_text_cell(p->a, table, "pairs_of", task_words[task]);
        answer_text_cell(p->a, table, "by", by_words[by]);
        answer_number_cell(p->a, table, "false_alarms", (double)k / (POINTS - 1));
        answer_number_cell(p->a, table, "found", found[k]);
    }
    return status;
}

static ent_status add_curves(predicting *p, ent_error *error)
{
    static const char *const columns[] = {"pairs_of", "by", "false_alarms", "found"};
    ent_json_value *table = ent_json_add_table(p->a->json, p->a->result, "curves", columns, ent_countof(columns));
    ent_status status = add_curve(p, table, BY_PLUGIN, error);
    if (status == ENT_OK)
        status = add_curve(p, table, BY_DRAWS, error);
    return status == ENT_OK ? add_curve(p, table, BY_GIVEN, error) : status;
}

ent_status predict_end(predicting *p, ent_error *error)
{
    p->table = add_table(p->a, "summary");
    ent_status status = add_rows(p, "all", 0, error);
    return status == ENT_OK ? add_curves(p, error) : status;
}
