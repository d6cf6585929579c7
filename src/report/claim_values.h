/* What the names in a claim's test mean. */
#ifndef ENT_REPORT_CLAIM_VALUES_H
#define ENT_REPORT_CLAIM_VALUES_H

#include "report/run.h"

#include "entente/claims.h"

/* Where the values of a claim come from: one state of the run, its world, the claim's evidence. */
typedef struct {
    running *run; /* its answer says what names resolved to */
    const ent_scenario_claim *claim;
    int after;
} claim_state;

/* For ent_claim_values; `user` is a claim_state. */
ent_status claim_value(void *user, const char *name, const char *const words[], size_t word_count,
                       ent_claim_value *out, ent_error *error);

#endif
