/* What a world holds after importing tests/fixtures/members: trade, organisations, distance, yearly alliances,
 * ATOP alliances, Gleditsch-Ward states, powers, pairs that share no day; each quirk of those files in turn. */
#include "asking.h"

#include "entente/report.h"

#define MEMBERS ENTENTE_SOURCE_DIR "/tests/fixtures/members"

static ent_world *world;
static char path[ENT_PATH];

static int import_fixtures(void **state)
{
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(MEMBERS, ent_temp_path("members.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static void assert_tie(const char *layer, const char *a, const char *b, const char *day, double value,
                       const char *span)
{
    ent_spell spell = spell_of(world, ENT_LAYER, layer, a, b, day);
    ent_assert_number(spell.number, value, 0);
    if (span)
        assert_span(spell.span, span);
}

/* ---- trade ---- */

static void a_flow_goes_from_the_importer_to_the_exporter(void **state)
{
    ent_series series = series_of(world, ENT_LAYER, "trade");
    assert_true(series.directed);
    assert_string_equal(series.source, "cow-trade-dyadic-4.0");
    assert_tie("trade", "DRM", "CST", "2000-07-01", 3, "2000-01-01 2000-12-31");
    assert_tie("trade", "CST", "ALD", "1999-07-01", 2, NULL);
    assert_tie("trade", "ALD", "CST", "1999-07-01", 4, NULL);
    assert_tie("trade", "ALD", "BRV", "2003-07-01", 7.125, NULL);
}

static void a_trade_of_nothing_is_a_value_and_minus_9_is_none(void **state)
{
    assert_tie("trade", "BRV", "CST", "2000-07-01", 0, NULL);
    assert_tie("trade", "CST", "DRM", "2000-07-01", NAN, NULL);
    assert_tie("trade", "BRV", "ALD", "2001-07-01", NAN, NULL);
    assert_tie("trade", "ALD", "BRV", "2002-07-01", NAN, NULL);
}

static void equal_years_are_one_spell_within_five_years(void **state)
{
    assert_tie("trade", "ALD", "BRV", "1999-07-01", 5, "1998-01-01 1999-12-31");
    assert_tie("trade", "ALD", "BRV", "2000-07-01", 5, "2000-01-01 2001-12-31");
    assert_tie("trade_smoothed", "ALD", "BRV", "2000-07-01", 6, "2000-01-01 2000-12-31");
    assert_tie("trade_smoothed", "DRM", "CST", "2000-07-01", 3, NULL);
}

static void trade_has_its_unit(void **state)
{
    ent_spell spell = spell_of(world, ENT_LAYER, "trade", "DRM", "CST", "2000-07-01");
    assert_string_equal(ent_world_unit(world, spell.unit), "million current US dollars");
}

/* ---- organisations ---- */

static void members_are_of_three_kinds(void **state)
{
    ent_spells spells = spells_of(world, ENT_TREATIES, "organisation", "1960-07-01");
    int upu = treaty_of(world, "igo:upu").id, level[10] = {0};
    for (size_t i = 0; i < spells.count; i++)
        if (spells.items[i].treaty == upu)
            level[spells.items[i].a] = spells.items[i].level;
    assert_int_equal(level[1], 1);
    assert_int_equal(level[2], 3); /* it was an associate the year before */
    assert_int_equal(level[3], 0);
    ent_spells_clear(&spells);
    assert_members(world, ENT_TREATIES, "organisation", "igo:upu", "1959-07-01", "ALD BRV ");
}

static void a_year_without_a_row_is_no_membership(void **state)
{
    assert_members(world, ENT_TREATIES, "organisation", "igo:un", "1960", "ALD BRV ");
    assert_members(world, ENT_TREATIES, "organisation", "igo:un", "1961", "ALD ");
    assert_members(world, ENT_TREATIES, "organisation", "igo:un", "1962", "BRV ");
}

static void organisations_live_from_their_start_to_their_end(void **state)
{
    ent_treaty un = treaty_of(world, "igo:un"), river = treaty_of(world, "igo:riv");
    ent_detail *details;
    size_t count;
    ent_error error = {0};
    assert_string_equal(un.name, "League of Worlds");
    assert_span(un.span, "1945-01-01 2014-12-31");
    assert_int_equal(un.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED);
    assert_span(river.span, "1950-01-01 1960-12-31");
    assert_int_equal(river.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED);
    ent_assert_ok(ent_world_details(world, un.record, un.record, &details, &count, &error), &error);
    assert_int_equal(count, 6);
    ent_assert_number(details[0].number, 1, 0);
    assert_string_equal(ent_world_phrase(world, details[1].text), "League of Worlds, united");
    free(details);
}

static void an_organisation_that_the_list_lacks_has_its_short_name(void **state)
{
    assert_string_equal(treaty_of(world, "igo:lac").name, "lac");
}

static void joint_memberships_count_full_and_associate_members(void **state)
{
    assert_tie("igo", "ALD", "BRV", "1959-07-01", 3, "1959-01-01 1959-12-31");
    assert_tie("igo", "ALD", "BRV", "1960-07-01", 2, NULL); /* an observer does not count */
    assert_tie("igo", "ALD", "BRV", "1961-07-01", NAN, NULL);
    assert_tie("igo", "ALD", "CST", "1960-07-01", 0, NULL);
    assert_tie("igo", "ALD", "CST", "1961-07-01", 1, NULL);
}

/* ---- distance, yearly alliances, ATOP alliances ---- */

static void a_distance_holds_for_its_years(void **state)
{
    assert_tie("distance", "ALD", "BRV", "1999-12-31", 0, "1950-01-01 1999-12-31");
    assert_tie("distance", "ALD", "BRV", "2019-12-31", 12.5, "2000-01-01 2019-12-31");
    ent_spell spell = spell_of(world, ENT_LAYER, "distance", "CST", "DRM", "2000-07-01");
    ent_assert_number(spell.number, 300.25, 0);
    assert_int_equal(spell.marks, ENT_MARK_RIGHT_CENSORED);
}

static void years_of_a_member_begin_and_end_on_its_dates(void **state)
{
    ent_spells spells = spells_of(world, ENT_TREATIES, "treaty@cow-alliance-yearly-4.1", "1960");
    assert_int_equal(spells.count, 1);
    assert_span(spells.items[0].span, "1960-02-01 1961-12-31"); /* other flags in 1962 */
    assert_int_equal(spells.items[0].marks, ENT_MARK_TO_WIDENED);
    assert_int_equal(spells.items[0].treaty, treaty_of(world, "cow:2").id);
    ent_spells_clear(&spells);
    spells = spells_of(world, ENT_TREATIES, "treaty@cow-alliance-yearly-4.1", "1990");
    assert_span(spells.items[0].span, "1990-01-01 1990-10-02");
    ent_spells_clear(&spells);
    spells = spells_of(world, ENT_TREATIES, "treaty@cow-alliance-yearly-4.1", "2012");
    assert_span(spells.items[0].span, "2010-01-01 2012-12-31");
    assert_true(spells.items[0].marks & ENT_MARK_RIGHT_CENSORED);
    ent_spells_clear(&spells);
    assert_string_equal(series_of(world, ENT_TREATIES, "treaty").source, "cow-alliance-4.1");
}

static void an_alliance_that_by_member_lacks_is_made(void **state)
{
    ent_treaty treaty = treaty_of(world, "cow:7");
    assert_string_equal(treaty.name, "COW alliance 7 (Type III: Entente)");
    assert_span(treaty.span, "2000-05-05 2001-06-06");
}

static void atop_alliances_have_days_of_their_own(void **state)
{
    assert_span(treaty_of(world, "atop:9001").span, "1950-03-01 2010-12-31");
    assert_int_equal(treaty_of(world, "atop:9001").marks, ENT_MARK_RIGHT_CENSORED);
    assert_span(treaty_of(world, "atop:9002").span, "1960-01-01 1980-05-31");
    assert_span(treaty_of(world, "atop:9004").span, "1990-01-01 1991-02-03");
    assert_true(treaty_of(world, "atop:9002").record > 0);
    assert_int_equal(treaty_of(world, "atop:9003").record, 0); /* in the file of members alone */
}

/* ---- systems, pairs that share no day ---- */

static void gw_states_have_exact_days(void **state)
{
    assert_string_equal(series_of(world, ENT_SYSTEM, "gw").source, "gw-states-2017");
    assert_members(world, ENT_SYSTEM, "gw", NULL, "1950-04-05", "ALD BRV DRM WMK ISL NEW ");
    assert_members(world, ENT_SYSTEM, "gw", NULL, "1950-04-06", "ALD BRV DRM WMK NEW ");
    assert_members(world, ENT_SYSTEM, "gw", NULL, "1990-10-02", "ALD BRV DRM WMK ");
    assert_members(world, ENT_SYSTEM, "gw", NULL, "1990-10-03", "ALD BRV DRM UMK ");
    assert_string_equal(ent_world_actor(world, actor_of(world, "gw:90", "1920"))->name, "Newland");
}

static void powers_are_regional_or_global(void **state)
{
    assert_members(world, ENT_SYSTEM, "regional_power", NULL, "1938-12-31", "ALD ");
    assert_members(world, ENT_SYSTEM, "regional_power", NULL, "1939-01-01", "");
    assert_members(world, ENT_SYSTEM, "global_power", NULL, "1939-01-01", "ALD DRM ");
    assert_members(world, ENT_SYSTEM, "global_power", NULL, "1945-05-09", "ALD ");
}

static void a_pair_that_shares_no_day_is_there_once(void **state)
{
    ent_spells spells = spells_of(world, ENT_LAYER, "false_dyad", "1990");
    assert_int_equal(spells.count, 1);
    assert_span(spells.items[0].span, "1990-01-01 1990-12-31");
    ent_spells_clear(&spells);
}

/* ---- what is said of it ---- */

static void each_quirk_is_counted(void **state)
{
    static const struct {
        const char *layout, *source, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "read", "rows", 10},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "kept", "trade", 11},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "missing (-9): flow1", 1},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "missing (-9): smoothflow2", 1},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "the same stands in another row", 4},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out",
         "code 999 is not in the state system list", 1},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "checked", "both flows are 0", 2},
        {"cow-igo-list", "cow-igo-3", "kept", "organisation", 3},
        {"cow-igo-member", "cow-igo-3", "kept", "organisation", 12},
        {"cow-igo-member", "cow-igo-3", "left out", "missing (-9)", 2},
        {"cow-igo-member", "cow-igo-3", "left out", "the organisation does not exist (-1)", 4},
        {"cow-igo-member", "cow-igo-3", "left out", "no member (0)", 11},
        {"cow-igo-member", "cow-igo-3", "checked",
         "an organisation that the list of organisations lacks", 1},
        {"cow-igo-member", "cow-igo-3", "checked",
         "a year in which the state is not in the state system", 1},
        {"cshapes-mindist", "cshapes-mindist-2.0", "kept", "distance", 4},
        {"cshapes-mindist", "cshapes-mindist-2.0", "checked",
         "one of the two is no state in these years", 1},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "kept", "treaty", 7},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "repaired",
         "an empty flag is read as 0", 1},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "checked",
         "a year outside the dates of the member in the same row", 1},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "checked",
         "a year in which the member is not in the state system", 1},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "checked",
         "a year within the dates of a member that has no row", 50 + 27 + 1},
        {"atop-alliance", "atop-4.01", "kept", "alliance", 3},
        {"atop-alliance", "atop-4.01", "checked", "still in force when the data end (0)", 1},
        {"atop-alliance", "atop-4.01", "checked", "a member that the file of members lacks", 3},
        {"atop-alliance", "atop-4.01", "checked", "member 8999 is not in the state system list", 1},
        {"gw-states", "gw-states-2017", "repaired",
         "a spell is cut where its number passes to another state", 1},
        {"gw-states", "gw-states-2017", "checked", "a state that neither COW nor the crosswalk knows", 1},
        {"maoz-powers", "maoz-powers-2016", "kept", "global_power", 2},
        {"false-dyads", "false-dyads-1.2.9", "left out", "the pair and year stands in an earlier row", 1},
        {"false-dyads", "false-dyads-1.2.9", "checked", "the two states share a day of the year", 1},
        {"false-dyads", "false-dyads-1.2.9", "checked", "one of the two is no state in the year", 1},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        long long count =
            count_of(world, rows[i].layout, rows[i].source, rows[i].kind, rows[i].reason);
        if (count != rows[i].count)
            fail_msg("%s, %s, %s: %lld", rows[i].layout, rows[i].kind, rows[i].reason, count);
    }
}

