/* A file of futures. Sums and draws are written in one transaction about once a second, so that at any time they fit. */
#include "entente/forecast.h"

#include "core/memory.h"
#include "core/text.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { APPLICATION = 0x456E7446 /* "EntF" */, VERSION = 1 };

struct ent_forecast_file {
    sqlite3 *db;
    sqlite3_stmt *insert;
    char *path, *job;
    ent_forecast_size size;
    ent_forecast_sums sums;
    uint8_t *has;              /* [has_count] draws that are there */
    size_t has_count;
    bool in_transaction;
    time_t committed;
};

static ent_status fail(const ent_forecast_file *file, ent_error *error)
{
    int code = file->db ? sqlite3_errcode(file->db) : SQLITE_NOMEM;
    if (code == SQLITE_NOMEM)
        return ent_fail_memory(error);
    if (code == SQLITE_NOTADB)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is no file of futures", file->path);
    return ent_fail(error, ENT_ERR_FILE, "'%s': %s", file->path, sqlite3_errmsg(file->db));
}

static ent_status run_sql(ent_forecast_file *file, const char *sql, ent_error *error)
{
    return sqlite3_exec(file->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ENT_OK : fail(file, error);
}

static ent_status prepare(const ent_forecast_file *file, const char *sql, sqlite3_stmt **out, ent_error *error)
{
    return sqlite3_prepare_v2(file->db, sql, -1, out, NULL) == SQLITE_OK ? ENT_OK : fail(file, error);
}

/* ---- opening ---- */

void ent_forecast_file_close(ent_forecast_file *file)
{
    if (!file)
        return;
    sqlite3_finalize(file->insert);
    sqlite3_close(file->db);
    ent_forecast_sums_clear(&file->sums);
    free(file->has);
    free(file->path);
    free(file->job);
    free(file);
}

static ent_status open_database(const char *path, int flags, ent_forecast_file **out, ent_error *error)
{
    ent_forecast_file *file = ent_new_array(1, sizeof *file);
    *out = file;
    if (!file)
        return ent_fail_memory(error);
    file->path = ent_copy_text(path ? path : ":memory:");
    if (!file->path)
        return ent_fail_memory(error);
    if (sqlite3_open_v2(file->path, &file->db, flags, NULL) != SQLITE_OK)
        return fail(file, error);
    sqlite3_busy_timeout(file->db, 5000);
    return ENT_OK;
}

static ent_status read_pragma(const ent_forecast_file *file, const char *sql, int *out, ent_error *error)
{
    sqlite3_stmt *statement = NULL;
    ent_status status = prepare(file, sql, &statement, error);
    if (status == ENT_OK && sqlite3_step(statement) == SQLITE_ROW)
        *out = sqlite3_column_int(statement, 0);
    else if (status == ENT_OK)
        status = fail(file, error);
    sqlite3_finalize(statement);
    return status;
}

/* *is_new: nothing is there yet. */
static ent_status check_kind(const ent_forecast_file *file, bool *is_new, ent_error *error)
{
    int application = 0, version = 0, tables = 0;
    ent_status status = read_pragma(file, "PRAGMA application_id", &application, error);
    if (status == ENT_OK)
        status = read_pragma(file, "PRAGMA user_version", &version, error);
    if (status == ENT_OK)
        status = read_pragma(file, "SELECT count(*) FROM sqlite_master", &tables, error);
    if (status != ENT_OK)
        return status;
    *is_new = tables == 0 && application == 0;
    if (!*is_new && application != APPLICATION)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is an SQLite file, but no file of futures", file->path);
    if (version > VERSION)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is of a newer version of Entente (%d; this one knows %d)", file->path, version,
                        VERSION);
    return ENT_OK;
}

static ent_status init_sums(ent_forecast_file *file, ent_error *error)
{
    if (file->size.variants == 0 || file->size.variants > 1000 || file->size.steps == 0 || file->size.steps > 1000 ||
        file->size.pairs > (size_t)ENT_FORECAST_ACTORS * ENT_FORECAST_ACTORS || file->size.measures > 10000)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is damaged: its sizes make no sense", file->path);
    return ent_forecast_sums_init(&file->sums, file->size.variants, file->size.steps * file->size.pairs, error);
}

