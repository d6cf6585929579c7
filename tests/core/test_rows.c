#include "core/rows.h"
#include "support.h"

#include <string.h>

enum { ACTOR, YEAR, MILEX };
static const ent_column columns[] = {
    [ACTOR] = {"actor", ENT_COLUMN_REQUIRED},
    [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [MILEX] = {"milex", ENT_COLUMN_OPTIONAL},
};

static ent_rows *open_text(const char *text)
{
    ent_rows *rows;
    ent_error error = {0};
    ent_assert_ok(ent_rows_open_memory("a.csv", text, strlen(text), &rows, &error), &error);
    return rows;
}

/* Open and bind to the columns above. */
static ent_rows *bind_text(const char *text)
{
    ent_rows *rows = open_text(text);
    ent_error error = {0};
    ent_assert_ok(ent_rows_bind(rows, columns, 3, false, &error), &error);
    return rows;
}

static bool next(ent_rows *rows)
{
    bool more;
    ent_error error = {0};
    ent_assert_ok(ent_rows_next(rows, &more, &error), &error);
    return more;
}

static void assert_open_fails(const char *text, const char *message)
{
    ent_rows *rows;
    ent_error error = {0};
    ent_assert_fails(ent_rows_open_memory("a.csv", text, strlen(text), &rows, &error), &error,
                     ENT_ERR_INPUT, message);
    assert_null(rows);
}

static void columns_are_found_by_name_in_any_order(void **state)
{
    ent_rows *rows = bind_text("milex,note,year,actor\n12.5,x,1914,AUH\n");
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, ACTOR), "AUH");
    assert_string_equal(ent_rows_text(rows, YEAR), "1914");
    assert_string_equal(ent_rows_text(rows, MILEX), "12.5");
    assert_false(next(rows));
    ent_rows_close(rows);
}

static void names_are_found_without_regard_to_case_and_outer_blanks(void **state)
{
    ent_rows *rows = bind_text(" Actor ,YEAR\nAUH,1914\n");
    assert_true(ent_rows_has(rows, "actor"));
    assert_false(ent_rows_has(rows, "milex"));
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, ACTOR), "AUH");
    ent_rows_close(rows);
}

static void fields_lose_their_outer_blanks(void **state)
{
    ent_rows *rows = bind_text("actor,year\n \"AUH\" ,  1914\t\n\" GMY \",1\n");
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, ACTOR), "\"AUH\""); /* the quote comes after a blank */
    assert_string_equal(ent_rows_text(rows, YEAR), "1914");
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, ACTOR), "GMY");
    ent_rows_close(rows);
}

static void an_optional_column_that_is_not_there_is_empty(void **state)
{
    ent_rows *rows = bind_text("actor,year\nAUH,1914\n");
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, MILEX), "");
    assert_false(ent_rows_given(rows, MILEX));
    assert_true(ent_rows_given(rows, YEAR));
    ent_rows_close(rows);
}

static void rows_are_counted_as_they_are_read(void **state)
{
    ent_rows *rows = bind_text("actor,year\nAUH,1914\n\nGMY,1914\n");
    assert_int_equal(ent_rows_count(rows), 0);
    assert_true(next(rows) && next(rows));
    assert_int_equal(ent_rows_count(rows), 2);
    assert_int_equal(ent_rows_line(rows), 4);
    assert_false(next(rows));
    assert_int_equal(ent_rows_count(rows), 2);
    assert_int_equal(ent_rows_line(rows), 0); /* no row, no line */
    ent_rows_close(rows);
}

static void a_required_column_that_is_not_there_is_named(void **state)
{
    ent_rows *rows = open_text("actor,milex\n");
    ent_error error = {0};
    ent_assert_fails(ent_rows_bind(rows, columns, 3, false, &error), &error, ENT_ERR_INPUT,
                     "a.csv:1: column 'year' is missing in the header");
    ent_rows_close(rows);
}

static void a_strict_layout_refuses_other_columns(void **state)
{
    ent_rows *rows = open_text("actor,year,mlex\n");
    ent_error error = {0};
    ent_assert_ok(ent_rows_bind(rows, columns, 3, false, &error), &error);
    ent_assert_fails(ent_rows_bind(rows, columns, 3, true, &error), &error, ENT_ERR_INPUT,
                     "a.csv:1: unknown column 'mlex'; expected some of actor, year, milex");
    ent_rows_close(rows);
}

static void a_strict_layout_takes_its_own_columns(void **state)
{
    ent_rows *rows = open_text("YEAR,actor\n");
    ent_error error = {0};
    ent_assert_ok(ent_rows_bind(rows, columns, 3, true, &error), &error);
    ent_rows_close(rows);
}

static void a_header_must_be_there_and_name_each_column_once(void **state)
{
    assert_open_fails("", "a.csv: the file is empty; expected a header row");
    assert_open_fails("\n\nactor,year,Actor\n",
                      "a.csv:3: column 'Actor' stands twice in the header");
    ent_rows_close(open_text("actor,,\n")); /* nameless columns are left alone */
}

