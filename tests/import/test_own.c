/* The user's own tables: what each column means in the world. */
#include "asking.h"

#include <unistd.h>

static const small_file tribes[] = {
    {"actors.csv", "name,abb,kind,from,to,source,status,note\n"
                   "Red Deer,DEER,tribe,,,\"Doe, 1999\",,\n"
                   "Grey Wolf,WOLF,tribe,1600,1750-06,,unverified,\n"
                   "Black Bear,,band,,,,,a note\n"},
    {"attributes.csv", "actor,attribute,value,unit,from,to,source,status\n"
                       "DEER,herd,120,animals,1700,1700,Doe 1999,read\n"
                       "DEER,herd,130.5,animals,1701,1701,,unverified;disputed\n"
                       "WOLF,chief,Lupa,text,1700-05-06,,,\n"
                       "Black Bear,herd,,animals,1700,1700,,\n"},
    {"ties.csv", "layer,a,b,from,to,level,value,directed\n"
                 "kin,WOLF,DEER,1650,1699,2,,\n"
                 "feud,DEER,name:Black Bear,1700,,,,\n"
                 "gift,DEER,WOLF,1700,1700,,3.5,yes\n"},
    {"treaties.csv", "treaty,name,obligations,from,to,confidence,source,status,note\n"
                     "river,Pact of the river,defense;consultation,1690,1720,low,Roe 2001,,\n"},
    {"treaty_members.csv", "treaty,actor,from,to,obligations\n"
                           "river,DEER,1690,,\n"
                           "river,WOLF,1700,1710,neutrality\n"
                           "river,Black Bear,,,\n"},
    {"treaty_exceptions.csv", "treaty,a,b,from,to\n"
                              "river,Black Bear,DEER,1700,1705\n"},
    {0}};

static ent_world *world;
static char folder[ENT_PATH], path[ENT_PATH];

