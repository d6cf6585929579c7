/* Intergovernmental organisations: how many a pair shares, how many a state is in.
 * Source: Pevehouse, Nordstrom, McManus & Jamison 2020, Journal of Peace Research 57(3):492-503. */
#include "table/groups.h"

/* ---- dyads ---- */

static void put_shared(table_work *w, const ent_spell *spell, size_t row, void *column)
{
    (void)w;
    table_put(column, row, spell->number);
}

static ent_status fill_dyads(table_work *w)
{
    ent_series series;
    const ent_spells *spells;
    table_column *column = table_work_column(w, 0, 0);
    ent_status status = table_series(w, ENT_LAYER, "igo", &series);
    if (status == ENT_OK)
        status = table_numbers(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    table_is_from(w, 0, &series);
    table_fill_rows(w, spells, true, put_shared, column);
    return ENT_OK;
}

static const table_column_row dyad_columns[] = {
    {"dyadigos", ENT_COLUMN_INT16, .label = "organisations that both states are in",
     .rule = "full and associate members; missing where the source has no row of a state"},
    {0}};
const table_group table_group_igo_dyads = {
    "igo", "intergovernmental organisations: dyadigos; of a state: sum_igo_full ...", TABLE_OF_DYADS,
    dyad_columns, fill_dyads, .import = "state_year_formatv3.csv"};

/* ---- states ---- */

enum { FULL, ASSOCIATE, OBSERVER, ANY, KINDS };

static void count_membership(table_work *w, const ent_spell *spell, size_t state, void *user)
{
    table_column *columns[] = {table_work_column(w, (size_t)spell->level - 1, 0),
                               table_work_column(w, ANY, 0)};
    (void)user;
    for (size_t i = 0; i < 2; i++)
        table_put(columns[i], state, table_get(columns[i], state) + 1);
}

/* A state is counted in the years of which the source has a row of it: those of any of its pairs. */
static void start_count(table_work *w, const ent_spell *spell, size_t state, void *user)
{
    (void)spell;
    (void)user;
    for (size_t column = 0; column < KINDS; column++)
        table_put(table_work_column(w, column, 0), state, 0);
}

static ent_status fill_states(table_work *w)
{
    ent_series organisations, joint;
    const ent_spells *members, *pairs;
    ent_status status = table_series(w, ENT_TREATIES, "organisation", &organisations);
    if (status == ENT_OK)
        status = table_series(w, ENT_LAYER, "igo", &joint);
    if (status == ENT_OK)
        status = table_spells(w, &organisations, &members);
    if (status == ENT_OK)
        status = table_numbers(w, &joint, &pairs);
    if (status != ENT_OK)
        return status;
    for (size_t column = 0; column < KINDS; column++)
        table_is_from(w, column, &organisations);
    for (size_t i = 0; i < pairs->count; i++)
        table_each_state(w, &pairs->items[i], true, start_count, NULL);
    for (size_t i = 0; i < members->count; i++)
        if (members->items[i].level >= 1 && members->items[i].level <= ANY)
            table_each_state(w, &members->items[i], false, count_membership, NULL);
    return ENT_OK;
}

#define RULE "missing where the source has no row of the state"

static const table_column_row state_columns[] = {
    [FULL] = {"sum_igo_full", ENT_COLUMN_INT16, .each = true, .label = "full memberships", .rule = RULE},
    [ASSOCIATE] = {"sum_igo_associate", ENT_COLUMN_INT16, .each = true, .label = "associate memberships",
                   .rule = RULE},
    [OBSERVER] = {"sum_igo_observer", ENT_COLUMN_INT16, .each = true, .label = "observer seats",
                  .rule = RULE},
    [ANY] = {"sum_igo_anytype", ENT_COLUMN_INT16, .each = true, .label = "memberships of any kind",
             .rule = RULE},
    {0}};
const table_group table_group_igo_states = {
    "igo", "intergovernmental organisations: dyadigos; of a state: sum_igo_full ...", TABLE_OF_STATES,
    state_columns, fill_states, .import = "state_year_formatv3.csv"};
