/* The command balance. */
#include "cli/cli.h"

#include "core/text.h"

#include <string.h>

bool cli_is_edges(const char *path)
{
    static const char *const ends[] = {".csv", ".csv.gz", ".txt", ".txt.gz", ".net", ".net.gz"}; /* SNAP, Pajek */
    size_t length = strlen(path);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (length > strlen(ends[k]) && ent_equal_nocase(path + length - strlen(ends[k]), ends[k]))
            return true;
    return false;
}

ent_status cli_check_edges(const cli_options *options, bool dated, ent_error *error)
{
    if (dated || options->of || options->plus || options->minus || options->window || options->size)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--on, --from, --to, --of, --plus, --minus, --window and "
                        "--size go with a WORLD, not with a file of ties");
    return ENT_OK;
}

static ent_status ask_world(const char *path, const ent_balance_options *asked, ent_json **json,
                            ent_error *error)
{
    ent_world *world = NULL;
    ent_status status = ent_world_open(path, ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_balance_report(world, path, asked, json, error);
    ent_world_close(world);
    return status;
}

ent_status cli_balance(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    bool dated;
    ent_balance_options asked = {.of = options->of, .plus = options->plus, .minus = options->minus,
                                 .conflict = options->conflict, .table = options->table};
    (void)answer;
    ent_status status =
        cli_need_words(options, 1, 1, "balance WORLD|EDGES.csv [--on DAY | --from YEAR --to YEAR]", error);
    if (status == ENT_OK)
        status = cli_period(options, &asked.period, &dated, error);
    if (status == ENT_OK)
        status = cli_window(options, &asked.window, error);
    if (status != ENT_OK)
        return status;
    const char *path = options->words[0];
    bool edges = cli_is_edges(path);
    if (edges)
        status = cli_check_edges(options, dated, error);
    if (status == ENT_OK)
        status = edges ? ent_balance_of_edges(path, &asked, &json, error)
                       : ask_world(path, &asked, &json, error);
    cli_options shown = *options;
    shown.has_picture = true;
    if (status == ENT_OK)
        status = cli_print(&shown, json, error);
    ent_json_free(json);
    return status;
}
