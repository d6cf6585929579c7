/* Capitals of COW states with their coordinates, by spell (cow_capitals.csv).
 * Source: Miller, Steven V. 2022. {peacesciencer}: An R Package for Quantitative Peace Science
 * Research. Conflict Management and Peace Science 39(6):755-79. */
#include "import/importer.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CCODE, CAPITAL, START, END, LATITUDE, LONGITUDE };

static const ent_column columns[] = {
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},    [CAPITAL] = {"capital", ENT_COLUMN_REQUIRED},
    [START] = {"stdate", ENT_COLUMN_REQUIRED},   [END] = {"enddate", ENT_COLUMN_REQUIRED},
    [LATITUDE] = {"lat", ENT_COLUMN_REQUIRED},   [LONGITUDE] = {"lng", ENT_COLUMN_REQUIRED},
};

/* A row's three values, kept till the last day of all is known. */
typedef struct {
    ent_spell name, latitude, longitude;
} capital;

typedef struct {
    capital *items;
    size_t count, capacity;
    ent_span covers;
} capitals;

/* A coordinate within -limit to limit degrees. */
static ent_status read_degrees(ent_reading *reading, size_t column, double limit, double *out,
                               ent_error *error)
{
    ent_status status = ent_rows_number(ent_reading_rows(reading), column, out, error);
    if (status == ENT_OK && (*out < -limit || *out > limit))
        return ent_rows_fail(ent_reading_rows(reading), column, error,
                             "is not from %.0f to %.0f degrees", -limit, limit);
    return status;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    capitals *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    ent_span start, end;
    double latitude, longitude;
    ent_status status = ent_reading_actor(reading, CCODE, &spell.a, error);
    if (status == ENT_OK)
        status = ent_rows_span(rows, START, &start, NULL, error);
    if (status == ENT_OK)
        status = ent_rows_span(rows, END, &end, NULL, error);
    if (status == ENT_OK)
        status = read_degrees(reading, LATITUDE, 90, &latitude, error);
    if (status == ENT_OK)
        status = read_degrees(reading, LONGITUDE, 180, &longitude, error);
    if (status != ENT_OK || spell.a == 0)
        return status;
    if (!ent_grow(&all->items, all->count, &all->capacity, sizeof *all->items))
        return ent_fail_memory(error);
    spell.span = (ent_span){start.from, end.to};
    if (all->count == 0)
        all->covers = spell.span;
    all->covers.from = spell.span.from < all->covers.from ? spell.span.from : all->covers.from;
    all->covers.to = spell.span.to > all->covers.to ? spell.span.to : all->covers.to;
    capital *row = &all->items[all->count++];
    row->name = row->latitude = row->longitude = spell;
    row->latitude.number = latitude;
    row->longitude.number = longitude;
    return ent_world_add_phrase(ent_reading_world(reading), ent_rows_text(rows, CAPITAL),
                                &row->name.text, error);
}

static ent_status add_attribute(ent_reading *reading, const capitals *all, const char *name,
                                size_t offset, const char *unit, ent_error *error)
{
    ent_series series = {.kind = ENT_ATTRIBUTE, .measure = ENT_VALUED, .covers = all->covers,
                         .position = 100};
    int unit_id;
    snprintf(series.name, sizeof series.name, "%s", name);
    ent_status status = ent_reading_series(reading, &series, error);
    if (status == ENT_OK)
        status = ent_world_add_unit(ent_reading_world(reading), unit, &unit_id, error);
    for (size_t i = 0; i < all->count && status == ENT_OK; i++) {
        ent_spell spell;
        memcpy(&spell, (const char *)&all->items[i] + offset, sizeof spell);
        spell.unit = unit_id;
        if (spell.span.to == all->covers.to)
            spell.marks |= ENT_MARK_RIGHT_CENSORED;
        status = ent_reading_add(reading, &series, &spell, error);
    }
    return status;
}

static ent_status add_all(ent_reading *reading, const capitals *all, ent_error *error)
{
    ent_status status =
        add_attribute(reading, all, "capital", offsetof(capital, name), "text", error);
    if (status == ENT_OK)
        status = add_attribute(reading, all, "capital_latitude", offsetof(capital, latitude),
                               "degrees", error);
    if (status == ENT_OK)
        status = add_attribute(reading, all, "capital_longitude", offsetof(capital, longitude),
                               "degrees", error);
    return status;
}

static ent_status read_capitals(ent_reading *reading, ent_error *error)
{
    capitals all = {0};
    ent_source source = {
        .name = "cow-capitals",
        .title = "Capitals of COW states",
        .citation = "Miller, Steven V. 2022. {peacesciencer}: An R Package for Quantitative Peace "
                    "Science Research. Conflict Management and Peace Science 39(6):755-79.",
        .terms = "GPL-2 or later (package peacesciencer)",
    };
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status == ENT_OK && all.count > 0) {
        snprintf(source.version, sizeof source.version, "%d", ent_day_year(all.covers.to));
        status = ent_reading_source(reading, &source, error);
        if (status == ENT_OK)
            status = add_all(reading, &all, error);
    }
    free(all.items);
    return status;
}

const ent_importer ent_import_capitals = {
    .layout = "cow-capitals",
    .title = "Capital spells of COW states (cow_capitals.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_capitals,
};
