/* Power, threat and enmity: what theories of alliance ask and the peers do not have. c_h is capability, r_ih = 1
 * if i and h are rivals, d_ih their distance. */
#include "effects/effects.h"

/* ---- capability aggregation: s_i = (sum_j x_ij c_j)^p ---- */

static double aggregate(const ent_term *term, double capability)
{
    return pow(fmax(capability, 0), term->parameter[0]);
}

static double capability_of(const ent_term *term, size_t j)
{
    return actor_known(term, j) ? value_of(term, j) : 0;
}

static double allies_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * capability_of(term, j);
    return aggregate(term, sum);
}

static double allies_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double others = 0;
    for (size_t k = 0; k < view->out_degree[i]; k++)
        if (out_of(view, i)[k] != j)
            others += capability_of(term, out_of(view, i)[k]);
    return aggregate(term, others + capability_of(term, j)) - aggregate(term, others);
}

static double allies_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double change = allies_ego_change(view, term, i, j);
    return view->directed ? change : change + allies_ego_change(view, term, j, i);
}

/* ---- threat: T_i = sum_h r_ih c_h / (d_ih / scale) ---- */

static double threat_from(const ent_view *view, const ent_term *term, size_t i, size_t h)
{
    double rivalry = weight_between(view, term->dyadic, i, h);
    size_t k = pair(view, i, h);
    if (h == i || rivalry == 0 || (term->second->missing && term->second->missing[k]))
        return 0;
    double away = fmax(term->second->value[k], term->parameter[1]) / term->parameter[0];
    return rivalry * capability_of(term, h) / away;
}

static double threat_of(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        sum += threat_from(view, term, i, h);
    return sum;
}

static void prepare_threat(const ent_view *view, ent_term *term)
{
    for (size_t i = 0; i < view->n; i++)
        term->prepared[i] = threat_of(view, term, i);
}

static double own_threat(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view, (void)j;
    return term->prepared[i];
}

static double alters_threat(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view, (void)i;
    return term->prepared[j];
}

static double own_threat_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * threat_of(view, term, i);
    return sum;
}

static double alters_threat_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * threat_of(view, term, j);
    return sum;
}

/* ---- joint threat: c_ij = sum_h r_ih r_jh c_h ---- */

static double joint_threat(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = 0;
    for (size_t h = 0; h < view->n; h++)
        if (h != i && h != j)
            sum += weight_between(view, term->dyadic, i, h)
                   * weight_between(view, term->dyadic, j, h) * capability_of(term, h);
    return sum;
}

static double joint_threat_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        sum += i == j || !tied(view, i, j) ? 0 : joint_threat(view, term, i, j);
    return sum;
}

static void prepare_joint_threat(const ent_view *view, ent_term *term)
{
    for (size_t i = 0; i < view->n; i++)
        for (size_t j = 0; j < view->n; j++)
            term->prepared[pair(view, i, j)] = i == j ? 0 : joint_threat(view, term, i, j);
}

static double joint_threat_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[pair(view, i, j)];
}

/* ---- regimes and age ---- */

static double regime_distance(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) ? fabs(value_of(term, i) - value_of(term, j)) : 0;
}

static double both_democratic(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return both_known(term, i, j) && value_of(term, i) >= term->parameter[0]
           && value_of(term, j) >= term->parameter[0];
}

static bool is_new(const ent_term *term, size_t i)
{
    return actor_known(term, i) && value_of(term, i) < term->parameter[0];
}

static double new_states(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)view;
    return (double)is_new(term, i) + is_new(term, j);
}

#define ENEMIES "Maoz, Terris, Kuperman & Talmud 2007, J. Politics 69:100"
#define THREAT "Walt 1985, International Security 9(4):3; Boulding 1962, Conflict and Defense, chapter 12"
#define CAPABILITY .covariate = "capability, not centred"
#define RIVALRY .dyadic = "rivalry, 1 or 0"
#define OF_THREAT(of)                                                                                  \
    .needs = ENT_NEEDS_COVARIATE | ENT_NEEDS_DYADIC | ENT_NEEDS_SECOND, .kind = ENT_INDEPENDENT | of, \
    CAPABILITY, RIVALRY, .second = "distance in km", .prepares = ENT_PREPARES_ACTORS,             \
    .prepare = prepare_threat,                                                                     \
    .parameters = {{"scale", "p, km at which threat equals capability", 1000, 1, 1e6},   \
                   {"least", "q, km that count at least", 50, 1e-3, 1e5}}
