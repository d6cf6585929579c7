/* `entente blocs` on a small world of the user's own and on files of ties: figures worked by hand. */
#include "report/own_world.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_world *world;
static char world_path[ENT_PATH];
static ent_error error;

/* A and B are friends and foes of D and E, who are friends; C is a friend of A in 2000, of D from 2001; F has no ties.
 * T is a friend of A throughout and of D from 2001: torn, it stays. Sizes: 1, but D 10 in 2000. */
static const own_file files[] = {
    {"s/actors.csv", "name,abb,from,to\nAland,A,2000,2002\nBland,B,2000,2002\nCland,C,2000,2002\nDland,D,2000,2002\n"
                     "Eland,E,2000,2002\nFland,F,2000,2002\nTland,T,2000,2002\n"},
    {"s/ties.csv", "layer,a,b,from,to\nrivalry,A,D,2000,2002\nrivalry,A,E,2000,2002\nrivalry,B,D,2000,2002\n"
                   "rivalry,B,E,2000,2002\n"},
    {"s/treaties.csv", "treaty,name,obligations,from,to\nab,AB,defense,2000,2002\nde,DE,defense,2000,2002\n"
                       "ac,AC,defense,2000,2000\ncd,CD,defense,2001,2002\nat,AT,defense,2000,2002\n"
                       "dt,DT,defense,2001,2002\n"},
    {"s/treaty_members.csv", "treaty,actor\nab,A\nab,B\nde,D\nde,E\nac,A\nac,C\ncd,C\ncd,D\nat,A\nat,T\ndt,D\ndt,T\n"},
    {"s/attributes.csv", "actor,attribute,value,from,to\nA,size,1,2000,2002\nB,size,1,2000,2002\nC,size,1,2000,2002\n"
                         "D,size,10,2000,2000\nD,size,1,2001,2002\nE,size,1,2000,2002\n"},
};

static int make_world(void **state)
{
    make_own_world("s", files, ent_countof(files), world_path, &world);
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

static double number(ent_json *json, const char *key)
{
    return ent_json_number(ent_json_get(result_of(json), key));
}

static double cell(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(ent_json_get(result_of(json), table), column, row));
}

static const char *text(ent_json *json, const char *table, const char *column, size_t row)
{
    const char *found = ent_json_text(ent_json_cell(ent_json_get(result_of(json), table), column, row));
    return found ? found : "";
}

/* The names of a list, joined. */
static const char *names(const ent_json_value *list)
{
    static char joined[64];
    joined[0] = '\0';
    for (size_t i = 0; i < ent_json_count(list); i++)
        strcat(joined, ent_json_text(ent_json_at(list, i)));
    return joined;
}

static ent_json *ask(const ent_blocs_report_options *options)
{
    ent_json *json = NULL;
    ent_assert_ok(ent_blocs_report(world, world_path, options, &json, &error), &error);
    return json;
}

static void the_blocs_of_a_day(void **state)
{
    ent_json *json = ask(&(ent_blocs_report_options){.ties = {.period = day_of(2001, 7, 1)}, .optima_most = 10});
    const ent_json_value *blocs = ent_json_get(result_of(json), "blocs"), *backbone = ent_json_get(result_of(json), "backbone");
    ent_assert_number(number(json, "value"), 1, 0);
    ent_assert_number(number(json, "bound"), 1, 0);
    ent_assert_number(number(json, "total"), 9, 0);
    assert_true(ent_json_is_true(ent_json_get(result_of(json), "proven")));
    assert_int_equal(ent_json_count(blocs), 2);
    assert_string_equal(names(ent_json_get(result_of(json), "isolates")), "F");
    /* T with A or with D: two best partitions, and T is with nobody for sure */
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result_of(json), "optima"), "count")), 2, 0);
    assert_true(ent_json_is_true(ent_json_get(backbone, "proven")));
    assert_int_equal(ent_json_count(ent_json_get(backbone, "together")), 3);
    assert_string_equal(names(ent_json_at(ent_json_get(backbone, "together"), 0)), "AB");
    assert_string_equal(names(ent_json_at(ent_json_get(backbone, "together"), 1)), "CDE");
    assert_int_equal(ent_json_count(ent_json_get(backbone, "apart")), 1);
    assert_int_equal(ent_json_count(ent_json_get(backbone, "undecided")), 2);
    ent_json_free(json);
}

static void the_torn_come_first(void **state)
{
    ent_json *json = ask(&(ent_blocs_report_options){.ties = {.period = day_of(2001, 7, 1)}});
    /* A or D has as much against it as T, and more ties */
    const char *first = text(json, "actors", "actor", 0);
    assert_true(strcmp(first, "A") == 0 || strcmp(first, "D") == 0);
    assert_string_equal(text(json, "actors", "actor", 1), "T");
    ent_assert_number(cell(json, "actors", "tied", 1), 2, 0);
    ent_assert_number(cell(json, "actors", "frustration", 1), 1, 0);
    ent_assert_number(cell(json, "actors", "switching", 1), 0, 0);
    assert_int_equal(strlen(text(json, "actors", "ties_against", 1)), 2); /* "+A" or "+D" */
    assert_int_equal(ent_json_row_count(ent_json_get(result_of(json), "ties")), 1);
    ent_json_free(json);
}

