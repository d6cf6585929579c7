/* Structural effects of networks that are not directed only, where a flip of {i, j} changes both ends: triangles,
 * betweenness, rare partners. P_ij is the number of actors tied to both i and j, d_i the degree. (Transitive ties
 * and four-cycles have the same formula in directed networks: structural.c.)
 * Formulas as in Manual for RSiena (1.6.5), 13.1.1; Snijders & Pickup 2017; Frank & Strauss 1986, JASA 81:832. */
#include "effects/effects.h"

static double shared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return view->two_paths[pair(view, i, j)];
}

static double half_shared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return shared(view, term, i, j) / 2;
}

static void shared_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    const uint16_t *paths = view->two_paths + i * view->n;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        row[j] = paths[j];
}

/* ---- triangles: s_i = 1/2 sum_{j,h} x_ij x_ih x_jh ---- */

static double triangles_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < j; h++)
            sum += tied(view, i, j) * tied(view, i, h) * tied(view, j, h);
    return sum;
}

/* ---- betweenness: s_i = sum_{j < h} x_ij x_ih (1 - x_jh) ---- */

static double open_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < j; h++)
            if (!(view->missing && view->missing[pair(view, j, h)]))
                sum += tied(view, i, j) * tied(view, i, h) * (1 - tied(view, j, h));
    return sum;
}

/* d_i - P_ij, d_i without the tie; neighbours whose tie to j is not known are left out */
static double open_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = (double)out_without(view, i, j) - shared(view, term, i, j);
    for (size_t k = 0; view->missing && k < view->out_degree[i]; k++) {
        size_t h = out_of(view, i)[k];
        sum -= h != j && view->missing[pair(view, h, j)] && !tied(view, h, j);
    }
    return sum;
}

/* Each pair of neighbours over either of its ties. */
static double open_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return open_ego_change(view, term, i, j) / 2;
}

/* Open at i, open at j, no more open at those tied to both. */
static double open_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return open_ego_change(view, term, i, j) + open_ego_change(view, term, j, i)
           - shared(view, term, i, j);
}

static void open_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    for (size_t j = 0; j < view->n; j++)
        row[j] = j == i ? 0 : open_ego_change(view, term, i, j);
}

/* ---- rare partners: s_i = sum_j x_ij sum_h x_ih x_jh / d_h ----
 *
 * A partner shared with few others counts more than one who is everybody's: "resource allocation" of Zhou, Lue &
 * Zhang 2009, there the chance of a missing tie, here of tied pairs: with t_h triangles through h the network
 * has sum_h 2 t_h / d_h, each tie once: sum_h t_h / d_h. */

static double rare_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t h = 0; h < view->n; h++) {
        double degree = 0, closed = 0;
        for (size_t j = 0; j < view->n; j++) {
            degree += tied(view, h, j);
            closed += tied(view, i, j) * tied(view, i, h) * tied(view, j, h);
        }
        sum += degree > 0 ? closed / degree : 0;
    }
    return sum;
}

static double rare_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    size_t h;
    (void)term;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += 1 / (double)view->out_degree[h];
    return sum;
}

/* s_i = sum over h tied to i of P_ih / d_h: each shared h has one partner more, and j is a new h. */
static double rare_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double shared_now = shared(view, term, i, j);
    return rare_tie(view, term, i, j) + shared_now / ((double)out_without(view, j, i) + 1);
}

/* Triangles through i without the tie i - j: half the sum over its neighbours of what they share with it. */
static double triangles_without(const ent_view *view, size_t i, size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < view->out_degree[i]; k++) {
        size_t h = out_of(view, i)[k];
        if (h != j)
            sum += (double)view->two_paths[pair(view, i, h)] - tied(view, i, j) * tied(view, h, j);
    }
    return sum / 2;
}

/* (t + p) / (d + 1) - t / d for one end, p the partners that both share */
static double rare_end_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double t = triangles_without(view, i, j), d = (double)out_without(view, i, j);
    return (t + shared(view, term, i, j)) / (d + 1) - (d > 0 ? t / d : 0);
}

/* Each h tied to both has one triangle more; both ends have more triangles, and a higher degree. */
static double rare_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return rare_tie(view, term, i, j) + rare_end_change(view, term, i, j)
           + rare_end_change(view, term, j, i);
}

static const ent_effect symmetric[] = {
    {.name = "triangles", .label = "triangles", .rsiena = "transTriads", .ergm = "triangle triangles",
     .formula = "s_i = 1/2 sum_{j,h} x_ij x_ih x_jh",
     .source = "Frank & Strauss 1986, JASA 81:832; Snijders & Pickup 2017, Oxford Handbook of Political "
               "Networks",
     .remark = "The statistic counts each triangle once.", .needs = ENT_NEEDS_SYMMETRIC,
     .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = triangles_total, .tie = half_shared, .ego_change = shared,
     .change = shared, .ego_row = shared_row, .ego_count = ENT_COUNT_TWO_PATHS, .total_shared = {3, 0},
     .target_shared = {3, 0}},
    {.name = "betweenness", .label = "being between two who are not tied", .rsiena = "between",
     .formula = "s_i = sum_{j < h} x_ij x_ih (1 - x_jh)",
     .source = "Snijders, van de Bunt & Steglich 2010, Social Networks 32:44",
     .remark = "RSiena's statistic has each pair {j, h} twice, its change once; so has ours.",
     .needs = ENT_NEEDS_SYMMETRIC, .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = open_total,
     .tie = open_tie, .ego_change = open_ego_change, .change = open_change, .ego_row = open_row,
     .target_shared = {0.5, 0}},
    {.name = "rare_partners", .label = "sharing partners who have few others",
     .formula = "s_i = sum_j x_ij sum_h x_ih x_jh / x_h+",
     .source = "Zhou, Lue & Zhang 2009, European Physical J. B 71:623",
     .needs = ENT_NEEDS_SYMMETRIC, .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = rare_total,
     .tie = rare_tie, .ego_change = rare_ego_change, .change = rare_change,
     .total_shared = {2, 0}},
};

const ent_family ent_family_symmetric = ENT_FAMILY("structural", symmetric);
