/* The report of a check as text: the findings by kind with their first rows, and what is covered as
 * a picture of blocks. */
#include "report/show.h"

#include "report/check_rows.h"
#include "report/page_sheet.h"
#include "report/show_spark.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 80, EXAMPLES = 3 };

static const struct {
    const char *kind, *many, *heading;
} kinds[] = {
    {"error", "errors", "ERRORS: cannot be true"},
    {"disagreement", "disagreements", "DISAGREEMENTS: sources that say different things"},
    {"oddity", "oddities", "ODDITIES: may be true; look before you rely on them"},
    {"import", "notes of imports", "IMPORT: what was left out, repaired or noticed on the way in"},
};

/* ---- rows ---- */

static void add_example(ent_buffer *out, const ent_json_value *findings, size_t finding,
                        const ent_json_value *rows, size_t row, int width)
{
    static const char *const numbers[] = {"first", "second", "third"};
    ent_buffer line = {0};
    check_rows_days(rows, row, &line);
    if (*sheet_cell(rows, "a", row))
        ent_buffer_format(&line, "%s%s%s%s", line.length ? " " : "", sheet_cell(rows, "a", row),
                          *sheet_cell(rows, "b", row) ? "-" : "", sheet_cell(rows, "b", row));
    if (*sheet_cell(rows, "treaty", row))
        ent_buffer_format(&line, "%s%s", line.length ? " " : "", sheet_cell(rows, "treaty", row));
    for (size_t i = 0; i < ent_countof(numbers); i++) {
        const char *name = sheet_cell(findings, numbers[i], finding);
        double number = ent_json_number(ent_json_cell(rows, numbers[i], row));
        if (*name && !isnan(number))
            ent_buffer_format(&line, "%s%s %.6g", line.length ? " | " : "", name, number);
    }
    if (*sheet_cell(rows, "note", row))
        ent_buffer_format(&line, "%s%s", line.length ? " | " : "", sheet_cell(rows, "note", row));
    show_paragraph(out, ent_buffer_text(&line), 6, width);
    out->failed |= line.failed;
    ent_buffer_clear(&line);
}

/* The first rows of a finding. */
static void add_examples(ent_buffer *out, const ent_json_value *result, size_t finding, int width)
{
    const ent_json_value *findings = ent_json_get(result, "findings");
    check_rows rows = check_rows_of(result, finding, EXAMPLES);
    bool is_note = strcmp(sheet_cell(findings, "kind", finding), "import") == 0;
    if (is_note && rows.end - rows.first == 1) /* its text says it all */
        return;
    for (size_t row = rows.shown; row < rows.shown_end; row++)
        add_example(out, findings, finding, ent_json_get(result, "rows"), row, width);
}

/* ---- findings ---- */

static bool next_is_same(const ent_json_value *findings, size_t finding, const char *kind)
{
    size_t next = finding + 1;
    return next < ent_json_row_count(findings) &&
           strcmp(sheet_cell(findings, "kind", next), kind) == 0 &&
           strcmp(sheet_cell(findings, "check", next), sheet_cell(findings, "check", finding)) == 0;
}

/* "[overlap] Do two spells ... overlap?" */
static void add_question(ent_buffer *out, const char *check, const char *question, int width)
{
    ent_buffer heading = {0};
    ent_buffer_format(&heading, "[%s] %s", check, question);
    ent_buffer_add(out, "\n");
    show_paragraph(out, ent_buffer_text(&heading), 2, width);
    out->failed |= heading.failed;
    ent_buffer_clear(&heading);
}

static void add_kind(ent_buffer *out, const ent_json_value *result, size_t which, int width)
{
    const ent_json_value *findings = ent_json_get(result, "findings");
    const char *check = "";
    size_t shown = 0;
    for (size_t i = 0; i < ent_json_row_count(findings); i++) {
        if (strcmp(sheet_cell(findings, "kind", i), kinds[which].kind) != 0)
            continue;
        if (shown++ == 0)
            ent_buffer_format(out, "\n%s\n", kinds[which].heading);
        if (strcmp(check, sheet_cell(findings, "check", i)) != 0) {
            check = sheet_cell(findings, "check", i);
            add_question(out, check, sheet_cell(findings, "question", i), width);
        }
        show_paragraph(out, sheet_cell(findings, "text", i), 4, width);
        add_examples(out, result, i, width);
        if (!next_is_same(findings, i, kinds[which].kind))
            ent_buffer_format(out, "    all rows: %s\n", sheet_cell(findings, "see", i));
    }
}

/* ---- what is covered ---- */

enum { FIRST_DECADE = 1810, LAST_DECADE = 2020, DECADES = (LAST_DECADE - FIRST_DECADE) / 10 + 1 };

/* The mean of each decade over the years that the source covers; NaN where it covers none. Layers
 * are measured by their fullest decade. */
static void read_decades(const ent_json_value *years, size_t *at, size_t series, bool is_share,
                         double mean[DECADES], bool *earlier)
{
    double sum[DECADES] = {0}, count[DECADES] = {0}, largest = 0;
    *earlier = false;
    for (; *at < ent_json_row_count(years) &&
           (size_t)ent_json_number(ent_json_cell(years, "series", *at)) == series;
         ++*at) {
        int year = (int)ent_json_number(ent_json_cell(years, "year", *at));
        *earlier |= year < FIRST_DECADE;
        if (year < FIRST_DECADE || year >= LAST_DECADE + 10)
            continue;
        sum[(year - FIRST_DECADE) / 10] += ent_json_number(ent_json_cell(years, "filled", *at));
        count[(year - FIRST_DECADE) / 10]++;
    }
    for (size_t i = 0; i < DECADES; i++) {
        mean[i] = count[i] > 0 ? sum[i] / count[i] : (double)NAN;
        if (mean[i] > largest)
            largest = mean[i];
    }
    for (size_t i = 0; i < DECADES && !is_share && largest > 0; i++)
        mean[i] /= largest;
}

