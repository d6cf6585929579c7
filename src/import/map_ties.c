/* A table of ties by a map: a row is two actors, and a year or a first and last day. The rows are
 * collected and added at once: the coverage of the layers, to which ties without an end last, is
 * known only then. */
#include "import/map.h"

#include "import/own_fields.h"
#include "import/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const import_map *map;
    const yearly_table *table;
    ent_source source;
    struct {
        ent_spell *items;
        size_t count, capacity;
        int unit;
    } * layers; /* as in the map */
    ent_span covers;
} tie_table;

static ent_status declare(ent_reading *reading, tie_table *ties, ent_error *error)
{
    size_t column = reading->importer->version_column;
    ties->source = ties->table->source;
    ties->covers = (ent_span){ENT_DAY_LAST, ENT_DAY_FIRST};
    if (column > 0)
        snprintf(ties->source.version, sizeof ties->source.version, "%s",
                 ent_rows_text(ent_reading_rows(reading), column));
    ent_status status = ent_reading_source(reading, &ties->source, error);
    for (size_t i = 0; i < ties->map->layer_count && status == ENT_OK; i++)
        status = ent_world_add_unit(ent_reading_world(reading), ties->map->layers[i].unit,
                                    &ties->layers[i].unit, error);
    return status;
}

/* ---- a row ---- */

static void cover(tie_table *ties, ent_span span)
{
    ties->covers.from = span.from < ties->covers.from ? span.from : ties->covers.from;
    ties->covers.to = span.to > ties->covers.to ? span.to : ties->covers.to;
}

/* The days of a row; an empty or missing end is ENT_DAY_LAST for now. */
static ent_status read_days(ent_reading *reading, tie_table *ties, ent_spell *spell,
                            ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    size_t from = (size_t)ties->map->from, to = (size_t)ties->map->to;
    ent_precision precision;
    ent_span start, end;
    ent_status status = ent_rows_span(rows, from, &start, &precision, error);
    if (status != ENT_OK)
        return status;
    spell->marks = precision < ENT_DATE_DAY ? ENT_MARK_FROM_WIDENED : 0;
    spell->span = (ent_span){start.from, ENT_DAY_LAST};
    if (yearly_is_missing(ties->table, ent_rows_text(rows, to))) {
        spell->marks |= ENT_MARK_RIGHT_CENSORED;
        cover(ties, start);
        return ENT_OK;
    }
    status = ent_rows_span(rows, to, &end, &precision, error);
    if (status != ENT_OK)
        return status;
    spell->marks |= precision < ENT_DATE_DAY ? ENT_MARK_TO_WIDENED : 0;
    spell->span.to = end.to;
    if (spell->span.from <= spell->span.to)
        cover(ties, spell->span);
    return ENT_OK;
}

/* Both actors; a is 0 if one of them is nobody. */
static ent_status read_pair(ent_reading *reading, const tie_table *ties, ent_spell *spell,
                            ent_error *error)
{
    int year = ent_day_year(spell->span.from);
    const size_t a = (size_t)ties->map->actors[0], b = (size_t)ties->map->actors[1];
    ent_status status = yearly_actor(reading, ties->table, a, year, &spell->a, error);
    if (status == ENT_OK && spell->a)
        status = yearly_actor(reading, ties->table, b, year, &spell->b, error);
    if (spell->b == 0)
        spell->a = 0;
    if (status == ENT_OK && spell->a && spell->a == spell->b) {
        ent_reading_count(reading, "left out", "both actors are the same");
        spell->a = 0;
    }
    return status;
}

