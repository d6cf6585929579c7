/* Balance of a signed graph beyond triads: components and their camps, the signed Laplacian, walks. See
 * entente/balance.h for formulas and sources.
 *
 * All matrices fall apart into the connected components; eigenvalues are found for each by itself. */
#include "measure/balance.h"
#include "core/eigen.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- components and camps ---- */

/* Name component and camp of all that `start` reaches. */
static void label_from(const ent_signed_graph *g, int start, int label, int *component, int *camp,
                       int *queue)
{
    size_t done = 0, count = 0;
    component[start] = label;
    camp[start] = 0;
    queue[count++] = start;
    while (done < count) {
        int i = queue[done++];
        for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
            const ent_signed_tie *tie = &g->ties[g->incident[k]];
            int j = tie->a == i ? tie->b : tie->a;
            if (component[j] >= 0)
                continue;
            component[j] = label;
            camp[j] = tie->weight > 0 ? camp[i] : 1 - camp[i];
            queue[count++] = j;
        }
    }
}

size_t balance_label(const ent_signed_graph *graph, int *component, int *camp, int *queue)
{
    int count = 0;
    for (size_t i = 0; i < graph->n; i++)
        component[i] = camp[i] = -1;
    for (size_t i = 0; i < graph->n; i++)
        if (component[i] < 0 && graph->first[i] < graph->first[i + 1])
            label_from(graph, (int)i, count++, component, camp, queue);
    return (size_t)count;
}

typedef struct {
    ent_signed_component is;
    int label;
} labelled;

/* Sizes, and whether any tie contradicts the camps. */
static void describe(const ent_signed_graph *g, const int *component, const int *camp,
                     labelled *list, size_t count)
{
    for (size_t c = 0; c < count; c++)
        list[c] = (labelled){{.balanced = true}, (int)c};
    for (size_t i = 0; i < g->n; i++) {
        if (component[i] < 0)
            continue;
        list[component[i]].is.actors++;
        list[component[i]].is.camp[camp[i]]++;
    }
    for (size_t k = 0; k < g->count; k++) {
        const ent_signed_tie *tie = &g->ties[k];
        ent_signed_component *is = &list[component[tie->a]].is;
        is->ties++;
        if ((camp[tie->a] == camp[tie->b]) != (tie->weight > 0))
            is->balanced = false;
    }
}

static int larger_first(const void *left, const void *right)
{
    const labelled *x = left, *y = right;
    if (x->is.actors != y->is.actors)
        return x->is.actors > y->is.actors ? -1 : 1;
    return x->label < y->label ? -1 : 1;
}

/* Number components by their new order, camps with the larger one first. `place[label]` is scratch. */
static void renumber(const ent_signed_graph *g, int *component, int *camp, labelled *list,
                     size_t count, int *place)
{
    for (size_t c = 0; c < count; c++)
        place[list[c].label] = (int)c;
    for (size_t i = 0; i < g->n; i++) {
        if (component[i] < 0)
            continue;
        component[i] = place[component[i]];
        const ent_signed_component *is = &list[component[i]].is;
        if (!is->balanced)
            camp[i] = -1;
        else if (is->camp[1] > is->camp[0])
            camp[i] = 1 - camp[i];
    }
    for (size_t c = 0; c < count; c++) {
        size_t *sizes = list[c].is.camp, first = sizes[0];
        if (!list[c].is.balanced) {
            sizes[0] = sizes[1] = 0;
        } else if (sizes[1] > first) {
            sizes[0] = sizes[1];
            sizes[1] = first;
        }
    }
}

/* ---- matrices of a component ---- */

typedef enum { SIGNED, UNSIGNED, LAPLACIAN } matrix_kind;

/* A, |A| or the signed Laplacian of one component's `size` actors; index[n] is scratch. */
static void fill_matrix(const ent_signed_graph *g, const int *component, int which, matrix_kind kind,
                        int *index, double *matrix, size_t size)
{
    size_t next = 0;
    for (size_t i = 0; i < g->n; i++)
        index[i] = component[i] == which ? (int)next++ : -1;
    for (size_t at = 0; at < size * size; at++)
        matrix[at] = 0;
    for (size_t k = 0; k < g->count; k++) {
        const ent_signed_tie *tie = &g->ties[k];
        if (component[tie->a] != which)
            continue;
        size_t a = (size_t)index[tie->a], b = (size_t)index[tie->b];
        double entry = kind == SIGNED     ? tie->weight
                       : kind == UNSIGNED ? fabs(tie->weight)
                                          : -tie->weight;
        matrix[a * size + b] += entry;
        matrix[b * size + a] += entry;
        if (kind == LAPLACIAN) {
            matrix[a * size + a] += fabs(tie->weight);
            matrix[b * size + b] += fabs(tie->weight);
        }
    }
}

