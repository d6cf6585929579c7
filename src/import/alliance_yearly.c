/* Formal alliances of the Correlates of War project, v4.1, by member and year
 * (alliance_v4.1_by_member_yearly.csv): a second telling of who was bound when, as a source of its own. Years
 * with the same obligations in a row are one spell; where the row's own dates of the member begin or end in
 * its year, they are its first and last day.
 * Source: Gibler, Douglas M. 2009. International Military Alliances, 1648-2008. CQ Press.
 *
 * Right-censored rows have 2012 filled in as the year of the end, without month and day. */
#include "import/years.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ID, CCODE, ALL_ST_DAY, ALL_ST_MONTH, ALL_ST_YEAR, ALL_END_DAY, ALL_END_MONTH, ALL_END_YEAR, SS_TYPE,
    ST_DAY, ST_MONTH, ST_YEAR, END_DAY, END_MONTH, END_YEAR, LEFT_CENSOR, RIGHT_CENSOR,
    DEFENSE, NEUTRALITY, NONAGGRESSION, ENTENTE, YEAR, VERSION,
};

static const ent_column columns[] = {
    [ID] = {"version4id", ENT_COLUMN_REQUIRED},
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},
    [ALL_ST_DAY] = {"all_st_day", ENT_COLUMN_REQUIRED},
    [ALL_ST_MONTH] = {"all_st_month", ENT_COLUMN_REQUIRED},
    [ALL_ST_YEAR] = {"all_st_year", ENT_COLUMN_REQUIRED},
    [ALL_END_DAY] = {"all_end_day", ENT_COLUMN_REQUIRED},
    [ALL_END_MONTH] = {"all_end_month", ENT_COLUMN_REQUIRED},
    [ALL_END_YEAR] = {"all_end_year", ENT_COLUMN_REQUIRED},
    [SS_TYPE] = {"ss_type", ENT_COLUMN_OPTIONAL},
    [ST_DAY] = {"mem_st_day", ENT_COLUMN_REQUIRED},
    [ST_MONTH] = {"mem_st_month", ENT_COLUMN_REQUIRED},
    [ST_YEAR] = {"mem_st_year", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"mem_end_day", ENT_COLUMN_REQUIRED},
    [END_MONTH] = {"mem_end_month", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"mem_end_year", ENT_COLUMN_REQUIRED},
    [LEFT_CENSOR] = {"left_censor", ENT_COLUMN_REQUIRED},
    [RIGHT_CENSOR] = {"right_censor", ENT_COLUMN_REQUIRED},
    [DEFENSE] = {"defense", ENT_COLUMN_REQUIRED},
    [NEUTRALITY] = {"neutrality", ENT_COLUMN_REQUIRED},
    [NONAGGRESSION] = {"nonaggression", ENT_COLUMN_REQUIRED},
    [ENTENTE] = {"entente", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [VERSION] = {"version", ENT_COLUMN_REQUIRED},
};
static const size_t flags[] = {DEFENSE, NEUTRALITY, NONAGGRESSION, ENTENTE};
static const unsigned flag_bits[] = {ENT_DEFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION, ENT_CONSULTATION};

/* The dates of a member that a row repeats, beside its year. */
typedef struct {
    int treaty, actor, year;
    int first, last; /* years of the member's dates */
} member_year;

typedef struct {
    ent_series series;
    ent_years years;
    member_year *dated;
    size_t count, capacity;
} yearly_file;

