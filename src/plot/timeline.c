/* A time line: lanes of dated bars and events, and beneath them, on the same years, lines.
 *
 *   pacts     |    [==defence==]          [=nonaggression=>     a lane; its items stand in as many rows
 *             |         [=entente=]                             as keep bars and names apart
 *   disputes  |  o Agadir   o                                   events
 *   ratio     |  ___/\____
 *             1900      1910      1920
 *
 * A name stands in its bar if it fits there, else to the right of it, else to the left. Where a lane
 * would need more than ROWS_MOST rows, marks without names go into one more, and the foot of the picture says
 * how many names were left out. What lies wholly outside the period is not drawn. */
#include "plot/lines.h"
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    NAME_MOST = 130, /* of a lane */
    LETTERS = 13,    /* of items */
    ROW = 20,
    THICK = 16,
    ROWS_MOST = 12,
    LANE_GAP = 10,
    STRIP = 120,
    TOP = 4
};

/* Where an item goes. */
typedef struct {
    const plot_item *item;
    double x1, x2;       /* of the mark */
    double left, right;  /* of mark and name */
    double name_x;
    const char *anchor;  /* of the name; NULL = it is left out */
    size_t row;
} placed;

typedef struct {
    const plot_timeline *p;
    plot_scale x;
    double left;
    placed *items;       /* by lane, then by time */
    size_t item_count, left_out;
    bool hatched;
} drawing;

static int compare_items(const void *a, const void *b)
{
    const plot_item *p = ((const placed *)a)->item, *q = ((const placed *)b)->item;
    if (p->lane != q->lane)
        return p->lane < q->lane ? -1 : 1;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    if (p->to != q->to)
        return p->to > q->to ? -1 : 1;
    return p < q ? -1 : p > q;
}

/* ---- layout ---- */

static double clamped_x(const drawing *d, double time)
{
    return fmax(d->x.low, fmin(d->x.high, scale_at(&d->x, time)));
}

static void lay_mark(const drawing *d, placed *m)
{
    m->x1 = clamped_x(d, m->item->from);
    m->x2 = m->item->is_event ? m->x1 : fmax(m->x1 + 3, clamped_x(d, m->item->to));
    m->left = m->x1 - (m->item->is_event ? 4 : 0);
    m->right = m->x2 + (m->item->is_event ? 4 : 1) + (m->item->goes_on ? 6 : 0);
    m->anchor = NULL;
}

/* Add the room of the name: in the bar, to its right, or to its left. */
static void lay_name(const drawing *d, placed *m)
{
    double width = m->item->name ? text_width(m->item->name, LETTERS) : 0;
    if (width == 0)
        return;
    if (!m->item->is_event && width + 8 <= m->x2 - m->x1) {
        m->anchor = "start";
        m->name_x = m->x1 + 4;
    } else if (m->right + 4 + width <= SVG_INNER) {
        m->anchor = "start";
        m->name_x = m->right + 3;
        m->right += 4 + width;
    } else if (m->left - 4 - width >= d->left) {
        m->anchor = "end";
        m->name_x = m->left - 3;
        m->left -= 4 + width;
    }
}

static bool row_is_free(const placed *first, const placed *m, size_t row)
{
    for (const placed *other = first; other < m; other++)
        if (other->row == row && m->left < other->right + 3 && other->left < m->right + 3)
            return false;
    return true;
}

static bool find_row(const placed *first, placed *m)
{
    for (m->row = 0; m->row < ROWS_MOST; m->row++)
        if (row_is_free(first, m, m->row))
            return true;
    return false;
}

static void place_item(drawing *d, const placed *first, placed *m)
{
    lay_mark(d, m);
    lay_name(d, m);
    if (!find_row(first, m))
        lay_mark(d, m); /* without its name, in the row after the last */
    d->left_out += m->item->name && *m->item->name && !m->anchor;
}

/* Place the items of a lane, which are `count` from `first`; returns its rows. */
static size_t place_lane(drawing *d, placed *first, size_t count)
{
    size_t rows = 1;
    for (size_t i = 0; i < count; i++) {
        place_item(d, first, &first[i]);
        rows = first[i].row + 1 > rows ? first[i].row + 1 : rows;
    }
    return rows;
}

