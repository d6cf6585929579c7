/* Cycles that a fractional solution f violates.
 *
 * Two blocs. A set of ties is what a partition leaves frustrated if and only if every cycle has an even number of
 * frustrated ties when its hostile ties are even in number, an odd number else. So for every cycle C and every subset
 * F of it with |F| odd if C is balanced, even if it is not,
 *   sum_{C - F} f - sum_F f >= 1 - |F|.
 * (Barahona & Mahjoub 1986, Mathematical Programming 36:157-73, in terms of frustration.) F is taken to be the ties
 * with f > 1/2: turn their signs, let a tie be as long as min(f, 1 - f); then a cycle is violated if it has an odd
 * number of hostile ties and is shorter than 1. Shortest paths in the signed double cover (two nodes an actor; a
 * friendly tie leads to the same side, a hostile one to the other) find it. Turned by a partition (ties that it
 * satisfies are friendly, frustrated ones hostile) every such cycle has a frustrated tie, so that searching from these
 * finds all.
 *
 * Free. x_e = f_e of a friendly tie, 1 - f_e of a hostile one: whether its ends are apart. Then x_e <= sum_P x for
 * every path P between the ends of e (Grotschel & Wakabayashi 1989, Mathematical Programming 45:59-96; Chopra & Rao
 * 1993, Mathematical Programming 59:87-115): shortest paths on all ties by x.
 *
 * A tie used by a cycle becomes longer for the rest of the round, so that cycles spread over the graph; and each step
 * of a path costs a little (`hop`), since short cycles make sparse rows. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static const double TOLERANCE = 1e-6;

typedef struct {
    double key;
    int node;
} heap_item;

struct blocs_cycles {
    const ent_blocs_graph *g;
    bool two;
    double *length;        /* of each tie in this round, with what was added for use */
    double *exact;         /* without */
    bool *turned, *odd;    /* f > 1/2; hostile as turned by f and the partition */
    double *distance;      /* of each node, 2 i + side; INFINITY */
    int *by, *touched;     /* the tie by which a node was reached; nodes with a distance */
    size_t touched_count;
    heap_item *heap;
    size_t heap_count, heap_room;
    int *path, *met, *row; /* ties of a path; where on it an actor was met; ties of a row */
    signed char *sign;
};

ent_status blocs_cycles_new(const ent_blocs_graph *graph, bool two, blocs_cycles **out, ent_error *error)
{
    *out = NULL;
    blocs_cycles *c = ent_new_array(1, sizeof *c);
    if (!c)
        return ent_fail_memory(error);
    size_t n = graph->n, count = graph->count;
    c->g = graph;
    c->two = two;
    c->length = ent_new_array(count, sizeof *c->length);
    c->exact = ent_new_array(count, sizeof *c->exact);
    c->turned = ent_new_array(count, sizeof *c->turned);
    c->odd = ent_new_array(count, sizeof *c->odd);
    c->distance = ent_new_array(2 * n, sizeof *c->distance);
    c->by = ent_new_array(2 * n, sizeof *c->by);
    c->touched = ent_new_array(2 * n, sizeof *c->touched);
    c->path = ent_new_array(2 * n + 1, sizeof *c->path);
    c->met = ent_new_array(n, sizeof *c->met);
    c->row = ent_new_array(2 * n + 1, sizeof *c->row);
    c->sign = ent_new_array(2 * n + 1, sizeof *c->sign);
    c->heap_room = 4 * count + 4;
    c->heap = ent_new_array(c->heap_room, sizeof *c->heap);
    if (!c->length || !c->exact || !c->turned || !c->odd || !c->distance || !c->by || !c->touched || !c->path ||
        !c->met || !c->row || !c->sign || !c->heap) {
        blocs_cycles_free(c);
        return ent_fail_memory(error);
    }
    for (size_t k = 0; k < 2 * n; k++)
        c->distance[k] = INFINITY;
    for (size_t i = 0; i < n; i++)
        c->met[i] = -1;
    *out = c;
    return ENT_OK;
}

