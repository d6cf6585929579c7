/* The tables of the user's own data. docs/own-data.md describes each column. */
#include "import/own.h"

#include "import/job.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POSITION_OF_OWN = 90000 }; /* published sources come first where a name has both */

/* ---- what several tables share ---- */

/* `from` and `to`: empty is open, a month or year is as wide as it can mean. */
static ent_status read_span(ent_reading *reading, size_t from, size_t to, ent_spell *spell,
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

static ent_status read_confidence(ent_reading *reading, size_t column, unsigned *marks,
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

/* Source, status and note of a row. */
static ent_status read_origin(ent_reading *reading, size_t source, size_t status_column,
                              size_t note, ent_spell *spell, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_world *world = ent_reading_world(reading);
    ent_status status =
        ent_world_add_phrase(world, ent_rows_text(rows, source), &spell->citation, error);
    if (status == ENT_OK)
        status = ent_world_add_phrase(world, ent_rows_text(rows, note), &spell->note, error);
    return status == ENT_OK ? read_status(reading, status_column, &spell->marks, error) : status;
}

/* An actor by any code, who holds it at some time of the span. */
static ent_status read_actor(ent_reading *reading, size_t column, ent_span span, int *actor,
                             ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_error inner = {0};
    ent_status status = ent_world_find_actor(ent_reading_world(reading),
                                             ent_rows_text(rows, column), span, actor, &inner);
    if (status == ENT_ERR_MEMORY)
        return ent_fail_memory(error);
    return status == ENT_OK ? status
                            : ent_rows_fail(rows, column, error, "is no actor: %.200s",
                                            inner.message);
}

/* A series of this source, found or made; its coverage grows to hold the span. */
static ent_status find_series(ent_reading *reading, ent_series *series, ent_span span,
                              ent_error *error)
{
    series->covers = span;
    series->position = POSITION_OF_OWN;
    return ent_reading_series(reading, series, error);
}

/* The tie of a layer that is not directed stands once, with a < b. */
static void put_lower_first(ent_spell *spell)
{
    if (spell->a > spell->b) {
        int a = spell->a;
        spell->a = spell->b;
        spell->b = a;
    }
}

/* ---- actors ---- */

enum { A_NAME, A_ABB, A_COW, A_GW, A_ISO3, A_KIND, A_FROM, A_TO, A_SOURCE, A_STATUS, A_NOTE };

static const ent_column actor_columns[] = {
    [A_NAME] = {"name", ENT_COLUMN_REQUIRED}, [A_ABB] = {"abb"},   [A_COW] = {"cow"},
    [A_GW] = {"gw"},                          [A_ISO3] = {"iso3"}, [A_KIND] = {"kind"},
    [A_FROM] = {"from"},                      [A_TO] = {"to"},     [A_SOURCE] = {"source"},
    [A_STATUS] = {"status"},                  [A_NOTE] = {"note"},
};

static const struct {
    int column;
    const char *scheme;
} code_columns[] = {
    {A_COW, "cow"}, {A_GW, "gw"}, {A_ISO3, "iso3"}, {A_ABB, "abb"}, {A_NAME, "name"}};

/* The actor that the world has already under one of the row's codes, or 0. */
static int find_known(ent_reading *reading, ent_span span)
{
    for (size_t i = 0; i < ent_countof(code_columns); i++) {
        const char *text = ent_rows_text(ent_reading_rows(reading), (size_t)code_columns[i].column);
        char code[96];
        int actor;
        snprintf(code, sizeof code, "%s:%.70s", code_columns[i].scheme, text);
        if (*text && ent_world_find_actor(ent_reading_world(reading), code, span, &actor, NULL) ==
                         ENT_OK)
            return actor;
    }
    return 0;
}

static ent_status add_codes(ent_reading *reading, int actor, ent_span span, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_countof(code_columns) && status == ENT_OK; i++) {
        size_t column = (size_t)code_columns[i].column;
        ent_code code = {.actor = actor, .span = span};
        const char *text = ent_rows_text(rows, column);
        if (code_columns[i].column == A_ABB && *text == '\0')
            text = ent_rows_text(rows, A_NAME);
        if (*text == '\0')
            continue;
        if (strlen(text) >= sizeof code.code)
            return ent_rows_fail(rows, column, error, "is longer than %zu bytes",
                                 sizeof code.code - 1);
        snprintf(code.scheme, sizeof code.scheme, "%s", code_columns[i].scheme);
        snprintf(code.code, sizeof code.code, "%s", text);
        status = ent_world_add_code(ent_reading_world(reading), &code,
                                    ent_reading_source_id(reading), error);
    }
    return status;
}

static ent_status read_actor_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    const char *name = ent_rows_text(rows, A_NAME), *abb = ent_rows_text(rows, A_ABB);
    const char *kind = ent_rows_text(rows, A_KIND);
    if (*name == '\0')
        return ent_rows_fail(rows, A_NAME, error, "is empty; every actor needs a name");
    ent_status status = read_span(reading, A_FROM, A_TO, &spell, error);
    if (status == ENT_OK)
        status = read_origin(reading, A_SOURCE, A_STATUS, A_NOTE, &spell, error);
    if (status != ENT_OK)
        return status;
    kind = *kind ? kind : "state";
    spell.a = find_known(reading, spell.span);
    if (spell.a == 0)
        spell.a = ent_world_find_codeless(ent_reading_world(reading), name, kind);
    if (spell.a == 0)
        status = ent_world_add_actor(ent_reading_world(reading), name, *abb ? abb : name, kind,
                                     &spell.a, error);
    if (status == ENT_OK)
        status = add_codes(reading, spell.a, spell.span, error);
    ent_series series = {.kind = ENT_SYSTEM, .name = "actors"};
    if (status == ENT_OK)
        status = find_series(reading, &series, spell.span, error);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_actors(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_actor_row, NULL, error);
}

