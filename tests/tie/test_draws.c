/* Networks that a chain draws have the distribution of the model: exact probabilities where ties are independent, all 64
 * networks of four actors where they are not.
 *
 * Error rate: a mean over chains that each start anew and are used once has a standard error that is known from the chains
 * themselves; |difference| < 5 standard errors fails by chance less than once in a million checks. Seeds are fixed. */
#include "entente/tie.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTORS = 4, PAIRS = 6, TERMS_MOST = 3, DRAWS = 4000 };

typedef struct {
    ent_view *view;
    ent_term terms[TERMS_MOST];
    double theta[TERMS_MOST], weight[ACTORS * ACTORS];
    ent_dyadic dyadic;
    size_t count;
} small;

static void open_small(small *s, const char *const names[], const double theta[], size_t count)
{
    ent_error error;
    memset(s, 0, sizeof *s);
    s->count = count;
    s->weight[0 * ACTORS + 1] = s->weight[1 * ACTORS + 0] = 1;
    s->weight[2 * ACTORS + 3] = s->weight[3 * ACTORS + 2] = -2;
    s->dyadic = (ent_dyadic){.name = "w", .value = s->weight};
    unsigned keeps = 0;
    for (size_t k = 0; k < count; k++) {
        ent_term_init(&s->terms[k], ent_effect_find(names[k], false));
        s->terms[k].dyadic = &s->dyadic;
        s->theta[k] = theta[k];
    }
    keeps = ent_terms_keep(s->terms, count);
    ent_assert_ok(ent_view_new(ACTORS, false, keeps, &s->view, &error), &error);
    for (size_t k = 0; k < count; k++)
        ent_assert_ok(ent_term_prepare(s->view, &s->terms[k], &error), &error);
}

static void close_small(small *s)
{
    for (size_t k = 0; k < s->count; k++)
        ent_term_clear(&s->terms[k]);
    ent_view_free(s->view);
}

/* Network number `code`: bit p = pair p, in the order 01 02 03 12 13 23. */
static void set_network(ent_view *view, unsigned code)
{
    uint8_t x[ACTORS * ACTORS] = {0};
    ent_error error;
    unsigned bit = 0;
    for (size_t i = 0; i < ACTORS; i++)
        for (size_t j = i + 1; j < ACTORS; j++, bit++)
            x[i * ACTORS + j] = x[j * ACTORS + i] = code >> bit & 1;
    ent_assert_ok(ent_view_set(view, x, &error), &error);
}

/* P(Y) = e^(theta'g(Y)) / sum of the same over all 64. */
static void enumerate(small *s, double probability[64])
{
    double sum = 0;
    for (unsigned code = 0; code < 64; code++) {
        double eta = 0;
        set_network(s->view, code);
        for (size_t k = 0; k < s->count; k++)
            eta += s->theta[k] * ent_total(s->view, &s->terms[k]);
        sum += probability[code] = exp(eta);
    }
    for (unsigned code = 0; code < 64; code++)
        probability[code] /= sum;
    set_network(s->view, 0);
}

static unsigned code_of(const ent_view *view)
{
    unsigned code = 0, bit = 0;
    for (size_t i = 0; i < ACTORS; i++)
        for (size_t j = i + 1; j < ACTORS; j++, bit++)
            code |= (unsigned)view->x[i * ACTORS + j] << bit;
    return code;
}

/* Chains of 200 proposals, each used once: independent draws. */
static void count_networks(const small *s, size_t counts[64])
{
    ent_error error;
    memset(counts, 0, 64 * sizeof *counts);
    for (uint32_t draw = 0; draw < DRAWS; draw++) {
        ent_tie_chain *chain;
        ent_assert_ok(ent_tie_chain_new(s->view, NULL, s->terms, s->theta, s->count, 7, draw, &chain, &error), &error);
        ent_tie_chain_run(chain, 200);
        counts[code_of(ent_tie_chain_network(chain))]++;
        ent_tie_chain_free(chain);
    }
}

static void check_all_networks(small *s)
{
    double probability[64];
    size_t counts[64];
    enumerate(s, probability);
    count_networks(s, counts);
    for (unsigned code = 0; code < 64; code++) {
        double p = probability[code];
        ent_assert_number((double)counts[code] / DRAWS, p, 5 * sqrt(p * (1 - p) / DRAWS) + 5. / DRAWS);
    }
}

