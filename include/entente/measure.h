/* Measures of power, of single actors and of blocs, on a snapshot; and who bears a bloc's defence. Kernels on
 * plain arrays: concentration, CINC, power transitions, voting power, similarity of portfolios.
 * No missing value is ever read as zero: it is left out, counted and named. */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include "entente/snapshot.h"

/* ---- units ---- */
/* "thousand persons" is 1000 of "persons": the factor; *base is the plain unit, borrowed from `unit`. */
ENT_API double ent_unit_factor(const char *unit, const char **base);

/* ---- measures of power ---- */
typedef struct {
    const char *id;      /* as in claims */
    const char *label;
    const char *unit;    /* NULL: the base unit of its attribute */
    const char *formula;
    const char *source;
    bool is_share;       /* the value is a share of the world already */
    const char *needs[2]; /* attributes */
    const char *unlike;   /* the first attribute in a unit that has these words is another thing; or NULL */
} ent_measure;

/* The measures, in the order in which they are shown. NULL past the end. */
ENT_API const ent_measure *ent_measure_at(size_t index);
ENT_API const ent_measure *ent_measure_find(const char *id);

/* Does the snapshot have the attributes that a measure needs, for some actor? */
ENT_API bool ent_measure_known(const ent_snapshot *snapshot, const ent_measure *measure);

/* The unit in which values are given: a borrowed text, "" if the measure is not known. */
ENT_API const char *ent_measure_unit(const ent_snapshot *snapshot, const ent_measure *measure);

/* The value of one actor in the base unit (persons, dollars), NaN if missing. */
ENT_API double ent_measure_value(const ent_snapshot *snapshot, const ent_measure *measure,
                                 size_t actor);

/* The value of a measure from the values of the attributes that it needs, each in its base unit; NaN if
 * one of them is missing. */
ENT_API double ent_measure_combine(const ent_measure *measure, double first, double second);

typedef struct {
    double value;       /* sum over the members with data; NaN if none has */
    double share;       /* value / sum over all actors with data; of a share measure the value */
    size_t with_data;   /* members with data */
    size_t members;
    size_t world_with_data; /* actors with data */
} ent_bloc_power;

/* A bloc's power: the sum over its members with data.
 *   member[n]  1 for members
 * Cost: O(n). */
ENT_API ent_bloc_power ent_measure_bloc(const ent_snapshot *snapshot, const ent_measure *measure,
                                        const uint8_t *member);

/* Rank of a bloc by a measure among all named blocs and every actor with data that is in none of them;
 * 1 is the strongest. 0 if the bloc has no value.
 *   members[k]  the masks of the `count` named blocs; `which` is the bloc
 *   among       out: how many are ranked */
ENT_API size_t ent_measure_rank(const ent_snapshot *snapshot, const ent_measure *measure,
                                const uint8_t *const members[], size_t count, size_t which,
                                size_t *among);

/* ---- burden ---- */
typedef struct {
    double milex, gdp;  /* sums over the members counted */
    size_t counted;
    const char *unit;   /* of both, borrowed from the snapshot */
} ent_burden;

/* Who bears the defence of a bloc, and what each would pay under equal shares: the same fraction of GDP,
 *   equal_i = sum_j milex_j * gdp_i / sum_j gdp_j.
 * Members that lack either figure are left out of both sums.
 *   member[n]   1 for members
 *   counted[n]  out: 1 for those with both figures
 *   share[n]    out: milex_i / gdp_i, NaN if not counted
 *   equal[n]    out: equal_i, NaN if not counted
 * Errors: ENT_ERR_INPUT: milex or gdp is not in the snapshot, or in unlike currencies (the message says
 * which). Cost: O(n). Source: the definition above; compare Olson & Zeckhauser 1966, Review of
 * Economics and Statistics 48(3):266-79. */
ENT_API ent_status ent_measure_burden(const ent_snapshot *snapshot, const uint8_t *member,
                                      uint8_t *counted, double *share, double *equal,
                                      ent_burden *out, ent_error *error) ENT_CHECKED;

/* ---- power of several actors: shares, ranks, change ----
 * Arrays of one value an actor; NaN is missing and stays missing. Cost O(n) unless said otherwise. */

/* share[i] = value[i] / sum of all values; returns the sum. All NaN if the sum is 0. A value below zero is no
 * part of a whole: with one, shares and sum are NaN. */
ENT_API double ent_shares(const double *value, size_t n, double *share);

/* rank[i] = 1 + how many values are greater; 0 for a missing one. Returns how many are ranked. O(n^2). */
ENT_API size_t ent_ranks(const double *value, size_t n, int *rank);

/* after / before - 1; NaN if either is missing or `before` is not above 0. */
ENT_API double ent_growth(double before, double after);

