/* From what a user writes to what a world holds: series, actors, treaties. */
#include "world/world.h"

#include "core/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ent_series_kind_word(ent_series_kind kind)
{
    static const char *const words[] = {"layer", "attribute", "system", "treaties", "conflicts"};
    return words[kind];
}

const ent_series *ent_world_series(const ent_world *world, ent_series_kind kind, size_t *count)
{
    const ent_series *first = NULL;
    *count = 0;
    for (size_t i = 0; i < world->series_count; i++) {
        if (world->series[i].kind != kind)
            continue;
        if (!first)
            first = &world->series[i];
        ++*count;
    }
    return first;
}

/* Do the dash-separated parts of `wanted` all stand in `name`, in their order? */
static bool parts_match(const char *name, const char *wanted)
{
    while (*wanted) {
        size_t length = strcspn(wanted, "-");
        for (;;) {
            size_t part = strcspn(name, "-");
            if (part == 0 && name[0] == '\0')
                return false;
            bool same = part == length && strncmp(name, wanted, length) == 0;
            name += part + (name[part] == '-');
            if (same)
                break;
        }
        wanted += length + (wanted[length] == '-');
    }
    return true;
}

bool ent_source_is_called(const char *source, const char *wanted)
{
    return *wanted && parts_match(source, wanted);
}

bool ent_source_is_restricted(const ent_source *source)
{
    return strstr(source->terms, "no redistribution") != NULL;
}

/* The end of a message with a list: ENT_ERR_INPUT, unless there was no memory for the list. */
static ent_status listed(ent_buffer *list, ent_error *error)
{
    bool failed = list->failed;
    ent_buffer_clear(list);
    return failed ? ent_fail_memory(error) : ENT_ERR_INPUT;
}

/* What there is of a kind, for an error: all names, or all sources of one name. */
static ent_status fail_series(const ent_world *world, ent_series_kind kind, const char *name,
                              const char *bare, ent_error *error)
{
    if (!error)
        return ENT_ERR_INPUT;
    ent_buffer list = {0};
    const char *last = "";
    bool known = false;
    for (size_t i = 0; i < world->series_count; i++)
        known |= world->series[i].kind == kind && strcmp(world->series[i].name, bare) == 0;
    for (size_t i = 0; i < world->series_count; i++) {
        const ent_series *series = &world->series[i];
        if (series->kind != kind || (known && strcmp(series->name, bare) != 0) ||
            (!known && strcmp(series->name, last) == 0))
            continue;
        ent_buffer_format(&list, "%s%s%s%s", list.length ? ", " : "", series->name,
                          known ? "@" : "", known ? series->source : "");
        last = series->name;
    }
    if (list.length == 0)
        ent_fail(error, ENT_ERR_INPUT, "there is no %s '%.80s': the world has none",
                 ent_series_kind_word(kind), name);
    else
        ent_fail(error, ENT_ERR_INPUT, "there is no %s '%.80s'; the world has %.300s",
                 ent_series_kind_word(kind), name, list.data);
    return listed(&list, error);
}

ent_status ent_world_resolve(ent_world *world, ent_series_kind kind, const char *name,
                             ent_series *out, ent_error *error)
{
    char bare[sizeof out->name];
    const char *at = strchr(name, '@');
    size_t length = at ? (size_t)(at - name) : strlen(name);
    if (length < sizeof bare) {
        memcpy(bare, name, length);
        bare[length] = '\0';
        /* the series are ordered by name, then preference: the first that fits is the answer */
        for (size_t i = 0; i < world->series_count; i++) {
            const ent_series *series = &world->series[i];
            if (series->kind == kind && strcmp(series->name, bare) == 0 &&
                (!at || (at[1] && parts_match(series->source, at + 1)))) {
                *out = *series;
                return ENT_OK;
            }
        }
    } else {
        bare[0] = '\0';
    }
    return fail_series(world, kind, name, bare, error);
}

/* ---- actors ---- */

size_t ent_world_actor_count(const ent_world *world)
{
    return world->actor_count;
}

const ent_actor *ent_world_actor(const ent_world *world, int id)
{
    if (id < 1 || (size_t)id > world->actor_count)
        return NULL;
    return &world->actors[id - 1];
}