static void networks_of_four_actors_come_as_often_as_by_full_enumeration(void **state)
{
    static const char *const names[] = {"edges", "gwesp", "edgecov"};
    static const double sparse[] = {-1.5, 0.8, 1}, dense[] = {0.5, 0.3, -0.5}, nearly_empty[] = {-4, 0.5, 1};
    small s;
    open_small(&s, names, sparse, 3);
    check_all_networks(&s);
    memcpy(s.theta, dense, sizeof dense);
    check_all_networks(&s);
    memcpy(s.theta, nearly_empty, sizeof nearly_empty); /* the moves to and from the network without ties */
    check_all_networks(&s);
    close_small(&s);
}

static void independent_ties_have_their_probabilities_exactly(void **state)
{
    static const char *const names[] = {"edges", "edgecov"};
    static const double theta[] = {-1, 1.5};
    small s;
    ent_error error;
    ent_tie_draws draws;
    open_small(&s, names, theta, 2);
    ent_assert_ok(ent_tie_draw(s.view, NULL, s.terms, s.theta, 2, &ENT_TIE_DRAW_DEFAULTS, &draws, NULL, &error), &error);
    ent_assert_number(draws.probability[0 * ACTORS + 1], 1 / (1 + exp(-0.5)), 1e-12); /* given the others: no noise */
    ent_assert_number(draws.probability[3 * ACTORS + 2], 1 / (1 + exp(4)), 1e-12);
    ent_assert_number(draws.probability[1 * ACTORS + 2], 1 / (1 + exp(1)), 1e-12);
    ent_assert_number(draws.probability[0], (double)NAN, 0);
    ent_tie_draws_clear(&draws);
    close_small(&s);
}

static void pairs_that_are_fixed_absent_or_missing_stay_as_they_are(void **state)
{
    static const char *const names[] = {"edges"};
    static const double theta[] = {0};
    uint8_t fixed[ACTORS * ACTORS] = {0}, absent[ACTORS] = {0, 0, 0, 1};
    small s;
    ent_error error;
    ent_tie_draws draws;
    open_small(&s, names, theta, 1);
    set_network(s.view, 1); /* 0-1 */
    fixed[0 * ACTORS + 1] = fixed[1 * ACTORS + 0] = 1;
    s.view->fixed = fixed;
    s.view->absent = absent;
    ent_assert_ok(ent_tie_draw(s.view, NULL, s.terms, s.theta, 1, &ENT_TIE_DRAW_DEFAULTS, &draws, NULL, &error), &error);
    assert_int_equal(draws.pairs, 2);
    ent_assert_number(draws.probability[0 * ACTORS + 1], (double)NAN, 0);
    ent_assert_number(draws.probability[0 * ACTORS + 3], (double)NAN, 0);
    for (size_t k = 0; k < draws.draws; k++)
        assert_in_range((int)draws.statistic[k], 1, 3);
    ent_tie_draws_clear(&draws);
    memset(fixed, 1, sizeof fixed);
    ent_assert_fails(ent_tie_draw(s.view, NULL, s.terms, s.theta, 1, &ENT_TIE_DRAW_DEFAULTS, &draws, NULL, &error), &error,
                     ENT_ERR_INPUT, "no pair can change: all are absent, fixed or not known");
    close_small(&s);
}

/* What the view's own network is does not matter once a start is given: no memory of the answer (a peer starts from it, and
 * makes fewer proposals than there are pairs). */
static void draws_do_not_know_the_network_that_they_are_compared_with(void **state)
{
    static const char *const names[] = {"edges", "gwesp"};
    static const double theta[] = {-1, 0.5};
    static const uint8_t start[ACTORS * ACTORS];
    small s;
    ent_error error;
    ent_tie_draws one, other;
    ent_tie_draw_options options = ENT_TIE_DRAW_DEFAULTS;
    options.burn_in = 1;
    open_small(&s, names, theta, 2);
    ent_assert_ok(ent_tie_draw(s.view, start, s.terms, s.theta, 2, &options, &one, NULL, &error), &error);
    set_network(s.view, 63);
    ent_assert_ok(ent_tie_draw(s.view, start, s.terms, s.theta, 2, &options, &other, NULL, &error), &error);
    assert_memory_equal(one.ties, other.ties, one.draws * sizeof *one.ties);
    assert_memory_equal(one.statistic, other.statistic, 2 * one.draws * sizeof *one.statistic);
    ent_tie_draws_clear(&one);
    ent_tie_draws_clear(&other);
    close_small(&s);
}

