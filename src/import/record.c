/* Details of a row as a record, and parties that are no states. */
#include "import/reading.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

enum { DETAILS_MAX = 128 }; /* of one record */

/* The id of a field of this file's source. */
static ent_status find_field(ent_reading *reading, const ent_detail_column *column, int *id,
                             ent_error *error)
{
    for (size_t i = 0; i < reading->field_count; i++) {
        if (strcmp(reading->fields[i].name, column->name) == 0) {
            *id = reading->fields[i].id;
            return ENT_OK;
        }
    }
    if (!ent_grow(&reading->fields, reading->field_count, &reading->field_capacity,
                  sizeof *reading->fields))
        return ent_fail_memory(error);
    ent_status status = ent_world_add_field(reading->shared->world, reading->source, column->name,
                                            column->meaning, id, error);
    if (status == ENT_OK)
        reading->fields[reading->field_count++] = (reading_field){column->name, *id};
    return status;
}

static bool is_missing(const char *text)
{
    return *text == '\0' || strcmp(text, "-9") == 0 || strcmp(text, "-8") == 0 ||
           strcmp(text, "-7") == 0;
}

/* One cell: *given is false if it is missing. */
static ent_status read_detail(ent_reading *reading, const ent_detail_column *column,
                              ent_detail *detail, bool *given, ent_error *error)
{
    const char *text = ent_rows_text(reading->rows, column->column);
    *given = !is_missing(text);
    if (!*given) {
        ent_reading_count(reading, "left out", "missing (%s): %s", *text ? text : "empty",
                          column->name);
        return ENT_OK;
    }
    *detail = (ent_detail){.number = (double)NAN};
    ent_status status = find_field(reading, column, &detail->field, error);
    if (status == ENT_OK && !ent_parse_number(text, &detail->number)) {
        detail->number = (double)NAN;
        status = ent_world_add_phrase(reading->shared->world, text, &detail->text, error);
    }
    return status;
}

ent_status ent_reading_details(ent_reading *reading, const ent_detail_column columns[], size_t count,
                               ent_detail details[], size_t *used, ent_error *error)
{
    *used = 0;
    for (size_t i = 0; i < count; i++) {
        bool given;
        ent_status status = read_detail(reading, &columns[i], &details[*used], &given, error);
        if (status != ENT_OK)
            return status;
        *used += given;
    }
    return ENT_OK;
}

ent_status ent_reading_record(ent_reading *reading, const ent_detail_column columns[], size_t count,
                              int *record, ent_error *error)
{
    ent_detail details[DETAILS_MAX];
    size_t used;
    *record = 0;
    ent_status status = ent_reading_details(reading, columns, count < DETAILS_MAX ? count : DETAILS_MAX,
                                            details, &used, error);
    return status == ENT_OK
               ? ent_world_add_record(reading->shared->world, details, used, record, error) : status;
}

ent_status ent_reading_record_values(ent_reading *reading, const ent_detail_column columns[],
                                     const double values[], size_t count, int *record,
                                     ent_error *error)
{
    ent_detail details[DETAILS_MAX];
    size_t used = 0;
    *record = 0;
    for (size_t i = 0; i < count && used < DETAILS_MAX; i++) {
        if (isnan(values[i])) {
            ent_reading_count(reading, "left out", "missing: %s", columns[i].name);
            continue;
        }
        details[used] = (ent_detail){.number = values[i]};
        ent_status status = find_field(reading, &columns[i], &details[used].field, error);
        if (status != ENT_OK)
            return status;
        used++;
    }
    return ent_world_add_record(reading->shared->world, details, used, record, error);
}

ent_status ent_reading_party(ent_reading *reading, const char *name, int *actor, ent_error *error)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    ent_world *world = reading->shared->world;
    ent_code code = {.scheme = "party", .span = always};
    *actor = 0;
    if (*name == '\0' || strlen(name) >= sizeof code.code)
        return ent_fail(error, ENT_ERR_INPUT, "%s:%zu: '%.80s' is no name of a party: 1 to %zu bytes",
                        reading->path, ent_rows_line(reading->rows), name, sizeof code.code - 1);
    memcpy(code.code, name, strlen(name) + 1);
    size_t count;
    const ent_code *codes = ent_world_codes(world, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(codes[i].scheme, "party") == 0 && ent_equal_nocase(codes[i].code, name)) {
            *actor = codes[i].actor;
            return ENT_OK;
        }
    }
    ent_status status = ent_world_add_actor(world, name, name, "non-state", actor, error);
    code.actor = *actor;
    return status == ENT_OK ? ent_world_add_code(world, &code, reading->source, error) : status;
}
