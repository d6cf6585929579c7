#include "../scenario/small_world.h"

#include <math.h>

/* A base on a day, with the rest of the tables. */
#define BASE(day, tables) "title: t\nbase:\n  date: " day "\n" tables

static const char one_leaves[] =
    "  actors:\n"
    "    - {name: Stays}\n"
    "    - {name: Leaves, from: 1950, to: 1990-10-02}\n"
    "  attributes:\n"
    "    - {actor: Leaves, attribute: x, value: 1, from: 1990, to: 1990}\n"
    "  ties:\n"
    "    - {layer: rivalry, a: Stays, b: Leaves, from: 1980}\n"
    "    - {layer: trade, a: Stays, b: Leaves, value: 3, directed: yes}\n";

static small_world one_leaves_on(const char *day)
{
    char text[1000];
    snprintf(text, sizeof text, "title: t\nbase:\n  date: %s\n%s", day, one_leaves);
    return small_world_of(text);
}

static void an_actor_is_present_on_its_last_day_and_not_on_the_next(void **state)
{
    small_world last = one_leaves_on("1990-10-02"), next = one_leaves_on("1990-10-03");
    assert_int_equal(last.snapshot->actor_count, 2);
    assert_int_equal(next.snapshot->actor_count, 1);
    assert_string_equal(next.snapshot->actors[0].name, "Stays");
    assert_int_equal(ent_snapshot_find(last.snapshot, "Leaves"), 1);
    assert_int_equal(ent_snapshot_find(next.snapshot, "Leaves"), -1);
    small_world_clear(&last);
    small_world_clear(&next);
}

static void ties_and_values_of_an_absent_actor_are_left_out(void **state)
{
    small_world last = one_leaves_on("1990-10-02"), next = one_leaves_on("1990-10-03");
    assert_int_equal(level_between(last.snapshot, "rivalry", 0, 1), 1);
    assert_int_equal(ent_snapshot_layer(last.snapshot, "trade")->tie_count, 1);
    assert_int_equal(ent_snapshot_layer(next.snapshot, "rivalry")->tie_count, 0);
    assert_int_equal(ent_snapshot_layer(next.snapshot, "trade")->tie_count, 0);
    assert_int_equal(ent_snapshot_layer(next.snapshot, "rivalry")->first[1], 0);
    assert_true(ent_snapshot_attribute(next.snapshot, "x")->covered);
    assert_true(ent_snapshot_attribute(next.snapshot, "x")->missing[0]);
    small_world_clear(&last);
    small_world_clear(&next);
}

static void beyond_its_source_a_layer_is_not_covered_and_empty(void **state)
{
    small_world w = small_world_of(BASE("2001-01-01",
        "  actors: [{name: X}, {name: Y}]\n"
        "  ties: [{layer: rivalry, a: X, b: Y, from: 1990, to: 2000}]\n"
        "  attributes: [{actor: X, attribute: gdp, value: 1, unit: euro, from: 2000, to: 2000}]\n"));
    const ent_layer *layer = ent_snapshot_layer(w.snapshot, "rivalry");
    const ent_attribute *gdp = ent_snapshot_attribute(w.snapshot, "gdp");
    assert_false(layer->covered);
    assert_int_equal(layer->covers.to, ent_day_from_date(2000, 12, 31));
    assert_int_equal(layer->tie_count + layer->first[2] + layer->level[1], 0);
    assert_false(gdp->covered);
    assert_true(gdp->missing[0] && gdp->missing[1]);
    ent_assert_number(gdp->value[0], (double)NAN, 0);
    small_world_clear(&w);
}

static void a_day_that_no_membership_covers_is_refused(void **state)
{
    ent_error error = {0};
    ent_scenario *scenario;
    ent_world *world;
    ent_snapshot *snapshot;
    ent_assert_ok(open_scenario(BASE("2001-01-01", "  actors: [{name: X, from: 1990, to: 2000}]\n"),
                                &scenario, &error), &error);
    ent_assert_ok(ent_scenario_world(scenario, &world, &error), &error);
    ent_assert_fails(ent_snapshot_at(world, ent_day_from_date(2001, 1, 1), NULL, &snapshot, &error),
                     &error, ENT_ERR_INPUT, "2001-01-01 is not covered: actors@small reaches from "
                                            "1990-01-01 to 2000-12-31");
    assert_null(snapshot);
    ent_world_close(world);
    ent_scenario_free(scenario);
}

