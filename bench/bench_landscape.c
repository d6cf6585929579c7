/* Landscapes: all configurations of 17, 20, 24 and 30 actors with random sizes and propensities. */
#include "bench.h"

#include "entente/landscape.h"

#include <stdlib.h>

enum { MOST = 30 };

typedef struct {
    size_t n;
    bool all; /* basins and saddles, too */
    double size[MOST], propensity[MOST * MOST];
} actors;

/* A linear congruential generator: the same actors everywhere. */
static unsigned below(uint32_t *state, unsigned n)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % n;
}

static actors make_actors(size_t n)
{
    uint32_t state = 1;
    actors a = {.n = n};
    for (size_t i = 0; i < n; i++) {
        a.size[i] = 1 + below(&state, 100);
        for (size_t j = 0; j < i; j++)
            a.propensity[i * n + j] = a.propensity[j * n + i] = (double)below(&state, 7) - 3;
    }
    return a;
}

static uint64_t find(void *context)
{
    const actors *a = context;
    ent_landscape l;
    ent_error error = {0};
    ent_landscape_options options = ENT_LANDSCAPE_DEFAULTS;
    options.basins = options.saddles = a->all;
    if (ent_landscape_find(a->n, a->size, a->propensity, &options, NULL, &l, &error) != ENT_OK)
        bench_fail(error.message);
    uint64_t hash = bench_hash(0, l.minimum, l.count * sizeof *l.minimum);
    ent_landscape_clear(&l);
    return hash;
}

int main(void)
{
    static const struct {
        size_t n;
        int repeats;
        bool all;
        const char *name;
    } cases[] = {{17, 101, false, "landscape of 17 actors"},
                 {17, 11, true, "landscape of 17 actors, with basins and saddles"},
                 {20, 5, true, "landscape of 20 actors, with basins and saddles"},
                 {24, 3, true, "landscape of 24 actors, with basins"},
                 {30, 3, false, "landscape of 30 actors"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        actors a = make_actors(cases[k].n);
        a.all = cases[k].all;
        bench_case(cases[k].name, cases[k].n, cases[k].repeats, find, &a);
    }
    return 0;
}
