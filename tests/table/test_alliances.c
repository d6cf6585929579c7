/* Tables of alliances, of their members and of pairs of these, from the made-up files of tests/fixtures/alliances,
 * worked by hand. */
#include "support.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"
#include "entente/entente.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALDORA = 11, BREVIA = 12, COSTONA = 13, DRAMLAND = 14, WEST_MARKIA = 15, MARKIA = 16 };

static ent_world *world;

static const char *const files[] = {
    "cow/states2016.csv", "cow/majors2016.csv", "cow/cow_capitals.csv", "cow/contdir.csv", "cow/atop5_1ddyr.csv",
    "cow/cow_gw_spells.csv", "cow/atop4_01m.csv", "alliances/alliance_v4.1_by_member.csv",
    "alliances/alliance_v4.1_by_directed.csv", "alliances/NMC-70-abridged.csv", "alliances/democracy_ccode.csv"};

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
    ent_assert_ok(ent_import_folder(ent_temp_path("files", folder), ent_temp_path("a.world", path), NULL, NULL,
                                    &error), &error);
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

static ent_table *make_with(ent_table_unit unit, const char *with)
{
    return make(&(ent_table_options){.unit = unit, .with = with});
}

static double at_row(const ent_table *table, const char *name, size_t row)
{
    const ent_table_column *column = ent_table_find(table, name);
    if (!column)
        fail_msg("no column %s", name);
    return ent_table_number(column, ent_table_at(table, column, row));
}

static const char *text_at(const ent_table *table, const char *name, size_t row)
{
    const ent_table_column *column = ent_table_find(table, name);
    double place = at_row(table, name, row);
    return isnan(place) ? "" : column->texts[(size_t)place];
}

/* The row of an alliance and a year, of a member (a) or a pair (a, b); 0 = of none. -1 if there is none. */
static long find(const ent_table *table, int alliance, int a, int b, int year)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++)
        if (at_row(table, "alliance", row) == alliance && at_row(table, "year", row) == year &&
            (!a || at_row(table, b ? "ccode1" : "ccode", row) == a) && (!b || at_row(table, "ccode2", row) == b))
            return (long)row;
    return -1;
}

static size_t row_of(const ent_table *table, int alliance, int a, int b, int year)
{
    long row = find(table, alliance, a, b, year);
    if (row < 0)
        fail_msg("no row %d %d %d %d", alliance, a, b, year);
    return (size_t)row;
}

#define assert_alliance(table, alliance, year, name, expected)                                     \
    ent_assert_number(at_row(table, name, row_of(table, alliance, 0, 0, year)), expected, 1e-12)
#define assert_member(table, alliance, a, year, name, expected)                                    \
    ent_assert_number(at_row(table, name, row_of(table, alliance, a, 0, year)), expected, 1e-12)
#define assert_pair(table, alliance, a, b, year, name, expected)                                   \
    ent_assert_number(at_row(table, name, row_of(table, alliance, a, b, year)), expected, 1e-12)

/* ---- rows ---- */

static void an_alliance_has_a_row_in_each_year_that_it_has_members_on_any_day(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, NULL);
    assert_true(find(t, 8, 0, 0, 1929) < 0);
    for (int year = 1930; year <= 1934; year++)
        assert_true(find(t, 8, 0, 0, year) >= 0);
    assert_true(find(t, 8, 0, 0, 1935) < 0);
    assert_true(find(t, 7, 0, 0, 2012) >= 0);
    /* 7: 1950-2012; 8: 1930-1934; 9: 1918-1921; 10: 1900-1905, since the system begins in 1900 */
    assert_int_equal(ent_table_row_count(t), 63 + 5 + 4 + 6);
    assert_string_equal(text_at(t, "treaty", row_of(t, 7, 0, 0, 1960)), "cow:7");
    ent_table_free(t);
}

