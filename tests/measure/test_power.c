#include "entente/measure.h"

#include "../scenario/small_world.h"

#include <math.h>
#include <stdio.h>

static const ent_measure *measure(const char *id)
{
    const ent_measure *found = ent_measure_find(id);
    assert_non_null(found);
    return found;
}

static void a_unit_is_a_factor_and_a_plain_unit(void **state)
{
    static const struct {
        const char *unit;
        double factor;
        const char *base;
    } cases[] = {{"persons", 1, "persons"},           {"thousand persons", 1e3, "persons"},
                 {"million current US dollars", 1e6, "current US dollars"},
                 {"billion euro", 1e9, "euro"},       {"", 1, ""},
                 {"thousandfold", 1, "thousandfold"}, {"million", 1, "million"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *base;
        ent_assert_number(ent_unit_factor(cases[i].unit, &base), cases[i].factor, 0);
        assert_string_equal(base, cases[i].base);
    }
}

static void the_measures_are_a_list_of_different_ids(void **state)
{
    size_t count = 0;
    for (; ent_measure_at(count); count++) {
        assert_ptr_equal(ent_measure_find(ent_measure_at(count)->id), ent_measure_at(count));
        assert_true(ent_measure_at(count)->label && ent_measure_at(count)->formula &&
                    ent_measure_at(count)->source);
    }
    assert_int_equal(count, 7);
    assert_null(ent_measure_find("wheat"));
}

static void a_value_is_in_the_plain_unit(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    ent_assert_number(ent_measure_value(w.snapshot, measure("gdp"), B), 200e6, 0);
    ent_assert_number(ent_measure_value(w.snapshot, measure("gdp"), D), (double)NAN, 0);
    assert_string_equal(ent_measure_unit(w.snapshot, measure("gdp")), "dollars");
    assert_string_equal(ent_measure_unit(w.snapshot, measure("cinc")), "");
    assert_true(ent_measure_known(w.snapshot, measure("milper")));
    assert_false(ent_measure_known(w.snapshot, measure("cinc")));
    small_world_clear(&w);
}

static void gdp_in_international_dollars_is_not_gdp_at_market_rates(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    ent_attribute *gdp = ent_snapshot_attribute(w.snapshot, "gdp");
    snprintf(gdp->unit, sizeof gdp->unit, "million 2017 international dollars, PPP");
    assert_true(isnan(ent_measure_value(w.snapshot, measure("gdp"), B)));
    assert_false(ent_measure_known(w.snapshot, measure("gdp")));
    small_world_clear(&w);
}

static void a_bloc_is_the_sum_of_its_members_with_data(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const uint8_t cd[] = {0, 0, 1, 1};
    ent_bloc_power power = ent_measure_bloc(w.snapshot, measure("gdp"), cd);
    ent_assert_number(power.value, 500e6, 0);
    ent_assert_number(power.share, 500.0 / 800, 1e-15); /* of the three that have a GDP */
    assert_int_equal(power.members, 2);
    assert_int_equal(power.with_data, 1);
    assert_int_equal(power.world_with_data, 3);
    small_world_clear(&w);
}

static void a_bloc_without_data_has_no_value_and_no_rank_never_zero(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const uint8_t only_d[] = {0, 0, 0, 1}, *const blocs[] = {only_d};
    size_t among;
    ent_bloc_power power = ent_measure_bloc(w.snapshot, measure("gdp"), only_d);
    ent_assert_number(power.value, (double)NAN, 0);
    ent_assert_number(power.share, (double)NAN, 0);
    assert_int_equal(ent_measure_rank(w.snapshot, measure("gdp"), blocs, 1, 0, &among), 0);
    assert_int_equal(among, 3); /* A, B and C alone */
    small_world_clear(&w);
}

static void a_bloc_is_ranked_among_the_blocs_and_who_is_in_none(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const uint8_t ab[] = {1, 1, 0, 0}, d[] = {0, 0, 0, 1}, *const blocs[] = {ab, d};
    size_t among;
    /* GDP: C 500, AB 300; D has none */
    assert_int_equal(ent_measure_rank(w.snapshot, measure("gdp"), blocs, 2, 0, &among), 2);
    assert_int_equal(among, 2);
    /* milex: D 20, AB 15, C 5 */
    assert_int_equal(ent_measure_rank(w.snapshot, measure("milex"), blocs, 2, 0, &among), 2);
    assert_int_equal(ent_measure_rank(w.snapshot, measure("milex"), blocs, 2, 1, &among), 1);
    assert_int_equal(among, 3);
    small_world_clear(&w);
}

static void equals_share_a_rank_and_the_next_is_lower_by_their_number(void **state)
{
    small_world w = small_world_of(FOUR_STATES);
    static const uint8_t b[] = {0, 1, 0, 0}, c[] = {0, 0, 1, 0}, *const blocs[] = {b, c};
    size_t among;
    /* milex: D 20, A 10, B and C 5 each */
    assert_int_equal(ent_measure_rank(w.snapshot, measure("milex"), blocs, 2, 0, &among), 3);
    assert_int_equal(ent_measure_rank(w.snapshot, measure("milex"), blocs, 2, 1, &among), 3);
    assert_int_equal(among, 4);
    small_world_clear(&w);
}

static void net_resources_are_gdp_times_gdp_per_head_summed_over_members(void **state)
{
    small_world w = small_world_of(
        "title: t\nbase:\n  date: 2000-01-01\n  actors: [{name: X}, {name: Y}, {name: Z}]\n"
        "  attributes:\n"
        "    - {actor: X, attribute: gdp_ppp, value: 6, unit: thousand dollars}\n"
        "    - {actor: Y, attribute: gdp_ppp, value: 4, unit: thousand dollars}\n"
        "    - {actor: Z, attribute: gdp_ppp, value: 9, unit: thousand dollars}\n"
        "    - {actor: X, attribute: tpop, value: 2, unit: thousand persons}\n"
        "    - {actor: Y, attribute: tpop, value: 8, unit: thousand persons}\n");
    static const uint8_t all[] = {1, 1, 1};
    /* X: 6000 x 6000 / 2000 = 18000; Y: 4000 x 4000 / 8000 = 2000; Z has no population */
    ent_assert_number(ent_measure_value(w.snapshot, measure("net_resources"), 0), 18000, 0);
    ent_bloc_power power = ent_measure_bloc(w.snapshot, measure("net_resources"), all);
    ent_assert_number(power.value, 20000, 0);
    assert_int_equal(power.with_data, 2);
    assert_string_equal(ent_measure_unit(w.snapshot, measure("net_resources")),
                        "international dollars squared per person");
    small_world_clear(&w);
}

static void cinc_is_a_share_of_the_world_already(void **state)
{
    small_world w = small_world_of(
        "title: t\nbase:\n  date: 2000-01-01\n  actors: [{name: X}, {name: Y}]\n  attributes:\n"
        "    - {actor: X, attribute: cinc, value: 0.25}\n"
        "    - {actor: Y, attribute: cinc, value: 0.15}\n");
    static const uint8_t x[] = {1, 0};
    ent_assert_number(ent_measure_bloc(w.snapshot, measure("cinc"), x).share, 0.25, 0);
    small_world_clear(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_is_a_factor_and_a_plain_unit),
        cmocka_unit_test(the_measures_are_a_list_of_different_ids),
        cmocka_unit_test(a_value_is_in_the_plain_unit),
        cmocka_unit_test(gdp_in_international_dollars_is_not_gdp_at_market_rates),
        cmocka_unit_test(a_bloc_is_the_sum_of_its_members_with_data),
        cmocka_unit_test(a_bloc_without_data_has_no_value_and_no_rank_never_zero),
        cmocka_unit_test(a_bloc_is_ranked_among_the_blocs_and_who_is_in_none),
        cmocka_unit_test(equals_share_a_rank_and_the_next_is_lower_by_their_number),
        cmocka_unit_test(net_resources_are_gdp_times_gdp_per_head_summed_over_members),
        cmocka_unit_test(cinc_is_a_share_of_the_world_already),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