/* The list `key` of an answer, as one text. */
static void assert_listed(const char *const words[], size_t count, const char *day, const char *key,
                          const char *expected)
{
    ent_question question = {.words = words, .word_count = count, .dated = true, .when = when(day)};
    ent_json *json;
    ent_buffer found = {0};
    ent_error error = {0};
    ent_assert_ok(ent_get(world, path, &question, &json, &error), &error);
    const ent_json_value *list = ent_json_get(ent_json_get(ent_json_root(json), "result"), key);
    for (size_t i = 0; i < ent_json_count(list); i++)
        ent_buffer_format(&found, "%s ", ent_json_text(ent_json_at(list, i)));
    assert_string_equal(ent_buffer_text(&found), expected);
    ent_buffer_clear(&found);
    ent_json_free(json);
}

static void organisations_and_treaties_are_asked_for_apart(void **state)
{
    static const char *const members[] = {"members", "igo:upu"}, *of[] = {"organisations", "BRV"},
                             *treaties[] = {"treaties", "ALD"};
    assert_listed(members, 2, "1960-07-01", "value", "ALD ");
    assert_listed(members, 2, "1960-07-01", "observers", "BRV ");
    assert_listed(of, 2, "1959-07-01", "value", "igo:un igo:upu igo:riv ");
    assert_listed(treaties, 2, "1961-07-01", "value", "cow:1 cow:2 ");
}

