/* The parts of the treaty family learnt together, with their covariance; and their parameters as one vector. */
#include "entente/treaty.h"

#include "events/events.h"
#include "events/exits.h"

#include "core/memory.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* ---- parts ---- */

typedef struct {
    const char *word;
    size_t predictor_count;
    const char *(*predictor)(size_t predictor);
    size_t logit;             /* where it stands in an ent_event_fit */
} part_row;

static const part_row parts[ENT_TREATY_PARTS] = {
    [ENT_TREATY_BILATERAL] = {"bilateral", ENT_PAIR_PREDICTORS, ent_event_pair_predictor, offsetof(ent_event_fit, bilateral)},
    [ENT_TREATY_ACCESSION] = {"accession", ENT_ACCESSION_PREDICTORS, ent_event_accession_predictor,
                              offsetof(ent_event_fit, accession)},
    [ENT_TREATY_MULTILATERAL] = {"multilateral", ENT_PAIR_PREDICTORS, ent_event_pair_predictor,
                                 offsetof(ent_event_fit, multilateral)},
    [ENT_TREATY_EXIT] = {"exit", ENT_EXIT_PREDICTORS, ent_event_exit_predictor, offsetof(ent_event_fit, exit)},
    [ENT_TREATY_END] = {"end", ENT_END_PREDICTORS, ent_event_end_predictor, offsetof(ent_event_fit, end)},
    [ENT_TREATY_GATHER] = {.word = "gather"},
};

const char *ent_treaty_part_word(ent_treaty_part part)
{
    return part < ENT_TREATY_PARTS ? parts[part].word : NULL;
}

ent_event_logit *ent_treaty_logit(ent_treaty_fit *fit, ent_treaty_part part)
{
    return part < ENT_TREATY_GATHER ? (ent_event_logit *)((char *)&fit->routes + parts[part].logit) : NULL;
}

size_t ent_treaty_first(ent_treaty_part part)
{
    size_t first = 0;
    for (size_t k = 0; k < (size_t)part; k++)
        first += parts[k].predictor_count + 1;
    return first;
}

size_t ent_treaty_parameters(void)
{
    return ent_treaty_first(ENT_TREATY_PARTS);
}

ent_treaty_part ent_treaty_parameter(size_t parameter, const char **name)
{
    size_t part = 0, first = 0;
    for (; parameter - first > parts[part].predictor_count; part++)
        first += parts[part].predictor_count + 1;
    if (part == ENT_TREATY_GATHER)
        *name = parts[part].word;
    else
        *name = parameter == first ? "intercept" : parts[part].predictor(parameter - first - 1);
    return (ent_treaty_part)part;
}

/* ---- one vector ---- */

void ent_treaty_theta(const ent_treaty_fit *fit, double theta[])
{
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++) {
        const ent_event_logit *logit = (const ent_event_logit *)((const char *)&fit->routes + parts[part].logit);
        *theta++ = logit->intercept;
        memcpy(theta, logit->coefficient, parts[part].predictor_count * sizeof *theta);
        theta += parts[part].predictor_count;
    }
    *theta = fit->gather;
}

void ent_treaty_with(const double theta[], ent_treaty_fit *fit)
{
    for (size_t part = 0; part < ENT_TREATY_GATHER; part++) {
        ent_event_logit *logit = ent_treaty_logit(fit, (ent_treaty_part)part);
        logit->intercept = *theta++;
        memcpy(logit->coefficient, theta, parts[part].predictor_count * sizeof *theta);
        theta += parts[part].predictor_count;
    }
    fit->gather = *theta;
}

/* ---- what is learnt from ---- */

typedef struct {
    ent_event_data data;         /* of the years up to the last that is learnt from */
    ent_event_rows rows;
    double *x;
    ent_event_treaties treaties;
} past_events;

static void past_clear(past_events *past)
{
    ent_event_treaties_clear(&past->treaties);
    ent_event_rows_clear(&past->rows);
    free(past->x);
}

static void forget_partings(ent_event_partings *partings, size_t first)
{
    for (size_t at = 0; at < partings->first[first]; at++)
        partings->cases[at].known = 0;
}

/* Outcomes of origins before the first are history, which predictors know, but are not learnt from. */
static void forget_before(past_events *past, size_t first)
{
    for (size_t row = 0; row < past->rows.first[first]; row++)
        past->rows.rows[row].outcome = ENT_OUTCOME_OPEN;
    for (size_t at = 0; at < past->treaties.first[first]; at++)
        past->treaties.candidates[at].known = 0;
    forget_partings(&past->treaties.exits, first);
    forget_partings(&past->treaties.ends, first);
}

static ent_status past_make(past_events *past, const ent_event_data *data, size_t first, size_t last, ent_error *error)
{
    *past = (past_events){.data = *data};
    past->data.year_count = last + 1;
    ent_status status = ent_event_rows_of_task(&past->data, ENT_EVENT_ALL, 1, &past->rows, error);
    if (status == ENT_OK && !(past->x = ent_new_array(past->rows.count * ENT_GEOGRAPHY, sizeof *past->x)))
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        status = ent_event_geography(&past->data, &past->rows, past->x, error);
    if (status == ENT_OK)
        status = ent_event_treaties_make(&past->data, &past->rows, past->x, &past->treaties, error);
    if (status == ENT_OK)
        forget_before(past, first);
    return status;
}

