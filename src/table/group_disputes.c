/* Militarized disputes of pairs and of states: COW (cow-mid) and Gibler-Miller-Little (gml-mid), side by side.
 *
 * Of several disputes of a pair in a year one stands in the row, chosen by the chain of rules of whittle.h. COW's
 * columns begin with cowmid_, GML's have the names that the R package peacesciencer gives them.
 * Initiators: Gibler, Miller & Little 2016, ISQ 60(4):719-30; Miller 2022, CMPS 39(6):763-79. */
#include "table/groups.h"

#include "table/conflicts.h"
#include "table/dispute_years.h"
#include "table/whittle.h"

#include "core/memory.h"

#include <stdlib.h>

typedef ent_status read_disputes(table_work *w, dispute_years *out);

static ent_status is_from(table_work *w, const ent_series *series)
{
    for (size_t i = 0; w->group->columns[i].name; i++)
        table_is_from(w, i, series);
    return ENT_OK;
}

/* ---- dyads ---- */

enum {
    ONGOING, ONSET, NUMBER, DISPUTE, PARTY = DISPUTE + DISPUTE_VALUES,
    INIT = PARTY + PARTY_VALUES, INIT_SIDE, INIT_ORIG, DYAD_COLUMNS,
};

/* What the source does not say is missing; the peer keeps its -9. */
static double said(const table_work *w, double value)
{
    return isnan(value) && w->like_peer ? -9 : value;
}

/* Who began it: side A, and by the first coding whoever joined, on whatever side. */
static void put_initiator(table_work *w, const double party[PARTY_VALUES], int number, size_t row)
{
    bool on_a = party[BY_SIDEA] == 1, joined = party[BY_ORIG] == 0;
    table_put(table_work_column(w, INIT, number), row, on_a || joined);
    table_put(table_work_column(w, INIT_SIDE, number), row, on_a);
    table_put(table_work_column(w, INIT_ORIG, number), row, on_a && !joined);
}

static void put_row(table_work *w, const dispute_year *year, size_t row)
{
    table_put(table_work_column(w, ONGOING, 0), row, 1);
    table_put(table_work_column(w, ONSET, 0), row, year->onset);
    table_put(table_work_column(w, NUMBER, 0), row, year->number);
    for (size_t i = 0; i < DISPUTE_VALUES; i++)
        table_put(table_work_column(w, DISPUTE + i, 0), row, said(w, year->dispute[i]));
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < PARTY_VALUES; i++)
            table_put(table_work_column(w, PARTY + i, k + 1), row, said(w, year->party[k][i]));
        put_initiator(w, year->party[k], k + 1, row);
    }
}

static void put_year(table_work *w, const dispute_year *year)
{
    size_t row[4];
    for (size_t k = 0, n = table_rows_from(w->frame, year->a, year->b, year->time, row); k < n; k++)
        put_row(w, year, row[k]);
}

static whittle_row row_of_year(const dispute_years *all, size_t place)
{
    const dispute_year *year = &all->years[place];
    return (whittle_row){.a = year->a, .b = year->b, .time = year->time, .number = year->number,
                         .onset = year->onset, .fatality = year->dispute[OF_FATALITY],
                         .hostility = year->dispute[OF_HOSTLEV], .mindur = year->dispute[OF_MINDUR],
                         .maxdur = year->dispute[OF_MAXDUR], .recip = year->dispute[OF_RECIP],
                         .stmon = year->dispute[OF_STMON],
                         .deaths = table_known_sum(year->party[0][BY_FATALPRE], year->party[1][BY_FATALPRE]),
                         .place = place};
}

static ent_status put_years(table_work *w, const dispute_years *all)
{
    whittle_chain chain;
    size_t count = all->year_count;
    const char *rules = w->options->whittle ? w->options->whittle : WHITTLE_DISPUTES;
    ent_status status = whittle_parse(rules, &chain, w->error);
    if (status != ENT_OK)
        return status;
    whittle_row *rows = ent_new_array(count, sizeof *rows);
    if (!rows)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < count; i++)
        rows[i] = row_of_year(all, i);
    status = whittle(&chain, rows, &count, w->error);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        put_year(w, &all->years[rows[i].place]);
    free(rows);
    return status;
}

static ent_status fill_dyads(table_work *w, read_disputes *read)
{
    dispute_years all = {0};
    ent_status status = read(w, &all);
    if (status == ENT_OK)
        status = is_from(w, &all.series);
    for (size_t i = ONGOING; i <= ONSET && status == ENT_OK; i++)
        table_cover(w, table_work_column(w, i, 0), &all.series, 0);
    if (status == ENT_OK)
        status = put_years(w, &all);
    dispute_years_clear(&all);
    return status;
}

