/* The pictures: well-formed, escaped, gaps where values are missing, labels apart. */
#include "support.h"

#include "plot/plot.h"
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/text.h"

#include "plot/xml_check.h"

#include <math.h>

enum { POINTS = 40, SERIES = 30 };

static double years[POINTS], values[SERIES][POINTS];
static plot_series series[SERIES];
static char names[SERIES][64];
static const char *name_list[SERIES];
static const char *const sources[] = {"Source: made up, & <not> \"real\", in a line that is so long that it has to "
                                      "be broken over two lines below the picture."};

/* A number from 0 to 1 that depends on the state only. */
static double next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) / 16777216.0;
}

/* Series that wander, start late, end early and have gaps; names of 1 to 40 letters. */
static void make_series(uint32_t seed)
{
    for (size_t i = 0; i < POINTS; i++)
        years[i] = 1900 + (double)i;
    for (size_t s = 0; s < SERIES; s++) {
        double value = next_number(&seed), first = next_number(&seed) * 9,
               last = POINTS * (.3 + next_number(&seed));
        for (size_t i = 0; i < POINTS; i++) {
            value += .1 * (next_number(&seed) - .5);
            bool missing = (double)i < first || (double)i > last || next_number(&seed) < .05;
            missing = missing && i != 1 && i != 10;
            values[s][i] = missing ? (double)NAN : value;
        }
        size_t length = 1 + (size_t)(next_number(&seed) * 40);
        for (size_t k = 0; k < length; k++)
            names[s][k] = "ABCDmW ilr&<>"[(size_t)(next_number(&seed) * 13)];
        names[s][0] = 'A';
        names[s][length] = '\0';
        series[s] = (plot_series){names[s], values[s]};
        name_list[s] = names[s];
    }
}

static plot_figure figure(void)
{
    return (plot_figure){.title = "A title", .subtitle = "A subtitle", .note = "A note",
                         .sources = sources, .source_count = 1};
}

static plot_lines some_lines(size_t count)
{
    return (plot_lines){.figure = figure(), .y = {.title = "share", .percent = true},
                        .x_title = "year", .x = years, .points = POINTS, .series = series,
                        .count = count};
}

static plot_slopes some_slopes(size_t count)
{
    static double left[SERIES], right[SERIES];
    for (size_t s = 0; s < SERIES; s++) {
        left[s] = values[s][10];
        right[s] = values[s][20];
    }
    return (plot_slopes){.figure = figure(), .y = {.title = "share"}, .ends = {"1910", "1920"},
                         .names = name_list, .values = {left, right}, .count = count};
}

static plot_matrix some_matrix(size_t rows)
{
    return (plot_matrix){.figure = figure(), .value = {.title = "S"}, .rows = name_list,
                         .columns = name_list, .row_count = rows, .column_count = rows,
                         .values = values[0], .diverging = true, .from = -1, .to = 1,
                         .skip_diagonal = true};
}

static plot_timeline some_timeline(size_t count)
{
    static plot_item items[200];
    static const plot_lane lanes[] = {{"pacts & treaties", 1905, 1935}, {"disputes", 0, 0}};
    uint32_t seed = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        double from = 1900 + 38 * next_number(&seed);
        items[i] = (plot_item){.lane = i % 2, .from = from, .to = from + 8 * next_number(&seed),
                               .is_event = i % 5 == 4, .goes_on = i % 7 == 0,
                               .name = i % 3 ? names[i % SERIES] : "named", .detail = "<detail>",
                               .look = (plot_look)(i % 3)};
    }
    return (plot_timeline){.figure = figure(), .from = 1900, .to = 1940, .lanes = lanes,
                           .lane_count = 2, .items = items, .item_count = count,
                           .y = {.title = "ratio"}, .x = years, .points = POINTS,
                           .series = series, .series_count = 2};
}

static plot_bars some_bars(size_t rows, size_t count)
{
    return (plot_bars){.figure = figure(), .x = {.title = "votes"}, .rows = name_list,
                       .row_count = rows, .series = series, .count = count};
}

static void check_picture(ent_buffer *svg)
{
    char message[600];
    const char *wrong = xml_error(ent_buffer_text(svg));
    if (wrong)
        fail_msg("not well-formed: %.80s", wrong);
    if (svg_labels_overlap(ent_buffer_text(svg), message))
        fail_msg("labels overlap: %s", message);
    assert_null(strstr(svg->data, "nan"));
    assert_null(strstr(svg->data, "inf"));
    assert_non_null(strstr(svg->data, "role=\"img\""));
    assert_non_null(strstr(svg->data, "<title>A title</title>"));
    ent_buffer_clear(svg);
}

