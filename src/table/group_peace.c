/* The quiet before each row, by conflict variable: peace-years (counts), peace-forms (what models take of them).
 *
 * Counts are of rows (as the peer's) or of the calendar: a state that is not in the system has no rows, but its
 * years pass. What was before a unit's first row is not known: the count starts at 0 there, and `_censored` is 1
 * till the first event. Formulas and sources: peace.h. */
#include "table/groups.h"

#include "table/peace.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

enum { DECAY_YEARS = 8 }; /* alpha of the decay */

/* What is made of one event column, in this order. */
typedef enum {
    ROWS, CALENDAR, COUNTS,
    SQUARE = 0, CUBE, DECAY, CALENDAR_SQUARE, CALENDAR_CUBE, CALENDAR_DECAY, CENSORED, FORMS,
} made;

/* The rows of one unit, and room for what is counted. */
typedef struct {
    size_t rows;
    int32_t *time;
    int8_t *event, *censored;
    int32_t *count[COUNTS];
} unit;

static ent_status unit_init(unit *u, size_t most, ent_error *error)
{
    *u = (unit){.time = ent_new_array(most, sizeof *u->time), .event = ent_new_array(most, 1),
                .censored = ent_new_array(most, 1),
                .count = {ent_new_array(most, sizeof **u->count), ent_new_array(most, sizeof **u->count)}};
    bool all = u->time && u->event && u->censored && u->count[ROWS] && u->count[CALENDAR];
    return all ? ENT_OK : ent_fail_memory(error);
}

static void unit_clear(unit *u)
{
    free(u->time);
    free(u->event);
    free(u->censored);
    free(u->count[ROWS]);
    free(u->count[CALENDAR]);
}

/* ---- units ---- */

static size_t unit_count(const table_frame *frame)
{
    return frame->dyads ? frame->run_end - frame->run_begin : frame->places;
}

/* Where the values of a unit lie in columns: from *first to before *end. */
static void find_unit(const table_frame *frame, size_t index, size_t *first, size_t *end)
{
    *first = frame->dyads ? frame->run[index] : frame->place_first[index];
    *end = frame->dyads ? frame->run[index + 1] : frame->place_first[index + 1];
}

static void read_unit(const table_work *w, const table_column *events, size_t first, size_t end, unit *u)
{
    const table_frame *frame = w->frame;
    u->rows = end - first;
    for (size_t i = 0; i < u->rows; i++) {
        size_t state = frame->dyads ? frame->first[first + i] : first + i;
        double event = table_get(events, first + i);
        u->time[i] = frame->states[state].time;
        u->event[i] = (int8_t)(isnan(event) ? INT8_MIN : event != 0);
    }
    const peace_missing missing = w->like_peer ? PEACE_REMOVED : PEACE_UNKNOWN;
    peace_count(u->event, u->time, u->rows, PEACE_ROWS, missing, u->count[ROWS]);
    peace_count(u->event, u->time, u->rows, PEACE_CALENDAR, missing, u->count[CALENDAR]);
}

/* ---- columns ---- */

static double number_of(int32_t count)
{
    return count == PEACE_MISSING ? (double)NAN : count;
}

static double form_of(const unit *u, int form, size_t row)
{
    const int32_t *count = u->count[form >= CALENDAR_SQUARE ? CALENDAR : ROWS];
    switch (form) {
    case SQUARE:
    case CALENDAR_SQUARE:
        return peace_power(count[row], 2);
    case CUBE:
    case CALENDAR_CUBE:
        return peace_power(count[row], 3);
    case CENSORED:
        return u->censored[row] == INT8_MIN ? (double)NAN : u->censored[row];
    default:
        return peace_decay(count[row], DECAY_YEARS);
    }
}

static void put_counts(table_column *column, int kind, const unit *u, size_t first)
{
    for (size_t i = 0; i < u->rows; i++)
        table_put(column, first + i, number_of(u->count[kind][i]));
}

static void put_forms(table_column *column, int kind, const unit *u, size_t first)
{
    for (size_t i = 0; i < u->rows; i++)
        table_put(column, first + i, form_of(u, kind, i));
}

/* The sources of the events are those of their counts. */
static void is_from(table_work *w, size_t index, const table_column *events)
{
    table_column *column = table_work_column(w, index, 0);
    if (!column->data)
        return;
    column->shown.covers = events->shown.covers;
    snprintf(column->shown.source, sizeof column->shown.source, "%s", events->shown.source);
}

typedef void put_column(table_column *column, int kind, const unit *u, size_t first);

/* The columns of one event: `kinds` of them from column `index` on. */
static void fill_event(table_work *w, size_t index, int kinds, put_column *put, unit *u)
{
    const char *name = w->group->columns[index].needs;
    const table_column *events = NULL;
    for (int kind = 0; kind < kinds && !events; kind++)
        if (table_work_column(w, index + (size_t)kind, 0)->data)
            events = table_find_column(w, name);
    for (int kind = 0; events && kind < kinds; kind++)
        is_from(w, index + (size_t)kind, events);
    for (size_t i = 0, n = events ? unit_count(w->frame) : 0; i < n; i++) {
        size_t first, end;
        find_unit(w->frame, i, &first, &end);
        if (first == end)
            continue;
        read_unit(w, events, first, end, u);
        peace_censored(u->event, u->count[ROWS], u->rows, u->censored);
        for (int kind = 0; kind < kinds; kind++) {
            table_column *column = table_work_column(w, index + (size_t)kind, 0);
            if (column->data)
                put(column, kind, u, first);
        }
    }
}

