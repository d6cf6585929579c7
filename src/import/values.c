/* Values of states by year, one short description each (yearly.h): national trade, three GDPs, democracy,
 * and the share of military expenditure in GDP. What they are read from and what is peculiar about each
 * stands in docs/import.md. */
#include "import/yearly.h"

#include "core/memory.h"

#include <math.h>

/* Importers of one description: the table and its columns. */
#define DESCRIBED(table_, columns_)                                                                \
    .columns = columns_, .column_count = ent_countof(columns_), .read = yearly_import, .table = &table_

/* ---- national trade: COW 4.0, Barbieri, Keshk & Pollins 2009 ---- */

enum { TRADE_CCODE, TRADE_YEAR, TRADE_IMPORTS, TRADE_EXPORTS };

static const ent_column trade_columns[] = {
    {"ccode", ENT_COLUMN_REQUIRED},
    {"year", ENT_COLUMN_REQUIRED},
    {"imports", ENT_COLUMN_REQUIRED},
    {"exports", ENT_COLUMN_REQUIRED},
};

static const yearly_attribute trade_attributes[] = {
    {.column = TRADE_IMPORTS, .name = "imports", .unit = "million current US dollars",
     .most = INFINITY},
    {.column = TRADE_EXPORTS, .name = "exports", .unit = "million current US dollars",
     .most = INFINITY},
};

static const yearly_table trade = {
    .source = {.name = "cow-trade-national", .version = "4.0",
               .title = "National trade",
               .citation = "Barbieri, Katherine, Omar M. G. Keshk, and Brian Pollins. 2009. Trading "
                           "Data: Evaluating our Assumptions and Coding Rules. Conflict Management "
                           "and Peace Science 26(5):471-91. Version 4.0.",
               .terms = ENT_COW_TERMS},
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"}, .actor = TRADE_CCODE, .year = TRADE_YEAR,
    .attributes = trade_attributes, .attribute_count = ent_countof(trade_attributes),
    .missing = {"-9"}, /* the official file; the re-export leaves them empty */
};

const ent_importer ent_import_trade_national = {
    .layout = "cow-trade-national",
    .title = "COW national trade (National_COW_4.0.csv)",
    .unlike = {"importer1"}, /* dyadic trade */
    DESCRIBED(trade, trade_columns),
};

/* ---- GDP in current US dollars: World Bank ---- */

enum { BANK_CCODE, BANK_YEAR, BANK_GDP, BANK_COVERAGE };

static const ent_column bank_columns[] = {
    {"ccode", ENT_COLUMN_REQUIRED},
    {"year", ENT_COLUMN_REQUIRED},
    {"gdp_current_usd", ENT_COLUMN_REQUIRED},
    {"coverage", ENT_COLUMN_REQUIRED},
};

static const yearly_attribute bank_attributes[] = {
    {.column = BANK_GDP, .name = "gdp", .unit = "current US dollars", .most = INFINITY},
};

static const yearly_doubt bank_doubt = {
    BANK_COVERAGE, "ok", "territory_differs", ENT_MARK_LOW_CONFIDENCE,
    "the World Bank's territory is not that of the COW state in this year",
};

static const yearly_table bank = {
    .source = {.name = "worldbank-gdp", .version = "2023",
               .title = "GDP in current US dollars",
               .citation = "World Bank. World Development Indicators, NY.GDP.MKTP.CD, 1960-2023.",
               .terms = "World Bank: CC BY 4.0; the package datasets/gdp: ODC-PDDL"},
    .position = 100, /* the preferred gdp */
    .last_year = 2023,
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"}, .actor = BANK_CCODE, .year = BANK_YEAR,
    .attributes = bank_attributes, .attribute_count = ent_countof(bank_attributes),
    .doubt = &bank_doubt,
};

const ent_importer ent_import_gdp_worldbank = {
    .layout = "gdp-worldbank",
    .title = "World Bank GDP by COW number (gdp_current_usd_worldbank.csv)",
    DESCRIBED(bank, bank_columns),
};

/* ---- latent GDP and population: Fariss et al. 2022 ---- */

enum { FARISS_CCODE, FARISS_YEAR, FARISS_PC, FARISS_PC_SD, FARISS_GDP, FARISS_GDP_SD, FARISS_POP,
       FARISS_POP_SD };

