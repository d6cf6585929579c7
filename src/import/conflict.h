/* What the importers of disputes and wars share: conflicts with their parties, gathered while the rows are
 * read, and the ties between opposite sides that follow from them. */
#ifndef ENT_IMPORT_CONFLICT_H
#define ENT_IMPORT_CONFLICT_H

#include "import/importer.h"

enum { SIDE_A = 1, SIDE_B = 2 }; /* the level of a party */

typedef struct {
    size_t conflict;  /* index in the list */
    ent_spell spell;  /* of the party; its treaty is set when the list is written */
    int hostility;    /* level of the ties that follow, at least 1 */
} conflict_party;

/* Starts as {0}; cleared by conflict_clear. */
typedef struct {
    ent_treaty *conflicts; /* a span from late to early: till the first party */
    size_t conflict_count, conflict_capacity;
    conflict_party *parties;
    size_t party_count, party_capacity;
} conflict_list;

void conflict_clear(conflict_list *list);

/* The conflict with this code, added to the list at its first party. */
ent_status conflict_find(conflict_list *list, const char *code, const char *name, size_t *index,
                         ent_error *error) ENT_CHECKED;

/* Add a party to a conflict, whose span grows to hold it. A spell that ends before it starts is left out, a
 * state that is none in the month of its start is counted. */
ent_status conflict_add(ent_reading *reading, conflict_list *list, const conflict_party *party,
                        ent_error *error) ENT_CHECKED;

/* The same without looking at states and counting: for parties that are worked out. */
ent_status conflict_keep(conflict_list *list, const conflict_party *party, ent_error *error) ENT_CHECKED;

/* The columns of this row as the record of a party; none if its spell ends before it starts. */
ent_status conflict_record(ent_reading *reading, const ent_detail_column columns[], size_t count,
                           ent_spell *party, ent_error *error) ENT_CHECKED;

/* Write the list: conflicts that are not in the world yet, with the span of their parties; the parties; and,
 * if `ties` is not NULL, a tie between every two distinct actors on opposite sides of a conflict over the
 * days that they share. Its level is the higher hostility of the two. Counts parties with several spells
 * and on both sides. */
ent_status conflict_write(ent_reading *reading, conflict_list *list, ent_series *conflicts,
                          ent_series *ties, ent_error *error) ENT_CHECKED;

/* The columns of a spell's first and last day. */
typedef struct {
    size_t year[2], month[2], day[2];
} conflict_days;

/* Read the days of a spell as the war files write them: -8 no such spell, -7 still going on (it ends with the
 * coverage, right-censored), -9 unknown. A spell whose first year is unknown is left out; where the last year
 * is, it is the widest that it can mean, the end of the coverage.
 *   given  out: is there a spell? */
ent_status conflict_read_days(ent_reading *reading, const conflict_days *columns, ent_day last,
                              ent_spell *spell, bool *given, ent_error *error) ENT_CHECKED;

/* The number of a war, decimal or not, as a code: "war:632.3". */
ent_status conflict_war_code(ent_reading *reading, size_t column, char code[64],
                             ent_error *error) ENT_CHECKED;

/* What a file of wars declares at its first row. */
typedef struct {
    const char *source, *title, *citation;
    size_t version;           /* the column */
    const char *known;        /* the version whose last year is known: "4.0" */
    int first, last;          /* years of its coverage */
    int position;             /* order of preference */
} conflict_wars;

/* Declare the source, the conflicts and the layer `war`; the version 4 is written 4.0. */
ent_status conflict_declare_wars(ent_reading *reading, const conflict_wars *wars,
                                 ent_series *conflicts, ent_series *ties,
                                 ent_error *error) ENT_CHECKED;

/* "5" as "5.0"; other texts as they are. */
void conflict_version(const char *text, char out[32]);

#endif
