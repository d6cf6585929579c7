/* Models of files in entente backtest, on a made-up world of fourteen states: what they are fitted to, what is refused, and that
 * nothing later is known. */
#include "report/own_world.h"

#include "core/memory.h"
#include "entente/model.h"
#include "report/backtest_models.h"

#include <math.h>
#include <stdlib.h>

enum { STATES = 14, FIRST = 1960, LAST = 2000, TEXT = 40000 };

/* ---- a world ---- */

typedef struct {
    char actors[TEXT], ties[TEXT], attributes[TEXT];
} tables;

static void add(char text[TEXT], const char *format, ...) ENT_PRINTF(2, 3);
static void add(char text[TEXT], const char *format, ...)
{
    size_t length = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + length, TEXT - length, format, arguments);
    va_end(arguments);
}

/* The pact of a pair, if it has one; one that begins or ends after `known` does so at another time. `day` is that of its last
 * year, "-11-30"; "" = the last. */
static void add_pact(char text[TEXT], int i, int j, int known, const char *day)
{
    int apart = j - i < STATES - (j - i) ? j - i : STATES - (j - i), from = FIRST + (i * 7 + j * 13 + apart * 5) % 38;
    int to = from + 4 + (i * 5 + j * 3) % 17;
    if (apart > 3 && (i * 11 + j * 5) % 8 != 0)
        return;
    if (from > known)
        from = known + 1 + (i + j) % 3;
    if (from > known || to > known)
        add(text, "pact,S%02d,S%02d,%d,\n", i, j, from);
    else
        add(text, "pact,S%02d,S%02d,%d,%d%s\n", i, j, from, to, day);
}

/* States in a ring, each beside two on either side. From the year after `known` on there is one more, power is another, and no
 * pact ends. */
static void write_tables(tables *t, int known, const char *day)
{
    *t = (tables){"name,abb,kind,from,to\n", "layer,a,b,from,to\n", "actor,attribute,value,unit,from,to\n"};
    for (int i = 0; i < STATES; i++) {
        add(t->actors, "State %d,S%02d,state,%d,\n", i, i, FIRST);
        for (int year = FIRST; year <= LAST; year++)
            add(t->attributes, "S%02d,power,%d,points,%d,%d\n", i, year <= known ? (i * 5 + year) % 9 : 40 + i, year, year);
        for (int d = 1; d <= 2; d++)
            add(t->ties, "border,S%02d,S%02d,%d,\n", i, (i + d) % STATES, FIRST);
        for (int j = i + 1; j < STATES; j++)
            add_pact(t->ties, i, j, known, day);
    }
    if (known >= LAST)
        return;
    add(t->actors, "Late,LAT,state,%d,\n", known + 1);
    for (int year = known + 1; year <= LAST; year++)
        add(t->attributes, "LAT,power,3,points,%d,%d\n", year, year);
    for (int i = 0; i < STATES; i += 2)
        add(t->ties, "border,S%02d,LAT,%d,\npact,S%02d,LAT,%d,\n", i, known + 1, i, known + 1);
}

static void make_world_of(const char *folder, int known, const char *day, char path[ENT_PATH], ent_world **world)
{
    static tables t;
    char names[3][ENT_PATH];
    const char *const texts[] = {t.actors, t.ties, t.attributes}, *const plain[] = {"actors", "ties", "attributes"};
    own_file files[3];
    write_tables(&t, known, day);
    for (size_t k = 0; k < 3; k++) {
        snprintf(names[k], ENT_PATH, "%s/%s.csv", folder, plain[k]);
        files[k] = (own_file){names[k], texts[k]};
    }
    make_own_world(folder, files, 3, path, world);
}

static void make_world(const char *folder, int known, char path[ENT_PATH], ent_world **world)
{
    make_world_of(folder, known, "", path, world);
}

/* ---- models ---- */

#define HEAD "world: m.world\nactors: {system: actors}\n"
#define DATA "covariates:\n  - {name: power, attribute: power}\ndyadic:\n  - {name: borders, layer: border}\n"
#define YEARS "waves: [1970, 1971, 1972, 1973, 1974, 1975, 1976, 1977, 1978, 1979, 1980, 1981, 1982, 1983, 1984, 1985, 1986, " \
              "1987, 1988, 1989, 1990, 1991, 1992, 1993, 1994, 1995, 1996]\n"

