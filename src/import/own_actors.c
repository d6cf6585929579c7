/* Tables of the user's own data: actors, their values, ties between them. docs/own-data.md
 * describes each column. */
#include "import/own_fields.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

/* ---- actors ---- */

enum { A_NAME, A_ABB, A_COW, A_GW, A_ISO3, A_KIND, A_FROM, A_TO, A_SOURCE, A_STATUS, A_NOTE };

static const ent_column actor_columns[] = {
    [A_NAME] = {"name", ENT_COLUMN_REQUIRED},
    [A_ABB] = {.name = "abb"},
    [A_COW] = {.name = "cow"},
    [A_GW] = {.name = "gw"},
    [A_ISO3] = {.name = "iso3"},
    [A_KIND] = {.name = "kind"},
    [A_FROM] = {.name = "from"},
    [A_TO] = {.name = "to"},
    [A_SOURCE] = {.name = "source"},
    [A_STATUS] = {.name = "status"},
    [A_NOTE] = {.name = "note"},
};

static const struct {
    int column;
    const char *scheme;
} code_columns[] = {
    {A_COW, "cow"}, {A_GW, "gw"}, {A_ISO3, "iso3"}, {A_ABB, "abb"}, {A_NAME, "name"}};

/* Who holds a code at some time of the span, or else at any time; 0 if nobody, or more than one. */
static int find_holder(ent_world *world, const char *code, ent_span span)
{
    const ent_span always = {ENT_DAY_FIRST, ENT_DAY_LAST};
    int actor;
    if (ent_world_find_actor(world, code, span, &actor, NULL) == ENT_OK ||
        ent_world_find_actor(world, code, always, &actor, NULL) == ENT_OK)
        return actor;
    return 0;
}

/* The actor that the world has already under the codes of a row, or 0; all must mean the same. The name
 * counts only in a row without any code. */
static ent_status find_known(ent_reading *reading, ent_span span, int *out, ent_error *error)
{
    ent_rows *rows = ent_reading_rows(reading);
    bool coded = false;
    *out = 0;
    for (size_t i = 0; i < ent_countof(code_columns); i++) {
        size_t column = (size_t)code_columns[i].column;
        char code[96];
        if (!ent_rows_given(rows, column) || (column == A_NAME && coded))
            continue;
        coded = true;
        snprintf(code, sizeof code, "%s:%.70s", code_columns[i].scheme,
                 ent_rows_text(rows, column));
        int actor = find_holder(ent_reading_world(reading), code, span);
        if (actor && *out && actor != *out)
            return ent_rows_fail(rows, column, error, "is of another actor than the row's other codes");
        if (actor)
            *out = actor;
    }
    return ENT_OK;
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
    ent_status status = own_read_span(reading, A_FROM, A_TO, &spell, error);
    if (status == ENT_OK)
        status = own_read_origin(reading, A_SOURCE, A_STATUS, A_NOTE, &spell, error);
    if (status != ENT_OK)
        return status;
    kind = *kind ? kind : "state";
    status = find_known(reading, spell.span, &spell.a, error);
    if (status == ENT_OK && spell.a == 0)
        spell.a = ent_world_find_codeless(ent_reading_world(reading), name, kind);
    if (status == ENT_OK && spell.a == 0)
        status = ent_world_add_actor(ent_reading_world(reading), name, *abb ? abb : name, kind,
                                     &spell.a, error);
    if (status == ENT_OK)
        status = add_codes(reading, spell.a, spell.span, error);
    ent_series series = {.kind = ENT_SYSTEM, .name = "actors"};
    if (status == ENT_OK)
        status = own_find_series(reading, &series, spell.span, error);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_actors(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_actor_row, NULL, error);
}

const ent_importer own_actors = {
    .layout = "actors",
    .title = "who there is",
    .columns = actor_columns,
    .column_count = ent_countof(actor_columns),
    .no_other_columns = true,
    .read = read_actors,
};

/* ---- attributes ---- */

enum { V_ACTOR, V_ATTRIBUTE, V_VALUE, V_UNIT, V_FROM, V_TO, V_SOURCE, V_STATUS, V_NOTE };

static const ent_column attribute_columns[] = {
    [V_ACTOR] = {"actor", ENT_COLUMN_REQUIRED},
    [V_ATTRIBUTE] = {"attribute", ENT_COLUMN_REQUIRED},
    [V_VALUE] = {"value", ENT_COLUMN_REQUIRED},
    [V_UNIT] = {.name = "unit"},
    [V_FROM] = {.name = "from"},
    [V_TO] = {.name = "to"},
    [V_SOURCE] = {.name = "source"},
    [V_STATUS] = {.name = "status"},
    [V_NOTE] = {.name = "note"},
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
        status = own_read_span(reading, V_FROM, V_TO, &spell, error);
    if (status == ENT_OK)
        status = own_read_origin(reading, V_SOURCE, V_STATUS, V_NOTE, &spell, error);
    if (status == ENT_OK)
        status = own_read_actor(reading, V_ACTOR, spell.span, &spell.a, error);
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
        status = own_find_series(reading, &series, spell.span, error);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_attributes(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_value_row, NULL, error);
}

const ent_importer own_attributes = {
    .layout = "attributes",
    .title = "values of actors",
    .columns = attribute_columns,
    .column_count = ent_countof(attribute_columns),
    .no_other_columns = true,
    .read = read_attributes,
};

/* ---- ties ---- */

enum { T_LAYER, T_A, T_B, T_FROM, T_TO, T_LEVEL, T_VALUE, T_DIRECTED, T_SOURCE, T_STATUS, T_NOTE };

static const ent_column tie_columns[] = {
    [T_LAYER] = {"layer", ENT_COLUMN_REQUIRED},
    [T_A] = {"a", ENT_COLUMN_REQUIRED},
    [T_B] = {"b", ENT_COLUMN_REQUIRED},
    [T_FROM] = {.name = "from"},
    [T_TO] = {.name = "to"},
    [T_LEVEL] = {.name = "level"},
    [T_VALUE] = {.name = "value"},
    [T_DIRECTED] = {.name = "directed"},
    [T_SOURCE] = {.name = "source"},
    [T_STATUS] = {.name = "status"},
    [T_NOTE] = {.name = "note"},
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
        status = own_read_span(reading, T_FROM, T_TO, &spell, error);
    if (status == ENT_OK)
        status = own_read_origin(reading, T_SOURCE, T_STATUS, T_NOTE, &spell, error);
    if (status == ENT_OK)
        status = own_read_actor(reading, T_A, spell.span, &spell.a, error);
    if (status == ENT_OK)
        status = own_read_actor(reading, T_B, spell.span, &spell.b, error);
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
    status = own_find_series(reading, &series, spell.span, error);
    if (status == ENT_OK && series.directed != directed)
        return ent_rows_fail(rows, T_DIRECTED, error, "is not as in the rows above of layer '%s'",
                             series.name);
    if (status == ENT_OK && series.measure != measure)
        return ent_rows_fail(rows, T_VALUE, error,
                             "is not as in the rows above of layer '%s', which has %s", series.name,
                             valued ? "levels" : "values and no levels");
    if (!directed)
        own_put_lower_first(&spell);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_ties(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_tie_row, NULL, error);
}

const ent_importer own_ties = {
    .layout = "ties",
    .title = "ties of layers",
    .columns = tie_columns,
    .column_count = ent_countof(tie_columns),
    .no_other_columns = true,
    .read = read_ties,
};
