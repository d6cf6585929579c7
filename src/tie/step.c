/* A model's periods as steps of a tie model: which pairs can change. */
#include "tie/tie.h"

#include <stdlib.h>

ent_status tie_check_family(const ent_model *model, ent_error *error)
{
    if (model->family == ENT_FAMILY_SAOM)
        return ent_fail(error, ENT_ERR_INPUT, "%s: family 'saom' is no tie model; expected tergm or logit",
                        model->path);
    for (size_t k = 0; k < model->effect_count && model->family == ENT_FAMILY_LOGIT; k++)
        if (!(model->effects[k].effect->kind & ENT_INDEPENDENT))
            return ent_fail(error, ENT_ERR_INPUT,
                            "%s:%zu:%zu: effect '%s' hangs on other ties of the same wave: that is "
                            "family tergm, not logit",
                            model->path, model->effects[k].line, model->effects[k].column, model->effects[k].name);
    return ENT_OK;
}

/* Structural codes, of whichever wave the period is of. */
static void mark_fixed(const ent_model *model, size_t period, uint8_t *fixed)
{
    size_t cells = model->actor_count * model->actor_count;
    const uint8_t *code = model->ties.code + ent_model_period_wave(model, period) * cells;
    for (size_t k = 0; k < cells; k++)
        fixed[k] = code[k] == ENT_TIE_NEVER || code[k] == ENT_TIE_ALWAYS;
}

ent_status tie_prepare_terms(ent_tie_step *step, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < step->period->model->effect_count && status == ENT_OK; k++)
        status = ent_term_prepare(step->view, &step->period->terms[k], error);
    return status;
}

/* Terms may have been prepared without the absent. */
ent_status tie_count_absent_as_present(ent_tie_step *step, ent_error *error)
{
    step->view->absent = NULL;
    return tie_prepare_terms(step, error);
}

ent_status ent_tie_step_open(const ent_model *model, size_t period, bool like_btergm, ent_tie_step *out,
                             ent_error *error)
{
    *out = (ent_tie_step){0};
    ent_status status = tie_check_family(model, error);
    if (status == ENT_OK)
        status = ent_model_period_open(model, period, &out->period, error);
    if (status != ENT_OK)
        return status;
    out->view = out->period->end;
    out->fixed = ent_new_array(model->actor_count * model->actor_count, 1);
    if (!out->fixed)
        status = ent_fail_memory(error);
    else if (like_btergm)
        status = tie_count_absent_as_present(out, error);
    else
        mark_fixed(model, period, out->fixed);
    out->view->fixed = out->fixed;
    if (status != ENT_OK)
        ent_tie_step_close(out);
    return status;
}

void ent_tie_step_close(ent_tie_step *step)
{
    ent_model_period_close(step->period);
    free(step->fixed);
    *step = (ent_tie_step){0};
}

ent_status ent_tie_rows_of_model(const ent_model *model, size_t first, size_t last, bool like_btergm,
                                 ent_tie_rows *rows, ent_tie_counts counts[], ent_error *error)
{
    ent_status status = ENT_OK;
    rows->term_count = model->effect_count;
    for (size_t period = first; period <= last && status == ENT_OK; period++) {
        ent_tie_step step;
        status = ent_tie_step_open(model, period, like_btergm, &step, error);
        if (status == ENT_OK)
            status = ent_tie_rows_add(rows, step.view, step.period->terms, counts ? &counts[period - first] : NULL,
                                      error);
        ent_tie_step_close(&step);
    }
    if (status != ENT_OK)
        ent_tie_rows_clear(rows);
    return status;
}
