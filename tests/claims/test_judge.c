#include "entente/claims.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values of two blocs by six measures; `none` has no data for east, `nothing` none at all. */
static const struct {
    const char *measure;
    double east, west;
} figures[] = {
    {"a", 1, 2}, {"b", 4, 3}, {"c", 5, 5}, {"minus", -2, -1}, {"none", NAN, 3}, {"nothing", NAN, NAN},
    {"part", 5, 7},
};

static ent_status look_up(void *user, const char *measure, const char *const words[], size_t count,
                          ent_claim_value *out, ent_error *error)
{
    const char *of = count > 0 ? words[0] : "";
    if (count == 0 && strcmp(measure, "estimate") == 0) {
        *out = (ent_claim_value){.low = 13, .high = 19};
        return ENT_OK;
    }
    if (count == 2 && strcmp(measure, "growth") == 0) { /* 3, 2, 1 ... falling from 2000, known to 2005 */
        int year = atoi(words[1]);
        *out = ent_claim_number(year > 2005 ? (double)NAN : 2003 - year);
        snprintf(out->note, sizeof out->note, "%s", year > 2005 ? "known to 2005" : "");
        return ENT_OK;
    }
    bool east = strcmp(of, "east") == 0 || strcmp(of, "iso3:EST") == 0 || strcmp(of, "2") == 0;
    *out = ent_claim_number(NAN);
    if (!east && strcmp(of, "west") != 0)
        return ent_fail(error, ENT_ERR_INPUT, "there is no bloc or actor '%s'", of);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(figures[i].measure, measure) != 0)
            continue;
        *out = ent_claim_number(east ? figures[i].east : figures[i].west);
        if (strcmp(measure, "part") == 0 && east) /* some of the east is missing */
            out->high = INFINITY;
        if (isnan(out->low))
            snprintf(out->note, sizeof out->note, "%s has no %s", of, measure);
        return ENT_OK;
    }
    return ent_fail(error, ENT_ERR_INPUT, "there is no measure '%s'", measure);
}

static const ent_claim_values values = {NULL, look_up};

static void assert_verdict(const char *test, ent_verdict verdict, const char *reason)
{
    ent_claim_outcome outcome;
    ent_error error = {0};
    ent_assert_ok(ent_claim_judge(test, &values, &outcome, NULL, &error), &error);
    assert_string_equal(ent_verdict_word(outcome.verdict), ent_verdict_word(verdict));
    assert_string_equal(outcome.reason, reason);
    ent_claim_outcome_clear(&outcome);
}

static void assert_wrong(const char *test, size_t column, const char *message)
{
    ent_claim_outcome outcome;
    size_t found;
    ent_error error = {0};
    ent_assert_fails(ent_claim_judge(test, &values, &outcome, &found, &error), &error,
                     ENT_ERR_INPUT, message);
    assert_int_equal(found, column);
    assert_null(outcome.figures);
}

static void a_comparison_holds_or_fails(void **state)
{
    assert_verdict("b(east) > b(west)", ENT_CLAIM_HOLDS, "b(east) is 4, b(west) is 3");
    assert_verdict("a(east) > a(west)", ENT_CLAIM_FAILS, "a(east) is 1, a(west) is 2");
    assert_verdict("a(east) < a(west)", ENT_CLAIM_HOLDS, "a(east) is 1, a(west) is 2");
}

static void equal_values_are_neither_more_nor_less(void **state)
{
    assert_verdict("c(east) > c(west)", ENT_CLAIM_FAILS, "c(east) is 5, c(west) is 5");
    assert_verdict("c(east) < c(west)", ENT_CLAIM_FAILS, "c(east) is 5, c(west) is 5");
}

static void a_number_can_stand_on_either_side(void **state)
{
    assert_verdict("minus(east) < -1.5", ENT_CLAIM_HOLDS, "minus(east) is -2 (needed: < -1.5)");
    assert_verdict(".5e1 > b(east)", ENT_CLAIM_HOLDS, "5 is 5, b(east) is 4");
    assert_verdict("1 > 0", ENT_CLAIM_HOLDS, "1 is 1 (needed: > 0)");
}

