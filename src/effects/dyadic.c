/* Effects of dyadic covariates w: of the pair itself, less the mean if the model centres, and of two-paths in
 * which one or both legs are w (uncentred). Formulas as in Manual for RSiena (1.6.5), 13.1.1. */
#include "effects/effects.h"

static double weight_of(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    const ent_dyadic *w = term->dyadic;
    size_t k = pair(view, i, j);
    return w->missing && w->missing[k] ? 0 : w->value[k] - w->mean;
}

static double uncentred(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return weight_between(view, term->dyadic, i, j);
}

/* ---- with the tie back: s_i = sum_j x_ij x_ji (w_ij - mean) ---- */

static double back_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return tied(view, j, i) ? weight_of(view, term, i, j) : 0;
}

static double back_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (j != i && tied(view, i, j) && tied(view, j, i))
            sum += weight_of(view, term, i, j);
    return sum;
}

/* The tie that answers counts w_ji, too. */
static double back_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return tied(view, j, i) ? weight_of(view, term, i, j) + weight_of(view, term, j, i) : 0;
}

/* ---- both legs w: c_ij = sum_h w_ih w_hj, worked out once ---- */

void ent_prepare_both_legs(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    for (size_t i = 0; i < n; i++)
        for (size_t h = 0; h < n; h++) {
            double first = i == h ? 0 : uncentred(view, term, i, h);
            for (size_t j = 0; first != 0 && j < n; j++)
                term->prepared[i * n + j] += first * (j == h ? 0 : uncentred(view, term, h, j));
        }
}

double ent_both_legs_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[pair(view, i, j)];
}

/* Sum of a_ih b_hj over h other than i and j, x where a leg is NULL: the plain loops of all three. */
static double two_leg_total(const ent_view *view, const ent_term *term, size_t i, bool first_w,
                            bool second_w)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++) {
            if (h == i || h == j || !tied(view, i, j))
                continue;
            double first = first_w ? uncentred(view, term, i, h) : tied(view, i, h);
            double second = second_w ? uncentred(view, term, h, j) : tied(view, h, j);
            sum += first * second;
        }
    return sum;
}

double ent_both_legs_total(const ent_view *view, const ent_term *term, size_t i)
{
    return two_leg_total(view, term, i, true, true);
}

/* ---- first leg w: s_i = sum_j x_ij sum_h w_ih x_hj ---- */

double ent_first_leg_total(const ent_view *view, const ent_term *term, size_t i)
{
    return two_leg_total(view, term, i, true, false);
}

double ent_first_leg_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < view->in_degree[j]; k++)
        if (in_of(view, j)[k] != i)
            sum += uncentred(view, term, i, in_of(view, j)[k]);
    return sum;
}

/* ... and as the second leg h = i of every a->j */
static double first_leg_directed(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = ent_first_leg_tie(view, term, i, j);
    for (size_t k = 0; k < view->in_degree[j]; k++)
        if (in_of(view, j)[k] != i)
            sum += uncentred(view, term, in_of(view, j)[k], i);
    return sum;
}

double ent_first_leg_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = first_leg_directed(view, term, i, j);
    return view->directed ? sum : (sum + first_leg_directed(view, term, j, i)) / 2;
}

/* ---- second leg w: s_i = sum_j x_ij sum_h x_ih w_hj ---- */

static double second_leg_total(const ent_view *view, const ent_term *term, size_t i)
{
    return two_leg_total(view, term, i, false, true);
}

static double second_leg_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < view->out_degree[i]; k++)
        if (out_of(view, i)[k] != j)
            sum += uncentred(view, term, out_of(view, i)[k], j);
    return sum;
}

/* The tie closes a path, and is the first leg of one: sum_h x_ih (w_hj + w_jh). */
static double second_leg_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = second_leg_tie(view, term, i, j);
    for (size_t k = 0; k < view->out_degree[i]; k++)
        if (out_of(view, i)[k] != j)
            sum += uncentred(view, term, j, out_of(view, i)[k]);
    return sum;
}

static double second_leg_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = second_leg_ego_change(view, term, i, j);
    return view->directed ? sum : (sum + second_leg_ego_change(view, term, j, i)) / 2;
}

#define MANUAL(name) "Manual for RSiena (1.6.5) 13.1.1, " name
#define INTRODUCTION "Snijders, van de Bunt & Steglich 2010, Social Networks 32:44"

static const ent_effect dyadic[] = {
    {.name = "dyadic", .label = "ties of pairs with a high value", .rsiena = "X", .ergm = "edgecov",
     .formula = "s_i = sum_j x_ij (w_ij - mean)", .source = INTRODUCTION,
     .remark = "ergm reads the upper triangle of a matrix only; we refuse one that is not symmetric.",
     .needs = ENT_NEEDS_DYADIC, .kind = ENT_INDEPENDENT, .tie = weight_of},
    {.name = "dyadic_mutual", .label = "mutual ties of pairs with a high value", .rsiena = "XRecip",
     .formula = "s_i = sum_j x_ij x_ji (w_ij - mean)", .source = MANUAL("XRecip"),
     .needs = ENT_NEEDS_DYADIC | ENT_NEEDS_DIRECTED, .ego_total = back_total, .tie = back_tie,
     .ego_change = back_tie, .change = back_change},
    {.name = "closes_covariate", .label = "ties that close two steps of the covariate",
     .rsiena = "WWX", .formula = "s_i = sum_j x_ij sum_h w_ih w_hj", .source = MANUAL("WWX"),
     .needs = ENT_NEEDS_DYADIC, .kind = ENT_INDEPENDENT, .prepares = ENT_PREPARES_PAIRS,
     .prepare = ent_prepare_both_legs, .ego_total = ent_both_legs_total, .tie = ent_both_legs_tie},
    {.name = "closes_covariate_tie", .label = "ties that close a step of the covariate and a tie",
     .rsiena = "WXX", .formula = "s_i = sum_j x_ij sum_h w_ih x_hj", .source = MANUAL("WXX"),
     .needs = ENT_NEEDS_DYADIC, .ego_total = ent_first_leg_total, .tie = ent_first_leg_tie,
     .ego_change = ent_first_leg_tie, .change = ent_first_leg_change, .total_shared = {2, 0}},
    {.name = "closes_tie_covariate", .label = "ties that close a tie and a step of the covariate",
     .rsiena = "XWX", .formula = "s_i = sum_j x_ij sum_h x_ih w_hj", .source = MANUAL("XWX"),
     .needs = ENT_NEEDS_DYADIC, .ego_total = second_leg_total, .tie = second_leg_tie,
     .ego_change = second_leg_ego_change, .change = second_leg_change, .total_shared = {2, 0}},
};

const ent_family ent_family_dyadic = ENT_FAMILY("dyadic covariate", dyadic);
