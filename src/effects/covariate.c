/* Effects of actor covariates: v_i is the value as the model centres it, sim_ij = 1 - |v_i - v_j| / range less
 * the mean of similarity. A pair with a missing value that the effect uses does not count.
 * Formulas as in Manual for RSiena (1.6.5), 13.1.1; Hunter, Handcock, Butts, Goodreau & Morris 2008, J. Stat.
 * Software 24(3) (nodecov, nodefactor, nodematch, absdiff). */
#include "effects/effects.h"

#include <string.h>

/* ---- of one end ---- */

static double ego(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view, (void)j;
    return actor_known(term, i) ? value_of(term, i) : 0;
}

static double alter(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view, (void)i;
    return actor_known(term, j) ? value_of(term, j) : 0;
}

static double ego_squared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double v = ego(view, term, i, j);
    return v * v;
}

static double alter_squared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double v = alter(view, term, i, j);
    return v * v;
}

/* ---- of both ends ---- */

static double sum_of_both(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) ? value_of(term, i) + value_of(term, j) : 0;
}

static double product(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) ? value_of(term, i) * value_of(term, j) : 0;
}

static double difference(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) ? value_of(term, j) - value_of(term, i) : 0;
}

static double distance(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return fabs(difference(view, term, i, j));
}

static double difference_squared(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = difference(view, term, i, j);
    return d * d;
}

static double same(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) && same_value(value_of(term, i), value_of(term, j));
}

static double different(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) && !same_value(value_of(term, i), value_of(term, j));
}

static double higher(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    if (!both_known(term, i, j))
        return 0;
    return same(view, term, i, j) > 0 ? 0.5 : value_of(term, i) > value_of(term, j);
}

static double similarity(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    const ent_covariate *v = term->covariate;
    (void)view;
    if (!both_known(term, i, j))
        return 0;
    double apart = fabs(v->value[i] - v->value[j]);
    return (v->range > 0 ? 1 - apart / v->range : 1) - v->similarity_mean;
}

static bool is_level(const ent_term *term, size_t i)
{
    return actor_known(term, i) && same_value(value_of(term, i), term->parameter[0]);
}

static double level(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return (double)is_level(term, i) + is_level(term, j);
}

static double both_level(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return is_level(term, i) && is_level(term, j);
}

/* ---- with the tie back: s_i = sum_j x_ij x_ji c_ij ---- */

static double similarity_back(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return tied(view, j, i) ? similarity(view, term, i, j) : 0;
}

static double same_back(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return tied(view, j, i) ? same(view, term, i, j) : 0;
}

/* c is symmetric: each mutual pair counts once in a tie model. */
static double back_total(const ent_view *view, const ent_term *term, size_t i, ent_pair_function *c)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (j != i && tied(view, i, j) && tied(view, j, i))
            sum += c(view, term, i, j);
    return sum;
}

static double similarity_back_total(const ent_view *view, const ent_term *term, size_t i)
{
    return back_total(view, term, i, similarity);
}

static double same_back_total(const ent_view *view, const ent_term *term, size_t i)
{
    return back_total(view, term, i, same);
}

/* ---- with transitive triplets: s_i = sum_j x_ij c_ij P_ij ---- */

static double triplets_total(const ent_view *view, const ent_term *term, size_t i, ent_pair_function *c)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            if (j != i && tied(view, i, j) && tied(view, i, h) && tied(view, h, j))
                sum += c(view, term, i, j);
    return sum;
}

static double triplets_tie(const ent_view *view, const ent_term *term, size_t i, size_t j,
                           ent_pair_function *c)
{
    return c(view, term, i, j) * view->two_paths[pair(view, i, j)];
}

/* c_ij P_ij + sum_h x_ih x_jh c_ih */
static double triplets_change(const ent_view *view, const ent_term *term, size_t i, size_t j,
                              ent_pair_function *c)
{
    double sum = triplets_tie(view, term, i, j, c);
    size_t h;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += c(view, term, i, h);
    return sum;
}

