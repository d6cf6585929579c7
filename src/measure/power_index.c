/* Voting power: Banzhaf and Shapley-Shubik by dynamic programming. Formulas, sources and method stand in
 * entente/measure.h.
 *
 * f[s] is the probability that the members counted in so far, each joining with probability p, have the
 * weight s together (s below the quota; more is of no interest). A member of weight w swings with
 *   sum of f[s] for s from quota - w to quota - 1,
 * where f holds all members but that one. These n distributions come from one recursion: with all outside
 * of a range counted in, count in its right half and go left, then its left half and go right. */
#include "entente/measure.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- integers ---- */

static ent_status check_votes(const double *weight, size_t n, double quota, double *total,
                              ent_error *error)
{
    *total = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] >= 0 && isfinite(weight[i])))
            return ent_fail(error, ENT_ERR_INPUT, "the weight %g is not a number from 0",
                            weight[i]);
        *total += weight[i];
    }
    if (!(quota > 0 && quota <= *total * (1 + 1e-12)))
        return ent_fail(error, ENT_ERR_INPUT,
                        "the quota %g is not above 0 and at most the total of the weights, %g",
                        quota, *total);
    return ENT_OK;
}

static long long common_divisor(long long a, long long b)
{
    while (b != 0) {
        long long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The factor that makes the weights whole numbers with a total of at most the limit. */
static double choose_factor(const double *weight, size_t n, double total)
{
    long long divisor = 0;
    for (size_t i = 0; i < n; i++) {
        if (weight[i] > 9e15 || weight[i] < floor(weight[i]) || weight[i] > floor(weight[i]))
            return ENT_VOTES_TOTAL_MAX / total;
        divisor = common_divisor(divisor, (long long)weight[i]);
    }
    if (total / (double)divisor > ENT_VOTES_TOTAL_MAX)
        return ENT_VOTES_TOTAL_MAX / total;
    return 1 / (double)divisor;
}

/* Round each weight; where that would pass the limit, down. */
static long long round_weights(const double *weight, size_t n, double factor, int *integer)
{
    long long total = 0;
    for (size_t i = 0; i < n; i++)
        total += integer[i] = (int)lround(weight[i] * factor);
    for (size_t i = 0; total > ENT_VOTES_TOTAL_MAX && i < n; i++) {
        if ((double)integer[i] > weight[i] * factor) {
            integer[i]--;
            total--;
        }
    }
    return total;
}

ent_status ent_vote_integers(const double *weight, size_t n, double quota, int *integer,
                             ent_vote_scale *out, ent_error *error)
{
    double total;
    *out = (ent_vote_scale){0};
    ent_status status = check_votes(weight, n, quota, &total, error);
    if (status != ENT_OK)
        return status;
    out->factor = choose_factor(weight, n, total);
    out->total = round_weights(weight, n, out->factor, integer);
    /* as much of the integers' total as the quota is of the weights'; a hair is forgiven to rounding */
    out->quota = (long long)ceil(quota / total * (double)out->total - 1e-9);
    for (size_t i = 0; i < n; i++)
        out->error = fmax(out->error, fabs((double)integer[i] / (double)out->total -
                                           weight[i] / total));
    bool whole = fabs(out->factor * total - (double)out->total) < 1e-6 && out->error < 1e-15;
    if (!whole) /* the quota of whole weights is only rounded up to the next sum that can be */
        out->error = fmax(out->error, fabs((double)out->quota / (double)out->total -
                                           quota / total));
    return ENT_OK;
}

/* ---- swings ---- */

typedef struct {
    const int *weight;
    size_t quota;      /* f has this length */
    double p;
    double *rows;      /* one distribution for each depth of the recursion, and one to add into */
    double *swing;     /* [n] out */
} swings;

/* g = f with one more member: g[s] = (1 - p) f[s] + p f[s - w]. */
static void count_in(const double *restrict f, double *restrict g, size_t length, size_t weight,
                     double p)
{
    size_t low = weight < length ? weight : length;
    for (size_t s = 0; s < low; s++)
        g[s] = (1 - p) * f[s];
    for (size_t s = low; s < length; s++)
        g[s] = (1 - p) * f[s] + p * f[s - low];
}

/* `at` has all members outside of first to last - 1. It may be overwritten. Depth d uses rows 2d, 2d + 1. */
static void split(swings *w, size_t first, size_t last, double *at, double *rows)
{
    if (last - first == 1) {
        size_t own = (size_t)w->weight[first];
        double sum = 0;
        for (size_t s = own < w->quota ? w->quota - own : 0; s < w->quota; s++)
            sum += at[s];
        w->swing[first] = sum;
        return;
    }
    size_t middle = first + (last - first) / 2;
    for (int side = 0; side < 2; side++) {
        size_t from = side == 0 ? middle : first, to = side == 0 ? last : middle;
        double *here = at, *next = rows;
        for (size_t i = from; i < to; i++) {
            count_in(here, next, w->quota, (size_t)w->weight[i], w->p);
            here = next;
            next = here == rows ? rows + w->quota : rows;
        }
        double *deeper = rows + 2 * w->quota;
        split(w, side == 0 ? first : middle, side == 0 ? middle : last, here, deeper);
    }
}

/* The probability of each to swing if all others join with probability p. */
static void swing_probabilities(swings *w, size_t n, double p)
{
    double *empty = w->rows;
    memset(empty, 0, w->quota * sizeof *empty);
    empty[0] = 1;
    w->p = p;
    split(w, 0, n, empty, w->rows + w->quota);
}

/* ---- quadrature ---- */

/* The k-th root x of the Legendre polynomial of degree m and its weight, on 0 to 1, by Newton's method. */
static void legendre_node(size_t m, size_t k, double *node, double *weight)
{
    double degree = (double)m, x = cos(acos(-1) * ((double)k + 0.75) / (degree + 0.5)), slope = 0;
    for (int step = 0; step < 20; step++) {
        double before = 1, value = x;
        for (size_t d = 2; d <= m; d++) {
            double next = ((2 * (double)d - 1) * x * value - ((double)d - 1) * before) / (double)d;
            before = value;
            value = next;
        }
        slope = degree * (x * value - before) / (x * x - 1);
        double change = value / slope;
        x -= change;
        if (fabs(change) < 1e-16)
            break;
    }
    *node = (1 + x) / 2;
    *weight = 1 / ((1 - x * x) * slope * slope);
}

/* The integral over p of a polynomial of degree n - 1 needs n / 2 nodes, rounded up. */
static void integrate_swings(swings *w, size_t n, double *shapley)
{
    size_t nodes = (n + 1) / 2;
    memset(shapley, 0, n * sizeof *shapley);
    for (size_t k = 0; k < nodes; k++) {
        double p = 0.5, weight = 1;
        if (nodes > 1)
            legendre_node(nodes, k, &p, &weight);
        swing_probabilities(w, n, p);
        for (size_t i = 0; i < n; i++)
            shapley[i] += weight * w->swing[i];
    }
}

ent_status ent_voting_power(const int *integer, size_t n, long long quota, double *banzhaf,
                            double *normalised, double *shapley, ent_error *error)
{
    long long total = 0;
    for (size_t i = 0; i < n; i++) {
        if (integer[i] < 0)
            return ent_fail(error, ENT_ERR_ARGUMENT, "a weight is below 0");
        total += integer[i];
    }
    if (quota < 1 || quota > total)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the quota %lld is not from 1 to the total, %lld",
                        quota, total);
    /* who can win by joining can block by leaving: the dual game has the same swings */
    size_t length = (size_t)(quota > total - quota + 1 ? total - quota + 1 : quota), depth = 1;
    while (((size_t)1 << depth) < n)
        depth++;
    swings w = {.weight = integer, .quota = length, .swing = banzhaf,
                .rows = ent_new_array((2 * depth + 3) * length, sizeof(double))};
    if (!w.rows)
        return ent_fail_memory(error);
    integrate_swings(&w, n, shapley);
    swing_probabilities(&w, n, 0.5);
    ent_shares(banzhaf, n, normalised);
    free(w.rows);
    return ENT_OK;
}
