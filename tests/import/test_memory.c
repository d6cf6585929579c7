/* Whatever request for memory fails during an import, the call says so, leaves no block behind, and
 * the world stays as it was. */
#include "asking.h"

#include <unistd.h>

static const small_file states[] = {
    {"states.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                   "ALD,11,Aldora,1900,1,1,2016,12,31,2016\n"
                   "BRV,12,Brevia,1900,1,1,2016,12,31,2016\n"},
    {"gw.csv", "ccode,stateabb,cow_name,gwcode,gw_name,styear,endyear\n"
               "11,ALD,Aldora,11,Aldora,1900,2025\n,ISL,,88,Isle,1900,1950\n"},
    {"nmc.csv", "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
                "ALD,11,1914,1,2,3,4,-9,6,.5,2021\n"},
    {"atop5_1ddyr.csv", "ddyad,stateA,stateB,year,defense,offense,neutral,nonagg,consul\n"
                        "11012,11,12,2000,1,0,0,0,0\n"},
    {"capitals.csv", "ccode,statenme,capital,stdate,enddate,lat,lng\n"
                     "11,Aldora,Alda,1900-01-01,1949-12-31,10.5,20\n"},
    {"readme.txt", "not a table\n"},
    {0}};

static const small_file tribes[] = {
    {"actors.csv", "name,abb\nRed Deer,DEER\nGrey Wolf,WOLF\n"},
    {"attributes.csv", "actor,attribute,value,unit\nDEER,herd,5,animals\nWOLF,chief,Lupa,text\n"},
    {"ties.csv", "layer,a,b\nfeud,DEER,WOLF\n"},
    {"treaties.csv", "treaty,obligations\nriver,defense\n"},
    {"treaty_members.csv", "treaty,actor\nriver,DEER\nriver,WOLF\n"},
    {"treaty_exceptions.csv", "treaty,a,b,from,to\nriver,DEER,WOLF,1700,1701\n"},
    {0}};

typedef struct {
    char folder[ENT_PATH], world[ENT_PATH];
} places;

/* A failure leaves no world where none was; a success is undone for the next round. */
static ent_status end(const places *at, ent_import_result *result, ent_status status)
{
    assert_true(is_there(at->world) == (status == ENT_OK));
    assert_true(status == ENT_OK || result->files == NULL);
    ent_import_result_clear(result);
    if (status == ENT_OK)
        unlink(at->world);
    return status;
}

static ent_status import_folder(void *context, ent_error *error)
{
    const places *at = context;
    ent_import_result result;
    return end(at, &result, ent_import_folder(at->folder, at->world, NULL, &result, error));
}

static ent_status import_own(void *context, ent_error *error)
{
    const places *at = context;
    ent_import_result result;
    return end(at, &result, ent_import_own(at->folder, at->world, NULL, NULL, &result, error));
}

static void sweep(ent_sweep_call *call, const char *name, const small_file files[])
{
    places at;
    make_folder(name, files, at.folder);
    ent_temp_path("sweep.world", at.world);
    ent_sweep(call, &at);
}

static void every_failed_request_of_a_folder_is_reported(void **state)
{
    sweep(import_folder, "states", states);
}

static void every_failed_request_of_own_tables_is_reported(void **state)
{
    sweep(import_own, "tribes", tribes);
}

/* ---- a world that was there ---- */

static char kept[65];

static ent_status import_again(void *context, ent_error *error)
{
    const places *at = context;
    char hex[65];
    ent_error inner;
    ent_status status = ent_import_own(at->folder, at->world, "mine", NULL, NULL, error);
    if (status == ENT_OK)
        return ENT_OK;
    ent_world *world;
    assert_int_equal(ent_world_open(at->world, ENT_WORLD_READ, &world, &inner), ENT_OK);
    assert_int_equal(ent_world_checksum(world, hex, &inner), ENT_OK);
    assert_string_equal(hex, kept);
    ent_world_close(world);
    return status;
}

static void the_world_is_as_it_was_after_each_failure(void **state)
{
    places at;
    ent_error error = {0};
    make_folder("again", tribes, at.folder);
    ent_temp_path("again.world", at.world);
    ent_assert_ok(ent_import_own(at.folder, at.world, NULL, NULL, NULL, &error), &error);
    ent_world *world = open_world(at.world);
    ent_assert_ok(ent_world_checksum(world, kept, &error), &error);
    ent_world_close(world);
    make_folder("again",
                (const small_file[]){{"treaties.csv", "treaty,obligations\nlake,\n"},
                                     {"treaty_members.csv", "treaty,actor\nlake,DEER\n"},
                                     {"treaty_exceptions.csv", "treaty,a,b\n"},
                                     {0}},
                at.folder);
    ent_sweep(import_again, &at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failed_request_of_a_folder_is_reported),
        cmocka_unit_test(every_failed_request_of_own_tables_is_reported),
        cmocka_unit_test(the_world_is_as_it_was_after_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
