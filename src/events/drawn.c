/* The level of a logit whose parameters are drawn. With b ~ N(b^, V) eta of a case is normal, with
 * mean z'b^ and variance s^2 = z'V z, and since e^eta is convex a rare event is expected more often
 * by the mean over draws than by b^: e^(s^2 / 2) times as often. With few events that is a factor
 * of two or more, though the data say how often the event came. So chances by drawn parameters are
 * multiplied by the one number with which as many events are expected of training as without draws,
 *
 *   c = sum P(z'b^) / sum E P(z'b^ + s g),   g ~ N(0, 1), P(eta) = min(scale / (1 + e^-eta), 1)
 *
 * over the cases. How sure the level is, and which cases are more likely, still differs from draw
 * to draw. E by the trapezoidal rule at steps of 1, whose error for a normal density is below 1e-8
 * (Trefethen & Weideman 2014, SIAM Review 56:385). */
#include "events/events.h"

#include "core/exponential.h"

#include <math.h>

enum { REACH = 8 /* standard deviations */, POINTS = 2 * REACH + 1 };

static double chance(const ent_event_logit *fit, double eta)
{
    return fmin(fit->scale * ent_logistic(eta), 1);
}

static void fill_weights(double weight[POINTS])
{
    double all = 0;
    for (int at = 0; at < POINTS; at++)
        all += weight[at] = exp(-(at - REACH) * (double)(at - REACH) / 2);
    for (int at = 0; at < POINTS; at++)
        weight[at] /= all;
}

/* s of a case. */
static double spread(const ent_event_logit *fit, const double x[], const double covariance[])
{
    double z[ENT_PREDICTORS_MOST + 1] = {1}, square = 0;
    size_t terms = fit->predictor_count + 1;
    for (size_t k = 0; k < fit->predictor_count; k++)
        z[k + 1] = event_logit_standardised(fit, x, k);
    for (size_t k = 0; k < terms; k++) {
        double sum = covariance[k * terms + k] * z[k] / 2;
        for (size_t l = 0; l < k; l++)
            sum += covariance[k * terms + l] * z[l];
        square += 2 * z[k] * sum;
    }
    return sqrt(fmax(square, 0));
}

double event_logit_drawn(const event_cases *cases, const ent_event_logit *fit,
                         const double covariance[])
{
    double weight[POINTS], without = 0, with = 0;
    fill_weights(weight);
    for (size_t row = 0; row < cases->count && fit->scale > 0; row++) {
        if (cases->event[row] == EVENT_LEFT_OUT)
            continue;
        const double *x = cases->x + row * cases->stride;
        double eta = event_logit_eta(fit, x), s = spread(fit, x, covariance);
        without += chance(fit, eta);
        for (int at = 0; at < POINTS; at++)
            with += weight[at] * chance(fit, eta + s * (at - REACH));
    }
    return with > 0 ? without / with : 1;
}
