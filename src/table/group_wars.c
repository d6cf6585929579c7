/* Wars: of pairs inter-state wars, of states inter-state and intra-state wars.
 * Sources: Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press; Dixon & Sarkees 2016, A Guide to Intra-state
 * Wars, CQ Press.
 *
 * A pair is at war at a time in which both fight on opposite sides on a common day. Of several wars of a pair (a
 * state) one stands in the row: onsets first, then the most battle deaths, then the first number. The peer lets
 * the first spells of two parties meet only first spells, and second ones second ones, and has no outcome of a
 * war that is resumed. */
#include "table/groups.h"

#include "table/conflicts.h"
#include "table/disputes.h"
#include "table/whittle.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* The wars of a source with their spells; what the parties (of intra-state wars: the wars) say. */
typedef struct {
    ent_series series;
    ent_spells spells;
    table_conflicts wars;
    table_details details;
} war_source;

static void source_clear(war_source *source)
{
    ent_spells_clear(&source->spells);
    table_conflicts_clear(&source->wars);
    table_details_clear(&source->details);
}

static ent_status read_source(table_work *w, const char *source, bool of_wars, war_source *out)
{
    *out = (war_source){0};
    ent_status status = table_conflict_series(w, ENT_CONFLICTS, "war", source, &out->series);
    if (status == ENT_OK)
        status = table_all_spells(w, &out->series, &out->spells);
    if (status == ENT_OK)
        status = table_conflicts_read(w->world, &out->series, &out->wars, w->error);
    if (status != ENT_OK)
        return status;
    size_t count = of_wars ? out->wars.count : out->spells.count;
    int *records = ent_new_array(count, sizeof *records);
    if (!records)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < count; i++)
        records[i] = of_wars ? out->wars.items[i].record : out->spells.items[i].record;
    status = table_details_read(w->world, out->series.source_id, records, count, &out->details, w->error);
    free(records);
    return status;
}

static double number_of(const war_source *source, int war)
{
    return table_conflict_number(table_conflict(&source->wars, war));
}

/* ---- pairs ---- */

enum { ONGOING, ONSET, NUMBER, RESUME, SIDE, INITIATOR, OUTCOME, DEATHS, DYAD_COLUMNS };

typedef struct {
    war_source source;
    disputes_rows rows;
    int initiator, outcome, deaths; /* fields */
} pair_wars;

/* Which of its row's spells is this: those of a row name one record. */
static int spell_number(const ent_spells *spells, size_t place)
{
    int number = 1;
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *other = &spells->items[i], *own = &spells->items[place];
        number += own->record && other->record == own->record && other->span.from < own->span.from;
    }
    return number;
}

static ent_status find_pairs(table_work *w, pair_wars *wars)
{
    const ent_spells *spells = &wars->source.spells;
    disputes_party *parties = ent_new_array(spells->count, sizeof *parties);
    if (!parties)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        parties[i] = (disputes_party){spell->treaty, spell->a, spell->level, spell_number(spells, i),
                                      spell->span};
    }
    ent_status status = disputes_by_time(parties, spells->count, w->frame->when, w->frame->times,
                                         w->like_peer, &wars->rows, w->error);
    free(parties);
    return status;
}

static double said_of(const pair_wars *wars, const disputes_row *row, int k, int field)
{
    return table_detail(&wars->source.details, wars->source.spells.items[row->party[k]].record, field);
}

static void put_war(table_work *w, const pair_wars *wars, const disputes_row *war, size_t row)
{
    table_put(table_work_column(w, ONGOING, 0), row, 1);
    table_put(table_work_column(w, ONSET, 0), row, war->onset);
    table_put(table_work_column(w, NUMBER, 0), row, number_of(&wars->source, war->conflict));
    table_put(table_work_column(w, RESUME, 0), row, war->resumed);
    for (int k = 0; k < 2; k++) {
        double outcome = said_of(wars, war, k, wars->outcome);
        table_put(table_work_column(w, SIDE, k + 1), row, wars->source.spells.items[war->party[k]].level);
        table_put(table_work_column(w, INITIATOR, k + 1), row,
                  said_of(wars, war, k, wars->initiator) == 1);
        table_put(table_work_column(w, OUTCOME, k + 1), row,
                  war->resumed && w->like_peer ? (double)NAN : outcome);
        table_put(table_work_column(w, DEATHS, k + 1), row, said_of(wars, war, k, wars->deaths));
    }
}

