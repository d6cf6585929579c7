/* What an import says of itself: counts by reason, files by fate, days of succession. */
#include "asking.h"

static ent_import_result result;
static ent_world *world;

static int import_fixtures(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(
        ent_import_folder(FIXTURES, ent_temp_path("reports.world", path), NULL, &result, &error),
        &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_import_result_clear(&result);
    ent_world_close(world);
    return 0;
}

static void what_became_of_rows_is_counted_by_reason(void **state)
{
    static const struct {
        const char *layout, *source, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-states", "cow-states-2016", "read", "rows", 8},
        {"cow-states", "cow-states-2016", "kept", "cow", 8},
        {"cow-states", "cow-states-2016", "repaired", "last row without a newline", 1},
        {"cow-system", "cow-system-2016", "repaired", "line ends with carriage returns", 1},
        {"cow-majors", "cow-majors-2016", "repaired", "line ends with carriage returns", 1},
        {"cow-gw", "cow-gw-2025", "left out", "a COW state without a GW number", 1},
        {"cow-gw", "cow-gw-2025", "left out", "a GW-only row whose number a COW state has then", 1},
        {"nmc", "nmc-6.0", "read", "rows", 6},
        {"nmc", "nmc-6.0", "kept", "milex", 4},
        {"nmc", "nmc-6.0", "left out", "missing (-9): milex", 1},
        {"nmc", "nmc-6.0", "left out", "missing (-9): cinc", 0},
        {"nmc", "nmc-6.0", "left out", "code 99 is not in the state system list", 1},
        {"cow-alliance-member", "cow-alliance-4.1", "kept", "treaty", 8},
        {"cow-alliance-member", "cow-alliance-4.1", "repaired", "an empty flag is read as 0", 1},
        {"cow-alliance-member", "cow-alliance-4.1", "left out",
         "the same treaty stands in an earlier row", 1},
        {"cow-alliance-member", "cow-alliance-4.1", "checked",
         "a member outside the state system at its start", 1},
        {"cow-alliance-member", "cow-alliance-4.1", "checked",
         "a member outside the state system at its end", 1},
        {"cow-alliance-directed", "cow-alliance-4.1", "left out", "the spell ends before it starts",
         2},
        {"cow-alliance-dyad", "cow-alliance-dyad-4.1", "checked",
         "asymmetric: the source merged unlike obligations", 1},
        {"atop-member", "atop-4.01", "repaired", "day of start unknown: the widest spell is kept",
         1},
        {"atop-member", "atop-4.01", "left out", "code 8999 is not in the state system list", 1},
        {"atop-directed", "atop-5.1", "checked", "allied, but no obligation in this direction", 2},
        {"atop-directed", "atop-5.1", "left out", "the same pair and year stands in another row",
         1},
        {"cow-contiguity", "cow-contiguity-3.2", "checked",
         "begins in a month when one is not a state", 1},
        {"cow-contiguity", "cow-contiguity-3.2", "checked",
         "ends in a month when one is not a state", 1},
        {"cow-capitals", "cow-capitals-2024", "kept", "capital", 3},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        long long count =
            count_of(world, rows[i].layout, rows[i].source, rows[i].kind, rows[i].reason);
        if (count != rows[i].count)
            fail_msg("%s, %s, %s: %lld", rows[i].layout, rows[i].kind, rows[i].reason, count);
    }
}

static void the_first_case_is_kept_with_its_line(void **state)
{
    ent_import_note *notes;
    size_t count, found = 0;
    ent_error error = {0};
    ent_assert_ok(ent_world_notes(world, &notes, &count, &error), &error);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(notes[i].reason, "code 99 is not in the state system list") != 0)
            continue;
        assert_string_equal(notes[i].example, "line 7");
        assert_string_equal(notes[i].path, FIXTURES "/NMC-60-abridged.csv");
        assert_int_equal(strlen(notes[i].sha256), 64);
        found++;
    }
    assert_int_equal(found, 1);
    free(notes);
}

static void files_are_listed_in_the_order_of_reading_then_those_not_supported(void **state)
{
    static const char *const layouts[] = {"cow-states",
                                          "cow-system",
                                          "cow-gw",
                                          "cow-majors",
                                          "nmc",
                                          "nmc",
                                          "cow-alliance-member",
                                          "cow-alliance-directed",
                                          "cow-alliance-dyad",
                                          "atop-member",
                                          "atop-directed",
                                          "cow-contiguity",
                                          "cow-capitals",
                                          ""};
    assert_int_equal(result.count, ent_countof(layouts));
    for (size_t i = 0; i < result.count; i++) {
        assert_string_equal(result.files[i].layout, layouts[i]);
        assert_int_equal(result.files[i].fate,
                         *layouts[i] ? ENT_FILE_IMPORTED : ENT_FILE_NOT_SUPPORTED);
    }
    assert_string_equal(result.files[4].source, "nmc-6.0");
    assert_string_equal(result.files[13].path, FIXTURES "/README.md");
}

static void each_layout_has_a_title(void **state)
{
    const char *layout, *title;
    size_t count = 0;
    while ((layout = ent_import_layout(count, &title))) {
        assert_true(*layout && *title);
        count++;
    }
    assert_true(count > 0);
    assert_null(title);
}

/* ---- successions: the numbers of the table, in states that never were ---- */

static const small_file two_germanies[] = {
    {"states.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                   "ONE,255,Oneland,1900,1,1,1920,2,3,2016\n"
                   "ONE,255,Oneland,1970,5,6,2016,12,31,2016\n"
                   "TWO,260,Twoland,1930,7,8,1970,5,5,2016\n"
                   "TRE,265,Treland,1931,1,1,1970,5,5,2016\n"},
    {0}};

static void a_succession_is_dated_by_the_spells(void **state)
{
    static const struct {
        int from, to;
        const char *day, *kind;
    } expected[] = {
        {1, 2, "1930-07-08", "splits"}, /* the entry of the successor */
        {1, 3, "1931-01-01", "splits"},
        {3, 1, "1970-05-05", "merges"},    /* the last day of the predecessor */
        {2, 1, "1970-05-06", "continues"}, /* the entry after that */
    };
    char folder[ENT_PATH], path[ENT_PATH];
    ent_succession *items;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(make_folder("successions", two_germanies, folder),
                                    ent_temp_path("successions.world", path), NULL, NULL, &error),
                  &error);
    ent_world *small = open_world(path);
    ent_assert_ok(ent_world_successions(small, &items, &count, &error), &error);
    assert_int_equal(count, ent_countof(expected));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(items[i].predecessor, expected[i].from);
        assert_int_equal(items[i].successor, expected[i].to);
        assert_int_equal(items[i].day, when(expected[i].day).from);
        assert_string_equal(items[i].kind, expected[i].kind);
    }
    free(items);
    ent_world_close(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_became_of_rows_is_counted_by_reason),
        cmocka_unit_test(the_first_case_is_kept_with_its_line),
        cmocka_unit_test(files_are_listed_in_the_order_of_reading_then_those_not_supported),
        cmocka_unit_test(each_layout_has_a_title),
        cmocka_unit_test(a_succession_is_dated_by_the_spells),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
