/* A CSV file in memory, row by row. What it takes in stride, as the files of the field demand:
 * LF, CRLF and bare CR (also mixed), no last newline, a byte order mark, quoted fields with commas,
 * doubled quotes and newlines, UTF-8 or Windows-1252 (of which Latin-1 is a part), gzip. */
#ifndef ENT_CORE_CSV_H
#define ENT_CORE_CSV_H

#include "entente/core.h"

typedef struct ent_csv ent_csv;

/* What was found in the bytes. */
typedef struct {
    bool byte_order_mark, gzip, carriage_returns, no_last_newline;
    size_t converted_bytes; /* bytes that were not UTF-8 and were read as Windows-1252 */
} ent_csv_bytes;

/*   path   plain or gzip
 *   limit  read only so many bytes, and of them the whole lines (to look at the header); 0 = all */
ent_status ent_csv_open(const char *path, size_t limit, ent_csv **out, ent_error *error) ENT_CHECKED;

/* From a text in memory, which is copied. `name` stands in errors. */
ent_status ent_csv_open_memory(const char *name, const char *text, size_t size, ent_csv **out,
                               ent_error *error) ENT_CHECKED;
void ent_csv_close(ent_csv *csv);

/* The next row: its fields, borrowed till the next call. Blank lines are passed over.
 *   fields, count  out; count is 0 at the end of the file
 * Errors: ENT_ERR_INPUT: a quote that is never closed, text after a closing quote, a NUL byte. */
ent_status ent_csv_next(ent_csv *csv, char ***fields, size_t *count, ent_error *error) ENT_CHECKED;

/* Bytes of any text as ent_csv reads them: UTF-8, LF, no byte order mark, one last newline, a NUL after it.
 *   name    stands in errors
 *   text    in and out: on the heap, may move; the caller's, also after a failure
 *   length  in and out
 *   found   zeros in
 * Errors: ENT_ERR_INPUT: a NUL byte. */
ent_status ent_csv_clean(const char *name, char **text, size_t *length, ent_csv_bytes *found,
                         ent_error *error) ENT_CHECKED;

const char *ent_csv_name(const ent_csv *csv); /* borrowed */
size_t ent_csv_line(const ent_csv *csv);      /* where the last row began, from 1 */
double ent_csv_done(const ent_csv *csv);       /* share of the text that was read, 0 to 1 */
const ent_csv_bytes *ent_csv_found(const ent_csv *csv);

/* SHA-256 of the text as read: UTF-8, LF, no byte order mark, one last newline. Files that differ
 * only in their bytes have the same one. */
void ent_csv_checksum(const ent_csv *csv, char hex[65]);

#endif
