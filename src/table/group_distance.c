/* Distances: between capitals, and between the nearest points of two states. Of a state: to the nearest other
 * one.
 * A capital is that of the state's first day within the time; great circles on a sphere (measure.h). The
 * minimum distance is that of 1 January (Schvitz et al. 2022, CShapes 2.0). */
#include "table/groups.h"
#include "table/capitals.h"

#include "core/memory.h"

#include <stdlib.h>

static void put_least(table_column *column, size_t state, double distance)
{
    double before = table_get(column, state);
    if (isnan(before) || distance < before)
        table_put(column, state, distance);
}

/* ---- capitals ---- */

static bool same_place(const table_capitals *places, size_t a, size_t b)
{
    return places->latitude[a] == places->latitude[b] && places->longitude[a] == places->longitude[b];
}

static ent_status fill_capital_dyads(table_work *w)
{
    const table_frame *frame = w->frame;
    table_column *column = table_work_column(w, 0, 0);
    table_capitals places = {0};
    ent_status status = table_capitals_read(w, &places, 1);
    for (size_t row = 0; row < frame->rows && status == ENT_OK; row++) {
        size_t a = frame->first[row], b = frame->second[row];
        bool same = row > 0 && same_place(&places, a, frame->first[row - 1]) &&
                    same_place(&places, b, frame->second[row - 1]);
        table_put(column, row, same ? table_get(column, row - 1) : table_capitals_between(&places, a, b));
    }
    table_capitals_clear(&places);
    return status;
}

static const table_column_row capital_dyad_columns[] = {
    {"capdist", ENT_COLUMN_DOUBLE, .label = "distance of the capitals", .unit = "km",
     .rule = "great circle between the capitals of each state's first day within the time"},
    {0}};
const table_group table_group_capital_dyads = {
    "capital-distance", "distance of the capitals: capdist; of a state: mincapdist", TABLE_OF_DYADS,
    capital_dyad_columns, fill_capital_dyads, .import = "cow_capitals.csv"};

/* All pairs of each time: next[s] is the state of the same time that came before s. */
static ent_status fill_capital_states(table_work *w)
{
    const table_frame *frame = w->frame;
    table_column *column = table_work_column(w, 0, 0);
    table_capitals places = {0};
    int *next = ent_new_array(frame->state_count, sizeof *next);
    int *newest = ent_new_array(frame->times, sizeof *newest); /* state + 1; 0 = none yet */
    ent_status status = next && newest ? ENT_OK : ent_fail_memory(w->error);
    if (status == ENT_OK)
        status = table_capitals_read(w, &places, 1);
    for (size_t s = 0; s < frame->state_count && status == ENT_OK; s++) {
        int *slot = &newest[frame->states[s].time];
        next[s] = *slot - 1;
        *slot = (int)s + 1;
        for (int other = next[s]; other >= 0; other = next[other]) {
            if (!table_share_a_day(frame, s, (size_t)other))
                continue;
            double distance = table_capitals_between(&places, s, (size_t)other);
            put_least(column, s, distance);
            put_least(column, (size_t)other, distance);
        }
    }
    table_capitals_clear(&places);
    free(next);
    free(newest);
    return status;
}

static const table_column_row capital_state_columns[] = {
    {"mincapdist", ENT_COLUMN_DOUBLE, .each = true, .label = "distance to the nearest other capital",
     .unit = "km", .rule = "least capdist to any state that is there on a common day"},
    {0}};
const table_group table_group_capital_states = {
    "capital-distance", "distance of the capitals: capdist; of a state: mincapdist", TABLE_OF_STATES,
    capital_state_columns, fill_capital_states, .import = "cow_capitals.csv"};

/* ---- minimum distance ---- */

static ent_status read_distances(table_work *w, const ent_spells **out)
{
    ent_series series;
    ent_status status = table_series(w, ENT_LAYER, "distance", &series);
    if (status == ENT_OK)
        status = table_numbers(w, &series, out);
    if (status == ENT_OK)
        table_is_from(w, 0, &series);
    return status;
}

static void put_distance(table_work *w, const ent_spell *spell, size_t row, void *column)
{
    (void)w;
    table_put(column, row, spell->number);
}

static ent_status fill_distance_dyads(table_work *w)
{
    const ent_spells *spells = NULL;
    ent_status status = read_distances(w, &spells);
    if (status == ENT_OK)
        table_fill_rows(w, spells, true, put_distance, table_work_column(w, 0, 0));
    return status;
}

static void put_least_distance(table_work *w, const ent_spell *spell, size_t state, void *column)
{
    (void)w;
    put_least(column, state, spell->number);
}

static ent_status fill_distance_states(table_work *w)
{
    const ent_spells *spells = NULL;
    ent_status status = read_distances(w, &spells);
    for (size_t i = 0; status == ENT_OK && i < spells->count; i++)
        table_each_state(w, &spells->items[i], true, put_least_distance, table_work_column(w, 0, 0));
    return status;
}

static const table_column_row distance_dyad_columns[] = {
    {"mindist", ENT_COLUMN_DOUBLE, .label = "distance of the nearest points", .unit = "km",
     .rule = "on 1 January"},
    {0}};
const table_group table_group_distance_dyads = {
    "min-distance", "minimum distance of CShapes: mindist; of a state: minmindist", TABLE_OF_DYADS,
    distance_dyad_columns, fill_distance_dyads, .import = "cow_mindist_spells.csv"};

static const table_column_row distance_state_columns[] = {
    {"minmindist", ENT_COLUMN_DOUBLE, .each = true, .label = "distance to the nearest other state",
     .unit = "km", .rule = "least mindist to any state"},
    {0}};
const table_group table_group_distance_states = {
    "min-distance", "minimum distance of CShapes: mindist; of a state: minmindist", TABLE_OF_STATES,
    distance_state_columns, fill_distance_states, .import = "cow_mindist_spells.csv"};
