/* Maps: tables in the layouts of V-Dem, Polity5, the World Bank and SIPRI by the maps that come with the
 * program (made-up numbers, tests/fixtures/maps), and tables of the user's own. */
#include "asking.h"

#define MAPS ENTENTE_SOURCE_DIR "/tests/fixtures/maps"

static ent_world *world;

static int import_fixtures(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(MAPS, ent_temp_path("maps.world", path), NULL, NULL, &error),
                  &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* ---- the maps that come with the program; import all has found their files by content ---- */

/* "1989 GFR 31000; ...": all values of an attribute, in the order of their years. */
static void assert_values(const char *name, const char *expected)
{
    ent_series series = series_of(world, ENT_ATTRIBUTE, name);
    ent_spells spells;
    ent_error error = {0};
    ent_buffer found = {0};
    ent_assert_ok(ent_world_spells(world, &series, series.covers, &spells, &error), &error);
    for (size_t i = 0; i < spells.count; i++)
        ent_buffer_format(&found, "%d %s %g; ", ent_day_year(spells.items[i].span.from),
                          ent_world_actor(world, spells.items[i].a)->abb, spells.items[i].number);
    assert_string_equal(ent_buffer_text(&found), expected);
    ent_buffer_clear(&found);
    ent_spells_clear(&spells);
}

static void a_country_of_v_dem_is_the_states_that_cow_has_in_its_years(void **state)
{
    assert_values("v2x_polyarchy@vdem-15", "1950 YAR 0.02; 1989 GFR 0.861; 1990 GFR 0.862; "
                                           "1991 GMY 0.863; 1992 CZE 0.81; 1993 CZR 0.82; ");
    assert_int_equal(count_of(world, "vdem", "vdem-15", "left out", "no actor is named"), 1);
    assert_int_equal(count_of(world, "vdem", "vdem-15", "left out",
                              "code 521 is not in the state system list"), 1);
    assert_int_equal(count_of(world, "vdem", "vdem-15", "left out", "missing (NA): v2x_egaldem"), 1);
}

static void a_number_of_polity_is_the_state_that_it_means(void **state)
{
    /* Serbia, not Kosovo, is 347 in 2005; Kosovo is 341, Montenegro 348; Sudan 626, South Sudan 525 */
    assert_values("polity2@polity5", "1922 RUS -1; 1923 RUS -7; 2005 YUG 6; 2006 YUG 8; 2009 MNG 9; "
                                     "2009 KOS 8; 2011 SUD -2; 2012 SUD -4; 2012 SSD 0; ");
    assert_int_equal(count_of(world, "polity5", "polity5-2018", "left out", "missing (-66): polity"), 1);
    assert_int_equal(count_of(world, "polity5", "polity5-2018", "left out", "missing (-88): polity"), 1);
    assert_int_equal(count_of(world, "polity5", "polity5-2018", "left out",
                              "'364' is no actor in these years, by the map"), 1);
}

static void the_world_banks_indicators_are_attributes_of_one_source(void **state)
{
    static const char gdp[] = "worldbank NY.GDP.MKTP.CD", source[] = "worldbank-2024-06-28";
    assert_values("gdp@worldbank", "1990 ROM 20; 1991 GMY 300; 1991 ROM 30; 2015 GMY 400.5; "
                                   "2015 CZR 9; 2015 KOS 6; 2015 ROM 40; ");
    assert_span(series_of(world, ENT_ATTRIBUTE, "population").covers, "1990-01-01 2015-12-31");
    assert_int_equal(count_of(world, gdp, source, "left out", "iso3 'ARB' is no actor of this world"), 1);
    assert_int_equal(count_of(world, gdp, source, "left out",
                              "'DEU' is no actor in these years, by the map"), 2);
    assert_int_equal(count_of(world, gdp, source, "left out",
                              "the holder of the iso3 code was no state in the year"), 2);
    assert_int_equal(count_of(world, gdp, source, "checked",
                              "iso3 code ROU of other years, taken for the same state"), 2);
}

static void sipri_names_are_states_and_its_regions_are_not(void **state)
{
    assert_values("milex_sipri", "1989 GFR 31000; 1989 ROK 9000; 1990 GFR 32000; 1990 RUS 190000; "
                                 "1990 SUD 10.5; 2015 GMY 39000; 2015 RUS 66000; 2015 SUD 11; "
                                 "2015 SSD 12.25; 2015 ROK 36000; ");
    assert_int_equal(count_of(world, "sipri-milex", "sipri-milex-2015", "left out",
                              "name 'Africa' is no actor of this world"), 1);
    assert_int_equal(count_of(world, "sipri-milex", "sipri-milex-2015", "left out",
                              "missing (xxx): milex_sipri"), 5);
}

static void a_sheet_that_is_not_in_current_dollars_is_refused(void **state)
{
    static const char text[] = "\"Military expenditure, in constant (2015) US$ m.\",,\nCountry,Notes,1990\n";
    char path[ENT_PATH], place[ENT_PATH];
    ent_error error = {0};
    ent_temp_file("constant.csv", text, strlen(text), path);
    assert_int_equal(ent_import_table(path, "sipri-milex", ent_temp_path("no.world", place), NULL, NULL,
                                      &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "constant.csv: no line above the header says 'US$ at current "
                                          "prices', as the map 'sipri-milex' demands"));
    assert_false(is_there(place));
}

/* ---- maps of the user's own ---- */

#define SOURCE "source: {name: mine, version: \"1\", title: T, citation: C, terms: none}\n"
#define COW "actor: {column: state, scheme: cow}\n"

/* Import a text by a map into a world with the states of the fixtures. */
static ent_status import_own(const char *map, const char *table, char place[ENT_PATH], ent_error *error)
{
    char map_path[ENT_PATH], path[ENT_PATH];
    ent_temp_file("own.yaml", map, strlen(map), map_path);
    ent_temp_file("own.csv", table, strlen(table), path);
    ent_temp_path("own.world", place);
    remove(place);
    ent_assert_ok(ent_import_folder(MAPS "/states2016.csv", place, NULL, NULL, error), error);
    return ent_import_table(path, map_path, place, NULL, NULL, error);
}

static void a_long_table_gives_values_in_its_unit(void **state)
{
    char place[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(import_own(SOURCE COW "year: when\nheader: 2\nwhere: {kind: sea}\n"
                                    "missing: [\"-9\"]\nattributes:\n"
                                    "  ports: {column: n, unit: ports, least: 0, factor: 1000}\n",
                             "a title\nstate,when,kind,n\n2,1950,sea,3.5\n2,1951,sea,-9\n2,1950,air,7\n",
                             place, &error), &error);
    ent_world *own = open_world(place);
    ent_spell spell = spell_of(own, ENT_ATTRIBUTE, "ports@mine-1", "2", NULL, "1950");
    ent_assert_number(spell.number, 3500, 0);
    assert_string_equal(ent_world_unit(own, spell.unit), "ports");
    assert_int_equal(count_of(own, "own", "mine-1", "left out", "missing (-9): ports"), 1);
    assert_int_equal(count_of(own, "own", "mine-1", "left out", "kind is not 'sea'"), 1);
    assert_int_equal(count_of(own, "own", "mine-1", "kept", "ports"), 1);
    ent_world_close(own);
}

static void a_table_of_ties_gives_layers(void **state)
{
    static const char map[] =
        SOURCE "actor: {columns: {a: x, b: y}, scheme: abb, names: {Bonn: \"260\"}}\n"
               "from: start\nto: end\nmissing: [still]\nties:\n"
               "  pact: {level: strength}\n  aid: {value: money, unit: US dollars, directed: yes}\n";
    char place[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(import_own(map,
                             "x,y,start,end,strength,money\n"
                             "USA,Bonn,1960-05-06,1970,2,5.5\n"
                             "USA,RUS,1970,still,0,9\n"
                             "USA,ROM,1980,1985-06,1,still\n"
                             "USA,USA,1980,1981,1,1\nUSA,XYZ,1980,1981,1,1\n", place, &error), &error);
    ent_world *own = open_world(place);
    ent_spell pact = spell_of(own, ENT_LAYER, "pact", "USA", "260", "1965");
    assert_span(pact.span, "1960-05-06 1970-12-31");
    assert_int_equal(pact.level, 2);
    assert_int_equal(pact.marks, ENT_MARK_TO_WIDENED);
    ent_spell aid = spell_of(own, ENT_LAYER, "aid", "USA", "365", "1984");
    assert_span(aid.span, "1970-01-01 1985-06-30"); /* still so when the table ends */
    assert_int_equal(aid.marks, ENT_MARK_FROM_WIDENED | ENT_MARK_RIGHT_CENSORED);
    ent_assert_number(aid.number, 9, 0);
    assert_string_equal(ent_world_unit(own, aid.unit), "US dollars");
    assert_int_equal(spell_of(own, ENT_LAYER, "aid", "ROM", "USA", "1982").a, 0);
    assert_int_equal(count_of(own, "own", "mine-1", "left out", "no tie (0): pact"), 1);
    assert_int_equal(count_of(own, "own", "mine-1", "left out", "both actors are the same"), 1);
    assert_int_equal(count_of(own, "own", "mine-1", "left out", "abb 'XYZ' is no actor of this world"), 1);
    ent_world_close(own);
}

static void ties_by_year_hold_all_year(void **state)
{
    char place[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(import_own(SOURCE "actor: {columns: {a: x, b: y}, scheme: cow}\nyear: year\n"
                                    "ties: {embassy: {present: e, directed: yes}}\n",
                             "x,y,year,e\n2,360,1990,1\n360,2,1990,0\n", place, &error), &error);
    ent_world *own = open_world(place);
    ent_spell spell = spell_of(own, ENT_LAYER, "embassy", "2", "360", "1990");
    assert_span(spell.span, "1990-01-01 1990-12-31");
    assert_int_equal(series_of(own, ENT_LAYER, "embassy").measure, ENT_BINARY);
    assert_int_equal(spell_of(own, ENT_LAYER, "embassy", "360", "2", "1990").a, 0);
    ent_world_close(own);
}

static void the_first_of_two_values_is_kept_if_the_map_says_so(void **state)
{
    static const char table[] = "state,year,n\n2,1950,1\n2,1950,2\n";
    char place[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(import_own(SOURCE COW "year: year\ntwice: first\nattributes: {n: {column: n, unit: u}}\n",
                             table, place, &error), &error);
    ent_world *own = open_world(place);
    ent_assert_number(spell_of(own, ENT_ATTRIBUTE, "n", "2", NULL, "1950").number, 1, 0);
    assert_int_equal(count_of(own, "own", "mine-1", "left out",
                              "another n for the actor and year stands in an earlier row"), 1);
    ent_world_close(own);
    assert_int_equal(import_own(SOURCE COW "year: year\nattributes: {n: {column: n, unit: u}}\n", table,
                                place, &error), ENT_ERR_INPUT);
    assert_non_null(strstr(error.message, "own.csv:3: n stands twice"));
}

static void a_table_is_read_once_by_each_map(void **state)
{
    static const char table[] = "x,y,year,n\n2,360,1950,7\n",
                      ties[] = SOURCE "actor: {columns: {a: x, b: y}, scheme: cow}\nyear: year\n"
                                      "ties: {t: {}}\n";
    char place[ENT_PATH], path[ENT_PATH], map[ENT_PATH];
    ent_error error = {0};
    ent_import_result result;
    ent_assert_ok(import_own(SOURCE "actor: {column: x, scheme: cow}\nyear: year\n"
                                    "attributes: {n: {column: n, unit: u}}\n", table, place, &error),
                  &error);
    ent_temp_path("own.csv", path);
    ent_temp_file("ties.yaml", ties, strlen(ties), map);
    for (int i = 0; i < 2; i++) {
        ent_assert_ok(ent_import_table(path, map, place, NULL, &result, &error), &error);
        assert_int_equal(result.files[0].fate, i ? ENT_FILE_ALREADY_THERE : ENT_FILE_IMPORTED);
        ent_import_result_clear(&result);
    }
    ent_world *own = open_world(place);
    ent_assert_number(spell_of(own, ENT_ATTRIBUTE, "n", "2", NULL, "1950").number, 7, 0);
    assert_span(spell_of(own, ENT_LAYER, "t", "2", "360", "1950").span, "1950-01-01 1950-12-31");
    ent_world_close(own);
}

static void versions_are_found_where_the_map_says(void **state)
{
    static const struct {
        const char *version, *table, *source;
    } rows[] = {
        {"{column: v}", "made,2021\nstate,year,n,v\n2,1950,1,3.1\n", "m-3.1"},
        {"{above: made}", "made,2021\nstate,year,n\n2,1950,1\n", "m-2021"},
        {"{file_name: ow}", "state,year,n\n2,1950,1\n", "m-of-unknown-version"},
        {"\"7\"", "state,year,n\n2,1950,1\n", "m-7"},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        char map[600], place[ENT_PATH];
        ent_error error = {0};
        snprintf(map, sizeof map, "source: {name: m, version: %s, title: T, citation: C, terms: none}\n"
                 "header: state\n" COW "year: year\nattributes: {n: {column: n, unit: u}}\n",
                 rows[i].version);
        ent_assert_ok(import_own(map, rows[i].table, place, &error), &error);
        ent_world *own = open_world(place);
        assert_string_equal(series_of(own, ENT_ATTRIBUTE, "n").source, rows[i].source);
        ent_world_close(own);
    }
}

/* ---- what is refused ---- */

#define N "attributes: {n: {column: n, unit: u}}\n"

static void a_wrong_map_or_table_is_refused_with_its_place(void **state)
{
    static const char good[] = "state,year,n\n2,1950,1\n";
    static const struct {
        const char *map, *table, *message;
    } wrong[] = {
        {SOURCE COW "yaer: year\n" N, good,
         "own.yaml:3:1: unknown key 'yaer', did you mean 'year'?; expected"},
        {SOURCE COW "year: year\nyear: year\n" N, good,
         "own.yaml:4:1: key 'year' stands twice, first in line 3"},
        {SOURCE COW "year: [year]\n" N, good, "own.yaml:3:7: 'year' must be a text or number, not a list"},
        {SOURCE COW "year: yaer\n" N, good, "has no column 'yaer', did you mean 'year'?"},
        {SOURCE COW N, good, "the time needs one of 'year: COLUMN'"},
        {COW "year: year\n" N, good, "key 'source' is missing"},
        {SOURCE "actor: {column: state, scheme: un}\nyear: year\n" N, good,
         "own.yaml:2:32: scheme 'un' is unknown; expected cow, gw, iso3, abb, name"},
        {SOURCE COW "year: year\nattributes: {n: {column: n}}\n", good, "key 'unit' is missing"},
        {SOURCE COW "year: year\nattributes: {\"a b\": {column: n, unit: u}}\n", good,
         "the name 'a b' may have letters, digits, '_', at most 60"},
        {SOURCE COW "years: columns\nattributes: {n: {unit: u}, m: {unit: u}}\n", good,
         "several attributes with years in columns need an 'indicator'"},
        {SOURCE COW "years: columns\nattributes: {n: {unit: u}}\n", good,
         "own.csv: the header has no column that is a year"},
        {SOURCE "actor: {columns: {a: state, b: n}, scheme: cow}\nyear: year\nties: {alliance: {}}\n",
         good, "the layer alliance is made from treaties"},
        {SOURCE "actor: {columns: {a: state, b: n}, scheme: cow}\nyear: year\n" N, good,
         "two columns of actors need 'ties'"},
        {SOURCE COW "header: Country\nyear: year\n" N, good,
         "own.csv: no row has 'Country' in its first cell, as the header must"},
        {SOURCE COW "header: 9\nyear: year\n" N, good, "own.csv: no row begins in line 9"},
        {SOURCE COW "year: year\nattributes: {n: {column: n, unit: u, most: 0}}\n", good,
         "own.csv:2: n '1' is neither empty (missing) nor 0 or less"},
        {SOURCE COW "year: year\n" N, "state,year,n\n2,1950,many\n", "own.csv:2: n 'many' is not a number"},
        {SOURCE COW "year: year\n" N, "state,year,n\n2,19x0,1\n",
         "own.csv:2: year '19x0' is not a whole number from 1000 to 2200"},
        {SOURCE COW "year: year\n" N, "state,year,n\n", "own.csv: there are no rows below the header"},
        {"- a\n", good, "own.yaml:1:1: 'a map' must be a map of keys and values, not a list"},
    };
    for (size_t i = 0; i < ent_countof(wrong); i++) {
        char place[ENT_PATH];
        ent_error error = {0};
        assert_int_equal(import_own(wrong[i].map, wrong[i].table, place, &error), ENT_ERR_INPUT);
        if (!strstr(error.message, wrong[i].message))
            fail_msg("expected '%s', got '%s'", wrong[i].message, error.message);
    }
}

static void a_map_that_is_not_there_is_named_with_those_that_are(void **state)
{
    ent_error error = {0};
    ent_assert_fails(ent_import_table("a.csv", "vedm", NULL, NULL, NULL, &error), &error,
                     ENT_ERR_ARGUMENT, "there is no map 'vedm'; expected polity5, sipri-milex, vdem, "
                                       "worldbank, or a file like ./ports.yaml");
}

/* ---- memory ---- */

typedef struct {
    char map[ENT_PATH], table[ENT_PATH], states[ENT_PATH], world[ENT_PATH];
} places;

static ent_status import_swept(void *context, ent_error *error)
{
    const places *at = context;
    ent_import_result result;
    char from[ENT_PATH];
    snprintf(from, sizeof from, "cp '%s' '%s'", at->states, at->world);
    assert_int_equal(system(from), 0);
    ent_status status = ent_import_table(at->table, at->map, at->world, NULL, &result, error);
    assert_true(status == ENT_OK || result.files == NULL);
    ent_import_result_clear(&result);
    return status;
}

static void sweep(const char *map, const char *table)
{
    places at;
    ent_error error = {0};
    ent_temp_file("swept.yaml", map, strlen(map), at.map);
    ent_temp_file("swept.csv", table, strlen(table), at.table);
    ent_temp_path("swept.world", at.world);
    ent_temp_path("states.world", at.states);
    remove(at.states);
    ent_assert_ok(ent_import_folder(MAPS "/states2016.csv", at.states, NULL, NULL, &error), &error);
    ent_sweep_stride(import_swept, &at, 3);
}

static void every_failed_request_is_reported(void **state)
{
    sweep(SOURCE "actor: {column: state, scheme: iso3, names: {X: \"2\", Y: [{actor: \"\", to: 1950}]}}\n"
                 "header: state\nyears: columns\nindicator: i\nattributes: {n: {code: a, unit: u}}\n",
          "title\nstate,i,1990,1991\nDEU,a,1,\nX,b,1,2\nY,a,1,2\nZZZ,a,1,1\n");
    sweep(SOURCE "actor: {columns: {a: x, b: y}, scheme: abb}\nyear: t\nwhere: {k: v}\n"
                 "ties: {pact: {level: l}, pal: {}}\n",
          "x,y,t,k,l\nUSA,RUS,1990,v,1\nUSA,ROM,1990,v,\nUSA,ROM,1990,w,1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_country_of_v_dem_is_the_states_that_cow_has_in_its_years),
        cmocka_unit_test(a_number_of_polity_is_the_state_that_it_means),
        cmocka_unit_test(the_world_banks_indicators_are_attributes_of_one_source),
        cmocka_unit_test(sipri_names_are_states_and_its_regions_are_not),
        cmocka_unit_test(a_sheet_that_is_not_in_current_dollars_is_refused),
        cmocka_unit_test(a_long_table_gives_values_in_its_unit),
        cmocka_unit_test(a_table_of_ties_gives_layers),
        cmocka_unit_test(ties_by_year_hold_all_year),
        cmocka_unit_test(the_first_of_two_values_is_kept_if_the_map_says_so),
        cmocka_unit_test(a_table_is_read_once_by_each_map),
        cmocka_unit_test(versions_are_found_where_the_map_says),
        cmocka_unit_test(a_wrong_map_or_table_is_refused_with_its_place),
        cmocka_unit_test(a_map_that_is_not_there_is_named_with_those_that_are),
        cmocka_unit_test(every_failed_request_is_reported),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
