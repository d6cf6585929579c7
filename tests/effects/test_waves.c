/* Waves with missing and structural ties, and the constants of data, on cases that are worked by hand. */
#include "effects/random_world.h"

/* Three actors, three waves. Rows are egos. N = missing, 10 never, 11 always.
 *   wave 1       wave 2       wave 3
 *   -  1  0      -  0  1      -  N  1
 *   N  -  11     1  -  0      0  -  1
 *   10 0  -      1  N  -      1  1  -      */
static const uint8_t code[27] = {
    0, 1, 0, 9, 0, 11, 10, 0, 0,
    0, 0, 1, 1, 0, 0,  1,  9, 0,
    0, 9, 1, 0, 0, 1,  1,  1, 0,
};
static const ent_waves waves = {.n = 3, .wave_count = 3, .directed = true, .code = code};

static void missing_ties_are_as_when_last_known_at_the_start(void **state)
{
    uint8_t x[9], fixed[9];
    const uint8_t first[9] = {0, 1, 0, 0, 0, 1, 0, 0, 0}, fixed_first[9] = {0, 0, 0, 0, 0, 1, 1, 0, 0};
    const uint8_t second[9] = {0, 0, 1, 1, 0, 0, 1, 0, 0}, none[9] = {0};
    ent_waves_start(&waves, 0, x, fixed);
    assert_memory_equal(x, first, 9);
    assert_memory_equal(fixed, fixed_first, 9);
    ent_waves_start(&waves, 1, x, fixed);
    assert_memory_equal(x, second, 9); /* 3 -> 2 is missing at wave 2, and 0 at wave 1 */
    assert_memory_equal(fixed, none, 9);
}

