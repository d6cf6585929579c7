/* The parts of the answer of `entente dynamics`. */
#ifndef ENT_REPORT_DYNAMICS_H
#define ENT_REPORT_DYNAMICS_H

#include "entente/dynamics.h"
#include "report/edges.h"

typedef struct {
    const char *path;
    const ent_dynamics_report_options *options;
    answer answer;
    edges file;
    size_t n, missing;   /* actors, pairs without a tie */
    int8_t *sign;        /* [n * n] of every pair; 0 where it is missing and no rule says what it is */
    double *weight;      /* [n * n] 0 where it is missing, and for oneself */
    ent_error *error;
} dynamics_answer;

/* The tables `runs` and `ends`, and the object `asked`. */
ent_status dynamics_add_runs(dynamics_answer *d);

#endif
