/* Direct contiguity, v3.2 (contdir.csv): spells by month of undirected pairs.
 * Source: Stinnett, Tir, Schafer, Diehl & Gochman 2002, Conflict Management and Peace Science
 * 19(2):58-66. Type: 1 land or river border, then water up to 2: 12, 3: 24, 4: 150, 5: 400 miles. The
 * type is the level of the tie. Months are YYYYMM and hold whole. */
#include "import/importer.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum { LOW, HIGH, TYPE, BEGIN, END, VERSION };

static const ent_column columns[] = {
    [LOW] = {"statelno", ENT_COLUMN_REQUIRED},  [HIGH] = {"statehno", ENT_COLUMN_REQUIRED},
    [TYPE] = {"conttype", ENT_COLUMN_REQUIRED}, [BEGIN] = {"begin", ENT_COLUMN_REQUIRED},
    [END] = {"end", ENT_COLUMN_REQUIRED},       [VERSION] = {"version", ENT_COLUMN_REQUIRED},
};
enum { FIRST_MONTH = 181601, LAST_MONTH_3_2 = 201612 };

static ent_status declare(ent_reading *reading, ent_series *series, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_source source = {
        .name = "cow-contiguity",
        .title = "COW direct contiguity",
        .citation = "Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl, and Charles "
                    "Gochman. 2002. The Correlates of War Project Direct Contiguity Data, Version 3. "
                    "Conflict Management and Peace Science 19(2):58-66.",
        .terms = ENT_COW_TERMS,
    };
    if (strcmp(ent_rows_text(rows, VERSION), "3.2") != 0)
        return ent_rows_fail(rows, VERSION, error,
                             "is not a version whose last month is known; expected 3.2");
    snprintf(source.version, sizeof source.version, "%s", ent_rows_text(rows, VERSION));
    ent_status status = ent_reading_source(reading, &source, error);
    *series = (ent_series){
        .kind = ENT_LAYER, .name = "contiguity", .measure = ENT_ORDERED,
        .covers = {ent_span_of_month(1816, 1).from, ent_span_of_month(2016, 12).to},
        .position = ent_position_of_version(source.version)};
    return status == ENT_OK ? ent_reading_series(reading, series, error) : status;
}

/* A month as YYYYMM. */
static ent_status read_month(ent_reading *reading, size_t column, int *number, ent_span *month,
                             ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_status status = ent_rows_integer(rows, column, ENT_YEAR_MIN * 100 + 1,
                                         ENT_YEAR_MAX * 100 + 12, number, error);
    if (status != ENT_OK)
        return status;
    if (*number % 100 < 1 || *number % 100 > 12)
        return ent_rows_fail(rows, column, error, "is not a month as YYYYMM");
    *month = ent_span_of_month(*number / 100, *number % 100);
    return ENT_OK;
}

/* Count spells that begin or end in a month in which one of the two is not a state. */
static ent_status check_membership(ent_reading *reading, const ent_spell *spell, ent_span begin,
                                   ent_span end, ent_error *error)
{
    bool inside[4];
    ent_status status = ent_reading_in_system(reading, spell->a, begin, &inside[0], error);
    if (status == ENT_OK)
        status = ent_reading_in_system(reading, spell->b, begin, &inside[1], error);
    if (status == ENT_OK)
        status = ent_reading_in_system(reading, spell->a, end, &inside[2], error);
    if (status == ENT_OK)
        status = ent_reading_in_system(reading, spell->b, end, &inside[3], error);
    if (status != ENT_OK)
        return status;
    if (!inside[0] || !inside[1])
        ent_reading_count(reading, "checked", "begins in a month when one is not a state");
    if (!inside[2] || !inside[3])
        ent_reading_count(reading, "checked", "ends in a month when one is not a state");
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    ent_series *series = context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    int first, last;
    ent_span begin, end;
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = declare(reading, series, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, LOW, &spell.a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, HIGH, &spell.b, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, TYPE, 1, 5, &spell.level, error);
    if (status == ENT_OK)
        status = read_month(reading, BEGIN, &first, &begin, error);
    if (status == ENT_OK)
        status = read_month(reading, END, &last, &end, error);
    if (status != ENT_OK || spell.a == 0 || spell.b == 0)
        return status;
    if (spell.a == spell.b)
        return ent_rows_fail(rows, HIGH, error, "is the same state as the first");
    if (spell.a > spell.b) {
        int a = spell.a;
        spell.a = spell.b;
        spell.b = a;
    }
    spell.span = (ent_span){begin.from, end.to};
    spell.marks = (first == FIRST_MONTH ? ENT_MARK_LEFT_CENSORED : ENT_MARK_FROM_WIDENED) |
                  (last == LAST_MONTH_3_2 ? ENT_MARK_RIGHT_CENSORED : ENT_MARK_TO_WIDENED);
    status = check_membership(reading, &spell, begin, end, error);
    return status == ENT_OK ? ent_reading_add(reading, series, &spell, error) : status;
}

static ent_status read_contiguity(ent_reading *reading, ent_error *error)
{
    ent_series series;
    return ent_reading_each_row(reading, read_row, &series, error);
}

const ent_importer ent_import_contiguity = {
    .layout = "cow-contiguity",
    .title = "COW direct contiguity spells (contdir.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_contiguity,
};
