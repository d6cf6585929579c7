#include "report/world_years.h"

#include "core/memory.h"
#include "core/text.h"
#include "entente/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int world_years_last_year(const world_years *b)
{
    return b->first_year + (int)b->data.year_count - 1;
}

/* ---- which ties ---- */

/* "defense+offense": any of these. "any": each row of the layer. Rows without obligations are ties anyhow; then treaties are
 * chosen by them. */
static ent_status read_kind(world_years *b, const char *kind, ent_error *error)
{
    char words[128];
    if (!kind || strcmp(kind, "any") == 0)
        return ENT_OK;
    snprintf(words, sizeof words, "%s", kind);
    for (char *at = words; *at; at++)
        if (*at == '+')
            *at = ';';
    ent_status status = ent_obligations_parse(words, &b->obligations, error);
    if (status == ENT_OK && b->obligations == 0)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "no obligation is named");
    if (status != ENT_OK)
        ent_error_context(error, "--kind '%.40s'", kind);
    return status;
}

static ent_status find_layer(world_years *b, ent_world *world, const char *layer, ent_error *error)
{
    ent_status status = ent_world_resolve(world, ENT_LAYER, layer ? layer : "alliance", &b->layer, error);
    if (status == ENT_OK && b->layer.measure == ENT_VALUED)
        status = ent_fail(error, ENT_ERR_INPUT, "the layer %s@%s is valued: what a new tie is cannot be said",
                          b->layer.name, b->layer.source);
    return status;
}

/* ---- years and states ---- */

/* The last day that is read: where nothing ends, that of a year. */
static ent_status find_end(const world_years *b, int open_end, ent_day *to, ent_error *error)
{
    char day[11], last[11];
    *to = b->states.covers.to < b->layer.covers.to ? b->states.covers.to : b->layer.covers.to;
    if (b->until < ENT_DAY_LAST && *to < b->until)
        return ent_fail(error, ENT_ERR_INPUT, "%s@%s and %s@%s do not both cover %s: they end on %s", b->states.name,
                        b->states.source, b->layer.name, b->layer.source, ent_day_format(b->until, day),
                        ent_day_format(*to, last));
    if (*to >= ENT_DAY_LAST)
        *to = ent_span_of_year(open_end).to;
    *to = b->until < *to ? b->until : *to;
    return ENT_OK;
}

static ent_status find_years(world_years *b, ent_world *world, int open_end, ent_error *error)
{
    ent_status status = years_find_states(world, &b->states, error);
    if (status != ENT_OK)
        return status;
    ent_day from = b->states.covers.from > b->layer.covers.from ? b->states.covers.from : b->layer.covers.from;
    ent_day to;
    status = find_end(b, open_end, &to, error);
    if (status != ENT_OK)
        return status;
    if (from <= ENT_DAY_FIRST || from > to)
        return ent_fail(error, ENT_ERR_INPUT, "%s@%s and %s@%s do not both cover any years", b->states.name,
                        b->states.source, b->layer.name, b->layer.source);
    b->first_year = ent_day_year(from);
    status = years_open(&b->y, world, (ent_span){from, to}, false, error);
    if (status == ENT_OK && b->until < ENT_DAY_LAST)
        b->y.when[b->y.count - 1].to = b->until;
    return status;
}

/* Actors of the arrays are those that are states in some year; time 0 of `years` is the year before. */
static ent_status take_states(world_years *b, ent_error *error)
{
    years_members states = {0};
    size_t places = b->y.places, times = b->y.count, n = 0;
    ent_status status = years_read_states(&b->y, &states, error);
    b->index = ent_new_array(places, sizeof *b->index);
    if (status == ENT_OK && !b->index)
        status = ent_fail_memory(error);
    for (size_t actor = 0; actor < places && status == ENT_OK; actor++) {
        bool ever = false;
        for (size_t time = 1; time < times; time++)
            ever |= states.in[time * places + actor] != 0;
        b->index[actor] = ever ? (int)n++ : -1;
    }
    b->data.actor_count = n;
    b->data.year_count = times - 1;
    b->present = ent_new_array(b->data.year_count * n, 1);
    if (status == ENT_OK && !b->present)
        status = ent_fail_memory(error);
    for (size_t time = 1; time < times && status == ENT_OK; time++)
        for (size_t actor = 0; actor < places; actor++)
            if (b->index[actor] >= 0)
                b->present[(time - 1) * n + (size_t)b->index[actor]] = states.in[time * places + actor];
    b->data.present = b->present;
    years_members_clear(&states);
    return status;
}

