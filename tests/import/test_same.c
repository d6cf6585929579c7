/* The same content is imported once; another file of the same source is refused. */
#include "asking.h"

#include <zlib.h>

#define STATES                                                                                     \
    "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"               \
    "ALD,11,Aldora,1900,1,1,2016,12,31,2016\n"
#define NMC_HEADER "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"

/* Import a folder into a world. */
static ent_import_result import(const char *name, const small_file files[], const char *world)
{
    char folder[ENT_PATH], path[ENT_PATH];
    ent_import_result result;
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(make_folder(name, files, folder), ent_temp_path(world, path),
                                    NULL, &result, &error),
                  &error);
    return result;
}

static void assert_already_there(const char *name, const char *text)
{
    const small_file first[] = {{"a.csv", STATES}, {0}}, second[] = {{name, text}, {0}};
    char path[ENT_PATH];
    ent_import_result result = import("first", first, "same.world");
    ent_import_result_clear(&result);
    result = import("second", second, "same.world");
    assert_int_equal(result.count, 1);
    assert_int_equal(result.files[0].fate, ENT_FILE_ALREADY_THERE);
    assert_string_equal(result.files[0].detail, ent_temp_path("first/a.csv", path));
    ent_import_result_clear(&result);
    ent_world *world = open_world(ent_temp_path("same.world", path));
    assert_int_equal(ent_world_actor_count(world), 1);
    ent_world_close(world);
    remove(path);
    remove(ent_temp_path("second/b.csv", path));
}

static void the_same_content_is_imported_once(void **state)
{
    assert_already_there("b.csv", STATES);
}

static void other_line_ends_are_the_same_content(void **state)
{
    assert_already_there("b.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,"
                                  "endday,version\r\nALD,11,Aldora,1900,1,1,2016,12,31,2016");
    assert_already_there("b.csv",
                         "\xEF\xBB\xBFstateabb,ccode,statenme,styear,stmonth,stday,endyear,"
                         "endmonth,endday,version\rALD,11,Aldora,1900,1,1,2016,12,31,2016"
                         "\r");
}

/* Pack a text as a file of a folder. */
static void pack(const char *folder, const char *name, const char *text)
{
    const small_file none[] = {{0}};
    char path[ENT_PATH], inner[ENT_PATH];
    make_folder(folder, none, path);
    snprintf(inner, sizeof inner, "%s/%s", folder, name);
    gzFile stream = gzopen(ent_temp_path(inner, path), "wb");
    gzputs(stream, text);
    gzclose(stream);
}

static void a_packed_copy_is_the_same_content(void **state)
{
    const small_file plain[] = {{"states.csv", STATES}, {0}};
    pack("packed", "a.csv.gz", STATES);
    ent_import_result result = import("packed", plain, "packed.world");
    assert_int_equal(result.count, 2);
    assert_int_equal(result.files[0].fate, ENT_FILE_IMPORTED);
    assert_int_equal(result.files[1].fate, ENT_FILE_ALREADY_THERE);
    ent_import_result_clear(&result);
}

static void a_packed_file_may_name_the_version_of_its_source(void **state)
{
    const small_file plain[] = {{"states.csv", STATES "BRV,12,Brevia,1900,1,1,2016,12,31,2016\n"},
                                {0}};
    pack("atop", "atop5_1ddyr.csv.gz",
         "ddyad,stateA,stateB,year,defense,offense,neutral,nonagg,consul\n"
         "11012,11,12,2000,1,0,0,0,0\n");
    char path[ENT_PATH];
    ent_import_result result = import("atop", plain, "atop.world");
    ent_import_result_clear(&result);
    ent_world *world = open_world(ent_temp_path("atop.world", path));
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance@atop-5.1", "ALD", "BRV", "2000").level,
                     3);
    ent_world_close(world);
}

static void importing_a_folder_again_changes_nothing(void **state)
{
    char path[ENT_PATH], first[65], second[65];
    ent_import_result result;
    ent_error error = {0};
    ent_assert_ok(
        ent_import_folder(FIXTURES, ent_temp_path("again.world", path), NULL, NULL, &error),
        &error);
    ent_world *world = open_world(path);
    ent_assert_ok(ent_world_checksum(world, first, &error), &error);
    ent_world_close(world);
    ent_assert_ok(ent_import_folder(FIXTURES, path, NULL, &result, &error), &error);
    for (size_t i = 0; i + 1 < result.count; i++)
        assert_int_equal(result.files[i].fate, ENT_FILE_ALREADY_THERE);
    ent_import_result_clear(&result);
    world = open_world(path);
    ent_assert_ok(ent_world_checksum(world, second, &error), &error);
    assert_string_equal(first, second);
    assert_int_equal(ent_world_actor_count(world), 8);
    ent_world_close(world);
}

static void files_may_come_one_after_the_other(void **state)
{
    const small_file states[] = {{"a.csv", STATES}, {0}};
    const small_file nmc[] = {{"n.csv", NMC_HEADER "ALD,11,1914,1,2,3,4,5,6,.5,2021\n"}, {0}};
    char path[ENT_PATH];
    ent_import_result result = import("states-first", states, "steps.world");
    ent_import_result_clear(&result);
    result = import("then-nmc", nmc, "steps.world");
    ent_import_result_clear(&result);
    ent_world *world = open_world(ent_temp_path("steps.world", path));
    ent_assert_number(spell_of(world, ENT_ATTRIBUTE, "cinc", "ALD", NULL, "1914").number, 0.5, 0);
    ent_world_close(world);
}

static void a_second_file_of_the_same_source_is_refused_with_both_names(void **state)
{
    const small_file both[] = {{"states.csv", STATES},
                               {"n1.csv", NMC_HEADER "ALD,11,1914,1,2,3,4,5,6,.5,2021\n"},
                               {"n2.csv", NMC_HEADER "ALD,11,1914,9,2,3,4,5,6,.5,2021\n"},
                               {0}};
    char folder[ENT_PATH], path[ENT_PATH], message[2 * ENT_PATH];
    ent_error error = {0};
    make_folder("both", both, folder);
    snprintf(message, sizeof message,
             "%s/n2.csv: the world has nmc-6.0 already, with other content, from '%s/n1.csv'; "
             "import one of the two, or into a new world",
             folder, folder);
    ent_assert_fails(
        ent_import_folder(folder, ent_temp_path("both.world", path), NULL, NULL, &error), &error,
        ENT_ERR_INPUT, message);
    assert_false(is_there(path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_content_is_imported_once),
        cmocka_unit_test(other_line_ends_are_the_same_content),
        cmocka_unit_test(a_packed_copy_is_the_same_content),
        cmocka_unit_test(a_packed_file_may_name_the_version_of_its_source),
        cmocka_unit_test(importing_a_folder_again_changes_nothing),
        cmocka_unit_test(files_may_come_one_after_the_other),
        cmocka_unit_test(a_second_file_of_the_same_source_is_refused_with_both_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
