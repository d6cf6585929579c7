/* What a fit has of the answer of `entente targets`. */
#ifndef ENT_REPORT_TARGETS_H
#define ENT_REPORT_TARGETS_H

#include "entente/model.h"
#include "report/answer.h"

/* Table `waves`: actors, ties, what is missing and fixed. */
void targets_add_waves(answer *a, const ent_model *model);

#endif
