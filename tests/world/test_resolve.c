#include "small_world.h"

#include <stdio.h>

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

/* ---- series ---- */

static void assert_resolves(ent_series_kind kind, const char *name, const char *source)
{
    ent_series series;
    ent_error error = {0};
    ent_assert_ok(ent_world_resolve(world, kind, name, &series, &error), &error);
    assert_string_equal(series.source, source);
}

static void assert_unresolved(ent_series_kind kind, const char *name, const char *message)
{
    ent_series series;
    ent_error error = {0};
    ent_assert_fails(ent_world_resolve(world, kind, name, &series, &error), &error, ENT_ERR_INPUT,
                     message);
}

static void a_bare_name_is_the_preferred_source(void **state)
{
    assert_resolves(ENT_ATTRIBUTE, "gdp", "new-2.0");
}

static void a_qualified_name_is_that_source(void **state)
{
    assert_resolves(ENT_ATTRIBUTE, "gdp@old-1.0", "old-1.0");
    assert_resolves(ENT_ATTRIBUTE, "gdp@new-2.0", "new-2.0");
}

static void some_parts_of_a_source_are_enough(void **state)
{
    assert_resolves(ENT_ATTRIBUTE, "gdp@old", "old-1.0");
    assert_resolves(ENT_ATTRIBUTE, "gdp@1.0", "old-1.0");
    assert_resolves(ENT_LAYER, "alliance@old", "old-1.0");
}

static void an_unknown_name_lists_what_there_is(void **state)
{
    assert_unresolved(ENT_ATTRIBUTE, "beauty",
                      "there is no attribute 'beauty'; the world has gdp, motto");
    assert_unresolved(ENT_LAYER, "gdp", "there is no layer 'gdp'; the world has alliance");
}

static void an_unknown_source_lists_those_of_the_name(void **state)
{
    const char *has = "the world has gdp@new-2.0, gdp@old-1.0";
    char message[200];
    const char *const wrong[] = {"gdp@old-2.0", "gdp@", "gdp@1.0-old", "gdp@ol"};
    for (size_t i = 0; i < ent_countof(wrong); i++) {
        snprintf(message, sizeof message, "there is no attribute '%s'; %s", wrong[i], has);
        assert_unresolved(ENT_ATTRIBUTE, wrong[i], message);
    }
}

static void series_of_a_kind_are_listed_by_name_then_preference(void **state)
{
    size_t count;
    const ent_series *series = ent_world_series(world, ENT_ATTRIBUTE, &count);
    assert_int_equal(count, 3);
    assert_string_equal(series[0].source, "new-2.0");
    assert_string_equal(series[1].source, "old-1.0");
    assert_string_equal(series[2].name, "motto");
}

/* ---- actors ---- */

static void assert_finds(const char *code, ent_span span, int actor)
{
    int found;
    ent_error error = {0};
    ent_assert_ok(ent_world_find_actor(world, code, span, &found, &error), &error);
    assert_int_equal(found, actor);
}

static void assert_lost(const char *code, ent_span span, const char *message)
{
    int found;
    ent_error error = {0};
    ent_assert_fails(ent_world_find_actor(world, code, span, &found, &error), &error, ENT_ERR_INPUT,
                     message);
    assert_int_equal(found, 0);
    assert_int_equal(ent_world_find_actor(world, code, span, &found, NULL), ENT_ERR_INPUT);
}

static void an_actor_is_found_by_any_code_that_it_holds_on_the_day(void **state)
{
    static const char *const codes[] = {"BRV", "brv", "12", "cow:12", "abb:BRV", "name:Brevia"};
    for (size_t i = 0; i < ent_countof(codes); i++)
        assert_finds(codes[i], on(1940, 6, 15), 2);
}

static void a_code_passes_from_one_actor_to_another(void **state)
{
    assert_finds("12", on(1940, 6, 15), 2);
    assert_finds("12", on(1950, 1, 1), 3);
}

static void a_code_held_by_nobody_on_the_day_names_its_holders(void **state)
{
    assert_lost("12", on(1945, 7, 1),
                "nobody holds the code '12' on 1945-07-01; Brevia (BRV, 12) held it 1900-01-01 to "
                "1940-06-15, Newbrevia (NBR, 12) held it 1950-01-01 to open");
}

static void who_followed_an_actor_is_suggested(void **state)
{
    assert_lost("BRV", on(1950, 7, 1),
                "nobody holds the code 'BRV' on 1950-07-01; Brevia (BRV, 12) held it 1900-01-01 to "
                "1940-06-15; did you mean Newbrevia (NBR, 12)?");
}

static void a_code_with_two_holders_within_a_span_names_both(void **state)
{
    assert_lost("12", (ent_span){day(1940, 1, 1), day(1950, 12, 31)},
                "'12' is held by more than one actor at that time: Brevia (BRV, 12), Newbrevia "
                "(NBR, 12)");
}