/* ---- ties ---- */

bool world_years_find_cells(const world_years *b, const ent_spell *tie, size_t *first, size_t *last, size_t *forth,
                            size_t *back)
{
    size_t n = b->data.actor_count;
    int i = b->index[tie->a], j = b->index[tie->b];
    int from = ent_day_year(tie->span.from) - b->first_year, to = ent_day_year(tie->span.to) - b->first_year;
    int end = (int)b->data.year_count - 1;
    if (i < 0 || j < 0 || i == j || to < 0 || from > end)
        return false;
    *first = (size_t)(from < 0 ? 0 : from);
    *last = (size_t)(to > end ? end : to);
    *forth = (size_t)i * n + (size_t)j;
    *back = (size_t)j * n + (size_t)i;
    return true;
}

static bool is_asked_for(const world_years *b, unsigned obligations)
{
    return b->obligations == 0 || (obligations & b->obligations) != 0;
}

static bool is_tie(const world_years *b, const ent_spell *tie)
{
    return b->layer.scale == ENT_SCALE_NONE || is_asked_for(b, tie->obligations);
}

/* Number the treaties of the rows from 1, in the world's order, and make room for their members. */
static ent_status number_treaties(world_years *b, const ent_spells *ties, ent_error *error)
{
    for (size_t k = 0; k < ties->count; k++)
        b->treaty_most = ties->items[k].treaty > b->treaty_most ? ties->items[k].treaty : b->treaty_most;
    b->number = ent_new_array((size_t)b->treaty_most + 1, sizeof *b->number);
    if (!b->number)
        return ent_fail_memory(error);
    for (size_t k = 0; k < ties->count; k++)
        if (ties->items[k].treaty > 0)
            b->number[ties->items[k].treaty] = 1;
    for (int treaty = 1, last = 0; treaty <= b->treaty_most; treaty++)
        if (b->number[treaty])
            b->number[treaty] = ++last, b->data.treaty_count = (size_t)last;
    b->member = ent_new_array(b->data.year_count * b->data.treaty_count * b->data.actor_count, 1);
    b->data.member = b->member;
    return b->member ? ENT_OK : ent_fail_memory(error);
}

/* Both are members of the tie's treaty. */
static void enter_members(world_years *b, const ent_spell *tie, size_t year)
{
    size_t k = (size_t)b->number[tie->treaty] - 1;
    uint8_t *member = b->member + (year * b->data.treaty_count + k) * b->data.actor_count;
    member[b->index[tie->a]] = member[b->index[tie->b]] = 1;
}

/* Rows come by their first day: of several treaties the one that began first stands. */
static void enter_tie(world_years *b, const ent_spell *tie, uint8_t *tied)
{
    size_t first, last, forth, back, cells = b->data.actor_count * b->data.actor_count;
    if (!world_years_find_cells(b, tie, &first, &last, &forth, &back))
        return;
    for (size_t year = first; year <= last; year++) {
        if (tied)
            tied[year * cells + forth] = tied[year * cells + back] = 1;
        if (tie->treaty <= 0)
            continue;
        enter_members(b, tie, year);
        if (!b->treaty[year * cells + forth])
            b->treaty[year * cells + forth] = b->treaty[year * cells + back] = b->number[tie->treaty];
    }
}

static ent_status enter_ties(world_years *b, ent_error *error)
{
    ent_spells spells = {0};
    ent_status status = ent_world_spells(b->y.world, &b->layer, years_all(&b->y), &spells, error);
    for (size_t k = 0; k < spells.count && status == ENT_OK; k++)
        b->own_treaties |= spells.items[k].treaty != 0 && is_tie(b, &spells.items[k]);
    if (status == ENT_OK && b->own_treaties)
        status = number_treaties(b, &spells, error);
    for (size_t k = 0; k < spells.count && status == ENT_OK; k++) {
        if (!is_tie(b, &spells.items[k]))
            continue;
        enter_tie(b, &spells.items[k], b->tied);
        b->doubted += (spells.items[k].marks & ENT_MARKS_DOUBT) != 0;
    }
    ent_spells_clear(&spells);
    return status;
}

