/* Capabilities in a forecast: which attribute, its values on the first day, how they grow, and whose camps are measured. */
#include "report/forecast.h"

#include "core/memory.h"
#include "core/text.h"
#include "entente/snapshot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 3 };

static ent_status fill_sizes(forecasting *f, ent_error *error)
{
    char name[160];
    const char *none[1] = {NULL}, *attributes[1] = {name};
    snprintf(name, sizeof name, "%s@%s", f->size.name, f->size.source);
    ent_snapshot_options options = {.layers = none, .attributes = attributes, .attribute_count = 1};
    ent_snapshot *now = NULL;
    ent_status status = ent_snapshot_at(f->fit.world, f->fit.model->days[0], &options, &now, error);
    const ent_attribute *size = status == ENT_OK ? ent_snapshot_attribute(now, f->size.name) : NULL;
    for (size_t i = 0; i < f->fit.model->actor_count && size; i++) {
        int at = ent_snapshot_find(now, f->fit.model->actors[i]);
        f->sizes[i] = at < 0 || size->missing[at] ? (double)NAN : size->value[at];
    }
    ent_snapshot_free(now);
    return status;
}

/* The sizes of a year, where they are known; the actors of the model by their numbers in the world. */
static ent_status read_year(forecasting *f, const int *id, ent_day day, double *value, ent_error *error)
{
    ent_spells spells = {0};
    size_t n = f->fit.model->actor_count;
    ent_status status = ent_world_spells(f->fit.world, &f->size, (ent_span){day, day}, &spells, error);
    for (size_t k = 0; k < spells.count; k++)
        for (size_t i = 0; i < n; i++)
            if (id[i] == spells.items[k].a)
                value[i] = spells.items[k].number;
    ent_spells_clear(&spells);
    return status;
}

/* The day on which a year is asked: none after the origin. */
ent_day forecast_middle_of(ent_day origin, int year)
{
    ent_day middle = ent_day_from_date(year, 7, 1);
    return middle < origin ? middle : origin;
}

/* Growth of the FORECAST_HISTORY years to the origin; sizes stay as they are where it is not known, or not wanted. */
static ent_status read_growth(forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    ent_day origin = f->fit.model->days[0];
    ent_error quiet = {0};
    double *value = ent_new_array((FORECAST_HISTORY + 1) * n, sizeof *value);
    int *id = ent_new_array(n, sizeof *id);
    ent_status status = value && id ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        ent_status found = ent_world_find_actor(f->fit.world, f->fit.model->actors[i], (ent_span){origin, origin}, &id[i], &quiet);
        if (found == ENT_ERR_MEMORY)
            status = ent_fail_memory(error);
        id[i] = found == ENT_OK ? id[i] : -1;
    }
    for (size_t k = 0; k < (FORECAST_HISTORY + 1) * n && status == ENT_OK; k++)
        value[k] = (double)NAN;
    for (int y = 0; y <= FORECAST_HISTORY && status == ENT_OK; y++)
        status = read_year(f, id, forecast_middle_of(origin, ent_day_year(origin) - FORECAST_HISTORY + y), value + (size_t)y * n, error);
    if (status == ENT_OK)
        status = ent_drift_of(value, FORECAST_HISTORY + 1, n, &f->paths.growth, &quiet) == ENT_ERR_MEMORY ? ent_fail_memory(error) : ENT_OK;
    free(value);
    free(id);
    return status;
}

/* Sizes from the origin on, and whom they are added up for. */
static ent_status open_paths(forecasting *f, ent_error *error)
{
    f->paths = (ent_size_paths){.n = f->fit.model->actor_count, .years = forecasting_year(f, f->steps - 1), .start = f->sizes,
                                .seed = f->options->seed};
    ent_status status = f->options->steady ? ENT_OK : read_growth(f, error);
    if (status == ENT_OK)
        status = forecasting_give_paths(f, error);
    return status == ENT_OK ? forecasting_find_blocs(f, error) : status;
}

