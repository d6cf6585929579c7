/* Choosing rows: "year >= 1945 and (conttype = 1 or cowmaj1 = 1) and polity21 is not missing". */
#ifndef ENT_TABLE_WHERE_H
#define ENT_TABLE_WHERE_H

#include "table/table.h"

typedef struct table_where table_where;

/* Read a condition:
 *   condition  = term { "or" term } ; term = factor { "and" factor }
 *   factor     = "not" factor | "(" condition ")" | column "is" ["not"] "missing"
 *              | column compare (number | 'text' | column)
 *   compare    = "=" "==" "!=" "<>" "<" "<=" ">" ">="
 * Errors: ENT_ERR_ARGUMENT says at which character. */
ent_status table_where_read(const char *text, const table_column *columns, size_t count,
                            table_where **out, ent_error *error);
void table_where_free(table_where *where);

/* The next name of a column in a condition; *rest moves on. False at the end. */
bool table_where_name(const char **rest, char name[64]);

/* Set keep[row] to 0 where the condition is not true. A comparison with a missing value is neither true nor
 * false, and neither is its contrary. */
void table_where_keep(const table_where *where, const ent_table *table, uint8_t *keep);

#endif