static ent_status fill_cow_dyads(table_work *w)
{
    return fill_dyads(w, dispute_years_of_cow);
}

static ent_status fill_gml_dyads(table_work *w)
{
    return fill_dyads(w, dispute_years_of_gml);
}

#define KEPT "of the dispute that stands for the year: see --whittle"
#define FATALITIES "0 none, 1 1-25, 2 26-100, 3 101-250, 4 251-500, 5 501-999, 6 more"
#define HOSTILITY "1 none, 2 threat, 3 display, 4 use of force, 5 war"

#define FLAG(column, text, how)                                                                    \
    {column, ENT_COLUMN_INT8, .label = text, .unit = "0, 1", .rule = how}
#define PAIR(column, kind, text, measure)                                                          \
    {column, kind, .pair = true, .label = text, .unit = measure, .rule = KEPT}

/* The columns of a source: `prefix` before those of the dispute that stands for the year. */
#define DISPUTE_COLUMNS(ongoing, onset, prefix, pairs)                                             \
    [ONGOING] = FLAG(ongoing, "a dispute of the pair goes on", pairs),                             \
    [ONSET] = FLAG(onset, "a dispute of the pair begins",                                          \
                   "of the dispute that stands for the year, in which onsets come first"),         \
    [NUMBER] = {prefix "dispnum", ENT_COLUMN_INT32, .label = "number of the dispute", .rule = KEPT}, \
    [DISPUTE + OF_FATALITY] = {prefix "fatality", ENT_COLUMN_INT8,                                 \
                               .label = "fatalities of the dispute", .unit = FATALITIES,           \
                               .rule = KEPT},                                                      \
    [DISPUTE + OF_HOSTLEV] = {prefix "hostlev", ENT_COLUMN_INT8,                                   \
                              .label = "hostility of the dispute", .unit = HOSTILITY,              \
                              .rule = KEPT},                                                       \
    [DISPUTE + OF_RECIP] = FLAG(prefix "recip", "both sides acted", KEPT),                         \
    [DISPUTE + OF_MINDUR] = {prefix "mindur", ENT_COLUMN_INT16, .unit = "days", .rule = KEPT,      \
                             .label = "shortest duration that the dates allow"},                   \
    [DISPUTE + OF_MAXDUR] = {prefix "maxdur", ENT_COLUMN_INT16, .unit = "days", .rule = KEPT,      \
                             .label = "longest duration that the dates allow"},                    \
    [DISPUTE + OF_STMON] = {prefix "stmon", ENT_COLUMN_INT8, .unit = "month", .rule = KEPT,        \
                            .label = "month in which the dispute began"},                          \
    [PARTY + BY_SIDEA] = PAIR(prefix "sidea", ENT_COLUMN_INT8, "on side A", "0, 1"),               \
    [PARTY + BY_FATALITY] = PAIR(prefix "fatality", ENT_COLUMN_INT8, "fatalities of the state",    \
                                 FATALITIES),                                                      \
    [PARTY + BY_FATALPRE] = PAIR(prefix "fatalpre", ENT_COLUMN_INT32,                              \
                                 "fatalities of the state, the precise number", "persons"),        \
    [PARTY + BY_HIACT] = PAIR(prefix "hiact", ENT_COLUMN_INT8, "highest action of the state",      \
                              "0 none, 1 threat of force ... 21 joins an interstate war"),         \
    [PARTY + BY_HOSTLEV] = PAIR(prefix "hostlev", ENT_COLUMN_INT8, "hostility of the state",       \
                                HOSTILITY),                                                        \
    [PARTY + BY_ORIG] = PAIR(prefix "orig", ENT_COLUMN_INT8, "a party from the first day",         \
                             "0, 1"),                                                              \
    [INIT] = {prefix "init", ENT_COLUMN_INT8, .pair = true, .label = "initiator", .unit = "0, 1",  \
              .rule = "on side A, or a joiner of either side (sidea-all-joiners)"},                \
    [INIT_SIDE] = {prefix "init_side", ENT_COLUMN_INT8, .pair = true, .label = "initiator",        \
                   .unit = "0, 1", .rule = "on side A (sidea-with-joiners)"},                      \
    [INIT_ORIG] = {prefix "init_orig", ENT_COLUMN_INT8, .pair = true, .label = "initiator",        \
                   .unit = "0, 1", .rule = "on side A from the first day (sidea-orig)"},           \
    [DYAD_COLUMNS] = {0}

static const table_column_row cow_dyad_columns[] = {DISPUTE_COLUMNS(
    "cowmidongoing", "cowmidonset", "cowmid_",
    "both are parties, on opposite sides, on a common day of the time")};
