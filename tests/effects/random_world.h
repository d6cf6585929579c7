/* Random small worlds with all that effects may need: a network, covariates with and without missing values, a
 * network before, treaties, masks. Made from a seed; renamed by a permutation of the actors. */
#ifndef ENT_TESTS_RANDOM_WORLD_H
#define ENT_TESTS_RANDOM_WORLD_H

#include "entente/effects.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORLD_MOST = 12, WORLD_SETS = 3 };

typedef struct {
    size_t n;
    bool directed, other_parameters;
    uint8_t x[WORLD_MOST * WORLD_MOST], previous[WORLD_MOST * WORLD_MOST];
    uint8_t missing[WORLD_MOST * WORLD_MOST], absent[WORLD_MOST];
    double value[WORLD_MOST], weight[WORLD_MOST * WORLD_MOST], second[WORLD_MOST * WORLD_MOST];
    uint8_t value_missing[WORLD_MOST], weight_missing[WORLD_MOST * WORLD_MOST];
    uint8_t members[WORLD_SETS][WORLD_MOST];
    ent_member_set sets[WORLD_SETS];
    ent_covariate covariate;
    ent_dyadic dyadic, distance;
    uint64_t state;
} random_world;

/* A number from 0 to 1: splitmix64 (Steele, Lea & Flood 2014, OOPSLA). */
static inline double world_draw(random_world *w)
{
    uint64_t z = w->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

static inline size_t world_below(random_world *w, size_t most)
{
    return (size_t)(world_draw(w) * (double)most);
}

static inline void world_fill_pairs(random_world *w, bool masked)
{
    double density = world_draw(w);
    for (size_t i = 0; i < w->n; i++)
        for (size_t j = 0; j < w->n; j++) {
            size_t k = i * w->n + j, back = j * w->n + i;
            bool mirror = !w->directed && j < i;
            bool off = i == j || (masked && (w->absent[i] || w->absent[j]));
            w->missing[k] = mirror ? w->missing[back] : masked && !off && world_draw(w) < 0.1;
            w->x[k] = mirror ? w->x[back] : !off && !w->missing[k] && world_draw(w) < density;
            w->previous[k] = mirror ? w->previous[back] : i != j && world_draw(w) < 0.4;
            double some = (double)world_below(w, 4); /* 0: none, also a type of contiguity */
            w->weight[k] = mirror ? w->weight[back] : i == j ? 0 : some;
            w->second[k] = mirror ? w->second[back] : i == j ? 0 : 20 + 3000 * world_draw(w);
            w->weight_missing[k] = mirror ? w->weight_missing[back]
                                          : masked && i != j && world_draw(w) < 0.1;
        }
}

static inline void world_fill_actors(random_world *w, bool masked)
{
    for (size_t i = 0; i < w->n; i++) {
        w->value[i] = (double)world_below(w, 5) - 1.3;
        w->value_missing[i] = masked && world_draw(w) < 0.15;
        w->absent[i] = masked && world_draw(w) < 0.15;
        for (size_t s = 0; s < WORLD_SETS; s++)
            w->members[s][i] = world_draw(w) < 0.5;
    }
}

static inline void world_point(random_world *w, bool masked)
{
    w->covariate = (ent_covariate){.name = "v", .value = w->value, .mean = 1.3, .neutral = 0.2, .range = 4,
                                   .similarity_mean = 0.6,
                                   .missing = masked ? w->value_missing : NULL};
    w->dyadic = (ent_dyadic){.name = "w", .value = w->weight, .mean = 0.3,
                             .missing = masked ? w->weight_missing : NULL};
    w->distance = (ent_dyadic){.name = "d", .value = w->second,
                               .missing = masked ? w->weight_missing : NULL};
    for (size_t s = 0; s < WORLD_SETS; s++)
        w->sets[s] = (ent_member_set){.name = "treaty", .member = w->members[s]};
}

static inline void world_make(random_world *w, uint64_t seed, bool directed, bool masked)
{
    memset(w, 0, sizeof *w);
    w->state = seed;
    w->directed = directed;
    w->other_parameters = seed / 4 % 2;
    w->n = 2 + world_below(w, WORLD_MOST - 1);
    world_fill_actors(w, masked);
    world_fill_pairs(w, masked);
    world_point(w, masked);
}

/* The same world with actor i called to[i]. */
static inline void world_rename(const random_world *w, const size_t to[], random_world *out)
{
    size_t n = w->n;
    *out = *w;
    for (size_t i = 0; i < n; i++) {
        out->value[to[i]] = w->value[i];
        out->value_missing[to[i]] = w->value_missing[i];
        out->absent[to[i]] = w->absent[i];
        for (size_t s = 0; s < WORLD_SETS; s++)
            out->members[s][to[i]] = w->members[s][i];
        for (size_t j = 0; j < n; j++) {
            size_t k = i * n + j, l = to[i] * n + to[j];
            out->x[l] = w->x[k];
            out->previous[l] = w->previous[k];
            out->missing[l] = w->missing[k];
            out->weight[l] = w->weight[k];
            out->second[l] = w->second[k];
            out->weight_missing[l] = w->weight_missing[k];
        }
    }
    world_point(out, w->covariate.missing != NULL);
}

/* The world's network as a view that knows all the rest. */
static inline ent_view *world_view(random_world *w, bool masked)
{
    ent_error error;
    ent_view *view;
    ent_assert_ok(ent_view_new(w->n, w->directed, 15, &view, &error), &error);
    ent_assert_ok(ent_view_set(view, w->x, &error), &error);
    view->previous = w->previous;
    view->time = 3;
    view->balance_mean = 0.37;
    view->structure_mean = 0.41;
    view->sets = w->sets;
    view->set_count = WORLD_SETS;
    view->missing = masked ? w->missing : NULL;
    view->absent = masked ? w->absent : NULL;
    return view;
}

/* Effects of distances get distances, others small whole weights. */
static inline const ent_dyadic *world_dyadic(const random_world *w, const char *meaning)
{
    return meaning && strstr(meaning, "distance") ? &w->distance : &w->dyadic;
}

/* The effect's own parameters in half of the worlds, others in the rest; values that actors of these worlds have where
 * the own ones are theirs never or always. */
static inline void world_parameters(const random_world *w, ent_term *term)
{
    const char *name = term->effect->name;
    for (size_t p = 0; w->other_parameters && p < ENT_PARAMETERS; p++) {
        const ent_parameter *parameter = &term->effect->parameters[p];
        bool room = parameter->name && parameter->value + 1 <= parameter->most;
        term->parameter[p] = room ? parameter->value + 1 : parameter->least;
    }
    if (strstr(name, "level") || strcmp(name, "joint_democracy") == 0)
        term->parameter[0] = 0.7;
    if (strcmp(name, "new_states") == 0)
        term->parameter[0] = 1;
}

/* A checked and prepared term of the effect on the world. */
static inline ent_term world_term(random_world *w, const ent_view *view, const ent_effect *effect)
{
    ent_error error;
    ent_term term;
    ent_term_init(&term, effect);
    world_parameters(w, &term);
    term.covariate = &w->covariate;
    term.dyadic = world_dyadic(w, effect->dyadic);
    term.second = &w->distance;
    ent_assert_ok(ent_term_check(view, &term, &error), &error);
    ent_assert_ok(ent_term_prepare(view, &term, &error), &error);
    return term;
}

static inline bool world_fits(const ent_effect *effect, bool directed)
{
    return !(effect->needs & (directed ? ENT_NEEDS_SYMMETRIC : ENT_NEEDS_DIRECTED));
}

#endif
