#include "core/rows.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ent_rows {
    ent_csv *csv;
    char **header; /* of a CSV file: copies, trimmed */
    size_t header_count;
    const ent_yaml *yaml;
    const ent_yaml_node *item, *next_item; /* of a YAML list */
    const ent_column *columns;
    size_t column_count;
    size_t *place;       /* column -> position in the header, or NOWHERE */
    const char **fields; /* of the current row, by column */
    char **cells;        /* the same by place in the header; of the CSV reader */
    size_t count;
    bool ended;
};

static const size_t NOWHERE = (size_t)-1;

static size_t header_find(const ent_rows *rows, const char *name)
{
    for (size_t i = 0; i < rows->header_count; i++)
        if (ent_equal_nocase(rows->header[i], name))
            return i;
    return NOWHERE;
}

static ent_status read_header(ent_rows *rows, ent_error *error)
{
    char **fields;
    size_t count;
    ent_status status = ent_csv_next(rows->csv, &fields, &count, error);
    if (status != ENT_OK)
        return status;
    if (count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "%s: the file is empty; expected a header row",
                        ent_csv_name(rows->csv));
    rows->header = ent_new_array(count, sizeof *rows->header);
    if (!rows->header)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const char *name = ent_trim(fields[i]);
        if (*name && header_find(rows, name) != NOWHERE)
            return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: column '%.60s' stands twice in the header",
                            ent_csv_name(rows->csv), ent_csv_line(rows->csv), name);
        if (!(rows->header[i] = ent_copy_text(name)))
            return ent_fail_memory(error);
        rows->header_count++;
    }
    return ENT_OK;
}

/* Take over an open CSV file (also when this fails). */
static ent_status open_rows(ent_csv *csv, ent_rows **out, ent_error *error)
{
    ent_rows *rows = calloc(1, sizeof *rows);
    if (!rows) {
        ent_csv_close(csv);
        return ent_fail_memory(error);
    }
    rows->csv = csv;
    ent_status status = read_header(rows, error);
    if (status != ENT_OK) {
        ent_rows_close(rows);
        return status;
    }
    *out = rows;
    return ENT_OK;
}

ent_status ent_rows_open_csv(const char *path, size_t limit, ent_rows **out, ent_error *error)
{
    ent_csv *csv;
    *out = NULL;
    ent_status status = ent_csv_open(path, limit, &csv, error);
    return status == ENT_OK ? open_rows(csv, out, error) : status;
}

ent_status ent_rows_open_memory(const char *name, const char *text, size_t size, ent_rows **out,
                                ent_error *error)
{
    ent_csv *csv;
    *out = NULL;
    ent_status status = ent_csv_open_memory(name, text, size, &csv, error);
    return status == ENT_OK ? open_rows(csv, out, error) : status;
}

ent_status ent_rows_open_yaml(const ent_yaml *yaml, const ent_yaml_node *list, ent_rows **out,
                              ent_error *error)
{
    *out = NULL;
    ent_rows *rows = calloc(1, sizeof *rows);
    if (!rows)
        return ent_fail_memory(error);
    rows->yaml = yaml;
    rows->next_item = list->child;
    *out = rows;
    return ENT_OK;
}

void ent_rows_close(ent_rows *rows)
{
    if (!rows)
        return;
    for (size_t i = 0; i < rows->header_count; i++)
        free(rows->header[i]);
    free(rows->header);
    free(rows->place);
    free(rows->fields);
    ent_csv_close(rows->csv);
    free(rows);
}

size_t ent_rows_column_count(const ent_rows *rows)
{
    return rows->header_count;
}

bool ent_rows_has(const ent_rows *rows, const char *column)
{
    return rows->yaml || header_find(rows, column) != NOWHERE;
}

static ent_status check_strict(const ent_rows *rows, ent_error *error)
{
    for (size_t i = 0; i < rows->header_count; i++) {
        const char *name = rows->header[i];
        bool known = false;
        for (size_t k = 0; k < rows->column_count && !known; k++)
            known = ent_equal_nocase(name, rows->columns[k].name);
        if (known)
            continue;
        ent_buffer list = {0};
        for (size_t k = 0; k < rows->column_count; k++)
            ent_buffer_format(&list, "%s%s", k ? ", " : "", rows->columns[k].name);
        ent_fail(error, ENT_ERR_INPUT, "%s:1: unknown column '%.60s'; expected some of %.300s",
                 ent_rows_name(rows), name, ent_buffer_text(&list));
        ent_buffer_clear(&list);
        return ENT_ERR_INPUT;
    }
    return ENT_OK;
}

ent_status ent_rows_bind(ent_rows *rows, const ent_column columns[], size_t count, bool strict,
                         ent_error *error)
{
    free(rows->place);
    free(rows->fields);
    rows->place = ent_new_array(count, sizeof *rows->place);
    rows->fields = ent_new_array(count, sizeof *rows->fields);
    if (!rows->place || !rows->fields)
        return ent_fail_memory(error);
    rows->columns = columns;
    rows->column_count = count;
    for (size_t i = 0; i < count && rows->csv; i++) {
        rows->place[i] = header_find(rows, columns[i].name);
        if (rows->place[i] == NOWHERE && columns[i].need == ENT_COLUMN_REQUIRED)
            return ent_fail(error, ENT_ERR_INPUT, "%s:1: column '%s' is missing in the header",
                            ent_rows_name(rows), columns[i].name);
    }
    return strict && rows->csv ? check_strict(rows, error) : ENT_OK;
}

