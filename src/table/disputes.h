/* Who was against whom, when: from the parties of conflicts to directed pairs by time.
 *
 * A pair a, b of a conflict has a row at a time (a year) in which both took part on opposite sides on a common
 * day. Plain arrays: nothing of worlds or tables. */
#ifndef ENT_TABLE_DISPUTES_H
#define ENT_TABLE_DISPUTES_H

#include "entente/day.h"

typedef struct {
    int conflict; /* any number that tells conflicts apart */
    int actor;
    int side;     /* 1 = A, 2 = B; 0 = not known: against nobody */
    int spell;    /* of this party's row in the source: 1 = the first, 2 = after a break */
    ent_span span;
} disputes_party;

typedef struct {
    int conflict, a, b;
    size_t time;
    bool onset;      /* a common spell of the two begins at this time */
    bool resumed;    /* what begins at this time, or if nothing does goes on, are later spells, after a break */
    size_t party[2]; /* places of a and b among the parties: their first common spell at this time */
} disputes_row;

typedef struct {
    disputes_row *items;
    size_t count, capacity;
} disputes_rows;

/* All rows, ordered by conflict, a, b, time; of a pair both directions.
 *   when[times]  the times: ascending, without gaps
 *   same_spell   only first spells meet first ones and second ones second ones
 *   out          starts as {0}; cleared by disputes_clear, also after a failure
 * Cost: the square of the parties of each conflict. */
ent_status disputes_by_time(const disputes_party parties[], size_t count, const ent_span when[],
                            size_t times, bool same_spell, disputes_rows *out,
                            ent_error *error) ENT_CHECKED;
void disputes_clear(disputes_rows *rows);

#endif
