/* One dispute of several: each rule by hand, chains in any order, a slow plain version. */
#include "support.h"

#include "core/memory.h"
#include "entente/table.h"
#include "table/whittle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Disputes of one pair and year, by their numbers, that differ in one thing. */
#define ROW(...) {.a = 1, .b = 2, .number = __VA_ARGS__}

static const whittle_rule *rule_of(const char *name)
{
    whittle_chain chain;
    ent_error error = {0};
    ent_assert_ok(whittle_parse(name, &chain, &error), &error);
    return chain.rules[0];
}

/* "1 3": the numbers that a rule leaves. */
static void assert_left(const char *rule, whittle_row *rows, size_t count, const char *expected)
{
    char left[64] = "";
    whittle_sort(rows, count);
    count = whittle_apply(rule_of(rule), rows, count);
    for (size_t i = 0; i < count; i++)
        snprintf(left + strlen(left), sizeof left - strlen(left), "%s%g", i ? " " : "", rows[i].number);
    assert_string_equal(left, expected);
}

static void onsets_come_before_continuations(void **state)
{
    whittle_row rows[] = {ROW(1), ROW(2, .onset = true), ROW(3, .onset = true)};
    assert_left("onsets", rows, 3, "2 3");
    whittle_row none[] = {ROW(1), ROW(2)};
    assert_left("onsets", none, 2, "1 2");
}

static void the_highest_fatality_stays_and_an_unknown_one_is_above_none(void **state)
{
    whittle_row rows[] = {ROW(1, .fatality = 2), ROW(2, .fatality = 4), ROW(3, .fatality = 4)};
    assert_left("fatality", rows, 3, "2 3");
    whittle_row unknown[] = {ROW(1, .fatality = 0), ROW(2, .fatality = NAN)};
    assert_left("fatality", unknown, 2, "2");
    whittle_row lowest[] = {ROW(1, .fatality = 1), ROW(2, .fatality = NAN)};
    assert_left("fatality", lowest, 2, "1");
}

static void the_other_rules_keep_the_highest_hostility_the_longest_the_reciprocated_the_earliest(void **state)
{
    whittle_row hostility[] = {ROW(1, .hostility = 3), ROW(2, .hostility = 5)};
    assert_left("hostility", hostility, 2, "2");
    whittle_row mindur[] = {ROW(1, .mindur = 10), ROW(2, .mindur = 9)};
    assert_left("mindur", mindur, 2, "1");
    whittle_row maxdur[] = {ROW(1, .maxdur = 10), ROW(2, .maxdur = 90)};
    assert_left("maxdur", maxdur, 2, "2");
    whittle_row recip[] = {ROW(1, .recip = 0), ROW(2, .recip = 1)};
    assert_left("recip", recip, 2, "2");
    whittle_row stmon[] = {ROW(1, .stmon = 13), ROW(2, .stmon = 4), ROW(3, .stmon = 5)};
    assert_left("stmon", stmon, 3, "2");
    whittle_row deaths[] = {ROW(1, .deaths = NAN), ROW(2, .deaths = 900)};
    assert_left("deaths", deaths, 2, "2");
    whittle_row first[] = {ROW(12), ROW(3), ROW(7)};
    assert_left("jds", first, 3, "3");
}

static void what_is_not_known_loses(void **state)
{
    whittle_row rows[] = {ROW(1, .mindur = NAN), ROW(2, .mindur = 1)};
    assert_left("mindur", rows, 2, "2");
    whittle_row all[] = {ROW(1, .stmon = NAN), ROW(2, .stmon = NAN)};
    assert_left("stmon", all, 2, "1 2");
}

static void a_rule_looks_inside_a_pair_and_time_only(void **state)
{
    whittle_row rows[] = {ROW(1, .fatality = 0), ROW(2, .fatality = 6, .time = 1), ROW(3, .fatality = 5)};
    rows[2].a = 3;
    assert_left("fatality", rows, 3, "1 2 3");
}

/* Dispute 1 is the deadlier, 2 the more hostile: the first rule of the chain decides. */
static void the_order_of_a_chain_decides(void **state)
{
    const whittle_row rows[] = {ROW(1, .fatality = 3, .hostility = 4), ROW(2, .fatality = 1, .hostility = 5)};
    const char *const chains[] = {"fatality,hostility,jds", "hostility,fatality,jds"};
    for (size_t i = 0; i < 2; i++) {
        whittle_chain chain;
        whittle_row copy[2];
        size_t count = 2;
        ent_error error = {0};
        memcpy(copy, rows, sizeof copy);
        ent_assert_ok(whittle_parse(chains[i], &chain, &error), &error);
        ent_assert_ok(whittle(&chain, copy, &count, &error), &error);
        assert_int_equal(count, 1);
        assert_int_equal((int)copy[0].number, i + 1);
    }
}

