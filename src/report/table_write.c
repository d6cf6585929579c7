/* A table into a file: CSV, CSV packed, or a table of an SQLite file; with its codebook. */
#include "entente/report.h"

#include "report/codebook.h"

#include "core/file.h"
#include "core/memory.h"
#include "table/table.h"
#include "world/database.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STREAM_ROWS = 500000 }; /* of a block: some 100 MB with all columns */
enum { LOOK_ROWS = 10000 };    /* of a database between two looks at the monitor */

/* ---- progress ---- */

/* The caller's monitor is told of the whole; making rows and writing them are parts of it, from .. to. */
typedef struct {
    const ent_monitor *whole; /* or NULL */
    ent_monitor part;
    double from, to;
} parts;

static void show_part(void *user, double done, const char *what)
{
    const parts *p = user;
    if (p->whole && p->whole->progress)
        p->whole->progress(p->whole->user, p->from + done * (p->to - p->from), what);
}

static bool stop_part(void *user)
{
    const parts *p = user;
    return p->whole && p->whole->stop && p->whole->stop(p->whole->user);
}

static void begin_part(parts *p, double from, double to)
{
    p->from = from;
    p->to = to;
}

/* Where rows go: one of the two. */
typedef struct {
    ent_output *text;
    bool gzip, header_written;
    ent_database *database;
    size_t threads;
    parts *progress;
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

static ent_status write_database(const ent_table *table, ent_database *database,
                                 const ent_monitor *monitor, ent_error *error)
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
        if (status == ENT_OK && row % LOOK_ROWS == 0)
            status = ent_monitor_step(monitor, (double)row / (double)rows, "writing rows", error);
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
    if (length)
        return open_database(table, path, length, name, &target->database, error);
    target->gzip = path && ends_with(path, ".gz");
    return ent_output_open(path, &target->text, error);
}

static ent_status write_rows(row_target *target, const ent_table *table, ent_error *error)
{
    const ent_monitor *monitor = &target->progress->part;
    if (target->database)
        return write_database(table, target->database, monitor, error);
    ent_csv_options options = {.header = !target->header_written, .gzip = target->gzip,
                               .threads = target->threads, .monitor = monitor};
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

/* The part of the work that making rows is, as measured; the rest is writing them. */
static double making(const row_target *target)
{
    return target->database ? 0.2 : target->gzip ? 0.1 : 0.5;
}

static ent_status write_blocks(ent_table *table, row_target *target, codebook *book,
                               const ent_table_output *output, ent_error *error)
{
    bool more = true;
    ent_status status = ENT_OK;
    while (status == ENT_OK && more) {
        double done = table_done(table), made = done + (1 - done) * making(target);
        begin_part(target->progress, done, output->stream ? done : made);
        status = ent_table_next(table, &more, error);
        begin_part(target->progress, output->stream ? done : made, table_done(table));
        if (status == ENT_OK && (more || !target->header_written))
            status = write_rows(target, table, error);
        if (status == ENT_OK && more)
            codebook_count(book, table);
    }
    return status;
}

/* The world must not be overwritten by a table of it, nor the table by its codebook. */
static ent_status spare(const char *other, const char *path, const char *what, ent_error *error)
{
    struct stat of_other, of_path;
    bool same = other && path && strcmp(other, path) == 0;
    if (other && path && stat(other, &of_other) == 0 && stat(path, &of_path) == 0 && S_ISREG(of_path.st_mode))
        same = of_other.st_dev == of_path.st_dev && of_other.st_ino == of_path.st_ino;
    return same ? ent_fail(error, ENT_ERR_ARGUMENT, "'%.300s' is %s; write to another file", path, what) : ENT_OK;
}

static ent_status check_output(const char *world, const ent_table_output *output, ent_error *error)
{
    const char *book = output->codebook;
    ent_status status = spare(world, output->path, "the world itself", error);
    if (status == ENT_OK)
        status = spare(world, book, "the world itself", error);
    if (status == ENT_OK)
        status = spare(output->path, book, "the table itself", error);
    if (status == ENT_OK && book && !ends_with(book, ".json") && !ends_with(book, ".md"))
        status = ent_fail(error, ENT_ERR_ARGUMENT, "the codebook '%.300s' is JSON or Markdown; expected a name that "
                          "ends in .json or .md", book);
    return status;
}

ent_status ent_table_write(ent_world *world, const char *path, const ent_table_options *options,
                           const ent_table_output *output, const ent_monitor *monitor, ent_json **said,
                           ent_error *error)
{
    static const char *const names[] = {"states", "dyads", "alliances", "members", "alliance_dyads"};
    ent_table *table = NULL;
    parts progress = {.whole = monitor, .part = {&progress, show_part, stop_part}};
    row_target target = {.threads = output->threads, .progress = &progress};
    codebook book = {0};
    if (said)
        *said = NULL;
    ent_status status = check_output(path, output, error);
    if (status == ENT_OK)
        status = ent_table_begin(world, options, output->stream ? STREAM_ROWS : SIZE_MAX, &progress.part,
                                 &table, error);
    if (status == ENT_OK)
        status = codebook_open(&book, table, output->codebook, error);
    if (status == ENT_OK)
        status = open_target(&target, table, output->path, names[options->unit], error);
    if (status == ENT_OK)
        status = write_blocks(table, &target, &book, output, error);
    if (status == ENT_OK && output->codebook)
        status = codebook_write(&book, world, path, options, table, output->codebook, error);
    if (status == ENT_OK && said)
        status = codebook_said(&book, world, options, table, said, error);
    status = close_target(&target, status, error);
    if (status != ENT_OK && said) {
        ent_json_free(*said);
        *said = NULL;
    }
    codebook_clear(&book);
    ent_table_free(table);
    return status;
}
