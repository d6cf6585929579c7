/* What the parts of balance share: a signed graph as sets of bits and lists. */
#ifndef ENT_MEASURE_BALANCE_H
#define ENT_MEASURE_BALANCE_H

#include "entente/balance.h"

struct ent_signed_graph {
    size_t n, count, words;   /* words of bits in a set of actors */
    ent_signed_tie *ties;     /* [count] a < b, by a, b, the friendly one first */
    uint64_t *friends, *foes; /* [n * words] of each actor */
    size_t *first;            /* [n + 1] where an actor's ties begin in `incident` */
    size_t *incident;         /* [2 * count] numbers of ties */
};

/* Connected components in the order of their first actors: component[n], -1 without a tie.
 *   camp[n]   out: 0 for the first actor, the other ends of friendly ties alike, of hostile ones unlike
 *   queue[n]  scratch
 * Returns how many. Cost: O(n + ties). */
size_t balance_label(const ent_signed_graph *graph, int *component, int *camp, int *queue);

#endif
