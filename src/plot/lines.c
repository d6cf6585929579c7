/* Lines over years. The names stand at the ends of the lines: of those that run to the last year in a
 * column to the right, kept apart, with a thread from the line to the name; of those that end before, near
 * their end, where no other name and the fewest lines are in the way. */
#include "plot/lines.h"

#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEIGHT = 300, TOP = 28, THREAD = 18, NAME_MOST = 200, MARKER_EVERY = 110, FEW_POINTS = 12 };

/* ---- one line ---- */

size_t lines_last(const double *values, size_t points)
{
    while (points > 0 && !isfinite(values[points - 1]))
        points--;
    return points > 0 ? points - 1 : SIZE_MAX;
}

static bool is_alone(const double *values, size_t points, size_t i)
{
    return (i == 0 || !isfinite(values[i - 1])) && (i + 1 == points || !isfinite(values[i + 1]));
}

static void draw_path(const plot_scale *x, const plot_scale *y, const double *years,
                      const double *values, size_t points, const char *look, ent_buffer *svg)
{
    bool open = false, pen = false;
    for (size_t i = 0; i < points; i++) {
        if (!isfinite(values[i]) || is_alone(values, points, i)) {
            pen = false;
            continue;
        }
        ent_buffer_add(svg, open ? "" : "<path class=\"line\" d=\"");
        ent_buffer_format(svg, "%c%.1f %.1f", pen ? 'L' : 'M', scale_at(x, years[i]),
                          scale_at(y, values[i]));
        open = pen = true;
    }
    if (open)
        ent_buffer_format(svg, "\" fill=\"none\" stroke-linejoin=\"round\" %s/>\n", look);
}

static void draw_alone(const plot_scale *x, const plot_scale *y, const double *years,
                       const double *values, size_t points, ent_buffer *svg)
{
    for (size_t i = 0; i < points; i++)
        if (isfinite(values[i]) && is_alone(values, points, i))
            ent_buffer_format(svg,
                              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"" SVG_OTHER "\"/>\n",
                              scale_at(x, years[i]), scale_at(y, values[i]));
}

/* Markers at the ends, where a value is alone, and along the line, not all at the same years. */
static void draw_markers(const plot_scale *x, const plot_scale *y, const double *years,
                         const double *values, size_t points, size_t series, ent_buffer *svg)
{
    size_t last = lines_last(values, points);
    double next = x->low + 20 + (double)(series * 37 % MARKER_EVERY);
    for (size_t i = 0; i < points; i++) {
        double at = scale_at(x, years[i]);
        if (!isfinite(values[i]))
            continue;
        if (i == last || points <= FEW_POINTS || is_alone(values, points, i) || at >= next) {
            svg_marker(svg, series, at, scale_at(y, values[i]), svg_colour(series));
            while (next <= at)
                next += MARKER_EVERY;
        }
    }
}

void lines_draw(const plot_scale *x, const plot_scale *y, const double *years, const double *values,
                size_t points, size_t series, ent_buffer *svg)
{
    ent_buffer look = {0};
    if (series == SIZE_MAX) {
        draw_path(x, y, years, values, points, "stroke=\"" SVG_OTHER "\"", svg);
        draw_alone(x, y, years, values, points, svg);
        return;
    }
    ent_buffer_format(&look, "stroke=\"%s\" stroke-width=\"2\"", svg_colour(series));
    if (*svg_dash(series))
        ent_buffer_format(&look, " stroke-dasharray=\"%s\"", svg_dash(series));
    draw_path(x, y, years, values, points, ent_buffer_text(&look), svg);
    draw_markers(x, y, years, values, points, series, svg);
    svg->failed |= look.failed;
    ent_buffer_clear(&look);
}

/* ---- the picture ---- */

typedef struct {
    double left, right, top, bottom;
} box;

typedef struct {
    size_t series, last;
    double peak;
    bool within; /* it ends well before the right: named there */
} named;

typedef struct {
    const plot_lines *p;
    plot_scale x, y;
    double right;    /* of the plot */
    named *names;    /* the lines that are named, by series */
    size_t name_count, column_count;
    size_t with_data; /* lines that have any value */
    box *taken;      /* names that were placed within the plot */
    size_t taken_count;
} drawing;

static int compare_peaks(const void *a, const void *b)
{
    const named *p = a, *q = b;
    if (p->peak != q->peak)
        return p->peak > q->peak ? -1 : 1;
    return p->series < q->series ? -1 : p->series > q->series;
}

static int compare_series(const void *a, const void *b)
{
    const named *p = a, *q = b;
    return p->series < q->series ? -1 : p->series > q->series;
}

/* Who is named: all, or those that reach highest. */
static void choose_names(drawing *d)
{
    const plot_lines *p = d->p;
    for (size_t i = 0; i < p->count; i++) {
        double least = INFINITY, peak = -INFINITY;
        size_t last = lines_last(p->series[i].y, p->points);
        if (last == SIZE_MAX)
            continue;
        scale_extend(p->series[i].y, p->points, &least, &peak);
        d->names[d->name_count++] =
            (named){.series = i, .last = last, .peak = p->y.reversed ? -least : peak};
    }
    d->with_data = d->name_count;
    if (d->name_count > PLOT_NAMED_LINES) {
        qsort(d->names, d->name_count, sizeof *d->names, compare_peaks);
        d->name_count = PLOT_NAMED_LINES / 2;
        qsort(d->names, d->name_count, sizeof *d->names, compare_series);
    }
}

