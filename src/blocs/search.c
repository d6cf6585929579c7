/* Two blocs of large graphs: good partitions by annealing, and a bound by packing negative cycles.
 *
 * Search: each actor in turn changes camp with probability min(1, exp(-d / T)), d what that adds to the value, T falling
 * sweep by sweep; then single moves till none helps. Rounds start from random camps (Kirkpatrick, Gelatt & Vecchi 1983,
 * Science 220:671).
 * Bound: of the ties of a cycle with an odd number of foes at least one is against any partition. So cycles that share no
 * tie give as many ties (each its lightest weight); and so do cycles in fractions, y_C, that take of no tie more than its
 * weight: the value is at least sum y_C. Triangles are taken in fractions by weights that grow with use (Garg & Koenemann
 * 2007, SIAM J. Comput. 37:630); whatever they are, divided by the most that a tie is overused they are a bound. */
#include "blocs/blocs.h"

#include "core/exponential.h"
#include "core/memory.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 120, PASSES = 200, TRIANGLES_MOST = 16000000, LOOK_EVERY = 64 };
#define HOT 2.0   /* temperatures, in mean weights of a tie */
#define COLD 0.12
#define GROWTH 0.05
#define SECONDS 10.0
#define SEARCH_SHARE 0.5 /* of the time */

/* ---- annealing ---- */

typedef struct {
    const ent_blocs_graph *g;
    uint8_t *camp, *best;
    double *rise;            /* [n] what a change of camp adds to the value */
    double value, least;
} annealing;

static void fill_rise(annealing *a)
{
    const ent_blocs_graph *g = a->g;
    a->value = 0;
    memset(a->rise, 0, g->n * sizeof *a->rise);
    for (size_t k = 0; k < g->count; k++) {
        const ent_signed_tie *t = &g->ties[k];
        bool against = (t->weight > 0) == (a->camp[t->a] != a->camp[t->b]);
        double gain = against ? -fabs(t->weight) : fabs(t->weight);
        a->rise[t->a] += gain;
        a->rise[t->b] += gain;
        a->value += against ? fabs(t->weight) : 0;
    }
}

static void move(annealing *a, size_t i)
{
    const ent_blocs_graph *g = a->g;
    a->value += a->rise[i];
    a->rise[i] = -a->rise[i];
    a->camp[i] ^= 1;
    for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
        const ent_blocs_neighbour *near = &g->near[k];
        bool against = (near->weight > 0) == (a->camp[i] != a->camp[near->actor]);
        a->rise[near->actor] -= against ? 2 * fabs(near->weight) : -2 * fabs(near->weight);
    }
}

static void sweep(annealing *a, double temperature, ent_random *random)
{
    uint32_t bits[4] = {0};
    for (size_t i = 0; i < a->g->n; i++) {
        if (i % 4 == 0)
            ent_random_next(random, bits);
        double d = a->rise[i] / temperature;
        if (d <= 0 || (d < 22 && bits[i % 4] < 4294967296.0 * ent_exp(-d)))
            move(a, i);
    }
}

static void descend(annealing *a)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < a->g->n; i++)
            if (a->rise[i] < -1e-12 * a->g->total) {
                move(a, i);
                moved = true;
            }
    }
    fill_rise(a); /* without what rounding has added up */
    if (a->value < a->least) {
        a->least = a->value;
        memcpy(a->best, a->camp, a->g->n);
    }
}

/* One round. False: it was stopped on the way; what it has is bettered and kept all the same. */
static bool anneal(annealing *a, uint64_t seed, uint32_t round, const blocs_limits *limits)
{
    ent_random random = ent_random_start(seed, round, ENT_DRAW_SEARCH);
    uint32_t bits[4] = {0};
    double scale = a->g->count > 0 ? a->g->total / (double)a->g->count : 1;
    bool goes_on = true;
    for (size_t i = 0; i < a->g->n; i++) {
        if (i % 4 == 0)
            ent_random_next(&random, bits);
        a->camp[i] = bits[i % 4] & 1;
    }
    fill_rise(a);
    for (int s = 0; s < SWEEPS && goes_on; s++) {
        sweep(a, scale * HOT * pow(COLD / HOT, (double)s / (SWEEPS - 1)), &random);
        goes_on = !blocs_late(limits);
    }
    descend(a);
    return goes_on;
}

