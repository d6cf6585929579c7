/* The treaty model: a new tie comes by one of three routes.
 *
 *   P_ij = 1 - (1 - P_bilateral)(1 - P_accession)(1 - P_multilateral)
 *
 *   P_bilateral    = h lambda(s) o_ij / sum of o over the pairs at risk, o = e^eta of a logit of new bilateral ties, lambda
 *                    their yearly rate (routes.c)
 *   P_accession    = 1 - prod_k (1 - q_k), q_k = p_i m_j + p_j m_i + min(rho p_i p_j, .9 min(p_i, p_j)): over living treaties
 *                    k, m = 1 for members, p of a logit of joining them (accession.c), 0 for members. States join together:
 *                    rho = observed / expected joint accessions of pairs at risk in training
 *   P_multilateral = a logit of new ties by new treaties of three or more
 *
 * Source: reference/forecast/FINDINGS.md, section 3, "treaty", version (b). */
#include "events/events.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

static const double joint_share = 0.9, certain = 1 - 1e-9;

/* ---- logits ---- */

ent_status event_cases_of_route(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end, ent_route route,
                                event_cases *cases, ent_error *error)
{
    ent_status status = event_cases_init(cases, rows->first[end], ENT_PAIR_PREDICTORS, treaties->pair, error);
    for (size_t row = 0; row < rows->first[end] && status == ENT_OK; row++) {
        bool event = treaties->route[row] == route, in = event_is_known(&rows->rows[row]) && !rows->rows[row].tied;
        cases->event[row] = !in ? EVENT_LEFT_OUT : event ? EVENT_YES : EVENT_NO;
        cases->weight[row] = event ? 1 / sqrt(rows->rows[row].size) : 1;
    }
    return status;
}

ent_status event_cases_of_accession(const ent_event_treaties *treaties, size_t end, event_cases *cases, ent_error *error)
{
    size_t count = treaties->first[end];
    ent_status status = event_cases_init(cases, count, ENT_ACCESSION_PREDICTORS, treaties->x, error);
    for (size_t at = 0; at < count && status == ENT_OK; at++) {
        const ent_event_candidate *is = &treaties->candidates[at];
        cases->event[at] = !is->known ? EVENT_LEFT_OUT : is->joined ? EVENT_YES : EVENT_NO;
        cases->weight[at] = is->joined ? 1 / sqrt(is->size) : 1;
    }
    return status;
}

static ent_status fit_pairs(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end, ent_route route,
                            const ent_event_options *options, ent_event_logit *fit, ent_error *error)
{
    event_cases cases;
    ent_status status = event_cases_of_route(rows, treaties, end, route, &cases, error);
    if (status == ENT_OK)
        status = event_logit_fit(&cases, options, fit, error);
    event_cases_clear(&cases);
    return status;
}

static ent_status fit_accession(const ent_event_treaties *treaties, size_t end, const ent_event_options *options,
                                ent_event_logit *fit, ent_error *error)
{
    event_cases cases;
    ent_status status = event_cases_of_accession(treaties, end, &cases, error);
    if (status == ENT_OK)
        status = event_logit_fit(&cases, options, fit, error);
    event_cases_clear(&cases);
    return status;
}

/* ---- candidates of a treaty at an origin ---- */

typedef struct {
    double *p;         /* [n] */
    uint8_t *joined;   /* [n] */
    size_t n;
} joining;

static ent_status joining_init(joining *j, size_t n, ent_error *error)
{
    *j = (joining){.p = ent_new_array(n, sizeof *j->p), .joined = ent_new_array(n, 1), .n = n};
    return j->p && j->joined ? ENT_OK : ent_fail_memory(error);
}

static void joining_clear(joining *j)
{
    free(j->p);
    free(j->joined);
}

/* The treaty whose candidates begin at `at`; gives where the next one's do. */
static size_t joining_fill(joining *j, const ent_event_treaties *treaties, const ent_event_logit *fit, size_t at, size_t end)
{
    int treaty = treaties->candidates[at].treaty;
    for (size_t i = 0; i < j->n; i++)
        j->p[i] = j->joined[i] = 0;
    for (; at < end && treaties->candidates[at].treaty == treaty; at++) {
        const ent_event_candidate *is = &treaties->candidates[at];
        j->p[is->actor] = event_logit_probability(fit, treaties->x + at * ENT_ACCESSION_PREDICTORS);
        j->joined[is->actor] = is->joined;
    }
    return at;
}

/* ---- joint accessions ---- */

