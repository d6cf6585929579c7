/* Pictures of answers: what the files plot_*.c share. A picture is made from an answer's document by a function
 * that is one row of the table in plots.c, and drawn by src/plot/.
 *
 *   ent_status plot_of_power(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ...)
 *   {
 *       year_lines lines;
 *       status = year_lines_init(&lines, table, error);
 *       status = year_lines_each(&lines, table, "actor", "value", error);
 *       ent_buffer_add(&frame->title, "Shares of ...");
 *       status = plot_draw_lines(&(plot_lines){.figure = plot_frame_figure(frame), ...}, svg, error);
 *       year_lines_clear(&lines);
 *   } */
#ifndef ENT_REPORT_PLOTS_H
#define ENT_REPORT_PLOTS_H

#include "report/year_lines.h"

/* ---- the texts around a picture ---- */

typedef struct {
    ent_buffer title, subtitle, description;
    ent_buffer note;     /* begins with what the answer says is missing, not covered, or in doubt */
    ent_buffer sources;  /* of `result.sources`, or of what is added */
    const char *source_line;
} plot_frame;

/* Texts as the picture wants them; borrowed till the frame changes. */
plot_figure plot_frame_figure(plot_frame *frame);

/* A function of the table: draws `result` into svg. Errors: ENT_ERR_INPUT: nothing to draw, and why. */
typedef ent_status plot_function(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                                 ent_error *error);
plot_function plot_of_power, plot_of_voting, plot_of_similarity, plot_of_balance, plot_of_network, plot_of_blocs;
plot_function plot_of_history, plot_of_simulate, plot_of_gof, plot_of_tie_gof;

/* The lines as the picture. */
ent_status plot_over_years(const year_lines *lines, const plot_axis *y, plot_frame *frame, ent_buffer *svg,
                           ent_error *error);
/* "1816 to 2016", or the day: of `result.period`. */
void plot_add_period(ent_buffer *text, const ent_json_value *result);
/* Which column of a table of `entente power` is shown over time: "value" of what is a share of the world already
 * (CINC) or lacks shares, since some state's value is below zero; else "share_of_all". */
const char *plot_power_column(const ent_json_value *result, const ent_json_value *table);
/* The text of a member; "" if it has none. */
const char *plot_text(const ent_json_value *object, const char *key);

#endif
