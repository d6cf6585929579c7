#include "table/years.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- times ---- */

static ent_span one_day(int year, ent_day like)
{
    int month, day;
    ent_day_to_date(like, NULL, &month, &day);
    if (month == 2 && day == 29)
        day = 28;
    return (ent_span){ent_day_from_date(year, month, day), ent_day_from_date(year, month, day)};
}

ent_status years_open(years *y, ent_world *world, ent_span asked, bool is_day, ent_error *error)
{
    int from = ent_day_year(asked.from), to = ent_day_year(asked.to);
    *y = (years){.world = world, .is_day = is_day, .places = ent_world_actor_count(world) + 1};
    y->count = is_day ? 2 : (size_t)(to - from) + 2;
    y->when = ent_new_array(y->count, sizeof *y->when);
    if (!y->when)
        return ent_fail_memory(error);
    for (size_t t = 0; t < y->count; t++) {
        int year = from - 1 + (int)t;
        y->when[t] = is_day ? one_day(year, asked.from) : ent_span_of_year(year);
    }
    if (is_day)
        y->when[1] = asked;
    return ENT_OK;
}

void years_clear(years *y)
{
    free(y->when);
    *y = (years){0};
}

int years_year(const years *y, size_t time)
{
    return ent_day_year(y->when[time].from);
}

ent_span years_all(const years *y)
{
    return (ent_span){y->when[0].from, y->when[y->count - 1].to};
}

/* The times that a span touches: from *first to before *last. */
static void find_times(const years *y, ent_span span, size_t *first, size_t *last)
{
    *first = 0;
    while (*first < y->count && y->when[*first].to < span.from)
        ++*first;
    *last = *first;
    while (*last < y->count && y->when[*last].from <= span.to)
        ++*last;
}

static uint8_t *find_covered(const years *y, const ent_series *series)
{
    uint8_t *covered = ent_new_array(y->count, 1);
    for (size_t t = 0; covered && t < y->count; t++)
        covered[t] = ent_spans_meet(series->covers, y->when[t]);
    return covered;
}

/* ---- series ---- */

ent_status years_find(ent_world *world, ent_series_kind kind, const char *name, ent_series *out,
                      bool *found, ent_error *error)
{
    ent_error local = {0};
    ent_status status = ent_world_resolve(world, kind, name, out, &local);
    *found = status == ENT_OK;
    if (status == ENT_OK || status == ENT_ERR_INPUT)
        return ENT_OK;
    return ent_fail(error, status, "%s", local.message);
}

ent_status years_find_states(ent_world *world, ent_series *out, ent_error *error)
{
    size_t count;
    bool found;
    const ent_series *first = ent_world_series(world, ENT_SYSTEM, &count);
    if (count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "the world has no actors with membership");
    ent_status status = years_find(world, ENT_SYSTEM, "cow", out, &found, error);
    if (status == ENT_OK && !found)
        *out = *first;
    return status;
}

/* ---- members ---- */

static ent_status read_members(const years *y, years_members *out, ent_error *error)
{
    ent_spells spells = {0};
    out->in = ent_new_array(y->count * y->places, 1);
    out->covered = find_covered(y, &out->series);
    if (!out->in || !out->covered)
        return ent_fail_memory(error);
    ent_status status = ent_world_spells(y->world, &out->series, years_all(y), &spells, error);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        size_t first, last;
        find_times(y, spells.items[i].span, &first, &last);
        for (size_t t = first; t < last; t++)
            out->in[t * y->places + (size_t)spells.items[i].a] = 1;
    }
    ent_spells_clear(&spells);
    return status;
}

ent_status years_read_members(const years *y, const char *system, years_members *out,
                              ent_error *error)
{
    *out = (years_members){0};
    ent_status status = ent_world_resolve(y->world, ENT_SYSTEM, system, &out->series, error);
    return status == ENT_OK ? read_members(y, out, error) : status;
}

ent_status years_read_states(const years *y, years_members *out, ent_error *error)
{
    *out = (years_members){0};
    ent_status status = years_find_states(y->world, &out->series, error);
    return status == ENT_OK ? read_members(y, out, error) : status;
}

void years_members_clear(years_members *members)
{
    free(members->in);
    free(members->covered);
    *members = (years_members){0};
}

/* ---- values ---- */

static void enter_value(const years *y, years_values *out, const ent_spell *spell)
{
    size_t first, last;
    const char *unit = ent_world_unit(y->world, spell->unit);
    find_times(y, spell->span, &first, &last);
    for (size_t t = first; t < last; t++) {
        if (out->unit[t] && *out->unit[t] && strcmp(out->unit[t], unit) != 0)
            out->unit[t] = NULL;
        else if (out->unit[t])
            out->unit[t] = unit;
        out->value[t * y->places + (size_t)spell->a] = spell->number; /* in the order of days */
        out->marks[t * y->places + (size_t)spell->a] = (uint8_t)(spell->marks & ENT_MARKS_DOUBT);
    }
}

/* A series of texts (names of capitals) has no numbers to reckon with; it is not one whose numbers are missing. */
static ent_status need_numbers(const years *y, const ent_series *series, const ent_spells *spells,
                               ent_error *error)
{
    for (size_t i = 0; i < spells->count; i++)
        if (!isnan(spells->items[i].number) || spells->items[i].text == 0)
            return ENT_OK;
    if (spells->count == 0)
        return ENT_OK;
    const char *text = ent_world_phrase(y->world, spells->items[0].text);
    return ent_fail(error, ENT_ERR_INPUT, "%s@%s has texts ('%.40s'); expected an attribute with numbers",
                    series->name, series->source, text ? text : "");
}

