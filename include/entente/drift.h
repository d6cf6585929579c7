/* How capabilities grow: a random walk of their logs with drift, whose shocks are those of past years.
 *
 *   log s_i(t + 1) = log s_i(t) + d_i + e_i(y),  y a year drawn from those observed, the same for all i
 *
 * e_i(y) = g_i(y) - m_i is what i's growth g = log s(y) - log s(y - 1) differed by in year y from its mean m_i over years: all
 * actors' of one year together, so that shocks are correlated as they have been (a bootstrap of years; Efron & Tibshirani
 * 1993, An introduction to the bootstrap, 8.5). Drifts are drawn together, since means of few years are noisy:
 *   d_i = m + (m_i - m) B_i,  B_i = T / (T + V_i / n_i)
 * m the mean of all m_i, V_i the variance of i's growth (of all actors pooled), n_i its years, T the variance of m_i less the
 * mean of V_i / n_i, at least 0 (Efron & Morris 1975, JASA 70:311). */
#ifndef ENTENTE_DRIFT_H
#define ENTENTE_DRIFT_H

#include "entente/core.h"

typedef struct {
    size_t n, years;          /* years: of growth, one less than of values */
    double *drift;            /* [n] NaN for an actor without any growth: it stays as it is */
    double *shock;            /* [years * n] NaN where it is not known: 0 */
} ent_drift;

/* Estimate.
 *   value[years * n]  sizes year by year; NaN, or not above 0: not known
 *   out               cleared with ent_drift_clear
 * Errors: ENT_ERR_INPUT: fewer than five years in which anybody's growth is known. */
ENT_API ent_status ent_drift_of(const double value[], size_t years, size_t n, ent_drift *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_drift_clear(ent_drift *growth);

/* Sizes after so many steps of a future: size[n] in: at the start; out: at the end. The numbers of (seed, future, step) are the
 * same in whatever order they are asked for. Cost: steps times n. */
ENT_API void ent_drift_walk(const ent_drift *growth, uint64_t seed, size_t future, size_t steps, double size[]);

/* ---- paths: sizes of every future, year by year ----
 * Of an actor whose path is given the values given, between two of them on the log scale,
 *   log s(t) = log s(a) + (log s(b) - log s(a)) (t - a) / (b - a),   a < t < b years given, or a the start;
 * after the last it stays: without drift and shocks, the same in every future. All others walk as above, with the same
 * shocks as if nothing were given; without growth they stay as at the start. */
typedef struct {
    size_t n, years;          /* years after the start that can be asked for */
    const double *start;      /* [n] borrowed; NaN = not known */
    ent_drift growth;         /* owned; years 0 = sizes stay */
    double *given;            /* [(years + 1) * n] owned, filled in by ent_size_paths_give; NaN = not given; NULL = nobody's is */
    uint64_t seed;
} ent_size_paths;

/* A value of an actor so many years after the start, 1 to `years`. */
typedef struct {
    size_t actor, year;
    double value;
} ent_path_point;

/* Give paths, in place of those given before.
 *   points[count]  in any order; of an actor and year one
 * Errors: ENT_ERR_INPUT: an actor or year out of range, a value not above 0, two of one year, an actor whose start is not known
 *   or not above 0. */
ENT_API ent_status ent_size_paths_give(ent_size_paths *paths, const ent_path_point points[], size_t count, ent_error *error) ENT_CHECKED;

/* Sizes in a year of a future: size[n]. Cost: year times n where sizes grow, else n. */
ENT_API void ent_size_paths_at(const ent_size_paths *paths, size_t future, size_t year, double size[]);

/* Is an actor's path given? Can its size be another one than at the start? */
ENT_API bool ent_size_paths_is_given(const ent_size_paths *paths, size_t actor);
ENT_API bool ent_size_paths_moves(const ent_size_paths *paths, size_t actor);
ENT_API void ent_size_paths_clear(ent_size_paths *paths);

#endif
