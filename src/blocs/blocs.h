/* What the parts of the exact search share. Kernels and blocks are graphs of entente/blocs.h themselves. */
#ifndef ENT_BLOCS_PRIVATE_H
#define ENT_BLOCS_PRIVATE_H

#include "entente/blocs.h"

/* ---- limits ---- */

typedef struct {
    const ent_monitor *monitor;
    double until; /* blocs_seconds() at which the work ends; INFINITY: never */
    long long steps, steps_max;
} blocs_limits;

double blocs_seconds(void);
bool blocs_late(const blocs_limits *limits); /* the limit of time is reached */
/* Whether a limit of time or steps has been reached. */
bool blocs_over(const blocs_limits *limits);

/* ---- partition.c ---- */

/* Split blocs into parts that friendly ties hold together. bloc[n]: any numbers, then from 0. False: no memory. */
bool blocs_split(const ent_blocs_graph *graph, int *bloc) ENT_CHECKED;

/* ---- reduce.c: make the graph smaller ---- */

/* A graph with the same best value less `offset`, and how its partitions become partitions of the whole. */
typedef struct blocs_kernel {
    ent_blocs_graph *graph; /* one tie a pair */
    int *actor;             /* [graph->n]: who they are in the whole graph */
    double offset;
    struct blocs_gone *gone; /* who was taken out, in order, with the ties it had then */
    size_t gone_count, gone_room, tie_count, tie_room;
    ent_blocs_neighbour *tie;
} blocs_kernel;

ent_status blocs_reduce(const ent_blocs_graph *graph, int blocs, blocs_kernel *out, ent_error *error) ENT_CHECKED;
void blocs_kernel_clear(blocs_kernel *kernel);

/* Fill bloc[n] of the whole graph from that of the kernel's actors; those who were taken out are put where they
 * cost least. `inner` has the kernel's partition, numbers from 0; out: numbers from 0. */
ent_status blocs_lift(const blocs_kernel *kernel, size_t n, int blocs, const int *inner, int *bloc,
                      ent_error *error) ENT_CHECKED;

/* ---- blocks.c: parts that hang together by single actors ---- */

typedef struct {
    size_t count;
    size_t *first; /* [count + 1]: actors of block k are actor[first[k]] to actor[first[k + 1] - 1]; the first of
                      them is the one by which it hangs on blocks before it */
    int *actor;
    int *of_tie; /* [graph->count]: its block */
} blocs_blocks;

/* The biconnected components, each after the one that it hangs on. */
ent_status blocs_blocks_of(const ent_blocs_graph *graph, blocs_blocks *out, ent_error *error) ENT_CHECKED;
void blocs_blocks_clear(blocs_blocks *blocks);

/* ---- start.c: good partitions, without proof ---- */

/* Better a partition by single moves till none helps. Returns its value. `work` has n doubles and is 0. */
double blocs_descend(const ent_blocs_graph *graph, int blocs, int *bloc, double *work, int *queue);
/* A good partition by descents from starts `first` to first + starts - 1. bloc[n] in: a partition to better, unless
 * `first` is 0; out: the best. */
ent_status blocs_start(const ent_blocs_graph *graph, int blocs, uint64_t seed, int first, int starts, int *bloc,
                       ent_error *error) ENT_CHECKED;

/* Join blocs that have no hostile tie between them, greedily, till there are at most K; what is left over goes, actor
 * by actor, where it costs least, and then single moves better it. bloc[n] in: numbers below n; out: below K. */
ent_status blocs_merge(const ent_blocs_graph *graph, int blocs, int *bloc, ent_error *error) ENT_CHECKED;

/* ---- lp.c: the one file that knows GLPK ---- */

typedef struct blocs_lp blocs_lp;

/* min sum_e w_e f_e, 0 <= f <= 1, without rows. */
ent_status blocs_lp_new(const ent_blocs_graph *graph, blocs_lp **out, ent_error *error) ENT_CHECKED;
void blocs_lp_free(blocs_lp *lp);
/* Add the row sum_k sign_k f_{tie_k} >= least. */
ent_status blocs_lp_add(blocs_lp *lp, int count, const int *tie, const signed char *sign, double least,
                        ent_error *error) ENT_CHECKED;
void blocs_lp_fix(blocs_lp *lp, int tie, double low, double high);
/* Solve. *f is borrowed till the next call; *bound is below the optimum, whatever the rounding errors of the solver:
 * it is made from its multipliers alone. INFINITY: no solution. */
ent_status blocs_lp_solve(blocs_lp *lp, double seconds, const double **f, const double **reduced,
                          double *bound, ent_error *error) ENT_CHECKED;
/* Leave out rows that have had slack for a while. */
ent_status blocs_lp_tidy(blocs_lp *lp, ent_error *error) ENT_CHECKED;
size_t blocs_lp_rows(const blocs_lp *lp);

/* ---- separate.c: violated cycles ---- */

typedef struct blocs_cycles blocs_cycles;
ent_status blocs_cycles_new(const ent_blocs_graph *graph, bool two, blocs_cycles **out, ent_error *error) ENT_CHECKED;
void blocs_cycles_free(blocs_cycles *cycles);
/* Add rows that f violates to the linear program; how many is added to *found.
 *   bloc  a partition near f: of two blocs cycles are looked for through the ties that it leaves frustrated */
ent_status blocs_cycles_add(blocs_cycles *cycles, const double *f, const int *bloc, double hop,
                            const blocs_limits *limits, blocs_lp *lp, size_t *found, ent_error *error) ENT_CHECKED;

/* ---- exact.c ---- */

/* What ent_blocs_exact does, without naming the blocs. Values from `cutoff` on are of no interest: a bound of at least
 * that says that there is nothing below it. bloc[n] out: numbers from 0. */
ent_status blocs_solve(const ent_blocs_graph *graph, const ent_blocs_options *options, const blocs_limits *limits,
                       double cutoff, int *bloc, double *bound, ent_error *error) ENT_CHECKED;

/* ---- branch.c: plain branching ---- */

/* bloc[n] in and out: any partition (numbers from 0), then a best one, if the limits allow: else it is as it was and
 * *bound is below the least value. `blocs` as in the options. */
ent_status blocs_dolls(const ent_blocs_graph *graph, int blocs, double grain, blocs_limits *limits, int *bloc,
                       double *bound, ent_error *error) ENT_CHECKED;

/* ---- cuts.c: one block by linear programs and branching ---- */

typedef struct blocs_cutting blocs_cutting;

/* A search that can be gone on with. `grain`: values differ by multiples of it; 0: by anything. Values from `cutoff` on
 * are of no interest. */
ent_status blocs_cutting_new(const ent_blocs_graph *graph, bool two, double grain, double cutoff,
                             blocs_cutting **out, ent_error *error) ENT_CHECKED;
/* Go on till it is done or a limit is reached. bloc[n] in and out: a partition, then the best known. */
ent_status blocs_cutting_run(blocs_cutting *cutting, blocs_limits *limits, int *bloc, double *bound,
                             ent_error *error) ENT_CHECKED;
void blocs_cutting_free(blocs_cutting *cutting);

#endif
