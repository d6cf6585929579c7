/* Each check on a few made-up spells whose findings can be counted by hand. */
#include "made_world.h"

#include <stdio.h>

/* ---- membership ---- */

static void a_tie_that_outlives_a_state_is_outside(void **state)
{
    writer w = start_world();
    ent_series ties = made_series(&w, ENT_LAYER, "alliance", 1);
    put(&w, ties, "1940-02-01", "1950-06-30", (ent_spell){.a = ALD, .b = CRD, .number = NAN});
    put(&w, ties, "1940-02-01", "1955-11-30", (ent_spell){.a = ALD, .b = BRV, .number = NAN});
    put(&w, ties, "1949-02-01", "1960-11-30", (ent_spell){.a = CRD, .b = DNM, .number = NAN});
    ent_check_report *report = look(&w, "outside");
    const ent_finding *finding = only_finding(report, 2);
    assert_int_equal(finding->kind, ENT_FINDING_ODDITY);
    assert_string_equal(
        finding->text,
        "2 of 3 spells of alliance@states-1 are not wholly within the "
        "membership of states-1: 1 begin and 1 end outside it; 6 state-years are wholly "
        "outside."); /* Brevia 1951 to 1955, Dunmark 1949 */
    const ent_finding_row *rows = &report->rows[finding->row];
    assert_string_equal(rows[0].note, "BRV is no state at its end");
    ent_assert_number(rows[0].number[0], 5, 0);
    assert_string_equal(rows[1].note, "DNM is no state at its start");
    ent_assert_number(rows[1].number[0], 1, 0);
    end_world(&w, report);
}

static void rows_by_year_are_outside_by_year(void **state)
{
    writer w = start_world();
    ent_series ties = made_series(&w, ENT_LAYER, "alliance", 1);
    /* Brevia is a state in 1950 on some day: 1951 and 1952 are outside */
    put(&w, ties, "1948", "1952", (ent_spell){.a = ALD, .b = BRV, .number = NAN});
    ent_check_report *report = look(&w, "outside");
    assert_string_equal(only_finding(report, 2)->unit, "state-years");
    end_world(&w, report);
}

static void beyond_the_list_of_states_nothing_is_outside(void **state)
{
    writer w = start_world();
    ent_series ties = made_series(&w, ENT_LAYER, "alliance", 1);
    put(&w, ties, "1995-02-01", "2010-11-30", (ent_spell){.a = ALD, .b = CRD, .number = NAN});
    ent_check_report *report = look(&w, "outside");
    assert_int_equal(report->finding_count, 0);
    end_world(&w, report);
}

static int made_treaty(writer *w, ent_series series, const char *code)
{
    ent_treaty treaty = {.series = series.id, .span = days("1900", "2000")};
    strcpy(treaty.code, code);
    strcpy(treaty.name, code);
    if (w->status == ENT_OK)
        w->status = ent_world_add_treaty(w->world, &treaty, w->error);
    return treaty.id;
}

static void a_membership_that_stays_open_after_the_state_left_is_found(void **state)
{
    writer w = start_world();
    ent_series treaties = made_series(&w, ENT_TREATIES, "treaty", 1);
    int pact = made_treaty(&w, treaties, "x:1");
    ent_spell member = {.treaty = pact, .number = NAN, .marks = ENT_MARK_RIGHT_CENSORED};
    for (member.a = ALD; member.a <= BRV; member.a++)
        put(&w, treaties, "1940-02-01", "2000-12-31", member);
    ent_check_report *report = look(&w, "open-after-exit");
    assert_string_equal(
        only_finding(report, 1)->text,
        "treaty@states-1: 1 membership is still open at the end of the data though the "
        "state has left states-1. The first is BRV, which left the system on 1950-06-30.");
    end_world(&w, report);
}

/* ---- spells ---- */

