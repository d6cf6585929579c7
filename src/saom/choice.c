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

#define ANSWERS ((uint64_t)1 << 63)

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
    if (ego == alter || w->period->fixed[cell] || w->gone[alter])
        return false;
    if (w->view->x[cell])
        return w->period->direction <= 0;
    return w->period->direction >= 0 && has_room(w, ego, alter);
}

static inline size_t pair_count(const saom_pair *p, size_t n, size_t i, size_t j)
{
    size_t cell = p->back ? j * n + i : i * n + j;
    return p->more ? (size_t)p->count[cell] + p->more[cell] : p->count[cell];
}

/* D of a term now. */
static inline double value_of(const ent_saom_worker *w, const saom_term *t, size_t i, size_t j)
{
    const ent_term *term = &w->period->terms[t->parameter];
    size_t n = w->saom->n, stride = w->saom->stride;
    switch (t->kind) {
    case SAOM_STILL: return saom_still_value(&w->period->still[t->slot], stride, i, j);
    case SAOM_PAIR: return w->pairs[t->slot].value[pair_count(&w->pairs[t->slot], n, i, j)];
    case SAOM_ALTER:
        return (w->view->x[i * n + j] ? w->alters[t->slot].kept_tied : w->alters[t->slot].kept)[j];
    case SAOM_OWN: return saom_own_value(term, (size_t)w->view->out_degree[i] - w->view->x[i * n + j]);
    case SAOM_BACK: return w->view->x[j * n + i];
    case SAOM_ANY:
    case SAOM_KINDS: break;
    }
    return ent_ego_change(w->view, term, i, j);
}

