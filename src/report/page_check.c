/* The page of a check: its findings, and two pictures (page_check_pictures.c). The frame and the
 * looks are those of a run's page. */
#include "report/page_check.h"

#include "report/check_rows.h"

#include "core/file.h"
#include "core/memory.h"
#include "entente/report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_SHOWN = 12 };

static const struct {
    const char *kind, *id, *heading, *class, *what;
} kinds[] = {
    {"error", "errors", "Errors", "fails", "Cannot be true: correct it, or leave it out."},
    {"disagreement", "disagreements", "Disagreements", "undecided",
     "Sources that say different things: at most one is right, so say which one you use."},
    {"oddity", "oddities", "Oddities", "nodata", "May be true: look before you rely on it."},
    {"import", "import", "What imports left out or repaired", "nodata",
     "Rows that are not in the world, or not as they stood in their file."},
};

static const char style[] =
    ".finding{margin:.7rem 0 1rem}.finding p{margin:.2rem 0}.count{font-weight:700}\n"
    ".rows{overflow-x:auto}.rows table{table-layout:auto;font-size:.82rem}.rows "
    "th:first-child{width:auto}\n"
    ".rows td,.rows th{padding-right:1rem;white-space:nowrap}.rows "
    ".wide{white-space:normal;min-width:14rem}\n"
    ".cmd{display:block;overflow-x:auto;white-space:pre;background:var(--soft);padding:.35rem "
    ".6rem;"
    "margin:.35rem 0}\n"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:"
    "1rem 0;"
    "padding:0;list-style:none}.tiles li{border:1px solid var(--line);border-left:5px solid "
    "var(--v);"
    "border-radius:4px;padding:.4rem .8rem;margin:0}.tiles "
    "b{display:block;font-size:1.5rem;line-height:1.2}\n"
    ".tiles a{color:inherit}\n"
    ".scroll{overflow-x:auto}.heat{min-width:40rem;width:100%;height:auto}.heat text{font-size:9px}"
    ".heat .kind{font-weight:700}.heat .yr{text-anchor:middle;fill:var(--muted)}"
    ".heat .bg{fill:var(--line);fill-opacity:.45}.heat .on{fill:var(--b0)}.heat "
    ".num{text-anchor:end;"
    "fill:var(--muted)}.heat .tick{stroke:var(--paper);stroke-width:.8}\n"
    ".lines{width:100%;height:auto}.lines text{font-size:11px}.lines "
    "path{fill:none;stroke-width:1.8}"
    ".lines .grid{stroke:var(--line);stroke-width:1}.lines .la{stroke:var(--b0)}.lines "
    ".lb{stroke:var(--rival)}"
    ".lines .lc{stroke:var(--muted);stroke-dasharray:3 2}.lines "
    ".end{text-anchor:end;fill:var(--muted)}"
    ".lines .mid{text-anchor:middle;fill:var(--muted)}.key path{fill:none;stroke-width:2.4}"
    ".key .la{stroke:var(--b0)}.key .lb{stroke:var(--rival)}.key .lc{stroke:var(--muted);"
    "stroke-dasharray:3 2}\n"
    "@media (max-width:30rem){.lines{min-width:34rem}}\n"
    "@media print{.cmd{white-space:pre-wrap}}\n";

/* ---- rows ---- */

typedef struct {
    const char *column, *heading;
    bool number, wide;
} row_column;

/* The columns of which the shown rows say something. */
static size_t used_columns(const page *p, size_t finding, size_t first, size_t last,
                           row_column columns[10])
{
    static const row_column all[] = {
        {"from", "when", false, false}, {"a", "who", false, false},
        {"b", "with", false, false},    {"treaty", "treaty", false, false},
        {"first", NULL, true, false},   {"second", NULL, true, false},
        {"third", NULL, true, false},   {"note", "note", false, true},
    };
    const ent_json_value *findings = ent_json_get(p->result, "findings");
    const ent_json_value *rows = ent_json_get(p->result, "rows");
    size_t count = 0;
    for (size_t i = 0; i < ent_countof(all); i++) {
        bool used = false;
        for (size_t row = first; row < last; row++)
            used |= !ent_json_is_null(ent_json_cell(rows, all[i].column, row));
        if (!used)
            continue;
        columns[count] = all[i];
        if (all[i].number)
            columns[count].heading = sheet_cell(findings, all[i].column, finding);
        count++;
    }
    return count;
}

static void put_cell(page *p, const row_column *column, size_t row)
{
    const ent_json_value *rows = ent_json_get(p->result, "rows");
    double number = ent_json_number(ent_json_cell(rows, column->column, row));
    if (strcmp(column->column, "from") == 0) {
        ent_buffer days = {0};
        check_rows_days(rows, row, &days);
        page_put(p, "<td>");
        page_take(p, &days);
        page_put(p, "</td>");
    } else if (!column->number)
        page_put(p, column->wide ? "<td class=\"wide\">%s</td>" : "<td>%s</td>",
                 sheet_cell(rows, column->column, row));
    else if (isnan(number))
        page_put(p, "<td></td>");
    else
        page_draw(p, "<td class=\"n\">%.6g</td>", number);
}

