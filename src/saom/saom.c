/* A model made ready for simulation: for each period where it starts, what can change, the terms as the simulation sees
 * them (nothing missing: a covariate has its mean, a tie what the last wave says), and what statistics see otherwise.
 * Sources: Manual for RSiena (1.6.5) 5.2.4, 5.3.1, 5.3.2; Siena algorithms (2026) for starting values. */
#include "saom/saom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- networks of a period ---- */

static unsigned code_of(const ent_waves *waves, size_t wave, size_t cell)
{
    return waves->code[wave * waves->n * waves->n + cell];
}

static bool is_structural(unsigned code)
{
    return code == ENT_TIE_NEVER || code == ENT_TIE_ALWAYS;
}

static void fill_cells(saom_period *p, const ent_waves *waves)
{
    size_t n = waves->n;
    ent_waves_start(waves, p->data->period, p->x, p->fixed);
    for (size_t cell = 0; cell < n * n; cell++) {
        unsigned start = code_of(waves, p->data->period, cell), end = code_of(waves, p->data->period + 1, cell);
        bool diagonal = cell / n == cell % n;
        p->counts[cell] = !diagonal && start <= 1 && end <= 1;
        p->active[cell / n] |= !diagonal && !p->fixed[cell];
        p->bound[cell / n] |= !diagonal && p->fixed[cell];
    }
    for (size_t i = 0; i < n; i++)
        if (p->active[i])
            p->actors[p->actor_count++] = (uint16_t)i;
    p->distance = ent_waves_distance(waves, p->data->period, NULL);
}

/* Calls for each tie that statistics see otherwise than the simulation; an undirected one once. */
static size_t fill_settled(const saom_period *p, const ent_waves *waves, saom_settled *out)
{
    size_t n = waves->n, count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = waves->directed ? 0 : i + 1; j < n; j++) {
            size_t cell = i * n + j;
            unsigned end = code_of(waves, p->data->period + 1, cell);
            bool structural = is_structural(end) && !p->fixed[cell];
            if (i == j || (!p->data->missing[cell] && !structural))
                continue;
            if (out)
                out[count] = (saom_settled){(uint16_t)i, (uint16_t)j,
                                            !p->data->missing[cell] && end == ENT_TIE_ALWAYS};
            count++;
        }
    return count;
}

static ent_status open_settled(saom_period *p, const ent_waves *waves, ent_error *error)
{
    p->settled_count = fill_settled(p, waves, NULL);
    p->settled = ent_new_array(p->settled_count, sizeof *p->settled);
    if (!p->settled)
        return ent_fail_memory(error);
    fill_settled(p, waves, p->settled);
    return ENT_OK;
}

/* 1 if all changes are ties made, -1 if all are ties ended. */
static int direction_of(const saom_period *p, const ent_waves *waves)
{
    size_t made = 0, ended = 0;
    for (size_t cell = 0; cell < waves->n * waves->n; cell++) {
        unsigned start = code_of(waves, p->data->period, cell), end = code_of(waves, p->data->period + 1, cell);
        made += p->counts[cell] && start < end;
        ended += p->counts[cell] && start > end;
    }
    return ended == 0 ? 1 : made == 0 ? -1 : 0;
}

static ent_status check_change(const saom_period *p, const ent_model *model, ent_error *error)
{
    size_t wave = p->data->period;
    if (p->distance > 0 || model->ahead)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_INPUT, "%s: no tie of '%s' changes from wave '%s' to '%s': a period without change "
                    "says nothing, leave out one of the two waves", model->path,
                    model->variable, model->waves[wave], model->waves[wave + 1]);
}

/* Joiners and leavers are told by structural ties: who is absent must have no others. */
static ent_status check_absent(const ent_model *model, ent_error *error)
{
    size_t n = model->actor_count;
    for (size_t k = 0; k < model->ties.wave_count * n; k++)
        for (size_t j = 0; model->absent && model->absent[k] && j < n; j++) {
            size_t wave = k / n, i = k % n;
            if (j != i && (!is_structural(code_of(&model->ties, wave, i * n + j))
                           || !is_structural(code_of(&model->ties, wave, j * n + i))))
                return ent_fail(error, ENT_ERR_INPUT, "%s: actor '%s' is absent at wave '%s', but its tie with '%s' is "
                                "not fixed there: give the ties of who is absent the value 10 (never)", model->path,
                                model->actors[i], model->waves[wave], model->actors[j]);
        }
    return ENT_OK;
}

