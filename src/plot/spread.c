/* Labels beside one another on a line: each as near as can be to its place, none over another.
 *
 * With z_k = place_k - k * gap, in the order of the places wanted, "at least a gap apart" is "z does not
 * fall". The nearest such z, by least squares, is found by pooling neighbours that are in the wrong order
 * (Ayer and others 1955, Annals of Mathematical Statistics 26:641); ends are then cut to what is allowed. */
#include "plot/svg.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    double want;
    size_t label;
} place;

typedef struct {
    double mean;
    size_t count;
} pool;

static int compare_places(const void *a, const void *b)
{
    const place *p = a, *q = b;
    if (p->want != q->want)
        return p->want < q->want ? -1 : 1;
    return p->label < q->label ? -1 : p->label > q->label;
}

/* Pools of the wanted z; returns how many. */
static size_t make_pools(const place *places, size_t count, double gap, pool *pools)
{
    size_t used = 0;
    for (size_t k = 0; k < count; k++) {
        pools[used++] = (pool){places[k].want - (double)k * gap, 1};
        for (; used > 1 && pools[used - 2].mean > pools[used - 1].mean; used--) {
            pool *a = &pools[used - 2], *b = &pools[used - 1];
            double sum = a->mean * (double)a->count + b->mean * (double)b->count;
            a->count += b->count;
            a->mean = sum / (double)a->count;
        }
    }
    return used;
}

bool svg_spread(double *at, size_t count, double gap, double low, double high)
{
    place *places = ent_new_array(count, sizeof *places);
    pool *pools = ent_new_array(count, sizeof *pools);
    if (places && pools) {
        for (size_t i = 0; i < count; i++)
            places[i] = (place){at[i], i};
        qsort(places, count, sizeof *places, compare_places);
        size_t used = make_pools(places, count, gap, pools);
        double last = high - (double)(count > 0 ? count - 1 : 0) * gap;
        for (size_t p = 0, k = 0; p < used; p++)
            for (size_t i = 0; i < pools[p].count; i++, k++)
                at[places[k].label] =
                    fmax(low, fmin(last, pools[p].mean)) + (double)k * gap;
    }
    bool done = places && pools;
    free(places);
    free(pools);
    return done;
}
