/* What a fit keeps of its model's data, and whether they are still the same. */
#include "report/model_data.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

void model_data_head(answer *a, const ent_model *model)
{
    answer_input(a, model->path, model->checksum);
    ent_json_add_text(a->json, a->result, "title", model->title);
    ent_json_add_text(a->json, a->result, "family", ent_model_family_word(model->family));
    ent_json_add_text(a->json, a->result, "model", model->path);
    ent_json_add_text(a->json, a->result, "model_checksum", model->checksum);
}

/* ---- constants ---- */

static void add_constant(answer *a, ent_json_value *table, const char *name, const char *kind, bool centred,
                         double mean, double range, double similarity, double missing)
{
    answer_text_cell(a, table, "name", name);
    answer_text_cell(a, table, "kind", kind);
    ent_json_add_boolean(a->json, ent_json_get(table, "centred"), NULL, centred);
    answer_number_cell(a, table, "mean", mean);
    answer_number_cell(a, table, "range", range);
    answer_number_cell(a, table, "similarity_mean", similarity);
    answer_number_cell(a, table, "missing", missing);
}

void model_data_constants(answer *a, const ent_model *model)
{
    static const char *const columns[] = {"name", "kind", "centred", "mean", "range", "similarity_mean",
                                          "missing"};
    const double none = (double)NAN;
    ent_json_value *table =
        ent_json_add_table(a->json, a->result, "constants", columns, ent_countof(columns));
    for (size_t k = 0; k < model->covariate_count; k++) {
        const ent_model_covariate *c = &model->covariates[k];
        add_constant(a, table, c->name, "covariate", c->centred, c->constants.mean, c->constants.range,
                     c->constants.similarity_mean, (double)c->missing_count);
    }
    for (size_t k = 0; k < model->dyadic_count; k++) {
        const ent_model_dyadic *d = &model->dyadic[k];
        add_constant(a, table, d->name, "dyadic", d->centred, d->raw_mean, none, none,
                     (double)d->missing_count);
    }
    if (model->family == ENT_FAMILY_SAOM) {
        add_constant(a, table, "balance", "network", true, model->balance_mean, none, none, none);
        add_constant(a, table, "incoming_equivalence", "network", true, model->structure_mean, none, none,
                     none);
    }
}

/* ---- all that a fit keeps ---- */

static void add_inputs(answer *a, const ent_model *model)
{
    static const char *const columns[] = {"kind", "name", "source", "checksum"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "data", columns, ent_countof(columns));
    ent_json_value *resolved = model->world ? ent_json_add_object(a->json, a->result, "resolved") : NULL;
    for (size_t k = 0; k < model->input_count; k++) {
        const ent_model_input *input = &model->inputs[k];
        answer_text_cell(a, table, "kind", input->kind);
        answer_text_cell(a, table, "name", input->name);
        answer_text_cell(a, table, "source", input->source);
        answer_text_cell(a, table, "checksum", input->checksum);
        if (!input->bare || ent_json_get(resolved, input->name))
            continue;
        ent_json_value *item = ent_json_add_object(a->json, resolved, input->name);
        ent_json_add_text(a->json, item, "kind", input->kind);
        ent_json_add_text(a->json, item, "source", input->source);
        ent_json_add_integer(a->json, item, "of", (long long)input->of);
    }
}

static void add_dates(answer *a, const ent_model *model)
{
    static const char *const columns[] = {"wave", "day"};
    if (!model->days)
        return;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "dates", columns, ent_countof(columns));
    for (size_t w = 0; w < model->ties.wave_count; w++) {
        char day[11];
        answer_text_cell(a, table, "wave", model->waves[w]);
        answer_text_cell(a, table, "day", ent_day_format(model->days[w], day));
    }
}

static void add_parameters(answer *a, const ent_model *model)
{
    static const char *const columns[] = {"effect", "of", "parameter", "value"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "parameters", columns, ent_countof(columns));
    for (size_t k = 0; k < model->effect_count; k++) {
        const ent_model_effect *e = &model->effects[k];
        for (size_t p = 0; e->effect && p < ENT_PARAMETERS; p++) {
            if (!e->effect->parameters[p].name)
                continue;
            answer_text_cell(a, table, "effect", e->name);
            answer_text_cell(a, table, "of", *e->of ? e->of : NULL);
            answer_text_cell(a, table, "parameter", e->effect->parameters[p].name);
            answer_number_cell(a, table, "value", e->parameter[p]);
        }
    }
}

void model_data_add(answer *a, const ent_model *model)
{
    for (size_t k = 0; k < model->input_count; k++)
        if (model->inputs[k].checksum)
            answer_input(a, model->inputs[k].name, model->inputs[k].checksum);
    add_inputs(a, model);
    add_dates(a, model);
    add_parameters(a, model);
    model_data_constants(a, model);
}

/* ---- is it still the same? ---- */

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* A series by the source that it now resolves to; a file or a world by its checksum. */
static ent_status check_input(const char *path, const ent_json_value *data, size_t row, const ent_model_input *input,
                              ent_error *error)
{
    const char *name = ent_json_text(ent_json_cell(data, "name", row));
    const char *source = ent_json_text(ent_json_cell(data, "source", row));
    const char *checksum = ent_json_text(ent_json_cell(data, "checksum", row));
    if (!is_same(name, input->name))
        return ent_fail(error, ENT_ERR_INPUT, "%s: the model reads %s '%s' where the fit read '%s': fit it again", path,
                        input->kind, input->name, name ? name : "nothing");
    if (!is_same(source, input->source))
        return ent_fail(error, ENT_ERR_INPUT, "%s: %s '%s' was %s@%s when the model was fitted, and is %s@%s now: fit it again, "
                        "or name the source in the model", path, input->kind, name, name, source ? source : "?", name,
                        input->source ? input->source : "?");
    if (!is_same(checksum, input->checksum))
        return ent_fail(error, ENT_ERR_INPUT, "%s: the %s '%s' has changed since the model was fitted (SHA-256 %.12s then, %.12s "
                        "now): fit it again", path, input->kind, name, checksum ? checksum : "?",
                        input->checksum ? input->checksum : "?");
    return ENT_OK;
}

/* Series first: that they resolve to others says more than that the world's content has changed. */
ent_status model_data_check(const char *path, const ent_json_value *result, const ent_model *model, ent_error *error)
{
    const ent_json_value *data = ent_json_get(result, "data");
    if (ent_json_row_count(data) != model->input_count)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit was of %zu files and series, the model reads %zu: fit it again", path,
                        ent_json_row_count(data), model->input_count);
    ent_status status = ENT_OK;
    for (int series = 1; series >= 0; series--)
        for (size_t k = 0; k < model->input_count && status == ENT_OK; k++)
            if ((model->inputs[k].source != NULL) == series)
                status = check_input(path, data, k, &model->inputs[k], error);
    return status;
}

/* The dependent layer is the first that was read. */
const char *model_data_source(const ent_model *model)
{
    for (size_t k = 0; k < model->input_count; k++)
        if (strcmp(model->inputs[k].kind, "layer") == 0)
            return model->inputs[k].source;
    return "";
}