typedef struct {
    size_t n, missing;    /* values counted; NaNs left out */
    double total;
    double con;           /* NaN if n < 2 */
    double hhi, effective;
    double shannon, evenness; /* natural logarithm; evenness is NaN if n < 2 */
    double top, top_two;  /* shares of the greatest and of the two greatest */
} ent_concentration;

/* How concentrated some values are. With shares s over the n values that are there:
 *   con       sqrt((sum s^2 - 1/n) / (1 - 1/n)), 0 equal to 1 one has all
 *             (Ray & Singer 1973, Sociological Methods & Research 1(4):403-37)
 *   hhi       sum s^2, 1/n to 1 (Herfindahl, Hirschman)
 *   effective 1 / hhi, 1 to n (Laakso & Taagepera 1979, Comparative Political Studies 12(1):3-27)
 *   shannon   -sum s ln s, 0 to ln n; evenness: that by ln n (Shannon 1948)
 * A true zero counts as a member of the set. Numbers but the total are NaN if that is not above 0, or if a
 * value is below 0. */
ENT_API ent_concentration ent_concentration_of(const double *value, size_t n);

/* How much moved: sum |s_after - s_before| / 2, 0 to 1, over shares renormalised to the set. NaN unless the
 * same actors have a value both times, none below 0. Source: Singer, Bremer & Stuckey 1972 (in Russett, ed., Peace,
 * War, and Numbers, 19-48), without their division by 1 - the smallest share. */
ENT_API double ent_movement(const double *before, const double *after, size_t n);

/* One actor passes another. */
typedef struct {
    size_t a, b;       /* a passes b */
    size_t before, at; /* times: a was last seen below b; a is first seen above b */
} ent_transition;

/* Who passed whom and when: a is above b at `at`, and at the last earlier time when both have a value and
 * these differ, a was below b.
 *   value[times * n]  one row a time
 *   out               ordered by time, a, b; freed with free()
 * Cost: O(times n^2). Source: the event of power transition theory (Organski & Kugler 1980, The War
 * Ledger), on any measure. */
ENT_API ent_status ent_transitions(const double *value, size_t times, size_t n,
                                   ent_transition **out, size_t *count,
                                   ent_error *error) ENT_CHECKED;

/* ---- CINC ---- */
enum { ENT_CINC_COMPONENTS = 6 };
/* Names of the components: milex milper irst pec tpop upop. NULL past the end. */
ENT_API const char *ent_cinc_component(size_t index);

/* The Composite Index of National Capability of each state:
 *   cinc_i = mean over the components c that i has of  x_ic / sum_j x_jc.
 * A missing component is dropped from the mean, as the published column does; with division by six it
 * would be missed by up to .02. A component that is 0 for all is no component.
 *   value[n * 6]   components, NaN if missing, in the order above
 *   cinc[n]        out; NaN if a state has none
 *   used[n]        out: how many components the mean is over; may be NULL
 * Source: Singer, Bremer & Stuckey 1972; Singer 1987, International Interactions 14:115-32. */
ENT_API void ent_cinc(const double *value, size_t n, double *cinc, int *used);

/* ---- loss of strength over distance ---- */
/* What is left of a capability share at a distance:
 *   share^(log10(miles / miles_per_day + 10 - e)),
 * so that the exponent is 1 after e days of travel (and .862 at home: a quirk of the formula).
 * Source: Bueno de Mesquita 1981, The War Trap, as EUGene is said to compute it (Bennett & Stam 2000,
 * International Interactions 26:179-204). Not read at the source: unverified. */
ENT_API double ent_power_at_distance(double share, double miles, double miles_per_day);
/* 250 to 1918, 375 to 1945, 500 after (same source). */
ENT_API double ent_miles_per_day(int year);
/* Great-circle distance in km on a sphere of radius 6378.137 km, from degrees; as peacesciencer's distances
 * of capitals. */
ENT_API double ent_great_circle(double latitude_a, double longitude_a, double latitude_b,
                                double longitude_b);

/* ---- voting power ---- */
typedef struct {
    long long total, quota; /* of the integers that were counted with */
    double factor;          /* an integer = weight * factor, rounded */
    double error;           /* greatest |integer share - weight share| of any member or the quota */
} ent_vote_scale;

enum { ENT_VOTES_TOTAL_MAX = 10000 };

/* Integers for weights: themselves if they are whole and their total is at most 10,000 (after division by
 * their greatest common divisor), else scaled to a total of at most that; the error is stated.
 *   weight[n], quota   a coalition wins with `quota` or more; 0 < quota <= total
 *   integer[n]         out
 * Errors: ENT_ERR_INPUT: a weight is negative or not a number, or the quota cannot be met or is not
 * above 0. */
