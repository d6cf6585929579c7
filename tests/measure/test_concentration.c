/* Shares, concentration, movement, CINC, transitions, distance: worked by hand, and the reference tables. */
#include "entente/measure.h"

#include "measure/reference.h"

static const double none = (double)NAN;

static void shares_leave_what_is_missing_missing(void **state)
{
    double share[4];
    ent_assert_number(ent_shares((const double[]){3, none, 1, 0}, 4, share), 4, 0);
    ent_assert_number(share[0], .75, 0);
    ent_assert_number(share[1], none, 0);
    ent_assert_number(share[3], 0, 0);
    ent_shares((const double[]){0, 0}, 2, share);
    ent_assert_number(share[0], none, 0);
}

/* Scores of democracy from -10 to 10 have no shares, and a sum near zero would make any number of them. */
static void values_below_zero_have_no_shares(void **state)
{
    double share[3];
    static const double scores[] = {10, -7, 10}, counts[] = {10, 7, 10};
    ent_assert_number(ent_shares(scores, 3, share), none, 0);
    ent_assert_number(share[0], none, 0);
    ent_concentration c = ent_concentration_of(scores, 3);
    assert_int_equal(c.n, 3);
    ent_assert_number(c.total, 13, 0);
    ent_assert_number(c.con, none, 0);
    ent_assert_number(c.hhi, none, 0);
    ent_assert_number(c.effective, none, 0);
    ent_assert_number(c.shannon, none, 0);
    ent_assert_number(c.evenness, none, 0);
    ent_assert_number(c.top, none, 0);
    ent_assert_number(c.top_two, none, 0);
    ent_assert_number(ent_movement(scores, counts, 3), none, 0);
    ent_assert_number(ent_movement(counts, scores, 3), none, 0);
}

static void equal_values_share_a_rank(void **state)
{
    int rank[5];
    assert_int_equal(ent_ranks((const double[]){5, 9, 5, none, 1}, 5, rank), 4);
    static const int expected[] = {2, 1, 2, 0, 4};
    assert_memory_equal(rank, expected, sizeof rank);
}

static void growth_needs_a_start_above_zero(void **state)
{
    ent_assert_number(ent_growth(4, 5), .25, 0);
    ent_assert_number(ent_growth(0, 5), none, 0);
    ent_assert_number(ent_growth(none, 5), none, 0);
    ent_assert_number(ent_growth(4, none), none, 0);
}

static void concentration_by_hand(void **state)
{
    /* shares 1/2, 1/4, 1/4: sum of squares 3/8, CON = sqrt((3/8 - 1/3) / (2/3)) = 1/4 */
    ent_concentration c = ent_concentration_of((const double[]){2, none, 1, 1}, 4);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.missing, 1);
    ent_assert_number(c.con, .25, 1e-15);
    ent_assert_number(c.hhi, .375, 1e-15);
    ent_assert_number(c.effective, 8. / 3, 1e-15);
    ent_assert_number(c.shannon, 1.5 * log(2), 1e-15);
    ent_assert_number(c.evenness, 1.5 * log(2) / log(3), 1e-15);
    ent_assert_number(c.top, .5, 0);
    ent_assert_number(c.top_two, .75, 0);
}

static void concentration_of_one_or_none_is_not_defined(void **state)
{
    ent_concentration one = ent_concentration_of((const double[]){7}, 1);
    ent_assert_number(one.con, none, 0);
    ent_assert_number(one.evenness, none, 0);
    ent_assert_number(one.effective, 1, 0);
    ent_concentration empty = ent_concentration_of((const double[]){none, none}, 2);
    assert_int_equal(empty.missing, 2);
    ent_assert_number(empty.hhi, none, 0);
    ent_assert_number(ent_concentration_of((const double[]){0, 0}, 2).top, none, 0);
}

