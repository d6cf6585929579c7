/* The balance sheet of small scenarios; the numbers are those of small_world.h. */
#include "run_helpers.h"

#include <math.h>

static const ent_json_value *in_result(ent_json *json, const char *key)
{
    return ent_json_get(result_of(json), key);
}

static const char *text_in(const ent_json_value *object, const char *key)
{
    return ent_json_text(ent_json_get(object, key));
}

/* The actor of `relations` with this abbreviation. */
static const ent_json_value *relations_of(ent_json *json, const char *abb)
{
    const ent_json_value *actors = ent_json_get(in_result(json, "relations"), "actors");
    for (size_t i = 0; i < ent_json_count(actors); i++)
        if (strcmp(text_in(ent_json_at(actors, i), "actor"), abb) == 0)
            return ent_json_at(actors, i);
    return NULL;
}

/* "B, C": whom a list of relations names. */
static const char *names_in(const ent_json_value *list)
{
    static char text[200];
    text[0] = '\0';
    for (size_t i = 0; i < ent_json_count(list); i++) {
        strcat(text, i ? ", " : "");
        strcat(text, text_in(ent_json_at(list, i), "actor"));
    }
    return text;
}

/* ---- the document ---- */

static void an_answer_is_one_object_with_its_version_inputs_and_run(void **state)
{
    ent_json *json = run_text(FOUR_STATES);
    static const char *const keys[] = {"entente", "command", "inputs", "result", "run"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(ent_json_key(ent_json_root(json), i), keys[i]);
    assert_null(ent_json_key(ent_json_root(json), 5));
    assert_string_equal(text_in(ent_json_root(json), "entente"), ENTENTE_VERSION);
    assert_string_equal(text_in(ent_json_root(json), "command"), "run");
    const ent_json_value *inputs = ent_json_get(ent_json_root(json), "inputs");
    assert_int_equal(ent_json_count(inputs), 1); /* all is in the scenario's file */
    assert_int_equal(strlen(text_in(ent_json_at(inputs, 0), "checksum")), 64);
    assert_true(ent_json_number(ent_json_get(ent_json_get(ent_json_root(json), "run"), "seconds")) >= 0);
    ent_json_free(json);
}

/* Every table below a value has columns of one length, and no other keys. */
static void check_tables(const ent_json_value *value, size_t *tables)
{
    const ent_json_value *columns = ent_json_get(value, "columns");
    const char *key;
    for (size_t i = 0; i < ent_json_count(columns); i++) {
        assert_string_equal(ent_json_key(value, i + 1), ent_json_text(ent_json_at(columns, i)));
        assert_int_equal(ent_json_count(ent_json_get(value, ent_json_key(value, i + 1))),
                         ent_json_row_count(value));
    }
    if (columns)
        assert_null(ent_json_key(value, ent_json_count(columns) + 1));
    *tables += columns != NULL;
    for (size_t i = 0; (key = ent_json_key(value, i)); i++)
        check_tables(ent_json_get(value, key), tables);
    for (size_t i = 0; i < ent_json_count(value); i++)
        check_tables(ent_json_at(value, i), tables);
}

static void tables_are_columns_of_one_length(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "blocs: [{id: b, members: [A, D]}]\n"
        "interventions: [{id: i, kind: rivalry_ended, date: 2001, a: A, b: D}]\n"
        "claims: [{id: c, kind: measured, statement: s, test: gdp(b) > 2, source: x}]\n");
    size_t tables = 0;
    check_tables(ent_json_root(json), &tables);
    /* balance, changes, two of burden, figures, two of the network, two of poles, pairs, triads, neighbourhoods,
     * two of the blocs found */
    assert_int_equal(tables, 14);
    ent_json_free(json);
}

static void the_tables_of_the_base_are_inputs_with_their_checksums(void **state)
{
    char path[ENT_PATH];
    ent_temp_file("abc.csv", "name\nX\n", 7, path);
    ent_json *json = run_text("title: t\nbase: {date: 2000-01-01, actors: abc.csv}\n");
    const ent_json_value *inputs = ent_json_get(ent_json_root(json), "inputs");
    assert_int_equal(ent_json_count(inputs), 2);
    assert_string_equal(text_in(ent_json_at(inputs, 1), "file"), path);
    assert_string_equal(text_in(ent_json_at(inputs, 1), "checksum"), /* printf 'name\nX\n' | sha256sum */
                        "1d837ccffd3c9ecbaaf3299dd3ece29e4dfdef6ad9fa5b16b1bc8928e24d29e8");
    ent_json_free(json);
}

