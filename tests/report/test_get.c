/* Each daily question, asked of a small world of the user's own. */
#include "../scenario/small_world.h"
#include "report/own_world.h"

#include "entente/json.h"

static ent_world *world;
static char world_path[ENT_PATH];

static const own_file files[] = {
    {"g/actors.csv", "name,abb,cow,from,to\nAland,A,1,,\nBland,B,2,,1999-12-31\nCland,C,3,,\n"
                     "New Bland,NB,4,2000,\n"},
    {"g/attributes.csv", "actor,attribute,value,unit,from,to,source,status,note\n"
                         "A,gdp,5.5,million euro,1999,1999,a book,unverified,p. 7\n"
                         "A,gdp,6,million euro,2000-01,2000-06,,,\n"
                         "A,gdp,7,million euro,2000-07,2000-12,,,\n"
                         "A,capital,Alandia,text,1990,2000,,,\n"},
    {"g/ties.csv", "layer,a,b,from,to,level,value,directed\nrivalry,A,C,1990,1995,1,,\n"
                   "trade,A,C,1990,1999,,12.5,yes\ncontiguity,B,A,1990,2000,2,,\n"},
    {"g/treaties.csv", "treaty,name,obligations,from,to\npact,The pact,defense,1990,\n"
                       "league,The league,consultation,1990,1998-06-30\n"
                       "hollow,Asks nothing,,2000,\n"},
    {"g/treaty_members.csv", "treaty,actor,from,to,obligations\npact,A,1990,,\npact,B,1990,,neutrality\n"
                             "league,A,1990,,\nleague,B,1990,,\nleague,C,1990,1998-03,\n"
                             "hollow,C,2000,,\nhollow,NB,2000,,\n"},
};

static int make_world(void **state)
{
    make_own_world("g", files, sizeof files / sizeof *files, world_path, &world);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* Ask, with words separated by blanks; `when` is a date, NULL = none. */
static ent_status ask(const char *words, const char *when, ent_json **out, ent_error *error)
{
    static char text[200];
    const char *list[8];
    ent_question question = {.words = list, .dated = when != NULL};
    strcpy(text, words);
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        list[question.word_count++] = word;
    if (when)
        ent_assert_ok(ent_span_parse(when, &question.when, NULL, error), error);
    return ent_get(world, world_path, &question, out, error);
}

/* One key of the answer's `result`: a text, a number, "null", or a list joined by ", ". */
static void assert_answer(const char *words, const char *when, const char *key, const char *expected)
{
    ent_json *json;
    ent_error error = {0};
    char *text, found[600] = "";
    ent_assert_ok(ask(words, when, &json, &error), &error);
    ent_json_value *value = ent_json_get(ent_json_get(ent_json_root(json), "result"), key);
    if (ent_json_text(value))
        snprintf(found, sizeof found, "%s", ent_json_text(value));
    else if (ent_json_is_null(value))
        strcpy(found, "null");
    else if (ent_json_number(value) != ent_json_number(value)) /* NaN: no number, a list */
        for (size_t i = 0; i < ent_json_count(value); i++)
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i ? ", " : "",
                     ent_json_text(ent_json_at(value, i)));
    else
        snprintf(found, sizeof found, "%.10g", ent_json_number(value));
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    if (strcmp(found, expected) != 0)
        fail_msg("'%s' of '%s' is '%s', expected '%s':\n%s", key, words, found, expected, text);
    free(text);
    ent_json_free(json);
}

static void assert_refused(const char *words, const char *when, ent_status code, const char *message)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ask(words, when, &json, &error), &error, code, message);
    assert_null(json);
}

static void members_are_who_is_bound_and_there(void **state)
{
    assert_answer("members league", "1995-01-01", "value", "A, B, C");
    assert_answer("members league", "1998-03-31", "value", "A, B, C");
    assert_answer("members league", "1998-04-01", "value", "A, B");
    assert_answer("members pact", "1995-01-01", "treaty_name", "The pact");
    /* its membership has no end, but Bland itself ended with 1999 */
    assert_answer("members pact", "2000-01-01", "value", "A");
    assert_answer("members pact", "2000-01-01", "outside_system", "B");
    assert_answer("members pact", "1980-01-01", "reason", "not covered");
    assert_answer("members pact", "1980-01-01", "value", "null");
}

