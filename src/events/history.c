/* What was known in a year, carried on from year to year. Nothing is read of a later one. Of treaty k with members m
 *
 *   inside_ki = sum_j K_ij m_kj, K the neighbourhoods (neighbourhoods.c) */
#include "events/history.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory ---- */

static void *take(event_past *past, size_t count, size_t size)
{
    void *memory = ent_new_array(count, size);
    past->memory[past->memory_count++] = memory;
    return memory;
}

static void take_index(event_past *past)
{
    size_t n = past->n, bits = n * (past->words = (n + 63) / 64);
    uint64_t **const sets[] = {&past->tied_bits, &past->bound_bits, &past->once_bits, &past->rival_bits, &past->foe_bits,
                               &past->border_bits};
    for (size_t k = 0; k < ent_countof(sets); k++)
        *sets[k] = take(past, bits, sizeof(uint64_t));
    double **const of_states[] = {&past->log_age, &past->log_gained, &past->log_disputes, &past->log_capability};
    for (size_t k = 0; k < ent_countof(of_states); k++)
        *of_states[k] = take(past, n, sizeof(double));
    past->major_bits = take(past, past->words, sizeof(uint64_t));
    past->affinity = take(past, n * n * EVENT_AFFINITIES, sizeof(double));
    past->log_count = take(past, n + 1, sizeof(double));
    past->fade = take(past, past->years + 1, sizeof(double));
    past->log_km = take(past, n * n, sizeof(double));
    past->decay = take(past, n * n, sizeof(double));
}

static bool take_all(event_past *past)
{
    size_t n = past->n, k = past->treaties, years = past->years;
    past->entered = take(past, n, sizeof(int));
    past->allies = take(past, n, sizeof(int));
    past->gained = take(past, years * n, sizeof(int));
    past->last_tied = take(past, n * n, sizeof(int));
    past->tied = take(past, n * n, 1);
    past->size = take(past, k, sizeof(int));
    past->began = take(past, k, sizeof(int));
    past->joined = take(past, years * k, sizeof(int));
    past->since = take(past, k * n, sizeof(int));
    past->left = take(past, years * k, sizeof(int));
    past->left_any = take(past, years * n, sizeof(int));
    past->at_risk = take(past, years, sizeof(int));
    past->ended = take(past, years, sizeof(int));
    past->is_member = take(past, k * n, 1);
    past->was_member = take(past, k * n, 1);
    past->inside = take(past, k * n, sizeof(double));
    past->of_region = take(past, k * n, sizeof(double));
    past->of_subregion = take(past, k * n, sizeof(double));
    past->disputes = take(past, years * n, sizeof(int));
    past->last_dispute = take(past, n * n, sizeof(int));
    past->has_major = take(past, k, 1);
    past->km = take(past, n * n, sizeof(double));
    past->kernel = take(past, n * n, sizeof(double));
    past->kernel_of = take(past, n * n, sizeof(double));
    past->list = take(past, n, sizeof(int));
    past->share = take(past, n, sizeof(double));
    past->near_allies = take(past, n * n, sizeof(double));
    past->near_near = take(past, n * n, sizeof(double));
    take_index(past);
    for (size_t at = 0; at < past->memory_count; at++)
        if (!past->memory[at])
            return false;
    return true;
}

ent_status event_past_init_for(event_past *past, const ent_event_data *data, size_t years, ent_error *error)
{
    *past = (event_past){.data = data, .n = data->actor_count, .years = years};
    if (past->n > EVENT_ACTORS_MOST)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu actors; what treaties say is known of at most %d", past->n,
                        EVENT_ACTORS_MOST);
    past->treaties = data->member && data->treaty ? data->treaty_count : 0;
    if (!take_all(past)) {
        event_past_clear(past);
        return ent_fail_memory(error);
    }
    for (size_t i = 0; i < past->n; i++)
        past->entered[i] = -1;
    for (size_t pair = 0; pair < past->n * past->n; pair++)
        past->last_tied[pair] = past->last_dispute[pair] = -1;
    for (size_t k = 0; k < past->treaties; k++)
        past->began[k] = -1;
    for (size_t at = 0; at < past->treaties * past->n; at++)
        past->since[at] = -1;
    for (size_t k = 0; k <= past->n; k++)
        past->log_count[k] = log1p((double)k);
    for (size_t k = 0; k <= past->years; k++)
        past->fade[k] = exp(-(double)k / 10);
    return ENT_OK;
}

