/* How much a what-if hangs on what is unsure: each end is the what-if that one gets by hand, with the estimate, the rates or the
 * interventions changed. Seven made-up states, of which the model has five, and a fit with made-up estimates. */
#include "run_helpers.h"

#include "core/file.h"

#include <math.h>

/* F and G, who feud, are not in the model: feuds add nothing to any tie. */
#define MODEL                                                                                      \
    "title: Pacts\nfamily: saom\nworld: none.world\nwaves: [1980, 1990, 2000]\n"                   \
    "actors: {only: [A, B, C, D, E]}\n"                                                            \
    "dependent: {name: pacts, layer: alliance, obligations: defense, rule: initiative}\n"          \
    "dyadic:\n  - {name: feuds, layer: rivalry, centred: false}\n"                                 \
    "effects:\n  - density\n  - triangles\n  - {effect: dyadic, of: feuds}\n"

#define SCENARIO                                                                                   \
    "title: Seven states\n"                                                                        \
    "base:\n"                                                                                      \
    "  date: 2000-01-01\n"                                                                         \
    "  actors: [{name: Aland, abb: A}, {name: Bland, abb: B}, {name: Cland, abb: C},\n"            \
    "           {name: Dland, abb: D}, {name: Eland, abb: E}, {name: Fland, abb: F},\n"            \
    "           {name: Gland, abb: G}]\n"                                                          \
    "  ties: [{layer: rivalry, a: F, b: G}]\n"                                                     \
    "  treaties: [{treaty: pact, obligations: defense}]\n"                                         \
    "  treaty_members: [{treaty: pact, actor: A}, {treaty: pact, actor: B}]\n"                     \
    "interventions:\n"                                                                             \
    "  - {id: one, kind: treaty_signed, date: 2000-02-01, treaty: one, members: [B, C], obligations: defense}\n" \
    "  - {id: two, kind: treaty_signed, date: 2000-02-01, treaty: two, members: [D, E], obligations: defense}\n"
enum { ITEM_LINE = 14, ITEM_COLUMN = 5 }; /* where the first item stands */

#define UNSURE(items) SCENARIO "sensitivity:\n" items

static const double estimates[] = {-0.5, 0.25, -1}; /* density, triangles, feuds; standard errors .25, .5, 0 (fixed) */

/* A fit of MODEL with these estimates, and rates of .2 and .8 a year. */
static void write_fit(const double theta[3], char path[ENT_PATH])
{
    char text[2000], model[ENT_PATH], checksum[65];
    ent_error error = {0};
    ent_temp_file("pacts.yaml", MODEL, strlen(MODEL), model);
    ent_assert_ok(ent_file_sha256(model, checksum, &error), &error);
    int size = snprintf(text, sizeof text,
                        "{\"command\": \"fit\", \"result\": {\"model\": \"pacts.yaml\", \"model_checksum\": \"%s\", "
                        "\"converged\": true, \"effects\": {\"columns\": [\"effect\", \"of\", \"period\", \"estimate\"], "
                        "\"effect\": [\"rate\", \"rate\", \"density\", \"triangles\", \"dyadic\"], "
                        "\"of\": [null, null, null, null, \"feuds\"], \"period\": [1, 2, null, null, null], "
                        "\"estimate\": [2, 8, %.17g, %.17g, %.17g]}, "
                        "\"covariance\": [[0,0,0,0,0], [0,0,0,0,0], [0,0,0.0625,0,0], [0,0,0,0.25,0], [0,0,0,0,0]], "
                        "\"dates\": {\"columns\": [\"day\"], \"day\": [\"1980-07-01\", \"1990-07-01\", \"2000-07-01\"]}}}",
                        checksum, theta[0], theta[1], theta[2]);
    ent_temp_file("fit.json", text, (size_t)size, path);
}

static ent_status ask(const char *scenario, const double theta[3], ent_forecast_options options, ent_json **out, ent_error *error)
{
    char path[ENT_PATH], fit[ENT_PATH];
    write_fit(theta, fit);
    ent_temp_file("seven.yaml", scenario, strlen(scenario), path);
    options.fit = fit;
    options.years = 5;
    options.seed = 1;
    options.threads = 1;
    return ent_whatif_report(path, NULL, NULL, &options, NULL, out, error);
}

