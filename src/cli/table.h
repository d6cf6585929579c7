/* The tables of options and commands (table.c), their help (help.c), and the reading of a command line (arguments.c). */
#ifndef ENT_CLI_TABLE_H
#define ENT_CLI_TABLE_H

#include "cli/cli.h"

typedef struct {
    const char *name;      /* "--on" */
    char letter;           /* of "-w", or 0 */
    const char *value;     /* what it takes, for help; NULL = nothing */
    const char *help;
} cli_option;

enum { O_FORMAT, O_OUTPUT, O_WORLD, O_ON, O_IN, O_RULE, O_SOURCE, O_MAP, O_HTML, O_QUIET, O_STRICT,
       O_BIBTEX, O_RESET, O_BETWEEN, O_TOLERANCE, O_ALL, O_ONLY, O_ROWS, O_FROM, O_TO, O_OF, O_MEASURE,
       O_BLOC, O_TOWARD, O_TABLE, O_VOTES, O_QUOTA, O_LAYER, O_SCALE, O_WEIGHTS, O_PLOT,
       O_PLUS, O_MINUS, O_WINDOW, O_CONFLICT, O_FOLLOW, O_OUTSIDERS, O_DIRECTED, O_BY, O_WITH, O_SYSTEM,
       O_STATES, O_WHERE, O_LIKE, O_WHITTLE, O_STREAM, O_CODEBOOK, O_UNIT,
       O_BOOTSTRAP, O_SEED, O_THREADS, O_RIDGE, O_FIRTH, O_RESUME, O_DRAWS, O_HORIZON,
       O_SOUGHT, O_SIZE, O_WITHIN, O_OPTIMA, O_TIME, O_START, O_CLU, O_ATTRIBUTES, O_BORDER,
       O_MISSING, O_P, O_STEPS, O_FLOW, O_AT, O_YEARS, O_FUTURES, O_REPLICATES, O_STORE, O_RATES, O_PARAMETERS,
       O_SIGN, O_END, O_OFFER, O_FIT, O_OBSERVED, O_KIND, O_BLOCKS, O_MODELS, O_TASK, O_STEADY, O_SENSITIVITY,
       O_PATHS, O_HELP,
       O_VERSION,
       O_COUNT };

extern const cli_option cli_option_rows[O_COUNT];

typedef struct {
    const char *name, *usage, *help, *examples;
    int options[24]; /* beside --help; ended by -1 */
    cli_function *function;
} cli_command;

enum { CLI_COMMANDS_MOST = 100 };
extern const cli_command cli_commands[];
extern const size_t cli_command_count;

/* A row of the list of options, in the words of the command if it has some of its own. */
cli_option cli_option_of(const cli_command *command, int option);

void cli_print_help(void);
void cli_print_command_help(const cli_command *command);

/* Read the arguments after the command's name. *help is set by --help. */
ent_status cli_read_arguments(const cli_command *command, int count, char **arguments, cli_options *options, bool *help,
                              ent_error *error);

#endif
