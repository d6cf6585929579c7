#include "small_world.h"
#include "world/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

/* One number from a file, by plain SQLite. */
static int ask(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_step(statement);
    int answer = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

static void tell(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Opening fails, with the path in the message where there is %s. */
static void assert_refused(const char *path, ent_world_mode mode, ent_status code,
                           const char *format)
{
    char message[1024];
    ent_world *world;
    ent_error error = {0};
    snprintf(message, sizeof message, format, path, path);
    ent_assert_fails(ent_world_open(path, mode, &world, &error), &error, code, message);
    assert_null(world);
}

static void a_new_world_is_stamped(void **state)
{
    char path[ENT_PATH];
    ent_world_close(small_world(ent_temp_path("stamped.world", path)));
    assert_int_equal(ask(path, "PRAGMA application_id"), 0x456e7465); /* "Ente" */
    assert_int_equal(ask(path, "PRAGMA user_version"), ENT_SCHEMA_VERSION);
    assert_int_equal(ask(path, "PRAGMA foreign_key_check"), 0);
}

static void a_world_is_read_as_it_was_written(void **state)
{
    char path[ENT_PATH];
    ent_world *world;
    ent_error error = {0};
    ent_world_close(small_world(ent_temp_path("again.world", path)));
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    assert_int_equal(ent_world_actor_count(world), 3);
    assert_string_equal(ent_world_actor(world, 2)->name, "Brevia");
    assert_null(ent_world_actor(world, 0));
    assert_null(ent_world_actor(world, 4));
    ent_world_close(world);
}

static void a_world_opened_for_reading_cannot_be_changed(void **state)
{
    char path[ENT_PATH];
    ent_world *world;
    ent_error error = {0};
    ent_world_close(small_world(ent_temp_path("read.world", path)));
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    assert_int_equal(write_all(world, &error), ENT_ERR_FILE);
    ent_world_close(world);
    assert_int_equal(ask(path, "SELECT count(*) FROM source"), 2);
}

static void a_world_of_a_newer_version_is_refused(void **state)
{
    char path[ENT_PATH];
    ent_world_close(small_world(ent_temp_path("newer.world", path)));
    tell(path, "PRAGMA user_version = 99");
    assert_refused(path, ENT_WORLD_READ, ENT_ERR_INPUT,
                   "'%s' was made by a newer Entente (schema 99, this one knows 2)");
    assert_refused(path, ENT_WORLD_WRITE, ENT_ERR_INPUT,
                   "'%s' was made by a newer Entente (schema 99, this one knows 2)");
}

/* A world of schema 1 with one tie, as its makers would have written it. */
static void make_version_1(const char *path)
{
    for (const char *const *sql = ent_migrations[0]; *sql; sql++)
        tell(path, *sql);
    tell(path, "PRAGMA application_id = 0x456e7465; PRAGMA user_version = 1;"
               "INSERT INTO source VALUES (1, 'old-1', '1', '', '', '');"
               "INSERT INTO actor VALUES (1, 'Aldora', 'ALD', 'state'), (2, 'Brevia', 'BRV', 'state');"
               "INSERT INTO series VALUES (1, 'layer', 'alliance', 1, 1, 'ordered', 'cow', 2415021,"
               " 2457754, 10, 400);"
               "INSERT INTO spell VALUES (1, 2415021, 1, 2, 0, 2415400, 1, 3, 0, NULL, 0, 0, 0, 0);"
               "CREATE VIEW my_own AS SELECT name FROM series;");
}

static void a_world_of_an_older_version_is_brought_up_to_date(void **state)
{
    char path[ENT_PATH];
    ent_world *world;
    ent_error error = {0};
    make_version_1(ent_temp_path("older.world", path));
    assert_refused(path, ENT_WORLD_READ, ENT_ERR_INPUT,
                   "'%s' was made by an older Entente (schema 1); any import brings it up to date");
    ent_assert_ok(ent_world_open(path, ENT_WORLD_WRITE, &world, &error), &error);
    ent_world_close(world);
    assert_int_equal(ask(path, "PRAGMA user_version"), 2);
    assert_int_equal(ask(path, "SELECT count(*) FROM tie_spell WHERE layer = 'alliance' AND a = 'ALD'"
                               " AND defense = 1 AND level = 3 AND record = 0"), 1);
    assert_int_equal(ask(path, "SELECT longest_days FROM series"), 400);
    assert_int_equal(ask(path, "SELECT shipped FROM series"), 10);
    assert_int_equal(ask(path, "SELECT count(*) FROM source WHERE bibtex = ''"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM my_own"), 1); /* the user's own views stay */
    tell(path, "INSERT INTO series VALUES (2, 'conflicts', 'war', 1, 0, 'binary', '', 1, 2, 10, 0, 10)");
    assert_int_equal(ask(path, "SELECT count(*) FROM conflict"), 0);
}

static void a_database_of_others_is_refused(void **state)
{
    char path[ENT_PATH];
    tell(ent_temp_path("other.db", path), "CREATE TABLE t (x)");
    assert_refused(path, ENT_WORLD_WRITE, ENT_ERR_INPUT,
                   "'%s' is an SQLite file, but not an Entente world");
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    char path[ENT_PATH];
    ent_temp_file("text.world", "not a world, but long enough to be looked at", 44, path);
    assert_refused(path, ENT_WORLD_READ, ENT_ERR_INPUT, "'%s' is not an Entente world");
    assert_refused(path, ENT_WORLD_WRITE, ENT_ERR_INPUT, "'%s' is not an Entente world");
}

static void a_folder_is_refused(void **state)
{
    char path[ENT_PATH];
    ent_temp_path("", path);
    assert_refused(path, ENT_WORLD_READ, ENT_ERR_INPUT, "'%s' is a folder, not a world");
    assert_refused(path, ENT_WORLD_WRITE, ENT_ERR_INPUT, "'%s' is a folder, not a world");
}

static void a_missing_file_is_refused_with_what_to_do(void **state)
{
    assert_refused("/nowhere/a.world", ENT_WORLD_READ, ENT_ERR_INPUT,
                   "there is no world '%s'; make one with: entente import all DIR -w %s");
}

static void an_empty_file_is_no_world_till_it_is_written_to(void **state)
{
    char path[ENT_PATH];
    ent_temp_file("empty.world", "", 0, path);
    assert_refused(path, ENT_WORLD_READ, ENT_ERR_INPUT,
                   "'%s' is empty: an import was cut short; import again");
    ent_world_close(small_world(path));
    assert_int_equal(ask(path, "SELECT count(*) FROM actor"), 3);
}

static void a_world_in_a_folder_that_is_not_there_cannot_be_made(void **state)
{
    assert_refused("/nowhere/a.world", ENT_WORLD_WRITE, ENT_ERR_FILE,
                   "cannot open '%s': unable to open database file");
}

/* Its first pages may be whole, with all that is read at opening: the size alone tells. */
static void a_world_that_is_cut_is_damaged_wherever_it_is_cut(void **state)
{
    char path[ENT_PATH];
    ent_world_close(small_world(ent_temp_path("cut.world", path)));
    long size = 4096L * ask(path, "PRAGMA page_count");
    for (long left = size - 1; left > 4096; left -= 4096) {
        assert_int_equal(truncate(path, left), 0);
        for (int mode = ENT_WORLD_READ; mode <= ENT_WORLD_WRITE; mode++) {
            ent_world *world;
            ent_error error = {0};
            assert_int_equal(ent_world_open(path, (ent_world_mode)mode, &world, &error), ENT_ERR_FILE);
            assert_non_null(strstr(error.message, "is damaged"));
            assert_null(world);
        }
    }
}

static void closing_no_world_does_nothing(void **state)
{
    ent_world_close(NULL);
}

/* ---- memory ---- */

static ent_status open_for_reading(void *path, ent_error *error)
{
    ent_world *world;
    ent_status status = ent_world_open(path, ENT_WORLD_READ, &world, error);
    assert_true((world == NULL) == (status != ENT_OK));
    ent_world_close(world);
    return status;
}

static ent_status make_in_memory(void *unused, ent_error *error)
{
    ent_world *world;
    ent_status status = ent_world_open(NULL, ENT_WORLD_WRITE, &world, error);
    if (status == ENT_OK)
        status = write_all(world, error);
    ent_world_close(world);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    char path[ENT_PATH];
    ent_world_close(small_world(ent_temp_path("sweep.world", path)));
    ent_sweep(open_for_reading, path);
    ent_sweep(make_in_memory, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_world_is_stamped),
        cmocka_unit_test(a_world_is_read_as_it_was_written),
        cmocka_unit_test(a_world_opened_for_reading_cannot_be_changed),
        cmocka_unit_test(a_world_of_a_newer_version_is_refused),
        cmocka_unit_test(a_world_of_an_older_version_is_brought_up_to_date),
        cmocka_unit_test(a_database_of_others_is_refused),
        cmocka_unit_test(a_file_that_is_no_database_is_refused),
        cmocka_unit_test(a_folder_is_refused),
        cmocka_unit_test(a_missing_file_is_refused_with_what_to_do),
        cmocka_unit_test(an_empty_file_is_no_world_till_it_is_written_to),
        cmocka_unit_test(a_world_in_a_folder_that_is_not_there_cannot_be_made),
        cmocka_unit_test(a_world_that_is_cut_is_damaged_wherever_it_is_cut),
        cmocka_unit_test(closing_no_world_does_nothing),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
