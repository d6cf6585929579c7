/* Files of disputes and wars one by one, in any order, wrong, and with failing memory. */
#include "asking.h"

#include <unistd.h>

#define STATES                                                                                     \
    {"states.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n" \
                   "ALD,11,Aldora,1900,1,1,2016,12,31,2016\n"                                      \
                   "BRV,12,Brevia,1900,1,1,2016,12,31,2016\n"}
#define MIDA_HEAD                                                                                  \
    "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,"    \
    "mindur,hiact,hostlev,recip,numa,numb,ongo2014,version\n"
#define MIDB_HEAD                                                                                  \
    "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,"        \
    "revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n"
#define MIDA_1 "1,1,3,1950,20,6,1950,6,1,0,0,112,82,15,4,1,1,1,0,5\n"
#define MIDB_1                                                                                     \
    "1,ALD,11,2,3,1950,10,6,1950,1,1,1,-9,0,0,15,4,1,5\n"                                          \
    "1,BRV,12,5,3,1950,-9,5,1950,0,0,0,0,0,0,0,1,1,5\n"
#define MIDI_HEAD                                                                                  \
    "dispnum,incidnum,stday,stmon,styear,endday,endmon,endyear,duration,tbi,fatality,fatalpre,"    \
    "action,hostlev,numa,version\n"
#define MIDIP_HEAD                                                                                 \
    "dispnum,incidnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,insidea,sidea,fatality," \
    "fatalpre,action,hostlev,revtype1,revtype2,version\n"
#define GML_HEAD                                                                                   \
    "dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,revstate1,revstate2,revtype11,"  \
    "revtype12,revtype21,revtype22,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1," \
    "hostlev2,orig1,orig2,hiact,hostlev,mindur,maxdur,outcome,settle,fatality,fatalpre,stmon,"     \
    "endmon,recip,numa,numb,ongo2010,version\n"
#define GML_PAIR "1,1,1,0,1,0,1,0,-9,-9,0,0,0,0,15,0,4,1,1,1,"
#define GML_ROW(outcome)                                                                           \
    "1,11,12,1950," GML_PAIR "15,4,82,112," outcome ",1,0,-9,3,6,1,1,1,0,gml-2.2.1\n"
#define INTER_HEAD                                                                                 \
    "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,"      \
    "EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,"      \
    "WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\n"
#define INTER_ROW(number, state, side, version)                                                    \
    number ",War,1," state ",X," side ",4,7,1930,11,13,1931,-8,-8,-8,-8,-8,-8,-8,2,1,1,-8,600,"    \
    version "\n"
#define NONSTATE_HEAD                                                                              \
    "WarNum,WarName,WarType,WhereFought,SideA1,SideA2,SideB1,SideB2,SideB3,SideB4,SideB5,"         \
    "StartYear,StartMonth,StartDay,EndYear,EndMonth,EndDay,Initiator,TransFrom,TransTo,Outcome,"   \
    "SideADeaths,SideBDeaths,TotalCombatDeaths,Version\n"
#define NONSTATE_ROW(number)                                                                       \
    number ",Valley War,8,9,Hill,-8,Vale,-8,-8,-8,-8,1818,-9,-9,1824,-9,-9,A,-8,-8,1,9,-9,\"4,000\",4\n"
#define EXTRA_HEAD                                                                                 \
    "WarNum,WarName,WarType,ccode1,SideA,ccode2,SideB,StartMonth1,StartDay1,StartYear1,EndMonth1," \
    "EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,Initiator,"      \
    "Interven,TransFrom,Outcome,TransTo,WhereFought,BatDeath,NonStateDeaths,Version\n"
#define TSS "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin\n" \
    "1,Old,11,12,1494,2020,1,,,,1,\n"

static void import_files(const char *name, const small_file files[], char world[ENT_PATH],
                         const char *world_name)
{
    char folder[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(make_folder(name, files, folder),
                                    ent_temp_path(world_name, world), NULL, NULL, &error), &error);
}