/* What the row says of a layer; *tie tells whether there is one. */
static ent_status read_strength(ent_reading *reading, const tie_table *ties, const map_layer *layer,
                                ent_spell *spell, bool *tie, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    int column = layer->level != YEARLY_NOWHERE   ? layer->level
                 : layer->value != YEARLY_NOWHERE ? layer->value
                                                  : layer->present;
    ent_status status = ENT_OK;
    *tie = true;
    spell->level = 0;
    if (column == YEARLY_NOWHERE)
        return ENT_OK;
    const char *text = ent_rows_text(rows, (size_t)column);
    if (yearly_is_missing(ties->table, text)) {
        ent_reading_count(reading, "left out", "missing (%s): %s", *text ? text : "empty",
                          layer->name);
        *tie = false;
    } else if (column == layer->value) {
        status = ent_rows_number(rows, (size_t)column, &spell->number, error);
    } else {
        status = ent_rows_integer(rows, (size_t)column, 0, column == layer->level ? 1000 : 1,
                                  &spell->level, error);
        *tie = spell->level > 0;
        if (status == ENT_OK && !*tie)
            ent_reading_count(reading, "left out", "no tie (0): %s", layer->name);
        if (column == layer->present)
            spell->level = 0;
    }
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    tie_table *ties = context;
    ent_spell pair = ent_spell_none();
    ent_status status = ENT_OK;
    if (ent_rows_count(ent_reading_rows(reading)) == 1)
        status = declare(reading, ties, error);
    if (status != ENT_OK || !yearly_wants(reading, ties->table))
        return status;
    status = read_days(reading, ties, &pair, error);
    if (status == ENT_OK)
        status = read_pair(reading, ties, &pair, error);
    for (size_t i = 0; i < ties->map->layer_count && status == ENT_OK && pair.a; i++) {
        const map_layer *layer = &ties->map->layers[i];
        ent_spell spell = pair;
        bool tie;
        status = read_strength(reading, ties, layer, &spell, &tie, error);
        if (status != ENT_OK || !tie)
            continue;
        if (!layer->directed)
            own_put_lower_first(&spell);
        spell.unit = layer->value != YEARLY_NOWHERE ? ties->layers[i].unit : 0;
        if (!ent_grow(&ties->layers[i].items, ties->layers[i].count, &ties->layers[i].capacity,
                      sizeof *ties->layers[i].items))
            return ent_fail_memory(error);
        ties->layers[i].items[ties->layers[i].count++] = spell;
    }
    return status;
}

/* ---- all rows ---- */

static ent_status add_layer(ent_reading *reading, tie_table *ties, size_t which, ent_error *error)
{
    const map_layer *layer = &ties->map->layers[which];
    ent_spell *items = ties->layers[which].items;
    size_t count = ties->layers[which].count;
    ent_series series = {.kind = ENT_LAYER,
                         .directed = layer->directed,
                         .covers = ties->covers,
                         .measure = layer->value != YEARLY_NOWHERE   ? ENT_VALUED
                                    : layer->level != YEARLY_NOWHERE ? ENT_ORDERED
                                                                     : ENT_BINARY,
                         .position = ties->table->position
                                         ? ties->table->position
                                         : ent_position_of_version(ties->source.version)};
    if (count == 0)
        return ENT_OK;
    snprintf(series.name, sizeof series.name, "%s", layer->name);
    for (size_t i = 0; i < count; i++)
        if (items[i].marks & ENT_MARK_RIGHT_CENSORED)
            items[i].span.to = ties->covers.to;
    ent_status status = ent_reading_series(reading, &series, error);
    return status == ENT_OK ? ent_reading_add_all(reading, &series, items, count, error) : status;
}

ent_status map_read_ties(ent_reading *reading, const import_map *map, const yearly_table *table,
                         ent_error *error)
{
    tie_table ties = {.map = map, .table = table};
    ties.layers = ent_new_array(map->layer_count, sizeof *ties.layers);
    ent_status status = ties.layers ? ent_reading_each_row(reading, read_row, &ties, error)
                                    : ent_fail_memory(error);
    for (size_t i = 0; i < map->layer_count && status == ENT_OK; i++)
        status = add_layer(reading, &ties, i, error);
    for (size_t i = 0; i < map->layer_count && ties.layers; i++)
        free(ties.layers[i].items);
    free(ties.layers);
    return status;
}
