/* Claims in futures: shares of futures whose ties surely are, or surely are not, there; shares against a plain count over the
 * networks; what a future has no say in; intervals by hand; sizes that are given. Four made-up states. */
#include "run_helpers.h"

#include "core/file.h"
#include "entente/forecast.h"
#include "report/forecast.h"

#include <math.h>
#include <unistd.h>

#define MODEL(of)                                                                                  \
    "title: Pacts\nfamily: saom\nworld: none.world\nwaves: [1980, 1990, 2000]\n"                   \
    "actors: {only: [A, B, C]}\n"                                                                  \
    "dependent: {name: pacts, " of ", rule: initiative}\n"                                         \
    "effects:\n  - density\n"
#define PACTS MODEL("layer: alliance, obligations: defense")

/* A and B have a pact; D is not in the model. */
#define BASE                                                                                       \
    "title: Four states\n"                                                                         \
    "base:\n"                                                                                      \
    "  date: 2000-07-01\n"                                                                         \
    "  actors: [{name: Aland, abb: A}, {name: Bland, abb: B}, {name: Cland, abb: C}, {name: Dland, abb: D}]\n" \
    "  attributes:\n"                                                                              \
    "    - {actor: A, attribute: gdp, value: 100, unit: million dollars}\n"                        \
    "    - {actor: B, attribute: gdp, value: 200, unit: million dollars}\n"                        \
    "    - {actor: C, attribute: gdp, value: 400, unit: million dollars}\n"                        \
    "    - {actor: D, attribute: gdp, value: 800, unit: million dollars}\n"                        \
    "  ties: [{layer: rivalry, a: A, b: D}]\n"                                                     \
    "  treaties: [{treaty: pact, obligations: defense;consultation}]\n"                            \
    "  treaty_members: [{treaty: pact, actor: A}, {treaty: pact, actor: B}]\n"                     \
    "blocs: [{id: ab, members: [A, B]}]\n"

#define PACT                                                                                       \
    "interventions:\n"                                                                             \
    "  - {id: one, kind: treaty_signed, date: 2000-08-01, treaty: one, members: [B, C], obligations: defense}\n"

#define CLAIM(id, test) "  - {id: " id ", kind: measured, statement: s, source: x, test: \"" test "\"}\n"

/* A fit of a model: density, drawn with a standard error, and two rates of so many opportunities a year. */
static void write_fit(const char *what, double density, double se, double rate, char path[ENT_PATH])
{
    char text[2000], model[ENT_PATH], checksum[65];
    ent_error error = {0};
    ent_temp_file("pacts.yaml", what, strlen(what), model);
    ent_assert_ok(ent_file_sha256(model, checksum, &error), &error);
    int size = snprintf(text, sizeof text,
                        "{\"command\": \"fit\", \"result\": {\"model\": \"pacts.yaml\", \"model_checksum\": \"%s\", "
                        "\"converged\": true, \"effects\": {\"columns\": [\"effect\", \"of\", \"period\", \"estimate\"], "
                        "\"effect\": [\"rate\", \"rate\", \"density\"], \"of\": [null, null, null], \"period\": [1, 2, null], "
                        "\"estimate\": [%.17g, %.17g, %.17g]}, \"covariance\": [[0,0,0], [0,0,0], [0,0,%.17g]], "
                        "\"dates\": {\"columns\": [\"day\"], \"day\": [\"1980-07-01\", \"1990-07-01\", \"2000-07-01\"]}}}",
                        checksum, 10 * rate, 10 * rate, density, se * se);
    ent_temp_file("fit.json", text, (size_t)size, path);
}

typedef struct {
    double density, se, rate;
    bool whatif;
    const char *model;           /* NULL = PACTS */
} asking;

static ent_status ask(const char *scenario, asking how, ent_forecast_options options, ent_json **out, ent_error *error)
{
    char path[ENT_PATH], fit[ENT_PATH];
    write_fit(how.model ? how.model : PACTS, how.density, how.se, how.rate, fit);
    ent_temp_file("four.yaml", scenario, strlen(scenario), path);
    options.fit = fit;
    options.years = options.years ? options.years : 5;
    options.seed = 1;
    options.threads = options.threads ? options.threads : 1;
    return how.whatif ? ent_whatif_report(path, NULL, NULL, &options, NULL, out, error)
                      : ent_forecast_report(path, NULL, NULL, &options, NULL, out, error);
}