/* ---- drawing ---- */

static void draw_hatch(drawing *d, double from, double to, double y, double height, ent_buffer *svg)
{
    double x1 = clamped_x(d, from), x2 = clamped_x(d, to);
    if (!(x2 - x1 > .5))
        return;
    d->hatched = true;
    ent_buffer_format(svg,
                      "<rect class=\"not-covered\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
                      "height=\"%.1f\" fill=\"url(#plot-not-covered)\"/>\n",
                      x1, y, x2 - x1, height);
}

static void draw_lane(drawing *d, size_t lane, double y, double height, ent_buffer *svg)
{
    const plot_lane *l = &d->p->lanes[lane];
    svg_label(svg, 0, y + ROW / 2.0 + 5, SVG_LABEL, "start", NAME_MOST, l->name);
    svg_line(svg, 0, y + height + LANE_GAP / 2.0, SVG_INNER, y + height + LANE_GAP / 2.0,
             "stroke=\"" SVG_GRID "\"");
    if (l->covered_from == 0 && l->covered_to == 0)
        return;
    draw_hatch(d, d->p->from, l->covered_from, y, height, svg);
    draw_hatch(d, l->covered_to, d->p->to, y, height, svg);
}

static void draw_bar(const placed *m, double y, ent_buffer *svg)
{
    static const char *const looks[] = {
        [PLOT_STRONG] = "fill-opacity=\".45\"",
        [PLOT_WEAK] = "fill-opacity=\".15\"",
        [PLOT_HOLLOW] = "fill-opacity=\"0\" stroke-dasharray=\"3 2\""};
    const char *colour = svg_colour(m->item->lane);
    if (m->item->goes_on) /* open: an arrow's head without the end of the bar */
        ent_buffer_format(svg,
                          "<path class=\"span\" d=\"M%.1f %.1fH%.1fl6 %.1fl-6 %.1fH%.1fz\" "
                          "fill=\"%s\" stroke=\"%s\" %s>",
                          m->x1, y, m->x2, THICK / 2.0, THICK / 2.0, m->x1, colour, colour,
                          looks[m->item->look]);
    else
        ent_buffer_format(svg,
                          "<path class=\"span\" d=\"M%.1f %.1fH%.1fv%dH%.1fz\" fill=\"%s\" "
                          "stroke=\"%s\" %s>",
                          m->x1, y, m->x2, (int)THICK, m->x1, colour, colour,
                          looks[m->item->look]);
}

static void draw_item(const placed *m, double y, ent_buffer *svg)
{
    const plot_item *item = m->item;
    const char *detail = item->detail ? item->detail : item->name;
    ent_buffer_add(svg, "<g>");
    if (detail)
        svg_tooltip(svg, detail);
    if (item->is_event) {
        svg_marker(svg, item->lane, m->x1, y + THICK / 2.0, svg_colour(item->lane));
    } else {
        draw_bar(m, y, svg);
        ent_buffer_add(svg, "</path>\n");
    }
    if (m->anchor)
        svg_label(svg, m->name_x, y + THICK / 2.0 + 4.5, LETTERS, m->anchor, INFINITY,
                  item->name);
    ent_buffer_add(svg, "</g>\n");
}

/* Lane by lane; returns where the last ends. */
static double draw_lanes(drawing *d, ent_buffer *svg)
{
    double y = TOP;
    for (size_t lane = 0, i = 0, next; lane < d->p->lane_count; lane++, i = next) {
        for (next = i; next < d->item_count && d->items[next].item->lane == lane;)
            next++;
        double height = ROW * (double)place_lane(d, &d->items[i], next - i);
        draw_lane(d, lane, y, height, svg);
        for (size_t k = i; k < next; k++)
            draw_item(&d->items[k], y + ROW * (double)d->items[k].row + 2, svg);
        y += height + LANE_GAP;
    }
    return y;
}

/* ---- lines beneath ---- */

