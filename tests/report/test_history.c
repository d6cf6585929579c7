/* `entente history` on a made-up world: see table/story_world.h. */
#include "table/story_world.h"

#include "entente/report.h"

#include <stdlib.h>

static ent_world *world;

static int open_world(void **state)
{
    world = story_world();
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- asking ---- */

static const char *const pair_ab[] = {"A", "B"};
static const char *const bloc_abc[] = {"ABC=A,B,C"};
static const char *const bloc_p1[] = {"p:1"};

static ent_history_tell of_pair(const char *const pair[2])
{
    return (ent_history_tell){.who = pair, .who_count = 2, .when = {ENT_DAY_FIRST, ENT_DAY_LAST}};
}

static ent_history_tell of_bloc(const char *const bloc[1])
{
    return (ent_history_tell){.who = bloc, .who_count = 1, .when = {ENT_DAY_FIRST, ENT_DAY_LAST}};
}

static ent_json *ask(ent_history_tell asked)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_history_report(world, "story.world", &asked, &json, &error), &error);
    return json;
}

static const ent_json_value *part(ent_json *json, const char *key)
{
    return ent_json_get(ent_json_get(ent_json_root(json), "result"), key);
}

/* The nth row of a kind of events. */
static size_t row_of(ent_json *json, const char *kind, size_t n)
{
    const ent_json_value *events = part(json, "events");
    for (size_t row = 0; row < ent_json_row_count(events); row++)
        if (strcmp(ent_json_text(ent_json_cell(events, "kind", row)), kind) == 0 && n-- == 0)
            return row;
    fail_msg("no such %s", kind);
    return 0;
}

/* A text of an event; "-" for null. */
static void check_event(ent_json *json, const char *kind, size_t n, const char *column,
                        const char *expected)
{
    const char *text = ent_json_text(ent_json_cell(part(json, "events"), column, row_of(json, kind, n)));
    assert_string_equal(text ? text : "-", expected);
}

static double of_year(ent_json *json, const char *column, int year)
{
    const ent_json_value *years = part(json, "years");
    size_t row = (size_t)(year - (int)ent_json_number(ent_json_cell(years, "year", 0)));
    return ent_json_number(ent_json_cell(years, column, row));
}

static char *shown_as(ent_json *json, ent_format format)
{
    char *text;
    ent_error error = {0};
    ent_assert_ok(ent_show(json, format, 0, &text, &error), &error);
    return text;
}

/* ---- events ---- */

static void an_event_says_what_it_is_in_words(void **state)
{
    ent_json *json = ask(of_pair(pair_ab));
    check_event(json, "pact", 0, "what", "The first pact");
    check_event(json, "pact", 0, "code", "p:1");
    check_event(json, "pact", 0, "obligations", "A: defense, B: consultation");
    check_event(json, "pact", 0, "begins", "joined");
    check_event(json, "pact", 0, "ends", "changed");
    check_event(json, "pact", 1, "obligations", "defense");
    check_event(json, "dispute", 0, "source", "fights-1.0");
    check_event(json, "rivalry", 0, "what", "spatial");
    check_event(json, "border", 0, "what", "up to 12 miles of water");
    check_event(json, "border", 1, "what", "border on land or a river");
    check_event(json, "power", 0, "what", "B passes A in cinc, last below in 1924");
    check_event(json, "succession", 0, "what", "B continues as D");
    check_event(json, "succession", 0, "source", "-");
    ent_json_free(json);
}

static void unknown_days_are_shown_as_month_or_year(void **state)
{
    ent_history_tell asked = of_pair(pair_ab);
    asked.all = true;
    ent_json *json = ask(asked);
    check_event(json, "pact", 1, "from", "1912-02-01"); /* the first is of the other source */
    check_event(json, "dispute", 0, "from", "1914-02"); /* months-1.0 */
    check_event(json, "dispute", 0, "to", "1914-02");
    check_event(json, "dispute", 2, "from", "1918-11");
    check_event(json, "dispute", 2, "to", "1919");
    check_event(json, "dispute", 2, "last_day", "1919-12-31");
    check_event(json, "dispute", 2, "marks", "start widened;end widened");
    check_event(json, "border", 0, "from", "1901-02");
    check_event(json, "border", 0, "to", "1909");
    ent_json_free(json);
}

