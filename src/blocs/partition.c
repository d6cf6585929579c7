/* What a partition costs, whom it torments, and how it is named: see entente/blocs.h. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static bool together(const int *bloc, int a, int b)
{
    return bloc[a] == bloc[b] && bloc[a] != -1;
}

/* A tie is against the partition: friendly across or hostile within. */
static bool is_against(const int *bloc, int a, int b, double weight)
{
    return together(bloc, a, b) != (weight > 0);
}

double ent_blocs_value(const ent_blocs_graph *graph, const int *bloc)
{
    double value = 0;
    for (size_t k = 0; k < graph->count; k++) {
        const ent_signed_tie *tie = &graph->ties[k];
        if (is_against(bloc, tie->a, tie->b, tie->weight))
            value += fabs(tie->weight);
    }
    return value;
}

/* ---- names ---- */

/* Turn the component of `start` so that start is in bloc 0. `seen` and `queue` have n places. */
static void turn_component(const ent_blocs_graph *g, int start, int *bloc, bool *seen, int *queue)
{
    size_t head = 0, tail = 0;
    int turn = bloc[start];
    queue[tail++] = start;
    seen[start] = true;
    while (head < tail) {
        int i = queue[head++];
        bloc[i] ^= turn;
        for (size_t k = g->first[i]; k < g->first[i + 1]; k++)
            if (!seen[g->near[k].actor]) {
                seen[g->near[k].actor] = true;
                queue[tail++] = g->near[k].actor;
            }
    }
}

static int name_two(const ent_blocs_graph *g, int *bloc)
{
    bool *seen = ent_new_array(g->n, sizeof *seen);
    int *queue = ent_new_array(g->n, sizeof *queue), blocs = seen && queue ? 0 : -1;
    for (size_t i = 0; blocs >= 0 && i < g->n; i++) {
        if (g->first[i] == g->first[i + 1])
            bloc[i] = -1;
        else if (!seen[i])
            turn_component(g, (int)i, bloc, seen, queue);
        if (bloc[i] >= blocs)
            blocs = bloc[i] + 1;
    }
    free(seen);
    free(queue);
    return blocs;
}

typedef struct {
    int bloc, actor;
} named;

static int compare_named(const void *left, const void *right)
{
    const named *x = left, *y = right;
    if (x->bloc != y->bloc)
        return x->bloc < y->bloc ? -1 : 1;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

/* Sort actors by bloc: each run's first actor stands for the bloc, and blocs are numbered as these are met. */
static int name_many(const ent_blocs_graph *g, int *bloc)
{
    named *order = ent_new_array(g->n, sizeof *order);
    int *stands = ent_new_array(g->n, sizeof *stands), blocs = order && stands ? 0 : -1;
    if (blocs == 0) {
        for (size_t i = 0; i < g->n; i++)
            order[i] = (named){bloc[i], (int)i};
        qsort(order, g->n, sizeof *order, compare_named);
        int first = 0;
        for (size_t k = 0; k < g->n; k++) {
            if (k == 0 || order[k].bloc != order[k - 1].bloc || order[k].bloc == -1)
                first = -1;
            bool tied = g->first[order[k].actor] < g->first[order[k].actor + 1];
            if (first == -1 && tied)
                first = order[k].actor;
            stands[order[k].actor] = tied ? first : -1;
        }
        for (size_t i = 0; i < g->n; i++)
            bloc[i] = stands[i] == -1 ? -1 : stands[i] == (int)i ? blocs++ : bloc[stands[i]];
    }
    free(order);
    free(stands);
    return blocs;
}

int ent_blocs_name(const ent_blocs_graph *graph, bool two, int *bloc)
{
    return two ? name_two(graph, bloc) : name_many(graph, bloc);
}

/* Free: hostile ties alone hold no bloc together, and what is without friendly ties between costs no more apart. */
bool blocs_split(const ent_blocs_graph *g, int *bloc)
{
    int *part = ent_new_array(g->n, sizeof *part), *queue = ent_new_array(g->n, sizeof *queue), parts = 0;
    bool ok = part && queue;
    for (size_t i = 0; ok && i < g->n; i++)
        part[i] = -1;
    for (size_t start = 0; ok && start < g->n; start++) {
        size_t head = 0, tail = 0;
        if (part[start] >= 0)
            continue;
        part[start] = parts++;
        queue[tail++] = (int)start;
        while (head < tail) {
            int i = queue[head++];
            for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
                int j = g->near[k].actor;
                if (g->near[k].weight < 0 || part[j] >= 0 || bloc[j] != bloc[i])
                    continue;
                part[j] = part[i];
                queue[tail++] = j;
            }
        }
    }
    for (size_t i = 0; ok && i < g->n; i++)
        bloc[i] = part[i];
    free(part);
    free(queue);
    return ok;
}