static ent_json *answer_of(const char *scenario, asking how, ent_forecast_options options)
{
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ask(scenario, how, options, &json, &error), &error);
    return json;
}

static const char *text(ent_json *json, size_t row, const char *column)
{
    const char *found = ent_json_text(ent_json_cell(ent_json_get(result_of(json), "claims"), column, row));
    return found ? found : "";
}

static double number(ent_json *json, size_t row, const char *column)
{
    return ent_json_number(ent_json_cell(ent_json_get(result_of(json), "claims"), column, row));
}

/* variant: 0 without, 1 with interventions */
static size_t row_of(ent_json *json, const char *claim, int variant)
{
    size_t rows = ent_json_row_count(ent_json_get(result_of(json), "claims"));
    for (size_t row = 0; row < rows; row++)
        if (strcmp(text(json, row, "claim"), claim) == 0 && (strcmp(text(json, row, "variant"), "as it is") == 0) == !variant)
            return row;
    fail_msg("no row of %s", claim);
    return 0;
}

static void assert_counts(ent_json *json, const char *claim, int variant, const double counts[4])
{
    static const char *const columns[] = {"holds", "fails", "undecided", "no_data"};
    size_t row = row_of(json, claim, variant);
    bool given = strcmp(text(json, row, "touched"), "given") == 0;
    for (size_t k = 0; k < 4; k++)
        ent_assert_number(number(json, row, columns[k]), counts[k], 0);
    ent_assert_number(number(json, row, "share"), given ? (double)NAN : counts[0] / (counts[0] + counts[1] + counts[2] + counts[3]), 1e-15);
}

#define CLAIMS                                                                                     \
    "claims:\n"                                                                                    \
    CLAIM("ab", "defense(A, B) = 1")                                                               \
    CLAIM("ac", "defense(A, C, 2005) = 1")                                                         \
    CLAIM("never", "all(y in 1999..2005: defense(A, C, y) = 0)")                                   \
    CLAIM("beyond", "defense(A, B, 2006) = 1")                                                     \
    CLAIM("before", "defense(A, B, 2000) = 1")                                                     \
    CLAIM("consult", "consultation(A, B) = 1")                                                     \
    CLAIM("outside", "defense(A, D) = 1")                                                          \
    CLAIM("rich", "gdp(ab) < gdp(C)")

/* ---- forced futures ---- */

/* Every tie is wanted, by both sides, and there are 20 opportunities a year and actor; or none is. */
static void shares_of_what_surely_comes_are_0_and_1(void **state)
{
    for (int tied = 0; tied < 2; tied++) {
        const double yes[] = {200, 0, 0, 0}, no[] = {0, 200, 0, 0}, unknown[] = {0, 0, 0, 200};
        ent_json *json = answer_of(BASE CLAIMS, (asking){tied ? 40 : -40, 0, 20, false, NULL}, (ent_forecast_options){.steady = true, .futures = 200});
        assert_counts(json, "ab", 0, tied ? yes : no);
        assert_counts(json, "ac", 0, tied ? yes : no);
        assert_counts(json, "never", 0, tied ? no : yes);
        assert_counts(json, "beyond", 0, unknown);
        size_t row = row_of(json, "ab", 0);
        ent_assert_number(number(json, row, tied ? "high" : "low"), tied, 0);
        assert_string_equal(text(json, row, "first_day"), "holds");
        ent_json_free(json);
    }
}

static void what_futures_have_no_say_in_gets_no_share(void **state)
{
    static const struct {
        const char *claim, *first_day;
    } untouched[] = {{"before", "holds"}, {"consult", "holds"}, {"outside", "fails"}, {"rich", "holds"}};
    ent_json *json = answer_of(BASE CLAIMS, (asking){-40, 0, 20, false, NULL}, (ent_forecast_options){.steady = true, .futures = 200});
    for (size_t k = 0; k < sizeof untouched / sizeof *untouched; k++) {
        size_t row = row_of(json, untouched[k].claim, 0);
        assert_string_equal(text(json, row, "touched"), "no");
        assert_string_equal(text(json, row, "first_day"), untouched[k].first_day);
        ent_assert_number(number(json, row, "holds"), (double)NAN, 0);
        ent_assert_number(number(json, row, "share"), (double)NAN, 0);
        ent_assert_number(number(json, row, "high"), (double)NAN, 0);
    }
    ent_json_free(json);
}

