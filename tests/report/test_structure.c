/* Poles, similarity, triads and neighbourhoods of a run: small cases worked by hand. */
#include "run_helpers.h"

#include <math.h>

static const ent_json_value *section(ent_json *json, const char *name, const char *key)
{
    return ent_json_get(ent_json_get(result_of(json), name), key);
}

static const char *cell_text(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

static double cell_number(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

/* ---- poles ---- */

/* The number of a measure of concentration of gdp. */
static double of_gdp(ent_json *json, const char *counted, const char *when, const char *column)
{
    const ent_json_value *table = section(json, "concentration", "measures");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(cell_text(table, "measure", row), "gdp") == 0 &&
            strcmp(cell_text(table, "counted", row), counted) == 0 &&
            strcmp(cell_text(table, "when", row), when) == 0)
            return cell_number(table, column, row);
    fail_msg("no concentration of gdp among %s %s", counted, when);
    return NAN;
}

#define TWO_BLOCS "blocs: [{id: ab, members: [A, B]}, {id: cd, members: [C, D]}]\n"
#define PACT_OF_C_AND_D                                                                            \
    "interventions:\n"                                                                             \
    "  - {id: i, kind: treaty_signed, date: 2001, treaty: new, members: [C, D], obligations: defense}\n"

/* A and B are bound: 300; C has 500, D nothing that is known, and after the pact 200. */
static void members_who_owe_each_other_defence_are_one_pole(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS PACT_OF_C_AND_D
        "  - {id: j, kind: attribute_set, date: 2001, actor: D, attribute: gdp, value: 200}\n");
    const struct {
        const char *counted, *when;
        double n, missing, hhi, con;
    } cases[] = {
        {"poles", "before", 2, 1, .375 * .375 + .625 * .625, .25},
        {"poles", "after", 2, 0, .3 * .3 + .7 * .7, .4},
        {"actors", "before", 3, 1, .125 * .125 + .25 * .25 + .625 * .625, .450693909432999},
        {"actors", "after", 4, 0, .01 + .04 + .25 + .04, .346410161513775},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *counted = cases[i].counted, *when = cases[i].when;
        ent_assert_number(of_gdp(json, counted, when, "n"), cases[i].n, 0);
        ent_assert_number(of_gdp(json, counted, when, "missing"), cases[i].missing, 0);
        ent_assert_number(of_gdp(json, counted, when, "hhi"), cases[i].hhi, 1e-14);
        ent_assert_number(of_gdp(json, counted, when, "effective"), 1 / cases[i].hhi, 1e-13);
        ent_assert_number(of_gdp(json, counted, when, "con"), cases[i].con, 1e-13);
    }
    ent_json_free(json);
}

static void poles_are_listed_by_strength_with_a_name_for_both_times(void **state)
{
    static const struct {
        const char *when, *id, *pole;
        double share;
    } rows[] = {{"before", "C", "Cland", .625}, {"before", "ab", "ab", .375},
                {"after", "cd", "cd", .625}, {"after", "ab", "ab", .375}};
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS PACT_OF_C_AND_D);
    const ent_json_value *table = section(json, "concentration", "poles");
    size_t at = 0;
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        if (strcmp(cell_text(table, "measure", row), "gdp") != 0)
            continue;
        assert_true(at < 4);
        assert_string_equal(cell_text(table, "when", row), rows[at].when);
        assert_string_equal(cell_text(table, "id", row), rows[at].id);
        assert_string_equal(cell_text(table, "pole", row), rows[at].pole);
        ent_assert_number(cell_number(table, "share", row), rows[at].share, 1e-15);
        at++;
    }
    assert_int_equal(at, 4);
    ent_assert_number(of_gdp(json, "poles", "after", "incomplete"), 1, 0); /* D has no gdp */
    ent_json_free(json);
}

/* Two of three members are bound. */
static void a_bloc_that_is_bound_in_part_is_named_so(void **state)
{
    ent_json *json = run_text(FOUR_STATES "blocs: [{id: abc, name: The three, members: [A, B, C]}]\n");
    const ent_json_value *table = section(json, "concentration", "poles");
    assert_string_equal(cell_text(table, "pole", 1), "The three (2 of 3)");
    assert_string_equal(cell_text(table, "id", 1), "abc");
    ent_json_free(json);
}

