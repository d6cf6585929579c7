#include "core/csv.h"
#include "core/text.h"
#include "support.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

static ent_csv *open_text(const char *text)
{
    ent_csv *csv;
    ent_error error = {0};
    ent_assert_ok(ent_csv_open_memory("a.csv", text, strlen(text), &csv, &error), &error);
    return csv;
}

/* All rows as one text, "a|b;1|2;", so that a test can compare them at once. Closes the file. */
static void assert_rows(ent_csv *csv, const char *expected)
{
    ent_buffer found = {0};
    ent_error error = {0};
    char **fields;
    size_t count;
    do {
        ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
        for (size_t i = 0; i < count; i++)
            ent_buffer_format(&found, "%s%s", fields[i], i + 1 < count ? "|" : ";");
    } while (count > 0);
    assert_string_equal(ent_buffer_text(&found), expected);
    ent_buffer_clear(&found);
    ent_csv_close(csv);
}

/* Reading the rows of `text` fails with this message. */
static void assert_refused(const char *text, const char *message)
{
    ent_csv *csv = open_text(text);
    ent_error error = {0};
    char **fields;
    size_t count = 1;
    ent_status status = ENT_OK;
    while (status == ENT_OK && count > 0)
        status = ent_csv_next(csv, &fields, &count, &error);
    ent_assert_fails(status, &error, ENT_ERR_INPUT, message);
    ent_csv_close(csv);
}

static void rows_are_the_same_for_every_kind_of_line_end(void **state)
{
    assert_rows(open_text("a,b\n1,2\n3,4\n"), "a|b;1|2;3|4;");
    assert_rows(open_text("a,b\r\n1,2\r\n3,4\r\n"), "a|b;1|2;3|4;");
    assert_rows(open_text("a,b\r1,2\r3,4\r"), "a|b;1|2;3|4;");
    assert_rows(open_text("a,b\r\n1,2\r3,4\n"), "a|b;1|2;3|4;");
}

static void the_last_row_needs_no_newline(void **state)
{
    assert_rows(open_text("a,b\n1,2"), "a|b;1|2;");
    assert_rows(open_text("a,b\n1,"), "a|b;1|;");
    assert_rows(open_text("a,b\r\n\"1\",\"2\""), "a|b;1|2;");
}

static void empty_fields_are_kept(void **state)
{
    assert_rows(open_text(",\n\"\",x,\n"), "|;|x|;");
}

static void a_file_without_rows_ends_at_once(void **state)
{
    assert_rows(open_text(""), "");
    assert_rows(open_text("\n\r\n\r"), "");
    assert_rows(open_text("\xEF\xBB\xBF"), "");
}

static void a_byte_order_mark_is_no_part_of_the_first_field(void **state)
{
    ent_csv *csv = open_text("\xEF\xBB\xBF"
                             "a,b\n");
    assert_true(ent_csv_found(csv)->byte_order_mark);
    assert_rows(csv, "a|b;");
}

static void utf8_stays_as_it_is(void **state)
{
    ent_csv *csv = open_text("C\xC3\xB4te d'Ivoire,\xE2\x82\xAC,\xF0\x9F\x98\x80\n");
    assert_int_equal(ent_csv_found(csv)->converted_bytes, 0);
    assert_rows(csv, "C\xC3\xB4te d'Ivoire|\xE2\x82\xAC|\xF0\x9F\x98\x80;");
}

static void what_is_not_utf8_is_read_as_windows_1252(void **state)
{
    ent_csv *csv = open_text("C\xF4te d'Ivoire,\x80,\x93quoted\x94\n");
    assert_int_equal(ent_csv_found(csv)->converted_bytes, 4);
    assert_rows(csv, "C\xC3\xB4te d'Ivoire|\xE2\x82\xAC|\xE2\x80\x9Cquoted\xE2\x80\x9D;");
}