static void a_tie_is_a_level_with_obligations_each_way(void **state)
{
    ent_json *json;
    ent_error error = {0};
    assert_answer("tie alliance A B", "1995-01-01", "value", "3");
    assert_answer("tie alliance A B", "1999-01-01", "treaties", "pact");
    assert_answer("tie alliance B 3", "1995-01-01", "value", "1");
    assert_answer("tie alliance C NB", "2001-01-01", "value", "0");
    ent_assert_ok(ask("tie alliance A B", "1995-01-01", &json, &error), &error);
    ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    ent_json_value *owes = ent_json_get(ent_json_get(result, "obligations"), "A->B");
    ent_json_value *owed = ent_json_get(ent_json_get(result, "obligations"), "B->A");
    assert_int_equal(ent_json_count(owes), 2);
    assert_string_equal(ent_json_text(ent_json_at(owes, 0)), "defense");
    assert_string_equal(ent_json_text(ent_json_at(owed, 0)), "neutrality");
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result, "levels"), "B->A")), 2, 0);
    assert_non_null(ent_json_text(ent_json_get(result, "scale")));
    ent_json_free(json);
}

static void ties_of_other_layers_have_levels_or_values(void **state)
{
    assert_answer("tie contiguity A B", "1995-01-01", "value", "2");
    assert_answer("tie trade A C", "1995-01-01", "value", "12.5");
    assert_answer("tie rivalry C A", "1995-12-31", "value", "1");
    assert_answer("tie rivalry C A", "1996-01-01", "reason", "not covered");
    assert_answer("ties rivalry A", "1995", "value", "C");
    assert_answer("ties alliance A", "1995", "value", "B, C");
    assert_answer("ties alliance C", "1998-06-01", "value", "");
    assert_answer("ties alliance C", "2001-01-01", "value", ""); /* a treaty that asks nothing */
    assert_answer("members hollow", "2001-01-01", "value", "C, NB");
}

static void states_are_those_present_at_any_day_asked_for(void **state)
{
    assert_answer("states", "1999-12-31", "value", "A, B, C");
    assert_answer("states", "2000-01-01", "value", "A, C, NB");
    assert_answer("states actors", "2000", "value", "A, C, NB");
}

static void a_value_has_its_unit_source_and_days(void **state)
{
    assert_answer("value A gdp", "1999-06-01", "value", "5.5");
    assert_answer("value A gdp", "1999-06-01", "unit", "million euro");
    assert_answer("value A gdp", "1999-06-01", "source", "own");
    assert_answer("value A gdp", "1999-06-01", "citation", "a book");
    assert_answer("value A gdp", "1999-06-01", "marks", "start widened, end widened, unverified");
    assert_answer("value A capital", "1999-06-01", "value", "Alandia");
    assert_answer("value C gdp", "1999-06-01", "reason", "missing");
    assert_answer("value C gdp", "1999-06-01", "value", "null");
    assert_answer("value A gdp", "2005-01-01", "reason", "not covered");
}

static void of_a_year_with_two_values_the_last_is_told(void **state)
{
    assert_answer("value A gdp", "2000", "value", "7");
    assert_answer("value A gdp", "2000", "hint",
                  "it changed within the year: this is the last value; ask --on a day");
    assert_answer("value A gdp", "2000-06-30", "value", "6");
}

static void treaties_are_those_that_bind_an_actor(void **state)
{
    assert_answer("treaties A", "1995-01-01", "value", "pact, league");
    assert_answer("treaties C", "1998-04-01", "value", "");
}

static void an_actor_has_codes_and_spells(void **state)
{
    assert_answer("actor cow:2", NULL, "value", "B");
    assert_answer("actor cow:2", NULL, "name", "Bland");
}

