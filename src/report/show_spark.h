/* Small charts of measures over time for a terminal: a row of blocks for each line.
 *
 *   USA  ▂▂▂▃▃▄▅▅▆██▆▄▃▃     0.197     0.133
 */
#ifndef ENT_REPORT_SHOW_SPARK_H
#define ENT_REPORT_SHOW_SPARK_H

#include "report/year_lines.h"

/* A block for a part from 0 to 1, "▁" to "█". */
const char *show_block(double part);
/* The same for a part that is filled: "·" for nothing, " " where that is not known. */
const char *show_filled(double part);

/* Blocks for values from `low` to `high`, "·" where there is none; of more values than columns several share
 * a block, by their mean. */
void show_spark(ent_buffer *out, const double *values, size_t count, double low, double high,
                size_t columns);

/* A heading with the years and the scale, which all lines share, then each line with its name, blocks, first
 * and last value. Of very many lines those that reach highest. Nothing for fewer than three years.
 *   width  of the terminal; 0 = not a terminal */
void show_sparks(ent_buffer *out, const char *heading, const year_lines *lines, bool from_zero,
                 int width);

#endif
