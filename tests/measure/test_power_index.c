/* Voting power: published bodies, the plain definitions over all coalitions and all orders, properties. */
#include "entente/measure.h"

#include "measure/reference.h"

enum { MOST = 200 };

typedef struct {
    int integer[MOST];
    double banzhaf[MOST], normalised[MOST], shapley[MOST];
    ent_vote_scale scale;
} body;

static body body_of(const double *weight, size_t n, double quota)
{
    body b;
    ent_error error = {0};
    ent_assert_ok(ent_vote_integers(weight, n, quota, b.integer, &b.scale, &error), &error);
    ent_assert_ok(ent_voting_power(b.integer, n, b.scale.quota, b.banzhaf, b.normalised, b.shapley,
                                   &error), &error);
    return b;
}

/* Britannica's example [51: 50, 49, 1]: Banzhaf 3/5, 1/5, 1/5; Shapley-Shubik 4/6, 1/6, 1/6. */
static void fifty_forty_nine_and_one(void **state)
{
    body b = body_of((const double[]){50, 49, 1}, 3, 51);
    ent_assert_number(b.normalised[0], .6, 1e-15);
    ent_assert_number(b.normalised[2], .2, 1e-15);
    ent_assert_number(b.banzhaf[0], .75, 1e-15);
    ent_assert_number(b.shapley[0], 2. / 3, 1e-15);
    ent_assert_number(b.shapley[1], 1. / 6, 1e-15);
    ent_assert_number(b.scale.error, 0, 0);
}

/* The EEC of 1958 [12: 4, 4, 4, 2, 2, 1]: Luxembourg never counted. */
static void a_vote_that_never_counts_has_no_power_at_all(void **state)
{
    body b = body_of((const double[]){4, 4, 4, 2, 2, 1}, 6, 12);
    ent_assert_number(b.normalised[0], 5. / 21, 1e-15);
    ent_assert_number(b.normalised[3], 1. / 7, 1e-15);
    ent_assert_number(b.shapley[3], .15, 1e-15);
    ent_assert_number(b.banzhaf[5], 0, 0);
    ent_assert_number(b.shapley[5], 0, 0);
}

/* The Security Council as [39: five of 7, ten of 1]: Shapley-Shubik of an elected member 4/2145. */
static void the_security_council(void **state)
{
    double weight[15];
    for (size_t i = 0; i < 15; i++)
        weight[i] = i < 5 ? 7 : 1;
    body b = body_of(weight, 15, 39);
    ent_assert_number(b.shapley[14], 4. / 2145, 1e-15);
    ent_assert_number(b.shapley[0], (1 - 40. / 2145) / 5, 1e-14);
    ent_assert_number(b.banzhaf[0] * 16384, 848, 1e-10);
    ent_assert_number(b.banzhaf[14] * 16384, 84, 1e-10);
}

static void the_table_of_bodies(void **state)
{
    reference *r = reference_open("models/power_indices.csv");
    char game[64] = "";
    size_t member = 0, n = 0, rows = 0;
    body b = {0};
    for (; reference_next(r); rows++, member++) {
        if (strcmp(game, reference_text(r, "game")) != 0) {
            double weight[MOST];
            snprintf(game, sizeof game, "%s", reference_text(r, "game"));
            n = reference_list(reference_text(r, "weights"), weight, MOST);
            b = body_of(weight, n, reference_number(r, "quota"));
            member = 0;
        }
        ent_assert_number(b.banzhaf[member] * pow(2, (double)n - 1),
                          reference_number(r, "banzhaf_swings"), 1e-9);
        reference_check(b.normalised[member], reference_number(r, "banzhaf_normalised"));
        reference_check(b.banzhaf[member], reference_number(r, "banzhaf_absolute"));
        reference_check(b.shapley[member], reference_number(r, "shapley_shubik"));
    }
    assert_int_equal(rows, 42);
}

/* The definition over all coalitions of n - 1 others: swings, and orders by s! (n-1-s)! / n!. */
static void slow(const int *weight, size_t n, long long quota, size_t i, double *banzhaf,
                 double *shapley)
{
    *banzhaf = *shapley = 0;
    for (unsigned set = 0; set < 1u << n; set++) {
        long long sum = 0;
        size_t size = 0;
        if (set >> i & 1)
            continue;
        for (size_t k = 0; k < n; k++) {
            sum += set >> k & 1 ? weight[k] : 0;
            size += set >> k & 1;
        }
        if (sum >= quota || sum + weight[i] < quota)
            continue;
        double orders = 1 / (double)n; /* 1 / (n choose(n-1, s)) */
        for (size_t k = 1; k <= size; k++)
            orders *= (double)k / (double)(n - k);
        *shapley += orders;
        *banzhaf += 1 / pow(2, (double)n - 1);
    }
}

