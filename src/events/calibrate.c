/* How sure a model should have been: a slope from forecasts of years that it had not learnt from.
 *
 *   logit P(event) = a + b logit p,  p by the mean of geo and treaty, learnt up to H years before the first origin, of the
 *   origins from then on whose outcomes were known at the first origin (Cox 1958, Biometrika 45:562)
 *
 * Forecasts then have odds (p / (1 - p))^b, multiplied so that as many ties are expected as before: the slope changes who,
 * the level stays what it was. */
#include "events/events.h"

#include "core/memory.h"
#include "entente/score.h"

#include <math.h>
#include <stdlib.h>

enum { HELD_OUT = 40 }; /* H, years */

/* The rows whose outcome is known move to the front of p. */
static void take_slope(const ent_event_rows *rows, size_t first, size_t last, double p[], uint8_t event[], ent_event_fit *fit)
{
    size_t from = rows->first[first], known = 0;
    double intercept, slope;
    for (size_t row = from; row < rows->first[last + 1]; row++)
        if (event_is_known(&rows->rows[row])) {
            event[known] = rows->rows[row].outcome == ENT_OUTCOME_TIE;
            p[known++] = p[row - from];
        }
    ent_score_calibration(p, event, known, &intercept, &slope);
    fit->slope = slope > 0 ? slope : 1; /* NaN: no estimate */
}

ent_status ent_event_calibrate(const ent_event_rows *rows, const double x[], const ent_event_treaties *treaties, size_t first,
                               const ent_event_options *options, ent_event_fit *fit, ent_error *error)
{
    ent_event_fit early;
    ent_error why = {0};
    fit->slope = 1;
    if (first < rows->horizon + HELD_OUT)
        return ENT_OK;
    size_t begin = first - HELD_OUT, last = first - rows->horizon, count = rows->first[last + 1] - rows->first[begin];
    ent_status status = ent_event_learn(rows, x, treaties, begin, options, &early, &why);
    if (status == ENT_ERR_INPUT) /* nothing to learn from so early */
        return ENT_OK;
    if (status != ENT_OK)
        return ent_fail(error, status, "%s", why.message);
    double *p = ent_new_array(count, sizeof *p);
    uint8_t *event = ent_new_array(count, 1);
    status = p && event ? ent_event_apply(rows, x, treaties, ENT_EVENT_GEO_TREATY, &early, begin, last, options, p, error)
                        : ent_fail_memory(error);
    if (status == ENT_OK)
        take_slope(rows, begin, last, p, event, fit);
    free(p);
    free(event);
    return status;
}

void event_take_slope(double p[], size_t count, double slope)
{
    double before = 0, after = 0;
    for (size_t k = 0; k < count; k++) {
        double odds = pow(p[k] / (1 - p[k]), slope);
        before += p[k];
        p[k] = p[k] < 1 ? odds / (1 + odds) : 1;
        after += p[k];
    }
    for (size_t k = 0; k < count && after > 0; k++)
        p[k] = fmin(p[k] * before / after, 1);
}
