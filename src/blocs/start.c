/* Partitions to start from: descents by single moves, from a few starts. Without proof; the proof is elsewhere.
 *
 * The first start is the two camps that friendly and hostile ties name along a breadth-first search (two blocs), each
 * actor for itself (free) or all in one bloc (K). Then come random ones. Of the further
 * starts every other one moves some actors of the best partition at random and descends again. */
#include "blocs/blocs.h"

#include "core/memory.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FRESH = 6, SHAKEN = 8 /* one actor of so many */ };

/* The bloc that actor i gains most by joining; sum[] holds its weights by bloc till `forget`. */
static int best_move(const ent_blocs_graph *g, int blocs, int i, const int *bloc, const double *sum, int spare)
{
    int best = bloc[i];
    for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
        int b = bloc[g->near[k].actor];
        if (sum[b] > sum[best])
            best = b;
    }
    if (blocs != ENT_BLOCS_FREE) { /* a bloc where it has no tie is as good as one of its own */
        for (int b = 0; b < blocs; b++)
            if (sum[b] > sum[best])
                best = b;
    } else if (sum[best] < 0 && spare >= 0) {
        best = spare;
    }
    return best;
}

/* Free: bloc numbers are below n, and an empty one is found by the counts of members. */
double blocs_descend(const ent_blocs_graph *g, int blocs, int *bloc, double *work, int *queue)
{
    int n = (int)g->n;
    int *size = queue; /* members of each bloc, free only */
    int spare = -1;
    if (blocs == ENT_BLOCS_FREE) {
        memset(size, 0, g->n * sizeof *size);
        for (int i = 0; i < n; i++)
            size[bloc[i]]++;
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < n; i++) {
            if (blocs == ENT_BLOCS_FREE)
                for (int tried = 0; tried < n && (spare < 0 || size[spare] > 0); tried++)
                    spare = (spare + 1) % n;
            for (size_t k = g->first[i]; k < g->first[i + 1]; k++)
                work[bloc[g->near[k].actor]] += g->near[k].weight;
            int usable = blocs == ENT_BLOCS_FREE && spare >= 0 && size[spare] == 0 ? spare : -1;
            int to = best_move(g, blocs, i, bloc, work, usable), from = bloc[i];
            bool helps = work[to] - work[from] > 1e-9 * (fabs(work[to]) + fabs(work[from]));
            for (size_t k = g->first[i]; k < g->first[i + 1]; k++)
                work[bloc[g->near[k].actor]] = 0;
            if (to == from || !helps)
                continue;
            if (blocs == ENT_BLOCS_FREE) {
                size[from]--;
                size[to]++;
            }
            bloc[i] = to;
            moved = true;
        }
    }
    return ent_blocs_value(g, bloc);
}

/* Camps along a breadth-first search: an actor joins a friend, or the opposite of a foe. */
static void name_camps(const ent_blocs_graph *g, int *bloc, int *queue)
{
    for (size_t i = 0; i < g->n; i++)
        bloc[i] = -1;
    for (size_t start = 0; start < g->n; start++) {
        size_t head = 0, tail = 0;
        if (bloc[start] >= 0)
            continue;
        bloc[start] = 0;
        queue[tail++] = (int)start;
        while (head < tail) {
            int i = queue[head++];
            for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
                int j = g->near[k].actor;
                if (bloc[j] >= 0)
                    continue;
                bloc[j] = g->near[k].weight > 0 ? bloc[i] : 1 - bloc[i];
                queue[tail++] = j;
            }
        }
    }
}

/* Camps or singles, or random blocs, of a free number 1 to 5. */
static void begin(const ent_blocs_graph *g, int blocs, int start, ent_random *random, int *bloc, int *queue)
{
    uint32_t draw[4];
    uint64_t names = blocs == ENT_BLOCS_FREE ? (uint64_t)(start % FRESH) : (uint64_t)blocs;
    if (start == 0 && blocs == ENT_BLOCS_TWO) {
        name_camps(g, bloc, queue);
        return;
    }
    for (size_t i = 0; i < g->n; i++) {
        ent_random_next(random, draw);
        bloc[i] = start % FRESH > 0 ? (int)ent_random_below(draw[0], draw[1], names)
                  : blocs == ENT_BLOCS_FREE ? (int)i : 0;
        if (bloc[i] >= (int)g->n)
            bloc[i] = 0;
    }
}

