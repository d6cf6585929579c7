/* Scores against the reference's cases (models.md section 9), published numbers and figures by hand. */
#include "entente/score.h"

#include "measure/reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 100 };

typedef struct {
    double p[MOST];
    uint8_t event[MOST];
    size_t count;
} forecast;

static forecast read_case(const char *name)
{
    forecast f = {.count = 0};
    for (reference *r = reference_open("models/forecast_inputs.csv"); reference_next(r);) {
        if (strcmp(reference_text(r, "case"), name) != 0)
            continue;
        f.p[f.count] = reference_number(r, "p");
        f.event[f.count++] = reference_number(r, "y") > 0;
    }
    assert_true(f.count > 0);
    return f;
}

static double score_named(const forecast *f, const char *metric)
{
    ent_scores s;
    ent_error error;
    double trapezoid, exact;
    ent_assert_ok(ent_score(f->p, f->event, f->count, &s, &error), &error);
    ent_assert_ok(ent_score_precision_recall(f->p, f->event, f->count, &trapezoid, &exact, &error), &error);
    const struct {
        const char *name;
        double value;
    } all[] = {{"n", s.pairs}, {"base_rate", s.events / s.pairs}, {"brier", s.brier},
               {"brier_climatology", s.uncertainty}, {"bss", s.skill}, {"log_score", s.log},
               {"reliability", s.reliability}, {"resolution", s.resolution}, {"uncertainty", s.uncertainty},
               {"auc_roc", s.roc}, {"average_precision", s.precision_recall}, {"auc_pr_integral", exact},
               {"auc_pr_davis_goadrich", trapezoid}};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (strcmp(all[k].name, metric) == 0)
            return all[k].value;
    fail_msg("no score is named %s", metric);
    return NAN;
}

static void scores_are_those_of_the_reference(void **state)
{
    struct {
        char name[16], metric[32];
        double value;
    } rows[64];
    size_t count = 0;
    for (reference *r = reference_open("models/forecast_scores.csv"); reference_next(r); count++) {
        assert_true(count < 64);
        snprintf(rows[count].name, sizeof rows->name, "%s", reference_text(r, "case"));
        snprintf(rows[count].metric, sizeof rows->metric, "%s", reference_text(r, "metric"));
        rows[count].value = reference_number(r, "value");
    }
    assert_int_equal(count, 39);
    for (size_t k = 0; k < count; k++) {
        forecast f = read_case(rows[k].name);
        ent_assert_number(score_named(&f, rows[k].metric), rows[k].value, 1e-9);
    }
}

/* scoringRules' tests: N(0, 1) at -3, logistic at -3, U(0, 1) at .3; and closed forms worked in the reference. */
static void crps_are_the_published_ones(void **state)
{
    static const double four[] = {4, 1, 3, 2}, three[] = {0, 0, 1};
    ent_error error;
    double got;
    ent_assert_number(ent_crps_normal(0, 1, -3), 2.43657473, 1e-8);
    ent_assert_number(ent_crps_normal(0, 0.9, -2.7), 2.192917257, 1e-8);
    ent_assert_number(ent_crps_normal(0, 1, 0), 0.2336949773, 1e-9);
    ent_assert_number(ent_crps_normal(2, 3, 1), 0.8328479352, 1e-9);
    ent_assert_number(ent_crps_logistic(0, 1, -3), 2.0971747, 1e-7);
    ent_assert_number(ent_crps_logistic(0, 1, 3), ent_crps_logistic(0, 1, -3), 1e-12);
    ent_assert_number(ent_crps_uniform(0, 1, 0.3), 0.37 / 3, 1e-12);
    ent_assert_number(ent_crps_uniform(2, 4, 5), 2 * (0.5 + 1.0 / 3), 1e-12);
    ent_assert_ok(ent_crps_ensemble(four, 4, false, 2.5, &got, &error), &error);
    ent_assert_number(got, 0.375, 1e-12);
    ent_assert_ok(ent_crps_ensemble(four, 4, true, 2.5, &got, &error), &error);
    ent_assert_number(got, 1 - 20.0 / 24, 1e-12); /* |x - x'| over ordered pairs: 20 */
    ent_assert_ok(ent_crps_ensemble(three, 3, false, 1, &got, &error), &error);
    ent_assert_number(got, 4.0 / 9, 1e-12);
    ent_assert_ok(ent_crps_ensemble(three, 1, true, 1, &got, &error), &error);
    assert_true(isnan(got));
    ent_assert_ok(ent_crps_ensemble(NULL, 0, false, 1, &got, &error), &error);
    assert_true(isnan(got));
}

