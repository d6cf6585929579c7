/* Tables from the made-up files of tests/fixtures: who is in a row, what each look-up column says, what is missing,
 * how rows are chosen, what is refused. */
#include "support.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"
#include "entente/entente.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ALDORA = 11, BREVIA = 12, COSTONA = 13, DRAMLAND = 14, WEST_MARKIA = 15, MARKIA = 16 };

static ent_world *world;

/* The files of several fixture folders that go together. */
static const char *const files[] = {
    "cow/states2016.csv", "cow/majors2016.csv", "cow/NMC-60-abridged.csv", "cow/NMC-70-abridged.csv",
    "cow/contdir.csv", "cow/cow_capitals.csv", "cow/cow_gw_spells.csv", "cow/atop5_1ddyr.csv",
    "cow/alliance_v4.1_by_member.csv", "cow/alliance_v4.1_by_directed.csv", "members/cow_mindist_spells.csv", "members/Dyadic_COW_4.0.csv",
    "members/state_year_formatv3.csv", "members/igo_list.csv", "members/gw_states.csv",
    "values/democracy_ccode.csv", "values/gdp_pop_ccode.csv", "values/National_COW_4.0.csv",
    "conflicts/tss_rivalries.csv"};

static int open_world(void **state)
{
    char path[ENT_PATH], folder[ENT_PATH];
    ent_error error = {0};
    for (size_t i = 0; i < ent_countof(files); i++) {
        char from[ENT_PATH], name[128];
        char *bytes;
        size_t size;
        snprintf(from, sizeof from, "%s/tests/fixtures/%s", ENTENTE_SOURCE_DIR, files[i]);
        snprintf(name, sizeof name, "files/%s", ent_path_name(files[i]));
        ent_assert_ok(ent_file_read(from, 0, &bytes, &size, &error), &error);
        ent_assert_ok(ent_file_write(ent_temp_path(name, path), bytes, size, &error), &error);
        free(bytes);
    }
    ent_assert_ok(ent_import_folder(ent_temp_path("files", folder), ent_temp_path("t.world", path), NULL,
                                    NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- asking a table ---- */

static ent_table *make(const ent_table_options *options)
{
    ent_table *table;
    ent_error error = {0};
    ent_assert_ok(ent_table_new(world, options, NULL, &table, &error), &error);
    return table;
}

static ent_table *dyads(const char *with, bool directed)
{
    return make(&(ent_table_options){.unit = ENT_TABLE_DYADS, .directed = directed, .with = with});
}

static ent_table *states(const char *with)
{
    return make(&(ent_table_options){.unit = ENT_TABLE_STATES, .with = with});
}

static double at_row(const ent_table *table, const char *name, size_t row)
{
    const ent_table_column *column = ent_table_find(table, name);
    if (!column)
        fail_msg("no column %s", name);
    return ent_table_number(column, ent_table_at(table, column, row));
}

/* The row with these keys; -1 if there is none. */
static long find(const ent_table *table, const char *const keys[], const int values[], size_t count)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        size_t same = 0;
        while (same < count && at_row(table, keys[same], row) == values[same])
            same++;
        if (same == count)
            return (long)row;
    }
    return -1;
}

static long pair_row(const ent_table *table, int a, int b, int year)
{
    return find(table, (const char *const[]){"ccode1", "ccode2", "year"}, (const int[]){a, b, year}, 3);
}

static long state_row(const ent_table *table, const char *code, int a, int year)
{
    return find(table, (const char *const[]){code, "year"}, (const int[]){a, year}, 2);
}

static double of_pair(const ent_table *table, int a, int b, int year, const char *name)
{
    long row = pair_row(table, a, b, year);
    if (row < 0)
        fail_msg("no row %d %d %d", a, b, year);
    return at_row(table, name, (size_t)row);
}

static double of_state(const ent_table *table, int a, int year, const char *name)
{
    long row = state_row(table, "ccode", a, year);
    if (row < 0)
        fail_msg("no row %d %d", a, year);
    return at_row(table, name, (size_t)row);
}

#define assert_pair(table, a, b, year, name, expected)                                             \
    ent_assert_number(of_pair(table, a, b, year, name), expected, 0)
#define assert_state(table, a, year, name, expected)                                               \
    ent_assert_number(of_state(table, a, year, name), expected, 0)

/* ---- rows ---- */

static void a_state_has_a_row_in_each_year_that_it_is_there_on_any_day(void **state)
{
    ent_table *t = states(NULL);
    assert_true(state_row(t, "ccode", BREVIA, 1940) >= 0); /* to 15 June */
    assert_true(state_row(t, "ccode", BREVIA, 1941) < 0);
    assert_true(state_row(t, "ccode", BREVIA, 1944) < 0);
    assert_true(state_row(t, "ccode", BREVIA, 1945) >= 0);
    assert_true(state_row(t, "ccode", COSTONA, 1919) < 0);
    assert_true(state_row(t, "ccode", COSTONA, 2016) >= 0);
    ent_table_free(t);
}

/* West Markia leaves on 2 October 1990, Markia enters the day after. */
static void two_states_that_share_a_year_but_no_day_are_no_pair(void **state)
{
    ent_table *t = dyads(NULL, true);
    assert_true(pair_row(t, WEST_MARKIA, MARKIA, 1990) < 0);
    assert_true(pair_row(t, MARKIA, WEST_MARKIA, 1990) < 0);
    assert_true(pair_row(t, ALDORA, WEST_MARKIA, 1990) >= 0);
    assert_true(pair_row(t, MARKIA, ALDORA, 1990) >= 0);
    assert_true(pair_row(t, ALDORA, ALDORA, 1990) < 0);
    ent_table_free(t);
}

static void rows_are_sorted_by_codes_and_year(void **state)
{
    ent_table *t = dyads(NULL, true);
    for (size_t row = 1; row < ent_table_row_count(t); row++) {
        double before = at_row(t, "ccode1", row - 1) * 1e8 + at_row(t, "ccode2", row - 1) * 1e4 +
                        at_row(t, "year", row - 1);
        assert_true(before < at_row(t, "ccode1", row) * 1e8 + at_row(t, "ccode2", row) * 1e4 +
                                 at_row(t, "year", row));
    }
    ent_table_free(t);
}

static void pairs_that_are_not_directed_stand_once_the_lower_code_first(void **state)
{
    ent_table *both = dyads(NULL, true), *once = dyads(NULL, false);
    assert_int_equal(ent_table_row_count(both), 2 * ent_table_row_count(once));
    for (size_t row = 0; row < ent_table_row_count(once); row++)
        assert_true(at_row(once, "ccode1", row) < at_row(once, "ccode2", row));
    ent_table_free(both);
    ent_table_free(once);
}

static void years_and_states_can_be_chosen(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_DYADS, .directed = true, .from = 1989,
                                             .to = 1990, .states = "ALD,WMK,16"});
    assert_int_equal(ent_table_row_count(t), 6); /* 1989: 11-15; 1990: 11-15, 11-16; each both ways */
    ent_table_free(t);
}

