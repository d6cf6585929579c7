/* Pictures of `entente power`. Which one follows from the table that the answer is about, and from its time:
 *
 *   --table          over years                            on a day, or of one year
 *   actors, blocs    lines of shares                       bars
 *   concentration    lines of CON and HHI                  bars
 *   transitions      slopes from the first to the last     (no picture)
 *
 * Of voting power: bars of votes and both indices. */
#include "report/plots.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 40, NAMES_MOST = 8 };

/* ---- which column, and what it is ---- */

typedef struct {
    const char *column;
    plot_axis axis;
} measured;

/* There are none where some state has a value below zero. */
static bool lacks_shares(const ent_json_value *table)
{
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (isnan(ent_json_number(ent_json_cell(table, "share_of_all", row))) &&
            !isnan(ent_json_number(ent_json_cell(table, "value", row))))
            return true;
    return false;
}

static bool is_cinc(const ent_json_value *result)
{
    return !ent_json_is_null(ent_json_get(ent_json_get(result, "measure"), "rebuilt"));
}

const char *plot_power_column(const ent_json_value *result, const ent_json_value *table)
{
    return is_cinc(result) || lacks_shares(table) ? "value" : "share_of_all";
}

static measured measured_of(const ent_json_value *result, const ent_json_value *table)
{
    measured m = {plot_power_column(result, table),
                  {.title = "share of all states with data", .percent = true, .from_zero = true}};
    if (is_cinc(result))
        m.axis.title = "share of the world";
    else if (strcmp(m.column, "value") == 0)
        m.axis = (plot_axis){.title = plot_text(ent_json_get(result, "measure"), "label")};
    return m;
}

static void add_title(plot_frame *frame, const ent_json_value *result, const char *what)
{
    const ent_json_value *measure = ent_json_get(result, "measure");
    const char *of = plot_text(result, "of");
    ent_buffer_format(&frame->title, "%s%s: %s, ", what, plot_text(measure, "label"),
                      strcmp(of, "majors") == 0 ? "major powers"
                      : strcmp(of, "all") == 0  ? "all states"
                                                : "chosen states");
    plot_add_period(&frame->title, result);
    ent_buffer_format(&frame->subtitle, "%s; %s", plot_text(measure, "formula"),
                      plot_text(result, "rule"));
}

static void add_missing(plot_frame *frame, const ent_json_value *result)
{
    const ent_json_value *missing = ent_json_get(result, "missing");
    const ent_json_value *actors = ent_json_get(missing, "actors");
    size_t count = ent_json_row_count(actors), named = count < NAMES_MOST ? count : NAMES_MOST;
    if (count == 0)
        return;
    ent_buffer_format(&frame->note, "Missing, left out: %.0f of %.0f values: ",
                      ent_json_number(ent_json_get(missing, "values")),
                      ent_json_number(ent_json_get(missing, "of")));
    for (size_t i = 0; i < named; i++)
        ent_buffer_format(&frame->note, "%s%s %.0f", i ? ", " : "",
                          ent_json_text(ent_json_cell(actors, "actor", i)),
                          ent_json_number(ent_json_cell(actors, "values", i)));
    if (named < count)
        ent_buffer_format(&frame->note, ", and of %zu more", count - named);
    ent_buffer_add(&frame->note, ". ");
}

/* ---- bars ---- */

typedef struct {
    const char *name;
    double value[PLOT_BARS];
    size_t row;
} bar_row;

