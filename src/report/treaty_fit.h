/* Fits of the treaty family: the years that they learn from or start at (treaty_years.c), made (treaty_fit.c), and read back
 * (treaty_read.c). */
#ifndef ENT_REPORT_TREATY_FIT_H
#define ENT_REPORT_TREATY_FIT_H

#include "entente/model.h"
#include "entente/treaty.h"
#include "report/answer.h"
#include "report/world_years.h"

/* The years of a world up to a day, of the layer and obligations of a model of treaties. Cleared with world_years_clear, also
 * after a failure. Errors: as world_years_read_until. */
ent_status treaty_years_read(world_years *data, ent_world *world, const ent_model *model, ent_day until, ent_error *error);

/* The series that they are made of, as the table `sources`; and whether those of a fit are among them. Errors: ENT_ERR_INPUT:
 * one is not there, or not for all years: its predictors would mean something else. */
void treaty_years_add_sources(answer *a, const world_years *data);
ent_status treaty_years_check_sources(const char *path, const ent_json_value *result, const world_years *data,
                                      ent_error *error);

/* What a fit learnt, and the years up to an origin that it goes on from. */
typedef struct treaty_origin {
    ent_treaty_fit learnt;
    world_years data;
    size_t *place;            /* [actor_count] number in `data` of an actor of the model */
} treaty_origin;

/* A fit at the origin of a model (ent_model_open_at).
 *   result, theta  as of treaty_fit_read
 *   out    freed with treaty_origin_free, also after a failure
 * Errors: as treaty_fit_read, treaty_years_read, treaty_years_check_sources. */
ent_status treaty_origin_open(const char *path, const ent_json_value *result, ent_world *world, const ent_model *model,
                              double theta[], treaty_origin **out, ent_error *error);
void treaty_origin_free(treaty_origin *origin);

/* What a fit learnt, from its file's result.
 *   theta[ent_treaty_parameters()]  out: the same parameters as one vector
 * Errors: ENT_ERR_INPUT: it is not what this version writes. */
ent_status treaty_fit_read(const char *path, const ent_json_value *result, ent_treaty_fit *fit, double theta[],
                           ent_error *error);

#endif