static void parties_make_their_disputes_if_these_are_not_there(void **state)
{
    char path[ENT_PATH];
    import_files("b", (const small_file[]){STATES, {"b.csv", MIDB_HEAD MIDB_1}, {0}}, path, "ba.world");
    ent_world *world = open_world(path);
    ent_treaty dispute = treaty_of(world, "mid:1");
    assert_span(dispute.span, "1950-03-02 1950-06-10");
    assert_int_equal(dispute.record, 0);
    assert_int_equal(count_of(world, "cow-mid-party", "cow-mid-5.0", "kept", "conflicts"), 1);
    ent_world_close(world);

    import_files("a", (const small_file[]){{"a.csv", MIDA_HEAD MIDA_1}, {0}}, path, "ba.world");
    world = open_world(path);
    ent_treaty told = treaty_of(world, "mid:1");
    assert_int_equal(told.id, dispute.id);
    assert_span(told.span, "1950-03-01 1950-06-20");
    assert_int_not_equal(told.record, 0);
    assert_members(world, ENT_CONFLICTS, "dispute", "mid:1", "1950-05-01", "ALD BRV ");
    ent_world_close(world);
}

static void incident_parties_make_their_incidents_too(void **state)
{
    static const small_file parties[] = {
        STATES, {"ip.csv", MIDIP_HEAD "2,2001,BRV,12,5,1,2013,5,1,2013,1,1,0,0,7,3,0,0,5\n"}, {0}};
    static const small_file incidents[] = {
        {"i.csv", MIDI_HEAD "2,2001,4,1,2013,6,1,2013,1,-9,0,0,7,3,1,5\n"}, {0}};
    char path[ENT_PATH];
    import_files("ip", parties, path, "incident.world");
    import_files("i", incidents, path, "incident.world");
    ent_world *world = open_world(path);
    assert_span(treaty_of(world, "mii:2001").span, "2013-01-04 2013-01-06");
    ent_world_close(world);
}

static void the_same_content_with_other_line_ends_is_there_already(void **state)
{
    static const small_file files[] = {
        STATES, {"a.csv", INTER_HEAD INTER_ROW("1", "11", "1", "4")},
        {"b.csv", "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,"
                  "EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,"
                  "WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\r"
                  "1,War,1,11,X,1,4,7,1930,11,13,1931,-8,-8,-8,-8,-8,-8,-8,2,1,1,-8,600,4"}, {0}};
    char folder[ENT_PATH], path[ENT_PATH];
    ent_error error = {0};
    ent_import_result result;
    size_t there = 0;
    ent_assert_ok(ent_import_folder(make_folder("ends", files, folder), ent_temp_path("ends.world", path),
                                    NULL, &result, &error), &error);
    for (size_t i = 0; i < result.count; i++)
        there += result.files[i].fate == ENT_FILE_ALREADY_THERE;
    assert_int_equal(there, 1);
    ent_import_result_clear(&result);
}

static void what_cannot_be_is_refused(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {MIDA_HEAD MIDA_1 MIDA_1, ":3: dispnum '1' stands twice"},
        {MIDA_HEAD "1,1,3,1950,20,6,1950,6,1,0,0,1,1,1,4,1,1,1,0,4\n",
         ":2: version '4' is not a version whose last day is known; expected 5"},
        {MIDA_HEAD "1,1,3,1950,20,6,1949,6,1,0,0,1,1,1,4,1,1,1,0,5\n",
         ":2: endyear '1949' is an end before the start of the dispute"},
        {MIDB_HEAD "1,ALD,11,2,13,1950,10,6,1950,1,1,1,-9,0,0,15,4,1,5\n", ":2: stmon '13' "},
        {MIDB_HEAD "1,ALD,11,2,3,1950,10,6,1950,2,1,1,-9,0,0,15,4,1,5\n", ":2: sidea '2' "},
        {MIDI_HEAD "2,2001,4,1,2013,6,1,2012,1,-9,0,0,7,3,1,5\n",
         ":2: endyear '2012' is an end before the start of the incident"},
        {GML_HEAD GML_ROW("6") GML_ROW("7"),
         ":3: outcome '7' is not what an earlier row says of dispute 1, 6"},
        {GML_HEAD "1,11,11,1950," GML_PAIR "15,4,82,112,6,1,0,-9,3,6,1,1,1,0,gml-2.2.1\n",
         ":2: ccode2 '11' is the same state as the first"},
        {GML_HEAD "1,11,12,2011," GML_PAIR "15,4,82,112,6,1,0,-9,3,6,1,1,1,0,gml-2.2.1\n",
         ":2: year '2011' "},
        {INTER_HEAD INTER_ROW("1e3", "11", "1", "4"), ":2: WarNum '1e3' is not the number of a war"},
        {INTER_HEAD INTER_ROW("1", "11", "3", "4"), ":2: Side '3' "},
        {INTER_HEAD INTER_ROW("1", "11", "1", "5"),
         ":2: Version '5' is not a version whose last day is known; expected 4.0"},
        {NONSTATE_HEAD NONSTATE_ROW("7") NONSTATE_ROW("7"),
         ":3: WarNum '7' stands twice; this file has a row for each war"},
        {"tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,"
         "principal,aprin\n1,Old,11,12,1494,2021,1,,,,1,\n", ":2: end '2021' "},
        {"race_id,ccode1,ccode2,styear,endyear\n1,11,11,1900,1901\n",
         ":2: ccode2 '11' is the same state as the first"},
    };
    for (size_t i = 0; i < ent_countof(wrong); i++) {
        const small_file files[] = {STATES, {"wrong.csv", wrong[i].text}, {0}};
        char folder[ENT_PATH], path[ENT_PATH];
        ent_error error = {0};
        make_folder("wrong", files, folder);
        assert_int_equal(ent_import_folder(folder, ent_temp_path("wrong.world", path), NULL, NULL,
                                           &error), ENT_ERR_INPUT);
        if (!strstr(error.message, wrong[i].says))
            fail_msg("'%s' does not say '%s'", error.message, wrong[i].says);
        assert_false(is_there(path));
    }
}