static ent_status write_job(ent_forecast_file *file, const char *job, ent_error *error)
{
    sqlite3_stmt *statement = NULL;
    ent_status status = prepare(file, "INSERT INTO job VALUES (?, ?, ?, ?, ?)", &statement, error);
    if (status == ENT_OK) {
        sqlite3_bind_text(statement, 1, job, -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 2, (sqlite3_int64)file->size.variants);
        sqlite3_bind_int64(statement, 3, (sqlite3_int64)file->size.steps);
        sqlite3_bind_int64(statement, 4, (sqlite3_int64)file->size.pairs);
        sqlite3_bind_int64(statement, 5, (sqlite3_int64)file->size.measures);
        status = sqlite3_step(statement) == SQLITE_DONE ? ENT_OK : fail(file, error);
    }
    sqlite3_finalize(statement);
    return status;
}

static ent_status create(ent_forecast_file *file, const char *job, const ent_forecast_size *size, ent_error *error)
{
    char head[120];
    file->size = *size;
    file->job = ent_copy_text(job);
    if (!file->job)
        return ent_fail_memory(error);
    sqlite3_snprintf(sizeof head, head, "BEGIN IMMEDIATE; PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION,
                     VERSION); /* a kill before COMMIT leaves an empty file, which is a new one */
    ent_status status = run_sql(file, head, error);
    if (status == ENT_OK)
        status = run_sql(file, "CREATE TABLE job (job TEXT, variants INTEGER, steps INTEGER, pairs INTEGER, measures INTEGER);"
                         "CREATE TABLE sums (draws INTEGER, sums BLOB);"
                         "CREATE TABLE draw (number INTEGER PRIMARY KEY, measures BLOB)", error);
    if (status == ENT_OK)
        status = write_job(file, job, error);
    if (status == ENT_OK)
        status = run_sql(file, "COMMIT", error);
    return status == ENT_OK ? init_sums(file, error) : status;
}

static ent_status read_job(ent_forecast_file *file, ent_error *error)
{
    sqlite3_stmt *statement = NULL;
    ent_status status = prepare(file, "SELECT job, variants, steps, pairs, measures FROM job", &statement, error);
    if (status != ENT_OK)
        return status;
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0)) {
        file->job = ent_copy_text((const char *)sqlite3_column_text(statement, 0));
        file->size = (ent_forecast_size){(size_t)sqlite3_column_int64(statement, 1), (size_t)sqlite3_column_int64(statement, 2),
                                         (size_t)sqlite3_column_int64(statement, 3), (size_t)sqlite3_column_int64(statement, 4)};
        status = file->job ? ENT_OK : ent_fail_memory(error);
    } else {
        status = ent_fail(error, ENT_ERR_INPUT, "'%s' is damaged: it does not say what its futures are of", file->path);
    }
    sqlite3_finalize(statement);
    return status == ENT_OK ? init_sums(file, error) : status;
}

static ent_status note_draw(ent_forecast_file *file, size_t draw, ent_error *error)
{
    if (draw >= file->has_count) {
        size_t count = 2 * draw + 64;
        uint8_t *has = realloc(file->has, count);
        if (!has)
            return ent_fail_memory(error);
        memset(has + file->has_count, 0, count - file->has_count);
        file->has = has;
        file->has_count = count;
    }
    file->has[draw] = 1;
    return ENT_OK;
}

/* Sums that are not of the draws that are there: not of this program. */
static ent_status check_sums(const ent_forecast_file *file, size_t draws, ent_error *error)
{
    return draws == file->sums.draws ? ENT_OK
               : ent_fail(error, ENT_ERR_INPUT, "'%s' is damaged: it has %zu draws and sums of %zu", file->path, draws,
                          file->sums.draws);
}

static ent_status read_draws(ent_forecast_file *file, ent_error *error)
{
    sqlite3_stmt *sums = NULL, *draws = NULL;
    size_t count = 0;
    ent_status status = prepare(file, "SELECT draws, sums FROM sums", &sums, error);
    if (status == ENT_OK && sqlite3_step(sums) == SQLITE_ROW && (size_t)sqlite3_column_bytes(sums, 1) == file->sums.size) {
        file->sums.draws = (size_t)sqlite3_column_int64(sums, 0);
        memcpy(file->sums.chance, sqlite3_column_blob(sums, 1), file->sums.size);
    }
    sqlite3_finalize(sums);
    if (status == ENT_OK)
        status = prepare(file, "SELECT number FROM draw ORDER BY number", &draws, error);
    while (status == ENT_OK && sqlite3_step(draws) == SQLITE_ROW) {
        sqlite3_int64 number = sqlite3_column_int64(draws, 0);
        status = number >= 0 && number < ENT_FORECAST_DRAWS ? note_draw(file, (size_t)number, error) : check_sums(file, SIZE_MAX, error);
        count++;
    }
    sqlite3_finalize(draws);
    return status == ENT_OK ? check_sums(file, count, error) : status;
}