static void rows_are_sorted_by_alliance_year_and_code(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCE_DYADS, .directed = true});
    assert_true(ent_table_row_count(t) > 100);
    for (size_t row = 1; row < ent_table_row_count(t); row++) {
        double key[2];
        for (size_t k = 0; k < 2; k++)
            key[k] = at_row(t, "alliance", row - k) * 1e10 + at_row(t, "year", row - k) * 1e5 +
                     at_row(t, "ccode1", row - k) * 100 + at_row(t, "ccode2", row - k);
        assert_true(key[1] < key[0]);
    }
    ent_table_free(t);
}

static void pairs_are_members_on_a_common_day(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCE_DYADS, NULL);
    assert_true(find(t, 7, ALDORA, WEST_MARKIA, 1990) >= 0);
    assert_true(find(t, 7, ALDORA, MARKIA, 1990) >= 0);
    assert_true(find(t, 7, WEST_MARKIA, MARKIA, 1990) < 0); /* 2 October, 3 October */
    assert_true(find(t, 7, DRAMLAND, ALDORA, 1990) < 0);    /* once, the lower code first */
    ent_table *both = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCE_DYADS, .directed = true});
    assert_int_equal(ent_table_row_count(both), 2 * ent_table_row_count(t));
    assert_true(find(both, 7, DRAMLAND, ALDORA, 1990) >= 0);
    ent_table_free(both);
    ent_table_free(t);
}

static void a_member_outside_the_system_has_a_row(void **state)
{
    ent_table *t = make_with(ENT_TABLE_MEMBERS, "membership,members,names");
    assert_member(t, 9, COSTONA, 1918, "in_system", 0);
    assert_member(t, 9, COSTONA, 1920, "in_system", 1); /* from 10 April on */
    assert_member(t, 9, ALDORA, 1918, "in_system", 1);
    assert_member(t, 9, ALDORA, 1918, "members", 2);
    assert_member(t, 9, ALDORA, 1918, "members_outside", 1);
    assert_member(t, 9, ALDORA, 1920, "members_outside", 0);
    assert_string_equal(text_at(t, "stateabb", row_of(t, 9, COSTONA, 0, 1918)), "CST");
    ent_table_free(t);
}

static void an_actor_without_a_code_is_a_member_all_the_same(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .system = "gw", .from = 1960, .to = 1960,
                                             .with = "membership,names,members", .where = "gwcode is missing"});
    assert_int_equal(ent_table_row_count(t), 1); /* Gleditsch and Ward's numbers do not have Dramland here */
    assert_string_equal(text_at(t, "stateabb", 0), "DRM");
    ent_assert_number(at_row(t, "in_system", 0), 0, 0);
    ent_assert_number(at_row(t, "members", 0), 4, 0);
    ent_table_free(t);
}

/* ---- life and members ---- */

static void what_only_a_source_begins_or_ends_did_not_start_or_end(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "life,members");
    assert_alliance(t, 7, 1950, "started", 1);
    assert_alliance(t, 7, 1951, "started", 0);
    assert_alliance(t, 7, 2012, "ended", 0); /* still in force where the source ends */
    assert_alliance(t, 7, 2012, "left", 0);
    assert_alliance(t, 7, 2012, "members_end", 3);
    assert_alliance(t, 8, 1934, "ended", 1);
    assert_alliance(t, 8, 1934, "left", 2);
    assert_alliance(t, 8, 1933, "ended", 0);
    assert_alliance(t, 10, 1900, "started", 0);
    assert_alliance(t, 10, 1900, "joined", 0);
    assert_alliance(t, 10, 1905, "ended", 1);
    assert_alliance(t, 10, 1905, "age", 115); /* since 1790 */
    assert_alliance(t, 7, 1950, "age", 0);
    assert_alliance(t, 7, 1990, "age", 40);
    assert_alliance(t, 7, 1990, "bilateral", 0);
    assert_alliance(t, 7, 1950, "bilateral", 0); /* later it has more */
    assert_alliance(t, 8, 1930, "bilateral", 1);
    ent_table_free(t);
}

