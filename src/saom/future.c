/* Futures: a worker that goes on from unit to unit of time, and what each opportunity is expected to change: with p_j ego's
 * probability of option j, and q_j that alter agrees (rule initiative; else 1),
 *   E[x_ij after | all before] - x_ij before = p_j q_j for a tie that is not there, -p_j for one that is.
 * The sum of these over opportunities is the compensator of x_ij: x_ij(t) - x_ij(0) less it is a martingale with mean 0
 * (Andersen, Borgan, Gill & Keiding 1993, Statistical models based on counting processes, II.1), so that its mean over
 * replicates estimates the chance of the tie without a single rare event having to happen. */
#include "saom/saom.h"

#include "core/exponential.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- rates ---- */

double ent_saom_yearly_rate(const ent_model *model, double rate, double years)
{
    if (!saom_is_pairwise(model))
        return rate / years;
    return sqrt((model->saom.conditional ? rate : rate * rate) / years);
}

/* ---- what alters would say ---- */

/* Room for replies by products. */
static ent_status open_replies(ent_saom_worker *w, ent_error *error)
{
    size_t n = w->saom->n, stride = w->saom->stride;
    if (w->saom->model->saom.rule != ENT_SAOM_INITIATIVE || w->view->directed)
        return ENT_OK;
    if (!w->reply)
        w->reply = ent_new_array(stride, sizeof *w->reply);
    if (w->still_rest && !w->still_back)
        w->still_back = ent_new_array(n * stride, sizeof *w->still_back);
    return w->reply && (!w->still_rest || w->still_back) ? ENT_OK : ent_fail_memory(error);
}

/* By squares, which stay in the cache. */
void saom_turn_rest(ent_saom_worker *w, size_t rows)
{
    enum { SIDE = 16 };
    size_t stride = w->saom->stride;
    if (!w->still_back || !w->period->has_rest)
        return;
    for (size_t top = 0; top < rows; top += SIDE)
        for (size_t left = 0; left < rows; left += SIDE)
            for (size_t i = top; i < top + SIDE && i < rows; i++)
                for (size_t j = left; j < left + SIDE && j < rows; j++)
                    w->still_back[j * stride + i] = w->still_rest[i * stride + j];
}

/* Products will do where alter's u is made of the same factors as ego's: a pair's counts are the same from both ends. */
static bool has_products(const ent_saom_worker *w)
{
    return !w->by_sums && !w->saom->kinds[SAOM_ANY];
}

static void expect_one_by_one(ent_saom_worker *w, size_t ego, double *row)
{
    for (size_t j = 0; j < w->saom->n; j++)
        if (j != ego && w->weight[j] > 0)
            row[j] += w->weight[j] / w->all * (w->view->x[ego * w->saom->n + j] ? -1 : saom_acceptance(w, ego, j));
}

/* q = exp(u_ji + offset) / (1 + the same). w_j = own_i rest_ij alter_j pairs_ij has the factors of the pair in it, so
 * that exp(u_ji) = pairs_ij own_j still_j alter_i rest_ji = w_j own_j still_j alter_i rest_ji / (own_i rest_ij alter_j). */
static void expect_by_products(ent_saom_worker *w, size_t ego, double *row)
{
    size_t n = w->saom->n, stride = w->saom->stride;
    double own = w->still_ego[ego] * w->own[w->view->out_degree[ego]];
    double more = ent_exp(w->saom->model->saom.offset) * w->alter_factor[ego] / own;
    const double *rest = w->period->has_rest ? w->still_rest + ego * stride : w->ones;
    const double *back = w->period->has_rest ? w->still_back + ego * stride : w->ones;
    for (size_t j = 0; j < w->last; j++)
        w->reply[j] = w->still_ego[j] * w->own[w->view->out_degree[j]];
    saom_expect_replies(row, w->weight, w->view->x + ego * n, 1 / w->all, more, back, w->reply, rest, w->alter_factor, w->last);
}

void saom_expect(ent_saom_worker *w, size_t ego)
{
    size_t n = w->saom->n;
    double *row = w->expected + ego * n;
    bool asks = w->saom->model->saom.rule == ENT_SAOM_INITIATIVE && !w->view->directed;
    if (!asks)
        saom_expect_all(row, w->weight, w->view->x + ego * n, 1 / w->all, w->last);
    else if (has_products(w))
        expect_by_products(w, ego, row);
    else
        expect_one_by_one(w, ego, row);
}

/* ---- the walk ---- */

/* The basic rate is no part of any table: that of the last unit does not make them anew. */
ent_status ent_saom_stand(ent_saom_worker *worker, const double theta[], size_t period, ent_error *error)
{
    ent_saom_worker *w = worker;
    ent_status status = open_replies(w, error);
    if (status != ENT_OK)
        return status;
    bool same = w->period == &w->saom->periods[period];
    if (same)
        w->theta[period] = theta[period];
    bool filled = same && memcmp(w->theta, theta, w->saom->parameters * sizeof *theta) == 0;
    saom_start(w, theta, period);
    if (!filled)
        saom_turn_rest(w, w->saom->n);
    return ENT_OK;
}

void ent_saom_put(ent_saom_worker *worker, size_t i, size_t j, bool tied)
{
    if (worker->view->x[i * worker->saom->n + j] != tied)
        saom_flip(worker, i, j);
}

ent_status ent_saom_go_on(ent_saom_worker *worker, double rate, uint64_t seed, uint32_t replicate, uint32_t unit,
                          double expected[], ent_error *error)
{
    ent_saom_worker *w = worker;
    w->theta[w->number] = rate;
    ent_status status = saom_renew(w, error);
    if (status != ENT_OK)
        return status;
    saom_rates_fill(w);
    w->score = NULL;
    w->time = 0;
    w->until_distance = false;
    w->random = ent_random_start(seed, replicate, ENT_DRAW_FUTURES);
    w->random.index = (uint64_t)unit << 40;
    if (w->absent_count > 0 && !(w->total > 0)) /* nobody is left, or one who has no other */
        return ENT_OK;
    w->expected = expected;
    status = saom_walk(w, error);
    w->expected = NULL;
    return status;
}

const ent_view *ent_saom_network(const ent_saom_worker *worker)
{
    return worker->view;
}
