/* What a scenario's file may not say: each error with its line and column. */
#include "small_world.h"

/* Opening fails with "PATH:" and the message. */
static void assert_refused(const char *text, const char *message)
{
    char path[ENT_PATH], whole[2 * ENT_PATH];
    ent_scenario *scenario;
    ent_error error = {0};
    snprintf(whole, sizeof whole, "%s:%s", ent_temp_path("small.yaml", path), message);
    ent_assert_fails(open_scenario(text, &scenario, &error), &error, ENT_ERR_INPUT, whole);
    assert_null(scenario);
}

#define HEAD "title: t\nbase: {date: 2000-01-01, actors: [{name: X}]}\n" /* lines 1 and 2 */

static void a_key_that_is_unknown_is_refused_with_a_suggestion(void **state)
{
    assert_refused(HEAD "intervention: []\n",
                   "3:1: unknown key 'intervention', did you mean 'interventions'?; expected title, "
                   "question, description, source, base, blocs, interventions, sensitivity, paths, "
                   "figures, claims");
    assert_refused("title: t\nbase:\n  date: 2000-01-01\n  treatys: []\n",
                   "4:3: unknown key 'treatys', did you mean 'treaties'?; expected date, world, "
                   "actors, attributes, ties, treaties, treaty_members, treaty_exceptions");
    assert_refused(HEAD "blocs:\n  - id: b\n    member: [X]\n",
                   "5:5: unknown key 'member', did you mean 'members'?; expected id, name, members, "
                   "treaty");
}

static void a_key_that_stands_twice_is_refused(void **state)
{
    assert_refused(HEAD "title: u\n", "3:1: key 'title' stands twice, first in line 1");
    assert_refused(HEAD "blocs:\n  - {id: b, members: [X], id: c}\n",
                   "4:27: key 'id' stands twice, first in line 4");
}

static void a_key_that_is_missing_is_named(void **state)
{
    assert_refused("base: {date: 2000-01-01, actors: []}\n", "1:1: key 'title' is missing");
    assert_refused("title: t\n", "1:1: key 'base' is missing");
    assert_refused("title: t\nbase:\n  actors: []\n", "3:3: key 'date' is missing");
    assert_refused(HEAD "blocs:\n  - name: b\n", "4:5: key 'id' is missing");
    assert_refused(HEAD "claims:\n  - {id: c, kind: measured, statement: s, test: 1 > 0}\n",
                   "4:5: key 'source' is missing");
}

static void a_date_of_the_base_must_be_a_day(void **state)
{
    assert_refused("title: t\nbase: {date: 2000-02-30, actors: []}\n",
                   "2:14: '2000-02-30' is not a date: that month has no day 30");
    assert_refused("title: t\nbase: {date: 2000-02, actors: []}\n",
                   "2:14: date '2000-02' must be a day, YYYY-MM-DD");
    assert_refused("title: t\nbase: {date: soon, actors: []}\n",
                   "2:14: 'soon' is not a date: expected YYYY-MM-DD, YYYY-MM or YYYY");
}

static void a_base_is_a_world_or_tables(void **state)
{
    assert_refused("title: t\nbase:\n  date: 2000-01-01\n  world: cow.world\n  actors: []\n",
                   "3:3: a base is either a world and a date, or tables of its own");
    assert_refused("title: t\nbase: {date: 2000-01-01}\n",
                   "2:7: the base has neither 'world' nor 'actors'");
}

static void a_bloc_has_members_or_a_treaty(void **state)
{
    assert_refused(HEAD "blocs:\n  - {id: b, members: []}\n", "4:22: bloc 'b' has no members");
    assert_refused(HEAD "blocs:\n  - {id: b}\n", "4:5: bloc 'b' needs either 'members' or 'treaty'");
    assert_refused(HEAD "blocs:\n  - {id: b, members: [X], treaty: t}\n",
                   "4:5: bloc 'b' needs either 'members' or 'treaty'");
    assert_refused(HEAD "blocs:\n  - {id: b, members: [X]}\n  - {id: b, members: [X]}\n",
                   "5:5: bloc 'b' stands twice");
    assert_refused(HEAD "blocs:\n  - {id: b-c, members: [X]}\n",
                   "4:10: id 'b-c' may have letters, digits and '_', at most 60");
}

/* One item on line 4. */
static void a_path_that_is_wrong_is_refused(void **state)
{
    assert_refused(HEAD "paths: [1]\n", "3:8: 'paths' must be a map of keys and values, not a list");
    assert_refused(HEAD "paths: {source: s, values: []}\n", "3:8: key 'attribute' is missing");
    assert_refused(HEAD "paths: {attribute: gdp, source: s}\n", "3:8: paths need either 'file' or 'values'");
    assert_refused(HEAD "paths: {attribute: gdp, of: X}\n", "3:25: unknown key 'of'; expected attribute, source, file, values");
    assert_refused(HEAD "paths:\n  attribute: gdp\n  values: [{actor: X, year: 2001, value: 1}]\n",
                   "5:12: source '' is empty; expected who gives this value");
    assert_refused(HEAD "paths:\n  attribute: gdp\n  source: s\n  values:\n    - {actor: X, year: 2001, value: 1}\n"
                   "    - {actor: X, year: 2001, value: none}\n", "8:37: value 'none' is not a number");
}

