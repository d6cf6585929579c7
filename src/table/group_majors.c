/* Is a state a major power on any day of the time? Source: Correlates of War Project 2017. */
#include "table/groups.h"

static void put_major(table_work *w, const ent_spell *spell, size_t state, void *column)
{
    (void)w;
    (void)spell;
    table_put(column, state, 1);
}

static ent_status fill(table_work *w)
{
    ent_series series;
    const ent_spells *spells;
    table_column *column = table_work_column(w, 0, 1);
    ent_status status = table_series(w, ENT_SYSTEM, "major", &series);
    if (status == ENT_OK)
        status = table_spells(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    table_is_from(w, 0, &series);
    table_cover(w, column, &series, 0);
    for (size_t i = 0; i < spells->count; i++)
        table_each_state(w, &spells->items[i], false, put_major, column);
    return ENT_OK;
}

static const table_column_row columns[] = {
    {"cowmaj", ENT_COLUMN_INT8, .each = true, .label = "a major power", .unit = "0, 1",
     .rule = "1 if it is one on any day of the time"},
    {0}};
const table_group table_group_majors = {"majors", "major powers: cowmaj", TABLE_OF_STATES | TABLE_OF_DYADS,
                                        columns, fill, .import = "majors2016.csv"};
