/* Who is who in two worlds: ids are places in a world and may differ, codes are what both share. */
#include "report/diff.h"

#include "core/memory.h"
#include "core/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The actor of world a that holds this code at some time in its span, best on the same days, and is not
 * taken yet; 0 if there is none. */
static int find_code(const ent_code *codes, size_t count, const uint8_t *taken,
                     const ent_code *wanted)
{
    int found = 0;
    size_t low = 0, high = count; /* sorted by scheme, code, first day */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(codes[middle].scheme, wanted->scheme);
        if (order == 0)
            order = ent_compare_nocase(codes[middle].code, wanted->code);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && strcmp(codes[low].scheme, wanted->scheme) == 0 &&
           ent_equal_nocase(codes[low].code, wanted->code); low++) {
        if (taken[codes[low].actor] || !ent_spans_meet(codes[low].span, wanted->span))
            continue;
        if (codes[low].span.from == wanted->span.from && codes[low].span.to == wanted->span.to)
            return codes[low].actor;
        found = found ? found : codes[low].actor;
    }
    return found;
}

static void match_by(differing *d, uint8_t *taken, const char *scheme)
{
    size_t count_a, count_b;
    const ent_code *a = ent_world_codes(d->worlds[0], &count_a);
    const ent_code *b = ent_world_codes(d->worlds[1], &count_b);
    for (size_t i = 0; i < count_b; i++)
        if (strcmp(b[i].scheme, scheme) == 0 && d->actor_of[b[i].actor] == 0) {
            int actor = find_code(a, count_a, taken, &b[i]);
            d->actor_of[b[i].actor] = actor;
            taken[actor] = 1;
            taken[0] = 0;
        }
}

/* By COW number first, then abbreviation, GW number, name (also of parties that are no states). */
static ent_status match_codes(differing *d)
{
    static const char *const schemes[] = {"cow", "abb", "gw", "party", "name"};
    uint8_t *taken = ent_new_array(ent_world_actor_count(d->worlds[0]) + 1, 1);
    if (!taken)
        return ent_fail_memory(d->error);
    for (size_t i = 0; i < ent_countof(schemes); i++)
        match_by(d, taken, schemes[i]);
    free(taken);
    return ENT_OK;
}

static ent_status match_actors(differing *d)
{
    size_t count_a = ent_world_actor_count(d->worlds[0]);
    size_t count_b = ent_world_actor_count(d->worlds[1]), unmatched = 0;
    d->actor_of = ent_new_array(count_b + 1, sizeof *d->actor_of);
    d->only_b = ent_new_array(count_b + 1, sizeof *d->only_b);
    if (!d->actor_of || !d->only_b)
        return ent_fail_memory(d->error);
    ent_status status = d->worlds[0] != d->worlds[1] ? match_codes(d) : ENT_OK;
    for (size_t id = 1; id <= count_b; id++) {
        if (d->worlds[0] == d->worlds[1])
            d->actor_of[id] = (int)id;
        if (d->actor_of[id] != 0)
            continue;
        d->only_b[unmatched++] = (int)id;
        d->actor_of[id] = (int)(count_a + unmatched);
    }
    return status;
}

/* One past the largest id; 0 if there is one that cannot be. */
static size_t past_largest(const ent_treaty *treaties, size_t count)
{
    int largest = 0;
    for (size_t i = 0; i < count; i++) {
        if (treaties[i].id < 1 || treaties[i].id > INT_MAX / 2)
            return 0;
        largest = treaties[i].id > largest ? treaties[i].id : largest;
    }
    return (size_t)largest + 1;
}

/* Both lists are sorted by code. */
static ent_status match_treaties(differing *d)
{
    ent_treaty *all[2] = {NULL, NULL};
    size_t count[2] = {0, 0};
    ent_status status = ENT_OK;
    for (int side = 0; side < 2 && status == ENT_OK; side++)
        status = ent_world_treaties(d->worlds[side], NULL, &all[side], &count[side], d->error);
    if (status == ENT_OK) {
        d->treaty_size_a = past_largest(all[0], count[0]);
        d->treaty_size = past_largest(all[1], count[1]);
        if (d->treaty_size_a == 0 || d->treaty_size == 0)
            status = ent_fail(d->error, ENT_ERR_FILE, "a world is damaged: a treaty has an id that "
                                                      "cannot be; import anew");
    }
    if (status == ENT_OK && !(d->treaty_of = ent_new_array(d->treaty_size, sizeof *d->treaty_of)))
        status = ent_fail_memory(d->error);
    for (size_t i = 0, k = 0; k < count[1] && status == ENT_OK; k++) {
        while (i < count[0] && strcmp(all[0][i].code, all[1][k].code) < 0)
            i++;
        bool same = i < count[0] && strcmp(all[0][i].code, all[1][k].code) == 0;
        d->treaty_of[all[1][k].id] = same ? all[0][i].id : all[1][k].id + (int)d->treaty_size_a;
    }
    free(all[0]);
    free(all[1]);
    return status;
}

ent_status diff_match(differing *d)
{
    ent_status status = match_actors(d);
    return status == ENT_OK ? match_treaties(d) : status;
}

void diff_clear(differing *d)
{
    free(d->actor_of);
    free(d->only_b);
    free(d->treaty_of);
}

const char *diff_actor(const differing *d, int actor)
{
    int count_a = (int)ent_world_actor_count(d->worlds[0]);
    const ent_actor *found = actor <= count_a
                                 ? ent_world_actor(d->worlds[0], actor)
                                 : ent_world_actor(d->worlds[1], d->only_b[actor - count_a - 1]);
    return found ? found->abb : NULL;
}

void diff_translate(const differing *d, int side, const ent_series *series, ent_spell *spell)
{
    if (side == 1) {
        spell->a = d->actor_of[spell->a];
        spell->b = d->actor_of[spell->b];
        if (spell->treaty > 0 && (size_t)spell->treaty < d->treaty_size)
            spell->treaty = d->treaty_of[spell->treaty];
    }
    if (series->kind == ENT_LAYER && !series->directed && spell->a > spell->b) {
        int a = spell->a;
        spell->a = spell->b;
        spell->b = a;
    }
}