/* Nobody gets an opportunity: all stays as the first day has it, with the pact of B and C and without. */
static void interventions_stay_where_nothing_happens(void **state)
{
    const double yes[] = {200, 0, 0, 0}, no[] = {0, 200, 0, 0};
    ent_json *json = answer_of(BASE PACT "claims:\n" CLAIM("bc", "defense(B, C) = 1"), (asking){0, 0, 1e-12, true, NULL},
                               (ent_forecast_options){.steady = true, .futures = 200});
    assert_counts(json, "bc", 0, no);
    assert_counts(json, "bc", 1, yes);
    assert_string_equal(text(json, row_of(json, "bc", 0), "first_day"), "fails");
    assert_string_equal(text(json, row_of(json, "bc", 1), "first_day"), "holds");
    ent_assert_number(number(json, row_of(json, "bc", 1), "difference"), 1, 0);
    ent_assert_number(number(json, row_of(json, "bc", 1), "error"), 0, 0);
    ent_json_free(json);
}

/* Of a fit of several kinds a new tie is of one of them; what the first day has is kept. Consultation is not its matter. */
static void what_kind_a_new_tie_is_may_not_be_known(void **state)
{
    const double yes[] = {200, 0, 0, 0}, open[] = {0, 0, 200, 0};
    ent_json *json = answer_of(BASE CLAIMS, (asking){40, 0, 20, false, MODEL("layer: alliance, obligations: defense;offense")},
                               (ent_forecast_options){.steady = true, .futures = 200});
    assert_counts(json, "ab", 0, yes);
    assert_counts(json, "ac", 0, open);
    assert_string_equal(text(json, row_of(json, "consult", 0), "touched"), "no");
    ent_json_free(json);
}

/* Ties of a layer without obligations have a level of 1 or more; how many there are is not known, nor the level of pacts. */
static void ties_of_the_fits_layer_are_the_futures(void **state)
{
    static const char claims[] = BASE "claims:\n" CLAIM("any", "tie(rivalry, A, C, 2005) > 0") CLAIM("level", "tie(rivalry, C, A, 2005) = 1")
        CLAIM("count", "ties(rivalry, A, C, 2005) = 1") CLAIM("outside", "tie(rivalry, A, D, 2000) > 0")
        CLAIM("pact", "tie(alliance, A, B, 2005) > 0");
    const double yes[] = {200, 0, 0, 0}, no[] = {0, 200, 0, 0}, open[] = {0, 0, 200, 0}, unknown[] = {0, 0, 0, 200};
    for (int tied = 0; tied < 2; tied++) {
        ent_json *json = answer_of(claims, (asking){tied ? 40 : -40, 0, 20, false, MODEL("layer: rivalry")},
                                   (ent_forecast_options){.steady = true, .futures = 200});
        assert_counts(json, "any", 0, tied ? yes : no);
        assert_counts(json, "level", 0, tied ? open : no);
        assert_counts(json, "count", 0, unknown);
        assert_string_equal(text(json, row_of(json, "outside", 0), "touched"), "no");
        assert_string_equal(text(json, row_of(json, "pact", 0), "touched"), "no");
        ent_json_free(json);
    }
    ent_json *json = answer_of(claims, (asking){40, 0, 20, false, NULL}, (ent_forecast_options){.steady = true, .futures = 200});
    assert_counts(json, "pact", 0, unknown);
    assert_string_equal(text(json, row_of(json, "any", 0), "touched"), "no");
    ent_json_free(json);
}

/* ---- a plain count over the networks ---- */

/* A measure of each future in a year, from the file of futures. */
static void read_measure(const char *store, size_t step, size_t measure, double values_of[200])
{
    ent_forecast_file *file;
    double *values;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_forecast_file_open(store, &file, &error), &error);
    ent_assert_ok(ent_forecast_file_values(file, 0, step, measure, &values, &count, &error), &error);
    assert_true(count >= 200);
    memcpy(values_of, values, 200 * sizeof *values);
    free(values);
    ent_forecast_file_close(file);
}

