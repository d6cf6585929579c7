/* From parties of conflicts to pairs of opponents by time: cases by hand, and a slow plain version that looks at
 * each day. */
#include "support.h"

#include "core/memory.h"
#include "table/disputes.h"

#include <string.h>

enum { FIRST_YEAR = 1950, YEARS = 4, A = 1, B = 2 };

static ent_span when[YEARS];

static int set_up(void **state)
{
    for (int t = 0; t < YEARS; t++)
        when[t] = ent_span_of_year(FIRST_YEAR + t);
    return 0;
}

static ent_span days(int year1, int month1, int day1, int year2, int month2, int day2)
{
    return (ent_span){ent_day_from_date(year1, month1, day1), ent_day_from_date(year2, month2, day2)};
}

static disputes_rows rows_of(const disputes_party *parties, size_t count, bool same_spell)
{
    disputes_rows rows = {0};
    ent_error error = {0};
    ent_assert_ok(disputes_by_time(parties, count, when, YEARS, same_spell, &rows, &error), &error);
    return rows;
}

static void assert_row(const disputes_row *row, int a, int b, int year, bool onset, bool resumed)
{
    assert_int_equal(row->a, a);
    assert_int_equal(row->b, b);
    assert_int_equal((int)row->time + FIRST_YEAR, year);
    assert_int_equal(row->onset, onset);
    assert_int_equal(row->resumed, resumed);
}

static void opponents_have_a_row_each_way_in_the_years_of_their_common_days(void **state)
{
    const disputes_party parties[] = {{7, 11, A, 1, days(1950, 5, 1, 1952, 2, 1)},
                                      {7, 12, B, 1, days(1951, 12, 31, 1953, 1, 1)}};
    disputes_rows rows = rows_of(parties, 2, false);
    assert_int_equal(rows.count, 4);
    assert_row(&rows.items[0], 11, 12, 1951, true, false);
    assert_row(&rows.items[1], 11, 12, 1952, false, false);
    assert_row(&rows.items[2], 12, 11, 1951, true, false);
    assert_row(&rows.items[3], 12, 11, 1952, false, false);
    assert_int_equal(rows.items[2].party[0], 1);
    disputes_clear(&rows);
}

static void a_common_year_without_a_common_day_gives_no_row(void **state)
{
    const disputes_party parties[] = {{7, 11, A, 1, days(1950, 1, 1, 1950, 6, 30)},
                                      {7, 12, B, 1, days(1950, 7, 1, 1950, 12, 31)}};
    disputes_rows rows = rows_of(parties, 2, false);
    assert_int_equal(rows.count, 0);
    disputes_clear(&rows);
}

static void one_side_no_side_another_conflict_and_oneself_are_no_opponents(void **state)
{
    const ent_span year = days(1950, 1, 1, 1950, 12, 31);
    const disputes_party parties[] = {{7, 11, A, 1, year}, {7, 12, A, 1, year}, {7, 13, 0, 1, year},
                                      {8, 14, B, 1, year}, {7, 11, B, 1, year}};
    disputes_rows rows = rows_of(parties, 5, false);
    assert_int_equal(rows.count, 2); /* 11 on side B against 12, and the other way */
    assert_row(&rows.items[0], 11, 12, 1950, true, false);
    assert_int_equal(rows.items[0].party[0], 4);
    disputes_clear(&rows);
}

static void who_comes_back_begins_anew(void **state)
{
    const disputes_party parties[] = {{7, 11, A, 1, days(1949, 1, 1, 1953, 12, 31)},
                                      {7, 12, B, 1, days(1949, 6, 1, 1950, 6, 1)},
                                      {7, 12, B, 2, days(1952, 3, 1, 1952, 4, 1)}};
    disputes_rows rows = rows_of(parties, 3, false);
    assert_int_equal(rows.count, 4);
    assert_row(&rows.items[0], 11, 12, 1950, false, false); /* it began before the times */
    assert_row(&rows.items[1], 11, 12, 1952, true, true);
    disputes_clear(&rows);
    rows = rows_of(parties, 3, true); /* a first spell meets first spells only */
    assert_int_equal(rows.count, 2);
    disputes_clear(&rows);
}

/* The year's row is of the first spell; but what begins in it is fighting again. */
static void two_spells_in_one_year_are_one_row(void **state)
{
    const disputes_party parties[] = {{7, 12, B, 2, days(1951, 11, 1, 1952, 4, 1)},
                                      {7, 12, B, 1, days(1950, 6, 1, 1951, 6, 1)},
                                      {7, 11, A, 1, days(1950, 1, 1, 1953, 12, 31)}};
    disputes_rows rows = rows_of(parties, 3, false);
    assert_int_equal(rows.count, 6);
    assert_row(&rows.items[1], 11, 12, 1951, true, true); /* the second spell begins in it */
    assert_int_equal(rows.items[1].party[1], 1);
    assert_row(&rows.items[2], 11, 12, 1952, false, true);
    disputes_clear(&rows);
}

