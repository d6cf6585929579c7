/* The commands about tie models. */
#include "cli/cli.h"

#include "core/text.h"

#include <string.h>

/* A whole number of an option from `least` to `most`; `out` stays as it is where the option is not given. */
static ent_status whole_number(const char *option, const char *text, long long least, long long most, long long *out,
                               ent_error *error)
{
    if (!text)
        return ENT_OK;
    if (!ent_parse_integer(text, out) || *out < least || *out > most)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is not a whole number from %lld to %lld", option, text,
                        least, most);
    return ENT_OK;
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

ent_status cli_fit(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    ent_fit_options fit = {.from = options->from, .to = options->to, .firth = options->firth};
    long long replicates = 0, seed = 1, threads = 0;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "fit MODEL", error);
    if (status == ENT_OK)
        status = whole_number("--bootstrap", options->bootstrap, 2, 1000000, &replicates, error);
    if (status == ENT_OK)
        status = whole_number("--seed", options->seed, 0, INT64_MAX, &seed, error);
    if (status == ENT_OK)
        status = whole_number("--threads", options->threads, 1, 1024, &threads, error);
    if (status == ENT_OK)
        status = read_ridge(options, &fit.ridge, error);
    if (status == ENT_OK)
        status = read_like(options, &fit.like_btergm, error);
    fit.replicates = (size_t)replicates;
    fit.seed = (uint64_t)seed;
    fit.threads = (int)threads;
    if (status == ENT_OK)
        status = ent_fit_report(options->words[0], &fit, cli_monitor(options), &json, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}
