/* Estimates by hand, and what cannot be estimated. */
#include "entente/tie.h"

#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows by hand ---- */

enum { ROWS_MOST = 8, TERMS_MOST = 3, STEPS_MOST = 4 };

typedef struct {
    double x[ROWS_MOST * TERMS_MOST], pairs[ROWS_MOST], ties[ROWS_MOST];
    size_t first[STEPS_MOST + 1];
    ent_tie_rows rows;
} by_hand;

static void use(by_hand *h, size_t terms, size_t rows, size_t steps)
{
    h->rows = (ent_tie_rows){.term_count = terms, .row_count = rows, .step_count = steps, .x = h->x, .pairs = h->pairs,
                             .ties = h->ties, .first = h->first};
    for (size_t step = 0; step <= steps; step++)
        h->first[step] = step * rows / steps;
}

/* A constant and a flag: of those without it 10 of 100 are tied, of those with it `with` of 50. */
static void two_groups(by_hand *h, double with)
{
    *h = (by_hand){.x = {1, 0, 1, 1}, .pairs = {100, 50}, .ties = {10, with}};
    use(h, 2, 2, 1);
}

static ent_tie_fit estimate(const by_hand *h, ent_tie_options options)
{
    ent_error error;
    ent_tie_fit fit;
    ent_assert_ok(ent_tie_estimate(&h->rows, NULL, &options, &fit, &error), &error);
    return fit;
}

static double logit(double ties, double others)
{
    return log(ties / others);
}

static void two_groups_have_the_log_odds_of_each(void **state)
{
    by_hand h;
    two_groups(&h, 30);
    ent_tie_fit fit = estimate(&h, ENT_TIE_DEFAULTS);
    ent_assert_number(fit.estimate[0], logit(10, 90), 1e-10);
    ent_assert_number(fit.estimate[1], logit(30, 20) - logit(10, 90), 1e-10);
    ent_assert_number(fit.covariance[0], 1. / 10 + 1. / 90, 1e-10); /* Woolf 1955 */
    ent_assert_number(fit.covariance[3], 1. / 10 + 1. / 90 + 1. / 30 + 1. / 20, 1e-10);
    ent_assert_number(fit.log_likelihood, 10 * log(.1) + 90 * log(.9) + 30 * log(.6) + 20 * log(.4), 1e-10);
    ent_assert_number(fit.null_log_likelihood, 40 * log(40. / 150) + 110 * log(110. / 150), 1e-10);
    ent_tie_fit_clear(&fit);
}

/* Firth's penalty of a model with a parameter for each group adds half a tie and half a pair without one to each group
 * (Firth 1993; Haldane 1956). */
static void firth_adds_half_a_tie_to_each_side(void **state)
{
    by_hand h;
    ent_tie_options options = ENT_TIE_DEFAULTS;
    options.firth = true;
    for (int with = 0; with <= 50; with += 25) {
        two_groups(&h, with);
        ent_tie_fit fit = estimate(&h, options);
        ent_assert_number(fit.estimate[0], logit(10.5, 90.5), 1e-4);
        ent_assert_number(fit.estimate[1], logit(with + .5, 50.5 - with) - logit(10.5, 90.5), 1e-4);
        ent_tie_fit_clear(&fit);
    }
}

static void check_refused(const by_hand *h, const char *message)
{
    ent_error error;
    ent_tie_fit fit;
    ent_assert_fails(ent_tie_estimate(&h->rows, NULL, &ENT_TIE_DEFAULTS, &fit, &error), &error, ENT_ERR_INPUT, message);
    assert_null(fit.estimate);
}

static void what_cannot_be_told_apart_is_named(void **state)
{
    static const char *const names[] = {"edges", "power", "trade"};
    by_hand h = {.x = {1, 0, 0, 1, 1, 0, 1, 2, 0}, .pairs = {9, 9, 9}, .ties = {1, 2, 4}};
    use(&h, 3, 3, 1);
    h.rows.term_names = names;
    check_refused(&h, "term 'trade' is 0 for all pairs: leave it out");
    for (size_t row = 0; row < 3; row++)
        h.x[row * 3 + 2] = 5;
    check_refused(&h, "term 'trade' is the same for all pairs, as 'edges' is: leave one out");
    for (size_t row = 0; row < 3; row++)
        h.x[row * 3 + 2] = 7 - 2 * h.x[row * 3 + 1];
    check_refused(&h, "term 'trade' is a linear combination of 'power': leave one out");
}