/* ---- attributes ---- */

enum { V_ACTOR, V_ATTRIBUTE, V_VALUE, V_UNIT, V_FROM, V_TO, V_SOURCE, V_STATUS, V_NOTE };

static const ent_column attribute_columns[] = {
    [V_ACTOR] = {"actor", ENT_COLUMN_REQUIRED}, [V_ATTRIBUTE] = {"attribute", ENT_COLUMN_REQUIRED},
    [V_VALUE] = {"value", ENT_COLUMN_REQUIRED}, [V_UNIT] = {"unit"},
    [V_FROM] = {"from"},                        [V_TO] = {"to"},
    [V_SOURCE] = {"source"},                    [V_STATUS] = {"status"},
    [V_NOTE] = {"note"},
};

/* A name that can be written in a claim: letters, digits and '_', not a digit first. */
static ent_status check_name(ent_reading *reading, size_t column, ent_error *error)
{
    const char *name = ent_rows_text(ent_reading_rows(reading), column);
    size_t length = strlen(name);
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    if (length == 0 || length > 60 || !strchr(letters, name[0]) ||
        strspn(name + strspn(name, letters), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                             "0123456789") != length - strspn(name, letters))
        return ent_rows_fail(ent_reading_rows(reading), column, error,
                             "is not a name; expected letters, digits and '_', a letter first");
    return ENT_OK;
}

