/* The view: one network as effects see it. Degrees, neighbours, bits and tables of paths are kept up as
 * ties flip, so that effects look them up and never count.
 *
 * What one flip of i->j changes in the tables (the other ends are the neighbours without the tie itself):
 *   two-paths     i->j->b for b in out(j);  a->i->j for a in in(i)
 *   out-shared    i->j<-b for b in in(j)
 *   in-shared     j<-i->b for b in out(i)
 *   mutual paths  if j->i: i<->j<->b, j<->i<->a
 * Where the network is not directed all four are one table. */
#include "effects/effects.h"

#include <stdlib.h>
#include <string.h>

/* A view and the memory of its arrays. */
typedef struct {
    ent_view view;
    ent_arena arena;
} owned_view;

enum { PATHS = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_OUT_SHARED | ENT_KEEPS_IN_SHARED
               | ENT_KEEPS_MUTUAL_PATHS };

static void *array_of(owned_view *owned, size_t count, size_t size, bool *failed)
{
    void *array = ent_arena_new(&owned->arena, count * size + 1);
    *failed |= !array;
    return array;
}

static uint16_t *table_if(owned_view *owned, unsigned keeps, bool *failed)
{
    size_t n = owned->view.n;
    return owned->view.keeps & keeps ? array_of(owned, n * n, sizeof(uint16_t), failed) : NULL;
}

static bool make_arrays(owned_view *owned)
{
    ent_view *v = &owned->view;
    size_t n = v->n;
    bool failed = false;
    v->x = array_of(owned, n * n, 1, &failed);
    v->out = array_of(owned, n * n, sizeof *v->out, &failed);
    v->out_degree = array_of(owned, n, sizeof *v->out_degree, &failed);
    v->out_bits = array_of(owned, n * v->words, sizeof *v->out_bits, &failed);
    if (v->directed) {
        v->in = array_of(owned, n * n, sizeof *v->in, &failed);
        v->in_degree = array_of(owned, n, sizeof *v->in_degree, &failed);
        v->in_bits = array_of(owned, n * v->words, sizeof *v->in_bits, &failed);
        v->mutual_degree = array_of(owned, n, sizeof *v->mutual_degree, &failed);
        v->two_paths = table_if(owned, ENT_KEEPS_TWO_PATHS, &failed);
        v->out_shared = table_if(owned, ENT_KEEPS_OUT_SHARED, &failed);
        v->in_shared = table_if(owned, ENT_KEEPS_IN_SHARED, &failed);
        v->mutual_paths = table_if(owned, ENT_KEEPS_MUTUAL_PATHS, &failed);
    } else {
        v->in = v->out;
        v->in_degree = v->mutual_degree = v->out_degree;
        v->in_bits = v->out_bits;
        v->two_paths = table_if(owned, PATHS, &failed);
        v->out_shared = v->in_shared = v->mutual_paths = v->two_paths;
    }
    return !failed;
}

ent_status ent_view_new(size_t n, bool directed, unsigned keeps, ent_view **out, ent_error *error)
{
    *out = NULL;
    if (n > ENT_VIEW_MOST)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu actors are more than %d", n, ENT_VIEW_MOST);
    owned_view *owned = calloc(1, sizeof *owned);
    if (!owned)
        return ent_fail_memory(error);
    owned->view = (ent_view){.n = n, .words = (n + 63) / 64, .directed = directed, .keeps = keeps};
    if (!make_arrays(owned)) {
        ent_view_free(&owned->view);
        return ent_fail_memory(error);
    }
    *out = &owned->view;
    return ENT_OK;
}

void ent_view_free(ent_view *view)
{
    if (!view)
        return;
    owned_view *owned = (owned_view *)view; /* the view stands first */
    ent_arena_clear(&owned->arena);
    free(owned);
}

/* ---- neighbours ---- */

static inline void list_add(uint16_t *list, uint16_t *count, size_t actor)
{
    size_t k = *count;
    for (; k > 0 && list[k - 1] > actor; k--)
        list[k] = list[k - 1];
    list[k] = (uint16_t)actor;
    ++*count;
}

