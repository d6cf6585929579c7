/* What actors do with an opportunity. Ego's options are to flip one of its ties, or none:
 *   P(j) = exp(u_j) / sum_h exp(u_h),  u_j = sum_k theta_k c_kj,  u of no change = 0
 * where c is the signed change: of evaluation +D to make a tie and -D to end one, of creation D to make one only, of
 * endowment -D to end one only. The score of a choice is c(chosen) - sum_j P(j) c_j.
 *
 * Where the tie needs two (Snijders & Pickup 2017), with q_i = 1 / (1 + exp(-u_i)) that i wants the flip:
 *   initiative     ego chooses as above; a new tie needs alter's q_j, with an offset
 *   disjunctive    a new tie: 1 - (1 - q_i)(1 - q_j); ending: q_i q_j    (there if at least one wants it)
 *   conjunctive    a new tie: q_i q_j;  ending: 1 - (1 - q_i)(1 - q_j)   (there if both want it)
 *   compensatory   1 / (1 + exp(-(u_i + u_j)))
 *   rsiena:disjunctive  q_i
 * Sources: Snijders 2001, Sociological Methodology 31:361, eq. 5-7; Schweinberger & Snijders 2007, Sociological
 * Methodology 37:249. */
#include "saom/saom.h"

#include "core/exponential.h"

#include <math.h>
#include <string.h>

/* c = sign * D. */
static double sign_of(ent_model_part part, bool tied)
{
    switch (part) {
    case ENT_CREATION: return tied ? 0 : 1;
    case ENT_ENDOWMENT: return tied ? -1 : 0;
    case ENT_EVALUATION:
    case ENT_RATE: break;
    }
    return tied ? -1 : 1;
}

static bool has_room(const ent_saom_worker *w, size_t ego, size_t alter)
{
    size_t most = w->saom->model->saom.degree_most;
    const ent_view *v = w->view;
    return most == 0 || (v->out_degree[ego] < most && (v->directed || v->out_degree[alter] < most));
}

bool saom_permitted(const ent_saom_worker *w, size_t ego, size_t alter)
{
    size_t cell = ego * w->saom->n + alter;
    if (ego == alter || w->period->fixed[cell])
        return false;
    if (w->view->x[cell])
        return w->period->direction <= 0;
    return w->period->direction >= 0 && has_room(w, ego, alter);
}

double saom_option(const ent_saom_worker *w, size_t ego, size_t alter, double own[])
{
    double gain = 0;
    bool tied = w->view->x[ego * w->saom->n + alter];
    for (size_t k = 0; k < w->saom->parameters; k++) {
        const ent_term *term = &w->period->terms[k];
        own[k] = term->effect ? sign_of(w->saom->model->effects[k].part, tied)
                                    * ent_ego_change(w->view, term, ego, alter) : 0;
        gain += w->theta[k] * own[k];
    }
    return gain;
}

/* ---- ego's choice among all ---- */

static void fill_gains(ent_saom_worker *w, size_t ego)
{
    size_t n = w->saom->n;
    const uint8_t *x = w->view->x + ego * n;
    memset(w->gain, 0, n * sizeof *w->gain);
    for (size_t k = 0; k < w->saom->parameters; k++) {
        double *row = w->row + k * n;
        ent_model_part part = w->saom->model->effects[k].part;
        if (!w->period->terms[k].effect)
            continue;
        ent_ego_row(w->view, &w->period->terms[k], ego, row);
        double make = sign_of(part, false), end = sign_of(part, true);
        for (size_t j = 0; j < n; j++) {
            row[j] *= x[j] ? end : make;
            w->gain[j] += w->theta[k] * row[j];
        }
    }
}

bool saom_choice_fill(ent_saom_worker *w, size_t ego)
{
    size_t n = w->saom->n, options = 0;
    fill_gains(w, ego);
    double most = 0, sum = 0;
    for (size_t j = 0; j < n; j++) {
        bool permitted = saom_permitted(w, ego, j);
        options += permitted;
        if (!permitted)
            w->gain[j] = j == ego ? 0 : -INFINITY;
        most = w->gain[j] > most ? w->gain[j] : most;
    }
    for (size_t j = 0; j < n; j++) {
        w->chance[j] = w->gain[j] == -INFINITY ? 0 : ent_exp(w->gain[j] - most);
        sum += w->chance[j];
    }
    for (size_t j = 0; j < n; j++)
        w->chance[j] /= sum;
    return options > 0;
}

static size_t draw_option(const ent_saom_worker *w, size_t ego, double u)
{
    double sum = 0;
    for (size_t j = 0; j < w->saom->n; j++) {
        sum += w->chance[j];
        if (u < sum)
            return j;
    }
    return ego; /* rounding: u is as good as 1 */
}

static void score_choice(ent_saom_worker *w, size_t chosen)
{
    size_t n = w->saom->n;
    for (size_t k = 0; k < w->saom->parameters; k++) {
        const double *row = w->row + k * n;
        double mean = 0;
        if (!w->period->terms[k].effect)
            continue;
        for (size_t j = 0; j < n; j++)
            mean += w->chance[j] * row[j];
        w->score[k] += row[chosen] - mean;
    }
}

