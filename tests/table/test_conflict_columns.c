/* Columns of disputes, wars and peace years from the made-up files of tests/fixtures/conflicts: what a row says,
 * what is missing, what is refused, and each deliberate difference from peacesciencer. */
#include "support.h"

#include "core/memory.h"
#include "entente/entente.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFLICTS ENTENTE_SOURCE_DIR "/tests/fixtures/conflicts"

enum { ALDORA = 11, BREVIA = 12, COSTONA = 13, DRAMLAND = 14 };

static ent_world *world;

static int open_world(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(CONFLICTS, ent_temp_path("conflicts.world", path), NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- asking a table ---- */

static ent_table *dyads(const char *with, bool directed, bool like)
{
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = directed, .with = with,
                                       .like_peacesciencer = like};
    ent_table *table;
    ent_error error = {0};
    ent_assert_ok(ent_table_new(world, &options, NULL, &table, &error), &error);
    return table;
}

static ent_table *states(const char *with, bool like)
{
    const ent_table_options options = {.unit = ENT_TABLE_STATES, .with = with, .like_peacesciencer = like};
    ent_table *table;
    ent_error error = {0};
    ent_assert_ok(ent_table_new(world, &options, NULL, &table, &error), &error);
    return table;
}

static double at_row(const ent_table *table, const char *name, size_t row)
{
    const ent_table_column *column = ent_table_find(table, name);
    if (!column)
        fail_msg("no column %s", name);
    return ent_table_number(column, ent_table_at(table, column, row));
}

static double of_pair(const ent_table *table, int a, int b, int year, const char *name)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++)
        if (at_row(table, "ccode1", row) == a && at_row(table, "ccode2", row) == b &&
            at_row(table, "year", row) == year)
            return at_row(table, name, row);
    fail_msg("no row %d %d %d", a, b, year);
    return 0;
}

static double of_state(const ent_table *table, int a, int year, const char *name)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++)
        if (at_row(table, "ccode", row) == a && at_row(table, "year", row) == year)
            return at_row(table, name, row);
    fail_msg("no row %d %d", a, year);
    return 0;
}

#define assert_pair(table, a, b, year, name, expected)                                             \
    ent_assert_number(of_pair(table, a, b, year, name), expected, 0)
#define assert_state(table, a, year, name, expected)                                               \
    ent_assert_number(of_state(table, a, year, name), expected, 0)

/* ---- disputes of pairs ---- */

/* Dispute 1, 1950: Aldora, on side A, and Brevia from the 5th of March to some day in May. */
static void a_row_says_what_the_sources_say_of_the_dispute_and_of_both(void **state)
{
    ent_table *t = dyads("cow-mid", true, false);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmidongoing", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmidonset", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_dispnum", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_hostlev", 4);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_recip", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_mindur", 82);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_maxdur", 112);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_stmon", 3);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_sidea1", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_sidea2", 0);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_hiact1", 15);
    assert_pair(t, BREVIA, ALDORA, 1950, "cowmid_hiact2", 15);
    assert_pair(t, BREVIA, ALDORA, 1950, "cowmid_hostlev1", 1);
    assert_pair(t, ALDORA, BREVIA, 1951, "cowmidongoing", 0);
    assert_pair(t, ALDORA, BREVIA, 1951, "cowmid_sidea1", NAN);
    assert_pair(t, BREVIA, COSTONA, 1950, "cowmidongoing", 0); /* both on side B */
    ent_table_free(t);
}

/* In dispute 2 Aldora is on side B in 2013, on side A from 2014. */
static void who_changes_sides_is_in_a_dispute_with_the_others(void **state)
{
    ent_table *t = dyads("cow-mid", true, false);
    assert_pair(t, ALDORA, COSTONA, 2013, "cowmid_sidea1", 0);
    assert_pair(t, ALDORA, COSTONA, 2014, "cowmidongoing", 0);
    assert_pair(t, ALDORA, BREVIA, 2014, "cowmidonset", 1);
    assert_pair(t, ALDORA, BREVIA, 2014, "cowmid_sidea1", 1);
    ent_table_free(t);
}

