/* Stories of real pairs and blocs: single facts that are widely published, where the real files are. */
#include "entente/import.h"
#include "entente/json.h"
#include "entente/report.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *data;
static ent_world *world;

static int read_world(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("real.world", path), NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static ent_json *story(const char *a, const char *b, int from, int to, const char *sources, bool follow)
{
    const char *const who[] = {a, b};
    ent_json *json;
    ent_error error = {0};
    const ent_history_tell asked = {
        .who = who, .who_count = b ? 2 : 1, .sources = sources, .follow = follow,
        .when = {ent_day_from_date(from, 1, 1), ent_day_from_date(to, 12, 31)}};
    ent_assert_ok(ent_history_report(world, "real.world", &asked, &json, &error), &error);
    return json;
}

static const ent_json_value *part(ent_json *json, const char *key)
{
    return ent_json_get(ent_json_get(ent_json_root(json), "result"), key);
}

static const char *cell(ent_json *json, const char *column, size_t row)
{
    const char *text = ent_json_text(ent_json_cell(part(json, "events"), column, row));
    return text ? text : "-";
}

/* Is there a row of this kind and code (NULL: any) with these days? */
static bool has(ent_json *json, const char *kind, const char *code, const char *from, const char *to)
{
    for (size_t row = 0; row < ent_json_row_count(part(json, "events")); row++)
        if (strcmp(cell(json, "kind", row), kind) == 0 && strcmp(cell(json, "from", row), from) == 0 &&
            (!code || strcmp(cell(json, "code", row), code) == 0) &&
            strcmp(cell(json, "to", row), to) == 0)
            return true;
    return false;
}

/* Treaty of friendship of 14 February 1950; the clash on the Ussuri of 2 March 1969 (dispute 349); Gorbachev's
 * visit to Beijing in 1989. */
static void russia_and_china(void **state)
{
    ent_json *json = story("RUS", "CHN", 1945, 2016, NULL, false);
    assert_true(has(json, "pact", NULL, "1950-02-14", "1980-02-14"));
    assert_true(has(json, "dispute", "mid:349", "1969-03-02", "1969-12-13"));
    assert_true(has(json, "rivalry", NULL, "1958", "1989"));
    assert_true(has(json, "pact", NULL, "1996-04-27", "-")); /* in force when the data end */
    ent_json_free(json);
    json = story("RUS", "CHN", 1945, 2016, "atop,gml", false);
    assert_true(has(json, "pact", NULL, "1950-02-14", "1980-04-11"));
    assert_false(has(json, "pact", NULL, "1950-02-14", "1980-02-14"));
    assert_true(has(json, "dispute", "gml:349", "1968-12", "1969"));
    ent_json_free(json);
}

/* Pearl Harbor on 7 December 1941; V-J day. */
static void the_united_states_and_japan(void **state)
{
    ent_json *json = story("USA", "JPN", 1931, 1952, NULL, false);
    assert_true(has(json, "war", "war:139", "1941-12-07", "1945-08-14"));
    assert_true(has(json, "state", NULL, "1952-04-28", "-")); /* the treaty of San Francisco in force */
    const ent_json_value *years = part(json, "years");
    ent_assert_number(ent_json_number(ent_json_cell(years, "wars", 1944 - 1931)), 1, 0);
    ent_assert_number(ent_json_number(ent_json_cell(years, "wars", 1946 - 1931)), 0, 0);
    ent_assert_number(ent_json_number(ent_json_cell(years, "ratio", 1948 - 1931)), (double)NAN, 0);
    assert_true(!isnan(ent_json_number(ent_json_cell(years, "s", 0))));
    ent_json_free(json);
}

static void france_and_germany_with_and_without_the_federal_republic(void **state)
{
    ent_json *json = story("FRN", "GMY", 1816, 2016, NULL, false);
    assert_true(has(json, "war", "war:58", "1870-07-19", "1871-02-26"));
    assert_true(has(json, "pact", "cow:227", "1990-10-03", "-"));
    ent_json_free(json);
    json = story("FRN", "GMY", 1816, 2016, NULL, true);
    assert_true(has(json, "pact", "cow:227", "1954-10-23", "-")); /* the Paris agreements */
    ent_json_free(json);
}

/* Twelve states sign the North Atlantic Treaty on 4 April 1949. */
static void the_north_atlantic_treaty(void **state)
{
    ent_json *json = story("cow:227", NULL, 1949, 2016, NULL, false);
    size_t signed_by = 0;
    for (size_t row = 0; row < ent_json_row_count(part(json, "events")); row++)
        if (strcmp(cell(json, "kind", row), "member") == 0 &&
            strcmp(cell(json, "from", row), "1949-04-04") == 0 &&
            strcmp(cell(json, "ends", row), "data end") == 0)
            signed_by++;
    assert_int_equal(signed_by, 12);
    assert_true(has(json, "member", NULL, "1999-03-12", "-")); /* Poland, Hungary, the Czech Republic */
    const ent_json_value *years = part(json, "years");
    ent_assert_number(ent_json_number(ent_json_cell(years, "members", 0)), 12, 0);
    ent_assert_number(ent_json_number(ent_json_cell(years, "members", 1989 - 1949)), 16, 0);
    ent_assert_number(ent_json_number(ent_json_cell(years, "members", 2000 - 1949)), 19, 0);
    ent_assert_number(ent_json_number(ent_json_cell(years, "members", 2014 - 1949)), (double)NAN, 0);
    ent_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(russia_and_china),
        cmocka_unit_test(the_united_states_and_japan),
        cmocka_unit_test(france_and_germany_with_and_without_the_federal_republic),
        cmocka_unit_test(the_north_atlantic_treaty),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, read_world, close_world);
}