#define UNSURE(keys) HEAD "sensitivity:\n  - {" keys "}\n"

static void what_is_unsure_is_a_parameter_rates_or_an_intervention(void **state)
{
    assert_refused(HEAD "sensitivity: {parameter: density}\n", "3:14: 'sensitivity' must be a list, not a map of keys and values");
    assert_refused(UNSURE("from: 1, to: 2"),
                   "4:5: an item of sensitivity needs 'parameter', 'rates' or 'intervention', one of them");
    assert_refused(UNSURE("parameter: density, rates: [lowest, highest]"),
                   "4:5: an item of sensitivity needs 'parameter', 'rates' or 'intervention', one of them");
    assert_refused(UNSURE("parametr: density, from: 1, to: 2"),
                   "4:6: unknown key 'parametr', did you mean 'parameter'?; expected parameter, from, to, rates, "
                   "intervention");
    assert_refused(UNSURE("intervention: i, to: 2"), "4:23: unknown key 'to'; expected intervention");
}

static void the_ends_of_a_parameter_are_numbers_in_their_order(void **state)
{
    assert_refused(UNSURE("parameter: density, from: 1"), "4:5: key 'to' is missing");
    assert_refused(UNSURE("parameter: density, from: low, to: 2"), "4:32: from 'low' is not a number");
    assert_refused(UNSURE("parameter: density, from: 2, to: 1"), "4:32: from 2 is above to, 1");
}

static void rates_are_two_and_an_intervention_is_one_of_the_file(void **state)
{
    assert_refused(UNSURE("rates: [lowest]"), "4:13: rates: expected two choices, [lowest, highest]");
    assert_refused(HEAD "interventions:\n  - {id: feud, kind: rivalry_started, date: 2001, a: X, b: Y}\n"
                   "sensitivity:\n  - {intervention: fued}\n",
                   "6:20: there is no intervention 'fued', did you mean 'feud'?");
    assert_refused(UNSURE("intervention: i"), "4:20: there is no intervention 'i'");
}

/* One intervention on line 4. */
#define INTERVENTION(keys) HEAD "interventions:\n  - {" keys "}\n"

static void a_kind_of_intervention_that_is_unknown_is_refused(void **state)
{
    assert_refused(INTERVENTION("kind: treaty_sined, id: i, date: 2000-01-01"),
                   "4:12: kind 'treaty_sined' of an intervention is unknown, did you mean "
                   "'treaty_signed'?; expected treaty_signed, treaty_ended, treaty_joined, "
                   "treaty_left, rivalry_started, rivalry_ended, attribute_set, attribute_scaled, "
                   "attribute_transferred, actor_removed");
}

static void a_kind_takes_its_own_keys_only(void **state)
{
    assert_refused(INTERVENTION("kind: actor_removed, id: i, date: 2000-01-01, actor: X, factor: 2"),
                   "4:62: unknown key 'factor', did you mean 'actor'?; expected kind, id, date, "
                   "source, status, confidence, note, actor");
    assert_refused(INTERVENTION("kind: attribute_scaled, id: i, date: 2000-01-01, actor: X, "
                                "attribute: gdp"), "4:5: key 'factor' is missing");
    assert_refused(INTERVENTION("kind: treaty_signed, id: i, date: 2000-01-01, treaty: t, "
                                "obligations: defense"), "4:5: key 'members' is missing");
    assert_refused(INTERVENTION("kind: treaty_signed, id: i, date: 2000-01-01, treaty: t, "
                                "obligations: defense, members: [X]"),
                   "4:94: a treaty needs two members or more");
}

#define TRANSFER "kind: attribute_transferred, id: i, date: 2000-01-01, attribute: gdp, from: X, to: Y"

static void a_transfer_has_an_amount_or_a_share(void **state)
{
    assert_refused(INTERVENTION(TRANSFER), "4:5: key 'amount' or 'share' is missing");
    assert_refused(INTERVENTION(TRANSFER ", amount: 1, share: 0.5"),
                   "4:110: give 'amount' or 'share', not both");
    assert_refused(INTERVENTION(TRANSFER ", share: 1.5"), "4:99: share '1.5' is not from 0 to 1");
    assert_refused(INTERVENTION(TRANSFER ", share: -1"), "4:99: share '-1' is not from 0 to 1");
    assert_refused(INTERVENTION(TRANSFER ", amount: -1"), "4:100: amount '-1' is not 0 or more");
    assert_refused(INTERVENTION(TRANSFER ", amount: much"), "4:100: amount 'much' is not a number");
}

static void an_intervention_cannot_be_before_the_base(void **state)
{
    assert_refused(INTERVENTION("kind: actor_removed, id: i, date: 1999-12-31, actor: X"),
                   "4:5: intervention 'i' is dated 1999-12-31, before the base, 2000-01-01");
    assert_refused(INTERVENTION("kind: actor_removed, id: i, date: 2001-13, actor: X"),
                   "4:40: '2001-13' is not a date: there is no month 13");
}