/* Signed D of one option of ego; returns u. */
static double option(const ent_saom_worker *w, size_t ego, size_t alter, double own[])
{
    double gain = 0;
    bool tied = w->view->x[ego * w->saom->n + alter];
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        own[t->parameter] = sign_of(t->part, tied) * value_of(w, t, ego, alter);
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

static void multiply_any(ent_saom_worker *w, size_t ego)
{
    size_t stride = w->saom->stride;
    memset(w->any_factor, 0, stride * sizeof *w->any_factor);
    for (size_t k = 0; k < w->saom->term_count; k++)
        if (w->saom->terms[k].kind == SAOM_ANY) {
            fill_any(w, &w->saom->terms[k], ego);
            saom_add(w->any_factor, w->any[w->saom->terms[k].slot], w->theta[w->saom->terms[k].parameter], stride);
        }
    saom_exponentials(w->any_factor, 0, stride);
    for (size_t j = 0; j < w->reach; j++)
        w->weight[j] *= w->any_factor[j];
}

/* The counts of two-paths back to ego, by walking them. */
static void walk_back(const ent_view *v, size_t ego, uint16_t *counts)
{
    const uint16_t *middle = v->in + ego * v->n;
    memset(counts, 0, v->n * sizeof *counts);
    for (size_t k = 0; k < v->in_degree[ego]; k++) {
        const uint16_t *first = v->in + middle[k] * v->n;
        for (size_t l = 0; l < v->in_degree[middle[k]]; l++)
            counts[first[l]]++;
    }
}

/* Ego's row of counts, in the view or put together in w->counts. */
static const uint16_t *row_of_counts(ent_saom_worker *w, const saom_pair *p, size_t ego)
{
    size_t n = w->saom->n;
    const uint16_t *row = p->count + ego * n;
    if (p->back)
        walk_back(w->view, ego, w->counts);
    else if (!p->more)
        return row;
    for (size_t j = 0; p->more && j < n; j++)
        w->counts[j] = (uint16_t)(row[j] + p->more[ego * n + j]);
    return w->counts;
}

/* How many paths there are to walk; n + 1 if it is too many. */
static size_t count_paths(const saom_pair *p, size_t ego, size_t n)
{
    const uint16_t *middle = p->middle.list + ego * n;
    size_t count = 0;
    for (size_t k = 0; k < p->middle.degree[ego]; k++)
        count += (size_t)p->end.degree[middle[k]] + (p->more ? p->end_more.degree[middle[k]] : 0);
    return count <= n / 2 ? count : n + 1;
}

static size_t walk_ends(const saom_pair *p, const saom_side *end, size_t h, size_t n, double *weight, size_t used)
{
    const uint16_t *list = end->list + h * n;
    size_t degree = end->degree[h];
    double factor = p->factor[1];
    for (size_t k = 0; k < degree; k++) {
        weight[list[k]] *= factor;
        p->at[used + k] = list[k];
        p->used[used + k] = 1;
    }
    return used + degree;
}

/* Each path gives its end the factor of one; those to ego itself do no harm. */
static size_t walk_paths(const ent_saom_worker *w, const saom_pair *p, size_t ego)
{
    size_t n = w->saom->n, used = 0;
    const uint16_t *middle = p->middle.list + ego * n;
    for (size_t k = 0; k < p->middle.degree[ego]; k++) {
        used = walk_ends(p, &p->end, middle[k], n, w->weight, used);
        if (p->more)
            used = walk_ends(p, &p->end_more, middle[k], n, w->weight, used);
    }
    return used;
}

/* Alters with a count are listed without a branch: which they are cannot be foreseen. */
static size_t look_up(ent_saom_worker *w, const saom_pair *p, size_t ego)
{
    const uint16_t *counts = row_of_counts(w, p, ego);
    uint16_t *at = p->at;
    size_t used = 0;
    for (size_t j = 0; j < w->last; j++) {
        at[used] = (uint16_t)j;
        used += counts[j] > 0;
    }
    for (size_t k = 0; k < used; k++) {
        w->weight[at[k]] *= p->factor[counts[at[k]]];
        p->used[k] = p->value[counts[at[k]]];
    }
    return used;
}

static void multiply_pairs(ent_saom_worker *w, size_t ego)
{
    for (saom_pair *p = w->pairs; p < w->pairs + w->saom->kinds[SAOM_PAIR]; p++) {
        bool walks = p->plain && count_paths(p, ego, w->saom->n) <= w->saom->n;
        p->used_count = walks ? walk_paths(w, p, ego) : look_up(w, p, ego);
    }
}

/* To end a tie the weight is one over that of making it, with the degrees as they are with the tie. */
static void turn_ties(ent_saom_worker *w, size_t ego)
{
    const uint16_t *list = w->view->out + ego * w->saom->n;
    size_t degree = w->view->out_degree[ego];
    double own = degree > 0 ? w->own[degree - 1] / w->own[degree] : 1;
    for (size_t k = 0; k < degree; k++)
        w->weight[list[k]] = 1 / (w->weight[list[k]] * w->alter_ratio[list[k]] * own);
}

/* What cannot be chosen gets weight 0. Returns whether anything can. */
static bool exclude(ent_saom_worker *w, size_t ego)
{
    w->weight[ego] = 1;
    for (size_t k = 0; k < w->absent_count; k++)
        w->weight[w->absent[k]] = 0;
    if (!w->period->bound[ego] && w->period->direction == 0 && w->saom->model->saom.degree_most == 0)
        return w->saom->n > 1;
    size_t options = 0;
    for (size_t j = 0; j < w->saom->n; j++) {
        bool permitted = saom_permitted(w, ego, j);
        options += permitted;
        if (!permitted && j != ego)
            w->weight[j] = 0;
    }
    return options > 0;
}

static void sum_weights(ent_saom_worker *w)
{
    saom_lane_sums(w->weight, w->reach, w->lane);
    w->all = 0;
    for (size_t l = 0; l < SAOM_LANES; l++)
        w->all += w->lane[l];
}

/* Weights by sums of u, less the largest, which may be of any size. */
static void fill_by_sums(ent_saom_worker *w, size_t ego)
{
    double most = 0;
    for (size_t j = 0; j < w->saom->n; j++) {
        w->weight[j] = j == ego ? 0 : saom_permitted(w, ego, j) ? option(w, ego, j, w->signed_own) : -1e300;
        most = w->weight[j] > most ? w->weight[j] : most;
    }
    for (size_t j = w->saom->n; j < w->saom->stride; j++)
        w->weight[j] = -1e300;
    saom_exponentials(w->weight, most, w->saom->stride);
    sum_weights(w);
}

bool saom_choice_fill(ent_saom_worker *w, size_t ego)
{
    size_t n = w->saom->n, stride = w->saom->stride;
    double own = w->still_ego[ego] * w->own[w->view->out_degree[ego]];
    const double *rest = w->period->has_rest ? w->still_rest + ego * stride : w->ones;
    saom_multiply(w->weight, rest, w->alter_factor, own, w->reach);
    multiply_pairs(w, ego);
    for (size_t k = 0; w->saom->kinds[SAOM_BACK] && k < w->view->in_degree[ego]; k++)
        w->weight[w->view->in[ego * n + k]] *= w->back;
    if (w->saom->kinds[SAOM_ANY])
        multiply_any(w, ego);
    turn_ties(w, ego);
    bool any = exclude(w, ego);
    sum_weights(w);
    w->by_sums = !(w->all < 1e300);
    if (w->by_sums)
        fill_by_sums(w, ego);
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
    for (size_t j = l; l < SAOM_LANES && j < w->reach; j += SAOM_LANES) {
        sum += w->weight[j];
        if (left < sum)
            return j;
    }
    return ego;
}

/* ---- scores ---- */

/* Below, q_j is the weight with the sign of its change: minus where a tie is ended. */

/* The rows of D that the terms want the product with q of, in their order. */
static size_t gather_rows(const ent_saom_worker *w, size_t ego)
{
    size_t count = 0, at = ego * w->saom->stride;
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        const saom_still *s = t->kind == SAOM_STILL ? &w->period->still[t->slot] : NULL;
        if (s && !s->is_constant)
            w->rows[count++] = s->dense ? s->dense + at : s->alter;
        else if (t->kind == SAOM_ALTER)
            w->rows[count++] = w->alters[t->slot].kept;
        else if (t->kind == SAOM_ANY)
            w->rows[count++] = w->any[t->slot];
    }
    return count;
}