/* ---- terms as the simulation sees them ---- */

static ent_status open_covariates(saom_period *p, const ent_model *model, ent_error *error)
{
    p->covariates = ent_new_array(model->covariate_count, sizeof *p->covariates);
    p->dyadic = ent_new_array(model->dyadic_count, sizeof *p->dyadic);
    if (!p->covariates || !p->dyadic)
        return ent_fail_memory(error);
    for (size_t k = 0; k < model->covariate_count; k++) {
        p->covariates[k] = p->data->covariates[k];
        p->covariates[k].missing = NULL;
    }
    for (size_t k = 0; k < model->dyadic_count; k++) {
        p->dyadic[k] = p->data->dyadic[k];
        p->dyadic[k].missing = NULL;
    }
    return ENT_OK;
}

static ent_status open_terms(saom_period *p, const ent_model *model, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < model->effect_count && status == ENT_OK; k++) {
        const ent_model_effect *e = &model->effects[k];
        ent_term *term = &p->terms[k];
        *term = p->data->terms[k];
        term->prepared = NULL;
        term->covariate = e->covariate < 0 ? NULL : &p->covariates[e->covariate];
        term->dyadic = e->dyadic < 0 ? NULL : &p->dyadic[e->dyadic];
        term->second = e->second < 0 ? NULL : &p->dyadic[e->second];
        if (term->effect)
            status = ent_term_prepare(p->start, term, error);
    }
    return status;
}

static ent_status open_start(saom_period *p, const ent_model *model, ent_error *error)
{
    ent_status status = ent_view_new(model->actor_count, model->ties.directed,
                                     ent_terms_keep(p->data->terms, model->effect_count), &p->start, error);
    if (status == ENT_OK)
        status = ent_view_set(p->start, p->x, error);
    if (status != ENT_OK)
        return status;
    const ent_view *seen = p->data->end;
    p->start->previous = p->x;
    p->start->time = seen->time;
    p->start->balance_mean = seen->balance_mean;
    p->start->structure_mean = seen->structure_mean;
    p->start->sets = seen->sets;
    p->start->set_count = seen->set_count;
    p->start->fixed = p->fixed;
    return ENT_OK;
}

/* Where nothing is missing the simulation and the statistics see the same D. */
static ent_status open_quick(const ent_saom *saom, saom_period *p, ent_error *error)
{
    p->quick = ent_new_array(saom->parameters, sizeof *p->quick);
    p->start_statistic = ent_new_array(saom->parameters, sizeof *p->start_statistic);
    p->shared = ent_new_array(saom->parameters, sizeof *p->shared);
    if (!p->quick || !p->start_statistic || !p->shared)
        return ent_fail_memory(error);
    for (size_t k = 0; k < saom->term_count; k++) {
        const saom_term *t = &saom->terms[k];
        const ent_term *term = &p->data->terms[t->parameter];
        double shared = term->effect->target_shared[saom->model->ties.directed];
        bool whole = !p->data->end->missing && !(term->covariate && term->covariate->missing)
                     && !(term->dyadic && term->dyadic->missing) && !(term->second && term->second->missing);
        p->quick[t->parameter] = t->kind == SAOM_STILL && whole;
        p->shared[t->parameter] = shared == 0 ? 1 : shared;
        if (p->quick[t->parameter])
            p->start_statistic[t->parameter] = ent_target(p->start, &p->terms[t->parameter]);
    }
    return ENT_OK;
}

static ent_status open_period(const ent_saom *saom, size_t index, ent_error *error)
{
    const ent_model *model = saom->model;
    saom_period *p = &saom->periods[index];
    size_t n = model->actor_count;
    ent_status status = ent_model_period_open(model, index, &p->data, error);
    if (status != ENT_OK)
        return status;
    p->x = ent_new_array(n * n, 1);
    p->fixed = ent_new_array(n * n, 1);
    p->counts = ent_new_array(n * n, 1);
    p->active = ent_new_array(n, 1);
    p->bound = ent_new_array(n, 1);
    p->actors = ent_new_array(n, sizeof *p->actors);
    p->terms = ent_new_array(model->effect_count, sizeof *p->terms);
    if (!p->x || !p->fixed || !p->counts || !p->active || !p->bound || !p->actors || !p->terms)
        return ent_fail_memory(error);
    fill_cells(p, &model->ties);
    p->direction = model->saom.one_way && !model->ahead ? direction_of(p, &model->ties) : 0;
    status = check_change(p, model, error);
    if (status == ENT_OK)
        status = open_settled(p, &model->ties, error);
    if (status == ENT_OK)
        status = open_covariates(p, model, error);
    if (status == ENT_OK)
        status = open_start(p, model, error);
    if (status == ENT_OK)
        status = open_terms(p, model, error);
    if (status == ENT_OK)
        status = open_quick(saom, p, error);
    return status == ENT_OK ? saom_still_open(saom, p, error) : status;
}