static void score_add(ent_saom_worker *w, double factor, const double own[])
{
    for (size_t k = 0; w->score && k < w->saom->parameters; k++)
        w->score[k] += factor * own[k];
}

/* Does alter agree to the tie that ego proposes? */
static bool confirms(ent_saom_worker *w, size_t ego, size_t alter)
{
    double u = saom_option(w, alter, ego, w->signed_other);
    double p = ent_logistic(u + w->saom->model->saom.offset);
    uint32_t bits[4];
    ent_random_next(&w->random, bits);
    bool agrees = ent_random_unit64(bits[0], bits[1]) < p;
    score_add(w, agrees ? 1 - p : -p, w->signed_other);
    return agrees;
}

void saom_opportunity(ent_saom_worker *w, size_t ego)
{
    uint32_t bits[4];
    ent_random_next(&w->random, bits);
    if (!saom_choice_fill(w, ego))
        return;
    size_t chosen = draw_option(w, ego, ent_random_unit64(bits[0], bits[1]));
    if (w->score)
        score_choice(w, chosen);
    if (chosen == ego)
        return;
    bool proposes = w->saom->model->saom.rule == ENT_SAOM_INITIATIVE && !w->view->directed
                    && !w->view->x[ego * w->saom->n + chosen];
    if (!proposes || confirms(w, ego, chosen))
        saom_flip(w, ego, chosen);
}

/* ---- a pair's choice ---- */

/* The chance that both want the flip, or at least one, with the weights of the two scores: d log P = a c_i + b c_j if it
 * happens, and -P / (1 - P) times that if not. */
typedef struct {
    double p, a, b;
} pair_chance;

static pair_chance both_want(double q_i, double q_j)
{
    return (pair_chance){q_i * q_j, 1 - q_i, 1 - q_j};
}

static pair_chance one_wants(double q_i, double q_j)
{
    double p = q_i + q_j - q_i * q_j;
    return (pair_chance){p, q_i * (1 - q_i) * (1 - q_j) / p, q_j * (1 - q_j) * (1 - q_i) / p};
}

static pair_chance pair_flips(const ent_saom_worker *w, bool tied, double u_i, double u_j)
{
    double q_i = ent_logistic(u_i), q_j = ent_logistic(u_j), q = ent_logistic(u_i + u_j);
    switch (w->saom->model->saom.rule) {
    case ENT_SAOM_DISJUNCTIVE: return tied ? both_want(q_i, q_j) : one_wants(q_i, q_j);
    case ENT_SAOM_CONJUNCTIVE: return tied ? one_wants(q_i, q_j) : both_want(q_i, q_j);
    case ENT_SAOM_COMPENSATORY: return (pair_chance){q, 1 - q, 1 - q};
    case ENT_SAOM_RSIENA_DISJUNCTIVE:
    case ENT_SAOM_FORCING:
    case ENT_SAOM_INITIATIVE: break;
    }
    return (pair_chance){q_i, 1 - q_i, 0};
}

void saom_pair_opportunity(ent_saom_worker *w, size_t i, size_t j)
{
    uint32_t bits[4];
    ent_random_next(&w->random, bits);
    if (!saom_permitted(w, i, j))
        return;
    double u_i = saom_option(w, i, j, w->signed_own), u_j = saom_option(w, j, i, w->signed_other);
    pair_chance chance = pair_flips(w, w->view->x[i * w->saom->n + j], u_i, u_j);
    bool flips = ent_random_unit64(bits[0], bits[1]) < chance.p;
    double factor = flips ? 1 : -chance.p / (1 - chance.p);
    score_add(w, factor * chance.a, w->signed_own);
    score_add(w, factor * chance.b, w->signed_other);
    if (flips)
        saom_flip(w, i, j);
}

/* ---- shown ---- */

ent_status ent_saom_choice(ent_saom_worker *worker, const double theta[], size_t period, const uint8_t x[],
                           size_t ego, double probability[], double accept[], double contribution[],
                           ent_error *error)
{
    ent_saom_worker *w = worker;
    size_t n = w->saom->n, parameters = w->saom->parameters;
    if (period >= w->saom->period_count || ego >= n)
        return ent_fail(error, ENT_ERR_ARGUMENT, "there is no period %zu or no actor %zu", period + 1, ego + 1);
    w->period = &w->saom->periods[period];
    w->number = period;
    w->theta = theta;
    ent_view_assign(w->view, w->period->start);
    ent_status status = ent_view_set(w->view, x, error);
    if (status != ENT_OK)
        return status;
    saom_choice_fill(w, ego);
    memcpy(probability, w->chance, n * sizeof *probability);
    for (size_t j = 0; j < n; j++) {
        bool proposes = w->saom->model->saom.rule == ENT_SAOM_INITIATIVE && !w->view->directed && j != ego
                        && !x[ego * n + j];
        if (accept)
            accept[j] = proposes ? ent_logistic(saom_option(w, j, ego, w->signed_other)
                                                + w->saom->model->saom.offset) : 1;
        for (size_t k = 0; contribution && k < parameters; k++)
            contribution[j * parameters + k] = w->period->terms[k].effect ? w->row[k * n + j] : 0;
    }
    return ENT_OK;
}