static void put_rows(page *p, size_t finding)
{
    check_rows rows = check_rows_of(p->result, finding, ROWS_SHOWN);
    size_t shown = rows.shown_end - rows.shown, all = rows.end - rows.first;
    row_column columns[10];
    size_t count = used_columns(p, finding, rows.shown, rows.shown_end, columns);
    if (count == 0)
        return;
    page_draw(
        p, "<details><summary>%s%zu of %zu row%s</summary>\n<div class=\"rows\"><table><thead><tr>",
        shown == all   ? ""
        : rows.is_last ? "The last "
                       : "The first ",
        shown, all, all == 1 ? "" : "s");
    for (size_t i = 0; i < count; i++)
        page_put(p, columns[i].number ? "<th class=\"n\">%s</th>" : "<th>%s</th>",
                 columns[i].heading);
    page_put(p, "</tr></thead><tbody>\n");
    for (size_t row = rows.shown; row < rows.shown_end; row++) {
        page_put(p, "<tr>");
        for (size_t i = 0; i < count; i++)
            put_cell(p, &columns[i], row);
        page_put(p, "</tr>\n");
    }
    page_put(p, "</tbody></table></div>\n");
    if (*sheet_cell(ent_json_get(p->result, "findings"), "query", finding))
        page_put(p, "<code class=\"cmd\">%s</code>",
                 sheet_cell(ent_json_get(p->result, "findings"), "query", finding));
    page_put(p, "</details>\n");
}

/* ---- findings ---- */

static void put_finding(page *p, const ent_json_value *findings, size_t i)
{
    page_put(p, "<div class=\"finding\"><p><span class=\"count\">");
    page_draw(p, "%.0f ", ent_json_number(ent_json_cell(findings, "count", i)));
    page_put(p, "%s</span> · <span class=\"muted\">%s</span></p>\n<p>%s</p>\n",
             sheet_cell(findings, "unit", i), sheet_cell(findings, "source", i),
             sheet_cell(findings, "text", i));
    put_rows(p, i);
    page_put(p, "</div>\n");
}

static void put_kind(page *p, size_t which)
{
    const ent_json_value *findings = ent_json_get(p->result, "findings");
    const char *check = "";
    size_t shown = 0;
    for (size_t i = 0; i < ent_json_row_count(findings); i++) {
        if (strcmp(sheet_cell(findings, "kind", i), kinds[which].kind) != 0)
            continue;
        if (shown++ == 0) {
            page_open(p, kinds[which].id, kinds[which].heading);
            page_put(p, "<p class=\"muted\">%s</p>\n", kinds[which].what);
        }
        if (strcmp(check, sheet_cell(findings, "check", i)) != 0) {
            if (*check)
                page_put(p, "</article>\n");
            check = sheet_cell(findings, "check", i);
            page_put(p, "<article class=\"card %s\"><h3>%s</h3>\n<code class=\"cmd\">%s</code>\n",
                     kinds[which].class, sheet_cell(findings, "question", i),
                     sheet_cell(findings, "see", i));
        }
        put_finding(p, findings, i);
    }
    if (shown > 0)
        page_put(p, "</article>\n</section>\n");
}

/* ---- frame ---- */

static void put_title(page *p)
{
    const ent_json_value *counts = ent_json_get(p->result, "counts");
    ent_buffer silent = {0};
    page_put(
        p, "<header>\n<p class=\"kicker\">Entente · what does not fit together</p>\n<h1>%s</h1>\n",
        sheet_text(p->result, "world"));
    page_draw(
        p,
        "<p>The file is whole. %.0f checks were made; each finding says how many rows it is about, "
        "and shows them.</p>\n<ul class=\"tiles\">\n",
        ent_json_number(ent_json_get(p->result, "checks")));
    for (size_t i = 0; i < ent_countof(kinds); i++) {
        double count = ent_json_number(ent_json_get(counts, kinds[i].kind));
        page_draw(p, "<li class=\"%s\"><b>%.0f</b>", kinds[i].class, count);
        page_put(p, count > 0 ? "<a href=\"#%s\">%s</a></li>\n" : "<!--%s-->%s</li>\n", kinds[i].id,
                 i == 3 ? "Notes of imports" : kinds[i].heading);
    }
    page_put(p, "</ul>\n");
    sheet_join(ent_json_get(p->result, "nothing_found"), &silent);
    p->out.failed |= silent.failed;
    if (silent.length > 0) {
        page_put(p, "<p class=\"small muted\">Nothing found by: ");
        page_take(p, &silent);
        page_put(p, "</p>\n");
    }
    ent_buffer_clear(&silent);
    page_put(p, "</header>\n");
}

static void put_footer(page *p)
{
    const ent_json_value *input = ent_json_at(ent_json_get(p->root, "inputs"), 0);
    page_put(
        p,
        "<footer>\n<p>Made by Entente %s from the world %s, whose content has the checksum</p>\n"
        "<p class=\"code\">%s</p>\n<p>Some sources may not be passed on to others: see the terms "
        "in "
        "<code>entente info</code> before you publish rows of this page.</p>\n</footer>\n",
        sheet_text(p->root, "entente"), sheet_text(input, "file"), sheet_text(input, "checksum"));
}

ent_status ent_check_page(const ent_json *json, char **out, ent_error *error)
{
    page p = {.root = ent_json_root((ent_json *)json)};
    *out = NULL;
    if (strcmp(sheet_text(p.root, "command"), "check") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "only the answer of 'entente check' has this page");
    p.result = ent_json_get(p.root, "result");
    page_head(&p, "What does not fit together", style);
    put_title(&p);
    page_check_coverage(&p);
    page_check_pairs(&p);
    for (size_t i = 0; i < ent_countof(kinds); i++)
        put_kind(&p, i);
    put_footer(&p);
    page_put(&p, "</main>\n</body>\n</html>\n");
    if (p.out.failed) {
        ent_buffer_clear(&p.out);
        return ent_fail_memory(error);
    }
    *out = p.out.data;
    return ENT_OK;
}
