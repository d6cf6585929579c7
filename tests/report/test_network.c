/* `entente network` on a small world of the user's own: figures worked by hand. */
#include "report/own_world.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_world *world;
static char world_path[ENT_PATH];
static ent_error error;

/* Alliances of 2000 and 2001: A and B by defence, A, B and C to consult, A defends D, which only consults. So A, B, C
 * are a triangle and D hangs on A. B and D had two disputes, C and D one; E is a state in 2002 only.
 * A imports from B, B from A in 2001 only, A nothing from C. */
static const own_file files[] = {
    {"n/actors.csv", "name,abb,cow,from,to\nAland,A,1,1998,2003\nBland,B,2,1998,2003\n"
                     "Cland,C,3,1998,2003\nDland,D,4,1998,2003\nEland,E,5,2002,2003\n"},
    {"n/ties.csv", "layer,a,b,from,to,level,value,directed,status\n"
                   "dispute,B,D,1999-05-01,1999-06-01,4,,,\ndispute,B,D,2000-02-01,2000-03-20,3,,,disputed\n"
                   "dispute,C,D,2001-02-01,2001-02-01,2,,,\ndispute,D,E,2000-02-01,2002-02-02,2,,,\n"
                   "rivalry,A,C,1998,2003,,,,\n"
                   "visits,A,B,1998,2003,2,,,\nvisits,B,C,1998,2003,1,,,\n"
                   "contiguity,A,B,1998,2003,1,,,\ncontiguity,B,C,1998,2003,4,,,\n"
                   "trade,A,B,1998,2000-06-30,,5,yes,\ntrade,A,B,2000-07-01,2003,,7,yes,\n"
                   "trade,B,A,2001,2001,,2,yes,\ntrade,A,C,1998,2003,,0,yes,\n"
                   "debt,A,B,1998,2003,,-5,,\n"},
    {"n/treaties.csv", "treaty,name,obligations,from,to\npact,The pact,defense,2000,2001\n"
                       "league,The league,consultation,2000,2001\n"
                       "guarantee,The guarantee,defense,2000,2001\n"},
    {"n/treaty_members.csv", "treaty,actor,from,to,obligations\npact,A,,,\npact,B,,,\n"
                             "league,A,,,\nleague,B,,,\nleague,C,,,\n"
                             "guarantee,A,,,\nguarantee,D,,,consultation\n"},
    {"n/attributes.csv", "actor,attribute,value,unit,from,to,source,status\nA,gdp,10,usd,1998,2003,,\n"
                         "B,gdp,10,usd,1998,2003,,\nC,gdp,1,usd,1998,2003,,disputed\n"},
};

static int make_world(void **state)
{
    make_own_world("n", files, ent_countof(files), world_path, &world);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static ent_json *network_of(ent_network_options options)
{
    ent_json *json;
    ent_assert_ok(ent_network_report(world, world_path, &options, &json, &error), &error);
    return json;
}

static const ent_json_value *result_of(ent_json *json)
{
    return ent_json_get(ent_json_root(json), "result");
}

static double of_year(ent_json *json, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(ent_json_get(result_of(json), "years"), column, row));
}

static double of_actor(ent_json *json, const char *actor, const char *column)
{
    const ent_json_value *table = ent_json_get(result_of(json), "actors");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(ent_json_text(ent_json_cell(table, "actor", row)), actor) == 0)
            return ent_json_number(ent_json_cell(table, column, row));
    fail_msg("no row of %s", actor);
    return 0;
}

static double missing(ent_json *json, const char *key)
{
    return ent_json_number(ent_json_get(ent_json_get(result_of(json), "missing"), key));
}

typedef struct {
    const char *column;
    double expected;
} figure;

/* ---- a triangle with a tail ---- */

