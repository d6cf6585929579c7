/* Geography: what ranks new pacts better than anything else (docs/effects.md). Contiguity is coded as COW does:
 * 1 by land or river, 2 to 5 across up to 12, 24, 150, 400 miles of water, 0 none. Distances are in kilometres.
 *
 * The kernel K has the weight of h for i, exp(-d_ih / scale), over present states other than i, rows summing to
 * 1; A is the network before. (K A)_ij is the share of i's neighbourhood that was tied to j, (K A K')_ij that of
 * pairs of neighbours of both. Source: Neumayer & Pluemper 2010, International Organization 64:145 (spatial
 * effects in dyadic data: specific source and target contagion). */
#include "effects/effects.h"

/* ---- contiguity ---- */

static bool contiguous(const ent_view *view, const ent_term *term, size_t i, size_t j, double from,
                       double to)
{
    double type = weight_between(view, term->dyadic, i, j);
    return type >= from && type <= to;
}

static double by_land(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return contiguous(view, term, i, j, 1, 1);
}

static double by_sea(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return contiguous(view, term, i, j, 2, term->parameter[0]);
}

static double by_either(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return contiguous(view, term, i, j, 1, term->parameter[0]);
}

/* ---- distance ---- */

static double log_distance(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    const ent_dyadic *d = term->dyadic;
    size_t k = pair(view, i, j);
    return d->missing && d->missing[k] ? 0 : log(fmax(d->value[k], term->parameter[0]));
}

static double proximity(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t k = pair(view, i, j);
    const ent_dyadic *d = term->dyadic;
    return d->missing && d->missing[k] ? 0 : exp(-d->value[k] / term->parameter[0]);
}

/* ---- regions ---- */

static double same_region(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) && same_value(value_of(term, i), value_of(term, j));
}

/* ---- common neighbours: c_ij = min(most, #{h: i and h, h and j contiguous}) ---- */

static void prepare_common(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    double furthest = term->parameter[0], most = term->parameter[1];
    for (size_t i = 0; i < n; i++)
        for (size_t h = 0; h < n; h++)
            for (size_t j = 0; h != i && contiguous(view, term, i, h, 1, furthest) && j < n; j++)
                term->prepared[i * n + j] += j != h && contiguous(view, term, h, j, 1, furthest);
    for (size_t k = 0; k < n * n; k++)
        term->prepared[k] = fmin(term->prepared[k], most);
}

static double prepared_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[pair(view, i, j)];
}

static double common_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0, furthest = term->parameter[0];
    for (size_t j = 0; j < view->n; j++) {
        double common = 0;
        for (size_t h = 0; h < view->n; h++)
            common += h != i && h != j && contiguous(view, term, i, h, 1, furthest)
                      && contiguous(view, term, h, j, 1, furthest);
        sum += tied(view, i, j) * fmin(common, term->parameter[1]);
    }
    return sum;
}

/* ---- the kernel of neighbours' ties ---- */

static double kernel_sum(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        sum += nearness(view, term->dyadic, term->parameter[0], i, h);
    return sum;
}

/* K_ih */
static double kernel(const ent_view *view, const ent_term *term, size_t i, size_t h)
{
    double sum = kernel_sum(view, term, i);
    return sum > 0 ? nearness(view, term->dyadic, term->parameter[0], i, h) / sum : 0;
}

static void fill_kernel(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    double sum = kernel_sum(view, term, i);
    for (size_t h = 0; h < view->n; h++)
        row[h] = sum > 0 ? nearness(view, term->dyadic, term->parameter[0], i, h) / sum : 0;
}

/* One row of K A from a row of K. */
static void fill_tied(const ent_view *view, const double kernel_row[], double row[])
{
    size_t n = view->n;
    for (size_t h = 0; h < n; h++)
        for (size_t j = 0; kernel_row[h] > 0 && j < n; j++)
            row[j] += kernel_row[h] * (h == j ? 0 : view->previous[h * n + j]);
}

/* prepared: K A, then K. */
static void prepare_tied(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    double *tied_to = term->prepared, *weights = term->prepared + n * n;
    for (size_t i = 0; i < n; i++) {
        fill_kernel(view, term, i, weights + i * n);
        fill_tied(view, weights + i * n, tied_to + i * n);
    }
}

/* prepared: K A K', K, K A. */
static void prepare_tied_each_other(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    double *result = term->prepared, *weights = result + n * n, *tied_to = weights + n * n;
    for (size_t i = 0; i < n; i++) {
        fill_kernel(view, term, i, weights + i * n);
        fill_tied(view, weights + i * n, tied_to + i * n);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t g = 0; g < n; g++)
                result[i * n + j] += tied_to[i * n + g] * weights[j * n + g];
}

static double tied_more(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return fmax(prepared_tie(view, term, i, j), prepared_tie(view, term, j, i));
}

static double tied_less(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return fmin(prepared_tie(view, term, i, j), prepared_tie(view, term, j, i));
}

/* (K A)_ij by its formula. */
static double slow_tied(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        if (h != j)
            sum += kernel(view, term, i, h) * view->previous[pair(view, h, j)];
    return sum;
}

static double tied_more_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (tied(view, i, j))
            sum += fmax(slow_tied(view, term, i, j), slow_tied(view, term, j, i));
    return sum;
}

static double tied_less_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (tied(view, i, j))
            sum += fmin(slow_tied(view, term, i, j), slow_tied(view, term, j, i));
    return sum;
}