/* Some actors go to a random bloc: free, to that of a random actor. */
static void shake(const ent_blocs_graph *g, int blocs, ent_random *random, int *bloc)
{
    uint32_t draw[4];
    uint64_t names = blocs == ENT_BLOCS_FREE ? g->n : (uint64_t)blocs;
    for (size_t i = 0; i < g->n; i++) {
        ent_random_next(random, draw);
        if (draw[0] % SHAKEN != 0)
            continue;
        int drawn = (int)ent_random_below(draw[1], draw[2], names);
        bloc[i] = blocs == ENT_BLOCS_FREE ? bloc[drawn] : drawn;
    }
}

ent_status blocs_start(const ent_blocs_graph *graph, int blocs, uint64_t seed, int first, int starts, int *bloc,
                       ent_error *error)
{
    size_t names = graph->n + (size_t)(blocs > 0 ? blocs : 0);
    int *queue = ent_new_array(graph->n, sizeof *queue), *trial = ent_new_array(graph->n, sizeof *trial);
    double *work = ent_new_array(names, sizeof *work), value = first == 0 ? INFINITY : ent_blocs_value(graph, bloc);
    ent_status status = queue && trial && work ? ENT_OK : ent_fail_memory(error);
    for (int start = first; status == ENT_OK && start < first + starts; start++) {
        ent_random random = ent_random_start(seed, (uint32_t)start, ENT_DRAW_BLOCS);
        if (start < FRESH || start % 2 == 1) {
            begin(graph, blocs, start, &random, trial, queue);
        } else {
            memcpy(trial, bloc, graph->n * sizeof *trial);
            shake(graph, blocs, &random, trial);
        }
        double found = blocs_descend(graph, blocs, trial, work, queue);
        if (found < value || (start >= FRESH && start % 2 == 0 && found <= value)) { /* an equal one leads elsewhere */
            value = found;
            memcpy(bloc, trial, graph->n * sizeof *trial);
        }
    }
    free(queue);
    free(trial);
    free(work);
    return status;
}

/* ---- from a free number of blocs to K ---- */

/* Weights of the ties between bloc b and each of the K new ones, where actors have one; -1 in `to` means not yet. */
static void weigh(const ent_blocs_graph *g, const int *bloc, int b, const int *to, double *sum)
{
    for (size_t k = 0; k < g->count; k++) {
        const ent_signed_tie *t = &g->ties[k];
        int x = bloc[t->a], y = bloc[t->b];
        if (x != y && x == b && to[y] >= 0)
            sum[to[y]] += t->weight;
        if (x != y && y == b && to[x] >= 0)
            sum[to[x]] += t->weight;
    }
}

ent_status blocs_merge(const ent_blocs_graph *graph, int blocs, int *bloc, ent_error *error)
{
    size_t n = graph->n;
    double *sum = ent_new_array(n + (size_t)blocs, sizeof *sum), *tied = ent_new_array(n, sizeof *tied);
    int *to = ent_new_array(n, sizeof *to), *queue = ent_new_array(n, sizeof *queue);
    ent_status status = sum && tied && to && queue ? ENT_OK : ent_fail_memory(error);
    for (size_t b = 0; status == ENT_OK && b < n; b++)
        to[b] = -1;
    for (size_t k = 0; status == ENT_OK && k < graph->count; k++) { /* hostile weight of each bloc with others */
        const ent_signed_tie *t = &graph->ties[k];
        if (bloc[t->a] != bloc[t->b] && t->weight < 0) {
            tied[bloc[t->a]] -= t->weight;
            tied[bloc[t->b]] -= t->weight;
        }
    }
    for (size_t round = 0; status == ENT_OK && round < n; round++) {
        int b = -1, best = 0;
        for (size_t c = 0; c < n; c++)
            if (to[c] < 0 && (b < 0 || tied[c] > tied[b]))
                b = (int)c;
        memset(sum, 0, (size_t)blocs * sizeof *sum);
        weigh(graph, bloc, b, to, sum);
        for (int c = 1; c < blocs; c++)
            if (sum[c] > sum[best])
                best = c;
        to[b] = best;
    }
    if (status == ENT_OK) {
        for (size_t i = 0; i < n; i++)
            bloc[i] = to[bloc[i]];
        memset(sum, 0, (n + (size_t)blocs) * sizeof *sum);
        blocs_descend(graph, blocs, bloc, sum, queue);
    }
    free(sum);
    free(tied);
    free(to);
    free(queue);
    return status;
}
