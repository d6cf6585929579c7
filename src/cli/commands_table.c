/* The commands that make tables: states, dyads, alliances. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static ent_status read_year(const char *option, const char *text, int *out, ent_error *error)
{
    char *end;
    if (!text)
        return ENT_OK;
    long year = strtol(text, &end, 10);
    if (end == text || *end || year < ENT_YEAR_MIN || year > ENT_YEAR_MAX)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.40s' is not a year", option, text);
    *out = (int)year;
    return ENT_OK;
}

static ent_status read_step(const char *text, ent_table_step *out, ent_error *error)
{
    static const char *const words[] = {"year", "quarter", "month", "day"};
    if (!text)
        return ENT_OK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = (ent_table_step)i;
            return ENT_OK;
        }
    }
    return ent_fail(error, ENT_ERR_ARGUMENT, "--by '%.40s' is unknown; expected year, quarter, month, day",
                    text);
}

static ent_status read_options(const cli_options *options, ent_table_options *out, ent_error *error)
{
    if (options->only && strcmp(options->only, "relevant") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--only '%.40s' is unknown; expected relevant",
                        options->only);
    if (options->like && strcmp(options->like, "peacesciencer") != 0)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--like '%.40s' is unknown; expected peacesciencer",
                        options->like);
    out->only_relevant = options->only;
    out->like_peacesciencer = options->like;
    out->directed = options->directed;
    out->system = options->system;
    out->with = options->with;
    out->states = options->states;
    out->where = options->where;
    out->whittle = options->whittle;
    out->alliances = options->source;
    ent_status status = read_year("--from", options->from, &out->from, error);
    if (status == ENT_OK)
        status = read_year("--to", options->to, &out->to, error);
    return status == ENT_OK ? read_step(options->by, &out->by, error) : status;
}

static ent_status read_unit(const char *text, ent_table_unit *out, ent_error *error)
{
    static const char *const words[] = {"alliance", "member", "dyad"};
    *out = ENT_TABLE_ALLIANCES;
    for (size_t i = 0; text && i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = (ent_table_unit)(ENT_TABLE_ALLIANCES + i);
            return ENT_OK;
        }
    }
    return !text ? ENT_OK : ent_fail(error, ENT_ERR_ARGUMENT, "--unit '%.40s' is unknown; expected alliance, member, "
                                     "dyad", text);
}

static ent_status make_table(const cli_options *options, ent_table_unit unit, const char *usage,
                             ent_error *error)
{
    ent_world *world = NULL;
    ent_json *said = NULL;
    ent_table_options asked = {.unit = unit};
    ent_table_output output = {.path = options->output, .codebook = options->codebook,
                               .stream = options->stream};
    ent_status status = cli_need_words(options, 1, 1, usage, error);
    if (status == ENT_OK)
        status = read_options(options, &asked, error);
    if (status == ENT_OK)
        status = ent_world_open(options->words[0], ENT_WORLD_READ, &world, error);
    if (status == ENT_OK)
        status = ent_table_write(world, options->words[0], &asked, &output, cli_monitor(options), &said,
                                 error);
    cli_monitor_end();
    if (status == ENT_OK)
        cli_warn_of_terms(said);
    ent_json_free(said);
    ent_world_close(world);
    return status;
}

ent_status cli_states(const cli_options *options, int *answer, ent_error *error)
{
    (void)answer;
    return make_table(options, ENT_TABLE_STATES, "states WORLD [--with GROUP,COLUMN ...] [-o FILE]",
                      error);
}

ent_status cli_dyads(const cli_options *options, int *answer, ent_error *error)
{
    (void)answer;
    return make_table(options, ENT_TABLE_DYADS,
                      "dyads WORLD [--directed] [--with GROUP,COLUMN ...] [-o FILE]", error);
}

ent_status cli_alliances(const cli_options *options, int *answer, ent_error *error)
{
    ent_table_unit unit;
    (void)answer;
    ent_status status = read_unit(options->unit, &unit, error);
    if (status == ENT_OK && options->directed && unit != ENT_TABLE_ALLIANCE_DYADS)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--directed goes with --unit dyad");
    if (status != ENT_OK)
        return status;
    return make_table(options, unit, "alliances WORLD [--unit alliance|member|dyad] [--with GROUP,COLUMN ...] [-o FILE]",
                      error);
}