static const ent_column fariss_columns[] = {
    {"ccode", ENT_COLUMN_REQUIRED},   {"year", ENT_COLUMN_REQUIRED},
    {"mrgdppc", ENT_COLUMN_REQUIRED}, {"sd_mrgdppc", ENT_COLUMN_REQUIRED},
    {"pwtrgdp", ENT_COLUMN_REQUIRED}, {"sd_pwtrgdp", ENT_COLUMN_REQUIRED},
    {"pwtpop", ENT_COLUMN_REQUIRED},  {"sd_pwtpop", ENT_COLUMN_REQUIRED},
};

#define GDP_2017 "million 2017 international dollars (PPP)"
#define PER_PERSON_2011 "2011 international dollars (PPP) per person"

static const yearly_attribute fariss_attributes[] = {
    {.column = FARISS_GDP, .name = "gdp", .unit = GDP_2017, .most = INFINITY},
    {.column = FARISS_GDP_SD, .name = "sd_pwtrgdp", .unit = GDP_2017, .most = INFINITY},
    {.column = FARISS_PC, .name = "mrgdppc", .unit = PER_PERSON_2011, .most = INFINITY},
    {.column = FARISS_PC_SD, .name = "sd_mrgdppc", .unit = PER_PERSON_2011, .most = INFINITY},
    {.column = FARISS_POP, .name = "pwtpop", .unit = "million persons", .most = INFINITY},
    {.column = FARISS_POP_SD, .name = "sd_pwtpop", .unit = "million persons", .most = INFINITY},
};

static const yearly_table fariss = {
    .source = {.name = "fariss-gdp", .version = "2022",
               .title = "Latent GDP, GDP per person and population",
               .citation = "Fariss, Christopher J., Therese Anders, Jonathan N. Markowitz, and Miriam "
                           "Barnum. 2022. New Estimates of Over 500 Years of Historic GDP and "
                           "Population Data. Journal of Conflict Resolution 66(3):553-91.",
               .terms = "cite as asked; from package isard, GPL-2 or later"},
    .position = 200,
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"}, .actor = FARISS_CCODE, .year = FARISS_YEAR,
    .attributes = fariss_attributes, .attribute_count = ent_countof(fariss_attributes),
};

const ent_importer ent_import_gdp_fariss = {
    .layout = "gdp-fariss",
    .title = "Latent GDP and population, Fariss et al. (gdp_pop_ccode.csv)",
    DESCRIBED(fariss, fariss_columns),
};

/* ---- surplus domestic product: Anders, Fariss & Markowitz 2020 ---- */

enum { ANDERS_CCODE, ANDERS_YEAR, ANDERS_GDP, ANDERS_POP, ANDERS_SDP, ANDERS_PC };

static const ent_column anders_columns[] = {
    {"ccode", ENT_COLUMN_REQUIRED},        {"year", ENT_COLUMN_REQUIRED},
    {"wbgdp2011est", ENT_COLUMN_REQUIRED}, {"wbpopest", ENT_COLUMN_REQUIRED},
    {"sdpest", ENT_COLUMN_REQUIRED},       {"wbgdppc2011est", ENT_COLUMN_REQUIRED},
};

/* gdp = exp(wbgdp2011est): the file has three decimals of the logarithm, so gdp is good to 0.05 percent. */
static const yearly_attribute anders_attributes[] = {
    {.column = ANDERS_GDP, .name = "gdp", .unit = "2011 US dollars", .least = -INFINITY,
     .most = INFINITY, .exponential = true},
    {.column = ANDERS_GDP, .name = "wbgdp2011est", .unit = "natural logarithm of 2011 US dollars",
     .least = -INFINITY, .most = INFINITY},
    {.column = ANDERS_POP, .name = "wbpopest", .unit = "natural logarithm of persons",
     .least = -INFINITY, .most = INFINITY},
    {.column = ANDERS_SDP, .name = "sdpest", .unit = "natural logarithm of 2011 US dollars",
     .least = -INFINITY, .most = INFINITY},
    {.column = ANDERS_PC, .name = "wbgdppc2011est",
     .unit = "natural logarithm of 2011 US dollars per person", .least = -INFINITY,
     .most = INFINITY},
};

static const yearly_table anders = {
    .source = {.name = "anders-gdp", .version = "2020",
               .title = "Surplus domestic product, GDP and population",
               .citation = "Anders, Therese, Christopher J. Fariss, and Jonathan N. Markowitz. 2020. "
                           "Bread Before Guns or Butter: Introducing Surplus Domestic Product (SDP). "
                           "International Studies Quarterly 64(2):392-405.",
               .terms = "cite as asked; from package peacesciencer, GPL-2 or later"},
    .position = 300,
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"}, .actor = ANDERS_CCODE, .year = ANDERS_YEAR,
    .attributes = anders_attributes, .attribute_count = ent_countof(anders_attributes),
};