static void initiators_have_three_codings(void **state)
{
    ent_table *t = dyads("cow-mid", true, false);
    assert_pair(t, ALDORA, COSTONA, 1950, "cowmid_init1", 1); /* side A from the first day */
    assert_pair(t, ALDORA, COSTONA, 1950, "cowmid_init_orig1", 1);
    assert_pair(t, ALDORA, COSTONA, 1950, "cowmid_init2", 1); /* joined side B */
    assert_pair(t, ALDORA, COSTONA, 1950, "cowmid_init_side2", 0);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_init2", 0);  /* side B from the first day */
    assert_pair(t, ALDORA, BREVIA, 2014, "cowmid_init_side1", 1); /* joined side A */
    assert_pair(t, ALDORA, BREVIA, 2014, "cowmid_init_orig1", 0);
    ent_table_free(t);
}

static void gml_disputes_are_the_files_rows_each_way(void **state)
{
    ent_table *t = dyads("gml-mid", true, false);
    assert_pair(t, BREVIA, DRAMLAND, 1960, "gmlmidonset", 1);
    assert_pair(t, BREVIA, DRAMLAND, 1961, "gmlmidonset", 0);
    assert_pair(t, COSTONA, DRAMLAND, 1961, "gmlmidonset", 1); /* it joined */
    assert_pair(t, BREVIA, DRAMLAND, 1960, "dispnum", 2);
    assert_pair(t, BREVIA, DRAMLAND, 1960, "stmon", 13); /* as the source has it */
    assert_pair(t, BREVIA, DRAMLAND, 1960, "fatality", 4);
    assert_pair(t, BREVIA, DRAMLAND, 1960, "fatalpre2", 300);
    assert_pair(t, DRAMLAND, BREVIA, 1960, "fatalpre1", 300);
    assert_pair(t, DRAMLAND, BREVIA, 1960, "sidea1", 1);
    assert_pair(t, COSTONA, DRAMLAND, 1961, "init1", 1); /* a joiner */
    assert_pair(t, COSTONA, DRAMLAND, 1961, "init_side1", 0);
    ent_table_free(t);
}

/* Joined one after the other the peer's two sets overwrite each other: 1,684 of 9,284 dyad-years survive. */
static void two_sets_of_disputes_stand_side_by_side(void **state)
{
    ent_table *t = dyads("cow-mid,gml-mid,wars", true, false), *alone = dyads("gml-mid", true, false);
    double both = 0, one = 0;
    for (size_t row = 0; row < ent_table_row_count(t); row++) {
        both += at_row(t, "gmlmidongoing", row) == 1;
        one += at_row(alone, "gmlmidongoing", row) == 1;
    }
    assert_true(one > 0);
    ent_assert_number(both, one, 0);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmidongoing", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "gmlmidongoing", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "cowmid_mindur", 82);
    assert_pair(t, ALDORA, BREVIA, 1950, "mindur", 82);
    ent_table_free(t);
    ent_table_free(alone);
}

static void a_pair_that_is_not_directed_has_its_lower_code_first(void **state)
{
    ent_table *t = dyads("cow-mid,gml-mid,wars", false, false);
    assert_pair(t, ALDORA, COSTONA, 2013, "cowmid_sidea1", 0);
    assert_pair(t, ALDORA, COSTONA, 2013, "cowmid_sidea2", 1);
    assert_pair(t, BREVIA, DRAMLAND, 1960, "fatalpre2", 300);
    assert_pair(t, ALDORA, COSTONA, 1930, "batdeath1", 600);
    ent_table_free(t);
}

static void beyond_its_coverage_a_source_says_nothing(void **state)
{
    ent_table *t = dyads("cow-mid,gml-mid,wars", true, false);
    assert_pair(t, ALDORA, BREVIA, 2007, "cowinterongoing", 0);
    assert_pair(t, ALDORA, BREVIA, 2008, "cowinterongoing", NAN);
    assert_pair(t, ALDORA, BREVIA, 2010, "gmlmidongoing", 0);
    assert_pair(t, ALDORA, BREVIA, 2011, "gmlmidongoing", NAN);
    assert_pair(t, ALDORA, BREVIA, 2012, "cowmidongoing", 0);
    assert_pair(t, ALDORA, BREVIA, 2015, "cowmidongoing", NAN);
    ent_table_free(t);
}

static void what_a_source_does_not_say_is_missing_and_minus_9_like_the_peer(void **state)
{
    ent_table *ours = dyads("cow-mid", true, false), *peers = dyads("cow-mid", true, true);
    assert_pair(ours, ALDORA, COSTONA, 1950, "cowmid_fatality2", NAN);
    assert_pair(peers, ALDORA, COSTONA, 1950, "cowmid_fatality2", -9);
    assert_pair(peers, ALDORA, COSTONA, 1951, "cowmid_fatality2", NAN); /* no dispute */
    ent_table_free(ours);
    ent_table_free(peers);
}

