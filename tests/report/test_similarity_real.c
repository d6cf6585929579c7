/* Similarity on ATOP portfolios of all dyads of 1816 to 2018, against the tables that were computed
 * independently by the formulas (reference/dyads), and power on NMC against reference/models. Where they are. */
#include "entente/import.h"
#include "measure/reference.h"
#include "report/likeness.h"
#include "report/power.h"

#include "core/memory.h"

static const char *data;
static char path[ENT_PATH];
static ent_world *world;
static likeness l;

static const struct {
    const char *column;
    ent_similarity variant;
} columns[] = {
    {"sallyvus", ENT_S_SQUARED},     {"sallyvua", ENT_S},
    {"sallybus", ENT_S_BINARY},      {"sallybua", ENT_S_BINARY},
    {"sallyvwa", ENT_S_WEIGHTED},    {"sallybwa", ENT_S_BINARY_WEIGHTED},
    {"pallyv", ENT_PI},              {"pallyb", ENT_PI_BINARY},
    {"kallyv_nominal", ENT_KAPPA},   {"kallyv_sq", ENT_KAPPA_SQUARED},
    {"pallyv_sq", ENT_PI_SQUARED},   {"kallyb", ENT_KAPPA_BINARY},
    {"taub", ENT_TAU_B},             {"taubb", ENT_TAU_B_BINARY},
};

/* The reference carries the members of 2016 on to 2018, as ATOP reaches so far. */
static void carry_members(void)
{
    for (size_t t = 0; t < l.y.count; t++)
        if (years_year(&l.y, t) > 2016)
            memcpy(l.states.in + t * l.y.places, l.states.in + (t - 1) * l.y.places, l.y.places);
}

static int read_world(void **state)
{
    static const ent_similarity_options options = {.layer = "alliance@atop-5.1"};
    ent_error error = {0};
    ent_span span = {ent_day_from_date(1816, 1, 1), ent_day_from_date(2018, 12, 31)};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("real.world", path), NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    l = (likeness){.options = &options};
    ent_assert_ok(years_open(&l.y, world, span, false, &error), &error);
    ent_assert_ok(years_read_states(&l.y, &l.states, &error), &error);
    carry_members();
    ent_assert_ok(years_read_ties(&l.y, options.layer, ENT_SCALE_NONE, &l.ties, &error), &error);
    ent_assert_ok(years_read_values(&l.y, "cinc@nmc-7.0", &l.weights, &error), &error);
    l.place = ent_new_array(250, sizeof *l.place);
    l.index = ent_new_array(l.y.places, sizeof *l.index);
    l.level = ent_new_array((size_t)250 * 250, 1);
    l.weight = ent_new_array(250, sizeof *l.weight);
    return 0;
}

static int close_world(void **state)
{
    likeness_clear(&l);
    ent_world_close(world);
    return 0;
}

static int actor_of_code(const char *code)
{
    size_t count;
    const ent_code *codes = ent_world_codes(world, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(codes[i].scheme, "cow") == 0 && strcmp(codes[i].code, code) == 0)
            return codes[i].actor;
    fail_msg("no state %s", code);
    return 0;
}

static void every_row_of_the_majors(void **state)
{
    static const int sample[] = {1914, 1939, 1969, 2010};
    size_t rows = 0;
    for (size_t k = 0; k < sizeof sample / sizeof *sample; k++) {
        reference *r = reference_open("dyads/similarity_atop_majors.csv");
        ent_error error = {0};
        ent_assert_ok(likeness_at(&l, (size_t)(sample[k] - 1815)), &error);
        while (reference_next(r)) {
            double value[ENT_SIMILARITY_COUNT];
            if (atoi(reference_text(r, "year")) != sample[k])
                continue;
            int i = l.index[actor_of_code(reference_text(r, "ccode1"))];
            int j = l.index[actor_of_code(reference_text(r, "ccode2"))];
            assert_true(i >= 0 && j >= 0);
            ent_similarity_pair(l.portfolios, (size_t)i, (size_t)j, value);
            for (size_t c = 0; c < ent_countof(columns); c++)
                ent_assert_number(value[columns[c].variant], reference_number(r, columns[c].column),
                                  1e-9);
            rows++;
        }
    }
    assert_int_equal(rows, 3376);
}

static void sums_and_extremes_over_all_dyads_of_all_years(void **state)
{
    double sum[ENT_SIMILARITY_COUNT] = {0}, least[ENT_SIMILARITY_COUNT],
           most[ENT_SIMILARITY_COUNT];
    size_t pairs = 0, undefined = 0;
    for (size_t v = 0; v < ENT_SIMILARITY_COUNT; v++) {
        least[v] = 2;
        most[v] = -2;
    }
    for (size_t t = 1; t < l.y.count; t++) {
        ent_error error = {0};
        ent_assert_ok(likeness_at(&l, t), &error);
        for (size_t i = 0; i < l.n; i++)
            for (size_t j = i + 1; j < l.n; j++, pairs += 2) {
                double value[ENT_SIMILARITY_COUNT];
                ent_similarity_pair(l.portfolios, i, j, value);
                for (size_t v = 0; v < ENT_SIMILARITY_COUNT; v++) {
                    undefined += isnan(value[v]) ? 1 : 0;
                    sum[v] += 2 * value[v];
                    least[v] = value[v] < least[v] ? value[v] : least[v];
                    most[v] = value[v] > most[v] ? value[v] : most[v];
                }
            }
    }
    assert_int_equal(undefined, 0);
    reference *r = reference_open("dyads/similarity_atop_summary.csv");
    while (reference_next(r))
        for (size_t c = 0; c < ent_countof(columns); c++) {
            ent_similarity v = columns[c].variant;
            if (strcmp(reference_text(r, "column"), columns[c].column) != 0)
                continue;
            ent_assert_number((double)pairs, reference_number(r, "n"), 0);
            ent_assert_number(sum[v], reference_number(r, "sum"), 1e-8 * fabs(sum[v]));
            ent_assert_number(least[v], reference_number(r, "min"), 1e-9);
            ent_assert_number(most[v], reference_number(r, "max"), 1e-9);
        }
}

