/* How new ties came: by a bilateral treaty, by joining a living one, by a new one of three or more; and how often bilateral
 * ones are made. And, from year to year, all that treaties say. */
#include "events/routes.h"

#include "events/exits.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static const double half_life = 12;

/* ---- routes ---- */

/* Of a tie between i and j, there at t, not at s. Members are those of s and t. */
static ent_route route_of(const ent_event_data *d, size_t s, size_t t, size_t i, size_t j)
{
    int treaty = d->treaty && d->member ? d->treaty[(t * d->actor_count + i) * d->actor_count + j] : 0;
    if (treaty <= 0)
        return ENT_ROUTE_BILATERAL;
    size_t k = (size_t)treaty - 1;
    bool both = event_is_member(d, s, k, i) && event_is_member(d, s, k, j);
    if (!both && event_count_members(d, s, k) >= EVENT_TREATY_LIVES)
        return ENT_ROUTE_ACCESSION;
    return event_count_members(d, t, k) >= EVENT_MULTILATERAL ? ENT_ROUTE_MULTILATERAL : ENT_ROUTE_BILATERAL;
}

static void find_routes(const ent_event_data *d, const ent_event_rows *rows, uint8_t route[])
{
    for (size_t row = 0; row < rows->count; row++) {
        const ent_event_row *is = &rows->rows[row];
        size_t s = (size_t)is->origin;
        if (is->outcome == ENT_OUTCOME_TIE && !is->tied)
            route[row] = (uint8_t)route_of(d, s, s + rows->horizon, (size_t)is->a, (size_t)is->b);
    }
}

/* ---- how often ---- */

static bool is_formed(const ent_event_data *d, size_t year, size_t i, size_t j)
{
    size_t n = d->actor_count, cell = (year * n + i) * n + j;
    const uint8_t *there = d->present + year * n, *was = there - n;
    return there[i] && there[j] && was[i] && was[j] && d->tied[cell] && !d->tied[cell - n * n];
}

size_t event_count_formed(const ent_event_data *d, size_t year)
{
    size_t n = d->actor_count, count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            count += is_formed(d, year, i, j);
    return count;
}

size_t event_count_bilateral(const ent_event_data *d, size_t year)
{
    size_t n = d->actor_count, count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (is_formed(d, year, i, j))
                count += route_of(d, year - 1, year, i, j) == ENT_ROUTE_BILATERAL;
    return count;
}

/* lambda_s = sum_u w^(s-u) c_u / sum_u w^(s-u), w = 2^(-1/12), over the years 1 to s. */
double event_rate_next(event_rate *rate, size_t count)
{
    double kept = exp2(-1 / half_life);
    rate->sum = kept * rate->sum + (double)count;
    rate->weights = kept * rate->weights + 1;
    return rate->sum / rate->weights;
}

static void find_rates(const ent_event_data *d, double lambda[])
{
    event_rate rate = {0};
    for (size_t s = 1; s < d->year_count; s++)
        lambda[s] = event_rate_next(&rate, event_count_bilateral(d, s));
}

/* ---- all ---- */

typedef struct {
    const ent_event_rows *rows;
    const double *x;
    ent_event_treaties *out;
    size_t candidates, candidates_x; /* room */
    event_room exits, ends;
} making;

static ent_status add_year(making *m, const event_past *past, ent_error *error)
{
    ent_status status = ENT_OK;
    if (m->rows->task != ENT_EVENT_DISSOLUTION) {
        event_pairs_fill(past, m->rows, m->x, m->out->pair);
        status = event_candidates_add(past, m->rows->horizon, m->out, &m->candidates, &m->candidates_x, error);
    }
    if (status == ENT_OK && m->rows->task != ENT_EVENT_FORMATION)
        status = event_exits_add(past, m->rows->horizon, m->out, &m->exits, &m->ends, error);
    return status;
}

static ent_status go_through_years(making *m, ent_error *error)
{
    event_past past;
    ent_event_treaties *out = m->out;
    ent_status status = event_past_init(&past, out->data, error);
    for (size_t year = 0; year < out->year_count && status == ENT_OK; year++) {
        event_past_enter(&past, year);
        if (m->rows->task != ENT_EVENT_DISSOLUTION)
            event_past_index(&past);
        status = add_year(m, &past, error);
    }
    event_past_clear(&past);
    out->first[out->year_count] = out->candidate_count;
    out->exits.first[out->year_count] = out->exits.count;
    out->ends.first[out->year_count] = out->ends.count;
    return status;
}

static bool make_room(const ent_event_rows *rows, ent_event_treaties *out)
{
    size_t pairs = rows->task == ENT_EVENT_DISSOLUTION ? 0 : rows->count;
    out->pair = ent_new_array(pairs * ENT_PAIR_PREDICTORS, sizeof *out->pair);
    out->route = ent_new_array(pairs, 1);
    out->first = ent_new_array(out->year_count + 1, sizeof *out->first);
    out->bilateral = ent_new_array(out->year_count, sizeof *out->bilateral);
    out->exits.first = ent_new_array(out->year_count + 1, sizeof *out->exits.first);
    out->ends.first = ent_new_array(out->year_count + 1, sizeof *out->ends.first);
    return out->pair && out->route && out->first && out->bilateral && out->exits.first && out->ends.first;
}

ent_status ent_event_treaties_make(const ent_event_data *data, const ent_event_rows *rows, const double x[],
                                   ent_event_treaties *out, ent_error *error)
{
    making m = {.rows = rows, .x = x, .out = out};
    *out = (ent_event_treaties){.data = data, .year_count = data->year_count};
    bool has_pairs = x || rows->task == ENT_EVENT_DISSOLUTION;
    if (!has_pairs || !data->contiguity || !data->latitude || !data->longitude || !data->region || !data->subregion)
        return ent_fail(error, ENT_ERR_ARGUMENT, "models of treaties need contiguity, capitals and regions");
    ent_status status = make_room(rows, out) ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK && rows->task != ENT_EVENT_DISSOLUTION) {
        find_routes(data, rows, out->route);
        find_rates(data, out->bilateral);
    }
    if (status == ENT_OK)
        status = go_through_years(&m, error);
    if (status != ENT_OK)
        ent_event_treaties_clear(out);
    return status;
}

void ent_event_treaties_clear(ent_event_treaties *treaties)
{
    free(treaties->pair);
    free(treaties->route);
    free(treaties->candidates);
    free(treaties->x);
    free(treaties->first);
    free(treaties->bilateral);
    event_partings_clear(&treaties->exits);
    event_partings_clear(&treaties->ends);
    *treaties = (ent_event_treaties){0};
}
