/* Method: igraph, which is known in this file only. It is told the ties twice: as they are, and as the simple
 * undirected graph of tied pairs.
 *
 * igraph's way with errors is to print and abort, and belongs to the whole program: while we are in it errors
 * are returned in silence; what was there before is put back at the end. */
#include "entente/network.h"

#include "core/memory.h"

#include <igraph.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const ent_network *network;
    ent_network_actor *actor;      /* [n] */
    ent_network_figures *figures;
    igraph_t given, whole, largest; /* the ties; tied pairs; those of the largest component */
    bool has_given, has_whole, has_largest;
    igraph_vector_int_t edges;     /* scratch: ends of ties, two by two */
    igraph_vector_int_t integers;  /* scratch */
    igraph_vector_t numbers;       /* scratch */
    ent_error *error;
} work;

/* ---- errors ---- */

static ent_status fail_igraph(igraph_error_t code, ent_error *error)
{
    if (code == IGRAPH_ENOMEM)
        return ent_fail_memory(error);
    return ent_fail(error, ENT_ERR_CONVERGENCE, "the network could not be measured (igraph: %s)",
                    igraph_strerror(code));
}

static ent_status status_of(const work *w, igraph_error_t code)
{
    return code == IGRAPH_SUCCESS ? ENT_OK : fail_igraph(code, w->error);
}

/* What in igraph belongs to the whole program. Its random numbers make the start of ARPACK's search: with our own
 * the same network has the same eigenvector to the last bit, whatever was computed before. */
typedef struct {
    igraph_error_handler_t *error;
    igraph_warning_handler_t *warning;
    igraph_rng_t own, *random;
} globals;

static igraph_error_t take_over(globals *before)
{
    before->error = igraph_set_error_handler(igraph_error_handler_ignore);
    before->warning = igraph_set_warning_handler(igraph_warning_handler_ignore);
    before->random = NULL;
    igraph_error_t code = igraph_rng_init(&before->own, &igraph_rngtype_mt19937);
    if (code == IGRAPH_SUCCESS) {
        igraph_rng_seed(&before->own, 1);
        before->random = igraph_rng_default();
        igraph_rng_set_default(&before->own);
    }
    return code;
}

static void put_back(globals *before)
{
    if (before->random) {
        igraph_rng_set_default(before->random);
        igraph_rng_destroy(&before->own);
    }
    igraph_set_error_handler(before->error);
    igraph_set_warning_handler(before->warning);
}

/* ---- the network as given ---- */

static ent_status check_tie(const ent_network *network, size_t k, ent_error *error)
{
    const ent_network_tie *tie = &network->ties[k];
    if (network->n == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "there is a tie, but no actor");
    if (tie->a < 0 || tie->b < 0 || (size_t)tie->a >= network->n || (size_t)tie->b >= network->n)
        return ent_fail(error, ENT_ERR_ARGUMENT, "tie %zu is of %d and %d; expected 0 to %zu", k, tie->a,
                        tie->b, network->n - 1);
    if (tie->a == tie->b)
        return ent_fail(error, ENT_ERR_ARGUMENT, "tie %zu is of actor %d with itself", k, tie->a);
    if (!(tie->weight > 0) || !isfinite(tie->weight))
        return ent_fail(error, ENT_ERR_ARGUMENT, "tie %zu has the weight %g; expected one above 0", k,
                        tie->weight);
    return ENT_OK;
}

typedef struct {
    int first, second;
} ends;

