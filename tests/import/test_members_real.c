/* The real files of trade, organisations, distance, yearly alliances, ATOP alliances, Gleditsch-Ward states and
 * powers, where they are: their counts as ../shared/data/README.md gives them, and the layer `igo` against the
 * published dyadic file, which is not imported. Single results, never rows. */
#include "asking.h"

#include "core/rows.h"

static const char *data;
static ent_world *world;

static int import_data(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("members.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static void cells_and_rows_are_as_many_as_the_readme_counts(void **state)
{
    static const struct {
        const char *layout, *source, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "read", "rows", 673654},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "missing (-9): flow1", 22937},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "missing (-9): flow2", 27896},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "missing (-9): smoothflow1", 22937},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "left out", "missing (-9): smoothflow2", 27896},
        {"cow-trade-dyadic", "cow-trade-dyadic-4.0", "checked", "both flows are 0", 284237},
        {"cow-igo-list", "cow-igo-3", "kept", "organisation", 534},
        {"cow-igo-member", "cow-igo-3", "read", "rows", 15557},
        {"cow-igo-member", "cow-igo-3", "left out", "missing (-9)", 138874},
        {"cow-igo-member", "cow-igo-3", "left out", "the organisation does not exist (-1)", 5459286},
        {"cow-igo-member", "cow-igo-3", "left out", "no member (0)", 2170313},
        {"cow-igo-member", "cow-igo-3", "kept", "organisation", 19042},
        {"cow-igo-member", "cow-igo-3", "checked",
         "an organisation that the list of organisations lacks", 0},
        {"cow-igo-member", "cow-igo-3", "checked",
         "a year in which the state is not in the state system", 0},
        {"cshapes-mindist", "cshapes-mindist-2.0", "kept", "distance", 26733},
        {"cshapes-mindist", "cshapes-mindist-2.0", "checked",
         "one of the two is no state in these years", 0},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "read", "rows", 21315},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "checked",
         "a year outside the dates of the member in the same row", 61}, /* 58 before, 3 after */
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "checked",
         "a state's year outside the state system", 78},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "checked",
         "a year in which the member is not in the state system", 82},
        {"cow-alliance-member-yearly", "cow-alliance-yearly-4.1", "repaired",
         "an empty flag is read as 0", 49},
        {"atop-alliance", "atop-4.01", "kept", "alliance", 745},
        {"atop-alliance", "atop-4.01", "checked", "still in force when the data end (0)", 334},
        {"atop-alliance", "atop-4.01", "checked", "a member that the file of members lacks", 0},
        {"atop-alliance", "atop-4.01", "checked", "member 8152 is not in the state system list", 1},
        {"gw-states", "gw-states-2017", "read", "rows", 216},
        {"gw-states", "gw-states-2017", "kept", "gw", 218},
        {"gw-states", "gw-states-2017", "checked", "a state that neither COW nor the crosswalk knows", 6},
        {"maoz-powers", "maoz-powers-2019", "kept", "regional_power", 18},
        {"maoz-powers", "maoz-powers-2019", "kept", "global_power", 5},
        {"false-dyads", "false-dyads-1.2.9", "kept", "false_dyad", 30},
        {"false-dyads", "false-dyads-1.2.9", "left out", "the pair and year stands in an earlier row",
         30},
        {"false-dyads", "false-dyads-1.2.9", "checked", "the two states share a day of the year", 0},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        long long count =
            count_of(world, rows[i].layout, rows[i].source, rows[i].kind, rows[i].reason);
        if (count != rows[i].count)
            fail_msg("%s, %s, %s: %lld", rows[i].layout, rows[i].kind, rows[i].reason, count);
    }
}

/* The sum over the spells of a layer of the years that each lasts. */
static size_t years_of(const char *layer, int longest)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_series series = series_of(world, ENT_LAYER, layer);
    ent_spells spells;
    size_t years = 0;
    ent_error error = {0};
    ent_assert_ok(ent_world_spells(world, &series, always, &spells, &error), &error);
    for (size_t i = 0; i < spells.count; i++)
        years += (size_t)(ent_day_year(spells.items[i].span.to) -
                          ent_day_year(spells.items[i].span.from) + 1);
    ent_spells_clear(&spells);
    assert_true(series.longest_days <= longest);
    return years;
}

static void folding_loses_no_year(void **state)
{
    enum { FIVE_YEARS = 5 * 365 + 2 };
    const size_t flows = 2 * 673654 - 22937 - 27896;
    assert_int_equal(years_of("trade", FIVE_YEARS), flows);
    assert_int_equal(years_of("trade_smoothed", FIVE_YEARS), flows);
    assert_int_equal(years_of("igo", FIVE_YEARS), 917695);
    assert_int_equal(years_of("distance", 135 * 366), 952244);
}

/* ---- the published number of joint memberships ---- */

enum { FIRST = 1816, YEARS = 2014 - FIRST + 1, CODES = 1000, STATES = 300 };

