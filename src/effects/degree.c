/* Degree effects: popularity (ties to those who have many), activity (having many), assortativity, and
 * functions of an actor's own degree. Directed networks tell out- and indegrees apart; where the network is
 * not directed both are the degree. Formulas as in Manual for RSiena (1.6.5), 13.1.1; Snijders, van de Bunt &
 * Steglich 2010, Social Networks 32:44; Hunter 2007, Social Networks 29:216 (geometrically weighted degrees). */
#include "effects/effects.h"

/* Degrees, and without the tie between i and j, as numbers: of i outgoing, of j incoming. */
static double out_less(const ent_view *view, size_t i, size_t j)
{
    return (double)out_without(view, i, j);
}

static double in_less(const ent_view *view, size_t i, size_t j)
{
    return (double)in_without(view, i, j);
}

/* d^1.5 */
static double three_halves(double d)
{
    return d * sqrt(d);
}

/* ---- functions of the own outdegree, s_i = f(x_i+): the change is f(d + 1) - f(d) ---- */

/* For a network that is not directed the other end's degree grows, too. */
static double own_degree_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    ent_degree_function *f = term->effect->of_degree;
    double d = out_less(view, i, j), e = out_less(view, j, i);
    double change = f(term, d + 1) - f(term, d);
    return view->directed ? change : change + (f(term, e + 1) - f(term, e));
}

static double own_degree_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    ent_degree_function *f = term->effect->of_degree;
    double d = out_less(view, i, j);
    return f(term, d + 1) - f(term, d);
}

static double own_degree_total(const ent_view *view, const ent_term *term, size_t i)
{
    double degree = 0;
    for (size_t j = 0; j < view->n; j++)
        degree += tied(view, i, j);
    return present(view, i) ? term->effect->of_degree(term, degree) : 0;
}

static double own_degree_value(const ent_view *view, const ent_term *term, size_t i)
{
    return present(view, i) ? term->effect->of_degree(term, view->out_degree[i]) : 0;
}

/* f(d) / d: what each of d ties counts, where f(0) = 0. */
static double own_degree_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = view->out_degree[i];
    (void)j;
    return d > 0 ? term->effect->of_degree(term, d) / d : 0;
}

/* The change is one number where the tie is, another where it is not. */
static void own_degree_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    ent_degree_function *f = term->effect->of_degree;
    double d = view->out_degree[i], more = f(term, d + 1) - f(term, d);
    double less = d > 0 ? f(term, d) - f(term, d - 1) : 0;
    for (size_t j = 0; j < view->n; j++)
        row[j] = tied(view, i, j) ? less : more;
}

/* d^2 */
static double square(const ent_term *term, double d)
{
    (void)term;
    return d * d;
}

/* d^1.5 */
static double root_activity(const ent_term *term, double d)
{
    (void)term;
    return three_halves(d);
}

/* min(d, p) */
static double truncated(const ent_term *term, double d)
{
    return fmin(d, term->parameter[0]);
}

/* [d = 0] */
static double none(const ent_term *term, double d)
{
    (void)term;
    return d == 0;
}

/* 1 / (d + p) */
static double inverse(const ent_term *term, double d)
{
    return 1 / (d + term->parameter[0]);
}

/* [d = k] */
static double exactly(const ent_term *term, double d)
{
    return d == term->parameter[0];
}

/* C(d, k) */
static double stars(const ent_term *term, double d)
{
    double ways = 1;
    for (double k = 0; k < term->parameter[0]; k++)
        ways *= (d - k) / (k + 1);
    return ways;
}

/* e^a (1 - q^d), q = 1 - e^-a; prepared[d] */
static double weighted(const ent_term *term, double d)
{
    return term->prepared[(size_t)d];
}

static void prepare_weighted(const ent_view *view, ent_term *term)
{
    double scale = exp(term->parameter[0]), q = 1 - exp(-term->parameter[0]), power = 1;
    for (size_t d = 0; d <= view->n; d++) {
        term->prepared[d] = scale * (1 - power);
        power *= q;
    }
}

