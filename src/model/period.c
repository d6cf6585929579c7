/* One period of a model: its networks as views, its covariates, its terms bound and prepared; and the observed
 * statistics of all periods. Sources: Snijders 2001, Sociological Methodology 31:361; Manual for RSiena (1.6.5) 5.3. */
#include "entente/model.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t ent_model_period_count(const ent_model *model)
{
    bool first_is_before = model->family == ENT_FAMILY_SAOM || model->lagged;
    return model->ties.wave_count - (first_is_before ? 1 : 0);
}

size_t ent_model_period_wave(const ent_model *model, size_t period)
{
    return period + (model->family == ENT_FAMILY_SAOM || model->lagged ? 1 : 0);
}

/* The wave of a covariate in a period. */
static size_t data_wave(const ent_model_period *p, size_t waves)
{
    bool saom = p->model->family == ENT_FAMILY_SAOM;
    return waves == 1 ? 0 : saom ? p->period : p->wave;
}

/* ---- networks ---- */

/* A tie model's network at a wave: missing ties are 0 and marked. */
static void plain_wave(const ent_waves *waves, size_t wave, uint8_t *x, uint8_t *missing)
{
    size_t cells = waves->n * waves->n;
    const uint8_t *code = waves->code + wave * cells;
    for (size_t k = 0; k < cells; k++) {
        bool diagonal = k / waves->n == k % waves->n;
        x[k] = !diagonal && (code[k] == 1 || code[k] == ENT_TIE_ALWAYS);
        if (missing)
            missing[k] = !diagonal && code[k] == ENT_TIE_MISSING;
    }
}

static void fill_networks(ent_model_period *p, uint8_t *x)
{
    const ent_waves *waves = &p->model->ties;
    if (p->model->family == ENT_FAMILY_SAOM) {
        ent_waves_lagged(waves, p->period, p->before);
        ent_waves_end(waves, p->period, x, p->missing);
        return;
    }
    plain_wave(waves, p->wave, x, p->missing);
    if (p->model->lagged)
        plain_wave(waves, p->wave_before, p->before, NULL);
}

static bool any(const uint8_t *flags, size_t count)
{
    return memchr(flags, 1, count) != NULL;
}

static void point_view(const ent_model_period *p, ent_view *view)
{
    const ent_model *model = p->model;
    size_t n = model->actor_count;
    bool saom = model->family == ENT_FAMILY_SAOM;
    const uint8_t *absent = model->absent + p->wave * n;
    view->previous = saom || model->lagged ? p->before : NULL;
    view->time = (double)p->period + 1 + model->time_before;
    if (model->sets && view->previous) { /* treaties as at the network before */
        view->sets = model->sets + model->first_set[p->wave_before];
        view->set_count = model->first_set[p->wave_before + 1] - model->first_set[p->wave_before];
    }
    view->balance_mean = model->balance_mean;
    view->structure_mean = model->structure_mean;
    view->missing = any(p->missing, n * n) ? p->missing : NULL;
    view->absent = !saom && any(absent, n) ? absent : NULL; /* RSiena's statistics count all actors */
}

static ent_status make_view(const ent_model_period *p, unsigned keeps, const uint8_t *x, ent_view **out,
                            ent_error *error)
{
    ent_status status =
        ent_view_new(p->model->actor_count, p->model->ties.directed, keeps, out, error);
    if (status == ENT_OK)
        status = ent_view_set(*out, x, error);
    if (status == ENT_OK)
        point_view(p, *out);
    return status;
}

static ent_status open_networks(ent_model_period *p, ent_error *error)
{
    size_t cells = p->model->actor_count * p->model->actor_count;
    unsigned keeps = ent_terms_keep(p->terms, p->model->effect_count);
    uint8_t *x = ent_new_array(cells, 1);
    p->before = ent_new_array(cells, 1);
    p->missing = ent_new_array(cells, 1);
    ent_status status = x && p->before && p->missing ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        fill_networks(p, x);
        status = make_view(p, keeps, x, &p->end, error);
    }
    if (status == ENT_OK && p->model->family == ENT_FAMILY_SAOM)
        status = make_view(p, keeps, p->before, &p->start, error);
    free(x);
    return status;
}

/* ---- covariates and terms ---- */

