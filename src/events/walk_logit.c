/* A logit as a walk asks for it, some 60,000 times a year:
 *
 *   eta = intercept + sum b_k (held_k - mean_k) / sd_k = offset + sum w_k held_k,   w_k = b_k / sd_k
 *
 * of predictors that were not left out, held between low and high as in logit.c; what is not known counts as the mean. The same
 * but for the last digits: no divisions, and four sums at a time, or eight pairs at a time, each predictor by predictor. */
#include "events/walk.h"

#include "core/exponential.h"
#include "core/width.h"

#include <math.h>

enum { LANES = 4 };

static void add_predictor(walk_logit *to, const ent_event_logit *fit, size_t k)
{
    if (fit->coefficient[k] == 0 || !(fit->sd[k] > 0))
        return;
    size_t at = to->count++;
    to->predictor[at] = (uint16_t)k;
    to->weight[at] = fit->coefficient[k] / fit->sd[k];
    to->mean[at] = fit->mean[k];
    to->low[at] = fit->low[k];
    to->high[at] = fit->high[k];
    to->offset -= to->weight[at] * fit->mean[k];
}

static void fill_lanes(walk_logit *to)
{
    while (to->count % LANES != 0)
        to->count++; /* of weight 0 */
}

void walk_logit_take(walk_logit *to, const ent_event_logit *fit)
{
    *to = (walk_logit){.scale = fit->scale, .offset = fit->intercept};
    for (size_t k = 0; k < fit->predictor_count; k++)
        add_predictor(to, fit, k);
    fill_lanes(to);
}

/* The intercept is with what is still. */
void walk_pair_logit_take(walk_pair_logit *to, const ent_event_logit *fit)
{
    to->still = (walk_logit){.scale = fit->scale, .offset = fit->intercept};
    to->ties = (walk_logit){.scale = fit->scale};
    for (size_t k = 0; k < fit->predictor_count; k++)
        add_predictor(event_pair_predictor_is_of_ties(k) ? &to->ties : &to->still, fit, k);
    fill_lanes(&to->still);
    fill_lanes(&to->ties);
}

double walk_logit_eta(const walk_logit *logit, const double x[])
{
    double sum[LANES] = {0};
    for (size_t at = 0; at < logit->count; at += LANES)
        for (size_t lane = 0; lane < LANES; lane++) {
            size_t k = at + lane;
            double value = x[logit->predictor[k]], held = value < logit->low[k] ? logit->low[k] : value;
            held = held > logit->high[k] ? logit->high[k] : held;
            sum[lane] += logit->weight[k] * (isnan(value) ? logit->mean[k] : held);
        }
    return logit->offset + ((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

double walk_logit_chance(const walk_logit *logit, double eta)
{
    double p = logit->scale > 0 ? logit->scale * ent_logistic(eta) : 0;
    return p < 1 ? p : 1;
}

/* ---- some pairs at once ---- */

ENT_EACH_WIDTH void walk_logit_add(const walk_logit *logit, double x[][WALK_BATCH], double eta[WALK_BATCH])
{
    double sum[WALK_BATCH];
    for (size_t pair = 0; pair < WALK_BATCH; pair++)
        sum[pair] = logit->offset;
    for (size_t k = 0; k < logit->count; k++) {
        double low = logit->low[k], high = logit->high[k], weight = logit->weight[k], mean = logit->mean[k];
        for (size_t pair = 0; pair < WALK_BATCH; pair++) {
            double value = x[k][pair], held = value < low ? low : value;
            held = held > high ? high : held;
            sum[pair] += weight * (value != value ? mean : held);
        }
    }
    for (size_t pair = 0; pair < WALK_BATCH; pair++)
        eta[pair] += sum[pair];
}

ENT_EACH_WIDTH void walk_exponentials(const double x[WALK_BATCH], double out[WALK_BATCH])
{
    for (size_t pair = 0; pair < WALK_BATCH; pair++)
        out[pair] = ent_exp(x[pair]);
}

ENT_EACH_WIDTH void walk_logit_chances(const walk_logit *logit, const double eta[WALK_BATCH], double chance[WALK_BATCH])
{
    double scale = logit->scale > 0 ? logit->scale : 0;
    for (size_t pair = 0; pair < WALK_BATCH; pair++) {
        double p = scale * ent_logistic(eta[pair]);
        chance[pair] = p < 1 ? p : 1;
    }
}