static ent_status read_value_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_world *world = ent_reading_world(reading);
    ent_spell spell = ent_spell_none();
    if (!ent_rows_given(rows, V_VALUE)) {
        ent_reading_count(reading, "left out", "an empty value");
        return ENT_OK;
    }
    ent_status status = check_name(reading, V_ATTRIBUTE, error);
    if (status == ENT_OK)
        status = read_span(reading, V_FROM, V_TO, &spell, error);
    if (status == ENT_OK)
        status = read_origin(reading, V_SOURCE, V_STATUS, V_NOTE, &spell, error);
    if (status == ENT_OK)
        status = read_actor(reading, V_ACTOR, spell.span, &spell.a, error);
    if (status == ENT_OK)
        status = ent_world_add_unit(world, ent_rows_text(rows, V_UNIT), &spell.unit, error);
    if (status != ENT_OK)
        return status;
    if (strcmp(ent_rows_text(rows, V_UNIT), "text") == 0)
        status = ent_world_add_phrase(world, ent_rows_text(rows, V_VALUE), &spell.text, error);
    else
        status = ent_rows_number(rows, V_VALUE, &spell.number, error);
    ent_series series = {.kind = ENT_ATTRIBUTE, .measure = ENT_VALUED};
    snprintf(series.name, sizeof series.name, "%s", ent_rows_text(rows, V_ATTRIBUTE));
    if (status == ENT_OK)
        status = find_series(reading, &series, spell.span, error);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_attributes(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_value_row, NULL, error);
}

/* ---- ties ---- */

enum { T_LAYER, T_A, T_B, T_FROM, T_TO, T_LEVEL, T_VALUE, T_DIRECTED, T_SOURCE, T_STATUS, T_NOTE };

static const ent_column tie_columns[] = {
    [T_LAYER] = {"layer", ENT_COLUMN_REQUIRED}, [T_A] = {"a", ENT_COLUMN_REQUIRED},
    [T_B] = {"b", ENT_COLUMN_REQUIRED},         [T_FROM] = {"from"},
    [T_TO] = {"to"},                            [T_LEVEL] = {"level"},
    [T_VALUE] = {"value"},                      [T_DIRECTED] = {"directed"},
    [T_SOURCE] = {"source"},                    [T_STATUS] = {"status"},
    [T_NOTE] = {"note"},
};

static ent_status read_directed(ent_reading *reading, bool *directed, ent_error *error)
{
    const char *text = ent_rows_text(ent_reading_rows(reading), T_DIRECTED);
    *directed = strcmp(text, "yes") == 0;
    if (*text == '\0' || *directed || strcmp(text, "no") == 0)
        return ENT_OK;
    return ent_rows_fail(ent_reading_rows(reading), T_DIRECTED, error, "is neither yes nor no");
}

static ent_status read_tie_numbers(ent_reading *reading, ent_spell *spell, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    ent_status status = ENT_OK;
    spell->level = 1;
    if (ent_rows_given(rows, T_LEVEL))
        status = ent_rows_integer(rows, T_LEVEL, 0, 255, &spell->level, error);
    if (status == ENT_OK && ent_rows_given(rows, T_VALUE))
        status = ent_rows_number(rows, T_VALUE, &spell->number, error);
    return status;
}

static ent_status read_tie_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    bool directed;
    ent_status status = check_name(reading, T_LAYER, error);
    if (status == ENT_OK && strcmp(ent_rows_text(rows, T_LAYER), "alliance") == 0)
        return ent_rows_fail(rows, T_LAYER, error,
                             "cannot be written as ties: write treaties and their members");
    if (status == ENT_OK)
        status = read_span(reading, T_FROM, T_TO, &spell, error);
    if (status == ENT_OK)
        status = read_origin(reading, T_SOURCE, T_STATUS, T_NOTE, &spell, error);
    if (status == ENT_OK)
        status = read_actor(reading, T_A, spell.span, &spell.a, error);
    if (status == ENT_OK)
        status = read_actor(reading, T_B, spell.span, &spell.b, error);
    if (status == ENT_OK)
        status = read_directed(reading, &directed, error);
    if (status == ENT_OK)
        status = read_tie_numbers(reading, &spell, error);
    if (status != ENT_OK)
        return status;
    if (spell.a == spell.b)
        return ent_rows_fail(rows, T_B, error, "is the same actor as a");
    /* a value without a level makes the layer a valued one */
    bool valued = ent_rows_given(rows, T_VALUE) && !ent_rows_given(rows, T_LEVEL);
    ent_tie_measure measure = valued ? ENT_VALUED : ENT_ORDERED;
    ent_series series = {.kind = ENT_LAYER, .directed = directed, .measure = measure};
    snprintf(series.name, sizeof series.name, "%s", ent_rows_text(rows, T_LAYER));
    status = find_series(reading, &series, spell.span, error);
    if (status == ENT_OK && series.directed != directed)
        return ent_rows_fail(rows, T_DIRECTED, error, "is not as in the rows above of layer '%s'",
                             series.name);
    if (status == ENT_OK && series.measure != measure)
        return ent_rows_fail(rows, T_VALUE, error,
                             "is not as in the rows above of layer '%s', which has %s", series.name,
                             valued ? "levels" : "values and no levels");
    if (!directed)
        put_lower_first(&spell);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_ties(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_tie_row, NULL, error);
}