/* ---- power ---- */

static void the_balance_has_each_measure_bloc_and_state(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "blocs: [{id: ab, members: [A, B]}, {id: cd, members: [C, D]}]\n"
        "interventions: [{id: i, kind: attribute_transferred, date: 2001, from: C, to: A, "
        "attribute: gdp, amount: 200}]\n");
    assert_int_equal(ent_json_row_count(in_result(json, "balance")), 3 * 2 * 2);
    ent_assert_number(ent_json_number(balance(json, "gdp", "ab", "before", "value")), 300e6, 0);
    ent_assert_number(ent_json_number(balance(json, "gdp", "ab", "after", "value")), 500e6, 0);
    ent_assert_number(ent_json_number(balance(json, "gdp", "ab", "before", "share")), .375, 1e-15);
    ent_assert_number(ent_json_number(balance(json, "gdp", "ab", "before", "rank")), 2, 0);
    ent_assert_number(ent_json_number(balance(json, "gdp", "ab", "after", "rank")), 1, 0);
    assert_string_equal(ent_json_text(balance(json, "gdp", "cd", "after", "missing")), "D");
    assert_string_equal(ent_json_text(balance(json, "gdp", "cd", "after", "share_of")),
                        "of the 3 actors with data");
    assert_string_equal(ent_json_text(balance(json, "milper", "ab", "after", "doubted")), "A");
    assert_string_equal(joined(in_result(json, "measures_without_data")),
                        "GDP at purchasing power parity, Net resources: GDP x GDP per head, PPP, "
                        "Population, CINC, share of world capabilities");
    ent_json_free(json);
}

static void the_burden_names_who_is_left_out_and_why(void **state)
{
    ent_json *json = run_text(FOUR_STATES "blocs: [{id: all, members: [A, B, C, D]}]\n");
    const ent_json_value *burden = ent_json_at(in_result(json, "burden"), 0);
    const ent_json_value *members = ent_json_get(burden, "members");
    ent_assert_number(ent_json_number(ent_json_get(burden, "share")), .025, 1e-15);
    ent_assert_number(ent_json_number(ent_json_cell(members, "equal", 0)), 2.5e6, 1e-6);
    ent_assert_number(ent_json_number(ent_json_cell(members, "difference", 0)), 7.5e6, 1e-6);
    assert_string_equal(names_in(ent_json_get(burden, "left_out")), "D");
    assert_string_equal(text_in(ent_json_at(ent_json_get(burden, "left_out"), 0), "lacks"), "gdp");
    ent_json_free(json);
}

static void a_burden_that_cannot_be_computed_says_why(void **state)
{
    ent_json *json = run_text("title: t\nbase: {date: 2000-01-01, actors: [{name: X}]}\n"
                              "blocs: [{id: x, members: [X]}]\n");
    const ent_json_value *burden = ent_json_at(in_result(json, "burden"), 0);
    assert_string_equal(text_in(burden, "reason"), "the base has no military expenditure (milex)");
    assert_true(ent_json_is_null(ent_json_get(burden, "milex")));
    ent_json_free(json);
}

/* ---- blocs ---- */

static void a_bloc_can_come_into_being_by_a_treaty_that_is_signed(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "blocs: [{id: entente, treaty: new}]\n"
        "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: new, members: [B, D], "
        "obligations: defense}]\n");
    const ent_json_value *bloc = ent_json_at(in_result(json, "blocs"), 0);
    assert_int_equal(ent_json_count(ent_json_get(bloc, "members")), 0);
    assert_string_equal(joined(ent_json_get(bloc, "members_after")), "B, D");
    assert_true(ent_json_is_null(balance(json, "milex", "entente", "before", "value")));
    ent_assert_number(ent_json_number(balance(json, "milex", "entente", "before", "rank")), 0, 0);
    ent_assert_number(ent_json_number(balance(json, "milex", "entente", "after", "value")), 25e6, 0);
    ent_json_free(json);
}