static void rows_by_month_and_day_follow_the_days_of_membership(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_STATES, .from = 1990, .to = 1990,
                                             .by = ENT_BY_MONTH, .states = "15,16"});
    assert_int_equal(ent_table_row_count(t), 10 + 3); /* January to October, October to December */
    ent_assert_number(at_row(t, "month", 9), 10, 0);
    ent_assert_number(at_row(t, "ccode", 10), MARKIA, 0);
    ent_assert_number(at_row(t, "month", 10), 10, 0);
    ent_table_free(t);
    t = make(&(ent_table_options){.unit = ENT_TABLE_STATES, .from = 1990, .to = 1990, .by = ENT_BY_DAY,
                                  .states = "15,16"});
    assert_int_equal(ent_table_row_count(t), 365);
    ent_assert_number(at_row(t, "day", 274), 2, 0);
    ent_assert_number(at_row(t, "ccode", 274), WEST_MARKIA, 0);
    ent_assert_number(at_row(t, "day", 275), 3, 0);
    ent_assert_number(at_row(t, "ccode", 275), MARKIA, 0);
    ent_table_free(t);
    t = make(&(ent_table_options){.unit = ENT_TABLE_DYADS, .from = 1990, .to = 1990, .by = ENT_BY_QUARTER,
                                  .states = "11,15"});
    assert_int_equal(ent_table_row_count(t), 4);
    ent_table_free(t);
}

/* GW number 15 is West Markia's to 1990-10-02, then Markia's. */
static void a_gw_number_that_passes_to_another_state_goes_on(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_STATES, .system = "gw", .with = "codes,names"});
    long late = state_row(t, "gwcode", 15, 2000), early = state_row(t, "gwcode", 15, 1951);
    long between = state_row(t, "gwcode", 15, 1990);
    assert_true(late >= 0 && early >= 0 && between >= 0);
    ent_assert_number(at_row(t, "ccode", (size_t)late), MARKIA, 0);
    ent_assert_number(at_row(t, "ccode", (size_t)between), WEST_MARKIA, 0); /* most days */
    assert_true(state_row(t, "gwcode", 88, 1930) >= 0); /* known to GW only */
    ent_assert_number(at_row(t, "ccode", (size_t)state_row(t, "gwcode", 88, 1930)), NAN, 0);
    ent_table_free(t);
}

/* ---- columns ---- */

