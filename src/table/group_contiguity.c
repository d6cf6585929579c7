/* Direct contiguity by land or water: 1 a land border, 2 to 5 at most 12, 24, 150, 400 miles of water, 0 none.
 * Source: Stinnett, Tir, Schafer, Diehl & Gochman 2002, Conflict Management and Peace Science 19(2):58-66.
 *
 * The borders are dated by months. Where a type changes within a time, its first one stands, as in peacesciencer:
 * the spell that begins earliest of those that touch the time. */
#include "table/groups.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* For each spell that is the first of its pair in a time. */
typedef void put_border(table_work *w, const ent_spell *spell, size_t time);

/* Spells come in the order of their first days, so that the first one of a pair in a time is the one to keep:
 * the times of a pair that are done are those before `done`. */
static ent_status each_border(table_work *w, const ent_spells *spells, put_border *put)
{
    const table_frame *frame = w->frame;
    size_t *done = ent_new_array(frame->actors * frame->actors, sizeof *done);
    if (!done)
        return ent_fail_memory(w->error);
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        size_t first, last, *pair = &done[(size_t)spell->a * frame->actors + (size_t)spell->b];
        table_times(frame, spell->span, &first, &last);
        for (size_t t = first > *pair ? first : *pair; t < last; t++)
            put(w, spell, t);
        *pair = last > *pair ? last : *pair;
    }
    free(done);
    return ENT_OK;
}

static ent_status fill(table_work *w, size_t column_count, put_border *put)
{
    ent_series series;
    const ent_spells *spells;
    ent_status status = table_series(w, ENT_LAYER, "contiguity", &series);
    if (status == ENT_OK)
        status = table_spells(w, &series, &spells);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < column_count; i++) {
        table_is_from(w, i, &series);
        table_cover(w, table_work_column(w, i, 0), &series, 0);
    }
    return each_border(w, spells, put);
}

/* ---- dyads ---- */

static void put_type(table_work *w, const ent_spell *spell, size_t time)
{
    for (int way = 0; way < (w->directed ? 2 : 1); way++) {
        size_t row[4];
        size_t n = table_rows_of(w->frame, way ? spell->b : spell->a, way ? spell->a : spell->b, time, row);
        for (size_t k = 0; k < n; k++)
            table_put(table_work_column(w, 0, 0), row[k], spell->level);
    }
}

static ent_status fill_dyads(table_work *w)
{
    return fill(w, 1, put_type);
}

#define RULE "of several types within a time the first; 0 where the source lists no border"

static const table_column_row dyad_columns[] = {
    {"conttype", ENT_COLUMN_INT8, .label = "direct contiguity", .rule = RULE,
     .unit = "1 land or river, 2 to 12, 3 to 24, 4 to 150, 5 to 400 miles of water, 0 none"},
    {0}};
const table_group table_group_contiguity_dyads = {
    "contiguity", "direct contiguity by land or water: conttype; of a state: land, sea", TABLE_OF_DYADS,
    dyad_columns, fill_dyads, .import = "contdir.csv of Direct Contiguity"};

/* ---- states: how many neighbours ---- */

enum { LAND, SEA };

static void add_neighbour(table_work *w, size_t state, int level)
{
    table_column *column = table_work_column(w, level == 1 ? LAND : SEA, 0);
    double before = table_get(column, state);
    table_put(column, state, isnan(before) ? 1 : before + 1);
}

static void put_neighbours(table_work *w, const ent_spell *spell, size_t time)
{
    size_t a[2], b[2];
    size_t a_count = table_states_of(w->frame, spell->a, time, a);
    size_t b_count = table_states_of(w->frame, spell->b, time, b);
    for (size_t i = 0; i < a_count; i++) {
        for (size_t k = 0; k < b_count; k++) {
            if (!table_share_a_day(w->frame, a[i], b[k]))
                continue;
            add_neighbour(w, a[i], spell->level);
            add_neighbour(w, b[k], spell->level);
        }
    }
}

static ent_status fill_states(table_work *w)
{
    return fill(w, 2, put_neighbours);
}

static const table_column_row state_columns[] = {
    [LAND] = {"land", ENT_COLUMN_INT16, .each = true, .label = "neighbours by land or river", .rule = RULE},
    [SEA] = {"sea", ENT_COLUMN_INT16, .each = true, .label = "neighbours by up to 400 miles of water",
             .rule = RULE},
    {0}};
const table_group table_group_contiguity_states = {
    "contiguity", "direct contiguity by land or water: conttype; of a state: land, sea", TABLE_OF_STATES,
    state_columns, fill_states, .import = "contdir.csv of Direct Contiguity"};