/* Greatest first, missing ones last. */
static int compare_rows(const void *a, const void *b)
{
    const bar_row *p = a, *q = b;
    double x = isnan(p->value[0]) ? -INFINITY : p->value[0];
    double y = isnan(q->value[0]) ? -INFINITY : q->value[0];
    if (x != y)
        return x > y ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

typedef struct {
    const char *column, *name;
} bar_column;

/* Bars of columns of a table, the rows sorted by the first. */
static ent_status draw_columns(const ent_json_value *table, const char *key,
                               const bar_column *columns, size_t count, const plot_axis *axis,
                               plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    size_t total = ent_json_row_count(table), shown = total < ROWS_MOST ? total : ROWS_MOST;
    bar_row *rows = ent_new_array(total, sizeof *rows);
    const char **names = ent_new_array(shown, sizeof *names);
    double *values = ent_new_array(shown * count, sizeof *values);
    plot_series series[PLOT_BARS];
    ent_status status = rows && names && values ? ENT_OK : ent_fail_memory(error);
    if (status != ENT_OK)
        goto done;
    for (size_t i = 0; i < total; i++) {
        rows[i] = (bar_row){.name = ent_json_text(ent_json_cell(table, key, i)), .row = i};
        for (size_t c = 0; c < count; c++)
            rows[i].value[c] = ent_json_number(ent_json_cell(table, columns[c].column, i));
    }
    qsort(rows, total, sizeof *rows, compare_rows);
    for (size_t i = 0; i < shown; i++) {
        names[i] = rows[i].name;
        for (size_t c = 0; c < count; c++)
            values[c * shown + i] = rows[i].value[c];
    }
    for (size_t c = 0; c < count; c++)
        series[c] = (plot_series){columns[c].name, values + c * shown};
    if (shown < total)
        ent_buffer_format(&frame->note, "Shown are the %zu greatest of %zu. ", shown, total);
    status = plot_draw_bars(&(plot_bars){.figure = plot_frame_figure(frame), .x = *axis,
                                         .rows = names, .row_count = shown, .series = series,
                                         .count = count},
                            svg, error);
done:
    free(values);
    free(names);
    free(rows);
    return status;
}

/* ---- shares of actors or blocs ---- */

static ent_status draw_shares(const ent_json_value *result, const char *key,
                              const ent_json_value *table, plot_frame *frame, ent_buffer *svg,
                              ent_error *error)
{
    year_lines lines;
    measured m = measured_of(result, table);
    ent_status status = year_lines_init(&lines, table, error);
    add_title(frame, result, "");
    add_missing(frame, result);
    if (status == ENT_OK && lines.points == 1) {
        bar_column column = {m.column, NULL};
        status = draw_columns(table, key, &column, 1, &m.axis, frame, svg, error);
    } else if (status == ENT_OK) {
        status = year_lines_each(&lines, table, key, m.column, error);
        if (status == ENT_OK)
            status = plot_draw_lines(&(plot_lines){.figure = plot_frame_figure(frame), .y = m.axis,
                                                   .x_title = "year", .x = lines.x,
                                                   .points = lines.points, .series = lines.series,
                                                   .count = lines.count},
                                     svg, error);
    }
    year_lines_clear(&lines);
    return status;
}

/* ---- who passed whom: shares in the first and in the last year ---- */

/* The first and the last value of each line, and the names, as arrays of the lines' arena. */
static ent_status read_ends(year_lines *lines, const char ***names, double *ends[2],
                            ent_error *error)
{
    size_t count = lines->count;
    *names = ent_arena_new(&lines->arena, count * sizeof **names);
    for (int side = 0; side < 2; side++)
        ends[side] = ent_arena_new(&lines->arena, count * sizeof *ends[side]);
    if (!*names || !ends[0] || !ends[1])
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        (*names)[i] = lines->series[i].name;
        ends[0][i] = lines->series[i].y[0];
        ends[1][i] = lines->series[i].y[lines->points - 1];
    }
    return ENT_OK;
}

static ent_status draw_ends(year_lines *lines, const plot_axis *axis, plot_frame *frame,
                            ent_buffer *svg, ent_error *error)
{
    char years[2][16];
    const char **names;
    double *ends[2];
    ent_status status = read_ends(lines, &names, ends, error);
    if (status != ENT_OK)
        return status;
    snprintf(years[0], sizeof years[0], "%.0f", lines->x[0]);
    snprintf(years[1], sizeof years[1], "%.0f", lines->x[lines->points - 1]);
    return plot_draw_slopes(&(plot_slopes){.figure = plot_frame_figure(frame), .y = *axis,
                                           .ends = {years[0], years[1]}, .names = names,
                                           .values = {ends[0], ends[1]}, .count = lines->count},
                            svg, error);
}

static ent_status draw_slopes(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                              ent_error *error)
{
    const ent_json_value *table = ent_json_get(result, "actors");
    measured m = measured_of(result, table);
    year_lines lines;
    ent_status status = year_lines_init(&lines, table, error);
    add_title(frame, result, "");
    add_missing(frame, result);
    if (status == ENT_OK && lines.points == 1)
        status = ent_fail(error, ENT_ERR_INPUT, "nothing to draw: slopes need two years, give "
                          "--from and --to");
    if (status == ENT_OK)
        status = year_lines_each(&lines, table, "actor", m.column, error);
    if (status == ENT_OK)
        status = draw_ends(&lines, &m.axis, frame, svg, error);
    year_lines_clear(&lines);
    return status;
}

