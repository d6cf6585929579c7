/* All partitions within a margin of the best, and what they have in common.
 *
 * A relation of two actors (together or apart) holds in all of them if and only if the least value with the opposite
 * relation forced is above the limit value + margin. A relation is forced by a tie heavier than all others together.
 *   1. Groups. Actors who stand alike in all partitions found so far are candidates; each is tried against the first
 *      of its group with the opposite relation forced. Either there is nothing: they are alike in all, and are one
 *      actor from now on, so that what follows is solved on ever smaller graphs. Or a new partition is found, which
 *      tells them apart. (Two blocs: alike means always together or always opposite.)
 *   2. Free: pairs of groups that are apart in all partitions found are tried together.
 *   3. Listing. A partition is known by some relations: two blocs, of each group to the first of its component; free,
 *      of groups that share a friendly tie, since blocs are held together by friendly ties. From a partition and the
 *      relations that led to it, each further relation in turn is reversed with those before it kept (Lawler 1972,
 *      Management Science 18:401-05): every solution is a new partition, and none is missed. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int a, b;
    bool together;
} relation;

typedef struct {
    const ent_blocs_graph *g;
    ent_blocs_options options;
    blocs_limits limits;
    bool two;
    double most, slack; /* values up to `most`; slack for rounding errors */
    int *component;     /* [n], -1 without ties */
    int *same;          /* [n] the earlier actor that this one is joined to; itself: it stands for a group */
    bool *opposite;     /* [n] two blocs: joined to its opposite */
    int *node;          /* [n] work: its group's number in the graph of groups */
    int *found;         /* [found_count * n] */
    size_t found_count, found_room;
    ent_signed_tie *ties, *merged; /* work */
    int *inner;                    /* work: [n] */
    bool unsure;                   /* a limit ended a proof */
} finding;

/* ---- forced solutions ---- */

static int compare_ties(const void *left, const void *right)
{
    const ent_signed_tie *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    if ((x->weight > 0) != (y->weight > 0))
        return x->weight > 0 ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

/* Number the groups; returns how many. */
static size_t number_groups(finding *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->g->n; i++)
        f->node[i] = f->same[i] == (int)i ? (int)count++ : f->node[f->same[i]];
    return count;
}

static size_t put_tie(const finding *f, size_t count, int a, int b, double weight, double *constant)
{
    int x = f->node[a], y = f->node[b];
    if (f->opposite[a] != f->opposite[b])
        weight = -weight;
    if (x == y)
        *constant += weight < 0 ? -weight : 0;
    else
        f->ties[count++] = (ent_signed_tie){x < y ? x : y, x < y ? y : x, weight};
    return count;
}

/* The graph of groups with the relations forced, and what ties within groups cost in any case. */
static ent_status force(finding *f, const relation *forced, size_t forced_count, ent_blocs_graph **out,
                        double *constant, ent_error *error)
{
    size_t count = 0, merged = 0, nodes = number_groups(f);
    *constant = 0;
    for (size_t k = 0; k < f->g->count; k++)
        count = put_tie(f, count, f->g->ties[k].a, f->g->ties[k].b, f->g->ties[k].weight, constant);
    for (size_t k = 0; k < forced_count; k++)
        count = put_tie(f, count, forced[k].a, forced[k].b,
                        forced[k].together ? f->g->total + 1 : -f->g->total - 1, constant);
    qsort(f->ties, count, sizeof *f->ties, compare_ties);
    for (size_t k = 0; k < count; k++) {
        ent_signed_tie *last = merged > 0 ? &f->merged[merged - 1] : NULL;
        if (last && last->a == f->ties[k].a && last->b == f->ties[k].b &&
            (last->weight > 0) == (f->ties[k].weight > 0))
            last->weight += f->ties[k].weight;
        else
            f->merged[merged++] = f->ties[k];
    }
    return ent_blocs_graph_new(nodes, f->merged, merged, out, error);
}

static ent_status keep(finding *f, const int *bloc, ent_error *error)
{
    size_t n = f->g->n;
    if (f->found_count == f->found_room) {
        size_t room = f->found_room ? 2 * f->found_room : 16;
        int *grown = ent_new_array(room * n, sizeof *grown);
        if (!grown)
            return ent_fail_memory(error);
        if (f->found)
            memcpy(grown, f->found, f->found_count * n * sizeof *grown);
        free(f->found);
        f->found = grown;
        f->found_room = room;
    }
    memcpy(&f->found[f->found_count++ * n], bloc, n * sizeof *bloc);
    return ENT_OK;
}