static void powers_are_those_of_the_definition_over_all_coalitions(void **state)
{
    unsigned seed = 7;
    for (int round = 0; round < 60; round++) {
        int weight[11];
        size_t n = 1 + (size_t)round % 11;
        long long total = 0;
        double banzhaf[11], normalised[11], shapley[11];
        ent_error error = {0};
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1103515245u + 12345u;
            total += weight[i] = (int)((seed >> 16) % 30) + (i == 0);
        }
        long long quota = 1 + (seed >> 8) % total;
        ent_assert_ok(ent_voting_power(weight, n, quota, banzhaf, normalised, shapley, &error),
                      &error);
        for (size_t i = 0; i < n; i++) {
            double b, s;
            slow(weight, n, quota, i, &b, &s);
            ent_assert_number(banzhaf[i], b, 1e-14);
            ent_assert_number(shapley[i], s, 1e-14);
        }
    }
}

static void two_hundred_members_share_all_power(void **state)
{
    double weight[MOST], sum = 0;
    for (size_t i = 0; i < MOST; i++)
        weight[i] = 1.37 + (double)i * 0.91;
    body b = body_of(weight, MOST, 12000);
    assert_true(b.scale.total <= ENT_VOTES_TOTAL_MAX);
    assert_true(b.scale.error > 0 && b.scale.error < 1e-4);
    for (size_t i = 0; i < MOST; i++) {
        sum += b.shapley[i];
        assert_true(i == 0 || b.integer[i] < b.integer[i - 1] ||
                    b.shapley[i] >= b.shapley[i - 1] - 1e-15);
        if (i > 0 && b.integer[i] == b.integer[i - 1])
            ent_assert_number(b.shapley[i], b.shapley[i - 1], 1e-14);
    }
    ent_assert_number(sum, 1, 1e-12);
}

static void whole_weights_stay_as_they_are(void **state)
{
    int integer[3];
    ent_vote_scale scale;
    ent_error error = {0};
    ent_assert_ok(ent_vote_integers((const double[]){30000, 20000, 10000}, 3, 31000, integer,
                                    &scale, &error), &error);
    assert_int_equal(integer[0], 3); /* divided by what they have in common */
    assert_int_equal(scale.quota, 4); /* the next sum that reaches 3.1 */
    ent_assert_number(scale.error, 0, 0);
    ent_assert_ok(ent_vote_integers((const double[]){1, 1}, 2, 1.5, integer, &scale, &error),
                  &error);
    assert_int_equal(scale.quota, 2);
    ent_assert_ok(ent_vote_integers((const double[]){.5, .25, .25}, 3, .6, integer, &scale,
                                    &error), &error);
    assert_int_equal(integer[0], 5000);
    assert_int_equal(scale.quota, 6000);
}

static void a_wrong_body_is_refused(void **state)
{
    int integer[2];
    ent_vote_scale scale;
    ent_error error = {0};
    double out[2];
    ent_assert_fails(ent_vote_integers((const double[]){1, -1}, 2, 1, integer, &scale, &error),
                     &error, ENT_ERR_INPUT, "the weight -1 is not a number from 0");
    ent_assert_fails(ent_vote_integers((const double[]){1, 1}, 2, 3, integer, &scale, &error),
                     &error, ENT_ERR_INPUT,
                     "the quota 3 is not above 0 and at most the total of the weights, 2");
    ent_assert_fails(ent_vote_integers((const double[]){0, 0}, 2, 0, integer, &scale, &error),
                     &error, ENT_ERR_INPUT,
                     "the quota 0 is not above 0 and at most the total of the weights, 0");
    ent_assert_fails(ent_voting_power((const int[]){1, 1}, 2, 3, out, out, out, &error), &error,
                     ENT_ERR_ARGUMENT, "the quota 3 is not from 1 to the total, 2");
}

static ent_status find_power(void *context, ent_error *error)
{
    double banzhaf[3], normalised[3], shapley[3];
    return ent_voting_power((const int[]){2, 1, 1}, 3, 3, banzhaf, normalised, shapley, error);
}

static void powers_survive_failing_memory(void **state)
{
    ent_sweep(find_power, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifty_forty_nine_and_one),
        cmocka_unit_test(a_vote_that_never_counts_has_no_power_at_all),
        cmocka_unit_test(the_security_council),
        cmocka_unit_test(the_table_of_bodies),
        cmocka_unit_test(powers_are_those_of_the_definition_over_all_coalitions),
        cmocka_unit_test(two_hundred_members_share_all_power),
        cmocka_unit_test(whole_weights_stay_as_they_are),
        cmocka_unit_test(a_wrong_body_is_refused),
        cmocka_unit_test(powers_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
