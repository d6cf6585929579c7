/* The treaty family: ties come and go by treaties. Each year, from what is known at its beginning,
 *
 *   pacts of two are signed           rate times choice of a pair
 *   states join living treaties       state by state and treaty, those of one treaty together
 *   treaties of three or more begin   a pair's chance by a logit; who is in one, by growth of a set
 *   members leave, treaties end       member by member, treaty by treaty
 *
 * so that a treaty enters a future as one event with its members, and a tie is there as long as two states share a treaty.
 * The logits are those of entente/events.h at a horizon of one year. On plain arrays.
 *
 *   ent_treaty_learn   all parts, from the outcomes of some years, with their covariance
 *   ent_treaty_walk_*  futures of a world from one year on
 *
 * Source: docs/backtest.md, "Three ways to a tie". */
#ifndef ENTENTE_TREATY_H
#define ENTENTE_TREATY_H

#include "entente/events.h"

enum { ENT_FOUNDING_SIZES = 64 };

/* Parameters are numbered part by part; of each logit the intercept first, then its predictors; `gather` last. */
typedef enum { ENT_TREATY_BILATERAL, ENT_TREATY_ACCESSION, ENT_TREATY_MULTILATERAL, ENT_TREATY_EXIT, ENT_TREATY_END,
               ENT_TREATY_GATHER, ENT_TREATY_PARTS } ent_treaty_part;

/* What was learnt. */
typedef struct {
    ent_event_fit routes;        /* bilateral, accession, multilateral, together; exit and end */
    /* Of the parts that are logits: how many times events came, those of one treaty and year counting once; 449 ties may be the
     * work of 14 treaties. */
    size_t occasions[ENT_TREATY_GATHER];
    /* Of the same parts: what their chances are multiplied by where parameters are drawn with the covariance, so that in training as
     * many events are expected, in the mean over draws, as by the estimates; 1 of the bilateral part, whose level is the rate's. 1
     * of all if the covariance was not asked for. */
    double drawn[ENT_TREATY_GATHER];
    double bilateral_rate;       /* lambda of the last year: new ties by pacts of two a year; of a later one it is found anew */
    /* How sets of three or more grow: P(next member is l) proportional to exp(gather * mean over members j of the
     * multilateral logit's eta_lj). */
    double gather, gather_se;
    size_t foundings;            /* that `gather` and the sizes are learnt from */
    size_t size_count;
    int size[ENT_FOUNDING_SIZES];        /* members at the founding, distinct and ascending */
    double size_weight[ENT_FOUNDING_SIZES]; /* sums to 1 */
} ent_treaty_fit;

ENT_API const char *ent_treaty_part_word(ent_treaty_part part);
ENT_API size_t ent_treaty_parameters(void);
/* The part of a parameter, and its name: "intercept" or a predictor's. */
ENT_API ent_treaty_part ent_treaty_parameter(size_t parameter, const char **name);
/* Where a part's parameters begin. */
ENT_API size_t ent_treaty_first(ent_treaty_part part);
/* The logit of a part in a fit; NULL of `gather`, which has none. */
ENT_API ent_event_logit *ent_treaty_logit(ent_treaty_fit *fit, ent_treaty_part part);
/* The parameters as one vector, theta[ent_treaty_parameters()], and back into a fit, whose other fields stay. */
ENT_API void ent_treaty_theta(const ent_treaty_fit *fit, double theta[]);
ENT_API void ent_treaty_with(const double theta[], ent_treaty_fit *fit);

/* Learn from the outcomes of years first + 1 to last, one year ahead.
 *   covariance[P * P]  out, P = ent_treaty_parameters(); NULL = not asked. Of each logit the inverse of its penalised
 *                      information; 0 between parts, and for what is left out
 * Errors: ENT_ERR_INPUT: no tie among them, or nothing else; ENT_ERR_ARGUMENT: the data have no geography or treaties, or the
 * years no outcome; ENT_ERR_CONVERGENCE; ENT_ERR_STOPPED.
 * Cost: as ent_event_treaties_make, then Newton's method for each part. */
