#include "entente/day.h"
#include "support.h"

#include <stdio.h>

static void known_dates_have_their_julian_day(void **state)
{
    static const struct {
        int year, month, day;
        ent_day expected;
    } dates[] = {
        {2000, 1, 1, 2451545},   /* SQLite: julianday('2000-01-01 12:00') */
        {2016, 12, 31, 2457754}, /* the same */
        {1970, 1, 1, 2440588},   /* the Unix epoch */
        {1858, 11, 17, 2400001}, /* the modified Julian day 0 */
        {1582, 10, 15, 2299161}, /* the first day of the Gregorian calendar */
        {1, 1, 1, ENT_DAY_FIRST}, {9999, 12, 31, ENT_DAY_LAST},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_int_equal(ent_day_from_date(dates[i].year, dates[i].month, dates[i].day),
                         dates[i].expected);
}

/* The oracle: the calendar counted day by day. */
static int plain_month_length(int year, int month)
{
    if (month == 2)
        return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void every_day_from_1000_to_2200_makes_a_round_trip(void **state)
{
    ent_day expected = 2451545 - (1000 * 365 + 242); /* 242 leap days from 1000 to 1999 */
    for (int year = 1000; year <= 2200; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= plain_month_length(year, month); day++, expected++) {
                int y, m, d;
                assert_int_equal(ent_day_from_date(year, month, day), expected);
                ent_day_to_date(expected, &y, &m, &d);
                assert_true(y == year && m == month && d == day);
                assert_int_equal(ent_day_year(expected), year);
            }
        }
    }
}

static void a_year_divisible_by_4_is_a_leap_year_but_a_century_only_by_400(void **state)
{
    assert_int_not_equal(ent_day_from_date(2016, 2, 29), 0);
    assert_int_not_equal(ent_day_from_date(2000, 2, 29), 0);
    assert_int_equal(ent_day_from_date(2015, 2, 29), 0);
    assert_int_equal(ent_day_from_date(1900, 2, 29), 0);
    assert_int_equal(ent_day_from_date(2100, 2, 29), 0);
}

