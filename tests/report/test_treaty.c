/* entente fit and explain of the family treaty on a made-up world: what the fit's file says against what was learnt, figures by
 * hand, the same chances as the backtest's model, and what is refused. */
#include "report/treaty_world.h"

#include "report/treaty_fit.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#define HEAD "title: Pacts\nfamily: treaty\nworld: t.world\n"
#define TIES "dependent: {name: ally, layer: alliance, obligations: defense}\n"
#define MODEL HEAD "waves: [1952, 1990]\n" TIES "options: {ridge: 3}\n"

static char world_path[ENT_PATH], model_path[ENT_PATH], fit_path[ENT_PATH];
static ent_world *world;
static ent_json *fitted;
static ent_error error;

static const ent_json_value *result_of(ent_json *json, const char *name)
{
    return ent_json_get(ent_json_get(ent_json_root(json), "result"), name);
}

static double cell(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(result_of(json, table), column, row));
}

static const char *word(ent_json *json, const char *table, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(result_of(json, table), column, row));
    return text ? text : "";
}

static void write_fit(ent_json *json, const char *name, char path[ENT_PATH])
{
    char *text;
    ent_assert_ok(ent_json_print(json, &text, &error), &error);
    ent_temp_file(name, text, strlen(text), path);
    free(text);
}

static int make_fit(void **state)
{
    ent_fit_options options = {0};
    make_treaty_world("t", "", "", world_path, &world);
    write_treaty_model("pacts.yaml", MODEL, model_path);
    ent_assert_ok(ent_fit_report(model_path, &options, NULL, &fitted, &error), &error);
    write_fit(fitted, "pacts.json", fit_path);
    return 0;
}

static int clear_fit(void **state)
{
    ent_json_free(fitted);
    ent_world_close(world);
    return 0;
}

/* ---- fit ---- */

/* Outcomes of 1953 to 1990. */
static void what_it_rests_on_by_hand(void **state)
{
    assert_int_equal(ent_json_row_count(result_of(fitted, "parts")), 5);
    static const char *const parts[] = {"bilateral", "accession", "multilateral", "exit", "end"};
    for (size_t k = 0; k < 5; k++)
        assert_string_equal(word(fitted, "parts", "part", k), parts[k]);
    /* C-D 1958, before D joins the Northern pact; E-F 1961; B-C 1987, since C left that pact in 1974. The others come when they
     * are tied already, and G-H owe a consultation. */
    ent_assert_number(cell(fitted, "parts", "events", 0), 3, 0);
    ent_assert_number(cell(fitted, "parts", "occasions", 0), 3, 0);
    /* D and E join the Northern pact in 1962, L the Southern one in 1973 */
    ent_assert_number(cell(fitted, "parts", "events", 1), 3, 0);
    ent_assert_number(cell(fitted, "parts", "occasions", 1), 2, 0);
    /* A-C and B-C of 1955, A-B being tied; six of 1968; three of 1984 */
    ent_assert_number(cell(fitted, "parts", "events", 2), 11, 0);
    ent_assert_number(cell(fitted, "parts", "occasions", 2), 3, 0);
    /* C left after 1974, J after 1986; E leaves the Northern pact after 1990, which is not known yet */
    ent_assert_number(cell(fitted, "parts", "events", 3), 2, 0);
    /* A-B after 1960, E-F after 1971, I-J after 1982, D-E after 1989 */
    ent_assert_number(cell(fitted, "parts", "events", 4), 4, 0);
    assert_true(ent_json_is_true(ent_json_cell(result_of(fitted, "parts"), "few", 0)));
    ent_assert_number(ent_json_number(result_of(fitted, "foundings")), 3, 0); /* of three states, four, three */
    assert_int_equal(ent_json_row_count(result_of(fitted, "founding_sizes")), 2);
    ent_assert_number(cell(fitted, "founding_sizes", "size", 0), 3, 0);
    ent_assert_number(cell(fitted, "founding_sizes", "size", 1), 4, 0);
    ent_assert_number(cell(fitted, "founding_sizes", "weight", 0) + cell(fitted, "founding_sizes", "weight", 1), 1, 1e-12);
    assert_int_equal(ent_json_row_count(result_of(fitted, "sources")), 4);
}

