/* Whose story a history is: a pair, a list, or the members of a treaty while they are bound. */
#include "entente/history.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OBSERVER = 3 }; /* level of who is in an organisation without being a member */

static const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};

void ent_history_parties_clear(ent_history_parties *parties)
{
    free(parties->items);
    *parties = (ent_history_parties){0};
}

static ent_status add_party(ent_history_parties *parties, ent_history_party party, ent_error *error)
{
    if (!ent_grow(&parties->items, parties->count, &parties->capacity, sizeof *parties->items))
        return ent_fail_memory(error);
    parties->items[parties->count++] = party;
    if (party.party >= parties->party_count)
        parties->party_count = party.party + 1;
    return ENT_OK;
}

static const ent_history_party *find_actor(const ent_history_parties *parties, int actor)
{
    for (size_t i = 0; i < parties->count; i++)
        if (parties->items[i].actor == actor)
            return &parties->items[i];
    return NULL;
}

static const char *abb_of(const ent_world *world, int actor)
{
    const ent_actor *found = ent_world_actor(world, actor);
    return found ? found->abb : "?";
}

static int compare_parties(const void *p, const void *q)
{
    const ent_history_party *x = p, *y = q;
    if (x->party != y->party)
        return x->party < y->party ? -1 : 1;
    if (x->when.from != y->when.from)
        return x->when.from < y->when.from ? -1 : 1;
    if (x->when.to != y->when.to)
        return x->when.to < y->when.to ? -1 : 1;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

static void sort_parties(ent_history_parties *parties)
{
    qsort(parties->items, parties->count, sizeof *parties->items, compare_parties);
}

/* ---- following successions ---- */

/* The part of a party's days on which another actor was in its place, by a succession: before the day for
 * whom it continues, from the day on for who continues it. 0 if the succession is not its own. */
static int other_of(const ent_history_party *party, const ent_succession *succession, ent_span *when)
{
    *when = party->when;
    if (succession->successor == party->actor && party->when.from < succession->day) {
        when->to = succession->day - 1;
        return succession->predecessor;
    }
    if (succession->predecessor == party->actor && party->when.to >= succession->day) {
        when->from = succession->day;
        return succession->successor;
    }
    return 0;
}

static ent_status follow_party(ent_world *world, ent_history_parties *parties, size_t at,
                               const ent_succession *successions, size_t count, ent_error *error)
{
    for (size_t i = 0; i < count; i++) {
        ent_history_party party = parties->items[at]; /* the array may move */
        ent_span when;
        int other = other_of(&party, &successions[i], &when);
        if (other == 0 || strcmp(successions[i].kind, "continues") != 0)
            continue;
        const ent_history_party *known = find_actor(parties, other);
        if (known && known->party == party.party)
            continue;
        if (known)
            return ent_fail(error, ENT_ERR_INPUT, "%s and %s are one, since successions are followed",
                            abb_of(world, party.actor), abb_of(world, other));
        ent_status status = add_party(
            parties, (ent_history_party){.party = party.party, .actor = other, .when = when}, error);
        if (status != ENT_OK)
            return status;
    }
    return ENT_OK;
}

static ent_status follow_all(ent_world *world, ent_history_parties *parties, ent_error *error)
{
    ent_succession *successions;
    size_t count;
    ent_status status = ent_world_successions(world, &successions, &count, error);
    for (size_t at = 0; at < parties->count && status == ENT_OK; at++) /* also those that are added */
        status = follow_party(world, parties, at, successions, count, error);
    free(successions);
    return status;
}

/* ---- a pair, a list ---- */

static ent_status add_actors(ent_world *world, const int *actors, size_t count,
                             ent_history_parties *out, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        if (find_actor(out, actors[i]))
            status = ent_fail(error, ENT_ERR_INPUT, "%s is named twice", abb_of(world, actors[i]));
        else
            status = add_party(
                out, (ent_history_party){.party = (int)i, .actor = actors[i], .when = always}, error);
    return status;
}

ent_status ent_history_of(ent_world *world, const char *name, const int *actors, size_t count,
                          bool follow, ent_history_parties *out, ent_error *error)
{
    *out = (ent_history_parties){.is_bloc = name != NULL, .lived = always};
    snprintf(out->name, sizeof out->name, "%s", name ? name : "");
    if (count < 2 || (!name && count != 2))
        return ent_fail(error, ENT_ERR_INPUT, name ? "the bloc '%.60s' has fewer than two members"
                                                   : "a pair is two actors", name ? name : "");
    ent_status status = add_actors(world, actors, count, out, error);
    if (status == ENT_OK && follow)
        status = follow_all(world, out, error);
    if (status == ENT_OK)
        sort_parties(out);
    else
        ent_history_parties_clear(out);
    return status;
}

/* ---- the members of a treaty ---- */

static const ent_series *series_of_treaty(const ent_world *world, const ent_treaty *treaty)
{
    size_t count;
    const ent_series *series = ent_world_series(world, ENT_TREATIES, &count);
    for (size_t i = 0; i < count; i++)
        if (series[i].id == treaty->series)
            return &series[i];
    return NULL;
}

static ent_status add_members(ent_world *world, const ent_treaty *treaty, const ent_series *series,
                              ent_history_parties *out, ent_error *error)
{
    ent_spells spells;
    ent_status status = ent_world_spells(world, series, always, &spells, error);
    bool levels = strcmp(series->name, "organisation") == 0;
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells.items[i];
        if (spell->treaty != treaty->id || (levels && spell->level == OBSERVER))
            continue;
        const ent_history_party *known = find_actor(out, spell->a);
        status = add_party(out, (ent_history_party){.party = known ? known->party : out->party_count,
                                                    .actor = spell->a, .when = spell->span,
                                                    .marks = spell->marks}, error);
    }
    ent_spells_clear(&spells);
    return status;
}