static void an_actor_is_named_by_any_code(void **state)
{
    assert_verdict("b(iso3:EST) > b(2)", ENT_CLAIM_FAILS, "b(iso3:EST) is 4, b(2) is 4");
}

static void blanks_may_stand_anywhere_between_words(void **state)
{
    assert_verdict(" b ( east )\n>\tb(west) ", ENT_CLAIM_HOLDS, "b(east) is 4, b(west) is 3");
    assert_verdict(" count ( m in [ a , b ] : m ( east ) > m ( west ) ) > 0 ", ENT_CLAIM_HOLDS,
                   "1 of 2 (b); the claim needs more than 0");
    assert_verdict("b(east)>b(west)", ENT_CLAIM_HOLDS, "b(east) is 4, b(west) is 3");
}

static void a_missing_value_is_no_data(void **state)
{
    assert_verdict("none(east) > none(west)", ENT_CLAIM_NO_DATA,
                   "no data for none(east): east has no none");
    assert_verdict("1 > none(east)", ENT_CLAIM_NO_DATA, "no data for none(east): east has no none");
}

/* ---- count ---- */

static void a_count_compares_how_many_hold(void **state)
{
    assert_verdict("count(m in [a, b, c]: m(east) > m(west)) > 0", ENT_CLAIM_HOLDS,
                   "1 of 3 (b); the claim needs more than 0");
    assert_verdict("count(m in [a, b, c]: m(east) > m(west)) > 1", ENT_CLAIM_FAILS,
                   "1 of 3 (b); the claim needs more than 1");
    assert_verdict("count(m in [a, b, c]: m(east) < m(west)) < 2", ENT_CLAIM_HOLDS,
                   "1 of 3 (a); the claim needs fewer than 2");
    assert_verdict("count(m in [a, c]: m(east) > m(west)) < 0", ENT_CLAIM_FAILS,
                   "0 of 2; the claim needs fewer than 0");
}

/* Of the east 5 are known and some are missing; the west has 7. */
static void what_is_missing_decides_nothing(void **state)
{
    assert_verdict("part(east) > part(west)", ENT_CLAIM_UNDECIDED,
                   "part(east) is at least 5, part(west) is 7; what is missing could change it");
    assert_verdict("part(west) > part(east)", ENT_CLAIM_UNDECIDED,
                   "part(west) is 7, part(east) is at least 5; what is missing could change it");
    assert_verdict("part(east) > 4", ENT_CLAIM_HOLDS, "part(east) is at least 5 (needed: > 4)");
    assert_verdict("part(east) < 4", ENT_CLAIM_FAILS, "part(east) is at least 5 (needed: < 4)");
    assert_verdict("part(east) < 6", ENT_CLAIM_UNDECIDED,
                   "part(east) is at least 5 (needed: < 6); what is missing could change it");
    assert_verdict("count(m in [a, part]: m(east) > m(west)) > 1", ENT_CLAIM_FAILS,
                   "0 of 2; the claim needs more than 1; what is missing could change 1 of 2");
    assert_verdict("count(m in [a, part]: m(east) > m(west)) > 0", ENT_CLAIM_UNDECIDED,
                   "0 of 2; the claim needs more than 0; what is missing could change 1 of 2");
}

static void a_count_is_undecided_where_missing_data_would_settle_it(void **state)
{
    /* b holds, a fails, none is open: between 1 and 2 hold */
    assert_verdict("count(m in [a, b, none]: m(east) > m(west)) > 1", ENT_CLAIM_UNDECIDED,
                   "1 of 3 (b); the claim needs more than 1; 1 of 3 have no data");
    assert_verdict("count(m in [a, b, none]: m(east) > m(west)) < 2", ENT_CLAIM_UNDECIDED,
                   "1 of 3 (b); the claim needs fewer than 2; 1 of 3 have no data");
}

