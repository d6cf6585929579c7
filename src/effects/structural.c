/* Structural effects: the number of ties, reciprocity, transitivity, cycles, balance. Some serve directed
 * networks only; where a formula is the same for both, so is the function, since the tables of a network
 * without direction are one. Formulas as in Manual for RSiena (1.6.5), 13.1.1. */
#include "effects/effects.h"

#include <string.h>

static double one(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view, (void)term, (void)i, (void)j;
    return 1;
}

static void one_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    (void)term, (void)i;
    for (size_t j = 0; j < view->n; j++)
        row[j] = 1;
}

/* ---- reciprocity: s_i = sum_j x_ij x_ji ---- */

static double reciprocity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return tied(view, j, i);
}

static double reciprocity_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * tied(view, j, i);
    return sum;
}

static void reciprocity_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    (void)term;
    memset(row, 0, view->n * sizeof *row);
    for (size_t k = 0; k < view->in_degree[i]; k++)
        row[in_of(view, i)[k]] = 1;
}

/* ---- counts of shared partners, as coefficients of a tie ---- */

static double two_paths(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return view->two_paths[pair(view, i, j)];
}

static double paths_back(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return view->two_paths[pair(view, j, i)];
}

static double out_shared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return view->out_shared[pair(view, i, j)];
}

static double in_shared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return view->in_shared[pair(view, i, j)];
}

/* ---- transitive triplets: s_i = sum_{j,h} x_ij x_ih x_hj ---- */

static double triplets_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            sum += tied(view, i, j) * tied(view, i, h) * tied(view, h, j);
    return sum;
}

static double triplets_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return two_paths(view, term, i, j) + out_shared(view, term, i, j);
}

/* The tie may close, lead to, or come from the third. */
static double triplets_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_ego_change(view, term, i, j) + in_shared(view, term, i, j);
}

static void triplets_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    const uint16_t *paths = view->two_paths + i * view->n, *shared = view->out_shared + i * view->n;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        row[j] = (double)(paths[j] + shared[j]);
}

/* ---- mediated: s_i = sum_{j,h} x_ij x_hi x_hj ---- */

static double mediated_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            sum += tied(view, i, j) * tied(view, h, i) * tied(view, h, j);
    return sum;
}

/* ---- reciprocated triplets: s_i = sum_j x_ij x_ji P_ij ---- */

static double mutual_triplets_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return tied(view, j, i) * two_paths(view, term, i, j);
}

static double mutual_triplets_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            sum += tied(view, i, j) * tied(view, j, i) * tied(view, i, h) * tied(view, h, j);
    return sum;
}

/* x_ji P_ij + sum_h x_ih x_hi x_jh */
static double mutual_triplets_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = mutual_triplets_tie(view, term, i, j);
    size_t h;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += tied(view, h, i);
    return sum;
}

/* As i->j, as its way back, as the first leg (i->j->b, i<->b), as the second (a->i->j, a<->j). */
static double mutual_triplets_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = mutual_triplets_ego_change(view, term, i, j)
                 + tied(view, j, i) * two_paths(view, term, j, i);
    size_t a;
    for (common_walk walk = walk_in_shared(view, i, j); walk_next(&walk, &a);)
        sum += tied(view, j, a);
    return sum;
}

/* ---- reciprocated triplets, second type: s_i = sum_{j,h} x_ij x_ih x_hj x_jh ---- */

static double mutual_targets_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            sum += tied(view, i, j) * tied(view, i, h) * tied(view, h, j) * tied(view, j, h);
    return sum;
}

static double mutual_targets_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    size_t h;
    (void)term;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += tied(view, h, j);
    return sum;
}

static double mutual_targets_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return 2 * mutual_targets_tie(view, term, i, j);
}

/* ... and as one half of the mutual tie, for every a with a->i and a->j */
static double mutual_targets_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return mutual_targets_ego_change(view, term, i, j)
           + 2 * tied(view, j, i) * in_shared(view, term, i, j);
}

/* ---- three-cycles: s_i = sum_{j,h} x_ij x_jh x_hi ---- */

static double cycles_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            sum += tied(view, i, j) * tied(view, j, h) * tied(view, h, i);
    return sum;
}

static void cycles_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    for (size_t j = 0; j < view->n; j++)
        row[j] = paths_back(view, term, i, j);
}