static void disputes_can_be_asked_for_by_month(void **state)
{
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .with = "cow-mid",
                                       .by = ENT_BY_MONTH, .from = 1950, .to = 1950};
    ent_table *t;
    ent_error error = {0};
    const double ongoing[] = {0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
    size_t found = 0;
    ent_assert_ok(ent_table_new(world, &options, NULL, &t, &error), &error);
    for (size_t row = 0; row < ent_table_row_count(t); row++) {
        if (at_row(t, "ccode1", row) != ALDORA || at_row(t, "ccode2", row) != BREVIA)
            continue;
        ent_assert_number(at_row(t, "cowmidongoing", row), ongoing[found], 0);
        ent_assert_number(at_row(t, "cowmidonset", row), found == 2 ? 1 : 0, 0);
        found++;
    }
    assert_int_equal(found, 12);
    ent_table_free(t);
}

/* ---- wars of pairs ---- */

/* Costona fought to June 1930 and again from March 1931; Brevia changed sides on the first day of 1931. */
static void who_fights_again_is_at_war_again(void **state)
{
    ent_table *t = dyads("wars", true, false);
    assert_pair(t, ALDORA, COSTONA, 1930, "cowinteronset", 1);
    assert_pair(t, ALDORA, COSTONA, 1930, "resume", 0);
    assert_pair(t, ALDORA, COSTONA, 1930, "cowinterwarnum", 5);
    assert_pair(t, ALDORA, COSTONA, 1930, "war_sidea2", 2);
    assert_pair(t, ALDORA, COSTONA, 1930, "initiator1", 1);
    assert_pair(t, ALDORA, COSTONA, 1930, "initiator2", 0);
    assert_pair(t, ALDORA, COSTONA, 1930, "batdeath2", NAN);
    assert_pair(t, ALDORA, COSTONA, 1931, "cowinteronset", 1);
    assert_pair(t, ALDORA, COSTONA, 1931, "resume", 1);
    assert_pair(t, ALDORA, COSTONA, 1931, "outcome2", 2);
    assert_pair(t, BREVIA, COSTONA, 1931, "cowinterongoing", 1);
    assert_pair(t, BREVIA, COSTONA, 1931, "outcome1", 1);
    assert_pair(t, ALDORA, BREVIA, 1930, "outcome2", 8);
    assert_pair(t, ALDORA, BREVIA, 1931, "cowinterongoing", 0);
    ent_table_free(t);
}

/* The peer lets only first spells meet first ones: France and Germany 1944 are not at war there. */
static void like_the_peer_a_second_spell_does_not_meet_a_first_one(void **state)
{
    ent_table *t = dyads("wars", true, true);
    assert_pair(t, ALDORA, COSTONA, 1930, "cowinterongoing", 1);
    assert_pair(t, ALDORA, COSTONA, 1931, "cowinterongoing", 0);
    assert_pair(t, BREVIA, COSTONA, 1931, "cowinterongoing", 0);
    ent_table_free(t);
}

/* ---- states ---- */

static void states_take_part_enter_and_initiate(void **state)
{
    ent_table *t = states("cow-mid,gml-mid", false);
    assert_state(t, ALDORA, 1950, "cowmidongoing", 1);
    assert_state(t, ALDORA, 1950, "cowmidongoing_init", 1);
    assert_state(t, BREVIA, 1950, "cowmidongoing_init", 0);
    assert_state(t, COSTONA, 1950, "cowmidonset_init", 1); /* a joiner */
    assert_state(t, DRAMLAND, 1950, "cowmidongoing", 0);
    assert_state(t, DRAMLAND, 1960, "gmlmidonset", 1);
    assert_state(t, DRAMLAND, 1961, "gmlmidongoing", 1);
    assert_state(t, DRAMLAND, 1961, "gmlmidonset", 0); /* a new opponent, the same dispute */
    assert_state(t, COSTONA, 1961, "gmlmidonset", 1);
    assert_state(t, DRAMLAND, 1961, "gmlmidongoing_init", 1);
    assert_state(t, BREVIA, 1961, "gmlmidongoing_init", 0);
    assert_state(t, BREVIA, 2011, "gmlmidongoing", NAN);
    ent_table_free(t);
}