static ent_status declare_first(ent_reading *reading, yearly_file *file, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_source source = {.name = "cow-alliance-yearly", .version = "4.1",
                         .title = "COW formal alliances by member and year",
                         .citation = "Gibler, Douglas M. 2009. International Military Alliances, "
                                     "1648-2008. CQ Press. Version 4.1.",
                         .terms = ENT_COW_TERMS};
    if (ent_rows_count(rows) > 1)
        return ENT_OK;
    if (strcmp(ent_rows_text(rows, VERSION), source.version) != 0)
        return ent_rows_fail(rows, VERSION, error,
                             "is not a version whose last day is known; expected 4.1");
    file->series = (ent_series){
        .kind = ENT_TREATIES, .name = "treaty", .directed = true, .measure = ENT_ORDERED,
        .scale = ENT_SCALE_COW, .position = 45,
        .covers = {ent_span_of_year(1816).from, ent_span_of_year(2012).to}};
    ent_status status = ent_reading_source(reading, &source, error);
    return status == ENT_OK ? ent_reading_series(reading, &file->series, error) : status;
}

/* The treaty of a row; made from its dates if by_member was not imported. */
static ent_status find_treaty(ent_reading *reading, const yearly_file *file, int *out, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_treaty treaty = {.series = file->series.id}, there;
    int id;
    ent_status status = ent_rows_integer(rows, ID, 1, 99999, &id, error);
    if (status != ENT_OK)
        return status;
    snprintf(treaty.code, sizeof treaty.code, "cow:%d", id);
    if (ent_world_find_treaty(ent_reading_world(reading), treaty.code, &there, NULL) == ENT_OK) {
        *out = there.id;
        return ENT_OK;
    }
    snprintf(treaty.name, sizeof treaty.name, "COW alliance %d (%s)", id, ent_rows_text(rows, SS_TYPE));
    status = ent_reading_date(reading, ENT_START, ALL_ST_YEAR, ALL_ST_MONTH, ALL_ST_DAY,
                              &treaty.span.from, &treaty.marks, error);
    if (status == ENT_OK && ent_rows_given(rows, ALL_END_YEAR)) {
        status = ent_reading_date(reading, ENT_END, ALL_END_YEAR, ALL_END_MONTH, ALL_END_DAY,
                                  &treaty.span.to, &treaty.marks, error);
    } else {
        treaty.span.to = file->series.covers.to;
        treaty.marks |= ENT_MARK_RIGHT_CENSORED;
    }
    if (status == ENT_OK)
        status = ent_world_add_treaty(ent_reading_world(reading), &treaty, error);
    *out = treaty.id;
    return status;
}

/* The days of a row: its year, cut to the member's dates that lie in it. */
static ent_status read_days(ent_reading *reading, ent_year *row, member_year *dated, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    bool open, left;
    unsigned ignored = 0;
    ent_status status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &dated->year, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, ST_YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &dated->first, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, END_YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &dated->last, error);
    if (status == ENT_OK)
        status = ent_reading_flag(reading, RIGHT_CENSOR, &open, error);
    if (status == ENT_OK)
        status = ent_reading_flag(reading, LEFT_CENSOR, &left, error);
    if (status != ENT_OK)
        return status;
    row->span = ent_span_of_year(dated->year);
    row->marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
    if (dated->year == dated->first) {
        row->marks ^= ENT_MARK_FROM_WIDENED;
        status = ent_reading_date(reading, ENT_START, ST_YEAR, ST_MONTH, ST_DAY, &row->span.from,
                                  &ignored, error);
        row->marks |= left ? ENT_MARK_LEFT_CENSORED : 0;
    }
    if (status == ENT_OK && dated->year == dated->last) {
        row->marks ^= ENT_MARK_TO_WIDENED;
        row->marks |= open ? ENT_MARK_RIGHT_CENSORED : 0;
        if (!open)
            status = ent_reading_date(reading, ENT_END, END_YEAR, END_MONTH, END_DAY, &row->span.to,
                                      &ignored, error);
    }
    row->marks |= (uint16_t)ignored;
    if (status == ENT_OK && row->span.to < row->span.from)
        return ent_rows_fail(rows, END_YEAR, error, "ends the spell before it starts");
    return status;
}

