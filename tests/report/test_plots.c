/* Pictures and small charts of the answers of power, voting and similarity, on a small world of the user's own. */
#include "report/own_world.h"

#include "entente/json.h"
#include "plot/xml_check.h"
#include "report/show_spark.h"

#include <math.h>

static ent_world *world;
static char world_path[ENT_PATH];

/* C has no GDP in 2001, which is a gap; D, whose name wants escaping, comes in 2001. */
static const own_file files[] = {
    {"p/actors.csv", "name,abb,from,to\nAland,A,1999,2003\nBland,B,1999,2003\nCland,C,1999,2003\n"
                     "Dland,<D>,2001,2003\n"},
    {"p/attributes.csv",
     "actor,attribute,value,unit,from,to\n"
     "A,gdp,4,million dollars,2000,2003\nB,gdp,3,million dollars,2000,2003\n"
     "C,gdp,2,million dollars,2000,2000\nC,gdp,3,million dollars,2002,2003\n"
     "<D>,gdp,1,million dollars,2001,2002\n<D>,gdp,9,million dollars,2003,2003\n"
     "A,growth,-2,percent,2000,2003\nB,growth,3,percent,2000,2003\n"},
    {"p/treaties.csv", "treaty,name,obligations,from,to\npact,The pact,defense,2000,2001\n"
                       "league,The league,consultation,2002,2003\n"},
    {"p/treaty_members.csv", "treaty,actor\npact,A\npact,B\nleague,A\nleague,C\n"},
};

static int make_world(void **state)
{
    make_own_world("p", files, sizeof files / sizeof *files, world_path, &world);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static const char *const blocs[] = {"AB=A,B"};

static ent_json *power_of(ent_period period, const char *measure, const char *table)
{
    ent_error error = {0};
    ent_json *json = NULL;
    ent_power_options options = {.period = period, .of = "all", .measure = measure, .blocs = blocs,
                                 .bloc_count = 1, .table = table};
    ent_assert_ok(ent_power_report(world, world_path, &options, &json, &error), &error);
    return json;
}

static ent_json *similarity_of(ent_period period, const char *a, const char *b)
{
    ent_error error = {0};
    ent_json *json = NULL;
    ent_similarity_options options = {.period = period, .a = a, .b = b, .of = "all",
                                      .variants = "s,kappa"};
    ent_assert_ok(ent_similarity_report(world, world_path, &options, &json, &error), &error);
    return json;
}

/* The picture, checked; frees the document. */
static char *picture_of(ent_json *json)
{
    char *svg, message[600];
    ent_error error = {0};
    ent_assert_ok(ent_plot(json, &svg, &error), &error);
    const char *wrong = xml_error(svg);
    if (wrong)
        fail_msg("not well-formed: %.80s", wrong);
    if (svg_labels_overlap(svg, message))
        fail_msg("labels overlap: %s", message);
    ent_json_free(json);
    return svg;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text++)
        count++;
    return count;
}

static void shows(const char *svg, const char *text)
{
    if (!strstr(svg, text))
        fail_msg("'%s' is not in the picture", text);
}

/* ---- power ---- */

static void shares_over_years_are_lines_with_gaps(void **state)
{
    char *svg = picture_of(power_of(years_from(2000, 2003), "gdp", NULL));
    shows(svg, "<title>GDP at market rates: all states, 2000 to 2003</title>");
    shows(svg, ">&lt;D&gt;</text>");
    shows(svg, "Missing, left out: 1 of 15 values: C 1.");
    shows(svg, "Data: own (actors, gdp)");
    /* C: alone in 2000, then from 2002 on */
    assert_int_equal(count_of(svg, "class=\"line\""), 4);
    free(svg);
}

static void shares_on_a_day_are_bars(void **state)
{
    char *svg = picture_of(power_of(day_of(2003, 7, 1), "gdp", NULL));
    shows(svg, "<title>GDP at market rates: all states, 2003-07-01</title>");
    assert_int_equal(count_of(svg, "class=\"bar\""), 4);
    /* 9 of 19 comes first */
    char *first = strstr(svg, "&lt;D&gt;"), *second = strstr(svg, ">A<");
    assert_true(first && second && first < second);
    shows(svg, ">47.4 %</text>");
    free(svg);
}