/* PRROC's tests: a perfect ranking 1; one fully reversed and balanced 1 - ln 2; a constant score the share of events. */
static void precision_recall_at_its_ends(void **state)
{
    static const double score[] = {4, 3, 2, 1}, same[] = {1, 1, 1, 1};
    static const uint8_t best[] = {1, 1, 0, 0}, none[4] = {0};
    static double many[2000];
    static uint8_t worst[2000];
    ent_error error;
    double trapezoid, exact;
    ent_assert_ok(ent_score_precision_recall(score, best, 4, &trapezoid, &exact, &error), &error);
    ent_assert_number(trapezoid, 1, 1e-12);
    ent_assert_number(exact, 1, 1e-12);
    ent_assert_ok(ent_score_precision_recall(same, best, 4, &trapezoid, &exact, &error), &error);
    ent_assert_number(exact, 0.5, 1e-12);
    for (size_t k = 0; k < 2000; k++) { /* two levels: all others above all events */
        many[k] = k < 1000;
        worst[k] = k >= 1000;
    }
    ent_assert_ok(ent_score_precision_recall(many, worst, 2000, &trapezoid, &exact, &error), &error);
    ent_assert_number(exact, 1 - log(2), 1e-12);
    ent_assert_ok(ent_score_precision_recall(score, none, 4, &trapezoid, &exact, &error), &error);
    assert_true(isnan(trapezoid) && isnan(exact));
}

/* Two groups, p = .2 with 1 event of 4 and p = .8 with 3 of 4: the line goes through both points (logit .2, logit 1/4),
 * (logit .8, logit 3/4), so slope = ln 3 / ln 4 and intercept 0. */
static void calibration_goes_through_two_groups(void **state)
{
    static const double p[] = {.2, .2, .2, .2, .8, .8, .8, .8};
    static const uint8_t event[] = {1, 0, 0, 0, 1, 1, 1, 0}, apart[] = {0, 0, 0, 0, 1, 1, 1, 1};
    double intercept, slope;
    ent_score_calibration(p, event, 8, &intercept, &slope);
    ent_assert_number(intercept, 0, 1e-9);
    ent_assert_number(slope, log(3) / log(4), 1e-9);
    ent_score_calibration(p, apart, 8, &intercept, &slope); /* separated: no finite estimate */
    assert_true(isnan(slope));
    ent_score_calibration(p, event, 4, &intercept, &slope); /* all probabilities equal */
    assert_true(isnan(slope));
    ent_score_calibration(p, event, 0, &intercept, &slope);
    assert_true(isnan(slope));
}

static ent_status call_all(void *context, ent_error *error)
{
    const forecast *f = context;
    ent_scores s;
    double a, b;
    ent_status status = ent_score(f->p, f->event, f->count, &s, error);
    if (status == ENT_OK)
        status = ent_score_precision_recall(f->p, f->event, f->count, &a, &b, error);
    return status == ENT_OK ? ent_crps_ensemble(f->p, f->count, false, 0, &a, error) : status;
}

static void memory_may_run_out(void **state)
{
    forecast f = {{.1, .7, .3}, {0, 1, 0}, 3};
    ent_sweep(call_all, &f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crps_are_the_published_ones),       cmocka_unit_test(precision_recall_at_its_ends),
        cmocka_unit_test(calibration_goes_through_two_groups), cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(scores_are_those_of_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
