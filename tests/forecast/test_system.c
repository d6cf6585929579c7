/* How the system of states changes: shares by hand; years drawn whole; each state's hazard is the share of its year; newcomers take
 * after anybody; what a year is does not hang on what was asked before; failing memory. */
#include "entente/system.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STATES = 6, YEARS = 7, PLACES = 20 };

/* A and B always; C leaves after the second year, D comes in the fourth and leaves after it, E and F come in the sixth. */
static const uint8_t past[YEARS * STATES] = {1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0,
                                             1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1};

static ent_system system_of(const uint8_t there[], size_t years)
{
    ent_system s;
    ent_error error;
    ent_assert_ok(ent_system_of(there, years, STATES, &s, &error), &error);
    return s;
}

static void shares_by_hand(void **state)
{
    static const double left[] = {0, 1 / 3.0, 0, 1 / 3.0, 0, 0}, came[] = {0, 0, 1 / 2.0, 0, 1, 0};
    (void)state;
    ent_system s = system_of(past, YEARS);
    assert_int_equal(s.years, 6);
    for (size_t y = 0; y < 6; y++) {
        ent_assert_number(s.left[y], left[y], 1e-12);
        ent_assert_number(s.came[y], came[y], 1e-12);
    }
    ent_system_clear(&s);
}

static void years_without_anybody_do_not_count(void **state)
{
    uint8_t there[YEARS * STATES] = {0};
    ent_system s;
    ent_error error;
    (void)state;
    memcpy(there + 2 * STATES, past, 5 * STATES);
    ent_assert_fails(ent_system_of(there, YEARS, STATES, &s, &error), &error, ENT_ERR_INPUT,
                     "the system of states is known in 4 years; 5 are needed");
    assert_null(s.left);
}

typedef struct {
    uint8_t there[PLACES];
    uint16_t parent[PLACES];
    size_t taken;
} world;

static world begin(size_t n)
{
    world w = {.taken = n};
    for (size_t i = 0; i < PLACES; i++) {
        w.there[i] = i < n;
        w.parent[i] = (uint16_t)i;
    }
    return w;
}

static size_t count_there(const world *w)
{
    size_t count = 0;
    for (size_t i = 0; i < PLACES; i++)
        count += w->there[i];
    return count;
}

/* Ten states; two past years: in one 15 % leave, in the other 20 % come. In the first 1 or 2 of ten leave, each with a chance of .15,
 * in the second 2 come. */
static void hazards_are_those_of_the_year_drawn(void **state)
{
    enum { N = 10, FUTURES = 20000 };
    double left[] = {0.15, 0}, came[] = {0, 0.2}, gone[N] = {0}, parents[N] = {0}, first = 0;
    const ent_system s = {2, left, came};
    (void)state;
    for (size_t future = 0; future < FUTURES; future++) {
        world w = begin(N);
        ent_system_step(&s, 3, future, 0, w.there, w.parent, PLACES, &w.taken);
        size_t there = count_there(&w);
        assert_true(there == 8 || there == 9 || there == 12);
        first += there < N;
        for (size_t i = 0; i < N; i++)
            gone[i] += !w.there[i];
        for (size_t i = N; i < w.taken; i++)
            parents[w.parent[i]]++;
    }
    assert_true(fabs(first - FUTURES / 2.0) < 5 * sqrt(FUTURES / 4.0));
    for (size_t i = 0; i < N; i++) { /* 5 standard deviations: once in 1,700,000 for each of 20 */
        assert_true(fabs(gone[i] - 0.15 * first) < 5 * sqrt(0.15 * 0.85 * first));
        assert_true(fabs(parents[i] - 0.2 * (FUTURES - first)) < 5 * sqrt(0.2 * (FUTURES - first)) + 1);
    }
}

/* Of 100 % that come each year, places run out; a newcomer's newcomer has the data of a state of the origin. */
static void places_run_out_and_parents_are_of_the_origin(void **state)
{
    double left[] = {0.25}, came[] = {1};
    const ent_system s = {1, left, came};
    (void)state;
    for (size_t future = 0; future < 200; future++) {
        world w = begin(4);
        for (size_t year = 0; year < 4; year++) {
            uint8_t before[PLACES];
            size_t taken = w.taken;
            memcpy(before, w.there, sizeof before);
            ent_system_step(&s, 1, future, year, w.there, w.parent, PLACES, &w.taken);
            for (size_t i = 0; i < taken; i++)
                assert_true(before[i] || !w.there[i]); /* nobody comes again */
        }
        assert_int_equal(w.taken, PLACES);
        for (size_t i = 0; i < PLACES; i++)
            assert_true(w.parent[i] < 4);
    }
}

static void a_year_is_the_same_whatever_was_asked_before(void **state)
{
    (void)state;
    ent_system s = system_of(past, YEARS);
    size_t differs = 0;
    for (size_t future = 0; future < 50; future++) {
        world one = begin(6), other = begin(6), seed = begin(6);
        ent_system_step(&s, 7, future, 3, one.there, one.parent, PLACES, &one.taken);
        ent_system_step(&s, 7, future + 1, 0, seed.there, seed.parent, PLACES, &seed.taken);
        seed = begin(6);
        ent_system_step(&s, 7, future, 3, other.there, other.parent, PLACES, &other.taken);
        ent_system_step(&s, 8, future, 3, seed.there, seed.parent, PLACES, &seed.taken);
        assert_memory_equal(one.there, other.there, PLACES);
        assert_memory_equal(one.parent, other.parent, sizeof one.parent);
        differs += memcmp(one.there, seed.there, PLACES) != 0;
    }
    assert_true(differs > 5);
    ent_system_clear(&s);
}

static void everybody_may_leave(void **state)
{
    double left[] = {1}, came[] = {3};
    const ent_system s = {1, left, came};
    world w = begin(5);
    (void)state;
    ent_system_step(&s, 1, 0, 0, w.there, w.parent, PLACES, &w.taken);
    assert_int_equal(count_there(&w), 0);
    assert_int_equal(w.taken, 5);
}

static ent_status once(void *context, ent_error *error)
{
    ent_system s;
    (void)context;
    ent_status status = ent_system_of(past, YEARS, STATES, &s, error);
    ent_system_clear(&s);
    return status;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    ent_sweep(once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_by_hand),
        cmocka_unit_test(years_without_anybody_do_not_count),
        cmocka_unit_test(hazards_are_those_of_the_year_drawn),
        cmocka_unit_test(places_run_out_and_parents_are_of_the_origin),
        cmocka_unit_test(a_year_is_the_same_whatever_was_asked_before),
        cmocka_unit_test(everybody_may_leave),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
