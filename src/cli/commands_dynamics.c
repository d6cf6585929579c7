/* The command dynamics. */
#include "cli/cli.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

enum { DRAWS_MOST = 1000000, THREADS_MOST = 1024, ENDS_USUAL = 100 };

static ent_status whole_number(const char *option, const char *text, long long least, long long most, long long *out,
                               ent_error *error)
{
    if (text && (!ent_parse_integer(text, out) || *out < least || *out > most))
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is not a whole number from %lld to %lld", option, text, least,
                        most);
    return ENT_OK;
}

static ent_status number_within(const char *option, const char *text, double most, double *out, ent_error *error)
{
    if (text && (!ent_parse_number(text, out) || !(*out >= 0 && *out <= most)))
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is no number from 0%s", option, text, most > 1 ? "" : " to 1");
    return ENT_OK;
}

/* What goes with what. */
static ent_status check_options(const cli_options *options, ent_error *error)
{
    bool of_runs = options->rule || options->p || options->seed || options->steps || options->threads || options->optima;
    if (of_runs && !options->draws)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--rule, --p, --seed, --steps, --threads and --optima go with --draws");
    if (options->p && (!options->rule || strcmp(options->rule, "local") != 0))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--p goes with --rule local");
    if (options->at && !options->flow)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--at goes with --flow");
    return ENT_OK;
}

static ent_status read_runs(const cli_options *options, ent_dynamics_report_options *asked, ent_error *error)
{
    long long draws = 0, steps = 100000, seed = 1, threads = 0, most = ENDS_USUAL;
    asked->p = 0.5;
    ent_status status = whole_number("--draws", options->draws, 1, DRAWS_MOST, &draws, error);
    if (status == ENT_OK)
        status = whole_number("--steps", options->steps, 1, INT64_MAX, &steps, error);
    if (status == ENT_OK)
        status = whole_number("--seed", options->seed, 0, INT64_MAX, &seed, error);
    if (status == ENT_OK)
        status = whole_number("--threads", options->threads, 1, THREADS_MOST, &threads, error);
    if (status == ENT_OK)
        status = whole_number("--optima", options->optima, 1, DRAWS_MOST, &most, error);
    if (status == ENT_OK)
        status = number_within("--p", options->p, 1, &asked->p, error);
    asked->draws = (size_t)draws;
    asked->steps_most = (size_t)steps;
    asked->seed = (uint64_t)seed;
    asked->threads = (size_t)threads;
    asked->most = (size_t)most;
    return status;
}

ent_status cli_dynamics(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    ent_dynamics_report_options asked = {.missing = options->missing, .rule = options->rule, .flow = options->flow,
                                         .at = (double)NAN, .table = options->table};
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "dynamics EDGES.csv [--draws NUMBER] [--flow]", error);
    if (status == ENT_OK)
        status = check_options(options, error);
    if (status == ENT_OK)
        status = read_runs(options, &asked, error);
    if (status == ENT_OK)
        status = number_within("--at", options->at, (double)INFINITY, &asked.at, error);
    if (status != ENT_OK)
        return status;
    asked.monitor = cli_monitor(options);
    status = ent_dynamics_report(options->words[0], &asked, &json, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}
