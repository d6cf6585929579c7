/* What the tests of importing share: folders of small files, importing them, and asking a world. */
#ifndef ENT_TESTS_ASKING_H
#define ENT_TESTS_ASKING_H

#include "core/memory.h"
#include "core/text.h"
#include "entente/import.h"
#include "entente/world.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FIXTURES ENTENTE_SOURCE_DIR "/tests/fixtures/cow"

/* A file of a folder to be made: its name and text. */
typedef struct {
    const char *name, *text;
} small_file;

/* A folder with these files (ended by one without a name) in the temporary folder. */
static inline char *make_folder(const char *name, const small_file files[], char path[ENT_PATH])
{
    char file[ENT_PATH], inner[ENT_PATH];
    mkdir(ent_temp_path(name, path), 0777);
    for (size_t i = 0; files[i].name; i++) {
        snprintf(inner, sizeof inner, "%s/%s", name, files[i].name);
        ent_temp_file(inner, files[i].text, strlen(files[i].text), file);
    }
    return path;
}

static inline ent_world *open_world(const char *path)
{
    ent_world *world;
    ent_error error = {0};
    ent_assert_ok(ent_world_open(path, ENT_WORLD_READ, &world, &error), &error);
    return world;
}

/* A day, month or year as its widest span. */
static inline ent_span when(const char *text)
{
    ent_span span;
    ent_error error = {0};
    ent_assert_ok(ent_span_parse(text, &span, NULL, &error), &error);
    return span;
}

static inline ent_series series_of(ent_world *world, ent_series_kind kind, const char *name)
{
    ent_series series;
    ent_error error = {0};
    ent_assert_ok(ent_world_resolve(world, kind, name, &series, &error), &error);
    return series;
}

static inline ent_spells spells_of(ent_world *world, ent_series_kind kind, const char *name,
                                   const char *time)
{
    ent_series series = series_of(world, kind, name);
    ent_spells spells;
    ent_error error = {0};
    ent_assert_ok(ent_world_spells(world, &series, when(time), &spells, &error), &error);
    return spells;
}

static inline int actor_of(ent_world *world, const char *code, const char *time)
{
    int actor;
    ent_error error = {0};
    ent_assert_ok(ent_world_find_actor(world, code, when(time), &actor, &error), &error);
    return actor;
}

static inline ent_treaty treaty_of(ent_world *world, const char *code)
{
    ent_treaty treaty;
    ent_error error = {0};
    ent_assert_ok(ent_world_find_treaty(world, code, &treaty, &error), &error);
    return treaty;
}

/* The last spell of a pair (b = NULL: of an actor) at a time; all 0 if there is none. */
static inline ent_spell spell_of(ent_world *world, ent_series_kind kind, const char *name,
                                 const char *a, const char *b, const char *time)
{
    ent_spells spells = spells_of(world, kind, name, time);
    ent_spell found = {.number = NAN};
    int first = actor_of(world, a, time), second = b ? actor_of(world, b, time) : 0;
    for (size_t i = 0; i < spells.count; i++)
        if (spells.items[i].a == first && spells.items[i].b == second)
            found = spells.items[i];
    ent_spells_clear(&spells);
    return found;
}

/* "ALD BRV ": who is in a system, or bound by a treaty (NULL: any), on a day, by abbreviation. */
static inline void assert_members(ent_world *world, ent_series_kind kind, const char *name,
                                  const char *treaty, const char *day, const char *expected)
{
    ent_spells spells = spells_of(world, kind, name, day);
    int id = treaty ? treaty_of(world, treaty).id : 0;
    ent_buffer found = {0};
    for (size_t actor = 1; actor <= ent_world_actor_count(world); actor++)
        for (size_t i = 0; i < spells.count; i++)
            if (spells.items[i].a == (int)actor && spells.items[i].treaty == id)
                ent_buffer_format(&found, "%s ", ent_world_actor(world, (int)actor)->abb);
    assert_string_equal(ent_buffer_text(&found), expected);
    ent_buffer_clear(&found);
    ent_spells_clear(&spells);
}

static inline void assert_span(ent_span span, const char *expected)
{
    char from[11], to[11], text[24];
    snprintf(text, sizeof text, "%s %s", ent_day_format(span.from, from),
             ent_day_format(span.to, to));
    assert_string_equal(text, expected);
}

/* How often something became of a row of a source's layout, 0 if never. */
static inline long long count_of(ent_world *world, const char *layout, const char *source,
                                 const char *kind, const char *reason)
{
    ent_import_note *notes;
    size_t count;
    long long found = 0;
    ent_error error = {0};
    ent_assert_ok(ent_world_notes(world, &notes, &count, &error), &error);
    for (size_t i = 0; i < count; i++)
        if (strcmp(notes[i].layout, layout) == 0 && strcmp(notes[i].source, source) == 0 &&
            strcmp(notes[i].kind, kind) == 0 && strcmp(notes[i].reason, reason) == 0)
            found += notes[i].count;
    free(notes);
    return found;
}

static inline bool is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

#endif