/* Look for a partition within the limit that has the relations. If there is one it is kept and *yes is true. */
static ent_status try_forced(finding *f, const relation *forced, size_t count, bool *yes, ent_error *error)
{
    ent_blocs_graph *graph = NULL;
    double constant, bound = 0;
    *yes = false;
    ent_status status = force(f, forced, count, &graph, &constant, error);
    double most = f->most - constant;
    int *bloc = ent_new_array(f->g->n, sizeof *bloc);
    if (status == ENT_OK && !bloc)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = blocs_solve(graph, &f->options, &f->limits, most + (f->g->whole ? 1 : 3 * f->slack), f->inner,
                             &bound, error);
    if (status == ENT_OK && ent_blocs_value(graph, f->inner) <= most + f->slack) {
        *yes = true;
        for (size_t i = 0; i < f->g->n; i++)
            bloc[i] = f->inner[f->node[i]] ^ (f->two && f->opposite[i]);
        if ((!f->two && !blocs_split(f->g, bloc)) || ent_blocs_name(f->g, f->two, bloc) < 0)
            status = ent_fail_memory(error);
        else
            status = keep(f, bloc, error);
    } else if (status == ENT_OK && bound < most + (f->g->whole ? 0.5 : f->slack)) {
        f->unsure = true;
    }
    free(bloc);
    ent_blocs_graph_free(graph);
    return status;
}

/* ---- groups ---- */

static bool together_in(const finding *f, size_t found, int a, int b)
{
    const int *bloc = &f->found[found * f->g->n];
    return bloc[a] == bloc[b];
}

/* Whether two actors stand alike in all partitions found; two blocs: also if always opposite. */
static bool alike(const finding *f, int a, int b)
{
    bool first = together_in(f, 0, a, b);
    if (f->component[a] != f->component[b] || (!f->two && !first))
        return false;
    for (size_t k = 1; k < f->found_count; k++)
        if (together_in(f, k, a, b) != first)
            return false;
    return true;
}

static ent_status place_actor(finding *f, int actor, ent_error *error)
{
    for (int other = 0; other < actor; other++) {
        bool yes;
        if (f->same[other] != other || f->component[other] < 0 || !alike(f, other, actor))
            continue;
        relation opposite = {other, actor, !together_in(f, 0, other, actor)};
        ent_status status = try_forced(f, &opposite, 1, &yes, error);
        if (status != ENT_OK)
            return status;
        if (!yes) {
            f->same[actor] = other;
            f->opposite[actor] = f->two && opposite.together;
            return ENT_OK;
        }
    }
    return ENT_OK;
}

static ent_status find_groups(finding *f, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < f->g->n; i++)
        if (f->component[i] >= 0)
            status = place_actor(f, (int)i, error);
    return status;
}

/* ---- pairs of groups ---- */

/* Whether joining the blocs of a and b in a partition found leaves it within the limit. */
static bool joins(const finding *f, size_t found, int a, int b)
{
    const int *bloc = &f->found[found * f->g->n];
    double value = 0;
    for (size_t k = 0; k < f->g->count; k++) {
        const ent_signed_tie *t = &f->g->ties[k];
        int x = bloc[t->a] == bloc[b] ? bloc[a] : bloc[t->a], y = bloc[t->b] == bloc[b] ? bloc[a] : bloc[t->b];
        value += (x == y) != (t->weight > 0) ? fabs(t->weight) : 0;
    }
    return value <= f->most + f->slack;
}

static ent_status relate(finding *f, int a, int b, ent_blocs_pair *pair, ent_error *error)
{
    bool yes;
    *pair = ENT_BLOCS_UNDECIDED;
    for (size_t k = 0; k < f->found_count; k++)
        if (together_in(f, k, a, b) || joins(f, k, a, b))
            return ENT_OK;
    relation together = {a, b, true};
    ent_status status = try_forced(f, &together, 1, &yes, error);
    if (status == ENT_OK && !yes)
        *pair = ENT_BLOCS_APART;
    return status;
}

/* Two blocs: a group of actors alike is two of the answer's groups, one on each side. */
static void name_groups(finding *f, ent_blocs_optima *out)
{
    size_t n = f->g->n;
    int *of = f->node; /* the first actor of the answer's group, by actor standing for it and side */
    for (size_t i = 0; i < n; i++) {
        out->group[i] = -1;
        of[i] = -1;
    }
    for (size_t i = 0; i < n; i++) {
        if (f->component[i] < 0)
            continue;
        int stands = f->same[i];
        if (f->opposite[i]) {
            if (of[stands] < 0)
                of[stands] = out->group_count++;
            out->group[i] = of[stands];
        } else {
            out->group[i] = stands == (int)i ? out->group_count++ : out->group[stands];
        }
    }
}

