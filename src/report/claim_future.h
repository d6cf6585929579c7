/* Claims in futures: what a future says of the names of a test. It knows the ties of the layer that the fit is about, between
 * actors of the model, at the end of each step after the origin, and sizes that are given or drawn. All else is as on the first
 * day, or as the world has it. */
#ifndef ENT_REPORT_CLAIM_FUTURE_H
#define ENT_REPORT_CLAIM_FUTURE_H

#include "report/claim_values.h"
#include "report/forecast.h"

struct claim_future {
    const forecasting *f;
    const running *first_day;    /* the run as it is, where that of the state has sizes of the future's end */
    const int *seat;             /* [actors of the model] index in the run's states, or -1 */
    const uint8_t *network;      /* [steps * claim_future_bytes] its networks, cell by cell a bit; on the diagonal who has left */
    size_t number;               /* of the future */
    /* Out: has a value come from what is drawn, has one from a path that is given? Whether, does not hang on the future. */
    bool drawn, given;
};

/* Bytes that a network takes, and writing it there: of the origin's n actors. */
static inline size_t claim_future_bytes(size_t actor_count)
{
    return (actor_count * actor_count + 7) / 8;
}
void claim_future_keep(const ent_view *network, size_t n, uint8_t *bits);

/* A value of the future of a state; *answered is false if it has none, or the state is in none.
 *   bit  the obligation that the name is, else 0
 * Errors: ENT_ERR_INPUT: no such actor. */
ent_status claim_future_value(const claim_state *state, unsigned bit, const char *name, const char *const words[],
                              size_t word_count, ent_claim_value *out, bool *answered, ent_error *error);

/* Note that a measure of these members, or of one actor, was asked: does it hang on sizes of the future? */
void claim_future_measure(const claim_state *state, const ent_measure *measure, const uint8_t *member);
void claim_future_measure_of(const claim_state *state, const ent_measure *measure, size_t actor);

/* Sizes at the end of the future, in the state's snapshot. */
void claim_future_set_sizes(const claim_state *state);

/* The last day of a future that has been asked; 0 = none. */
ent_day claim_future_end(const claim_state *state);

#endif
