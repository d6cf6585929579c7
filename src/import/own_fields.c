#include "import/own_fields.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

enum { POSITION_OF_OWN = 90000 }; /* published sources come first where a name has both */

ent_status own_read_span(ent_reading *reading, size_t from, size_t to, ent_spell *spell,
                         ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_span part;
    ent_precision precision;
    ent_status status = ENT_OK;
    spell->span = (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST};
    if (ent_rows_given(rows, from)) {
        status = ent_rows_span(rows, from, &part, &precision, error);
        spell->span.from = part.from;
        spell->marks |= precision < ENT_DATE_DAY ? ENT_MARK_FROM_WIDENED : 0;
    }
    if (status == ENT_OK && ent_rows_given(rows, to)) {
        status = ent_rows_span(rows, to, &part, &precision, error);
        spell->span.to = part.to;
        spell->marks |= precision < ENT_DATE_DAY ? ENT_MARK_TO_WIDENED : 0;
    }
    if (status == ENT_OK && spell->span.to < spell->span.from)
        return ent_rows_fail(rows, to, error, "is before the start '%.20s'",
                             ent_rows_text(rows, from));
    return status;
}

/* One word of a list separated by ';'. Moves *text on; false at its end. */
static bool next_word(const char **text, char *word, size_t size)
{
    *text += strspn(*text, " ;");
    size_t length = strcspn(*text, ";");
    snprintf(word, size, "%.*s", (int)(length < size ? length : size - 1), *text);
    *text += length;
    ent_trim(word);
    return word[0] != '\0';
}

static ent_status read_status(ent_reading *reading, size_t column, unsigned *marks,
                              ent_error *error)
{
    const char *text = ent_rows_text(ent_reading_rows(reading), column);
    char word[24];
    while (next_word(&text, word, sizeof word)) {
        if (strcmp(word, "unverified") == 0)
            *marks |= ENT_MARK_UNVERIFIED;
        else if (strcmp(word, "disputed") == 0)
            *marks |= ENT_MARK_DISPUTED;
        else if (strcmp(word, "read") != 0)
            return ent_rows_fail(ent_reading_rows(reading), column, error,
                                 "is not a status; expected read, unverified, disputed, joined by "
                                 "';'");
    }
    return ENT_OK;
}

ent_status own_read_confidence(ent_reading *reading, size_t column, unsigned *marks,
                               ent_error *error)
{
    const char *text = ent_rows_text(ent_reading_rows(reading), column);
    if (strcmp(text, "low") == 0)
        *marks |= ENT_MARK_LOW_CONFIDENCE;
    else if (*text && strcmp(text, "medium") != 0 && strcmp(text, "high") != 0)
        return ent_rows_fail(ent_reading_rows(reading), column, error,
                             "is not a confidence; expected high, medium, low");
    return ENT_OK;
}

ent_status own_read_origin(ent_reading *reading, size_t source, size_t status_column, size_t note,
                           ent_spell *spell, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_world *world = ent_reading_world(reading);
    ent_status status =
        ent_world_add_phrase(world, ent_rows_text(rows, source), &spell->citation, error);
    if (status == ENT_OK)
        status = ent_world_add_phrase(world, ent_rows_text(rows, note), &spell->note, error);
    return status == ENT_OK ? read_status(reading, status_column, &spell->marks, error) : status;
}

ent_status own_read_actor(ent_reading *reading, size_t column, ent_span span, int *actor,
                          ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_error inner = {0};
    ent_status status = ent_world_find_actor(ent_reading_world(reading),
                                             ent_rows_text(rows, column), span, actor, &inner);
    if (status == ENT_ERR_MEMORY)
        return ent_fail_memory(error);
    return status == ENT_OK
               ? status
               : ent_rows_fail(rows, column, error, "is no actor: %.200s", inner.message);
}

ent_status own_find_series(ent_reading *reading, ent_series *series, ent_span span,
                           ent_error *error)
{
    series->covers = span;
    series->position = POSITION_OF_OWN;
    return ent_reading_series(reading, series, error);
}

void own_put_lower_first(ent_spell *spell)
{
    if (spell->a > spell->b) {
        int a = spell->a;
        spell->a = spell->b;
        spell->b = a;
    }
}
