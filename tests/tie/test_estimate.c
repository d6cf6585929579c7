/* Estimates by hand, and what cannot be estimated. */
#include "entente/tie.h"

#include "support.h"

#include <math.h>
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_groups_have_the_log_odds_of_each),
        cmocka_unit_test(firth_adds_half_a_tie_to_each_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
