/* Alliance Treaty Obligations and Provisions (ATOP) 4.01, one row for each alliance (atop4_01a.csv): the
 * treaties' own first and last days, which replace those worked out from their members, and their provisions
 * as details. An end year of 0 means "still in force" when the data end.
 * Source: Leeds, Ritter, Mitchell & Long 2002, International Interactions 28:237-60. */
#include "import/importer.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ID, BEGIN_YEAR, BEGIN_MONTH, BEGIN_DAY, END_YEAR, END_MONTH, END_DAY, FIRST_MEMBER, VERSION,
    COW_ID, COW4_ID, BILATERAL, WARTIME, ESTABLISHED, SECRET, LENGTH, TERM, DEFENSE, OFFENSE, NEUTRAL,
    NONAGG, CONSUL, CONDITIONAL, ASYMMETRIC, RESOLVE, WITHIN, MEDIATION, MILITARY, AID, COMMAND,
    ORGAN, BASES, CONTRIBUTION, ARMAMENTS, ECONOMIC,
};

static const ent_column columns[] = {
    [ID] = {"atopid", ENT_COLUMN_REQUIRED},         [BEGIN_YEAR] = {"begyr", ENT_COLUMN_REQUIRED},
    [BEGIN_MONTH] = {"begmo", ENT_COLUMN_REQUIRED}, [BEGIN_DAY] = {"begday", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"endyr", ENT_COLUMN_REQUIRED},    [END_MONTH] = {"endmo", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"endday", ENT_COLUMN_REQUIRED},    [FIRST_MEMBER] = {"mem1", ENT_COLUMN_REQUIRED},
    [VERSION] = {"version", ENT_COLUMN_REQUIRED},   [COW_ID] = {.name = "cowid"},
    [COW4_ID] = {.name = "cow4id"},                 [BILATERAL] = {.name = "bilat"},
    [WARTIME] = {.name = "wartime"},                [ESTABLISHED] = {.name = "estmode"},
    [SECRET] = {.name = "pubsecr"},                 [LENGTH] = {.name = "length"},
    [TERM] = {.name = "term"},                      [DEFENSE] = {.name = "defense"},
    [OFFENSE] = {.name = "offense"},                [NEUTRAL] = {.name = "neutral"},
    [NONAGG] = {.name = "nonagg"},                  [CONSUL] = {.name = "consul"},
    [CONDITIONAL] = {.name = "conditio"},           [ASYMMETRIC] = {.name = "asymm"},
    [RESOLVE] = {.name = "terrres"},                [WITHIN] = {.name = "conwtin"},
    [MEDIATION] = {.name = "medarb"},               [MILITARY] = {.name = "milcon"},
    [AID] = {.name = "milaid"},                     [COMMAND] = {.name = "intcom"},
    [ORGAN] = {.name = "organ1"},                   [BASES] = {.name = "base"},
    [CONTRIBUTION] = {.name = "contrib"},           [ARMAMENTS] = {.name = "armred"},
    [ECONOMIC] = {.name = "ecaid"},
};

/* The codes are ATOP's; its codebook says what each number means. */
static const ent_detail_column details[] = {
    {COW_ID, "cowid", "number of the alliance in COW's first versions"},
    {COW4_ID, "cow4id", "number of the alliance in COW 4 (99: several)"},
    {BILATERAL, "bilat", "1 = two members"},
    {WARTIME, "wartime", "1 = formed in a war"},
    {ESTABLISHED, "estmode", "how it comes into force"},
    {SECRET, "pubsecr", "public or secret"},
    {LENGTH, "length", "agreed length in months, 0 = none"},
    {TERM, "term", "how it ended"},
    {DEFENSE, "defense", "1 = defence"},
    {OFFENSE, "offense", "1 = offence"},
    {NEUTRAL, "neutral", "1 = neutrality"},
    {NONAGG, "nonagg", "1 = nonaggression"},
    {CONSUL, "consul", "1 = consultation"},
    {CONDITIONAL, "conditio", "1 = obligations hold under conditions"},
    {ASYMMETRIC, "asymm", "1 = members owe different things"},
    {RESOLVE, "terrres", "resolution of territorial issues"},
    {WITHIN, "conwtin", "conflict among the members"},
    {MEDIATION, "medarb", "mediation or arbitration"},
    {MILITARY, "milcon", "military contact"},
    {AID, "milaid", "military aid"},
    {COMMAND, "intcom", "integrated command"},
    {ORGAN, "organ1", "organisation set up"},
    {BASES, "base", "military bases"},
    {CONTRIBUTION, "contrib", "contribution of troops"},
    {ARMAMENTS, "armred", "reduction of armaments"},
    {ECONOMIC, "ecaid", "economic aid"},
};