static void values_are_those_of_the_source_and_missing_ones_are_missing(void **state)
{
    ent_table *t = dyads("nmc,democracy,gdp", true);
    assert_pair(t, ALDORA, DRAMLAND, 1914, "milex1", 700);
    assert_pair(t, DRAMLAND, ALDORA, 1914, "milex2", 700);
    assert_pair(t, ALDORA, DRAMLAND, 1914, "cinc1", .52);
    assert_pair(t, ALDORA, DRAMLAND, 1914, "milex2", NAN);
    assert_pair(t, ALDORA, BREVIA, 2000, "polity21", -9);
    assert_pair(t, ALDORA, BREVIA, 2001, "polity21", NAN);
    assert_pair(t, ALDORA, BREVIA, 2001, "v2x_polyarchy1", .4);
    assert_pair(t, ALDORA, BREVIA, 2000, "pwtrgdp1", 27951.25);
    ent_table_free(t);
}

static void one_source_of_several_can_be_asked_for(void **state)
{
    ent_table *t = states("nmc@nmc-6.0");
    assert_string_equal(ent_table_find(t, "milex")->source, "milex@nmc-6.0");
    ent_table_free(t);
}

static void single_columns_can_be_asked_for_and_stand_in_that_order(void **state)
{
    ent_table *t = dyads("conttype,cinc2,milex", true);
    static const char *const names[] = {"ccode1", "ccode2", "year", "conttype", "milex1", "milex2", "cinc2"};
    assert_int_equal(ent_table_column_count(t), ent_countof(names));
    for (size_t i = 0; i < ent_countof(names); i++)
        assert_string_equal(ent_table_column_at(t, i)->name, names[i]);
    ent_table_free(t);
}

static void a_major_power_is_one_in_each_year_that_it_is_one_on_any_day(void **state)
{
    ent_table *t = states("majors");
    assert_state(t, BREVIA, 1940, "cowmaj", 1);
    assert_state(t, BREVIA, 1945, "cowmaj", 0);
    assert_state(t, MARKIA, 1999, "cowmaj", 0);
    assert_state(t, MARKIA, 2000, "cowmaj", 1);
    ent_table_free(t);
}

/* The border of Aldora and Costona is of type 4 to March 1950, of type 2 since. */
static void of_several_types_of_border_within_a_year_the_first_stands(void **state)
{
    ent_table *t = dyads("contiguity", true), *by_state = states("contiguity");
    assert_pair(t, ALDORA, COSTONA, 1949, "conttype", 4);
    assert_pair(t, COSTONA, ALDORA, 1950, "conttype", 4);
    assert_pair(t, ALDORA, COSTONA, 1951, "conttype", 2);
    assert_pair(t, ALDORA, DRAMLAND, 1951, "conttype", 0);
    assert_state(by_state, ALDORA, 1951, "land", 1);
    assert_state(by_state, ALDORA, 1951, "sea", 1);
    assert_state(by_state, COSTONA, 1950, "sea", 1);
    ent_table_free(t);
    ent_table_free(by_state);
}

static void a_pledge_stands_in_its_direction_and_is_missing_outside_its_source(void **state)
{
    ent_table *t = dyads("atop", true), *once = dyads("atop", false);
    assert_pair(t, ALDORA, DRAMLAND, 2000, "atop_alliance", 1);
    assert_pair(t, ALDORA, DRAMLAND, 2000, "atop_defense", 1);
    assert_pair(t, DRAMLAND, ALDORA, 2000, "atop_alliance", 1); /* allied, and owes nothing */
    assert_pair(t, DRAMLAND, ALDORA, 2000, "atop_defense", 0);
    assert_pair(t, ALDORA, DRAMLAND, 2002, "atop_defense", 0);
    assert_pair(t, ALDORA, DRAMLAND, 2002, "atop_nonagg", 1);
    assert_pair(t, ALDORA, COSTONA, 2000, "atop_alliance", 0);
    assert_pair(t, ALDORA, DRAMLAND, 1950, "atop_alliance", NAN);
    assert_pair(once, ALDORA, DRAMLAND, 2000, "atop_defense", 1);
    ent_table_free(t);
    ent_table_free(once);
}

static void cow_alliances_count_on_any_day_of_the_year(void **state)
{
    ent_table *t = dyads("alliance", true);
    assert_pair(t, ALDORA, WEST_MARKIA, 1959, "cow_alliance", 0);
    assert_pair(t, ALDORA, WEST_MARKIA, 1960, "cow_defense", 1);
    assert_pair(t, ALDORA, WEST_MARKIA, 1990, "cow_defense", 1);
    assert_pair(t, DRAMLAND, ALDORA, 1960, "cow_defense", 0); /* Dramland owes an entente only */
    assert_pair(t, DRAMLAND, ALDORA, 1960, "cow_entente", 1);
    ent_table_free(t);
}

/* Aldora's capital moves on 1 January 1950. */
static void capitals_are_those_of_the_first_day_of_the_year(void **state)
{
    ent_table *t = dyads("capital-distance", true), *by_state = states("capital-distance");
    double before = ent_great_circle(10.5, 20.25, 0, -179.5), after = ent_great_circle(-11.5, 21, 0, -179.5);
    ent_assert_number(of_pair(t, ALDORA, DRAMLAND, 1949, "capdist"), before, 1e-9);
    ent_assert_number(of_pair(t, ALDORA, DRAMLAND, 1950, "capdist"), after, 1e-9);
    ent_assert_number(of_pair(t, DRAMLAND, ALDORA, 1950, "capdist"), after, 1e-9);
    assert_pair(t, ALDORA, BREVIA, 1950, "capdist", NAN);
    ent_assert_number(of_state(by_state, DRAMLAND, 1949, "mincapdist"), before, 1e-9);
    assert_state(by_state, BREVIA, 1949, "mincapdist", NAN);
    ent_table_free(t);
    ent_table_free(by_state);
}

