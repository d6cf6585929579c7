/* What changed between two worlds, or two sources of one; every count can be made by hand. */
#include "../world/small_world.h"

#include "entente/import.h"
#include "entente/json.h"
#include "entente/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Two worlds of the same actors, in another order in the second. */
static const struct {
    const char *name, *first, *second;
} tables[] = {
    {"actors.csv", "name,abb,cow,from,to\nAldora,ALD,11,1900,\nBrevia,BRV,12,1900,\nCaldia,CLD,13,1900,\n",
     "name,abb,cow,from,to\nDorne,DRN,14,1900,\nCaldia,CLD,13,1900,\nBrevia,BRV,12,1901,\n"
     "Aldora,ALD,11,1900,\n"},
    /* gdp: ALD 2001 changed by 4, BRV 2000 by 0.5, CLD 2001 only in the first, BRV 2001 only in the second;
     * 2002 is beyond the first, 1999 beyond the second */
    {"attributes.csv", "actor,attribute,value,unit,from,to\nCLD,gdp,1,euro,1999,1999\n"
                       "ALD,gdp,10,euro,2000,2001\nBRV,gdp,20,euro,2000,2000\nCLD,gdp,30,euro,2000,2001\n",
     "actor,attribute,value,unit,from,to\nALD,gdp,10,euro,2000,2000\nALD,gdp,14,euro,2001,2001\n"
     "BRV,gdp,20.5,euro,2000,2000\nBRV,gdp,21,euro,2001,2001\nCLD,gdp,30,euro,2000,2000\n"
     "CLD,gdp,31,euro,2002,2002\n"},
    /* rivalry, undirected, named the other way round in the second: ALD-BRV the same, ALD-CLD another end,
     * BRV-CLD another level */
    {"ties.csv", "layer,a,b,from,to,level\nrivalry,ALD,BRV,1990,1999,1\nrivalry,ALD,CLD,1990,1995,1\n"
                 "rivalry,BRV,CLD,1990,1999,1\n",
     "layer,a,b,from,to,level\nrivalry,BRV,ALD,1990,1999,1\nrivalry,CLD,ALD,1990,1996,1\n"
     "rivalry,CLD,BRV,1990,1999,2\n"},
    {"treaties.csv", "treaty,name,obligations,from,to\npact,The pact,defense,1950,1960\n"
                     "league,The league,consultation,1950,1960\n",
     "treaty,name,obligations,from,to\nleague,The great league,consultation,1950,1960\n"
     "pact,The pact,defense,1950,1960\nnew,The new one,defense,1955,1960\n"},
    {"treaty_members.csv", "treaty,actor,from,to\npact,ALD,1950,1960\npact,BRV,1950,1960\n",
     "treaty,actor,from,to\npact,BRV,1950,1960\npact,ALD,1950,1960\n"},
};

static ent_world *first, *second;