/* ---- concentration ---- */

static const struct {
    const char *column, *name;
} indices[] = {{"con", "CON"}, {"hhi", "HHI"}};

static ent_status add_indices(year_lines *lines, const ent_json_value *table, ent_error *error)
{
    ent_status status = ENT_OK;
    size_t sets = 0;
    for (size_t row = 0; row < ent_json_row_count(table); row++) /* the sets of the first year */
        sets += ent_json_number(ent_json_cell(table, "year", row)) == lines->first;
    for (size_t i = 0; i < ent_countof(indices); i++)
        for (size_t set = 0; set < sets && status == ENT_OK; set++) {
            char name[80];
            const char *of = ent_json_text(ent_json_cell(table, "of", set));
            snprintf(name, sizeof name, "%s, %s", indices[i].name, of);
            status = year_lines_add(lines, table, "of", of, indices[i].column, name, error);
        }
    return status;
}

static ent_status draw_concentration(const ent_json_value *result, plot_frame *frame,
                                     ent_buffer *svg, ent_error *error)
{
    static const bar_column columns[] = {{"con", "CON"}, {"hhi", "HHI"}, {"evenness", "evenness"}};
    const ent_json_value *table = ent_json_get(result, "concentration");
    const plot_axis axis = {.title = "0 equal, 1 one has all (evenness: the reverse)",
                            .from_zero = true},
                    indices_axis = {.title = "0 equal, 1 one has all", .from_zero = true};
    year_lines lines;
    ent_status status = year_lines_init(&lines, table, error);
    add_title(frame, result, "Concentration of ");
    add_missing(frame, result);
    if (status == ENT_OK && lines.points == 1) {
        status = draw_columns(table, "of", columns, ent_countof(columns), &axis, frame, svg, error);
    } else if (status == ENT_OK) {
        status = add_indices(&lines, table, error);
        if (status == ENT_OK)
            status = plot_draw_lines(&(plot_lines){.figure = plot_frame_figure(frame),
                                                   .y = indices_axis, .x_title = "year",
                                                   .x = lines.x, .points = lines.points,
                                                   .series = lines.series, .count = lines.count},
                                     svg, error);
    }
    year_lines_clear(&lines);
    return status;
}

ent_status plot_of_power(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                         ent_error *error)
{
    const char *main = plot_text(result, "main");
    if (strcmp(main, "concentration") == 0)
        return draw_concentration(result, frame, svg, error);
    if (strcmp(main, "transitions") == 0)
        return draw_slopes(result, frame, svg, error);
    if (strcmp(main, "blocs") == 0 && ent_json_row_count(ent_json_get(result, "blocs")) == 0)
        return ent_fail(error, ENT_ERR_INPUT, "nothing to draw: no bloc was given; expected --bloc "
                        "NAME=USA,UKG");
    if (strcmp(main, "blocs") == 0)
        return draw_shares(result, "bloc", ent_json_get(result, "blocs"), frame, svg, error);
    return draw_shares(result, "actor", ent_json_get(result, "actors"), frame, svg, error);
}

/* ---- voting power ---- */

ent_status plot_of_voting(const ent_json_value *result, plot_frame *frame, ent_buffer *svg,
                          ent_error *error)
{
    static const bar_column columns[] = {{"share", "share of votes"},
                                         {"banzhaf", "Banzhaf, normalised"},
                                         {"shapley_shubik", "Shapley-Shubik"}};
    const plot_axis axis = {.title = "share", .percent = true};
    const ent_json_value *scaling = ent_json_get(result, "scaling");
    const ent_json_value *missing = ent_json_get(result, "missing");
    ent_buffer_format(&frame->title, "Votes and voting power, quota %s", plot_text(result, "quota"));
    ent_buffer_format(&frame->subtitle, "%.0f of %.0f votes win",
                      ent_json_number(ent_json_get(scaling, "quota")),
                      ent_json_number(ent_json_get(scaling, "total")));
    if (ent_json_number(ent_json_get(missing, "members")) > 0)
        ent_buffer_format(&frame->note, "Missing, left out: %s. ", plot_text(missing, "names"));
    return draw_columns(ent_json_get(result, "members"), "member", columns, ent_countof(columns),
                        &axis, frame, svg, error);
}
