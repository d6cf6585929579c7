/* A fit of the treaty family read back: its parameters, what predictors are held by and standardised with, and the years up to
 * the origin that it goes on from. */
#include "report/treaty_fit.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double cell(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

/* A row of `effects`: which parameter it is must be as this version numbers them. */
static ent_status read_effect(const char *path, const ent_json_value *table, size_t k, ent_treaty_fit *fit, double theta[],
                              ent_error *error)
{
    const char *name, *type = ent_json_text(ent_json_cell(table, "type", k));
    const char *effect = ent_json_text(ent_json_cell(table, "effect", k));
    ent_treaty_part part = ent_treaty_parameter(k, &name);
    ent_event_logit *logit = ent_treaty_logit(fit, part);
    size_t first = ent_treaty_first(part);
    theta[k] = cell(table, "estimate", k);
    if (!type || !effect || strcmp(type, ent_treaty_part_word(part)) != 0 || strcmp(effect, name) != 0 || !isfinite(theta[k]))
        return ent_fail(error, ENT_ERR_INPUT, "%s: row %zu of its effects is '%.40s' of '%.40s', or has no estimate; expected "
                        "'%s' of '%s': fit it again", path, k + 1, effect ? effect : "", type ? type : "", name,
                        ent_treaty_part_word(part));
    if (!logit || k == first)
        return ENT_OK;
    size_t p = k - first - 1;
    logit->mean[p] = cell(table, "mean", k);
    logit->sd[p] = cell(table, "sd", k);
    logit->low[p] = cell(table, "low", k);
    logit->high[p] = cell(table, "high", k);
    bool held = isfinite(logit->mean[p]) && logit->sd[p] >= 0 && logit->low[p] <= logit->high[p];
    return held ? ENT_OK : ent_fail(error, ENT_ERR_INPUT, "%s: mean, sd, low and high of '%s' of '%s' are no range", path, name,
                                    type);
}

static ent_status read_part(const char *path, const ent_json_value *table, ent_treaty_part part, ent_treaty_fit *fit,
                            ent_error *error)
{
    ent_event_logit *logit = ent_treaty_logit(fit, part);
    const char *name = ent_json_text(ent_json_cell(table, "part", part));
    double scale = cell(table, "scale", part), drawn = cell(table, "drawn", part);
    if (!name || strcmp(name, ent_treaty_part_word(part)) != 0 || !(scale >= 0 && isfinite(scale))
        || !(drawn > 0 && isfinite(drawn)))
        return ent_fail(error, ENT_ERR_INPUT, "%s: row %d of its parts is '%.40s', or has no scale, or no level of drawn "
                        "parameters; expected '%s': fit it again", path,
                        (int)part + 1, name ? name : "", ent_treaty_part_word(part));
    logit->predictor_count = ent_treaty_first((ent_treaty_part)(part + 1)) - ent_treaty_first(part) - 1;
    fit->occasions[part] = (size_t)cell(table, "occasions", part);
    logit->cases = (size_t)cell(table, "cases", part);
    logit->events = (size_t)cell(table, "events", part);
    logit->iterations = (size_t)cell(table, "iterations", part);
    logit->scale = scale;
    fit->drawn[part] = drawn;
    return ENT_OK;
}

static ent_status read_sizes(const char *path, const ent_json_value *result, ent_treaty_fit *fit, ent_error *error)
{
    const ent_json_value *table = ent_json_get(result, "founding_sizes");
    fit->foundings = (size_t)fmax(ent_json_number(ent_json_get(result, "foundings")), 0);
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        double size = cell(table, "size", row), weight = cell(table, "weight", row);
        if (row == ENT_FOUNDING_SIZES || !(size >= 3 && size < 1e6) || !(weight >= 0 && weight <= 1))
            return ent_fail(error, ENT_ERR_INPUT, "%s: row %zu of its founding sizes is none", path, row + 1);
        fit->size[row] = (int)size;
        fit->size_weight[row] = weight;
        fit->size_count++;
    }
    return ENT_OK;
}

ent_status treaty_fit_read(const char *path, const ent_json_value *result, ent_treaty_fit *fit, double theta[],
                           ent_error *error)
{
    const ent_json_value *effects = ent_json_get(result, "effects"), *parts = ent_json_get(result, "parts");
    size_t count = ent_treaty_parameters();
    *fit = (ent_treaty_fit){0};
    fit->routes.together = ent_json_number(ent_json_get(result, "together"));
    fit->bilateral_rate = ent_json_number(ent_json_get(result, "bilateral_rate"));
    if (ent_json_row_count(effects) != count || !(fit->routes.together >= 0))
        return ent_fail(error, ENT_ERR_INPUT, "%s: the fit has %zu effects, the family treaty %zu: fit it again", path,
                        ent_json_row_count(effects), count);
    ent_status status = ENT_OK;
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        status = read_effect(path, effects, k, fit, theta, error);
    for (size_t part = 0; part < ENT_TREATY_GATHER && status == ENT_OK; part++)
        status = read_part(path, parts, (ent_treaty_part)part, fit, error);
    if (status == ENT_OK)
        status = read_sizes(path, result, fit, error);
    ent_treaty_with(theta, fit);
    return status;
}

/* ---- at an origin ---- */

/* Where the model's actors stand among those of the years. A state of the origin's year that is not there on its day is not
 * there any more. */
static ent_status place_actors(const char *path, const ent_model *model, treaty_origin *o, ent_error *error)
{
    size_t n = o->data.data.actor_count;
    uint8_t *now = o->data.present + (o->data.data.year_count - 1) * n;
    o->place = ent_new_array(model->actor_count, sizeof *o->place);
    if (!o->place)
        return ent_fail_memory(error);
    memset(now, 0, n);
    for (size_t i = 0; i < model->actor_count; i++) {
        int place = o->data.index[model->world_actors[i]];
        if (place < 0)
            return ent_fail(error, ENT_ERR_INPUT, "%s: '%s' is there on the day, but in no year of %s@%s", path,
                            model->actors[i], o->data.states.name, o->data.states.source);
        o->place[i] = (size_t)place;
        now[place] = 1;
    }
    return ENT_OK;
}

ent_status treaty_origin_open(const char *path, const ent_json_value *result, ent_world *world, const ent_model *model,
                              double theta[], treaty_origin **out, ent_error *error)
{
    treaty_origin *o = *out = ent_new_array(1, sizeof *o);
    if (!o)
        return ent_fail_memory(error);
    ent_status status = treaty_fit_read(path, result, &o->learnt, theta, error);
    if (status == ENT_OK)
        status = treaty_years_read(&o->data, world, model, model->days[0], error);
    if (status == ENT_OK)
        status = treaty_years_check_sources(path, result, &o->data, error);
    return status == ENT_OK ? place_actors(path, model, o, error) : status;
}

void treaty_origin_free(treaty_origin *origin)
{
    if (!origin)
        return;
    world_years_clear(&origin->data);
    free(origin->place);
    free(origin);
}
