/* Best partitions by plain branching: Russian dolls (Verfaillie, Lemaitre & Schiex 1996, AAAI-96:181-87).
 *
 * Actors are ordered: each next one has most weight of ties with those before it. Problem i has the actors from the
 * i-th on; they are solved from the last, smallest, to the first, which is the whole. Within problem i actors are put
 * into blocs in order; with the actors up to j - 1 placed, no completion is below
 *   cost among the placed  +  sum over the others of the least cost with the placed  +  best value of problem j,
 * since the three count different ties. Blocs have no names, so that an actor may open only one new bloc.
 * No linear program, no reduction: what it says is independent of exact.c, except that they share the recount. */
#include "blocs/blocs.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK = 4096 }; /* steps between looks at the clock */

typedef struct {
    const ent_blocs_graph *g;
    size_t n, blocs;      /* blocs: at most so many */
    double grain;
    blocs_limits *limits;
    int *order, *place;   /* actor at each place, and back */
    double *sum;          /* [n * blocs] of each place: weights of its ties with the placed, by bloc */
    double *friendly;     /* [n] of each place: friendly weight with the placed */
    double *least;        /* [n] of each place: least cost with the placed */
    double *doll;         /* [n + 1] best value of problem i */
    int *at, *best;       /* [n] bloc of each place; the best found */
    double value;         /* of best, in the problem at hand */
    bool over;
    ent_status status;
    ent_error *error;
} dolls;

static bool hopeless(const dolls *d, double bound)
{
    return d->grain > 0 ? bound > d->value - d->grain + 1e-6 : bound >= d->value - 1e-9 * d->g->total;
}

static bool interrupted(dolls *d)
{
    if (d->over || ++d->limits->steps % LOOK != 0)
        return d->over || (d->limits->steps_max > 0 && (d->over = blocs_over(d->limits)));
    d->status = ent_monitor_step(d->limits->monitor, 0, "branching over blocs", d->error);
    return d->over = d->status != ENT_OK || blocs_over(d->limits);
}

/* The least cost of the actor at place k with the placed, when `used` blocs are in use. */
static double least_cost(const dolls *d, size_t k, size_t used)
{
    double most = used < d->blocs ? 0 : -INFINITY;
    for (size_t b = 0; b < used; b++)
        most = fmax(most, d->sum[k * d->blocs + b]);
    return d->friendly[k] - most;
}

/* Put the actor at place j into bloc b (`times` = 1), or take it out again (-1). Returns the change of the sum of least
 * costs over the places after j. `used` counts the blocs in use after the move. */
static double put(dolls *d, size_t j, size_t b, size_t used, double times)
{
    const ent_blocs_graph *g = d->g;
    double change = 0;
    for (size_t e = g->first[d->order[j]]; e < g->first[d->order[j] + 1]; e++) {
        size_t k = (size_t)d->place[g->near[e].actor];
        if (k <= j)
            continue;
        double w = g->near[e].weight;
        d->sum[k * d->blocs + b] += times * w;
        d->friendly[k] += w > 0 ? times * w : 0;
        double least = least_cost(d, k, used);
        change += least - d->least[k];
        d->least[k] = least;
    }
    return change;
}

/* The last bloc is opened: a new one is no longer free to others. Only with a limit on blocs. */
static double refresh(dolls *d, size_t from, size_t used)
{
    double change = 0;
    for (size_t k = from; k < d->n; k++) {
        double least = least_cost(d, k, used);
        change += least - d->least[k];
        d->least[k] = least;
    }
    return change;
}

/* cost: of the placed among themselves; rest: sum of least costs of the others. */
static void place_next(dolls *d, size_t j, size_t used, double cost, double rest)
{
    if (j == d->n) {
        if (!hopeless(d, cost)) {
            d->value = cost;
            memcpy(d->best, d->at, d->n * sizeof *d->best);
        }
        return;
    }
    size_t choices = used < d->blocs ? used + 1 : used;
    double own = d->least[j], tried = INFINITY;
    for (size_t round = 0; round < choices; round++) { /* from the cheapest on; equal ones in order */
        double next = INFINITY;
        size_t b = choices;
        for (size_t c = 0; c < choices; c++) {
            double price = d->friendly[j] - d->sum[j * d->blocs + c];
            if (price < next && (round == 0 || price > tried || (price == tried && (int)c > d->at[j]))) {
                next = price;
                b = c;
            }
        }
        if (b == choices || hopeless(d, cost + next + (rest - own) + d->doll[j + 1]) || interrupted(d))
            return;
        tried = next;
        d->at[j] = (int)b;
        size_t now = b == used ? used + 1 : used;
        double change = put(d, j, b, now, 1);
        if (now > used && now == d->blocs)
            change += refresh(d, j + 1, now);
        double left = rest - own + change;
        if (!hopeless(d, cost + next + left + d->doll[j + 1]))
            place_next(d, j + 1, now, cost + next, left);
        d->at[j] = (int)b; /* deeper calls do not write here, but the comparison above relies on it */
        put(d, j, b, used, -1);
        if (now > used && now == d->blocs)
            refresh(d, j + 1, used);
        if (d->over)
            return;
    }
}

