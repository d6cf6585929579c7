/* The claims on the page: each with its verdict, the figures that were compared or its evidence, its rule. */
#include "report/page.h"

#include "core/memory.h"

#include <string.h>

/* ---- figures ---- */

/* Do all figures compare the same two? Then their names stand once, above. */
static bool same_sides(const ent_json_value *figures)
{
    static const char *const sides[] = {"left", "right"};
    for (size_t row = 1; row < ent_json_row_count(figures); row++)
        for (size_t k = 0; k < ent_countof(sides); k++) {
            const char *first = strchr(sheet_cell(figures, sides[k], 0), '(');
            const char *other = strchr(sheet_cell(figures, sides[k], row), '(');
            if (!first || !other || strcmp(first, other) != 0)
                return false;
        }
    return true;
}

static void put_side(page *p, const sheet_term *term, double value, bool named)
{
    char text[NUMBER_SIZE];
    sheet_value_text(term->measure, value, text);
    page_put(p, "<td class=\"n\">%s", text);
    if (named && *term->id)
        page_put(p, "<small>%s</small>", term->name);
    page_put(p, "</td>");
}

static void put_figure_label(page *p, const ent_json_value *figures, size_t row,
                             const sheet_term terms[2])
{
    ent_buffer text = {0};
    page_put(p, "<tr><th scope=\"row\">");
    sheet_figure_label(p->result, terms, &text);
    page_take(p, &text);
    sheet_figure_note(sheet_cell(figures, "note", row), &text);
    bool noted = text.length > 0;
    if (noted)
        page_put(p, "<small>");
    page_take(p, &text);
    if (noted)
        page_put(p, "</small>");
    page_put(p, "</th>");
}

static void put_figure(page *p, const ent_json_value *figures, size_t row, bool named)
{
    sheet_term terms[2];
    sheet_read_term(p->result, sheet_cell(figures, "left", row), &terms[0]);
    sheet_read_term(p->result, sheet_cell(figures, "right", row), &terms[1]);
    put_figure_label(p, figures, row, terms);
    put_side(p, &terms[0], ent_json_number(ent_json_cell(figures, "left_value", row)), named);
    page_put(p, "<td>%s</td>", sheet_cell(figures, "sign", row));
    put_side(p, &terms[1], ent_json_number(ent_json_cell(figures, "right_value", row)), named);
    page_put(p, "<td>%s</td></tr>\n", sheet_cell(figures, "verdict", row));
}

static void put_figures(page *p, const ent_json_value *figures)
{
    enum { IN_VIEW = 10 };
    size_t rows = ent_json_row_count(figures);
    bool once = same_sides(figures), many = rows > IN_VIEW;
    sheet_term left, right;
    if (rows == 0)
        return;
    if (many)
        page_draw(p, "<details><summary>%zu comparisons</summary>\n", rows);
    sheet_read_term(p->result, sheet_cell(figures, "left", 0), &left);
    sheet_read_term(p->result, sheet_cell(figures, "right", 0), &right);
    page_put(p,
             "<table class=\"figures\">\n<thead><tr><th scope=\"col\">Compared</th>"
             "<th scope=\"col\" class=\"n\">%s</th><th></th><th scope=\"col\" class=\"n\">%s</th>"
             "<th scope=\"col\">Verdict</th></tr></thead>\n<tbody>\n",
             once && *left.id ? left.name : "", once && *right.id ? right.name : "");
    for (size_t row = 0; row < rows; row++)
        put_figure(p, figures, row, !once);
    page_put(p, "</tbody></table>\n");
    if (many)
        page_put(p, "</details>\n");
}

/* ---- evidence ---- */

static void put_evidence(page *p, const ent_json_value *evidence)
{
    const char *type = sheet_text(evidence, "type");
    page_put(p, "<li>%s%s%s%s, <time>%s</time>: %s", sheet_text(evidence, "says"),
             *type ? " (" : "", type, *type ? ")" : "", sheet_text(evidence, "date"),
             sheet_text(evidence, "statement"));
    page_doubt(p, evidence);
    page_put(p, " <span class=\"small muted\">[%s]", sheet_text(evidence, "source"));
    if (*sheet_text(evidence, "note"))
        page_put(p, " %s", sheet_text(evidence, "note"));
    page_put(p, "</span></li>\n");
}

