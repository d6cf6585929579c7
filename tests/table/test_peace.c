/* The quiet before each row: cases by hand, and a slow plain version that looks back from each row. */
#include "support.h"

#include "table/peace.h"

#include <math.h>

enum { N = INT8_MIN, NONE = PEACE_MISSING, ROWS = 40 };

static void assert_counts(const int8_t *event, const int32_t *time, size_t rows, peace_clock clock,
                          peace_missing missing, const int32_t *expected)
{
    int32_t count[ROWS];
    peace_count(event, time, rows, clock, missing, count);
    for (size_t i = 0; i < rows; i++)
        if (count[i] != expected[i])
            fail_msg("row %zu: %d, expected %d", i, count[i], expected[i]);
}

/* Disputes of Russia and Turkey 1848-1857 after 18 quiet years (GML 2.2.1; SPEC of the reference tables). */
static void quiet_grows_ends_in_an_event_and_starts_again(void **state)
{
    const int8_t event[] = {0, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0};
    const int32_t expected[] = {0, 1, 0, 1, 2, 3, 0, 0, 0, 0, 1};
    assert_counts(event, NULL, 11, PEACE_ROWS, PEACE_UNKNOWN, expected);
    assert_counts(event, NULL, 11, PEACE_ROWS, PEACE_REMOVED, expected);
}

static void a_unit_without_events_counts_its_rows_from_0(void **state)
{
    const int8_t event[] = {0, 0, 0, 0};
    const int32_t expected[] = {0, 1, 2, 3};
    assert_counts(event, NULL, 4, PEACE_ROWS, PEACE_UNKNOWN, expected);
    const int8_t first[] = {1, 0, 0};
    const int32_t after[] = {0, 0, 1};
    assert_counts(first, NULL, 3, PEACE_ROWS, PEACE_UNKNOWN, after);
}

/* Cuba and the United States: no rows in 1907 and 1908. By rows 1906 = 4 and 1909 = 5; the years pass anyway. */
static void the_calendar_counts_years_without_rows(void **state)
{
    const int8_t event[] = {0, 0, 0, 0, 0, 0, 0};
    const int32_t year[] = {1902, 1903, 1904, 1905, 1906, 1909, 1910};
    const int32_t rows[] = {0, 1, 2, 3, 4, 5, 6}, calendar[] = {0, 1, 2, 3, 4, 7, 8};
    assert_counts(event, year, 7, PEACE_ROWS, PEACE_UNKNOWN, rows);
    assert_counts(event, year, 7, PEACE_CALENDAR, PEACE_UNKNOWN, calendar);
}

/* Germany 1945, 1990: an event in the last row before the gap. 44 years were quiet between. */
static void after_an_event_the_calendar_starts_with_the_years_between(void **state)
{
    const int8_t event[] = {1, 0, 1};
    const int32_t year[] = {1945, 1990, 1991};
    const int32_t rows[] = {0, 0, 1}, calendar[] = {0, 44, 45};
    assert_counts(event, year, 3, PEACE_ROWS, PEACE_UNKNOWN, rows);
    assert_counts(event, year, 3, PEACE_CALENDAR, PEACE_UNKNOWN, calendar);
}

/* The peer counts on over a gap in the data as if it were not there; whether it was quiet is not known. */
static void after_a_missing_event_the_count_is_missing_till_the_next_event(void **state)
{
    const int8_t event[] = {0, 0, N, 0, 0, 1, 0};
    const int32_t year[] = {0, 1, 2, 3, 4, 5, 6};
    const int32_t ours[] = {0, 1, NONE, NONE, NONE, NONE, 0}, peers[] = {0, 1, NONE, 2, 3, 4, 0};
    const int32_t calendar[] = {0, 1, NONE, 3, 4, 5, 0};
    assert_counts(event, year, 7, PEACE_ROWS, PEACE_UNKNOWN, ours);
    assert_counts(event, year, 7, PEACE_CALENDAR, PEACE_UNKNOWN, ours);
    assert_counts(event, year, 7, PEACE_ROWS, PEACE_REMOVED, peers);
    assert_counts(event, year, 7, PEACE_CALENDAR, PEACE_REMOVED, calendar);
}

