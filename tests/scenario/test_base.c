/* The base of a scenario as a world: written in the file or in CSV files beside it. */
#include "small_world.h"

#include "entente/json.h"
#include "entente/report.h"

#include <sys/stat.h>

static void write_file(const char *name, const char *text)
{
    char path[ENT_PATH];
    ent_temp_file(name, text, strlen(text), path);
}

/* The result of a run without what names the files, as text; freed by the caller. */
static char *result_of(const char *name)
{
    char path[ENT_PATH];
    ent_json *json;
    char *text;
    ent_error error = {0};
    ent_run_options options = {.scenario_path = ent_temp_path(name, path)};
    ent_assert_ok(ent_run(&options, &json, &error), &error);
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    ent_json_free(json);
    char *result = strdup(strstr(text, "\"blocs\""));
    *strstr(result, "\"run\"") = '\0';
    free(text);
    return result;
}

#define REST                                                                                       \
    "blocs: [{id: x, members: [X]}, {id: pact, treaty: pact}]\n"                                   \
    "interventions: [{id: i, kind: treaty_left, date: 2001, treaty: pact, actor: X}]\n"            \
    "claims: [{id: c, kind: measured, statement: s, test: gdp(x) > 2, source: a book}]\n"

static void tables_in_the_file_say_the_same_as_csv_files_beside_it(void **state)
{
    char folder[ENT_PATH];
    mkdir(ent_temp_path("one", folder), 0777);
    mkdir(ent_temp_path("two", folder), 0777);
    write_file("one/same.yaml",
        "title: t\nbase:\n  date: 2000-01-01\n"
        "  actors: [{name: Xland, abb: X}, {name: Yland, abb: Y}, {name: Zland, abb: Z}]\n"
        "  attributes: [{actor: X, attribute: gdp, value: 3.5, unit: euro, source: a book, "
        "status: unverified}]\n"
        "  ties: [{layer: rivalry, a: X, b: Z, source: another book}]\n"
        "  treaties: [{treaty: pact, obligations: defense, from: 1990}]\n"
        "  treaty_members: [{treaty: pact, actor: X}, {treaty: pact, actor: Y}, "
        "{treaty: pact, actor: Z}]\n"
        "  treaty_exceptions: [{treaty: pact, a: Y, b: Z}]\n" REST);
    write_file("two/same.yaml",
        "title: t\nbase:\n  date: 2000-01-01\n  actors: [a.csv, b.csv]\n  attributes: attributes.csv\n"
        "  ties: ties.csv\n  treaties: treaties.csv\n  treaty_members: members.csv\n"
        "  treaty_exceptions: exceptions.csv\n" REST);
    write_file("two/a.csv", "name,abb\nXland,X\nYland,Y\n");
    write_file("two/b.csv", "name,abb\nZland,Z\n");
    write_file("two/attributes.csv", "actor,attribute,value,unit,source,status\n"
                                     "X,gdp,3.5,euro,a book,unverified\n");
    write_file("two/ties.csv", "layer,a,b,source\nrivalry,X,Z,another book\n");
    write_file("two/treaties.csv", "treaty,obligations,from\npact,defense,1990\n");
    write_file("two/members.csv", "treaty,actor\npact,X\npact,Y\npact,Z\n");
    write_file("two/exceptions.csv", "treaty,a,b\npact,Y,Z\n");
    char *inside = result_of("one/same.yaml"), *beside = result_of("two/same.yaml");
    assert_string_equal(inside, beside);
    assert_non_null(strstr(inside, "\"holds\""));
    free(inside);
    free(beside);
}

static void an_exception_cuts_a_pair_out_of_its_treaty(void **state)
{
    small_world w = small_world_of(
        "title: t\nbase:\n  date: 2000-06-01\n  actors: [{name: X}, {name: Y}, {name: Z}]\n"
        "  treaties: [{treaty: pact, obligations: defense}]\n"
        "  treaty_members: [{treaty: pact, actor: X}, {treaty: pact, actor: Y}, "
        "{treaty: pact, actor: Z}]\n"
        "  treaty_exceptions: [{treaty: pact, a: Z, b: Y, from: 2000-06-01, to: 2000-06-01}]\n");
    ent_snapshot *next;
    ent_error error = {0};
    assert_int_equal(level_between(w.snapshot, "alliance", 1, 2), 0);
    assert_int_equal(level_between(w.snapshot, "alliance", 2, 1), 0);
    assert_int_equal(level_between(w.snapshot, "alliance", 0, 1), 3);
    ent_assert_ok(ent_snapshot_at(w.world, w.snapshot->day + 1, NULL, &next, &error), &error);
    assert_int_equal(level_between(next, "alliance", 1, 2), 3);
    ent_snapshot_free(next);
    small_world_clear(&w);
}

/* Making the base of a scenario fails with the message, in which @ is the folder. */
static void assert_refused(const char *text, const char *pattern)
{
    char folder[ENT_PATH], message[3 * ENT_PATH] = "";
    ent_scenario *scenario;
    ent_world *world;
    ent_error error = {0};
    size_t length = strlen(ent_temp_path("", folder));
    for (; *pattern; pattern++)
        strncat(message, *pattern == '@' ? folder : pattern, *pattern == '@' ? length : 1);
    ent_assert_ok(open_scenario(text, &scenario, &error), &error);
    ent_assert_fails(ent_scenario_world(scenario, &world, &error), &error, ENT_ERR_INPUT, message);
    assert_null(world);
    ent_scenario_free(scenario);
}

static void an_error_in_a_table_names_file_line_and_field(void **state)
{
    assert_refused("title: t\nbase:\n  date: 2000-01-01\n  actors:\n    - name: X\n"
                   "  attributes:\n    - {actor: X, attribute: gdp, value: much}\n",
                   "@small.yaml:7:41: value 'much' is not a number");
    write_file("bad.csv", "name,abb\nX,X\n,Y\n");
    assert_refused("title: t\nbase: {date: 2000-01-01, actors: bad.csv}\n", "@bad.csv:3: name '' is empty; every actor needs a name");
}

static void a_table_that_is_not_there_is_named_with_who_asked_for_it(void **state)
{
    assert_refused("title: t\nbase: {date: 2000-01-01, actors: nowhere.csv}\n", "@small.yaml:2:34: cannot open '@nowhere.csv': No such file or directory");
}

static ent_status make_world(void *scenario, ent_error *error)
{
    ent_world *world;
    ent_status status = ent_scenario_world(scenario, &world, error);
    assert_true((status == ENT_OK) == (world != NULL));
    ent_world_close(world);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    ent_sweep(make_world, w.scenario);
    small_world_clear(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_in_the_file_say_the_same_as_csv_files_beside_it),
        cmocka_unit_test(an_exception_cuts_a_pair_out_of_its_treaty),
        cmocka_unit_test(an_error_in_a_table_names_file_line_and_field),
        cmocka_unit_test(a_table_that_is_not_there_is_named_with_who_asked_for_it),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