static void spells_of_one_pair_that_overlap_are_found(void **state)
{
    writer w = start_world();
    ent_series ties = made_series(&w, ENT_LAYER, "border", 1);
    put(&w, ties, "1900-02-01", "1910-05-31",
        (ent_spell){.a = ALD, .b = CRD, .level = 1, .number = NAN});
    put(&w, ties, "1905-02-01", "1906-05-31",
        (ent_spell){.a = ALD, .b = CRD, .level = 2, .number = NAN});
    put(&w, ties, "1910-05-31", "1920-05-31",
        (ent_spell){.a = ALD, .b = CRD, .level = 3, .number = NAN});
    put(&w, ties, "1920-06-01", "1930-05-31",
        (ent_spell){.a = ALD, .b = CRD, .level = 4, .number = NAN});
    put(&w, ties, "1905-02-01", "1906-05-31",
        (ent_spell){.a = ALD, .b = BRV, .level = 2, .number = NAN});
    ent_check_report *report = look(&w, "overlap");
    const ent_finding *finding = only_finding(report, 2);
    assert_int_equal(finding->kind, ENT_FINDING_ODDITY);
    assert_string_equal(
        finding->text,
        "2 of 5 spells of border@states-1 begin before an earlier one of the "
        "same pair has ended. 1 share only the day on which one ends and the next begins.");
    end_world(&w, report);
}

static void two_values_of_one_day_are_an_error(void **state)
{
    writer w = start_world();
    ent_series gdp = made_series(&w, ENT_ATTRIBUTE, "gdp", 1);
    put(&w, gdp, "1960", "1961", (ent_spell){.a = ALD, .number = 5});
    put(&w, gdp, "1961", "1962", (ent_spell){.a = ALD, .number = 6});
    ent_check_report *report = look(&w, "overlap");
    assert_int_equal(only_finding(report, 1)->kind, ENT_FINDING_ERROR);
    end_world(&w, report);
}

/* ---- obligations ---- */

static void obligations_unlike_their_mirror_are_counted_in_both_directions(void **state)
{
    writer w = start_world();
    ent_series ties = {.kind = ENT_LAYER,
                       .name = "alliance",
                       .directed = true,
                       .measure = ENT_ORDERED,
                       .scale = ENT_SCALE_COW,
                       .source_id = w.source,
                       .covers = days("1900", "2000")};
    if (w.status == ENT_OK)
        w.status = ent_world_add_series(w.world, &ties, w.error);
    const unsigned owes[][3] = {{ALD, CRD, ENT_DEFENSE}, {CRD, ALD, ENT_CONSULTATION},
                                {ALD, DNM, ENT_DEFENSE}, {DNM, ALD, ENT_DEFENSE},
                                {CRD, DNM, 0},           {DNM, CRD, 0}};
    for (size_t i = 0; i < 6; i++)
        put(&w, ties, "1960-03-01", "1962-04-30",
            (ent_spell){.a = (int)owes[i][0],
                        .b = (int)owes[i][1],
                        .obligations = owes[i][2],
                        .number = NAN});
    ent_check_report *report = look(&w, "asymmetric,no-obligation");
    assert_int_equal(report->finding_count, 2);
    assert_string_equal(report->findings[0].check, "asymmetric");
    assert_int_equal(report->findings[0].count, 2); /* Aldora and Cordia, 1960 to 1962: 6 by year */
    assert_non_null(strstr(report->findings[0].text, "taken year by year 6 directed pairs"));
    assert_string_equal(report->rows[0].note, "owes defense, is owed consultation");
    assert_string_equal(report->findings[1].check, "no-obligation");
    assert_int_equal(report->findings[1].count, 2);
    end_world(&w, report);
}

/* ---- values ---- */

