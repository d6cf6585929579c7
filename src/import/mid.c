/* Militarized Interstate Disputes 5.0: disputes (MIDA) and their parties (MIDB).
 * Source: Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter & Soules 2022,
 * Conflict Management and Peace Science 39(4):470-82.
 *
 *   MIDA   one row a dispute      a conflict of kind `dispute`, mid:3551, with its details
 *   MIDB   one row a party spell  its parties; a tie of the layer `dispute` between every two states on
 *                                 opposite sides over the days that both took part
 *
 * An unknown day is -9. hostlev: 1 none, 2 threat, 3 display, 4 use of force, 5 war. */
#include "import/conflict.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum {
    DISPUTE, START_DAY, START_MONTH, START_YEAR, END_DAY, END_MONTH, END_YEAR, VERSION,
    FATALITY, FATALPRE, HIACT, HOSTLEV,
    OUTCOME, SETTLE, MAXDUR, MINDUR, RECIP, NUMA, NUMB, ONGOING, /* of a dispute */
    STATE = OUTCOME, SIDE_IS_A, REVSTATE, REVTYPE1, REVTYPE2, ORIG, /* of a party */
};

#define REQUIRED(column) {column, ENT_COLUMN_REQUIRED}
#define COMMON_COLUMNS                                                                             \
    [DISPUTE] = REQUIRED("dispnum"), [START_DAY] = REQUIRED("stday"),                              \
    [START_MONTH] = REQUIRED("stmon"), [START_YEAR] = REQUIRED("styear"),                          \
    [END_DAY] = REQUIRED("endday"), [END_MONTH] = REQUIRED("endmon"),                              \
    [END_YEAR] = REQUIRED("endyear"), [VERSION] = REQUIRED("version"),                             \
    [FATALITY] = REQUIRED("fatality"), [FATALPRE] = REQUIRED("fatalpre"),                          \
    [HIACT] = REQUIRED("hiact"), [HOSTLEV] = REQUIRED("hostlev")

static const ent_column dispute_columns[] = {
    COMMON_COLUMNS, [OUTCOME] = REQUIRED("outcome"), [SETTLE] = REQUIRED("settle"),
    [MAXDUR] = REQUIRED("maxdur"), [MINDUR] = REQUIRED("mindur"), [RECIP] = REQUIRED("recip"),
    [NUMA] = REQUIRED("numa"), [NUMB] = REQUIRED("numb"), [ONGOING] = REQUIRED("ongo2014"),
};

static const ent_column party_columns[] = {
    COMMON_COLUMNS, [STATE] = REQUIRED("ccode"), [SIDE_IS_A] = REQUIRED("sidea"),
    [REVSTATE] = REQUIRED("revstate"), [REVTYPE1] = REQUIRED("revtype1"),
    [REVTYPE2] = REQUIRED("revtype2"), [ORIG] = REQUIRED("orig"),
};

#define FATAL_DETAILS                                                                              \
    {FATALITY, "fatality", "fatalities: 0 none, 1 1-25, 2 26-100, 3 101-250, 4 251-500, 5 501-999, 6 more"}, \
    {FATALPRE, "fatalpre", "fatalities, the precise number"},                                      \
    {HIACT, "hiact", "highest action: 0 none, 1 threat to use force ... 20 interstate war, 21 chemical weapons"}, \
    {HOSTLEV, "hostlev", "hostility: 1 none, 2 threat, 3 display, 4 use of force, 5 war"}

/* The last three stand in the record of a dispute that goes on: there the span does not say them. */
static const ent_detail_column dispute_details[] = {
    FATAL_DETAILS,
    {OUTCOME, "outcome", "1 victory A, 2 victory B, 3 yield A, 4 yield B, 5 stalemate, 6 compromise, 7 released, 8 unclear, 9 joins war"},
    {SETTLE, "settle", "settlement: 1 negotiated, 2 imposed, 3 none, 4 unclear"},
    {MAXDUR, "maxdur", "longest duration that the dates allow, days"},
    {MINDUR, "mindur", "shortest duration that the dates allow, days"},
    {RECIP, "recip", "1 = reciprocated: both sides acted"},
    {NUMA, "numa", "states on side A"},
    {NUMB, "numb", "states on side B"},
    {ONGOING, "ongo2014", "1 = going on when 2014 ended"},
    {END_DAY, "endday", "day of the last act of a dispute that goes on"},
    {END_MONTH, "endmon", "month of the last act of a dispute that goes on"},
    {END_YEAR, "endyear", "year of the last act of a dispute that goes on"},
};
enum { LAST_ACT = 3 };

