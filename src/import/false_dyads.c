/* Pairs of states that are in one year's list together and never on one day (false_cow_dyads.csv): a
 * successor that entered after its predecessor had left. The layer `false_dyad` names them, so that tables of
 * pairs by year can leave them out; what the state system says of their days is checked.
 * Source: Miller, Steven V. 2022. {peacesciencer}. Conflict Management and Peace Science 39(6):755-79. */
#include "import/years.h"

#include "core/memory.h"

#include <math.h>

enum { CCODE1, CCODE2, YEAR, IN_PS };

static const ent_column columns[] = {
    [CCODE1] = {"ccode1", ENT_COLUMN_REQUIRED},
    [CCODE2] = {"ccode2", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [IN_PS] = {"in_ps", ENT_COLUMN_REQUIRED},
};

typedef struct {
    ent_years years; /* each pair once; level 1 */
    int first, last;
} false_dyads;

/* Is the pair and year there from the mirrored row? Then count it. */
static bool is_mirrored(ent_reading *reading, const false_dyads *all, const ent_year *row)
{
    for (size_t i = 0; i < all->years.count; i++) {
        const ent_year *other = &all->years.items[i];
        if (other->a != row->a || other->b != row->b || other->span.from != row->span.from)
            continue;
        ent_reading_count(reading, "left out", "the pair and year stands in an earlier row");
        return true;
    }
    return false;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    false_dyads *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    int a, b, year = 0;
    ent_status status = ent_reading_actor(reading, CCODE1, &a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, CCODE2, &b, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &year, error);
    if (status != ENT_OK || a == 0 || b == 0)
        return status;
    if (a == b)
        return ent_rows_fail(rows, CCODE2, error, "is the same state as the first");
    ent_year row = {.span = ent_span_of_year(year), .a = a < b ? a : b, .b = a < b ? b : a,
                    .line = (int)ent_rows_line(rows), .level = 1, .number = (double)NAN};
    all->first = all->years.count == 0 || year < all->first ? year : all->first;
    all->last = all->years.count == 0 || year > all->last ? year : all->last;
    return is_mirrored(reading, all, &row) ? ENT_OK : ent_years_add(&all->years, &row, error);
}

/* Do the two share a day of the year in the state system? Are both in it that year at all? */
static void check_pair(ent_reading *reading, const ent_year *row, const ent_spells *membership)
{
    bool a = false, b = false, together = false;
    for (size_t i = 0; i < membership->count; i++) {
        const ent_spell *x = &membership->items[i];
        if (!ent_spans_meet(x->span, row->span))
            continue;
        a |= x->a == row->a;
        b |= x->a == row->b;
        for (size_t k = 0; k < membership->count && x->a == row->a; k++) {
            const ent_spell *y = &membership->items[k];
            ent_span common = {x->span.from > y->span.from ? x->span.from : y->span.from,
                               x->span.to < y->span.to ? x->span.to : y->span.to};
            together |= y->a == row->b && common.from <= common.to &&
                        ent_spans_meet(common, row->span);
        }
    }
    if (together)
        ent_reading_count_many(reading, "checked", "the two states share a day of the year", 1,
                               (size_t)row->line);
    if (!a || !b)
        ent_reading_count_many(reading, "checked", "one of the two is no state in the year", 1,
                               (size_t)row->line);
}

static ent_status check_pairs(ent_reading *reading, const false_dyads *all, ent_error *error)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_series system;
    ent_spells membership = {0};
    ent_world *world = ent_reading_world(reading);
    if (ent_world_resolve(world, ENT_SYSTEM, "cow", &system, NULL) != ENT_OK)
        return ENT_OK;
    ent_status status = ent_world_spells(world, &system, always, &membership, error);
    for (size_t i = 0; i < all->years.count && status == ENT_OK; i++)
        check_pair(reading, &all->years.items[i], &membership);
    ent_spells_clear(&membership);
    return status;
}

static ent_status add_all(ent_reading *reading, false_dyads *all, ent_error *error)
{
    const ent_folding how = {0};
    const ent_source source = {
        .name = "false-dyads",
        .version = "1.2.9",
        .title = "Pairs of states that share a year and no day",
        .citation = "Miller, Steven V. 2022. {peacesciencer}: An R Package for Quantitative Peace "
                    "Science Research. Conflict Management and Peace Science 39(6):755-79.",
        .terms = "GPL-2 or later (package peacesciencer)",
    };
    ent_series series = {
        .kind = ENT_LAYER, .name = "false_dyad", .measure = ENT_BINARY, .position = 100,
        .covers = {ent_span_of_year(all->first).from, ent_span_of_year(all->last).to}};
    ent_status status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, &series, error);
    if (status == ENT_OK)
        status = check_pairs(reading, all, error);
    if (status == ENT_OK)
        status = ent_years_sort(reading, &all->years, error);
    return status == ENT_OK ? ent_years_fold(reading, &series, &all->years, &how, error) : status;
}

static ent_status read_false_dyads(ent_reading *reading, ent_error *error)
{
    false_dyads all = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status == ENT_OK && all.years.count > 0)
        status = add_all(reading, &all, error);
    ent_years_clear(&all.years);
    return status;
}

const ent_importer ent_import_false_dyads = {
    .layout = "false-dyads",
    .title = "Pairs of states that share a year and no day (false_cow_dyads.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_false_dyads,
};
