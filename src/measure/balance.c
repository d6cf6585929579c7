/* Signed graphs and their triads: see entente/balance.h for formulas and sources.
 *
 * Each actor has two sets of actors as bits, friends and foes. The triads through a tie of a and b are the
 * actors that both have ties with: with F and H the two sets,
 *   |F_a & F_b|                  no hostile tie beside it,
 *   |F_a & H_b| + |H_a & F_b|    one,
 *   |H_a & H_b|                  two.
 * Summed over all ties this counts each triad three times, over an actor's ties twice. */
#include "measure/balance.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

enum { WORD_BITS = 64 };

/* ---- making ---- */

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

static int compare_ties(const void *left, const void *right)
{
    const ent_signed_tie *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (y->weight > 0) - (x->weight > 0);
}

static ent_status take_ties(ent_signed_graph *g, const ent_signed_tie *ties, ent_error *error)
{
    for (size_t k = 0; k < g->count; k++) {
        ent_status status = check_tie(g->n, &ties[k], error);
        if (status != ENT_OK)
            return status;
        g->ties[k] = ties[k];
        if (ties[k].a > ties[k].b) {
            g->ties[k].a = ties[k].b;
            g->ties[k].b = ties[k].a;
        }
    }
    qsort(g->ties, g->count, sizeof *g->ties, compare_ties);
    for (size_t k = 1; k < g->count; k++)
        if (compare_ties(&g->ties[k - 1], &g->ties[k]) == 0)
            return ent_fail(error, ENT_ERR_ARGUMENT, "two %s ties of %d and %d",
                            g->ties[k].weight > 0 ? "friendly" : "hostile", g->ties[k].a, g->ties[k].b);
    return ENT_OK;
}

static void put_bit(uint64_t *sets, size_t words, int actor, int other)
{
    sets[(size_t)actor * words + (size_t)other / WORD_BITS] |= UINT64_C(1)
                                                               << ((size_t)other % WORD_BITS);
}

static void fill_sets(ent_signed_graph *g)
{
    for (size_t k = 0; k < g->count; k++) {
        uint64_t *sets = g->ties[k].weight > 0 ? g->friends : g->foes;
        put_bit(sets, g->words, g->ties[k].a, g->ties[k].b);
        put_bit(sets, g->words, g->ties[k].b, g->ties[k].a);
        g->first[g->ties[k].a + 1]++;
        g->first[g->ties[k].b + 1]++;
    }
}

/* `next` is where the next tie of each actor goes. */
static void fill_lists(ent_signed_graph *g, size_t *next)
{
    for (size_t i = 0; i < g->n; i++) {
        g->first[i + 1] += g->first[i];
        next[i] = g->first[i];
    }
    for (size_t k = 0; k < g->count; k++) {
        g->incident[next[g->ties[k].a]++] = k;
        g->incident[next[g->ties[k].b]++] = k;
    }
}

ent_status ent_signed_graph_new(size_t n, const ent_signed_tie *ties, size_t count,
                                ent_signed_graph **out, ent_error *error)
{
    *out = NULL;
    ent_signed_graph *g = ent_new_array(1, sizeof *g);
    if (!g)
        return ent_fail_memory(error);
    g->n = n;
    g->count = count;
    g->words = n / WORD_BITS + 1;
    g->ties = ent_new_array(count, sizeof *g->ties);
    g->friends = ent_new_array(n * g->words, sizeof *g->friends);
    g->foes = ent_new_array(n * g->words, sizeof *g->foes);
    g->first = ent_new_array(n + 1, sizeof *g->first);
    g->incident = ent_new_array(2 * count, sizeof *g->incident);
    size_t *next = ent_new_array(n, sizeof *next);
    bool made = g->ties && g->friends && g->foes && g->first && g->incident && next;
    ent_status status = made ? take_ties(g, ties, error) : ent_fail_memory(error);
    if (status == ENT_OK) {
        fill_sets(g);
        fill_lists(g, next);
        *out = g;
    } else {
        ent_signed_graph_free(g);
    }
    free(next);
    return status;
}

void ent_signed_graph_free(ent_signed_graph *graph)
{
    if (!graph)
        return;
    free(graph->ties);
    free(graph->friends);
    free(graph->foes);
    free(graph->first);
    free(graph->incident);
    free(graph);
}

size_t ent_signed_graph_actors(const ent_signed_graph *graph)
{
    return graph->n;
}

const ent_signed_tie *ent_signed_graph_ties(const ent_signed_graph *graph, size_t *count)
{
    *count = graph->count;
    return graph->ties;
}

/* ---- counting triads ---- */

double ent_triads_share(ent_triads triads)
{
    long long balanced = ent_triads_balanced(triads), all = balanced + ent_triads_tense(triads);
    return all > 0 ? (double)balanced / (double)all : (double)NAN;
}