static void a_chain_that_leaves_several_is_refused(void **state)
{
    whittle_row rows[] = {ROW(1), ROW(2), ROW(3, .time = 1)};
    whittle_chain chain;
    size_t count = 3;
    ent_error error = {0};
    ent_assert_ok(whittle_parse("onsets", &chain, &error), &error);
    ent_assert_fails(whittle(&chain, rows, &count, &error), &error, ENT_ERR_ARGUMENT,
                     "--whittle: after these rules 1 pairs and years still have several disputes; end with "
                     "'jds' to keep the first of each");
}

static void rules_that_are_none_or_stand_twice_are_refused(void **state)
{
    whittle_chain chain;
    ent_error error = {0};
    ent_assert_fails(whittle_parse("onsets,deadliest", &chain, &error), &error, ENT_ERR_ARGUMENT,
                     "--whittle: 'deadliest' is no rule; there are onsets, fatality, hostility, mindur, "
                     "maxdur, recip, stmon, deaths, jds");
    ent_assert_fails(whittle_parse("jds,onsets,jds", &chain, &error), &error, ENT_ERR_ARGUMENT,
                     "--whittle: the rule 'jds' stands twice");
    ent_assert_fails(whittle_parse("", &chain, &error), &error, ENT_ERR_ARGUMENT,
                     "--whittle: '' is no rule; there are onsets, fatality, hostility, mindur, maxdur, "
                     "recip, stmon, deaths, jds");
}

static void the_usual_chains_are_rules_in_the_order_of_the_table(void **state)
{
    whittle_chain chain;
    ent_error error = {0};
    ent_assert_ok(whittle_parse(WHITTLE_DISPUTES, &chain, &error), &error);
    assert_int_equal(chain.count, 8);
    ent_assert_ok(whittle_parse(" onsets , deaths,jds", &chain, &error), &error);
    assert_int_equal(chain.count, 3);
    for (size_t i = 0; whittle_rule_at(i); i++)
        assert_non_null(whittle_rule_at(i)->help);
    for (size_t i = 0; i < 9; i++) {
        const char *help;
        assert_string_equal(ent_table_rule(i, &help), whittle_rule_at(i)->name);
    }
}

/* ---- the plain version: a row stays if no sibling has a higher rank ---- */

enum { ROWS = 60 };

static size_t plain(const whittle_rule *rule, const whittle_row *rows, size_t count, whittle_row *out)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        bool beaten = false;
        for (size_t k = 0; k < count; k++)
            beaten |= rows[k].a == rows[i].a && rows[k].b == rows[i].b && rows[k].time == rows[i].time &&
                      rule->rank(&rows[k]) > rule->rank(&rows[i]);
        if (!beaten)
            out[left++] = rows[i];
    }
    return left;
}

static void rules_leave_what_the_plain_version_leaves(void **state)
{
    unsigned seed = 11;
    whittle_row rows[ROWS], expected[ROWS];
    memset(rows, 0, sizeof rows);
    for (size_t i = 0; i < ROWS; i++) {
        double draw[6];
        for (size_t k = 0; k < 6; k++)
            draw[k] = (seed = seed * 1664525u + 1013904223u) >> 24 & 3;
        rows[i] = (whittle_row){.a = (int)draw[0], .b = (int)draw[1], .time = i % 2, .number = (double)i,
                                .onset = draw[2] > 0, .fatality = draw[3] == 3 ? (double)NAN : draw[3],
                                .hostility = draw[4], .mindur = draw[5], .place = i};
    }
    const char *const names[] = {"onsets", "fatality", "hostility", "mindur", "jds"};
    size_t count = ROWS;
    whittle_sort(rows, count);
    for (size_t i = 0; i < ent_countof(names); i++) {
        const whittle_rule *rule = rule_of(names[i]);
        size_t left = plain(rule, rows, count, expected);
        count = whittle_apply(rule, rows, count);
        assert_int_equal(count, left);
        for (size_t k = 0; k < count; k++)
            assert_int_equal(rows[k].place, expected[k].place);
    }
    assert_int_equal(whittle_repeated(rows, count), 0);
}

static ent_status parse_chain(void *context, ent_error *error)
{
    whittle_chain chain;
    return whittle_parse(WHITTLE_DISPUTES, &chain, error);
}

static void chains_survive_failing_memory(void **state)
{
    ent_sweep(parse_chain, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(onsets_come_before_continuations),
        cmocka_unit_test(the_highest_fatality_stays_and_an_unknown_one_is_above_none),
        cmocka_unit_test(the_other_rules_keep_the_highest_hostility_the_longest_the_reciprocated_the_earliest),
        cmocka_unit_test(what_is_not_known_loses),
        cmocka_unit_test(a_rule_looks_inside_a_pair_and_time_only),
        cmocka_unit_test(the_order_of_a_chain_decides),
        cmocka_unit_test(a_chain_that_leaves_several_is_refused),
        cmocka_unit_test(rules_that_are_none_or_stand_twice_are_refused),
        cmocka_unit_test(the_usual_chains_are_rules_in_the_order_of_the_table),
        cmocka_unit_test(rules_leave_what_the_plain_version_leaves),
        cmocka_unit_test(chains_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
