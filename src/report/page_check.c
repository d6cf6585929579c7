#include "entente/report.h"
ent_status ent_check_page(const ent_json *json, char **out, ent_error *error)
{
    (void)json;
    *out = NULL;
    return ent_fail(error, ENT_ERR_BUG, "not yet");
}
