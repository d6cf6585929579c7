/* The crosswalk between COW and Gleditsch-Ward (GW) numbers, by spells of years (cow_gw_spells.csv).
 * Source: Gleditsch & Ward 1999, International Interactions 25:393-413; computed from the panel of R
 * package isard. It gives the codes of scheme `gw` and membership in system `gw`.
 *
 * A GW number passes from one COW state to another within a year (260 in 1990): the code then holds only
 * on the days on which the state is in the COW system. */
#include "import/importer.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CCODE, ABB, GWCODE, GW_NAME, ST_YEAR, END_YEAR };

static const ent_column columns[] = {
    [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},     [ABB] = {"stateabb", ENT_COLUMN_REQUIRED},
    [GWCODE] = {"gwcode", ENT_COLUMN_REQUIRED},   [GW_NAME] = {"gw_name", ENT_COLUMN_REQUIRED},
    [ST_YEAR] = {"styear", ENT_COLUMN_REQUIRED},  [END_YEAR] = {"endyear", ENT_COLUMN_REQUIRED},
};

/* A row, kept till all are read: whether a GW-only row is real shows in the others. */
typedef struct {
    int cow, gw; /* 0 = none */
    int first, last;
    char abb[16], name[96];
} crosswalk_row;

typedef struct {
    crosswalk_row *items;
    size_t count, capacity;
    int first, last;
} crosswalk;

static ent_status read_row(ent_reading *reading, void *context, ent_error *error)
{
    crosswalk *all = context;
    ent_rows *rows = ent_reading_rows(reading);
    crosswalk_row row = {0};
    ent_status status = ENT_OK;
    if (ent_rows_given(rows, CCODE))
        status = ent_rows_integer(rows, CCODE, 1, 9999, &row.cow, error);
    if (status == ENT_OK && ent_rows_given(rows, GWCODE))
        status = ent_rows_integer(rows, GWCODE, 1, 9999, &row.gw, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, ST_YEAR, ENT_YEAR_MIN, ENT_YEAR_MAX, &row.first, error);
    if (status == ENT_OK)
        status = ent_rows_integer(rows, END_YEAR, row.first, ENT_YEAR_MAX, &row.last, error);
    if (status != ENT_OK)
        return status;
    snprintf(row.abb, sizeof row.abb, "%s", ent_rows_text(rows, ABB));
    snprintf(row.name, sizeof row.name, "%s", ent_rows_text(rows, GW_NAME));
    if (row.gw == 0) {
        ent_reading_count(reading, "left out", "a COW state without a GW number");
        return ENT_OK;
    }
    if (!ent_grow(&all->items, all->count, &all->capacity, sizeof *all->items))
        return ent_fail_memory(error);
    if (all->count == 0)
        all->first = row.first;
    all->first = row.first < all->first ? row.first : all->first;
    all->last = row.last > all->last ? row.last : all->last;
    all->items[all->count++] = row;
    return ENT_OK;
}

/* Has a COW state this GW number in some of these years? */
static bool held_by_cow_state(const crosswalk *all, const crosswalk_row *row)
{
    for (size_t i = 0; i < all->count; i++) {
        const crosswalk_row *other = &all->items[i];
        if (other->cow && other->gw == row->gw && other->first <= row->last &&
            row->first <= other->last)
            return true;
    }
    return false;
}

/* The actor of a row: the COW state; for a GW-only row the COW state of the same number and
 * abbreviation (Haiti before 1859), else a new actor. 0 = the row is left out. */
static ent_status row_actor(ent_reading *reading, const crosswalk *all, const crosswalk_row *row,
                            int *actor, ent_error *error)
{
    ent_world *world = ent_reading_world(reading);
    *actor = 0;
    if (row->cow) {
        *actor = ent_reading_cow(reading, row->cow);
        if (*actor == 0)
            ent_reading_count(reading, "left out", "code %d is not in the state system list",
                              row->cow);
        return ENT_OK;
    }
    if (held_by_cow_state(all, row)) {
        ent_reading_count(reading, "left out", "a GW-only row whose number a COW state has then");
        return ENT_OK;
    }
    *actor = ent_reading_cow(reading, row->gw);
    const ent_actor *there = *actor ? ent_world_actor(world, *actor) : NULL;
    if (there && ent_equal_nocase(there->abb, row->abb))
        return ENT_OK;
    return ent_world_add_actor(world, row->name, row->abb, "state", actor, error);
}