/* ---- transitive ties: s_i = sum_j x_ij [P_ij > 0] ---- */

static double transitive_ties_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++) {
        bool path = false;
        for (size_t h = 0; h < view->n; h++)
            path |= tied(view, i, h) && tied(view, h, j);
        sum += tied(view, i, j) * path;
    }
    return sum;
}

static double transitive_ties_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return two_paths(view, term, i, j) > 0;
}

/* [P_ij > 0], and each h with i->h, j->h that no other path reaches */
static double transitive_ties_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = transitive_ties_tie(view, term, i, j);
    size_t h;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += two_paths(view, term, i, h) - tied(view, i, j) == 0;
    return sum;
}

/* ... and each a->j for which a->i->j is the only path: where ties have no direction, what j gains as an ego */
static double transitive_ties_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = transitive_ties_ego_change(view, term, i, j);
    size_t a;
    for (common_walk walk = walk_in_shared(view, i, j); walk_next(&walk, &a);)
        sum += two_paths(view, term, a, j) - tied(view, i, j) == 0;
    return sum;
}

/* For each i->h: if nothing leads there, any j->h would; if one path does, its middle is needed. */
static void transitive_ties_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    for (size_t j = 0; j < view->n; j++)
        row[j] = view->two_paths[pair(view, i, j)] > 0;
    (void)term;
    for (size_t k = 0; k < view->out_degree[i]; k++) {
        size_t h = out_of(view, i)[k], middle;
        size_t paths = view->two_paths[pair(view, i, h)];
        common_walk walk = walk_two_paths(view, i, h);
        for (size_t l = 0; paths == 0 && l < view->in_degree[h]; l++)
            row[in_of(view, h)[l]] += 1;
        if (paths == 1 && walk_next(&walk, &middle))
            row[middle] += 1;
    }
}

/* ---- betweenness: s_i = sum_{j,h} x_hi x_ij (1 - x_hj), h != j ---- */

static double between_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++) {
            bool unknown = view->missing && view->missing[pair(view, h, j)];
            if (h != j && !unknown)
                sum += tied(view, h, i) * tied(view, i, j) * (1 - tied(view, h, j));
        }
    return sum;
}

/* Number of h with h->i, h->j, and h->j not known. */
static size_t unknown_between(const ent_view *view, size_t i, size_t j)
{
    size_t count = 0;
    for (size_t k = 0; view->missing && k < view->in_degree[i]; k++) {
        size_t cell = pair(view, in_of(view, i)[k], j);
        count += in_of(view, i)[k] != j && view->missing[cell] && !view->x[cell];
    }
    return count;
}

/* x_+i - x_ji - sum_h x_hi x_hj: the change, and what the tie counts */
static double between_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return (double)view->in_degree[i] - tied(view, j, i) - in_shared(view, term, i, j)
           - (double)unknown_between(view, i, j);
}

/* Number of k with j->k, not i->k as far as known, k != i: between whom j is with the tie. */
static double opened_after(const ent_view *view, size_t i, size_t j)
{
    double count = 0;
    for (size_t l = 0; l < view->out_degree[j]; l++) {
        size_t k = out_of(view, j)[l];
        bool unknown = view->missing && view->missing[pair(view, i, k)];
        count += k != i && !tied(view, i, k) && !unknown;
    }
    return count;
}

/* ... as the first step of j's betweenness, and as the shortcut of others' */
static double between_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return between_ego_change(view, term, i, j) + opened_after(view, i, j)
           - two_paths(view, term, i, j);
}

/* ---- actors at distance two: s_i = #{j: x_ij = 0, P_ij > 0} ---- */

static double distance_two_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++) {
        bool path = false;
        for (size_t h = 0; h < view->n; h++)
            path |= tied(view, i, h) && tied(view, h, j);
        sum += j != i && !tied(view, i, j) && path;
    }
    return sum;
}

static double distance_two_value(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        sum += j != i && !tied(view, i, j) && two_paths(view, term, i, j) > 0;
    return sum;
}

