/* `entente power` and `entente similarity` on a small world of the user's own: figures worked by hand. */
#include "report/own_world.h"

#include "entente/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_world *world;
static char world_path[ENT_PATH];

/* Three states; D comes in 2001. C has no GDP in 2000, D none in 2001; B has no urban population. */
static const own_file files[] = {
    {"m/actors.csv", "name,abb,cow,from,to\nAland,A,1,1999,2003\nBland,B,2,1999,2003\n"
                     "Cland,C,3,1999,2003\nDland,D,4,2001,2003\n"},
    {"m/attributes.csv",
     "actor,attribute,value,unit,from,to,status\n"
     "A,gdp,4,million dollars,2000,2001,unverified;disputed\nB,gdp,3,million dollars,2000,2000,\n"
     "B,gdp,5,million dollars,2001,2002,\nC,gdp,1,million dollars,2001,2002,\n"
     "A,gdp,6,million dollars,2002,2002,\nD,gdp,2,million dollars,2002,2002,\n"
     "A,wage,4,pound,2000,2000,\nA,wage,6,dollar,2001,2001,\nB,wage,1,pound,2000,2000,\n"
     "B,wage,2,dollar,2001,2001,\n"
     "A,milex,30,dollars,2000,2000,\nB,milex,10,dollars,2000,2000,\n"
     "A,milper,10,persons,2000,2000,\nB,milper,10,persons,2000,2000,\n"
     "A,irst,1,tons,2000,2000,\nB,irst,1,tons,2000,2000,\n"
     "A,pec,1,tons,2000,2000,\nB,pec,3,tons,2000,2000,\n"
     "A,tpop,5,persons,2000,2000,\nB,tpop,5,persons,2000,2000,\nA,upop,1,persons,2000,2000,\n"
     "A,score,10,,2000,2001,\nB,score,-7,,2000,2000,\nB,score,11,,2001,2001,\nC,score,1,,2000,2001,\n"
     "A,capital_latitude,0,degrees,2000,2002,\nB,capital_latitude,0,degrees,2000,2002,\n"
     "A,capital_longitude,0,degrees,2000,2002,\nB,capital_longitude,90,degrees,2000,2002,\n"},
    {"m/ties.csv", "layer,a,b,from,to,level,value,directed\nrivalry,A,C,2000,2001,,,\n"
                   "contiguity,A,B,2000,2002,5,,\ntrade,A,C,2000,2002,,12.5,yes\n"},
    {"m/treaties.csv", "treaty,name,obligations,from,to\npact,The pact,defense,2000,2002-06-30\n"
                       "league,The league,consultation,2000,2002\n"},
    {"m/treaty_members.csv", "treaty,actor,from,to,obligations\npact,A,,,\npact,B,,,\n"
                             "league,A,,,\nleague,B,,,\nleague,C,,,\n"},
};

static int make_world(void **state)
{
    make_own_world("m", files, sizeof files / sizeof *files, world_path, &world);
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

static ent_json *power_of(ent_power_options options)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_power_report(world, world_path, &options, &json, &error), &error);
    return json;
}

static ent_json *similarity_of(ent_similarity_options options)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_similarity_report(world, world_path, &options, &json, &error), &error);
    return json;
}

/* ---- power ---- */

