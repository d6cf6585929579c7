/* Which options and commands there are. */
#include "cli/table.h"

#include "core/memory.h"

const cli_option cli_option_rows[O_COUNT] = {
    [O_FORMAT] = {"--format", 0, "table|csv|json", "how the answer is written (table)"},
    [O_OUTPUT] = {"--output", 'o', "FILE", "write the answer there"},
    [O_WORLD] = {"--world", 'w', "FILE", "the world"},
    [O_ON] = {"--on", 0, "DAY", "a day, 2010-07-01; of a year alone the 1st of July"},
    [O_IN] = {"--in", 0, "YEAR", "any day of a year"},
    [O_RULE] = {"--rule", 0, "any|first|mid|last",
                "with --in: any day (the default), 1 January, 1 July, 31 December"},
    [O_SOURCE] = {"--source", 0, "NAME", "this source, not the preferred one"},
    [O_MAP] = {"--map", 0, "NAME|FILE", "how a table is read: one of those below, or your own"},
    [O_HTML] = {"--html", 0, "FILE", "where the page goes (out/NAME.html)"},
    [O_QUIET] = {"--quiet", 'q', NULL, "no progress"},
    [O_STRICT] = {"--strict", 0, NULL, "exit 1 if a claim fails"},
    [O_BIBTEX] = {"--bibtex", 0, NULL, "as BibTeX entries"},
    [O_RESET] = {"--reset", 0, NULL, "back to the order that the sources came with"},
    [O_BETWEEN] = {"--between", 0, "SOURCE SOURCE", "two sources of one world (nmc-6.0 nmc-7.0)"},
    [O_TOLERANCE] = {"--tolerance", 0, "NUMBER",
                     "numbers that differ by no more are the same (0.000001)"},
    [O_ALL] = {"--all", 0, NULL, "every row that differs"},
    [O_ONLY] = {"--only", 0, "NAME[,NAME]", "only these checks"},
    [O_ROWS] = {"--rows", 0, "CHECK", "all rows that one check finds"},
    [O_FROM] = {"--from", 0, "YEAR", "the first year; any day of each year counts"},
    [O_TO] = {"--to", 0, "YEAR", "the last year"},
    [O_OF] = {"--of", 0, "majors|all|USA,UKG", "of which actors (majors)"},
    [O_MEASURE] = {"--measure", 0, "NAME", "which measure; see below"},
    [O_BLOC] = {"--bloc", 0, "NAME=USA,UKG", "a bloc to add up; may be given several times"},
    [O_TOWARD] = {"--toward", 0, "ACTOR", "strength as it reaches that actor's capital"},
    [O_TABLE] = {"--table", 0, "NAME", "which table --format csv writes"},
    [O_VOTES] = {"--votes", 0, "7x5,1x10", "voting power: weights, USA=7,UKG=7, or an attribute"},
    [O_QUOTA] = {"--quota", 0, "39|55%|majority", "with --votes: what wins (majority)"},
    [O_LAYER] = {"--layer", 0, "NAME", "the layer of ties (alliance)"},
    [O_SCALE] = {"--scale", 0, "cow|atop", "how obligations give levels (that of the source)"},
    [O_WEIGHTS] = {"--weights", 0, "NAME", "attribute that weights are taken from (cinc)"},
    [O_PLOT] = {"--plot", 0, "FILE.svg", "draw the answer there, too"},
    [O_PLUS] = {"--plus", 0, "LAYER,...", "friendly ties: layers, also alliance:defense (alliance)"},
    [O_MINUS] = {"--minus", 0, "LAYER,...", "hostile ties: layers (rivalry,dispute)"},
    [O_WINDOW] = {"--window", 0, "YEARS", "years over which disputes and wars count (1)"},
    [O_CONFLICT] = {"--conflict", 0, "net|drop|both", "pairs that are friends and foes (net: they cancel)"},
    [O_FOLLOW] = {"--follow", 0, NULL, "a state and the one that it continues are one (GMY with GFR)"},
    [O_OUTSIDERS] = {"--outsiders", 0, NULL, "list also what a bloc has with outsiders"},
    [O_BOOTSTRAP] = {"--bootstrap", 0, "NUMBER", "draw the waves so often with replacement and fit again"},
    [O_SEED] = {"--seed", 0, "NUMBER", "of the random numbers (1)"},
    [O_THREADS] = {"--threads", 0, "NUMBER", "processors to use (all); the answer is the same with any number"},
    [O_RIDGE] = {"--ridge", 0, "NUMBER", "a penalty on squared coefficients of standardised terms (0)"},
    [O_FIRTH] = {"--firth", 0, NULL, "Firth's penalty: finite also where a term separates"},
    [O_RESUME] = {"--resume", 0, NULL, "go on where a run of the same command was stopped"},
    [O_DRAWS] = {"--draws", 0, "NUMBER", "networks to draw"},
    [O_HORIZON] = {"--horizon", 0, "WAVES", "forecasts know nothing later than so many waves before (1)"},
    [O_DIRECTED] = {"--directed", 0, NULL, "both a-b and b-a, who owes to whom; else each pair once"},
    [O_BY] = {"--by", 0, "UNIT", "what a row is of: year, quarter, month, day (year)"},
    [O_WITH] = {"--with", 0, "GROUP[,COLUMN]", "groups of columns, single columns; nmc@nmc-6.0"},
    [O_SYSTEM] = {"--system", 0, "cow|gw", "whose states, codes and days (cow)"},
    [O_STATES] = {"--states", 0, "USA,UKG", "rows among these only"},
    [O_WHERE] = {"--where", 0, "CONDITION", "rows where it is true: 'year >= 1945 and conttype = 1'"},
    [O_LIKE] = {"--like", 0, "peacesciencer|btergm", "the rules of that R package where ours differ"},
    [O_WHITTLE] = {"--whittle", 0, "RULE[,RULE]", "which dispute of several stands for a dyad-year"},
    [O_STREAM] = {"--stream", 0, NULL, "in blocks, for tables larger than memory"},
    [O_CODEBOOK] = {"--codebook", 0, "FILE", "write there what each column is (.json, .md)"},
    [O_UNIT] = {"--unit", 0, "alliance|member|dyad", "what a row is of: alliances, members, pairs of them"},
    [O_SOUGHT] = {"--blocs", 0, "2|free|K", "how many: two, as many as are best, or at most K (2)"},
    [O_SIZE] = {"--size", 0, "ATTRIBUTE", "ties weigh the product of their ends' (each tie 1)"},
    [O_WITHIN] = {"--within", 0, "NUMBER", "count also partitions that are worse by so much (0)"},
    [O_CLU] = {"--clu", 0, "FILE.clu", "of a Pajek network (.net) write the blocs as a Pajek partition there, too"},
    [O_OPTIMA] = {"--optima", 0, "NUMBER", "of one network list so many of the best partitions (100)"},
    [O_START] = {"--start", 0, "A,B,...", "descend from where these are in one camp, all others in the other"},
    [O_ATTRIBUTES] = {"--attributes", 0, "FILE", "actor,attribute,value: the groups ethnic and religion"},
    [O_BORDER] = {"--border", 0, "rivalry|dispute",
                  "positional and spatial rivalries, or disputes over territory (rivalry)"},
    [O_MISSING] = {"--missing", 0, "friend|foe|refuse", "what pairs without a tie are (refuse: none may be)"},
    [O_P] = {"--p", 0, "NUMBER", "of the local rule: of ++- the foes become friends so often, 0 to 1 (0.5)"},
    [O_STEPS] = {"--steps", 0, "NUMBER", "a run ends after so many (100000)"},
    [O_FLOW] = {"--flow", 0, NULL, "the flow dX/dt = X^2 from the weights: when and into which factions ties grow"},
    [O_AT] = {"--at", 0, "TIME", "with --flow: the matrix X(TIME)"},
    [O_KIND] = {"--kind", 0, "any|OBLIGATION[+...]", "what is a tie: any, defense, defense+offense (any)"},
    [O_BLOCKS] = {"--blocks", 0, "YEAR-YEAR[,...]",
                  "of outcomes (1900-1913,1920-1938,1946-1969,1970-1989,1990-2012)"},
    [O_MODELS] = {"--models", 0, "MODEL[,...]", "which of those below (all of the task, but not geo+treaty+slope)"},
    [O_TASK] = {"--task", 0, "TASK", "what is forecast: formation, dissolution, all (formation)"},
    [O_TIME] = {"--time", 0, "SECONDS", "for the proof of a network (as long as it takes)"},
    [O_YEARS] = {"--years", 0, "NUMBER", "how many years ahead (10)"},
    [O_FUTURES] = {"--futures", 0, "NUMBER", "how many futures, a multiple of 20 (1000)"},
    [O_REPLICATES] = {"--replicates", 0, "FIRST..LAST", "make these futures only, 2001..4000: 'entente merge' joins files"},
    [O_STORE] = {"--store", 0, "FILE", "keep the futures there, an SQLite file; with --resume go on with it"},
    [O_RATES] = {"--rates", 0, "CHOICE", "of a saom's periods: drawn, mean, last, lowest, highest (drawn)"},
    [O_PARAMETERS] = {"--parameters", 0, "drawn|fixed", "drawn from the covariance of the fit, or the estimates (drawn)"},
    [O_OBSERVED] = {"--observed", 0, NULL, "how it has fared: compare with what the world knows came"},
    [O_STEADY] = {"--steady", 0, NULL, "capabilities stay, and do not grow as in the 30 years before"},
    [O_PATHS] = {"--paths", 0, "FILE", "capabilities that are given: a CSV file, actor,year,value,source"},
    [O_SENSITIVITY] = {"--sensitivity", 0, NULL, "what the answer hangs on: parameters, rates, interventions"},
    [O_SIGN] = {"--sign", 0, "A,B[,C]", "a tie is made among these; may be given several times"},
    [O_END] = {"--end", 0, "A,B[,C]", "ties among these are ended; may be given several times"},
    [O_OFFER] = {"--offer", 0, "A B [KIND]", "A has offered B a tie that is not yet answered"},
    [O_FIT] = {"--fit", 0, "FIT", "of a scenario: by which fit (models/alliance-2016.json)"},
    [O_HELP] = {"--help", 'h', NULL, "this help"},
    [O_VERSION] = {"--version", 0, NULL, "the version"},
};