static void obligations_are_joined_over_treaties_and_give_the_level(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    const ent_snapshot *s = w.snapshot;
    assert_int_equal(owed(s, A, B), ENT_DEFENSE | ENT_CONSULTATION);
    assert_int_equal(level_between(s, "alliance", A, B), 3);
    assert_int_equal(owed(s, C, A), ENT_NONAGGRESSION | ENT_CONSULTATION);
    assert_int_equal(owed(s, A, C), ENT_CONSULTATION);
    assert_int_equal(level_between(s, "alliance", C, A), 2);
    assert_int_equal(level_between(s, "alliance", A, C), 1);
    assert_int_equal(level_between(s, "alliance", A, D), 0);
    assert_int_equal(ent_snapshot_layer(s, "alliance")->scale, ENT_SCALE_COW);
    assert_int_equal(s->treaty_count, 2);
    small_world_clear(&w);
}

static void an_undirected_tie_stands_once_and_its_matrix_is_symmetric(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    const ent_layer *layer = ent_snapshot_layer(w.snapshot, "rivalry");
    assert_int_equal(layer->tie_count, 1);
    assert_int_equal(level_between(w.snapshot, "rivalry", A, D), 1);
    assert_int_equal(level_between(w.snapshot, "rivalry", D, A), 1);
    assert_string_equal(w.snapshot->texts[layer->ties[0].source_text], "a book");
    small_world_clear(&w);
}

static void neighbour_lists_hold_the_ties_of_the_matrix_ascending(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    const ent_layer *layer = ent_snapshot_layer(w.snapshot, "alliance");
    static const size_t first[] = {0, 2, 4, 6, 6};
    static const int neighbour[] = {B, C, A, C, A, B};
    assert_memory_equal(layer->first, first, sizeof first);
    assert_memory_equal(layer->neighbour, neighbour, sizeof neighbour);
    small_world_clear(&w);
}

static void of_several_kinds_of_contiguity_the_lowest_counts(void **state)
{
    small_world w = small_world_of(BASE("2000-01-01",
        "  actors: [{name: X}, {name: Y}]\n"
        "  ties:\n"
        "    - {layer: contiguity, a: X, b: Y, level: 4}\n"
        "    - {layer: contiguity, a: X, b: Y, level: 2, from: 1990}\n"
        "    - {layer: contiguity, a: X, b: Y, level: 3, from: 1995}\n"
        "    - {layer: rank, a: X, b: Y, level: 4}\n"
        "    - {layer: rank, a: X, b: Y, level: 2, from: 1990}\n"));
    assert_int_equal(level_between(w.snapshot, "contiguity", 1, 0), 2);
    assert_int_equal(level_between(w.snapshot, "rank", 1, 0), 4);
    small_world_clear(&w);
}

static void a_tie_is_in_doubt_if_all_that_make_it_are(void **state)
{
    small_world w = small_world_of(BASE("2000-01-01",
        "  actors: [{name: X}, {name: Y}, {name: Z}]\n"
        "  treaties:\n"
        "    - {treaty: sure, obligations: consultation}\n"
        "    - {treaty: unsure, obligations: defense, status: unverified;disputed}\n"
        "    - {treaty: one_way, obligations: '', confidence: high}\n"
        "  treaty_members:\n"
        "    - {treaty: sure, actor: X}\n    - {treaty: sure, actor: Y}\n"
        "    - {treaty: unsure, actor: X}\n    - {treaty: unsure, actor: Y}\n"
        "    - {treaty: unsure, actor: Z}\n"
        "    - {treaty: one_way, actor: X}\n"
        "    - {treaty: one_way, actor: Z, obligations: neutrality}\n"));
    const ent_layer *layer = ent_snapshot_layer(w.snapshot, "alliance");
    assert_int_equal(layer->marks[0 * 3 + 1], 0); /* X owes Y by a treaty that is sure */
    assert_int_equal(layer->marks[1 * 3 + 2], ENT_MARK_UNVERIFIED | ENT_MARK_DISPUTED);
    assert_int_equal(layer->marks[2 * 3 + 0], 0); /* Z owes X neutrality for sure */
    /* X owes Z only what is unsure; that the third treaty asks nothing of X does not make it sure */
    assert_int_equal(layer->marks[0 * 3 + 2], ENT_MARK_UNVERIFIED | ENT_MARK_DISPUTED);
    small_world_clear(&w);
}