static void a_count_is_decided_where_missing_data_cannot_change_it(void **state)
{
    assert_verdict("count(m in [a, b, none]: m(east) > m(west)) > 0", ENT_CLAIM_HOLDS,
                   "1 of 3 (b); the claim needs more than 0; 1 of 3 have no data");
    assert_verdict("count(m in [a, b, none]: m(east) > m(west)) > 2", ENT_CLAIM_FAILS,
                   "1 of 3 (b); the claim needs more than 2; 1 of 3 have no data");
    assert_verdict("count(m in [a, b, none]: m(east) > m(west)) < 3", ENT_CLAIM_HOLDS,
                   "1 of 3 (b); the claim needs fewer than 3; 1 of 3 have no data");
}

static void a_count_without_any_data_has_no_verdict(void **state)
{
    assert_verdict("count(m in [none, nothing]: m(east) > m(west)) > 5", ENT_CLAIM_NO_DATA,
                   "0 of 2; the claim needs more than 5; 2 of 2 have no data (no data for none(east): "
                   "east has no none)");
}

static void a_count_may_compare_with_a_fixed_measure(void **state)
{
    assert_verdict("count(x in [a, b, c]: x(east) > a(west)) > 1", ENT_CLAIM_HOLDS,
                   "2 of 3 (b, c); the claim needs more than 1");
}

static void each_comparison_is_kept_with_its_values_and_notes(void **state)
{
    ent_claim_outcome outcome;
    ent_error error = {0};
    ent_assert_ok(ent_claim_judge("count(m in [b, nothing]: m(east) < m(west)) < 5", &values, &outcome,
                                  NULL, &error), &error);
    assert_int_equal(outcome.figure_count, 2);
    assert_string_equal(outcome.figures[0].left, "b(east)");
    assert_string_equal(outcome.figures[0].right, "b(west)");
    ent_assert_number(outcome.figures[0].left_value, 4, 0);
    assert_string_equal(outcome.figures[0].sign, "<");
    assert_int_equal(outcome.figures[0].verdict, ENT_CLAIM_FAILS);
    assert_int_equal(outcome.figures[1].verdict, ENT_CLAIM_NO_DATA);
    assert_string_equal(outcome.figures[1].note, "east has no nothing; west has no nothing");
    ent_claim_outcome_clear(&outcome);
}

/* ---- what is wrong, and where ---- */

static void a_wrong_test_is_refused_with_its_column(void **state)
{
    assert_wrong("", 1, "the test ends where a number or a measure is expected");
    assert_wrong("b", 1, "there is no bloc or actor ''");
    assert_wrong("b(", 3, "the test ends where a bloc, actor, name or year is expected");
    assert_wrong("b(east", 7, "the test ends where ')' is expected");
    assert_wrong("b(east)", 1, "'b(east)' is a number; expected a comparison, with '<', '>' or '='");
    assert_wrong("b(east) => 3", 10, "expected a number or a measure, found '> 3'");
    assert_wrong("b(east) > ", 11, "the test ends where a number or a measure is expected");
    assert_wrong("b(east) > 3 4", 13, "expected the end of the test, found '4'");
    assert_wrong("b(east) > 1e999", 11, "expected a number, found '1e999'");
    assert_wrong("b{east} > 1", 1, "there is no bloc or actor ''");
    assert_wrong("(1 > 0) > 2", 1, "'1 > 0' is true or false; expected a number");
    assert_wrong("1 > 0 and 2", 11, "'2' is a number; expected a comparison, with '<', '>' or '='");
    assert_wrong("not 2", 1, "'2' is a number; expected a comparison, with '<', '>' or '='");
    assert_wrong("2 + (1 > 0) > 1", 1, "'+' stands between numbers");
    assert_wrong("((((((((((((((((((((((((((((1))))))", 25, "the test is nested too deep");
}

