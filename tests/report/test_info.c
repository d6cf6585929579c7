/* What a world tells about itself, and an import about its rows. */
#include "support.h"

#include "entente/json.h"
#include "entente/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[ENT_PATH], world_path[ENT_PATH];

static int write_tables(void **state)
{
    char path[ENT_PATH];
    static const char actors[] = "name,abb\nAland,A\nBland,B\n";
    static const char attributes[] = "actor,attribute,value,from,to\nA,gdp,1,2000,2001\nB,gdp,,2000,2000\n";
    mkdir(ent_temp_path("own", folder), 0777);
    ent_temp_file("own/actors.csv", actors, strlen(actors), path);
    ent_temp_file("own/attributes.csv", attributes, strlen(attributes), path);
    ent_temp_path("own.world", world_path);
    return 0;
}

/* The cell of the first row in which `column` is `is`. */
static const ent_json_value *cell_where(const ent_json_value *table, const char *column, const char *is,
                                        const char *wanted)
{
    size_t row = 0;
    while (row < ent_json_row_count(table) &&
           strcmp(ent_json_text(ent_json_cell(table, column, row)), is) != 0)
        row++;
    return ent_json_cell(table, wanted, row);
}

static ent_json *import_now(const char *source)
{
    ent_import_result result;
    ent_json *json;
    ent_error error = {0};
    ent_assert_ok(ent_import_own(folder, world_path, source, NULL, &result, &error), &error);
    ent_assert_ok(ent_import_report(&result, world_path, &json, &error), &error);
    ent_import_result_clear(&result);
    return json;
}

static void an_import_tells_what_became_of_files_and_rows(void **state)
{
    ent_json *json = import_now("mine");
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    const ent_json_value *files = ent_json_get(result, "files"), *rows = ent_json_get(result, "rows");
    assert_int_equal(ent_json_row_count(files), 2);
    assert_string_equal(ent_json_text(ent_json_cell(files, "outcome", 0)), "imported");
    assert_string_equal(ent_json_text(cell_where(rows, "kind", "left out", "reason")), "an empty value");
    ent_assert_number(ent_json_number(cell_where(rows, "kind", "left out", "rows")), 1, 0);
    assert_string_equal(ent_json_text(cell_where(rows, "kind", "left out", "first")), "line 3");
    ent_json_free(json);
}

static void a_world_tells_its_sources_and_series(void **state)
{
    ent_world *world;
    ent_json *json;
    ent_error error = {0};
    remove(world_path);
    ent_json_free(import_now("mine"));
    ent_json_free(import_now("second")); /* of the same two actors */
    ent_assert_ok(ent_world_open(world_path, ENT_WORLD_READ, &world, &error), &error);
    ent_assert_ok(ent_info(world, world_path, &json, &error), &error);
    const ent_json_value *result = ent_json_get(ent_json_root(json), "result");
    const ent_json_value *series = ent_json_get(result, "series");
    ent_assert_number(ent_json_number(ent_json_get(result, "actors")), 2, 0);
    assert_int_equal(ent_json_row_count(ent_json_get(result, "sources")), 2);
    assert_string_equal(ent_json_text(cell_where(series, "kind", "attribute", "name")), "gdp");
    assert_string_equal(ent_json_text(cell_where(series, "kind", "attribute", "from")), "2000-01-01");
    assert_string_equal(ent_json_text(cell_where(series, "kind", "attribute", "to")), "2001-12-31");
    size_t preferred = 0;
    for (size_t row = 0; row < ent_json_row_count(series); row++)
        preferred += ent_json_is_true(ent_json_cell(series, "preferred", row));
    assert_int_equal(preferred, 2); /* one of each name: actors, gdp */
    ent_json_free(json);
    ent_world_close(world);
}

static ent_status info_and_free(void *world, ent_error *error)
{
    ent_json *json;
    ent_status status = ent_info(world, world_path, &json, error);
    assert_true((status == ENT_OK) == (json != NULL));
    ent_json_free(json);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_world *world;
    ent_error error = {0};
    ent_json_free(import_now("mine"));
    ent_assert_ok(ent_world_open(world_path, ENT_WORLD_READ, &world, &error), &error);
    ent_sweep(info_and_free, world);
    ent_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_tells_what_became_of_files_and_rows),
        cmocka_unit_test(a_world_tells_its_sources_and_series),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, write_tables, NULL);
}