/* Its eigenvalues, ascending: value[size]. */
static ent_status eigenvalues_of(const ent_signed_graph *g, const int *component, int which,
                                 matrix_kind kind, int *index, size_t size, double *value,
                                 ent_error *error)
{
    double *matrix = ent_new_array(size * size, sizeof *matrix);
    if (!matrix)
        return ent_fail_memory(error);
    fill_matrix(g, component, which, kind, index, matrix, size);
    ent_status status = ent_eigenvalues(matrix, size, false, value, error);
    free(matrix);
    return status;
}

/* ---- the signed Laplacian of each component ---- */

static ent_status find_laplacians(const ent_signed_graph *g, const int *component, labelled *list,
                                  size_t count, int *index, double *value, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t c = 0; c < count && status == ENT_OK; c++) {
        ent_signed_component *is = &list[c].is;
        if (is->balanced)
            continue; /* 0 */
        is->laplacian_min = (double)NAN;
        if (is->actors > ENT_EIGEN_ACTORS_MAX)
            continue;
        status = eigenvalues_of(g, component, (int)c, LAPLACIAN, index, is->actors, value, error);
        if (status == ENT_OK)
            is->laplacian_min = value[0];
    }
    return status;
}

static void copy_labels(const int *from, int *to, size_t n)
{
    for (size_t i = 0; to && i < n; i++)
        to[i] = from[i];
}

ent_status ent_signed_components(const ent_signed_graph *graph, int *component, int *camp,
                                 ent_signed_component **out, size_t *count, ent_error *error)
{
    size_t n = graph->n;
    *out = NULL;
    *count = 0;
    int *labels = ent_new_array(n, sizeof *labels), *camps = ent_new_array(n, sizeof *camps);
    int *scratch = ent_new_array(n, sizeof *scratch);
    labelled *list = ent_new_array(n, sizeof *list);
    double *value = ent_new_array(n, sizeof *value);
    ent_signed_component *result = NULL;
    bool made = labels && camps && scratch && list && value;
    ent_status status = made ? ENT_OK : ent_fail_memory(error);
    if (status != ENT_OK)
        goto done;
    size_t found = balance_label(graph, labels, camps, scratch);
    describe(graph, labels, camps, list, found);
    qsort(list, found, sizeof *list, larger_first);
    renumber(graph, labels, camps, list, found, scratch);
    status = find_laplacians(graph, labels, list, found, scratch, value, error);
    if (status == ENT_OK && !(result = ent_new_array(found, sizeof *result)))
        status = ent_fail_memory(error);
    if (status != ENT_OK)
        goto done;
    for (size_t c = 0; c < found; c++)
        result[c] = list[c].is;
    copy_labels(labels, component, n);
    copy_labels(camps, camp, n);
    *out = result;
    *count = found;
done:
    free(value);
    free(list);
    free(scratch);
    free(camps);
    free(labels);
    return status;
}

/* ---- walks ---- */

/* sum exp(value - shift) */
static double sum_of_exponentials(const double *value, size_t n, double shift)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += exp(value[i] - shift);
    return sum;
}

static double largest(const double *value, size_t n)
{
    double most = value[0];
    for (size_t i = 1; i < n; i++)
        most = value[i] > most ? value[i] : most;
    return most;
}

static ent_signed_spectrum spectrum_from(const double *of_signed, const double *of_unsigned, size_t n)
{
    double shift = largest(of_unsigned, n);
    return (ent_signed_spectrum){
        .walk = sum_of_exponentials(of_signed, n, shift) / sum_of_exponentials(of_unsigned, n, shift),
        .lambda_max = largest(of_signed, n),
        .lambda_max_unsigned = shift};
}

static size_t component_size(const int *component, size_t n, int which)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += component[i] == which;
    return size;
}

ent_status ent_signed_spectrum_of(const ent_signed_graph *graph, ent_signed_spectrum *out,
                                  ent_error *error)
{
    size_t n = graph->n, found = 0, done = 0;
    *out = (ent_signed_spectrum){(double)NAN, (double)NAN, (double)NAN};
    int *component = ent_new_array(n, sizeof *component), *camp = ent_new_array(n, sizeof *camp);
    int *scratch = ent_new_array(n, sizeof *scratch);
    double *value = ent_new_array(2 * n, sizeof *value);
    bool made = component && camp && scratch && value;
    ent_status status = made ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        found = balance_label(graph, component, camp, scratch);
    for (size_t c = 0; c < found && status == ENT_OK; c++) {
        size_t size = component_size(component, n, (int)c);
        if (size > ENT_EIGEN_ACTORS_MAX) {
            done = 0;
            break;
        }
        status = eigenvalues_of(graph, component, (int)c, SIGNED, scratch, size, value + done, error);
        if (status == ENT_OK)
            status = eigenvalues_of(graph, component, (int)c, UNSIGNED, scratch, size,
                                    value + n + done, error);
        done += size;
    }
    if (status == ENT_OK && done > 0)
        *out = spectrum_from(value, value + n, done);
    free(value);
    free(scratch);
    free(camp);
    free(component);
    return status;
}
