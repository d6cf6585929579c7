#include "import/yearly.h"

#include "core/memory.h"
#include "core/text.h"
#include "import/reading.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One attribute as it is being read. */
typedef struct {
    ent_series series; /* covers no day till a value came */
    int unit, old_unit;
} value_series;

typedef struct {
    const yearly_table *table;
    value_series *values; /* one for each attribute */
    int note;             /* of doubtful rows */
    unsigned marks;       /* of this row, */
    int row_note;         /* which says why */
    ent_span system;      /* what the state system covers; nothing where there is none */
} yearly;

/* ---- before the first row ---- */

static ent_status declare_source(ent_reading *reading, const yearly *state, ent_source *source,
                                 ent_error *error)
{
    size_t column = reading->importer->version_column;
    *source = state->table->source;
    if (column > 0) {
        const char *text = ent_rows_text(ent_reading_rows(reading), column);
        snprintf(source->version, sizeof source->version, "%s",
                 state->table->version ? state->table->version(text) : text);
    }
    if (state->table->indicator != YEARLY_NOWHERE) /* one file for each indicator */
        snprintf(reading->layout, sizeof reading->layout, "%.30s %.30s", reading->importer->layout,
                 ent_rows_text(ent_reading_rows(reading), (size_t)state->table->indicator));
    return ent_reading_source(reading, source, error);
}

static ent_status declare(ent_reading *reading, yearly *state, ent_error *error)
{
    const yearly_table *table = state->table;
    ent_world *world = ent_reading_world(reading);
    ent_source source;
    ent_series system;
    ent_status status = declare_source(reading, state, &source, error);
    for (size_t i = 0; i < table->attribute_count && status == ENT_OK; i++) {
        const yearly_attribute *attribute = &table->attributes[i];
        value_series *values = &state->values[i];
        int position = attribute->position ? attribute->position : table->position;
        values->series = (ent_series){
            .kind = ENT_ATTRIBUTE,
            .measure = ENT_VALUED,
            .covers = {ENT_DAY_LAST, ENT_DAY_FIRST},
            .position = position ? position : ent_position_of_version(source.version),
        };
        snprintf(values->series.name, sizeof values->series.name, "%s", attribute->name);
        status = ent_world_add_unit(world, attribute->unit, &values->unit, error);
        if (status == ENT_OK && attribute->old_unit)
            status = ent_world_add_unit(world, attribute->old_unit, &values->old_unit, error);
    }
    if (status == ENT_OK && table->doubt)
        status = ent_world_add_phrase(world, table->doubt->note, &state->note, error);
    state->system = (ent_span){ENT_DAY_LAST, ENT_DAY_FIRST};
    if (status == ENT_OK && ent_world_resolve(world, ENT_SYSTEM, "cow", &system, NULL) == ENT_OK)
        state->system = system.covers;
    return status;
}

/* ---- one field ---- */

bool yearly_is_missing(const yearly_table *table, const char *text)
{
    for (size_t i = 0; i < YEARLY_MISSING_MAX && table->missing[i]; i++)
        if (strcmp(table->missing[i], text) == 0)
            return true;
    return *text == '\0';
}

/* Is the number possible? */
static ent_status check_range(ent_reading *reading, const yearly_table *table,
                              const yearly_attribute *attribute, size_t column, double number,
                              ent_error *error)
{
    char range[80];
    if (number >= attribute->least && number <= attribute->most)
        return ENT_OK;
    if (isinf(attribute->most))
        snprintf(range, sizeof range, "%.10g or more", attribute->least);
    else if (isinf(attribute->least))
        snprintf(range, sizeof range, "%.10g or less", attribute->most);
    else
        snprintf(range, sizeof range, "from %.10g to %.10g", attribute->least, attribute->most);
    return ent_rows_fail(ent_reading_rows(reading), column, error, "is neither %s (missing) nor %s",
                         table->missing[0] ? table->missing[0] : "empty", range);
}

/* The series covers all years in which it has a value. */
static ent_status cover(ent_reading *reading, ent_series *series, ent_span span, ent_error *error)
{
    if (span.from >= series->covers.from && span.to <= series->covers.to)
        return ENT_OK;
    series->covers.from = span.from < series->covers.from ? span.from : series->covers.from;
    series->covers.to = span.to > series->covers.to ? span.to : series->covers.to;
    return ent_reading_series(reading, series, error);
}

static double convert(const yearly_attribute *attribute, double number)
{
    if (attribute->exponential)
        number = exp(number);
    return fabs(attribute->factor) > 0 ? number * attribute->factor : number;
}

