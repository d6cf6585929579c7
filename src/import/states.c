/* The state system of the Correlates of War project: membership spells (states2016.csv), its list of
 * state-years (system2016.csv), major powers (majors2016.csv).
 * Source: Correlates of War Project 2017, State System Membership List, v2016.
 *
 * With the spells come what else is known of these states: ISO 3166-1 codes and successions. */
#include "import/importer.h"

#include "core/memory.h"
#include "import/iso3_table.h"
#include "import/succession_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ABB, CCODE, NAME, ST_YEAR, ST_MONTH, ST_DAY, END_YEAR, END_MONTH, END_DAY, VERSION };

static const ent_column columns[] = {
    [ABB] = {"stateabb", ENT_COLUMN_REQUIRED},      [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},
    [NAME] = {"statenme", ENT_COLUMN_REQUIRED},     [ST_YEAR] = {"styear", ENT_COLUMN_REQUIRED},
    [ST_MONTH] = {"stmonth", ENT_COLUMN_REQUIRED},  [ST_DAY] = {"stday", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"endyear", ENT_COLUMN_REQUIRED},  [END_MONTH] = {"endmonth", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"endday", ENT_COLUMN_REQUIRED},    [VERSION] = {"version", ENT_COLUMN_REQUIRED},
};

/* The same without the name, for majors. */
static const ent_column majors_columns[] = {
    [ABB] = {"stateabb", ENT_COLUMN_REQUIRED},      [CCODE] = {"ccode", ENT_COLUMN_REQUIRED},
    [NAME] = {"statenme", ENT_COLUMN_OPTIONAL},     [ST_YEAR] = {"styear", ENT_COLUMN_REQUIRED},
    [ST_MONTH] = {"stmonth", ENT_COLUMN_REQUIRED},  [ST_DAY] = {"stday", ENT_COLUMN_REQUIRED},
    [END_YEAR] = {"endyear", ENT_COLUMN_REQUIRED},  [END_MONTH] = {"endmonth", ENT_COLUMN_REQUIRED},
    [END_DAY] = {"endday", ENT_COLUMN_REQUIRED},    [VERSION] = {"version", ENT_COLUMN_REQUIRED},
};

#define STATES_CITATION                                                                            \
    "Correlates of War Project. 2017. State System Membership List, v2016."

/* One row, kept till the whole file is read: the last day of all is where the source ends. */
typedef struct {
    int number, actor;
    ent_span span;
    unsigned marks;
} state_spell;

typedef struct {
    const char *source, *title, *system;
    bool add_states;         /* rows make actors; else they must be known */
    char version[32];
    state_spell *items;
    size_t count, capacity;
    ent_span covers;
} state_spells;

static ent_status declare_source(ent_reading *reading, state_spells *spells, ent_error *error)
{
    ent_source source = {.citation = STATES_CITATION, .terms = ENT_COW_TERMS};
    snprintf(spells->version, sizeof spells->version, "%s",
             ent_rows_text(ent_reading_rows(reading), VERSION));
    snprintf(source.name, sizeof source.name, "%s", spells->source);
    snprintf(source.version, sizeof source.version, "%s", spells->version);
    snprintf(source.title, sizeof source.title, "%s", spells->title);
    return ent_reading_source(reading, &source, error);
}

/* The actor of a state row: of an earlier row, of the world, or a new one. Its codes follow when all
 * spells are read. */
static ent_status find_or_add_state(ent_reading *reading, const state_spells *spells, int number,
                                    int *actor, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    for (size_t i = 0; i < spells->count; i++) {
        if (spells->items[i].number == number) {
            *actor = spells->items[i].actor;
            return ENT_OK;
        }
    }
    *actor = ent_reading_cow(reading, number);
    if (*actor)
        return ENT_OK;
    return ent_world_add_actor(ent_reading_world(reading), ent_rows_text(rows, NAME),
                               ent_rows_text(rows, ABB), "state", actor, error);
}