/* A what-if with fixed parameters and 400 futures. */
static ent_json *plain(const char *scenario, const double theta[3], const char *rates)
{
    ent_json *json;
    ent_error error = {0};
    ent_forecast_options options = {.fixed = true, .futures = 400, .rates = rates};
    ent_assert_ok(ask(scenario, theta, options, &json, &error), &error);
    return json;
}

/* With sensitivity; the what-if itself is of drawn parameters and the usual number of futures. */
static ent_json *unsure(const char *scenario)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ask(scenario, estimates, (ent_forecast_options){.sensitivity = true}, &json, &error), &error);
    return json;
}

static bool says(const ent_json_value *table, const char *column, size_t row, const char *text)
{
    const char *found = ent_json_text(ent_json_cell(table, column, row));
    return text ? found && strcmp(found, text) == 0 : !found;
}

static double number(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

/* a, b: NULL, NULL of a measure */
static size_t row_of(const ent_json_value *table, const char *item, const char *end, const char *measure, const char *a, const char *b)
{
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (says(table, "item", row, item) && says(table, "end", row, end) && says(table, "measure", row, measure) &&
            says(table, "a", row, a) && says(table, "b", row, b))
            return row;
    fail_msg("no row of %s, %s, %s", item, end ? end : "-", measure);
    return 0;
}

/* Of a what-if, the row of a variant in the last year. */
static size_t last_row(const ent_json_value *table, const char *variant, const char *column, const char *text, const char *b)
{
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (says(table, "variant", row, variant) && number(table, "year", row) == 2005 && says(table, column, row, text) &&
            (!b || says(table, "b", row, b)))
            return row;
    fail_msg("no row of %s, %s", variant, text);
    return 0;
}

/* An end says, to the last digit, what the variant of a what-if says of measures and, if they are its own, of ties. */
static void assert_end_is(ent_json *json, const char *item, const char *end, ent_json *other, const char *variant, bool ties)
{
    static const char *const measures[] = {"ties", "new ties", "ended ties", "without ties", "groups", "largest group"};
    static const char *const pairs[][2] = {{"B", "C"}, {"D", "E"}};
    const ent_json_value *table = ent_json_get(result_of(json), "sensitivity");
    const ent_json_value *differences = ent_json_get(result_of(other), "differences"), *fades = ent_json_get(result_of(other), "fades");
    for (size_t m = 0; m < 6; m++) {
        size_t one = row_of(table, item, end, measures[m], NULL, NULL), two = last_row(differences, variant, "measure", measures[m], NULL);
        ent_assert_number(number(table, "difference", one), number(differences, "difference", two), 0);
        ent_assert_number(number(table, "error", one), number(differences, "error", two), 0);
    }
    for (size_t p = 0; p < 2 && ties; p++) {
        size_t one = row_of(table, item, end, "tie", pairs[p][0], pairs[p][1]), two = last_row(fades, variant, "a", pairs[p][0], pairs[p][1]);
        ent_assert_number(number(table, "difference", one), number(fades, "difference", two), 0);
        ent_assert_number(number(table, "error", one), number(fades, "error", two), 0);
        ent_assert_number(number(table, "chance", one), number(fades, "with", two), 0);
    }
}

/* ---- what each end is ---- */

static void an_end_at_the_estimate_is_the_what_if_with_fixed_parameters(void **state)
{
    ent_json *json = unsure(UNSURE("  - {parameter: density, from: -0.5, to: -0.5}\n")), *other = plain(SCENARIO, estimates, NULL);
    assert_end_is(json, "as estimated", NULL, other, "all together", true);
    assert_end_is(json, "density", "from", other, "all together", true);
    assert_end_is(json, "density", "to", other, "all together", true);
    const ent_json_value *table = ent_json_get(result_of(json), "sensitivity");
    ent_assert_number(number(table, "moves", row_of(table, "density", "to", "ties", NULL, NULL)), 0, 0);
    ent_assert_number(number(table, "chance", row_of(table, "density", "to", "ties", NULL, NULL)), (double)NAN, 0);
    assert_int_equal(ent_json_number(ent_json_get(result_of(json), "sensitivity_futures")), 400);
    ent_json_free(json);
    ent_json_free(other);
}

static void the_ends_of_a_parameter_are_the_what_ifs_of_fits_with_those_estimates(void **state)
{
    ent_json *json = unsure(UNSURE("  - {parameter: triangles, from: -1, to: 2}\n"));
    ent_json *low = plain(SCENARIO, (double[]){-0.5, -1, -1}, NULL), *high = plain(SCENARIO, (double[]){-0.5, 2, -1}, NULL);
    assert_end_is(json, "triangles", "from", low, "all together", true);
    assert_end_is(json, "triangles", "to", high, "all together", true);
    const ent_json_value *table = ent_json_get(result_of(json), "sensitivity");
    size_t from = row_of(table, "triangles", "from", "ties", NULL, NULL), to = row_of(table, "triangles", "to", "ties", NULL, NULL);
    ent_assert_number(number(table, "moves", to), number(table, "difference", to) - number(table, "difference", from), 1e-12);
    assert_true(fabs(number(table, "moves", to)) > 0 && number(table, "moves_error", to) > 0);
    ent_assert_number(number(table, "value", from), -1, 0);
    ent_json_free(json);
    ent_json_free(low);
    ent_json_free(high);
}

static void an_effect_that_no_tie_has_moves_nothing(void **state)
{
    ent_json *json = unsure(UNSURE("  - {parameter: dyadic(feuds), from: -5, to: 5}\n")), *other = plain(SCENARIO, estimates, NULL);
    assert_end_is(json, "dyadic(feuds)", "from", other, "all together", true);
    assert_end_is(json, "dyadic(feuds)", "to", other, "all together", true);
    ent_json_free(json);
    ent_json_free(other);
}

static void the_ends_of_rates_are_the_what_ifs_with_these_rates(void **state)
{
    ent_json *json = unsure(UNSURE("  - {rates: [lowest, highest]}\n"));
    ent_json *low = plain(SCENARIO, estimates, "lowest"), *high = plain(SCENARIO, estimates, "highest");
    assert_end_is(json, "rates", "from", low, "all together", true);
    assert_end_is(json, "rates", "to", high, "all together", true);
    ent_json_free(json);
    ent_json_free(low);
    ent_json_free(high);
}

static void without_an_intervention_the_others_are_left(void **state)
{
    ent_json *json = unsure(UNSURE("  - {intervention: two}\n")), *other = plain(SCENARIO, estimates, NULL);
    const ent_json_value *table = ent_json_get(result_of(json), "sensitivity");
    assert_end_is(json, "two", "from", other, "one", false);
    assert_end_is(json, "two", "to", other, "all together", true);
    assert_true(says(table, "choice", row_of(table, "two", "from", "ties", NULL, NULL), "without"));
    ent_json_free(json);
    ent_json_free(other);
}

/* ---- without the list; what is printed ---- */

static void without_a_list_each_estimate_goes_two_standard_errors_down_and_up(void **state)
{
    ent_json *json = unsure(SCENARIO);
    const ent_json_value *table = ent_json_get(result_of(json), "sensitivity");
    ent_assert_number(number(table, "value", row_of(table, "density", "from", "ties", NULL, NULL)), -1, 0);
    ent_assert_number(number(table, "value", row_of(table, "density", "to", "ties", NULL, NULL)), 0, 0);
    ent_assert_number(number(table, "value", row_of(table, "triangles", "from", "ties", NULL, NULL)), -0.75, 0);
    ent_assert_number(number(table, "value", row_of(table, "triangles", "to", "ties", NULL, NULL)), 1.25, 0);
    assert_true(says(table, "choice", row_of(table, "rates", "from", "ties", NULL, NULL), "lowest"));
    assert_true(says(table, "choice", row_of(table, "rates", "to", "ties", NULL, NULL), "highest"));
    assert_int_equal(ent_json_row_count(table), (1 + 3 * 2) * (6 + 2)); /* feuds are fixed: six measures, two ties */
    ent_json_free(json);
}

static void the_text_has_first_what_moves_most(void **state)
{
    char *text;
    ent_error error = {0};
    ent_json *json = unsure(UNSURE("  - {parameter: dyadic(feuds), from: -5, to: 5}\n  - {intervention: two}\n"));
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 100, &text, &error), &error);
    const char *at = strstr(text, "the chance of D E in 2005; as estimated");
    assert_non_null(at);
    assert_non_null(strstr(at, "  two "));
    assert_true(strstr(at, "  two ") < strstr(at, "  dyadic(feuds) "));
    assert_non_null(strstr(text, "what is added to ties in 2005"));
    free(text);
    ent_json_free(json);
}

