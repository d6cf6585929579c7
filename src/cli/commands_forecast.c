/* The commands about futures. */
#include "cli/cli.h"

#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_status read_replicates(const char *text, ent_forecast_options *out, ent_error *error)
{
    char first[24] = "";
    const char *dots = text ? strstr(text, "..") : NULL;
    long long from = 1, to = 0;
    if (!text)
        return ENT_OK;
    if (dots && (size_t)(dots - text) < sizeof first)
        memcpy(first, text, (size_t)(dots - text));
    if (!dots || !ent_parse_integer(first, &from) || !ent_parse_integer(dots + 2, &to) || from < 1 || to < from)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--replicates '%.60s' is no range; expected FIRST..LAST, as 2001..4000", text);
    out->first = (size_t)from - 1;
    out->futures = (size_t)(to - from) + 1;
    return ENT_OK;
}

static ent_status read_parameters(const char *word, bool *fixed, ent_error *error)
{
    *fixed = word && strcmp(word, "fixed") == 0;
    if (word && !*fixed && strcmp(word, "drawn") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--parameters '%.40s' is unknown; expected drawn, fixed", word);
    return ENT_OK;
}

static ent_status read_options(const cli_options *options, ent_forecast_options *out, ent_error *error)
{
    long long years = 0, futures = 0;
    *out = (ent_forecast_options){.fit = options->fit, .from = options->from, .rates = options->rates, .size = options->size, .of = options->of,
                                  .store = options->store, .resume = options->resume, .observed = options->observed,
                                  .steady = options->steady, .system = options->system, .paths = options->paths,
                                  .table = options->table};
    if (options->futures && options->replicates)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give --futures or --replicates, not both");
    ent_status status = cli_whole_number("--years", options->years, 1, 1000, &years, error);
    if (status == ENT_OK)
        status = cli_whole_number("--futures", options->futures, ENT_FORECAST_EACH, ENT_FORECAST_DRAWS * ENT_FORECAST_EACH, &futures, error);
    out->years = (size_t)years;
    out->futures = (size_t)futures;
    if (status == ENT_OK)
        status = read_replicates(options->replicates, out, error);
    if (status == ENT_OK)
        status = read_parameters(options->parameters, &out->fixed, error);
    return status == ENT_OK ? cli_chance(options, &out->seed, &out->threads, error) : status;
}

/* The world of --world, if it is given; closed by the caller. */
static ent_status open_world(const cli_options *options, ent_world **out, ent_error *error)
{
    *out = NULL;
    return options->world ? ent_world_open(options->world, ENT_WORLD_READ, out, error) : ENT_OK;
}

ent_status cli_forecast(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    ent_world *world = NULL;
    ent_forecast_options forecast;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "forecast FIT", error);
    if (status == ENT_OK)
        status = read_options(options, &forecast, error);
    if (status == ENT_OK)
        status = open_world(options, &world, error);
    if (status == ENT_OK)
        status = ent_forecast_report(options->words[0], world, options->world, &forecast, cli_monitor(options), &json, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

ent_status cli_merge(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 16, "merge FUTURES.db ... -o ALL.db", error);
    if (status == ENT_OK && !options->output)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "say with -o which file they are put together in");
    if (status == ENT_OK)
        status = ent_forecast_merge_report(options->words, options->word_count, options->output, &json, error);
    cli_options shown = *options;
    shown.output = NULL;
    if (status == ENT_OK)
        status = cli_print(&shown, json, error);
    ent_json_free(json);
    return status;
}

ent_status cli_whatif(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    ent_world *world = NULL;
    ent_forecast_options forecast;
    (void)answer;
    ent_status status = cli_need_words(options, 1, options->offer[0] ? 2 : 1, "whatif SCENARIO|FIT", error);
    if (status == ENT_OK)
        status = read_options(options, &forecast, error);
    if (status == ENT_OK)
        status = open_world(options, &world, error);
    if (status == ENT_OK) {
        forecast.sign = options->sign;
        forecast.sign_count = options->sign_count;
        forecast.end = options->end;
        forecast.end_count = options->end_count;
        forecast.offer[0] = options->offer[0];
        forecast.offer[1] = options->offer[1];
        forecast.kind = options->words[1];
        forecast.sensitivity = options->sensitivity;
        status = ent_whatif_report(options->words[0], world, options->world, &forecast, cli_monitor(options), &json,
                                   error);
    }
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}