/* 2001: shares 4, 5, 1 of 10: HHI .42, CON = sqrt((.42 - 1/3) / (2/3)); D has no value. */
static void concentration_counts_and_names_who_is_missing(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(2000, 2002), .measure = "gdp"});
    assert_int_equal(rows(json, "concentration"), 3); /* no majors in this world: all, once */
    assert_string_equal(text(json, "concentration", "of", 0), "all");
    ent_assert_number(cell(json, "concentration", "hhi", 1), .42, 1e-15);
    ent_assert_number(cell(json, "concentration", "con", 1), sqrt(.13), 1e-15);
    ent_assert_number(cell(json, "concentration", "effective", 1), 1 / .42, 1e-14);
    ent_assert_number(cell(json, "concentration", "members", 1), 4, 0);
    ent_assert_number(cell(json, "concentration", "with_data", 1), 3, 0);
    assert_string_equal(text(json, "concentration", "missing", 1), "D");
    assert_string_equal(text(json, "concentration", "missing", 0), "C");
    assert_string_equal(text(json, "concentration", "top", 1), "B");
    ent_assert_number(cell(json, "concentration", "top_share", 1), .5, 1e-15);
    ent_assert_number(cell(json, "concentration", "total", 1), 10e6, 0);
    ent_assert_number(cell(json, "concentration", "movement", 1), (double)NAN, 0);
    const ent_json_value *missing = ent_json_get(result_of(json), "missing");
    ent_assert_number(ent_json_number(ent_json_get(missing, "values")), 2, 0);
    ent_assert_number(ent_json_number(ent_json_get(missing, "of")), 11, 0);
    const ent_json_value *actors = ent_json_get(missing, "actors");
    assert_int_equal(ent_json_row_count(actors), 2);
    assert_string_equal(ent_json_text(ent_json_cell(actors, "actor", 0)), "C");
    ent_assert_number(ent_json_number(ent_json_cell(actors, "values", 0)), 1, 0);
    assert_string_equal(ent_json_text(ent_json_cell(actors, "actor", 1)), "D");
    ent_json_free(json);
}

static void actors_have_shares_ranks_and_growth(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(2001, 2001), .of = "A,B",
                                                  .measure = "gdp"});
    assert_int_equal(rows(json, "actors"), 2);
    ent_assert_number(cell(json, "actors", "value", 1), 5e6, 0);
    ent_assert_number(cell(json, "actors", "share", 1), 5. / 9, 1e-15);
    ent_assert_number(cell(json, "actors", "share_of_all", 1), .5, 1e-15);
    ent_assert_number(cell(json, "actors", "rank", 1), 1, 0);
    ent_assert_number(cell(json, "actors", "growth", 1), 2. / 3, 1e-15); /* from the year before */
    ent_assert_number(cell(json, "concentration", "movement", 0), 4. / 7 - 4. / 9, 1e-15);
    assert_string_equal(text(json, "concentration", "of", 0), "chosen");
    assert_string_equal(text(json, "concentration", "of", 1), "all");
    ent_json_free(json);
}

static void what_is_in_doubt_is_marked(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(2001, 2001), .measure = "gdp"});
    assert_string_equal(text(json, "actors", "marks", 0), "unverified;disputed");
    assert_string_equal(text(json, "actors", "marks", 1), "");
    ent_assert_number(ent_json_number(ent_json_get(result_of(json), "marked")), 1, 0);
    ent_json_free(json);
}

static void growth_is_not_told_across_a_change_of_unit(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(2000, 2001), .of = "A,B",
                                                  .measure = "wage"});
    ent_assert_number(cell(json, "actors", "growth", 2), (double)NAN, 0);
    ent_assert_number(cell(json, "actors", "share", 2), .75, 1e-15);
    assert_string_equal(text(json, "concentration", "unit", 0), "pound");
    assert_string_equal(text(json, "concentration", "unit", 2), "dollar");
    ent_json_free(json);
}

static void who_passes_whom_is_dated(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(2000, 2002), .measure = "gdp"});
    assert_int_equal(rows(json, "transitions"), 2);
    ent_assert_number(cell(json, "transitions", "year", 0), 2001, 0);
    assert_string_equal(text(json, "transitions", "actor", 0), "B");
    assert_string_equal(text(json, "transitions", "passes", 0), "A");
    ent_assert_number(cell(json, "transitions", "last_below", 0), 2000, 0);
    assert_string_equal(text(json, "transitions", "actor", 1), "A");
    ent_json_free(json);
    /* what lies before the years that were asked for is no transition in them */
    json = power_of((ent_power_options){.period = years_from(2001, 2001), .measure = "gdp"});
    assert_int_equal(rows(json, "transitions"), 0);
    ent_json_free(json);
}