static void values_of_several_ties_of_a_pair_add_up(void **state)
{
    small_world w = small_world_of(BASE("2000-01-01",
        "  actors: [{name: X}, {name: Y}]\n"
        "  ties:\n"
        "    - {layer: trade, a: X, b: Y, value: 3, directed: yes}\n"
        "    - {layer: trade, a: X, b: Y, value: 4, directed: yes, from: 1999}\n"));
    const ent_layer *trade = ent_snapshot_layer(w.snapshot, "trade");
    ent_assert_number(trade->value[0 * 2 + 1], 7, 0);
    ent_assert_number(trade->value[1 * 2 + 0], (double)NAN, 0);
    small_world_clear(&w);
}

static void what_is_missing_is_nan_and_marked_never_zero(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    const ent_attribute *gdp = ent_snapshot_attribute(w.snapshot, "gdp");
    static const uint8_t missing[] = {0, 0, 0, 1};
    assert_memory_equal(gdp->missing, missing, 4);
    ent_assert_number(gdp->value[D], (double)NAN, 0);
    ent_assert_number(gdp->value[B], 200, 0);
    assert_string_equal(gdp->unit, "million dollars");
    assert_int_equal(ent_snapshot_attribute(w.snapshot, "milper")->marks[A], ENT_MARK_UNVERIFIED);
    small_world_clear(&w);
}

/* A world with these attribute rows, or its snapshot, is refused with the message. */
static void assert_attributes_refused(const char *rows, const char *message)
{
    char text[500];
    ent_scenario *scenario;
    ent_world *world;
    ent_snapshot *snapshot;
    ent_error error = {0};
    snprintf(text, sizeof text, BASE("2000-01-01", "  actors: [{name: X}, {name: Y}]\n"
                                                   "  attributes: [%s]\n"), rows);
    ent_assert_ok(open_scenario(text, &scenario, &error), &error);
    ent_status status = ent_scenario_world(scenario, &world, &error);
    if (status == ENT_OK)
        status = ent_snapshot_at(world, ent_day_from_date(2000, 1, 1), NULL, &snapshot, &error);
    ent_assert_fails(status, &error, ENT_ERR_INPUT, message);
    ent_world_close(world);
    ent_scenario_free(scenario);
}

static void one_attribute_has_one_unit(void **state)
{
    assert_attributes_refused("{actor: X, attribute: gdp, value: 1, unit: euro}, "
                              "{actor: Y, attribute: gdp, value: 1, unit: dollars}",
                              "gdp@small has two units on one day: 'euro' and 'dollars'");
    assert_attributes_refused("{actor: X, attribute: gdp, value: 1}, "
                              "{actor: Y, attribute: gdp, value: 1, unit: dollars}",
                              "gdp@small has two units on one day: '' and 'dollars'");
}

static void one_actor_has_one_value_a_day(void **state)
{
    assert_attributes_refused("{actor: X, attribute: gdp, value: 1, from: 1999}, "
                              "{actor: X, attribute: gdp, value: 2, from: 2000}",
                              "gdp of 'X' has two values on one day: one lasts to 9999-12-31, another "
                              "begins on 2000-01-01");
}