static ent_world *make_world(const char *folder, bool is_second)
{
    char path[ENT_PATH], name[80], directory[ENT_PATH], world_path[ENT_PATH];
    ent_error error = {0};
    ent_world *world;
    mkdir(ent_temp_path(folder, directory), 0777);
    for (size_t i = 0; i < ent_countof(tables); i++) {
        const char *text = is_second ? tables[i].second : tables[i].first;
        snprintf(name, sizeof name, "%s/%s", folder, tables[i].name);
        ent_temp_file(name, text, strlen(text), path);
    }
    snprintf(name, sizeof name, "%s.world", folder);
    ent_assert_ok(ent_import_own(directory, ent_temp_path(name, world_path), "own", NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(world_path, ENT_WORLD_READ, &world, &error), &error);
    return world;
}

static int make_worlds(void **state)
{
    first = make_world("first", false);
    second = make_world("second", true);
    return 0;
}

static int close_worlds(void **state)
{
    ent_world_close(first);
    ent_world_close(second);
    return 0;
}

static ent_json *diff(ent_world *a, ent_world *b, double tolerance)
{
    ent_json *json;
    ent_error error = {0};
    ent_diff_options options = {.paths = {"a.world", b ? "b.world" : NULL},
                                .between = {b ? NULL : "old", b ? NULL : "new-2.0"},
                                .tolerance = tolerance, .row_limit = SIZE_MAX};
    ent_assert_ok(ent_diff(a, b, &options, &json, &error), &error);
    return json;
}

static const ent_json_value *result_of(const ent_json *json)
{
    return ent_json_get(ent_json_root((ent_json *)json), "result");
}

/* A number of the row of a kind and name in the table `series`. */
static void assert_count(const ent_json *json, const char *kind, const char *name, const char *column,
                         double expected)
{
    const ent_json_value *table = ent_json_get(result_of(json), "series");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        if (strcmp(ent_json_text(ent_json_cell(table, "kind", row)), kind) != 0 ||
            strcmp(ent_json_text(ent_json_cell(table, "name", row)), name) != 0)
            continue;
        double found = ent_json_number(ent_json_cell(table, column, row));
        if (found < expected || found > expected)
            fail_msg("%s %s: %s is %g, expected %g", kind, name, column, found, expected);
        return;
    }
    fail_msg("no row of %s %s", kind, name);
}

/* Is there a row in `rows` of this series that reads so? */
static void assert_row(const ent_json *json, const char *name, const char *what, const char *a,
                       const char *from)
{
    const ent_json_value *table = ent_json_get(result_of(json), "rows");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(ent_json_text(ent_json_cell(table, "name", row)), name) == 0 &&
            strcmp(ent_json_text(ent_json_cell(table, "what", row)), what) == 0 &&
            strcmp(ent_json_text(ent_json_cell(table, "a", row)), a) == 0 &&
            strcmp(ent_json_text(ent_json_cell(table, "from", row)), from) == 0)
            return;
    fail_msg("no row: %s %s %s %s", name, what, a, from);
}

static void values_are_compared_by_actor_and_year(void **state)
{
    ent_json *json = diff(first, second, 0);
    assert_count(json, "attribute", "gdp", "common", 4); /* ALD 2000, 2001; BRV 2000; CLD 2000 */
    assert_count(json, "attribute", "gdp", "changed", 2);
    assert_count(json, "attribute", "gdp", "only_first", 1);
    assert_count(json, "attribute", "gdp", "only_second", 1);
    assert_count(json, "attribute", "gdp", "beyond_first", 1);
    assert_count(json, "attribute", "gdp", "beyond_second", 1);
    assert_count(json, "attribute", "gdp", "largest", 4);
    assert_row(json, "gdp", "changed", "ALD", "2001-01-01");
    assert_row(json, "gdp", "changed", "BRV", "2000-01-01");
    assert_row(json, "gdp", "only in the first", "CLD", "2001-01-01");
    assert_row(json, "gdp", "only in the second", "BRV", "2001-01-01");
    assert_true(ent_json_is_true(ent_json_get(result_of(json), "differ")));
    ent_json_free(json);
}

static void numbers_within_the_tolerance_are_the_same(void **state)
{
    ent_json *json = diff(first, second, 0.5);
    assert_count(json, "attribute", "gdp", "common", 4);
    assert_count(json, "attribute", "gdp", "changed", 1);
    assert_count(json, "attribute", "gdp", "within", 1);
    ent_json_free(json);
}

static void ties_are_compared_by_pair_and_days(void **state)
{
    ent_json *json = diff(first, second, 0);
    assert_count(json, "layer", "rivalry", "common", 2);
    assert_count(json, "layer", "rivalry", "changed", 1);
    assert_count(json, "layer", "rivalry", "only_first", 1);
    assert_count(json, "layer", "rivalry", "only_second", 1);
    assert_row(json, "rivalry", "changed", "BRV", "1990-01-01");
    ent_json_free(json);
}

