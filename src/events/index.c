/* What pairs and candidates of a year look up again and again, made once a year: sets of states as bits, so that common ones are
 * counted by words; logs of what is the same for all pairs of a state; affinities treaty by treaty. Numbers are those that each
 * pair would find by itself, to the last digit. */
#include "events/history.h"

#include <math.h>
#include <string.h>

enum { LAND_BORDER = 1, NEW_OUTSIDER = 6, OPEN_YEARS = 10 };

/* ---- sets ---- */

/* What i has with the states of one word of the sets. */
static void index_word(event_past *past, size_t i, size_t word)
{
    size_t n = past->n, first = 64 * word, end = first + 64 < n ? first + 64 : n;
    const uint8_t *border = past->data->contiguity + past->row * n * n;
    uint64_t tied = 0, bound = 0, once = 0, rivals = 0, foes = 0, borders = 0;
    for (size_t j = first; j < end; j++) {
        size_t cell = i * n + j, bit = j - first;
        bool is_tied = past->tied[cell] != 0;
        tied |= (uint64_t)is_tied << bit;
        bound |= (uint64_t)(is_tied || event_past_have_other(past, i, j)) << bit;
        once |= (uint64_t)(past->last_tied[cell] >= 0 && !is_tied) << bit;
        rivals |= (uint64_t)event_past_are_rivals(past, i, j) << bit;
        foes |= (uint64_t)event_past_disputed(past, i, j, EVENT_DISPUTE_YEARS) << bit;
        borders |= (uint64_t)(border[cell] == LAND_BORDER && event_past_is_there(past, j)) << bit;
    }
    event_bits(past->tied_bits, past, i)[word] = tied;
    event_bits(past->bound_bits, past, i)[word] = bound;
    event_bits(past->once_bits, past, i)[word] = once;
    event_bits(past->rival_bits, past, i)[word] = rivals;
    event_bits(past->foe_bits, past, i)[word] = foes;
    event_bits(past->border_bits, past, i)[word] = borders;
}

static void index_sets(event_past *past)
{
    memset(past->major_bits, 0, past->words * sizeof(uint64_t));
    for (size_t i = 0; i < past->n; i++) {
        past->major_bits[i / 64] |= (uint64_t)event_past_is_major(past, i) << i % 64;
        for (size_t word = 0; word < past->words; word++)
            index_word(past, i, word);
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