static void count_joint(const ent_event_rows *rows, size_t s, const joining *j, double *observed, double *expected)
{
    for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++) {
        const ent_event_row *is = &rows->rows[row];
        if (!event_is_known(is) || is->tied)
            continue;
        *expected += j->p[is->a] * j->p[is->b];
        *observed += j->joined[is->a] && j->joined[is->b];
    }
}

static ent_status find_together(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end,
                                ent_event_fit *fit, ent_error *error)
{
    joining j;
    double observed = 0, expected = 0;
    ent_status status = joining_init(&j, treaties->data->actor_count, error);
    for (size_t s = 0; s < end && status == ENT_OK; s++)
        for (size_t at = treaties->first[s]; at < treaties->first[s + 1];) {
            at = joining_fill(&j, treaties, &fit->accession, at, treaties->first[s + 1]);
            count_joint(rows, s, &j, &observed, &expected);
        }
    joining_clear(&j);
    fit->together = expected > 0 ? observed / expected : 1;
    return status;
}

ent_status event_treaty_fit(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t end,
                            const ent_event_options *options, ent_event_fit *fit, ent_error *error)
{
    ent_status status = fit_pairs(rows, treaties, end, ENT_ROUTE_BILATERAL, options, &fit->bilateral, error);
    if (status == ENT_OK)
        status = fit_accession(treaties, end, options, &fit->accession, error);
    if (status == ENT_OK)
        status = find_together(rows, treaties, end, fit, error);
    if (status == ENT_OK)
        status = fit_pairs(rows, treaties, end, ENT_ROUTE_MULTILATERAL, options, &fit->multilateral, error);
    return status;
}

/* ---- probabilities of an origin ---- */

/* p holds prod (1 - P) of the routes so far; of rows that are tied it stays. */
static void take_bilateral(const ent_event_rows *rows, const ent_event_treaties *treaties, const ent_event_logit *fit,
                           size_t from, size_t count, double expected, double p[])
{
    double odds = 0;
    const ent_event_row *of = rows->rows + from;
    for (size_t k = 0; k < count; k++) {
        if (of[k].tied)
            continue;
        p[k] = fit->scale > 0 ? exp(event_logit_eta(fit, treaties->pair + (from + k) * ENT_PAIR_PREDICTORS)) : 0;
        odds += p[k];
    }
    for (size_t k = 0; k < count; k++)
        if (!of[k].tied)
            p[k] = 1 - (odds > 0 ? fmin(expected * p[k] / odds, 1) : 0);
}

static double joint(double together, double one, double other)
{
    return fmin(together * one * other, joint_share * fmin(one, other));
}

static void take_treaty(const ent_event_rows *rows, size_t s, const joining *j, const uint8_t member[], double together,
                        double p[])
{
    for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++) {
        size_t a = (size_t)rows->rows[row].a, b = (size_t)rows->rows[row].b;
        if (rows->rows[row].tied)
            continue;
        double q = j->p[a] * (member[b] != 0) + j->p[b] * (member[a] != 0) + joint(together, j->p[a], j->p[b]);
        p[row - rows->first[s]] *= 1 - fmin(q, certain);
    }
}

static ent_status take_accession(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s,
                                 const ent_event_fit *fit, double p[], ent_error *error)
{
    joining j;
    const ent_event_data *d = treaties->data;
    ent_status status = joining_init(&j, d->actor_count, error);
    for (size_t at = treaties->first[s]; at < treaties->first[s + 1] && status == ENT_OK;) {
        size_t k = (size_t)treaties->candidates[at].treaty;
        at = joining_fill(&j, treaties, &fit->accession, at, treaties->first[s + 1]);
        take_treaty(rows, s, &j, d->member + (s * d->treaty_count + k) * d->actor_count, fit->together, p);
    }
    joining_clear(&j);
    return status;
}

ent_status event_treaty_fill(const ent_event_rows *rows, const ent_event_treaties *treaties, size_t s,
                             const ent_event_fit *fit, double p[], ent_error *error)
{
    size_t from = rows->first[s], count = rows->first[s + 1] - from;
    take_bilateral(rows, treaties, &fit->bilateral, from, count, (double)rows->horizon * treaties->bilateral[s], p);
    ent_status status = take_accession(rows, treaties, s, fit, p, error);
    for (size_t k = 0; k < count; k++) {
        if (rows->rows[from + k].tied)
            continue;
        p[k] *= 1 - event_logit_probability(&fit->multilateral, treaties->pair + (from + k) * ENT_PAIR_PREDICTORS);
        p[k] = 1 - p[k];
    }
    return status;
}
