/* The balance sheet as text; the numbers are those of small_world.h and of the shipped scenario. */
#include "run_helpers.h"

#include "core/memory.h"
#include "report/page_sheet.h"

#define SCENARIO ENTENTE_SOURCE_DIR "/scenarios/great-powers-2016.yaml"
#define TWO_BLOCS                                                                                  \
    "blocs: [{id: ab, name: The pair, members: [A, B]}, {id: d, name: The one, members: [D]}]\n"
#define A_RIVALRY "interventions: [{id: i, kind: rivalry_started, date: 2001, a: B, b: D}]\n"

static char *shown_in(ent_json *json, int width)
{
    char *text;
    ent_error error = {0};
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, width, &text, &error), &error);
    ent_json_free(json);
    return text;
}

/* The text of a scenario, with every line break and indent as one blank: how it is wrapped is no matter. */
static char *words_of(ent_json *json)
{
    char *text = shown_in(json, 100), *to = text;
    for (const char *from = text; *from; from++)
        if ((*from != ' ' && *from != '\n') || (to > text && to[-1] != ' '))
            *to++ = *from == '\n' ? ' ' : *from;
    *to = '\0';
    return text;
}

static void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("\"%s\" is not in:\n%s", words, text);
}

static void assert_does_not_say(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("\"%s\" is in:\n%s", words, text);
}

/* ---- balance ---- */

static void every_figure_of_the_balance_is_in_the_text(void **state)
{
    ent_json *json = run_file(SCENARIO);
    const ent_json_value *result = result_of(json), *measures = ent_json_get(result, "measures");
    ent_error error = {0};
    char *text;
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 80, &text, &error), &error);
    const ent_json_value *table = ent_json_get(result, "balance");
    assert_int_equal(ent_json_row_count(table), 7 * 2 * 2);
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *id = sheet_cell(table, "measure", row);
        sheet_power power = sheet_power_of(result, id, sheet_cell(table, "bloc", row),
                                           strcmp(sheet_cell(table, "when", row), "after") == 0);
        char words[3][NUMBER_SIZE];
        sheet_value_text(sheet_find(measures, "id", id), power.value, words[0]);
        sheet_share_text(sheet_find(measures, "id", id), power.share, words[1]);
        sheet_rank_text(&power, words[2]);
        for (size_t i = 0; i < 3; i++)
            assert_says(text, words[i]);
    }
    free(text);
    ent_json_free(json);
}

static void before_and_after_stand_side_by_side(void **state)
{
    char *text = shown_in(run_text(FOUR_STATES TWO_BLOCS
                                   "interventions: [{id: i, kind: attribute_scaled, date: 2001,"
                                   " actor: D, attribute: milex, factor: 3}]\n"), 100);
    assert_says(text, "The one     20.0 million   50.0 %   1 of 3    60.0 million   75.0 %   1 of 3\n");
    assert_says(text, "milex of D × 3");
    free(text);
}

static void without_interventions_there_is_one_state(void **state)
{
    char *text = shown_in(run_text(FOUR_STATES TWO_BLOCS), 100);
    assert_says(text, "The one     20.0 million   50.0 %   1 of 3\n");
    assert_does_not_say(text, "after");
    free(text);
}

static void members_without_data_are_named(void **state)
{
    char *text = words_of(run_text(FOUR_STATES "blocs: [{id: all, members: [A, B, C, D]}]\n"));
    assert_says(text, "without Dland (D): no data");
    assert_says(text, "without Bland (B), Cland (C): no data");
    assert_says(text, "left out of both sums: Dland (D), which lacks GDP at market rates");
    free(text);
}

static void a_doubted_member_is_marked_and_named(void **state)
{
    char *text = words_of(run_text(FOUR_STATES TWO_BLOCS));
    assert_says(text, "40† ");
    assert_says(text, "† in doubt: Aland (A)");
    assert_says(text, "† rests on something unverified, disputed or of low confidence.");
    free(text);
}

static void a_sheet_without_doubt_does_not_explain_the_mark(void **state)
{
    char *text = words_of(run_text(FOUR_STATES "blocs: [{id: d, members: [D]}]\n"));
    assert_does_not_say(text, "†");
    free(text);
}

/* ---- relations ---- */

static void allies_are_grouped_by_what_they_owe(void **state)
{
    char *text = words_of(run_text(FOUR_STATES A_RIVALRY));
    assert_says(text, "Bland (B) allies defense, consultation: Aland owes consultation; is owed "
                      "nonaggression, consultation: Cland after: unchanged rivals none after: new: Dland");
    assert_says(text, "Dland (D) allies none after: unchanged rivals Aland after: new: Bland");
    assert_says(text, "rivalry of Bland with Dland: none → rivals");
    free(text);
}

static void common_enemies_show_what_is_new(void **state)
{
    char *text = words_of(run_text(FOUR_STATES
                                   "interventions: [{id: i, kind: rivalry_started, date: 2001, a: B, b: D},"
                                   " {id: j, kind: attribute_scaled, date: 2001, actor: A, attribute: gdp,"
                                   " factor: 1}]\n"));
    assert_says(text, "Common enemies of Aland and Bland: none; after: new: Dland");
    free(text);
}