static void the_end_of_the_data_is_said_and_is_no_day(void **state)
{
    ent_json *json = ask(of_pair(pair_ab));
    check_event(json, "border", 1, "to", "-");
    check_event(json, "border", 1, "ends", "data end");
    check_event(json, "border", 1, "last_day", "1999-12-31");
    check_event(json, "state", 0, "begins", "data begin");
    check_event(json, "state", 0, "from", "-");
    char *text = shown_as(json, ENT_FORMAT_TABLE);
    assert_non_null(strstr(text, "1910        data end    border"));
    free(text);
    ent_json_free(json);
}

/* ---- years ---- */

static void a_year_that_is_not_covered_is_not_none(void **state)
{
    ent_json *json = ask(of_pair(pair_ab));
    ent_assert_number(of_year(json, "disputes", 1913), 0, 0);
    ent_assert_number(of_year(json, "disputes", 1914), 1, 0);
    ent_assert_number(of_year(json, "disputes", 1918), 1, 0);
    ent_assert_number(of_year(json, "disputes", 1990), 0, 0);
    ent_assert_number(of_year(json, "disputes", 1991), (double)NAN, 0);
    ent_assert_number(of_year(json, "rivalry", 1936), 1, 0);
    ent_assert_number(of_year(json, "rivalry", 1981), (double)NAN, 0);
    ent_assert_number(of_year(json, "wars", 1914), 1, 0);
    ent_assert_number(of_year(json, "wars", 1970), 0, 0);
    ent_assert_number(of_year(json, "wars", 1971), (double)NAN, 0); /* one of the two sets has ended */
    ent_assert_number(of_year(json, "s", 1941), (double)NAN, 0);    /* B is no state */
    const ent_json_value *outside = part(json, "source_gaps");
    assert_true(ent_json_row_count(outside) > 0);
    ent_json_free(json);
}

static void the_ratio_is_the_firsts_by_the_seconds(void **state)
{
    ent_json *json = ask(of_pair(pair_ab));
    ent_assert_number(of_year(json, "ratio", 1910), 2, 1e-15);
    ent_assert_number(of_year(json, "ratio", 1925), 1. / 3, 1e-15);
    ent_assert_number(of_year(json, "ratio", 1926), (double)NAN, 0);
    ent_assert_number(of_year(json, "pacts", 1911), 0, 0);
    ent_assert_number(of_year(json, "pacts", 1912), 1, 0);
    ent_assert_number(of_year(json, "pacts", 1930), 1, 0);
    ent_assert_number(of_year(json, "pacts", 1931), 0, 0);
    const ent_json_value *owed = ent_json_cell(part(json, "years"), "obligations", 1915 - 1900);
    assert_string_equal(ent_json_text(owed), "defense;consultation");
    /* A in 1999; B in 1926; all else of the 100 and 41 years is there */
    ent_assert_number(ent_json_number(ent_json_get(part(json, "missing"), "power")), 2, 0);
    ent_assert_number(ent_json_number(ent_json_get(part(json, "missing"), "of")), 141, 0);
    ent_json_free(json);
}

/* 1913: A owes B 3, B owes A 1; four states (A, B, C, E), own entries 3: |3-1| + |3-3| of A, B. */
static void similarity_is_that_of_the_portfolios(void **state)
{
    ent_json *json = ask(of_pair(pair_ab));
    ent_assert_number(of_year(json, "s", 1913), 1 - 2 * (2. + 0) / (3 * 4), 1e-15);
    ent_assert_number(of_year(json, "s", 1911), 1 - 2 * (3. + 3) / (3 * 4), 1e-15);
    ent_json_free(json);
}

static void two_sources_do_not_count_twice(void **state)
{
    ent_history_tell asked = of_pair(pair_ab);
    asked.all = true;
    ent_json *json = ask(asked);
    ent_assert_number(of_year(json, "disputes", 1914), 1, 0);
    ent_assert_number(of_year(json, "pacts", 1911), 0, 0); /* only the other source has one */
    ent_assert_number(of_year(json, "wars", 1914), 1, 0);  /* and not once more in the older version */
    ent_json_free(json);
}

/* ---- blocs ---- */