static void a_bloc_can_lose_its_treaty_or_all_its_members(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "blocs: [{id: by_treaty, treaty: pact}, {id: by_list, members: [C]}]\n"
        "interventions:\n  - {id: i, kind: treaty_ended, date: 2001, treaty: pact}\n"
        "  - {id: j, kind: actor_removed, date: 2001, actor: C}\n"
        "claims: [{id: c, kind: measured, statement: s, test: gdp(by_list) > 1, source: x}]\n");
    const ent_json_value *blocs = in_result(json, "blocs");
    assert_string_equal(joined(ent_json_get(ent_json_at(blocs, 0), "members")), "A, B");
    assert_int_equal(ent_json_count(ent_json_get(ent_json_at(blocs, 0), "members_after")), 0);
    assert_int_equal(ent_json_count(ent_json_get(ent_json_at(blocs, 1), "members_after")), 0);
    assert_true(ent_json_is_null(balance(json, "gdp", "by_list", "after", "share")));
    assert_string_equal(ent_json_text(claim_of(json, 0, "verdict")), "no data");
    ent_json_free(json);
}

static void a_bloc_that_never_has_members_is_refused(void **state)
{
    char path[ENT_PATH], message[2 * ENT_PATH];
    static const char text[] = FOUR_STATES "blocs: [{id: b, treaty: pakt}]\n";
    ent_json *json;
    ent_error error = {0};
    ent_run_options options = {.scenario_path = ent_temp_file("none.yaml", text, strlen(text), path)};
    snprintf(message, sizeof message, "%s: bloc 'b': no treaty 'pakt' ties anyone", path);
    ent_assert_fails(ent_run(&options, &json, &error), &error, ENT_ERR_INPUT, message);
    assert_null(json);
}

static void absent_members_are_named(void **state)
{
    ent_json *json = run_text(FOUR_STATES "blocs: [{id: b, members: [A, Y, Z]}]\n");
    assert_string_equal(text_in(ent_json_at(in_result(json, "blocs"), 0), "absent"), "Y, Z");
    ent_json_free(json);
}

/* ---- relations ---- */

static void allies_rivals_and_common_enemies_are_those_of_the_parties(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "interventions:\n"
        "  - {id: i, kind: rivalry_started, date: 2001, a: B, b: D}\n"
        "  - {id: j, kind: treaty_left, date: 2001, treaty: league, actor: A}\n");
    const ent_json_value *a = relations_of(json, "A");
    assert_string_equal(names_in(ent_json_get(a, "allies_before")), "B, C");
    assert_string_equal(names_in(ent_json_get(a, "allies_after")), "B");
    assert_string_equal(names_in(ent_json_get(a, "rivals_before")), "D");
    assert_string_equal(joined(ent_json_get(ent_json_at(ent_json_get(a, "allies_before"), 0), "owes")),
                        "defense, consultation");
    assert_null(relations_of(json, "C")); /* no party */
    const ent_json_value *enemies = ent_json_get(in_result(json, "relations"), "common_enemies");
    assert_string_equal(text_in(ent_json_at(enemies, 0), "a"), "A");
    assert_string_equal(text_in(ent_json_at(enemies, 0), "b"), "B");
    assert_int_equal(ent_json_count(ent_json_get(ent_json_at(enemies, 0), "before")), 0);
    assert_string_equal(joined(ent_json_get(ent_json_at(enemies, 0), "after")), "D");
    ent_json_free(json);
}

static void what_changed_is_listed_pair_by_pair(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "interventions:\n"
        "  - {id: i, kind: rivalry_ended, date: 2001, a: A, b: D}\n"
        "  - {id: j, kind: treaty_left, date: 2001, treaty: league, actor: C}\n");
    const ent_json_value *changes = in_result(json, "changes");
    static const char *const expected[][5] = {
        {"alliance", "A", "C", "A owes consultation, C owes nonaggression;consultation", "nothing"},
        {"rivalry", "A", "D", "rivals", "none"},
        {"alliance", "B", "C", "B owes consultation, C owes nonaggression;consultation", "nothing"}};
    static const char *const columns[] = {"layer", "a", "b", "before", "after"};
    assert_int_equal(ent_json_row_count(changes), 3);
    for (size_t row = 0; row < 3; row++)
        for (size_t i = 0; i < 5; i++)
            assert_string_equal(ent_json_text(ent_json_cell(changes, columns[i], row)), expected[row][i]);
    ent_json_free(json);
}