static void who_joins_and_leaves_is_counted_and_named(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "members");
    assert_alliance(t, 7, 1990, "members", 4);
    assert_alliance(t, 7, 1990, "members_end", 3);
    assert_alliance(t, 7, 1990, "members_most", 3);
    assert_alliance(t, 7, 1990, "joined", 1);
    assert_alliance(t, 7, 1990, "left", 1);
    assert_string_equal(text_at(t, "member_names", row_of(t, 7, 0, 0, 1990)), "ALD;DRM;WMK;UMK");
    assert_string_equal(text_at(t, "joined_names", row_of(t, 7, 0, 0, 1990)), "UMK");
    assert_string_equal(text_at(t, "left_names", row_of(t, 7, 0, 0, 1990)), "WMK");
    assert_alliance(t, 7, 1966, "members", 4);
    assert_alliance(t, 7, 1966, "members_end", 3);
    assert_alliance(t, 7, 1966, "members_most", 4);
    assert_alliance(t, 7, 1950, "joined", 2); /* founders */
    assert_string_equal(text_at(t, "joined_names", row_of(t, 7, 0, 0, 1951)), "");
    assert_alliance(t, 7, 1990, "regions", 1);
    ent_table_free(t);
}

static void rows_by_month_and_day_count_the_members_of_these_days(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .by = ENT_BY_MONTH, .from = 1990,
                                             .to = 1990, .with = "members", .where = "alliance = 7"});
    assert_int_equal(ent_table_row_count(t), 12);
    ent_assert_number(at_row(t, "members", 8), 3, 0);
    ent_assert_number(at_row(t, "members", 9), 4, 0); /* October */
    ent_assert_number(at_row(t, "left", 9), 1, 0);
    ent_table_free(t);
    t = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .by = ENT_BY_DAY, .from = 1990, .to = 1990,
                                  .with = "members", .where = "alliance = 7 and month = 10"});
    assert_int_equal(ent_table_row_count(t), 31);
    ent_assert_number(at_row(t, "members", 1), 3, 0);
    assert_string_equal(text_at(t, "member_names", 1), "ALD;DRM;WMK");
    assert_string_equal(text_at(t, "member_names", 2), "ALD;DRM;UMK");
    ent_table_free(t);
}

static void major_powers_among_members_are_named(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "member-majors");
    assert_alliance(t, 10, 1903, "majors", 2);
    assert_string_equal(text_at(t, "major_names", row_of(t, 10, 0, 0, 1903)), "ALD;BRV");
    assert_alliance(t, 7, 1955, "majors", 1); /* Brevia to 1940 */
    assert_alliance(t, 7, 1990, "majors", 1);
    assert_alliance(t, 7, 2001, "majors", 2); /* Markia since 2000 */
    ent_table_free(t);
}

/* ---- obligations ---- */

static void an_obligation_is_the_alliances_if_any_member_owes_it(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "obligations");
    assert_alliance(t, 7, 1990, "defense", 1);
    assert_alliance(t, 7, 1990, "consultation", 1);
    assert_alliance(t, 7, 1990, "offense", 0);
    assert_alliance(t, 7, 1990, "neutrality", 0);
    assert_alliance(t, 7, 1951, "asymmetric", 0); /* Dramland joins in 1952 and owes consultation only */
    assert_alliance(t, 7, 1952, "asymmetric", 1);
    assert_alliance(t, 8, 1930, "neutrality", 1);
    assert_alliance(t, 8, 1930, "nonaggression", 1);
    assert_alliance(t, 8, 1930, "asymmetric", 0);
    ent_table_free(t);
}