#define OF_ACTORS(function) .needs = ENT_NEEDS_COVARIATE, .kind = ENT_INDEPENDENT, .tie = function

static const ent_effect power[] = {
    {.name = "allies_capability", .label = "capability that allies add up to",
     .formula = "s_i = (sum_j x_ij c_j)^p", .source = "Morrow 1991, American J. Political Science 35:904",
     .remark = "Not in creation and endowment functions: it is no sum over ties.",
     .needs = ENT_NEEDS_COVARIATE, CAPABILITY,
     .parameters = {{"power", "p, below 1: each further ally adds less", 1, 0.01, 1}},
     .ego_total = allies_total, .ego_change = allies_ego_change, .change = allies_change},
    {.name = "threat", .label = "ties of those whose rivals are strong and near",
     .formula = "s_i = x_i+ T_i, T_i = sum_h r_ih c_h p / max(d_ih, q)", .source = THREAT,
     .ego_total = own_threat_total, .tie = own_threat, OF_THREAT(ENT_OF_EGO)},
    {.name = "threat_of_alter", .label = "ties to those whose rivals are strong and near",
     .formula = "s_i = sum_j x_ij T_j, T_j = sum_h r_jh c_h p / max(d_jh, q)", .source = THREAT,
     .ego_total = alters_threat_total, .tie = alters_threat, OF_THREAT(0)},
    {.name = "joint_threat", .label = "ties of two with the same rivals, by those rivals' capability",
     .formula = "s_i = sum_j x_ij sum_h r_ih r_jh c_h", .source = ENEMIES,
     .needs = ENT_NEEDS_COVARIATE | ENT_NEEDS_DYADIC, .kind = ENT_INDEPENDENT, CAPABILITY, RIVALRY,
     .prepares = ENT_PREPARES_PAIRS, .prepare = prepare_joint_threat, .ego_total = joint_threat_total,
     .tie = joint_threat_tie},
    {.name = "ally_of_rival", .label = "ties to an ally of a rival",
     .formula = "s_i = sum_j x_ij sum_h r_ih x_hj", .source = ENEMIES, .needs = ENT_NEEDS_DYADIC,
     RIVALRY, .ego_total = ent_first_leg_total, .tie = ent_first_leg_tie,
     .ego_change = ent_first_leg_tie, .change = ent_first_leg_change, .total_shared = {2, 0}},
    {.name = "rival_of_rival", .label = "ties to a rival of a rival",
     .formula = "s_i = sum_j x_ij sum_h r_ih r_hj", .source = ENEMIES, .needs = ENT_NEEDS_DYADIC,
     .kind = ENT_INDEPENDENT, RIVALRY, .prepares = ENT_PREPARES_PAIRS,
     .prepare = ent_prepare_both_legs, .ego_total = ent_both_legs_total, .tie = ent_both_legs_tie},
    {.name = "regime_distance", .label = "ties of two with unlike regimes",
     .formula = "s_i = sum_j x_ij |v_i - v_j|", .source = "Lai & Reiter 2000, J. Conflict Resolution 44:203",
     .covariate = "regime, as polity", OF_ACTORS(regime_distance)},
    {.name = "joint_democracy", .label = "ties of two democracies",
     .formula = "s_i = sum_j x_ij [v_i >= p][v_j >= p]",
     .source = "Lai & Reiter 2000, J. Conflict Resolution 44:203",
     .covariate = "regime, as polity, not centred",
     .parameters = {{"least", "p, score of a democracy", 6, -1e6, 1e6}}, OF_ACTORS(both_democratic)},
    {.name = "new_states", .label = "ties of states that are new",
     .formula = "s_i = sum_j x_ij ([a_i < p] + [a_j < p])",
     .source = "Maoz 1989, International Studies Quarterly 33:199",
     .covariate = "years since the state entered the system, not centred",
     .parameters = {{"years", "p, a state is new below this age", 4, 0, 1000}},
     OF_ACTORS(new_states)},
};

const ent_family ent_family_power = ENT_FAMILY("power and enmity", power);