static ent_status put_wars(table_work *w, const pair_wars *wars)
{
    whittle_chain chain;
    size_t count = wars->rows.count, row[4];
    ent_status status = whittle_parse(WHITTLE_WARS, &chain, w->error);
    whittle_row *rows = status == ENT_OK ? ent_new_array(count, sizeof *rows) : NULL;
    if (status != ENT_OK || !rows)
        return status != ENT_OK ? status : ent_fail_memory(w->error);
    for (size_t i = 0; i < count; i++) {
        const disputes_row *war = &wars->rows.items[i];
        rows[i] = (whittle_row){.a = war->a, .b = war->b, .time = war->time, .onset = war->onset,
                                .number = number_of(&wars->source, war->conflict),
                                .deaths = table_known_sum(said_of(wars, war, 0, wars->deaths),
                                                    said_of(wars, war, 1, wars->deaths)),
                                .place = i};
    }
    status = whittle(&chain, rows, &count, w->error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const disputes_row *war = &wars->rows.items[rows[i].place];
        for (size_t k = 0, n = table_rows_from(w->frame, war->a, war->b, war->time, row); k < n; k++)
            put_war(w, wars, war, row[k]);
    }
    free(rows);
    return status;
}

static ent_status fill_dyads(table_work *w)
{
    pair_wars wars = {0};
    ent_status status = read_source(w, "cow-war-inter", false, &wars.source);
    const table_details *details = &wars.source.details;
    wars.initiator = table_details_field(details, "Initiator");
    wars.outcome = table_details_field(details, "Outcome");
    wars.deaths = table_details_field(details, "BatDeath");
    for (size_t i = 0; i < DYAD_COLUMNS && status == ENT_OK; i++)
        table_is_from(w, i, &wars.source.series);
    for (size_t i = ONGOING; i <= ONSET && status == ENT_OK; i++)
        table_cover(w, table_work_column(w, i, 0), &wars.source.series, 0);
    if (status == ENT_OK)
        status = find_pairs(w, &wars);
    if (status == ENT_OK)
        status = put_wars(w, &wars);
    disputes_clear(&wars.rows);
    source_clear(&wars.source);
    return status;
}

#define KEPT "of the war that stands for the year: onsets, most battle deaths, first"

static const table_column_row dyad_columns[] = {
    [ONGOING] = {"cowinterongoing", ENT_COLUMN_INT8, .label = "an inter-state war of the pair goes on",
                 .unit = "0, 1", .rule = "both fight on opposite sides on a common day of the time"},
    [ONSET] = {"cowinteronset", ENT_COLUMN_INT8, .label = "an inter-state war of the pair begins",
               .unit = "0, 1", .rule = "also when both fight again after a break"},
    [NUMBER] = {"cowinterwarnum", ENT_COLUMN_INT32, .label = "number of the war", .rule = KEPT},
    [RESUME] = {"resume", ENT_COLUMN_INT8, .label = "fighting resumed after a break", .unit = "0, 1",
                .rule = "what begins in the time, or goes on in it, is a later spell of one of the two"},
    [SIDE] = {"war_sidea", ENT_COLUMN_INT8, .pair = true, .label = "side in the war",
              .unit = "1 = A, 2 = B", .rule = KEPT},
    [INITIATOR] = {"initiator", ENT_COLUMN_INT8, .pair = true, .label = "began the war",
                   .unit = "0, 1", .rule = KEPT},
    [OUTCOME] = {"outcome", ENT_COLUMN_INT8, .pair = true, .label = "outcome for the state",
                 .unit = "1 winner, 2 loser, 3 compromise or tie, 4 became another type of war, 5 goes on, "
                         "6 stalemate, 7 goes on below war, 8 changed sides",
                 .rule = KEPT},
    [DEATHS] = {"batdeath", ENT_COLUMN_INT32, .pair = true, .label = "battle deaths of the state",
                .unit = "persons", .rule = KEPT "; of the whole war, not of the year"},
    [DYAD_COLUMNS] = {0}};

