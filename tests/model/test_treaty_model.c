/* Models of treaties: years, days and ties of their file, and keys that have no meaning for them. */
#include "entente/model.h"

#include "report/treaty_world.h"

#include "entente/world.h"

#define HEAD "title: Pacts\nfamily: treaty\nworld: t.world\n"
#define WAVES "waves: [1952, 2000]\n"
#define TIES "dependent: {name: ally, layer: alliance, obligations: defense}\n"

static char world_path[ENT_PATH];
static ent_world *world;
static ent_error error;

static int make_world(void **state)
{
    make_treaty_world("t", "", "", world_path, &world);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static ent_model *open_model(const char *text)
{
    char path[ENT_PATH];
    ent_model *model;
    write_treaty_model("pacts.yaml", text, path);
    ent_assert_ok(ent_model_open(path, &model, &error), &error);
    return model;
}

static bool is_tied(const ent_model *model, size_t wave, const char *one, const char *other)
{
    size_t n = model->actor_count, i = n, j = n;
    for (size_t k = 0; k < n; k++) {
        i = strcmp(model->actors[k], one) == 0 ? k : i;
        j = strcmp(model->actors[k], other) == 0 ? k : j;
    }
    assert_true(i < n && j < n);
    return model->ties.code[(wave * n + i) * n + j] == 1;
}

static void its_years_and_ties(void **state)
{
    char day[11];
    ent_model *model = open_model(HEAD WAVES TIES "options: {ridge: 50, clip: 0}\n");
    assert_string_equal(ent_model_family_word(model->family), "treaty");
    assert_int_equal(model->effect_count, 0);
    assert_string_equal(ent_day_format(model->days[0], day), "1952-12-31");
    assert_string_equal(ent_day_format(model->days[1], day), "2000-12-31");
    assert_string_equal(model->layer, "alliance");
    assert_string_equal(model->layer_source, "own");
    ent_assert_number(model->treaty.ridge, 50, 0);
    ent_assert_number(model->treaty.clip, 0, 0);
    assert_true(is_tied(model, 0, "AAA", "BBB") && is_tied(model, 1, "HHH", "III"));
    assert_false(is_tied(model, 1, "GGG", "HHH")); /* a consultation */
    ent_model_free(model);
    model = open_model(HEAD WAVES TIES);
    ent_assert_number(model->treaty.ridge, 100, 0);
    ent_assert_number(model->treaty.clip, 0.001, 0);
    ent_model_free(model);
}

/* E and F were allied for the last time in 1971, H and I are from September 1998 on. */
static void an_origin_has_the_ties_of_its_year_so_far(void **state)
{
    char path[ENT_PATH], day[11];
    ent_model *model;
    write_treaty_model("pacts.yaml", HEAD WAVES TIES, path);
    ent_assert_ok(ent_model_open_at(path, world, "1971", &model, &error), &error);
    assert_string_equal(ent_day_format(model->days[0], day), "1971-12-31");
    assert_true(is_tied(model, 0, "EEE", "FFF"));
    ent_model_free(model);
    ent_assert_ok(ent_model_open_at(path, world, "1998-08-31", &model, &error), &error);
    assert_false(is_tied(model, 0, "HHH", "III"));
    ent_model_free(model);
    ent_assert_ok(ent_model_open_at(path, world, "1998", &model, &error), &error);
    assert_true(is_tied(model, 0, "HHH", "III"));
    ent_model_free(model);
}

static void refuses(const char *text, const char *said)
{
    char path[ENT_PATH], message[600];
    ent_model *model;
    write_treaty_model("pacts.yaml", text, path);
    snprintf(message, sizeof message, "%s:%s", path, said);
    ent_assert_fails(ent_model_open(path, &model, &error), &error, ENT_ERR_INPUT, message);
    assert_null(model);
}

static void keys_without_a_meaning_are_refused(void **state)
{
    refuses(HEAD WAVES TIES "effects: [density]\n",
            "6:10: 'effects' has no meaning in family treaty: its predictors are given (docs/backtest.md)");
    refuses(HEAD WAVES TIES "covariates:\n  - {name: power, attribute: cinc}\n",
            "7:3: 'covariates' has no meaning in family treaty: its predictors are given (docs/backtest.md)");
    refuses(HEAD WAVES TIES "treaties: treaty\n",
            "6:11: 'treaties' has no meaning in family treaty: they are those of the layer, or of its project");
    refuses(HEAD WAVES TIES "actors: {only: [AAA]}\n",
            "6:9: 'actors' has no meaning in family treaty: all states of a year are in it");
    refuses(HEAD WAVES "dependent: {name: ally, layer: alliance, directed: true}\n",
            "5:52: 'directed' has no meaning in family treaty: a treaty binds both");
    refuses(HEAD WAVES "dependent: {name: ally, layer: alliance, window: 2}\n",
            "5:50: 'window' has no meaning in family treaty: a tie is there in a year if it is so on any day");
    refuses(HEAD "waves: [1952, 1980, 2000]\n" TIES,
            "4:8: 3 waves; family treaty has two: the first and the last year that it learns from, as in [1946, 2012]");
    refuses(HEAD "waves: [1952, 2000-07-01]\n" TIES, "4:15: '2000-07-01' is no year; family treaty learns from whole years");
    refuses(HEAD WAVES TIES "options: {ridge: -1}\n", "6:18: ridge -1 is not from 0 to below 1e+12");
    refuses(HEAD WAVES TIES "options: {clip: 0.5}\n", "6:17: clip 0.5 is not from 0 to below 0.5");
    refuses("family: treaty\ndata: .\n" WAVES "dependent: {name: ally}\n",
            "2:7: family treaty needs a world: treaties, borders and capitals are not in a folder");
    refuses("family: logit\nworld: t.world\n" WAVES TIES "options: {ridge: 1}\neffects: [density]\n",
            "5:10: 'options' is for family treaty, and this is a logit");
}

static void it_is_not_fitted_until_a_day(void **state)
{
    char path[ENT_PATH], message[600];
    ent_model *model;
    write_treaty_model("pacts.yaml", HEAD WAVES TIES, path);
    snprintf(message, sizeof message, "%s:2:9: family treaty is a model of the backtest itself, 'treaty'; its file cannot be fitted "
             "before each block", path);
    ent_assert_fails(ent_model_open_until(path, world, ent_day_from_date(1980, 12, 31), &model, &error), &error, ENT_ERR_INPUT,
                     message);
    assert_null(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_years_and_ties), cmocka_unit_test(an_origin_has_the_ties_of_its_year_so_far),
        cmocka_unit_test(keys_without_a_meaning_are_refused), cmocka_unit_test(it_is_not_fitted_until_a_day)};
    return cmocka_run_group_tests(tests, make_world, close_world);
}