/* Two of three pairs or more are tied: at the end, in 2002, and in every year. */
static void shares_are_those_of_a_plain_count(void **state)
{
#define TIES(year) "defense(A, B" year ") + defense(A, C" year ") + defense(B, C" year ") >= 2"
    char store[ENT_PATH];
    ent_temp_file("futures.db", "", 0, store);
    unlink(store);
    ent_json *json = answer_of(BASE "claims:\n" CLAIM("end", TIES("")) CLAIM("second", TIES(", 2002"))
                               CLAIM("always", "all(y in 2001..2005: " TIES(", y") ")"),
                               (asking){0.5, 0.8, 0.7, false, NULL}, (ent_forecast_options){.store = store, .futures = 400, .threads = 2});
    double count[3] = {0}, ties[5][200], by_draw[10] = {0}, low, high;
    for (size_t step = 0; step < 5; step++)
        read_measure(store, step, ENT_FORECAST_TIES, ties[step]);
    for (size_t k = 0; k < 200; k++) {
        bool always = true;
        for (size_t step = 0; step < 5; step++)
            always &= ties[step][k] >= 2;
        count[0] += ties[4][k] >= 2;
        count[1] += ties[1][k] >= 2;
        count[2] += always;
        by_draw[k / 20] += (ties[4][k] >= 2) / 20.0;
    }
    assert_true(count[0] > 20 && count[0] < 180 && count[1] != count[0] && count[2] < count[0] && count[2] > 0);
    assert_counts(json, "end", 0, (const double[]){count[0], 200 - count[0], 0, 0});
    assert_counts(json, "second", 0, (const double[]){count[1], 200 - count[1], 0, 0});
    assert_counts(json, "always", 0, (const double[]){count[2], 200 - count[2], 0, 0});
    forecast_share_interval(by_draw, 10, 20, true, &low, &high);
    ent_assert_number(number(json, row_of(json, "end", 0), "low"), low, 1e-12);
    ent_assert_number(number(json, row_of(json, "end", 0), "high"), high, 1e-12);
    ent_json_free(json);
}

/* A, B and C with sizes of ten years, that have gone up and down. */
static const char *growing(char text_of[8000])
{
    int used = snprintf(text_of, 8000, "title: Growth\nbase:\n  date: 2000-07-01\n  actors: [{name: Aland, abb: A}, {name: Bland, abb: B}, "
                        "{name: Cland, abb: C}]\n  treaties: [{treaty: pact, obligations: defense}]\n"
                        "  treaty_members: [{treaty: pact, actor: A}, {treaty: pact, actor: B}]\n  attributes:\n");
    for (int year = 1990; year <= 2000; year++)
        for (int actor = 0; actor < 3; actor++)
            used += snprintf(text_of + used, 8000 - (size_t)used, "    - {actor: %c, attribute: gdp, value: %.6g, unit: million dollars, "
                             "from: %d, to: %d}\n", 'A' + actor, 100 * exp(0.1 * (year * (actor + 2) % 5) + 0.013 * (year * (actor + 3) % 7)), year, year);
    snprintf(text_of + used, 8000 - (size_t)used, "claims:\n" CLAIM("end", "gdp(A) > gdp(B)") CLAIM("second", "gdp(A, 2002) > gdp(B, 2002)"));
    return text_of;
}

/* Without any tie the camps of A and B are their shares: which is larger, the measures of each future say. */
static void drawn_sizes_are_those_of_the_future(void **state)
{
    char store[ENT_PATH], scenario[8000];
    ent_temp_file("sizes.db", "", 0, store);
    unlink(store);
    ent_json *json = answer_of(growing(scenario), (asking){-40, 0, 20, false, NULL},
                               (ent_forecast_options){.store = store, .futures = 200, .size = "gdp", .of = "A,B"});
    double one[200], other[200], count[2] = {0};
    for (size_t k = 0; k < 2; k++) {
        read_measure(store, k ? 1 : 4, ENT_FORECAST_MEASURES + FORECAST_SIZES, one);
        read_measure(store, k ? 1 : 4, ENT_FORECAST_MEASURES + FORECAST_SIZES + 1, other);
        for (size_t future = 0; future < 200; future++)
            count[k] += one[future] > other[future];
        assert_true(count[k] > 10 && count[k] < 190);
    }
    assert_true(count[0] < count[1] || count[0] > count[1]);
    assert_counts(json, "end", 0, (const double[]){count[0], 200 - count[0], 0, 0});
    assert_counts(json, "second", 0, (const double[]){count[1], 200 - count[1], 0, 0});
    ent_json_free(json);
}