/* ---- actors ---- */

/* The change of value when an actor goes from its bloc to bloc k is the sum of the weights of its ties with those
 * that it leaves less that of its ties with those whom it joins. */
static void judge_actor(const ent_blocs_graph *g, int blocs, int bloc_count, const int *bloc, size_t i,
                        double *sum, ent_blocs_actor *actor)
{
    for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
        const ent_blocs_neighbour *near = &g->near[k];
        bool against = is_against(bloc, (int)i, near->actor, near->weight);
        sum[bloc[near->actor]] += near->weight;
        actor->tied += fabs(near->weight);
        actor->frustration += against ? fabs(near->weight) : 0;
        actor->against += against;
    }
    double best = -INFINITY;
    bool alone_may = blocs == ENT_BLOCS_FREE || bloc_count < blocs;
    int named_blocs = blocs == ENT_BLOCS_TWO ? 2 : bloc_count;
    for (size_t k = g->first[i]; k < g->first[i + 1]; k++) { /* blocs where it has ties */
        int other = bloc[g->near[k].actor];
        if (other != bloc[i] && (sum[other] > best || (sum[other] == best && other < actor->better))) {
            best = sum[other];
            actor->better = other;
        }
    }
    if (best < 0 && blocs == ENT_BLOCS_TWO) {
        best = sum[1 - bloc[i]];
        actor->better = 1 - bloc[i];
    } else if (best < 0) { /* a bloc where it has no ties, or one of its own, costs less */
        for (int other = 0; other < named_blocs && best < 0; other++)
            if (other != bloc[i] && sum[other] == 0) {
                best = 0;
                actor->better = other;
            }
        if (best < 0 && alone_may) {
            best = 0;
            actor->better = -1;
        }
    }
    actor->switching = best == -INFINITY ? INFINITY : sum[bloc[i]] - best;
    for (size_t k = g->first[i]; k < g->first[i + 1]; k++)
        sum[bloc[g->near[k].actor]] = 0;
}

ent_status ent_blocs_actors(const ent_blocs_graph *graph, int blocs, const int *bloc, ent_blocs_actor *actor,
                            ent_error *error)
{
    int bloc_count = 0;
    for (size_t i = 0; i < graph->n; i++)
        if (bloc[i] >= bloc_count)
            bloc_count = bloc[i] + 1;
    double *sum = ent_new_array((size_t)bloc_count + 2, sizeof *sum);
    if (!sum)
        return ent_fail_memory(error);
    for (size_t i = 0; i < graph->n; i++) {
        actor[i] = (ent_blocs_actor){.better = -1};
        if (bloc[i] >= 0)
            judge_actor(graph, blocs, bloc_count, bloc, i, sum, &actor[i]);
    }
    free(sum);
    return ENT_OK;
}

ent_status ent_blocs_against(const ent_blocs_graph *graph, const int *bloc, int **out, size_t *count,
                             ent_error *error)
{
    *out = NULL;
    *count = 0;
    size_t found = 0;
    for (size_t k = 0; k < graph->count; k++)
        found += is_against(bloc, graph->ties[k].a, graph->ties[k].b, graph->ties[k].weight);
    int *list = ent_new_array(found, sizeof *list);
    if (!list)
        return ent_fail_memory(error);
    for (size_t k = 0; k < graph->count; k++)
        if (is_against(bloc, graph->ties[k].a, graph->ties[k].b, graph->ties[k].weight))
            list[(*count)++] = (int)k;
    *out = list;
    return ENT_OK;
}
