/* Writing spells and the records of details that go with them. */
#include "world/write.h"

#include "world/world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void bind_spell(sqlite3_stmt *statement, const ent_series *series, const ent_spell *spell)
{
    const int integers[] = {series->id,   spell->span.from, spell->a, spell->b,
                            spell->treaty, spell->span.to,   spell->level,
                            (int)spell->obligations};
    for (size_t i = 0; i < ent_countof(integers); i++)
        sqlite3_bind_int(statement, (int)i + 1, integers[i]);
}

static bool same_number(double a, double b)
{
    return isnan(a) ? isnan(b) : !isnan(b) && !(a < b) && !(a > b);
}

/* Do two records say the same? */
static ent_status compare_records(ent_world *world, int a, int b, bool *same, ent_error *error)
{
    ent_detail *left = NULL, *right = NULL;
    size_t left_count = 0, right_count = 0;
    *same = a == b;
    if (a == b)
        return ENT_OK;
    ent_status status = ent_world_details(world, a, a, &left, &left_count, error);
    if (status == ENT_OK)
        status = ent_world_details(world, b, b, &right, &right_count, error);
    *same = status == ENT_OK && left_count == right_count;
    for (size_t i = 0; i < left_count && *same; i++)
        *same = left[i].field == right[i].field && left[i].text == right[i].text &&
                same_number(left[i].number, right[i].number);
    free(left);
    free(right);
    return status;
}

/* Is there a spell of the same actors and days (and of the same obligations, if it is of a treaty,
 * which may bind twice)? Then say whether it is the same in all it says; else *fate is
 * ENT_SPELL_ADDED. */
static ent_status compare_spell(ent_world *world, const ent_series *series, const ent_spell *spell,
                                ent_spell_fate *fate, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_statement(world, STATEMENT_SAME_SPELL,
        "SELECT number, text, unit, level, obligations, record FROM spell WHERE series = ?1"
        " AND from_day = ?2 AND a = ?3 AND b = ?4 AND treaty = ?5 AND to_day = ?6"
        " AND (treaty = 0 OR (level = ?7 AND obligations = ?8))", &statement, error);
    if (status != ENT_OK)
        return status;
    bind_spell(statement, series, spell);
    bool row;
    *fate = ENT_SPELL_ADDED;
    status = world_step(world, statement, &row, error);
    if (row) {
        bool same = same_number(sqlite3_column_type(statement, 0) == SQLITE_NULL
                                    ? (double)NAN : sqlite3_column_double(statement, 0),
                                spell->number);
        same &= sqlite3_column_int(statement, 1) == spell->text &&
                sqlite3_column_int(statement, 2) == spell->unit &&
                sqlite3_column_int(statement, 3) == spell->level &&
                sqlite3_column_int(statement, 4) == (int)spell->obligations;
        if (same)
            status = compare_records(world, sqlite3_column_int(statement, 5), spell->record, &same,
                                     error);
        *fate = same ? ENT_SPELL_DUPLICATE : ENT_SPELL_CONFLICT;
    }
    sqlite3_reset(statement);
    return status;
}

/* Insert a spell, unless its key is there: then *added is false. */
static ent_status insert_spell(ent_world *world, ent_series *series, const ent_spell *spell,
                               bool *added, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_statement(world, STATEMENT_ADD_SPELL,
        "INSERT OR IGNORE INTO spell (series, from_day, a, b, treaty, to_day, level, obligations,"
        " marks, number, unit, text, citation, note, record)"
        " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)", &statement, error);
    if (status != ENT_OK)
        return status;
    bind_spell(statement, series, spell);
    sqlite3_bind_int(statement, 9, (int)spell->marks);
    if (!isnan(spell->number))
        sqlite3_bind_double(statement, 10, spell->number);
    const int rest[] = {spell->unit, spell->text, spell->citation, spell->note, spell->record};
    for (size_t i = 0; i < ent_countof(rest); i++)
        sqlite3_bind_int(statement, 11 + (int)i, rest[i]);
    bool row;
    status = world_step(world, statement, &row, error);
    sqlite3_reset(statement);
    *added = sqlite3_changes(world->db) != 0;
    int days = spell->span.to - spell->span.from + 1;
    if (status == ENT_OK && *added && days > series->longest_days)
        series->longest_days = days;
    return status;
}

/* Let the world's own copy of a series know its longest spell; it is saved at the end. */
static void note_longest(ent_world *world, const ent_series *series)
{
    for (size_t i = 0; i < world->series_count; i++)
        if (world->series[i].id == series->id &&
            world->series[i].longest_days < series->longest_days)
            world->series[i].longest_days = series->longest_days;
}

/* The record of a spell that was not needed. */
static ent_status drop_record(ent_world *world, int record, ent_error *error)
{
    char sql[64];
    snprintf(sql, sizeof sql, "DELETE FROM detail WHERE record = %d", record);
    return record ? world_execute(world, sql, error) : ENT_OK;
}