/* ---- packing ---- */

typedef struct {
    const ent_blocs_graph *g;
    uint32_t (*triangle)[3]; /* ties of each negative one */
    size_t count, room;
    double *left;            /* [ties] weight that is not taken */
} packing;

/* A tie between two actors: place in the list of the first, or SIZE_MAX. Of two the first. */
static size_t find_tie(const ent_blocs_graph *g, int i, int j)
{
    size_t low = g->first[i], high = g->first[i + 1];
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (g->near[mid].actor < j)
            low = mid + 1;
        else
            high = mid;
    }
    return low < g->first[i + 1] && g->near[low].actor == j ? low : SIZE_MAX;
}

static bool goes_before(const ent_blocs_graph *g, int i, int j)
{
    size_t a = g->first[i + 1] - g->first[i], b = g->first[j + 1] - g->first[j];
    return a < b || (a == b && i < j);
}

/* Negative triangles, each once: from its actor of least degree, whose neighbours are tried in pairs. */
static ent_status list_triangles(packing *p, const blocs_limits *limits, ent_error *error)
{
    const ent_blocs_graph *g = p->g;
    for (int i = 0; i < (int)g->n && !(i % LOOK_EVERY == 0 && blocs_late(limits)); i++)
        for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
            int j = g->near[k].actor;
            for (size_t m = goes_before(g, i, j) ? k + 1 : g->first[i + 1]; m < g->first[i + 1]; m++) {
                int h = g->near[m].actor;
                if (h == j || !goes_before(g, i, h) || p->count == TRIANGLES_MOST)
                    continue;
                size_t across = goes_before(g, j, h) ? find_tie(g, j, h) : find_tie(g, h, j);
                if (across == SIZE_MAX || g->near[k].weight * g->near[m].weight * g->near[across].weight > 0)
                    continue;
                if (!ent_grow(&p->triangle, p->count, &p->room, sizeof *p->triangle))
                    return ent_fail_memory(error);
                uint32_t *t = p->triangle[p->count++];
                t[0] = (uint32_t)g->near[k].tie;
                t[1] = (uint32_t)g->near[m].tie;
                t[2] = (uint32_t)g->near[across].tie;
            }
        }
    return ENT_OK;
}

static double least_left(const packing *p, const uint32_t *ties, size_t count)
{
    double least = (double)INFINITY;
    for (size_t k = 0; k < count; k++)
        least = fmin(least, p->left[ties[k]]);
    return least;
}

static double take(packing *p, const uint32_t *ties, size_t count)
{
    double amount = least_left(p, ties, count);
    for (size_t k = 0; k < count && amount > 0; k++)
        p->left[ties[k]] -= amount;
    return fmax(amount, 0);
}

/* How many triangles use each tie; those whose ties are used least come first. */
static ent_status order_triangles(packing *p, ent_error *error)
{
    size_t ties = p->g->count, most = 0;
    uint32_t *uses = ent_new_array(ties, sizeof *uses), (*sorted)[3] = ent_new_array(p->count, sizeof *sorted);
    size_t *place = NULL;
    ent_status status = uses && sorted ? ENT_OK : ent_fail_memory(error);
    for (size_t k = 0; k < 3 * p->count && status == ENT_OK; k++) {
        size_t now = ++uses[p->triangle[k / 3][k % 3]];
        most = now > most ? now : most;
    }
    if (status == ENT_OK && !(place = ent_new_array(3 * most + 2, sizeof *place)))
        status = ent_fail_memory(error);
    for (int pass = 0; pass < 2 && status == ENT_OK; pass++) { /* counting sort by the sum of uses */
        for (size_t k = 0; k < p->count; k++) {
            const uint32_t *t = p->triangle[k];
            size_t sum = uses[t[0]] + uses[t[1]] + uses[t[2]];
            if (pass == 0)
                place[sum + 1]++;
            else
                memcpy(sorted[place[sum]++], t, sizeof *sorted);
        }
        for (size_t s = 0; pass == 0 && s <= 3 * most; s++)
            place[s + 1] += place[s];
    }
    free(uses);
    free(place);
    if (status == ENT_OK) {
        free(p->triangle);
        p->triangle = sorted;
        p->room = p->count;
    } else
        free(sorted);
    return status;
}

