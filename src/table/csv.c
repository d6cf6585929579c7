/* A table as CSV. What belongs to a state is written to text once and copied into each of its rows; a value
 * that is the same as in the row above is copied, too. Blocks of rows are formatted by several threads and
 * handed on in order. */
#include "table/table.h"

#include "core/decimal.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* Neighbouring columns of one side: `text` has for each state their fields, each with a comma before it. */
typedef struct {
    size_t first, count;      /* columns */
    int side;
    char *text;               /* NULL: fields are written one by one */
    uint32_t *begin;          /* [states + 1] where each state's fields begin, in units of bytes */
} csv_run;

/* A part of the table: its rows as text, and that packed. */
typedef struct {
    char *text, *packed;
    size_t length, packed_length;
    bool failed;
} csv_block;

typedef struct {
    const ent_table *table;
    const ent_table_column **columns;
    size_t column_count;
    csv_run *runs;
    size_t run_count;
    size_t width;             /* bytes that a row needs at most */
    size_t block_rows, first_row; /* of the wave that is being written */
    csv_block *blocks;
    bool gzip;
    const ent_monitor *monitor;
} csv_writer;

enum { CSV_BLOCK_BYTES = 1 << 20 };

/* ---- fields ---- */

/* A text in quotes if it needs them; returns its length. */
static size_t write_text(const char *text, char *out)
{
    size_t length = 0;
    if (!text[strcspn(text, ",\"\r\n")]) {
        length = strlen(text);
        memcpy(out, text, length);
        return length;
    }
    out[length++] = '"';
    for (; *text; text++) {
        if (*text == '"')
            out[length++] = '"';
        out[length++] = *text;
    }
    out[length++] = '"';
    return length;
}

static size_t write_field(const ent_table_column *column, size_t at, char *out)
{
    if (column->type == ENT_COLUMN_DOUBLE)
        return ent_decimal(((const double *)column->data)[at], out);
    double value = ent_table_number(column, at);
    if (isnan(value))
        return 0;
    if (column->type == ENT_COLUMN_TEXT)
        return write_text(column->texts[(size_t)value], out);
    return ent_decimal_integer((long long)value, out);
}

/* Bytes that a field needs at most, with its comma. */
static size_t field_width(const ent_table_column *column)
{
    size_t longest = 0;
    for (size_t i = 0; column->type == ENT_COLUMN_TEXT && i < column->text_count; i++) {
        size_t length = strlen(column->texts[i]);
        longest = length > longest ? length : longest;
    }
    return column->type == ENT_COLUMN_TEXT ? 2 * longest + 4 : ENT_DECIMAL_MAX + 1;
}

/* ---- rows ---- */

static bool same_value(const ent_table_column *column, size_t a, size_t b)
{
    const double *value = column->data;
    return column->type == ENT_COLUMN_DOUBLE && memcmp(&value[a], &value[b], sizeof *value) == 0;
}

/* The fields of a run in a row, one by one. `above` has where each column's field began in the row above. */
static size_t write_fields(const csv_writer *w, const csv_run *run, size_t row, bool has_above,
                           const char **above, char *out)
{
    char *end = out;
    for (size_t c = run->first; c < run->first + run->count; c++) {
        const ent_table_column *column = w->columns[c];
        size_t at = ent_table_at(w->table, column, row);
        char *field = end;
        if (c > 0)
            *end++ = ',';
        if (has_above && same_value(column, at, ent_table_at(w->table, column, row - 1))) {
            size_t length = (size_t)(above[2 * c + 1] - above[2 * c]);
            memcpy(field, above[2 * c], length);
            end = field + length;
        } else {
            end += write_field(column, at, end);
        }
        above[2 * c] = field;
        above[2 * c + 1] = end;
    }
    return (size_t)(end - out);
}

static size_t write_row(const csv_writer *w, size_t row, bool has_above, const char **above, char *out)
{
    const table_frame *frame = table_frame_of(w->table);
    char *end = out;
    for (size_t r = 0; r < w->run_count; r++) {
        const csv_run *run = &w->runs[r];
        if (!run->text) {
            end += write_fields(w, run, row, has_above, above, end);
            continue;
        }
        size_t state = run->side == 1 ? frame->first[row] : frame->second[row];
        size_t length = run->begin[state + 1] - run->begin[state];
        memcpy(end, run->text + run->begin[state], length);
        end += length;
    }
    *end++ = '\n';
    return (size_t)(end - out);
}

static void write_block(void *user, size_t part)
{
    csv_writer *w = user;
    csv_block *block = &w->blocks[part];
    size_t first = w->first_row + part * w->block_rows, rows = ent_table_row_count(w->table);
    size_t last = first + w->block_rows < rows ? first + w->block_rows : rows;
    const char **above = ent_new_array(2 * w->column_count, sizeof *above);
    block->length = 0;
    block->failed = !above;
    for (size_t row = first; above && row < last; row++)
        block->length += write_row(w, row, row > first, above, block->text + block->length);
    free(above);
    if (w->gzip && !block->failed)
        block->failed = !ent_gzip(block->text, block->length, &block->packed, &block->packed_length);
}

/* ---- preparing ---- */

static bool list_columns(csv_writer *w)
{
    w->column_count = ent_table_column_count(w->table);
    w->columns = ent_new_array(w->column_count, sizeof *w->columns);
    w->runs = ent_new_array(w->column_count, sizeof *w->runs);
    if (!w->columns || !w->runs)
        return false;
    for (size_t c = 0; c < w->column_count; c++) {
        w->columns[c] = ent_table_column_at(w->table, c);
        int side = w->columns[c]->side;
        if (c == 0 || w->runs[w->run_count - 1].side != side)
            w->runs[w->run_count++] = (csv_run){.first = c, .side = side};
        w->runs[w->run_count - 1].count++;
        w->width += field_width(w->columns[c]);
    }
    w->width++;
    return true;
}

