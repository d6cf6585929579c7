/* `entente explain`: the probability of one tie, what each term adds to its log-odds, and what a common partner adds. */
#include "report/family.h"
#include "report/tie_fit.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    tie_fit_file file;
    ent_tie_step step;
    size_t i, j;
    const char *wave;
    ent_view *other;          /* a copy to try ties in */
} explaining;

static ent_status find_actor(const explaining *x, const char *code, size_t *out, ent_error *error)
{
    const ent_model *model = x->file.model;
    for (size_t k = 0; k < model->actor_count; k++)
        if (ent_equal_nocase(model->actors[k], code)) {
            *out = k;
            if (x->step.view->absent && x->step.view->absent[k])
                return ent_fail(error, ENT_ERR_INPUT, "'%s' is not there in %s", model->actors[k], x->wave);
            return ENT_OK;
        }
    const char *near = ent_nearest(code, model->actors, model->actor_count);
    return ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is not an actor of the model%s%s%s", code, near ? "; did you mean '" : "",
                    near ? near : "", near ? "'?" : "");
}

static ent_status check_pair(const explaining *x, ent_error *error)
{
    const ent_model *model = x->file.model;
    if (x->i == x->j)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give two actors, not '%s' twice", model->actors[x->i]);
    for (size_t k = 0; k < model->effect_count; k++) {
        const ent_model_effect *e = &model->effects[k];
        if (!ent_term_known(x->step.view, &x->step.period->terms[k], x->i, x->j))
            return ent_fail(error, ENT_ERR_INPUT, "'%s' of %s and %s is not known in %s", *e->of ? e->of : e->name,
                            model->actors[x->i], model->actors[x->j], x->wave);
    }
    return ENT_OK;
}

static double probability(const explaining *x, const ent_view *view)
{
    return ent_tie_probability(view, x->step.period->terms, x->file.theta, x->file.model->effect_count, x->i, x->j);
}

/* ---- terms ---- */

static void add_terms(answer *a, const explaining *x)
{
    static const char *const columns[] = {"effect", "of", "change", "estimate", "contribution"};
    const ent_model *model = x->file.model;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "terms", columns, ent_countof(columns));
    double sum = 0;
    for (size_t k = 0; k < model->effect_count; k++) {
        double change = ent_change(x->step.view, &x->step.period->terms[k], x->i, x->j);
        answer_text_cell(a, table, "effect", model->effects[k].name);
        answer_text_cell(a, table, "of", *model->effects[k].of ? model->effects[k].of : NULL);
        answer_number_cell(a, table, "change", change);
        answer_number_cell(a, table, "estimate", x->file.theta[k]);
        answer_number_cell(a, table, "contribution", change * x->file.theta[k] + 0.0); /* no -0 */
        sum += change * x->file.theta[k];
    }
    ent_json_add_number(a->json, a->result, "log_odds", sum);
    ent_json_add_number(a->json, a->result, "probability", probability(x, x->step.view));
}

/* ---- partners ---- */

/* Let h be tied to both or to neither. */
static void set_both(ent_view *view, size_t h, size_t i, size_t j, bool on)
{
    if (view->x[h * view->n + i] != on)
        ent_view_flip(view, h, i);
    if (view->x[h * view->n + j] != on)
        ent_view_flip(view, h, j);
}

static void add_partner(answer *a, ent_json_value *table, explaining *x, size_t h, double *sum)
{
    const ent_view *view = x->step.view;
    bool to_i = view->x[h * view->n + x->i], to_j = view->x[h * view->n + x->j];
    set_both(x->other, h, x->i, x->j, true);
    double with = probability(x, x->other);
    set_both(x->other, h, x->i, x->j, false);
    double without = probability(x, x->other);
    ent_view_assign(x->other, view);
    answer_text_cell(a, table, "partner", x->file.model->actors[h]);
    answer_text_cell(a, table, "now", to_i && to_j ? "both" : to_i ? "first" : to_j ? "second" : "neither");
    answer_number_cell(a, table, "with", with);
    answer_number_cell(a, table, "without", without);
    answer_number_cell(a, table, "difference", with - without);
    *sum += with - without;
}

/* Ties of one wave only: what the network of the wave before says stays as it is. */
static void add_partners(answer *a, explaining *x)
{
    static const char *const columns[] = {"partner", "now", "with", "without", "difference"};
    const ent_view *view = x->step.view;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "partners", columns, ent_countof(columns));
    double sum = 0, common = 0, count = 0;
    for (size_t h = 0; h < view->n; h++) {
        if (h == x->i || h == x->j || (view->absent && view->absent[h]))
            continue;
        add_partner(a, table, x, h, &sum);
        common += view->x[h * view->n + x->i] && view->x[h * view->n + x->j];
        count++;
    }
    ent_json_add_number(a->json, a->result, "common_partners", common);
    ent_json_add_number(a->json, a->result, "common_partner_adds", count > 0 ? sum / count : (double)NAN);
}

static ent_status fill(answer *a, explaining *x, const char *path, ent_error *error)
{
    const ent_view *view = x->step.view;
    ent_status status = ent_view_copy(view, &x->other, error);
    if (status != ENT_OK)
        return status;
    tie_fit_add_head(a, path, &x->file);
    ent_json_add_text(a->json, a->result, "a", x->file.model->actors[x->i]);
    ent_json_add_text(a->json, a->result, "b", x->file.model->actors[x->j]);
    ent_json_add_text(a->json, a->result, "layer", x->file.model->variable);
    ent_json_add_text(a->json, a->result, "wave", x->wave);
    ent_json_add_boolean(a->json, a->result, "tied", view->x[x->i * view->n + x->j]);
    if (view->previous)
        ent_json_add_boolean(a->json, a->result, "tied_before", view->previous[x->i * view->n + x->j]);
    add_terms(a, x);
    if (!view->directed)
        add_partners(a, x);
    return ENT_OK;
}

static ent_status open_step(explaining *x, const char *wave, ent_error *error)
{
    size_t period = x->file.last;
    ent_status status = wave ? tie_find_period(x->file.model, "--on", wave, &period, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_tie_step_open(x->file.model, period, x->file.like_btergm, &x->step, error);
    if (status == ENT_OK)
        x->wave = x->file.model->waves[ent_model_period_wave(x->file.model, period)];
    return status;
}

ent_status tie_explain_report(const char *path, const char *first, const char *second, const char *wave, ent_json **out,
                              ent_error *error)
{
    answer a;
    explaining x = {0};
    *out = NULL;
    if (!first || !second)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s: of a tie model a tie is explained; expected: entente explain FIT A B", path);
    ent_status status = answer_begin(&a, "explain", error);
    if (status != ENT_OK)
        return status;
    status = tie_fit_open(path, &x.file, error);
    if (status == ENT_OK)
        status = open_step(&x, wave, error);
    if (status == ENT_OK)
        status = find_actor(&x, first, &x.i, error);
    if (status == ENT_OK)
        status = find_actor(&x, second, &x.j, error);
    if (status == ENT_OK)
        status = check_pair(&x, error);
    if (status == ENT_OK)
        status = fill(&a, &x, path, error);
    ent_view_free(x.other);
    ent_tie_step_close(&x.step);
    tie_fit_close(&x.file);
    return answer_end(&a, status, out, error);
}