static ent_status next_of_csv(ent_rows *rows, bool *more, ent_error *error)
{
    char **fields;
    size_t count;
    ent_status status = ent_csv_next(rows->csv, &fields, &count, error);
    if (status != ENT_OK)
        return status;
    *more = count > 0;
    rows->cells = fields;
    if (*more && count != rows->header_count)
        return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: %zu fields, the header has %zu",
                        ent_rows_name(rows), ent_rows_line(rows), count, rows->header_count);
    for (size_t i = 0; i < rows->column_count && *more; i++)
        rows->fields[i] = rows->place[i] == NOWHERE ? "" : ent_trim(fields[rows->place[i]]);
    return ENT_OK;
}

static ent_status next_of_yaml(ent_rows *rows, bool *more, ent_error *error)
{
    rows->item = rows->next_item;
    *more = rows->item != NULL;
    if (!*more)
        return ENT_OK;
    rows->next_item = rows->item->next;
    ent_status status = ent_yaml_expect(rows->yaml, rows->item, ENT_YAML_MAP, "a row", error);
    const char **names = ent_new_array(rows->column_count, sizeof *names);
    if (status == ENT_OK && !names)
        status = ent_fail_memory(error);
    for (size_t i = 0; i < rows->column_count && names; i++)
        names[i] = rows->columns[i].name;
    if (status == ENT_OK)
        status = ent_yaml_check_keys(rows->yaml, rows->item, names, rows->column_count, error);
    free(names);
    for (size_t i = 0; i < rows->column_count && status == ENT_OK; i++) {
        const ent_yaml_node *value = ent_yaml_get(rows->item, rows->columns[i].name);
        rows->fields[i] = value && value->kind == ENT_YAML_TEXT ? value->text : "";
        if (value && value->kind != ENT_YAML_TEXT)
            status = ent_yaml_fail(rows->yaml, value, error,
                                   "'%s' must be one text; join several values with ';'",
                                   value->key);
        else if (!value && rows->columns[i].need == ENT_COLUMN_REQUIRED)
            status = ent_yaml_fail(rows->yaml, rows->item, error, "key '%s' is missing",
                                   rows->columns[i].name);
    }
    return status;
}

ent_status ent_rows_next(ent_rows *rows, bool *more, ent_error *error)
{
    *more = false;
    ent_status status =
        rows->csv ? next_of_csv(rows, more, error) : next_of_yaml(rows, more, error);
    rows->count += status == ENT_OK && *more;
    rows->ended = status == ENT_OK && !*more;
    return status;
}

const char *ent_rows_text(const ent_rows *rows, size_t column)
{
    return rows->fields[column];
}

bool ent_rows_given(const ent_rows *rows, size_t column)
{
    return rows->fields[column][0] != '\0';
}

const char *ent_rows_header(const ent_rows *rows, size_t place)
{
    return rows->header[place];
}

const char *ent_rows_cell(const ent_rows *rows, size_t place)
{
    return ent_trim(rows->cells[place]);
}

ent_status ent_rows_fail(const ent_rows *rows, size_t column, ent_error *error, const char *format,
                         ...)
{
    char message[300], where[200];
    const char *name = rows->columns[column].name;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (rows->csv) {
        snprintf(where, sizeof where, "%.180s:%zu", ent_rows_name(rows), ent_rows_line(rows));
    } else {
        const ent_yaml_node *value = ent_yaml_get(rows->item, name);
        if (!value)
            value = rows->item;
        snprintf(where, sizeof where, "%.170s:%zu:%zu", ent_rows_name(rows), value->line,
                 value->column);
    }
    return ent_fail(error, ENT_ERR_INPUT, "%s: %s '%.80s' %s", where, name,
                    ent_rows_text(rows, column), message);
}

ent_status ent_rows_integer(const ent_rows *rows, size_t column, int least, int most, int *out,
                            ent_error *error)
{
    long long value;
    if (!ent_parse_integer(ent_rows_text(rows, column), &value) || value < least || value > most)
        return ent_rows_fail(rows, column, error, "is not a whole number from %d to %d", least,
                             most);
    *out = (int)value;
    return ENT_OK;
}

ent_status ent_rows_number(const ent_rows *rows, size_t column, double *out, ent_error *error)
{
    if (ent_parse_number(ent_rows_text(rows, column), out))
        return ENT_OK;
    return ent_rows_fail(rows, column, error, "is not a number");
}

ent_status ent_rows_span(const ent_rows *rows, size_t column, ent_span *out,
                         ent_precision *precision, ent_error *error)
{
    ent_error inner = {0};
    const char *text = ent_rows_text(rows, column);
    if (ent_span_parse(text, out, precision, &inner) == ENT_OK)
        return ENT_OK;
    /* the message quotes the text, which ent_rows_fail does too */
    const char *rest = strstr(inner.message, "is not a date");
    return ent_rows_fail(rows, column, error, "%s", rest ? rest : inner.message);
}

const char *ent_rows_name(const ent_rows *rows)
{
    return rows->csv ? ent_csv_name(rows->csv) : ent_yaml_name(rows->yaml);
}

size_t ent_rows_line(const ent_rows *rows)
{
    if (rows->ended)
        return 0;
    if (rows->csv)
        return ent_csv_line(rows->csv);
    return rows->item ? rows->item->line : 0;
}

size_t ent_rows_count(const ent_rows *rows)
{
    return rows->count;
}

const ent_csv *ent_rows_csv(const ent_rows *rows)
{
    return rows->csv;
}
