/* The simulation of an actor-oriented model written a second time from its specification (reference/saom/SPEC.md 1, 3.3,
 * 6), by plain loops: every change statistic is s_i with the tie minus s_i without. It takes the same random numbers, so
 * that with options tried in the same order (plain_choose) it must end in the same network. */
#ifndef ENT_TESTS_SAOM_PLAIN_H
#define ENT_TESTS_SAOM_PLAIN_H

#include "saom/saom.h"

#include "core/exponential.h"

#include <math.h>
#include <string.h>

enum { PLAIN_ACTORS = 16, PLAIN_PARAMETERS = 40 };

typedef struct {
    const ent_saom *saom;
    const saom_period *period;
    size_t number, n;
    const double *theta;
    ent_view *view;
    ent_random random;
    double score[PLAIN_PARAMETERS], time;
} plain;

static inline double plain_total(const plain *s, size_t k, size_t i)
{
    const ent_term *term = &s->period->terms[k];
    double sum = 0;
    if (term->effect->ego_total)
        return term->effect->ego_total(s->view, term, i);
    for (size_t j = 0; j < s->n; j++)
        sum += j != i && s->view->x[i * s->n + j] ? term->effect->tie(s->view, term, i, j) : 0;
    return sum;
}

/* D_kij */
static inline double plain_change(plain *s, size_t k, size_t i, size_t j)
{
    const ent_term *term = &s->period->terms[k];
    if (term->effect->kind & ENT_ELEMENTARY)
        return term->effect->tie(s->view, term, i, j);
    bool on = s->view->x[i * s->n + j];
    double now = plain_total(s, k, i);
    ent_view_flip(s->view, i, j);
    double then = plain_total(s, k, i);
    ent_view_flip(s->view, i, j);
    return on ? now - then : then - now;
}

/* Signed contributions c_k of flipping i->j, and u. */
static inline double plain_gain(plain *s, size_t i, size_t j, double c[])
{
    bool on = s->view->x[i * s->n + j];
    double u = 0;
    for (size_t k = 0; k < s->saom->parameters; k++) {
        ent_model_part part = s->saom->model->effects[k].part;
        bool counts = part == ENT_EVALUATION || (part == ENT_CREATION && !on) || (part == ENT_ENDOWMENT && on);
        c[k] = part == ENT_RATE || !counts ? 0 : (on ? -1 : 1) * plain_change(s, k, i, j);
        u += s->theta[k] * c[k];
    }
    return u;
}

static inline bool plain_may(const plain *s, size_t i, size_t j)
{
    size_t most = s->saom->model->saom.degree_most;
    bool on = s->view->x[i * s->n + j];
    if (i == j || s->period->fixed[i * s->n + j] || (on && s->period->direction > 0)
        || (!on && s->period->direction < 0))
        return false;
    return on || most == 0
           || (s->view->out_degree[i] < most && (s->view->directed || s->view->out_degree[j] < most));
}

static inline double plain_rate_value(const plain *s, size_t k, size_t i)
{
    const ent_model_effect *e = &s->saom->model->effects[k];
    double out = 0, in = 0, mutual = 0;
    for (size_t j = 0; j < s->n; j++) {
        out += s->view->x[i * s->n + j];
        in += s->view->x[j * s->n + i];
        mutual += s->view->x[i * s->n + j] && s->view->x[j * s->n + i];
    }
    switch (e->rate) {
    case ENT_RATE_COVARIATE: return s->period->covariates[e->covariate].value[i];
    case ENT_RATE_OUT_DEGREE: return out;
    case ENT_RATE_IN_DEGREE: return in;
    case ENT_RATE_MUTUAL_DEGREE: return mutual;
    case ENT_RATE_OUT_INVERSE: return 1 / (out + 1);
    case ENT_RATE_OUT_LOG: return log(out + 1);
    case ENT_RATE_BASIC: break;
    }
    return 0;
}

static inline bool plain_is_rate(const plain *s, size_t k)
{
    const ent_model_effect *e = &s->saom->model->effects[k];
    return e->part == ENT_RATE && e->rate != ENT_RATE_BASIC;
}

