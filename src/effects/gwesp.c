/* Geometrically weighted shared partners: s_i = sum_j x_ij f(p_ij), f(p) = e^a (1 - q^p), q = 1 - e^-a, with
 * 0^0 = 1, so that decay 0 counts ties with at least one shared partner.
 *
 * What counts as a shared partner h of i and j, in directed networks (RSiena's letters; ergm's):
 *   closing (FF, OTP)  i->h->j        back (BB, ITP)  j->h->i
 *   chosen (FB, OSP)   i->h<-j        choosing (BF, ISP)  i<-h->j        mutual (RR, RTP)  i<->h<->j
 *
 * In an actor-oriented model these are elementary: the change is f(p_ij). The network's change adds, for each tie
 * that gains a shared partner by i->j, the step f(p + 1) - f(p) = q^p.
 * Sources: Snijders, Pattison, Robins & Handcock 2006, Sociological Methodology 36:99; Hunter & Handcock 2006,
 * J. Comp. Graph. Stat. 15:565; Hunter 2007, Social Networks 29:216, eq. 14. */
#include "effects/effects.h"

/* prepared[p] = f(p) for p = 0 .. n, then q^p. */
static void prepare_powers(const ent_view *view, ent_term *term)
{
    double scale = exp(term->parameter[0]), q = 1 - exp(-term->parameter[0]), power = 1;
    double *value = term->prepared, *step = term->prepared + view->n + 1;
    for (size_t p = 0; p <= view->n; p++) {
        value[p] = scale * (1 - power);
        step[p] = power;
        power *= q;
    }
}

/* q^p, p without the tie between i and j where that is one leg of the count. */
static double step_at(const ent_view *view, const ent_term *term, const uint16_t *table, size_t a, size_t b,
                      unsigned counted)
{
    return term->prepared[view->n + 1 + table[pair(view, a, b)] - counted];
}

/* ---- the formula, by plain loops ---- */

typedef unsigned shared_by(const ent_view *view, size_t i, size_t h, size_t j);

static double slow_total(const ent_view *view, const ent_term *term, size_t i, shared_by *shares)
{
    double a = term->parameter[0], sum = 0;
    for (size_t j = 0; j < view->n; j++) {
        double partners = 0;
        for (size_t h = 0; h < view->n; h++)
            partners += shares(view, i, h, j);
        if (tied(view, i, j))
            sum += exp(a) * (1 - pow(1 - exp(-a), partners));
    }
    return sum;
}

static unsigned is_closing(const ent_view *view, size_t i, size_t h, size_t j)
{
    return tied(view, i, h) * tied(view, h, j);
}

static unsigned is_back(const ent_view *view, size_t i, size_t h, size_t j)
{
    return tied(view, j, h) * tied(view, h, i);
}

static unsigned is_chosen(const ent_view *view, size_t i, size_t h, size_t j)
{
    return tied(view, i, h) * tied(view, j, h);
}

static unsigned is_choosing(const ent_view *view, size_t i, size_t h, size_t j)
{
    return tied(view, h, i) * tied(view, h, j);
}

static unsigned is_mutual(const ent_view *view, size_t i, size_t h, size_t j)
{
    return is_closing(view, i, h, j) * is_back(view, i, h, j);
}

static double closing_total(const ent_view *view, const ent_term *term, size_t i)
{
    return slow_total(view, term, i, is_closing);
}

static double back_total(const ent_view *view, const ent_term *term, size_t i)
{
    return slow_total(view, term, i, is_back);
}

static double chosen_total(const ent_view *view, const ent_term *term, size_t i)
{
    return slow_total(view, term, i, is_chosen);
}

static double choosing_total(const ent_view *view, const ent_term *term, size_t i)
{
    return slow_total(view, term, i, is_choosing);
}

static double mutual_total(const ent_view *view, const ent_term *term, size_t i)
{
    return slow_total(view, term, i, is_mutual);
}

/* ---- the coefficient of a tie: f of the table ---- */

static double closing_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[view->two_paths[pair(view, i, j)]];
}

static double back_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[view->two_paths[pair(view, j, i)]];
}

static double chosen_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[view->out_shared[pair(view, i, j)]];
}

static double choosing_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[view->in_shared[pair(view, i, j)]];
}

static double mutual_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[view->mutual_paths[pair(view, i, j)]];
}

static void row_of(const ent_term *term, const uint16_t *counts, size_t n, double row[])
{
    for (size_t j = 0; j < n; j++)
        row[j] = term->prepared[counts[j]];
}

static void closing_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    row_of(term, view->two_paths + i * view->n, view->n, row);
}

static void chosen_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    row_of(term, view->out_shared + i * view->n, view->n, row);
}

static void choosing_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    row_of(term, view->in_shared + i * view->n, view->n, row);
}

static void mutual_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    row_of(term, view->mutual_paths + i * view->n, view->n, row);
}

/* ---- the network's change ---- */

/* Where ties have no direction: f(p_ij) and the sum over h tied to both of q^p_ih + q^p_jh (Hunter 2007). */
static double shared_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    const uint16_t *of_i = view->two_paths + i * view->n, *of_j = view->two_paths + j * view->n;
    const double *step = term->prepared + view->n + 1 - tied(view, i, j);
    double sum = term->prepared[of_i[j]];
    size_t h;
    common_walk walk = walk_out_shared(view, i, j);
    for (size_t left = of_i[j]; left > 0 && walk_next(&walk, &h); left--)
        sum += step[of_i[h]] + step[of_j[h]];
    return sum;
}

