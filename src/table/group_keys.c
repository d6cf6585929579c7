/* Who and when a row is: codes, time, names; the code in the other system of states. */
#include "table/groups.h"

#include <string.h>

enum { CODE, YEAR, QUARTER, MONTH, DAY };

#define TIME_COLUMNS                                                                               \
    [YEAR] = {"year", ENT_COLUMN_INT16, .of_first = true, .label = "year"},                        \
    [QUARTER] = {"quarter", ENT_COLUMN_INT8, .of_first = true, .label = "quarter of the year, 1 to 4"}, \
    [MONTH] = {"month", ENT_COLUMN_INT8, .of_first = true, .label = "month, 1 to 12"},             \
    [DAY] = {"day", ENT_COLUMN_INT8, .of_first = true, .label = "day of the month"}

#define COW_LABEL "code of the state, Correlates of War"
#define GW_LABEL "code of the state, Gleditsch and Ward"

static const table_column_row cow_keys[] = {
    [CODE] = {"ccode", ENT_COLUMN_INT16, .each = true, .label = COW_LABEL}, TIME_COLUMNS, {0}};
static const table_column_row gw_keys[] = {
    [CODE] = {"gwcode", ENT_COLUMN_INT16, .each = true, .label = GW_LABEL}, TIME_COLUMNS, {0}};

static ent_status fill_keys(table_work *w)
{
    const table_frame *frame = w->frame;
    table_column *columns[DAY + 1];
    for (size_t i = CODE; i <= DAY; i++) {
        columns[i] = table_work_column(w, i, 1);
        table_is_from(w, i, w->system);
    }
    for (size_t s = 0; s < frame->state_count; s++) {
        const table_state *state = &frame->states[s];
        int year, month, day;
        ent_day_to_date(frame->when[state->time].from, &year, &month, &day);
        table_put(columns[CODE], s, state->code > 0 ? state->code : (double)NAN);
        table_put(columns[YEAR], s, year);
        table_put(columns[QUARTER], s, (month + 2) / 3);
        table_put(columns[MONTH], s, month);
        table_put(columns[DAY], s, day);
    }
    return ENT_OK;
}

#define BOTH_UNITS (TABLE_OF_STATES | TABLE_OF_DYADS)

const table_group table_group_keys_cow = {.name = "keys", .help = "", .units = BOTH_UNITS, .system = "cow",
                                          .columns = cow_keys, .fill = fill_keys};
const table_group table_group_keys_gw = {.name = "keys", .help = "", .units = BOTH_UNITS, .system = "gw",
                                         .columns = gw_keys, .fill = fill_keys};

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
                                       .units = BOTH_UNITS,
                                       .columns = name_columns, .fill = fill_names};

/* ---- codes of the other system ---- */

#define CODE_RULE "the state's own code on the last day of the time that it has one"

static const table_column_row gw_codes[] = {
    {"gwcode", ENT_COLUMN_INT16, .each = true, .label = GW_LABEL, .rule = CODE_RULE}, {0}};
static const table_column_row cow_codes[] = {
    {"ccode", ENT_COLUMN_INT16, .each = true, .label = COW_LABEL, .rule = CODE_RULE}, {0}};

/* How many codes of the scheme there are, whether or not they touch the table. */
static size_t put_codes(table_work *w, table_column *column, const ent_code *codes, size_t count,
                        const char *scheme)
{
    const table_frame *frame = w->frame;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        size_t first, last, state[2];
        if (strcmp(codes[i].scheme, scheme) != 0)
            continue;
        found++;
        double code = 0;
        for (const char *at = codes[i].code; *at >= '0' && *at <= '9'; at++)
            code = code * 10 + (*at - '0');
        table_times(frame, codes[i].span, &first, &last);
        for (size_t t = first; t < last; t++)
            for (size_t k = 0, n = table_states_of(frame, codes[i].actor, t, state); k < n; k++)
                if (isnan(table_get(column, state[k])) || codes[i].span.to >= frame->when[t].to)
                    table_put(column, state[k], code);
    }
    return found;
}

static ent_status fill_codes(table_work *w)
{
    size_t count;
    const ent_code *codes = ent_world_codes(w->world, &count);
    if (!codes)
        return ent_fail(w->error, ENT_ERR_MEMORY, "out of memory");
    const char *other = strcmp(w->group->system, "cow") == 0 ? "gw" : "cow";
    if (put_codes(w, table_work_column(w, 0, 1), codes, count, other) > 0)
        return ENT_OK;
    return ent_fail(w->error, ENT_ERR_INPUT, "codes: the world has no codes of the system '%s'; import them: "
                    "cow_gw_spells.csv", other);
}

const table_group table_group_codes_cow = {
    .name = "codes", .help = "the states' codes in the other system: gwcode, in tables of GW states ccode",
    .units = BOTH_UNITS, .system = "cow", .columns = gw_codes, .fill = fill_codes};
const table_group table_group_codes_gw = {
    .name = "codes", .help = "the states' codes in the other system: gwcode, in tables of GW states ccode",
    .units = BOTH_UNITS, .system = "gw", .columns = cow_codes, .fill = fill_codes};
