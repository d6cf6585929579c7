/* How good probabilities are: areas under curves, Brier and log scores, and the Brier score taken apart. */
#include "entente/score.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    double score;
    size_t index;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
                                : (x->index > y->index) - (x->index < y->index);
}

/* Pairs by score, the highest first; NULL if memory ran out. Freed with free(). */
static ranked *rank_scores(const double score[], size_t count)
{
    ranked *order = ent_new_array(count, sizeof *order);
    for (size_t k = 0; order && k < count; k++)
        order[k] = (ranked){score[k], k};
    if (order)
        qsort(order, count, sizeof *order, compare_ranked);
    return order;
}

/* ---- curves ---- */

/* Hanley & McNeil 1982, Radiology 143:29; average precision with equal scores together. */
static void find_areas(const ranked *order, const uint8_t event[], size_t count, double *roc, double *precision_recall)
{
    double found = 0, others = 0, above = 0, precision = 0;
    for (size_t k = 0; k < count;) {
        double hits = 0, misses = 0, level = order[k].score;
        for (; k < count && order[k].score >= level; k++)
            *(event[order[k].index] ? &hits : &misses) += 1;
        above += misses * (found + hits / 2);
        found += hits;
        others += misses;
        precision += hits * found / (found + others);
    }
    bool both = found > 0 && others > 0;
    *roc = both ? above / (found * others) : (double)NAN;
    *precision_recall = both ? precision / found : (double)NAN;
}

ent_status ent_score_areas(const double score[], const uint8_t event[], size_t count, double *roc,
                           double *precision_recall, ent_error *error)
{
    ranked *order = rank_scores(score, count);
    if (!order)
        return ent_fail_memory(error);
    find_areas(order, event, count, roc, precision_recall);
    free(order);
    return ENT_OK;
}

/* Between two levels of the score the curve is a straight line. */
ent_status ent_score_curve(const double score[], const uint8_t event[], size_t count, size_t points, double found[],
                           ent_error *error)
{
    ranked *order = rank_scores(score, count);
    double events = 0, hits = 0, misses = 0;
    size_t at = 0;
    if (!order)
        return ent_fail_memory(error);
    for (size_t k = 0; k < count; k++)
        events += event[k];
    for (size_t k = 0; k < count;) {
        double level = order[k].score, before_hits = hits, before_misses = misses;
        for (; k < count && order[k].score >= level; k++)
            *(event[order[k].index] ? &hits : &misses) += 1;
        for (; at < points; at++) {
            double wanted = (double)at / (double)(points - 1) * ((double)count - events), part = wanted - before_misses;
            if (wanted > misses || (wanted == misses && k < count))
                break;
            found[at] = (before_hits + (misses > before_misses ? part / (misses - before_misses) : 1) * (hits - before_hits))
                        / events;
        }
    }
    free(order);
    for (size_t k = 0; k < points && !(events > 0 && events < (double)count); k++)
        found[k] = (double)NAN;
    return ENT_OK;
}

/* Between (t0, f0) and (t1, f1), t events and f others found, f rises evenly with t, so that precision is t / (a t + b). */
static double area_between(double t0, double f0, double t1, double f1)
{
    double a = 1 + (f1 - f0) / (t1 - t0), b = f0 - (a - 1) * t0;
    return (t1 - t0) / a - (b > 0 || b < 0 ? b / (a * a) * log((a * t1 + b) / (a * t0 + b)) : 0);
}

static double trapezoids_between(double t0, double f0, double t1, double f1)
{
    double sum = 0, h = (f1 - f0) / (t1 - t0);
    for (double t = t0; t < t1; t++) {
        double right = (t + 1) / (t + 1 + f0 + h * (t + 1 - t0)), all = t + f0 + h * (t - t0);
        sum += ((all > 0 ? t / all : right) + right) / 2;
    }
    return sum;
}

ent_status ent_score_precision_recall(const double score[], const uint8_t event[], size_t count, double *trapezoid,
                                      double *exact, ent_error *error)
{
    ranked *order = rank_scores(score, count);
    double found = 0, others = 0, areas[2] = {0};
    if (!order)
        return ent_fail_memory(error);
    for (size_t k = 0; k < count;) {
        double t = found, f = others, level = order[k].score;
        for (; k < count && order[k].score >= level; k++)
            *(event[order[k].index] ? &found : &others) += 1;
        areas[0] += found > t ? trapezoids_between(t, f, found, others) : 0;
        areas[1] += found > t ? area_between(t, f, found, others) : 0;
    }
    bool both = found > 0 && others > 0;
    if (trapezoid)
        *trapezoid = both ? areas[0] / found : (double)NAN;
    if (exact)
        *exact = both ? areas[1] / found : (double)NAN;
    free(order);
    return ENT_OK;
}

/* ---- the Brier score taken apart ---- */

/* Events and others of neighbouring scores: as many pairs as are calibrated to one share. */
typedef struct {
    double events, pairs;
} block;

/* Shares of events that do not fall as the score rises: neighbours that are the wrong way round become one (pool adjacent
 * violators: Ayer and others 1955, Ann. Math. Stat. 26:641). From the highest score on; returns how many blocks. */