static void a_treaty_that_ends_makes_its_members_the_parties(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "interventions: [{id: i, kind: treaty_ended, date: 2001, treaty: pact}]\n");
    assert_non_null(relations_of(json, "A"));
    assert_non_null(relations_of(json, "B"));
    assert_null(relations_of(json, "C"));
    ent_json_free(json);
}

static void without_interventions_the_members_of_blocs_are_the_parties(void **state)
{
    ent_json *json = run_text(FOUR_STATES "blocs: [{id: b, members: [C]}]\n");
    assert_non_null(relations_of(json, "C"));
    assert_null(relations_of(json, "A"));
    assert_int_equal(ent_json_row_count(in_result(json, "changes")), 0);
    ent_json_free(json);
}

static void a_removed_actor_is_marked_and_keeps_what_it_had_before(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "interventions: [{id: i, kind: actor_removed, date: 2001, actor: A}]\n");
    const ent_json_value *a = relations_of(json, "A");
    assert_true(ent_json_is_true(ent_json_get(a, "removed")));
    assert_string_equal(names_in(ent_json_get(a, "allies_before")), "B, C");
    assert_int_equal(ent_json_count(ent_json_get(a, "allies_after")), 0);
    ent_json_free(json);
}

/* A source that ends before the day says nothing of it; what is signed is known all the same. */
static void a_pact_signed_beyond_the_source_of_alliances_is_shown(void **state)
{
    ent_json *json = run_text(
        "title: t\nbase:\n  date: 2000-01-01\n  actors: [{name: X}, {name: Y}]\n"
        "  treaties: [{treaty: old, obligations: defense, from: 1980, to: 1990}]\n"
        "  treaty_members: [{treaty: old, actor: X, from: 1980, to: 1990}]\n"
        "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: new, members: [X, Y], "
        "obligations: defense}]\n");
    const ent_json_value *layers = ent_json_get(in_result(json, "relations"), "layers");
    assert_string_equal(text_in(ent_json_get(layers, "alliance"), "reason"), "not covered");
    assert_string_equal(text_in(ent_json_get(layers, "rivalry"), "reason"), "no data");
    assert_int_equal(ent_json_row_count(in_result(json, "changes")), 1);
    assert_string_equal(names_in(ent_json_get(relations_of(json, "X"), "allies_after")), "Y");
    ent_json_free(json);
}

/* ---- interventions and claims ---- */

static void the_number_of_an_intervention_keeps_its_key(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "interventions:\n"
        "  - {id: a, date: 2001, kind: attribute_set, actor: A, attribute: gdp, value: 1}\n"
        "  - {id: b, date: 2001, kind: attribute_scaled, actor: A, attribute: gdp, factor: 2}\n"
        "  - {id: c, date: 2001, kind: attribute_transferred, from: B, to: A, attribute: gdp, amount: 3}\n"
        "  - {id: d, date: 2001, kind: attribute_transferred, from: B, to: A, attribute: gdp, share: 0}\n");
    static const char *const keys[] = {"value", "factor", "amount", "share"};
    static const double numbers[] = {1, 2, 3, 0};
    for (size_t i = 0; i < 4; i++)
        ent_assert_number(ent_json_number(ent_json_get(ent_json_at(in_result(json, "interventions"), i),
                                                       keys[i])), numbers[i], 0);
    ent_json_free(json);
}

static void a_claim_is_judged_before_or_after(void **state)
{
    ent_json *json = run_text(FOUR_STATES
        "interventions: [{id: i, kind: attribute_scaled, date: 2001, actor: A, attribute: gdp, factor: 9}]\n"
        "claims:\n"
        "  - {id: c, kind: measured, statement: s, test: gdp(A) > gdp(C), source: x}\n"
        "  - {id: d, kind: measured, statement: s, test: gdp(A) > gdp(C), source: x, when: before}\n"
        "  - {id: e, kind: measured, statement: s, test: gdp(D) > gdp(C), source: x}\n");
    assert_string_equal(ent_json_text(claim_of(json, 0, "verdict")), "holds");
    assert_string_equal(ent_json_text(claim_of(json, 1, "verdict")), "fails");
    assert_string_equal(ent_json_text(claim_of(json, 2, "verdict")), "no data");
    assert_string_equal(ent_json_text(claim_of(json, 2, "reason")), "no data for gdp(D): D has no gdp");
    ent_json_free(json);
}