static ent_status open_existing(ent_forecast_file *file, ent_error *error)
{
    ent_status status = read_job(file, error);
    return status == ENT_OK ? read_draws(file, error) : status;
}

ent_status ent_forecast_file_open(const char *path, ent_forecast_file **out, ent_error *error)
{
    ent_forecast_file *file = NULL;
    bool is_new = false;
    *out = NULL;
    ent_status status = open_database(path, SQLITE_OPEN_READONLY, &file, error);
    if (status == ENT_OK)
        status = check_kind(file, &is_new, error);
    if (status == ENT_OK && is_new)
        status = ent_fail(error, ENT_ERR_INPUT, "'%s' is empty: no file of futures", path);
    if (status == ENT_OK)
        status = open_existing(file, error);
    if (status == ENT_OK)
        *out = file;
    else
        ent_forecast_file_close(file);
    return status;
}

static ent_status check_job(const ent_forecast_file *file, const char *job, const ent_forecast_size *size, ent_error *error)
{
    if (strcmp(file->job, job) == 0 && memcmp(&file->size, size, sizeof *size) == 0)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_INPUT, "'%s' has futures of another fit, world, day, seed or question; give another file, or "
                    "remove this one", file->path);
}

ent_status ent_forecast_file_make(const char *path, const char *job, const ent_forecast_size *size, ent_forecast_file **out,
                                  ent_error *error)
{
    ent_forecast_file *file = NULL;
    bool is_new = true;
    *out = NULL;
    ent_status status = open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &file, error);
    if (status == ENT_OK)
        status = check_kind(file, &is_new, error);
    if (status == ENT_OK)
        status = is_new ? create(file, job, size, error) : open_existing(file, error);
    if (status == ENT_OK)
        status = check_job(file, job, size, error);
    if (status == ENT_OK)
        status = prepare(file, "INSERT INTO draw VALUES (?, ?)", &file->insert, error);
    if (status == ENT_OK)
        *out = file;
    else
        ent_forecast_file_close(file);
    return status;
}

const char *ent_forecast_file_job(const ent_forecast_file *file)
{
    return file->job;
}

const ent_forecast_size *ent_forecast_file_size(const ent_forecast_file *file)
{
    return &file->size;
}

const ent_forecast_sums *ent_forecast_file_sums(const ent_forecast_file *file)
{
    return &file->sums;
}

bool ent_forecast_file_has(const ent_forecast_file *file, size_t draw)
{
    return draw < file->has_count && file->has[draw];
}

/* ---- adding ---- */

static ent_status begin(ent_forecast_file *file, ent_error *error)
{
    if (file->in_transaction)
        return ENT_OK;
    ent_status status = run_sql(file, "BEGIN IMMEDIATE", error);
    file->in_transaction = status == ENT_OK;
    file->committed = time(NULL);
    return status;
}

static ent_status write_sums(ent_forecast_file *file, ent_error *error)
{
    sqlite3_stmt *statement = NULL;
    ent_status status = run_sql(file, "DELETE FROM sums", error);
    if (status == ENT_OK)
        status = prepare(file, "INSERT INTO sums VALUES (?, ?)", &statement, error);
    if (status == ENT_OK) {
        sqlite3_bind_int64(statement, 1, (sqlite3_int64)file->sums.draws);
        sqlite3_bind_blob64(statement, 2, file->sums.chance, file->sums.size, SQLITE_STATIC);
        status = sqlite3_step(statement) == SQLITE_DONE ? ENT_OK : fail(file, error);
    }
    sqlite3_finalize(statement);
    return status;
}

static ent_status commit(ent_forecast_file *file, ent_error *error)
{
    if (!file->in_transaction)
        return ENT_OK;
    ent_status status = write_sums(file, error);
    if (status == ENT_OK)
        status = run_sql(file, "COMMIT", error);
    file->in_transaction = status != ENT_OK;
    return status;
}

