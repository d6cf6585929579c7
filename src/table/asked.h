/* Which columns a table has: reading --with, and what choosing rows needs besides. */
#ifndef ENT_TABLE_ASKED_H
#define ENT_TABLE_ASKED_H

#include "table/table.h"

/* A group that was asked for, and which of its columns: bit i of wanted[number] is its column i. */
typedef struct {
    const table_group *group;
    char source[64];
    bool whole;                    /* by its name: all of its columns */
    uint64_t wanted[3], hidden[3]; /* number 0; 1 and 2 of name1 and name2. Hidden: to choose rows by */
    size_t first_column;           /* in the table's array */
} table_ask;

typedef struct {
    table_ask *items; /* the keys first, then as asked */
    size_t count, capacity;
    bool whole_history;
} table_asked;

/* Errors: ENT_ERR_ARGUMENT: no such group or column, one asked for twice; the message says what there is. */
ent_status table_asked_read(table_asked *asked, const ent_table_options *options, ent_error *error);
void table_asked_clear(table_asked *asked);

/* The columns, without data: an array with an empty column after those of each group. */
ent_status table_asked_columns(table_asked *asked, const ent_table_options *options,
                               table_column **out, size_t *count, ent_error *error);

#endif
