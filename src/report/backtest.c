/* `entente backtest`: forecasts of new ties, of ties that end, or of all pairs, by rolling origin, block by block, and how good
 * they were. */
#include "report/backtest.h"

#include "core/file.h"
#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { RESAMPLES = 200 };

static bool needs_geography(const backtest *t)
{
    for (size_t k = ENT_EVENT_GEO; k <= ENT_EVENT_GEO_TREATY_SLOPE; k++)
        if (t->models[k])
            return true;
    return false;
}

static bool needs_treaties(const backtest *t)
{
    return t->models[ENT_EVENT_TREATY] || t->models[ENT_EVENT_GEO_TREATY] || t->models[ENT_EVENT_GEO_TREATY_SLOPE];
}

static bool needs_covariates(const backtest *t)
{
    return t->models[ENT_EVENT_COVARIATES] || t->models[ENT_EVENT_NETWORK];
}

static world_years_needs needs_of(const backtest *t)
{
    return (world_years_needs){needs_geography(t), needs_treaties(t), needs_covariates(t)};
}

static ent_status begin_files(backtest *t, ent_world *world)
{
    const ent_backtest_options *o = t->options;
    char checksum[65];
    ent_status status = ENT_OK;
    t->files = (backtest_models){.world = world, .data = &t->b, .paths = o->files, .count = o->file_count,
                                 .futures = o->futures, .seed = o->seed, .monitor = t->monitor};
    for (size_t k = 0; k < o->file_count && status == ENT_OK; k++) {
        status = ent_file_sha256(o->files[k], checksum, t->error);
        if (status == ENT_OK)
            answer_input(&t->a, o->files[k], checksum);
    }
    return status;
}

/* ---- a block ---- */

static ent_status run_model(backtest *t, const backtest_block *is, ent_event_model model, const ent_event_fit *fit)
{
    ent_event_scores scores;
    size_t first = backtest_origin(t, is->from), last = backtest_origin(t, is->to);
    double *p = model == ENT_EVENT_CONSTANT ? t->base : t->p;
    ent_status status = ent_event_apply(&t->rows, t->x, &t->treaties, model, fit, first, last, &t->of_models, p, t->error);
    if (status != ENT_OK || !t->models[model])
        return status;
    status = ent_event_judge(&t->rows, first, last, p, t->base, t->resamples, t->options->seed, &scores, t->error);
    if (status == ENT_OK)
        status = backtest_add_separation(t, is, ent_event_model_word(model), p);
    if (status == ENT_OK)
        backtest_add_scores(t, is, ent_event_model_word(model), &scores, NULL);
    return status;
}

/* A model that cannot be fitted has a row without scores. */
static ent_status run_file(backtest *t, const backtest_block *is, size_t number)
{
    backtest_model_row row;
    ent_event_figure none = {(double)NAN, (double)NAN, (double)NAN};
    ent_event_scores scores = {.roc = none, .precision_recall = none, .log = none, .brier = (double)NAN,
                               .observed_over_expected = (double)NAN, .calibration_slope = (double)NAN,
                               .log_less_base = none, .better = (double)NAN};
    size_t first = backtest_origin(t, is->from), last = backtest_origin(t, is->to);
    ent_status status = backtest_models_forecast(&t->files, number, &t->rows, first, last, t->base, t->p, &row, t->error);
    if (status == ENT_OK && !*row.failure)
        status = ent_event_judge(&t->rows, first, last, t->p, t->base, t->resamples, t->options->seed, &scores, t->error);
    if (status == ENT_OK && !*row.failure)
        status = backtest_add_separation(t, is, row.name, t->p);
    if (status == ENT_OK) {
        backtest_add_scores(t, is, row.name, &scores, &row);
        backtest_add_file(t, is, &row);
    }
    return status;
}

