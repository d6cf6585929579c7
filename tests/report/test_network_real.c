/* Networks of the real files: single figures, computed apart from us with networkx 3.6 from the files themselves
 * (alliance_v4.1_by_directed.csv, Dyadic_COW_4.0.csv, states2016.csv, NMC-70-abridged.csv). */
#include "report/own_world.h"

#include "core/memory.h"

#include <unistd.h>

static const char *data;
static char path[ENT_PATH];
static ent_world *world;
static ent_error error;

static int read_world(void **state)
{
    static const char *const files[] = {"states2016.csv", "alliance_v4.1_by_directed.csv",
                                        "Dyadic_COW_4.0.csv.gz", "NMC-70-abridged.csv"};
    char folder[ENT_PATH], name[64], from[ENT_PATH], to[ENT_PATH];
    mkdir(ent_temp_path("files", folder), 0777);
    for (size_t i = 0; i < ent_countof(files); i++) {
        snprintf(from, sizeof from, "%s/cow/%s", data, files[i]);
        snprintf(name, sizeof name, "files/%s", files[i]);
        assert_int_equal(symlink(from, ent_temp_path(name, to)), 0);
    }
    ent_assert_ok(ent_import_folder(folder, ent_temp_path("real.world", path), NULL, NULL, &error), &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

typedef struct {
    const char *actor, *column; /* actor NULL: of the year */
    double expected;
} figure;

static double find(const ent_json_value *result, const figure *is)
{
    const ent_json_value *actors = ent_json_get(result, "actors");
    if (!is->actor)
        return ent_json_number(ent_json_cell(ent_json_get(result, "years"), is->column, 0));
    for (size_t row = 0; row < ent_json_row_count(actors); row++)
        if (strcmp(ent_json_text(ent_json_cell(actors, "actor", row)), is->actor) == 0)
            return ent_json_number(ent_json_cell(actors, is->column, row));
    fail_msg("no row of %s", is->actor);
    return 0;
}

static void check(ent_network_options options, const figure *figures, size_t count)
{
    ent_json *json;
    ent_assert_ok(ent_network_report(world, path, &options, &json, &error), &error);
    for (size_t i = 0; i < count; i++)
        ent_assert_number(find(ent_json_get(ent_json_root(json), "result"), &figures[i]),
                          figures[i].expected, 1e-9);
    ent_json_free(json);
}

static void defence_pacts_of_1970(void **state)
{
    static const figure figures[] = {
        {NULL, "actors", 133}, {NULL, "isolates", 54}, {NULL, "ties", 484},
        {NULL, "components", 59}, {NULL, "largest", 50}, {NULL, "largest_ties", 376},
        {NULL, "transitivity", 0.915442493729846}, {NULL, "clustering", 0.9698041003907262},
        {NULL, "distance", 1.8424489795918368}, {NULL, "diameter", 3},
        {NULL, "assortativity", 0.3892652103393971}, {NULL, "core", 22},
        {"USA", "degree", 43}, {"USA", "strength", 129}, {"USA", "betweenness", 754},
        {"USA", "clustering", 0.3576965669988926}, {"FRN", "betweenness", 183},
        {"FRN", "eigenvector", 0.11119537777098136}, {"RUS", "betweenness", 29}, {"RUS", "core", 6}};
    check((ent_network_options){.period = day_of(1970, 7, 1), .layer = "alliance:defense"}, figures,
          ent_countof(figures));
}

static void alliances_of_july_1914_by_capability(void **state)
{
    static const figure figures[] = {
        {NULL, "ties", 23}, {NULL, "distance", 2.0444444444444443}, {NULL, "transitivity", .625},
        {NULL, "by_assortativity", 0.06400267202278048}, {NULL, "by_pairs", 23}, {NULL, "by_missing", 0},
        {"GMY", "strength", 9}, {"RUS", "betweenness", 4.5}, {"FRN", "eigenvector", 0.6825510024604012}};
    check((ent_network_options){.period = day_of(1914, 7, 1), .by = "cinc"}, figures, ent_countof(figures));
}

static void who_owed_whom_in_august_1939(void **state)
{
    static const figure figures[] = {
        {NULL, "ties", 542}, {NULL, "reciprocity", 1}, {NULL, "assortativity", 0.9343709512187773},
        {"RUS", "betweenness", 265.83809523809526}, {"RUS", "strength", 54}, {"FRN", "degree", 6}};
    check((ent_network_options){.period = day_of(1939, 8, 1), .directed = true}, figures,
          ent_countof(figures));
}

static void trade_of_1913(void **state)
{
    static const figure figures[] = {
        {NULL, "actors", 44}, {NULL, "ties", 549}, {NULL, "reciprocity", 8. / 9},
        {NULL, "transitivity", 0.5740329740012682}, {NULL, "assortativity", -0.47142257846419516},
        {NULL, "by_assortativity", -0.23751154944251526}, {NULL, "by_pairs", 289}, {NULL, "by_missing", 5},
        {"UKG", "strength_out", 2456}, {"GMY", "strength_out", 2100}, {"GMY", "strength", 4978},
        {"UKG", "betweenness", 252.18606064987642}};
    check((ent_network_options){.period = years_from(1913, 1913), .layer = "trade", .by = "milex"}, figures,
          ent_countof(figures));
}

int main(void)
{
    data = ent_need_data();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defence_pacts_of_1970),
        cmocka_unit_test(alliances_of_july_1914_by_capability),
        cmocka_unit_test(who_owed_whom_in_august_1939),
        cmocka_unit_test(trade_of_1913),
    };
    return cmocka_run_group_tests(tests, read_world, close_world);
}
