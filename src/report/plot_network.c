/* Pictures of `entente network`: over years lines of density, clustering, transitivity and centralisation, with
 * --table actors of each actor's degree; of one network bars of the degrees. Of valued layers strengths instead. */
#include "report/plots.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 40 };

/* ---- texts ---- */

static void add_head(plot_frame *frame, const ent_json_value *result, const char *what)
{
    const ent_json_value *layer = ent_json_get(result, "layer");
    const char *of = plot_text(result, "of");
    ent_buffer_format(&frame->title, "%s: %s of %s, ", what, plot_text(layer, "name"),
                      strcmp(of, "all") == 0      ? "all states"
                      : strcmp(of, "majors") == 0 ? "major powers"
                                                  : "chosen states");
    plot_add_period(&frame->title, result);
    ent_buffer_format(&frame->subtitle, "%s; ties %s", plot_text(result, "rule"), plot_text(layer, "ties"));
    if (ent_json_is_true(ent_json_get(layer, "valued")))
        ent_buffer_format(&frame->subtitle, "; strength: %s", plot_text(layer, "strength"));
}

static void add_missing(plot_frame *frame, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    double outside = ent_json_number(ent_json_get(missing, "ties_outside"));
    double without = ent_json_number(ent_json_get(missing, "ties_without_value"));
    if (outside > 0)
        ent_buffer_format(&frame->note, "Ties left out, since one end is no state then: %.0f. ", outside);
    if (without > 0)
        ent_buffer_format(&frame->note, "Ties left out, without level or value: %.0f. ", without);
}

/* What is drawn of an actor: column, axis, title. */
typedef struct {
    const char *column, *title;
    plot_axis axis;
} actor_measure;

static actor_measure measure_of(const ent_json_value *result)
{
    if (ent_json_is_true(ent_json_get(ent_json_get(result, "layer"), "valued")))
        return (actor_measure){"strength", "Strengths",
                               {.title = "sum of the values of an actor's ties", .from_zero = true}};
    return (actor_measure){"degree", "Degrees",
                           {.title = "actors that one is tied to", .from_zero = true, .whole = true}};
}

/* ---- over years ---- */

static ent_status draw_figures(const ent_json_value *result, year_lines *lines, plot_frame *frame,
                               ent_buffer *svg, ent_error *error)
{
    static const char *const measures[] = {"density", "clustering", "transitivity", "centralisation"};
    static const plot_axis y = {.title = "0 to 1", .from_zero = true};
    const ent_json_value *table = ent_json_get(result, "years");
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_countof(measures) && status == ENT_OK; i++)
        status = year_lines_add(lines, table, NULL, NULL, measures[i], measures[i], error);
    add_head(frame, result, "Network");
    return status == ENT_OK ? plot_over_years(lines, &y, frame, svg, error) : status;
}

static ent_status draw_actors(const ent_json_value *result, year_lines *lines, plot_frame *frame,
                              ent_buffer *svg, ent_error *error)
{
    actor_measure measure = measure_of(result);
    ent_status status =
        year_lines_each(lines, ent_json_get(result, "actors"), "actor", measure.column, error);
    add_head(frame, result, measure.title);
    return status == ENT_OK ? plot_over_years(lines, &measure.axis, frame, svg, error) : status;
}

static ent_status draw_years(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                             ent_error *error)
{
    year_lines lines;
    bool actors = strcmp(plot_text(result, "main"), "actors") == 0;
    ent_status status = year_lines_init(&lines, ent_json_get(result, "years"), error);
    if (status == ENT_OK)
        status = (actors ? draw_actors : draw_figures)(result, &lines, frame, svg, error);
    year_lines_clear(&lines);
    return status;
}

/* ---- one network ---- */

/* The table has those with the most ties first; of valued layers the bars go by strength. */
typedef struct {
    const char *name;
    double value;
    size_t row;
} bar;

static int greatest_first(const void *left, const void *right)
{
    const bar *x = left, *y = right;
    if (x->value < y->value || x->value > y->value)
        return x->value > y->value ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

/* The actors with ties as bars, *count of them; freed with free(), NULL if memory ran out. */
static bar *read_bars(const ent_json_value *actors, const char *column, size_t *count)
{
    bar *bars = ent_new_array(ent_json_row_count(actors), sizeof *bars);
    *count = 0;
    for (size_t i = 0; bars && i < ent_json_row_count(actors); i++) {
        double value = ent_json_number(ent_json_cell(actors, column, i));
        if (value > 0)
            bars[(*count)++] = (bar){ent_json_text(ent_json_cell(actors, "actor", i)), value, i};
    }
    if (*count > 0)
        qsort(bars, *count, sizeof *bars, greatest_first);
    return bars;
}

static ent_status draw_bars(const bar *bars, size_t total, const actor_measure *measure, plot_frame *frame,
                            ent_buffer *svg, ent_error *error)
{
    const char *names[ROWS_MOST];
    double values[ROWS_MOST];
    size_t shown = total < ROWS_MOST ? total : ROWS_MOST;
    for (size_t i = 0; i < shown; i++) {
        names[i] = bars[i].name;
        values[i] = bars[i].value;
    }
    if (shown < total)
        ent_buffer_format(&frame->note, "Shown are the first %zu of %zu with ties. ", shown, total);
    return plot_draw_bars(&(plot_bars){.figure = plot_frame_figure(frame), .x = measure->axis, .rows = names,
                                       .row_count = shown, .series = &(plot_series){measure->column, values},
                                       .count = 1},
                          svg, error);
}

static ent_status draw_network(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                               ent_error *error)
{
    size_t total;
    actor_measure measure = measure_of(result);
    bar *bars = read_bars(ent_json_get(result, "actors"), measure.column, &total);
    add_head(frame, result, measure.title);
    ent_status status = bars ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK && total == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "nothing to draw: there is no tie");
    if (status == ENT_OK)
        status = draw_bars(bars, total, &measure, frame, svg, error);
    free(bars);
    return status;
}

ent_status plot_of_network(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                           ent_error *error)
{
    add_missing(frame, result);
    if (ent_json_row_count(ent_json_get(result, "years")) > 1)
        return draw_years(result, frame, svg, error);
    return draw_network(result, frame, svg, error);
}