/* ---- longer cycles: through what is left, breadth first in the double cover ---- */

typedef struct {
    uint32_t *seen;          /* [2 n] number of the search that came here last */
    int *from, *queue;       /* [2 n] */
    uint32_t *by;            /* [2 n] the tie that it came by */
} reach;

enum { FAR = 40, WIDE = 4000 };

/* A cycle with an odd number of foes through a hostile tie a-b: from a to b with an even number of foes otherwise. A node
 * is 2 i + (foes so far odd). Returns the ties' count, 0 for none. */
static size_t find_cycle(packing *p, reach *r, uint32_t search, const ent_signed_tie *tie, uint32_t number, uint32_t *out)
{
    const ent_blocs_graph *g = p->g;
    size_t head = 0, tail = 0;
    int goal = 2 * tie->b;
    r->queue[tail++] = 2 * tie->a;
    r->seen[2 * tie->a] = search;
    while (head < tail && tail < WIDE && r->seen[goal] != search) {
        int node = r->queue[head++];
        for (size_t k = g->first[node / 2]; k < g->first[node / 2 + 1]; k++) {
            uint32_t by = (uint32_t)g->near[k].tie;
            int to = 2 * g->near[k].actor + ((node & 1) ^ (g->near[k].weight < 0));
            if (by == number || !(p->left[by] > 0) || r->seen[to] == search)
                continue;
            r->seen[to] = search;
            r->from[to] = node;
            r->by[to] = by;
            r->queue[tail++] = to;
            if (to == goal || tail >= WIDE)
                break;
        }
    }
    if (r->seen[goal] != search)
        return 0;
    size_t count = 0;
    out[count++] = number;
    for (int node = goal; node != 2 * tie->a && count < FAR; node = r->from[node])
        out[count++] = r->by[node];
    return count < FAR ? count : 0;
}

/* No tie twice: a walk in the double cover may come by one twice, with both parities. */
static bool is_simple(const uint32_t *ties, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (ties[i] == ties[j])
                return false;
    return true;
}

static ent_status pack_longer(packing *p, const blocs_limits *limits, double *sum, ent_error *error)
{
    size_t nodes = 2 * p->g->n;
    reach r = {ent_new_array(nodes, sizeof *r.seen), ent_new_array(nodes, sizeof *r.from),
               ent_new_array(nodes > WIDE ? nodes : WIDE, sizeof *r.queue), ent_new_array(nodes, sizeof *r.by)};
    ent_status status = r.seen && r.from && r.queue && r.by ? ENT_OK : ent_fail_memory(error);
    uint32_t cycle[FAR];
    for (uint32_t k = 0; k < p->g->count && status == ENT_OK && !(k % LOOK_EVERY == 0 && blocs_late(limits)); k++) {
        size_t count = p->g->ties[k].weight < 0 && p->left[k] > 0
                           ? find_cycle(p, &r, k + 1, &p->g->ties[k], k, cycle) : 0;
        if (count > 0 && is_simple(cycle, count))
            *sum += take(p, cycle, count);
    }
    free(r.seen);
    free(r.from);
    free(r.queue);
    free(r.by);
    return status;
}

/* ---- triangles in fractions ---- */

static ent_status pack_fractions(packing *p, const blocs_limits *limits, double *best, ent_error *error)
{
    size_t ties = p->g->count;
    double *length = ent_new_array(ties, sizeof *length), *used = ent_new_array(ties, sizeof *used);
    ent_status status = length && used ? ENT_OK : ent_fail_memory(error);
    double sum = 0, reach_of = 3;
    for (size_t k = 0; k < ties && status == ENT_OK; k++)
        length[k] = 1 / fabs(p->g->ties[k].weight);
    for (int pass = 0; pass < PASSES && status == ENT_OK && !blocs_late(limits); pass++) {
        bool any = false;
        for (size_t c = 0; c < p->count; c++) {
            const uint32_t *t = p->triangle[c];
            if (length[t[0]] + length[t[1]] + length[t[2]] > reach_of)
                continue;
            double amount = (double)INFINITY;
            for (int k = 0; k < 3; k++)
                amount = fmin(amount, fabs(p->g->ties[t[k]].weight));
            for (int k = 0; k < 3; k++) {
                used[t[k]] += amount;
                length[t[k]] *= 1 + GROWTH * amount / fabs(p->g->ties[t[k]].weight);
            }
            sum += amount;
            any = true;
        }
        double over = 0;
        for (size_t k = 0; k < ties; k++)
            over = fmax(over, used[k] / fabs(p->g->ties[k].weight));
        *best = over > 0 ? fmax(*best, sum / over * (1 - 1e-9)) : *best;
        if (!any)
            reach_of *= 1 + GROWTH;
    }
    free(length);
    free(used);
    return status;
}

