/* Who and when a row is: codes, time, names; the code in the other system of states. */
#include "table/groups.h"

#include <string.h>

enum { CCODE, GWCODE, YEAR, QUARTER, MONTH, DAY };

static const table_column_row key_columns[] = {
    [CCODE] = {"ccode", ENT_COLUMN_INT16, .each = true, .label = "code of the state, Correlates of War"},
    [GWCODE] = {"gwcode", ENT_COLUMN_INT16, .each = true, .label = "code of the state, Gleditsch and Ward"},
    [YEAR] = {"year", ENT_COLUMN_INT16, .of_first = true, .label = "year"},
    [QUARTER] = {"quarter", ENT_COLUMN_INT8, .of_first = true, .label = "quarter of the year, 1 to 4"},
    [MONTH] = {"month", ENT_COLUMN_INT8, .of_first = true, .label = "month, 1 to 12"},
    [DAY] = {"day", ENT_COLUMN_INT8, .of_first = true, .label = "day of the month"},
    {0}};

static ent_status fill_keys(table_work *w)
{
    const table_frame *frame = w->frame;
    table_column *cow = table_work_column(w, CCODE, 1), *gw = table_work_column(w, GWCODE, 1);
    table_column *time[] = {table_work_column(w, YEAR, 0), table_work_column(w, QUARTER, 0),
                            table_work_column(w, MONTH, 0), table_work_column(w, DAY, 0)};
    for (size_t s = 0; s < frame->state_count; s++) {
        const table_state *state = &frame->states[s];
        int year, month, day;
        ent_day_to_date(frame->when[state->time].from, &year, &month, &day);
        table_put(cow, s, state->code);
        table_put(gw, s, state->code);
        table_put(time[0], s, year);
        table_put(time[1], s, (month + 2) / 3);
        table_put(time[2], s, month);
        table_put(time[3], s, day);
    }
    return ENT_OK;
}

const table_group table_group_keys = {.name = "keys", .help = "", .units = TABLE_OF_STATES | TABLE_OF_DYADS,
                                      .columns = key_columns, .fill = fill_keys};

/* ---- names ---- */

enum { STATEABB, STATENAME };

static const table_column_row name_columns[] = {
    [STATEABB] = {"stateabb", ENT_COLUMN_TEXT, .each = true, .label = "abbreviation of the state"},
    [STATENAME] = {"statename", ENT_COLUMN_TEXT, .each = true, .label = "name of the state"},
    {0}};

static ent_status put_text(table_work *w, table_column *column, size_t at, const char *text)
{
    int place = column->data ? table_text(column, text) : 0;
    if (place < 0)
        return ent_fail(w->error, ENT_ERR_MEMORY, "out of memory");
    table_put(column, at, place);
    return ENT_OK;
}

static ent_status fill_names(table_work *w)
{
    ent_status status = ENT_OK;
    for (size_t s = 0; s < w->frame->state_count && status == ENT_OK; s++) {
        const ent_actor *actor = ent_world_actor(w->world, w->frame->states[s].actor);
        status = put_text(w, table_work_column(w, STATEABB, 1), s, actor->abb);
        if (status == ENT_OK)
            status = put_text(w, table_work_column(w, STATENAME, 1), s, actor->name);
    }
    return status;
}

const table_group table_group_names = {.name = "names", .help = "abbreviations and names of the states",
                                       .units = TABLE_OF_STATES | TABLE_OF_DYADS,
                                       .columns = name_columns, .fill = fill_names};

/* ---- codes of the other system ---- */

static const table_column_row code_columns[] = {
    {"cowcode", ENT_COLUMN_INT16, .each = true, .label = "code of the same state, Correlates of War",
     .rule = "what the state's actor is called on the last day of the time"},
    {"gwcode", ENT_COLUMN_INT16, .each = true, .label = "code of the same state, Gleditsch and Ward",
     .rule = "what the state's actor is called on the last day of the time"},
    {0}};

static void put_codes(table_work *w, table_column *column, const ent_code *codes, size_t count,
                      const char *scheme)
{
    const table_frame *frame = w->frame;
    for (size_t i = 0; i < count; i++) {
        size_t first, last, state[2];
        if (strcmp(codes[i].scheme, scheme) != 0)
            continue;
        double code = 0;
        for (const char *at = codes[i].code; *at >= '0' && *at <= '9'; at++)
            code = code * 10 + (*at - '0');
        table_times(frame, codes[i].span, &first, &last);
        for (size_t t = first; t < last; t++)
            for (size_t k = 0, n = table_states_of(frame, codes[i].actor, t, state); k < n; k++)
                if (isnan(table_get(column, state[k])) || codes[i].span.to >= frame->when[t].to)
                    table_put(column, state[k], code);
    }
}

static ent_status fill_codes(table_work *w)
{
    size_t count;
    const ent_code *codes = ent_world_codes(w->world, &count);
    if (!codes)
        return ent_fail(w->error, ENT_ERR_MEMORY, "out of memory");
    put_codes(w, table_work_column(w, 0, 1), codes, count, "cow");
    put_codes(w, table_work_column(w, 1, 1), codes, count, "gw");
    return ENT_OK;
}

const table_group table_group_codes = {"codes", "the states' codes in the other system (cowcode, gwcode)",
                                       TABLE_OF_STATES | TABLE_OF_DYADS, code_columns, fill_codes,
                                       .import = "cow_gw_spells.csv or gw_states.csv"};
