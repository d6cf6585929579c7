/* Reading spells, successions, texts and import reports. */
#include "world/world.h"

#include "core/file.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void take_spell(sqlite3_stmt *row, void *item)
{
    ent_spell *spell = item;
    spell->span = (ent_span){sqlite3_column_int(row, 0), sqlite3_column_int(row, 1)};
    spell->a = sqlite3_column_int(row, 2);
    spell->b = sqlite3_column_int(row, 3);
    spell->treaty = sqlite3_column_int(row, 4);
    spell->level = sqlite3_column_int(row, 5);
    spell->obligations = (unsigned)sqlite3_column_int(row, 6);
    spell->marks = (unsigned)sqlite3_column_int(row, 7);
    spell->number = sqlite3_column_type(row, 8) == SQLITE_NULL ? (double)NAN
                                                               : sqlite3_column_double(row, 8);
    spell->unit = sqlite3_column_int(row, 9);
    spell->text = sqlite3_column_int(row, 10);
    spell->citation = sqlite3_column_int(row, 11);
    spell->note = sqlite3_column_int(row, 12);
    spell->record = sqlite3_column_int(row, 13);
}

/* Callers take actors for places in an array. */
static bool actors_exist(const ent_world *world, const ent_spells *spells)
{
    for (size_t i = 0; i < spells->count; i++) {
        const ent_spell *spell = &spells->items[i];
        if (spell->a < 0 || (size_t)spell->a > world->actor_count || spell->b < 0 ||
            (size_t)spell->b > world->actor_count || spell->treaty < 0)
            return false;
    }
    return true;
}

static void take_tie(sqlite3_stmt *row, void *item)
{
    ent_spell *spell = item;
    spell->a = sqlite3_column_int(row, 0);
    spell->b = sqlite3_column_int(row, 1);
    spell->treaty = sqlite3_column_int(row, 2);
    spell->level = sqlite3_column_int(row, 3);
    spell->obligations = (unsigned)sqlite3_column_int(row, 4);
    spell->marks = (unsigned)sqlite3_column_int(row, 5);
    spell->number = sqlite3_column_type(row, 6) == SQLITE_NULL ? (double)NAN
                                                               : sqlite3_column_double(row, 6);
    spell->citation = sqlite3_column_int(row, 7);
}

static void take_number(sqlite3_stmt *row, void *item)
{
    ent_spell *spell = item;
    spell->span = (ent_span){sqlite3_column_int(row, 0), sqlite3_column_int(row, 1)};
    spell->a = sqlite3_column_int(row, 2);
    spell->b = sqlite3_column_int(row, 3);
    spell->number = sqlite3_column_type(row, 4) == SQLITE_NULL ? (double)NAN
                                                               : sqlite3_column_double(row, 4);
}

/* Run a query for the spells of a series that touch a span. */
static ent_status collect_spells(ent_world *world, sqlite3_stmt *statement, const ent_series *series,
                                 ent_span span, void (*take)(sqlite3_stmt *row, void *item),
                                 ent_spells *out, ent_error *error)
{
    void *items = NULL;
    /* no spell is longer than longest_days, so none that began earlier can touch the span */
    int earliest = span.from - series->longest_days;
    sqlite3_bind_int(statement, 1, series->id);
    sqlite3_bind_int(statement, 2, earliest < ENT_DAY_FIRST ? ENT_DAY_FIRST : earliest);
    sqlite3_bind_int(statement, 3, span.to);
    sqlite3_bind_int(statement, 4, span.from);
    ent_status status = world_collect(world, statement, sizeof(ent_spell), take, &items, &out->count,
                                      error);
    out->items = items;
    sqlite3_reset(statement);
    if (status == ENT_OK && !actors_exist(world, out)) {
        ent_spells_clear(out);
        status = world_fail_damaged(world, error);
    }
    return status;
}

#define OF_SERIES_AND_DAYS                                                                         \
    " FROM spell WHERE series = ?1 AND from_day BETWEEN ?2 AND ?3 AND to_day >= ?4"                \
    " ORDER BY from_day, a, b, treaty"

ent_status ent_world_spells(ent_world *world, const ent_series *series, ent_span span,
                            ent_spells *out, ent_error *error)
{
    sqlite3_stmt *statement;
    *out = (ent_spells){0};
    ent_status status = world_statement(world, STATEMENT_SPELLS,
        "SELECT from_day, to_day, a, b, treaty, level, obligations, marks, number, unit, text,"
        " citation, note, record" OF_SERIES_AND_DAYS, &statement, error);
    return status == ENT_OK
               ? collect_spells(world, statement, series, span, take_spell, out, error) : status;
}