static void what_is_no_question_is_refused(void **state)
{
    assert_refused("member pact", "1995", ENT_ERR_ARGUMENT,
                   "'member' is no question, did you mean 'members'?; expected one of members, tie, "
                   "ties, states, majors, value, treaties, parties, conflicts, organisations, actor");
    assert_refused("", "1995", ENT_ERR_ARGUMENT, "nothing is asked");
    assert_refused("tie alliance A", "1995", ENT_ERR_ARGUMENT, "expected: tie LAYER A B");
    assert_refused("states a b", "1995", ENT_ERR_ARGUMENT, "expected: states [SYSTEM]");
    assert_refused("states", NULL, ENT_ERR_ARGUMENT,
                   "say when: --on 2010-07-01, or --in 2010 for any day of the year");
}

static void unknown_names_are_refused_with_what_there_is(void **state)
{
    assert_refused("tie allies A B", "1995", ENT_ERR_INPUT,
                   "there is no layer 'allies'; the world has alliance, contiguity, rivalry, trade");
    assert_refused("value A wheat", "1995", ENT_ERR_INPUT,
                   "there is no attribute 'wheat'; the world has capital, gdp");
    assert_refused("value A gdp@imf", "1995", ENT_ERR_INPUT,
                   "there is no attribute 'gdp@imf'; the world has gdp@own");
    assert_refused("members packt", "1995", ENT_ERR_INPUT,
                   "there is no treaty 'packt'; treaties are written cow:227");
    assert_refused("tie alliance A abb:A", "1995", ENT_ERR_INPUT,
                   "'A' and 'abb:A' are the same actor, Aland");
    assert_refused("majors", "1995", ENT_ERR_INPUT,
                   "there is no system 'major'; the world has actors");
    assert_refused("actor Z", NULL, ENT_ERR_INPUT,
                   "no actor has the COW abbreviation or short code 'Z'; did you mean Aland (A, 1), "
                   "Bland (B, 2), Cland (C, 3)?");
}

static void questions_are_listed_for_help(void **state)
{
    const char *help;
    size_t count = 0;
    while (ent_get_question(count, &help))
        assert_true(strlen(help) > 0 && ++count);
    assert_int_equal(count, 11);
}

static ent_status get_and_free(void *words, ent_error *error)
{
    ent_json *json;
    ent_error ignored = {0};
    static const char *const list[][4] = {{"members", "league"}, {"tie", "alliance", "A", "B"},
                                          {"ties", "alliance", "A"}, {"states"}, {"value", "A", "gdp"},
                                          {"treaties", "A"}, {"actor", "A"}};
    static const size_t counts[] = {2, 4, 3, 1, 3, 2, 2};
    size_t which = *(size_t *)words;
    ent_question question = {.words = list[which], .word_count = counts[which], .dated = true,
                             .when = ent_span_of_year(1995 + 4 * (which == 4))};
    ent_status status = ent_get(world, world_path, &question, &json, error ? error : &ignored);
    assert_true((status == ENT_OK) == (json != NULL));
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    for (size_t which = 0; which < 7; which++) {
        ent_error error = {0};
        ent_assert_ok(get_and_free(&which, &error), &error); /* phrases read once stay in the world */
        ent_sweep(get_and_free, &which);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_who_is_bound_and_there),
        cmocka_unit_test(a_tie_is_a_level_with_obligations_each_way),
        cmocka_unit_test(ties_of_other_layers_have_levels_or_values),
        cmocka_unit_test(states_are_those_present_at_any_day_asked_for),
        cmocka_unit_test(a_value_has_its_unit_source_and_days),
        cmocka_unit_test(of_a_year_with_two_values_the_last_is_told),
        cmocka_unit_test(treaties_are_those_that_bind_an_actor),
        cmocka_unit_test(an_actor_has_codes_and_spells),
        cmocka_unit_test(what_is_no_question_is_refused),
        cmocka_unit_test(unknown_names_are_refused_with_what_there_is),
        cmocka_unit_test(questions_are_listed_for_help),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
