/* Analysis-ready tables: state-years, dyad-years and alliance-years with the columns that a study needs, from a
 * world.
 *
 * A table is rows and columns. A row is a state, or a pair of states, at a time (a year unless asked
 * otherwise) when the state is, or both are on a common day, in the system of states. A column is a typed
 * array. What belongs to one state of a row (its capabilities) is kept once for each state and time, and the
 * rows point to it: `side` says to which of the two. All else has a value a row.
 *
 * Tables of alliances have a row for an alliance at a time, for each of its members, or for each pair of them on
 * a common day. A member stands there whether or not the system of states has it. What belongs to the alliance is
 * kept once for each alliance and time.
 *
 * Missing is missing: outside the coverage of its source a column has no value, never 0. */
#ifndef ENTENTE_TABLE_H
#define ENTENTE_TABLE_H

#include "entente/world.h"

typedef enum {
    ENT_TABLE_STATES,
    ENT_TABLE_DYADS,
    ENT_TABLE_ALLIANCES,
    ENT_TABLE_MEMBERS,        /* of alliances */
    ENT_TABLE_ALLIANCE_DYADS, /* pairs of members of one alliance */
} ent_table_unit;
typedef enum { ENT_BY_YEAR, ENT_BY_QUARTER, ENT_BY_MONTH, ENT_BY_DAY } ent_table_step;

typedef struct {
    ent_table_unit unit;
    bool directed;      /* dyads: both a-b and b-a; else the lower code first, once */
    const char *system; /* "cow" (NULL) or "gw": whose codes and days */
    int from, to;       /* years; 0 = the first, the last of the system */
    ent_table_step by;
    const char *with;   /* groups and columns, joined by commas: "nmc,contiguity,polity2"; also of one
                           source, "nmc@nmc-6.0". NULL = keys only */
    const char *states; /* "USA,UKG": rows among these; NULL = all */
    const char *where;  /* "year >= 1945 and conttype = 1": see docs/tables.md; NULL = all rows */
    bool only_relevant; /* politically relevant dyads: contiguous, or a major power is one of the two */
    bool like_peacesciencer; /* the rules of the R package where ours differ: docs/tables.md lists them */
    const char *alliances; /* tables of alliances: whose, "cow-alliance-4.1"; NULL = the preferred source of the
                              series treaty */
    const char *whittle; /* disputes: rules in order, "onsets,fatality,jds" (ent_table_rule); NULL = the usual chain */
} ent_table_options;

/* How the values of a column lie in memory, and what stands for a missing one. */
typedef enum {
    ENT_COLUMN_INT8,   /* int8_t, missing INT8_MIN */
    ENT_COLUMN_INT16,  /* int16_t, missing INT16_MIN */
    ENT_COLUMN_INT32,  /* int32_t, missing INT32_MIN */
    ENT_COLUMN_DOUBLE, /* double, missing NaN */
    ENT_COLUMN_TEXT,   /* int32_t, a place in `texts`; missing -1 */
} ent_column_type;

typedef struct {
    char name[64];             /* milex1 */
    const char *group;         /* nmc; "" for keys */
    const char *label;         /* military expenditure */
    const char *unit;          /* of the values, "" = none */
    const char *rule;          /* how it follows from the source; "" = the source's own value */
    char source[136];          /* "milex@nmc-7.0"; several joined by ", "; "" = of no source */
    ent_span covers;           /* days of the source; beyond them the value is missing */
    ent_column_type type;
    int side;                  /* 0: a value a row; 1, 2: a value for each state and time; 3: for each alliance
                                  and time */
    const void *data;          /* [length] */
    size_t length;             /* rows if side is 0, else states and times, or alliances and times */
    const char *const *texts;  /* of ENT_COLUMN_TEXT */
    size_t text_count;
} ent_table_column;

typedef struct ent_table ent_table;

/* Make a table.
 *   out  freed with ent_table_free; the world must stay open till then
 * Errors: ENT_ERR_ARGUMENT: an unknown group, column or state, a year outside the system; ENT_ERR_INPUT: a
 * series that the world does not have (the message says how to import it); ENT_ERR_MEMORY.
 * Cost: of all directed dyad-years 1816-2016 (1.9 million rows) with 100 columns about 3 s and 0.6 GB. */
ENT_API ent_status ent_table_new(ent_world *world, const ent_table_options *options,
                                 const ent_monitor *monitor, ent_table **out,
                                 ent_error *error) ENT_CHECKED;
ENT_API void ent_table_free(ent_table *table);

ENT_API size_t ent_table_row_count(const ent_table *table);
ENT_API size_t ent_table_column_count(const ent_table *table);
/* Borrowed till the table is freed; NULL past the end. */
ENT_API const ent_table_column *ent_table_column_at(const ent_table *table, size_t index);
/* The column of a name, or NULL. */
ENT_API const ent_table_column *ent_table_find(const ent_table *table, const char *name);

/* Where a row's value lies in the array of a column. */
ENT_API size_t ent_table_at(const ent_table *table, const ent_table_column *column, size_t row);

/* A column laid out by rows.
 *   values   out: one value a row, of the column's type; NULL = not wanted
 *   missing  out: 1 where the value is missing, else 0; NULL = not wanted */
ENT_API void ent_table_read(const ent_table *table, const ent_table_column *column, void *values,
                            uint8_t *missing);

/* The same value as a number: of a text its place; NaN if missing. */
ENT_API double ent_table_number(const ent_table_column *column, size_t at);

/* "state", "alliance-dyad". */
ENT_API const char *ent_table_unit_word(ent_table_unit unit);

/* The groups of columns by number: name, one line of help. "" if a table of this unit does not have it; NULL
 * past the end. */
ENT_API const char *ent_table_group(size_t index, ent_table_unit unit, const char **help);

/* The rules of `whittle` by number, in the order of the usual chain: name, one line of help. NULL past the end. */
ENT_API const char *ent_table_rule(size_t index, const char **help);

/* ---- writing ---- */
/* Takes the next bytes of a text. */
typedef ent_status ent_table_sink(void *user, const char *bytes, size_t count, ent_error *error);

typedef struct {
    bool header;    /* a line of names first */
    bool gzip;
    size_t threads; /* 0 = as many as the machine has; the bytes are the same for any number */
    const ent_monitor *monitor; /* how far it is, and may it go on? NULL = not asked */
} ent_csv_options;

/* The table as CSV: missing is an empty field, numbers read back as the same. */
ENT_API ent_status ent_table_csv(const ent_table *table, const ent_csv_options *options,
                                 ent_table_sink *sink, void *user, ent_error *error) ENT_CHECKED;

/* Tables larger than memory: the same rows in blocks. `next` makes the rows of the following block in place;
 * *more is false when there is none. ent_table_new = ent_table_begin and one block of all rows. */
ENT_API ent_status ent_table_begin(ent_world *world, const ent_table_options *options,
                                   size_t block_rows, const ent_monitor *monitor, ent_table **out,
                                   ent_error *error) ENT_CHECKED;
ENT_API ent_status ent_table_next(ent_table *table, bool *more, ent_error *error) ENT_CHECKED;

#endif
