/* What --help prints, from the tables. */
#include "cli/table.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>

static void print_option(const cli_option *row)
{
    char text[64];
    snprintf(text, sizeof text, "%s%c%s%s%s%s", row->letter ? "-" : "", row->letter ? row->letter
             : ' ', row->letter ? ", " : "", row->name, row->value ? " " : "",
             row->value ? row->value : "");
    printf("  %-30s %s\n", ent_trim(text), row->help);
}

static bool has_group(ent_table_unit unit, size_t index)
{
    const char *help;
    return *ent_table_group(index, unit, &help);
}

/* The groups of columns of a unit that two other ones do not have. */
static void print_groups(const char *title, ent_table_unit unit, ent_table_unit but, ent_table_unit and_but)
{
    const char *name, *help;
    printf("\n%s:\n", title);
    for (size_t i = 0; (name = ent_table_group(i, unit, &help)); i++)
        if (*name && (but == unit || !has_group(but, i)) && (and_but == unit || !has_group(and_but, i)))
            printf("  %-17s %s\n", name, help);
}

/* ---- what a command can be asked, below its options ---- */

static void print_layouts(void)
{
    const char *name, *help;
    char map[32], title[160];
    printf("\nfiles that import all knows by their header, wherever they lie below DIR\n(import cow means the same):\n");
    for (size_t i = 0; (name = ent_import_layout(i, &help)); i++)
        printf("  %-24s %s\n", name, help);
    printf("\nimport csv reads actors.csv, attributes.csv, ties.csv, treaties.csv, treaty_members.csv\n"
           "and treaty_exceptions.csv in DIR: docs/own-data.md\n");
    printf("\nmaps for import table; import all finds their files, too. Your own: docs/maps.md\n");
    for (size_t i = 0; ent_import_map(i, map, title); i++)
        printf("  %-24s %s\n", map, title);
}

static void print_checks(void)
{
    const char *name, *help;
    printf("\nchecks:\n");
    for (size_t i = 0; (name = ent_check_at(i, &help)); i++)
        printf("  %-17s %s\n", name, help);
}

static void print_measures(void)
{
    const ent_measure *measure;
    printf("\nmeasures (any attribute of the world is one too, also cinc@nmc-6.0):\n");
    for (size_t i = 0; (measure = ent_measure_at(i)); i++)
        printf("  %-24s %s\n", measure->id, measure->label);
    printf("  %-24s %s\n", "cinc_rebuilt", "CINC from its components, not as published");
}

static void print_similarities(void)
{
    const ent_similarity_row *row;
    printf("\nmeasures, several joined by commas, or all:\n");
    for (size_t i = 0; (row = ent_similarity_at(i)); i++)
        printf("  %-24s %s\n", row->id, row->label);
}

static void print_whittling(void)
{
    const char *name, *help;
    for (size_t i = 0; (name = ent_table_rule(i, &help)); i++)
        printf("%s  %-17s %s\n", i ? "" : "\nrules of --whittle, in their usual order:\n", name, help);
}

static void print_state_groups(void)
{
    print_groups("groups of columns", ENT_TABLE_STATES, ENT_TABLE_STATES, ENT_TABLE_STATES);
}

static void print_dyad_groups(void)
{
    print_groups("groups of columns", ENT_TABLE_DYADS, ENT_TABLE_DYADS, ENT_TABLE_DYADS);
    print_whittling();
}

static void print_alliance_groups(void)
{
    print_groups("groups of columns", ENT_TABLE_ALLIANCES, ENT_TABLE_ALLIANCES, ENT_TABLE_ALLIANCES);
    print_groups("with --unit member, besides those of entente states", ENT_TABLE_MEMBERS, ENT_TABLE_ALLIANCES, ENT_TABLE_STATES);
    print_groups("with --unit dyad, besides those of entente dyads", ENT_TABLE_ALLIANCE_DYADS, ENT_TABLE_ALLIANCES, ENT_TABLE_DYADS);
    print_whittling();
}

static void print_questions(void)
{
    const char *name, *help;
    printf("\nquestions:\n");
    for (size_t i = 0; (name = ent_get_question(i, &help)); i++)
        printf("  %-32s %s\n", name, help);
}

static const char rows_go_to[] = "-o FILE is CSV; FILE.csv.gz is packed; FILE.sqlite[:TABLE] is a table in a database\n";

