/* The answer of `entente effects`. */
#include "entente/report.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

static ent_json *asked(const char *const *words, size_t count)
{
    ent_error error;
    ent_json *json;
    ent_assert_ok(ent_effects_report(words, count, &json, &error), &error);
    return json;
}

static const ent_json_value *table_of(const ent_json *json)
{
    return ent_json_get(ent_json_get(ent_json_root((ent_json *)json), "result"), "effects");
}

static void all_effects_are_listed_with_the_names_of_the_peers(void **state)
{
    ent_json *json = asked(NULL, 0);
    const ent_json_value *table = table_of(json);
    assert_true(ent_json_row_count(table) > 90);
    assert_string_equal(ent_json_text(ent_json_cell(table, "name", 0)), "density");
    assert_string_equal(ent_json_text(ent_json_cell(table, "rsiena", 0)), "density");
    assert_string_equal(ent_json_text(ent_json_cell(table, "ergm", 0)), "edges");
    ent_json_free(json);
}

static void words_pick_effects_that_have_all_of_them(void **state)
{
    const char *const words[] = {"triplets", "mutual"};
    ent_json *json = asked(words, 2);
    assert_int_equal(ent_json_row_count(table_of(json)), 1);
    assert_string_equal(ent_json_text(ent_json_cell(table_of(json), "name", 0)),
                        "reciprocated_triplets");
    ent_json_free(json);
}

static void a_peers_name_shows_one_effect_in_full(void **state)
{
    ent_error error;
    char *text;
    const char *const words[] = {"transTrip"};
    ent_json *json = asked(words, 1);
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    assert_non_null(strstr(text, "transitive_triplets: transitive triplets\n"));
    assert_non_null(strstr(text, "  formula: s_i = sum_{j,h} x_ij x_ih x_hj\n"));
    assert_non_null(strstr(text, "  needs: directed\n"));
    assert_null(strstr(text, "transTrip1"));
    free(text);
    ent_json_free(json);
}

static void an_unknown_effect_is_refused_with_the_nearest(void **state)
{
    ent_error error;
    ent_json *json;
    const char *const words[] = {"transitive_tiess"};
    ent_assert_fails(ent_effects_report(words, 1, &json, &error), &error, ENT_ERR_INPUT,
                     "no effect has 'transitive_tiess', did you mean 'transitive_ties'?");
    assert_null(json);
}

static ent_status report_and_free(void *context, ent_error *error)
{
    ent_json *json;
    const char *const words[] = {"gwesp"};
    ent_status status = ent_effects_report(words, 1, &json, error);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void the_answer_survives_failing_memory(void **state)
{
    ent_sweep(report_and_free, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_effects_are_listed_with_the_names_of_the_peers),
        cmocka_unit_test(words_pick_effects_that_have_all_of_them),
        cmocka_unit_test(a_peers_name_shows_one_effect_in_full),
        cmocka_unit_test(an_unknown_effect_is_refused_with_the_nearest),
        cmocka_unit_test(the_answer_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