/* ---- states that leave ---- */

/* Three states of ten that left, one by one, in the years before, and one that came: so states leave in futures, and come. */
#define LEAVING                                                                                    \
    "title: Leavers\nbase:\n  date: 2000-07-01\n  actors:\n"                                      \
    "    - {name: Aland, abb: A, from: 1960}\n    - {name: Bland, abb: B, from: 1960}\n"          \
    "    - {name: Cland, abb: C, from: 1960}\n    - {name: Nland, abb: N, from: 1999}\n"          \
    "    - {name: Xland, abb: X, from: 1960, to: 1975}\n    - {name: Yland, abb: Y, from: 1960, to: 1985}\n" \
    "    - {name: Zland, abb: Z, from: 1960, to: 1995}\n"                                          \
    "  attributes:\n"                                                                              \
    "    - {actor: A, attribute: gdp, value: 100, unit: million dollars}\n"                        \
    "    - {actor: B, attribute: gdp, value: 200, unit: million dollars}\n"                        \
    "    - {actor: C, attribute: gdp, value: 400, unit: million dollars}\n"                        \
    "  treaties: [{treaty: pact, obligations: defense}]\n"                                         \
    "  treaty_members: [{treaty: pact, actor: A}, {treaty: pact, actor: B}]\n"                     \
    "blocs: [{id: ab, members: [A, B]}]\n"

/* No ties: a camp is a share, and 0 of a state that has left. */
static void a_state_that_has_left_adds_nothing(void **state)
{
    char store[ENT_PATH];
    double left[3][200], count[4] = {0};
    ent_temp_file("left.db", "", 0, store);
    unlink(store);
    ent_json *json = answer_of(LEAVING "claims:\n" CLAIM("a", "gdp(A) > 0") CLAIM("then", "gdp(A, 2002) > 0")
                               CLAIM("sum", "gdp(ab) = 300000000") CLAIM("more", "gdp(A) < gdp(B)"),
                               (asking){-40, 0, 20, false, "title: Pacts\nfamily: saom\nworld: none.world\nwaves: [1980, 1990, 2000]\n"
                               "actors: {system: actors}\ndependent: {name: pacts, layer: alliance, obligations: defense, rule: initiative}\n"
                               "effects:\n  - density\n"},
                               (ent_forecast_options){.store = store, .futures = 200, .size = "gdp", .of = "A,B", .steady = true});
    for (size_t k = 0; k < 3; k++)
        read_measure(store, k == 1 ? 1 : 4, ENT_FORECAST_MEASURES + FORECAST_SIZES + (k == 2 ? 2 : 1), left[k]);
    for (size_t future = 0; future < 200; future++) {
        bool a = left[0][future] > 0, b = left[2][future] > 0;
        count[0] += a;
        count[1] += left[1][future] > 0;
        count[2] += a && b;
        count[3] += b;
    }
    assert_true(count[0] > 100 && count[0] < count[1] && count[1] < 200 && count[2] < count[0]);
    const char *const claims[] = {"a", "then", "sum", "more"};
    for (size_t k = 0; k < 4; k++) {
        assert_counts(json, claims[k], 0, (const double[]){count[k], 200 - count[k], 0, 0});
        assert_string_equal(text(json, row_of(json, claims[k], 0), "touched"), "yes");
    }
    ent_json_free(json);
    (void)state;
}

