/* A best partition with its proof: reductions (reduce.c), blocks (blocks.c), each block again, as what hangs on it is
 * gone now, till nothing changes; then linear programs with branching (cuts.c) for each.
 *
 * The least value is offset + the sum over blocks, and so is the bound. Whole weights give whole values; a kernel's
 * weights may be halves, but values of a kernel's partitions are still whole numbers apart, since each is the value of
 * a partition of the whole graph less the offset. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const ent_blocs_options *options;
    int blocs;
    double grain;
    blocs_limits limits;
    ent_blocs *answer;
} solving;

static ent_status solve(solving *s, const ent_blocs_graph *g, double cutoff, int *bloc, double *bound,
                        ent_error *error);

/* Linear programs close most kernels at once: sparse ones. Plain branching closes dense ones of some tens of actors,
 * where the first program leaves more than a tie or two to be gained. Where both leave a kernel open they take turns,
 * with ever more steps, so that neither wastes much more time than the other needs. */
enum {
    DOLLS_FIRST = 40, DOLLS_LAST = 64,             /* actors: branching first, and at all */
    DOLLS_STEPS = 300000, DOLLS_FAR = 60000000,    /* its first turn; two blocs, where much is to be gained */
    CUTS_STEPS = 16,                               /* the second turn of linear programs; the first is one */
    STARTS = 12, MORE_STARTS = 500
};

/* The same limits with at most so many steps from now. */
static blocs_limits within(const blocs_limits *limits, long long steps)
{
    blocs_limits inner = *limits;
    if (inner.steps_max == 0 || inner.steps_max > inner.steps + steps)
        inner.steps_max = inner.steps + steps;
    return inner;
}

static bool settled(const solving *s, const ent_blocs_graph *g, const int *bloc, double cutoff, double bound)
{
    double value = fmin(ent_blocs_value(g, bloc), cutoff);
    return bound > value - (s->grain > 0 ? s->grain - 1e-6 : 1e-8 * g->total) || blocs_over(&s->limits);
}

static ent_status run_cuts(solving *s, blocs_cutting *cutting, long long steps, int *bloc, double *bound,
                           ent_error *error)
{
    double found = 0;
    blocs_limits limits = within(&s->limits, steps);
    ent_status status = blocs_cutting_run(cutting, &limits, bloc, &found, error);
    s->limits.steps = limits.steps;
    *bound = fmax(*bound, found);
    return status;
}

static ent_status run_dolls(solving *s, const ent_blocs_graph *g, long long steps, int *bloc, double *bound,
                            ent_error *error)
{
    double found = 0;
    blocs_limits limits = within(&s->limits, steps);
    ent_status status = blocs_dolls(g, s->blocs, s->grain, &limits, bloc, &found, error);
    s->limits.steps = limits.steps;
    *bound = fmax(*bound, found);
    return status;
}

/* The best found and the bound are some ties apart. */
static bool far_apart(const ent_blocs_graph *g, const int *bloc, double bound)
{
    return ent_blocs_value(g, bloc) - bound > 1.5 * g->total / (double)g->count;
}

/* Linear programs once, starts, and then both in turns. */
static ent_status take_turns(solving *s, const ent_blocs_graph *g, blocs_cutting *cutting, double cutoff, int *bloc,
                             double *bound, ent_error *error)
{
    long long cuts = g->n <= DOLLS_LAST ? CUTS_STEPS : LLONG_MAX / 2, dolls = DOLLS_STEPS;
    ent_status status = run_cuts(s, cutting, 1, bloc, bound, error);
    if (status == ENT_OK && g->n <= MORE_STARTS && !settled(s, g, bloc, cutoff, *bound))
        status = blocs_start(g, s->blocs, s->options->seed, STARTS, MORE_STARTS, bloc, error);
    if (status == ENT_OK && s->blocs == ENT_BLOCS_TWO && g->n <= DOLLS_LAST && far_apart(g, bloc, *bound) &&
        !settled(s, g, bloc, cutoff, *bound))
        status = run_dolls(s, g, dolls = DOLLS_FAR, bloc, bound, error);
    while (status == ENT_OK && !settled(s, g, bloc, cutoff, *bound)) {
        status = run_cuts(s, cutting, cuts, bloc, bound, error);
        if (g->n > DOLLS_LAST) /* done, or as far as rounding errors let it come */
            break;
        if (status == ENT_OK && !settled(s, g, bloc, cutoff, *bound))
            status = run_dolls(s, g, dolls *= 2, bloc, bound, error);
        cuts *= 2;
    }
    return status;
}

