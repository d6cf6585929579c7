/* Coefficients, log pseudolikelihoods, standard errors and bootstrap replicates of btergm's example. */
#include "tie/alliances.h"

static const char *const terms_a[] = {"edges", "gwesp0", "lNet", "LSP", "warNet", "nodecov.polity", "nodecov.cinc",
                                      "absdiff.polity", "absdiff.cinc", "contig", "nodecov.year"};
enum { TERMS = sizeof terms_a / sizeof *terms_a, YEARS = 20 };

static ent_tie_fit fit_of(const ent_tie_rows *rows)
{
    ent_error error;
    ent_tie_fit fit;
    ent_assert_ok(ent_tie_estimate(rows, NULL, &ENT_TIE_DEFAULTS, &fit, &error), &error);
    return fit;
}

/* To 1e-6 of its size. */
static void check(double actual, double expected)
{
    ent_assert_number(actual, expected, 1e-6 * fabs(expected));
}

static void model_a_has_the_coefficients_of_btergm(void **state)
{
    ent_tie_rows rows = alliances_rows(model_a, 1981, 2000);
    ent_tie_fit fit = fit_of(&rows);
    reference *r = reference_open("tergm/model_a_coefficients.csv");
    for (size_t k = 0; reference_next(r); k++)
        check(fit.estimate[k], reference_number(r, "mple"));
    check(fit.log_likelihood, -2651.58101995472); /* model_a.json */
    ent_assert_number(fit.pairs, 267320, 0);
    ent_assert_number(fit.ties, 13155, 0);
    assert_in_range(rows.row_count, 1, 216846); /* equal rows of different years apart in their count: by year too */
    ent_tie_fit_clear(&fit);
    ent_tie_rows_clear(&rows);
}

static void sums_of_the_rows_are_the_design_sums_of_every_year(void **state)
{
    ent_tie_rows rows = alliances_rows(model_a, 1981, 2000);
    reference *r = reference_open("tergm/model_a_design_sums_by_year.csv");
    for (size_t year = 0; reference_next(r); year++) {
        double ties = 0;
        for (size_t row = rows.first[year]; row < rows.first[year + 1]; row++)
            ties += rows.ties[row];
        ent_assert_number(ties, reference_number(r, "y"), 0);
        for (size_t k = 0; k < TERMS; k++) {
            double sum = 0;
            for (size_t row = rows.first[year]; row < rows.first[year + 1]; row++)
                sum += rows.pairs[row] * rows.x[row * TERMS + k];
            ent_assert_number(sum, reference_number(r, terms_a[k]), 1e-6 * fmax(1, fabs(sum)));
        }
    }
    ent_tie_rows_clear(&rows);
}

/* ---- all 28 summary statistics of all 20 years, as a user asks for them: a model file, and its targets ---- */

static const struct {
    const char *column, *effect;
} summaries[] = {
    {"edges", "edges"},
    {"gwesp.fixed.0", "{effect: gwesp, decay: 0}"},
    {"gwesp.fixed.0.25", "{effect: gwesp, decay: 0.25}"},
    {"gwesp.fixed.0.5", "{effect: gwesp, decay: 0.5}"},
    {"gwdeg.fixed.0.5", "{effect: gwdegree, decay: 0.5}"},
    {"triangle", "triangle"},
    {"kstar2", "{effect: kstar, ties: 2}"},
    {"degree0", "{effect: degree, degree: 0}"},
    {"degree1", "{effect: degree, degree: 1}"},
    {"degree2", "{effect: degree, degree: 2}"},
    {"degree3", "{effect: degree, degree: 3}"},
    {"degree4", "{effect: degree, degree: 4}"},
    {"degree5", "{effect: degree, degree: 5}"},
    {"nodecov.polity", "{effect: nodecov, of: polity}"},
    {"nodecov.cinc", "{effect: nodecov, of: cinc}"},
    {"absdiff.polity", "{effect: absdiff, of: polity}"},
    {"absdiff.cinc", "{effect: absdiff, of: cinc}"},
    {"nodefactor.dem.1", "{effect: nodefactor, of: dem, level: 1}"},
    {"nodematch.dem", "{effect: nodematch, of: dem}"},
    {"nodematch.dem.0", "{effect: nodematch_diff, of: dem, level: 0}"},
    {"nodematch.dem.1", "{effect: nodematch_diff, of: dem, level: 1}"},
    {"edgecov.contig", "{effect: edgecov, of: contig}"},
    {"edgecov.lsp", "btergm:lagged_shared_partners"},
    {"edgecov.war", "{effect: edgecov, of: war}"},
    {"memory.autoregression", "autoregression"},
    {"memory.stability", "stability"}, /* only one memory term to a model: the last three each with a model of its own */
    {"memory.innovation", "innovation"},
    {"memory.loss", "loss"},
};
enum { SUMMARIES = sizeof summaries / sizeof *summaries, TOGETHER = 25 };

