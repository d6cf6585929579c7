/* The page of a run. */
#include "entente/report.h"

#include "core/memory.h"

ent_status ent_run_page(const ent_json *json, char **out, ent_error *error)
{
    (void)json;
    *out = ent_copy_text("<!doctype html>\n");
    return *out ? ENT_OK : ent_fail_memory(error);
}