/* ---- states ---- */

enum {
    INTER_ONGOING, INTER_ONSET, WAR, NAME, TYPE, INTRA_ONSET, INTRA_ONGOING, INTERNATIONAL, INTRA_OUTCOME,
    DEATHS_A, DEATHS_B, ALL_WARS, STATE_COLUMNS, FIRST_INTRA = WAR,
};

static void put_inter(table_work *w, const ent_spell *spell, size_t state, void *user)
{
    size_t time = (size_t)w->frame->states[state].time;
    (void)user;
    table_put(table_work_column(w, INTER_ONGOING, 0), state, 1);
    if (ent_span_holds(w->frame->when[time], spell->span.from))
        table_put(table_work_column(w, INTER_ONSET, 0), state, 1);
}

static ent_status fill_inter(table_work *w)
{
    war_source source;
    ent_status status = read_source(w, "cow-war-inter", false, &source);
    for (size_t i = INTER_ONGOING; i <= INTER_ONSET && status == ENT_OK; i++) {
        table_is_from(w, i, &source.series);
        table_cover(w, table_work_column(w, i, 0), &source.series, 0);
    }
    for (size_t i = 0; status == ENT_OK && i < source.spells.count; i++)
        table_each_state(w, &source.spells.items[i], false, put_inter, NULL);
    source_clear(&source);
    return status;
}

enum { PEER_LAST_YEAR = 2007 }; /* its zeros end there: its wars are those of version 4.1 */

/* The wars of states by time: the `a` of a row is the state with its time, `place` that among the wars. */
typedef struct {
    war_source source;
    int type, international, outcome, deaths_a, deaths_b, deaths; /* fields */
    whittle_row *rows;
    size_t count, capacity;
} state_wars;

static double said_of_war(const state_wars *wars, const ent_treaty *war, int field)
{
    return table_detail(&wars->source.details, war->record, field);
}

static ent_status add_row(table_work *w, state_wars *wars, const ent_treaty *war, size_t state,
                          size_t time, bool onset)
{
    if (!ent_grow(&wars->rows, wars->count, &wars->capacity, sizeof *wars->rows))
        return ent_fail_memory(w->error);
    double total = said_of_war(wars, war, wars->deaths);
    double sides = table_known_sum(said_of_war(wars, war, wars->deaths_a), said_of_war(wars, war, wars->deaths_b));
    wars->rows[wars->count++] = (whittle_row){
        .a = (int)state, .time = time, .number = table_conflict_number(war), .onset = onset,
        .deaths = isnan(total) ? sides : total, .place = (size_t)(war - wars->source.wars.items)};
    return ENT_OK;
}

/* The spells of a war at one time are one row. */
static void join_spells(state_wars *wars)
{
    size_t kept = 0;
    whittle_sort(wars->rows, wars->count);
    for (size_t i = 0; i < wars->count; i++) {
        whittle_row *last = kept > 0 ? &wars->rows[kept - 1] : NULL;
        if (last && last->a == wars->rows[i].a && last->place == wars->rows[i].place)
            last->onset |= wars->rows[i].onset;
        else
            wars->rows[kept++] = wars->rows[i];
    }
    wars->count = kept;
}

/* The state that the war is in: side A of the source. */
static ent_status add_rows(table_work *w, state_wars *wars, const ent_spell *spell)
{
    const ent_treaty *war = table_conflict(&wars->source.wars, spell->treaty);
    size_t first, last, state[2];
    ent_status status = ENT_OK;
    if (spell->level != 1 || !war)
        return ENT_OK;
    table_times(w->frame, spell->span, &first, &last);
    for (size_t t = first; t < last; t++) {
        bool onset = ent_span_holds(w->frame->when[t], spell->span.from);
        for (size_t k = 0, n = table_states_of(w->frame, spell->a, t, state); k < n && status == ENT_OK; k++)
            status = add_row(w, wars, war, state[k], t, onset);
    }
    return status;
}

