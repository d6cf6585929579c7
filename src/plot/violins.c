/* Violins: for each value the distribution of what was simulated, as a shape as wide as it is dense (Hintze & Nelson
 * 1998, American Statistician 52:181), with the middle 95 % and the median; what was observed as points on a line. */
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>

enum { HEIGHT = 170, TITLE = 22, AXIS_TITLE = 24, NAMES = 24, X_TITLE = 20, GAP = 22, WIDEST = 15, NAME_GAP = 3 };

typedef struct {
    const plot_panel *p;
    plot_scale y;
    double left, step, top; /* top: of the plot */
    bool two_rows;          /* names take turns on two lines, since they are too wide for one */
} drawing;

static double middle_of(const drawing *d, size_t k)
{
    return d->left + d->step * ((double)k + .5);
}

/* False if there is no value. */
static bool make_layout(drawing *d)
{
    double least = INFINITY, greatest = -INFINITY;
    for (size_t k = 0; k < d->p->count; k++) {
        const plot_violin *v = &d->p->violins[k];
        scale_extend((const double[]){v->low, v->high, v->observed}, 3, &least, &greatest);
    }
    if (least > greatest)
        return false;
    d->y = scale_of_values(&d->p->y, least, greatest, d->top + HEIGHT, d->top, 5);
    d->left = scale_room(&d->y) + 12;
    d->step = (SVG_INNER - d->left) / (double)d->p->count;
    for (size_t k = 0; k < d->p->count; k++)
        d->two_rows |= text_width(d->p->violins[k].name, SVG_SMALL) > d->step - NAME_GAP;
    return true;
}

static void draw_shape(const drawing *d, size_t k, ent_buffer *svg)
{
    const plot_violin *v = &d->p->violins[k];
    double widest = 0, x = middle_of(d, k), half = fmin(WIDEST, d->step * .45);
    for (size_t i = 0; i < PLOT_SHAPE; i++)
        widest = fmax(widest, v->density[i]);
    if (!(widest > 0) || !isfinite(v->low) || !isfinite(v->high))
        return;
    ent_buffer_add(svg, "<path class=\"violin\" d=\"");
    for (size_t i = 0; i < 2 * PLOT_SHAPE; i++) { /* up on the right, down on the left */
        size_t at = i < PLOT_SHAPE ? i : 2 * PLOT_SHAPE - 1 - i;
        double wide = half * v->density[at] / widest;
        double y = v->low + (v->high - v->low) * (double)at / (PLOT_SHAPE - 1);
        ent_buffer_format(svg, "%c%.1f %.1f", i ? 'L' : 'M', x + (i < PLOT_SHAPE ? wide : -wide), scale_at(&d->y, y));
    }
    ent_buffer_format(svg, "z\" fill=\"%s\" fill-opacity=\".35\" stroke=\"%s\"/>\n", svg_colour(0), svg_colour(0));
    svg_line(svg, x, scale_at(&d->y, v->from), x, scale_at(&d->y, v->to), "stroke=\"" SVG_INK "\" stroke-width=\"2\"");
    ent_buffer_format(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"#ffffff\" stroke=\"" SVG_INK "\"/>\n", x,
                      scale_at(&d->y, v->median));
}

static double mark_size(const drawing *d, const char *mark)
{
    return text_width(mark, SVG_SMALL) < d->step ? SVG_SMALL : 12;
}

/* The line breaks where nothing was observed. */
static void draw_observed(const drawing *d, ent_buffer *svg)
{
    bool pen = false, open = false;
    for (size_t k = 0; k < d->p->count; k++) {
        double y = d->p->violins[k].observed;
        if (isfinite(y) && !open)
            ent_buffer_add(svg, "<path class=\"observed\" d=\"");
        if (isfinite(y))
            ent_buffer_format(svg, "%c%.1f %.1f", pen ? 'L' : 'M', middle_of(d, k), scale_at(&d->y, y));
        open |= isfinite(y);
        pen = isfinite(y);
    }
    if (open)
        ent_buffer_format(svg, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\"/>\n",
                          svg_colour(1));
    for (size_t k = 0; k < d->p->count; k++) {
        const plot_violin *v = &d->p->violins[k];
        if (!isfinite(v->observed))
            continue;
        double y = scale_at(&d->y, v->observed), x = middle_of(d, k);
        svg_marker(svg, 1, x, y, svg_colour(1));
        bool above = (v->observed >= v->median && y > d->top + 12) || y > d->top + HEIGHT - 16; /* off axis and title */
        if (v->mark)
            svg_text(
                svg, x, above ? y - 7 : y + 18, mark_size(d, v->mark), "middle", d->step,
                "fill=\"#a04000\" font-weight=\"bold\" paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\"",
                v->mark);
    }
}

static void draw_names(const drawing *d, ent_buffer *svg)
{
    double y = d->top + HEIGHT, more = d->two_rows ? SVG_LINE : 0;
    for (size_t k = 0; k < d->p->count; k++)
        svg_label(svg, middle_of(d, k), y + 18 + (k % 2 ? more : 0), SVG_SMALL, "middle",
                  d->step * (d->two_rows ? 2 : 1) - NAME_GAP, d->p->violins[k].name);
    if (d->p->x_title)
        svg_text(svg, SVG_INNER, y + NAMES + more + X_TITLE - 6, SVG_SMALL, "end", SVG_INNER, "fill=\"" SVG_PALE "\"",
                 d->p->x_title);
}

/* Returns where the next one begins. */
static double draw_panel(const plot_panel *panel, double top, ent_buffer *svg)
{
    drawing d = {.p = panel, .top = top + TITLE + AXIS_TITLE};
    svg_text(svg, 0, top + 14, SVG_LABEL, "start", SVG_INNER, "font-weight=\"bold\"", panel->title);
    if (!make_layout(&d)) {
        svg_text(svg, 0, top + TITLE + 14, SVG_SMALL, "start", SVG_INNER, "fill=\"" SVG_PALE "\"", "no data");
        return top + TITLE + GAP;
    }
    scale_draw_values(&d.y, &panel->y, d.left, SVG_INNER, svg);
    for (size_t k = 0; k < panel->count; k++)
        draw_shape(&d, k, svg);
    draw_observed(&d, svg);
    draw_names(&d, svg);
    return d.top + HEIGHT + NAMES + (d.two_rows ? SVG_LINE : 0) + (panel->x_title ? X_TITLE : 0) + GAP;
}

static ent_status check(const plot_violins *violins, ent_error *error)
{
    ent_status status = violins->count ? ENT_OK : ent_fail(error, ENT_ERR_INPUT, "nothing to draw: there is no panel");
    for (size_t k = 0; k < violins->count; k++)
        for (size_t i = 0; i < violins->panels[k].count && status == ENT_OK; i++) {
            const plot_violin *v = &violins->panels[k].violins[i];
            const double ends[] = {v->low, v->high, v->observed};
            status = scale_check(&(plot_series){NULL, ends}, 1, ent_countof(ends), error);
        }
    return status;
}

ent_status plot_draw_violins(const plot_violins *violins, ent_buffer *svg, ent_error *error)
{
    ent_buffer body = {0};
    double y = 0;
    ent_status status = check(violins, error);
    if (status != ENT_OK)
        return status;
    for (size_t k = 0; k < violins->count; k++)
        y = draw_panel(&violins->panels[k], y, &body);
    return svg_finish(&violins->figure, &body, y - GAP, NULL, svg, error);
}
