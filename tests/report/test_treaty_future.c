/* entente forecast and whatif of a model of treaties on a made-up world: the chances of the first year are those of the backtest's
 * model; a day knows nothing of what comes after it; what is signed is one treaty. */
#include "report/treaty_world.h"

#include "entente/forecast.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

#define TIES "waves: [1952, 1990]\ndependent: {name: ally, layer: alliance, obligations: defense}\noptions: {ridge: 3}\n"

static char world_path[ENT_PATH], fit_path[ENT_PATH], still_path[ENT_PATH];
static ent_world *world;
static ent_error error;

static const ent_json_value *table_of(ent_json *json, const char *name)
{
    return ent_json_get(ent_json_get(ent_json_root(json), "result"), name);
}

static const char *word(ent_json *json, const char *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(table_of(json, table), column, row));
    return text ? text : "";
}

static double cell(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table_of(json, table), column, row));
}

/* A fit by which nobody leaves a treaty: the scale of exits, the fourth part, is 0. */
static void write_still(char *text)
{
    char *at = strchr(strstr(strstr(text, "\"parts\""), "\"scale\": ["), '[') + 1;
    for (int part = 0; part < 3; part++)
        at = strchr(at, ',') + 1;
    for (char *end = strchr(at, ','); at < end; at++)
        *at = at + 1 == end ? '0' : ' ';
    ent_temp_file("still.json", text, strlen(text), still_path);
}

static int make_fit(void **state)
{
    char path[ENT_PATH], *text;
    ent_json *json;
    ent_fit_options options = {0};
    make_treaty_world("t", "", "", world_path, &world);
    write_treaty_model("pacts.yaml", "family: treaty\nworld: t.world\n" TIES, path);
    ent_assert_ok(ent_fit_report(path, &options, NULL, &json, &error), &error);
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    ent_temp_file("pacts.json", text, strlen(text), fit_path);
    write_still(text);
    free(text);
    ent_json_free(json);
    return 0;
}

static int clear_fit(void **state)
{
    ent_world_close(world);
    return 0;
}

static ent_json *forecast_by(const char *fit, ent_world *of, ent_forecast_options options)
{
    ent_json *json;
    options.futures = options.futures ? options.futures : ENT_FORECAST_EACH;
    ent_assert_ok(ent_forecast_report(fit, of, of ? "given.world" : NULL, &options, NULL, &json, &error), &error);
    return json;
}

static ent_json *forecast(ent_world *of, ent_forecast_options options)
{
    return forecast_by(fit_path, of, options);
}

/* The chance of a pair in a year. */
static double chance_of(ent_json *json, const char *a, const char *b, double year)
{
    for (size_t row = 0; row < ent_json_row_count(table_of(json, "pairs")); row++)
        if (strcmp(word(json, "pairs", "a", row), a) == 0 && strcmp(word(json, "pairs", "b", row), b) == 0
            && cell(json, "pairs", "year", row) == year)
            return cell(json, "pairs", "p", row);
    fail_msg("no pair %s-%s in %.0f", a, b, year);
    return (double)NAN;
}

static double explained(const char *fit, const char *a, const char *b, const char *day)
{
    ent_json *json;
    ent_assert_ok(ent_explain_report(fit, a, b, day, &json, &error), &error);
    double p = ent_json_number(table_of(json, "probability"));
    ent_json_free(json);
    return p;
}

/* test_treaty.c checks explain's chances against the backtest's model, and those of the walk are checked against it in
 * tests/events. Without exits they are the same of all pairs that are not tied. A future knows two things more: that a new partner
 * may leave in the same year, and that two whose tie is lost may be tied anew. */
