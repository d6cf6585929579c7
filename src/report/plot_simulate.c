/* The picture of `entente simulate`: bars of the pairs not tied in the wave before that are most likely to be tied. */
#include "report/likely.h"
#include "report/plots.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 20, NAME_SIZE = 64 };

static ent_status draw(const ent_json_value *result, const ent_json_value *pairs, const likely_pair *order, size_t count,
                       plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    char names[ROWS_MOST][NAME_SIZE];
    const char *rows[ROWS_MOST];
    double p[ROWS_MOST];
    for (size_t k = 0; k < count; k++) {
        snprintf(names[k], NAME_SIZE, "%s-%s%s", ent_json_text(ent_json_cell(pairs, "a", order[k].row)),
                 ent_json_text(ent_json_cell(pairs, "b", order[k].row)),
                 ent_json_number(ent_json_cell(pairs, "observed", order[k].row)) > 0 ? " (came)" : "");
        rows[k] = names[k];
        p[k] = order[k].p;
    }
    ent_buffer_format(&frame->title, "New ties most likely: %s, %s", plot_text(result, "layer"), plot_text(result, "wave"));
    bool is_share = strcmp(plot_text(result, "family"), "saom") == 0; /* tie models average the chance given the others */
    ent_buffer_format(&frame->subtitle, is_share ? "share of %.0f simulations of %s started from %s"
                                                 : "probability given all other ties, mean over %.0f networks of %s started from %s",
                      ent_json_number(ent_json_get(result, "draws")), plot_text(result, "model"),
                      plot_text(result, "start"));
    if (*plot_text(result, "warning"))
        ent_buffer_add(&frame->note, "The fit has not converged. ");
    ent_buffer_add(&frame->note, "(came): observed in that wave. ");
    return plot_draw_bars(&(plot_bars){.figure = plot_frame_figure(frame),
                                       .x = {.title = "probability", .percent = true, .from_zero = true}, .rows = rows,
                                       .row_count = count, .series = &(plot_series){NULL, p}, .count = 1}, svg, error);
}

ent_status plot_of_simulate(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    likely_pair *order = ent_new_array(ent_json_row_count(pairs), sizeof *order);
    if (!order)
        return ent_fail_memory(error);
    size_t count = likely_rank(pairs, false, order);
    count = count < ROWS_MOST ? count : ROWS_MOST;
    ent_status status = count ? draw(result, pairs, order, count, frame, svg, error)
                              : ent_fail(error, ENT_ERR_INPUT, "every pair was tied before: there is no new tie to draw");
    free(order);
    return status;
}
