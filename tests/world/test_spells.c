#include "small_world.h"

#include <stdlib.h>

static ent_world *world;

static int open_world(void **state)
{
    world = small_world(NULL);
    return 0;
}

static int close_world(void **state)
{
    ent_world_close(world);
    return 0;
}

/* The spells of a series within a span; cleared by the caller. */
static ent_spells spells_of(ent_series_kind kind, const char *name, ent_span span)
{
    ent_series series;
    ent_spells spells;
    ent_error error = {0};
    ent_assert_ok(ent_world_resolve(world, kind, name, &series, &error), &error);
    ent_assert_ok(ent_world_spells(world, &series, span, &spells, &error), &error);
    return spells;
}

static void assert_count(ent_series_kind kind, const char *name, ent_span span, size_t count)
{
    ent_spells spells = spells_of(kind, name, span);
    assert_int_equal(spells.count, count);
    ent_spells_clear(&spells);
}

/* ---- time ---- */

static void a_spell_is_there_on_its_first_and_its_last_day(void **state)
{
    assert_count(ENT_LAYER, "alliance", on(1909, 12, 31), 0);
    assert_count(ENT_LAYER, "alliance", on(1910, 1, 1), 2);
    assert_count(ENT_LAYER, "alliance", on(1939, 12, 31), 2);
    assert_count(ENT_LAYER, "alliance", on(1940, 1, 1), 0);
}

static void a_year_holds_the_spells_of_any_of_its_days(void **state)
{
    assert_count(ENT_SYSTEM, "cow", ent_span_of_year(1940), 2); /* Brevia left in June */
    assert_count(ENT_SYSTEM, "cow", ent_span_of_year(1941), 1);
}

static void a_value_holds_all_year(void **state)
{
    assert_count(ENT_ATTRIBUTE, "gdp", on(2000, 1, 1), 1);
    assert_count(ENT_ATTRIBUTE, "gdp", on(2000, 12, 31), 1);
    assert_count(ENT_ATTRIBUTE, "gdp", on(2001, 1, 1), 0);
}

/* ---- content ---- */

static void spells_are_ordered_by_first_day_then_actors(void **state)
{
    ent_spells ties = spells_of(ENT_LAYER, "alliance", on(1930, 7, 1));
    assert_int_equal(ties.items[0].a, 1);
    assert_int_equal(ties.items[1].a, 2);
    ent_spells_clear(&ties);
    assert_null(ties.items);
    ent_spells_clear(&ties);
}

static void a_tie_has_the_obligations_and_level_of_its_direction(void **state)
{
    ent_spells ties = spells_of(ENT_LAYER, "alliance", on(1930, 7, 1));
    assert_int_equal(ties.items[0].obligations, ENT_DEFENSE);
    assert_int_equal(ties.items[0].level, 3);
    assert_int_equal(ties.items[1].obligations, ENT_CONSULTATION);
    assert_int_equal(ties.items[1].level, 1);
    assert_int_equal(ties.items[1].marks, ENT_MARK_UNVERIFIED | ENT_MARK_TO_WIDENED);
    ent_assert_number(ties.items[0].number, NAN, 0);
    ent_spells_clear(&ties);
}

static void a_spell_says_its_unit_text_and_citation(void **state)
{
    ent_spells gdp = spells_of(ENT_ATTRIBUTE, "gdp@old", ent_span_of_year(2000));
    ent_spells motto = spells_of(ENT_ATTRIBUTE, "motto", on(2000, 1, 1));
    ent_spells ties = spells_of(ENT_LAYER, "alliance", on(1930, 7, 1));
    ent_assert_number(gdp.items[0].number, 5, 0);
    assert_string_equal(ent_world_unit(world, gdp.items[0].unit), "million");
    assert_string_equal(ent_world_phrase(world, motto.items[0].text), "Ever on");
    assert_string_equal(ent_world_phrase(world, ties.items[0].citation), "Doe 1999");
    assert_string_equal(ent_world_phrase(world, ties.items[1].citation), "");
    assert_string_equal(ent_world_phrase(world, 12345), "");
    assert_string_equal(ent_world_unit(world, 12345), "");
    ent_spells_clear(&gdp);
    ent_spells_clear(&motto);
    ent_spells_clear(&ties);
}

static void what_rows_cite_is_listed_once(void **state)
{
    int *phrases;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_world_citations(world, &phrases, &count, &error), &error);
    assert_int_equal(count, 1);
    assert_string_equal(ent_world_phrase(world, phrases[0]), "Doe 1999");
    free(phrases);
}

static void a_succession_has_its_day(void **state)
{
    ent_succession *items;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_world_successions(world, &items, &count, &error), &error);
    assert_int_equal(count, 1);
    assert_int_equal(items[0].predecessor, 2);
    assert_int_equal(items[0].successor, 3);
    assert_int_equal(items[0].day, day(1950, 1, 1));
    assert_string_equal(items[0].kind, "continues");
    free(items);
}

static void the_notes_of_imports_are_kept_in_order(void **state)
{
    ent_import_note *notes;
    size_t count;
    ent_error error = {0};
    ent_assert_ok(ent_world_notes(world, &notes, &count, &error), &error);
    assert_int_equal(count, 2);
    assert_string_equal(notes[0].source, "old-1.0");
    assert_string_equal(notes[0].kind, "kept");
    assert_int_equal(notes[0].count, 3);
    assert_string_equal(notes[0].example, "line 2");
    free(notes);
}

/* ---- memory ---- */

static ent_status read_spells(void *unused, ent_error *error)
{
    ent_series series;
    ent_spells spells = {0};
    ent_status status = ent_world_resolve(world, ENT_LAYER, "alliance", &series, error);
    if (status == ENT_OK)
        status = ent_world_spells(world, &series, on(1930, 7, 1), &spells, error);
    assert_true(status == ENT_OK || (spells.items == NULL && spells.count == 0));
    ent_spells_clear(&spells);
    return status;
}

static ent_status read_lists(void *unused, ent_error *error)
{
    ent_succession *successions = NULL;
    ent_import_note *notes = NULL;
    int *citations = NULL;
    size_t count;
    char hex[65];
    ent_status status = ent_world_successions(world, &successions, &count, error);
    if (status == ENT_OK)
        status = ent_world_notes(world, &notes, &count, error);
    if (status == ENT_OK)
        status = ent_world_citations(world, &citations, &count, error);
    if (status == ENT_OK)
        status = ent_world_checksum(world, hex, error);
    free(successions);
    free(notes);
    free(citations);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    ent_sweep(read_spells, NULL);
    ent_sweep(read_lists, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spell_is_there_on_its_first_and_its_last_day),
        cmocka_unit_test(a_year_holds_the_spells_of_any_of_its_days),
        cmocka_unit_test(a_value_holds_all_year),
        cmocka_unit_test(spells_are_ordered_by_first_day_then_actors),
        cmocka_unit_test(a_tie_has_the_obligations_and_level_of_its_direction),
        cmocka_unit_test(a_spell_says_its_unit_text_and_citation),
        cmocka_unit_test(what_rows_cite_is_listed_once),
        cmocka_unit_test(a_succession_has_its_day),
        cmocka_unit_test(the_notes_of_imports_are_kept_in_order),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
