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

/* ---- what is forecast, by what ---- */

typedef struct {
    const ent_event_rows *rows;
    const double *x;
    const ent_event_treaties *treaties;
    ent_event_model model;
    const ent_event_options *options;
    ent_event_fit *fit;
} forecasting;

static bool has_geo(ent_event_model model)
{
    return model == ENT_EVENT_GEO || model == ENT_EVENT_GEO_RECENT || model == ENT_EVENT_GEO_TREATY;
}

static bool has_treaty(ent_event_model model)
{
    return model == ENT_EVENT_TREATY || model == ENT_EVENT_GEO_TREATY;
}

/* ---- training ---- */

static ent_status fit_geo(const forecasting *f, size_t end, ent_error *error)
{
    event_cases cases;
    const ent_event_rows *rows = f->rows;
    ent_status status = event_cases_init(&cases, rows->first[end], ENT_GEOGRAPHY, f->x, error);
    for (size_t row = 0; row < cases.count && status == ENT_OK; row++) {
        const ent_event_row *is = &rows->rows[row];
        bool tie = is->outcome == ENT_OUTCOME_TIE;
        cases.event[row] = !event_is_known(is) ? EVENT_LEFT_OUT : tie ? EVENT_YES : EVENT_NO;
        cases.weight[row] = tie ? 1 / sqrt(is->size) : 1;
    }
    if (status == ENT_OK)
        status = event_logit_fit(&cases, f->options, &f->fit->geo, error);
    event_cases_clear(&cases);
    return status;
}

/* Outcomes up to year `first`: those of origins 0 to first - h. */
static ent_status train(const forecasting *f, size_t first, ent_error *error)
{
    const ent_event_rows *rows = f->rows;
    ent_event_fit *fit = f->fit;
    *fit = (ent_event_fit){.together = 1};
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
    ent_status status = has_geo(f->model) ? fit_geo(f, end, error) : ENT_OK;
    if (status == ENT_OK && has_treaty(f->model))
        status = event_treaty_fit(rows, f->treaties, end, f->options, fit, error);
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

static double geo_probability(const forecasting *f, size_t row)
{
    return event_logit_probability(&f->fit->geo, f->x + row * ENT_GEOGRAPHY);
}

static ent_status fill_origin(const forecasting *f, size_t s, double p[], ent_error *error)
{
    size_t from = f->rows->first[s], count = f->rows->first[s + 1] - from;
    double rate = f->model == ENT_EVENT_CONSTANT ? f->fit->rate : recent_rate(f->rows, s, f->options);
    ent_status status = has_treaty(f->model) ? event_treaty_fill(f->rows, f->treaties, s, f->fit, p, error) : ENT_OK;
    for (size_t k = 0; k < count && status == ENT_OK && !(f->model == ENT_EVENT_TREATY); k++) {
        double geo = has_geo(f->model) ? geo_probability(f, from + k) : rate;
        p[k] = f->model == ENT_EVENT_GEO_TREATY ? (geo + p[k]) / 2 : geo;
    }
    if (f->model == ENT_EVENT_GEO_RECENT || f->model == ENT_EVENT_GEO_TREATY)
        share_level(p, count, rate);
    return status;
}

ent_status ent_event_forecast(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties,
                              ent_event_model model, size_t first, size_t last, const ent_event_options *options,
                              double p[], ent_event_fit *fit, ent_error *error)
{
    ent_event_fit own;
    forecasting f = {rows, x, treaties, model, options, fit ? fit : &own};
    ent_status status = train(&f, first, error);
    for (size_t s = first; s <= last && status == ENT_OK; s++)
        status = fill_origin(&f, s, p + (rows->first[s] - rows->first[first]), error);
    return status;
}
