/* Models of new ties, by what they learn from outcomes that were known at the first origin. */
#include "events/events.h"

#include <math.h>

static const char *const words[ENT_EVENT_MODELS] = {
    [ENT_EVENT_CONSTANT] = "constant", [ENT_EVENT_RECENT] = "recent", [ENT_EVENT_GEO] = "geo",
    [ENT_EVENT_GEO_RECENT] = "geo+recent"};

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

/* ---- training ---- */

/* Outcomes up to year `first`: those of origins 0 to first - h. */
static ent_status train(const ent_event_rows *rows, const double x[], ent_event_model model, size_t first,
                        const ent_event_options *options, ent_event_fit *fit, ent_error *error)
{
    *fit = (ent_event_fit){.scale = 1};
    if (first < rows->horizon || first >= rows->year_count)
        return ent_fail(error, ENT_ERR_INPUT, "there is no outcome of %zu years before the first origin to learn from",
                        rows->horizon);
    size_t end = first - rows->horizon + 1;
    tally seen = count_outcomes(rows, 0, end);
    fit->pairs = seen.pairs;
    fit->ties = seen.ties;
    fit->last_origin = end - 1;
    if (seen.ties == 0 || seen.ties == seen.pairs)
        return ent_fail(error, ENT_ERR_INPUT, "%s of the %zu pairs of the training years got a tie: begin later",
                        seen.ties == 0 ? "none" : "each", seen.pairs);
    fit->rate = (double)seen.ties / (double)seen.pairs;
    if (model == ENT_EVENT_GEO || model == ENT_EVENT_GEO_RECENT)
        return event_logit_fit(rows, x, rows->first[end], options, fit, error);
    return ENT_OK;
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

static void fill_origin(const ent_event_rows *rows, const double x[], ent_event_model model, size_t s,
                        const ent_event_options *options, const ent_event_fit *fit, double p[])
{
    size_t from = rows->first[s], count = rows->first[s + 1] - from;
    double rate = model == ENT_EVENT_CONSTANT ? fit->rate : recent_rate(rows, s, options);
    bool geo = model == ENT_EVENT_GEO || model == ENT_EVENT_GEO_RECENT;
    for (size_t k = 0; k < count; k++)
        p[k] = geo ? event_logit_probability(fit, x + (from + k) * ENT_GEOGRAPHY) : rate;
    if (model == ENT_EVENT_GEO_RECENT)
        share_level(p, count, rate);
}

ent_status ent_event_forecast(const ent_event_rows *rows, const double x[], ent_event_model model, size_t first,
                              size_t last, const ent_event_options *options, double p[], ent_event_fit *fit,
                              ent_error *error)
{
    ent_event_fit own;
    fit = fit ? fit : &own;
    ent_status status = train(rows, x, model, first, options, fit, error);
    for (size_t s = first; s <= last && status == ENT_OK; s++)
        fill_origin(rows, x, model, s, options, fit, p + (rows->first[s] - rows->first[first]));
    return status;
}