static void distances_trade_and_organisations_are_looked_up_both_ways(void **state)
{
    ent_table *t = dyads("min-distance,trade,igo", true), *by_state = states("min-distance,igo,trade");
    assert_pair(t, BREVIA, ALDORA, 1999, "mindist", 0);
    assert_pair(t, ALDORA, BREVIA, 2000, "mindist", 12.5);
    assert_pair(t, ALDORA, BREVIA, 1949, "mindist", NAN);
    assert_pair(t, ALDORA, BREVIA, 1998, "flow1", 5);
    assert_pair(t, ALDORA, BREVIA, 1998, "flow2", 0);
    assert_pair(t, BREVIA, ALDORA, 1998, "flow1", 0);
    assert_pair(t, BREVIA, ALDORA, 1998, "flow2", 5);
    assert_pair(t, ALDORA, BREVIA, 2001, "flow2", NAN);
    assert_pair(t, BREVIA, ALDORA, 2000, "smoothflow2", 6);
    assert_pair(t, ALDORA, BREVIA, 1959, "dyadigos", 3);
    assert_pair(t, ALDORA, COSTONA, 1959, "dyadigos", NAN); /* the source has no row of Costona */
    assert_state(by_state, BREVIA, 1959, "sum_igo_full", 2);
    assert_state(by_state, BREVIA, 1959, "sum_igo_associate", 1);
    assert_state(by_state, BREVIA, 1960, "sum_igo_observer", 1);
    assert_state(by_state, BREVIA, 1960, "sum_igo_anytype", 3);
    assert_state(by_state, COSTONA, 1959, "sum_igo_full", NAN);
    assert_state(by_state, ALDORA, 2000, "minmindist", 12.5);
    assert_state(by_state, ALDORA, 1913, "imports", 450);
    ent_table_free(t);
    ent_table_free(by_state);
}

static void a_rivalry_has_its_number_and_types(void **state)
{
    ent_table *t = dyads("rivalry", true), *by_state = states("rivalry");
    assert_pair(t, BREVIA, ALDORA, 1950, "tssr_id", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "positional", 1);
    assert_pair(t, ALDORA, BREVIA, 1950, "ideological", 0);
    assert_pair(t, ALDORA, COSTONA, 1950, "ongoingrivalry", 0);
    assert_pair(t, ALDORA, COSTONA, 1950, "tssr_id", NAN);
    assert_state(by_state, ALDORA, 1942, "n_positional", 1); /* Brevia is no state then: a rival all the same */
    ent_table_free(t);
    ent_table_free(by_state);
}

/* With a state list to 2022 the rivalry data, to 2020, end before the table. */
static void a_rivalry_is_not_known_after_its_data_and_like_the_peer_goes_on(void **state)
{
    char path[ENT_PATH], folder[ENT_PATH];
    char *text, *at;
    size_t size;
    ent_world *newer;
    ent_table *ours, *theirs;
    ent_error error = {0};
    ent_assert_ok(ent_file_read(ENTENTE_SOURCE_DIR "/tests/fixtures/cow/states2016.csv", 0, &text, &size,
                                &error), &error);
    while ((at = strstr(text, "2016,12,31")))
        memcpy(at, "2022", 4);
    ent_assert_ok(ent_file_write(ent_temp_path("newer/states2022.csv", path), text, size, &error), &error);
    free(text);
    ent_assert_ok(ent_file_read(ENTENTE_SOURCE_DIR "/tests/fixtures/conflicts/tss_rivalries.csv", 0, &text,
                                &size, &error), &error);
    ent_assert_ok(ent_file_write(ent_temp_path("newer/tss_rivalries.csv", path), text, size, &error), &error);
    free(text);
    ent_assert_ok(ent_import_folder(ent_temp_path("newer", folder), ent_temp_path("newer.world", path), NULL,
                                    NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &newer, &error), &error);
    ent_table_options options = {.unit = ENT_TABLE_DYADS, .with = "rivalry"};
    ent_assert_ok(ent_table_new(newer, &options, NULL, &ours, &error), &error);
    options.like_peacesciencer = true;
    ent_assert_ok(ent_table_new(newer, &options, NULL, &theirs, &error), &error);
    assert_pair(ours, ALDORA, BREVIA, 2020, "ongoingrivalry", 1);
    assert_pair(ours, ALDORA, BREVIA, 2021, "ongoingrivalry", NAN);
    assert_pair(ours, ALDORA, COSTONA, 2021, "ongoingrivalry", NAN);
    assert_pair(theirs, ALDORA, BREVIA, 2022, "ongoingrivalry", 1);
    assert_pair(theirs, ALDORA, COSTONA, 2022, "ongoingrivalry", 0);
    ent_table_free(ours);
    ent_table_free(theirs);
    ent_world_close(newer);
}