static inline double plain_rate(const plain *s, size_t i)
{
    double sum = 0;
    bool active = false;
    for (size_t j = 0; j < s->n; j++)
        active |= j != i && !s->period->fixed[i * s->n + j];
    for (size_t k = 0; k < s->saom->parameters; k++)
        sum += plain_is_rate(s, k) ? s->theta[k] * plain_rate_value(s, k, i) : 0;
    return active ? s->theta[s->number] * exp(sum) : 0;
}

static inline size_t plain_draw(const double weight[], size_t n, double u)
{
    double all = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        all += weight[i];
    for (size_t i = 0; i < n; i++) {
        sum += weight[i];
        if (u * all < sum)
            return i;
    }
    return n - 1;
}

/* The same for ego's options, which are tried lane by lane. */
static inline size_t plain_choose(const double weight[], size_t n, double u)
{
    double all = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        all += weight[i];
    for (size_t lane = 0; lane < SAOM_LANES; lane++)
        for (size_t i = lane; i < n; i += SAOM_LANES) {
            sum += weight[i];
            if (u * all < sum)
                return i;
        }
    return n - 1;
}

static inline double plain_logistic(double u)
{
    return 1 / (1 + exp(-u));
}

static inline void plain_score(plain *s, double factor, const double c[])
{
    for (size_t k = 0; k < s->saom->parameters; k++)
        s->score[k] += factor * c[k];
}

static inline void plain_ego(plain *s, size_t i, double u)
{
    static double c[PLAIN_ACTORS][PLAIN_PARAMETERS];
    double weight[PLAIN_ACTORS], all = 0, other[PLAIN_PARAMETERS];
    size_t options = 0;
    memset(c, 0, sizeof c);
    for (size_t j = 0; j < s->n; j++) {
        bool may = plain_may(s, i, j);
        options += may;
        weight[j] = j == i ? 1 : may ? exp(plain_gain(s, i, j, c[j])) : 0;
        all += weight[j];
    }
    if (options == 0)
        return;
    size_t chosen = plain_choose(weight, s->n, u);
    plain_score(s, 1, c[chosen]);
    for (size_t j = 0; j < s->n; j++)
        plain_score(s, -weight[j] / all, c[j]);
    if (chosen == i)
        return;
    if (s->saom->model->saom.rule == ENT_SAOM_INITIATIVE && !s->view->x[i * s->n + chosen]) {
        uint32_t bits[4];
        double p = plain_logistic(plain_gain(s, chosen, i, other) + s->saom->model->saom.offset);
        ent_random_next(&s->random, bits);
        bool agrees = ent_random_unit64(bits[0], bits[1]) < p;
        plain_score(s, agrees ? 1 - p : -p, other);
        if (!agrees)
            return;
    }
    ent_view_flip(s->view, i, chosen);
}

/* The chance that a pair flips. */
static inline double plain_pair_chance(ent_saom_rule rule, bool on, double u_i, double u_j)
{
    double q_i = plain_logistic(u_i), q_j = plain_logistic(u_j);
    switch (rule) {
    case ENT_SAOM_DISJUNCTIVE: return on ? q_i * q_j : 1 - (1 - q_i) * (1 - q_j);
    case ENT_SAOM_CONJUNCTIVE: return on ? 1 - (1 - q_i) * (1 - q_j) : q_i * q_j;
    case ENT_SAOM_COMPENSATORY: return plain_logistic(u_i + u_j);
    default: return q_i;
    }
}