/* Period 1: 2->1 and 3->2 are missing at an end; 2->3 stays 1 and 3->1 stays 0, since both were structural. */
static void statistics_see_no_missing_ties_and_structural_ones_as_at_the_start(void **state)
{
    uint8_t x[9], missing[9];
    const uint8_t end[9] = {0, 0, 1, 0, 0, 1, 0, 0, 0}, unknown[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    const uint8_t lagged[9] = {0, 1, 0, 0, 0, 1, 0, 0, 0};
    ent_waves_end(&waves, 0, x, missing);
    assert_memory_equal(x, end, 9);
    assert_memory_equal(missing, unknown, 9);
    ent_waves_lagged(&waves, 0, x);
    assert_memory_equal(x, lagged, 9);
}

/* Period 1: 1->2 and 1->3 change; all others are missing or structural. Period 2: 2->1, 2->3. */
static void the_distance_counts_what_is_known_and_free_at_both_ends(void **state)
{
    double changed[3];
    ent_assert_number(ent_waves_distance(&waves, 0, changed), 2, 0);
    ent_assert_number(changed[0], 2, 0);
    ent_assert_number(changed[1], 0, 0);
    ent_assert_number(ent_waves_distance(&waves, 1, NULL), 2, 0);
}

/* Waves 1 and 2, columns 1 to 3, others' entries: wave 1 {N, 0}, {1, 0}, {0, 1}; wave 2 {1, 1}, {0, N}, {1, 0}.
 * Pairs that differ: 0 + 2 + 2 + 0 + 0 + 2 of 0 + 2 + 2 + 2 + 0 + 2. */
static void the_balance_mean_leaves_missing_ties_out(void **state)
{
    ent_assert_number(ent_balance_mean(&waves), 6.0 / 8, 1e-12);
    /* rows: wave 1 {1, 0}, {N, 1}, {0, 0}; wave 2 {0, 1}, {1, 0}, {1, N} */
    ent_assert_number(ent_structure_mean(&waves), 6.0 / 8, 1e-12);
}

static void codes_that_mean_nothing_and_one_way_ties_are_refused(void **state)
{
    ent_error error;
    uint8_t bad[27];
    memcpy(bad, code, sizeof bad);
    bad[9 + 1] = 7;
    ent_waves w = {.n = 3, .wave_count = 3, .directed = true, .code = bad};
    ent_assert_fails(ent_waves_check(&w, &error), &error, ENT_ERR_INPUT,
                     "wave 2, actors 1, 2: 7 is not a code of a tie (0, 1, 9 missing, 10 never, 11 "
                     "always)");
    w = waves;
    ent_assert_ok(ent_waves_check(&w, &error), &error);
    w.directed = false;
    ent_assert_fails(ent_waves_check(&w, &error), &error, ENT_ERR_INPUT,
                     "wave 1: the network is not directed, but the tie of actors 1, 2 is 1 one way and "
                     "9 the other");
}

/* Values 1, 3, missing; 5, 1, 2 over two waves: mean 12 / 5, range 4. Pairs: |1-3|; |5-1|, |5-2|, |1-2|: similarity
 * 1/2; 0, 1/4, 3/4: mean 3/8. */
static void a_covariate_is_centred_over_all_waves(void **state)
{
    ent_error error;
    const double raw[6] = {1, 3, (double)NAN, 5, 1, 2};
    double value[6];
    uint8_t missing[6];
    ent_covariate c;
    ent_assert_ok(ent_covariate_centre(raw, 3, 2, true, value, missing, &c, &error), &error);
    ent_assert_number(c.mean, 2.4, 1e-12);
    ent_assert_number(c.range, 4, 0);
    ent_assert_number(c.similarity_mean, 0.375, 1e-12);
    ent_assert_number(value[0], -1.4, 1e-12);
    ent_assert_number(value[2], 0, 0);
    assert_true(missing[2] && !missing[3]);
    ent_assert_ok(ent_covariate_centre(raw, 3, 2, false, value, missing, &c, &error), &error);
    ent_assert_number(value[0], 1, 0);
    ent_assert_number(value[2], 2.4, 1e-12);
    ent_assert_number(c.neutral, 2.4, 1e-12);
}

static void a_dyadic_covariate_has_its_mean_off_the_diagonal(void **state)
{
    ent_error error;
    const double raw[4] = {9, 1, (double)NAN, 9};
    double value[4], mean;
    uint8_t missing[4];
    ent_assert_ok(ent_dyadic_centre(raw, 2, 1, value, missing, &mean, &error), &error);
    ent_assert_number(mean, 1, 0);
    ent_assert_number(value[0], 0, 0);
    ent_assert_number(value[2], 1, 0);
    assert_true(missing[2] && !missing[1] && !missing[0]);
}

static void values_that_are_all_missing_are_refused(void **state)
{
    ent_error error;
    const double raw[4] = {(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    double value[4], mean;
    uint8_t missing[4];
    ent_covariate c;
    ent_assert_fails(ent_covariate_centre(raw, 4, 1, true, value, missing, &c, &error), &error,
                     ENT_ERR_INPUT, "every value is missing");
    ent_assert_fails(ent_dyadic_centre(raw, 2, 1, value, missing, &mean, &error), &error, ENT_ERR_INPUT,
                     "every value is missing");
}

/* A value that is missing does not count as ego; a tie to it does for the ego's own value. */
static void pairs_with_a_missing_value_do_not_count(void **state)
{
    ent_error error;
    ent_view *view;
    const double value[2] = {2, 0};
    const uint8_t missing[2] = {0, 1};
    ent_covariate v = {.value = value, .missing = missing, .range = 4};
    ent_assert_ok(ent_view_new(2, true, 0, &view, &error), &error);
    ent_view_flip(view, 0, 1);
    ent_term term;
    ent_term_init(&term, ent_effect_find("egoX", true));
    term.covariate = &v;
    ent_assert_number(ent_target(view, &term), 2, 0);
    term.effect = ent_effect_find("absDiffX", true);
    ent_assert_number(ent_target(view, &term), 0, 0);
    ent_view_free(view);
}

/* A line of ties 1 -> 2 -> 3 turned into 2 -> 3 -> 1: gained 3 -> 1, lost 1 -> 2. Two-paths over the new tie's ends:
 * none lead from 3 to 1 besides it, so transitive triplets gain 0; the out-degree of the new receiver is 0. */
static void sums_over_new_ties_take_the_coefficient_of_each(void **state)
{
    ent_error error;
    ent_view *view;
    const uint8_t start[9] = {0, 1, 0, 0, 0, 1, 0, 0, 0}, end[9] = {0, 0, 0, 0, 0, 1, 1, 0, 0};
    const uint8_t all[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    ent_assert_ok(ent_view_new(3, true, 15, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, end, &error), &error);
    ent_term ties, out;
    ent_term_init(&ties, ent_effect_find("density", true));
    ent_term_init(&out, ent_effect_find("outPop", true));
    ent_assert_number(ent_tie_sum(view, &ties, start, NULL), 1, 0);
    ent_assert_number(ent_tie_sum(view, &out, start, NULL), 0, 0);
    ent_assert_number(ent_tie_sum(view, &ties, start, all), 0, 0);
    ent_assert_ok(ent_view_set(view, start, &error), &error);
    ent_assert_number(ent_tie_sum(view, &out, end, NULL), 1, 0); /* lost 1 -> 2, and 2 sends one */
    ent_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_ties_are_as_when_last_known_at_the_start),
        cmocka_unit_test(statistics_see_no_missing_ties_and_structural_ones_as_at_the_start),
        cmocka_unit_test(the_distance_counts_what_is_known_and_free_at_both_ends),
        cmocka_unit_test(the_balance_mean_leaves_missing_ties_out),
        cmocka_unit_test(codes_that_mean_nothing_and_one_way_ties_are_refused),
        cmocka_unit_test(a_covariate_is_centred_over_all_waves),
        cmocka_unit_test(a_dyadic_covariate_has_its_mean_off_the_diagonal),
        cmocka_unit_test(values_that_are_all_missing_are_refused),
        cmocka_unit_test(pairs_with_a_missing_value_do_not_count),
        cmocka_unit_test(sums_over_new_ties_take_the_coefficient_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
