/* Blocs as boxes with the names of their members, and over them the ties that do not fit: friends in two blocs, drawn
 * through, and foes in one bloc, dashed. Who has such a tie is set in bold. */
#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { CELL_LEAST = 40, CELL_MOST = 150, ROW = 24, HEAD = 24, GAP = 12, PAD = 6, KEY = 26, BOW_MOST = 36 };

typedef struct {
    const plot_blocs *p;
    double cell;
    size_t columns;
    double *x, *y;      /* [count] middle of each name */
    bool *bold;         /* [count] */
    double *top;        /* [box_count + 1] of each box, then the end */
} drawing;

/* ---- places ---- */

static void choose_cells(drawing *d)
{
    double width = CELL_LEAST;
    for (size_t i = 0; i < d->p->count; i++)
        width = fmax(width, text_width(d->p->names[i], SVG_SMALL) + 10);
    d->columns = (size_t)((SVG_INNER - 2 * PAD) / fmin(width, CELL_MOST));
    d->cell = (SVG_INNER - 2.0 * PAD) / (double)d->columns;
}

static void place_names(drawing *d)
{
    double top = d->p->tie_count > 0 ? KEY : 0;
    for (size_t k = 0; k < d->p->box_count; k++) {
        size_t at = 0;
        d->top[k] = top;
        for (size_t i = 0; i < d->p->count; i++) {
            if (d->p->box[i] != (int)k)
                continue;
            d->x[i] = PAD + d->cell * ((double)(at % d->columns) + .5);
            d->y[i] = top + HEAD + ROW * ((double)(at / d->columns) + .5);
            at++;
        }
        top += HEAD + ROW * (double)((at + d->columns - 1) / d->columns) + PAD + GAP;
    }
    d->top[d->p->box_count] = top;
    for (size_t t = 0; t < d->p->tie_count; t++)
        d->bold[d->p->ties[t].a] = d->bold[d->p->ties[t].b] = true;
}

/* ---- drawing ---- */

static const char *look_of(bool friendly)
{
    return friendly ? "stroke=\"#0072b2\" stroke-width=\"1.6\""
                    : "stroke=\"#d55e00\" stroke-width=\"1.6\" stroke-dasharray=\"5 3\"";
}

static void draw_key(const drawing *d, ent_buffer *svg)
{
    bool has[2] = {false, false};
    double x = 0;
    for (size_t t = 0; t < d->p->tie_count; t++)
        has[d->p->ties[t].friendly] = true;
    for (int friendly = 1; friendly >= 0; friendly--) {
        const char *text = friendly ? "friends in two blocs" : "foes in one bloc";
        if (!has[friendly])
            continue;
        svg_line(svg, x, 10, x + 30, 10, look_of(friendly));
        svg_label(svg, x + 36, 15, SVG_LABEL, "start", 220, text);
        x += 60 + text_width(text, SVG_LABEL);
    }
}

static void draw_box(const drawing *d, size_t k, ent_buffer *svg)
{
    ent_buffer_format(svg, "<rect x=\"0.5\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\" fill=\"%s\" "
                      "stroke=\"" SVG_OTHER "\"/>\n", d->top[k] + .5, SVG_INNER - 1.0,
                      d->top[k + 1] - d->top[k] - GAP - 1, k % 2 ? "#fbf6ef" : "#f1f6fa");
    svg_text(svg, PAD + 2, d->top[k] + 17, SVG_LABEL, "start", SVG_INNER - 2.0 * PAD, "font-weight=\"bold\"",
             d->p->titles[k]);
}

/* A bow, so that ties along a row do not lie on each other. */
static void draw_tie(const drawing *d, const plot_bloc_tie *tie, ent_buffer *svg)
{
    double x1 = d->x[tie->a], y1 = d->y[tie->a], x2 = d->x[tie->b], y2 = d->y[tie->b];
    double rise = fabs(y1 - y2) < 1 ? fmin(.18 * fabs(x2 - x1), BOW_MOST) : .1 * fabs(x2 - x1);
    ent_buffer_format(svg, "<path d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\" fill=\"none\" %s/>\n", x1, y1,
                      (x1 + x2) / 2 + .1 * (y2 - y1), (y1 + y2) / 2 - rise, x2, y2,
                      look_of(tie->friendly));
}

static void draw_name(const drawing *d, size_t i, ent_buffer *svg)
{
    svg_text(svg, d->x[i], d->y[i] + 5, SVG_SMALL, "middle", d->cell - 4,
             d->bold[i] ? "font-weight=\"bold\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\""
                        : "stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"",
             d->p->names[i]);
}

static void draw_all(const drawing *d, ent_buffer *svg)
{
    for (size_t k = 0; k < d->p->box_count; k++)
        draw_box(d, k, svg);
    for (size_t t = 0; t < d->p->tie_count; t++)
        draw_tie(d, &d->p->ties[t], svg);
    for (size_t i = 0; i < d->p->count; i++)
        draw_name(d, i, svg);
    draw_key(d, svg);
}

ent_status plot_draw_blocs(const plot_blocs *blocs, ent_buffer *svg, ent_error *error)
{
    drawing d = {.p = blocs};
    ent_buffer body = {0};
    if (blocs->count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: nobody has a tie");
    d.x = ent_new_array(blocs->count, sizeof *d.x);
    d.y = ent_new_array(blocs->count, sizeof *d.y);
    d.bold = ent_new_array(blocs->count, sizeof *d.bold);
    d.top = ent_new_array(blocs->box_count + 1, sizeof *d.top);
    ent_status status = d.x && d.y && d.bold && d.top ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        choose_cells(&d);
        place_names(&d);
        draw_all(&d, &body);
        status = svg_finish(&blocs->figure, &body, d.top[blocs->box_count], NULL, svg, error);
    }
    free(d.x);
    free(d.y);
    free(d.bold);
    free(d.top);
    return status;
}