static int compare_ends(const void *left, const void *right)
{
    const ends *x = left, *y = right;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

/* The ties in order; of an undirected network with the lower end first. */
static ends *sort_ends(const ent_network *network, bool directed)
{
    ends *sorted = ent_new_array(network->count, sizeof *sorted);
    for (size_t k = 0; sorted && k < network->count; k++) {
        const ent_network_tie *tie = &network->ties[k];
        bool turned = !directed && tie->a > tie->b;
        sorted[k] = (ends){turned ? tie->b : tie->a, turned ? tie->a : tie->b};
    }
    if (sorted)
        qsort(sorted, network->count, sizeof *sorted, compare_ends);
    return sorted;
}

static ent_status check_network(const ent_network *network, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < network->count && status == ENT_OK; k++)
        status = check_tie(network, k, error);
    if (status != ENT_OK)
        return status;
    ends *sorted = sort_ends(network, network->directed);
    if (!sorted)
        return ent_fail_memory(error);
    for (size_t k = 1; k < network->count && status == ENT_OK; k++)
        if (compare_ends(&sorted[k - 1], &sorted[k]) == 0)
            status = ent_fail(error, ENT_ERR_ARGUMENT, "actors %d and %d are tied twice",
                              sorted[k].first, sorted[k].second);
    free(sorted);
    return status;
}

/* ---- graphs ---- */

static igraph_error_t make_given(work *w)
{
    const ent_network *network = w->network;
    igraph_error_t code = igraph_vector_int_resize(&w->edges, 2 * (igraph_integer_t)network->count);
    for (size_t k = 0; code == IGRAPH_SUCCESS && k < network->count; k++) {
        VECTOR(w->edges)[2 * k] = network->ties[k].a;
        VECTOR(w->edges)[2 * k + 1] = network->ties[k].b;
    }
    if (code == IGRAPH_SUCCESS)
        code = igraph_create(&w->given, &w->edges, (igraph_integer_t)network->n, network->directed);
    w->has_given = code == IGRAPH_SUCCESS;
    return code;
}

static igraph_error_t make_whole(work *w)
{
    igraph_error_t code = igraph_copy(&w->whole, &w->given);
    w->has_whole = code == IGRAPH_SUCCESS;
    if (code == IGRAPH_SUCCESS && w->network->directed)
        code = igraph_to_undirected(&w->whole, IGRAPH_TO_UNDIRECTED_COLLAPSE, NULL);
    return code;
}

/* The scratch vectors; after a failure there is none. */
static igraph_error_t open_vectors(work *w)
{
    igraph_error_t code = igraph_vector_int_init(&w->edges, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    if ((code = igraph_vector_int_init(&w->integers, 0)) != IGRAPH_SUCCESS)
        goto no_integers;
    if ((code = igraph_vector_init(&w->numbers, 0)) != IGRAPH_SUCCESS)
        goto no_numbers;
    return IGRAPH_SUCCESS;
no_numbers:
    igraph_vector_int_destroy(&w->integers);
no_integers:
    igraph_vector_int_destroy(&w->edges);
    return code;
}

static ent_status make_graphs(work *w)
{
    igraph_error_t code = make_given(w);
    if (code == IGRAPH_SUCCESS)
        code = make_whole(w);
    return status_of(w, code);
}

static void close_work(work *w)
{
    if (w->has_largest)
        igraph_destroy(&w->largest);
    if (w->has_whole)
        igraph_destroy(&w->whole);
    if (w->has_given)
        igraph_destroy(&w->given);
    igraph_vector_destroy(&w->numbers);
    igraph_vector_int_destroy(&w->integers);
    igraph_vector_int_destroy(&w->edges);
}

/* ---- actors ---- */

static ent_status add_ties(work *w)
{
    const ent_network *network = w->network;
    for (size_t k = 0; k < network->count; k++) {
        const ent_network_tie *tie = &network->ties[k];
        ent_network_actor *a = &w->actor[tie->a], *b = &w->actor[tie->b];
        a->out++;
        b->in++;
        a->strength_out += tie->weight;
        b->strength_in += tie->weight;
    }
    for (size_t i = 0; i < network->n; i++) {
        ent_network_actor *actor = &w->actor[i];
        actor->strength = actor->strength_in + actor->strength_out;
        if (!network->directed) {
            actor->in = actor->out = actor->in + actor->out;
            actor->strength_in = actor->strength_out = actor->strength;
        }
    }
    return ENT_OK;
}

static ent_status add_degrees(work *w)
{
    igraph_error_t code = igraph_degree(&w->whole, &w->integers, igraph_vss_all(), IGRAPH_ALL, false);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < w->network->n; i++)
        w->actor[i].degree = (int)VECTOR(w->integers)[i];
    return status_of(w, code);
}

