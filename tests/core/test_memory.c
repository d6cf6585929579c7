#include "core/memory.h"
#include "support.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void a_new_array_is_zeroed(void **state)
{
    int *items = ent_new_array(100, sizeof *items);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(items[i], 0);
    free(items);
}

static void an_array_of_no_items_is_not_null(void **state)
{
    int *items = ent_new_array(0, sizeof *items);
    assert_non_null(items);
    free(items);
}

static void a_copied_text_is_the_callers_own(void **state)
{
    char text[] = "Austria";
    char *copy = ent_copy_text(text);
    text[0] = 'X';
    assert_string_equal(copy, "Austria");
    free(copy);
}

static void a_growing_array_keeps_its_items(void **state)
{
    size_t *items = NULL, capacity = 0;
    for (size_t count = 0; count < 1000; count++) {
        assert_true(ent_grow(&items, count, &capacity, sizeof *items));
        items[count] = count * count;
    }
    assert_true(capacity >= 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i * i);
    free(items);
}

static void an_array_with_room_does_not_move(void **state)
{
    int *items = NULL;
    size_t capacity = 0;
    assert_true(ent_grow(&items, 0, &capacity, sizeof *items));
    int *before = items;
    assert_true(ent_grow(&items, capacity - 1, &capacity, sizeof *items));
    assert_ptr_equal(items, before);
    free(items);
}

static void an_array_that_cannot_grow_is_as_it_was(void **state)
{
    int *items = NULL;
    size_t capacity = 0;
    assert_true(ent_grow(&items, 0, &capacity, sizeof *items));
    int *before = items;
    size_t room = capacity;
    ent_fail_request(1);
    assert_false(ent_grow(&items, room, &capacity, sizeof *items));
    assert_ptr_equal(items, before);
    assert_int_equal(capacity, room);
    free(items);
}

static void an_array_does_not_grow_past_the_size_of_memory(void **state)
{
    int *items = NULL;
    size_t capacity = SIZE_MAX / 8;
    assert_false(ent_grow(&items, capacity, &capacity, sizeof *items));
    assert_null(items);
}

static void what_an_arena_gives_is_zeroed_aligned_and_apart(void **state)
{
    ent_arena arena = {0};
    unsigned char *items[2000]; /* more than one block */
    for (size_t i = 0; i < 2000; i++) {
        items[i] = ent_arena_new(&arena, 37);
        assert_int_equal((uintptr_t)items[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < 37; k++)
            assert_int_equal(items[i][k], 0);
        memset(items[i], (int)(i % 251) + 1, 37);
    }
    for (size_t i = 0; i < 2000; i++)
        for (size_t k = 0; k < 37; k++)
            assert_int_equal(items[i][k], i % 251 + 1);
    ent_arena_clear(&arena);
}

static void an_arena_gives_items_larger_than_its_blocks(void **state)
{
    ent_arena arena = {0};
    char *small = ent_arena_text(&arena, "small"), *large = ent_arena_new(&arena, 1000000);
    memset(large, 'x', 1000000);
    assert_string_equal(small, "small");
    ent_arena_clear(&arena);
}

static void an_arena_refuses_a_size_that_would_overflow(void **state)
{
    ent_arena arena = {0};
    assert_null(ent_arena_new(&arena, SIZE_MAX));
    assert_null(arena.blocks);
}

static void an_arena_is_empty_once_cleared_and_can_be_used_again(void **state)
{
    ent_arena arena = {0};
    ent_arena_clear(&arena);
    assert_string_equal(ent_arena_text(&arena, "first"), "first");
    ent_arena_clear(&arena);
    assert_null(arena.blocks);
    assert_string_equal(ent_arena_text(&arena, "second"), "second");
    ent_arena_clear(&arena);
}

static ent_status fill_an_arena(void *context, ent_error *error)
{
    ent_arena arena = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < 2000 && status == ENT_OK; i++)
        if (!ent_arena_text(&arena, "a text of some length"))
            status = ent_fail_memory(error);
    ent_arena_clear(&arena);
    return status;
}

static void an_arena_survives_every_failed_request_for_memory(void **state)
{
    ent_sweep(fill_an_arena, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_array_is_zeroed),
        cmocka_unit_test(an_array_of_no_items_is_not_null),
        cmocka_unit_test(a_copied_text_is_the_callers_own),
        cmocka_unit_test(a_growing_array_keeps_its_items),
        cmocka_unit_test(an_array_with_room_does_not_move),
        cmocka_unit_test(an_array_that_cannot_grow_is_as_it_was),
        cmocka_unit_test(an_array_does_not_grow_past_the_size_of_memory),
        cmocka_unit_test(what_an_arena_gives_is_zeroed_aligned_and_apart),
        cmocka_unit_test(an_arena_gives_items_larger_than_its_blocks),
        cmocka_unit_test(an_arena_refuses_a_size_that_would_overflow),
        cmocka_unit_test(an_arena_is_empty_once_cleared_and_can_be_used_again),
        cmocka_unit_test(an_arena_survives_every_failed_request_for_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
