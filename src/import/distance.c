/* Minimum distance between the territories of two states on 1 January, in km, by spells of years with the
 * same distance (cow_mindist_spells.csv: the yearly data of R package peacesciencer, folded).
 * Source: Schvitz, Girardin, Ruegger, Weidmann, Cederman & Gleditsch 2022, CShapes 2.0, Journal of
 * Conflict Resolution 66(1):144-61. 0 = they touch. */
#include "import/years.h"

#include "core/memory.h"

enum { CCODE1, CCODE2, ST_YEAR, END_YEAR, DISTANCE };

static const ent_column columns[] = {
    [CCODE1] = {"ccode1", ENT_COLUMN_REQUIRED},
    [CCODE2] = {"ccode2", ENT_COLUMN_REQUIRED},
    [ST_YEAR] = {"styear", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"endyear", ENT_COLUMN_REQUIRED},
    [DISTANCE] = {"mindist_km", ENT_COLUMN_REQUIRED},
};
static const double HALF_EQUATOR = 20040; /* km: nothing on Earth is farther apart */

typedef struct {
    ent_years years;
    ent_span covers;
} distances;

/* Count spells in whose years one of the two is never a state. */
static ent_status check_membership(ent_reading *reading, const ent_year *row, ent_error *error)
{
    bool a, b;
    ent_status status = ent_reading_in_system(reading, row->a, row->span, &a, error);
    if (status == ENT_OK)
        status = ent_reading_in_system(reading, row->b, row->span, &b, error);
    if (status == ENT_OK && (!a || !b))
        ent_reading_count(reading, "checked", "one of the two is no state in these years");
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    distances *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_year row = {.line = (int)ent_rows_line(rows)};
    int a, b, first, last;
    ent_status status = ent_reading_actor(reading, CCODE1, &a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, CCODE2, &b, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, ST_YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &first, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, END_YEAR, first, ENT_YEAR_MAX, &last, error);
    if (status == ENT_OK)
        status = ent_rows_number(rows, DISTANCE, &row.number, error);
    if (status != ENT_OK || a == 0 || b == 0)
        return status;
    if (a == b)
        return ent_rows_fail(rows, CCODE2, error, "is the same state as the first");
    if (row.number < 0 || row.number > HALF_EQUATOR)
        return ent_rows_fail(rows, DISTANCE, error, "is not from 0 to %.0f km", HALF_EQUATOR);
    row.a = a < b ? a : b;
    row.b = a < b ? b : a;
    row.span = (ent_span){ent_span_of_year(first).from, ent_span_of_year(last).to};
    if (all->years.count == 0)
        all->covers = row.span;
    all->covers.from = row.span.from < all->covers.from ? row.span.from : all->covers.from;
    all->covers.to = row.span.to > all->covers.to ? row.span.to : all->covers.to;
    status = check_membership(reading, &row, error);
    return status == ENT_OK ? ent_years_add(&all->years, &row, error) : status;
}

static ent_status add_all(ent_reading *reading, distances *all, ent_error *error)
{
    const ent_source source = {
        .name = "cshapes-mindist",
        .version = "2.0",
        .title = "Minimum distance between states",
        .citation = "Schvitz, Guy, Luc Girardin, Seraina Ruegger, Nils B. Weidmann, Lars-Erik "
                    "Cederman, and Kristian Skrede Gleditsch. 2022. Mapping the International "
                    "System, 1886-2019: The CShapes 2.0 Dataset. Journal of Conflict Resolution "
                    "66(1):144-61.",
        .terms = "CShapes 2.0: CC BY-NC-SA 4.0; the table: GPL-2 or later (package peacesciencer)",
    };
    ent_series series = {.kind = ENT_LAYER, .name = "distance", .measure = ENT_VALUED,
                         .covers = all->covers, .position = 100};
    ent_folding how = {.last = all->covers.to};
    ent_status status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, &series, error);
    if (status == ENT_OK)
        status = ent_world_add_unit(ent_reading_world(reading), "km", &how.unit, error);
    if (status == ENT_OK)
        status = ent_years_sort(reading, &all->years, error);
    return status == ENT_OK ? ent_years_fold(reading, &series, &all->years, &how, error) : status;
}

static ent_status read_distance(ent_reading *reading, ent_error *error)
{
    distances all = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status == ENT_OK && all.years.count > 0)
        status = add_all(reading, &all, error);
    ent_years_clear(&all.years);
    return status;
}

const ent_importer ent_import_distance = {
    .layout = "cshapes-mindist",
    .title = "Minimum distance by spells of years (cow_mindist_spells.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_distance,
};
