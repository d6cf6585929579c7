/* A wrong file is refused with file, line, field, value and what was expected; the world stays as
 * it was, and none is left behind where none was. */
#include "asking.h"

#define STATES                                                                                     \
    "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"               \
    "ALD,11,Aldora,1900,1,1,2016,12,31,2016\nBRV,12,Brevia,1900,1,1,2016,12,31,2016\n"
#define NMC "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
#define DIRECTED                                                                                   \
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"     \
    "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,"       \
    "nonaggression,entente,version\n"
#define MEMBER                                                                                     \
    "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,"   \
    "all_end_year,ss_type,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,"          \
    "mem_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version\n"
#define ATOP "ddyad,stateA,stateB,year,defense,offense,neutral,nonagg,consul\n"
#define CONTIGUITY "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n"
#define CAPITALS "ccode,statenme,capital,stdate,enddate,lat,lng\n"
#define GW "ccode,stateabb,cow_name,gwcode,gw_name,styear,endyear\n"

/* A file and what is said of it, after "FOLDER/bad.csv". */
static const struct {
    const char *text, *message;
} wrong[] = {
    {NMC "ALD,11,19l4,1,2,3,4,5,6,.5,2021\n",
     ":2: year '19l4' is not a whole number from 1000 to 2200"},
    {NMC "ALD,11,1914,1,2,3,4,5,6,.5,2021\nALD,11,1915,1,2,3,4,5,6,.5,2025\n",
     ":3: version '2025' is not the version of the first row, '2021'"},
    {NMC "ALD,11,2914,1,2,3,4,5,6,.5,2021\n",
     ":2: year '2914' is not a whole number from 1000 to 2200"},
    {NMC "ALD,11,1914,1,2,3,4,5,6,1.5,2021\n",
     ":2: cinc '1.5' is neither -9 (missing) nor from 0 to 1"},
    {NMC "ALD,11,1914,-8,2,3,4,5,6,.5,2021\n",
     ":2: milex '-8' is neither -9 (missing) nor 0 or more"},
    {NMC "ALD,11,1914,1,many,3,4,5,6,.5,2021\n", ":2: milper 'many' is not a number"},
    {NMC "ALD,,1914,1,2,3,4,5,6,.5,2021\n", ":2: ccode '' is not a whole number from 0 to 9999"},
    {NMC "ALD,11,1914,1,2,3,4,5,6,.5,2021\nALD,11,1914,2,2,3,4,5,6,.5,2021\n",
     ":3: milex stands twice for the same actors and days, with different values"},
    {NMC "ALD,11,1914,1,2,3,4,5,6,.5\n", ":2: 10 fields, the header has 11"},
    {NMC "ALD,11,1914,\"1,2,3,4,5,6,.5,2021\n", ":2: a quote is opened and never closed"},
    {NMC, ": there are no rows below the header"},
    {ATOP, ": there are no rows below the header"},
    {GW, ": there are no rows below the header"},
    {DIRECTED "1,11,A,12,B,30,2,1920,,,,0,1,1,0,0,0,4.1\n",
     ":2: dyad_st_day '30' is not a day of 1920-02"},
    {DIRECTED "1,11,A,12,B,1,13,1920,,,,0,1,1,0,0,0,4.1\n",
     ":2: dyad_st_month '13' is not a whole number from -9 to 12"},
    {DIRECTED "1,11,A,11,A,1,2,1920,,,,0,1,1,0,0,0,4.1\n",
     ":2: ccode2 '11' is the same state as the first"},
    {DIRECTED "1,11,A,12,B,1,2,1920,,,,0,1,2,0,0,0,4.1\n",
     ":2: defense '2' is not a whole number from 0 to 1"},
    {DIRECTED "1,11,A,12,B,1,2,1920,,,,0,1,1,0,0,0,9.9\n",
     ":2: version '9.9' is not a version whose last day is known; expected 4.1"},
    {MEMBER "1,11,A,1,2,,,,,x,1,2,1920,,,,0,1,1,0,0,0,4.1\n",
     ":2: all_st_year '' is not a whole number from 1000 to 2200"},
    {ATOP "11012,11,12,2000,1,0,0,0,0\n11012,11,12,2000,0,0,0,0,0\n",
     ":3: the pair and year of this row stand in line 2 too, with other obligations"},
    {CONTIGUITY "1,11,A,12,B,6,190001,201612,,3.2\n",
     ":2: conttype '6' is not a whole number from 1 to 5"},
    {CONTIGUITY "1,11,A,12,B,1,190013,201612,,3.2\n",
     ":2: begin '190013' is not a month as YYYYMM"},
    {CONTIGUITY "1,11,A,12,B,1,190001,201612,,3.9\n",
     ":2: version '3.9' is not a version whose last month is known; expected 3.2"},
    {CAPITALS "11,A,Alda,1900-02-30,2000-01-01,0,0\n",
     ":2: stdate '1900-02-30' is not a date: that month has no day 30"},
    {CAPITALS "11,A,Alda,1900-01-01,2000-01-01,90.5,0\n",
     ":2: lat '90.5' is not from -90 to 90 degrees"},
    {CAPITALS "11,A,Alda,1900-01-01,1949-12-31,0,0\n11,A,Bora,1900-01-01,1949-12-31,0,0\n",
     ": capital stands twice for the same actors and days, with different values"},
    {GW "11,ALD,Aldora,11,Aldora,1950,1949\n",
     ":2: endyear '1949' is not a whole number from 1950 to 2200"},
};

