/* `entente targets`: the observed statistics of a model, and the constants that they are centred by. */
#include "entente/model.h"
#include "entente/report.h"

#include "report/model_data.h"
#include "report/targets.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- targets ---- */

static bool is_basic_rate(const ent_model_effect *e)
{
    return e->part == ENT_RATE && e->rate == ENT_RATE_BASIC;
}

/* Period 0 is written as null. */
static void add_row(answer *a, ent_json_value *table, const ent_model *model, size_t effect, size_t period,
                    double target)
{
    const ent_model_effect *e = &model->effects[effect];
    answer_text_cell(a, table, "variable", model->variable);
    answer_text_cell(a, table, "type", ent_model_part_word(e->part));
    answer_text_cell(a, table, "effect", e->name);
    answer_text_cell(a, table, "of", *e->of ? e->of : NULL);
    answer_number_cell(a, table, "period", period ? (double)period : (double)NAN);
    answer_number_cell(a, table, "target", target);
}

static double sum_over_periods(const ent_model *model, const double target[], size_t effect)
{
    double sum = 0;
    for (size_t p = 0; p < ent_model_period_count(model); p++)
        sum += target[p * model->effect_count + effect];
    return sum;
}

/* The answer that others build on: one row an effect, as in a fit. */
static void add_targets(answer *a, const ent_model *model, const double target[])
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "target", "rsiena",
                                          "ergm"};
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "effects", columns, ent_countof(columns));
    for (size_t k = 0; k < model->effect_count; k++) {
        const ent_model_effect *e = &model->effects[k];
        add_row(a, table, model, k, is_basic_rate(e) ? k + 1 : 0, sum_over_periods(model, target, k));
        answer_text_cell(a, table, "rsiena", e->rsiena);
        answer_text_cell(a, table, "ergm", e->effect ? e->effect->ergm : NULL);
    }
}

static void add_periods(answer *a, const ent_model *model, const double target[])
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "target", "wave"};
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "periods", columns, ent_countof(columns));
    for (size_t k = 0; k < model->effect_count; k++)
        for (size_t p = 0; p < ent_model_period_count(model); p++) {
            if (is_basic_rate(&model->effects[k]) && p != k)
                continue;
            add_row(a, table, model, k, p + 1, target[p * model->effect_count + k]);
            answer_text_cell(a, table, "wave", model->waves[ent_model_period_wave(model, p)]);
        }
}

/* ---- waves ---- */

/* Ties of a wave: of an undirected network each once; missing and fixed ones by ordered pairs. */
static void add_wave(answer *a, ent_json_value *table, const ent_model *model, size_t wave)
{
    size_t n = model->actor_count, ties = 0, missing = 0, fixed = 0, present = 0;
    const uint8_t *code = model->ties.code + wave * n * n;
    for (size_t k = 0; k < n * n; k++) {
        ties += code[k] == 1 || code[k] == ENT_TIE_ALWAYS;
        missing += code[k] == ENT_TIE_MISSING;
        fixed += code[k] == ENT_TIE_NEVER || code[k] == ENT_TIE_ALWAYS;
    }
    for (size_t i = 0; i < n; i++)
        present += !model->absent[wave * n + i];
    answer_text_cell(a, table, "wave", model->waves[wave]);
    answer_number_cell(a, table, "actors", (double)present);
    answer_number_cell(a, table, "ties", (double)(model->ties.directed ? ties : ties / 2));
    answer_number_cell(a, table, "missing", (double)missing);
    answer_number_cell(a, table, "fixed", (double)fixed);
}

void targets_add_waves(answer *a, const ent_model *model)
{
    static const char *const columns[] = {"wave", "actors", "ties", "missing", "fixed"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "waves", columns, ent_countof(columns));
    for (size_t w = 0; w < model->ties.wave_count; w++)
        add_wave(a, table, model, w);
    ent_json_add_integer(a->json, a->result, "rows_of_other_waves", (long long)model->other_waves);
}

static ent_status fill(answer *a, const ent_model *model, ent_error *error)
{
    size_t count = ent_model_period_count(model) * model->effect_count;
    double *target = ent_new_array(count, sizeof *target);
    ent_status status = target ? ent_model_targets(model, target, error) : ent_fail_memory(error);
    if (status == ENT_OK) {
        answer_input(a, model->path, model->checksum);
        ent_json_add_text(a->json, a->result, "title", model->title);
        ent_json_add_text(a->json, a->result, "family", ent_model_family_word(model->family));
        add_targets(a, model, target);
        add_periods(a, model, target);
        model_data_constants(a, model);
        targets_add_waves(a, model);
    }
    free(target);
    return status;
}

ent_status ent_targets_report(const char *path, ent_json **out, ent_error *error)
{
    answer a;
    ent_model *model;
    *out = NULL;
    ent_status status = answer_begin(&a, "targets", error);
    if (status != ENT_OK)
        return status;
    status = ent_model_open(path, &model, error);
    if (status == ENT_OK && model->family == ENT_FAMILY_TREATY)
        status = ent_fail(error, ENT_ERR_INPUT, "%s: family treaty has no target statistics; 'entente fit' shows how many events "
                          "each of its parts rests on", path);
    if (status == ENT_OK)
        status = fill(&a, model, error);
    ent_model_free(model);
    return answer_end(&a, status, out, error);
}
