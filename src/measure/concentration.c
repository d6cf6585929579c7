/* Shares, ranks, concentration, movement, transitions and distance on plain arrays: see
 * entente/measure.h for formulas and sources. */
#include "entente/measure.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- shares, ranks, growth ---- */

/* What the values are parts of: their sum, NaN if one of them is below zero. */
static double whole_of(const double *value, size_t n)
{
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        if (value[i] < 0)
            return (double)NAN;
        total += isnan(value[i]) ? 0 : value[i];
    }
    return total;
}

double ent_shares(const double *value, size_t n, double *share)
{
    double total = whole_of(value, n);
    for (size_t i = 0; i < n; i++)
        share[i] = total > 0 ? value[i] / total : (double)NAN;
    return total;
}

size_t ent_ranks(const double *value, size_t n, int *rank)
{
    size_t ranked = 0;
    for (size_t i = 0; i < n; i++) {
        rank[i] = isnan(value[i]) ? 0 : 1;
        ranked += rank[i] > 0;
        for (size_t j = 0; j < n && rank[i] > 0; j++)
            rank[i] += value[j] > value[i];
    }
    return ranked;
}

double ent_growth(double before, double after)
{
    return before > 0 ? after / before - 1 : (double)NAN;
}

/* ---- concentration ---- */

static void find_top(const double *value, size_t n, ent_concentration *c)
{
    double first = 0, second = 0;
    for (size_t i = 0; i < n; i++) {
        if (value[i] > first) {
            second = first;
            first = value[i];
        } else if (value[i] > second) {
            second = value[i];
        }
    }
    c->top = first / c->total;
    c->top_two = (first + second) / c->total;
}

ent_concentration ent_concentration_of(const double *value, size_t n)
{
    const double none = (double)NAN;
    ent_concentration c = {.con = none, .hhi = none, .effective = none, .shannon = none,
                           .evenness = none, .top = none, .top_two = none};
    for (size_t i = 0; i < n; i++) {
        c.missing += isnan(value[i]) ? 1 : 0;
        c.total += isnan(value[i]) ? 0 : value[i];
    }
    c.n = n - c.missing;
    if (!(whole_of(value, n) > 0))
        return c;
    c.hhi = c.shannon = 0;
    for (size_t i = 0; i < n; i++) {
        double share = isnan(value[i]) ? 0 : value[i] / c.total;
        c.hhi += share * share;
        c.shannon -= share > 0 ? share * log(share) : 0; /* s ln s goes to 0 with s */
    }
    c.effective = 1 / c.hhi;
    find_top(value, n, &c);
    if (c.n < 2)
        return c;
    double equal = 1 / (double)c.n;
    c.con = sqrt(fmax(0, (c.hhi - equal) / (1 - equal)));
    c.evenness = c.shannon / log((double)c.n);
    return c;
}

double ent_movement(const double *before, const double *after, size_t n)
{
    double total_before = whole_of(before, n), total_after = whole_of(after, n), moved = 0;
    for (size_t i = 0; i < n; i++)
        if (isnan(before[i]) != isnan(after[i]))
            return (double)NAN;
    if (!(total_before > 0 && total_after > 0))
        return (double)NAN;
    for (size_t i = 0; i < n; i++)
        if (!isnan(before[i]))
            moved += fabs(after[i] / total_after - before[i] / total_before);
    return moved / 2;
}

/* ---- transitions ---- */

typedef struct {
    ent_transition *items;
    size_t count, capacity;
} transition_list;

/* The passings of a pair, both ways: which was above when last they differed? */
static bool follow_pair(transition_list *list, const double *value, size_t times, size_t n, size_t a,
                        size_t b)
{
    int above = 0; /* 1: a, -1: b */
    size_t seen = 0;
    for (size_t t = 0; t < times; t++) {
        double x = value[t * n + a], y = value[t * n + b];
        int now = (x > y) - (x < y); /* 0 if equal, or if one is missing */
        if (now == 0)
            continue;
        if (above == -now) {
            if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
                return false;
            list->items[list->count++] = (ent_transition){
                .a = now > 0 ? a : b, .b = now > 0 ? b : a, .before = seen, .at = t};
        }
        above = now;
        seen = t;
    }
    return true;
}

static int compare_transitions(const void *x, const void *y)
{
    const ent_transition *p = x, *q = y;
    if (p->at != q->at)
        return p->at < q->at ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

ent_status ent_transitions(const double *value, size_t times, size_t n, ent_transition **out,
                           size_t *count, ent_error *error)
{
    transition_list list = {0};
    *out = NULL;
    *count = 0;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            if (!follow_pair(&list, value, times, n, a, b)) {
                free(list.items);
                return ent_fail_memory(error);
            }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_transitions);
    *out = list.items;
    *count = list.count;
    return ENT_OK;
}

/* ---- distance ---- */

double ent_power_at_distance(double share, double miles, double miles_per_day)
{
    return pow(share, log10(miles / miles_per_day + 10 - exp(1)));
}

double ent_miles_per_day(int year)
{
    return year <= 1918 ? 250 : year <= 1945 ? 375 : 500;
}

double ent_great_circle(double latitude_a, double longitude_a, double latitude_b,
                        double longitude_b)
{
    const double radius = 6378.137, degree = acos(-1) / 180;
    double a = latitude_a * degree, b = latitude_b * degree;
    double across = (longitude_b - longitude_a) * degree;
    double east = cos(b) * sin(across);
    double north = cos(a) * sin(b) - sin(a) * cos(b) * cos(across);
    double up = sin(a) * sin(b) + cos(a) * cos(b) * cos(across);
    return radius * atan2(sqrt(east * east + north * north), up);
}
