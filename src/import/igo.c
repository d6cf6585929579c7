/* Intergovernmental organisations (IGO), version 3: the organisations (igo_list.csv) and who is a member
 * in which year (state_year_formatv3.csv, a row for a state and year, a column for an organisation).
 * Source: Pevehouse, Nordstrom, McManus & Jamison 2020, Journal of Peace Research 57(3):492-503.
 *
 * Cells: 1 full member, 2 associate member, 3 observer, 0 none, -9 missing, -1 the organisation does not
 * exist. Names of organisations differ in case between the files. */
#include "import/igo.h"

#include "import/years.h"

#include "core/memory.h"
#include "core/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Both files are of one source. */
static ent_status declare(ent_reading *reading, ent_error *error)
{
    const ent_source source = {
        .name = "cow-igo",
        .version = "3",
        .title = "Intergovernmental organisations",
        .citation = "Pevehouse, Jon C. W., Timothy Nordstrom, Roseanne W. McManus, and Anne Spencer "
                    "Jamison. 2020. Tracking Organizations in the World: The Correlates of War IGO "
                    "Version 3.0 Datasets. Journal of Peace Research 57(3):492-503.",
        .terms = ENT_COW_TERMS,
    };
    return ent_reading_source(reading, &source, error);
}

static ent_status add_series(ent_reading *reading, ent_span covers, ent_series *series,
                             ent_error *error)
{
    *series = (ent_series){.kind = ENT_TREATIES, .name = "organisation", .measure = ENT_ORDERED,
                           .covers = covers, .position = 10};
    return ent_reading_series(reading, series, error);
}

/* "igo:un" for UN. False: too long, or no name. */
static bool make_code(const char *name, ent_treaty *organisation)
{
    size_t length = strlen(name);
    if (length == 0 || length + sizeof "igo:" > sizeof organisation->code)
        return false;
    snprintf(organisation->code, sizeof organisation->code, "igo:%s", name);
    for (char *letter = organisation->code; *letter; letter++)
        *letter = (char)tolower((unsigned char)*letter);
    return true;
}

/* ---- the organisations ---- */

enum {
    IONAME, ORGNAME, YEAR, SDATE, DEADDATE, DEAD, LONGORGNAME, IONUM, POLITICAL, SOCIAL, ECONOMIC,
};

static const ent_column list_columns[] = {
    [IONAME] = {"ioname", ENT_COLUMN_REQUIRED},
    [ORGNAME] = {"orgname", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [SDATE] = {"sdate", ENT_COLUMN_REQUIRED},
    [DEADDATE] = {"deaddate", ENT_COLUMN_REQUIRED},
    [DEAD] = {"dead", ENT_COLUMN_OPTIONAL},
    [LONGORGNAME] = {"longorgname", ENT_COLUMN_REQUIRED},
    [IONUM] = {"ionum", ENT_COLUMN_REQUIRED},
    [POLITICAL] = {"political", ENT_COLUMN_REQUIRED},
    [SOCIAL] = {"social", ENT_COLUMN_REQUIRED},
    [ECONOMIC] = {"economic", ENT_COLUMN_REQUIRED},
};

static const ent_detail_column list_details[] = {
    {IONUM, "ionum", "number of the organisation"},
    {LONGORGNAME, "longorgname", "name in full"},
    {POLITICAL, "political", "1 = a political organisation"},
    {SOCIAL, "social", "1 = a social organisation"},
    {ECONOMIC, "economic", "1 = an economic organisation"},
    {YEAR, "year", "last year with a record"},
};

/* The years in which it lived: from the year of its start to that of its end, or of its last record. */
static ent_status read_life(ent_reading *reading, ent_treaty *organisation, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    int last, first, dead = 0;
    ent_status status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &last, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, SDATE, ENT_YEAR_MIN, ENT_YEAR_MAX, &first, error);
    if (status == ENT_OK && ent_rows_given(rows, DEADDATE))
        status = ent_rows_integer(rows, DEADDATE, first, ENT_YEAR_MAX, &dead, error);
    if (status != ENT_OK)
        return status;
    organisation->span = (ent_span){ent_span_of_year(first).from,
                                    ent_span_of_year(dead ? dead : last).to};
    organisation->marks = ENT_MARK_FROM_WIDENED |
                          (dead ? ENT_MARK_TO_WIDENED : ENT_MARK_RIGHT_CENSORED);
    if (organisation->span.to < organisation->span.from)
        return ent_rows_fail(rows, SDATE, error, "is after the year of the last record");
    return ENT_OK;
}