static void separation_names_its_terms_and_the_steps_where_it_is(void **state)
{
    static const char *const names[] = {"edges", "ally"}, *const steps[] = {"1914", "1915"};
    by_hand h = {.x = {1, 0, 1, 1, 1, 0, 1, 1}, .pairs = {50, 10, 50, 10}, .ties = {5, 10, 4, 10}};
    use(&h, 2, 4, 2);
    check_refused(&h, "no finite estimate: 'term 2' separates ties from other pairs without exception (in step 1, step 2); "
                  "leave it out, add waves, or ask for --ridge or --firth");
    h.rows.term_names = names;
    h.rows.step_names = steps;
    h.rows.row_count = h.first[2] = 3; /* no such pair in 1915 */
    check_refused(&h, "no finite estimate: 'ally' separates ties from other pairs without exception (in 1914); "
                  "leave it out, add waves, or ask for --ridge or --firth");
    memset(h.ties, 0, sizeof h.ties);
    check_refused(&h, "no finite estimate: none of 110 pairs are tied");
}

static void a_model_without_a_constant_is_estimated_as_it_is(void **state)
{
    by_hand h = {.x = {1, 2}, .pairs = {40, 40}, .ties = {22, 26}}; /* score at theta: 22 - 40 p(1) + 2 (26 - 40 p(2)) */
    use(&h, 1, 2, 1);
    ent_tie_fit fit = estimate(&h, ENT_TIE_DEFAULTS);
    double one = 1 / (1 + exp(-fit.estimate[0])), two = 1 / (1 + exp(-2 * fit.estimate[0]));
    ent_assert_number(22 - 40 * one + 2 * (26 - 40 * two), 0, 1e-9);
    ent_assert_number(fit.null_log_likelihood, (double)NAN, 0);
    ent_tie_fit_clear(&fit);
}

/* ---- bootstrap ---- */

/* Three steps with other log-odds each, and a flag. */
static void three_steps(by_hand *h)
{
    *h = (by_hand){.x = {1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1}, .pairs = {100, 50, 100, 50, 100, 50},
                   .ties = {10, 20, 20, 25, 5, 12}};
    use(h, 2, 6, 3);
}

static void replicates_are_the_fits_of_their_weights(void **state)
{
    static const uint16_t counts[] = {2, 1, 0, 0, 0, 3, 1, 1, 1, 0, 2, 1};
    by_hand h;
    three_steps(&h);
    ent_tie_fit fit = estimate(&h, ENT_TIE_DEFAULTS);
    ent_error error;
    double got[8];
    size_t failed;
    ent_assert_ok(ent_tie_bootstrap(&h.rows, &fit, &ENT_TIE_DEFAULTS, counts, 4, 2, got, &failed, NULL, &error), &error);
    assert_int_equal(failed, 0);
    for (size_t r = 0; r < 4; r++) {
        double without = 0, with = 0, steps = 3;
        for (size_t step = 0; step < 3; step++) {
            without += counts[r * 3 + step] * h.ties[2 * step];
            with += counts[r * 3 + step] * h.ties[2 * step + 1];
        }
        ent_assert_number(got[2 * r], logit(without, 100 * steps - without), 1e-8);
        ent_assert_number(got[2 * r + 1], logit(with, 50 * steps - with) - got[2 * r], 1e-8);
    }
    ent_tie_fit_clear(&fit);
}

static void a_replicate_without_a_finite_estimate_is_counted(void **state)
{
    static const uint16_t counts[] = {3, 0, 0, 1, 1, 1};
    by_hand h;
    three_steps(&h);
    h.ties[1] = 50; /* all with the flag in the first step */
    ent_tie_fit fit = estimate(&h, ENT_TIE_DEFAULTS);
    ent_error error;
    double got[4];
    size_t failed;
    ent_assert_ok(ent_tie_bootstrap(&h.rows, &fit, &ENT_TIE_DEFAULTS, counts, 2, 1, got, &failed, NULL, &error), &error);
    assert_int_equal(failed, 1);
    ent_assert_number(got[0], (double)NAN, 0);
    ent_assert_number(got[2], fit.estimate[0], 1e-8);
    ent_tie_fit_clear(&fit);
}

