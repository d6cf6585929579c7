/* Dyadic trade of the Correlates of War project, 4.0: flows by pair and year, in million current US
 * dollars. flow1 is what ccode1 imports from ccode2, flow2 the reverse; the smoothed columns fill gaps
 * and peaks (Barbieri & Keshk, codebook 4.0).
 * Source: Barbieri, Keshk & Pollins 2009, Conflict Management and Peace Science 26(5):471-91.
 *
 * Missing is -9; 0 is a value. The tie of layer `trade` goes from the importer to the exporter. */
#include "import/years.h"

#include "core/file.h"
#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CCODE1, CCODE2, YEAR, FLOW, FLOW_COUNT = 4 };

static const ent_column columns[] = {
    [CCODE1] = {"ccode1", ENT_COLUMN_REQUIRED},
    [CCODE2] = {"ccode2", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [FLOW] = {"flow1", ENT_COLUMN_REQUIRED},
    [FLOW + 1] = {"flow2", ENT_COLUMN_REQUIRED},
    [FLOW + 2] = {"smoothflow1", ENT_COLUMN_REQUIRED},
    [FLOW + 3] = {"smoothflow2", ENT_COLUMN_REQUIRED},
};

/* The two layers, and which two of the four flows each has. */
static const struct {
    const char *name;
    size_t flow;
} layers[] = {{"trade", 0}, {"trade_smoothed", 2}};

typedef struct {
    int a, b, year, line;
    double flow[FLOW_COUNT]; /* NaN = missing */
} trade_row;

typedef struct {
    trade_row *items;
    size_t count, capacity;
    int first, last; /* years */
    size_t missing[FLOW_COUNT], missing_line[FLOW_COUNT], zeros, zeros_line;
} trade_rows;

/* ---- reading ---- */

static ent_status read_flow(ent_reading *reading, trade_rows *all, size_t flow, double *out,
                            ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    const char *text = ent_rows_text(rows, FLOW + flow);
    *out = (double)NAN;
    if (strcmp(text, "-9") == 0 || *text == '\0') {
        if (all->missing[flow]++ == 0)
            all->missing_line[flow] = ent_rows_line(rows);
        return ENT_OK;
    }
    ent_status status = ent_rows_number(rows, FLOW + flow, out, error);
    if (status == ENT_OK && *out < 0)
        return ent_rows_fail(rows, FLOW + flow, error, "is neither -9 (missing) nor 0 or more");
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    trade_rows *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    trade_row row = {.line = (int)ent_rows_line(rows)};
    ent_status status = ent_reading_actor(reading, CCODE1, &row.a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, CCODE2, &row.b, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &row.year, error);
    for (size_t i = 0; i < FLOW_COUNT && status == ENT_OK; i++)
        status = read_flow(reading, all, i, &row.flow[i], error);
    if (status != ENT_OK || row.a == 0 || row.b == 0)
        return status;
    if (row.a == row.b)
        return ent_rows_fail(rows, CCODE2, error, "is the same state as the first");
    if (row.flow[0] <= 0 && row.flow[1] <= 0 && all->zeros++ == 0)
        all->zeros_line = ent_rows_line(rows);
    if (!ent_grow(&all->items, all->count, &all->capacity, sizeof *all->items))
        return ent_fail_memory(error);
    if (all->count == 0)
        all->first = all->last = row.year;
    all->first = row.year < all->first ? row.year : all->first;
    all->last = row.year > all->last ? row.year : all->last;
    all->items[all->count++] = row;
    return ENT_OK;
}

static void count_cells(ent_reading *reading, const trade_rows *all)
{
    for (size_t i = 0; i < FLOW_COUNT; i++) {
        char reason[64];
        snprintf(reason, sizeof reason, "missing (-9): %s", columns[FLOW + i].name);
        ent_reading_count_many(reading, "left out", reason, all->missing[i], all->missing_line[i]);
    }
    ent_reading_count_many(reading, "checked", "both flows are 0", all->zeros, all->zeros_line);
}

/* ---- writing ---- */

/* Add the flows of one direction in some years: from the low column to the high one, or back. */
static ent_status take_flow(const trade_rows *all, size_t flow, bool back, int first, int last,
                            ent_years *years, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < all->count && status == ENT_OK; i++) {
        const trade_row *row = &all->items[i];
        if (row->year < first || row->year > last || isnan(row->flow[flow]))
            continue;
        ent_year year = {.span = ent_span_of_year(row->year), .a = back ? row->b : row->a,
                         .b = back ? row->a : row->b, .line = row->line,
                         .number = row->flow[flow]};
        status = ent_years_add(years, &year, error);
    }
    return status;
}