/* What an option takes and means for one command, where it is not what the list above says. */
static const struct {
    cli_function *function;
    int option;
    const char *value, *help;
} own_words[] = {
    {cli_balance, O_OF, "majors|all|USA,UKG", "among which actors (all)"},
    {cli_landscape, O_OPTIMA, "NUMBER", "list so many of the minima (100)"},
    {cli_landscape, O_DRAWS, "NUMBER", "beyond 30 actors: random starts of descents (10000)"},
    {cli_dynamics, O_DRAWS, "NUMBER", "runs by --rule"},
    {cli_dynamics, O_RULE, "local|constrained", "how signs change; see below (constrained)"},
    {cli_dynamics, O_OPTIMA, "NUMBER", "list so many of the states that runs end in (100)"},
    {cli_propensities, O_OF, "majors|all|USA,UKG", "of which actors (all)"},
    {cli_propensities, O_SIZE, "ATTRIBUTE", "sizes of actors; edges weigh their product, too (1)"},
    {cli_propensities, O_WEIGHTS, "NAME=NUMBER,...", "of components; see below (1 each)"},
    {cli_propensities, O_WINDOW, "YEARS", "years over which wars and disputes count (20)"},
    {cli_blocs, O_OF, "majors|all|USA,UKG", "among which actors (all)"},
    {cli_network, O_OF, "majors|all|USA,UKG", "among which actors (all)"},
    {cli_fit, O_FROM, "WAVE|FIT", "the first wave; of a saom: start at the estimates of this fit"},
    {cli_fit, O_TO, "WAVE", "the last wave"},
    {cli_explain, O_OF, "ACTOR", "of an actor-oriented model: what this actor would choose"},
    {cli_explain, O_ON, "WAVE", "at which wave (the last fitted)"},
    {cli_simulate, O_ON, "WAVE", "which wave's networks (the last fitted)"},
    {cli_forecast, O_FROM, "YEAR|DAY", "the day that the futures start from (the last wave of the fit)"},
    {cli_forecast, O_WORLD, "FILE", "the world that they start from (that of the fit)"},
    {cli_forecast, O_OF, "USA,RUS", "whose camps are measured (the three largest)"},
    {cli_forecast, O_SIZE, "ATTRIBUTE", "of the camps (cinc)"},
    {cli_forecast, O_SYSTEM, "drawn|steady", "states leave and come as in 30 years before, or stay; see below"},
    {cli_whatif, O_SYSTEM, "drawn|steady", "states leave and come as in 30 years before, or stay; see below"},
    {cli_whatif, O_FROM, "YEAR|DAY", "the day they start from (the fit's last wave, or the scenario's)"},
    {cli_whatif, O_WORLD, "FILE", "the world that they start from (that of the fit, or the scenario's)"},
    {cli_whatif, O_OF, "USA,RUS", "whose camps are measured (the three largest)"},
    {cli_whatif, O_SIZE, "ATTRIBUTE", "of the camps (cinc)"},
    {cli_network, O_BY, "ATTRIBUTE", "is like tied to like? also its assortativity"},
    {cli_network, O_DIRECTED, NULL, "a tie goes from who owes to whom it is owed; else pairs"},
    {cli_similarity, O_ALL, NULL, "all pairs of all years, as CSV"},
    {cli_history, O_ALL, NULL, "what every source tells, side by side"},
    {cli_history, O_SOURCE, "NAME[,NAME]", "these sources where a kind has them, not the preferred ones"},
    {cli_history, O_MEASURE, "ATTRIBUTE", "of whose power (cinc)"},
    {cli_power, O_MEASURE, "NAME", "what power is; see below (cinc)"},
    {cli_similarity, O_MEASURE, "NAME,...|all", "see below (s,s_weighted,kappa_binary,pi_binary,tau_b)"},
    {cli_backtest, O_HORIZON, "YEARS[,...]", "from the origin, the last year that is known, to the outcome (1)"},
    {cli_backtest, O_FUTURES, "NUMBER", "of each MODEL.yaml from each origin, a multiple of 20 (200)"},
    {cli_dyads, O_ONLY, "relevant", "only pairs that are contiguous or have a major power"},
    {cli_alliances, O_ONLY, "relevant", "of dyads: only pairs that are contiguous or have a major power"},
};