static const char *bad_message(const char *folder, size_t i)
{
    static char message[2 * ENT_PATH];
    snprintf(message, sizeof message, "%s/bad.csv%s", folder, wrong[i].message);
    return message;
}

static void a_wrong_field_is_named_with_line_value_and_what_was_expected(void **state)
{
    char folder[ENT_PATH], path[ENT_PATH];
    ent_temp_path("wrong.world", path);
    for (size_t i = 0; i < ent_countof(wrong); i++) {
        const small_file files[] = {{"a.csv", STATES}, {"bad.csv", wrong[i].text}, {0}};
        ent_import_result result;
        ent_error error = {0};
        make_folder("wrong", files, folder);
        ent_status status = ent_import_folder(folder, path, NULL, &result, &error);
        ent_assert_fails(status, &error, ENT_ERR_INPUT, bad_message(folder, i));
        assert_null(result.files);
        assert_false(is_there(path)); /* it was new */
    }
}

static void the_world_is_as_it_was(void **state)
{
    const small_file good[] = {{"a.csv", STATES}, {0}};
    const small_file bad[] = {
        {"m.csv", MEMBER "1,11,A,1,2,1920,,,,x,1,2,1920,,,,0,1,1,0,0,0,4.1\n"},
        {"n.csv", NMC "ALD,11,1914,x,2,3,4,5,6,.5,2021\n"},
        {0}};
    char folder[ENT_PATH], path[ENT_PATH], before[65], after[65];
    size_t count;
    ent_error error = {0};
    ent_temp_path("kept.world", path);
    ent_assert_ok(ent_import_folder(make_folder("good", good, folder), path, NULL, NULL, &error),
                  &error);
    ent_world *world = open_world(path);
    ent_assert_ok(ent_world_checksum(world, before, &error), &error);
    ent_world_close(world);
    assert_int_equal(ent_import_folder(make_folder("bad", bad, folder), path, NULL, NULL, &error),
                     ENT_ERR_INPUT);
    world = open_world(path);
    ent_assert_ok(ent_world_checksum(world, after, &error), &error);
    assert_string_equal(before, after);
    ent_world_series(world, ENT_TREATIES, &count);
    assert_int_equal(count, 0);
    ent_world_close(world);
}

