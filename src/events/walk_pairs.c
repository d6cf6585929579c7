/* A year of pairs. Of each that is not tied at s
 *
 *   P_bilateral    = min(lambda(s) o_ij / sum of o, 1), o = e^eta of a logit, over the pairs not tied; lambda goes on with what
 *                    was drawn
 *   P_multilateral = a logit
 *
 * as in treaty.c at h = 1. A bilateral treaty is signed where the pair's own number is below P_bilateral; where its other number
 * is below P_multilateral, it seeds a treaty (walk_founding.c). */
#include "events/walk.h"

#include <math.h>

/* ---- chances ---- */

static bool is_tied(const ent_treaty_walk *w, const ent_event_row *pair)
{
    return w->past.tied[(size_t)pair->a * w->n + (size_t)pair->b] != 0;
}

/* x[k][lane] = what the pair has of the logit's predictors. */
static void spread(const walk_logit *logit, const double x[], size_t lane, double to[][WALK_BATCH])
{
    for (size_t k = 0; k < logit->count; k++)
        to[k][lane] = x[logit->predictor[k]];
}

/* eta by both logits of `count` pairs; other lanes are as the last one. */
static void find_etas(const ent_treaty_walk *w, const size_t pair[], size_t count, double bilateral[WALK_BATCH],
                      double multilateral[WALK_BATCH])
{
    size_t still = (w->past.year - w->origin) * w->pairs.count;
    double x[ENT_PAIR_PREDICTORS] = {0};
    double to_bilateral[ENT_PREDICTORS_MOST][WALK_BATCH], to_multilateral[ENT_PREDICTORS_MOST][WALK_BATCH];
    for (size_t lane = 0; lane < WALK_BATCH; lane++) {
        const size_t at = pair[lane < count ? lane : count - 1];
        if (lane < count)
            event_pair_fill_ties(&w->past, (size_t)w->pairs.rows[at].a, (size_t)w->pairs.rows[at].b, w->level, x);
        spread(&w->bilateral.ties, x, lane, to_bilateral);
        spread(&w->multilateral.ties, x, lane, to_multilateral);
        bilateral[lane] = w->bilateral.eta[still + at];
        multilateral[lane] = w->multilateral.eta[still + at];
    }
    walk_logit_add(&w->bilateral.ties, to_bilateral, bilateral);
    walk_logit_add(&w->multilateral.ties, to_multilateral, multilateral);
}

static void fill_some(ent_treaty_walk *w, const size_t pair[], size_t count)
{
    double bilateral[WALK_BATCH], multilateral[WALK_BATCH], odds[WALK_BATCH], seeds[WALK_BATCH];
    find_etas(w, pair, count, bilateral, multilateral);
    walk_exponentials(bilateral, odds);
    walk_logit_chances(&w->multilateral.ties, multilateral, seeds);
    for (size_t lane = 0; lane < count; lane++) {
        w->odds[pair[lane]] = w->bilateral.ties.scale > 0 ? odds[lane] : 0;
        w->eta[pair[lane]] = multilateral[lane];
        w->seeds[pair[lane]] = seeds[lane];
    }
}

/* Odds become chances. */
static void share_out(ent_treaty_walk *w)
{
    double all = 0, expected = w->state.rate.weights > 0 ? w->state.rate.sum / w->state.rate.weights : 0;
    for (size_t pair = 0; pair < w->pairs.count; pair++)
        all += w->odds[pair];
    for (size_t pair = 0; pair < w->pairs.count; pair++)
        w->odds[pair] = all > 0 ? fmin(expected * w->odds[pair] / all, 1) : 0;
}

static void fill_all(ent_treaty_walk *w)
{
    size_t some[WALK_BATCH], count = 0;
    for (size_t pair = 0; pair < w->pairs.count; pair++) {
        w->odds[pair] = w->seeds[pair] = 0;
        w->eta[pair] = (double)NAN;
        if (is_tied(w, &w->pairs.rows[pair]))
            continue;
        some[count++] = pair;
        if (count == WALK_BATCH) {
            fill_some(w, some, count);
            count = 0;
        }
    }
    if (count > 0)
        fill_some(w, some, count);
}

void walk_fill_pairs(ent_treaty_walk *w)
{
    w->level = event_level_of(w->formed, w->pairs.count, w->past.year);
    fill_all(w);
    share_out(w);
    for (size_t pair = 0; pair < w->pairs.count; pair++)
        *walk_untied(w, (size_t)w->pairs.rows[pair].a, (size_t)w->pairs.rows[pair].b) =
            (1 - w->odds[pair]) * (1 - w->seeds[pair]);
}

double walk_eta(ent_treaty_walk *w, size_t i, size_t j)
{
    size_t pair = (size_t)w->pair_of[i * w->n + j];
    const walk_pair_logit *logit = &w->multilateral;
    if (isnan(w->eta[pair])) {
        double x[ENT_PAIR_PREDICTORS] = {0}, to[ENT_PREDICTORS_MOST][WALK_BATCH] = {{0}};
        double eta[WALK_BATCH] = {logit->eta[(w->past.year - w->origin) * w->pairs.count + pair]};
        event_pair_fill_ties(&w->past, (size_t)w->pairs.rows[pair].a, (size_t)w->pairs.rows[pair].b, w->level, x);
        spread(&logit->ties, x, 0, to);
        walk_logit_add(&logit->ties, to, eta);
        w->eta[pair] = eta[0];
    }
    return w->eta[pair];
}

/* ---- draws ---- */

ent_status walk_draw_bilateral(ent_treaty_walk *w, const walk_dice *dice, ent_treaty_counts *counts, ent_error *error)
{
    ent_status status = ENT_OK;
    w->seeding_count = 0;
    for (size_t pair = 0; pair < w->pairs.count && status == ENT_OK; pair++) {
        double u[2];
        size_t both[2] = {(size_t)w->pairs.rows[pair].a, (size_t)w->pairs.rows[pair].b};
        if (!(w->odds[pair] > 0 || w->seeds[pair] > 0))
            continue;
        walk_draw(dice, WALK_PAIR, walk_pair_key(both[0], both[1]), 0, u);
        if (u[1] < w->seeds[pair])
            w->seeding[w->seeding_count++] = pair;
        if (u[0] >= w->odds[pair])
            continue;
        counts->bilateral++;
        status = walk_add_treaty(w, walk_made_key(WALK_BILATERAL, dice->year, both[0], both[1]), both, 2, error);
    }
    return status;
}

void walk_draw_bare(ent_treaty_walk *w, const walk_dice *dice)
{
    for (size_t pair = 0; pair < w->pairs.count; pair++) {
        size_t i = (size_t)w->pairs.rows[pair].a, j = (size_t)w->pairs.rows[pair].b;
        double u[2];
        if (!w->state.bare[i * w->n + j])
            continue;
        *walk_untied(w, i, j) *= w->bare_end;
        walk_draw(dice, WALK_BARE, walk_pair_key(i, j), 0, u);
        if (u[0] < w->bare_end)
            w->state.bare[i * w->n + j] = w->state.bare[j * w->n + i] = 0;
    }
}