const ent_importer ent_import_gdp_anders = {
    .layout = "gdp-anders",
    .title = "Surplus domestic product and GDP, Anders et al. (sdp_gdp_ccode.csv)",
    DESCRIBED(anders, anders_columns),
};

/* ---- democracy ---- */

enum { DEMOCRACY_CCODE, DEMOCRACY_YEAR, EUDS, AEUDS, POLITY2, POLYARCHY, QUDS };

static const ent_column democracy_columns[] = {
    {"ccode", ENT_COLUMN_REQUIRED},   {"year", ENT_COLUMN_REQUIRED},
    {"euds", ENT_COLUMN_REQUIRED},    {"aeuds", ENT_COLUMN_REQUIRED},
    {"polity2", ENT_COLUMN_REQUIRED}, {"v2x_polyarchy", ENT_COLUMN_REQUIRED},
    {"xm_qudsest", ENT_COLUMN_OPTIONAL},
};

static const yearly_attribute democracy_attributes[] = {
    {.column = EUDS, .name = "euds", .unit = "latent scale (UDS, extended)", .least = -10,
     .most = 10},
    {.column = AEUDS, .name = "aeuds", .unit = "latent scale (UDS, extended, adjusted)",
     .least = -10, .most = 10},
    {.column = POLITY2, .name = "polity2", .unit = "scale from -10 to 10", .least = -10, .most = 10},
    {.column = POLYARCHY, .name = "v2x_polyarchy", .unit = "scale from 0 to 1", .most = 1},
    {.column = QUDS, .name = "xm_qudsest", .unit = "latent scale (QuickUDS)", .least = -10,
     .most = 10},
};

static const yearly_table democracy = {
    .source = {.name = "democracy-isard", .version = "0.2.0",
               .title = "Democracy: UDS, Polity5, V-Dem 16",
               .citation = "Marquez, Xavier. 2016. A Quick Method for Extending the Unified Democracy "
                           "Scores (UDS; QuickUDS). Marshall, Monty G. 2020. Polity5 (polity2). "
                           "Coppedge, Michael, et al. 2026. V-Dem Dataset v16 (v2x_polyarchy). Joined by "
                           "Steven V. Miller, {isard} 0.2.0.",
               .terms = "cite each as asked; from packages isard and peacesciencer, GPL-2 or later"},
    .position = 200, /* the projects' own files come first */
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"}, .actor = DEMOCRACY_CCODE, .year = DEMOCRACY_YEAR,
    .attributes = democracy_attributes, .attribute_count = ent_countof(democracy_attributes),
};

const ent_importer ent_import_democracy = {
    .layout = "democracy",
    .title = "Democracy by COW number: UDS, Polity, V-Dem (democracy_ccode.csv)",
    DESCRIBED(democracy, democracy_columns),
};

/* ---- military expenditure as a share of GDP ---- */

enum { SHARE_CCODE, SHARE_YEAR, SHARE_PERCENT };

static const ent_column share_columns[] = {
    {"ccode", ENT_COLUMN_REQUIRED},
    {"year", ENT_COLUMN_REQUIRED},
    {"milex_share_gdp_pct", ENT_COLUMN_REQUIRED},
};

/* Above 30 percent a numerator or an exchange rate is wrong rather than a state so armed. */
static const yearly_attribute share_attributes[] = {
    {.column = SHARE_PERCENT, .name = "milex_gdp_share", .unit = "percent of GDP", .most = INFINITY,
     .odd = 30, .count_zero = true},
};

static const yearly_table share = {
    .source = {.name = "milex-gdp-share", .version = "2022",
               .title = "Military expenditure as a share of GDP, 1960-2022",
               .citation = "Computed from NMC 7.0 milex (Singer 1987, International Interactions "
                           "14:115-32) and World Bank GDP in current US dollars (NY.GDP.MKTP.CD).",
               .terms = ENT_COW_TERMS},
    .position = 300, /* what is published comes first */
    .last_year = 2022,
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"}, .actor = SHARE_CCODE, .year = SHARE_YEAR,
    .attributes = share_attributes, .attribute_count = ent_countof(share_attributes),
};

const ent_importer ent_import_milex_gdp_share = {
    .layout = "milex-gdp-share",
    .title = "Military expenditure as percent of GDP (milex_gdp_share.csv)",
    DESCRIBED(share, share_columns),
};
