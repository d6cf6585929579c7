/* A best partition with its proof: reductions (reduce.c), blocks (blocks.c), each block again, as what hangs on it is
 * gone now, till nothing changes; then linear programs with branching (cuts.c) for each.
 *
 * The least value is offset + the sum over blocks, and so is the bound. Whole weights give whole values; a kernel's
 * weights may be halves, but values of a kernel's partitions are still whole numbers apart, since each is the value of
 * a partition of the whole graph less the offset. */
#include "blocs/blocs.h"

#include "core/memory.h"

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

static ent_status solve_whole(solving *s, const ent_blocs_graph *g, double cutoff, int *bloc, double *bound,
                              ent_error *error)
{
    double value;
    ent_status status = blocs_start(g, s->blocs, s->options->seed, bloc, &value, error);
    if (status == ENT_OK)
        status = blocs_cuts(g, s->blocs == ENT_BLOCS_TWO, s->grain, cutoff, &s->limits, bloc, &value, bound, error);
    s->answer->kernel_actors += g->n;
    s->answer->kernel_ties += g->count;
    return status;
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

ent_status ent_blocs_exact(const ent_blocs_graph *graph, const ent_blocs_options *options,
                           const ent_monitor *monitor, ent_blocs **out, ent_error *error)
{
    static const ent_blocs_options defaults = ENT_BLOCS_DEFAULTS;
    options = options ? options : &defaults;
    *out = NULL;
    ent_status status = check(options, error);
    if (status != ENT_OK)
        return status;
    ent_blocs *answer = ent_new_array(1, sizeof *answer);
    if (!answer || !(answer->bloc = ent_new_array(graph->n, sizeof *answer->bloc))) {
        ent_blocs_free(answer);
        return ent_fail_memory(error);
    }
    solving s = {.options = options, .blocs = options->blocs, .grain = graph->whole, .answer = answer};
    s.limits = (blocs_limits){monitor, options->seconds > 0 ? blocs_seconds() + options->seconds : INFINITY, 0,
                              options->steps};
    double bound;
    status = solve(&s, graph, INFINITY, answer->bloc, &bound, error);
    if (status == ENT_OK) {
        answer->bloc_count = ent_blocs_name(graph, options->blocs == ENT_BLOCS_TWO, answer->bloc);
        if (answer->bloc_count < 0)
            status = ent_fail_memory(error);
        answer->steps = s.limits.steps;
        judge(graph, answer, bound);
    }
    if (status != ENT_OK)
        ent_blocs_free(answer);
    else
        *out = answer;
    return status;
}

void ent_blocs_free(ent_blocs *blocs)
{
    if (!blocs)
        return;
    free(blocs->bloc);
    free(blocs);
}
