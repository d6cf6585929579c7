/* Which source a bare name means, and changing it. */
#include "../world/small_world.h"

#include "entente/import.h"
#include "entente/json.h"
#include "entente/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Prefer with words separated by blanks. */
static ent_status prefer(ent_world *world, const char *words, bool reset, ent_json **out,
                         ent_error *error)
{
    static char text[200];
    const char *list[8];
    size_t count = 0;
    strcpy(text, words);
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        list[count++] = word;
    return ent_prefer(world, "a.world", list, count, reset, out, error);
}

static void prefer_now(ent_world *world, const char *words, bool reset)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(prefer(world, words, reset, &json, &error), &error);
    ent_json_free(json);
}

/* The sources of gdp in their order, joined. */
static const char *order_of_gdp(ent_world *world)
{
    static char text[400];
    size_t count;
    const ent_series *series = ent_world_series(world, ENT_ATTRIBUTE, &count);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strcmp(series[i].name, "gdp") == 0)
            sprintf(text + strlen(text), "%s ", series[i].source);
    return text;
}

static void assert_refused(ent_world *world, const char *words, bool reset, ent_status code,
                           const char *message)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(prefer(world, words, reset, &json, &error), &error, code, message);
    assert_null(json);
}

static void a_bare_name_means_what_is_preferred(void **state)
{
    ent_world *world = small_world(NULL);
    ent_series series;
    ent_error error = {0};
    assert_string_equal(order_of_gdp(world), "new-2.0 old-1.0 ");
    prefer_now(world, "gdp old-1.0", false);
    assert_string_equal(order_of_gdp(world), "old-1.0 new-2.0 ");
    ent_assert_ok(ent_world_resolve(world, ENT_ATTRIBUTE, "gdp", &series, &error), &error);
    assert_string_equal(series.source, "old-1.0");
    prefer_now(world, "attribute gdp new", false); /* some parts of the name are enough */
    assert_string_equal(order_of_gdp(world), "new-2.0 old-1.0 ");
    ent_world_close(world);
}

static void the_order_that_the_sources_came_with_can_be_restored(void **state)
{
    ent_world *world = small_world(NULL);
    char before[65], changed[65], after[65];
    ent_error error = {0};
    ent_assert_ok(ent_world_checksum(world, before, &error), &error);
    prefer_now(world, "gdp old-1.0", false);
    ent_assert_ok(ent_world_checksum(world, changed, &error), &error);
    assert_string_not_equal(before, changed);
    prefer_now(world, "gdp", true);
    assert_string_equal(order_of_gdp(world), "new-2.0 old-1.0 ");
    ent_assert_ok(ent_world_checksum(world, after, &error), &error);
    assert_string_equal(before, after);
    prefer_now(world, "gdp old-1.0", false);
    prefer_now(world, "", true); /* all of them */
    assert_string_equal(order_of_gdp(world), "new-2.0 old-1.0 ");
    ent_world_close(world);
}

static void the_same_choices_give_the_same_checksum(void **state)
{
    ent_world *world = small_world(NULL);
    char once[65], again[65];
    ent_error error = {0};
    prefer_now(world, "gdp old-1.0", false);
    prefer_now(world, "gdp new-2.0", false);
    ent_assert_ok(ent_world_checksum(world, once, &error), &error);
    prefer_now(world, "gdp old-1.0", false);
    prefer_now(world, "gdp new-2.0", false);
    ent_assert_ok(ent_world_checksum(world, again, &error), &error);
    assert_string_equal(once, again);
    ent_world_close(world);
}

static void a_later_import_never_comes_before_what_is_preferred(void **state)
{
    ent_world *world = small_world(NULL);
    ent_error error = {0};
    prefer_now(world, "gdp old-1.0", false);
    writer w = {world, ent_world_begin(world, &error), &error, 0, 0};
    add_source(&w, "newest-3.0");
    write_gdp(&w, 7, 0); /* before all others */
    ent_assert_ok(w.status, &error);
    ent_assert_ok(ent_world_commit(world, &error), &error);
    assert_string_equal(order_of_gdp(world), "old-1.0 newest-3.0 new-2.0 ");
    ent_world_close(world);
}

static void data_that_are_read_anew_stay_preferred(void **state)
{
    char folder[ENT_PATH], path[ENT_PATH], world_path[ENT_PATH];
    ent_error error = {0};
    ent_world *world;
    static const char actors[] = "name,abb\nAldora,ALD\n";
    static const char values[] = "actor,attribute,value\nALD,gdp,9\n";
    mkdir(ent_temp_path("own", folder), 0777);
    ent_temp_file("own/actors.csv", actors, strlen(actors), path);
    ent_temp_file("own/attributes.csv", values, strlen(values), path);
    ent_temp_path("p.world", world_path);
    ent_world_close(small_world(world_path));
    for (int time = 0; time < 2; time++) {
        ent_assert_ok(ent_import_own(folder, world_path, "own", NULL, NULL, &error), &error);
        ent_assert_ok(ent_world_open(world_path, ENT_WORLD_WRITE, &world, &error), &error);
        assert_string_equal(order_of_gdp(world),
                            time == 0 ? "new-2.0 old-1.0 own " : "own new-2.0 old-1.0 ");
        prefer_now(world, "gdp own", false);
        ent_world_close(world);
    }
}

