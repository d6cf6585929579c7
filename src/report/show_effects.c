/* What `entente effects` prints for people: a list by family, or one effect with all that is known of it. */
#include "report/show.h"

#include "core/memory.h"

#include <string.h>

static const char *text_at(const ent_json_value *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table, column, row));
    return text ? text : "";
}

static void show_line(ent_buffer *out, const char *head, const char *text, int width)
{
    if (!*text)
        return;
    ent_buffer line = {0};
    ent_buffer_format(&line, "%s: %s", head, text);
    show_paragraph(out, ent_buffer_text(&line), 2, width);
    out->failed |= line.failed;
    ent_buffer_clear(&line);
}

static void show_one(ent_buffer *out, const ent_json_value *table, size_t row, int width)
{
    static const char *const lines[][2] = {
        {"formula", "formula"}, {"source", "source"}, {"networks", "networks"}, {"needs", "needs"},
        {"parameters", "parameters"}, {"models", "models"}, {"RSiena", "rsiena"}, {"ergm", "ergm"},
        {"note", "remark"}};
    ent_buffer_format(out, "%s%s: %s\n", row ? "\n" : "", text_at(table, "name", row),
                      text_at(table, "label", row));
    for (size_t k = 0; k < ent_countof(lines); k++)
        show_line(out, lines[k][0], text_at(table, lines[k][1], row), width);
}

void show_effects(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"name", "effect"}, {"networks", "networks"},
                                          {"rsiena", "RSiena"}, {"ergm", "ergm"},
                                          {"label", "what it counts"}};
    static const show_column sets[] = {{"name", "treaty that a state may join"}, {"label", "what it is"}};
    const ent_json_value *table = ent_json_get(result, "effects");
    bool one = ent_json_is_true(ent_json_get(result, "one"));
    for (size_t row = 0; one && row < ent_json_row_count(table); row++)
        show_one(out, table, row, width);
    if (one)
        return;
    show_table(out, table, columns, ent_countof(columns), width);
    if (ent_json_get(result, "treaties")) {
        ent_buffer_add(out, "\n");
        show_table(out, ent_json_get(result, "treaties"), sets, ent_countof(sets), width);
    }
    ent_buffer_add(out, "\nentente effects NAME: formula, source, needs and parameters of one\n"
                        "Products of two or three: interaction: [ONE, OTHER] in a model (docs/models.md)\n");
}