static void every_figure_of_a_triangle_with_a_tail(void **state)
{
    static const figure years[] = {
        {"year", 2000}, {"actors", 4}, {"isolates", 0}, {"ties", 4}, {"density", 4. / 6},
        {"mean_degree", 2}, {"reciprocity", NAN}, {"components", 1}, {"largest", 4}, {"largest_ties", 4},
        {"transitivity", .6}, {"clustering", 7. / 9}, {"distance", 8. / 6}, {"diameter", 2},
        {"centralisation", 4. / 6}, {"assortativity", -5. / 7}, {"core", 2}, {"random_clustering", .5},
        {"random_distance", 2}, {"small_world", 7. / 9 / .5 / (8. / 6 / 2)}};
    static const figure actor_a[] = {
        {"degree", 3}, {"in", 3}, {"out", 3}, {"strength", 7}, {"strength_in", 7}, {"strength_out", 7},
        {"betweenness", 2}, {"betweenness_share", 2. / 3}, {"eigenvector", 1}, {"clustering", 1. / 3},
        {"component", 1}, {"core", 2}};
    ent_json *json = network_of((ent_network_options){.period = years_from(2000, 2000)});
    for (size_t i = 0; i < ent_countof(years); i++)
        ent_assert_number(of_year(json, years[i].column, 0), years[i].expected, 1e-12);
    for (size_t i = 0; i < ent_countof(actor_a); i++)
        ent_assert_number(of_actor(json, "A", actor_a[i].column), actor_a[i].expected, 1e-9);
    ent_assert_number(of_actor(json, "B", "strength"), 4, 0); /* defence 3 and consultation 1 */
    ent_assert_number(of_actor(json, "D", "clustering"), (double)NAN, 0);
    /* the most central first */
    const ent_json_value *actors = ent_json_get(result_of(json), "actors");
    assert_string_equal(ent_json_text(ent_json_cell(actors, "actor", 0)), "A");
    assert_string_equal(ent_json_text(ent_json_cell(actors, "actor", 3)), "D");
    ent_json_free(json);
}

static void obligations_choose_ties_and_their_levels(void **state)
{
    ent_json *json = network_of(
        (ent_network_options){.period = years_from(2000, 2000), .layer = "alliance@own:defense"});
    ent_assert_number(of_year(json, "ties", 0), 2, 0); /* A - B, A - D */
    ent_assert_number(of_year(json, "isolates", 0), 1, 0);
    ent_assert_number(of_actor(json, "A", "strength"), 6, 0);
    ent_json_free(json);
    /* only what is asked for gives the level: B consults with A by the league */
    json = network_of(
        (ent_network_options){.period = years_from(2000, 2000), .layer = "alliance:consultation"});
    ent_assert_number(of_actor(json, "B", "strength"), 2, 0);
    ent_json_free(json);
}

/* A owes B and D, B owes A. */
static void directed_obligations_go_from_who_owes(void **state)
{
    ent_json *json = network_of((ent_network_options){
        .period = years_from(2000, 2000), .layer = "alliance:defense", .directed = true});
    ent_assert_number(of_year(json, "ties", 0), 3, 0);
    ent_assert_number(of_year(json, "density", 0), 3. / 12, 1e-12);
    ent_assert_number(of_year(json, "reciprocity", 0), 2. / 3, 1e-12);
    ent_assert_number(of_actor(json, "A", "out"), 2, 0);
    ent_assert_number(of_actor(json, "A", "in"), 1, 0);
    ent_assert_number(of_actor(json, "A", "degree"), 2, 0);
    ent_assert_number(of_actor(json, "D", "strength_in"), 3, 0);
    ent_assert_number(of_actor(json, "D", "strength_out"), 0, 0);
    ent_json_free(json);
}

/* ---- other layers ---- */

