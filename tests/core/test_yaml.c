#include "core/text.h"
#include "core/yaml.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

static ent_yaml *open_text(const char *text)
{
    ent_yaml *yaml;
    ent_error error = {0};
    ent_assert_ok(ent_yaml_open_memory("a.yaml", text, strlen(text), &yaml, &error), &error);
    return yaml;
}

static void assert_refused(const char *text, const char *message)
{
    ent_yaml *yaml;
    ent_error error = {0};
    ent_assert_fails(ent_yaml_open_memory("a.yaml", text, strlen(text), &yaml, &error), &error,
                     ENT_ERR_INPUT, message);
    assert_null(yaml);
}

static void assert_stands_at(const ent_yaml_node *node, size_t line, size_t column)
{
    assert_int_equal(node->line, line);
    assert_int_equal(node->column, column);
}

static void a_file_is_a_tree_of_maps_lists_and_texts(void **state)
{
    ent_yaml *yaml = open_text("name: July 1914\nactors: [AUH, GMY]\nbase: {day: 1914-07-28}\n");
    const ent_yaml_node *root = ent_yaml_root(yaml), *actors = ent_yaml_get(root, "actors");
    assert_int_equal(root->kind, ENT_YAML_MAP);
    assert_int_equal(root->child_count, 3);
    assert_string_equal(ent_yaml_get(root, "name")->text, "July 1914");
    assert_int_equal(actors->kind, ENT_YAML_LIST);
    assert_int_equal(actors->child_count, 2);
    assert_string_equal(actors->child->next->text, "GMY");
    assert_null(actors->child->next->next);
    assert_string_equal(ent_yaml_get(ent_yaml_get(root, "base"), "day")->text, "1914-07-28");
    assert_null(ent_yaml_get(root, "day"));
    ent_yaml_close(yaml);
}

static void every_value_and_key_remembers_line_and_column(void **state)
{
    ent_yaml *yaml = open_text("# a comment\nname: x\nactors:\n  - AUH\n  - {code: GMY}\n");
    const ent_yaml_node *root = ent_yaml_root(yaml), *actors = ent_yaml_get(root, "actors");
    const ent_yaml_node *code = ent_yaml_get(actors->child->next, "code");
    assert_stands_at(ent_yaml_get(root, "name"), 2, 7);
    assert_stands_at(actors->child, 4, 5);
    assert_stands_at(actors->child->next, 5, 5);
    assert_stands_at(code, 5, 12);
    assert_int_equal(code->key_line, 5);
    assert_int_equal(code->key_column, 6);
    ent_yaml_close(yaml);
}

static void quoted_and_empty_texts_are_texts(void **state)
{
    ent_yaml *yaml = open_text("a: 'it''s'\nb: \"\\u00e9\"\nc:\nd: |\n  two\n  lines\n");
    const ent_yaml_node *root = ent_yaml_root(yaml);
    assert_string_equal(ent_yaml_get(root, "a")->text, "it's");
    assert_string_equal(ent_yaml_get(root, "b")->text, "\xC3\xA9");
    assert_string_equal(ent_yaml_get(root, "c")->text, "");
    assert_string_equal(ent_yaml_get(root, "d")->text, "two\nlines\n");
    ent_yaml_close(yaml);
}

static void a_byte_order_mark_is_passed_over(void **state)
{
    ent_yaml *yaml = open_text("\xEF\xBB\xBFname: x\n");
    assert_string_equal(ent_yaml_get(ent_yaml_root(yaml), "name")->text, "x");
    ent_yaml_close(yaml);
}

static void an_empty_file_is_refused(void **state)
{
    assert_refused("", "a.yaml:1:1: the file is empty");
    assert_refused("# only a comment\n", "a.yaml:1:1: the file is empty");
}

static void a_second_document_is_refused(void **state)
{
    assert_refused("a: 1\n---\nb: 2\n", "a.yaml:2:1: a second document; one file holds one");
    assert_refused("a: 1\n...\n%YAML 1.1\n---\nb: 2\n",
                   "a.yaml:3:1: a second document; one file holds one");
    ent_yaml_close(open_text("%YAML 1.1\n---\na: 1\n...\n")); /* one in marks is one */
}

static void a_key_that_stands_twice_is_refused(void **state)
{
    assert_refused("a: 1\nb: 2\na: 3\n", "a.yaml:3:1: key 'a' stands twice, first in line 1");
    assert_refused("x: {a: 1,\n  a: 2}\n", "a.yaml:2:3: key 'a' stands twice, first in line 1");
}

static void an_alias_is_refused(void **state)
{
    assert_refused("a: &x 1\nb: *x\n", "a.yaml:2:4: aliases ('*name') are not used in these files");
}

