/* The world of a forecast: whether states leave and come, and why not; what its measures say of them; a covariate that is the
 * capabilities, as a log, follows their path as the fit was centred, by hand. */
#include "report/own_world.h"

#include "core/file.h"
#include "report/page_sheet.h"

#include <math.h>
#include <stdlib.h>

/* Six who stay. X and Y were there till 1980; Z comes in 1990. */
static const char actors[] = "name,abb,from,to\nA,AAA,1960,\nB,BBB,1960,\nC,CCC,1960,\nD,DDD,1960,\nE,EEE,1960,\nF,FFF,1960,\n"
                             "X,XAN,1960,1980\nY,YYY,1960,1980\nZ,ZZZ,1990,\n";
static const char new_actors[] = "name,abb,from,to\nA,AAA,1998,\nB,BBB,1998,\nC,CCC,1998,\nD,DDD,1998,\nE,EEE,1998,\nF,FFF,1998,\nZ,ZZZ,1998,\n";
static const char timeless[] = "name,abb\nA,AAA\nB,BBB\nC,CCC\nD,DDD\nE,EEE\nF,FFF\nZ,ZZZ\n";
static const char ties[] = "layer,a,b,from,to\npact,AAA,BBB,1998,\npact,CCC,DDD,1999,\n";

#define MODEL                                                                                                                   \
    "family: logit\nworld: none.world\nwaves: [1999, 2000]\nactors: {system: actors%s}\ndependent: {name: pact, layer: pact}\n" \
    "covariates:\n  - {name: power, attribute: power, log: true, least: 2, centred: true}\neffects: [density, {effect: nodecov, of: power}]\n"

enum { AT_ORIGIN = 7 };
static const double edges = -1, slope = 0.25, mean = 1.5;

/* Powers double every year: A has 1 in 2000, B 2, ... Z 7. Those after 2000 are for what is observed. */
static void write_powers(int first, char text[6000])
{
    static const char *const codes[AT_ORIGIN] = {"AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "ZZZ"};
    int used = sprintf(text, "actor,attribute,value,unit,from,to\n");
    for (int year = first; year <= 2004; year++)
        for (size_t i = 0; i < AT_ORIGIN; i++)
            used += sprintf(text + used, "%s,power,%.10g,points,%d,%d\n", codes[i], ldexp((double)(i + 1), year - 2000), year, year);
}

static ent_world *open_world(const char *folder, const char *states, int first, char path[ENT_PATH])
{
    char powers[6000], name[3][60];
    ent_world *world;
    write_powers(first, powers);
    snprintf(name[0], sizeof name[0], "%s/actors.csv", folder);
    snprintf(name[1], sizeof name[1], "%s/ties.csv", folder);
    snprintf(name[2], sizeof name[2], "%s/attributes.csv", folder);
    const own_file files[] = {{name[0], states}, {name[1], ties}, {name[2], powers}};
    make_own_world(folder, files, 3, path, &world);
    return world;
}

/* A fit of the model with made-up estimates, centred by 1.5. */
static void write_fit(const char *only, char path[ENT_PATH])
{
    char text[2000], model[ENT_PATH], checksum[65];
    ent_error error = {0};
    int size = snprintf(text, sizeof text, MODEL, only);
    ent_temp_file("living.yaml", text, (size_t)size, model);
    ent_assert_ok(ent_file_sha256(model, checksum, &error), &error);
    size = snprintf(text, sizeof text,
                    "{\"command\": \"fit\", \"result\": {\"model\": \"living.yaml\", \"model_checksum\": \"%s\", \"converged\": true, "
                    "\"effects\": {\"columns\": [\"effect\", \"of\", \"period\", \"estimate\"], \"effect\": [\"density\", \"sum\"], "
                    "\"of\": [null, \"power\"], \"period\": [null, null], \"estimate\": [%g, %g]}, \"covariance\": [[0,0],[0,0]], "
                    "\"constants\": {\"columns\": [\"name\", \"kind\", \"mean\", \"range\", \"similarity_mean\"], \"name\": [\"power\"], "
                    "\"kind\": [\"covariate\"], \"mean\": [%g], \"range\": [2], \"similarity_mean\": [0.5]}, "
                    "\"dates\": {\"columns\": [\"day\"], \"day\": [\"1999-07-01\", \"2000-07-01\"]}}}",
                    checksum, edges, slope, mean);
    ent_temp_file("living.json", text, (size_t)size, path);
}

typedef struct {
    ent_world *world;
    char path[ENT_PATH], fit[ENT_PATH];
} asked;

static ent_status ask(const asked *a, ent_forecast_options options, ent_json **out, ent_error *error)
{
    options.years = 4;
    options.size = "power";
    options.seed = 1;
    return ent_forecast_report(a->fit, a->world, a->path, &options, NULL, out, error);
}

static ent_json *answer(const asked *a, ent_forecast_options options)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ask(a, options, &json, &error), &error);
    return json;
}

