/* The list of state-years of the Correlates of War project (system2016.csv): a second telling of the
 * membership spells, by calendar year. Consecutive years of a state become one spell.
 * Source: Correlates of War Project 2017, State System Membership List, v2016. */
#include "import/importer.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ABB, CCODE, YEAR, VERSION };

static const ent_column columns[] = {
    [ABB] = {"stateabb", ENT_COLUMN_REQUIRED},
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [VERSION] = {"version", ENT_COLUMN_REQUIRED},
};

typedef struct {
    int actor, year;
} state_year;

static int compare_years(const void *a, const void *b)
{
    const state_year *x = a, *y = b;
    if (x->actor != y->actor)
        return x->actor < y->actor ? -1 : 1;
    return (x->year > y->year) - (x->year < y->year);
}

/* All rows, kept till they can be sorted. */
typedef struct {
    state_year *items;
    size_t count, capacity;
    ent_source source;
} state_years;

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    state_years *years = context;
    ent_rows *rows = ent_reading_rows(reading);
    state_year row;
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1) {
        snprintf(years->source.version, sizeof years->source.version, "%s",
                 ent_rows_text(rows, VERSION));
        status = ent_reading_source(reading, &years->source, error);
    }
    if (status == ENT_OK)
        status = ent_reading_actor(reading, CCODE, &row.actor, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &row.year, error);
    if (status != ENT_OK || row.actor == 0)
        return status;
    if (!ent_grow(&years->items, years->count, &years->capacity, sizeof row))
        return ent_fail_memory(error);
    years->items[years->count++] = row;
    return ENT_OK;
}

static ent_status add_spells(ent_reading *reading, const state_year *years, size_t count,
                             const char *version, ent_error *error)
{
    ent_series series = {.kind = ENT_SYSTEM, .name = "cow",
                         .position = ent_position_of_version(version) + 5};
    int first = years[0].year, last = years[0].year;
    for (size_t i = 0; i < count; i++) {
        first = years[i].year < first ? years[i].year : first;
        last = years[i].year > last ? years[i].year : last;
    }
    series.covers = (ent_span){ent_span_of_year(first).from, ent_span_of_year(last).to};
    ent_status status = ent_reading_series(reading, &series, error);
    for (size_t i = 0, next; i < count && status == ENT_OK; i = next) {
        for (next = i + 1; next < count && years[next].actor == years[i].actor &&
                           years[next].year <= years[next - 1].year + 1;)
            next++;
        ent_spell spell = ent_spell_none();
        spell.a = years[i].actor;
        spell.span = (ent_span){ent_span_of_year(years[i].year).from,
                                ent_span_of_year(years[next - 1].year).to};
        spell.marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
        if (years[i].year == first)
            spell.marks |= ENT_MARK_LEFT_CENSORED;
        if (years[next - 1].year == last)
            spell.marks |= ENT_MARK_RIGHT_CENSORED;
        status = ent_reading_add(reading, &series, &spell, error);
    }
    return status;
}

static ent_status read_system(ent_reading *reading, ent_error *error)
{
    state_years years = {.source = {
        .name = "cow-system",
        .title = "COW state system, list of state-years",
        .citation = "Correlates of War Project. 2017. State System Membership List, v2016.",
        .terms = ENT_COW_TERMS,
    }};
    ent_status status = ent_reading_each_row(reading, read_row, &years, error);
    if (status == ENT_OK && years.count > 0) {
        qsort(years.items, years.count, sizeof *years.items, compare_years);
        status = add_spells(reading, years.items, years.count, years.source.version, error);
    }
    free(years.items);
    return status;
}

const ent_importer ent_import_system = {
    .layout = "cow-system",
    .title = "COW state system as state-years (system2016.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .no_other_columns = true,
    .read = read_system,
};
