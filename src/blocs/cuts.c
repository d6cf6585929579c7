/* One block, exactly: linear programs over violated cycles within branch and bound (branch and cut).
 *
 * An open subproblem is a list of ties that are fixed satisfied (f = 0) or frustrated (f = 1); that with the least
 * bound comes next. Its linear program is solved again and again with the cycles that it violates, till none is left;
 * rows hold for the whole block and stay. Every solution is rounded to a partition, which is bettered by descent. If a
 * solution is fractional, the tie that is nearest to 1/2 (the heaviest of these) is fixed both ways: that joins its
 * actors, by its sign or against it. Where the first program's multipliers say that another value of a tie costs more
 * than what is still to be gained, the tie is fixed for good. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double HOP = 0.01, LAST_HOP = 1e-7, ROUNDING = 1e-6, FRACTIONAL = 1e-5;

typedef struct node {
    struct node *above;
    int tie; /* fixed to `value` here; -1: the first */
    int value;
    double bound;
} node;

struct blocs_cutting {
    const ent_blocs_graph *g;
    bool two;
    double grain, cutoff;
    blocs_limits *limits;
    blocs_lp *lp;
    blocs_cycles *cycles;
    ent_arena arena;
    node **open;
    size_t open_count, open_room;
    signed char *fixed;         /* [count] of the subproblem at hand: -1 not, else 0 or 1 */
    signed char *for_good;      /* [count] the same for all */
    int *best, *near, *trial;   /* partitions: the best, as rounded, as bettered */
    double value;               /* of the best */
    int *order, *root, *parity; /* rounding */
    double *work;
    double shut; /* the least bound of what is closed */
};

typedef blocs_cutting cutting;

double blocs_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

bool blocs_late(const blocs_limits *limits)
{
    return isfinite(limits->until) && blocs_seconds() >= limits->until;
}

bool blocs_over(const blocs_limits *limits)
{
    return (limits->steps_max > 0 && limits->steps >= limits->steps_max) || blocs_late(limits);
}

/* Nothing below a bound like this can better what is known. */
static bool closed(const cutting *c, double bound)
{
    double least = fmin(c->value, c->cutoff);
    return c->grain > 0 ? bound > least - c->grain + ROUNDING : bound >= least - 1e-8 * c->g->total;
}

/* ---- rounding ---- */

static int root_of(cutting *c, int i, int *parity)
{
    int at = i, odd = 0;
    while (c->root[at] != at) {
        odd ^= c->parity[at];
        at = c->root[at];
    }
    for (int next; c->root[i] != i; i = next) { /* shorten */
        int rest = odd;
        next = c->root[i];
        odd ^= c->parity[i];
        c->root[i] = at;
        c->parity[i] = rest;
    }
    *parity = 0;
    return at;
}

/* The parity of i to its root, after root_of. */
static int parity_of(const cutting *c, int i)
{
    return c->root[i] == i ? 0 : c->parity[i];
}

typedef struct {
    double key;
    int tie;
} ordered;

static int compare_ordered(const void *left, const void *right)
{
    const ordered *x = left, *y = right;
    if (x->key < y->key || x->key > y->key)
        return x->key < y->key ? -1 : 1;
    return (x->tie > y->tie) - (x->tie < y->tie);
}

/* Join actors along ties, the most decided ones first. */
static ent_status round_to(cutting *c, const double *f, int *bloc, ent_error *error)
{
    const ent_blocs_graph *g = c->g;
    ordered *order = ent_new_array(g->count, sizeof *order);
    if (!order)
        return ent_fail_memory(error);
    for (size_t i = 0; i < g->n; i++) {
        c->root[i] = (int)i;
        c->parity[i] = 0;
    }
    for (size_t e = 0; e < g->count; e++)
        order[e] = (ordered){fmin(f[e], 1 - f[e]), (int)e};
    qsort(order, g->count, sizeof *order, compare_ordered);
    for (size_t k = 0; k < g->count; k++) {
        const ent_signed_tie *t = &g->ties[order[k].tie];
        int none, a = root_of(c, t->a, &none), b = root_of(c, t->b, &none);
        bool apart = (t->weight < 0) != (f[order[k].tie] > 0.5);
        if (a == b || (apart && !c->two))
            continue;
        c->parity[a] = parity_of(c, t->a) ^ parity_of(c, t->b) ^ (apart && c->two);
        c->root[a] = b;
    }
    for (size_t i = 0; i < g->n; i++) {
        int none, root = root_of(c, (int)i, &none);
        bloc[i] = c->two ? parity_of(c, (int)i) : root;
    }
    free(order);
    return ENT_OK;
}

