#include "import/reading.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ent_rows *ent_reading_rows(ent_reading *reading)
{
    return reading->rows;
}

ent_world *ent_reading_world(ent_reading *reading)
{
    return reading->shared->world;
}

int ent_reading_source_id(const ent_reading *reading)
{
    return reading->source;
}

ent_spell ent_spell_none(void)
{
    return (ent_spell){.number = (double)NAN};
}

int ent_position_of_version(const char *version)
{
    double number = strtod(version, NULL);
    return number > 0 && number < 3000 ? 30000 - (int)(number * 10) : 30000;
}

/* A file joined from two versions would be taken for the first one. */
static ent_status check_version(ent_reading *reading, ent_error *error)
{
    size_t column = reading->importer->version_column;
    if (column == 0)
        return ENT_OK;
    const char *version = ent_rows_text(reading->rows, column);
    if (ent_rows_count(reading->rows) == 1)
        snprintf(reading->version, sizeof reading->version, "%s", version);
    if (strcmp(version, reading->version) == 0)
        return ENT_OK;
    return ent_rows_fail(reading->rows, column, error, "is not the version of the first row, '%s'",
                         reading->version);
}

enum { ROWS_A_STEP = 4096 };

/* Tell progress now and then, and ask for a stop: a file may have a million rows. */
static ent_status step(ent_reading *reading, ent_error *error)
{
    const reading_shared *shared = reading->shared;
    const ent_csv *csv = ent_rows_csv(reading->rows);
    if (ent_rows_count(reading->rows) % ROWS_A_STEP != 0 || !csv)
        return ENT_OK;
    return ent_monitor_step(shared->monitor, shared->done + shared->share * ent_csv_done(csv),
                            ent_path_name(reading->path), error);
}

ent_status ent_reading_each_row(ent_reading *reading,
                                ent_status (*row)(ent_reading *reading, void *context,
                                                  ent_error *error),
                                void *context, ent_error *error)
{
    for (;;) {
        bool more;
        ent_status status = step(reading, error);
        if (status == ENT_OK)
            status = ent_rows_next(reading->rows, &more, error);
        if (status == ENT_OK && more)
            status = check_version(reading, error);
        if (status == ENT_OK && more)
            status = row(reading, context, error);
        if (status != ENT_OK || !more)
            return status;
    }
}

/* ---- source and series ---- */

ent_status ent_reading_source(ent_reading *reading, const ent_source *source, ent_error *error)
{
    char path[256];
    ent_source full = *source;
    snprintf(full.name, sizeof full.name, "%.40s-%.20s", source->name, source->version);
    if (!full.bibtex[0])
        snprintf(full.bibtex, sizeof full.bibtex, "%s", ent_bibtex_of(source->name));
    ent_world *world = reading->shared->world;
    ent_status status = ent_world_add_source(world, &full, &reading->source, error);
    if (status == ENT_OK)
        status = ent_world_has_layout(world, reading->source, reading->layout, path,
                                      error);
    if (status == ENT_OK && path[0])
        return ent_fail(error, ENT_ERR_INPUT,
                        "%s: the world has %s already, with other content, from '%s'; import one of "
                        "the two, or into a new world", reading->path, full.name, path);
    if (status == ENT_OK)
        status = ent_world_add_file(world, reading->source, reading->layout,
                                    reading->path, reading->sha256, reading->content, &reading->file,
                                    error);
    return status;
}

ent_status ent_reading_series(ent_reading *reading, ent_series *series, ent_error *error)
{
    series->source_id = reading->source;
    return ent_world_add_series(reading->shared->world, series, error);
}

/* ---- counting ---- */

static reading_note *find_note(ent_reading *reading, const char *kind, const char *reason)
{
    for (size_t i = 0; i < reading->note_count; i++) {
        reading_note *note = &reading->notes[i];
        if (strcmp(note->kind, kind) == 0 && strcmp(note->reason, reason) == 0)
            return note;
    }
    if (!ent_grow(&reading->notes, reading->note_count, &reading->note_capacity,
                  sizeof *reading->notes))
        return NULL;
    reading_note *note = &reading->notes[reading->note_count++];
    memset(note, 0, sizeof *note);
    snprintf(note->kind, sizeof note->kind, "%s", kind);
    snprintf(note->reason, sizeof note->reason, "%s", reason);
    size_t line = ent_rows_line(reading->rows);
    if (line > 0)
        snprintf(note->example, sizeof note->example, "line %zu", line);
    return note;
}

static void count_many(ent_reading *reading, const char *kind, const char *reason, size_t count)
{
    reading_note *note = count ? find_note(reading, kind, reason) : NULL;
    if (note)
        note->count += (long long)count;
    else if (count)
        reading->failed = true;
}

void ent_reading_count_many(ent_reading *reading, const char *kind, const char *reason, size_t count,
                            size_t line)
{
    reading_note *note = count ? find_note(reading, kind, reason) : NULL;
    count_many(reading, kind, reason, count);
    if (note && note->example[0] == '\0' && line > 0)
        snprintf(note->example, sizeof note->example, "line %zu", line);
}