/* B scores -7 in 2000: what it has of a sum of 4 is no share. A and C by themselves have theirs. */
static void what_is_below_zero_has_no_shares_and_says_so(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(2000, 2001), .measure = "score",
                                                  .of = "A,C"});
    const ent_json_value *missing = ent_json_get(result_of(json), "missing");
    ent_assert_number(ent_json_number(ent_json_get(missing, "times_without_shares")), 1, 0);
    ent_assert_number(cell(json, "actors", "value", 0), 10, 0);
    ent_assert_number(cell(json, "actors", "share", 0), 10. / 11, 1e-15);
    ent_assert_number(cell(json, "actors", "share_of_all", 0), (double)NAN, 0);
    ent_assert_number(cell(json, "actors", "share_of_all", 2), 10. / 22, 1e-15);
    assert_string_equal(text(json, "concentration", "of", 1), "all");
    ent_assert_number(cell(json, "concentration", "con", 1), (double)NAN, 0);
    ent_assert_number(cell(json, "concentration", "total", 1), 4, 0);
    assert_null(text(json, "concentration", "top", 1));
    ent_json_free(json);
    /* B passes A in 2001; a sum that is below zero would have turned it round */
    json = power_of((ent_power_options){.period = years_from(2000, 2001), .measure = "score"});
    assert_int_equal(rows(json, "transitions"), 0);
    ent_json_free(json);
}

static void a_bloc_adds_up_its_members_of_the_year(void **state)
{
    static const char *const blocs[] = {"X=A,D"};
    ent_json *json = power_of((ent_power_options){.period = years_from(2000, 2002), .measure = "gdp",
                                                  .blocs = blocs, .bloc_count = 1});
    assert_string_equal(text(json, "blocs", "absent", 0), "D");
    ent_assert_number(cell(json, "blocs", "members", 0), 1, 0);
    assert_string_equal(text(json, "blocs", "missing", 1), "D");
    ent_assert_number(cell(json, "blocs", "with_data", 1), 1, 0);
    ent_assert_number(cell(json, "blocs", "value", 2), 8e6, 0);
    ent_assert_number(cell(json, "blocs", "share_of_all", 2), 8. / 14, 1e-15);
    ent_json_free(json);
}

/* A: 3/4, 1/2, 1/2, 1/4, 1/2, 1: mean 3.5/6; B: 1/4, 1/2, 1/2, 3/4, 1/2, nothing: 2.5/5. */
static void cinc_is_rebuilt_where_there_is_no_column(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = day_of(2000, 7, 1), .of = "A,B",
                                                  .toward = "B"});
    ent_assert_number(cell(json, "actors", "value", 0), 3.5 / 6, 1e-15);
    ent_assert_number(cell(json, "actors", "value", 1), .5, 1e-15);
    ent_assert_number(cell(json, "actors", "components", 1), 5, 0);
    assert_null(ent_json_get(result_of(json), "check"));
    assert_true(ent_json_is_true(ent_json_get(ent_json_get(result_of(json), "measure"), "rebuilt")));
    /* a quarter of the equator; at home the exponent is log10(10 - e) */
    ent_assert_number(cell(json, "actors", "km", 0), 6378.137 * acos(-1) / 2, 1e-8);
    ent_assert_number(cell(json, "actors", "at_distance", 1), pow(.5, log10(10 - exp(1))), 1e-14);
    assert_true(cell(json, "actors", "at_distance", 0) < 3.5 / 6);
    ent_json_free(json);
}

static void years_beyond_the_sources_are_left_out_and_named(void **state)
{
    ent_json *json = power_of((ent_power_options){.period = years_from(1990, 2050), .measure = "gdp"});
    const ent_json_value *list = ent_json_get(result_of(json), "not_covered");
    assert_int_equal(ent_json_count(list), 2);
    assert_string_equal(ent_json_text(ent_json_get(ent_json_at(list, 1), "from")), "2003-01-01");
    assert_int_equal(rows(json, "concentration"), 3);
    ent_json_free(json);
}

static void fails_power(ent_power_options options, ent_status code, const char *message)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ent_power_report(world, world_path, &options, &json, &error), &error, code,
                     message);
    assert_null(json);
}