/* RFC 3629: the first and the last code point of every length, and those around the surrogates. */
static void every_utf8_sequence_is_utf8(void **state)
{
    static const char *const texts[] = {"\x7F",         "\xC2\x80",         "\xDF\xBF",
                                        "\xE0\xA0\x80", "\xED\x9F\xBF",     "\xEE\x80\x80",
                                        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_csv *csv = open_text(texts[i]);
        assert_int_equal(ent_csv_found(csv)->converted_bytes, 0);
        ent_csv_close(csv);
    }
}

/* RFC 3629: overlong forms, surrogates, over U+10FFFF, and sequences that are cut short. */
static void sequences_that_only_look_like_utf8_are_not_utf8(void **state)
{
    static const char *const texts[] = {"\xC0\xAF",
                                        "\xC1\x81",
                                        "\xE0\x9F\xBF",
                                        "\xED\xA0\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xC3",
                                        "\xE2\x82",
                                        "\xF0\x9F\x98",
                                        "\xC3(",
                                        "\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_csv *csv = open_text(texts[i]);
        assert_true(ent_csv_found(csv)->converted_bytes > 0);
        ent_csv_close(csv);
    }
}

static void a_clean_file_has_nothing_to_report(void **state)
{
    ent_csv *csv = open_text("a,b\n");
    const ent_csv_bytes *found = ent_csv_found(csv);
    assert_false(found->byte_order_mark || found->gzip || found->carriage_returns ||
                 found->no_last_newline || found->converted_bytes);
    ent_csv_close(csv);
}

static void carriage_returns_and_a_missing_newline_are_reported(void **state)
{
    ent_csv *csv = open_text("a,b\r1,2");
    assert_true(ent_csv_found(csv)->carriage_returns && ent_csv_found(csv)->no_last_newline);
    ent_csv_close(csv);
}

static void a_quoted_field_may_hold_commas_newlines_and_doubled_quotes(void **state)
{
    assert_rows(open_text("\"a,b\",\"c\nd\",\"say \"\"yes\"\"\",\"\"\"\"\n"),
                "a,b|c\nd|say \"yes\"|\";");
    assert_rows(open_text("\"c\r\nd\"\r\n"), "c\nd;");
}

static void blanks_may_follow_a_closing_quote(void **state)
{
    assert_rows(open_text("\"a\"  ,\"b\" \n"), "a|b;");
}

static void a_quote_inside_a_plain_field_is_a_letter(void **state)
{
    assert_rows(open_text("5\" gun,the \"Entente\"\n"), "5\" gun|the \"Entente\";");
}

static void blank_lines_are_passed_over_but_counted(void **state)
{
    ent_csv *csv = open_text("\n\na,b\n\n1,2\n\n");
    ent_error error = {0};
    char **fields;
    size_t count;
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    assert_int_equal(ent_csv_line(csv), 3);
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    assert_int_equal(ent_csv_line(csv), 5);
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    assert_int_equal(count, 0);
    ent_csv_close(csv);
}

static void lines_within_quotes_are_counted(void **state)
{
    ent_csv *csv = open_text("\"a\n\nb\",c\n1,2\n");
    ent_error error = {0};
    char **fields;
    size_t count;
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    assert_int_equal(ent_csv_line(csv), 1);
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    assert_int_equal(ent_csv_line(csv), 4);
    ent_csv_close(csv);
}

static void a_quote_that_is_never_closed_is_refused(void **state)
{
    assert_refused("a,b\n1,\"2\n3,4\n", "a.csv:2: a quote is opened and never closed");
    assert_refused("\"", "a.csv:1: a quote is opened and never closed");
    assert_refused("\"a\"\"", "a.csv:1: a quote is opened and never closed");
}

static void text_after_a_closing_quote_is_refused(void **state)
{
    assert_refused("a\n\"1\n2\"x\n", "a.csv:3: 'x' after a closing quote; expected a comma or the "
                                     "line's end");
}