static size_t pool_blocks(const ranked *order, const uint8_t event[], size_t count, block *blocks)
{
    size_t used = 0;
    for (size_t k = 0; k < count;) {
        block next = {0};
        for (double level = order[k].score; k < count && order[k].score >= level; k++) {
            next.events += event[order[k].index];
            next.pairs++;
        }
        while (used && blocks[used - 1].events * next.pairs <= next.events * blocks[used - 1].pairs) {
            next.events += blocks[--used].events;
            next.pairs += blocks[used].pairs;
        }
        blocks[used++] = next;
    }
    return used;
}

/* Brier = miscalibration - discrimination + uncertainty, each exactly: the scores of the forecast, of its isotonic
 * calibration and of the base rate (Dimitriadis, Gneiting & Jordan 2021, PNAS 118:e2016191118). */
static void take_apart(const block *blocks, size_t count, ent_scores *out)
{
    double calibrated = 0, base = out->events / out->pairs;
    for (size_t k = 0; k < count; k++)
        calibrated += blocks[k].events * (1 - blocks[k].events / blocks[k].pairs);
    calibrated /= out->pairs;
    out->uncertainty = base * (1 - base);
    out->miscalibration = fmax(0, out->brier - calibrated); /* not below 0 but for rounding */
    out->discrimination = fmax(0, out->uncertainty - calibrated);
}

/* By distinct probabilities: mean (p - share)^2 and mean (share - base rate)^2. */
static void group(const ranked *order, const uint8_t event[], size_t count, ent_scores *out)
{
    double base = out->events / out->pairs;
    for (size_t k = 0; k < count;) {
        double events = 0, pairs = 0, level = order[k].score;
        for (; k < count && order[k].score >= level; k++, pairs++)
            events += event[order[k].index];
        double share = events / pairs;
        out->reliability += pairs * (level - share) * (level - share);
        out->resolution += pairs * (share - base) * (share - base);
    }
    out->reliability /= out->pairs;
    out->resolution /= out->pairs;
}

/* ---- all scores ---- */

/* p away from 0 and 1. */
static double held(double p)
{
    const double least = 1e-6;
    return fmin(fmax(p, least), 1 - least);
}

static void add_losses(const double p[], const uint8_t event[], size_t count, ent_scores *out)
{
    double expected = 0;
    for (size_t k = 0; k < count; k++) {
        double q = held(p[k]);
        expected += p[k];
        out->events += event[k];
        out->brier += (p[k] - event[k]) * (p[k] - event[k]);
        out->log -= log(event[k] ? q : 1 - q);
    }
    out->brier /= out->pairs;
    out->log /= out->pairs;
    out->observed_over_expected = expected > 0 ? out->events / expected : (double)NAN;
}

ent_status ent_score(const double p[], const uint8_t event[], size_t count, ent_scores *out, ent_error *error)
{
    *out = (ent_scores){.pairs = (double)count};
    ranked *order = rank_scores(p, count);
    block *blocks = ent_new_array(count, sizeof *blocks);
    if (order && blocks) {
        add_losses(p, event, count, out);
        find_areas(order, event, count, &out->roc, &out->precision_recall);
        take_apart(blocks, pool_blocks(order, event, count, blocks), out);
        group(order, event, count, out);
        out->skill = 1 - out->brier / out->uncertainty;
    }
    ent_status status = order && blocks ? ENT_OK : ent_fail_memory(error);
    free(order);
    free(blocks);
    return status;
}

/* ---- calibration ---- */

enum { STEPS = 100 };

/* One step of Newton's method; its decrement, or -1 if there is none. */
static double newton_step(const double p[], const uint8_t event[], size_t count, double *intercept, double *slope)
{
    double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
    for (size_t k = 0; k < count; k++) {
        double x = log(held(p[k]) / (1 - held(p[k]))), q = 1 / (1 + exp(-(*intercept + *slope * x)));
        double rest = event[k] - q, weight = q * (1 - q);
        g0 += rest;
        g1 += rest * x;
        h00 += weight;
        h01 += weight * x;
        h11 += weight * x * x;
    }
    double determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12 * h00 * h11) || h00 < 1e-9 * (double)count) /* one value only; separated */
        return -1;
    double d0 = (h11 * g0 - h01 * g1) / determinant, d1 = (h00 * g1 - h01 * g0) / determinant;
    double size = fmax(fabs(d0), fabs(d1)), shorter = size > 2 ? 2 / size : 1;
    *intercept += shorter * d0;
    *slope += shorter * d1;
    return g0 * d0 + g1 * d1;
}

void ent_score_calibration(const double p[], const uint8_t event[], size_t count, double *intercept, double *slope)
{
    double decrement = INFINITY;
    *intercept = 0;
    *slope = 1;
    for (int step = 0; step < STEPS && decrement > 1e-12; step++)
        decrement = newton_step(p, event, count, intercept, slope);
    if (!(decrement >= 0 && decrement <= 1e-12) || !(fabs(*slope) < 50))
        *intercept = *slope = (double)NAN;
}
