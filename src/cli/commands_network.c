/* The command network. */
#include "cli/cli.h"

ent_status cli_network(const cli_options *options, int *answer, ent_error *error)
{
    bool dated;
    ent_world *world = NULL;
    ent_json *json = NULL;
    ent_network_options asked = {.of = options->of, .layer = options->layer, .by = options->by,
                                 .directed = options->directed, .table = options->table};
    (void)answer;
    ent_status status =
        cli_need_words(options, 1, 1, "network WORLD [--on DAY | --from YEAR --to YEAR]", error);
    if (status == ENT_OK)
        status = cli_period(options, &asked.period, &dated, error);
    if (status == ENT_OK)
        status = cli_window(options, &asked.window, error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_network_report(world, options->words[0], &asked, &json, error);
    ent_world_close(world);
    cli_options shown = *options;
    shown.has_picture = true;
    if (status == ENT_OK)
        status = cli_print(&shown, json, error);
    ent_json_free(json);
    return status;
}