/* The file against what ent_treaty_learn says of the same years. */
static void the_file_is_what_was_learnt(void **state)
{
    world_years data;
    ent_treaty_fit learnt, read;
    size_t count = ent_treaty_parameters();
    double *covariance = malloc(count * count * sizeof *covariance), *theta = malloc(2 * count * sizeof *theta);
    ent_event_options options = ENT_EVENT_DEFAULTS;
    options.ridge = 3;
    ent_assert_ok(world_years_read_until(&data, world, "alliance", ENT_DEFENSE, ent_day_from_date(1990, 12, 31), &error),
                  &error);
    ent_assert_ok(ent_treaty_learn(&data.data, 0, 38, &options, &learnt, covariance, NULL, &error), &error);
    ent_treaty_theta(&learnt, theta);
    ent_assert_ok(treaty_fit_read("pacts.json", ent_json_get(ent_json_root(fitted), "result"), &read, theta + count, &error),
                  &error);
    assert_int_equal(ent_json_row_count(result_of(fitted, "effects")), count);
    for (size_t k = 0; k < count; k++) {
        ent_assert_number(theta[count + k], theta[k], 0);
        ent_assert_number(cell(fitted, "effects", "se", k), sqrt(covariance[k * count + k]), 1e-12);
        ent_assert_number(ent_json_number(ent_json_at(ent_json_at(result_of(fitted, "covariance"), k), 0)),
                          covariance[k * count], 1e-15);
    }
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++) {
        const ent_event_logit *one = ent_treaty_logit(&learnt, part), *other = ent_treaty_logit(&read, part);
        ent_assert_number(other->scale, one->scale, 0);
        ent_assert_number(read.drawn[part], learnt.drawn[part], 0);
        assert_int_equal(other->predictor_count, one->predictor_count);
        for (size_t k = 0; k < one->predictor_count; k++) {
            ent_assert_number(other->mean[k], one->mean[k], 0);
            ent_assert_number(other->sd[k], one->sd[k], 0);
            ent_assert_number(other->low[k], one->low[k], 0);
            ent_assert_number(other->high[k], one->high[k], 0);
        }
    }
    ent_assert_number(read.routes.together, learnt.routes.together, 0);
    ent_assert_number(read.bilateral_rate, learnt.bilateral_rate, 0);
    assert_int_equal(read.size_count, learnt.size_count);
    assert_memory_equal(read.size, learnt.size, sizeof learnt.size);
    assert_memory_equal(read.size_weight, learnt.size_weight, sizeof learnt.size_weight);
    assert_int_equal(read.foundings, learnt.foundings);
    ent_assert_number(read.gather, learnt.gather, 0);
    free(covariance);
    free(theta);
    world_years_clear(&data);
}

static void refuses_fit(const char *text, ent_fit_options options, ent_status code, const char *message)
{
    char path[ENT_PATH];
    ent_json *json;
    write_treaty_model("other.yaml", text, path);
    ent_assert_fails(ent_fit_report(path, &options, NULL, &json, &error), &error, code, message);
    assert_null(json);
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    char path[ENT_PATH], message[700];
    ent_world *bare;
    const own_file files[] = {{"b/actors.csv", TREATY_ACTORS}, {"b/treaties.csv", TREATY_TREATIES},
                              {"b/treaty_members.csv", TREATY_MEMBERS}};
    snprintf(message, sizeof message, "--bootstrap is not for family treaty, of which '%s' is: years and options stand in the "
             "model's file", ent_temp_path("other.yaml", path));
    refuses_fit(MODEL, (ent_fit_options){.replicates = 10}, ENT_ERR_ARGUMENT, message);
    make_own_world("b", files, ent_countof(files), path, &bare);
    refuses_fit("family: treaty\nworld: b.world\nwaves: [1952, 1990]\n" TIES, (ent_fit_options){0}, ENT_ERR_INPUT,
                "geography needs the layer contiguity, which the world lacks: import contdir.csv");
    ent_world_close(bare);
    make_treaty_world("u", "", "", path, &bare);
    refuses_fit("family: treaty\nworld: u.world\nwaves: [1952, 1990]\ndependent: {name: friend, layer: contiguity}\n",
                (ent_fit_options){.table = "waves"}, ENT_ERR_ARGUMENT,
                "--table 'waves' is unknown; expected effects, parts, founding_sizes");
    refuses_fit("family: treaty\nworld: u.world\nwaves: [1952, 1990]\n"
                "dependent: {name: ally, layer: alliance, obligations: offense}\n", (ent_fit_options){0}, ENT_ERR_INPUT,
                "alliance@own has no tie with the obligations asked for till 1990-12-31, so that there is no treaty");
    ent_world_close(bare);
}