/* Democracies are those with a polity of 6 or more (SPEC 3). */
static void write_democracies(char path[ENT_PATH])
{
    static char text[100000];
    size_t used = (size_t)sprintf(text, "idx,year,dem\n");
    for (reference *r = reference_open("tergm/data/vertex_attributes.csv"); reference_next(r);)
        used += (size_t)sprintf(text + used, "%s,%s,%d\n", reference_text(r, "idx"), reference_text(r, "year"),
                                reference_number(r, "polity") >= 6);
    ent_temp_file("democracies.csv", text, used, path);
}

/* Those from `first` on, so many, in a model without the network of 1980 where none needs it. */
static size_t check_summaries(size_t first, size_t count)
{
    static double target[20 * SUMMARIES];
    char democracies[ENT_PATH], path[ENT_PATH], effects[3000], data[3000];
    ent_error error;
    ent_model *m;
    size_t used = (size_t)sprintf(effects, "effects:\n"), checked = 0;
    write_democracies(democracies);
    for (size_t k = first; k < first + count; k++)
        used += (size_t)sprintf(effects + used, "  - %s\n", summaries[k].effect);
    sprintf(data, "%s", alliances_data);
    char *at = strstr(data, "dyadic:"), rest[1500];
    strcpy(rest, at);
    sprintf(at, "  - {name: dem, file: %s, id: idx, wave: year, value: dem}\n%s", democracies, rest);
    ent_assert_ok(ent_model_open(alliances_file_of(data, effects, 1981, 2000, path), &m, &error), &error);
    assert_int_equal(ent_model_period_count(m), 20);
    ent_assert_ok(ent_model_targets(m, target, &error), &error);
    size_t year = 0;
    for (reference *r = reference_open("tergm/summary_statistics.csv"); reference_next(r); year++)
        for (size_t k = 0; k < count; k++, checked++)
            ent_assert_number(target[year * count + k], reference_number(r, summaries[first + k].column), 1e-6);
    ent_model_free(m);
    return checked;
}

static void all_summary_statistics_of_every_year_are_those_of_the_peer(void **state)
{
    size_t checked = check_summaries(0, TOGETHER);
    for (size_t k = TOGETHER; k < SUMMARIES; k++)
        checked += check_summaries(k, 1);
    assert_int_equal(checked, 28 * 20);
}

static void check_training(const char *effects, const char *column)
{
    ent_tie_rows rows = alliances_rows(effects, 1981, 1995);
    ent_tie_fit fit = fit_of(&rows);
    reference *r = reference_open("tergm/oos_training_coefficients.csv");
    for (size_t k = 0; reference_next(r); k++)
        check(fit.estimate[k], reference_number(r, column));
    ent_tie_fit_clear(&fit);
    ent_tie_rows_clear(&rows);
}

static void models_a_and_b_of_the_years_to_1995_have_the_coefficients_of_the_reference(void **state)
{
    check_training(model_a, "model_a_train1981_1995");
    check_training(model_b, "model_b_fullLSP_train1981_1995");
}

static void a_single_year_with_memory_has_the_coefficients_and_errors_of_ergm(void **state)
{
    ent_tie_rows rows = alliances_rows(model_memory, 1993, 1993);
    ent_tie_fit fit = fit_of(&rows);
    reference *r = reference_open("tergm/ergm_1993_memory.csv");
    for (size_t k = 0; reference_next(r); k++) {
        check(fit.estimate[k], reference_number(r, "mple"));
        ent_assert_number(sqrt(fit.covariance[k * 7]), reference_number(r, "mple_se_hessian"),
                          1e-4 * sqrt(fit.covariance[k * 7]));
    }
    ent_assert_number(fit.log_likelihood, -236.452, 5e-4);
    ent_tie_fit_clear(&fit);
    ent_tie_rows_clear(&rows);
}

/* Draws of a model without memory of one year: many more ties than were observed. The peer drew ten networks for each decay;
 * ours are 40 from the network of 1999, of which the mean is within the range of those ten, or 3 % of it. */
