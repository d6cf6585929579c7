/* How well a fit's probabilities find the ties of waves, beside what needs no model. Of each pair that is there at a wave and
 * at the origin some waves before:
 *   constant rate     the share of ties in the waves of the fit
 *   persistence       1 if the pair is tied at the origin, else 0
 *   calibrated        that share among the pairs that were tied so many waves before, and among the others
 *   plug-in, draws    of the model, from what is known at the origin (ent_tie_forecast)
 *   given the wave    of the model, all other ties of the wave itself known: no forecast */
#ifndef ENT_REPORT_PREDICT_H
#define ENT_REPORT_PREDICT_H

#include "report/tie_fit.h"

typedef struct predicting predicting;

/* Table `prediction` in the answer: filled wave by wave.
 *   first, last  periods that will be predicted */
ent_status predict_new(answer *a, const tie_fit_file *file, size_t first, size_t last, size_t horizon, predicting **out,
                       ent_error *error);
void predict_free(predicting *p);

/* A period; a wave without one so long before it is scored given the wave only. */
ent_status predict_wave(predicting *p, const ent_tie_step *step, size_t period, const ent_tie_draw_options *options,
                        const ent_monitor *monitor, ent_error *error);

/* Table `summary`: all waves together; table `curves`, ROC curves of new ties. */
ent_status predict_end(predicting *p, ent_error *error);

#endif
