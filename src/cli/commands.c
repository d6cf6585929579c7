/* The commands: each reads its arguments, calls the library once, and prints. */
#include "cli/cli.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_status cli_need_words(const cli_options *options, size_t least, size_t most, const char *usage,
                          ent_error *error)
{
    if (options->word_count >= least && options->word_count <= most)
        return ENT_OK;
    return ent_fail(error, ENT_ERR_ARGUMENT, "expected: entente %s", usage);
}

/* ---- import ---- */

/* After an import: what the world says of the files that came in now. */
static ent_status print_import(const cli_options *options, const ent_import_result *result,
                               ent_error *error)
{
    ent_json *json = NULL;
    ent_status status = ent_import_report(result, options->world, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    return status;
}

ent_status cli_import(const cli_options *options, int *answer, ent_error *error)
{
    static const char usage[] = "import all|csv DIR -w WORLD";
    ent_import_result result = {0};
    (void)answer;
    ent_status status = cli_need_words(options, 2, 2, usage, error);
    if (status == ENT_OK && !options->world)
        return ent_fail(error, ENT_ERR_ARGUMENT, "say into which world: -w cow.world");
    if (status != ENT_OK)
        return status;
    const char *family = options->words[0], *directory = options->words[1];
    bool own = strcmp(family, "csv") == 0;
    if (!own && strcmp(family, "all") != 0 && strcmp(family, "cow") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is neither all nor csv; expected: %s",
                        family, usage);
    if (!own && options->source)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--source goes with import csv");
    const ent_monitor *monitor = cli_monitor(options);
    status = own ? ent_import_own(directory, options->world, options->source, monitor, &result,
                                  error)
                 : ent_import_folder(directory, options->world, monitor, &result, error);
    cli_monitor_end();
    if (status == ENT_OK)
        status = print_import(options, &result, error);
    ent_import_result_clear(&result);
    return status;
}

/* ---- info ---- */

ent_status cli_info(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    (void)answer;
    ent_status status = cli_need_words(options, 1, 1, "info WORLD", error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_info(world, options->words[0], &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

/* ---- get ---- */

/* `value CHN cinc 2012`: the last word is the time: a year (any day of it) or a day. */
static ent_status take_time_word(ent_question *question, ent_error *error)
{
    ent_precision precision;
    if (question->dated || question->word_count != 4 || strcmp(question->words[0], "value") != 0)
        return ENT_OK;
    ent_status status = ent_span_parse(question->words[3], &question->when, &precision, error);
    if (status != ENT_OK)
        return status;
    question->word_count = 3;
    question->dated = true;
    return ENT_OK;
}

ent_status cli_get(const cli_options *options, int *answer, ent_error *error)
{
    ent_world *world = NULL;
    ent_json *json = NULL;
    ent_question question = {.source = options->source};
    (void)answer;
    ent_status status = cli_need_words(options, 2, ent_countof(options->words),
                                       "get WORLD QUESTION ...; see 'entente get --help'", error);
    if (status == ENT_OK)
        status = cli_when(options, &question.when, &question.dated, error);
    question.words = options->words + 1;
    question.word_count = options->word_count - 1;
    if (status == ENT_OK)
        status = take_time_word(&question, error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_get(world, options->words[0], &question, &json, error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    ent_json_free(json);
    ent_world_close(world);
    return status;
}

/* ---- run ---- */

/* out/great-powers-2016.html for scenarios/great-powers-2016.yaml; freed by the caller. */
static char *page_path(const cli_options *options)
{
    char name[256];
    const char *file = ent_path_name(options->words[0]);
    const char *point = strrchr(file, '.');
    int length = point && point > file ? (int)(point - file) : (int)strlen(file);
    if (options->html)
        return ent_copy_text(options->html);
    snprintf(name, sizeof name, "out/%.*s.html", length < 240 ? length : 240, file);
    return ent_copy_text(name);
}

static ent_status write_page(const char *path, const ent_json *json, ent_error *error)
{
    char *page;
    ent_status status = ent_run_page(json, &page, error);
    if (status == ENT_OK)
        status = ent_file_write(path, page, strlen(page), error);
    free(page);
    return status;
}

/* The page first: it is whole even if the reader of the sheet has enough of it. */
static ent_status show_run(const cli_options *options, const ent_json *json, ent_error *error)
{
    char *path = page_path(options);
    ent_status status = path ? write_page(path, json, error) : ent_fail_memory(error);
    if (status == ENT_OK)
        status = cli_print(options, json, error);
    if (status == ENT_OK)
        fprintf(options->format == ENT_FORMAT_TABLE && !options->output ? stdout : stderr,
                "\nThe page is in %s\n", path);
    free(path);
    return status;
}

static bool any_claim_fails(const ent_json *json)
{
    ent_json_value *claims = ent_json_get(
        ent_json_get(ent_json_root((ent_json *)json), "result"), "claims");
    for (size_t i = 0; i < ent_json_count(claims); i++)
        if (strcmp(ent_json_text(ent_json_get(ent_json_at(claims, i), "verdict")), "fails") == 0)
            return true;
    return false;
}

ent_status cli_run(const cli_options *options, int *answer, ent_error *error)
{
    ent_run_options run = {0};
    ent_span when = {0};
    ent_world *world = NULL;
    ent_json *json = NULL;
    bool dated;
    ent_status status = cli_need_words(options, 1, 1, "run SCENARIO", error);
    if (status == ENT_OK)
        status = cli_when(options, &when, &dated, error);
    if (status == ENT_OK && options->world)
        status = ent_world_open(options->world, ENT_WORLD_READ, &world, error);
    if (status == ENT_OK) {
        run = (ent_run_options){.scenario_path = options->words[0], .world = world,
                                .world_path = options->world, .on = dated ? when.from : 0};
        status = ent_run(&run, &json, error);
    }
    if (status == ENT_OK)
        status = show_run(options, json, error);
    if (status == ENT_OK && options->strict && any_claim_fails(json))
        *answer = 1;
    ent_json_free(json);
    ent_world_close(world);
    return status;
}