/* Make one party of two; the last party takes the number that is free. */
static void join_parties(ent_history_parties *parties, int kept, int gone)
{
    int last = parties->party_count - 1;
    for (size_t i = 0; i < parties->count; i++)
        if (parties->items[i].party == gone)
            parties->items[i].party = kept;
    for (size_t i = 0; i < parties->count; i++)
        if (parties->items[i].party == last)
            parties->items[i].party = gone;
    parties->party_count--;
}

/* A member and the one that it continues are one party. */
static ent_status join_followed(ent_world *world, ent_history_parties *parties, ent_error *error)
{
    ent_succession *successions;
    size_t count;
    ent_status status = ent_world_successions(world, &successions, &count, error);
    for (size_t i = 0; i < count; i++) {
        const ent_history_party *before = find_actor(parties, successions[i].predecessor);
        const ent_history_party *after = find_actor(parties, successions[i].successor);
        if (strcmp(successions[i].kind, "continues") == 0 && before && after &&
            before->party != after->party)
            join_parties(parties, before->party, after->party);
    }
    free(successions);
    return status;
}

ent_status ent_history_of_treaty(ent_world *world, const char *code, bool follow,
                                 ent_history_parties *out, ent_error *error)
{
    ent_treaty treaty;
    *out = (ent_history_parties){.is_bloc = true};
    ent_status status = ent_world_find_treaty(world, code, &treaty, error);
    if (status != ENT_OK)
        return status;
    const ent_series *series = series_of_treaty(world, &treaty);
    if (!series)
        return ent_fail(error, ENT_ERR_INPUT, "'%s' is a conflict; a bloc is a treaty (cow:227), an "
                        "organisation (igo:un) or NAME=USA,UKG", treaty.code);
    out->treaty = treaty.id;
    out->series = series->id;
    out->lived = treaty.span;
    snprintf(out->name, sizeof out->name, "%s", treaty.name);
    status = add_members(world, &treaty, series, out, error);
    if (status == ENT_OK && follow)
        status = join_followed(world, out, error);
    if (status == ENT_OK && out->party_count < 2)
        status = ent_fail(error, ENT_ERR_INPUT, "%s has fewer than two members", treaty.code);
    if (status == ENT_OK)
        sort_parties(out);
    else
        ent_history_parties_clear(out);
    return status;
}
