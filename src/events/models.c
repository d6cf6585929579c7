/* Models of new ties, of ties that end, and of all pairs, by what they learn from outcomes that were known at the first
 * origin. */
#include "events/events.h"
#include "events/exits.h"

#include <math.h>

static const char *const words[ENT_EVENT_MODELS] = {
    [ENT_EVENT_CONSTANT] = "constant", [ENT_EVENT_RECENT] = "recent", [ENT_EVENT_GEO] = "geo",
    [ENT_EVENT_GEO_RECENT] = "geo+recent", [ENT_EVENT_TREATY] = "treaty", [ENT_EVENT_GEO_TREATY] = "geo+treaty",
    [ENT_EVENT_PERSISTENCE] = "persistence"};

const char *ent_event_model_word(ent_event_model model)
{
    return model < ENT_EVENT_MODELS ? words[model] : NULL;
}

/* ---- shares of events ---- */

typedef struct {
    size_t pairs, ties;
} tally;

/* Of the rows of origins before `end`: of pairs not tied at s, and tied. */
static void count_outcomes(const ent_event_rows *rows, size_t end, tally out[2])
{
    out[0] = out[1] = (tally){0};
    for (size_t row = 0; row < rows->first[end]; row++) {
        tally *of = &out[rows->rows[row].tied];
        of->pairs += event_is_known(&rows->rows[row]);
        of->ties += rows->rows[row].outcome == ENT_OUTCOME_TIE;
    }
}

/* h sum_{t = s - Y + 1}^{s} formed_t / Y / pairs_s: new ties a year, one year ahead, over the last Y years that there are,
 * as if the pairs present at s would make as many. */
static double recent_rate(const ent_event_rows *rows, size_t s, const ent_event_options *options)
{
    size_t years = s < (size_t)options->recent_years ? s : (size_t)options->recent_years, formed = 0;
    for (size_t k = 0; k < years; k++)
        formed += rows->formed[s - k];
    if (formed == 0)
        return 0;
    return fmin((double)(rows->horizon * formed) / (double)years / (double)rows->present_pairs[s], 1);
}

/* h sum ended_t / sum held_t, t over the same years: the share of ties that ended a year, h times. */
static double recent_end_rate(const ent_event_rows *rows, size_t s, const ent_event_options *options)
{
    size_t years = s < (size_t)options->recent_years ? s : (size_t)options->recent_years, ended = 0, held = 0;
    for (size_t k = 0; k < years; k++) {
        ended += rows->ended[s - k];
        held += rows->held[s - k];
    }
    return held > 0 ? fmin((double)rows->horizon * (double)ended / (double)held, 1) : 0;
}

static bool has_geo(ent_event_model model)
{
    return model == ENT_EVENT_GEO || model == ENT_EVENT_GEO_RECENT || model == ENT_EVENT_GEO_TREATY;
}

static bool has_treaty(ent_event_model model)
{
    return model == ENT_EVENT_TREATY || model == ENT_EVENT_GEO_TREATY;
}

bool ent_event_model_is_for(ent_event_model model, ent_event_task task)
{
    if (model == ENT_EVENT_PERSISTENCE)
        return task == ENT_EVENT_ALL;
    return task == ENT_EVENT_FORMATION || !has_geo(model);
}

/* ---- training ---- */

static ent_status fit_geo(const ent_event_rows *rows, const double x[], size_t end, const ent_event_options *options,
                          ent_event_logit *fit, ent_error *error)
{
    event_cases cases;
    ent_status status = event_cases_init(&cases, rows->first[end], ENT_GEOGRAPHY, x, error);
    for (size_t row = 0; row < cases.count && status == ENT_OK; row++) {
        const ent_event_row *is = &rows->rows[row];
        bool tie = is->outcome == ENT_OUTCOME_TIE;
        cases.event[row] = !event_is_known(is) ? EVENT_LEFT_OUT : tie ? EVENT_YES : EVENT_NO;
        cases.weight[row] = tie ? 1 / sqrt(is->size) : 1;
    }
    if (status == ENT_OK)
        status = event_logit_fit(&cases, options, fit, error);
    event_cases_clear(&cases);
    return status;
}

static ent_status count_training(const ent_event_rows *rows, size_t end, ent_event_fit *fit, ent_error *error)
{
    tally seen[2];
    count_outcomes(rows, end, seen);
    fit->pairs = seen[0].pairs + seen[1].pairs;
    fit->ties = seen[0].ties + seen[1].ties;
    fit->last_origin = end - 1;
    if (fit->ties == 0 || fit->ties == fit->pairs)
        return ent_fail(error, ENT_ERR_INPUT, "%s of the %zu pairs of the training years %s: begin later",
                        fit->ties == 0 ? "none" : "each", fit->pairs, event_happened(rows->task));
    fit->rate = (double)fit->ties / (double)fit->pairs;
    for (size_t tied = 0; tied < 2; tied++)
        fit->rates[tied] = seen[tied].pairs > 0 ? (double)seen[tied].ties / (double)seen[tied].pairs : fit->rate;
    return ENT_OK;
}

