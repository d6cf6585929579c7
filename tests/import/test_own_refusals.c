/* Every way in which the user's own tables can be wrong: file, line, field, value, what was
 * expected. */
#include "asking.h"

#define ACTORS "name,abb\nRed Deer,DEER\nGrey Wolf,WOLF\n"
#define TREATIES "treaty,obligations\nriver,defense\n"
#define MEMBERS "treaty,actor\nriver,DEER\nriver,WOLF\n"
#define NOT_A_NAME " is not a name; expected letters, digits and '_', a letter first"
#define NOT_AN_OBLIGATION                                                                          \
    " is not an obligation; expected defense, offense, neutrality, nonaggression, consultation "   \
    "(or entente), joined by ';'"

/* A table that replaces or joins the three above, and what is said of it after its path. */
static const struct {
    const char *name, *text, *message;
} wrong[] = {
    {"actors.csv", "name,colour\nRed Deer,red\n",
     ":1: unknown column 'colour'; expected some of name, abb, cow, gw, iso3, kind, "
     "from, to, source, status, note"},
    {"actors.csv", "abb\nDEER\n", ":1: column 'name' is missing in the header"},
    {"actors.csv", "", ": the file is empty; expected a header row"},
    {"actors.csv", "name,abb\n,DEER\n", ":2: name '' is empty; every actor needs a name"},
    {"actors.csv", "name,from\nRed Deer,1600-13\n",
     ":2: from '1600-13' is not a date: there is no month 13"},
    {"actors.csv", "name,from,to\nRed Deer,1600,1599\n",
     ":2: to '1599' is before the start '1600'"},
    {"actors.csv", "name,status\nRed Deer,sure\n",
     ":2: status 'sure' is not a status; expected read, unverified, disputed, joined "
     "by ';'"},
    {"actors.csv",
     "name,abb\nRed Deer,abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"
     "abcd\n",
     ":2: abb 'abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd' is "
     "longer than 63 bytes"},
    {"attributes.csv", "actor,attribute,value\nDEER,herd,many\n",
     ":2: value 'many' is not a number"},
    {"attributes.csv", "actor,attribute,value\nELK,herd,5\n",
     ":2: actor 'ELK' is no actor: no actor has the COW abbreviation or short code "
     "'ELK'"},
    {"attributes.csv", "actor,attribute,value\n,herd,5\n",
     ":2: actor '' is no actor: an actor's code is empty"},
    {"attributes.csv", "actor,attribute,value\nDEER,8herd,5\n", ":2: attribute '8herd'" NOT_A_NAME},
    {"attributes.csv", "actor,attribute,value\nDEER,herd size,5\n",
     ":2: attribute 'herd size'" NOT_A_NAME},
    {"attributes.csv", "actor,attribute,value\nDEER,herd,5\nDEER,herd,6\n",
     ":3: herd stands twice for the same actors and days, with different values"},
    {"attributes.csv", "actor,attribute,value,unit\nDEER,herd,5,animals\nDEER,herd,5,men\n",
     ":3: herd stands twice for the same actors and days, with different values"},
    {"ties.csv", "layer,a,b\nalliance,DEER,WOLF\n",
     ":2: layer 'alliance' cannot be written as ties: write treaties and their members"},
    {"ties.csv", "layer,a,b\nfeud,DEER,DEER\n", ":2: b 'DEER' is the same actor as a"},
    {"ties.csv", "layer,a,b,level\nfeud,DEER,WOLF,256\n",
     ":2: level '256' is not a whole number from 0 to 255"},
    {"ties.csv", "layer,a,b,level\nfeud,DEER,WOLF,1.5\n",
     ":2: level '1.5' is not a whole number from 0 to 255"},
    {"ties.csv", "layer,a,b,value\nfeud,DEER,WOLF,nan\n", ":2: value 'nan' is not a number"},
    {"ties.csv", "layer,a,b,directed\nfeud,DEER,WOLF,maybe\n",
     ":2: directed 'maybe' is neither yes nor no"},
    {"ties.csv", "layer,a,b,directed\nfeud,DEER,WOLF,yes\nfeud,WOLF,DEER,no\n",
     ":3: directed 'no' is not as in the rows above of layer 'feud'"},
    {"ties.csv", "layer,a,b,level\nfeud,DEER,WOLF,1\nfeud,WOLF,DEER,2\n",
     ":3: feud stands twice for the same actors and days, with different values"},
    {"ties.csv", "layer,a,b\n,DEER,WOLF\n", ":2: layer ''" NOT_A_NAME},
    {"treaties.csv", "treaty,obligations\n,defense\n",
     ":2: treaty '' is not a treaty's id of 1 to 63 bytes"},
    {"treaties.csv", "treaty,obligations\nriver,love\n",
     ":2: obligations 'love' is wrong: 'love'" NOT_AN_OBLIGATION},
    {"treaties.csv", "treaty,obligations\nriver,defense\nriver,offense\n",
     ":3: treaty 'river' stands twice: an earlier treaty has this id"},
    {"treaties.csv", "treaty,obligations,confidence\nriver,defense,none\n",
     ":2: confidence 'none' is not a confidence; expected high, medium, low"},
    {"treaty_members.csv", "treaty,actor\nlake,DEER\n",
     ":2: treaty 'lake' is wrong: there is no treaty 'lake'; treaties are written "
     "cow:227"},
    {"treaty_members.csv", "treaty,actor,obligations\nriver,DEER,peace\n",
     ":2: obligations 'peace' is wrong: 'peace'" NOT_AN_OBLIGATION},
    {"treaty_members.csv", "treaty,actor\nriver,ELK\n",
     ":2: actor 'ELK' is no actor: no actor has the COW abbreviation or short code "
     "'ELK'"},
    {"treaty_exceptions.csv", "treaty,a,b\nlake,DEER,WOLF\n",
     ":2: treaty 'lake' is wrong: there is no treaty 'lake'; treaties are written "
     "cow:227"},
    {"treaty_exceptions.csv", "treaty,a,b\nriver,DEER,DEER\n",
     ":2: b 'DEER' is the same actor as a"},
};

