/* The command `entente`. A command is a row in table.c and a function that reads its arguments, calls the
 * library once, and prints. */
#ifndef ENT_CLI_CLI_H
#define ENT_CLI_CLI_H

#include "entente/entente.h"

enum { CLI_WORDS = 16 }; /* of an option that may be given several times */

/* What every command can be given. */
typedef struct {
    const char *words[16];   /* what is not an option, after the command's name */
    size_t word_count;
    ent_format format;
    const char *output;      /* -o FILE, or NULL */
    const char *world;       /* -w, --world FILE, or NULL */
    const char *on, *in, *rule, *source, *html, *map, *only, *rows;
    const char *between[2], *tolerance;
    bool quiet, strict, bibtex, reset, all;
    bool follow, outsiders;  /* histories */
    bool has_picture;        /* the text draws with blocks: digits where they cannot be shown */
    const char *from, *to, *of, *measure, *toward, *table, *votes, *quota; /* measures over time */
    const char *layer, *scale, *weights, *plot;
    const char *plus, *minus, *window, *conflict; /* signed networks */
    const char *sought, *size, *within, *optima, *time, *start, *clu; /* blocs */
    const char *bootstrap, *seed, *threads, *ridge, *draws, *horizon; /* fits and simulation */
    const char *years, *futures, *replicates, *store, *rates, *parameters, *paths; /* forecasts */
    const char *sign[CLI_WORDS], *end[CLI_WORDS], *offer[2], *fit; /* what-ifs */
    size_t sign_count, end_count;
    bool firth, resume, observed, steady, sensitivity;
    const char *by; /* networks, tables */
    bool directed;
    const char *with, *system, *states, *where, *like, *whittle, *codebook, *unit; /* tables; like: fits too */
    bool stream;
    const char *attributes, *border; /* propensities */
    const char *missing, *p, *steps, *at; /* dynamics */
    bool flow;
    const char *tie_kind, *blocks, *models, *task; /* backtests */
    const char *blocs[16];   /* each --bloc */
    size_t bloc_count;
} cli_options;

/* A command: its exit code is that of the status, unless it returns OK with *answer 1 ("no"). */
typedef ent_status cli_function(const cli_options *options, int *answer, ent_error *error);

cli_function cli_import, cli_info, cli_get, cli_run, cli_check, cli_claims;
cli_function cli_sources, cli_cite, cli_prefer, cli_diff; /* commands_world.c */
cli_function cli_power, cli_similarity; /* commands_measure.c */
cli_function cli_history; /* commands_history.c */
cli_function cli_balance; /* commands_balance.c */
cli_function cli_landscape, cli_blocs; /* commands_blocs.c */
cli_function cli_propensities; /* commands_blocs.c */
cli_function cli_dynamics; /* commands_dynamics.c */
cli_function cli_network; /* commands_network.c */
cli_function cli_backtest; /* commands_backtest.c */
cli_function cli_states, cli_dyads, cli_alliances; /* commands_table.c */
cli_function cli_effects, cli_targets; /* commands_effects.c */

cli_function cli_fit, cli_explain, cli_simulate, cli_gof; /* commands_tie.c */

cli_function cli_forecast, cli_merge, cli_whatif; /* commands_forecast.c */

/* A whole number of an option from `least` to `most`; `out` stays as it is where the option is not given. */
ent_status cli_whole_number(const char *option, const char *text, long long least, long long most, long long *out,
                            ent_error *error);
/* --seed (1) and --threads (0 = all). */
ent_status cli_chance(const cli_options *options, uint64_t *seed, int *threads, ent_error *error);

/* The words of a command must be so many. */
ent_status cli_need_words(const cli_options *options, size_t least, size_t most, const char *usage,
                          ent_error *error);

/* Print a document in the format asked for, to standard output or the file of -o; first its picture, if --plot
 * asks for one. */
ent_status cli_print(const cli_options *options, const ent_json *json, ent_error *error);

/* An answer that lists many rows of sources that may not be passed on says so in one line on standard error. */
void cli_warn_of_terms(const ent_json *json);

/* The days of --on, --in and --rule; *given tells whether there are any. */
ent_status cli_when(const cli_options *options, ent_span *out, bool *given, ent_error *error);

/* The period of --on, or of --from and --to; *given tells whether there is any. Open ends are those of the
 * sources. */
ent_status cli_period(const cli_options *options, ent_period *out, bool *given, ent_error *error);

/* The number of --window, 1 without it. */
ent_status cli_window(const cli_options *options, int *years, ent_error *error);

/* Is the word a file of ties, by its name? And what goes with a world only. */
bool cli_is_edges(const char *path);
ent_status cli_check_edges(const cli_options *options, bool dated, ent_error *error);

/* Print a text that is an answer by itself. */
ent_status cli_print_text(const cli_options *options, const char *text, ent_error *error);

/* Progress with the time left on standard error, if that is a terminal; stops at Ctrl-C. */
const ent_monitor *cli_monitor(const cli_options *options);
void cli_monitor_end(void);

#endif
