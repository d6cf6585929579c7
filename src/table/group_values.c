/* Attributes of states: capabilities, democracy, output and population. A value stands in each time that its
 * spell touches; of several within one time the last. */
#include "table/groups.h"

static void put_value(table_work *w, const ent_spell *spell, size_t state, void *column)
{
    (void)w;
    table_put(column, state, spell->number);
}

static ent_status fill_value(table_work *w, size_t index, table_column *column)
{
    ent_series series;
    const ent_spells *spells;
    ent_status status = table_series(w, ENT_ATTRIBUTE, w->group->columns[index].series, &series);
    if (status == ENT_OK)
        status = table_numbers(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    table_is_from(w, index, &series);
    for (size_t i = 0; i < spells->count; i++)
        table_each_state(w, &spells->items[i], false, put_value, column);
    return ENT_OK;
}

ent_status table_fill_values(table_work *w)
{
    ent_status status = ENT_OK;
    for (size_t i = 0; w->group->columns[i].name && status == ENT_OK; i++) {
        table_column *column = table_work_column(w, i, 1);
        if (column->data)
            status = fill_value(w, i, column);
    }
    return status;
}

#define VALUE(column, kind, attribute, text, measured_in)                                          \
    {column, kind, .each = true, .series = attribute, .label = text, .unit = measured_in}

/* Milex is in another currency before and since 1914; the codebook says so. */
static const table_column_row nmc_columns[] = {
    VALUE("milex", ENT_COLUMN_DOUBLE, "milex", "military expenditure",
          "thousand current pounds sterling to 1913, thousand current US dollars since 1914"),
    VALUE("milper", ENT_COLUMN_DOUBLE, "milper", "military personnel", "thousand persons"),
    VALUE("irst", ENT_COLUMN_DOUBLE, "irst", "iron and steel production", "thousand tons"),
    VALUE("pec", ENT_COLUMN_DOUBLE, "pec", "primary energy consumption", "thousand coal-ton equivalents"),
    VALUE("tpop", ENT_COLUMN_DOUBLE, "tpop", "total population", "thousand persons"),
    VALUE("upop", ENT_COLUMN_DOUBLE, "upop", "urban population", "thousand persons"),
    VALUE("cinc", ENT_COLUMN_DOUBLE, "cinc", "Composite Index of National Capability", "share, 0 to 1"),
    {0}};
const table_group table_group_nmc = {"nmc", "material capabilities: milex, milper, irst, pec, tpop, upop, cinc",
                                     TABLE_OF_STATES | TABLE_OF_DYADS, nmc_columns, table_fill_values,
                                     .import = "NMC-70-abridged.csv of the National Material Capabilities"};

static const table_column_row democracy_columns[] = {
    VALUE("euds", ENT_COLUMN_DOUBLE, "euds", "extended unified democracy score", ""),
    VALUE("aeuds", ENT_COLUMN_DOUBLE, "aeuds",
          "the same, moved so that 0 parts democracies from the others", ""),
    VALUE("polity2", ENT_COLUMN_INT8, "polity2", "Polity score", "-10 to 10"),
    VALUE("v2x_polyarchy", ENT_COLUMN_DOUBLE, "v2x_polyarchy", "electoral democracy, V-Dem", "0 to 1"),
    {0}};
const table_group table_group_democracy = {
    "democracy", "regime: euds, aeuds, polity2, v2x_polyarchy", TABLE_OF_STATES | TABLE_OF_DYADS,
    democracy_columns, table_fill_values, .import = "democracy_ccode.csv, or Polity and V-Dem by a map"};

static const table_column_row gdp_columns[] = {
    VALUE("mrgdppc", ENT_COLUMN_DOUBLE, "mrgdppc", "output a head", "2011 international dollars"),
    VALUE("sd_mrgdppc", ENT_COLUMN_DOUBLE, "sd_mrgdppc", "standard deviation of mrgdppc",
          "2011 international dollars"),
    VALUE("pwtrgdp", ENT_COLUMN_DOUBLE, "gdp@fariss", "output", "million 2017 international dollars"),
    VALUE("sd_pwtrgdp", ENT_COLUMN_DOUBLE, "sd_pwtrgdp", "standard deviation of pwtrgdp",
          "million 2017 international dollars"),
    VALUE("pwtpop", ENT_COLUMN_DOUBLE, "pwtpop", "population", "million persons"),
    VALUE("sd_pwtpop", ENT_COLUMN_DOUBLE, "sd_pwtpop", "standard deviation of pwtpop", "million persons"),
    {0}};
const table_group table_group_gdp = {
    "gdp", "output and population of Fariss et al. with standard deviations",
    TABLE_OF_STATES | TABLE_OF_DYADS, gdp_columns, table_fill_values, .import = "gdp_pop_ccode.csv"};
