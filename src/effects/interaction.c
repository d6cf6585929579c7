/* Interactions: the product of two or three effects, made into a row like those of the tables, so that whoever uses
 * terms need not know of it. The factors' terms hang on the term.
 *
 *   what an ego gains   prod_k (what it gains by factor k)
 *   s_i                 E_i s_i(F) if all factors but F are of ego only (data, or in_activity);
 *                       else sum_j x_ij prod_k t_k,ij
 *
 * The gain is the exact difference of s_i, but where ENT_ELEMENTARY defines it: all factors but one are of ego only, or
 * each factor's gain is t_ij (RSiena's "dyadic" effects). Other products are refused, as RSiena does.
 *
 * What the whole network gains is known for three kinds with one factor F that is not data:
 *   back      F is x_ji         sum over mutual pairs of (d_ij + d_ji) / 2, d the product of the others
 *   own       F is f(x_i+)      E_i (f(d_i + 1) - f(d_i)), and where ties have no direction that of j
 *   scaled    the rest is c     c times what F gains
 * Source: Ripley, Snijders, Boda, Voros & Preciado, Manual for RSiena (1.6.5), user-defined interactions. */
#include "effects/effects.h"

#include <stdio.h>
#include <string.h>

static bool is_data(const ent_effect *effect)
{
    return effect->kind & ENT_INDEPENDENT;
}

/* Is the gain t_ij, since ego's other ties do not hang on i->j, or by definition? RSiena calls these dyadic. */
static bool is_of_pair(const ent_effect *effect)
{
    return effect->kind & (ENT_INDEPENDENT | ENT_ELEMENTARY) || (effect->tie && effect->ego_change == effect->tie);
}

/* ---- functions of the row ---- */

/* The factor that the others multiply: one that is neither data nor of ego only, else one that is not data, else the
 * first. */
static size_t lead_among(const ent_effect *const effects[], size_t count)
{
    size_t lead = 0;
    for (size_t k = count; k > 0; k--)
        if (!is_data(effects[k - 1]))
            lead = k - 1;
    for (size_t k = count; k > 0; k--)
        if (!is_data(effects[k - 1]) && !(effects[k - 1]->kind & ENT_OF_EGO))
            lead = k - 1;
    return lead;
}

static size_t lead_of(const ent_term *term)
{
    const ent_effect *effects[ENT_FACTORS];
    for (size_t k = 0; k < term->factor_count; k++)
        effects[k] = term->factors[k].effect;
    return lead_among(effects, term->factor_count);
}

static double product(const ent_view *view, const ent_term *term, size_t i, size_t j, ent_pair_function *value)
{
    size_t lead = lead_of(term);
    double result = value(view, &term->factors[lead], i, j);
    for (size_t k = 0; k < term->factor_count; k++)
        if (k != lead)
            result *= value(view, &term->factors[k], i, j);
    return result;
}

static double product_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return product(view, term, i, j, ent_tie);
}

static double product_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return product(view, term, i, j, ent_ego_change);
}

static void product_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    size_t lead = lead_of(term);
    ent_ego_row(view, &term->factors[lead], i, row);
    for (size_t k = 0; k < term->factor_count; k++)
        for (size_t j = 0; k != lead && j < view->n; j++)
            row[j] *= j == i ? 0 : ent_ego_change(view, &term->factors[k], i, j);
}

/* sum_j x_ij prod_k t_k,ij */
static double product_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (tied(view, i, j))
            sum += product_tie(view, term, i, j);
    return sum;
}

/* The others' c_ij, lead left out. */
static double others(const ent_view *view, const ent_term *term, size_t lead, size_t i, size_t j)
{
    double result = 1;
    for (size_t k = 0; k < term->factor_count; k++)
        if (k != lead)
            result *= ent_tie(view, &term->factors[k], i, j);
    return result;
}

/* E_i s_i(F); E_i is the same for all j. */
static double of_ego_total(const ent_view *view, const ent_term *term, size_t i)
{
    size_t lead = lead_of(term);
    const ent_term *factor = &term->factors[lead];
    ent_ego_function *total = factor->effect->ego_total;
    return others(view, term, lead, i, i) * (total ? total : ent_ego_total)(view, factor, i);
}

static double of_ego_value(const ent_view *view, const ent_term *term, size_t i)
{
    size_t lead = lead_of(term);
    return others(view, term, lead, i, i) * ent_ego_total(view, &term->factors[lead], i);
}

/* ---- what the network gains ---- */

