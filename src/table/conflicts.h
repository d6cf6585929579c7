/* What groups of conflict columns share: the conflicts of a source by their id, the details of its records, and
 * the rows that a conflict of two states is written to. */
#ifndef ENT_TABLE_CONFLICTS_H
#define ENT_TABLE_CONFLICTS_H

#include "table/table.h"

/* The series of a name and kind of source: table_series, but `--with cow-mid@gml` is refused: those are data of
 * another kind. */
ent_status table_conflict_series(table_work *w, ent_series_kind kind, const char *name,
                                 const char *source, ent_series *out) ENT_CHECKED;

/* All spells of a series, also those before and after the times of the table: what began, or broke off, before
 * them is known. Cleared by ent_spells_clear. */
ent_status table_all_spells(table_work *w, const ent_series *series, ent_spells *out) ENT_CHECKED;

/* ---- conflicts ---- */

typedef struct {
    ent_treaty *items; /* by id */
    size_t count;
} table_conflicts;

/*   out  cleared by table_conflicts_clear; {0} after a failure */
ent_status table_conflicts_read(ent_world *world, const ent_series *series, table_conflicts *out,
                                ent_error *error) ENT_CHECKED;
void table_conflicts_clear(table_conflicts *conflicts);

/* NULL if it is not there. */
const ent_treaty *table_conflict(const table_conflicts *conflicts, int id);

/* Its number in the source: "mid:3551" is 3551, "war:632.3" is 632.3; NaN if it has none. */
double table_conflict_number(const ent_treaty *conflict);

/* The rows of two actors at a time in which a is the first state, at most 4. A row that is not directed has its
 * states in the order of their codes. Returns how many. */
size_t table_rows_from(const table_frame *frame, int a, int b, size_t time, size_t row[4]);

/* ---- details ---- */

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

/* Of what is known: NaN counts as 0. */
static inline double table_known_sum(double x, double y)
{
    return (isnan(x) ? 0 : x) + (isnan(y) ? 0 : y);
}

#endif
