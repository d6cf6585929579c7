/* Horizontal bars, a row each: its name to the left, its value at the end of the bar. Several series stand
 * below each other in a row, told apart by colour, by a pattern of stripes, and by their order in the key. */
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>

enum { THICK_ONE = 16, THICK = 13, GAP = 7, NAME_MOST = 240, VALUE_ROOM = 70, KEY_MOST = 170, TOP = 6 };

typedef struct {
    const plot_bars *p;
    plot_scale scale;
    double thick, row, key;
} drawing;

static double left_room(const plot_bars *p)
{
    double width = 0;
    for (size_t i = 0; i < p->row_count; i++)
        width = fmax(width, text_width(p->rows[i], SVG_LABEL));
    return fmin(width, NAME_MOST) + 10;
}

static bool make_layout(drawing *d)
{
    const plot_bars *p = d->p;
    double least = INFINITY, greatest = -INFINITY;
    plot_axis axis = p->x;
    axis.from_zero = true; /* a bar's length is its value */
    for (size_t s = 0; s < p->count; s++)
        scale_extend(p->series[s].y, p->row_count, &least, &greatest);
    if (least > greatest)
        return false;
    double left = left_room(p) + (least < 0 ? VALUE_ROOM : 0);
    d->scale = scale_of_values(&axis, least, greatest, left, SVG_INNER - VALUE_ROOM, 5);
    d->thick = p->count == 1 ? THICK_ONE : THICK;
    d->row = fmax(SVG_LINE, d->thick * (double)p->count) + GAP;
    d->key = p->count > 1 ? 20 : 0;
    return true;
}

/* Stripes of a series: none, then three kinds. */
static void draw_patterns(ent_buffer *svg)
{
    static const char *const paths[] = {"M0 6L6 0", "M3 0V6", "M0 3H6"};
    ent_buffer_add(svg, "<defs>");
    for (size_t s = 1; s < PLOT_BARS; s++)
        ent_buffer_format(svg,
                          "<pattern id=\"plot-bar-%zu\" width=\"6\" height=\"6\" "
                          "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" "
                          "fill=\"%s\"/><path d=\"%s\" stroke=\"#ffffff\" "
                          "stroke-width=\"1.2\"/></pattern>",
                          s, svg_colour(s), paths[s - 1]);
    ent_buffer_add(svg, "</defs>\n");
}

static void add_rect(size_t series, double x, double y, double width, double height,
                     ent_buffer *svg)
{
    ent_buffer_format(svg, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width,
                      height);
    if (series == 0)
        ent_buffer_format(svg, " class=\"bar\" fill=\"%s\"/>\n", svg_colour(0));
    else
        ent_buffer_format(svg, " class=\"bar\" fill=\"url(#plot-bar-%zu)\"/>\n", series);
}

static void draw_bar(const drawing *d, size_t series, size_t row, double y, ent_buffer *svg)
{
    char text[SCALE_TEXT];
    double value = d->p->series[series].y[row], zero = scale_at(&d->scale, 0), end = zero;
    if (isfinite(value)) {
        end = scale_at(&d->scale, value);
        add_rect(series, fmin(zero, end), y, fabs(end - zero), d->thick - 1, svg);
    }
    scale_value_text(&d->scale, isfinite(value) ? value : (double)NAN, text);
    svg_text(svg, end + (value < 0 ? -5 : 5), y + d->thick / 2 + (d->p->count == 1 ? 4.5 : 3.5),
             d->p->count == 1 ? SVG_SMALL : 12, value < 0 ? "end" : "start", INFINITY,
             "class=\"value\"", text);
}

static void draw_key(const drawing *d, ent_buffer *svg)
{
    double x = 0;
    for (size_t s = 0; s < d->p->count && d->key > 0; s++) {
        const char *name = d->p->series[s].name ? d->p->series[s].name : "";
        add_rect(s, x, 0, 18, 10, svg);
        svg_text(svg, x + 23, 10, SVG_SMALL, "start", KEY_MOST, "", name);
        x += 23 + fmin(KEY_MOST, text_width(name, SVG_SMALL)) + 18;
    }
}

static void draw_axis(const drawing *d, double top, double bottom, ent_buffer *svg)
{
    char text[SCALE_TEXT];
    ent_buffer title = {0};
    double tick;
    for (size_t n = 0; !isnan(tick = scale_tick(&d->scale, n)); n++) {
        double x = scale_at(&d->scale, tick);
        svg_line(svg, x, top, x, bottom,
                 fabs(tick) < d->scale.step / 2 ? "stroke=\"#777777\""
                                                : "stroke=\"" SVG_GRID "\"");
        scale_tick_text(&d->scale, tick, text);
        svg_text(svg, x, bottom + 17, SVG_SMALL, "middle", INFINITY, "fill=\"" SVG_PALE "\"", text);
    }
    scale_title(&d->scale, &d->p->x, &title);
    svg_text(svg, SVG_INNER, bottom + 36, SVG_SMALL, "end", SVG_INNER, "fill=\"" SVG_PALE "\"",
             ent_buffer_text(&title));
    svg->failed |= title.failed;
    ent_buffer_clear(&title);
}

ent_status plot_draw_bars(const plot_bars *bars, ent_buffer *svg, ent_error *error)
{
    drawing d = {.p = bars};
    ent_buffer body = {0};
    if (bars->count == 0 || bars->count > PLOT_BARS)
        return ent_fail(error, ENT_ERR_ARGUMENT, "bars of %zu series; 1 to %d can be drawn",
                        bars->count, (int)PLOT_BARS);
    ent_status status = scale_check(bars->series, bars->count, bars->row_count, error);
    if (status != ENT_OK)
        return status;
    if (!make_layout(&d))
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: no row has a value");
    double bottom = TOP + d.key + d.row * (double)bars->row_count;
    draw_patterns(&body);
    draw_key(&d, &body);
    draw_axis(&d, d.key, bottom, &body);
    for (size_t row = 0; row < bars->row_count; row++) {
        double y = TOP + d.key + d.row * (double)row;
        double used = d.thick * (double)bars->count;
        svg_label(&body, left_room(bars) - 8, y + used / 2 + 4.5, SVG_LABEL, "end", NAME_MOST,
                  bars->rows[row]);
        for (size_t s = 0; s < bars->count; s++)
            draw_bar(&d, s, row, y + d.thick * (double)s, &body);
    }
    return svg_finish(&bars->figure, &body, bottom + 40, NULL, svg, error);
}