static void each_of_a_pair_owes_its_own(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCE_DYADS, "pledges,contiguity,capital-distance,names");
    assert_pair(t, 7, ALDORA, DRAMLAND, 1990, "owes_defense1", 1);
    assert_pair(t, 7, ALDORA, DRAMLAND, 1990, "owes_defense2", 0);
    assert_pair(t, 7, ALDORA, DRAMLAND, 1990, "owes_consultation1", 1);
    assert_pair(t, 7, ALDORA, DRAMLAND, 1990, "owes_consultation2", 1);
    assert_pair(t, 7, ALDORA, DRAMLAND, 1990, "years_both", 38);
    assert_pair(t, 7, ALDORA, MARKIA, 1990, "years_both", 0);
    assert_pair(t, 10, ALDORA, BREVIA, 1903, "years_both", (double)NAN);
    ent_table_free(t);
    t = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCE_DYADS, .directed = true, .with = "pledges"});
    assert_pair(t, 7, DRAMLAND, ALDORA, 1990, "owes_defense1", 0);
    assert_pair(t, 7, DRAMLAND, ALDORA, 1990, "owes_defense2", 1);
    ent_table_free(t);
}

/* Columns of pairs stand in the row of each alliance that the pair is in. */
static void columns_of_pairs_are_those_of_the_table_of_dyads(void **state)
{
    const char *const names[] = {"conttype", "capdist", "atop_defense"};
    ent_table_options options = {.unit = ENT_TABLE_ALLIANCE_DYADS, .directed = true,
                                 .with = "contiguity,capital-distance,atop_defense", .from = 1925, .to = 2010};
    ent_table *t = make(&options);
    options.unit = ENT_TABLE_DYADS;
    ent_table *dyads = make(&options);
    size_t compared = 0;
    for (size_t row = 0; row < ent_table_row_count(t); row++)
        for (size_t k = 0; k < ent_table_row_count(dyads); k++) {
            if (at_row(t, "ccode1", row) != at_row(dyads, "ccode1", k) ||
                at_row(t, "ccode2", row) != at_row(dyads, "ccode2", k) ||
                at_row(t, "year", row) != at_row(dyads, "year", k))
                continue;
            for (size_t i = 0; i < ent_countof(names); i++)
                ent_assert_number(at_row(t, names[i], row), at_row(dyads, names[i], k), 0);
            compared++;
        }
    assert_int_equal(compared, ent_table_row_count(t));
    ent_table_free(t);
    ent_table_free(dyads);
}

/* ATOP's members: what each owes stands for all others. */
static void without_ties_by_treaty_a_member_owes_all_others_the_same(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCE_DYADS, .alliances = "atop",
                                             .with = "pledges,obligations", .from = 1960, .to = 2010});
    assert_pair(t, 9001, ALDORA, BREVIA, 1960, "owes_nonaggression1", 0);
    assert_pair(t, 9001, ALDORA, BREVIA, 1960, "owes_defense1", 1);
    assert_pair(t, 9001, ALDORA, BREVIA, 1960, "owes_defense2", 0);
    assert_pair(t, 9001, ALDORA, BREVIA, 1960, "owes_consultation2", 1);
    assert_pair(t, 9001, ALDORA, BREVIA, 1960, "asymmetric", 1);
    assert_pair(t, 9003, ALDORA, DRAMLAND, 2000, "asymmetric", 0);
    ent_table_free(t);
}

/* A phase that ends the day before the next one is no leaving and joining. */
static void a_new_phase_of_a_treaty_is_the_same_membership(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .alliances = "atop-4.01",
                                             .with = "membership", .from = 1960, .to = 1980});
    assert_member(t, 9002, COSTONA, 1960, "joins", 1);
    assert_member(t, 9002, COSTONA, 1969, "leaves", 0);
    assert_member(t, 9002, COSTONA, 1970, "joins", 0);
    assert_member(t, 9002, COSTONA, 1970, "years_in", 10);
    assert_member(t, 9002, COSTONA, 1969, "own_nonaggression", 1);
    assert_member(t, 9002, COSTONA, 1970, "own_nonaggression", 0);
    assert_member(t, 9002, COSTONA, 1970, "own_offense", 1);
    ent_table_free(t);
}

/* ---- the bloc ---- */

