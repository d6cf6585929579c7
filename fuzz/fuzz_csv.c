/* Any bytes as a CSV file, read by rows: header, binding, every typed getter. */
#include "fuzz.h"

#include "core/rows.h"

#include <string.h>

static const ent_column columns[] = {{"actor", ENT_COLUMN_OPTIONAL}, {"year", ENT_COLUMN_OPTIONAL}};

static void read_fields(const ent_rows *rows)
{
    for (size_t column = 0; column < 2; column++) {
        int integer = 0;
        double number = 0;
        ent_span span = {0, 0};
        ent_error error;
        const char *text = ent_rows_text(rows, column);
        promise(ent_rows_given(rows, column) == (strlen(text) > 0));
        if (ent_rows_integer(rows, column, -9, 2200, &integer, &error) == ENT_OK)
            promise(-9 <= integer && integer <= 2200);
        if (ent_rows_number(rows, column, &number, &error) == ENT_OK)
            promise(number - number == 0); /* finite */
        if (ent_rows_span(rows, column, &span, NULL, &error) == ENT_OK)
            promise(span.from > 0 && span.from <= span.to);
    }
}

static void read_rows(ent_rows *rows)
{
    ent_error error;
    bool more = true;
    size_t line = ent_rows_line(rows);
    ent_status status = ent_rows_bind(rows, columns, 2, false, &error);
    promise(status == ENT_OK);
    while (status == ENT_OK && more) {
        status = ent_rows_next(rows, &more, &error);
        if (status != ENT_OK || !more)
            break;
        promise(ent_rows_line(rows) > line);
        line = ent_rows_line(rows);
        read_fields(rows);
    }
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
    status = ent_rows_bind(rows, columns, 2, true, &error);
    promise(status == ENT_OK || status == ENT_ERR_INPUT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_rows *rows;
    ent_error error;
    ent_status status = ent_rows_open_memory("a.csv", (const char *)data, size, &rows, &error);
    promise(status == ENT_OK ? rows != NULL : status == ENT_ERR_INPUT && rows == NULL);
    if (status == ENT_OK)
        read_rows(rows);
    ent_rows_close(rows);
    return 0;
}
