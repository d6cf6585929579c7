/* What each kind of intervention does to four states, and what it refuses. */
#include "small_world.h"

#include <math.h>

#define APPLY(list) FOUR_STATES "interventions:\n" list
#define ONE(keys) APPLY("  - {id: i, date: 2000-06-01, " keys "}\n")

/* The base with its interventions applied to the snapshot. */
static small_world applied(const char *text, uint8_t removed[4])
{
    uint8_t ignored[4];
    ent_error error = {0};
    small_world w = small_world_of(text);
    ent_assert_ok(ent_scenario_apply(w.scenario, w.snapshot, removed ? removed : ignored, &error),
                  &error);
    return w;
}

/* Applying fails with "PATH:" and the message; interventions begin in line 31. */
static void assert_refused(const char *text, const char *message)
{
    char path[ENT_PATH], whole[2 * ENT_PATH];
    uint8_t removed[4];
    ent_error error = {0};
    small_world w = small_world_of(text);
    snprintf(whole, sizeof whole, "%s:%s", ent_temp_path("small.yaml", path), message);
    ent_assert_fails(ent_scenario_apply(w.scenario, w.snapshot, removed, &error), &error,
                     ENT_ERR_INPUT, whole);
    small_world_clear(&w);
}

/* ---- treaties ---- */

static void a_treaty_that_is_signed_binds_each_pair_of_its_members(void **state)
{
    small_world w = applied(ONE("kind: treaty_signed, treaty: new, name: The new one, "
                                "members: [B, cow:3, 4], obligations: defense;neutrality, "
                                "status: disputed"), NULL);
    const ent_snapshot *s = w.snapshot;
    assert_int_equal(owed(s, B, C), ENT_DEFENSE | ENT_NEUTRALITY | ENT_CONSULTATION);
    assert_int_equal(owed(s, D, B), ENT_DEFENSE | ENT_NEUTRALITY);
    assert_int_equal(owed(s, B, D), ENT_DEFENSE | ENT_NEUTRALITY);
    assert_int_equal(level_between(s, "alliance", C, D), 3);
    assert_int_equal(owed(s, A, D), 0);
    assert_int_equal(ent_snapshot_layer(s, "alliance")->marks[B * 4 + D], ENT_MARK_DISPUTED);
    assert_int_equal(ent_snapshot_layer(s, "alliance")->marks[B * 4 + C], 0); /* the league is sure */
    assert_int_equal(s->treaty_count, 3);
    assert_string_equal(s->treaties[2].name, "The new one");
    small_world_clear(&w);
}

static void a_treaty_can_be_signed_where_the_base_has_none(void **state)
{
    uint8_t removed[2];
    ent_error error = {0};
    small_world w = small_world_of(
        "title: t\nbase: {date: 2000-01-01, actors: [{name: X}, {name: Y}]}\n"
        "interventions:\n"
        "  - {id: i, kind: treaty_signed, date: 2001, treaty: t, members: [X, Y], obligations: "
        "defense}\n"
        "  - {id: j, kind: rivalry_started, date: 2001, a: X, b: Y}\n");
    assert_int_equal(w.snapshot->layer_count, 0);
    ent_assert_ok(ent_scenario_apply(w.scenario, w.snapshot, removed, &error), &error);
    assert_int_equal(level_between(w.snapshot, "alliance", 1, 0), 3);
    assert_int_equal(level_between(w.snapshot, "rivalry", 1, 0), 1);
    small_world_clear(&w);
}

static void a_treaty_cannot_be_signed_twice(void **state)
{
    assert_refused(ONE("kind: treaty_signed, treaty: pact, members: [A, B], obligations: defense"),
                   "31:5: treaty 'pact' is in force in the base already");
    assert_refused(ONE("kind: treaty_signed, treaty: t, members: [A, cow:1], obligations: defense"),
                   "31:76: member 'cow:1' stands twice");
}

static void a_treaty_that_ends_binds_nobody_and_its_id_is_free(void **state)
{
    small_world w = applied(APPLY(
        "  - {id: i, date: 2001, kind: treaty_ended, treaty: pact}\n"
        "  - {id: j, date: 2002, kind: treaty_signed, treaty: pact, members: [A, D], obligations: "
        "neutrality}\n"), NULL);
    assert_int_equal(owed(w.snapshot, A, B), ENT_CONSULTATION); /* of the league */
    assert_int_equal(owed(w.snapshot, D, A), ENT_NEUTRALITY);
    small_world_clear(&w);
    assert_refused(ONE("kind: treaty_ended, treaty: packt"),
                   "31:5: no treaty 'packt' ties anyone in the base");
}