/* West Markia counts to 2 October, Markia after that: Aldora 0.3, Dramland 0.1, Markia 0.25. */
static void no_state_counts_beside_its_own_successor(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "bloc");
    assert_alliance(t, 7, 1990, "bloc_cinc", 0.65);
    assert_alliance(t, 7, 1990, "bloc_cinc_missing", 0);
    assert_alliance(t, 7, 1990, "bloc_milex", 160); /* without Dramland's */
    assert_alliance(t, 7, 1990, "bloc_milex_missing", 1);
    assert_alliance(t, 7, 1990, "bloc_milper", 36);
    assert_alliance(t, 7, 1990, "bloc_top_share", 0.3 / 0.65);
    assert_string_equal(text_at(t, "bloc_top", row_of(t, 7, 0, 0, 1990)), "ALD");
    assert_alliance(t, 7, 1990, "bloc_hhi", 0.1625 / 0.4225);
    assert_alliance(t, 7, 1990, "bloc_effective", 0.4225 / 0.1625);
    ent_table_free(t);
}

static void a_bloc_of_which_nothing_is_known_has_no_sum(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "bloc,regimes");
    assert_alliance(t, 8, 1930, "bloc_cinc", (double)NAN);
    assert_alliance(t, 8, 1930, "bloc_cinc_missing", 2);
    assert_alliance(t, 8, 1930, "bloc_hhi", (double)NAN);
    assert_string_equal(text_at(t, "bloc_top", row_of(t, 8, 0, 0, 1930)), "");
    assert_alliance(t, 8, 1930, "polity2_mean", (double)NAN);
    assert_alliance(t, 8, 1930, "polity2_min", (double)NAN);
    assert_alliance(t, 8, 1930, "polity2_missing", 2);
    assert_alliance(t, 8, 1930, "democracies", (double)NAN);
    ent_table_free(t);
}

/* polity2: Aldora 8, Dramland -4, Markia missing; v2x_polyarchy 0.8, 0.2, 0.6. */
static void regimes_are_summed_up_over_members_with_data(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "regimes");
    assert_alliance(t, 7, 1990, "polity2_mean", 2);
    assert_alliance(t, 7, 1990, "polity2_sd", sqrt(72));
    assert_alliance(t, 7, 1990, "polity2_min", -4);
    assert_alliance(t, 7, 1990, "polity2_max", 8);
    assert_alliance(t, 7, 1990, "polity2_missing", 1);
    assert_alliance(t, 7, 1990, "v2x_polyarchy_mean", 1.6 / 3);
    assert_alliance(t, 7, 1990, "v2x_polyarchy_missing", 0);
    assert_alliance(t, 7, 1990, "democracies", 1);
    assert_alliance(t, 7, 1990, "democracies_share", 0.5);
    ent_table_free(t);
}

static void distances_of_unknown_capitals_are_counted(void **state)
{
    ent_table *t = make_with(ENT_TABLE_ALLIANCES, "distances");
    double distance = ent_great_circle(-11.5, 21, 0, -179.5);
    assert_alliance(t, 7, 1990, "capdist_mean", distance);
    assert_alliance(t, 7, 1990, "capdist_max", distance);
    assert_alliance(t, 7, 1990, "capdist_missing", 2);
    assert_alliance(t, 8, 1930, "capdist_missing", 0);
    ent_table_free(t);
}

static void a_member_has_its_share_of_the_bloc_and_its_distance_from_the_others(void **state)
{
    ent_table *t = make_with(ENT_TABLE_MEMBERS, "standing,membership,cinc");
    assert_member(t, 7, ALDORA, 1990, "cinc_share", 0.3 / 0.65);
    assert_member(t, 7, ALDORA, 1990, "milex_share", 100.0 / 160);
    assert_member(t, 7, DRAMLAND, 1990, "milex_share", (double)NAN);
    assert_member(t, 7, WEST_MARKIA, 1990, "cinc_share", (double)NAN); /* its successor is in the bloc */
    assert_member(t, 7, WEST_MARKIA, 1990, "cinc", 0.2);
    assert_member(t, 7, ALDORA, 1990, "polity2_gap", 12);
    assert_member(t, 7, DRAMLAND, 1990, "polity2_gap", -12);
    assert_member(t, 7, MARKIA, 1990, "polity2_gap", (double)NAN);
    assert_member(t, 7, ALDORA, 1990, "v2x_polyarchy_gap", 0.8 - 0.4);
    assert_member(t, 7, WEST_MARKIA, 1990, "leaves", 1);
    assert_member(t, 7, MARKIA, 1990, "joins", 1);
    assert_member(t, 7, WEST_MARKIA, 1990, "at_end", 0);
    assert_member(t, 7, DRAMLAND, 1990, "years_in", 38);
    assert_member(t, 7, DRAMLAND, 1990, "own_defense", 0);
    assert_member(t, 10, ALDORA, 1903, "years_in", (double)NAN);
    ent_table_free(t);
}

