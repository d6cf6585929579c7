/* What pairs and candidates of a year look up again and again, made once a year: sets of states as bits, so that common ones are
 * counted by words; logs of what is the same for all pairs of a state; affinities treaty by treaty. Numbers are those that each
 * pair would find by itself, to the last digit. */
#include "events/history.h"

#include <math.h>
#include <string.h>

enum { LAND_BORDER = 1, NEW_OUTSIDER = 6, OPEN_YEARS = 10 };

/* ---- sets ---- */

static void put(uint64_t *bits, size_t j, bool is)
{
    bits[j / 64] |= (uint64_t)is << j % 64;
}

static void index_pair(event_past *past, size_t i, size_t j)
{
    size_t cell = i * past->n + j;
    const uint8_t *border = past->data->contiguity + past->row * past->n * past->n;
    bool tied = past->tied[cell] != 0;
    put(event_bits(past->tied_bits, past, i), j, tied);
    put(event_bits(past->bound_bits, past, i), j, tied || event_past_have_other(past, i, j));
    put(event_bits(past->once_bits, past, i), j, past->last_tied[cell] >= 0 && !tied);
    put(event_bits(past->rival_bits, past, i), j, event_past_are_rivals(past, i, j));
    put(event_bits(past->foe_bits, past, i), j, event_past_disputed(past, i, j, EVENT_DISPUTE_YEARS));
    put(event_bits(past->border_bits, past, i), j, border[cell] == LAND_BORDER && event_past_is_there(past, j));
}

static void index_sets(event_past *past)
{
    size_t n = past->n, size = n * past->words * sizeof(uint64_t);
    uint64_t *const sets[] = {past->tied_bits, past->bound_bits, past->once_bits, past->rival_bits, past->foe_bits,
                              past->border_bits};
    for (size_t k = 0; k < sizeof sets / sizeof *sets; k++)
        memset(sets[k], 0, size);
    memset(past->major_bits, 0, past->words * sizeof(uint64_t));
    for (size_t i = 0; i < n; i++) {
        put(past->major_bits, i, event_past_is_major(past, i));
        for (size_t j = 0; j < n; j++)
            index_pair(past, i, j);
    }
}

/* ---- states ---- */

static void index_states(event_past *past)
{
    size_t n = past->n;
    for (size_t i = 0; i < n; i++) {
        past->log_age[i] = log1p((double)past->year - past->entered[i]);
        past->log_gained[i] = log1p(event_past_recent(past, past->gained, n, i, EVENT_GAINED_YEARS));
        past->log_disputes[i] = log1p(event_past_recent(past, past->disputes, n, i, EVENT_DISPUTES_YEARS));
        past->log_capability[i] = event_past_log_capability(past, i);
    }
}

/* ---- affinities ---- */

static void raise(double *to, double value)
{
    *to = value > *to ? value : *to;
}

/* Member i of treaty k, outsider o. In the order of pairs.c. */
static void add_affinity(event_past *past, size_t k, bool open, size_t i, size_t o)
{
    size_t n = past->n, cell = i < o ? i * n + o : o * n + i;
    double inside = past->inside[k * n + o], *x = past->affinity + cell * EVENT_AFFINITIES;
    raise(&x[0], inside);
    raise(&x[1], open ? inside : 0);
    raise(&x[2], event_past_is_new(past, o, NEW_OUTSIDER) ? inside : 0);
    raise(&x[3], past->of_region[k * n + o]);
    raise(&x[4], past->has_major[k] ? inside : 0);
}

static void index_affinities(event_past *past)
{
    size_t n = past->n;
    memset(past->affinity, 0, n * n * EVENT_AFFINITIES * sizeof *past->affinity);
    for (size_t k = 0; k < past->treaties; k++) {
        const uint8_t *member = past->is_member + k * n;
        if (past->size[k] < EVENT_MULTILATERAL)
            continue;
        bool open = event_past_recent(past, past->joined, past->treaties, k, OPEN_YEARS) > 0;
        for (size_t i = 0; i < n; i++)
            for (size_t o = 0; o < n && member[i]; o++)
                if (!member[o])
                    add_affinity(past, k, open, i, o);
    }
}

void event_past_index(event_past *past)
{
    index_sets(past);
    index_states(past);
    index_affinities(past);
}