static ent_status add_betweenness(work *w)
{
    double n = (double)w->network->n, pairs = (n - 1) * (n - 2) / (w->network->directed ? 1 : 2);
    igraph_error_t code = igraph_betweenness(&w->given, &w->numbers, igraph_vss_all(),
                                             w->network->directed, NULL);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < w->network->n; i++) {
        w->actor[i].betweenness = VECTOR(w->numbers)[i];
        w->actor[i].betweenness_share =
            w->network->n > 2 ? VECTOR(w->numbers)[i] / pairs : (double)NAN;
    }
    return status_of(w, code);
}

static ent_status add_clustering(work *w)
{
    igraph_error_t code = igraph_transitivity_local_undirected(&w->whole, &w->numbers,
                                                               igraph_vss_all(),
                                                               IGRAPH_TRANSITIVITY_NAN);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < w->network->n; i++)
        w->actor[i].clustering = VECTOR(w->numbers)[i];
    return status_of(w, code);
}

static ent_status add_cores(work *w)
{
    igraph_error_t code = igraph_coreness(&w->whole, &w->integers, IGRAPH_ALL);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < w->network->n; i++) {
        w->actor[i].core = (int)VECTOR(w->integers)[i];
        w->figures->core = fmax(w->figures->core, w->actor[i].core);
    }
    return status_of(w, code);
}

/* ---- components ---- */

typedef struct {
    size_t actors, degrees, index;
} component_size;

/* The larger first; of equal ones that with more ties, then that with the first actor. */
static int larger_first(const void *left, const void *right)
{
    const component_size *x = left, *y = right;
    if (x->actors != y->actors)
        return x->actors > y->actors ? -1 : 1;
    if (x->degrees != y->degrees)
        return x->degrees > y->degrees ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* Number the components by size. igraph's numbers, in the order of their first actors, are in w->integers. */
static ent_status rank_components(work *w, size_t count)
{
    component_size *sizes = ent_new_array(count, sizeof *sizes);
    int *rank = ent_new_array(count, sizeof *rank);
    for (size_t i = 0; sizes && rank && i < w->network->n; i++) {
        component_size *size = &sizes[VECTOR(w->integers)[i]];
        size->index = (size_t)VECTOR(w->integers)[i];
        size->actors++;
        size->degrees += (size_t)w->actor[i].degree;
    }
    if (sizes && rank) {
        qsort(sizes, count, sizeof *sizes, larger_first);
        for (size_t c = 0; c < count; c++)
            rank[sizes[c].index] = (int)c + 1;
        for (size_t i = 0; i < w->network->n; i++)
            w->actor[i].component = rank[VECTOR(w->integers)[i]];
        w->figures->components = count;
        w->figures->largest = count ? sizes[0].actors : 0;
        w->figures->largest_ties = count ? sizes[0].degrees / 2 : 0;
    }
    ent_status status = sizes && rank ? ENT_OK : ent_fail_memory(w->error);
    free(sizes);
    free(rank);
    return status;
}

static ent_status add_components(work *w)
{
    igraph_integer_t count = 0;
    igraph_error_t code =
        igraph_connected_components(&w->whole, &w->integers, NULL, &count, IGRAPH_WEAK);
    return code == IGRAPH_SUCCESS ? rank_components(w, (size_t)count) : fail_igraph(code, w->error);
}

/* The graph of the largest component; its actors stay in w->integers, ascending. */
static igraph_error_t make_largest(work *w)
{
    igraph_vector_int_clear(&w->integers);
    igraph_error_t code = IGRAPH_SUCCESS;
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < w->network->n; i++)
        if (w->actor[i].component == 1)
            code = igraph_vector_int_push_back(&w->integers, (igraph_integer_t)i);
    if (code == IGRAPH_SUCCESS)
        code = igraph_induced_subgraph(&w->whole, &w->largest, igraph_vss_vector(&w->integers),
                                       IGRAPH_SUBGRAPH_CREATE_FROM_SCRATCH);
    w->has_largest = code == IGRAPH_SUCCESS;
    return code;
}

