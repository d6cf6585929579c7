/* The real files of values by year: their counts as ../shared/data/README.md gives them, and a few values
 * that were looked up in the files by a script of its own. */
#include "asking.h"

static const char *data;
static ent_world *world;

static int import_data(void **state)
{
    static const char *const files[] = {
        "cow/states2016.csv", "cow/National_COW_4.0.csv", "other/gdp_current_usd_worldbank.csv",
        "other/gdp_pop_ccode.csv", "other/sdp_gdp_ccode.csv.gz", "other/democracy_ccode.csv",
        "derived/milex_gdp_share.csv"};
    char path[ENT_PATH], file[ENT_PATH];
    ent_error error = {0};
    ent_temp_path("real.world", path);
    for (size_t i = 0; i < ent_countof(files); i++) {
        snprintf(file, sizeof file, "%s/%s", data, files[i]);
        ent_assert_ok(ent_import_folder(file, path, NULL, NULL, &error), &error);
    }
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static void rows_are_counted_as_the_readme_counts_them(void **state)
{
    static const struct {
        const char *layout, *source, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-trade-national", "cow-trade-national-4.0", "read", "rows", 14410},
        {"cow-trade-national", "cow-trade-national-4.0", "left out", "missing (empty): imports",
         1548},
        {"cow-trade-national", "cow-trade-national-4.0", "left out", "missing (empty): exports",
         821},
        {"gdp-worldbank", "worldbank-gdp-2023", "kept", "gdp", 10426},
        {"gdp-worldbank", "worldbank-gdp-2023", "checked",
         "territory_differs: the World Bank's territory is not that of the COW state in this year",
         95},
        {"gdp-fariss", "fariss-gdp-2022", "read", "rows", 16536},
        {"gdp-fariss", "fariss-gdp-2022", "left out", "missing (empty): gdp", 43},
        {"gdp-fariss", "fariss-gdp-2022", "left out", "missing (empty): pwtpop", 43},
        {"gdp-anders", "anders-gdp-2020", "read", "rows", 27753},
        {"gdp-anders", "anders-gdp-2020", "left out", "missing (empty): gdp", 343}, /* of 432: 89 */
        {"gdp-anders", "anders-gdp-2020", "kept", "gdp", 26642}, /* have codes that are no states */
        {"democracy", "democracy-isard-0.2.0", "left out", "missing (empty): euds", 55},
        {"democracy", "democracy-isard-0.2.0", "left out", "missing (empty): polity2", 3271},
        {"democracy", "democracy-isard-0.2.0", "left out", "missing (empty): v2x_polyarchy", 1016},
        {"democracy", "democracy-isard-0.2.0", "left out", "missing (empty): xm_qudsest", 1564},
        {"milex-gdp-share", "milex-gdp-share-2022", "kept", "milex_gdp_share", 8879},
        {"milex-gdp-share", "milex-gdp-share-2022", "checked", "milex_gdp_share is exactly 0", 719},
        {"milex-gdp-share", "milex-gdp-share-2022", "checked",
         "milex_gdp_share is above 30 percent of GDP", 44},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        long long count =
            count_of(world, rows[i].layout, rows[i].source, rows[i].kind, rows[i].reason);
        if (count != rows[i].count)
            fail_msg("%s, %s, %s: %lld", rows[i].layout, rows[i].kind, rows[i].reason, count);
    }
}

static void series_end_where_their_values_end(void **state)
{
    assert_span(series_of(world, ENT_ATTRIBUTE, "polity2").covers, "1816-01-01 2020-12-31");
    assert_span(series_of(world, ENT_ATTRIBUTE, "xm_qudsest").covers, "1816-01-01 2017-12-31");
    assert_span(series_of(world, ENT_ATTRIBUTE, "v2x_polyarchy").covers, "1816-01-01 2025-12-31");
    assert_span(series_of(world, ENT_ATTRIBUTE, "gdp").covers, "1960-01-01 2023-12-31");
}

static void single_values_are_those_of_the_files(void **state)
{
    static const struct {
        const char *name, *actor, *year;
        double number;
    } rows[] = {
        {"gdp", "USA", "1960", 541988586207},
        {"imports", "USA", "1870", 450},
        {"milex_gdp_share", "USA", "2012", 4.03},
        {"milex_gdp_share", "IRQ", "1991", 3163.34},
    };
    for (size_t i = 0; i < ent_countof(rows); i++)
        ent_assert_number(
            spell_of(world, ENT_ATTRIBUTE, rows[i].name, rows[i].actor, NULL, rows[i].year).number,
            rows[i].number, 0.005);
}

int main(void)
{
    data = ent_need_data();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_counted_as_the_readme_counts_them),
        cmocka_unit_test(series_end_where_their_values_end),
        cmocka_unit_test(single_values_are_those_of_the_files),
    };
    return cmocka_run_group_tests(tests, import_data, close_world);
}