/* ---- refused ---- */

static void assert_refused_at(const char *items, size_t column, const char *message)
{
    char path[ENT_PATH], whole[3 * ENT_PATH];
    ent_json *json;
    ent_error error = {0};
    snprintf(whole, sizeof whole, "%s:%d:%zu: %s", ent_temp_path("seven.yaml", path), ITEM_LINE, column, message);
    ent_assert_fails(ask(items, estimates, (ent_forecast_options){.sensitivity = true}, &json, &error), &error, ENT_ERR_INPUT, whole);
    assert_null(json);
}

static void what_the_fit_has_not_is_refused_with_its_place(void **state)
{
    assert_refused_at(UNSURE("  - {parameter: densty, from: 0, to: 1}\n"), ITEM_COLUMN + 12,
                      "the fit has no effect 'densty', did you mean 'density'?; expected density, triangles, dyadic(feuds)");
    assert_refused_at(UNSURE("  - {rates: [lowest, fastest]}\n"), ITEM_COLUMN + 17,
                      "rates 'fastest' are unknown; expected drawn, mean, last, lowest, highest");
    assert_refused_at(UNSURE("  - {intervention: three}\n"), ITEM_COLUMN + 15, "there is no intervention 'three'");
    assert_refused_at(UNSURE("  - {parameter: density, from: 1, to: 0}\n"), ITEM_COLUMN + 27, "from 1 is above to, 0");
}

