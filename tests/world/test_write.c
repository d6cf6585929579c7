#include "small_world.h"

static ent_world *open_empty(void)
{
    ent_world *world;
    ent_error error = {0};
    ent_assert_ok(ent_world_open(NULL, ENT_WORLD_WRITE, &world, &error), &error);
    return world;
}

static void assert_checksum(ent_world *world, const char *expected, bool same)
{
    char hex[65];
    ent_error error = {0};
    ent_assert_ok(ent_world_checksum(world, hex, &error), &error);
    assert_int_equal(strlen(hex), 64);
    assert_true((strcmp(hex, expected) == 0) == same);
}

/* A source with one series and one file, in a transaction of its own. */
static void add_small_source(ent_world *world, const char *name)
{
    ent_error error = {0};
    writer w = {world, ent_world_begin(world, &error), &error, 0, 0};
    add_source(&w, name);
    add_series(&w, ENT_ATTRIBUTE, "size", 1);
    ent_assert_ok(w.status, &error);
    ent_assert_ok(ent_world_commit(world, &error), &error);
}

/* ---- checksum ---- */

static void worlds_of_equal_content_have_one_checksum(void **state)
{
    ent_world *a = small_world(NULL), *b = small_world(NULL);
    char hex[65];
    ent_error error = {0};
    ent_assert_ok(ent_world_checksum(a, hex, &error), &error);
    assert_checksum(b, hex, true);
    add_small_source(b, "more-1.0");
    assert_checksum(b, hex, false);
    ent_world_close(a);
    ent_world_close(b);
}

static void the_order_of_importing_does_not_matter(void **state)
{
    ent_world *a = open_empty(), *b = open_empty();
    char hex[65];
    ent_error error = {0};
    add_small_source(a, "x-1.0");
    add_small_source(a, "y-1.0");
    add_small_source(b, "y-1.0");
    add_small_source(b, "x-1.0");
    ent_assert_ok(ent_world_checksum(a, hex, &error), &error);
    assert_checksum(b, hex, true);
    ent_world_close(a);
    ent_world_close(b);
}

/* ---- transactions ---- */

static void a_rollback_leaves_all_as_it_was(void **state)
{
    ent_world *world = small_world(NULL);
    char hex[65];
    size_t sources, series, codes;
    ent_error error = {0};
    ent_assert_ok(ent_world_checksum(world, hex, &error), &error);
    writer w = {world, ent_world_begin(world, &error), &error, 0, 0};
    add_source(&w, "more-1.0");
    add_actor(&w, "Costona", "CST", "13", (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST});
    write_gdp(&w, 7, 1);
    ent_assert_ok(w.status, &error);
    ent_world_rollback(world);
    assert_checksum(world, hex, true);
    assert_int_equal(ent_world_actor_count(world), 3);
    ent_world_sources(world, &sources);
    ent_world_series(world, ENT_ATTRIBUTE, &series);
    ent_world_codes(world, &codes);
    assert_int_equal(sources, 2);
    assert_int_equal(series, 3);
    assert_int_equal(codes, 9);
    ent_world_close(world);
}

static void after_a_rollback_the_world_can_be_written_to(void **state)
{
    ent_world *world = open_empty();
    ent_error error = {0};
    ent_assert_ok(ent_world_begin(world, &error), &error);
    ent_world_rollback(world);
    ent_assert_ok(write_all(world, &error), &error);
    assert_int_equal(ent_world_actor_count(world), 3);
    ent_world_close(world);
}

static void what_another_program_wrote_is_seen_by_the_next_begin(void **state)
{
    char path[ENT_PATH];
    ent_world *first, *second;
    ent_error error = {0};
    ent_assert_ok(ent_world_open(ent_temp_path("two.world", path), ENT_WORLD_WRITE, &first, &error),
                  &error);
    ent_assert_ok(ent_world_open(path, ENT_WORLD_WRITE, &second, &error), &error);
    ent_assert_ok(write_all(first, &error), &error);
    ent_assert_ok(ent_world_begin(second, &error), &error);
    assert_int_equal(ent_world_actor_count(second), 3);
    ent_world_rollback(second);
    ent_world_close(first);
    ent_world_close(second);
}

/* ---- rows ---- */

static void the_same_spell_is_a_duplicate_and_another_value_a_conflict(void **state)
{
    ent_world *world = small_world(NULL);
    ent_series gdp;
    ent_spell_fate fate;
    ent_error error = {0};
    ent_assert_ok(ent_world_begin(world, &error), &error);
    ent_assert_ok(ent_world_resolve(world, ENT_ATTRIBUTE, "gdp@old", &gdp, &error), &error);
    ent_spell spell = {.a = 1, .span = ent_span_of_year(2000), .number = 5};
    ent_assert_ok(ent_world_add_unit(world, "million", &spell.unit, &error), &error);
    ent_assert_ok(ent_world_add_spell(world, &gdp, &spell, &fate, &error), &error);
    assert_int_equal(fate, ENT_SPELL_DUPLICATE);
    spell.number = 5.5;
    ent_assert_ok(ent_world_add_spell(world, &gdp, &spell, &fate, &error), &error);
    assert_int_equal(fate, ENT_SPELL_CONFLICT);
    spell.number = 5;
    ent_assert_ok(ent_world_add_unit(world, "billion", &spell.unit, &error), &error);
    ent_assert_ok(ent_world_add_spell(world, &gdp, &spell, &fate, &error), &error);
    assert_int_equal(fate, ENT_SPELL_CONFLICT);
    spell.span = ent_span_of_year(2001);
    ent_assert_ok(ent_world_add_spell(world, &gdp, &spell, &fate, &error), &error);
    assert_int_equal(fate, ENT_SPELL_ADDED);
    ent_world_rollback(world);
    ent_world_close(world);
}

