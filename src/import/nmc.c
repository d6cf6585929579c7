/* National Material Capabilities (NMC 6.0, 7.0, abridged): six components and CINC by state and year.
 * Source: Singer, Bremer & Stuckey 1972; Singer 1987, International Interactions 14:115-32.
 *
 * Missing is -9. milex is in current British pounds up to 1913 and in current US dollars from 1914 (NMC
 * codebook), so its unit changes. */
#include "import/yearly.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

enum { CCODE, YEAR, VERSION, MILEX, MILPER, IRST, PEC, TPOP, UPOP, CINC };

static const ent_column columns[] = {
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},     [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [VERSION] = {"version", ENT_COLUMN_REQUIRED}, [MILEX] = {"milex", ENT_COLUMN_REQUIRED},
    [MILPER] = {"milper", ENT_COLUMN_REQUIRED},   [IRST] = {"irst", ENT_COLUMN_REQUIRED},
    [PEC] = {"pec", ENT_COLUMN_REQUIRED},         [TPOP] = {"tpop", ENT_COLUMN_REQUIRED},
    [UPOP] = {"upop", ENT_COLUMN_REQUIRED},       [CINC] = {"cinc", ENT_COLUMN_REQUIRED},
};

static const yearly_attribute attributes[] = {
    {.column = MILEX, .name = "milex", .unit = "thousand current US dollars", .most = INFINITY,
     .old_unit_to = 1913, .old_unit = "thousand current British pounds"},
    {.column = MILPER, .name = "milper", .unit = "thousand persons", .most = INFINITY},
    {.column = IRST, .name = "irst", .unit = "thousand tons", .most = INFINITY},
    {.column = PEC, .name = "pec", .unit = "thousand tons of coal equivalent", .most = INFINITY},
    {.column = TPOP, .name = "tpop", .unit = "thousand persons", .most = INFINITY},
    {.column = UPOP, .name = "upop", .unit = "thousand persons", .most = INFINITY},
    {.column = CINC, .name = "cinc", .unit = "share of the world total", .most = 1},
};

/* The column `version` holds the year of release. */
static const char *version_name(const char *version)
{
    if (strcmp(version, "2021") == 0)
        return "6.0";
    return strcmp(version, "2025") == 0 ? "7.0" : version;
}

static const yearly_table table = {
    .source = {
        .name = "nmc",
        .title = "National Material Capabilities",
        .citation = "Singer, Bremer & Stuckey 1972; Singer 1987. Reconstructing the Correlates of "
                    "War Dataset on Material Capabilities of States. International Interactions "
                    "14:115-32.",
        .terms = ENT_COW_TERMS,
    },
    .version = version_name,
    .indicator = YEARLY_NOWHERE,
    .actors = {.scheme = "cow"},
    .actor = CCODE,
    .year = YEAR,
    .attributes = attributes,
    .attribute_count = ent_countof(attributes),
    .missing = {"-9"},
};

const ent_importer ent_import_nmc = {
    .layout = "nmc",
    .title = "National Material Capabilities, abridged (NMC-60, NMC-70)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = yearly_import,
    .table = &table,
};