static void one_year_is_drawn_like_a_day(void **state)
{
    char *svg = picture_of(power_of(years_from(2001, 2001), "gdp", NULL));
    shows(svg, "<title>GDP at market rates: all states, 2001</title>");
    shows(svg, ">no data</text>"); /* C */
    assert_int_equal(count_of(svg, "class=\"bar\""), 3);
    free(svg);
}

static void values_below_zero_are_drawn_as_they_are(void **state)
{
    char *svg = picture_of(power_of(years_from(2000, 2003), "growth", NULL));
    shows(svg, ">growth</text>");
    shows(svg, ">−2</text>");
    free(svg);
}

static void transitions_are_slopes_between_the_ends(void **state)
{
    char *svg = picture_of(power_of(years_from(2000, 2003), "gdp", "transitions"));
    shows(svg, ">2000</text>");
    shows(svg, ">2003</text>");
    shows(svg, "A  44.4 %");  /* 4 of 9 */
    shows(svg, "47.4 %  &lt;D&gt;"); /* 9 of 19 */
    assert_int_equal(count_of(svg, "class=\"line\""), 3);
    free(svg);
}

static void concentration_and_blocs_have_pictures(void **state)
{
    char *svg = picture_of(power_of(years_from(2000, 2003), "gdp", "concentration"));
    shows(svg, "CON, all");
    shows(svg, "HHI, all");
    free(svg);
    svg = picture_of(power_of(day_of(2003, 7, 1), "gdp", "concentration"));
    shows(svg, ">evenness</text>");
    free(svg);
    svg = picture_of(power_of(years_from(2000, 2003), "gdp", "blocs"));
    shows(svg, ">AB</text>");
    free(svg);
}

static void voting_power_is_bars_of_three_kinds(void **state)
{
    ent_error error = {0};
    ent_json *json = NULL;
    ent_power_options options = {0};
    ent_assert_ok(ent_voting_report(NULL, NULL, "A=4,B=4,C=1", "5", &options, &json, &error), &error);
    char *svg = picture_of(json);
    assert_int_equal(count_of(svg, "class=\"bar\""), 9 + 3); /* and the key */
    shows(svg, "5 of 9 votes win");
    shows(svg, "Shapley-Shubik");
    free(svg);
}

/* ---- similarity ---- */

static void a_pair_over_years_is_lines_and_on_a_day_bars(void **state)
{
    char *svg = picture_of(similarity_of(years_from(2000, 2003), "A", "B"));
    shows(svg, "A and B, 2000 to 2003</title>");
    shows(svg, ">kappa</text>");
    free(svg);
    svg = picture_of(similarity_of(day_of(2001, 7, 1), "A", "B"));
    assert_int_equal(count_of(svg, "class=\"bar\""), 2);
    free(svg);
}

static void the_pairs_of_a_day_are_a_matrix(void **state)
{
    char *svg = picture_of(similarity_of(day_of(2001, 7, 1), NULL, NULL));
    assert_int_equal(count_of(svg, "class=\"cell\""), 12); /* of 16, without the diagonal */
    assert_int_equal(count_of(svg, "class=\"row\""), 4);
    shows(svg, "S, absolute differences");
    free(svg);
}

/* ---- what cannot be drawn ---- */

static void fails_to_draw(ent_json *json, ent_status code, const char *message)
{
    char *svg;
    ent_error error = {0};
    ent_assert_fails(ent_plot(json, &svg, &error), &error, code, message);
    assert_null(svg);
    ent_json_free(json);
}

static void an_answer_without_anything_to_draw_says_why(void **state)
{
    ent_error error = {0};
    ent_json *json = NULL;
    fails_to_draw(power_of(day_of(2003, 7, 1), "gdp", "transitions"), ENT_ERR_INPUT,
                  "nothing to draw: slopes need two years, give --from and --to");
    ent_power_options options = {.period = years_from(2000, 2003), .of = "all", .measure = "gdp",
                                 .table = "blocs"};
    ent_assert_ok(ent_power_report(world, world_path, &options, &json, &error), &error);
    fails_to_draw(json, ENT_ERR_INPUT,
                  "nothing to draw: no bloc was given; expected --bloc NAME=USA,UKG");
    ent_assert_ok(ent_info(world, world_path, &json, &error), &error);
    fails_to_draw(json, ENT_ERR_ARGUMENT, "there is no picture of an answer of 'info'");
    options.table = NULL;
    options.of = "C";
    options.period = years_from(2001, 2001);
    ent_assert_ok(ent_power_report(world, world_path, &options, &json, &error), &error);
    fails_to_draw(json, ENT_ERR_INPUT, "nothing to draw: no row has a value");
}

