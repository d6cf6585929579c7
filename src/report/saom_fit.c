/* `entente fit` of an actor-oriented model: the method of moments, as a file that the other commands start from. What
 * is reached is kept beside it while it runs; a fit that fails is written, too, and says why. */
#include "report/family.h"
#include "report/model_data.h"
#include "report/saom_report.h"
#include "report/saom_state.h"
#include "report/targets.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const ent_model *model;
    const ent_fit_options *options;
    ent_saom_options how;
    ent_saom *saom;
    double *target;          /* [effect_count] */
    saom_state_file file;
    ent_saom_state state;
    ent_saom_fit fit;
    ent_status failed;       /* ENT_OK, or why there is no fit: it is written all the same */
    char failure[1024];
} fitting;

/* ---- where it starts ---- */

static bool is_text(const ent_json_value *value, const char *text)
{
    const char *found = ent_json_text(value);
    return strcmp(found ? found : "", text) == 0;
}

/* The row of a fit's table that is about an effect; SIZE_MAX if none. */
static size_t find_row(const ent_json_value *table, const ent_model *model, size_t effect)
{
    const ent_model_effect *e = &model->effects[effect];
    bool basic = e->part == ENT_RATE && e->rate == ENT_RATE_BASIC;
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        double period = ent_json_number(ent_json_cell(table, "period", row));
        if (is_text(ent_json_cell(table, "type", row), ent_model_part_word(e->part)) &&
            is_text(ent_json_cell(table, "effect", row), e->name) && is_text(ent_json_cell(table, "of", row), e->of) &&
            (!basic || fabs(period - (double)effect - 1) < 0.5))
            return row;
    }
    return SIZE_MAX;
}

/* Estimates of a fit for the effects that it has, the usual values for others: also one of a smaller model helps. */
static ent_status start_at(const fitting *f, const char *path, double theta[], ent_error *error)
{
    ent_json *json = NULL;
    size_t found = 0;
    ent_status status = ent_json_read(path, &json, error);
    if (status != ENT_OK) {
        ent_error_context(error, "--from");
        return status;
    }
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result"),
                         *table = ent_json_get(result, "effects");
    for (size_t k = 0; k < f->model->effect_count && is_text(ent_json_get(result, "family"), "saom"); k++) {
        size_t row = find_row(table, f->model, k);
        double estimate = row == SIZE_MAX ? (double)NAN : ent_json_number(ent_json_cell(table, "estimate", row));
        if (isnan(estimate) || f->model->effects[k].fixed)
            continue;
        theta[k] = estimate;
        found++;
    }
    ent_json_free(json);
    return found ? ENT_OK
                 : ent_fail(error, ENT_ERR_INPUT,
                            "--from '%s': no fit of an actor-oriented model with an effect of "
                            "'%s'",
                            path, f->model->path);
}

static ent_status begin(fitting *f, ent_error *error)
{
    double *theta = ent_new_array(f->model->effect_count, sizeof *theta);
    ent_status status = theta ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        ent_saom_start(f->saom, theta);
    if (status == ENT_OK && f->options->from)
        status = start_at(f, f->options->from, theta, error);
    if (status == ENT_OK)
        status = ent_saom_state_init(f->saom, theta, &f->state, error);
    free(theta);
    return status;
}

static ent_status check_options(const fitting *f, ent_error *error)
{
    const ent_fit_options *o = f->options;
    const char *other = o->to ? "--to" : o->firth ? "--firth" : o->ridge > 0 ? "--ridge" : o->like_btergm ? "--like"
                        : o->replicates ? "--bootstrap" : NULL;
    if (other)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s is for tie models, and '%s' is of family saom", other,
                        f->model->path);
    if (o->resume && o->from)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give --resume or --from, not both: a run that goes on has its start");
    return ENT_OK;
}

/* ---- estimation ---- */

/* What was reached stays in the state's file. */
static ent_status stop(fitting *f, ent_error *error)
{
    if (!f->file.path)
        return ent_fail(error, ENT_ERR_STOPPED, "stopped in phase %d; with -o FIT what is reached is kept for --resume",
                        f->state.phase);
    ent_error other;
    if (saom_state_write(&f->file, &f->state, &other) != ENT_OK)
        return ent_fail(error, ENT_ERR_FILE, "stopped, and %s", other.message);
    return ent_fail(error, ENT_ERR_STOPPED,
                    "stopped in phase %d; what was reached is in '%s', and the same command with "
                    "--resume goes on",
                    f->state.phase, f->file.path);
}