/* Count what does not fit together: a year outside the row's own dates, or outside the state system. */
static ent_status check_row(ent_reading *reading, const yearly_file *file, const member_year *dated,
                            ent_error *error)
{
    bool inside, seen = false;
    if (dated->year < dated->first || dated->year > dated->last)
        ent_reading_count(reading, "checked", "a year outside the dates of the member in the same row");
    ent_status status = ent_reading_in_system(reading, dated->actor, ent_span_of_year(dated->year),
                                              &inside, error);
    if (status != ENT_OK || inside)
        return status;
    ent_reading_count(reading, "checked", "a year in which the member is not in the state system");
    for (size_t i = 0; i < file->count && !seen; i++)
        seen = file->dated[i].actor == dated->actor && file->dated[i].year == dated->year;
    if (!seen)
        ent_reading_count(reading, "checked", "a state's year outside the state system");
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    yearly_file *file = context;
    ent_year row = {.line = (int)ent_rows_line(ent_reading_rows(reading)), .number = (double)NAN};
    member_year dated = {0};
    unsigned obligations = 0;
    ent_status status = declare_first(reading, file, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, CCODE, &row.a, error);
    if (status != ENT_OK || row.a == 0)
        return status;
    status = find_treaty(reading, file, &row.treaty, error);
    if (status == ENT_OK)
        status = read_days(reading, &row, &dated, error);
    if (status == ENT_OK)
        status = ent_reading_obligations(reading, flags, flag_bits, ent_countof(flags), &obligations,
                                         error);
    if (status != ENT_OK)
        return status;
    row.obligations = (uint8_t)obligations;
    dated.actor = row.a;
    dated.treaty = row.treaty;
    status = check_row(reading, file, &dated, error);
    if (status == ENT_OK &&
        !ent_grow(&file->dated, file->count, &file->capacity, sizeof *file->dated))
        status = ent_fail_memory(error);
    if (status != ENT_OK)
        return status;
    file->dated[file->count++] = dated;
    return ent_years_add(&file->years, &row, error);
}

/* ---- years that are not there ---- */

static int compare_dated(const void *left, const void *right)
{
    const member_year *x = left, *y = right;
    const int a[] = {x->treaty, x->actor, x->first, x->last, x->year};
    const int b[] = {y->treaty, y->actor, y->first, y->last, y->year};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* Count the years within the dates of a member for which there is no row. */
static void count_lacking(ent_reading *reading, yearly_file *file)
{
    size_t lacking = 0;
    if (file->count > 0)
        qsort(file->dated, file->count, sizeof *file->dated, compare_dated);
    for (size_t i = 0, next; i < file->count; i = next) {
        const member_year *first = &file->dated[i];
        int inside = 0;
        for (next = i; next < file->count; next++) {
            const member_year *row = &file->dated[next];
            if (row->treaty != first->treaty || row->actor != first->actor ||
                row->first != first->first || row->last != first->last)
                break;
            bool again = next > i && file->dated[next - 1].year == row->year;
            inside += !again && row->year >= row->first && row->year <= row->last;
        }
        if (first->last >= first->first)
            lacking += (size_t)(first->last - first->first + 1 - inside);
    }
    ent_reading_count_many(reading, "checked", "a year within the dates of a member that has no row",
                           lacking, 0);
}

static ent_status read_yearly(ent_reading *reading, ent_error *error)
{
    yearly_file file = {0};
    const ent_folding how = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &file, error);
    if (status == ENT_OK && file.count > 0) {
        status = ent_years_sort(reading, &file.years, error);
        if (status == ENT_OK)
            status = ent_years_fold(reading, &file.series, &file.years, &how, error);
        count_lacking(reading, &file);
    }
    ent_years_clear(&file.years);
    free(file.dated);
    return status;
}

const ent_importer ent_import_alliance_yearly = {
    .layout = "cow-alliance-member-yearly",
    .title = "COW formal alliances by member and year (alliance_v4.1_by_member_yearly.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_yearly,
};