static void an_unknown_code_lists_near_ones(void **state)
{
    assert_lost("ALX", on(2000, 1, 1),
                "no actor has the COW abbreviation or short code 'ALX'; did you mean Aldora (ALD, "
                "11)?");
    assert_lost("Aldora", on(2000, 1, 1),
                "no actor has the COW abbreviation or short code 'Aldora'; did you mean Aldora "
                "(ALD, 11)?");
    assert_lost("99", on(2000, 1, 1), "no actor has the COW code '99'");
    assert_lost("iso3:ALD", on(2000, 1, 1),
                "no actor has the iso3 code 'ALD'; did you mean Aldora (ALD, 11) as abb:ALD?");
}

static void what_is_no_code_is_refused(void **state)
{
    assert_lost("", on(2000, 1, 1), "an actor's code is empty");
    assert_lost("cow:", on(2000, 1, 1), "an actor's code is empty");
    assert_lost("a_very_long_scheme:11", on(2000, 1, 1),
                "'a_very_long_scheme:11' is not an actor's code");
}

static void codes_are_listed_by_scheme_code_and_first_day(void **state)
{
    size_t count;
    const ent_code *codes = ent_world_codes(world, &count);
    assert_int_equal(count, 9);
    assert_string_equal(codes[0].scheme, "abb");
    assert_string_equal(codes[4].code, "12");
    assert_int_equal(codes[4].actor, 2);
    assert_int_equal(codes[5].actor, 3);
}

/* ---- treaties ---- */

static void a_treaty_is_found_by_its_code(void **state)
{
    ent_treaty treaty;
    ent_error error = {0};
    ent_assert_ok(ent_world_find_treaty(world, "old:1", &treaty, &error), &error);
    assert_string_equal(treaty.name, "The old pact");
    assert_int_equal(treaty.span.to, day(1939, 12, 31));
}

static void an_unknown_treaty_lists_near_ones(void **state)
{
    ent_treaty treaty;
    ent_error error = {0};
    ent_assert_fails(ent_world_find_treaty(world, "old:2", &treaty, &error), &error, ENT_ERR_INPUT,
                     "there is no treaty 'old:2'; did you mean old:1?");
    ent_assert_fails(ent_world_find_treaty(world, "x", &treaty, &error), &error, ENT_ERR_INPUT,
                     "there is no treaty 'x'; treaties are written cow:227");
    assert_int_equal(ent_world_treaty(world, 99, &treaty, &error), ENT_ERR_ARGUMENT);
}

/* ---- memory ---- */

static ent_status find_lost(void *code, ent_error *error)
{
    int actor;
    ent_status status = ent_world_find_actor(world, code, on(1945, 7, 1), &actor, error);
    return status == ENT_ERR_INPUT ? ENT_OK : status; /* the message is what asks for memory */
}

static ent_status resolve_lost(void *name, ent_error *error)
{
    ent_series series;
    ent_status status = ent_world_resolve(world, ENT_ATTRIBUTE, name, &series, error);
    return status == ENT_ERR_INPUT ? ENT_OK : status;
}

static ent_status find_lost_treaty(void *code, ent_error *error)
{
    ent_treaty treaty;
    ent_status status = ent_world_find_treaty(world, code, &treaty, error);
    return status == ENT_ERR_INPUT ? ENT_OK : status;
}

/* ent_sweep wants error and status to agree. */
static ent_sweep_call *swept;
static ent_status forget_error(void *context, ent_error *error)
{
    ent_status status = swept(context, error);
    if (status == ENT_OK)
        error->code = ENT_OK;
    return status;
}

static void sweep(ent_sweep_call *call, const char *text)
{
    swept = call;
    ent_sweep(forget_error, (void *)(uintptr_t)text);
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    sweep(find_lost, "BRV");
    sweep(find_lost, "12");
    sweep(find_lost, "ALX");
    sweep(resolve_lost, "gdp@nobody");
    sweep(find_lost_treaty, "old:2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_name_is_the_preferred_source),
        cmocka_unit_test(a_qualified_name_is_that_source),
        cmocka_unit_test(some_parts_of_a_source_are_enough),
        cmocka_unit_test(an_unknown_name_lists_what_there_is),
        cmocka_unit_test(an_unknown_source_lists_those_of_the_name),
        cmocka_unit_test(series_of_a_kind_are_listed_by_name_then_preference),
        cmocka_unit_test(an_actor_is_found_by_any_code_that_it_holds_on_the_day),
        cmocka_unit_test(a_code_passes_from_one_actor_to_another),
        cmocka_unit_test(a_code_held_by_nobody_on_the_day_names_its_holders),
        cmocka_unit_test(who_followed_an_actor_is_suggested),
        cmocka_unit_test(a_code_with_two_holders_within_a_span_names_both),
        cmocka_unit_test(an_unknown_code_lists_near_ones),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(codes_are_listed_by_scheme_code_and_first_day),
        cmocka_unit_test(a_treaty_is_found_by_its_code),
        cmocka_unit_test(an_unknown_treaty_lists_near_ones),
        cmocka_unit_test(every_failed_request_for_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