static double tied_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (tied(view, i, j))
            sum += slow_tied(view, term, i, j);
    return sum;
}

static double tied_each_other_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        for (size_t g = 0; tied(view, i, j) && g < view->n; g++)
            sum += slow_tied(view, term, i, g) * kernel(view, term, j, g);
    return sum;
}

#define COW_CONTIGUITY "Stinnett, Tir, Schafer, Diehl & Gochman 2002, Conflict Mgmt. Peace Sci. 19:58"
#define SPATIAL "Neumayer & Pluemper 2010, International Organization 64:145"
#define CONTIGUITY .dyadic = "contiguity, 0 none, 1 by land, 2 to 5 by water"
#define DISTANCE .dyadic = "distance in km"
#define OF_PAIR(function) .needs = ENT_NEEDS_DYADIC, .kind = ENT_INDEPENDENT, .tie = function
#define OF_REGION                                                                                  \
    .needs = ENT_NEEDS_COVARIATE, .kind = ENT_INDEPENDENT, .tie = same_region
#define OF_KERNEL                                                                                  \
    .needs = ENT_NEEDS_DYADIC | ENT_NEEDS_PREVIOUS, .kind = ENT_INDEPENDENT,                       \
    .prepares = ENT_PREPARES_THREE_PAIRS, DISTANCE,                                                \
    .parameters = {{"scale", "km over which weight falls to 1/e", 1000, 1, 1e6}}
#define FURTHEST(type) {"furthest", "type of contiguity that still counts", type, 1, 5}

static const ent_effect geography[] = {
    {.name = "land_contiguity", .label = "ties of states with a common land border",
     .formula = "s_i = sum_j x_ij [w_ij = 1]", .source = COW_CONTIGUITY, CONTIGUITY,
     OF_PAIR(by_land)},
    {.name = "sea_contiguity", .label = "ties of states with only water between them",
     .formula = "s_i = sum_j x_ij [2 <= w_ij <= p]", .source = COW_CONTIGUITY, CONTIGUITY,
     .parameters = {FURTHEST(5)}, OF_PAIR(by_sea)},
    {.name = "contiguity", .label = "ties of neighbours by land or sea",
     .formula = "s_i = sum_j x_ij [1 <= w_ij <= p]", .source = COW_CONTIGUITY, CONTIGUITY,
     .parameters = {FURTHEST(5)}, OF_PAIR(by_either)},
    {.name = "log_distance", .label = "ties of states far from each other",
     .formula = "s_i = sum_j x_ij log(max(d_ij, p))",
     .source = "Gleditsch & Ward 2001, J. Peace Research 38:739", DISTANCE,
     .parameters = {{"least", "p, km that count at least", 50, 1e-3, 1e5}}, OF_PAIR(log_distance)},
    {.name = "proximity", .label = "ties of states near each other",
     .formula = "s_i = sum_j x_ij exp(-d_ij / p)", .source = SPATIAL, DISTANCE,
     .parameters = {{"scale", "p, km over which it falls to 1/e", 1000, 1, 1e6}}, OF_PAIR(proximity)},
    {.name = "same_region", .label = "ties within a region", .formula = "s_i = sum_j x_ij [g_i = g_j]",
     .source = "Siverson & Starr 1991, The Diffusion of War, chapter 3", .covariate = "region", OF_REGION},
    {.name = "same_subregion", .label = "ties within a part of a region",
     .formula = "s_i = sum_j x_ij [g_i = g_j]",
     .source = "Siverson & Starr 1991, The Diffusion of War, chapter 3",
     .covariate = "part of a region", OF_REGION},
    {.name = "common_neighbours", .label = "ties of states with the same neighbours",
     .formula = "s_i = sum_j x_ij min(q, #{h: 1 <= w_ih, w_hj <= p})", .source = SPATIAL, CONTIGUITY,
     .parameters = {FURTHEST(2), {"most", "q, neighbours that count", 3, 1, 1e5}},
     .prepares = ENT_PREPARES_PAIRS, .prepare = prepare_common, .ego_total = common_total,
     OF_PAIR(prepared_tie)},
    {.name = "neighbours_tied", .label = "ties to whom neighbours were tied",
     .formula = "s_i = sum_j x_ij (K A)_ij", .source = SPATIAL, .prepare = prepare_tied,
     .ego_total = tied_total, .tie = prepared_tie, OF_KERNEL},
    {.name = "neighbours_tied_more",
     .label = "neighbours of one were tied to the other, the stronger way",
     .formula = "s_i = sum_j x_ij max((K A)_ij, (K A)_ji)", .source = SPATIAL,
     .prepare = prepare_tied, .ego_total = tied_more_total, .tie = tied_more, OF_KERNEL},
    {.name = "neighbours_tied_less",
     .label = "neighbours of one were tied to the other, the weaker way",
     .formula = "s_i = sum_j x_ij min((K A)_ij, (K A)_ji)", .source = SPATIAL,
     .prepare = prepare_tied, .ego_total = tied_less_total, .tie = tied_less, OF_KERNEL},
    {.name = "neighbours_tied_each_other", .label = "neighbours of both were tied to each other",
     .formula = "s_i = sum_j x_ij (K A K')_ij", .source = SPATIAL, .prepare = prepare_tied_each_other,
     .ego_total = tied_each_other_total, .tie = prepared_tie, OF_KERNEL},
};

const ent_family ent_family_geography = ENT_FAMILY("geography", geography);
