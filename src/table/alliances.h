/* The rows of tables of alliances: who is a member of which alliance at which time. */
#ifndef ENT_TABLE_ALLIANCES_H
#define ENT_TABLE_ALLIANCES_H

#include "table/table.h"

static inline bool table_unit_is_of_alliances(ent_table_unit unit)
{
    return unit >= ENT_TABLE_ALLIANCES;
}

/* The series of treaties that --source means, or the preferred one.
 * Errors: ENT_ERR_INPUT: the world has none, or one without treaties: the message says what there is. */
ent_status table_alliances_find(ent_world *world, const char *source, ent_series *out, ent_error *error);

/* All membership of its treaties; *out is freed with ent_spells_clear. Errors: ENT_ERR_INPUT: there is none. */
ent_status table_alliances_read(ent_world *world, const ent_series *series, ent_spells *out, ent_error *error);

/* The alliances of each time of an open frame and their members. */
ent_status table_alliances_make(table_frame *frame, ent_world *world, const ent_series *series,
                                const ent_spells *spells, ent_error *error);
void table_alliances_clear(table_frame *frame);

/* The rows of states or pairs that the next alliances need: as many whole alliances as have at most `most` rows,
 * at least one. *more: there was any left. */
ent_status table_alliances_next(table_frame *frame, size_t most, bool *more, ent_error *error);

/* Put the rows of alliances in the place of those of states or pairs.
 *   from  out: [rows] the row of states or pairs that each comes from; freed with free() */
ent_status table_alliances_rows(table_frame *frame, uint32_t **from, ent_error *error);

/* The member that an actor is of an alliance at a time: its place among the alliance's members; -1 if it is none. */
int table_member_of(const table_frame *frame, const table_alliance *alliance, int actor);

/* Are two members there on a common day? */
bool table_members_meet(const table_frame *frame, const table_member *a, const table_member *b);

#endif
