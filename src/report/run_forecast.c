/* The forecast of a run: what the interventions change in the years after, by the fit that comes with the program. Where there is
 * no such fit, or it cannot be applied, the section says why; the run goes on. */
#include "report/whatif.h"

#include <stdlib.h>
#include <unistd.h>

enum { FUTURES = 400 };

static void give_reason(running *run, ent_json_value *section, const char *reason)
{
    ent_json_add_text(run->answer.json, section, "reason", reason);
}

static ent_status forecast(running *run, const char *fit, ent_json_value *section, ent_error *error)
{
    answer a = run->answer; /* the same document and inputs, another place */
    ent_forecast_options options = {.fit = fit, .futures = FUTURES, .seed = 1};
    forecasting f = {.options = &options, .error = error};
    const char *path = run->content->world_path ? run->content->world_path : run->content->path;
    a.result = section;
    ent_status status = whatif_of_run(&a, &f, run, path, error);
    forecasting_clear(&f);
    return status;
}

ent_status run_add_forecast(running *run, ent_error *error)
{
    ent_json_value *section = ent_json_add_object(run->answer.json, run->answer.result, "forecast");
    char *fit = NULL;
    ent_error why = {0};
    if (run->content->intervention_count == 0) {
        give_reason(run, section, "the scenario has no interventions");
        return ENT_OK;
    }
    ent_status status = forecast_default_fit(run->content->path, &fit, error);
    if (status != ENT_OK)
        return status;
    if (access(fit, F_OK) != 0)
        give_reason(run, section, "there is no models/alliance-2016.json beside the scenario's folder: entente whatif takes any fit");
    else
        status = forecast(run, fit, section, &why);
    free(fit);
    if (status == ENT_ERR_INPUT || status == ENT_ERR_ARGUMENT || status == ENT_ERR_CONVERGENCE) {
        give_reason(run, section, why.message);
        return ENT_OK;
    }
    return status == ENT_OK ? ENT_OK : ent_fail(error, status, "%s", why.message);
}
