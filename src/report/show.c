/* A document as JSON, CSV or text: see entente/report.h. */
#include "report/show.h"

#include "core/memory.h"
#include "entente/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_SIZE = 512 };

/* ---- cells ---- */

/* Columns that a UTF-8 text takes on a terminal: its characters. */
static size_t text_width(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += (*text & 0xC0) != 0x80;
    return width;
}

enum { ALL_DIGITS = 10 };

/* With fewer digits whole numbers stay whole: 1816 and 12345678 beside .2345. */
static void digits_text(const ent_json_value *value, int digits, char *text, size_t size)
{
    double number = ent_json_number(value);
    bool whole = digits < ALL_DIGITS && fabs(number) < 1e15 && !(number < floor(number)) &&
                 !(number > floor(number));
    if (ent_json_is_null(value))
        snprintf(text, size, "-");
    else if (ent_json_text(value))
        snprintf(text, size, "%s", ent_json_text(value));
    else if (!isnan(number))
        snprintf(text, size, "%.*g", whole ? 15 : digits, number);
    else
        snprintf(text, size, "%s", ent_json_is_true(value) ? "yes" : "no");
}

static void cell_text(const ent_json_value *value, char *text, size_t size)
{
    digits_text(value, ALL_DIGITS, text, size);
}

/* The first `width` characters of a text, the last one "…" if it was cut. */
static void add_cut(ent_buffer *out, const char *text, size_t width)
{
    if (text_width(text) <= width) {
        ent_buffer_add(out, text);
        return;
    }
    const char *end = text;
    for (size_t i = 0; i + 1 < width;) {
        end++;
        i += (*end & 0xC0) != 0x80;
    }
    ent_buffer_add_bytes(out, text, (size_t)(end - text));
    ent_buffer_add(out, "…");
}

static void add_padded(ent_buffer *out, const char *text, size_t width, bool right)
{
    size_t used = text_width(text) < width ? text_width(text) : width;
    if (right)
        ent_buffer_format(out, "%*s", (int)(width - used), "");
    add_cut(out, text, width);
    if (!right)
        ent_buffer_format(out, "%*s", (int)(width - used), "");
}

/* ---- tables ---- */

typedef struct {
    const char *column, *heading;
    size_t width;
    bool right;
    int digits;
} column_shape;

static void shape_column(column_shape *shape, const ent_json_value *table, size_t rows)
{
    char text[CELL_SIZE];
    shape->width = text_width(shape->heading);
    shape->right = rows > 0;
    for (size_t row = 0; row < rows; row++) {
        const ent_json_value *value = ent_json_cell(table, shape->column, row);
        digits_text(value, shape->digits, text, sizeof text);
        if (text_width(text) > shape->width)
            shape->width = text_width(text);
        shape->right &= !ent_json_text(value);
    }
}

/* Cut the widest text columns until the table fits. */
static void fit_columns(column_shape *shapes, size_t count, int width)
{
    for (;;) {
        size_t total = 0, widest = 0;
        for (size_t i = 0; i < count; i++) {
            total += shapes[i].width + 2;
            if (!shapes[i].right && (shapes[widest].right || shapes[i].width > shapes[widest].width))
                widest = i;
        }
        if (width <= 0 || total <= (size_t)width + 2 || shapes[widest].width <= 12)
            return;
        shapes[widest].width--;
    }
}

static void add_row(ent_buffer *out, const column_shape *shapes, size_t count,
                    const ent_json_value *table, size_t row, bool heading)
{
    char text[CELL_SIZE];
    for (size_t i = 0; i < count; i++) {
        if (heading)
            snprintf(text, sizeof text, "%s", shapes[i].heading);
        else
            digits_text(ent_json_cell(table, shapes[i].column, row), shapes[i].digits, text,
                        sizeof text);
        if (i + 1 == count && !shapes[i].right)
            add_cut(out, text, shapes[i].width);
        else
            add_padded(out, text, shapes[i].width, shapes[i].right);
        ent_buffer_add(out, i + 1 < count ? "  " : "\n");
    }
}

void show_table(ent_buffer *out, const ent_json_value *table, const show_column columns[],
                size_t count, int width)
{
    show_table_digits(out, table, columns, count, width, ALL_DIGITS);
}

void show_table_digits(ent_buffer *out, const ent_json_value *table, const show_column columns[],
                       size_t count, int width, int digits)
{
    show_table_first(out, table, columns, count, width, digits, SIZE_MAX);
}