static void a_removed_actor_is_no_pole(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS
        "interventions: [{id: i, kind: actor_removed, date: 2001, actor: C}]\n");
    ent_assert_number(of_gdp(json, "poles", "after", "n"), 1, 0);
    ent_assert_number(of_gdp(json, "poles", "after", "missing"), 1, 0); /* D */
    ent_json_free(json);
}

#define NO_TIES                                                                                    \
    "title: t\nbase:\n  date: 2000-01-01\n  actors: [{name: A, abb: A}, {name: B, abb: B}]\n"      \
    "  attributes: [{actor: A, attribute: gdp, value: 3, unit: dollars}]\n"

static void what_is_not_known_is_said_and_not_counted(void **state)
{
    ent_json *json = run_text(NO_TIES "blocs: [{id: ab, members: [A, B]}]\n");
    assert_string_equal(ent_json_text(section(json, "concentration", "reason")),
                        "layer alliance: no data");
    assert_string_equal(ent_json_text(section(json, "similarity", "reason")), "layer alliance: no data");
    assert_string_equal(ent_json_text(section(json, "triads", "reason")), "layer alliance: no data");
    assert_string_equal(ent_json_text(section(json, "neighbourhoods", "reason")),
                        "layer contiguity: no data");
    assert_int_equal(ent_json_row_count(section(json, "similarity", "pairs")), 0);
    assert_null(section(json, "triads", "before"));
    assert_int_equal(ent_json_row_count(section(json, "neighbourhoods", "actors")), 0);
    ent_json_free(json);
}

/* ---- similarity ---- */

static void assert_pair(const ent_json_value *table, size_t row, const char *pair, const char *bloc,
                        double before, double after)
{
    char text[40];
    snprintf(text, sizeof text, "%s-%s", cell_text(table, "a", row), cell_text(table, "b", row));
    assert_string_equal(text, pair);
    assert_string_equal(cell_text(table, "bloc", row), bloc);
    ent_assert_number(cell_number(table, "s_before", row), before, 1e-15);
    ent_assert_number(cell_number(table, "s_after", row), after, 1e-15);
}

/* Levels towards A, B, C, D: A and B 3 3 1 0, C 2 2 3 0, D 0 0 0 3; after the pact C 2 2 3 3, D 0 0 3 3.
 * S = 1 - 2 sum|x - y| / 12. B, with the greater gdp, leads ab. */
static void parties_are_compared_with_each_other_and_with_leading_members(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS PACT_OF_C_AND_D);
    const ent_json_value *table = section(json, "similarity", "pairs");
    assert_int_equal(ent_json_row_count(table), 3);
    assert_pair(table, 0, "C-D", "", 1 - 20 / 12.0, 1 - 8 / 12.0);
    assert_pair(table, 1, "C-B", "ab", 1 - 8 / 12.0, 1 - 14 / 12.0);
    assert_pair(table, 2, "D-B", "ab", 1 - 20 / 12.0, 1 - 22 / 12.0);
    assert_true(isnan(cell_number(table, "s_weighted_after", 0))); /* nobody has a CINC */
    assert_string_equal(ent_json_text(section(json, "similarity", "leaders_by")), "gdp");
    ent_json_free(json);
}

static void without_interventions_leading_members_are_compared(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS);
    const ent_json_value *table = section(json, "similarity", "pairs");
    assert_int_equal(ent_json_row_count(table), 1);
    assert_pair(table, 0, "B-C", "cd", 1 - 8 / 12.0, 1 - 8 / 12.0);
    ent_json_free(json);
}

static void a_removed_actor_has_no_portfolio(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS
        "interventions: [{id: i, kind: actor_removed, date: 2001, actor: C}]\n");
    const ent_json_value *table = section(json, "similarity", "pairs");
    assert_pair(table, 0, "C-B", "ab", 1 - 8 / 12.0, NAN);
    ent_json_free(json);
}

/* ---- triads and neighbourhoods ---- */

/* P and Q, Q and R owe each other defence; P and R are rivals: a tense triad. Q borders on both, by land and
 * over 10 miles; from P to R are 100. */