/* In 2000 there are 11, 12, 13, 14, 16, 17. Aldora owes Brevia neutrality, Dramland defence; Brevia owes Aldora
 * neutrality; Dramland owes nothing. */
static void similarity_is_that_of_the_pledges_to_all_states(void **state)
{
    ent_table *t = dyads("similarity", true);
    /* 11: 3 2 0 3 0 0; 12: 2 3 0 0 0 0: apart 1 + 1 + 3 of 3 * 6 */
    ent_assert_number(of_pair(t, ALDORA, BREVIA, 2000, "sallyvua"), 1 - 2 * 5.0 / 18, 1e-15);
    ent_assert_number(of_pair(t, BREVIA, ALDORA, 2000, "sallyvua"), 1 - 2 * 5.0 / 18, 1e-15);
    /* 12 and 14 (0 0 0 3 0 0): apart 2 + 3 + 3; squared 4 + 9 + 9 of 9 * 6; any tie or none 3 of 6 */
    ent_assert_number(of_pair(t, BREVIA, DRAMLAND, 2000, "sallyvua"), 1 - 2 * 8.0 / 18, 1e-15);
    ent_assert_number(of_pair(t, BREVIA, DRAMLAND, 2000, "sallyvus"), 1 - 2 * 22.0 / 54, 1e-15);
    ent_assert_number(of_pair(t, BREVIA, DRAMLAND, 2000, "sallybua"), 0, 1e-15);
    assert_pair(t, ALDORA, BREVIA, 2000, "sallyvwa", NAN); /* no state has a CINC in that year */
    assert_pair(t, ALDORA, BREVIA, 1999, "sallyvua", NAN); /* not covered */
    ent_table_free(t);
}

/* ---- choosing rows ---- */

static size_t count_where(const char *where)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_DYADS, .directed = true, .where = where});
    size_t count = ent_table_row_count(t);
    assert_int_equal(ent_table_column_count(t), 3); /* columns of the condition are not shown */
    ent_table_free(t);
    return count;
}

static void conditions_choose_rows(void **state)
{
    assert_int_equal(count_where("year = 1950 and ccode1 = 11"), 3);
    assert_int_equal(count_where("year = 1950 and ccode1 = 11 and (conttype = 1 or conttype = 4)"), 2);
    assert_int_equal(count_where("year = 1950 and not ccode1 != 11 and ccode2 >= 13"), 2);
    assert_int_equal(count_where("ccode1 < ccode2 and year = 1950"), 6);
    assert_int_equal(count_where("stateabb1 = 'ALD' and year = 1950"), 3);
    assert_int_equal(count_where("year = 2001 and polity21 is missing and ccode1 = 11"), 5);
    assert_int_equal(count_where("polity21 is not missing and ccode2 = 12"), 1);
}

/* Neither polity2 < 0 nor its contrary is true where polity2 is missing. */
static void what_is_compared_with_a_missing_value_is_neither_true_nor_false(void **state)
{
    assert_int_equal(count_where("polity21 < 0 or not polity21 < 0"), count_where("polity21 is not missing"));
}

static void bad_conditions_are_refused(void **state)
{
    static const struct {
        const char *where, *message;
    } bad[] = {
        {"year >", "--where: expected a number, 'text' or column at 'the end' (character 7)"},
        {"year 1950", "--where: expected =, !=, <, <=, >, >= or 'is missing' at '1950' (character 6)"},
        {"(year = 1950", "--where: expected ')' at 'the end' (character 13)"},
        {"year = 1950 1951", "--where: expected 'and', 'or' or the end at '1951' (character 13)"},
        {"stateabb1 = 5", "--where: expected 'text': the column has texts at '5' (character 13)"},
        {"stateabb1 = 'x", "--where: expected a closing quote at ''x' (character 13)"},
        {"year = 'x'", "--where: expected a number: the column has no texts at ''x'' (character 8)"},
        {"", "--where: expected a column at 'the end' (character 1)"},
    };
    for (size_t i = 0; i < ent_countof(bad); i++) {
        const ent_table_options options = {.unit = ENT_TABLE_DYADS, .where = bad[i].where};
        ent_table *t;
        ent_error error = {0};
        ent_assert_fails(ent_table_new(world, &options, NULL, &t, &error), &error, ENT_ERR_ARGUMENT,
                         bad[i].message);
        assert_null(t);
    }
}

