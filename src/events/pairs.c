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
enum { OPEN_YEARS = 10, NEW_OUTSIDER = 6, NEW_STATE = 4, GAINED_YEARS = 3, SHORT = 10, LONG = 30 };
enum { DISPUTE_YEARS = 10, DISPUTES_YEARS = 5 };
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

/* Treaty k, with the outsider o. */
static void add_affinity(const event_past *past, size_t k, size_t o, double *x)
{
    double inside = past->inside[k * past->n + o];
    int open = event_past_recent(past, past->joined, past->treaties, k, OPEN_YEARS);
    x[AFFINITY] = fmax(x[AFFINITY], inside);
    if (open > 0)
        x[AFFINITY_OPEN] = fmax(x[AFFINITY_OPEN], inside);
    if (past->has_major[k])
        x[AFFINITY_MAJOR] = fmax(x[AFFINITY_MAJOR], inside);
    if (event_past_is_new(past, o, NEW_OUTSIDER))
        x[AFFINITY_NEW] = fmax(x[AFFINITY_NEW], inside);
    x[AFFINITY_REGION] = fmax(x[AFFINITY_REGION], past->of_region[k * past->n + o]);
}

static void fill_affinity(const event_past *past, size_t i, size_t j, double *x)
{
    x[AFFINITY] = x[AFFINITY_OPEN] = x[AFFINITY_NEW] = x[AFFINITY_REGION] = x[AFFINITY_MAJOR] = 0;
    for (size_t k = 0; k < past->treaties; k++) {
        bool in = past->is_member[k * past->n + i], other = past->is_member[k * past->n + j];
        if (past->size[k] >= EVENT_MULTILATERAL && in != other)
            add_affinity(past, k, in ? j : i, x);
    }
}

static void fill_ages(const event_past *past, size_t i, size_t j, double *x)
{
    double year = (double)past->year, one = year - past->entered[i], other = year - past->entered[j];
    int last = past->last_tied[i * past->n + j];
    x[ONCE] = last >= 0;
    x[SINCE] = last >= 0 ? exp(-(year - last) / 10) : 0;
    x[YOUNGER] = log1p(fmin(one, other));
    x[OLDER] = log1p(fmax(one, other));
    x[NEW] = event_past_is_new(past, i, NEW_STATE) || event_past_is_new(past, j, NEW_STATE);
}

static void fill_allies(const event_past *past, size_t i, size_t j, double *x)
{
    int common = 0, one = event_past_recent(past, past->gained, past->n, i, GAINED_YEARS);
    int other = event_past_recent(past, past->gained, past->n, j, GAINED_YEARS);
    for (size_t l = 0; l < past->n; l++)
        common += past->tied[i * past->n + l] && past->tied[j * past->n + l];
    int either = past->allies[i] + past->allies[j] - common;
    x[GAINED_MORE] = log1p(one > other ? one : other);
    x[GAINED_LESS] = log1p(one > other ? other : one);
    x[COMMON] = log1p(common);
    x[OVERLAP] = either > 0 ? (double)common / either : 0;
    x[OTHER] = event_past_have_other(past, i, j);
    x[ALONE] = (past->allies[i] == 0) + (past->allies[j] == 0);
}

static void fill_powers(const event_past *past, size_t i, size_t j, double *x)
{
    double one = event_past_log_capability(past, i), other = event_past_log_capability(past, j);
    bool known = !isnan(one) && !isnan(other);
    x[MAJORS] = event_past_is_major(past, i) + event_past_is_major(past, j);
    x[CAPABILITY_MORE] = known ? fmax(one, other) : (double)NAN;
    x[CAPABILITY_LESS] = known ? fmin(one, other) : (double)NAN;
    x[PATRON] = 0;
    for (size_t l = 0; l < past->n; l++)
        if (event_past_is_major(past, l) && past->tied[i * past->n + l] && past->tied[j * past->n + l])
            x[PATRON] = 1;
}

static void fill_foes(const event_past *past, size_t i, size_t j, double *x)
{
    size_t n = past->n;
    int rivals = 0, opponents = 0, one = event_past_recent(past, past->disputes, n, i, DISPUTES_YEARS);
    int other = event_past_recent(past, past->disputes, n, j, DISPUTES_YEARS);
    x[RIVALS] = event_past_are_rivals(past, i, j);
    x[RIVAL_ALLIED] = 0;
    for (size_t l = 0; l < n; l++) {
        bool of_i = event_past_are_rivals(past, i, l), of_j = event_past_are_rivals(past, j, l);
        rivals += of_i && of_j;
        opponents += event_past_disputed(past, i, l, DISPUTE_YEARS) && event_past_disputed(past, j, l, DISPUTE_YEARS);
        if ((of_i && past->tied[j * n + l]) || (of_j && past->tied[i * n + l]))
            x[RIVAL_ALLIED] = 1;
    }
    x[COMMON_RIVALS] = log1p(rivals);
    x[DISPUTE] = event_past_disputed(past, i, j, DISPUTE_YEARS);
    x[OPPONENTS] = log1p(opponents);
    x[DISPUTES_MORE] = log1p(one > other ? one : other);
    x[DISPUTES_LESS] = log1p(one > other ? other : one);
}

/* log((new ties + 1/2) / years / pairs) of the last years. */
static double recent_log_rate(const ent_event_rows *rows, size_t s, size_t most)
{
    double formed = 0.5;
    size_t years = s < most ? s : most;
    for (size_t k = 0; k < years; k++)
        formed += (double)rows->formed[s - k];
    return log(formed / fmax((double)years, 1) / fmax((double)rows->present_pairs[s], 1));
}

void event_pairs_fill(const event_past *past, const ent_event_rows *rows, const double geography[], double pair[])
{
    size_t s = past->year;
    double short_rate = recent_log_rate(rows, s, SHORT), long_rate = recent_log_rate(rows, s, LONG);
    for (size_t row = rows->first[s]; row < rows->first[s + 1]; row++) {
        if (rows->rows[row].tied)
            continue;
        size_t i = (size_t)rows->rows[row].a, j = (size_t)rows->rows[row].b;
        double *x = pair + row * ENT_PAIR_PREDICTORS;
        memcpy(x, geography + row * ENT_GEOGRAPHY, ENT_GEOGRAPHY * sizeof *x);
        fill_kernel(past, i, j, x);
        fill_affinity(past, i, j, x);
        fill_ages(past, i, j, x);
        fill_allies(past, i, j, x);
        fill_powers(past, i, j, x);
        fill_foes(past, i, j, x);
        x[RATE_SHORT] = short_rate;
        x[RATE_LONG] = long_rate;
    }
}
