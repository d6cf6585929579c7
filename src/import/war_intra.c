/* Intra-state wars 5.1: a row for each war, with up to four fighting spells.
 * Source: Dixon & Sarkees 2016, A Guide to Intra-state Wars, CQ Press.
 *
 *   WarNum WarName                         CcodeA SideA  SideB            StartMo1 ... EndYr4 ... Version
 *   500    First Caucasus War of 1818-1822 365    Russia Caucasus Rebels  6        ... -8
 *
 * CcodeA -8: side A is no state. End -7: going on when 2014 ended. Numbers may have a decimal: 632.3. What
 * the row says is the record of the war. */
#include "import/conflict.h"

#include "core/memory.h"

#include <string.h>

enum {
    WAR, NAME, REGION, TYPE, STATE_A, NAME_A, NAME_B, INTERNATIONAL, DAYS, MONTHS, NATION_MONTHS,
    TRANS_FROM, INITIATOR, OUTCOME, TRANS_TO, DEATHS_A, DEATHS_B, DEATHS, VERSION,
    SPELLS, START_MONTH = 0, START_DAY, START_YEAR, END_MONTH, END_DAY, END_YEAR, SPELL_COLUMNS,
};

#define SPELL(n)                                                                                   \
    {"StartMo" #n, ENT_COLUMN_REQUIRED}, {"StartDy" #n, ENT_COLUMN_REQUIRED},                      \
        {"StartYr" #n, ENT_COLUMN_REQUIRED}, {"EndMo" #n, ENT_COLUMN_REQUIRED},                    \
        {"EndDy" #n, ENT_COLUMN_REQUIRED}, {"EndYr" #n, ENT_COLUMN_REQUIRED}
enum { SPELL_COUNT = 4 };

static const ent_column columns[] = {
    [WAR] = {"WarNum", ENT_COLUMN_REQUIRED},
    [NAME] = {"WarName", ENT_COLUMN_REQUIRED},
    [REGION] = {"V5RegionNum", ENT_COLUMN_REQUIRED},
    [TYPE] = {"WarType", ENT_COLUMN_REQUIRED},
    [STATE_A] = {"CcodeA", ENT_COLUMN_REQUIRED},
    [NAME_A] = {"SideA", ENT_COLUMN_REQUIRED},
    [NAME_B] = {"SideB", ENT_COLUMN_REQUIRED},
    [INTERNATIONAL] = {"Intnl", ENT_COLUMN_REQUIRED},
    [DAYS] = {"WDuratDays", ENT_COLUMN_REQUIRED},
    [MONTHS] = {"WDuratMo", ENT_COLUMN_REQUIRED},
    [NATION_MONTHS] = {"TotNatMonWar", ENT_COLUMN_REQUIRED},
    [TRANS_FROM] = {"TransFrom", ENT_COLUMN_REQUIRED},
    [INITIATOR] = {"Initiator", ENT_COLUMN_REQUIRED},
    [OUTCOME] = {"Outcome", ENT_COLUMN_REQUIRED},
    [TRANS_TO] = {"TransTo", ENT_COLUMN_REQUIRED},
    [DEATHS_A] = {"DeathsSideA", ENT_COLUMN_REQUIRED},
    [DEATHS_B] = {"DeathsSideB", ENT_COLUMN_REQUIRED},
    [DEATHS] = {"TotalBDeaths", ENT_COLUMN_REQUIRED},
    [VERSION] = {"Version", ENT_COLUMN_REQUIRED},
    [SPELLS] = SPELL(1), SPELL(2), SPELL(3), SPELL(4),
};

static const ent_detail_column details[] = {
    {REGION, "V5RegionNum", "region: 1 North America, 2 South America, 3 Europe, 4 Sub-Saharan Africa, 5 Middle East and North Africa, 6 Asia and Oceania"},
    {TYPE, "WarType", "4 civil war for central control, 5 civil war over local issues, 6 regional, 7 intercommunal"},
    {INTERNATIONAL, "Intnl", "1 = other states took part"},
    {DAYS, "WDuratDays", "days of fighting"},
    {MONTHS, "WDuratMo", "months of fighting"},
    {NATION_MONTHS, "TotNatMonWar", "months of fighting, summed over the states"},
    {TRANS_FROM, "TransFrom", "number of the war that this one came from"},
    {INITIATOR, "Initiator", "who began the war"},
    {OUTCOME, "Outcome", "1 side A won, 2 side B won, 3 compromise, 4 became another type of war, 5 goes on, 6 stalemate, 7 goes on below war"},
    {TRANS_TO, "TransTo", "number of the war that this one became"},
    {DEATHS_A, "DeathsSideA", "deaths in battle of side A"},
    {DEATHS_B, "DeathsSideB", "deaths in battle of side B"},
    {DEATHS, "TotalBDeaths", "deaths in battle in all"},
};

static const conflict_wars wars = {
    .source = "cow-war-intra",
    .title = "COW intra-state wars",
    .citation = "Dixon, Jeffrey S., and Meredith Reid Sarkees. 2016. A Guide to Intra-state Wars: An "
                "Examination of Civil, Regional, and Intercommunal Wars, 1816-2014. CQ Press.",
    .version = VERSION,
    .known = "5.1",
    .first = 1816,
    .last = 2014,
    .position = 30,
};

typedef struct {
    ent_series conflicts, ties;
    conflict_list list;
} war_file;

static conflict_days days_of_spell(size_t i)
{
    size_t at = SPELLS + i * SPELL_COLUMNS;
    return (conflict_days){{at + START_YEAR, at + END_YEAR}, {at + START_MONTH, at + END_MONTH},
                           {at + START_DAY, at + END_DAY}};
}

/* The actors of both sides. A side without a code is a party by its name; 0 if the code is no state's. */
static ent_status read_sides(ent_reading *reading, int actors[2], ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_status status;
    if (strcmp(ent_rows_text(rows, STATE_A), "-8") == 0)
        status = ent_reading_party(reading, ent_rows_text(rows, NAME_A), &actors[0], error);
    else
        status = ent_reading_actor(reading, STATE_A, &actors[0], error);
    return status == ENT_OK
               ? ent_reading_party(reading, ent_rows_text(rows, NAME_B), &actors[1], error) : status;
}

static ent_status add_spells(ent_reading *reading, war_file *file, conflict_party *party,
                             const int actors[2], ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; i < SPELL_COUNT && status == ENT_OK; i++) {
        const conflict_days days = days_of_spell(i);
        bool given;
        party->spell.marks = 0;
        status = conflict_read_days(reading, &days, file->conflicts.covers.to, &party->spell, &given,
                                    error);
        for (int side = 0; side < 2 && status == ENT_OK && given; side++) {
            party->spell.a = actors[side];
            party->spell.level = side ? SIDE_B : SIDE_A;
            if (actors[side])
                status = conflict_add(reading, &file->list, party, error);
        }
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
    size_t wars_before = file->list.conflict_count;
    ent_status status = ENT_OK;
    if (ent_rows_count(rows) == 1)
        status = conflict_declare_wars(reading, &wars, &file->conflicts, &file->ties, error);
    if (status == ENT_OK)
        status = read_sides(reading, actors, error);
    if (status == ENT_OK)
        status = conflict_war_code(reading, WAR, code, error);
    if (status == ENT_OK)
        status = conflict_find(&file->list, code, ent_rows_text(rows, NAME), &party.conflict, error);
    if (status != ENT_OK)
        return status;
    if (file->list.conflict_count == wars_before)
        return ent_rows_fail(rows, WAR, error, "stands twice; this file has a row for each war");
    status = add_spells(reading, file, &party, actors, error);
    ent_treaty *war = &file->list.conflicts[party.conflict];
    if (status == ENT_OK && war->span.from <= war->span.to) /* it has parties: it will be written */
        status = ent_reading_record(reading, details, ent_countof(details), &war->record, error);
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

const ent_importer ent_import_war_intra = {
    .layout = "cow-war-intra",
    .title = "COW intra-state wars (INTRA-STATE WARS v5.1 CSV.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_wars,
};