/* The score by differences: log P at theta + h and theta - h along each parameter. */
static inline void plain_pair(plain *s, size_t i, size_t j)
{
    double c[PLAIN_PARAMETERS], d[PLAIN_PARAMETERS], h = 1e-6;
    uint32_t bits[4];
    ent_saom_rule rule = s->saom->model->saom.rule;
    ent_random_next(&s->random, bits);
    if (!plain_may(s, i, j))
        return;
    bool on = s->view->x[i * s->n + j];
    double u_i = plain_gain(s, i, j, c), u_j = plain_gain(s, j, i, d);
    bool flips = ent_random_unit64(bits[0], bits[1]) < plain_pair_chance(rule, on, u_i, u_j);
    for (size_t k = 0; k < s->saom->parameters; k++) {
        double more = plain_pair_chance(rule, on, u_i + h * c[k], u_j + h * d[k]);
        double less = plain_pair_chance(rule, on, u_i - h * c[k], u_j - h * d[k]);
        s->score[k] += (flips ? log(more) - log(less) : log(1 - more) - log(1 - less)) / (2 * h);
    }
    if (flips)
        ent_view_flip(s->view, i, j);
}

static inline double plain_all_rates(const double rate[], size_t n, bool pairwise)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            sum += pairwise ? (i != j ? rate[i] * rate[j] : 0) : j == 0 ? rate[i] : 0;
    return sum;
}

/* Minus the derivative of all rates together, times the time. */
static inline void plain_wait(plain *s, const double rate[], double time)
{
    for (size_t k = 0; k < s->saom->parameters; k++)
        for (size_t i = 0; i < s->n; i++)
            for (size_t j = 0; j < (s->saom->pairwise ? s->n : 1); j++) {
                double both = s->saom->pairwise ? (i != j ? rate[i] * rate[j] : 0) : rate[i];
                double times = s->saom->pairwise ? 2 : 1;
                if (k == s->number)
                    s->score[k] -= time * both * times / s->theta[k];
                else if (plain_is_rate(s, k))
                    s->score[k] -= time * both
                                   * (plain_rate_value(s, k, i) + (s->saom->pairwise ? plain_rate_value(s, k, j) : 0));
            }
}

static inline void plain_event(plain *s, size_t i, size_t j)
{
    for (size_t k = 0; k < s->saom->parameters; k++)
        if (k == s->number)
            s->score[k] += (s->saom->pairwise ? 2 : 1) / s->theta[k];
        else if (plain_is_rate(s, k))
            s->score[k] += plain_rate_value(s, k, i) + (s->saom->pairwise ? plain_rate_value(s, k, j) : 0);
}

/* Changes that count, over ordered pairs. */
static inline double plain_distance(const plain *s)
{
    double sum = 0;
    for (size_t cell = 0; cell < s->n * s->n; cell++)
        sum += s->period->counts[cell] && s->view->x[cell] != s->period->x[cell];
    return sum;
}

/* From the start of a period to its end. */
static inline void plain_run(plain *s, uint64_t seed, uint32_t replicate)
{
    bool conditional = s->saom->model->saom.conditional;
    memset(s->score, 0, sizeof s->score);
    s->random = ent_random_start(seed, replicate, ENT_DRAW_MINISTEPS);
    s->random.index = (uint64_t)s->number << 40;
    s->time = 0;
    while (!conditional || plain_distance(s) < s->period->distance) {
        double rate[PLAIN_ACTORS];
        uint32_t bits[4];
        for (size_t i = 0; i < s->n; i++)
            rate[i] = plain_rate(s, i);
        ent_random_next(&s->random, bits);
        double waited = -log(ent_random_unit(bits[0])) / plain_all_rates(rate, s->n, s->saom->pairwise);
        if (!conditional && s->time + waited >= 1) {
            plain_wait(s, rate, 1 - s->time);
            s->time = 1;
            return;
        }
        s->time += waited;
        plain_wait(s, rate, waited);
        size_t i = plain_draw(rate, s->n, ent_random_unit(bits[1])), j = i;
        uint32_t more[4];
        while (s->saom->pairwise && j == i) {
            ent_random_next(&s->random, more);
            j = plain_draw(rate, s->n, ent_random_unit64(more[0], more[1]));
        }
        plain_event(s, i, j);
        if (s->saom->pairwise)
            plain_pair(s, i, j);
        else
            plain_ego(s, i, ent_random_unit64(bits[2], bits[3]));
    }
}

#endif
