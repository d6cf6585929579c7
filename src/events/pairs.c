/* What treaties, neighbourhoods and the past say of a pair at the origin, after what geography says of it.
 *
 *   near allied, more and less   the larger and the smaller of (K A)_ij and (K A)_ji (history.c)
 *   neighbourhoods allied        (K A K')_ij
 *   affinity                     over the living treaties with three or more members, to which one of the two belongs and
 *                                the other does not: the largest share of the outsider's neighbourhood inside
 *   affinity, open               the same of treaties with an accession in the last 10 years
 *   affinity, new state          the same of outsiders that came less than 6 years before
 *   affinity, region             the largest share of members of the outsider's region
 *   once allied                  1{tied in some year before}, and exp(-years since / 10)
 *   age, younger and older       log(1 + years there); new: 1{the younger came less than 4 years before}
 *   gained, more and less        log(1 + new ties in the last 3 years)
 *   common allies                log(1 + common); overlap: common / in either (Jaccard)
 *   without allies               how many of the two have none
 *   major powers                 how many of the two are; common patron: 1{a major power is tied with both}; affinity,
 *                                major: as above, of treaties with one
 *   capability, more and less    log(CINC + .0001)
 *   other pact                   1{the two have a pact of another kind}
 *   rivals                       1{of each other}, log(1 + common rivals), 1{a rival of one is tied with the other}
 *   dispute                      1{with each other in the last 10 years}; log(1 + common opponents of 10 years)
 *   disputes, more and less      log(1 + opponents of the last 5 years, each once a year)
 *   recent rate                  log of new ties a year and pair of states, of the last 10 and 30 years
 *
 * Source: the rich logit of reference/forecast/FINDINGS.md, section 3; without its predictors of other data. */
#include "events/routes.h"

#include <math.h>
#include <string.h>

enum {
    NEAR_MORE = ENT_GEOGRAPHY, NEAR_LESS, NEAR_NEAR, AFFINITY, AFFINITY_OPEN, AFFINITY_NEW, AFFINITY_REGION, ONCE, SINCE,
    YOUNGER, OLDER, NEW, GAINED_MORE, GAINED_LESS, COMMON, OVERLAP, ALONE, RATE_SHORT, RATE_LONG, MAJORS, PATRON,
    AFFINITY_MAJOR, CAPABILITY_MORE, CAPABILITY_LESS, RIVALS, COMMON_RIVALS, RIVAL_ALLIED, DISPUTE, OPPONENTS, DISPUTES_MORE,
    DISPUTES_LESS, OTHER, PAIR_PREDICTORS
};
enum { NEW_STATE = 4, SHORT = 10, LONG = 30 };
enum { AFFINITIES_TOGETHER = 4 }; /* those whose predictors stand next to each other, and come first in the past */
_Static_assert((int)PAIR_PREDICTORS == (int)ENT_PAIR_PREDICTORS, "the names and the predictors are as many");

static const char *const names[ENT_PAIR_PREDICTORS] = {
    [NEAR_MORE] = "near_allied_more", [NEAR_LESS] = "near_allied_less", [NEAR_NEAR] = "neighbourhoods_allied",
    [AFFINITY] = "affinity", [AFFINITY_OPEN] = "affinity_open", [AFFINITY_NEW] = "affinity_new_state",
    [AFFINITY_REGION] = "affinity_region", [ONCE] = "once_allied", [SINCE] = "once_allied_since", [YOUNGER] = "age_younger",
    [OLDER] = "age_older", [NEW] = "new_state", [GAINED_MORE] = "gained_more", [GAINED_LESS] = "gained_less",
    [COMMON] = "common_allies", [OVERLAP] = "overlap_of_allies", [ALONE] = "without_allies", [RATE_SHORT] = "rate_10_years",
    [RATE_LONG] = "rate_30_years", [MAJORS] = "major_powers", [PATRON] = "common_patron",
    [AFFINITY_MAJOR] = "affinity_major", [CAPABILITY_MORE] = "capability_more", [CAPABILITY_LESS] = "capability_less",
    [RIVALS] = "rivals", [COMMON_RIVALS] = "common_rivals", [RIVAL_ALLIED] = "rival_allied", [DISPUTE] = "dispute",
    [OPPONENTS] = "common_opponents", [DISPUTES_MORE] = "disputes_more", [DISPUTES_LESS] = "disputes_less",
    [OTHER] = "other_pact"};