/* ---- treaties ---- */

enum { Y_TREATY, Y_NAME, Y_OBLIGATIONS, Y_FROM, Y_TO, Y_CONFIDENCE, Y_SOURCE, Y_STATUS, Y_NOTE };

static const ent_column treaty_columns[] = {
    [Y_TREATY] = {"treaty", ENT_COLUMN_REQUIRED},
    [Y_NAME] = {"name"},
    [Y_OBLIGATIONS] = {"obligations", ENT_COLUMN_REQUIRED},
    [Y_FROM] = {"from"},
    [Y_TO] = {"to"},
    [Y_CONFIDENCE] = {"confidence"},
    [Y_SOURCE] = {"source"},
    [Y_STATUS] = {"status"},
    [Y_NOTE] = {"note"},
};

static ent_status read_obligations(ent_reading *reading, size_t column, unsigned *out,
                                   ent_error *error)
{
    ent_error inner = {0};
    if (ent_obligations_parse(ent_rows_text(ent_reading_rows(reading), column), out, &inner) ==
        ENT_OK)
        return ENT_OK;
    return ent_rows_fail(ent_reading_rows(reading), column, error, "is wrong: %.200s",
                         inner.message);
}

/* The treaties of a source, and what a member takes on unless its row says otherwise: kept as a
 * spell without a member (a = 0), so that it is dated and lies with the rest. */
static ent_status read_treaty_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    ent_treaty treaty = {0};
    const char *code = ent_rows_text(rows, Y_TREATY), *name = ent_rows_text(rows, Y_NAME);
    if (*code == '\0' || strlen(code) >= sizeof treaty.code)
        return ent_rows_fail(rows, Y_TREATY, error, "is not a treaty's id of 1 to %zu bytes",
                             sizeof treaty.code - 1);
    ent_status status = read_span(reading, Y_FROM, Y_TO, &spell, error);
    if (status == ENT_OK)
        status = read_origin(reading, Y_SOURCE, Y_STATUS, Y_NOTE, &spell, error);
    if (status == ENT_OK)
        status = read_confidence(reading, Y_CONFIDENCE, &spell.marks, error);
    if (status == ENT_OK)
        status = read_obligations(reading, Y_OBLIGATIONS, &spell.obligations, error);
    ent_series series = {.kind = ENT_TREATIES, .name = "treaty", .directed = true,
                         .measure = ENT_ORDERED, .scale = ENT_SCALE_COW};
    if (status == ENT_OK)
        status = find_series(reading, &series, spell.span, error);
    if (status != ENT_OK)
        return status;
    treaty = (ent_treaty){.series = series.id, .span = spell.span, .marks = spell.marks,
                          .citation = spell.citation, .note = spell.note};
    snprintf(treaty.code, sizeof treaty.code, "%s", code);
    snprintf(treaty.name, sizeof treaty.name, "%s", *name ? name : code);
    ent_error inner = {0};
    status = ent_world_add_treaty(ent_reading_world(reading), &treaty, &inner);
    if (status == ENT_ERR_INPUT)
        return ent_rows_fail(rows, Y_TREATY, error, "stands twice: an earlier treaty has this id");
    if (status != ENT_OK)
        return ent_fail(error, status, "%s", inner.message);
    spell.treaty = treaty.id;
    return ent_reading_add(reading, &series, &spell, error);
}

