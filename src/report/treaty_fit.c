/* `entente fit` of the family treaty: all its parts, with what is needed to go on from any year. */
#include "report/treaty_fit.h"

#include "core/file.h"
#include "core/memory.h"
#include "report/family.h"
#include "report/model_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_OCCASIONS = 30 };

/* A fit being made. */
typedef struct {
    const ent_model *model;
    const ent_fit_options *options;
    ent_world *world;
    world_years data;
    ent_treaty_fit fit;
    double *theta, *covariance; /* [P], [P * P] */
    size_t first, last;         /* years of the arrays that it learns from */
} fitting;

static ent_status check_options(const fitting *f, ent_error *error)
{
    const ent_fit_options *o = f->options;
    const char *other = o->from ? "--from" : o->to ? "--to" : o->firth ? "--firth" : o->ridge > 0 ? "--ridge"
                        : o->like_btergm ? "--like" : o->replicates ? "--bootstrap" : NULL;
    if (!other)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "%s is not for family treaty, of which '%s' is: years and options stand in the "
                    "model's file", other, f->model->path);
}

static ent_status open_world(fitting *f, ent_error *error)
{
    char *path = ent_path_beside(f->model->path, f->model->world);
    ent_status status = path ? ent_world_open(path, ENT_WORLD_READ, &f->world, error) : ent_fail_memory(error);
    free(path);
    return status;
}

static ent_status find_years(fitting *f, ent_error *error)
{
    int first = ent_day_year(f->model->days[0]);
    if (first < f->data.first_year)
        return ent_fail(error, ENT_ERR_INPUT, "%s: there is nothing to learn from in %d: states and ties begin in %d",
                        f->model->path, first, f->data.first_year);
    f->first = (size_t)(first - f->data.first_year);
    f->last = f->data.data.year_count - 1;
    return ENT_OK;
}

static ent_status learn(fitting *f, const ent_monitor *monitor, ent_error *error)
{
    size_t count = ent_treaty_parameters();
    ent_event_options options = ENT_EVENT_DEFAULTS;
    options.ridge = f->model->treaty.ridge;
    options.clip = f->model->treaty.clip;
    f->theta = ent_new_array(count, sizeof *f->theta);
    f->covariance = ent_new_array(count * count, sizeof *f->covariance);
    if (!f->theta || !f->covariance)
        return ent_fail_memory(error);
    ent_status status =
        ent_treaty_learn(&f->data.data, f->first, f->last, &options, &f->fit, f->covariance, monitor, error);
    if (status != ENT_OK && status != ENT_ERR_STOPPED)
        ent_error_context(error, "%s", f->model->path);
    if (status == ENT_OK)
        ent_treaty_theta(&f->fit, f->theta);
    return status;
}

/* ---- the answer ---- */

static void add_effect(answer *a, ent_json_value *table, const fitting *f, size_t k)
{
    const char *name;
    const double none = (double)NAN;
    size_t count = ent_treaty_parameters();
    ent_treaty_part part = ent_treaty_parameter(k, &name);
    const ent_event_logit *logit = ent_treaty_logit((ent_treaty_fit *)&f->fit, part);
    size_t first = ent_treaty_first(part), p = k - first - 1; /* of a predictor */
    bool predictor = logit && k > first;
    answer_text_cell(a, table, "variable", f->model->variable);
    answer_text_cell(a, table, "type", ent_treaty_part_word(part));
    answer_text_cell(a, table, "effect", name);
    answer_text_cell(a, table, "of", NULL);
    answer_number_cell(a, table, "period", none);
    answer_number_cell(a, table, "target", none);
    answer_number_cell(a, table, "estimate", f->theta[k]);
    answer_number_cell(a, table, "se", sqrt(f->covariance[k * count + k]));
    answer_number_cell(a, table, "t_ratio", none); /* of simulated estimates only */
    answer_number_cell(a, table, "mean", predictor ? logit->mean[p] : none);
    answer_number_cell(a, table, "sd", predictor ? logit->sd[p] : none);
    answer_number_cell(a, table, "low", predictor ? logit->low[p] : none);
    answer_number_cell(a, table, "high", predictor ? logit->high[p] : none);
}

static void add_effects(answer *a, const fitting *f)
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "target", "estimate", "se", "t_ratio",
                                          "mean", "sd", "low", "high"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "effects", columns, ent_countof(columns));
    for (size_t k = 0; k < ent_treaty_parameters(); k++)
        add_effect(a, table, f, k);
}

static size_t count_used(const ent_event_logit *logit)
{
    size_t used = 0;
    for (size_t k = 0; k < logit->predictor_count; k++)
        used += logit->coefficient[k] != 0;
    return used;
}

