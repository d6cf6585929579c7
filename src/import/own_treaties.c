/* Tables of the user's own data: treaties, who is bound, pairs that owe each other nothing. */
#include "import/own_fields.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum { Y_TREATY, Y_NAME, Y_OBLIGATIONS, Y_FROM, Y_TO, Y_CONFIDENCE, Y_SOURCE, Y_STATUS, Y_NOTE };

static const ent_column treaty_columns[] = {
    [Y_TREATY] = {"treaty", ENT_COLUMN_REQUIRED},
    [Y_NAME] = {.name = "name"},
    [Y_OBLIGATIONS] = {"obligations", ENT_COLUMN_REQUIRED},
    [Y_FROM] = {.name = "from"},
    [Y_TO] = {.name = "to"},
    [Y_CONFIDENCE] = {.name = "confidence"},
    [Y_SOURCE] = {.name = "source"},
    [Y_STATUS] = {.name = "status"},
    [Y_NOTE] = {.name = "note"},
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
    ent_status status = own_read_span(reading, Y_FROM, Y_TO, &spell, error);
    if (status == ENT_OK)
        status = own_read_origin(reading, Y_SOURCE, Y_STATUS, Y_NOTE, &spell, error);
    if (status == ENT_OK)
        status = own_read_confidence(reading, Y_CONFIDENCE, &spell.marks, error);
    if (status == ENT_OK)
        status = read_obligations(reading, Y_OBLIGATIONS, &spell.obligations, error);
    ent_series series = {.kind = ENT_TREATIES,
                         .name = "treaty",
                         .directed = true,
                         .measure = ENT_ORDERED,
                         .scale = ENT_SCALE_COW};
    if (status == ENT_OK)
        status = own_find_series(reading, &series, spell.span, error);
    if (status != ENT_OK)
        return status;
    treaty = (ent_treaty){.series = series.id,
                          .span = spell.span,
                          .marks = spell.marks,
                          .citation = spell.citation,
                          .note = spell.note};
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

const ent_importer own_treaties = {
    .layout = "treaties",
    .title = "treaties and what they ask",
    .columns = treaty_columns,
    .column_count = ent_countof(treaty_columns),
    .no_other_columns = true,
    .read = read_treaties,
};

/* ---- treaty members ---- */

enum { M_TREATY, M_ACTOR, M_FROM, M_TO, M_OBLIGATIONS, M_SOURCE, M_STATUS, M_NOTE };

static const ent_column member_columns[] = {
    [M_TREATY] = {"treaty", ENT_COLUMN_REQUIRED},
    [M_ACTOR] = {"actor", ENT_COLUMN_REQUIRED},
    [M_FROM] = {.name = "from"},
    [M_TO] = {.name = "to"},
    [M_OBLIGATIONS] = {.name = "obligations"},
    [M_SOURCE] = {.name = "source"},
    [M_STATUS] = {.name = "status"},
    [M_NOTE] = {.name = "note"},
};

/* The treaty of a row: one of this source. */
static ent_status find_treaty(ent_reading *reading, size_t column, ent_treaty *treaty,
                              ent_error *error)
{
    ent_error inner = {0};
    ent_rows *rows = ent_reading_rows(reading);
    ent_world *world = ent_reading_world(reading);
    ent_status status =
        ent_world_find_treaty(world, ent_rows_text(rows, column), treaty, &inner);
    if (status == ENT_ERR_INPUT)
        return ent_rows_fail(rows, column, error, "is wrong: %.200s", inner.message);
    if (status != ENT_OK)
        return ent_fail(error, status, "%s", inner.message);
    size_t count;
    const ent_series *series = ent_world_series(world, ENT_TREATIES, &count);
    for (size_t i = 0; i < count; i++)
        if (series[i].id == treaty->series && series[i].source_id != ent_reading_source_id(reading))
            return ent_rows_fail(rows, column, error,
                                 "is a treaty of source %s; write one of your own in treaties.csv",
                                 series[i].source);
    return ENT_OK;
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
        status = own_read_span(reading, M_FROM, M_TO, &spell, error);
    if (status == ENT_OK)
        status = own_read_origin(reading, M_SOURCE, M_STATUS, M_NOTE, &spell, error);
    if (status == ENT_OK)
        status = own_read_actor(reading, M_ACTOR, spell.span, &spell.a, error);
    ent_series series = {.kind = ENT_TREATIES, .name = "treaty"};
    if (status == ENT_OK)
        status = own_find_series(reading, &series, spell.span, error);
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

const ent_importer own_treaty_members = {
    .layout = "treaty_members",
    .title = "who is bound, from when till when",
    .columns = member_columns,
    .column_count = ent_countof(member_columns),
    .no_other_columns = true,
    .read = read_members,
};

/* ---- treaty exceptions: a layer of their own, so that the world shows them ---- */

enum { E_TREATY, E_A, E_B, E_FROM, E_TO, E_SOURCE, E_STATUS, E_NOTE };

static const ent_column exception_columns[] = {
    [E_TREATY] = {"treaty", ENT_COLUMN_REQUIRED},
    [E_A] = {"a", ENT_COLUMN_REQUIRED},
    [E_B] = {"b", ENT_COLUMN_REQUIRED},
    [E_FROM] = {.name = "from"},
    [E_TO] = {.name = "to"},
    [E_SOURCE] = {.name = "source"},
    [E_STATUS] = {.name = "status"},
    [E_NOTE] = {.name = "note"},
};

static ent_status read_exception_row(ent_reading *reading, void *context, ent_error *error)
{
    (void)context;
    ent_spell spell = ent_spell_none();
    ent_treaty treaty;
    ent_status status = find_treaty(reading, E_TREATY, &treaty, error);
    if (status == ENT_OK)
        status = own_read_span(reading, E_FROM, E_TO, &spell, error);
    if (status == ENT_OK)
        status = own_read_origin(reading, E_SOURCE, E_STATUS, E_NOTE, &spell, error);
    if (status == ENT_OK)
        status = own_read_actor(reading, E_A, spell.span, &spell.a, error);
    if (status == ENT_OK)
        status = own_read_actor(reading, E_B, spell.span, &spell.b, error);
    if (status == ENT_OK && spell.a == spell.b)
        return ent_rows_fail(ent_reading_rows(reading), E_B, error, "is the same actor as a");
    ent_series series = {.kind = ENT_LAYER, .name = "treaty_exception", .measure = ENT_BINARY};
    if (status == ENT_OK)
        status = own_find_series(reading, &series, spell.span, error);
    spell.treaty = treaty.id;
    spell.level = 1;
    own_put_lower_first(&spell);
    return status == ENT_OK ? ent_reading_add(reading, &series, &spell, error) : status;
}

static ent_status read_exceptions(ent_reading *reading, ent_error *error)
{
    return ent_reading_each_row(reading, read_exception_row, NULL, error);
}

const ent_importer own_treaty_exceptions = {
    .layout = "treaty_exceptions",
    .title = "pairs that owe each other nothing",
    .columns = exception_columns,
    .column_count = ent_countof(exception_columns),
    .no_other_columns = true,
    .read = read_exceptions,
};
