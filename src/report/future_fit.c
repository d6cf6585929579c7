#include "report/future_fit.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"
#include "entente/saom.h"
#include "report/treaty_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double days_of_year = 365.2425;

static const ent_json_value *result_of(const future_fit *f)
{
    return ent_json_get(ent_json_root(f->json), "result");
}

/* ---- files ---- */

/* Where the fit says, or beside the fit: fits are passed on together with their models. */
static ent_status find_model(future_fit *f, ent_error *error)
{
    const char *name = ent_json_text(ent_json_get(result_of(f), "model")), *slash = strrchr(name, '/');
    char checksum[65] = "";
    const char *wanted = ent_json_text(ent_json_get(result_of(f), "model_checksum"));
    f->model_path = access(name, F_OK) == 0 ? ent_copy_text(name) : ent_path_beside(f->path, slash ? slash + 1 : name);
    if (!f->model_path)
        return ent_fail_memory(error);
    ent_status status = ent_file_sha256(f->model_path, checksum, error);
    if (status != ENT_OK) {
        ent_error_context(error, "the model of %s", f->path);
        return status;
    }
    return wanted && strcmp(wanted, checksum) == 0 ? ENT_OK
               : ent_fail(error, ENT_ERR_INPUT, "%s: the model '%s' has changed since it was fitted: fit it again", f->path,
                          f->model_path);
}

/* The row of the table `data` that is a world; NULL if there is none. */
static const char *world_cell(const future_fit *f, const char *column)
{
    const ent_json_value *data = ent_json_get(result_of(f), "data");
    for (size_t row = 0; row < ent_json_row_count(data); row++) {
        const char *kind = ent_json_text(ent_json_cell(data, "kind", row));
        if (kind && strcmp(kind, "world") == 0)
            return ent_json_text(ent_json_cell(data, column, row));
    }
    return NULL;
}

static ent_status check_unchanged(future_fit *f, ent_error *error)
{
    char checksum[65];
    const char *wanted = world_cell(f, "checksum");
    ent_status status = ent_world_checksum(f->world, checksum, error);
    if (status == ENT_OK && (!wanted || strcmp(wanted, checksum) != 0))
        status = ent_fail(error, ENT_ERR_INPUT, "%s: the world '%s' has changed since the model was fitted: fit it again, or say "
                          "which world the forecast starts from with --world", f->path, f->world_path);
    return status;
}

static ent_status open_world(future_fit *f, ent_world *world, const char *world_path, ent_error *error)
{
    const char *name = world_cell(f, "name");
    f->world = world;
    f->is_own_world = !world;
    if (world) {
        f->world_path = ent_copy_text(world_path ? world_path : "");
        return f->world_path ? ENT_OK : ent_fail_memory(error);
    }
    if (!name)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit is of a folder, which has no days to count years from; a forecast "
                        "needs a fit of a world's data", f->path);
    f->world_path = ent_path_beside(f->model_path, name);
    if (!f->world_path)
        return ent_fail_memory(error);
    ent_status status = ent_world_open(f->world_path, ENT_WORLD_READ, &f->world, error);
    return status == ENT_OK ? check_unchanged(f, error) : status;
}

static ent_status read_file(const char *path, future_fit *f, ent_error *error)
{
    f->path = path;
    ent_status status = ent_json_read(path, &f->json, error);
    if (status == ENT_OK)
        status = ent_file_sha256(path, f->checksum, error);
    if (status != ENT_OK)
        return status;
    const char *command = ent_json_text(ent_json_get(ent_json_root(f->json), "command"));
    if (!command || strcmp(command, "fit") != 0 || !ent_json_text(ent_json_get(result_of(f), "model")))
        return ent_fail(error, ENT_ERR_INPUT, "%s: not a fit; expected what 'entente fit MODEL -o FIT.json' writes", path);
    f->converged = ent_json_is_true(ent_json_get(result_of(f), "converged"));
    f->like_btergm = ent_json_is_true(ent_json_get(result_of(f), "like_btergm"));
    return ENT_OK;
}

/* ---- estimates ---- */

/* Basic rates of the fit: its first rows. */
static size_t count_rates(const ent_json_value *table)
{
    size_t row = 0;
    while (row < ent_json_row_count(table) && isfinite(ent_json_number(ent_json_cell(table, "period", row))))
        row++;
    return row;
}

static double covariance_of(const future_fit *f, size_t k, size_t l)
{
    return ent_json_number(ent_json_at(ent_json_at(ent_json_get(result_of(f), "covariance"), k), l));
}

