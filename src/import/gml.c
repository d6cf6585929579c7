/* Gibler-Miller-Little militarized disputes 2.2.1 as directed dyad-dispute-years: COW's disputes, revised.
 * Source: Gibler, Miller & Little 2016, International Studies Quarterly 60(4):719-30.
 *
 *   dispnum ccode1 ccode2 year  sidea1 sidea2 ...   stmon endmon
 *   2       2      200    1902  1      0            5     5       a row for each direction: mirrors
 *   2       200    2      1902  0      1            5     5
 *
 * A dispute is a conflict of kind `dispute`, gml:2, with what the file repeats in each of its rows. A pair's
 * two rows of a year become one tie, with a before b; details ending in 1 are those of a. The file has no
 * days: a tie lasts the calendar year, in the dispute's first year from its month of start, in the last year
 * to its month of end. The parties are taken from the ties: a spell for each run of years on one side. */
#include "import/conflict.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a pair's row says, of each state (1, 2) and of both. Values keep this order. */
enum {
    SIDE1, SIDE2, REVSTATE1, REVSTATE2, REVTYPE11, REVTYPE12, REVTYPE21, REVTYPE22, FATALITY1,
    FATALITY2, FATALPRE1, FATALPRE2, HIACT1, HIACT2, HOSTLEV1, HOSTLEV2, ORIG1, ORIG2,
    ONSET, ONGOING, PAIR_VALUES,
    STATE_VALUES = ONSET,
    /* of the dispute */
    HIACT = PAIR_VALUES, HOSTLEV, MINDUR, MAXDUR, OUTCOME, SETTLE, FATALITY, FATALPRE, START_MONTH,
    END_MONTH, RECIP, NUMA, NUMB, ONGOING_2010, VALUES,
    DISPUTE_VALUES = VALUES - PAIR_VALUES,
    DISPUTE = VALUES, STATE1, STATE2, YEAR, VERSION,
};
enum { UNKNOWN = -9, FIRST_YEAR = 1816, LAST_YEAR = 2010 };

static const ent_column columns[] = {
#define REQUIRED(column, name) [column] = {name, ENT_COLUMN_REQUIRED}
    REQUIRED(SIDE1, "sidea1"), REQUIRED(SIDE2, "sidea2"), REQUIRED(REVSTATE1, "revstate1"),
    REQUIRED(REVSTATE2, "revstate2"), REQUIRED(REVTYPE11, "revtype11"),
    REQUIRED(REVTYPE12, "revtype12"), REQUIRED(REVTYPE21, "revtype21"),
    REQUIRED(REVTYPE22, "revtype22"), REQUIRED(FATALITY1, "fatality1"),
    REQUIRED(FATALITY2, "fatality2"), REQUIRED(FATALPRE1, "fatalpre1"),
    REQUIRED(FATALPRE2, "fatalpre2"), REQUIRED(HIACT1, "hiact1"), REQUIRED(HIACT2, "hiact2"),
    REQUIRED(HOSTLEV1, "hostlev1"), REQUIRED(HOSTLEV2, "hostlev2"), REQUIRED(ORIG1, "orig1"),
    REQUIRED(ORIG2, "orig2"), REQUIRED(ONSET, "midonset"), REQUIRED(ONGOING, "midongoing"),
    REQUIRED(HIACT, "hiact"), REQUIRED(HOSTLEV, "hostlev"), REQUIRED(MINDUR, "mindur"),
    REQUIRED(MAXDUR, "maxdur"), REQUIRED(OUTCOME, "outcome"), REQUIRED(SETTLE, "settle"),
    REQUIRED(FATALITY, "fatality"), REQUIRED(FATALPRE, "fatalpre"),
    REQUIRED(START_MONTH, "stmon"), REQUIRED(END_MONTH, "endmon"), REQUIRED(RECIP, "recip"),
    REQUIRED(NUMA, "numa"), REQUIRED(NUMB, "numb"), REQUIRED(ONGOING_2010, "ongo2010"),
    REQUIRED(DISPUTE, "dispnum"), REQUIRED(STATE1, "ccode1"), REQUIRED(STATE2, "ccode2"),
    REQUIRED(YEAR, "year"), REQUIRED(VERSION, "version"),
#undef REQUIRED
};