static void wrong_questions_about_power_are_refused(void **state)
{
    static const char *const blocs[] = {"A,B"};
    fails_power((ent_power_options){.period = years_from(2000, 2000), .measure = "gdp",
                                    .table = "chairs"}, ENT_ERR_ARGUMENT,
                "--table 'chairs' is unknown; expected actors, concentration, transitions, blocs");
    fails_power((ent_power_options){.period = years_from(2000, 2000), .measure = "gdp",
                                    .blocs = blocs, .bloc_count = 1}, ENT_ERR_ARGUMENT,
                "--bloc 'A,B': expected NAME=USA,UKG,... (a name of up to 63 bytes)");
    fails_power((ent_power_options){.period = years_from(2000, 2000), .measure = "gdp", .of = "A,A"},
                ENT_ERR_INPUT, "--of: 'A' stands twice in the list");
    static const char *const unknown[] = {"X=A,Z"}, *const twice[] = {"X=A", "Y=A", "X=B"};
    fails_power((ent_power_options){.period = years_from(2000, 2000), .measure = "gdp",
                                    .blocs = unknown, .bloc_count = 1}, ENT_ERR_INPUT,
                "--bloc 'X': no actor has the COW abbreviation or short code 'Z'; did you mean Aland "
                "(A, 1), Bland (B, 2), Cland (C, 3), Dland (D, 4)?");
    fails_power((ent_power_options){.period = years_from(2000, 2000), .measure = "gdp",
                                    .blocs = twice, .bloc_count = 3}, ENT_ERR_ARGUMENT,
                "--bloc 'X' is given twice; expected another name");
    fails_power((ent_power_options){.period = day_of(1950, 7, 1), .measure = "gdp"}, ENT_ERR_INPUT,
                "1950-07-01 is not covered by all: actors@own covers 1999-01-01 to 2003-12-31, gdp@own "
                "covers 2000-01-01 to 2002-12-31");
    fails_power((ent_power_options){.period = years_from(1950, 1960), .measure = "gdp"},
                ENT_ERR_INPUT, "nothing of 1950-01-01 to 1960-12-31 is covered by all: actors@own covers "
                "1999-01-01 to 2003-12-31, gdp@own covers 2000-01-01 to 2002-12-31");
    fails_power((ent_power_options){.period = years_from(2000, 2000), .measure = "cinc@beyond"},
                ENT_ERR_INPUT, "there is no attribute 'cinc@beyond'; the world has capital_latitude, "
                "capital_longitude, gdp, irst, milex, milper, pec, score, tpop, upop, wage");
}

/* ---- voting ---- */

static ent_json *voting_of(const char *votes, const char *quota)
{
    ent_power_options options = {.period = day_of(2002, 7, 1)};
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_voting_report(world, world_path, votes, quota, &options, &json, &error),
                  &error);
    return json;
}

static void votes_are_weights_names_or_an_attribute(void **state)
{
    ent_json *json = voting_of("7x5,1x10", "39");
    assert_int_equal(rows(json, "members"), 15);
    ent_assert_number(cell(json, "members", "shapley_shubik", 14), 4. / 2145, 1e-15);
    ent_json_free(json);
    json = voting_of("DE=4,FR=4,IT=4,BE=2,NL=2,LU=1", "12");
    assert_string_equal(text(json, "members", "member", 5), "LU");
    ent_assert_number(cell(json, "members", "banzhaf", 0), 5. / 21, 1e-15);
    ent_json_free(json);
    json = voting_of("gdp", NULL); /* A 6, B 5, C 1, D 2: more than half of 14 is 8 */
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result_of(json), "scaling"),
                                                   "quota")), 8, 0);
    assert_int_equal(rows(json, "members"), 4);
    ent_json_free(json);
}