/* One row, kept till the last year of all is known. */
typedef struct {
    int id, record;
    ent_span span;
    unsigned marks;
    size_t first_member, member_count;
} atop_row;

typedef struct {
    atop_row *items;
    size_t count, capacity;
    int *codes; /* COW numbers of the members of all rows */
    size_t code_count, code_capacity;
    ent_span covers;
} atop_file;

static ent_status declare(ent_reading *reading, ent_error *error)
{
    ent_source source = {
        .name = "atop", .title = "ATOP alliances and their members",
        .citation = "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew "
                    "G. Long. 2002. Alliance Treaty Obligations and Provisions, 1815-1944. "
                    "International Interactions 28:237-60.",
        .terms = "ATOP terms: cite as asked; no redistribution of the data",
    };
    snprintf(source.version, sizeof source.version, "%s",
             ent_rows_text(ent_reading_rows(reading), VERSION));
    return ent_reading_source(reading, &source, error);
}

/* The columns mem1, mem2 ... of a row, as many as the header has. */
static ent_status read_members(ent_reading *reading, atop_file *file, atop_row *row, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    row->first_member = file->code_count;
    for (size_t place = 0; place < ent_rows_column_count(rows); place++) {
        int number;
        char rest;
        long long code;
        const char *name = ent_rows_header(rows, place), *text = ent_rows_cell(rows, place);
        if (sscanf(name, "mem%2d%c", &number, &rest) != 1 || *text == '\0')
            continue;
        if (!ent_parse_integer(text, &code) || code < 1 || code > 9999)
            return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: %s '%.40s' is not a whole number from 1 to "
                            "9999", ent_rows_name(rows), ent_rows_line(rows), name, text);
        if (!ent_grow(&file->codes, file->code_count, &file->code_capacity, sizeof *file->codes))
            return ent_fail_memory(error);
        file->codes[file->code_count++] = (int)code;
        row->member_count++;
    }
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    atop_file *file = context;
    ent_rows *rows = ent_reading_rows(reading);
    atop_row row = {0};
    ent_status status = ent_rows_count(rows) == 1 ? declare(reading, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_rows_integer(rows, ID, 1, 999999, &row.id, error);
    if (status == ENT_OK)
        status = ent_reading_date(reading, ENT_START, BEGIN_YEAR, BEGIN_MONTH, BEGIN_DAY, &row.span.from,
                                  &row.marks, error);
    if (status == ENT_OK && strcmp(ent_rows_text(rows, END_YEAR), "0") == 0) {
        row.marks |= ENT_MARK_RIGHT_CENSORED;
        ent_reading_count(reading, "checked", "still in force when the data end (0)");
    } else if (status == ENT_OK) {
        status = ent_reading_date(reading, ENT_END, END_YEAR, END_MONTH, END_DAY, &row.span.to,
                                  &row.marks, error);
        if (status == ENT_OK && row.span.to < row.span.from)
            return ent_rows_fail(rows, END_YEAR, error, "ends the alliance before it starts");
    }
    if (status == ENT_OK)
        status = read_members(reading, file, &row, error);
    if (status == ENT_OK)
        status = ent_reading_record(reading, details, ent_countof(details), &row.record, error);
    if (status == ENT_OK && !ent_grow(&file->items, file->count, &file->capacity, sizeof *file->items))
        status = ent_fail_memory(error);
    if (status != ENT_OK)
        return status;
    ent_day last = ent_span_of_year(ent_day_year(row.span.to ? row.span.to : row.span.from)).to;
    ent_day first = ent_span_of_year(ent_day_year(row.span.from)).from;
    if (file->count == 0)
        file->covers = (ent_span){first, last};
    file->covers.from = first < file->covers.from ? first : file->covers.from;
    file->covers.to = last > file->covers.to ? last : file->covers.to;
    file->items[file->count++] = row;
    return ENT_OK;
}

