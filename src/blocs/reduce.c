/* Exact reductions: actors are taken out one by one, so that the least value stays the same.
 *
 * All rules have one form. Let c(x) be the least that the ties of actor u can cost once all others stand at x. If
 * c(x) = constant + what some ties between u's neighbours cost at x, then u goes and these ties come instead; and
 * where the others have been placed best, u is placed best given them (blocs_lift). Ties between one pair of actors
 * are added: of +p and -m (p, m > 0) min(p, m) is paid however the two stand, and p - m is left.
 *
 *   heavy tie    |w_uv| >= sum of |w_ux| over all other ties of u, and (friendly, or two blocs). Moving u to the
 *                side that uv wants saves |w_uv| and costs at most |w_ux| for each other tie, so that for every x
 *                a best place for u satisfies uv. u is joined to v (two blocs, hostile: to v's opposite, its ties
 *                change sign). Of one tie this is the rule for pendant actors and, again and again, for the trees
 *                that hang on the 2-core.
 *   two ties     u with a and b, weights p <= q, is heavy unless the greater is hostile and there are not two blocs.
 *                Then, if the lesser is friendly (a) and the greater hostile (b): a and b apart, u joins a and pays
 *                nothing; together, it pays p by leaving. That is a hostile tie ab of weight p.
 *   foes only    without friends, u can stand alone or in a bloc where it has no tie (free; or K > its ties):
 *                it pays nothing.
 *   three ties   two blocs only. Say a, b, c are turned such that all ties are friendly (weights p, q, r, none above
 *                the sum of the others, else it is heavy). u joins the majority and pays p if a stands alone, q if b,
 *                r if c, 0 if none: the ties ab (p + q - r) / 2, ac (p + r - q) / 2, bc (q + r - p) / 2 cost the same
 *                (the star-triangle transformation of Ising models). */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct blocs_gone {
    int actor;
    size_t first; /* its ties: tie[first] up to the next one's first */
} blocs_gone;

typedef struct {
    int end[2];
    int next[2]; /* the next tie of each end, -1 */
    double weight; /* 0: there is none now */
} pair_tie;

typedef struct {
    int blocs;
    size_t n;
    pair_tie *tie;
    size_t count, room;
    int *slot; /* hash of pairs: places in tie, -1 */
    size_t slots;
    int *head;       /* [n] first tie of each actor, -1 */
    bool *gone, *waits; /* [n] */
    int *stack;      /* [n] whom to look at */
    size_t waiting;
    ent_blocs_neighbour *near; /* [n] ties of the actor at hand */
    blocs_kernel *kernel;
} reducing;

/* ---- ties by pair ---- */