/* Two or free. */
static ent_status solve_cuts(solving *s, const ent_blocs_graph *g, double cutoff, int *bloc, double *bound,
                             ent_error *error)
{
    blocs_cutting *cutting = NULL;
    ent_status status = ENT_OK;
    if (g->n <= DOLLS_FIRST && g->count > 4 * g->n)
        status = run_dolls(s, g, DOLLS_STEPS, bloc, bound, error);
    if (status != ENT_OK || settled(s, g, bloc, cutoff, *bound))
        return status;
    status = blocs_cutting_new(g, s->blocs == ENT_BLOCS_TWO, s->grain, cutoff, &cutting, error);
    if (status == ENT_OK)
        status = take_turns(s, g, cutting, cutoff, bloc, bound, error);
    blocs_cutting_free(cutting);
    return status;
}

/* K blocs. With a free number the least value can only be less: where the best free partition has blocs that can be
 * joined to K without a hostile tie within, it is a best one of K. Else branching decides, and the free bound holds
 * if it cannot. */
static ent_status solve_fixed(solving *s, const ent_blocs_graph *g, int *bloc, double *bound, ent_error *error)
{
    blocs_cutting *cutting = NULL;
    int *loose = ent_new_array(g->n, sizeof *loose);
    ent_status status = loose ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = blocs_start(g, ENT_BLOCS_FREE, s->options->seed, 0, STARTS, loose, error);
    if (status == ENT_OK)
        status = blocs_cutting_new(g, false, s->grain, INFINITY, &cutting, error);
    if (status == ENT_OK)
        status = run_cuts(s, cutting, 1, loose, bound, error);
    if (status == ENT_OK)
        status = blocs_merge(g, s->blocs, loose, error);
    if (status == ENT_OK && ent_blocs_value(g, loose) < ent_blocs_value(g, bloc))
        memcpy(bloc, loose, g->n * sizeof *bloc);
    if (status == ENT_OK && g->n <= MORE_STARTS && !settled(s, g, bloc, INFINITY, *bound))
        status = blocs_start(g, s->blocs, s->options->seed, STARTS, MORE_STARTS, bloc, error);
    if (status == ENT_OK && !settled(s, g, bloc, INFINITY, *bound))
        status = run_dolls(s, g, LLONG_MAX / 2, bloc, bound, error);
    blocs_cutting_free(cutting);
    free(loose);
    return status;
}

static ent_status solve_whole(solving *s, const ent_blocs_graph *g, double cutoff, int *bloc, double *bound,
                              ent_error *error)
{
    s->answer->kernel_actors += g->n;
    s->answer->kernel_ties += g->count;
    ent_status status = blocs_start(g, s->blocs, s->options->seed, 0, STARTS, bloc, error);
    if (status != ENT_OK)
        return status;
    if (s->blocs == ENT_BLOCS_TWO || s->blocs == ENT_BLOCS_FREE)
        return solve_cuts(s, g, cutoff, bloc, bound, error);
    return solve_fixed(s, g, bloc, bound, error);
}

/* ---- blocks ---- */

/* The part of the graph that is block b, its actors numbered as in the list of blocks. `number` has n places. */
static ent_status cut_out(const ent_blocs_graph *g, const blocs_blocks *blocks, size_t b, int *number,
                          ent_blocs_graph **out, ent_error *error)
{
    size_t first = blocks->first[b], n = blocks->first[b + 1] - first, count = 0, room = 0;
    ent_signed_tie *ties = NULL;
    for (size_t k = 0; k < n; k++)
        number[blocks->actor[first + k]] = (int)k;
    ent_status status = ENT_OK;
    for (size_t k = 0; status == ENT_OK && k < n; k++) {
        int i = blocks->actor[first + k];
        for (size_t at = g->first[i]; status == ENT_OK && at < g->first[i + 1]; at++) {
            const ent_blocs_neighbour *near = &g->near[at];
            if (near->actor < i || blocks->of_tie[near->tie] != (int)b)
                continue;
            if (!ent_grow(&ties, count, &room, sizeof *ties))
                status = ent_fail_memory(error);
            else
                ties[count++] = (ent_signed_tie){(int)k, number[near->actor], near->weight};
        }
    }
    if (status == ENT_OK)
        status = ent_blocs_graph_new(n, ties, count, out, error);
    free(ties);
    return status;
}