#define THREE_STATES                                                                               \
    "title: Three states\n"                                                                        \
    "base:\n"                                                                                      \
    "  date: 2000-01-01\n"                                                                         \
    "  actors: [{name: Pland, abb: P}, {name: Qland, abb: Q}, {name: Rland, abb: R}]\n"            \
    "  attributes: [{actor: P, attribute: cinc, value: 0.5, unit: share}]\n"                       \
    "  ties:\n"                                                                                    \
    "    - {layer: rivalry, a: P, b: R}\n"                                                         \
    "    - {layer: contiguity, a: P, b: Q, level: 1}\n"                                            \
    "    - {layer: contiguity, a: Q, b: R, level: 2}\n"                                            \
    "    - {layer: contiguity, a: P, b: R, level: 4}\n"                                            \
    "  treaties: [{treaty: west, obligations: defense}, {treaty: east, obligations: defense}]\n"   \
    "  treaty_members:\n"                                                                          \
    "    - {treaty: west, actor: P}\n"                                                             \
    "    - {treaty: west, actor: Q}\n"                                                             \
    "    - {treaty: east, actor: Q}\n"                                                             \
    "    - {treaty: east, actor: R}\n"                                                             \
    "blocs: [{id: pq, members: [P, Q]}]\n"

static void assert_triad(const char *text, const char *before, const char *after, const char *becomes,
                         double tense_before, double tense_after)
{
    ent_json *json = run_text(text);
    const ent_json_value *table = section(json, "triads", "changes");
    ent_assert_number(ent_json_number(ent_json_get(section(json, "triads", "before"), "tense")),
                      tense_before, 0);
    ent_assert_number(ent_json_number(ent_json_get(section(json, "triads", "after"), "tense")),
                      tense_after, 0);
    assert_int_equal(ent_json_row_count(table), becomes ? 1 : 0);
    if (becomes) {
        assert_string_equal(cell_text(table, "before", 0), before);
        assert_string_equal(cell_text(table, "after", 0), after);
        assert_string_equal(cell_text(table, "becomes", 0), becomes);
    }
    ent_json_free(json);
}

static void a_triad_is_relaxed_or_becomes_tense(void **state)
{
    assert_triad(THREE_STATES "interventions: [{id: i, kind: rivalry_ended, date: 2001, a: P, b: R}]\n",
                 "+-+", "+0+", "relaxed", 1, 0);
    assert_triad(THREE_STATES "interventions: [{id: i, kind: treaty_ended, date: 2001, treaty: east},\n"
                 "  {id: j, kind: rivalry_started, date: 2001, a: Q, b: R}]\n",
                 "+-+", "+--", "relaxed", 1, 0);
    assert_triad(THREE_STATES "interventions: [{id: i, kind: actor_removed, date: 2001, actor: Q}]\n",
                 "+-+", "0-0", "relaxed", 1, 0);
    assert_triad(FOUR_STATES "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: n, "
                 "members: [B, D], obligations: defense}]\n",
                 "+-0", "+-+", "tense", 0, 1);
    assert_triad(FOUR_STATES "interventions: [{id: i, kind: rivalry_started, date: 2001, a: B, b: D}]\n",
                 "+-0", "+--", "balanced", 0, 0);
    assert_triad(FOUR_STATES "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: n, "
                 "members: [B, D], obligations: neutrality}]\n", NULL, NULL, NULL, 0, 0);
}

/* Signs that cancel: a pair with a pact and a rivalry counts as neither. */
static void a_pact_between_rivals_has_no_sign(void **state)
{
    assert_triad(THREE_STATES "interventions: [{id: i, kind: rivalry_started, date: 2001, a: P, b: Q}]\n",
                 "+-+", "0-+", "relaxed", 1, 0);
}

static void assert_surroundings(ent_json *json, size_t row, const char *actor, double count,
                                const char *before, const char *after)
{
    const ent_json_value *table = section(json, "neighbourhoods", "actors");
    assert_string_equal(cell_text(table, "actor", row), actor);
    ent_assert_number(cell_number(table, "neighbours_before", row), count, 0);
    assert_string_equal(cell_text(table, "kind_before", row), before);
    assert_string_equal(cell_text(table, "kind_after", row), after);
}