static void close_period(const ent_saom *saom, saom_period *p)
{
    for (size_t k = 0; p->terms && k < saom->parameters; k++)
        ent_term_clear(&p->terms[k]);
    for (size_t k = 0; p->still && k < saom->kinds[SAOM_STILL]; k++)
        saom_still_close(&p->still[k]);
    saom_own_data_close(saom, p);
    free(p->still);
    free(p->quick);
    free(p->start_statistic);
    free(p->shared);
    free(p->bound);
    free(p->actors);
    ent_model_period_close(p->data);
    ent_view_free(p->start);
    free(p->covariates);
    free(p->dyadic);
    free(p->terms);
    free(p->x);
    free(p->fixed);
    free(p->counts);
    free(p->active);
    free(p->settled);
}

/* ---- the whole ---- */

static saom_kind kind_of(const ent_model_effect *e)
{
    if (e->part != ENT_EVALUATION)
        return SAOM_ANY;
    if (e->effect->kind & ENT_INDEPENDENT)
        return SAOM_STILL;
    if (e->effect->of_degree)
        return SAOM_OWN;
    switch (e->effect->ego_count) {
    case ENT_COUNT_NONE: return SAOM_ANY;
    case ENT_COUNT_TIE_BACK: return SAOM_BACK;
    case ENT_COUNT_IN_DEGREE:
    case ENT_COUNT_OUT_DEGREE: return SAOM_ALTER;
    default: return SAOM_PAIR;
    }
}

static void sort_effects(ent_saom *saom, const ent_model *model)
{
    for (size_t k = 0; k < model->effect_count; k++) {
        const ent_model_effect *e = &model->effects[k];
        if (e->part == ENT_RATE) {
            saom->structural_rates |= e->rate > ENT_RATE_COVARIATE;
            if (e->rate != ENT_RATE_BASIC)
                saom->rate_effects[saom->rate_effect_count++] = k;
            continue;
        }
        saom_kind kind = kind_of(e);
        saom->terms[saom->term_count++] = (saom_term){k, kind, e->part, e->effect->ego_count, saom->kinds[kind]++};
    }
}

static ent_status describe(ent_saom *saom, const ent_model *model, ent_error *error)
{
    saom->model = model;
    saom->n = model->actor_count;
    saom->stride = (saom->n + SAOM_LANES - 1) / SAOM_LANES * SAOM_LANES;
    saom->parameters = model->effect_count;
    saom->period_count = ent_model_period_count(model);
    saom->pairwise = saom_is_pairwise(model);
    saom->periods = ent_new_array(saom->period_count, sizeof *saom->periods);
    saom->target = ent_new_array(saom->period_count * saom->parameters, sizeof *saom->target);
    saom->terms = ent_new_array(saom->parameters, sizeof *saom->terms);
    saom->rate_effects = ent_new_array(saom->parameters, sizeof *saom->rate_effects);
    if (!saom->periods || !saom->target || !saom->terms || !saom->rate_effects)
        return ent_fail_memory(error);
    sort_effects(saom, model);
    return ENT_OK;
}

ent_status ent_saom_new(const ent_model *model, ent_saom **out, ent_error *error)
{
    *out = NULL;
    if (model->family != ENT_FAMILY_SAOM)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a model of family %s is not simulated actor by actor",
                        ent_model_family_word(model->family));
    if (model->ties.directed && model->saom.rule != ENT_SAOM_FORCING)
        return ent_fail(error, ENT_ERR_INPUT, "rule '%s' is for networks that are not directed",
                        ent_saom_rule_word(model->saom.rule));
    ent_saom *saom = calloc(1, sizeof *saom);
    if (!saom)
        return ent_fail_memory(error);
    ent_status status = check_absent(model, error);
    if (status == ENT_OK)
        status = describe(saom, model, error);
    for (size_t p = 0; p < saom->period_count && status == ENT_OK; p++)
        status = open_period(saom, p, error);
    if (status == ENT_OK)
        status = ent_model_targets(model, saom->target, error);
    if (status == ENT_OK)
        *out = saom;
    else
        ent_saom_free(saom);
    return status;
}