static ent_status take_spell(ent_reading *reading, void *context, ent_error *error)
{
    state_spells *spells = context;
    ent_rows *rows = ent_reading_rows(reading);
    if (ent_rows_count(rows) == 1) {
        ent_status declared = declare_source(reading, spells, error);
        if (declared != ENT_OK)
            return declared;
    }
    if (!ent_grow(&spells->items, spells->count, &spells->capacity, sizeof *spells->items))
        return ent_fail_memory(error);
    state_spell *spell = &spells->items[spells->count];
    memset(spell, 0, sizeof *spell);
    ent_status status = ent_rows_integer(rows, CCODE, 1, 9999, &spell->number, error);
    if (status == ENT_OK)
        status = ent_reading_date(reading, ENT_START, ST_YEAR, ST_MONTH, ST_DAY, &spell->span.from,
                                  &spell->marks, error);
    if (status == ENT_OK)
        status = ent_reading_date(reading, ENT_END, END_YEAR, END_MONTH, END_DAY, &spell->span.to,
                                  &spell->marks, error);
    if (status == ENT_OK && spell->span.to < spell->span.from)
        return ent_rows_fail(rows, END_YEAR, error, "ends the spell before it starts");
    if (status == ENT_OK)
        status = spells->add_states ? find_or_add_state(reading, spells, spell->number, &spell->actor,
                                            error)
                            : ent_reading_actor(reading, CCODE, &spell->actor, error);
    if (status != ENT_OK || spell->actor == 0)
        return status;
    if (spells->count == 0)
        spells->covers = spell->span;
    if (spell->span.from < spells->covers.from)
        spells->covers.from = spell->span.from;
    if (spell->span.to > spells->covers.to)
        spells->covers.to = spell->span.to;
    spells->count++;
    return ENT_OK;
}

/* Write the spells of a system; those that touch the first or last day of all are censored. */
static ent_status add_spells(ent_reading *reading, const state_spells *spells, ent_error *error)
{
    ent_series series = {.kind = ENT_SYSTEM, .covers = spells->covers,
                         .position = ent_position_of_version(spells->version)};
    snprintf(series.name, sizeof series.name, "%s", spells->system);
    ent_status status = ent_reading_series(reading, &series, error);
    for (size_t i = 0; i < spells->count && status == ENT_OK; i++) {
        ent_spell spell = ent_spell_none();
        spell.a = spells->items[i].actor;
        spell.span = spells->items[i].span;
        spell.marks = spells->items[i].marks;
        if (spell.span.from == spells->covers.from)
            spell.marks |= ENT_MARK_LEFT_CENSORED;
        if (spell.span.to == spells->covers.to)
            spell.marks |= ENT_MARK_RIGHT_CENSORED;
        status = ent_reading_add(reading, &series, &spell, error);
    }
    return status;
}

/* ---- codes ---- */

/* The codes of a state hold during its spells; a censored spell leaves them open. */
static ent_span code_span(const state_spells *spells, ent_span span)
{
    return (ent_span){span.from == spells->covers.from ? ENT_DAY_FIRST : span.from,
                      span.to == spells->covers.to ? ENT_DAY_LAST : span.to};
}

static ent_status add_code(ent_reading *reading, int source, int actor, const char *scheme,
                           const char *text, ent_span span, ent_error *error)
{
    ent_code code = {.actor = actor, .span = span};
    snprintf(code.scheme, sizeof code.scheme, "%s", scheme);
    snprintf(code.code, sizeof code.code, "%s", text);
    return ent_world_add_code(ent_reading_world(reading), &code, source, error);
}

static ent_status add_codes(ent_reading *reading, const state_spells *spells, ent_error *error)
{
    ent_status status = ENT_OK;
    int source = ent_reading_source_id(reading);
    for (size_t i = 0; i < spells->count && status == ENT_OK; i++) {
        const state_spell *spell = &spells->items[i];
        const ent_actor *actor = ent_world_actor(ent_reading_world(reading), spell->actor);
        ent_span span = code_span(spells, spell->span);
        char number[16];
        snprintf(number, sizeof number, "%d", spell->number);
        status = add_code(reading, source, spell->actor, "cow", number, span, error);
        if (status == ENT_OK)
            status = add_code(reading, source, spell->actor, "abb", actor->abb, span, error);
        if (status == ENT_OK)
            status = add_code(reading, source, spell->actor, "name", actor->name, span, error);
    }
    return status;
}

/* ISO codes, within the days of the state's membership: 255 and 260 both have DEU in 1990. */
static ent_status add_iso3(ent_reading *reading, const state_spells *spells, ent_error *error)
{
    static const ent_source iso = {
        .name = "entente-iso3",
        .title = "ISO 3166-1 alpha-3 codes of the states, entered by hand",
        .citation = "ISO 3166-1 and 3166-3; within the days of the state system membership",
    };
    int source;
    ent_status added = ent_world_add_source(ent_reading_world(reading), &iso, &source, error);
    if (added != ENT_OK)
        return added;
    for (size_t k = 0; k < ent_countof(iso3_table); k++) {
        ent_span years = {ENT_DAY_FIRST, ENT_DAY_LAST};
        if (iso3_table[k].from_year)
            years.from = ent_day_from_date(iso3_table[k].from_year, 1, 1);
        if (iso3_table[k].to_year)
            years.to = ent_day_from_date(iso3_table[k].to_year, 12, 31);
        for (size_t i = 0; i < spells->count; i++) {
            if (spells->items[i].number != iso3_table[k].cow)
                continue;
            ent_span span = code_span(spells, spells->items[i].span);
            if (!ent_spans_meet(span, years))
                continue;
            span.from = span.from > years.from ? span.from : years.from;
            span.to = span.to < years.to ? span.to : years.to;
            ent_status status = add_code(reading, source, spells->items[i].actor, "iso3",
                                         iso3_table[k].iso3, span, error);
            if (status != ENT_OK)
                return status;
        }
    }
    return ENT_OK;
}

