/* The commands of measures over time: power, similarity. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_status print_and_free(const cli_options *options, ent_status status, ent_json *json,
                                 ent_error *error)
{
    cli_options shown = *options;
    shown.has_picture = true;
    if (status == ENT_OK)
        status = cli_print(&shown, json, error);
    ent_json_free(json);
    return status;
}

/* ---- power ---- */

static ent_status print_power(const cli_options *options, ent_world *world,
                              const ent_power_options *asked, ent_error *error)
{
    ent_json *json = NULL;
    const char *path = options->words[0];
    ent_status status =
        options->votes ? ent_voting_report(world, path, options->votes, options->quota, asked, &json,
                                           error)
                       : ent_power_report(world, path, asked, &json, error);
    return print_and_free(options, status, json, error);
}

/* Options that would be passed over in silence. */
static ent_status check_power(const cli_options *options, ent_error *error)
{
    bool of_power = options->measure || options->bloc_count || options->toward || options->table ||
                    options->from || options->to;
    if (options->quota && !options->votes)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--quota goes with --votes");
    if (options->votes && of_power)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--measure, --bloc, --toward, --table, --from and --to do not go with --votes");
    return ENT_OK;
}

ent_status cli_power(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    bool dated;
    ent_power_options asked = {.of = options->of, .measure = options->measure,
                               .blocs = options->blocs, .bloc_count = options->bloc_count,
                               .toward = options->toward, .table = options->table};
    (void)answer;
    ent_status status = cli_need_words(options, options->votes ? 0 : 1, 1,
                                       "power WORLD [--on DAY | --from YEAR --to YEAR]", error);
    if (status == ENT_OK)
        status = cli_period(options, &asked.period, &dated, error);
    if (status == ENT_OK)
        status = check_power(options, error);
    if (status == ENT_OK && options->word_count > 0)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = print_power(options, world, &asked, error);
    ent_world_close(world);
    return status;
}

/* ---- similarity ---- */

static ent_status check_similarity(const cli_options *options, bool dated, ent_error *error)
{
    bool pair = options->word_count == 3;
    if (options->word_count != 1 && !pair)
        return ent_fail(error, ENT_ERR_ARGUMENT, "expected: entente similarity WORLD A B, or "
                        "WORLD --on DAY, or WORLD --all");
    if (options->all && (pair || options->on))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--all goes with --from and --to only");
    if (options->all && options->format == ENT_FORMAT_JSON)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--all is written as CSV");
    if (options->all && (options->of || options->table))
        return ent_fail(error, ENT_ERR_ARGUMENT, "--all is of all pairs, in one table");
    if (options->all && options->plot)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--all has no picture; say of which pair, or --on which day");
    if (!options->all && !pair && !(dated && options->on))
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "say of which pair, or --on which day, or --all");
    return ENT_OK;
}

/* What the CSV itself cannot say, on standard error. */
static void say_counts(const cli_options *options, const ent_similarity_counts *counts)
{
    if (options->quiet)
        return;
    fprintf(stderr, "entente: %zu rows, %d to %d", counts->rows, ent_day_year(counts->covered.from),
            ent_day_year(counts->covered.to));
    if (counts->not_defined > 0)
        fprintf(stderr, "; %zu values are not defined, left empty", counts->not_defined);
    if (counts->without_weight > 0)
        fprintf(stderr, "; members without a weight, left out of weighted sums: %zu",
                counts->without_weight);
    if (counts->marked > 0)
        fprintf(stderr, "; ties unverified, disputed or of low confidence: %zu", counts->marked);
    fprintf(stderr, "\n");
}

static ent_status print_all(const cli_options *options, ent_world *world,
                            const ent_similarity_options *asked, ent_error *error)
{
    char *text;
    ent_similarity_counts counts;
    ent_status status =
        ent_similarity_all(world, asked, cli_monitor(options), &counts, &text, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = cli_print_text(options, text, error);
    if (status == ENT_OK)
        say_counts(options, &counts);
    free(text);
    return status;
}

ent_status cli_similarity(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    bool dated;
    ent_similarity_options asked = {.of = options->of, .layer = options->layer,
                                    .scale = options->scale, .variants = options->measure,
                                    .weights = options->weights, .table = options->table};
    (void)answer;
    ent_status status = cli_period(options, &asked.period, &dated, error);
    if (status == ENT_OK)
        status = check_similarity(options, dated, error);
    if (status == ENT_OK && options->word_count == 3) {
        asked.a = options->words[1];
        asked.b = options->words[2];
    }
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK && options->all) {
        status = print_all(options, world, &asked, error);
    } else if (status == ENT_OK) {
        status = ent_similarity_report(world, options->words[0], &asked, &json, error);
        status = print_and_free(options, status, json, error);
    }
    ent_world_close(world);
    return status;
}
