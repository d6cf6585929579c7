/* Pictures of plain arrays as SVG: lines, slopes, matrices, time lines, bars, violins.
 *
 * Each function writes one whole SVG document into `svg`: self-contained (no script, no style sheet, no font
 * from outside), 640 units wide, as high as it needs, on a light ground, for column width. Each has
 * a title and a description for those who do not see it, texts are escaped, and the same arrays give the
 * same bytes. Nothing is told by colour alone: lines have markers, dashes and names too. Labels do not
 * overlap; where there are too many some are left out, and the foot of the picture says so.
 *
 * NaN is missing: a gap in a line, a hatched cell, "no data" at a bar; never zero.
 *
 * All texts and arrays are borrowed during the call; those said to be optional may be NULL.
 * After a failure `svg` is empty. Errors: ENT_ERR_INPUT (nothing to draw, and why), ENT_ERR_MEMORY. */
#ifndef ENT_PLOT_PLOT_H
#define ENT_PLOT_PLOT_H

#include "core/text.h"

enum { PLOT_WIDTH = 640 };

/* What stands around every picture. */
typedef struct {
    const char *title;
    const char *subtitle;         /* optional: what is measured, of whom, when */
    const char *description;      /* optional: for those who do not see it */
    const char *note;             /* optional: what is missing, what was left out */
    const char *const *sources;   /* a line each, wrapped; optional */
    size_t source_count;
} plot_figure;

/* An axis of values. Large numbers are written in thousands to trillions, as the title then says. */
typedef struct {
    const char *title;            /* optional: "share of all states" */
    const char *unit;             /* optional: "dollars" */
    bool percent;                 /* .25 is written 25 % */
    bool from_zero;               /* the axis shows zero, even if no value is near */
    bool reversed;                /* small values on top: ranks */
    bool whole;                   /* values are whole numbers: no ticks between */
} plot_axis;

typedef struct {
    const char *name;             /* optional */
    const double *y;              /* [points]; NaN is a gap */
} plot_series;

/* ---- lines: several series over years ---- */

enum { PLOT_NAMED_LINES = 24 };   /* of more lines only those that reach highest are named */

typedef struct {
    plot_figure figure;
    plot_axis y;
    const char *x_title;          /* optional: "year" */
    const double *x;              /* [points] years, ascending; one each year, so that gaps are seen */
    size_t points;
    const plot_series *series;
    size_t count;
} plot_lines;

ent_status plot_draw_lines(const plot_lines *lines, ent_buffer *svg, ent_error *error) ENT_CHECKED;

/* ---- slopes: two times, a line for each name between them ---- */

typedef struct {
    plot_figure figure;
    plot_axis y;
    const char *ends[2];          /* what stands above the two sides: "1816", "2016" */
    const char *const *names;     /* [count] */
    const double *values[2];      /* [count] each; NaN on one side: only the other is shown */
    size_t count;
} plot_slopes;

ent_status plot_draw_slopes(const plot_slopes *slopes, ent_buffer *svg,
                            ent_error *error) ENT_CHECKED;

/* ---- matrix ---- */

enum { PLOT_NAMED_ROWS = 60, PLOT_NUMBERED_ROWS = 12 };

typedef struct {
    plot_figure figure;
    plot_axis value;              /* title and unit stand at the key of the colours */
    const char *const *rows, *const *columns; /* names; up to PLOT_NAMED_ROWS are shown */
    size_t row_count, column_count;
    const double *values;         /* [rows * columns] */
    bool diverging;               /* about `middle`: two hues; else one, from light to dark */
    double middle;
    double from, to;              /* of the colours; both 0 = those of the values */
    bool skip_diagonal;           /* an actor with itself is left blank */
} plot_matrix;

ent_status plot_draw_matrix(const plot_matrix *matrix, ent_buffer *svg,
                            ent_error *error) ENT_CHECKED;

/* ---- time line: lanes with dated bars and events, and lines beneath on the same axis ---- */

/* Times are years with a fraction: 1914.5 is the middle of 1914. */
typedef struct {
    const char *name;
    double covered_from, covered_to; /* beyond these nothing is known: hatched. Both 0 = all is covered */
} plot_lane;

typedef enum { PLOT_STRONG, PLOT_WEAK, PLOT_HOLLOW } plot_look;

typedef struct {
    size_t lane;
    double from, to;              /* of a bar */
    bool is_event;                /* a point at `from` */
    bool goes_on;                 /* the end is not known: drawn open */
    const char *name;             /* optional: short, stands in the bar or beside it */
    const char *detail;           /* optional: shown when pointed at; NULL = name */
    plot_look look;
} plot_item;

typedef struct {
    plot_figure figure;
    double from, to;
    const plot_lane *lanes;
    size_t lane_count;
    const plot_item *items;
    size_t item_count;
    plot_axis y;                  /* of the lines beneath */
    const double *x;              /* [points] */
    size_t points;
    const plot_series *series;    /* optional: [series_count] */
    size_t series_count;
} plot_timeline;

ent_status plot_draw_timeline(const plot_timeline *timeline, ent_buffer *svg,
                              ent_error *error) ENT_CHECKED;

/* ---- bars: horizontal, a row each, up to PLOT_BARS series side by side ---- */

enum { PLOT_BARS = 4 };

typedef struct {
    plot_figure figure;
    plot_axis x;
    const char *const *rows;      /* names [row_count] */
    size_t row_count;
    const plot_series *series;    /* y [row_count] each */
    size_t count;
} plot_bars;

ent_status plot_draw_bars(const plot_bars *bars, ent_buffer *svg, ent_error *error) ENT_CHECKED;

/* ---- blocs: names in a box for each bloc, and the ties that do not fit ---- */

typedef struct {
    int a, b;                     /* names */
    bool friendly;                /* friends in two blocs; else foes in one */
} plot_bloc_tie;

typedef struct {
    plot_figure figure;
    const char *const *titles;    /* of boxes [box_count] */
    size_t box_count;
    const char *const *names;     /* [count] */
    const int *box;               /* [count] */
    size_t count;
    const plot_bloc_tie *ties;    /* [tie_count] */
    size_t tie_count;
} plot_blocs;

ent_status plot_draw_blocs(const plot_blocs *blocs, ent_buffer *svg, ent_error *error) ENT_CHECKED;

/* ---- violins: what was simulated as shapes, what was observed as points on a line; panels below each other ---- */

enum { PLOT_SHAPE = 25 };

typedef struct {
    const char *name;             /* beneath it: "8", "030T" */
    double low, high;             /* where the shape begins and ends */
    double density[PLOT_SHAPE];   /* its width at equal steps from low to high, in any unit */
    double from, median, to;      /* a thin bar from..to, a white point at the median */
    double observed;              /* NaN = not known */
    const char *mark;             /* optional: stands at the observed point: "12" */
} plot_violin;

typedef struct {
    const char *title;            /* above the panel */
    const char *x_title;          /* optional */
    plot_axis y;
    const plot_violin *violins;
    size_t count;                 /* at most 16 have room for their names */
} plot_panel;

typedef struct {
    plot_figure figure;
    const plot_panel *panels;
    size_t count;
} plot_violins;

ent_status plot_draw_violins(const plot_violins *violins, ent_buffer *svg, ent_error *error) ENT_CHECKED;

#endif