static void a_bloc_counts_within_and_outside_by_year(void **state)
{
    ent_json *json = ask(of_bloc(bloc_p1)); /* A 1910 to 1930, B from 1912 */
    ent_assert_number(of_year(json, "members", 1911), 1, 0);
    ent_assert_number(of_year(json, "members", 1914), 2, 0);
    ent_assert_number(of_year(json, "power", 1914), .3, 1e-15);
    ent_assert_number(of_year(json, "share_of_world", 1914), .75, 1e-15);
    ent_assert_number(of_year(json, "top_share", 1914), 2. / 3, 1e-15);
    ent_assert_number(of_year(json, "disputes_within", 1914), 1, 0);
    ent_assert_number(of_year(json, "disputes_outside", 1914), 1, 0); /* C is on B's side against A */
    ent_assert_number(of_year(json, "wars_outside", 1925), 1, 0);
    ent_assert_number(of_year(json, "with_data", 1926), 1, 0);
    const ent_json_value *years = part(json, "years");
    assert_string_equal(ent_json_text(ent_json_cell(years, "missing", 1926 - 1910)), "B");
    check_event(json, "member", 1, "begins", "joined");
    for (size_t row = 0; row < ent_json_row_count(part(json, "events")); row++)
        assert_string_not_equal(
            ent_json_text(ent_json_cell(part(json, "events"), "who", row)), "C");
    ent_json_free(json);
}

static void outsiders_are_listed_where_they_are_asked_for(void **state)
{
    ent_history_tell asked = of_bloc(bloc_abc);
    ent_json *few = ask(asked);
    asked.outsiders = true;
    ent_json *json = ask(asked);
    check_event(few, "pact", 0, "who", "A;B");
    check_event(json, "pact", 0, "what", "The third pact");
    check_event(json, "pact", 0, "who", "C");
    check_event(json, "pact", 0, "other", "E");
    check_event(json, "dispute", 0, "who", "B;C");
    check_event(json, "dispute", 0, "other", "A");
    ent_assert_number(ent_json_number(part(few, "marked")), 0, 0);
    ent_assert_number(ent_json_number(part(json, "marked")), 1, 0);
    ent_json_free(few);
    ent_json_free(json);
}

static void shares_add_up_to_one(void **state)
{
    ent_json *json = ask(of_bloc(bloc_abc));
    const ent_json_value *shares = part(json, "shares");
    double sum = 0;
    for (size_t row = 0; row < ent_json_row_count(shares); row++)
        if (fabs(ent_json_number(ent_json_cell(shares, "year", row)) - 1910) < .5)
            sum += ent_json_number(ent_json_cell(shares, "share", row));
    ent_assert_number(sum, 1, 1e-15);
    ent_json_free(json);
}

/* ---- showing ---- */

static void a_story_can_be_shown_in_each_format(void **state)
{
    static const char *const with_d[] = {"A", "D"};
    static const char *const words[] = {
        "Aland (A) and Dland (D), 1900 to 1999", "not followed: B", "100 rows by year",
        "also there (--source NAME, --all): pact others-2.0", "A/D", "The second pact: neutrality, joined"};
    ent_json *json = ask(of_pair(with_d));
    char *text = shown_as(json, ENT_FORMAT_TABLE);
    for (size_t i = 0; i < ent_countof(words); i++)
        if (!strstr(text, words[i]))
            fail_msg("'%s' is not in %s", words[i], text);
    free(text);
    text = shown_as(json, ENT_FORMAT_CSV);
    assert_memory_equal(text, "from,to,begins,ends,kind,code,what,", 35);
    free(text);
    ent_json_free(json);
    ent_history_tell asked = of_bloc(bloc_p1);
    asked.table = "shares";
    json = ask(asked);
    text = shown_as(json, ENT_FORMAT_CSV);
    assert_memory_equal(text, "year,actor,power,share\n1910,A,", 30);
    free(text);
    text = shown_as(json, ENT_FORMAT_TABLE);
    assert_non_null(strstr(text, "The first pact, 1910 to 1930"));
    assert_non_null(strstr(text, "use of force, action 16 attack, 26-100 deaths") ? text
                           : strstr(text, "display of force, action 16 attack, 26-100 deaths"));
    free(text);
    ent_json_free(json);
}

static char *drawn(ent_history_tell asked)
{
    char *svg;
    ent_error error = {0};
    ent_json *json = ask(asked);
    ent_assert_ok(ent_plot(json, &svg, &error), &error);
    ent_json_free(json);
    return svg;
}

static void check_picture(ent_history_tell asked, const char *const *words, size_t count)
{
    char *svg = drawn(asked);
    for (size_t i = 0; i < count; i++)
        if (!strstr(svg, words[i]))
            fail_msg("'%s' is not in %s", words[i], svg);
    free(svg);
}