/* ---- what is wrong is refused ---- */

static void assert_wrong(const char *name, const char *text, const char *message)
{
    char folder[ENT_PATH], target[ENT_PATH], full[900];
    ent_error error = {0};
    make_folder("wrong", (const small_file[]){
        {"states.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                       "ALD,11,Aldora,1900,1,1,2016,12,31,2016\n"
                       "BRV,12,Brevia,1900,1,1,2016,12,31,2016\n"},
        {name, text}, {0}}, folder);
    snprintf(full, sizeof full, "%s/%s", folder, message);
    ent_assert_fails(ent_import_folder(folder, ent_temp_path("wrong.world", target), NULL, NULL, &error),
                     &error, ENT_ERR_INPUT, full);
    char file[ENT_PATH + 32];
    snprintf(file, sizeof file, "%s/%s", folder, name);
    remove(file);
}

static void wrong_values_are_named(void **state)
{
#define TRADE "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n"
    assert_wrong("t.csv", TRADE "11,12,2000,-1,0,0,0\n",
                 "t.csv:2: flow1 '-1' is neither -9 (missing) nor 0 or more");
    assert_wrong("t.csv", TRADE "11,11,2000,1,0,0,0\n", "t.csv:2: ccode2 '11' is the same state as the first");
    assert_wrong("t.csv", TRADE "11,12,2000,1,0,0,0\n12,11,2000,0,2,0,0\n",
                 "t.csv:3: line 2 says otherwise of the same years");
    assert_wrong("i.csv", "ccode,year,state,un,upu\n11,2000,ald,1,4\n",
                 "i.csv:2: upu '4' is none of 0, 1, 2, 3, -9, -1");
    assert_wrong("i.csv", "ccode,year,state,un,upu\n11,2000,ald,1,0\n11,2000,ald,1,1\n",
                 "i.csv: 2000 of 'ALD' stands twice, with other members");
    assert_wrong("d.csv", "ccode1,ccode2,styear,endyear,mindist_km\n11,12,1990,2000,1\n12,11,2000,2001,2\n",
                 "d.csv:3: line 2 says otherwise of the same years");
    assert_wrong("d.csv", "ccode1,ccode2,styear,endyear,mindist_km\n11,12,1990,1989,1\n",
                 "d.csv:2: endyear '1989' is not a whole number from 1990 to 2200");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_goes_from_the_importer_to_the_exporter),
        cmocka_unit_test(a_trade_of_nothing_is_a_value_and_minus_9_is_none),
        cmocka_unit_test(equal_years_are_one_spell_within_five_years),
        cmocka_unit_test(trade_has_its_unit),
        cmocka_unit_test(members_are_of_three_kinds),
        cmocka_unit_test(a_year_without_a_row_is_no_membership),
        cmocka_unit_test(organisations_live_from_their_start_to_their_end),
        cmocka_unit_test(an_organisation_that_the_list_lacks_has_its_short_name),
        cmocka_unit_test(joint_memberships_count_full_and_associate_members),
        cmocka_unit_test(a_distance_holds_for_its_years),
        cmocka_unit_test(years_of_a_member_begin_and_end_on_its_dates),
        cmocka_unit_test(an_alliance_that_by_member_lacks_is_made),
        cmocka_unit_test(atop_alliances_have_days_of_their_own),
        cmocka_unit_test(gw_states_have_exact_days),
        cmocka_unit_test(powers_are_regional_or_global),
        cmocka_unit_test(a_pair_that_shares_no_day_is_there_once),
        cmocka_unit_test(each_quirk_is_counted),
        cmocka_unit_test(organisations_and_treaties_are_asked_for_apart),
        cmocka_unit_test(wrong_values_are_named),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
