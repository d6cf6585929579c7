/* The command line as options, and options of time as days and years. */
#include "cli/table.h"

#include "core/memory.h"
#include "core/text.h"

#include <stddef.h>
#include <string.h>

/* Where the value of an option goes that has one and is given once; set_option reads the others. */
static const size_t targets[O_COUNT] = {
    [O_FROM] = offsetof(cli_options, from), [O_TO] = offsetof(cli_options, to), [O_OF] = offsetof(cli_options, of),
    [O_MEASURE] = offsetof(cli_options, measure), [O_TOWARD] = offsetof(cli_options, toward),
    [O_TABLE] = offsetof(cli_options, table), [O_VOTES] = offsetof(cli_options, votes),
    [O_QUOTA] = offsetof(cli_options, quota), [O_LAYER] = offsetof(cli_options, layer),
    [O_SCALE] = offsetof(cli_options, scale), [O_WEIGHTS] = offsetof(cli_options, weights),
    [O_PLOT] = offsetof(cli_options, plot), [O_PLUS] = offsetof(cli_options, plus),
    [O_MINUS] = offsetof(cli_options, minus), [O_WINDOW] = offsetof(cli_options, window),
    [O_CONFLICT] = offsetof(cli_options, conflict), [O_SOUGHT] = offsetof(cli_options, sought),
    [O_SIZE] = offsetof(cli_options, size), [O_WITHIN] = offsetof(cli_options, within),
    [O_OPTIMA] = offsetof(cli_options, optima), [O_CLU] = offsetof(cli_options, clu),
    [O_START] = offsetof(cli_options, start), [O_ATTRIBUTES] = offsetof(cli_options, attributes),
    [O_BORDER] = offsetof(cli_options, border), [O_TIME] = offsetof(cli_options, time),
    [O_YEARS] = offsetof(cli_options, years), [O_FUTURES] = offsetof(cli_options, futures),
    [O_REPLICATES] = offsetof(cli_options, replicates), [O_STORE] = offsetof(cli_options, store),
    [O_OFFER] = offsetof(cli_options, offer[0]), [O_FIT] = offsetof(cli_options, fit),
    [O_PATHS] = offsetof(cli_options, paths), [O_RATES] = offsetof(cli_options, rates), [O_PARAMETERS] = offsetof(cli_options, parameters),
    [O_MISSING] = offsetof(cli_options, missing), [O_P] = offsetof(cli_options, p),
    [O_STEPS] = offsetof(cli_options, steps), [O_AT] = offsetof(cli_options, at),
    [O_KIND] = offsetof(cli_options, tie_kind), [O_BLOCKS] = offsetof(cli_options, blocks),
    [O_MODELS] = offsetof(cli_options, models), [O_TASK] = offsetof(cli_options, task),
    [O_BOOTSTRAP] = offsetof(cli_options, bootstrap), [O_SEED] = offsetof(cli_options, seed),
    [O_THREADS] = offsetof(cli_options, threads), [O_RIDGE] = offsetof(cli_options, ridge),
    [O_DRAWS] = offsetof(cli_options, draws), [O_HORIZON] = offsetof(cli_options, horizon),
    [O_BY] = offsetof(cli_options, by), [O_WITH] = offsetof(cli_options, with),
    [O_SYSTEM] = offsetof(cli_options, system), [O_STATES] = offsetof(cli_options, states),
    [O_WHERE] = offsetof(cli_options, where), [O_LIKE] = offsetof(cli_options, like),
    [O_UNIT] = offsetof(cli_options, unit), [O_WHITTLE] = offsetof(cli_options, whittle),
    [O_CODEBOOK] = offsetof(cli_options, codebook), [O_OUTPUT] = offsetof(cli_options, output),
    [O_WORLD] = offsetof(cli_options, world), [O_ON] = offsetof(cli_options, on),
    [O_IN] = offsetof(cli_options, in), [O_RULE] = offsetof(cli_options, rule),
    [O_SOURCE] = offsetof(cli_options, source), [O_MAP] = offsetof(cli_options, map),
    [O_BETWEEN] = offsetof(cli_options, between[0]), [O_TOLERANCE] = offsetof(cli_options, tolerance),
    [O_ONLY] = offsetof(cli_options, only), [O_ROWS] = offsetof(cli_options, rows),
    [O_HTML] = offsetof(cli_options, html),
};