#define FATALITIES "fatalities: 0 none, 1 1-25, 2 26-100, 3 101-250, 4 251-500, 5 501-999, 6 more"
#define ACTIONS "highest action: 0 none, 1 threat to use force ... 20 interstate war, 21 chemical weapons"
#define HOSTILITY "hostility: 1 none, 2 threat, 3 display, 4 use of force, 5 war"
#define REVISION "revision sought: 0 none, 1 territory, 2 policy, 3 regime, 4 other"

static const ent_detail_column details[] = {
    [SIDE1] = {0, "sidea1", "1 = the first state is on side A"},
    [SIDE2] = {0, "sidea2", "1 = the second state is on side A"},
    [REVSTATE1] = {0, "revstate1", "1 = the first state is revisionist"},
    [REVSTATE2] = {0, "revstate2", "1 = the second state is revisionist"},
    [REVTYPE11] = {0, "revtype11", "first " REVISION ", of the first state"},
    [REVTYPE12] = {0, "revtype12", "first " REVISION ", of the second state"},
    [REVTYPE21] = {0, "revtype21", "second " REVISION ", of the first state"},
    [REVTYPE22] = {0, "revtype22", "second " REVISION ", of the second state"},
    [FATALITY1] = {0, "fatality1", FATALITIES ", of the first state"},
    [FATALITY2] = {0, "fatality2", FATALITIES ", of the second state"},
    [FATALPRE1] = {0, "fatalpre1", "fatalities of the first state, the precise number"},
    [FATALPRE2] = {0, "fatalpre2", "fatalities of the second state, the precise number"},
    [HIACT1] = {0, "hiact1", ACTIONS ", of the first state"},
    [HIACT2] = {0, "hiact2", ACTIONS ", of the second state"},
    [HOSTLEV1] = {0, "hostlev1", HOSTILITY ", of the first state"},
    [HOSTLEV2] = {0, "hostlev2", HOSTILITY ", of the second state"},
    [ORIG1] = {0, "orig1", "1 = the first state is a party from the first day"},
    [ORIG2] = {0, "orig2", "1 = the second state is a party from the first day"},
    [ONSET] = {0, "midonset", "1 = the dispute of this pair begins in this year"},
    [ONGOING] = {0, "midongoing", "1 in every row"},
    [HIACT] = {0, "hiact", ACTIONS},
    [HOSTLEV] = {0, "hostlev", HOSTILITY},
    [MINDUR] = {0, "mindur", "shortest duration that the dates allow, days"},
    [MAXDUR] = {0, "maxdur", "longest duration that the dates allow, days"},
    [OUTCOME] = {0, "outcome", "1 victory A, 2 victory B, 3 yield A, 4 yield B, 5 stalemate, 6 compromise, 7 released, 8 unclear, 9 joins war"},
    [SETTLE] = {0, "settle", "settlement: 1 negotiated, 2 imposed, 3 none, 4 unclear"},
    [FATALITY] = {0, "fatality", FATALITIES},
    [FATALPRE] = {0, "fatalpre", "fatalities, the precise number"},
    [START_MONTH] = {0, "stmon", "month of start, as the file has it (13 in one dispute)"},
    [END_MONTH] = {0, "endmon", "month of end, as the file has it (19 in one dispute)"},
    [RECIP] = {0, "recip", "1 = reciprocated: both sides acted"},
    [NUMA] = {0, "numa", "states on side A"},
    [NUMB] = {0, "numb", "states on side B"},
    [ONGOING_2010] = {0, "ongo2010", "1 = going on when 2010 ended"},
};

/* A row, turned so that a < b. */
typedef struct {
    size_t dispute;
    int a, b, year, line;
    bool turned;
    int values[PAIR_VALUES];
} pair_year;

typedef struct {
    int number, first, last; /* years */
    int values[DISPUTE_VALUES];
} dispute;

typedef struct {
    ent_series conflicts, ties;
    pair_year *pairs;
    size_t pair_count, pair_capacity;
    dispute *disputes;
    size_t dispute_count, dispute_capacity;
    conflict_list list; /* of the disputes, at the same index, with their parties */
} gml_file;