/* ---- choosing ---- */

static void states_choose_rows_but_do_not_change_the_alliance(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .states = "CST", .with = "members"});
    assert_int_equal(ent_table_row_count(t), 4); /* alliance 9 */
    ent_assert_number(at_row(t, "members", 0), 2, 0);
    ent_table_free(t);
    t = make(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .states = "CST", .with = "members"});
    assert_int_equal(ent_table_row_count(t), 4);
    ent_assert_number(at_row(t, "members", 0), 2, 0);
    ent_table_free(t);
}

static void rows_are_chosen_by_any_column(void **state)
{
    ent_table *t = make(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .where = "left > 0 and joins = 1"});
    assert_int_equal(ent_table_row_count(t), 1);
    ent_assert_number(at_row(t, "ccode", 0), MARKIA, 0);
    assert_int_equal(ent_table_column_count(t), 4); /* what rows are chosen by is not shown */
    ent_table_free(t);
}

static void assert_refused(const ent_table_options *options, ent_status code, const char *part)
{
    ent_table *table;
    ent_error error = {0};
    assert_int_equal(ent_table_new(world, options, NULL, &table, &error), code);
    assert_null(table);
    if (!strstr(error.message, part))
        fail_msg("'%s' is not in '%s'", part, error.message);
}

static void what_cannot_be_is_refused_with_what_there_is(void **state)
{
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .alliances = "atop-5.1"}, ENT_ERR_INPUT,
                   "not by which treaty");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .alliances = "nowhere"}, ENT_ERR_INPUT,
                   "cow-alliance-4.1");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .from = 2013}, ENT_ERR_ARGUMENT,
                   "treaty@cow-alliance-4.1");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .to = 2014}, ENT_ERR_ARGUMENT, "1900 to 2012");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .with = "milex"}, ENT_ERR_ARGUMENT,
                   "entente alliances --unit member");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .where = "cinc > 0.1"}, ENT_ERR_ARGUMENT,
                   "--where");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_STATES, .with = "bloc"}, ENT_ERR_ARGUMENT,
                   "entente alliances");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .with = "pledges"}, ENT_ERR_ARGUMENT,
                   "--unit dyad");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .only_relevant = true}, ENT_ERR_ARGUMENT,
                   "relevant are dyads, not members");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_ALLIANCES, .with = "bloc@nmc-6.0"}, ENT_ERR_INPUT,
                   "nmc-6.0");
    assert_refused(&(ent_table_options){.unit = ENT_TABLE_MEMBERS, .with = "standing@nmc-7.0,nmc@nmc-6.0"},
                   ENT_ERR_ARGUMENT, "asked for twice");
}

/* ---- blocks, memory ---- */

static ent_status take(void *user, const char *bytes, size_t count, ent_error *error)
{
    ent_buffer *text = user;
    ent_buffer_format(text, "%.*s", (int)count, bytes);
    return text->failed ? ent_fail_memory(error) : ENT_OK;
}

static const ent_table_options rich[] = {
    {.unit = ENT_TABLE_ALLIANCES,
     .with = "life,members,member-majors,obligations,bloc,regimes,distances"},
    {.unit = ENT_TABLE_MEMBERS, .with = "membership,standing,bloc,names,majors,contiguity", .where = "members > 1"},
    {.unit = ENT_TABLE_ALLIANCE_DYADS, .with = "pledges,members,contiguity,capital-distance,alliance"}};

