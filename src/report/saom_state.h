/* How far an estimation is, as a file: what --resume goes on from. */
#ifndef ENT_REPORT_SAOM_STATE_H
#define ENT_REPORT_SAOM_STATE_H

#include "entente/model.h"
#include "entente/saom_fit.h"

/* What a state must belong to. */
typedef struct {
    const char *path;
    const ent_model *model;
    const double *target;    /* [effect_count] observed: the data are the same if these are */
    uint64_t seed;
    double written;          /* seconds of a clock: when it was written last */
} saom_state_file;

/* Write the state beside the file and rename it. */
ent_status saom_state_write(const saom_state_file *file, const ent_saom_state *state, ent_error *error);

/* The same for ent_saom_estimate, `user` a saom_state_file: no more often than five times a second. */
ent_status saom_state_keep(void *user, const ent_saom_state *state, ent_error *error);

/* Read it back.
 *   state  out: cleared with ent_saom_state_clear
 * Errors: ENT_ERR_INPUT: there is none, it is of another model, other data or another seed, or broken. */
ent_status saom_state_read(const saom_state_file *file, ent_saom_state *state, ent_error *error);

#endif