static ent_status declare(ent_reading *reading, gml_file *file, ent_error *error)
{
    ent_source source = {
        .name = "gml",
        .title = "Gibler-Miller-Little militarized disputes, directed dyad-dispute-years",
        .citation = "Gibler, Douglas M., Steven V. Miller, and Erin K. Little. 2016. An Analysis of the "
                    "Militarized Interstate Dispute (MID) Dataset, 1816-2001. International Studies "
                    "Quarterly 60(4):719-30.",
        .terms = "cite as asked; the file of R package peacesciencer is under GPL-2 or later",
    };
    const char *version = ent_rows_text(ent_reading_rows(reading), VERSION);
    snprintf(source.version, sizeof source.version, "%.24s",
             strncmp(version, "gml-", 4) == 0 ? version + 4 : version);
    file->conflicts = (ent_series){
        .kind = ENT_CONFLICTS, .name = "dispute", .measure = ENT_ORDERED, .position = 20,
        .covers = {ent_span_of_year(FIRST_YEAR).from, ent_span_of_year(LAST_YEAR).to}};
    file->ties = file->conflicts;
    file->ties.kind = ENT_LAYER;
    ent_status status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, &file->conflicts, error);
    return status == ENT_OK ? ent_reading_series(reading, &file->ties, error) : status;
}

/* ---- reading ---- */

static ent_status read_values(ent_reading *reading, size_t first, size_t count, int values[],
                              ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = ent_rows_integer(ent_reading_rows(reading), first + i, UNKNOWN, 999999999,
                                  &values[i], error);
    return status;
}

/* The dispute of a row, with its years. What is said of it must be the same in all its rows. */
static ent_status read_dispute(ent_reading *reading, gml_file *file, int year, size_t *index,
                               ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    dispute row = {.first = year, .last = year};
    char code[64], name[64];
    ent_status status = ent_rows_integer(rows, DISPUTE, 1, 99999, &row.number, error);
    if (status == ENT_OK)
        status = read_values(reading, PAIR_VALUES, DISPUTE_VALUES, row.values, error);
    if (status != ENT_OK)
        return status;
    snprintf(code, sizeof code, "gml:%d", row.number);
    snprintf(name, sizeof name, "GML dispute %d", row.number);
    status = conflict_find(&file->list, code, name, index, error);
    if (status != ENT_OK)
        return status;
    if (*index == file->dispute_count) {
        if (!ent_grow(&file->disputes, file->dispute_count, &file->dispute_capacity,
                      sizeof *file->disputes))
            return ent_fail_memory(error);
        file->disputes[file->dispute_count++] = row;
    }
    dispute *known = &file->disputes[*index];
    for (size_t i = 0; i < DISPUTE_VALUES; i++)
        if (known->values[i] != row.values[i])
            return ent_rows_fail(rows, PAIR_VALUES + i, error,
                                 "is not what an earlier row says of dispute %d, %d", row.number,
                                 known->values[i]);
    known->first = year < known->first ? year : known->first;
    known->last = year > known->last ? year : known->last;
    return ENT_OK;
}