static void members_and_treaties_are_matched_by_their_codes(void **state)
{
    ent_json *json = diff(first, second, 0);
    const ent_json_value *treaties = ent_json_get(result_of(json), "treaties");
    assert_count(json, "treaties", "treaty", "changed", 0);
    assert_int_equal(ent_json_row_count(treaties), 2);
    assert_string_equal(ent_json_text(ent_json_cell(treaties, "treaty", 0)), "league");
    assert_string_equal(ent_json_text(ent_json_cell(treaties, "what", 0)), "changed");
    assert_string_equal(ent_json_text(ent_json_cell(treaties, "name_after", 0)), "The great league");
    assert_string_equal(ent_json_text(ent_json_cell(treaties, "what", 1)), "only in the second");
    assert_count(json, "system", "actors", "only_first", 1); /* BRV from 1900, from 1901 */
    assert_count(json, "system", "actors", "only_second", 2); /* and Dorne, whom only the second has */
    assert_row(json, "actors", "only in the second", "DRN", "1900-01-01");
    ent_json_free(json);
}

static void a_world_is_the_same_as_itself(void **state)
{
    ent_world *copy = make_world("copy", false);
    ent_json *json = diff(first, copy, 0);
    assert_false(ent_json_is_true(ent_json_get(result_of(json), "differ")));
    assert_int_equal(ent_json_row_count(ent_json_get(result_of(json), "rows")), 0);
    assert_int_equal(ent_json_row_count(ent_json_get(result_of(json), "treaties")), 0);
    assert_int_equal(ent_json_row_count(ent_json_get(result_of(json), "sources")), 0);
    ent_json_free(json);
    ent_world_close(copy);
}

static void files_sources_and_the_order_of_preference_are_compared(void **state)
{
    char path[ENT_PATH];
    ent_world *a = small_world(NULL), *b = small_world(ent_temp_path("order.world", path));
    ent_error error = {0};
    ent_series series;
    ent_assert_ok(ent_world_resolve(b, ENT_ATTRIBUTE, "gdp@old", &series, &error), &error);
    writer w = {b, ent_world_begin(b, &error), &error, 0, 0};
    ent_assert_ok(ent_world_prefer(b, &series, &error), &error);
    add_source(&w, "third-1.0");
    ent_assert_ok(w.status, &error);
    ent_assert_ok(ent_world_commit(b, &error), &error);
    ent_json *json = diff(a, b, 0);
    const ent_json_value *order = ent_json_get(result_of(json), "order");
    const ent_json_value *sources = ent_json_get(result_of(json), "sources");
    assert_int_equal(ent_json_row_count(order), 1);
    assert_string_equal(ent_json_text(ent_json_cell(order, "before", 0)), "new-2.0, old-1.0");
    assert_string_equal(ent_json_text(ent_json_cell(order, "after", 0)), "old-1.0, new-2.0");
    assert_int_equal(ent_json_row_count(sources), 1);
    assert_string_equal(ent_json_text(ent_json_cell(sources, "what", 0)), "only in the second");
    assert_true(ent_json_is_true(ent_json_get(result_of(json), "differ")));
    ent_json_free(json);
    json = diff(first, second, 0); /* all five files have other bytes */
    assert_int_equal(ent_json_row_count(ent_json_get(result_of(json), "sources")), 5);
    ent_json_free(json);
    ent_world_close(a);
    ent_world_close(b);
}

