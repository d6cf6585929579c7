#include "entente/world.h"
#include "support.h"

#include <string.h>

static void a_level_is_that_of_the_strongest_obligation(void **state)
{
    static const struct {
        unsigned owed;
        int cow, atop;
    } levels[] = {
        {0, 0, 0},
        {ENT_DEFENSE, 3, 3},
        {ENT_OFFENSE, 3, 3},
        {ENT_NEUTRALITY, 2, 2},
        {ENT_NONAGGRESSION, 2, 1}, /* COW: Signorino & Ritter 1999; ATOP: as in peacesciencer */
        {ENT_CONSULTATION, 1, 2},
        {ENT_NONAGGRESSION | ENT_CONSULTATION, 2, 2},
        {ENT_DEFENSE | ENT_CONSULTATION, 3, 3},
        {ENT_OBLIGATIONS_ALL, 3, 3},
    };
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        assert_int_equal(ent_alliance_level(ENT_SCALE_COW, levels[i].owed), levels[i].cow);
        assert_int_equal(ent_alliance_level(ENT_SCALE_ATOP, levels[i].owed), levels[i].atop);
    }
}

static void a_scale_is_said_in_words(void **state)
{
    assert_string_equal(ent_scale_text(ENT_SCALE_COW),
                        "cow: 3 defense (or offense), 2 neutrality or nonaggression, 1 entente, 0 none");
    assert_non_null(strstr(ent_scale_text(ENT_SCALE_ATOP), "1 nonaggression only"));
    assert_string_equal(ent_scale_text(ENT_SCALE_NONE), "");
}

static void obligations_are_words_joined_by_semicolons(void **state)
{
    static const struct {
        const char *text;
        unsigned bits;
    } cases[] = {
        {"", 0},
        {"defense", ENT_DEFENSE},
        {"defense;consultation", ENT_DEFENSE | ENT_CONSULTATION},
        {" neutrality ; nonaggression;", ENT_NEUTRALITY | ENT_NONAGGRESSION},
        {"entente", ENT_CONSULTATION},
        {"offense;offense", ENT_OFFENSE},
    };
    ent_error error = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned bits = 99;
        ent_assert_ok(ent_obligations_parse(cases[i].text, &bits, &error), &error);
        assert_int_equal(bits, cases[i].bits);
    }
}

static void an_unknown_obligation_is_refused_with_the_list(void **state)
{
    unsigned bits;
    ent_error error = {0};
    ent_assert_fails(ent_obligations_parse("defense;love", &bits, &error), &error, ENT_ERR_INPUT,
                     "'love' is not an obligation; expected defense, offense, neutrality, "
                     "nonaggression, consultation (or entente), joined by ';'");
}

static void each_obligation_has_its_word(void **state)
{
    unsigned bits;
    for (unsigned bit = 1; bit <= ENT_CONSULTATION; bit *= 2) {
        assert_int_equal(ent_obligations_parse(ent_obligation_word(bit), &bits, NULL), ENT_OK);
        assert_int_equal(bits, bit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_is_that_of_the_strongest_obligation),
        cmocka_unit_test(a_scale_is_said_in_words),
        cmocka_unit_test(obligations_are_words_joined_by_semicolons),
        cmocka_unit_test(an_unknown_obligation_is_refused_with_the_list),
        cmocka_unit_test(each_obligation_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
