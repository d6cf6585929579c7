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

/* CINC: the published column, and the components of the same source. Where one of them is not there only
 * the column counts; where the column is not there, only the components. */
static ent_status resolve_cinc(power *p, ent_world *world, const char *at)
{
    char name[160];
    p->is_cinc = true;
    snprintf(name, sizeof name, "cinc%s", at);
    bool column = add_series(p, world, name, NULL) == ENT_OK;
    if (column)
        snprintf(name, sizeof name, "milex@%s", p->sources[0].source);
    else
        snprintf(name, sizeof name, "milex%s", at);
    size_t first = p->source_count;
    ent_status status = add_series(p, world, name, NULL);
    for (size_t c = 1; c < ENT_CINC_COMPONENTS && status == ENT_OK; c++) {
        snprintf(name, sizeof name, "%s@%s", ent_cinc_component(c), p->sources[first].source);
        status = add_series(p, world, name, NULL);
    }
    p->rebuilt = status == ENT_OK && p->source_count == first + ENT_CINC_COMPONENTS;
    for (size_t i = first + 1; i < p->source_count && p->rebuilt; i++)
        p->rebuilt = strcmp(p->sources[i].source, p->sources[first].source) == 0;
    if (!p->rebuilt)
        p->source_count = first;
    snprintf(p->formula, sizeof p->formula, "%s",
             p->rebuilt ? "mean over the components that are there of its share of the world's"
                        : "as the source has it");
    snprintf(name, sizeof name, "cinc%s", at);
    return column || p->rebuilt ? ENT_OK : add_series(p, world, name, p->error);
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
    if (strcmp(base, "cinc") == 0)
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

static ent_status read_cinc(power *p)
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
        years_values_clear(&values);
    }
    for (size_t t = 0; t < p->y.count && status == ENT_OK; t++)
        ent_cinc(component + t * p->y.places * ENT_CINC_COMPONENTS, p->y.places,
                 p->value + t * p->y.places, p->used + t * p->y.places);
    free(component);
    return status;
}

/* The published column: beside the rebuilt one, or in its place. */
static ent_status read_published(power *p)
{
    years_values values = {0};
    ent_status status = read_source(p, 0, &values);
    if (status == ENT_OK && p->rebuilt) {
        p->published = values.value;
        values.value = NULL;
    } else if (status == ENT_OK) {
        memcpy(p->value, values.value, p->y.count * p->y.places * sizeof *p->value);
    }
    years_values_clear(&values);
    return status;
}

static ent_status read_measure(power *p)
{
    years_values values[2] = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < p->source_count && status == ENT_OK; i++) {
        status = read_source(p, i, &values[i]);
        if (status == ENT_OK)
            to_base_unit(&p->y, &values[i]);
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
    p->unit = ent_new_array(p->y.count, sizeof *p->unit);
    p->rank = ent_new_array(p->y.places, sizeof *p->rank);
    for (size_t i = 0; i < ent_countof(p->scratch); i++)
        p->scratch[i] = ent_new_array(p->y.places, sizeof *p->scratch[i]);
    if (!p->value || !p->unit || !p->rank || !p->scratch[0] || !p->scratch[1] || !p->scratch[2])
        return ent_fail_memory(p->error);
    for (size_t t = 0; t < p->y.count; t++)
        p->unit[t] = "";
    if (!p->is_cinc)
        return read_measure(p);
    ent_status status = p->rebuilt ? read_cinc(p) : ENT_OK;
    if (status == ENT_OK && p->source_count != ENT_CINC_COMPONENTS)
        status = read_published(p);
    return status;
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