static ent_status open_covariates(ent_model_period *p, ent_error *error)
{
    const ent_model *model = p->model;
    size_t n = model->actor_count;
    p->covariates = ent_new_array(model->covariate_count, sizeof *p->covariates);
    p->dyadic = ent_new_array(model->dyadic_count, sizeof *p->dyadic);
    if (!p->covariates || !p->dyadic)
        return ent_fail_memory(error);
    for (size_t k = 0; k < model->covariate_count; k++) {
        const ent_model_covariate *c = &model->covariates[k];
        size_t wave = data_wave(p, c->waves);
        p->covariates[k] = c->constants;
        p->covariates[k].value = c->value + wave * n;
        p->covariates[k].missing = any(c->missing + wave * n, n) ? c->missing + wave * n : NULL;
    }
    for (size_t k = 0; k < model->dyadic_count; k++) {
        const ent_model_dyadic *d = &model->dyadic[k];
        size_t at = data_wave(p, d->waves) * n * n;
        p->dyadic[k] = (ent_dyadic){d->name, d->value + at,
                                    any(d->missing + at, n * n) ? d->missing + at : NULL, d->mean};
    }
    return ENT_OK;
}

static void bind_term(const ent_model_period *p, const ent_model_effect *e, ent_term *term)
{
    *term = (ent_term){.effect = e->effect};
    memcpy(term->parameter, e->parameter, sizeof term->parameter);
    term->covariate = e->covariate < 0 ? NULL : &p->covariates[e->covariate];
    term->dyadic = e->dyadic < 0 ? NULL : &p->dyadic[e->dyadic];
    term->second = e->second < 0 ? NULL : &p->dyadic[e->second];
}

static void bind_terms(ent_model_period *p)
{
    ent_term *next = p->factors;
    for (size_t k = 0; k < p->model->effect_count; k++) {
        const ent_model_effect *e = &p->model->effects[k];
        ent_term *term = &p->terms[k];
        bind_term(p, e, term);
        term->factors = e->factor_count ? next : NULL;
        term->factor_count = e->factor_count;
        for (size_t f = 0; f < e->factor_count; f++)
            bind_term(p, &e->factors[f], next++);
    }
}

static size_t count_factors(const ent_model *model)
{
    size_t count = 0;
    for (size_t k = 0; k < model->effect_count; k++)
        count += model->effects[k].factor_count;
    return count;
}

/* Check and prepare each term; an error is led by the effect's place in the file. */
static ent_status prepare_terms(ent_model_period *p, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < p->model->effect_count && status == ENT_OK; k++) {
        const ent_model_effect *e = &p->model->effects[k];
        if (!e->effect)
            continue;
        status = ent_term_check(p->end, &p->terms[k], error);
        if (status == ENT_OK)
            status = ent_term_prepare(p->end, &p->terms[k], error);
        if (status == ENT_ERR_INPUT && p->period > 0)
            ent_error_context(error, "wave %s", p->model->waves[ent_model_period_wave(p->model, p->period)]);
        if (status == ENT_ERR_INPUT)
            ent_error_context(error, "%s:%zu:%zu", p->model->path, e->line, e->column);
    }
    return status;
}

static ent_status open_period(const ent_model *model, size_t period, size_t wave, size_t wave_before,
                              ent_model_period **out, ent_error *error)
{
    ent_model_period *p = calloc(1, sizeof *p);
    if (!p)
        return ent_fail_memory(error);
    p->model = model;
    p->period = period;
    p->wave = wave;
    p->wave_before = wave_before;
    p->terms = ent_new_array(model->effect_count, sizeof *p->terms);
    p->factors = ent_new_array(count_factors(model), sizeof *p->factors);
    ent_status status = p->terms && p->factors ? open_covariates(p, error) : ent_fail_memory(error);
    if (status == ENT_OK) {
        bind_terms(p);
        status = open_networks(p, error);
    }
    if (status == ENT_OK)
        status = prepare_terms(p, error);
    if (status == ENT_OK)
        *out = p;
    else
        ent_model_period_close(p);
    return status;
}

ent_status ent_model_period_open(const ent_model *model, size_t period, ent_model_period **out,
                                 ent_error *error)
{
    *out = NULL;
    if (period >= ent_model_period_count(model))
        return ent_fail(error, ENT_ERR_ARGUMENT, "the model has no period %zu", period + 1);
    size_t wave = ent_model_period_wave(model, period);
    return open_period(model, period, wave, wave > 0 ? wave - 1 : 0, out, error);
}

