/* The disputes of a source as directed dyad-dispute-years, and who took part in them: from the world to plain
 * arrays, the same for COW (parties with days) and GML (pairs with years). */
#ifndef ENT_TABLE_DISPUTE_YEARS_H
#define ENT_TABLE_DISPUTE_YEARS_H

#include "table/table.h"

/* What a source says of a dispute, and of each of the two parties. */
enum { OF_FATALITY, OF_HOSTLEV, OF_RECIP, OF_MINDUR, OF_MAXDUR, OF_STMON, DISPUTE_VALUES };
enum { BY_SIDEA, BY_FATALITY, BY_FATALPRE, BY_HIACT, BY_HOSTLEV, BY_ORIG, PARTY_VALUES };

/* A dispute between a and b at a time; NaN = the source does not say. */
typedef struct {
    int a, b;
    size_t time;
    bool onset;
    double number; /* of the dispute in its source */
    double dispute[DISPUTE_VALUES];
    double party[2][PARTY_VALUES];
} dispute_year;

/* A spell of one actor in a dispute. */
typedef struct {
    int dispute, actor;
    ent_span span;
    bool begins;    /* it is not the continuation of an earlier spell */
    bool initiates; /* on side A, or a joiner of either side */
} dispute_participation;

/* Starts as {0}; cleared by dispute_years_clear. */
typedef struct {
    ent_series series;
    dispute_year *years;
    size_t year_count, year_capacity;
    dispute_participation *participations;
    size_t participation_count, participation_capacity;
} dispute_years;

void dispute_years_clear(dispute_years *all);

/* Both make the years of a table of dyads, and the participations of one of states. */

/* From the parties of COW disputes: pairs on opposite sides on a common day of the time. */
ent_status dispute_years_of_cow(table_work *w, dispute_years *out);

/* From the pairs of GML disputes. */
ent_status dispute_years_of_gml(table_work *w, dispute_years *out);

#endif
