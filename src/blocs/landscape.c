/* Landscapes: all configurations by a Gray code, of which each differs from the one before by the camp of one actor.
 *
 * With x_i = +1 or -1 for the camps and w_ij = s_i s_j p_ij,
 *   E = sum_{i<j} w_ij (1 - x_i x_j),   and a change of i's camp adds 2 g_i,  g_i = x_i sum_j w_ij x_j.
 * When k changes camp g_k changes its sign, and g_j becomes g_j + 2 w_jk x_j x_k with k's new x_k. A configuration is
 * a number whose bit i - 1 is actor i's camp. The parts of the work are blocks of configurations whose upper bits are
 * the same; each starts from sums made anew, so that rounding does not pile up. */
#include "entente/landscape.h"

#include "core/memory.h"
#include "core/parallel.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 32, BLOCK_BITS = 12 };
#define EQUAL 1e-12 /* of the sum of |w|: a smaller difference is none, where weights are not whole */

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)             \
    && !defined(__SANITIZE_THREAD__)
#define EACH_WIDTH __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define EACH_WIDTH
#endif

typedef struct {
    uint32_t configuration;
    bool strict;
    double energy;
} lowest;

/* What the search works on. */
typedef struct {
    size_t n;
    double *w;               /* [n * n], diagonal 0 */
    double total, tolerance; /* sum of |w| over pairs; differences up to the tolerance are 0 */
    double *rows;            /* [n * LANES] w, padded; n <= ENT_LANDSCAPE_ALL */
    size_t most;
    int bits, block_bits;    /* of a configuration; of those within a block */
} landscape;

/* ---- input ---- */

static ent_status check(size_t n, const double size[], const double propensity[], ent_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (!(size[i] > 0) || !isfinite(size[i]))
            return ent_fail(error, ENT_ERR_INPUT, "the size of actor %zu is %g; expected a number above 0", i + 1, size[i]);
        for (size_t j = 0; j < i; j++) {
            double p = propensity[i * n + j], q = propensity[j * n + i];
            if (!isfinite(p) || !isfinite(q) || p < q || p > q)
                return ent_fail(error, ENT_ERR_INPUT, "the propensity of actors %zu and %zu is %g one way and %g the other; "
                                "expected one number", j + 1, i + 1, q, p);
        }
    }
    return ENT_OK;
}

static void clear(landscape *l)
{
    free(l->w);
    free(l->rows);
}

static ent_status open(landscape *l, size_t n, const double size[], const double propensity[], ent_error *error)
{
    bool whole = true;
    *l = (landscape){.n = n, .bits = n > 1 ? (int)n - 1 : 0};
    l->w = ent_new_array(n * n, sizeof *l->w);
    l->rows = ent_new_array((n < LANES ? n : LANES) * LANES, sizeof *l->rows);
    if (!l->w || !l->rows)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double w = size[i] * size[j] * propensity[i * n + j];
            l->w[i * n + j] = l->w[j * n + i] = w;
            l->total += fabs(w);
            whole &= floor(w) == w;
        }
    for (size_t i = 0; i < n && n <= ENT_LANDSCAPE_ALL; i++)
        memcpy(l->rows + i * LANES, l->w + i * n, n * sizeof *l->w);
    l->tolerance = whole && l->total < 4503599627370496.0 ? 0 : EQUAL * l->total; /* 2^52: exact */
    l->block_bits = l->bits < BLOCK_BITS ? l->bits : BLOCK_BITS;
    return ENT_OK;
}

/* ---- one configuration ---- */

typedef struct {
    double g[LANES], x[LANES]; /* padded: g infinite, x 0 */
    double energy;
} place;

static void stand(const landscape *l, uint32_t configuration, place *at)
{
    double pull = 0;
    for (size_t i = 0; i < LANES; i++) {
        at->g[i] = (double)INFINITY;
        at->x[i] = i >= l->n ? 0 : i > 0 && configuration >> (i - 1) & 1 ? -1 : 1;
    }
    at->energy = 0;
    for (size_t i = 0; i < l->n; i++) {
        at->g[i] = 0;
        for (size_t j = 0; j < l->n; j++) {
            at->g[i] += l->rows[i * LANES + j] * at->x[i] * at->x[j];
            pull += l->rows[i * LANES + j];
        }
    }
    for (size_t i = 0; i < l->n; i++)
        pull -= at->g[i];
    at->energy = pull / 2;
}