static void like_the_peer_no_gml_dispute_goes_on_after_the_data_end(void **state)
{
    ent_table *t = states("gml-mid", true);
    assert_state(t, BREVIA, 2011, "gmlmidongoing", 0);
    ent_table_free(t);
}

static void like_the_peer_intra_state_wars_are_covered_to_2007(void **state)
{
    ent_table *ours = states("wars", false), *peers = states("wars", true);
    assert_state(ours, BREVIA, 2008, "cowintraongoing", 0);
    assert_state(peers, BREVIA, 2007, "cowintraongoing", 0);
    assert_state(peers, BREVIA, 2008, "cowintraongoing", NAN);
    assert_state(peers, ALDORA, 1963, "sideadeaths", -9);
    ent_table_free(ours);
    ent_table_free(peers);
}

/* War 632.3, in Aldora: June 1960 to November 1961, and again in 1963. War 635: from 2001, its end unknown. */
static void intra_state_wars_are_those_of_the_state_on_side_a(void **state)
{
    ent_table *t = states("wars", false);
    assert_state(t, ALDORA, 1959, "cowintraongoing", 0);
    assert_state(t, ALDORA, 1960, "cowintraonset", 1);
    assert_state(t, ALDORA, 1961, "cowintraonset", 0);
    assert_state(t, ALDORA, 1961, "warnum", 632.3);
    assert_state(t, ALDORA, 1962, "cowintraongoing", 0);
    assert_state(t, ALDORA, 1962, "warnum", NAN);
    assert_state(t, ALDORA, 1963, "cowintraonset", 1);
    assert_state(t, ALDORA, 1963, "outcome", 1);
    assert_state(t, ALDORA, 1963, "intnl", 0);
    assert_state(t, ALDORA, 1963, "sideadeaths", NAN);
    assert_state(t, ALDORA, 2002, "sideadeaths", 100);
    assert_state(t, ALDORA, 2014, "cowintraongoing", 1);
    assert_state(t, ALDORA, 2015, "cowintraongoing", NAN);
    const ent_table_column *type = ent_table_find(t, "wartype"), *name = ent_table_find(t, "warname");
    const ent_table_column *all = ent_table_find(t, "intrawarnums");
    assert_string_equal(type->texts[(size_t)of_state(t, ALDORA, 1961, "wartype")], "local issues");
    assert_string_equal(name->texts[(size_t)of_state(t, ALDORA, 1961, "warname")], "Second Coast War");
    assert_string_equal(all->texts[(size_t)of_state(t, ALDORA, 1961, "intrawarnums")], "632.3");
    assert_state(t, BREVIA, 1931, "cowinterongoing", 1);
    assert_state(t, BREVIA, 1931, "cowinteronset", 1); /* on the other side */
    ent_table_free(t);
}

/* ---- peace years ---- */

/* Brevia is no state from June 1940 to May 1945: 1900-1940 and 1945-1949 are 46 rows before the dispute of 1950. */
static void peace_years_count_rows_or_the_calendar(void **state)
{
    ent_table *t = dyads("gml-mid,peace-years,peace-forms", true, false);
    assert_pair(t, ALDORA, BREVIA, 1900, "gmlmidspell", 0);
    assert_pair(t, ALDORA, BREVIA, 1945, "gmlmidspell", 41);
    assert_pair(t, ALDORA, BREVIA, 1945, "gmlmidspell_calendar", 45);
    assert_pair(t, ALDORA, BREVIA, 1950, "gmlmidspell", 46);
    assert_pair(t, ALDORA, BREVIA, 1950, "gmlmidspell_2", 2116);
    assert_pair(t, ALDORA, BREVIA, 1950, "gmlmidspell_calendar_3", 125000);
    assert_pair(t, ALDORA, BREVIA, 1950, "gmlmidspell_censored", 1);
    assert_pair(t, ALDORA, BREVIA, 1951, "gmlmidspell", 0);
    assert_pair(t, ALDORA, BREVIA, 1951, "gmlmidspell_decay", 1);
    assert_pair(t, ALDORA, BREVIA, 1951, "gmlmidspell_censored", 0);
    assert_pair(t, ALDORA, BREVIA, 2010, "gmlmidspell", 59);
    assert_pair(t, ALDORA, BREVIA, 2011, "gmlmidspell", NAN);
    assert_string_equal(ent_table_find(t, "gmlmidspell")->source, "dispute@gml-2.2.1");
    ent_table_free(t);
}