ent_status ent_world_add_spell(ent_world *world, ent_series *series, const ent_spell *spell,
                               ent_spell_fate *fate, ent_error *error)
{
    bool added;
    if (series->kind == ENT_LAYER && spell->treaty == 0) { /* another level is another key, too */
        ent_status compared = compare_spell(world, series, spell, fate, error);
        if (compared != ENT_OK || *fate != ENT_SPELL_ADDED)
            return compared;
    }
    int longest = series->longest_days;
    ent_status status = insert_spell(world, series, spell, &added, error);
    if (status != ENT_OK)
        return status;
    *fate = ENT_SPELL_ADDED;
    if (!added)
        status = compare_spell(world, series, spell, fate, error);
    if (status == ENT_OK && *fate == ENT_SPELL_DUPLICATE)
        status = drop_record(world, spell->record, error);
    if (series->longest_days > longest)
        note_longest(world, series);
    return status;
}

static int compare_keys(const void *left, const void *right)
{
    const ent_spell *x = left, *y = right;
    const int a[] = {x->span.from, x->a, x->b, x->treaty, x->span.to};
    const int b[] = {y->span.from, y->a, y->b, y->treaty, y->span.to};
    for (size_t i = 0; i < ent_countof(a); i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

ent_status ent_world_add_spells(ent_world *world, ent_series *series, ent_spell *spells, size_t count,
                                size_t *duplicates, ent_error *error)
{
    ent_status status = ENT_OK;
    *duplicates = 0;
    if (count > 0)
        qsort(spells, count, sizeof *spells, compare_keys);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells[i], *before = i ? &spells[i - 1] : NULL;
        bool added = false, twice = before && compare_keys(before, spell) == 0;
        if (!twice)
            status = insert_spell(world, series, spell, &added, error);
        if (status != ENT_OK || added)
            continue;
        bool same = twice && same_number(before->number, spell->number) &&
                    before->level == spell->level && before->text == spell->text;
        const ent_actor *a = ent_world_actor(world, spell->a), *b = ent_world_actor(world, spell->b);
        if (!same)
            status = ent_fail(error, ENT_ERR_INPUT, "%s of '%s'%s%s%s in %d stands twice, with "
                              "different values", series->name, a ? a->abb : "", b ? " and '" : "",
                              b ? b->abb : "", b ? "'" : "", ent_day_year(spell->span.from));
        ++*duplicates;
    }
    note_longest(world, series);
    return status;
}

/* ---- details ---- */

ent_status ent_world_add_field(ent_world *world, int source, const char *name, const char *meaning,
                               int *id, ent_error *error)
{
    sqlite3_stmt *statement;
    *id = 0;
    ent_status status = world_prepare(world,
        "INSERT INTO field (source, name, meaning) VALUES (?1,?2,?3)"
        " ON CONFLICT (source, name) DO UPDATE SET name = name RETURNING id", &statement, error);
    bool row = false;
    if (status == ENT_OK) {
        sqlite3_bind_int(statement, 1, source);
        sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 3, meaning, -1, SQLITE_STATIC);
        status = world_step(world, statement, &row, error);
    }
    if (row)
        *id = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

static ent_status next_record(ent_world *world, int *out, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = ENT_OK;
    if (world->last_record < 0) {
        bool row = false;
        status = world_prepare(world, "SELECT coalesce(max(record), 0) FROM detail", &statement, error);
        if (status == ENT_OK)
            status = world_step(world, statement, &row, error);
        if (row)
            world->last_record = sqlite3_column_int(statement, 0);
        sqlite3_finalize(statement);
    }
    if (status == ENT_OK)
        *out = ++world->last_record;
    return status;
}

ent_status ent_world_add_record(ent_world *world, const ent_detail details[], size_t count,
                                int *record, ent_error *error)
{
    *record = 0;
    if (count == 0)
        return ENT_OK;
    ent_status status = next_record(world, record, error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        sqlite3_stmt *statement;
        bool row;
        status = world_statement(world, STATEMENT_ADD_DETAIL,
            "INSERT INTO detail (record, field, number, text) VALUES (?1,?2,?3,?4)", &statement,
            error);
        if (status != ENT_OK)
            break;
        sqlite3_bind_int(statement, 1, *record);
        sqlite3_bind_int(statement, 2, details[i].field);
        if (!isnan(details[i].number))
            sqlite3_bind_double(statement, 3, details[i].number);
        sqlite3_bind_int(statement, 4, details[i].text);
        status = world_step(world, statement, &row, error);
        sqlite3_reset(statement);
    }
    return status;
}

ent_status ent_world_check_overlaps(ent_world *world, int source, ent_error *error)
{
    sqlite3_stmt *statement;
    ent_status status = world_prepare(world,
        "SELECT v.name, abb, date(before), date(from_day) FROM ("
        "  SELECT series.name, spell.a, from_day,"
        "    lag(to_day) OVER (PARTITION BY series, a ORDER BY from_day, to_day) AS before"
        "  FROM spell JOIN series ON series.id = spell.series"
        "  WHERE series.source = ?1 AND series.kind = 'attribute') AS v"
        " JOIN actor ON actor.id = v.a WHERE before >= from_day LIMIT 1", &statement, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_int(statement, 1, source);
    bool row;
    status = world_step(world, statement, &row, error);
    if (status == ENT_OK && row)
        status = ent_fail(error, ENT_ERR_INPUT,
                          "%s of '%s' has two values on one day: one lasts to %s, another begins on %s",
                          (const char *)sqlite3_column_text(statement, 0),
                          (const char *)sqlite3_column_text(statement, 1),
                          (const char *)sqlite3_column_text(statement, 2),
                          (const char *)sqlite3_column_text(statement, 3));
    sqlite3_finalize(statement);
    return status;
}