/* ---- popularity: s_i = sum_j x_ij f(x_+j), which grows with the tie itself ---- */

static double indegree_of(const ent_view *view, size_t j)
{
    double degree = 0;
    for (size_t h = 0; h < view->n; h++)
        degree += tied(view, h, j);
    return degree;
}

static double outdegree_of(const ent_view *view, size_t i)
{
    double degree = 0;
    for (size_t j = 0; j < view->n; j++)
        degree += tied(view, i, j);
    return degree;
}

static double popularity_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * indegree_of(view, j);
    return sum;
}

/* x_+j with the tie: what ego gains, and what a tie that is there counts */
static double popularity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return in_less(view, i, j) + 1;
}

/* The network has sum_j x_+j^2. */
static double popularity_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double change = 2 * popularity_tie(view, term, i, j) - 1;
    return view->directed ? change : change + 2 * popularity_tie(view, term, j, i) - 1;
}

static void popularity_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    const uint8_t *x = view->x + i * view->n;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        row[j] = (double)(view->in_degree[j] + 1 - x[j]);
}

static double root_popularity_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * sqrt(indegree_of(view, j));
    return sum;
}

/* prepared[d]: the root of each degree, since a row asks for many. */
static void prepare_roots(const ent_view *view, ent_term *term)
{
    for (size_t d = 0; d <= view->n; d++)
        term->prepared[d] = sqrt((double)d);
}

static double root_popularity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[in_without(view, i, j) + 1];
}

/* The network has sum_j x_+j^1.5. */
static double root_popularity_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = in_less(view, i, j), e = in_less(view, j, i);
    double change = three_halves(d + 1) - three_halves(d);
    (void)term;
    return view->directed ? change : change + (three_halves(e + 1) - three_halves(e));
}

static void root_popularity_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    const uint8_t *x = view->x + i * view->n;
    for (size_t j = 0; j < view->n; j++)
        row[j] = term->prepared[(size_t)view->in_degree[j] + 1 - x[j]];
}

/* ---- degrees of the other kind: only for directed networks ---- */

static double out_popularity_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * outdegree_of(view, j);
    return sum;
}

static double out_popularity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term, (void)i;
    return view->out_degree[j];
}

/* The network has sum_j x_+j x_j+: one more into j, one more out of i. */
static double crossed_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return (double)view->out_degree[j] + view->in_degree[i];
}

static void out_popularity_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    (void)term, (void)i;
    for (size_t j = 0; j < view->n; j++)
        row[j] = view->out_degree[j];
}

static double root_out_popularity_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * sqrt(outdegree_of(view, j));
    return sum;
}

static double root_out_popularity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term, (void)i;
    return sqrt(view->out_degree[j]);
}

/* The network has sum_j x_+j sqrt(x_j+). */
static double root_out_popularity_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = out_less(view, i, j);
    return root_out_popularity_tie(view, term, i, j) + view->in_degree[i] * (sqrt(d + 1) - sqrt(d));
}

static double in_activity_total(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return outdegree_of(view, i) * indegree_of(view, i);
}

static double in_activity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term, (void)j;
    return view->in_degree[i];
}

static double root_in_activity_total(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return outdegree_of(view, i) * sqrt(indegree_of(view, i));
}

static double root_in_activity_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term, (void)j;
    return sqrt(view->in_degree[i]);
}

/* The network has sum_j x_j+ sqrt(x_+j). */
static double root_in_activity_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = in_less(view, i, j);
    return root_in_activity_tie(view, term, i, j) + view->out_degree[j] * (sqrt(d + 1) - sqrt(d));
}

/* ---- reciprocal degree: s_i = x_i+ sum_j x_ij x_ji ---- */

static double reciprocal_total(const ent_view *view, const ent_term *term, size_t i)
{
    double mutual = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        mutual += tied(view, i, j) * tied(view, j, i);
    return outdegree_of(view, i) * mutual;
}

