/* Blocs of signed networks: which groups the ties make, with a proof. Plain arrays in and out; no world needed.
 *
 * Graphs are those of signed.h. A partition puts each actor into a bloc; a tie is against it if it is friendly
 * and between two blocs, or hostile and within one. The value of a partition is the weight |w| of the ties
 * against it; what is sought is the least.
 *   two blocs   the frustration index L, "line index of balance" (Abelson & Rosenberg 1958, Behavioral Science
 *               3:1-13; Harary 1959, Behavioral Science 4:316-23): the least weight of ties whose change of
 *               sign (or removal) balances the graph. A bloc may be empty.
 *   free        as many blocs as are best: generalised or weak balance (Davis 1967, Human Relations 20:181-87;
 *               Doreian & Mrvar 1996, Social Networks 18:149-68); also known as correlation clustering.
 *   K           at most K blocs.
 * An actor without ties has no say and belongs nowhere: its bloc is -1.
 *
 * Answers are the same bytes for the same graph, options and seed, whatever the number of threads; only where
 * a limit of time ends the work do they depend on the machine. */
#ifndef ENTENTE_BLOCS_H
#define ENTENTE_BLOCS_H

#include "entente/core.h"
#include "entente/signed.h"

/* ---- graphs ---- */

typedef struct {
    int actor, tie; /* who is at the other end of which tie */
    double weight;  /* of that tie, with its sign */
} ent_blocs_neighbour;

/* A graph as lists of neighbours; to be read, not written. 16 + 32 bytes a tie, 8 an actor. */
typedef struct {
    size_t n, count;                /* actors, ties */
    ent_signed_tie *ties;           /* [count], a < b, ordered by a, b, the friendly one first */
    size_t *first;                  /* [n + 1]: actor i has the neighbours near[first[i]] to near[first[i + 1] - 1] */
    ent_blocs_neighbour *near;      /* [2 count], of each actor ordered by actor, tie */
    double total;                   /* sum of |w| */
    bool whole;                     /* all weights are whole numbers and total <= 2^53: every sum is exact */
} ent_blocs_graph;

/* Make a graph.
 *   n            actors, at most 2^31 - 1
 *   ties[count]  in any order and direction; at most 2^31 - 1
 *   out          freed with ent_blocs_graph_free
 * Errors: ENT_ERR_ARGUMENT: an end that is no actor, a tie of an actor with itself, a weight that is 0 or not
 * finite, two ties of one sign between a pair. Cost: O(n + count) and a sort of each actor's neighbours. */
