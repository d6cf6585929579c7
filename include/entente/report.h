/* Answers as JSON documents, and documents as text, tables and pages. Every command's answer is one
 * object: entente (version), command, inputs, result, run. What is printed is made from it. */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/import.h"
#include "entente/json.h"
#include "entente/scenario.h"
#include "entente/table.h"
#include "entente/world.h"

/* How a result is shown. */
typedef enum { ENT_FORMAT_TABLE, ENT_FORMAT_CSV, ENT_FORMAT_JSON } ent_format;

/* ---- entente get ---- */

/* A question of the daily kind, as on the command line: `tie alliance USA JPN`. */
typedef struct {
    const char *const *words; /* what is asked, then its arguments */
    size_t word_count;
    bool dated;               /* is `when` given? */
    ent_span when;            /* a day, or all days of a year of which any counts */
    const char *source;       /* only this source; NULL = the preferred one */
} ent_question;

/* Ask a world.
 *   path  of the world, for `inputs`
 *   out   freed with ent_json_free
 * Errors: ENT_ERR_ARGUMENT (not a question), ENT_ERR_INPUT (unknown actor, layer ...). */
ENT_API ent_status ent_get(ent_world *world, const char *path, const ent_question *question,
                           ent_json **out, ent_error *error) ENT_CHECKED;

/* The questions, for help: name with arguments, a line of help. NULL past the end. */
ENT_API const char *ent_get_question(size_t index, const char **help);

/* ---- entente info ---- */
ENT_API ent_status ent_info(ent_world *world, const char *path, ent_json **out,
                            ent_error *error) ENT_CHECKED;

/* ---- entente sources, cite: what a world holds by source, what to cite ---- */
ENT_API ent_status ent_sources(ent_world *world, const char *path, ent_json **out,
                               ent_error *error) ENT_CHECKED;
/*   words[word_count]  sources, by their name or parts of it (nmc: all versions); none = all
 *   bibtex             how it is shown: as BibTeX entries or as plain text */
ENT_API ent_status ent_cite(ent_world *world, const char *path, const char *const *words,
                            size_t word_count, bool bibtex, ent_json **out,
                            ent_error *error) ENT_CHECKED;

/* ---- entente prefer: which source a bare name means ---- */
/* Show or change the order of preference.
 *   world              for a change opened with ENT_WORLD_WRITE
 *   words[word_count]  [KIND] NAME SOURCE: put the source first; [KIND] NAME: show or reset that order;
 *                      nothing: show or reset all
 *   reset              back to the order that the sources came with
 * Errors: ENT_ERR_INPUT: an unknown name or source, or a name of several kinds; lists what there is. */
ENT_API ent_status ent_prefer(ent_world *world, const char *path, const char *const *words,
                              size_t word_count, bool reset, ent_json **out,
                              ent_error *error) ENT_CHECKED;

/* ---- entente diff: what changed between two versions ---- */
typedef struct {
    const char *paths[2];  /* of the worlds, for `inputs`; paths[1] NULL = one world, two sources */
    const char *between[2]; /* the two sources of one world */
    double tolerance;      /* numbers that differ by no more are the same; 0 = exactly the same */
    size_t row_limit;      /* rows of each series that are listed */
    const ent_monitor *monitor;
} ent_diff_options;

#define ENT_DIFF_TOLERANCE 0.000001

/* Compare two worlds (b NULL: two sources of one). `result.differ` tells whether there is a difference.
 * Cost: one pass over the rows of both; memory for the values of one attribute, or the rows of one day.
 * Errors: ENT_ERR_INPUT (a source that is not there, nothing in common). */