static void what_cannot_be_is_an_error_and_what_is_hard_to_believe_is_not(void **state)
{
    writer w = start_world();
    ent_series burden = made_series(&w, ENT_ATTRIBUTE, "milex_gdp_share", 1);
    int percent = unit_of(&w, "percent of GDP");
    const double values[] = {2, 29, 31, 140, -1};
    for (int i = 0; i < 5; i++) {
        char year[16];
        snprintf(year, sizeof year, "%d", 1960 + i);
        put(&w, burden, year, year, (ent_spell){.a = ALD, .number = values[i], .unit = percent});
    }
    ent_check_report *report = look(&w, "impossible,implausible");
    assert_int_equal(report->finding_count, 2);
    assert_int_equal(report->findings[0].kind, ENT_FINDING_ERROR);
    assert_int_equal(report->findings[0].count, 2); /* 140 and -1 */
    assert_int_equal(report->findings[1].kind, ENT_FINDING_ODDITY);
    assert_int_equal(report->findings[1].count, 2); /* 31 and 140 */
    ent_assert_number(report->rows[0].number[0], 140, 0);
    end_world(&w, report);
}

static void logarithms_may_be_negative(void **state)
{
    writer w = start_world();
    ent_series gdp = made_series(&w, ENT_ATTRIBUTE, "lngdp", 1);
    put(&w, gdp, "1960", "1960",
        (ent_spell){.a = ALD, .number = -2, .unit = unit_of(&w, "log of million dollars")});
    ent_check_report *report = look(&w, "impossible");
    assert_int_equal(report->finding_count, 0);
    end_world(&w, report);
}

static void shares_that_do_not_add_up_are_counted_by_year(void **state)
{
    writer w = start_world();
    ent_series cinc = made_series(&w, ENT_ATTRIBUTE, "cinc", 1);
    int unit = unit_of(&w, "share of the world total");
    put(&w, cinc, "1960", "1960", (ent_spell){.a = ALD, .number = .6, .unit = unit});
    put(&w, cinc, "1960", "1960", (ent_spell){.a = CRD, .number = .4, .unit = unit});
    put(&w, cinc, "1961", "1961", (ent_spell){.a = ALD, .number = .6, .unit = unit});
    put(&w, cinc, "1961", "1961", (ent_spell){.a = CRD, .number = .45, .unit = unit});
    ent_check_report *report = look(&w, "sums");
    assert_string_equal(
        only_finding(report, 1)->text,
        "The shares of cinc@states-1 are more than 0.001 away from a sum of 1 in 1 of 2 "
        "years; furthest in 1961: 1.0500. Divide by the sum if you need shares.");
    end_world(&w, report);
}

static void a_state_and_its_successor_in_one_year_are_one_territory(void **state)
{
    writer w = start_world();
    ent_check_report *report = look(&w, "one-territory");
    const ent_finding *finding = only_finding(report, 1);
    const ent_finding_row *row = &report->rows[finding->row];
    assert_int_equal(row->a, BRV);
    assert_int_equal(row->b, DNM);
    assert_int_equal(ent_day_year(row->span.from), 1950);
    end_world(&w, report);
}

/* ---- sources that disagree ---- */

static void versions_of_a_data_set_are_compared_value_by_value(void **state)
{
    writer w = start_world();
    add_source(&w, "nmc-6.0");
    ent_series old = made_series(&w, ENT_ATTRIBUTE, "pec", 20);
    add_source(&w, "nmc-7.0");
    ent_series new = made_series(&w, ENT_ATTRIBUTE, "pec", 10);
    put(&w, old, "1960", "1960", (ent_spell){.a = ALD, .number = 100});
    put(&w, old, "1961", "1961", (ent_spell){.a = ALD, .number = 110});
    put(&w, new, "1960", "1960", (ent_spell){.a = ALD, .number = 100});
    put(&w, new, "1961", "1961", (ent_spell){.a = ALD, .number = 117});
    put(&w, new, "1962", "1962", (ent_spell){.a = ALD, .number = 120});
    ent_check_report *report = look(&w, "versions,sources");
    assert_string_equal(
        only_finding(report, 1)->text,
        "pec differs between nmc-7.0 and nmc-6.0 in 1 of 2 common state-years, from 1961 to "
        "1961, by 7 at most. Say which version a result used.");
    ent_assert_number(report->rows[0].number[2], 7, 0);
    end_world(&w, report);
}