static void a_state_that_leaves_before_it_enters_is_refused(void **state)
{
    const small_file files[] = {{"bad.csv", STATES "CST,13,C,1920,1,1,1919,1,1,2016\n"}, {0}};
    char folder[ENT_PATH], path[ENT_PATH], message[2 * ENT_PATH];
    ent_error error = {0};
    make_folder("backward", files, folder);
    snprintf(message, sizeof message,
             "%s/bad.csv:4: endyear '1919' ends the spell before it starts", folder);
    ent_assert_fails(
        ent_import_folder(folder, ent_temp_path("backward.world", path), NULL, NULL, &error),
        &error, ENT_ERR_INPUT, message);
}

static void codes_cannot_be_known_without_a_list_of_states(void **state)
{
    const small_file files[] = {{"bad.csv", NMC "ALD,11,1914,1,2,3,4,5,6,.5,2021\n"}, {0}};
    char folder[ENT_PATH], path[ENT_PATH], message[2 * ENT_PATH];
    ent_error error = {0};
    make_folder("stateless", files, folder);
    snprintf(message, sizeof message,
             "%s/bad.csv:2: ccode '11' cannot be known: the world has no states yet; import the "
             "state system (states2016.csv) first or with it",
             folder);
    ent_assert_fails(
        ent_import_folder(folder, ent_temp_path("stateless.world", path), NULL, NULL, &error),
        &error, ENT_ERR_INPUT, message);
}

static void a_folder_without_any_known_file_is_refused(void **state)
{
    const small_file files[] = {{"a.csv", "x,y\n1,2\n"}, {0}};
    char folder[ENT_PATH], path[ENT_PATH], message[2 * ENT_PATH];
    ent_error error = {0};
    make_folder("unknown", files, folder);
    snprintf(message, sizeof message,
             "no file in '%s' has a header that an importer knows; 'entente import --help' lists "
             "them",
             folder);
    ent_assert_fails(
        ent_import_folder(folder, ent_temp_path("none.world", path), NULL, NULL, &error), &error,
        ENT_ERR_INPUT, message);
    assert_false(is_there(path));
    assert_int_equal(ent_import_folder("/nowhere", path, NULL, NULL, &error), ENT_ERR_INPUT);
    assert_string_equal(error.message, "cannot open '/nowhere': No such file or directory");
}

static void one_file_may_be_named_instead_of_a_folder(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(FIXTURES "/states2016.csv", ent_temp_path("one.world", path),
                                    NULL, NULL, &error),
                  &error);
    ent_world *world = open_world(path);
    assert_int_equal(ent_world_actor_count(world), 7);
    ent_world_close(world);
}

static void a_world_that_is_none_is_refused_and_stays(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_temp_file("text.world", "not a world, but long enough to be looked at", 44, path);
    assert_int_equal(ent_import_folder(FIXTURES, path, NULL, NULL, &error), ENT_ERR_INPUT);
    assert_true(is_there(path));
    assert_int_equal(ent_import_folder(FIXTURES, "/nowhere/a.world", NULL, NULL, &error),
                     ENT_ERR_FILE);
}

/* ---- stopping ---- */

static bool stop_after_three(void *user)
{
    return ++*(int *)user > 3;
}

static void an_import_that_is_stopped_leaves_nothing(void **state)
{
    char path[ENT_PATH];
    int asked = 0;
    ent_monitor monitor = {&asked, NULL, stop_after_three};
    ent_error error = {0};
    assert_int_equal(
        ent_import_folder(FIXTURES, ent_temp_path("stopped.world", path), &monitor, NULL, &error),
        ENT_ERR_STOPPED);
    assert_int_equal(asked, 4);
    assert_false(is_there(path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_field_is_named_with_line_value_and_what_was_expected),
        cmocka_unit_test(the_world_is_as_it_was),
        cmocka_unit_test(a_state_that_leaves_before_it_enters_is_refused),
        cmocka_unit_test(codes_cannot_be_known_without_a_list_of_states),
        cmocka_unit_test(a_folder_without_any_known_file_is_refused),
        cmocka_unit_test(one_file_may_be_named_instead_of_a_folder),
        cmocka_unit_test(a_world_that_is_none_is_refused_and_stays),
        cmocka_unit_test(an_import_that_is_stopped_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