/* From behind: a loop, since lists are too short for memmove. */
static inline void list_remove(uint16_t *list, uint16_t *count, size_t actor)
{
    size_t k = --*count;
    for (uint16_t last = list[k]; last != actor; ) {
        uint16_t next = list[--k];
        list[k] = last;
        last = next;
    }
}

static inline void bit_flip(uint64_t *bits, size_t words, size_t i, size_t j)
{
    bits[i * words + j / 64] ^= (uint64_t)1 << j % 64;
}

/* Set x_ij and the neighbour lists to what they are with the tie, or without; not the tables. */
static inline void set_arc(ent_view *v, size_t i, size_t j, bool on)
{
    v->x[i * v->n + j] = on;
    bit_flip(v->out_bits, v->words, i, j);
    if (on)
        list_add(v->out + i * v->n, &v->out_degree[i], j);
    else
        list_remove(v->out + i * v->n, &v->out_degree[i], j);
    if (!v->directed)
        return;
    bit_flip(v->in_bits, v->words, j, i);
    (on ? list_add : list_remove)(v->in + j * v->n, &v->in_degree[j], i);
    if (v->x[j * v->n + i]) {
        v->mutual_degree[i] = (uint16_t)(v->mutual_degree[i] + (on ? 1 : -1));
        v->mutual_degree[j] = (uint16_t)(v->mutual_degree[j] + (on ? 1 : -1));
    }
}

static void set_tie(ent_view *v, size_t i, size_t j, bool on)
{
    set_arc(v, i, j, on);
    if (!v->directed)
        set_arc(v, j, i, on);
    v->tie_count = on ? v->tie_count + 1 : v->tie_count - 1;
}

/* ---- tables of paths ---- */

static inline void step(uint16_t *cell, int by)
{
    *cell = (uint16_t)(*cell + by);
}

/* table[a][h] and table[h][a] for each h of a list. */
static void step_both(uint16_t *table, size_t n, size_t a, const uint16_t *list, size_t count, int by)
{
    for (size_t k = 0; k < count; k++) {
        step(&table[a * n + list[k]], by);
        step(&table[list[k] * n + a], by);
    }
}

static void step_two_paths(ent_view *v, size_t i, size_t j, int by)
{
    size_t n = v->n;
    for (size_t k = 0; k < v->out_degree[j]; k++)
        if (v->out[j * n + k] != i)
            step(&v->two_paths[i * n + v->out[j * n + k]], by);
    for (size_t k = 0; k < v->in_degree[i]; k++)
        if (v->in[i * n + k] != j)
            step(&v->two_paths[v->in[i * n + k] * n + j], by);
}

/* Mutual paths i<->j<->h for every h != i. */
static void step_mutual_over(ent_view *v, size_t i, size_t j, int by)
{
    size_t n = v->n;
    for (size_t k = 0; k < v->out_degree[j]; k++) {
        size_t h = v->out[j * n + k];
        if (h != i && v->x[h * n + j]) {
            step(&v->mutual_paths[i * n + h], by);
            step(&v->mutual_paths[h * n + i], by);
        }
    }
}

/* Add or remove the paths that go over i->j, while the tie itself is not in the lists. */
static void step_tables(ent_view *v, size_t i, size_t j, int by)
{
    size_t n = v->n;
    if (!v->directed) {
        if (v->two_paths) {
            step_both(v->two_paths, n, i, v->out + j * n, v->out_degree[j], by);
            step_both(v->two_paths, n, j, v->out + i * n, v->out_degree[i], by);
        }
        return;
    }
    if (v->two_paths)
        step_two_paths(v, i, j, by);
    if (v->out_shared)
        step_both(v->out_shared, n, i, v->in + j * n, v->in_degree[j], by);
    if (v->in_shared)
        step_both(v->in_shared, n, j, v->out + i * n, v->out_degree[i], by);
    if (v->mutual_paths && v->x[j * n + i]) {
        step_mutual_over(v, i, j, by);
        step_mutual_over(v, j, i, by);
    }
}