static void a_date_that_does_not_exist_has_no_day(void **state)
{
    static const int dates[][3] = {{2016, 0, 1},  {2016, 13, 1}, {2016, 1, 0},  {2016, 1, 32},
                                   {2016, 4, 31}, {0, 1, 1},     {10000, 1, 1}, {2016, -1, 1}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_int_equal(ent_day_from_date(dates[i][0], dates[i][1], dates[i][2]), 0);
}

static void a_year_and_a_month_last_from_their_first_to_their_last_day(void **state)
{
    ent_span year = ent_span_of_year(2016), month = ent_span_of_month(2016, 2);
    assert_int_equal(year.to, 2457754);
    assert_int_equal(year.to - year.from + 1, 366);
    assert_int_equal(month.from, year.from + 31);
    assert_int_equal(month.to - month.from + 1, 29);
}

static void a_span_holds_its_first_and_its_last_day(void **state)
{
    ent_span span = {10, 20};
    assert_true(ent_span_holds(span, 10) && ent_span_holds(span, 20));
    assert_false(ent_span_holds(span, 9) || ent_span_holds(span, 21));
}

static void spans_meet_when_they_share_a_day(void **state)
{
    ent_span span = {10, 20};
    assert_true(ent_spans_meet(span, (ent_span){20, 30}));
    assert_true(ent_spans_meet(span, (ent_span){0, 10}));
    assert_true(ent_spans_meet(span, (ent_span){12, 13}));
    assert_false(ent_spans_meet(span, (ent_span){21, 30}));
    assert_false(ent_spans_meet(span, (ent_span){0, 9}));
}

static void a_day_is_written_as_year_month_and_day(void **state)
{
    char text[11];
    assert_string_equal(ent_day_format(2457754, text), "2016-12-31");
    assert_string_equal(ent_day_format(2451545, text), "2000-01-01");
    assert_string_equal(ent_day_format(ENT_DAY_FIRST + 1, text), "0001-01-02");
}

static void open_ends_are_written_in_words(void **state)
{
    char text[11];
    assert_string_equal(ent_day_format(ENT_DAY_FIRST, text), "always");
    assert_string_equal(ent_day_format(ENT_DAY_LAST, text), "open");
}

static void a_date_is_read_as_the_widest_span_that_it_can_mean(void **state)
{
    static const struct {
        const char *text;
        ent_day from, to;
        ent_precision precision;
    } dates[] = {
        {"2016-12-31", 2457754, 2457754, ENT_DATE_DAY},
        {"2016-12", 2457754 - 30, 2457754, ENT_DATE_MONTH},
        {"2016", 2457754 - 365, 2457754, ENT_DATE_YEAR},
        {"2000-01", 2451545, 2451545 + 30, ENT_DATE_MONTH},
        {"1000-01-01", 2086303, 2086303, ENT_DATE_DAY}, /* SQLite */
        {"2200-12-31", 2524958, 2524958, ENT_DATE_DAY}, /* SQLite */
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        ent_span span;
        ent_precision precision;
        ent_error error = {0};
        ent_assert_ok(ent_span_parse(dates[i].text, &span, &precision, &error), &error);
        assert_int_equal(span.from, dates[i].from);
        assert_int_equal(span.to, dates[i].to);
        assert_int_equal(precision, dates[i].precision);
        ent_assert_ok(ent_span_parse(dates[i].text, &span, NULL, &error), &error);
    }
}

static void what_is_not_a_date_is_refused_and_changes_nothing(void **state)
{
    static const char *const texts[] = {
        "",      "19l4",  "2016-", "2016-1", "2016-1-1",     "2016/01", "2016-01-1", "2016-01-011",
        " 2016", "2016 ", "16",    "-2016",  "2016-12-31-01"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_span span = {1, 2};
        ent_precision precision = ENT_DATE_NONE;
        ent_error error = {0};
        char message[100];
        snprintf(message, sizeof message,
                 "'%s' is not a date: expected YYYY-MM-DD, YYYY-MM or YYYY", texts[i]);
        ent_assert_fails(ent_span_parse(texts[i], &span, &precision, &error), &error, ENT_ERR_INPUT,
                         message);
        assert_true(span.from == 1 && span.to == 2 && precision == ENT_DATE_NONE);
    }
}

static void a_date_outside_the_calendar_is_refused_with_the_reason(void **state)
{
    static const char *const refused[][2] = {
        {"0999", "'0999' is not a date: the year is not from 1000 to 2200"},
        {"2201-01-01", "'2201-01-01' is not a date: the year is not from 1000 to 2200"},
        {"2016-00", "'2016-00' is not a date: there is no month 0"},
        {"2016-13-01", "'2016-13-01' is not a date: there is no month 13"},
        {"2015-02-29", "'2015-02-29' is not a date: that month has no day 29"},
        {"2016-04-00", "'2016-04-00' is not a date: that month has no day 0"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ent_span span = {1, 2};
        ent_error error = {0};
        ent_assert_fails(ent_span_parse(refused[i][0], &span, NULL, &error), &error, ENT_ERR_INPUT,
                         refused[i][1]);
        assert_true(span.from == 1 && span.to == 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_dates_have_their_julian_day),
        cmocka_unit_test(every_day_from_1000_to_2200_makes_a_round_trip),
        cmocka_unit_test(a_year_divisible_by_4_is_a_leap_year_but_a_century_only_by_400),
        cmocka_unit_test(a_date_that_does_not_exist_has_no_day),
        cmocka_unit_test(a_year_and_a_month_last_from_their_first_to_their_last_day),
        cmocka_unit_test(a_span_holds_its_first_and_its_last_day),
        cmocka_unit_test(spans_meet_when_they_share_a_day),
        cmocka_unit_test(a_day_is_written_as_year_month_and_day),
        cmocka_unit_test(open_ends_are_written_in_words),
        cmocka_unit_test(a_date_is_read_as_the_widest_span_that_it_can_mean),
        cmocka_unit_test(what_is_not_a_date_is_refused_and_changes_nothing),
        cmocka_unit_test(a_date_outside_the_calendar_is_refused_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