void ent_saom_free(ent_saom *saom)
{
    if (!saom)
        return;
    for (size_t p = 0; saom->periods && p < saom->period_count; p++)
        close_period(saom, &saom->periods[p]);
    free(saom->periods);
    free(saom->target);
    free(saom->terms);
    free(saom->rate_effects);
    free(saom);
}

const ent_model *ent_saom_model(const ent_saom *saom)
{
    return saom->model;
}

size_t ent_saom_parameters(const ent_saom *saom)
{
    return saom->parameters;
}

size_t ent_saom_periods(const ent_saom *saom)
{
    return saom->period_count;
}

int ent_saom_direction(const ent_saom *saom, size_t period)
{
    return saom->periods[period].direction;
}

void ent_saom_targets(const ent_saom *saom, double target[], double by_period[])
{
    size_t parameters = saom->parameters;
    for (size_t k = 0; k < parameters; k++) {
        target[k] = 0;
        for (size_t p = 0; p < saom->period_count; p++)
            target[k] += saom->target[p * parameters + k];
    }
    if (by_period)
        memcpy(by_period, saom->target, saom->period_count * parameters * sizeof *by_period);
}

/* ---- where estimation starts ---- */

static double trimmed(double x, double least, double most)
{
    return fmin(fmax(x, least), most);
}

/* count[from][to] of ordered pairs known at both ends; structural ties count by their value. */
static void count_moves(const ent_waves *waves, size_t period, double count[2][2])
{
    memset(count, 0, 4 * sizeof count[0][0]);
    for (size_t cell = 0; cell < waves->n * waves->n; cell++) {
        unsigned start = code_of(waves, period, cell), end = code_of(waves, period + 1, cell);
        if (cell / waves->n != cell % waves->n && start <= 1 && end <= 1)
            count[start][end]++;
    }
}

/* n (0.2 + 2 changes) / (pairs + 1), undirected n (0.2 + changes) / (pairs / 2 + 1), changes and pairs ordered. */
static double rate_start(const ent_waves *waves, size_t period)
{
    double count[2][2], n = (double)waves->n;
    count_moves(waves, period, count);
    double changes = count[0][1] + count[1][0], pairs = changes + count[0][0] + count[1][1];
    double rate = waves->directed ? n * (0.2 + 2 * changes) / (pairs + 1)
                                  : n * (0.2 + changes) / (floor(pairs / 2) + 1);
    return trimmed(rate, 0.1, 100);
}

/* Half the log of the odds of making to those of ending, averaged over periods by their information. */
static double density_start(const ent_saom *saom)
{
    double sum = 0, weights = 0;
    for (size_t p = 0; p < saom->period_count; p++) {
        double count[2][2];
        count_moves(&saom->model->ties, p, count);
        double absent = count[0][0] + count[0][1], tied = count[1][0] + count[1][1];
        double p01 = trimmed(count[0][1] / fmax(absent, 1), 0.02, 0.98);
        double p10 = trimmed(count[1][0] / fmax(tied, 1), 0.02, 0.98);
        double p00 = trimmed(count[0][0] / fmax(absent, 1), 0.02, 0.98);
        double p11 = trimmed(count[1][1] / fmax(tied, 1), 0.02, 0.98);
        double weight = count[0][1] * count[1][0] > 0 ? 4 / (p00 / count[0][1] + p11 / count[1][0]) : 1e-6;
        sum += weight * 0.5 * log(p01 / p10);
        weights += weight;
    }
    return trimmed(sum / weights, -3, 3);
}

void ent_saom_start(const ent_saom *saom, double theta[])
{
    for (size_t k = 0; k < saom->parameters; k++) {
        const ent_model_effect *e = &saom->model->effects[k];
        bool density = e->part == ENT_EVALUATION && strcmp(e->effect->name, "density") == 0;
        theta[k] = e->has_start ? e->start
                   : k < saom->period_count ? rate_start(&saom->model->ties, k)
                   : density ? density_start(saom) : 0;
    }
}
