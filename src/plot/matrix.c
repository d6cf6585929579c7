/* A matrix as a field of coloured cells. Names stand on the left and on top while they can be read
 * (PLOT_NAMED_ROWS), numbers in the cells while they fit (PLOT_NUMBERED_ROWS). Missing cells are hatched;
 * runs of cells of one colour are one rectangle, so that a matrix of 200 states stays small. */
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CELL_LEAST 9.5

enum { NAME_MOST = 150, CELL_MOST = 48, KEY_WIDTH = 220, KEY_STEPS = 44, FILL = 24 };

typedef struct {
    const plot_matrix *p;
    plot_scale scale; /* from and to are the ends of the colours */
    double left, top, cell;
    bool named, numbered;
} drawing;

static double value_of(const drawing *d, size_t row, size_t column)
{
    return d->p->values[row * d->p->column_count + column];
}

static void colour_of(const drawing *d, double value, char colour[8], bool *dark)
{
    const plot_matrix *p = d->p;
    if (p->diverging) {
        double most = fmax(d->scale.to - p->middle, p->middle - d->scale.from);
        svg_diverging(.5 + (value - p->middle) / most / 2, colour, dark);
    } else {
        svg_sequential((value - d->scale.from) / (d->scale.to - d->scale.from), colour, dark);
    }
}

/* Long names are cut so that cells stay as high as small letters. */
static double widest(const drawing *d, const char *const *names, size_t count)
{
    double width = 0, room = SVG_INNER - 6 - CELL_LEAST * (double)d->p->column_count;
    for (size_t i = 0; i < count; i++)
        width = fmax(width, text_width(names[i], SVG_SMALL));
    return fmin(width, fmin(NAME_MOST, room));
}

static bool make_scale(drawing *d)
{
    const plot_matrix *p = d->p;
    double least = INFINITY, greatest = -INFINITY;
    for (size_t row = 0; row < p->row_count; row++)
        for (size_t column = 0; column < p->column_count; column++)
            if (!(p->skip_diagonal && row == column))
                scale_extend(&p->values[row * p->column_count + column], 1, &least, &greatest);
    if (least > greatest)
        return false;
    if (p->from != 0 || p->to != 0) {
        least = p->from;
        greatest = p->to;
    }
    d->scale = scale_of_values(&p->value, least, greatest, 0, KEY_WIDTH, 4);
    return true;
}

static void make_layout(drawing *d)
{
    const plot_matrix *p = d->p;
    size_t most = p->row_count > p->column_count ? p->row_count : p->column_count;
    d->named = most <= PLOT_NAMED_ROWS;
    d->numbered = most <= PLOT_NUMBERED_ROWS;
    d->left = d->named ? widest(d, p->rows, p->row_count) + 6 : 0;
    d->top = d->named ? widest(d, p->columns, p->column_count) + 8 : 0;
    d->cell = fmin((SVG_INNER - d->left) / (double)p->column_count, CELL_MOST);
}

static void draw_names(const drawing *d, ent_buffer *svg)
{
    const plot_matrix *p = d->p;
    char turn[80];
    double size = fmax(11, fmin(SVG_SMALL, d->cell));
    if (!d->named)
        return;
    for (size_t row = 0; row < p->row_count; row++)
        svg_text(svg, d->left - 5, d->top + d->cell * ((double)row + .5) + size / 3, size, "end", d->left - 6,
                 "class=\"row\"", p->rows[row]);
    for (size_t column = 0; column < p->column_count; column++) {
        double x = d->left + d->cell * ((double)column + .5) + size / 3, y = d->top - 5;
        snprintf(turn, sizeof turn, "class=\"column\" transform=\"rotate(-90 %.1f %.1f)\"", x, y);
        svg_text(svg, x, y, size, "start", d->top - 8, turn, p->columns[column]);
    }
}

/* The fill of a cell: a colour, the hatch, or "" for the diagonal that is left out. */
static void fill_of(const drawing *d, size_t row, size_t column, char fill[FILL], bool *dark)
{
    double value = value_of(d, row, column);
    *dark = false;
    if (d->p->skip_diagonal && row == column)
        snprintf(fill, FILL, "%s", "");
    else if (!isfinite(value))
        snprintf(fill, FILL, "%s", "url(#plot-no-data)");
    else
        colour_of(d, value, fill, dark);
}

static void draw_run(const drawing *d, size_t row, size_t from, size_t to, const char *fill,
                     ent_buffer *svg)
{
    double gap = d->cell > 8 ? 1 : 0;
    if (*fill)
        ent_buffer_format(svg,
                          "<rect class=\"cell\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" "
                          "height=\"%.2f\" fill=\"%s\"/>\n",
                          d->left + d->cell * (double)from, d->top + d->cell * (double)row,
                          d->cell * (double)(to - from) - gap, d->cell - gap, fill);
}

