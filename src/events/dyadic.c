/* The field's baseline: a logit of pairs by what is known of the two states, and with what the ties of the origin say.
 *
 *   logit P_ij = b_0 + b'x_ij
 *
 *   contiguous             1{the two are contiguous, by land or across up to 400 miles of water}
 *   dispute                1{they are in a militarised dispute with each other in the year}
 *   regime sum, difference polity_i + polity_j, |polity_i - polity_j|; what is missing counts as 0
 *   regime missing         1{polity of one of them, or both, is missing}
 *   capability sum, difference  CINC_i + CINC_j, |CINC_i - CINC_j|
 *   large                  1{CINC of one of them, or both, is above .05}
 *   tied                   1{tied at s}
 * and, of the ties A at s,
 *   common allies          sum_l A_il A_jl; any common ally: 1{it is above 0}
 *   allies                 log(1 + d_i) + log(1 + d_j); fewer allies: log(1 + min(d_i, d_j)), d the number of allies
 *
 * All of the origin. Each pair weighs the same, the ridge is .01 on standardised predictors, and nothing is clipped: so it
 * is the one of reference/tergm/SPEC.md, sections 10.1 and 10.3. Dyadic logits of alliances: Lai & Reiter 2000, J. Conflict
 * Resolution 44:203; Gibler & Wolford 2006, J. Conflict Resolution 50:129. */
#include "events/events.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONTIGUOUS, DISPUTE, REGIME_SUM, REGIME_DIFFERENCE, REGIME_MISSING, CAPABILITY_SUM, CAPABILITY_DIFFERENCE, LARGE, TIED,
    OF_STATES, COMMON = OF_STATES, ANY_COMMON, ALLIES, FEWER_ALLIES, PREDICTORS
};
_Static_assert((int)PREDICTORS == (int)ENT_DYADIC_PREDICTORS, "the names and the predictors are as many");
static const double large = .05, ridge = .01;

static const char *const names[PREDICTORS] = {
    [CONTIGUOUS] = "contiguous", [DISPUTE] = "dispute", [REGIME_SUM] = "regime_sum",
    [REGIME_DIFFERENCE] = "regime_difference", [REGIME_MISSING] = "regime_missing", [CAPABILITY_SUM] = "capability_sum",
    [CAPABILITY_DIFFERENCE] = "capability_difference", [LARGE] = "large", [TIED] = "tied", [COMMON] = "common_allies",
    [ANY_COMMON] = "any_common_ally", [ALLIES] = "allies", [FEWER_ALLIES] = "fewer_allies"};

const char *ent_event_dyadic_predictor(size_t predictor)
{
    return predictor < PREDICTORS ? names[predictor] : NULL;
}

/* ---- ties of a year ---- */

typedef struct {
    size_t n;
    uint8_t *tied;  /* [n * n] and both present */
    double *allies; /* [n] */
} network;

static void look(const ent_event_data *d, size_t year, network *at)
{
    size_t n = at->n;
    const uint8_t *present = d->present + year * n, *tied = d->tied + year * n * n;
    for (size_t i = 0; i < n; i++) {
        at->allies[i] = 0;
        for (size_t j = 0; j < n; j++) {
            at->tied[i * n + j] = present[i] && present[j] && i != j && tied[i * n + j];
            at->allies[i] += at->tied[i * n + j];
        }
    }
}

static int count_common(const network *at, size_t i, size_t j)
{
    const uint8_t *one = at->tied + i * at->n, *other = at->tied + j * at->n;
    int common = 0;
    for (size_t l = 0; l < at->n; l++)
        common += one[l] & other[l];
    return common;
}

/* ---- a pair ---- */

static bool pair_has(const uint8_t of[], size_t n, const ent_event_row *row)
{
    return of && of[((size_t)row->origin * n + (size_t)row->a) * n + (size_t)row->b];
}

static void fill_regimes(const ent_event_data *d, const ent_event_row *row, double *x)
{
    const double *polity = d->regime ? d->regime + (size_t)row->origin * d->actor_count : NULL;
    double one = polity ? polity[row->a] : 0, other = polity ? polity[row->b] : 0;
    x[REGIME_MISSING] = isnan(one) || isnan(other);
    one = isnan(one) ? 0 : one;
    other = isnan(other) ? 0 : other;
    x[REGIME_SUM] = one + other;
    x[REGIME_DIFFERENCE] = fabs(one - other);
}