static void peace_years_of_states_follow_each_of_their_conflicts(void **state)
{
    ent_table *t = states("wars,gml-mid,peace-years", false);
    assert_state(t, DRAMLAND, 1960, "gmlmidspell", 60);
    assert_state(t, DRAMLAND, 1962, "gmlmidspell", 0);
    assert_state(t, BREVIA, 1961, "gmlmidinitspell", 57); /* never initiates; no rows 1941-1944 */
    assert_state(t, ALDORA, 1964, "cowintraspell", 0);
    assert_null(ent_table_find(t, "cowmidspell"));
    ent_table_free(t);
}

/* The history before the first row asked for counts; the peer's tables know only their rows. */
static void peace_years_look_back_before_the_first_year_asked_for(void **state)
{
    for (int like = 0; like < 2; like++) {
        const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .from = 1948,
                                           .with = "gmlmidspell", .like_peacesciencer = like};
        ent_table *t;
        ent_error error = {0};
        ent_assert_ok(ent_table_new(world, &options, NULL, &t, &error), &error);
        assert_pair(t, ALDORA, BREVIA, 1948, "gmlmidspell", like ? 0 : 44);
        ent_table_free(t);
    }
}

/* Dramland was in GML dispute 2 before 1961; Costona had fought the war before 1931. */
static void what_was_before_the_first_year_asked_for_is_known(void **state)
{
    const ent_table_options of_states = {.unit = ENT_TABLE_STATES, .from = 1961, .with = "gml-mid"};
    const ent_table_options of_pairs = {.unit = ENT_TABLE_DYADS, .directed = true, .from = 1931,
                                        .with = "wars"};
    ent_table *t;
    ent_error error = {0};
    ent_assert_ok(ent_table_new(world, &of_states, NULL, &t, &error), &error);
    assert_state(t, DRAMLAND, 1961, "gmlmidongoing", 1);
    assert_state(t, DRAMLAND, 1961, "gmlmidonset", 0);
    ent_table_free(t);
    ent_assert_ok(ent_table_new(world, &of_pairs, NULL, &t, &error), &error);
    assert_pair(t, ALDORA, COSTONA, 1931, "resume", 1);
    ent_table_free(t);
}

static void peace_years_are_of_the_conflicts_asked_for_or_of_all(void **state)
{
    ent_table *t = dyads("gml-mid,peace-years", true, false);
    assert_non_null(ent_table_find(t, "gmlmidspell"));
    assert_null(ent_table_find(t, "cowmidspell"));
    ent_table_free(t);
    t = dyads("peace-years", true, false);
    assert_non_null(ent_table_find(t, "cowmidspell"));
    assert_non_null(ent_table_find(t, "cowinterspell"));
    ent_table_free(t);
    t = dyads("gmlmidspell", true, false);
    for (size_t i = 0; ent_table_column_at(t, i); i++)
        assert_string_not_equal(ent_table_column_at(t, i)->name, "gmlmidongoing");
    ent_table_free(t);
}

static void rows_can_be_chosen_by_peace_years(void **state)
{
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true,
                                       .where = "gmlmidspell = 46 and year = 1950"};
    ent_table *t;
    ent_error error = {0};
    ent_assert_ok(ent_table_new(world, &options, NULL, &t, &error), &error);
    assert_true(ent_table_row_count(t) >= 2);
    ent_table_free(t);
}

/* ---- bad requests ---- */

static void fails(ent_world *of, const char *with, const char *chain, ent_status code, const char *message)
{
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .with = with, .whittle = chain};
    ent_table *table;
    ent_error error = {0};
    ent_assert_fails(ent_table_new(of, &options, NULL, &table, &error), &error, code, message);
    assert_null(table);
}

static void a_rule_that_is_none_is_refused(void **state)
{
    fails(world, "gml-mid", "onset", ENT_ERR_ARGUMENT,
          "--whittle: 'onset' is no rule; there are onsets, fatality, hostility, mindur, maxdur, recip, "
          "stmon, deaths, jds");
}

static void rules_without_disputes_are_refused(void **state)
{
    fails(world, "wars", "onsets,jds", ENT_ERR_ARGUMENT,
          "--whittle: no disputes of dyads are asked for; expected --with cow-mid or gml-mid");
}

