#include "core/memory.h"
#include "core/text.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_buffer_starts_empty_and_grows(void **state)
{
    ent_buffer buffer = {0};
    assert_string_equal(ent_buffer_text(&buffer), "");
    ent_buffer_add(&buffer, "USA");
    ent_buffer_format(&buffer, ", %s %d", "UK", 200);
    ent_buffer_add_bytes(&buffer, ";xyz", 1);
    assert_string_equal(ent_buffer_text(&buffer), "USA, UK 200;");
    assert_int_equal(buffer.length, 12);
    ent_buffer_clear(&buffer);
    assert_string_equal(ent_buffer_text(&buffer), "");
}

static void a_buffer_holds_more_than_it_first_has_room_for(void **state)
{
    ent_buffer buffer = {0};
    for (int i = 0; i < 1000; i++)
        ent_buffer_format(&buffer, "%04d", i);
    assert_int_equal(buffer.length, 4000);
    assert_memory_equal(ent_buffer_text(&buffer) + 4 * 321, "0321", 4);
    ent_buffer_clear(&buffer);
}

static void a_buffer_remembers_that_memory_ran_out(void **state)
{
    ent_buffer buffer = {0};
    ent_fail_request(1);
    ent_buffer_add(&buffer, "lost");
    ent_buffer_add(&buffer, "also lost");
    assert_true(buffer.failed);
    assert_string_equal(ent_buffer_text(&buffer), "");
    ent_buffer_clear(&buffer);
    assert_false(buffer.failed);
}

static void a_whole_number_is_read_without_blanks_or_rest(void **state)
{
    long long value = 0;
    assert_true(ent_parse_integer("0", &value) && value == 0);
    assert_true(ent_parse_integer("-9", &value) && value == -9);
    assert_true(ent_parse_integer("+7", &value) && value == 7);
    assert_true(ent_parse_integer("007", &value) && value == 7);
    assert_true(ent_parse_integer("9223372036854775807", &value) && value == INT64_MAX);
    static const char *const refused[] = {
        "", "-", "+-1", " 1", "1 ", "1.0", "1e3", "19l4", "0x1", "1,000", "9223372036854775808"};
    for (size_t i = 0; i < ent_countof(refused); i++) {
        value = 5;
        assert_false(ent_parse_integer(refused[i], &value));
        assert_int_equal(value, 5);
    }
}

static void a_number_is_read_without_blanks_or_rest(void **state)
{
    static const struct {
        const char *text;
        double value;
    } read[] = {{"0", 0},
                {"-9", -9},
                {".039", 0.039},
                {"-.5", -0.5},
                {"+2.5", 2.5},
                {"1.", 1},
                {"1e3", 1000},
                {"1.5E-3", 0.0015},
                {"0.1", 0.1},
                {"1e-400", 0},
                {"1234567890123456789", 1234567890123456789.0},
                {"999999999999999", 999999999999999},
                {"0.12345678901234567890", 0.12345678901234567890}};
    for (size_t i = 0; i < ent_countof(read); i++) {
        double value = -1;
        assert_true(ent_parse_number(read[i].text, &value));
        ent_assert_number(value, read[i].value, 0);
    }
    static const char *const refused[] = {"",      ".",   "-",     "-.",   " 1",  "1 ",
                                          "1.2.3", "nan", "inf",   "-inf", "0x1", "0X1",
                                          "e5",    "1e",  "1e400", "19l4", "1,5"};
    for (size_t i = 0; i < ent_countof(refused); i++) {
        double value = 5;
        assert_false(ent_parse_number(refused[i], &value));
        ent_assert_number(value, 5, 0);
    }
}

/* The oracle is strtod, which rounds correctly. */
static void a_short_decimal_is_read_as_exactly_as_by_strtod(void **state)
{
    unsigned long long random = 42;
    for (int i = 0; i < 100000; i++) {
        char text[40];
        random = random * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
        unsigned long long whole = random >> 30, decimals = random >> 40;
        snprintf(text, sizeof text, "%s%llu.%0*llu", random >> 63 ? "-" : "", whole % 1000000,
                 (int)(whole % 10), decimals % 1000000000);
        double value = 0;
        assert_true(ent_parse_number(text, &value));
        ent_assert_number(value, strtod(text, NULL), 0);
    }
}