/* How much each part rests on. */
static void add_parts(answer *a, fitting *f)
{
    static const char *const columns[] = {"part", "cases", "events", "occasions", "predictors", "scale", "drawn", "iterations",
                                          "few"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "parts", columns, ent_countof(columns));
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++) {
        const ent_event_logit *logit = ent_treaty_logit(&f->fit, (ent_treaty_part)part);
        answer_text_cell(a, table, "part", ent_treaty_part_word((ent_treaty_part)part));
        answer_number_cell(a, table, "cases", (double)logit->cases);
        answer_number_cell(a, table, "events", (double)logit->events);
        answer_number_cell(a, table, "occasions", (double)f->fit.occasions[part]);
        answer_number_cell(a, table, "predictors", (double)count_used(logit));
        answer_number_cell(a, table, "scale", logit->scale);
        answer_number_cell(a, table, "drawn", f->fit.drawn[part]);
        answer_number_cell(a, table, "iterations", (double)logit->iterations);
        ent_json_add_boolean(a->json, ent_json_get(table, "few"), NULL, f->fit.occasions[part] < FEW_OCCASIONS);
    }
}

static void add_foundings(answer *a, const ent_treaty_fit *fit)
{
    static const char *const columns[] = {"size", "weight"};
    ent_json_add_integer(a->json, a->result, "foundings", (long long)fit->foundings);
    ent_json_value *table = ent_json_add_table(a->json, a->result, "founding_sizes", columns, ent_countof(columns));
    for (size_t k = 0; k < fit->size_count; k++) {
        answer_number_cell(a, table, "size", fit->size[k]);
        answer_number_cell(a, table, "weight", fit->size_weight[k]);
    }
}

static size_t count_present(const ent_event_data *d, size_t year)
{
    size_t count = 0;
    for (size_t i = 0; i < d->actor_count; i++)
        count += d->present[year * d->actor_count + i] != 0;
    return count;
}

static void add_head(answer *a, const fitting *f)
{
    const ent_model *model = f->model;
    model_data_head(a, model);
    ent_json_add_text(a->json, a->result, "from", model->waves[0]);
    ent_json_add_text(a->json, a->result, "to", model->waves[1]);
    answer_add_obligations(a, a->result, "obligations", model->obligations);
    ent_json_add_number(a->json, a->result, "ridge", model->treaty.ridge);
    ent_json_add_number(a->json, a->result, "clip", model->treaty.clip);
    ent_json_add_integer(a->json, a->result, "states", (long long)count_present(&f->data.data, f->last));
    ent_json_add_integer(a->json, a->result, "treaties", (long long)f->data.data.treaty_count);
    ent_json_add_integer(a->json, a->result, "doubted", (long long)f->data.doubted);
}

static void add_answer(answer *a, fitting *f)
{
    add_head(a, f);
    ent_json_add_boolean(a->json, a->result, "converged", true);
    add_effects(a, f);
    add_parts(a, f);
    ent_json_add_number(a->json, a->result, "together", f->fit.routes.together);
    ent_json_add_number(a->json, a->result, "bilateral_rate", f->fit.bilateral_rate);
    add_foundings(a, &f->fit);
    answer_add_matrix(a, "covariance", f->covariance, ent_treaty_parameters());
    treaty_years_add_sources(a, &f->data);
    model_data_add(a, f->model);
    if (f->options->table)
        ent_json_add_text(a->json, a->result, "main", f->options->table);
}

static ent_status run(fitting *f, const ent_monitor *monitor, ent_error *error)
{
    ent_status status = check_options(f, error);
    if (status == ENT_OK)
        status = open_world(f, error);
    if (status == ENT_OK)
        status = ent_monitor_step(monitor, 0, "years", error);
    if (status == ENT_OK)
        status = treaty_years_read(&f->data, f->world, f->model, f->model->days[1], error);
    if (status == ENT_OK)
        status = find_years(f, error);
    return status == ENT_OK ? learn(f, monitor, error) : status;
}

ent_status treaty_fit_report(const ent_model *model, const ent_fit_options *options, const ent_monitor *monitor, ent_json **out,
                             ent_error *error)
{
    answer a;
    fitting f = {.model = model, .options = options};
    *out = NULL;
    ent_status status = answer_begin(&a, "fit", error);
    if (status != ENT_OK)
        return status;
    status = run(&f, monitor, error);
    if (status == ENT_OK)
        add_answer(&a, &f);
    world_years_clear(&f.data);
    ent_world_close(f.world);
    free(f.theta);
    free(f.covariance);
    return answer_end(&a, status, out, error);
}
