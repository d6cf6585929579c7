#include "entente/report.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

/* A file of one claim over figures and evidence; its verdict. */
#define HEAD                                                                                       \
    "title: Claims\nbase:\n  date: 2016-07-01\n"                                                   \
    "  actors: [{name: Aldora, abb: ALD}, {name: Brevia, abb: BRV}]\n"                             \
    "  ties: [{layer: rivalry, a: ALD, b: BRV, from: 2010, to: 2015, source: made up}]\n"          \
    "figures:\n"                                                                                   \
    "  - {id: growth, source: s, values: {2015: 3, 2016: -1, 2017: -2}}\n"                         \
    "  - {id: share, source: s, value: [13, 19]}\n"                                                \
    "claims:\n"

static const char *verdict_of(const char *claims, char word[32])
{
    char path[ENT_PATH], text[4000];
    ent_json *json = NULL;
    ent_error error = {0};
    snprintf(text, sizeof text, "%s%s", HEAD, claims);
    ent_claims_options options = {.path = ent_temp_file("claims.yaml", text, strlen(text), path)};
    ent_assert_ok(ent_claims(&options, &json, &error), &error);
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    snprintf(word, 32, "%s",
             ent_json_text(ent_json_get(ent_json_at(ent_json_get(result, "claims"), 0), "verdict")));
    ent_json_free(json);
    return word;
}

static void assert_verdict(const char *claim, const char *expected)
{
    char word[32];
    assert_string_equal(verdict_of(claim, word), expected);
}

#define MEASURED(test) "  - {id: c, kind: measured, statement: s, source: x, test: \"" test "\"}\n"

static void figures_decide_a_measured_claim(void **state)
{
    assert_verdict(MEASURED("count(y in 2015..2017: growth(y) < 0) >= 2"), "holds");
    assert_verdict(MEASURED("count(y in 2015..2017: growth(y) < -1) >= 2"), "fails");
    assert_verdict(MEASURED("any(y in 2015..2019: growth(y) > 5)"), "undecided"); /* 2018, 2019 unknown */
    assert_verdict(MEASURED("share < 20"), "holds");
    assert_verdict(MEASURED("share > 15"), "undecided");
    assert_verdict(MEASURED("share = 24 within 1"), "fails");
}

static void ties_of_the_base_decide_a_measured_claim(void **state)
{
    assert_verdict(MEASURED("ties(rivalry, ALD, BRV, 2012) = 1"), "holds");
    assert_verdict(MEASURED("all(y in 2010..2015: tie(rivalry, BRV, ALD, y) > 0)"), "holds");
    assert_verdict(MEASURED("defense(ALD, BRV, 2012) = 1"), "no data");
}

/* A pact of defence, in the base or signed: defense(A, B) is about the state in which the claim is judged. */
static void a_duty_without_a_year_is_that_of_the_state(void **state)
{
#define PACT(when) "  - {id: c, kind: measured, statement: s, source: x, when: " when ", test: \"defense(ALD, BRV) = 1\"}\n" \
    "interventions:\n  - {id: i, kind: treaty_signed, date: 2016-08-01, treaty: p, members: [ALD, BRV], obligations: defense}\n"
    assert_verdict(PACT("after"), "holds");
    assert_verdict(PACT("before"), "no data"); /* the base has no treaties */
    assert_verdict(MEASURED("consultation(ALD, BRV) = 1"), "no data");
}

static void what_has_not_come_true_is_open_till_the_horizon(void **state)
{
    assert_verdict("  - {id: c, kind: measured, statement: s, source: x, as_of: 2017, horizon: 2026-07,"
                   " test: \"growth(2017) > 0\"}\n", "undecided");
    assert_verdict("  - {id: c, kind: measured, statement: s, source: x, as_of: 2027, horizon: 2026-07,"
                   " test: \"growth(2017) > 0\"}\n", "fails");
    assert_verdict("  - {id: c, kind: measured, statement: s, source: x, as_of: 2017, horizon: 2026-07,"
                   " test: \"growth(2017) < 0\"}\n", "holds");
}

#define DOCUMENTED(first, second)                                                                  \
    "  - id: c\n    kind: documented\n    statement: s\n    source: x\n    evidence:\n"            \
    "      - {says: " first ", type: official, date: 2016-07, statement: a, source: b}\n"          \
    "      - {says: " second ", type: press, date: 2016-08-01, statement: a, source: b}\n"         \
    "    holds_if: supports(official) >= 1 and contradicts = 0\n"                                  \
    "    fails_if: contradicts(official) >= 1\n"

static void another_piece_of_evidence_is_another_verdict(void **state)
{
    assert_verdict(DOCUMENTED("supports", "supports"), "holds");
    assert_verdict(DOCUMENTED("supports", "contradicts"), "undecided");
    assert_verdict(DOCUMENTED("contradicts", "supports"), "fails");
    assert_verdict(DOCUMENTED("context", "supports"), "undecided");
}

static void assert_refused(const char *claims, const char *message)
{
    char path[ENT_PATH], text[4000], whole[2 * ENT_PATH];
    ent_json *json;
    ent_error error = {0};
    snprintf(text, sizeof text, "%s%s", HEAD, claims);
    ent_claims_options options = {.path = ent_temp_file("wrong.yaml", text, strlen(text), path)};
    snprintf(whole, sizeof whole, "%s:%s", path, message);
    ent_assert_fails(ent_claims(&options, &json, &error), &error, ENT_ERR_INPUT, whole);
    assert_null(json);
}

static void a_wrong_claim_is_refused_with_its_place(void **state)
{
    assert_refused(MEASURED("growth > 0"), "10:60: claim 'c', at character 1 of its test: figure "
                   "'growth' has values by year: give one year");
    assert_refused(MEASURED("defense(ALD, NONE) = 1"), "10:60: claim 'c', at character 1 of its test: there is no actor 'NONE' "
                   "on the day of the base");
    assert_refused("  - {id: c, kind: guessed, statement: s, source: x}\n",
                   "10:19: kind 'guessed' of a claim is unknown; expected measured, documented");
    assert_refused("  - {id: c, kind: measured, statement: s, source: x, test: 1 > 0, horizon: 2020}\n",
                   "10:5: 'horizon' (till when the claim is open) goes with 'as_of' (till when was "
                   "looked)");
}

static ent_status judge(void *path, ent_error *error)
{
    ent_json *json;
    ent_claims_options options = {.path = path};
    ent_status status = ent_claims(&options, &json, error);
    assert_true((json == NULL) == (status != ENT_OK));
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    char path[ENT_PATH];
    static const char text[] = HEAD DOCUMENTED("supports", "context");
    ent_sweep(judge, (void *)(uintptr_t)ent_temp_file("sweep.yaml", text, strlen(text), path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_decide_a_measured_claim),
        cmocka_unit_test(ties_of_the_base_decide_a_measured_claim),
        cmocka_unit_test(a_duty_without_a_year_is_that_of_the_state),
        cmocka_unit_test(what_has_not_come_true_is_open_till_the_horizon),
        cmocka_unit_test(another_piece_of_evidence_is_another_verdict),
        cmocka_unit_test(a_wrong_claim_is_refused_with_its_place),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
