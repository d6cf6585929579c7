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

#endif