static void turn(pair_year *pair)
{
    int a = pair->a;
    pair->a = pair->b;
    pair->b = a;
    pair->turned = true;
    for (size_t i = 0; i < STATE_VALUES; i += 2) {
        int first = pair->values[i];
        pair->values[i] = pair->values[i + 1];
        pair->values[i + 1] = first;
    }
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    gml_file *file = context;
    ent_rows *rows = ent_reading_rows(reading);
    pair_year pair = {.line = (int)ent_rows_line(rows)};
    ent_status status = ent_rows_count(rows) == 1 ? declare(reading, file, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_rows_integer(rows, YEAR, FIRST_YEAR, LAST_YEAR, &pair.year, error);
    if (status == ENT_OK)
        status = read_dispute(reading, file, pair.year, &pair.dispute, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE1, &pair.a, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE2, &pair.b, error);
    if (status == ENT_OK)
        status = read_values(reading, 0, PAIR_VALUES, pair.values, error);
    if (status != ENT_OK || pair.a == 0 || pair.b == 0)
        return status;
    if (pair.a == pair.b)
        return ent_rows_fail(rows, STATE2, error, "is the same state as the first");
    if (pair.a > pair.b)
        turn(&pair);
    if (!ent_grow(&file->pairs, file->pair_count, &file->pair_capacity, sizeof *file->pairs))
        return ent_fail_memory(error);
    file->pairs[file->pair_count++] = pair;
    return ENT_OK;
}

/* ---- one row of a pair and year ---- */

static int compare_pairs(const void *left, const void *right)
{
    const pair_year *x = left, *y = right;
    if (x->dispute != y->dispute)
        return x->dispute < y->dispute ? -1 : 1;
    const int a[] = {x->a, x->b, x->year, x->turned, x->line};
    const int b[] = {y->a, y->b, y->year, y->turned, y->line};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static bool same_key(const pair_year *x, const pair_year *y)
{
    return x->dispute == y->dispute && x->a == y->a && x->b == y->b && x->year == y->year;
}

/* Keep one of a pair's rows of a year, and count what the others say. */
static ent_status drop_mirrors(ent_reading *reading, gml_file *file, ent_error *error)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < file->pair_count; i = next) {
        const pair_year *first = &file->pairs[i];
        bool mirrored = false;
        for (next = i + 1; next < file->pair_count && same_key(first, &file->pairs[next]); next++) {
            const pair_year *other = &file->pairs[next];
            bool same = memcmp(first->values, other->values, sizeof first->values) == 0;
            if (other->turned == first->turned && !same)
                return ent_fail(error, ENT_ERR_INPUT, "%s:%d: the dispute, pair and year of this row "
                                "stand in line %d too, with other values",
                                ent_rows_name(ent_reading_rows(reading)), other->line, first->line);
            if (other->turned == first->turned)
                ent_reading_count(reading, "left out", "the same row stands in an earlier line");
            else if (!same)
                ent_reading_count(reading, "checked", "a row that its mirror contradicts");
            mirrored |= other->turned != first->turned;
        }
        if (!mirrored)
            ent_reading_count(reading, "checked", "a row without its mirror");
        file->pairs[kept++] = *first;
    }
    file->pair_count = kept;
    return ENT_OK;
}

/* ---- days ---- */

static int month_of(ent_reading *reading, int value)
{
    if (value >= 1 && value <= 12)
        return value;
    if (value > 12)
        ent_reading_count(reading, "repaired", "a month that is none (%d) is read as unknown", value);
    return 0;
}

/* The days of a dispute, by its months and years. */
static ent_span days_of_dispute(ent_reading *reading, const dispute *d)
{
    int start = month_of(reading, d->values[START_MONTH - PAIR_VALUES]);
    int end = month_of(reading, d->values[END_MONTH - PAIR_VALUES]);
    if (start > end && end > 0 && d->first == d->last) {
        ent_reading_count(reading, "repaired", "ends in a month before its start: the whole year");
        start = end = 0;
    }
    bool ongoing = d->values[ONGOING_2010 - PAIR_VALUES] == 1 && d->last == LAST_YEAR;
    if (ongoing)
        ent_reading_count(reading, "checked", "a dispute that goes on when 2010 ends");
    ent_span first = start ? ent_span_of_month(d->first, start) : ent_span_of_year(d->first);
    ent_span last = end && !ongoing ? ent_span_of_month(d->last, end) : ent_span_of_year(d->last);
    return (ent_span){first.from, last.to};
}

static ent_status write_disputes(ent_reading *reading, gml_file *file, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < file->dispute_count && status == ENT_OK; i++) {
        const dispute *d = &file->disputes[i];
        ent_treaty *conflict = &file->list.conflicts[i];
        double values[DISPUTE_VALUES];
        for (size_t k = 0; k < DISPUTE_VALUES; k++)
            values[k] = d->values[k] == UNKNOWN ? (double)NAN : d->values[k];
        conflict->series = file->conflicts.id;
        conflict->span = days_of_dispute(reading, d);
        bool ongoing = d->values[ONGOING_2010 - PAIR_VALUES] == 1 && d->last == LAST_YEAR;
        conflict->marks = ENT_MARK_FROM_WIDENED |
                          (ongoing ? ENT_MARK_RIGHT_CENSORED : ENT_MARK_TO_WIDENED);
        status = ent_reading_record_values(reading, &details[PAIR_VALUES], values, DISPUTE_VALUES,
                                           &conflict->record, error);
        if (status == ENT_OK)
            status = ent_world_add_treaty(ent_reading_world(reading), conflict, error);
        if (status == ENT_OK)
            ent_reading_count(reading, "kept", "conflicts");
    }
    return status;
}