static void columns_are_not_made_from_data_of_another_kind(void **state)
{
    fails(world, "gml-mid@cow-mid", NULL, ENT_ERR_ARGUMENT,
          "--with gml-mid@cow-mid: these columns are made from gml only");
    fails(world, "wars@cow-war-intra", NULL, ENT_ERR_ARGUMENT,
          "--with wars@cow-war-intra: these columns are made from cow-war-inter only");
}

static void a_world_without_disputes_says_what_to_import(void **state)
{
    char path[ENT_PATH];
    ent_world *bare;
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(CONFLICTS "/states2016.csv", ent_temp_path("bare.world", path), NULL,
                                    NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &bare, &error), &error);
    const char *const groups[] = {"cow-mid", "gml-mid", "wars"};
    const char *const files[] = {"MIDA 5.0.csv, MIDB 5.0.csv", "gml-ddy-disputes-2.2.1.csv",
                                 "Inter-StateWarData_v4.0.csv"};
    for (size_t i = 0; i < 3; i++) {
        const ent_table_options options = {.unit = ENT_TABLE_DYADS, .with = groups[i]};
        ent_table *table;
        error = (ent_error){0};
        assert_int_equal(ent_table_new(bare, &options, NULL, &table, &error), ENT_ERR_INPUT);
        assert_non_null(strstr(error.message, groups[i]));
        assert_non_null(strstr(error.message, files[i]));
    }
    ent_world_close(bare);
}

static ent_status make_table(void *context, ent_error *error)
{
    ent_table *table;
    ent_status status = ent_table_new(world, context, NULL, &table, error);
    if (status != ENT_OK)
        assert_null(table);
    ent_table_free(table);
    return status;
}

static void conflict_columns_survive_failing_memory(void **state)
{
    ent_table_options options = {.unit = ENT_TABLE_DYADS, .from = 1950, .to = 1951, .like_peacesciencer = true,
                                 .with = "wars,cow-mid,gml-mid,peace-years,peace-forms"};
    ent_sweep_stride(make_table, &options, 3);
    options.unit = ENT_TABLE_STATES;
    ent_sweep_stride(make_table, &options, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_says_what_the_sources_say_of_the_dispute_and_of_both),
        cmocka_unit_test(who_changes_sides_is_in_a_dispute_with_the_others),
        cmocka_unit_test(initiators_have_three_codings),
        cmocka_unit_test(gml_disputes_are_the_files_rows_each_way),
        cmocka_unit_test(two_sets_of_disputes_stand_side_by_side),
        cmocka_unit_test(a_pair_that_is_not_directed_has_its_lower_code_first),
        cmocka_unit_test(beyond_its_coverage_a_source_says_nothing),
        cmocka_unit_test(what_a_source_does_not_say_is_missing_and_minus_9_like_the_peer),
        cmocka_unit_test(disputes_can_be_asked_for_by_month),
        cmocka_unit_test(who_fights_again_is_at_war_again),
        cmocka_unit_test(like_the_peer_a_second_spell_does_not_meet_a_first_one),
        cmocka_unit_test(states_take_part_enter_and_initiate),
        cmocka_unit_test(like_the_peer_no_gml_dispute_goes_on_after_the_data_end),
        cmocka_unit_test(intra_state_wars_are_those_of_the_state_on_side_a),
        cmocka_unit_test(like_the_peer_intra_state_wars_are_covered_to_2007),
        cmocka_unit_test(peace_years_count_rows_or_the_calendar),
        cmocka_unit_test(peace_years_of_states_follow_each_of_their_conflicts),
        cmocka_unit_test(peace_years_look_back_before_the_first_year_asked_for),
        cmocka_unit_test(what_was_before_the_first_year_asked_for_is_known),
        cmocka_unit_test(peace_years_are_of_the_conflicts_asked_for_or_of_all),
        cmocka_unit_test(rows_can_be_chosen_by_peace_years),
        cmocka_unit_test(a_rule_that_is_none_is_refused),
        cmocka_unit_test(rules_without_disputes_are_refused),
        cmocka_unit_test(columns_are_not_made_from_data_of_another_kind),
        cmocka_unit_test(a_world_without_disputes_says_what_to_import),
        cmocka_unit_test(conflict_columns_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
