/* Incidents of militarized disputes 5.0: what happened (MIDI), and who took part (MIDIP).
 * Source: Palmer et al. 2022, see mid.c.
 *
 * An incident is a conflict of kind `incident`, mii:3551010; of which dispute it is part, `dispnum` among its
 * details says. A party's side is its side in the incident (insidea), its side in the dispute a detail.
 * Incidents were coded for disputes that went on in 1993 or later: coverage begins there, and earlier
 * incidents of such disputes are kept. */
#include "import/conflict.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum {
    DISPUTE, INCIDENT, START_DAY, START_MONTH, START_YEAR, END_DAY, END_MONTH, END_YEAR, VERSION,
    FATALITY, FATALPRE, ACTION, HOSTLEV,
    DURATION, TBI, NUMA,                                      /* of an incident */
    STATE = DURATION, IN_SIDE_A, SIDE_IS_A, REVTYPE1, REVTYPE2, /* of a party */
};

#define REQUIRED(column) {column, ENT_COLUMN_REQUIRED}
#define COMMON_COLUMNS                                                                             \
    [DISPUTE] = REQUIRED("dispnum"), [INCIDENT] = REQUIRED("incidnum"),                            \
    [START_DAY] = REQUIRED("stday"), [START_MONTH] = REQUIRED("stmon"),                            \
    [START_YEAR] = REQUIRED("styear"), [END_DAY] = REQUIRED("endday"),                             \
    [END_MONTH] = REQUIRED("endmon"), [END_YEAR] = REQUIRED("endyear"),                            \
    [VERSION] = REQUIRED("version"), [FATALITY] = REQUIRED("fatality"),                            \
    [FATALPRE] = REQUIRED("fatalpre"), [ACTION] = REQUIRED("action"),                              \
    [HOSTLEV] = REQUIRED("hostlev")

static const ent_column incident_columns[] = {
    COMMON_COLUMNS, [DURATION] = REQUIRED("duration"), [TBI] = REQUIRED("tbi"),
    [NUMA] = REQUIRED("numa"),
};

static const ent_column party_columns[] = {
    COMMON_COLUMNS, [STATE] = REQUIRED("ccode"), [IN_SIDE_A] = REQUIRED("insidea"),
    [SIDE_IS_A] = REQUIRED("sidea"), [REVTYPE1] = REQUIRED("revtype1"),
    [REVTYPE2] = REQUIRED("revtype2"),
};

/* The fields that MIDA and MIDB have, too, stand with the same meaning. */
#define COMMON_DETAILS                                                                             \
    {FATALITY, "fatality", "fatalities: 0 none, 1 1-25, 2 26-100, 3 101-250, 4 251-500, 5 501-999, 6 more"}, \
    {FATALPRE, "fatalpre", "fatalities, the precise number"},                                      \
    {ACTION, "action", "action of the incident, coded as hiact"},                                  \
    {HOSTLEV, "hostlev", "hostility: 1 none, 2 threat, 3 display, 4 use of force, 5 war"}

static const ent_detail_column incident_details[] = {
    COMMON_DETAILS,
    {DISPUTE, "dispnum", "number of the dispute that the incident is part of: mid:NUMBER"},
    {DURATION, "duration", "days"},
    {TBI, "tbi", "days between incidents"},
    {NUMA, "numa", "states on side A"},
};

static const ent_detail_column party_details[] = {
    COMMON_DETAILS,
    {SIDE_IS_A, "sidea", "1 = side A of the dispute"},
    {REVTYPE1, "revtype1", "revision sought: 0 none, 1 territory, 2 policy, 3 regime, 4 other"},
    {REVTYPE2, "revtype2", "second revision sought, likewise"},
};

typedef struct {
    ent_series incidents;
    conflict_list list;
} incident_file;

/* Source and series, at the first row. */
static ent_status declare(ent_reading *reading, incident_file *file, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_source source = {
        .name = "cow-mid",
        .title = "COW militarized interstate disputes",
        .citation = "Palmer, Glenn, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela "
                    "Karstens, Chase Bloch, Nick Dietrich, Kayla Kahn, Kellan Ritter, and Michael J. "
                    "Soules. 2022. The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and "
                    "Description. Conflict Management and Peace Science 39(4):470-82.",
        .terms = ENT_COW_TERMS,
    };
    const char *version = ent_rows_text(rows, VERSION);
    if (ent_rows_count(rows) > 1)
        return ENT_OK;
    if (strncmp(version, "5", 1) != 0)
        return ent_rows_fail(rows, VERSION, error,
                             "is not a version whose last day is known; expected 5");
    conflict_version(version, source.version);
    file->incidents = (ent_series){
        .kind = ENT_CONFLICTS, .name = "incident", .measure = ENT_ORDERED, .position = 10,
        .covers = {ent_span_of_year(1993).from, ent_span_of_year(2014).to}};
    ent_status status = ent_reading_source(reading, &source, error);
    return status == ENT_OK ? ent_reading_series(reading, &file->incidents, error) : status;
}

