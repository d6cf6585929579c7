/* Regional and global powers by exact days (maoz_powers.csv): the systems `regional_power` and
 * `global_power`. A row has a spell of one kind, or of both.
 * Source: Maoz, Zeev. 2010. Networks of Nations. Cambridge University Press. */
#include "import/importer.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

enum { CCODE, REGIONAL_START, REGIONAL_END, GLOBAL_START, GLOBAL_END };

static const ent_column columns[] = {
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},
    [REGIONAL_START] = {"regstdate", ENT_COLUMN_REQUIRED},
    [REGIONAL_END] = {"regenddate", ENT_COLUMN_REQUIRED},
    [GLOBAL_START] = {"globstdate", ENT_COLUMN_REQUIRED},
    [GLOBAL_END] = {"globenddate", ENT_COLUMN_REQUIRED},
};

static const struct {
    const char *system;
    size_t start, end; /* columns */
} kinds[] = {{"regional_power", REGIONAL_START, REGIONAL_END},
             {"global_power", GLOBAL_START, GLOBAL_END}};

typedef struct {
    int actor, kind;
    ent_span span;
} power;

typedef struct {
    power *items;
    size_t count, capacity;
    ent_span covers;
} powers;

static ent_status read_kind(ent_reading *reading, powers *all, int actor, int kind, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    size_t start_column = kinds[kind].start, end_column = kinds[kind].end;
    ent_span start, end;
    if (!ent_rows_given(rows, start_column) && !ent_rows_given(rows, end_column))
        return ENT_OK;
    ent_status status = ent_rows_span(rows, start_column, &start, NULL, error);
    if (status == ENT_OK)
        status = ent_rows_span(rows, end_column, &end, NULL, error);
    if (status != ENT_OK)
        return status;
    if (end.to < start.from)
        return ent_rows_fail(rows, end_column, error, "ends the spell before it starts");
    if (!ent_grow(&all->items, all->count, &all->capacity, sizeof *all->items))
        return ent_fail_memory(error);
    power *row = &all->items[all->count++];
    *row = (power){actor, kind, {start.from, end.to}};
    if (all->count == 1)
        all->covers = row->span;
    all->covers.from = start.from < all->covers.from ? start.from : all->covers.from;
    all->covers.to = end.to > all->covers.to ? end.to : all->covers.to;
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    int actor;
    ent_status status = ent_reading_actor(reading, CCODE, &actor, error);
    for (int kind = 0; kind < (int)ent_countof(kinds) && status == ENT_OK && actor; kind++)
        status = read_kind(reading, context, actor, kind, error);
    return status;
}

static ent_status add_system(ent_reading *reading, const powers *all, int kind, ent_error *error)
{
    ent_series series = {.kind = ENT_SYSTEM, .covers = all->covers, .position = 100};
    snprintf(series.name, sizeof series.name, "%s", kinds[kind].system);
    ent_status status = ent_reading_series(reading, &series, error);
    for (size_t i = 0; i < all->count && status == ENT_OK; i++) {
        const power *row = &all->items[i];
        ent_spell spell = ent_spell_none();
        if (row->kind != kind)
            continue;
        spell.a = row->actor;
        spell.span = row->span;
        if (row->span.from == all->covers.from)
            spell.marks |= ENT_MARK_LEFT_CENSORED;
        if (row->span.to == all->covers.to)
            spell.marks |= ENT_MARK_RIGHT_CENSORED;
        status = ent_reading_add(reading, &series, &spell, error);
    }
    return status;
}

static ent_status read_powers(ent_reading *reading, ent_error *error)
{
    powers all = {0};
    ent_source source = {
        .name = "maoz-powers",
        .title = "Regional and global powers",
        .citation = "Maoz, Zeev. 2010. Networks of Nations: The Evolution, Structure, and Impact of "
                    "International Networks, 1816-2001. Cambridge University Press.",
        .terms = "GPL-2 or later (package peacesciencer)",
    };
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status == ENT_OK && all.count > 0) {
        snprintf(source.version, sizeof source.version, "%d", ent_day_year(all.covers.to));
        status = ent_reading_source(reading, &source, error);
        for (int kind = 0; kind < (int)ent_countof(kinds) && status == ENT_OK; kind++)
            status = add_system(reading, &all, kind, error);
    }
    free(all.items);
    return status;
}

const ent_importer ent_import_powers = {
    .layout = "maoz-powers",
    .title = "Regional and global powers (maoz_powers.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_powers,
};