/* Names in two boxes by turns; the first of each are foes of the third of each, and friends of each other. */
static plot_blocs some_blocs(size_t count)
{
    static const char *const titles[] = {"bloc 1", "bloc 2"};
    static const plot_bloc_tie ties[] = {{0, 1, true}, {0, 2, false}, {1, 3, false}};
    static int box[SERIES];
    for (size_t i = 0; i < count; i++)
        box[i] = (int)(i % 2);
    return (plot_blocs){.figure = figure(), .titles = titles, .box_count = 2, .names = name_list, .box = box,
                        .count = count, .ties = ties, .tie_count = count < 3 ? 1 : count < 4 ? 2 : 3};
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text++)
        count++;
    return count;
}

/* ---- the checker itself ---- */

static void the_checker_finds_what_is_wrong(void **state)
{
    static const char *const good[] = {"<a/>", "<a>x &amp; y</a>", "<a b=\"1\" c=\"2\"><d/></a>\n"};
    static const char *const bad[] = {"", "x", "<a>", "<a></b>", "<a/><b/>", "<a>&</a>", "<a b=1/>",
                                      "<a b=\"1\" b=\"2\"/>", "<a b=\"<\"/>", "<a>\x01</a>",
                                      "<a>\xff</a>", "<a/>x", "<a b=\"1\"c=\"2\"/>", "</a>"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(xml_error(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(xml_error(bad[i]));
    char message[600];
    assert_true(svg_labels_overlap("<text x=\"1\" y=\"10\" font-size=\"13\" class=\"label\">ab</text>"
                                   "<text x=\"9\" y=\"12\" font-size=\"13\" class=\"label\">cd</text>",
                                   message));
    assert_false(svg_labels_overlap("<text x=\"1\" y=\"10\" font-size=\"13\" class=\"label\">ab</text>"
                                    "<text x=\"1\" y=\"26\" font-size=\"13\" class=\"label\">cd</text>",
                                    message));
}

/* ---- every picture, many times ---- */

static void pictures_are_well_formed_and_their_labels_apart(void **state)
{
    for (uint32_t seed = 1; seed <= 60; seed++) {
        ent_error error = {0};
        ent_buffer svg = {0};
        size_t count = 2 + seed % (SERIES - 2);
        make_series(seed);
        plot_lines lines = some_lines(count);
        ent_assert_ok(plot_draw_lines(&lines, &svg, &error), &error);
        check_picture(&svg);
        plot_slopes slopes = some_slopes(count);
        ent_assert_ok(plot_draw_slopes(&slopes, &svg, &error), &error);
        check_picture(&svg);
        plot_matrix matrix = some_matrix(count);
        ent_assert_ok(plot_draw_matrix(&matrix, &svg, &error), &error);
        check_picture(&svg);
        plot_timeline timeline = some_timeline(3 * seed);
        ent_assert_ok(plot_draw_timeline(&timeline, &svg, &error), &error);
        check_picture(&svg);
        plot_bars bars = some_bars(count, 1 + seed % PLOT_BARS);
        ent_assert_ok(plot_draw_bars(&bars, &svg, &error), &error);
        check_picture(&svg);
        plot_blocs blocs = some_blocs(count);
        ent_assert_ok(plot_draw_blocs(&blocs, &svg, &error), &error);
        check_picture(&svg);
    }
}

static void texts_are_escaped(void **state)
{
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_lines lines = some_lines(1);
    lines.figure.title = "<script>&\"'\x01\xff\tÅland";
    ent_assert_ok(plot_draw_lines(&lines, &svg, &error), &error);
    assert_non_null(strstr(svg.data, "<title>&lt;script&gt;&amp;&quot;&#39;\xEF\xBF\xBD\xEF\xBF\xBD Åland</title>"));
    assert_null(strstr(svg.data, "<script"));
    assert_null(xml_error(svg.data));
    ent_buffer_clear(&svg);
}

static void bytes_that_are_no_utf8_are_replaced(void **state)
{
    static const char *const bad[] = {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80", "\xFF", "\xC3", "\xEF\xBF\xBF", "\x7F"};
    uint32_t code;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(text_next(bad[i], &code), 1);
        assert_int_equal(code, TEXT_INVALID);
    }
    assert_int_equal(text_next("ü", &code), 2);
    assert_int_equal(code, 0xFC);
    assert_int_equal(text_next("\xF0\x9F\x99\x82", &code), 4);
    assert_int_equal(code, 0x1F642);
}

/* ---- lines ---- */

static void draw_one_line(const double *y, size_t points, ent_buffer *svg)
{
    ent_error error = {0};
    plot_series one = {NULL, y};
    plot_lines lines = some_lines(1);
    lines.series = &one;
    lines.points = points;
    ent_assert_ok(plot_draw_lines(&lines, svg, &error), &error);
}

static void a_missing_value_is_a_gap(void **state)
{
    static const double whole[] = {1, 2, 3, 4, 5}, broken[] = {1, 2, NAN, 4, 5};
    static const struct {
        const double *y;
        size_t moves, draws;
    } cases[] = {{whole, 1, 4}, {broken, 2, 2}};
    make_series(1);
    for (size_t i = 0; i < 2; i++) {
        ent_buffer svg = {0};
        draw_one_line(cases[i].y, 5, &svg);
        char *path = strstr(svg.data, "<path class=\"line\"");
        *strchr(path, '>') = '\0';
        assert_int_equal(count_of(path, "M"), cases[i].moves);
        assert_int_equal(count_of(path, "L"), cases[i].draws);
        ent_buffer_clear(&svg);
    }
}

static void a_value_between_gaps_is_a_marker(void **state)
{
    static const double y[] = {1, NAN, 2, NAN, 3};
    ent_buffer svg = {0};
    make_series(1);
    draw_one_line(y, 5, &svg);
    assert_null(strstr(svg.data, "class=\"line\""));
    assert_int_equal(count_of(svg.data, "fill=\"#0072b2\""), 3);
    ent_buffer_clear(&svg);
}

static void one_year_and_equal_values_can_be_drawn(void **state)
{
    static const double zero[] = {0, 0, 0}, one[] = {.25}, less[] = {-3, -3, -3};
    ent_buffer svg = {0};
    make_series(1);
    draw_one_line(zero, 3, &svg);
    check_picture(&svg);
    draw_one_line(one, 1, &svg);
    check_picture(&svg);
    draw_one_line(less, 3, &svg);
    check_picture(&svg);
}

static void of_very_many_lines_the_highest_are_named(void **state)
{
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(2);
    for (size_t s = 0; s < SERIES; s++)
        for (size_t i = 0; i < POINTS; i++)
            values[s][i] = (double)(s * 7 % SERIES);
    plot_lines lines = some_lines(SERIES);
    ent_assert_ok(plot_draw_lines(&lines, &svg, &error), &error);
    svg_box boxes[SERIES];
    assert_int_equal(svg_labels(svg.data, boxes, SERIES), PLOT_NAMED_LINES / 2);
    assert_non_null(strstr(svg.data, "Named are the 12 of 30 lines that reach highest."));
    check_picture(&svg);
}

static void the_same_arrays_give_the_same_bytes(void **state)
{
    ent_error error = {0};
    ent_buffer first = {0}, second = {0};
    make_series(3);
    plot_lines lines = some_lines(20);
    ent_assert_ok(plot_draw_lines(&lines, &first, &error), &error);
    ent_assert_ok(plot_draw_lines(&lines, &second, &error), &error);
    assert_string_equal(first.data, second.data);
    ent_buffer_clear(&first);
    ent_buffer_clear(&second);
}

/* ---- the other pictures ---- */

static void missing_cells_are_hatched_and_the_diagonal_is_blank(void **state)
{
    static const double cells[] = {1, .5, NAN, .5, 1, 0, NAN, 0, 1};
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_matrix matrix = some_matrix(3);
    matrix.values = cells;
    ent_assert_ok(plot_draw_matrix(&matrix, &svg, &error), &error);
    assert_int_equal(count_of(svg.data, "class=\"cell\""), 6);
    assert_int_equal(count_of(svg.data, "fill=\"url(#plot-no-data)\""), 2 + 1); /* and the key */
    check_picture(&svg);
}

static void a_side_without_a_value_has_no_line(void **state)
{
    static const double left[] = {1, 2, NAN}, right[] = {2, NAN, NAN};
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_slopes slopes = some_slopes(3);
    slopes.values[0] = left;
    slopes.values[1] = right;
    ent_assert_ok(plot_draw_slopes(&slopes, &svg, &error), &error);
    assert_int_equal(count_of(svg.data, "class=\"line\""), 1);
    assert_int_equal(count_of(svg.data, "<circle"), 3);
    assert_non_null(strstr(svg.data, "On neither side: "));
    check_picture(&svg);
}

static void what_is_not_covered_is_hatched(void **state)
{
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_timeline timeline = some_timeline(4);
    ent_assert_ok(plot_draw_timeline(&timeline, &svg, &error), &error);
    assert_int_equal(count_of(svg.data, "class=\"not-covered\""), 2);
    assert_non_null(strstr(svg.data, "Hatched: not covered by the source."));
    check_picture(&svg);
}

static void what_lies_outside_the_period_is_not_drawn(void **state)
{
    static const plot_item items[] = {{.from = 1880, .to = 1899}, {.from = 1890, .to = 1901},
                                      {.from = 1941, .to = 1950}, {.lane = 7, .from = 1910, .to = 1911}};
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_timeline timeline = some_timeline(0);
    timeline.items = items;
    timeline.item_count = 4;
    ent_assert_ok(plot_draw_timeline(&timeline, &svg, &error), &error);
    assert_int_equal(count_of(svg.data, "class=\"span\""), 1);
    check_picture(&svg);
}

static void a_bar_is_as_long_as_its_value(void **state)
{
    static const double y[] = {1, 2, NAN, -1};
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_series one = {NULL, y};
    plot_bars bars = some_bars(4, 1);
    bars.series = &one;
    ent_assert_ok(plot_draw_bars(&bars, &svg, &error), &error);
    double width[3];
    const char *at = svg.data;
    for (size_t i = 0; i < 3; i++) {
        const char *end = strstr(at, " class=\"bar\"");
        char element[200];
        for (at = end; strncmp(at, "<rect", 5) != 0;)
            at--;
        snprintf(element, sizeof element, "%.*s", (int)(end - at), at);
        width[i] = xml_number(element, "width");
        at = end + 5;
    }
    ent_assert_number(width[1], 2 * width[0], .2);
    ent_assert_number(width[2], width[0], .2);
    assert_int_equal(count_of(svg.data, ">no data</text>"), 1);
    check_picture(&svg);
}

static void what_has_no_value_is_not_drawn(void **state)
{
    static const double none[] = {NAN, NAN, NAN, NAN};
    static const char message[] = "nothing to draw: ";
    ent_buffer svg = {0};
    ent_error error = {0};
    plot_series one = {"A", none};
    make_series(1);
    plot_lines lines = some_lines(1);
    lines.series = &one;
    lines.points = 4;
    assert_int_equal(plot_draw_lines(&lines, &svg, &error), ENT_ERR_INPUT);
    assert_true(ent_starts_with(error.message, message));
    plot_slopes slopes = some_slopes(4);
    slopes.values[0] = slopes.values[1] = none;
    assert_int_equal(plot_draw_slopes(&slopes, &svg, &error), ENT_ERR_INPUT);
    plot_matrix matrix = some_matrix(2);
    matrix.values = none;
    assert_int_equal(plot_draw_matrix(&matrix, &svg, &error), ENT_ERR_INPUT);
    plot_bars bars = some_bars(4, 1);
    bars.series = &one;
    assert_int_equal(plot_draw_bars(&bars, &svg, &error), ENT_ERR_INPUT);
    plot_timeline timeline = some_timeline(0);
    timeline.series_count = 0;
    assert_int_equal(plot_draw_timeline(&timeline, &svg, &error), ENT_ERR_INPUT);
    lines.points = 0;
    assert_int_equal(plot_draw_lines(&lines, &svg, &error), ENT_ERR_INPUT);
    bars.count = PLOT_BARS + 1;
    ent_assert_fails(plot_draw_bars(&bars, &svg, &error), &error, ENT_ERR_ARGUMENT,
                     "bars of 5 series; 1 to 4 can be drawn");
    assert_null(svg.data);
}

static void values_that_no_scale_can_hold_are_refused(void **state)
{
    static const double huge[] = {1, -1.7e308, 1.7e308, 2};
    static const char message[] = "a value of -1.7e+308 cannot be drawn; at most 1e+300";
    ent_buffer svg = {0};
    ent_error error = {0};
    plot_series one = {"A", huge};
    make_series(1);
    plot_lines lines = some_lines(1);
    plot_slopes slopes = some_slopes(4);
    plot_matrix matrix = some_matrix(2);
    plot_timeline timeline = some_timeline(3);
    plot_bars bars = some_bars(4, 1);
    lines.series = timeline.series = bars.series = &one;
    lines.points = timeline.points = 4;
    timeline.series_count = 1;
    slopes.values[0] = matrix.values = huge;
    ent_assert_fails(plot_draw_lines(&lines, &svg, &error), &error, ENT_ERR_INPUT, message);
    ent_assert_fails(plot_draw_slopes(&slopes, &svg, &error), &error, ENT_ERR_INPUT, message);
    ent_assert_fails(plot_draw_matrix(&matrix, &svg, &error), &error, ENT_ERR_INPUT, message);
    ent_assert_fails(plot_draw_timeline(&timeline, &svg, &error), &error, ENT_ERR_INPUT, message);
    ent_assert_fails(plot_draw_bars(&bars, &svg, &error), &error, ENT_ERR_INPUT, message);
}

static void very_small_and_very_large_values_are_drawn(void **state)
{
    static const double tiny[] = {1e-310, 3e-310, 0}, large[] = {-1e300, 1e300, 0};
    ent_buffer svg = {0};
    make_series(1);
    draw_one_line(tiny, 3, &svg);
    check_picture(&svg);
    draw_one_line(large, 3, &svg);
    check_picture(&svg);
}

/* ---- parts ---- */

static void ties_that_fit_no_bloc_are_drawn(void **state)
{
    ent_error error = {0};
    ent_buffer svg = {0};
    make_series(1);
    plot_blocs blocs = some_blocs(6);
    ent_assert_ok(plot_draw_blocs(&blocs, &svg, &error), &error);
    assert_int_equal(count_of(svg.data, "stroke-dasharray=\"5 3\""), 3); /* two ties and the key */
    assert_int_equal(count_of(svg.data, "stroke=\"#0072b2\""), 2);
    assert_int_equal(count_of(svg.data, "paint-order"), 6);
    ent_buffer_clear(&svg);
    blocs.count = 0;
    ent_assert_fails(plot_draw_blocs(&blocs, &svg, &error), &error, ENT_ERR_INPUT, "nothing to draw: nobody has a tie");
}

static void labels_are_spread_as_little_as_possible(void **state)
{
    double at[] = {0, 0, 0}, ends[] = {-100, 100}, pair[] = {7, 3};
    assert_true(svg_spread(at, 3, 10, -100, 100));
    ent_assert_number(at[0], -10, 1e-9);
    ent_assert_number(at[1], 0, 1e-9);
    ent_assert_number(at[2], 10, 1e-9);
    assert_true(svg_spread(ends, 2, 10, -20, 20));
    ent_assert_number(ends[0], -20, 1e-9);
    ent_assert_number(ends[1], 20, 1e-9);
    assert_true(svg_spread(pair, 2, 10, -100, 100)); /* the middle, 5, stays: 0 and 10 */
    ent_assert_number(pair[0], 10, 1e-9);
    ent_assert_number(pair[1], 0, 1e-9);
}

static void ticks_are_round(void **state)
{
    char text[SCALE_TEXT];
    plot_axis share = {.percent = true, .from_zero = true}, money = {.unit = "dollars"};
    plot_scale scale = scale_of_values(&share, .061, .283, 300, 0, 5);
    ent_assert_number(scale.from, 0, 1e-12);
    ent_assert_number(scale.to, .3, 1e-12);
    ent_assert_number(scale.step, .1, 1e-12);
    ent_assert_number(scale_at(&scale, .15), 150, 1e-9);
    scale_tick_text(&scale, scale_tick(&scale, 1), text);
    assert_string_equal(text, "10 %");
    assert_true(isnan(scale_tick(&scale, 4)));
    scale = scale_of_values(&money, 2e9, 11.4e9, 0, 1, 5);
    scale_tick_text(&scale, scale_tick(&scale, 0), text);
    assert_string_equal(text, "2");
    ent_buffer title = {0};
    scale_title(&scale, &money, &title);
    assert_string_equal(ent_buffer_text(&title), "billion dollars");
    ent_buffer_clear(&title);
    scale = scale_of_values(&(plot_axis){0}, -.5, .25, 0, 1, 3);
    scale_tick_text(&scale, scale_tick(&scale, 0), text);
    assert_string_equal(text, "−0.50");
}

static void values_have_three_digits(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{.16234, "16.2 %"}, {.0246, "2.46 %"}, {1, "100 %"}, {0, "0 %"},
                 {-.00123, "−0.123 %"}, {NAN, "no data"}, {.99999, "100 %"}};
    char text[SCALE_TEXT];
    plot_scale scale = {.factor = .01, .percent = true};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scale_value_text(&scale, cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

static double lightness(const char *colour)
{
    unsigned red, green, blue;
    assert_int_equal(sscanf(colour, "#%2x%2x%2x", &red, &green, &blue), 3);
    return .2126 * red + .7152 * green + .0722 * blue;
}

static void scales_of_colour_darken_evenly(void **state)
{
    char colour[8], before[8];
    bool dark;
    svg_sequential(0, before, &dark);
    assert_false(dark);
    for (int i = 1; i <= 50; i++) {
        svg_sequential(i / 50.0, colour, &dark);
        assert_true(lightness(colour) < lightness(before));
        memcpy(before, colour, sizeof before);
    }
    assert_true(dark);
    svg_diverging(.5, before, &dark);
    for (int i = 1; i <= 25; i++) {
        char other[8];
        svg_diverging(.5 + i / 50.0, colour, &dark);
        svg_diverging(.5 - i / 50.0, other, &dark);
        assert_true(lightness(colour) < lightness(before));
        ent_assert_number(lightness(other), lightness(colour), 25);
        memcpy(before, colour, sizeof before);
    }
}

static void long_texts_break_at_blanks(void **state)
{
    const char *text = "one two three";
    double width = text_width("one two", 10);
    assert_int_equal(text_line(text, 10, width + .1), 7);
    assert_int_equal(text_line(text, 10, 1000), strlen(text));
    assert_int_equal(text_line("unbroken", 10, text_width("unbr", 10) + .1), 4);
    assert_int_equal(text_line("ü", 10, 0), 2); /* at least one character */
}

/* ---- memory ---- */

typedef struct {
    int kind;
} sweep;

static ent_status draw_kind(void *context, ent_error *error)
{
    ent_buffer svg = {0};
    plot_lines lines = some_lines(5);
    plot_slopes slopes = some_slopes(5);
    plot_matrix matrix = some_matrix(5);
    plot_timeline timeline = some_timeline(9);
    plot_bars bars = some_bars(5, 2);
    int kind = ((const sweep *)context)->kind;
    ent_status status = kind == 0   ? plot_draw_lines(&lines, &svg, error)
                        : kind == 1 ? plot_draw_slopes(&slopes, &svg, error)
                        : kind == 2 ? plot_draw_matrix(&matrix, &svg, error)
                        : kind == 3 ? plot_draw_timeline(&timeline, &svg, error)
                                    : plot_draw_bars(&bars, &svg, error);
    assert_true(status == ENT_OK || !svg.data);
    ent_buffer_clear(&svg);
    return status;
}

static void pictures_survive_failing_memory(void **state)
{
    make_series(4);
    for (int kind = 0; kind < 5; kind++)
        ent_sweep(draw_kind, &(sweep){kind});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_finds_what_is_wrong),
        cmocka_unit_test(pictures_are_well_formed_and_their_labels_apart),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(bytes_that_are_no_utf8_are_replaced),
        cmocka_unit_test(a_missing_value_is_a_gap),
        cmocka_unit_test(a_value_between_gaps_is_a_marker),
        cmocka_unit_test(one_year_and_equal_values_can_be_drawn),
        cmocka_unit_test(of_very_many_lines_the_highest_are_named),
        cmocka_unit_test(the_same_arrays_give_the_same_bytes),
        cmocka_unit_test(missing_cells_are_hatched_and_the_diagonal_is_blank),
        cmocka_unit_test(a_side_without_a_value_has_no_line),
        cmocka_unit_test(what_is_not_covered_is_hatched),
        cmocka_unit_test(what_lies_outside_the_period_is_not_drawn),
        cmocka_unit_test(a_bar_is_as_long_as_its_value),
        cmocka_unit_test(what_has_no_value_is_not_drawn),
        cmocka_unit_test(values_that_no_scale_can_hold_are_refused),
        cmocka_unit_test(very_small_and_very_large_values_are_drawn),
        cmocka_unit_test(ties_that_fit_no_bloc_are_drawn),
        cmocka_unit_test(labels_are_spread_as_little_as_possible),
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(values_have_three_digits),
        cmocka_unit_test(scales_of_colour_darken_evenly),
        cmocka_unit_test(long_texts_break_at_blanks),
        cmocka_unit_test(pictures_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
