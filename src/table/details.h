/* The details of the records of one source, to be asked by name. */
#ifndef ENT_TABLE_DETAILS_H
#define ENT_TABLE_DETAILS_H

#include "entente/world.h"

typedef struct {
    ent_field *fields;
    size_t field_count;
    ent_detail *items; /* by record, then field */
    size_t count;
} table_details;

/* Read the details of all records of a source from the lowest to the highest; 0 = no record is left out.
 *   record[count]  in any order
 *   out            cleared by table_details_clear; {0} after a failure */
ent_status table_details_read(ent_world *world, int source, const int record[], size_t count,
                              table_details *out, ent_error *error) ENT_CHECKED;
void table_details_clear(table_details *details);

/* The number of a field by its name, for table_detail; 0 if the source has none of that name. */
int table_details_field(const table_details *details, const char *name);

/* What a record says; NaN if it does not. */
double table_detail(const table_details *details, int record, int field);

#endif