/* ---- against the members ---- */

/* Count the members that the file of members lacks; nothing to compare with if it was not read. */
static void compare_members(ent_reading *reading, const atop_file *file, const atop_row *row, int treaty,
                            const ent_spells *spells)
{
    for (size_t m = 0; m < row->member_count && spells->count > 0; m++) {
        int code = file->codes[row->first_member + m];
        int actor = ent_reading_cow(reading, code);
        bool found = false;
        for (size_t i = 0; i < spells->count && !found && actor; i++)
            found = spells->items[i].treaty == treaty && spells->items[i].a == actor;
        if (!actor)
            ent_reading_count(reading, "checked", "member %d is not in the state system list", code);
        else if (!found)
            ent_reading_count(reading, "checked", "a member that the file of members lacks");
    }
}

/* ---- writing ---- */

/* Give a treaty the days and details of its row; make it if no member was read. */
static ent_status write_treaty(ent_reading *reading, const ent_series *series, const atop_row *row,
                               int *id, ent_error *error)
{
    ent_world *world = ent_reading_world(reading);
    ent_treaty treaty = {.series = series->id}, there;
    snprintf(treaty.code, sizeof treaty.code, "atop:%d", row->id);
    snprintf(treaty.name, sizeof treaty.name, "ATOP alliance %d", row->id);
    bool known = ent_world_find_treaty(world, treaty.code, &there, NULL) == ENT_OK;
    if (known)
        treaty = there;
    if (known && there.record)
        return ent_fail(error, ENT_ERR_INPUT, "%s: alliance %d stands twice",
                        ent_rows_name(ent_reading_rows(reading)), row->id);
    if (known && (there.span.from != row->span.from || there.span.to != row->span.to))
        ent_reading_count(reading, "checked", "other days than from its first member to its last");
    treaty.span = row->span;
    treaty.marks = row->marks;
    treaty.record = row->record;
    ent_status status = known ? ent_world_change_treaty(world, &treaty, error)
                              : ent_world_add_treaty(world, &treaty, error);
    *id = treaty.id;
    ent_reading_count(reading, "kept", "alliance");
    return status;
}

static ent_status write_all(ent_reading *reading, atop_file *file, ent_error *error)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_spells members = {0};
    ent_series series = {.kind = ENT_TREATIES, .name = "treaty", .directed = true,
                         .measure = ENT_ORDERED, .scale = ENT_SCALE_ATOP, .covers = file->covers,
                         .position = 30};
    ent_status status = ent_reading_series(reading, &series, error);
    if (status == ENT_OK)
        status = ent_world_spells(ent_reading_world(reading), &series, always, &members, error);
    for (size_t i = 0; i < file->count && status == ENT_OK; i++) {
        int treaty = 0;
        atop_row *row = &file->items[i];
        if (row->marks & ENT_MARK_RIGHT_CENSORED)
            row->span.to = series.covers.to > file->covers.to ? series.covers.to : file->covers.to;
        status = write_treaty(reading, &series, row, &treaty, error);
        if (status == ENT_OK)
            compare_members(reading, file, row, treaty, &members);
    }
    ent_spells_clear(&members);
    return status;
}

static ent_status read_alliances(ent_reading *reading, ent_error *error)
{
    atop_file file = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &file, error);
    if (status == ENT_OK && file.count > 0)
        status = write_all(reading, &file, error);
    free(file.items);
    free(file.codes);
    return status;
}

const ent_importer ent_import_atop_alliance = {
    .layout = "atop-alliance",
    .title = "ATOP alliances (atop4_01a.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_alliances,
};