static void check_degenerate(const char *effects, const char *decay)
{
    ent_error error;
    ent_tie_draws draws;
    ent_tie_step step;
    ent_model *model = alliances_open(effects, 2000, 2000);
    ent_tie_rows rows = {0};
    ent_assert_ok(ent_tie_rows_of_model(model, 1, 1, false, &rows, NULL, &error), &error);
    ent_tie_fit fit = fit_of(&rows);
    ent_tie_draw_options options = ENT_TIE_DRAW_DEFAULTS;
    options.draws = 40;
    ent_assert_ok(ent_tie_step_open(model, 1, false, &step, &error), &error);
    ent_assert_ok(ent_tie_draw(step.view, NULL, step.period->terms, fit.estimate, 5, &options, &draws, NULL, &error), &error);
    size_t k = 0;
    for (reference *r = reference_open("tergm/ergm_2000_degenerate.csv"); reference_next(r);) {
        if (strcmp(reference_text(r, "decay"), decay) != 0)
            continue;
        double mean = 0;
        for (size_t draw = 0; draw < draws.draws; draw++)
            mean += draws.statistic[draw * 5 + k] / (double)draws.draws;
        check(fit.estimate[k], reference_number(r, "mple"));
        ent_assert_number(ent_total(step.view, &step.period->terms[k]), reference_number(r, "observed"), 1e-6);
        ent_assert_number(sqrt(fit.covariance[k * 6]), reference_number(r, "se_hessian"), 1e-4 * sqrt(fit.covariance[k * 6]));
        ent_assert_number(fit.log_likelihood, reference_number(r, "log_pseudolikelihood"), 5e-4);
        if (k == 0) {
            assert_true(mean > 0.97 * reference_number(r, "min") && mean < 1.03 * reference_number(r, "max"));
            assert_true(ent_tie_is_degenerate(draws.ties, draws.draws, reference_number(r, "observed")));
        }
        k++;
    }
    assert_int_equal(k, 5);
    ent_tie_draws_clear(&draws);
    ent_tie_step_close(&step);
    ent_tie_fit_clear(&fit);
    ent_tie_rows_clear(&rows);
    ent_model_free(model);
}

static void a_single_year_without_memory_has_the_coefficients_of_ergm_and_is_degenerate(void **state)
{
    check_degenerate(MODEL_2000("0.25"), "0.25");
    check_degenerate(MODEL_2000("0.5"), "0.5");
}

static void a_year_without_losses_is_said_to_be_separated_by_the_lag(void **state)
{
    static const char *const names[] = {"edges", "gwesp", "absdiff", "nodecov", "contig", "autoregression"};
    static const char *const years[] = {"2000"};
    ent_error error;
    ent_tie_fit fit;
    ent_tie_rows rows = alliances_rows(model_memory, 2000, 2000);
    rows.term_names = names;
    rows.step_names = years;
    ent_assert_fails(ent_tie_estimate(&rows, NULL, &ENT_TIE_DEFAULTS, &fit, &error), &error, ENT_ERR_INPUT,
                     "no finite estimate: 'autoregression' separates ties from other pairs without exception (in 2000); "
                     "leave it out, add waves, or ask for --ridge or --firth");
    assert_null(fit.estimate);
    ent_tie_options ridge = ENT_TIE_DEFAULTS, firth = ENT_TIE_DEFAULTS;
    ridge.ridge = 0.01; /* a weak one, as Firth's: below 188, where ergm stops */
    firth.firth = true;
    ent_assert_ok(ent_tie_estimate(&rows, NULL, &ridge, &fit, &error), &error);
    assert_in_range((int)fit.estimate[5], 50, 188);
    ent_tie_fit_clear(&fit);
    ent_assert_ok(ent_tie_estimate(&rows, NULL, &firth, &fit, &error), &error);
assert_in_range((int)fit.estimate[5], 50, 188);
    ent_tie_fit_clear(&fit);
    ent_tie_rows_clear(&rows);
}

/* With all pairs of 164 states counted, or only those of states that have a capability, which is what being
 * there means in these data (SPEC 1): absent states draw the estimates towards who exists. */