/* The coverage of the memberships: it grows with the other file. */
static ent_span covered_years(int last)
{
    return (ent_span){ent_span_of_year(1816).from, ent_span_of_year(last < 1816 ? 1816 : last).to};
}

static ent_status read_organisation(ent_reading *reading, void *context, ent_error *error)
{
    ent_series *series = context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_treaty organisation = {0}, there;
    ent_status status = ent_rows_count(rows) == 1 ? declare(reading, error) : ENT_OK;
    if (status == ENT_OK && !make_code(ent_rows_text(rows, IONAME), &organisation))
        return ent_rows_fail(rows, IONAME, error, "is not a short name of 1 to %zu bytes",
                             sizeof organisation.code - sizeof "igo:");
    if (status == ENT_OK)
        status = read_life(reading, &organisation, error);
    if (status == ENT_OK)
        status = add_series(reading, covered_years(ent_day_year(organisation.span.to)), series,
                            error);
    if (status != ENT_OK)
        return status;
    if (ent_world_find_treaty(ent_reading_world(reading), organisation.code, &there, NULL) == ENT_OK) {
        ent_reading_count(reading, "left out", "an organisation that is in the world already");
        return ENT_OK;
    }
    snprintf(organisation.name, sizeof organisation.name, "%s", ent_rows_text(rows, ORGNAME));
    organisation.series = series->id;
    status = ent_reading_record(reading, list_details, ent_countof(list_details),
                                &organisation.record, error);
    if (status == ENT_OK)
        status = ent_world_add_treaty(ent_reading_world(reading), &organisation, error);
    if (status == ENT_OK)
        ent_reading_count(reading, "kept", "organisation");
    return status;
}

static ent_status read_list(ent_reading *reading, ent_error *error)
{
    ent_series series;
    return ent_reading_each_row(reading, read_organisation, &series, error);
}

const ent_importer ent_import_igo_list = {
    .layout = "cow-igo-list",
    .title = "Intergovernmental organisations (igo_list.csv)",
    .columns = list_columns,
    .column_count = ent_countof(list_columns),
    .no_other_columns = true, /* the file by organisation and year has these, too, and its members */
    .read = read_list,
};

/* ---- memberships ---- */

enum { M_CCODE, M_YEAR, M_STATE, M_UN, M_UPU };

/* Two organisations stand for all: no other layout has columns for both. */
static const ent_column member_columns[] = {
    [M_CCODE] = {"ccode", ENT_COLUMN_REQUIRED}, [M_YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [M_STATE] = {"state", ENT_COLUMN_REQUIRED}, [M_UN] = {"un", ENT_COLUMN_REQUIRED},
    [M_UPU] = {"upu", ENT_COLUMN_REQUIRED},
};

/* What a cell may say. */
enum { FULL = 1, ASSOCIATE, OBSERVER, NONE, MISSING, NOT_EXISTING, CELL_KINDS };
static const char *const cell_reasons[CELL_KINDS] = {
    [NONE] = "no member (0)",
    [MISSING] = "missing (-9)",
    [NOT_EXISTING] = "the organisation does not exist (-1)",
};

typedef struct {
    int *treaty;            /* by column of the header; 0 = it is no organisation */
    size_t columns;
    ent_years years;        /* memberships */
    igo_joint joint;
    size_t cells[CELL_KINDS], line[CELL_KINDS];
    int first, last;        /* years */
} memberships;

static bool read_cell(const char *text, int *cell)
{
    static const struct {
        const char *text;
        int cell;
    } words[] = {{"0", NONE}, {"1", FULL}, {"2", ASSOCIATE}, {"3", OBSERVER}, {"-9", MISSING},
                 {"", MISSING}, {"-1", NOT_EXISTING}};
    for (size_t i = 0; i < ent_countof(words); i++) {
        if (strcmp(words[i].text, text) == 0) {
            *cell = words[i].cell;
            return true;
        }
    }
    return false;
}

/* The organisations of the header; one that the list lacks is added by its short name. */
static ent_status find_organisations(ent_reading *reading, memberships *all, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_series series;
    all->columns = ent_rows_column_count(rows);
    all->treaty = ent_new_array(all->columns, sizeof *all->treaty);
    if (!all->treaty)
        return ent_fail_memory(error);
    ent_status status = add_series(reading, covered_years(all->last), &series, error);
    for (size_t i = 0; i < all->columns && status == ENT_OK; i++) {
        const char *name = ent_rows_header(rows, i);
        ent_treaty organisation = {.series = series.id, .span = series.covers}, there;
        if (ent_equal_nocase(name, "ccode") || ent_equal_nocase(name, "year") ||
            ent_equal_nocase(name, "state") || !make_code(name, &organisation))
            continue;
        if (ent_world_find_treaty(ent_reading_world(reading), organisation.code, &there, NULL) ==
            ENT_OK) {
            all->treaty[i] = there.id;
            continue;
        }
        snprintf(organisation.name, sizeof organisation.name, "%s", name);
        status = ent_world_add_treaty(ent_reading_world(reading), &organisation, error);
        all->treaty[i] = organisation.id;
        ent_reading_count(reading, "checked", "an organisation that the list of organisations lacks");
    }
    all->joint.words = all->columns / 64 + 1;
    return status;
}

static ent_status read_cells(ent_reading *reading, memberships *all, int actor, int year,
                             ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    size_t line = ent_rows_line(rows);
    uint64_t *members;
    ent_status status = igo_joint_add(&all->joint, actor, year, &members, error);
    for (size_t i = 0; i < all->columns && status == ENT_OK; i++) {
        int cell = NONE;
        if (all->treaty[i] == 0)
            continue;
        if (!read_cell(ent_rows_cell(rows, i), &cell))
            return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: %s '%.20s' is none of 0, 1, 2, 3, -9, -1",
                            ent_rows_name(rows), line, ent_rows_header(rows, i),
                            ent_rows_cell(rows, i));
        if (all->cells[cell]++ == 0)
            all->line[cell] = line;
        if (cell == FULL || cell == ASSOCIATE)
            members[i / 64] |= (uint64_t)1 << i % 64;
        if (cell > OBSERVER)
            continue;
        ent_year membership = {.span = ent_span_of_year(year), .a = actor, .treaty = all->treaty[i],
                               .level = (uint8_t)cell, .line = (int)line, .number = (double)NAN,
                               .marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED};
        status = ent_years_add(&all->years, &membership, error);
    }
    return status;
}