static void relevant_pairs_are_contiguous_or_have_a_major_power(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_DYADS, .only_relevant = true, .from = 1950,
                                             .to = 1980});
    assert_true(pair_row(t, ALDORA, DRAMLAND, 1950) >= 0);    /* Aldora is a major power */
    assert_true(pair_row(t, DRAMLAND, WEST_MARKIA, 1960) >= 0); /* 24 miles of water */
    assert_true(pair_row(t, BREVIA, COSTONA, 1960) < 0);
    assert_int_equal(ent_table_column_count(t), 3);
    ent_table_free(t);
}

/* ---- what is refused ---- */

static void assert_refused(const ent_table_options *options, ent_status code, const char *part)
{
    ent_table *t;
    ent_error error = {0};
    assert_int_equal(ent_table_new(world, options, NULL, &t, &error), code);
    assert_null(t);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

static void unknown_columns_are_refused_with_what_there_is(void **state)
{
    const ent_table_options misspelt = {.unit = ENT_TABLE_DYADS, .with = "nmc,contigity"};
    const ent_table_options of_dyads = {.unit = ENT_TABLE_STATES, .with = "atop"};
    assert_refused(&misspelt, ENT_ERR_ARGUMENT, "'contigity' is no group of columns, nor a column, of a table "
                   "of dyads; did you mean 'contiguity'?; groups: names, codes, nmc, ");
    assert_refused(&of_dyads, ENT_ERR_ARGUMENT, "a table of states: 'entente dyads' has it; groups: names");
}

static void years_outside_the_system_are_refused(void **state)
{
    const ent_table_options late = {.unit = ENT_TABLE_STATES, .to = 2025};
    const ent_table_options turned = {.unit = ENT_TABLE_STATES, .from = 1950, .to = 1949};
    assert_refused(&late, ENT_ERR_ARGUMENT, "year 2025: who is a state is known from 1900 to 2016 "
                   "(cow@cow-states-2016)");
    assert_refused(&turned, ENT_ERR_ARGUMENT, "the first year 1950 is after the last one 1949");
}

static void a_data_set_that_is_not_in_the_world_is_said_with_how_to_import_it(void **state)
{
    const ent_table_options wars = {.unit = ENT_TABLE_DYADS, .with = "wars"};
    const ent_table_options version = {.unit = ENT_TABLE_DYADS, .with = "nmc@nmc-5.0"};
    assert_refused(&wars, ENT_ERR_INPUT, "import it: ");
    assert_refused(&version, ENT_ERR_INPUT, "nmc: ");
}

static void columns_of_one_name_are_refused(void **state)
{
    const ent_table_options twice = {.unit = ENT_TABLE_STATES, .with = "nmc@nmc-6.0,nmc@nmc-7.0"};
    assert_refused(&twice, ENT_ERR_ARGUMENT, "column 'milex' is asked for twice");
}

static void states_and_options_that_cannot_be_are_refused(void **state)
{
    const ent_table_options unknown = {.unit = ENT_TABLE_STATES, .states = "ALD,XYZ"};
    const ent_table_options relevant = {.unit = ENT_TABLE_STATES, .only_relevant = true};
    const ent_table_options system = {.unit = ENT_TABLE_STATES, .system = "nowhere"};
    assert_refused(&unknown, ENT_ERR_INPUT, "XYZ");
    assert_refused(&relevant, ENT_ERR_ARGUMENT, "relevant are dyads, not states");
    assert_refused(&system, ENT_ERR_INPUT, "nowhere");
}

/* ---- reading and writing ---- */

static void a_column_can_be_read_by_rows_with_what_is_missing(void **state)
{
    ent_table *t = dyads("nmc", true);
    size_t rows = ent_table_row_count(t);
    const ent_table_column *column = ent_table_find(t, "milex2");
    double *value = ent_new_array(rows, sizeof *value);
    uint8_t *missing = ent_new_array(rows, 1);
    ent_table_read(t, column, value, missing);
    for (size_t row = 0; row < rows; row++) {
        ent_assert_number(value[row], at_row(t, "milex2", row), 0);
        assert_int_equal(missing[row], isnan(value[row]) ? 1 : 0);
    }
    free(value);
    free(missing);
    ent_table_free(t);
}

static ent_status take(void *buffer, const char *bytes, size_t count, ent_error *error)
{
    ent_buffer_add_bytes(buffer, bytes, count);
    return ENT_OK;
}

static ent_buffer csv_of(const ent_table *table, size_t threads)
{
    ent_buffer text = {0};
    ent_error error = {0};
    const ent_csv_options options = {.header = true, .threads = threads};
    ent_assert_ok(ent_table_csv(table, &options, take, &text, &error), &error);
    return text;
}

static void a_table_is_written_as_csv(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_DYADS, .directed = true, .from = 1914,
                                             .to = 1914, .states = "11,14", .with = "names,cinc,conttype"});
    ent_buffer text = csv_of(t, 1);
    assert_string_equal(text.data,
                        "ccode1,ccode2,year,stateabb1,statename1,stateabb2,statename2,cinc1,cinc2,conttype\n"
                        "11,14,1914,ALD,Aldora,DRM,\"Dramland, Republic of\",0.52,,0\n"
                        "14,11,1914,DRM,\"Dramland, Republic of\",ALD,Aldora,,0.52,0\n");
    ent_buffer_clear(&text);
    ent_table_free(t);
}