/* A layer whose ties name no treaty, in a world without any. */
static void a_layer_without_treaties_is_refused(void **state)
{
    char path[ENT_PATH];
    ent_world *bare;
    char capitals[4000];
    int length = snprintf(capitals, sizeof capitals, "actor,attribute,value,unit,from\n");
    for (int k = 0; k < 12; k++)
        length += snprintf(capitals + length, sizeof capitals - (size_t)length,
                           "%c%c%c,capital_latitude,0,degrees,1950\n%c%c%c,capital_longitude,%d,degrees,1950\n", 'A' + k, 'A' + k,
                           'A' + k, 'A' + k, 'A' + k, 'A' + k, k);
    const own_file files[] = {{"n/actors.csv", TREATY_ACTORS}, {"n/ties.csv", TREATY_TIES}, {"n/attributes.csv", capitals}};
    make_own_world("n", files, ent_countof(files), path, &bare);
    refuses_fit("family: treaty\nworld: n.world\nwaves: [1956, 1990]\ndependent: {name: friend, layer: friends}\n",
                (ent_fit_options){0}, ENT_ERR_INPUT,
                "the ties of friends@own are of no treaties, and the world has no list of any: import alliance_v4.1_by_member.csv, or "
                "ATOP's members");
    ent_world_close(bare);
}

/* ---- explain ---- */

static ent_json *explain(const char *one, const char *other, const char *year)
{
    ent_json *json;
    ent_assert_ok(ent_explain_report(fit_path, one, other, year, &json, &error), &error);
    return json;
}

/* What the backtest's model says of new ties of 1991 and of ties that end, learnt from the same years. */
static double backtest_says(ent_event_task task, const char *one, const char *other)
{
    world_years data;
    ent_event_rows rows;
    ent_event_treaties treaties;
    ent_event_options options = ENT_EVENT_DEFAULTS;
    double said = (double)NAN;
    int a, b;
    options.ridge = 3;
    ent_span day = {ent_day_from_date(1990, 12, 31), ent_day_from_date(1990, 12, 31)};
    ent_assert_ok(ent_world_find_actor(world, one, day, &a, &error), &error);
    ent_assert_ok(ent_world_find_actor(world, other, day, &b, &error), &error);
    ent_assert_ok(world_years_read(&data, world, "alliance", "defense", (world_years_needs){true, true, false}, 1995, &error), &error);
    size_t s = (size_t)(1990 - data.first_year);
    ent_assert_ok(ent_event_rows_of_task(&data.data, task, 1, &rows, &error), &error);
    double *x = calloc(rows.count * ENT_GEOGRAPHY, sizeof *x), *p = calloc(rows.count, sizeof *p);
    ent_assert_ok(ent_event_geography(&data.data, &rows, x, &error), &error);
    ent_assert_ok(ent_event_treaties_make(&data.data, &rows, x, &treaties, &error), &error);
    ent_assert_ok(ent_event_forecast(&rows, NULL, &treaties, ENT_EVENT_TREATY, s, s, &options, p, NULL, &error), &error);
    for (size_t row = rows.first[s]; row < rows.first[s + 1]; row++)
        if (rows.rows[row].a == data.index[a] && rows.rows[row].b == data.index[b])
            said = p[row - rows.first[s]];
    ent_event_treaties_clear(&treaties);
    ent_event_rows_clear(&rows);
    world_years_clear(&data);
    free(x);
    free(p);
    return said;
}

