/* Treaties of a walk, and the ties that they make. Two states are tied while both are members of a living treaty, but for
 *
 *   bare    ties of the origin without a treaty that is known: a list of treaties may lack some
 *   apart   pairs of members that were not tied at the origin, or whose tie was ended there: treaties of which both are
 *           members since then do not tie them */
#include "events/walk.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

bool walk_state_init(walk_state *state, size_t slots, size_t n)
{
    *state = (walk_state){.slots = slots};
    state->key = ent_new_array(slots, sizeof *state->key);
    state->member = ent_new_array(slots * n, 1);
    state->touched = ent_new_array(slots, 1);
    state->tied = ent_new_array(n * n, 1);
    state->bare = ent_new_array(n * n, 1);
    state->apart = ent_new_array(n * n, 1);
    for (size_t k = 0; state->key && k < slots; k++)
        state->key[k] = WALK_FREE;
    return state->key && state->member && state->touched && state->tied && state->bare && state->apart;
}

void walk_state_clear(walk_state *state)
{
    free(state->key);
    free(state->member);
    free(state->touched);
    free(state->tied);
    free(state->bare);
    free(state->apart);
    *state = (walk_state){0};
}

void walk_state_copy(walk_state *to, const walk_state *from, size_t n)
{
    memcpy(to->key, from->key, from->slots * sizeof *to->key);
    memcpy(to->member, from->member, from->slots * n);
    memset(to->member + from->slots * n, 0, (to->slots - from->slots) * n);
    memcpy(to->touched, from->touched, from->slots);
    memset(to->touched + from->slots, true, to->slots - from->slots);
    for (size_t k = from->slots; k < to->slots; k++)
        to->key[k] = WALK_FREE;
    memcpy(to->tied, from->tied, n * n);
    memcpy(to->bare, from->bare, n * n);
    memcpy(to->apart, from->apart, n * n);
    to->rate = from->rate;
}

/* ---- treaties ---- */

/* Twice as much room. */
static ent_status widen(ent_treaty_walk *w, ent_error *error)
{
    walk_state state;
    event_past past = {0};
    size_t slots = 2 * w->state.slots;
    ent_event_data now = w->now;
    w->now.treaty_count = slots;
    bool made = walk_state_init(&state, slots, w->n);
    ent_status status = made ? event_past_init_for(&past, &w->now, w->past.years, error) : ent_fail_memory(error);
    if (status != ENT_OK) {
        w->now = now;
        walk_state_clear(&state);
        return status;
    }
    walk_state_copy(&state, &w->state, w->n);
    event_past_copy(&past, &w->past, NULL, w->past.treaties);
    event_past_copy_geography(&past, &w->past);
    walk_state_clear(&w->state);
    event_past_clear(&w->past);
    w->state = state;
    w->past = past;
    w->now.member = w->state.member;
    w->now.tied = w->state.tied;
    return ENT_OK;
}

static size_t find_free(const ent_treaty_walk *w)
{
    size_t k = 0;
    while (k < w->state.slots && w->state.key[k] != WALK_FREE)
        k++;
    return k;
}

ent_status walk_add_treaty(ent_treaty_walk *w, uint64_t key, const size_t members[], size_t count, ent_error *error)
{
    size_t k = find_free(w);
    ent_status status = k == w->state.slots ? widen(w, error) : ENT_OK;
    if (status != ENT_OK)
        return status;
    event_past_forget_treaty(&w->past, k);
    w->state.key[k] = key;
    for (size_t m = 0; m < count; m++)
        w->state.member[k * w->n + members[m]] = WALK_IN;
    return ENT_OK;
}

void walk_free_dead(ent_treaty_walk *w)
{
    for (size_t k = 0; k < w->state.slots; k++)
        if (w->state.key[k] != WALK_FREE && w->past.size[k] < EVENT_TREATY_LIVES) {
            w->state.key[k] = WALK_FREE;
            memset(w->state.member + k * w->n, WALK_OUT, w->n);
        }
}

/* ---- ties ---- */

bool walk_binds(const ent_treaty_walk *w, size_t k, size_t i, size_t j)
{
    const uint8_t *member = w->state.member + k * w->n;
    bool both_old = member[i] == WALK_OLD && member[j] == WALK_OLD;
    return member[i] != WALK_OUT && member[j] != WALK_OUT && !(both_old && w->state.apart[i * w->n + j]);
}

static void tie_members(ent_treaty_walk *w, size_t k, uint8_t tied[])
{
    size_t n = w->n;
    const uint8_t *member = w->state.member + k * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n && member[i] != WALK_OUT; j++)
            if (i != j && walk_binds(w, k, i, j))
                tied[i * n + j] = 1;
}

void walk_find_ties(ent_treaty_walk *w)
{
    memcpy(w->state.tied, w->state.bare, w->n * w->n);
    for (size_t k = 0; k < w->state.slots; k++)
        if (w->state.key[k] != WALK_FREE)
            tie_members(w, k, w->state.tied);
}