static void who_joins_a_treaty_owes_and_is_owed_as_the_members_are(void **state)
{
    small_world w = applied(ONE("kind: treaty_joined, treaty: league, actor: D"), NULL);
    assert_int_equal(owed(w.snapshot, A, D), ENT_CONSULTATION);
    assert_int_equal(owed(w.snapshot, C, D), ENT_CONSULTATION | ENT_NONAGGRESSION);
    assert_int_equal(owed(w.snapshot, D, A), ENT_CONSULTATION | ENT_NONAGGRESSION); /* all of it */
    small_world_clear(&w);
    w = applied(ONE("kind: treaty_joined, treaty: league, actor: D, obligations: neutrality"), NULL);
    assert_int_equal(owed(w.snapshot, D, C), ENT_NEUTRALITY);
    assert_int_equal(owed(w.snapshot, B, D), ENT_CONSULTATION);
    small_world_clear(&w);
    assert_refused(ONE("kind: treaty_joined, treaty: league, actor: B"),
                   "31:75: 'B' is a member of treaty 'league' already");
}

static void who_leaves_a_treaty_is_bound_by_the_others_only(void **state)
{
    small_world w = applied(ONE("kind: treaty_left, treaty: league, actor: A"), NULL);
    assert_int_equal(owed(w.snapshot, A, B), ENT_DEFENSE);
    assert_int_equal(owed(w.snapshot, C, A) | owed(w.snapshot, A, C), 0);
    assert_int_equal(owed(w.snapshot, B, C), ENT_CONSULTATION);
    small_world_clear(&w);
    assert_refused(ONE("kind: treaty_left, treaty: pact, actor: C"),
                   "31:71: 'C' is no member of treaty 'pact'");
}

static void nobody_joins_a_treaty_that_all_have_left(void **state)
{
    assert_refused(APPLY("  - {id: i, date: 2001, kind: treaty_left, treaty: pact, actor: A}\n"
                         "  - {id: j, date: 2002, kind: treaty_joined, treaty: pact, actor: C}\n"),
                   "32:5: treaty 'pact' has no members left to be tied to");
}

/* ---- rivalries ---- */

static void a_rivalry_starts_and_ends_for_both(void **state)
{
    small_world w = applied(APPLY("  - {id: i, date: 2001, kind: rivalry_started, a: C, b: B}\n"
                                  "  - {id: j, date: 2001, kind: rivalry_ended, a: A, b: D}\n"), NULL);
    assert_int_equal(level_between(w.snapshot, "rivalry", B, C), 1);
    assert_int_equal(level_between(w.snapshot, "rivalry", C, B), 1);
    assert_int_equal(level_between(w.snapshot, "rivalry", D, A), 0);
    assert_int_equal(ent_snapshot_layer(w.snapshot, "rivalry")->tie_count, 1);
    small_world_clear(&w);
}

static void a_rivalry_starts_once_and_ends_only_if_it_is_there(void **state)
{
    assert_refused(ONE("kind: rivalry_ended, a: B, b: C"),
                   "31:5: there is no rivalry of 'B' with the other to end");
    assert_refused(ONE("kind: rivalry_started, a: A, b: D"),
                   "31:5: 'A' and the other are rivals already");
    assert_refused(ONE("kind: rivalry_started, a: B, b: abb:B"),
                   "31:5: 'B' cannot be its own rival");
}

/* ---- attributes ---- */

static void a_value_is_set_scaled_and_transferred(void **state)
{
    small_world w = applied(APPLY(
        "  - {id: s, date: 2001, kind: attribute_set, actor: D, attribute: gdp, value: 50, unit: "
        "million dollars}\n"
        "  - {id: t, date: 2002, kind: attribute_scaled, actor: D, attribute: gdp, factor: 2}\n"
        "  - {id: u, date: 2003, kind: attribute_transferred, from: C, to: D, attribute: gdp, "
        "amount: 25}\n"
        "  - {id: v, date: 2004, kind: attribute_transferred, from: B, to: A, attribute: gdp, "
        "share: 0.75}\n"), NULL);
    ent_assert_number(value_of(w.snapshot, "gdp", A), 100 + 150, 0);
    ent_assert_number(value_of(w.snapshot, "gdp", B), 200 - 150, 0);
    ent_assert_number(value_of(w.snapshot, "gdp", C), 500 - 25, 0);
    ent_assert_number(value_of(w.snapshot, "gdp", D), 50 * 2 + 25, 0);
    assert_false(ent_snapshot_attribute(w.snapshot, "gdp")->missing[D]);
    small_world_clear(&w);
}