static void draw_strip_names(const plot_timeline *p, double y, ent_buffer *svg)
{
    double x = SVG_INNER;
    for (size_t s = p->series_count; s-- > 0;) {
        const char *name = p->series[s].name;
        if (!name)
            continue;
        double width = fmin(text_width(name, SVG_SMALL), NAME_MOST);
        svg_label(svg, x, y, SVG_SMALL, "end", NAME_MOST, name);
        svg_marker(svg, s, x - width - 8, y - 4, svg_colour(s));
        x -= width + 24;
    }
}

static double draw_strip(const drawing *d, double top, ent_buffer *svg)
{
    const plot_timeline *p = d->p;
    double least = INFINITY, greatest = -INFINITY;
    for (size_t s = 0; s < p->series_count; s++)
        scale_extend(p->series[s].y, p->points, &least, &greatest);
    if (least > greatest)
        return top;
    top += 30;
    plot_scale y = scale_of_values(&p->y, least, greatest, top + STRIP, top, 4);
    scale_draw_values(&y, &p->y, d->left, SVG_INNER, svg);
    draw_strip_names(p, top - 12, svg);
    for (size_t s = 0; s < p->series_count; s++)
        lines_draw(&d->x, &y, p->x, p->series[s].y, p->points, s, svg);
    return top + STRIP;
}

/* ---- all ---- */

static double left_room(const plot_timeline *p)
{
    double width = p->series_count > 0 ? 44 : 0;
    for (size_t lane = 0; lane < p->lane_count; lane++)
        width = fmax(width, fmin(NAME_MOST, text_width(p->lanes[lane].name, SVG_LABEL)));
    return width + 10;
}

static void make_foot(const drawing *d, ent_buffer *text)
{
    if (d->hatched)
        ent_buffer_add(text, "Hatched: not covered by the source. ");
    if (d->left_out > 0)
        ent_buffer_format(text, "%zu names found no room.", d->left_out);
}

static ent_status draw(drawing *d, ent_buffer *svg, ent_error *error)
{
    static const char hatch[] =
        "<defs><pattern id=\"plot-not-covered\" width=\"5\" height=\"5\" "
        "patternUnits=\"userSpaceOnUse\"><path d=\"M0 5L5 0\" stroke=\"#bbbbbb\"/></pattern>"
        "</defs>\n";
    ent_buffer marks = {0}, body = {0}, foot = {0};
    d->left = left_room(d->p);
    d->x = scale_of_years(d->p->from, d->p->to, d->left, SVG_INNER - 10);
    double bottom = draw_strip(d, draw_lanes(d, &marks), &marks);
    ent_buffer_add(&body, hatch);
    scale_draw_years(&d->x, NULL, TOP, bottom, &body);
    ent_buffer_add(&body, ent_buffer_text(&marks));
    make_foot(d, &foot);
    body.failed |= marks.failed || foot.failed;
    ent_status status = svg_finish(&d->p->figure, &body, bottom + SCALE_YEARS,
                                   ent_buffer_text(&foot), svg, error);
    ent_buffer_clear(&marks);
    ent_buffer_clear(&foot);
    return status;
}

static bool is_within(const plot_timeline *p, const plot_item *item)
{
    double end = item->is_event ? item->from : item->to;
    return item->lane < p->lane_count && end >= p->from && item->from <= p->to;
}

ent_status plot_draw_timeline(const plot_timeline *timeline, ent_buffer *svg, ent_error *error)
{
    drawing d = {.p = timeline};
    if (timeline->item_count == 0 && timeline->series_count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: no event in these years");
    if (!(timeline->to > timeline->from))
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: the period is empty");
    ent_status status = scale_check(timeline->series, timeline->series_count, timeline->points, error);
    if (status != ENT_OK)
        return status;
    d.items = ent_new_array(timeline->item_count, sizeof *d.items);
    if (!d.items)
        return ent_fail_memory(error);
    for (size_t i = 0; i < timeline->item_count; i++)
        if (is_within(timeline, &timeline->items[i]))
            d.items[d.item_count++].item = &timeline->items[i];
    qsort(d.items, d.item_count, sizeof *d.items, compare_items);
    status = draw(&d, svg, error);
    free(d.items);
    return status;
}
