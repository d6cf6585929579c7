/* `entente balance` on a small world of the user's own and on files of ties: figures worked by hand. */
#include "report/own_world.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_world *world;
static char world_path[ENT_PATH];
static ent_error error;

/* A, B and C all allied in 2000 and 2001, A and B by defence, the others to consult only. A and C are rivals
 * from 2001, B and C in 2000; B and D had a dispute in 1999, C and D in March 2001, A and B in
 * 2003. E is a state in 2002 only. */
static const own_file files[] = {
    {"b/actors.csv", "name,abb,cow,from,to\nAland,A,1,1998,2003\nBland,B,2,1998,2003\n"
                     "Cland,C,3,1998,2003\nDland,D,4,1998,2003\nEland,E,5,2002,2003\n"},
    {"b/ties.csv", "layer,a,b,from,to,level,value,directed,status\n"
                   "rivalry,A,C,2001,2003,,,,disputed\nrivalry,B,C,2000,2000,,,,\n"
                   "dispute,B,D,1999-05-01,1999-06-01,4,,,\ndispute,C,D,2001-03-01,2001-03-20,3,,,\n"
                   "dispute,A,B,2003-02-01,2003-02-01,2,,,\n"
                   "rivalry,D,E,1998,2003,,,,\ntrade,A,B,1998,2003,,5,,\n"},
    {"b/treaties.csv", "treaty,name,obligations,from,to\npact,The pact,defense,2000,2001\n"
                       "league,The league,consultation,2000,2001\n"},
    {"b/treaty_members.csv", "treaty,actor,from,to,obligations\npact,A,,,\npact,B,,,\n"
                             "league,A,,,\nleague,B,,,\nleague,C,,,\n"},
};

static int make_world(void **state)
{
    make_own_world("b", files, ent_countof(files), world_path, &world);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static const ent_json_value *result_of(ent_json *json)
{
    return ent_json_get(ent_json_root(json), "result");
}

static double cell(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(ent_json_get(result_of(json), table), column, row));
}

static const char *text(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_text(ent_json_cell(ent_json_get(result_of(json), table), column, row));
}

static size_t rows(ent_json *json, const char *table)
{
    return ent_json_row_count(ent_json_get(result_of(json), table));
}

static ent_json *balance_of(ent_balance_options options)
{
    ent_json *json;
    ent_assert_ok(ent_balance_report(world, world_path, &options, &json, &error), &error);
    return json;
}

static void check_year(ent_json *json, size_t row, double plus, double minus, double both, double triads)
{
    ent_assert_number(cell(json, "years", "plus", row), plus, 0);
    ent_assert_number(cell(json, "years", "minus", row), minus, 0);
    ent_assert_number(cell(json, "years", "both", row), both, 0);
    ent_assert_number(cell(json, "years", "triads", row), triads, 0);
}

/* ---- a world ---- */

static void layers_are_joined_year_by_year(void **state)
{
    ent_json *json = balance_of((ent_balance_options){.period = years_from(1999, 2002)});
    assert_int_equal(rows(json, "years"), 4);
    check_year(json, 0, 0, 1, 0, 0); /* 1999: B and D fight; E is no state: its rivalry is left out */
    check_year(json, 1, 2, 0, 1, 0); /* 2000: B and C are allies and rivals */
    check_year(json, 2, 2, 1, 1, 0); /* 2001: A and C are; C and D fight */
    check_year(json, 3, 0, 2, 0, 0); /* 2002: A and C, D and E */
    ent_assert_number(cell(json, "years", "members", 0), 4, 0);
    ent_assert_number(cell(json, "years", "actors", 0), 2, 0);
    ent_assert_number(cell(json, "years", "components", 3), 2, 0);
    ent_assert_number(cell(json, "years", "balanced_components", 3), 2, 0);
    ent_assert_number(cell(json, "years", "laplacian_min", 3), 0, 0);
    ent_assert_number(cell(json, "years", "balanced_share", 1), (double)NAN, 0);
    /* 1999, 2000, 2001 the rivalry of D with E; doubts: A and C of 2001 and 2002 */
    const ent_json_value *missing = ent_json_get(result_of(json), "missing");
    ent_assert_number(ent_json_number(ent_json_get(missing, "ties_outside")), 3, 0);
    ent_assert_number(ent_json_number(ent_json_get(result_of(json), "marked")), 2, 0);
    assert_null(ent_json_get(result_of(json), "ties")); /* several years: only if asked for */
    ent_json_free(json);
}