static void before_the_data_begin_and_after_they_end_there_is_no_count(void **state)
{
    const int8_t event[] = {N, N, 0, 0, 1, 0, N, N};
    const int32_t expected[] = {NONE, NONE, 0, 1, 2, 0, NONE, NONE};
    assert_counts(event, NULL, 8, PEACE_ROWS, PEACE_REMOVED, expected);
    const int32_t time[] = {0, 1, 2, 3, 4, 5, 6, 7};
    assert_counts(event, time, 8, PEACE_CALENDAR, PEACE_UNKNOWN, expected);
}

static void counts_from_the_first_row_are_left_censored(void **state)
{
    const int8_t event[] = {N, 0, 0, 1, 0, N};
    const int8_t expected[] = {N, 1, 1, 1, 0, N};
    int32_t count[6];
    int8_t censored[6];
    peace_count(event, NULL, 6, PEACE_ROWS, PEACE_REMOVED, count);
    peace_censored(event, count, 6, censored);
    assert_memory_equal(censored, expected, sizeof expected);
}

static void forms_are_powers_and_a_decay(void **state)
{
    ent_assert_number(peace_power(7, 2), 49, 0);
    ent_assert_number(peace_power(198, 3), 7762392, 0);
    ent_assert_number(peace_power(0, 2), 0, 0);
    ent_assert_number(peace_decay(0, 8), 1, 0);
    ent_assert_number(peace_decay(8, 8), 0.36787944117144233, 1e-15); /* 1 / e */
    ent_assert_number(peace_power(NONE, 2), NAN, 0);
    ent_assert_number(peace_decay(NONE, 8), NAN, 0);
}

/* ---- the plain version: from each row back to the row after the last event ---- */

static int32_t look_back(const int8_t *event, const int32_t *time, size_t row, peace_clock clock)
{
    size_t start = row;
    if (event[row] == N)
        return NONE;
    while (start > 0 && event[start - 1] == 0)
        start--;
    if (start > 0 && event[start - 1] == N)
        return NONE;
    if (clock == PEACE_ROWS)
        return (int32_t)(row - start);
    return start == 0 ? time[row] - time[0] : time[row] - time[start - 1] - 1;
}

static void counts_are_those_of_the_plain_version(void **state)
{
    unsigned seed = 3;
    for (int run = 0; run < 200; run++) {
        int8_t event[ROWS];
        int32_t time[ROWS], expected[ROWS], now = 1816;
        for (size_t i = 0; i < ROWS; i++) {
            unsigned draw = (seed = seed * 1664525u + 1013904223u) >> 16;
            event[i] = (int8_t)(i > 0 && draw % 23 == 0 ? N : draw % 5 == 0);
            time[i] = now += draw % 7 == 0 ? 5 : 1;
        }
        for (int clock = PEACE_ROWS; clock <= PEACE_CALENDAR; clock++) {
            for (size_t i = 0; i < ROWS; i++)
                expected[i] = look_back(event, time, i, (peace_clock)clock);
            assert_counts(event, time, ROWS, (peace_clock)clock, PEACE_UNKNOWN, expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quiet_grows_ends_in_an_event_and_starts_again),
        cmocka_unit_test(a_unit_without_events_counts_its_rows_from_0),
        cmocka_unit_test(the_calendar_counts_years_without_rows),
        cmocka_unit_test(after_an_event_the_calendar_starts_with_the_years_between),
        cmocka_unit_test(after_a_missing_event_the_count_is_missing_till_the_next_event),
        cmocka_unit_test(before_the_data_begin_and_after_they_end_there_is_no_count),
        cmocka_unit_test(counts_from_the_first_row_are_left_censored),
        cmocka_unit_test(forms_are_powers_and_a_decay),
        cmocka_unit_test(counts_are_those_of_the_plain_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
