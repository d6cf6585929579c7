/* How often actors get opportunities: lambda_i = rho exp(sum_k a_k r_ik). Where pairs get them, the rate of the
 * ordered pair (i, j) is lambda_i lambda_j. Sources: Snijders 2001, Sociological Methodology 31:361, eq. 8;
 * Snijders & Pickup 2017; Schweinberger & Snijders 2007, Sociological Methodology 37:249 (scores). */
#include "saom/saom.h"

#include "core/exponential.h"

#include <math.h>

/* r_i now. */
static double rate_of(const ent_saom_worker *w, const ent_model_effect *e, size_t i)
{
    const ent_view *v = w->view;
    double out = v->out_degree[i];
    switch (e->rate) {
    case ENT_RATE_COVARIATE: return w->period->covariates[e->covariate].value[i];
    case ENT_RATE_OUT_DEGREE: return out;
    case ENT_RATE_IN_DEGREE: return v->in_degree[i];
    case ENT_RATE_MUTUAL_DEGREE: return v->mutual_degree[i];
    case ENT_RATE_OUT_INVERSE: return 1 / (out + 1);
    case ENT_RATE_OUT_LOG: return log(out + 1);
    case ENT_RATE_BASIC: break;
    }
    return 0;
}

static double lambda(const ent_saom_worker *w, size_t i)
{
    double sum = 0;
    for (size_t r = 0; r < w->saom->rate_effect_count; r++) {
        size_t k = w->saom->rate_effects[r];
        sum += w->theta[k] * rate_of(w, &w->saom->model->effects[k], i);
    }
    return w->period->active[i] && !w->gone[i] ? w->theta[w->number] * ent_exp(sum) : 0;
}

void saom_rates_fill(ent_saom_worker *w)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < w->saom->n; i++) {
        w->rate[i] = lambda(w, i);
        sum += w->rate[i];
        squares += w->rate[i] * w->rate[i];
        w->cumulated[i] = sum;
    }
    w->total = w->saom->pairwise ? sum * sum - squares : sum;
}

/* The first actor whose cumulated rate is above u times their sum; any if all have the same. */
size_t saom_rates_draw(const ent_saom_worker *w, double u)
{
    if (w->saom->rate_effect_count == 0)
        return w->present[(size_t)(u * (double)w->present_count)];
    size_t low = 0, high = w->saom->n - 1;
    double wanted = u * w->cumulated[high];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (w->cumulated[middle] > wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void saom_rates_score_event(ent_saom_worker *w, size_t i, size_t j)
{
    const ent_model *model = w->saom->model;
    w->score[w->number] += (w->saom->pairwise ? 2 : 1) / w->theta[w->number];
    for (size_t r = 0; r < w->saom->rate_effect_count; r++) {
        size_t k = w->saom->rate_effects[r];
        w->score[k] += rate_of(w, &model->effects[k], i)
                       + (w->saom->pairwise ? rate_of(w, &model->effects[k], j) : 0);
    }
}

/* Minus the derivative of Lambda times the time: of a pair's sum_{i != j} lambda_i lambda_j it is
 * 2 sum_i r_i lambda_i (sum lambda - lambda_i). */
void saom_rates_score_time(ent_saom_worker *w, double time)
{
    const ent_model *model = w->saom->model;
    size_t n = w->saom->n;
    w->score[w->number] -= (w->saom->pairwise ? 2 : 1) * w->total * time / w->theta[w->number];
    for (size_t r = 0; r < w->saom->rate_effect_count; r++) {
        size_t k = w->saom->rate_effects[r];
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += rate_of(w, &model->effects[k], i) * w->rate[i]
                   * (w->saom->pairwise ? 2 * (w->cumulated[n - 1] - w->rate[i]) : 1);
        w->score[k] -= sum * time;
    }
}