#define MANY "names,nmc,majors,contiguity,atop,capital-distance,trade,similarity"

static void the_bytes_do_not_depend_on_the_number_of_threads(void **state)
{
    ent_table *t = dyads(MANY, true);
    ent_buffer one = csv_of(t, 1), seven = csv_of(t, 7);
    assert_int_equal(one.length, seven.length);
    assert_memory_equal(one.data, seven.data, one.length);
    ent_buffer_clear(&one);
    ent_buffer_clear(&seven);
    ent_table_free(t);
}

/* Blocks of a few rows, one after the other. */
static void a_table_in_blocks_is_the_same_table(void **state)
{
    ent_table *whole = dyads(MANY, true), *t;
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .with = MANY};
    ent_buffer expected = csv_of(whole, 1), text = {0};
    ent_error error = {0};
    bool more = true, header = true;
    size_t blocks = 0;
    ent_assert_ok(ent_table_begin(world, &options, 150, NULL, &t, &error), &error);
    for (ent_assert_ok(ent_table_next(t, &more, &error), &error); more; blocks++) {
        const ent_csv_options csv = {.header = header};
        ent_assert_ok(ent_table_csv(t, &csv, take, &text, &error), &error);
        header = false;
        ent_assert_ok(ent_table_next(t, &more, &error), &error);
    }
    assert_true(blocks > 5);
    assert_string_equal(text.data, expected.data);
    ent_buffer_clear(&text);
    ent_buffer_clear(&expected);
    ent_table_free(t);
    ent_table_free(whole);
}

static void packed_and_plain_files_have_the_same_text(void **state)
{
    char plain[ENT_PATH], packed[ENT_PATH];
    char *a, *b;
    size_t a_size, b_size;
    ent_error error = {0};
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .with = MANY};
    ent_assert_ok(ent_table_write(world, "t.world", &options, &(ent_table_output){.path =
                      ent_temp_path("d.csv", plain)}, NULL, NULL, &error), &error);
    ent_assert_ok(ent_table_write(world, "t.world", &options, &(ent_table_output){.path =
                      ent_temp_path("d.csv.gz", packed), .stream = true, .threads = 3}, NULL, NULL, &error),
                  &error);
    assert_true(ent_file_is_gzip(packed));
    ent_assert_ok(ent_file_read(plain, 0, &a, &a_size, &error), &error);
    ent_assert_ok(ent_file_read(packed, 0, &b, &b_size, &error), &error);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a, b, a_size);
    free(a);
    free(b);
}

/* ---- progress ---- */

typedef struct {
    size_t steps, stop_at; /* 0 = never */
    double last;
    bool ok;
} watcher;

static void watch(void *user, double done, const char *what)
{
    watcher *w = user;
    w->steps++;
    w->ok = w->ok && done >= w->last && done <= 1 && *what;
    w->last = done;
}

static bool enough(void *user)
{
    const watcher *w = user;
    return w->stop_at && w->steps >= w->stop_at;
}

static ent_status write_watched(const char *path, watcher *w, bool stream)
{
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .with = MANY};
    const ent_monitor monitor = {w, watch, enough};
    *w = (watcher){.stop_at = w->stop_at, .ok = true};
    return ent_table_write(world, "t.world", &options, &(ent_table_output){.path = path, .stream = stream},
                           &monitor, NULL, NULL);
}

static void a_table_that_is_stopped_at_any_step_leaves_no_file(void **state)
{
    static const char *const names[] = {"s.csv", "s.csv.gz", "s.sqlite"};
    char path[ENT_PATH];
    struct stat info;
    for (size_t i = 0; i < ent_countof(names); i++) {
        watcher w = {0};
        ent_temp_path(names[i], path);
        while (w.stop_at++, write_watched(path, &w, i == 1) != ENT_OK) {
            assert_int_equal(w.steps, w.stop_at);
            assert_true(w.ok);
            assert_int_not_equal(stat(path, &info), 0);
        }
        assert_true(w.ok && w.steps > 8); /* the groups, and at least one for rows */
        assert_int_equal(remove(path), 0);
    }
}

