/* Slopes: two sides, and for each name a line from its value on the left to that on the right. The names
 * stand on both sides, kept apart, with their values. Rising lines are solid, falling ones dashed. */
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { HEIGHT = 280, TOP = 32, THREAD = 16, NAME_MOST = 150 };

typedef struct {
    const plot_slopes *p;
    plot_scale scale;
    double side[2]; /* where the lines begin and end */
    double bottom;
} drawing;

/* "USA  13.3 %" on the left, "13.3 %  USA" on the right; a long name is cut, its value is not. */
static void label_of(const drawing *d, size_t i, int side, ent_buffer *text)
{
    char value[SCALE_TEXT];
    const char *name = d->p->names[i];
    scale_value_text(&d->scale, d->p->values[side][i], value);
    size_t fits = text_fit(name, SVG_LABEL, NAME_MOST);
    const char *dots = name[fits] ? "…" : "";
    if (side == 0)
        ent_buffer_format(text, "%.*s%s  %s", (int)fits, name, dots, value);
    else
        ent_buffer_format(text, "%s  %.*s%s", value, (int)fits, name, dots);
}

static size_t count_side(const plot_slopes *p, int side)
{
    size_t count = 0;
    for (size_t i = 0; i < p->count; i++)
        count += isfinite(p->values[side][i]);
    return count;
}

static void make_scale(drawing *d)
{
    const plot_slopes *p = d->p;
    double least = INFINITY, greatest = -INFINITY;
    size_t most = count_side(p, 0) > count_side(p, 1) ? count_side(p, 0) : count_side(p, 1);
    for (int side = 0; side < 2; side++)
        scale_extend(p->values[side], p->count, &least, &greatest);
    d->bottom = TOP + fmax(HEIGHT, SVG_LINE * (double)most);
    d->scale = scale_of_values(&p->y, least, greatest, d->bottom - 8, TOP + 8, 5);
}

static bool place_sides(drawing *d)
{
    double width[2] = {0, 0};
    bool failed = false;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < d->p->count; i++) {
            ent_buffer text = {0};
            label_of(d, i, side, &text);
            failed |= text.failed;
            if (isfinite(d->p->values[side][i]))
                width[side] = fmax(width[side], text_width(ent_buffer_text(&text), SVG_LABEL));
            ent_buffer_clear(&text);
        }
    d->side[0] = width[0] + THREAD + 8;
    d->side[1] = SVG_INNER - width[1] - THREAD - 8;
    return !failed;
}

static void draw_line(const drawing *d, size_t i, ent_buffer *svg)
{
    double from = d->p->values[0][i], to = d->p->values[1][i];
    double y1 = scale_at(&d->scale, from), y2 = scale_at(&d->scale, to);
    const char *colour = y2 < y1 ? "#0072b2" : y2 > y1 ? "#d55e00" : "#777777";
    for (int side = 0; side < 2; side++)
        if (isfinite(d->p->values[side][i]))
            ent_buffer_format(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n",
                              d->side[side], side == 0 ? y1 : y2,
                              isfinite(from) && isfinite(to) ? colour : "#777777");
    if (isfinite(from) && isfinite(to))
        ent_buffer_format(svg,
                          "<path class=\"line\" d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" "
                          "stroke-width=\"2\"%s fill=\"none\"/>\n",
                          d->side[0], y1, d->side[1], y2, colour,
                          y2 > y1 ? " stroke-dasharray=\"7 3\"" : "");
}

static void draw_label(const drawing *d, size_t i, int side, double at, ent_buffer *svg)
{
    ent_buffer text = {0};
    double out = side == 0 ? -1 : 1, x = d->side[side];
    label_of(d, i, side, &text);
    svg_line(svg, x + out * 5, scale_at(&d->scale, d->p->values[side][i]), x + out * THREAD, at,
             "stroke=\"#999999\"");
    svg_label(svg, x + out * (THREAD + 4), at + 5, SVG_LABEL, side == 0 ? "end" : "start",
              INFINITY, ent_buffer_text(&text));
    svg->failed |= text.failed;
    ent_buffer_clear(&text);
}