const ent_code *ent_world_codes(ent_world *world, size_t *count)
{
    world_sort_codes(world);
    *count = world->code_count;
    return world->codes;
}

/* The first code of a scheme that is not before `code`; codes are sorted. */
static size_t lower_bound(const ent_world *world, const char *scheme, const char *code)
{
    size_t low = 0, high = world->code_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const ent_code *at = &world->codes[middle];
        int order = strcmp(at->scheme, scheme);
        if (order == 0)
            order = ent_compare_nocase(at->code, code);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool same_code(const ent_code *at, const char *scheme, const char *code)
{
    return strcmp(at->scheme, scheme) == 0 && ent_equal_nocase(at->code, code);
}

/* "Germany (255, GMY)" */
static void add_actor(const ent_world *world, ent_buffer *list, int id)
{
    const ent_actor *actor = ent_world_actor(world, id);
    const char *number = NULL;
    for (size_t i = 0; i < world->code_count && !number; i++)
        if (world->codes[i].actor == id && strcmp(world->codes[i].scheme, "cow") == 0)
            number = world->codes[i].code;
    ent_buffer_format(list, "%s%s", list->length ? ", " : "", actor->name);
    if (number)
        ent_buffer_format(list, " (%s, %s)", actor->abb, number);
    else if (strcmp(actor->abb, actor->name) != 0)
        ent_buffer_format(list, " (%s)", actor->abb);
}

static void span_text(ent_span span, char *text, size_t size)
{
    char from[11], to[11];
    snprintf(text, size, "%s to %s", ent_day_format(span.from, from), ent_day_format(span.to, to));
}

/* Does an actor hold some code in the span? */
static bool is_there(const ent_world *world, int actor, ent_span span)
{
    for (size_t i = 0; i < world->code_count; i++)
        if (world->codes[i].actor == actor && ent_spans_meet(world->codes[i].span, span))
            return true;
    return false;
}

/* Who followed or preceded an actor and is there in the span. */
static void add_relatives(ent_world *world, ent_buffer *list, int actor, ent_span span)
{
    ent_succession *items;
    size_t count;
    ent_buffer names = {0};
    if (ent_world_successions(world, &items, &count, NULL) != ENT_OK) {
        list->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        int other = items[i].predecessor == actor   ? items[i].successor
                    : items[i].successor == actor ? items[i].predecessor
                                                  : 0;
        bool again = false;
        for (size_t k = 0; k < i && !again; k++) /* 255 went to 260, and 260 back to 255 */
            again = (items[k].predecessor == other && items[k].successor == actor) ||
                    (items[k].successor == other && items[k].predecessor == actor);
        if (other && !again && is_there(world, other, span))
            add_actor(world, &names, other);
    }
    if (names.length > 0)
        ent_buffer_format(list, "; did you mean %s?", names.data);
    list->failed |= names.failed;
    ent_buffer_clear(&names);
    free(items);
}

/* The code exists, but nobody holds it in the span: say when it was held, and who was there then. */
static ent_status fail_other_days(ent_world *world, size_t first, const char *scheme,
                                  const char *code, ent_span span, ent_error *error)
{
    ent_buffer list = {0};
    int last = 0;
    for (size_t i = first; i < world->code_count && same_code(&world->codes[i], scheme, code); i++) {
        char held[32];
        span_text(world->codes[i].span, held, sizeof held);
        if (world->codes[i].actor == last) {
            ent_buffer_format(&list, " and %s", held);
            continue;
        }
        last = world->codes[i].actor;
        add_actor(world, &list, last);
        ent_buffer_format(&list, " held it %s", held);
    }
    add_relatives(world, &list, last, span);
    char from[11], to[11];
    ent_day_format(span.from, from);
    ent_day_format(span.to, to);
    ent_fail(error, ENT_ERR_INPUT, "nobody holds the code '%.60s' %s %s%s%s; %.300s", code,
             span.from == span.to ? "on" : "from", from, span.from == span.to ? "" : " to ",
             span.from == span.to ? "" : to, ent_buffer_text(&list));
    return listed(&list, error);
}

/* Is `text` in `name`, without regard to case? */
static bool contains(const char *name, const char *text)
{
    size_t length = strlen(text);
    for (; *name; name++) {
        size_t i = 0;
        while (i < length && tolower((unsigned char)name[i]) == tolower((unsigned char)text[i]))
            i++;
        if (i == length)
            return true;
    }
    return false;
}

/* No such code at all: list actors with a like one, the same in another scheme, or such a name. */
static ent_status fail_unknown(const ent_world *world, const char *scheme, const char *code,
                               ent_error *error)
{
    ent_buffer list = {0};
    int last = 0, found = 0;
    for (size_t i = 0; i < world->code_count && found < 5; i++) {
        const ent_code *at = &world->codes[i];
        bool near = ent_equal_nocase(at->code, code) ||
                    (strcmp(at->scheme, "name") == 0 && strlen(code) > 2 &&
                     contains(at->code, code)) ||
                    (strcmp(at->scheme, scheme) == 0 && !isdigit((unsigned char)code[0]) &&
                     ent_edit_distance(at->code, code) <= 1);
        if (!near || at->actor == last)
            continue;
        add_actor(world, &list, at->actor);
        if (strcmp(at->scheme, scheme) != 0 && strcmp(at->scheme, "name") != 0)
            ent_buffer_format(&list, " as %s:%s", at->scheme, at->code);
        last = at->actor;
        found++;
    }
    ent_fail(error, ENT_ERR_INPUT, "no actor has the %s code '%.60s'%s%.300s%s",
             strcmp(scheme, "cow") == 0   ? "COW"
             : strcmp(scheme, "abb") == 0 ? "COW abbreviation or short"
                                          : scheme,
             code, list.length ? "; did you mean " : "", ent_buffer_text(&list),
             list.length ? "?" : "");
    return listed(&list, error);
}

const char *ent_code_split(const char *text, char scheme[16])
{
    const char *colon = strchr(text, ':');
    if (!colon) {
        bool digits = *text && strspn(text, "0123456789") == strlen(text);
        strcpy(scheme, digits ? "cow" : "abb");
        return text;
    }
    if (colon - text >= 16)
        return NULL;
    snprintf(scheme, 16, "%.*s", (int)(colon - text), text);
    return colon + 1;
}

ent_status ent_world_find_actor(ent_world *world, const char *text, ent_span span, int *out,
                                ent_error *error)
{
    char scheme[16];
    const char *code = ent_code_split(text, scheme);
    *out = 0;
    if (!code)
        return ent_fail(error, ENT_ERR_INPUT, "'%.60s' is not an actor's code", text);
    if (*code == '\0')
        return ent_fail(error, ENT_ERR_INPUT, "an actor's code is empty");
    world_sort_codes(world);
    size_t first = lower_bound(world, scheme, code);
    int other = 0;
    for (size_t i = first; i < world->code_count && same_code(&world->codes[i], scheme, code);
         i++) {
        const ent_code *at = &world->codes[i];
        if (!ent_spans_meet(at->span, span))
            continue;
        if (*out && at->actor != *out)
            other = at->actor;
        else
            *out = at->actor;
    }
    if (*out && !other)
        return ENT_OK;
    if (other) {
        ent_buffer list = {0};
        add_actor(world, &list, *out);
        add_actor(world, &list, other);
        ent_fail(error, ENT_ERR_INPUT, "'%.60s' is held by more than one actor at that time: %.300s",
                 text, ent_buffer_text(&list));
        *out = 0;
        return listed(&list, error);
    }
    if (!error)
        return ENT_ERR_INPUT;
    if (first < world->code_count && same_code(&world->codes[first], scheme, code))
        return fail_other_days(world, first, scheme, code, span, error);
    return fail_unknown(world, scheme, code, error);
}

/* ---- treaties ---- */

static void take_treaty(sqlite3_stmt *row, ent_treaty *out)
{
    memset(out, 0, sizeof *out);
    out->id = sqlite3_column_int(row, 0);
    out->series = sqlite3_column_int(row, 1);
    world_column_text(row, 2, out->code, sizeof out->code);
    world_column_text(row, 3, out->name, sizeof out->name);
    out->span = (ent_span){sqlite3_column_int(row, 4), sqlite3_column_int(row, 5)};
    out->marks = (unsigned)sqlite3_column_int(row, 6);
    out->citation = sqlite3_column_int(row, 7);
    out->note = sqlite3_column_int(row, 8);
    out->record = sqlite3_column_int(row, 9);
}

#define TREATY_COLUMNS                                                                             \
    "SELECT id, series, code, name, from_day, to_day, marks, citation, note, record "

/* Codes that begin alike, for the error. */
static ent_status fail_treaty(ent_world *world, const char *code, ent_error *error)
{
    if (!error)
        return ENT_ERR_INPUT;
    ent_buffer list = {0};
    sqlite3_stmt *statement;
    ent_status status = world_prepare(world,
        "SELECT code FROM treaty WHERE name LIKE '%' || ?1 || '%' OR code LIKE '%' || ?1"
        " OR code LIKE substr(?1, 1, max(length(?1) - 1, 1)) || '%' ORDER BY length(code), code"
        " LIMIT 6", &statement, error);
    if (status != ENT_OK)
        return status;
    sqlite3_bind_text(statement, 1, code, -1, SQLITE_STATIC);
    for (bool row = true; status == ENT_OK && row;) {
        status = world_step(world, statement, &row, error);
        if (row)
            ent_buffer_format(&list, "%s%s", list.length ? ", " : "",
                              (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    if (status == ENT_OK)
        ent_fail(error, status = ENT_ERR_INPUT, "there is no treaty '%.60s'; %s%s%.200s%s", code,
                 list.length ? "did you mean " : "treaties are written cow:227",
                 list.length && strchr(list.data, ',') ? "one of " : "", ent_buffer_text(&list),
                 list.length ? "?" : "");
    if (list.failed)
        status = ent_fail_memory(error);
    ent_buffer_clear(&list);
    return status;
}

ent_status ent_world_find_treaty(ent_world *world, const char *code, ent_treaty *out,
                                 ent_error *error)
{
    sqlite3_stmt *statement;
    memset(out, 0, sizeof *out);
    ent_status status =
        world_prepare(world, TREATY_COLUMNS "FROM treaty WHERE code = ?1", &statement, error);
    bool row = false;
    if (status == ENT_OK) {
        sqlite3_bind_text(statement, 1, code, -1, SQLITE_STATIC);
        status = world_step(world, statement, &row, error);
    }
    if (row)
        take_treaty(statement, out);
    sqlite3_finalize(statement);
    return status != ENT_OK || row ? status : fail_treaty(world, code, error);
}

ent_status ent_world_treaty(ent_world *world, int id, ent_treaty *out, ent_error *error)
{
    sqlite3_stmt *statement;
    memset(out, 0, sizeof *out);
    ent_status status =
        world_prepare(world, TREATY_COLUMNS "FROM treaty WHERE id = ?1", &statement, error);
    bool row = false;
    if (status == ENT_OK) {
        sqlite3_bind_int(statement, 1, id);
        status = world_step(world, statement, &row, error);
    }
    if (row)
        take_treaty(statement, out);
    sqlite3_finalize(statement);
    if (status == ENT_OK && !row)
        return ent_fail(error, ENT_ERR_ARGUMENT, "there is no treaty with the id %d", id);
    return status;
}

static void take_treaty_item(sqlite3_stmt *row, void *item)
{
    take_treaty(row, item);
}

ent_status ent_world_treaties(ent_world *world, const ent_series *series, ent_treaty **out,
                              size_t *count, ent_error *error)
{
    void *items = NULL;
    sqlite3_stmt *statement;
    *count = 0;
    ent_status status = world_prepare(
        world, TREATY_COLUMNS "FROM treaty WHERE ?1 = 0 OR series = ?1 ORDER BY code", &statement,
        error);
    if (status == ENT_OK) {
        sqlite3_bind_int(statement, 1, series ? series->id : 0);
        status = world_collect(world, statement, sizeof **out, take_treaty_item, &items, count,
                               error);
    }
    sqlite3_finalize(statement);
    *out = items;
    return status;
}

const ent_source *ent_world_sources(const ent_world *world, size_t *count)
{
    *count = world->source_count;
    return world->sources;
}