/* Number the states with a COW code from 1: by actor, and by code. */
static void number_states(int *of_actor, int of_code[CODES])
{
    size_t count;
    int last = 0;
    const ent_code *codes = ent_world_codes(world, &count);
    memset(of_code, 0, CODES * sizeof *of_code);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(codes[i].scheme, "cow") != 0)
            continue;
        int *number = &of_actor[codes[i].actor];
        *number = *number ? *number : ++last;
        of_code[atoi(codes[i].code)] = *number;
    }
    assert_true(last < STATES);
}

/* [year][state][state] the number of a pair, both ways; -1 = none. Freed by the caller. */
static short *joint_by_state(const int *of_actor)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    const size_t size = (size_t)YEARS * STATES * STATES * sizeof(short);
    ent_series series = series_of(world, ENT_LAYER, "igo");
    ent_spells spells;
    ent_error error = {0};
    short *joint = malloc(size);
    assert_non_null(joint);
    memset(joint, 0xFF, size);
    ent_assert_ok(ent_world_spells(world, &series, always, &spells, &error), &error);
    for (size_t i = 0; i < spells.count; i++) {
        const ent_spell *s = &spells.items[i];
        for (int year = ent_day_year(s->span.from); year <= ent_day_year(s->span.to); year++) {
            short *of_year = joint + (size_t)(year - FIRST) * STATES * STATES;
            of_year[of_actor[s->a] * STATES + of_actor[s->b]] = (short)s->number;
            of_year[of_actor[s->b] * STATES + of_actor[s->a]] = (short)s->number;
        }
    }
    ent_spells_clear(&spells);
    return joint;
}

static void joint_memberships_are_those_of_the_published_dyads(void **state)
{
    static const ent_column columns[] = {{"ccode1", ENT_COLUMN_REQUIRED}, {"ccode2", ENT_COLUMN_REQUIRED},
                                         {"year", ENT_COLUMN_REQUIRED}, {"dyadigos", ENT_COLUMN_REQUIRED}};
    char file[ENT_PATH + 40];
    ent_rows *rows;
    ent_error error = {0};
    size_t agree = 0, read = 0;
    int of_code[CODES], *of_actor = calloc(ent_world_actor_count(world) + 1, sizeof *of_actor);
    assert_non_null(of_actor);
    number_states(of_actor, of_code);
    short *joint = joint_by_state(of_actor);
    snprintf(file, sizeof file, "%s/derived/cow_igo_joint.csv.gz", data);
    ent_assert_ok(ent_rows_open_csv(file, 0, &rows, &error), &error);
    ent_assert_ok(ent_rows_bind(rows, columns, ent_countof(columns), false, &error), &error);
    for (bool more = true; more;) {
        int cell[4];
        ent_assert_ok(ent_rows_next(rows, &more, &error), &error);
        for (size_t i = 0; i < 4 && more; i++)
            ent_assert_ok(ent_rows_integer(rows, i, 0, i == 2 ? 2014 : CODES - 1, &cell[i], &error),
                          &error);
        if (!more)
            break;
        read++;
        agree += joint[((size_t)(cell[2] - FIRST) * STATES + (size_t)of_code[cell[0]]) * STATES +
                       (size_t)of_code[cell[1]]] == cell[3];
    }
    assert_int_equal(read, 917695);
    assert_int_equal(agree, 917695);
    free(joint);
    free(of_actor);
    ent_rows_close(rows);
}

/* ---- on a day ---- */

static void nato_of_july_1995_has_16_members(void **state)
{
    ent_spells spells = spells_of(world, ENT_TREATIES, "organisation", "1995-07-01");
    int nato = treaty_of(world, "igo:nato").id;
    size_t members = 0;
    for (size_t i = 0; i < spells.count; i++)
        members += spells.items[i].treaty == nato && spells.items[i].level == 1;
    assert_int_equal(members, 16);
    ent_spells_clear(&spells);
}

static void the_distance_of_neighbours_is_0_and_the_data_end_in_2019(void **state)
{
    ent_spell spell = spell_of(world, ENT_LAYER, "distance", "USA", "CAN", "2005-07-01");
    ent_assert_number(spell.number, 0, 0);
    assert_span(spell.span, "1921-01-01 2019-12-31");
    assert_true(spell.marks & ENT_MARK_RIGHT_CENSORED);
}

static void gw_states_pass_on_the_day_of_german_unity(void **state)
{
    ent_spell before = spell_of(world, ENT_SYSTEM, "gw", "cow:260", NULL, "1990-10-02");
    ent_spell after = spell_of(world, ENT_SYSTEM, "gw", "cow:255", NULL, "1990-10-03");
    assert_span(before.span, "1949-09-21 1990-10-02");
    assert_span(after.span, "1990-10-03 2017-12-31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_rows_are_as_many_as_the_readme_counts),
        cmocka_unit_test(folding_loses_no_year),
        cmocka_unit_test(joint_memberships_are_those_of_the_published_dyads),
        cmocka_unit_test(nato_of_july_1995_has_16_members),
        cmocka_unit_test(the_distance_of_neighbours_is_0_and_the_data_end_in_2019),
        cmocka_unit_test(gw_states_pass_on_the_day_of_german_unity),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, import_data, close_world);
}
