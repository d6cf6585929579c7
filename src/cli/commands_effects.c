/* The command about effects. */
#include "cli/cli.h"

ent_status cli_effects(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    (void)answer;
    ent_status status = ent_effects_report(options->words, options->word_count, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}