static void a_pair_that_is_both_is_netted_dropped_or_two_ties(void **state)
{
    static const char *const rules[] = {"net", "drop", "both"};
    for (size_t i = 0; i < ent_countof(rules); i++) {
        bool two = i == 2;
        ent_json *json = balance_of(
            (ent_balance_options){.period = years_from(2001, 2001), .conflict = rules[i]});
        check_year(json, 0, two ? 3 : 2, two ? 2 : 1, 1, two ? 2 : 0);
        ent_assert_number(cell(json, "years", "balanced_share", 0), two ? .5 : (double)NAN, 0);
        assert_int_equal(rows(json, "ties"), two ? 5 : 4);
        /* the pair whose ties cancel stands last, without triads */
        ent_assert_number(cell(json, "ties", "sign", 3), two ? 1 : 0, 0);
        assert_string_equal(text(json, "ties", "layers", two ? 0 : 3),
                            two ? "alliance" : "alliance;rivalry");
        assert_int_equal(rows(json, "triads"), two ? 1 : 0);
        assert_string_equal(ent_json_text(ent_json_get(result_of(json), "conflict")), rules[i]);
        ent_json_free(json);
    }
}

static void obligations_choose_the_pacts_that_count(void **state)
{
    ent_json *json = balance_of((ent_balance_options){
        .period = years_from(2001, 2001), .plus = "alliance:defense", .minus = "rivalry"});
    check_year(json, 0, 1, 1, 0, 0);
    ent_json_free(json);
    json = balance_of((ent_balance_options){
        .period = years_from(2001, 2001), .plus = "alliance@own:defense+consultation", .minus = ""});
    check_year(json, 0, 3, 0, 0, 1);
    ent_assert_number(cell(json, "years", "balanced_share", 0), 1, 0);
    ent_assert_number(cell(json, "years", "walk", 0), 1, 1e-12);
    assert_string_equal(text(json, "components", "camp_1", 0), "A;B;C");
    assert_null(text(json, "components", "camp_2", 0));
    ent_json_free(json);
}

/* Allies are those of the day; a dispute counts from 1 January of the first to 31 December of the last year. */
static void events_count_over_the_window_states_on_the_day(void **state)
{
    static const struct {
        int year, month, day, window;
        double plus, minus, triads;
    } cases[] = {{2001, 12, 31, 1, 3, 1, 1}, {2001, 1, 1, 1, 3, 1, 1}, {2002, 1, 1, 1, 0, 0, 0},
                 {2002, 1, 1, 2, 0, 1, 0},   {2001, 7, 1, 3, 3, 2, 2}, {2000, 7, 1, 1, 3, 0, 1}};
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_json *json = balance_of((ent_balance_options){
            .period = day_of(cases[i].year, cases[i].month, cases[i].day), .minus = "dispute",
            .window = cases[i].window});
        check_year(json, 0, cases[i].plus, cases[i].minus, 0, cases[i].triads);
        ent_json_free(json);
    }
}