void show_table_first(ent_buffer *out, const ent_json_value *table, const show_column columns[],
                      size_t count, int width, int digits, size_t most)
{
    column_shape shapes[SHOW_COLUMNS_MAX];
    const ent_json_value *names = ent_json_get(table, "columns");
    size_t rows = ent_json_row_count(table) < most ? ent_json_row_count(table) : most;
    if (!columns)
        count = ent_json_count(names);
    if (count > SHOW_COLUMNS_MAX)
        count = SHOW_COLUMNS_MAX;
    for (size_t i = 0; i < count; i++) {
        shapes[i].column = columns ? columns[i].column : ent_json_text(ent_json_at(names, i));
        shapes[i].heading = columns ? columns[i].heading : shapes[i].column;
        shapes[i].digits = digits;
        shape_column(&shapes[i], table, rows);
    }
    fit_columns(shapes, count, width);
    add_row(out, shapes, count, table, 0, true);
    for (size_t row = 0; row < rows; row++)
        add_row(out, shapes, count, table, row, false);
}

void show_paragraph(ent_buffer *out, const char *text, int indent, int width)
{
    if (width == 0)
        width = SHOW_DEFAULT_WIDTH;
    size_t room = width > indent + 20 ? (size_t)(width - indent) : 20, used = 0;
    while (*text) {
        text += strspn(text, " \n");
        size_t length = strcspn(text, " \n");
        char word[CELL_SIZE];
        snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1),
                 text);
        size_t wide = text_width(word);
        if (used > 0 && used + 1 + wide > room) {
            ent_buffer_add(out, "\n");
            used = 0;
        }
        if (length > 0)
            ent_buffer_format(out, "%*s%s", used ? 1 : indent, "", word);
        used += wide + (used > 0);
        text += length;
    }
    ent_buffer_add(out, "\n");
}

/* ---- the answers of get, info, import ---- */

static void show_list(ent_buffer *out, const char *heading, const ent_json_value *list, int width)
{
    ent_buffer words = {0};
    for (size_t i = 0; i < ent_json_count(list); i++)
        ent_buffer_format(&words, "%s%s", i ? ", " : "", ent_json_text(ent_json_at(list, i)));
    if (words.length > 0) {
        ent_buffer_format(out, "%s", heading);
        show_paragraph(out, words.data, 0, width);
    }
    ent_buffer_clear(&words);
}

static void show_value(ent_buffer *out, const ent_json_value *result)
{
    char text[CELL_SIZE];
    const ent_json_value *value = ent_json_get(result, "value");
    const char *reason = ent_json_text(ent_json_get(result, "reason"));
    const char *unit = ent_json_text(ent_json_get(result, "unit"));
    const char *hint = ent_json_text(ent_json_get(result, "hint"));
    cell_text(value, text, sizeof text);
    if (reason)
        ent_buffer_format(out, "%s%s%s\n", reason, hint ? "; " : "", hint ? hint : "");
    else
        ent_buffer_format(out, "%s%s%s\n", text, unit && strcmp(unit, "text") != 0 ? " " : "",
                          unit && strcmp(unit, "text") != 0 ? unit : "");
    if (!reason && hint)
        ent_buffer_format(out, "%s\n", hint);
}

static void show_obligations(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *levels = ent_json_get(result, "levels");
    const ent_json_value *obligations = ent_json_get(result, "obligations");
    size_t index = 0;
    const char *key;
    while ((key = ent_json_key(obligations, index++))) {
        char text[CELL_SIZE];
        cell_text(ent_json_get(levels, key), text, sizeof text);
        ent_buffer_format(out, "  %s  level %s: ", key, text);
        const ent_json_value *list = ent_json_get(obligations, key);
        for (size_t i = 0; i < ent_json_count(list); i++)
            ent_buffer_format(out, "%s%s", i ? ", " : "", ent_json_text(ent_json_at(list, i)));
        ent_buffer_add(out, ent_json_count(list) ? "\n" : "nothing\n");
    }
}