static const char saom[] = "family: saom\n" HEAD "waves: [1965, 1969, 1973, 1977, 1981, 1985, 1989, 1993, 1997]\n"
                           "dependent: {name: pact, layer: pact, rule: initiative}\n" DATA
                           "effects:\n  - density\n  - {effect: dyadic, of: borders}\n  - {effect: sum, of: power}\n"
                           "estimation: {simulations: 300}\n";
static const char logit[] = "family: logit\n" HEAD YEARS "dependent: {name: pact, layer: pact}\n" DATA
                            "effects:\n  - edges\n  - autoregression\n  - {effect: edgecov, of: borders}\n"
                            "  - {effect: nodecov, of: power}\n";
static const char tergm[] = "family: tergm\n" HEAD YEARS "dependent: {name: pact, layer: pact}\n" DATA
                            "effects:\n  - edges\n  - autoregression\n  - {effect: gwesp, decay: 0.69}\n"
                            "  - {effect: edgecov, of: borders}\n  - {effect: nodecov, of: power}\n";

enum { SAOM, LOGIT, TERGM, MODELS };
static char model_paths[MODELS][ENT_PATH], path[ENT_PATH];
static const char *models[MODELS];
static ent_world *world;
static ent_error error;

static int set_up(void **state)
{
    static const char *const texts[] = {saom, logit, tergm}, *const names[] = {"saom.yaml", "logit.yaml", "tergm.yaml"};
    for (size_t k = 0; k < MODELS; k++)
        models[k] = ent_temp_file(names[k], texts[k], strlen(texts[k]), model_paths[k]);
    make_world("m", LAST, path, &world);
    return 0;
}