/* NaN where CINC is not known of one of them. */
static void fill_capabilities(const ent_event_data *d, const ent_event_row *row, double *x)
{
    const double *cinc = d->capability ? d->capability + (size_t)row->origin * d->actor_count : NULL;
    double one = cinc ? cinc[row->a] : 0, other = cinc ? cinc[row->b] : 0;
    x[CAPABILITY_SUM] = one + other;
    x[CAPABILITY_DIFFERENCE] = fabs(one - other);
    x[LARGE] = one > large || other > large;
}

static void fill_ties(const network *at, const ent_event_row *row, double *x)
{
    size_t i = (size_t)row->a, j = (size_t)row->b;
    double one = at->allies[i], other = at->allies[j];
    x[TIED] = row->tied;
    x[COMMON] = count_common(at, i, j);
    x[ANY_COMMON] = x[COMMON] > 0;
    x[ALLIES] = log1p(one) + log1p(other);
    x[FEWER_ALLIES] = log1p(fmin(one, other));
}

static void fill(const ent_event_data *data, const ent_event_rows *rows, network *at, double x[])
{
    for (size_t s = 0; s < rows->year_count; s++) {
        look(data, s, at);
        for (size_t k = rows->first[s]; k < rows->first[s + 1]; k++) {
            const ent_event_row *row = &rows->rows[k];
            double *to = x + k * PREDICTORS;
            to[CONTIGUOUS] = pair_has(data->contiguity, at->n, row);
            to[DISPUTE] = pair_has(data->dispute, at->n, row);
            fill_regimes(data, row, to);
            fill_capabilities(data, row, to);
            fill_ties(at, row, to);
        }
    }
}

ent_status ent_event_rows_dyadic(const ent_event_data *data, ent_event_rows *rows, ent_error *error)
{
    size_t n = data->actor_count;
    network at = {n, ent_new_array(n * n, 1), ent_new_array(n, sizeof *at.allies)};
    free(rows->dyadic);
    rows->dyadic = ent_new_array(rows->count * PREDICTORS, sizeof *rows->dyadic);
    ent_status status = at.tied && at.allies && rows->dyadic ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        fill(data, rows, &at, rows->dyadic);
    free(at.tied);
    free(at.allies);
    return status;
}

/* ---- the logits ---- */

/* The first `count` predictors. Beyond what was seen the line goes on: of the reference's logit nothing is clipped. */
static ent_status fit_first(const ent_event_rows *rows, size_t end, size_t count, ent_event_logit *fit, ent_error *error)
{
    const ent_event_options options = {.ridge = ridge};
    event_cases cases;
    ent_status status = event_cases_init(&cases, rows->first[end], PREDICTORS, rows->dyadic, error);
    cases.predictor_count = count;
    for (size_t row = 0; row < cases.count && status == ENT_OK; row++) {
        bool event = rows->rows[row].outcome == ENT_OUTCOME_TIE;
        cases.event[row] = !event_is_known(&rows->rows[row]) ? EVENT_LEFT_OUT : event ? EVENT_YES : EVENT_NO;
        cases.weight[row] = 1;
    }
    if (status == ENT_OK)
        status = event_logit_fit(&cases, &options, fit, error);
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        fit->low[k] = -(double)INFINITY;
        fit->high[k] = (double)INFINITY;
    }
    event_cases_clear(&cases);
    return status;
}

ent_status event_dyadic_fit(const ent_event_rows *rows, size_t end, ent_event_fit *fit, ent_error *error)
{
    ent_status status = fit_first(rows, end, OF_STATES, &fit->covariates, error);
    return status == ENT_OK ? fit_first(rows, end, PREDICTORS, &fit->network, error) : status;
}

void event_dyadic_fill(const ent_event_rows *rows, size_t s, const ent_event_logit *fit, double p[])
{
    for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++)
        *p++ = event_logit_probability(fit, rows->dyadic + row * PREDICTORS);
}