static ent_status read_treaties(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_treaty_row, NULL, error);
}

/* ---- treaty members ---- */

enum { M_TREATY, M_ACTOR, M_FROM, M_TO, M_OBLIGATIONS, M_SOURCE, M_STATUS, M_NOTE };

static const ent_column member_columns[] = {
    [M_TREATY] = {"treaty", ENT_COLUMN_REQUIRED}, [M_ACTOR] = {"actor", ENT_COLUMN_REQUIRED},
    [M_FROM] = {"from"},                          [M_TO] = {"to"},
    [M_OBLIGATIONS] = {"obligations"},            [M_SOURCE] = {"source"},
    [M_STATUS] = {"status"},                      [M_NOTE] = {"note"},
};

static ent_status find_treaty(ent_reading *reading, size_t column, ent_treaty *treaty,
                              ent_error *error)
{
    ent_error inner = {0};
    ent_rows *rows = ent_reading_rows(reading);
    ent_status status = ent_world_find_treaty(ent_reading_world(reading),
                                              ent_rows_text(rows, column), treaty, &inner);
    if (status == ENT_ERR_INPUT)
        return ent_rows_fail(rows, column, error, "is wrong: %.200s", inner.message);
    return status == ENT_OK ? status : ent_fail(error, status, "%s", inner.message);
}

/* What the treaty asks of members by default: the spell without a member. */
static ent_status treaty_obligations(ent_world *world, const ent_series *series,
                                     const ent_treaty *treaty, unsigned *out, ent_error *error)
{
    ent_spells spells;
    *out = 0;
    ent_status status = ent_world_spells(world, series, treaty->span, &spells, error);
    for (size_t i = 0; i < spells.count; i++)
        if (spells.items[i].treaty == treaty->id && spells.items[i].a == 0)
            *out = spells.items[i].obligations;
    ent_spells_clear(&spells);
    return status;
}

static ent_status read_member_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_rows *rows = ent_reading_rows(reading);
    ent_spell spell = ent_spell_none();
    ent_treaty treaty;
    ent_status status = find_treaty(reading, M_TREATY, &treaty, error);
    if (status == ENT_OK)
        status = read_span(reading, M_FROM, M_TO, &spell, error);
    if (status == ENT_OK)
        status = read_origin(reading, M_SOURCE, M_STATUS, M_NOTE, &spell, error);
    if (status == ENT_OK)
        status = read_actor(reading, M_ACTOR, spell.span, &spell.a, error);
    ent_series series = {.kind = ENT_TREATIES, .name = "treaty"};
    if (status == ENT_OK)
        status = find_series(reading, &series, spell.span, error);
    if (status == ENT_OK)
        status = ent_rows_given(rows, M_OBLIGATIONS)
                     ? read_obligations(reading, M_OBLIGATIONS, &spell.obligations, error)
                     : treaty_obligations(ent_reading_world(reading), &series, &treaty,
                                          &spell.obligations, error);
    spell.treaty = treaty.id;
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_members(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_member_row, NULL, error);
}

/* ---- treaty exceptions: a layer of their own, so that the world shows them ---- */

enum { E_TREATY, E_A, E_B, E_FROM, E_TO, E_SOURCE, E_STATUS, E_NOTE };

static const ent_column exception_columns[] = {
    [E_TREATY] = {"treaty", ENT_COLUMN_REQUIRED}, [E_A] = {"a", ENT_COLUMN_REQUIRED},
    [E_B] = {"b", ENT_COLUMN_REQUIRED},           [E_FROM] = {"from"},
    [E_TO] = {"to"},                              [E_SOURCE] = {"source"},
    [E_STATUS] = {"status"},                      [E_NOTE] = {"note"},
};

