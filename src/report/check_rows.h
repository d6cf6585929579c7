/* The rows of a check's findings, as its text and its page read them. */
#ifndef ENT_REPORT_CHECK_ROWS_H
#define ENT_REPORT_CHECK_ROWS_H

#include "core/text.h"
#include "entente/json.h"

/* The rows of a finding in result.rows, which stand in the order of the findings, and those of them
 * that are shown where there is room for `most`: the first, or the last where a row is a year. */
typedef struct {
    size_t first, end; /* all: up to end - 1 */
    size_t shown, shown_end;
    bool is_last; /* the last ones are shown */
} check_rows;
check_rows check_rows_of(const ent_json_value *result, size_t finding, size_t most);

/* "1990", "1990 to 1994", "1990-05-22 to 1990-10-02", or nothing. */
void check_rows_days(const ent_json_value *rows, size_t row, ent_buffer *out);

#endif