static void what_is_written_says_its_rows_and_terms(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_json *said;
    ent_table_options options = {.unit = ENT_TABLE_STATES, .from = 1914, .to = 1914, .with = "nmc"};
    const ent_table_output output = {.path = ent_temp_path("terms.csv", path)};
    ent_assert_ok(ent_table_write(world, "t.world", &options, &output, NULL, &said, &error), &error);
    assert_null(ent_json_get(ent_json_get(ent_json_root(said), "result"), "terms")); /* few rows */
    ent_json_free(said);
    options.from = 0;
    options.to = 0;
    ent_assert_ok(ent_table_write(world, "t.world", &options, &output, NULL, &said, &error), &error);
    const ent_json_value *result = ent_json_get(ent_json_root(said), "result");
    const ent_json_value *terms = ent_json_get(result, "terms");
    assert_int_equal(ent_json_count(terms), 2); /* who is a state, and the capabilities */
    assert_string_equal(ent_json_text(ent_json_get(ent_json_at(terms, 0), "source")), "cow-states-2016");
    assert_string_equal(ent_json_text(ent_json_get(ent_json_at(terms, 1), "source")), "nmc-7.0");
    assert_true(ent_json_number(ent_json_get(ent_json_at(terms, 1), "rows")) ==
                ent_json_number(ent_json_get(result, "rows")));
    ent_json_free(said);
}

/* ---- memory ---- */

static ent_status make_and_write(void *context, ent_error *error)
{
    const ent_table_options *options = context;
    ent_table *table;
    ent_buffer text = {0};
    const ent_csv_options csv = {.header = true, .gzip = true, .threads = 1};
    ent_status status = ent_table_new(world, options, NULL, &table, error);
    if (status != ENT_OK) {
        assert_null(table);
        return status;
    }
    status = ent_table_csv(table, &csv, take, &text, error);
    if (status == ENT_OK && text.failed)
        status = ent_fail_memory(error);
    ent_buffer_clear(&text);
    ent_table_free(table);
    return status;
}

static void a_table_survives_failing_memory(void **state)
{
    ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .from = 1998, .to = 2002,
                                 .with = "codes,contiguity,democracy,gdp,igo,min-distance,rivalry," MANY,
                                 .where = "stateabb1 != 'FJL' and year > 1990"};
    ent_sweep(make_and_write, &options);
    ent_table_options by_state = {.unit = ENT_TABLE_STATES, .from = 1958, .to = 1960,
                                  .with = "names,contiguity,capital-distance,min-distance,rivalry,igo,trade"};
    ent_sweep(make_and_write, &by_state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_has_a_row_in_each_year_that_it_is_there_on_any_day),
        cmocka_unit_test(two_states_that_share_a_year_but_no_day_are_no_pair),
        cmocka_unit_test(rows_are_sorted_by_codes_and_year),
        cmocka_unit_test(pairs_that_are_not_directed_stand_once_the_lower_code_first),
        cmocka_unit_test(years_and_states_can_be_chosen),
        cmocka_unit_test(rows_by_month_and_day_follow_the_days_of_membership),
        cmocka_unit_test(a_gw_number_that_passes_to_another_state_goes_on),
        cmocka_unit_test(values_are_those_of_the_source_and_missing_ones_are_missing),
        cmocka_unit_test(one_source_of_several_can_be_asked_for),
        cmocka_unit_test(single_columns_can_be_asked_for_and_stand_in_that_order),
        cmocka_unit_test(a_major_power_is_one_in_each_year_that_it_is_one_on_any_day),
        cmocka_unit_test(of_several_types_of_border_within_a_year_the_first_stands),
        cmocka_unit_test(a_pledge_stands_in_its_direction_and_is_missing_outside_its_source),
        cmocka_unit_test(cow_alliances_count_on_any_day_of_the_year),
        cmocka_unit_test(capitals_are_those_of_the_first_day_of_the_year),
        cmocka_unit_test(distances_trade_and_organisations_are_looked_up_both_ways),
        cmocka_unit_test(a_rivalry_has_its_number_and_types),
        cmocka_unit_test(a_rivalry_is_not_known_after_its_data_and_like_the_peer_goes_on),
        cmocka_unit_test(similarity_is_that_of_the_pledges_to_all_states),
        cmocka_unit_test(conditions_choose_rows),
        cmocka_unit_test(what_is_compared_with_a_missing_value_is_neither_true_nor_false),
        cmocka_unit_test(bad_conditions_are_refused),
        cmocka_unit_test(relevant_pairs_are_contiguous_or_have_a_major_power),
        cmocka_unit_test(unknown_columns_are_refused_with_what_there_is),
        cmocka_unit_test(years_outside_the_system_are_refused),
        cmocka_unit_test(a_data_set_that_is_not_in_the_world_is_said_with_how_to_import_it),
        cmocka_unit_test(columns_of_one_name_are_refused),
        cmocka_unit_test(states_and_options_that_cannot_be_are_refused),
        cmocka_unit_test(a_column_can_be_read_by_rows_with_what_is_missing),
        cmocka_unit_test(a_table_is_written_as_csv),
        cmocka_unit_test(the_bytes_do_not_depend_on_the_number_of_threads),
        cmocka_unit_test(a_table_in_blocks_is_the_same_table),
        cmocka_unit_test(packed_and_plain_files_have_the_same_text),
        cmocka_unit_test(a_table_that_is_stopped_at_any_step_leaves_no_file),
        cmocka_unit_test(what_is_written_says_its_rows_and_terms),
        cmocka_unit_test(a_table_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
