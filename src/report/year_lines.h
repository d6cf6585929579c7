/* Lines over years, from the tables of an answer that have a column `year`: for pictures, and for the small
 * charts of a terminal. */
#ifndef ENT_REPORT_YEAR_LINES_H
#define ENT_REPORT_YEAR_LINES_H

#include "core/memory.h"
#include "core/text.h"
#include "entente/json.h"
#include "plot/plot.h"

typedef struct {
    ent_arena arena;      /* of all that follows */
    int first;            /* year */
    double *x;            /* [points] every year from the first to the last of the table */
    size_t points;
    plot_series *series;  /* NaN where the table has no row or no value */
    size_t count, capacity;
} year_lines;

/* The years of a table. Clear also after a failure. */
ent_status year_lines_init(year_lines *lines, const ent_json_value *table, ent_error *error);
void year_lines_clear(year_lines *lines);

/* A line: a column's values in the rows whose `key` is `of`; key NULL = all rows. */
ent_status year_lines_add(year_lines *lines, const ent_json_value *table, const char *key,
                          const char *of, const char *column, const char *name, ent_error *error);
/* A line for each text that a column `key` has, in the order in which they come. */
ent_status year_lines_each(year_lines *lines, const ent_json_value *table, const char *key,
                           const char *column, ent_error *error);

#endif
