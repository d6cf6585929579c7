/* The page of a run: safe with any text, complete, without anything from outside, well formed. */
#include "run_helpers.h"

#include "core/memory.h"
#include "core/text.h"
#include "report/page_sheet.h"

#define SCENARIO ENTENTE_SOURCE_DIR "/scenarios/great-powers-2016.yaml"
#define TWO_BLOCS                                                                                  \
    "blocs: [{id: ab, name: The pair, members: [A, B]}, {id: d, name: The one, members: [D]}]\n"
#define HOSTILE "<script>alert('1')</script>\\\" onload=\\\"x&amp;"
#define ESCAPED "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;x&amp;amp;"

static char *page_of(ent_json *json)
{
    char *html;
    ent_error error = {0};
    ent_assert_ok(ent_run_page(json, &html, &error), &error);
    return html;
}

static char *page_of_text(const char *scenario)
{
    ent_json *json = run_text(scenario);
    char *html = page_of(json);
    ent_json_free(json);
    return html;
}

static void assert_has(const char *html, const char *words)
{
    if (!strstr(html, words))
        fail_msg("\"%s\" is not in the page", words);
}

static void assert_has_not(const char *html, const char *words)
{
    const char *at = strstr(html, words);
    if (at)
        fail_msg("the page has %.120s", at);
}

static size_t count_of(const char *html, const char *words)
{
    size_t count = 0;
    for (; (html = strstr(html, words)); html += strlen(words))
        count++;
    return count;
}

/* ---- safety ---- */

static char *hostile_page(void)
{
    return page_of_text(
        "title: \"" HOSTILE "\"\nquestion: \"" HOSTILE "\"\ndescription: \"" HOSTILE "\"\n"
        "source: \"" HOSTILE " http://a.example/b\"\n"
        "base:\n  date: 2000-01-01\n  actors:\n"
        "    - {name: \"" HOSTILE "\", abb: \"<b>\"}\n    - {name: Bland, abb: B}\n"
        "  attributes:\n    - {actor: B, attribute: milex, value: 5, unit: \"<i>\", source: \"" HOSTILE "\"}\n"
        "    - {actor: B, attribute: gdp, value: 9, unit: \"<i>\", source: \"https://a.example/c\"}\n"
        "  ties: [{layer: rivalry, a: \"<b>\", b: B, source: \"" HOSTILE "\"}]\n"
        "blocs: [{id: x, name: \"" HOSTILE "\", members: [\"<b>\", B]}]\n"
        "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: t, name: \"" HOSTILE "\","
        " members: [\"<b>\", B], obligations: defense, source: \"" HOSTILE "\", note: \"" HOSTILE "\"}]\n"
        "claims: [{id: c, kind: measured, statement: \"" HOSTILE "\", source: \"" HOSTILE "\","
        " note: \"" HOSTILE "\", test: milex(x) > 1}]\n");
}

static void hostile_text_is_escaped(void **state)
{
    char *html = hostile_page();
    assert_has(html, "<title>" ESCAPED "</title>");
    assert_has(html, "<h1>" ESCAPED "</h1>");
    assert_has_not(html, "<script");
    assert_has_not(html, "<b>\"");
    assert_has_not(html, "(<b>");
    assert_has_not(html, "<i>");
    assert_has_not(html, "\" onload");
    free(html);
}

static void nothing_is_fetched_from_outside(void **state)
{
    static const char *const requests[] = {"src=", "href", "url(", "@import", "<link", "<script", "<img",
                                           "<iframe", "<object", "<form", "xlink", "image-set"};
    char *pages[] = {hostile_page(), page_of_text(FOUR_STATES TWO_BLOCS)};
    for (size_t i = 0; i < ent_countof(pages); i++) {
        for (size_t k = 0; k < ent_countof(requests); k++)
            assert_has_not(pages[i], requests[k]);
        assert_has(pages[i], "default-src 'none'"); /* the browser is told so, too */
        free(pages[i]);
    }
}

static void control_characters_do_not_get_into_the_page(void **state)
{
    char *html = page_of_text("title: \"a\\ab\\e[1mc\"\nbase:\n  date: 2000-01-01\n"
                              "  actors: [{name: Aland, abb: A}]\n");
    assert_has(html, "<h1>a b [1mc</h1>");
    free(html);
}

/* ---- content ---- */

static void every_figure_of_the_balance_is_in_the_page(void **state)
{
    ent_json *json = run_file(SCENARIO);
    const ent_json_value *result = result_of(json), *table = ent_json_get(result, "balance");
    char *html = page_of(json);
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *id = sheet_cell(table, "measure", row);
        sheet_power power = sheet_power_of(result, id, sheet_cell(table, "bloc", row),
                                           strcmp(sheet_cell(table, "when", row), "after") == 0);
        const ent_json_value *measure = sheet_find(ent_json_get(result, "measures"), "id", id);
        char value[NUMBER_SIZE], share[NUMBER_SIZE], rank[NUMBER_SIZE], cell[3 * NUMBER_SIZE];
        sheet_value_text(measure, power.value, value);
        sheet_share_text(measure, power.share, share);
        sheet_rank_text(&power, rank);
        snprintf(cell, sizeof cell, "<b>%s</b>", value);
        assert_has(html, cell);
        snprintf(cell, sizeof cell, "%s%s</span> <span class=\"nw\">rank %s</span>", share,
                 *share ? "," : "", rank);
        assert_has(html, cell);
    }
    free(html);
    ent_json_free(json);
}