ent_status years_read_values(const years *y, const char *attribute, years_values *out,
                             ent_error *error)
{
    ent_spells spells = {0};
    *out = (years_values){0};
    ent_status status = ent_world_resolve(y->world, ENT_ATTRIBUTE, attribute, &out->series, error);
    if (status != ENT_OK)
        return status;
    out->value = ent_new_array(y->count * y->places, sizeof *out->value);
    out->marks = ent_new_array(y->count * y->places, 1);
    out->unit = ent_new_array(y->count, sizeof *out->unit);
    out->covered = find_covered(y, &out->series);
    if (!out->value || !out->marks || !out->unit || !out->covered)
        return ent_fail_memory(error);
    for (size_t at = 0; at < y->count * y->places; at++)
        out->value[at] = (double)NAN;
    for (size_t t = 0; t < y->count; t++)
        out->unit[t] = "";
    status = ent_world_spells(y->world, &out->series, years_all(y), &spells, error);
    if (status == ENT_OK)
        status = need_numbers(y, &out->series, &spells, error);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++)
        if (!isnan(spells.items[i].number))
            enter_value(y, out, &spells.items[i]);
    for (size_t t = 0; t < y->count && status == ENT_OK; t++)
        for (size_t i = 0; i < y->places && !out->unit[t]; i++)
            out->value[t * y->places + i] = (double)NAN;
    ent_spells_clear(&spells);
    return status;
}

void years_values_clear(years_values *values)
{
    free(values->value);
    free(values->marks);
    free(values->unit);
    free(values->covered);
    *values = (years_values){0};
}

/* ---- ties ---- */

ent_status years_read_ties(const years *y, const char *layer, ent_scale scale, years_ties *out,
                           ent_error *error)
{
    *out = (years_ties){0};
    ent_status status = ent_world_resolve(y->world, ENT_LAYER, layer, &out->series, error);
    if (status != ENT_OK)
        return status;
    if (out->series.measure == ENT_VALUED)
        return ent_fail(error, ENT_ERR_INPUT,
                        "the layer %s@%s is valued; portfolios have levels 0 to 3",
                        out->series.name, out->series.source);
    if (scale != ENT_SCALE_NONE && out->series.scale == ENT_SCALE_NONE)
        return ent_fail(error, ENT_ERR_INPUT,
                        "--scale is for layers of treaties: the ties of %s@%s have no obligations",
                        out->series.name, out->series.source);
    out->scale = scale != ENT_SCALE_NONE ? scale : out->series.scale;
    status = ent_world_spells(y->world, &out->series, years_all(y), &out->spells, error);
    out->binary = out->scale == ENT_SCALE_NONE;
    for (size_t i = 0; i < out->spells.count && out->series.measure != ENT_BINARY; i++)
        out->binary &= out->spells.items[i].level <= 1;
    return status;
}

size_t years_ties_doubted(const years *y, const years_ties *ties)
{
    ent_span asked = {y->when[1].from, y->when[y->count - 1].to};
    size_t doubted = 0;
    for (size_t i = 0; i < ties->spells.count; i++)
        doubted += (ties->spells.items[i].marks & ENT_MARKS_DOUBT) != 0 &&
                   ent_spans_meet(ties->spells.items[i].span, asked);
    return doubted;
}

void years_ties_clear(years_ties *ties)
{
    ent_spells_clear(&ties->spells);
    *ties = (years_ties){0};
}

bool years_ties_covered(const years *y, const years_ties *ties, size_t time)
{
    return ent_spans_meet(ties->series.covers, y->when[time]);
}

/* The level of a tie: what is owed by the scale; a binary tie is a whole one. */
static int tie_level(const years_ties *ties, const ent_spell *spell)
{
    if (ties->scale != ENT_SCALE_NONE)
        return ent_alliance_level(ties->scale, spell->obligations);
    return ties->binary ? 3 : spell->level;
}

static void enter_level(const years_ties *ties, uint8_t *entry, int level)
{
    *entry = (uint8_t)ent_level_join(ties->series.name, *entry, level);
}

ent_status years_levels(const years *y, const years_ties *ties, size_t time, const int *place,
                        size_t n, int *index, uint8_t *level, ent_error *error)
{
    memset(level, 0, n * n);
    for (size_t i = 0; i < y->places; i++)
        index[i] = -1;
    for (size_t i = 0; i < n; i++)
        index[place[i]] = (int)i;
    for (size_t k = 0; k < ties->spells.count; k++) {
        const ent_spell *spell = &ties->spells.items[k];
        int a = index[spell->a], b = index[spell->b];
        if (!ent_spans_meet(spell->span, y->when[time]) || a < 0 || b < 0)
            continue;
        int value = tie_level(ties, spell);
        if (value > 3)
            return ent_fail(error, ENT_ERR_INPUT,
                            "%s@%s has ties of level %d; portfolios have levels 0 to 3",
                            ties->series.name, ties->series.source, value);
        enter_level(ties, &level[(size_t)a * n + (size_t)b], value);
        if (!ties->series.directed)
            enter_level(ties, &level[(size_t)b * n + (size_t)a], value);
    }
    for (size_t i = 0; i < n; i++)
        level[i * n + i] = 3;
    return ENT_OK;
}