/* Without --size CINC is looked for, and not missed where it is not. */
static ent_status read_sizes(forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    ent_error quiet = {0};
    const char *asked = forecasting_size_name(f), *name = asked ? asked : "cinc";
    f->sizes = ent_new_array(n, sizeof *f->sizes);
    if (!f->sizes)
        return ent_fail_memory(error);
    ent_status status = ent_world_resolve(f->fit.world, ENT_ATTRIBUTE, name, &f->size, asked ? error : &quiet);
    if (status == ENT_OK)
        status = fill_sizes(f, asked ? error : &quiet);
    double all = 0;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        all += f->sizes[i] > 0 ? f->sizes[i] : 0;
    if (status == ENT_OK && all > 0)
        return ENT_OK;
    f->size.id = 0;
    if (status == ENT_ERR_MEMORY)
        return ent_fail_memory(error);
    if (!asked && f->given)
        return ent_fail(error, ENT_ERR_INPUT, "%s gives capabilities, and the world has no cinc on the day; name an attribute with "
                        "--size", f->given->file);
    if (!asked)
        return ENT_OK;
    return status != ENT_OK ? status
               : ent_fail(error, ENT_ERR_INPUT, "%s '%.60s' has no value above 0 on the day",
                          f->options->size ? "--size" : "attribute", asked);
}

ent_status forecasting_actor(const forecasting *f, const char *code, size_t *out, ent_error *error)
{
    const ent_model *model = f->fit.model;
    for (size_t i = 0; i < model->actor_count; i++)
        if (ent_equal_nocase(model->actors[i], code)) {
            *out = i;
            return ENT_OK;
        }
    const char *near = ent_nearest(code, model->actors, model->actor_count);
    return ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is no actor of the forecast%s%s%s", code, near ? "; did you mean '" : "",
                    near ? near : "", near ? "'?" : "");
}

static void take_largest(forecasting *f)
{
    size_t n = f->fit.model->actor_count;
    while (f->power_count < LARGEST && f->power_count < n) {
        size_t best = n;
        for (size_t i = 0; i < n; i++) {
            bool taken = !(f->sizes[i] > 0);
            for (size_t k = 0; k < f->power_count; k++)
                taken |= f->power[k] == i;
            if (!taken && (best == n || f->sizes[i] > f->sizes[best]))
                best = i;
        }
        if (best == n)
            return;
        f->power[f->power_count++] = best;
    }
}

static ent_status take_powers(forecasting *f, ent_error *error)
{
    if (!f->size.id)
        return f->options->of ? ent_fail(error, ENT_ERR_ARGUMENT, "--of needs capabilities, and the world has no cinc on the day; "
                                         "name an attribute with --size") : ENT_OK;
    if (!f->options->of) {
        take_largest(f);
        return ENT_OK;
    }
    char *list = ent_copy_text(f->options->of), *rest = list;
    ent_status status = list ? ENT_OK : ent_fail_memory(error);
    for (char *code = strtok_r(list, ",", &rest); code && status == ENT_OK; code = strtok_r(NULL, ",", &rest)) {
        if (f->power_count == FORECAST_POWERS)
            status = ent_fail(error, ENT_ERR_ARGUMENT, "--of: at most %d actors", FORECAST_POWERS);
        else
            status = forecasting_actor(f, code, &f->power[f->power_count], error);
        f->power_count += status == ENT_OK;
    }
    free(list);
    return status;
}

ent_status forecasting_open_sizes(forecasting *f, ent_error *error)
{
    ent_status status = forecasting_choose_paths(f, error);
    if (status == ENT_OK)
        status = read_sizes(f, error);
    if (status == ENT_OK)
        status = take_powers(f, error);
    return status == ENT_OK && f->size.id ? open_paths(f, error) : status;
}

size_t forecasting_count_sizes(const forecasting *f)
{
    size_t known = 0;
    for (size_t i = 0; i < f->fit.model->actor_count; i++)
        known += isnan(f->sizes[i]) ? 0 : 1;
    return known;
}