/* ---- treaties for a layer that has none ---- */

/* The list of treaties of the layer's own project, by the first part of its source's name ("atop-5.1": atop-4.01); else the
 * preferred one. False if there is none. */
static bool find_treaties(world_years *b)
{
    size_t count, part = strcspn(b->layer.source, "-");
    const ent_series *all = ent_world_series(b->y.world, ENT_TREATIES, &count), *found = NULL;
    for (size_t k = 0; k < count; k++) {
        bool own = strncmp(all[k].source, b->layer.source, part) == 0 && all[k].source[part] == '-';
        bool before = found && strncmp(found->source, b->layer.source, part) == 0;
        if (strcmp(all[k].name, "treaty") == 0 && (!found || (own && !before)))
            found = &all[k];
    }
    if (found)
        b->treaties = *found;
    return found != NULL;
}

static int by_treaty(const void *left, const void *right)
{
    const ent_spell *x = left, *y = right;
    if (x->treaty != y->treaty)
        return x->treaty < y->treaty ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->span.from < y->span.from ? -1 : x->span.from > y->span.from;
}

static int by_day(const void *left, const void *right)
{
    const ent_spell *x = left, *y = right;
    return x->span.from != y->span.from ? (x->span.from < y->span.from ? -1 : 1) : by_treaty(left, right);
}

/* The pairs of members of each treaty, as long as both are; members are in order of their treaty. */
static ent_status pair_members(const world_years *b, const ent_spells *members, ent_spells *out, ent_error *error)
{
    size_t capacity = 0;
    for (size_t i = 0; i < members->count; i++)
        for (size_t j = i + 1; j < members->count && members->items[j].treaty == members->items[i].treaty; j++) {
            const ent_spell *x = &members->items[i], *y = &members->items[j];
            if (x->a == y->a || !ent_spans_meet(x->span, y->span) || !is_asked_for(b, x->obligations | y->obligations))
                continue;
            if (!ent_grow(&out->items, out->count, &capacity, sizeof *out->items))
                return ent_fail_memory(error);
            ent_day from = x->span.from > y->span.from ? x->span.from : y->span.from;
            ent_day to = x->span.to < y->span.to ? x->span.to : y->span.to;
            out->items[out->count++] = (ent_spell){.span = {from, to}, .a = x->a, .b = y->a, .treaty = x->treaty};
        }
    return ENT_OK;
}

static ent_status borrow_treaties(world_years *b, ent_error *error)
{
    ent_spells members = {0}, pairs = {0};
    b->has_treaties = find_treaties(b);
    if (!b->has_treaties)
        return ENT_OK;
    ent_status status = ent_world_spells(b->y.world, &b->treaties, years_all(&b->y), &members, error);
    if (status == ENT_OK) {
        qsort(members.items, members.count, sizeof *members.items, by_treaty);
        status = pair_members(b, &members, &pairs, error);
    }
    if (status == ENT_OK && pairs.count > 0)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, by_day);
    if (status == ENT_OK)
        status = number_treaties(b, &pairs, error);
    for (size_t k = 0; k < pairs.count && status == ENT_OK; k++)
        enter_tie(b, &pairs.items[k], NULL);
    ent_spells_clear(&members);
    free(pairs.items);
    return status;
}

static ent_status read_ties(world_years *b, ent_error *error)
{
    size_t cells = b->data.year_count * b->data.actor_count * b->data.actor_count;
    b->tied = ent_new_array(cells, 1);
    b->treaty = ent_new_array(cells, sizeof *b->treaty);
    if (!b->tied || !b->treaty)
        return ent_fail_memory(error);
    b->data.tied = b->tied;
    b->data.treaty = b->treaty;
    ent_status status = enter_ties(b, error);
    b->has_treaties = b->own_treaties;
    return status == ENT_OK && !b->own_treaties ? borrow_treaties(b, error) : status;
}