static void who_moves_moves_once_and_the_torn_stay(void **state)
{
    ent_json *json = ask(&(ent_blocs_report_options){.ties = {.period = years_from(2000, 2002)}});
    static const double values[] = {0, 1, 1}, moved[] = {0, 1, 0}, stayed[] = {0, 5, 6};
    for (size_t t = 0; t < 3; t++) {
        ent_assert_number(cell(json, "years", "value", t), values[t], 0);
        ent_assert_number(cell(json, "years", "bound", t), values[t], 0);
        ent_assert_number(cell(json, "years", "moved", t), moved[t], 0);
        ent_assert_number(cell(json, "years", "stayed", t), stayed[t], 0);
        ent_assert_number(cell(json, "years", "isolates", t), 1, 0);
    }
    ent_assert_number(cell(json, "years", "balance", 1), 1 - 2.0 / 9, 1e-15);
    ent_assert_number(cell(json, "years", "balanced_share", 1), .8, 0); /* ABD, ABE, ADE, BDE are +--, ADT is ++- */
    assert_int_equal(ent_json_row_count(ent_json_get(result_of(json), "moves")), 1);
    assert_string_equal(text(json, "moves", "actor", 0), "C");
    ent_assert_number(cell(json, "moves", "from", 0), 1, 0);
    ent_assert_number(cell(json, "moves", "to", 0), 2, 0);
    ent_json_free(json);
}

static void sizes_weigh_ties(void **state)
{
    ent_json *json = ask(&(ent_blocs_report_options){.ties = {.period = day_of(2000, 7, 1)}, .size = "size"});
    /* AB 1, DE 10, AC 1, AD 10, AE 1, BD 10, BE 1; A-T has no size */
    ent_assert_number(number(json, "total"), 34, 0);
    ent_assert_number(number(json, "value"), 0, 0);
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result_of(json), "missing"), "without_size")), 2, 0);
    ent_json_free(json);
}

/* Three pairs of friends, foes of each other. */
static const char three[] = "from,to,sign\na,b,1\nc,d,1\ne,f,1\na,c,-1\nc,e,-1\na,e,-1\n";

static void a_free_number_of_blocs(void **state)
{
    char path[ENT_PATH];
    ent_temp_file("three.csv", three, strlen(three), path);
    static const char *const kinds[] = {"free", "2", "3", "1"};
    static const double values[] = {0, 1, 0, 3}, blocs[] = {3, 2, 3, 1};
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        ent_json *json = NULL;
        const ent_blocs_report_options options = {.blocs = kinds[k], .optima_most = 5};
        ent_assert_ok(ent_blocs_of_edges(path, &options, &json, &error), &error);
        ent_assert_number(number(json, "value"), values[k], 0);
        ent_assert_number(number(json, "bound"), values[k], 0);
        ent_assert_number((double)ent_json_count(ent_json_get(result_of(json), "blocs")), blocs[k], 0);
        ent_json_free(json);
    }
}

static void what_means_nothing_is_refused(void **state)
{
    ent_json *json = NULL;
    ent_assert_fails(ent_blocs_report(world, world_path, &(ent_blocs_report_options){.blocs = "0"}, &json, &error), &error,
                     ENT_ERR_ARGUMENT, "--blocs '0' is no number of blocs; expected 2, free, or the most blocs allowed, "
                                       "1 to 1000");
    const ent_blocs_report_options partitions = {.ties = {.period = years_from(2000, 2002), .table = "partitions"}};
    ent_assert_fails(ent_blocs_report(world, world_path, &partitions, &json, &error), &error, ENT_ERR_ARGUMENT,
                     "--table partitions is of one network: say --on DAY");
}

/* ---- memory that runs out ---- */

static ent_status report(void *context, ent_error *failed)
{
    ent_json *json = NULL;
    ent_status status = ent_blocs_report(world, world_path, context, &json, failed);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static ent_status report_scenario(void *context, ent_error *failed)
{
    ent_json *json = NULL;
    const ent_blocs_report_options options = {.optima_most = 5};
    const ent_run_options scenario = {.scenario_path = context};
    ent_status status = ent_blocs_of_scenario(&scenario, &options, &json, failed);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static ent_status draw(void *context, ent_error *failed)
{
    char *svg = NULL;
    ent_status status = ent_plot(context, &svg, failed);
    free(svg);
    return status;
}

static ent_status show(void *context, ent_error *failed)
{
    char *shown = NULL;
    ent_status status = ent_show(context, ENT_FORMAT_TABLE, 80, &shown, failed);
    free(shown);
    return status;
}

static void memory_may_run_out(void **state)
{
    ent_blocs_report_options asked[] = {
        {.ties = {.period = day_of(2001, 7, 1)}, .optima_most = 5, .size = "size"},
        {.ties = {.period = years_from(2000, 2002), .table = "ties"}},
        {.ties = {.period = years_from(2000, 2002), .table = "actors"}, .blocs = "free"}};
    for (size_t i = 0; i < ent_countof(asked); i++) {
        ent_json *json = ask(&asked[i]);
        ent_sweep(draw, json);
        ent_sweep(show, json);
        ent_json_free(json);
        ent_sweep_stride(report, &asked[i], 7);
    }
    ent_sweep_stride(report_scenario, (char[]){ENTENTE_SOURCE_DIR "/scenarios/great-powers-2016.yaml"}, 997);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_blocs_of_a_day),
        cmocka_unit_test(the_torn_come_first),
        cmocka_unit_test(who_moves_moves_once_and_the_torn_stay),
        cmocka_unit_test(sizes_weigh_ties),
        cmocka_unit_test(a_free_number_of_blocs),
        cmocka_unit_test(what_means_nothing_is_refused),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