/* The years above every fifth decade. */
static void add_axis(ent_buffer *out, int label)
{
    ent_buffer_format(out, "%*s", label + 1, "");
    for (int decade = FIRST_DECADE + 10; decade <= LAST_DECADE; decade += 50)
        ent_buffer_format(out, " %d", decade);
    ent_buffer_add(out, "\n");
}

static void add_series(ent_buffer *out, const ent_json_value *coverage, size_t series, int label,
                       const double mean[DECADES], bool earlier)
{
    char name[200];
    snprintf(name, sizeof name, "%s@%s", sheet_cell(coverage, "name", series),
             sheet_cell(coverage, "source", series));
    int length = (int)strlen(name);
    if (length > label - 2)
        snprintf(name + label - 5, sizeof name - (size_t)label, "...");
    ent_buffer_format(out, "  %-*s%c", label - 2, name, earlier ? '<' : ' ');
    for (size_t i = 0; i < DECADES; i++)
        ent_buffer_add(out, show_filled(mean[i]));
    ent_buffer_format(out, " %9.0f\n", ent_json_number(ent_json_cell(coverage, "rows", series)));
}

static void add_coverage(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *coverage = ent_json_get(result, "coverage");
    const ent_json_value *years = ent_json_get(result, "filled");
    const int label = WIDTH - DECADES - 11;
    const char *kind = "";
    size_t at = 0;
    if (ent_json_row_count(coverage) == 0)
        return;
    ent_buffer_add(
        out, "\nWHAT IS COVERED, by decade: █ full ... ▁ hardly, · no rows, blank: not covered\n");
    ent_buffer_add(out,
                   "  (attributes: share of the states that have a value; others: rows of a year,\n"
                   "  against the fullest decade; last column: rows in all)\n\n");
    add_axis(out, label);
    for (size_t i = 0; i < ent_json_row_count(coverage); i++) {
        double mean[DECADES];
        bool earlier;
        if (strcmp(kind, sheet_cell(coverage, "kind", i)) != 0) {
            kind = sheet_cell(coverage, "kind", i);
            ent_buffer_format(out, "%s\n", kind);
        }
        read_decades(years, &at, i, ent_json_is_true(ent_json_cell(coverage, "is_share", i)), mean,
                     &earlier);
        add_series(out, coverage, i, label, mean, earlier);
    }
}

/* ---- all rows of one check ---- */

static bool is_used(const ent_json_value *rows, const char *column)
{
    for (size_t row = 0; row < ent_json_row_count(rows); row++)
        if (!ent_json_is_null(ent_json_cell(rows, column, row)))
            return true;
    return false;
}

static void show_rows(ent_buffer *out, const ent_json_value *result, int width)
{
    static const char *const names[] = {"source", "from",  "to",     "a",     "b",
                                        "treaty", "first", "second", "third", "note"};
    const ent_json_value *findings = ent_json_get(result, "findings");
    const ent_json_value *rows = ent_json_get(result, "rows");
    show_column columns[ent_countof(names)];
    size_t count = 0;
    for (size_t i = 0; i < ent_json_row_count(findings); i++) {
        show_paragraph(out, sheet_cell(findings, "text", i), 0, width);
        if (*sheet_cell(findings, "query", i))
            ent_buffer_format(out, "  %s\n", sheet_cell(findings, "query", i));
    }
    if (ent_json_row_count(findings) == 0)
        ent_buffer_add(out, "nothing found\n");
    for (size_t i = 0; i < ent_countof(names); i++) {
        const char *heading = sheet_cell(findings, names[i], 0);
        bool number = i >= 6 && i <= 8;
        if (is_used(rows, names[i]))
            columns[count++] = (show_column){names[i], number && *heading ? heading : names[i]};
    }
    ent_buffer_add(out, "\n");
    if (count > 0)
        show_table(out, rows, columns, count, width);
}

/* The checks that found nothing. */
static void add_silent(ent_buffer *out, const ent_json_value *names, int width)
{
    ent_buffer text = {0};
    ent_buffer_add(&text, "nothing found by: ");
    sheet_join(names, &text);
    if (ent_json_count(names) > 0)
        show_paragraph(out, ent_buffer_text(&text), 0, width);
    out->failed |= text.failed;
    ent_buffer_clear(&text);
}

void show_check(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *counts = ent_json_get(result, "counts");
    const char *rows_of = ent_json_text(ent_json_get(result, "rows_of"));
    if (rows_of && strcmp(rows_of, "coverage") == 0) {
        add_coverage(out, result);
        return;
    }
    if (rows_of) {
        show_rows(out, result, width);
        return;
    }
    int wide = width == 0 || width > SHOW_DEFAULT_WIDTH ? SHOW_DEFAULT_WIDTH : width;
    ent_buffer_format(out, "%s: the file is whole; %.0f checks were made\n",
                      sheet_text(result, "world"), ent_json_number(ent_json_get(result, "checks")));
    for (size_t i = 0; i < ent_countof(kinds); i++)
        ent_buffer_format(out, "%s%s %.0f", i ? ", " : "findings: ", kinds[i].many,
                          ent_json_number(ent_json_get(counts, kinds[i].kind)));
    ent_buffer_add(out, "\n");
    add_silent(out, ent_json_get(result, "nothing_found"), wide);
    for (size_t i = 0; i < ent_countof(kinds); i++)
        add_kind(out, result, i, wide);
    add_coverage(out, result);
}
