#include "world/write.h"

#include "world/world.h"

#include "core/file.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void world_forget_tables(ent_world *world)
{
    ent_paths_free(world->units, world->unit_count);
    ent_paths_free(world->phrases, world->phrase_count);
    world->units = world->phrases = NULL;
    world->source_count = world->series_count = world->actor_count = world->code_count = 0;
    world->unit_count = world->unit_capacity = world->phrase_count = 0;
    world->last_record = -1;
    world->codes_sorted = false;
}

ent_status ent_world_begin(ent_world *world, ent_error *error)
{
    ent_status status = world_execute(world, "BEGIN IMMEDIATE", error);
    if (status != ENT_OK)
        return status;
    /* another program may have written since this world was opened */
    world_forget_tables(world);
    world->dropped_count = 0;
    status = world_load(world, error);
    if (status != ENT_OK)
        ent_world_rollback(world);
    return status;
}

/* Write back what add_spell learnt of each series. */
static ent_status save_longest(ent_world *world, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_prepare(
        world, "UPDATE series SET longest_days = max(longest_days, ?2) WHERE id = ?1", &statement,
        error);
    for (size_t i = 0; i < world->series_count && status == ENT_OK; i++) {
        bool row;
        sqlite3_bind_int(statement, 1, world->series[i].id);
        sqlite3_bind_int(statement, 2, world->series[i].longest_days);
        status = world_step(world, statement, &row, error);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return status;
}

ent_status ent_world_commit(ent_world *world, ent_error *error)
{
    ent_status status = save_longest(world, error);
    if (status == ENT_OK)
        status = world_execute(world, "COMMIT", error);
    if (status != ENT_OK) {
        ent_world_rollback(world);
        return status;
    }
    world_sort_series(world);
    world_sort_codes(world);
    return ENT_OK;
}

void ent_world_rollback(ent_world *world)
{
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_reset(world->statements[i]);
    if (!sqlite3_get_autocommit(world->db))
        sqlite3_exec(world->db, "ROLLBACK", NULL, NULL, NULL);
    world_forget_tables(world);
    ent_status status = world_load(world, NULL);
    (void)status; /* a world without its tables is empty: later calls find nothing */
}

/* One parameter of a statement. */
typedef struct {
    enum { END, INTEGER, TEXT } type;
    long long integer;
    const char *text;
} parameter;

/* Run an INSERT or UPDATE once with parameters ?1, ?2, ... till END. */
static ent_status run(ent_world *world, const char *sql, const parameter parameters[],
                      ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_prepare(world, sql, &statement, error);
    if (status != ENT_OK)
        return status;
    for (int i = 0; parameters[i].type != END; i++) {
        if (parameters[i].type == TEXT)
            sqlite3_bind_text(statement, i + 1, parameters[i].text, -1, SQLITE_STATIC);
        else
            sqlite3_bind_int64(statement, i + 1, parameters[i].integer);
    }
    bool row;
    status = world_step(world, statement, &row, error);
    sqlite3_finalize(statement);
    return status;
}

#define T(value) {.type = TEXT, .text = (value)}
#define I(value) {.type = INTEGER, .integer = (value)}

ent_status ent_world_add_source(ent_world *world, const ent_source *source, int *id,
                                ent_error *error)
{
    for (size_t i = 0; i < world->source_count; i++) {
        if (strcmp(world->sources[i].name, source->name) == 0) {
            *id = world->sources[i].id;
            return ENT_OK;
        }
    }
    if (!ent_grow(&world->sources, world->source_count, &world->source_capacity,
                  sizeof *world->sources))
        return ent_fail_memory(error);
    ent_status status = run(world,
        "INSERT INTO source (name, version, title, citation, terms, bibtex)"
        " VALUES (?1,?2,?3,?4,?5,?6)",
        (parameter[]){T(source->name), T(source->version), T(source->title), T(source->citation),
                      T(source->terms), T(source->bibtex), {0}}, error);
    if (status != ENT_OK)
        return status;
    ent_source *added = &world->sources[world->source_count++];
    *added = *source;
    added->id = *id = (int)sqlite3_last_insert_rowid(world->db);
    return ENT_OK;
}

/* The series of a source that a user put first, for when it is read again. */
static ent_status remember_preferred(ent_world *world, int source, ent_error *error)
{
    for (size_t i = 0; i < world->series_count; i++) {
        if (world->series[i].source_id != source || world->series[i].position >= 0)
            continue;
        if (!ent_grow(&world->dropped, world->dropped_count, &world->dropped_capacity,
                      sizeof *world->dropped))
            return ent_fail_memory(error);
        world->dropped[world->dropped_count++] = world->series[i];
    }
    return ENT_OK;
}

ent_status ent_world_drop_source(ent_world *world, int source, ent_error *error)
{
    static const char *const sql[] = {
        "DELETE FROM detail WHERE field IN (SELECT id FROM field WHERE source = ?1)",
        "DELETE FROM field WHERE source = ?1",
        "DELETE FROM spell WHERE series IN (SELECT id FROM series WHERE source = ?1)",
        "DELETE FROM treaty WHERE series IN (SELECT id FROM series WHERE source = ?1)",
        "DELETE FROM series WHERE source = ?1",
        "DELETE FROM succession WHERE source = ?1",
        "DELETE FROM actor_code WHERE source = ?1",
        "DELETE FROM import_note WHERE file IN (SELECT id FROM file WHERE source = ?1)",
        "DELETE FROM file WHERE source = ?1",
    };
    ent_status status = remember_preferred(world, source, error);
    for (size_t i = 0; i < ent_countof(sql) && status == ENT_OK; i++)
        status = run(world, sql[i], (parameter[]){I(source), {0}}, error);
    if (status != ENT_OK)
        return status;
    world_forget_tables(world);
    return world_load(world, error);
}

/* The path of the first file that a query finds, or "". */
static ent_status find_path(ent_world *world, const char *sql, const parameter parameters[2],
                            char path[256], ent_error *error)
{
    sqlite3_stmt *statement;
    path[0] = '\0';
    ent_status status = world_prepare(world, sql, &statement, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_text(statement, 1, parameters[0].text, -1, SQLITE_STATIC);
    if (parameters[1].type != END)
        sqlite3_bind_int64(statement, 2, parameters[1].integer);
    bool row;
    status = world_step(world, statement, &row, error);
    if (status == ENT_OK && row)
        world_column_text(statement, 0, path, 256);
    sqlite3_finalize(statement);
    return status;
}

ent_status ent_world_has_content(ent_world *world, const char *content, char path[256],
                                 ent_error *error)
{
    return find_path(world, "SELECT path FROM file WHERE content = ?1",
                     (parameter[]){T(content), {0}}, path, error);
}

ent_status ent_world_has_layout(ent_world *world, int source, const char *layout, char path[256],
                                ent_error *error)
{
    return find_path(world, "SELECT path FROM file WHERE layout = ?1 AND source = ?2",
                     (parameter[]){T(layout), I(source)}, path, error);
}

ent_status ent_world_add_file(ent_world *world, int source, const char *layout, const char *path,
                              const char *sha256, const char *content, int *id,
                              ent_error *error)
{
    ent_status status = run(world,
        "INSERT INTO file (source, layout, path, sha256, content, row_count)"
        " VALUES (?1,?2,?3,?4,?5,0)",
        (parameter[]){I(source), T(layout), T(path), T(sha256), T(content), {0}}, error);
    *id = (int)sqlite3_last_insert_rowid(world->db);
    return status;
}

ent_status ent_world_set_rows(ent_world *world, int file, size_t rows, ent_error *error)
{
    return run(world, "UPDATE file SET row_count = ?1 WHERE id = ?2",
               (parameter[]){I((long long)rows), I(file), {0}}, error);
}

ent_status ent_world_add_note(ent_world *world, int file, const char *kind, const char *reason,
                              long long count, const char *example, ent_error *error)
{
    return run(world,
        "INSERT INTO import_note (file, kind, reason, count, example) VALUES (?1,?2,?3,?4,?5)",
        (parameter[]){I(file), T(kind), T(reason), I(count), T(example), {0}}, error);
}

static ent_status widen_coverage(ent_world *world, ent_series *there, ent_span covers,
                                 ent_error *error)
{
    if (covers.from < there->covers.from)
        there->covers.from = covers.from;
    if (covers.to > there->covers.to)
        there->covers.to = covers.to;
    return run(world, "UPDATE series SET covers_from = ?1, covers_to = ?2 WHERE id = ?3",
               (parameter[]){I(there->covers.from), I(there->covers.to), I(there->id), {0}}, error);
}

/* What a user preferred stays so when its source is read anew. */
static int position_of(const ent_world *world, const ent_series *series)
{
    for (size_t i = 0; i < world->dropped_count; i++) {
        const ent_series *dropped = &world->dropped[i];
        if (dropped->kind == series->kind && dropped->source_id == series->source_id &&
            strcmp(dropped->name, series->name) == 0)
            return dropped->position;
    }
    return series->position;
}

ent_status ent_world_add_series(ent_world *world, ent_series *series, ent_error *error)
{
    static const char *const measures[] = {"binary", "ordered", "valued"};
    static const char *const scales[] = {"", "cow", "atop"};
    for (size_t i = 0; i < world->series_count; i++) {
        ent_series *there = &world->series[i];
        if (there->kind == series->kind && there->source_id == series->source_id &&
            strcmp(there->name, series->name) == 0) {
            ent_status status = widen_coverage(world, there, series->covers, error);
            *series = *there;
            return status;
        }
    }
    if (!ent_grow(&world->series, world->series_count, &world->series_capacity,
                  sizeof *world->series))
        return ent_fail_memory(error);
    ent_status status = run(world,
        "INSERT INTO series (kind, name, source, directed, measure, scale, covers_from, covers_to,"
        " position, shipped) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
        (parameter[]){T(ent_series_kind_word(series->kind)), T(series->name), I(series->source_id),
                      I(series->directed), T(measures[series->measure]), T(scales[series->scale]),
                      I(series->covers.from), I(series->covers.to), I(position_of(world, series)),
                      I(series->position), {0}},
        error);
    if (status != ENT_OK)
        return status;
    series->id = (int)sqlite3_last_insert_rowid(world->db);
    series->position = position_of(world, series);
    for (size_t i = 0; i < world->source_count; i++)
        if (world->sources[i].id == series->source_id)
            memcpy(series->source, world->sources[i].name, sizeof series->source);
    world->series[world->series_count++] = *series;
    world_sort_series(world); /* kinds lie together, names by preference */
    return ENT_OK;
}

static bool has_code(const ent_world *world, int actor)
{
    for (size_t i = 0; i < world->code_count; i++)
        if (world->codes[i].actor == actor)
            return true;
    return false;
}

int ent_world_find_codeless(const ent_world *world, const char *name, const char *kind)
{
    for (size_t i = 0; i < world->actor_count; i++)
        if (strcmp(world->actors[i].name, name) == 0 && strcmp(world->actors[i].kind, kind) == 0 &&
            !has_code(world, world->actors[i].id))
            return world->actors[i].id;
    return 0;
}

ent_status ent_world_add_actor(ent_world *world, const char *name, const char *abb,
                               const char *kind, int *id, ent_error *error)
{
    *id = 0;
    if (!ent_grow(&world->actors, world->actor_count, &world->actor_capacity,
                  sizeof *world->actors))
        return ent_fail_memory(error);
    int next = (int)world->actor_count + 1;
    ent_status status =
        run(world, "INSERT INTO actor (id, name, abb, kind) VALUES (?1,?2,?3,?4)",
            (parameter[]){I(next), T(name), T(abb), T(kind), {0}}, error);
    if (status != ENT_OK)
        return status;
    ent_actor *actor = &world->actors[world->actor_count++];
    memset(actor, 0, sizeof *actor);
    actor->id = *id = next;
    snprintf(actor->name, sizeof actor->name, "%s", name);
    snprintf(actor->abb, sizeof actor->abb, "%s", abb);
    snprintf(actor->kind, sizeof actor->kind, "%s", kind);
    return ENT_OK;
}

ent_status ent_world_add_code(ent_world *world, const ent_code *code, int source, ent_error *error)
{
    if (!ent_grow(&world->codes, world->code_count, &world->code_capacity, sizeof *world->codes))
        return ent_fail_memory(error);
    ent_status status = run(world,
        "INSERT OR IGNORE INTO actor_code (actor, scheme, code, from_day, to_day, source)"
        " VALUES (?1,?2,?3,?4,?5,?6)",
        (parameter[]){I(code->actor), T(code->scheme), T(code->code), I(code->span.from),
                      I(code->span.to), I(source), {0}}, error);
    if (status != ENT_OK || sqlite3_changes(world->db) == 0)
        return status;
    world->codes[world->code_count++] = *code;
    world->codes_sorted = false;
    return ENT_OK;
}

ent_status ent_world_add_succession(ent_world *world, const ent_succession *succession, int source,
                                    ent_error *error)
{
    return run(world,
        "INSERT OR IGNORE INTO succession (predecessor, successor, day, kind, source)"
        " VALUES (?1,?2,?3,?4,?5)",
        (parameter[]){I(succession->predecessor), I(succession->successor), I(succession->day),
                      T(succession->kind), I(source), {0}}, error);
}

ent_status ent_world_add_treaty(ent_world *world, ent_treaty *treaty, ent_error *error)
{
    ent_status status = run(world,
        "INSERT OR IGNORE INTO treaty (series, code, name, from_day, to_day, marks, citation, note,"
        " record) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
        (parameter[]){I(treaty->series), T(treaty->code), T(treaty->name), I(treaty->span.from),
                      I(treaty->span.to), I(treaty->marks), I(treaty->citation), I(treaty->note),
                      I(treaty->record), {0}}, error);
    if (status != ENT_OK)
        return status;
    if (sqlite3_changes(world->db) == 0)
        return ent_fail(error, ENT_ERR_INPUT, "treaty '%s' stands twice", treaty->code);
    treaty->id = (int)sqlite3_last_insert_rowid(world->db);
    return ENT_OK;
}

ent_status ent_world_change_treaty(ent_world *world, const ent_treaty *treaty, ent_error *error)
{
    return run(world,
        "UPDATE treaty SET name = ?1, from_day = ?2, to_day = ?3, marks = ?4, citation = ?5,"
        " note = ?6, record = ?7 WHERE id = ?8",
        (parameter[]){T(treaty->name), I(treaty->span.from), I(treaty->span.to), I(treaty->marks),
                      I(treaty->citation), I(treaty->note), I(treaty->record), I(treaty->id), {0}},
        error);
}

ent_status ent_world_add_unit(ent_world *world, const char *text, int *id, ent_error *error)
{
    *id = 0;
    if (*text == '\0')
        return ENT_OK;
    for (size_t i = 0; i < world->unit_count; i++) {
        if (strcmp(world->units[i], text) == 0) {
            *id = (int)i + 1;
            return ENT_OK;
        }
    }
    if (!ent_grow(&world->units, world->unit_count, &world->unit_capacity, sizeof *world->units))
        return ent_fail_memory(error);
    char *copy = ent_copy_text(text);
    if (!copy)
        return ent_fail_memory(error);
    int next = (int)world->unit_count + 1;
    ent_status status = run(world, "INSERT INTO unit (id, text) VALUES (?1,?2)",
                            (parameter[]){I(next), T(text), {0}}, error);
    if (status != ENT_OK) {
        free(copy);
        return status;
    }
    world->units[world->unit_count++] = copy;
    *id = next;
    return ENT_OK;
}

ent_status ent_world_add_phrase(ent_world *world, const char *text, int *id, ent_error *error)
{
    *id = 0;
    if (*text == '\0')
        return ENT_OK;
    sqlite3_stmt *statement;
    ent_status status = world_statement(world, STATEMENT_ADD_PHRASE,
        "INSERT INTO phrase (text) VALUES (?1) ON CONFLICT (text) DO UPDATE SET text = text"
        " RETURNING id", &statement, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    bool row;
    status = world_step(world, statement, &row, error);
    if (row)
        *id = sqlite3_column_int(statement, 0);
    sqlite3_reset(statement);
    return status;
}
