/* Opening and closing a world, and the few SQL helpers that all files here use. */
#include "world/schema.h"
#include "world/world.h"

#include "core/file.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LOCK_WAIT_MS = 10000 };

ent_status world_fail(ent_world *world, ent_error *error, const char *what)
{
    const char *name = world->path ? world->path : "the world in memory";
    switch (sqlite3_errcode(world->db)) {
    case SQLITE_NOMEM:
        return ent_fail_memory(error);
    case SQLITE_FULL:
        return ent_fail(error, ENT_ERR_FILE, "%s '%s': the disk is full; the world is as it was",
                        what, name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ent_fail(error, ENT_ERR_FILE,
                        "%s '%s': another program is writing to it; try again when it is done",
                        what, name);
    case SQLITE_NOTADB:
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is not an Entente world", name);
    case SQLITE_CORRUPT:
        return ent_fail(error, ENT_ERR_FILE, "%s '%s': the file is damaged (%s); import anew", what,
                        name, sqlite3_errmsg(world->db));
    case SQLITE_READONLY:
        return ent_fail(error, ENT_ERR_FILE, "%s '%s': the file or its folder cannot be written to",
                        what, name);
    default:
        return ent_fail(error, ENT_ERR_FILE, "%s '%s': %s", what, name, sqlite3_errmsg(world->db));
    }
}

ent_status world_fail_damaged(ent_world *world, ent_error *error)
{
    return ent_fail(error, ENT_ERR_FILE,
                    "'%s' is damaged: it has rows that name what is not there; import anew",
                    world->path ? world->path : "the world in memory");
}

ent_status world_execute(ent_world *world, const char *sql, ent_error *error)
{
    if (sqlite3_exec(world->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return ENT_OK;
    return world_fail(world, error, "cannot write");
}

ent_status world_prepare(ent_world *world, const char *sql, sqlite3_stmt **out, ent_error *error)
{
    if (sqlite3_prepare_v2(world->db, sql, -1, out, NULL) == SQLITE_OK)
        return ENT_OK;
    return world_fail(world, error, "cannot read");
}

ent_status world_statement(ent_world *world, int which, const char *sql, sqlite3_stmt **out,
                           ent_error *error)
{
    sqlite3_stmt **slot = &world->statements[which];
    *out = NULL;
    if (!*slot && sqlite3_prepare_v3(world->db, sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL) !=
                      SQLITE_OK)
        return world_fail(world, error, "cannot read");
    sqlite3_reset(*slot);
    sqlite3_clear_bindings(*slot);
    *out = *slot;
    return ENT_OK;
}

ent_status world_step(ent_world *world, sqlite3_stmt *statement, bool *row, ent_error *error)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return ENT_OK;
    return world_fail(world, error, sqlite3_stmt_readonly(statement) ? "cannot read"
                                                                     : "cannot write");
}

ent_status world_collect(ent_world *world, sqlite3_stmt *statement, size_t size,
                         void (*take)(sqlite3_stmt *row, void *item), void **items, size_t *count,
                         ent_error *error)
{
    char *all = NULL;
    size_t used = 0, capacity = 0;
    ent_status status = ENT_OK;
    for (bool row = true; status == ENT_OK;) {
        status = world_step(world, statement, &row, error);
        if (status != ENT_OK || !row)
            break;
        if (!ent_grow(&all, used, &capacity, size)) {
            status = ent_fail_memory(error);
            break;
        }
        memset(all + used * size, 0, size);
        take(statement, all + used++ * size);
    }
    if (status != ENT_OK) {
        free(all);
        all = NULL;
        used = 0;
    }
    *items = all;
    *count = used;
    return status;
}

void world_column_text(sqlite3_stmt *statement, int column, char *field, size_t size)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    size_t length = text ? strlen((const char *)text) : 0;
    if (length >= size) {
        length = size - 1;
        while (length > 0 && (text[length] & 0xC0) == 0x80)
            length--;
    }
    if (length > 0)
        memcpy(field, text, length);
    field[length] = '\0';
}

static ent_status pragma_integer(ent_world *world, const char *sql, int *out, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_prepare(world, sql, &statement, error);
    bool row = false;
    if (status == ENT_OK)
        status = world_step(world, statement, &row, error);
    *out = row ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

/* Take the schema from `version` to ours in one transaction. */
static ent_status migrate(ent_world *world, int version, ent_error *error)
{
    char stamp[96];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             ENT_APPLICATION_ID, ENT_SCHEMA_VERSION);
    ent_status status = world_execute(world, "BEGIN IMMEDIATE", error);
    if (status != ENT_OK)
        return status;
    /* another program may have migrated it while this one waited for the lock */
    int now = version;
    status = pragma_integer(world, "PRAGMA user_version", &now, error);
    for (int v = now < 0 ? ENT_SCHEMA_VERSION : now; v < ENT_SCHEMA_VERSION && status == ENT_OK; v++)
        for (const char *const *sql = ent_migrations[v]; *sql && status == ENT_OK; sql++)
            status = world_execute(world, *sql, error);
    if (status == ENT_OK)
        status = world_execute(world, stamp, error);
    if (status == ENT_OK)
        status = world_execute(world, "COMMIT", error);
    if (status != ENT_OK)
        sqlite3_exec(world->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* SQLite notices a missing page only when it reads it, so a world that was cut would answer some questions.
 * Its header says how many pages it has. */
static ent_status check_size(ent_world *world, ent_error *error)
{
    int pages, page_size;
    struct stat info;
    if (!world->path || stat(world->path, &info) != 0)
        return ENT_OK; /* in memory, or gone, which reading reports */
    ent_status status = pragma_integer(world, "PRAGMA page_count", &pages, error);
    if (status == ENT_OK)
        status = pragma_integer(world, "PRAGMA page_size", &page_size, error);
    if (status == ENT_OK && info.st_size < (long long)pages * page_size)
        return ent_fail(error, ENT_ERR_FILE,
                        "'%s' is damaged: it has %lld bytes where %lld were written; import anew",
                        world->path, (long long)info.st_size, (long long)pages * page_size);
    return status;
}

/* Is it a world, and one that we can read? Brings an older or a new one up to date. */
static ent_status check_schema(ent_world *world, ent_world_mode mode, ent_error *error)
{
    int application, version, tables;
    ent_status status = pragma_integer(world, "PRAGMA application_id", &application, error);
    if (status == ENT_OK)
        status = pragma_integer(world, "PRAGMA user_version", &version, error);
    if (status == ENT_OK)
        status = pragma_integer(world, "SELECT count(*) FROM sqlite_schema", &tables, error);
    if (status != ENT_OK)
        return status;
    bool empty = application == 0 && version == 0 && tables == 0;
    if (!empty && application != ENT_APPLICATION_ID)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%s' is an SQLite file, but not an Entente world", world->path);
    if (version < 0)
        return ent_fail(error, ENT_ERR_FILE, "'%s' is damaged: its schema is %d", world->path,
                        version);
    if (version > ENT_SCHEMA_VERSION)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%s' was made by a newer Entente (schema %d, this one knows %d)",
                        world->path, version, ENT_SCHEMA_VERSION);
    if (empty && mode == ENT_WORLD_READ)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%s' is empty: an import was cut short; import again", world->path);
    if (version == ENT_SCHEMA_VERSION)
        return ENT_OK;
    if (mode == ENT_WORLD_READ)
        return ent_fail(error, ENT_ERR_INPUT,
                        "'%s' was made by an older Entente (schema %d); any import brings it up to "
                        "date", world->path, version);
    return migrate(world, version, error);
}

static ent_status open_file(ent_world *world, const char *path, ent_world_mode mode,
                            ent_error *error)
{
    struct stat info;
    bool there = path && stat(path, &info) == 0;
    if (mode == ENT_WORLD_READ && !there)
        return ent_fail(error, ENT_ERR_INPUT,
                        "there is no world '%s'; make one with: entente import all DIR -w %s",
                        path ? path : "", path ? path : "my.world");
    if (there && S_ISDIR(info.st_mode))
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is a folder, not a world", path);
    /* Reading, too, opens for writing where it may: a journal left by a killed import must be
     * rolled back. query_only then keeps the promise. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                (mode == ENT_WORLD_WRITE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path ? path : ":memory:", &world->db, flags, NULL) != SQLITE_OK)
        return world->db ? world_fail(world, error, "cannot open") : ent_fail_memory(error);
    sqlite3_busy_timeout(world->db, LOCK_WAIT_MS);
    sqlite3_extended_result_codes(world->db, 0);
    return ENT_OK;
}

ent_status ent_world_open(const char *path, ent_world_mode mode, ent_world **out, ent_error *error)
{
    *out = NULL;
    ent_world *world = calloc(1, sizeof *world);
    if (!world)
        return ent_fail_memory(error);
    ent_status status = ENT_OK;
    if (path && !(world->path = ent_copy_text(path)))
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = open_file(world, path, mode, error);
    if (status == ENT_OK)
        status = check_size(world, error);
    if (status == ENT_OK)
        status = check_schema(world, mode, error);
    if (status == ENT_OK)
        status = world_execute(world, mode == ENT_WORLD_READ
                                          ? "PRAGMA query_only = 1; PRAGMA cache_size = -65536"
                                          : "PRAGMA cache_size = -65536", error);
    if (status == ENT_OK)
        status = world_load(world, error);
    if (status != ENT_OK) {
        ent_world_close(world);
        return status;
    }
    *out = world;
    return ENT_OK;
}

void ent_world_close(ent_world *world)
{
    if (!world)
        return;
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(world->statements[i]);
    sqlite3_close(world->db);
    free(world->path);
    free(world->sources);
    free(world->series);
    free(world->dropped);
    free(world->actors);
    free(world->codes);
    ent_paths_free(world->units, world->unit_count);
    ent_paths_free(world->phrases, world->phrase_count);
    free(world);
}
