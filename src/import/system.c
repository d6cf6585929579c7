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

static ent_status read_years(ent_reading *reading, state_year **years, size_t *count,
                             ent_source *source, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    size_t capacity = 0;
    for (;;) {
        bool more;
        state_year row;
        ent_status status = ent_rows_next(rows, &more, error);
        if (status != ENT_OK || !more)
            return status;
        if (ent_rows_count(rows) == 1) {
            snprintf(source->version, sizeof source->version, "%s", ent_rows_text(rows, VERSION));
            status = ent_reading_source(reading, source, error);
        }
        if (status == ENT_OK)
            status = ent_reading_actor(reading, CCODE, &row.actor, error);
        if (status == ENT_OK)
            status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &row.year, error);
        if (status != ENT_OK)
            return status;
        if (row.actor == 0)
            continue;
        if (!ent_grow(years, *count, &capacity, sizeof **years))
            return ent_fail_memory(error);
        (*years)[(*count)++] = row;
    }
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
    state_year *years = NULL;
    size_t count = 0;
    ent_source source = {
        .name = "cow-system",
        .title = "COW state system, list of state-years",
        .citation = "Correlates of War Project. 2017. State System Membership List, v2016.",
        .terms = "Correlates of War terms: non-commercial use, cite as asked, no redistribution of "
                 "the data",
    };
    ent_status status = read_years(reading, &years, &count, &source, error);
    if (status == ENT_OK && count > 0) {
        qsort(years, count, sizeof *years, compare_years);
        status = add_spells(reading, years, count, source.version, error);
    }
    free(years);
    return status;
}

const ent_importer ent_import_system = {
    .layout = "cow-system",
    .title = "COW state system as state-years (system2016.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .unlike = {"cinc", "styear"},
    .read = read_system,
};
