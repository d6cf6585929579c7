/* A walk is made: the past is entered up to the origin, of all treaties; those that live there, or did the year before, go on. */
#include "events/walk.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SPARE = 64 /* room for new treaties at first */, END_YEARS = 30 };

/* ---- the origin ---- */

/* One year of data: that of the origin, less ties, members and disputes, which are not of the data. */
static void set_now(ent_treaty_walk *w, size_t slots)
{
    w->now = event_data_of_year(w->data, w->origin);
    w->now.treaty_count = slots;
    w->now.tied = w->state.tied;
    w->now.member = w->state.member;
    w->now.dispute = NULL;
}

/* Those that live at the origin, or did the year before. which[treaties]; gives how many. */
static size_t choose_treaties(const event_past *at_origin, const uint8_t lived[], size_t which[])
{
    size_t count = 0;
    for (size_t k = 0; k < at_origin->treaties; k++)
        if (lived[k] || at_origin->size[k] >= EVENT_TREATY_LIVES)
            which[count++] = k;
    return count;
}

static void set_members(ent_treaty_walk *w, const event_past *at_origin, const size_t which[], size_t count)
{
    for (size_t k = 0; k < count; k++) {
        w->state.key[k] = which[k];
        for (size_t i = 0; i < w->n; i++)
            w->state.member[k * w->n + i] = at_origin->is_member[which[k] * w->n + i] ? WALK_OLD : WALK_OUT;
    }
}

/* Where ties and treaties do not agree. */
static void set_exceptions(ent_treaty_walk *w, const event_past *at_origin)
{
    size_t cells = w->n * w->n;
    walk_find_ties(w);
    for (size_t cell = 0; cell < cells; cell++) {
        w->state.bare[cell] = at_origin->tied[cell] && !w->state.tied[cell];
        w->state.apart[cell] = !at_origin->tied[cell] && w->state.tied[cell];
    }
    walk_find_ties(w);
}

/* The share of ties that ended a year, both being there, in the last years to the origin. */
static double find_bare_end(const ent_event_data *d, size_t origin)
{
    size_t n = d->actor_count, held = 0, ended = 0;
    for (size_t year = origin > END_YEARS ? origin - END_YEARS + 1 : 1; year <= origin; year++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++) {
                const uint8_t *there = d->present + year * n, *was = there - n;
                bool before = d->tied[((year - 1) * n + i) * n + j] && was[i] && was[j] && there[i] && there[j];
                held += before;
                ended += before && !d->tied[(year * n + i) * n + j];
            }
    return held > 0 ? (double)ended / (double)held : 0;
}

/* ---- made ---- */

/* All of it that is known, with every treaty of the data. `before`: the year before the origin; lived[treaties]: then. */
static void go_to_origin(ent_treaty_walk *w, event_past *all, event_past *before, uint8_t lived[], event_rate *rate)
{
    for (size_t year = 0; year <= w->origin; year++) {
        if (year == w->origin) {
            event_past_copy(before, all, NULL, all->treaties);
            for (size_t k = 0; k < all->treaties; k++)
                lived[k] = all->size[k] >= EVENT_TREATY_LIVES;
        }
        event_past_enter(all, year);
        if (year > 0) {
            w->formed[year] = event_count_formed(w->data, year);
            event_rate_next(rate, event_count_bilateral(w->data, year));
        }
    }
}

static ent_status make_pasts(ent_treaty_walk *w, const event_past *all, const event_past *before, const size_t which[],
                             size_t count, ent_error *error)
{
    size_t slots = count + SPARE;
    if (!walk_state_init(&w->state, slots, w->n) || !walk_state_init(&w->first, slots, w->n))
        return ent_fail_memory(error);
    set_now(w, slots);
    event_past *made[] = {&w->past, &w->at_origin, &w->before};
    for (size_t k = 0; k < ent_countof(made); k++) {
        ent_status status = event_past_init_for(made[k], &w->now, all->years, error);
        if (status != ENT_OK)
            return status;
        event_past_copy(made[k], k == 2 ? before : all, which, count);
        event_past_copy_geography(made[k], all);
        event_past_find_inside(made[k]);
    }
    return ENT_OK;
}

static ent_status make_history(ent_treaty_walk *w, ent_error *error)
{
    event_past all = {0}, before = {0};
    event_rate rate = {0};
    size_t years = w->origin + w->years + 1, *which = ent_new_array(w->data->treaty_count, sizeof *which), count = 0;
    uint8_t *lived = ent_new_array(w->data->treaty_count, 1);
    ent_status status = which && lived ? event_past_init_for(&all, w->data, years, error) : ent_fail_memory(error);
    if (status == ENT_OK)
        status = event_past_init_for(&before, w->data, years, error);
    if (status == ENT_OK) {
        go_to_origin(w, &all, &before, lived, &rate);
        count = choose_treaties(&all, lived, which);
        status = make_pasts(w, &all, &before, which, count, error);
    }
    if (status == ENT_OK) {
        set_members(w, &all, which, count);
        set_exceptions(w, &all);
        w->state.rate = rate;
        walk_state_copy(&w->first, &w->state, w->n);
        event_past_index(&w->at_origin);
        w->quiet.treaties = count;
        w->quiet.join = ent_new_array(w->years * count * w->n, sizeof *w->quiet.join);
        status = w->quiet.join ? ENT_OK : ent_fail_memory(error);
    }
    event_past_clear(&all);
    event_past_clear(&before);
    free(which);
    free(lived);
    return status;
}

