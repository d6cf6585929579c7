/* Memory: what the network before, y, says of a tie now; and time itself. With the number of ties in a model
 * only one of the four kinds of memory can be told apart: they are linear in each other.
 * Sources: Hanneke, Fu & Xing 2010, Electronic Journal of Statistics 4:585; Leifeld, Cranmer & Desmarais 2018,
 * J. Stat. Software 83(6) (memory, delayed reciprocity, time covariates). */
#include "effects/effects.h"

static double before(const ent_view *view, size_t i, size_t j)
{
    return view->previous[pair(view, i, j)];
}

static double autoregression(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return before(view, i, j);
}

static double stability(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return 2 * before(view, i, j) - 1;
}

static double innovation(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return 1 - before(view, i, j);
}

static double loss(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)term;
    return -before(view, i, j);
}

static double delayed_reciprocity(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->parameter[0] == 0 ? before(view, j, i) : 2 * before(view, j, i) - 1;
}

/* t^p */
static double of_time(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    (void)i, (void)j;
    return pow(view->time, term->parameter[0]);
}

static double time_dyadic(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return of_time(view, term, i, j) * weight_between(view, term->dyadic, i, j);
}

/* ---- partners shared in the network before: c_ij = sum_h y_ih y_hj ---- */

static void prepare_lagged(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    for (size_t i = 0; i < n; i++)
        for (size_t h = 0; h < n; h++)
            for (size_t j = 0; h != i && view->previous[i * n + h] && j < n; j++)
                term->prepared[i * n + j] += h != j && view->previous[h * n + j];
}

static double lagged_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->prepared[pair(view, i, j)];
}

static double lagged_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++)
            if (h != i && h != j && tied(view, i, j))
                sum += before(view, i, h) * before(view, h, j);
    return sum;
}

/* The peer's example multiplies upper triangles: only partners h with i < h < j in the order of the file. */
static void prepare_between_in_order(const ent_view *view, ent_term *term)
{
    size_t n = view->n;
    for (size_t i = 0; i < n; i++)
        for (size_t h = i + 1; h < n; h++)
            for (size_t j = h + 1; view->previous[i * n + h] && j < n; j++) {
                term->prepared[i * n + j] += view->previous[h * n + j];
                term->prepared[j * n + i] = term->prepared[i * n + j];
            }
}

static double between_in_order_total(const ent_view *view, const ent_term *term, size_t i)
{
    double sum = 0;
    (void)term;
    for (size_t j = 0; j < view->n; j++)
        for (size_t h = 0; h < view->n; h++) {
            bool between = (i < h && h < j) || (j < h && h < i);
            if (between && tied(view, i, j))
                sum += before(view, i, h) * before(view, h, j);
        }
    return sum;
}

#define TEMPORAL "Leifeld, Cranmer & Desmarais 2018, J. Stat. Software 83(6)"
#define DISCRETE "Hanneke, Fu & Xing 2010, Electronic Journal of Statistics 4:585"
#define OF_PAST(function) .needs = ENT_NEEDS_PREVIOUS, .kind = ENT_INDEPENDENT, .tie = function
#define POWER {{"power", "of time", 1, -10, 10}}

static const ent_effect memory[] = {
    {.name = "autoregression", .label = "ties that were there", .ergm = "memory_autoregression",
     .formula = "s_i = sum_j x_ij y_ij", .source = TEMPORAL, OF_PAST(autoregression)},
    {.name = "stability", .label = "ties that were there, less those that were not",
     .ergm = "memory memory_stability", .formula = "s_i = sum_j x_ij (2 y_ij - 1)", .source = DISCRETE,
     OF_PAST(stability)},
    {.name = "innovation", .label = "ties that were not there", .ergm = "memory_innovation",
     .formula = "s_i = sum_j x_ij (1 - y_ij)", .source = TEMPORAL, OF_PAST(innovation)},
    {.name = "loss", .label = "ties that were there, with a minus", .ergm = "memory_loss",
     .formula = "s_i = -sum_j x_ij y_ij", .source = TEMPORAL, OF_PAST(loss)},
    {.name = "delayed_reciprocity", .label = "ties that answer one that was there", .ergm = "delrecip",
     .formula = "s_i = sum_j x_ij y_ji, or sum_j x_ij (2 y_ji - 1)", .source = DISCRETE,
     .parameters = {{"mutuality", "1: none to answer counts -1", 0, 0, 1}},
     OF_PAST(delayed_reciprocity)},
    {.name = "lagged_shared_partners", .label = "ties of two who shared partners",
     .formula = "s_i = sum_j x_ij sum_h y_ih y_hj", .source = TEMPORAL,
     .remark = "btergm's example counts only partners between i and j in the order of the file: "
               "btergm:lagged_shared_partners.",
     .prepares = ENT_PREPARES_PAIRS, .prepare = prepare_lagged, .ego_total = lagged_total,
     OF_PAST(lagged_tie)},
    {.name = "time", .label = "ties now, as time goes on", .ergm = "timecov", .formula = "s_i = t^p x_i+",
     .source = TEMPORAL, .parameters = POWER, .needs = ENT_NEEDS_TIME,
     .kind = ENT_INDEPENDENT | ENT_OF_EGO | ENT_OF_ALL, .tie = of_time},
    {.name = "time_dyadic", .label = "ties of pairs with a high value, as time goes on",
     .ergm = "timecov_transform", .formula = "s_i = t^p sum_j x_ij w_ij", .source = TEMPORAL,
     .parameters = POWER, .needs = ENT_NEEDS_TIME | ENT_NEEDS_DYADIC, .kind = ENT_INDEPENDENT,
     .tie = time_dyadic},
    {.name = "btergm:lagged_shared_partners", .label = "ties of two who shared partners between them",
     .formula = "s_i = sum_j x_ij sum_{h between i and j} y_ih y_hj",
     .source = "data set alliances of btergm 1.10.10 (LSP)",
     .remark = "Only for comparison with btergm's example: it depends on the order of the actors.",
     .needs = ENT_NEEDS_PREVIOUS | ENT_NEEDS_SYMMETRIC, .kind = ENT_INDEPENDENT,
     .prepares = ENT_PREPARES_PAIRS, .prepare = prepare_between_in_order,
     .ego_total = between_in_order_total, .tie = lagged_tie},
};

const ent_family ent_family_memory = ENT_FAMILY("memory", memory);