static void interventions_happen_in_the_order_of_their_dates(void **state)
{
    small_world w = applied(APPLY(
        "  - {id: later, date: 2002, kind: attribute_scaled, actor: A, attribute: gdp, factor: 3}\n"
        "  - {id: sooner, date: 2001, kind: attribute_set, actor: A, attribute: gdp, value: 7}\n"),
        NULL);
    ent_assert_number(value_of(w.snapshot, "gdp", A), 21, 0);
    small_world_clear(&w);
}

static void no_one_gives_more_than_it_has(void **state)
{
    assert_refused(ONE("kind: attribute_transferred, from: A, to: B, attribute: gdp, amount: 100.5"),
                   "31:5: 'A' has only 100 of gdp, less than 100.5");
    assert_refused(ONE("kind: attribute_transferred, from: A, to: A, attribute: gdp, amount: 1"),
                   "31:5: 'A' cannot give to itself");
}

static void what_is_missing_cannot_be_scaled_or_given(void **state)
{
    assert_refused(ONE("kind: attribute_scaled, actor: D, attribute: gdp, factor: 2"),
                   "31:62: 'D' has no gdp in the base");
    assert_refused(ONE("kind: attribute_transferred, from: A, to: D, attribute: gdp, amount: 1"),
                   "31:73: 'D' has no gdp in the base");
}

static void a_value_is_set_in_the_unit_of_the_base(void **state)
{
    assert_refused(ONE("kind: attribute_set, actor: D, attribute: gdp, value: 5, unit: dollars"),
                   "31:5: unit 'dollars' is not that of gdp in the base, 'million dollars'");
}

/* ---- actors ---- */

static void a_removed_actor_has_no_ties_values_and_codes(void **state)
{
    uint8_t removed[4];
    small_world w = applied(ONE("kind: actor_removed, actor: A"), removed);
    static const uint8_t expected[] = {1, 0, 0, 0};
    assert_memory_equal(removed, expected, 4);
    assert_int_equal(w.snapshot->actor_count, 4); /* its place stays */
    assert_int_equal(ent_snapshot_find(w.snapshot, "A"), -1);
    assert_int_equal(ent_snapshot_find(w.snapshot, "iso3:AAA"), -1);
    assert_int_equal(owed(w.snapshot, A, B) | owed(w.snapshot, C, A), 0);
    assert_int_equal(owed(w.snapshot, B, C), ENT_CONSULTATION);
    assert_int_equal(level_between(w.snapshot, "rivalry", D, A), 0);
    ent_assert_number(value_of(w.snapshot, "gdp", A), (double)NAN, 0);
    assert_true(ent_snapshot_attribute(w.snapshot, "gdp")->missing[A]);
    small_world_clear(&w);
    assert_refused(APPLY("  - {id: i, date: 2001, kind: actor_removed, actor: A}\n"
                         "  - {id: j, date: 2001, kind: actor_removed, actor: A}\n"),
                   "32:53: no actor 'A' in the base on 2000-01-01");
}

static void what_is_unknown_is_refused_where_it_stands(void **state)
{
    assert_refused(ONE("kind: actor_removed, actor: Z"),
                   "31:59: no actor 'Z' in the base on 2000-01-01");
    assert_refused(ONE("kind: treaty_left, treaty: pakt, actor: A"),
                   "31:5: no treaty 'pakt' ties anyone in the base");
    assert_refused(ONE("kind: attribute_set, actor: A, attribute: wheat, value: 1"),
                   "31:5: the base has no attribute 'wheat'");
}

/* ---- blocs ---- */

static void assert_members(const small_world *w, size_t bloc, const char *expected)
{
    uint8_t member[4];
    ent_error error = {0};
    char text[8] = "";
    ent_assert_ok(ent_scenario_members(w->scenario, &ent_scenario_get(w->scenario)->blocs[bloc],
                                       w->snapshot, member, NULL, &error), &error);
    for (int i = 0; i < 4; i++)
        strcat(text, member[i] ? w->snapshot->actors[i].abb : "");
    assert_string_equal(text, expected);
}

