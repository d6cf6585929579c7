#include "report/family.h"
ent_status saom_fit_report(const ent_model *model, const ent_fit_options *options, const ent_monitor *monitor,
                           ent_json **out, ent_error *error)
{ (void)options; (void)monitor; *out = 0; return ent_fail(error, ENT_ERR_INPUT, "%s: actor-oriented models are not estimated yet", model->path); }
