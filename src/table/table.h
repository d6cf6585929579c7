/* Inside a table: the rows, the columns, and the groups of columns.
 *
 * TO ADD A GROUP OF COLUMNS write, in a file group_NAME.c of its own,
 *
 *   1. its columns:
 *          static const table_column_row columns[] = {
 *              {"conttype", ENT_COLUMN_INT8, .label = "...", .rule = "..."},
 *              {"milex", ENT_COLUMN_DOUBLE, .each = true, .series = "milex", ...},
 *              {0}};
 *      A column with `each` belongs to one state of a row: it becomes milex1 and milex2 (in a table of
 *      states: milex) and has one value for each state and time. All others have a value a row. Columns stand
 *      in the table in this order, first those of side 1, then of side 2; `pair` puts x1 beside x2.
 *   2. a function that fills them:
 *          static ent_status fill(table_work *w)
 *      It looks for its series with table_series, reads spells with table_spells, finds with table_times which
 *      times of the table a span touches, with table_rows_of (dyads) or table_states_of (states) the rows, and
 *      writes with table_put(column, at, value). Columns arrive all missing; one that nobody asked for has no
 *      data, and table_put does nothing to it. table_cover writes what stands where the source covers a time
 *      and has no entry (0 as a rule).
 *   3. the group:
 *          const table_group table_group_NAME_dyads = {"NAME", "one line of help", TABLE_OF_DYADS,
 *                                                      columns, fill};
 *      and one line in groups.c. Groups are filled in the order of that list, so that a group may read columns
 *      of an earlier one (table_find_column).
 *
 * A group has a row for tables of states and another one for dyads if its columns differ; both have the same
 * name. */
#ifndef ENT_TABLE_TABLE_H
#define ENT_TABLE_TABLE_H

#include "entente/table.h"

#include <math.h>

/* ---- rows ---- */

/* A state at a time. */
typedef struct {
    int code;    /* in the system's scheme: 2, 255 ... */
    int actor;   /* who holds it in the world: the one on most days of the time */
    int time;    /* place in `when` */
    int place;   /* of the code among all codes of the table, ascending */
    int next;    /* another state of the same actor and time (Yugoslavia and Serbia in 2006), or -1 */
    bool whole;  /* a member on each day of the time */
    bool outside; /* in tables of alliances: on no day of the time in the system */
} table_state;

/* A time during which an actor was a member of the system under a code. */
typedef struct {
    int code, actor, place;
    bool outside; /* in tables of alliances: a member of an alliance that the system does not have. One without a
                     code of the scheme has minus its actor's number, which is shown as missing */
    ent_span span;
} table_piece;

/* Days on which an actor was a member of an alliance, within a time. */
typedef struct {
    ent_span days;
    int actor;
} table_stay;

/* A member of an alliance at a time. */
typedef struct {
    uint32_t state;
    size_t first_stay, stay_count; /* in `stays` */
    unsigned obligations;          /* what it owes on any day of the time */
    ent_day since;                 /* first day of its membership; ENT_DAY_FIRST if before its source begins */
    bool joined, left;             /* within the time; not where the source only begins or ends */
    bool at_end;                   /* on the last day of the time */
    bool in_bloc;                  /* see table_alliance */
} table_member;

/* An alliance at a time: there are some members on any day of it. The bloc is its members on one day, so that no
 * state counts beside its own successor: the last of the days on which it has most members. */
typedef struct {
    int treaty, time;              /* places in `treaties` and `when` */
    size_t first_member, member_count; /* in `members`, by code */
} table_alliance;

typedef struct {
    bool dyads, directed;
    ent_span *when;        /* [times] ascending, without gaps */
    size_t times;
    table_state *states;   /* [state_count] all states of the system and times, by code, then time */
    size_t state_count;
    size_t places;         /* how many codes */
    size_t *place_first;   /* [places + 1] the first state of each code */
    size_t actors;         /* actor_count + 1 */
    int *state_of;         /* [actors * times] the state of an actor at a time, or -1 */
    table_piece *pieces;   /* [piece_count] by code, then day */
    size_t piece_count;
    size_t *piece_first;   /* [places + 1] the first piece of each code */
    uint8_t *wanted;       /* [places] is this code in --states? */

    uint32_t *first, *second; /* [rows] the row's states; second NULL in a table of states. In a table of alliances
                                 first is any member */
    size_t rows;
    size_t runs;           /* pairs of places, a * places + b; in a table of states places */
    size_t run_begin, run_end; /* those whose rows are here */
    size_t *run;           /* [run_end - run_begin + 1] the first row of each */

    /* Tables of alliances. Groups of states and dyads are filled while the rows are those of states or of pairs of
     * states; then table_alliances_rows puts the rows of alliances in their place, for the groups of alliances. */
    ent_table_unit unit;
    ent_series treaty_series;
    ent_treaty *treaties;      /* [treaty_count] by number, then code */
    int *most_members;         /* [treaty_count] on any one day of its history */
    size_t treaty_count;
    table_stay *stays;
    table_member *members;
    table_alliance *alliances; /* [alliance_count] by treaty, then time */
    size_t alliance_count;
    size_t alliance_begin, alliance_end; /* those whose rows are here */
    uint8_t *pair_wanted;      /* [runs] is this pair in any of them? NULL = rows of all pairs */
    uint32_t *alliance;        /* [rows] NULL while the rows are those of states or pairs */
} table_frame;

