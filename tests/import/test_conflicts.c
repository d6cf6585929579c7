/* What a world holds after importing tests/fixtures/conflicts: disputes, wars, rivalries, and each quirk of
 * those files in turn. */
#include "asking.h"

#define CONFLICTS ENTENTE_SOURCE_DIR "/tests/fixtures/conflicts"

static ent_world *world;

static int import_fixtures(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(CONFLICTS, ent_temp_path("conflicts.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* "A:ALD B:BRV*2 ": the parties of a conflict by actor, with their side; of a series at any time. */
static void assert_parties(const char *series, const char *code, const char *expected)
{
    ent_series found = series_of(world, ENT_CONFLICTS, series);
    ent_spells spells;
    ent_error error = {0};
    int id = treaty_of(world, code).id;
    ent_buffer list = {0};
    ent_assert_ok(ent_world_spells(world, &found, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, &spells,
                                   &error), &error);
    for (size_t i = 0; i < spells.count; i++)
        if (spells.items[i].treaty == id)
            ent_buffer_format(&list, "%c:%s ", spells.items[i].level == 1 ? 'A' : 'B',
                              ent_world_actor(world, spells.items[i].a)->abb);
    assert_string_equal(ent_buffer_text(&list), expected);
    ent_buffer_clear(&list);
    ent_spells_clear(&spells);
}

/* The value of a field in a record; NaN if it is missing. Texts are compared with `text`, unless NULL. */
static double detail_of(const char *source, int record, const char *name, const char *text)
{
    size_t sources, field_count, detail_count;
    const ent_source *all = ent_world_sources(world, &sources);
    ent_field *fields = NULL;
    ent_detail *details = NULL;
    double value = NAN;
    ent_error error = {0};
    assert_true(record > 0);
    for (size_t i = 0; i < sources; i++)
        if (strcmp(all[i].name, source) == 0)
            ent_assert_ok(ent_world_fields(world, all[i].id, &fields, &field_count, &error), &error);
    assert_non_null(fields);
    ent_assert_ok(ent_world_details(world, record, record, &details, &detail_count, &error), &error);
    for (size_t i = 0; i < detail_count; i++)
        for (size_t k = 0; k < field_count; k++)
            if (fields[k].id == details[i].field && strcmp(fields[k].name, name) == 0) {
                value = details[i].number;
                if (text)
                    assert_string_equal(ent_world_phrase(world, details[i].text), text);
            }
    free(fields);
    free(details);
    return value;
}

static ent_spell tie_of(const char *layer, const char *a, const char *b, const char *time)
{
    return spell_of(world, ENT_LAYER, layer, a, b, time);
}

/* ---- COW disputes ---- */

static void an_unknown_day_is_the_widest_that_it_can_mean(void **state)
{
    ent_treaty dispute = treaty_of(world, "mid:1");
    assert_span(dispute.span, "1950-03-01 1950-06-20");
    assert_int_equal(dispute.marks, ENT_MARK_FROM_WIDENED);
    assert_string_equal(dispute.name, "COW dispute 1");
    ent_assert_number(detail_of("cow-mid-5.0", dispute.record, "outcome", NULL), 6, 0);
    ent_assert_number(detail_of("cow-mid-5.0", dispute.record, "fatality", NULL), 0, 0);
    ent_assert_number(detail_of("cow-mid-5.0", dispute.record, "fatalpre", NULL), NAN, 0);
}

static void a_dispute_that_goes_on_ends_with_the_coverage(void **state)
{
    ent_treaty dispute = treaty_of(world, "mid:2");
    assert_span(dispute.span, "2013-01-01 2014-12-31");
    assert_int_equal(dispute.marks, ENT_MARK_RIGHT_CENSORED);
    ent_assert_number(detail_of("cow-mid-5.0", dispute.record, "endmon", NULL), 11, 0); /* last act */
    ent_assert_number(detail_of("cow-mid-5.0", treaty_of(world, "mid:1").record, "endmon", NULL), NAN, 0);
}

static void parties_have_sides_and_may_change_them(void **state)
{
    assert_parties("dispute@cow-mid-5.0", "mid:1", "A:ALD B:BRV B:CST B:FJL ");
    assert_parties("dispute@cow-mid-5.0", "mid:2", "B:ALD A:CST A:ALD B:BRV ");
    ent_spell party = spell_of(world, ENT_CONFLICTS, "dispute@cow-mid-5.0", "CST", NULL, "1950");
    ent_assert_number(detail_of("cow-mid-5.0", party.record, "hiact", NULL), 7, 0);
    ent_assert_number(detail_of("cow-mid-5.0", party.record, "fatality", NULL), NAN, 0);
}

static void a_tie_is_the_days_that_two_opponents_share(void **state)
{
    ent_spell tie = tie_of("dispute", "ALD", "BRV", "1950");
    assert_span(tie.span, "1950-03-05 1950-05-31");
    assert_int_equal(tie.level, 4); /* the higher of 4 and 1 */
    assert_int_equal(tie.marks, ENT_MARK_TO_WIDENED);
    assert_int_equal(tie.treaty, treaty_of(world, "mid:1").id);
    assert_span(tie_of("dispute", "ALD", "CST", "1950").span, "1950-06-01 1950-06-10");
    assert_int_equal(tie_of("dispute", "BRV", "CST", "1950").level, 0); /* one side */
    assert_span(tie_of("dispute", "ALD", "CST", "2013").span, "2013-01-01 2013-06-30");
    assert_span(tie_of("dispute", "ALD", "BRV", "2014").span, "2014-02-01 2014-11-05");
    assert_int_equal(tie_of("dispute", "BRV", "CST", "2013").level, 0); /* no day in common */
}

static void what_is_odd_in_disputes_is_counted(void **state)
{
    static const struct {
        const char *layout, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-mid-dispute", "checked", "a dispute that goes on when 2014 ends", 1},
        {"cow-mid-party", "kept", "party of dispute", 8},
        {"cow-mid-party", "kept", "dispute", 5},
        {"cow-mid-party", "left out", "code 99 is not in the state system list", 1},
        {"cow-mid-party", "checked", "a party outside the state system in the month of its start", 1},
        {"cow-mid-party", "checked", "a party on both sides of one conflict", 1},
        {"cow-mid-party", "checked", "a party with several spells in one conflict", 1},
        {"cow-mid-incident-party", "left out", "the spell ends before it starts", 1},
    };
    for (size_t i = 0; i < ent_countof(rows); i++)
        if (count_of(world, rows[i].layout, "cow-mid-5.0", rows[i].kind, rows[i].reason) != rows[i].count)
            fail_msg("%s: %s", rows[i].layout, rows[i].reason);
}

static void an_incident_names_its_dispute(void **state)
{
    ent_treaty incident = treaty_of(world, "mii:2002");
    assert_span(incident.span, "2014-01-01 2014-12-31"); /* only the year is known */
    ent_assert_number(detail_of("cow-mid-5.0", incident.record, "dispnum", NULL), 2, 0);
    assert_parties("incident", "mii:2001", "B:ALD A:CST ");
    assert_span(series_of(world, ENT_CONFLICTS, "incident").covers, "1993-01-01 2014-12-31");
}

/* ---- GML disputes ---- */

static void a_pair_of_a_year_is_one_tie_with_details_of_both(void **state)
{
    ent_spell tie = tie_of("dispute@gml", "BRV", "DRM", "1961");
    assert_span(tie.span, "1961-01-01 1961-09-30"); /* to the month of end in the last year */
    assert_int_equal(tie.level, 5);
    ent_assert_number(detail_of("gml-2.2.1", tie.record, "hiact1", NULL), 16, 0); /* of BRV */
    ent_assert_number(detail_of("gml-2.2.1", tie.record, "hiact2", NULL), 20, 0);
    ent_assert_number(detail_of("gml-2.2.1", tie.record, "midonset", NULL), 0, 0);
    ent_assert_number(detail_of("gml-2.2.1", tie.record, "revtype21", NULL), NAN, 0);
    tie = tie_of("dispute@gml", "BRV", "DRM", "1960"); /* month 13: unknown */
    assert_span(tie.span, "1960-01-01 1960-12-31");
    ent_treaty dispute = treaty_of(world, "gml:2");
    assert_span(dispute.span, "1960-01-01 1961-09-30");
    ent_assert_number(detail_of("gml-2.2.1", dispute.record, "stmon", NULL), 13, 0); /* as it stands */
    assert_span(treaty_of(world, "gml:1").span, "1950-03-01 1950-06-30");
}

static void a_row_that_has_only_its_mirror_is_turned(void **state)
{
    ent_spell tie = tie_of("dispute@gml", "ALD", "FJL", "2010"); /* the file has 17, 11 */
    assert_span(tie.span, "2010-01-01 2010-12-31");
    assert_int_equal(tie.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED);
    ent_assert_number(detail_of("gml-2.2.1", tie.record, "sidea1", NULL), 1, 0);
    ent_assert_number(detail_of("gml-2.2.1", tie.record, "hostlev1", NULL), 3, 0);
    assert_int_equal(count_of(world, "gml-dispute-year", "gml-2.2.1", "checked",
                              "a row without its mirror"), 1);
    assert_int_equal(count_of(world, "gml-dispute-year", "gml-2.2.1", "checked",
                              "a row that its mirror contradicts"), 1);
    assert_int_equal(count_of(world, "gml-dispute-year", "gml-2.2.1", "repaired",
                              "a month that is none (13) is read as unknown"), 1);
}

static void parties_of_gml_are_runs_of_years(void **state)
{
    assert_parties("dispute@gml", "gml:2", "B:BRV A:DRM B:CST ");
    ent_spell party = spell_of(world, ENT_CONFLICTS, "dispute@gml", "BRV", NULL, "1960");
    assert_span(party.span, "1960-01-01 1961-09-30");
}

static void cow_is_preferred_for_disputes(void **state)
{
    assert_string_equal(series_of(world, ENT_LAYER, "dispute").source, "cow-mid-5.0");
    assert_string_equal(series_of(world, ENT_CONFLICTS, "dispute").source, "cow-mid-5.0");
}

/* ---- wars ---- */

static void both_spells_of_a_row_are_parties_with_its_record(void **state)
{
    ent_treaty war = treaty_of(world, "war:5");
    assert_string_equal(war.name, "Costona, War of");
    assert_span(war.span, "1930-04-07 1931-11-13");
    assert_parties("war", "war:5", "A:ALD B:CST B:BRV A:BRV B:CST ");
    int first = spell_of(world, ENT_CONFLICTS, "war", "CST", NULL, "1930").record;
    int second = spell_of(world, ENT_CONFLICTS, "war", "CST", NULL, "1931").record;
    assert_int_equal(first, second);
    ent_assert_number(detail_of("cow-war-inter-4.0", first, "BatDeath", NULL), NAN, 0);
    ent_assert_number(detail_of("cow-war-inter-4.0", first, "Outcome", NULL), 2, 0);
    ent_spell turned = spell_of(world, ENT_CONFLICTS, "war", "BRV", NULL, "1931");
    detail_of("cow-war-inter-4.0", turned.record, "TransFrom", "404, 410");
}

static void opponents_of_a_war_are_tied(void **state)
{
    assert_span(tie_of("war", "ALD", "CST", "1930").span, "1930-04-07 1930-06-30");
    assert_span(tie_of("war", "ALD", "CST", "1931").span, "1931-03-01 1931-11-13");
    assert_span(tie_of("war", "ALD", "BRV", "1930").span, "1930-05-01 1930-12-31");
    assert_int_equal(tie_of("war", "ALD", "BRV", "1931").level, 0); /* BRV changed sides */
    assert_span(tie_of("war", "BRV", "CST", "1931").span, "1931-03-01 1931-11-13");
    assert_string_equal(series_of(world, ENT_LAYER, "war").source, "cow-war-inter-4.0");
}

static void parties_need_not_be_states(void **state)
{
    const char *extra = "war@cow-war-extra-4.0";
    int hills = actor_of(world, "party:Hill People", "1906");
    assert_string_equal(ent_world_actor(world, hills)->kind, "non-state");
    assert_string_equal(treaty_of(world, "war:300").name, "Hills’ War"); /* 0x92 in Windows-1252 */
    assert_parties(extra, "war:300", "A:ALD B:Hill People A:BRV A:ALD B:Hill People ");
    ent_spell tie = tie_of(extra, "BRV", "party:Hill People", "1906");
    assert_span(tie.span, "1906-08-26 1907-08-30"); /* the row of BRV names nobody on side B */
    assert_span(treaty_of(world, "war:301").span, "2006-01-01 2007-12-31");
    assert_int_equal(treaty_of(world, "war:301").marks, ENT_MARK_RIGHT_CENSORED);
    assert_parties("war@cow-war-intra-5.1", "war:633", "A:Hill People B:Vallée ");
    assert_parties("war@cow-war-nonstate-4.0", "war:1500", "B:Hill People A:Vallée B:Nomads ");
    ent_error error = {0};
    ent_treaty nobody;
    ent_assert_fails(ent_world_find_treaty(world, "war:302", &nobody, &error), &error, ENT_ERR_INPUT,
                     "there is no treaty 'war:302'; did you mean one of war:300, war:301?");
}

static void numbers_of_wars_may_have_a_decimal(void **state)
{
    ent_treaty war = treaty_of(world, "war:632.3");
    assert_span(war.span, "1960-06-10 1963-02-28"); /* to an unknown day of February */
    detail_of("cow-war-intra-5.1", war.record, "Initiator", "Coast Rebels");
    ent_spell party = spell_of(world, ENT_CONFLICTS, "war@cow-war-intra-5.1", "ALD", NULL, "1961");
    assert_span(party.span, "1960-06-10 1961-11-30"); /* `?` of November */
}

static void unknown_years_are_left_out_or_widened(void **state)
{
    ent_treaty war;
    ent_error error = {0};
    assert_int_equal(ent_world_find_treaty(world, "war:634", &war, &error), ENT_ERR_INPUT);
    assert_int_equal(count_of(world, "cow-war-intra", "cow-war-intra-5.1", "left out",
                              "a spell whose first year is unknown"), 1);
    assert_span(treaty_of(world, "war:635").span, "2001-01-01 2014-12-31");
    assert_int_equal(treaty_of(world, "war:635").marks, ENT_MARK_TO_WIDENED);
}

static void a_comma_between_thousands_is_no_text(void **state)
{
    int record = treaty_of(world, "war:1500").record;
    ent_assert_number(detail_of("cow-war-nonstate-4.0", record, "TotalCombatDeaths", NULL), 4000, 0);
    ent_assert_number(detail_of("cow-war-nonstate-4.0", record, "SideADeaths", NULL), 1500, 0);
    detail_of("cow-war-nonstate-4.0", record, "Initiator", "A");
}

/* ---- rivalries, arms races ---- */

static void a_rivalry_has_types_and_a_name(void **state)
{
    ent_spell tie = tie_of("rivalry", "ALD", "BRV", "2000");
    assert_string_equal(ent_world_phrase(world, tie.text), "positional;spatial;principal");
    assert_string_equal(ent_world_phrase(world, tie.note), "Aldora-Brevia");
    assert_span(tie.span, "1900-01-01 2020-12-31");
    assert_int_equal(tie.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED);
    assert_string_equal(series_of(world, ENT_LAYER, "rivalry").source, "tss-rivalries-2021");
    tie = tie_of("rivalry@td", "ALD", "BRV", "1910");
    assert_string_equal(ent_world_phrase(world, tie.text), "spatial;positional"); /* the first is first */
    assert_span(tie.span, "1494-01-01 1918-12-31");
    assert_int_equal(count_of(world, "td-rivalries", "td-rivalries-2012", "left out",
                              "code 324 is not in the state system list"), 1);
}

static void an_arms_race_is_a_tie_of_whole_years(void **state)
{
    ent_spell tie = tie_of("arms_race", "CST", "DRM", "1962"); /* the file has 14, 13 */
    assert_span(tie.span, "1961-01-01 1964-12-31");
    assert_int_equal(tie.level, 1);
    assert_int_equal(tie.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_day_is_the_widest_that_it_can_mean),
        cmocka_unit_test(a_dispute_that_goes_on_ends_with_the_coverage),
        cmocka_unit_test(parties_have_sides_and_may_change_them),
        cmocka_unit_test(a_tie_is_the_days_that_two_opponents_share),
        cmocka_unit_test(what_is_odd_in_disputes_is_counted),
        cmocka_unit_test(an_incident_names_its_dispute),
        cmocka_unit_test(a_pair_of_a_year_is_one_tie_with_details_of_both),
        cmocka_unit_test(a_row_that_has_only_its_mirror_is_turned),
        cmocka_unit_test(parties_of_gml_are_runs_of_years),
        cmocka_unit_test(cow_is_preferred_for_disputes),
        cmocka_unit_test(both_spells_of_a_row_are_parties_with_its_record),
        cmocka_unit_test(opponents_of_a_war_are_tied),
        cmocka_unit_test(parties_need_not_be_states),
        cmocka_unit_test(numbers_of_wars_may_have_a_decimal),
        cmocka_unit_test(unknown_years_are_left_out_or_widened),
        cmocka_unit_test(a_comma_between_thousands_is_no_text),
        cmocka_unit_test(a_rivalry_has_types_and_a_name),
        cmocka_unit_test(an_arms_race_is_a_tie_of_whole_years),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