static void a_story_is_drawn_in_lanes(void **state)
{
    static const char *const pair[] = {
        "A and D, 1900 to 1999", ">Pacts<", ">Rivalry<", ">Disputes<", ">Wars<", ">1914<", ">The war<",
        "1950-01-01 to the end of the data: The second pact, neutrality; A and D; pacts-1.0",
        "class=\"not-covered\"", "Line: A / (A + D) by cinc"};
    static const char *const bloc[] = {"The first pact, 1910 to 1930", ">Joined, left<", ">B<", ">B - A 1914<",
                                       "the members&#39; share of the world"};
    static const char *const with_d[] = {"A", "D"};
    ent_history_tell asked = of_pair(with_d);
    asked.follow = true;
    check_picture(asked, pair, ent_countof(pair));
    check_picture(of_bloc(bloc_p1), bloc, ent_countof(bloc) - 1);
}

/* ---- refusals ---- */

static void fails(ent_history_tell asked, ent_status code, const char *message)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ent_history_report(world, "story.world", &asked, &json, &error), &error, code,
                     message);
    assert_null(json);
}

static void wrong_questions_are_refused(void **state)
{
    static const char *const same[] = {"A", "cow:1"}, *const unknown[] = {"A", "X"},
                      *const list[] = {"=A,B"}, *const one[] = {"X=A"}, *const word[] = {"A"};
    fails(of_pair(same), ENT_ERR_INPUT, "'A' and 'cow:1' are the same actor, Aland");
    fails(of_pair(unknown), ENT_ERR_INPUT, "no actor has the COW abbreviation or short code 'X'; did you mean "
          "Aland (A, 1), Bland (B, 2), Cland (C, 3), Dland (D, 4), Eland (E, 5)?");
    fails(of_bloc(list), ENT_ERR_ARGUMENT,
          "'=A,B': expected NAME=USA,UKG,... (a name of up to 63 bytes)");
    fails(of_bloc(one), ENT_ERR_INPUT, "the bloc 'X' has fewer than two members");
    ent_json *json;
    ent_error error = {0};
    ent_history_tell asked = of_bloc(word);
    assert_int_equal(ent_history_report(world, "story.world", &asked, &json, &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "expected two actors (RUS CHN), a treaty (cow:227) or NAME="));
    asked = of_pair(pair_ab);
    asked.table = "shares";
    fails(asked, ENT_ERR_ARGUMENT, "shares are of a bloc, not of a pair");
    asked.table = "all";
    fails(asked, ENT_ERR_ARGUMENT, "--table 'all' is unknown; expected events, years, shares");
    asked = of_pair(pair_ab);
    asked.outsiders = true;
    fails(asked, ENT_ERR_ARGUMENT, "--outsiders goes with a bloc");
}

/* ---- memory ---- */

static ent_status report_and_show(void *context, ent_error *error)
{
    ent_history_tell asked = *(const ent_history_tell *)context;
    ent_json *json;
    char *text = NULL;
    asked.when = days(1910, 1922);
    ent_status status = ent_history_report(world, "story.world", &asked, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    else
        status = ent_show(json, ENT_FORMAT_TABLE, 0, &text, error);
    free(text);
    text = NULL;
    if (status == ENT_OK)
        status = ent_plot(json, &text, error);
    free(text);
    ent_json_free(json);
    return status;
}

static void answers_survive_failing_memory(void **state)
{
    ent_history_tell pair = of_pair(pair_ab), bloc = of_bloc(bloc_abc);
    bloc.outsiders = true;
    ent_sweep_stride(report_and_show, &pair, 7);
    ent_sweep_stride(report_and_show, &bloc, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_says_what_it_is_in_words),
        cmocka_unit_test(unknown_days_are_shown_as_month_or_year),
        cmocka_unit_test(the_end_of_the_data_is_said_and_is_no_day),
        cmocka_unit_test(a_year_that_is_not_covered_is_not_none),
        cmocka_unit_test(the_ratio_is_the_firsts_by_the_seconds),
        cmocka_unit_test(similarity_is_that_of_the_portfolios),
        cmocka_unit_test(two_sources_do_not_count_twice),
        cmocka_unit_test(a_bloc_counts_within_and_outside_by_year),
        cmocka_unit_test(outsiders_are_listed_where_they_are_asked_for),
        cmocka_unit_test(shares_add_up_to_one),
        cmocka_unit_test(a_story_can_be_shown_in_each_format),
        cmocka_unit_test(a_story_is_drawn_in_lanes),
        cmocka_unit_test(wrong_questions_are_refused),
        cmocka_unit_test(answers_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
