/* Violins: well-formed, labels apart, as wide as the density says, observed points where they belong. */
#include "support.h"

#include "plot/plot.h"
#include "plot/svg.h"

#include "plot/xml_check.h"

#include <math.h>

enum { COUNT = 16 };

static const char *const names[COUNT] = {"003", "012", "102", "021D", "021U", "021C", "111D", "111U",
                                         "030T", "030C", "201", "120D", "120U", "120C", "210", "300"};
static plot_violin violins[COUNT];

/* Shapes of two humps, the observed from -2 to 5.5. */
static void make_violins(void)
{
    for (size_t k = 0; k < COUNT; k++) {
        violins[k] = (plot_violin){.name = names[k],
                                   .low = -3,
                                   .high = 3 + (double)k / 8,
                                   .from = -2,
                                   .median = .1,
                                   .to = 2,
                                   .observed = -2 + (double)k / 2,
                                   .mark = "32013"};
        for (size_t i = 0; i < PLOT_SHAPE; i++)
            violins[k].density[i] = exp(-pow((double)i - 8, 2) / 9) + .5 * exp(-pow((double)i - 17, 2) / 9);
    }
}

static plot_panel some_panel(size_t count)
{
    return (plot_panel){.title = "triads: p = 0.005 & more", .x_title = "kind", .y = {.title = "standard deviations"},
                        .violins = violins, .count = count};
}

static void draw(const plot_panel *panels, size_t count, ent_buffer *svg)
{
    char message[600];
    ent_error error;
    plot_violins all = {.figure = {.title = "Fit < fits"}, .panels = panels, .count = count};
    ent_assert_ok(plot_draw_violins(&all, svg, &error), &error);
    assert_null(xml_error(svg->data));
    if (svg_labels_overlap(svg->data, message))
        fail_msg("%s", message);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        count++;
    return count;
}

static void each_value_is_a_shape_and_a_point(void **state)
{
    ent_buffer svg = {0};
    make_violins();
    violins[3].observed = (double)NAN;
    violins[5].low = violins[5].high = (double)NAN;
    plot_panel panels[] = {some_panel(COUNT), some_panel(5)};
    draw(panels, 2, &svg);
    assert_int_equal(count_of(svg.data, "class=\"violin\""), COUNT + 5 - 1);
    assert_int_equal(count_of(svg.data, "class=\"observed\""), 2);
    assert_int_equal(count_of(svg.data, ">32013</text>"), COUNT + 5 - 2);
    assert_int_equal(count_of(svg.data, "p = 0.005 &amp; more"), 2);
    ent_buffer_clear(&svg);
}

/* The first shape: its densest step is 15 units to either side of its middle, or .45 of its place. */
static void a_shape_is_widest_where_it_is_densest(void **state)
{
    ent_buffer svg = {0};
    double least = INFINITY, most = -INFINITY, x, y;
    int used;
    make_violins();
    plot_panel panel = some_panel(4);
    draw(&panel, 1, &svg);
    const char *at = strstr(svg.data, "class=\"violin\" d=\"M") + strlen("class=\"violin\" d=\"M");
    for (; sscanf(at, "%lf %lf%n", &x, &y, &used) == 2; at += used + 1) {
        least = fmin(least, x);
        most = fmax(most, x);
    }
    ent_assert_number(most - least, 30, .21);
    ent_buffer_clear(&svg);
}

static void what_cannot_be_drawn_is_said(void **state)
{
    ent_buffer svg = {0};
    ent_error error;
    plot_violin none = {.name = "1", .low = (double)NAN, .high = (double)NAN, .observed = (double)NAN};
    plot_panel panel = {.title = "empty", .violins = &none, .count = 1};
    draw(&panel, 1, &svg);
    assert_non_null(strstr(svg.data, ">no data</text>"));
    ent_buffer_clear(&svg);
    plot_violins nothing = {.figure = {.title = "none"}};
    ent_assert_fails(plot_draw_violins(&nothing, &svg, &error), &error, ENT_ERR_INPUT,
                     "nothing to draw: there is no panel");
    make_violins();
    violins[2].observed = 1e305;
    panel = some_panel(COUNT);
    plot_violins large = {.figure = {.title = "large"}, .panels = &panel, .count = 1};
    assert_int_equal(plot_draw_violins(&large, &svg, &error), ENT_ERR_INPUT);
    assert_null(svg.data);
}

static ent_status draw_some(void *context, ent_error *error)
{
    ent_buffer svg = {0};
    plot_panel panel = some_panel(3);
    plot_violins all = {.figure = {.title = "sweep"}, .panels = &panel, .count = 1};
    ent_status status = plot_draw_violins(&all, &svg, error);
    assert_true(status == ENT_OK || !svg.data);
    ent_buffer_clear(&svg);
    return status;
}

static void violins_survive_failing_memory(void **state)
{
    make_violins();
    ent_sweep(draw_some, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_is_a_shape_and_a_point),
        cmocka_unit_test(a_shape_is_widest_where_it_is_densest),
        cmocka_unit_test(what_cannot_be_drawn_is_said),
        cmocka_unit_test(violins_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