static ent_status add(ent_reading *reading, const yearly_table *table, ent_series *series,
                      const ent_spell *spell, ent_error *error)
{
    ent_spell_fate fate;
    if (!table->keep_first)
        return ent_reading_add(reading, series, spell, error);
    ent_status status =
        ent_world_add_spell(ent_reading_world(reading), series, spell, &fate, error);
    if (status == ENT_OK && fate == ENT_SPELL_ADDED)
        ent_reading_count(reading, "kept", "%s", series->name);
    else if (status == ENT_OK)
        ent_reading_count(reading, "left out",
                          "%s %s for the actor and year stands in an earlier row",
                          fate == ENT_SPELL_CONFLICT ? "another" : "the same", series->name);
    return status;
}

/* Read the value of an attribute; *kept tells whether there is one. */
static ent_status read_value(ent_reading *reading, yearly *state, size_t which, size_t column,
                             int actor, int year, bool *kept, ent_error *error)
{
    const yearly_attribute *attribute = &state->table->attributes[which];
    value_series *values = &state->values[which];
    const char *text = ent_rows_text(ent_reading_rows(reading), column);
    ent_spell spell = ent_spell_none();
    double number;
    if (yearly_is_missing(state->table, text)) {
        ent_reading_count(reading, "left out", "missing (%s): %s", *text ? text : "empty",
                          attribute->name);
        return ENT_OK;
    }
    ent_status status = ent_rows_number(ent_reading_rows(reading), column, &number, error);
    if (status == ENT_OK)
        status = check_range(reading, state->table, attribute, column, number, error);
    if (status != ENT_OK)
        return status;
    spell.number = convert(attribute, number);
    if (!isfinite(spell.number))
        return ent_rows_fail(ent_reading_rows(reading), column, error, "is too large");
    if (attribute->odd > 0 && spell.number > attribute->odd)
        ent_reading_count(reading, "checked", "%s is above %.10g %s", attribute->name,
                          attribute->odd, attribute->unit);
    if (attribute->count_zero && spell.number <= 0)
        ent_reading_count(reading, "checked", "%s is exactly 0", attribute->name);
    spell.a = actor;
    spell.span = ent_span_of_year(year);
    spell.unit =
        attribute->old_unit && year <= attribute->old_unit_to ? values->old_unit : values->unit;
    spell.marks = state->marks;
    spell.note = state->row_note;
    *kept = true;
    status = cover(reading, &values->series, spell.span, error);
    return status == ENT_OK ? add(reading, state->table, &values->series, &spell, error) : status;
}

/* Count the years in which an actor has values but is no state. Beyond the state system's last day
 * nobody knows. */
static ent_status check_member(ent_reading *reading, const yearly *state, int actor, int year,
                               ent_error *error)
{
    ent_span span = ent_span_of_year(year);
    bool in_system = true;
    ent_status status = ENT_OK;
    if (ent_spans_meet(span, state->system))
        status = ent_reading_in_system(reading, actor, span, &in_system, error);
    if (!in_system)
        ent_reading_count(reading, "checked",
                          "a year in which the actor is not in the state system");
    return status;
}

/* ---- rows ---- */

/* A code that is among the missing ones names nobody. */
static bool names_nobody(ent_reading *reading, const yearly_table *table, size_t column)
{
    const char *code = ent_rows_text(ent_reading_rows(reading), column);
    if (*code == '\0' || !yearly_is_missing(table, code))
        return false;
    ent_reading_count(reading, "left out", "no actor is named");
    return true;
}

ent_status yearly_actor(ent_reading *reading, const yearly_table *table, size_t column, int year,
                        int *actor, ent_error *error)
{
    *actor = 0;
    if (names_nobody(reading, table, column))
        return ENT_OK;
    return actors_find(reading, column, &table->actors, year, actor, error);
}

bool yearly_wants(ent_reading *reading, const yearly_table *table)
{
    for (size_t i = 0; i < table->filter_count; i++) {
        const yearly_filter *filter = &table->filters[i];
        if (ent_equal_nocase(ent_rows_text(ent_reading_rows(reading), filter->column),
                             filter->text))
            continue;
        ent_reading_count(reading, "left out", "%.60s is not '%.60s'", filter->name, filter->text);
        return false;
    }
    return true;
}