static double reciprocal_value(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return (double)view->out_degree[i] * view->mutual_degree[i];
}

/* (d + 1)(m + x_ji) - d m */
static double reciprocal_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = out_less(view, i, j), back = tied(view, j, i);
    double m = view->mutual_degree[i] - tied(view, i, j) * back;
    (void)term;
    return (d + 1) * (m + back) - d * m;
}

static double reciprocal_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return reciprocal_ego_change(view, term, i, j) + view->out_degree[j] * tied(view, j, i);
}

/* ---- isolates: s_i = [x_i+ = x_+i = 0]; those who only receive: s_i = [x_i+ = 0, x_+i >= 1] ---- */

static double isolates_total(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return present(view, i) && outdegree_of(view, i) + indegree_of(view, i) == 0;
}

static double isolates_value(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return present(view, i) && view->out_degree[i] + view->in_degree[i] == 0;
}

static double isolates_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return -(double)(out_without(view, i, j) == 0 && (!view->directed || view->in_degree[i] == 0));
}

/* The receiver is no longer isolated, either: its ties besides i->j, or besides {i, j}. */
static double isolates_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double other = view->directed ? view->out_degree[j] == 0 && in_without(view, i, j) == 0
                                  : out_without(view, j, i) == 0;
    return isolates_ego_change(view, term, i, j) - other;
}

static double receivers_total(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return outdegree_of(view, i) == 0 && indegree_of(view, i) >= 1;
}

static double receivers_value(const ent_view *view, const ent_term *term, size_t i)
{
    (void)term;
    return view->out_degree[i] == 0 && view->in_degree[i] >= 1;
}

static double receivers_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return -(double)(out_without(view, i, j) == 0 && view->in_degree[i] >= 1);
}

static double receivers_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return receivers_ego_change(view, term, i, j)
           + (view->out_degree[j] == 0 && in_without(view, i, j) == 0);
}

/* ---- assortativity: s_i = sum_j x_ij r(a_i) r(b_j), r the root or the degree itself ---- */

static double rooted(const ent_term *term, double degree)
{
    return term->parameter[0] == 2 ? sqrt(degree) : degree;
}

/* a is the out- or indegree of i, b that of j; by plain counting. */
static double assortativity_total(const ent_view *view, const ent_term *term, size_t i, bool a_out,
                                  bool b_out)
{
    double own = a_out ? outdegree_of(view, i) : indegree_of(view, i), sum = 0;
    for (size_t j = 0; j < view->n; j++)
        if (tied(view, i, j))
            sum += rooted(term, own)
                   * rooted(term, b_out ? outdegree_of(view, j) : indegree_of(view, j));
    return sum;
}

static double out_out_total(const ent_view *view, const ent_term *term, size_t i)
{
    return assortativity_total(view, term, i, true, true);
}

static double out_in_total(const ent_view *view, const ent_term *term, size_t i)
{
    return assortativity_total(view, term, i, true, false);
}

static double in_out_total(const ent_view *view, const ent_term *term, size_t i)
{
    return assortativity_total(view, term, i, false, true);
}

static double in_in_total(const ent_view *view, const ent_term *term, size_t i)
{
    return assortativity_total(view, term, i, false, false);
}

static double out_out_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return rooted(term, view->out_degree[i]) * rooted(term, view->out_degree[j]);
}

static double out_in_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return rooted(term, view->out_degree[i]) * rooted(term, view->in_degree[j]);
}

static double in_out_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return rooted(term, view->in_degree[i]) * rooted(term, view->out_degree[j]);
}

static double in_in_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return rooted(term, view->in_degree[i]) * rooted(term, view->in_degree[j]);
}

/* Sum of r(degree) over the alters of i besides j. */
static double alters_besides(const ent_view *view, const ent_term *term, size_t i, size_t j,
                             const uint16_t *degree)
{
    double sum = 0;
    for (size_t k = 0; k < view->out_degree[i]; k++)
        if (out_of(view, i)[k] != j)
            sum += rooted(term, degree[out_of(view, i)[k]]);
    return sum;
}