static void a_wrong_count_is_refused_with_its_column(void **state)
{
    assert_wrong("count()", 7, "expected a name for each of the list, found ')'");
    assert_wrong("count(m on [a]: 1 > 0) > 0", 9, "expected 'in', found 'on [a]: 1 > 0) > 0'");
    assert_wrong("count(m in a)", 12, "expected '[' or a range as 2016..2026, found 'a)'");
    assert_wrong("count(m in [])", 13, "expected a name, found '])'");
    assert_wrong("count(m in [a b])", 15, "expected ']', found 'b])'");
    assert_wrong("count(m in [a] m(east) > 1) > 0", 16, "expected ':', found 'm(east) > 1) > 0'");
    assert_wrong("count(m in [a]: m(east) > 1", 28, "the test ends where ')' is expected");
    assert_wrong("count(m in [a]: m(east) > 1)", 1,
                 "'count(m in [a]: m(east) > 1)' is a number; expected a comparison, with '<', '>' or '='");
    assert_wrong("count(m in [a]: m(east)) > 1", 17, "'a(east)' is a number; a count needs a comparison");
    assert_wrong("sum(m in [a]: m(east) > 1) > 1", 15, "'m(east) > 1' is true or false; a sum needs a number");
    assert_wrong("any(y in 2016..2010: 1 > 0)", 10,
                 "2016..2010 is not a range of up to 10000 whole numbers from the lower to the higher");
    assert_wrong("count(y in 1..9999: count(z in 1..9999: y > z) > 0) > 0", 21,
                 "the test takes more than 20000 steps");
}

/* ---- the rest of the language ---- */

static void comparisons_go_together_with_and_or_not(void **state)
{
    assert_verdict("b(east) > b(west) and a(east) < a(west)", ENT_CLAIM_HOLDS,
                   "b(east) is 4, b(west) is 3 and a(east) is 1, a(west) is 2");
    assert_verdict("b(east) > b(west) and a(east) > a(west)", ENT_CLAIM_FAILS, "a(east) is 1, a(west) is 2");
    assert_verdict("b(east) < b(west) or a(east) < a(west)", ENT_CLAIM_HOLDS, "a(east) is 1, a(west) is 2");
    assert_verdict("not b(east) > b(west)", ENT_CLAIM_FAILS, "b(east) is 4, b(west) is 3");
    assert_verdict("not (b(east) > b(west) and 1 > 2)", ENT_CLAIM_HOLDS, "1 is 1 (needed: > 2)");
    /* and binds closer than or: (1 > 2 and 1 > 2) or 2 > 1 */
    assert_verdict("1 > 2 and 1 > 2 or 2 > 1", ENT_CLAIM_HOLDS, "2 is 2 (needed: > 1)");
}

static void what_decides_needs_no_other_data(void **state)
{
    assert_verdict("none(east) > 1 and 1 > 2", ENT_CLAIM_FAILS, "1 is 1 (needed: > 2)");
    assert_verdict("none(east) > 1 or 2 > 1", ENT_CLAIM_HOLDS, "2 is 2 (needed: > 1)");
    assert_verdict("none(east) > 1 and 2 > 1", ENT_CLAIM_NO_DATA, "no data for none(east): east has no none");
    assert_verdict("none(east) > 1 or part(east) < 6", ENT_CLAIM_UNDECIDED,
                   "part(east) is at least 5 (needed: < 6); what is missing could change it");
}

static void signs_may_include_equality(void **state)
{
    assert_verdict("c(east) >= c(west)", ENT_CLAIM_HOLDS, "c(east) is 5, c(west) is 5");
    assert_verdict("c(east) <= c(west)", ENT_CLAIM_HOLDS, "c(east) is 5, c(west) is 5");
    assert_verdict("b(east) <= b(west)", ENT_CLAIM_FAILS, "b(east) is 4, b(west) is 3");
    assert_verdict("b(east) = b(west)", ENT_CLAIM_FAILS, "b(east) is 4, b(west) is 3");
    assert_verdict("b(east) = b(west) within 1", ENT_CLAIM_HOLDS, "b(east) is 4, b(west) is 3");
    assert_verdict("b(east) = 4.5 within .4", ENT_CLAIM_FAILS, "b(east) is 4 (needed: = 4.5 within 0.4)");
}