static void interventions_are_known_by_their_id(void **state)
{
    assert_refused(HEAD "interventions:\n"
                   "  - {kind: actor_removed, id: i, date: 2001-01-01, actor: X}\n"
                   "  - {kind: actor_removed, id: i, date: 2000-01-01, actor: X}\n",
                   "5:5: intervention 'i' stands twice");
}

static void obligations_status_and_confidence_are_words_of_a_list(void **state)
{
    assert_refused(INTERVENTION("kind: treaty_signed, id: i, date: 2000-01-01, treaty: t, "
                                "members: [X, Y], obligations: defence"),
                   "4:93: 'defence' is not an obligation; expected defense, offense, neutrality, "
                   "nonaggression, consultation (or entente), joined by ';'");
    assert_refused(INTERVENTION("kind: actor_removed, id: i, date: 2000-01-01, actor: X, "
                                "status: guessed"),
                   "4:70: status 'guessed' is unknown; expected read, unverified, disputed");
    assert_refused(INTERVENTION("kind: actor_removed, id: i, date: 2000-01-01, actor: X, "
                                "confidence: none"),
                   "4:74: confidence 'none' is unknown; expected high, medium, low");
}

static void a_claim_is_measured_before_or_after(void **state)
{
    assert_refused(HEAD "claims:\n  - {id: c, kind: felt, statement: s, test: 1 > 0, source: x}\n",
                   "4:19: kind 'felt' of a claim is unknown; expected measured, documented");
    assert_refused(HEAD "claims:\n  - {id: c, kind: measured, statement: s, test: 1 > 0, source: x, "
                   "when: now}\n", "4:73: when 'now' is neither before nor after");
    assert_refused(HEAD "claims: {id: c}\n", "3:9: 'claims' must be a list, not a map of keys and "
                                             "values");
}

static void what_it_says_is_read_in_the_order_of_dates(void **state)
{
    ent_scenario *scenario;
    ent_error error = {0};
    ent_assert_ok(open_scenario(HEAD
        "interventions:\n"
        "  - {kind: actor_removed, id: late, date: 2003-05, actor: X}\n"
        "  - {kind: actor_removed, id: early, date: 2000-01-01, actor: X, confidence: low}\n"
        "  - {kind: actor_removed, id: same_day_later_line, date: 2000-01-01, actor: X}\n",
        &scenario, &error), &error);
    const ent_scenario_content *content = ent_scenario_get(scenario);
    assert_int_equal(content->intervention_count, 3);
    assert_string_equal(content->interventions[0].id, "early");
    assert_int_equal(content->interventions[0].marks, ENT_MARK_LOW_CONFIDENCE);
    assert_string_equal(content->interventions[1].id, "same_day_later_line");
    assert_string_equal(content->interventions[2].id, "late");
    assert_int_equal(content->interventions[2].date.to, ent_day_from_date(2003, 5, 31));
    ent_scenario_free(scenario);
}

static ent_status open_and_free(void *text, ent_error *error)
{
    char path[ENT_PATH];
    ent_scenario *scenario;
    ent_status status = ent_scenario_open(ent_temp_path("sweep.yaml", path), &scenario, error);
    assert_true((status == ENT_OK) == (scenario != NULL));
    ent_scenario_free(scenario);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    static const char text[] = HEAD
        "blocs: [{id: b, members: [X]}]\n"
        "interventions: [{kind: actor_removed, id: i, date: 2001, actor: X}]\n"
        "claims: [{id: c, kind: measured, statement: s, test: 1 > 0, source: x}]\n";
    char path[ENT_PATH];
    ent_temp_file("sweep.yaml", text, strlen(text), path);
    ent_sweep(open_and_free, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_that_is_wrong_is_refused),
        cmocka_unit_test(a_key_that_is_unknown_is_refused_with_a_suggestion),
        cmocka_unit_test(a_key_that_stands_twice_is_refused),
        cmocka_unit_test(a_key_that_is_missing_is_named),
        cmocka_unit_test(a_date_of_the_base_must_be_a_day),
        cmocka_unit_test(a_base_is_a_world_or_tables),
        cmocka_unit_test(a_bloc_has_members_or_a_treaty),
        cmocka_unit_test(what_is_unsure_is_a_parameter_rates_or_an_intervention),
        cmocka_unit_test(the_ends_of_a_parameter_are_numbers_in_their_order),
        cmocka_unit_test(rates_are_two_and_an_intervention_is_one_of_the_file),
        cmocka_unit_test(a_kind_of_intervention_that_is_unknown_is_refused),
        cmocka_unit_test(a_kind_takes_its_own_keys_only),
        cmocka_unit_test(a_transfer_has_an_amount_or_a_share),
        cmocka_unit_test(an_intervention_cannot_be_before_the_base),
        cmocka_unit_test(interventions_are_known_by_their_id),
        cmocka_unit_test(obligations_status_and_confidence_are_words_of_a_list),
        cmocka_unit_test(a_claim_is_measured_before_or_after),
        cmocka_unit_test(what_it_says_is_read_in_the_order_of_dates),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