static ent_status find_pairs(finding *f, ent_blocs_optima *out, ent_error *error)
{
    size_t groups = (size_t)out->group_count;
    int *first = ent_new_array(groups, sizeof *first); /* an actor of each group */
    out->pair = ent_new_array(groups * groups, 1);
    ent_status status = first && out->pair ? ENT_OK : ent_fail_memory(error);
    for (size_t i = f->g->n; status == ENT_OK && i-- > 0;)
        if (out->group[i] >= 0)
            first[out->group[i]] = (int)i;
    for (size_t x = 0; status == ENT_OK && x < groups; x++) {
        out->pair[x * groups + x] = ENT_BLOCS_TOGETHER;
        for (size_t y = x + 1; status == ENT_OK && y < groups; y++) {
            ent_blocs_pair pair = ENT_BLOCS_UNDECIDED;
            if (!f->two)
                status = relate(f, first[x], first[y], &pair, error);
            else if (f->same[first[x]] == f->same[first[y]])
                pair = ENT_BLOCS_APART;
            out->pair[x * groups + y] = out->pair[y * groups + x] = (unsigned char)pair;
        }
    }
    free(first);
    return status;
}

/* ---- listing ---- */

/* The relations that tell partitions apart. */
static ent_status list_relations(const finding *f, const ent_blocs_optima *answer, relation **out, size_t *count,
                                 ent_error *error)
{
    size_t room = 0, n = f->g->n, groups = (size_t)answer->group_count;
    bool *seen = ent_new_array(f->two ? 1 : groups * groups, sizeof *seen);
    *out = NULL;
    *count = 0;
    ent_status status = seen ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && f->two && i < n; i++)
        if (f->component[i] >= 0 && f->same[i] == (int)i && f->component[i] != (int)i) {
            if (!ent_grow(out, *count, &room, sizeof **out))
                status = ent_fail_memory(error);
            else
                (*out)[(*count)++] = (relation){f->component[i], (int)i, true};
        }
    for (size_t k = 0; status == ENT_OK && !f->two && k < f->g->count; k++) {
        const ent_signed_tie *t = &f->g->ties[k];
        size_t x = (size_t)answer->group[t->a], y = (size_t)answer->group[t->b];
        if (t->weight < 0 || seen[x * groups + y] || answer->pair[x * groups + y] != ENT_BLOCS_UNDECIDED)
            continue;
        seen[x * groups + y] = seen[y * groups + x] = true;
        if (!ent_grow(out, *count, &room, sizeof **out))
            status = ent_fail_memory(error);
        else
            (*out)[(*count)++] = (relation){f->same[t->a], f->same[t->b], true};
    }
    free(seen);
    return status;
}

/* From the partitions found, `from` on: each with how many of its relations are kept. */
static ent_status list_all(finding *f, relation *relations, size_t count, size_t limit, bool *complete,
                           ent_error *error)
{
    size_t *kept = ent_new_array(limit + 1, sizeof *kept);
    ent_status status = kept ? ENT_OK : ent_fail_memory(error);
    f->found_count = 1;
    *complete = true;
    for (size_t at = 0; status == ENT_OK && at < f->found_count; at++)
        for (size_t r = kept[at]; status == ENT_OK && r < count; r++) {
            bool yes;
            for (size_t k = 0; k <= r; k++)
                relations[k].together = together_in(f, at, relations[k].a, relations[k].b) == (k < r);
            status = try_forced(f, relations, r + 1, &yes, error);
            if (status != ENT_OK || !yes)
                continue;
            if (f->found_count > limit) {
                f->found_count--;
                *complete = false;
                at = f->found_count; /* enough */
                break;
            }
            kept[f->found_count - 1] = r + 1;
        }
    free(kept);
    return status;
}

/* ---- the whole ---- */

static ent_status label_components(finding *f, ent_error *error)
{
    const ent_blocs_graph *g = f->g;
    int *queue = ent_new_array(g->n, sizeof *queue);
    if (!queue)
        return ent_fail_memory(error);
    for (size_t i = 0; i < g->n; i++)
        f->component[i] = -1;
    for (size_t start = 0; start < g->n; start++) {
        size_t head = 0, tail = 0;
        if (f->component[start] >= 0 || g->first[start] == g->first[start + 1])
            continue;
        f->component[start] = (int)start;
        queue[tail++] = (int)start;
        while (head < tail) {
            int i = queue[head++];
            for (size_t k = g->first[i]; k < g->first[i + 1]; k++)
                if (f->component[g->near[k].actor] < 0) {
                    f->component[g->near[k].actor] = (int)start;
                    queue[tail++] = g->near[k].actor;
                }
        }
    }
    free(queue);
    return ENT_OK;
}

