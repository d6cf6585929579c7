/* Scales: from values to places, and their ticks. */
#ifndef ENT_PLOT_SCALE_H
#define ENT_PLOT_SCALE_H

#include "plot/plot.h"

enum { SCALE_TEXT = 48, SCALE_YEARS = 24, SCALE_YEARS_TITLE = 42 };

typedef struct {
    double from, to;    /* values at the ends */
    double low, high;   /* places of these */
    double step;        /* from tick to tick: 1, 2, 2.5 or 5 times a power of ten */
    double factor;      /* values are written divided by this: 1, thousand ... trillion; .01 for percent */
    char word[16];      /* "", "thousand" ... "trillion", "10¹⁸" */
    bool percent;
} plot_scale;

/* The least and greatest of some numbers, NaN and infinite ones passed over; *least > *greatest if there are
 * none. Start with *least = INFINITY, *greatest = -INFINITY. */
void scale_extend(const double *values, size_t count, double *least, double *greatest);

/* ENT_ERR_INPUT if a value is so large that a scale of such would overflow. */
ent_status scale_check(const plot_series *series, size_t count, size_t points,
                       ent_error *error) ENT_CHECKED;

/* A scale of values with round ends, about `ticks` ticks; equal ends are moved apart. */
plot_scale scale_of_values(const plot_axis *axis, double least, double greatest, double low,
                           double high, int ticks);
/* A scale of years with ends as given, ticks at whole round years, each with room for its text. */
plot_scale scale_of_years(double from, double to, double low, double high);

double scale_at(const plot_scale *scale, double value);

/* The value of the nth tick; NaN past the last. */
double scale_tick(const plot_scale *scale, size_t n);
/* How a tick is written: as many decimals as the step needs. */
void scale_tick_text(const plot_scale *scale, double value, char text[SCALE_TEXT]);
/* A value with three significant digits, in the unit of the scale; NaN is "no data". */
void scale_value_text(const plot_scale *scale, double value, char text[SCALE_TEXT]);
/* "military expenditure, billion dollars" */
void scale_title(const plot_scale *scale, const plot_axis *axis, ent_buffer *text);

/* Ticks, grid and title of an axis at the left of a plot from `left` to `right`. */
void scale_draw_values(const plot_scale *scale, const plot_axis *axis, double left, double right,
                       ent_buffer *svg);
/* Years beneath a plot from `top` to `y`; they take SCALE_YEARS below it, with a title SCALE_YEARS_TITLE. */
void scale_draw_years(const plot_scale *scale, const char *title, double top, double y,
                      ent_buffer *svg);
/* Room that the texts of the ticks need. */
double scale_room(const plot_scale *scale);

#endif