static int tear_down(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- forecasts of a world ---- */

typedef struct {
    size_t count;
    double *p;                   /* [count] of all models, one after another */
    uint8_t *tied;               /* [count] of the pair at the origin */
} forecasts;

/* Of outcomes of the years `from` to `to` by all models; pairs that a model does not know get .5. */
static forecasts forecast(ent_world *of, ent_event_task task, size_t horizon, int from, int to)
{
    world_years data;
    ent_event_rows rows;
    ent_assert_ok(world_years_read(&data, of, "pact", NULL, (world_years_needs){0}, LAST, &error), &error);
    ent_assert_ok(ent_event_rows_of_task(&data.data, task, horizon, &rows, &error), &error);
    backtest_models m = {.world = of, .data = &data, .paths = models, .count = MODELS, .futures = 20, .seed = 5};
    size_t first = (size_t)(from - data.first_year) - horizon, last = (size_t)(to - data.first_year) - horizon;
    size_t count = rows.first[last + 1] - rows.first[first];
    forecasts out = {MODELS * count, malloc(MODELS * count * sizeof(double)), malloc(MODELS * count)};
    double *base = malloc(count * sizeof *base);
    for (size_t k = 0; k < count; k++)
        base[k] = .5;
    for (size_t k = 0; k < MODELS; k++) {
        backtest_model_row row;
        ent_assert_ok(backtest_models_forecast(&m, k, &rows, first, last, base, out.p + k * count, &row, &error), &error);
        assert_string_equal(row.failure, "");
        assert_int_equal(row.unknown, 0);
        for (size_t at = 0; at < count; at++)
            out.tied[k * count + at] = rows.rows[rows.first[first] + at].tied;
    }
    free(base);
    backtest_models_clear(&m);
    ent_event_rows_clear(&rows);
    world_years_clear(&data);
    return out;
}

static void clear_forecasts(forecasts *f)
{
    free(f->p);
    free(f->tied);
}

/* How many forecasts differ in another world. */
static size_t count_differences(ent_world *other, ent_event_task task, size_t horizon, int from, int to)
{
    size_t differ = 0;
    forecasts one = forecast(world, task, horizon, from, to), two = forecast(other, task, horizon, from, to);
    if (one.count != two.count) /* other pairs are at risk */
        differ = one.count;
    for (size_t k = 0; k < one.count && one.count == two.count; k++)
        differ += one.p[k] < two.p[k] || one.p[k] > two.p[k];
    clear_forecasts(&one);
    clear_forecasts(&two);
    return differ;
}

/* The same in a world where all is otherwise after year `known`. */
static size_t differences(int known, size_t horizon, int from, int to)
{
    char other_path[ENT_PATH];
    ent_world *other;
    make_world("o", known, other_path, &other);
    size_t differ = count_differences(other, ENT_EVENT_FORMATION, horizon, from, to);
    ent_world_close(other);
    remove(other_path);
    return differ;
}

/* ---- tests ---- */

/* The mean by which power is centred is that of all waves read; so is who is there. */
static bool reads_the_same(ent_world *one, ent_world *two, size_t number, int until)
{
    ent_model *a, *b;
    ent_assert_ok(ent_model_open_until(models[number], one, ent_span_of_year(until).to, &a, &error), &error);
    ent_assert_ok(ent_model_open_until(models[number], two, ent_span_of_year(until).to, &b, &error), &error);
    double less = a->covariates[0].constants.mean - b->covariates[0].constants.mean;
    bool same = a->actor_count == b->actor_count && !(less < 0) && !(less > 0);
    ent_model_free(a);
    ent_model_free(b);
    return same;
}

/* A model that read a wave too many would be another one in the world where all is otherwise after 1989. */
static void a_wave_too_many_would_be_seen(void **state)
{
    char other_path[ENT_PATH];
    ent_world *other;
    make_world("w", 1989, other_path, &other);
    for (size_t k = 0; k < MODELS; k++) {
        assert_true(reads_the_same(world, other, k, 1989));
        assert_false(reads_the_same(world, other, k, 1993));
    }
    ent_world_close(other);
}

/* Waves of all three files go on to 1996 and later. The second of each pair: with one year less known forecasts are others. */
static void what_comes_after_the_training_changes_no_forecast(void **state)
{
    assert_int_equal(differences(1989, 1, 1990, 1990), 0);
    assert_true(differences(1988, 1, 1990, 1990) > 0);
    assert_int_equal(differences(1985, 4, 1989, 1989), 0);
    assert_true(differences(1984, 4, 1989, 1989) > 0);
}

static void what_comes_after_an_origin_changes_no_forecast_from_it(void **state)
{
    assert_int_equal(differences(1993, 1, 1990, 1994), 0);
    assert_true(differences(1992, 1, 1990, 1994) > 0);
}

/* Of a tied pair the chance that the tie ends, and that it stays, are 1 together; pairs are in the same order. */
static void an_end_is_what_a_tie_is_not(void **state)
{
    forecasts all = forecast(world, ENT_EVENT_ALL, 1, 1990, 1992), ends = forecast(world, ENT_EVENT_DISSOLUTION, 1, 1990, 1992);
    size_t next = 0;
    for (size_t k = 0; k < all.count; k++)
        if (all.tied[k])
            ent_assert_number(all.p[k] + ends.p[next++], 1, 1e-12);
    assert_int_equal(next, ends.count);
    assert_true(ends.count > 0);
    clear_forecasts(&all);
    clear_forecasts(&ends);
}

/* A pact that ends in November is over on the last day of the origin's year, and tied in that year, as one that ends on that
 * day: no model sees which. Waves are in July. */
static void the_last_day_does_not_give_an_end_away(void **state)
{
    char other_path[ENT_PATH];
    ent_world *other;
    make_world_of("n", LAST, "-11-30", other_path, &other);
    assert_int_equal(count_differences(other, ENT_EVENT_DISSOLUTION, 1, 1990, 1995), 0);
    assert_int_equal(count_differences(other, ENT_EVENT_ALL, 4, 1990, 1995), 0);
    ent_world_close(other);
}

static void what_comes_after_an_origin_changes_no_forecast_of_a_tie(void **state)
{
    char other_path[ENT_PATH];
    ent_world *other;
    make_world("t", 1993, other_path, &other);
    assert_int_equal(count_differences(other, ENT_EVENT_ALL, 1, 1990, 1994), 0);
    assert_true(count_differences(other, ENT_EVENT_ALL, 1, 1990, 1995) > 0);
    ent_world_close(other);
}

static ent_json *backtest_of(ent_backtest_options options)
{
    ent_json *json;
    options.layer = "pact";
    options.models = "constant";
    options.futures = 20;
    if (!options.files) {
        options.files = models;
        options.file_count = MODELS;
    }
    ent_assert_ok(ent_backtest_report(world, path, &options, NULL, &json, &error), &error);
    return json;
}

static const ent_json_value *cell(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_cell(ent_json_get(ent_json_get(ent_json_root(json), "result"), table), column, row);
}

static void all_stand_in_one_leaderboard(void **state)
{
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "1990-1995", .horizons = "1,4"});
    static const char *const names[] = {"constant", "saom.yaml", "logit.yaml", "tergm.yaml"};
    for (size_t row = 0; row < 8; row++) {
        assert_string_equal(ent_json_text(cell(json, "leaderboard", "model", row)), names[row % 4]);
        ent_assert_number(ent_json_number(cell(json, "leaderboard", "ties", row)),
                          ent_json_number(cell(json, "leaderboard", "ties", row - row % 4)), 0);
        assert_true(ent_json_number(cell(json, "leaderboard", "log", row)) > 0);
    }
    assert_null(ent_json_text(cell(json, "leaderboard", "fitted_on", 0)));
    assert_string_equal(ent_json_text(cell(json, "leaderboard", "fitted_on", 1)), "1965 to 1989, 7 waves");
    assert_string_equal(ent_json_text(cell(json, "leaderboard", "fitted_on", 3)), "1970 to 1989, 20 waves");
    assert_string_equal(ent_json_text(cell(json, "leaderboard", "fitted_on", 5)), "1965 to 1985, 6 waves");
    assert_string_equal(ent_json_text(cell(json, "files", "fitted_on", 4)), "1970 to 1986, 17 waves");
    assert_string_equal(ent_json_text(cell(json, "files", "family", 5)), "tergm");
    ent_json_free(json);
}