/* What the data or the model are to blame for stands in the fit's file; other errors end the command. */
static ent_status keep_failure(fitting *f, ent_status status, const ent_error *why, ent_error *error)
{
    if (status != ENT_ERR_CONVERGENCE && status != ENT_ERR_INPUT)
        return ent_fail(error, status, "%s", why->message);
    f->failed = status;
    snprintf(f->failure, sizeof f->failure, "%s", why->message);
    return ENT_OK;
}

/* Far from the targets: which, and what can help. */
static void word_failure(fitting *f)
{
    const ent_saom_fit *fit = &f->fit;
    char text[240];
    size_t worst = 0;
    for (size_t k = 1; k < fit->parameters; k++)
        if (!(fabs(fit->t_ratio[k]) <= fabs(fit->t_ratio[worst])) && !isnan(fit->t_ratio[k]))
            worst = k;
    f->failed = ENT_ERR_CONVERGENCE;
    snprintf(
        f->failure, sizeof f->failure,
        "no convergence after %zu restarts: overall maximum convergence ratio %.3g (at most %.3g wanted), largest "
        "t-ratio %.3g, of '%s' (at most %.3g). Do not use these estimates. Start at them with --from; if that does not "
        "help, leave out the effect that fits worst or one that says much the same, or check for a wave that differs "
        "from all others",
        fit->restarts, fit->overall, f->how.overall_most, fit->t_largest,
        tie_effect_name(&f->model->effects[worst], text), f->how.t_most);
}

static ent_status estimate(fitting *f, const ent_monitor *monitor, ent_error *error)
{
    ent_error why = {0};
    ent_status status =
        ent_saom_estimate(f->saom, &f->how, &f->state, saom_state_keep, &f->file, &f->fit, monitor, &why);
    if (status == ENT_ERR_STOPPED)
        return stop(f, error);
    if (status == ENT_OK && !f->fit.converged)
        word_failure(f);
    return status == ENT_OK ? ENT_OK : keep_failure(f, status, &why, error);
}

static ent_status run(fitting *f, const ent_monitor *monitor, ent_error *error)
{
    ent_error why = {0};
    ent_status status = check_options(f, error);
    if (status != ENT_OK)
        return status;
    status = ent_saom_new(f->model, &f->saom, &why);
    if (status != ENT_OK)
        return keep_failure(f, status, &why, error);
    f->target = ent_new_array(f->model->effect_count, sizeof *f->target);
    if (!f->target)
        return ent_fail_memory(error);
    ent_saom_targets(f->saom, f->target, NULL);
    f->file =
        (saom_state_file){.path = f->options->state, .model = f->model, .target = f->target, .seed = f->options->seed};
    status = f->options->resume ? saom_state_read(&f->file, &f->state, error) : begin(f, error);
    return status == ENT_OK ? estimate(f, monitor, error) : status;
}

/* ---- the answer ---- */

/* A number of the fit; where estimation failed there is none. */
static double of_fit(const double *values, size_t k)
{
    return values ? values[k] : (double)NAN;
}

static void add_effect(answer *a, ent_json_value *table, const fitting *f, size_t k)
{
    const ent_model_effect *e = &f->model->effects[k];
    const ent_saom_fit *fit = &f->fit;
    saom_effect_cells(a, table, f->model, k);
    answer_number_cell(a, table, "target", of_fit(f->target, k));
    answer_number_cell(a, table, "estimate", of_fit(fit->estimate ? fit->estimate : f->state.number, k));
    answer_number_cell(a, table, "se", of_fit(fit->se, k));
    answer_number_cell(a, table, "t_ratio", of_fit(fit->t_ratio, k));
    answer_number_cell(a, table, "mean", of_fit(fit->mean, k));
    answer_number_cell(a, table, "sd", of_fit(fit->sd, k));
    ent_json_add_boolean(a->json, ent_json_get(table, "fixed"), NULL, e->fixed);
    ent_json_add_boolean(a->json, ent_json_get(table, "tested"), NULL, e->tested);
    answer_text_cell(a, table, "rsiena", e->rsiena);
}