static void a_row_must_have_as_many_fields_as_the_header(void **state)
{
    ent_rows *rows = bind_text("actor,year\nAUH,1914\nGMY\n");
    ent_error error = {0};
    bool more;
    assert_true(next(rows));
    ent_assert_fails(ent_rows_next(rows, &more, &error), &error, ENT_ERR_INPUT,
                     "a.csv:3: 1 fields, the header has 2");
    assert_int_equal(ent_rows_count(rows), 1);
    ent_rows_close(rows);
}

static void a_whole_number_is_read_within_its_bounds(void **state)
{
    ent_rows *rows = bind_text("actor,year\nAUH,1914\n");
    ent_error error = {0};
    int year = 0;
    assert_true(next(rows));
    ent_assert_ok(ent_rows_integer(rows, YEAR, 1914, 1914, &year, &error), &error);
    assert_int_equal(year, 1914);
    assert_int_equal(ent_rows_integer(rows, YEAR, 1915, 2200, &year, &error), ENT_ERR_INPUT);
    assert_int_equal(ent_rows_integer(rows, YEAR, 1000, 1913, &year, &error), ENT_ERR_INPUT);
    ent_rows_close(rows);
}

static void a_wrong_number_is_named_with_file_line_field_and_value(void **state)
{
    ent_rows *rows = bind_text("actor,year,milex\n\nAUH,19l4,\n");
    ent_error error = {0};
    int year = 5;
    double milex = 5;
    assert_true(next(rows));
    ent_assert_fails(ent_rows_integer(rows, YEAR, 1000, 2200, &year, &error), &error, ENT_ERR_INPUT,
                     "a.csv:3: year '19l4' is not a whole number from 1000 to 2200");
    ent_assert_fails(ent_rows_number(rows, MILEX, &milex, &error), &error, ENT_ERR_INPUT,
                     "a.csv:3: milex '' is not a number");
    assert_int_equal(year, 5);
    ent_assert_number(milex, 5, 0);
    ent_rows_close(rows);
}

static void a_number_is_read_with_its_decimals(void **state)
{
    ent_rows *rows = bind_text("actor,year,milex\nAUH,1914, .039 \n");
    ent_error error = {0};
    double milex;
    assert_true(next(rows));
    ent_assert_ok(ent_rows_number(rows, MILEX, &milex, &error), &error);
    ent_assert_number(milex, 0.039, 0);
    ent_rows_close(rows);
}

static void a_date_is_read_as_its_span(void **state)
{
    ent_rows *rows = bind_text("actor,year\nAUH,2016-12\n");
    ent_error error = {0};
    ent_span span;
    ent_precision precision;
    assert_true(next(rows));
    ent_assert_ok(ent_rows_span(rows, YEAR, &span, &precision, &error), &error);
    assert_int_equal(span.from, 2457724);
    assert_int_equal(span.to, 2457754);
    assert_int_equal(precision, ENT_DATE_MONTH);
    ent_rows_close(rows);
}

static void a_wrong_date_is_named_with_file_line_field_and_value(void **state)
{
    ent_rows *rows = bind_text("actor,year\nAUH,2015-02-29\n");
    ent_error error = {0};
    ent_span span;
    assert_true(next(rows));
    ent_assert_fails(
        ent_rows_span(rows, YEAR, &span, NULL, &error), &error, ENT_ERR_INPUT,
        "a.csv:2: year '2015-02-29' is not a date: that month "
        "has no day 29");
    ent_rows_close(rows);
}

static void rows_of_a_file_remember_the_file(void **state)
{
    char path[ENT_PATH];
    ent_rows *rows;
    ent_error error = {0};
    ent_temp_file("a.csv", "actor,year\nAUH,1914\n", 20, path);
    ent_assert_ok(ent_rows_open_csv(path, 0, &rows, &error), &error);
    assert_string_equal(ent_rows_name(rows), path);
    assert_true(ent_csv_found(ent_rows_csv(rows))->no_last_newline == false);
    ent_rows_close(rows);
}

/* --- a list of maps in a YAML file --- */

static ent_yaml *open_yaml(const char *text, ent_rows **rows)
{
    ent_yaml *yaml;
    ent_error error = {0};
    ent_assert_ok(ent_yaml_open_memory("a.yaml", text, strlen(text), &yaml, &error), &error);
    ent_assert_ok(ent_rows_open_yaml(yaml, ent_yaml_root(yaml), rows, &error), &error);
    ent_assert_ok(ent_rows_bind(*rows, columns, 3, true, &error), &error);
    return yaml;
}

