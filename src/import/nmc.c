/* National Material Capabilities (NMC 6.0, 7.0, abridged): six components and CINC by state and year.
 * Source: Singer, Bremer & Stuckey 1972; Singer 1987, International Interactions 14:115-32.
 *
 * Missing is -9. milex is in current British pounds up to 1913 and in current US dollars from 1914 (NMC
 * codebook), so its unit changes. */
#include "import/importer.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

enum { CCODE, YEAR, VERSION, MILEX, MILPER, IRST, PEC, TPOP, UPOP, CINC, ATTRIBUTE_END };

static const ent_column columns[] = {
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},     [YEAR] = {"year", ENT_COLUMN_REQUIRED},
    [VERSION] = {"version", ENT_COLUMN_REQUIRED}, [MILEX] = {"milex", ENT_COLUMN_REQUIRED},
    [MILPER] = {"milper", ENT_COLUMN_REQUIRED},   [IRST] = {"irst", ENT_COLUMN_REQUIRED},
    [PEC] = {"pec", ENT_COLUMN_REQUIRED},         [TPOP] = {"tpop", ENT_COLUMN_REQUIRED},
    [UPOP] = {"upop", ENT_COLUMN_REQUIRED},       [CINC] = {"cinc", ENT_COLUMN_REQUIRED},
};

static const char *const units[] = {
    [MILEX] = "thousand current US dollars",
    [MILPER] = "thousand persons",
    [IRST] = "thousand tons",
    [PEC] = "thousand tons of coal equivalent",
    [TPOP] = "thousand persons",
    [UPOP] = "thousand persons",
    [CINC] = "share of the world total",
};
enum { LAST_YEAR_IN_POUNDS = 1913 };

typedef struct {
    ent_series series[ATTRIBUTE_END];
    int units[ATTRIBUTE_END], pounds;
} nmc;

/* The column `version` holds the year of release. */
static const char *version_name(const char *version)
{
    if (strcmp(version, "2021") == 0)
        return "6.0";
    return strcmp(version, "2025") == 0 ? "7.0" : version;
}

static ent_status declare(ent_reading *reading, nmc *data, ent_error *error)
{
    ent_world *world = ent_reading_world(reading);
    ent_source source = {
        .name = "nmc",
        .title = "National Material Capabilities",
        .citation = "Singer, Bremer & Stuckey 1972; Singer 1987. Reconstructing the Correlates of "
                    "War Dataset on Material Capabilities of States. International Interactions "
                    "14:115-32.",
        .terms = ENT_COW_TERMS,
    };
    snprintf(source.version, sizeof source.version, "%s",
             version_name(ent_rows_text(ent_reading_rows(reading), VERSION)));
    ent_status status = ent_reading_source(reading, &source, error);
    for (int i = MILEX; i < ATTRIBUTE_END && status == ENT_OK; i++) {
        data->series[i] = (ent_series){
            .kind = ENT_ATTRIBUTE, .measure = ENT_VALUED,
            .covers = {ENT_DAY_LAST, ENT_DAY_FIRST}, /* grows with the rows */
            .position = ent_position_of_version(source.version),
        };
        snprintf(data->series[i].name, sizeof data->series[i].name, "%s", columns[i].name);
        status = ent_world_add_unit(world, units[i], &data->units[i], error);
    }
    return status == ENT_OK
               ? ent_world_add_unit(world, "thousand current British pounds", &data->pounds, error)
               : status;
}

static ent_status read_value(ent_reading *reading, nmc *data, int attribute, int actor, int year,
                             ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    const char *text = ent_rows_text(rows, (size_t)attribute);
    ent_spell spell = ent_spell_none();
    if (*text == '\0' || strcmp(text, "-9") == 0) {
        ent_reading_count(reading, "left out", "missing (-9): %s", columns[attribute].name);
        return ENT_OK;
    }
    ent_status status = ent_rows_number(rows, (size_t)attribute, &spell.number, error);
    if (status != ENT_OK)
        return status;
    if (spell.number < 0 || (attribute == CINC && spell.number > 1))
        return ent_rows_fail(rows, (size_t)attribute, error,
                             "is neither -9 (missing) nor %s", attribute == CINC
                             ? "from 0 to 1" : "0 or more");
    spell.a = actor;
    spell.span = ent_span_of_year(year);
    spell.unit = attribute == MILEX && year <= LAST_YEAR_IN_POUNDS ? data->pounds
                                                                   : data->units[attribute];
    return ent_reading_add(reading, &data->series[attribute], &spell, error);
}

/* The coverage of every series is from the first to the last year of the file. */
static ent_status cover_year(ent_reading *reading, nmc *data, int year, ent_error *error)
{
    ent_span span = ent_span_of_year(year);
    const ent_span *covers = &data->series[MILEX].covers;
    if (span.from >= covers->from && span.to <= covers->to)
        return ENT_OK;
    ent_status status = ENT_OK;
    for (int i = MILEX; i < ATTRIBUTE_END && status == ENT_OK; i++) {
        ent_series *series = &data->series[i];
        series->covers.from = span.from < series->covers.from ? span.from : series->covers.from;
        series->covers.to = span.to > series->covers.to ? span.to : series->covers.to;
        status = ent_reading_series(reading, series, error);
    }
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    nmc *data = context;
    ent_rows *rows = ent_reading_rows(reading);
    int actor, year;
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = declare(reading, data, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, CCODE, &actor, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &year, error);
    if (status == ENT_OK)
        status = cover_year(reading, data, year, error);
    for (int i = MILEX; i < ATTRIBUTE_END && status == ENT_OK && actor; i++)
        status = read_value(reading, data, i, actor, year, error);
    return status;
}

static ent_status read_nmc(ent_reading *reading, ent_error *error)
{
    nmc data;
    return ent_reading_each_row(reading, read_row, &data, error);
}

const ent_importer ent_import_nmc = {
    .layout = "nmc",
    .title = "National Material Capabilities, abridged (NMC-60, NMC-70)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_nmc,
};
