/* Trade in million current US dollars.
 * Source: Barbieri, Keshk & Pollins 2009, Conflict Management and Peace Science 26(5):471-91. */
#include "table/groups.h"

/* ---- dyads: a tie goes from the importer to the exporter ---- */

/* What a imports from b stands in flow1 where a is the first state, in flow2 where it is the second one. */
static void put_flow(table_work *w, const ent_spell *spell, size_t row, void *user)
{
    table_column **columns = user;
    bool first = w->frame->states[w->frame->first[row]].actor == spell->a;
    table_put(columns[first ? 0 : 1], row, spell->number);
}

static ent_status fill_flows(table_work *w, const char *layer, size_t index)
{
    ent_series series;
    const ent_spells *spells;
    table_column *columns[2] = {table_work_column(w, index, 1), table_work_column(w, index, 2)};
    if (!columns[0]->data && !columns[1]->data)
        return ENT_OK;
    ent_status status = table_series(w, ENT_LAYER, layer, &series);
    if (status == ENT_OK)
        status = table_numbers(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    table_is_from(w, index, &series);
    table_fill_rows(w, spells, true, put_flow, columns);
    return ENT_OK;
}

static ent_status fill_dyads(table_work *w)
{
    ent_status status = fill_flows(w, "trade", 0);
    return status == ENT_OK ? fill_flows(w, "trade_smoothed", 1) : status;
}

static const table_column_row dyad_columns[] = {
    {"flow", ENT_COLUMN_DOUBLE, .pair = true, .label = "imports of this state from the other one",
     .unit = "million current US dollars"},
    {"smoothflow", ENT_COLUMN_DOUBLE, .pair = true, .label = "the same, smoothed by the source",
     .unit = "million current US dollars"},
    {0}};
const table_group table_group_trade_dyads = {
    "trade", "trade: flow1, flow2, smoothflow1, smoothflow2; of a state: imports, exports",
    TABLE_OF_DYADS, dyad_columns, fill_dyads, .import = "Dyadic_COW_4.0.csv"};

/* ---- states ---- */

static const table_column_row state_columns[] = {
    {"imports", ENT_COLUMN_DOUBLE, .each = true, .series = "imports", .label = "imports from all states",
     .unit = "million current US dollars"},
    {"exports", ENT_COLUMN_DOUBLE, .each = true, .series = "exports", .label = "exports to all states",
     .unit = "million current US dollars"},
    {0}};
const table_group table_group_trade_states = {
    "trade", "trade: flow1, flow2, smoothflow1, smoothflow2; of a state: imports, exports",
    TABLE_OF_STATES, state_columns, table_fill_values, .import = "National_COW_4.0.csv"};
