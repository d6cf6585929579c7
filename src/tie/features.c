/* What networks are compared by. Hunter, Goodreau & Handcock 2008, JASA 103:248; of directed ones also the triad census,
 * Davis & Leinhardt 1972. */
#include "tie/tie.h"

#include <stdio.h>
#include <stdlib.h>

enum { TRIADS = 4, DIRECTED_TRIADS = 16 };

/* Mutual, asymmetric and null pairs of a triad; down, up, transitive, cyclic. */
static const char *const triad_names[DIRECTED_TRIADS] = {"003", "012", "102", "021D", "021U", "021C", "111D", "111U",
                                                         "030T", "030C", "201", "120D", "120U", "120C", "210", "300"};

const char *ent_feature_word(ent_feature feature, bool directed)
{
    static const char *const words[ENT_FEATURES] = {"degree", "in-degree", "partners of the tied", "partners of pairs",
                                                    "distance", "triads"};
    return feature == ENT_FEATURE_DEGREE && directed ? "out-degree" : words[feature];
}

size_t ent_feature_size(ent_feature feature, size_t n, bool directed)
{
    if (feature == ENT_FEATURE_TRIADS)
        return directed ? DIRECTED_TRIADS : TRIADS;
    return feature == ENT_FEATURE_IN_DEGREE && !directed ? 0 : n;
}

size_t ent_features_size(size_t n, bool directed)
{
    size_t sum = 0;
    for (ent_feature feature = 0; feature < ENT_FEATURES; feature++)
        sum += ent_feature_size(feature, n, directed);
    return sum;
}

void ent_feature_value(ent_feature feature, size_t k, size_t n, bool directed, char text[ENT_FEATURE_VALUE])
{
    if (feature == ENT_FEATURE_TRIADS && directed)
        snprintf(text, ENT_FEATURE_VALUE, "%s", triad_names[k]);
    else if (feature == ENT_FEATURE_DISTANCE && k + 1 == n)
        snprintf(text, ENT_FEATURE_VALUE, "none");
    else
        snprintf(text, ENT_FEATURE_VALUE, "%zu", feature == ENT_FEATURE_DISTANCE ? k + 1 : k);
}

static bool is_there(const ent_view *view, size_t i)
{
    return !view->absent || !view->absent[i];
}

/* The first pair of i: of a directed network both orders count. */
static size_t first_other(const ent_view *view, size_t i)
{
    return view->directed ? 0 : i + 1;
}

static size_t count_ones(uint64_t word)
{
    return (size_t)__builtin_popcountll(word);
}

/* Numbers of h with i->h->j. */
static size_t count_shared(const ent_view *view, size_t i, size_t j)
{
    size_t count = 0;
    for (size_t word = 0; word < view->words; word++)
        count += count_ones(view->out_bits[i * view->words + word] & view->in_bits[j * view->words + word]);
    return count;
}

static void add_degrees(const ent_view *view, double *out, double *in)
{
    for (size_t i = 0; i < view->n; i++)
        if (is_there(view, i)) {
            out[view->out_degree[i]]++;
            if (view->directed)
                in[view->in_degree[i]]++;
        }
}

/* Shared partners of the tied and of all pairs; returns the number of closed two-paths. */
static double add_partners(const ent_view *view, double *shared, double *pairs)
{
    double closed = 0;
    for (size_t i = 0; i < view->n; i++)
        for (size_t j = first_other(view, i); j < view->n; j++) {
            if (i == j || !is_there(view, i) || !is_there(view, j))
                continue;
            size_t partners = count_shared(view, i, j);
            pairs[partners]++;
            if (view->x[i * view->n + j]) {
                shared[partners]++;
                closed += (double)partners;
            }
        }
    return closed;
}

/* Breadth first from i. queue[n], distance[n]. */
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
    for (size_t j = first_other(view, i); j < n; j++)
        if (j != i && is_there(view, j))
            out[distance[j] - 1]++; /* n: not connected */
}

/* ---- triads ---- */

static double count_there(const ent_view *view)
{
    double n = 0;
    for (size_t i = 0; i < view->n; i++)
        n += is_there(view, i);
    return n;
}

/* Triples by ties, from those that are closed, two-paths and ties:
 *   two ties = two-paths - 3 closed;  one tie = ties (n - 2) - 2 [two] - 3 closed */