/* Actor k changes camp; returns the least g afterwards. */
EACH_WIDTH
static double change(double *restrict g, double *restrict x, const double *restrict row, size_t k)
{
    double old = g[k], mine = x[k] = -x[k], least[8];
    for (size_t l = 0; l < 8; l++)
        least[l] = (double)INFINITY;
    g[k] = -old;
    for (size_t j = 0; j < LANES; j += 8)
        for (size_t l = 0; l < 8; l++) {
            double now = g[j + l] + 2 * row[j + l] * x[j + l] * mine;
            g[j + l] = now;
            least[l] = now < least[l] ? now : least[l];
        }
    for (size_t l = 1; l < 8; l++)
        least[0] = least[l] < least[0] ? least[l] : least[0];
    return least[0];
}

static double least_of(const place *at)
{
    double least = at->g[0];
    for (size_t j = 1; j < LANES; j++)
        least = fmin(least, at->g[j]);
    return least;
}

/* ---- all configurations, block by block ---- */

typedef struct {
    lowest *list;            /* of the block: the lowest, at most `most` */
    size_t count, room;
    double found, strict, highest;
    bool failed;
} block_result;

typedef struct {
    const landscape *l;
    block_result *blocks;
    uint32_t *next;          /* [2^bits] where a step of descent leads, or itself; NULL = not asked */
    double *energy;          /* [2^bits] or NULL */
} enumeration;

static bool is_lower(const lowest *a, const lowest *b)
{
    return a->energy < b->energy || (a->energy <= b->energy && a->configuration < b->configuration);
}

/* A heap whose top is the highest of the lowest. */
static void sink(lowest *heap, size_t count, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_lower(&heap[child], &heap[child + 1]))
            child++;
        if (!is_lower(&heap[at], &heap[child]))
            return;
        lowest kept = heap[at];
        heap[at] = heap[child];
        heap[child] = kept;
    }
}

static void keep_lowest(block_result *r, size_t most, lowest minimum)
{
    r->found++;
    r->strict += minimum.strict;
    if (r->count < most) {
        if (!ent_grow(&r->list, r->count, &r->room, sizeof *r->list)) {
            r->failed = true;
            return;
        }
        r->list[r->count++] = minimum;
        for (size_t at = r->count == most ? r->count / 2 : 0; at-- > 0;) /* full: now it becomes a heap */
            sink(r->list, r->count, at);
    } else if (most > 0 && is_lower(&minimum, &r->list[0])) {
        r->list[0] = minimum;
        sink(r->list, r->count, 0);
    }
}

/* The configuration after actor i changed camp: actor 0 stays in camp 0, so all others change in its place. */
static uint32_t changed(const landscape *l, uint32_t configuration, size_t i)
{
    uint32_t all = (uint32_t)((1u << l->bits) - 1);
    return i == 0 ? configuration ^ all : configuration ^ 1u << (i - 1);
}

static size_t steepest(const double g[], size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        best = g[i] < g[best] ? i : best;
    return best;
}

/* Of changes that are equal but for rounding the first actor's. */
static size_t step_of(const double g[], size_t n, double tolerance)
{
    size_t best = steepest(g, n);
    for (size_t i = 0; i < best; i++)
        if (g[i] <= g[best] + tolerance)
            return i;
    return best;
}

static void look(const enumeration *e, block_result *r, uint32_t configuration, const place *at, double least)
{
    const landscape *l = e->l;
    bool minimum = least >= -l->tolerance;
    if (minimum)
        keep_lowest(r, l->most, (lowest){configuration, least > l->tolerance, at->energy});
    if (e->next)
        e->next[configuration] = minimum ? configuration : changed(l, configuration, step_of(at->g, l->n, l->tolerance));
    if (e->energy)
        e->energy[configuration] = at->energy;
    r->highest = fmax(r->highest, at->energy);
}

static void run_block(enumeration *e, size_t number)
{
    const landscape *l = e->l;
    block_result *r = &e->blocks[number];
    uint32_t configuration = (uint32_t)number << l->block_bits;
    place at;
    stand(l, configuration, &at);
    look(e, r, configuration, &at, l->n > 0 ? least_of(&at) : (double)INFINITY);
    for (uint32_t step = 1; step < 1u << l->block_bits; step++) {
        size_t actor = (size_t)__builtin_ctz(step) + 1; /* Gray code */
        at.energy += 2 * at.g[actor];
        double least = change(at.g, at.x, l->rows + actor * LANES, actor);
        configuration ^= 1u << (actor - 1);
        look(e, r, configuration, &at, least);
    }
}