void ent_reading_count(ent_reading *reading, const char *kind, const char *format, ...)
{
    char reason[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    count_many(reading, kind, reason, 1);
}

/* What had to be done to the bytes. */
static void count_bytes(ent_reading *reading)
{
    const ent_csv *csv = ent_rows_csv(reading->rows);
    const ent_csv_bytes *found = csv ? ent_csv_found(csv) : NULL;
    if (!found)
        return;
    if (found->carriage_returns)
        ent_reading_count(reading, "repaired", "line ends with carriage returns");
    if (found->byte_order_mark)
        ent_reading_count(reading, "repaired", "byte order mark passed over");
    if (found->no_last_newline)
        ent_reading_count(reading, "repaired", "last row without a newline");
    count_many(reading, "repaired", "bytes read as Windows-1252", found->converted_bytes);
}

ent_status reading_save_notes(ent_reading *reading, ent_error *error)
{
    if (reading->failed)
        return ent_fail_memory(error);
    ent_world *world = reading->shared->world;
    ent_status status =
        ent_world_add_note(world, reading->file, "read", "rows",
                           (long long)ent_rows_count(reading->rows), "", error);
    if (status == ENT_OK)
        status = ent_world_set_rows(world, reading->file, ent_rows_count(reading->rows), error);
    for (size_t i = 0; i < reading->note_count && status == ENT_OK; i++) {
        const reading_note *note = &reading->notes[i];
        status = ent_world_add_note(world, reading->file, note->kind, note->reason, note->count,
                                    note->example, error);
    }
    return status;
}

/* ---- fields ---- */

/* Fill the table of COW numbers when codes were added since. */
static void update_cow_numbers(reading_shared *shared)
{
    size_t count;
    const ent_code *codes = ent_world_codes(shared->world, &count);
    if (count == shared->known_codes)
        return;
    shared->known_codes = count;
    for (size_t i = 0; i < count; i++) {
        long long number;
        if (strcmp(codes[i].scheme, "cow") == 0 && ent_parse_integer(codes[i].code, &number) &&
            number >= 0 && number <= COW_NUMBER_MAX)
            shared->actor_of_cow[number] = codes[i].actor;
    }
}

int ent_reading_cow(ent_reading *reading, int number)
{
    update_cow_numbers(reading->shared);
    return number >= 0 && number <= COW_NUMBER_MAX ? reading->shared->actor_of_cow[number] : 0;
}

ent_status ent_reading_actor(ent_reading *reading, size_t column, int *actor, ent_error *error)
{
    int number;
    *actor = 0;
    ent_status status =
        ent_rows_integer(reading->rows, column, 0, COW_NUMBER_MAX, &number, error);
    if (status != ENT_OK)
        return status;
    *actor = ent_reading_cow(reading, number);
    if (reading->shared->known_codes == 0)
        return ent_rows_fail(reading->rows, column, error,
                             "cannot be known: the world has no states yet; import the state system "
                             "(states2016.csv) first or with it");
    if (*actor == 0)
        ent_reading_count(reading, "left out", "code %d is not in the state system list", number);
    return ENT_OK;
}

/* A month or day: 0 if unknown. */
static ent_status read_part(ent_reading *reading, size_t column, int most, int *out,
                            ent_error *error)
{
    *out = 0;
    const char *text = ent_rows_text(reading->rows, column);
    if (*text == '\0' || strcmp(text, "?") == 0)
        return ENT_OK;
    ent_status status = ent_rows_integer(reading->rows, column, -9, most, out, error);
    if (*out < 0)
        *out = 0;
    return status;
}

ent_status ent_reading_date(ent_reading *reading, ent_end end, size_t year_column,
                            size_t month_column, size_t day_column, ent_day *out, unsigned *marks,
                            ent_error *error)
{
    int year, month, day;
    ent_status status = ent_rows_integer(reading->rows, year_column, ENT_YEAR_MIN, ENT_YEAR_MAX,
                                         &year, error);
    if (status == ENT_OK)
        status = read_part(reading, month_column, 12, &month, error);
    if (status == ENT_OK)
        status = read_part(reading, day_column, 31, &day, error);
    if (status != ENT_OK)
        return status;
    if (month > 0 && day > 0) {
        *out = ent_day_from_date(year, month, day);
        if (*out == 0)
            return ent_rows_fail(reading->rows, day_column, error, "is not a day of %04d-%02d",
                                 year, month);
        return ENT_OK;
    }
    ent_span span = month > 0 ? ent_span_of_month(year, month) : ent_span_of_year(year);
    *out = end == ENT_START ? span.from : span.to;
    *marks |= end == ENT_START ? ENT_MARK_FROM_WIDENED : ENT_MARK_TO_WIDENED;
    ent_reading_count(reading, "repaired", "%s of %s unknown: the widest spell is kept",
                      month > 0 ? "day" : "month", end == ENT_START ? "start" : "end");
    return ENT_OK;
}

ent_status ent_reading_flag(ent_reading *reading, size_t column, bool *out, ent_error *error)
{
    int flag = 0;
    *out = false;
    if (!ent_rows_given(reading->rows, column)) {
        ent_reading_count(reading, "repaired", "an empty flag is read as 0");
        return ENT_OK;
    }
    ent_status status = ent_rows_integer(reading->rows, column, 0, 1, &flag, error);
    *out = flag != 0;
    return status;
}

ent_status ent_reading_obligations(ent_reading *reading, const size_t columns[],
                                   const unsigned bits[], size_t count, unsigned *out,
                                   ent_error *error)
{
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        bool flag;
        ent_status status = ent_reading_flag(reading, columns[i], &flag, error);
        if (status != ENT_OK)
            return status;
        *out |= flag ? bits[i] : 0;
    }
    return ENT_OK;
}

