/* The claims in a run's text: verdict, reason, and the figures that were compared. */
#include "report/show_run.h"

#include "core/memory.h"

#include <string.h>

/* "Russia and China > NATO-28:" above the figures that compare these two. */
static void add_figure_heading(sheet *s, const char *sign, const sheet_term terms[2],
                               ent_buffer *last)
{
    ent_buffer text = {0};
    ent_buffer_format(&text, "%s %s %s:", terms[0].name, sign, terms[1].name);
    if (strcmp(ent_buffer_text(&text), ent_buffer_text(last)) != 0) {
        text_paragraph(s, 4, ent_buffer_text(&text));
        text_done(s, last);
        *last = text;
        return;
    }
    text_done(s, &text);
}

enum { LABEL_WIDTH = 31 };

static void add_figure(sheet *s, const ent_json_value *figures, size_t row, ent_buffer *last)
{
    static const char *const sides[][2] = {{"left", "left_value"}, {"right", "right_value"}};
    sheet_term terms[2];
    char values[2][NUMBER_SIZE];
    ent_buffer text = {0}, note = {0};
    const char *sign = sheet_cell(figures, "sign", row),
               *verdict = sheet_cell(figures, "verdict", row);
    for (int k = 0; k < 2; k++) {
        sheet_read_term(s->result, sheet_cell(figures, sides[k][0], row), &terms[k]);
        sheet_value_text(terms[k].measure,
                         ent_json_number(ent_json_cell(figures, sides[k][1], row)), values[k]);
    }
    if (*terms[0].id || *terms[1].id)
        add_figure_heading(s, sign, terms, last);
    sheet_figure_label(s->result, terms, &text);
    if (s->width < 76) {
        ent_buffer_format(&text, ": %s", verdict);
        text_paragraph(s, 6, ent_buffer_text(&text));
        ent_buffer_format(s->out, "        %s %s %s\n", values[0], sign, values[1]);
    } else {
        bool fits = text_columns(ent_buffer_text(&text)) <= LABEL_WIDTH;
        if (!fits)
            text_paragraph(s, 6, ent_buffer_text(&text));
        ent_buffer_add(s->out, "      ");
        text_cell(s, fits ? ent_buffer_text(&text) : "", LABEL_WIDTH, false);
        text_cell(s, values[0], 13, true);
        ent_buffer_format(s->out, " %s ", sign);
        text_cell(s, values[1], 13, true);
        ent_buffer_format(s->out, "  %s\n", verdict);
    }
    sheet_figure_note(sheet_cell(figures, "note", row), &note);
    text_paragraph(s, 8, ent_buffer_text(&note));
    text_done(s, &note);
    text_done(s, &text);
}

/* "supports (official), 2016-07: ... [source]" */
static void add_evidence(sheet *s, const ent_json_value *evidence)
{
    ent_buffer text = {0};
    const char *type = sheet_text(evidence, "type");
    bool doubt = sheet_in_doubt(evidence);
    ent_buffer_format(&text, "%s%s%s%s, %s%s: %s [%s]", sheet_text(evidence, "says"),
                      *type ? " (" : "", type, *type ? ")" : "", sheet_text(evidence, "date"),
                      doubt ? " †" : "", sheet_text(evidence, "statement"),
                      sheet_text(evidence, "source"));
    s->doubt |= doubt;
    text_paragraph(s, 6, ent_buffer_text(&text));
    text_done(s, &text);
}

enum { FIGURES_SHOWN = 12 };

static void add_figures(sheet *s, const ent_json_value *figures)
{
    ent_buffer last = {0}, text = {0};
    size_t count = ent_json_row_count(figures);
    for (size_t row = 0; row < count && count <= FIGURES_SHOWN; row++)
        add_figure(s, figures, row, &last);
    if (count > FIGURES_SHOWN) {
        ent_buffer_format(&text, "%zu comparisons, in --format json", count);
        text_paragraph(s, 6, ent_buffer_text(&text));
    }
    text_done(s, &text);
    text_done(s, &last);
}

static void add_claim(sheet *s, const ent_json_value *claim)
{
    const ent_json_value *evidence = ent_json_get(claim, "evidence");
    const char *const keys[][2] = {{"test: ", "test"},         {"holds if: ", "holds_if"},
                                   {"fails if: ", "fails_if"}, {"open till: ", "horizon"},
                                   {"source: ", "source"},     {"note: ", "note"}};
    ent_buffer text = {0};
    bool base = strcmp(sheet_text(claim, "when"), "before") == 0 && !evidence;
    ent_buffer_format(&text, "%s%s: %s", sheet_text(claim, "verdict"), base ? " on the base" : "",
                      sheet_text(claim, "statement"));
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    sheet_reason(s->result, claim, &text);
    text_paragraph(s, 4, ent_buffer_text(&text));
    text_done(s, &text);
    if (!evidence)
        add_figures(s, ent_json_get(claim, "figures"));
    for (size_t i = 0; i < ent_json_count(evidence); i++)
        add_evidence(s, ent_json_at(evidence, i));
    for (size_t i = 0; i < ent_countof(keys); i++) {
        ent_buffer_format(&text, "%s%s", keys[i][0], sheet_text(claim, keys[i][1]));
        if (*sheet_text(claim, keys[i][1]))
            text_paragraph(s, 4, ent_buffer_text(&text));
        text_done(s, &text);
    }
    if (ent_json_count(ent_json_get(claim, "marks")) > 0) {
        ent_buffer_add(&text, sheet_in_doubt(claim) ? "† the claim is " : "marked: ");
        sheet_join(ent_json_get(claim, "marks"), &text);
        text_paragraph(s, 4, ent_buffer_text(&text));
    }
    text_done(s, &text);
}

/* "us_growth, Real growth of ... (percent): 2015 2.95, 2016 1.82 [source]" */
static void add_file_figure(sheet *s, const ent_json_value *figure)
{
    ent_buffer text = {0};
    s->doubt |= sheet_in_doubt(figure);
    ent_buffer_format(&text, "%s%s", sheet_text(figure, "id"), sheet_in_doubt(figure) ? " †" : "");
    if (*sheet_text(figure, "name"))
        ent_buffer_format(&text, ", %s", sheet_text(figure, "name"));
    if (*sheet_text(figure, "unit"))
        ent_buffer_format(&text, " (%s)", sheet_text(figure, "unit"));
    ent_buffer_add(&text, ": ");
    sheet_figure_values(figure, &text);
    ent_buffer_format(&text, " [%s]", sheet_text(figure, "source"));
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    ent_buffer_add(&text, sheet_text(figure, "note"));
    text_paragraph(s, 4, ent_buffer_text(&text));
    text_done(s, &text);
}

static void show_file_figures(sheet *s)
{
    const ent_json_value *figures = ent_json_get(s->result, "figures");
    if (ent_json_count(figures) > 0)
        text_heading(s, "FIGURES OF THE FILE");
    for (size_t i = 0; i < ent_json_count(figures); i++)
        add_file_figure(s, ent_json_at(figures, i));
}

void show_claims(sheet *s)
{
    const ent_json_value *claims = ent_json_get(s->result, "claims");
    text_heading(s, "CLAIMS");
    if (ent_json_count(claims) == 0)
        text_paragraph(s, 2, "The scenario makes none.");
    for (size_t i = 0; i < ent_json_count(claims); i++)
        add_claim(s, ent_json_at(claims, i));
    show_file_figures(s);
}