/* ---- minima alone: eight configurations at a time ----
 *
 * The camps of actors 1 to 3 have eight combinations, the lanes of a vector; a Gray code goes over the camps of the others.
 * h_j is the pull on j of all but these three, low_j theirs in each lane: g_j = x_j (h_j + low_j). Most configurations
 * have an actor that wants to change among the first few, and then the rest need not be looked at. */

enum { LOW = 3, COMBINATIONS = 8 };

typedef struct {
    double h[LANES], x[LANES];
    double low[LANES][COMBINATIONS]; /* sum of w_ja x_a over the three */
    double sign[LOW + 1][COMBINATIONS]; /* x_a of actors 1 to 3 in each lane */
    double within[COMBINATIONS];     /* sum of w_ab x_a x_b among the three */
    double outside, all;             /* sum of w_ij x_i x_j among the others; sum of w over pairs */
} octet;

static void stand_eight(const landscape *l, uint32_t configuration, octet *o)
{
    *o = (octet){.outside = 0};
    for (size_t i = 0; i < l->n; i++)
        o->x[i] = i > 0 && configuration >> (i - 1) & 1 ? -1 : 1;
    for (size_t c = 0; c < COMBINATIONS; c++)
        for (size_t a = 1; a <= LOW; a++)
            o->sign[a][c] = c >> (a - 1) & 1 ? -1 : 1;
    for (size_t i = 0; i < l->n; i++)
        for (size_t j = 0; j < l->n; j++) {
            double w = l->rows[i * LANES + j];
            bool low_i = i >= 1 && i <= LOW, low_j = j >= 1 && j <= LOW;
            o->all += w / 2;
            o->h[i] += low_j ? 0 : w * o->x[j];
            o->outside += low_i || low_j ? 0 : w * o->x[i] * o->x[j] / 2;
            for (size_t c = 0; c < COMBINATIONS; c++) {
                o->low[i][c] += low_j ? w * o->sign[j][c] : 0;
                o->within[c] += low_i && low_j ? w * o->sign[i][c] * o->sign[j][c] / 2 : 0;
            }
        }
}

/* Actor k, none of the three, changes camp. */
EACH_WIDTH
static void change_eight(octet *o, const double *restrict row, size_t k)
{
    double mine = o->x[k] = -o->x[k];
    o->outside += 2 * mine * o->h[k]; /* h_k is without k */
    for (size_t j = 0; j < LANES; j++)
        o->h[j] += 2 * row[j] * mine;
}

/* least[c] = the least g of any actor, as far as it matters: true if it is above -tolerance in any lane. */
EACH_WIDTH
static bool look_eight(const octet *o, size_t n, double tolerance, double *restrict least)
{
    for (size_t c = 0; c < COMBINATIONS; c++)
        least[c] = (double)INFINITY;
    for (size_t j = 0; j < n; j++) {
        bool low = j >= 1 && j <= LOW;
        double any = -(double)INFINITY;
        for (size_t c = 0; c < COMBINATIONS; c++) {
            double g = (low ? o->sign[j][c] : o->x[j]) * (o->h[j] + o->low[j][c]);
            least[c] = g < least[c] ? g : least[c];
            any = least[c] > any ? least[c] : any;
        }
        if (any < -tolerance)
            return false;
    }
    return true;
}

static void take_eight(const landscape *l, block_result *r, uint32_t configuration, const octet *o)
{
    double least[COMBINATIONS], energy[COMBINATIONS];
    for (size_t c = 0; c < COMBINATIONS; c++) {
        double across = o->sign[1][c] * o->h[1] + o->sign[2][c] * o->h[2] + o->sign[3][c] * o->h[3];
        energy[c] = o->all - o->outside - across - o->within[c];
        r->highest = energy[c] > r->highest ? energy[c] : r->highest;
    }
    if (!look_eight(o, l->n, l->tolerance, least))
        return;
    for (size_t c = 0; c < COMBINATIONS; c++)
        if (least[c] >= -l->tolerance)
            keep_lowest(r, l->most, (lowest){configuration | (uint32_t)c, least[c] > l->tolerance, energy[c]});
}

