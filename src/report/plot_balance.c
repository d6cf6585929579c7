/* Pictures of `entente balance`: over years lines of the balanced share, walk balance and the Laplacian minimum, with
 * --table actors of each actor's tense triads; of one network bars of the actors in the most tense triads. */
#include "report/plots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 40 };

static void add_head(plot_frame *frame, const ent_json_value *result, const char *what)
{
    const ent_json_value *layers = ent_json_get(result, "layers");
    const char *of = plot_text(result, "of");
    ent_buffer_format(&frame->title, "%s: %s", what,
                      strcmp(of, "all") == 0      ? "all states"
                      : strcmp(of, "majors") == 0 ? "major powers"
                      : *of                       ? "chosen states"
                                                  : "a file of ties");
    for (size_t i = 0; i < ent_json_row_count(layers); i++)
        ent_buffer_format(&frame->subtitle, "%s%s %s", i ? ", " : "",
                          ent_json_number(ent_json_cell(layers, "sign", i)) > 0 ? "+" : "−",
                          ent_json_text(ent_json_cell(layers, "name", i)));
    if (!*of)
        return;
    ent_buffer_add(&frame->title, ", ");
    plot_add_period(&frame->title, result);
    ent_buffer_format(&frame->subtitle, "; %s", plot_text(result, "rule"));
}

static void add_missing(plot_frame *frame, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    double without = ent_json_number(ent_json_get(missing, "without_spectrum"));
    double outside = ent_json_number(ent_json_get(missing, "ties_outside"));
    if (without > 0)
        ent_buffer_format(&frame->note, "Too large for eigenvalues: %.0f. ", without);
    if (outside > 0)
        ent_buffer_format(&frame->note, "Ties left out, since one end is no state then: %.0f. ", outside);
}

/* ---- over years ---- */

static ent_status draw_measures(const ent_json_value *result, year_lines *lines, plot_frame *frame,
                                ent_buffer *svg, ent_error *error)
{
    static const struct {
        const char *column, *name;
    } measures[] = {{"balanced_share", "balanced triads"}, {"walk", "walk balance"},
                    {"laplacian_min_largest", "Laplacian minimum"}};
    static const plot_axis y = {.title = "share and walk balance: 1 balanced; Laplacian minimum: 0",
                                .from_zero = true};
    const ent_json_value *table = ent_json_get(result, "years");
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_countof(measures) && status == ENT_OK; i++)
        status = year_lines_add(lines, table, NULL, NULL, measures[i].column, measures[i].name, error);
    add_head(frame, result, "Structural balance");
    return status == ENT_OK ? plot_over_years(lines, &y, frame, svg, error) : status;
}

static ent_status draw_actors(const ent_json_value *result, year_lines *lines, plot_frame *frame,
                              ent_buffer *svg, ent_error *error)
{
    static const plot_axis y = {.title = "tense triads", .from_zero = true, .whole = true};
    ent_status status =
        year_lines_each(lines, ent_json_get(result, "actors"), "actor", "tense", error);
    add_head(frame, result, "Actors in tense triads");
    return status == ENT_OK ? plot_over_years(lines, &y, frame, svg, error) : status;
}

static ent_status draw_years(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                             ent_error *error)
{
    year_lines lines;
    bool actors = strcmp(plot_text(result, "main"), "actors") == 0;
    ent_status status = year_lines_init(&lines, ent_json_get(result, "years"), error);
    if (status == ENT_OK)
        status = actors ? draw_actors(result, &lines, frame, svg, error)
                        : draw_measures(result, &lines, frame, svg, error);
    year_lines_clear(&lines);
    return status;
}

/* ---- one network ---- */

/* Actors of the table, which has those in the most tense triads first, that are in any. */
static size_t count_tense(const ent_json_value *actors)
{
    size_t count = 0;
    while (count < ent_json_row_count(actors) &&
           ent_json_number(ent_json_cell(actors, "tense", count)) > 0)
        count++;
    return count;
}

/* The kinds of tense triads that occur in the first `shown` rows, a series each. */
static size_t add_kinds(const ent_json_value *actors, size_t shown, double *values,
                        plot_series series[2])
{
    static const struct {
        const char *column, *name;
    } kinds[] = {{"ppm", "++−"}, {"mmm", "−−−"}};
    size_t count = 0;
    for (size_t k = 0; k < ent_countof(kinds); k++) {
        double *y = values + count * shown, sum = 0;
        for (size_t i = 0; i < shown; i++)
            sum += y[i] = ent_json_number(ent_json_cell(actors, kinds[k].column, i));
        if (sum > 0)
            series[count++] = (plot_series){kinds[k].name, y};
    }
    return count;
}

static ent_status draw_network(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                               ent_error *error)
{
    const ent_json_value *actors = ent_json_get(result, "actors");
    size_t total = count_tense(actors), shown = total < ROWS_MOST ? total : ROWS_MOST, count = 0;
    if (total == 0)
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: no triad is tense");
    const char **names = ent_new_array(shown, sizeof *names);
    double *values = ent_new_array(2 * shown, sizeof *values);
    plot_series series[2];
    char kind[40] = "";
    ent_status status = names && values ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < shown && status == ENT_OK; i++)
        names[i] = ent_json_text(ent_json_cell(actors, "actor", i));
    if (status == ENT_OK)
        count = add_kinds(actors, shown, values, series);
    if (count == 1) /* then no key names it */
        snprintf(kind, sizeof kind, "tense triads, %s", series[0].name);
    add_head(frame, result, "Actors in tense triads");
    if (shown < total)
        ent_buffer_format(&frame->note, "Shown are the %zu in most of %zu. ", shown, total);
    if (status == ENT_OK)
        status = plot_draw_bars(
            &(plot_bars){.figure = plot_frame_figure(frame),
                         .x = {.title = count == 1 ? kind : "tense triads", .from_zero = true, .whole = true},
                         .rows = names, .row_count = shown, .series = series, .count = count},
            svg, error);
    free(values);
    free(names);
    return status;
}

ent_status plot_of_balance(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                           ent_error *error)
{
    add_missing(frame, result);
    if (ent_json_row_count(ent_json_get(result, "years")) > 1)
        return draw_years(result, frame, svg, error);
    return draw_network(result, frame, svg, error);
}