static ent_status put_text(table_work *w, size_t index, size_t state, const char *text)
{
    table_column *column = table_work_column(w, index, 0);
    int place = column->data ? table_text(column, text) : 0;
    if (place < 0)
        return ent_fail_memory(w->error);
    table_put(column, state, place);
    return ENT_OK;
}

/* "500; 502.1": all wars of a state and time, whose rows lie together. */
static ent_status put_numbers(table_work *w, const state_wars *wars, size_t first, size_t end)
{
    ent_buffer list = {0};
    for (size_t i = first; i < end; i++)
        ent_buffer_format(&list, "%s%.10g", i > first ? "; " : "", wars->rows[i].number);
    ent_status status = list.failed ? ent_fail_memory(w->error)
                                    : put_text(w, ALL_WARS, (size_t)wars->rows[first].a,
                                               ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return status;
}

static ent_status put_all_numbers(table_work *w, const state_wars *wars)
{
    ent_status status = ENT_OK;
    for (size_t first = 0, end; first < wars->count && status == ENT_OK; first = end) {
        end = first + 1;
        while (end < wars->count && wars->rows[end].a == wars->rows[first].a)
            end++;
        status = put_numbers(w, wars, first, end);
    }
    return status;
}

static const char *type_word(double type)
{
    static const char *const words[] = {"central control", "local issues", "regional", "intercommunal"};
    return type >= 4 && type <= 7 ? words[(int)type - 4] : "";
}

static ent_status put_state_war(table_work *w, const state_wars *wars, const whittle_row *row)
{
    const ent_treaty *war = &wars->source.wars.items[row->place];
    size_t state = (size_t)row->a;
    const struct {
        size_t column;
        double value;
    } values[] = {
        {WAR, row->number}, {INTRA_ONSET, row->onset}, {INTRA_ONGOING, 1},
        {INTERNATIONAL, said_of_war(wars, war, wars->international)},
        {INTRA_OUTCOME, said_of_war(wars, war, wars->outcome)},
        {DEATHS_A, said_of_war(wars, war, wars->deaths_a)},
        {DEATHS_B, said_of_war(wars, war, wars->deaths_b)},
    };
    for (size_t i = 0; i < ent_countof(values); i++) {
        bool deaths = values[i].column == DEATHS_A || values[i].column == DEATHS_B;
        table_put(table_work_column(w, values[i].column, 0), state,
                  isnan(values[i].value) && deaths && w->like_peer ? -9 : values[i].value);
    }
    ent_status status = put_text(w, NAME, state, war->name);
    return status == ENT_OK ? put_text(w, TYPE, state, type_word(said_of_war(wars, war, wars->type)))
                            : status;
}

static ent_status put_state_wars(table_work *w, state_wars *wars)
{
    whittle_chain chain;
    ent_status status = whittle_parse(WHITTLE_WARS, &chain, w->error);
    join_spells(wars);
    if (status == ENT_OK)
        status = put_all_numbers(w, wars);
    if (status == ENT_OK)
        status = whittle(&chain, wars->rows, &wars->count, w->error);
    for (size_t i = 0; i < wars->count && status == ENT_OK; i++)
        status = put_state_war(w, wars, &wars->rows[i]);
    return status;
}

static ent_status fill_intra(table_work *w)
{
    state_wars wars = {0};
    ent_status status = read_source(w, "cow-war-intra", true, &wars.source);
    const table_details *details = &wars.source.details;
    wars.type = table_details_field(details, "WarType");
    wars.international = table_details_field(details, "Intnl");
    wars.outcome = table_details_field(details, "Outcome");
    wars.deaths_a = table_details_field(details, "DeathsSideA");
    wars.deaths_b = table_details_field(details, "DeathsSideB");
    wars.deaths = table_details_field(details, "TotalBDeaths");
    for (size_t i = FIRST_INTRA; i < STATE_COLUMNS && status == ENT_OK; i++)
        table_is_from(w, i, &wars.source.series);
    if (w->like_peer)
        wars.source.series.covers.to = ent_span_of_year(PEER_LAST_YEAR).to;
    for (size_t i = INTRA_ONSET; i <= INTRA_ONGOING && status == ENT_OK; i++)
        table_cover(w, table_work_column(w, i, 0), &wars.source.series, 0);
    for (size_t i = 0; status == ENT_OK && i < wars.source.spells.count; i++)
        status = add_rows(w, &wars, &wars.source.spells.items[i]);
    if (status == ENT_OK)
        status = put_state_wars(w, &wars);
    free(wars.rows);
    source_clear(&wars.source);
    return status;
}

/* Was a column of these asked for? */
static bool asks_for(table_work *w, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (table_work_column(w, i, 0)->data)
            return true;
    return false;
}

static ent_status fill_states(table_work *w)
{
    ent_status status = ENT_OK;
    if (asks_for(w, INTER_ONGOING, FIRST_INTRA))
        status = fill_inter(w);
    if (status == ENT_OK && asks_for(w, FIRST_INTRA, STATE_COLUMNS))
        status = fill_intra(w);
    return status;
}

#define INTRA "intra-state; onsets, most battle deaths, first"
#define STATE_ROW(column, kind, text, measure, how)                                                \
    {column, kind, .each = true, .label = text, .unit = measure, .rule = how}

static const table_column_row state_columns[] = {
    [INTER_ONGOING] = STATE_ROW("cowinterongoing", ENT_COLUMN_INT8, "fights in an inter-state war", "0, 1",
                                "on any day of the time"),
    [INTER_ONSET] = STATE_ROW("cowinteronset", ENT_COLUMN_INT8, "enters an inter-state war", "0, 1",
                              "also when it fights again after a break"),
    [WAR] = STATE_ROW("warnum", ENT_COLUMN_DOUBLE, "number of the war", "", INTRA),
    [NAME] = STATE_ROW("warname", ENT_COLUMN_TEXT, "name of the war", "", INTRA),
    [TYPE] = STATE_ROW("wartype", ENT_COLUMN_TEXT, "type of the war", "", INTRA),
    [INTRA_ONSET] = STATE_ROW("cowintraonset", ENT_COLUMN_INT8, "an intra-state war begins", "0, 1",
                              "in the state that is side A; also when fighting begins again"),
    [INTRA_ONGOING] = STATE_ROW("cowintraongoing", ENT_COLUMN_INT8, "an intra-state war goes on", "0, 1",
                                "in the state that is side A"),
    [INTERNATIONAL] = STATE_ROW("intnl", ENT_COLUMN_INT8, "other states took part", "0, 1", INTRA),
    [INTRA_OUTCOME] = STATE_ROW("outcome", ENT_COLUMN_INT8, "outcome of the war",
                                "1 side A won, 2 side B won, 3 compromise, 4 became another type of war, "
                                "5 goes on, 6 stalemate, 7 goes on below war", INTRA),
    [DEATHS_A] = STATE_ROW("sideadeaths", ENT_COLUMN_INT32, "deaths in battle of side A", "persons", INTRA),
    [DEATHS_B] = STATE_ROW("sidebdeaths", ENT_COLUMN_INT32, "deaths in battle of side B", "persons", INTRA),
    [ALL_WARS] = STATE_ROW("intrawarnums", ENT_COLUMN_TEXT, "numbers of all intra-state wars of the time",
                           "", "by number, separated by '; '"),
    [STATE_COLUMNS] = {0}};

#define HELP "wars: of a pair inter-state, cowinterongoing ...; of a state also intra-state, cowintraongoing ..."

const table_group table_group_wars_dyads = {"wars", HELP, TABLE_OF_DYADS, dyad_columns, fill_dyads,
                                            .import = "Inter-StateWarData_v4.0.csv"};
const table_group table_group_wars_states = {
    "wars", HELP, TABLE_OF_STATES, state_columns, fill_states,
    .import = "Inter-StateWarData_v4.0.csv, INTRA-STATE WARS v5.1 CSV.csv"};
