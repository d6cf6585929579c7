/* entente backtest on a made-up world of seven states: counts by hand, what is refused, and that nothing later is known. */
#include "report/own_world.h"

#include "core/memory.h"
#include "entente/events.h"

#include <math.h>
#include <stdlib.h>

#define ACTORS "name,abb,kind,from,to\nArd,ARD,state,1990,\nBor,BOR,state,1990,\nCor,COR,state,1990,\nDun,DUN,state,1990,\n" \
               "Est,EST,state,1990,\nFar,FAR,state,1990,\nNew,NEW,state,2009,\n"
#define TREATIES "treaty,name,obligations,from,to\nriver,River pact,defense,1990,\ncoast,Coast pact,consultation,1997,\n" \
                 "plain,Plain pact,defense,2005,\n"
#define MEMBERS "treaty,actor,from\nriver,ARD,1990\nriver,BOR,1993\ncoast,BOR,1997\ncoast,COR,1997\ncoast,DUN,2008\n" \
                "plain,ARD,2005\nplain,COR,2005\nplain,NEW,2010\n"
#define TIES "layer,a,b,from,to,level\ncontiguity,ARD,BOR,1990,,1\ncontiguity,BOR,COR,1990,,1\n" \
             "contiguity,ARD,COR,1990,,4\ncontiguity,COR,DUN,1990,,2\ncontiguity,EST,FAR,1990,,5\nfriends,ARD,BOR,1993,,\nfriends,BOR,COR,1997,,\n" \
             "friends,BOR,DUN,2008,,\nfriends,COR,DUN,2008,,\nfriends,ARD,COR,2005,,\n"
#define CAPITALS "actor,attribute,value,unit,from\nARD,capital_latitude,10,degrees,1990\nBOR,capital_latitude,12,degrees,1990\n" \
                 "COR,capital_latitude,14,degrees,1990\nDUN,capital_latitude,15,degrees,1990\n" \
                 "EST,capital_latitude,50,degrees,1990\nFAR,capital_latitude,-30,degrees,1990\n" \
                 "ARD,capital_longitude,10,degrees,1990\nBOR,capital_longitude,10,degrees,1990\n" \
                 "COR,capital_longitude,11,degrees,1990\nDUN,capital_longitude,15,degrees,1990\n" \
                 "EST,capital_longitude,90,degrees,1990\nFAR,capital_longitude,120,degrees,1990\n"

static const own_file files[] = {{"m/actors.csv", ACTORS}, {"m/treaties.csv", TREATIES}, {"m/treaty_members.csv", MEMBERS},
                                 {"m/ties.csv", TIES}, {"m/attributes.csv", CAPITALS}};
static char path[ENT_PATH];
static ent_world *world;
static ent_error error;

static int make_world(void **state)
{
    make_own_world("m", files, ent_countof(files), path, &world);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static ent_json *backtest_of(ent_backtest_options options)
{
    ent_json *json;
    ent_assert_ok(ent_backtest_report(world, path, &options, NULL, &json, &error), &error);
    return json;
}

static const ent_json_value *table_of(ent_json *json, const char *name)
{
    return ent_json_get(ent_json_get(ent_json_root(json), "result"), name);
}

static double cell(ent_json *json, const char *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table_of(json, table), column, row));
}

/* Six states to 2008, 15 pairs; tied are 2 till 2004, 3 till 2007, 5 till 2009, 7 then; the seventh comes in 2009. */
static void counts_by_hand(void **state)
{
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .seed = 1});
    assert_int_equal(ent_json_row_count(table_of(json, "leaderboard")), 6);
    ent_assert_number(cell(json, "leaderboard", "pairs", 0), 5 * 13 + 3 * 12 + 10 + 16 + 2 * 14, 0);
    ent_assert_number(cell(json, "leaderboard", "ties", 0), 5, 0);
    ent_assert_number(cell(json, "leaderboard", "treaties", 0), 2, 0);
    ent_assert_number(cell(json, "blocks", "train_pairs", 0), 3 * 15 + 4 * 14 + 3 * 13, 0);
    ent_assert_number(cell(json, "blocks", "train_ties", 0), 2, 0);
    ent_assert_number(cell(json, "blocks", "train_to", 0), 2000, 0);
    ent_assert_number(cell(json, "blocks", "new_pairs", 0), 6, 0);
    double p = 2. / 140;
    ent_assert_number(cell(json, "leaderboard", "log", 0), -(5 * log(p) + 150 * log(1 - p)) / 155, 1e-12);
    ent_assert_number(cell(json, "leaderboard", "observed_over_expected", 0), 5 / (155 * p), 1e-12);
    ent_assert_number(cell(json, "leaderboard", "better_than_constant", 0), 0, 0);
    assert_true(cell(json, "leaderboard", "roc", 2) > .8); /* geo */
    ent_json_free(json);
}