/* The block of 1971 has two waves of saom.yaml before it, and one of the others. */
static void a_model_that_cannot_be_fitted_says_why(void **state)
{
    char *text;
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "1971-1975"});
    assert_string_equal(ent_json_text(cell(json, "leaderboard", "fitted_on", 1)), "1965 to 1969, 2 waves");
    for (size_t row = 2; row < 4; row++) {
        const char *why = ent_json_text(cell(json, "leaderboard", "failure", row));
        assert_non_null(why);
        assert_non_null(strstr(why, "too few waves: to learn from, a model needs two by 1970-12-31, and this one has 1"));
        ent_assert_number(ent_json_number(cell(json, "leaderboard", "log", row)), (double)NAN, 0);
    }
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    assert_non_null(strstr(text, "logit.yaml, 1971-1975, 1 ahead: no forecast: "));
    free(text);
    ent_json_free(json);
}

/* Two effects that are the same cannot be told apart; waves five years apart say nothing of one year; an origin is no wave,
 * so that an effect of its number has no value there. */
static void other_reasons(void **state)
{
    static const char twice[] = "family: logit\n" HEAD YEARS "dependent: {name: pact, layer: pact}\n" DATA
                                "effects:\n  - edges\n  - {effect: edgecov, of: borders}\n  - {effect: dyadic, of: borders}\n";
    static const char fives[] = "family: logit\n" HEAD "waves: [1970, 1975, 1980, 1985]\n"
                                "dependent: {name: pact, layer: pact}\n" DATA
                                "effects:\n  - edges\n  - {effect: edgecov, of: borders}\n";
    static const char counts[] = "family: logit\n" HEAD YEARS "dependent: {name: pact, layer: pact}\n"
                                 "effects:\n  - edges\n  - autoregression\n  - time\n";
    static const char folder[] = "family: logit\ndata: .\nwaves: [1970, 1971]\n";
    char paths[4][ENT_PATH];
    const char *const files[] = {ent_temp_file("twice.yaml", twice, strlen(twice), paths[0]),
                                 ent_temp_file("fives.yaml", fives, strlen(fives), paths[1]),
                                 ent_temp_file("counts.yaml", counts, strlen(counts), paths[2]),
                                 ent_temp_file("folder.yaml", folder, strlen(folder), paths[3])};
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "1990-1995", .horizons = "1,5", .files = files,
                                                        .file_count = 4});
    assert_non_null(strstr(ent_json_text(cell(json, "leaderboard", "failure", 1)), "linear combination"));
    assert_string_equal(ent_json_text(cell(json, "leaderboard", "failure", 2)), "its waves are 5 years apart: no forecast of 1");
    assert_non_null(strstr(ent_json_text(cell(json, "leaderboard", "failure", 3)), "an effect of time"));
    assert_non_null(strstr(ent_json_text(cell(json, "leaderboard", "failure", 4)), "the model reads a folder"));
    assert_null(ent_json_text(cell(json, "leaderboard", "failure", 7)));
    ent_json_free(json);
}