static void wrong_votes_are_refused(void **state)
{
    ent_power_options options = {.period = years_from(2000, 2000)};
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ent_voting_report(NULL, NULL, "7,y", NULL, &options, &json, &error), &error,
                     ENT_ERR_ARGUMENT, "--votes 'y' is no vote; expected weights (7), up to 10000 of a "
                     "weight (7x5), named ones (USA=7), or an attribute of a WORLD");
    ent_assert_fails(ent_voting_report(NULL, NULL, "gdp", NULL, &options, &json, &error), &error,
                     ENT_ERR_ARGUMENT,
                     "'gdp' is an attribute: say of which WORLD and --on which day");
    ent_assert_fails(ent_voting_report(NULL, NULL, "7,5", "much", &options, &json, &error), &error,
                     ENT_ERR_ARGUMENT,
                     "--quota 'much' is none; expected a number, 55%, or majority");
    ent_assert_fails(ent_voting_report(NULL, NULL, "DE=4,FR=4,DE=1", NULL, &options, &json, &error), &error,
                     ENT_ERR_ARGUMENT, "--votes has 'DE' twice; expected another name");
    ent_assert_fails(ent_voting_report(NULL, NULL, "7x,1x10", NULL, &options, &json, &error), &error,
                     ENT_ERR_ARGUMENT, "--votes '7x' is no vote; expected weights (7), up to 10000 of a "
                     "weight (7x5), named ones (USA=7), or an attribute of a WORLD");
    ent_assert_fails(ent_voting_report(NULL, NULL, "", NULL, &options, &json, &error), &error,
                     ENT_ERR_ARGUMENT, "--votes is empty; expected weights (7x5,1x10) or an attribute");
}

/* ---- similarity ---- */

/* Members A, B, C. ATOP scale: A = (3, 3, 2), C = (2, 2, 3): S = 1 - 2 * 3 / 9. With gdp as weights C has
 * none: 1 - 2 * (4 + 3) / (3 * 7). */
static void a_pair_by_hand_on_both_scales(void **state)
{
    ent_json *json = similarity_of((ent_similarity_options){
        .period = years_from(2000, 2000), .a = "A", .b = "C", .scale = "atop", .weights = "gdp"});
    assert_int_equal(rows(json, "pairs"), 1);
    ent_assert_number(cell(json, "pairs", "s", 0), 1. / 3, 1e-15);
    ent_assert_number(cell(json, "pairs", "s_weighted", 0), 1. / 3, 1e-15);
    ent_assert_number(cell(json, "pairs", "level_a_to_b", 0), 2, 0);
    ent_json_free(json);
    /* COW scale: entente is 1: A = (3, 3, 1), C = (1, 1, 3): S = 1 - 2 * 6 / 9; 1 - 2 * 14 / 21 */
    json = similarity_of((ent_similarity_options){.period = years_from(2000, 2000), .a = "A", .b = "C",
                                                  .scale = "cow", .weights = "gdp"});
    ent_assert_number(cell(json, "pairs", "s", 0), -1. / 3, 1e-15);
    ent_assert_number(cell(json, "pairs", "s_weighted", 0), -1. / 3, 1e-15);
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result_of(json), "missing"),
                                                   "weights")), 1, 0);
    ent_json_free(json);
}

static void a_year_counts_what_holds_on_any_of_its_days(void **state)
{
    ent_json *json = similarity_of((ent_similarity_options){.period = years_from(2000, 2002), .a = "A",
                                                            .b = "B"});
    assert_int_equal(rows(json, "pairs"), 3);
    ent_assert_number(cell(json, "pairs", "level_a_to_b", 2), 3, 0); /* the pact ends in June 2002 */
    ent_assert_number(cell(json, "pairs", "s_weighted", 2), (double)NAN, 0); /* no CINC */
    ent_json_free(json);
    json = similarity_of((ent_similarity_options){.period = day_of(2002, 7, 1), .a = "A", .b = "B"});
    ent_assert_number(cell(json, "pairs", "level_a_to_b", 0), 1, 0);
    ent_json_free(json);
}

static void a_year_without_one_of_the_pair_is_counted(void **state)
{
    ent_json *json = similarity_of((ent_similarity_options){.period = years_from(2000, 2002), .a = "A",
                                                            .b = "D"});
    assert_int_equal(rows(json, "pairs"), 2);
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result_of(json), "missing"),
                                                   "pairs_absent")), 1, 0);
    ent_json_free(json);
}