/* ---- columns ---- */

typedef struct {
    const char *name;
    ent_column_type type;
    bool each;             /* one value for each state and time; in dyads shown as name1 and name2 */
    bool of_first;         /* one value for each state and time, that of a row's first state: year */
    bool pair;             /* x1, x2 of a row: two columns with a value a row */
    const char *series;    /* its attribute, or NULL */
    const char *needs;     /* the column of another group that it is made from; a group asked for as a whole has
                              those columns whose need is asked for too, or all if none is */
    const char *reads;     /* a column of states that it is made from: filled too, shown only if asked for */
    bool of_alliance;      /* one value for each alliance and time */
    const char *label, *unit, *rule;
} table_column_row;

typedef struct {
    ent_table_column shown;
    const table_column_row *row; /* NULL ends the columns of a group */
    int number;            /* 1 and 2 of name1 and name2, else 0 */
    bool hidden;           /* needed for choosing rows only */
    bool borrows;          /* name2 of a column with `each`: its data are those of name1 */
    void *data;            /* what shown.data points to; NULL = not asked for */
    char **texts;          /* owned; see table_text */
    size_t text_capacity;
} table_column;

/* Write a value: NaN = missing; fractions of whole types are cut. */
static inline void table_put(table_column *column, size_t at, double value)
{
    if (!column->data)
        return;
    bool missing = isnan(value);
    switch (column->shown.type) {
    case ENT_COLUMN_INT8:
        ((int8_t *)column->data)[at] = missing ? INT8_MIN : (int8_t)value;
        break;
    case ENT_COLUMN_INT16:
        ((int16_t *)column->data)[at] = missing ? INT16_MIN : (int16_t)value;
        break;
    case ENT_COLUMN_INT32:
        ((int32_t *)column->data)[at] = missing ? INT32_MIN : (int32_t)value;
        break;
    case ENT_COLUMN_TEXT:
        ((int32_t *)column->data)[at] = missing ? -1 : (int32_t)value;
        break;
    case ENT_COLUMN_DOUBLE:
        ((double *)column->data)[at] = value;
        break;
    }
}

/* NaN if missing, or if the column was not asked for. */
static inline double table_get(const table_column *column, size_t at)
{
    return column->data ? ent_table_number(&column->shown, at) : (double)NAN;
}

/* ---- groups ---- */

typedef struct table_work table_work;
typedef struct table_group table_group;

enum { TABLE_OF_STATES = 1, TABLE_OF_DYADS = 2, TABLE_OF_ALLIANCES = 4, TABLE_OF_MEMBERS = 8,
       TABLE_OF_ALLIANCE_DYADS = 16,
       TABLE_OF_ANY_ALLIANCE = TABLE_OF_ALLIANCES | TABLE_OF_MEMBERS | TABLE_OF_ALLIANCE_DYADS };

/* The groups that a table of a unit has: one of members also those of states, one of pairs of members also those
 * of dyads. */
static inline unsigned table_units(ent_table_unit unit)
{
    static const unsigned units[] = {TABLE_OF_STATES, TABLE_OF_DYADS, TABLE_OF_ALLIANCES,
                                     TABLE_OF_MEMBERS | TABLE_OF_STATES,
                                     TABLE_OF_ALLIANCE_DYADS | TABLE_OF_DYADS};
    return units[unit];
}

struct table_group {
    const char *name, *help;
    unsigned units;        /* TABLE_OF_STATES and others, or'd */
    const table_column_row *columns; /* ended by a row without name */
    ent_status (*fill)(table_work *w);
    const char *system;    /* "cow", "gw": in tables of that system only; NULL = of any */
    const char *import;    /* what to import where its series is not in the world, for the error */
    bool whittles;         /* obeys --whittle */
    bool whole_history;    /* counts from the first year of the system, also where rows begin later */
};

/* All groups in the order of filling; NULL past the end. */
const table_group *table_group_at(size_t index);

