/* `entente fit`: a tie model estimated, with all that is needed to apply it elsewhere. */
#include "report/family.h"
#include "report/model_data.h"
#include "report/tie_fit.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { FEW_STEPS = 10 };

/* A fit being made. */
typedef struct {
    const ent_fit_options *options;
    const ent_model *model;
    size_t first, last;       /* periods */
    ent_tie_rows rows;
    ent_tie_counts *counts;   /* [last - first + 1] */
    double *target;           /* [effect_count] */
    const char **names, **waves;
    ent_arena arena;
    ent_tie_fit fit;
    ent_tie_interval *intervals; /* [effect_count] of the bootstrap, or NULL */
    size_t failed;
} fitting;

static ent_tie_options tie_options(const ent_fit_options *options)
{
    ent_tie_options out = ENT_TIE_DEFAULTS;
    out.ridge = options->ridge;
    out.firth = options->firth;
    return out;
}

/* ---- rows, with names for messages ---- */

static ent_status name_rows(fitting *f, ent_error *error)
{
    size_t steps = f->last - f->first + 1, terms = f->model->effect_count;
    char text[TIE_NAME];
    f->names = ent_new_array(terms, sizeof *f->names);
    f->waves = ent_new_array(steps, sizeof *f->waves);
    f->counts = ent_new_array(steps, sizeof *f->counts);
    f->target = ent_new_array(terms, sizeof *f->target);
    if (!f->names || !f->waves || !f->counts || !f->target)
        return ent_fail_memory(error);
    for (size_t k = 0; k < terms; k++)
        if (!(f->names[k] = ent_arena_text(&f->arena, tie_effect_name(&f->model->effects[k], text))))
            return ent_fail_memory(error);
    for (size_t k = 0; k < steps; k++)
        f->waves[k] = f->model->waves[ent_model_period_wave(f->model, f->first + k)];
    f->rows.term_names = f->names;
    f->rows.step_names = f->waves;
    return ENT_OK;
}

static ent_status sum_targets(fitting *f, ent_error *error)
{
    size_t terms = f->model->effect_count;
    double *all = ent_new_array(ent_model_period_count(f->model) * terms, sizeof *all);
    ent_status status = all ? ent_model_targets(f->model, all, error) : ent_fail_memory(error);
    for (size_t p = f->first; p <= f->last && status == ENT_OK; p++)
        for (size_t k = 0; k < terms; k++)
            f->target[k] += all[p * terms + k];
    free(all);
    return status;
}

static ent_status make_rows(fitting *f, ent_error *error)
{
    ent_status status = name_rows(f, error);
    if (status == ENT_OK)
        status = ent_tie_rows_of_model(f->model, f->first, f->last, f->options->like_btergm, &f->rows, f->counts,
                                       error);
    return status == ENT_OK ? sum_targets(f, error) : status;
}

/* ---- bootstrap ---- */

static ent_status take_intervals(fitting *f, const double *replicates, const double *left_out, ent_error *error)
{
    size_t terms = f->model->effect_count;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < terms && status == ENT_OK; k++)
        status = ent_tie_interval_of(f->fit.estimate[k], replicates + k, f->options->replicates, left_out + k,
                                     f->rows.step_count, terms, 0.95, &f->intervals[k], error);
    return status;
}

static ent_status run_bootstrap(fitting *f, const ent_monitor *monitor, ent_error *error)
{
    size_t steps = f->rows.step_count, terms = f->model->effect_count, count = f->options->replicates, failed;
    ent_tie_options options = tie_options(f->options);
    uint16_t *draws = ent_new_array((count + steps) * steps, sizeof *draws);
    double *estimates = ent_new_array((count + steps) * terms, sizeof *estimates);
    f->intervals = ent_new_array(terms, sizeof *f->intervals);
    ent_status status = draws && estimates && f->intervals ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        ent_tie_resample(f->options->seed, count, steps, draws);
        ent_tie_leave_one_out(steps, draws + count * steps);
        status = ent_tie_bootstrap(&f->rows, &f->fit, &options, draws, count, f->options->threads, estimates, &f->failed,
                                   monitor, error);
    }
    if (status == ENT_OK)
        status = ent_tie_bootstrap(&f->rows, &f->fit, &options, draws + count * steps, steps, f->options->threads,
                                   estimates + count * terms, &failed, NULL, error);
    if (status == ENT_OK)
        status = take_intervals(f, estimates, estimates + count * terms, error);
    free(draws);
    free(estimates);
    return status;
}

/* ---- the answer ---- */

static void add_effect(answer *a, ent_json_value *table, const fitting *f, size_t k)
{
    const ent_model_effect *e = &f->model->effects[k];
    double se = sqrt(f->fit.covariance[k * f->fit.term_count + k]);
    answer_text_cell(a, table, "variable", f->model->variable);
    answer_text_cell(a, table, "type", ent_model_part_word(e->part));
    answer_text_cell(a, table, "effect", e->name);
    answer_text_cell(a, table, "of", *e->of ? e->of : NULL);
    answer_number_cell(a, table, "period", (double)NAN);
    answer_number_cell(a, table, "target", f->target[k]);
    answer_number_cell(a, table, "estimate", f->fit.estimate[k]);
    answer_number_cell(a, table, "se", se);
    answer_number_cell(a, table, "t_ratio", (double)NAN); /* of simulated estimates only */
    answer_text_cell(a, table, "ergm", e->effect->ergm);
    if (f->intervals) {
        answer_number_cell(a, table, "bootstrap_se", f->intervals[k].se);
        answer_number_cell(a, table, "low", f->intervals[k].low);
        answer_number_cell(a, table, "high", f->intervals[k].high);
        answer_number_cell(a, table, "bca_low", f->intervals[k].bca_low);
        answer_number_cell(a, table, "bca_high", f->intervals[k].bca_high);
    }
}