static void texts_and_units_are_stored_once(void **state)
{
    ent_world *world = small_world(NULL);
    int first, second;
    ent_error error = {0};
    ent_assert_ok(ent_world_begin(world, &error), &error);
    ent_assert_ok(ent_world_add_phrase(world, "Doe 1999", &first, &error), &error);
    ent_assert_ok(ent_world_add_phrase(world, "Doe 1999", &second, &error), &error);
    assert_int_equal(first, second);
    ent_assert_ok(ent_world_add_phrase(world, "", &first, &error), &error);
    assert_int_equal(first, 0);
    ent_assert_ok(ent_world_add_unit(world, "million", &first, &error), &error);
    assert_int_equal(first, 1);
    ent_world_rollback(world);
    ent_world_close(world);
}

static void a_series_that_is_there_keeps_its_place_and_grows_its_coverage(void **state)
{
    ent_world *world = small_world(NULL);
    ent_series gdp;
    ent_error error = {0};
    ent_assert_ok(ent_world_resolve(world, ENT_ATTRIBUTE, "gdp@old", &gdp, &error), &error);
    ent_assert_ok(ent_world_begin(world, &error), &error);
    gdp.position = 1;
    gdp.covers = (ent_span){day(2010, 1, 1), day(2020, 12, 31)};
    ent_assert_ok(ent_world_add_series(world, &gdp, &error), &error);
    ent_assert_ok(ent_world_commit(world, &error), &error);
    ent_assert_ok(ent_world_resolve(world, ENT_ATTRIBUTE, "gdp@old", &gdp, &error), &error);
    assert_int_equal(gdp.position, 20);
    assert_int_equal(gdp.covers.from, day(1900, 1, 1));
    assert_int_equal(gdp.covers.to, day(2020, 12, 31));
    ent_world_close(world);
}

static void a_treaty_code_is_taken_once(void **state)
{
    ent_world *world = small_world(NULL);
    ent_treaty treaty = {.series = 1, .code = "old:1"};
    ent_error error = {0};
    ent_assert_ok(ent_world_begin(world, &error), &error);
    ent_assert_fails(ent_world_add_treaty(world, &treaty, &error), &error, ENT_ERR_INPUT,
                     "treaty 'old:1' stands twice");
    ent_world_rollback(world);
    ent_world_close(world);
}

/* ---- files and sources ---- */

static void content_and_layout_are_found_again_with_their_path(void **state)
{
    ent_world *world = small_world(NULL);
    char path[256];
    ent_error error = {0};
    ent_assert_ok(ent_world_has_content(world, "old-1.0", path, &error), &error);
    assert_string_equal(path, "old-1.0");
    ent_assert_ok(ent_world_has_content(world, "other", path, &error), &error);
    assert_string_equal(path, "");
    ent_assert_ok(ent_world_has_layout(world, 2, "layout", path, &error), &error);
    assert_string_equal(path, "new-2.0");
    ent_assert_ok(ent_world_has_layout(world, 2, "other", path, &error), &error);
    assert_string_equal(path, "");
    ent_world_close(world);
}

static void a_dropped_source_takes_its_rows_along(void **state)
{
    ent_world *world = small_world(NULL);
    ent_series gdp;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_world_begin(world, &error), &error);
    ent_assert_ok(ent_world_drop_source(world, 2, &error), &error);
    ent_assert_ok(ent_world_commit(world, &error), &error);
    ent_assert_ok(ent_world_resolve(world, ENT_ATTRIBUTE, "gdp", &gdp, &error), &error);
    assert_string_equal(gdp.source, "old-1.0");
    ent_world_series(world, ENT_ATTRIBUTE, &count);
    assert_int_equal(count, 2);
    assert_int_equal(ent_world_actor_count(world), 3);
    ent_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worlds_of_equal_content_have_one_checksum),
        cmocka_unit_test(the_order_of_importing_does_not_matter),
        cmocka_unit_test(a_rollback_leaves_all_as_it_was),
        cmocka_unit_test(after_a_rollback_the_world_can_be_written_to),
        cmocka_unit_test(what_another_program_wrote_is_seen_by_the_next_begin),
        cmocka_unit_test(the_same_spell_is_a_duplicate_and_another_value_a_conflict),
        cmocka_unit_test(texts_and_units_are_stored_once),
        cmocka_unit_test(a_series_that_is_there_keeps_its_place_and_grows_its_coverage),
        cmocka_unit_test(a_treaty_code_is_taken_once),
        cmocka_unit_test(content_and_layout_are_found_again_with_their_path),
        cmocka_unit_test(a_dropped_source_takes_its_rows_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
