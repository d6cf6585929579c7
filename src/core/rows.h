/* Rows of named fields, whatever they were written in: a CSV file, or a list of maps in a YAML file.
 * Importers and scenario bases read through this door, so that each layout is described once, as a
 * table of columns, and every error names file, line, field, value and what was expected. */
#ifndef ENT_CORE_ROWS_H
#define ENT_CORE_ROWS_H

#include "core/csv.h"
#include "core/yaml.h"
#include "entente/day.h"

typedef struct {
    const char *name; /* as in the header, compared without regard to case and outer blanks */
    enum { ENT_COLUMN_OPTIONAL, ENT_COLUMN_REQUIRED } need; /* must the file have the column? */
} ent_column;

typedef struct ent_rows ent_rows;

/* Open and read the header. `limit` as in ent_csv_open. */
ent_status ent_rows_open_csv(const char *path, size_t limit, ent_rows **out,
                             ent_error *error) ENT_CHECKED;
ent_status ent_rows_open_memory(const char *name, const char *text, size_t size, ent_rows **out,
                                ent_error *error) ENT_CHECKED;
/* `list` is a list of maps; yaml must outlive the rows. */
ent_status ent_rows_open_yaml(const ent_yaml *yaml, const ent_yaml_node *list, ent_rows **out,
                              ent_error *error) ENT_CHECKED;
void ent_rows_close(ent_rows *rows);

/* Columns of the header; 0 for YAML. */
size_t ent_rows_column_count(const ent_rows *rows);

/* Does the header have this column? (Always true for YAML.) */
bool ent_rows_has(const ent_rows *rows, const char *column);

/* Say which columns are wanted; from then on they are known by their index here.
 *   columns  borrowed till the rows are closed
 *   strict   other columns are an error (for layouts that users write by hand) */
ent_status ent_rows_bind(ent_rows *rows, const ent_column columns[], size_t count, bool strict,
                         ent_error *error) ENT_CHECKED;

/* Go to the next row; *more is false at the end. */
ent_status ent_rows_next(ent_rows *rows, bool *more, ent_error *error) ENT_CHECKED;

/* The field of the current row ("" where there is none); of a CSV file without outer blanks.
 * Borrowed till the next row. */
const char *ent_rows_text(const ent_rows *rows, size_t column);
bool ent_rows_given(const ent_rows *rows, size_t column); /* not empty */

/* The field as a number; empty is an error. */
ent_status ent_rows_integer(const ent_rows *rows, size_t column, int least, int most, int *out,
                            ent_error *error) ENT_CHECKED;
ent_status ent_rows_number(const ent_rows *rows, size_t column, double *out,
                           ent_error *error) ENT_CHECKED;
/* The field as a day, month or year; see ent_span_parse. */
ent_status ent_rows_span(const ent_rows *rows, size_t column, ent_span *out,
                         ent_precision *precision, ent_error *error) ENT_CHECKED;

/* Fail with "file:line: column 'value' message". */
ent_status ent_rows_fail(const ent_rows *rows, size_t column, ent_error *error, const char *format,
                         ...) ENT_PRINTF(4, 5);

/* A CSV file's columns by their place in the header, from 0: for layouts with a column for each of many
 * things. The cell of the current row is trimmed here, and borrowed till the next row. */
const char *ent_rows_header(const ent_rows *rows, size_t place);
const char *ent_rows_cell(const ent_rows *rows, size_t place);

const char *ent_rows_name(const ent_rows *rows);
size_t ent_rows_line(const ent_rows *rows); /* of the current row; 0 past the last one */
size_t ent_rows_count(const ent_rows *rows); /* rows read so far */

/* The CSV file behind the rows, or NULL. */
const ent_csv *ent_rows_csv(const ent_rows *rows);

#endif
