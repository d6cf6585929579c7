/* Futures of the treaty family. The walk has one year of data, which is rewritten as it goes on: so all that is known of a
 * pair, of a candidate and of a member is made by the same functions as in training, from the past (history.c) that this year
 * is entered into. To start is to copy what stood at the origin.
 *
 * A year, all from what is known at its beginning: chances of pairs, bilateral treaties, treaties of three or more, then each
 * living treaty's accessions, end and exits; then ties, and the past. What was known at an origin that is changed (a treaty
 * signed, a tie ended) is made anew from the year before it. */
#include "events/walk.h"

#include <string.h>

/* ---- at the origin ---- */

static void go_to_origin(ent_treaty_walk *w)
{
    walk_state_copy(&w->state, &w->first, w->n);
    event_past_copy(&w->past, &w->at_origin, NULL, w->at_origin.treaties);
    w->changed = false;
}

void ent_treaty_walk_start(ent_treaty_walk *walk, const ent_treaty_fit *fit)
{
    bool same = walk->quiet.known && memcmp(&walk->fit, fit, sizeof *fit) == 0;
    memcpy(&walk->fit, fit, sizeof *fit);
    walk_pair_logit_take(&walk->bilateral, &fit->routes.bilateral);
    walk_logit_take(&walk->accession, &fit->routes.accession);
    walk_pair_logit_take(&walk->multilateral, &fit->routes.multilateral);
    walk_logit_take(&walk->exit, &fit->routes.exit);
    walk_logit_take(&walk->end, &fit->routes.end);
    go_to_origin(walk);
    if (same)
        return;
    walk_quiet_fill(walk);
    go_to_origin(walk);
}

static ent_status check_change(const ent_treaty_walk *w, const size_t actors[], size_t count, ent_error *error)
{
    if (w->past.year != w->origin)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a change comes before the first year of a future");
    for (size_t k = 0; k < count; k++)
        if (actors[k] >= w->n || !event_past_is_there(&w->past, actors[k]))
            return ent_fail(error, ENT_ERR_ARGUMENT, "actor %zu is not there at the origin", actors[k]);
    return ENT_OK;
}

ent_status ent_treaty_walk_sign(ent_treaty_walk *walk, const size_t members[], size_t count, ent_error *error)
{
    ent_status status = check_change(walk, members, count, error);
    if (status == ENT_OK && count < EVENT_TREATY_LIVES)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "a treaty of %zu; expected 2 or more members", count);
    if (status == ENT_OK)
        status = walk_add_treaty(walk, walk_made_key(WALK_SIGNED, 0, members[0], members[1]), members, count, error);
    if (status == ENT_OK) {
        walk->changed = true;
        walk_find_ties(walk);
    }
    return status;
}

static void let_go(ent_treaty_walk *w, size_t k, size_t i, size_t j)
{
    uint8_t *member = w->state.member + k * w->n;
    size_t size = 0;
    for (size_t l = 0; l < w->n; l++)
        size += member[l] != WALK_OUT;
    member[i] = member[j] = size > EVENT_TREATY_LIVES ? WALK_OLD : WALK_OUT;
}

ent_status ent_treaty_walk_end(ent_treaty_walk *walk, size_t i, size_t j, ent_error *error)
{
    ent_treaty_walk *w = walk;
    const size_t both[] = {i, j};
    ent_status status = check_change(w, both, 2, error);
    if (status != ENT_OK)
        return status;
    for (size_t k = 0; k < w->state.slots; k++)
        if (w->state.member[k * w->n + i] != WALK_OUT && w->state.member[k * w->n + j] != WALK_OUT)
            let_go(w, k, i, j);
    w->state.bare[i * w->n + j] = w->state.bare[j * w->n + i] = 0;
    w->state.apart[i * w->n + j] = w->state.apart[j * w->n + i] = 1;
    w->changed = true;
    walk_find_ties(w);
    return ENT_OK;
}

/* What is known at the origin, with its changes. */
static void settle(ent_treaty_walk *w)
{
    const uint8_t *dispute = w->data->dispute;
    event_past_copy(&w->past, &w->before, NULL, w->before.treaties);
    w->now.dispute = dispute ? dispute + w->origin * w->n * w->n : NULL;
    event_past_enter_rewritten(&w->past, w->origin, false);
    w->now.dispute = NULL;
    walk_find_touched(w);
    walk_free_dead(w);
    w->changed = false;
}

/* ---- a year ---- */

static void add_chances(const ent_treaty_walk *w, double chance[])
{
    for (size_t pair = 0; pair < w->pairs.count; pair++) {
        size_t i = (size_t)w->pairs.rows[pair].a, j = (size_t)w->pairs.rows[pair].b;
        double tied = 1 - w->untied[i * w->n + j];
        chance[i * w->n + j] += tied;
        chance[j * w->n + i] += tied;
    }
}

static void enter(ent_treaty_walk *w, size_t bilateral)
{
    size_t next = w->past.year + 1, formed = 0;
    walk_find_ties(w);
    for (size_t pair = 0; pair < w->pairs.count; pair++) {
        size_t cell = (size_t)w->pairs.rows[pair].a * w->n + (size_t)w->pairs.rows[pair].b;
        formed += w->state.tied[cell] && !w->past.tied[cell];
    }
    w->formed[next] = formed;
    event_rate_next(&w->state.rate, bilateral);
    event_past_enter_rewritten(&w->past, next, false);
    walk_find_touched(w);
    walk_free_dead(w);
}

ent_status ent_treaty_walk_year(ent_treaty_walk *walk, uint64_t seed, uint32_t future, uint32_t year, double chance[],
                                ent_treaty_counts *counts, ent_error *error)
{
    ent_treaty_counts own, *to = counts ? counts : &own;
    const walk_dice dice = {seed, future, year};
    *to = (ent_treaty_counts){0};
    if (walk->past.year >= walk->origin + walk->years || year >= WALK_YEARS)
        return ent_fail(error, ENT_ERR_ARGUMENT, "year %u of a future of at most %zu", year, walk->years);
    if (walk->changed)
        settle(walk);
    event_past_index(&walk->past);
    walk_fill_pairs(walk);
    ent_status status = walk_draw_bilateral(walk, &dice, to, error);
    if (status == ENT_OK)
        status = walk_draw_multilateral(walk, &dice, to, error);
    if (status != ENT_OK)
        return status;
    walk_draw_treaties(walk, &dice, chance != NULL, to);
    walk_draw_bare(walk, &dice);
    if (chance)
        add_chances(walk, chance);
    enter(walk, to->bilateral);
    return ENT_OK;
}

const uint8_t *ent_treaty_walk_tied(const ent_treaty_walk *walk)
{
    return walk->state.tied;
}

size_t ent_treaty_walk_treaties(const ent_treaty_walk *walk)
{
    return walk->state.slots;
}

const uint8_t *ent_treaty_walk_members(const ent_treaty_walk *walk, size_t k)
{
    return k < walk->state.slots && walk->state.key[k] != WALK_FREE ? walk->state.member + k * walk->n : NULL;
}