static ent_status begin(finding *f, const ent_blocs *best, ent_error *error)
{
    size_t n = f->g->n, ties = f->g->count + n + f->g->count;
    f->component = ent_new_array(n, sizeof *f->component);
    f->same = ent_new_array(n, sizeof *f->same);
    f->opposite = ent_new_array(n, sizeof *f->opposite);
    f->node = ent_new_array(n, sizeof *f->node);
    f->inner = ent_new_array(n, sizeof *f->inner);
    f->ties = ent_new_array(ties + 1, sizeof *f->ties);
    f->merged = ent_new_array(ties + 1, sizeof *f->merged);
    if (!f->component || !f->same || !f->opposite || !f->node || !f->inner || !f->ties || !f->merged)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        f->same[i] = (int)i;
    ent_status status = label_components(f, error);
    return status == ENT_OK ? keep(f, best->bloc, error) : status;
}

static void release(finding *f)
{
    free(f->component);
    free(f->same);
    free(f->opposite);
    free(f->node);
    free(f->inner);
    free(f->ties);
    free(f->merged);
    free(f->found);
}

static ent_status answer(finding *f, ent_blocs_optima *out, size_t limit, ent_error *error)
{
    relation *relations = NULL;
    size_t count = 0;
    ent_status status = find_groups(f, error);
    if (status == ENT_OK) {
        name_groups(f, out);
        status = find_pairs(f, out, error);
    }
    out->backbone = !f->unsure;
    if (status == ENT_OK && limit > 0)
        status = list_relations(f, out, &relations, &count, error);
    if (status == ENT_OK && limit > 0)
        status = list_all(f, relations, count, limit, &out->complete, error);
    if (status == ENT_OK && limit > 0) {
        out->complete = out->complete && !f->unsure;
        out->count = f->found_count;
        out->bloc = f->found;
        f->found = NULL;
    }
    free(relations);
    return status;
}

ent_status ent_blocs_all(const ent_blocs_graph *graph, const ent_blocs_options *options, double margin,
                         size_t limit, const ent_monitor *monitor, ent_blocs_optima **out, ent_error *error)
{
    static const ent_blocs_options defaults = ENT_BLOCS_DEFAULTS;
    finding f = {.g = graph, .options = options ? *options : defaults};
    ent_blocs *best = NULL;
    *out = NULL;
    if (!(margin >= 0) || isinf(margin))
        return ent_fail(error, ENT_ERR_ARGUMENT, "a margin of %g: expected 0 or more", margin);
    if (f.options.blocs != ENT_BLOCS_TWO && f.options.blocs != ENT_BLOCS_FREE)
        return ent_fail(error, ENT_ERR_ARGUMENT, "all partitions into at most %d blocs: expected 2 or free",
                        f.options.blocs);
    ent_status status = ent_blocs_exact(graph, &f.options, monitor, &best, error);
    if (status == ENT_OK && !best->proven)
        status = ent_fail(error, ENT_ERR_CONVERGENCE,
                          "the best value is not proven within the limits: it lies from %g to %g", best->bound,
                          best->value);
    ent_blocs_optima *made = NULL;
    if (status == ENT_OK && (!(made = ent_new_array(1, sizeof *made)) ||
                             !(made->group = ent_new_array(graph->n, sizeof *made->group))))
        status = ent_fail_memory(error);
    if (status == ENT_OK) {
        f.two = f.options.blocs == ENT_BLOCS_TWO;
        f.slack = graph->whole ? 1e-6 : 1e-7 * graph->total;
        f.most = best->value + (graph->whole ? floor(margin) : margin); /* whole values have none between */
        f.limits = (blocs_limits){monitor, INFINITY, 0, 0};
        if (f.options.seconds > 0)
            f.limits.until = blocs_seconds() + f.options.seconds;
        made->value = best->value;
        made->margin = margin;
        made->n = graph->n;
        status = begin(&f, best, error);
    }
    if (status == ENT_OK)
        status = answer(&f, made, limit, error);
    if (status != ENT_OK)
        ent_blocs_optima_free(made);
    else
        *out = made;
    release(&f);
    ent_blocs_free(best);
    return status;
}

void ent_blocs_optima_free(ent_blocs_optima *optima)
{
    if (!optima)
        return;
    free(optima->bloc);
    free(optima->group);
    free(optima->pair);
    free(optima);
}