static void absent_states_are_left_out_or_counted_as_the_peer_does(void **state)
{
    ent_error error;
    ent_model *model = alliances_open(model_a, 1981, 2000);
    ent_tie_rows without = {0}, like = {0};
    ent_tie_counts counts[20];
    for (size_t k = 0; k < 21 * 164; k++) /* 1980 has no values: the mean */
        model->absent[k] = model->covariates[1].value[k] + model->covariates[1].constants.mean
                               - model->covariates[1].constants.neutral < 1e-12;
    ent_assert_ok(ent_tie_rows_of_model(model, 0, 19, false, &without, counts, &error), &error);
    ent_assert_ok(ent_tie_rows_of_model(model, 0, 19, true, &like, NULL, &error), &error);
    assert_int_equal(counts[0].absent, 164 * 163 / 2 - 137 * 136 / 2); /* 27 absent in 1981, 9 in 2000 */
    assert_int_equal(counts[19].absent, 164 * 163 / 2 - 155 * 154 / 2);
    ent_tie_fit all = fit_of(&like), present = fit_of(&without);
    reference *r = reference_open("tergm/model_a_coefficients.csv");
    for (size_t k = 0; reference_next(r); k++)
        check(all.estimate[k], reference_number(r, "mple"));
    assert_true(present.pairs < all.pairs && fabs(present.estimate[6] - all.estimate[6]) > 0.1); /* capability */
    ent_tie_fit_clear(&all);
    ent_tie_fit_clear(&present);
    ent_tie_rows_clear(&without);
    ent_tie_rows_clear(&like);
    ent_model_free(model);
}

/* A trend is twice the year of every pair: nearly a multiple of the constant, and no trouble once centred (model a has it);
 * two trends are one too many. */
static void two_trends_are_refused_by_name(void **state)
{
    static const char *const names[] = {"edges", "time", "nodecov(year)"};
    ent_error error;
    ent_tie_fit fit;
    ent_tie_rows rows = alliances_rows("effects: [edges, time, {effect: nodecov, of: year}]\n", 1982, 2000);
    rows.term_names = names;
    ent_assert_fails(ent_tie_estimate(&rows, NULL, &ENT_TIE_DEFAULTS, &fit, &error), &error, ENT_ERR_INPUT,
                     "term 'nodecov(year)' is a linear combination of 'time': leave one out");
    ent_tie_rows_clear(&rows);
}

/* The recorded resamples: [replicates * YEARS] and their coefficients. */
static size_t read_replicates(uint16_t counts[], double expected[])
{
    size_t count = 0;
    for (reference *r = reference_open("tergm/model_a_bootstrap_replicates.csv"); reference_next(r); count++) {
        for (size_t year = 0; year < YEARS; year++) {
            char name[8];
            sprintf(name, "n%zu", 1981 + year);
            counts[count * YEARS + year] = (uint16_t)reference_number(r, name);
        }
        for (size_t k = 0; k < TERMS; k++)
            expected[count * TERMS + k] = reference_number(r, terms_a[k]);
    }
    return count;
}

static void replicates_of_recorded_resamples_have_their_coefficients_with_any_number_of_threads(void **state)
{
    static uint16_t counts[100 * YEARS];
    static double expected[100 * TERMS], got[100 * TERMS], again[100 * TERMS];
    ent_error error;
    size_t failed, count = read_replicates(counts, expected);
    ent_tie_rows rows = alliances_rows(model_a, 1981, 2000);
    ent_tie_fit fit = fit_of(&rows);
    ent_assert_ok(ent_tie_bootstrap(&rows, &fit, &ENT_TIE_DEFAULTS, counts, count, 1, got, &failed, NULL, &error),
                  &error);
    assert_int_equal(failed, 0);
    assert_int_equal(count, 20);
    for (size_t k = 0; k < count * TERMS; k++)
        check(got[k], expected[k]);
    for (int threads = 2; threads <= 3; threads++) {
        ent_assert_ok(ent_tie_bootstrap(&rows, &fit, &ENT_TIE_DEFAULTS, counts, count, threads, again, &failed, NULL,
                                        &error), &error);
        assert_memory_equal(got, again, count * TERMS * sizeof *got);
    }
    ent_tie_fit_clear(&fit);
    ent_tie_rows_clear(&rows);
}

int main(void)
{
    ent_need_data();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(model_a_has_the_coefficients_of_btergm),
        cmocka_unit_test(sums_of_the_rows_are_the_design_sums_of_every_year),
        cmocka_unit_test(all_summary_statistics_of_every_year_are_those_of_the_peer),
        cmocka_unit_test(models_a_and_b_of_the_years_to_1995_have_the_coefficients_of_the_reference),
        cmocka_unit_test(a_single_year_with_memory_has_the_coefficients_and_errors_of_ergm),
        cmocka_unit_test(a_single_year_without_memory_has_the_coefficients_of_ergm_and_is_degenerate),
        cmocka_unit_test(a_year_without_losses_is_said_to_be_separated_by_the_lag),
        cmocka_unit_test(absent_states_are_left_out_or_counted_as_the_peer_does),
        cmocka_unit_test(two_trends_are_refused_by_name),
        cmocka_unit_test(replicates_of_recorded_resamples_have_their_coefficients_with_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