static void choose_order(dolls *d, double *tied)
{
    const ent_blocs_graph *g = d->g;
    for (size_t i = 0; i < d->n; i++)
        d->place[i] = -1;
    for (size_t k = 0; k < d->n; k++) {
        int best = -1;
        for (size_t i = 0; i < d->n; i++)
            if (d->place[i] < 0 && (best < 0 || tied[i] > tied[best]))
                best = (int)i;
        d->place[best] = (int)k;
        d->order[k] = best;
        for (size_t e = g->first[best]; e < g->first[best + 1]; e++)
            tied[g->near[e].actor] += fabs(g->near[e].weight);
    }
}

/* A good value of problem i: the best of problem i + 1 with the actor at place i where it costs least. */
static void extend(dolls *d, size_t i)
{
    const ent_blocs_graph *g = d->g;
    double *sum = &d->sum[i * d->blocs], friendly = 0;
    size_t used = 0, best = 0;
    for (size_t k = i + 1; k < d->n; k++)
        used = (size_t)d->best[k] + 1 > used ? (size_t)d->best[k] + 1 : used;
    for (size_t e = g->first[d->order[i]]; e < g->first[d->order[i] + 1]; e++) {
        int k = d->place[g->near[e].actor];
        if (k > (int)i) {
            sum[d->best[k]] += g->near[e].weight;
            friendly += fmax(0, g->near[e].weight);
        }
    }
    for (size_t b = 1; b < (used < d->blocs ? used + 1 : used); b++)
        if (sum[b] > sum[best])
            best = b;
    d->best[i] = (int)best;
    d->value = d->doll[i + 1] + friendly - sum[best];
    memset(sum, 0, d->blocs * sizeof *sum);
}

/* The partition that came in, if it is better than what the last extension gave. Its blocs are named from 0 by the
 * order of places, as the search names them. */
static void take_known(dolls *d, const int *bloc)
{
    double known = ent_blocs_value(d->g, bloc);
    int named = 0;
    if (known >= d->value)
        return;
    for (size_t k = 0; k < d->n; k++) {
        d->at[k] = -1;
        for (size_t j = 0; j < k && d->at[k] < 0; j++)
            if (bloc[d->order[j]] == bloc[d->order[k]])
                d->at[k] = d->at[j];
        d->at[k] = d->at[k] < 0 ? named++ : d->at[k];
    }
    d->value = known;
    memcpy(d->best, d->at, d->n * sizeof *d->best);
}

static void solve_dolls(dolls *d, double *bound, int *bloc)
{
    size_t i = d->n;
    while (i > 0 && !d->over) {
        extend(d, --i);
        if (i == 0)
            take_known(d, bloc);
        if (!hopeless(d, d->doll[i + 1]))
            place_next(d, i, 0, 0, 0);
        d->doll[i] = d->value;
    }
    *bound = d->over ? d->doll[i + 1] : d->value;
    if (!d->over)
        for (size_t k = 0; k < d->n; k++)
            bloc[d->order[k]] = d->best[k];
}

ent_status blocs_dolls(const ent_blocs_graph *graph, int blocs, double grain, blocs_limits *limits, int *bloc,
                       double *bound, ent_error *error)
{
    size_t n = graph->n;
    dolls d = {.g = graph, .n = n, .grain = grain, .limits = limits, .error = error};
    d.blocs = blocs == ENT_BLOCS_FREE || (size_t)blocs > n ? n : (size_t)blocs;
    d.order = ent_new_array(n, sizeof *d.order);
    d.place = ent_new_array(n, sizeof *d.place);
    d.sum = ent_new_array(n ? n * d.blocs : 1, sizeof *d.sum);
    d.friendly = ent_new_array(n, sizeof *d.friendly);
    d.least = ent_new_array(n, sizeof *d.least);
    d.doll = ent_new_array(n + 1, sizeof *d.doll);
    d.at = ent_new_array(n, sizeof *d.at);
    d.best = ent_new_array(n, sizeof *d.best);
    if (!d.order || !d.place || !d.sum || !d.friendly || !d.least || !d.doll || !d.at || !d.best)
        d.status = ent_fail_memory(error);
    else {
        choose_order(&d, d.least);
        memset(d.least, 0, n * sizeof *d.least);
        solve_dolls(&d, bound, bloc);
    }
    free(d.order);
    free(d.place);
    free(d.sum);
    free(d.friendly);
    free(d.least);
    free(d.doll);
    free(d.at);
    free(d.best);
    return d.status;
}
