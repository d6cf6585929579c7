/* Structural balance of signed networks: friends (+) and foes (-). Kernels on plain arrays.
 *
 * Graphs are those of signed.h. Where a pair has one tie of each sign every triad with the pair counts once
 * with each. With P the matrix of friendly and M that of hostile weights (both >= 0),
 *   A = P - M,  |A| = P + M.
 * Source of all: Heider 1946, Journal of Psychology 21:107-12; Cartwright & Harary 1956, Psychological Review
 * 63:277-93: a triad is balanced if the product of its signs is +. */
#ifndef ENTENTE_BALANCE_H
#define ENTENTE_BALANCE_H

#include "entente/core.h"
#include "entente/signed.h"

typedef struct ent_signed_graph ent_signed_graph;

/* Make a graph.
 *   ties[count]  in any order and direction
 *   out          freed with ent_signed_graph_free
 * Errors: ENT_ERR_ARGUMENT: an end that is no actor, a tie of an actor with itself, a weight that is 0 or not
 * finite, two ties of one sign between a pair. Cost: O(count log count); memory n^2 / 4 bytes. */
ENT_API ent_status ent_signed_graph_new(size_t n, const ent_signed_tie *ties, size_t count,
                                        ent_signed_graph **out, ent_error *error) ENT_CHECKED;
ENT_API void ent_signed_graph_free(ent_signed_graph *graph);
ENT_API size_t ent_signed_graph_actors(const ent_signed_graph *graph);
/* The ties with a < b, ordered by a, b, the friendly one first; borrowed from the graph. */
ENT_API const ent_signed_tie *ent_signed_graph_ties(const ent_signed_graph *graph, size_t *count);

/* ---- triads ---- */

/* Triads by the number of their hostile ties: +++, ++-, +--, ---. The first and third are balanced. */
typedef struct {
    long long hostile[4];
} ent_triads;

static inline long long ent_triads_balanced(ent_triads triads)
{
    return triads.hostile[0] + triads.hostile[2];
}

/* The unbalanced ones. */
static inline long long ent_triads_tense(ent_triads triads)
{
    return triads.hostile[1] + triads.hostile[3];
}

/* T = balanced / all, 0 to 1; NaN if there is no triad. With weights left aside
 *   T = (Tr A^3 + Tr |A|^3) / (2 Tr |A|^3)   (Cartwright & Harary 1956; Harary 1959). */
ENT_API double ent_triads_share(ent_triads triads);

/* Count the triads.
 *   tie[count]  out: those through each tie, in the order of ent_signed_graph_ties; may be NULL. Were the
 *               sign of tie k the other one, tense triads would become more by balanced - tense of tie[k]
 *   actor[n]    out: those that each actor is in; may be NULL
 * Returns all. Cost: O(ties * n / 64). */
ENT_API ent_triads ent_triads_count(const ent_signed_graph *graph, ent_triads *tie,
                                    ent_triads *actor);

typedef struct {
    int actor[3];        /* ascending */
    signed char sign[3]; /* +1, -1: of actor 0 with 1, 0 with 2, 1 with 2 */
} ent_triad;

/* The tense triads, ++- and ---, ordered by their actors.
 *   out  freed with free()
 * Cost: O(ties * n / 64 + tense triads). */
ENT_API ent_status ent_triads_list_tense(const ent_signed_graph *graph, ent_triad **out,
                                         size_t *count, ent_error *error) ENT_CHECKED;

/* ---- components ---- */

/* Eigenvalues of components of more actors are not computed: they are NaN. */
enum { ENT_EIGEN_ACTORS_MAX = 4000 };

typedef struct {
    size_t actors, ties;
    bool balanced;        /* no cycle has an odd number of hostile ties: two camps can be named */
    size_t camp[2];       /* actors in each, the larger first; {actors, 0}: one camp. 0 if not balanced */
    double laplacian_min; /* smallest eigenvalue of diag(sum_j |A|_ij) - A: 0 if balanced, else above */
} ent_signed_component;

/* The connected components of the actors that have a tie, by the number of their actors, largest first; of
 * equal ones that with the first actor first.
 *   component[n]  out: of each actor, -1 for one without a tie; may be NULL
 *   camp[n]       out: 0 or 1 by the order of the component's `camp`, -1 where it is not balanced; may be NULL
 *   out           freed with free()
 * Balance is found by naming camps along the ties (Harary 1953, Michigan Mathematical Journal 2:143-46), which
 * is exact; laplacian_min is then 0 without any tolerance. Signed Laplacian: Kunegis and others 2010,
 * Proc. SIAM Data Mining:559-70; Hou 2005, Acta Mathematica Sinica 21:955-60: a frustration L (the least
 * weight of ties whose change would balance the component) gives laplacian_min <= 4 L / actors.
 * Errors: ENT_ERR_CONVERGENCE. Cost: O(actors^3) of each unbalanced component. */
ENT_API ent_status ent_signed_components(const ent_signed_graph *graph, int *component, int *camp,
                                         ent_signed_component **out, size_t *count,
                                         ent_error *error) ENT_CHECKED;

/* ---- walks ---- */

typedef struct {
    double walk;                /* K = sum exp(lambda_i(A)) / sum exp(lambda_i(|A|)), 0 to 1; 1 iff balanced */
    double lambda_max;          /* largest eigenvalue of A */
    double lambda_max_unsigned; /* of |A| */
} ent_signed_spectrum;

/* Balance of closed walks of every length, short ones first, and the largest eigenvalues, over the actors that
 * have a tie (each other one would add exp(0) = 1 to both sums). All NaN if nobody has, or if a component is
 * too large. Exponents are shifted by the largest, so that no spectrum is too large.
 * Source: Estrada & Benzi 2014, Physical Review E 90:042802.
 * Errors: ENT_ERR_CONVERGENCE. Cost: O(actors^3) of each component. */
ENT_API ent_status ent_signed_spectrum_of(const ent_signed_graph *graph, ent_signed_spectrum *out,
                                          ent_error *error) ENT_CHECKED;

#endif