void show_get(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "table");
    const ent_json_value *as_of = ent_json_get(result, "as_of");
    const char *source = ent_json_text(ent_json_get(result, "source"));
    const char *treaty = ent_json_text(ent_json_get(result, "treaty_name"));
    if (!treaty)
        treaty = ent_json_text(ent_json_get(result, "conflict_name"));
    if (treaty)
        ent_buffer_format(out, "%s\n", treaty);
    if (table) {
        show_table(out, table, NULL, 0, width);
        if (!ent_json_text(ent_json_get(result, "value")))
            ent_buffer_format(out, "%zu\n", ent_json_count(ent_json_get(result, "value")));
    } else {
        show_value(out, result);
    }
    show_obligations(out, result);
    show_list(out, "treaties: ", ent_json_get(result, "treaties"), width);
    show_list(out, "conflicts: ", ent_json_get(result, "conflicts"), width);
    show_list(out, "types: ", ent_json_get(result, "types"), width);
    show_list(out, "bound, but not in the state system then: ",
              ent_json_get(result, "outside_system"), width);
    if (ent_json_row_count(ent_json_get(result, "successions")) > 0) {
        ent_buffer_add(out, "\n");
        show_table(out, ent_json_get(result, "successions"), NULL, 0, width);
    }
    if (as_of)
        ent_buffer_format(out, "from %s to %s\n",
                          ent_json_is_null(ent_json_get(as_of, "from"))
                              ? "always" : ent_json_text(ent_json_get(as_of, "from")),
                          ent_json_is_null(ent_json_get(as_of, "to"))
                              ? "open" : ent_json_text(ent_json_get(as_of, "to")));
    show_list(out, "marked: ", ent_json_get(result, "marks"), width);
    if (ent_json_text(ent_json_get(result, "scale")))
        ent_buffer_format(out, "scale %s\n", ent_json_text(ent_json_get(result, "scale")));
    if (ent_json_text(ent_json_get(result, "citation")))
        ent_buffer_format(out, "cited: %s\n", ent_json_text(ent_json_get(result, "citation")));
    if (source)
        ent_buffer_format(out, "source: %s\n", source);
    show_resolved(out, result);
}

void show_info(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column series[] = {{"kind", "kind"},     {"name", "name"},
                                         {"source", "source"}, {"from", "covers from"},
                                         {"to", "to"},         {"preferred", "preferred"}};
    static const show_column sources[] = {{"source", "source"}, {"title", "what it is"}};
    static const show_column rows[] = {{"source", "source"}, {"layout", "layout"}, {"kind", "what"},
                                       {"rows", "count"},    {"reason", "why"}, {"first", "first"}};
    ent_buffer_format(out, "%.0f actors\n\nSources\n",
                      ent_json_number(ent_json_get(result, "actors")));
    show_table(out, ent_json_get(result, "sources"), sources, 2, width);
    ent_buffer_add(out, "\nWhat each says\n");
    show_table(out, ent_json_get(result, "series"), series, 6, width);
    ent_buffer_add(out, "\nWhat became of the rows\n");
    show_table(out, ent_json_get(result, "rows"), rows, 6, width);
}

void show_import(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column rows[] = {{"source", "source"}, {"kind", "what"}, {"rows", "count"},
                                       {"reason", "why"}, {"first", "first"}};
    const ent_json_value *files = ent_json_get(result, "files");
    static const char *const outcomes[] = {"imported", "already there", "derived, not imported",
                                           "not supported"};
    show_table(out, ent_json_get(result, "rows"), rows, 5, width);
    for (size_t k = 0; k < ent_countof(outcomes); k++) {
        size_t count = 0;
        for (size_t i = 0; i < ent_json_row_count(files); i++) {
            if (strcmp(ent_json_text(ent_json_cell(files, "outcome", i)), outcomes[k]) != 0)
                continue;
            if (count++ == 0)
                ent_buffer_format(out, "\n%s:\n", outcomes[k]);
            ent_buffer_format(out, "  %s", ent_json_text(ent_json_cell(files, "file", i)));
            const char *source = ent_json_text(ent_json_cell(files, "source", i));
            const char *detail = ent_json_text(ent_json_cell(files, "detail", i));
            if (source && *source)
                ent_buffer_format(out, " as %s", source);
            if (detail && *detail)
                ent_buffer_format(out, "%s%s", k == 1 ? ", from " : k == 2 ? ", " : ": ", detail);
            ent_buffer_add(out, "\n");
        }
    }
}

/* ---- CSV: the main table of a document, or its value as one row ---- */

void show_csv_field(ent_buffer *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        ent_buffer_add(out, text);
        return;
    }
    ent_buffer_add(out, "\"");
    for (; *text; text++)
        ent_buffer_add_bytes(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    ent_buffer_add(out, "\"");
}

/* The shortest digits that read back as the same number. */
static void csv_number(ent_buffer *out, double number)
{
    char text[40];
    double again = (double)NAN;
    for (int digits = 15; digits <= 17 && (isnan(again) || again < number || again > number); digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (!ent_parse_number(text, &again))
            again = (double)NAN;
    }
    ent_buffer_add(out, text);
}

