/* The page's section on poles: how concentrated each measure of power is, and the strongest poles before and
 * after as slopes, by the drawing code of pictures (plot/plot.h). */
#include "report/page.h"

#include "core/memory.h"
#include "plot/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- table ---- */

static void put_row(page *p, const char *measure, const char *counted)
{
    ent_buffer text = {0}, cells[SHEET_POLE_CELLS] = {{0}};
    page_put(p, "<tr><th scope=\"row\">");
    sheet_short_label(p->result, measure, &text);
    page_take(p, &text);
    sheet_in_part(p->result, measure, counted, &text);
    page_put(p, "<small>");
    page_take(p, &text);
    page_put(p, "</small></th>");
    sheet_pole_cells(p->result, measure, counted, cells);
    for (size_t k = 0; k < SHEET_POLE_CELLS; k++) {
        page_put(p, "<td>");
        page_take(p, &cells[k]);
        page_put(p, "</td>");
    }
    page_put(p, "</tr>\n");
}

static void put_table(page *p, const char *counted, const char *caption)
{
    const ent_json_value *measures = ent_json_get(p->result, "measures");
    page_put(p,
             "<table class=\"poles\">\n<caption>%s</caption>\n<thead><tr><th scope=\"col\">Measure"
             "</th><th scope=\"col\">CON</th><th scope=\"col\">HHI</th><th scope=\"col\">Poles, "
             "1/HHI</th><th scope=\"col\">Counted</th><th scope=\"col\">No data</th></tr></thead>\n"
             "<tbody>\n",
             caption);
    for (size_t m = 0; m < ent_json_count(measures); m++)
        put_row(p, sheet_text(ent_json_at(measures, m), "id"), counted);
    page_put(p, "</tbody></table>\n");
}

/* ---- slopes ---- */

enum { STRONGEST = 8, SLOPES_MOST = 2 * STRONGEST }; /* those of before and those of after */

typedef struct {
    const char *id[SLOPES_MOST], *name[SLOPES_MOST];
    double share[2][SLOPES_MOST];
    size_t count;
} slopes;

static size_t find_slope(const slopes *s, const char *id)
{
    size_t k = 0;
    while (k < s->count && strcmp(s->id[k], id) != 0)
        k++;
    return k;
}

/* One row of the poles, which stand in the order of their strength; `add` takes up the strongest. */
static void read_slope(const ent_json_value *table, size_t row, bool add, size_t rank[2], slopes *s)
{
    bool after = strcmp(sheet_cell(table, "when", row), "after") == 0;
    size_t k = find_slope(s, sheet_cell(table, "id", row));
    bool strong = rank[after]++ < STRONGEST;
    if (add && strong && k == s->count) {
        s->id[k] = sheet_cell(table, "id", row);
        s->share[0][k] = s->share[1][k] = (double)NAN;
        s->count++;
    } else if (!add && k < s->count) {
        s->name[k] = sheet_cell(table, "pole", row);
        s->share[after][k] = ent_json_number(ent_json_cell(table, "share", row));
    }
}

static void read_slopes(const page *p, const char *measure, slopes *s)
{
    const ent_json_value *table =
        ent_json_get(ent_json_get(p->result, "concentration"), "poles");
    size_t rank[2] = {0, 0};
    *s = (slopes){0};
    for (int add = 1; add >= 0; add--)
        for (size_t row = 0; row < ent_json_row_count(table); row++)
            if (strcmp(sheet_cell(table, "measure", row), measure) == 0)
                read_slope(table, row, add == 1, rank, s);
}

/* The same in words, for phones, where the picture would be too small, and for those who do not see it. */
static void put_caption(page *p, const ent_json_value *measure)
{
    ent_buffer text = {0};
    sheet_strongest(p->result, sheet_text(measure, "id"), &text);
    page_put(p, "<figcaption>");
    page_take(p, &text);
    page_put(p, ". ");
    page_source(p, sheet_text(measure, "source"));
    page_put(p, "</figcaption>\n");
}

/* The picture, in the page's own colours and letters. */
static void put_slopes(page *p, const ent_json_value *measure)
{
    slopes s;
    ent_buffer title = {0}, svg = {0};
    read_slopes(p, sheet_text(measure, "id"), &s);
    if (s.count == 0)
        return;
    sheet_short_label(p->result, sheet_text(measure, "id"), &title);
    ent_buffer_add(&title, ": shares of the strongest poles");
    const plot_slopes plot = {
        .figure = {.title = ent_buffer_text(&title), .subtitle = "of the sum of all with data"},
        .y = {.percent = true},
        .ends = {"before", "after"},
        .names = s.name,
        .values = {s.share[0], s.share[1]},
        .count = s.count,
    };
    if (title.failed || plot_draw_slopes(&plot, &svg, NULL) != ENT_OK)
        p->out.failed = true;
    page_put(p, "<figure class=\"plot\">\n");
    ent_buffer_add(&p->out, ent_buffer_text(&svg));
    put_caption(p, measure);
    page_put(p, "</figure>\n");
    ent_buffer_clear(&svg);
    ent_buffer_clear(&title);
}

static void put_all_slopes(page *p)
{
    const ent_json_value *measures = ent_json_get(p->result, "measures");
    if (!p->has_after)
        return;
    put_slopes(p, ent_json_at(measures, 0));
    if (ent_json_count(measures) < 2)
        return;
    page_put(p, "<details><summary>The same for the other measures</summary>\n");
    for (size_t m = 1; m < ent_json_count(measures); m++)
        put_slopes(p, ent_json_at(measures, m));
    page_put(p, "</details>\n");
}

void page_poles(page *p)
{
    const char *reason = sheet_text(ent_json_get(p->result, "concentration"), "reason");
    if (ent_json_count(ent_json_get(p->result, "measures")) == 0)
        return;
    page_open(p, "poles", p->has_after ? "Poles, before and after" : "Poles");
    page_put(p, "<p>%s</p>\n", *reason ? "Alliances are not known, so that every actor is a pole."
                                       : "Members of a bloc who owe each other defence count as one "
                                         "pole, every other actor as one.");
    put_all_slopes(p);
    put_table(p, "poles", "How concentrated power is among the poles");
    page_put(p, "<details><summary>The same with every actor alone</summary>\n");
    put_table(p, "actors", "How concentrated power is among the actors");
    page_put(p, "</details>\n<p class=\"small muted\">CON: 0 all equal, 1 one has all (Ray and Singer "
                "1973). HHI: the sum of squared shares; 1/HHI: how many equal poles would be as "
                "concentrated (Laakso and Taagepera 1979). Who has no data is not counted.</p>\n"
                "</section>\n");
}
