/* Treaties: statistics of a state and the members of a living treaty that it may join, and the effect of a pair
 * of whom one is inside. They are a table of their own, since a treaty is signed by all or joined by one, not
 * tie by tie. The neighbourhood is the kernel of geography.c: weights exp(-d_ih / scale), summing to 1. */
#include "effects/effects.h"

#include <string.h>

static bool is_other_member(const ent_view *view, const ent_member_set *set, size_t state, size_t h)
{
    return h != state && set->member[h] && present(view, h);
}

static double member_count(const ent_view *view, const ent_member_set *set, size_t state)
{
    double count = 0;
    for (size_t h = 0; h < view->n; h++)
        count += is_other_member(view, set, state, h);
    return count;
}

/* sum_{h in set} K_ih */
static double neighbourhood_share(const ent_view *view, const ent_term *term, size_t state,
                                  const ent_member_set *set)
{
    double inside = 0, all = 0;
    for (size_t h = 0; h < view->n; h++) {
        double weight = nearness(view, term->dyadic, term->parameter[0], state, h);
        all += weight;
        inside += is_other_member(view, set, state, h) ? weight : 0;
    }
    return all > 0 ? inside / all : 0;
}

/* Mean over the members of f(state, member). */
static double mean_over(const ent_view *view, const ent_term *term, size_t state,
                        const ent_member_set *set, ent_pair_function *f)
{
    double sum = 0, count = member_count(view, set, state);
    for (size_t h = 0; h < view->n; h++)
        sum += is_other_member(view, set, state, h) ? f(view, term, state, h) : 0;
    return count > 0 ? sum / count : 0;
}

static double near(const ent_view *view, const ent_term *term, size_t i, size_t h)
{
    return nearness(view, term->dyadic, term->parameter[0], i, h);
}

static double alike(const ent_view *view, const ent_term *term, size_t i, size_t h)
{
    (void)view;
    return both_known(term, i, h) && same_value(value_of(term, i), value_of(term, h));
}

static double is_tied(const ent_view *view, const ent_term *term, size_t i, size_t h)
{
    (void)term;
    return tied(view, i, h) || tied(view, h, i);
}

static double has_weight(const ent_view *view, const ent_term *term, size_t i, size_t h)
{
    return weight_between(view, term->dyadic, i, h) != 0;
}

static double mean_proximity(const ent_view *view, const ent_term *term, size_t state,
                             const ent_member_set *set)
{
    return mean_over(view, term, state, set, near);
}

static double same_share(const ent_view *view, const ent_term *term, size_t state,
                         const ent_member_set *set)
{
    return mean_over(view, term, state, set, alike);
}

static double tied_share(const ent_view *view, const ent_term *term, size_t state,
                         const ent_member_set *set)
{
    return mean_over(view, term, state, set, is_tied);
}

static double rival_share(const ent_view *view, const ent_term *term, size_t state,
                          const ent_member_set *set)
{
    return mean_over(view, term, state, set, has_weight);
}

/* max_{h in set} exp(-d_ih / scale) */
static double nearest_member(const ent_view *view, const ent_term *term, size_t state,
                             const ent_member_set *set)
{
    double most = 0;
    for (size_t h = 0; h < view->n; h++)
        if (is_other_member(view, set, state, h))
            most = fmax(most, near(view, term, state, h));
    return most;
}

static double log_size(const ent_view *view, const ent_term *term, size_t state,
                       const ent_member_set *set)
{
    double count = member_count(view, set, state);
    (void)term;
    return count > 0 ? log(count) : 0;
}

/* |v_i - mean of the members' v| */
static double mean_distance(const ent_view *view, const ent_term *term, size_t state,
                            const ent_member_set *set)
{
    double sum = 0, count = 0;
    for (size_t h = 0; h < view->n; h++)
        if (is_other_member(view, set, state, h) && actor_known(term, h)) {
            sum += value_of(term, h);
            count++;
        }
    return count > 0 && actor_known(term, state) ? fabs(value_of(term, state) - sum / count) : 0;
}

/* max_{h in set} v_h */
static double strongest_member(const ent_view *view, const ent_term *term, size_t state,
                               const ent_member_set *set)
{
    double most = 0;
    bool found = false;
    for (size_t h = 0; h < view->n; h++)
        if (is_other_member(view, set, state, h) && actor_known(term, h)) {
            most = found ? fmax(most, value_of(term, h)) : value_of(term, h);
            found = true;
        }
    return most;
}

#define SPATIAL "Neumayer & Pluemper 2010, International Organization 64:145"
#define SCALE {{"scale", "km over which weight falls to 1/e", 1000, 1, 1e6}}
#define DISTANCE .needs = ENT_NEEDS_DYADIC, .dyadic = "distance in km", .parameters = SCALE