/* The constant is there always: it is what the others are compared with. */
static ent_status run_block(backtest *t, const backtest_block *is)
{
    ent_event_fit fit;
    ent_status status = ent_event_learn(&t->rows, t->x, needs_treaties(t) ? &t->treaties : NULL, backtest_origin(t, is->from),
                                        &t->of_models, &fit, t->error);
    if (status == ENT_OK && t->models[ENT_EVENT_GEO_TREATY_SLOPE])
        status = ent_event_calibrate(&t->rows, t->x, &t->treaties, backtest_origin(t, is->from), &t->of_models, &fit, t->error);
    for (size_t k = 0; k < ENT_EVENT_MODELS && status == ENT_OK; k++)
        if (t->models[k] || k == ENT_EVENT_CONSTANT)
            status = run_model(t, is, (ent_event_model)k, &fit);
    for (size_t k = 0; k < t->files.count && status == ENT_OK; k++)
        status = run_file(t, is, k);
    if (status != ENT_OK) {
        ent_error_context(t->error, "block %d-%d, horizon %zu", is->from, is->to, t->rows.horizon);
        return status;
    }
    backtest_add_block(t, is, &fit);
    backtest_add_coefficients(t, is, &fit);
    return ENT_OK;
}

/* ---- a horizon ---- */

static void clear_horizon(backtest *t)
{
    free(t->x);
    free(t->p);
    free(t->base);
    t->x = t->p = t->base = NULL;
    ent_event_treaties_clear(&t->treaties);
    ent_event_rows_clear(&t->rows);
}

static ent_status begin_horizon(backtest *t, size_t horizon)
{
    ent_status status = ent_event_rows_of_task(&t->b.data, t->task, horizon, &t->rows, t->error);
    if (status != ENT_OK)
        return status;
    t->p = ent_new_array(t->rows.count, sizeof *t->p);
    t->base = ent_new_array(t->rows.count, sizeof *t->base);
    if (!t->p || !t->base)
        return ent_fail_memory(t->error);
    if (needs_covariates(t))
        status = ent_event_rows_dyadic(&t->b.data, &t->rows, t->error);
    if (status != ENT_OK || !needs_geography(t))
        return status;
    t->x = ent_new_array(t->rows.count * ENT_GEOGRAPHY, sizeof *t->x);
    status = t->x ? ent_event_geography(&t->b.data, &t->rows, t->x, t->error) : ent_fail_memory(t->error);
    if (status == ENT_OK && needs_treaties(t))
        status = ent_event_treaties_make(&t->b.data, &t->rows, t->x, &t->treaties, t->error);
    return status;
}

static ent_status run_horizon(backtest *t, size_t number)
{
    char what[48];
    ent_status status = begin_horizon(t, t->horizons[number]);
    for (size_t k = 0; k < t->block_count && status == ENT_OK; k++) {
        double done = (double)(number * t->block_count + k) / (double)(t->horizon_count * t->block_count);
        snprintf(what, sizeof what, "%d-%d, %zu ahead", t->blocks[k].from, t->blocks[k].to, t->horizons[number]);
        status = ent_monitor_step(t->monitor, done, what, t->error);
        if (status == ENT_OK)
            status = run_block(t, &t->blocks[k]);
    }
    clear_horizon(t);
    return status;
}

/* ---- all ---- */

static ent_status run(backtest *t, ent_world *world)
{
    ent_status status = backtest_read_options(t);
    if (status == ENT_OK)
        status = world_years_read(&t->b, world, t->options->layer, t->options->kind, needs_of(t),
                                  backtest_last_asked_for(t), t->error);
    if (status == ENT_OK)
        status = backtest_check_blocks(t);
    if (status == ENT_OK)
        status = begin_files(t, world);
    if (status != ENT_OK)
        return status;
    backtest_add_head(t);
    backtest_add_tables(t);
    for (size_t k = 0; k < t->horizon_count && status == ENT_OK; k++)
        status = run_horizon(t, k);
    return status;
}

ent_status ent_backtest_report(ent_world *world, const char *path, const ent_backtest_options *options,
                               const ent_monitor *monitor, ent_json **out, ent_error *error)
{
    backtest t = {.options = options, .monitor = monitor, .error = error, .of_models = ENT_EVENT_DEFAULTS,
                  .resamples = options->resamples ? options->resamples : RESAMPLES};
    *out = NULL;
    ent_status status = answer_begin(&t.a, "backtest", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&t.a, world, path, error);
    if (status == ENT_OK)
        status = run(&t, world);
    backtest_models_clear(&t.files);
    world_years_clear(&t.b);
    return answer_end(&t.a, status, out, error);
}
