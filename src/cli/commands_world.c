/* The commands about the sources of a world: what there is, what to cite, which one is meant, what changed. */
#include "cli/cli.h"

#include "core/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

ent_status cli_sources(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "sources WORLD", error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_sources(world, options->words[0], &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

ent_status cli_cite(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    (void)answer;
    ent_status status =
        cli_need_words(options, 1, 16, "cite WORLD [SOURCE ...] [--bibtex]", error);
    if (status == ENT_OK && options->bibtex && options->format != ENT_FORMAT_TABLE)
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--bibtex is a format of its own; CSV and JSON have the entries in any case");
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_cite(world, options->words[0], options->words + 1, options->word_count - 1,
                          options->bibtex, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

/* Is a world there to be changed? Opening it for writing would make one. */
static ent_status need_world(const char *path, ent_error *error)
{
    ent_world *world = NULL;
    ent_status status = ent_world_open(path, ENT_WORLD_READ, &world, error);
    ent_world_close(world);
    return status;
}

ent_status cli_prefer(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    (void)answer;
    ent_status status =
        cli_need_words(options, 1, 4, "prefer WORLD [[KIND] NAME [SOURCE]] [--reset]", error);
    bool changes = options->reset || options->word_count > 2;
    if (status == ENT_OK && changes)
        status = need_world(options->words[0], error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], changes ? ENT_WORLD_WRITE : ENT_WORLD_READ,
                                &world, error);
    if (status == ENT_OK)
        status = ent_prefer(world, options->words[0], options->words + 1, options->word_count - 1,
                            options->reset, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

/* ---- diff ---- */

enum { FIRST_ROWS = 3 };

static ent_status read_diff(const cli_options *options, ent_diff_options *diff, ent_error *error)
{
    static const char usage[] = "diff WORLD OTHER, or diff WORLD --between SOURCE SOURCE";
    bool all = options->all || options->format != ENT_FORMAT_TABLE;
    size_t words = options->between[0] ? 1 : 2;
    *diff = (ent_diff_options){
        .paths = {options->words[0], words == 2 ? options->words[1] : NULL},
        .between = {options->between[0], options->between[1]},
        .tolerance = ENT_DIFF_TOLERANCE,
        .row_limit = all ? SIZE_MAX : FIRST_ROWS,
    };
    ent_status status = cli_need_words(options, words, words, usage, error);
    if (status == ENT_OK && options->tolerance &&
        (!ent_parse_number(options->tolerance, &diff->tolerance) || diff->tolerance < 0))
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--tolerance '%.40s' is not a number from 0 on", options->tolerance);
    return status;
}

ent_status cli_diff(const cli_options *options, int *answer, ent_error *error)
{
    ent_diff_options diff;
    ent_world *worlds[2] = {NULL, NULL};
    ent_json *json = NULL;
    ent_status status = read_diff(options, &diff, error);
    for (int i = 0; i < 2 && status == ENT_OK && diff.paths[i]; i++)
        status = ent_world_open(diff.paths[i], ENT_WORLD_READ, &worlds[i], error);
    if (status == ENT_OK) {
        diff.monitor = cli_monitor(options);
        status = ent_diff(worlds[0], worlds[1], &diff, &json, error);
        cli_monitor_end();
    }
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    if (status == ENT_OK &&
        ent_json_is_true(ent_json_get(
            ent_json_get(ent_json_root(json), "result"), "differ")))
        *answer = 1;
    ent_json_free(json);
    ent_world_close(worlds[0]);
    ent_world_close(worlds[1]);
    return status;
}
