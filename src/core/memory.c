#define _DEFAULT_SOURCE /* madvise */
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *ent_new_array(size_t count, size_t size)
{
    return calloc(count ? count : 1, size);
}

void *ent_new_large(size_t size)
{
    const size_t page = (size_t)2 << 20;
    if (size < 2 * page)
        return malloc(size ? size : 1);
    if (size > SIZE_MAX - page)
        return NULL;
    size = (size + page - 1) / page * page;
    void *bytes = aligned_alloc(page, size);
#ifdef MADV_HUGEPAGE
    if (bytes)
        (void)madvise(bytes, size, MADV_HUGEPAGE); /* a wish: where it is refused nothing is lost */
#endif
    return bytes;
}

char *ent_copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

ent_status ent_fail_memory(ent_error *error)
{
    return ent_fail(error, ENT_ERR_MEMORY, "out of memory");
}

bool ent_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return true;
    size_t room = *capacity ? *capacity * 2 : 16;
    if (room > SIZE_MAX / 2 / size)
        return false;
    void *old;
    memcpy(&old, items, sizeof old); /* items points to a pointer of some type */
    void *grown = realloc(old, room * size);
    if (!grown)
        return false;
    memcpy(items, &grown, sizeof grown);
    *capacity = room;
    return true;
}

enum { ARENA_BLOCK = 16384 };

struct ent_arena_block {
    ent_arena_block *next;
    size_t used, size;
    max_align_t data[];
};

void *ent_arena_new(ent_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 4)
        return NULL;
    size = (size + align - 1) / align * align;
    ent_arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
        block = calloc(1, sizeof *block + room);
        if (!block)
            return NULL;
        block->size = room;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *item = (char *)block->data + block->used;
    block->used += size;
    return item;
}

char *ent_arena_text(ent_arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = ent_arena_new(arena, size);
    return copy ? memcpy(copy, text, size) : NULL;
}

void ent_arena_clear(ent_arena *arena)
{
    while (arena->blocks) {
        ent_arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}