/* The routes make the whole, 1 - prod (1 - P). */
static void a_pair_without_a_tie(void **state)
{
    ent_json *json = explain("FFF", "hhh", NULL), *all;
    double none = 1;
    assert_false(ent_json_is_true(result_of(json, "tied")));
    assert_string_equal(ent_json_text(result_of(json, "on")), "1990-12-31");
    for (size_t k = 0; k < 3; k++)
        none *= 1 - cell(json, "routes", "probability", k);
    ent_assert_number(ent_json_number(result_of(json, "probability")), 1 - none, 1e-12);
    ent_assert_number(1 - none, backtest_says(ENT_EVENT_FORMATION, "FFF", "HHH"), 1e-9);
    assert_string_equal(word(json, "routes", "route", 1), "accession");
    assert_int_equal(ent_json_row_count(result_of(json, "accessions")), 2); /* H into the Hill pact, F into the Southern one */
    assert_true(cell(json, "accessions", "probability", 0) >= cell(json, "accessions", "probability", 1));
    for (size_t row = 0; row < ent_json_row_count(result_of(json, "terms")); row++)
        ent_assert_number(cell(json, "terms", "contribution", row),
                          cell(json, "terms", "standardised", row) * cell(json, "terms", "estimate", row), 1e-12);
    char *text;
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    assert_non_null(strstr(text, "ally FFF-HHH, 1990-12-31: not tied"));
    free(text);
    ent_json_free(json);
    all = explain("AAA", "KKK", "1980");
    assert_string_equal(ent_json_text(result_of(all, "on")), "1980-12-31");
    ent_json_free(all);
}

/* H and I share the Southern pact alone; C and D a pact of two. */
static void a_pair_with_a_tie(void **state)
{
    ent_json *json = explain("HHH", "III", NULL);
    assert_true(ent_json_is_true(result_of(json, "tied")));
    assert_int_equal(ent_json_row_count(result_of(json, "treaties")), 1);
    assert_string_equal(word(json, "treaties", "treaty", 0), "south");
    double ends = cell(json, "treaties", "ends", 0), first = cell(json, "treaties", "first_leaves", 0),
           second = cell(json, "treaties", "second_leaves", 0);
    assert_true(ends > 0 && first > 0 && second > 0);
    ent_assert_number(cell(json, "treaties", "lost", 0), 1 - (1 - ends) * (1 - first) * (1 - second), 1e-12);
    ent_assert_number(ent_json_number(result_of(json, "probability")), 1 - cell(json, "treaties", "lost", 0), 1e-12);
    ent_assert_number(cell(json, "treaties", "lost", 0), backtest_says(ENT_EVENT_DISSOLUTION, "HHH", "III"), 1e-9);
    ent_json_free(json);
    json = explain("KKK", "LLL", "1985"); /* two treaties: both must go */
    assert_int_equal(ent_json_row_count(result_of(json, "treaties")), 2);
    ent_assert_number(ent_json_number(result_of(json, "probability")),
                      1 - cell(json, "treaties", "lost", 0) * cell(json, "treaties", "lost", 1), 1e-12);
    ent_json_free(json);
}

static void refuses_explain(const char *path, const char *one, const char *other, const char *year, ent_status code,
                            const char *message)
{
    ent_json *json;
    ent_assert_fails(ent_explain_report(path, one, other, year, &json, &error), &error, code, message);
    assert_null(json);
}

static void what_cannot_be_explained_is_refused(void **state)
{
    char message[700];
    ent_json *json;
    ent_draw_options draws = {0};
    snprintf(message, sizeof message, "%s: of a model of treaties a pair is explained; expected: entente explain FIT A B", fit_path);
    refuses_explain(fit_path, "AAA", NULL, NULL, ENT_ERR_ARGUMENT, message);
    refuses_explain(fit_path, "AAA", "aaa", NULL, ENT_ERR_ARGUMENT, "give two actors, not 'AAA' twice");
    refuses_explain(fit_path, "AAA", "LLL", "1960", ENT_ERR_ARGUMENT, "'LLL' is no state of that day");
    snprintf(message, sizeof message, "%s: family treaty draws no networks of a wave: 'entente forecast' makes its futures, "
             "'entente backtest --models treaty' tells how good they were", fit_path);
    ent_assert_fails(ent_simulate_report(fit_path, &draws, NULL, &json, &error), &error, ENT_ERR_ARGUMENT, message);
    ent_assert_fails(ent_gof_report(fit_path, &draws, NULL, &json, &error), &error, ENT_ERR_ARGUMENT, message);
}

/* ---- nothing of later years ---- */

