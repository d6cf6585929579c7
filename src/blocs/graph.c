/* Signed graphs as lists of neighbours: see entente/blocs.h.
 *
 * Ties are sorted by their two ends with two stable passes of counting (by b, then by a), which takes O(n + count)
 * and gives each actor's neighbours in order as well. */
#include "entente/blocs.h"

#include "core/memory.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

static ent_status check_tie(size_t n, const ent_signed_tie *tie, ent_error *error)
{
    if (tie->a < 0 || tie->b < 0 || (size_t)tie->a >= n || (size_t)tie->b >= n)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a tie of %d and %d: actors are 0 to %zu - 1", tie->a,
                        tie->b, n);
    if (tie->a == tie->b)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a tie of %d with itself", tie->a);
    if (!isfinite(tie->weight) || !(tie->weight < 0 || tie->weight > 0))
        return ent_fail(error, ENT_ERR_ARGUMENT, "a tie of %d and %d has the weight %g", tie->a, tie->b,
                        tie->weight);
    return ENT_OK;
}

/* The key of a pass: the lesser end, the greater end, or 1 for a hostile tie. */
typedef enum { BY_SIGN, BY_B, BY_A } sort_key;

static size_t key_of(const ent_signed_tie *tie, sort_key key)
{
    int low = tie->a < tie->b ? tie->a : tie->b;
    return key == BY_SIGN ? tie->weight < 0 : (size_t)(key == BY_A ? low : tie->a + tie->b - low);
}

/* One stable pass. `start` has room for keys + 1 counts. */
static void sort_by(sort_key key, size_t keys, const ent_signed_tie *in, ent_signed_tie *out, size_t count,
                    size_t *start)
{
    for (size_t k = 0; k <= keys; k++)
        start[k] = 0;
    for (size_t k = 0; k < count; k++)
        start[key_of(&in[k], key) + 1]++;
    for (size_t k = 0; k < keys; k++)
        start[k + 1] += start[k];
    for (size_t k = 0; k < count; k++) {
        ent_signed_tie *to = &out[start[key_of(&in[k], key)]++];
        *to = in[k];
        if (to->a > to->b) {
            to->a = in[k].b;
            to->b = in[k].a;
        }
    }
}

static ent_status sort_ties(ent_blocs_graph *g, const ent_signed_tie *ties, ent_error *error)
{
    size_t keys = g->n > 2 ? g->n : 2;
    ent_signed_tie *half = ent_new_large((g->count + 1) * sizeof *half);
    size_t *start = ent_new_array(keys + 1, sizeof *start);
    ent_status status = half && start ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        sort_by(BY_SIGN, 2, ties, g->ties, g->count, start);
        sort_by(BY_B, keys, g->ties, half, g->count, start);
        sort_by(BY_A, keys, half, g->ties, g->count, start);
    }
    for (size_t k = 1; status == ENT_OK && k < g->count; k++) {
        const ent_signed_tie *x = &g->ties[k - 1], *y = &g->ties[k];
        if (x->a == y->a && x->b == y->b && (x->weight > 0) == (y->weight > 0))
            status = ent_fail(error, ENT_ERR_ARGUMENT, "two %s ties of %d and %d",
                              y->weight > 0 ? "friendly" : "hostile", y->a, y->b);
    }
    free(half);
    free(start);
    return status;
}

/* Ties come ordered by a, b. An actor's neighbours below it are met first, as `b`, then those above it, as `a`:
 * both in ascending order. `first` is moved on as places are filled and moved back after. */
static void fill_neighbours(ent_blocs_graph *g)
{
    for (size_t k = 0; k < g->count; k++) {
        g->first[g->ties[k].a + 1]++;
        g->first[g->ties[k].b + 1]++;
    }
    for (size_t i = 0; i < g->n; i++)
        g->first[i + 1] += g->first[i];
    for (size_t k = 0; k < g->count; k++)
        g->near[g->first[g->ties[k].b]++] =
            (ent_blocs_neighbour){g->ties[k].a, (int)k, g->ties[k].weight};
    for (size_t k = 0; k < g->count; k++)
        g->near[g->first[g->ties[k].a]++] =
            (ent_blocs_neighbour){g->ties[k].b, (int)k, g->ties[k].weight};
    for (size_t i = g->n; i > 0; i--)
        g->first[i] = g->first[i - 1];
    g->first[0] = 0;
}

static void sum_weights(ent_blocs_graph *g)
{
    g->whole = true;
    for (size_t k = 0; k < g->count; k++) {
        g->total += fabs(g->ties[k].weight);
        g->whole = g->whole && g->ties[k].weight == floor(g->ties[k].weight);
    }
    g->whole = g->whole && g->total <= 9007199254740992.0;
}

ent_status ent_blocs_graph_new(size_t n, const ent_signed_tie *ties, size_t count, ent_blocs_graph **out,
                               ent_error *error)
{
    *out = NULL;
    if (n > INT_MAX || count > INT_MAX)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu actors and %zu ties: at most %d of each", n, count,
                        INT_MAX);
    for (size_t k = 0; k < count; k++) {
        ent_status status = check_tie(n, &ties[k], error);
        if (status != ENT_OK)
            return status;
    }
    ent_blocs_graph *g = ent_new_array(1, sizeof *g);
    if (!g)
        return ent_fail_memory(error);
    g->n = n;
    g->count = count;
    g->ties = ent_new_large((count + 1) * sizeof *g->ties);
    g->near = ent_new_large((2 * count + 1) * sizeof *g->near);
    g->first = ent_new_array(n + 1, sizeof *g->first);
    ent_status status = g->ties && g->near && g->first ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = sort_ties(g, ties, error);
    if (status != ENT_OK) {
        ent_blocs_graph_free(g);
        return status;
    }
    fill_neighbours(g);
    sum_weights(g);
    *out = g;
    return ENT_OK;
}

void ent_blocs_graph_free(ent_blocs_graph *graph)
{
    if (!graph)
        return;
    free(graph->ties);
    free(graph->first);
    free(graph->near);
    free(graph);
}
