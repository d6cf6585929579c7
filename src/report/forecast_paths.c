/* Sizes of years that are given: by --paths, else by a scenario. They are of the attribute of capabilities. */
#include "report/forecast.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *forecasting_size_name(const forecasting *f)
{
    return f->options->size ? f->options->size : f->given ? f->given->attribute : NULL;
}

ent_status forecasting_choose_paths(forecasting *f, ent_error *error)
{
    const char *size = f->options->size;
    if (f->options->paths) {
        ent_status status = ent_given_paths_open(f->options->paths, &f->own_given, error);
        f->given = f->own_given;
        return status;
    }
    f->given = f->scenario ? ent_scenario_get(f->scenario)->paths : NULL;
    if (!f->given || !size || strcmp(size, f->given->attribute) == 0)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "--size '%.60s': the scenario gives paths of '%.60s'; expected the same, or --paths FILE",
                    size, f->given->attribute);
}

static ent_status fail_value(const forecasting *f, const ent_given_value *value, ent_error *error, const char *what)
{
    return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: %s", f->given->file, value->line, what);
}

static ent_status read_actor(const forecasting *f, const ent_given_value *value, size_t *out, ent_error *error)
{
    char what[400];
    ent_error inner = {0};
    ent_status status = future_fit_actor(&f->fit, value->actor, out, &inner);
    if (status == ENT_ERR_MEMORY)
        return ent_fail_memory(error);
    if (status != ENT_OK)
        snprintf(what, sizeof what, "actor '%.60s': %.300s", value->actor, inner.message);
    else if (*out == f->fit.model->actor_count)
        snprintf(what, sizeof what, "actor '%.60s' is none of the %zu of the forecast", value->actor, f->fit.model->actor_count);
    else if (!(f->sizes[*out] > 0))
        snprintf(what, sizeof what, "actor '%.60s' has no %.60s above 0 on the first day, from which its path would start", value->actor,
                 f->size.name);
    else
        return ENT_OK;
    return fail_value(f, value, error, what);
}

/* The value as a point; *taken[year * n + actor] is the line of an earlier one. */
static ent_status read_point(const forecasting *f, const ent_given_value *value, ent_path_point *out, size_t *taken, ent_error *error)
{
    char what[200];
    int origin = ent_day_year(f->fit.model->days[0]), last = origin + (int)f->paths.years;
    ent_status status = read_actor(f, value, &out->actor, error);
    if (status != ENT_OK)
        return status;
    if (value->year <= origin || value->year > last) {
        snprintf(what, sizeof what, "year '%d' is not in the forecast; expected %d to %d", value->year, origin + 1, last);
        return fail_value(f, value, error, what);
    }
    out->year = (size_t)(value->year - origin);
    out->value = value->value;
    size_t *line = &taken[out->year * f->paths.n + out->actor];
    if (*line) {
        snprintf(what, sizeof what, "actor '%.60s' has a second value in year '%d', the first in line %zu; expected one", value->actor,
                 value->year, *line);
        return fail_value(f, value, error, what);
    }
    *line = value->line;
    return ENT_OK;
}

ent_status forecasting_give_paths(forecasting *f, ent_error *error)
{
    if (!f->given)
        return ENT_OK;
    ent_path_point *points = ent_new_array(f->given->count, sizeof *points);
    size_t *taken = ent_new_array((f->paths.years + 1) * f->paths.n, sizeof *taken);
    ent_status status = points && taken ? ENT_OK : ent_fail_memory(error);
    for (size_t k = 0; k < f->given->count && status == ENT_OK; k++)
        status = read_point(f, &f->given->values[k], &points[k], taken, error);
    if (status == ENT_OK)
        status = ent_size_paths_give(&f->paths, points, f->given->count, error);
    free(points);
    free(taken);
    return status;
}

/* ---- the answer ---- */

static void add_cell(const forecasting *f, ent_json_value *table, const char *column, const char *text)
{
    ent_json_add_text(f->job, ent_json_get(table, column), NULL, text);
}

/* Table `given_paths`, as written. */
void forecasting_add_paths(forecasting *f, ent_json_value *root)
{
    static const char *const columns[] = {"actor", "year", "value", "source"};
    if (!f->given)
        return;
    ent_json_add_text(f->job, root, "given_in", f->given->file);
    ent_json_value *table = ent_json_add_table(f->job, root, "given_paths", columns, ent_countof(columns));
    for (size_t k = 0; k < f->given->count; k++) {
        const ent_given_value *value = &f->given->values[k];
        add_cell(f, table, "actor", value->actor);
        ent_json_add_integer(f->job, ent_json_get(table, "year"), NULL, value->year);
        ent_json_add_number(f->job, ent_json_get(table, "value"), NULL, value->value);
        add_cell(f, table, "source", value->source);
    }
}

void forecasting_input_paths(answer *a, const forecasting *f)
{
    if (f->given && f->given->checksum)
        answer_input(a, f->given->file, f->given->checksum);
}
