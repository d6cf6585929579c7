/* The commands blocs and propensities. */
#include "cli/cli.h"

#include "core/file.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

enum { OPTIMA = 100 };

static ent_status take_number(const char *text, const char *name, double *out, ent_error *error)
{
    if (text && (!ent_parse_number(text, out) || !(*out >= 0)))
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is no number from 0", name, text);
    return ENT_OK;
}

static ent_status take_options(const cli_options *options, ent_blocs_report_options *asked, bool *dated, ent_error *error)
{
    double optima = OPTIMA;
    asked->ties = (ent_balance_options){.of = options->of, .plus = options->plus, .minus = options->minus,
                                        .conflict = options->conflict, .table = options->table};
    asked->blocs = options->sought;
    asked->size = options->size;
    ent_status status = cli_period(options, &asked->ties.period, dated, error);
    if (status == ENT_OK)
        status = cli_window(options, &asked->ties.window, error);
    if (status == ENT_OK)
        status = take_number(options->time, "--time", &asked->seconds, error);
    if (status == ENT_OK)
        status = take_number(options->within, "--within", &asked->within, error);
    if (status == ENT_OK)
        status = take_number(options->optima, "--optima", &optima, error);
    if (status == ENT_OK && !(optima <= 1e6))
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--optima '%.40s': at most 1000000 partitions are listed", options->optima);
    asked->optima_most = (size_t)optima;
    return status;
}

static ent_status ask_world(const char *path, const ent_blocs_report_options *asked, ent_json **json, ent_error *error)
{
    ent_world *world = NULL;
    ent_status status = ent_world_open(path, ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_blocs_report(world, path, asked, json, error);
    ent_world_close(world);
    return status;
}

static bool is_scenario(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static ent_status ask_scenario(const cli_options *options, const ent_blocs_report_options *asked, ent_json **json,
                               ent_error *error)
{
    ent_world *world = NULL;
    ent_status status = ENT_OK;
    if (options->from || options->to || options->of || options->plus || options->minus || options->window ||
        options->conflict || options->size)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--from, --to, --of, --plus, --minus, --window, --conflict and --size go "
                        "with a WORLD, not with a scenario");
    if (options->world)
        status = ent_world_open(options->world, ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_blocs_of_scenario(&(ent_run_options){.scenario_path = options->words[0], .world = world,
                                                          .world_path = options->world,
                                                          .on = options->on ? asked->ties.period.when.from : 0},
                                       asked, json, error);
    ent_world_close(world);
    return status;
}

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), of = strlen(end);
    return length > of && ent_equal_nocase(path + length - of, end);
}

/* What --clu cannot do is said before the search. */
static ent_status check_clu(const cli_options *options, ent_error *error)
{
    const char *path = options->clu, *from = options->words[0];
    if (!path)
        return ENT_OK;
    if (!ends_with(path, ".clu"))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--clu '%.200s': partitions for Pajek are FILE.clu", path);
    if (!ends_with(from, ".net") && !ends_with(from, ".net.gz"))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--clu goes with a Pajek network, FILE.net, not with '%.200s'", from);
    if (options->output && strcmp(options->output, path) == 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--clu and -o name the same file, '%.200s'", path);
    return ENT_OK;
}

static ent_status write_clu(const char *path, const ent_json *json, ent_error *error)
{
    char *clu;
    ent_status status = ent_clu(json, &clu, error);
    if (status == ENT_OK)
        status = ent_file_write(path, clu, strlen(clu), error);
    free(clu);
    return status;
}

ent_status cli_blocs(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    ent_blocs_report_options asked = {0};
    bool dated;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "blocs WORLD|SCENARIO|EDGES.csv [--on DAY | --from YEAR --to YEAR]", error);
    if (status == ENT_OK)
        status = take_options(options, &asked, &dated, error);
    if (status == ENT_OK)
        status = check_clu(options, error);
    if (status != ENT_OK)
        return status;
    bool edges = cli_is_edges(options->words[0]);
    asked.monitor = cli_monitor(options);
    if (edges)
        status = cli_check_edges(options, dated, error);
    if (status == ENT_OK)
        status = edges ? ent_blocs_of_edges(options->words[0], &asked, &json, error)
                 : is_scenario(options->words[0]) ? ask_scenario(options, &asked, &json, error)
                       : ask_world(options->words[0], &asked, &json, error);
    cli_monitor_end();
    cli_options shown = *options;
    shown.has_picture = true;
    if (status == ENT_OK && options->clu)
        status = write_clu(options->clu, json, error);
    if (status == ENT_OK)
        status = cli_print(&shown, json, error);
    ent_json_free(json);
    return status;
}

/* ---- propensities ---- */

ent_status cli_propensities(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    bool dated;
    ent_propensity_options asked = {.of = options->of, .attributes = options->attributes, .border = options->border,
                                    .weights = options->weights, .size = options->size, .table = options->table};
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "propensities WORLD --on DAY", error);
    if (status == ENT_OK)
        status = cli_period(options, &asked.period, &dated, error);
    if (status == ENT_OK && options->window)
        status = cli_window(options, &asked.window, error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_propensities_report(world, options->words[0], &asked, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

ent_status cli_landscape(const cli_options *options, int *answer, ent_error *error)
{
    ent_json *json = NULL;
    double most = OPTIMA, starts = 10000, seed = 1;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "landscape EDGES.csv [--start A,B]", error);
    if (status == ENT_OK)
        status = take_number(options->optima, "--optima", &most, error);
    if (status == ENT_OK)
        status = take_number(options->draws, "--draws", &starts, error);
    if (status == ENT_OK)
        status = take_number(options->seed, "--seed", &seed, error);
    if (status == ENT_OK && (!(most >= 1 && most <= 1e6) || !(starts >= 1 && starts <= 1e9)))
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--optima is from 1 to 1000000, --draws from 1 to 1000000000");
    if (status != ENT_OK)
        return status;
    ent_landscape_report_options asked = {.most = (size_t)most, .start = options->start, .starts = (size_t)starts,
                                          .seed = (uint64_t)seed, .monitor = cli_monitor(options)};
    status = ent_landscape_report(options->words[0], &asked, &json, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}