static const char **option_target(cli_options *options, int which)
{
    return (const char **)(void *)((char *)options + targets[which]);
}

/* One more of an option that may be given several times. */
static ent_status add_word(const char *words[CLI_WORDS], size_t *count, const char *value, ent_error *error)
{
    if (*count == CLI_WORDS)
        return ent_fail(error, ENT_ERR_ARGUMENT, "an option is given more than %d times", CLI_WORDS);
    words[(*count)++] = value;
    return ENT_OK;
}

static ent_status set_option(cli_options *options, int which, const char *value, ent_error *error)
{
    static const char *const formats[] = {"table", "csv", "json"};
    if (which == O_QUIET)
        options->quiet = true;
    else if (which == O_STRICT)
        options->strict = true;
    else if (which == O_BIBTEX)
        options->bibtex = true;
    else if (which == O_RESET)
        options->reset = true;
    else if (which == O_DIRECTED)
        options->directed = true;
    else if (which == O_STEADY)
        options->steady = true;
    else if (which == O_SENSITIVITY)
        options->sensitivity = true;
    else if (which == O_OBSERVED)
        options->observed = true;
    else if (which == O_STREAM)
        options->stream = true;
    else if (which == O_ALL)
        options->all = true;
    else if (which == O_FOLLOW)
        options->follow = true;
    else if (which == O_OUTSIDERS)
        options->outsiders = true;
    else if (which == O_FLOW)
        options->flow = true;
    else if (which == O_FIRTH)
        options->firth = true;
    else if (which == O_RESUME)
        options->resume = true;
    else if (which == O_SIGN || which == O_END)
        return add_word(which == O_SIGN ? options->sign : options->end,
                        which == O_SIGN ? &options->sign_count : &options->end_count, value, error);
    else if (which == O_BLOC && options->bloc_count == ent_countof(options->blocs))
        return ent_fail(error, ENT_ERR_ARGUMENT, "too many blocs; at most %zu",
                        ent_countof(options->blocs));
    else if (which == O_BLOC)
        options->blocs[options->bloc_count++] = value;
    else if (which != O_FORMAT)
        *option_target(options, which) = value;
    if (which != O_FORMAT)
        return ENT_OK;
    for (size_t i = 0; i < ent_countof(formats); i++) {
        if (strcmp(formats[i], value) == 0) {
            options->format = (ent_format)i;
            return ENT_OK;
        }
    }
    return ent_fail(error, ENT_ERR_ARGUMENT, "--format '%.40s' is unknown; expected table, csv, json",
                    value);
}

/* Which option is this? -1 if none. */
static int find_option(const char *text, size_t length)
{
    for (int i = 0; i < O_COUNT; i++) {
        if (strlen(cli_option_rows[i].name) == length && strncmp(cli_option_rows[i].name, text, length) == 0)
            return i;
        if (cli_option_rows[i].letter && length == 2 && text[1] == cli_option_rows[i].letter)
            return i;
    }
    return -1;
}

static bool takes_option(const cli_command *command, int which)
{
    for (size_t i = 0; command->options[i] >= 0; i++)
        if (command->options[i] == which)
            return true;
    return which == O_HELP;
}

static ent_status fail_option(const cli_command *command, const char *text, ent_error *error)
{
    const char *names[O_COUNT];
    size_t count = 0;
    for (size_t i = 0; command->options[i] >= 0; i++)
        names[count++] = cli_option_rows[command->options[i]].name;
    const char *near = ent_nearest(text, names, count);
    return ent_fail(error, ENT_ERR_ARGUMENT, "%s has no option '%.40s'%s%s%s", command->name, text,
                    near ? ", did you mean " : "; see 'entente ", near ? near : command->name,
                    near ? "?" : " --help'");
}