/* Row `row` of the fit is effect k of the model, which has one basic rate or none. */
static ent_status read_estimate(future_fit *f, size_t row, size_t k, ent_error *error)
{
    const ent_json_value *table = ent_json_get(result_of(f), "effects");
    const char *name = ent_json_text(ent_json_cell(table, "effect", row));
    f->theta[k] = ent_json_number(ent_json_cell(table, "estimate", row));
    if (!name || strcmp(name, f->model->effects[k].name) != 0 || !isfinite(f->theta[k]))
        return ent_fail(error, ENT_ERR_INPUT, "%s: effect %zu is '%s' in the model, and '%s' without an estimate or another in "
                        "the fit", f->path, row + 1, f->model->effects[k].name, name ? name : "");
    return ENT_OK;
}

static ent_status make_room(future_fit *f, size_t count, ent_error *error)
{
    f->parameter_count = count;
    f->theta = ent_new_array(count, sizeof *f->theta);
    f->covariance = ent_new_array(count * count, sizeof *f->covariance);
    return f->theta && f->covariance ? ENT_OK : ent_fail_memory(error);
}

static ent_status read_estimates(future_fit *f, ent_error *error)
{
    const ent_json_value *table = ent_json_get(result_of(f), "effects");
    size_t count = f->model->effect_count, rates = count_rates(table), own = rates > 0, more = rates - own;
    if (ent_json_row_count(table) != count + more)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit has %zu effects, the model %zu", f->path, ent_json_row_count(table),
                        count + more);
    ent_status status = make_room(f, count, error);
    for (size_t k = own; k < count && status == ENT_OK; k++) {
        status = read_estimate(f, k + more, k, error);
        for (size_t l = own; l < count; l++)
            f->covariance[k * count + l] = covariance_of(f, k + more, l + more);
    }
    if (own)
        f->theta[0] = 1; /* a rate is drawn for each future */
    return status;
}

/* The day of a wave of the fit. */
static ent_status read_day(const future_fit *f, size_t wave, ent_day *out, ent_error *error)
{
    ent_span span;
    const char *day = ent_json_text(ent_json_cell(ent_json_get(result_of(f), "dates"), "day", wave));
    if (!day || ent_span_parse(day, &span, NULL, NULL) != ENT_OK)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit does not say on which days its waves are", f->path);
    *out = span.from;
    return ENT_OK;
}

/* Years from a wave of the fit to the next. */
static ent_status years_after(const future_fit *f, size_t wave, double *out, ent_error *error)
{
    ent_day one = 0, two = 0;
    ent_status status = read_day(f, wave, &one, error);
    if (status == ENT_OK)
        status = read_day(f, wave + 1, &two, error);
    if (status == ENT_OK && two <= one)
        status = ent_fail(error, ENT_ERR_INPUT, "%s: its waves are not in the order of time", f->path);
    *out = (double)(two - one) / days_of_year;
    return status;
}

/* Effects of time go on from where the fit's waves end. */
static ent_status take_time(const future_fit *f, ent_error *error)
{
    size_t count = ent_json_row_count(ent_json_get(result_of(f), "dates"));
    ent_day *days = ent_new_array(count, sizeof *days);
    ent_status status = days ? ENT_OK : ent_fail_memory(error);
    for (size_t wave = 0; wave < count && status == ENT_OK; wave++)
        status = read_day(f, wave, &days[wave], error);
    if (status == ENT_OK && count > 0)
        ent_model_count_time_from(f->model, days, count);
    free(days);
    return status;
}

static ent_status read_rates(future_fit *f, ent_error *error)
{
    const ent_json_value *table = ent_json_get(result_of(f), "effects");
    size_t count = count_rates(table);
    f->log_rate = ent_new_array(count + 1, sizeof *f->log_rate);
    if (!f->log_rate)
        return ent_fail_memory(error);
    ent_status status = ENT_OK;
    for (size_t p = 0; p < count && status == ENT_OK; p++) {
        double apart, rate = ent_json_number(ent_json_cell(table, "estimate", p));
        status = years_after(f, p, &apart, error);
        if (status == ENT_OK && !(rate > 0))
            status = ent_fail(error, ENT_ERR_INPUT, "%s: the rate of period %zu is not above 0", f->path, p + 1);
        if (status == ENT_OK)
            f->log_rate[f->rate_count++] = log(ent_saom_yearly_rate(f->model, rate, apart));
    }
    return status;
}

/* The years of a tie model's step: those between its last waves. */
static ent_status read_step(future_fit *f, ent_error *error)
{
    size_t waves = ent_json_row_count(ent_json_get(result_of(f), "dates"));
    f->step_years = 1;
    if (f->model->family == ENT_FAMILY_SAOM)
        return read_rates(f, error);
    if (waves < 2)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit is of one wave: it does not say how far it is to the next", f->path);
    ent_status status = years_after(f, waves - 2, &f->step_years, error);
    double whole = fmax(round(f->step_years), 1);
    if (status == ENT_OK && fabs(f->step_years - whole) > 0.1)
        status = ent_fail(error, ENT_ERR_INPUT, "%s: its last two waves are %.3g years apart; futures of a tie model go by whole "
                          "years", f->path, f->step_years);
    f->step_years = whole;
    return status;
}