static void add_effects(answer *a, const fitting *f)
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "target", "estimate", "se",
                                          "t_ratio", "ergm", "bootstrap_se", "low", "high", "bca_low", "bca_high"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "effects", columns, f->intervals ? 15 : 10);
    for (size_t k = 0; k < f->model->effect_count; k++)
        add_effect(a, table, f, k);
}

static void add_waves(answer *a, const fitting *f)
{
    static const char *const columns[] = {"wave", "pairs", "ties", "absent", "fixed", "missing"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "waves", columns, ent_countof(columns));
    for (size_t k = 0; k < f->rows.step_count; k++) {
        answer_text_cell(a, table, "wave", f->waves[k]);
        answer_number_cell(a, table, "pairs", (double)f->counts[k].pairs);
        answer_number_cell(a, table, "ties", (double)f->counts[k].ties);
        answer_number_cell(a, table, "absent", (double)f->counts[k].absent);
        answer_number_cell(a, table, "fixed", (double)f->counts[k].fixed);
        answer_number_cell(a, table, "missing", (double)f->counts[k].missing);
    }
}

static void add_bootstrap(answer *a, const fitting *f)
{
    ent_json_value *about = ent_json_add_object(a->json, a->result, "bootstrap");
    ent_json_add_integer(a->json, about, "replicates", (long long)f->options->replicates);
    ent_json_add_integer(a->json, about, "without_estimate", (long long)f->failed);
    ent_json_add_integer(a->json, about, "steps", (long long)f->rows.step_count);
    ent_json_add_boolean(a->json, about, "few_steps", f->rows.step_count < FEW_STEPS);
    ent_json_add_number(a->json, about, "level", 0.95);
}

static void add_answer(answer *a, const fitting *f)
{
    const ent_model *model = f->model;
    model_data_head(a, model);
    ent_json_add_text(a->json, a->result, "from", f->waves[0]);
    ent_json_add_text(a->json, a->result, "to", f->waves[f->rows.step_count - 1]);
    ent_json_add_boolean(a->json, a->result, "like_btergm", f->options->like_btergm);
    ent_json_add_text(a->json, a->result, "estimator", f->options->firth ? "pseudolikelihood, Firth's penalty"
                      : f->options->ridge > 0 ? "pseudolikelihood, ridge" : "pseudolikelihood");
    ent_json_add_number(a->json, a->result, "ridge", f->options->ridge);
    add_effects(a, f);
    model_data_add(a, model);
    answer_add_matrix(a, "covariance", f->fit.covariance, f->fit.term_count);
    ent_json_add_boolean(a->json, a->result, "converged", true); /* else there is no answer */
    ent_json_add_integer(a->json, a->result, "iterations", (long long)f->fit.iterations);
    ent_json_add_number(a->json, a->result, "decrement", f->fit.decrement);
    ent_json_add_number(a->json, a->result, "log_pseudolikelihood", f->fit.log_likelihood);
    ent_json_add_number(a->json, a->result, "null_log_likelihood", f->fit.null_log_likelihood);
    ent_json_add_number(a->json, a->result, "pairs", f->fit.pairs);
    ent_json_add_number(a->json, a->result, "ties", f->fit.ties);
    ent_json_add_integer(a->json, a->result, "rows", (long long)f->fit.rows);
    add_waves(a, f);
    if (f->intervals) {
        ent_json_add_integer(a->json, ent_json_root(a->json), "seed", (long long)f->options->seed);
        add_bootstrap(a, f);
    }
}

static ent_status run(fitting *f, const ent_monitor *monitor, ent_error *error)
{
    ent_tie_options options = tie_options(f->options);
    f->last = ent_model_period_count(f->model) - 1;
    ent_status status = tie_find_periods(f->model, f->options->from, f->options->to, &f->first, &f->last, error);
    if (status == ENT_OK)
        status = make_rows(f, error);
    if (status == ENT_OK && f->options->replicates && f->rows.step_count < 2)
        status = ent_fail(error, ENT_ERR_INPUT, "--bootstrap draws whole waves, and only one is modelled: the standard "
                          "errors without it are all that there is");
    if (status == ENT_OK)
        status = ent_tie_estimate(&f->rows, NULL, &options, &f->fit, error);
    if (status == ENT_OK && f->options->replicates)
        status = run_bootstrap(f, monitor, error);
    return status;
}

static void end(fitting *f)
{
    ent_tie_rows_clear(&f->rows);
    ent_tie_fit_clear(&f->fit);
    ent_arena_clear(&f->arena);
    free(f->counts);
    free(f->target);
    free(f->names);
    free(f->waves);
    free(f->intervals);
}

ent_status tie_fit_report(const ent_model *model, const ent_fit_options *options, const ent_monitor *monitor,
                          ent_json **out, ent_error *error)
{
    answer a;
    fitting f = {.options = options, .model = model};
    *out = NULL;
    ent_status status = answer_begin(&a, "fit", error);
    if (status != ENT_OK)
        return status;
    status = run(&f, monitor, error);
    if (status == ENT_OK)
        add_answer(&a, &f);
    end(&f);
    return answer_end(&a, status, out, error);
}