static const ent_set_effect set_effects[] = {
    {"neighbourhood_share", "share of the state's neighbourhood that is inside",
     "s = sum_{h in k} K_ih, K_ih = e^(-d_ih / p) / sum_g e^(-d_ig / p)", SPATIAL, DISTANCE,
     .value = neighbourhood_share},
    {"nearest_member", "how near the nearest member is", "s = max_{h in k} e^(-d_ih / p)", SPATIAL,
     DISTANCE, .value = nearest_member},
    {"mean_proximity", "how near members are", "s = mean_{h in k} e^(-d_ih / p)", SPATIAL, DISTANCE,
     .value = mean_proximity},
    {"same_share", "share of members with the state's own value, as its region",
     "s = mean_{h in k} [g_i = g_h]", SPATIAL, .needs = ENT_NEEDS_COVARIATE,
     .covariate = "groups, as regions", .value = same_share},
    {"tied_share", "share of members with whom the state has a tie already",
     "s = mean_{h in k} x_ih", "Kinne 2013, American Political Science Review 107:766",
     .value = tied_share},
    {"rival_share", "share of members who are rivals", "s = mean_{h in k} [w_ih != 0]",
     "Maoz, Terris, Kuperman & Talmud 2007, J. Politics 69:100", .needs = ENT_NEEDS_DYADIC,
     .dyadic = "rivalry, 1 or 0", .value = rival_share},
    {"log_size", "how many members there are", "s = log #k",
     "Morrow 1991, American J. Political Science 35:904", .value = log_size},
    {"regime_distance", "how far the state's regime is from the members' mean",
     "s = |v_i - mean_{h in k} v_h|", "Lai & Reiter 2000, J. Conflict Resolution 44:203",
     .needs = ENT_NEEDS_COVARIATE, .covariate = "regime, as polity", .value = mean_distance},
    {"strongest_member", "capability of the strongest member", "s = max_{h in k} c_h",
     "Morrow 1991, American J. Political Science 35:904", .needs = ENT_NEEDS_COVARIATE,
     .covariate = "capability, not centred", .value = strongest_member},
};

const ent_set_effect *ent_set_effect_at(size_t index)
{
    return index < ent_countof(set_effects) ? &set_effects[index] : NULL;
}

const ent_set_effect *ent_set_effect_find(const char *name)
{
    for (size_t k = 0; k < ent_countof(set_effects); k++)
        if (strcmp(set_effects[k].name, name) == 0)
            return &set_effects[k];
    return NULL;
}

/* ---- a state joins ---- */

/* The change of i->j, left in place; 0 if the tie was there. Marks it in the set of new ties. */
static double add_tie(ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double change = ent_change(view, term, i, j);
    ent_view_flip(view, i, j);
    return change;
}

/* The members from `h` on, one after another; on the way back each tie that was made is taken away again. */
static double join_from(ent_view *view, const ent_term *term, size_t state, const ent_member_set *set,
                        size_t h)
{
    while (h < view->n && !is_other_member(view, set, state, h))
        h++;
    if (h == view->n)
        return 0;
    bool out = !tied(view, state, h), in = view->directed && !tied(view, h, state);
    double sum = out ? add_tie(view, term, state, h) : 0;
    sum += in ? add_tie(view, term, h, state) : 0;
    sum += join_from(view, term, state, set, h + 1);
    if (in)
        ent_view_flip(view, h, state);
    if (out)
        ent_view_flip(view, state, h);
    return sum;
}

double ent_set_change(ent_view *view, const ent_term *term, size_t state, const ent_member_set *set)
{
    return join_from(view, term, state, set, 0);
}

/* ---- affinity of a pair: one is inside a treaty and the other not ---- */

static double affinity(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double most = 0;
    for (size_t k = 0; k < view->set_count; k++) {
        const ent_member_set *set = &view->sets[k];
        if (!set->member[i] == !set->member[j])
            continue;
        size_t outsider = set->member[i] ? j : i;
        if (member_count(view, set, outsider) >= term->parameter[1])
            most = fmax(most, neighbourhood_share(view, term, outsider, set));
    }
    return most;
}

/* Each state's share in each treaty once, given to its pairs with the members. */
static void prepare_affinity(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    for (size_t k = 0; k < view->set_count; k++)
        for (size_t i = 0; i < n; i++) {
            const ent_member_set *set = &view->sets[k];
            if (set->member[i] || member_count(view, set, i) < term->parameter[1])
                continue;
            double share = neighbourhood_share(view, term, i, set);
            for (size_t j = 0; j < n; j++)
                if (set->member[j]) {
                    term->prepared[i * n + j] = fmax(term->prepared[i * n + j], share);
                    term->prepared[j * n + i] = fmax(term->prepared[j * n + i], share);
                }
        }
}

static double affinity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[pair(view, i, j)];
}

static double affinity_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        sum += i == j || !tied(view, i, j) ? 0 : affinity(view, term, i, j);
    return sum;
}

static const ent_effect treaty[] = {
    {.name = "treaty_affinity", .label = "one is in a treaty that holds much of the other's neighbourhood",
     .formula = "s_i = sum_j x_ij max_k share(outsider, k), k with one of i, j inside", .source = SPATIAL,
     .needs = ENT_NEEDS_DYADIC | ENT_NEEDS_SETS, .kind = ENT_INDEPENDENT, .dyadic = "distance in km",
     .parameters = {{"scale", "km over which weight falls to 1/e", 1000, 1, 1e6},
                    {"members", "a treaty needs so many members", 3, 1, ENT_VIEW_MOST}},
     .prepares = ENT_PREPARES_PAIRS, .prepare = prepare_affinity, .ego_total = affinity_total,
     .tie = affinity_tie},
};

const ent_family ent_family_treaty = ENT_FAMILY("treaties", treaty);
