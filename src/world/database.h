/* A table in an SQLite file that is not a world: for other programs to read. */
#ifndef ENT_WORLD_DATABASE_H
#define ENT_WORLD_DATABASE_H

#include "entente/core.h"

typedef struct ent_database ent_database;

typedef enum { ENT_DATABASE_INTEGER, ENT_DATABASE_NUMBER, ENT_DATABASE_TEXT } ent_database_type;

typedef struct {
    const char *name;
    ent_database_type type;
} ent_database_column;

/* Begin a table, in place of one of the same name. The file is made if there is none; other tables in it stay.
 * Nothing is there before ent_database_close with keep.
 * Errors: ENT_ERR_INPUT: the file is a world, or no database; ENT_ERR_FILE. */
ent_status ent_database_open(const char *path, const char *table, const ent_database_column *columns,
                             size_t count, ent_database **out, ent_error *error) ENT_CHECKED;

/* The values of the row that is being made; what is not set is NULL. A text is copied. */
void ent_database_integer(ent_database *database, size_t column, long long value);
void ent_database_number(ent_database *database, size_t column, double value);
void ent_database_text(ent_database *database, size_t column, const char *text);
/* End the row. */
ent_status ent_database_row(ent_database *database, ent_error *error) ENT_CHECKED;

/* keep: the table is now there; else nothing has changed. The database is freed in any case; NULL is allowed. */
ent_status ent_database_close(ent_database *database, bool keep, ent_error *error) ENT_CHECKED;

#endif