void blocs_cycles_free(blocs_cycles *c)
{
    if (!c)
        return;
    free(c->length);
    free(c->exact);
    free(c->turned);
    free(c->odd);
    free(c->distance);
    free(c->by);
    free(c->touched);
    free(c->heap);
    free(c->path);
    free(c->met);
    free(c->row);
    free(c->sign);
    free(c);
}

/* ---- shortest paths ---- */

static void push(blocs_cycles *c, double key, int node)
{
    size_t at = c->heap_count++;
    while (at > 0 && c->heap[(at - 1) / 2].key > key) {
        c->heap[at] = c->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    c->heap[at] = (heap_item){key, node};
}

static heap_item pop(blocs_cycles *c)
{
    heap_item top = c->heap[0], last = c->heap[--c->heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < c->heap_count; at = child) {
        if (child + 1 < c->heap_count && c->heap[child + 1].key < c->heap[child].key)
            child++;
        if (c->heap[child].key >= last.key)
            break;
        c->heap[at] = c->heap[child];
    }
    c->heap[at] = last;
    return top;
}

static void reach(blocs_cycles *c, int node, double distance, int tie)
{
    if (distance >= c->distance[node])
        return;
    if (isinf(c->distance[node]))
        c->touched[c->touched_count++] = node;
    c->distance[node] = distance;
    c->by[node] = tie;
    push(c, distance, node);
}

static void forget(blocs_cycles *c)
{
    for (size_t k = 0; k < c->touched_count; k++)
        c->distance[c->touched[k]] = INFINITY;
    c->touched_count = c->heap_count = 0;
}

/* The ties of a shortest path between the ends of `tie` that is shorter than `limit`, without the tie itself, into
 * c->path from its end b; 0 if there is none. */
static int find_path(blocs_cycles *c, int tie, double limit, double hop)
{
    const ent_blocs_graph *g = c->g;
    int from = 2 * g->ties[tie].a, to = 2 * g->ties[tie].b, count = 0;
    reach(c, from, 0, -1);
    while (c->heap_count > 0) {
        heap_item item = pop(c);
        if (item.key > c->distance[item.node])
            continue;
        if (item.node == to)
            break;
        int actor = item.node / 2, side = item.node % 2;
        for (size_t k = g->first[actor]; k < g->first[actor + 1]; k++) {
            const ent_blocs_neighbour *near = &g->near[k];
            double distance = item.key + c->length[near->tie] + hop;
            if (distance < limit && near->tie != tie)
                reach(c, 2 * near->actor + (side ^ (c->two && c->odd[near->tie])), distance, near->tie);
        }
    }
    if (!isinf(c->distance[to]))
        for (int node = to; node != from; count++) {
            int e = c->by[node], side = node % 2;
            c->path[count] = e;
            node = 2 * (g->ties[e].a == node / 2 ? g->ties[e].b : g->ties[e].a) +
                   (side ^ (c->two && c->odd[e]));
        }
    forget(c);
    return count;
}

/* ---- rows ---- */

/* Two blocs: a path may meet an actor on both sides; what lies between is an odd cycle of its own. The ties of the
 * first such, or of path and tie, into c->row. */
static int simple_cycle(blocs_cycles *c, int tie, int length)
{
    const ent_blocs_graph *g = c->g;
    int at = g->ties[tie].b, first = -1, end = length, count = 0;
    c->met[at] = 0;
    for (int k = 0; k < length && first < 0; k++) {
        const ent_signed_tie *t = &g->ties[c->path[k]];
        at = t->a == at ? t->b : t->a;
        if (c->met[at] >= 0) {
            first = c->met[at];
            end = k + 1;
        } else {
            c->met[at] = k + 1;
        }
    }
    at = g->ties[tie].b;
    c->met[at] = -1;
    for (int k = 0; k < end; k++) {
        const ent_signed_tie *t = &g->ties[c->path[k]];
        at = t->a == at ? t->b : t->a;
        c->met[at] = -1;
    }
    for (int k = first < 0 ? 0 : first; k < end; k++)
        c->row[count++] = c->path[k];
    if (first < 0)
        c->row[count++] = tie;
    return count;
}

static ent_status add_cycle(blocs_cycles *c, int tie, int length, blocs_lp *lp, size_t *found, ent_error *error)
{
    int count = simple_cycle(c, tie, length);
    double least = 1, sum = 0;
    for (int k = 0; k < count; k++) {
        int e = c->row[k];
        c->sign[k] = c->turned[e] ? -1 : 1;
        least -= c->turned[e];
        sum += c->exact[e];
    }
    double more = fmax(0.1, 1 - sum) / count; /* by so much must the ties of this cycle be longer */
    for (int k = 0; k < count; k++)
        c->length[c->row[k]] += more;
    if (sum > 1 - TOLERANCE)
        return ENT_OK;
    ++*found;
    return blocs_lp_add(lp, count, c->row, c->sign, least, error);
}

static ent_status add_two(blocs_cycles *c, const double *f, const int *bloc, double hop,
                          const blocs_limits *limits, blocs_lp *lp, size_t *found, ent_error *error)
{
    const ent_blocs_graph *g = c->g;
    ent_status status = ENT_OK;
    for (size_t e = 0; e < g->count; e++) {
        const ent_signed_tie *t = &g->ties[e];
        c->turned[e] = f[e] > 0.5;
        c->exact[e] = c->length[e] = c->turned[e] ? 1 - f[e] : f[e];
        c->odd[e] = ((bloc[t->a] != bloc[t->b]) == (t->weight > 0)) != c->turned[e];
    }
    for (size_t e = 0; status == ENT_OK && e < g->count; e++)
        for (int length = 1; status == ENT_OK && c->odd[e] && length > 0 && !blocs_late(limits);) {
            length = find_path(c, (int)e, 1 - TOLERANCE - c->length[e], hop);
            if (length > 0)
                status = add_cycle(c, (int)e, length, lp, found, error);
        }
    return status;
}

static ent_status add_apart(blocs_cycles *c, int tie, int length, blocs_lp *lp, size_t *found, ent_error *error)
{
    const ent_signed_tie *ties = c->g->ties;
    double least = 0, sum = 0;
    for (int k = 0; k < length; k++) {
        int e = c->path[k];
        sum += c->exact[e];
        c->row[k] = e;
        c->sign[k] = ties[e].weight > 0 ? 1 : -1;
        least -= ties[e].weight < 0;
    }
    c->row[length] = tie;
    c->sign[length] = ties[tie].weight > 0 ? -1 : 1;
    least += ties[tie].weight < 0;
    double more = fmax(0.1, c->exact[tie] - sum) / (length + 1);
    for (int k = 0; k < length; k++)
        c->length[c->path[k]] += more;
    if (sum > c->exact[tie] - TOLERANCE)
        return ENT_OK;
    ++*found;
    return blocs_lp_add(lp, length + 1, c->row, c->sign, least, error);
}

static ent_status add_free(blocs_cycles *c, const double *f, double hop, const blocs_limits *limits, blocs_lp *lp,
                           size_t *found, ent_error *error)
{
    const ent_blocs_graph *g = c->g;
    ent_status status = ENT_OK;
    for (size_t e = 0; e < g->count; e++)
        c->exact[e] = c->length[e] = g->ties[e].weight > 0 ? f[e] : 1 - f[e];
    for (size_t e = 0; status == ENT_OK && e < g->count; e++)
        for (int length = 1;
             status == ENT_OK && c->exact[e] > TOLERANCE && length > 0 && !blocs_late(limits);) {
            length = find_path(c, (int)e, c->exact[e] - TOLERANCE, hop);
            if (length > 0)
                status = add_apart(c, (int)e, length, lp, found, error);
        }
    return status;
}

ent_status blocs_cycles_add(blocs_cycles *cycles, const double *f, const int *bloc, double hop,
                            const blocs_limits *limits, blocs_lp *lp, size_t *found, ent_error *error)
{
    return cycles->two ? add_two(cycles, f, bloc, hop, limits, lp, found, error)
                       : add_free(cycles, f, hop, limits, lp, found, error);
}
