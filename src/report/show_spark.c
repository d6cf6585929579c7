/* Small charts of lines over years for a terminal, one row of blocks a line. On a terminal without UTF-8
 * the command shows digits instead: 1 for the lowest block to 8 for the highest, "." for no data. */
#include "report/show_spark.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 60, LEAST_COLUMNS = 16, NAME_MOST = 24, LINES_MOST = 24, FEW_POINTS = 3 };

const char *show_block(double part)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    int level = (int)ceil(fmin(fmax(part, 0), 1) * 8) - 1; /* fmax: NaN, of a range that overflows, is 0 */
    return blocks[level < 0 ? 0 : level];
}

const char *show_filled(double part)
{
    if (isnan(part))
        return " ";
    return part <= 0 ? "·" : show_block(part);
}

/* Mean of the values that are there, NaN if none is. */
static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i])) {
            sum += values[i];
            used++;
        }
    return used > 0 ? sum / (double)used : (double)NAN;
}

void show_spark(ent_buffer *out, const double *values, size_t count, double low, double high,
                size_t columns)
{
    columns = columns < count ? columns : count;
    for (size_t c = 0; c < columns; c++) {
        size_t first = c * count / columns, end = (c + 1) * count / columns;
        double mean = mean_of(values + first, end - first);
        if (isnan(mean))
            ent_buffer_add(out, "·");
        else
            ent_buffer_add(out, show_block(high > low ? (mean - low) / (high - low) : .5));
    }
}

/* ---- charts of several lines ---- */

static void find_ends(const plot_series *series, size_t points, double *low, double *high)
{
    for (size_t i = 0; i < points; i++)
        if (isfinite(series->y[i])) {
            *low = fmin(*low, series->y[i]);
            *high = fmax(*high, series->y[i]);
        }
}

/* How many lines reach higher than this one. */
static size_t rank_of(const year_lines *lines, size_t line)
{
    double low = INFINITY, peak = -INFINITY;
    size_t rank = 0;
    find_ends(&lines->series[line], lines->points, &low, &peak);
    for (size_t i = 0; i < lines->count; i++) {
        double other = -INFINITY;
        find_ends(&lines->series[i], lines->points, &low, &other);
        rank += other > peak || (other == peak && i < line);
    }
    return rank;
}

static void add_end(ent_buffer *out, double value)
{
    char text[32] = "-";
    if (isfinite(value))
        snprintf(text, sizeof text, "%.3g", value);
    ent_buffer_format(out, "  %8s", text);
}

static void add_line(ent_buffer *out, const year_lines *lines, size_t line, double low, double high,
                     size_t name, size_t columns)
{
    const plot_series *series = &lines->series[line];
    ent_buffer_format(out, "  %-*.*s  ", (int)name, (int)name, series->name);
    show_spark(out, series->y, lines->points, low, high, columns);
    add_end(out, series->y[0]);
    add_end(out, series->y[lines->points - 1]);
    ent_buffer_add(out, "\n");
}

void show_sparks(ent_buffer *out, const char *heading, const year_lines *lines, bool from_zero,
                 int width)
{
    double low = from_zero ? 0 : INFINITY, high = -INFINITY;
    size_t name = 0, most = lines->count > LINES_MOST ? LINES_MOST / 2 : lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        size_t length = strlen(lines->series[i].name);
        name = length > name ? length : name;
        find_ends(&lines->series[i], lines->points, &low, &high);
    }
    if (lines->points < FEW_POINTS || !isfinite(high))
        return;
    name = name < NAME_MOST ? name : NAME_MOST;
    int room = width > 0 ? width - (int)name - 24 : COLUMNS;
    ent_buffer_format(out, "\n%s, %.0f to %.0f: ▁ %.3g to █ %.3g, · no data", heading, lines->x[0],
                      lines->x[lines->points - 1], low, high);
    if (most < lines->count)
        ent_buffer_format(out, "; the %zu of %zu that reach highest", most, lines->count);
    ent_buffer_add(out, "\n");
    for (size_t i = 0; i < lines->count; i++)
        if (most == lines->count || rank_of(lines, i) < most)
            add_line(out, lines, i, low, high, name,
                     (size_t)(room > LEAST_COLUMNS ? room : LEAST_COLUMNS));
}