static void run_block_of_eights(const landscape *l, block_result *r, uint32_t configuration)
{
    octet o;
    stand_eight(l, configuration, &o);
    take_eight(l, r, configuration, &o);
    for (uint32_t step = 1; step < 1u << (l->block_bits - LOW); step++) {
        size_t actor = (size_t)__builtin_ctz(step) + 1 + LOW; /* Gray code */
        change_eight(&o, l->rows + actor * LANES, actor);
        configuration ^= 1u << (actor - 1);
        take_eight(l, r, configuration, &o);
    }
}

static void run_part(void *user, size_t number)
{
    enumeration *e = user;
    bool eights = !e->next && !e->energy && e->l->block_bits > LOW;
    e->blocks[number] = (block_result){.highest = -(double)INFINITY};
    if (eights)
        run_block_of_eights(e->l, &e->blocks[number], (uint32_t)number << e->l->block_bits);
    else
        run_block(e, number);
}

/* Blocks in lots, so that a stop is noticed. */
typedef struct {
    enumeration *e;
    size_t first;
} lot;

static void run_of_lot(void *user, size_t number)
{
    const lot *of = user;
    run_part(of->e, of->first + number);
}

static ent_status run_blocks(enumeration *e, size_t blocks, const ent_monitor *monitor, ent_error *error)
{
    const size_t lot_size = 1024;
    for (size_t first = 0; first < blocks; first += lot_size) {
        ent_status status = ent_monitor_step(monitor, (double)first / (double)blocks, "configurations", error);
        if (status != ENT_OK)
            return status;
        lot of = {e, first};
        ent_parallel(blocks - first < lot_size ? blocks - first : lot_size, 0, run_of_lot, &of);
    }
    return ENT_OK;
}

/* ---- basins and saddles ---- */

/* Where descent from a configuration ends; next[] points straight there afterwards. */
static uint32_t settle(uint32_t *next, uint32_t from)
{
    uint32_t end = from;
    while (next[end] != end)
        end = next[end];
    while (next[from] != end) {
        uint32_t then = next[from];
        next[from] = end;
        from = then;
    }
    return end;
}

static int by_energy(const void *a, const void *b)
{
    return is_lower(a, b) ? -1 : 1;
}

static ent_status count_basins(const landscape *l, uint32_t *next, const lowest *list, ent_landscape *out,
                               ent_error *error)
{
    uint32_t all = 1u << l->bits, *ends = ent_new_array(all, sizeof *ends);
    if (!ends)
        return ent_fail_memory(error);
    for (uint32_t c = 0; c < all; c++)
        ends[settle(next, c)]++;
    for (size_t k = 0; k < out->count; k++)
        out->minimum[k].basin = (double)ends[list[k].configuration] / (double)all;
    free(ends);
    return ENT_OK;
}

/* Configurations are flooded from the lowest up; each pool has a lowest one. Where two pools meet, the higher of their
 * lowest ones has its pass (Becker & Karplus 1997, J. Chem. Phys. 106:1495: the disconnectivity graph). */
typedef struct {
    const landscape *l;
    uint32_t *parent, *lowest; /* [all] of pools; parent DRY: still dry */
    const double *energy;
    const lowest *list;
    ent_landscape *out;
} flood;
#define DRY UINT32_MAX

static uint32_t pool_of(const flood *f, uint32_t c)
{
    while (f->parent[c] != c)
        c = f->parent[c] = f->parent[f->parent[c]];
    return c;
}

static size_t place_in(const flood *f, uint32_t configuration)
{
    for (size_t k = 0; k < f->out->count; k++)
        if (f->list[k].configuration == configuration)
            return k;
    return SIZE_MAX;
}

static void join(const flood *f, uint32_t a, uint32_t b, double height)
{
    a = pool_of(f, a);
    b = pool_of(f, b);
    if (a == b)
        return;
    lowest x = {f->lowest[a], false, f->energy[f->lowest[a]]}, y = {f->lowest[b], false, f->energy[f->lowest[b]]};
    uint32_t low = is_lower(&x, &y) ? x.configuration : y.configuration;
    size_t higher = place_in(f, low == x.configuration ? y.configuration : x.configuration);
    if (higher != SIZE_MAX) {
        f->out->minimum[higher].saddle = height;
        f->out->minimum[higher].lower = place_in(f, low);
    }
    f->parent[b] = a;
    f->lowest[a] = low;
}