static const ent_json_value *result(ent_json *json, const char *key)
{
    return ent_json_get(ent_json_get(ent_json_root(json), "result"), key);
}

/* The mean of a measure in a year; NaN if there is none. */
static double measure(ent_json *json, const char *name, double year)
{
    const ent_json_value *table = result(json, "forecast");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(ent_json_text(ent_json_cell(table, "measure", row)), name) == 0 &&
            ent_json_number(ent_json_cell(table, "year", row)) == year)
            return ent_json_number(ent_json_cell(table, "mean", row));
    return (double)NAN;
}

/* ---- who is there ---- */

/* Of 8 there in 1980 two left: .25 in one year of 30; then Z came to 6: 1/6 in another. Of seven that is .0583 and .0389 a year
 * (rounded up and down by chance). 1,000 futures: five standard errors are about .07 and .03. */
static void states_leave_and_come_as_in_the_years_before(void **state)
{
    asked a;
    a.world = open_world("long", actors, 1992, a.path);
    write_fit("", a.fit);
    ent_json *json = answer(&a, (ent_forecast_options){0});
    (void)state;
    assert_string_equal(ent_json_text(result(json, "system")), "drawn");
    assert_true(ent_json_number(result(json, "system_years")) == 30);
    ent_assert_number(measure(json, "states that left", 2001), 7 * 0.25 / 30, 0.07);
    ent_assert_number(measure(json, "new states", 2001), 7 / 6.0 / 30, 0.03);
    assert_true(measure(json, "states that left", 2004) > measure(json, "states that left", 2001));
    ent_json_free(json);
    json = answer(&a, (ent_forecast_options){.system = "steady"});
    assert_string_equal(ent_json_text(result(json, "system")), "steady");
    assert_null(ent_json_text(result(json, "system_why")));
    assert_true(isnan(measure(json, "new states", 2001)));
    ent_json_free(json);
    ent_world_close(a.world);
}

/* Compared are pairs of which both are still there: their chances are those of a tie if they are, unless more is said. */
static void states_stay_where_what_came_is_compared(void **state)
{
    asked a;
    (void)state;
    a.world = open_world("long", actors, 1992, a.path);
    write_fit("", a.fit);
    ent_json *json = answer(&a, (ent_forecast_options){.observed = true});
    assert_string_equal(ent_json_text(result(json, "system")), "steady");
    assert_non_null(strstr(ent_json_text(result(json, "system_why")), "both were still there"));
    const ent_json_value *observed = result(json, "observed");
    assert_true(ent_json_row_count(observed) > 0);
    ent_assert_number(ent_json_number(ent_json_cell(observed, "pairs", 0)), 19, 0); /* of 21 two were tied */
    ent_json_free(json);
    json = answer(&a, (ent_forecast_options){.observed = true, .system = "drawn"});
    assert_string_equal(ent_json_text(result(json, "system")), "drawn");
    ent_json_free(json);
    ent_world_close(a.world);
}

/* A model that names its actors has no others; they may leave. */
static void of_named_actors_none_comes(void **state)
{
    asked a;
    a.world = open_world("long", actors, 1992, a.path);
    write_fit(", only: [AAA, BBB, CCC, DDD, EEE, FFF, ZZZ]", a.fit);
    ent_json *json = answer(&a, (ent_forecast_options){0});
    (void)state;
    assert_true(measure(json, "states that left", 2004) > 0.05);
    assert_true(measure(json, "new states", 2004) == 0);
    assert_true(ent_json_is_true(result(json, "states_leave")) && !ent_json_is_true(result(json, "states_come")));
    assert_string_equal(sheet_forecast_system(ent_json_get(ent_json_root(json), "result")), "leave, and none comes,");
    ent_json_free(json);
    ent_world_close(a.world);
}

static void a_world_without_a_past_stays_and_says_why(void **state)
{
    static const char why[] = "the system of states is known in 2 years; 5 are needed";
    asked a;
    ent_json *json;
    ent_error error = {0};
    (void)state;
    a.world = open_world("short", new_actors, 1998, a.path);
    write_fit("", a.fit);
    json = answer(&a, (ent_forecast_options){0});
    assert_string_equal(ent_json_text(result(json, "system")), "steady");
    assert_string_equal(ent_json_text(result(json, "system_why")), why);
    ent_json_free(json);
    ent_assert_fails(ask(&a, (ent_forecast_options){.system = "drawn"}, &json, &error), &error, ENT_ERR_INPUT,
                     "--system drawn: the system of states is known in 2 years; 5 are needed");
    ent_assert_fails(ask(&a, (ent_forecast_options){.system = "still"}, &json, &error), &error, ENT_ERR_ARGUMENT,
                     "--system 'still' is unknown; expected drawn, steady");
    ent_world_close(a.world);
}

