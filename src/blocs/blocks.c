/* Blocks: biconnected components, by depth-first search (Hopcroft & Tarjan 1973, Comm. ACM 16:372-78).
 *
 * Every cycle lies within one block, and blocks share single actors. So each block can be solved alone, and the least
 * value is the sum of theirs: two partitions of neighbouring blocks are joined by naming the blocs of one such that
 * the shared actor has the same bloc in both, which changes no tie. A bridge is a block of one tie and costs nothing. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct {
    const ent_blocs_graph *g;
    int *depth, *low, *path; /* when an actor was met (0: not yet), the earliest it reaches, actors on the path */
    size_t *next;            /* the next neighbour to look at */
    int *ties;               /* ties that belong to no block yet */
    size_t tie_count;
    int *actor; /* actors of blocks, in reverse order of answers */
    size_t actor_count, *end, block_count;
    int *of_tie, *mark; /* mark: the block that an actor was last put into, + 1 */
} search;

static void put_actor(search *s, int i)
{
    if (s->mark[i] != (int)s->block_count + 1) {
        s->mark[i] = (int)s->block_count + 1;
        s->actor[s->actor_count++] = i;
    }
}

/* The ties since `tie` are a block that hangs on `cut`, which goes in last: the order is turned over at the end. */
static void close_block(search *s, int tie, int cut)
{
    int k;
    s->mark[cut] = (int)s->block_count + 1;
    do {
        k = s->ties[--s->tie_count];
        s->of_tie[k] = (int)s->block_count;
        put_actor(s, s->g->ties[k].a);
        put_actor(s, s->g->ties[k].b);
    } while (k != tie);
    s->actor[s->actor_count++] = cut;
    s->end[s->block_count++] = s->actor_count;
}

static void visit(search *s, int root, int *clock, int *by)
{
    size_t length = 0;
    s->path[length++] = root;
    s->depth[root] = s->low[root] = ++*clock;
    by[root] = -1;
    while (length > 0) {
        int i = s->path[length - 1];
        if (s->next[i] < s->g->first[i + 1]) {
            const ent_blocs_neighbour *near = &s->g->near[s->next[i]++];
            int j = near->actor;
            if (near->tie == by[i])
                continue;
            if (s->depth[j] == 0) {
                s->ties[s->tie_count++] = near->tie;
                by[j] = near->tie;
                s->depth[j] = s->low[j] = ++*clock;
                s->path[length++] = j;
            } else if (s->depth[j] < s->depth[i]) {
                s->ties[s->tie_count++] = near->tie;
                s->low[i] = s->depth[j] < s->low[i] ? s->depth[j] : s->low[i];
            }
        } else if (--length > 0) {
            int above = s->path[length - 1];
            s->low[above] = s->low[i] < s->low[above] ? s->low[i] : s->low[above];
            if (s->low[i] >= s->depth[above])
                close_block(s, by[i], above);
        }
    }
}

/* Turn the order over: blocks that others hang on come first, and of each the actor on which it hangs. */
static ent_status turn_over(search *s, blocs_blocks *out, ent_error *error)
{
    out->count = s->block_count;
    out->actor = ent_new_array(s->actor_count, sizeof *out->actor);
    out->first = ent_new_array(s->block_count + 1, sizeof *out->first);
    if (!out->actor || !out->first)
        return ent_fail_memory(error);
    for (size_t k = 0; k < s->actor_count; k++)
        out->actor[k] = s->actor[s->actor_count - 1 - k];
    for (size_t b = 0; b < s->block_count; b++)
        out->first[b + 1] = s->actor_count - (b + 1 < s->block_count ? s->end[s->block_count - 2 - b] : 0);
    for (size_t k = 0; k < s->g->count; k++)
        out->of_tie[k] = (int)s->block_count - 1 - s->of_tie[k];
    return ENT_OK;
}

ent_status blocs_blocks_of(const ent_blocs_graph *graph, blocs_blocks *out, ent_error *error)
{
    size_t n = graph->n, count = graph->count;
    *out = (blocs_blocks){0};
    search s = {.g = graph};
    int *by = ent_new_array(n, sizeof *by), clock = 0;
    s.depth = ent_new_array(n, sizeof *s.depth);
    s.low = ent_new_array(n, sizeof *s.low);
    s.path = ent_new_array(n, sizeof *s.path);
    s.mark = ent_new_array(n, sizeof *s.mark);
    s.next = ent_new_array(n, sizeof *s.next);
    s.ties = ent_new_array(count, sizeof *s.ties);
    s.actor = ent_new_array(2 * count, sizeof *s.actor);
    s.end = ent_new_array(count, sizeof *s.end);
    s.of_tie = out->of_tie = ent_new_array(count, sizeof *out->of_tie);
    ent_status status = by && s.depth && s.low && s.path && s.mark && s.next && s.ties && s.actor && s.end &&
                                s.of_tie
                            ? ENT_OK
                            : ent_fail_memory(error);
    if (status == ENT_OK) {
        for (size_t i = 0; i < n; i++)
            s.next[i] = graph->first[i];
        for (size_t i = 0; i < n; i++)
            if (s.depth[i] == 0)
                visit(&s, (int)i, &clock, by);
        status = turn_over(&s, out, error);
    }
    free(by);
    free(s.depth);
    free(s.low);
    free(s.path);
    free(s.mark);
    free(s.next);
    free(s.ties);
    free(s.actor);
    free(s.end);
    if (status != ENT_OK)
        blocs_blocks_clear(out);
    return status;
}

void blocs_blocks_clear(blocs_blocks *blocks)
{
    free(blocks->first);
    free(blocks->actor);
    free(blocks->of_tie);
    *blocks = (blocs_blocks){0};
}
