/* The picture of `entente simulate`: bars of the pairs not tied in the wave before that are most likely to be tied. */
#include "report/plots.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS_MOST = 20, NAME_SIZE = 64 };

typedef struct {
    double p;
    size_t row;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->p < y->p ? 1 : x->p > y->p ? -1 : (x->row > y->row) - (x->row < y->row);
}

static size_t rank_new(const ent_json_value *pairs, ranked *order)
{
    size_t count = 0;
    for (size_t row = 0; row < ent_json_row_count(pairs); row++)
        if (!(ent_json_number(ent_json_cell(pairs, "before", row)) > 0))
            order[count++] = (ranked){ent_json_number(ent_json_cell(pairs, "p", row)), row};
    qsort(order, count, sizeof *order, compare_ranked);
    return count < ROWS_MOST ? count : ROWS_MOST;
}

static ent_status draw(const ent_json_value *result, const ent_json_value *pairs, const ranked *order, size_t count,
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
    ent_buffer_format(&frame->subtitle, "probability given all other ties, mean over %.0f networks of %s started from %s",
                      ent_json_number(ent_json_get(result, "draws")), plot_text(result, "model"),
                      plot_text(result, "start"));
    ent_buffer_add(&frame->note, "(came): observed in that wave. ");
    return plot_draw_bars(&(plot_bars){.figure = plot_frame_figure(frame),
                                       .x = {.title = "probability", .percent = true, .from_zero = true}, .rows = rows,
                                       .row_count = count, .series = &(plot_series){NULL, p}, .count = 1}, svg, error);
}

ent_status plot_of_simulate(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    ranked *order = ent_new_array(ent_json_row_count(pairs), sizeof *order);
    if (!order)
        return ent_fail_memory(error);
    size_t count = rank_new(pairs, order);
    ent_status status = count ? draw(result, pairs, order, count, frame, svg, error)
                              : ent_fail(error, ENT_ERR_INPUT, "every pair was tied before: there is no new tie to draw");
    free(order);
    return status;
}