/* ---- values ---- */

ent_status world_years_read_values(const world_years *b, const char *attribute, double **out, ent_error *error)
{
    years_values values = {0};
    size_t n = b->data.actor_count;
    *out = ent_new_array(b->data.year_count * n, sizeof **out);
    ent_status status = *out ? years_read_values(&b->y, attribute, &values, error) : ent_fail_memory(error);
    for (size_t year = 0; year < b->data.year_count && status == ENT_OK; year++)
        for (size_t actor = 0; actor < b->y.places; actor++)
            if (b->index[actor] >= 0)
                (*out)[year * n + (size_t)b->index[actor]] = values.value[(year + 1) * b->y.places + actor];
    years_values_clear(&values);
    return status;
}

/* ---- all ---- */

static ent_status read_world(world_years *b, ent_world *world, int open_end, world_years_needs needs, ent_error *error)
{
    ent_status status = find_years(b, world, open_end, error);
    if (status == ENT_OK)
        status = take_states(b, error);
    if (status == ENT_OK)
        status = read_ties(b, error);
    if (status == ENT_OK && needs.geography)
        status = world_years_read_geography(b, error);
    if (status == ENT_OK && needs.powers)
        status = world_years_read_powers(b, error);
    if (status == ENT_OK && needs.covariates)
        status = world_years_read_covariates(b, error);
    return status;
}

ent_status world_years_read(world_years *b, ent_world *world, const char *layer, const char *kind, world_years_needs needs,
                            int open_end, ent_error *error)
{
    *b = (world_years){.until = ENT_DAY_LAST};
    ent_status status = find_layer(b, world, layer, error);
    if (status == ENT_OK)
        status = read_kind(b, kind, error);
    return status == ENT_OK ? read_world(b, world, open_end, needs, error) : status;
}

/* Are there treaties, and do they, borders and capitals go as far as is read? */
static ent_status check_treaties(const world_years *b, ent_error *error)
{
    char day[11], last[11];
    size_t n = b->data.actor_count;
    if (!memchr(b->tied, 1, b->data.year_count * n * n))
        return ent_fail(error, ENT_ERR_INPUT, "%s@%s has no tie with the obligations asked for till %s, so that there is no treaty",
                        b->layer.name, b->layer.source, ent_day_format(b->until, day));
    if (!b->has_treaties || b->data.treaty_count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "the ties of %s@%s are of no treaties, and the world has no list of any: import "
                        "alliance_v4.1_by_member.csv, or ATOP's members", b->layer.name, b->layer.source);
    const ent_series *needed[] = {b->own_treaties ? &b->layer : &b->treaties, &b->borders, &b->capitals};
    for (size_t k = 0; k < ent_countof(needed); k++)
        if (needed[k]->covers.to < b->until)
            return ent_fail(error, ENT_ERR_INPUT, "%s@%s does not cover %s: it ends on %s", needed[k]->name, needed[k]->source,
                            ent_day_format(b->until, day), ent_day_format(needed[k]->covers.to, last));
    return ENT_OK;
}

ent_status world_years_read_until(world_years *b, ent_world *world, const char *layer, unsigned obligations, ent_day until,
                                  ent_error *error)
{
    *b = (world_years){.until = until, .obligations = obligations};
    ent_status status = find_layer(b, world, layer, error);
    if (status == ENT_OK)
        status = read_world(b, world, ent_day_year(until), (world_years_needs){.geography = true, .powers = true}, error);
    return status == ENT_OK ? check_treaties(b, error) : status;
}

void world_years_clear(world_years *b)
{
    free(b->present);
    free(b->tied);
    free(b->contiguity);
    free(b->member);
    free(b->number);
    free(b->major);
    free(b->rival);
    free(b->dispute);
    free(b->other);
    free(b->capability);
    free(b->regime);
    free(b->treaty);
    free(b->region);
    free(b->subregion);
    free(b->latitude);
    free(b->longitude);
    free(b->index);
    years_clear(&b->y);
    *b = (world_years){0};
}