static void a_bloc_by_treaty_follows_who_joins_and_leaves(void **state)
{
    uint8_t removed[4];
    ent_error error = {0};
    small_world w = small_world_of(FOUR_STATES
        "blocs: [{id: league, treaty: league}]\n"
        "interventions:\n"
        "  - {id: i, date: 2001, kind: treaty_joined, treaty: league, actor: D}\n"
        "  - {id: j, date: 2001, kind: treaty_left, treaty: league, actor: A}\n");
    assert_members(&w, 0, "ABC");
    ent_assert_ok(ent_scenario_apply(w.scenario, w.snapshot, removed, &error), &error);
    assert_members(&w, 0, "BCD");
    small_world_clear(&w);
}

static void members_that_the_base_has_not_are_named(void **state)
{
    small_world w = small_world_of(FOUR_STATES "blocs: [{id: b, members: [Z, A, iso3:AAA, 9]},\n"
                                               "        {id: none, members: [Y, Z]}]\n");
    const ent_scenario_bloc *blocs = ent_scenario_get(w.scenario)->blocs;
    uint8_t member[4];
    char *absent, path[ENT_PATH], message[2 * ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_scenario_members(w.scenario, &blocs[0], w.snapshot, member, &absent, &error),
                  &error);
    assert_string_equal(absent, "Z, 9");
    assert_members(&w, 0, "A");
    free(absent);
    snprintf(message, sizeof message, "%s:31:30: no member of bloc 'none' (Y, Z) is in the base on "
             "2000-01-01", ent_temp_path("small.yaml", path));
    ent_assert_fails(ent_scenario_members(w.scenario, &blocs[1], w.snapshot, member, &absent, &error),
                     &error, ENT_ERR_INPUT, message);
    assert_null(absent);
    small_world_clear(&w);
}

/* ---- memory ---- */

static ent_status apply_to_copy(void *context, ent_error *error)
{
    const small_world *w = context;
    uint8_t removed[4];
    ent_snapshot *copy;
    ent_status status = ent_snapshot_copy(w->snapshot, &copy, error);
    if (status == ENT_OK)
        status = ent_scenario_apply(w->scenario, copy, removed, error);
    ent_snapshot_free(copy);
    return status;
}

static ent_status find_absent(void *context, ent_error *error)
{
    const small_world *w = context;
    uint8_t member[4];
    char *absent;
    ent_status status = ent_scenario_members(w->scenario, ent_scenario_get(w->scenario)->blocs,
                                             w->snapshot, member, &absent, error);
    assert_true((status == ENT_OK) == (absent != NULL));
    free(absent);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    small_world w = small_world_of(FOUR_STATES
        "blocs: [{id: b, members: [A, Z]}]\n"
        "interventions:\n"
        "  - {id: i, date: 2001, kind: treaty_signed, treaty: t, members: [C, D], obligations: "
        "defense}\n"
        "  - {id: j, date: 2001, kind: treaty_joined, treaty: league, actor: D}\n"
        "  - {id: k, date: 2001, kind: rivalry_started, a: B, b: D}\n"
        "  - {id: l, date: 2001, kind: actor_removed, actor: A}\n");
    ent_sweep(apply_to_copy, &w);
    ent_sweep(find_absent, &w);
    small_world_clear(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_treaty_that_is_signed_binds_each_pair_of_its_members),
        cmocka_unit_test(a_treaty_can_be_signed_where_the_base_has_none),
        cmocka_unit_test(a_treaty_cannot_be_signed_twice),
        cmocka_unit_test(a_treaty_that_ends_binds_nobody_and_its_id_is_free),
        cmocka_unit_test(who_joins_a_treaty_owes_and_is_owed_as_the_members_are),
        cmocka_unit_test(who_leaves_a_treaty_is_bound_by_the_others_only),
        cmocka_unit_test(nobody_joins_a_treaty_that_all_have_left),
        cmocka_unit_test(a_rivalry_starts_and_ends_for_both),
        cmocka_unit_test(a_rivalry_starts_once_and_ends_only_if_it_is_there),
        cmocka_unit_test(a_value_is_set_scaled_and_transferred),
        cmocka_unit_test(interventions_happen_in_the_order_of_their_dates),
        cmocka_unit_test(no_one_gives_more_than_it_has),
        cmocka_unit_test(what_is_missing_cannot_be_scaled_or_given),
        cmocka_unit_test(a_value_is_set_in_the_unit_of_the_base),
        cmocka_unit_test(a_removed_actor_has_no_ties_values_and_codes),
        cmocka_unit_test(what_is_unknown_is_refused_where_it_stands),
        cmocka_unit_test(a_bloc_by_treaty_follows_who_joins_and_leaves),
        cmocka_unit_test(members_that_the_base_has_not_are_named),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
