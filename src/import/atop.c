/* Alliance Treaty Obligations and Provisions (ATOP): members by phase (4.01), what each state owes each
 * other by year (5.1 directed dyad-years).
 * Source: Leeds, Ritter, Mitchell & Long 2002, International Interactions 28:237-60.
 *
 * Members: an exit year of 0 means "still in force" when the data end. Directed dyad-years: consecutive
 * years with the same obligations become one spell; a row without any obligation is an alliance in
 * which this state owes nothing. */
#include "import/importer.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CITATION                                                                                   \
    "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. " \
    "Alliance Treaty Obligations and Provisions, 1815-1944. International Interactions 28:237-60."
#define TERMS "ATOP terms: cite as asked; no redistribution of the data"

static const unsigned flag_bits[] = {ENT_DEFENSE, ENT_OFFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION,
                                     ENT_CONSULTATION};
enum { FLAG_COUNT = ent_countof(flag_bits) };

static ent_status declare(ent_reading *reading, const char *version, const char *title,
                          ent_error *error)
{
    ent_source source = {.name = "atop", .citation = CITATION, .terms = TERMS};
    snprintf(source.version, sizeof source.version, "%s", version);
    snprintf(source.title, sizeof source.title, "%s", title);
    return ent_reading_source(reading, &source, error);
}

/* ---- members ---- */

enum {
    ID, MEMBER, ENTRY_YEAR, ENTRY_MONTH, ENTRY_DAY, EXIT_YEAR, EXIT_MONTH, EXIT_DAY,
    DEFENSE, OFFENSE, NEUTRAL, NONAGG, CONSUL, VERSION,
};

static const ent_column member_columns[] = {
    [ID] = {"atopid", ENT_COLUMN_REQUIRED},        [MEMBER] = {"member", ENT_COLUMN_REQUIRED},
    [ENTRY_YEAR] = {"yrent", ENT_COLUMN_REQUIRED}, [ENTRY_MONTH] = {"moent", ENT_COLUMN_REQUIRED},
    [ENTRY_DAY] = {"dayent", ENT_COLUMN_REQUIRED}, [EXIT_YEAR] = {"yrexit", ENT_COLUMN_REQUIRED},
    [EXIT_MONTH] = {"moexit", ENT_COLUMN_REQUIRED}, [EXIT_DAY] = {"dayexit", ENT_COLUMN_REQUIRED},
    [DEFENSE] = {"defense", ENT_COLUMN_REQUIRED},  [OFFENSE] = {"offense", ENT_COLUMN_REQUIRED},
    [NEUTRAL] = {"neutral", ENT_COLUMN_REQUIRED},  [NONAGG] = {"nonagg", ENT_COLUMN_REQUIRED},
    [CONSUL] = {"consul", ENT_COLUMN_REQUIRED},    [VERSION] = {"version", ENT_COLUMN_REQUIRED},
};

/* Rows are kept till all are read: an open exit lasts to the last year that the file names, and a
 * treaty from its first entry to its last exit. */
typedef struct {
    int id;
    ent_spell spell;
    bool open;
} member_row;

typedef struct {
    member_row *items;
    size_t count, capacity;
    ent_span covers;
} member_rows;

static ent_status read_member(ent_reading *reading, void *context, ent_error *error)
{
    static const size_t flags[] = {DEFENSE, OFFENSE, NEUTRAL, NONAGG, CONSUL};
    member_rows *members = context;
    ent_rows *rows = ent_reading_rows(reading);
    member_row row = {.spell = ent_spell_none()};
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = declare(reading, ent_rows_text(rows, VERSION), "ATOP alliance members", error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, ID, 1, 999999, &row.id, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, MEMBER, &row.spell.a, error);
    if (status == ENT_OK)
        status = ent_reading_date(reading, ENT_START, ENTRY_YEAR, ENTRY_MONTH, ENTRY_DAY,
                                  &row.spell.span.from, &row.spell.marks, error);
    row.open = strcmp(ent_rows_text(rows, EXIT_YEAR), "0") == 0;
    if (status == ENT_OK && !row.open)
        status = ent_reading_date(reading, ENT_END, EXIT_YEAR, EXIT_MONTH, EXIT_DAY,
                                  &row.spell.span.to, &row.spell.marks, error);
    if (status == ENT_OK)
        status = ent_reading_obligations(reading, flags, flag_bits, FLAG_COUNT,
                                         &row.spell.obligations, error);
    if (status != ENT_OK)
        return status;
    ent_day last = row.open ? row.spell.span.from : row.spell.span.to;
    ent_span years = {ent_span_of_year(ent_day_year(row.spell.span.from)).from,
                      ent_span_of_year(ent_day_year(last)).to};
    if (members->covers.from == 0 || years.from < members->covers.from)
        members->covers.from = years.from;
    if (years.to > members->covers.to)
        members->covers.to = years.to;
    if (row.spell.a == 0)
        return ENT_OK;
    if (!ent_grow(&members->items, members->count, &members->capacity, sizeof *members->items))
        return ent_fail_memory(error);
    members->items[members->count++] = row;
    return ENT_OK;
}