ent_status ent_world_ties(ent_world *world, const ent_series *series, ent_day day, ent_spells *out,
                          ent_error *error)
{
    sqlite3_stmt *statement;
    *out = (ent_spells){0};
    ent_status status = world_statement(world, STATEMENT_TIES,
        "SELECT a, b, treaty, level, obligations, marks, number, citation" OF_SERIES_AND_DAYS,
        &statement, error);
    return status == ENT_OK ? collect_spells(world, statement, series, (ent_span){day, day}, take_tie,
                                             out, error) : status;
}

ent_status ent_world_numbers(ent_world *world, const ent_series *series, ent_span span,
                             ent_spells *out, ent_error *error)
{
    sqlite3_stmt *statement;
    *out = (ent_spells){0};
    ent_status status = world_statement(world, STATEMENT_NUMBERS,
        "SELECT from_day, to_day, a, b, number" OF_SERIES_AND_DAYS, &statement, error);
    return status == ENT_OK
               ? collect_spells(world, statement, series, span, take_number, out, error) : status;
}

void ent_spells_clear(ent_spells *spells)
{
    free(spells->items);
    *spells = (ent_spells){0};
}

const char *ent_world_unit(const ent_world *world, int unit)
{
    if (unit < 1 || (size_t)unit > world->unit_count)
        return "";
    return world->units[unit - 1];
}

/* Room for texts up to this id; new places are NULL. */
static bool reserve_phrases(ent_world *world, size_t id)
{
    if (id <= world->phrase_count)
        return true;
    size_t count = id > 2 * world->phrase_count ? id : 2 * world->phrase_count;
    char **phrases = realloc(world->phrases, count * sizeof *phrases);
    if (!phrases)
        return false;
    memset(phrases + world->phrase_count, 0, (count - world->phrase_count) * sizeof *phrases);
    world->phrases = phrases;
    world->phrase_count = count;
    return true;
}

const char *ent_world_phrase(ent_world *world, int phrase)
{
    if (phrase < 1)
        return "";
    if (!reserve_phrases(world, (size_t)phrase))
        return NULL;
    char **slot = &world->phrases[phrase - 1];
    if (*slot)
        return *slot;
    sqlite3_stmt *statement;
    if (world_statement(world, STATEMENT_FIND_PHRASE, "SELECT text FROM phrase WHERE id = ?1",
                        &statement, NULL) != ENT_OK)
        return NULL;
    sqlite3_bind_int(statement, 1, phrase);
    int code = sqlite3_step(statement);
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (text)
        *slot = ent_copy_text(text);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? "" : *slot;
}

/* The rows of a query as an array. */
static ent_status collect(ent_world *world, const char *sql, size_t size,
                          void (*take)(sqlite3_stmt *row, void *item), void **items, size_t *count,
                          ent_error *error)
{
    sqlite3_stmt *statement;
    *items = NULL;
    *count = 0;
    ent_status status = world_prepare(world, sql, &statement, error);
    if (status == ENT_OK)
        status = world_collect(world, statement, size, take, items, count, error);
    sqlite3_finalize(statement);
    return status;
}

static void take_id(sqlite3_stmt *row, void *item)
{
    int id = sqlite3_column_int(row, 0);
    memcpy(item, &id, sizeof id);
}

ent_status ent_world_citations(ent_world *world, int **out, size_t *count, ent_error *error)
{
    void *items;
    ent_status status = collect(world,
        "SELECT id FROM phrase WHERE id IN (SELECT citation FROM spell) ORDER BY text",
        sizeof **out, take_id, &items, count, error);
    *out = items;
    return status;
}

ent_status ent_world_uncited(ent_world *world, size_t *out, ent_error *error)
{
    void *items;
    size_t count;
    ent_status status = collect(world,
        "SELECT count(*) FROM spell JOIN series ON series.id = series"
        " WHERE citation = 0 AND kind != 'system'", sizeof(int), take_id, &items, &count, error);
    *out = status == ENT_OK ? (size_t)*(int *)items : 0;
    free(items);
    return status;
}

static void take_detail(sqlite3_stmt *row, void *item)
{
    ent_detail *detail = item;
    detail->record = sqlite3_column_int(row, 0);
    detail->field = sqlite3_column_int(row, 1);
    detail->number = sqlite3_column_type(row, 2) == SQLITE_NULL ? (double)NAN
                                                                : sqlite3_column_double(row, 2);
    detail->text = sqlite3_column_int(row, 3);
}

