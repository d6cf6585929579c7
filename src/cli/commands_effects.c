/* The commands about effects and models. */
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

ent_status cli_targets(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "targets MODEL", error);
    if (status == ENT_OK)
        status = ent_targets_report(options->words[0], &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}
