/* The quiet before each row: see peace.h. */
#include "table/peace.h"

#include <math.h>

enum { NO_EVENT = INT8_MIN };

/* The count of a row after a known row: 0 or the times between after an event, else one row (or the times to
 * it) more. */
static int32_t next_count(bool event, int32_t count, int32_t distance, peace_clock clock)
{
    int32_t step = clock == PEACE_CALENDAR ? distance : 1;
    return event ? step - 1 : count + step;
}

void peace_count(const int8_t event[], const int32_t time[], size_t rows, peace_clock clock,
                 peace_missing missing, int32_t count[])
{
    size_t before = SIZE_MAX; /* the row before that was not passed over; none yet */
    for (size_t row = 0; row < rows; row++) {
        bool gap = event[row] == NO_EVENT;
        bool starts = before == SIZE_MAX;
        count[row] = PEACE_MISSING;
        if (gap && (starts || missing == PEACE_REMOVED))
            continue;
        int32_t distance = starts || clock == PEACE_ROWS ? 1 : time[row] - time[before];
        if (!gap && starts)
            count[row] = 0;
        else if (!gap && (event[before] == 1 || count[before] != PEACE_MISSING))
            count[row] = next_count(event[before] == 1, count[before], distance, clock);
        before = row;
    }
}

void peace_censored(const int8_t event[], const int32_t count[], size_t rows, int8_t censored[])
{
    int8_t origin = 1;
    for (size_t row = 0; row < rows; row++) {
        censored[row] = count[row] == PEACE_MISSING ? (int8_t)NO_EVENT : origin;
        if (event[row] == 1)
            origin = 0;
    }
}

double peace_power(int32_t count, int power)
{
    double value = count == PEACE_MISSING ? (double)NAN : 1;
    for (int i = 0; i < power; i++)
        value *= count;
    return value;
}

double peace_decay(int32_t count, double alpha)
{
    return count == PEACE_MISSING ? (double)NAN : exp(-count / alpha);
}
