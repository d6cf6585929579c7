#include "entente/measure.h"

#include "../scenario/small_world.h"

#include <math.h>

static void everyone_pays_the_same_fraction_of_gdp_under_equal_shares(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const uint8_t member[] = {1, 1, 1, 1};
    uint8_t counted[4];
    double share[4], equal[4];
    ent_burden burden;
    ent_error error = {0};
    ent_assert_ok(ent_measure_burden(w.snapshot, member, counted, share, equal, &burden, &error),
                  &error);
    /* D has no GDP: its 20 million are left out; 10 + 5 + 5 million of 100 + 200 + 500 */
    assert_int_equal(burden.counted, 3);
    assert_false(counted[D]);
    ent_assert_number(burden.milex, 20e6, 0);
    ent_assert_number(burden.gdp, 800e6, 0);
    ent_assert_number(share[A], 0.1, 1e-15);
    ent_assert_number(share[B], 0.025, 1e-15);
    ent_assert_number(share[C], 0.01, 1e-15);
    ent_assert_number(equal[A], 2.5e6, 1e-6);
    ent_assert_number(equal[B], 5e6, 1e-6);
    ent_assert_number(equal[C], 12.5e6, 1e-6);
    ent_assert_number(equal[A] + equal[B] + equal[C], burden.milex, 1e-6);
    ent_assert_number(share[D], (double)NAN, 0);
    ent_assert_number(equal[D], (double)NAN, 0);
    assert_string_equal(burden.unit, "dollars");
    small_world_clear(&w);
}

static void who_is_no_member_is_not_counted(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const uint8_t member[] = {1, 0, 0, 1};
    uint8_t counted[4];
    double share[4], equal[4];
    ent_burden burden;
    ent_error error = {0};
    ent_assert_ok(ent_measure_burden(w.snapshot, member, counted, share, equal, &burden, &error),
                  &error);
    static const uint8_t expected[] = {1, 0, 0, 0};
    assert_memory_equal(counted, expected, 4);
    ent_assert_number(equal[A], 10e6, 1e-6); /* alone it pays all */
    ent_assert_number(share[B], (double)NAN, 0);
    small_world_clear(&w);
}

static void assert_refused(const char *attributes, const char *message)
{
    char text[600];
    static const uint8_t member[] = {1};
    uint8_t counted[1];
    double share[1], equal[1];
    ent_burden burden;
    ent_error error = {0};
    snprintf(text, sizeof text, "title: t\nbase:\n  date: 2000-01-01\n  actors: [{name: X}]\n"
                                "  attributes: [%s]\n", attributes);
    small_world w = small_world_of(text);
    ent_assert_fails(ent_measure_burden(w.snapshot, member, counted, share, equal, &burden, &error),
                     &error, ENT_ERR_INPUT, message);
    small_world_clear(&w);
}

static void unlike_currencies_are_never_divided(void **state)
{
    assert_refused("{actor: X, attribute: gdp, value: 1, unit: million euro},"
                   "{actor: X, attribute: milex, value: 1, unit: thousand dollars}",
                   "milex is in 'dollars' and gdp in 'euro'");
}

static void a_base_without_the_figures_is_told_so(void **state)
{
    assert_refused("{actor: X, attribute: gdp, value: 1, unit: euro}",
                   "the base has no military expenditure (milex)");
    assert_refused("{actor: X, attribute: milex, value: 1, unit: euro}",
                   "the base has no GDP at market rates (gdp)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everyone_pays_the_same_fraction_of_gdp_under_equal_shares),
        cmocka_unit_test(who_is_no_member_is_not_counted),
        cmocka_unit_test(unlike_currencies_are_never_divided),
        cmocka_unit_test(a_base_without_the_figures_is_told_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