/* ---- adding ---- */

/* What the spells of a series are called: a layer of ties and its conflicts have one name. */
static const char *label(const ent_series *series, char text[80])
{
    snprintf(text, 80, "%s%s", series->kind == ENT_CONFLICTS ? "party of " : "", series->name);
    return text;
}

#define ENDS_BEFORE "the spell ends before it starts"
#define SAME_SPELL "the same %s stands in an earlier row"

ent_status ent_reading_add(ent_reading *reading, ent_series *series, const ent_spell *spell,
                           ent_error *error)
{
    char name[80];
    if (spell->span.to < spell->span.from) {
        ent_reading_count(reading, "left out", ENDS_BEFORE);
        return ENT_OK;
    }
    ent_spell_fate fate;
    ent_status status = ent_world_add_spell(reading->shared->world, series, spell, &fate, error);
    if (status != ENT_OK)
        return status;
    if (fate == ENT_SPELL_CONFLICT) {
        char line[24] = ""; /* not known any more if the importer adds when all rows are read */
        if (ent_rows_line(reading->rows) > 0)
            snprintf(line, sizeof line, ":%zu", ent_rows_line(reading->rows));
        return ent_fail(error, ENT_ERR_INPUT,
                        "%s%s: %s stands twice for the same actors and days, with different values",
                        reading->path, line, series->name);
    }
    if (fate == ENT_SPELL_DUPLICATE)
        ent_reading_count(reading, "left out", SAME_SPELL, label(series, name));
    else
        ent_reading_count(reading, "kept", "%s", label(series, name));
    return ENT_OK;
}

ent_status ent_reading_add_all(ent_reading *reading, ent_series *series, ent_spell *spells,
                               size_t count, ent_error *error)
{
    size_t kept = 0, duplicates;
    for (size_t i = 0; i < count; i++)
        if (spells[i].span.from <= spells[i].span.to)
            spells[kept++] = spells[i];
    ent_status status = ent_world_add_spells(reading->shared->world, series, spells, kept, &duplicates,
                                             error);
    if (status != ENT_OK) {
        ent_error_context(error, "%s", reading->path);
        return status;
    }
    count_many(reading, "left out", ENDS_BEFORE, count - kept);
    char same[160], name[80];
    snprintf(same, sizeof same, SAME_SPELL, label(series, name));
    count_many(reading, "left out", same, duplicates);
    count_many(reading, "kept", name, kept - duplicates);
    return ENT_OK;
}

ent_status ent_reading_treaty(ent_reading *reading, ent_treaty *treaty, ent_error *error)
{
    ent_treaty there;
    ent_world *world = reading->shared->world;
    if (ent_world_find_treaty(world, treaty->code, &there, NULL) == ENT_OK) {
        *treaty = there;
        return ENT_OK;
    }
    return ent_world_add_treaty(world, treaty, error);
}

static ent_status read_membership(ent_reading *reading, ent_error *error)
{
    reading_shared *shared = reading->shared;
    ent_series system;
    if (shared->membership_read)
        return ENT_OK;
    shared->membership_read = true;
    /* A world of the user's own has no state system: nobody is in it. */
    if (ent_world_resolve(shared->world, ENT_SYSTEM, "cow", &system, NULL) != ENT_OK)
        return ENT_OK;
    ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    return ent_world_spells(shared->world, &system, always, &shared->membership, error);
}

ent_status ent_reading_in_system(ent_reading *reading, int actor, ent_span span, bool *out,
                                 ent_error *error)
{
    *out = false;
    ent_status status = read_membership(reading, error);
    const ent_spells *spells = &reading->shared->membership;
    for (size_t i = 0; i < spells->count && !*out; i++)
        *out = spells->items[i].a == actor && ent_spans_meet(spells->items[i].span, span);
    return status;
}

ent_status reading_run(ent_reading *reading, ent_error *error)
{
    count_bytes(reading);
    return reading->importer->read(reading, error);
}

void reading_clear(ent_reading *reading)
{
    free(reading->notes);
    free(reading->fields);
    reading->notes = NULL;
    reading->fields = NULL;
}
