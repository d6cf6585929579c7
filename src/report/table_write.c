/* A table into a file: CSV, CSV packed, or a table of an SQLite file; with its codebook. */
#include "entente/report.h"

#include "report/codebook.h"

#include "core/file.h"
#include "core/memory.h"
#include "world/database.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STREAM_ROWS = 500000 }; /* of a block: some 100 MB with all columns */

/* Where rows go: one of the two. */
typedef struct {
    ent_output *text;
    bool gzip, header_written;
    ent_database *database;
} row_target;

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* "x.sqlite" or "x.sqlite:table": the length of the file's name; 0 if it is none. */
static size_t database_length(const char *path)
{
    static const char *const ends[] = {".sqlite", ".sqlite3", ".db"};
    const char *colon = strrchr(path, ':');
    size_t length = colon ? (size_t)(colon - path) : strlen(path);
    for (size_t i = 0; i < ent_countof(ends); i++) {
        size_t tail = strlen(ends[i]);
        if (length > tail && strncmp(path + length - tail, ends[i], tail) == 0)
            return length;
    }
    return 0;
}

/* ---- a table of a database ---- */

static ent_database_type database_type(const ent_table_column *column)
{
    return column->type == ENT_COLUMN_DOUBLE ? ENT_DATABASE_NUMBER
           : column->type == ENT_COLUMN_TEXT ? ENT_DATABASE_TEXT : ENT_DATABASE_INTEGER;
}

static ent_status open_database(const ent_table *table, const char *path, size_t length, const char *name,
                                ent_database **out, ent_error *error)
{
    size_t count = ent_table_column_count(table);
    char *file = ent_new_array(length + 1, 1);
    ent_database_column *columns = ent_new_array(count, sizeof *columns);
    ent_status status = file && columns ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        const ent_table_column *column = ent_table_column_at(table, i);
        columns[i] = (ent_database_column){column->name, database_type(column)};
    }
    if (status == ENT_OK) {
        memcpy(file, path, length);
        status = ent_database_open(file, path[length] == ':' && path[length + 1] ? path + length + 1 : name,
                                   columns, count, out, error);
    }
    free(file);
    free(columns);
    return status;
}

static void bind_value(ent_database *database, size_t index, const ent_table_column *column, size_t at)
{
    double value = ent_table_number(column, at);
    if (isnan(value))
        return;
    if (column->type == ENT_COLUMN_DOUBLE)
        ent_database_number(database, index, value);
    else if (column->type == ENT_COLUMN_TEXT)
        ent_database_text(database, index, column->texts[(size_t)value]);
    else
        ent_database_integer(database, index, (long long)value);
}

static ent_status write_database(const ent_table *table, ent_database *database, ent_error *error)
{
    size_t count = ent_table_column_count(table), rows = ent_table_row_count(table);
    const ent_table_column **columns = ent_new_array(count, sizeof *columns);
    ent_status status = columns ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; columns && i < count; i++)
        columns[i] = ent_table_column_at(table, i);
    for (size_t row = 0; status == ENT_OK && row < rows; row++) {
        for (size_t i = 0; i < count; i++)
            bind_value(database, i, columns[i], ent_table_at(table, columns[i], row));
        status = ent_database_row(database, error);
    }
    free(columns);
    return status;
}

/* ---- either ---- */

static ent_status write_text(void *user, const char *bytes, size_t count, ent_error *error)
{
    return ent_output_write(user, bytes, count, error);
}

static ent_status open_target(row_target *target, const ent_table *table, const char *path,
                              const char *name, ent_error *error)
{
    size_t length = path ? database_length(path) : 0;
    *target = (row_target){0};
    if (length)
        return open_database(table, path, length, name, &target->database, error);
    target->gzip = path && ends_with(path, ".gz");
    return ent_output_open(path, &target->text, error);
}

static ent_status write_rows(row_target *target, const ent_table *table, size_t threads, ent_error *error)
{
    if (target->database)
        return write_database(table, target->database, error);
    ent_csv_options options = {.header = !target->header_written, .gzip = target->gzip, .threads = threads};
    target->header_written = true;
    return ent_table_csv(table, &options, write_text, target->text, error);
}

static ent_status close_target(row_target *target, ent_status status, ent_error *error)
{
    bool keep = status == ENT_OK;
    ent_error *of_close = keep ? error : NULL;
    ent_status closed = target->database ? ent_database_close(target->database, keep, of_close)
                                         : ent_output_close(target->text, keep, of_close);
    return keep ? closed : status;
}

static ent_status write_blocks(ent_table *table, row_target *target, codebook *book,
                               const ent_table_output *output, ent_error *error)
{
    bool more = true;
    ent_status status = ENT_OK;
    while (status == ENT_OK && more) {
        status = ent_table_next(table, &more, error);
        if (status == ENT_OK && (more || !target->header_written))
            status = write_rows(target, table, output->threads, error);
        if (status == ENT_OK && more && output->codebook)
            codebook_count(book, table);
    }
    return status;
}

/* The world must not be overwritten by a table of it. */
static ent_status spare_world(const char *world, const char *path, ent_error *error)
{
    struct stat of_world, of_path;
    if (path && stat(world, &of_world) == 0 && stat(path, &of_path) == 0 &&
        of_world.st_dev == of_path.st_dev && of_world.st_ino == of_path.st_ino)
        return ent_fail(error, ENT_ERR_ARGUMENT, "'%s' is the world itself; write to another file", path);
    return ENT_OK;
}

ent_status ent_table_write(ent_world *world, const char *path, const ent_table_options *options,
                           const ent_table_output *output, const ent_monitor *monitor, ent_error *error)
{
    ent_table *table = NULL;
    row_target target = {0};
    codebook book = {0};
    static const char *const names[] = {"states", "dyads", "alliances", "members", "alliance_dyads"};
    const char *name = names[options->unit];
    ent_status status = spare_world(path, output->path, error);
    if (status == ENT_OK)
        status = spare_world(path, output->codebook, error);
    if (status == ENT_OK)
        status = ent_table_begin(world, options, output->stream ? STREAM_ROWS : SIZE_MAX, monitor,
                                        &table, error);
    if (status == ENT_OK && output->codebook)
        status = codebook_open(&book, table, error);
    if (status == ENT_OK)
        status = open_target(&target, table, output->path, name, error);
    if (status == ENT_OK)
        status = write_blocks(table, &target, &book, output, error);
    if (status == ENT_OK && output->codebook)
        status = codebook_write(&book, world, path, options, table, output->codebook, error);
    status = close_target(&target, status, error);
    codebook_clear(&book);
    ent_table_free(table);
    return status;
}