/* r(d + 1) (rest + r(e)) - r(d) rest, where d grows with the tie and e is j's degree with it */
static double growing_own(const ent_term *term, double d, double rest, double e)
{
    return rooted(term, d + 1) * (rest + rooted(term, e)) - rooted(term, d) * rest;
}

static double out_out_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return growing_own(term, out_less(view, i, j), alters_besides(view, term, i, j, view->out_degree),
                       view->out_degree[j]);
}

static double out_in_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return growing_own(term, out_less(view, i, j), alters_besides(view, term, i, j, view->in_degree),
                       in_less(view, i, j) + 1);
}

static double in_in_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return rooted(term, view->in_degree[i]) * rooted(term, in_less(view, i, j) + 1);
}

/* Sum of r(degree) over those with a tie to i, besides j. */
static double senders_besides(const ent_view *view, const ent_term *term, size_t i, size_t j,
                              const uint16_t *degree)
{
    double sum = 0;
    for (size_t k = 0; k < view->in_degree[i]; k++)
        if (in_of(view, i)[k] != j)
            sum += rooted(term, degree[in_of(view, i)[k]]);
    return sum;
}

/* r(d + 1) - r(d) */
static double growth(const ent_term *term, double d)
{
    return rooted(term, d + 1) - rooted(term, d);
}

/* i sends one more: to those who send to i, too (j may be one). */
static double out_out_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return out_out_ego_change(view, term, i, j)
           + growth(term, out_less(view, i, j)) * senders_besides(view, term, i, i, view->out_degree);
}

/* j receives one more, from others, too. Where ties have no direction each tie counts once, and {i, j} is in the
 * ego changes of both. */
static double out_in_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = out_less(view, i, j), e = in_less(view, i, j), sum = out_in_ego_change(view, term, i, j);
    if (view->directed)
        return sum + growth(term, e) * senders_besides(view, term, j, i, view->out_degree);
    return sum + out_in_ego_change(view, term, j, i) - rooted(term, d + 1) * rooted(term, e + 1);
}

/* i sends one more and j receives one more; of a tie back both factors grow. */
static double in_out_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double d = out_less(view, i, j), e = in_less(view, i, j);
    double sum = in_out_tie(view, term, i, j) + growth(term, d) * senders_besides(view, term, i, j, view->in_degree)
                 + growth(term, e) * alters_besides(view, term, j, i, view->out_degree);
    if (tied(view, j, i))
        sum += rooted(term, e + 1) * rooted(term, d + 1) - rooted(term, e) * rooted(term, d);
    return sum;
}

/* j receives one more: of all ties that it has and receives. */
static double in_in_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double others = senders_besides(view, term, j, i, view->in_degree)
                    + alters_besides(view, term, j, j, view->in_degree);
    return in_in_ego_change(view, term, i, j) + growth(term, in_less(view, i, j)) * others;
}

/* The sum over alters once, less j's share where j is one of them. */
static void out_in_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    double all = alters_besides(view, term, i, i, view->in_degree);
    for (size_t j = 0; j < view->n; j++) {
        double own = tied(view, i, j) ? rooted(term, view->in_degree[j]) : 0;
        row[j] = growing_own(term, out_less(view, i, j), all - own, in_less(view, i, j) + 1);
    }
}

/* ---- degrees of both ends: s_i = sum_j x_ij (d_i + d_j) ---- */

static double degree_sum_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        sum += tied(view, i, j) * (outdegree_of(view, i) + outdegree_of(view, j));
    return sum;
}

static double degree_sum_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return (double)view->out_degree[i] + view->out_degree[j];
}

/* d_i^2 grows by 2 d + 1, and j brings its degree with the tie. */
static double degree_sum_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return 2 * out_less(view, i, j) + 1 + out_less(view, j, i) + 1;
}

