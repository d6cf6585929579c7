/* The picture of `entente gof` of a tie model: ROC curves of new ties, of forecasts beside what knows the wave itself. */
#include "report/plots.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CURVES = 3, POINTS = 101 };
static const char *const curves[CURVES][2] = {{"draws", "drawn networks"}, {"plug-in", "plug-in"},
                                              {"given the wave", "given the wave (leak)"}};

typedef struct {
    double x[POINTS], chance[POINTS], y[CURVES][POINTS];
} roc_lines;

/* The rows of a curve come one after another. False if there are none. */
static bool take_curve(const ent_json_value *table, const char *by, double *y)
{
    size_t k = 0;
    for (size_t row = 0; row < ent_json_row_count(table) && k < POINTS; row++)
        if (strcmp(ent_json_text(ent_json_cell(table, "by", row)), by) == 0)
            y[k++] = ent_json_number(ent_json_cell(table, "found", row));
    return k == POINTS;
}

static void add_texts(const ent_json_value *result, plot_frame *frame)
{
    const ent_json_value *table = ent_json_get(result, "curves");
    const char *from = plot_text(result, "from"), *to = plot_text(result, "to");
    bool is_new = strcmp(ent_json_text(ent_json_cell(table, "pairs_of", 0)), "all") != 0;
    bool outside = ent_json_is_true(ent_json_get(result, "out_of_sample"));
    ent_buffer_format(&frame->title, "%s found: %s, %s", is_new ? "New ties" : "Ties", plot_text(result, "layer"), from);
    if (strcmp(from, to) != 0)
        ent_buffer_format(&frame->title, " to %s", to);
    ent_buffer_format(&frame->subtitle, "pairs by probability, the most likely first: share of the ties that came against share of "
                      "the other pairs ranked so high; %s, from %.0f before, %s", plot_text(result, "model"),
                      ent_json_number(ent_json_get(result, "horizon")), outside ? "out of sample" : "within the fit");
    if (ent_json_is_true(ent_json_get(result, "degenerate")))
        ent_buffer_add(&frame->note, "Degenerate: the networks drawn have far more or far fewer ties than the observed ones. ");
}

static ent_status draw(const ent_json_value *result, roc_lines *lines, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    plot_series series[CURVES + 1];
    size_t count = 0;
    for (size_t k = 0; k < CURVES; k++)
        if (take_curve(ent_json_get(result, "curves"), curves[k][0], lines->y[k]))
            series[count++] = (plot_series){curves[k][1], lines->y[k]};
    for (size_t k = 0; k < POINTS; k++) {
        lines->x[k] = (double)k;
        lines->chance[k] = (double)k / (POINTS - 1);
    }
    if (count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "no tie came in these waves that was not there before: there is no curve to draw");
    series[count++] = (plot_series){"chance", lines->chance};
    add_texts(result, frame);
    return plot_draw_lines(&(plot_lines){.figure = plot_frame_figure(frame),
                                         .y = {.title = "ties that came", .percent = true, .from_zero = true},
                                         .x_title = "other pairs, percent", .x = lines->x, .points = POINTS, .series = series,
                                         .count = count}, svg, error);
}

ent_status plot_of_tie_gof(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    roc_lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        return ent_fail_memory(error);
    ent_status status = draw(result, lines, frame, svg, error);
    free(lines);
    return status;
}
