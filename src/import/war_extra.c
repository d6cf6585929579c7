/* Extra-state wars 4.0: states against parties outside the state system, a row for each pair of them.
 * Source: Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press.
 *
 *   WarNum WarName                       ccode1 SideA       ccode2 SideB  Start..1 ... Version
 *   300    Allied Bombardment of Algiers 210    Netherlands -8     -8     ...
 *   300    Allied Bombardment of Algiers 200    United ...  -8     Algeria
 *
 * A code of -8 with a name is a party that is no state; -8 twice: the row names nobody on that side. What the
 * row says is the record of its first party: one on side B may stand in several rows, once for each state
 * that fights it. Both spells of a row name one record. */
#include "import/conflict.h"

#include "core/memory.h"

#include <string.h>

enum {
    WAR, NAME, TYPE, STATE_A, NAME_A, STATE_B, NAME_B, START_MONTH, START_DAY, START_YEAR, END_MONTH,
    END_DAY, END_YEAR, START_MONTH2, START_DAY2, START_YEAR2, END_MONTH2, END_DAY2, END_YEAR2,
    INITIATOR, INTERVENED, TRANS_FROM, OUTCOME, TRANS_TO, WHERE, DEATHS, OTHER_DEATHS, VERSION,
};

static const ent_column columns[] = {
    [WAR] = {"WarNum", ENT_COLUMN_REQUIRED},
    [NAME] = {"WarName", ENT_COLUMN_REQUIRED},
    [TYPE] = {"WarType", ENT_COLUMN_REQUIRED},
    [STATE_A] = {"ccode1", ENT_COLUMN_REQUIRED},
    [NAME_A] = {"SideA", ENT_COLUMN_REQUIRED},
    [STATE_B] = {"ccode2", ENT_COLUMN_REQUIRED},
    [NAME_B] = {"SideB", ENT_COLUMN_REQUIRED},
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
    [INITIATOR] = {"Initiator", ENT_COLUMN_REQUIRED},
    [INTERVENED] = {"Interven", ENT_COLUMN_REQUIRED},
    [TRANS_FROM] = {"TransFrom", ENT_COLUMN_REQUIRED},
    [OUTCOME] = {"Outcome", ENT_COLUMN_REQUIRED},
    [TRANS_TO] = {"TransTo", ENT_COLUMN_REQUIRED},
    [WHERE] = {"WhereFought", ENT_COLUMN_REQUIRED},
    [DEATHS] = {"BatDeath", ENT_COLUMN_REQUIRED},
    [OTHER_DEATHS] = {"NonStateDeaths", ENT_COLUMN_REQUIRED},
    [VERSION] = {"Version", ENT_COLUMN_REQUIRED},
};

static const ent_detail_column details[] = {
    {TYPE, "WarType", "2 colonial (state against its colony), 3 imperial (against an independent party)"},
    {INITIATOR, "Initiator", "1 = the state began the war"},
    {INTERVENED, "Interven", "1 = the state intervened"},
    {TRANS_FROM, "TransFrom", "number of the war that this one came from"},
    {OUTCOME, "Outcome", "1 side A won, 2 side B won, 3 compromise, 4 became another type of war, 5 goes on, 6 stalemate, 7 goes on below war"},
    {TRANS_TO, "TransTo", "number of the war that this one became"},
    {WHERE, "WhereFought", "region: 1 western hemisphere, 2 Europe, 4 Africa, 6 Middle East, 7 Asia, 9 Oceania"},
    {DEATHS, "BatDeath", "deaths in battle of the state's armed forces"},
    {OTHER_DEATHS, "NonStateDeaths", "deaths in battle of the parties that are no states"},
};

static const conflict_days spells[] = {
    {{START_YEAR, END_YEAR}, {START_MONTH, END_MONTH}, {START_DAY, END_DAY}},
    {{START_YEAR2, END_YEAR2}, {START_MONTH2, END_MONTH2}, {START_DAY2, END_DAY2}},
};

static const conflict_wars wars = {
    .source = "cow-war-extra",
    .title = "COW extra-state wars",
    .citation = "Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. CQ Press.",
    .version = VERSION,
    .known = "4.0",
    .first = 1816,
    .last = 2007,
    .position = 20,
};

typedef struct {
    ent_series conflicts, ties;
    conflict_list list;
} war_file;

/* The actor of one side of the row: a state by its code, else a party by its name; 0 if nobody is named. */
static ent_status read_side(ent_reading *reading, size_t state, size_t name, int *actor,
                            ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    *actor = 0;
    if (strcmp(ent_rows_text(rows, state), "-8") != 0)
        return ent_reading_actor(reading, state, actor, error);
    const char *text = ent_rows_text(rows, name);
    if (*text == '\0' || strcmp(text, "-8") == 0)
        return ENT_OK;
    return ent_reading_party(reading, text, actor, error);
}

/* One spell of the row, of both sides. */
static ent_status add_spell(ent_reading *reading, war_file *file, conflict_party *party,
                            const int actors[2], ent_error *error)
{
    ent_status status = ENT_OK;
    if (party->spell.record == 0)
        status = conflict_record(reading, details, ent_countof(details), &party->spell, error);
    for (int side = 0; side < 2 && status == ENT_OK; side++) {
        conflict_party one = *party;
        one.spell.a = actors[side];
        one.spell.level = side ? SIDE_B : SIDE_A;
        if (side && actors[0])
            one.spell.record = 0;
        if (actors[side])
            status = conflict_add(reading, &file->list, &one, error);
    }
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    war_file *file = context;
    ent_rows *rows = ent_reading_rows(reading);
    conflict_party party = {.spell = ent_spell_none(), .hostility = 1};
    char code[64];
    int actors[2] = {0};
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = conflict_declare_wars(reading, &wars, &file->conflicts, &file->ties, error);
    if (status == ENT_OK)
        status = read_side(reading, STATE_A, NAME_A, &actors[0], error);
    if (status == ENT_OK)
        status = read_side(reading, STATE_B, NAME_B, &actors[1], error);
    if (status == ENT_OK)
        status = conflict_war_code(reading, WAR, code, error);
    if (status != ENT_OK)
        return status;
    if (actors[0] == 0 && actors[1] == 0) {
        ent_reading_count(reading, "left out", "a row without a party");
        return ENT_OK;
    }
    status = conflict_find(&file->list, code, ent_rows_text(rows, NAME), &party.conflict, error);
    for (size_t i = 0; i < ent_countof(spells) && status == ENT_OK; i++) {
        bool given;
        party.spell.marks = 0;
        status = conflict_read_days(reading, &spells[i], file->conflicts.covers.to, &party.spell,
                                    &given, error);
        if (status == ENT_OK && given)
            status = add_spell(reading, file, &party, actors, error);
    }
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

const ent_importer ent_import_war_extra = {
    .layout = "cow-war-extra",
    .title = "COW extra-state wars (Extra-StateWarData_v4.0.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_wars,
};