/* The network has 2 sum_i d_i^2, and half of that with each tie once. */
static double degree_sum_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return 2 * (out_less(view, i, j) + out_less(view, j, i) + 1);
}

static void degree_sum_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    for (size_t j = 0; j < view->n; j++)
        row[j] = degree_sum_ego_change(view, term, i, j);
}

/* ---- the peer's statistics with degrees of the period's start ---- */

static double start_outdegree(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double degree = 0;
    (void)term, (void)i;
    for (size_t h = 0; h < view->n; h++)
        degree += h != j && view->previous[pair(view, j, h)];
    return degree;
}

static double start_indegree_root(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    double degree = 0;
    (void)term, (void)j;
    for (size_t h = 0; h < view->n; h++)
        degree += h != i && view->previous[pair(view, h, i)];
    return sqrt(degree);
}

#define INTRODUCTION "Snijders, van de Bunt & Steglich 2010, Social Networks 32:44"
#define MANUAL(name) "Manual for RSiena (1.6.5) 13.1.1, " name
#define NO_SUM "Not in creation and endowment functions: it is no sum over ties."
#define OWN_DEGREE(f)                                                                              \
    .of_degree = f, .ego_total = own_degree_total, .ego_value = own_degree_value,                  \
    .ego_change = own_degree_ego_change, .change = own_degree_change, .ego_row = own_degree_row
#define ROOT {"root", "1: the degrees themselves, 2: their square roots", 2, 1, 2}

