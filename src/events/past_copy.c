/* What was known is copied: futures begin again at their origin, with fewer treaties or room for more. */
#include "events/history.h"

#include <string.h>

#define COPY(field, count) memcpy(to->field, from->field, (count) * sizeof *to->field)

void event_past_copy_geography(event_past *to, const event_past *from)
{
    size_t n = from->n;
    COPY(km, n * n);
    COPY(log_km, n * n);
    COPY(decay, n * n);
    COPY(kernel, n * n);
    COPY(kernel_of, n * n);
}

static void copy_states(event_past *to, const event_past *from)
{
    size_t n = from->n, years = from->years;
    COPY(entered, n);
    COPY(allies, n);
    COPY(gained, years * n);
    COPY(left_any, years * n);
    COPY(at_risk, years);
    COPY(ended, years);
    COPY(disputes, years * n);
    COPY(last_tied, n * n);
    COPY(last_dispute, n * n);
    COPY(tied, n * n);
    COPY(near_allies, n * n);
    COPY(near_near, n * n);
}

#undef COPY
#define COPY(field, count) memcpy(to->field + k * (count), from->field + other * (count), (count) * sizeof *to->field)

static void copy_treaty(event_past *to, size_t k, const event_past *from, size_t other)
{
    size_t n = from->n;
    COPY(size, 1);
    COPY(began, 1);
    COPY(has_major, 1);
    COPY(since, n);
    COPY(is_member, n);
    COPY(was_member, n);
    COPY(inside, n);
    COPY(of_region, n);
    COPY(of_subregion, n);
    for (size_t year = 0; year <= from->year; year++) {
        to->joined[year * to->treaties + k] = from->joined[year * from->treaties + other];
        to->left[year * to->treaties + k] = from->left[year * from->treaties + other];
    }
}

#undef COPY

void event_past_copy(event_past *to, const event_past *from, const size_t which[], size_t count)
{
    to->year = from->year;
    copy_states(to, from);
    for (size_t k = 0; k < to->treaties; k++) {
        event_past_forget_treaty(to, k);
        if (k < count)
            copy_treaty(to, k, from, which ? which[k] : k);
    }
}

void event_past_forget_treaty(event_past *past, size_t k)
{
    past->size[k] = 0;
    past->began[k] = -1;
    past->has_major[k] = 0;
    memset(past->is_member + k * past->n, 0, past->n);
    memset(past->was_member + k * past->n, 0, past->n);
    for (size_t year = 0; year < past->years; year++)
        past->joined[year * past->treaties + k] = past->left[year * past->treaties + k] = 0;
    for (size_t i = 0; i < past->n; i++)
        past->since[k * past->n + i] = -1;
}