/* Name the blocs of a block so that its first actor is in the bloc where it already is. `map` has n + K places. */
static void join_block(solving *s, const int *actor, size_t n, const int *inner, int *bloc, int *named, int *map)
{
    int have = bloc[actor[0]];
    if (s->blocs == ENT_BLOCS_FREE) {
        for (size_t k = 0; k < n; k++)
            map[inner[k]] = -1;
        map[inner[0]] = have < 0 ? (*named)++ : have;
        for (size_t k = 0; k < n; k++) {
            if (map[inner[k]] < 0)
                map[inner[k]] = (*named)++;
            bloc[actor[k]] = map[inner[k]];
        }
    } else {
        int was = inner[0];
        have = have < 0 ? was : have;
        for (size_t k = 0; k < n; k++) /* the two change names */
            bloc[actor[k]] = inner[k] == was ? have : inner[k] == have ? was : inner[k];
    }
}

static ent_status solve_blocks(solving *s, const ent_blocs_graph *g, const blocs_blocks *blocks, int *bloc,
                               double *bound, ent_error *error)
{
    size_t names = g->n + (size_t)s->blocs + 1;
    int *number = ent_new_array(g->n, sizeof *number), *inner = ent_new_array(g->n, sizeof *inner);
    int *map = ent_new_array(names, sizeof *map), named = 0;
    ent_status status = number && inner && map ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; i < g->n; i++)
        bloc[i] = -1;
    for (size_t b = 0; status == ENT_OK && b < blocks->count; b++) {
        ent_blocs_graph *part = NULL;
        double part_bound = 0;
        size_t first = blocks->first[b];
        status = cut_out(g, blocks, b, number, &part, error);
        if (status == ENT_OK)
            status = solve(s, part, INFINITY, inner, &part_bound, error);
        if (status == ENT_OK) {
            join_block(s, &blocks->actor[first], part->n, inner, bloc, &named, map);
            *bound += part_bound;
        }
        ent_blocs_graph_free(part);
    }
    for (size_t i = 0; i < g->n; i++)
        if (bloc[i] < 0) /* without ties */
            bloc[i] = s->blocs == ENT_BLOCS_FREE ? named++ : 0;
    free(number);
    free(inner);
    free(map);
    return status;
}

/* ---- the whole ---- */

static ent_status solve_kernel(solving *s, const ent_blocs_graph *kernel, bool smaller, double cutoff, int *bloc,
                               double *bound, ent_error *error)
{
    blocs_blocks blocks;
    ent_status status = blocs_blocks_of(kernel, &blocks, error);
    if (status != ENT_OK)
        return status;
    if (blocks.count == 1 && blocks.first[1] == kernel->n && !smaller)
        status = solve_whole(s, kernel, cutoff, bloc, bound, error);
    else
        status = solve_blocks(s, kernel, &blocks, bloc, bound, error);
    blocs_blocks_clear(&blocks);
    return status;
}

/* bloc[n]: a best partition, numbers from 0 and below n (free) or K. */
static ent_status solve(solving *s, const ent_blocs_graph *g, double cutoff, int *bloc, double *bound,
                        ent_error *error)
{
    blocs_kernel kernel;
    ent_status status = blocs_reduce(g, s->blocs, &kernel, error);
    if (status != ENT_OK)
        return status;
    int *inner = ent_new_array(kernel.graph->n, sizeof *inner);
    *bound = 0;
    status = inner ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = solve_kernel(s, kernel.graph, kernel.gone_count > 0, cutoff - kernel.offset, inner, bound, error);
    if (status == ENT_OK)
        status = blocs_lift(&kernel, g->n, s->blocs, inner, bloc, error);
    *bound += kernel.offset;
    free(inner);
    blocs_kernel_clear(&kernel);
    return status;
}

