/* What networks are compared by. Hunter, Goodreau & Handcock 2008, JASA 103:248. */
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *ent_feature_word(ent_feature feature)
{
    static const char *const words[ENT_FEATURES] = {"degree", "partners of the tied", "partners of pairs", "distance",
                                                    "triads"};
    return words[feature];
}

size_t ent_feature_size(ent_feature feature, size_t n)
{
    return feature == ENT_FEATURE_TRIADS ? 4 : n;
}

size_t ent_features_size(size_t n)
{
    return 4 * n + 4;
}

static bool is_there(const ent_view *view, size_t i)
{
    return !view->absent || !view->absent[i];
}

static size_t count_shared(const ent_view *view, size_t i, size_t j)
{
    size_t count = 0;
    for (size_t word = 0; word < view->words; word++)
        count += (size_t)__builtin_popcountll(view->out_bits[i * view->words + word]
                                              & view->out_bits[j * view->words + word]);
    return count;
}

/* Degrees, shared partners of the tied and of all pairs; returns the number of closed triples. */
static double add_partners(const ent_view *view, double *degree, double *shared, double *pairs)
{
    double closed = 0;
    for (size_t i = 0; i < view->n; i++) {
        if (!is_there(view, i))
            continue;
        degree[view->out_degree[i]]++;
        for (size_t j = i + 1; j < view->n; j++) {
            if (!is_there(view, j))
                continue;
            size_t partners = count_shared(view, i, j);
            pairs[partners]++;
            if (view->x[i * view->n + j]) {
                shared[partners]++;
                closed += (double)partners;
            }
        }
    }
    return closed / 3;
}

/* Breadth first from i: pairs with a higher number only. queue[n], distance[n]. */
static void add_distances(const ent_view *view, size_t i, size_t *queue, size_t *distance, double *out)
{
    size_t n = view->n, head = 0, tail = 0;
    for (size_t j = 0; j < n; j++)
        distance[j] = n;
    distance[i] = 0;
    queue[tail++] = i;
    while (head < tail) {
        size_t at = queue[head++];
        for (size_t k = 0; k < view->out_degree[at]; k++) {
            size_t j = view->out[at * n + k];
            if (distance[j] < n)
                continue;
            distance[j] = distance[at] + 1;
            queue[tail++] = j;
        }
    }
    for (size_t j = i + 1; j < n; j++)
        if (is_there(view, j))
            out[distance[j] - 1]++; /* n: not connected */
}

/* Triples by ties, from those that are closed, two-paths and ties:
 *   two ties = two-paths - 3 closed;  one tie = ties (n - 2) - 2 [two] - 3 closed */
static void add_triads(const ent_view *view, double closed, double *out)
{
    double n = 0, two_paths = 0, ties = (double)view->tie_count;
    for (size_t i = 0; i < view->n; i++) {
        double degree = view->out_degree[i];
        n += is_there(view, i);
        two_paths += degree * (degree - 1) / 2;
    }
    double two = two_paths - 3 * closed, one = ties * (n - 2) - 2 * two - 3 * closed;
    out[3] += closed;
    out[2] += two;
    out[1] += one;
    out[0] += n * (n - 1) * (n - 2) / 6 - one - two - closed;
}

ent_status ent_features_add(const ent_view *view, double out[], ent_error *error)
{
    size_t n = view->n;
    if (view->directed)
        return ent_fail(error, ENT_ERR_ARGUMENT, "features are of networks that are not directed");
    size_t *room = ent_new_array(2 * n, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    double closed = add_partners(view, out, out + n, out + 2 * n);
    for (size_t i = 0; i < n; i++)
        if (is_there(view, i))
            add_distances(view, i, room, room + n, out + 3 * n);
    add_triads(view, closed, out + 4 * n);
    free(room);
    return ENT_OK;
}
