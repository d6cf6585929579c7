/* What the answers about actor-oriented models share. */
#include "report/saom_report.h"

#include <math.h>

ent_status saom_fit_open(const char *path, tie_fit_file *out, ent_error *error)
{
    ent_status status = tie_fit_open(path, out, error);
    if (status == ENT_OK && out->model->family != ENT_FAMILY_SAOM) {
        status = ent_fail(error, ENT_ERR_INPUT, "%s: a fit of family saom, and its model is of family %s", path,
                          ent_model_family_word(out->model->family));
        tie_fit_close(out);
    }
    return status;
}

void saom_effect_cells(answer *a, ent_json_value *table, const ent_model *model, size_t effect)
{
    const ent_model_effect *e = &model->effects[effect];
    bool basic = e->part == ENT_RATE && e->rate == ENT_RATE_BASIC;
    answer_text_cell(a, table, "variable", model->variable);
    answer_text_cell(a, table, "type", ent_model_part_word(e->part));
    answer_text_cell(a, table, "effect", e->name);
    answer_text_cell(a, table, "of", *e->of ? e->of : NULL);
    answer_number_cell(a, table, "period", basic ? (double)effect + 1 : (double)NAN);
}

void saom_add_standing(answer *a, const tie_fit_file *file)
{
    const ent_json_value *result = ent_json_get(ent_json_root(file->json), "result");
    bool converged = ent_json_is_true(ent_json_get(result, "converged"));
    ent_json_add_boolean(a->json, a->result, "converged", converged);
    if (!converged)
        ent_json_add_text(a->json, a->result, "warning",
                          "the fit has not converged: what is drawn from it can be far from "
                          "what the data say; go on with 'entente fit MODEL --from FIT'");
}

void saom_moments(const double *values, size_t count, size_t stride, double *mean, double *sd)
{
    double sum = 0, squares = 0;
    for (size_t k = 0; k < count; k++)
        sum += values[k * stride];
    *mean = sum / (double)count;
    for (size_t k = 0; k < count; k++)
        squares += (values[k * stride] - *mean) * (values[k * stride] - *mean);
    *sd = sqrt(squares / (double)(count - 1));
}