static void the_first_year_is_the_backtests(void **state)
{
    ent_forecast_options options = {.from = "1990", .years = 1, .fixed = true, .table = "pairs"};
    ent_json *still = forecast_by(still_path, NULL, options), *json = forecast(NULL, options);
    size_t apart = 0, tied = 0, count = ent_json_row_count(table_of(json, "pairs"));
    assert_string_equal(ent_json_text(table_of(json, "from")), "1990-12-31");
    assert_int_equal(count, 66);
    for (size_t row = 0; row < count; row += 3) {
        const char *a = word(json, "pairs", "a", row), *b = word(json, "pairs", "b", row);
        double p = cell(json, "pairs", "p", row), held = explained(fit_path, a, b, "1990");
        if (held < .5) {
            ent_assert_number(chance_of(still, a, b, 1991), explained(still_path, a, b, "1990"), 1e-9);
            ent_assert_number(p / held, 1, .01);
            apart++;
        } else {
            assert_true(p >= held - 1e-9 && p <= held + .05 * (1 - held));
            tied++;
        }
    }
    assert_true(apart > 10 && tied > 3);
    ent_json_free(still);
    ent_json_free(json);
}

static void events_are_measured_by_year(void **state)
{
    static const char *const names[] = {"pacts of two", "larger treaties", "accessions", "exits", "treaties ended"};
    size_t found = 0;
    ent_json *json = forecast(NULL, (ent_forecast_options){.from = "1990", .years = 3, .futures = 100});
    for (size_t row = 0; row < ent_json_row_count(table_of(json, "forecast")); row++)
        for (size_t k = 0; k < ent_countof(names); k++)
            if (strcmp(word(json, "forecast", "measure", row), names[k]) == 0) {
                assert_true(cell(json, "forecast", "mean", row) >= 0 && cell(json, "forecast", "mean", row) < 12);
                found++;
            }
    assert_int_equal(found, 3 * ent_countof(names));
    ent_json_free(json);
}

static bool shows(const ent_json *json, const char *what)
{
    char *text;
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 200, &text, &error), &error);
    bool found = strstr(text, what) != NULL;
    free(text);
    return found;
}

/* The fit has learnt from outcomes up to 1990. */
static void what_the_fit_has_seen_is_said(void **state)
{
    const char *seen = "the fit has seen what came till 1990-12-31: this is no forecast of what was not known on 1985-12-31\n";
    ent_forecast_options early = {.from = "1985", .years = 1}, late = {.from = "1990", .years = 1};
    ent_json *before = forecast(NULL, early), *after = forecast(NULL, late), *explained_before, *explained_after;
    ent_assert_ok(ent_explain_report(fit_path, "AAA", "BBB", "1985", &explained_before, &error), &error);
    ent_assert_ok(ent_explain_report(fit_path, "AAA", "BBB", "1990", &explained_after, &error), &error);
    assert_string_equal(ent_json_text(table_of(after, "fit_to")), "1990-12-31");
    assert_true(shows(before, seen) && shows(explained_before, seen));
    assert_false(shows(after, "the fit has seen") || shows(explained_after, "the fit has seen"));
    assert_true(shows(after, "to treaties ended: in 1991 alone, not since the start"));
    ent_json_free(before);
    ent_json_free(after);
    ent_json_free(explained_before);
    ent_json_free(explained_after);
}

static void are_equal_pairs(ent_json *one, ent_json *other)
{
    size_t count = ent_json_row_count(table_of(one, "pairs"));
    assert_true(count > 0 && count == ent_json_row_count(table_of(other, "pairs")));
    for (size_t row = 0; row < count; row++)
        ent_assert_number(cell(one, "pairs", "p", row), cell(other, "pairs", "p", row), 0);
}

/* Another world in which after 30 June 1984 other treaties are signed, states join, leave and end them. */
static void what_comes_after_the_day_changes_nothing(void **state)
{
    char path[ENT_PATH];
    ent_world *other;
    ent_forecast_options options = {.from = "1984-06-30", .years = 3, .table = "pairs"};
    make_treaty_world("w", "late,Late pact,defense,1984-07-01,\nnext,Next pact,defense,1988,1990\n",
                      "late,AAA,1984-07-01,\nlate,HHH,1984-09-01,\nnorth,FFF,1984-12-01,\nnext,BBB,1988,1990\nnext,III,1988,1990\n",
                      path, &other);
    ent_json *one = forecast(world, options), *two = forecast(other, options);
    are_equal_pairs(one, two);
    ent_json_free(two);
    options.from = "1984"; /* the end of the year: now it is known */
    two = forecast(other, options);
    assert_true(fabs(chance_of(one, "AAA", "HHH", 1985) - chance_of(two, "AAA", "HHH", 1985)) > .5);
    ent_json_free(one);
    ent_json_free(two);
    ent_world_close(other);
}

