/* How the system of states changes: states leave it and others come, as in a past year that is drawn for each year of a future
 * (a bootstrap of years, as for the shocks of capabilities; entente/drift.h), the same year for both, so that years in which
 * empires break up stay what they are.
 *
 * Of m states there, in a year drawn whose share that left is l and that came is e: m l leave, as a whole number (rounded up with
 * the chance of what is beyond it, so that each state's hazard is l), all with equal chances; then m e come, rounded likewise.
 * Each that comes takes after one of those there then, drawn with equal chances. */
#ifndef ENTENTE_SYSTEM_H
#define ENTENTE_SYSTEM_H

#include "entente/core.h"

typedef struct {
    size_t years;             /* of change: one less than of membership */
    double *left, *came;      /* [years] as shares of those there the year before */
} ent_system;

/* Estimate.
 *   there[years * states]  1 = in the system in that year; of every state that was there in any of them
 *   out                    cleared with ent_system_clear
 * Errors: ENT_ERR_INPUT: fewer than five years after which anybody is there. */
ENT_API ent_status ent_system_of(const uint8_t there[], size_t years, size_t states, ent_system *out, ent_error *error) ENT_CHECKED;
ENT_API void ent_system_clear(ent_system *system);

/* One year of a future, from the one before. The numbers of (seed, future, year) are the same in whatever order they are asked for.
 *   there[places]   in and out: 1 = in the system
 *   parent[places]  in and out: the state of the origin that one takes after; at first each itself. Of a newcomer that takes
 *                   after another newcomer it is the same as that one's
 *   *taken          in and out: places taken so far, at first the states of the origin. Newcomers take the next ones; who has left
 *                   leaves an empty place. Where no place is left, or nobody to take after, no more come
 * Cost: places taken, for each state that leaves or comes. */
ENT_API void ent_system_step(const ent_system *system, uint64_t seed, size_t future, size_t year, uint8_t there[], uint16_t parent[],
                             size_t places, size_t *taken);

#endif