static void one_step_cannot_be_drawn_from(void **state)
{
    static const uint16_t counts[] = {1};
    by_hand h;
    two_groups(&h, 30);
    ent_tie_fit fit = estimate(&h, ENT_TIE_DEFAULTS);
    ent_error error;
    double got[2];
    size_t failed;
    ent_assert_fails(ent_tie_bootstrap(&h.rows, &fit, &ENT_TIE_DEFAULTS, counts, 1, 1, got, &failed, NULL, &error), &error,
                     ENT_ERR_INPUT, "a bootstrap over time steps needs two steps or more; there is 1");
    ent_tie_fit_clear(&fit);
}

/* 10,000 replicates of 4 steps: a step is drawn 40,000 / 4 times; the standard error is sqrt(40000 3/16) = 87. */
static void resamples_draw_each_step_as_often_and_depend_on_seed_and_number_alone(void **state)
{
    static uint16_t counts[40000], again[400];
    ent_tie_resample(1, 10000, 4, counts);
    ent_tie_resample(1, 100, 4, again);
    assert_memory_equal(counts, again, sizeof again);
    ent_tie_resample(2, 100, 4, again);
    assert_memory_not_equal(counts, again, sizeof again);
    for (size_t step = 0; step < 4; step++) {
        size_t sum = 0;
        for (size_t r = 0; r < 10000; r++)
            sum += counts[r * 4 + step];
        assert_in_range(sum, 10000 - 5 * 87, 10000 + 5 * 87);
    }
}

/* ---- intervals ---- */

/* boot.ci of R's boot 1.3-28.1 by its rule: ranks (R + 1) alpha, between them on the scale of normal quantiles. */
static void quantiles_follow_the_rule_of_boot(void **state)
{
    double sorted[39];
    for (size_t k = 0; k < 39; k++)
        sorted[k] = (double)(k + 1) * (double)(k + 1);
    ent_assert_number(ent_boot_quantile(sorted, 39, 0.025), 1, 1e-12);  /* rank 1 */
    ent_assert_number(ent_boot_quantile(sorted, 39, 0.975), 39 * 39, 1e-9);
    ent_assert_number(ent_boot_quantile(sorted, 39, 0.5), 400, 1e-12);  /* rank 20 */
    ent_assert_number(ent_boot_quantile(sorted, 9, 0.5), 25, 1e-12);
    /* rank 1.5 of 9: z(.15) = -1.0364334, z(.1) = -1.2815516, z(.2) = -0.8416212 */
    ent_assert_number(ent_boot_quantile(sorted, 9, 0.15), 1 + (1.2815516 - 1.0364334) / (1.2815516 - 0.8416212) * 3, 1e-6);
    ent_assert_number(ent_boot_quantile(sorted, 9, 0.001), 1, 0);
    ent_assert_number(ent_boot_quantile(sorted, 9, 0.999), 81, 0);
    ent_assert_number(ent_boot_quantile(sorted, 0, 0.5), (double)NAN, 0);
}

static void an_interval_without_bias_or_skew_is_the_percentile_interval(void **state)
{
    static double values[399], left_out[] = {-1, 0, 1};
    ent_error error;
    ent_tie_interval i;
    for (size_t k = 0; k < 399; k++)
        values[k] = (double)k - 199;
    values[7] = (double)NAN; /* -192: a replicate without an estimate, and its mirror */
    values[391] = (double)NAN;
    ent_assert_ok(ent_tie_interval_of(0.0001, values, 399, left_out, 3, 1, 0.95, &i, &error), &error);
    assert_int_equal(i.used, 397);
    ent_assert_number(i.low, -i.high, 1e-9);
    ent_assert_number(i.bca_low, i.low, 1); /* 199 of 397 lie below: a hair of bias */
    ent_assert_number(i.bca_high, i.high, 1);
    ent_assert_ok(ent_tie_interval_of(0, values, 399, NULL, 0, 1, 0.95, &i, &error), &error);
    ent_assert_number(i.bca_low, (double)NAN, 0);
}

/* Efron 1987, (2.3), (6.6): replicates 1 .. 99, estimate 60.5, so z0 = z(60 / 99) = 0.2683; left out 0, 0, 3: a = 0.0680. */
static void bca_moves_the_interval_by_bias_and_skew(void **state)
{
    static double values[99], left_out[] = {0, 0, 3};
    ent_error error;
    ent_tie_interval i;
    for (size_t k = 0; k < 99; k++)
        values[k] = (double)k + 1;
    ent_assert_ok(ent_tie_interval_of(60.5, values, 99, left_out, 3, 1, 0.95, &i, &error), &error);
    double z0 = 0.268366, a = (1 + 1 - 8) / (6 * pow(6, 1.5)), z = z0 - 1.959964;
    double share = 0.5 * erfc(-(z0 + z / (1 - a * z)) / sqrt(2));
    ent_assert_number(i.bca_low, 100 * share, 0.05);
}

