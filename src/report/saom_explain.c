/* `entente explain` of an actor-oriented model: its parameters in words; what an actor would choose at a wave, and who
 * would accept; what speaks for and against one tie, from both ends. */
#include "report/family.h"
#include "report/saom_report.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    tie_fit_file file;
    ent_saom *saom;
    ent_saom_worker *worker;
    size_t period, ego, other; /* other == n: all */
    uint8_t *x, *fixed;        /* [n * n] at the wave */
    double *p, *accept;        /* [n] */
    double *part, *reverse;    /* [n * effect_count] signed change of each of ego's options; of those of the other */
} explaining;

/* ---- the parameters ---- */

static ent_status add_parameter(answer *a, ent_json_value *table, const tie_fit_file *file, size_t k, ent_error *error)
{
    const ent_json_value *fitted = ent_json_get(ent_json_get(ent_json_root(file->json), "result"), "effects");
    ent_buffer words = {0};
    saom_words(file->model, k, file->theta[k], &words);
    saom_effect_cells(a, table, file->model, k);
    answer_number_cell(a, table, "estimate", file->theta[k]);
    answer_number_cell(a, table, "se", ent_json_number(ent_json_cell(fitted, "se", k)));
    answer_text_cell(a, table, "words", ent_buffer_text(&words));
    bool failed = words.failed;
    ent_buffer_clear(&words);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

static ent_status add_parameters(answer *a, const tie_fit_file *file, ent_error *error)
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "estimate", "se", "words"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "parameters", columns, ent_countof(columns));
    ent_status status = ENT_OK;
    for (size_t k = 0; k < file->model->effect_count && status == ENT_OK; k++)
        status = add_parameter(a, table, file, k, error);
    return status;
}

/* ---- choices ---- */

static bool is_absent(const explaining *x, size_t actor)
{
    return x->file.model->absent[x->period * x->file.model->actor_count + actor];
}

