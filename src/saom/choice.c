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

#include <string.h>

static const double EXCLUDED = -1e300;

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

/* Signed D of one option of ego; returns u. */
static double option(const ent_saom_worker *w, size_t ego, size_t alter, double own[])
{
    double gain = 0;
    bool tied = w->view->x[ego * w->saom->n + alter];
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        own[t->parameter] = sign_of(t->part, tied) * saom_value(w, t, ego, alter);
        gain += w->theta[t->parameter] * own[t->parameter];
    }
    return gain;
}

/* ---- ego's choice among all ---- */

/* Rows by ent_ego_row; of creation and endowment 0 where they do not count. */
static void fill_any(ent_saom_worker *w, const saom_term *t, size_t ego)
{
    const uint8_t *x = w->view->x + ego * w->saom->n;
    double *row = w->any[t->slot];
    ent_ego_row(w->view, &w->period->terms[t->parameter], ego, row);
    for (size_t j = 0; t->part != ENT_EVALUATION && j < w->saom->n; j++)
        row[j] = sign_of(t->part, x[j]) != 0 ? row[j] : 0;
}

/* The rows that u is a sum of, and what is the same for all options. */
static size_t gather_rows(ent_saom_worker *w, size_t ego)
{
    size_t rows = 0, at = ego * w->saom->stride, degree = w->view->out_degree[ego];
    w->own_make = w->own_end = w->still_ego[ego];
    if (w->period->has_rest) {
        w->factors[rows] = 1;
        w->rows[rows++] = w->still_rest + at;
    }
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        const ent_term *term = &w->period->terms[t->parameter];
        double theta = w->theta[t->parameter];
        if (t->kind == SAOM_ANY)
            fill_any(w, t, ego);
        if (t->kind == SAOM_OWN) {
            w->own_make += theta * saom_own_value(term, degree);
            w->own_end += degree > 0 ? theta * saom_own_value(term, degree - 1) : 0;
        }
        if (t->kind != SAOM_ANY && t->kind != SAOM_PAIR)
            continue;
        w->factors[rows] = theta;
        w->rows[rows++] = t->kind == SAOM_ANY ? w->any[t->slot] : w->pair[t->slot] + at;
    }
    return rows;
}

/* Of ties back, which are few. */
static void add_back(ent_saom_worker *w, size_t ego)
{
    double theta = 0;
    for (size_t k = 0; k < w->saom->term_count; k++)
        if (w->saom->terms[k].kind == SAOM_BACK)
            theta += w->theta[w->saom->terms[k].parameter];
    for (size_t k = 0; k < w->view->in_degree[ego]; k++)
        w->weight[w->view->in[ego * w->saom->n + k]] += theta;
}

/* To end a tie: alter's degree, and ego's, are with the tie; and the sign. */
static void turn_ties(ent_saom_worker *w, size_t ego)
{
    for (size_t k = 0; k < w->view->out_degree[ego]; k++) {
        size_t j = w->view->out[ego * w->saom->n + k];
        w->weight[j] = -(w->weight[j] + (w->sum_tied[j] - w->sum[j]) + (w->own_end - w->own_make));
    }
}

/* What cannot be chosen gets a u whose exponential is 0. Returns whether anything can. */
static bool exclude(ent_saom_worker *w, size_t ego)
{
    w->weight[ego] = 0;
    if (!w->period->bound[ego] && w->period->direction == 0 && w->saom->model->saom.degree_most == 0)
        return w->saom->n > 1;
    size_t options = 0;
    for (size_t j = 0; j < w->saom->n; j++) {
        bool permitted = saom_permitted(w, ego, j);
        options += permitted;
        if (!permitted && j != ego)
            w->weight[j] = EXCLUDED;
    }
    return options > 0;
}