/* Replicates 1, 2, 3 of an estimate of 5: sqrt((16 + 9 + 4) / 3), as btergm; around their mean it would be sqrt(2 / 3). */
static void a_standard_error_is_around_the_estimate(void **state)
{
    double values[] = {1, 2, 3};
    ent_error error;
    ent_tie_interval i;
    ent_assert_ok(ent_tie_interval_of(5, values, 3, NULL, 0, 1, 0.95, &i, &error), &error);
    ent_assert_number(i.se, sqrt(29. / 3), 1e-12);
}

/* ---- memory ---- */

static ent_status fit_and_draw(void *context, ent_error *error)
{
    static const uint16_t counts[] = {2, 1, 0, 1, 1, 1};
    by_hand *h = context;
    ent_tie_fit fit;
    double got[4];
    size_t failed;
    ent_status status = ent_tie_estimate(&h->rows, NULL, &ENT_TIE_DEFAULTS, &fit, error);
    if (status != ENT_OK) {
        assert_null(fit.estimate);
        return status;
    }
    status = ent_tie_bootstrap(&h->rows, &fit, &ENT_TIE_DEFAULTS, counts, 2, 1, got, &failed, NULL, error);
    ent_tie_fit_clear(&fit);
    return status;
}

static void estimates_survive_failing_memory(void **state)
{
    by_hand h;
    three_steps(&h);
    ent_sweep(fit_and_draw, &h);
}

/* ---- curves ---- */

/* Scores 3 (event), 2 (event, no event), 1 (no event, event), 0 (no event). Pairs of event and other, 9:
 * 3 wins 3; 2 wins 2 and one tie; 1 wins 1 and one tie: 6 + 2 / 2 = 7. Precision: 1, then 2 of 3, then 3 of 5. */
static void areas_count_equal_scores_by_half(void **state)
{
    static const double score[] = {0, 2, 1, 3, 2, 1};
    static const uint8_t event[] = {0, 1, 0, 1, 0, 1}, none[6] = {0};
    double roc, precision;
    ent_error error;
    ent_assert_ok(ent_score_areas(score, event, 6, &roc, &precision, &error), &error);
    ent_assert_number(roc, 7. / 9, 1e-12);
    ent_assert_number(precision, (1 + 2. / 3 + 3. / 5) / 3, 1e-12);
    ent_assert_ok(ent_score_areas(score, none, 6, &roc, &precision, &error), &error);
    ent_assert_number(roc, (double)NAN, 0);
}

/* As above: others are passed at 2, 1 and 0, one each. Found without any: 1 of 3; at the first other, 2 of 3 ... half way to
 * it, half of that level. */
static void a_curve_goes_straight_between_levels(void **state)
{
    static const double score[] = {0, 2, 1, 3, 2, 1};
    static const uint8_t event[] = {0, 1, 0, 1, 0, 1};
    double found[7], area = 0, roc, precision;
    ent_error error;
    ent_assert_ok(ent_score_curve(score, event, 6, 7, found, &error), &error);
    static const double expected[] = {1. / 3, .5, 2. / 3, 5. / 6, 1, 1, 1};
    for (size_t k = 0; k < 7; k++)
        ent_assert_number(found[k], expected[k], 1e-12);
    for (size_t k = 0; k < 6; k++)
        area += (found[k] + found[k + 1]) / 12;
    ent_assert_ok(ent_score_areas(score, event, 6, &roc, &precision, &error), &error);
    ent_assert_number(area, roc, 1e-12);
}

/* Shares .1, .1, .6, .6, .6, .9 with 0 of 2, 3 of 3 and 0 of 1 events. Calibrated, .6 and .9 are one block of 3 of 4: its part
 * of the Brier score is 3/4 (1 - 3/4) 4 / 6 = 1/8; that of the base rate is 1/4. */
