/* The values of a measure over time, from the world: CINC rebuilt from its six components, the measures of
 * the table in entente/measure.h, or a plain attribute. */
#include "report/power.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- which sources ---- */

static ent_status add_series(power *p, ent_world *world, const char *name, ent_error *error)
{
    ent_status status =
        ent_world_resolve(world, ENT_ATTRIBUTE, name, &p->sources[p->source_count], error);
    p->source_count += status == ENT_OK;
    return status;
}

/* The six components of one source. Where one of them is not there, none is. */
static ent_status resolve_components(power *p, ent_world *world, const char *at)
{
    char name[160];
    size_t first = p->source_count;
    const ent_series *milex = &p->sources[first];
    ent_status status = ENT_OK;
    bool found = true;
    for (size_t c = 0; c < ENT_CINC_COMPONENTS && status == ENT_OK && found; c++) {
        ent_series *series = &p->sources[first + c];
        snprintf(name, sizeof name, "%s%s%s", ent_cinc_component(c), c ? "@" : at,
                 c ? milex->source : "");
        status = years_find(world, ENT_ATTRIBUTE, name, series, &found, p->error);
        found = found && strcmp(series->source, milex->source) == 0;
        p->source_count++;
    }
    p->rebuilt = status == ENT_OK && found;
    if (!p->rebuilt)
        p->source_count = first;
    return status;
}

/* Which of the two is the value, and what stands beside it. */
static ent_status choose_cinc(power *p, bool want_rebuilt)
{
    bool value_rebuilt = p->rebuilt && (want_rebuilt || !p->has_column);
    if (p->rebuilt && p->has_column)
        p->beside_name = value_rebuilt ? "published" : "rebuilt";
    snprintf(p->formula, sizeof p->formula, "%s", value_rebuilt
             ? "mean over the components that are there of its share of the world's"
             : "as the source has it");
    if (want_rebuilt && !p->rebuilt)
        return ent_fail(p->error, ENT_ERR_INPUT, "CINC cannot be rebuilt: the world has not all of "
                        "milex, milper, irst, pec, tpop, upop of one source");
    return ENT_OK;
}

/* cinc: the published column, with that rebuilt from the components of the same source beside it; of a
 * world without the column the rebuilt one. cinc_rebuilt: the reverse. */
static ent_status resolve_cinc(power *p, ent_world *world, const char *at)
{
    char name[160];
    p->is_cinc = true;
    p->row = ent_measure_find("cinc");
    snprintf(name, sizeof name, "cinc%s", at);
    ent_status status =
        years_find(world, ENT_ATTRIBUTE, name, &p->sources[0], &p->has_column, p->error);
    p->source_count = p->has_column;
    if (p->has_column)
        snprintf(name, sizeof name, "@%s", p->sources[0].source);
    if (status == ENT_OK)
        status = resolve_components(p, world, p->has_column ? name : at);
    if (status == ENT_OK && !p->has_column && !p->rebuilt)
        return add_series(p, world, name, p->error); /* for its message */
    return status == ENT_OK ? choose_cinc(p, strncmp(p->name, "cinc_rebuilt", 12) == 0) : status;
}

ent_status power_resolve(power *p, ent_world *world)
{
    char base[96], name[200];
    const char *at = strchr(p->name, '@');
    size_t length = at ? (size_t)(at - p->name) : strlen(p->name);
    snprintf(base, sizeof base, "%.*s", length < sizeof base ? (int)length : 0, p->name);
    if (!at)
        at = "";
    p->row = ent_measure_find(base);
    if (strcmp(base, "cinc") == 0 || strcmp(base, "cinc_rebuilt") == 0)
        return resolve_cinc(p, world, at);
    snprintf(p->formula, sizeof p->formula, "%s", p->row && p->row->needs[1] ? p->row->formula
                                                                             : "as the source has it");
    if (!p->row)
        return add_series(p, world, p->name, p->error);
    for (size_t i = 0; i < ent_countof(p->row->needs) && p->row->needs[i]; i++) {
        snprintf(name, sizeof name, "%s%s", p->row->needs[i], at);
        ent_status status = add_series(p, world, name, p->error);
        if (status != ENT_OK)
            return status;
    }
    return ENT_OK;
}

/* ---- reading ---- */

static ent_status read_source(power *p, size_t which, years_values *out)
{
    char name[160];
    snprintf(name, sizeof name, "%s@%s", p->sources[which].name, p->sources[which].source);
    return years_read_values(&p->y, name, out, p->error);
}

/* A value that is made of several is under the doubts of each. */
static void join_marks(power *p, const years_values *values)
{
    for (size_t at = 0; at < p->y.count * p->y.places; at++)
        p->marks[at] |= values->marks[at];
}

/* Values in the base unit: thousands of persons as persons. */
static void to_base_unit(const years *y, years_values *values)
{
    for (size_t t = 0; t < y->count; t++) {
        const char *base = "";
        double factor = values->unit[t] ? ent_unit_factor(values->unit[t], &base) : 1;
        for (size_t i = 0; i < y->places; i++)
            values->value[t * y->places + i] *= factor;
        values->unit[t] = values->unit[t] ? base : NULL;
    }
}