static const table_column_row gml_dyad_columns[] = {DISPUTE_COLUMNS(
    "gmlmidongoing", "gmlmidonset", "", "the source has a row of the pair and year")};

/* ---- states ---- */

enum { STATE_ONGOING, STATE_ONSET, STATE_ONGOING_INIT, STATE_ONSET_INIT, STATE_COLUMNS };

static void put_participation(table_work *w, const ent_spell *spell, size_t state, void *user)
{
    const dispute_participation *one = user;
    size_t time = (size_t)w->frame->states[state].time;
    const bool onset = one->begins && ent_span_holds(w->frame->when[time], spell->span.from);
    const bool is[STATE_COLUMNS] = {[STATE_ONGOING] = true, [STATE_ONSET] = onset,
                                    [STATE_ONGOING_INIT] = one->initiates,
                                    [STATE_ONSET_INIT] = onset && one->initiates};
    for (size_t i = 0; i < STATE_COLUMNS; i++)
        if (is[i])
            table_put(table_work_column(w, i, 0), state, 1);
}

/* The peer's zeros of GML go on after the data end. */
static ent_status fill_states(table_work *w, read_disputes *read, bool endless)
{
    dispute_years all = {0};
    ent_status status = read(w, &all);
    if (status == ENT_OK)
        status = is_from(w, &all.series);
    if (endless && w->like_peer)
        all.series.covers = (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST};
    for (size_t i = 0; i < STATE_COLUMNS && status == ENT_OK; i++)
        table_cover(w, table_work_column(w, i, 0), &all.series, 0);
    for (size_t i = 0; i < all.participation_count && status == ENT_OK; i++) {
        dispute_participation *one = &all.participations[i];
        const ent_spell spell = {.a = one->actor, .span = one->span};
        table_each_state(w, &spell, false, put_participation, one);
    }
    dispute_years_clear(&all);
    return status;
}

static ent_status fill_cow_states(table_work *w)
{
    return fill_states(w, dispute_years_of_cow, false);
}

static ent_status fill_gml_states(table_work *w)
{
    return fill_states(w, dispute_years_of_gml, true);
}

#define STATE_FLAG(column, text, how)                                                              \
    {column, ENT_COLUMN_INT8, .each = true, .label = text, .unit = "0, 1", .rule = how}
#define INITIATES "on side A, or a joiner of either side"

#define DISPUTE_STATE_COLUMNS(name)                                                                \
    [STATE_ONGOING] = STATE_FLAG(name "ongoing", "a party of a dispute that goes on",              \
                                 "in any dispute of the source"),                                  \
    [STATE_ONSET] = STATE_FLAG(name "onset", "enters a dispute", "its own first year in it"),      \
    [STATE_ONGOING_INIT] = STATE_FLAG(name "ongoing_init", "initiator of a dispute that goes on",  \
                                      INITIATES),                                                  \
    [STATE_ONSET_INIT] = STATE_FLAG(name "onset_init", "enters a dispute as an initiator",         \
                                    INITIATES "; its own first year in it"),                       \
    [STATE_COLUMNS] = {0}

static const table_column_row cow_state_columns[] = {DISPUTE_STATE_COLUMNS("cowmid")};
static const table_column_row gml_state_columns[] = {DISPUTE_STATE_COLUMNS("gmlmid")};

#define COW_HELP "militarized disputes, COW: cowmidongoing, cowmidonset, cowmid_dispnum ..."
#define GML_HELP "militarized disputes, Gibler-Miller-Little: gmlmidongoing, gmlmidonset, dispnum ..."

const table_group table_group_cow_mid_dyads = {"cow-mid", COW_HELP, TABLE_OF_DYADS, cow_dyad_columns,
                                               fill_cow_dyads, .import = "MIDA 5.0.csv, MIDB 5.0.csv",
                                               .whittles = true};
const table_group table_group_cow_mid_states = {"cow-mid", COW_HELP, TABLE_OF_STATES, cow_state_columns,
                                                fill_cow_states, .import = "MIDA 5.0.csv, MIDB 5.0.csv"};
const table_group table_group_gml_mid_dyads = {"gml-mid", GML_HELP, TABLE_OF_DYADS, gml_dyad_columns,
                                               fill_gml_dyads, .import = "gml-ddy-disputes-2.2.1.csv",
                                               .whittles = true};
const table_group table_group_gml_mid_states = {"gml-mid", GML_HELP, TABLE_OF_STATES, gml_state_columns,
                                                fill_gml_states, .import = "gml-ddy-disputes-2.2.1.csv"};