ENT_API ent_status ent_diff(ent_world *a, ent_world *b, const ent_diff_options *options,
                            ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente import: what became of every file and row ---- */
ENT_API ent_status ent_import_report(const ent_import_result *result, const char *world_path,
                                     ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente run: the balance sheet of a scenario ---- */

typedef struct {
    const char *scenario_path;
    ent_world *world;       /* a base instead of the scenario's own; NULL = the scenario's */
    const char *world_path; /* for `inputs` */
    ent_day on;             /* with a world: its day; 0 = the scenario's date */
} ent_run_options;

/* Errors: ENT_ERR_INPUT names file, line, column. */
ENT_API ent_status ent_run(const ent_run_options *options, ent_json **out,
                           ent_error *error) ENT_CHECKED;

/* ---- entente check: what does not fit together in a world ---- */

typedef struct {
    const char *only;          /* names of checks, separated by commas; NULL = all */
    const char *rows;          /* one check, of which all rows are shown; NULL = the first of each finding */
    const ent_monitor *monitor; /* may be NULL */
} ent_check_options;

/* Errors: as ent_check_world. */
ENT_API ent_status ent_check(ent_world *world, const char *path, const ent_check_options *options,
                             ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente claims: the verdicts of a file's claims ---- */

typedef struct {
    const char *path;       /* a scenario's file, of which the claims are judged */
    ent_world *series;      /* where dated values and ties are looked up; NULL = the base */
    const char *series_path;
} ent_claims_options;

/* Errors: as ent_run. */
ENT_API ent_status ent_claims(const ent_claims_options *options, ent_json **out,
                              ent_error *error) ENT_CHECKED;

/* ---- entente effects: the statistics that models are made of ---- */

/*   words[word_count]  only effects that have each word in their name, a peer's name, family, label or needs; the
 *                      full name of one shows it alone, with its source and parameters; none = all
 * Errors: ENT_ERR_INPUT: no effect has them; names the nearest. */
ENT_API ent_status ent_effects_report(const char *const *words, size_t word_count, ent_json **out,
                                      ent_error *error) ENT_CHECKED;

/* ---- entente targets: the observed statistics of a model ---- */

/* `result.effects`: variable, type, effect, of, period, target: one row an effect, the sum over periods (period is null);
 * of each basic rate its period. `result.periods`: the same by period. `result.constants`, `result.waves`.
 * Errors: as ent_model_open. */
ENT_API ent_status ent_targets_report(const char *path, ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente power: capabilities, their concentration, who passed whom ---- */

/* Years, or one day. */
typedef struct {
    ent_span when;       /* open ends are the ends of what is covered */
    bool is_day;         /* `when` is one day; else any day of each year counts */
} ent_period;

typedef struct {
    ent_period period;
    const char *of;            /* "majors", "all", or codes "USA,UKG"; NULL = majors */
    const char *measure;       /* "cinc", another measure or an attribute, also qualified; NULL = cinc */
    const char *const *blocs;  /* "NATO=USA,UKG" */
    size_t bloc_count;
    const char *toward;        /* an actor: strength as it reaches its capital; NULL = none */
    const char *table;         /* which table CSV is made of; NULL = actors */
} ent_power_options;

/* Errors: ENT_ERR_INPUT: an unknown actor or attribute, or nothing of the period is covered. */
ENT_API ent_status ent_power_report(ent_world *world, const char *path,
                                    const ent_power_options *options, ent_json **out,
                                    ent_error *error) ENT_CHECKED;

/* Voting power in a body with a quota.
 *   votes   "7,7,1", "USA=7,UKG=7", "7x5,1x10", or an attribute of a world
 *   quota   a number, "55%" (at least that part of all votes), NULL or "majority" (more than half)
 *   power   with an attribute: its world's actors (`of`) and day; else NULL, as `world` and `path` */
ENT_API ent_status ent_voting_report(ent_world *world, const char *path, const char *votes,
                                     const char *quota, const ent_power_options *power,
                                     ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente similarity ---- */

typedef struct {
    ent_period period;
    const char *a, *b;      /* a pair over time; NULL = every pair of `of` */
    const char *of;         /* as above */
    const char *layer;      /* NULL = alliance */
    const char *scale;      /* "cow", "atop"; NULL = that of the layer's source */
    const char *variants;   /* "s,tau_b", "all"; NULL = the common ones */
    const char *weights;    /* attribute; NULL = cinc */
    const char *table;      /* which table CSV is made of: "pairs", "matrix"; NULL = pairs */
} ent_similarity_options;

/* A pair over time, or on a day each pair of some actors, also as a matrix. */
ENT_API ent_status ent_similarity_report(ent_world *world, const char *path,
                                         const ent_similarity_options *options, ent_json **out,
                                         ent_error *error) ENT_CHECKED;

/* What a table of all pairs leaves open. */
typedef struct {
    size_t rows;
    size_t not_defined;     /* values, left empty */
    size_t without_weight;  /* members of a year that lack a weight, left out of weighted sums */
    size_t marked;          /* ties that are unverified, disputed or of low confidence */
    ent_span covered;       /* the years that states and ties cover, of those asked for */
} ent_similarity_counts;

/* All pairs of all years as CSV, one row for each pair (a before b in the order of the world) and year.
 *   counts  out; may be NULL
 *   out     freed with free() */
ENT_API ent_status ent_similarity_all(ent_world *world, const ent_similarity_options *options,
                                      const ent_monitor *monitor, ent_similarity_counts *counts,
                                      char **out, ent_error *error) ENT_CHECKED;

/* ---- entente balance ---- */

typedef struct {
    ent_period period;
    const char *of;            /* as above; NULL = all */
    const char *plus, *minus;  /* friendly and hostile layers "alliance:defense,..."; NULL = alliance, and those
                                  of rivalry,dispute that the world has */
    int window;                /* years over which events (dispute, war) count; 0 = 1 */
    const char *conflict;      /* pairs that are both: "net", "drop", "both"; NULL = net */
    const char *table;         /* which table CSV is made of, and for several years is made beside `years`:
                                  "actors", "ties", "triads", "components"; NULL = years */
} ent_balance_options;

/* Structural balance of the states' signed network, by year or on a day.
 * Errors: ENT_ERR_INPUT: a layer that is not there or valued; nothing of the period is covered. */
ENT_API ent_status ent_balance_report(ent_world *world, const char *path,
                              const ent_balance_options *options, ent_json **out,
                              ent_error *error) ENT_CHECKED;

/* The same of a network in a CSV file: from, to, sign or weight; `conflict` and `table` count.
 * Errors: ENT_ERR_INPUT names line and field. */
ENT_API ent_status ent_balance_of_edges(const char *path, const ent_balance_options *options,
                                        ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente blocs ---- */

typedef struct {
    ent_balance_options ties;  /* whose ties, when, which; table: years, members, actors, ties, moves, optima */
    const char *blocs;         /* "2", "free", or how many at most; NULL = 2 */
    const char *size;          /* an attribute: ties weigh as much as the product of their ends; NULL = 1 each */
    double seconds;            /* for the proof of one network; 0 = till it is there */
    double within;             /* partitions that are worse than the best by so much count too */
    size_t optima_most;        /* of one network list so many of the best partitions; 0 = none */
    const ent_monitor *monitor; /* may be NULL */
} ent_blocs_report_options;

/* The best blocs of the states' signed network, by year or on a day, with their proof.
 * Errors: as ent_balance_report. */
ENT_API ent_status ent_blocs_report(ent_world *world, const char *path, const ent_blocs_report_options *options,
                                    ent_json **out, ent_error *error) ENT_CHECKED;

/* The same of a network in a CSV file. */
ENT_API ent_status ent_blocs_of_edges(const char *path, const ent_blocs_report_options *options, ent_json **out,
                                      ent_error *error) ENT_CHECKED;

/* The same of a scenario after its interventions, by duties of defence and rivalries; `before` and the table `moves` say
 * what they change. Of the options `ties.table` counts, and what says how to search.
 * Errors: as ent_run; ENT_ERR_INPUT: a base without those layers. */
ENT_API ent_status ent_blocs_of_scenario(const ent_run_options *scenario, const ent_blocs_report_options *options,
                                         ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente landscape ---- */

typedef struct {
    size_t most;               /* minima to be listed */
    const char *start;         /* "A,B": descend from where these are in one camp; may be NULL */
    size_t starts;             /* of descents beyond 30 actors */
    uint64_t seed;
    const ent_monitor *monitor; /* may be NULL */
} ent_landscape_report_options;

/* Local minima of two camps, of a CSV file from,to,weight; a weight is s_i s_j p_ij (entente/landscape.h).
 * Errors: ENT_ERR_INPUT names line and field. */
ENT_API ent_status ent_landscape_report(const char *path, const ent_landscape_report_options *options, ent_json **out,
                                        ent_error *error) ENT_CHECKED;

/* ---- entente dynamics ---- */

typedef struct {
    const char *missing;       /* what a pair without a tie is to triads: "friend", "foe", "refuse"; NULL = refuse */
    size_t draws;              /* runs; 0 = none */
    const char *rule;          /* "local", "constrained"; NULL = constrained */
    double p;                  /* of the local rule */
    size_t steps_most;         /* of a run */
    uint64_t seed;
    size_t threads;            /* 0 = as many as the machine has; the answer is the same with any number */
    size_t most;               /* ends to be listed */
    bool flow;                 /* dX/dt = X^2 from the weights, 0 for a missing pair and for oneself */
    double at;                 /* the matrix X(at); NaN = none */
    const char *table;         /* of CSV: "state", "runs", "ends", "factions", "matrix"; NULL = the last asked for */
    const ent_monitor *monitor; /* may be NULL */
} ent_dynamics_report_options;

/* How friends and foes of a file of ties change until triads are in balance (entente/dynamics.h): where they are, where
 * runs end, where the flow leads. With `flow` pairs may be missing; then nothing is said of triads.
 * Errors: ENT_ERR_INPUT names line and field, or the missing pair; the time `at` is not before t*. */
ENT_API ent_status ent_dynamics_report(const char *path, const ent_dynamics_report_options *options, ent_json **out,
                                       ent_error *error) ENT_CHECKED;

/* ---- entente propensities ---- */

typedef struct {
    ent_period period;       /* a day */
    const char *of;          /* as above; NULL = all */
    const char *attributes;  /* a file actor,attribute,value[,from,to] with `ethnic` and `religion`, groups "a;b"; may be NULL */
    const char *border;      /* what disagreement over borders is: "rivalry" or "dispute"; NULL = rivalry */
    const char *weights;     /* "ethnic=2,history=.5"; the others are 1 */
    const char *size;        /* attribute; NULL = 1 each */
    int window;              /* years up to the day in which wars and disputes count; 0 = 20 */
    const char *table;       /* of CSV: "pairs", "edges", "actors", "components"; NULL = pairs */
} ent_propensity_options;

/* How much each two states want to be together (report/propensities.c has the coding).
 * Errors: ENT_ERR_INPUT names line and field of the file. */
ENT_API ent_status ent_propensities_report(ent_world *world, const char *path, const ent_propensity_options *options,
                                           ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente network ---- */

typedef struct {
    ent_period period;
    const char *of;       /* as above; NULL = all */
    const char *layer;    /* "alliance", "alliance@atop:defense+offense", "trade"; NULL = alliance */
    const char *by;       /* attribute for assortativity; may be NULL */
    int window;           /* years over which events (dispute, war) count; 0 = 1 */
    bool directed;        /* obligations go from who owes to whom; else pairs are tied if either owes. Other
                             layers have the direction that they have */
    const char *table;    /* which table CSV is made of: "actors", for several years made beside `years`;
                             NULL = years */
} ent_network_options;

/* The network of a layer among states, by year or on a day: ent_network_measure of each.
 * Not to be called from several threads at once.
 * Errors: ENT_ERR_INPUT: layer or attribute are not there; values below 0 or in several units; nothing of
 * the period is covered. ENT_ERR_ARGUMENT: `directed` where there are no directions. */
ENT_API ent_status ent_network_report(ent_world *world, const char *path,
                                      const ent_network_options *options, ent_json **out,
                                      ent_error *error) ENT_CHECKED;

/* ---- entente backtest: how well new ties, or the end of ties, were foreseen ---- */

typedef struct {
    const char *layer;    /* "alliance", "alliance@atop"; NULL = alliance */
    const char *kind;     /* "any", "defense", "defense+offense": obligations that make a tie; NULL = any */
    const char *blocks;   /* years of outcomes, "1900-1913,1920-1938"; NULL = those of the usual ones that are covered */
    const char *horizons; /* years from origin to outcome, "1,5"; NULL = 1 */
    const char *task;     /* "formation", "dissolution", "all" (ent_event_task); NULL = formation */
    const char *models;   /* "constant,recent,covariates"; NULL = all those of the task */
    const char *table;    /* which table CSV is made of: "leaderboard", "blocks", "coefficients", "files"; NULL = leaderboard.
                             "separation" is made only when it is asked for */
    size_t resamples;     /* of treaties; 0 = 200 */
    uint64_t seed;
    const char *const *files; /* [file_count] models (entente/model.h), fitted before each block and put beside the others */
    size_t file_count;
    size_t futures;       /* of such a model from each origin; 0 = 200 */
} ent_backtest_options;

/* Forecasts of new ties, or of the task's events, by rolling origin, of each block of years and each horizon by each model, and
 * their scores (entente/events.h). A state is there in a year, and a pair tied, if so on any day of it.
 * Errors: ENT_ERR_ARGUMENT: a word of the options; ENT_ERR_INPUT: the layer is not there or valued, a block is not covered,
 * too early to learn from, or without an event, geography is asked for and missing; ENT_ERR_STOPPED. That a model of a file
 * cannot be fitted is no error, but said in its row. */
ENT_API ent_status ent_backtest_report(ent_world *world, const char *path, const ent_backtest_options *options,
                                       const ent_monitor *monitor, ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente history: the dated story of a pair or a bloc ---- */

typedef struct {
    const char *const *who;  /* "RUS", "CHN"; or a bloc: "cow:227", "NAME=USA,UKG" */
    size_t who_count;        /* 2 = a pair, 1 = a bloc */
    ent_span when;           /* open ends as in entente/history.h */
    bool follow;             /* follow successions (`continues`) */
    bool all;                /* every source of ties, side by side */
    bool outsiders;          /* of a bloc: list what it has with outsiders, too */
    const char *sources;     /* "atop,gml": these where a kind has them; NULL = the preferred */
    const char *measure;     /* of power; NULL = cinc */
    const char *table;       /* which table CSV is made of: "events", "years", "shares"; NULL = events */
} ent_history_tell;

/* Errors: as in entente/history.h. */
ENT_API ent_status ent_history_report(ent_world *world, const char *path,
                                      const ent_history_tell *asked, ent_json **out,
                                      ent_error *error) ENT_CHECKED;

/* ---- entente fit: tie models (entente/tie.h), actor-oriented models (entente/saom.h) ---- */

typedef struct {
    const char *from, *to;    /* tie models: waves; NULL = the first and last modelled. Actor-oriented ones: `from` is a
                                 fit to start at, NULL = the usual values */
    bool like_btergm;         /* absent states count as present without ties */
    double ridge;             /* as in ent_tie_options */
    bool firth;
    size_t replicates;        /* of the bootstrap over waves; 0 = none */
    uint64_t seed;
    int threads;              /* 0 = as many as there are */
    const char *state;        /* actor-oriented models: a file that keeps how far the estimation is; NULL = none */
    bool resume;              /* go on from it: the answer is that of an unbroken run */
    const char *table;        /* as CSV: "effects", "covariance", ...; NULL = effects */
} ent_fit_options;

/* Errors: as ent_model_open, ent_tie_estimate, ent_tie_bootstrap. */
ENT_API ent_status ent_fit_report(const char *path, const ent_fit_options *options, const ent_monitor *monitor,
                                  ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente explain, simulate, gof: of a file that entente fit wrote ---- */

/* Of a tie model: the probability of a tie between two actors in a wave (NULL = the last one fitted), what each term adds
 * to its log-odds, and what each third actor adds as a common partner. Of an actor-oriented model: without actors what
 * each parameter says, in words; of one what it would choose at a wave that a period starts from (NULL = the last), and
 * who would accept; of two what speaks for and against their tie, from both ends.
 * Errors: ENT_ERR_INPUT: no fit, its model has changed, an actor is not there, a covariate is not known. */
ENT_API ent_status ent_explain_report(const char *path, const char *first, const char *second, const char *wave,
                                      ent_json **out, ent_error *error) ENT_CHECKED;

typedef struct {
    const char *wave;         /* of a simulation; NULL = the last one fitted */
    const char *from, *to;    /* of a comparison; NULL = those fitted; only `from`: to the last of the model */
    const char *table;        /* which one is written as CSV, also "networks" of a simulation; NULL = the main one */
    size_t horizon;           /* of a comparison of a tie model: waves from the origin to the wave predicted; 0 = 1 */
    size_t draws;             /* of tie models a multiple of 4; 0 = 200 for a simulation, 100 a wave for a comparison, 1,000
                                 of actor-oriented models */
    uint64_t seed;
    int threads;              /* 0 = as many as there are */
} ent_draw_options;

/* Networks of a wave, started from the wave before: probabilities of ties, statistics, diagnostics. */
ENT_API ent_status ent_simulate_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                                       ent_json **out, ent_error *error) ENT_CHECKED;

/* Networks drawn beside those observed, and how well probabilities tell ties. */
ENT_API ent_status ent_gof_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                                  ent_json **out, ent_error *error) ENT_CHECKED;

/* ---- entente forecast, merge ---- */

typedef struct {
    const char *fit;          /* of a scenario: its file; NULL = models/alliance-2016.json beside the scenario's folder */
    const char *from;         /* the origin, a year or a day; NULL = the last wave of the fit */
    size_t years;             /* 0 = 10 */
    size_t first, futures;    /* futures first + 1 to first + futures, multiples of ENT_FORECAST_EACH; 0 = 1,000 */
    const char *rates;        /* of an actor-oriented model: "drawn", "mean", "last", "lowest", "highest"; NULL = drawn */
    bool fixed;               /* parameters are the estimates, not drawn */
    const char *size;         /* attribute of capabilities; NULL = cinc, if it is there */
    bool steady;              /* capabilities stay as on the first day; else they grow as in the 30 years before
                                 (entente/drift.h), where these are known */
    const char *paths;        /* a CSV file of sizes that are given (ent_given_paths_open), in place of a scenario's; NULL = none.
                                 Actors that it does not give grow, or stay, as above */
    const char *system;       /* "drawn": states leave and come as in the 30 years before (entente/system.h); "steady": they stay;
                                 NULL = drawn, where these years are known; steady if `observed` */
    const char *of;           /* "USA,RUS": powers whose camps are measured; NULL = the three largest */
    const char *store;        /* a file of futures, "futures.db"; NULL = in memory */
    bool resume;              /* go on with it; else it must not be there */
    bool observed;            /* compare with what the world knows of the years forecast: tables "observed", "came" */
    const char *table;        /* as CSV: "forecast", "born", "ended", "pairs", "partners", "sensitivity", "claims" (of a
                                 scenario: its claims in futures); NULL = forecast */
    uint64_t seed;
    int threads;              /* 0 = as many as there are */
    const char *const *sign, *const *end; /* of a what-if: "CHN,RUS": ties among these are made, or ended */
    size_t sign_count, end_count;
    const char *offer[2];     /* of a what-if: who offers a tie to whom, not yet answered; NULL = nobody */
    const char *kind;         /* "defense": what is offered; NULL = what the fit is about */
    bool sensitivity;         /* of a what-if: also how much it hangs on what is unsure: table "sensitivity" */
} ent_forecast_options;

/* Futures of a fit from a day on: chances of ties, what is measured of networks, with intervals; of a scenario also in how many
 * of 200 of them each of its claims holds.
 *   path   of the fit; or of a scenario, whose base is where they start; or of a file of futures: what is in it
 *   world  instead of the fit's, with its path; may be NULL
 * Errors: ENT_ERR_INPUT: as ent_model_open_at; the file of futures is of another question. ENT_ERR_STOPPED: what is made is in
 *   the file of futures. */
ENT_API ent_status ent_forecast_report(const char *path, ent_world *world, const char *world_path,
                                       const ent_forecast_options *options, const ent_monitor *monitor, ent_json **out,
                                       ent_error *error) ENT_CHECKED;

/* ---- entente whatif ---- */

/* Futures with and without interventions, on shared draws: the differences, pair by pair and measure by measure.
 *   path   of a fit, with sign, end or offer of the options; or of a scenario, whose interventions it is about
 * Errors: as ent_forecast_report; ENT_ERR_INPUT: nothing would be different; the fit is not about what is offered; the
 *   scenario is unsure of an effect that the fit has not (with its line and column). */
ENT_API ent_status ent_whatif_report(const char *path, ent_world *world, const char *world_path,
                                     const ent_forecast_options *options, const ent_monitor *monitor, ent_json **out,
                                     ent_error *error) ENT_CHECKED;

/* Put files of futures of one question together in a new one, and answer from it.
 * Errors: ENT_ERR_INPUT: they are of different questions, or have the same futures; the file is there already. */
ENT_API ent_status ent_forecast_merge_report(const char *const paths[], size_t count, const char *output, ent_json **out,
                                             ent_error *error) ENT_CHECKED;

/* ---- tables ---- */

typedef struct {
    const char *path;     /* "x.csv", "x.csv.gz", "x.sqlite[:table]"; NULL = CSV to standard output */
    const char *codebook; /* "x.json" or "x.md": what each column is; NULL = none */
    bool stream;          /* in blocks of rows, so that memory stays bounded */
    size_t threads;       /* 0 = as many as the machine has */
} ent_table_output;

/* Make a table (entente/table.h) and write it. On failure no file has changed.
 *   path  of the world, for the codebook
 *   said  out: an answer of what was written: `rows`, and `terms` of the sources that may not be passed on; freed
 *         with ent_json_free. NULL = not wanted */
ENT_API ent_status ent_table_write(ent_world *world, const char *path, const ent_table_options *options,
                                   const ent_table_output *output, const ent_monitor *monitor,
                                   ent_json **said, ent_error *error) ENT_CHECKED;

/* ---- showing ---- */

/* A document in a format; for people the text depends on its command.
 *   width  columns of the terminal, from 40; 0 = not a terminal: tables are not cut
 *   out    freed with free() */
ENT_API ent_status ent_show(const ent_json *json, ent_format format, int width, char **out,
                            ent_error *error) ENT_CHECKED;

/* An answer as a picture, one self-contained SVG document; which kind follows from the answer.
 *   svg  freed with free()
 * Errors: ENT_ERR_ARGUMENT: no picture is made of this command's answers; ENT_ERR_INPUT: there is nothing
 * to draw, and why. */
ENT_API ent_status ent_plot(const ent_json *json, char **svg, ent_error *error) ENT_CHECKED;

/* The blocs of a Pajek network (.net) as a Pajek partition (.clu): "*Vertices n", then a line for each vertex in the
 * order of the network's file: the number of its bloc, 0 without ties.
 *   clu  freed with free()
 * Errors: ENT_ERR_ARGUMENT: the answer is of another command, or of another file. */
ENT_API ent_status ent_clu(const ent_json *json, char **clu, ent_error *error) ENT_CHECKED;

/* The page of a check: one self-contained HTML file, with what is covered as a picture.
 *   out  freed with free() */
ENT_API ent_status ent_check_page(const ent_json *json, char **out, ent_error *error) ENT_CHECKED;

/* The page of a run: one self-contained HTML file.
 *   out  freed with free() */
ENT_API ent_status ent_run_page(const ent_json *json, char **out, ent_error *error) ENT_CHECKED;

#endif