static void a_key_that_is_a_list_or_a_map_is_refused(void **state)
{
    assert_refused("? [a, b]\n: 1\n", "a.yaml:1:3: a key must be a plain word");
    assert_refused("a: 1\n{b: 2}: 3\n", "a.yaml:2:1: a key must be a plain word");
}

static void a_nul_byte_within_a_text_or_key_is_refused(void **state)
{
    assert_refused("a: \"x\\0y\"\n", "a.yaml:1:4: a NUL byte in a text");
    assert_refused("\"a\\0b\": 1\n", "a.yaml:1:1: a NUL byte in a key");
}

static void what_is_not_yaml_is_refused_with_line_and_column(void **state)
{
    assert_refused("a: 1\nb: [1, 2\nc: 3\n",
                   "a.yaml:3:2: did not find expected ',' or ']', while parsing a flow sequence");
    assert_refused("a: 1\n\tb: 2\n", "a.yaml:2:1: found a tab character that violates indentation, "
                                     "while scanning a plain scalar");
    assert_refused("a: 'open\n", "a.yaml:2:1: found unexpected end of stream, while scanning a "
                                 "quoted scalar");
}

static void a_byte_that_is_not_utf8_is_refused_with_line_and_column(void **state)
{
    assert_refused("a: 1\nb: 2\nc: \xE9t\xE9\n", "a.yaml:3:5: invalid trailing UTF-8 octet");
    assert_refused("a: \xC3\xA9\xFF\n", "a.yaml:1:5: invalid leading UTF-8 octet");
    assert_refused("a: 1\nb: \x01\n", "a.yaml:2:4: control characters are not allowed");
}

/* A list in a list in a list ..., or a map in a map. */
static ent_status open_nested(int depth, const char *open, const char *close, ent_error *error)
{
    ent_buffer text = {0};
    ent_yaml *yaml;
    for (int i = 0; i < depth; i++)
        ent_buffer_add(&text, open);
    for (int i = 0; i < depth; i++)
        ent_buffer_add(&text, close);
    ent_status status = ent_yaml_open_memory("a.yaml", text.data, text.length, &yaml, error);
    ent_yaml_close(yaml);
    ent_buffer_clear(&text);
    return status;
}

static void nesting_has_an_end(void **state)
{
    ent_error error = {0};
    ent_assert_ok(open_nested(33, "[", "]", &error), &error);
    ent_assert_fails(open_nested(34, "[", "]", &error), &error, ENT_ERR_INPUT,
                     "a.yaml:1:34: nested too deeply");
    ent_assert_ok(open_nested(32, "{a: ", "}", &error), &error);
    ent_assert_fails(open_nested(34, "{a: ", "}", &error), &error, ENT_ERR_INPUT,
                     "a.yaml:1:133: nested too deeply");
}

static void an_unknown_key_is_refused_with_the_nearest_known_one(void **state)
{
    static const char *const keys[] = {"actors", "treaties"};
    ent_yaml *yaml = open_text("actors: 1\ntreatys: 2\n");
    ent_error error = {0};
    ent_assert_fails(ent_yaml_check_keys(yaml, ent_yaml_root(yaml), keys, 2, &error), &error,
                     ENT_ERR_INPUT,
                     "a.yaml:2:1: unknown key 'treatys', did you mean 'treaties'?; "
                     "expected actors, treaties");
    ent_yaml_close(yaml);
}

static void an_unknown_key_like_no_other_is_refused_without_a_guess(void **state)
{
    static const char *const keys[] = {"actors", "treaties"};
    ent_yaml *yaml = open_text("actors: 1\nrivalries: 2\n");
    ent_error error = {0};
    ent_assert_fails(ent_yaml_check_keys(yaml, ent_yaml_root(yaml), keys, 2, &error), &error,
                     ENT_ERR_INPUT,
                     "a.yaml:2:1: unknown key 'rivalries'; expected actors, treaties");
    ent_yaml_close(yaml);
}

static void a_map_may_leave_known_keys_out(void **state)
{
    static const char *const keys[] = {"actors", "treaties"};
    ent_yaml *yaml = open_text("treaties: 2\n");
    ent_error error = {0};
    ent_assert_ok(ent_yaml_check_keys(yaml, ent_yaml_root(yaml), keys, 2, &error), &error);
    ent_yaml_close(yaml);
}

