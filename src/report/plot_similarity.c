/* Pictures of `entente similarity`: of a pair over time lines, a measure each; of a pair on a day bars; of a
 * day the matrix of the first measure. */
#include "report/plots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_head(plot_frame *frame, const ent_json_value *result, const char *who)
{
    const ent_json_value *layer = ent_json_get(result, "layer");
    ent_buffer_format(&frame->title, "Similarity of portfolios in %s: %s, ",
                      plot_text(layer, "name"), who);
    plot_add_period(&frame->title, result);
    ent_buffer_format(&frame->subtitle, "%s@%s, scale %s; %s", plot_text(layer, "name"),
                      plot_text(layer, "source"), plot_text(layer, "scale"),
                      plot_text(result, "rule"));
}

static void add_missing(plot_frame *frame, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    double absent = ent_json_number(ent_json_get(missing, "pairs_absent"));
    double undefined = ent_json_number(ent_json_get(missing, "values_not_defined"));
    if (absent > 0)
        ent_buffer_format(&frame->note, "Years without a value, since one of the pair was no state: "
                          "%.0f. ", absent);
    if (undefined > 0)
        ent_buffer_format(&frame->note, "Values that are not defined: %.0f. ", undefined);
}

/* ---- a pair ---- */

static ent_status draw_pair_bars(const ent_json_value *pairs, const ent_json_value *variants,
                                 plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    size_t count = ent_json_row_count(variants);
    const char **names = ent_new_array(count, sizeof *names);
    double *values = ent_new_array(count, sizeof *values);
    plot_series series = {NULL, values};
    ent_status status = names && values ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        names[i] = ent_json_text(ent_json_cell(variants, "label", i));
        values[i] = ent_json_number(
            ent_json_cell(pairs, ent_json_text(ent_json_cell(variants, "id", i)), 0));
    }
    if (status == ENT_OK)
        status = plot_draw_bars(&(plot_bars){.figure = plot_frame_figure(frame),
                                             .x = {.title = "−1 to 1; 1: the same portfolio"},
                                             .rows = names, .row_count = count,
                                             .series = &series, .count = 1},
                                svg, error);
    free(values);
    free(names);
    return status;
}

static ent_status draw_pair_lines(year_lines *lines, const ent_json_value *pairs,
                                  const ent_json_value *variants, plot_frame *frame,
                                  ent_buffer *svg, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_json_row_count(variants) && status == ENT_OK; i++) {
        const char *id = ent_json_text(ent_json_cell(variants, "id", i));
        status = year_lines_add(lines, pairs, NULL, NULL, id, id, error);
    }
    if (status == ENT_OK)
        status = plot_draw_lines(&(plot_lines){.figure = plot_frame_figure(frame),
                                               .y = {.title = "−1 to 1; 1: the same portfolio"},
                                               .x_title = "year", .x = lines->x,
                                               .points = lines->points, .series = lines->series,
                                               .count = lines->count},
                                 svg, error);
    return status;
}

static ent_status draw_pair(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                            ent_error *error)
{
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    const ent_json_value *variants = ent_json_get(result, "variants");
    year_lines lines;
    ent_buffer who = {0};
    ent_status status = year_lines_init(&lines, pairs, error);
    if (status == ENT_OK) {
        ent_buffer_format(&who, "%s and %s", ent_json_text(ent_json_cell(pairs, "a", 0)),
                          ent_json_text(ent_json_cell(pairs, "b", 0)));
        add_head(frame, result, ent_buffer_text(&who));
        add_missing(frame, result);
        frame->title.failed |= who.failed;
        ent_buffer_clear(&who);
        status = lines.points == 1
                     ? draw_pair_bars(pairs, variants, frame, svg, error)
                     : draw_pair_lines(&lines, pairs, variants, frame, svg, error);
    }
    year_lines_clear(&lines);
    return status;
}

/* ---- the matrix of a day ---- */

static const char *label_of(const ent_json_value *variants, const char *id)
{
    for (size_t i = 0; i < ent_json_row_count(variants); i++)
        if (strcmp(ent_json_text(ent_json_cell(variants, "id", i)), id) == 0)
            return ent_json_text(ent_json_cell(variants, "label", i));
    return id;
}

static ent_status draw_matrix(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                              ent_error *error)
{
    const ent_json_value *matrix = ent_json_get(result, "matrix");
    size_t count = ent_json_row_count(matrix);
    const char **names = ent_new_array(count, sizeof *names);
    double *values = ent_new_array(count * count, sizeof *values);
    ent_status status = names && values ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        names[i] = ent_json_text(ent_json_cell(matrix, "actor", i));
    for (size_t column = 0; column < count && status == ENT_OK; column++) {
        const ent_json_value *cells = ent_json_get(matrix, names[column]);
        for (size_t row = 0; row < count; row++)
            values[row * count + column] = ent_json_number(ent_json_at(cells, row));
    }
    if (status == ENT_OK) {
        const char *of = plot_text(result, "of");
        add_head(frame, result, strcmp(of, "majors") == 0 ? "major powers" : of);
        add_missing(frame, result);
        status = plot_draw_matrix(
            &(plot_matrix){.figure = plot_frame_figure(frame),
                           .value = {.title = label_of(ent_json_get(result, "variants"),
                                                       plot_text(result, "matrix_of"))},
                           .rows = names, .columns = names, .row_count = count,
                           .column_count = count, .values = values, .diverging = true,
                           .from = -1, .to = 1, .skip_diagonal = true},
            svg, error);
    }
    free(values);
    free(names);
    return status;
}

ent_status plot_of_similarity(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                              ent_error *error)
{
    if (ent_json_get(result, "matrix"))
        return draw_matrix(result, frame, svg, error);
    return draw_pair(result, frame, svg, error);
}
