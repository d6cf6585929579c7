/* The answer of a check as a document, a text and a page, and what they do when memory runs out. */
#include "entente/report.h"
#include "made_world.h"

#include <stdio.h>
#include <stdlib.h>

/* A tie that outlives Brevia, told by two sources. */
static writer two_sources(void)
{
    writer w = start_world();
    ent_series one = made_series(&w, ENT_LAYER, "alliance", 1);
    add_source(&w, "other-2");
    ent_series two = made_series(&w, ENT_LAYER, "alliance", 2);
    put(&w, one, "1940-02-01", "1955-11-30", (ent_spell){.a = ALD, .b = BRV, .number = NAN});
    put(&w, two, "1940-02-01", "1941-11-30", (ent_spell){.a = ALD, .b = BRV, .number = NAN});
    put(&w, two, "1990-02-01", "1999-11-30", (ent_spell){.a = ALD, .b = CRD, .number = NAN});
    ent_error error = {0};
    ent_assert_ok(w.status, w.error);
    ent_assert_ok(ent_world_commit(w.world, &error), &error);
    return w;
}

static ent_json *document(ent_world *world, ent_check_options options)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_check(world, "a'b.world", &options, &json, &error), &error);
    return json;
}

static void the_document_has_findings_with_their_rows_and_a_way_to_see_them(void **state)
{
    writer w = two_sources();
    ent_json *json = document(w.world, (ent_check_options){.only = "outside,pairs"});
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    const ent_json_value *findings = ent_json_get(result, "findings");
    const ent_json_value *rows = ent_json_get(result, "rows");
    assert_int_equal(ent_json_row_count(findings), 2);
    assert_string_equal(ent_json_text(ent_json_cell(findings, "check", 0)), "outside");
    assert_string_equal(ent_json_text(ent_json_cell(findings, "see", 0)),
                        "entente check 'a'\\''b.world' --rows outside");
    assert_string_equal(ent_json_text(ent_json_cell(rows, "b", 0)), "BRV");
    assert_string_equal(ent_json_text(ent_json_cell(rows, "to", 0)), "1955-11-30");
    assert_true(ent_json_is_null(ent_json_cell(rows, "treaty", 0)));
    ent_assert_number(ent_json_number(ent_json_get(ent_json_get(result, "counts"), "disagreement")),
                      1, 0);
    ent_json_free(json);
    ent_world_close(w.world);
}

static void the_text_shows_kinds_in_their_order_and_the_first_rows(void **state)
{
    writer w = two_sources();
    ent_json *json = document(w.world, (ent_check_options){.only = "outside,pairs"});
    char *text;
    ent_error error = {0};
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 80, &text, &error), &error);
    const char *pairs = strstr(text, "DISAGREEMENTS"), *outside = strstr(text, "ODDITIES");
    assert_non_null(pairs);
    assert_non_null(outside);
    assert_true(pairs < outside);
    assert_non_null(
        strstr(text, "      1940-02-01 to 1955-11-30 ALD-BRV | years outside 5 | BRV is no state"));
    assert_null(strstr(text, "ERRORS"));
    free(text);
    ent_json_free(json);
    ent_world_close(w.world);
}

static void the_page_draws_both_sources_and_what_is_covered(void **state)
{
    writer w = two_sources();
    ent_json *json = document(w.world, (ent_check_options){0});
    char *page;
    ent_error error = {0};
    ent_assert_ok(ent_check_page(json, &page, &error), &error);
    assert_non_null(strstr(page, "<h1>a&#39;b.world</h1>"));
    assert_non_null(strstr(page, "<svg class=\"heat\""));
    assert_non_null(strstr(page, "<path class=\"la\" d=\"M46"));
    assert_non_null(
        strstr(page, "<summary>The last 12 of 26 rows</summary>")); /* 16 and 10 years */
    free(page);
    ent_json_free(json);
    ent_world_close(w.world);
}

static void only_a_check_has_this_page(void **state)
{
    ent_json *json;
    char *page;
    ent_error error = {0};
    ent_assert_ok(ent_json_new(&json, &error), &error);
    assert_int_equal(ent_check_page(json, &page, &error), ENT_ERR_ARGUMENT);
    assert_null(page);
    ent_json_free(json);
}

static ent_status make_page(void *context, ent_error *error)
{
    char *page;
    ent_status status = ent_check_page(context, &page, error);
    if (status != ENT_OK)
        assert_null(page);
    free(page);
    return status;
}

static ent_status make_text(void *context, ent_error *error)
{
    char *text;
    ent_status status = ent_show(context, ENT_FORMAT_TABLE, 80, &text, error);
    if (status != ENT_OK)
        assert_null(text);
    free(text);
    return status;
}

static ent_status make_document(void *context, ent_error *error)
{
    ent_json *json;
    ent_check_options options = {0};
    ent_status status = ent_check(context, "a.world", &options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    writer w = two_sources();
    ent_json *json = document(w.world, (ent_check_options){.only = "outside,sums"});
    ent_sweep(make_page, json);
    ent_sweep(make_text, json);
    ent_sweep_stride(make_document, w.world, 13);
    ent_json_free(json);
    ent_world_close(w.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_has_findings_with_their_rows_and_a_way_to_see_them),
        cmocka_unit_test(the_text_shows_kinds_in_their_order_and_the_first_rows),
        cmocka_unit_test(the_page_draws_both_sources_and_what_is_covered),
        cmocka_unit_test(only_a_check_has_this_page),
        cmocka_unit_test(every_failed_request_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