static ent_status find_actor(const explaining *x, const char *code, size_t *out, ent_error *error)
{
    const ent_model *model = x->file.model;
    for (size_t k = 0; k < model->actor_count; k++)
        if (ent_equal_nocase(model->actors[k], code)) {
            *out = k;
            if (is_absent(x, k))
                return ent_fail(error, ENT_ERR_INPUT, "'%s' is not there in %s", model->actors[k],
                                model->waves[x->period]);
            return ENT_OK;
        }
    const char *near = ent_nearest(code, model->actors, model->actor_count);
    return ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is not an actor of the model%s%s%s", code,
                    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* The period that starts at a wave; the last one, of none. */
static ent_status find_start(explaining *x, const char *wave, ent_error *error)
{
    const ent_model *model = x->file.model;
    size_t count = ent_model_period_count(model);
    x->period = count - 1;
    if (!wave)
        return ENT_OK;
    for (size_t p = 0; p < count; p++)
        if (strcmp(model->waves[p], wave) == 0) {
            x->period = p;
            return ENT_OK;
        }
    if (strcmp(model->waves[count], wave) == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--on '%s' is the last wave: the model has no covariates from then on; "
                        "expected %s to %s",
                        wave, model->waves[0], model->waves[count - 1]);
    return ent_fail(error, ENT_ERR_ARGUMENT, "--on '%.40s' is no wave of the model; expected %s to %s", wave,
                    model->waves[0], model->waves[count - 1]);
}

static ent_status make_room(explaining *x, ent_error *error)
{
    size_t n = x->file.model->actor_count, parts = n * x->file.model->effect_count;
    x->x = ent_new_array(n * n, 1);
    x->fixed = ent_new_array(n * n, 1);
    x->p = ent_new_array(n, sizeof *x->p);
    x->accept = ent_new_array(n, sizeof *x->accept);
    x->part = ent_new_array(parts, sizeof *x->part);
    x->reverse = ent_new_array(parts, sizeof *x->reverse);
    if (!x->x || !x->fixed || !x->p || !x->accept || !x->part || !x->reverse)
        return ent_fail_memory(error);
    ent_waves_start(&x->file.model->ties, x->period, x->x, x->fixed);
    return ENT_OK;
}

static ent_status open_state(explaining *x, ent_error *error)
{
    ent_status status = ent_saom_new(x->file.model, &x->saom, error);
    if (status == ENT_OK)
        status = ent_saom_worker_new(x->saom, &x->worker, error);
    if (status == ENT_OK)
        status = make_room(x, error);
    return status;
}

/* sum_k theta_k D_k of an option: its log-odds against no change. */
static double gain_of(const explaining *x, const double *part)
{
    double sum = 0;
    for (size_t k = 0; k < x->file.model->effect_count; k++)
        sum += x->file.theta[k] * part[k];
    return sum;
}

static void add_choice(answer *a, ent_json_value *table, const explaining *x, size_t j)
{
    const ent_model *model = x->file.model;
    bool tied = x->x[x->ego * model->actor_count + j];
    answer_text_cell(a, table, "actor", model->actors[j]);
    ent_json_add_boolean(a->json, ent_json_get(table, "tied"), NULL, tied);
    answer_number_cell(a, table, "log_odds", gain_of(x, x->part + j * model->effect_count));
    answer_number_cell(a, table, "p", x->p[j]);
    answer_number_cell(a, table, "accept", tied ? (double)NAN : x->accept[j]);
    answer_number_cell(a, table, "p_change", tied ? x->p[j] : x->p[j] * x->accept[j]);
}

static void add_choices(answer *a, const explaining *x)
{
    static const char *const columns[] = {"actor", "tied", "log_odds", "p", "accept", "p_change"};
    size_t n = x->file.model->actor_count;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "choices", columns, ent_countof(columns));
    double changes = 0;
    for (size_t j = 0; j < n; j++) {
        if (j == x->ego || is_absent(x, j) || x->fixed[x->ego * n + j])
            continue;
        add_choice(a, table, x, j);
        changes += x->x[x->ego * n + j] ? x->p[j] : x->p[j] * x->accept[j];
    }
    bool pairs = x->file.model->saom.rule >= ENT_SAOM_DISJUNCTIVE; /* each has an opportunity of its own */
    ent_json_add_number(a->json, a->result, "p_no_change", pairs ? (double)NAN : x->p[x->ego]);
    ent_json_add_number(a->json, a->result, "p_refused", pairs ? (double)NAN : 1 - x->p[x->ego] - changes);
}

/* ---- one tie, from both ends ---- */

static void add_terms(answer *a, const explaining *x)
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "estimate", "change",
                                          "contribution", "other_change", "other_contribution"};
    const ent_model *model = x->file.model;
    const double *part = x->part + x->other * model->effect_count, *reverse = x->reverse + x->ego * model->effect_count;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "terms", columns, ent_countof(columns));
    for (size_t k = 0; k < model->effect_count; k++) {
        if (model->effects[k].part == ENT_RATE)
            continue;
        saom_effect_cells(a, table, model, k);
        answer_number_cell(a, table, "estimate", x->file.theta[k]);
        answer_number_cell(a, table, "change", part[k] + 0.0); /* no -0 */
        answer_number_cell(a, table, "contribution", part[k] * x->file.theta[k] + 0.0);
        answer_number_cell(a, table, "other_change", reverse[k] + 0.0);
        answer_number_cell(a, table, "other_contribution", reverse[k] * x->file.theta[k] + 0.0);
    }
    ent_json_add_number(a->json, a->result, "log_odds", gain_of(x, part));
    ent_json_add_number(a->json, a->result, "other_log_odds", gain_of(x, reverse));
}