static void a_war_that_begins_and_is_resumed_in_one_year_is_a_new_one(void **state)
{
    const disputes_party parties[] = {{7, 11, A, 1, days(1951, 1, 1, 1951, 12, 31)},
                                      {7, 12, B, 1, days(1951, 2, 1, 1951, 3, 1)},
                                      {7, 12, B, 2, days(1951, 8, 1, 1951, 9, 1)}};
    disputes_rows rows = rows_of(parties, 3, false);
    assert_int_equal(rows.count, 2);
    assert_row(&rows.items[0], 11, 12, 1951, true, false);
    disputes_clear(&rows);
}

/* ---- the plain version: is there a day? ---- */

enum { ACTORS = 4, PARTIES = 12, DAYS_MAX = 1461 };

static bool on_day(const disputes_party *party, ent_day day)
{
    return ent_span_holds(party->span, day);
}

static bool opposed(const disputes_party *x, const disputes_party *y, int a, int b)
{
    return x->actor == a && y->actor == b && a != b && x->conflict == y->conflict && x->side && y->side &&
           x->side != y->side;
}

/* Does the pair share a day of the time; does one of its common spells begin in it? */
static void look(const disputes_party *parties, int conflict, int a, int b, size_t time, bool *there,
                 bool *onset)
{
    *there = *onset = false;
    for (size_t i = 0; i < PARTIES; i++) {
        for (size_t k = 0; k < PARTIES; k++) {
            const disputes_party *x = &parties[i], *y = &parties[k];
            if (x->conflict != conflict || !opposed(x, y, a, b))
                continue;
            for (ent_day day = when[time].from; day <= when[time].to; day++) {
                bool both = on_day(x, day) && on_day(y, day);
                *there |= both;
                *onset |= both && !(on_day(x, day - 1) && on_day(y, day - 1));
            }
        }
    }
}

static void rows_are_those_of_the_plain_version(void **state)
{
    unsigned seed = 7;
    for (int run = 0; run < 25; run++) {
        disputes_party parties[PARTIES];
        size_t found = 0;
        for (size_t i = 0; i < PARTIES; i++) {
            unsigned draw[5];
            for (size_t k = 0; k < 5; k++)
                draw[k] = (seed = seed * 1664525u + 1013904223u) >> 8;
            ent_day from = when[0].from - 100 + (ent_day)(draw[0] % DAYS_MAX);
            parties[i] = (disputes_party){(int)(draw[1] % 2), 1 + (int)(draw[2] % ACTORS),
                                          (int)(draw[3] % 3), 1, {from, from + (ent_day)(draw[4] % 700)}};
        }
        disputes_rows rows = rows_of(parties, PARTIES, false);
        for (int conflict = 0; conflict < 2; conflict++)
            for (int a = 1; a <= ACTORS; a++)
                for (int b = 1; b <= ACTORS; b++)
                    for (size_t t = 0; t < YEARS; t++) {
                        bool there, onset;
                        look(parties, conflict, a, b, t, &there, &onset);
                        if (!there)
                            continue;
                        assert_true(found < rows.count);
                        const disputes_row *row = &rows.items[found++];
                        assert_int_equal(row->conflict, conflict);
                        assert_row(row, a, b, FIRST_YEAR + (int)t, onset, false);
                    }
        assert_int_equal(found, rows.count);
        disputes_clear(&rows);
    }
}

static ent_status make_rows(void *context, ent_error *error)
{
    const disputes_party parties[] = {{7, 11, A, 1, days(1950, 5, 1, 1952, 2, 1)},
                                      {7, 12, B, 1, days(1951, 12, 31, 1953, 1, 1)}};
    disputes_rows rows = {0};
    ent_status status = disputes_by_time(parties, 2, when, YEARS, false, &rows, error);
    disputes_clear(&rows);
    return status;
}

static void rows_survive_failing_memory(void **state)
{
    ent_sweep(make_rows, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opponents_have_a_row_each_way_in_the_years_of_their_common_days),
        cmocka_unit_test(a_common_year_without_a_common_day_gives_no_row),
        cmocka_unit_test(one_side_no_side_another_conflict_and_oneself_are_no_opponents),
        cmocka_unit_test(who_comes_back_begins_anew),
        cmocka_unit_test(two_spells_in_one_year_are_one_row),
        cmocka_unit_test(a_war_that_begins_and_is_resumed_in_one_year_is_a_new_one),
        cmocka_unit_test(rows_are_those_of_the_plain_version),
        cmocka_unit_test(rows_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