/* What a group's function works with. */
struct table_work {
    ent_table *table;
    ent_world *world;
    const ent_table_options *options;
    const table_frame *frame;
    const ent_series *system; /* whose states the rows are */
    const table_group *group;
    table_column *columns; /* those of the group that were asked for, ended by one without row */
    table_column *none;    /* without data */
    const char *source;    /* "nmc-6.0" of --with nmc@nmc-6.0, or "" */
    bool dyads, directed;  /* of the table */
    bool like_peer;        /* the rules of peacesciencer */
    ent_error *error;
};

/* The group's column `index` (of its list). Of a `pair` in dyads number 1 or 2; else the number does not matter:
 * a column with `each` is written once. One without data if nobody asked for it. */
table_column *table_work_column(table_work *w, size_t index, int number);

/* A column that another group filled, by its name in the table; NULL if it is not there. */
table_column *table_find_column(table_work *w, const char *name);

/* The series that a name means: the source of --with NAME@SOURCE, else that in the name, else the preferred
 * one. Errors: ENT_ERR_INPUT says what to import. */
ent_status table_series(table_work *w, ent_series_kind kind, const char *name, ent_series *out);

/* The spells of a series within the table's times; borrowed till the group is done. */
ent_status table_spells(table_work *w, const ent_series *series, const ent_spells **out);

/* The same with days, actors and number only: for values and valued ties, in half the time. */
ent_status table_numbers(table_work *w, const ent_series *series, const ent_spells **out);

/* A column of states that another one reads (see `reads`): a value for each state and time. */
const table_column *table_read_column(table_work *w, const char *name);

/* Note in a column that it is made from another one, and of the table's alliances. */
void table_is_made_from(table_work *w, size_t index, const table_column *column);

/* Note in a column (all sides of it) from which series its values are: name, source, coverage. */
void table_is_from(table_work *w, size_t index, const ent_series *series);

/* The times that a span touches: from *first to before *last. */
void table_times(const table_frame *frame, ent_span span, size_t *first, size_t *last);

/* Is any day of a time within the coverage of a series? */
static inline bool table_covered(const table_frame *frame, const ent_series *series, size_t time)
{
    return ent_spans_meet(series->covers, frame->when[time]);
}

/* `value` in every row (or state) whose time is covered by the series. */
void table_cover(table_work *w, table_column *column, const ent_series *series, double value);

/* The states of an actor at a time: at most 2 are written to `state`; returns how many. */
static inline size_t table_states_of(const table_frame *frame, int actor, size_t time, size_t state[2])
{
    int first = frame->state_of[(size_t)actor * frame->times + time];
    if (first < 0)
        return 0;
    state[0] = (size_t)first;
    if (frame->states[first].next < 0)
        return 1;
    state[1] = (size_t)frame->states[first].next;
    return 2;
}

/* The row of a state in a table of states, or -1. */
long long table_state_row(const table_frame *frame, size_t state);

/* The row of two states of one time, or -1. In dyads that are not directed the order does not matter. */
long long table_row(const table_frame *frame, size_t state_a, size_t state_b);

/* The rows of actors a and b at a time, a being side 1 (not directed: either): at most 4 are written;
 * returns how many. */
size_t table_rows_of(const table_frame *frame, int a, int b, size_t time, size_t row[4]);

/* The first state and the time of a row. */
static inline size_t table_row_time(const table_frame *frame, size_t row)
{
    return (size_t)frame->states[frame->first[row]].time;
}

/* For groups whose columns with `each` name a `series`: its values, of several within a time the last. */
ent_status table_fill_values(table_work *w);

/* What is done with a spell in a row, or in a state. */
typedef void table_put_spell(table_work *w, const ent_spell *spell, size_t at, void *user);

/* `put` for each row of a tie's two actors in the times that it touches: both_ways, also for the row from b to a
 * of a directed table. (A pair that is not directed has one row, which stands for both.) */
void table_each_row(table_work *w, const ent_spell *spell, bool both_ways, table_put_spell *put,
                    void *user);
/* table_each_row of all spells, by several threads: `put` may write to the row that it is given only. The spells
 * of a pair are entered one after the other, so that the result is the same for any number of threads. */
void table_fill_rows(table_work *w, const ent_spells *spells, bool both_ways, table_put_spell *put,
                     void *user);
/* `put` for each state of the spell's actor a (and_b: and of b, if both are states) in the times that it touches. */
void table_each_state(table_work *w, const ent_spell *spell, bool and_b, table_put_spell *put,
                      void *user);

/* Are two states of one time there on a common day of it? */
bool table_share_a_day(const table_frame *frame, size_t state_a, size_t state_b);

/* Which part of all rows was made by now, from 0 to 1. */
double table_done(const ent_table *table);

/* The rows of a finished table. */
const table_frame *table_frame_of(const ent_table *table);

/* The place of a text in a column of texts; -1 if memory ran out. */
int table_text(table_column *column, const char *text);

#endif
