/* Reading a fit back, and what the answers about fits share. */
#include "report/tie_fit.h"

#include "report/model_data.h"

#include "core/file.h"
#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *tie_effect_name(const ent_model_effect *effect, char text[TIE_NAME])
{
    snprintf(text, TIE_NAME, *effect->of ? "%s(%s)" : "%s", effect->name, effect->of);
    return text;
}

ent_status tie_find_period(const ent_model *model, const char *option, const char *wave, size_t *out,
                           ent_error *error)
{
    size_t count = ent_model_period_count(model);
    for (size_t p = 0; p < count; p++)
        if (strcmp(model->waves[ent_model_period_wave(model, p)], wave) == 0) {
            *out = p;
            return ENT_OK;
        }
    return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is none of the modelled waves, %s to %s", option, wave,
                    model->waves[ent_model_period_wave(model, 0)], model->waves[ent_model_period_wave(model, count - 1)]);
}

ent_status tie_find_periods(const ent_model *model, const char *from, const char *to, size_t *first, size_t *last,
                            ent_error *error)
{
    ent_status status = from ? tie_find_period(model, "--from", from, first, error) : ENT_OK;
    if (status == ENT_OK && to)
        status = tie_find_period(model, "--to", to, last, error);
    if (status == ENT_OK && *first > *last)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--from %s is after --to %s",
                          model->waves[ent_model_period_wave(model, *first)],
                          model->waves[ent_model_period_wave(model, *last)]);
    return status;
}

uint8_t *tie_start_of(const ent_model *model, size_t period)
{
    size_t wave = ent_model_period_wave(model, period), cells = model->actor_count * model->actor_count;
    uint8_t *x = ent_new_array(cells, 1);
    const uint8_t *code = wave > 0 ? model->ties.code + (wave - 1) * cells : NULL;
    for (size_t k = 0; x && code && k < cells; k++)
        x[k] = code[k] == 1 || code[k] == ENT_TIE_ALWAYS;
    return x;
}

/* ---- reading ---- */

static ent_status read_head(const char *path, tie_fit_file *file, const ent_json_value **result, ent_error *error)
{
    ent_status status = ent_json_read(path, &file->json, error);
    if (status == ENT_OK)
        status = ent_file_sha256(path, file->checksum, error);
    if (status != ENT_OK)
        return status;
    const ent_json_value *root = ent_json_root(file->json);
    const char *command = ent_json_text(ent_json_get(root, "command"));
    *result = ent_json_get(root, "result");
    if (!command || strcmp(command, "fit") != 0 || !ent_json_text(ent_json_get(*result, "model")))
        return ent_fail(error, ENT_ERR_INPUT, "%s: not a fit; expected what 'entente fit MODEL --format json -o FIT' writes",
                        path);
    return ENT_OK;
}

/* The model that the fit names; its file must be the same still. */
static ent_status open_model(const char *path, const ent_json_value *result, tie_fit_file *file, ent_error *error)
{
    const char *name = ent_json_text(ent_json_get(result, "model"));
    const char *checksum = ent_json_text(ent_json_get(result, "model_checksum"));
    ent_status status = ent_model_open(name, &file->model, error);
    if (status != ENT_OK) {
        ent_error_context(error, "the model of %s", path);
        return status;
    }
    if (!checksum || strcmp(checksum, file->model->checksum) != 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the model '%s' has changed since it was fitted: fit it again", path, name);
    return model_data_check(path, result, file->model, error);
}

static ent_status read_estimates(const char *path, const ent_json_value *result, tie_fit_file *file, ent_error *error)
{
    const ent_json_value *table = ent_json_get(result, "effects");
    size_t count = file->model->effect_count;
    if (ent_json_row_count(table) != count)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit has %zu effects, the model %zu", path, ent_json_row_count(table),
                        count);
    file->theta = ent_new_array(count, sizeof *file->theta);
    if (!file->theta)
        return ent_fail_memory(error);
    for (size_t k = 0; k < count; k++) {
        const char *name = ent_json_text(ent_json_cell(table, "effect", k));
        file->theta[k] = ent_json_number(ent_json_cell(table, "estimate", k));
        if (!name || strcmp(name, file->model->effects[k].name) != 0 || !isfinite(file->theta[k]))
            return ent_fail(error, ENT_ERR_INPUT, "%s: effect %zu is '%s' in the model, and '%s' without an estimate or "
                            "another in the fit", path, k + 1, file->model->effects[k].name, name ? name : "");
    }
    return ENT_OK;
}

ent_status tie_fit_open(const char *path, tie_fit_file *out, ent_error *error)
{
    const ent_json_value *result = NULL;
    *out = (tie_fit_file){0};
    ent_status status = read_head(path, out, &result, error);
    if (status == ENT_OK)
        status = open_model(path, result, out, error);
    if (status == ENT_OK)
        status = read_estimates(path, result, out, error);
    if (status == ENT_OK) {
        const char *from = ent_json_text(ent_json_get(result, "from")), *to = ent_json_text(ent_json_get(result, "to"));
        out->last = ent_model_period_count(out->model) - 1;
        out->like_btergm = ent_json_is_true(ent_json_get(result, "like_btergm"));
        status = tie_find_periods(out->model, from, to, &out->first, &out->last, error);
    }
    if (status != ENT_OK)
        tie_fit_close(out);
    return status;
}

void tie_fit_close(tie_fit_file *file)
{
    ent_json_free(file->json);
    ent_model_free(file->model);
    free(file->theta);
    *file = (tie_fit_file){0};
}

void tie_fit_add_head(answer *a, const char *path, const tie_fit_file *file)
{
    answer_input(a, path, file->checksum);
    answer_input(a, file->model->path, file->model->checksum);
    ent_json_add_text(a->json, a->result, "title", file->model->title);
    ent_json_add_text(a->json, a->result, "family", ent_model_family_word(file->model->family));
    ent_json_add_text(a->json, a->result, "model", file->model->path);
}