/* The last value of the year counts; what is 0 is no tie; the direction stays. */
static void values_are_strengths(void **state)
{
    ent_json *json = network_of((ent_network_options){.period = years_from(2000, 2000), .layer = "trade"});
    ent_assert_number(of_year(json, "ties", 0), 1, 0);
    ent_assert_number(of_actor(json, "A", "strength_out"), 7, 0);
    ent_assert_number(of_actor(json, "B", "strength_out"), 0, 0);
    ent_json_free(json);
    json = network_of((ent_network_options){.period = day_of(2000, 3, 1), .layer = "trade"});
    ent_assert_number(of_actor(json, "A", "strength_out"), 5, 0);
    ent_json_free(json);
    json = network_of((ent_network_options){.period = years_from(2001, 2001), .layer = "trade"});
    ent_assert_number(of_actor(json, "A", "strength"), 9, 0);
    ent_assert_number(of_year(json, "reciprocity", 0), 1, 0);
    ent_json_free(json);
}

static void events_count_over_their_window(void **state)
{
    ent_json *json = network_of(
        (ent_network_options){.period = years_from(2000, 2000), .layer = "dispute", .window = 2});
    ent_assert_number(of_year(json, "ties", 0), 1, 0);
    ent_assert_number(of_actor(json, "B", "strength"), 2, 0);
    ent_assert_number(of_actor(json, "D", "degree"), 1, 0);
    ent_assert_number(missing(json, "ties_outside"), 1, 0); /* E is no state yet */
    ent_assert_number(ent_json_number(ent_json_get(result_of(json), "marked")), 1, 0);
    ent_json_free(json);
    /* on the day: the whole year of disputes; 1998 is not covered with its window */
    json = network_of((ent_network_options){.period = day_of(2000, 12, 31), .layer = "dispute"});
    ent_assert_number(of_actor(json, "B", "strength"), 1, 0);
    ent_json_free(json);
    json = network_of(
        (ent_network_options){.period = years_from(1999, 2003), .layer = "dispute", .window = 3});
    ent_assert_number(of_year(json, "year", 0), 2001, 0);
    assert_int_equal(ent_json_count(ent_json_get(result_of(json), "not_covered")), 2);
    ent_json_free(json);
}

static void levels_are_strengths_but_types_of_contiguity_are_not(void **state)
{
    ent_json *json = network_of((ent_network_options){.period = years_from(2000, 2000), .layer = "visits"});
    ent_assert_number(of_actor(json, "B", "strength"), 3, 0);
    ent_json_free(json);
    json = network_of((ent_network_options){.period = years_from(2000, 2000), .layer = "contiguity"});
    ent_assert_number(of_actor(json, "B", "strength"), 2, 0);
    ent_json_free(json);
    json = network_of((ent_network_options){.period = years_from(2000, 2000), .layer = "rivalry"});
    ent_assert_number(of_actor(json, "C", "strength"), 1, 0);
    ent_json_free(json);
}

/* ---- whom, by what ---- */

/* (10, 10), (10, 1), (10, 1): mean of products 40, mean 7, of squares 67. */
static void like_is_tied_to_like_where_values_are_known(void **state)
{
    ent_json *json = network_of((ent_network_options){.period = years_from(2000, 2000), .by = "gdp"});
    ent_assert_number(of_year(json, "by_assortativity", 0), -.5, 1e-12);
    ent_assert_number(of_year(json, "by_pairs", 0), 3, 0);
    ent_assert_number(of_year(json, "by_missing", 0), 1, 0);
    ent_assert_number(missing(json, "by_without_value"), 1, 0);
    ent_assert_number(ent_json_number(ent_json_get(result_of(json), "marked")), 1, 0); /* C's */
    ent_json_free(json);
}

static void only_the_chosen_are_actors(void **state)
{
    ent_json *json = network_of((ent_network_options){.period = years_from(1999, 2002), .of = "B,C,D"});
    static const double ties[] = {0, 1, 1, 0};
    for (size_t row = 0; row < ent_countof(ties); row++) {
        ent_assert_number(of_year(json, "actors", row), 3, 0);
        ent_assert_number(of_year(json, "ties", row), ties[row], 0);
    }
    /* without ties nothing is said of paths */
    ent_assert_number(of_year(json, "diameter", 0), (double)NAN, 0);
    ent_assert_number(of_year(json, "transitivity", 0), (double)NAN, 0);
    ent_assert_number(of_year(json, "density", 0), 0, 0);
    assert_null(ent_json_get(result_of(json), "actors")); /* several years: only if asked for */
    ent_json_free(json);
}

