/* The views are a promise to any SQLite client: this test asks them by plain SQL. */
#include "core/text.h"
#include "small_world.h"

#include <sqlite3.h>

static char path[ENT_PATH];

static int make_world(void **state)
{
    ent_world_close(small_world(ent_temp_path("views.world", path)));
    return 0;
}

/* All rows as "a|b\n", NULL as "-". */
static void assert_rows(const char *sql, const char *expected)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    ent_buffer found = {0};
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            ent_buffer_format(&found, "%s%s", i ? "|" : "", text ? text : "-");
        }
        ent_buffer_add(&found, "\n");
    }
    assert_string_equal(ent_buffer_text(&found), expected);
    ent_buffer_clear(&found);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void a_world_is_whole_by_sqlites_own_check(void **state)
{
    assert_rows("PRAGMA integrity_check", "ok\n");
    assert_rows("PRAGMA foreign_key_check", "");
}

static void an_actor_year_holds_a_value_of_each_source(void **state)
{
    assert_rows("SELECT abb, year, attribute, source, value, unit FROM actor_year"
                " WHERE attribute = 'gdp' ORDER BY source",
                "ALD|2000|gdp|new-2.0|6.0|million\nALD|2000|gdp|old-1.0|5.0|million\n");
}

static void an_open_value_has_a_row_for_each_year_that_its_source_covers(void **state)
{
    assert_rows("SELECT min(year), max(year), count(*), min(value) FROM actor_year"
                " WHERE attribute = 'motto'",
                "1990|2016|27|Ever on\n");
}

static void a_tie_spell_has_dates_obligations_and_marks(void **state)
{
    assert_rows("SELECT layer, a, b, from_date, to_date, treaty, level, defense, consultation,"
                " marks, citation FROM tie_spell ORDER BY a",
                "alliance|ALD|BRV|1910-01-01|1939-12-31|old:1|3|1|0||Doe 1999\n"
                "alliance|BRV|ALD|1910-01-01|1939-12-31|old:1|1|0|1|end widened;unverified|-\n");
}

static void a_treaty_member_spell_names_treaty_and_member(void **state)
{
    assert_rows("SELECT treaty, treaty_name, source, abb, from_date, to_date, defense"
                " FROM treaty_member_spell",
                "old:1|The old pact|old-1.0|ALD|1910-01-01|1939-12-31|1\n");
}

static void a_membership_spell_names_system_and_state(void **state)
{
    assert_rows("SELECT system, abb, from_date, to_date, marks FROM membership_spell ORDER BY abb",
                "cow|ALD|1900-01-01|2016-12-31|right-censored\n"
                "cow|BRV|1900-01-01|1940-06-15|\n");
}

static void a_source_is_listed_with_its_files(void **state)
{
    assert_rows("SELECT name, citation, layout, path, rows FROM source_list ORDER BY name",
                "new-2.0|A 2000|layout|new-2.0|3\nold-1.0|A 2000|layout|old-1.0|3\n");
}

static void days_in_the_tables_are_julian_day_numbers(void **state)
{
    assert_rows("SELECT date(from_day), date(to_day) FROM treaty", "1910-01-01|1939-12-31\n");
    assert_rows("SELECT from_day FROM treaty", "2418673\n"); /* 2016-12-31 is 2457754 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_world_is_whole_by_sqlites_own_check),
        cmocka_unit_test(an_actor_year_holds_a_value_of_each_source),
        cmocka_unit_test(an_open_value_has_a_row_for_each_year_that_its_source_covers),
        cmocka_unit_test(a_tie_spell_has_dates_obligations_and_marks),
        cmocka_unit_test(a_treaty_member_spell_names_treaty_and_member),
        cmocka_unit_test(a_membership_spell_names_system_and_state),
        cmocka_unit_test(a_source_is_listed_with_its_files),
        cmocka_unit_test(days_in_the_tables_are_julian_day_numbers),
    };
    return cmocka_run_group_tests(tests, make_world, NULL);
}
