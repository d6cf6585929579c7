/* Pairs in order of their probability, and what share of them had the event: the rows of a separation plot (Greenhill, Ward &
 * Sacks 2011, Am. J. Polit. Sci. 55:990). */
#include "events/events.h"

#include "core/memory.h"

#include <stdlib.h>

typedef struct {
    double p;
    double share; /* 1 = the event; after spread_equal of all pairs of this probability */
} judged;

static int lowest_first(const void *left, const void *right)
{
    const judged *x = left, *y = right;
    return (x->p > y->p) - (x->p < y->p);
}

/* Which of two pairs of the same probability comes first is not said: each has the share of both. */
static void spread_equal(judged *pairs, size_t count)
{
    for (size_t k = 0, next; k < count; k = next) {
        double events = 0;
        for (next = k; next < count && pairs[next].p <= pairs[k].p; next++)
            events += pairs[next].share;
        for (size_t at = k; at < next; at++)
            pairs[at].share = events / (double)(next - k);
    }
}

/* Bin k holds the pairs from k n / B to before (k + 1) n / B. */
static void fill_bins(const judged *pairs, size_t n, size_t count, ent_event_bin bins[])
{
    for (size_t k = 0; k < count; k++) {
        size_t from = k * n / count, to = (k + 1) * n / count;
        bins[k] = (ent_event_bin){.pairs = to - from};
        for (size_t at = from; at < to; at++) {
            bins[k].probability += pairs[at].p / (double)(to - from);
            bins[k].share += pairs[at].share / (double)(to - from);
        }
    }
}

ent_status ent_event_separation(const ent_event_rows *rows, size_t first, size_t last, const double p[], size_t count,
                                ent_event_bin bins[], ent_error *error)
{
    size_t start = rows->first[first], end = rows->first[last + 1], known = 0;
    judged *pairs = ent_new_array(end - start, sizeof *pairs);
    if (!pairs)
        return ent_fail_memory(error);
    for (size_t row = start; row < end; row++)
        if (event_is_known(&rows->rows[row]))
            pairs[known++] = (judged){p[row - start], rows->rows[row].outcome == ENT_OUTCOME_TIE};
    qsort(pairs, known, sizeof *pairs, lowest_first);
    spread_equal(pairs, known);
    fill_bins(pairs, known, count, bins);
    free(pairs);
    return ENT_OK;
}