static void run_flood(const flood *f, const lowest *order, uint32_t all)
{
    for (uint32_t c = 0; c < all; c++)
        f->parent[c] = DRY;
    for (uint32_t k = 0; k < all; k++) {
        uint32_t c = order[k].configuration;
        f->parent[c] = f->lowest[c] = c;
        for (size_t i = 0; i < f->l->n; i++) {
            uint32_t near = changed(f->l, c, i);
            if (near != c && f->parent[near] != DRY)
                join(f, c, near, order[k].energy);
        }
    }
}

static ent_status find_saddles(const landscape *l, const double *energy, const lowest *list, ent_landscape *out,
                               ent_error *error)
{
    uint32_t all = 1u << l->bits;
    lowest *order = ent_new_array(all, sizeof *order);
    flood f = {l, ent_new_array(all, sizeof *f.parent), ent_new_array(all, sizeof *f.lowest), energy, list, out};
    bool there = order && f.parent && f.lowest;
    for (uint32_t c = 0; c < all && there; c++)
        order[c] = (lowest){c, false, energy[c]};
    if (there) {
        qsort(order, all, sizeof *order, by_energy);
        for (size_t k = 0; k < out->count; k++)
            out->minimum[k].saddle = (double)INFINITY;
        run_flood(&f, order, all);
    }
    free(order);
    free(f.parent);
    free(f.lowest);
    return there ? ENT_OK : ent_fail_memory(error);
}

/* ---- all of them ---- */

static ent_status new_minima(ent_landscape *out, const lowest *list, size_t count, ent_error *error)
{
    out->minimum = ent_new_array(count, sizeof *out->minimum);
    out->camp = ent_new_array(count * out->n, 1);
    if (!out->minimum || !out->camp)
        return ent_fail_memory(error);
    out->count = count;
    for (size_t k = 0; k < count; k++) {
        out->minimum[k] = (ent_landscape_minimum){list[k].energy + 0.0, list[k].strict, (double)NAN, (double)NAN, SIZE_MAX};
        for (size_t i = 1; i < out->n; i++)
            out->camp[k * out->n + i] = list[k].configuration >> (i - 1) & 1;
    }
    return ENT_OK;
}

/* The lowest of all blocks, in order. */
static ent_status gather(const enumeration *e, size_t blocks, ent_landscape *out, lowest **list, ent_error *error)
{
    size_t count = 0, room = 0;
    bool failed = false;
    for (size_t b = 0; b < blocks; b++) {
        room += e->blocks[b].count;
        failed |= e->blocks[b].failed;
        out->found += e->blocks[b].found;
        out->strict += e->blocks[b].strict;
        out->highest = fmax(out->highest, e->blocks[b].highest);
    }
    *list = failed ? NULL : ent_new_array(room, sizeof **list);
    if (!*list)
        return ent_fail_memory(error);
    for (size_t b = 0; b < blocks; b++)
        for (size_t k = 0; k < e->blocks[b].count; k++)
            (*list)[count++] = e->blocks[b].list[k];
    if (count > 0)
        qsort(*list, count, sizeof **list, by_energy);
    return new_minima(out, *list, count < e->l->most ? count : e->l->most, error);
}

static ent_status enumerate(landscape *l, const ent_landscape_options *o, ent_landscape *out, const ent_monitor *monitor,
                            ent_error *error)
{
    bool basins = o->basins && l->n <= ENT_LANDSCAPE_BASINS, saddles = o->saddles && l->n <= ENT_LANDSCAPE_SADDLES;
    size_t blocks = (size_t)1 << (l->bits - l->block_bits), all = (size_t)1 << l->bits;
    enumeration e = {.l = l, .blocks = ent_new_array(blocks, sizeof *e.blocks)};
    lowest *list = NULL;
    if (basins)
        e.next = ent_new_array(all, sizeof *e.next);
    if (saddles)
        e.energy = ent_new_array(all, sizeof *e.energy);
    bool there = e.blocks && (e.next || !basins) && (e.energy || !saddles);
    ent_status status = there ? ENT_OK : ent_fail_memory(error);
    out->configurations = (double)all;
    out->highest = -(double)INFINITY;
    if (status == ENT_OK)
        status = run_blocks(&e, blocks, monitor, error);
    if (status == ENT_OK)
        status = gather(&e, blocks, out, &list, error);
    if (status == ENT_OK && e.next)
        status = count_basins(l, e.next, list, out, error);
    if (status == ENT_OK && e.energy)
        status = find_saddles(l, e.energy, list, out, error);
    for (size_t b = 0; e.blocks && b < blocks; b++)
        free(e.blocks[b].list);
    free(e.blocks);
    free(e.next);
    free(e.energy);
    free(list);
    return status;
}

