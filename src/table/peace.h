/* How long it has been quiet: counts since the last event of a unit (a pair, a state), and the forms of
 * time that models of duration take. Plain arrays. */
#ifndef ENT_TABLE_PEACE_H
#define ENT_TABLE_PEACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PEACE_MISSING INT32_MIN

typedef enum {
    PEACE_ROWS,     /* rows count: the clock stands still while a unit has no rows */
    PEACE_CALENDAR, /* times count, also those in which the unit has no row */
} peace_clock;

typedef enum {
    PEACE_UNKNOWN, /* after a missing event the count is missing till the next event */
    PEACE_REMOVED, /* rows whose event is missing are passed over, as if they were not there */
} peace_missing;

/* The quiet before each row of one unit:
 *   t(first row) = 0;  t(after an event row) = 0;  else t(row before) + 1
 * so that an event row has the quiet that it ends. By PEACE_CALENDAR the + 1 is the distance to the row
 * before, and after an event the count starts with the times without a row between. A row whose event is
 * missing has no count. What was before the first row is not known (left-censored): the count starts at 0
 * there.
 *   event[rows]  0, 1 or INT8_MIN (missing)
 *   time[rows]   ascending; of PEACE_CALENDAR only
 *   count[rows]  out: PEACE_MISSING where there is none
 * Source: Beck, Katz & Tucker 1998, American Journal of Political Science 42:1260-88 (grouped duration). */
void peace_count(const int8_t event[], const int32_t time[], size_t rows, peace_clock clock,
                 peace_missing missing, int32_t count[]);

/* Whether the count of each row began with the unit's first row (1: left-censored) or with an event (0);
 * INT8_MIN where there is no count. */
void peace_censored(const int8_t event[], const int32_t count[], size_t rows, int8_t censored[]);

/* t^power; t, t^2 and t^3 stand for the baseline hazard: Carter & Signorino 2010, Political Analysis 18:271-92.
 * NaN where there is no count. */
double peace_power(int32_t count, int power);

/* exp(-t / alpha): 1 right after an event, halved each alpha ln 2 times; after Raknerud & Hegre 1997, Journal of
 * Peace Research 34:385-404. NaN where there is no count. */
double peace_decay(int32_t count, double alpha);

#endif
