/* Non-state wars 4.0: a row for each war between parties that are no members of the state system.
 * Source: Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press.
 *
 *   WarNum WarName        ... SideA1     SideA2 SideB1 SideB2 .. SideB5 StartYear ... TotalCombatDeaths Version
 *   1501   Shaka Zulu-Bantu   Shaka Zulu -8     Bantu  -8     .. -8     1819      ... 60000             4
 *
 * Parties are names, known by them in all files of wars. What the row says is the record of the war; one
 * number is written with a comma, "4,000". */
#include "import/conflict.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WAR, NAME, TYPE, WHERE, SIDE_A1, SIDE_A2, SIDE_B1, SIDE_B2, SIDE_B3, SIDE_B4, SIDE_B5, START_YEAR,
    START_MONTH, START_DAY, END_YEAR, END_MONTH, END_DAY, INITIATOR, TRANS_FROM, TRANS_TO, OUTCOME,
    DEATHS_A, DEATHS_B, DEATHS, VERSION,
};

static const ent_column columns[] = {
    [WAR] = {"WarNum", ENT_COLUMN_REQUIRED},
    [NAME] = {"WarName", ENT_COLUMN_REQUIRED},
    [TYPE] = {"WarType", ENT_COLUMN_REQUIRED},
    [WHERE] = {"WhereFought", ENT_COLUMN_REQUIRED},
    [SIDE_A1] = {"SideA1", ENT_COLUMN_REQUIRED},
    [SIDE_A2] = {"SideA2", ENT_COLUMN_REQUIRED},
    [SIDE_B1] = {"SideB1", ENT_COLUMN_REQUIRED},
    [SIDE_B2] = {"SideB2", ENT_COLUMN_REQUIRED},
    [SIDE_B3] = {"SideB3", ENT_COLUMN_REQUIRED},
    [SIDE_B4] = {"SideB4", ENT_COLUMN_REQUIRED},
    [SIDE_B5] = {"SideB5", ENT_COLUMN_REQUIRED},
    [START_YEAR] = {"StartYear", ENT_COLUMN_REQUIRED},
    [START_MONTH] = {"StartMonth", ENT_COLUMN_REQUIRED},
    [START_DAY] = {"StartDay", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"EndYear", ENT_COLUMN_REQUIRED},
    [END_MONTH] = {"EndMonth", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"EndDay", ENT_COLUMN_REQUIRED},
    [INITIATOR] = {"Initiator", ENT_COLUMN_REQUIRED},
    [TRANS_FROM] = {"TransFrom", ENT_COLUMN_REQUIRED},
    [TRANS_TO] = {"TransTo", ENT_COLUMN_REQUIRED},
    [OUTCOME] = {"Outcome", ENT_COLUMN_REQUIRED},
    [DEATHS_A] = {"SideADeaths", ENT_COLUMN_REQUIRED},
    [DEATHS_B] = {"SideBDeaths", ENT_COLUMN_REQUIRED},
    [DEATHS] = {"TotalCombatDeaths", ENT_COLUMN_REQUIRED},
    [VERSION] = {"Version", ENT_COLUMN_REQUIRED},
};

static const ent_detail_column details[] = {
    {TYPE, "WarType", "8 in territory of no state, 9 across the borders of states"},
    {WHERE, "WhereFought", "region: 1 western hemisphere, 2 Europe, 4 Africa, 6 Middle East, 7 Asia, 9 Oceania"},
    {INITIATOR, "Initiator", "the side that began the war, A or B"},
    {TRANS_FROM, "TransFrom", "number of the war that this one came from"},
    {TRANS_TO, "TransTo", "number of the war that this one became"},
    {OUTCOME, "Outcome", "1 side A won, 2 side B won, 3 compromise, 4 became another type of war, 5 goes on, 6 stalemate, 7 goes on below war"},
};

/* Numbers that may have commas between thousands. */
static const ent_detail_column death_details[] = {
    {DEATHS_A, "SideADeaths", "deaths in battle of side A"},
    {DEATHS_B, "SideBDeaths", "deaths in battle of side B"},
    {DEATHS, "TotalCombatDeaths", "deaths in battle in all"},
};

static const conflict_wars wars = {
    .source = "cow-war-nonstate",
    .title = "COW non-state wars",
    .citation = "Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. CQ Press.",
    .version = VERSION,
    .known = "4.0",
    .first = 1816,
    .last = 2007,
    .position = 40,
};