static void add_effects(answer *a, const fitting *f)
{
    static const char *const columns[] = {"variable", "type",    "effect", "of", "period", "target", "estimate",
                                          "se",       "t_ratio", "mean",   "sd", "fixed",  "tested", "rsiena"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "effects", columns, ent_countof(columns));
    for (size_t k = 0; k < f->model->effect_count; k++)
        add_effect(a, table, f, k);
}

enum { NAME_SIZE = 320 };

/* "rate 1", "density", "creation reciprocity", "sum(power)": no two parameters have the same. */
static void name_of(const ent_model *model, size_t k, char text[NAME_SIZE])
{
    const ent_model_effect *e = &model->effects[k];
    char plain[240];
    tie_effect_name(e, plain);
    if (e->part == ENT_RATE && e->rate == ENT_RATE_BASIC)
        snprintf(text, NAME_SIZE, "rate %zu", k + 1);
    else
        snprintf(text, NAME_SIZE, "%s%s%s", e->part == ENT_EVALUATION ? "" : ent_model_part_word(e->part),
                 e->part == ENT_EVALUATION ? "" : " ", plain);
    for (size_t l = 0; l < k; l++) /* the same effect with other parameters */
        if (strcmp(model->effects[l].name, e->name) == 0 && strcmp(model->effects[l].of, e->of) == 0 &&
            model->effects[l].part == e->part && e->part != ENT_RATE) {
            snprintf(text + strlen(text), NAME_SIZE - strlen(text), " #%zu", k + 1);
            return;
        }
}

/* The covariance as a table, a column for each parameter. */
static ent_status add_covariance_table(answer *a, const fitting *f, ent_error *error)
{
    size_t count = f->fit.covariance ? f->fit.parameters : 0;
    char (*names)[NAME_SIZE] = ent_new_array(count + 1, sizeof *names);
    const char **columns = ent_new_array(count + 1, sizeof *columns);
    ent_status status = names && columns ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        columns[0] = "parameter";
        for (size_t k = 0; k < count; k++) {
            name_of(f->model, k, names[k]);
            columns[k + 1] = names[k];
        }
        ent_json_value *table = ent_json_add_table(a->json, a->result, "covariance_table", columns, count + 1);
        for (size_t k = 0; k < count; k++) {
            answer_text_cell(a, table, "parameter", names[k]);
            for (size_t l = 0; l < count; l++)
                answer_number_cell(a, table, names[l], f->fit.covariance[k * count + l]);
        }
    }
    free(columns);
    free(names);
    return status;
}

/* ---- tests ---- */

static void add_test(answer *a, ent_json_value *table, const fitting *f, size_t k, const ent_saom_test *test)
{
    bool all = k == f->model->effect_count;
    const ent_model_effect *e = all ? NULL : &f->model->effects[k];
    if (test->degrees == 0)
        return;
    answer_text_cell(a, table, "type", all ? NULL : ent_model_part_word(e->part));
    answer_text_cell(a, table, "effect", all ? "all together" : e->name);
    answer_text_cell(a, table, "of", all || !*e->of ? NULL : e->of);
    answer_number_cell(a, table, "chi_square", test->chi_square);
    answer_number_cell(a, table, "df", (double)test->degrees);
    answer_number_cell(a, table, "p", test->p);
    answer_number_cell(a, table, "z", test->z);
    answer_number_cell(a, table, "one_step", test->step);
}

static void add_tests(answer *a, const char *key, const fitting *f, const ent_saom_test *each, const ent_saom_test *all)
{
    static const char *const columns[] = {"type", "effect", "of", "chi_square", "df", "p", "z", "one_step"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, key, columns, ent_countof(columns));
    size_t count = 0;
    for (size_t k = 0; each && k < f->model->effect_count; k++) {
        add_test(a, table, f, k, &each[k]);
        count += each[k].degrees > 0;
    }
    if (count > 1)
        add_test(a, table, f, f->model->effect_count, all);
}

/* ---- what it was estimated by ---- */