/* The text of each state's fields. */
static bool prepare_run(const csv_writer *w, csv_run *run)
{
    const table_frame *frame = table_frame_of(w->table);
    size_t used = 0, room = 0, width = 0;
    for (size_t c = run->first; c < run->first + run->count; c++)
        width += field_width(w->columns[c]);
    run->begin = ent_new_array(frame->state_count + 1, sizeof *run->begin);
    for (size_t state = 0; run->begin && state < frame->state_count; state++) {
        if (used + width > room) {
            size_t grown = 2 * room + 64 * width;
            char *text = grown < UINT32_MAX ? realloc(run->text, grown) : NULL;
            if (!text)
                return false;
            run->text = text;
            room = grown;
        }
        run->begin[state] = (uint32_t)used;
        for (size_t c = run->first; c < run->first + run->count; c++) {
            if (c > 0)
                run->text[used++] = ',';
            used += write_field(w->columns[c], state, run->text + used);
        }
        run->begin[state + 1] = (uint32_t)used;
    }
    return run->begin;
}

/* It pays to write states beforehand if each of them is in several rows. */
static ent_status prepare(csv_writer *w, ent_error *error)
{
    bool ok = list_columns(w);
    const table_frame *frame = table_frame_of(w->table);
    bool often = ent_table_row_count(w->table) / 2 > frame->state_count;
    for (size_t r = 0; ok && often && r < w->run_count; r++)
        if (w->runs[r].side == 1 || w->runs[r].side == 2)
            ok = prepare_run(w, &w->runs[r]);
    return ok ? ENT_OK : ent_fail_memory(error);
}

static ent_status hand_on(const csv_writer *w, csv_block *block, ent_table_sink *sink, void *user,
                          ent_error *error)
{
    ent_status status = block->failed ? ent_fail_memory(error)
                        : w->gzip ? sink(user, block->packed, block->packed_length, error)
                                  : sink(user, block->text, block->length, error);
    free(block->packed);
    block->packed = NULL;
    return status;
}

static ent_status write_header(const csv_writer *w, ent_table_sink *sink, void *user, ent_error *error)
{
    ent_buffer line = {0};
    for (size_t c = 0; c < w->column_count; c++)
        ent_buffer_format(&line, "%s%s", c ? "," : "", w->columns[c]->name);
    ent_buffer_add(&line, "\n");
    csv_block block = {.text = line.data, .length = line.length, .failed = line.failed};
    if (w->gzip && !block.failed)
        block.failed = !ent_gzip(block.text, block.length, &block.packed, &block.packed_length);
    ent_status status = hand_on(w, &block, sink, user, error);
    ent_buffer_clear(&line);
    return status;
}

/* Waves of as many blocks as there are threads. */
static ent_status write_rows(csv_writer *w, size_t threads, ent_table_sink *sink, void *user,
                             ent_error *error)
{
    ent_status status = ENT_OK;
    size_t rows = ent_table_row_count(w->table);
    for (w->first_row = 0; w->first_row < rows && status == ENT_OK;) {
        size_t left = rows - w->first_row, parts = (left + w->block_rows - 1) / w->block_rows;
        parts = parts < threads ? parts : threads;
        status = ent_monitor_step(w->monitor, (double)w->first_row / (double)rows, "writing rows", error);
        if (status != ENT_OK)
            break;
        ent_parallel(parts, threads, write_block, w);
        for (size_t part = 0; part < parts; part++)
            if (status == ENT_OK)
                status = hand_on(w, &w->blocks[part], sink, user, error);
        w->first_row += parts * w->block_rows;
    }
    return status;
}

static ent_status make_blocks(csv_writer *w, size_t threads, ent_error *error)
{
    w->block_rows = CSV_BLOCK_BYTES / w->width + 1;
    w->blocks = ent_new_array(threads, sizeof *w->blocks);
    for (size_t i = 0; w->blocks && i < threads; i++) {
        w->blocks[i].text = malloc(w->block_rows * w->width);
        if (!w->blocks[i].text)
            return ent_fail_memory(error);
    }
    return w->blocks ? ENT_OK : ent_fail_memory(error);
}

static void clear(csv_writer *w, size_t threads)
{
    for (size_t r = 0; w->runs && r < w->run_count; r++) {
        free(w->runs[r].text);
        free(w->runs[r].begin);
    }
    for (size_t i = 0; w->blocks && i < threads; i++) {
        free(w->blocks[i].text);
        free(w->blocks[i].packed);
    }
    free(w->blocks);
    free(w->runs);
    free(w->columns);
}

ent_status ent_table_csv(const ent_table *table, const ent_csv_options *options, ent_table_sink *sink,
                         void *user, ent_error *error)
{
    csv_writer w = {.table = table, .gzip = options->gzip, .monitor = options->monitor};
    size_t threads = options->threads ? options->threads : ent_thread_count();
    ent_status status = prepare(&w, error);
    if (status == ENT_OK)
        status = make_blocks(&w, threads, error);
    if (status == ENT_OK && options->header)
        status = write_header(&w, sink, user, error);
    if (status == ENT_OK)
        status = write_rows(&w, threads, sink, user, error);
    clear(&w, threads);
    return status;
}
