/* Values of states by year: the small files of tests/fixtures/values beside the states of
 * tests/fixtures/cow. */
#include "asking.h"

#include "entente/report.h"

#define VALUES ENTENTE_SOURCE_DIR "/tests/fixtures/values"

static ent_world *world;

static int import_fixtures(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_temp_path("values.world", path);
    ent_assert_ok(ent_import_folder(FIXTURES "/states2016.csv", path, NULL, NULL, &error), &error);
    ent_assert_ok(ent_import_folder(VALUES, path, NULL, NULL, &error), &error);
    world = open_world(path);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static void assert_value(const char *name, const char *actor, const char *year, double number,
                         const char *unit)
{
    ent_spell spell = spell_of(world, ENT_ATTRIBUTE, name, actor, NULL, year);
    ent_assert_number(spell.number, number, fabs(number) * 1e-15);
    assert_string_equal(ent_world_unit(world, spell.unit), unit);
    assert_int_equal(spell.span.from, when(year).from);
    assert_int_equal(spell.span.to, when(year).to);
}

static void each_number_has_its_name_and_unit(void **state)
{
    static const char trade[] = "million current US dollars",
                      gdp[] = "million 2017 international dollars (PPP)";
    assert_value("imports", "ALD", "1913", 450, trade);
    assert_value("exports@cow-trade-national-4.0", "ALD", "1913", 418.5, trade);
    assert_value("gdp@worldbank-gdp-2023", "ALD", "2001", 561940310345, "current US dollars");
    assert_value("gdp@fariss-gdp-2022", "ALD", "2000", 27951.25, gdp);
    assert_value("sd_pwtrgdp", "ALD", "2000", 12015.5, gdp);
    assert_value("mrgdppc", "ALD", "2000", 2668.5, "2011 international dollars (PPP) per person");
    assert_value("pwtpop", "ALD", "2000", 9.25, "million persons");
    assert_value("wbgdp2011est", "ALD", "2000", 22.963, "natural logarithm of 2011 US dollars");
    assert_value("sdpest", "ALD", "2000", 22.042, "natural logarithm of 2011 US dollars");
    assert_value("polity2", "ALD", "2000", -9, "scale from -10 to 10"); /* here -9 is a value */
    assert_value("v2x_polyarchy", "ALD", "2001", 0.4, "scale from 0 to 1");
    assert_value("milex_gdp_share", "ALD", "2000", 8.3729, "percent of GDP");
}

static void a_logarithm_is_undone_for_gdp(void **state)
{
    /* exp(22.963) = 9390834524.817, by Python's decimal with 30 digits */
    ent_spell spell = spell_of(world, ENT_ATTRIBUTE, "gdp@anders", "ALD", NULL, "2000");
    ent_assert_number(spell.number, 9390834524.817, 0.001);
}

static void the_preferred_gdp_is_the_world_banks(void **state)
{
    assert_string_equal(series_of(world, ENT_ATTRIBUTE, "gdp").source, "worldbank-gdp-2023");
}

static void another_territory_is_marked_and_said(void **state)
{
    ent_spells spells = spells_of(world, ENT_ATTRIBUTE, "gdp", "1989");
    assert_int_equal(spells.count, 1);
    assert_int_equal(spells.items[0].marks, ENT_MARK_LOW_CONFIDENCE);
    assert_string_equal(ent_world_phrase(world, spells.items[0].note),
                        "the World Bank's territory is not that of the COW state in this year");
    ent_spells_clear(&spells);
}

static void a_series_covers_the_years_in_which_it_has_values(void **state)
{
    assert_span(series_of(world, ENT_ATTRIBUTE, "polity2").covers, "2000-01-01 2018-12-31");
    assert_span(series_of(world, ENT_ATTRIBUTE, "euds").covers, "2000-01-01 2001-12-31");
    assert_span(series_of(world, ENT_ATTRIBUTE, "imports").covers, "1913-01-01 1942-12-31");
}

static void rows_are_counted_by_reason(void **state)
{
    static const struct {
        const char *layout, *source, *kind, *reason;
        long long count;
    } rows[] = {
        {"cow-trade-national", "cow-trade-national-4.0", "kept", "imports", 3},
        {"cow-trade-national", "cow-trade-national-4.0", "left out", "missing (empty): imports", 1},
        {"cow-trade-national", "cow-trade-national-4.0", "left out", "missing (empty): exports", 2},
        {"cow-trade-national", "cow-trade-national-4.0", "left out",
         "code 99 is not in the state system list", 1},
        {"cow-trade-national", "cow-trade-national-4.0", "checked",
         "a year in which the actor is not in the state system", 1}, /* Brevia 1942 */
        {"gdp-worldbank", "worldbank-gdp-2023", "checked",
         "territory_differs: the World Bank's territory is not that of the COW state in this year",
         1},
        {"gdp-fariss", "fariss-gdp-2022", "left out", "missing (empty): gdp", 1},
        {"gdp-anders", "anders-gdp-2020", "left out", "missing (empty): wbpopest", 1},
        {"democracy", "democracy-isard-0.2.0", "left out", "missing (empty): polity2", 1},
        {"milex-gdp-share", "milex-gdp-share-2022", "checked", "milex_gdp_share is exactly 0", 1},
        {"milex-gdp-share", "milex-gdp-share-2022", "checked",
         "milex_gdp_share is above 30 percent of GDP", 1},
    };
    for (size_t i = 0; i < ent_countof(rows); i++) {
        long long count =
            count_of(world, rows[i].layout, rows[i].source, rows[i].kind, rows[i].reason);
        if (count != rows[i].count)
            fail_msg("%s, %s: %lld", rows[i].layout, rows[i].reason, count);
    }
}

static void impossible_values_are_refused_with_their_line(void **state)
{
    static const struct {
        const char *text, *message;
    } wrong[] = {
        {"ccode,year,imports,exports\n11,1913,450,-8\n",
         ":2: exports '-8' is neither -9 (missing) nor 0 or more"},
        {"ccode,year,gdp_current_usd,coverage\n11,2001,1,perhaps\n",
         ":2: coverage 'perhaps' is neither ok nor territory_differs"},
        {"ccode,year,gdp_current_usd,coverage\n11,2024,1,ok\n",
         ":2: year '2024' is after 2023, the last year of worldbank-gdp-2023"},
        {"ccode,year,euds,aeuds,polity2,v2x_polyarchy\n11,2001,1,1,-66,0.5\n",
         ":2: polity2 '-66' is neither empty (missing) nor from -10 to 10"},
        {"ccode,year,wbgdp2011est,wbpopest,sdpest,wbgdppc2011est\n11,2001,1e4,1,1,1\n",
         ":2: wbgdp2011est '1e4' is too large"},
        {"ccode,year,imports,exports\n11,1913,450,\n11,1913,451,\n",
         ":3: imports stands twice for the same actors and days, with different values"},
    };
    for (size_t i = 0; i < ent_countof(wrong); i++) {
        char path[ENT_PATH], place[ENT_PATH], message[2 * ENT_PATH];
        ent_error error = {0};
        ent_temp_file("wrong.csv", wrong[i].text, strlen(wrong[i].text), path);
        snprintf(message, sizeof message, "%s%s", path, wrong[i].message);
        ent_temp_path("wrong.world", place);
        remove(place);
        ent_assert_ok(ent_import_folder(FIXTURES "/states2016.csv", place, NULL, NULL, &error),
                      &error);
        ent_assert_fails(ent_import_folder(path, place, NULL, NULL, &error), &error, ENT_ERR_INPUT,
                         message);
    }
}

/* ---- memory ---- */

static const small_file small[] = {
    {"states.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                   "ALD,11,Aldora,1900,1,1,2016,12,31,2016\n"},
    {"gdp.csv", "ccode,year,gdp_current_usd,coverage\n11,2001,1,territory_differs\n"},
    {"trade.csv", "ccode,year,imports,exports\n11,1890,450,\n99,1890,1,1\n"},
    {0}};

static ent_status import_small(void *context, ent_error *error)
{
    char path[ENT_PATH];
    ent_status status =
        ent_import_folder(context, ent_temp_path("sweep.world", path), NULL, NULL, error);
    remove(path);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    char folder[ENT_PATH];
    make_folder("small", small, folder);
    ent_sweep(import_small, folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_number_has_its_name_and_unit),
        cmocka_unit_test(a_logarithm_is_undone_for_gdp),
        cmocka_unit_test(the_preferred_gdp_is_the_world_banks),
        cmocka_unit_test(another_territory_is_marked_and_said),
        cmocka_unit_test(a_series_covers_the_years_in_which_it_has_values),
        cmocka_unit_test(rows_are_counted_by_reason),
        cmocka_unit_test(impossible_values_are_refused_with_their_line),
        cmocka_unit_test(every_failed_request_is_reported),
    };
    return cmocka_run_group_tests(tests, import_fixtures, close_world);
}