/* Those that hang on ties and treaties, and so on what happens in a future; the others on the year alone. */
static const bool of_ties[ENT_PAIR_PREDICTORS] = {
    [NEAR_MORE] = true, [NEAR_LESS] = true, [NEAR_NEAR] = true, [AFFINITY] = true, [AFFINITY_OPEN] = true,
    [AFFINITY_NEW] = true, [AFFINITY_REGION] = true, [AFFINITY_MAJOR] = true, [ONCE] = true, [SINCE] = true,
    [GAINED_MORE] = true, [GAINED_LESS] = true, [COMMON] = true, [OVERLAP] = true, [ALONE] = true, [PATRON] = true,
    [RIVAL_ALLIED] = true, [RATE_SHORT] = true, [RATE_LONG] = true};

bool event_pair_predictor_is_of_ties(size_t predictor)
{
    return of_ties[predictor];
}

const char *ent_event_pair_predictor(size_t predictor)
{
    if (predictor < ENT_GEOGRAPHY)
        return ent_event_predictor(predictor);
    return predictor < ENT_PAIR_PREDICTORS ? names[predictor] : NULL;
}

/* ---- a pair ---- */

static void fill_kernel(const event_past *past, size_t i, size_t j, double *x)
{
    double forth = past->near_allies[i * past->n + j], back = past->near_allies[j * past->n + i];
    x[NEAR_MORE] = fmax(forth, back);
    x[NEAR_LESS] = fmin(forth, back);
    x[NEAR_NEAR] = past->near_near[i * past->n + j];
}

static void fill_affinity(const event_past *past, size_t i, size_t j, double *x)
{
    memcpy(x + AFFINITY, past->affinity + (i * past->n + j) * EVENT_AFFINITIES, AFFINITIES_TOGETHER * sizeof *x);
    x[AFFINITY_MAJOR] = past->affinity[(i * past->n + j) * EVENT_AFFINITIES + AFFINITIES_TOGETHER];
}

static void fill_ages(const event_past *past, size_t i, size_t j, double *x)
{
    x[YOUNGER] = fmin(past->log_age[i], past->log_age[j]);
    x[OLDER] = fmax(past->log_age[i], past->log_age[j]);
    x[NEW] = event_past_is_new(past, i, NEW_STATE) || event_past_is_new(past, j, NEW_STATE);
}

static void fill_allies(const event_past *past, size_t i, size_t j, double *x)
{
    size_t words = past->words;
    const uint64_t *of_i = event_bits(past->tied_bits, past, i), *of_j = event_bits(past->tied_bits, past, j);
    int common = event_count_common(of_i, of_j, words), either = past->allies[i] + past->allies[j] - common;
    int last = past->last_tied[i * past->n + j];
    uint64_t patron = 0;
    for (size_t k = 0; k < words; k++)
        patron |= of_i[k] & of_j[k] & past->major_bits[k];
    x[ONCE] = last >= 0;
    x[SINCE] = last >= 0 ? past->fade[(int)past->year - last] : 0;
    x[GAINED_MORE] = fmax(past->log_gained[i], past->log_gained[j]);
    x[GAINED_LESS] = fmin(past->log_gained[i], past->log_gained[j]);
    x[COMMON] = past->log_count[common];
    x[OVERLAP] = either > 0 ? (double)common / either : 0;
    x[ALONE] = (past->allies[i] == 0) + (past->allies[j] == 0);
    x[PATRON] = patron != 0;
    x[RIVAL_ALLIED] = event_have_common(event_bits(past->rival_bits, past, i), of_j, words)
                      || event_have_common(event_bits(past->rival_bits, past, j), of_i, words);
}