static void exponentiate(ent_saom_worker *w)
{
    memcpy(w->gain, w->weight, w->saom->stride * sizeof *w->gain);
    double most = saom_exponentials(w->weight, w->saom->stride, w->lane);
    if (most > 650) { /* their sum could be too large: all less by the most */
        for (size_t j = 0; j < w->saom->stride; j++)
            w->weight[j] = w->gain[j] - most;
        saom_exponentials(w->weight, w->saom->stride, w->lane);
    }
    w->all = 0;
    for (size_t l = 0; l < SAOM_LANES; l++)
        w->all += w->lane[l];
}

bool saom_choice_fill(ent_saom_worker *w, size_t ego)
{
    size_t rows = gather_rows(w, ego);
    saom_add_rows(w->weight, w->sum, w->own_make, w->rows, w->factors, rows, w->saom->stride);
    if (w->saom->kinds[SAOM_BACK])
        add_back(w, ego);
    turn_ties(w, ego);
    bool any = exclude(w, ego);
    exponentiate(w);
    return any;
}

/* The option at u of the weights, lane by lane; their sums are those of the lanes, so that the place is found but for
 * the rounding of a lane's sum from the rest. An option of weight 0 is never there. */
static size_t draw_option(const ent_saom_worker *w, size_t ego, double u)
{
    double left = u * w->all;
    size_t l = 0;
    while (l < SAOM_LANES && left >= w->lane[l])
        left -= w->lane[l++];
    double sum = 0;
    for (size_t j = l; l < SAOM_LANES && j < w->saom->stride; j += SAOM_LANES) {
        sum += w->weight[j];
        if (left < sum)
            return j;
    }
    return ego;
}

/* ---- scores ---- */

/* sum_j q_j D_j over a still term's row, q with sign, `total` its sum */
static double still_product(const ent_saom_worker *w, const saom_still *s, size_t ego, double total)
{
    size_t stride = w->saom->stride;
    if (s->dense)
        return saom_product(w->weight, s->dense + ego * stride, stride);
    double sum = s->ego[ego] * total + saom_product(w->weight, s->alter, stride);
    for (size_t k = s->first[ego]; k < s->first[ego + 1]; k++)
        sum += w->weight[s->at[k]] * s->rest[k];
    return sum;
}

static double alter_product(const ent_saom_worker *w, const saom_term *t, size_t ego)
{
    const double *make = w->alter[t->slot], *end = w->alter_tied[t->slot];
    double sum = saom_product(w->weight, make, w->saom->stride);
    for (size_t k = 0; k < w->view->out_degree[ego]; k++) {
        size_t j = w->view->out[ego * w->saom->n + k];
        sum += w->weight[j] * (end[j] - make[j]);
    }
    return sum;
}

static double own_product(const ent_saom_worker *w, const saom_term *t, size_t ego, double total, double ties)
{
    const ent_term *term = &w->period->terms[t->parameter];
    size_t degree = w->view->out_degree[ego];
    return (total - ties) * saom_own_value(term, degree) + (degree > 0 ? ties * saom_own_value(term, degree - 1) : 0);
}

static double back_product(const ent_saom_worker *w, size_t ego)
{
    double sum = 0;
    for (size_t k = 0; k < w->view->in_degree[ego]; k++)
        sum += w->weight[w->view->in[ego * w->saom->n + k]];
    return sum;
}

/* sum_j q_j D_j of a term: q, in w->weight, the weights with the sign of their change. */
static double product(const ent_saom_worker *w, const saom_term *t, size_t ego, double total, double ties)
{
    switch (t->kind) {
    case SAOM_STILL: return still_product(w, &w->period->still[t->slot], ego, total);
    case SAOM_PAIR: return saom_product(w->weight, w->pair[t->slot] + ego * w->saom->stride, w->saom->stride);
    case SAOM_ALTER: return alter_product(w, t, ego);
    case SAOM_OWN: return own_product(w, t, ego, total, ties);
    case SAOM_BACK: return back_product(w, ego);
    case SAOM_ANY: return saom_product(w->weight, w->any[t->slot], w->saom->stride);
    case SAOM_KINDS: break;
    }
    return 0;
}