static ent_status check(const ent_blocs_options *options, ent_error *error)
{
    if (options->blocs < 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%d blocs: expected 0 (free) or more", options->blocs);
    if (!(options->seconds >= 0) || options->steps < 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a limit of %g seconds and %lld steps: expected 0 (none) or more",
                        options->seconds, options->steps);
    return ENT_OK;
}

static void judge(const ent_blocs_graph *g, ent_blocs *answer, double bound)
{
    answer->value = ent_blocs_value(g, answer->bloc);
    answer->bound = g->whole ? ceil(bound - 1e-6) : bound;
    if (answer->bound > answer->value)
        answer->bound = answer->value;
    answer->proven = answer->value - answer->bound <= (g->whole ? 0 : 1e-7 * g->total);
}

ent_status blocs_solve(const ent_blocs_graph *graph, const ent_blocs_options *options, const blocs_limits *limits,
                       double cutoff, int *bloc, double *bound, ent_error *error)
{
    ent_blocs counts = {0};
    solving s = {.options = options, .blocs = options->blocs, .grain = graph->whole, .limits = *limits,
                 .answer = &counts};
    return solve(&s, graph, cutoff, bloc, bound, error);
}

static ent_status begin(solving *s, const ent_blocs_graph *g, const ent_blocs_options *options,
                        const ent_monitor *monitor, ent_error *error)
{
    static const ent_blocs_options defaults = ENT_BLOCS_DEFAULTS;
    *s = (solving){.options = options ? options : &defaults, .grain = g->whole};
    s->blocs = s->options->blocs;
    s->limits = (blocs_limits){monitor, INFINITY, 0, s->options->steps};
    if (s->options->seconds > 0)
        s->limits.until = blocs_seconds() + s->options->seconds;
    ent_status status = check(s->options, error);
    if (status != ENT_OK)
        return status;
    s->answer = ent_new_array(1, sizeof *s->answer);
    if (!s->answer || !(s->answer->bloc = ent_new_array(g->n, sizeof *s->answer->bloc)))
        status = ent_fail_memory(error);
    return status;
}

static ent_status end(solving *s, const ent_blocs_graph *g, ent_status status, double bound, ent_blocs **out,
                      ent_error *error)
{
    ent_blocs *answer = s->answer;
    if (status == ENT_OK && s->blocs == ENT_BLOCS_FREE && !blocs_split(g, answer->bloc))
        status = ent_fail_memory(error);
    if (status == ENT_OK) {
        answer->bloc_count = ent_blocs_name(g, s->blocs == ENT_BLOCS_TWO, answer->bloc);
        if (answer->bloc_count < 0)
            status = ent_fail_memory(error);
    }
    if (status != ENT_OK) {
        ent_blocs_free(answer);
        return status;
    }
    answer->steps = s->limits.steps;
    judge(g, answer, bound);
    *out = answer;
    return ENT_OK;
}

ent_status ent_blocs_exact(const ent_blocs_graph *graph, const ent_blocs_options *options,
                           const ent_monitor *monitor, ent_blocs **out, ent_error *error)
{
    solving s;
    double bound = 0;
    *out = NULL;
    ent_status status = begin(&s, graph, options, monitor, error);
    if (status == ENT_OK)
        status = solve(&s, graph, INFINITY, s.answer->bloc, &bound, error);
    return end(&s, graph, status, bound, out, error);
}

ent_status ent_blocs_branch(const ent_blocs_graph *graph, const ent_blocs_options *options,
                            const ent_monitor *monitor, ent_blocs **out, ent_error *error)
{
    solving s;
    double bound = 0;
    *out = NULL;
    ent_status status = begin(&s, graph, options, monitor, error);
    if (status == ENT_OK)
        status = blocs_start(graph, s.blocs, s.options->seed, 0, STARTS, s.answer->bloc, error);
    if (status == ENT_OK)
        status = blocs_dolls(graph, s.blocs, s.grain, &s.limits, s.answer->bloc, &bound, error);
    if (status == ENT_OK) {
        s.answer->kernel_actors = graph->n;
        s.answer->kernel_ties = graph->count;
    }
    return end(&s, graph, status, bound, out, error);
}

void ent_blocs_free(ent_blocs *blocs)
{
    if (!blocs)
        return;
    free(blocs->bloc);
    free(blocs);
}
