/* States after Gleditsch and Ward, by exact days (gw_states.csv): the system `gw`, preferred to the years of
 * the crosswalk, which is read before and says which of our actors a GW number is on which days.
 * Source: Gleditsch & Ward 1999, International Interactions 25:393-413. */
#include "import/importer.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GWCODE, ABB, NAME, START, END };

static const ent_column columns[] = {
    [GWCODE] = {"gwcode", ENT_COLUMN_REQUIRED}, [ABB] = {"stateabb", ENT_COLUMN_REQUIRED},
    [NAME] = {"statename", ENT_COLUMN_REQUIRED}, [START] = {"startdate", ENT_COLUMN_REQUIRED},
    [END] = {"enddate", ENT_COLUMN_REQUIRED},
};

typedef struct {
    int gw;
    ent_span span;
    char abb[16], name[96];
} gw_row;

typedef struct {
    gw_row *items;
    size_t count, capacity;
    ent_span covers;
    ent_series series;
} gw_rows;

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    gw_rows *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    gw_row row = {0};
    ent_span start, end;
    ent_status status = ent_rows_integer(rows, GWCODE, 1, 9999, &row.gw, error);
    if (status == ENT_OK)
        status = ent_rows_span(rows, START, &start, NULL, error);
    if (status == ENT_OK)
        status = ent_rows_span(rows, END, &end, NULL, error);
    if (status != ENT_OK)
        return status;
    row.span = (ent_span){start.from, end.to};
    if (row.span.to < row.span.from)
        return ent_rows_fail(rows, END, error, "ends the spell before it starts");
    snprintf(row.abb, sizeof row.abb, "%s", ent_rows_text(rows, ABB));
    snprintf(row.name, sizeof row.name, "%s", ent_rows_text(rows, NAME));
    if (!ent_grow(&all->items, all->count, &all->capacity, sizeof *all->items))
        return ent_fail_memory(error);
    if (all->count == 0)
        all->covers = row.span;
    all->covers.from = row.span.from < all->covers.from ? row.span.from : all->covers.from;
    all->covers.to = row.span.to > all->covers.to ? row.span.to : all->covers.to;
    all->items[all->count++] = row;
    return ENT_OK;
}

/* ---- whose number is it? ---- */

/* The code `gw` of a number that holds on a day, else the first one after it within the span. NULL: none. */
static const ent_code *find_code(ent_world *world, int gw, ent_span span)
{
    char text[8];
    size_t count;
    const ent_code *codes = ent_world_codes(world, &count), *found = NULL;
    snprintf(text, sizeof text, "%d", gw);
    for (size_t i = 0; i < count; i++) {
        const ent_code *code = &codes[i];
        if (strcmp(code->scheme, "gw") == 0 && strcmp(code->code, text) == 0 &&
            ent_spans_meet(code->span, span) && (!found || code->span.from < found->span.from))
            found = code;
    }
    return found;
}

static ent_status add_code(ent_reading *reading, const gw_rows *all, const gw_row *row, int actor,
                           ent_error *error)
{
    ent_code code = {.actor = actor, .scheme = "gw", .span = row->span};
    if (row->span.to == all->covers.to)
        code.span.to = ENT_DAY_LAST;
    if (row->span.from == all->covers.from)
        code.span.from = ENT_DAY_FIRST;
    snprintf(code.code, sizeof code.code, "%d", row->gw);
    return ent_world_add_code(ent_reading_world(reading), &code, ent_reading_source_id(reading), error);
}

/* The actor of a number that has no code on these days: the actor that has the number on other days, the COW
 * state of the same number and abbreviation, else a new one. */
static ent_status make_actor(ent_reading *reading, const gw_rows *all, const gw_row *row, int *actor,
                             ent_error *error)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_world *world = ent_reading_world(reading);
    const ent_code *other = find_code(world, row->gw, always);
    *actor = ent_reading_cow(reading, row->gw);
    const ent_actor *there = *actor ? ent_world_actor(world, *actor) : NULL;
    ent_status status = ENT_OK;
    if (there && !ent_equal_nocase(there->abb, row->abb))
        *actor = 0;
    if (*actor == 0 && other)
        *actor = other->actor;
    if (*actor == 0) {
        status = ent_world_add_actor(world, row->name, row->abb, "state", actor, error);
        ent_reading_count(reading, "checked", "a state that neither COW nor the crosswalk knows");
    }
    return status == ENT_OK ? add_code(reading, all, row, *actor, error) : status;
}

static ent_status add_spell(ent_reading *reading, gw_rows *all, const gw_row *row, ent_span span,
                            int actor, ent_error *error)
{
    ent_spell spell = ent_spell_none();
    spell.a = actor;
    spell.span = span;
    if (span.from == all->covers.from)
        spell.marks |= ENT_MARK_LEFT_CENSORED;
    if (span.to == all->covers.to)
        spell.marks |= ENT_MARK_RIGHT_CENSORED;
    if (span.from != row->span.from)
        ent_reading_count(reading, "repaired", "a spell is cut where its number passes to another state");
    return ent_reading_add(reading, &all->series, &spell, error);
}

/* Add a row's days, cut where its number passes from one actor to another. Days between two codes go with the
 * earlier one, days before the first code with that. */
static ent_status add_row(ent_reading *reading, gw_rows *all, const gw_row *row, ent_error *error)
{
    ent_world *world = ent_reading_world(reading);
    const ent_code *code = find_code(world, row->gw, row->span);
    int actor = code ? code->actor : 0;
    ent_status status = code ? ENT_OK : make_actor(reading, all, row, &actor, error);
    ent_day from = row->span.from;
    while (status == ENT_OK && code) {
        ent_day after = code->span.to < row->span.to ? code->span.to + 1 : 0;
        code = after ? find_code(world, row->gw, (ent_span){after, row->span.to}) : NULL;
        if (!code || code->actor == actor)
            continue;
        ent_day next = code->span.from > after ? code->span.from : after;
        status = add_spell(reading, all, row, (ent_span){from, next - 1}, actor, error);
        from = next;
        actor = code->actor;
    }
    if (status != ENT_OK)
        return status;
    return add_spell(reading, all, row, (ent_span){from, row->span.to}, actor, error);
}

static ent_status read_gw_states(ent_reading *reading, ent_error *error)
{
    gw_rows all = {0};
    ent_source source = {
        .name = "gw-states",
        .title = "Gleditsch-Ward states",
        .citation = "Gleditsch, Kristian S., and Michael D. Ward. 1999. A Revised List of "
                    "Independent States since the Congress of Vienna. International Interactions "
                    "25:393-413.",
        .terms = "GPL-2 or later (package peacesciencer)",
    };
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status != ENT_OK || all.count == 0)
        goto done;
    snprintf(source.version, sizeof source.version, "%d", ent_day_year(all.covers.to));
    all.series = (ent_series){.kind = ENT_SYSTEM, .name = "gw", .covers = all.covers, .position = 100};
    status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, &all.series, error);
    for (size_t i = 0; i < all.count && status == ENT_OK; i++)
        status = add_row(reading, &all, &all.items[i], error);
done:
    free(all.items);
    return status;
}

const ent_importer ent_import_gw_states = {
    .layout = "gw-states",
    .title = "Gleditsch-Ward states by exact days (gw_states.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_gw_states,
};
