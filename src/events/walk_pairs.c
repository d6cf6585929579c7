/* A year of pairs. Of each that is not tied at s
 *
 *   P_bilateral    = min(lambda(s) o_ij / sum of o, 1), o = e^eta of a logit, over the pairs not tied; lambda goes on with what
 *                    was drawn
 *   P_multilateral = a logit
 *
 * as in treaty.c at h = 1. A bilateral treaty is signed where the pair's own number is below P_bilateral. */
#include "events/walk.h"

#include <math.h>

/* ---- chances ---- */

event_level walk_level(const ent_treaty_walk *w)
{
    return event_level_of(w->formed, w->pairs.count, w->past.year);
}

static bool is_tied(const ent_treaty_walk *w, const ent_event_row *pair)
{
    return w->past.tied[(size_t)pair->a * w->n + (size_t)pair->b] != 0;
}

static void fill_pair(ent_treaty_walk *w, size_t pair, event_level level)
{
    const ent_event_row *is = &w->pairs.rows[pair];
    double x[ENT_PAIR_PREDICTORS];
    event_pair_fill(&w->past, (size_t)is->a, (size_t)is->b, w->geography + pair * ENT_GEOGRAPHY, level, x);
    w->odds[pair] = w->bilateral.scale > 0 ? exp(walk_logit_eta(&w->bilateral, x)) : 0;
    w->eta[pair] = walk_logit_eta(&w->multilateral, x);
    w->seeds[pair] = walk_logit_chance(&w->multilateral, w->eta[pair]);
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

void walk_fill_pairs(ent_treaty_walk *w)
{
    event_level level = walk_level(w);
    for (size_t pair = 0; pair < w->pairs.count; pair++) {
        w->odds[pair] = w->seeds[pair] = 0;
        w->eta[pair] = (double)NAN;
        if (!is_tied(w, &w->pairs.rows[pair]))
            fill_pair(w, pair, level);
    }
    share_out(w);
    for (size_t pair = 0; pair < w->pairs.count; pair++)
        *walk_untied(w, (size_t)w->pairs.rows[pair].a, (size_t)w->pairs.rows[pair].b) =
            (1 - w->odds[pair]) * (1 - w->seeds[pair]);
}

double walk_eta(ent_treaty_walk *w, size_t i, size_t j)
{
    size_t pair = (size_t)w->pair_of[i * w->n + j];
    if (isnan(w->eta[pair])) {
        const ent_event_row *is = &w->pairs.rows[pair];
        double x[ENT_PAIR_PREDICTORS];
        event_pair_fill(&w->past, (size_t)is->a, (size_t)is->b, w->geography + pair * ENT_GEOGRAPHY, walk_level(w), x);
        w->eta[pair] = walk_logit_eta(&w->multilateral, x);
    }
    return w->eta[pair];
}

/* ---- draws ---- */

ent_status walk_draw_bilateral(ent_treaty_walk *w, const walk_dice *dice, ent_treaty_counts *counts, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t pair = 0; pair < w->pairs.count && status == ENT_OK; pair++) {
        double u[2];
        size_t both[2] = {(size_t)w->pairs.rows[pair].a, (size_t)w->pairs.rows[pair].b};
        if (!(w->odds[pair] > 0))
            continue;
        walk_draw(dice, WALK_PAIR, walk_pair_key(both[0], both[1]), 0, u);
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