/* The treaty of a row, from its first entry to its last exit. Rows of a treaty need not be together. */
static ent_status add_treaty(ent_reading *reading, const ent_series *series,
                             const member_rows *members, int id, int *out, ent_error *error)
{
    ent_treaty treaty = {.series = series->id, .span = {ENT_DAY_LAST, ENT_DAY_FIRST}};
    snprintf(treaty.code, sizeof treaty.code, "atop:%d", id);
    snprintf(treaty.name, sizeof treaty.name, "ATOP alliance %d", id);
    for (size_t i = 0; i < members->count; i++) {
        const ent_spell *spell = &members->items[i].spell;
        if (members->items[i].id != id)
            continue;
        if (spell->span.from < treaty.span.from)
            treaty.span.from = spell->span.from;
        if (spell->span.to > treaty.span.to)
            treaty.span.to = spell->span.to;
        treaty.marks |= members->items[i].open ? ENT_MARK_RIGHT_CENSORED : 0;
    }
    ent_status status = ent_reading_treaty(reading, &treaty, error);
    *out = treaty.id;
    return status;
}

static ent_status add_members(ent_reading *reading, member_rows *members, ent_error *error)
{
    ent_series series = {.kind = ENT_TREATIES, .name = "treaty", .directed = true,
                         .measure = ENT_ORDERED, .scale = ENT_SCALE_ATOP,
                         .covers = members->covers, .position = 30};
    ent_status status = ent_reading_series(reading, &series, error);
    for (size_t i = 0; i < members->count; i++) {
        member_row *row = &members->items[i];
        if (row->open) {
            row->spell.span.to = members->covers.to;
            row->spell.marks |= ENT_MARK_RIGHT_CENSORED;
        }
    }
    for (size_t i = 0; i < members->count && status == ENT_OK; i++) {
        member_row *row = &members->items[i];
        bool same = i > 0 && row->id == members->items[i - 1].id;
        if (same)
            row->spell.treaty = members->items[i - 1].spell.treaty;
        else
            status = add_treaty(reading, &series, members, row->id, &row->spell.treaty, error);
        if (status == ENT_OK)
            status = ent_reading_add(reading, &series, &row->spell, error);
    }
    return status;
}

static ent_status read_members(ent_reading *reading, ent_error *error)
{
    member_rows members = {0};
    ent_status status = ent_reading_each_row(reading, read_member, &members, error);
    if (status == ENT_OK && members.count > 0)
        status = add_members(reading, &members, error);
    free(members.items);
    return status;
}

const ent_importer ent_import_atop_member = {
    .layout = "atop-member",
    .title = "ATOP alliance members and phases (atop4_01m.csv)",
    .columns = member_columns,
    .column_count = ent_countof(member_columns),
    .version_column = VERSION,
    .read = read_members,
};

/* ---- directed dyad-years ---- */

enum { DDYAD, STATE_A, STATE_B, YEAR, D_DEFENSE, D_OFFENSE, D_NEUTRAL, D_NONAGG, D_CONSUL };

static const ent_column directed_columns[] = {
    [DDYAD] = {"ddyad", ENT_COLUMN_REQUIRED},       [STATE_A] = {"stateA", ENT_COLUMN_REQUIRED},
    [STATE_B] = {"stateB", ENT_COLUMN_REQUIRED},    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [D_DEFENSE] = {"defense", ENT_COLUMN_REQUIRED}, [D_OFFENSE] = {"offense", ENT_COLUMN_REQUIRED},
    [D_NEUTRAL] = {"neutral", ENT_COLUMN_REQUIRED}, [D_NONAGG] = {"nonagg", ENT_COLUMN_REQUIRED},
    [D_CONSUL] = {"consul", ENT_COLUMN_REQUIRED},
};

typedef struct {
    int a, b, year, line;
    unsigned obligations;
} dyad_year;

typedef struct {
    dyad_year *items;
    size_t count, capacity;
    int first, last;
} dyad_years;

