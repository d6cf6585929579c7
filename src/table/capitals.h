/* Where the capital of each state is: that of its first day within the time. Great circles on a sphere. */
#ifndef ENT_TABLE_CAPITALS_H
#define ENT_TABLE_CAPITALS_H

#include "table/table.h"

typedef struct {
    double *latitude, *longitude; /* of each state and time; NaN = not known */
} table_capitals;

/* Read them for the first `columns` columns of the group that is being filled, which are noted as made of them.
 *   out  freed with table_capitals_clear, also after a failure */
ent_status table_capitals_read(table_work *w, table_capitals *out, size_t columns);
void table_capitals_clear(table_capitals *places);

/* Kilometres between the capitals of two states; NaN if one is not known. */
double table_capitals_between(const table_capitals *places, size_t a, size_t b);

#endif