/* A fresh folder of four tables, one of them wrong. */
static char *make_wrong(size_t i, char folder[ENT_PATH])
{
    small_file files[] = {{"actors.csv", ACTORS},
                          {"treaties.csv", TREATIES},
                          {"treaty_members.csv", MEMBERS},
                          {0},
                          {0}};
    char name[32];
    size_t k = 0;
    while (files[k].name && strcmp(files[k].name, wrong[i].name) != 0)
        k++;
    files[k] = (small_file){wrong[i].name, wrong[i].text};
    snprintf(name, sizeof name, "own%zu", i);
    return make_folder(name, files, folder);
}

static void a_wrong_row_is_named_with_line_field_value_and_what_was_expected(void **state)
{
    for (size_t i = 0; i < ent_countof(wrong); i++) {
        char folder[ENT_PATH], path[ENT_PATH], message[2 * ENT_PATH];
        ent_import_result result;
        ent_error error = {0};
        make_wrong(i, folder);
        snprintf(message, sizeof message, "%s/%s%s", folder, wrong[i].name, wrong[i].message);
        ent_status status =
            ent_import_own(folder, ent_temp_path("wrong.world", path), NULL, NULL, &result, &error);
        ent_assert_fails(status, &error, ENT_ERR_INPUT, message);
        assert_null(result.files);
        assert_false(is_there(path)); /* it was new */
    }
}

/* Import these tables as `source` and check what is said after "FOLDER/". */
static void assert_refused(const char *name, const small_file files[], const char *world,
                           const char *format)
{
    char folder[ENT_PATH], path[ENT_PATH], message[2 * ENT_PATH];
    ent_error error = {0};
    make_folder(name, files, folder);
    snprintf(message, sizeof message, format, folder);
    ent_assert_fails(ent_import_own(folder, ent_temp_path(world, path), NULL, NULL, NULL, &error),
                     &error, ENT_ERR_INPUT, message);
}

static void a_folder_without_any_table_is_refused(void **state)
{
    const small_file none[] = {{"other.csv", ACTORS}, {0}};
    char path[ENT_PATH];
    ent_error error = {0};
    assert_refused("no-tables", none, "none.world",
                   "'%s' has none of actors.csv, attributes.csv, ties.csv, treaties.csv, "
                   "treaty_members.csv, treaty_exceptions.csv");
    assert_false(is_there(ent_temp_path("none.world", path)));
    ent_assert_fails(ent_import_own("/nowhere", path, NULL, NULL, NULL, &error), &error,
                     ENT_ERR_INPUT, "'/nowhere' is not a folder");
}

static void the_world_is_as_it_was(void **state)
{
    const small_file good[] = {
        {"actors.csv", ACTORS}, {"attributes.csv", "actor,attribute,value\nDEER,herd,5\n"}, {0}};
    const small_file bad[] = {{"actors.csv", ACTORS "Elk,ELK\n"},
                              {"attributes.csv", "actor,attribute,value\nDEER,herd,x\n"},
                              {0}};
    char folder[ENT_PATH], path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_own(make_folder("good", good, folder),
                                 ent_temp_path("kept.world", path), "mine", NULL, NULL, &error),
                  &error);
    make_folder("bad", bad, folder);
    assert_int_equal(ent_import_own(folder, path, "mine", NULL, NULL, &error), ENT_ERR_INPUT);
    ent_world *world = open_world(path);
    assert_int_equal(ent_world_actor_count(world), 2);
    ent_assert_number(spell_of(world, ENT_ATTRIBUTE, "herd@mine", "DEER", NULL, "1700").number, 5,
                      0);
    ent_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_row_is_named_with_line_field_value_and_what_was_expected),
        cmocka_unit_test(a_folder_without_any_table_is_refused),
        cmocka_unit_test(the_world_is_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