void ent_view_flip(ent_view *view, size_t i, size_t j)
{
    bool on = !view->x[i * view->n + j];
    if (!on)
        set_tie(view, i, j, false);
    step_tables(view, i, j, on ? 1 : -1);
    if (on)
        set_tie(view, i, j, true);
}

/* ---- whole networks ---- */

static void clear_table(uint16_t *table, size_t n)
{
    if (table)
        memset(table, 0, n * n * sizeof *table);
}

static void clear_network(ent_view *v)
{
    size_t n = v->n;
    memset(v->x, 0, n * n);
    memset(v->out_degree, 0, n * sizeof *v->out_degree);
    memset(v->out_bits, 0, n * v->words * sizeof *v->out_bits);
    memset(v->in_degree, 0, n * sizeof *v->in_degree);
    memset(v->in_bits, 0, n * v->words * sizeof *v->in_bits);
    memset(v->mutual_degree, 0, n * sizeof *v->mutual_degree);
    clear_table(v->two_paths, n);
    clear_table(v->out_shared, n);
    clear_table(v->in_shared, n);
    clear_table(v->mutual_paths, n);
    v->tie_count = 0;
}

ent_status ent_view_set(ent_view *view, const uint8_t *x, ent_error *error)
{
    size_t n = view->n;
    for (size_t i = 0; i < n && !view->directed; i++)
        for (size_t j = 0; j < i; j++)
            if (!x[i * n + j] != !x[j * n + i])
                return ent_fail(error, ENT_ERR_INPUT, "the network is not directed, but actor %zu has a "
                                "tie to %zu and not the other way round",
                                (x[i * n + j] ? i : j) + 1, (x[i * n + j] ? j : i) + 1);
    clear_network(view);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j && x[i * n + j] && !view->x[i * n + j])
                ent_view_flip(view, i, j);
    return ENT_OK;
}

static void copy_lists(uint16_t *to, const uint16_t *from, const uint16_t *degree, size_t n)
{
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * n, from + i * n, degree[i] * sizeof *to);
}

static void copy_table(uint16_t *to, const uint16_t *from, size_t n)
{
    if (to)
        memcpy(to, from, n * n * sizeof *to);
}

/* Copy the network's arrays, not the pointers. */
static void copy_network(ent_view *to, const ent_view *from)
{
    size_t n = to->n, bits = n * to->words * sizeof *to->out_bits, row = n * sizeof *to->out_degree;
    memcpy(to->x, from->x, n * n);
    copy_lists(to->out, from->out, from->out_degree, n);
    memcpy(to->out_degree, from->out_degree, row);
    memcpy(to->out_bits, from->out_bits, bits);
    copy_table(to->two_paths, from->two_paths, n);
    if (!to->directed)
        return;
    copy_lists(to->in, from->in, from->in_degree, n);
    memcpy(to->in_degree, from->in_degree, row);
    memcpy(to->in_bits, from->in_bits, bits);
    memcpy(to->mutual_degree, from->mutual_degree, row);
    copy_table(to->out_shared, from->out_shared, n);
    copy_table(to->in_shared, from->in_shared, n);
    copy_table(to->mutual_paths, from->mutual_paths, n);
}

/* Copy what lies beside the network: pointers to the caller's data, and constants. */
static void copy_beside(ent_view *to, const ent_view *from)
{
    to->previous = from->previous;
    to->time = from->time;
    to->balance_mean = from->balance_mean;
    to->structure_mean = from->structure_mean;
    to->sets = from->sets;
    to->set_count = from->set_count;
    to->missing = from->missing;
    to->fixed = from->fixed;
    to->absent = from->absent;
}

void ent_view_assign(ent_view *view, const ent_view *from)
{
    copy_network(view, from);
    copy_beside(view, from);
    view->tie_count = from->tie_count;
}

ent_status ent_view_copy(const ent_view *from, ent_view **out, ent_error *error)
{
    ent_status status = ent_view_new(from->n, from->directed, from->keeps, out, error);
    if (status == ENT_OK)
        ent_view_assign(*out, from);
    return status;
}