/* Lists are printed from the tables of what they list; then comes the text. */
static const struct {
    cli_function *function;
    void (*print)(void);
    const char *text;
} lists[] = {
    {cli_import, print_layouts, NULL},
    {cli_check, print_checks, NULL},
    {cli_power, print_measures, "tables: actors, concentration, transitions, blocs\n"},
    {cli_similarity, print_similarities, "tables: pairs, matrix\n"},
    {cli_propensities, NULL,
     "components of --weights: ethnic, religion, border, government, history\n\n"
     "tables: pairs, edges (from,to,weight: a file for entente blocs), actors, components\n"},
    {cli_dynamics, NULL,
     "rules: of a tense triad that is drawn, each as likely,\n"
     "  local             of ++- the foes become friends with --p, else two friends foes; of --- two become friends\n"
     "  constrained       one pair changes if tense triads become fewer; if they stay as many, with probability 1/2\n\n"
     "tables: state, runs, ends, factions, matrix\n"},
    {cli_blocs, NULL, "tables: years, moves, members, actors, ties (those against), partitions\n"},
    {cli_balance, NULL, "tables: years, actors, ties, triads (the tense ones), components\n"},
    {cli_gof, NULL, "tables: of tie models counts, summary, prediction, waves; of actor-oriented ones tests, counts, shapes\n"},
    {cli_fit, NULL,
     "tables: effects; of actor-oriented models also covariance, tests, time_tests; of treaties also\n"
     "  parts, founding_sizes\n"},
    {cli_forecast, NULL,
     "tables: forecast, born, ended, pairs, partners, together, agreed_blocs, sensitivity (what\n"
     "  hangs on the rates); of a scenario claims; with --observed also observed, came\n\n"
     "system: drawn, where the world knows the years before; else steady\n"},
    {cli_whatif, NULL,
     "tables: differences, fades (what was done, by year), others (ties of others that change most),\n"
     "  offer; of a scenario claims; with --sensitivity also sensitivity\n\n"
     "system: drawn, where the world knows the years before; else steady\n"},
    {cli_simulate, NULL, "tables: pairs; of actor-oriented models also statistics, periods, networks\n"},
    {cli_network, NULL, "tables: years, actors\n"},
    {cli_backtest, NULL,
     "models: constant, the share of new ties so far; recent, that of 30 years; covariates, a logit by\n"
     "  contiguity, capabilities, regimes and disputes; covariates+network, also by common allies and\n"
     "  numbers of allies; geo, a logit by geography; treaty, by new bilateral treaties, accessions and\n"
     "  new treaties of three or more (of ties: by members that leave and treaties that end);\n"
     "  geo+recent, geo+treaty (the mean of both): half of the level is the recent one;\n"
     "  geo+treaty+slope: as sure as forecasts of earlier years should have been (only when asked for);\n"
     "  of --task dissolution and all none of geo, of all also persistence: all stays as it is;\n"
     "  MODEL.yaml: a saom, tergm or logit, fitted anew before each block\n\n"
     "tables: leaderboard, blocks, coefficients, separation (pairs in order of their probability); of\n"
     "  models of files also files\n"},
    {cli_history, NULL, "measures: any attribute of the world (cinc, gdp@pwt)\n\ntables: events, years, shares\n"},
    {cli_states, print_state_groups, rows_go_to},
    {cli_dyads, print_dyad_groups, rows_go_to},
    {cli_alliances, print_alliance_groups, rows_go_to},
    {cli_get, print_questions, NULL},
};

static void print_lists(const cli_command *command)
{
    for (size_t i = 0; i < ent_countof(lists); i++) {
        if (lists[i].function != command->function)
            continue;
        if (lists[i].print)
            lists[i].print();
        if (lists[i].text)
            printf("\n%s", lists[i].text);
    }
}

void cli_print_command_help(const cli_command *command)
{
    printf("entente %s\n\n  %s\n\noptions:\n", command->usage, command->help);
    for (size_t i = 0; command->options[i] >= 0; i++) {
        cli_option row = cli_option_of(command, command->options[i]);
        print_option(&row);
    }
    print_option(&cli_option_rows[O_HELP]);
    print_lists(command);
    printf("\nexamples:\n%s", command->examples);
}

void cli_print_help(void)
{
    printf("entente measures, simulates and forecasts the international system.\n\n"
           "usage: entente COMMAND [options]\n\ncommands:\n");
    for (size_t i = 0; i < cli_command_count; i++)
        printf("  %-10s %s\n", cli_commands[i].name, cli_commands[i].help);
    printf("\n'entente COMMAND --help' shows its options and examples.\n"
           "exit: 0 done, 1 the answer is no, 2 wrong use or bad input, 3 could not finish.\n");
}