/* Ties that i->j gives a shared partner: i->b over j->b, and a->j over a->i. */
static double closing_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = closing_tie(view, term, i, j);
    unsigned on = tied(view, i, j);
    size_t h;
    for (common_walk walk = walk_out_shared(view, i, j); walk_next(&walk, &h);)
        sum += step_at(view, term, view->two_paths, i, h, on);
    for (common_walk walk = walk_in_shared(view, i, j); walk_next(&walk, &h);)
        sum += step_at(view, term, view->two_paths, h, j, on);
    return sum;
}

/* b->i over i->j->b, and j->a over a->i->j: both of h with j->h->i. */
static double back_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = back_tie(view, term, i, j);
    unsigned on = tied(view, i, j);
    size_t h;
    for (common_walk walk = walk_two_paths(view, j, i); walk_next(&walk, &h);)
        sum += step_at(view, term, view->two_paths, i, h, on)
               + step_at(view, term, view->two_paths, h, j, on);
    return sum;
}

/* i->b and b->i for each b->j. */
static double chosen_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = chosen_tie(view, term, i, j);
    unsigned on = tied(view, i, j);
    for (size_t k = 0; k < view->in_degree[j]; k++) {
        size_t b = in_of(view, j)[k];
        unsigned ties = b == i ? 0 : tied(view, i, b) + tied(view, b, i);
        if (ties)
            sum += ties * step_at(view, term, view->out_shared, i, b, on);
    }
    return sum;
}

/* j->b and b->j for each i->b. */
static double choosing_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = choosing_tie(view, term, i, j);
    unsigned on = tied(view, i, j);
    for (size_t k = 0; k < view->out_degree[i]; k++) {
        size_t b = out_of(view, i)[k];
        unsigned ties = b == j ? 0 : tied(view, j, b) + tied(view, b, j);
        if (ties)
            sum += ties * step_at(view, term, view->in_shared, j, b, on);
    }
    return sum;
}

/* A mutual tie i<->j is a step of i<->j<->b and of j<->i<->a: what the ties of i and b, of j and a gain. */
static double mutual_gains(const ent_view *view, const ent_term *term, size_t i, size_t j, unsigned on)
{
    double sum = 0;
    for (size_t k = 0; k < view->out_degree[j]; k++) {
        size_t b = out_of(view, j)[k];
        unsigned ties = b == i || !tied(view, b, j) ? 0 : tied(view, i, b) + tied(view, b, i);
        if (ties)
            sum += ties * step_at(view, term, view->mutual_paths, i, b, on);
    }
    return sum;
}

static double mutual_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double sum = mutual_tie(view, term, i, j);
    unsigned on = tied(view, i, j);
    if (tied(view, j, i))
        sum += mutual_gains(view, term, i, j, on) + mutual_gains(view, term, j, i, on);
    return sum;
}

#define GWESP(partner)                                                                             \
    .source = "Snijders, Pattison, Robins & Handcock 2006, Sociological Methodology 36:99; "       \
              "Hunter 2007, Social Networks 29:216",                                               \
    .formula = "s_i = sum_j x_ij e^a (1 - (1 - e^-a)^p_ij), p_ij = #{h: " partner "}",               \
    .remark = "RSiena writes the decay in hundredths: 69 is 0.69.", .kind = ENT_ELEMENTARY,        \
    .parameters = {{"decay", "a", 0.69, 0, 20}}, .prepares = ENT_PREPARES_COUNTS,                  \
    .prepare = prepare_powers

static const ent_effect gwesp[] = {
    {.name = "shared_partners", .label = "shared partners of the tied, geometrically weighted",
     .rsiena = "gwesp", .ergm = "gwesp", GWESP("x_ih x_hj = 1"), .needs = ENT_NEEDS_SYMMETRIC,
     .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = closing_total, .tie = closing_tie,
     .change = shared_change, .ego_row = closing_row, .total_shared = {2, 0},
     .ego_count = ENT_COUNT_TWO_PATHS},
    {.name = "shared_partners_closing", .label = "shared partners on the way to alter",
     .rsiena = "gwespFF", .ergm = "gwesp dgwesp_OTP", GWESP("i->h->j"), .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = closing_total, .tie = closing_tie,
     .change = closing_change, .ego_row = closing_row, .ego_count = ENT_COUNT_TWO_PATHS},
    {.name = "shared_partners_back", .label = "shared partners on the way back",
     .rsiena = "gwespBB", .ergm = "dgwesp_ITP", GWESP("j->h->i"), .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_TWO_PATHS, .ego_total = back_total, .tie = back_tie, .change = back_change,
     .ego_count = ENT_COUNT_PATHS_BACK},
    {.name = "shared_partners_chosen", .label = "partners whom both choose", .rsiena = "gwespFB",
     .ergm = "dgwesp_OSP", GWESP("i->h<-j"), .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_OUT_SHARED, .ego_total = chosen_total, .tie = chosen_tie,
     .change = chosen_change, .ego_row = chosen_row, .ego_count = ENT_COUNT_OUT_SHARED},
    {.name = "shared_partners_choosing", .label = "partners who choose both", .rsiena = "gwespBF",
     .ergm = "dgwesp_ISP", GWESP("i<-h->j"), .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_IN_SHARED, .ego_total = choosing_total, .tie = choosing_tie,
     .change = choosing_change, .ego_row = choosing_row, .ego_count = ENT_COUNT_IN_SHARED},
    {.name = "shared_partners_mutual", .label = "partners by mutual ties", .rsiena = "gwespRR",
     .ergm = "dgwesp_RTP", GWESP("i<->h<->j"), .needs = ENT_NEEDS_DIRECTED,
     .keeps = ENT_KEEPS_MUTUAL_PATHS, .ego_total = mutual_total, .tie = mutual_tie,
     .change = mutual_change, .ego_row = mutual_row, .ego_count = ENT_COUNT_MUTUAL_PATHS},
};

const ent_family ent_family_gwesp = ENT_FAMILY("shared partners", gwesp);