static ent_status rebuild_cinc(power *p, double *cinc)
{
    size_t cells = p->y.count * p->y.places;
    size_t first = p->source_count - ENT_CINC_COMPONENTS;
    double *component = ent_new_array(cells * ENT_CINC_COMPONENTS, sizeof *component);
    p->used = ent_new_array(cells, sizeof *p->used);
    ent_status status = component && p->used ? ENT_OK : ent_fail_memory(p->error);
    for (size_t c = 0; c < ENT_CINC_COMPONENTS && status == ENT_OK; c++) {
        years_values values = {0};
        status = read_source(p, first + c, &values);
        for (size_t at = 0; at < cells && status == ENT_OK; at++)
            component[at * ENT_CINC_COMPONENTS + c] = values.value[at];
        if (status == ENT_OK && cinc == p->value)
            join_marks(p, &values);
        years_values_clear(&values);
    }
    for (size_t t = 0; t < p->y.count && status == ENT_OK; t++)
        ent_cinc(component + t * p->y.places * ENT_CINC_COMPONENTS, p->y.places,
                 cinc + t * p->y.places, p->used + t * p->y.places);
    free(component);
    return status;
}

static ent_status read_column(power *p, double *cinc)
{
    years_values values = {0};
    ent_status status = read_source(p, 0, &values);
    if (status == ENT_OK)
        memcpy(cinc, values.value, p->y.count * p->y.places * sizeof *cinc);
    if (status == ENT_OK && cinc == p->value)
        join_marks(p, &values);
    years_values_clear(&values);
    return status;
}

static ent_status read_cinc(power *p)
{
    bool both = p->beside_name != NULL;
    bool value_rebuilt = both ? strcmp(p->beside_name, "published") == 0 : p->rebuilt;
    if (both && !(p->beside = ent_new_array(p->y.count * p->y.places, sizeof *p->beside)))
        return ent_fail_memory(p->error);
    ent_status status = value_rebuilt ? rebuild_cinc(p, p->value) : read_column(p, p->value);
    if (status != ENT_OK || !both)
        return status;
    return value_rebuilt ? read_column(p, p->beside) : rebuild_cinc(p, p->beside);
}

static ent_status read_measure(power *p)
{
    years_values values[2] = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < p->source_count && status == ENT_OK; i++) {
        status = read_source(p, i, &values[i]);
        if (status == ENT_OK) {
            to_base_unit(&p->y, &values[i]);
            join_marks(p, &values[i]);
        }
    }
    for (size_t at = 0; at < p->y.count * p->y.places && status == ENT_OK; at++) {
        double second = values[1].value ? values[1].value[at] : (double)NAN;
        p->value[at] = p->row ? ent_measure_combine(p->row, values[0].value[at], second)
                              : values[0].value[at];
    }
    for (size_t t = 0; t < p->y.count && status == ENT_OK; t++)
        p->unit[t] = values[0].unit[t] && p->row && p->row->unit ? p->row->unit : values[0].unit[t];
    years_values_clear(&values[0]);
    years_values_clear(&values[1]);
    return status;
}

ent_status power_read(power *p)
{
    size_t cells = p->y.count * p->y.places;
    p->value = ent_new_array(cells, sizeof *p->value);
    p->marks = ent_new_array(cells, 1);
    p->unit = ent_new_array(p->y.count, sizeof *p->unit);
    p->rank = ent_new_array(p->y.places, sizeof *p->rank);
    for (size_t i = 0; i < ent_countof(p->scratch); i++)
        p->scratch[i] = ent_new_array(p->y.places, sizeof *p->scratch[i]);
    if (!p->value || !p->marks || !p->unit || !p->rank || !p->scratch[0] || !p->scratch[1] || !p->scratch[2])
        return ent_fail_memory(p->error);
    for (size_t t = 0; t < p->y.count; t++)
        p->unit[t] = "";
    return p->is_cinc ? read_cinc(p) : read_measure(p);
}

/* ---- distance ---- */

ent_status power_read_distance(power *p)
{
    years_values latitude = {0}, longitude = {0};
    int toward;
    if (!p->options->toward)
        return ENT_OK;
    ent_span asked = {p->y.when[1].from, p->y.when[p->y.count - 1].to};
    ent_status status =
        ent_world_find_actor(p->y.world, p->options->toward, asked, &toward, p->error);
    if (status == ENT_OK)
        status = years_read_values(&p->y, "capital_latitude", &latitude, p->error);
    if (status == ENT_OK)
        status = years_read_values(&p->y, "capital_longitude", &longitude, p->error);
    p->km = status == ENT_OK ? ent_new_array(p->y.count * p->y.places, sizeof *p->km) : NULL;
    if (status == ENT_OK && !p->km)
        status = ent_fail_memory(p->error);
    for (size_t t = 0; t < p->y.count && status == ENT_OK; t++)
        for (size_t i = 0; i < p->y.places; i++) {
            size_t own = t * p->y.places + i, goal = t * p->y.places + (size_t)toward;
            p->km[own] = ent_great_circle(latitude.value[own], longitude.value[own],
                                          latitude.value[goal], longitude.value[goal]);
        }
    years_values_clear(&latitude);
    years_values_clear(&longitude);
    return status;
}

size_t power_values(const power *p, size_t time, const uint8_t *in, double *out)
{
    size_t members = 0, row = time * p->y.places;
    for (size_t i = 0; i < p->y.places; i++) {
        members += in[row + i];
        out[i] = in[row + i] ? p->value[row + i] : (double)NAN;
    }
    return members;
}