static void a_day_is_a_matrix_of_the_first_measure(void **state)
{
    ent_json *json = similarity_of((ent_similarity_options){.period = day_of(2001, 7, 1),
                                                            .variants = "tau_b,s"});
    assert_string_equal(ent_json_text(ent_json_get(result_of(json), "matrix_of")), "tau_b");
    assert_int_equal(rows(json, "matrix"), 4);
    assert_int_equal(rows(json, "pairs"), 6);
    ent_assert_number(cell(json, "matrix", "A", 0), 1, 1e-15);
    ent_assert_number(cell(json, "matrix", "B", 0), cell(json, "matrix", "A", 1), 0);
    ent_assert_number(cell(json, "matrix", "B", 0), cell(json, "pairs", "tau_b", 0), 0);
    ent_json_free(json);
}

static void a_binary_layer_has_whole_ties(void **state)
{
    ent_json *json = similarity_of((ent_similarity_options){
        .period = years_from(2000, 2000), .a = "A", .b = "B", .layer = "rivalry",
        .variants = "s,s_binary"});
    /* A = (3, 0, 3), B = (0, 3, 0) */
    ent_assert_number(cell(json, "pairs", "s", 0), -1, 1e-15);
    ent_assert_number(cell(json, "pairs", "s_binary", 0), -1, 1e-15);
    ent_json_free(json);
}

static void all_pairs_of_all_years_are_rows(void **state)
{
    char *csv;
    ent_error error = {0};
    ent_similarity_options options = {.period = years_from(2000, 2001), .variants = "s,tau_b"};
    ent_similarity_counts counts;
    ent_assert_ok(ent_similarity_all(world, &options, NULL, &counts, &csv, &error), &error);
    assert_int_equal(counts.rows, 3 + 6);
    assert_int_equal(counts.not_defined, 0);
    assert_int_equal(ent_day_year(counts.covered.to), 2001);
    static const char expected[] = "year,a,b,s,tau_b\n2000,A,B,1,1\n2000,A,C,-0.333333333333,-1\n";
    assert_memory_equal(csv, expected, sizeof expected - 1);
    size_t lines = 0;
    for (const char *at = csv; *at; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 1 + 3 + 6);
    free(csv);
}

static void fails_similarity(ent_similarity_options options, ent_status code, const char *message)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ent_similarity_report(world, world_path, &options, &json, &error), &error, code,
                     message);
    assert_null(json);
}

static void wrong_questions_about_similarity_are_refused(void **state)
{
    ent_period year = years_from(2000, 2000);
    fails_similarity((ent_similarity_options){.period = year}, ENT_ERR_ARGUMENT,
                     "say of which pair, or --on which day, or --all");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "A"}, ENT_ERR_INPUT,
                     "'A' and 'A' are the same actor");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "B", .scale = "un"},
                     ENT_ERR_ARGUMENT, "--scale 'un' is unknown; expected cow, atop");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "B", .layer = "trade"},
                     ENT_ERR_INPUT,
                     "the layer trade@own is valued; portfolios have levels 0 to 3");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "B",
                                              .layer = "contiguity"},
                     ENT_ERR_INPUT,
                     "contiguity@own has ties of level 5; portfolios have levels 0 to 3");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "B",
                                              .layer = "rivalry", .scale = "cow"},
                     ENT_ERR_INPUT, "--scale is for layers of treaties: the ties of rivalry@own have "
                     "no obligations");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "B",
                                              .variants = "s,s"},
                     ENT_ERR_ARGUMENT, "'s' is asked for twice");
    fails_similarity((ent_similarity_options){.period = year, .a = "A", .b = "B",
                                              .table = "matrix"},
                     ENT_ERR_ARGUMENT, "a pair has no matrix");
    ent_json *json;
    ent_error error = {0};
    ent_similarity_options near = {.period = year, .a = "A", .b = "B", .variants = "taub"};
    assert_int_equal(ent_similarity_report(world, world_path, &near, &json, &error),
                     ENT_ERR_ARGUMENT);
    assert_non_null(strstr(error.message, "did you mean 'tau_b'?"));
}

/* ---- showing, memory ---- */

