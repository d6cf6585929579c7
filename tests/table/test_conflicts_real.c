/* Disputes and wars of the real files against the reference counts, the hand-checked cases and the tables of the R
 * package peacesciencer (data/derived, reference/dyads): the rows before and after each rule, every cell of what
 * stands for a dyad-year, and a list of what differs. */
#include "support.h"

#include "core/csv.h"
#include "core/memory.h"
#include "entente/entente.h"
#include "table/disputes.h"
#include "table/whittle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FIRST = 1816, LAST = 2014 };

static const char *data;
static ent_world *world;

static int open_world(void **state)
{
    static const char *const files[] = {"cow/states2016.csv", "cow/MIDA 5.0.csv", "cow/MIDB 5.0.csv",
                                        "cow/Inter-StateWarData_v4.0.csv", "other/gml-ddy-disputes-2.2.1.csv"};
    char path[ENT_PATH], file[2 * ENT_PATH];
    ent_error error = {0};
    ent_temp_path("disputes.world", path);
    for (size_t i = 0; i < ent_countof(files); i++) {
        snprintf(file, sizeof file, "%s/%s", data, files[i]);
        ent_assert_ok(ent_import_folder(file, path, NULL, NULL, &error), &error);
    }
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- a CSV file by the names of its columns ---- */

typedef struct {
    ent_csv *csv;
    char name[64][32];
    size_t names, count;
    char **field;
} table_file;

/* Where it is not there the test is skipped. */
static void file_open(table_file *file, const char *folder, const char *name)
{
    char path[2 * ENT_PATH];
    struct stat info;
    ent_error error = {0};
    snprintf(path, sizeof path, "%s/%s/%s", data, folder, name);
    if (stat(path, &info) != 0)
        skip();
    ent_assert_ok(ent_csv_open(path, 0, &file->csv, &error), &error);
    ent_assert_ok(ent_csv_next(file->csv, &file->field, &file->names, &error), &error);
    for (size_t i = 0; i < file->names; i++)
        snprintf(file->name[i], sizeof file->name[i], "%s", file->field[i]);
}

static bool file_next(table_file *file)
{
    ent_error error = {0};
    ent_assert_ok(ent_csv_next(file->csv, &file->field, &file->count, &error), &error);
    if (file->count == 0)
        ent_csv_close(file->csv);
    return file->count > 0;
}

static const char *text_of(const table_file *file, const char *name)
{
    for (size_t i = 0; i < file->names; i++)
        if (strcmp(file->name[i], name) == 0)
            return file->field[i];
    fail_msg("no column %s", name);
    return "";
}

/* NaN where the field is empty. */
static double number_of(const table_file *file, const char *name)
{
    const char *text = text_of(file, name);
    return *text && strcmp(text, "NA") != 0 ? strtod(text, NULL) : (double)NAN;
}

/* -9 is unknown. */
static double known_of(const table_file *file, const char *name)
{
    double value = number_of(file, name);
    return value == -9 ? (double)NAN : value;
}

static whittle_row row_of(const table_file *file, const char *onset)
{
    return (whittle_row){
        .a = (int)number_of(file, "ccode1"), .b = (int)number_of(file, "ccode2"),
        .time = (size_t)number_of(file, "year"), .number = number_of(file, "dispnum"),
        .onset = number_of(file, onset) == 1, .fatality = known_of(file, "fatality"),
        .hostility = known_of(file, "hostlev"), .mindur = known_of(file, "mindur"),
        .maxdur = known_of(file, "maxdur"), .recip = known_of(file, "recip"),
        .stmon = known_of(file, "stmon")};
}

typedef struct {
    whittle_row *rows;
    size_t count, capacity;
} row_list;

static void add_row(row_list *list, whittle_row row)
{
    assert_true(ent_grow(&list->rows, list->count, &list->capacity, sizeof *list->rows));
    list->rows[list->count++] = row;
}

/* ---- counts after each rule ---- */

static void assert_stages(const char *set, row_list *list)
{
    table_file file;
    whittle_chain chain;
    size_t stage = 0;
    ent_error error = {0};
    file_open(&file, "../reference/dyads", "whittle_counts.csv");
    ent_assert_ok(whittle_parse(WHITTLE_DISPUTES, &chain, &error), &error);
    whittle_sort(list->rows, list->count);
    while (file_next(&file)) {
        if (strcmp(text_of(&file, "dataset"), set) != 0)
            continue;
        if (stage > 0)
            list->count = whittle_apply(chain.rules[stage - 1], list->rows, list->count);
        if (list->count != (size_t)number_of(&file, "rows"))
            fail_msg("%s after '%s': %zu rows", set, text_of(&file, "stage"), list->count);
        assert_int_equal(whittle_repeated(list->rows, list->count),
                         (int)number_of(&file, "duplicated_directed_dyadyears"));
        stage++;
    }
    assert_int_equal(stage, 9);
    free(list->rows);
}

static void gml_disputes_are_whittled_to_the_references_counts(void **state)
{
    table_file file;
    row_list list = {0};
    file_open(&file, "other", "gml-ddy-disputes-2.2.1.csv");
    while (file_next(&file))
        add_row(&list, row_of(&file, "midonset"));
    assert_stages("gml_2.2.1", &list);
}

static void hand_checked_cases_keep_the_references_disputes(void **state)
{
    table_file file;
    whittle_chain chain;
    row_list list = {0};
    bool kept[64] = {0};
    ent_error error = {0};
    file_open(&file, "../reference/dyads", "whittle_examples.csv");
    while (file_next(&file)) {
        whittle_row row = row_of(&file, "midonset");
        row.place = list.count;
        assert_true(list.count < ent_countof(kept));
        kept[list.count] = number_of(&file, "kept") == 1;
        add_row(&list, row);
    }
    ent_assert_ok(whittle_parse(WHITTLE_DISPUTES, &chain, &error), &error);
    size_t left = list.count, expected = 0;
    for (size_t i = 0; i < list.count; i++)
        expected += kept[i];
    ent_assert_ok(whittle(&chain, list.rows, &left, &error), &error);
    assert_int_equal(left, expected);
    for (size_t i = 0; i < left; i++)
        assert_true(kept[list.rows[i].place]);
    free(list.rows);
}

/* ---- COW: from parties to pairs ---- */

/* Codes of actors, so that rows are keyed as in the files. */
static int code_of(int actor)
{
    size_t count;
    const ent_code *codes = ent_world_codes(world, &count);
    for (size_t i = 0; i < count; i++)
        if (codes[i].actor == actor && strcmp(codes[i].scheme, "cow") == 0)
            return atoi(codes[i].code);
    return 0;
}

/* Directed dyad-dispute-years from the parties that the world has, conflicts being numbers of disputes. */
static disputes_rows cow_rows(void)
{
    ent_series series;
    ent_spells spells;
    ent_treaty *disputes;
    ent_span when[LAST - FIRST + 1];
    size_t dispute_count;
    disputes_rows rows = {0};
    ent_error error = {0};
    for (int year = FIRST; year <= LAST; year++)
        when[year - FIRST] = ent_span_of_year(year);
    ent_assert_ok(ent_world_resolve(world, ENT_CONFLICTS, "dispute@cow-mid", &series, &error), &error);
    ent_assert_ok(ent_world_spells(world, &series, series.covers, &spells, &error), &error);
    ent_assert_ok(ent_world_treaties(world, &series, &disputes, &dispute_count, &error), &error);
    int *number = ent_new_array(20000, sizeof *number);
    for (size_t i = 0; i < dispute_count; i++) {
        assert_true(disputes[i].id < 20000);
        number[disputes[i].id] = atoi(disputes[i].code + 4);
    }
    disputes_party *parties = ent_new_array(spells.count, sizeof *parties);
    for (size_t i = 0; i < spells.count; i++)
        parties[i] = (disputes_party){number[spells.items[i].treaty], code_of(spells.items[i].a),
                                      spells.items[i].level, 1, spells.items[i].span};
    ent_assert_ok(disputes_by_time(parties, spells.count, when, LAST - FIRST + 1, false, &rows, &error),
                  &error);
    free(parties);
    free(number);
    free(disputes);
    ent_spells_clear(&spells);
    return rows;
}

static const disputes_row *find_row(const disputes_rows *rows, int number, int a, int b, int year)
{
    for (size_t i = 0; i < rows->count; i++) {
        const disputes_row *row = &rows->items[i];
        if (row->conflict == number && row->a == a && row->b == b && (int)row->time == year - FIRST)
            return row;
    }
    return NULL;
}

/* The peer has no onset of Russia and Finland in 2014, though it has one wherever else both come back: its list of
 * spells in years that follow each other is made by hand. */
static void cow_parties_make_the_peers_dispute_years(void **state)
{
    table_file file;
    disputes_rows rows = cow_rows();
    size_t count = 0, other_onset = 0;
    file_open(&file, "derived", "cow_mid_dirdisps_peacesciencer.csv");
    while (file_next(&file)) {
        int a = (int)number_of(&file, "ccode1"), b = (int)number_of(&file, "ccode2");
        int year = (int)number_of(&file, "year"), number = (int)number_of(&file, "dispnum");
        const disputes_row *row = find_row(&rows, number, a, b, year);
        if (!row)
            fail_msg("dispute %d has no %d-%d in %d", number, a, b, year);
        count++;
        if (row->onset == (number_of(&file, "disponset") == 1))
            continue;
        print_message("onset of dispute %d, %d-%d in %d: ours %d\n", number, a, b, year, row->onset);
        other_onset++;
    }
    assert_int_equal(count, 11390);
    assert_int_equal(rows.count, count);
    assert_int_equal(other_onset, 2);
    disputes_clear(&rows);
}

static void cow_disputes_are_whittled_to_the_references_counts(void **state)
{
    table_file file;
    row_list list = {0};
    disputes_rows rows = cow_rows();
    whittle_row *of_dispute = ent_new_array(10000, sizeof *of_dispute);
    file_open(&file, "cow", "MIDA 5.0.csv");
    while (file_next(&file)) {
        size_t number = (size_t)number_of(&file, "dispnum");
        of_dispute[number] = (whittle_row){
            .number = (double)number, .fatality = known_of(&file, "fatality"),
            .hostility = known_of(&file, "hostlev"), .mindur = known_of(&file, "mindur"),
            .maxdur = known_of(&file, "maxdur"), .recip = known_of(&file, "recip"),
            .stmon = known_of(&file, "stmon")};
    }
    for (size_t i = 0; i < rows.count; i++) {
        whittle_row row = of_dispute[rows.items[i].conflict];
        row.a = rows.items[i].a;
        row.b = rows.items[i].b;
        row.time = rows.items[i].time;
        row.onset = rows.items[i].onset;
        add_row(&list, row);
    }
    assert_stages("cow_mid_5", &list);
    free(of_dispute);
    disputes_clear(&rows);
}

/* ---- cells ---- */

static ent_table *table_of(const char *with, bool like)
{
    const ent_table_options options = {.unit = ENT_TABLE_DYADS, .directed = true, .with = with,
                                       .like_peacesciencer = like};
    ent_table *table;
    ent_error error = {0};
    ent_assert_ok(ent_table_new(world, &options, NULL, &table, &error), &error);
    return table;
}

static double at_row(const ent_table *table, const char *name, size_t row)
{
    const ent_table_column *column = ent_table_find(table, name);
    assert_non_null(column);
    return ent_table_number(column, ent_table_at(table, column, row));
}

/* Rows are ordered by the two codes, then the year; SIZE_MAX = no such row. */
static size_t row_at(const ent_table *table, double a, double b, double year)
{
    size_t low = 0, high = ent_table_row_count(table);
    const double key[] = {a, b, year};
    static const char *const names[] = {"ccode1", "ccode2", "year"};
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = 0;
        for (size_t i = 0; i < 3 && order == 0; i++) {
            double value = at_row(table, names[i], middle);
            order = (value > key[i]) - (value < key[i]);
        }
        if (order == 0)
            return middle;
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return SIZE_MAX;
}

static size_t row_of_line(const ent_table *table, const table_file *file)
{
    return row_at(table, number_of(file, "ccode1"), number_of(file, "ccode2"), number_of(file, "year"));
}

static bool same(double ours, double theirs)
{
    return isnan(ours) ? isnan(theirs) : ours == theirs;
}

/* Four rows of theirs are of Canada and the USSR 1918-1919, when Canada was no member. */
static void every_cell_of_a_cow_dyad_year_is_the_peers(void **state)
{
    static const char *const names[] = {
        "dispnum", "sidea1", "sidea2", "fatality1", "fatality2", "fatalpre1", "fatalpre2", "hiact1", "hiact2",
        "hostlev1", "hostlev2", "orig1", "orig2", "fatality", "hostlev", "mindur", "maxdur", "recip", "stmon"};
    ent_table *table = table_of("cow-mid", true);
    table_file file;
    size_t outside = 0, inside = 0, onsets = 0;
    file_open(&file, "derived", "cow_mid_ddydisps_peacesciencer.csv");
    while (file_next(&file)) {
        size_t row = row_of_line(table, &file);
        if (row == SIZE_MAX) {
            outside++;
            continue;
        }
        inside++;
        ent_assert_number(at_row(table, "cowmidongoing", row), 1, 0);
        onsets += at_row(table, "cowmidonset", row) != number_of(&file, "cowmidonset");
        for (size_t i = 0; i < ent_countof(names); i++) {
            char name[64];
            snprintf(name, sizeof name, "cowmid_%s", names[i]);
            if (!same(at_row(table, name, row), number_of(&file, names[i])))
                fail_msg("%s %s %s: %s is %g", text_of(&file, "ccode1"), text_of(&file, "ccode2"),
                         text_of(&file, "year"), name, at_row(table, name, row));
        }
    }
    assert_int_equal(outside, 4);
    assert_int_equal(inside, 10230);
    assert_int_equal(onsets, 2);
    ent_table_free(table);
}

/* Is a row of the table one of the peer's rows of the war, which may have several of a dyad-year? */
static bool is_war(const ent_table *table, size_t row, const table_file *file)
{
    static const char *const names[][2] = {
        {"cowinteronset", "cowinteronset"}, {"cowinterwarnum", "warnum"}, {"resume", "resume"},
        {"war_sidea1", "sidea1"}, {"war_sidea2", "sidea2"}, {"initiator1", "initiator1"},
        {"initiator2", "initiator2"}, {"outcome1", "outcome1"}, {"outcome2", "outcome2"},
        {"batdeath1", "batdeath1"}, {"batdeath2", "batdeath2"}};
    for (size_t i = 0; i < ent_countof(names); i++)
        if (!same(at_row(table, names[i][0], row), known_of(file, names[i][1])))
            return false;
    return true;
}

static void like_the_peer_wars_are_the_peers(void **state)
{
    ent_table *table = table_of("wars", true);
    table_file file;
    size_t rows = ent_table_row_count(table), ongoing = 0, found = 0;
    uint8_t *seen = ent_new_array(rows, 1);
    file_open(&file, "derived", "cow_war_inter_dyadyear_peacesciencer.csv");
    while (file_next(&file)) {
        size_t row = row_of_line(table, &file);
        assert_true(row != SIZE_MAX);
        ent_assert_number(at_row(table, "cowinterongoing", row), 1, 0);
        found += !seen[row] && is_war(table, row, &file);
        seen[row] |= is_war(table, row, &file);
    }
    for (size_t row = 0; row < rows; row++)
        ongoing += at_row(table, "cowinterongoing", row) == 1;
    assert_int_equal(ongoing, 1876);
    assert_int_equal(found, 1876);
    free(seen);
    ent_table_free(table);
}

/* Ours, where a second spell may meet a first one: what is added, and the peer's cells that change. */
static void our_wars_add_those_of_states_that_came_back(void **state)
{
    ent_table *ours = table_of("wars", false), *peers = table_of("wars", true);
    size_t added = 0, changed = 0, lost = 0;
    for (size_t row = 0; row < ent_table_row_count(ours); row++) {
        bool own = at_row(ours, "cowinterongoing", row) == 1, other = at_row(peers, "cowinterongoing", row) == 1;
        bool onset = own && other &&
                     at_row(ours, "cowinteronset", row) != at_row(peers, "cowinteronset", row);
        added += own && !other;
        lost += other && !own;
        changed += onset;
        if ((own && !other) || onset)
            print_message("%g-%g %g: %s\n", at_row(ours, "ccode1", row), at_row(ours, "ccode2", row),
                          at_row(ours, "year", row), onset ? "onset" : "at war in ours only");
    }
    assert_int_equal(lost, 0);
    assert_int_equal(added, 14);
    assert_int_equal(changed, 2);
    ent_table_free(ours);
    ent_table_free(peers);
}

/* 4,392 state-years in GML's pairs; the peer, which leaves out disputes without a leader in Archigos, has 4,142. */
static void states_in_a_gml_dispute_are_those_of_its_pairs(void **state)
{
    const ent_table_options options = {.unit = ENT_TABLE_STATES, .with = "gml-mid", .like_peacesciencer = true};
    ent_table *table, *pairs = table_of("gml-mid", true);
    ent_error error = {0};
    size_t ongoing = 0, disputing = 0;
    ent_assert_ok(ent_table_new(world, &options, NULL, &table, &error), &error);
    uint8_t *seen = ent_new_array(1000 * 201, 1);
    for (size_t row = 0; row < ent_table_row_count(pairs); row++)
        if (at_row(pairs, "gmlmidongoing", row) == 1)
            seen[(size_t)at_row(pairs, "ccode1", row) * 201 + (size_t)at_row(pairs, "year", row) - FIRST] = 1;
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        bool is = at_row(table, "gmlmidongoing", row) == 1;
        ongoing += is;
        disputing += is && seen[(size_t)at_row(table, "ccode", row) * 201 +
                                (size_t)at_row(table, "year", row) - FIRST];
    }
    assert_int_equal(ongoing, 4392);
    assert_int_equal(disputing, 4392);
    free(seen);
    ent_table_free(table);
    ent_table_free(pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gml_disputes_are_whittled_to_the_references_counts),
        cmocka_unit_test(hand_checked_cases_keep_the_references_disputes),
        cmocka_unit_test(cow_parties_make_the_peers_dispute_years),
        cmocka_unit_test(cow_disputes_are_whittled_to_the_references_counts),
        cmocka_unit_test(every_cell_of_a_cow_dyad_year_is_the_peers),
        cmocka_unit_test(like_the_peer_wars_are_the_peers),
        cmocka_unit_test(our_wars_add_those_of_states_that_came_back),
        cmocka_unit_test(states_in_a_gml_dispute_are_those_of_its_pairs),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, open_world, close_world);
}