/* All who are there tie at once; A and B are tied where neither has left, whatever the places of those who come. */
static void those_there_are_tied(void **state)
{
    char store[ENT_PATH];
    double one[200], other[200], count = 0;
    ent_temp_file("there.db", "", 0, store);
    unlink(store);
    ent_json *json = answer_of(LEAVING "claims:\n" CLAIM("ab", "defense(A, B) = 1") CLAIM("cn", "defense(C, N) = 1"),
                               (asking){40, 0, 20, false, "title: Pacts\nfamily: saom\nworld: none.world\nwaves: [1980, 1990, 2000]\n"
                               "actors: {system: actors}\ndependent: {name: pacts, layer: alliance, obligations: defense, rule: initiative}\n"
                               "effects:\n  - density\n"},
                               (ent_forecast_options){.store = store, .futures = 200, .size = "gdp", .of = "A,B", .steady = true});
    read_measure(store, 4, ENT_FORECAST_MEASURES + FORECAST_SIZES + 1, one); /* after poles by blocs */
    read_measure(store, 4, ENT_FORECAST_MEASURES + FORECAST_SIZES + 2, other);
    for (size_t future = 0; future < 200; future++)
        count += one[future] > 0 && other[future] > 0;
    assert_true(count > 100 && count < 200);
    assert_counts(json, "ab", 0, (const double[]){count, 200 - count, 0, 0});
    assert_true(number(json, row_of(json, "cn", 0), "holds") > 100 && number(json, row_of(json, "cn", 0), "fails") > 0);
    ent_json_free(json);
    (void)state;
}

/* ---- intervals ---- */

/* p = .5, z = 1.6449, z^2 = 2.7055. 40 futures alone: (.5 + .033819 +- 1.6449 sqrt(.00625 + .00042274)) / 1.067639 =
 * .5 +- .125853. In two draws, .4 and .6: v = 2 * .01 / 2 = .01, n* = .25 / .01 = 25: (.5 + .054111 +- 1.6449 sqrt(.01 +
 * .0010822)) / 1.108222 = .5 +- .156251. In 0 and 1: n* would be 1, and is 2, one a draw: +- 1.6449 sqrt(.125 + .169096) /
 * 2.352771 = .379137. */
static void intervals_are_wilsons_of_the_effective_number(void **state)
{
    double low, high;
    forecast_share_interval((const double[]){0.4, 0.6}, 2, 20, false, &low, &high);
    ent_assert_number(low, 0.5 - 0.125853, 1e-5);
    ent_assert_number(high, 0.5 + 0.125853, 1e-5);
    forecast_share_interval((const double[]){0.4, 0.6}, 2, 20, true, &low, &high);
    ent_assert_number(low, 0.5 - 0.156251, 1e-5);
    ent_assert_number(high, 0.5 + 0.156251, 1e-5);
    forecast_share_interval((const double[]){0, 1}, 2, 20, true, &low, &high);
    ent_assert_number(high - low, 2 * 0.379137, 1e-5);
    forecast_share_interval((const double[]){0, 0}, 2, 20, true, &low, &high);
    ent_assert_number(low, 0, 0);
    ent_assert_number(high, 2.7055434541 / (40 + 2.7055434541), 1e-9);
}

/* ---- sizes that are given ---- */

/* C from 400 to 100 in 2002 and 25 in 2004, halving every year, and then 25. A and B stay. */
#define GIVEN                                                                                      \
    "paths:\n  attribute: gdp\n  source: made up\n"                                               \
    "  values: [{actor: C, year: 2004, value: 25}, {actor: C, year: 2002, value: 100, source: a table}]\n"
#define SIZE_CLAIMS                                                                                \
    "claims:\n"                                                                                    \
    CLAIM("first", "gdp(C, 2001) = 200 within 0.0001")                                             \
    CLAIM("mid", "gdp(C, 2003) = 50 within 0.0001")                                                \
    CLAIM("twice", "gdp(C, 2003) = 100 within 0.0001")                                             \
    CLAIM("last", "gdp(C, 2005) = 25 within 0.0001")                                               \
    CLAIM("beyond", "gdp(C, 2006) > 0")                                                            \
    CLAIM("past", "gdp(C, 2000) = 400")                                                            \
    CLAIM("others", "gdp(A, 2003) = 100")                                                          \
    CLAIM("rich", "gdp(ab) < gdp(C)")

static double mean_of(ent_json *json, const char *measure, double year)
{
    const ent_json_value *table = ent_json_get(result_of(json), "forecast");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(ent_json_text(ent_json_cell(table, "measure", row)), measure) == 0 &&
            ent_json_number(ent_json_cell(table, "year", row)) == year)
            return ent_json_number(ent_json_cell(table, "mean", row));
    fail_msg("no %s in %g", measure, year);
    return 0;
}