static const char *name_of(const drawing *d, const named *n)
{
    const char *name = d->p->series[n->series].name;
    return name ? name : "";
}

/* Where a line ends. */
static double end_x(const drawing *d, const named *n)
{
    return scale_at(&d->x, d->p->x[n->last]);
}

static double end_y(const drawing *d, const named *n)
{
    return scale_at(&d->y, d->p->series[n->series].y[n->last]);
}

/* The column to the right is as wide as its longest name. */
static double column_width(drawing *d)
{
    const plot_lines *p = d->p;
    double width = 0, years = p->x[p->points - 1] - p->x[0];
    for (size_t i = 0; i < d->name_count; i++) {
        named *n = &d->names[i];
        n->within = p->x[p->points - 1] - p->x[n->last] > .06 * years;
        if (n->within || !*name_of(d, n))
            continue;
        d->column_count++;
        width = fmax(width, text_width(name_of(d, n), SVG_LABEL));
    }
    return d->column_count > 0 ? THREAD + 6 + fmin(width, NAME_MOST) : 8;
}

static double make_scales(drawing *d)
{
    const plot_lines *p = d->p;
    double least = INFINITY, greatest = -INFINITY, column = column_width(d);
    double height = fmax(HEIGHT, SVG_LINE * (double)d->column_count);
    for (size_t i = 0; i < p->count; i++)
        scale_extend(p->series[i].y, p->points, &least, &greatest);
    d->y = scale_of_values(&p->y, least, greatest, TOP + height, TOP, 5);
    d->right = SVG_INNER - column;
    d->x = scale_of_years(p->x[0], p->x[p->points - 1], scale_room(&d->y) + 12, d->right - 4);
    return TOP + height;
}

static void draw_all(const drawing *d, ent_buffer *svg)
{
    const plot_lines *p = d->p;
    for (size_t i = 0, n = 0; i < p->count; i++) {
        bool is_named = n < d->name_count && d->names[n].series == i;
        n += is_named;
        if (!is_named)
            lines_draw(&d->x, &d->y, p->x, p->series[i].y, p->points, SIZE_MAX, svg);
    }
    for (size_t n = d->name_count; n-- > 0;) /* the first on top */
        lines_draw(&d->x, &d->y, p->x, p->series[d->names[n].series].y, p->points, n, svg);
}

/* ---- names to the right ---- */

static ent_status draw_column(drawing *d, double bottom, ent_buffer *svg, ent_error *error)
{
    double *at = ent_new_array(d->column_count, sizeof *at);
    size_t k = 0;
    if (!at)
        return ent_fail_memory(error);
    for (size_t n = 0; n < d->name_count; n++)
        if (!d->names[n].within && *name_of(d, &d->names[n]))
            at[k++] = end_y(d, &d->names[n]);
    bool done = svg_spread(at, d->column_count, SVG_LINE, TOP, bottom);
    k = 0;
    for (size_t n = 0; n < d->name_count && done; n++) {
        const named *name = &d->names[n];
        if (name->within || !*name_of(d, name))
            continue;
        ent_buffer_format(svg, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" fill=\"none\"/>\n",
                          end_x(d, name), end_y(d, name), d->right + THREAD, at[k],
                          svg_colour(n));
        svg_label(svg, d->right + THREAD + 4, at[k++] + 5, SVG_LABEL, "start", NAME_MOST,
                  name_of(d, name));
    }
    free(at);
    return done ? ENT_OK : ent_fail_memory(error);
}

/* ---- names within the plot ---- */