const cli_command cli_commands[] = {
    {"run", "run SCENARIO [--world FILE --on DAY]",
     "the balance sheet of a scenario, before and after its interventions",
     "  entente run scenarios/great-powers-2016.yaml\n"
     "  entente run scenarios/great-powers-2016.yaml --world cow.world --on 2012-07-01\n"
     "  entente run scenarios/great-powers-2016.yaml --format json -o answer.json\n",
     {O_WORLD, O_ON, O_HTML, O_STRICT, O_FORMAT, O_OUTPUT, -1}, cli_run},
    {"claims", "claims FILE [--world WORLD]",
     "the verdicts of a file's claims, from figures, evidence and a world's data",
     "  entente claims scenarios/claims-2016.yaml\n"
     "  entente claims scenarios/claims-2016.yaml --world cow.world\n"
     "  entente claims my-claims.yaml --strict --format json -o verdicts.json\n",
     {O_WORLD, O_STRICT, O_FORMAT, O_OUTPUT, -1}, cli_claims},
    {"import", "import all|csv|table DIR|FILE -w WORLD [--map MAP]",
     "read files into a world: all = what the projects offer for download, csv = your own, "
     "table = any, by a map",
     "  entente import all downloads/ -w cow.world\n"
     "  entente import csv my-data/ -w my.world\n"
     "  entente import table V-Dem-CY-Core-v15.csv --map vdem -w cow.world\n"
     "  entente import table ports.csv --map ./ports.yaml -w cow.world\n",
     {O_WORLD, O_SOURCE, O_MAP, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_import},
    {"get", "get WORLD QUESTION ... [--on DAY | --in YEAR]", "the daily questions, without SQL",
     "  entente get cow.world members cow:227 --on 2010-07-01\n"
     "  entente get cow.world tie alliance USA JPN --on 2005-07-01\n"
     "  entente get cow.world tie alliance@atop-5.1 USA JPN --in 2015\n"
     "  entente get cow.world ties alliance CHN --on 2005-07-01\n"
     "  entente get cow.world states --on 1914-07-01\n"
     "  entente get cow.world majors --on 1914-07-01\n"
     "  entente get cow.world value CHN cinc@nmc-7.0 2012\n"
     "  entente get cow.world treaties USA --on 1960-07-01 --format json\n"
     "  entente get cow.world parties mid:3551\n"
     "  entente get cow.world conflicts USA war --in 1991\n"
     "  entente get cow.world actor gw:260 --on 2000-07-01\n",
     {O_ON, O_IN, O_RULE, O_SOURCE, O_FORMAT, O_OUTPUT, -1}, cli_get},
    {"info", "info WORLD", "what a world holds: sources, series, what became of every row",
     "  entente info cow.world\n  entente info cow.world --format json\n",
     {O_FORMAT, O_OUTPUT, -1}, cli_info},
    {"sources", "sources WORLD", "the data sets in a world: years, files with checksums, terms of use",
     "  entente sources cow.world\n  entente sources cow.world --format csv -o sources.csv\n",
     {O_FORMAT, O_OUTPUT, -1}, cli_sources},
    {"cite", "cite WORLD [SOURCE ...] [--bibtex]", "what to cite for the data sets of a world",
     "  entente cite cow.world\n  entente cite cow.world nmc-7.0 atop\n"
     "  entente cite cow.world --bibtex -o sources.bib\n",
     {O_BIBTEX, O_FORMAT, O_OUTPUT, -1}, cli_cite},
    {"prefer", "prefer WORLD [[KIND] NAME [SOURCE]] [--reset]",
     "which of several sources a bare name means: show it, change it",
     "  entente prefer cow.world\n  entente prefer cow.world cinc nmc-6.0\n"
     "  entente prefer cow.world layer alliance atop-5.1\n"
     "  entente prefer cow.world cinc --reset\n  entente prefer cow.world --reset\n",
     {O_RESET, O_FORMAT, O_OUTPUT, -1}, cli_prefer},
    {"diff", "diff WORLD OTHER | diff WORLD --between SOURCE SOURCE",
     "what changed between two worlds, or two versions of a data set; exit 1 if anything did",
     "  entente diff cow.world --between nmc-6.0 nmc-7.0\n"
     "  entente diff old.world new.world\n"
     "  entente diff old.world new.world --format csv -o changes.csv\n",
     {O_BETWEEN, O_TOLERANCE, O_ALL, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_diff},
    {"check", "check WORLD [--only CHECK[,CHECK] | --rows CHECK] [--html FILE]",
     "what does not fit together in a world, and what it covers; exit 1 if something cannot be true",
     "  entente check cow.world\n"
     "  entente check cow.world --html check.html\n"
     "  entente check cow.world --only pairs,treaties\n"
     "  entente check cow.world --rows treaties\n"
     "  entente check cow.world --rows implausible --format csv -o implausible.csv\n",
     {O_ONLY, O_ROWS, O_HTML, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_check},
    {"power", "power WORLD [--on DAY | --from YEAR --to YEAR] | power --votes ... --quota ...",
     "capabilities, their concentration, who passed whom; voting power",
     "  entente power cow.world --on 1914-07-01\n"
     "  entente power cow.world --from 1816 --to 2016 --plot shares.svg\n"
     "  entente power cow.world --from 1900 --to 1914 --of all --table concentration --format csv\n"
     "  entente power cow.world --from 1945 --to 2016 --of USA,RUS,CHN --measure milex\n"
     "  entente power cow.world --on 2012-07-01 --bloc NAFTA=USA,CAN,MEX --toward CHN\n"
     "  entente power --votes 7x5,1x10 --quota 39\n"
     "  entente power cow.world --on 2012-07-01 --votes tpop --of all --quota 55%\n",
     {O_ON, O_FROM, O_TO, O_OF, O_MEASURE, O_BLOC, O_TOWARD, O_TABLE, O_VOTES, O_QUOTA, O_PLOT,
      O_FORMAT, O_OUTPUT, -1}, cli_power},
    {"states", "states WORLD [--with GROUP,COLUMN ...] [-o FILE]",
     "a table of states by year, quarter, month or day, ready for analysis",
     "  entente states cow.world --with nmc,majors,democracy -o states.csv\n"
     "  entente states cow.world --with names,nmc@nmc-6.0 --from 1946 --where 'milper >= 1000'\n"
     "  entente states cow.world --system gw --by month --from 1990 --with polity2 -o months.csv.gz\n",
     {O_WITH, O_FROM, O_TO, O_BY, O_SYSTEM, O_STATES, O_WHERE, O_LIKE, O_STREAM, O_CODEBOOK,
      O_QUIET, O_OUTPUT, -1}, cli_states},
    {"dyads", "dyads WORLD [--directed] [--with GROUP,COLUMN ...] [-o FILE]",
     "a table of pairs of states by year, ready for analysis",
     "  entente dyads cow.world --directed --with nmc,contiguity,atop,capital-distance -o dyads.csv.gz\n"
     "  entente dyads cow.world --only relevant --from 1946 --with cinc,polity2,trade -o study.sqlite\n"
     "  entente dyads cow.world --states USA,UKG,RUS --with alliance --codebook codebook.md\n"
     "  entente dyads cow.world --by day --from 1914 --to 1914 --stream --with majors -o days.csv.gz\n",
     {O_DIRECTED, O_WITH, O_FROM, O_TO, O_BY, O_SYSTEM, O_STATES, O_ONLY, O_WHERE, O_LIKE, O_WHITTLE,
      O_STREAM, O_CODEBOOK, O_QUIET, O_OUTPUT, -1}, cli_dyads},
    {"alliances", "alliances WORLD [--unit alliance|member|dyad] [--with GROUP,COLUMN ...] [-o FILE]",
     "a table of alliances, of their members or of pairs of these, by year",
     "  entente alliances cow.world --with life,members,bloc,regimes -o alliances.csv\n"
     "  entente alliances cow.world --source atop-4.01 --with members --where 'alliance = 3075'\n"
     "  entente alliances cow.world --unit member --with membership,standing,nmc -o members.csv.gz\n"
     "  entente alliances cow.world --unit dyad --directed --with pledges,contiguity -o study.sqlite\n",
     {O_UNIT, O_DIRECTED, O_SOURCE, O_WITH, O_FROM, O_TO, O_BY, O_SYSTEM, O_STATES, O_ONLY, O_WHERE, O_LIKE,
      O_WHITTLE, O_STREAM, O_CODEBOOK, O_QUIET, O_OUTPUT, -1}, cli_alliances},
    {"similarity", "similarity WORLD A B [--from YEAR --to YEAR] | WORLD --on DAY | WORLD --all",
     "how alike the alliance portfolios of states are: S, kappa, pi, tau-b",
     "  entente similarity cow.world USA UKG --from 1945 --to 1955\n"
     "  entente similarity cow.world --on 1914-07-01 --plot matrix.svg\n"
     "  entente similarity cow.world GMY RUS --on 1914-07-01 --layer alliance@atop --scale cow\n"
     "  entente similarity cow.world --on 1914-07-01 --measure s,tau_b\n"
     "  entente similarity cow.world --on 1914-07-01 --of all --format csv --table matrix\n"
     "  entente similarity cow.world --all --from 1816 --to 1820 --measure all -o pairs.csv\n",
     {O_ON, O_FROM, O_TO, O_ALL, O_OF, O_MEASURE, O_LAYER, O_SCALE, O_WEIGHTS, O_TABLE, O_PLOT, O_QUIET,
      O_FORMAT, O_OUTPUT, -1}, cli_similarity},
    {"balance", "balance WORLD [--on DAY | --from YEAR --to YEAR] | balance EDGES.csv",
     "structural balance of the network of friends and foes: triads, walks, the signed Laplacian",
     "  entente balance cow.world --from 1946 --to 2010 --plot balance.svg\n"
     "  entente balance cow.world --on 1970-07-01 --plus alliance:defense --minus rivalry\n"
     "  entente balance cow.world --on 1970-07-01 --of USA,RUS,CHN --table ties --format csv\n"
     "  entente balance cow.world --from 1946 --to 1999 --minus dispute --window 4 --conflict drop\n"
     "  entente balance edges.csv --table triads --format csv\n",
     {O_ON, O_FROM, O_TO, O_OF, O_PLUS, O_MINUS, O_WINDOW, O_CONFLICT, O_TABLE, O_PLOT,
      O_FORMAT, O_OUTPUT, -1}, cli_balance},
    {"blocs", "blocs WORLD [--on DAY | --from YEAR --to YEAR] | blocs SCENARIO | blocs EDGES.csv",
     "the blocs that friends and foes make, with a proof that no others fit better",
     "  entente blocs cow.world --on 1962-01-01\n"
     "  entente blocs cow.world --on 1962-01-01 --blocs free --plus alliance:defense --minus rivalry\n"
     "  entente blocs cow.world --from 1946 --to 1991 --plot blocs.svg\n"
     "  entente blocs cow.world --from 1946 --to 1991 --table moves --format csv\n"
     "  entente blocs cow.world --on 1962-01-01 --size cinc --within 0.001\n"
     "  entente blocs scenarios/great-powers-2016.yaml\n"
     "  entente blocs edges.csv --blocs free --table partitions --format csv\n"
     "  entente blocs network.net --clu blocs.clu\n",
     {O_WORLD, O_ON, O_FROM, O_TO, O_OF, O_PLUS, O_MINUS, O_WINDOW, O_CONFLICT, O_SOUGHT, O_SIZE, O_WITHIN, O_OPTIMA,
      O_TIME, O_TABLE, O_PLOT, O_CLU, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_blocs},
    {"landscape", "landscape EDGES.csv [--start A,B,...]",
     "every way to split actors into two camps: local minima, their basins, the passes between them",
     "  entente landscape edges.csv\n"
     "  entente landscape edges.csv --start Britain,France --format json\n"
     "  entente propensities cow.world --on 1939-01-01 --of majors --size cinc --table edges --format csv -o edges.csv\n",
     {O_START, O_OPTIMA, O_DRAWS, O_SEED, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_landscape},
    {"dynamics", "dynamics EDGES.csv [--draws NUMBER --rule RULE] [--flow [--at TIME]]",
     "how friends and foes change until triads are in balance: is it jammed, where it ends, factions",
     "  entente dynamics edges.csv\n"
     "  entente dynamics edges.csv --missing foe --draws 1000 --rule local --p 0.3 --seed 1 --steps 10000\n"
     "  entente dynamics edges.csv --draws 1000 --table ends --format csv -o ends.csv\n"
     "  entente dynamics edges.csv --flow\n"
     "  entente dynamics edges.csv --flow --at 0.05 --format csv -o matrix.csv\n",
     {O_MISSING, O_DRAWS, O_RULE, O_P, O_SEED, O_STEPS, O_THREADS, O_OPTIMA, O_FLOW, O_AT, O_TABLE, O_QUIET, O_FORMAT,
      O_OUTPUT, -1}, cli_dynamics},
    {"propensities", "propensities WORLD --on DAY [--attributes FILE]",
     "how much each two states want to be together: ethnic, religion, border, government, history",
     "  entente propensities cow.world --on 1939-01-01 --of majors\n"
     "  entente propensities cow.world --on 1939-01-01 --attributes attributes.csv --border dispute\n"
     "  entente propensities cow.world --on 1939-01-01 --size cinc --weights history=2,government=1 --format csv\n"
     "  entente propensities cow.world --on 1939-01-01 --size cinc --table edges --format csv -o edges.csv\n",
     {O_ON, O_OF, O_ATTRIBUTES, O_BORDER, O_WEIGHTS, O_SIZE, O_WINDOW, O_TABLE, O_FORMAT, O_OUTPUT, -1}, cli_propensities},
    {"network", "network WORLD [--layer NAME[:OBLIGATION+...]] [--on DAY | --from YEAR --to YEAR]",
     "the network of a layer: who is central, how dense, clustered and split it is",
     "  entente network cow.world --from 1816 --to 2012 --plot network.svg\n"
     "  entente network cow.world --on 1970-07-01 --layer alliance:defense --table actors --format csv\n"
     "  entente network cow.world --on 1970-07-01 --layer alliance@atop:consultation --directed\n"
     "  entente network cow.world --from 1946 --to 2012 --layer dispute --window 5 --by cinc\n"
     "  entente network cow.world --on 2000-07-01 --layer trade --of majors\n",
     {O_ON, O_FROM, O_TO, O_LAYER, O_DIRECTED, O_WINDOW, O_OF, O_BY, O_TABLE, O_PLOT,
      O_FORMAT, O_OUTPUT, -1}, cli_network},
    {"backtest", "backtest WORLD [MODEL.yaml ...] [--task TASK] [--blocks YEAR-YEAR,...]",
     "how well new ties, or ends of ties, could have been foreseen: scores",
     "  entente backtest cow.world --blocks 1990-2012 --horizon 1,5\n"
     "  entente backtest cow.world --layer alliance --kind defense --models constant,geo --format csv\n"
     "  entente backtest cow.world --layer alliance@atop --blocks 1970-1989,1990-2012 --seed 2\n"
     "  entente backtest cow.world --blocks 1990-2012 --table coefficients --format csv\n"
     "  entente backtest cow.world --blocks 1990-2012 --task dissolution --table separation --format csv\n"
     "  entente backtest cow.world pacts.yaml --blocks 1990-2012 --horizon 1,5 --futures 200\n",
     {O_LAYER, O_KIND, O_BLOCKS, O_HORIZON, O_TASK, O_MODELS, O_FUTURES, O_SEED, O_TABLE, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_backtest},
    {"effects", "effects [WORD ...]",
     "the statistics that models are made of: names, the peers' names, formulas, sources, needs",
     "  entente effects\n"
     "  entente effects geography\n"
     "  entente effects transTrip\n"
     "  entente effects directed degree --format csv\n",
     {O_FORMAT, O_OUTPUT, -1}, cli_effects},
    {"targets", "targets MODEL",
     "the observed statistics of a model, and the constants that they are centred by",
     "  entente targets alliances.yaml\n"
     "  entente targets alliances.yaml --format csv\n"
     "  entente targets alliances.yaml --format json -o targets.json\n",
     {O_FORMAT, O_OUTPUT, -1}, cli_targets},
    {"fit", "fit MODEL [-o FIT.json]", "estimate a model: logit, temporal ERGM, actor-oriented (saom), treaties",
     "  entente fit pacts.yaml\n"
     "  entente fit allies.yaml -o allies.fit.json --seed 1 --threads 2\n"
     "  entente fit allies.yaml -o allies.fit.json --seed 1 --threads 2 --resume\n"
     "  entente fit allies.yaml --from allies.fit.json -o better.fit.json\n"
     "  entente fit pacts.yaml --bootstrap 1000 --seed 1 --format json -o pacts.fit.json\n"
     "  entente fit pacts.yaml --to 1995 --format json -o early.fit.json\n"
     "  entente fit pacts.yaml --like btergm\n"
     "  entente fit pacts.yaml --from 2000 --to 2000 --firth\n"
     "  entente fit treaties.yaml -o treaties.fit.json\n",
     {O_FROM, O_TO, O_BOOTSTRAP, O_SEED, O_THREADS, O_RIDGE, O_FIRTH, O_LIKE, O_RESUME, O_TABLE, O_QUIET, O_FORMAT,
      O_OUTPUT, -1}, cli_fit},
    {"explain", "explain FIT [A [B]] [--on WAVE]",
     "what a fit says: of a tie, of the choices of a state, of each parameter in words",
     "  entente explain pacts.fit.json USA IND\n"
     "  entente explain pacts.fit.json USA IND --on 1995\n"
     "  entente explain allies.fit.json\n"
     "  entente explain allies.fit.json --of USA --on 1995\n",
     {O_OF, O_ON, O_FORMAT, O_OUTPUT, -1}, cli_explain},
    {"simulate", "simulate FIT [--on WAVE]",
     "networks of a fitted model, started from the wave before: probabilities of ties, statistics",
     "  entente simulate pacts.fit.json\n"
     "  entente simulate pacts.fit.json --on 1995 --draws 400 --seed 2\n"
     "  entente simulate pacts.fit.json --format csv -o probabilities.csv\n"
     "  entente simulate allies.fit.json --draws 100 --table networks --format csv -o networks.csv\n",
     {O_ON, O_DRAWS, O_SEED, O_THREADS, O_TABLE, O_PLOT, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_simulate},
    {"gof", "gof FIT [--from WAVE --to WAVE]",
     "networks drawn by a fit beside those observed, with tests, within or out of sample",
     "  entente gof pacts.fit.json\n"
     "  entente gof early.fit.json --from 1996 --table prediction --format csv\n"
     "  entente gof allies.fit.json --plot gof.svg\n",
     {O_FROM, O_TO, O_HORIZON, O_DRAWS, O_SEED, O_THREADS, O_TABLE, O_PLOT, O_QUIET, O_FORMAT, O_OUTPUT, -1},
     cli_gof},
    {"forecast", "forecast FIT [--world WORLD --from YEAR] | forecast SCENARIO | forecast FUTURES.db",
     "futures of a fitted model: the chance of each tie, what changes, with intervals",
     "  entente forecast scenarios/great-powers-2016.yaml\n"
     "  entente forecast pacts.fit.json\n"
     "  entente forecast pacts.fit.json --world cow.world --from 2016 --years 20\n"
     "  entente forecast question.yaml --fit pacts.fit.json --paths paths.csv\n"
     "  entente forecast question.yaml --fit pacts.fit.json --table claims --format csv\n"
     "  entente forecast pacts.fit.json --futures 10000 --store futures.db\n"
     "  entente forecast pacts.fit.json --futures 10000 --store futures.db --resume\n"
     "  entente forecast early.fit.json --from 1985 --observed\n"
     "  entente forecast pacts.fit.json --replicates 1..5000 --store one.db\n"
     "  entente forecast pacts.fit.json --table pairs --format csv -o chances.csv\n"
     "  entente forecast futures.db --table born --format csv\n",
     {O_FIT, O_WORLD, O_FROM, O_YEARS, O_FUTURES, O_REPLICATES, O_RATES, O_PARAMETERS, O_SIZE, O_OF, O_STEADY, O_PATHS, O_SYSTEM,
      O_OBSERVED, O_STORE, O_RESUME, O_SEED, O_THREADS, O_TABLE, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_forecast},
    {"whatif", "whatif SCENARIO [--fit FIT] | whatif FIT --sign A,B ... | whatif ... --offer A B [KIND]",
     "futures with and without interventions, on shared draws; an offer: will it be accepted?",
     "  entente whatif scenarios/great-powers-2016.yaml\n"
     "  entente whatif scenarios/great-powers-2016.yaml --offer CHN RUS defense\n"
     "  entente whatif pacts.fit.json --sign RUS,CHN --end USA,PAK\n"
     "  entente whatif pacts.fit.json --world cow.world --from 2016 --sign RUS,CHN --futures 10000\n"
     "  entente whatif scenarios/great-powers-2016.yaml --sensitivity\n"
     "  entente whatif pacts.fit.json --sign RUS,CHN --table others --format csv\n",
     {O_FIT, O_SIGN, O_END, O_OFFER, O_SENSITIVITY, O_WORLD, O_FROM, O_YEARS, O_FUTURES, O_RATES, O_PARAMETERS, O_SIZE, O_OF, O_STEADY,
      O_PATHS, O_SYSTEM, O_SEED, O_THREADS, O_TABLE, O_QUIET, O_FORMAT, O_OUTPUT, -1}, cli_whatif},
    {"merge", "merge FUTURES.db ... -o ALL.db", "put files of futures of one question together",
     "  entente merge one.db two.db -o all.db\n",
     {O_FORMAT, O_OUTPUT, -1}, cli_merge},
    {"history", "history WORLD A B [FROM TO] | history WORLD BLOC [--from YEAR --to YEAR]",
     "the dated story of a pair or a bloc: pacts, disputes, wars, rivalries, power",
     "  entente history cow.world RUS CHN 1945 2016\n"
     "  entente history cow.world RUS CHN 1945 2016 --plot story.svg\n"
     "  entente history cow.world USA JPN --from 1931 --to 1952 --all\n"
     "  entente history cow.world RUS CHN 1945 2016 --source atop,gml\n"
     "  entente history cow.world FRN GMY --follow --format csv --table years -o years.csv\n"
     "  entente history cow.world cow:227\n"
     "  entente history cow.world ENTENTE=UKG,FRN,RUS --from 1900 --to 1918 --outsiders\n",
     {O_FROM, O_TO, O_FOLLOW, O_SOURCE, O_ALL, O_OUTSIDERS, O_MEASURE, O_TABLE, O_PLOT, O_FORMAT,
      O_OUTPUT, -1}, cli_history},
};

_Static_assert(ent_countof(cli_commands) <= CLI_COMMANDS_MOST, "more commands than there is room for");
const size_t cli_command_count = ent_countof(cli_commands);

cli_option cli_option_of(const cli_command *command, int option)
{
    cli_option row = cli_option_rows[option];
    for (size_t i = 0; i < ent_countof(own_words); i++)
        if (own_words[i].function == command->function && own_words[i].option == option) {
            row.value = own_words[i].value;
            row.help = own_words[i].help;
        }
    return row;
}