ent_status ent_model_origin_open(const ent_model *model, size_t wave, ent_model_period **out, ent_error *error)
{
    *out = NULL;
    if (model->family == ENT_FAMILY_SAOM || wave + 1 >= model->ties.wave_count)
        return ent_fail(error, ENT_ERR_ARGUMENT, "the model has no tie model's wave after wave %zu", wave + 1);
    return open_period(model, model->lagged ? wave : wave + 1, wave, wave, out, error);
}

void ent_model_period_close(ent_model_period *period)
{
    if (!period)
        return;
    for (size_t k = 0; period->terms && k < period->model->effect_count; k++)
        ent_term_clear(&period->terms[k]);
    ent_view_free(period->end);
    ent_view_free(period->start);
    free(period->terms);
    free(period->factors);
    free(period->before);
    free(period->missing);
    free(period->covariates);
    free(period->dyadic);
    free(period);
}

/* ---- observed statistics ---- */

/* r_i at the start of the period. */
static double rate_of(const ent_model_period *p, const ent_model_effect *e, size_t i)
{
    const ent_view *start = p->start;
    double out = start->out_degree[i];
    switch (e->rate) {
    case ENT_RATE_COVARIATE: return p->covariates[e->covariate].value[i];
    case ENT_RATE_OUT_DEGREE: return out;
    case ENT_RATE_IN_DEGREE: return start->in_degree[i];
    case ENT_RATE_MUTUAL_DEGREE: return start->mutual_degree[i];
    case ENT_RATE_OUT_INVERSE: return 1 / (out + 1);
    case ENT_RATE_OUT_LOG: return log(out + 1);
    case ENT_RATE_BASIC: break;
    }
    return 1;
}

/* sum_i r_i sum_j |x_ij(end) - x_ij(start)| */
static double rate_target(const ent_model_period *p, const ent_model_effect *e, const double changed[])
{
    double sum = 0;
    for (size_t i = 0; i < p->model->actor_count; i++)
        sum += rate_of(p, e, i) * changed[i];
    return sum;
}

static double statistic_of(const ent_model_period *p, size_t effect, const ent_view *end, const double changed[])
{
    const ent_model_effect *e = &p->model->effects[effect];
    const ent_term *term = &p->terms[effect];
    if (p->model->family != ENT_FAMILY_SAOM)
        return ent_total(end, term);
    switch (e->part) {
    case ENT_RATE: return rate_target(p, e, changed);
    case ENT_CREATION: return ent_tie_sum(end, term, p->before, p->missing);
    case ENT_ENDOWMENT: return -ent_tie_sum(p->start, term, end->x, p->missing);
    case ENT_EVALUATION: break;
    }
    return ent_target(end, term);
}

/* Basic rates stand first, one a period: 0 in the others. */
void ent_model_statistics(const ent_model_period *p, const ent_view *end, const double changed[], const bool skip[],
                          double statistic[])
{
    const ent_model *model = p->model;
    for (size_t k = 0; k < model->effect_count; k++) {
        bool other = model->effects[k].part == ENT_RATE && model->effects[k].rate == ENT_RATE_BASIC
                     && k != p->period;
        if (!skip || !skip[k])
            statistic[k] = other ? 0 : statistic_of(p, k, end, changed);
    }
}

static void fill_period(const ent_model_period *p, double target[], double changed[])
{
    if (p->model->family == ENT_FAMILY_SAOM)
        ent_waves_distance(&p->model->ties, p->period, changed);
    ent_model_statistics(p, p->end, changed, NULL, target);
}

ent_status ent_model_targets(const ent_model *model, double target[], ent_error *error)
{
    double *changed = ent_new_array(model->actor_count, sizeof *changed);
    ent_status status = changed ? ENT_OK : ent_fail_memory(error);
    for (size_t k = 0; k < ent_model_period_count(model) && status == ENT_OK; k++) {
        ent_model_period *period;
        status = ent_model_period_open(model, k, &period, error);
        if (status == ENT_OK)
            fill_period(period, target + k * model->effect_count, changed);
        ent_model_period_close(period);
    }
    free(changed);
    return status;
}
