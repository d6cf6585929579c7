/* How good forecasts are: probabilities of what happened or did not, and distributions of numbers. On plain arrays.
 *
 * event[k] is 0 or 1, p[k] its probability. NaN where a figure has no meaning: no pairs, no events, nothing else. */
#ifndef ENTENTE_SCORE_H
#define ENTENTE_SCORE_H

#include "entente/core.h"

/* ---- ranking ---- */

/* Areas under the curves of a score for what happened: ROC, the share of pairs of an event and another in which the event
 * has the higher score, half for equal ones (Hanley & McNeil 1982, Radiology 143:29); precision-recall as average
 * precision, equal scores entering together. Cost: sorting. */
ENT_API ent_status ent_score_areas(const double score[], const uint8_t event[], size_t count, double *roc,
                                   double *precision_recall, ent_error *error) ENT_CHECKED;

/* The ROC curve: which share of the events is found where k / (points - 1) of the others are called events, too;
 * found[points], points >= 2. */
ENT_API ent_status ent_score_curve(const double score[], const uint8_t event[], size_t count, size_t points, double found[],
                                   ent_error *error) ENT_CHECKED;

/* The area under the precision-recall curve with what lies between two thresholds interpolated, which average precision
 * does not: by the trapezoid between whole numbers of events found (Davis & Goadrich 2006, ICML, 233), and exactly
 * (Keilwagen, Grosse & Grau 2014, PLoS ONE 9:e92209). Either may be NULL. */
ENT_API ent_status ent_score_precision_recall(const double score[], const uint8_t event[], size_t count,
                                              double *trapezoid, double *exact, ent_error *error) ENT_CHECKED;

/* ---- probabilities ---- */

typedef struct {
    double pairs, events;
    double roc, precision_recall; /* as ent_score_areas */
    double brier;                 /* mean (p - event)^2 = miscalibration - discrimination + uncertainty: against the same
                                     ranking with the shares of events that it had; of that against the base rate; of the
                                     base rate (Dimitriadis, Gneiting & Jordan 2021, PNAS 118:e2016191118) */
    double miscalibration, discrimination, uncertainty;
    double reliability, resolution; /* brier = reliability - resolution + uncertainty, pairs grouped by distinct
                                     probabilities (Murphy 1973, J. Appl. Meteorology 12:595) */
    double skill;                 /* 1 - brier / uncertainty: against the base rate */
    double log;                   /* -mean log of the probability of what happened, p held between 1e-6 and 1 - 1e-6 */
    double observed_over_expected; /* events / sum of p */
} ent_scores;

/* Scores of probabilities p[count]. Cost: sorting. */
ENT_API ent_status ent_score(const double p[], const uint8_t event[], size_t count, ent_scores *out,
                             ent_error *error) ENT_CHECKED;

/* Calibration: logit P(event) = intercept + slope logit p, by maximum likelihood, p held between 1e-6 and 1 - 1e-6. A slope
 * below 1: too sure of itself; above: not sure enough (Cox 1958, Biometrika 45:562). NaN: no estimate (no events, nothing
 * else, all probabilities equal, or they separate events from others). */
ENT_API void ent_score_calibration(const double p[], const uint8_t event[], size_t count, double *intercept,
                                   double *slope);

/* ---- numbers: the continuous ranked probability score, the integral of (F(x) - 1{y <= x})^2 (Gneiting & Raftery 2007,
 * JASA 102:359, 4.2); the lower the better ---- */

ENT_API double ent_crps_normal(double mean, double sd, double y);
ENT_API double ent_crps_logistic(double location, double scale, double y);
ENT_API double ent_crps_uniform(double least, double most, double y);
/* Of an ensemble x[count]: mean |x - y| - 1/2 mean |x - x'|; `fair` divides the second by count (count - 1), as if the
 * ensemble were a sample of the forecast (Ferro 2014, Q. J. R. Meteorol. Soc. 140:1917). NaN without members. */
ENT_API ent_status ent_crps_ensemble(const double x[], size_t count, bool fair, double y, double *out,
                                     ent_error *error) ENT_CHECKED;

#endif