static const ent_effect degree[] = {
    {.name = "popularity", .label = "ties to those who receive many", .rsiena = "inPop",
     .formula = "s_i = sum_j x_ij x_+j", .source = INTRODUCTION, .ego_total = popularity_total,
     .tie = popularity_tie, .ego_change = popularity_tie, .change = popularity_change, .ego_row = popularity_row,
     .ego_count = ENT_COUNT_IN_DEGREE},
    {.name = "popularity_root", .label = "ties to those who receive many, less and less so",
     .rsiena = "inPopSqrt", .formula = "s_i = sum_j x_ij sqrt(x_+j)", .source = INTRODUCTION,
     .prepares = ENT_PREPARES_COUNTS, .prepare = prepare_roots,
     .ego_total = root_popularity_total, .tie = root_popularity_tie, .ego_change = root_popularity_tie,
     .change = root_popularity_change, .ego_row = root_popularity_row, .ego_count = ENT_COUNT_IN_DEGREE},
    {.name = "activity", .label = "having many ties", .rsiena = "outAct",
     .formula = "s_i = x_i+^2", .source = INTRODUCTION, .tie = own_degree_tie,
     OWN_DEGREE(square)},
    {.name = "activity_root", .label = "having many ties, less and less so", .rsiena = "outActSqrt",
     .formula = "s_i = x_i+^1.5", .source = INTRODUCTION, .tie = own_degree_tie,
     OWN_DEGREE(root_activity)},
    {.name = "out_popularity", .label = "ties to those who send many", .rsiena = "outPop",
     .formula = "s_i = sum_j x_ij x_j+", .source = INTRODUCTION, .needs = ENT_NEEDS_DIRECTED,
     .ego_total = out_popularity_total, .tie = out_popularity_tie, .ego_change = out_popularity_tie,
     .change = crossed_change, .ego_row = out_popularity_row, .ego_count = ENT_COUNT_OUT_DEGREE},
    {.name = "out_popularity_root", .label = "ties to those who send many, less and less so",
     .rsiena = "outPopSqrt", .formula = "s_i = sum_j x_ij sqrt(x_j+)", .source = INTRODUCTION,
     .remark = "RSiena by default counts something else: rsiena:out_popularity_root.",
     .needs = ENT_NEEDS_DIRECTED, .ego_total = root_out_popularity_total,
     .tie = root_out_popularity_tie, .ego_change = root_out_popularity_tie,
     .change = root_out_popularity_change},
    {.name = "in_activity", .label = "having many ties if one receives many", .rsiena = "inAct",
     .formula = "s_i = x_i+ x_+i", .source = INTRODUCTION, .needs = ENT_NEEDS_DIRECTED,
     .kind = ENT_OF_EGO, .ego_total = in_activity_total, .tie = in_activity_tie, .ego_change = in_activity_tie,
     .change = crossed_change},
    {.name = "in_activity_root", .label = "having many ties if one receives many, less and less so",
     .rsiena = "inActSqrt", .formula = "s_i = x_i+ sqrt(x_+i)", .source = INTRODUCTION,
     .remark = "RSiena by default counts something else: rsiena:in_activity_root.",
     .needs = ENT_NEEDS_DIRECTED, .kind = ENT_OF_EGO, .ego_total = root_in_activity_total, .tie = root_in_activity_tie,
     .ego_change = root_in_activity_tie, .change = root_in_activity_change},
    {.name = "reciprocal_activity", .label = "having many ties if many are mutual",
     .rsiena = "reciAct", .remark = NO_SUM,
     .formula = "s_i = x_i+ sum_j x_ij x_ji", .source = MANUAL("reciAct"),
     .needs = ENT_NEEDS_DIRECTED, .ego_total = reciprocal_total, .ego_value = reciprocal_value,
     .ego_change = reciprocal_ego_change,
     .change = reciprocal_change},
    {.name = "degree_truncated", .label = "having ties, up to so many", .rsiena = "outTrunc",
     .remark = NO_SUM " RSiena has such versions, whose statistics do not hang on the ties lost or gained.",
     .formula = "s_i = min(x_i+, p)", .source = MANUAL("outTrunc"),
     .parameters = {{"most", "p, ties that count", 1, 1, ENT_VIEW_MOST}},
     OWN_DEGREE(truncated)},
    {.name = "no_ties_sent", .label = "having no ties", .rsiena = "outIso",
     .remark = NO_SUM,
     .formula = "s_i = [x_i+ = 0]", .source = MANUAL("outIso"), OWN_DEGREE(none)},
    {.name = "degree_inverse", .label = "having few ties", .rsiena = "outInv",
     .remark = NO_SUM,
     .formula = "s_i = 1 / (x_i+ + p)", .source = MANUAL("outInv"),
     .parameters = {{"plus", "p, added to the degree", 1, 1e-9, 1e9}}, OWN_DEGREE(inverse)},
    {.name = "degree_count", .label = "having exactly so many ties", .ergm = "degree odegree",
     .remark = NO_SUM,
     .formula = "s_i = [x_i+ = k]",
     .source = "Snijders, Pattison, Robins & Handcock 2006, Sociological Methodology 36:99",
     .parameters = {{"degree", "k", 1, 0, ENT_VIEW_MOST}}, OWN_DEGREE(exactly)},
    {.name = "stars", .label = "stars of so many ties", .ergm = "kstar ostar",
     .remark = NO_SUM,
     .formula = "s_i = C(x_i+, k)", .source = "Frank & Strauss 1986, JASA 81:832",
     .parameters = {{"ties", "k", 2, 1, 100}}, OWN_DEGREE(stars)},
    {.name = "weighted_degree", .label = "degrees, geometrically weighted",
     .ergm = "gwdegree gwodegree", .remark = NO_SUM,
     .formula = "s_i = e^a (1 - (1 - e^-a)^x_i+)",
     .source = "Snijders, Pattison, Robins & Handcock 2006, Sociological Methodology 36:99; "
               "Hunter 2007, Social Networks 29:216",
     .parameters = {{"decay", "a", 0.69, 0, 20}}, .prepares = ENT_PREPARES_COUNTS,
     .prepare = prepare_weighted, OWN_DEGREE(weighted)},
    {.name = "isolates", .label = "having and receiving no ties", .rsiena = "isolateNet",
     .ergm = "isolates", .remark = NO_SUM,
     .formula = "s_i = [x_i+ = x_+i = 0]", .source = MANUAL("isolateNet"),
     .ego_total = isolates_total, .ego_value = isolates_value, .ego_change = isolates_ego_change,
     .change = isolates_change},
    {.name = "receivers_only", .label = "receiving ties and having none", .rsiena = "antiIso",
     .remark = NO_SUM,
     .formula = "s_i = [x_i+ = 0, x_+i >= 1]", .source = MANUAL("antiIso"),
     .needs = ENT_NEEDS_DIRECTED, .ego_total = receivers_total, .ego_value = receivers_value,
     .ego_change = receivers_ego_change,
     .change = receivers_change},
    {.name = "out_out_assortativity", .label = "ties among those who send many",
     .rsiena = "outOutAss", .formula = "s_i = sum_j x_ij sqrt(x_i+ x_j+)", .source = INTRODUCTION,
     .needs = ENT_NEEDS_DIRECTED, .parameters = {ROOT}, .ego_total = out_out_total,
     .tie = out_out_tie, .ego_change = out_out_ego_change, .change = out_out_change},
    {.name = "out_in_assortativity", .label = "ties of those who send many to those who receive many",
     .rsiena = "outInAss", .formula = "s_i = sum_j x_ij sqrt(x_i+ x_+j)", .source = INTRODUCTION,
     .parameters = {ROOT}, .ego_total = out_in_total, .tie = out_in_tie, .ego_change = out_in_ego_change,
     .change = out_in_change, .ego_row = out_in_row, .total_shared = {2, 0}},
    {.name = "in_out_assortativity", .label = "ties of those who receive many to those who send many",
     .rsiena = "inOutAss", .formula = "s_i = sum_j x_ij sqrt(x_+i x_j+)", .source = INTRODUCTION,
     .needs = ENT_NEEDS_DIRECTED, .parameters = {ROOT}, .ego_total = in_out_total,
     .tie = in_out_tie, .ego_change = in_out_tie, .change = in_out_change},
    {.name = "in_in_assortativity", .label = "ties among those who receive many",
     .rsiena = "inInAss", .formula = "s_i = sum_j x_ij sqrt(x_+i x_+j)", .source = INTRODUCTION,
     .needs = ENT_NEEDS_DIRECTED, .parameters = {ROOT}, .ego_total = in_in_total,
     .tie = in_in_tie, .ego_change = in_in_ego_change, .change = in_in_change},
    {.name = "degree_sum", .label = "degrees of both ends", .rsiena = "degPlus",
     .formula = "s_i = sum_j x_ij (x_i+ + x_j+)", .source = MANUAL("degPlus"),
     .needs = ENT_NEEDS_SYMMETRIC, .ego_total = degree_sum_total, .tie = degree_sum_tie,
     .ego_change = degree_sum_ego_change,
     .change = degree_sum_change, .ego_row = degree_sum_row, .total_shared = {2, 0}},
    {.name = "rsiena:out_popularity_root", .label = "ties to those who sent many at the start",
     .rsiena = "outPopSqrt", .formula = "s_i = sum_j x_ij x_j+(start)",
     .source = MANUAL("outPopSqrt, as its program counts with the default parameter 0"),
     .remark = "Only for comparison with RSiena: no root, and the degrees of the period's start.",
     .needs = ENT_NEEDS_DIRECTED | ENT_NEEDS_PREVIOUS, .kind = ENT_INDEPENDENT,
     .tie = start_outdegree},
    {.name = "rsiena:in_activity_root", .label = "having many ties if one received many at the start",
     .rsiena = "inActSqrt", .formula = "s_i = x_i+ sqrt(x_+i(start))",
     .source = MANUAL("inActSqrt, as its program counts with the default parameter 0"),
     .remark = "Only for comparison with RSiena: the degrees of the period's start.",
     .needs = ENT_NEEDS_DIRECTED | ENT_NEEDS_PREVIOUS, .kind = ENT_INDEPENDENT,
     .tie = start_indegree_root},
};

const ent_family ent_family_degree = ENT_FAMILY("degree", degree);
