/* Models of new ties, by what they learn from outcomes that were known at the first origin. */
#include "events/events.h"

#include <math.h>

static const char *const words[ENT_EVENT_MODELS] = {
    [ENT_EVENT_CONSTANT] = "constant", [ENT_EVENT_RECENT] = "recent", [ENT_EVENT_GEO] = "geo",
    [ENT_EVENT_GEO_RECENT] = "geo+recent", [ENT_EVENT_TREATY] = "treaty", [ENT_EVENT_GEO_TREATY] = "geo+treaty"};

const char *ent_event_model_word(ent_event_model model)
{
    return model < ENT_EVENT_MODELS ? words[model] : NULL;
}

/* ---- shares of new ties ---- */

typedef struct {
    size_t pairs, ties;
} tally;

/* Of the rows of origins from `from` to before `to`. */
static tally count_outcomes(const ent_event_rows *rows, size_t from, size_t to)
{
    tally out = {0};
    for (size_t row = rows->first[from]; row < rows->first[to]; row++) {
        out.pairs += event_is_known(&rows->rows[row]);
        out.ties += rows->rows[row].outcome == ENT_OUTCOME_TIE;
    }
    return out;
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

static bool has_geo(ent_event_model model)
{
    return model == ENT_EVENT_GEO || model == ENT_EVENT_GEO_RECENT || model == ENT_EVENT_GEO_TREATY;
}

static bool has_treaty(ent_event_model model)
{
    return model == ENT_EVENT_TREATY || model == ENT_EVENT_GEO_TREATY;
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
    tally seen = count_outcomes(rows, 0, end);
    fit->pairs = seen.pairs;
    fit->ties = seen.ties;
    fit->last_origin = end - 1;
    if (seen.ties == 0 || seen.ties == seen.pairs)
        return ent_fail(error, ENT_ERR_INPUT, "%s of the %zu pairs of the training years got a tie: begin later",
                        seen.ties == 0 ? "none" : "each", seen.pairs);
    fit->rate = (double)seen.ties / (double)seen.pairs;
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
    if (status == ENT_OK && x)
        status = fit_geo(rows, x, end, options, &fit->geo, error);
    if (status == ENT_OK && treaties)
        status = event_treaty_fit(rows, treaties, end, options, fit, error);
    return status;
}

/* ---- probabilities ---- */

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
    for (size_t s = first; s <= last && status == ENT_OK; s++) {
        size_t from = rows->first[s], count = rows->first[s + 1] - from;
        double rate = model == ENT_EVENT_CONSTANT ? fit->rate : recent_rate(rows, s, options);
        for (size_t k = 0; k < count; k++)
            p[k] = rate;
        if (has_treaty(model))
            status = event_treaty_fill(rows, treaties, s, fit, p, error);
        if (has_geo(model))
            take_geo(x + from * ENT_GEOGRAPHY, count, &fit->geo, has_treaty(model), p);
        if (model == ENT_EVENT_GEO_RECENT || model == ENT_EVENT_GEO_TREATY)
            share_level(p, count, rate);
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