static void populations_are_compared_in_one_unit(void **state)
{
    writer w = start_world();
    ent_series tpop = made_series(&w, ENT_ATTRIBUTE, "tpop", 1);
    add_source(&w, "other-2022");
    ent_series pwtpop = made_series(&w, ENT_ATTRIBUTE, "pwtpop", 1);
    int thousand = unit_of(&w, "thousand persons"), million = unit_of(&w, "million");
    put(&w, tpop, "1960", "1961", (ent_spell){.a = ALD, .number = 5000, .unit = thousand});
    put(&w, pwtpop, "1960", "1960", (ent_spell){.a = ALD, .number = 5.5, .unit = million});
    put(&w, pwtpop, "1961", "1961", (ent_spell){.a = ALD, .number = 7.5, .unit = million});
    ent_check_report *report = look(&w, "sources");
    const ent_finding *finding = only_finding(report, 1); /* of 2: 1.1 times and 1.5 times */
    const ent_finding_row *row = &report->rows[finding->row];
    assert_int_equal(ent_day_year(row->span.from), 1961);
    double ratio = strncmp(finding->source, "tpop", 4) == 0 ? 1.5 : 1 / 1.5;
    ent_assert_number(row->number[2], ratio, 1e-12);
    end_world(&w, report);
}

static void values_in_other_money_are_not_compared(void **state)
{
    writer w = start_world();
    ent_series one = made_series(&w, ENT_ATTRIBUTE, "gdp", 1);
    add_source(&w, "other-2022");
    ent_series two = made_series(&w, ENT_ATTRIBUTE, "gdp", 2);
    put(&w, one, "1960", "1960",
        (ent_spell){.a = ALD, .number = 1, .unit = unit_of(&w, "current US dollars")});
    put(&w, two, "1960", "1960",
        (ent_spell){.a = ALD, .number = 9, .unit = unit_of(&w, "million 2011 dollars")});
    ent_check_report *report = look(&w, "sources");
    assert_int_equal(report->finding_count, 0);
    end_world(&w, report);
}

static void two_sources_of_a_layer_are_compared_pair_by_pair_and_year(void **state)
{
    writer w = start_world();
    ent_series one = made_series(&w, ENT_LAYER, "dispute", 1);
    add_source(&w, "other-2");
    ent_series two = made_series(&w, ENT_LAYER, "dispute", 2);
    put(&w, one, "1960-03-01", "1961-05-31", (ent_spell){.a = ALD, .b = CRD, .number = NAN});
    put(&w, two, "1961-03-01", "1961-04-30", (ent_spell){.a = CRD, .b = ALD, .number = NAN});
    put(&w, two, "1970-03-01", "1971-04-30", (ent_spell){.a = ALD, .b = DNM, .number = NAN});
    ent_check_report *report = look(&w, "pairs");
    const ent_finding *finding = only_finding(report, 3);
    assert_non_null(strstr(finding->text, "1 in both, 1 only in states-1, 2 only in other-2"));
    assert_int_equal(finding->row_count, 4); /* 1960, 1961, 1970, 1971 */
    ent_assert_number(report->rows[finding->row + 1].number[2], 1, 0);
    end_world(&w, report);
}

/* Aldora, Brevia and Cordia sign in 1910; in the other source Dunmark joins in 1950. */
static void a_treaty_is_found_again_by_members_and_start(void **state)
{
    writer w = start_world();
    ent_series one = made_series(&w, ENT_TREATIES, "treaty", 1);
    add_source(&w, "other-2");
    ent_series two = made_series(&w, ENT_TREATIES, "treaty", 2);
    int here = made_treaty(&w, one, "one:7"), there = made_treaty(&w, two, "two:3080");
    for (int actor = ALD; actor <= CRD; actor++) {
        put(&w, one, "1910-04-01", "2000-12-31",
            (ent_spell){.a = actor, .treaty = here, .number = NAN});
        put(&w, two, "1910-03-01", "2000-12-31",
            (ent_spell){.a = actor, .treaty = there, .number = NAN});
    }
    put(&w, two, "1950-08-01", "2000-12-31", (ent_spell){.a = DNM, .treaty = there, .number = NAN});
    ent_check_report *report = look(&w, "treaties");
    const ent_finding *finding = only_finding(report, 1);
    assert_non_null(strstr(finding->text,
                           "Furthest apart: one:7 (one:7) in 2000: 3 members in states-1, 4 "
                           "in other-2."));
    assert_string_equal(report->rows[finding->row].note,
                        "two:3080: only there DNM; only here nobody");
    ent_assert_number(report->rows[finding->row].number[2], 50, 0); /* 1951 to 2000 */
    end_world(&w, report);
}

