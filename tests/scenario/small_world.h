/* Scenarios for tests: written as text, opened from a temporary file. */
#ifndef ENT_TESTS_SMALL_WORLD_H
#define ENT_TESTS_SMALL_WORLD_H

#include "entente/scenario.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Four states with round numbers. `pact` binds A and B to defence, `league` A, B and C to consultation,
 * but C also to nonaggression; A and D are rivals; D has no GDP. */
#define FOUR_STATES                                                                                \
    "title: Four states\n"                                                                         \
    "base:\n"                                                                                      \
    "  date: 2000-01-01\n"                                                                         \
    "  actors:\n"                                                                                  \
    "    - {name: Aland, abb: A, cow: 1, iso3: AAA, gw: 11}\n"                                     \
    "    - {name: Bland, abb: B, cow: 2}\n"                                                        \
    "    - {name: Cland, abb: C, cow: 3}\n"                                                        \
    "    - {name: Dland, abb: D, cow: 4}\n"                                                        \
    "  attributes:\n"                                                                              \
    "    - {actor: A, attribute: gdp, value: 100, unit: million dollars}\n"                        \
    "    - {actor: B, attribute: gdp, value: 200, unit: million dollars}\n"                        \
    "    - {actor: C, attribute: gdp, value: 500, unit: million dollars}\n"                        \
    "    - {actor: A, attribute: milex, value: 10000, unit: thousand dollars}\n"                   \
    "    - {actor: B, attribute: milex, value: 5000, unit: thousand dollars}\n"                    \
    "    - {actor: C, attribute: milex, value: 5000, unit: thousand dollars}\n"                    \
    "    - {actor: D, attribute: milex, value: 20000, unit: thousand dollars}\n"                   \
    "    - {actor: A, attribute: milper, value: 40, unit: persons, status: unverified}\n"          \
    "    - {actor: D, attribute: milper, value: 60, unit: persons}\n"                              \
    "  ties:\n"                                                                                    \
    "    - {layer: rivalry, a: D, b: A, source: a book}\n"                                         \
    "  treaties:\n"                                                                                \
    "    - {treaty: pact, obligations: defense}\n"                                                 \
    "    - {treaty: league, obligations: consultation}\n"                                          \
    "  treaty_members:\n"                                                                          \
    "    - {treaty: pact, actor: A}\n"                                                             \
    "    - {treaty: pact, actor: B}\n"                                                             \
    "    - {treaty: league, actor: A}\n"                                                           \
    "    - {treaty: league, actor: B}\n"                                                           \
    "    - {treaty: league, actor: C, obligations: nonaggression;consultation}\n"

enum { A, B, C, D }; /* indices of the actors */

typedef struct {
    ent_scenario *scenario;
    ent_world *world;
    ent_snapshot *snapshot; /* the base on its day */
} small_world;

static inline ent_status open_scenario(const char *text, ent_scenario **out, ent_error *error)
{
    char path[ENT_PATH];
    ent_temp_file("small.yaml", text, strlen(text), path);
    return ent_scenario_open(path, out, error);
}

static inline small_world small_world_of(const char *text)
{
    small_world w = {0};
    ent_error error = {0};
    ent_assert_ok(open_scenario(text, &w.scenario, &error), &error);
    ent_assert_ok(ent_scenario_world(w.scenario, &w.world, &error), &error);
    ent_assert_ok(ent_snapshot_at(w.world, ent_scenario_get(w.scenario)->date, NULL, &w.snapshot,
                                  &error), &error);
    return w;
}

static inline void small_world_clear(small_world *w)
{
    ent_snapshot_free(w->snapshot);
    ent_world_close(w->world);
    ent_scenario_free(w->scenario);
}

static inline uint8_t level_between(const ent_snapshot *s, const char *layer, int i, int j)
{
    return ent_snapshot_layer(s, layer)->level[(size_t)i * s->actor_count + (size_t)j];
}

static inline unsigned owed(const ent_snapshot *s, int i, int j)
{
    return ent_snapshot_layer(s, "alliance")->obligations[(size_t)i * s->actor_count + (size_t)j];
}

static inline double value_of(const ent_snapshot *s, const char *attribute, int actor)
{
    return ent_snapshot_attribute(s, attribute)->value[actor];
}

#endif
