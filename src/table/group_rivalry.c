/* Strategic rivalries by type. Source: Thompson, Sakuwa & Suhas 2021, Analyzing Strategic Rivalries in World
 * Politics. A rivalry that goes on ends with its data: beyond them it is missing, not ongoing. */
#include "table/groups.h"

#include "core/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The types, in the order of the columns of both tables. */
static const char *const types[] = {"positional", "spatial", "ideological", "interventionary"};
enum { TYPE_COUNT = 4 };

/* Is a word one of "positional;spatial"? */
static bool has_type(const char *text, const char *type)
{
    size_t length = strlen(type);
    for (const char *at = text; (at = strstr(at, type)); at += length)
        if ((at == text || at[-1] == ';') && (at[length] == '\0' || at[length] == ';'))
            return true;
    return false;
}

/* Austria-Hungary ended in 1918. The data let its rivalry with Yugoslavia go on to 1920 under its number: since
 * 1919 that is Austria, as in peacesciencer. */
enum { AUSTRIA_HUNGARY = 300, AUSTRIA = 305 };

typedef struct {
    int from, to; /* actors; 0 = the world does not have them */
} successor;

static successor find_successor(table_work *w)
{
    successor found = {0, 0};
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    char code[8];
    snprintf(code, sizeof code, "%d", AUSTRIA_HUNGARY);
    if (ent_world_find_actor(w->world, code, always, &found.from, NULL) != ENT_OK)
        return (successor){0, 0};
    snprintf(code, sizeof code, "%d", AUSTRIA);
    return ent_world_find_actor(w->world, code, always, &found.to, NULL) == ENT_OK ? found
                                                                                  : (successor){0, 0};
}

/* The part of a rivalry that is its successor's; false if there is none. */
static bool successor_part(successor pair, const ent_spell *spell, ent_spell *part)
{
    *part = *spell;
    part->span.from = ent_day_from_date(1919, 1, 1);
    if (!pair.to || part->span.to < part->span.from || (spell->a != pair.from && spell->b != pair.from))
        return false;
    *(spell->a == pair.from ? &part->a : &part->b) = pair.to;
    return true;
}

static ent_status read_rivalries(table_work *w, ent_series *series, const ent_spells **spells)
{
    ent_status status = table_series(w, ENT_LAYER, "rivalry@tss", series);
    if (status == ENT_OK)
        status = table_spells(w, series, spells);
    for (size_t i = 0; status == ENT_OK && w->group->columns[i].name; i++)
        table_is_from(w, i, series);
    if (w->like_peer)
        series->covers.to = ENT_DAY_LAST;
    return status;
}

/* A rivalry that is going on when its data end. The peer lets it go on for ever. */
static ent_spell as_peer(const table_work *w, const ent_spell *spell)
{
    ent_spell copy = *spell;
    if (w->like_peer && copy.marks & ENT_MARK_RIGHT_CENSORED)
        copy.span.to = ENT_DAY_LAST;
    return copy;
}

/* ---- dyads ---- */

enum { NUMBER, FIRST_TYPE, ONGOING = FIRST_TYPE + TYPE_COUNT };

/* The numbers of the rivalries: number[record - lowest]. */
typedef struct {
    ent_detail *items;
    size_t count;
    int field;
} numbers;

static ent_status read_numbers(table_work *w, const ent_series *series, const ent_spells *spells,
                               numbers *out)
{
    int lowest = INT_MAX, highest = 0;
    ent_field *fields = NULL;
    size_t field_count;
    *out = (numbers){0};
    for (size_t i = 0; i < spells->count; i++) {
        lowest = spells->items[i].record < lowest ? spells->items[i].record : lowest;
        highest = spells->items[i].record > highest ? spells->items[i].record : highest;
    }
    ent_status status = ent_world_fields(w->world, series->source_id, &fields, &field_count, w->error);
    for (size_t i = 0; status == ENT_OK && i < field_count; i++)
        if (strcmp(fields[i].name, "tssr_id") == 0)
            out->field = fields[i].id;
    free(fields);
    if (status == ENT_OK && highest)
        status = ent_world_details(w->world, lowest, highest, &out->items, &out->count, w->error);
    return status;
}

static double find_number(const numbers *all, int record)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].record == record && all->items[i].field == all->field)
            return all->items[i].number;
    return (double)NAN;
}

/* A rivalry that is being entered. */
typedef struct {
    double number;
    bool is[TYPE_COUNT];
} rivalry;

static ent_status read_types(table_work *w, const ent_spell *spell, rivalry *out)
{
    const char *text = ent_world_phrase(w->world, spell->text);
    if (!text)
        return ent_fail_memory(w->error);
    for (size_t type = 0; type < TYPE_COUNT; type++)
        out->is[type] = has_type(text, types[type]);
    return ENT_OK;
}

