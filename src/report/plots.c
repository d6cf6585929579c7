/* Pictures of answers: the table of who draws which, and the texts that all of them share. */
#include "report/plots.h"

#include "entente/report.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *command; /* as the document names it */
    plot_function *draw;
} rows[] = {
    {"balance", plot_of_balance},
    {"blocs", plot_of_blocs},
    {"gof", plot_of_gof},
    {"history", plot_of_history},
    {"network", plot_of_network},
    {"power", plot_of_power},
    {"similarity", plot_of_similarity},
    {"simulate", plot_of_simulate},
    {"voting", plot_of_voting},
};

const char *plot_text(const ent_json_value *object, const char *key)
{
    const char *text = ent_json_text(ent_json_get(object, key));
    return text ? text : "";
}

/* ---- what an answer says of itself ---- */

/* A date of a span; its year alone where a span is of whole years. */
static void add_date(ent_buffer *text, const char *date, bool whole_years)
{
    ent_buffer_format(text, "%.*s", whole_years ? (int)strcspn(date, "-") : (int)strlen(date), date);
}

static void add_span(ent_buffer *text, const ent_json_value *span)
{
    const char *from = plot_text(span, "from"), *to = plot_text(span, "to");
    bool whole = strstr(from, "-01-01") && strstr(to, "-12-31");
    add_date(text, from, whole);
    if (strcmp(from, to) == 0 || (whole && strncmp(from, to, strcspn(from, "-")) == 0))
        return;
    ent_buffer_add(text, " to ");
    add_date(text, to, whole);
}

void plot_add_period(ent_buffer *text, const ent_json_value *result)
{
    add_span(text, ent_json_get(result, "period"));
}

/* What is missing is said in the words of each command; these all have. */
static void add_note(ent_buffer *note, const ent_json_value *result)
{
    const ent_json_value *outside = ent_json_get(result, "not_covered");
    double marked = ent_json_number(ent_json_get(result, "marked"));
    for (size_t i = 0; i < ent_json_count(outside); i++) {
        ent_buffer_add(note, i ? ", " : "Not covered by the sources: ");
        add_span(note, ent_json_at(outside, i));
    }
    ent_buffer_add(note, ent_json_count(outside) > 0 ? ". " : "");
    if (marked > 0)
        ent_buffer_format(note, "Unverified, disputed or of low confidence: %.0f. ", marked);
}

static bool came_before(const ent_json_value *table, size_t row)
{
    const char *source = ent_json_text(ent_json_cell(table, "source", row));
    for (size_t i = 0; i < row; i++)
        if (strcmp(ent_json_text(ent_json_cell(table, "source", i)), source) == 0)
            return true;
    return false;
}

/* "Data: nmc-7.0 (cinc, milex), cow-states-2016 (cow)": each source with what is taken from it. */
static void add_sources(ent_buffer *text, const ent_json_value *table)
{
    size_t rows_of = ent_json_row_count(table);
    for (size_t i = 0; i < rows_of; i++) {
        const char *source = ent_json_text(ent_json_cell(table, "source", i));
        if (came_before(table, i))
            continue;
        ent_buffer_format(text, "%s%s (", text->length ? "), " : "Data: ", source);
        const char *last = "";
        for (size_t k = i; k < rows_of; k++) {
            const char *name = ent_json_text(ent_json_cell(table, "name", k));
            if (strcmp(ent_json_text(ent_json_cell(table, "source", k)), source) != 0 ||
                strcmp(name, last) == 0)
                continue;
            ent_buffer_format(text, "%s%s", *last ? ", " : "", name);
            last = name;
        }
    }
    ent_buffer_format(text, "%sentente %s", text->length ? "). Made with " : "Made with ",
                      ent_version());
}

plot_figure plot_frame_figure(plot_frame *frame)
{
    if (frame->note.length > 0 && frame->note.data[frame->note.length - 1] == ' ')
        frame->note.data[--frame->note.length] = '\0'; /* each sentence of it ends with a blank */
    frame->source_line = ent_buffer_text(&frame->sources);
    return (plot_figure){
        .title = ent_buffer_text(&frame->title),
        .subtitle = frame->subtitle.length ? frame->subtitle.data : NULL,
        .description = frame->description.length ? frame->description.data : NULL,
        .note = ent_buffer_text(&frame->note),
        .sources = &frame->source_line,
        .source_count = 1,
    };
}

ent_status plot_over_years(const year_lines *lines, const plot_axis *y, plot_frame *frame, ent_buffer *svg,
                           ent_error *error)
{
    return plot_draw_lines(&(plot_lines){.figure = plot_frame_figure(frame), .y = *y,
                                         .x_title = "year", .x = lines->x, .points = lines->points,
                                         .series = lines->series, .count = lines->count},
                           svg, error);
}

/* A frame whose texts lack something because memory ran out makes no picture. */
static bool frame_clear(plot_frame *frame)
{
    bool failed = frame->title.failed || frame->subtitle.failed || frame->description.failed ||
                  frame->note.failed || frame->sources.failed;
    ent_buffer_clear(&frame->title);
    ent_buffer_clear(&frame->subtitle);
    ent_buffer_clear(&frame->description);
    ent_buffer_clear(&frame->note);
    ent_buffer_clear(&frame->sources);
    return !failed;
}

/* ---- all ---- */

static plot_function *find_function(const char *command)
{
    for (size_t i = 0; i < ent_countof(rows); i++)
        if (strcmp(rows[i].command, command) == 0)
            return rows[i].draw;
    return NULL;
}

ent_status ent_plot(const ent_json *json, char **out, ent_error *error)
{
    const ent_json_value *root = ent_json_root((ent_json *)json);
    const ent_json_value *result = ent_json_get(root, "result");
    plot_function *draw = find_function(plot_text(root, "command"));
    plot_frame frame = {0};
    ent_buffer svg = {0};
    *out = NULL;
    if (!draw)
        return ent_fail(error, ENT_ERR_ARGUMENT, "there is no picture of an answer of '%.40s'",
                        plot_text(root, "command"));
    add_note(&frame.note, result);
    add_sources(&frame.sources, ent_json_get(result, "sources"));
    ent_status status = draw(result, &frame, &svg, error);
    if (!frame_clear(&frame) && status == ENT_OK)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        *out = svg.data;
    else
        ent_buffer_clear(&svg);
    return status;
}
