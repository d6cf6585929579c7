/* What a world holds after importing tests/fixtures/cow, each quirk of those files in turn. */
#include "asking.h"

static ent_world *world;

static int import_fixtures(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(FIXTURES, ent_temp_path("cow.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- states ---- */

static void the_last_row_is_read_without_a_newline(void **state)
{
    assert_int_equal(actor_of(world, "17", "2000"), 7);
    assert_string_equal(ent_world_actor(world, 7)->name, "Fjella");
}

static void a_quoted_comma_is_part_of_a_name(void **state)
{
    assert_string_equal(ent_world_actor(world, 4)->name, "Dramland, Republic of");
    assert_int_equal(actor_of(world, "name:Dramland, Republic of", "2000"), 4);
}

static void a_state_leaves_on_a_day_and_its_successor_enters_on_the_next(void **state)
{
    assert_members(world, ENT_SYSTEM, "cow", NULL, "1990-10-02", "ALD BRV CST DRM WMK FJL ");
    assert_members(world, ENT_SYSTEM, "cow", NULL, "1990-10-03", "ALD BRV CST DRM UMK FJL ");
    assert_members(world, ENT_SYSTEM, "cow", NULL, "1990", "ALD BRV CST DRM WMK UMK FJL ");
}

static void a_code_is_held_by_nobody_between_two_spells(void **state)
{
    int actor;
    ent_error error = {0};
    assert_int_equal(actor_of(world, "BRV", "1940-06-15"), 2);
    ent_assert_fails(
        ent_world_find_actor(world, "BRV", when("1940-06-16"), &actor, &error), &error,
        ENT_ERR_INPUT,
        "nobody holds the code 'BRV' on 1940-06-16; Brevia (BRV, 12) held it always to "
        "1940-06-15 and 1945-05-08 to open");
    assert_int_equal(actor_of(world, "BRV", "1945-05-08"), 2);
    assert_int_equal(actor_of(world, "BRV", "1940"), 2);
}

static void spells_at_either_end_of_the_list_leave_codes_open(void **state)
{
    assert_int_equal(actor_of(world, "ALD", "2024-07-01"), 1);
    assert_int_equal(actor_of(world, "ALD", "1850-07-01"), 1);
    ent_spell spell = spell_of(world, ENT_SYSTEM, "cow", "ALD", NULL, "2000");
    assert_int_equal(spell.marks, ENT_MARK_LEFT_CENSORED | ENT_MARK_RIGHT_CENSORED);
    assert_int_equal(spell_of(world, ENT_SYSTEM, "cow", "WMK", NULL, "1960").marks, 0);
}

static void the_list_of_years_lies_beside_as_a_source_of_its_own(void **state)
{
    assert_string_equal(series_of(world, ENT_SYSTEM, "cow").source, "cow-states-2016");
    assert_members(world, ENT_SYSTEM, "cow@cow-system", NULL, "1901-07-01", "ALD ");
    assert_members(world, ENT_SYSTEM, "cow@cow-system", NULL, "1902-07-01", "ALD BRV ");
    assert_span(series_of(world, ENT_SYSTEM, "cow@cow-system").covers, "1900-01-01 1902-12-31");
}

static void majors_are_a_system(void **state)
{
    assert_members(world, ENT_SYSTEM, "major", NULL, "1939-07-01", "ALD BRV ");
    assert_members(world, ENT_SYSTEM, "major", NULL, "2000-02-29", "ALD ");
    assert_members(world, ENT_SYSTEM, "major", NULL, "2000-03-01", "ALD UMK ");
}

/* ---- capabilities ---- */

static void assert_value(const char *name, const char *actor, const char *year, double expected)
{
    ent_assert_number(spell_of(world, ENT_ATTRIBUTE, name, actor, NULL, year).number, expected, 0);
}

static void versions_lie_side_by_side_and_the_newer_is_preferred(void **state)
{
    assert_value("cinc@nmc-6.0", "ALD", "1914", 0.51);
    assert_value("cinc@nmc-7.0", "ALD", "1914", 0.52);
    assert_value("cinc", "ALD", "1914", 0.52);
    assert_value("cinc", "ALD", "1913", NAN); /* only in 6.0: another source does not stand in */
}

static void minus_nine_is_missing_and_zero_is_zero(void **state)
{
    assert_value("milex@6.0", "BRV", "1914", NAN);
    assert_value("milper@6.0", "BRV", "1914", 10);
    assert_value("milex@6.0", "CST", "2010", 0);
    assert_value("cinc@6.0", "DRM", "2010", 0.02); /* written .02 */
}

static void military_expenditure_is_in_pounds_up_to_1913(void **state)
{
    ent_spell pounds = spell_of(world, ENT_ATTRIBUTE, "milex@6.0", "ALD", NULL, "1913");
    ent_spell dollars = spell_of(world, ENT_ATTRIBUTE, "milex@6.0", "ALD", NULL, "1914");
    assert_string_equal(ent_world_unit(world, pounds.unit), "thousand current British pounds");
    assert_string_equal(ent_world_unit(world, dollars.unit), "thousand current US dollars");
}

static void coverage_is_that_of_the_years_of_the_file(void **state)
{
    assert_span(series_of(world, ENT_ATTRIBUTE, "cinc@6.0").covers, "1913-01-01 2010-12-31");
    assert_span(series_of(world, ENT_ATTRIBUTE, "cinc@7.0").covers, "1914-01-01 2020-12-31");
}

/* ---- COW alliances ---- */

static void an_empty_end_is_still_in_force_when_the_data_end(void **state)
{
    ent_spell member =
        spell_of(world, ENT_TREATIES, "treaty@cow-alliance-4.1", "DRM", NULL, "2012");
    assert_span(member.span, "1960-02-01 2012-12-31");
    assert_int_equal(member.marks, ENT_MARK_RIGHT_CENSORED);
    ent_treaty treaty = treaty_of(world, "cow:1");
    assert_span(treaty.span, "1850-04-03 2012-12-31");
    assert_int_equal(treaty.marks, ENT_MARK_RIGHT_CENSORED);
}

static void a_treaty_binds_its_members_on_the_day(void **state)
{
    const char *series = "treaty@cow-alliance-4.1";
    assert_members(world, ENT_TREATIES, series, "cow:2", "1990-10-02", "ALD DRM WMK ");
    assert_members(world, ENT_TREATIES, series, "cow:2", "1990-10-03", "ALD DRM UMK ");
    assert_members(world, ENT_TREATIES, series, "cow:1", "1915-07-01",
                   "ALD CST "); /* CST no state */
}

static void obligations_may_differ_by_direction(void **state)
{
    ent_spell there = spell_of(world, ENT_LAYER, "alliance", "ALD", "DRM", "2000-07-01");
    ent_spell back = spell_of(world, ENT_LAYER, "alliance", "DRM", "ALD", "2000-07-01");
    assert_int_equal(there.obligations, ENT_DEFENSE);
    assert_int_equal(there.level, 3);
    assert_int_equal(back.obligations, ENT_CONSULTATION);
    assert_int_equal(back.level, 1);
    assert_string_equal(treaty_of(world, "cow:2").code, "cow:2");
    assert_int_equal(there.treaty, treaty_of(world, "cow:2").id);
}

static void the_file_of_pairs_merges_them_as_a_source_of_its_own(void **state)
{
    ent_spell back = spell_of(world, ENT_LAYER, "alliance@dyad", "DRM", "ALD", "2000-07-01");
    assert_int_equal(back.obligations, ENT_DEFENSE | ENT_CONSULTATION);
    assert_string_equal(series_of(world, ENT_LAYER, "alliance").source, "cow-alliance-4.1");
}

static void an_empty_flag_reads_as_no_obligation(void **state)
{
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance", "ALD", "CST", "1930").obligations,
                     ENT_DEFENSE | ENT_NONAGGRESSION);
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance", "CST", "ALD", "1930").obligations,
                     ENT_DEFENSE);
}

static void a_spell_that_ends_before_it_starts_is_no_tie(void **state)
{
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance", "WMK", "UMK", "1990").level, 0);
}

/* ---- ATOP ---- */

static void an_exit_of_zero_is_still_in_force_when_the_data_end(void **state)
{
    ent_spell aldora = spell_of(world, ENT_TREATIES, "treaty@atop", "ALD", NULL, "1965");
    assert_span(aldora.span, "1950-03-01 2010-12-31"); /* the last year that the file names */
    assert_int_equal(aldora.marks, ENT_MARK_RIGHT_CENSORED);
}

static void an_unknown_day_takes_the_widest_spell_that_it_can_mean(void **state)
{
    ent_spell brevia = spell_of(world, ENT_TREATIES, "treaty@atop", "BRV", NULL, "1960");
    assert_span(brevia.span, "1950-03-01 1970-06-30");
    assert_int_equal(brevia.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED);
}

static void phases_of_a_member_are_spells(void **state)
{
    ent_spell first = spell_of(world, ENT_TREATIES, "treaty@atop", "CST", NULL, "1969-12-31");
    ent_spell second = spell_of(world, ENT_TREATIES, "treaty@atop", "CST", NULL, "1970-01-01");
    assert_int_equal(first.obligations, ENT_NONAGGRESSION);
    assert_int_equal(second.obligations, ENT_OFFENSE);
    assert_int_equal(first.treaty, second.treaty);
}

static void years_of_equal_obligations_are_one_spell(void **state)
{
    ent_spell first = spell_of(world, ENT_LAYER, "alliance@atop-5.1", "ALD", "DRM", "2001");
    ent_spell last = spell_of(world, ENT_LAYER, "alliance@atop-5.1", "ALD", "DRM", "2002");
    assert_span(first.span, "2000-01-01 2001-12-31");
    assert_int_equal(first.level, 3);
    assert_int_equal(last.level, 1); /* nonaggression only, on ATOP's scale */
}

static void a_year_left_out_is_a_gap(void **state)
{
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance@atop", "ALD", "BRV", "2000").level, 2);
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance@atop", "ALD", "BRV", "2001").level, 0);
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance@atop", "ALD", "BRV", "2002").level, 2);
}

static void an_ally_without_obligation_is_a_tie_of_level_zero(void **state)
{
    ent_spell tie = spell_of(world, ENT_LAYER, "alliance@atop", "DRM", "ALD", "2000");
    assert_int_equal(tie.a, 4);
    assert_int_equal(tie.level, 0);
}

/* ---- contiguity, capitals, GW numbers ---- */

static void months_hold_whole_and_a_change_within_one_shows_both_types(void **state)
{
    ent_spells march = spells_of(world, ENT_LAYER, "contiguity", "1950-03-15");
    assert_int_equal(march.count, 3);
    assert_int_equal(march.items[0].level, 4); /* ALD CST till the month ends */
    assert_span(march.items[0].span, "1920-04-01 1950-03-31");
    assert_int_equal(march.items[2].level, 2); /* and from its first day */
    ent_spells_clear(&march);
    ent_spell after = spell_of(world, ENT_LAYER, "contiguity", "ALD", "CST", "1950-04-01");
    assert_int_equal(after.level, 2);
}

static void the_last_month_is_right_censored(void **state)
{
    ent_spell spell = spell_of(world, ENT_LAYER, "contiguity", "ALD", "BRV", "2000");
    assert_span(spell.span, "1945-05-01 2016-12-31");
    assert_int_equal(spell.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED);
}

static void assert_capital(const char *actor, const char *day, const char *name, double latitude)
{
    ent_spell spell = spell_of(world, ENT_ATTRIBUTE, "capital", actor, NULL, day);
    assert_string_equal(ent_world_phrase(world, spell.text), name);
    assert_string_equal(ent_world_unit(world, spell.unit), "text");
    spell = spell_of(world, ENT_ATTRIBUTE, "capital_latitude", actor, NULL, day);
    ent_assert_number(spell.number, latitude, 0);
}

static void a_capital_moves(void **state)
{
    assert_capital("ALD", "1949-12-31", "Alda", 10.5);
    assert_capital("ALD", "1950-01-01", "Nova Alda", -11.5);
    assert_capital("DRM", "2000-01-01", "Port Dram, Old Town", 0);
}

static void a_gw_number_passes_from_one_state_to_another(void **state)
{
    assert_int_equal(actor_of(world, "gw:15", "1990-10-02"), 5);
    assert_int_equal(actor_of(world, "gw:15", "1990-10-03"), 6);
    assert_int_equal(actor_of(world, "gw:15", "1952"), 5); /* GW only, of the same name */
    assert_int_equal(actor_of(world, "gw:12", "1940-06-15"), 2);
}

static void a_state_that_only_gw_knows_is_an_actor(void **state)
{
    int actor = actor_of(world, "gw:88", "1920");
    assert_string_equal(ent_world_actor(world, actor)->name, "Isle of Nowhere");
    assert_members(world, ENT_SYSTEM, "gw", NULL, "1920-07-01", "ALD BRV ISL ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_row_is_read_without_a_newline),
        cmocka_unit_test(a_quoted_comma_is_part_of_a_name),
        cmocka_unit_test(a_state_leaves_on_a_day_and_its_successor_enters_on_the_next),
        cmocka_unit_test(a_code_is_held_by_nobody_between_two_spells),
        cmocka_unit_test(spells_at_either_end_of_the_list_leave_codes_open),
        cmocka_unit_test(the_list_of_years_lies_beside_as_a_source_of_its_own),
        cmocka_unit_test(majors_are_a_system),
        cmocka_unit_test(versions_lie_side_by_side_and_the_newer_is_preferred),
        cmocka_unit_test(minus_nine_is_missing_and_zero_is_zero),
        cmocka_unit_test(military_expenditure_is_in_pounds_up_to_1913),
        cmocka_unit_test(coverage_is_that_of_the_years_of_the_file),
        cmocka_unit_test(an_empty_end_is_still_in_force_when_the_data_end),
        cmocka_unit_test(a_treaty_binds_its_members_on_the_day),
        cmocka_unit_test(obligations_may_differ_by_direction),
        cmocka_unit_test(the_file_of_pairs_merges_them_as_a_source_of_its_own),
        cmocka_unit_test(an_empty_flag_reads_as_no_obligation),
        cmocka_unit_test(a_spell_that_ends_before_it_starts_is_no_tie),
        cmocka_unit_test(an_exit_of_zero_is_still_in_force_when_the_data_end),
        cmocka_unit_test(an_unknown_day_takes_the_widest_spell_that_it_can_mean),
        cmocka_unit_test(phases_of_a_member_are_spells),
        cmocka_unit_test(years_of_equal_obligations_are_one_spell),
        cmocka_unit_test(a_year_left_out_is_a_gap),
        cmocka_unit_test(an_ally_without_obligation_is_a_tie_of_level_zero),
        cmocka_unit_test(months_hold_whole_and_a_change_within_one_shows_both_types),
        cmocka_unit_test(the_last_month_is_right_censored),
        cmocka_unit_test(a_capital_moves),
        cmocka_unit_test(a_gw_number_passes_from_one_state_to_another),
        cmocka_unit_test(a_state_that_only_gw_knows_is_an_actor),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