/* The disputes begin in 1999: windows of three years are whole from 2001. */
static void years_that_are_not_covered_with_their_window_are_listed(void **state)
{
    ent_json *json =
        balance_of((ent_balance_options){.period = years_from(1998, 2003), .window = 3});
    assert_int_equal(rows(json, "years"), 3);
    ent_assert_number(cell(json, "years", "year", 0), 2001, 0);
    ent_assert_number(cell(json, "years", "minus", 0), 2, 0);
    const ent_json_value *outside = ent_json_get(result_of(json), "not_covered");
    assert_int_equal(ent_json_count(outside), 1);
    assert_string_equal(ent_json_text(ent_json_get(ent_json_at(outside, 0), "from")), "1998-01-01");
    assert_string_equal(ent_json_text(ent_json_get(ent_json_at(outside, 0), "to")), "2000-12-31");
    ent_json_free(json);
}

static void actors_and_ties_say_what_turning_would_do(void **state)
{
    /* A, B, C all allied, and A and C at odds: two triads with both ties, one tense */
    ent_json *json = balance_of((ent_balance_options){
        .period = years_from(2001, 2001), .conflict = "both", .minus = "rivalry"});
    assert_int_equal(rows(json, "actors"), 3);
    ent_assert_number(cell(json, "actors", "tense", 0), 1, 0);
    ent_assert_number(cell(json, "actors", "balanced_share", 0), .5, 0);
    /* A - B is in both triads; the hostile A - C in the tense one only */
    assert_string_equal(text(json, "ties", "b", 0), "B");
    ent_assert_number(cell(json, "ties", "if_turned", 0), 0, 0);
    assert_string_equal(text(json, "triads", "kind", 0), "++-");
    assert_string_equal(text(json, "triads", "a", 0), "A");
    ent_assert_number(cell(json, "triads", "ac", 0), -1, 0);
    ent_json_free(json);
}

static void wrong_options_are_refused(void **state)
{
    static const struct {
        ent_balance_options options;
        ent_status code;
        const char *message;
    } cases[] = {
        {{.conflict = "cancel"}, ENT_ERR_ARGUMENT,
         "--conflict 'cancel' is unknown; expected net, drop, both"},
        {{.minus = "trade"}, ENT_ERR_INPUT,
         "the layer trade@own is valued: its ties are neither friendly nor hostile"},
        {{.minus = "rivalry:defense"}, ENT_ERR_ARGUMENT,
         "'rivalry:defense': the ties of rivalry@own have no obligations"},
        {{.plus = "rivalry", .minus = "rivalry@own"}, ENT_ERR_ARGUMENT,
         "the layer rivalry@own is named twice"},
        {{.plus = "", .minus = ""}, ENT_ERR_INPUT,
         "the world has none of the layers alliance, rivalry, dispute; name some with --plus and --minus"},
        {{.table = "year"}, ENT_ERR_ARGUMENT,
         "--table 'year' is unknown; expected years, actors, ties, triads, components"},
        {{.window = -1}, ENT_ERR_ARGUMENT, "a window of -1 years; expected 1 to 1000"},
    };
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_json *json;
        ent_balance_options options = cases[i].options;
        options.period = years_from(2000, 2001);
        ent_assert_fails(ent_balance_report(world, world_path, &options, &json, &error), &error,
                         cases[i].code, cases[i].message);
        assert_null(json);
    }
    ent_json *json;
    ent_balance_options options = {.period = years_from(2000, 2001), .plus = "alliance:defence"};
    assert_int_equal(ent_balance_report(world, world_path, &options, &json, &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "'alliance': "));
    options.plus = "allianz";
    assert_int_equal(ent_balance_report(world, world_path, &options, &json, &error), ENT_ERR_INPUT);
}

/* ---- a file ---- */

static ent_status read_file(const char *content, const char *conflict, const char *table, ent_json **json)
{
    char path[ENT_PATH];
    ent_balance_options options = {.conflict = conflict, .table = table};
    ent_temp_file("edges.csv", content, strlen(content), path);
    return ent_balance_of_edges(path, &options, json, &error);
}

