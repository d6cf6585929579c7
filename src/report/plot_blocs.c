/* Pictures of `entente blocs`: of one network the blocs with their members and the ties that do not fit; over years
 * lines of the ties against the best blocs, of blocs, and of who moved. */
#include "report/plots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACTORS_MOST = 500, TITLE_SIZE = 64 };

static void add_head(plot_frame *frame, const ent_json_value *result, const char *what)
{
    const ent_json_value *layers = ent_json_get(result, "layers");
    const char *of = plot_text(result, "of"), *sought = plot_text(result, "sought");
    ent_buffer_format(&frame->title, "%s: %s", what,
                      strcmp(of, "all") == 0 ? "all states" : strcmp(of, "majors") == 0 ? "major powers"
                      : *of ? "chosen states"
                      : ent_json_is_null(ent_json_get(result, "scenario")) ? "a file of ties"
                      : plot_text(ent_json_get(result, "scenario"), "title"));
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

/* The picture while it is made: blocs of one actor share a box. */
typedef struct {
    const char **names;
    int *box;
    size_t count;
    char (*texts)[TITLE_SIZE];
    const char **titles;
    size_t boxes;
    plot_bloc_tie *ties;
    size_t tie_count;
} drawing;

static void clear(drawing *d)
{
    free(d->names);
    free(d->box);
    free(d->texts);
    free(d->titles);
    free(d->ties);
}

static void add_box(drawing *d, const char *name, size_t actors)
{
    snprintf(d->texts[d->boxes], TITLE_SIZE, "%s (%zu)", name, actors);
    d->titles[d->boxes] = d->texts[d->boxes];
    d->boxes++;
}

static void add_actor(drawing *d, const ent_json_value *name)
{
    d->names[d->count] = ent_json_text(name);
    d->box[d->count++] = (int)d->boxes;
}

static void add_boxes(drawing *d, const ent_json_value *blocs)
{
    size_t alone = 0;
    for (size_t k = 0; k < ent_json_count(blocs); k++) {
        const ent_json_value *bloc = ent_json_at(blocs, k);
        char name[32];
        size_t actors = ent_json_count(bloc);
        snprintf(name, sizeof name, "bloc %zu", k + 1);
        alone += actors == 1;
        for (size_t i = 0; i < actors && actors > 1; i++)
            add_actor(d, ent_json_at(bloc, i));
        if (actors > 1)
            add_box(d, name, actors);
    }
    for (size_t k = 0; k < ent_json_count(blocs); k++)
        if (ent_json_count(ent_json_at(blocs, k)) == 1)
            add_actor(d, ent_json_at(ent_json_at(blocs, k), 0));
    if (alone > 0)
        add_box(d, alone == 1 ? "a bloc of one" : "blocs of one", alone);
}

static int find_name(const drawing *d, const char *name)
{
    int at = 0;
    while (strcmp(d->names[at], name) != 0)
        at++;
    return at;
}

static void add_ties(drawing *d, const ent_json_value *ties)
{
    for (size_t row = 0; row < ent_json_row_count(ties); row++)
        d->ties[d->tie_count++] = (plot_bloc_tie){
            find_name(d, ent_json_text(ent_json_cell(ties, "a", row))),
            find_name(d, ent_json_text(ent_json_cell(ties, "b", row))),
            ent_json_number(ent_json_cell(ties, "weight", row)) > 0};
}

static bool reserve(drawing *d, size_t actors, size_t blocs, size_t ties)
{
    d->names = ent_new_array(actors, sizeof *d->names);
    d->box = ent_new_array(actors, sizeof *d->box);
    d->texts = ent_new_array(blocs + 1, sizeof *d->texts);
    d->titles = ent_new_array(blocs + 1, sizeof *d->titles);
    d->ties = ent_new_array(ties, sizeof *d->ties);
    return d->names && d->box && d->texts && d->titles && d->ties;
}

static ent_status draw_network(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    const ent_json_value *blocs = ent_json_get(result, "blocs"), *ties = ent_json_get(result, "ties");
    const ent_json_value *isolates = ent_json_get(result, "isolates");
    size_t actors = ent_json_row_count(ent_json_get(result, "actors"));
    drawing d = {0};
    if (actors > ACTORS_MOST)
        return ent_fail(error, ENT_ERR_INPUT, "too many actors to draw: %zu; at most %d are drawn", actors, ACTORS_MOST);
    if (!reserve(&d, actors, ent_json_count(blocs), ent_json_row_count(ties))) {
        clear(&d);
        return ent_fail_memory(error);
    }
    add_boxes(&d, blocs);
    add_ties(&d, ties);
    add_head(frame, result, "Blocs");
    ent_buffer_format(&frame->note, "Ties against the blocs weigh %.10g, %s. ", ent_json_number(ent_json_get(result, "value")),
                      ent_json_is_true(ent_json_get(result, "proven")) ? "proven to be the least" : "not proven to be the least");
    if (ent_json_count(isolates) > 0)
        ent_buffer_format(&frame->note, "Without ties: %zu. ", ent_json_count(isolates));
    ent_status status = plot_draw_blocs(
        &(plot_blocs){.figure = plot_frame_figure(frame), .titles = d.titles, .box_count = d.boxes, .names = d.names,
                      .box = d.box, .count = d.count, .ties = d.ties, .tie_count = d.tie_count}, svg, error);
    clear(&d);
    return status;
}

ent_status plot_of_blocs(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    return ent_json_get(result, "blocs") ? draw_network(result, frame, svg, error)
                                         : draw_years(result, frame, svg, error);
}