static void add_model(answer *a, const fitting *f)
{
    const ent_model *model = f->model;
    model_data_head(a, model);
    ent_json_add_integer(a->json, ent_json_root(a->json), "seed", (long long)f->how.seed);
    ent_json_add_text(a->json, a->result, "from", model->waves[1]);
    ent_json_add_text(a->json, a->result, "to", model->waves[model->ties.wave_count - 1]);
    ent_json_add_text(a->json, a->result, "rule", ent_saom_rule_word(model->saom.rule));
    ent_json_add_number(a->json, a->result, "offset", model->saom.offset);
    ent_json_add_boolean(a->json, a->result, "conditional", model->saom.conditional);
    ent_json_add_boolean(a->json, a->result, "one_way", model->saom.one_way);
    ent_json_add_integer(a->json, a->result, "degree_most", (long long)model->saom.degree_most);
    ent_json_add_text(a->json, a->result, "estimator", "method of moments");
}

static void add_settings(answer *a, const ent_saom_options *how)
{
    ent_json_value *in = ent_json_add_object(a->json, a->result, "settings");
    ent_json_add_integer(a->json, in, "subphases", (long long)how->subphases);
    ent_json_add_number(a->json, in, "first_gain", how->first_gain);
    ent_json_add_number(a->json, in, "gain_reduction", how->gain_reduction);
    ent_json_add_number(a->json, in, "truncation", how->truncation);
    ent_json_add_number(a->json, in, "diagonalise", how->diagonalise);
    ent_json_add_boolean(a->json, in, "dolby", how->dolby);
    ent_json_add_boolean(a->json, in, "differences", how->differences);
    ent_json_add_integer(a->json, in, "phase3", (long long)how->phase3);
    ent_json_add_integer(a->json, in, "restarts_most", (long long)how->restarts_most);
    ent_json_add_integer(a->json, in, "per_step", (long long)how->per_step);
    ent_json_add_integer(a->json, in, "newton", (long long)how->newton);
}

static void add_standing(answer *a, const fitting *f)
{
    const ent_saom_fit *fit = &f->fit;
    bool whole = fit->estimate != NULL;
    ent_json_add_number(a->json, a->result, "overall_convergence", whole ? fit->overall : (double)NAN);
    ent_json_add_number(a->json, a->result, "largest_t_ratio", whole ? fit->t_largest : (double)NAN);
    answer_add_matrix(a, "covariance", fit->covariance, fit->parameters);
    ent_json_add_boolean(a->json, a->result, "converged", whole && fit->converged);
    ent_json_add_integer(a->json, a->result, "iterations", (long long)(whole ? fit->simulations : f->state.draws));
    ent_json_add_integer(a->json, a->result, "restarts", (long long)(whole ? fit->restarts : f->state.restarts));
    ent_json_add_text(a->json, a->result, "failure", f->failed ? f->failure : NULL);
    ent_json_add_text(a->json, a->result, "failure_kind", f->failed ? ent_status_text(f->failed) : NULL);
}

static ent_status add_answer(answer *a, const fitting *f, ent_error *error)
{
    const char *table = f->options->table ? f->options->table : "effects";
    bool covariance = strcmp(table, "covariance") == 0;
    add_model(a, f);
    add_effects(a, f);
    model_data_add(a, f->model);
    add_standing(a, f);
    answer_add_matrix(a, "derivative", f->fit.derivative, f->fit.parameters);
    answer_add_matrix(a, "statistic_covariance", f->fit.spread, f->fit.parameters);
    add_tests(a, "tests", f, f->fit.fixed, &f->fit.joint);
    add_tests(a, "time_tests", f, f->fit.by_period, &f->fit.heterogeneity);
    add_settings(a, &f->how);
    targets_add_waves(a, f->model);
    ent_json_add_text(a->json, a->result, "main", covariance ? "covariance_table" : table);
    return covariance ? add_covariance_table(a, f, error) : ENT_OK;
}

ent_status saom_fit_report(const ent_model *model, const ent_fit_options *options, const ent_monitor *monitor,
                           ent_json **out, ent_error *error)
{
    answer a;
    fitting f = {.model = model, .options = options, .how = model->saom.options};
    f.how.seed = options->seed;
    f.how.threads = options->threads;
    *out = NULL;
    ent_status status = answer_begin(&a, "fit", error);
    if (status != ENT_OK)
        return status;
    status = run(&f, monitor, error);
    if (status == ENT_OK)
        status = add_answer(&a, &f, error);
    ent_saom_fit_clear(&f.fit);
    ent_saom_state_clear(&f.state);
    ent_saom_free(f.saom);
    free(f.target);
    return answer_end(&a, status, out, error);
}