static ent_status better(cutting *c, const double *f, ent_error *error)
{
    ent_status status = round_to(c, f, c->near, error);
    if (status != ENT_OK)
        return status;
    memcpy(c->trial, c->near, c->g->n * sizeof *c->trial);
    double value = blocs_descend(c->g, c->two ? ENT_BLOCS_TWO : ENT_BLOCS_FREE, c->trial, c->work, c->order);
    if (value < c->value) {
        c->value = value;
        memcpy(c->best, c->trial, c->g->n * sizeof *c->best);
    }
    return ENT_OK;
}

/* ---- subproblems ---- */

static void set_fixed(cutting *c, const node *at)
{
    const signed char *fixed = c->fixed;
    memcpy(c->fixed, c->for_good, c->g->count);
    for (; at && at->tie >= 0; at = at->above)
        c->fixed[at->tie] = (signed char)at->value;
    for (size_t e = 0; e < c->g->count; e++)
        blocs_lp_fix(c->lp, (int)e, fixed[e] < 0 ? 0 : fixed[e], fixed[e] < 0 ? 1 : fixed[e]);
}

static void fix_for_good(cutting *c, const double *f, const double *reduced, double bound)
{
    double gain = c->value - bound - (c->grain > 0 ? c->grain - ROUNDING : 0);
    for (size_t e = 0; e < c->g->count; e++)
        if (fabs(reduced[e]) > gain && fabs(f[e] - (reduced[e] < 0)) < FRACTIONAL)
            c->for_good[e] = reduced[e] < 0;
}

/* The tie to branch on, or -1 if f is whole. */
static int most_fractional(const cutting *c, const double *f)
{
    int best = -1;
    double most = 0;
    for (size_t e = 0; e < c->g->count; e++) {
        double part = fmin(f[e], 1 - f[e]);
        if (part < FRACTIONAL)
            continue;
        double score = part * 1e3 + fabs(c->g->ties[e].weight) / c->g->total;
        if (score > most) {
            most = score;
            best = (int)e;
        }
    }
    return best;
}

static ent_status open_node(cutting *c, node *above, int tie, int value, double bound, ent_error *error)
{
    node *fresh = ent_arena_new(&c->arena, sizeof *fresh);
    if (!fresh || !ent_grow(&c->open, c->open_count, &c->open_room, sizeof *c->open))
        return ent_fail_memory(error);
    *fresh = (node){above, tie, value, bound};
    c->open[c->open_count++] = fresh;
    return ENT_OK;
}

static node *take_least(cutting *c)
{
    size_t least = 0;
    for (size_t k = 1; k < c->open_count; k++)
        if (c->open[k]->bound <= c->open[least]->bound) /* of equal ones the last: it goes deep */
            least = k;
    node *taken = c->open[least];
    memmove(&c->open[least], &c->open[least + 1], (--c->open_count - least) * sizeof *c->open);
    return taken;
}

static double time_left(const cutting *c)
{
    return isfinite(c->limits->until) ? fmax(0.001, c->limits->until - blocs_seconds()) : INFINITY;
}