/* Cells with room stand alone, smaller ones of one fill are drawn as one. */
static void draw_row(const drawing *d, size_t row, ent_buffer *svg)
{
    for (size_t from = 0, to; from < d->p->column_count; from = to) {
        char fill[FILL], next[FILL];
        bool dark;
        fill_of(d, row, from, fill, &dark);
        for (to = from + 1; to < d->p->column_count && d->cell <= 8; to++) {
            fill_of(d, row, to, next, &dark);
            if (strcmp(fill, next) != 0)
                break;
        }
        draw_run(d, row, from, to, fill, svg);
    }
}

static void draw_numbers(const drawing *d, ent_buffer *svg)
{
    char fill[FILL], text[SCALE_TEXT];
    bool dark;
    if (!d->numbered)
        return;
    for (size_t row = 0; row < d->p->row_count; row++)
        for (size_t column = 0; column < d->p->column_count; column++) {
            double value = value_of(d, row, column);
            fill_of(d, row, column, fill, &dark);
            if (!isfinite(value) || !*fill)
                continue;
            snprintf(text, sizeof text, "%s%.2f", value < -.005 ? "−" : "",
                     fabs(value / d->scale.factor));
            if (text_width(text, SVG_SMALL) > d->cell + 4)
                continue;
            svg_text(svg, d->left + d->cell * ((double)column + .5),
                     d->top + d->cell * ((double)row + .5) + 5, SVG_SMALL, "middle", INFINITY,
                     dark ? "fill=\"#ffffff\"" : "", text);
        }
}

static void draw_key(const drawing *d, double y, ent_buffer *svg)
{
    char colour[8], text[SCALE_TEXT];
    bool dark;
    double tick, width = (double)KEY_WIDTH / KEY_STEPS, last = KEY_WIDTH;
    ent_buffer title = {0};
    scale_title(&d->scale, &d->p->value, &title);
    svg_text(svg, 0, y, SVG_SMALL, "start", SVG_INNER, "", ent_buffer_text(&title));
    for (int i = 0; i < KEY_STEPS; i++) {
        double at = (i + .5) / KEY_STEPS;
        colour_of(d, d->scale.from + at * (d->scale.to - d->scale.from), colour, &dark);
        ent_buffer_format(svg,
                          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>\n",
                          12 + i * width, y + 7, width + .2, colour);
    }
    for (size_t n = 0; !isnan(tick = scale_tick(&d->scale, n)); n++) {
        scale_tick_text(&d->scale, tick, text);
        svg_text(svg, 12 + scale_at(&d->scale, tick), y + 34, SVG_SMALL, "middle", INFINITY, "",
                 text);
    }
    ent_buffer_format(svg,
                      "<rect x=\"%.1f\" y=\"%.1f\" width=\"18\" height=\"12\" "
                      "fill=\"url(#plot-no-data)\"/>\n",
                      last + 50, y + 7);
    svg_text(svg, last + 73, y + 18, SVG_SMALL, "start", INFINITY, "", "no data");
    svg->failed |= title.failed;
    ent_buffer_clear(&title);
}

static const char hatch[] =
    "<defs><pattern id=\"plot-no-data\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"5\" height=\"5\" fill=\"#f4f4f4\"/><path d=\"M0 5L5 0\" "
    "stroke=\"#aaaaaa\"/></pattern></defs>\n";

ent_status plot_draw_matrix(const plot_matrix *matrix, ent_buffer *svg, ent_error *error)
{
    drawing d = {.p = matrix};
    ent_buffer body = {0};
    if (matrix->row_count == 0 || matrix->column_count == 0 || !make_scale(&d))
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: the matrix has no value");
    ent_status status = scale_check(&(plot_series){NULL, matrix->values}, 1,
                                    matrix->row_count * matrix->column_count, error);
    if (status != ENT_OK)
        return status;
    make_layout(&d);
    ent_buffer_add(&body, hatch);
    draw_names(&d, &body);
    for (size_t row = 0; row < matrix->row_count; row++)
        draw_row(&d, row, &body);
    draw_numbers(&d, &body);
    double bottom = d.top + d.cell * (double)matrix->row_count;
    draw_key(&d, bottom + 24, &body);
    const char *left_out = d.named ? NULL : "Too many rows for names beside them.";
    return svg_finish(&matrix->figure, &body, bottom + 62, left_out, svg, error);
}