static void a_value_of_another_kind_is_refused(void **state)
{
    ent_yaml *yaml = open_text("- x\n- [y]\n");
    const ent_yaml_node *root = ent_yaml_root(yaml);
    ent_error error = {0};
    ent_assert_ok(ent_yaml_expect(yaml, root, ENT_YAML_LIST, "claims", &error), &error);
    ent_assert_fails(ent_yaml_expect(yaml, root->child, ENT_YAML_LIST, "claims", &error), &error,
                     ENT_ERR_INPUT, "a.yaml:1:3: 'claims' must be a list, not a text or number");
    ent_assert_fails(ent_yaml_expect(yaml, root->child->next, ENT_YAML_MAP, "claim", &error),
                     &error, ENT_ERR_INPUT,
                     "a.yaml:2:3: 'claim' must be a map of keys and values, not a list");
    ent_yaml_close(yaml);
}

static void a_text_is_taken_by_its_key(void **state)
{
    ent_yaml *yaml = open_text("a: x\nb:\nc: [1]\n");
    const ent_yaml_node *root = ent_yaml_root(yaml);
    ent_error error = {0};
    const char *text;
    ent_assert_ok(ent_yaml_take_text(yaml, root, "a", true, &text, &error), &error);
    assert_string_equal(text, "x");
    ent_assert_ok(ent_yaml_take_text(yaml, root, "d", false, &text, &error), &error);
    assert_null(text);
    ent_assert_fails(ent_yaml_take_text(yaml, root, "d", true, &text, &error), &error,
                     ENT_ERR_INPUT, "a.yaml:1:1: key 'd' is missing");
    ent_assert_fails(ent_yaml_take_text(yaml, root, "b", true, &text, &error), &error,
                     ENT_ERR_INPUT, "a.yaml:2:3: 'b' is empty");
    ent_assert_fails(ent_yaml_take_text(yaml, root, "c", false, &text, &error), &error,
                     ENT_ERR_INPUT, "a.yaml:3:4: 'c' must be a text or number, not a list");
    assert_null(text);
    ent_yaml_close(yaml);
}

static void a_file_is_read_with_its_name_and_checksum(void **state)
{
    char path[ENT_PATH];
    ent_yaml *yaml;
    ent_error error = {0};
    ent_temp_file("a.yaml", "abc", 3, path);
    ent_assert_ok(ent_yaml_open(path, &yaml, &error), &error);
    assert_string_equal(ent_yaml_name(yaml), path);
    assert_string_equal(ent_yaml_checksum(yaml), /* FIPS 180-2, appendix B.1 */
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ent_yaml_close(yaml);
}

static void a_file_that_is_not_there_cannot_be_opened(void **state)
{
    ent_yaml *yaml;
    ent_error error = {0};
    ent_assert_fails(ent_yaml_open("/nowhere/a.yaml", &yaml, &error), &error, ENT_ERR_INPUT,
                     "cannot open '/nowhere/a.yaml': No such file or directory");
    assert_null(yaml);
}

static ent_status open_and_close(void *text, ent_error *error)
{
    ent_yaml *yaml;
    ent_status status = ent_yaml_open_memory("a.yaml", text, strlen(text), &yaml, error);
    if (status != ENT_OK)
        assert_null(yaml);
    ent_yaml_close(yaml);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    char text[40000]; /* more than two blocks of the arena */
    size_t length = 0;
    for (int i = 0; i < 1000; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "key%d: [a, {b: c}]\n", i);
    ent_sweep(open_and_close, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_a_tree_of_maps_lists_and_texts),
        cmocka_unit_test(every_value_and_key_remembers_line_and_column),
        cmocka_unit_test(quoted_and_empty_texts_are_texts),
        cmocka_unit_test(a_byte_order_mark_is_passed_over),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(a_second_document_is_refused),
        cmocka_unit_test(a_key_that_stands_twice_is_refused),
        cmocka_unit_test(an_alias_is_refused),
        cmocka_unit_test(a_key_that_is_a_list_or_a_map_is_refused),
        cmocka_unit_test(a_nul_byte_within_a_text_or_key_is_refused),
        cmocka_unit_test(what_is_not_yaml_is_refused_with_line_and_column),
        cmocka_unit_test(a_byte_that_is_not_utf8_is_refused_with_line_and_column),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(an_unknown_key_is_refused_with_the_nearest_known_one),
        cmocka_unit_test(an_unknown_key_like_no_other_is_refused_without_a_guess),
        cmocka_unit_test(a_map_may_leave_known_keys_out),
        cmocka_unit_test(a_value_of_another_kind_is_refused),
        cmocka_unit_test(a_text_is_taken_by_its_key),
        cmocka_unit_test(a_file_is_read_with_its_name_and_checksum),
        cmocka_unit_test(a_file_that_is_not_there_cannot_be_opened),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