static ent_status read_dyad_year(ent_reading *reading, void *context, ent_error *error)
{
    dyad_years *years = context;
    static const size_t flags[] = {D_DEFENSE, D_OFFENSE, D_NEUTRAL, D_NONAGG, D_CONSUL};
    ent_rows *rows = ent_reading_rows(reading);
    if (!ent_grow(&years->items, years->count, &years->capacity, sizeof *years->items))
        return ent_fail_memory(error);
    dyad_year *row = &years->items[years->count];
    ent_status status = ent_reading_actor(reading, STATE_A, &row->a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE_B, &row->b, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &row->year, error);
    if (status == ENT_OK)
        status = ent_reading_obligations(reading, flags, flag_bits, FLAG_COUNT, &row->obligations,
                                         error);
    if (status != ENT_OK || row->a == 0 || row->b == 0)
        return status;
    if (row->a == row->b)
        return ent_rows_fail(rows, STATE_B, error, "is the same state as the first");
    row->line = (int)ent_rows_line(rows);
    if (years->count == 0)
        years->first = years->last = row->year;
    years->first = row->year < years->first ? row->year : years->first;
    years->last = row->year > years->last ? row->year : years->last;
    years->count++;
    if (row->obligations == 0)
        ent_reading_count(reading, "checked", "allied, but no obligation in this direction");
    return ENT_OK;
}

static int compare_dyad_years(const void *p, const void *q)
{
    const dyad_year *x = p, *y = q;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static bool same_pair_and_year(const dyad_year *x, const dyad_year *y)
{
    return x->a == y->a && x->b == y->b && x->year == y->year;
}

/* Two rows for the same pair and year: the same is left out, another is an error. */
static ent_status drop_duplicates(ent_reading *reading, dyad_years *years, ent_error *error)
{
    size_t kept = 0;
    for (size_t i = 0; i < years->count; i++) {
        const dyad_year *before = &years->items[kept > 0 ? kept - 1 : 0], *row = &years->items[i];
        if (kept > 0 && same_pair_and_year(before, row)) {
            if (before->obligations != row->obligations)
                return ent_fail(error, ENT_ERR_INPUT,
                                "%s:%d: the pair and year of this row stand in line %d too, with "
                                "other obligations", ent_rows_name(ent_reading_rows(reading)),
                                row->line, before->line);
            ent_reading_count(reading, "left out", "the same pair and year stands in another row");
            continue;
        }
        years->items[kept++] = years->items[i];
    }
    years->count = kept;
    return ENT_OK;
}

static bool continues(const dyad_year *before, const dyad_year *after)
{
    return before->a == after->a && before->b == after->b && before->year + 1 == after->year &&
           before->obligations == after->obligations;
}

static ent_status add_dyads(ent_reading *reading, const dyad_years *years, ent_error *error)
{
    ent_series series = {
        .kind = ENT_LAYER, .name = "alliance", .directed = true, .measure = ENT_ORDERED,
        .scale = ENT_SCALE_ATOP, .position = 20,
        .covers = {ent_span_of_year(years->first).from, ent_span_of_year(years->last).to}};
    ent_status status = ent_reading_series(reading, &series, error);
    for (size_t i = 0, next; i < years->count && status == ENT_OK; i = next) {
        const dyad_year *first = &years->items[i];
        for (next = i + 1; next < years->count && continues(first + (next - 1 - i),
                                                            &years->items[next]);)
            next++;
        ent_spell spell = ent_spell_none();
        spell.a = first->a;
        spell.b = first->b;
        spell.span = (ent_span){ent_span_of_year(first->year).from,
                                ent_span_of_year(years->items[next - 1].year).to};
        spell.obligations = first->obligations;
        spell.level = ent_alliance_level(ENT_SCALE_ATOP, first->obligations);
        spell.marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
        if (years->items[next - 1].year == years->last)
            spell.marks |= ENT_MARK_RIGHT_CENSORED;
        status = ent_reading_add(reading, &series, &spell, error);
    }
    return status;
}

/* The file does not say its version; its name does: atop5_1ddyr.csv is 5.1. */
static void version_from_name(const char *path, char *version, size_t size)
{
    const char *name = ent_path_name(path);
    int major, minor;
    if (sscanf(name, "atop%2d_%2d", &major, &minor) == 2)
        snprintf(version, size, "%d.%d", major, minor);
    else
        snprintf(version, size, "of-unknown-version");
}

static ent_status read_directed(ent_reading *reading, ent_error *error)
{
    dyad_years years = {0};
    char version[24];
    version_from_name(ent_rows_name(ent_reading_rows(reading)), version, sizeof version);
    ent_status status = ent_reading_each_row(reading, read_dyad_year, &years, error);
    if (status == ENT_OK && ent_rows_count(ent_reading_rows(reading)) > 0)
        status = declare(reading, version, "ATOP directed dyad-years", error);
    if (status == ENT_OK && years.count > 0) {
        qsort(years.items, years.count, sizeof *years.items, compare_dyad_years);
        status = drop_duplicates(reading, &years, error);
        if (status == ENT_OK)
            status = add_dyads(reading, &years, error);
    }
    free(years.items);
    return status;
}

const ent_importer ent_import_atop_directed = {
    .layout = "atop-directed",
    .title = "ATOP directed dyad-years (atop5_1ddyr.csv)",
    .columns = directed_columns,
    .column_count = ent_countof(directed_columns),
    .read = read_directed,
};