static igraph_error_t add_eigenvector(work *w)
{
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    igraph_error_t code = igraph_eigenvector_centrality(&w->largest, &w->numbers, NULL, false, true,
                                                        NULL, &options);
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < w->figures->largest; i++)
        w->actor[VECTOR(w->integers)[i]].eigenvector = VECTOR(w->numbers)[i];
    return code;
}

static igraph_error_t add_distances(work *w)
{
    igraph_real_t diameter = 0;
    igraph_error_t code =
        igraph_average_path_length(&w->largest, &w->figures->distance, NULL, false, true);
    if (code == IGRAPH_SUCCESS)
        code = igraph_diameter(&w->largest, &diameter, NULL, NULL, NULL, NULL, false, true);
    w->figures->diameter = diameter;
    return code;
}

/* sigma = (C / (k / n)) / (L / (ln n / ln k)) */
static void add_small_world(work *w)
{
    double n = (double)w->figures->largest, k = 2 * (double)w->figures->largest_ties / n;
    double sum = 0, count = 0;
    for (size_t i = 0; i < w->network->n; i++)
        if (w->actor[i].component == 1 && !isnan(w->actor[i].clustering)) {
            sum += w->actor[i].clustering;
            count++;
        }
    w->figures->random_clustering = k / n;
    w->figures->random_distance = k > 1 ? log(n) / log(k) : (double)NAN;
    if (count > 0)
        w->figures->small_world = (sum / count / w->figures->random_clustering) /
                                  (w->figures->distance / w->figures->random_distance);
}

/* Of a network without ties there is no largest component: what is said of it stays missing. */
static ent_status add_largest(work *w)
{
    if (w->network->count == 0)
        return ENT_OK;
    igraph_error_t code = make_largest(w);
    if (code == IGRAPH_SUCCESS)
        code = add_eigenvector(w);
    if (code == IGRAPH_SUCCESS)
        code = add_distances(w);
    if (code == IGRAPH_SUCCESS)
        add_small_world(w);
    return status_of(w, code);
}

/* ---- the whole ---- */

static void add_density(work *w)
{
    ent_network_figures *f = w->figures;
    double n = (double)w->network->n, pairs = n * (n - 1) / (w->network->directed ? 1 : 2), degrees = 0;
    for (size_t i = 0; i < w->network->n; i++) {
        degrees += w->actor[i].degree;
        f->isolates += w->actor[i].degree == 0;
    }
    f->actors = w->network->n;
    f->ties = w->network->count;
    f->density = pairs > 0 ? (double)f->ties / pairs : (double)NAN;
    f->mean_degree = n > 0 ? degrees / n : (double)NAN;
}

static void add_centralisation(work *w)
{
    double n = (double)w->network->n, most = 0, sum = 0;
    for (size_t i = 0; i < w->network->n; i++)
        most = fmax(most, w->actor[i].degree);
    for (size_t i = 0; i < w->network->n; i++)
        sum += most - w->actor[i].degree;
    w->figures->centralisation = n > 2 ? sum / ((n - 1) * (n - 2)) : (double)NAN;
}

static void add_mean_clustering(work *w)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < w->network->n; i++)
        if (!isnan(w->actor[i].clustering)) {
            sum += w->actor[i].clustering;
            count++;
        }
    w->figures->clustering = count > 0 ? sum / count : (double)NAN;
}

static ent_status add_whole(work *w)
{
    igraph_error_t code = igraph_transitivity_undirected(&w->whole, &w->figures->transitivity,
                                                         IGRAPH_TRANSITIVITY_NAN);
    if (code == IGRAPH_SUCCESS && w->network->directed && w->network->count > 0)
        code = igraph_reciprocity(&w->given, &w->figures->reciprocity, true,
                                  IGRAPH_RECIPROCITY_DEFAULT);
    add_density(w);
    add_centralisation(w);
    add_mean_clustering(w);
    return status_of(w, code);
}