static ent_status read_doubt(ent_reading *reading, yearly *state, ent_error *error)
{
    const yearly_doubt *doubt = state->table->doubt;
    state->marks = 0;
    state->row_note = 0;
    if (!doubt)
        return ENT_OK;
    const char *text = ent_rows_text(ent_reading_rows(reading), doubt->column);
    if (strcmp(text, doubt->usual) == 0)
        return ENT_OK;
    if (strcmp(text, doubt->doubtful) != 0)
        return ent_rows_fail(ent_reading_rows(reading), doubt->column, error,
                             "is neither %s nor %s", doubt->usual, doubt->doubtful);
    ent_reading_count(reading, "checked", "%s: %s", doubt->doubtful, doubt->note);
    state->marks = doubt->marks;
    state->row_note = state->note;
    return ENT_OK;
}

static ent_status read_long_row(ent_reading *reading, yearly *state, ent_error *error)
{
    const yearly_table *table = state->table;
    int actor = 0, year;
    bool kept = false;
    ent_status status = ent_rows_integer(ent_reading_rows(reading), table->year, ENT_YEAR_MIN,
                                         ENT_YEAR_MAX, &year, error);
    if (status == ENT_OK && table->last_year && year > table->last_year)
        return ent_rows_fail(ent_reading_rows(reading), table->year, error,
                             "is after %d, the last year of %s-%s", table->last_year,
                             table->source.name, table->source.version);
    if (status == ENT_OK)
        status = yearly_actor(reading, table, table->actor, year, &actor, error);
    if (status == ENT_OK)
        status = read_doubt(reading, state, error);
    for (size_t i = 0; i < table->attribute_count && status == ENT_OK && actor; i++)
        status =
            read_value(reading, state, i, table->attributes[i].column, actor, year, &kept, error);
    return status == ENT_OK && kept ? check_member(reading, state, actor, year, error) : status;
}

/* The attribute of a wide row; all of them if no description has its code (counted). */
static size_t attribute_of_row(ent_reading *reading, const yearly_table *table)
{
    if (table->indicator == YEARLY_NOWHERE)
        return 0;
    const char *code = ent_rows_text(ent_reading_rows(reading), (size_t)table->indicator);
    for (size_t i = 0; i < table->attribute_count; i++)
        if (ent_equal_nocase(table->attributes[i].code, code))
            return i;
    ent_reading_count(reading, "left out", "the map has no attribute with the code '%.60s'", code);
    return table->attribute_count;
}

static ent_status read_wide_row(ent_reading *reading, yearly *state, ent_error *error)
{
    const yearly_table *table = state->table;
    ent_rows *rows = ent_reading_rows(reading);
    if (names_nobody(reading, table, table->actor) ||
        !actors_known(reading, table->actor, &table->actors))
        return ENT_OK;
    size_t which = attribute_of_row(reading, table);
    ent_status status = read_doubt(reading, state, error);
    for (size_t i = 0; i < table->year_count && status == ENT_OK && which < table->attribute_count;
         i++) {
        const yearly_column *at = &table->years[i];
        int actor = 0;
        bool kept = false;
        if (yearly_is_missing(table, ent_rows_text(rows, at->column))) {
            ent_reading_count(reading, "left out", "missing (%s): %s",
                              ent_rows_given(rows, at->column) ? ent_rows_text(rows, at->column)
                                                               : "empty",
                              table->attributes[which].name);
            continue;
        }
        status = yearly_actor(reading, table, table->actor, at->year, &actor, error);
        if (status == ENT_OK && actor)
            status = read_value(reading, state, which, at->column, actor, at->year, &kept, error);
        if (status == ENT_OK && kept)
            status = check_member(reading, state, actor, at->year, error);
    }
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    yearly *state = context;
    ent_status status = ENT_OK;
    if (ent_rows_count(ent_reading_rows(reading)) == 1)
        status = declare(reading, state, error);
    if (status != ENT_OK || !yearly_wants(reading, state->table))
        return status;
    return state->table->years ? read_wide_row(reading, state, error)
                               : read_long_row(reading, state, error);
}

ent_status yearly_read(ent_reading *reading, const yearly_table *table, ent_error *error)
{
    yearly state = {.table = table};
    state.values = ent_new_array(table->attribute_count, sizeof *state.values);
    ent_status status = state.values ? ent_reading_each_row(reading, read_row, &state, error)
                                     : ent_fail_memory(error);
    free(state.values);
    return status;
}

ent_status yearly_import(ent_reading *reading, ent_error *error)
{
    return yearly_read(reading, reading->importer->table, error);
}
