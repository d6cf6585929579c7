#include "entente/json.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>

static ent_json *new_document(void)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_json_new(&json, &error), &error);
    return json;
}

static void assert_prints(const ent_json *json, const char *expected)
{
    char *text;
    ent_error error = {0};
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    assert_string_equal(text, expected);
    free(text);
}

static void a_document_is_printed_in_the_order_it_was_built(void **state)
{
    ent_json *json = new_document();
    ent_json_value *root = ent_json_root(json);
    ent_json_add_text(json, root, "zone", "Europe");
    ent_json_add_integer(json, root, "actors", 5);
    ent_json_value *list = ent_json_add_list(json, root, "blocs");
    ent_json_add_boolean(json, list, NULL, true);
    ent_json_value *object = ent_json_add_object(json, list, NULL);
    ent_json_add_number(json, object, "share", 0.5);
    assert_prints(json, "{\n"
                        "  \"zone\": \"Europe\",\n"
                        "  \"actors\": 5,\n"
                        "  \"blocs\": [\n"
                        "    true,\n"
                        "    {\n"
                        "      \"share\": 0.5\n"
                        "    }\n"
                        "  ]\n"
                        "}");
    ent_json_free(json);
}

static void an_empty_document_is_an_empty_object(void **state)
{
    ent_json *json = new_document();
    assert_prints(json, "{}");
    ent_json_free(json);
    ent_json_free(NULL);
}

static void a_number_keeps_17_significant_digits(void **state)
{
    ent_json *json = new_document();
    ent_json_add_number(json, ent_json_root(json), "x", 0.1);
    assert_prints(json, "{\n  \"x\": 0.10000000000000001\n}");
    ent_json_free(json);
}

static void what_is_missing_becomes_null(void **state)
{
    ent_json *json = new_document();
    ent_json_value *list = ent_json_add_list(json, ent_json_root(json), "x");
    ent_json_add_text(json, list, NULL, NULL);
    ent_json_add_number(json, list, NULL, (double)NAN);
    ent_json_add_number(json, list, NULL, -(double)INFINITY);
    assert_int_equal(ent_json_count(list), 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(ent_json_is_null(ent_json_at(list, i)));
    ent_json_free(json);
}

static void a_text_that_is_not_utf8_is_replaced(void **state)
{
    ent_json *json = new_document();
    ent_json_add_text(json, ent_json_root(json), "x", "\xE9");
    assert_string_equal(ent_json_text(ent_json_get(ent_json_root(json), "x")), "\xEF\xBF\xBD");
    ent_json_add_text(json, ent_json_root(json), "cut", "Gen\xC3"); /* of "Genève" */
    assert_string_equal(ent_json_text(ent_json_get(ent_json_root(json), "cut")), "Gen");
    ent_json_free(json);
}

static void a_table_is_its_columns_by_name(void **state)
{
    static const char *const columns[] = {"actor", "share"};
    ent_json *json = new_document();
    ent_json_value *table = ent_json_add_table(json, ent_json_root(json), "table", columns, 2);
    assert_int_equal(ent_json_row_count(table), 0);
    ent_json_add_text(json, ent_json_get(table, "actor"), NULL, "AUH");
    ent_json_add_number(json, ent_json_get(table, "share"), NULL, 0.25);
    assert_int_equal(ent_json_row_count(table), 1);
    assert_string_equal(ent_json_text(ent_json_cell(table, "actor", 0)), "AUH");
    ent_assert_number(ent_json_number(ent_json_cell(table, "share", 0)), 0.25, 0);
    assert_string_equal(ent_json_text(ent_json_at(ent_json_get(table, "columns"), 1)), "share");
    assert_null(ent_json_cell(table, "share", 1));
    assert_null(ent_json_cell(table, "none", 0));
    ent_json_free(json);
}

static void values_are_read_as_what_they_are(void **state)
{
    ent_json *json = new_document();
    ent_json_value *root = ent_json_root(json);
    ent_json_add_text(json, root, "text", "1");
    ent_json_add_integer(json, root, "integer", 7);
    ent_json_add_boolean(json, root, "true", true);
    ent_json_add_boolean(json, root, "false", false);
    assert_string_equal(ent_json_text(ent_json_get(root, "text")), "1");
    ent_assert_number(ent_json_number(ent_json_get(root, "text")), (double)NAN, 0);
    ent_assert_number(ent_json_number(ent_json_get(root, "integer")), 7, 0);
    assert_null(ent_json_text(ent_json_get(root, "integer")));
    assert_true(ent_json_is_true(ent_json_get(root, "true")));
    assert_false(ent_json_is_true(ent_json_get(root, "false")));
    assert_false(ent_json_is_null(ent_json_get(root, "false")));
    ent_json_free(json);
}

static void what_is_absent_reads_as_absent(void **state)
{
    assert_null(ent_json_get(NULL, "x"));
    assert_null(ent_json_at(NULL, 0));
    assert_null(ent_json_text(NULL));
    assert_null(ent_json_cell(NULL, "x", 0));
    assert_int_equal(ent_json_count(NULL), 0);
    assert_int_equal(ent_json_row_count(NULL), 0);
    ent_assert_number(ent_json_number(NULL), (double)NAN, 0);
    assert_false(ent_json_is_true(NULL));
    assert_true(ent_json_is_null(NULL));
}

/* NULL is what adding gives when memory has run out. */
static void a_document_that_could_not_be_built_is_not_printed(void **state)
{
    ent_json *json = new_document();
    ent_error error = {0};
    char *text;
    ent_assert_ok(ent_json_check(json, &error), &error);
    assert_null(ent_json_add_list(json, NULL, "lost"));
    ent_json_add_text(json, ent_json_root(json), "after", "x");
    ent_assert_fails(ent_json_check(json, &error), &error, ENT_ERR_MEMORY, "out of memory");
    ent_assert_fails(ent_json_print(json, &text, &error), &error, ENT_ERR_MEMORY, "out of memory");
    assert_null(text);
    ent_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_printed_in_the_order_it_was_built),
        cmocka_unit_test(an_empty_document_is_an_empty_object),
        cmocka_unit_test(a_number_keeps_17_significant_digits),
        cmocka_unit_test(what_is_missing_becomes_null),
        cmocka_unit_test(a_text_that_is_not_utf8_is_replaced),
        cmocka_unit_test(a_table_is_its_columns_by_name),
        cmocka_unit_test(values_are_read_as_what_they_are),
        cmocka_unit_test(what_is_absent_reads_as_absent),
        cmocka_unit_test(a_document_that_could_not_be_built_is_not_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