static void the_answer_is_made_from_the_verdicts(void **state)
{
    ent_json *json = run_file(SCENARIO);
    char *html = page_of(json);
    assert_has(html, "fails: 2 of 6 (cinc, milper); the claim needs more than 3. The interventions change "
                     "1 tie between actors and 0 of the 14 figures of the blocs.</p>");
    assert_has(html, "<div class=\"card fails\">");
    free(html);
    ent_json_free(json);
}

static void members_without_data_are_named(void **state)
{
    char *html = page_of_text(FOUR_STATES "blocs: [{id: all, members: [A, B, C, D]}]\n");
    assert_has(html, "without Dland (D)</small>");
    assert_has(html, "without Bland (B), Cland (C)</small>");
    assert_has(html, "<tspan class=\"lack\" dx=\"4\">without D</tspan>");
    assert_has(html, "<tspan class=\"lack\" dx=\"4\">without 2</tspan>");
    assert_has(html, "Left out of both sums: Dland (D), which lacks GDP at market rates.");
    assert_has(html, "<li>Armed forces of all: in doubt is the figure of Aland (A)</li>");
    free(html);
}

static void a_base_without_rivalries_says_no_data_and_not_none(void **state)
{
    char *html = page_of_text(
        "title: Two\nbase:\n  date: 2000-01-01\n  actors: [{name: Aland, abb: A}, {name: Bland, abb: B}]\n"
        "interventions: [{id: i, kind: treaty_signed, date: 2001, treaty: t, members: [A, B],"
        " obligations: defense}]\n");
    assert_has(html, "<dt>Rivals</dt><dd>no data</dd>");
    assert_has(html, "<li>rivalries: no data</li>");
    assert_has(html, "Layer rivalry: no data. That is not the same as none.");
    assert_has_not(html, "<dt>Rivals</dt><dd>none");
    free(html);
}

static void figures_that_stay_are_grey_and_those_that_change_are_not(void **state)
{
    char *html = page_of_text(FOUR_STATES TWO_BLOCS
                              "interventions: [{id: i, kind: attribute_set, date: 2001, actor: A,"
                              " attribute: milper, value: 50, unit: persons}]\n");
    assert_has(html, "<td class=\"\"><b>40</b>");
    assert_has(html, "<td class=\"\"><b>50</b>");
    assert_has(html, "<td class=\"same\"><b>300 million</b>");
    free(html);
}

static void a_changed_tie_is_bold_and_labelled(void **state)
{
    char *html = page_of_text(FOUR_STATES
                              "interventions: [{id: i, kind: rivalry_started, date: 2001, a: B, b: D},"
                              " {id: j, kind: treaty_ended, date: 2002, treaty: pact}]\n");
    assert_has(html, "<path class=\"new rival\"");
    assert_has(html, "<title>Bland – Dland, rivalry: none before, rivals after</title>");
    assert_has(html, ">new: rivalry</text>");
    assert_has(html, "<title>Aland – Bland, alliance: defense before, consultation after</title>");
    assert_has(html, ">now: consultation</text>");
    free(html);
}

static void a_removed_actor_is_struck_out(void **state)
{
    char *html = page_of_text(FOUR_STATES TWO_BLOCS
                              "interventions: [{id: i, kind: actor_removed, date: 2001, actor: A}]\n");
    assert_has(html, "<g class=\"node b0 gone\"><title>Aland (A), The pair, removed</title>");
    assert_has(html, "<h3>Aland <span class=\"muted\">(A, removed)</span></h3>");
    free(html);
}

static void sources_citations_and_checksums_are_there(void **state)
{
    ent_json *json = run_file(SCENARIO);
    const ent_json_value *citations = ent_json_get(result_of(json), "citations");
    const ent_json_value *inputs = ent_json_get(ent_json_root(json), "inputs");
    char *html = page_of(json), *from = strstr(html, "<ol class=\"citations");
    assert_non_null(from);
    assert_int_equal(count_of(from, "<li>"), ent_json_count(citations) + ent_json_count(inputs));
    for (size_t i = 0; i < ent_json_count(inputs); i++)
        assert_has(from, sheet_text(ent_json_at(inputs, i), "checksum"));
    assert_has(from, "<code>entente run " SCENARIO "</code>");
    free(html);
    ent_json_free(json);
}

static void a_path_with_blanks_is_quoted_in_the_command(void **state)
{
    char path[ENT_PATH], wanted[2 * ENT_PATH];
    static const char text[] = FOUR_STATES;
    ent_json *json = run_file(ent_temp_file("it's here.yaml", text, sizeof text - 1, path));
    char *html = page_of(json);
    snprintf(wanted, sizeof wanted, "entente run '%.*s/it&#39;\\&#39;&#39;s here.yaml'</code>",
             (int)(strrchr(path, '/') - path), path);
    assert_has(html, wanted);
    free(html);
    ent_json_free(json);
}