ENT_API ent_status ent_vote_integers(const double *weight, size_t n, double quota,
                                     int *integer, ent_vote_scale *out,
                                     ent_error *error) ENT_CHECKED;

/* Power in weighted voting. i swings a coalition S of others if it wins with i and loses without.
 *   banzhaf[i]      swings of i / 2^(n-1): the absolute index (Penrose 1946; Banzhaf 1965)
 *   normalised[i]   swings of i / swings of all
 *   shapley[i]      share of the orders of joining in which i makes the coalition win
 *                   (Shapley & Shubik 1954, American Political Science Review 48:787-92)
 *   integer[n]      weights; quota as above; both as ent_vote_integers gives them
 * Method: the distribution of the weight of a random coalition without i, by dynamic programming that
 * only adds (halves left out in turn: Penrose at p = 1/2); Shapley-Shubik is the integral of the swing
 * probability over p from 0 to 1 (Owen 1972, Management Science 18:P64-79), a polynomial of degree n - 1
 * that Gauss-Legendre quadrature integrates exactly. Rounding errors are near 1e-14, zeros are zeros.
 * Cost: O(n log n * quota * n); 200 members with a total of 10,000 in a fraction of a second. */
ENT_API ent_status ent_voting_power(const int *integer, size_t n, long long quota, double *banzhaf,
                                    double *normalised, double *shapley,
                                    ent_error *error) ENT_CHECKED;

/* ---- similarity of portfolios ----
 * x and y are two actors' levels, 0 to 3, towards each of n members (own entry 3); w weights.
 * Source of S: Signorino & Ritter 1999, International Studies Quarterly 43:115-44; of the corrections for
 * chance: Cohen 1960, Scott 1955, as advised by Haege 2011, Political Analysis 19:287-305; of tau-b:
 * Kendall 1945, as used by Bueno de Mesquita 1975. */
typedef enum {
    ENT_S,                  /* 1 - 2 sum|x-y| / 3n */
    ENT_S_SQUARED,          /* 1 - 2 sum(x-y)^2 / 9n */
    ENT_S_BINARY,           /* the same on x > 0, y > 0; squared is no other */
    ENT_S_WEIGHTED,         /* 1 - 2 sum w|x-y| / 3 sum w */
    ENT_S_SQUARED_WEIGHTED,
    ENT_S_BINARY_WEIGHTED,
    ENT_KAPPA_BINARY,       /* (po - pe) / (1 - pe), pe from each one's own shares */
    ENT_KAPPA,              /* nominal: levels agree or not */
    ENT_KAPPA_ABSOLUTE,     /* 1 - D observed / D expected, with |x-y| */
    ENT_KAPPA_SQUARED,      /* the same with (x-y)^2 */
    ENT_PI_BINARY,          /* as kappa, pe from the pooled shares */
    ENT_PI,
    ENT_PI_SQUARED,
    ENT_TAU_B,              /* (C - D) / sqrt((N - Tx)(N - Ty)) */
    ENT_TAU_B_BINARY,
    ENT_SIMILARITY_COUNT
} ent_similarity;

typedef struct {
    const char *id;      /* "s", "kappa_binary" ... */
    const char *label;
    const char *formula;
    const char *peer;    /* its name in peacesciencer's data, or "" */
} ent_similarity_row;

/* The variants by their number. NULL past the end. */
ENT_API const ent_similarity_row *ent_similarity_at(size_t index);
ENT_API int ent_similarity_find(const char *id); /* -1 if there is none */

/* Portfolios, sliced into bits: for each portfolio three sets of members, those with level >= 1, 2, 3. */
typedef struct ent_portfolios ent_portfolios;

/* Make portfolios of `rows` actors towards `n` members.
 *   level[rows * n]  0 to 3, own entries as the caller wants them (3 by custom)
 *   weight[n]        >= 0, NaN = no weight: left out of weighted sums; NULL = weighted variants are NaN
 *   out              freed with ent_portfolios_free
 * Errors: ENT_ERR_ARGUMENT: a level over 3, a weight below 0. Cost: O(rows * n). */
ENT_API ent_status ent_portfolios_new(const uint8_t *level, const double *weight, size_t rows,
                                      size_t n, ent_portfolios **out,
                                      ent_error *error) ENT_CHECKED;
ENT_API void ent_portfolios_free(ent_portfolios *portfolios);

/* Every variant for portfolios i and j: value[ENT_SIMILARITY_COUNT]. NaN where it is not defined (a
 * portfolio that is the same towards all). Cost: O(n / 64) + O(members that differ). */
ENT_API void ent_similarity_pair(const ent_portfolios *portfolios, size_t i, size_t j,
                                 double *value);

#endif