static void nobody_and_one_actor_are_networks_too(void **state)
{
    ent_json *json = network_of((ent_network_options){.period = years_from(2001, 2002), .of = "E", .by = "gdp"});
    for (size_t row = 0; row < 2; row++) {
        ent_assert_number(of_year(json, "actors", row), (double)row, 0);
        ent_assert_number(of_year(json, "density", row), (double)NAN, 0);
        ent_assert_number(of_year(json, "by_assortativity", row), (double)NAN, 0);
    }
    ent_json_free(json);
}

/* ---- refusals ---- */

static void wrong_options_are_refused(void **state)
{
    static const struct {
        ent_network_options options;
        ent_status code;
        const char *message;
    } cases[] = {
        {{.layer = "rivalry", .directed = true}, ENT_ERR_ARGUMENT,
         "--directed: the ties of rivalry@own have no direction"},
        {{.layer = "rivalry:defense"}, ENT_ERR_ARGUMENT,
         "'rivalry:defense': the ties of rivalry@own have no obligations"},
        {{.layer = "alliance:"}, ENT_ERR_ARGUMENT, "'alliance': no obligation is named"},
        {{.table = "ties"}, ENT_ERR_ARGUMENT, "--table 'ties' is unknown; expected years, actors"},
        {{.window = -1}, ENT_ERR_ARGUMENT, "a window of -1 years; expected 1 to 1000"},
        {{.layer = "debt"}, ENT_ERR_INPUT,
         "debt@own: the tie from A to B in 2000 has the value -5; strengths are not below 0"},
    };
    static const ent_network_options unknown[] = {
        {.layer = "allianz"}, {.layer = ""}, {.by = "weight"}, {.of = "Z"}, {.layer = "alliance:defence"}};
    ent_json *json;
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_network_options options = cases[i].options;
        options.period = years_from(2000, 2001);
        ent_assert_fails(ent_network_report(world, world_path, &options, &json, &error), &error,
                         cases[i].code, cases[i].message);
        assert_null(json);
    }
    for (size_t i = 0; i < ent_countof(unknown); i++) {
        ent_network_options options = unknown[i];
        options.period = years_from(2000, 2001);
        assert_int_equal(ent_network_report(world, world_path, &options, &json, &error), ENT_ERR_INPUT);
        assert_null(json);
    }
}

/* ---- showing, failing memory ---- */

static void check_parts(const char *text, const char *const parts[], size_t count)
{
    for (size_t i = 0; i < count && parts[i]; i++)
        if (!strstr(text, parts[i]))
            fail_msg("'%s' is not in:\n%s", parts[i], text);
}

static void the_text_has_all_parts(void **state)
{
    static const char *const parts[] = {
        "Network of dispute@own among all states, on any day of the year", "without direction, over 2 years",
        "strength: how many the pair has", "by: assortativity by gdp@own", "Actors, those with the most ties",
        "since one end is no state then: 1", "without a value: 1", "low confidence: 2", "sources: "};
    static const char *const directed[] = {"from who owes to whom it is owed: anything", "returned", "str. out"};
    char *shown;
    ent_json *json = network_of((ent_network_options){
        .period = years_from(2000, 2000), .layer = "dispute", .window = 2, .by = "gdp"});
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 80, &shown, &error), &error);
    check_parts(shown, parts, ent_countof(parts));
    free(shown);
    ent_json_free(json);
    json = network_of((ent_network_options){.period = years_from(2000, 2000), .directed = true, .by = "gdp"});
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 80, &shown, &error), &error);
    check_parts(shown, directed, ent_countof(directed));
    free(shown);
    ent_json_free(json);
}

