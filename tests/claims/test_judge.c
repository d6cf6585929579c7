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

static ent_status look_up(void *user, const char *measure, const char *of, ent_claim_value *out,
                          ent_error *error)
{
    bool east = strcmp(of, "east") == 0 || strcmp(of, "iso3:EST") == 0 || strcmp(of, "2") == 0;
    *out = (ent_claim_value){.number = NAN};
    if (!east && strcmp(of, "west") != 0)
        return ent_fail(error, ENT_ERR_INPUT, "there is no bloc or actor '%s'", of);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(figures[i].measure, measure) != 0)
            continue;
        out->number = east ? figures[i].east : figures[i].west;
        out->at_least = strcmp(measure, "part") == 0 && east; /* some of the east is missing */
        if (isnan(out->number))
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
    assert_verdict("minus(east) < -1.5", ENT_CLAIM_HOLDS, "minus(east) is -2, -1.5 is -1.5");
    assert_verdict(".5e1 > b(east)", ENT_CLAIM_HOLDS, "5 is 5, b(east) is 4");
    assert_verdict("1 > 0", ENT_CLAIM_HOLDS, "1 is 1, 0 is 0");
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
                   "part(east) is 5, part(west) is 7; what is missing could change it");
    assert_verdict("part(west) > part(east)", ENT_CLAIM_UNDECIDED,
                   "part(west) is 7, part(east) is 5; what is missing could change it");
    assert_verdict("part(east) > 4", ENT_CLAIM_HOLDS, "part(east) is 5, 4 is 4");
    assert_verdict("part(east) < 4", ENT_CLAIM_FAILS, "part(east) is 5, 4 is 4");
    assert_verdict("part(east) < 6", ENT_CLAIM_UNDECIDED,
                   "part(east) is 5, 6 is 6; what is missing could change it");
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
                   "0 of 2; the claim needs more than 5; 2 of 2 have no data");
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
    assert_false(outcome.figures[0].is_greater);
    assert_int_equal(outcome.figures[0].verdict, ENT_CLAIM_FAILS);
    assert_int_equal(outcome.figures[1].verdict, ENT_CLAIM_NO_DATA);
    assert_string_equal(outcome.figures[1].note, "east has no nothing; west has no nothing");
    ent_claim_outcome_clear(&outcome);
}

/* ---- what is wrong, and where ---- */

static void a_wrong_test_is_refused_with_its_column(void **state)
{
    assert_wrong("", 1, "the test ends where a number or a measure is expected");
    assert_wrong("b", 2, "the test ends where '(' is expected");
    assert_wrong("b(", 3, "the test ends where a bloc or actor is expected");
    assert_wrong("b(east", 7, "the test ends where ')' is expected");
    assert_wrong("b(east) = 3", 9, "expected '<' or '>', found '= 3'");
    assert_wrong("b(east) >= 3", 10, "expected a number or a measure, found '= 3'");
    assert_wrong("b(east) > ", 11, "the test ends where a number or a measure is expected");
    assert_wrong("b(east) > 3 4", 13, "expected the end of the test, found '4'");
    assert_wrong("b(east) > 3-4", 11, "expected a number, found '3-4'");
    assert_wrong("b(east) > 1e999", 11, "expected a number, found '1e999'");
    assert_wrong("b{east} > 1", 2, "expected '(', found '{east} > 1'");
}

static void a_wrong_count_is_refused_with_its_column(void **state)
{
    assert_wrong("count()", 7, "expected a name for each of the list, found ')'");
    assert_wrong("count(m on [a]: 1 > 0) > 0", 9, "expected 'in', found 'on [a]: 1 > 0) > 0'");
    assert_wrong("count(m in a)", 12, "expected '[', found 'a)'");
    assert_wrong("count(m in [])", 13, "expected a measure, found '])'");
    assert_wrong("count(m in [a,])", 15, "expected a measure, found '])'");
    assert_wrong("count(m in [a b])", 15, "expected ']', found 'b])'");
    assert_wrong("count(m in [a] m(east) > 1) > 0", 16, "expected ':', found 'm(east) > 1) > 0'");
    assert_wrong("count(m in [a]: m(east) > 1", 28, "the test ends where ')' is expected");
    assert_wrong("count(m in [a]: m(east) > 1)", 29, "the test ends where '<' or '>' is expected");
    assert_wrong("count(m in [a]: m(east) > 1) > b(east)", 32, "expected a number, found 'b(east)'");
    assert_wrong("a(east) > count(m in [a]: m(east) > 1) > 0", 19,
                 "expected ')', found 'in [a]: m(east) > 1)'");
    assert_wrong("count(m in [a]: count(n in [b]: 1 > 0) > 0) > 0", 25,
                 "expected ')', found 'in [b]: 1 > 0) > 0) '");
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
        cmocka_unit_test(a_wrong_test_is_refused_with_its_column),
        cmocka_unit_test(a_wrong_count_is_refused_with_its_column),
        cmocka_unit_test(an_unknown_measure_or_bloc_is_refused_where_it_stands),
        cmocka_unit_test(a_name_that_is_too_long_is_refused),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
