/* Questions about disputes, wars and rivalries, asked of tests/fixtures/conflicts. */
#include "../import/asking.h"

#include "entente/json.h"
#include "entente/report.h"

static ent_world *world;
static char world_path[ENT_PATH];

static int import_fixtures(void **state)
{
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(ENTENTE_SOURCE_DIR "/tests/fixtures/conflicts",
                                    ent_temp_path("get.world", world_path), NULL, NULL, &error), &error);
    world = open_world(world_path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* Ask, with words separated by '|'; `time` is a date, NULL = none. */
static ent_status ask(const char *words, const char *time, ent_json **out, ent_error *error)
{
    static char text[200];
    const char *list[8];
    ent_question question = {.words = list, .dated = time != NULL};
    strcpy(text, words);
    for (char *word = strtok(text, "|"); word; word = strtok(NULL, "|"))
        list[question.word_count++] = word;
    if (time)
        question.when = when(time);
    return ent_get(world, world_path, &question, out, error);
}

static void add_text(ent_buffer *out, const ent_json_value *value)
{
    if (ent_json_text(value))
        ent_buffer_add(out, ent_json_text(value));
    else if (ent_json_is_null(value))
        ent_buffer_add(out, "null");
    else
        ent_buffer_format(out, "%g", ent_json_number(value));
}

/* A key of `result`, or a column of its table ("side"): a text, a number, or a list joined by ", ". */
static void assert_answer(const char *words, const char *time, const char *key, const char *expected)
{
    ent_json *json;
    ent_error error = {0};
    ent_buffer found = {0};
    ent_assert_ok(ask(words, time, &json, &error), &error);
    ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    ent_json_value *value = ent_json_get(result, key);
    if (!value)
        value = ent_json_get(ent_json_get(result, "table"), key);
    bool is_list = !ent_json_text(value) && !ent_json_is_null(value) && isnan(ent_json_number(value));
    for (size_t i = 0; is_list && i < ent_json_count(value); i++) {
        ent_buffer_add(&found, i ? ", " : "");
        add_text(&found, ent_json_at(value, i));
    }
    if (!is_list)
        add_text(&found, value);
    if (strcmp(ent_buffer_text(&found), expected) != 0)
        fail_msg("'%s' of '%s' is '%s', expected '%s'", key, words, ent_buffer_text(&found), expected);
    ent_buffer_clear(&found);
    ent_json_free(json);
}

static void parties_are_listed_with_their_sides(void **state)
{
    assert_answer("parties|mid:1", NULL, "value", "ALD, BRV, CST, FJL");
    assert_answer("parties|mid:1", NULL, "side", "A, B, B, B");
    assert_answer("parties|mid:1", NULL, "source", "cow-mid-5.0");
    assert_answer("parties|mid:1", NULL, "kind", "dispute");
    assert_answer("parties|mid:1", NULL, "conflict_name", "COW dispute 1");
    assert_answer("parties|mid:1", "1950-05-10", "value", "ALD, BRV");
    assert_answer("parties|mid:1", "2015-01-01", "reason", "not covered");
    /* on both sides: one party, a row for each */
    assert_answer("parties|mid:2", NULL, "value", "ALD, BRV, CST");
    assert_answer("parties|mid:2", NULL, "abb", "ALD, CST, ALD, BRV");
    assert_answer("parties|mid:2", NULL, "marks", "right-censored");
    assert_answer("parties|war:1500", NULL, "value", "Hill People, Vallée, Nomads");
}

static void the_members_of_a_conflict_are_its_parties(void **state)
{
    assert_answer("members|mid:1", "1950-05-10", "side", "A, B");
}

static void conflicts_of_an_actor_have_its_side(void **state)
{
    assert_answer("conflicts|ALD", "1950", "value", "mid:1");
    assert_answer("conflicts|ALD", "2013", "side", "B");
    assert_answer("conflicts|BRV|war", "1930", "value", "war:5");
    assert_answer("conflicts|BRV|war", "1931", "side", "A");
    assert_answer("conflicts|BRV|dispute@gml", "1961", "value", "gml:2");
    assert_answer("conflicts|party:Hill People|war@extra", "1907", "value", "war:300");
    assert_answer("conflicts|ALD", "2015", "reason", "not covered");
    assert_answer("conflicts|DRM", "1950", "value", "");
}

static void a_tie_names_its_conflicts_and_types(void **state)
{
    assert_answer("tie|dispute|ALD|BRV", "1950-05-10", "value", "4");
    assert_answer("tie|dispute|ALD|BRV", "1950-05-10", "conflicts", "mid:1");
    assert_answer("tie|dispute|ALD|BRV", "1950-06-01", "value", "0");
    assert_answer("tie|war|ALD|CST", "1930", "conflicts", "war:5");
    assert_answer("tie|rivalry|BRV|ALD", "2000-01-01", "value", "1");
    assert_answer("tie|rivalry|BRV|ALD", "2000-01-01", "types", "positional;spatial;principal");
    assert_answer("ties|war|ALD", "1930-06-15", "value", "BRV, CST");
}

static void a_treaty_is_no_conflict(void **state)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ask("parties|mid:9", NULL, &json, &error), &error, ENT_ERR_INPUT,
                     "there is no treaty 'mid:9'; did you mean one of mid:1, mid:2?");
    ent_assert_fails(ask("conflicts|ALD|feud", "1950", &json, &error), &error, ENT_ERR_INPUT,
                     "there is no conflicts 'feud'; the world has dispute, incident, war");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_are_listed_with_their_sides),
        cmocka_unit_test(the_members_of_a_conflict_are_its_parties),
        cmocka_unit_test(conflicts_of_an_actor_have_its_side),
        cmocka_unit_test(a_tie_names_its_conflicts_and_types),
        cmocka_unit_test(a_treaty_is_no_conflict),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