static ent_status add_pair(answer *a, const explaining *x, ent_error *error)
{
    const ent_model *model = x->file.model;
    size_t n = model->actor_count;
    bool tied = x->x[x->ego * n + x->other];
    if (x->fixed[x->ego * n + x->other])
        return ent_fail(error, ENT_ERR_INPUT, "the tie of %s and %s is fixed in %s: nobody chooses it",
                        model->actors[x->ego], model->actors[x->other], model->waves[x->period]);
    ent_json_add_text(a->json, a->result, "b", model->actors[x->other]);
    ent_json_add_boolean(a->json, a->result, "tied", tied);
    ent_json_add_number(a->json, a->result, "p", x->p[x->other]);
    ent_json_add_number(a->json, a->result, "accept", tied ? (double)NAN : x->accept[x->other]);
    add_terms(a, x);
    double *p = ent_new_array(n, sizeof *p);
    if (!p)
        return ent_fail_memory(error);
    ent_status status = ent_saom_choice(x->worker, x->file.theta, x->period, x->x, x->other, p, NULL, NULL, error);
    if (status == ENT_OK)
        ent_json_add_number(a->json, a->result, "other_p", p[x->ego]);
    free(p);
    return status;
}

static ent_status choose(explaining *x, size_t actor, double *part, ent_error *error)
{
    return ent_saom_choice(x->worker, x->file.theta, x->period, x->x, actor, x->p, x->accept, part, error);
}

static ent_status explain_choice(answer *a, explaining *x, const char *first, const char *second, ent_error *error)
{
    const ent_model *model = x->file.model;
    ent_status status = find_actor(x, first, &x->ego, error);
    if (status == ENT_OK && second)
        status = find_actor(x, second, &x->other, error);
    if (status == ENT_OK && second && x->ego == x->other)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "give two actors, not '%s' twice", model->actors[x->ego]);
    if (status == ENT_OK && second)
        status = choose(x, x->other, x->reverse, error);
    if (status == ENT_OK)
        status = choose(x, x->ego, x->part, error);
    if (status != ENT_OK)
        return status;
    ent_json_add_text(a->json, a->result, "a", model->actors[x->ego]);
    ent_json_add_text(a->json, a->result, "wave", model->waves[x->period]);
    ent_json_add_text(a->json, a->result, "main", second ? "terms" : "choices");
    int direction = ent_saom_direction(x->saom, x->period);
    ent_json_add_text(a->json, a->result, "only", direction > 0 ? "made" : direction < 0 ? "ended" : NULL);
    if (second)
        return add_pair(a, x, error);
    add_choices(a, x);
    return ENT_OK;
}

static ent_status fill(answer *a, explaining *x, const char *path, const char *first, const char *second,
                       const char *wave, ent_error *error)
{
    tie_fit_add_head(a, path, &x->file);
    ent_json_add_text(a->json, a->result, "layer", x->file.model->variable);
    ent_json_add_text(a->json, a->result, "rule", ent_saom_rule_word(x->file.model->saom.rule));
    ent_json_add_boolean(a->json, a->result, "by_pairs", x->file.model->saom.rule >= ENT_SAOM_DISJUNCTIVE);
    saom_add_standing(a, &x->file);
    if (!first && wave)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--on '%.40s' goes with an actor: entente explain FIT ACTOR --on WAVE",
                        wave);
    if (!first) {
        ent_json_add_text(a->json, a->result, "main", "parameters");
        return add_parameters(a, &x->file, error);
    }
    ent_status status = find_start(x, wave, error);
    if (status == ENT_OK)
        status = open_state(x, error);
    return status == ENT_OK ? explain_choice(a, x, first, second, error) : status;
}

ent_status saom_explain_report(const char *path, const char *first, const char *second, const char *wave,
                               ent_json **out, ent_error *error)
{
    answer a;
    explaining x = {0};
    *out = NULL;
    ent_status status = answer_begin(&a, "explain", error);
    if (status != ENT_OK)
        return status;
    status = saom_fit_open(path, &x.file, error);
    if (status == ENT_OK)
        status = fill(&a, &x, path, first, second, wave, error);
    free(x.x);
    free(x.fixed);
    free(x.p);
    free(x.accept);
    free(x.part);
    free(x.reverse);
    ent_saom_worker_free(x.worker);
    ent_saom_free(x.saom);
    tie_fit_close(&x.file);
    return answer_end(&a, status, out, error);
}