static void numbers_are_calculated(void **state)
{
    /* 4 + 3 * 2 - 1 = 9; (4 + 3) / 2 = 3.5; -4 */
    assert_verdict("b(east) + b(west) * 2 - 1 = 9", ENT_CLAIM_HOLDS,
                   "b(east) + b(west) * 2 - 1 is 9 (needed: = 9)");
    assert_verdict("(b(east) + b(west)) / 2 = 3.5", ENT_CLAIM_HOLDS,
                   "(b(east) + b(west)) / 2 is 3.5 (needed: = 3.5)");
    assert_verdict("-b(east) < 0", ENT_CLAIM_HOLDS, "-b(east) is -4 (needed: < 0)");
    assert_verdict("1 / (b(east) - 4) > 0", ENT_CLAIM_NO_DATA,
                   "no data for 1 / (b(east) - 4): division by zero");
    assert_verdict("none(east) * 0 = 0", ENT_CLAIM_NO_DATA, "no data for none(east) * 0: east has no none");
}

/* The estimate lies from 13 to 19. */
static void a_value_in_a_range_decides_where_all_of_the_range_does(void **state)
{
    assert_verdict("estimate < 20", ENT_CLAIM_HOLDS, "estimate is 13 to 19 (needed: < 20)");
    assert_verdict("estimate > 19", ENT_CLAIM_FAILS, "estimate is 13 to 19 (needed: > 19)");
    assert_verdict("estimate >= 19", ENT_CLAIM_UNDECIDED,
                   "estimate is 13 to 19 (needed: >= 19); what is missing could change it");
    assert_verdict("estimate = 16 within 3", ENT_CLAIM_HOLDS, "estimate is 13 to 19 (needed: = 16 within 3)");
    assert_verdict("estimate = 24 within 1", ENT_CLAIM_FAILS, "estimate is 13 to 19 (needed: = 24 within 1)");
    assert_verdict("estimate = 16", ENT_CLAIM_UNDECIDED,
                   "estimate is 13 to 19 (needed: = 16); what is missing could change it");
    assert_verdict("estimate * 2 - estimate > 6", ENT_CLAIM_HOLDS, /* 26..38 - 13..19 = 7..25 */
                   "estimate * 2 - estimate is 7 to 25 (needed: > 6)");
    assert_verdict("38 / estimate >= 2", ENT_CLAIM_HOLDS, "38 / estimate is 2 to 2.92308 (needed: >= 2)");
    assert_verdict("part(east) * 0 = 0", ENT_CLAIM_HOLDS, "part(east) * 0 is 0 (needed: = 0)");
}

/* growth(x, 2000) = 3, 2001 2, 2002 1, 2003 0, 2004 -1, 2005 -2; then not known. */
static void a_list_may_be_years(void **state)
{
    assert_verdict("count(y in 2000..2005: growth(x, y) < 0) >= 2", ENT_CLAIM_HOLDS,
                   "2 of 6 (2004, 2005); the claim needs at least 2");
    assert_verdict("count(y in 2000..2005: growth(x, y) < 0) = 3", ENT_CLAIM_FAILS,
                   "2 of 6 (2004, 2005); the claim needs exactly 3");
    assert_verdict("any(y in 2000..2002: growth(x, y) < 0)", ENT_CLAIM_FAILS, "0 of 3; the claim needs one");
    assert_verdict("any(y in 2000..2010: growth(x, y) > 3)", ENT_CLAIM_UNDECIDED,
                   "0 of 11; the claim needs one; 5 of 11 have no data");
    assert_verdict("all(y in 2000..2002: growth(x, y) > 0)", ENT_CLAIM_HOLDS,
                   "3 of 3 (2000, 2001, 2002); the claim needs all");
    assert_verdict("all(y in 2006..2008: growth(x, y) > 0)", ENT_CLAIM_NO_DATA,
                   "0 of 3; the claim needs all; 3 of 3 have no data (no data for "
                   "growth(x, 2006): known to 2005)");
    assert_verdict("sum(y in 2000..2005: growth(x, y)) = 3", ENT_CLAIM_HOLDS,
                   "sum(y in 2000..2005: growth(x, y)) is 3 (needed: = 3)");
    assert_verdict("any(y in 2000..2004: growth(x, y) < 1 and y > 2003)", ENT_CLAIM_HOLDS,
                   "1 of 5 (2004); the claim needs one");
}

