/* What the files of militarized disputes share. */
#ifndef ENT_IMPORT_MID_H
#define ENT_IMPORT_MID_H

#include "import/conflict.h"

/* Declare the source and a series of its conflicts, that covers the years from `first` to 2014. A version
 * whose last day is not known is an error.
 *   version  the column */
ent_status mid_declare(ent_reading *reading, size_t version, const char *name, int first,
                       ent_series *conflicts, ent_error *error) ENT_CHECKED;

#endif
