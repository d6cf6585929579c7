/* Random signed graphs, and slow plain answers to hold the search against. */
#ifndef ENT_TESTS_BLOCS_ORACLE_H
#define ENT_TESTS_BLOCS_ORACLE_H

#include "entente/blocs.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ORACLE_TIES = 2048 };

/* splitmix64 (Steele, Lea & Flood 2014): fixed seeds, the same everywhere. */
static inline double oracle_draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

/* Each pair has a tie with chance `density`, hostile with chance `hostile`; of weight 1, or if `weighted` 0.1 to 3.0,
 * or if `weighted` is 2 a whole number 1 to 9. */
static inline ent_blocs_graph *oracle_graph(size_t n, double density, double hostile, int weighted, uint64_t seed)
{
    static ent_signed_tie ties[ORACLE_TIES];
    size_t count = 0;
    ent_error error;
    ent_blocs_graph *graph;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && count < ORACLE_TIES; j++) {
            double drawn = oracle_draw(&seed), sign = oracle_draw(&seed) < hostile ? -1 : 1;
            double size = oracle_draw(&seed);
            double weight = weighted == 0 ? 1 : weighted == 1 ? (1 + floor(size * 30)) / 10 : 1 + floor(size * 9);
            if (drawn < density)
                ties[count++] = (ent_signed_tie){(int)j, (int)i, sign * weight};
        }
    ent_assert_ok(ent_blocs_graph_new(n, ties, count, &graph, &error), &error);
    return graph;
}

/* The least value over all partitions into at most K blocs (0: free), n <= 14, by recursion over sets of actors: a
 * partition's value is the friendly weight less the signed weights within its blocs, and
 *   best_k(S) = max over T in S with the first actor of S: within(T) + best_{k-1}(S - T). */
static inline double oracle_least(const ent_blocs_graph *g, int blocs)
{
    size_t sets = (size_t)1 << g->n;
    int rounds = blocs == 0 || blocs > (int)g->n ? (int)g->n : blocs;
    double *within = calloc(sets, sizeof *within), *before = calloc(sets, sizeof *before);
    double *best = calloc(sets, sizeof *best), friendly = 0;
    for (size_t k = 0; k < g->count; k++)
        friendly += fmax(0, g->ties[k].weight);
    for (size_t s = 1; s < sets; s++) {
        int last = 0;
        while (s >> (last + 1))
            last++;
        within[s] = within[s ^ (size_t)1 << last];
        for (size_t e = g->first[last]; e < g->first[last + 1]; e++)
            if (s >> g->near[e].actor & 1)
                within[s] += g->near[e].weight;
    }
    for (size_t s = 1; s < sets; s++)
        before[s] = -INFINITY;
    for (int round = 0; round < rounds; round++) {
        best[0] = 0;
        for (size_t s = 1; s < sets; s++) {
            size_t low = s & (~s + 1), rest = s ^ low;
            best[s] = -INFINITY;
            for (size_t t = rest;; t = (t - 1) & rest) {
                best[s] = fmax(best[s], within[t | low] + before[rest ^ t]);
                if (t == 0)
                    break;
            }
        }
        memcpy(before, best, sets * sizeof *best);
    }
    double least = friendly - best[sets - 1];
    free(within);
    free(before);
    free(best);
    return least;
}

/* Two blocs, n <= 20: all divisions by Gray code. Whole weights. */
static inline double oracle_two(const ent_blocs_graph *g)
{
    int bloc[20] = {0};
    double value = ent_blocs_value(g, bloc), least = value;
    for (uint32_t code = 1; g->n > 0 && code < (uint32_t)1 << (g->n - 1); code++) {
        int i = 0;
        while (!(code >> i & 1))
            i++;
        for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
            value += bloc[i] == bloc[g->near[e].actor] ? g->near[e].weight : -g->near[e].weight;
        bloc[i] ^= 1;
        least = fmin(least, value);
    }
    return least;
}

/* The next partition in the order of restricted growth (bloc[0] = 0, each next bloc at most one above those before);
 * at most `blocs` blocs. False after the last; begin with zeros. */
static inline bool oracle_next(size_t n, int blocs, int *bloc)
{
    for (size_t i = n; i-- > 1;) {
        int most = 0;
        for (size_t k = 0; k < i; k++)
            most = bloc[k] > most ? bloc[k] : most;
        if (bloc[i] <= most && bloc[i] + 1 < blocs) {
            bloc[i]++;
            for (size_t k = i + 1; k < n; k++)
                bloc[k] = 0;
            return true;
        }
    }
    return false;
}

#endif
