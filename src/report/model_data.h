/* What a fit keeps of its model's data, so that it is applied to the same: files and worlds with their checksums, what names
 * of series resolved to, dates of waves, constants that covariates are centred by. For every family. */
#ifndef ENT_REPORT_MODEL_DATA_H
#define ENT_REPORT_MODEL_DATA_H

#include "entente/model.h"
#include "report/answer.h"

/* `title`, `family`, `model` and `model_checksum`; the model's file as an input. */
void model_data_head(answer *a, const ent_model *model);

/* Table `constants`. */
void model_data_constants(answer *a, const ent_model *model);

/* Tables `data` (files, worlds, series), `dates` (waves, of a world), `parameters` (of effects that have some), `constants`;
 * object `resolved`. */
void model_data_add(answer *a, const ent_model *model);

/* Are the model's data those of the answer that model_data_add wrote?
 *   path, result  of the fit
 * Errors: ENT_ERR_INPUT names what is another one. */
ent_status model_data_check(const char *path, const ent_json_value *result, const ent_model *model, ent_error *error);

/* The source of the dependent layer of a world, "atop-5.1"; "" of a model of files. Borrowed from the model. */
const char *model_data_source(const ent_model *model);

#endif