/* Another world with more treaties after 1990: the fit is the same, and so is what it says of 1990. */
static void what_comes_later_changes_nothing(void **state)
{
    char path[ENT_PATH], other_path[ENT_PATH];
    ent_world *other;
    ent_json *again;
    ent_fit_options options = {0};
    make_treaty_world("v", "late,Late pact,defense,1991,\n", "late,AAA,1991,\nlate,HHH,1991,\nlate,III,1993,\n", path, &other);
    write_treaty_model("later.yaml", "title: Pacts\nfamily: treaty\nworld: v.world\nwaves: [1952, 1990]\n" TIES
                       "options: {ridge: 3}\n", other_path);
    ent_assert_ok(ent_fit_report(other_path, &options, NULL, &again, &error), &error);
    for (size_t k = 0; k < ent_treaty_parameters(); k++) {
        ent_assert_number(cell(again, "effects", "estimate", k), cell(fitted, "effects", "estimate", k), 0);
        ent_assert_number(cell(again, "effects", "mean", k), cell(fitted, "effects", "mean", k), 0);
    }
    ent_json_free(again);
    ent_world_close(other);
}

/* ---- files that are not as this version writes them ---- */

static void refuses_read(const char *from, const char *to, const char *said)
{
    char *text, path[ENT_PATH], message[700];
    ent_json *json;
    ent_treaty_fit fit;
    double theta[400];
    ent_assert_ok(ent_json_print(fitted, &text, &error), &error);
    char *at = strstr(text, from);
    assert_non_null(at);
    assert_int_equal(strlen(from), strlen(to));
    memcpy(at, to, strlen(to));
    ent_temp_file("broken.json", text, strlen(text), path);
    free(text);
    ent_assert_ok(ent_json_read(path, &json, &error), &error);
    snprintf(message, sizeof message, "broken.json: %s", said);
    ent_assert_fails(treaty_fit_read("broken.json", ent_json_get(ent_json_root(json), "result"), &fit, theta, &error), &error,
                     ENT_ERR_INPUT, message);
    ent_json_free(json);
}

static void fits_of_other_versions_are_refused(void **state)
{
    refuses_read("\"nearness\"", "\"nearnest\"",
                 "row 5 of its effects is 'nearnest' of 'bilateral', or has no estimate; expected 'nearness' of 'bilateral': fit it "
                 "again");
    refuses_read("\"part\": [\n        \"bilateral\"", "\"part\": [\n        \"bilaterax\"",
                 "row 1 of its parts is 'bilaterax', or has no scale, or no level of drawn parameters; expected 'bilateral': "
                 "fit it again");
    refuses_read("\"drawn\": [", "\"drawm\": [", "row 1 of its parts is 'bilateral', or has no scale, or no level of drawn parameters; expected "
                 "'bilateral': fit it again");
}

static ent_status fit_call(void *context, ent_error *inner)
{
    ent_json *json;
    ent_fit_options options = {0};
    ent_status status = ent_fit_report(model_path, &options, NULL, &json, inner);
    if (status == ENT_OK)
        ent_json_free(json);
    else
        assert_null(json);
    return status;
}

static ent_status explain_call(void *context, ent_error *inner)
{
    ent_json *json;
    ent_status status = ent_explain_report(fit_path, "FFF", "HHH", NULL, &json, inner);
    if (status == ENT_OK)
        ent_json_free(json);
    else
        assert_null(json);
    return status;
}

static void they_survive_failing_memory(void **state)
{
    ent_sweep_stride(fit_call, NULL, 251);
    ent_sweep_stride(explain_call, NULL, 251);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_rests_on_by_hand), cmocka_unit_test(the_file_is_what_was_learnt),
        cmocka_unit_test(what_cannot_be_fitted_is_refused), cmocka_unit_test(a_layer_without_treaties_is_refused),
        cmocka_unit_test(a_pair_without_a_tie), cmocka_unit_test(a_pair_with_a_tie),
        cmocka_unit_test(what_cannot_be_explained_is_refused), cmocka_unit_test(what_comes_later_changes_nothing),
        cmocka_unit_test(fits_of_other_versions_are_refused), cmocka_unit_test(they_survive_failing_memory)};
    return cmocka_run_group_tests(tests, make_fit, clear_fit);
}