static void assert_claim_refused(const char *test, const char *message)
{
    char path[ENT_PATH], text[3000], whole[2 * ENT_PATH];
    ent_json *json;
    ent_error error = {0};
    snprintf(text, sizeof text, FOUR_STATES "blocs: [{id: ab, members: [A, B]}]\nclaims:\n"
             "  - {id: c, kind: measured, statement: s, source: x, test: %s}\n", test);
    ent_run_options options = {.scenario_path = ent_temp_file("claim.yaml", text, strlen(text), path)};
    snprintf(whole, sizeof whole, "%s:%s", path, message);
    ent_assert_fails(ent_run(&options, &json, &error), &error, ENT_ERR_INPUT, whole);
    assert_null(json);
}

static void a_wrong_claim_is_refused_with_its_place_in_the_file(void **state)
{
    assert_claim_refused("gpd(ab) > 1",
                         "32:60: claim 'c', at character 1 of its test: there is no measure 'gpd', did "
                         "you mean 'gdp'?; expected gdp, gdp_ppp, net_resources, milex, milper, tpop, "
                         "cinc");
    assert_claim_refused("1 < gdp(abc)",
                         "32:60: claim 'c', at character 5 of its test: there is no bloc or actor "
                         "'abc', did you mean 'ab'?; expected ab");
    assert_claim_refused("gdp(ab)", "32:60: claim 'c', at character 1 of its test: 'gdp(ab)' is a "
                                    "number; expected a comparison, with '<', '>' or '='");
}

/* ---- memory ---- */

static ent_status run_and_free(void *path, ent_error *error)
{
    ent_run_options options = {.scenario_path = path};
    ent_json *json;
    ent_status status = ent_run(&options, &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    char path[ENT_PATH];
    static const char text[] = FOUR_STATES
        "blocs: [{id: ab, members: [A, B, Z]}, {id: pact, treaty: pact}]\n"
        "interventions:\n  - {id: i, kind: treaty_ended, date: 2001, treaty: pact}\n"
        "  - {id: j, kind: rivalry_started, date: 2001, a: B, b: D}\n"
        "claims: [{id: c, kind: measured, statement: s, source: x, test: gdp(ab) > gdp(pact)}]\n";
    ent_temp_file("sweep.yaml", text, strlen(text), path);
    ent_sweep(run_and_free, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_one_object_with_its_version_inputs_and_run),
        cmocka_unit_test(tables_are_columns_of_one_length),
        cmocka_unit_test(the_tables_of_the_base_are_inputs_with_their_checksums),
        cmocka_unit_test(the_balance_has_each_measure_bloc_and_state),
        cmocka_unit_test(the_burden_names_who_is_left_out_and_why),
        cmocka_unit_test(a_burden_that_cannot_be_computed_says_why),
        cmocka_unit_test(a_bloc_can_come_into_being_by_a_treaty_that_is_signed),
        cmocka_unit_test(a_bloc_can_lose_its_treaty_or_all_its_members),
        cmocka_unit_test(a_bloc_that_never_has_members_is_refused),
        cmocka_unit_test(absent_members_are_named),
        cmocka_unit_test(allies_rivals_and_common_enemies_are_those_of_the_parties),
        cmocka_unit_test(what_changed_is_listed_pair_by_pair),
        cmocka_unit_test(a_treaty_that_ends_makes_its_members_the_parties),
        cmocka_unit_test(without_interventions_the_members_of_blocs_are_the_parties),
        cmocka_unit_test(a_removed_actor_is_marked_and_keeps_what_it_had_before),
        cmocka_unit_test(a_pact_signed_beyond_the_source_of_alliances_is_shown),
        cmocka_unit_test(the_number_of_an_intervention_keeps_its_key),
        cmocka_unit_test(a_claim_is_judged_before_or_after),
        cmocka_unit_test(a_wrong_claim_is_refused_with_its_place_in_the_file),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