static size_t place_of(const reducing *r, int a, int b)
{
    uint64_t key = (uint64_t)(uint32_t)a << 32 | (uint32_t)b;
    key = (key ^ key >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(key >> 20) & (r->slots - 1);
    while (r->slot[at] >= 0 && (r->tie[r->slot[at]].end[0] != a || r->tie[r->slot[at]].end[1] != b))
        at = (at + 1) & (r->slots - 1);
    return at;
}

static bool make_slots(reducing *r, size_t slots)
{
    int *fresh = ent_new_array(slots, sizeof *fresh);
    if (!fresh)
        return false;
    free(r->slot);
    r->slot = fresh;
    r->slots = slots;
    for (size_t k = 0; k < slots; k++)
        fresh[k] = -1;
    for (size_t k = 0; k < r->count; k++)
        fresh[place_of(r, r->tie[k].end[0], r->tie[k].end[1])] = (int)k;
    return true;
}

static void look_again(reducing *r, int actor)
{
    if (!r->waits[actor]) {
        r->waits[actor] = true;
        r->stack[r->waiting++] = actor;
    }
}

static void add_weight(reducing *r, pair_tie *tie, double weight)
{
    if ((tie->weight > 0) != (weight > 0) && tie->weight != 0)
        r->kernel->offset += fmin(fabs(tie->weight), fabs(weight));
    tie->weight += weight;
}

static bool add_tie(reducing *r, int a, int b, double weight)
{
    if (weight == 0)
        return true;
    int low = a < b ? a : b, high = a < b ? b : a;
    if ((r->count + 1) * 2 > r->slots && !make_slots(r, 2 * r->slots))
        return false;
    size_t at = place_of(r, low, high);
    if (r->slot[at] < 0) {
        if (!ent_grow(&r->tie, r->count, &r->room, sizeof *r->tie))
            return false;
        r->tie[r->count] = (pair_tie){{low, high}, {r->head[low], r->head[high]}, 0};
        r->slot[at] = r->head[low] = r->head[high] = (int)r->count++;
    }
    add_weight(r, &r->tie[r->slot[at]], weight);
    look_again(r, a);
    look_again(r, b);
    return true;
}

/* The ties that u has now, into near. Those that are no more leave its list. */
static size_t ties_of(reducing *r, int u)
{
    size_t count = 0;
    int *link = &r->head[u];
    while (*link >= 0) {
        int k = *link;
        pair_tie *tie = &r->tie[k];
        int side = tie->end[1] == u, other = tie->end[!side];
        if (!r->gone[other] && tie->weight != 0)
            r->near[count++] = (ent_blocs_neighbour){other, k, tie->weight};
        if (r->gone[other]) /* one of weight 0 stays: it may come back */
            *link = tie->next[side];
        else
            link = &tie->next[side];
    }
    return count;
}

/* ---- rules ---- */

static bool take_out(reducing *r, int u, size_t count)
{
    blocs_kernel *kernel = r->kernel;
    if (!ent_grow(&kernel->gone, kernel->gone_count, &kernel->gone_room, sizeof *kernel->gone))
        return false;
    kernel->gone[kernel->gone_count++] = (blocs_gone){u, kernel->tie_count};
    for (size_t k = 0; k < count; k++) {
        if (!ent_grow(&kernel->tie, kernel->tie_count, &kernel->tie_room, sizeof *kernel->tie))
            return false;
        kernel->tie[kernel->tie_count++] = r->near[k];
        look_again(r, r->near[k].actor);
    }
    r->gone[u] = true;
    return true;
}

static bool join(reducing *r, size_t count, size_t heavy)
{
    int v = r->near[heavy].actor;
    double turn = r->near[heavy].weight > 0 ? 1 : -1;
    bool ok = true;
    for (size_t k = 0; ok && k < count; k++)
        if (k != heavy)
            ok = add_tie(r, v, r->near[k].actor, turn * r->near[k].weight);
    return ok;
}

static bool star_triangle(reducing *r)
{
    const ent_blocs_neighbour *x = r->near;
    double w[3] = {fabs(x[0].weight), fabs(x[1].weight), fabs(x[2].weight)};
    bool ok = true;
    for (int i = 0; ok && i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        double weight = (w[i] + w[j] - w[k]) / 2;
        bool friendly = (x[i].weight > 0) == (x[j].weight > 0);
        ok = add_tie(r, x[i].actor, x[j].actor, friendly ? weight : -weight);
    }
    return ok;
}

/* The tie of u by which it can be joined to another, or `count`. */
static size_t heavy_tie(const reducing *r, size_t count)
{
    size_t heavy = 0;
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        sum += fabs(r->near[k].weight);
        if (fabs(r->near[k].weight) > fabs(r->near[heavy].weight) ||
            (fabs(r->near[k].weight) == fabs(r->near[heavy].weight) && r->near[k].weight > 0))
            heavy = k;
    }
    bool may = r->blocs == ENT_BLOCS_TWO || r->near[heavy].weight > 0;
    return may && 2 * fabs(r->near[heavy].weight) >= sum ? heavy : count;
}

static bool foes_only(const reducing *r, size_t count)
{
    if (count > 0 && r->blocs != ENT_BLOCS_FREE && (size_t)r->blocs <= count)
        return false;
    for (size_t k = 0; k < count; k++)
        if (r->near[k].weight > 0)
            return false;
    return true;
}

/* A friend of lesser weight and a foe: see "two ties" above. */
static bool friend_and_foe(reducing *r)
{
    double least = fmin(fabs(r->near[0].weight), fabs(r->near[1].weight));
    return add_tie(r, r->near[0].actor, r->near[1].actor, -least);
}

static bool look_at(reducing *r, int u)
{
    size_t count = ties_of(r, u), heavy;
    if (foes_only(r, count))
        return take_out(r, u, count);
    if ((heavy = heavy_tie(r, count)) < count)
        return take_out(r, u, count) && join(r, count, heavy);
    if (count == 2 && r->blocs != 1)
        return take_out(r, u, count) && friend_and_foe(r);
    if (count == 3 && r->blocs == ENT_BLOCS_TWO)
        return take_out(r, u, count) && star_triangle(r);
    return true;
}

/* ---- the whole ---- */

static bool begin(reducing *r, const ent_blocs_graph *graph)
{
    size_t slots = 16;
    while (slots < 4 * graph->count)
        slots *= 2;
    r->head = ent_new_array(r->n, sizeof *r->head);
    r->gone = ent_new_array(r->n, sizeof *r->gone);
    r->waits = ent_new_array(r->n, sizeof *r->waits);
    r->stack = ent_new_array(r->n, sizeof *r->stack);
    r->near = ent_new_array(r->n, sizeof *r->near);
    if (!r->head || !r->gone || !r->waits || !r->stack || !r->near || !make_slots(r, slots))
        return false;
    for (size_t i = 0; i < r->n; i++)
        r->head[i] = -1;
    for (size_t i = r->n; i-- > 0;)
        look_again(r, (int)i);
    for (size_t k = 0; k < graph->count; k++)
        if (!add_tie(r, graph->ties[k].a, graph->ties[k].b, graph->ties[k].weight))
            return false;
    return true;
}

