/* What models of treaties learn from, or start at: the years of a world, and which series they are made of. */
#include "report/treaty_fit.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

ent_status treaty_years_read(world_years *data, ent_world *world, const ent_model *model, ent_day until, ent_error *error)
{
    char layer[160];
    snprintf(layer, sizeof layer, "%s@%s", model->layer, model->layer_source);
    return world_years_read_until(data, world, layer, model->obligations, until, error);
}

enum { SERIES_MOST = 10 };

/* Those that are used; returns how many. */
static size_t list_series(const world_years *data, const ent_series *out[SERIES_MOST])
{
    const ent_series *all[SERIES_MOST] = {&data->states, &data->layer, data->own_treaties ? NULL : &data->treaties,
                                          &data->borders, &data->capitals, &data->majors, &data->capabilities,
                                          &data->rivalries, &data->disputes, &data->others};
    size_t count = 0;
    for (size_t k = 0; k < SERIES_MOST; k++) {
        bool again = k > 0 && all[k] == &data->others && data->others.id == data->layer.id;
        if (all[k] && all[k]->id && !again)
            out[count++] = all[k];
    }
    return count;
}

void treaty_years_add_sources(answer *a, const world_years *data)
{
    const ent_series *series[SERIES_MOST];
    size_t count = list_series(data, series);
    ent_json_value *table = answer_add_sources(a);
    for (size_t k = 0; k < count; k++)
        answer_add_source(a, table, series[k]);
}

/* Pacts of another kind may be of another source of the layer, so that a name can be there twice. */
static size_t count_named(const ent_series *const series[], size_t count, const char *name)
{
    size_t named = 0;
    for (size_t k = 0; k < count; k++)
        named += strcmp(series[k]->name, name) == 0;
    return named;
}

ent_status treaty_years_check_sources(const char *path, const ent_json_value *result, const world_years *data,
                                      ent_error *error)
{
    const ent_series *series[SERIES_MOST];
    size_t count = list_series(data, series);
    const ent_json_value *table = ent_json_get(result, "sources");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *name = ent_json_text(ent_json_cell(table, "name", row));
        const char *source = ent_json_text(ent_json_cell(table, "source", row));
        size_t then = 0;
        for (size_t other = 0; other < ent_json_row_count(table) && name; other++) {
            const char *also = ent_json_text(ent_json_cell(table, "name", other));
            then += also && strcmp(also, name) == 0;
        }
        if (!name || count_named(series, count, name) < then)
            return ent_fail(error, ENT_ERR_INPUT, "%s: the fit learnt from %s@%s, and the world has no %s for all years from %d "
                            "to %d", path, name ? name : "?", source ? source : "?", name ? name : "such series", data->first_year,
                            world_years_last_year(data));
    }
    return ENT_OK;
}