static void each_answer_can_be_shown_in_each_format(void **state)
{
    static const char *const blocs[] = {"X=A,D"};
    ent_json *answers[] = {
        power_of((ent_power_options){.period = years_from(2000, 2002), .measure = "gdp",
                                     .blocs = blocs, .bloc_count = 1}),
        voting_of("gdp", "55%"),
        similarity_of((ent_similarity_options){.period = day_of(2001, 7, 1), .table = "matrix"})};
    static const char *const heads[] = {"year,actor,value,share,share_of_all,rank,growth,marks\n",
                                        "member,votes,integer,share,", "actor,A,B,C,D\n"};
    static const char *const words[] = {"Who passed whom", "quota 55%", "Matrix of s"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char *shown;
        ent_error error = {0};
        ent_assert_ok(ent_show(answers[i], ENT_FORMAT_CSV, 0, &shown, &error), &error);
        assert_memory_equal(shown, heads[i], strlen(heads[i]));
        free(shown);
        ent_assert_ok(ent_show(answers[i], ENT_FORMAT_TABLE, 80, &shown, &error), &error);
        assert_non_null(strstr(shown, words[i]));
        free(shown);
        ent_json_free(answers[i]);
    }
}

static ent_status report_power(void *context, ent_error *error)
{
    static const char *const blocs[] = {"X=A,C"};
    ent_power_options options = {.period = years_from(2000, 2001), .blocs = blocs, .bloc_count = 1,
                                 .toward = "A"};
    ent_json *json;
    ent_status status = ent_power_report(world, world_path, &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static ent_status report_voting(void *context, ent_error *error)
{
    ent_power_options options = {.period = day_of(2001, 7, 1)};
    ent_json *json;
    ent_status status = ent_voting_report(world, world_path, "gdp", "60%", &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static ent_status report_similarity(void *context, ent_error *error)
{
    ent_similarity_options options = {.period = day_of(2001, 7, 1)};
    ent_json *json;
    ent_status status = ent_similarity_report(world, world_path, &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static ent_status write_all(void *context, ent_error *error)
{
    ent_similarity_options options = {.period = years_from(2000, 2001), .weights = "gdp"};
    char *csv;
    ent_status status = ent_similarity_all(world, &options, NULL, NULL, &csv, error);
    if (status != ENT_OK)
        assert_null(csv);
    free(csv);
    return status;
}

static void answers_survive_failing_memory(void **state)
{
    ent_sweep(report_power, NULL);
    ent_sweep(report_voting, NULL);
    ent_sweep(report_similarity, NULL);
    ent_sweep(write_all, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(concentration_counts_and_names_who_is_missing),
        cmocka_unit_test(actors_have_shares_ranks_and_growth),
        cmocka_unit_test(what_is_in_doubt_is_marked),
        cmocka_unit_test(growth_is_not_told_across_a_change_of_unit),
        cmocka_unit_test(who_passes_whom_is_dated),
        cmocka_unit_test(what_is_below_zero_has_no_shares_and_says_so),
        cmocka_unit_test(a_bloc_adds_up_its_members_of_the_year),
        cmocka_unit_test(cinc_is_rebuilt_where_there_is_no_column),
        cmocka_unit_test(years_beyond_the_sources_are_left_out_and_named),
        cmocka_unit_test(wrong_questions_about_power_are_refused),
        cmocka_unit_test(votes_are_weights_names_or_an_attribute),
        cmocka_unit_test(wrong_votes_are_refused),
        cmocka_unit_test(a_pair_by_hand_on_both_scales),
        cmocka_unit_test(a_year_counts_what_holds_on_any_of_its_days),
        cmocka_unit_test(a_year_without_one_of_the_pair_is_counted),
        cmocka_unit_test(a_day_is_a_matrix_of_the_first_measure),
        cmocka_unit_test(a_binary_layer_has_whole_ties),
        cmocka_unit_test(all_pairs_of_all_years_are_rows),
        cmocka_unit_test(wrong_questions_about_similarity_are_refused),
        cmocka_unit_test(each_answer_can_be_shown_in_each_format),
        cmocka_unit_test(answers_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