/* -[P_ij > 0], and each j->h without i->h that no other path reaches */
static double distance_two_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = -(double)(two_paths(view, term, i, j) > 0);
    for (size_t k = 0; k < view->out_degree[j]; k++) {
        size_t h = out_of(view, j)[k];
        if (h != i && !tied(view, i, h))
            sum += two_paths(view, term, i, h) - tied(view, i, j) == 0;
    }
    return sum;
}

/* Each a->i without a->j for which a->i->j is the only path. Where ties have no direction a pair counts once, so
 * {i, j} itself must not be taken from both. */
static double distance_two_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = distance_two_ego_change(view, term, i, j);
    if (!view->directed)
        return sum + distance_two_ego_change(view, term, j, i) + (two_paths(view, term, i, j) > 0);
    for (size_t k = 0; k < view->in_degree[i]; k++) {
        size_t a = in_of(view, i)[k];
        if (a != j && !tied(view, a, j))
            sum += two_paths(view, term, a, j) - tied(view, i, j) == 0;
    }
    return sum;
}

/* ---- dense triads: s_i = sum_j x_ij sum_h [ties among i, j, h >= c] ---- */

static unsigned triad_ties(const ent_view *view, size_t i, size_t j, size_t h)
{
    return tied(view, i, j) + tied(view, j, i) + tied(view, i, h) + tied(view, h, i)
           + tied(view, j, h) + tied(view, h, j);
}

static double dense_triads_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            if (i != j && i != h && j != h && tied(view, i, j))
                sum += triad_ties(view, i, j, h) >= term->parameter[0];
    return sum;
}

/* Triads that are dense with the tie; those that it makes dense count for i->h, too. */
static double dense_triads_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++) {
        if (h == i || h == j)
            continue;
        double with = (double)(triad_ties(view, i, j, h) - tied(view, i, j) + 1);
        sum += with >= term->parameter[0];
        sum += tied(view, i, h) && with >= term->parameter[0] && with - 1 < term->parameter[0];
    }
    return sum;
}

static double dense_triads_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        sum += h != i && h != j && triad_ties(view, i, j, h) >= term->parameter[0];
    return sum;
}

/* Over the egos a triad counts once for each of its ties, if they are enough. */
static double dense_triads_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++) {
        if (h == i || h == j)
            continue;
        double without = (double)(triad_ties(view, i, j, h) - tied(view, i, j)), with = without + 1;
        sum += with >= term->parameter[0] ? with : 0;
        sum -= without >= term->parameter[0] ? without : 0;
    }
    return sum;
}

/* ---- balance: s_i = sum_j x_ij sum_{h != i,j} (b0 - |x_ih - x_jh|) ---- */

/* Is h part of the comparison of the ties that i and j send? */
static bool compares_out(const ent_view *view, size_t i, size_t j, size_t h)
{
    return h != i && h != j && present(view, h)
           && !(view->missing && (view->missing[pair(view, i, h)] || view->missing[pair(view, j, h)]));
}

static double balance_slow(const ent_view *view, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        if (compares_out(view, i, j, h))
            sum += view->balance_mean - (tied(view, i, h) != tied(view, j, h));
    return sum;
}

/* (n - 2) b0 - (d_i + d_j - 2 sum_h x_ih x_jh), d_i without x_ij and d_j without x_ji */
static double balance_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    if (view->missing || view->absent)
        return balance_slow(view, i, j);
    double own = (double)out_without(view, i, j), other = (double)out_without(view, j, i);
    return ((double)view->n - 2) * view->balance_mean - own - other + 2 * out_shared(view, term, i, j);
}

static double balance_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += j == i || !tied(view, i, j) ? 0 : balance_slow(view, i, j);
    return sum;
}

/* The tie's own comparison, and in that with every other k the entry h = j: from |x_kj| to |1 - x_kj|. */
static double balance_ego_change_masked(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = balance_slow(view, i, j);
    (void)term;
    for (size_t l = 0; l < view->out_degree[i]; l++) {
        size_t k = out_of(view, i)[l];
        if (k != j && compares_out(view, i, k, j))
            sum += tied(view, k, j) ? 1 : -1;
    }
    return sum;
}

/* (n - 2) b0 - (d_i + d_j - 2 sum_h x_ih x_jh) + 2 P_ij - d_i, d_i without x_ij and d_j without x_ji */
static double balance_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    if (view->missing || view->absent)
        return balance_ego_change_masked(view, term, i, j);
    double own = (double)out_without(view, i, j), other = (double)out_without(view, j, i);
    return ((double)view->n - 2) * view->balance_mean - (2 * own + other)
           + 2 * (out_shared(view, term, i, j) + two_paths(view, term, i, j));
}

