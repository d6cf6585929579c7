/* Effects: what the inner loops of simulation do, on a made-up undirected network of 164 actors in groups that are
 * mostly tied, like the alliances of 1981 (623 ties, up to 30 shared partners). */
#include "bench.h"

#include "entente/effects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTORS = 164, TERMS = 7, FLIPS = 1000000, PROPOSALS = 2000000, ROWS = 20000 };

typedef struct {
    ent_view *view;
    ent_term term[TERMS];
    ent_covariate covariate[2];
    ent_dyadic dyadic[2];
    double value[2][ACTORS], weight[2][ACTORS * ACTORS];
    uint64_t state;
} made_up;

/* splitmix64 (Steele, Lea & Flood 2014). */
static uint64_t draw(made_up *m)
{
    uint64_t z = m->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static size_t below(made_up *m, size_t n)
{
    return (size_t)((draw(m) >> 32) * n >> 32);
}

static void draw_pair(made_up *m, size_t *i, size_t *j)
{
    *i = below(m, ACTORS);
    *j = below(m, ACTORS - 1);
    *j += *j >= *i;
}

/* Groups of 25 in which four of five pairs are tied. */
static void make_network(made_up *m)
{
    for (size_t i = 0; i < ACTORS / 2; i++)
        for (size_t j = 0; j < i; j++)
            if (i / 25 == j / 25 && below(m, 5) > 0)
                ent_view_flip(m->view, i, j);
}

static void make_data(made_up *m)
{
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < ACTORS; i++)
            m->value[k][i] = (double)below(m, 21) - 10;
        for (size_t i = 0; i < ACTORS; i++)
            for (size_t j = 0; j < i; j++)
                m->weight[k][i * ACTORS + j] = m->weight[k][j * ACTORS + i] = below(m, 25) == 0;
        m->covariate[k] = (ent_covariate){.value = m->value[k], .range = 20, .similarity_mean = 0.6};
        m->dyadic[k] = (ent_dyadic){.value = m->weight[k], .mean = 0.04};
    }
}

/* The effects of model M4 of the reference: density, gwesp, inPopSqrt, sum, similarity, two dyadic. */
static void make_terms(made_up *m)
{
    static const char *const names[TERMS] = {"density", "gwesp", "inPopSqrt", "egoPlusAltX", "simX",
                                             "X", "X"};
    ent_error error;
    for (size_t k = 0; k < TERMS; k++) {
        ent_term_init(&m->term[k], ent_effect_find(names[k], false));
        m->term[k].covariate = &m->covariate[k % 2];
        m->term[k].dyadic = &m->dyadic[k % 2];
        if (ent_term_check(m->view, &m->term[k], &error) != ENT_OK
            || ent_term_prepare(m->view, &m->term[k], &error) != ENT_OK)
            bench_fail(error.message);
    }
}

static void open_made_up(made_up *m)
{
    ent_error error;
    memset(m, 0, sizeof *m);
    m->state = 1981;
    if (ent_view_new(ACTORS, false, ENT_KEEPS_TWO_PATHS, &m->view, &error) != ENT_OK)
        bench_fail(error.message);
    make_network(m);
    make_data(m);
    make_terms(m);
}

/* Two flips of a pair, so that the network stays as dense as it is. */
static uint64_t flip_pairs(void *context)
{
    made_up *m = context;
    for (size_t k = 0; k < FLIPS / 2; k++) {
        size_t i, j;
        draw_pair(m, &i, &j);
        ent_view_flip(m->view, i, j);
        ent_view_flip(m->view, i, j);
    }
    return bench_hash(0, m->view->two_paths, ACTORS * ACTORS * sizeof *m->view->two_paths);
}

/* A tie model of ties, shared partners, two covariates: the change of random pairs. */
static uint64_t ask_changes(void *context)
{
    made_up *m = context;
    double sum = 0;
    for (size_t k = 0; k < PROPOSALS; k++) {
        size_t i, j;
        draw_pair(m, &i, &j);
        sum += ent_change(m->view, &m->term[0], i, j) + ent_change(m->view, &m->term[1], i, j)
               + ent_change(m->view, &m->term[3], i, j) + ent_change(m->view, &m->term[5], i, j);
    }
    return bench_hash(0, &sum, sizeof sum);
}

/* An ego's choice by an actor-oriented model: the changes of all alters by those of the terms that hang on the
 * network (shared partners, popularity). */
static uint64_t fill_rows(void *context)
{
    made_up *m = context;
    double row[ACTORS], sum = 0;
    for (size_t k = 0; k < ROWS; k++) {
        size_t i = below(m, ACTORS);
        for (size_t t = 1; t < 3; t++) {
            ent_ego_row(m->view, &m->term[t], i, row);
            sum += row[(i + 7) % ACTORS];
        }
    }
    return bench_hash(0, &sum, sizeof sum);
}

/* What does not hang on the network, once a period: a matrix of all pairs. */
static uint64_t fill_matrices(void *context)
{
    made_up *m = context;
    double row[ACTORS], sum = 0;
    for (size_t t = 3; t < TERMS; t++)
        for (size_t i = 0; i < ACTORS; i++) {
            ent_ego_row(m->view, &m->term[t], i, row);
            sum += row[(i + 7) % ACTORS];
        }
    return bench_hash(0, &sum, sizeof sum);
}

/* The statistics of a network that a simulation ended with. */
static uint64_t take_targets(void *context)
{
    made_up *m = context;
    double sum = 0;
    for (size_t k = 0; k < 100; k++)
        for (size_t t = 0; t < TERMS; t++)
            sum += ent_target(m->view, &m->term[t]);
    return bench_hash(0, &sum, sizeof sum);
}

static uint64_t assign_views(void *context)
{
    made_up *m = context;
    ent_error error;
    ent_view *copy;
    if (ent_view_copy(m->view, &copy, &error) != ENT_OK)
        bench_fail(error.message);
    for (size_t k = 0; k < 1000; k++)
        ent_view_assign(copy, m->view);
    uint64_t hash = bench_hash(0, copy->x, ACTORS * ACTORS);
    ent_view_free(copy);
    return hash;
}

int main(void)
{
    static made_up m;
    open_made_up(&m);
    bench_case("flips of ties, 164 actors", FLIPS, 5, flip_pairs, &m);
    bench_case("changes of 4 terms for a random pair, 164 actors", PROPOSALS, 5, ask_changes, &m);
    bench_case("rows of 2 network terms for a random ego, 164 actors", ROWS, 5, fill_rows, &m);
    bench_case("matrices of 4 exogenous terms, 164 actors", ACTORS, 5, fill_matrices, &m);
    bench_case("100 times the 7 targets, 164 actors", 100, 5, take_targets, &m);
    bench_case("copies of a view, 164 actors", 1000, 5, assign_views, &m);
    for (size_t k = 0; k < TERMS; k++)
        ent_term_clear(&m.term[k]);
    ent_view_free(m.view);
    return 0;
}