ent_status ent_world_details(ent_world *world, int first, int last, ent_detail **out, size_t *count,
                             ent_error *error)
{
    void *items = NULL;
    sqlite3_stmt *statement;
    *count = 0;
    ent_status status = world_prepare(world,
        "SELECT record, field, number, text FROM detail WHERE record BETWEEN ?1 AND ?2"
        " ORDER BY record, field", &statement, error);
    if (status == ENT_OK) {
        sqlite3_bind_int(statement, 1, first);
        sqlite3_bind_int(statement, 2, last);
        status = world_collect(world, statement, sizeof **out, take_detail, &items, count, error);
    }
    sqlite3_finalize(statement);
    *out = items;
    return status;
}

static void take_field(sqlite3_stmt *row, void *item)
{
    ent_field *field = item;
    field->id = sqlite3_column_int(row, 0);
    world_column_text(row, 1, field->name, sizeof field->name);
    world_column_text(row, 2, field->meaning, sizeof field->meaning);
}

ent_status ent_world_fields(ent_world *world, int source, ent_field **out, size_t *count,
                            ent_error *error)
{
    void *items = NULL;
    sqlite3_stmt *statement;
    *count = 0;
    ent_status status = world_prepare(
        world, "SELECT id, name, meaning FROM field WHERE source = ?1 ORDER BY id", &statement,
        error);
    if (status == ENT_OK) {
        sqlite3_bind_int(statement, 1, source);
        status = world_collect(world, statement, sizeof **out, take_field, &items, count, error);
    }
    sqlite3_finalize(statement);
    *out = items;
    return status;
}

static void take_succession(sqlite3_stmt *row, void *item)
{
    ent_succession *succession = item;
    succession->predecessor = sqlite3_column_int(row, 0);
    succession->successor = sqlite3_column_int(row, 1);
    succession->day = sqlite3_column_int(row, 2);
    world_column_text(row, 3, succession->kind, sizeof succession->kind);
}

ent_status ent_world_successions(ent_world *world, ent_succession **out, size_t *count,
                                 ent_error *error)
{
    void *items;
    ent_status status = collect(world,
        "SELECT predecessor, successor, day, kind FROM succession"
        " ORDER BY day, predecessor, successor", sizeof **out, take_succession, &items, count,
        error);
    *out = items;
    return status;
}

static void take_note(sqlite3_stmt *row, void *item)
{
    ent_import_note *note = item;
    world_column_text(row, 0, note->source, sizeof note->source);
    world_column_text(row, 1, note->layout, sizeof note->layout);
    world_column_text(row, 2, note->path, sizeof note->path);
    world_column_text(row, 3, note->sha256, sizeof note->sha256);
    world_column_text(row, 4, note->kind, sizeof note->kind);
    world_column_text(row, 5, note->reason, sizeof note->reason);
    note->count = sqlite3_column_int64(row, 6);
    world_column_text(row, 7, note->example, sizeof note->example);
}

ent_status ent_world_notes(ent_world *world, ent_import_note **out, size_t *count,
                           ent_error *error)
{
    void *items;
    ent_status status = collect(world,
        "SELECT source.name, file.layout, file.path, file.sha256, note.kind, note.reason,"
        " note.count, note.example FROM import_note note JOIN file ON file.id = note.file"
        " JOIN source ON source.id = file.source ORDER BY note.id", sizeof **out, take_note, &items,
        count, error);
    *out = items;
    return status;
}

static void take_file(sqlite3_stmt *row, void *item)
{
    ent_world_file *file = item;
    file->source_id = sqlite3_column_int(row, 0);
    world_column_text(row, 1, file->layout, sizeof file->layout);
    world_column_text(row, 2, file->path, sizeof file->path);
    world_column_text(row, 3, file->sha256, sizeof file->sha256);
    file->row_count = sqlite3_column_int64(row, 4);
}

ent_status ent_world_files(ent_world *world, ent_world_file **out, size_t *count, ent_error *error)
{
    void *items;
    ent_status status = collect(world,
        "SELECT source, layout, path, sha256, row_count FROM file ORDER BY id", sizeof **out,
        take_file, &items, count, error);
    *out = items;
    return status;
}

ent_status ent_world_checksum(ent_world *world, char hex[65], ent_error *error)
{
    ent_buffer manifest = {0};
    sqlite3_stmt *statement;
    ent_status status = world_prepare(world,
        "SELECT source.name || ' ' || layout || ' ' || content FROM file"
        " JOIN source ON source.id = source UNION ALL "
        "SELECT kind || ' ' || series.name || ' ' || source.name || ' ' || position FROM series"
        " JOIN source ON source.id = source ORDER BY 1",
        &statement, error);
    for (bool row = true; status == ENT_OK && row;) {
        status = world_step(world, statement, &row, error);
        if (row)
            ent_buffer_format(&manifest, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    if (status == ENT_OK && manifest.failed)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        ent_sha256_text(ent_buffer_text(&manifest), manifest.length, hex);
    ent_buffer_clear(&manifest);
    return status;
}