static void the_table_goes_with_the_option(void **state)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_fails(ask(SCENARIO, estimates, (ent_forecast_options){.table = "sensitivity"}, &json, &error), &error,
                     ENT_ERR_ARGUMENT, "--table sensitivity goes with --sensitivity");
}

/* ---- memory ---- */

static ent_status ask_little(void *context, ent_error *error)
{
    ent_json *json;
    ent_forecast_options options = {.sensitivity = true, .futures = 20};
    ent_status status = ask(context, estimates, options, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void a_failure_of_memory_leaves_nothing_behind(void **state)
{
    ent_sweep_stride(ask_little, UNSURE("  - {parameter: density, from: -1, to: 0}\n  - {intervention: two}\n"), 41);
    ent_sweep_stride(ask_little, UNSURE("  - {parameter: density, from: -1, to: 0}\n  - {intervention: two}\n"), 47);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_end_at_the_estimate_is_the_what_if_with_fixed_parameters),
        cmocka_unit_test(the_ends_of_a_parameter_are_the_what_ifs_of_fits_with_those_estimates),
        cmocka_unit_test(an_effect_that_no_tie_has_moves_nothing),
        cmocka_unit_test(the_ends_of_rates_are_the_what_ifs_with_these_rates),
        cmocka_unit_test(without_an_intervention_the_others_are_left),
        cmocka_unit_test(without_a_list_each_estimate_goes_two_standard_errors_down_and_up),
        cmocka_unit_test(the_text_has_first_what_moves_most),
        cmocka_unit_test(what_the_fit_has_not_is_refused_with_its_place),
        cmocka_unit_test(the_table_goes_with_the_option),
        cmocka_unit_test(a_failure_of_memory_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
