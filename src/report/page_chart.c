/* The chart of the shares: one small drawing a measure, a bar a bloc and state, all to the same
 * scale.
 *
 *   Russia and China  ████████████ 17.6 %        before: pale, outlined
 *                     ████████████               after: solid
 *
 * Within a drawing of 400 units: names to 114, bars to 270, labels beyond. A label stands between
 * the two bars if they are the same. */
#include "report/page.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 400, LEFT = 120, BARS = 150, THICK = 9, NAME_COLUMNS = 16 };

/* The largest share of all, to which the bars are drawn. */
static double largest_share(const page *p)
{
    const ent_json_value *shares = ent_json_get(ent_json_get(p->result, "balance"), "share");
    double largest = 0;
    for (size_t i = 0; i < ent_json_count(shares); i++)
        largest = fmax(largest, ent_json_number(ent_json_at(shares, i)));
    return largest > 0 ? largest : 1;
}

static void put_label(page *p, const ent_json_value *measure, const sheet_power *power, double x,
                      double y)
{
    char text[NUMBER_SIZE];
    size_t missing = power->members - power->with_data;
    sheet_share_text(measure, power->share, text);
    if (!*text)
        sheet_value_text(measure, power->value, text);
    page_draw(p, "<text x=\"%.1f\" y=\"%.1f\">", x + 5, y + 4);
    page_put(p, "%s%s", text, *power->doubted ? "†" : "");
    if (!isnan(power->value) && power->members > power->with_data) {
        page_draw(p, "<tspan class=\"lack\" dx=\"4\">");
        if (missing == 1)
            page_put(p, "without %s", power->missing);
        else
            page_draw(p, "without %zu", missing);
        page_put(p, "</tspan>");
    }
    page_put(p, "</text>");
}

static double put_bar(page *p, const sheet_power *power, double unit, double y, const char *state)
{
    double width = isnan(power->share) ? 0 : fmax(0, power->share * unit);
    if (width > 0)
        page_draw(p, "<rect class=\"bar %s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
                  state, LEFT, y, width, THICK);
    return LEFT + width;
}

/* The bars of a bloc. */
static void put_bloc(page *p, const ent_json_value *measure, const ent_json_value *bloc,
                     double unit, double y)
{
    const char *id = sheet_text(bloc, "id"), *name = sheet_text(bloc, "name");
    sheet_power before = sheet_power_of(p->result, sheet_text(measure, "id"), id, false);
    sheet_power after = sheet_power_of(p->result, sheet_text(measure, "id"), id, true);
    double height = p->has_after ? 2 * THICK + 2 : THICK;
    bool same = sheet_same_power(&before, &after);
    page_put(p, "<g class=\"%s\"><title>%s</title>", page_bloc_class(p, id), name);
    page_draw(p, "<text class=\"name\" x=\"%d\" y=\"%.1f\">", LEFT - 6, y + height / 2 + 4);
    page_put_cut(p, name, NAME_COLUMNS);
    page_put(p, "</text>");
    double end = put_bar(p, &before, unit, y, p->has_after ? "before" : "");
    if (p->has_after)
        put_bar(p, &after, unit, y + THICK + 2, "");
    if (same || !p->has_after) {
        put_label(p, measure, &before, end, y + height / 2);
    } else {
        put_label(p, measure, &before, end, y + THICK / 2.0 - 1);
        put_label(p, measure, &after, LEFT + (isnan(after.share) ? 0 : fmax(0, after.share * unit)),
                  y + THICK * 1.5 + 3);
    }
    page_put(p, "</g>\n");
}

static void put_measure(page *p, const ent_json_value *measure, double unit)
{
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    double step = (p->has_after ? 2 * THICK + 2 : THICK) + 9;
    double height = step * (double)ent_json_count(blocs) + 2;
    ent_buffer basis = {0};
    page_put(p, "<div><h3>%s</h3>\n<p class=\"basis\">", sheet_text(measure, "label"));
    if (ent_json_is_true(ent_json_get(measure, "is_share")))
        page_put(p, "a share of the world as it is");
    else
        sheet_basis(p->result, measure, &basis);
    page_take(p, &basis);
    page_draw(p, "</p>\n<svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-label=\"", WIDTH, height);
    page_put(p, "Shares by bloc: %s\">\n", sheet_text(measure, "label"));
    for (size_t b = 0; b < ent_json_count(blocs); b++)
        put_bloc(p, measure, ent_json_at(blocs, b), unit, 5 + step * (double)b);
    page_draw(p, "<path class=\"axis\" d=\"M%d 0V%.0f\"/></svg></div>\n", LEFT, height);
}

static void put_key(page *p)
{
    const ent_json_value *blocs = ent_json_get(p->result, "blocs");
    page_put(p, "<ul class=\"key\">\n");
    for (size_t b = 0; b < ent_json_count(blocs); b++) {
        page_put(p, "<li>");
        page_swatch(p, sheet_text(ent_json_at(blocs, b), "id"));
        page_put(p, "%s</li>\n", sheet_text(ent_json_at(blocs, b), "name"));
    }
    if (p->has_after)
        page_put(
            p, "<li class=\"bx\"><svg width=\"24\" height=\"9\" aria-hidden=\"true\"><rect "
               "class=\"bar "
               "before\" x=\".5\" y=\".5\" width=\"23\" height=\"8\"/></svg>before</li>\n"
               "<li class=\"bx\"><svg width=\"24\" height=\"9\" aria-hidden=\"true\"><rect "
               "class=\"bar\" "
               "x=\".5\" y=\".5\" width=\"23\" height=\"8\"/></svg>after the interventions</li>\n");
    page_put(p, "</ul>\n");
}

/* Each source of the measures once. */
static void put_caption(page *p, const ent_json_value *measures)
{
    page_put(p, "<figcaption>All bars are drawn to one scale. † rests on a figure in doubt. ");
    for (size_t m = 0; m < ent_json_count(measures); m++) {
        const char *source = sheet_text(ent_json_at(measures, m), "source");
        if (sheet_find(measures, "source", source) != ent_json_at(measures, m))
            continue;
        page_source(p, source);
        page_put(p, " ");
    }
    page_put(p, "</figcaption>\n");
}

void page_chart(page *p)
{
    const ent_json_value *measures = ent_json_get(p->result, "measures");
    double unit = BARS / largest_share(p);
    page_open(p, "shares", p->has_after ? "Shares of power, before and after" : "Shares of power");
    if (ent_json_count(ent_json_get(p->result, "blocs")) == 0 || ent_json_count(measures) == 0) {
        page_put(p, "<p>%s</p>\n</section>\n",
                 ent_json_count(measures) == 0
                     ? "The base has no measure of power: no data."
                     : "The scenario names no bloc, so there are no shares.");
        return;
    }
    page_put(p, "<figure class=\"chart charts\">\n");
    put_key(p);
    page_put(p, "<div class=\"multiples\">\n");
    for (size_t m = 0; m < ent_json_count(measures); m++)
        put_measure(p, ent_json_at(measures, m), unit);
    page_put(p, "</div>\n");
    put_caption(p, measures);
    page_put(p, "</figure>\n</section>\n");
}