/* ... and in the comparison that each k->i makes of k with i the entry h = j. Where ties have no direction each tie
 * counts once: j's comparisons change as i's do, and that of {i, j} is in both. */
static double balance_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = balance_ego_change(view, term, i, j);
    if (!view->directed)
        return sum + balance_ego_change(view, term, j, i) - balance_tie(view, term, j, i);
    for (size_t l = 0; l < view->in_degree[i]; l++) {
        size_t k = in_of(view, i)[l];
        if (k != j && compares_out(view, k, i, j))
            sum += tied(view, k, j) ? 1 : -1;
    }
    return sum;
}

/* ---- structural equivalence of ties received: s_i = sum_j x_ij sum_{h != i,j} (b1 - |x_hi - x_hj|) ---- */

static bool compares_in(const ent_view *view, size_t i, size_t j, size_t h)
{
    return h != i && h != j && present(view, h)
           && !(view->missing && (view->missing[pair(view, h, i)] || view->missing[pair(view, h, j)]));
}

static double equivalence_slow(const ent_view *view, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        if (compares_in(view, i, j, h))
            sum += view->structure_mean - (tied(view, h, i) != tied(view, h, j));
    return sum;
}

static double equivalence_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    if (view->missing || view->absent)
        return equivalence_slow(view, i, j);
    double own = (double)in_without(view, j, i), other = (double)in_without(view, i, j);
    return ((double)view->n - 2) * view->structure_mean - own - other
           + 2 * in_shared(view, term, i, j);
}

static double equivalence_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        if (tied(view, i, j))
            sum += equivalence_slow(view, i, j);
    return sum;
}

/* ... and in the comparisons of j with those who have a tie from or to it the entry h = i: |x_ij - x_ik|. */
static double equivalence_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = equivalence_tie(view, term, i, j);
    for (size_t k = 0; k < view->n; k++)
        if (k != i && k != j && compares_in(view, j, k, i))
            sum += (tied(view, j, k) + tied(view, k, j)) * (tied(view, i, k) ? 1.0 : -1.0);
    return sum;
}

/* ---- four-cycles: s_i = sum_{h != i} C(sum_j x_ij x_hj, 2): pairs that two actors both choose ---- */

static double four_cycles_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t h = 0; h < view->n; h++) {
        double both = 0;
        for (size_t j = 0; j < view->n; j++)
            both += tied(view, i, j) * tied(view, h, j);
        sum += h == i ? 0 : both * (both - 1) / 2;
    }
    return sum;
}

static double four_cycles_value(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++) {
        double both = out_shared(view, term, i, h);
        sum += h == i ? 0 : both * (both - 1) / 2;
    }
    return sum;
}

/* Each h->j besides i shares another alter with i as often as it did, without j. */
static double four_cycles_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    (void)term;
    for (size_t k = 0; k < view->in_degree[j]; k++) {
        size_t h = in_of(view, j)[k];
        if (h != i)
            sum += (double)view->out_shared[pair(view, i, h)] - tied(view, i, j);
    }
    return sum;
}

/* Each cycle of i over either of its ties. */
static double four_cycles_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return four_cycles_change(view, term, i, j) / 2;
}

#define NO_SUM "Not in creation and endowment functions: it is no sum over ties."
#define INTRODUCTION "Snijders, van de Bunt & Steglich 2010, Social Networks 32:44"

