/* What checks look at: spells of series, who is a state when, and sets of (who, year). */
#include "check/check.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool check_ok(const checking *c)
{
    return c->status == ENT_OK;
}

void check_failed(checking *c, ent_status status)
{
    if (c->status == ENT_OK)
        c->status = status;
}

void *check_array(checking *c, size_t count, size_t size)
{
    if (!check_ok(c))
        return NULL;
    void *array = ent_new_array(count, size);
    if (!array)
        check_failed(c, ent_fail_memory(c->error));
    return array;
}

const ent_spells *check_spells(checking *c, const ent_series *series)
{
    static const ent_spells none = {0};
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    size_t id = (size_t)series->id;
    if (!check_ok(c) || id >= c->series_limit)
        return &none;
    if (!c->is_read[id]) {
        check_failed(c, ent_world_spells(c->world, series, always, &c->spells[id], c->error));
        c->is_read[id] = check_ok(c);
    }
    return &c->spells[id];
}

/* ---- who is a state ---- */

static int compare_members(const void *p, const void *q)
{
    const ent_spell *x = p, *y = q;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

/* The preferred system `cow`: its spells by actor. */
static void read_members(checking *c)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    size_t count;
    const ent_series *systems = ent_world_series(c->world, ENT_SYSTEM, &count);
    for (size_t i = 0; i < count && c->system.id == 0; i++)
        if (strcmp(systems[i].name, "cow") == 0)
            c->system = systems[i];
    c->actor_limit = ent_world_actor_count(c->world) + 1;
    c->first_member = check_array(c, c->actor_limit + 1, sizeof *c->first_member);
    if (c->system.id == 0 || !check_ok(c))
        return;
    check_failed(c, ent_world_spells(c->world, &c->system, always, &c->members, c->error));
    if (!check_ok(c))
        return;
    if (c->members.count > 0)
        qsort(c->members.items, c->members.count, sizeof *c->members.items, compare_members);
    for (size_t i = 0; i < c->members.count; i++)
        c->first_member[c->members.items[i].a + 1]++;
    for (size_t actor = 0; actor < c->actor_limit; actor++)
        c->first_member[actor + 1] += c->first_member[actor];
}

/* The last year of which any series says that it covers it; where none does, the last in which a
 * spell begins. What is "still so" is counted up to then. */
static void find_last_year(checking *c)
{
    for (int closed = 1; closed >= 0 && c->last_year == 0; closed--) {
        for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
            size_t count;
            const ent_series *series = ent_world_series(c->world, (ent_series_kind)kind, &count);
            for (size_t i = 0; i < count; i++) {
                const ent_spells *spells = closed ? NULL : check_spells(c, &series[i]);
                ent_day day = series[i].covers.to;
                if (!closed) /* spells are in the order of their first days */
                    day = spells->count > 0 ? spells->items[spells->count - 1].span.from : 0;
                if (day > ENT_DAY_FIRST && day < ENT_DAY_LAST && ent_day_year(day) > c->last_year)
                    c->last_year = ent_day_year(day);
            }
        }
    }
}

void check_prepare(checking *c)
{
    for (int kind = 0; kind < ENT_SERIES_KINDS; kind++) {
        size_t count;
        const ent_series *series = ent_world_series(c->world, (ent_series_kind)kind, &count);
        for (size_t i = 0; i < count; i++)
            if ((size_t)series[i].id >= c->series_limit)
                c->series_limit = (size_t)series[i].id + 1;
    }
    c->spells = check_array(c, c->series_limit, sizeof *c->spells);
    c->is_read = check_array(c, c->series_limit, sizeof *c->is_read);
    if (check_ok(c))
        read_members(c);
    if (check_ok(c))
        find_last_year(c);
}

bool check_is_member(const checking *c, int actor, ent_span span)
{
    const ent_actor *who = ent_world_actor(c->world, actor);
    if (c->system.id == 0 || !who || strcmp(who->kind, "state") != 0 ||
        !ent_spans_meet(span, c->system.covers))
        return true;
    for (size_t i = c->first_member[actor]; i < c->first_member[actor + 1]; i++)
        if (ent_spans_meet(c->members.items[i].span, span))
            return true;
    return false;
}

/* ---- series ---- */

const char *check_abb(const checking *c, int actor)
{
    const ent_actor *who = ent_world_actor(c->world, actor);
    return who ? who->abb : "";
}

const char *check_series_name(const ent_series *series, char name[130])
{
    snprintf(name, 130, "%s@%s", series->name, series->source);
    return name;
}

bool check_is_yearly(const ent_spells *spells)
{
    for (size_t i = 0; i < spells->count; i++) {
        ent_span span = spells->items[i].span;
        int last = ent_day_year(span.to);
        if (ent_span_of_year(ent_day_year(span.from)).from != span.from ||
            ent_span_of_year(last).to != span.to)
            return false;
    }
    return spells->count > 0;
}

bool check_years(const checking *c, const ent_series *series, const ent_spell *spell, int *first,
                 int *last)
{
    ent_span span = spell->span;
    if (span.from < series->covers.from)
        span.from = series->covers.from;
    if (span.to > series->covers.to)
        span.to = series->covers.to;
    *first = ent_day_year(span.from);
    *last = ent_day_year(span.to);
    if (*first < ENT_YEAR_MIN) /* since always */
        *first = ENT_YEAR_MIN;
    if (span.to >= ENT_DAY_LAST) /* still so, and the series says not till when */
        *last = c->last_year > *first ? c->last_year : *first;
    if (*last > ENT_YEAR_MAX) /* no importer writes such years */
        *last = ENT_YEAR_MAX;
    return span.from <= span.to && *first <= *last;
}

/* ---- keys: a year in 12 bits, then 20 bits and 32 bits ---- */

void check_keys_add(checking *c, check_keys *keys, uint64_t key)
{
    if (!check_ok(c))
        return;
    if (!ent_grow(&keys->items, keys->count, &keys->capacity, sizeof *keys->items)) {
        check_failed(c, ent_fail_memory(c->error));
        return;
    }
    keys->items[keys->count++] = key;
}

static int compare_keys(const void *p, const void *q)
{
    const uint64_t *x = p, *y = q;
    return (*x > *y) - (*x < *y);
}

void check_keys_sort(check_keys *keys)
{
    size_t kept = 0;
    if (keys->count > 0)
        qsort(keys->items, keys->count, sizeof *keys->items, compare_keys);
    for (size_t i = 0; i < keys->count; i++)
        if (kept == 0 || keys->items[kept - 1] != keys->items[i])
            keys->items[kept++] = keys->items[i];
    keys->count = kept;
}

void check_keys_clear(check_keys *keys)
{
    free(keys->items);
    *keys = (check_keys){0};
}

uint64_t check_key(int year, int a, int b)
{
    return (uint64_t)year << 52 | (uint64_t)a << 32 | (uint64_t)b;
}

int check_key_year(uint64_t key)
{
    return (int)(key >> 52);
}

int check_key_a(uint64_t key)
{
    return (int)(key >> 32 & 0xFFFFF);
}

int check_key_b(uint64_t key)
{
    return (int)(key & 0xFFFFFFFF);
}