/* ---- form ---- */

/* Every element that is opened is closed, in order; <meta> and <br> have no end. */
static void assert_well_formed(const char *html)
{
    enum { DEEP = 64, NAME = 16 };
    char open[DEEP][NAME];
    size_t depth = 0;
    for (const char *at = strchr(html, '<'); at; at = strchr(at + 1, '<')) {
        const char *end = strchr(at, '>');
        bool closing = at[1] == '/';
        char name[NAME];
        assert_non_null(end);
        if (at[1] == '!' || end[-1] == '/')
            continue;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 1 + closing, " >\n"), at + 1 + closing);
        if (strcmp(name, "meta") == 0 || strcmp(name, "br") == 0)
            continue;
        if (!closing) {
            assert_true(depth < DEEP);
            memcpy(open[depth++], name, sizeof name);
        } else if (depth == 0 || strcmp(open[--depth], name) != 0) {
            fail_msg("</%s> closes <%s>: %.80s", name, open[depth], at);
        }
    }
    assert_int_equal(depth, 0);
}

static void pages_are_well_formed(void **state)
{
    static const char *const scenarios[] = {
        FOUR_STATES,
        FOUR_STATES TWO_BLOCS,
        FOUR_STATES "interventions: [{id: i, kind: treaty_ended, date: 2001, treaty: league}]\n",
        FOUR_STATES TWO_BLOCS "interventions: [{id: i, kind: actor_removed, date: 2001, actor: D}]\n",
        FOUR_STATES "blocs: [{id: a, members: [A]}, {id: b, members: [B]}, {id: c, members: [C]},"
                    " {id: d, members: [D]}, {id: e, members: [A, B]}, {id: f, members: [C, D]},"
                    " {id: g, name: 北大西洋条約機構と日本国と北大西洋条約機構, members: [A, D]}]\n"
                    "claims: [{id: c, kind: measured, statement: s, source: x, test: gdp(a) > milex(D)},"
                    " {id: d, kind: measured, statement: t, source: x, test: cinc(a) > 1}]\n"};
    for (size_t i = 0; i < ent_countof(scenarios); i++) {
        char *html = page_of_text(scenarios[i]);
        assert_well_formed(html);
        assert_true(ent_starts_with(html, "<!doctype html>\n<html lang=\"en\">"));
        assert_has(html, "<meta name=\"viewport\"");
        assert_has(html, "</html>\n");
        assert_has_not(html, "nan");
        free(html);
    }
    char *html = hostile_page();
    assert_well_formed(html);
    free(html);
}

static void one_document_gives_one_page(void **state)
{
    ent_json *json = run_file(SCENARIO);
    char *first = page_of(json), *second = page_of(json);
    assert_string_equal(first, second);
    assert_well_formed(first);
    free(first);
    free(second);
    ent_json_free(json);
}

static void only_the_answer_of_a_run_has_a_page(void **state)
{
    ent_json *json;
    char *html;
    ent_error error = {0};
    ent_assert_ok(ent_json_new(&json, &error), &error);
    ent_json_add_text(json, ent_json_root(json), "command", "get");
    ent_assert_fails(ent_run_page(json, &html, &error), &error, ENT_ERR_ARGUMENT,
                     "only the answer of 'entente run' has a page");
    assert_null(html);
    ent_json_free(json);
}

static ent_status page_and_free(void *context, ent_error *error)
{
    char *html;
    ent_status status = ent_run_page(context, &html, error);
    assert_true((status == ENT_OK) == (html != NULL));
    free(html);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_json *json = run_text(FOUR_STATES TWO_BLOCS
                              "interventions: [{id: i, kind: rivalry_started, date: 2001, a: B, b: D},"
                              " {id: j, kind: treaty_ended, date: 2002, treaty: pact}]\n"
                              "claims: [{id: c, kind: measured, statement: s, source: x,"
                              " test: milex(d) > milex(ab)}]\n");
    ent_sweep(page_and_free, json);
    ent_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_is_escaped),
        cmocka_unit_test(nothing_is_fetched_from_outside),
        cmocka_unit_test(control_characters_do_not_get_into_the_page),
        cmocka_unit_test(every_figure_of_the_balance_is_in_the_page),
        cmocka_unit_test(the_answer_is_made_from_the_verdicts),
        cmocka_unit_test(members_without_data_are_named),
        cmocka_unit_test(a_base_without_rivalries_says_no_data_and_not_none),
        cmocka_unit_test(figures_that_stay_are_grey_and_those_that_change_are_not),
        cmocka_unit_test(a_changed_tie_is_bold_and_labelled),
        cmocka_unit_test(a_removed_actor_is_struck_out),
        cmocka_unit_test(sources_citations_and_checksums_are_there),
        cmocka_unit_test(a_path_with_blanks_is_quoted_in_the_command),
        cmocka_unit_test(pages_are_well_formed),
        cmocka_unit_test(one_document_gives_one_page),
        cmocka_unit_test(only_the_answer_of_a_run_has_a_page),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