static bool overlaps(const box *a, const box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* How many points of lines lie in a box. */
static size_t points_in(const drawing *d, const box *b)
{
    const plot_lines *p = d->p;
    size_t count = 0;
    for (size_t n = 0; n < d->name_count; n++)
        for (size_t i = 0; i < p->points; i++) {
            double value = p->series[d->names[n].series].y[i], x = scale_at(&d->x, p->x[i]);
            if (!isfinite(value) || x < b->left || x > b->right)
                continue;
            double y = scale_at(&d->y, value);
            count += y > b->top && y < b->bottom;
        }
    return count;
}

static bool is_free(const drawing *d, const box *b, double bottom)
{
    if (b->left < d->x.low || b->right > d->right || b->top < TOP - 8 || b->bottom > bottom)
        return false;
    for (size_t i = 0; i < d->taken_count; i++)
        if (overlaps(b, &d->taken[i]))
            return false;
    return true;
}

/* The best place near the end of a line; false if all are taken. */
static bool find_place(const drawing *d, const named *n, double width, double bottom, box *best)
{
    double x = end_x(d, n), y = end_y(d, n), least = INFINITY;
    const double across[] = {8, -width / 2, 30, 60, -width - 8}; /* from the end to the name's left */
    for (int up = -8; up <= 8; up++)
        for (size_t a = 0; a < ent_countof(across); a++) {
            double left = x + across[a], middle = y + up * 9.0;
            box b = {left, left + width, middle - SVG_LINE / 2.0, middle + SVG_LINE / 2.0};
            double cost = 3 * (double)points_in(d, &b) + abs(up) + (double)a * 1.5;
            if (cost < least && is_free(d, &b, bottom)) {
                least = cost;
                *best = b;
            }
        }
    return isfinite(least);
}

/* From the end of the line to a name that does not stand right beside it. */
static void draw_thread(const box *b, double x, double y, ent_buffer *svg)
{
    double middle = (b->top + b->bottom) / 2;
    double to_x = b->left > x ? b->left - 2 : fmin(x, b->right + 2);
    double to_y = b->left > x || b->right < x ? middle : y < middle ? b->top : b->bottom;
    if (fabs(middle - y) > 12 || b->left > x + 10)
        svg_line(svg, x, y, to_x, to_y, "stroke=\"#999999\" stroke-width=\".8\"");
}

static size_t draw_within(drawing *d, double bottom, ent_buffer *svg)
{
    size_t dropped = 0;
    for (size_t n = 0; n < d->name_count; n++) {
        const char *name = name_of(d, &d->names[n]);
        double width = fmin(text_width(name, SVG_LABEL), NAME_MOST);
        box b;
        if (!d->names[n].within || !*name)
            continue;
        if (!find_place(d, &d->names[n], width, bottom, &b)) {
            dropped++;
            continue;
        }
        d->taken[d->taken_count++] = b;
        draw_thread(&b, end_x(d, &d->names[n]), end_y(d, &d->names[n]), svg);
        svg_text(svg, b.left, (b.top + b.bottom) / 2 + 5, SVG_LABEL, "start", NAME_MOST,
                 "class=\"label\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"", name);
    }
    return dropped;
}

/* For those who do not see it: where each named line begins and ends. */
static void describe(const drawing *d, ent_buffer *text)
{
    const plot_lines *p = d->p;
    ent_buffer_format(text, "%zu lines over the years %.0f to %.0f.", d->with_data, p->x[0],
                      p->x[p->points - 1]);
    for (size_t n = 0; n < d->name_count; n++) {
        char from[SCALE_TEXT], to[SCALE_TEXT];
        const named *name = &d->names[n];
        const double *y = p->series[name->series].y;
        size_t first = 0;
        while (!isfinite(y[first]))
            first++;
        scale_value_text(&d->y, y[first], from);
        scale_value_text(&d->y, y[name->last], to);
        ent_buffer_format(text, " %s: %s in %.0f, %s in %.0f.", name_of(d, name), from, p->x[first],
                          to, p->x[name->last]);
    }
}

static ent_status draw(drawing *d, ent_buffer *svg, ent_error *error)
{
    const plot_lines *p = d->p;
    ent_buffer body = {0}, left_out = {0}, description = {0};
    plot_figure figure = p->figure;
    double bottom = make_scales(d);
    scale_draw_years(&d->x, p->x_title, TOP, bottom, &body);
    scale_draw_values(&d->y, &p->y, d->x.low, d->right, &body);
    draw_all(d, &body);
    ent_status status = draw_column(d, bottom, &body, error);
    size_t dropped = draw_within(d, bottom, &body);
    if (d->with_data > d->name_count)
        ent_buffer_format(&left_out, "Named are the %zu of %zu lines that reach highest. ",
                          d->name_count, d->with_data);
    if (p->count > d->with_data)
        ent_buffer_format(&left_out, "Without any value: %zu of %zu. ", p->count - d->with_data,
                          p->count);
    if (dropped > 0)
        ent_buffer_format(&left_out, "%zu names found no room.", dropped);
    describe(d, &description);
    if (!figure.description)
        figure.description = ent_buffer_text(&description);
    body.failed |= left_out.failed || description.failed;
    if (status == ENT_OK)
        status = svg_finish(&figure, &body,
                            bottom + (p->x_title ? SCALE_YEARS_TITLE : SCALE_YEARS),
                            ent_buffer_text(&left_out), svg, error);
    ent_buffer_clear(&description);
    ent_buffer_clear(&left_out);
    ent_buffer_clear(&body);
    return status;
}

ent_status plot_draw_lines(const plot_lines *lines, ent_buffer *svg, ent_error *error)
{
    drawing d = {.p = lines, .names = ent_new_array(lines->count, sizeof *d.names),
                 .taken = ent_new_array(lines->count, sizeof *d.taken)};
    ent_status status = d.names && d.taken ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = scale_check(lines->series, lines->count, lines->points, error);
    if (status == ENT_OK)
        choose_names(&d);
    if (status == ENT_OK && d.name_count == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "nothing to draw: there is no value in any year");
    if (status == ENT_OK)
        status = draw(&d, svg, error);
    free(d.names);
    free(d.taken);
    return status;
}