/* ---- successions ---- */

/* The day of a succession, 0 if the spells do not show it. A merger is on the last day of the
 * predecessor; else it is the entry of the successor: the last one while the predecessor was a member,
 * or the first one after that. */
static ent_day succession_day(const state_spells *spells, int predecessor, int successor,
                              bool merger)
{
    ent_span held = {ENT_DAY_LAST, 0};
    for (size_t i = 0; i < spells->count; i++) {
        if (spells->items[i].number != predecessor)
            continue;
        held.from = spells->items[i].span.from < held.from ? spells->items[i].span.from : held.from;
        held.to = spells->items[i].span.to > held.to ? spells->items[i].span.to : held.to;
    }
    if (merger)
        return held.to;
    ent_day within = 0, after = 0;
    for (size_t i = 0; i < spells->count; i++) {
        ent_day entry = spells->items[i].span.from;
        if (spells->items[i].number != successor || entry < held.from)
            continue;
        if (entry <= held.to)
            within = entry > within ? entry : within;
        else if (after == 0 || entry < after)
            after = entry;
    }
    return within ? within : after;
}

static ent_status add_successions(ent_reading *reading, const state_spells *spells,
                                  ent_error *error)
{
    static const ent_source own = {
        .name = "entente-successions",
        .title = "Who followed whom, entered by hand; the days are those of the state system",
        .citation = "Entente; days from the State System Membership List of the user",
    };
    int source;
    ent_status added = ent_world_add_source(ent_reading_world(reading), &own, &source, error);
    if (added != ENT_OK)
        return added;
    for (size_t k = 0; k < ent_countof(succession_table); k++) {
        ent_succession succession = {
            .predecessor = ent_reading_cow(reading, succession_table[k].predecessor),
            .successor = ent_reading_cow(reading, succession_table[k].successor),
        };
        snprintf(succession.kind, sizeof succession.kind, "%s", succession_table[k].kind);
        if (!succession.predecessor || !succession.successor)
            continue;
        succession.day =
            succession_day(spells, succession_table[k].predecessor, succession_table[k].successor,
                           strcmp(succession.kind, "merges") == 0);
        ent_status status = succession.day == 0
            ? ENT_OK
            : ent_world_add_succession(ent_reading_world(reading), &succession, source, error);
        if (status != ENT_OK)
            return status;
    }
    return ENT_OK;
}

/* ---- the three files ---- */

static ent_status read_spells(ent_reading *reading, state_spells *spells, ent_error *error)
{
    ent_status status = ent_reading_each_row(reading, take_spell, spells, error);
    if (status == ENT_OK && spells->count > 0)
        status = add_spells(reading, spells, error);
    if (status == ENT_OK && spells->add_states)
        status = add_codes(reading, spells, error);
    if (status == ENT_OK && spells->add_states)
        status = add_iso3(reading, spells, error);
    if (status == ENT_OK && spells->add_states)
        status = add_successions(reading, spells, error);
    free(spells->items);
    return status;
}

static ent_status read_states(ent_reading *reading, ent_error *error)
{
    state_spells spells = {.source = "cow-states", .title = "COW state system membership",
                           .system = "cow", .add_states = true};
    return read_spells(reading, &spells, error);
}

static ent_status read_majors(ent_reading *reading, ent_error *error)
{
    state_spells spells = {.source = "cow-majors", .title = "COW major powers",
                           .system = "major"};
    return read_spells(reading, &spells, error);
}

const ent_importer ent_import_states = {
    .layout = "cow-states",
    .title = "COW state system membership spells (states2016.csv)",
    .columns = columns,
    .column_count = ent_countof(columns),
    .version_column = VERSION,
    .read = read_states,
};

const ent_importer ent_import_majors = {
    .layout = "cow-majors",
    .title = "COW major power spells (majors2016.csv)",
    .columns = majors_columns,
    .column_count = ent_countof(majors_columns),
    .version_column = VERSION,
    .unlike = {"statenme"},
    .read = read_majors,
};