static ent_status read_exception_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_spell spell = ent_spell_none();
    ent_treaty treaty;
    ent_status status = find_treaty(reading, E_TREATY, &treaty, error);
    if (status == ENT_OK)
        status = read_span(reading, E_FROM, E_TO, &spell, error);
    if (status == ENT_OK)
        status = read_origin(reading, E_SOURCE, E_STATUS, E_NOTE, &spell, error);
    if (status == ENT_OK)
        status = read_actor(reading, E_A, spell.span, &spell.a, error);
    if (status == ENT_OK)
        status = read_actor(reading, E_B, spell.span, &spell.b, error);
    if (status == ENT_OK && spell.a == spell.b)
        return ent_rows_fail(ent_reading_rows(reading), E_B, error, "is the same actor as a");
    ent_series series = {.kind = ENT_LAYER, .name = "treaty_exception", .measure = ENT_BINARY};
    if (status == ENT_OK)
        status = find_series(reading, &series, spell.span, error);
    spell.treaty = treaty.id;
    spell.level = 1;
    put_lower_first(&spell);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_exceptions(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_exception_row, NULL, error);
}

/* ---- the list ---- */

static const ent_importer tables[ENT_OWN_TABLE_COUNT] = {
    [ENT_OWN_ACTORS] = {"actors", "who there is", actor_columns, ent_countof(actor_columns), {0}, true,
                        read_actors},
    [ENT_OWN_ATTRIBUTES] = {"attributes", "values of actors", attribute_columns,
                            ent_countof(attribute_columns), {0}, true, read_attributes},
    [ENT_OWN_TIES] = {"ties", "ties of layers", tie_columns, ent_countof(tie_columns), {0}, true,
                      read_ties},
    [ENT_OWN_TREATIES] = {"treaties", "treaties and what they ask", treaty_columns,
                          ent_countof(treaty_columns), {0}, true, read_treaties},
    [ENT_OWN_TREATY_MEMBERS] = {"treaty_members", "who is bound, from when till when",
                                member_columns, ent_countof(member_columns), {0}, true, read_members},
    [ENT_OWN_TREATY_EXCEPTIONS] = {"treaty_exceptions", "pairs that owe each other nothing",
                                   exception_columns, ent_countof(exception_columns), {0}, true,
                                   read_exceptions},
};

const char *ent_own_table_name(ent_own_table table)
{
    return tables[table].layout;
}

ent_status ent_own_read(ent_world *world, int source, ent_own_table table, const char *path,
                        ent_rows *rows, ent_error *error)
{
    reading_shared *shared = ent_new_array(1, sizeof *shared);
    if (!shared)
        return ent_fail_memory(error);
    shared->world = world;
    ent_reading reading = {.shared = shared, .importer = &tables[table], .rows = rows,
                           .path = path, .source = source};
    char sha256[65] = "";
    if (ent_rows_csv(rows)) {
        ent_csv_checksum(ent_rows_csv(rows), reading.content);
        if (ent_file_sha256(path, sha256, NULL) != ENT_OK)
            memcpy(sha256, reading.content, sizeof sha256); /* rows that came from memory */
    }
    ent_status status = ent_world_add_file(world, source, tables[table].layout, path, sha256,
                                           reading.content, 0, &reading.file, error);
    if (status == ENT_OK)
        status = ent_rows_bind(rows, tables[table].columns, tables[table].column_count, true,
                               error);
    if (status == ENT_OK)
        status = reading_run(&reading, error);
    if (status == ENT_OK)
        status = reading_save_notes(&reading, error);
    reading_clear(&reading);
    ent_spells_clear(&shared->membership);
    free(shared);
    return status;
}
