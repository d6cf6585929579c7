/* A future in which nothing happens is the same whatever is drawn, and most of what is asked of a year is as in it: the chance of
 * a candidate i to join treaty k hangs on the members of k and what i has with them, and else on the year alone. So it is kept
 * for each year, once for all futures of the same parameters, and found anew only
 *
 *   of all candidates   where the members of k have changed since the origin
 *   of i                where with one of them i is, or was, tied and had not been, or the other way round; or where i has
 *                       lost its only ally or got its first
 *
 * by the same function, so that chances are to the last bit what they would be without this. Of a pair, what its logits have of
 * predictors that hang on the year alone is kept likewise. */
#include "events/walk.h"

#include <string.h>

/* ---- candidates ---- */

static double find_join(const ent_treaty_walk *w, const event_treaty_look *look, size_t i)
{
    double x[ENT_ACCESSION_PREDICTORS];
    event_candidate_fill(&w->past, look, i, x);
    return walk_logit_chance(&w->accession, walk_logit_eta(&w->accession, x));
}

static bool is_candidate(const ent_treaty_walk *w, size_t k, size_t i)
{
    return event_past_is_there(&w->past, i) && !w->past.is_member[k * w->n + i];
}

static void find_joins(const ent_treaty_walk *w, size_t k, double join[])
{
    event_treaty_look look;
    event_look_at_treaty(&w->past, k, &look);
    for (size_t i = 0; i < w->n; i++)
        join[i] = is_candidate(w, k, i) ? find_join(w, &look, i) : 0;
}

/* Has i the same with all members, and allies or none, as at the origin? */
static bool is_as_at_origin(const ent_treaty_walk *w, const event_treaty_look *look, size_t i)
{
    const event_past *now = &w->past, *then = &w->at_origin;
    const uint64_t *bound = event_bits(now->bound_bits, now, i), *bound_then = event_bits(then->bound_bits, then, i);
    const uint64_t *once = event_bits(now->once_bits, now, i), *once_then = event_bits(then->once_bits, then, i);
    uint64_t differs = 0;
    for (size_t k = 0; k < now->words; k++)
        differs |= ((bound[k] ^ bound_then[k]) | (once[k] ^ once_then[k])) & look->bits[k];
    return differs == 0 && (now->allies[i] == 0) == (then->allies[i] == 0);
}

void walk_fill_join(const ent_treaty_walk *w, size_t k, double join[])
{
    event_treaty_look look;
    memset(join, 0, w->n * sizeof *join);
    if (!(w->accession.scale > 0))
        return;
    if (w->state.touched[k]) {
        find_joins(w, k, join);
        return;
    }
    memcpy(join, w->quiet.join + ((w->past.year - w->origin) * w->quiet.treaties + k) * w->n, w->n * sizeof *join);
    event_look_at_treaty(&w->past, k, &look);
    for (size_t i = 0; i < w->n; i++)
        if (is_candidate(w, k, i) && !is_as_at_origin(w, &look, i))
            join[i] = find_join(w, &look, i);
}

void walk_find_touched(ent_treaty_walk *w)
{
    size_t n = w->n;
    for (size_t k = 0; k < w->state.slots; k++)
        w->state.touched[k] |= k >= w->quiet.treaties
                               || memcmp(w->past.is_member + k * n, w->at_origin.is_member + k * n, n) != 0;
}

/* ---- pairs ---- */

static void find_etas(ent_treaty_walk *w, size_t year)
{
    for (size_t pair = 0; pair < w->pairs.count; pair++) {
        const ent_event_row *is = &w->pairs.rows[pair];
        double x[ENT_PAIR_PREDICTORS];
        event_pair_fill_still(&w->past, (size_t)is->a, (size_t)is->b, w->geography + pair * ENT_GEOGRAPHY, x);
        w->bilateral.eta[year * w->pairs.count + pair] = walk_logit_eta(&w->bilateral.still, x);
        w->multilateral.eta[year * w->pairs.count + pair] = walk_logit_eta(&w->multilateral.still, x);
    }
}

/* ---- the future ---- */

static void find_all_joins(ent_treaty_walk *w, size_t year)
{
    for (size_t k = 0; k < w->quiet.treaties; k++)
        if (w->past.size[k] >= EVENT_TREATY_LIVES)
            find_joins(w, k, w->quiet.join + (year * w->quiet.treaties + k) * w->n);
}

void walk_quiet_fill(ent_treaty_walk *w)
{
    for (size_t year = 0; year < w->years; year++) {
        if (year > 0)
            event_past_enter_rewritten(&w->past, w->origin + year, false);
        event_past_index(&w->past);
        find_etas(w, year);
        if (w->accession.scale > 0)
            find_all_joins(w, year);
    }
    w->quiet.known = true;
}