/* 6, 7 and 9 ties against 4: all more, and 22 / 3 is more than 6. Not with a draw of 4, nor with 6, 6, 6 and 4.5. */
static void networks_are_far_from_the_observed_one_if_none_reaches_it_and_they_are_half_as_large_again(void **state)
{
    static const double far[] = {6, 7, 9}, reach[] = {4, 9, 9}, near[] = {6, 6, 6}, few[] = {1, 2, 3};
    assert_true(ent_tie_is_degenerate(far, 3, 4));
    assert_false(ent_tie_is_degenerate(reach, 3, 4));
    assert_false(ent_tie_is_degenerate(near, 3, 4.5));
    assert_true(ent_tie_is_degenerate(few, 3, 4));
    assert_false(ent_tie_is_degenerate(far, 3, 7));
}

static void draws_are_the_same_with_any_number_of_threads(void **state)
{
    static const char *const names[] = {"edges", "gwesp"};
    static const double theta[] = {-1, 0.5};
    small s;
    ent_error error;
    ent_tie_draws one, more;
    ent_tie_draw_options options = ENT_TIE_DRAW_DEFAULTS;
    open_small(&s, names, theta, 2);
    options.threads = 1;
    ent_assert_ok(ent_tie_draw(s.view, NULL, s.terms, s.theta, 2, &options, &one, NULL, &error), &error);
    for (options.threads = 2; options.threads <= 3; options.threads++) {
        ent_assert_ok(ent_tie_draw(s.view, NULL, s.terms, s.theta, 2, &options, &more, NULL, &error), &error);
        assert_memory_equal(one.probability, more.probability, sizeof(double) * ACTORS * ACTORS);
        assert_memory_equal(one.statistic, more.statistic, sizeof(double) * 2 * one.draws);
        ent_tie_draws_clear(&more);
    }
    options.seed = 2;
    ent_assert_ok(ent_tie_draw(s.view, NULL, s.terms, s.theta, 2, &options, &more, NULL, &error), &error);
    assert_memory_not_equal(one.statistic, more.statistic, sizeof(double) * 2 * one.draws);
    assert_true(one.effective[0] > 50 && one.effective[0] <= 200);
    ent_tie_draws_clear(&one);
    ent_tie_draws_clear(&more);
    close_small(&s);
}

static ent_status draw_some(void *context, ent_error *error)
{
    small *s = context;
    ent_tie_draws draws;
    ent_tie_draw_options options = ENT_TIE_DRAW_DEFAULTS;
    options.threads = 1;
    ent_status status = ent_tie_draw(s->view, NULL, s->terms, s->theta, s->count, &options, &draws, NULL, error);
    assert_true(status == ENT_OK || !draws.statistic);
    ent_tie_draws_clear(&draws);
    return status;
}

static void drawing_survives_failing_memory(void **state)
{
    static const char *const names[] = {"edges", "gwesp"};
    static const double theta[] = {-1, 0.5};
    small s;
    open_small(&s, names, theta, 2);
    ent_sweep(draw_some, &s);
    close_small(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_of_four_actors_come_as_often_as_by_full_enumeration),
        cmocka_unit_test(independent_ties_have_their_probabilities_exactly),
        cmocka_unit_test(pairs_that_are_fixed_absent_or_missing_stay_as_they_are),
        cmocka_unit_test(draws_do_not_know_the_network_that_they_are_compared_with),
        cmocka_unit_test(networks_are_far_from_the_observed_one_if_none_reaches_it_and_they_are_half_as_large_again),
        cmocka_unit_test(draws_are_the_same_with_any_number_of_threads),
        cmocka_unit_test(drawing_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