static void counts_may_stand_within_counts(void **state)
{
    /* a: 1 < 2 only; b: 4 > 3; of two measures one has a year below */
    assert_verdict("count(m in [a, b]: any(y in 1..3: m(east) > y)) = 1", ENT_CLAIM_HOLDS,
                   "1 of 2 (b); the claim needs exactly 1");
}

static void an_unknown_measure_or_bloc_is_refused_where_it_stands(void **state)
{
    assert_wrong("b(east) > d(west)", 11, "there is no measure 'd'");
    assert_wrong("b(north) > 1", 1, "there is no bloc or actor 'north'");
    assert_wrong("count(m in [a, d]: m(east) > 1) > 0", 20, "there is no measure 'd'");
}

static void a_name_that_is_too_long_is_refused(void **state)
{
    char test[120];
    memset(test, 'x', 64);
    strcpy(test + 64, "(east) > 1");
    assert_wrong(test, 1, "expected a number or a measure, found 'xxxxxxxxxxxxxxxxxxxx'");
    assert_wrong("b(east) > 1111111111111111111111111111111111111111", 11,
                 "expected a number, found '11111111111111111111'");
}

static ent_status judge(void *test, ent_error *error)
{
    ent_claim_outcome outcome;
    ent_status status = ent_claim_judge(test, &values, &outcome, NULL, error);
    assert_true(status == ENT_OK || !outcome.figures);
    ent_claim_outcome_clear(&outcome);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    static char test[] = "count(m in [a, b, c, minus, a, b, c, minus, a]: m(east) > m(west)) > 3";
    ent_sweep(judge, test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comparison_holds_or_fails),
        cmocka_unit_test(equal_values_are_neither_more_nor_less),
        cmocka_unit_test(a_number_can_stand_on_either_side),
        cmocka_unit_test(an_actor_is_named_by_any_code),
        cmocka_unit_test(blanks_may_stand_anywhere_between_words),
        cmocka_unit_test(a_missing_value_is_no_data),
        cmocka_unit_test(what_is_missing_decides_nothing),
        cmocka_unit_test(a_count_compares_how_many_hold),
        cmocka_unit_test(a_count_is_undecided_where_missing_data_would_settle_it),
        cmocka_unit_test(a_count_is_decided_where_missing_data_cannot_change_it),
        cmocka_unit_test(a_count_without_any_data_has_no_verdict),
        cmocka_unit_test(a_count_may_compare_with_a_fixed_measure),
        cmocka_unit_test(each_comparison_is_kept_with_its_values_and_notes),
        cmocka_unit_test(comparisons_go_together_with_and_or_not),
        cmocka_unit_test(what_decides_needs_no_other_data),
        cmocka_unit_test(signs_may_include_equality),
        cmocka_unit_test(numbers_are_calculated),
        cmocka_unit_test(a_value_in_a_range_decides_where_all_of_the_range_does),
        cmocka_unit_test(a_list_may_be_years),
        cmocka_unit_test(counts_may_stand_within_counts),
        cmocka_unit_test(a_wrong_test_is_refused_with_its_column),
        cmocka_unit_test(a_wrong_count_is_refused_with_its_column),
        cmocka_unit_test(an_unknown_measure_or_bloc_is_refused_where_it_stands),
        cmocka_unit_test(a_name_that_is_too_long_is_refused),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