/* As of a scenario's base. */
static void actors_without_days_stay(void **state)
{
    asked a;
    (void)state;
    a.world = open_world("timeless", timeless, 1992, a.path);
    write_fit("", a.fit);
    ent_json *json = answer(&a, (ent_forecast_options){0});
    assert_string_equal(ent_json_text(result(json, "system")), "steady");
    assert_string_equal(ent_json_text(result(json, "system_why")), "nobody leaves or comes in the years before that the world knows");
    ent_json_free(json);
    ent_world_close(a.world);
}

/* What-ifs have no differences of measures that are the same in all variants. */
static void a_what_if_compares_what_may_differ(void **state)
{
    static const char *const sign[] = {"AAA,FFF"};
    asked a;
    ent_json *json;
    ent_error error = {0};
    ent_forecast_options options = {.years = 4, .size = "power", .seed = 1, .sign = sign, .sign_count = 1, .sensitivity = true};
    (void)state;
    a.world = open_world("long", actors, 1992, a.path);
    write_fit("", a.fit);
    ent_assert_ok(ent_whatif_report(a.fit, a.world, a.path, &options, NULL, &json, &error), &error);
    assert_string_equal(ent_json_text(result(json, "system")), "drawn");
    const char *const tables[] = {"differences", "sensitivity"};
    for (size_t k = 0; k < 2; k++) {
        const ent_json_value *table = result(json, tables[k]);
        assert_true(ent_json_row_count(table) > 0);
        for (size_t row = 0; row < ent_json_row_count(table); row++) {
            const char *name = ent_json_text(ent_json_cell(table, "measure", row));
            assert_true(!name || strstr(name, "states") == NULL);
        }
    }
    ent_json_free(json);
    ent_world_close(a.world);
}

/* ---- covariates ---- */

/* log max(power, 2) - 1.5 of an actor so many years after the origin, whose power doubles. */
static double covariate(size_t actor, double years)
{
    return log(fmax((double)(actor + 1) * exp2(years), 2)) - mean;
}

static void check_chances(ent_json *json, bool follows)
{
    const ent_json_value *pairs = result(json, "pairs");
    size_t row = 0;
    for (size_t step = 0; step < 4; step++)
        for (size_t i = 0; i < AT_ORIGIN; i++)
            for (size_t j = i + 1; j < AT_ORIGIN; j++, row++) {
                double years = follows ? (double)step : 0, u = edges + slope * (covariate(i, years) + covariate(j, years));
                ent_assert_number(ent_json_number(ent_json_cell(pairs, "p", row)), 1 / (1 + exp(-u)), 1e-9);
            }
    assert_int_equal(ent_json_row_count(pairs), row);
}

/* Each year's chances are by the powers at its beginning. */
static void a_covariate_follows_the_capabilities(void **state)
{
    asked a;
    (void)state;
    a.world = open_world("long", actors, 1992, a.path);
    write_fit("", a.fit);
    ent_json *json = answer(&a, (ent_forecast_options){.system = "steady", .table = "pairs"});
    assert_int_equal(ent_json_count(result(json, "follows")), 1);
    assert_string_equal(ent_json_text(ent_json_at(result(json, "follows"), 0)), "power");
    check_chances(json, true);
    ent_json_free(json);
    json = answer(&a, (ent_forecast_options){.system = "steady", .steady = true, .table = "pairs"});
    assert_int_equal(ent_json_count(result(json, "follows")), 0);
    check_chances(json, false);
    ent_json_free(json);
    ent_world_close(a.world);
}

/* ---- memory ---- */

static ent_status ask_once(void *context, ent_error *error)
{
    ent_json *json;
    ent_status status = ask(context, (ent_forecast_options){.futures = 20, .threads = 1}, &json, error);
    ent_json_free(json);
    return status;
}

static void memory_may_run_out(void **state)
{
    asked a;
    (void)state;
    a.world = open_world("long", actors, 1992, a.path);
    write_fit("", a.fit);
    ent_sweep(ask_once, &a);
    ent_world_close(a.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_leave_and_come_as_in_the_years_before),
        cmocka_unit_test(states_stay_where_what_came_is_compared),
        cmocka_unit_test(of_named_actors_none_comes),
        cmocka_unit_test(a_world_without_a_past_stays_and_says_why),
        cmocka_unit_test(actors_without_days_stay),
        cmocka_unit_test(a_what_if_compares_what_may_differ),
        cmocka_unit_test(a_covariate_follows_the_capabilities),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