static const ent_detail_column party_details[] = {
    FATAL_DETAILS,
    {ORIG, "orig", "1 = a party from the first day"},
    {REVSTATE, "revstate", "1 = revisionist"},
    {REVTYPE1, "revtype1", "revision sought: 0 none, 1 territory, 2 policy, 3 regime, 4 other"},
    {REVTYPE2, "revtype2", "second revision sought, likewise"},
};

typedef struct {
    ent_series disputes, ties;
    conflict_list list;
} mid_file;

/* Source and series, at the first row. */
static ent_status declare(ent_reading *reading, mid_file *file, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_source source = {
        .name = "cow-mid",
        .title = "COW militarized interstate disputes",
        .citation = "Palmer, Glenn, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela "
                    "Karstens, Chase Bloch, Nick Dietrich, Kayla Kahn, Kellan Ritter, and Michael J. "
                    "Soules. 2022. The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and "
                    "Description. Conflict Management and Peace Science 39(4):470-82.",
        .terms = ENT_COW_TERMS,
    };
    const char *version = ent_rows_text(rows, VERSION);
    if (ent_rows_count(rows) > 1)
        return ENT_OK;
    if (strncmp(version, "5", 1) != 0)
        return ent_rows_fail(rows, VERSION, error,
                             "is not a version whose last day is known; expected 5");
    conflict_version(version, source.version);
    file->disputes = (ent_series){
        .kind = ENT_CONFLICTS, .name = "dispute", .measure = ENT_ORDERED, .position = 10,
        .covers = {ent_span_of_year(1816).from, ent_span_of_year(2014).to}};
    ent_status status = ent_reading_source(reading, &source, error);
    return status == ENT_OK ? ent_reading_series(reading, &file->disputes, error) : status;
}

static ent_status read_code(ent_reading *reading, char code[64], char name[64], ent_error *error)
{
    int number;
    ent_status status = ent_rows_integer(ent_reading_rows(reading), DISPUTE, 1, 99999, &number, error);
    if (status == ENT_OK) {
        snprintf(code, 64, "mid:%d", number);
        snprintf(name, 64, "COW dispute %d", number);
    }
    return status;
}

static ent_status read_days(ent_reading *reading, ent_span *span, unsigned *marks, ent_error *error)
{
    ent_status status = ent_reading_date(reading, ENT_START, START_YEAR, START_MONTH, START_DAY,
                                         &span->from, marks, error);
    return status == ENT_OK ? ent_reading_date(reading, ENT_END, END_YEAR, END_MONTH, END_DAY,
                                               &span->to, marks, error)
                            : status;
}

/* ---- MIDA ---- */

/* Add the dispute; or, if its parties came in an earlier import, say more of it. */
static ent_status write_dispute(ent_reading *reading, ent_treaty *dispute, ent_error *error)
{
    ent_treaty there;
    ent_world *world = ent_reading_world(reading);
    if (ent_world_find_treaty(world, dispute->code, &there, NULL) != ENT_OK)
        return ent_world_add_treaty(world, dispute, error);
    if (there.series != dispute->series || there.record != 0)
        return ent_rows_fail(ent_reading_rows(reading), DISPUTE, error, "stands twice");
    dispute->id = there.id;
    return ent_world_change_treaty(world, dispute, error);
}