static ent_status make_pairs(ent_treaty_walk *w, ent_error *error)
{
    size_t n = w->n;
    ent_status status = ent_event_rows_of_task(&w->now, ENT_EVENT_ALL, 1, &w->pairs, error);
    if (status != ENT_OK)
        return status;
    size_t count = w->pairs.count;
    w->geography = ent_new_array(count * ENT_GEOGRAPHY, sizeof *w->geography);
    w->odds = ent_new_array(count, sizeof *w->odds);
    w->seeds = ent_new_array(count, sizeof *w->seeds);
    w->eta = ent_new_array(count, sizeof *w->eta);
    w->seeding = ent_new_array(count, sizeof *w->seeding);
    w->bilateral.eta = ent_new_array(w->years * count, sizeof *w->bilateral.eta);
    w->multilateral.eta = ent_new_array(w->years * count, sizeof *w->multilateral.eta);
    if (!w->geography || !w->odds || !w->seeds || !w->eta || !w->seeding || !w->bilateral.eta || !w->multilateral.eta)
        return ent_fail_memory(error);
    for (size_t cell = 0; cell < n * n; cell++)
        w->pair_of[cell] = -1;
    for (size_t pair = 0; pair < count; pair++) {
        size_t i = (size_t)w->pairs.rows[pair].a, j = (size_t)w->pairs.rows[pair].b;
        w->pair_of[i * n + j] = w->pair_of[j * n + i] = (int)pair;
    }
    return ent_event_geography(&w->now, &w->pairs, w->geography, error);
}

static ent_status make_all(ent_treaty_walk *w, ent_error *error)
{
    size_t n = w->n;
    w->formed = ent_new_array(w->origin + w->years + 1, sizeof *w->formed);
    w->pair_of = ent_new_array(n * n, sizeof *w->pair_of);
    w->untied = ent_new_array(n * n, sizeof *w->untied);
    w->join = ent_new_array(WALK_LANES * n, sizeof *w->join);
    w->stay = ent_new_array(WALK_LANES * n, sizeof *w->stay);
    w->with = ent_new_array(WALK_LANES * n, sizeof *w->with);
    w->set = ent_new_array(n, sizeof *w->set);
    w->sum = ent_new_array(n, sizeof *w->sum);
    if (!w->formed || !w->pair_of || !w->untied || !w->join || !w->stay || !w->with || !w->set || !w->sum)
        return ent_fail_memory(error);
    ent_status status = make_history(w, error);
    return status == ENT_OK ? make_pairs(w, error) : status;
}

static ent_status check(const ent_event_data *d, size_t origin, size_t years, ent_error *error)
{
    if (!d->treaty || !d->member || !d->contiguity || !d->latitude || !d->longitude || !d->region || !d->subregion)
        return ent_fail(error, ENT_ERR_ARGUMENT, "futures of treaties need treaties, contiguity, capitals and regions");
    if (d->actor_count > WALK_ACTORS || years > WALK_YEARS)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu actors and %zu years; expected at most %d and %d", d->actor_count, years,
                        WALK_ACTORS, WALK_YEARS);
    if (origin >= d->year_count)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the origin %zu is none of %zu years", origin, d->year_count);
    return ENT_OK;
}

ent_status ent_treaty_walk_new(const ent_event_data *data, size_t origin, size_t years, ent_treaty_walk **out,
                               ent_error *error)
{
    *out = NULL;
    ent_status status = check(data, origin, years, error);
    if (status != ENT_OK)
        return status;
    ent_treaty_walk *w = ent_new_array(1, sizeof *w);
    if (!w)
        return ent_fail_memory(error);
    *w = (ent_treaty_walk){.data = data, .n = data->actor_count, .origin = origin, .years = years};
    w->bare_end = find_bare_end(data, origin);
    status = make_all(w, error);
    if (status == ENT_OK)
        *out = w;
    else
        ent_treaty_walk_free(w);
    return status;
}

void ent_treaty_walk_free(ent_treaty_walk *walk)
{
    if (!walk)
        return;
    walk_state_clear(&walk->state);
    walk_state_clear(&walk->first);
    event_past_clear(&walk->past);
    event_past_clear(&walk->at_origin);
    event_past_clear(&walk->before);
    ent_event_rows_clear(&walk->pairs);
    void *const memory[] = {walk->geography, walk->pair_of, walk->formed, walk->odds, walk->seeds, walk->eta,
                            walk->untied, walk->join, walk->stay, walk->with, walk->set, walk->sum, walk->quiet.join,
                            walk->seeding, walk->bilateral.eta, walk->multilateral.eta};
    for (size_t k = 0; k < ent_countof(memory); k++)
        free(memory[k]);
    free(walk);
}