/* Solve a subproblem with all the cycles that matter; the tie to branch on, or -1 if it is closed. */
static ent_status relax(cutting *c, node *at, int *branch, ent_error *error)
{
    double hop = HOP;
    *branch = -1;
    for (;;) {
        const double *f, *reduced;
        double bound;
        size_t found = 0;
        ent_status status = blocs_lp_solve(c->lp, time_left(c), &f, &reduced, &bound, error);
        if (status == ENT_OK)
            status = ent_monitor_step(c->limits->monitor, c->value > 0 ? fmin(1, at->bound / c->value) : 1,
                                      "bound of the blocs", error);
        if (status != ENT_OK)
            return status;
        at->bound = fmax(at->bound, bound);
        if (!isinf(bound))
            status = better(c, f, error);
        if (status != ENT_OK || closed(c, at->bound))
            return status;
        if (at->tie < 0)
            fix_for_good(c, f, reduced, bound);
        *branch = most_fractional(c, f);
        if (blocs_late(c->limits))
            return ENT_OK;
        status = blocs_lp_tidy(c->lp, error);
        if (status == ENT_OK)
            status = blocs_cycles_add(c->cycles, f, c->near, hop, c->limits, c->lp, &found, error);
        if (status != ENT_OK || (found == 0 && hop <= LAST_HOP))
            return status;
        if (found == 0)
            hop = LAST_HOP;
    }
}

/* Solve the open subproblem with the least bound, and open two more if it is not closed. */
static ent_status step(cutting *c, ent_error *error)
{
    int branch = -1;
    node *at = take_least(c);
    ent_status status = ENT_OK;
    if (!closed(c, at->bound)) {
        set_fixed(c, at);
        c->limits->steps++;
        status = relax(c, at, &branch, error);
    }
    if (status == ENT_OK && (branch < 0 || closed(c, at->bound)))
        c->shut = fmin(c->shut, at->bound);
    else if (status == ENT_OK) {
        status = open_node(c, at, branch, 1, at->bound, error);
        if (status == ENT_OK)
            status = open_node(c, at, branch, 0, at->bound, error);
    }
    return status;
}

static bool make_room(cutting *c)
{
    size_t n = c->g->n, count = c->g->count;
    c->fixed = ent_new_array(count, 1);
    c->for_good = ent_new_array(count, 1);
    c->near = ent_new_array(n, sizeof *c->near);
    c->trial = ent_new_array(n, sizeof *c->trial);
    c->order = ent_new_array(n, sizeof *c->order);
    c->root = ent_new_array(n, sizeof *c->root);
    c->parity = ent_new_array(n, sizeof *c->parity);
    c->work = ent_new_array(n + 2, sizeof *c->work);
    if (!c->fixed || !c->for_good || !c->near || !c->trial || !c->order || !c->root || !c->parity || !c->work)
        return false;
    memset(c->for_good, -1, count);
    return true;
}

ent_status blocs_cutting_new(const ent_blocs_graph *graph, bool two, double grain, double cutoff,
                             blocs_cutting **out, ent_error *error)
{
    *out = NULL;
    cutting *c = ent_new_array(1, sizeof *c);
    if (!c)
        return ent_fail_memory(error);
    c->g = graph;
    c->two = two;
    c->grain = grain;
    c->cutoff = cutoff;
    c->shut = INFINITY;
    ent_status status = make_room(c) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = blocs_lp_new(graph, &c->lp, error);
    if (status == ENT_OK)
        status = blocs_cycles_new(graph, two, &c->cycles, error);
    if (status == ENT_OK)
        status = open_node(c, NULL, -1, 0, 0, error);
    if (status != ENT_OK)
        blocs_cutting_free(c);
    else
        *out = c;
    return status;
}

ent_status blocs_cutting_run(blocs_cutting *c, blocs_limits *limits, int *bloc, double *bound, ent_error *error)
{
    ent_status status = ENT_OK;
    c->limits = limits;
    c->best = bloc;
    c->value = ent_blocs_value(c->g, bloc);
    while (status == ENT_OK && c->open_count > 0 && !blocs_over(limits))
        status = step(c, error);
    double least = c->shut;
    for (size_t k = 0; k < c->open_count; k++)
        least = fmin(least, c->open[k]->bound);
    *bound = c->grain > 0 && closed(c, least) ? fmin(c->value, c->cutoff) : fmin(least, c->value);
    return status;
}

void blocs_cutting_free(blocs_cutting *c)
{
    if (!c)
        return;
    blocs_lp_free(c->lp);
    blocs_cycles_free(c->cycles);
    ent_arena_clear(&c->arena);
    free(c->open);
    free(c->fixed);
    free(c->for_good);
    free(c->near);
    free(c->trial);
    free(c->order);
    free(c->root);
    free(c->parity);
    free(c->work);
    free(c);
}