/* 1 / sum of squared shares: of 100, 200, 50: 350^2 / 52,500; of 100, 200, 25: 325^2 / 50,625 */
static void assert_given_path(ent_json *json)
{
    static const char *const hold[] = {"first", "mid", "last"}, *const fail[] = {"twice", "rich"};
    for (size_t k = 0; k < 3; k++)
        assert_counts(json, hold[k], 0, (const double[]){200, 0, 0, 0});
    for (size_t k = 0; k < 2; k++)
        assert_counts(json, fail[k], 0, (const double[]){0, 200, 0, 0});
    assert_counts(json, "beyond", 0, (const double[]){0, 0, 0, 200});
    assert_string_equal(text(json, row_of(json, "rich", 0), "touched"), "given");
    ent_assert_number(number(json, row_of(json, "rich", 0), "high"), (double)NAN, 0);
    assert_string_equal(text(json, row_of(json, "past", 0), "touched"), "no");
    assert_string_equal(text(json, row_of(json, "others", 0), "touched"), "no");
    ent_assert_number(mean_of(json, "effective number", 2003), 122500.0 / 52500, 1e-12);
    ent_assert_number(mean_of(json, "effective number", 2005), 105625.0 / 50625, 1e-12);
}

static void given_sizes_are_those_of_the_hand(void **state)
{
    char path[ENT_PATH];
    static const char csv[] = "year,actor,value,source\n2002,c,100,a table\n2004,C,25,a guess\n";
    ent_json *inside = answer_of(BASE GIVEN SIZE_CLAIMS, (asking){0, 0, 1, false, NULL}, (ent_forecast_options){.steady = true, .futures = 200});
    ent_json *beside = answer_of(BASE SIZE_CLAIMS, (asking){0, 0, 1, false, NULL},
                                 (ent_forecast_options){.steady = true, .futures = 200, .size = "gdp",
                                                        .paths = ent_temp_file("paths.csv", csv, strlen(csv), path)});
    ent_json *file = answer_of(BASE "paths: {attribute: gdp, file: paths.csv}\n" SIZE_CLAIMS, (asking){0, 0, 1, false, NULL},
                               (ent_forecast_options){.steady = true, .futures = 200});
    assert_given_path(inside);
    assert_given_path(beside);
    assert_given_path(file);
    const ent_json_value *given = ent_json_get(result_of(inside), "given_paths");
    assert_int_equal(ent_json_row_count(given), 2);
    assert_string_equal(ent_json_text(ent_json_cell(given, "source", 0)), "made up");
    assert_string_equal(ent_json_text(ent_json_cell(given, "source", 1)), "a table");
    ent_json_free(inside);
    ent_json_free(beside);
    ent_json_free(file);
}

/* Interventions that double C's size double its path. */
static void interventions_multiply_a_path(void **state)
{
    ent_json *json = answer_of(BASE PACT "  - {id: more, kind: attribute_scaled, date: 2000-08-01, actor: C, attribute: gdp, factor: 2}\n"
                               GIVEN SIZE_CLAIMS, (asking){0, 0, 1, true, NULL}, (ent_forecast_options){.futures = 200});
    assert_counts(json, "mid", 0, (const double[]){200, 0, 0, 0});
    assert_counts(json, "twice", 1, (const double[]){200, 0, 0, 0});
    assert_counts(json, "mid", 1, (const double[]){0, 200, 0, 0});
    ent_json_free(json);
}

static void assert_paths_refused(const char *csv, const char *message)
{
    char path[ENT_PATH], whole[2 * ENT_PATH];
    ent_json *json;
    ent_error error = {0};
    ent_forecast_options options = {.futures = 20, .size = "gdp", .paths = ent_temp_file("wrong.csv", csv, strlen(csv), path)};
    snprintf(whole, sizeof whole, "%s:%s", path, message);
    ent_assert_fails(ask(BASE, (asking){0, 0, 1, false, NULL}, options, &json, &error), &error, ENT_ERR_INPUT, whole);
    assert_null(json);
}

#define PATHS "actor,year,value,source\n"