static void a_nul_byte_is_refused_with_its_line(void **state)
{
    static const char lf[] = "a,b\n1,\0", cr[] = "a,b\r\n1,2\r3,4\r5,\0\n";
    ent_csv *csv;
    ent_error error = {0};
    ent_assert_fails(ent_csv_open_memory("a.csv", lf, sizeof lf - 1, &csv, &error), &error,
                     ENT_ERR_INPUT, "a.csv:2: a NUL byte: this is not a text file");
    assert_null(csv);
    ent_assert_fails(ent_csv_open_memory("a.csv", cr, sizeof cr - 1, &csv, &error), &error,
                     ENT_ERR_INPUT, "a.csv:4: a NUL byte: this is not a text file");
    assert_null(csv);
}

static void a_gzip_file_is_unpacked(void **state)
{
    char path[ENT_PATH];
    gzFile file = gzopen(ent_temp_path("a.csv.gz", path), "wb");
    assert_int_equal(gzputs(file, "a,b\n1,2\n"), 8);
    assert_int_equal(gzclose(file), Z_OK);
    ent_csv *csv;
    ent_error error = {0};
    ent_assert_ok(ent_csv_open(path, 0, &csv, &error), &error);
    assert_true(ent_csv_found(csv)->gzip);
    assert_string_equal(ent_csv_name(csv), path);
    assert_rows(csv, "a|b;1|2;");
}

static void a_plain_file_is_not_reported_as_gzip(void **state)
{
    char path[ENT_PATH];
    ent_temp_file("plain.csv", "a,b\n1,2\n", 8, path);
    ent_csv *csv;
    ent_error error = {0};
    ent_assert_ok(ent_csv_open(path, 0, &csv, &error), &error);
    assert_false(ent_csv_found(csv)->gzip);
    assert_rows(csv, "a|b;1|2;");
}

static void a_file_that_is_not_there_cannot_be_opened(void **state)
{
    ent_csv *csv;
    ent_error error = {0};
    ent_assert_fails(ent_csv_open("/nowhere/a.csv", 0, &csv, &error), &error, ENT_ERR_INPUT,
                     "cannot open '/nowhere/a.csv': No such file or directory");
    assert_null(csv);
}

/* The rows of the first `limit` bytes of a file. */
static void assert_rows_within(size_t limit, const char *text, const char *expected)
{
    char path[ENT_PATH];
    ent_csv *csv;
    ent_error error = {0};
    ent_temp_file("limit.csv", text, strlen(text), path);
    ent_assert_ok(ent_csv_open(path, limit, &csv, &error), &error);
    assert_rows(csv, expected);
}

static void a_limit_keeps_whole_rows(void **state)
{
    assert_rows_within(6, "a,b\n1,2\n", "a|b;");
    assert_rows_within(6, "a,b\r1,2\r", "a|b;");
    assert_rows_within(8, "a,b\n1,2\n3,4\n", "a|b;1|2;");
    assert_rows_within(100, "a,b\n1,2", "a|b;1|2;"); /* no row is cut */
    assert_rows_within(3, "abc,d\n", "abc;");        /* no line is whole */
}

static void a_limit_that_cuts_a_letter_does_not_change_the_encoding(void **state)
{
    assert_rows_within(11, "n\xC3\xA9,b\n1,2\n\xC3\xA9,4\n", "n\xC3\xA9|b;1|2;");
}

static void the_checksum_is_that_of_the_text_not_of_its_bytes(void **state)
{
    static const char *const texts[] = {"a,b\n\xC3\xA9,2\n",
                                        "a,b\r\n\xC3\xA9,2\r\n",
                                        "a,b\r\xC3\xA9,2\r",
                                        "a,b\n\xC3\xA9,2",
                                        ("\xEF\xBB\xBF"
                                         "a,b\n\xC3\xA9,2\n"),
                                        "a,b\r\n\xE9,2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char hex[65];
        ent_csv *csv = open_text(texts[i]);
        ent_csv_checksum(csv, hex);
        /* printf 'a,b\né,2\n' | sha256sum */
        assert_string_equal(hex,
                            "14214279b190d72de7c678d44a2d0fea619e76c3c3360fb6459d56c68b6f8449");
        ent_csv_close(csv);
    }
}