static ent_status read_code(ent_reading *reading, char code[64], char name[64], ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    int number, dispute;
    ent_status status = ent_rows_integer(rows, INCIDENT, 1, 999999999, &number, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, DISPUTE, 1, 999999, &dispute, error);
    if (status == ENT_OK) {
        snprintf(code, 64, "mii:%d", number);
        snprintf(name, 64, "COW incident %d of dispute %d", number, dispute);
    }
    return status;
}

static ent_status read_days(ent_reading *reading, ent_span *span, unsigned *marks, ent_error *error)
{
    ent_status status = ent_reading_date(reading, ENT_START, START_YEAR, START_MONTH, START_DAY,
                                         &span->from, marks, error);
    return status == ENT_OK ? ent_reading_date(reading, ENT_END, END_YEAR, END_MONTH, END_DAY,
                                               &span->to, marks, error)
                            : status;
}

/* ---- MIDI ---- */

/* Add the incident; or, if its parties came in an earlier import, say more of it. */
static ent_status write_incident(ent_reading *reading, ent_treaty *incident, ent_error *error)
{
    ent_treaty there;
    ent_world *world = ent_reading_world(reading);
    if (ent_world_find_treaty(world, incident->code, &there, NULL) != ENT_OK)
        return ent_world_add_treaty(world, incident, error);
    if (there.series != incident->series || there.record != 0)
        return ent_rows_fail(ent_reading_rows(reading), INCIDENT, error, "stands twice");
    incident->id = there.id;
    return ent_world_change_treaty(world, incident, error);
}

static ent_status read_incident(ent_reading *reading, void *context, ent_error *error)
{
    incident_file *file = context;
    ent_treaty incident = {0};
    char name[64];
    ent_status status = declare(reading, file, error);
    incident.series = file->incidents.id;
    if (status == ENT_OK)
        status = read_code(reading, incident.code, name, error);
    if (status == ENT_OK)
        status = read_days(reading, &incident.span, &incident.marks, error);
    if (status != ENT_OK)
        return status;
    memcpy(incident.name, name, sizeof name);
    if (incident.span.to < incident.span.from)
        return ent_rows_fail(ent_reading_rows(reading), END_YEAR, error,
                             "is an end before the start of the incident");
    status = ent_reading_record(reading, incident_details, ent_countof(incident_details),
                                &incident.record, error);
    if (status == ENT_OK)
        status = write_incident(reading, &incident, error);
    if (status == ENT_OK)
        ent_reading_count(reading, "kept", "conflicts");
    return status;
}

static ent_status read_incidents(ent_reading *reading, ent_error *error)
{
    incident_file file = {0};
    return ent_reading_each_row(reading, read_incident, &file, error);
}

/* ---- MIDIP ---- */

static ent_status read_party(ent_reading *reading, void *context, ent_error *error)
{
    incident_file *file = context;
    conflict_party party = {.spell = ent_spell_none()};
    char code[64], name[64];
    bool side_a;
    ent_status status = declare(reading, file, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE, &party.spell.a, error);
    if (status != ENT_OK || party.spell.a == 0)
        return status;
    status = read_code(reading, code, name, error);
    if (status == ENT_OK)
        status = read_days(reading, &party.spell.span, &party.spell.marks, error);
    if (status == ENT_OK)
        status = ent_reading_flag(reading, IN_SIDE_A, &side_a, error);
    if (status == ENT_OK)
        status = conflict_record(reading, party_details, ent_countof(party_details), &party.spell,
                                 error);
    if (status == ENT_OK)
        status = conflict_find(&file->list, code, name, &party.conflict, error);
    if (status != ENT_OK)
        return status;
    party.spell.level = side_a ? SIDE_A : SIDE_B;
    return conflict_add(reading, &file->list, &party, error);
}

static ent_status read_parties(ent_reading *reading, ent_error *error)
{
    incident_file file = {0};
    ent_status status = ent_reading_each_row(reading, read_party, &file, error);
    if (status == ENT_OK && file.list.conflict_count > 0)
        status = conflict_write(reading, &file.list, &file.incidents, NULL, error);
    conflict_clear(&file.list);
    return status;
}

const ent_importer ent_import_mid_incidents = {
    .layout = "cow-mid-incident",
    .title = "Incidents of COW militarized disputes (MIDI 5.0.csv)",
    .columns = incident_columns,
    .column_count = ent_countof(incident_columns),
    .unlike = {"ccode"},
    .version_column = VERSION,
    .read = read_incidents,
};

const ent_importer ent_import_mid_incident_parties = {
    .layout = "cow-mid-incident-party",
    .title = "Parties of incidents of COW militarized disputes (MIDIP 5.0.csv)",
    .columns = party_columns,
    .column_count = ent_countof(party_columns),
    .version_column = VERSION,
    .read = read_parties,
};