static void concentration_examples(void **state)
{
    reference *r = reference_open("models/concentration_examples.csv");
    size_t rows = 0;
    for (; reference_next(r); rows++) {
        double value[16];
        size_t n = reference_list(reference_text(r, "raw"), value, 16);
        ent_concentration c = ent_concentration_of(value, n);
        ent_assert_number((double)c.n, reference_number(r, "n"), 0);
        reference_check(c.con, reference_number(r, "con"));
        reference_check(c.hhi, reference_number(r, "hhi"));
        reference_check(c.effective, reference_number(r, "effective_number"));
        reference_check(c.shannon, reference_number(r, "shannon"));
        reference_check(exp(c.shannon), reference_number(r, "exp_shannon"));
    }
    assert_int_equal(rows, 6);
}

static void movement_is_half_of_what_changed_hands(void **state)
{
    ent_assert_number(ent_movement((const double[]){2, 2}, (const double[]){3, 1}, 2), .25, 1e-15);
    ent_assert_number(ent_movement((const double[]){2, 2}, (const double[]){9, 9}, 2), 0, 0);
    ent_assert_number(ent_movement((const double[]){1, 0}, (const double[]){0, 1}, 2), 1, 0);
    /* not when the set changed */
    ent_assert_number(ent_movement((const double[]){1, none}, (const double[]){1, 1}, 2), none, 0);
    ent_assert_number(ent_movement((const double[]){1, none}, (const double[]){3, none}, 2), 0, 0);
}

static void passing_needs_to_have_been_below(void **state)
{
    /* b passes a at 2; equal at 3; a missing at 4; a passes b at 5, last seen below at 2. c never. */
    static const double value[] = {5, 3, 1, 4, 4, 1, 4, 6, 1, 6, 6, 1, none, 6, 1, 7, 6, none};
    ent_transition *list;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_transitions(value, 6, 3, &list, &count, &error), &error);
    assert_int_equal(count, 2);
    assert_true(list[0].a == 1 && list[0].b == 0 && list[0].before == 0 && list[0].at == 2);
    assert_true(list[1].a == 0 && list[1].b == 1 && list[1].before == 2 && list[1].at == 5);
    free(list);
}

/* The plain definition. */
static size_t slow_transitions(const double *v, size_t times, size_t n)
{
    size_t found = 0;
    for (size_t t = 1; t < times; t++)
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < n; b++) {
                size_t s = t;
                if (!(v[t * n + a] > v[t * n + b]))
                    continue;
                while (s-- > 0)
                    if (v[s * n + a] < v[s * n + b] || v[s * n + a] > v[s * n + b])
                        break;
                found += s < t && v[s * n + a] < v[s * n + b];
            }
    return found;
}

static void transitions_are_those_of_the_definition(void **state)
{
    double value[40 * 7];
    unsigned seed = 1;
    for (size_t i = 0; i < 40 * 7; i++) {
        seed = seed * 1103515245u + 12345u;
        value[i] = (seed >> 16) % 7 == 0 ? none : (double)((seed >> 20) % 5);
    }
    ent_transition *list;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_transitions(value, 40, 7, &list, &count, &error), &error);
    assert_int_equal(count, slow_transitions(value, 40, 7));
    for (size_t i = 0; i < count; i++) {
        assert_true(value[list[i].at * 7 + list[i].a] > value[list[i].at * 7 + list[i].b]);
        assert_true(value[list[i].before * 7 + list[i].a] < value[list[i].before * 7 + list[i].b]);
        assert_true(i == 0 || list[i - 1].at <= list[i].at);
    }
    free(list);
}

static ent_status find_transitions(void *context, ent_error *error)
{
    static const double value[] = {1, 2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1};
    ent_transition *list;
    size_t count;
    ent_status status = ent_transitions(value, 6, 3, &list, &count, error);
    if (status != ENT_OK)
        assert_null(list);
    else
        free(list);
    return status;
}

static void transitions_survive_failing_memory(void **state)
{
    ent_sweep(find_transitions, NULL);
}