static void words_are_compiled_only_when_asked_for_by_name(void **state)
{
    small_world w = small_world_of(BASE("2000-01-01",
        "  actors: [{name: X}]\n"
        "  attributes: [{actor: X, attribute: capital, value: Xville, unit: text},\n"
        "               {actor: X, attribute: size, value: 2}]\n"));
    static const char *const names[] = {"capital"};
    ent_snapshot *asked;
    ent_error error = {0};
    assert_int_equal(w.snapshot->attribute_count, 1);
    assert_null(ent_snapshot_attribute(w.snapshot, "capital"));
    ent_assert_ok(ent_snapshot_at(w.world, w.snapshot->day,
                                  &(ent_snapshot_options){.attributes = names, .attribute_count = 1},
                                  &asked, &error), &error);
    assert_true(ent_snapshot_attribute(asked, "capital")->missing[0]);
    ent_snapshot_free(asked);
    small_world_clear(&w);
}

static void only_the_layers_and_attributes_named_are_compiled(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const char *const layers[] = {"rivalry@small"}, *const none[] = {"trade"};
    ent_snapshot *asked;
    ent_error error = {0};
    ent_assert_ok(ent_snapshot_at(w.world, w.snapshot->day,
                                  &(ent_snapshot_options){.layers = layers, .layer_count = 1}, &asked,
                                  &error), &error);
    assert_int_equal(asked->layer_count, 1);
    assert_string_equal(asked->layers[0].name, "rivalry");
    assert_int_equal(asked->attribute_count, 3);
    ent_snapshot_free(asked);
    ent_assert_fails(ent_snapshot_at(w.world, w.snapshot->day,
                                     &(ent_snapshot_options){.layers = none, .layer_count = 1}, &asked,
                                     &error), &error, ENT_ERR_INPUT,
                     "there is no layer 'trade'; the world has alliance, rivalry");
    assert_null(asked);
    small_world_clear(&w);
}