static void refuses(ent_backtest_options options, ent_status code, const char *message)
{
    ent_json *json;
    ent_assert_fails(ent_backtest_report(world, path, &options, NULL, &json, &error), &error, code, message);
    assert_null(json);
}

/* The 43 ties of origins 2000 to 2011 stay, 5 of 155 pairs get one; before, 2 of 140 did, and none of 10 ties ended. */
static void all_pairs_by_hand(void **state)
{
    ent_json *new_ties = backtest_of((ent_backtest_options){.blocks = "2001-2012", .models = "treaty", .seed = 1});
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .task = "all", .seed = 1});
    assert_int_equal(ent_json_row_count(table_of(json, "leaderboard")), 4);
    assert_string_equal(ent_json_text(ent_json_cell(table_of(json, "leaderboard"), "model", 3)), "persistence");
    assert_string_equal(ent_json_text(table_of(json, "task")), "all");
    for (size_t row = 0; row < 4; row++) {
        ent_assert_number(cell(json, "leaderboard", "pairs", row), 155 + 43, 0);
        ent_assert_number(cell(json, "leaderboard", "ties", row), 5 + 43, 0);
    }
    double p = 2. / 140, held = -log(1 - 1e-6);
    ent_assert_number(cell(json, "leaderboard", "log", 0), (43 * held - 5 * log(p) - 150 * log(1 - p)) / 198, 1e-12);
    ent_assert_number(cell(json, "leaderboard", "log", 3), (193 * held - 5 * log(1e-6)) / 198, 1e-12);
    ent_assert_number(cell(json, "leaderboard", "roc", 3), (43 + 5 * .5) / 48, 1e-12);
    ent_assert_number(cell(json, "leaderboard", "log", 2), (43 * held + 155 * cell(new_ties, "leaderboard", "log", 0)) / 198,
                      1e-12); /* treaty: what it says of new ties; no tie ended in training, so all of them stay */
    ent_assert_number(cell(json, "blocks", "train_pairs", 0), 150, 0);
    assert_int_equal(ent_json_row_count(table_of(json, "coefficients")),
                     2 * ENT_PAIR_PREDICTORS + ENT_ACCESSION_PREDICTORS + ENT_EXIT_PREDICTORS + ENT_END_PREDICTORS);
    ent_json_free(json);
    ent_json_free(new_ties);
    refuses((ent_backtest_options){.blocks = "2001-2012", .task = "dissolution"}, ENT_ERR_INPUT,
            "block 2001-2012, horizon 1: none of the 10 pairs of the training years lost the tie: begin later");
}

/* 155 pairs are fewer than the bins; of the constant each has the share of all. */
static void separation_is_made_when_asked_for(void **state)
{
    double pairs = 0, events = 0;
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .models = "constant,geo"});
    assert_null(table_of(json, "separation"));
    ent_json_free(json);
    json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .models = "constant,geo", .table = "separation"});
    assert_int_equal(ent_json_row_count(table_of(json, "separation")), 2 * 155);
    ent_assert_number(cell(json, "separation", "share", 7), 5. / 155, 1e-12);
    for (size_t row = 155; row < 310; row++) {
        size_t before = row > 155 ? row - 1 : row;
        assert_true(cell(json, "separation", "probability", row) >= cell(json, "separation", "probability", before));
        pairs += cell(json, "separation", "pairs", row);
        events += cell(json, "separation", "share", row) * cell(json, "separation", "pairs", row);
    }
    ent_assert_number(pairs, 155, 0);
    ent_assert_number(events, 5, 1e-9);
    ent_json_free(json);
}

