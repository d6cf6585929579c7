/* What `entente sources`, `cite` and `prefer` print for people. */
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_at(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

void show_resolved(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *resolved = ent_json_get(result, "resolved");
    const char *name;
    for (size_t i = 0; (name = ent_json_key(resolved, i)); i++) {
        const ent_json_value *item = ent_json_get(resolved, name);
        double of = ent_json_number(ent_json_get(item, "of"));
        if (of > 1)
            ent_buffer_format(out, "%s = %s@%s (of %.0f; entente prefer changes that)\n", name, name,
                              ent_json_text(ent_json_get(item, "source")), of);
    }
}

/* ---- sources ---- */

/* "1816-2016", "since 1816", "to 2016" or "". */
static void years_text(const ent_json_value *table, size_t row, char *text, size_t size)
{
    double from = ent_json_number(ent_json_cell(table, "from", row));
    double to = ent_json_number(ent_json_cell(table, "to", row));
    if (!isnan(from) && !isnan(to))
        snprintf(text, size, "%.0f-%.0f", from, to);
    else if (!isnan(from))
        snprintf(text, size, "since %.0f", from);
    else if (!isnan(to))
        snprintf(text, size, "to %.0f", to);
    else
        text[0] = '\0';
}

/* Each terms once, with its sources. */
static void show_terms(ent_buffer *out, const ent_json_value *table, int width)
{
    size_t rows = ent_json_row_count(table);
    for (size_t row = 0; row < rows; row++) {
        const char *terms = text_at(table, "terms", row), *last = "";
        bool first = *terms != '\0';
        for (size_t k = 0; k < row; k++)
            first &= strcmp(text_at(table, "terms", k), terms) != 0;
        if (!first)
            continue;
        ent_buffer names = {0};
        for (size_t k = row; k < rows; k++) {
            if (strcmp(text_at(table, "terms", k), terms) != 0 ||
                strcmp(text_at(table, "source", k), last) == 0)
                continue;
            ent_buffer_format(&names, "%s%s", names.length ? ", " : "", text_at(table, "source", k));
            last = text_at(table, "source", k);
        }
        ent_buffer_add(out, "\n");
        show_paragraph(out, ent_buffer_text(&names), 0, width);
        show_paragraph(out, terms, 2, width);
        out->failed |= names.failed;
        ent_buffer_clear(&names);
    }
}

/* The document's table, for people: one row a source, then its files. */
void show_sources(ent_buffer *out, const ent_json_value *result, int width)
{
    static const char *const heads[] = {"source", "what it is", "years", "rows", "checksum", "restricted"};
    static const show_column columns[] = {{"source", "source"}, {"years", "years"}, {"rows", "rows"},
                                          {"checksum", "checksum"}, {"restricted", "restricted"},
                                          {"what it is", "what it is"}};
    const ent_json_value *table = ent_json_get(result, "sources");
    ent_json *json;
    if (ent_json_new(&json, NULL) != ENT_OK) {
        out->failed = true;
        return;
    }
    ent_json_value *shown =
        ent_json_add_table(json, ent_json_root(json), "table", heads, ent_countof(heads));
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        char years[32], checksum[16];
        double rows = ent_json_number(ent_json_cell(table, "rows", row));
        bool again = row > 0 && strcmp(text_at(table, "source", row), text_at(table, "source", row - 1)) == 0;
        years_text(table, row, years, sizeof years);
        snprintf(checksum, sizeof checksum, "%.12s", text_at(table, "sha256", row));
        ent_json_add_text(json, ent_json_get(shown, "source"), NULL,
                          again ? "" : text_at(table, "source", row));
        ent_json_add_text(json, ent_json_get(shown, "what it is"), NULL,
                          again ? text_at(table, "file", row) : text_at(table, "title", row));
        ent_json_add_text(json, ent_json_get(shown, "years"), NULL, again ? "" : years);
        ent_json_add_number(json, ent_json_get(shown, "rows"), NULL, rows);
        ent_json_add_text(json, ent_json_get(shown, "checksum"), NULL, checksum);
        ent_json_add_text(json, ent_json_get(shown, "restricted"), NULL,
                          ent_json_is_true(ent_json_cell(table, "restricted", row)) ? "yes" : "");
    }
    show_table(out, shown, columns, ent_countof(columns), width);
    out->failed |= ent_json_check(json, NULL) != ENT_OK;
    ent_json_free(json);
    show_terms(out, table, width);
}

/* ---- cite ---- */

/* The next entry of a text of BibTeX entries: its length; entries begin with '@' at a line's start. */
static size_t entry_length(const char *text)
{
    const char *next = strstr(text, "\n@");
    return next ? (size_t)(next - text) + 1 : strlen(text);
}

/* Has one of the rows before this one the same entry? */
static bool is_printed(const ent_json_value *table, size_t row, const char *entry, size_t length)
{
    for (size_t k = 0; k < row; k++) {
        const char *text = text_at(table, "bibtex", k);
        for (size_t step; *text; text += step) {
            step = entry_length(text);
            if (step == length && strncmp(text, entry, length) == 0)
                return true;
        }
    }
    return false;
}

static void show_bibtex(ent_buffer *out, const ent_json_value *table)
{
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *text = text_at(table, "bibtex", row);
        /* BibTeX passes over what is outside of entries, but an '@' begins one */
        ent_buffer_format(out, "%% %s\n", text_at(table, "source", row));
        for (size_t length; *text; text += length) {
            length = entry_length(text);
            if (is_printed(table, row, text, length))
                ent_buffer_format(out, "%% see above: %.*s\n", (int)(strcspn(text, ",") - strcspn(text, "{") - 1),
                                  text + strcspn(text, "{") + 1);
            else
                ent_buffer_add_bytes(out, text, length);
        }
        ent_buffer_add(out, "\n");
    }
}

void show_cite(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "citations");
    if (strcmp(ent_json_text(ent_json_get(result, "style")), "bibtex") == 0) {
        show_bibtex(out, table);
        return;
    }
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *citation = text_at(table, "citation", row), *version = text_at(table, "version", row);
        ent_buffer_format(out, "%s  %s%s%s\n", text_at(table, "source", row),
                          text_at(table, "title", row), *version ? ", version " : "", version);
        show_paragraph(out, *citation ? citation : "(it names nothing to cite)", 2, width);
    }
}

/* ---- prefer ---- */

void show_prefer(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"kind", "kind"}, {"name", "name"}, {"place", "place"},
                                          {"source", "source"}, {"preferred", "put first here"}};
    const ent_json_value *table = ent_json_get(result, "order");
    if (ent_json_row_count(table) == 0)
        ent_buffer_add(out, "No name has more than one source.\n");
    else
        show_table(out, table, columns, ent_countof(columns), width);
}
