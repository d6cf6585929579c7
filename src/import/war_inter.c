/* Inter-state wars 4.0: a row for each state in a war, with one or two fighting spells.
 * Source: Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press.
 *
 *   WarNum WarName          ccode StateName Side Start..1 End..1 Start..2 End..2 ... BatDeath
 *   108    Latvian Liberation 255 Germany   1    ...             -8              ... 450
 *
 * -8 does not apply, -9 unknown. A state that changes sides has a row for each side. Both spells of a row
 * name one record: its figures (BatDeath ...) are those of the whole row. */
#include "import/conflict.h"

#include "core/memory.h"

enum {
    WAR, NAME, TYPE, STATE, SIDE, START_MONTH, START_DAY, START_YEAR, END_MONTH, END_DAY, END_YEAR,
    START_MONTH2, START_DAY2, START_YEAR2, END_MONTH2, END_DAY2, END_YEAR2, TRANS_FROM, WHERE,
    INITIATOR, OUTCOME, TRANS_TO, DEATHS, VERSION,
};

static const ent_column columns[] = {
    [WAR] = {"WarNum", ENT_COLUMN_REQUIRED},
    [NAME] = {"WarName", ENT_COLUMN_REQUIRED},
    [TYPE] = {"WarType", ENT_COLUMN_REQUIRED},
    [STATE] = {"ccode", ENT_COLUMN_REQUIRED},
    [SIDE] = {"Side", ENT_COLUMN_REQUIRED},
    [START_MONTH] = {"StartMonth1", ENT_COLUMN_REQUIRED},
    [START_DAY] = {"StartDay1", ENT_COLUMN_REQUIRED},
    [START_YEAR] = {"StartYear1", ENT_COLUMN_REQUIRED},
    [END_MONTH] = {"EndMonth1", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"EndDay1", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"EndYear1", ENT_COLUMN_REQUIRED},
    [START_MONTH2] = {"StartMonth2", ENT_COLUMN_REQUIRED},
    [START_DAY2] = {"StartDay2", ENT_COLUMN_REQUIRED},
    [START_YEAR2] = {"StartYear2", ENT_COLUMN_REQUIRED},
    [END_MONTH2] = {"EndMonth2", ENT_COLUMN_REQUIRED},
    [END_DAY2] = {"EndDay2", ENT_COLUMN_REQUIRED},
    [END_YEAR2] = {"EndYear2", ENT_COLUMN_REQUIRED},
    [TRANS_FROM] = {"TransFrom", ENT_COLUMN_REQUIRED},
    [WHERE] = {"WhereFought", ENT_COLUMN_REQUIRED},
    [INITIATOR] = {"Initiator", ENT_COLUMN_REQUIRED},
    [OUTCOME] = {"Outcome", ENT_COLUMN_REQUIRED},
    [TRANS_TO] = {"TransTo", ENT_COLUMN_REQUIRED},
    [DEATHS] = {"BatDeath", ENT_COLUMN_REQUIRED},
    [VERSION] = {"Version", ENT_COLUMN_REQUIRED},
};

static const ent_detail_column details[] = {
    {TYPE, "WarType", "1 = inter-state war"},
    {WHERE, "WhereFought", "region: 1 western hemisphere, 2 Europe, 4 Africa, 6 Middle East, 7 Asia, 9 Oceania, 11 and more: several"},
    {INITIATOR, "Initiator", "1 = the state began the war, 2 = it did not"},
    {OUTCOME, "Outcome", "for the state: 1 winner, 2 loser, 3 compromise or tie, 4 became another type of war, 5 goes on, 6 stalemate, 7 goes on below war, 8 changed sides"},
    {TRANS_FROM, "TransFrom", "number of the war that this one came from"},
    {TRANS_TO, "TransTo", "number of the war that this one became"},
    {DEATHS, "BatDeath", "deaths in battle of the state's armed forces"},
};

static const conflict_days spells[] = {
    {{START_YEAR, END_YEAR}, {START_MONTH, END_MONTH}, {START_DAY, END_DAY}},
    {{START_YEAR2, END_YEAR2}, {START_MONTH2, END_MONTH2}, {START_DAY2, END_DAY2}},
};

static const conflict_wars wars = {
    .source = "cow-war-inter",
    .title = "COW inter-state wars",
    .citation = "Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. CQ Press.",
    .version = VERSION,
    .known = "4.0",
    .first = 1816,
    .last = 2007,
    .position = 10,
};

typedef struct {
    ent_series conflicts, ties;
    conflict_list list;
} war_file;

static ent_status add_spells(ent_reading *reading, war_file *file, conflict_party *party,
                             ent_error *error)
{
    ent_status status = ENT_OK;
    int record = 0;
    for (size_t i = 0; i < ent_countof(spells) && status == ENT_OK; i++) {
        bool given;
        party->spell.marks = 0;
        status = conflict_read_days(reading, &spells[i], file->conflicts.covers.to, &party->spell,
                                    &given, error);
        if (status != ENT_OK || !given)
            continue;
        party->spell.record = record;
        if (record == 0)
            status = conflict_record(reading, details, ent_countof(details), &party->spell, error);
        record = party->spell.record;
        if (status == ENT_OK)
            status = conflict_add(reading, &file->list, party, error);
    }
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    war_file *file = context;
    ent_rows *rows = ent_reading_rows(reading);
    conflict_party party = {.spell = ent_spell_none(), .hostility = 1};
    char code[64];
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = conflict_declare_wars(reading, &wars, &file->conflicts, &file->ties, error);
    if (status == ENT_OK)
        status = ent_reading_actor(reading, STATE, &party.spell.a, error);
    if (status != ENT_OK || party.spell.a == 0)
        return status;
    status = conflict_war_code(reading, WAR, code, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, SIDE, SIDE_A, SIDE_B, &party.spell.level, error);
    if (status == ENT_OK)
        status = conflict_find(&file->list, code, ent_rows_text(rows, NAME), &party.conflict, error);
    return status == ENT_OK ? add_spells(reading, file, &party, error) : status;
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

const ent_importer ent_import_war_inter = {
    .layout = "cow-war-inter",
    .title = "COW inter-state wars (Inter-StateWarData_v4.0.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_wars,
};