static void add_triads(const ent_view *view, double closed, double *out)
{
    double n = count_there(view), two_paths = 0, ties = (double)view->tie_count;
    for (size_t i = 0; i < view->n; i++) {
        double degree = view->out_degree[i];
        two_paths += degree * (degree - 1) / 2;
    }
    double two = two_paths - 3 * closed, one = ties * (n - 2) - 2 * two - 3 * closed;
    out[3] += closed;
    out[2] += two;
    out[1] += one;
    out[0] += n * (n - 1) * (n - 2) / 6 - one - two - closed;
}

/* The triad of v, u, w by its ties, v->u 1, u->v 2, v->w 4, w->v 8, u->w 16, w->u 32: place in triad_names. */
static size_t triad_of(const ent_view *view, size_t v, size_t u, size_t w)
{
    static const uint8_t types[64] = {0, 1, 1, 2, 1, 3, 5, 7, 1, 5, 4, 6, 2, 7, 6, 10, 1, 5, 3, 7, 4, 8,
                                      8, 12, 5, 9, 8, 13, 6, 13, 11, 14, 1, 4, 5, 6, 5, 8, 9, 13, 3, 8, 8, 11,
                                      7, 12, 13, 14, 2, 6, 7, 10, 6, 11, 13, 14, 7, 13, 12, 14, 10, 14, 14, 15};
    const uint8_t *x = view->x;
    size_t n = view->n;
    return types[x[v * n + u] + 2 * x[u * n + v] + 4 * x[v * n + w] + 8 * x[w * n + v] + 16 * x[u * n + w]
                 + 32 * x[w * n + u]];
}

static uint64_t neighbours(const ent_view *view, size_t i, size_t word)
{
    return view->out_bits[i * view->words + word] | view->in_bits[i * view->words + word];
}

/* Triads of a tied pair v < u with a third that is a neighbour of one: each triad once, at its first tied pair. The rest of
 * the pair's triads have no other tie. Batagelj & Mrvar 2001, Social Networks 23:237. */
static void add_triads_of_pair(const ent_view *view, size_t v, size_t u, double n, double *out)
{
    size_t near = 0;
    for (size_t word = 0; word < view->words; word++) {
        uint64_t left = neighbours(view, v, word) | neighbours(view, u, word);
        left &= ~(v / 64 == word ? (uint64_t)1 << v % 64 : 0) & ~(u / 64 == word ? (uint64_t)1 << u % 64 : 0);
        near += count_ones(left);
        for (; left; left &= left - 1) {
            size_t w = word * 64 + (size_t)__builtin_ctzll(left);
            bool of_v = neighbours(view, v, w / 64) >> w % 64 & 1;
            if (u < w || (v < w && w < u && !of_v))
                out[triad_of(view, v, u, w)]++;
        }
    }
    out[view->x[v * view->n + u] && view->x[u * view->n + v] ? 2 : 1] += n - 2 - (double)near;
}

static void add_directed_triads(const ent_view *view, double *out)
{
    double n = count_there(view), counts[DIRECTED_TRIADS] = {0}, all = n * (n - 1) * (n - 2) / 6;
    for (size_t v = 0; v < view->n; v++)
        for (size_t u = v + 1; u < view->n; u++)
            if (view->x[v * view->n + u] || view->x[u * view->n + v])
                add_triads_of_pair(view, v, u, n, counts);
    for (size_t k = 1; k < DIRECTED_TRIADS; k++) {
        out[k] += counts[k];
        all -= counts[k];
    }
    out[0] += all;
}

ent_status ent_features_add(const ent_view *view, double out[], ent_error *error)
{
    size_t n = view->n, in_size = ent_feature_size(ENT_FEATURE_IN_DEGREE, n, view->directed);
    size_t *room = ent_new_array(2 * n, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    double *shared = out + n + in_size, *pairs = shared + n, *distances = pairs + n, *triads = distances + n;
    add_degrees(view, out, out + n);
    double closed = add_partners(view, shared, pairs);
    for (size_t i = 0; i < n; i++)
        if (is_there(view, i))
            add_distances(view, i, room, room + n, distances);
    if (view->directed)
        add_directed_triads(view, triads);
    else
        add_triads(view, closed / 3, triads);
    free(room);
    return ENT_OK;
}
