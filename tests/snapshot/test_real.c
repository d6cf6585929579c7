/* Snapshots of the real files against direct scans of the spells, and against facts of the record. */
#include "oracle.h"

#include "entente/import.h"

static const char *data;
static ent_world *world;

static int import_data(void **state)
{
    char path[ENT_PATH];
    ent_error error = {0};
    ent_assert_ok(ent_import_folder(data, ent_temp_path("cow.world", path), NULL, NULL, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

static ent_snapshot *snapshot_of(int year, int month, int day)
{
    ent_snapshot *snapshot;
    ent_error error = {0};
    ent_assert_ok(ent_snapshot_at(world, ent_day_from_date(year, month, day), NULL, &snapshot,
                                  &error), &error);
    return snapshot;
}

static void every_entry_of_july_2010_is_that_of_the_plain_oracle(void **state)
{
    ent_snapshot *s = snapshot_of(2010, 7, 1);
    assert_int_equal(s->actor_count, 194); /* states2016.csv: states on that day */
    check_snapshot(world, s);
    ent_snapshot_free(s);
}

static void every_entry_of_july_1914_is_that_of_the_plain_oracle(void **state)
{
    ent_snapshot *s = snapshot_of(1914, 7, 1);
    check_snapshot(world, s);
    ent_snapshot_free(s);
}

static void every_year_since_1816_compiles(void **state)
{
    for (int year = 1816; year <= 2016; year++)
        ent_snapshot_free(snapshot_of(year, 7, 1));
}

static void east_germany_is_there_on_its_last_day_and_not_on_the_next(void **state)
{
    ent_snapshot *last = snapshot_of(1990, 10, 2), *next = snapshot_of(1990, 10, 3);
    assert_true(ent_snapshot_find(last, "GDR") >= 0);
    assert_int_equal(ent_snapshot_find(next, "GDR"), -1);
    ent_snapshot_free(last);
    ent_snapshot_free(next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_of_july_2010_is_that_of_the_plain_oracle),
        cmocka_unit_test(every_entry_of_july_1914_is_that_of_the_plain_oracle),
        cmocka_unit_test(every_year_since_1816_compiles),
        cmocka_unit_test(east_germany_is_there_on_its_last_day_and_not_on_the_next),
    };
    data = ent_need_data();
    return cmocka_run_group_tests(tests, import_data, close_world);
}
