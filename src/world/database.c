#include "world/database.h"

#include "core/memory.h"
#include "core/text.h"
#include "world/schema.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

struct ent_database {
    sqlite3 *db;
    sqlite3_stmt *insert;
    char *path;
    bool is_new; /* the file was made for this table */
};

static ent_status fail(const ent_database *database, ent_error *error)
{
    int code = database->db ? sqlite3_errcode(database->db) : SQLITE_NOMEM;
    if (code == SQLITE_NOMEM)
        return ent_fail_memory(error);
    if (code == SQLITE_NOTADB)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is no SQLite database", database->path);
    return ent_fail(error, ENT_ERR_FILE, "cannot write '%s': %s", database->path,
                    sqlite3_errmsg(database->db));
}

static ent_status run(ent_database *database, const char *sql, ent_error *error)
{
    return sqlite3_exec(database->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ENT_OK
                                                                         : fail(database, error);
}

/* A world is no place for other tables: they would be in its checksum's way and lost with it. */
static ent_status refuse_world(ent_database *database, ent_error *error)
{
    sqlite3_stmt *statement = NULL;
    int application = 0;
    if (sqlite3_prepare_v2(database->db, "PRAGMA application_id", -1, &statement, NULL) != SQLITE_OK)
        return fail(database, error);
    if (sqlite3_step(statement) == SQLITE_ROW)
        application = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    if (application == ENT_APPLICATION_ID)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is an Entente world; write the table to another file",
                        database->path);
    return ENT_OK;
}

/* A name in quotes, its own quotes doubled. */
static void add_name(ent_buffer *sql, const char *name)
{
    ent_buffer_add(sql, "\"");
    for (; *name; name++)
        ent_buffer_format(sql, *name == '"' ? "\"\"" : "%c", *name);
    ent_buffer_add(sql, "\"");
}

static ent_status begin_table(ent_database *database, const char *table,
                              const ent_database_column *columns, size_t count, ent_error *error)
{
    static const char *const types[] = {"INTEGER", "REAL", "TEXT"};
    ent_buffer make = {0}, insert = {0};
    ent_buffer_add(&make, "BEGIN IMMEDIATE; DROP TABLE IF EXISTS ");
    add_name(&make, table);
    ent_buffer_add(&make, "; CREATE TABLE ");
    add_name(&make, table);
    ent_buffer_add(&insert, "INSERT INTO ");
    add_name(&insert, table);
    ent_buffer_add(&insert, " VALUES");
    for (size_t i = 0; i < count; i++) {
        ent_buffer_add(&make, i ? ", " : " (");
        add_name(&make, columns[i].name);
        ent_buffer_format(&make, " %s", types[columns[i].type]);
        ent_buffer_add(&insert, i ? ",?" : " (?");
    }
    ent_buffer_add(&make, ")");
    ent_buffer_add(&insert, ")");
    ent_status status = make.failed || insert.failed ? ent_fail_memory(error)
                                                     : run(database, make.data, error);
    if (status == ENT_OK &&
        sqlite3_prepare_v2(database->db, insert.data, -1, &database->insert, NULL) != SQLITE_OK)
        status = fail(database, error);
    ent_buffer_clear(&make);
    ent_buffer_clear(&insert);
    return status;
}

ent_status ent_database_open(const char *path, const char *table, const ent_database_column *columns,
                             size_t count, ent_database **out, ent_error *error)
{
    ent_database *database = ent_new_array(1, sizeof *database);
    *out = NULL;
    if (!database)
        return ent_fail_memory(error);
    database->is_new = access(path, F_OK) != 0;
    database->path = ent_copy_text(path);
    ent_status status = database->path ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK &&
        sqlite3_open_v2(path, &database->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
        status = fail(database, error);
    if (status == ENT_OK)
        status = refuse_world(database, error);
    if (status == ENT_OK)
        status = begin_table(database, table, columns, count, error);
    if (status == ENT_OK)
        *out = database;
    else if (ent_database_close(database, false, NULL) != ENT_OK)
        return status;
    return status;
}

void ent_database_integer(ent_database *database, size_t column, long long value)
{
    sqlite3_bind_int64(database->insert, (int)column + 1, value);
}

void ent_database_number(ent_database *database, size_t column, double value)
{
    sqlite3_bind_double(database->insert, (int)column + 1, value);
}

void ent_database_text(ent_database *database, size_t column, const char *text)
{
    sqlite3_bind_text(database->insert, (int)column + 1, text, -1, SQLITE_TRANSIENT);
}

ent_status ent_database_row(ent_database *database, ent_error *error)
{
    if (sqlite3_step(database->insert) != SQLITE_DONE)
        return fail(database, error);
    sqlite3_reset(database->insert);
    sqlite3_clear_bindings(database->insert);
    return ENT_OK;
}

/* The file that was made for the table, and the journal that a full disk leaves beside it: SQLite would take that
 * for the journal of the next file of the name. */
static void remove_new(const char *path)
{
    ent_buffer journal = {0};
    ent_buffer_format(&journal, "%s-journal", path);
    unlink(path);
    if (!journal.failed)
        unlink(journal.data);
    ent_buffer_clear(&journal);
}

ent_status ent_database_close(ent_database *database, bool keep, ent_error *error)
{
    if (!database)
        return ENT_OK;
    ent_status status = ENT_OK;
    sqlite3_finalize(database->insert);
    if (keep)
        status = run(database, "COMMIT", error);
    sqlite3_close(database->db); /* what was not committed is undone */
    if (database->is_new && database->path && (!keep || status != ENT_OK))
        remove_new(database->path);
    free(database->path);
    free(database);
    return status;
}