static int import_tribes(void **state)
{
    ent_error error = {0};
    ent_assert_ok(ent_import_own(make_folder("tribes", tribes, folder),
                                 ent_temp_path("own.world", path), NULL, NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- actors ---- */

static void actors_may_be_of_any_kind(void **state)
{
    assert_int_equal(ent_world_actor_count(world), 3);
    assert_string_equal(ent_world_actor(world, 1)->kind, "tribe");
    assert_string_equal(ent_world_actor(world, 1)->abb, "DEER");
    assert_string_equal(ent_world_actor(world, 3)->kind, "band");
    assert_string_equal(ent_world_actor(world, 3)->abb, "Black Bear"); /* its name */
    assert_int_equal(actor_of(world, "Black Bear", "1700"), 3);
}

static void an_actor_is_there_from_its_first_to_its_last_day(void **state)
{
    assert_members(world, ENT_SYSTEM, "actors", NULL, "1599-12-31", "DEER Black Bear ");
    assert_members(world, ENT_SYSTEM, "actors", NULL, "1600-01-01", "DEER WOLF Black Bear ");
    assert_members(world, ENT_SYSTEM, "actors", NULL, "1750-06-30", "DEER WOLF Black Bear ");
    assert_members(world, ENT_SYSTEM, "actors", NULL, "1750-07-01", "DEER Black Bear ");
}

static void the_folder_names_the_source(void **state)
{
    assert_string_equal(series_of(world, ENT_SYSTEM, "actors").source, "tribes");
}

/* ---- attributes ---- */

static void a_value_has_its_unit_source_and_doubt(void **state)
{
    ent_spell first = spell_of(world, ENT_ATTRIBUTE, "herd", "DEER", NULL, "1700");
    ent_spell second = spell_of(world, ENT_ATTRIBUTE, "herd", "DEER", NULL, "1701");
    ent_assert_number(first.number, 120, 0);
    assert_string_equal(ent_world_unit(world, first.unit), "animals");
    assert_string_equal(ent_world_phrase(world, first.citation), "Doe 1999");
    ent_assert_number(second.number, 130.5, 0);
    assert_int_equal(second.marks & ENT_MARKS_DOUBT, ENT_MARK_UNVERIFIED | ENT_MARK_DISPUTED);
}

static void a_value_may_be_text(void **state)
{
    ent_spell chief = spell_of(world, ENT_ATTRIBUTE, "chief", "WOLF", NULL, "1720");
    assert_string_equal(ent_world_phrase(world, chief.text), "Lupa");
    assert_span(chief.span, "1700-05-06 open");
}

static void an_empty_value_is_counted_as_left_out(void **state)
{
    assert_int_equal(count_of(world, "attributes", "tribes", "left out", "an empty value"), 1);
    assert_int_equal(count_of(world, "attributes", "tribes", "kept", "herd"), 2);
}

/* ---- ties ---- */

static void an_undirected_tie_stands_once_with_the_lower_actor_first(void **state)
{
    ent_spells kin = spells_of(world, ENT_LAYER, "kin", "1680");
    assert_int_equal(kin.count, 1);
    assert_int_equal(kin.items[0].a, 1);
    assert_int_equal(kin.items[0].b, 2);
    assert_int_equal(kin.items[0].level, 2);
    assert_false(series_of(world, ENT_LAYER, "kin").directed);
    ent_spells_clear(&kin);
}

static void a_directed_tie_keeps_its_direction_and_value(void **state)
{
    assert_true(series_of(world, ENT_LAYER, "gift").directed);
    ent_assert_number(spell_of(world, ENT_LAYER, "gift", "DEER", "WOLF", "1700").number, 3.5, 0);
    ent_assert_number(spell_of(world, ENT_LAYER, "gift", "WOLF", "DEER", "1700").number, NAN, 0);
}

static void a_tie_without_a_level_has_level_one(void **state)
{
    assert_int_equal(spell_of(world, ENT_LAYER, "feud", "DEER", "Black Bear", "1900").level, 1);
}

/* ---- treaties ---- */

static void assert_owes(const char *a, const char *b, const char *day, unsigned obligations)
{
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance", a, b, day).obligations, obligations);
}

static void members_owe_each_other_while_treaty_and_both_memberships_last(void **state)
{
    assert_owes("DEER", "WOLF", "1699-12-31", 0);
    assert_owes("DEER", "WOLF", "1700-01-01", ENT_DEFENSE | ENT_CONSULTATION);
    assert_owes("DEER", "WOLF", "1710-12-31", ENT_DEFENSE | ENT_CONSULTATION);
    assert_owes("DEER", "WOLF", "1711-01-01", 0);
    assert_owes("DEER", "Black Bear", "1690-01-01", ENT_DEFENSE | ENT_CONSULTATION);
    assert_owes("DEER", "Black Bear", "1720-12-31", ENT_DEFENSE | ENT_CONSULTATION);
    assert_owes("DEER", "Black Bear", "1721-01-01", 0);
}

static void a_member_may_take_on_obligations_of_its_own(void **state)
{
    assert_owes("WOLF", "DEER", "1705-07-01", ENT_NEUTRALITY);
    assert_int_equal(spell_of(world, ENT_LAYER, "alliance", "WOLF", "DEER", "1705-07-01").level, 2);
}

static void an_exception_cuts_the_ties_of_a_pair_both_ways(void **state)
{
    assert_owes("DEER", "Black Bear", "1699-12-31", ENT_DEFENSE | ENT_CONSULTATION);
    assert_owes("DEER", "Black Bear", "1700-01-01", 0);
    assert_owes("Black Bear", "DEER", "1705-12-31", 0);
    assert_owes("Black Bear", "DEER", "1706-01-01", ENT_DEFENSE | ENT_CONSULTATION);
    assert_owes("Black Bear", "WOLF", "1703-07-01", ENT_DEFENSE | ENT_CONSULTATION);
}

static void the_doubt_of_a_treaty_is_the_doubt_of_its_ties(void **state)
{
    ent_spell tie = spell_of(world, ENT_LAYER, "alliance", "DEER", "WOLF", "1705");
    assert_int_equal(tie.marks & ENT_MARKS_DOUBT, ENT_MARK_LOW_CONFIDENCE);
    assert_string_equal(ent_world_phrase(world, tie.citation), "Roe 2001");
    assert_string_equal(treaty_of(world, "river").name, "Pact of the river");
}

/* The pact is of 1690 to 1720, the exception of 1700 to 1705, all years. */
static void the_ends_of_a_tie_are_as_exact_as_what_they_come_from(void **state)
{
    const unsigned both = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
    ent_spell before = spell_of(world, ENT_LAYER, "alliance", "DEER", "Black Bear", "1695");
    ent_spell after = spell_of(world, ENT_LAYER, "alliance", "DEER", "Black Bear", "1710");
    assert_int_equal(before.marks & both, both);
    assert_int_equal(after.marks & both, both);
    ent_spell river = spell_of(world, ENT_LAYER, "alliance", "DEER", "WOLF", "1705");
    assert_int_equal(river.marks & both, both);
}

/* ---- again, and beside states ---- */

static void importing_again_replaces_what_the_source_said(void **state)
{
    const small_file later[] = {
        {"actors.csv", "name,abb,kind\nRed Deer,DEER,tribe\nGrey Wolf,WOLF,tribe\n"},
        {"attributes.csv", "actor,attribute,value,from,to\nDEER,herd,7,1700,1700\n"},
        {0}};
    char again[ENT_PATH], replaced[ENT_PATH];
    ent_error error = {0};
    ent_temp_path("replaced.world", replaced);
    for (int i = 0; i < 3; i++) {
        make_folder("later", i ? later : tribes, again);
        for (size_t k = 2; i && tribes[k].name; k++) {
            char file[ENT_PATH];
            snprintf(file, sizeof file, "%.400s/%s", again, tribes[k].name);
            unlink(file);
        }
        ent_assert_ok(ent_import_own(again, replaced, "mine", NULL, NULL, &error), &error);
    }
    ent_world *small = open_world(replaced);
    ent_assert_number(spell_of(small, ENT_ATTRIBUTE, "herd", "DEER", NULL, "1700").number, 7, 0);
    size_t layers, treaties;
    ent_world_series(small, ENT_LAYER, &layers);
    ent_world_series(small, ENT_TREATIES, &treaties);
    assert_int_equal(layers, 0);
    assert_int_equal(treaties, 0);
    assert_int_equal(ent_world_actor_count(small), 3); /* actors stay known */
    assert_members(small, ENT_SYSTEM, "actors", NULL, "1500-01-01", "DEER WOLF ");
    ent_world_close(small);
}

static void another_source_name_lies_beside(void **state)
{
    const small_file other[] = {
        {"attributes.csv", "actor,attribute,value,from,to\nDEER,herd,99,1700,1700\n"}, {0}};
    char beside[ENT_PATH], both[ENT_PATH];
    ent_error error = {0};
    ent_temp_path("both.world", both);
    ent_assert_ok(ent_import_own(folder, both, NULL, NULL, NULL, &error), &error);
    ent_assert_ok(
        ent_import_own(make_folder("other", other, beside), both, NULL, NULL, NULL, &error),
        &error);
    ent_world *small = open_world(both);
    ent_assert_number(spell_of(small, ENT_ATTRIBUTE, "herd@other", "DEER", NULL, "1700").number, 99,
                      0);
    ent_assert_number(spell_of(small, ENT_ATTRIBUTE, "herd@tribes", "DEER", NULL, "1700").number,
                      120, 0);
    ent_world_close(small);
}

static void own_rows_go_into_a_world_that_has_states(void **state)
{
    const small_file mine[] = {
        {"actors.csv", "name,abb,cow,kind\nAldora,,11,\nThe League,LGE,,organisation\n"},
        {"attributes.csv", "actor,attribute,value,from,to\nALD,cinc,0.9,1914,1914\n"
                           "LGE,budget,5,1914,1914\n"},
        {"ties.csv", "layer,a,b,from,to\nmember,LGE,12,1930,1939\n"},
        {0}};
    char own[ENT_PATH], both[ENT_PATH];
    ent_error error = {0};
    ent_temp_path("states.world", both);
    ent_assert_ok(ent_import_folder(FIXTURES, both, NULL, NULL, &error), &error);
    ent_assert_ok(ent_import_own(make_folder("mine", mine, own), both, NULL, NULL, NULL, &error),
                  &error);
    ent_world *states = open_world(both);
    assert_int_equal(ent_world_actor_count(states), 9); /* Aldora was there */
    ent_assert_number(spell_of(states, ENT_ATTRIBUTE, "cinc", "ALD", NULL, "1914").number, 0.52, 0);
    ent_assert_number(spell_of(states, ENT_ATTRIBUTE, "cinc@mine", "ALD", NULL, "1914").number, 0.9,
                      0);
    assert_int_equal(spell_of(states, ENT_LAYER, "member", "BRV", "LGE", "1935").level, 1);
    ent_world_close(states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actors_may_be_of_any_kind),
        cmocka_unit_test(an_actor_is_there_from_its_first_to_its_last_day),
        cmocka_unit_test(the_folder_names_the_source),
        cmocka_unit_test(a_value_has_its_unit_source_and_doubt),
        cmocka_unit_test(a_value_may_be_text),
        cmocka_unit_test(an_empty_value_is_counted_as_left_out),
        cmocka_unit_test(an_undirected_tie_stands_once_with_the_lower_actor_first),
        cmocka_unit_test(a_directed_tie_keeps_its_direction_and_value),
        cmocka_unit_test(a_tie_without_a_level_has_level_one),
        cmocka_unit_test(members_owe_each_other_while_treaty_and_both_memberships_last),
        cmocka_unit_test(a_member_may_take_on_obligations_of_its_own),
        cmocka_unit_test(an_exception_cuts_the_ties_of_a_pair_both_ways),
        cmocka_unit_test(the_doubt_of_a_treaty_is_the_doubt_of_its_ties),
        cmocka_unit_test(the_ends_of_a_tie_are_as_exact_as_what_they_come_from),
        cmocka_unit_test(importing_again_replaces_what_the_source_said),
        cmocka_unit_test(another_source_name_lies_beside),
        cmocka_unit_test(own_rows_go_into_a_world_that_has_states),
    };
    return cmocka_run_group_tests(tests, import_tribes, close_world);
}
