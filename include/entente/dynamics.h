/* How friends and foes change until triads are in balance. Plain arrays; no world needed.
 *
 * Triads: everybody is friend (+1) or foe (-1) of everybody; a triad is balanced if the product of its signs is +.
 *   local        a tense triad is picked; of ++- the foes become friends with probability p, else one pair of friends foes,
 *                either with (1 - p) / 2; of --- any pair become friends
 *   constrained  a pair of a tense triad is picked; its sign changes if tense triads then become fewer, with probability
 *                1/2 if they stay as many (Antal, Krapivsky & Redner 2005, Phys. Rev. E 72:036121)
 *   U = -(1 / C(n, 3)) sum over triads of the product of signs: -1 is balance. A state is jammed if it is not balanced and
 *   no change of one sign lowers U; strictly if each raises it (Marvel, Strogatz & Kleinberg 2009, PRL 103:198701).
 *
 * Continuous: dX/dt = X^2, X symmetric, X_ii what an actor thinks of itself. X(t) = X(0) (I - t X(0))^-1; with largest
 * eigenvalue l > 0 ties grow without bound at t* = 1 / l, and their signs are those of v v', v its eigenvector: two
 * factions, or one (Marvel, Kleinberg, Kleinberg & Strogatz 2011, PNAS 108:1771). */
#ifndef ENTENTE_DYNAMICS_H
#define ENTENTE_DYNAMICS_H

#include "entente/core.h"

/* ---- triads; sign[n * n] symmetric, +1 or -1, the diagonal does not count ---- */

/* U; NaN for fewer than three actors. Cost: O(n^3). */
ENT_API double ent_dynamics_energy(size_t n, const int8_t sign[]);
/* By how many more triads would be tense if the sign of a pair changed. Cost: O(n). */
ENT_API long long ent_dynamics_rise(size_t n, const int8_t sign[], size_t a, size_t b);
/* Is the state jammed? *strictly may be NULL. False for a balanced one. Cost: O(n^3). */
ENT_API bool ent_dynamics_is_jammed(size_t n, const int8_t sign[], bool *strictly);

typedef enum { ENT_DYNAMICS_LOCAL, ENT_DYNAMICS_CONSTRAINED } ent_dynamics_rule;

typedef struct {
    ent_dynamics_rule rule;
    double p;                /* of the local rule */
    size_t steps_most;
    uint64_t seed;
    uint32_t replicate;
} ent_dynamics_options;

typedef struct {
    size_t steps, flips;
    bool balanced, jammed;   /* jammed: of the constrained rule, no pair of a tense triad can change */
    double energy;
} ent_dynamics_end;

/* Change sign[n * n] by the rule until it is balanced, jammed, or the steps are used up.
 * Errors: ENT_ERR_ARGUMENT: p is not from 0 to 1; ENT_ERR_INPUT: a sign that is none, or is not symmetric. */
ENT_API ent_status ent_dynamics_run(size_t n, int8_t sign[], const ent_dynamics_options *options,
                                    ent_dynamics_end *end, ent_error *error) ENT_CHECKED;

/* ---- continuous; x[n * n] symmetric ---- */

/* X(t) from X(0); out[n * n]. Errors: ENT_ERR_INPUT: at or after t* (given in the message). Cost: O(n^3). */
ENT_API ent_status ent_dynamics_flow(size_t n, const double x[], double t, double out[], ent_error *error) ENT_CHECKED;

/* t* and the factions.
 *   time          out: INFINITY if no eigenvalue is above 0: ties then fade
 *   faction[n]    out: +1 or -1 by the sign of v, of which the first entry that is not 0 is +; 0 where v is 0, and
 *                 everywhere if l has several eigenvectors: ties then settle in more than one way, by chance */
ENT_API ent_status ent_dynamics_factions(size_t n, const double x[], double *time, int8_t faction[],
                                         ent_error *error) ENT_CHECKED;

#endif