static void of_several_rows_with_one_key_each_finds_its_equal(void **state)
{
    ent_world *a = small_world(NULL), *b = small_world(NULL);
    ent_error error = {0};
    ent_series alliance;
    ent_spell_fate fate;
    ent_assert_ok(ent_world_resolve(b, ENT_LAYER, "alliance", &alliance, &error), &error);
    /* beside "Aldora owes defence" in the second world also neutrality, which sorts behind it, and offence,
     * which is between */
    ent_spell tie = {.a = 1, .b = 2, .treaty = 1, .span = {day(1910, 1, 1), day(1939, 12, 31)},
                     .number = NAN, .level = 2, .obligations = ENT_NEUTRALITY};
    ent_assert_ok(ent_world_begin(b, &error), &error);
    ent_assert_ok(ent_world_add_spell(b, &alliance, &tie, &fate, &error), &error);
    tie.obligations = ENT_OFFENSE;
    ent_assert_ok(ent_world_add_spell(b, &alliance, &tie, &fate, &error), &error);
    ent_assert_ok(ent_world_commit(b, &error), &error);
    for (int turned = 0; turned < 2; turned++) {
        ent_json *json = turned ? diff(b, a, 0) : diff(a, b, 0);
        assert_count(json, "layer", "alliance", "common", 2);
        assert_count(json, "layer", "alliance", "changed", 0);
        assert_count(json, "layer", "alliance", turned ? "only_first" : "only_second", 2);
        ent_json_free(json);
    }
    ent_world_close(a);
    ent_world_close(b);
}

static void two_sources_of_one_world_are_compared(void **state)
{
    ent_world *world = small_world(NULL);
    ent_json *json = diff(world, NULL, 0);
    assert_count(json, "attribute", "gdp", "changed", 1);
    assert_count(json, "attribute", "gdp", "largest", 1);
    assert_row(json, "gdp", "changed", "ALD", "2000-01-01");
    const ent_json_value *alone = ent_json_get(result_of(json), "alone");
    assert_int_equal(ent_json_row_count(alone), 4); /* alliance, motto, cow, treaty */
    ent_json_free(json);
    ent_world_close(world);
}

static void what_is_no_pair_of_sources_is_refused(void **state)
{
    static const struct {
        const char *between[2], *message;
    } cases[] = {
        {{"old", "neww"}, "there is no source 'neww'; the world has old-1.0, new-2.0"},
        {{"old", "old-1.0"}, "old-1.0 is compared with itself"},
    };
    ent_world *world = small_world(NULL);
    for (size_t i = 0; i < ent_countof(cases); i++) {
        ent_json *json;
        ent_error error = {0};
        ent_diff_options options = {.paths = {"a.world"},
                                    .between = {cases[i].between[0], cases[i].between[1]}};
        ent_assert_fails(ent_diff(world, NULL, &options, &json, &error), &error,
                         i == 0 ? ENT_ERR_INPUT : ENT_ERR_ARGUMENT, cases[i].message);
        assert_null(json);
    }
    ent_world_close(world);
}

static ent_status diff_and_free(void *context, ent_error *error)
{
    ent_json *json;
    char *text = NULL;
    ent_diff_options options = {.paths = {"a.world", "b.world"}, .row_limit = SIZE_MAX};
    ent_status status = ent_diff(first, second, &options, &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    if (status == ENT_OK)
        status = ent_show(json, ENT_FORMAT_TABLE, 0, &text, error);
    free(text);
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_error error = {0};
    ent_assert_ok(diff_and_free(NULL, &error), &error); /* phrases read once stay in the world */
    ent_sweep(diff_and_free, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_compared_by_actor_and_year),
        cmocka_unit_test(numbers_within_the_tolerance_are_the_same),
        cmocka_unit_test(ties_are_compared_by_pair_and_days),
        cmocka_unit_test(members_and_treaties_are_matched_by_their_codes),
        cmocka_unit_test(a_world_is_the_same_as_itself),
        cmocka_unit_test(files_sources_and_the_order_of_preference_are_compared),
        cmocka_unit_test(of_several_rows_with_one_key_each_finds_its_equal),
        cmocka_unit_test(two_sources_of_one_world_are_compared),
        cmocka_unit_test(what_is_no_pair_of_sources_is_refused),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, make_worlds, close_worlds);
}