/* One layer, decade by decade: so that its spells come in the order of the table, and few are held. */
static ent_status add_layer(ent_reading *reading, const trade_rows *all, size_t which, int unit,
                            ent_error *error)
{
    const ent_folding how = {.unit = unit, .block = ENT_YEARS_BLOCK};
    ent_years years = {0};
    ent_series series = {
        .kind = ENT_LAYER, .directed = true, .measure = ENT_VALUED, .position = 100,
        .covers = {ent_span_of_year(all->first).from, ent_span_of_year(all->last).to}};
    snprintf(series.name, sizeof series.name, "%s", layers[which].name);
    ent_status status = ent_reading_series(reading, &series, error);
    int first = all->first - all->first % ENT_YEARS_BLOCK;
    for (; first <= all->last && status == ENT_OK; first += ENT_YEARS_BLOCK) {
        int last = first + ENT_YEARS_BLOCK - 1;
        size_t flow = layers[which].flow;
        years.count = 0;
        status = take_flow(all, flow, false, first, last, &years, error);
        if (status == ENT_OK)
            status = take_flow(all, flow + 1, true, first, last, &years, error);
        if (status == ENT_OK)
            status = ent_years_sort(reading, &years, error);
        if (status == ENT_OK)
            status = ent_years_fold(reading, &series, &years, &how, error);
    }
    ent_years_clear(&years);
    return status;
}

/* The file of the project has no column that says its version; its name does: Dyadic_COW_4.0.csv. */
static void version_from_name(const char *path, char *version, size_t size)
{
    int major, minor;
    if (sscanf(ent_path_name(path), "Dyadic_COW_%2d.%2d", &major, &minor) == 2)
        snprintf(version, size, "%d.%d", major, minor);
    else
        snprintf(version, size, "of-unknown-version");
}

static ent_status add_all(ent_reading *reading, const trade_rows *all, ent_error *error)
{
    ent_source source = {
        .name = "cow-trade-dyadic",
        .title = "COW trade by pair of states",
        .citation = "Barbieri, Katherine, Omar M. G. Keshk, and Brian Pollins. 2009. Trading Data: "
                    "Evaluating our Assumptions and Coding Rules. Conflict Management and Peace "
                    "Science 26(5):471-91.",
        .terms = ENT_COW_TERMS,
    };
    int unit;
    version_from_name(ent_rows_name(ent_reading_rows(reading)), source.version,
                      sizeof source.version);
    ent_status status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_world_add_unit(ent_reading_world(reading), "million current US dollars", &unit,
                                    error);
    for (size_t i = 0; i < ent_countof(layers) && status == ENT_OK; i++)
        status = add_layer(reading, all, i, unit, error);
    if (status == ENT_OK)
        count_cells(reading, all);
    return status;
}

static ent_status read_trade(ent_reading *reading, ent_error *error)
{
    trade_rows all = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status == ENT_OK && all.count > 0)
        status = add_all(reading, &all, error);
    free(all.items);
    return status;
}

const ent_importer ent_import_trade = {
    .layout = "cow-trade-dyadic",
    .title = "COW trade by pair and year (Dyadic_COW_4.0.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_trade,
};
