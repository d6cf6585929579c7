/* Small made-up models: networks at three waves as CSV files, with an actor and a dyadic covariate. */
#ifndef ENT_TESTS_SAOM_SMALL_H
#define ENT_TESTS_SAOM_SMALL_H

#include "saom/saom.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* splitmix64 (Steele, Lea & Flood 2014); 0 to n - 1. */
static inline size_t small_below(uint64_t *state, size_t n)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (size_t)(((z ^ z >> 31) >> 32) * n >> 32);
}

typedef struct {
    size_t n;
    bool directed;
    unsigned rare;       /* of 100 pairs so many are NA, and as many structural: 0 = none */
    const char *effects; /* a YAML list */
} small_model;

static inline const char *small_value(uint64_t *state, unsigned rare, bool tied)
{
    size_t chance = small_below(state, 100);
    return chance < rare ? "NA" : chance < 2 * rare ? (tied ? "11" : "10") : tied ? "1" : "0";
}

static inline void small_ties(const small_model *m, uint64_t *state, char path[ENT_PATH])
{
    static char text[200000];
    size_t used = (size_t)sprintf(text, "wave,from,to,value\n");
    for (size_t wave = 1; wave <= 3; wave++)
        for (size_t i = 0; i < m->n; i++)
            for (size_t j = m->directed ? 0 : i + 1; j < m->n; j++)
                if (i != j)
                    used += (size_t)sprintf(text + used, "%zu,a%zu,a%zu,%s\n", wave, i, j,
                                            small_value(state, m->rare, small_below(state, 4) == 0));
    ent_temp_file("small_ties.csv", text, used, path);
}

static inline void small_actors(const small_model *m, uint64_t *state, char path[ENT_PATH])
{
    char text[4000];
    size_t used = (size_t)sprintf(text, "name,v1,v2,v3\n");
    for (size_t i = 0; i < m->n; i++)
        used += (size_t)sprintf(text + used, "a%zu,%zu,%s,%zu\n", i, small_below(state, 5),
                                m->rare && i == 1 ? "NA" : small_below(state, 2) ? "1" : "3", small_below(state, 5));
    ent_temp_file("small_actors.csv", text, used, path);
}

static inline void small_pairs(const small_model *m, uint64_t *state, char path[ENT_PATH])
{
    static char text[100000];
    size_t used = (size_t)sprintf(text, "from,to,w\n");
    for (size_t i = 0; i < m->n; i++)
        for (size_t j = m->directed ? 0 : i + 1; j < m->n; j++)
            if (i != j && small_below(state, 5) == 0)
                used += (size_t)sprintf(text + used, "a%zu,a%zu,%zu\n", i, j, 1 + small_below(state, 3));
    ent_temp_file("small_pairs.csv", text, used, path);
}

static inline ent_model *small_open(const small_model *m, uint64_t seed)
{
    char ties[ENT_PATH], actors[ENT_PATH], pairs[ENT_PATH], path[ENT_PATH], text[6000];
    ent_error error;
    ent_model *model;
    small_ties(m, &seed, ties);
    small_actors(m, &seed, actors);
    small_pairs(m, &seed, pairs);
    snprintf(text, sizeof text,
             "family: saom\ndata: .\nwaves: [1, 2, 3]\nactors: {file: %s, id: name}\n"
             "dependent: {name: net, directed: %s, file: %s, from: from, to: to, wave: wave, value: value}\n"
             "covariates:\n  - {name: v, columns: [v1, v2, v3]}\n"
             "dyadic:\n  - {name: w, file: %s, from: from, to: to, value: w}\neffects: %s\n",
             actors, m->directed ? "true" : "false", ties, pairs, m->effects);
    ent_assert_ok(ent_model_open(ent_temp_file("small.yaml", text, strlen(text), path), &model, &error), &error);
    model->saom.one_way = model->saom.conditional = false;
    return model;
}

#endif
