/* Partitions to start from: descents by single moves, from a few starts. Without proof; the proof is elsewhere.
 *
 * The first start puts all into one bloc (two blocs: the two camps that friendly and hostile ties name along a
 * breadth-first search from the actor with most ties; free: each for itself). Each further start moves some actors of
 * the best partition at random and descends again. */
#include "blocs/blocs.h"

#include "core/memory.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS = 12, SHAKEN = 8 /* one actor of so many */ };

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

static void begin(const ent_blocs_graph *g, int blocs, int *bloc, int *queue)
{
    if (blocs == ENT_BLOCS_TWO)
        name_camps(g, bloc, queue);
    else
        for (size_t i = 0; i < g->n; i++)
            bloc[i] = blocs == ENT_BLOCS_FREE ? (int)i : 0;
}

static void shake(const ent_blocs_graph *g, int blocs, ent_random *random, int *bloc)
{
    uint32_t draw[4];
    uint64_t names = blocs == ENT_BLOCS_FREE ? g->n : (uint64_t)blocs;
    for (size_t i = 0; i < g->n; i++) {
        ent_random_next(random, draw);
        if (draw[0] % SHAKEN == 0)
            bloc[i] = (int)ent_random_below(draw[1], draw[2], names);
    }
}

ent_status blocs_start(const ent_blocs_graph *graph, int blocs, uint64_t seed, int *bloc, double *value,
                       ent_error *error)
{
    size_t names = graph->n + (size_t)(blocs > 0 ? blocs : 0);
    int *queue = ent_new_array(graph->n, sizeof *queue), *trial = ent_new_array(graph->n, sizeof *trial);
    double *work = ent_new_array(names, sizeof *work);
    ent_status status = queue && trial && work ? ENT_OK : ent_fail_memory(error);
    for (int start = 0; status == ENT_OK && start < STARTS; start++) {
        ent_random random = ent_random_start(seed, (uint32_t)start, ENT_DRAW_BLOCS);
        if (start == 0)
            begin(graph, blocs, trial, queue);
        else {
            memcpy(trial, bloc, graph->n * sizeof *trial);
            shake(graph, blocs, &random, trial);
        }
        double found = blocs_descend(graph, blocs, trial, work, queue);
        if (start == 0 || found < *value) {
            *value = found;
            memcpy(bloc, trial, graph->n * sizeof *trial);
        }
    }
    free(queue);
    free(trial);
    free(work);
    return status;
}