/* reference/blocs/SPEC.md section 3. */
static void a_file_of_four_in_two_camps(void **state)
{
    ent_json *json;
    ent_assert_ok(read_file("from,to,sign\n1,2,-1\n1,3,1\n1,4,+1\n2,3,-\n4,2,-1\n3,4,+\n", NULL, NULL,
                            &json), &error);
    ent_assert_number(cell(json, "years", "balanced_share", 0), 1, 0);
    ent_assert_number(cell(json, "years", "walk", 0), 1, 1e-12);
    assert_string_equal(text(json, "components", "camp_1", 0), "1;3;4");
    assert_string_equal(text(json, "components", "camp_2", 0), "2");
    assert_null(ent_json_cell(ent_json_get(result_of(json), "years"), "year", 0));
    ent_json_free(json);
}

/* 3 - 1 is left of a and b, nothing of a and c. */
static void weights_of_a_pair_are_summed_dropped_or_kept(void **state)
{
    static const char content[] = "from,to,weight\na,b,3\nb,a,-1\na,c,2\nc,a,-2\nb,c,1\n";
    static const double expected[][2] = {{2, 0}, {1, 0}, {3, 2}};
    static const char *const rules[] = {"net", "drop", "both"};
    for (size_t i = 0; i < ent_countof(rules); i++) {
        ent_json *json;
        ent_assert_ok(read_file(content, rules[i], NULL, &json), &error);
        ent_assert_number(cell(json, "years", "plus", 0), expected[i][0], 0);
        ent_assert_number(cell(json, "years", "minus", 0), expected[i][1], 0);
        ent_assert_number(cell(json, "years", "both", 0), 2, 0);
        if (i == 0) /* a path with weights 2 and 1 */
            ent_assert_number(cell(json, "years", "lambda_max", 0), sqrt(5), 1e-12);
        ent_json_free(json);
    }
}

static void wrong_files_are_refused_with_line_and_field(void **state)
{
    static const struct {
        const char *content, *part;
    } cases[] = {
        {"from,to,sign\na,b,1\nb,c,2\n", "edges.csv:3: sign '2' is no sign; expected 1 or -1"},
        {"from,to,sign\na,b,\n", "edges.csv:2: sign '' is no sign"},
        {"from,to,sign\na,a,1\n", "edges.csv:2: to 'a' is the other end, too"},
        {"from,to,sign\n,b,1\n", "edges.csv:2: from '' is empty"},
        {"from,to,weight\na,b,0\n", "edges.csv:2: weight '0' is no tie"},
        {"from,to,weight\na,b,nan\n", "edges.csv:2: weight 'nan'"},
        {"from,to,weight\na,b,x\n", "edges.csv:2: weight 'x'"},
        {"from,to,sign\na,b,1\nc,a,1\nb,a,1\n",
         "edges.csv:4: 'a' and 'b' have a friendly tie in line 2 already; ties have no direction"},
        {"from,to\na,b\n", "neither sign nor weight; expected from,to,sign or from,to,weight"},
        {"from,to,sign,weight\na,b,1,1\n", "both sign and weight"},
        {"from,sign\na,1\n", "to"},
        {"from,to,sign,window\na,b,1,1\n", "window"},
        {"from,to,sign\n", "there is no tie below the header"},
        {"", "the file is empty"},
    };
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_json *json;
        assert_int_equal(read_file(cases[i].content, NULL, NULL, &json), ENT_ERR_INPUT);
        if (!strstr(error.message, cases[i].part))
            fail_msg("case %zu: '%s' is not in '%s'", i, cases[i].part, error.message);
        assert_null(json);
    }
}

/* ---- showing, failing memory ---- */

static void the_text_has_all_parts(void **state)
{
    static const char *const parts[] = {
        "Balance of the signed network of all states, on any day of the year", "+ alliance@own",
        "- rivalry@own", "- dispute@own, over 2 years", "two ties", "Components",
        "Actors, those in the most tense triads first", "Tense triads", "++-", "sources: "};
    char *shown;
    ent_json *json = balance_of((ent_balance_options){
        .period = years_from(2001, 2001), .conflict = "both", .window = 2});
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 80, &shown, &error), &error);
    for (size_t i = 0; i < ent_countof(parts); i++)
        if (!strstr(shown, parts[i]))
            fail_msg("'%s' is not in:\n%s", parts[i], shown);
    free(shown);
    ent_json_free(json);
}