static ent_status draw(void *context, ent_error *error)
{
    char *svg;
    ent_status status = ent_plot(context, &svg, error);
    assert_true(status == ENT_OK || !svg);
    free(svg);
    return status;
}

static ent_status show(void *context, ent_error *error)
{
    char *text;
    ent_status status = ent_show(context, ENT_FORMAT_TABLE, 80, &text, error);
    assert_true(status == ENT_OK || !text);
    free(text);
    return status;
}

static void pictures_of_answers_survive_failing_memory(void **state)
{
    ent_json *answers[] = {power_of(years_from(2000, 2003), "gdp", NULL),
                           power_of(years_from(2000, 2003), "gdp", "transitions"),
                           power_of(day_of(2003, 7, 1), "gdp", "concentration"),
                           similarity_of(years_from(2000, 2003), "A", "B"),
                           similarity_of(day_of(2001, 7, 1), NULL, NULL),
                           similarity_of(day_of(2001, 7, 1), "A", "B")};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        ent_sweep(draw, answers[i]);
        ent_sweep(show, answers[i]);
        ent_json_free(answers[i]);
    }
}

/* ---- small charts ---- */

static void blocks_rise_with_values_and_missing_is_a_dot(void **state)
{
    static const double values[] = {0, 1, 4, NAN, 8}, twice[] = {1, 3, NAN, 6, NAN, NAN},
                        equal[] = {2, 2, 2};
    ent_buffer out = {0};
    show_spark(&out, values, 5, 0, 8, 60);
    assert_string_equal(out.data, "▁▁▄·█");
    ent_buffer_clear(&out);
    show_spark(&out, twice, 6, 0, 8, 3); /* means 2, 6, none */
    assert_string_equal(out.data, "▂▆·");
    ent_buffer_clear(&out);
    assert_string_equal(show_block(NAN), "▁");
    show_spark(&out, equal, 3, 2, 2, 60);
    assert_string_equal(out.data, "▄▄▄");
    ent_buffer_clear(&out);
}

static void answers_over_years_show_a_chart_a_line(void **state)
{
    char *text;
    ent_error error = {0};
    ent_json *json = power_of(years_from(2000, 2003), "gdp", NULL);
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    /* C: 2/9, none, 3/11, 3/19 */
    shows(text, "Share of all states, 2000 to 2003: ▁ 0 to █ 0.5, · no data\n");
    shows(text, "  C    ▄·▅▃     0.222     0.158\n");
    free(text);
    ent_json_free(json);
    json = similarity_of(years_from(2000, 2003), "A", "B");
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    shows(text, "\n  kappa  ");
    free(text);
    ent_json_free(json);
    json = power_of(years_from(2002, 2003), "gdp", NULL); /* two years make no chart */
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    assert_null(strstr(text, "▁"));
    free(text);
    ent_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_over_years_are_lines_with_gaps),
        cmocka_unit_test(shares_on_a_day_are_bars),
        cmocka_unit_test(one_year_is_drawn_like_a_day),
        cmocka_unit_test(values_below_zero_are_drawn_as_they_are),
        cmocka_unit_test(transitions_are_slopes_between_the_ends),
        cmocka_unit_test(concentration_and_blocs_have_pictures),
        cmocka_unit_test(voting_power_is_bars_of_three_kinds),
        cmocka_unit_test(a_pair_over_years_is_lines_and_on_a_day_bars),
        cmocka_unit_test(the_pairs_of_a_day_are_a_matrix),
        cmocka_unit_test(an_answer_without_anything_to_draw_says_why),
        cmocka_unit_test(pictures_of_answers_survive_failing_memory),
        cmocka_unit_test(blocks_rise_with_values_and_missing_is_a_dot),
        cmocka_unit_test(answers_over_years_show_a_chart_a_line),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