static ent_status make_kernel(reducing *r, ent_error *error)
{
    blocs_kernel *kernel = r->kernel;
    size_t n = 0, count = 0;
    int *number = r->stack; /* of each actor in the kernel */
    ent_signed_tie *ties = ent_new_array(r->count, sizeof *ties);
    kernel->actor = ent_new_array(r->n, sizeof *kernel->actor);
    ent_status status = ties && kernel->actor ? ENT_OK : ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < r->n; i++)
        if (!r->gone[i]) {
            number[i] = (int)n;
            kernel->actor[n++] = (int)i;
        }
    for (size_t k = 0; status == ENT_OK && k < r->count; k++) {
        const pair_tie *t = &r->tie[k];
        if (t->weight != 0 && !r->gone[t->end[0]] && !r->gone[t->end[1]])
            ties[count++] = (ent_signed_tie){number[t->end[0]], number[t->end[1]], t->weight};
    }
    if (status == ENT_OK)
        status = ent_blocs_graph_new(n, ties, count, &kernel->graph, error);
    free(ties);
    return status;
}

ent_status blocs_reduce(const ent_blocs_graph *graph, int blocs, blocs_kernel *out, ent_error *error)
{
    *out = (blocs_kernel){0};
    reducing r = {.blocs = blocs, .n = graph->n, .kernel = out};
    bool ok = begin(&r, graph);
    while (ok && r.waiting > 0) {
        int u = r.stack[--r.waiting];
        r.waits[u] = false;
        ok = r.gone[u] || look_at(&r, u);
    }
    ent_status status = ok ? make_kernel(&r, error) : ent_fail_memory(error);
    free(r.tie);
    free(r.slot);
    free(r.head);
    free(r.gone);
    free(r.waits);
    free(r.stack);
    free(r.near);
    if (status != ENT_OK)
        blocs_kernel_clear(out);
    return status;
}

void blocs_kernel_clear(blocs_kernel *kernel)
{
    ent_blocs_graph_free(kernel->graph);
    free(kernel->actor);
    free(kernel->gone);
    free(kernel->tie);
    *kernel = (blocs_kernel){0};
}

/* ---- back ---- */

/* The bloc with which the actor gains most; `sum` is 0 before and after. Ties without friends: one of its own, if
 * the number of blocs leaves room, or the first where it has no tie. */
static int best_bloc(const ent_blocs_neighbour *tie, size_t count, int blocs, int *named, const int *bloc,
                     double *sum)
{
    int best = -1;
    for (size_t k = 0; k < count; k++)
        sum[bloc[tie[k].actor]] += tie[k].weight;
    if (blocs != ENT_BLOCS_FREE) {
        for (int b = 0; b < blocs; b++)
            if (best < 0 || sum[b] > sum[best])
                best = b;
    } else {
        for (size_t k = 0; k < count; k++) {
            int b = bloc[tie[k].actor];
            if (sum[b] > 0 && (best < 0 || sum[b] > sum[best]))
                best = b;
        }
        if (best < 0)
            best = (*named)++;
    }
    for (size_t k = 0; k < count; k++)
        sum[bloc[tie[k].actor]] = 0;
    return best;
}

ent_status blocs_lift(const blocs_kernel *kernel, size_t n, int blocs, const int *inner, int *bloc,
                      ent_error *error)
{
    int named = 0;
    double *sum = ent_new_array(n + (size_t)(blocs > 0 ? blocs : 0) + 1, sizeof *sum);
    if (!sum)
        return ent_fail_memory(error);
    for (size_t k = 0; k < kernel->graph->n; k++) {
        bloc[kernel->actor[k]] = inner[k];
        named = inner[k] >= named ? inner[k] + 1 : named;
    }
    for (size_t g = kernel->gone_count; g-- > 0;) {
        size_t first = kernel->gone[g].first;
        size_t end = g + 1 < kernel->gone_count ? kernel->gone[g + 1].first : kernel->tie_count;
        const ent_blocs_neighbour *ties = kernel->tie ? &kernel->tie[first] : NULL; /* nobody who went had a tie */
        bloc[kernel->gone[g].actor] = best_bloc(ties, end - first, blocs, &named, bloc, sum);
    }
    free(sum);
    return ENT_OK;
}