static bool draw_side(const drawing *d, int side, ent_buffer *svg)
{
    const plot_slopes *p = d->p;
    size_t count = count_side(p, side), k = 0;
    double *at = ent_new_array(count, sizeof *at);
    if (!at)
        return false;
    for (size_t i = 0; i < p->count; i++)
        if (isfinite(p->values[side][i]))
            at[k++] = scale_at(&d->scale, p->values[side][i]);
    bool done = svg_spread(at, count, SVG_LINE, TOP + 8, d->bottom - 8);
    k = 0;
    for (size_t i = 0; i < p->count && done; i++)
        if (isfinite(p->values[side][i]))
            draw_label(d, i, side, at[k++], svg);
    free(at);
    return done;
}

static void draw_ends(const drawing *d, ent_buffer *svg)
{
    for (int side = 0; side < 2; side++) {
        svg_line(svg, d->side[side], TOP, d->side[side], d->bottom, "stroke=\"#777777\"");
        svg_text(svg, d->side[side], TOP - 10, SVG_LABEL, "middle", SVG_INNER / 2.0,
                 "font-weight=\"bold\"", d->p->ends[side]);
    }
}

static void draw_key(const drawing *d, double y, ent_buffer *svg)
{
    static const struct {
        const char *look, *text;
    } keys[] = {{"stroke=\"#0072b2\" stroke-width=\"2\"", "up"},
                {"stroke=\"#d55e00\" stroke-width=\"2\" stroke-dasharray=\"7 3\"", "down"}};
    ent_buffer title = {0};
    double x = 0;
    for (size_t k = 0; k < ent_countof(keys); k++) {
        svg_line(svg, x, y - 4, x + 26, y - 4, keys[k].look);
        svg_text(svg, x + 31, y, SVG_SMALL, "start", INFINITY, "", keys[k].text);
        x += 84;
    }
    scale_title(&d->scale, &d->p->y, &title);
    svg_text(svg, SVG_INNER, y, SVG_SMALL, "end", SVG_INNER - x, "fill=\"" SVG_PALE "\"",
             ent_buffer_text(&title));
    svg->failed |= title.failed;
    ent_buffer_clear(&title);
}

/* Who has no value on either side, and is not drawn. */
static void name_absent(const plot_slopes *p, ent_buffer *text)
{
    for (size_t i = 0; i < p->count; i++)
        if (!isfinite(p->values[0][i]) && !isfinite(p->values[1][i]))
            ent_buffer_format(text, "%s%s", text->length ? ", " : "On neither side: ",
                              p->names[i]);
}

ent_status plot_draw_slopes(const plot_slopes *slopes, ent_buffer *svg, ent_error *error)
{
    drawing d = {.p = slopes};
    ent_buffer body = {0}, left_out = {0};
    if (count_side(slopes, 0) + count_side(slopes, 1) == 0)
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: no value on either side");
    const plot_series sides[] = {{NULL, slopes->values[0]}, {NULL, slopes->values[1]}};
    ent_status status = scale_check(sides, 2, slopes->count, error);
    if (status != ENT_OK)
        return status;
    make_scale(&d);
    bool done = place_sides(&d);
    draw_ends(&d, &body);
    for (size_t i = 0; i < slopes->count; i++)
        draw_line(&d, i, &body);
    for (int side = 0; side < 2; side++)
        done = done && draw_side(&d, side, &body);
    draw_key(&d, d.bottom + 22, &body);
    name_absent(slopes, &left_out);
    body.failed |= !done || left_out.failed;
    status = svg_finish(&slopes->figure, &body, d.bottom + 26, ent_buffer_text(&left_out), svg,
                        error);
    ent_buffer_clear(&left_out);
    return status;
}