static void pictures_show_years_actors_or_one_network(void **state)
{
    static const struct {
        int from;
        const char *table, *layer, *parts[4];
    } cases[] = {
        {1999, NULL, NULL, {"Network: alliance of all states, 1999 to 2001", "density", "centralisation", "clustering"}},
        {1999, "actors", NULL, {"Degrees: alliance of all states, 1999 to 2001", "actors that one is tied to"}},
        {1999, "actors", "trade", {"Strengths: trade of all states, 1999 to 2001", "sum of the values"}},
        {2001, NULL, NULL, {"Degrees: alliance of all states, 2001", "actors that one is tied to", ">D<"}},
        {2001, NULL, "trade", {"Strengths: trade of all states, 2001", "sum of the values", ">A<"}}};
    char *svg;
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_json *json = network_of((ent_network_options){
            .period = years_from(cases[i].from, 2001), .table = cases[i].table, .layer = cases[i].layer});
        ent_assert_ok(ent_plot(json, &svg, &error), &error);
        check_parts(svg, cases[i].parts, ent_countof(cases[i].parts));
        free(svg);
        ent_json_free(json);
    }
    ent_json *json = network_of((ent_network_options){.period = years_from(2002, 2002)});
    ent_assert_fails(ent_plot(json, &svg, &error), &error, ENT_ERR_INPUT, "nothing to draw: there is no tie");
    assert_null(svg);
    ent_json_free(json);
}

static ent_status draw(void *context, ent_error *failure)
{
    char *svg;
    ent_status status = ent_plot(context, &svg, failure);
    if (status != ENT_OK)
        assert_null(svg);
    free(svg);
    return status;
}

static ent_status show(void *context, ent_error *failure)
{
    char *shown;
    ent_status status = ent_show(context, ENT_FORMAT_TABLE, 80, &shown, failure);
    if (status != ENT_OK)
        assert_null(shown);
    free(shown);
    return status;
}

static void text_and_pictures_survive_failing_memory(void **state)
{
    for (int from = 1999; from <= 2001; from += 2) {
        ent_json *json = network_of((ent_network_options){
            .period = years_from(from, 2001), .table = "actors", .by = "gdp", .directed = true});
        ent_sweep(draw, json);
        ent_sweep(show, json);
        ent_json_free(json);
    }
}

static ent_status make_report(void *context, ent_error *failure)
{
    ent_json *json;
    ent_network_options options = {.period = years_from(2000, 2001), .layer = context, .by = "gdp",
                                   .table = "actors", .of = "all"};
    ent_status status = ent_network_report(world, world_path, &options, &json, failure);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void network_survives_failing_memory(void **state)
{
    static char *const layers[] = {"alliance:defense+consultation", "trade", "dispute"};
    for (size_t i = 0; i < ent_countof(layers); i++)
        ent_sweep(make_report, layers[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_of_a_triangle_with_a_tail),
        cmocka_unit_test(obligations_choose_ties_and_their_levels),
        cmocka_unit_test(directed_obligations_go_from_who_owes),
        cmocka_unit_test(values_are_strengths),
        cmocka_unit_test(events_count_over_their_window),
        cmocka_unit_test(levels_are_strengths_but_types_of_contiguity_are_not),
        cmocka_unit_test(like_is_tied_to_like_where_values_are_known),
        cmocka_unit_test(only_the_chosen_are_actors),
        cmocka_unit_test(nobody_and_one_actor_are_networks_too),
        cmocka_unit_test(wrong_options_are_refused),
        cmocka_unit_test(the_text_has_all_parts),
        cmocka_unit_test(pictures_show_years_actors_or_one_network),
        cmocka_unit_test(text_and_pictures_survive_failing_memory),
        cmocka_unit_test(network_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