static void a_brier_score_is_taken_apart_by_hand(void **state)
{
    static const double p[] = {.1, .6, .9, .6, .1, .6};
    static const uint8_t event[] = {0, 1, 0, 1, 0, 1};
    ent_scores s;
    ent_error error;
    ent_assert_ok(ent_score(p, event, 6, &s, &error), &error);
    ent_assert_number(s.brier, (2 * .01 + 3 * .16 + .81) / 6, 1e-12);
    ent_assert_number(s.uncertainty, 1. / 4, 1e-12);
    ent_assert_number(s.discrimination, 1. / 8, 1e-12);
    ent_assert_number(s.miscalibration, s.brier - 1. / 8, 1e-12);
    ent_assert_number(s.log, -(2 * log(.9) + 3 * log(.6) + log(.1)) / 6, 1e-12);
    ent_assert_number(s.roc, 6. / 9, 1e-12); /* of 9 pairs the event is ahead in 6 */
    ent_assert_ok(ent_score(p, event, 0, &s, &error), &error);
    ent_assert_number(s.brier, (double)NAN, 0);
}

/* A triangle with a tail, and one alone: a-b, a-c, b-c, c-d, e. */
static void features_of_a_small_network_are_counted_by_hand(void **state)
{
    static const size_t ties[][2] = {{0, 1}, {0, 2}, {1, 2}, {2, 3}};
    ent_error error;
    ent_view *view;
    double f[24] = {0};
    ent_assert_ok(ent_view_new(5, false, 0, &view, &error), &error);
    for (size_t k = 0; k < 4; k++)
        ent_view_flip(view, ties[k][0], ties[k][1]);
    ent_assert_ok(ent_features_add(view, f, &error), &error);
    static const double expected[] = {1, 1, 2, 1, 0, /* degree */ 1, 3, 0, 0, 0, /* of ties: c-d none, others one */
                                      5, 5, 0, 0, 0, /* ab ac bc ad bd share one */ 4, 2, 0, 0, 4}; /* distance */
    for (size_t k = 0; k < 20; k++)
        ent_assert_number(f[k], expected[k], 0);
    ent_assert_number(f[20] + f[21] + f[22] + f[23], 10, 0);
    ent_assert_number(f[23], 1, 0); /* abc */
    ent_assert_number(f[22], 2, 0); /* acd bcd */
    ent_assert_number(f[21], 5, 0); /* abd abe ace bce cde */
    ent_assert_number(f[20], 2, 0); /* ade bde */
    ent_view_free(view);
}

/* ---- features of directed networks ---- */

/* The triad of i, j, k as its name says: mutual, asymmetric and null pairs; of two asymmetric pairs that meet at one actor
 * down (it sends both), up, or a chain; of a mutual and an asymmetric pair down if the asymmetric tie comes from outside. */
static const char *slow_triad(const uint8_t *x, size_t n, const size_t a[3])
{
    static char name[8];
    size_t mutual = 0, single = 0, out[3] = {0}, in[3] = {0}, both[3] = {0};
    for (size_t p = 0; p < 3; p++)
        for (size_t q = 0; q < 3; q++) {
            if (p == q || !x[a[p] * n + a[q]])
                continue;
            bool back = x[a[q] * n + a[p]];
            mutual += back && p < q;
            single += !back;
            out[p] += !back;
            in[q] += !back;
            both[p] += back;
        }
    const char *kind = "";
    bool sends_two = out[0] == 2 || out[1] == 2 || out[2] == 2, takes_two = in[0] == 2 || in[1] == 2 || in[2] == 2;
    if (single == 2)
        kind = sends_two ? "D" : takes_two ? "U" : "C";
    if (single == 3)
        kind = sends_two ? "T" : "C";
    if (mutual == 1 && single == 1)
        for (size_t p = 0; p < 3; p++)
            kind = both[p] && in[p] ? "D" : both[p] && out[p] ? "U" : kind;
    sprintf(name, "%zu%zu%zu%s", mutual, single, 3 - mutual - single, kind);
    return name;
}

