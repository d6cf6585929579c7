/* Lines within a frame: what the picture of lines and the strip below a time line share. */
#ifndef ENT_PLOT_LINES_H
#define ENT_PLOT_LINES_H

#include "plot/scale.h"

/* Draw a line, broken where it is NaN; a value between two gaps is a marker.
 *   series  its colour, dashes and marker; SIZE_MAX = grey, without markers */
void lines_draw(const plot_scale *x, const plot_scale *y, const double *years, const double *values,
                size_t points, size_t series, ent_buffer *svg);

/* The last point that is not NaN, or SIZE_MAX. */
size_t lines_last(const double *values, size_t points);

#endif