/* ---- what the parts rest on, and their covariance ---- */

static ent_status cases_of(const past_events *past, ent_treaty_part part, size_t end, event_cases *cases, ent_error *error)
{
    switch (part) {
    case ENT_TREATY_BILATERAL:
        return event_cases_of_route(&past->rows, &past->treaties, end, ENT_ROUTE_BILATERAL, cases, error);
    case ENT_TREATY_MULTILATERAL:
        return event_cases_of_route(&past->rows, &past->treaties, end, ENT_ROUTE_MULTILATERAL, cases, error);
    case ENT_TREATY_ACCESSION: return event_cases_of_accession(&past->treaties, end, cases, error);
    case ENT_TREATY_EXIT: return event_cases_of_partings(&past->treaties.exits, ENT_EXIT_PREDICTORS, end, cases, error);
    default: return event_cases_of_partings(&past->treaties.ends, ENT_END_PREDICTORS, end, cases, error);
    }
}

/* A part's block on the diagonal. */
static ent_status fill_block(const event_cases *cases, ent_treaty_part part, const ent_event_options *options,
                             ent_treaty_fit *fit, double covariance[], ent_error *error)
{
    size_t all = ent_treaty_parameters(), count = parts[part].predictor_count + 1, first = ent_treaty_first(part);
    double *block = ent_new_array(count * count, sizeof *block);
    ent_status status = block ? event_logit_covariance(cases, options, ent_treaty_logit(fit, part), block, error)
                              : ent_fail_memory(error);
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        memcpy(covariance + (first + k) * all + first, block + k * count, count * sizeof *block);
    if (status == ENT_OK && part != ENT_TREATY_BILATERAL) /* of which odds are shared out, whatever their level */
        fit->drawn[part] = event_logit_drawn(cases, ent_treaty_logit(fit, part), block);
    free(block);
    return status;
}

/* Events of one treaty and year, m of them, weigh 1 / sqrt(m) each. */
static size_t count_occasions(const event_cases *cases)
{
    double sum = 0;
    for (size_t row = 0; row < cases->count; row++)
        sum += cases->event[row] == EVENT_YES ? cases->weight[row] * cases->weight[row] : 0;
    return (size_t)round(sum);
}

/* What is to be said of the parts beside what they learnt. covariance may be NULL. */
static ent_status describe(const past_events *past, size_t end, const ent_event_options *options, ent_treaty_fit *fit,
                           double covariance[], ent_error *error)
{
    size_t all = ent_treaty_parameters();
    ent_status status = ENT_OK;
    if (covariance)
        memset(covariance, 0, all * all * sizeof *covariance);
    for (size_t part = 0; part < ENT_TREATY_GATHER && status == ENT_OK; part++) {
        event_cases cases;
        fit->drawn[part] = 1;
        status = cases_of(past, (ent_treaty_part)part, end, &cases, error);
        if (status == ENT_OK && covariance)
            status = fill_block(&cases, (ent_treaty_part)part, options, fit, covariance, error);
        if (status == ENT_OK)
            fit->occasions[part] = count_occasions(&cases);
        event_cases_clear(&cases);
    }
    if (covariance)
        covariance[all * all - 1] = fit->gather_se * fit->gather_se;
    return status;
}

/* ---- all ---- */

static ent_status check(const ent_event_data *data, size_t first, size_t last, ent_error *error)
{
    if (!data->member || data->treaty_count == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "models of treaties need treaties and their members");
    if (first >= last || last >= data->year_count)
        return ent_fail(error, ENT_ERR_ARGUMENT, "there is no outcome to learn from in years %zu to %zu of %zu", first + 1,
                        last, data->year_count);
    return ENT_OK;
}

ent_status ent_treaty_learn(const ent_event_data *data, size_t first, size_t last, const ent_event_options *options,
                            ent_treaty_fit *fit, double covariance[], const ent_monitor *monitor, ent_error *error)
{
    past_events past = {0};
    *fit = (ent_treaty_fit){0};
    ent_status status = check(data, first, last, error);
    if (status == ENT_OK)
        status = past_make(&past, data, first, last, error);
    if (status == ENT_OK)
        status = ent_monitor_step(monitor, 0.4, "predictors", error);
    if (status == ENT_OK)
        status = ent_event_learn(&past.rows, NULL, &past.treaties, last, options, &fit->routes, error);
    if (status == ENT_OK)
        status = ent_monitor_step(monitor, 0.7, "logits", error);
    if (status == ENT_OK)
        status = event_growth_fit(&past.data, first, last, &fit->routes.multilateral, fit, error);
    if (status == ENT_OK)
        status = ent_monitor_step(monitor, 0.8, "foundings", error);
    if (status == ENT_OK)
        status = describe(&past, last, options, fit, covariance, error);
    if (status == ENT_OK) {
        fit->routes.first_origin = first;
        fit->bilateral_rate = past.treaties.bilateral[last];
    }
    past_clear(&past);
    return status;
}