/* ---- constants ---- */

static void take_covariate(ent_model *model, const ent_json_value *table, size_t row, const char *name)
{
    for (size_t k = 0; k < model->covariate_count; k++)
        if (strcmp(model->covariates[k].name, name) == 0)
            ent_model_centre_as(model, k, ent_json_number(ent_json_cell(table, "mean", row)),
                                ent_json_number(ent_json_cell(table, "range", row)),
                                ent_json_number(ent_json_cell(table, "similarity_mean", row)));
}

static void take_dyadic(ent_model *model, const char *name, double mean)
{
    for (size_t k = 0; k < model->dyadic_count; k++)
        if (strcmp(model->dyadic[k].name, name) == 0)
            ent_model_centre_dyadic_as(model, k, mean);
}

/* Data are centred by what they were when the model was fitted. */
static void take_constants(future_fit *f)
{
    const ent_json_value *table = ent_json_get(result_of(f), "constants");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *name = ent_json_text(ent_json_cell(table, "name", row)), *kind = ent_json_text(ent_json_cell(table, "kind", row));
        double mean = ent_json_number(ent_json_cell(table, "mean", row));
        if (!name || !kind)
            continue;
        if (strcmp(kind, "covariate") == 0)
            take_covariate(f->model, table, row, name);
        else if (strcmp(kind, "dyadic") == 0)
            take_dyadic(f->model, name, mean);
        else if (strcmp(name, "balance") == 0)
            f->model->balance_mean = mean;
        else if (strcmp(name, "incoming_equivalence") == 0)
            f->model->structure_mean = mean;
    }
}

/* ---- treaties ---- */

static ent_status read_treaty(future_fit *f, ent_error *error)
{
    size_t count = ent_treaty_parameters();
    ent_status status = make_room(f, count, error);
    f->step_years = 1;
    for (size_t k = 0; k < count * count && status == ENT_OK; k++)
        f->covariance[k] = covariance_of(f, k / count, k % count);
    return status == ENT_OK ? treaty_origin_open(f->path, result_of(f), f->world, f->model, f->theta, &f->treaty, error) : status;
}

/* ---- all ---- */

static ent_status open_model(future_fit *f, const char *from, ent_error *error)
{
    const ent_json_value *dates = ent_json_get(result_of(f), "dates");
    size_t waves = ent_json_row_count(dates);
    const char *last = waves ? ent_json_text(ent_json_cell(dates, "day", waves - 1)) : NULL;
    f->last_wave = last;
    ent_status status = ent_model_open_at(f->model_path, f->world, from ? from : last, &f->model, error);
    if (status == ENT_OK && f->model->actor_count < 3)
        status = ent_fail(error, ENT_ERR_INPUT, "there are %zu of the model's actors on %s: too few for a network",
                          f->model->actor_count, from ? from : last);
    if (status == ENT_OK)
        take_constants(f);
    return status;
}

ent_status future_fit_open(const char *path, ent_world *world, const char *world_path, const char *from, future_fit *out,
                           ent_error *error)
{
    *out = (future_fit){0};
    ent_status status = read_file(path, out, error);
    if (status == ENT_OK)
        status = find_model(out, error);
    if (status == ENT_OK)
        status = open_world(out, world, world_path, error);
    if (status == ENT_OK)
        status = open_model(out, from, error);
    if (status == ENT_OK && out->model->family == ENT_FAMILY_TREATY)
        return read_treaty(out, error);
    if (status == ENT_OK)
        status = read_estimates(out, error);
    if (status == ENT_OK)
        status = take_time(out, error);
    return status == ENT_OK ? read_step(out, error) : status;
}

void future_fit_close(future_fit *fit)
{
    ent_model_free(fit->model);
    if (fit->is_own_world)
        ent_world_close(fit->world);
    ent_json_free(fit->json);
    free(fit->model_path);
    free(fit->world_path);
    free(fit->theta);
    free(fit->covariance);
    free(fit->log_rate);
    treaty_origin_free(fit->treaty);
    *fit = (future_fit){0};
}

ent_status future_fit_actor(const future_fit *fit, const char *code, size_t *out, ent_error *error)
{
    int actor;
    ent_span origin = {fit->model->days[0], fit->model->days[0]};
    ent_status status = ent_world_find_actor(fit->world, code, origin, &actor, error);
    *out = 0;
    while (status == ENT_OK && *out < fit->model->actor_count && fit->model->world_actors[*out] != actor)
        ++*out;
    return status;
}