static ent_status read_members(ent_reading *reading, void *context, ent_error *error)
{
    memberships *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    int actor, year = 0;
    bool inside = true;
    ent_status status = ent_reading_actor(reading, M_CCODE, &actor, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, M_YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &year, error);
    if (status != ENT_OK)
        return status;
    bool first = ent_rows_count(rows) == 1;
    all->first = first || year < all->first ? year : all->first;
    all->last = first || year > all->last ? year : all->last;
    if (first)
        status = declare(reading, error);
    if (status == ENT_OK && first)
        status = find_organisations(reading, all, error);
    if (status == ENT_OK && actor)
        status = ent_reading_in_system(reading, actor, ent_span_of_year(year), &inside, error);
    if (!inside)
        ent_reading_count(reading, "checked", "a year in which the state is not in the state system");
    return status == ENT_OK && actor ? read_cells(reading, all, actor, year, error) : status;
}

/* Memberships as spells of years, then the layer of joint ones. */
static ent_status add_memberships(ent_reading *reading, memberships *all, ent_error *error)
{
    const ent_span covers = {ent_span_of_year(all->first).from, ent_span_of_year(all->last).to};
    const ent_folding how = {.last = covers.to};
    ent_series series;
    ent_status status = add_series(reading, covers, &series, error);
    if (status == ENT_OK)
        status = ent_years_sort(reading, &all->years, error);
    if (status == ENT_OK)
        status = ent_years_fold(reading, &series, &all->years, &how, error);
    ent_years_clear(&all->years);
    if (status == ENT_OK)
        status = igo_joint_write(reading, &all->joint, covers, error);
    for (int i = 0; i < CELL_KINDS; i++)
        if (cell_reasons[i])
            ent_reading_count_many(reading, "left out", cell_reasons[i], all->cells[i], all->line[i]);
    return status;
}

static ent_status read_state_years(ent_reading *reading, ent_error *error)
{
    memberships all = {0};
    ent_status status = ent_reading_each_row(reading, read_members, &all, error);
    if (status == ENT_OK && ent_rows_count(ent_reading_rows(reading)) > 0)
        status = add_memberships(reading, &all, error);
    ent_years_clear(&all.years);
    igo_joint_clear(&all.joint);
    free(all.treaty);
    return status;
}

const ent_importer ent_import_igo_member = {
    .layout = "cow-igo-member",
    .title = "Members of intergovernmental organisations by state and year (state_year_formatv3.csv)",
    .columns = member_columns,
    .column_count = ent_countof(member_columns),
    .read = read_state_years,
};
