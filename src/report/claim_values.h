/* What the names in a claim's test mean. */
#ifndef ENT_REPORT_CLAIM_VALUES_H
#define ENT_REPORT_CLAIM_VALUES_H

#include "report/run.h"

#include "entente/claims.h"

/* Where the values of a claim come from: one state of the run, its world, the claim's evidence; in a future what that future
 * says. */
typedef struct claim_future claim_future;
typedef struct {
    running *run; /* its answer says what names resolved to */
    const ent_scenario_claim *claim;
    int after;
    claim_future *future; /* report/claim_future.h; NULL = as the run's state stands */
} claim_state;

/* For ent_claim_values; `user` is a claim_state. */
ent_status claim_value(void *user, const char *name, const char *const words[], size_t word_count,
                       ent_claim_value *out, ent_error *error);

/* A year as a word of a test. */
ent_status claim_year(const char *word, ent_span *year, ent_error *error);
/* Nothing is known, and why; returns ENT_OK. */
ent_status claim_missing(ent_claim_value *out, const char *format, ...) ENT_PRINTF(2, 3);

/* The verdict of a claim in a state (run_claims.c); the outcome is freed with ent_claim_outcome_clear.
 * Errors: ENT_ERR_INPUT says where in the file the test is wrong. */
ent_status run_judge_claim(const claim_state *state, ent_claim_outcome *outcome, ent_error *error);

#endif