static void the_same_memberships_told_twice_are_compared_by_year(void **state)
{
    writer w = start_world();
    ent_series one = made_series(&w, ENT_TREATIES, "treaty", 1);
    add_source(&w, "other-2");
    ent_series two = made_series(&w, ENT_TREATIES, "treaty", 2);
    int pact = made_treaty(&w, one, "one:7");
    put(&w, one, "1910-04-01", "1912-12-31", (ent_spell){.a = ALD, .treaty = pact, .number = NAN});
    put(&w, two, "1911", "1914", (ent_spell){.a = ALD, .treaty = pact, .number = NAN});
    ent_check_report *report = look(&w, "treaties,member-years");
    const ent_finding *finding = only_finding(report, 3);
    assert_non_null(strstr(finding->text, "1 are only in the first and 2 only in the second"));
    end_world(&w, report);
}

/* ---- imports, coverage ---- */

static void notes_of_imports_are_findings_by_their_reason(void **state)
{
    writer w = start_world();
    int file = 0;
    if (w.status == ENT_OK)
        w.status =
            ent_world_add_file(w.world, w.source, "pacts", "pacts.csv", "s", "c", &file, w.error);
    const char *const reasons[] = {"the spell ends before it starts",
                                   "code 8152 is not in the state system list", "missing (-9): gdp",
                                   "missing (-9): pop"};
    for (int i = 0; i < 4 && w.status == ENT_OK; i++)
        w.status =
            ent_world_add_note(w.world, file, "left out", reasons[i], i + 1, "line 7", w.error);
    ent_check_report *report =
        look(&w, "import-reversed,import-codes,import-missing,import-duplicates,import-others");
    assert_int_equal(report->finding_count, 3);
    assert_string_equal(report->findings[0].text,
                        "states-1: 1 left out: the spell ends before it starts (first: line 7).");
    assert_string_equal(report->findings[1].check, "import-codes");
    assert_int_equal(report->findings[2].count, 7);
    assert_int_equal(report->findings[2].row_count, 2);
    end_world(&w, report);
}

static void coverage_is_the_share_of_the_states_with_a_value(void **state)
{
    writer w = start_world();
    ent_series gdp = made_series(&w, ENT_ATTRIBUTE, "gdp", 1);
    put(&w, gdp, "1960", "1961", (ent_spell){.a = ALD, .number = 5});
    put(&w, gdp, "1961", "1961", (ent_spell){.a = CRD, .number = 5});
    ent_check_report *report = look(&w, "coverage");
    assert_int_equal(report->coverage_count, 2); /* the system, and this */
    const ent_coverage *c = &report->coverage[1];
    assert_string_equal(c->name, "gdp");
    assert_int_equal(c->from_year, 1900);
    ent_assert_number(c->filled[59], 0, 0);
    ent_assert_number(c->filled[60], 1 / 3.0, 1e-12); /* of Aldora, Cordia, Dunmark */
    ent_assert_number(c->filled[61], 2 / 3.0, 1e-12);
    ent_assert_number(report->coverage[0].filled[50], 4, 0); /* Brevia and Dunmark both in 1950 */
    end_world(&w, report);
}

