/* Values of actors by year: one reader for all tables that hold them, driven by a description of the
 * table. A long table has a row for each actor and year, a wide one a column for each year:
 *
 *     ccode,year,imports,exports          Country Code,Indicator Code,1960,1961
 *     2,1870,450,418                      USA,NY.GDP.MKTP.CD,541988586207,561940310345
 *
 * Descriptions are static (values.c, nmc.c), or made from a user's map (map.h). */
#ifndef ENT_IMPORT_YEARLY_H
#define ENT_IMPORT_YEARLY_H

#include "import/actors.h"

/* One attribute: where its numbers stand, what they are, and which are impossible. */
typedef struct {
    size_t column;        /* of a long table */
    const char *code;     /* of a wide table: in the column `indicator` of its rows */
    const char *name, *unit;
    double least, most;   /* a field beyond is an error */
    double factor;        /* the value is the field times this; 0 = as it is */
    bool exponential;     /* the field is a natural logarithm of the value */
    double odd;           /* a value above this is counted as checked; 0 = none is odd */
    bool count_zero;      /* values that are exactly 0 are counted as checked */
    int old_unit_to;      /* up to this year the unit is ... */
    const char *old_unit; /* ... this one; NULL = always the same */
    int position;         /* instead of the table's; 0 = that */
} yearly_attribute;

/* A column that says of a row whether its values are in doubt. */
typedef struct {
    size_t column;
    const char *usual, *doubtful; /* what it says; anything else is an error */
    unsigned marks;               /* of a doubtful row's values */
    const char *note;             /* the same in words */
} yearly_doubt;

/* A year's column in a wide table. */
typedef struct {
    size_t column;
    int year;
} yearly_column;

/* Only rows in which this column says this. */
typedef struct {
    size_t column;
    const char *name, *text;
} yearly_filter;

enum { YEARLY_NOWHERE = -1, YEARLY_MISSING_MAX = 16 };

typedef struct {
    ent_source source;                    /* its version may come from the file: */
    const char *(*version)(const char *); /* ... the text of importer's version column, renamed; or NULL */
    int position;                         /* among sources of the same attributes; 0 = by version */
    int last_year;                        /* of this edition; a later one is another; 0 = not known */
    actors_codes actors;
    size_t actor;
    size_t year;                          /* of a long table */
    const yearly_column *years;           /* of a wide one */
    size_t year_count;
    int indicator;                        /* of a wide table: the column, or YEARLY_NOWHERE */
    const yearly_attribute *attributes;
    size_t attribute_count;
    const char *missing[YEARLY_MISSING_MAX]; /* beside the empty field; ended by NULL */
    const yearly_doubt *doubt;               /* or NULL */
    const yearly_filter *filters;
    size_t filter_count;
    bool keep_first; /* of two values for an actor and year; else an error */
} yearly_table;

/* Read the file of this reading by a description. Each attribute becomes a series whose coverage is from
 * the first to the last year of the file. Counted: missing values by attribute, unknown actors by code,
 * odd values, years in which the actor is no state. */
ent_status yearly_read(ent_reading *reading, const yearly_table *table, ent_error *error) ENT_CHECKED;

/* Is this field missing? */
bool yearly_is_missing(const yearly_table *table, const char *text);
/* The actor of a column in a year, 0 if nobody is meant (counted). */
ent_status yearly_actor(ent_reading *reading, const yearly_table *table, size_t column, int year,
                        int *actor, ent_error *error) ENT_CHECKED;
/* Do all filters want this row? Counted if not. */
bool yearly_wants(ent_reading *reading, const yearly_table *table);

/* The `read` of importers whose `table` is a description. */
ent_status yearly_import(ent_reading *reading, ent_error *error) ENT_CHECKED;

#endif