ENT_API ent_status ent_treaty_learn(const ent_event_data *data, size_t first, size_t last, const ent_event_options *options,
                                    ent_treaty_fit *fit, double covariance[], const ent_monitor *monitor,
                                    ent_error *error) ENT_CHECKED;

/* ---- futures ---- */

/* What happened in a year of a future: treaties of two, not tied before, and of more that were signed; members that joined and
 * left, the treaty living on; treaties that ended, also since all members but one left. */
typedef struct {
    size_t bilateral, multilateral, accessions, exits, ends;
} ent_treaty_counts;

/* A world that goes on from its last year; one for each thread. */
typedef struct ent_treaty_walk ent_treaty_walk;

/*   data   of which years up to `origin` are used; borrowed. Geography, powers, rivals and who is there stay as in that year;
 *          of disputes later ones are not known, so that there are none
 *   years  the most that a future takes
 *   out    freed with ent_treaty_walk_free; starts with parameters of which nothing comes
 * A tie of the origin without a treaty of both ends with the share of ties that ended a year in the 30 years to it. Members of a
 * treaty that are not tied at the origin stay so till another one ties them, or one of them leaves and joins again.
 * Errors: ENT_ERR_ARGUMENT: the data have no geography or treaties, or too many actors (4096) or years (1024); the origin is
 * none of theirs. Cost: that of ent_event_treaties_make without its rows. */
ENT_API ent_status ent_treaty_walk_new(const ent_event_data *data, size_t origin, size_t years, ent_treaty_walk **out,
                                       ent_error *error) ENT_CHECKED;
ENT_API void ent_treaty_walk_free(ent_treaty_walk *walk);
/* Back to the origin, with these parameters. */
ENT_API void ent_treaty_walk_start(ent_treaty_walk *walk, const ent_treaty_fit *fit);
/* At the origin, before the first year: a new treaty of these actors, two or more, that are there. What is known at the origin
 * then has it; how often treaties are signed, and the level of new ties, stay as without it. Errors: ENT_ERR_MEMORY;
 * ENT_ERR_ARGUMENT: after the first year, or an actor that is not there. */
ENT_API ent_status ent_treaty_walk_sign(ent_treaty_walk *walk, const size_t members[], size_t count,
                                        ent_error *error) ENT_CHECKED;
/* Likewise: the tie of two ends. A treaty of the two alone ends; others go on, and do not tie these two any more: both stay
 * their members. Errors: ENT_ERR_ARGUMENT: after the first year. */
ENT_API ent_status ent_treaty_walk_end(ent_treaty_walk *walk, size_t i, size_t j, ent_error *error) ENT_CHECKED;
/* Let a year pass.
 *   year    keys its random numbers: below 1024
 *   chance[n * n]  added to, symmetric: the chance that i and j are tied at its end, given all that came before; n is the
 *                  data's actor_count. May be NULL. By new treaties of three or more it is the pair logit's, while futures
 *                  draw whole sets of members: both make the same number of ties, not the same ones
 *   counts  out; may be NULL
 * Each event has a number of its own, by seed, future, year and who is in it, whatever else happened: so futures with and
 * without a change at the origin differ only where the change makes a difference.
 * Errors: ENT_ERR_MEMORY; ENT_ERR_ARGUMENT: more years than the walk has. */
ENT_API ent_status ent_treaty_walk_year(ent_treaty_walk *walk, uint64_t seed, uint32_t future, uint32_t year, double chance[],
                                        ent_treaty_counts *counts, ent_error *error) ENT_CHECKED;
/* The ties where the walk is: [n * n] symmetric; borrowed, till the walk goes on. */
ENT_API const uint8_t *ent_treaty_walk_tied(const ent_treaty_walk *walk);
/* The treaties where the walk is, and their members: treaty k of ent_treaty_walk_treaties has member[n], 0 = no; NULL = there is
 * none of this number. Borrowed likewise. */
ENT_API size_t ent_treaty_walk_treaties(const ent_treaty_walk *walk);
ENT_API const uint8_t *ent_treaty_walk_members(const ent_treaty_walk *walk, size_t k);

#endif