static void neighbours_are_near_and_may_all_be_allies_or_rivals(void **state)
{
    ent_json *json = run_text(THREE_STATES
        "interventions: [{id: i, kind: treaty_left, date: 2001, treaty: east, actor: R},\n"
        "  {id: j, kind: rivalry_started, date: 2001, a: Q, b: R}]\n");
    assert_surroundings(json, 0, "Q", 2, "all allies", "mixed");
    assert_surroundings(json, 1, "R", 1, "all allies", "all rivals");
    assert_int_equal(ent_json_row_count(section(json, "neighbourhoods", "actors")), 2);
    const ent_json_value *before = section(json, "neighbourhoods", "before");
    const ent_json_value *after = section(json, "neighbourhoods", "after");
    assert_string_equal(joined(ent_json_get(before, "all_allies")), "P, Q, R");
    assert_string_equal(joined(ent_json_get(after, "all_allies")), "P");
    assert_string_equal(joined(ent_json_get(after, "all_rivals")), "R");
    ent_json_free(json);
}

static void a_removed_neighbour_is_gone(void **state)
{
    ent_json *json = run_text(THREE_STATES
        "interventions: [{id: i, kind: actor_removed, date: 2001, actor: Q}]\n");
    assert_surroundings(json, 0, "P", 1, "all allies", "no neighbours");
    assert_surroundings(json, 1, "Q", 2, "all allies", "removed");
    assert_surroundings(json, 2, "R", 1, "all allies", "no neighbours");
    ent_json_free(json);
}

/* ---- text and page ---- */

static void the_page_draws_the_poles_and_says_them_in_words(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS PACT_OF_C_AND_D);
    ent_error error = {0};
    char *html = NULL;
    ent_assert_ok(ent_run_page(json, &html, &error), &error);
    assert_non_null(strstr(html, "<section id=\"poles\""));
    assert_non_null(strstr(html, "<title>GDP at market rates: shares of the strongest poles</title>"));
    assert_non_null(strstr(html, "The strongest by GDP at market rates: Cland 62.5 %, ab 37.5 %; after: "
                                 "cd 62.5 %, ab 37.5 %"));
    assert_non_null(strstr(html, "Weighted by CINC: no data, since 4 actors have no CINC."));
    assert_non_null(strstr(html, "No data (layer contiguity: no data)."));
    free(html);
    ent_json_free(json);
}

/* ---- memory ---- */

static ent_status run_and_draw(void *path, ent_error *error)
{
    ent_run_options options = {.scenario_path = path};
    ent_json *json = NULL;
    char *html = NULL;
    ent_status status = ent_run(&options, &json, error);
    assert_true((json == NULL) == (status != ENT_OK));
    if (status == ENT_OK)
        status = ent_run_page(json, &html, error);
    assert_true((html == NULL) == (status != ENT_OK));
    free(html);
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    static const char text[] = THREE_STATES
        "interventions: [{id: i, kind: rivalry_ended, date: 2001, a: P, b: R}]\n";
    char path[ENT_PATH];
    ent_sweep(run_and_draw, ent_temp_file("sweep.yaml", text, strlen(text), path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_who_owe_each_other_defence_are_one_pole),
        cmocka_unit_test(poles_are_listed_by_strength_with_a_name_for_both_times),
        cmocka_unit_test(a_bloc_that_is_bound_in_part_is_named_so),
        cmocka_unit_test(a_removed_actor_is_no_pole),
        cmocka_unit_test(what_is_not_known_is_said_and_not_counted),
        cmocka_unit_test(parties_are_compared_with_each_other_and_with_leading_members),
        cmocka_unit_test(without_interventions_leading_members_are_compared),
        cmocka_unit_test(a_removed_actor_has_no_portfolio),
        cmocka_unit_test(a_triad_is_relaxed_or_becomes_tense),
        cmocka_unit_test(a_pact_between_rivals_has_no_sign),
        cmocka_unit_test(neighbours_are_near_and_may_all_be_allies_or_rivals),
        cmocka_unit_test(a_removed_neighbour_is_gone),
        cmocka_unit_test(the_page_draws_the_poles_and_says_them_in_words),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