/* ---- descents ---- */

static double energy_of(const landscape *l, const uint8_t *camp)
{
    double sum = 0;
    for (size_t i = 0; i < l->n; i++)
        for (size_t j = i + 1; j < l->n; j++)
            sum += camp[i] != camp[j] ? l->w[i * l->n + j] : 0;
    return 2 * sum;
}

static void fill_pull(const landscape *l, const uint8_t *camp, double *g)
{
    for (size_t i = 0; i < l->n; i++) {
        g[i] = 0;
        for (size_t j = 0; j < l->n; j++)
            g[i] += camp[i] == camp[j] ? l->w[i * l->n + j] : -l->w[i * l->n + j];
    }
}

/* Until no change lowers the energy. changes: as ent_landscape_descend, NULL = not asked. Sums are made anew at each
 * step: descents are short. */
static bool descend(const landscape *l, uint8_t *camp, double *g, size_t **changes, size_t *count)
{
    size_t room = 0;
    if (changes)
        *count = 0;
    while (true) {
        fill_pull(l, camp, g);
        size_t actor = l->n > 0 ? step_of(g, l->n, l->tolerance) : 0;
        if (l->n == 0 || g[actor] >= -l->tolerance)
            break;
        camp[actor] ^= 1;
        if (changes && !ent_grow(changes, *count, &room, sizeof **changes))
            return false;
        if (changes)
            (*changes)[(*count)++] = actor;
    }
    for (size_t i = l->n; i-- > 0 && camp[0];)
        camp[i] ^= 1; /* actor 0 is in camp 0 */
    return true;
}

ent_status ent_landscape_descend(size_t n, const double size[], const double propensity[], uint8_t camp[],
                                 size_t **changed_actors, size_t *count, ent_error *error)
{
    landscape l = {0};
    double *g = ent_new_array(n, sizeof *g);
    size_t *changes = NULL;
    if (changed_actors)
        *changed_actors = NULL;
    ent_status status = check(n, size, propensity, error);
    if (status == ENT_OK)
        status = g ? open(&l, n, size, propensity, error) : ent_fail_memory(error);
    if (status == ENT_OK && !descend(&l, camp, g, changed_actors ? &changes : NULL, count))
        status = ent_fail_memory(error);
    clear(&l);
    free(g);
    if (status == ENT_OK && changed_actors)
        *changed_actors = changes;
    else
        free(changes);
    return status;
}

/* ---- sampling ---- */

typedef struct {
    double energy, ends;
    bool strict;
    size_t at;               /* of its camps */
} seen;

static int by_seen(const void *a, const void *b)
{
    const seen *x = a, *y = b;
    return x->energy != y->energy ? (x->energy > y->energy) - (x->energy < y->energy) : (x->at > y->at) - (x->at < y->at);
}

static void start_at_random(size_t n, uint64_t seed, uint32_t number, uint8_t *camp)
{
    ent_random random = ent_random_start(seed, number, ENT_DRAW_SEARCH);
    uint32_t bits[4];
    for (size_t i = 0; i < n; i++) {
        if (i % 128 == 0)
            ent_random_next(&random, bits);
        camp[i] = bits[i % 128 / 32] >> (i % 32) & 1;
    }
}

static ent_status note_end(const landscape *l, const uint8_t *camp, const double *g, seen **list, size_t *count,
                           size_t *room, uint8_t **camps, size_t *camp_room, ent_error *error)
{
    size_t n = l->n, k = 0;
    while (k < *count && memcmp(*camps + (*list)[k].at * n, camp, n) != 0)
        k++;
    if (k == *count) {
        double least = (double)INFINITY;
        for (size_t i = 0; i < n; i++)
            least = fmin(least, g[i]);
        if (*count == *camp_room) {
            size_t wanted = 2 * *camp_room + 16;
            uint8_t *more = realloc(*camps, wanted * n);
            if (!more)
                return ent_fail_memory(error);
            *camps = more;
            *camp_room = wanted;
        }
        if (!ent_grow(list, *count, room, sizeof **list))
            return ent_fail_memory(error);
        memcpy(*camps + *count * n, camp, n);
        (*list)[*count] = (seen){energy_of(l, camp), 0, least > l->tolerance, *count};
        ++*count;
    }
    (*list)[k].ends++;
    return ENT_OK;
}