static const ent_effect structural[] = {
    {.name = "density", .label = "ties", .rsiena = "density", .ergm = "edges",
     .formula = "s_i = sum_j x_ij",
     .source = "Snijders 2001, Sociological Methodology 31:361; Frank & Strauss 1986, JASA 81:832",
     .kind = ENT_INDEPENDENT | ENT_OF_EGO | ENT_OF_ALL, .tie = one, .ego_row = one_row, .target_shared = {2, 1}},
    {.name = "reciprocity", .label = "mutual ties", .rsiena = "recip", .ergm = "mutual",
     .formula = "s_i = sum_j x_ij x_ji",
     .source = "Snijders 2001, Sociological Methodology 31:361; Holland & Leinhardt 1981, JASA 76:33",
     .needs = ENT_NEEDS_DIRECTED, .kind = ENT_OF_BACK, .ego_total = reciprocity_total, .tie = reciprocity_tie,
     .ego_change = reciprocity_tie, .change = reciprocity_tie, .ego_row = reciprocity_row,
     .ego_count = ENT_COUNT_TIE_BACK,
     .total_shared = {0, 2}},
    {.name = "transitive_triplets", .label = "transitive triplets", .rsiena = "transTrip",
     .ergm = "ttriple", .formula = "s_i = sum_{j,h} x_ij x_ih x_hj", .source = INTRODUCTION,
     .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_OUT_SHARED | ENT_KEEPS_IN_SHARED,
     .ego_total = triplets_total, .tie = two_paths, .ego_change = triplets_ego_change,
     .change = triplets_change, .ego_row = triplets_row, .ego_count = ENT_COUNT_CLOSING},
    {.name = "transitive_triplets_closing", .label = "transitive triplets, only the tie that closes",
     .rsiena = "transTrip1", .formula = "s_i = sum_j x_ij P_ij; t_ij = P_ij",
     .source = "Manual for RSiena (1.6.5) 13.1.1, transTrip1", .needs = ENT_NEEDS_DIRECTED,
     .kind = ENT_ELEMENTARY,
     .keeps = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_OUT_SHARED | ENT_KEEPS_IN_SHARED,
     .ego_total = triplets_total, .tie = two_paths, .change = triplets_change,
     .ego_count = ENT_COUNT_TWO_PATHS},
    {.name = "transitive_triplets_leading", .label = "transitive triplets, only the tie to the one between",
     .rsiena = "transTrip2", .formula = "s_i = sum_{j,h} x_ij x_ih x_jh; t_ij = sum_h x_ih x_jh",
     .source = "Manual for RSiena (1.6.5) 13.1.1, transTrip2", .needs = ENT_NEEDS_DIRECTED,
     .kind = ENT_ELEMENTARY,
     .keeps = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_OUT_SHARED | ENT_KEEPS_IN_SHARED,
     .ego_total = triplets_total, .tie = out_shared, .change = triplets_change,
     .ego_count = ENT_COUNT_OUT_SHARED},
    {.name = "mediated_triplets", .label = "transitive triplets, seen from the one between",
     .rsiena = "transMedTrip", .formula = "s_i = sum_{j,h} x_ij x_hi x_hj", .source = INTRODUCTION,
     .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_OUT_SHARED | ENT_KEEPS_IN_SHARED,
     .ego_total = mediated_total, .tie = in_shared, .ego_change = in_shared,
     .change = triplets_change, .ego_count = ENT_COUNT_IN_SHARED},
    {.name = "reciprocated_triplets", .label = "transitive triplets closed by a mutual tie",
     .rsiena = "transRecTrip", .formula = "s_i = sum_{j,h} x_ij x_ji x_ih x_hj",
     .source = "Block 2015, Social Networks 40:163", .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = mutual_triplets_total, .tie = mutual_triplets_tie,
     .ego_change = mutual_triplets_ego_change, .change = mutual_triplets_change},
    {.name = "reciprocated_targets", .label = "ties to both ends of a mutual tie",
     .rsiena = "transRecTrip2", .formula = "s_i = sum_{j,h} x_ij x_ih x_hj x_jh",
     .source = "Manual for RSiena (1.6.5) 13.1.1, transRecTrip2", .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_IN_SHARED, .ego_total = mutual_targets_total, .tie = mutual_targets_tie,
     .ego_change = mutual_targets_ego_change, .change = mutual_targets_change},
    {.name = "three_cycles", .label = "cycles of three", .rsiena = "cycle3", .ergm = "ctriple",
     .formula = "s_i = sum_{j,h} x_ij x_jh x_hi", .source = INTRODUCTION,
     .remark = "The statistic counts each cycle once: a third of the egos' sum.",
     .needs = ENT_NEEDS_DIRECTED, .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = cycles_total,
     .tie = paths_back, .ego_change = paths_back, .change = paths_back, .ego_row = cycles_row,
     .ego_count = ENT_COUNT_PATHS_BACK,
     .total_shared = {0, 3}, .target_shared = {0, 3}},
    {.name = "transitive_ties", .label = "ties that a two-path closes", .rsiena = "transTies",
     .ergm = "transitiveties", .formula = "s_i = sum_j x_ij [sum_h x_ih x_hj > 0]",
     .source = "Manual for RSiena (1.6.5) 13.1.1, transTies", .keeps = ENT_KEEPS_TWO_PATHS,
     .ego_total = transitive_ties_total, .tie = transitive_ties_tie,
     .ego_change = transitive_ties_ego_change, .change = transitive_ties_change,
     .ego_row = transitive_ties_row, .total_shared = {2, 0}},
    {.name = "betweenness", .label = "being between two who are not tied", .rsiena = "between",
     .formula = "s_i = sum_{j != h} x_hi x_ij (1 - x_hj)", .source = INTRODUCTION,
     .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_IN_SHARED,
     .ego_total = between_total, .tie = between_ego_change, .ego_change = between_ego_change, .change = between_change},
    {.name = "balance", .label = "ties to those who choose alike", .rsiena = "balance",
     .formula = "s_i = sum_j x_ij sum_{h != i,j} (b0 - |x_ih - x_jh|)", .source = INTRODUCTION,
     .remark = "b0 is the mean of |x_ih - x_jh| over the waves that periods start from.",
     .keeps = ENT_KEEPS_TWO_PATHS | ENT_KEEPS_OUT_SHARED, .ego_total = balance_total,
     .tie = balance_tie, .ego_change = balance_ego_change, .change = balance_change, .total_shared = {2, 0}},
    {.name = "incoming_equivalence", .label = "ties to those who are chosen by the same",
     .rsiena = "inStructEq", .formula = "s_i = sum_j x_ij sum_{h != i,j} (b1 - |x_hi - x_hj|)",
     .source = "Manual for RSiena (1.6.5) 13.1.1, inStructEq",
     .remark = "b1 is the mean of |x_hi - x_hj| over the waves that periods start from. RSiena's manual "
               "says 0, its program uses this mean, and so do we.",
     .needs = ENT_NEEDS_DIRECTED, .keeps = ENT_KEEPS_IN_SHARED, .ego_total = equivalence_total,
     .tie = equivalence_tie, .ego_change = equivalence_tie, .change = equivalence_change},
    {.name = "distance_two", .label = "actors at distance two", .rsiena = "nbrDist2",
     .formula = "s_i = #{j: x_ij = 0, sum_h x_ih x_hj > 0}", .source = INTRODUCTION,
     .remark = NO_SUM, .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = distance_two_total,
     .ego_value = distance_two_value, .ego_change = distance_two_ego_change,
     .change = distance_two_change, .target_shared = {2, 1}, .total_shared = {2, 1}},
    {.name = "dense_triads", .label = "triads with many ties", .rsiena = "denseTriads",
     .formula = "s_i = sum_{j,h} x_ij [x_ij + x_ji + x_ih + x_hi + x_jh + x_hj >= c]",
     .source = "Manual for RSiena (1.6.5) 13.1.1, denseTriads", .needs = ENT_NEEDS_DIRECTED,
     .parameters = {{"ties", "how many ties of the six make a triad dense", 5, 1, 6}},
     .ego_total = dense_triads_total, .tie = dense_triads_tie, .ego_change = dense_triads_ego_change,
     .change = dense_triads_change},
    {.name = "four_cycles", .label = "cycles of four: two who both choose the same two",
     .rsiena = "cycle4", .ergm = "cycle4",
     .formula = "s_i = sum_{h != i} C(sum_j x_ij x_hj, 2)",
     .source = "Manual for RSiena (1.6.5) 13.1.1, cycle4",
     .remark = "Undirected: the statistic of an actor-oriented model is twice the number of cycles, as "
               "in RSiena.",
     .keeps = ENT_KEEPS_OUT_SHARED, .ego_total = four_cycles_total,
     .ego_value = four_cycles_value, .tie = four_cycles_tie, .ego_change = four_cycles_change,
     .change = four_cycles_change, .total_shared = {4, 2},
     .target_shared = {2, 2}},
};

const ent_family ent_family_structural = ENT_FAMILY("structural", structural);
