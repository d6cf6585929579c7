/* The command backtest. */
#include "cli/cli.h"

#include "core/text.h"
#include "entente/forecast.h"

static ent_status whole_number(const char *option, const char *text, long long most, long long *out, ent_error *error)
{
    if (text && (!ent_parse_integer(text, out) || *out < 0 || *out > most))
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is not a whole number from 0 to %lld", option, text, most);
    return ENT_OK;
}

ent_status cli_backtest(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    long long seed = 1, futures = 0;
    ent_backtest_options asked = {.layer = options->layer, .kind = options->tie_kind, .blocks = options->blocks,
                                  .horizons = options->horizon, .task = options->task, .models = options->models,
                                  .table = options->table};
    (void)answer;
    ent_status status = cli_need_words(options, 1, SIZE_MAX, "backtest WORLD [MODEL.yaml ...]", error);
    if (status == ENT_OK)
        status = whole_number("--seed", options->seed, INT64_MAX, &seed, error);
    if (status == ENT_OK && options->futures)
        status = cli_whole_number("--futures", options->futures, ENT_FORECAST_EACH, ENT_FORECAST_DRAWS * ENT_FORECAST_EACH,
                                  &futures, error);
    asked.seed = (uint64_t)seed;
    asked.futures = (size_t)futures;
    if (status == ENT_OK) {
        asked.files = options->words + 1;
        asked.file_count = options->word_count - 1;
    }
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_backtest_report(world, options->words[0], &asked, cli_monitor(options), &json, error);
    cli_monitor_end();
    ent_world_close(world);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}