static ent_status fill(table_work *w, int kinds, put_column *put)
{
    unit u;
    ent_status status = unit_init(&u, w->frame->times, w->error);
    for (size_t i = 0; w->group->columns[i].name && status == ENT_OK; i += (size_t)kinds)
        fill_event(w, i, kinds, put, &u);
    unit_clear(&u);
    return status;
}

static ent_status fill_counts(table_work *w)
{
    return fill(w, COUNTS, put_counts);
}

static ent_status fill_forms(table_work *w)
{
    return fill(w, FORMS, put_forms);
}

#define COUNT_COLUMN(column, event, of_state, how)                                                 \
    {column, ENT_COLUMN_INT32, .each = of_state, .needs = event, .label = "quiet before: " event,  \
     .unit = "times", .rule = how}
#define COUNTS_OF(spell, event, of_state)                                                          \
    COUNT_COLUMN(spell, event, of_state,                                                           \
                 "rows since the last event, in which it restarts; from 0 in the unit's first row, "  \
                 "whatever was before; rows that are not there do not count"),                     \
        COUNT_COLUMN(spell "_calendar", event, of_state,                                           \
                     "the same, counting also the times without a row since the first one")

#define FORM_COLUMN(column, kind, event, of_state, how)                                            \
    {column, kind, .each = of_state, .needs = event, .label = "of the quiet before: " event,       \
     .rule = how}
#define FORMS_OF(spell, event, of_state)                                                           \
    FORM_COLUMN(spell "_2", ENT_COLUMN_DOUBLE, event, of_state, "t^2 of rows"),                    \
        FORM_COLUMN(spell "_3", ENT_COLUMN_DOUBLE, event, of_state, "t^3 of rows"),                \
        FORM_COLUMN(spell "_decay", ENT_COLUMN_DOUBLE, event, of_state, "exp(-t / 8) of rows"),    \
        FORM_COLUMN(spell "_calendar_2", ENT_COLUMN_DOUBLE, event, of_state,                       \
                    "t^2 of the calendar"),                                                        \
        FORM_COLUMN(spell "_calendar_3", ENT_COLUMN_DOUBLE, event, of_state,                       \
                    "t^3 of the calendar"),                                                        \
        FORM_COLUMN(spell "_calendar_decay", ENT_COLUMN_DOUBLE, event, of_state,                   \
                    "exp(-t / 8) of the calendar"),                                                \
        FORM_COLUMN(spell "_censored", ENT_COLUMN_INT8, event, of_state,                           \
                    "1 where the count began with the unit's first row, not with an event")

#define DYAD_EVENTS(MADE)                                                                          \
    MADE("cowmidspell", "cowmidongoing", false), MADE("gmlmidspell", "gmlmidongoing", false),      \
        MADE("cowinterspell", "cowinterongoing", false)
#define STATE_EVENTS(MADE)                                                                         \
    MADE("cowintraspell", "cowintraongoing", true), MADE("cowinterspell", "cowinterongoing", true), \
        MADE("gmlmidspell", "gmlmidongoing", true),                                                \
        MADE("gmlmidinitspell", "gmlmidongoing_init", true),                                       \
        MADE("cowmidspell", "cowmidongoing", true),                                                \
        MADE("cowmidinitspell", "cowmidongoing_init", true)

static const table_column_row dyad_counts[] = {DYAD_EVENTS(COUNTS_OF), {0}};
static const table_column_row dyad_forms[] = {DYAD_EVENTS(FORMS_OF), {0}};
static const table_column_row state_counts[] = {STATE_EVENTS(COUNTS_OF), {0}};
static const table_column_row state_forms[] = {STATE_EVENTS(FORMS_OF), {0}};

#define COUNT_HELP "quiet before each row: gmlmidspell (rows), gmlmidspell_calendar; of the conflicts asked for"
#define FORM_HELP "forms of peace-years: gmlmidspell_2, _3 (cubic), _decay, _censored"

const table_group table_group_peace_dyads = {"peace-years", COUNT_HELP, TABLE_OF_DYADS, dyad_counts,
                                             fill_counts, .whole_history = true};
const table_group table_group_peace_states = {"peace-years", COUNT_HELP, TABLE_OF_STATES, state_counts,
                                              fill_counts, .whole_history = true};
const table_group table_group_peace_forms_dyads = {"peace-forms", FORM_HELP, TABLE_OF_DYADS, dyad_forms,
                                                   fill_forms, .whole_history = true};
const table_group table_group_peace_forms_states = {"peace-forms", FORM_HELP, TABLE_OF_STATES, state_forms,
                                                    fill_forms, .whole_history = true};