static ent_status list_seen(const seen *list, size_t count, const uint8_t *camps, double starts, size_t most,
                            ent_landscape *out, ent_error *error)
{
    out->found = (double)count;
    out->count = count < most ? count : most;
    out->minimum = ent_new_array(out->count, sizeof *out->minimum);
    out->camp = ent_new_array(out->count * out->n, 1);
    if (!out->minimum || !out->camp)
        return ent_fail_memory(error);
    for (size_t k = 0; k < count; k++)
        out->strict += list[k].strict;
    for (size_t k = 0; k < out->count; k++) {
        out->minimum[k] = (ent_landscape_minimum){list[k].energy, list[k].strict, list[k].ends / starts, (double)NAN,
                                                  SIZE_MAX};
        memcpy(out->camp + k * out->n, camps + list[k].at * out->n, out->n);
    }
    return ENT_OK;
}

static ent_status sample(const landscape *l, const ent_landscape_options *o, ent_landscape *out,
                         const ent_monitor *monitor, ent_error *error)
{
    uint8_t *camp = ent_new_array(l->n, 1), *camps = NULL;
    double *g = ent_new_array(l->n, sizeof *g);
    seen *list = NULL;
    size_t count = 0, room = 0, camp_room = 0;
    ent_status status = camp && g ? ENT_OK : ent_fail_memory(error);
    for (size_t k = 0; k < o->starts && status == ENT_OK; k++) {
        status = ent_monitor_step(monitor, (double)k / (double)o->starts, "descents", error);
        if (status != ENT_OK)
            break;
        start_at_random(l->n, o->seed, (uint32_t)k, camp);
        descend(l, camp, g, NULL, NULL);
        fill_pull(l, camp, g);
        status = note_end(l, camp, g, &list, &count, &room, &camps, &camp_room, error);
    }
    out->sampled = true;
    out->configurations = (double)o->starts;
    out->highest = (double)NAN;
    if (status == ENT_OK && count > 0)
        qsort(list, count, sizeof *list, by_seen);
    if (status == ENT_OK)
        status = list_seen(list, count, camps, (double)o->starts, o->most, out, error);
    free(camp);
    free(camps);
    free(g);
    free(list);
    return status;
}

/* ---- the door ---- */

ent_status ent_landscape_find(size_t n, const double size[], const double propensity[],
                              const ent_landscape_options *options, const ent_monitor *monitor, ent_landscape *out,
                              ent_error *error)
{
    const ent_landscape_options defaults = ENT_LANDSCAPE_DEFAULTS, *o = options ? options : &defaults;
    landscape l = {0};
    *out = (ent_landscape){.n = n};
    ent_status status = check(n, size, propensity, error);
    if (status == ENT_OK && o->most == 0)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "at least one minimum must be listed");
    if (status == ENT_OK)
        status = open(&l, n, size, propensity, error);
    l.most = o->most;
    if (status == ENT_OK)
        status = n <= ENT_LANDSCAPE_ALL ? enumerate(&l, o, out, monitor, error) : sample(&l, o, out, monitor, error);
    clear(&l);
    if (status != ENT_OK)
        ent_landscape_clear(out);
    return status;
}

void ent_landscape_clear(ent_landscape *found)
{
    free(found->minimum);
    free(found->camp);
    *found = (ent_landscape){0};
}

double ent_landscape_energy(size_t n, const double size[], const double propensity[], const uint8_t camp[],
                            double frustration[])
{
    double energy = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++)
            sum += j != i && camp[i] != camp[j] ? size[j] * propensity[i * n + j] : 0;
        if (frustration)
            frustration[i] = size[i] * sum;
        energy += size[i] * sum;
    }
    return energy;
}

void ent_propensity(size_t n, const ent_propensity_part parts[], size_t count, double propensity[], uint8_t used[])
{
    for (size_t cell = 0; cell < n * n; cell++) {
        propensity[cell] = 0;
        for (size_t k = 0; k < count; k++)
            if (parts[k].value && cell / n != cell % n && !isnan(parts[k].value[cell]))
                propensity[cell] += parts[k].weight * parts[k].value[cell];
    }
    for (size_t k = 0; k < count && used; k++)
        used[k] = parts[k].value != NULL;
}