static void a_missing_component_is_dropped_from_the_mean(void **state)
{
    /* two states; the second lacks milex: (1 + 3/4 ... ) by hand */
    static const double value[] = {10, 3, 1, 1, 1, 0, none, 1, 1, 3, 1, 0};
    double cinc[2];
    int used[2];
    ent_cinc(value, 2, cinc, used);
    ent_assert_number(cinc[0], (1 + .75 + .5 + .25 + .5) / 5, 1e-15); /* upop is 0 for all */
    ent_assert_number(cinc[1], (.25 + .5 + .75 + .5) / 4, 1e-15);
    assert_int_equal(used[0], 5);
    assert_int_equal(used[1], 4);
    static const double nothing[] = {none, none, none, none, none, none};
    ent_cinc(nothing, 1, cinc, NULL);
    ent_assert_number(cinc[0], none, 0);
    assert_string_equal(ent_cinc_component(0), "milex");
    assert_null(ent_cinc_component(6));
}

static size_t check_cinc(const char *file)
{
    reference *r = reference_open(file);
    double value[64 * ENT_CINC_COMPONENTS], published[64], cinc[64];
    size_t n = 0;
    for (; reference_next(r); n++) {
        for (size_t c = 0; c < ENT_CINC_COMPONENTS; c++)
            value[n * ENT_CINC_COMPONENTS + c] = reference_number(r, ent_cinc_component(c));
        published[n] = reference_number(r, "cinc");
    }
    ent_cinc(value, n, cinc, NULL);
    for (size_t i = 0; i < n; i++)
        ent_assert_number(cinc[i], published[i], 1.2e-8);
    return n;
}

static void cinc_is_rebuilt_in_1816_and_1913(void **state)
{
    assert_int_equal(check_cinc("models/cinc_check_1816.csv"), 23);
    assert_int_equal(check_cinc("models/cinc_check_1913.csv"), 44);
}

static void strength_is_lost_over_distance(void **state)
{
    double e = exp(1);
    /* after e days of travel the exponent is log10(10) = 1 */
    ent_assert_number(ent_power_at_distance(.2, 500 * e, 500), .2, 1e-15);
    ent_assert_number(log(ent_power_at_distance(.2, 0, 500)) / log(.2), .862, 5e-4);
    assert_true(ent_power_at_distance(.2, 6000, 500) < ent_power_at_distance(.2, 5000, 500));
    ent_assert_number(ent_miles_per_day(1918), 250, 0);
    ent_assert_number(ent_miles_per_day(1919), 375, 0);
    ent_assert_number(ent_miles_per_day(1945), 375, 0);
    ent_assert_number(ent_miles_per_day(1946), 500, 0);
    /* a quarter of the equator; half a meridian */
    ent_assert_number(ent_great_circle(0, 0, 0, 90), 6378.137 * acos(-1) / 2, 1e-9);
    ent_assert_number(ent_great_circle(90, 0, -90, 50), 6378.137 * acos(-1), 1e-9);
    ent_assert_number(ent_great_circle(48, 2, 48, 2), 0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_leave_what_is_missing_missing),
        cmocka_unit_test(values_below_zero_have_no_shares),
        cmocka_unit_test(equal_values_share_a_rank),
        cmocka_unit_test(growth_needs_a_start_above_zero),
        cmocka_unit_test(concentration_by_hand),
        cmocka_unit_test(concentration_of_one_or_none_is_not_defined),
        cmocka_unit_test(concentration_examples),
        cmocka_unit_test(movement_is_half_of_what_changed_hands),
        cmocka_unit_test(passing_needs_to_have_been_below),
        cmocka_unit_test(transitions_are_those_of_the_definition),
        cmocka_unit_test(transitions_survive_failing_memory),
        cmocka_unit_test(a_missing_component_is_dropped_from_the_mean),
        cmocka_unit_test(cinc_is_rebuilt_in_1816_and_1913),
        cmocka_unit_test(strength_is_lost_over_distance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