static void a_name_that_is_no_check_is_refused(void **state)
{
    writer w = start_world();
    ent_check_report *report = (ent_check_report *)&w;
    ent_error error = {0};
    ent_assert_fails(ent_check_world(w.world, "pairs,overlaps", NULL, &report, &error), &error,
                     ENT_ERR_ARGUMENT, "'overlaps' is no check, did you mean overlap?");
    assert_null(report);
    ent_world_close(w.world);
}

/* ---- memory ---- */

static ent_status check_all(void *context, ent_error *error)
{
    ent_check_report *report;
    ent_status status = ent_check_world(context, NULL, NULL, &report, error);
    if (status != ENT_OK)
        assert_null(report);
    ent_check_report_free(report);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    writer w = start_world();
    ent_series ties = made_series(&w, ENT_LAYER, "alliance", 1);
    ent_series gdp = made_series(&w, ENT_ATTRIBUTE, "gdp", 1);
    ent_series one = made_series(&w, ENT_TREATIES, "treaty", 1);
    add_source(&w, "other-2");
    ent_series other_ties = made_series(&w, ENT_LAYER, "alliance", 2);
    ent_series other = made_series(&w, ENT_ATTRIBUTE, "gdp", 2);
    ent_series two = made_series(&w, ENT_TREATIES, "treaty", 2);
    int here = made_treaty(&w, one, "one:7"), there = made_treaty(&w, two, "two:8");
    put(&w, ties, "1940-02-01", "1955-11-30", (ent_spell){.a = ALD, .b = BRV, .number = NAN});
    put(&w, other_ties, "1941-02-01", "1955-11-30", (ent_spell){.a = ALD, .b = BRV, .number = NAN});
    put(&w, gdp, "1960", "1961", (ent_spell){.a = ALD, .number = 5});
    put(&w, other, "1960", "1961", (ent_spell){.a = ALD, .number = 50});
    for (int actor = ALD; actor <= CRD; actor++) {
        put(&w, one, "1910-04-01", "1940-12-31",
            (ent_spell){.a = actor, .treaty = here, .number = NAN});
        put(&w, two, "1910-04-01", "1930-12-31",
            (ent_spell){.a = actor, .treaty = there, .number = NAN});
    }
    ent_check_report_free(look(&w, NULL)); /* what the world keeps is read */
    ent_sweep(check_all, w.world);
    ent_world_close(w.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tie_that_outlives_a_state_is_outside),
        cmocka_unit_test(rows_by_year_are_outside_by_year),
        cmocka_unit_test(beyond_the_list_of_states_nothing_is_outside),
        cmocka_unit_test(a_membership_that_stays_open_after_the_state_left_is_found),
        cmocka_unit_test(spells_of_one_pair_that_overlap_are_found),
        cmocka_unit_test(two_values_of_one_day_are_an_error),
        cmocka_unit_test(obligations_unlike_their_mirror_are_counted_in_both_directions),
        cmocka_unit_test(what_cannot_be_is_an_error_and_what_is_hard_to_believe_is_not),
        cmocka_unit_test(logarithms_may_be_negative),
        cmocka_unit_test(shares_that_do_not_add_up_are_counted_by_year),
        cmocka_unit_test(a_state_and_its_successor_in_one_year_are_one_territory),
        cmocka_unit_test(versions_of_a_data_set_are_compared_value_by_value),
        cmocka_unit_test(populations_are_compared_in_one_unit),
        cmocka_unit_test(values_in_other_money_are_not_compared),
        cmocka_unit_test(two_sources_of_a_layer_are_compared_pair_by_pair_and_year),
        cmocka_unit_test(a_treaty_is_found_again_by_members_and_start),
        cmocka_unit_test(the_same_memberships_told_twice_are_compared_by_year),
        cmocka_unit_test(notes_of_imports_are_findings_by_their_reason),
        cmocka_unit_test(coverage_is_the_share_of_the_states_with_a_value),
        cmocka_unit_test(a_name_that_is_no_check_is_refused),
        cmocka_unit_test(every_failed_request_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