static ent_status read_dispute(ent_reading *reading, void *context, ent_error *error)
{
    mid_file *file = context;
    ent_treaty dispute = {0};
    char name[64];
    bool ongoing = false;
    ent_status status = declare(reading, file, error);
    dispute.series = file->disputes.id;
    if (status == ENT_OK)
        status = read_code(reading, dispute.code, name, error);
    if (status == ENT_OK)
        status = read_days(reading, &dispute.span, &dispute.marks, error);
    if (status == ENT_OK)
        status = ent_reading_flag(reading, ONGOING, &ongoing, error);
    if (status != ENT_OK)
        return status;
    memcpy(dispute.name, name, sizeof name);
    if (dispute.span.to < dispute.span.from)
        return ent_rows_fail(ent_reading_rows(reading), END_YEAR, error,
                             "is an end before the start of the dispute");
    if (ongoing) {
        dispute.span.to = file->disputes.covers.to;
        dispute.marks = (dispute.marks & ~(unsigned)ENT_MARK_TO_WIDENED) | ENT_MARK_RIGHT_CENSORED;
        ent_reading_count(reading, "checked", "a dispute that goes on when 2014 ends");
    }
    status = ent_reading_record(reading, dispute_details,
                                ent_countof(dispute_details) - (ongoing ? 0 : LAST_ACT),
                                &dispute.record, error);
    if (status == ENT_OK)
        status = write_dispute(reading, &dispute, error);
    if (status == ENT_OK)
        ent_reading_count(reading, "kept", "conflicts");
    return status;
}

static ent_status read_disputes(ent_reading *reading, ent_error *error)
{
    mid_file file = {0};
    return ent_reading_each_row(reading, read_dispute, &file, error);
}

/* ---- MIDB ---- */

static ent_status read_party(ent_reading *reading, void *context, ent_error *error)
{
    mid_file *file = context;
    ent_rows *rows = ent_reading_rows(reading);
    conflict_party party = {.spell = ent_spell_none()};
    char code[64], name[64];
    bool side_a;
    int highest = 0;
    ent_status status = declare(reading, file, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE, &party.spell.a, error);
    if (status != ENT_OK || party.spell.a == 0)
        return status;
    status = read_code(reading, code, name, error);
    if (status == ENT_OK)
        status = read_days(reading, &party.spell.span, &party.spell.marks, error);
    if (status == ENT_OK)
        status = ent_reading_flag(reading, SIDE_IS_A, &side_a, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, HOSTLEV, -9, 5, &party.hostility, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, HIACT, -9, 22, &highest, error);
    if (status == ENT_OK)
        status = conflict_record(reading, party_details, ent_countof(party_details), &party.spell,
                                 error);
    if (status == ENT_OK)
        status = conflict_find(&file->list, code, name, &party.conflict, error);
    if (status != ENT_OK)
        return status;
    if (highest == 0)
        ent_reading_count(reading, "checked", "a party without an action of its own (hiact 0)");
    party.spell.level = side_a ? SIDE_A : SIDE_B;
    party.hostility = party.hostility > 1 ? party.hostility : 1;
    return conflict_add(reading, &file->list, &party, error);
}

static ent_status read_parties(ent_reading *reading, ent_error *error)
{
    mid_file file = {0};
    ent_status status = ent_reading_each_row(reading, read_party, &file, error);
    if (status == ENT_OK && file.list.conflict_count > 0) {
        file.ties = file.disputes;
        file.ties.kind = ENT_LAYER;
        status = ent_reading_series(reading, &file.ties, error);
        if (status == ENT_OK)
            status = conflict_write(reading, &file.list, &file.disputes, &file.ties, error);
    }
    conflict_clear(&file.list);
    return status;
}

const ent_importer ent_import_mid_disputes = {
    .layout = "cow-mid-dispute",
    .title = "COW militarized disputes (MIDA 5.0.csv)",
    .columns = dispute_columns,
    .column_count = ent_countof(dispute_columns),
    .unlike = {"ccode", "incidnum"},
    .version_column = VERSION,
    .read = read_disputes,
};

const ent_importer ent_import_mid_parties = {
    .layout = "cow-mid-party",
    .title = "Parties of COW militarized disputes (MIDB 5.0.csv)",
    .columns = party_columns,
    .column_count = ent_countof(party_columns),
    .unlike = {"incidnum", "ccode1"},
    .version_column = VERSION,
    .read = read_parties,
};
