/* Measures of power, of single actors and of blocs, on a snapshot; and who bears a bloc's defence.
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

#endif
