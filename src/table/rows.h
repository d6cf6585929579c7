/* Making and cutting the rows of a table; see table.h for looking at them. */
#ifndef ENT_TABLE_ROWS_H
#define ENT_TABLE_ROWS_H

#include "table/table.h"

/* The times from year to year and the states of a system at each; no rows yet.
 *   members  of alliances, in tables of these; else NULL
 * After a failure the frame is still to be cleared. */
ent_status table_frame_open(table_frame *frame, ent_world *world, const ent_table_options *options,
                            const ent_series *system, const ent_spells *members, int from, int to, ent_error *error);
void table_frame_clear(table_frame *frame);

/* The next rows: those of as many whole pairs (states) as have at most `most` rows, at least one pair.
 * *more: there was any pair left. */
ent_status table_frame_next(table_frame *frame, size_t most, bool *more, ent_error *error);

/* Leave only rows with keep[row]. Rows cannot be found by their states after that. */
void table_frame_keep(table_frame *frame, const uint8_t *keep);

#endif