static void threads_change_nothing(void **state)
{
    ent_forecast_options options = {.from = "1990", .years = 3, .futures = 80, .table = "pairs", .seed = 3, .threads = 1};
    ent_json *one = forecast(NULL, options);
    options.threads = 3;
    ent_json *two = forecast(NULL, options);
    are_equal_pairs(one, two);
    ent_json_free(one);
    ent_json_free(two);
}

/* ---- what-if ---- */

static ent_json *whatif(ent_forecast_options options)
{
    ent_json *json;
    options.futures = ENT_FORECAST_EACH;
    ent_assert_ok(ent_whatif_report(fit_path, NULL, NULL, &options, NULL, &json, &error), &error);
    return json;
}

static double with_of(ent_json *json, const char *a, const char *b)
{
    const ent_json_value *table = table_of(json, "fades");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(word(json, "fades", "a", row), a) == 0 && strcmp(word(json, "fades", "b", row), b) == 0)
            return cell(json, "fades", "with", row);
    fail_msg("no pair %s-%s", a, b);
    return (double)NAN;
}

static void a_list_that_is_signed_is_one_treaty(void **state)
{
    const char *const list[] = {"AAA,HHH,III"};
    ent_json *json = whatif((ent_forecast_options){.from = "1990", .years = 1, .fixed = true, .sign = list, .sign_count = 1});
    assert_true(with_of(json, "AAA", "HHH") > .8);
    ent_assert_number(with_of(json, "AAA", "HHH"), with_of(json, "AAA", "III"), .1);
    assert_true(with_of(json, "HHH", "III") > explained(fit_path, "HHH", "III", "1990")); /* two treaties hold them now */
    ent_json_free(json);
}

static void refuses(ent_forecast_options options, bool what, ent_status code, const char *message)
{
    ent_json *json;
    ent_status status = what ? ent_whatif_report(fit_path, NULL, NULL, &options, NULL, &json, &error)
                             : ent_forecast_report(fit_path, NULL, NULL, &options, NULL, &json, &error);
    ent_assert_fails(status, &error, code, message);
    assert_null(json);
}

static void what_makes_no_sense_is_refused(void **state)
{
    const char *const list[] = {"AAA,HHH"};
    refuses((ent_forecast_options){.rates = "mean"}, false, ENT_ERR_ARGUMENT,
            "--rates is for actor-oriented models, and the fit is of family treaty");
    refuses((ent_forecast_options){.sign = list, .sign_count = 1, .sensitivity = true}, true, ENT_ERR_ARGUMENT,
            "--sensitivity is of models with effects, and the fit is of family treaty");
}

static ent_status call(void *context, ent_error *inner)
{
    ent_json *json;
    ent_forecast_options options = {.from = "1960", .years = 1, .futures = ENT_FORECAST_EACH, .threads = 1};
    ent_status status = ent_forecast_report(fit_path, NULL, NULL, &options, NULL, &json, inner);
    if (status == ENT_OK)
        ent_json_free(json);
    else
        assert_null(json);
    return status;
}

static void it_survives_failing_memory(void **state)
{
    ent_sweep_stride(call, NULL, 1499);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_year_is_the_backtests), cmocka_unit_test(what_the_fit_has_seen_is_said),
        cmocka_unit_test(events_are_measured_by_year),
        cmocka_unit_test(what_comes_after_the_day_changes_nothing), cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_list_that_is_signed_is_one_treaty), cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(it_survives_failing_memory)};
    return cmocka_run_group_tests(tests, make_fit, clear_fit);
}