/* ---- ties and parties ---- */

static ent_status add_tie(ent_reading *reading, gml_file *file, const pair_year *pair,
                          ent_error *error)
{
    const ent_treaty *conflict = &file->list.conflicts[pair->dispute];
    ent_spell tie = ent_spell_none();
    double values[PAIR_VALUES];
    tie.a = pair->a;
    tie.b = pair->b;
    tie.treaty = conflict->id;
    tie.span = ent_span_of_year(pair->year);
    tie.marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
    if (conflict->span.from > tie.span.from)
        tie.span.from = conflict->span.from;
    if (conflict->span.to < tie.span.to)
        tie.span.to = conflict->span.to;
    if ((conflict->marks & ENT_MARK_RIGHT_CENSORED) && tie.span.to == conflict->span.to)
        tie.marks = ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED;
    for (size_t i = 0; i < PAIR_VALUES; i++)
        values[i] = pair->values[i] == UNKNOWN ? (double)NAN : pair->values[i];
    tie.level = pair->values[HOSTLEV1] > pair->values[HOSTLEV2] ? pair->values[HOSTLEV1]
                                                                : pair->values[HOSTLEV2];
    tie.level = tie.level > 1 ? tie.level : 1;
    ent_status status = ent_reading_record_values(reading, details, values, PAIR_VALUES, &tie.record,
                                                  error);
    if (status == ENT_OK)
        status = ent_reading_add(reading, &file->ties, &tie, error);
    for (int way = 0; way < 2 && status == ENT_OK; way++) {
        conflict_party party = {.conflict = pair->dispute, .spell = tie};
        party.spell.a = way ? pair->b : pair->a;
        party.spell.b = party.spell.record = 0;
        party.spell.level = pair->values[way ? SIDE2 : SIDE1] == 1 ? SIDE_A : SIDE_B;
        status = conflict_keep(&file->list, &party, error);
    }
    return status;
}

static int compare_parties(const void *left, const void *right)
{
    const conflict_party *x = left, *y = right;
    if (x->conflict != y->conflict)
        return x->conflict < y->conflict ? -1 : 1;
    const int a[] = {x->spell.a, x->spell.level, x->spell.span.from, x->spell.span.to};
    const int b[] = {y->spell.a, y->spell.level, y->spell.span.from, y->spell.span.to};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* A party's years on one side that follow each other are one spell. */
static void join_years(conflict_list *list)
{
    size_t kept = 0;
    if (list->party_count > 0)
        qsort(list->parties, list->party_count, sizeof *list->parties, compare_parties);
    for (size_t i = 0; i < list->party_count; i++) {
        const conflict_party *next = &list->parties[i];
        conflict_party *last = kept > 0 ? &list->parties[kept - 1] : NULL;
        bool joins = last && last->conflict == next->conflict && last->spell.a == next->spell.a &&
                     last->spell.level == next->spell.level &&
                     ent_day_year(last->spell.span.to) + 1 >= ent_day_year(next->spell.span.from);
        if (!joins) {
            list->parties[kept++] = *next;
        } else if (next->spell.span.to > last->spell.span.to) {
            last->spell.span.to = next->spell.span.to;
            last->spell.marks = next->spell.marks;
        }
    }
    list->party_count = kept;
}

static ent_status read_gml(ent_reading *reading, ent_error *error)
{
    gml_file file = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &file, error);
    if (status == ENT_OK && file.pair_count > 0)
        qsort(file.pairs, file.pair_count, sizeof *file.pairs, compare_pairs);
    if (status == ENT_OK)
        status = drop_mirrors(reading, &file, error);
    if (status == ENT_OK)
        status = write_disputes(reading, &file, error);
    for (size_t i = 0; i < file.pair_count && status == ENT_OK; i++)
        status = add_tie(reading, &file, &file.pairs[i], error);
    join_years(&file.list);
    if (status == ENT_OK)
        status = conflict_write(reading, &file.list, &file.conflicts, NULL, error);
    conflict_clear(&file.list);
    free(file.pairs);
    free(file.disputes);
    return status;
}

const ent_importer ent_import_gml = {
    .layout = "gml-dispute-year",
    .title = "Gibler-Miller-Little disputes by directed dyad and year (gml-ddy-disputes-2.2.1.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_gml,
};
