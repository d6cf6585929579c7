/* What was known in a year, carried on from year to year. Nothing is read of a later one.
 *
 *   K_ij = exp(-km_ij / 1000) / sum_l exp(-km_il / 1000) over states present, K_ii = 0: the neighbourhood of i
 *   (K A)_ij    share of i's neighbourhood that is tied to j, A the ties
 *   (K A K')_ij how much the two neighbourhoods are tied to each other
 *   inside_ki = sum_j K_ij m_kj, m the members of treaty k
 *
 * Kernels of distance between states: Ward & Gleditsch 2002, Political Analysis 10:244. */
#include "events/history.h"

#include "core/memory.h"
#include "entente/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double near_km = 1000;

/* ---- memory ---- */

static void *take(event_past *past, size_t count, size_t size)
{
    void *memory = ent_new_array(count, size);
    past->memory[past->memory_count++] = memory;
    return memory;
}

static bool take_all(event_past *past)
{
    size_t n = past->n, k = past->treaties, years = past->data->year_count;
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
    past->near_allies = take(past, n * n, sizeof(double));
    past->near_near = take(past, n * n, sizeof(double));
    for (size_t at = 0; at < past->memory_count; at++)
        if (!past->memory[at])
            return false;
    return true;
}

ent_status event_past_init(event_past *past, const ent_event_data *data, ent_error *error)
{
    *past = (event_past){.data = data, .n = data->actor_count};
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
    return ENT_OK;
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

/* ---- states and ties ---- */

static void enter_states(event_past *past)
{
    const uint8_t *present = past->data->present + past->year * past->n;
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
    const uint8_t *tied = past->data->tied + past->year * n * n;
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
    const uint8_t *dispute = past->data->dispute ? past->data->dispute + past->year * n * n : NULL;
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
    double cinc = past->data->capability ? past->data->capability[past->year * past->n + i] : (double)NAN;
    return log(cinc + 1e-4);
}

/* ---- treaties ---- */

/* Of a treaty that lived the year before, whose members of then still stand: who left, whether it ended. Where fewer than two
 * of them are there it ceases without anyone's decision, and is not counted. */
static void count_lost(event_past *past, size_t k)
{
    size_t n = past->n;
    bool lives = event_count_members(past->data, past->year, k) >= EVENT_TREATY_LIVES;
    int there = 0, *left = &past->left[past->year * past->treaties + k];
    for (size_t i = 0; i < n; i++) {
        if (!past->is_member[k * n + i] || !event_past_is_there(past, i))
            continue;
        bool leaves = lives && !event_is_member(past->data, past->year, k, i);
        there++;
        *left += leaves;
        past->left_any[past->year * n + i] += leaves;
    }
    past->at_risk[past->year] += there >= EVENT_TREATY_LIVES;
    past->ended[past->year] += there >= EVENT_TREATY_LIVES && !lives;
}

static void enter_treaty(event_past *past, size_t k)
{
    size_t n = past->n;
    bool lived = past->size[k] >= EVENT_TREATY_LIVES;
    int size = 0, joined = 0;
    if (lived)
        count_lost(past, k);
    past->has_major[k] = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t *is = &past->is_member[k * n + i], now = event_is_member(past->data, past->year, k, i);
        int *since = &past->since[k * n + i];
        past->was_member[k * n + i] |= *is;
        joined += now && !*is;
        size += now;
        past->has_major[k] |= now && event_past_is_major(past, i);
        *since = !now ? -1 : *is ? *since : (int)past->year;
        *is = now;
    }
    past->size[k] = size;
    past->joined[past->year * past->treaties + k] = lived ? joined : 0;
    if (past->began[k] < 0 && size >= EVENT_TREATY_LIVES)
        past->began[k] = (int)past->year;
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
            inside[i] += past->kernel[i * n + j];
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

static void look_at_treaty(event_past *past, size_t k)
{
    enter_treaty(past, k);
    if (past->size[k] < EVENT_TREATY_LIVES)
        return;
    find_inside(past, k);
    find_of_region(past, k, past->data->region, past->of_region);
    find_of_region(past, k, past->data->subregion, past->of_subregion);
}

/* ---- neighbourhoods ---- */

static void measure_distances(event_past *past)
{
    size_t n = past->n;
    const double *latitude = past->data->latitude + past->year * n, *longitude = past->data->longitude + past->year * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++) {
            bool there = event_past_is_there(past, i) && event_past_is_there(past, j);
            double km = there ? ent_great_circle(latitude[i], longitude[i], latitude[j], longitude[j]) : (double)NAN;
            past->km[i * n + j] = past->km[j * n + i] = km;
        }
}

static void fill_kernel(event_past *past)
{
    size_t n = past->n;
    for (size_t i = 0; i < n; i++) {
        double sum = 0, *row = past->kernel + i * n;
        for (size_t j = 0; j < n; j++) {
            double km = past->km[i * n + j];
            row[j] = i == j || isnan(km) ? 0 : exp(-km / near_km);
            sum += row[j];
        }
        for (size_t j = 0; j < n && sum > 0; j++)
            row[j] /= sum;
    }
}

static void multiply(event_past *past)
{
    size_t n = past->n;
    memset(past->near_allies, 0, n * n * sizeof(double));
    memset(past->near_near, 0, n * n * sizeof(double));
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < n; l++)
            for (size_t j = 0; j < n && past->kernel[i * n + l] > 0 && past->allies[l] > 0; j++)
                past->near_allies[i * n + j] += past->tied[l * n + j] ? past->kernel[i * n + l] : 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++) {
            double sum = 0;
            for (size_t l = 0; l < n && event_past_is_there(past, i) && event_past_is_there(past, j); l++)
                sum += past->near_allies[i * n + l] * past->kernel[j * n + l];
            past->near_near[i * n + j] = past->near_near[j * n + i] = sum;
        }
}

/* ---- all ---- */

void event_past_enter(event_past *past, size_t year)
{
    past->year = year;
    enter_states(past);
    enter_ties(past);
    enter_disputes(past);
    measure_distances(past);
    fill_kernel(past);
    multiply(past);
    for (size_t k = 0; k < past->treaties; k++)
        look_at_treaty(past, k);
}
