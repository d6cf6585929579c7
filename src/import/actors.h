/* Who is meant by the code of a table, in a year. */
#ifndef ENT_IMPORT_ACTORS_H
#define ENT_IMPORT_ACTORS_H

#include "import/importer.h"

/* A code of the table that does not mean what it means in the scheme. In years of which no alias of a code
 * speaks, the code is nobody's. */
typedef struct {
    const char *code;   /* as in the table */
    int from, to;       /* in these years */
    const char *actor;  /* as users write actors: 365, USA, gw:340; "" = nobody */
} actors_alias;

typedef struct {
    const char *scheme; /* cow, gw, iso3, abb, name */
    const actors_alias *aliases;
    size_t alias_count;
} actors_codes;

/* The actor of a field in a year; 0 if nobody is meant (counted as left out).
 * COW numbers and abbreviations and aliases of them are an actor's on any day. Other codes are looked up in
 * the year; one that passes on within it is the later holder's, one that nobody holds then that of the only
 * actor that ever does, if that is a state in the year (both counted as checked). */
ent_status actors_find(ent_reading *reading, size_t column, const actors_codes *codes, int year,
                       int *actor, ent_error *error) ENT_CHECKED;

/* Is the code of this row anybody's in any year? Counted if not: for rows of many years. */
bool actors_known(ent_reading *reading, size_t column, const actors_codes *codes);

#endif
