/* Memory: allocation that cannot overflow, growing arrays, and arenas for what dies together. */
#ifndef ENT_CORE_MEMORY_H
#define ENT_CORE_MEMORY_H

#include "entente/core.h"

#define ent_countof(array) (sizeof(array) / sizeof *(array))

/* `count` zeroed items of `size` bytes, or NULL. A count of 0 gives a pointer that can be freed. */
void *ent_new_array(size_t count, size_t size) ENT_CHECKED;

/* `size` bytes as they are, or NULL; freed with free(). Many bytes lie on large pages where the system has them:
 * what is written to here and there is then written in half the time. */
void *ent_new_large(size_t size) ENT_CHECKED;

/* A copy of a text on the heap, or NULL. */
char *ent_copy_text(const char *text) ENT_CHECKED;

/* The standard failure. */
ent_status ent_fail_memory(ent_error *error);

/* Make room for one more item: *items is an array of `count` items with room for *capacity.
 * False if memory ran out; the array is then as it was. */
bool ent_grow(void *items, size_t count, size_t *capacity, size_t size) ENT_CHECKED;

/* An arena: many small things, freed at once. {0} is an empty arena. */
typedef struct ent_arena_block ent_arena_block;
typedef struct {
    ent_arena_block *blocks;
} ent_arena;

void *ent_arena_new(ent_arena *arena, size_t size) ENT_CHECKED; /* zeroed, aligned; or NULL */
char *ent_arena_text(ent_arena *arena, const char *text) ENT_CHECKED;
void ent_arena_clear(ent_arena *arena);

#endif
