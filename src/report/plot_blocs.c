/* Pictures of `entente blocs`: of one network bars of the actors that are most torn, their ties against their bloc and what
 * switching would cost; over years lines of the ties against the best blocs, of blocs, and of who moved. */
#include "report/plots.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 40 };

static void add_head(plot_frame *frame, const ent_json_value *result, const char *what)
{
    const ent_json_value *layers = ent_json_get(result, "layers");
    const char *of = plot_text(result, "of"), *sought = plot_text(result, "sought");
    ent_buffer_format(&frame->title, "%s: %s", what,
                      strcmp(of, "all") == 0 ? "all states" : strcmp(of, "majors") == 0 ? "major powers"
                      : *of ? "chosen states" : "a file of ties");
    ent_buffer_add(&frame->subtitle, strcmp(sought, "free") == 0 ? "as many blocs as are best" : sought);
    ent_buffer_add(&frame->subtitle, strcmp(sought, "free") == 0 ? "" : strcmp(sought, "2") == 0 ? " blocs" : " blocs at most");
    for (size_t i = 0; i < ent_json_row_count(layers); i++)
        ent_buffer_format(&frame->subtitle, "%s%s %s", i ? ", " : "; ",
                          ent_json_number(ent_json_cell(layers, "sign", i)) > 0 ? "+" : "−",
                          ent_json_text(ent_json_cell(layers, "name", i)));
    double unproven = ent_json_number(ent_json_get(ent_json_get(result, "missing"), "unproven"));
    if (unproven > 0)
        ent_buffer_format(&frame->note, "Best blocs not proven: %.0f. ", unproven);
    if (!*of)
        return;
    ent_buffer_add(&frame->title, ", ");
    plot_add_period(&frame->title, result);
}

/* ---- over years ---- */

static ent_status draw_years(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    static const struct {
        const char *column, *name;
    } counts[] = {{"value", "ties against"}, {"large", "blocs of 3 or more"}, {"moved", "moved"}};
    static const plot_axis y = {.title = "ties against the best blocs; blocs; states that moved", .from_zero = true};
    const ent_json_value *table = ent_json_get(result, "years");
    year_lines lines;
    ent_status status = year_lines_init(&lines, table, error);
    for (size_t i = 0; i < ent_countof(counts) && status == ENT_OK; i++)
        status = year_lines_add(&lines, table, NULL, NULL, counts[i].column, counts[i].name, error);
    add_head(frame, result, "Blocs");
    if (status == ENT_OK)
        status = plot_over_years(&lines, &y, frame, svg, error);
    year_lines_clear(&lines);
    return status;
}

/* ---- one network ---- */

/* Actors of the table, which has the most torn first, that have any tie against their bloc. */
static size_t count_torn(const ent_json_value *actors)
{
    size_t count = 0;
    while (count < ent_json_row_count(actors) && ent_json_number(ent_json_cell(actors, "frustration", count)) > 0)
        count++;
    return count;
}

static ent_status draw_network(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    const ent_json_value *actors = ent_json_get(result, "actors");
    size_t total = count_torn(actors), shown = total < ROWS_MOST ? total : ROWS_MOST;
    if (total == 0)
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: no tie is against the best blocs");
    const char **names = ent_new_array(shown, sizeof *names);
    double *values = ent_new_array(2 * shown, sizeof *values);
    ent_status status = names && values ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < shown && status == ENT_OK; i++) {
        names[i] = ent_json_text(ent_json_cell(actors, "actor", i));
        values[i] = ent_json_number(ent_json_cell(actors, "frustration", i));
        values[shown + i] = ent_json_number(ent_json_cell(actors, "switching", i));
    }
    plot_series series[2] = {{"ties against its bloc", values}, {"cost of switching", values ? values + shown : NULL}};
    add_head(frame, result, "Torn between blocs");
    if (shown < total)
        ent_buffer_format(&frame->note, "Shown are the %zu most torn of %zu. ", shown, total);
    if (status == ENT_OK)
        status = plot_draw_bars(&(plot_bars){.figure = plot_frame_figure(frame),
                                             .x = {.title = "weight of ties", .from_zero = true},
                                             .rows = names, .row_count = shown, .series = series, .count = 2},
                                svg, error);
    free(names);
    free(values);
    return status;
}

ent_status plot_of_blocs(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    return ent_json_get(result, "blocs") ? draw_network(result, frame, svg, error)
                                         : draw_years(result, frame, svg, error);
}