/* c(chosen) - sum_j P(j) c_j. Turns the weights into those with sign. */
static void score_choice(ent_saom_worker *w, size_t ego, size_t chosen)
{
    double ties = 0;
    for (size_t k = 0; k < w->view->out_degree[ego]; k++) {
        size_t j = w->view->out[ego * w->saom->n + k];
        w->weight[j] = -w->weight[j];
        ties += w->weight[j];
    }
    double total = w->all - w->weight[ego] + 2 * ties;
    w->weight[ego] = 0;
    if (chosen != ego)
        option(w, ego, chosen, w->signed_own);
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        w->score[t->parameter] += (chosen != ego ? w->signed_own[t->parameter] : 0)
                                  - product(w, t, ego, total, ties) / w->all;
    }
}

static void score_add(ent_saom_worker *w, double factor, const double own[])
{
    for (size_t k = 0; w->score && k < w->saom->term_count; k++)
        w->score[w->saom->terms[k].parameter] += factor * own[w->saom->terms[k].parameter];
}

/* Does alter agree to the tie that ego proposes? */
static bool confirms(ent_saom_worker *w, size_t ego, size_t alter)
{
    double u = option(w, alter, ego, w->signed_other);
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
        score_choice(w, ego, chosen);
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
    double u_i = option(w, i, j, w->signed_own), u_j = option(w, j, i, w->signed_other);
    pair_chance chance = pair_flips(w, w->view->x[i * w->saom->n + j], u_i, u_j);
    bool flips = ent_random_unit64(bits[0], bits[1]) < chance.p;
    double factor = flips ? 1 : -chance.p / (1 - chance.p);
    score_add(w, factor * chance.a, w->signed_own);
    score_add(w, factor * chance.b, w->signed_other);
    if (flips)
        saom_flip(w, i, j);
}

/* ---- shown ---- */

/* The chance that alter agrees to a tie that is not there. */
static double acceptance(ent_saom_worker *w, size_t ego, size_t alter)
{
    bool proposes = w->saom->model->saom.rule == ENT_SAOM_INITIATIVE && alter != ego
                    && !w->view->x[ego * w->saom->n + alter];
    return proposes ? ent_logistic(option(w, alter, ego, w->signed_other) + w->saom->model->saom.offset) : 1;
}

/* The chance that the pair flips its tie if it gets an opportunity, ego first. */
static double pair_probability(ent_saom_worker *w, size_t i, size_t j)
{
    if (!saom_permitted(w, i, j))
        return 0;
    double u_i = option(w, i, j, w->signed_own), u_j = option(w, j, i, w->signed_other);
    return pair_flips(w, w->view->x[i * w->saom->n + j], u_i, u_j).p;
}

ent_status ent_saom_choice(ent_saom_worker *worker, const double theta[], size_t period, const uint8_t x[],
                           size_t ego, double probability[], double accept[], double contribution[],
                           ent_error *error)
{
    ent_saom_worker *w = worker;
    size_t n = w->saom->n, parameters = w->saom->parameters;
    if (period >= w->saom->period_count || ego >= n)
        return ent_fail(error, ENT_ERR_ARGUMENT, "there is no period %zu or no actor %zu", period + 1, ego + 1);
    saom_start(w, theta, period);
    ent_status status = ent_view_set(w->view, x, error);
    if (status != ENT_OK)
        return status;
    saom_kept_fill(w);
    saom_choice_fill(w, ego);
    for (size_t j = 0; j < n; j++) {
        probability[j] = w->saom->pairwise ? pair_probability(w, ego, j) : w->weight[j] / w->all;
        if (accept)
            accept[j] = acceptance(w, ego, j);
        if (!contribution)
            continue;
        memset(contribution + j * parameters, 0, parameters * sizeof *contribution);
        if (j != ego)
            option(w, ego, j, contribution + j * parameters);
    }
    return ENT_OK;
}