static void unknown_names_kinds_and_sources_are_refused(void **state)
{
    ent_world *world = small_world(NULL);
    assert_refused(world, "gpd old-1.0", false, ENT_ERR_INPUT,
                   "no source has a 'gpd'; did you mean 'gdp'?");
    assert_refused(world, "wheat x", false, ENT_ERR_INPUT,
                   "no source has a 'wheat'; 'entente info' lists the names");
    assert_refused(world, "gdp imf", false, ENT_ERR_INPUT,
                   "there is no attribute 'gdp@imf'; the world has gdp@new-2.0, gdp@old-1.0");
    assert_refused(world, "layers gdp old-1.0", false, ENT_ERR_ARGUMENT,
                   "'layers' is no kind; expected one of layer, attribute, system, treaties, conflicts, "
                   "then a name and a source");
    assert_refused(world, "layer gdp old-1.0", false, ENT_ERR_INPUT,
                   "there is no layer 'gdp'; the world has alliance");
    assert_refused(world, "gdp old-1.0", true, ENT_ERR_ARGUMENT,
                   "--reset takes a name, but no source");
    assert_string_equal(order_of_gdp(world), "new-2.0 old-1.0 ");
    ent_world_close(world);
}

static void a_name_of_several_kinds_needs_its_kind(void **state)
{
    ent_world *world = small_world(NULL);
    ent_error error = {0};
    writer w = {world, ent_world_begin(world, &error), &error, 0, 0};
    add_source(&w, "third-1.0");
    add_series(&w, ENT_LAYER, "gdp", 1);
    ent_assert_ok(w.status, &error);
    ent_assert_ok(ent_world_commit(world, &error), &error);
    assert_refused(world, "gdp old-1.0", false, ENT_ERR_INPUT,
                   "'gdp' is the name of several kinds; put one of them before it: layer, attribute");
    prefer_now(world, "attribute gdp old-1.0", false);
    assert_string_equal(order_of_gdp(world), "old-1.0 new-2.0 ");
    ent_world_close(world);
}

static void the_list_has_each_name_with_several_sources(void **state)
{
    ent_world *world = small_world(NULL);
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(prefer(world, "", false, &json, &error), &error);
    const ent_json_value *table = ent_json_get(ent_json_get(ent_json_root(json), "result"), "order");
    assert_int_equal(ent_json_row_count(table), 2);
    assert_string_equal(ent_json_text(ent_json_cell(table, "source", 1)), "old-1.0");
    ent_assert_number(ent_json_number(ent_json_cell(table, "place", 1)), 2, 0);
    assert_false(ent_json_is_true(ent_json_cell(table, "preferred", 0)));
    ent_json_free(json);
    ent_world_close(world);
}

static void an_answer_says_what_a_bare_name_resolved_to(void **state)
{
    ent_world *world = small_world(NULL);
    ent_json *json;
    ent_error error = {0};
    const char *words[] = {"value", "ALD", "gdp"};
    char *text;
    ent_question question = {.words = words, .word_count = 3, .dated = true,
                             .when = ent_span_of_year(2000)};
    ent_assert_ok(ent_get(world, "a.world", &question, &json, &error), &error);
    const ent_json_value *found = ent_json_get(
        ent_json_get(ent_json_get(ent_json_root(json), "result"), "resolved"), "gdp");
    assert_string_equal(ent_json_text(ent_json_get(found, "source")), "new-2.0");
    assert_string_equal(ent_json_text(ent_json_get(found, "kind")), "attribute");
    ent_assert_number(ent_json_number(ent_json_get(found, "of")), 2, 0);
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    assert_non_null(strstr(text, "\ngdp = gdp@new-2.0 (of 2; entente prefer changes that)\n"));
    free(text);
    ent_json_free(json);
    words[2] = "gdp@old-1.0"; /* a qualified name needs no such line */
    ent_assert_ok(ent_get(world, "a.world", &question, &json, &error), &error);
    assert_null(ent_json_get(ent_json_get(ent_json_root(json), "result"), "resolved"));
    ent_json_free(json);
    ent_world_close(world);
}

static ent_status prefer_and_free(void *context, ent_error *error)
{
    ent_json *json;
    ent_status status = prefer(context, "gdp old-1.0", false, &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    ent_json_free(json);
    return status;
}

static ent_status reset_and_free(void *context, ent_error *error)
{
    ent_json *json;
    ent_status status = prefer(context, "", true, &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    ent_json_free(json);
    return status;
}

static ent_status sweep(void *context, ent_error *error)
{
    ent_status (*call)(void *, ent_error *) = *(ent_status (**)(void *, ent_error *))context;
    ent_world *world;
    ent_status status = ent_world_open(NULL, ENT_WORLD_WRITE, &world, error);
    if (status == ENT_OK)
        status = write_all(world, error);
    if (status == ENT_OK)
        status = call(world, error);
    ent_world_close(world);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_status (*calls[])(void *, ent_error *) = {prefer_and_free, reset_and_free};
    for (size_t i = 0; i < ent_countof(calls); i++)
        ent_sweep(sweep, &calls[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_name_means_what_is_preferred),
        cmocka_unit_test(the_order_that_the_sources_came_with_can_be_restored),
        cmocka_unit_test(the_same_choices_give_the_same_checksum),
        cmocka_unit_test(a_later_import_never_comes_before_what_is_preferred),
        cmocka_unit_test(data_that_are_read_anew_stay_preferred),
        cmocka_unit_test(unknown_names_kinds_and_sources_are_refused),
        cmocka_unit_test(a_name_of_several_kinds_needs_its_kind),
        cmocka_unit_test(the_list_has_each_name_with_several_sources),
        cmocka_unit_test(an_answer_says_what_a_bare_name_resolved_to),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