static void put_all_evidence(page *p, const ent_json_value *list)
{
    page_put(p, "<ul class=\"evidence\">\n");
    for (size_t i = 0; i < ent_json_count(list); i++)
        put_evidence(p, ent_json_at(list, i));
    page_put(p, "</ul>\n");
}

/* ---- claims ---- */

static void put_test(page *p, const ent_json_value *claim)
{
    bool base = strcmp(sheet_text(claim, "when"), "before") == 0;
    page_put(p, "<p class=\"small muted\">Test, on the state %s: <code>%s</code></p>\n",
             base           ? "before the interventions"
             : p->has_after ? "after the interventions"
                            : "of the base",
             sheet_text(claim, "test"));
}

static void put_rules(page *p, const ent_json_value *claim)
{
    page_put(p,
             "<p class=\"small muted\">Holds if <code>%s</code>; fails if <code>%s</code></p>\n",
             sheet_text(claim, "holds_if"), sheet_text(claim, "fails_if"));
}

static void put_claim(page *p, const ent_json_value *claim)
{
    const char *verdict = sheet_text(claim, "verdict");
    const ent_json_value *evidence = ent_json_get(claim, "evidence");
    ent_buffer reason = {0};
    page_put(p, "<div class=\"card %s\">\n<p class=\"verdict\">%s</p>\n<h3>%s",
             strcmp(verdict, "no data") == 0 ? "nodata" : verdict, verdict,
             sheet_text(claim, "statement"));
    page_doubt(p, claim);
    page_put(p, "</h3>\n<p>");
    sheet_reason(p->result, claim, &reason);
    page_take(p, &reason);
    page_put(p, ".</p>\n");
    if (evidence)
        put_all_evidence(p, evidence);
    else
        put_figures(p, ent_json_get(claim, "figures"));
    (evidence ? put_rules : put_test)(p, claim);
    page_key(p, "Claimed: ", claim, "source");
    page_key(p, "Note: ", claim, "note");
    page_marks(p, claim);
    page_put(p, "</div>\n");
}

/* ---- figures of the file ---- */

static void put_file_figure(page *p, const ent_json_value *figure)
{
    ent_buffer values = {0};
    const char *name = sheet_text(figure, "name"), *unit = sheet_text(figure, "unit");
    page_put(p, "<li><code>%s</code>%s%s", sheet_text(figure, "id"), *name ? " " : "", name);
    page_doubt(p, figure);
    page_put(p, "%s%s%s: ", *unit ? " (" : "", unit, *unit ? ")" : "");
    sheet_figure_values(figure, &values);
    page_take(p, &values);
    page_put(p, " <span class=\"small muted\">[%s] %s</span></li>\n", sheet_text(figure, "source"),
             sheet_text(figure, "note"));
}

static void put_file_figures(page *p, const ent_json_value *figures)
{
    if (ent_json_count(figures) == 0)
        return;
    page_put(p, "<h3>Figures of the file</h3>\n<ul class=\"evidence\">\n");
    for (size_t i = 0; i < ent_json_count(figures); i++)
        put_file_figure(p, ent_json_at(figures, i));
    page_put(p, "</ul>\n");
}

void page_claims(page *p)
{
    const ent_json_value *claims = ent_json_get(p->result, "claims");
    if (ent_json_count(claims) == 0)
        return;
    page_open(p, "claims", ent_json_count(claims) == 1 ? "The claim" : "The claims");
    for (size_t i = 0; i < ent_json_count(claims); i++)
        put_claim(p, ent_json_at(claims, i));
    put_file_figures(p, ent_json_get(p->result, "figures"));
    page_put(p, "</section>\n");
}