/* ... and sum_a x_ai x_aj c_aj, as the second leg of a->i->j */
static double triplets_all_change(const ent_view *view, const ent_term *term, size_t i, size_t j,
                                  ent_pair_function *c)
{
    double sum = triplets_change(view, term, i, j, c);
    size_t a;
    for (common_walk walk = walk_in_shared(view, i, j); walk_next(&walk, &a);)
        sum += c(view, term, a, j);
    return sum;
}

static double similar_triplets_total(const ent_view *view, const ent_term *term, size_t i)
{
    return triplets_total(view, term, i, similarity);
}

static double similar_triplets_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_tie(view, term, i, j, similarity);
}

static double similar_triplets_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_change(view, term, i, j, similarity);
}

static double similar_triplets_all_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_all_change(view, term, i, j, similarity);
}

static double same_triplets_total(const ent_view *view, const ent_term *term, size_t i)
{
    return triplets_total(view, term, i, same);
}

static double same_triplets_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_tie(view, term, i, j, same);
}

static double same_triplets_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_change(view, term, i, j, same);
}

static double same_triplets_all_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return triplets_all_change(view, term, i, j, same);
}

/* ---- triplets of three alike: s_i = sum_{j,h} x_ij x_ih x_hj [v_i = v_j = v_h] ---- */

static double alike_triplets_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            if (tied(view, i, j) && tied(view, i, h) && tied(view, h, j))
                sum += same(view, term, i, j) * same(view, term, i, h);
    return sum;
}

static double alike_triplets_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    size_t h;
    for (common_walk walk = walk_two_paths(view, i, j); walk_next(&walk, &h);)
        sum += same(view, term, i, h);
    return sum * same(view, term, i, j);
}

static double alike_triplets_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    size_t h;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += same(view, term, i, h);
    return sum * same(view, term, i, j) + alike_triplets_tie(view, term, i, j);
}

/* ... and as the second leg of a->i->j */
static double alike_triplets_all_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    size_t a;
    for (common_walk walk = walk_in_shared(view, i, j); walk_next(&walk, &a);)
        sum += same(view, term, a, j) * same(view, term, a, i);
    return sum + alike_triplets_change(view, term, i, j);
}

/* ---- alters' alters: s_i = sum_j x_ij (sum or mean over j's alters h of v_h) ---- */

/* Sum over h with j->h of v_h; *count: how many. Missing values count as the mean. */
static double alters_of(const ent_view *view, const ent_term *term, size_t j, size_t *count)
{
    double sum = 0;
    for (size_t k = 0; k < view->out_degree[j]; k++)
        sum += value_of(term, out_of(view, j)[k]);
    *count = view->out_degree[j];
    return sum;
}

static double second_sum(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t count;
    (void)i;
    return alters_of(view, term, j, &count);
}

static double second_mean(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t count;
    (void)i;
    double sum = alters_of(view, term, j, &count);
    return count ? sum / (double)count : term->covariate->neutral;
}

/* The network has sum_i x_+i times the sum over i's alters: v_j more there. */
static double second_sum_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return second_sum(view, term, i, j) + view->in_degree[i] * value_of(term, j);
}

/* The network has sum_i x_+i times the mean over i's alters, which j changes. */
static double second_mean_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t count;
    double sum = alters_of(view, term, i, &count) - tied(view, i, j) * value_of(term, j);
    double others = (double)out_without(view, i, j);
    double without = others > 0 ? sum / others : term->covariate->neutral;
    double with = (sum + value_of(term, j)) / (others + 1);
    return second_mean(view, term, i, j) + view->in_degree[i] * (with - without);
}

static double second_total(const ent_view *view, const ent_term *term, size_t i, bool mean)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++) {
        double values = 0, count = 0;
        for (size_t h = 0; h < view->n; h++) {
            values += tied(view, j, h) * value_of(term, h);
            count += tied(view, j, h);
        }
        if (tied(view, i, j) && mean && count == 0)
            sum += term->covariate->neutral;
        else if (tied(view, i, j))
            sum += mean ? values / count : values;
    }
    return sum;
}