static void a_code_is_one_sources(void **state)
{
    const small_file files[] = {STATES, {"a.csv", INTER_HEAD INTER_ROW("7", "11", "1", "4")},
                                {"b.csv", NONSTATE_HEAD NONSTATE_ROW("7")}, {0}};
    char folder[ENT_PATH], path[ENT_PATH];
    ent_error error = {0};
    make_folder("codes", files, folder);
    assert_int_equal(ent_import_folder(folder, ent_temp_path("codes.world", path), NULL, NULL, &error),
                     ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "the code 'war:7' stands for another source's already, War"));
}

/* ---- failing memory ---- */

typedef struct {
    char folder[ENT_PATH], world[ENT_PATH];
} places;

static ent_status import_once(void *context, ent_error *error)
{
    const places *at = context;
    ent_status status = ent_import_folder(at->folder, at->world, NULL, NULL, error);
    assert_true(is_there(at->world) == (status == ENT_OK));
    if (status == ENT_OK)
        unlink(at->world);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    static const small_file disputes[] = {
        STATES, {"a.csv", MIDA_HEAD MIDA_1}, {"b.csv", MIDB_HEAD MIDB_1},
        {"i.csv", MIDI_HEAD "2,2001,4,1,2013,6,1,2013,1,-9,0,0,7,3,1,5\n"},
        {"ip.csv", MIDIP_HEAD "2,2001,BRV,12,5,1,2013,5,1,2013,1,1,0,0,7,3,0,0,5\n"},
        {"g.csv", GML_HEAD GML_ROW("6")}, {0}};
    static const small_file wars[] = {
        STATES, {"a.csv", INTER_HEAD INTER_ROW("1", "11", "1", "4") INTER_ROW("1", "12", "2", "4")},
        {"b.csv", EXTRA_HEAD "300,Hills,3,11,Aldora,-8,Hill,8,-9,1905,8,30,1907,4,2,1908,6,14,1908,1,0,"
                             "-8,1,-8,6,13,600,4\n"},
        {"c.csv", NONSTATE_HEAD NONSTATE_ROW("1500")}, {"t.csv", TSS},
        {"g.csv", "race_id,ccode1,ccode2,styear,endyear\n1,11,12,1900,1901\n"}, {0}};
    places at;
    make_folder("sweep_disputes", disputes, at.folder);
    ent_temp_path("sweep.world", at.world);
    ent_sweep(import_once, &at);
    make_folder("sweep_wars", wars, at.folder);
    ent_sweep(import_once, &at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_make_their_disputes_if_these_are_not_there),
        cmocka_unit_test(incident_parties_make_their_incidents_too),
        cmocka_unit_test(the_same_content_with_other_line_ends_is_there_already),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(a_code_is_one_sources),
        cmocka_unit_test(every_failed_request_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