static inline long long bit_count(uint64_t word)
{
    return __builtin_popcountll(word);
}

static ent_triads triads_of(const ent_signed_graph *g, const ent_signed_tie *tie)
{
    const uint64_t *friends_a = g->friends + (size_t)tie->a * g->words;
    const uint64_t *friends_b = g->friends + (size_t)tie->b * g->words;
    const uint64_t *foes_a = g->foes + (size_t)tie->a * g->words;
    const uint64_t *foes_b = g->foes + (size_t)tie->b * g->words;
    ent_triads triads = {{0}};
    long long *hostile = triads.hostile + (tie->weight < 0); /* of the two other ties */
    for (size_t w = 0; w < g->words; w++) {
        hostile[0] += bit_count(friends_a[w] & friends_b[w]);
        hostile[1] += bit_count(friends_a[w] & foes_b[w]) + bit_count(foes_a[w] & friends_b[w]);
        hostile[2] += bit_count(foes_a[w] & foes_b[w]);
    }
    return triads;
}

static void add_triads(ent_triads *to, const ent_triads *more)
{
    for (int k = 0; k < 4; k++)
        to->hostile[k] += more->hostile[k];
}

static void divide_triads(ent_triads *triads, int by)
{
    for (int k = 0; k < 4; k++)
        triads->hostile[k] /= by;
}

ent_triads ent_triads_count(const ent_signed_graph *graph, ent_triads *tie, ent_triads *actor)
{
    ent_triads all = {{0}};
    for (size_t i = 0; actor && i < graph->n; i++)
        actor[i] = (ent_triads){{0}};
    for (size_t k = 0; k < graph->count; k++) {
        ent_triads through = triads_of(graph, &graph->ties[k]);
        add_triads(&all, &through);
        if (tie)
            tie[k] = through;
        if (actor) {
            add_triads(&actor[graph->ties[k].a], &through);
            add_triads(&actor[graph->ties[k].b], &through);
        }
    }
    for (size_t i = 0; actor && i < graph->n; i++)
        divide_triads(&actor[i], 2);
    divide_triads(&all, 3);
    return all;
}

/* ---- listing tense triads ---- */

typedef struct {
    ent_triad *items;
    size_t count, capacity;
} triad_list;

/* The triads of a tie of a and b with each actor above b in a set. */
static bool add_thirds(triad_list *list, const ent_signed_tie *tie, size_t word, uint64_t set,
                       int with_a, int with_b)
{
    for (; set != 0; set &= set - 1) {
        int third = (int)(word * WORD_BITS) + __builtin_ctzll(set);
        if (third <= tie->b)
            continue;
        if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
            return false;
        list->items[list->count++] =
            (ent_triad){{tie->a, tie->b, third},
                        {(signed char)(tie->weight > 0 ? 1 : -1), (signed char)with_a,
                         (signed char)with_b}};
    }
    return true;
}

/* Of a friendly tie those whose other ties have unlike signs, of a hostile one those with like ones. */
static bool add_tense(const ent_signed_graph *g, const ent_signed_tie *tie, triad_list *list)
{
    const uint64_t *friends_a = g->friends + (size_t)tie->a * g->words;
    const uint64_t *friends_b = g->friends + (size_t)tie->b * g->words;
    const uint64_t *foes_a = g->foes + (size_t)tie->a * g->words;
    const uint64_t *foes_b = g->foes + (size_t)tie->b * g->words;
    bool added = true;
    for (size_t w = (size_t)tie->b / WORD_BITS; w < g->words && added; w++) {
        if (tie->weight > 0)
            added = add_thirds(list, tie, w, friends_a[w] & foes_b[w], 1, -1) &&
                    add_thirds(list, tie, w, foes_a[w] & friends_b[w], -1, 1);
        else
            added = add_thirds(list, tie, w, friends_a[w] & friends_b[w], 1, 1) &&
                    add_thirds(list, tie, w, foes_a[w] & foes_b[w], -1, -1);
    }
    return added;
}

static int compare_triads(const void *left, const void *right)
{
    const ent_triad *x = left, *y = right;
    for (int k = 0; k < 3; k++)
        if (x->actor[k] != y->actor[k])
            return x->actor[k] < y->actor[k] ? -1 : 1;
    for (int k = 0; k < 3; k++)
        if (x->sign[k] != y->sign[k])
            return x->sign[k] > y->sign[k] ? -1 : 1;
    return 0;
}

ent_status ent_triads_list_tense(const ent_signed_graph *graph, ent_triad **out, size_t *count,
                                 ent_error *error)
{
    triad_list list = {0};
    *out = NULL;
    *count = 0;
    for (size_t k = 0; k < graph->count; k++)
        if (!add_tense(graph, &graph->ties[k], &list)) {
            free(list.items);
            return ent_fail_memory(error);
        }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_triads);
    *out = list.items;
    *count = list.count;
    return ENT_OK;
}