static void wrong_paths_are_refused_with_their_line(void **state)
{
    assert_paths_refused(PATHS "A,2001,1,s\nA,2000,1,s\n", "3: year '2000' is not in the forecast; expected 2001 to 2005");
    assert_paths_refused(PATHS "A,2006,1,s\n", "2: year '2006' is not in the forecast; expected 2001 to 2005");
    assert_paths_refused(PATHS "A,2001,0,s\n", "2: value '0' is not a number above 0");
    assert_paths_refused(PATHS "A,2001,-1,s\n", "2: value '-1' is not a number above 0");
    assert_paths_refused(PATHS "A,soon,1,s\n", "2: year 'soon' is not a whole number from 1000 to 9999");
    assert_paths_refused(PATHS "A,2001,1,\n", "2: source '' is empty; expected who gives this value");
    assert_paths_refused(PATHS ",2001,1,s\n", "2: actor '' is empty; expected an actor's code");
    assert_paths_refused(PATHS "A,2001,1,s\nB,2001,1,s\na,2001,2,s\n",
                         "4: actor 'a' has a second value in year '2001', the first in line 2; expected one");
    assert_paths_refused(PATHS "D,2001,1,s\n", "2: actor 'D' is none of the 3 of the forecast");
    assert_paths_refused(PATHS "E,2001,1,s\n", "2: actor 'E': no actor has the COW abbreviation or short code 'E'; "
                         "did you mean Aland (A), Bland (B), Cland (C), Dland (D)?");
}

static void paths_need_the_attribute_that_they_are_of(void **state)
{
    char path[ENT_PATH], message[2 * ENT_PATH];
    ent_json *json;
    ent_error error = {0};
    ent_forecast_options other = {.futures = 20, .size = "cinc"}, none = {.futures = 20};
    ent_assert_fails(ask(BASE GIVEN, (asking){0, 0, 1, false, NULL}, other, &json, &error), &error, ENT_ERR_ARGUMENT,
                     "--size 'cinc': the scenario gives paths of 'gdp'; expected the same, or --paths FILE");
    none.paths = ent_temp_file("paths.csv", PATHS "A,2001,1,s\n", strlen(PATHS "A,2001,1,s\n"), path);
    snprintf(message, sizeof message, "%s gives capabilities, and the world has no cinc on the day; name an attribute with --size", path);
    ent_assert_fails(ask(BASE, (asking){0, 0, 1, false, NULL}, none, &json, &error), &error, ENT_ERR_INPUT, message);
}

/* ---- what is refused ---- */

static void wrong_questions_are_refused(void **state)
{
    ent_json *json;
    ent_error error = {0};
    ent_forecast_options table = {.table = "claims", .futures = 20};
    ent_assert_fails(ask(BASE, (asking){0, 0, 1, false, NULL}, table, &json, &error), &error, ENT_ERR_ARGUMENT,
                     "--table claims goes with a scenario that makes claims");
    assert_int_equal(ask(BASE "claims:\n" CLAIM("c", "defense(A, E) = 1"), (asking){0, 0, 1, false, NULL},
                         (ent_forecast_options){.futures = 20}, &json, &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "claim 'c', at character 1 of its test"));
    assert_null(json);
}

static ent_status once(void *context, ent_error *error)
{
    ent_json *json;
    (void)context;
    ent_status status = ask(BASE PACT GIVEN CLAIMS, (asking){0, 1, 1, true, NULL}, (ent_forecast_options){.futures = 20, .years = 4}, &json, error);
    assert_true((json == NULL) == (status != ENT_OK));
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_sweep_stride(once, NULL, 229);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_what_surely_comes_are_0_and_1),
        cmocka_unit_test(what_futures_have_no_say_in_gets_no_share),
        cmocka_unit_test(interventions_stay_where_nothing_happens),
        cmocka_unit_test(what_kind_a_new_tie_is_may_not_be_known),
        cmocka_unit_test(ties_of_the_fits_layer_are_the_futures),
        cmocka_unit_test(shares_are_those_of_a_plain_count),
        cmocka_unit_test(drawn_sizes_are_those_of_the_future),
        cmocka_unit_test(a_state_that_has_left_adds_nothing),
        cmocka_unit_test(those_there_are_tied),
        cmocka_unit_test(intervals_are_wilsons_of_the_effective_number),
        cmocka_unit_test(given_sizes_are_those_of_the_hand),
        cmocka_unit_test(interventions_multiply_a_path),
        cmocka_unit_test(wrong_paths_are_refused_with_their_line),
        cmocka_unit_test(paths_need_the_attribute_that_they_are_of),
        cmocka_unit_test(wrong_questions_are_refused),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