typedef struct {
    ent_series conflicts, ties;
    conflict_list list;
} war_file;

/* "4,000" as 4000: three digits after each comma, one to three before the first. */
static bool parse_thousands(const char *text, double *out)
{
    char digits[24];
    size_t used = 0, since = 0;
    bool comma = false;
    for (; *text && used + 1 < sizeof digits; text++) {
        bool is_comma = *text == ',';
        if (is_comma && (comma ? since != 3 : since < 1 || since > 3))
            return false;
        comma |= is_comma;
        since = is_comma ? 0 : since + 1;
        if (!is_comma)
            digits[used++] = *text;
    }
    digits[used] = '\0';
    return *text == '\0' && comma && since == 3 && strspn(digits, "0123456789") == used &&
           ent_parse_number(digits, out);
}

/* The record of the war: the cells of the row, with numbers of deaths that may be written "4,000". */
static ent_status read_record(ent_reading *reading, int *record, ent_error *error)
{
    ent_detail found[ent_countof(details) + ent_countof(death_details)];
    size_t used = 0, count;
    ent_status status = ent_reading_details(reading, details, ent_countof(details), found, &used, error);
    for (size_t i = 0; i < ent_countof(death_details) && status == ENT_OK; i++) {
        double number;
        status = ent_reading_details(reading, &death_details[i], 1, &found[used], &count, error);
        if (status != ENT_OK || count == 0)
            continue;
        const char *text = ent_rows_text(ent_reading_rows(reading), death_details[i].column);
        if (found[used].text && parse_thousands(text, &number)) {
            found[used].text = 0;
            found[used].number = number;
            ent_reading_count(reading, "repaired", "a comma between thousands: %s",
                              death_details[i].name);
        }
        used++;
    }
    return status == ENT_OK
               ? ent_world_add_record(ent_reading_world(reading), found, used, record, error) : status;
}

static ent_status add_parties(ent_reading *reading, war_file *file, conflict_party *party,
                              ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_status status = ENT_OK;
    for (size_t column = SIDE_A1; column <= SIDE_B5 && status == ENT_OK; column++) {
        const char *name = ent_rows_text(rows, column);
        if (*name == '\0' || strcmp(name, "-8") == 0)
            continue;
        status = ent_reading_party(reading, name, &party->spell.a, error);
        party->spell.level = column <= SIDE_A2 ? SIDE_A : SIDE_B;
        if (status == ENT_OK)
            status = conflict_add(reading, &file->list, party, error);
    }
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    static const conflict_days days = {
        {START_YEAR, END_YEAR}, {START_MONTH, END_MONTH}, {START_DAY, END_DAY}};
    war_file *file = context;
    ent_rows *rows = ent_reading_rows(reading);
    conflict_party party = {.spell = ent_spell_none(), .hostility = 1};
    char code[64];
    bool given = false;
    size_t wars_before = file->list.conflict_count;
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = conflict_declare_wars(reading, &wars, &file->conflicts, &file->ties, error);
    if (status == ENT_OK)
        status = conflict_war_code(reading, WAR, code, error);
    if (status == ENT_OK)
        status = conflict_find(&file->list, code, ent_rows_text(rows, NAME), &party.conflict, error);
    if (status != ENT_OK)
        return status;
    if (file->list.conflict_count == wars_before)
        return ent_rows_fail(rows, WAR, error, "stands twice; this file has a row for each war");
    status = conflict_read_days(reading, &days, file->conflicts.covers.to, &party.spell, &given, error);
    if (status == ENT_OK && given)
        status = add_parties(reading, file, &party, error);
    ent_treaty *war = &file->list.conflicts[party.conflict];
    if (status == ENT_OK && war->span.from <= war->span.to) /* it has parties: it will be written */
        status = read_record(reading, &war->record, error);
    return status;
}

static ent_status read_wars(ent_reading *reading, ent_error *error)
{
    war_file file = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &file, error);
    if (status == ENT_OK)
        status = conflict_write(reading, &file.list, &file.conflicts, &file.ties, error);
    conflict_clear(&file.list);
    return status;
}

const ent_importer ent_import_war_nonstate = {
    .layout = "cow-war-nonstate",
    .title = "COW non-state wars (Non-StateWarData_v4.0.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_wars,
};