/* Cut the row's years to the days on which the COW state is a member, where it enters or leaves within
 * the first or last of them. */
static ent_status cut_to_membership(ent_reading *reading, int actor, ent_span *span,
                                    ent_error *error)
{
    ent_series system;
    ent_spells spells;
    ent_world *world = ent_reading_world(reading);
    if (ent_world_resolve(world, ENT_SYSTEM, "cow", &system, NULL) != ENT_OK)
        return ENT_OK;
    ent_status status = ent_world_spells(world, &system, *span, &spells, error);
    ent_span cut = *span;
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells.items[i];
        if (spell->a != actor)
            continue;
        if (ent_day_year(spell->span.from) == ent_day_year(span->from))
            cut.from = spell->span.from;
        if (ent_day_year(spell->span.to) == ent_day_year(span->to) &&
            spell->span.to < system.covers.to)
            cut.to = spell->span.to;
    }
    ent_spells_clear(&spells);
    if (cut.from <= cut.to)
        *span = cut;
    return status;
}

static ent_status add_row(ent_reading *reading, const crosswalk *all, const crosswalk_row *row,
                          ent_series *series, ent_error *error)
{
    ent_spell spell = ent_spell_none();
    ent_status status = row_actor(reading, all, row, &spell.a, error);
    if (status != ENT_OK || spell.a == 0)
        return status;
    spell.span = (ent_span){ent_span_of_year(row->first).from, ent_span_of_year(row->last).to};
    spell.marks = ENT_MARK_FROM_WIDENED | ENT_MARK_TO_WIDENED;
    spell.marks |= row->first == all->first ? ENT_MARK_LEFT_CENSORED : 0;
    spell.marks |= row->last == all->last ? ENT_MARK_RIGHT_CENSORED : 0;
    if (row->cow)
        status = cut_to_membership(reading, spell.a, &spell.span, error);
    if (status == ENT_OK)
        status = ent_reading_add(reading, series, &spell, error);
    if (status != ENT_OK)
        return status;
    ent_code code = {.actor = spell.a, .scheme = "gw", .span = spell.span};
    if (row->last == all->last)
        code.span.to = ENT_DAY_LAST;
    if (row->first == all->first)
        code.span.from = ENT_DAY_FIRST;
    snprintf(code.code, sizeof code.code, "%d", row->gw);
    return ent_world_add_code(ent_reading_world(reading), &code, ent_reading_source_id(reading),
                              error);
}

static ent_status add_all(ent_reading *reading, const crosswalk *all, ent_error *error)
{
    ent_source source = {
        .name = "cow-gw",
        .title = "COW and Gleditsch-Ward numbers",
        .citation = "Gleditsch, Kristian S., and Michael D. Ward. 1999. A Revised List of "
                    "Independent States since the Congress of Vienna. International Interactions "
                    "25:393-413.",
        .terms = "GPL-2 or later (package isard)",
    };
    ent_series series = {
        .kind = ENT_SYSTEM, .name = "gw", .position = 200,
        .covers = {ent_span_of_year(all->first).from, ent_span_of_year(all->last).to}};
    snprintf(source.version, sizeof source.version, "%d", all->last);
    ent_status status = ent_reading_source(reading, &source, error);
    if (status == ENT_OK)
        status = ent_reading_series(reading, &series, error);
    for (size_t i = 0; i < all->count && status == ENT_OK; i++)
        status = add_row(reading, all, &all->items[i], &series, error);
    return status;
}

static ent_status read_crosswalk(ent_reading *reading, ent_error *error)
{
    crosswalk all = {0};
    ent_status status = ent_reading_each_row(reading, read_row, &all, error);
    if (status == ENT_OK && all.count > 0)
        status = add_all(reading, &all, error);
    free(all.items);
    return status;
}

const ent_importer ent_import_crosswalk = {
    .layout = "cow-gw",
    .title = "COW and Gleditsch-Ward numbers by year (cow_gw_spells.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .read = read_crosswalk,
};
