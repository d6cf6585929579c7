/* Rows of change statistics: one a pair, those of one step that are equal merged by a hash table. */
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the rows of one step, by their statistics ---- */

typedef struct {
    uint32_t *slot; /* [size] row + 1, 0 = free */
    size_t size;    /* a power of 2 above twice the pairs */
} row_index;

static uint64_t hash_row(const double x[], size_t count)
{
    uint64_t hash = 0x9e3779b97f4a7c15u, bits;
    for (size_t k = 0; k < count; k++) {
        memcpy(&bits, &x[k], sizeof bits);
        hash = (hash ^ bits) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    return hash;
}

/* The slot of these statistics, or the free one where they belong. */
static uint32_t *find_slot(const row_index *index, const ent_tie_rows *rows, const double x[])
{
    size_t at = hash_row(x, rows->term_count) & (index->size - 1);
    while (index->slot[at]) {
        const double *other = rows->x + (size_t)(index->slot[at] - 1) * rows->term_count;
        if (memcmp(other, x, rows->term_count * sizeof *x) == 0)
            break;
        at = (at + 1) & (index->size - 1);
    }
    return &index->slot[at];
}

static bool grow_to(void *array, size_t capacity, size_t size)
{
    void *old;
    memcpy(&old, array, sizeof old);
    void *grown = realloc(old, capacity * size);
    if (grown)
        memcpy(array, &grown, sizeof grown);
    return grown != NULL;
}

static bool make_room(ent_tie_rows *rows, size_t more)
{
    size_t capacity = rows->row_capacity;
    if (rows->row_count + more > capacity) {
        capacity = 2 * capacity > rows->row_count + more ? 2 * capacity : rows->row_count + more;
        if (!grow_to(&rows->x, capacity * rows->term_count, sizeof *rows->x)
            || !grow_to(&rows->pairs, capacity, sizeof *rows->pairs)
            || !grow_to(&rows->ties, capacity, sizeof *rows->ties))
            return false;
        rows->row_capacity = capacity;
    }
    if (rows->step_count + 2 > rows->step_capacity) {
        if (!grow_to(&rows->first, 2 * rows->step_capacity + 2, sizeof *rows->first))
            return false;
        rows->step_capacity = 2 * rows->step_capacity + 2;
    }
    return true;
}

/* ---- pairs ---- */

static bool is_known(const ent_view *view, const ent_term terms[], size_t count, size_t i, size_t j)
{
    if (view->missing && view->missing[i * view->n + j])
        return false;
    for (size_t k = 0; k < count; k++)
        if (!ent_term_known(view, &terms[k], i, j))
            return false;
    return true;
}

bool tie_is_used(const ent_view *view, const ent_term terms[], size_t count, size_t i, size_t j,
                 ent_tie_counts *counts)
{
    bool absent = view->absent && (view->absent[i] || view->absent[j]);
    bool fixed = !absent && view->fixed && view->fixed[i * view->n + j];
    bool known = absent || fixed || is_known(view, terms, count, i, j);
    counts->absent += absent;
    counts->fixed += fixed;
    counts->missing += !known;
    return !absent && !fixed && known;
}

bool ent_tie_is_used(const ent_view *view, const ent_term terms[], size_t term_count, size_t i, size_t j)
{
    ent_tie_counts ignored = {0};
    return tie_is_used(view, terms, term_count, i, j, &ignored);
}

static const double largest = 1e100; /* statistics below it have finite sums of squares */

static ent_status fail_not_finite(const ent_tie_rows *rows, size_t term, double value, ent_error *error)
{
    char name[TIE_NAME], step[TIE_NAME];
    return ent_fail(error, ENT_ERR_INPUT, "term '%s' in %s: a statistic is %g; expected at most 1e100",
                    tie_term_name(rows, term, name), tie_step_name(rows, rows->step_count, step), value);
}

/* Room for the statistics of the next row is behind the last one. */
static ent_status add_pair(ent_tie_rows *rows, const row_index *index, const ent_view *view,
                           const ent_term terms[], size_t i, size_t j, ent_error *error)
{
    double *x = rows->x + rows->row_count * rows->term_count;
    for (size_t k = 0; k < rows->term_count; k++) {
        x[k] = ent_change(view, &terms[k], i, j) + 0.0; /* no -0 */
        if (!(fabs(x[k]) <= largest))
            return fail_not_finite(rows, k, x[k], error);
    }
    uint32_t *slot = find_slot(index, rows, x);
    if (!*slot) {
        rows->pairs[rows->row_count] = rows->ties[rows->row_count] = 0;
        *slot = (uint32_t)++rows->row_count;
    }
    rows->pairs[*slot - 1] += 1;
    rows->ties[*slot - 1] += view->x[i * view->n + j];
    return ENT_OK;
}

ent_status ent_tie_rows_add(ent_tie_rows *rows, const ent_view *view, const ent_term terms[],
                            ent_tie_counts *counts, ent_error *error)
{
    size_t n = view->n, pair_count = n * (n - 1) / (view->directed ? 1 : 2);
    ent_tie_counts counted = {0};
    row_index index = {.size = 4};
    while (index.size < 2 * pair_count)
        index.size *= 2;
    index.slot = ent_new_array(index.size, sizeof *index.slot);
    if (!index.slot || !make_room(rows, pair_count + 1)) {
        free(index.slot);
        return ent_fail_memory(error);
    }
    ent_status status = ENT_OK;
    rows->first[rows->step_count] = rows->row_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = view->directed ? 0 : i + 1; j < n && status == ENT_OK; j++)
            if (i != j && tie_is_used(view, terms, rows->term_count, i, j, &counted)) {
                status = add_pair(rows, &index, view, terms, i, j, error);
                counted.pairs++;
                counted.ties += view->x[i * n + j];
            }
    free(index.slot);
    if (status != ENT_OK) {
        rows->row_count = rows->first[rows->step_count];
        return status;
    }
    rows->first[++rows->step_count] = rows->row_count;
    if (counts)
        *counts = counted;
    return ENT_OK;
}

void ent_tie_rows_clear(ent_tie_rows *rows)
{
    free(rows->x);
    free(rows->pairs);
    free(rows->ties);
    free(rows->first);
    *rows = (ent_tie_rows){.term_count = rows->term_count};
}