/* sum_j q_j D_j of a still term; `product` that of its row, `total` the sum of q. */
static double still_sum(const ent_saom_worker *w, const saom_still *s, size_t ego, double total, double product)
{
    if (s->dense)
        return product;
    double sum = s->ego[ego] * total + product;
    for (size_t k = s->first[ego]; k < s->first[ego + 1]; k++)
        sum += w->weight[s->at[k]] * s->rest[k];
    return sum;
}

static double pair_sum(const ent_saom_worker *w, const saom_pair *p)
{
    double sum = 0;
    for (size_t k = 0; k < p->used_count; k++)
        sum += w->weight[p->at[k]] * p->used[k];
    return sum;
}

static double alter_sum(const ent_saom_worker *w, const saom_alter *a, size_t ego, double product)
{
    for (size_t k = 0; k < w->view->out_degree[ego]; k++) {
        size_t j = w->view->out[ego * w->saom->n + k];
        product += w->weight[j] * (a->kept_tied[j] - a->kept[j]);
    }
    return product;
}

static double own_sum(const ent_saom_worker *w, const saom_term *t, size_t ego, double total, double ties)
{
    const ent_term *term = &w->period->terms[t->parameter];
    size_t degree = w->view->out_degree[ego];
    return (total - ties) * saom_own_value(term, degree) + (degree > 0 ? ties * saom_own_value(term, degree - 1) : 0);
}

static double back_sum(const ent_saom_worker *w, size_t ego)
{
    double sum = 0;
    for (size_t k = 0; k < w->view->in_degree[ego]; k++)
        sum += w->weight[w->view->in[ego * w->saom->n + k]];
    return sum;
}

/* sum_j q_j D_j of each term, to w->signed_other; `ties` is the sum of q over ties. */
static void sum_terms(ent_saom_worker *w, size_t ego, double total, double ties)
{
    const double *product = w->products;
    saom_products(w->weight, w->rows, gather_rows(w, ego), w->saom->stride, w->products);
    for (size_t k = 0; k < w->saom->term_count; k++) {
        const saom_term *t = &w->saom->terms[k];
        const saom_still *s = t->kind == SAOM_STILL ? &w->period->still[t->slot] : NULL;
        double *sum = &w->signed_other[t->parameter];
        switch (t->kind) {
        case SAOM_STILL: *sum = still_sum(w, s, ego, total, s->is_constant ? 0 : *product++); break;
        case SAOM_ALTER: *sum = alter_sum(w, &w->alters[t->slot], ego, *product++); break;
        case SAOM_OWN: *sum = own_sum(w, t, ego, total, ties); break;
        case SAOM_BACK: *sum = back_sum(w, ego); break;
        case SAOM_PAIR: *sum = pair_sum(w, &w->pairs[t->slot]); break;
        case SAOM_ANY:
        case SAOM_KINDS: *sum = *product++; break;
        }
    }
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
    double total = w->all - w->weight[ego] + 2 * ties, scale = 1 / w->all;
    w->weight[ego] = 0;
    sum_terms(w, ego, total, ties);
    if (chosen != ego)
        option(w, ego, chosen, w->signed_own);
    for (size_t k = 0; k < w->saom->term_count; k++) {
        size_t p = w->saom->terms[k].parameter;
        w->score[p] += (chosen != ego ? w->signed_own[p] : 0) - w->signed_other[p] * scale;
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
    ent_random own = w->random;
    own.index |= ANSWERS; /* of a future: opportunities have the same numbers whatever was answered */
    ent_random_next(w->expected ? &own : &w->random, bits);
    bool agrees = ent_random_unit64(bits[0], bits[1]) < p;
    score_add(w, agrees ? 1 - p : -p, w->signed_other);
    return agrees;
}

void saom_opportunity(ent_saom_worker *w, size_t ego, double u)
{
    if (!saom_choice_fill(w, ego))
        return;
    size_t chosen = draw_option(w, ego, u);
    if (w->expected)
        saom_expect(w, ego);
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
    if (w->expected)
        w->expected[i * w->saom->n + j] += w->view->x[i * w->saom->n + j] ? -chance.p : chance.p;
    double factor = flips ? 1 : -chance.p / (1 - chance.p);
    score_add(w, factor * chance.a, w->signed_own);
    score_add(w, factor * chance.b, w->signed_other);
    if (flips)
        saom_flip(w, i, j);
}

/* ---- shown ---- */

double saom_acceptance(ent_saom_worker *w, size_t ego, size_t alter)
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
        return status; /* the view is as it was */
    saom_kept_fill(w);
    saom_choice_fill(w, ego);
    for (size_t j = 0; j < n; j++) {
        probability[j] = w->saom->pairwise ? pair_probability(w, ego, j) : w->weight[j] / w->all;
        if (accept)
            accept[j] = saom_acceptance(w, ego, j);
        if (!contribution)
            continue;
        memset(contribution + j * parameters, 0, parameters * sizeof *contribution);
        if (j != ego)
            option(w, ego, j, contribution + j * parameters);
    }
    return ENT_OK;
}