ENT_API ent_status ent_blocs_graph_new(size_t n, const ent_signed_tie *ties, size_t count,
                                       ent_blocs_graph **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_blocs_graph_free(ent_blocs_graph *graph);

/* ---- partitions ---- */

/* The weight of the ties against a partition.
 *   bloc[n]  any numbers; actors of one number are together, those of -1 alone
 * Cost: O(count). */
ENT_API double ent_blocs_value(const ent_blocs_graph *graph, const int *bloc);

/* Name the blocs of a partition in the one way that answers have.
 *   bloc[n]  in and out. Out: -1 for an actor without ties. Free or K blocs: numbered from 0 by their first
 *            actors. Two blocs (`two`; any of the numbers in must be 0 or 1): in each connected component the
 *            first actor is in bloc 0, since turning a whole component over changes no tie
 * Returns the number of blocs, or -1 if memory ran out. */
ENT_API int ent_blocs_name(const ent_blocs_graph *graph, bool two, int *bloc);

/* What a partition asks of an actor. */
typedef struct {
    double frustration; /* weight of its ties against the partition */
    double tied;        /* weight of all its ties */
    double switching;   /* value after it moved to the best other bloc less value now; never below 0 in an optimum.
                           Two blocs: to the other one. Free: to another one or one of its own */
    int better;         /* that other bloc; -1: one of its own. Of equally good ones the first */
    size_t against;     /* how many of its ties are against the partition: its tension */
} ent_blocs_actor;

/* Frustration, cost of switching and tension of every actor.
 *   blocs      2: two blocs; 0: free; K: at most K, as in ent_blocs_options
 *   bloc[n]    as ent_blocs_name gives it
 *   actor[n]   out; zeros (better: -1) for an actor without ties
 * Errors: ENT_ERR_MEMORY. Cost: O(n + count) and memory O(n). */
ENT_API ent_status ent_blocs_actors(const ent_blocs_graph *graph, int blocs, const int *bloc,
                                    ent_blocs_actor *actor, ent_error *error) ENT_CHECKED;

/* The ties against a partition, which would have to change for balance: their places in graph->ties, ascending.
 *   out  freed with free(). Errors: ENT_ERR_MEMORY. */
ENT_API ent_status ent_blocs_against(const ent_blocs_graph *graph, const int *bloc, int **out,
                                     size_t *count, ent_error *error) ENT_CHECKED;

/* ---- the best partition ---- */

enum { ENT_BLOCS_FREE = 0, ENT_BLOCS_TWO = 2 };

typedef struct {
    int blocs;      /* ENT_BLOCS_TWO, ENT_BLOCS_FREE, or K >= 1: at most K */
    double seconds; /* give up the proof after so long; 0: never */
    long long steps;/* the same by the number of subproblems, which is the same on every machine; 0: never */
    uint64_t seed;  /* of the heuristic start */
} ent_blocs_options;

#define ENT_BLOCS_DEFAULTS {.blocs = ENT_BLOCS_TWO, .seconds = 0, .steps = 0, .seed = 1}

/* A partition with what is known of it. */
typedef struct {
    double value;     /* of the partition: recounted on the graph */
    double bound;     /* no partition is below this */
    bool proven;      /* the partition is a best one. With whole weights: bound == value, where bounds were rounded up
                         to whole numbers after 1e-6 were taken off for rounding errors. Else value - bound <=
                         1e-7 * total: no partition is better by more than that */
    int *bloc;        /* [n], named as by ent_blocs_name; free: each bloc is held together by friendly ties */
    int bloc_count;
    long long steps;  /* subproblems of the search */
    size_t kernel_actors, kernel_ties; /* what was left to search after the exact reductions */
} ent_blocs;

ENT_API void ent_blocs_free(ent_blocs *blocs);

/* A best partition and the proof, by reductions, linear programs and branching (blocs/exact.c has the method).
 *   options  may be NULL: the defaults
 *   monitor  may be NULL; a stop by it gives ENT_ERR_STOPPED, a limit of the options gives the best found with
 *            its bound
 *   out      freed with ent_blocs_free
 * Errors: ENT_ERR_ARGUMENT: options that mean nothing. */
ENT_API ent_status ent_blocs_exact(const ent_blocs_graph *graph, const ent_blocs_options *options,
                                   const ent_monitor *monitor, ent_blocs **out,
                                   ent_error *error) ENT_CHECKED;

/* The same answer by plain branching without any linear program: slow beyond some tens of actors, and
 * independent of ent_blocs_exact, so that each can be checked by the other. */
ENT_API ent_status ent_blocs_branch(const ent_blocs_graph *graph, const ent_blocs_options *options,
                                    const ent_monitor *monitor, ent_blocs **out,
                                    ent_error *error) ENT_CHECKED;

/* A good partition and a bound for graphs that are too large for a proof: annealing, and negative cycles packed
 * (blocs/search.c). Two blocs only.
 *   options  seconds: for both together, 0 = 10; steps: rounds of annealing, after which only the bound takes time, so
 *            that the partition is the same on every machine (0: as many as there is time for)
 * Cost: about 2 n + 40 bytes a tie, and 12 bytes a negative triangle. */
ENT_API ent_status ent_blocs_search(const ent_blocs_graph *graph, const ent_blocs_options *options,
                                    const ent_monitor *monitor, ent_blocs **out,
                                    ent_error *error) ENT_CHECKED;

/* ---- all best partitions ---- */

/* What all partitions within the margin have in common about two actors. Free: all partitions whatsoever count here,
 * so that actors are apart only if they cannot be put together within the margin. */
typedef enum {
    ENT_BLOCS_UNDECIDED, /* together in some, apart in others; so are actors of different components */
    ENT_BLOCS_TOGETHER,
    ENT_BLOCS_APART
} ent_blocs_pair;

/* All partitions whose value is at most the best plus a margin. They are told apart as answers are named: two blocs,
 * up to turning a component over; free, as sets of actors, where each bloc is held together by friendly ties (every
 * other partition of such a value joins blocs of one of these). */
typedef struct {
    double value, margin;
    size_t n, count;     /* how many partitions were found, different ones */
    bool complete;       /* these are all; false: there are more, the limit was reached */
    int *bloc;           /* [count * n], one partition after the other, the first is that of ent_blocs_exact */
    bool backbone;       /* `group` and `pair` are proven; false: a limit ended some proof */
    int group_count;
    int *group;          /* [n]: actors of one group are the same to all; -1 without ties */
    unsigned char *pair; /* [group_count^2] of ent_blocs_pair: see ent_blocs_pair_of */
} ent_blocs_optima;

/* Two actors' relation in every partition within the margin; a with itself is TOGETHER. */
static inline ent_blocs_pair ent_blocs_pair_of(const ent_blocs_optima *optima, int a, int b)
{
    int x = optima->group[a], y = optima->group[b];
    if (x < 0 || y < 0)
        return a == b ? ENT_BLOCS_TOGETHER : ENT_BLOCS_UNDECIDED;
    return (ent_blocs_pair)optima->pair[(size_t)x * (size_t)optima->group_count + (size_t)y];
}

/* Find them; blocs must be 2 or free.
 *   margin  >= 0; 0: the best ones only
 *   limit   at most so many partitions are listed, 0: only the backbone is wanted
 *   options the limits hold for finding the best value, and once more for the rest
 *   out     freed with ent_blocs_optima_free
 * Errors: ENT_ERR_ARGUMENT; ENT_ERR_CONVERGENCE: the best value itself is not proven within the options' limits.
 * Cost: a solution with a pair forced for each group and each partition. */
ENT_API ent_status ent_blocs_all(const ent_blocs_graph *graph, const ent_blocs_options *options,
                                 double margin, size_t limit, const ent_monitor *monitor,
                                 ent_blocs_optima **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_blocs_optima_free(ent_blocs_optima *optima);

#endif