static void a_table_in_blocks_is_the_same_table(void **state)
{
    static const size_t expected[] = {3, 4, 3}; /* whole alliances: 7, 8 and 9, 10; 7, 8, 9, 10 */
    for (size_t i = 0; i < ent_countof(rich); i++) {
        ent_error error = {0};
        ent_buffer whole = {0}, parts = {0};
        ent_csv_options csv = {.header = true, .threads = 2};
        ent_table *t = make(&rich[i]);
        ent_assert_ok(ent_table_csv(t, &csv, take, &whole, &error), &error);
        ent_table_free(t);
        size_t blocks = 0;
        bool more;
        ent_assert_ok(ent_table_begin(world, &rich[i], 10, NULL, &t, &error), &error);
        for (;; blocks++) {
            ent_assert_ok(ent_table_next(t, &more, &error), &error);
            if (!more)
                break;
            csv.header = blocks == 0;
            ent_assert_ok(ent_table_csv(t, &csv, take, &parts, &error), &error);
        }
        ent_table_free(t);
        assert_int_equal(blocks, expected[i]);
        assert_string_equal(ent_buffer_text(&whole), ent_buffer_text(&parts));
        ent_buffer_clear(&whole);
        ent_buffer_clear(&parts);
    }
}

static ent_status make_and_free(void *context, ent_error *error)
{
    ent_table *table;
    ent_status status = ent_table_new(world, context, NULL, &table, error);
    if (status != ENT_OK)
        assert_null(table);
    ent_table_free(table);
    return status;
}

static void a_table_of_alliances_survives_failing_memory(void **state)
{
    for (size_t i = 0; i < ent_countof(rich); i++) {
        ent_table_options options = rich[i];
        options.from = 1988;
        options.to = 1991;
        ent_sweep(make_and_free, &options);
    }
    ent_table_options atop = {.unit = ENT_TABLE_ALLIANCE_DYADS, .alliances = "atop", .with = "pledges,obligations"};
    ent_sweep(make_and_free, &atop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alliance_has_a_row_in_each_year_that_it_has_members_on_any_day),
        cmocka_unit_test(rows_are_sorted_by_alliance_year_and_code),
        cmocka_unit_test(pairs_are_members_on_a_common_day),
        cmocka_unit_test(a_member_outside_the_system_has_a_row),
        cmocka_unit_test(an_actor_without_a_code_is_a_member_all_the_same),
        cmocka_unit_test(what_only_a_source_begins_or_ends_did_not_start_or_end),
        cmocka_unit_test(who_joins_and_leaves_is_counted_and_named),
        cmocka_unit_test(rows_by_month_and_day_count_the_members_of_these_days),
        cmocka_unit_test(major_powers_among_members_are_named),
        cmocka_unit_test(an_obligation_is_the_alliances_if_any_member_owes_it),
        cmocka_unit_test(each_of_a_pair_owes_its_own),
        cmocka_unit_test(columns_of_pairs_are_those_of_the_table_of_dyads),
        cmocka_unit_test(without_ties_by_treaty_a_member_owes_all_others_the_same),
        cmocka_unit_test(a_new_phase_of_a_treaty_is_the_same_membership),
        cmocka_unit_test(no_state_counts_beside_its_own_successor),
        cmocka_unit_test(a_bloc_of_which_nothing_is_known_has_no_sum),
        cmocka_unit_test(regimes_are_summed_up_over_members_with_data),
        cmocka_unit_test(distances_of_unknown_capitals_are_counted),
        cmocka_unit_test(a_member_has_its_share_of_the_bloc_and_its_distance_from_the_others),
        cmocka_unit_test(states_choose_rows_but_do_not_change_the_alliance),
        cmocka_unit_test(rows_are_chosen_by_any_column),
        cmocka_unit_test(what_cannot_be_is_refused_with_what_there_is),
        cmocka_unit_test(a_table_in_blocks_is_the_same_table),
        cmocka_unit_test(a_table_of_alliances_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