static void a_yaml_list_is_read_as_rows(void **state)
{
    ent_rows *rows;
    ent_yaml *yaml =
        open_yaml("- {actor: AUH, year: 1914}\n- {milex: 2, year: 1915, actor: GMY}\n", &rows);
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, ACTOR), "AUH");
    assert_string_equal(ent_rows_text(rows, MILEX), "");
    assert_true(next(rows));
    assert_string_equal(ent_rows_text(rows, MILEX), "2");
    assert_int_equal(ent_rows_line(rows), 2);
    assert_false(next(rows));
    assert_int_equal(ent_rows_count(rows), 2);
    assert_null(ent_rows_csv(rows));
    ent_rows_close(rows);
    ent_yaml_close(yaml);
}

static void a_wrong_field_of_a_yaml_row_is_named_with_line_and_column(void **state)
{
    ent_rows *rows;
    ent_yaml *yaml = open_yaml("- {actor: AUH, year: 19l4}\n", &rows);
    ent_error error = {0};
    int year;
    assert_true(next(rows));
    ent_assert_fails(ent_rows_integer(rows, YEAR, 1000, 2200, &year, &error), &error, ENT_ERR_INPUT,
                     "a.yaml:1:22: year '19l4' is not a whole number from 1000 to 2200");
    ent_assert_fails(ent_rows_fail(rows, MILEX, &error, "is needed"), &error, ENT_ERR_INPUT,
                     "a.yaml:1:3: milex '' is needed");
    ent_rows_close(rows);
    ent_yaml_close(yaml);
}

static void a_yaml_row_must_be_a_map_of_known_keys_to_texts(void **state)
{
    static const char *const refused[][2] = {
        {"- AUH\n", "a.yaml:1:3: 'a row' must be a map of keys and values, not a text or number"},
        {"- {actor: AUH}\n", "a.yaml:1:3: key 'year' is missing"},
        {"- {actor: AUH, year: [1, 2]}\n",
         "a.yaml:1:22: 'year' must be one text; join several values with ';'"},
        {"- {actor: AUH, yaer: 1}\n", "a.yaml:1:16: unknown key 'yaer', did you mean 'year'?; "
                                      "expected actor, year, milex"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ent_rows *rows;
        ent_error error = {0};
        bool more;
        ent_yaml *yaml = open_yaml(refused[i][0], &rows);
        ent_assert_fails(ent_rows_next(rows, &more, &error), &error, ENT_ERR_INPUT, refused[i][1]);
        ent_rows_close(rows);
        ent_yaml_close(yaml);
    }
}

/* --- memory --- */

static ent_status read_to_the_end(ent_rows *rows, ent_error *error)
{
    bool more = true;
    ent_status status = ent_rows_bind(rows, columns, 3, true, error);
    while (status == ENT_OK && more)
        status = ent_rows_next(rows, &more, error);
    ent_rows_close(rows);
    return status;
}

static ent_status read_csv(void *text, ent_error *error)
{
    ent_rows *rows;
    ent_status status = ent_rows_open_memory("a.csv", text, strlen(text), &rows, error);
    if (status == ENT_OK)
        return read_to_the_end(rows, error);
    assert_null(rows);
    return status;
}

static ent_status read_yaml(void *yaml, ent_error *error)
{
    ent_rows *rows;
    ent_status status = ent_rows_open_yaml(yaml, ent_yaml_root(yaml), &rows, error);
    if (status == ENT_OK)
        return read_to_the_end(rows, error);
    assert_null(rows);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_rows *rows;
    ent_sweep(read_csv, "actor,year,milex\nAUH,1914,1\nGMY,1914,2\n");
    ent_yaml *yaml = open_yaml("- {actor: AUH, year: 1914}\n- {actor: GMY, year: 1914}\n", &rows);
    ent_sweep(read_yaml, yaml);
    ent_rows_close(rows);
    ent_yaml_close(yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name_in_any_order),
        cmocka_unit_test(names_are_found_without_regard_to_case_and_outer_blanks),
        cmocka_unit_test(fields_lose_their_outer_blanks),
        cmocka_unit_test(an_optional_column_that_is_not_there_is_empty),
        cmocka_unit_test(rows_are_counted_as_they_are_read),
        cmocka_unit_test(a_required_column_that_is_not_there_is_named),
        cmocka_unit_test(a_strict_layout_refuses_other_columns),
        cmocka_unit_test(a_strict_layout_takes_its_own_columns),
        cmocka_unit_test(a_header_must_be_there_and_name_each_column_once),
        cmocka_unit_test(a_row_must_have_as_many_fields_as_the_header),
        cmocka_unit_test(a_whole_number_is_read_within_its_bounds),
        cmocka_unit_test(a_wrong_number_is_named_with_file_line_field_and_value),
        cmocka_unit_test(a_number_is_read_with_its_decimals),
        cmocka_unit_test(a_date_is_read_as_its_span),
        cmocka_unit_test(a_wrong_date_is_named_with_file_line_field_and_value),
        cmocka_unit_test(rows_of_a_file_remember_the_file),
        cmocka_unit_test(a_yaml_list_is_read_as_rows),
        cmocka_unit_test(a_wrong_field_of_a_yaml_row_is_named_with_line_and_column),
        cmocka_unit_test(a_yaml_row_must_be_a_map_of_known_keys_to_texts),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