static void csv_cell(ent_buffer *out, const ent_json_value *value)
{
    double number = ent_json_number(value);
    if (ent_json_is_null(value))
        return; /* missing is empty */
    if (ent_json_text(value))
        show_csv_field(out, ent_json_text(value));
    else if (!isnan(number))
        csv_number(out, number);
    else
        ent_buffer_add(out, ent_json_is_true(value) ? "1" : "0");
}

static void show_csv(ent_buffer *out, const char *command, const ent_json_value *result)
{
    static const char *const scalars[] = {"value", "unit", "source", "reason"};
    static const char *const tables[][2] = {{"get", "table"}, {"info", "rows"}, {"import", "rows"},
                                            {"run", "balance"}, {"sources", "sources"},
                                            {"cite", "citations"}, {"prefer", "order"},
                                            {"diff", "rows"}, {"check", "findings"}, {"claims", "verdicts"},
                                            {"effects", "effects"}, {"targets", "effects"},
                                            {"fit", "effects"}, {"explain", "terms"}};
    const ent_json_value *table = NULL;
    for (size_t i = 0; i < ent_countof(tables); i++)
        if (strcmp(tables[i][0], command) == 0)
            table = ent_json_get(result, tables[i][1]);
    const char *rows_of = ent_json_text(ent_json_get(result, "rows_of")); /* of a check */
    if (rows_of)
        table = ent_json_get(result, strcmp(rows_of, "coverage") == 0 ? "coverage" : "rows");
    if (ent_json_text(ent_json_get(result, "main"))) /* the answer says which of its tables it is */
        table = ent_json_get(result, ent_json_text(ent_json_get(result, "main")));
    const ent_json_value *names = ent_json_get(table, "columns");
    for (size_t i = 0; table && i < ent_json_count(names); i++)
        ent_buffer_format(out, "%s%s", i ? "," : "", ent_json_text(ent_json_at(names, i)));
    for (size_t row = 0; table && row < ent_json_row_count(table); row++)
        for (size_t i = 0; i < ent_json_count(names); i++) {
            ent_buffer_add(out, i ? "," : "\n");
            csv_cell(out, ent_json_cell(table, ent_json_text(ent_json_at(names, i)), row));
        }
    for (size_t i = 0; !table && i < ent_countof(scalars); i++)
        ent_buffer_format(out, "%s%s", i ? "," : "", scalars[i]);
    for (size_t i = 0; !table && i < ent_countof(scalars); i++) {
        ent_buffer_add(out, i ? "," : "\n");
        csv_cell(out, ent_json_get(result, scalars[i]));
    }
    ent_buffer_add(out, "\n");
}

/* ---- all ---- */

ent_status ent_show(const ent_json *json, ent_format format, int width, char **out,
                    ent_error *error)
{
    static const struct {
        const char *command;
        void (*show)(ent_buffer *, const ent_json_value *, int);
    } commands[] = {
        {"get", show_get}, {"info", show_info}, {"import", show_import}, {"run", show_run},
        {"sources", show_sources}, {"cite", show_cite}, {"prefer", show_prefer},
        {"diff", show_diff}, {"check", show_check},
        {"claims", show_claims_list}, {"power", show_power}, {"voting", show_voting},
        {"similarity", show_similarity}, {"balance", show_structural_balance},
        {"blocs", show_blocs}, {"landscape", show_landscape}, {"propensities", show_propensities},
        {"dynamics", show_dynamics}, {"backtest", show_backtest},
        {"history", show_history}, {"network", show_network}, {"effects", show_effects},
        {"targets", show_targets}, {"fit", show_fit}, {"explain", show_explain},
        {"simulate", show_simulate}, {"forecast", show_forecast}, {"whatif", show_whatif}, {"gof", show_gof}};
    ent_buffer text = {0};
    *out = NULL;
    const ent_json_value *root = ent_json_root((ent_json *)json);
    const char *command = ent_json_text(ent_json_get(root, "command"));
    if (format == ENT_FORMAT_JSON) {
        char *printed;
        ent_status status = ent_json_print(json, &printed, error);
        if (status != ENT_OK)
            return status;
        ent_buffer_add(&text, printed);
        ent_buffer_add(&text, "\n");
        free(printed);
    } else if (format == ENT_FORMAT_CSV) {
        show_csv(&text, command, ent_json_get(root, "result"));
    } else {
        for (size_t i = 0; i < ent_countof(commands); i++)
            if (strcmp(commands[i].command, command) == 0)
                commands[i].show(&text, ent_json_get(root, "result"), width);
    }
    if (text.failed || !text.data) {
        ent_buffer_clear(&text);
        return ent_fail_memory(error);
    }
    *out = text.data;
    return ENT_OK;
}