static void texts_are_compared_without_regard_to_case(void **state)
{
    assert_true(ent_equal_nocase("StateAbb", "stateabb"));
    assert_false(ent_equal_nocase("state", "stateabb"));
    assert_true(ent_compare_nocase("ALB", "aut") < 0);
    assert_true(ent_compare_nocase("aut", "ALB") > 0);
    assert_true(ent_compare_nocase("a", "AB") < 0);
}

static void a_prefix_is_known(void **state)
{
    assert_true(ent_starts_with("atop4_01m.csv", "atop"));
    assert_true(ent_starts_with("atop", ""));
    assert_false(ent_starts_with("ato", "atop"));
}

static void blanks_are_cut_at_both_ends_only(void **state)
{
    char text[] = " \t United States \r\n", blank[] = "   ", none[] = "x";
    assert_string_equal(ent_trim(text), "United States");
    assert_string_equal(ent_trim(blank), "");
    assert_string_equal(ent_trim(none), "x");
}

static void the_distance_of_two_texts_is_the_number_of_edits(void **state)
{
    assert_int_equal(ent_edit_distance("kitten", "sitting"), 3);
    assert_int_equal(ent_edit_distance("", "abc"), 3);
    assert_int_equal(ent_edit_distance("abc", ""), 3);
    assert_int_equal(ent_edit_distance("treaty", "treaty"), 0);
    assert_int_equal(ent_edit_distance("Treaty", "tREATY"), 0);
    assert_int_equal(ent_edit_distance("treaty", "traety"), 1); /* neighbours swapped */
    assert_int_equal(ent_edit_distance("treaty", "treaties"), 3);
}

static void texts_over_63_bytes_are_far_from_everything(void **state)
{
    char text[101];
    memset(text, 'x', 100);
    text[100] = '\0';
    assert_int_equal(ent_edit_distance(text, text), 63);
    assert_int_equal(ent_edit_distance(text, "x"), 63);
    assert_int_equal(ent_edit_distance("x", text), 63);
    text[63] = '\0';
    assert_int_equal(ent_edit_distance(text, text), 0);
}

static void of_several_near_candidates_the_nearest_and_then_the_first_is_suggested(void **state)
{
    static const char *const keys[] = {"treaties", "treatx", "treaty", "treatysx"};
    assert_string_equal(ent_nearest("treaty", keys, 4), "treaty");
    assert_string_equal(ent_nearest("treatz", keys, 4), "treatx");
    assert_string_equal(ent_nearest("treatys", keys, 4), "treaty");
}

static void the_nearest_candidate_is_suggested_if_it_can_be_meant(void **state)
{
    static const char *const keys[] = {"actors", "treaties", "treaty", "day"};
    assert_string_equal(ent_nearest("treatys", keys, 4), "treaty");
    assert_string_equal(ent_nearest("Actor", keys, 4), "actors");
    assert_string_equal(ent_nearest("dya", keys, 4), "day");
    assert_null(ent_nearest("dia1", keys, 4)); /* short words: one edit */
    assert_null(ent_nearest("rivalry", keys, 4));
    assert_null(ent_nearest("treaty", keys, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_starts_empty_and_grows),
        cmocka_unit_test(a_buffer_holds_more_than_it_first_has_room_for),
        cmocka_unit_test(a_buffer_remembers_that_memory_ran_out),
        cmocka_unit_test(a_whole_number_is_read_without_blanks_or_rest),
        cmocka_unit_test(a_number_is_read_without_blanks_or_rest),
        cmocka_unit_test(a_short_decimal_is_read_as_exactly_as_by_strtod),
        cmocka_unit_test(texts_are_compared_without_regard_to_case),
        cmocka_unit_test(a_prefix_is_known),
        cmocka_unit_test(blanks_are_cut_at_both_ends_only),
        cmocka_unit_test(the_distance_of_two_texts_is_the_number_of_edits),
        cmocka_unit_test(texts_over_63_bytes_are_far_from_everything),
        cmocka_unit_test(of_several_near_candidates_the_nearest_and_then_the_first_is_suggested),
        cmocka_unit_test(the_nearest_candidate_is_suggested_if_it_can_be_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