ent_status event_past_init(event_past *past, const ent_event_data *data, ent_error *error)
{
    return event_past_init_for(past, data, data->year_count, error);
}

void event_past_clear(event_past *past)
{
    for (size_t at = 0; at < past->memory_count; at++)
        free(past->memory[at]);
    *past = (event_past){0};
}

int event_past_recent(const event_past *past, const int *counts, size_t stride, size_t at, size_t years)
{
    int sum = 0;
    for (size_t back = 0; back < years && back <= past->year; back++)
        sum += counts[(past->year - back) * stride + at];
    return sum;
}

#define OF_YEAR(field, size) one.field = one.field ? one.field + year * (size) : NULL

ent_event_data event_data_of_year(const ent_event_data *data, size_t year)
{
    size_t n = data->actor_count;
    ent_event_data one = *data;
    one.year_count = 1;
    OF_YEAR(present, n);
    OF_YEAR(tied, n * n);
    OF_YEAR(treaty, n * n);
    OF_YEAR(member, one.treaty_count * n);
    OF_YEAR(latitude, n);
    OF_YEAR(longitude, n);
    OF_YEAR(contiguity, n * n);
    OF_YEAR(major, n);
    OF_YEAR(capability, n);
    OF_YEAR(rival, n * n);
    OF_YEAR(dispute, n * n);
    OF_YEAR(other, n * n);
    return one;
}

#undef OF_YEAR

/* ---- states and ties ---- */

static void enter_states(event_past *past)
{
    const uint8_t *present = past->data->present + past->row * past->n;
    for (size_t i = 0; i < past->n; i++) {
        if (!present[i])
            past->entered[i] = -1;
        else if (past->entered[i] < 0)
            past->entered[i] = (int)past->year;
    }
}

/* Gained: both were there the year before, and not tied. */
static void enter_ties(event_past *past)
{
    size_t n = past->n;
    const uint8_t *tied = past->data->tied + past->row * n * n;
    int year = (int)past->year, *gained = past->gained + past->year * n;
    for (size_t i = 0; i < n; i++) {
        past->allies[i] = 0;
        for (size_t j = 0; j < n; j++) {
            bool there = event_past_is_there(past, i) && event_past_is_there(past, j);
            bool now = there && tied[i * n + j];
            bool stayed = there && past->entered[i] < year && past->entered[j] < year;
            gained[i] += now && stayed && !past->tied[i * n + j];
            past->allies[i] += now;
            past->tied[i * n + j] = now;
            if (now)
                past->last_tied[i * n + j] = year;
        }
    }
}

static void enter_disputes(event_past *past)
{
    size_t n = past->n;
    const uint8_t *dispute = past->data->dispute ? past->data->dispute + past->row * n * n : NULL;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            if (!dispute || !dispute[i * n + j] || !event_past_is_there(past, i) || !event_past_is_there(past, j))
                continue;
            past->disputes[past->year * n + i]++;
            past->last_dispute[i * n + j] = (int)past->year;
        }
}

double event_past_log_capability(const event_past *past, size_t i)
{
    double cinc = past->data->capability ? past->data->capability[past->row * past->n + i] : (double)NAN;
    return log(cinc + 1e-4);
}

/* ---- treaties ---- */

