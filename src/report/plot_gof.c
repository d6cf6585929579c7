/* The picture of `entente gof` of an actor-oriented model: a panel of violins for each thing counted. Counts are drawn
 * in standard deviations from their simulated means, so that misfit of rare and frequent things is seen alike; the
 * numbers at the points are the counts observed. */
#include "report/plots.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PANELS = 5, VIOLINS = 16, TEXT = 80 };

typedef struct {
    plot_panel panels[PANELS];
    plot_violin violins[PANELS][VIOLINS];
    char titles[PANELS][TEXT], marks[PANELS][VIOLINS][24];
    size_t count, still; /* still: counts that never vary and are as observed */
    bool missed;         /* one that never varies, and was observed otherwise */
} picture;

static double number(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

static const char *text(const ent_json_value *table, const char *column, size_t row)
{
    const char *found = ent_json_text(ent_json_cell(table, column, row));
    return found ? found : "";
}

/* The rows of a count among the shapes come one after another, from low to high. */
static void take_shape(const ent_json_value *shapes, const char *auxiliary, const char *value, double mean, double sd,
                       plot_violin *out)
{
    size_t k = 0;
    for (size_t row = 0; row < ent_json_row_count(shapes) && k < PLOT_SHAPE; row++) {
        if (strcmp(text(shapes, "auxiliary", row), auxiliary) != 0 || strcmp(text(shapes, "value", row), value) != 0)
            continue;
        double at = (number(shapes, "at", row) - mean) / sd;
        if (k == 0)
            out->low = at;
        out->high = at;
        out->density[k++] = number(shapes, "density", row);
    }
}

static void take_count(picture *p, const ent_json_value *counts, const ent_json_value *shapes, size_t row,
                       plot_panel *panel)
{
    size_t at = (size_t)(panel - p->panels), k = panel->count;
    double sd = number(counts, "sd", row), mean = number(counts, "mean", row),
           observed = number(counts, "observed", row);
    plot_violin *v = &p->violins[at][k];
    if (!(sd > 0)) {
        p->missed |= fabs(observed - mean) > 0.5;
        p->still++;
        return;
    }
    snprintf(p->marks[at][k], sizeof p->marks[at][k], "%.0f", observed);
    *v = (plot_violin){.name = text(counts, "value", row),
                       .from = (number(counts, "low", row) - mean) / sd,
                       .median = (number(counts, "median", row) - mean) / sd,
                       .to = (number(counts, "high", row) - mean) / sd,
                       .observed = (observed - mean) / sd,
                       .mark = p->marks[at][k]};
    take_shape(shapes, text(counts, "auxiliary", row), v->name, mean, sd, v);
    panel->count++;
}

/* "outdegree: p = 0.401"; of the joint test. */
static void title_of(const ent_json_value *tests, const char *auxiliary, char title[TEXT])
{
    for (size_t row = 0; row < ent_json_row_count(tests); row++)
        if (strcmp(text(tests, "auxiliary", row), auxiliary) == 0) {
            snprintf(title, TEXT, "%s: p = %.3g, Mahalanobis distance %.4g", auxiliary, number(tests, "p", row),
                     number(tests, "distance", row));
            return;
        }
}

static const char *levels_of(const char *auxiliary)
{
    static const char *const words[][2] = {{"outdegree", "actors with at most so many ties out"},
                                           {"indegree", "actors with at most so many ties in"},
                                           {"degree", "actors with at most so many ties"},
                                           {"shared partners", "ties with at most so many shared partners"},
                                           {"distance", "pairs at most so many steps apart"},
                                           {"triads", "triples of each kind"}};
    for (size_t k = 0; k < ent_countof(words); k++)
        if (strcmp(words[k][0], auxiliary) == 0)
            return words[k][1];
    return NULL;
}

static void take_panels(picture *p, const ent_json_value *result)
{
    const ent_json_value *counts = ent_json_get(result, "counts"), *shapes = ent_json_get(result, "shapes");
    const char *last = "";
    for (size_t row = 0; row < ent_json_row_count(counts); row++) {
        const char *auxiliary = text(counts, "auxiliary", row);
        if (strcmp(auxiliary, last) != 0 && p->count < PANELS) {
            title_of(ent_json_get(result, "tests"), auxiliary, p->titles[p->count]);
            p->panels[p->count] = (plot_panel){.title = p->titles[p->count], .x_title = levels_of(auxiliary),
                                               .y = {.title = "standard deviations from the simulated mean"},
                                               .violins = p->violins[p->count]};
            p->count++;
        }
        last = auxiliary;
        if (p->panels[p->count - 1].count < VIOLINS)
            take_count(p, counts, shapes, row, &p->panels[p->count - 1]);
    }
}

static void add_texts(const picture *p, const ent_json_value *result, plot_frame *frame)
{
    ent_buffer_format(&frame->title, "Goodness of fit: %s, %s to %s", plot_text(result, "layer"),
                      plot_text(result, "from"), plot_text(result, "to"));
    ent_buffer_format(&frame->subtitle,
                      "orange: observed at the ends of periods, with the counts; blue: %.0f simulations of %s, "
                      "bars hold 95 %%",
                      ent_json_number(ent_json_get(result, "draws")), plot_text(result, "model"));
    if (p->still)
        ent_buffer_format(&frame->note, "Not drawn: counts that are the same in all simulations (%zu)%s. ", p->still,
                          p->missed ? ", though another was observed" : "");
    if (*plot_text(result, "warning"))
        ent_buffer_add(&frame->note, "The fit has not converged. ");
}

ent_status plot_of_gof(const ent_json_value *result, plot_frame *frame, ent_buffer *svg, ent_error *error)
{
    if (!ent_json_get(result, "shapes"))
        return plot_of_tie_gof(result, frame, svg, error);
    picture *p = calloc(1, sizeof *p);
    if (!p)
        return ent_fail_memory(error);
    take_panels(p, result);
    add_texts(p, result, frame);
    ent_status status = plot_draw_violins(&(plot_violins){.figure = plot_frame_figure(frame), .panels = p->panels,
                                                          .count = p->count}, svg, error);
    free(p);
    return status;
}