static void pictures_show_years_actors_or_one_network(void **state)
{
    static const struct {
        int from;
        const char *table, *conflict, *parts[4];
    } cases[] = {
        {1999, NULL, NULL, {"Structural balance: all states, 1999 to 2001", "walk balance", "Laplacian minimum",
                            "Ties left out"}},
        {1999, "actors", NULL, {"Actors in tense triads: all states, 1999 to 2001", "tense triads", "year", "A"}},
        {2001, NULL, "both", {"Actors in tense triads: all states, 2001", "++−", "+ alliance, − rivalry", "B"}}};
    for (size_t i = 0; i < ent_countof(cases); i++) {
        char *svg;
        ent_json *json = balance_of((ent_balance_options){.period = years_from(cases[i].from, 2001),
                                                          .table = cases[i].table,
                                                          .conflict = cases[i].conflict});
        ent_assert_ok(ent_plot(json, &svg, &error), &error);
        for (size_t k = 0; k < ent_countof(cases[i].parts); k++)
            if (!strstr(svg, cases[i].parts[k]))
                fail_msg("case %zu: '%s' is not in the picture", i, cases[i].parts[k]);
        assert_null(strstr(svg, "−−−")); /* no such triad */
        free(svg);
        ent_json_free(json);
    }
    char *svg;
    ent_json *json = balance_of((ent_balance_options){.period = years_from(2001, 2001)});
    ent_assert_fails(ent_plot(json, &svg, &error), &error, ENT_ERR_INPUT,
                     "nothing to draw: no triad is tense");
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
        ent_json *json = balance_of(
            (ent_balance_options){.period = years_from(from, 2001), .conflict = "both", .table = "actors"});
        ent_sweep(draw, json);
        ent_sweep(show, json);
        ent_json_free(json);
    }
}

static ent_status report(void *context, ent_error *failure)
{
    ent_json *json;
    ent_balance_options options = {.period = years_from(2000, 2001), .conflict = "both",
                                   .table = context, .of = "all"};
    ent_status status = ent_balance_report(world, world_path, &options, &json, failure);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static ent_status report_file(void *context, ent_error *failure)
{
    ent_json *json;
    ent_balance_options options = {.table = "triads"};
    ent_status status = ent_balance_of_edges(context, &options, &json, failure);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void balance_survives_failing_memory(void **state)
{
    static char *const tables[] = {"actors", "ties", "triads", "components"};
    for (size_t i = 0; i < ent_countof(tables); i++)
        ent_sweep(report, tables[i]);
    static const char content[] = "from,to,sign\na,b,1\nb,c,1\na,c,-1\nc,a,1\n";
    char path[ENT_PATH];
    ent_temp_file("sweep.csv", content, strlen(content), path);
    ent_sweep(report_file, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_are_joined_year_by_year),
        cmocka_unit_test(a_pair_that_is_both_is_netted_dropped_or_two_ties),
        cmocka_unit_test(obligations_choose_the_pacts_that_count),
        cmocka_unit_test(events_count_over_the_window_states_on_the_day),
        cmocka_unit_test(years_that_are_not_covered_with_their_window_are_listed),
        cmocka_unit_test(actors_and_ties_say_what_turning_would_do),
        cmocka_unit_test(wrong_options_are_refused),
        cmocka_unit_test(a_file_of_four_in_two_camps),
        cmocka_unit_test(weights_of_a_pair_are_summed_dropped_or_kept),
        cmocka_unit_test(wrong_files_are_refused_with_line_and_field),
        cmocka_unit_test(the_text_has_all_parts),
        cmocka_unit_test(pictures_show_years_actors_or_one_network),
        cmocka_unit_test(text_and_pictures_survive_failing_memory),
        cmocka_unit_test(balance_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