static void a_base_without_rivalries_says_no_data_and_not_none(void **state)
{
    static const char scenario[] =
        "title: Two\nbase:\n  date: 2000-01-01\n  actors: [{name: Aland, abb: A}, {name: Bland, abb: B}]\n"
        "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: t, members: [A, B],"
        " obligations: defense}]\n";
    char *text = words_of(run_text(scenario));
    assert_says(text, "rivals no data");
    assert_says(text, "Common enemies: no data");
    assert_says(text, "Layer rivalry: no data. That is not the same as none.");
    assert_does_not_say(text, "rivals none");
    free(text);
}

static void ties_that_change_alike_stand_together(void **state)
{
    char *text = words_of(run_text(FOUR_STATES
                                   "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: t,"
                                   " members: [A, B, D], obligations: offense}]\n"));
    assert_says(text, "alliance of Dland with Aland, Bland: nothing → offense");
    free(text);
}

/* ---- burden and claims ---- */

static void a_burden_that_stays_is_shown_once(void **state)
{
    char *text = words_of(run_text(FOUR_STATES TWO_BLOCS A_RIVALRY));
    assert_says(text, "The pair (unchanged by the interventions): 15.0 million dollars, 5.00 % of its GDP; "
                      "table in million dollars");
    assert_says(text, "Aland 10.00 10.0 % 5.00 +5.00 Bland 5.00 2.50 % 10.00 −5.00");
    free(text);
}

static void a_claim_shows_its_verdict_and_its_figures(void **state)
{
    char *text = words_of(run_text(FOUR_STATES TWO_BLOCS
        "claims: [{id: c, kind: measured, statement: One outspends two, test: milex(d) > milex(ab),"
        " source: a paper, status: disputed}]\n"));
    assert_says(text, "Answer The claim “One outspends two” holds: Military expenditure of The one is "
                      "20.0 million, Military expenditure of The pair is 15.0 million.");
    assert_says(text, "The one > The pair: Military expenditure 20.0 million > 15.0 million holds");
    assert_says(text, "source: a paper");
    assert_says(text, "† the claim is disputed");
    free(text);
}

/* ---- form ---- */

static void no_line_is_wider_than_the_terminal(void **state)
{
    static const int widths[] = {40, 60, 80, 100, 160};
    for (size_t i = 0; i < ent_countof(widths); i++) {
        char *text = shown_in(run_file(SCENARIO), widths[i]), *rest = NULL;
        for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
            int columns = 0;
            for (const char *c = line; *c; c++)
                columns += (*c & 0xC0) != 0x80;
            if (columns > widths[i] || line[strlen(line) - 1] == ' ')
                fail_msg("%d columns in %d, or blanks at the end: \"%s\"", columns, widths[i], line);
        }
        free(text);
    }
}

static void a_scenario_with_nothing_to_show_says_so(void **state)
{
    char *text = words_of(run_text(FOUR_STATES));
    assert_says(text, "The scenario makes no claim");
    assert_says(text, "It has no interventions");
    assert_says(text, "BALANCE The scenario names no bloc.");
    free(text);
}

static void a_title_cannot_steer_the_terminal(void **state)
{
    char *text = shown_in(run_text("title: \"\\e[31mred\\x9b\\a\"\nbase:\n  date: 2000-01-01\n"
                                   "  actors: [{name: Aland, abb: A}]\n"), 80);
    assert_memory_equal(text, "?[31mred???\n", 12);
    free(text);
}

static ent_status show_and_free(void *context, ent_error *error)
{
    char *text;
    ent_status status = ent_show(context, ENT_FORMAT_TABLE, 0, &text, error);
    assert_true((status == ENT_OK) == (text != NULL));
    free(text);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS A_RIVALRY
                              "claims: [{id: c, kind: measured, statement: s, source: x,"
                              " test: milex(d) > milex(ab)}]\n");
    ent_sweep(show_and_free, json);
    ent_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_of_the_balance_is_in_the_text),
        cmocka_unit_test(before_and_after_stand_side_by_side),
        cmocka_unit_test(without_interventions_there_is_one_state),
        cmocka_unit_test(members_without_data_are_named),
        cmocka_unit_test(a_doubted_member_is_marked_and_named),
        cmocka_unit_test(a_sheet_without_doubt_does_not_explain_the_mark),
        cmocka_unit_test(allies_are_grouped_by_what_they_owe),
        cmocka_unit_test(common_enemies_show_what_is_new),
        cmocka_unit_test(a_base_without_rivalries_says_no_data_and_not_none),
        cmocka_unit_test(ties_that_change_alike_stand_together),
        cmocka_unit_test(a_burden_that_stays_is_shown_once),
        cmocka_unit_test(a_claim_shows_its_verdict_and_its_figures),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(a_scenario_with_nothing_to_show_says_so),
        cmocka_unit_test(a_title_cannot_steer_the_terminal),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