static ent_status add_assortativity(work *w)
{
    double *degree = ent_new_array(w->network->n, sizeof *degree);
    if (!degree)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < w->network->n; i++)
        degree[i] = w->actor[i].degree;
    ent_status status = ent_network_assortativity(w->network, degree, &w->figures->assortativity,
                                                  NULL, w->error);
    free(degree);
    return status;
}

static ent_status measure(work *w)
{
    static ent_status (*const steps[])(work *) = {
        make_graphs,    add_ties,    add_degrees, add_betweenness,  add_clustering, add_cores,
        add_components, add_largest, add_whole,   add_assortativity};
    ent_status status = status_of(w, open_vectors(w));
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < ent_countof(steps) && status == ENT_OK; i++)
        status = steps[i](w);
    close_work(w);
    return status;
}

static ent_status measure_alone(work *w)
{
    globals before;
    ent_status status = status_of(w, take_over(&before));
    if (status == ENT_OK)
        status = measure(w);
    put_back(&before);
    return status;
}

ent_status ent_network_measure(const ent_network *network, ent_network_actor *actor,
                               ent_network_figures *out, ent_error *error)
{
    const double missing = (double)NAN;
    ent_network_figures figures = {.reciprocity = missing, .distance = missing, .diameter = missing,
                                   .assortativity = missing, .random_clustering = missing,
                                   .random_distance = missing, .small_world = missing};
    ent_status status = check_network(network, error);
    if (status != ENT_OK)
        return status;
    ent_network_actor *actors = ent_new_array(network->n, sizeof *actors);
    if (!actors)
        return ent_fail_memory(error);
    for (size_t i = 0; i < network->n; i++)
        actors[i].eigenvector = missing;
    work w = {.network = network, .actor = actors, .figures = &figures, .error = error};
    status = measure_alone(&w);
    if (status == ENT_OK)
        *out = figures;
    if (status == ENT_OK && actor && network->n > 0)
        memcpy(actor, actors, network->n * sizeof *actor);
    free(actors);
    return status;
}

/* ---- assortativity ---- */

/* Over the tied pairs of which both ends have a value; of a pair tied both ways once. */
typedef struct {
    double sum, least, most;
    size_t pairs;
} end_values;

static bool is_counted(const ends *sorted, size_t k, const double *value)
{
    bool again = k > 0 && compare_ends(&sorted[k - 1], &sorted[k]) == 0;
    return !again && !isnan(value[sorted[k].first]) && !isnan(value[sorted[k].second]);
}

static end_values look_at_ends(const ends *sorted, size_t count, const double *value)
{
    end_values v = {.least = (double)INFINITY, .most = -(double)INFINITY};
    for (size_t k = 0; k < count; k++) {
        if (!is_counted(sorted, k, value))
            continue;
        double x = value[sorted[k].first], y = value[sorted[k].second];
        v.sum += x + y;
        v.least = fmin(v.least, fmin(x, y));
        v.most = fmax(v.most, fmax(x, y));
        v.pairs++;
    }
    return v;
}

/* r with the mean taken off first, so that large values lose no digits. */
static double correlation(const ends *sorted, size_t count, const double *value, double mean)
{
    double products = 0, squares = 0;
    for (size_t k = 0; k < count; k++) {
        if (!is_counted(sorted, k, value))
            continue;
        double x = value[sorted[k].first] - mean, y = value[sorted[k].second] - mean;
        products += x * y;
        squares += (x * x + y * y) / 2;
    }
    return products / squares;
}

ent_status ent_network_assortativity(const ent_network *network, const double *value, double *out,
                                     size_t *pairs, ent_error *error)
{
    ent_status status = check_network(network, error);
    if (status != ENT_OK)
        return status;
    ends *sorted = sort_ends(network, false);
    if (!sorted)
        return ent_fail_memory(error);
    end_values v = look_at_ends(sorted, network->count, value);
    *out = v.pairs > 0 && v.most > v.least
               ? correlation(sorted, network->count, value, v.sum / (2 * (double)v.pairs))
               : (double)NAN;
    if (pairs)
        *pairs = v.pairs;
    free(sorted);
    return ENT_OK;
}