static void fill_powers(const event_past *past, size_t i, size_t j, double *x)
{
    double one = past->log_capability[i], other = past->log_capability[j];
    bool known = !isnan(one) && !isnan(other);
    x[MAJORS] = event_past_is_major(past, i) + event_past_is_major(past, j);
    x[CAPABILITY_MORE] = known ? fmax(one, other) : (double)NAN;
    x[CAPABILITY_LESS] = known ? fmin(one, other) : (double)NAN;
}

static void fill_foes(const event_past *past, size_t i, size_t j, double *x)
{
    size_t words = past->words;
    const uint64_t *rivals_i = event_bits(past->rival_bits, past, i), *rivals_j = event_bits(past->rival_bits, past, j);
    const uint64_t *foes_i = event_bits(past->foe_bits, past, i), *foes_j = event_bits(past->foe_bits, past, j);
    x[RIVALS] = event_past_are_rivals(past, i, j);
    x[COMMON_RIVALS] = past->log_count[event_count_common(rivals_i, rivals_j, words)];
    x[DISPUTE] = event_past_disputed(past, i, j, EVENT_DISPUTE_YEARS);
    x[OPPONENTS] = past->log_count[event_count_common(foes_i, foes_j, words)];
    x[DISPUTES_MORE] = fmax(past->log_disputes[i], past->log_disputes[j]);
    x[DISPUTES_LESS] = fmin(past->log_disputes[i], past->log_disputes[j]);
}

/* log((new ties + 1/2) / years / pairs) of the last years. */
static double recent_log_rate(const size_t formed[], double pairs, size_t s, size_t most)
{
    double sum = 0.5;
    size_t years = s < most ? s : most;
    for (size_t k = 0; k < years; k++)
        sum += (double)formed[s - k];
    return log(sum / fmax((double)years, 1) / fmax(pairs, 1));
}

event_level event_level_of(const size_t formed[], size_t present_pairs, size_t s)
{
    double pairs = (double)present_pairs;
    return (event_level){recent_log_rate(formed, pairs, s, SHORT), recent_log_rate(formed, pairs, s, LONG)};
}

void event_pair_fill_still(const event_past *past, size_t i, size_t j, const double geography[ENT_GEOGRAPHY],
                           double x[ENT_PAIR_PREDICTORS])
{
    memcpy(x, geography, ENT_GEOGRAPHY * sizeof *x);
    fill_ages(past, i, j, x);
    fill_powers(past, i, j, x);
    fill_foes(past, i, j, x);
    x[OTHER] = event_past_have_other(past, i, j);
}

void event_pair_fill_ties(const event_past *past, size_t i, size_t j, event_level level, double x[ENT_PAIR_PREDICTORS])
{
    fill_kernel(past, i, j, x);
    fill_affinity(past, i, j, x);
    fill_allies(past, i, j, x);
    x[RATE_SHORT] = level.short_rate;
    x[RATE_LONG] = level.long_rate;
}

void event_pair_fill(const event_past *past, size_t i, size_t j, const double geography[ENT_GEOGRAPHY], event_level level,
                     double x[ENT_PAIR_PREDICTORS])
{
    event_pair_fill_still(past, i, j, geography, x);
    event_pair_fill_ties(past, i, j, level, x);
}

void event_pairs_fill(const event_past *past, const ent_event_rows *rows, const double geography[], double pair[])
{
    size_t s = past->year;
    event_level level = event_level_of(rows->formed, rows->present_pairs[s], s);
    for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++)
        if (!rows->rows[row].tied)
            event_pair_fill(past, (size_t)rows->rows[row].a, (size_t)rows->rows[row].b, geography + row * ENT_GEOGRAPHY,
                            level, pair + row * ENT_PAIR_PREDICTORS);
}