static ent_status insert_draw(ent_forecast_file *file, size_t number, const void *measures, size_t size, ent_error *error)
{
    ent_status status = begin(file, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_int64(file->insert, 1, (sqlite3_int64)number);
    sqlite3_bind_blob64(file->insert, 2, measures ? measures : "", size, SQLITE_STATIC);
    if (sqlite3_step(file->insert) != SQLITE_DONE)
        status = fail(file, error);
    sqlite3_reset(file->insert);
    return status == ENT_OK ? note_draw(file, number, error) : status;
}

static size_t measures_size(const ent_forecast_file *file)
{
    const ent_forecast_size *s = &file->size;
    return s->variants * ENT_FORECAST_EACH * s->steps * s->measures * sizeof(double);
}

static ent_status add_draw(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    ent_forecast_file *file = user;
    ent_status status = insert_draw(file, draw->draw, draw->measure, measures_size(file), error);
    if (status == ENT_OK)
        ent_forecast_sums_add(&file->sums, draw);
    return status == ENT_OK && time(NULL) > file->committed ? commit(file, error) : status;
}

/* The first gap from a draw on: its beginning and end. */
static size_t next_gap(const ent_forecast_file *file, size_t from, size_t end, size_t *first)
{
    while (from < end && ent_forecast_file_has(file, from))
        from++;
    *first = from;
    while (from < end && !ent_forecast_file_has(file, from))
        from++;
    return from;
}

ent_status ent_forecast_file_run(ent_forecast_file *file, const ent_forecast *forecast, size_t first, size_t count,
                                 const ent_monitor *monitor, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t end = first, gap; status == ENT_OK && end < first + count;) {
        end = next_gap(file, end, first + count, &gap);
        if (gap < end)
            status = ent_forecast_run(forecast, gap, end - gap, add_draw, file, monitor, error);
    }
    ent_error other;
    ent_status kept = commit(file, status == ENT_OK ? error : &other);
    return status == ENT_OK ? kept : status;
}

/* ---- putting together ---- */

static ent_status merge_draws(ent_forecast_file *file, const ent_forecast_file *other, ent_error *error)
{
    sqlite3_stmt *draws = NULL;
    ent_status status = prepare(other, "SELECT number, measures FROM draw ORDER BY number", &draws, error);
    while (status == ENT_OK && sqlite3_step(draws) == SQLITE_ROW)
        status = insert_draw(file, (size_t)sqlite3_column_int64(draws, 0), sqlite3_column_blob(draws, 1),
                             (size_t)sqlite3_column_bytes(draws, 1), error);
    sqlite3_finalize(draws);
    return status;
}

ent_status ent_forecast_file_merge(ent_forecast_file *file, const ent_forecast_file *other, ent_error *error)
{
    ent_status status = check_job(file, other->job, &other->size, error);
    for (size_t k = 0; k < other->has_count && status == ENT_OK; k++)
        if (ent_forecast_file_has(other, k) && ent_forecast_file_has(file, k))
            status = ent_fail(error, ENT_ERR_INPUT, "futures %zu to %zu are in '%s' and in '%s'", k * ENT_FORECAST_EACH + 1,
                              (k + 1) * ENT_FORECAST_EACH, file->path, other->path);
    if (status == ENT_OK)
        status = merge_draws(file, other, error);
    if (status == ENT_OK) {
        ent_forecast_sums_merge(&file->sums, &other->sums);
        status = commit(file, error);
    }
    return status;
}

/* ---- reading ---- */

ent_status ent_forecast_file_values(const ent_forecast_file *file, size_t variant, size_t step, size_t measure, double **values,
                                    size_t *count, ent_error *error)
{
    const ent_forecast_size *s = &file->size;
    sqlite3_stmt *draws = NULL;
    *count = 0;
    *values = ent_new_array(file->sums.draws * ENT_FORECAST_EACH, sizeof **values);
    ent_status status = *values ? prepare(file, "SELECT measures FROM draw ORDER BY number", &draws, error) : ent_fail_memory(error);
    while (status == ENT_OK && sqlite3_step(draws) == SQLITE_ROW && *count < file->sums.draws * ENT_FORECAST_EACH) {
        const char *blob = sqlite3_column_blob(draws, 0);
        if ((size_t)sqlite3_column_bytes(draws, 0) != measures_size(file))
            status = ent_fail(error, ENT_ERR_INPUT, "'%s' is damaged: a draw has another size", file->path);
        for (size_t k = 0; k < ENT_FORECAST_EACH && status == ENT_OK; k++) {
            size_t at = ((variant * ENT_FORECAST_EACH + k) * s->steps + step) * s->measures + measure;
            memcpy(&(*values)[(*count)++], blob + at * sizeof(double), sizeof(double));
        }
    }
    sqlite3_finalize(draws);
    return status;
}