/* 8 actors of whom one is absent; each tie with probability 1/2: all kinds of triads. */
static void directed_features_are_those_of_plain_loops(void **state)
{
    enum { N = 8 };
    uint8_t absent[N] = {0, 0, 0, 1};
    ent_error error;
    ent_view *view;
    double f[5 * N + 16] = {0}, expected[16] = {0}, two_paths[2] = {0};
    uint32_t random = 5;
    assert_int_equal(ent_features_size(N, true), 5 * N + 16);
    ent_assert_ok(ent_view_new(N, true, 0, &view, &error), &error);
    view->absent = absent;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            random = random * 1664525 + 1013904223;
            if (i != j && !absent[i] && !absent[j] && random >> 31)
                ent_view_flip(view, i, j);
        }
    ent_assert_ok(ent_features_add(view, f, &error), &error);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            for (size_t k = j + 1; k < N; k++) {
                char text[ENT_FEATURE_VALUE] = "";
                if (absent[i] || absent[j] || absent[k])
                    continue;
                const char *name = slow_triad(view->x, N, (size_t[3]){i, j, k});
                size_t at = 0;
                for (; at < 16; at++) {
                    ent_feature_value(ENT_FEATURE_TRIADS, at, N, true, text);
                    if (strcmp(text, name) == 0)
                        break;
                }
                assert_in_range(at, 0, 15);
                expected[at]++;
            }
    for (size_t k = 0; k < 16; k++)
        ent_assert_number(f[5 * N + k], expected[k], 0);
    for (size_t p = 0; p < N; p++) { /* paths i->h->j with and without i->j, counted from the middle and by the lists */
        two_paths[0] += view->in_degree[p] * view->out_degree[p] - view->mutual_degree[p];
        two_paths[1] += (double)p * f[3 * N + p];
    }
    ent_assert_number(two_paths[1], two_paths[0], 0);
    double ties = 0, out = 0, in = 0, pairs = 0;
    for (size_t k = 0; k < N; k++) {
        out += (double)k * f[k];
        in += (double)k * f[N + k];
        ties += f[2 * N + k];
        pairs += f[4 * N + k];
    }
    ent_assert_number(out, (double)view->tie_count, 0);
    ent_assert_number(in, out, 0);
    ent_assert_number(ties, out, 0);
    ent_assert_number(f[4 * N], out, 0); /* at distance 1 */
    ent_assert_number(pairs, 7 * 6, 0);
    ent_view_free(view);
}

/* 0->1->2 and 2->0, 3 alone: a cycle. */
static void directed_features_of_a_cycle_are_counted_by_hand(void **state)
{
    ent_error error;
    ent_view *view;
    double f[36] = {0};
    static const double expected[] = {1, 3, 0, 0, /* out */ 1, 3, 0, 0, /* in */ 3, 0, 0, 0, /* i->h->j of i->j: none */
                                      9, 3, 0, 0, /* of 12 ordered pairs three have a path */ 3, 3, 0, 6};
    ent_assert_ok(ent_view_new(4, true, 0, &view, &error), &error);
    ent_view_flip(view, 0, 1);
    ent_view_flip(view, 1, 2);
    ent_view_flip(view, 2, 0);
    ent_assert_ok(ent_features_add(view, f, &error), &error);
    for (size_t k = 0; k < 20; k++)
        ent_assert_number(f[k], expected[k], 0);
    ent_assert_number(f[20 + 1], 3, 0); /* 012: each tie with the one alone */
    ent_assert_number(f[20 + 9], 1, 0); /* 030C */
    ent_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_groups_have_the_log_odds_of_each),
        cmocka_unit_test(firth_adds_half_a_tie_to_each_side),
        cmocka_unit_test(what_cannot_be_told_apart_is_named),
        cmocka_unit_test(separation_names_its_terms_and_the_steps_where_it_is),
        cmocka_unit_test(a_model_without_a_constant_is_estimated_as_it_is),
        cmocka_unit_test(replicates_are_the_fits_of_their_weights),
        cmocka_unit_test(a_replicate_without_a_finite_estimate_is_counted),
        cmocka_unit_test(one_step_cannot_be_drawn_from),
        cmocka_unit_test(resamples_draw_each_step_as_often_and_depend_on_seed_and_number_alone),
        cmocka_unit_test(quantiles_follow_the_rule_of_boot),
        cmocka_unit_test(an_interval_without_bias_or_skew_is_the_percentile_interval),
        cmocka_unit_test(bca_moves_the_interval_by_bias_and_skew),
        cmocka_unit_test(a_standard_error_is_around_the_estimate),
        cmocka_unit_test(estimates_survive_failing_memory),
        cmocka_unit_test(areas_count_equal_scores_by_half),
        cmocka_unit_test(a_curve_goes_straight_between_levels),
        cmocka_unit_test(a_brier_score_is_taken_apart_by_hand),
        cmocka_unit_test(features_of_a_small_network_are_counted_by_hand),
        cmocka_unit_test(directed_features_are_those_of_plain_loops),
        cmocka_unit_test(directed_features_of_a_cycle_are_counted_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
