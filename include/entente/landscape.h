/* Landscapes of alignments: which two camps actors with sizes and propensities settle in (Axelrod & Bennett 1993, British
 * J. of Political Science 23:211-33). Plain arrays; no world needed.
 *
 *   n actors of size s_i > 0; p_ij = p_ji the propensity of two to be together, above 0 for, below 0 against
 *   a configuration X puts each into camp 0 or 1; camps have no names, so actor 0 is always in camp 0
 *   frustration   F_i(X) = sum_{j != i} s_j p_ij d_ij(X), d_ij = 1 if they are in different camps, else 0
 *   energy        E(X) = sum_i s_i F_i(X): over ordered pairs, each pair counts twice; the lower the better
 * That one actor changes camp lowers E exactly if it lowers the actor's own frustration, since p is symmetric. A
 * configuration is a local minimum if no such change lowers E; a strict one if each raises it.
 * Descent: the change that lowers E most is made, of equal ones that of the first actor, until none lowers it. */
#ifndef ENTENTE_LANDSCAPE_H
#define ENTENTE_LANDSCAPE_H

#include "entente/core.h"

enum { ENT_LANDSCAPE_ALL = 30, ENT_LANDSCAPE_BASINS = 24, ENT_LANDSCAPE_SADDLES = 20 };

typedef struct {
    double energy;
    bool strict;
    double basin;            /* share of the configurations (sampled: of the starts) whose descent ends here; NaN if not
                                asked, or beyond ENT_LANDSCAPE_BASINS actors */
    double saddle;           /* the least that the highest energy on a path to a lower minimum can be; INFINITY for the
                                lowest of all; NaN likewise, ENT_LANDSCAPE_SADDLES */
    size_t lower;            /* the minimum that such a path comes to first; SIZE_MAX for none */
} ent_landscape_minimum;

typedef struct {
    size_t n, count;         /* minima listed, the lowest first; of equal energy by configuration */
    ent_landscape_minimum *minimum; /* [count] */
    uint8_t *camp;           /* [count * n] */
    double found, strict;    /* how many local minima there are, and strict ones; sampled: how many were seen */
    double configurations;   /* 2^(n - 1); sampled: starts */
    double highest;          /* energy of any configuration; sampled: NaN */
    bool sampled;            /* not all configurations were looked at: there may be other minima, and lower ones */
} ent_landscape;

typedef struct {
    size_t most;             /* minima to be listed */
    bool basins, saddles;    /* are they wanted, where n allows them? Minima alone are found 20 times faster */
    size_t starts;           /* beyond ENT_LANDSCAPE_ALL actors: random starts of descents */
    uint64_t seed;           /* of the starts */
} ent_landscape_options;
#define ENT_LANDSCAPE_DEFAULTS {.most = 1000, .basins = true, .saddles = true, .starts = 10000, .seed = 1}

/* Find the minima: of all configurations up to ENT_LANDSCAPE_ALL actors, by descents beyond.
 *   size[n]            > 0
 *   propensity[n * n]  symmetric; the diagonal does not count. Where all s_i s_j p_ij are whole numbers energies are exact;
 *                      else differences below 1e-12 of the sum of |s_i s_j p_ij| are taken for 0
 *   options            may be NULL
 *   out                cleared with ent_landscape_clear
 * Errors: ENT_ERR_INPUT: a size that is not above 0, a propensity that is not finite or not symmetric (by the first pair).
 * Cost: 2^(n - 1) n, with basins 4 bytes and with saddles 20 bytes a configuration. */
ENT_API ent_status ent_landscape_find(size_t n, const double size[], const double propensity[],
                                      const ent_landscape_options *options, const ent_monitor *monitor,
                                      ent_landscape *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_landscape_clear(ent_landscape *landscape);

/* Energy of a configuration, and s_i F_i of each actor (frustration[n], may be NULL). Cost: O(n^2). */
ENT_API double ent_landscape_energy(size_t n, const double size[], const double propensity[], const uint8_t camp[],
                                    double frustration[]);

/* Descend from camp[n], which becomes the minimum that is reached.
 *   changed  out: the actors that change camp, one after another; freed with free(); may be NULL */
ENT_API ent_status ent_landscape_descend(size_t n, const double size[], const double propensity[], uint8_t camp[],
                                         size_t **changed, size_t *count, ent_error *error) ENT_CHECKED;

/* ---- propensities ---- */

/* A reason for two to be together or apart: value[n * n], symmetric, + for together; NULL = not known, left out. */
typedef struct {
    const char *name;        /* "religion", "war history" ... */
    double weight;
    const double *value;     /* NaN where it is not known for a pair: counts 0 */
} ent_propensity_part;

/* p_ij = sum over the parts that are there of weight times value; the diagonal is 0.
 *   used[count]  out: was the part there? may be NULL */
ENT_API void ent_propensity(size_t n, const ent_propensity_part parts[], size_t count, double propensity[],
                            uint8_t used[]);

#endif