/* ---- power ---- */

/* Every state-year of NMC 7.0, also beyond the states' coverage: 17,121 of them. */
static void cinc_is_rebuilt_for_every_state_year(void **state)
{
    years y;
    years_values published = {0}, component[ENT_CINC_COMPONENTS] = {0};
    ent_error error = {0};
    ent_span span = {ent_day_from_date(1816, 1, 1), ent_day_from_date(2022, 12, 31)};
    ent_assert_ok(years_open(&y, world, span, false, &error), &error);
    ent_assert_ok(years_read_values(&y, "cinc@nmc-7.0", &published, &error), &error);
    double *value = ent_new_array(y.places * ENT_CINC_COMPONENTS, sizeof *value);
    double *cinc = ent_new_array(y.places, sizeof *cinc), largest = 0;
    size_t compared = 0;
    for (size_t c = 0; c < ENT_CINC_COMPONENTS; c++) {
        char name[32];
        snprintf(name, sizeof name, "%s@nmc-7.0", ent_cinc_component(c));
        ent_assert_ok(years_read_values(&y, name, &component[c], &error), &error);
    }
    for (size_t t = 1; t < y.count; t++) {
        for (size_t at = 0; at < y.places * ENT_CINC_COMPONENTS; at++)
            value[at] = component[at % ENT_CINC_COMPONENTS]
                            .value[t * y.places + at / ENT_CINC_COMPONENTS];
        ent_cinc(value, y.places, cinc, NULL);
        for (size_t i = 0; i < y.places; i++) {
            double official = published.value[t * y.places + i];
            assert_true(isnan(official) == isnan(cinc[i]));
            if (isnan(official))
                continue;
            compared++;
            largest = fmax(largest, fabs(official - cinc[i]));
        }
    }
    assert_int_equal(compared, 17121);
    assert_true(largest < 3e-8);
    for (size_t c = 0; c < ENT_CINC_COMPONENTS; c++)
        years_values_clear(&component[c]);
    years_values_clear(&published);
    years_clear(&y);
    free(value);
    free(cinc);
}

/* The row of a year and set of the table of concentration. */
static size_t row_of(const ent_json_value *table, double year, const char *of)
{
    for (size_t i = 0; i < ent_json_row_count(table); i++)
        if (fabs(ent_json_number(ent_json_cell(table, "year", i)) - year) < .5 &&
            strcmp(ent_json_text(ent_json_cell(table, "of", i)), of) == 0)
            return i;
    fail_msg("no row of %g %s", year, of);
    return 0;
}

static void concentration_of_majors_and_states_is_that_of_the_reference(void **state)
{
    static const char *const pairs[][3] = {
        {"majors", "members", "n_majors"}, {"majors", "con", "con"}, {"majors", "hhi", "hhi"},
        {"majors", "effective", "effective_poles"}, {"majors", "shannon", "shannon"},
        {"majors", "evenness", "shannon_evenness"}, {"majors", "top_share", "top_share"},
        {"majors", "top_two_share", "top2_share"}, {"majors", "total", "majors_share_of_system"},
        {"majors", "movement", "movement"}, {"all", "members", "system_n"},
        {"all", "hhi", "system_hhi"}, {"all", "effective", "system_effective"}};
    ent_power_options options = {.measure = "cinc@nmc-7.0",
                                 .period.when = {ENT_DAY_FIRST, ENT_DAY_LAST}};
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_power_report(world, path, &options, &json, &error), &error);
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    const ent_json_value *table = ent_json_get(result, "concentration");
    reference *r = reference_open("models/polarity_majors.csv");
    size_t rows = 0;
    for (; reference_next(r); rows++)
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
            size_t row = row_of(table, reference_number(r, "year"), pairs[k][0]);
            reference_check(ent_json_number(ent_json_cell(table, pairs[k][1], row)),
                            reference_number(r, pairs[k][2]));
        }
    assert_int_equal(rows, 48);
    const ent_json_value *check = ent_json_get(result, "check");
    ent_assert_number(ent_json_number(ent_json_get(check, "compared")), 15951, 0);
    assert_true(ent_json_number(ent_json_get(check, "largest_difference")) < 3e-8);
    ent_assert_number(ent_json_number(ent_json_get(check, "only_published")), 0, 0);
    ent_json_free(json);
}

int main(void)
{
    data = ent_need_data();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_majors),
        cmocka_unit_test(sums_and_extremes_over_all_dyads_of_all_years),
        cmocka_unit_test(cinc_is_rebuilt_for_every_state_year),
        cmocka_unit_test(concentration_of_majors_and_states_is_that_of_the_reference),
    };
    return cmocka_run_group_tests(tests, read_world, close_world);
}
