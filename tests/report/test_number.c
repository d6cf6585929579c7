/* Numbers as people read them. */
#include "report/number.h"
#include "support.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

typedef struct {
    double value;
    const char *text;
} example;

static void check(const example *examples, size_t count, char *(*write)(double, char[NUMBER_SIZE]))
{
    char text[NUMBER_SIZE];
    for (size_t i = 0; i < count; i++)
        assert_string_equal(write(examples[i].value, text), examples[i].text);
}

static void a_quantity_has_three_digits_and_a_word(void **state)
{
    static const example examples[] = {{36700604462431, "36.7 trillion"},
                                       {3974270, "3.97 million"},
                                       {903500000000, "904 billion"},
                                       {1e9, "1.00 billion"},
                                       {999960, "999,960"},
                                       {999999.7, "1.00 million"},
                                       {999499999, "999 million"},
                                       {999500000, "1.00 billion"}};
    check(examples, ent_countof(examples), number_quantity);
}

static void a_small_quantity_is_written_out(void **state)
{
    static const example examples[] = {{0, "0"},         {7, "7"},          {998, "998"},
                                       {1234, "1,234"},  {45300, "45,300"}, {12.34, "12.3"},
                                       {1.2345, "1.23"}, {.0123, "0.0123"}, {-12.34, "−12.3"}};
    check(examples, ent_countof(examples), number_quantity);
}

static void a_quantity_beyond_the_words_has_a_power_of_ten(void **state)
{
    static const example examples[] = {
        {2070303805532716800., "2.07 × 10¹⁸"}, {1e15, "1.00 × 10¹⁵"}, {-3.5e-7, "−3.50 × 10⁻⁷"}};
    check(examples, ent_countof(examples), number_quantity);
}

static void a_missing_number_is_no_data(void **state)
{
    static const example examples[] = {{(double)NAN, "no data"}};
    char text[NUMBER_SIZE];
    check(examples, 1, number_quantity);
    check(examples, 1, number_percent);
    check(examples, 1, number_index);
    check(examples, 1, number_given);
    assert_string_equal(number_scaled((double)NAN, number_scale_for(1), true, text), "no data");
}

static void a_share_is_in_percent(void **state)
{
    static const example examples[] = {{.16153870154, "16.2 %"},
                                       {.0246320787, "2.46 %"},
                                       {.0037931825, "0.38 %"},
                                       {1, "100 %"},
                                       {0, "0 %"},
                                       {.00001, "<0.01 %"}};
    check(examples, ent_countof(examples), number_percent);
}

static void an_index_has_no_zero_in_front_and_three_digits(void **state)
{
    static const example examples[] = {
        {.267292686, ".267"}, {.0123456, ".0123"}, {.00123456, ".00123"}, {1, "1.000"}, {0, "0"},
        {.0999, ".100"}};
    check(examples, ent_countof(examples), number_index);
}

static void a_given_number_keeps_its_digits(void **state)
{
    static const example examples[] = {
        {1.25, "1.25"}, {639856, "639,856"}, {.5, "0.5"}, {2e12, "2.00 trillion"}};
    check(examples, ent_countof(examples), number_given);
}

static void a_column_has_one_unit(void **state)
{
    char text[NUMBER_SIZE];
    number_scale scale = number_scale_for(639856e6);
    assert_string_equal(scale.word, "billion ");
    assert_string_equal(number_scaled(639856e6, scale, false, text), "639.86");
    assert_string_equal(number_scaled(131e6, scale, false, text), "0.13");
    assert_string_equal(number_scaled(1e6, scale, false, text), "<0.01");
    assert_string_equal(number_scaled(176651902270.8, scale, true, text), "+176.65");
    assert_string_equal(number_scaled(-46290703742.8, scale, true, text), "−46.29");
    assert_string_equal(number_scaled(0, scale, true, text), "0.00");
    assert_string_equal(number_scaled(12345, number_scale_for(12345), true, text), "+12,345");
}

static void no_number_is_too_long(void **state)
{
    char text[NUMBER_SIZE];
    static const double extremes[] = {1e300, -1e300, 1e-300, 1e15, (double)INFINITY};
    for (size_t i = 0; i < ent_countof(extremes); i++) {
        assert_true(strlen(number_quantity(extremes[i], text)) < NUMBER_SIZE);
        assert_true(strlen(number_percent(extremes[i], text)) < NUMBER_SIZE);
        assert_true(strlen(number_index(extremes[i], text)) < NUMBER_SIZE);
        assert_true(strlen(number_given(extremes[i], text)) < NUMBER_SIZE);
        assert_true(strlen(number_scaled(extremes[i], number_scale_for(1), true, text)) <
                    NUMBER_SIZE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantity_has_three_digits_and_a_word),
        cmocka_unit_test(a_small_quantity_is_written_out),
        cmocka_unit_test(a_quantity_beyond_the_words_has_a_power_of_ten),
        cmocka_unit_test(a_missing_number_is_no_data),
        cmocka_unit_test(a_share_is_in_percent),
        cmocka_unit_test(an_index_has_no_zero_in_front_and_three_digits),
        cmocka_unit_test(a_given_number_keeps_its_digits),
        cmocka_unit_test(a_column_has_one_unit),
        cmocka_unit_test(no_number_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