static double second_sum_total(const ent_view *view, const ent_term *term, size_t i)
{
    return second_total(view, term, i, false);
}

static double second_mean_total(const ent_view *view, const ent_term *term, size_t i)
{
    return second_total(view, term, i, true);
}

#define MANUAL(name) "Manual for RSiena (1.6.5) 13.1.1, " name
#define INTRODUCTION "Snijders, van de Bunt & Steglich 2010, Social Networks 32:44"
#define STATNET "Hunter, Handcock, Butts, Goodreau & Morris 2008, J. Stat. Software 24(3)"
#define OF_TIE(function) .needs = ENT_NEEDS_COVARIATE, .kind = ENT_INDEPENDENT, .tie = function
#define OF_EGO(function)                                                                                  \
    .needs = ENT_NEEDS_COVARIATE, .kind = ENT_INDEPENDENT | ENT_OF_EGO, .tie = function
#define DIRECTED_WITH .needs = ENT_NEEDS_COVARIATE | ENT_NEEDS_DIRECTED
#define LEVEL {{"level", "the value that counts", 1, -1e300, 1e300}}

static const ent_effect covariate[] = {
    {.name = "ego", .label = "ties of those with a high value", .rsiena = "egoX", .ergm = "nodeocov",
     .formula = "s_i = v_i x_i+", .source = INTRODUCTION, OF_EGO(ego)},
    {.name = "alter", .label = "ties to those with a high value", .rsiena = "altX",
     .ergm = "nodeicov", .formula = "s_i = sum_j x_ij v_j", .source = INTRODUCTION, OF_TIE(alter)},
    {.name = "ego_squared", .label = "ties of those with an extreme value", .rsiena = "egoSqX",
     .formula = "s_i = v_i^2 x_i+", .source = MANUAL("egoSqX"), OF_EGO(ego_squared)},
    {.name = "alter_squared", .label = "ties to those with an extreme value", .rsiena = "altSqX",
     .formula = "s_i = sum_j x_ij v_j^2", .source = MANUAL("altSqX"), OF_TIE(alter_squared)},
    {.name = "sum", .label = "ties of two with high values", .rsiena = "egoPlusAltX",
     .ergm = "nodecov", .formula = "s_i = sum_j x_ij (v_i + v_j)", .source = STATNET,
     OF_TIE(sum_of_both)},
    {.name = "product", .label = "ties of two who are both high or both low", .rsiena = "egoXaltX",
     .formula = "s_i = sum_j x_ij v_i v_j", .source = INTRODUCTION, OF_TIE(product)},
    {.name = "difference", .label = "ties to those with a higher value", .rsiena = "diffX",
     .ergm = "diff", .formula = "s_i = sum_j x_ij (v_j - v_i)", .source = MANUAL("diffX"),
     OF_TIE(difference)},
    {.name = "absolute_difference", .label = "ties of two who differ", .rsiena = "absDiffX",
     .ergm = "absdiff", .formula = "s_i = sum_j x_ij |v_i - v_j|", .source = STATNET,
     OF_TIE(distance)},
    {.name = "squared_difference", .label = "ties of two who differ much", .rsiena = "diffSqX",
     .formula = "s_i = sum_j x_ij (v_i - v_j)^2", .source = MANUAL("diffSqX"),
     OF_TIE(difference_squared)},
    {.name = "similarity", .label = "ties of two who are alike", .rsiena = "simX",
     .formula = "s_i = sum_j x_ij (1 - |v_i - v_j| / range - mean similarity)",
     .source = INTRODUCTION, OF_TIE(similarity)},
    {.name = "same", .label = "ties of two with the same value", .rsiena = "sameX",
     .ergm = "nodematch", .formula = "s_i = sum_j x_ij [v_i = v_j]", .source = INTRODUCTION,
     OF_TIE(same)},
    {.name = "different", .label = "ties of two with different values", .rsiena = "unequalX",
     .formula = "s_i = sum_j x_ij [v_i != v_j]", .source = MANUAL("unequalX"), OF_TIE(different)},
    {.name = "higher", .label = "ties to those with a lower value", .rsiena = "higher",
     .formula = "s_i = sum_j x_ij ([v_i > v_j] + [v_i = v_j] / 2)", .source = MANUAL("higher"),
     OF_TIE(higher)},
    {.name = "level", .label = "ties of actors with one value", .ergm = "nodefactor",
     .formula = "s_i = sum_j x_ij ([v_i = l] + [v_j = l])", .source = STATNET, .parameters = LEVEL,
     .covariate = "groups, not centred", OF_TIE(level)},
    {.name = "same_level", .label = "ties of two who both have one value", .ergm = "nodematch_diff",
     .formula = "s_i = sum_j x_ij [v_i = v_j = l]", .source = STATNET, .parameters = LEVEL,
     .covariate = "groups, not centred", OF_TIE(both_level)},
    {.name = "similarity_mutual", .label = "mutual ties of two who are alike", .rsiena = "simRecipX",
     .formula = "s_i = sum_j x_ij x_ji sim_ij", .source = INTRODUCTION, DIRECTED_WITH,
     .ego_total = similarity_back_total, .tie = similarity_back, .ego_change = similarity_back,
     .change = similarity_back, .total_shared = {0, 2}},
    {.name = "same_mutual", .label = "mutual ties of two with the same value",
     .rsiena = "sameXRecip", .formula = "s_i = sum_j x_ij x_ji [v_i = v_j]",
     .source = MANUAL("sameXRecip"), DIRECTED_WITH, .ego_total = same_back_total, .tie = same_back,
     .ego_change = same_back, .change = same_back, .total_shared = {0, 2}},
    {.name = "similarity_transitive", .label = "triplets closed by two who are alike",
     .rsiena = "simXTransTrip", .formula = "s_i = sum_{j,h} x_ij x_ih x_hj sim_ij",
     .source = MANUAL("simXTransTrip"), DIRECTED_WITH, .keeps = ENT_KEEPS_TWO_PATHS,
     .ego_total = similar_triplets_total, .tie = similar_triplets_tie,
     .ego_change = similar_triplets_change, .change = similar_triplets_all_change},
    {.name = "same_transitive", .label = "triplets closed by two with the same value",
     .rsiena = "sameXTransTrip", .formula = "s_i = sum_{j,h} x_ij x_ih x_hj [v_i = v_j]",
     .source = MANUAL("sameXTransTrip"), DIRECTED_WITH, .keeps = ENT_KEEPS_TWO_PATHS,
     .ego_total = same_triplets_total, .tie = same_triplets_tie, .ego_change = same_triplets_change,
     .change = same_triplets_all_change},
    {.name = "homogeneous_transitive", .label = "triplets of three with the same value",
     .rsiena = "homXTransTrip", .formula = "s_i = sum_{j,h} x_ij x_ih x_hj [v_i = v_j = v_h]",
     .source = MANUAL("homXTransTrip"), DIRECTED_WITH, .keeps = ENT_KEEPS_TWO_PATHS,
     .ego_total = alike_triplets_total, .tie = alike_triplets_tie,
     .ego_change = alike_triplets_change, .change = alike_triplets_all_change},
    {.name = "alters_mean", .label = "ties to those whose alters have high values",
     .rsiena = "altDist2", .formula = "s_i = sum_j x_ij (sum_h x_jh v_h) / x_j+",
     .source = MANUAL("altDist2"),
     .remark = "An alter without alters counts as the mean of the covariate, as in RSiena.",
     DIRECTED_WITH, .ego_total = second_mean_total, .tie = second_mean,
     .ego_change = second_mean, .change = second_mean_change},
    {.name = "alters_sum", .label = "ties to those whose alters have high values in all",
     .rsiena = "totDist2", .formula = "s_i = sum_j x_ij sum_h x_jh v_h",
     .source = MANUAL("totDist2"), DIRECTED_WITH, .ego_total = second_sum_total, .tie = second_sum,
     .ego_change = second_sum, .change = second_sum_change},
};

const ent_family ent_family_covariate = ENT_FAMILY("covariate", covariate);
