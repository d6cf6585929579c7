#include "report/check_rows.h"

#include "report/page_sheet.h"

#include <string.h>

static size_t first_row(const ent_json_value *rows, size_t finding)
{
    size_t low = 0, high = ent_json_row_count(rows);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ent_json_number(ent_json_cell(rows, "finding", middle)) < (double)finding)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

check_rows check_rows_of(const ent_json_value *result, size_t finding, size_t most)
{
    const ent_json_value *rows = ent_json_get(result, "rows");
    const char *check = sheet_cell(ent_json_get(result, "findings"), "check", finding);
    bool by_year = strcmp(check, "pairs") == 0 || strcmp(check, "defence-pairs") == 0;
    check_rows r = {.first = first_row(rows, finding), .end = first_row(rows, finding + 1)};
    size_t count = r.end - r.first < most ? r.end - r.first : most;
    r.is_last = by_year && count < r.end - r.first;
    r.shown = r.is_last ? r.end - count : r.first;
    r.shown_end = r.shown + count;
    return r;
}

void check_rows_days(const ent_json_value *rows, size_t row, ent_buffer *out)
{
    const char *from = sheet_cell(rows, "from", row), *to = sheet_cell(rows, "to", row);
    bool years = strlen(from) == 10 && strlen(to) == 10 && strcmp(from + 4, "-01-01") == 0 &&
                 strcmp(to + 4, "-12-31") == 0;
    if (!*from && !*to)
        return;
    if (years && strncmp(from, to, 4) == 0)
        ent_buffer_format(out, "%.4s", from);
    else if (years)
        ent_buffer_format(out, "%.4s to %.4s", from, to);
    else if (strcmp(from, to) == 0)
        ent_buffer_format(out, "%s", from);
    else
        ent_buffer_format(out, "%s to %s", *from ? from : "always", *to ? to : "open");
}