/* Of a treaty that lived the year before, whose members of then still stand: who left, whether it ended. Where fewer than two
 * of them are there it ceases without anyone's decision, and is not counted. */
static void count_lost(event_past *past, size_t k)
{
    size_t n = past->n;
    bool lives = event_count_members(past->data, past->row, k) >= EVENT_TREATY_LIVES;
    int there = 0, *left = &past->left[past->year * past->treaties + k];
    for (size_t i = 0; i < n; i++) {
        if (!past->is_member[k * n + i] || !event_past_is_there(past, i))
            continue;
        bool leaves = lives && !event_is_member(past->data, past->row, k, i);
        there++;
        *left += leaves;
        past->left_any[past->year * n + i] += leaves;
    }
    past->at_risk[past->year] += there >= EVENT_TREATY_LIVES;
    past->ended[past->year] += there >= EVENT_TREATY_LIVES && !lives;
}

/* Gives whether its members, as far as they are there, have changed. */
static bool enter_treaty(event_past *past, size_t k)
{
    size_t n = past->n;
    bool lived = past->size[k] >= EVENT_TREATY_LIVES;
    int size = 0, joined = 0, before = past->size[k], stayed = 0;
    if (lived)
        count_lost(past, k);
    past->has_major[k] = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t *is = &past->is_member[k * n + i], now = event_is_member(past->data, past->row, k, i);
        int *since = &past->since[k * n + i];
        past->was_member[k * n + i] |= *is;
        joined += now && !*is;
        stayed += now && *is;
        size += now;
        past->has_major[k] |= now && event_past_is_major(past, i);
        *since = !now ? -1 : *is ? *since : (int)past->year;
        *is = now;
    }
    past->size[k] = size;
    past->joined[past->year * past->treaties + k] = lived ? joined : 0;
    if (past->began[k] < 0 && size >= EVENT_TREATY_LIVES)
        past->began[k] = (int)past->year;
    return stayed != before || stayed != size;
}

/* Of a treaty that lives. */
static void find_inside(event_past *past, size_t k)
{
    size_t n = past->n;
    const uint8_t *member = past->is_member + k * n;
    double *inside = past->inside + k * n;
    memset(inside, 0, n * sizeof *inside);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n && member[j]; i++)
            inside[i] += past->kernel_of[j * n + i];
}

static void find_of_region(event_past *past, size_t k, const int region[], double share[])
{
    size_t n = past->n;
    const uint8_t *member = past->is_member + k * n;
    memset(share + k * n, 0, n * sizeof *share);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n && member[j] && region[j] > 0; i++)
            share[k * n + i] += region[i] == region[j] ? 1. / past->size[k] : 0;
}

/* Where nobody has moved, and members are those of before, what is near them is, too. */
static void look_at_treaty(event_past *past, size_t k, bool moved)
{
    bool changed = enter_treaty(past, k);
    if (past->size[k] < EVENT_TREATY_LIVES || !(changed || moved))
        return;
    find_inside(past, k);
    find_of_region(past, k, past->data->region, past->of_region);
    find_of_region(past, k, past->data->subregion, past->of_subregion);
}

void event_past_find_inside(event_past *past)
{
    for (size_t k = 0; k < past->treaties; k++)
        if (past->size[k] >= EVENT_TREATY_LIVES)
            find_inside(past, k);
}

/* ---- all ---- */

static void enter(event_past *past, size_t year, size_t row, bool moved)
{
    past->year = year;
    past->row = row;
    enter_states(past);
    enter_ties(past);
    enter_disputes(past);
    if (moved)
        event_past_measure(past);
    event_past_look_around(past);
    for (size_t k = 0; k < past->treaties; k++)
        look_at_treaty(past, k, moved);
}

void event_past_enter(event_past *past, size_t year)
{
    enter(past, year, year, true);
}

void event_past_enter_rewritten(event_past *past, size_t year, bool moved)
{
    enter(past, year, 0, moved);
}