static ent_status find_bound(const ent_blocs_graph *g, const blocs_limits *limits, double *bound, ent_error *error)
{
    packing p = {.g = g, .left = ent_new_array(g->count, sizeof *p.left)};
    double whole = 0, fractions = 0;
    ent_status status = p.left ? list_triangles(&p, limits, error) : ent_fail_memory(error);
    for (size_t k = 0; k < g->count && p.left; k++)
        p.left[k] = fabs(g->ties[k].weight);
    if (status == ENT_OK)
        status = order_triangles(&p, error);
    for (size_t c = 0; c < p.count && status == ENT_OK; c++)
        whole += take(&p, p.triangle[c], 3);
    if (status == ENT_OK)
        status = pack_longer(&p, limits, &whole, error);
    if (status == ENT_OK)
        status = pack_fractions(&p, limits, &fractions, error);
    free(p.triangle);
    free(p.left);
    *bound = g->whole ? fmax(whole, ceil(fractions - 1e-6)) : fmax(whole, fractions) * (1 - 1e-9);
    return status;
}

/* ---- all ---- */

static ent_status search(annealing *a, const ent_blocs_options *o, double until, blocs_limits *limits, ent_error *error)
{
    bool goes_on = true;
    a->least = (double)INFINITY;
    for (uint32_t round = 0; goes_on && (o->steps == 0 || round < o->steps); round++) {
        ent_status status = ent_monitor_step(limits->monitor, 0, "search", error);
        if (status != ENT_OK)
            return status;
        limits->until = until;
        goes_on = anneal(a, o->seed, round, limits);
    }
    return ENT_OK;
}

ent_status ent_blocs_search(const ent_blocs_graph *graph, const ent_blocs_options *options, const ent_monitor *monitor,
                            ent_blocs **out, ent_error *error)
{
    const ent_blocs_options defaults = ENT_BLOCS_DEFAULTS, *o = options ? options : &defaults;
    double start = blocs_seconds(), seconds = o->seconds > 0 ? o->seconds : o->steps > 0 ? (double)INFINITY : SECONDS;
    blocs_limits limits = {.monitor = monitor};
    size_t n = graph->n;
    *out = NULL;
    if (o->blocs != ENT_BLOCS_TWO)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the search for large graphs is of two blocs");
    annealing a = {graph, ent_new_array(n, 1), ent_new_array(n, 1), ent_new_array(n, sizeof *a.rise), 0, 0};
    ent_blocs *answer = ent_new_array(1, sizeof *answer);
    if (answer)
        answer->bloc = ent_new_array(n, sizeof *answer->bloc);
    ent_status status = a.camp && a.best && a.rise && answer && answer->bloc ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        status = search(&a, o, start + SEARCH_SHARE * seconds, &limits, error);
    limits.until = start + seconds;
    if (status == ENT_OK)
        status = find_bound(graph, &limits, &answer->bound, error);
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        answer->bloc[i] = a.best[i];
    if (status == ENT_OK && (answer->bloc_count = ent_blocs_name(graph, true, answer->bloc)) < 0)
        status = ent_fail_memory(error);
    free(a.camp);
    free(a.best);
    free(a.rise);
    if (status != ENT_OK) {
        ent_blocs_free(answer);
        return status;
    }
    answer->value = ent_blocs_value(graph, answer->bloc);
    answer->proven = graph->whole ? answer->bound >= answer->value : answer->value - answer->bound <= 1e-7 * graph->total;
    answer->kernel_actors = n;
    answer->kernel_ties = graph->count;
    *out = answer;
    return ENT_OK;
}