static void kinds_and_layers(void **state)
{
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .kind = "defense", .models = "constant"});
    ent_assert_number(cell(json, "leaderboard", "ties", 0), 3, 0); /* those of the Plain pact */
    ent_json_free(json);
    json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .layer = "friends", .models = "constant,recent"});
    ent_assert_number(cell(json, "leaderboard", "ties", 0), 3, 0);
    ent_assert_number(cell(json, "leaderboard", "treaties", 0), 2, 0); /* whose members they are */
    assert_string_equal(ent_json_text(table_of(json, "treaties")), "treaty@own");
    ent_json_free(json);
    json = backtest_of((ent_backtest_options){.blocks = "2001-2012,2005-2010", .horizons = "1,2", .models = "geo"});
    assert_int_equal(ent_json_row_count(table_of(json, "leaderboard")), 4);
    assert_int_equal(ent_json_row_count(table_of(json, "coefficients")), 4 * 7);
    ent_assert_number(cell(json, "blocks", "first_origin", 2), 1999, 0);
    ent_assert_number(cell(json, "blocks", "train_to", 2), 1999, 0);
    ent_json_free(json);
}

static void wrong_options_are_refused(void **state)
{
    refuses((ent_backtest_options){.models = "constant,gee"}, ENT_ERR_ARGUMENT,
            "--models 'gee' is unknown; expected constant, recent, geo, geo+recent, treaty, geo+treaty");
    refuses((ent_backtest_options){.blocks = "2001"}, ENT_ERR_ARGUMENT, "--blocks '2001' is not two years, 1900-1913");
    refuses((ent_backtest_options){.blocks = "2005-2001"}, ENT_ERR_ARGUMENT,
            "--blocks '2005-2001' is not two years, 1900-1913");
    refuses((ent_backtest_options){.horizons = "1,x"}, ENT_ERR_ARGUMENT, "--horizon 'x' is not a whole number from 1 to 50");
    refuses((ent_backtest_options){.table = "pairs"}, ENT_ERR_ARGUMENT,
            "--table 'pairs' is unknown; expected leaderboard, blocks, coefficients, files, separation");
    refuses((ent_backtest_options){.task = "end"}, ENT_ERR_ARGUMENT,
            "--task 'end' is unknown; expected formation, dissolution, all");
    refuses((ent_backtest_options){.task = "all", .models = "recent,geo"}, ENT_ERR_ARGUMENT,
            "--models 'geo' is for --task formation only; for all expected constant, recent, treaty, persistence");
    refuses((ent_backtest_options){.models = "persistence"}, ENT_ERR_ARGUMENT,
            "--models 'persistence' is for --task all only; for formation expected constant, recent, geo, geo+recent, treaty, "
            "geo+treaty");
    refuses((ent_backtest_options){.kind = "love"}, ENT_ERR_INPUT,
            "--kind 'love': 'love' is not an obligation; expected defense, offense, neutrality, nonaggression, consultation "
            "(or entente), joined by ';'");
    refuses((ent_backtest_options){.models = "constant"}, ENT_ERR_ARGUMENT,
            "the years 1990 to 2012 hold none of the usual blocks 1900-1913,1920-1938,1946-1969,1970-1989,1990-2012: give "
            "--blocks");
    refuses((ent_backtest_options){.blocks = "1992-1993", .horizons = "2"}, ENT_ERR_INPUT,
            "block 1992-1993: with a horizon of 2 the first outcome is that of 1994, since earlier ones are learnt from, the "
            "last that of 1993, where alliance@own or the state system ends");
    refuses((ent_backtest_options){.blocks = "1992-1993"}, ENT_ERR_INPUT,
            "block 1992-1993, horizon 1: none of the 15 pairs of the training years got a tie: begin later");
    refuses((ent_backtest_options){.blocks = "2001-2003"}, ENT_ERR_INPUT,
            "block 2001-2003, horizon 1: none of the 39 pairs got a tie: there is nothing to score");
}

