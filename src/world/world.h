/* What the files of this folder share: the handle, SQL helpers, the tables kept in memory. */
#ifndef ENT_WORLD_WORLD_H
#define ENT_WORLD_WORLD_H

#include "core/memory.h"
#include "entente/world.h"

#include <sqlite3.h>

enum { STATEMENT_SPELLS, STATEMENT_TIES, STATEMENT_NUMBERS, STATEMENT_ADD_SPELL, STATEMENT_SAME_SPELL, STATEMENT_ADD_PHRASE,
       STATEMENT_FIND_PHRASE, STATEMENT_ADD_DETAIL, STATEMENT_COUNT };

struct ent_world {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statements[STATEMENT_COUNT]; /* prepared at first use */

    /* small tables, read when the world is opened, kept up by the functions of write.h */
    ent_source *sources;
    size_t source_count, source_capacity;
    ent_series *series;
    size_t series_count, series_capacity;
    ent_actor *actors; /* actor id is at id - 1 */
    size_t actor_count, actor_capacity;
    ent_code *codes;
    size_t code_count, code_capacity;
    bool codes_sorted;
    char **units; /* unit id is at id - 1 */
    size_t unit_count, unit_capacity;
    char **phrases; /* phrase id is at id - 1; NULL if not read yet */
    size_t phrase_count;
    ent_series *dropped; /* preferred ones of sources that were taken out: see ent_world_drop_source */
    size_t dropped_count, dropped_capacity;
    int last_record; /* the highest in use; -1 if not asked yet */
};

/* Run SQL without results. */
ent_status world_execute(ent_world *world, const char *sql, ent_error *error);

/* The failure of the last SQLite call as a status: memory, full disk, locked, damaged. */
ent_status world_fail(ent_world *world, ent_error *error, const char *what);

/* Rows that cannot be: somebody changed the file by other means, or it is damaged. */
ent_status world_fail_damaged(ent_world *world, ent_error *error);

/* A statement, prepared once and kept with the world; reset before use. */
ent_status world_statement(ent_world *world, int which, const char *sql, sqlite3_stmt **out,
                           ent_error *error);

/* A statement for one use: finalize it. */
ent_status world_prepare(ent_world *world, const char *sql, sqlite3_stmt **out, ent_error *error);

/* Step: *row tells whether there is a row. */
ent_status world_step(ent_world *world, sqlite3_stmt *statement, bool *row, ent_error *error);

/* Step through a statement and put each row into an array of items of `size` bytes, zeroed before `take`
 * fills one. *items is freed with free(); NULL and 0 after a failure. The statement is not finalized. */
ent_status world_collect(ent_world *world, sqlite3_stmt *statement, size_t size,
                         void (*take)(sqlite3_stmt *row, void *item), void **items, size_t *count,
                         ent_error *error);

/* Copy a text column into a fixed field (cut at the end of a character if too long). */
void world_column_text(sqlite3_stmt *statement, int column, char *field, size_t size);

/* Forget the tables in memory; world_load reads them anew. */
void world_forget_tables(ent_world *world);
/* Read the small tables. */
ent_status world_load(ent_world *world, ent_error *error);
void world_sort_codes(ent_world *world);
void world_sort_series(ent_world *world); /* by kind, name, preference */

#endif