static void put_rivalry(table_work *w, const ent_spell *spell, size_t row, void *user)
{
    const rivalry *entry = user;
    (void)spell;
    table_put(table_work_column(w, NUMBER, 0), row, entry->number);
    table_put(table_work_column(w, ONGOING, 0), row, 1);
    for (size_t type = 0; type < TYPE_COUNT; type++)
        if (entry->is[type])
            table_put(table_work_column(w, FIRST_TYPE + type, 0), row, 1);
}

static ent_status fill_dyads(table_work *w)
{
    ent_series series;
    const ent_spells *spells = NULL;
    numbers all = {0};
    successor pair = find_successor(w);
    ent_status status = read_rivalries(w, &series, &spells);
    if (status == ENT_OK)
        status = read_numbers(w, &series, spells, &all);
    for (size_t i = FIRST_TYPE; i <= ONGOING && status == ENT_OK; i++)
        table_cover(w, table_work_column(w, i, 0), &series, 0);
    for (size_t i = 0; status == ENT_OK && i < spells->count; i++) {
        rivalry entry = {.number = find_number(&all, spells->items[i].record)};
        ent_spell part, spell = as_peer(w, &spells->items[i]);
        status = read_types(w, &spell, &entry);
        table_each_row(w, &spell, true, put_rivalry, &entry);
        if (successor_part(pair, &spell, &part))
            table_each_row(w, &part, true, put_rivalry, &entry);
    }
    free(all.items);
    return status;
}

#define RULE "in every year from the rivalry's first to its last"

static const table_column_row dyad_columns[] = {
    {"tssr_id", ENT_COLUMN_INT16, .label = "number of the rivalry", .rule = RULE},
    {"positional", ENT_COLUMN_INT8, .label = "positional rivalry", .unit = "0, 1", .rule = RULE},
    {"spatial", ENT_COLUMN_INT8, .label = "spatial rivalry", .unit = "0, 1", .rule = RULE},
    {"ideological", ENT_COLUMN_INT8, .label = "ideological rivalry", .unit = "0, 1", .rule = RULE},
    {"interventionary", ENT_COLUMN_INT8, .label = "interventionary rivalry", .unit = "0, 1", .rule = RULE},
    {"ongoingrivalry", ENT_COLUMN_INT8, .label = "a rivalry of any type", .unit = "0, 1", .rule = RULE},
    {0}};
const table_group table_group_rivalry_dyads = {
    "rivalry", "strategic rivalries by type; of a state: how many", TABLE_OF_DYADS, dyad_columns,
    fill_dyads, .import = "tss_rivalries.csv"};

/* ---- states ---- */

static const size_t state_column[TYPE_COUNT] = {2, 3, 0, 1}; /* the columns stand by the alphabet, as the peer's */

static void count_rivalry(table_work *w, const ent_spell *spell, size_t state, void *user)
{
    const rivalry *entry = user;
    (void)spell;
    for (size_t type = 0; type < TYPE_COUNT; type++) {
        table_column *column = table_work_column(w, state_column[type], 0);
        if (entry->is[type])
            table_put(column, state, table_get(column, state) + 1);
    }
}

/* Each party's count, whether or not its rival is in the system. */
static void count_parties(table_work *w, const ent_spell *spell, rivalry *entry)
{
    ent_spell other = *spell;
    other.a = other.b;
    table_each_state(w, spell, false, count_rivalry, entry);
    table_each_state(w, &other, false, count_rivalry, entry);
}

static ent_status fill_states(table_work *w)
{
    ent_series series;
    const ent_spells *spells = NULL;
    successor pair = find_successor(w);
    ent_status status = read_rivalries(w, &series, &spells);
    for (size_t i = 0; i < TYPE_COUNT && status == ENT_OK; i++)
        table_cover(w, table_work_column(w, i, 0), &series, 0);
    for (size_t i = 0; status == ENT_OK && i < spells->count; i++) {
        rivalry entry = {0};
        ent_spell part, spell = as_peer(w, &spells->items[i]);
        status = read_types(w, &spell, &entry);
        count_parties(w, &spell, &entry);
        if (!successor_part(pair, &spell, &part))
            continue;
        part.a = pair.to; /* its rival is counted already */
        table_each_state(w, &part, false, count_rivalry, &entry);
    }
    return status;
}

static const table_column_row state_columns[] = {
    {"n_ideological", ENT_COLUMN_INT16, .each = true, .label = "ideological rivalries", .rule = RULE},
    {"n_interventionary", ENT_COLUMN_INT16, .each = true, .label = "interventionary rivalries", .rule = RULE},
    {"n_positional", ENT_COLUMN_INT16, .each = true, .label = "positional rivalries", .rule = RULE},
    {"n_spatial", ENT_COLUMN_INT16, .each = true, .label = "spatial rivalries", .rule = RULE},
    {0}};
const table_group table_group_rivalry_states = {
    "rivalry", "strategic rivalries by type; of a state: how many", TABLE_OF_STATES, state_columns,
    fill_states, .import = "tss_rivalries.csv"};