/* Of ten states 45 pairs: the other 46 of each year, less those that are tied, have the constant's probability. */
static void pairs_of_others_are_counted(void **state)
{
    static const char ten[] = "family: logit\nworld: m.world\nactors: {system: actors, only: [S00, S01, S02, S03, S04, S05, S06, "
                              "S07, S08, S09]}\n" YEARS "dependent: {name: pact, layer: pact}\n" DATA
                              "effects:\n  - edges\n  - {effect: edgecov, of: borders}\n";
    char file[ENT_PATH];
    const char *const files[] = {ent_temp_file("ten.yaml", ten, strlen(ten), file)};
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "1990-1995", .files = files, .file_count = 1});
    double unknown = ent_json_number(cell(json, "files", "unknown", 0));
    double pairs = ent_json_number(cell(json, "leaderboard", "pairs", 1));
    assert_null(ent_json_text(cell(json, "leaderboard", "failure", 1)));
    assert_true(unknown > 0 && unknown <= 6 * 46 && unknown >= pairs - 6 * 45);
    ent_json_free(json);
}

static void a_model_of_other_ties_is_refused(void **state)
{
    char file[ENT_PATH], message[2 * ENT_PATH];
    static const char borders[] = "family: logit\n" HEAD "waves: [1970, 1971, 1972]\ndependent: {name: b, layer: border}\n"
                                  "effects:\n  - edges\n";
    const char *const files[] = {ent_temp_file("borders.yaml", borders, strlen(borders), file)};
    ent_backtest_options options = {.layer = "pact", .models = "constant", .blocks = "1990-1995", .files = files,
                                    .file_count = 1};
    ent_json *json;
    snprintf(message, sizeof message, "block 1990-1995, horizon 1: %s: the model is of border@own, and the backtest of pact@own: "
             "say which with --layer", file);
    ent_assert_fails(ent_backtest_report(world, path, &options, NULL, &json, &error), &error, ENT_ERR_ARGUMENT, message);
}

static ent_status make_report(void *context, ent_error *failure)
{
    ent_json *json;
    ent_backtest_options options = {.blocks = "1973-1976", .layer = "pact", .models = "constant", .resamples = 3, .futures = 20,
                                    .files = context, .file_count = 2};
    ent_status status = ent_backtest_report(world, path, &options, NULL, &json, failure);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void models_survive_failing_memory(void **state)
{
    ent_sweep_stride(make_report, models, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wave_too_many_would_be_seen),
        cmocka_unit_test(what_comes_after_the_training_changes_no_forecast),
        cmocka_unit_test(what_comes_after_an_origin_changes_no_forecast_from_it),
        cmocka_unit_test(an_end_is_what_a_tie_is_not),
        cmocka_unit_test(the_last_day_does_not_give_an_end_away),
        cmocka_unit_test(what_comes_after_an_origin_changes_no_forecast_of_a_tie),
        cmocka_unit_test(all_stand_in_one_leaderboard),
        cmocka_unit_test(a_model_that_cannot_be_fitted_says_why),
        cmocka_unit_test(other_reasons),
        cmocka_unit_test(pairs_of_others_are_counted),
        cmocka_unit_test(a_model_of_other_ties_is_refused),
        cmocka_unit_test(models_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