/* Outcomes up to year `first`: those of origins 0 to first - h. */
ent_status ent_event_learn(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties, size_t first,
                           const ent_event_options *options, ent_event_fit *fit, ent_error *error)
{
    *fit = (ent_event_fit){.together = 1};
    if (first < rows->horizon || first >= rows->year_count)
        return ent_fail(error, ENT_ERR_INPUT, "there is no outcome of %zu years before the first origin to learn from",
                        rows->horizon);
    size_t end = first - rows->horizon + 1;
    ent_status status = count_training(rows, end, fit, error);
    if (status == ENT_OK && x && rows->task == ENT_EVENT_FORMATION)
        status = fit_geo(rows, x, end, options, &fit->geo, error);
    if (status == ENT_OK && treaties && rows->task != ENT_EVENT_DISSOLUTION)
        status = event_treaty_fit(rows, treaties, end, options, fit, error);
    if (status == ENT_OK && treaties && rows->task != ENT_EVENT_FORMATION)
        status = event_exits_fit(treaties, end, options, fit, error);
    return status;
}

/* ---- probabilities ---- */

/* What the models without predictors say of the pairs of an origin: of those not tied, and of those tied. */
static void find_rates(const ent_event_rows *rows, ent_event_model model, const ent_event_fit *fit, size_t s,
                       const ent_event_options *options, double rate[2])
{
    bool all = rows->task == ENT_EVENT_ALL;
    double end = model == ENT_EVENT_PERSISTENCE ? 0 : recent_end_rate(rows, s, options);
    rate[0] = model == ENT_EVENT_PERSISTENCE ? 0 : recent_rate(rows, s, options);
    rate[1] = all ? 1 - end : end;
    for (size_t tied = 0; tied < 2 && model == ENT_EVENT_CONSTANT; tied++)
        rate[tied] = fit->rates[tied];
}

/* Multiply so that half of the level, on the log scale, is the recent one: by (n r / sum p)^(1/2). */
static void share_level(double p[], size_t count, double rate)
{
    double expected = 0;
    for (size_t k = 0; k < count; k++)
        expected += p[k];
    double factor = expected > 0 ? sqrt(rate * (double)count / expected) : 1;
    for (size_t k = 0; k < count; k++)
        p[k] = fmin(p[k] * factor, 1);
}

/* p holds what treaties say; where the model is the mean of both, it becomes that. */
static void take_geo(const double x[], size_t count, const ent_event_logit *fit, bool mean, double p[])
{
    for (size_t k = 0; k < count; k++) {
        double geo = event_logit_probability(fit, x + k * ENT_GEOGRAPHY);
        p[k] = mean ? (geo + p[k]) / 2 : geo;
    }
}

ent_status ent_event_apply(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties,
                           ent_event_model model, const ent_event_fit *fit, size_t first, size_t last,
                           const ent_event_options *options, double p[], ent_error *error)
{
    ent_status status = ENT_OK;
    if (rows->task != ENT_EVENT_FORMATION && has_geo(model))
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s is a model of new ties, not of %s", words[model],
                        ent_event_task_word(rows->task));
    for (size_t s = first; s <= last && status == ENT_OK; s++) {
        size_t from = rows->first[s], count = rows->first[s + 1] - from;
        double rate[2];
        find_rates(rows, model, fit, s, options, rate);
        for (size_t k = 0; k < count; k++)
            p[k] = rate[rows->rows[from + k].tied];
        if (has_treaty(model) && rows->task != ENT_EVENT_DISSOLUTION)
            status = event_treaty_fill(rows, treaties, s, fit, p, error);
        if (status == ENT_OK && has_treaty(model) && rows->task != ENT_EVENT_FORMATION)
            status = event_exits_apply(rows, treaties, s, fit, p, error);
        if (has_geo(model))
            take_geo(x + from * ENT_GEOGRAPHY, count, &fit->geo, has_treaty(model), p);
        if (model == ENT_EVENT_GEO_RECENT || model == ENT_EVENT_GEO_TREATY)
            share_level(p, count, rate[0]);
        p += count;
    }
    return status;
}

ent_status ent_event_forecast(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties,
                              ent_event_model model, size_t first, size_t last, const ent_event_options *options,
                              double p[], ent_event_fit *fit, ent_error *error)
{
    ent_event_fit own;
    fit = fit ? fit : &own;
    ent_status status = ent_event_learn(rows, has_geo(model) ? x : NULL, has_treaty(model) ? treaties : NULL, first,
                                        options, fit, error);
    return status == ENT_OK ? ent_event_apply(rows, x, treaties, model, fit, first, last, options, p, error) : status;
}