ent_status cli_read_arguments(const cli_command *command, int count, char **arguments,
                                 cli_options *options, bool *help, ent_error *error)
{
    for (int i = 0; i < count; i++) {
        const char *text = arguments[i];
        if (text[0] != '-' || text[1] == '\0') {
            if (options->word_count == ent_countof(options->words))
                return ent_fail(error, ENT_ERR_ARGUMENT, "too many arguments: '%.60s'", text);
            options->words[options->word_count++] = text;
            continue;
        }
        size_t length = strcspn(text, "=");
        int which = find_option(text, length);
        if (which < 0 || !takes_option(command, which))
            return fail_option(command, text, error);
        if (which == O_HELP) {
            *help = true;
            return ENT_OK;
        }
        const char *value = text[length] == '=' ? text + length + 1 : NULL;
        if (value && !cli_option_rows[which].value)
            return ent_fail(error, ENT_ERR_ARGUMENT, "%s takes no value: '%.40s'",
                            cli_option_rows[which].name, text);
        if (cli_option_rows[which].value && !value) {
            if (++i == count)
                return ent_fail(error, ENT_ERR_ARGUMENT, "%s needs a value: %s", text,
                                cli_option_rows[which].value);
            value = arguments[i];
        }
        ent_status status = set_option(options, which, value, error);
        if (status != ENT_OK)
            return status;
        if ((which == O_BETWEEN || which == O_OFFER) && ++i == count) /* the options with two values */
            return ent_fail(error, ENT_ERR_ARGUMENT, "%s needs two values: %s", cli_option_rows[which].name,
                            cli_option_rows[which].value);
        if (which == O_BETWEEN)
            options->between[1] = arguments[i];
        if (which == O_OFFER)
            options->offer[1] = arguments[i];
    }
    return ENT_OK;
}

ent_status cli_when(const cli_options *options, ent_span *out, bool *given, ent_error *error)
{
    ent_precision precision;
    *given = options->on || options->in;
    if (options->on && options->in)
        return ent_fail(error, ENT_ERR_ARGUMENT, "give --on or --in, not both");
    if (options->rule && !options->in)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--rule goes with --in");
    if (!*given)
        return ENT_OK;
    ent_status status =
        ent_span_parse(options->on ? options->on : options->in, out, &precision, error);
    if (status != ENT_OK) {
        ent_error_context(error, options->on ? "--on" : "--in");
        return status;
    }
    int year = ent_day_year(out->from);
    if (options->on && precision == ENT_DATE_MONTH)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--on '%s' is a month; give a day", options->on);
    if (options->on && precision == ENT_DATE_YEAR)
        out->from = out->to = ent_day_from_date(year, 7, 1);
    if (options->in && precision != ENT_DATE_YEAR)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--in '%s' is not a year", options->in);
    if (!options->rule || strcmp(options->rule, "any") == 0)
        return ENT_OK;
    if (strcmp(options->rule, "first") == 0)
        out->to = out->from;
    else if (strcmp(options->rule, "last") == 0)
        out->from = out->to;
    else if (strcmp(options->rule, "mid") == 0)
        out->from = out->to = ent_day_from_date(year, 7, 1);
    else
        return ent_fail(error, ENT_ERR_ARGUMENT,
                        "--rule '%.40s' is unknown; expected any, first, mid, last", options->rule);
    return ENT_OK;
}

/* The first or last day of a year's option. */
static ent_status read_year(const char *option, const char *text, ent_span *out, ent_error *error)
{
    ent_precision precision;
    ent_status status = ent_span_parse(text, out, &precision, error);
    if (status != ENT_OK)
        ent_error_context(error, "%s", option);
    else if (precision != ENT_DATE_YEAR)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%s '%s' is not a year; a day is --on", option,
                        text);
    return status;
}

ent_status cli_period(const cli_options *options, ent_period *out, bool *given, ent_error *error)
{
    ent_span year;
    ent_status status = ENT_OK;
    *out = (ent_period){.when = {ENT_DAY_FIRST, ENT_DAY_LAST}};
    *given = options->on || options->from || options->to;
    if (options->on && (options->from || options->to))
        return ent_fail(error, ENT_ERR_ARGUMENT, "give --on, or --from and --to, not both");
    if (options->on) {
        out->is_day = true;
        return cli_when(options, &out->when, given, error);
    }
    if (options->from && (status = read_year("--from", options->from, &year, error)) == ENT_OK)
        out->when.from = year.from;
    if (status == ENT_OK && options->to &&
        (status = read_year("--to", options->to, &year, error)) == ENT_OK)
        out->when.to = year.to;
    if (status == ENT_OK && out->when.from > out->when.to)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--from %s is after --to %s", options->from,
                        options->to);
    return status;
}

ent_status cli_window(const cli_options *options, int *years, ent_error *error)
{
    long long number;
    *years = 1;
    if (!options->window)
        return ENT_OK;
    if (!ent_parse_integer(options->window, &number) || number < 1 || number > 1000)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--window '%.40s' is no number of years from 1 to 1000",
                        options->window);
    *years = (int)number;
    return ENT_OK;
}