static void geography_that_is_missing_is_named(void **state)
{
    ent_json *json;
    ent_world *bare;
    char bare_path[ENT_PATH];
    const own_file fewer[] = {{"b/actors.csv", ACTORS}, {"b/treaties.csv", TREATIES}, {"b/treaty_members.csv", MEMBERS}};
    ent_backtest_options options = {.blocks = "2001-2012"};
    make_own_world("b", fewer, ent_countof(fewer), bare_path, &bare);
    ent_assert_fails(ent_backtest_report(bare, bare_path, &options, NULL, &json, &error), &error, ENT_ERR_INPUT,
                     "geography needs the layer contiguity, which the world lacks: import contdir.csv, or ask for --models "
                     "constant,recent");
    options.models = "recent";
    ent_assert_ok(ent_backtest_report(bare, bare_path, &options, NULL, &json, &error), &error);
    ent_json_free(json);
    ent_world_close(bare);
}

/* A world with other states, treaties and borders after 2008: the scores of outcomes up to 2008 are the same. */
static void what_comes_later_changes_nothing(void **state)
{
    ent_json *json, *other_json;
    ent_world *other;
    char other_path[ENT_PATH];
    const own_file changed[] = {{"o/actors.csv", ACTORS "Late,LAT,state,2010,\n"},
                                {"o/treaties.csv", TREATIES "late,Late pact,defense,2009,\n"},
                                {"o/treaty_members.csv", MEMBERS "late,EST,2009\nlate,FAR,2009\nlate,DUN,2011\n"},
                                {"o/ties.csv", TIES "contiguity,EST,DUN,2009,,1\n"},
                                {"o/attributes.csv", CAPITALS "LAT,capital_latitude,1,degrees,2010\n"}};
    ent_backtest_options options = {.blocks = "2001-2008", .seed = 3};
    make_own_world("o", changed, ent_countof(changed), other_path, &other);
    json = backtest_of(options);
    ent_assert_ok(ent_backtest_report(other, other_path, &options, NULL, &other_json, &error), &error);
    static const char *const columns[] = {"pairs", "ties", "roc", "precision_recall", "log", "brier", "log_low", "log_high"};
    for (size_t row = 0; row < 4; row++)
        for (size_t k = 0; k < ent_countof(columns); k++)
            ent_assert_number(cell(json, "leaderboard", columns[k], row),
                              cell(other_json, "leaderboard", columns[k], row), 0);
    ent_json_free(json);
    ent_json_free(other_json);
    ent_world_close(other);
}

static void the_text_has_all_parts(void **state)
{
    char *text;
    ent_json *json = backtest_of((ent_backtest_options){.blocks = "2001-2012", .seed = 7});
    ent_assert_ok(ent_show(json, ENT_FORMAT_TABLE, 0, &text, &error), &error);
    assert_non_null(strstr(text, "New ties of alliance@own (any), forecast by rolling origin"));
    assert_non_null(strstr(text, "treaties: those of the layer; seed 7, 200 resamples"));
    assert_non_null(strstr(text, "geo+recent"));
    assert_non_null(strstr(text, "sources: actors@own, alliance@own, contiguity@own, capital_latitude@own"));
    free(text);
    ent_assert_ok(ent_show(json, ENT_FORMAT_CSV, 0, &text, &error), &error);
    assert_non_null(strstr(text, "block,horizon,model,pairs,ties,treaties,roc"));
    free(text);
    ent_json_free(json);
}

static ent_status make_report(void *context, ent_error *failure)
{
    ent_json *json;
    ent_backtest_options options = {.blocks = "2007-2012", .layer = context, .resamples = 3};
    ent_status status = ent_backtest_report(world, path, &options, NULL, &json, failure);
    if (status != ENT_OK)
        assert_null(json);
    ent_json_free(json);
    return status;
}

static void backtest_survives_failing_memory(void **state)
{
    static char *const layers[] = {"alliance", "friends"};
    for (size_t i = 0; i < ent_countof(layers); i++)
        ent_sweep(make_report, layers[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_by_hand),           cmocka_unit_test(kinds_and_layers),
        cmocka_unit_test(all_pairs_by_hand),        cmocka_unit_test(separation_is_made_when_asked_for),
        cmocka_unit_test(wrong_options_are_refused), cmocka_unit_test(geography_that_is_missing_is_named),
        cmocka_unit_test(what_comes_later_changes_nothing), cmocka_unit_test(the_text_has_all_parts),
        cmocka_unit_test(backtest_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, make_world, close_world);
}