static double back_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t lead = lead_of(term);
    return tied(view, j, i) ? (others(view, term, lead, i, j) + others(view, term, lead, j, i)) / 2 : 0;
}

static double own_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double change = product_ego_change(view, term, i, j);
    return view->directed ? change : change + product_ego_change(view, term, j, i);
}

static double scaled_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t lead = lead_of(term);
    return others(view, term, lead, i, j) * ent_change(view, &term->factors[lead], i, j);
}

/* ---- making the row ---- */

/* What the factors are together. */
typedef struct {
    const ent_effect *lead;
    size_t not_data;
    bool rest_of_ego, rest_of_all, all_sums;
    const ent_effect *changing;   /* one whose gain is not t_ij, or NULL */
} factor_kinds;

static factor_kinds kinds_of(const ent_effect *const effects[], size_t count)
{
    size_t lead = lead_among(effects, count);
    factor_kinds kinds = {.lead = effects[lead], .rest_of_ego = true, .rest_of_all = true, .all_sums = true};
    for (size_t k = 0; k < count; k++) {
        const ent_effect *e = effects[k];
        kinds.all_sums &= e->tie != NULL;
        kinds.not_data += !is_data(e);
        kinds.changing = is_of_pair(e) ? kinds.changing : e;
        kinds.rest_of_ego &= k == lead || e->kind & ENT_OF_EGO;
        kinds.rest_of_all &= k == lead || e->kind & ENT_OF_ALL;
    }
    return kinds;
}

static ent_status check_kinds(const factor_kinds *kinds, ent_error *error)
{
    if (kinds->changing && !(kinds->changing == kinds->lead && kinds->rest_of_ego))
        return ent_fail(error, ENT_ERR_INPUT, "'%s' can interact only with effects of ego alone, as 'ego' or 'time': "
                        "what it counts hangs on ego's other ties", kinds->changing->name);
    return ENT_OK;
}

static ent_pair_function *change_of(const factor_kinds *kinds)
{
    if (kinds->not_data != 1)
        return NULL;
    if (kinds->rest_of_all && kinds->lead->change)
        return scaled_change;
    if (kinds->rest_of_ego && kinds->lead->of_degree)
        return own_change;
    return kinds->lead->kind & ENT_OF_BACK ? back_change : NULL;
}

static void fill_row(ent_effect *row, const factor_kinds *kinds)
{
    row->label = "product of effects";
    row->rsiena = "unspInt";
    row->source = "Manual for RSiena (1.6.5), user-defined interactions";
    row->tie = kinds->all_sums ? product_tie : NULL;
    row->ego_change = product_ego_change;
    row->ego_row = product_row;
    row->formula = "s_i = sum_j x_ij prod_k t_k,ij";
    row->ego_total = product_total;
    if (kinds->not_data == 0) {
        row->kind = ENT_INDEPENDENT;
        return;
    }
    if (kinds->rest_of_ego) {
        row->formula = "s_i = (prod_k c_k,i) s_i of the factor that is not data";
        row->ego_total = of_ego_total;
        row->ego_value = of_ego_value;
    }
    row->change = change_of(kinds);
    memcpy(row->total_shared, kinds->lead->total_shared, sizeof row->total_shared);
    memcpy(row->target_shared, kinds->lead->target_shared, sizeof row->target_shared);
}

ent_status ent_interaction_init(ent_interaction *out, const ent_effect *const effects[], size_t count,
                                ent_error *error)
{
    *out = (ent_interaction){0};
    if (count < 2 || count > ENT_FACTORS)
        return ent_fail(error, ENT_ERR_INPUT, "an interaction has 2 or %d factors, not %zu", ENT_FACTORS, count);
    factor_kinds kinds = kinds_of(effects, count);
    ent_status status = check_kinds(&kinds, error);
    if (status != ENT_OK)
        return status;
    const unsigned of_terms = ENT_NEEDS_COVARIATE | ENT_NEEDS_DYADIC | ENT_NEEDS_SECOND;
    for (size_t k = 0, used = 0; k < count; k++) {
        out->effect.needs |= effects[k]->needs & ~of_terms;
        out->effect.keeps |= effects[k]->keeps;
        used += (size_t)snprintf(out->name + used, sizeof out->name - used, "%s%s", k ? " x " : "", effects[k]->name);
        if (used >= sizeof out->name)
            used = sizeof out->name - 1;
    }
    out->effect.name = out->name;
    fill_row(&out->effect, &kinds);
    return ENT_OK;
}
