/* Colours that people with any colour vision tell apart: for names those of Okabe & Ito 2008 ("Color
 * universal design", jfly.uni-koeln.de), without yellow, which is too pale on white; for scales, hues whose
 * lightness falls evenly. Series beyond the seventh repeat the colours with other dashes and markers. */
#include "plot/svg.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>

static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                      "#000000", "#e69f00", "#56b4e9"};
static const char *const dashes[] = {"", "7 3", "2 3", "9 3 2 3"};

const char *svg_colour(size_t series)
{
    return colours[series % ent_countof(colours)];
}

const char *svg_dash(size_t series)
{
    return dashes[series / ent_countof(colours) % ent_countof(dashes)];
}

void svg_marker(ent_buffer *svg, size_t series, double x, double y, const char *colour)
{
    static const char *const shapes[] = {
        "a3.2 3.2 0 1 1 -.01 0z", "h3v6h-6v-6z", "l4 7h-8z", "l4 4l-4 4l-4 -4z", "h4l-4 7l-4 -7z"};
    static const double above[] = {3.2, 3, 4, 4, 3};
    size_t shape = series % ent_countof(shapes);
    ent_buffer_format(svg, "<path d=\"M%.1f %.1f%s\" fill=\"%s\"/>\n", x, y - above[shape],
                      shapes[shape], colour);
}

/* ---- scales ---- */

typedef struct {
    double red, green, blue;
} rgb;

/* Between evenly spaced colours. */
static rgb mix(const rgb *stops, size_t count, double at)
{
    double place = fmin(fmax(at, 0), 1) * (double)(count - 1);
    size_t i = place >= (double)(count - 1) ? count - 2 : (size_t)place;
    double part = place - (double)i;
    return (rgb){stops[i].red + part * (stops[i + 1].red - stops[i].red),
                 stops[i].green + part * (stops[i + 1].green - stops[i].green),
                 stops[i].blue + part * (stops[i + 1].blue - stops[i].blue)};
}

static void write_colour(rgb c, char colour[8], bool *dark)
{
    snprintf(colour, 8, "#%02x%02x%02x", (unsigned)lround(c.red) & 0xFF,
             (unsigned)lround(c.green) & 0xFF, (unsigned)lround(c.blue) & 0xFF);
    *dark = .299 * c.red + .587 * c.green + .114 * c.blue < 140;
}

void svg_sequential(double at, char colour[8], bool *dark)
{
    static const rgb stops[] = {
        {240, 245, 250}, {190, 214, 234}, {120, 172, 214}, {54, 120, 180}, {16, 72, 132},
        {8, 34, 76}};
    write_colour(mix(stops, ent_countof(stops), at), colour, dark);
}

void svg_diverging(double at, char colour[8], bool *dark)
{
    static const rgb stops[] = {{127, 59, 8},    {200, 105, 25}, {250, 190, 120}, {247, 247, 247},
                                {165, 200, 230}, {60, 125, 185}, {12, 50, 105}};
    write_colour(mix(stops, ent_countof(stops), at), colour, dark);
}
