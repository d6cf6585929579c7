/* Parts of the answer of `entente targets` that a fit has too. */
#ifndef ENT_REPORT_TARGETS_H
#define ENT_REPORT_TARGETS_H

#include "entente/model.h"
#include "report/answer.h"

/* Tables `constants` (what covariates are centred by, ranges, similarity) and `waves` (actors, ties). */
void targets_add_constants(answer *a, const ent_model *model);
void targets_add_waves(answer *a, const ent_model *model);

#endif