static void the_checksum_is_the_same_while_rows_are_read(void **state)
{
    char before[65], after[65];
    ent_csv *csv = open_text("a,b\n\"1\",2\n");
    ent_error error = {0};
    char **fields;
    size_t count;
    ent_csv_checksum(csv, before);
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    ent_assert_ok(ent_csv_next(csv, &fields, &count, &error), &error);
    ent_csv_checksum(csv, after);
    assert_string_equal(after, before);
    ent_csv_close(csv);
}

static void other_text_has_another_checksum(void **state)
{
    char one[65], other[65];
    ent_csv *csv = open_text("a,b\n1,2\n");
    ent_csv_checksum(csv, one);
    ent_csv_close(csv);
    csv = open_text("a,b\n1,3\n");
    ent_csv_checksum(csv, other);
    ent_csv_close(csv);
    assert_string_not_equal(one, other);
}

static ent_status read_all(void *context, ent_error *error)
{
    ent_csv *csv;
    char **fields;
    size_t count = 1;
    ent_status status = ent_csv_open_memory("a.csv", context, strlen(context), &csv, error);
    if (status != ENT_OK)
        assert_null(csv);
    while (status == ENT_OK && count > 0)
        status = ent_csv_next(csv, &fields, &count, error);
    ent_csv_close(csv);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_sweep(read_all, "a,b\n1,2\n");
    ent_sweep(read_all, "a,b\r\n\xE9,2\r\n");                          /* converted */
    ent_sweep(read_all, ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"); /* many fields */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_the_same_for_every_kind_of_line_end),
        cmocka_unit_test(the_last_row_needs_no_newline),
        cmocka_unit_test(empty_fields_are_kept),
        cmocka_unit_test(a_file_without_rows_ends_at_once),
        cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_field),
        cmocka_unit_test(utf8_stays_as_it_is),
        cmocka_unit_test(what_is_not_utf8_is_read_as_windows_1252),
        cmocka_unit_test(every_utf8_sequence_is_utf8),
        cmocka_unit_test(sequences_that_only_look_like_utf8_are_not_utf8),
        cmocka_unit_test(a_clean_file_has_nothing_to_report),
        cmocka_unit_test(carriage_returns_and_a_missing_newline_are_reported),
        cmocka_unit_test(a_quoted_field_may_hold_commas_newlines_and_doubled_quotes),
        cmocka_unit_test(blanks_may_follow_a_closing_quote),
        cmocka_unit_test(a_quote_inside_a_plain_field_is_a_letter),
        cmocka_unit_test(blank_lines_are_passed_over_but_counted),
        cmocka_unit_test(lines_within_quotes_are_counted),
        cmocka_unit_test(a_quote_that_is_never_closed_is_refused),
        cmocka_unit_test(text_after_a_closing_quote_is_refused),
        cmocka_unit_test(a_nul_byte_is_refused_with_its_line),
        cmocka_unit_test(a_gzip_file_is_unpacked),
        cmocka_unit_test(a_plain_file_is_not_reported_as_gzip),
        cmocka_unit_test(a_file_that_is_not_there_cannot_be_opened),
        cmocka_unit_test(a_limit_keeps_whole_rows),
        cmocka_unit_test(a_limit_that_cuts_a_letter_does_not_change_the_encoding),
        cmocka_unit_test(the_checksum_is_that_of_the_text_not_of_its_bytes),
        cmocka_unit_test(the_checksum_is_the_same_while_rows_are_read),
        cmocka_unit_test(other_text_has_another_checksum),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
