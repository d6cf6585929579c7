/* The commands about models: fits, and what is made of them. */
#include "cli/cli.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_status cli_whole_number(const char *option, const char *text, long long least, long long most, long long *out,
                            ent_error *error)
{
    if (!text)
        return ENT_OK;
    if (!ent_parse_integer(text, out) || *out < least || *out > most)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is not a whole number from %lld to %lld", option, text,
                        least, most);
    return ENT_OK;
}

ent_status cli_chance(const cli_options *options, uint64_t *seed, int *threads, ent_error *error)
{
    long long start = 1, processors = 0;
    ent_status status = cli_whole_number("--seed", options->seed, 0, INT64_MAX, &start, error);
    if (status == ENT_OK)
        status = cli_whole_number("--threads", options->threads, 1, 1024, &processors, error);
    *seed = (uint64_t)start;
    *threads = (int)processors;
    return status;
}

static ent_status read_ridge(const cli_options *options, double *out, ent_error *error)
{
    if (options->ridge && (!ent_parse_number(options->ridge, out) || *out < 0))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--ridge '%.40s' is not a number from 0 on", options->ridge);
    if (options->ridge && options->firth)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give --ridge or --firth, not both");
    return ENT_OK;
}

static ent_status read_like(const cli_options *options, bool *out, ent_error *error)
{
    *out = options->like != NULL;
    if (options->like && strcmp(options->like, "btergm") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--like '%.40s' is unknown; expected btergm", options->like);
    return ENT_OK;
}

/* Where an estimation keeps how far it is: beside the fit; NULL if that goes to no file. Freed by the caller. */
static ent_status state_path(const cli_options *options, char **out, ent_error *error)
{
    *out = NULL;
    if (options->resume && !options->output)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--resume goes with -o FIT: what is reached is kept beside it");
    if (!options->output)
        return ENT_OK;
    size_t size = strlen(options->output) + sizeof ".state";
    *out = malloc(size);
    if (!*out)
        return ent_fail_memory(error);
    snprintf(*out, size, "%s.state", options->output);
    return ENT_OK;
}

/* A fit that goes to FILE.json is written as JSON, and shown. */
static ent_status print_fit(const cli_options *options, const ent_json *json, ent_error *error)
{
    cli_options file = *options, shown = *options;
    size_t length = options->output ? strlen(options->output) : 0;
    bool both =
        options->format == ENT_FORMAT_TABLE && length > 5 && ent_equal_nocase(options->output + length - 5, ".json");
    if (!both)
        return cli_print(options, json, error);
    file.format = ENT_FORMAT_JSON;
    shown.output = NULL;
    ent_status status = cli_print(&file, json, error);
    return status == ENT_OK ? cli_print(&shown, json, error) : status;
}

/* The file is written all the same: it says why, and the next run can start at it. */
static ent_status fail_if_not_converged(const ent_json *json, ent_error *error)
{
    const ent_json_value *result = ent_json_get(ent_json_root((ent_json *)json), "result");
    const char *failure = ent_json_text(ent_json_get(result, "failure"));
    const char *kind = ent_json_text(ent_json_get(result, "failure_kind"));
    bool input = kind && strcmp(kind, ent_status_text(ENT_ERR_INPUT)) == 0;
    return failure ? ent_fail(error, input ? ENT_ERR_INPUT : ENT_ERR_CONVERGENCE, "%s", failure) : ENT_OK;
}

ent_status cli_fit(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    char *state = NULL;
    ent_fit_options fit = {.from = options->from, .to = options->to, .firth = options->firth, .resume = options->resume,
                           .table = options->table};
    long long replicates = 0;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "fit MODEL", error);
    if (status == ENT_OK)
        status = cli_whole_number("--bootstrap", options->bootstrap, 2, 1000000, &replicates, error);
    if (status == ENT_OK)
        status = cli_chance(options, &fit.seed, &fit.threads, error);
    if (status == ENT_OK)
        status = read_ridge(options, &fit.ridge, error);
    if (status == ENT_OK)
        status = read_like(options, &fit.like_btergm, error);
    if (status == ENT_OK)
        status = state_path(options, &state, error);
    fit.state = state;
    fit.replicates = (size_t)replicates;
    if (status == ENT_OK)
        status = ent_fit_report(options->words[0], &fit, cli_monitor(options), &json, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = print_fit(options, json, error);
    if (status == ENT_OK && state)
        remove(state); /* there is nothing to go on with; of most fits there never was */
    if (status == ENT_OK)
        status = fail_if_not_converged(json, error);
    ent_json_free(json);
    free(state);
    return status;
}

ent_status cli_explain(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    (void)answer;
    const char *first = options->of ? options->of : options->words[1];
    ent_status status = cli_need_words(options, 1, 3, "explain FIT [A [B]]", error);
    if (status == ENT_OK && options->of && options->word_count > 1)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give an actor after the fit or by --of, not both");
    if (status == ENT_OK)
        status = ent_explain_report(options->words[0], first, options->words[2], options->on, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}

static ent_status read_draws(const cli_options *options, ent_draw_options *out, ent_error *error)
{
    long long draws = 0, horizon = 0;
    *out = (ent_draw_options){.wave = options->on, .from = options->from, .to = options->to, .table = options->table};
    ent_status status = cli_whole_number("--draws", options->draws, 2, 1000000, &draws, error);
    out->draws = (size_t)draws;
    if (status == ENT_OK)
        status = cli_whole_number("--horizon", options->horizon, 1, 1000, &horizon, error);
    out->horizon = (size_t)horizon;
    return status == ENT_OK ? cli_chance(options, &out->seed, &out->threads, error) : status;
}

typedef ent_status draw_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                               ent_json **out, ent_error *error);

static ent_status draw_and_print(const cli_options *options, draw_report *report, const char *usage, ent_error *error)
{
    ent_json *json = NULL;
    ent_draw_options draw;
    ent_status status = cli_need_words(options, 1, 1, usage, error);
    if (status == ENT_OK)
        status = read_draws(options, &draw, error);
    if (status == ENT_OK)
        status = report(options->words[0], &draw, cli_monitor(options), &json, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}

ent_status cli_simulate(const cli_options *options, int *answer, ent_error *error)
{
    (void)answer;
    return draw_and_print(options, ent_simulate_report, "simulate FIT", error);
}

ent_status cli_gof(const cli_options *options, int *answer, ent_error *error)
{
    (void)answer;
    return draw_and_print(options, ent_gof_report, "gof FIT", error);
}