static void an_actor_is_found_by_every_scheme(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const char *const codes[] = {"1", "A", "a", "cow:1", "abb:A", "iso3:AAA", "iso3:aaa",
                                        "gw:11", "name:Aland"};
    static const char *const nobody[] = {"", "5", "AAA", "iso3:A", "cow:", "gw:1", "Aland",
                                         "a_scheme_too_long:1"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(ent_snapshot_find(w.snapshot, codes[i]), A);
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        assert_int_equal(ent_snapshot_find(w.snapshot, nobody[i]), -1);
    small_world_clear(&w);
}

static void a_copy_can_be_changed_and_the_original_stays(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    ent_snapshot *copy;
    ent_error error = {0};
    ent_assert_ok(ent_snapshot_copy(w.snapshot, &copy, &error), &error);
    assert_int_equal(owed(copy, C, A), owed(w.snapshot, C, A));
    ent_snapshot_attribute(copy, "gdp")->value[A] = 1;
    ent_snapshot_attribute(copy, "gdp")->missing[B] = 1;
    ent_snapshot_layer(copy, "rivalry")->ties[0].level = 9;
    ent_assert_ok(ent_layer_compile(ent_snapshot_layer(copy, "rivalry"), 4, &error), &error);
    copy->actors[A].abb[0] = copy->codes[0].code[0] = copy->treaties[0].code[0] = '?';
    copy->texts[0][0] = '?';
    assert_int_equal(level_between(copy, "rivalry", D, A), 9);
    ent_assert_number(value_of(w.snapshot, "gdp", A), 100, 0);
    assert_false(ent_snapshot_attribute(w.snapshot, "gdp")->missing[B]);
    assert_int_equal(level_between(w.snapshot, "rivalry", D, A), 1);
    assert_string_equal(w.snapshot->actors[A].abb, "A");
    assert_string_equal(w.snapshot->texts[0], "a book");
    assert_true(w.snapshot->treaties[0].code[0] != '?' && w.snapshot->codes[0].code[0] != '?');
    ent_snapshot_free(copy);
    small_world_clear(&w);
}

/* ---- panels ---- */

static void a_panel_tells_who_is_present_when(void **state)
{
    small_world w = small_world_of(BASE("2000-01-01",
        "  actors:\n    - {name: Early, to: 1999}\n    - {name: Always}\n"
        "    - {name: Never, to: 1950}\n    - {name: Late, from: 2000}\n"));
    const ent_day days[] = {ent_day_from_date(1999, 12, 31), ent_day_from_date(2000, 1, 1)};
    ent_panel *panel;
    ent_error error = {0};
    ent_assert_ok(ent_panel_at(w.world, days, 2, NULL, &panel, &error), &error);
    static const int ids[] = {1, 2, 4}, index[] = {0, 1, -1, /* second wave */ -1, 0, 1};
    assert_int_equal(panel->actor_count, 3);
    assert_memory_equal(panel->world_id, ids, sizeof ids);
    assert_memory_equal(panel->index, index, sizeof index);
    assert_string_equal(panel->waves[1]->actors[1].name, "Late");
    ent_panel_free(panel);
    small_world_clear(&w);
}

static void the_days_of_a_panel_must_ascend(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    const ent_day days[] = {2451545, 2451545};
    ent_panel *panel;
    ent_error error = {0};
    ent_assert_fails(ent_panel_at(w.world, days, 2, NULL, &panel, &error), &error,
                     ENT_ERR_ARGUMENT, "the days of a panel must ascend");
    assert_null(panel);
    small_world_clear(&w);
}

/* ---- memory ---- */

static ent_status compile_and_free(void *world, ent_error *error)
{
    ent_snapshot *snapshot;
    ent_status status = ent_snapshot_at(world, ent_day_from_date(2000, 1, 1), NULL, &snapshot, error);
    assert_true((status == ENT_OK) == (snapshot != NULL));
    ent_snapshot_free(snapshot);
    return status;
}

static ent_status copy_and_free(void *snapshot, ent_error *error)
{
    ent_snapshot *copy;
    ent_status status = ent_snapshot_copy(snapshot, &copy, error);
    assert_true((status == ENT_OK) == (copy != NULL));
    ent_snapshot_free(copy);
    return status;
}

static ent_status panel_and_free(void *world, ent_error *error)
{
    const ent_day days[] = {2451545, 2451546};
    ent_panel *panel;
    ent_status status = ent_panel_at(world, days, 2, NULL, &panel, error);
    assert_true((status == ENT_OK) == (panel != NULL));
    ent_panel_free(panel);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    ent_sweep(compile_and_free, w.world);
    ent_sweep(copy_and_free, w.snapshot);
    ent_sweep(panel_and_free, w.world);
    small_world_clear(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_actor_is_present_on_its_last_day_and_not_on_the_next),
        cmocka_unit_test(ties_and_values_of_an_absent_actor_are_left_out),
        cmocka_unit_test(beyond_its_source_a_layer_is_not_covered_and_empty),
        cmocka_unit_test(a_day_that_no_membership_covers_is_refused),
        cmocka_unit_test(obligations_are_joined_over_treaties_and_give_the_level),
        cmocka_unit_test(an_undirected_tie_stands_once_and_its_matrix_is_symmetric),
        cmocka_unit_test(neighbour_lists_hold_the_ties_of_the_matrix_ascending),
        cmocka_unit_test(of_several_kinds_of_contiguity_the_lowest_counts),
        cmocka_unit_test(a_tie_is_in_doubt_if_all_that_make_it_are),
        cmocka_unit_test(values_of_several_ties_of_a_pair_add_up),
        cmocka_unit_test(what_is_missing_is_nan_and_marked_never_zero),
        cmocka_unit_test(one_attribute_has_one_unit),
        cmocka_unit_test(one_actor_has_one_value_a_day),
        cmocka_unit_test(words_are_compiled_only_when_asked_for_by_name),
        cmocka_unit_test(only_the_layers_and_attributes_named_are_compiled),
        cmocka_unit_test(an_actor_is_found_by_every_scheme),
        cmocka_unit_test(a_copy_can_be_changed_and_the_original_stays),
        cmocka_unit_test(a_panel_tells_who_is_present_when),
        cmocka_unit_test(the_days_of_a_panel_must_ascend),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
