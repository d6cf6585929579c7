/* What the pictures are made of: escaped text, the frame around a picture, colours, places of labels. */
#ifndef ENT_PLOT_SVG_H
#define ENT_PLOT_SVG_H

#include "plot/plot.h"

enum {
    SVG_MARGIN = 12,                        /* around everything */
    SVG_INNER = PLOT_WIDTH - 2 * SVG_MARGIN, /* what a picture is drawn into: x from 0 to this */
    SVG_LABEL = 15,                         /* sizes of letters: at half the width, of a column, still 7 */
    SVG_SMALL = 14,
    SVG_LINE = 18                           /* from a line of text to the next */
};

#define SVG_INK "#1a1a1a"
#define SVG_PALE "#555555"
#define SVG_GRID "#dddddd"
#define SVG_OTHER "#c8c8c8" /* lines without a name */

/* Escaped for text and attributes; what is not UTF-8 or not allowed in XML becomes U+FFFD. */
void svg_escape(ent_buffer *svg, const char *text);

/* A text cut to a width, "…" at its end; the whole as its title then. `anchor`: start, middle, end.
 * `more` are further attributes, or "". */
void svg_text(ent_buffer *svg, double x, double y, double size, const char *anchor, double width,
              const char *more, const char *text);
/* The same as a label: one of those that must not overlap. */
void svg_label(ent_buffer *svg, double x, double y, double size, const char *anchor, double width,
               const char *text);
/* "<title>...</title>" */
void svg_tooltip(ent_buffer *svg, const char *text);

/* A straight line. `look`: attributes. */
void svg_line(ent_buffer *svg, double x1, double y1, double x2, double y2, const char *look);

/* The whole document: title, body (moved below the title), note and sources. `left_out` is added to the
 * note, or NULL. Clears `body`; failed memory in it is the error. */
ent_status svg_finish(const plot_figure *figure, ent_buffer *body, double height,
                      const char *left_out, ent_buffer *svg, ent_error *error);

/* ---- colours and marks: by the index of a series ---- */

const char *svg_colour(size_t series);
const char *svg_dash(size_t series);   /* stroke-dasharray of it, or "" */
void svg_marker(ent_buffer *svg, size_t series, double x, double y, const char *colour);

/* Colours of a scale at 0 to 1: "#rrggbb". `dark` tells whether white text reads better. */
void svg_sequential(double at, char colour[8], bool *dark);
void svg_diverging(double at, char colour[8], bool *dark); /* .5 is the middle */

/* ---- placing labels ---- */

/* Move places so that neighbours are at least `gap` apart and all are from `low` to `high`, each
 * as near as can be to where it is wanted (least squares). `at` is in any order; (count - 1) * gap must fit.
 * False if memory ran out. */
bool svg_spread(double *at, size_t count, double gap, double low, double high) ENT_CHECKED;

#endif
