/* The sections of a run's text that are tables: the balance and the burden. Each has a wide form,
 * whose columns are as wide as what stands in them, and a narrow one for when that does not fit. */
#include "report/show_run.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

size_t text_columns(const char *text)
{
    size_t columns = 0;
    for (; *text; text++)
        if ((*text & 0xC0) != 0x80)
            columns +=
                (unsigned char)*text >= 0xE3 ? 2 : 1; /* from U+3000 on: Chinese, Japanese ... */
    return columns;
}

void text_heading(sheet *s, const char *heading)
{
    ent_buffer_format(s->out, "\n%s\n", heading);
}

void text_paragraph(sheet *s, int indent, const char *text)
{
    if (*text)
        show_paragraph(s->out, text, indent, s->width);
}

void text_done(sheet *s, ent_buffer *text)
{
    s->out->failed |= text->failed;
    ent_buffer_clear(text);
}

void text_item(sheet *s, int margin, const char *label, ent_buffer *text)
{
    size_t start = s->out->length, length = strlen(label);
    text_paragraph(s, margin, ent_buffer_text(text));
    if (s->out->length > start + length)
        memcpy(s->out->data + start, label, length); /* over the blanks of the indent */
    text_done(s, text);
}

void text_cell(sheet *s, const char *text, size_t width, bool right)
{
    size_t used = text_columns(text);
    int blanks = used < width ? (int)(width - used) : 0;
    if (right)
        ent_buffer_format(s->out, "%*s%s", blanks, "", text);
    else
        ent_buffer_format(s->out, "%s%*s", text, blanks, "");
}

/* End a line without blanks at its end. */
static void end_line(sheet *s)
{
    while (s->out->length > 0 && s->out->data[s->out->length - 1] == ' ')
        s->out->data[--s->out->length] = '\0';
    ent_buffer_add(s->out, "\n");
}

static void widen(size_t *width, const char *text)
{
    size_t columns = text_columns(text);
    if (columns > *width)
        *width = columns;
}

/* ---- balance ---- */

enum { LEAST_NAME = 10 }; /* a name that is longer than its column stands above its figures */

typedef struct {
    size_t name, value, share, rank, gap;
    bool after;   /* two sides */
    bool stacked; /* each side on a line of its own, under the name */
} balance_shape;

typedef struct {
    char value[NUMBER_SIZE + 4], share[NUMBER_SIZE], rank[NUMBER_SIZE];
} power_texts;

static power_texts texts_of(const ent_json_value *measure, const sheet_power *power)
{
    power_texts texts;
    char value[NUMBER_SIZE];
    sheet_value_text(measure, power->value, value);
    snprintf(texts.value, sizeof texts.value, "%s%s", value, *power->doubted ? "†" : "");
    sheet_share_text(measure, power->share, texts.share);
    sheet_rank_text(power, texts.rank);
    return texts;
}

static size_t side_width(const balance_shape *shape)
{
    return shape->value + shape->share + shape->rank + 2 * shape->gap;
}

/* Columns that are left for names. */
static size_t room_for_names(const sheet *s, const balance_shape *shape)
{
    size_t sides = 2 + (side_width(shape) + shape->gap + 1) * (1U + shape->after);
    return (size_t)s->width > sides ? (size_t)s->width - sides : 0;
}

static balance_shape shape_balance(const sheet *s)
{
    const ent_json_value *measures = ent_json_get(s->result, "measures");
    const ent_json_value *blocs = ent_json_get(s->result, "blocs");
    balance_shape shape = {
        .value = 5, .share = 5, .rank = 4, .gap = 3, .after = sheet_has_after(s->result)};
    for (size_t b = 0; b < ent_json_count(blocs); b++) {
        const ent_json_value *bloc = ent_json_at(blocs, b);
        widen(&shape.name, sheet_text(bloc, "name"));
        for (size_t m = 0; m < ent_json_count(measures); m++)
            for (int after = 0; after < 2; after++) {
                const ent_json_value *measure = ent_json_at(measures, m);
                sheet_power power = sheet_power_of(s->result, sheet_text(measure, "id"),
                                                   sheet_text(bloc, "id"), after);
                power_texts texts = texts_of(measure, &power);
                widen(&shape.value, texts.value);
                widen(&shape.share, texts.share);
                widen(&shape.rank, texts.rank);
            }
    }
    while (shape.gap > 1 && room_for_names(s, &shape) < shape.name)
        shape.gap--;
    shape.stacked = room_for_names(s, &shape) < LEAST_NAME;
    if (shape.name > room_for_names(s, &shape))
        shape.name = room_for_names(s, &shape);
    return shape;
}

static void add_side(sheet *s, const balance_shape *shape, const power_texts *texts)
{
    ent_buffer_format(s->out, "%*s", (int)shape->gap + 1, "");
    text_cell(s, texts->value, shape->value, true);
    ent_buffer_format(s->out, "%*s", (int)shape->gap, "");
    text_cell(s, texts->share, shape->share, true);
    ent_buffer_format(s->out, "%*s", (int)shape->gap, "");
    text_cell(s, texts->rank, shape->rank, true);
}

static void add_power_row(sheet *s, const balance_shape *shape, const char *name,
                          const power_texts sides[2])
{
    static const char *const whens[] = {"before", "after"};
    bool above = shape->stacked || text_columns(name) > shape->name;
    if (above)
        text_paragraph(s, 2, name);
    if (!shape->stacked) {
        ent_buffer_add(s->out, "  ");
        text_cell(s, above ? "" : name, shape->name, false);
    }
    for (int after = 0; after <= shape->after; after++) {
        if (shape->stacked)
            ent_buffer_format(s->out, "  %-6s", shape->after ? whens[after] : "");
        add_side(s, shape, &sides[after]);
        if (shape->stacked && after < shape->after)
            end_line(s);
    }
    end_line(s);
}

static void add_balance_heading(sheet *s, const balance_shape *shape)
{
    static const power_texts words = {"value", "share", "rank"};
    static const char *const whens[] = {"before ", "after "};
    const power_texts sides[2] = {words, words};
    if (!shape->stacked && shape->after) {
        ent_buffer_format(s->out, "%*s", (int)shape->name + 2, "");
        for (int after = 0; after < 2; after++) {
            ent_buffer_format(s->out, "%*s%s", (int)shape->gap + 1, "", whens[after]);
            for (size_t i = strlen(whens[after]); i < side_width(shape); i++)
                ent_buffer_add(s->out, "-");
        }
        ent_buffer_add(s->out, "\n");
    }
    if (!shape->stacked)
        add_power_row(s, shape, "", sides);
}

/* What a figure of the balance lacks or doubts, under it. */
static void add_power_notes(sheet *s, const sheet_power *power, const char *when)
{
    const struct {
        const char *text, *abbs;
    } notes[] = {{"without", power->missing}, {"† in doubt:", power->doubted}};
    for (size_t i = 0; i < ent_countof(notes); i++) {
        ent_buffer text = {0};
        if (*notes[i].abbs) {
            ent_buffer_format(&text, "%s%s ", when, notes[i].text);
            sheet_spell_out(s->result, notes[i].abbs, &text);
            ent_buffer_add(&text, i == 0 ? ": no data" : "");
            text_paragraph(s, 4, ent_buffer_text(&text));
            s->doubt |= i == 1;
        }
        text_done(s, &text);
    }
}

static void add_measure_heading(sheet *s, const ent_json_value *measure)
{
    ent_buffer text = {0};
    ent_buffer_add(&text, sheet_text(measure, "label"));
    if (ent_json_is_true(ent_json_get(measure, "is_share"))) {
        ent_buffer_add(&text, ": as it is");
    } else {
        ent_buffer_format(&text, " (%s), ", sheet_text(measure, "unit"));
        sheet_basis(s->result, measure, &text);
    }
    text_paragraph(s, 0, ent_buffer_text(&text));
    text_done(s, &text);
}

static void add_measure(sheet *s, const balance_shape *shape, const ent_json_value *measure)
{
    const ent_json_value *blocs = ent_json_get(s->result, "blocs");
    add_measure_heading(s, measure);
    for (size_t b = 0; b < ent_json_count(blocs); b++) {
        const ent_json_value *bloc = ent_json_at(blocs, b);
        const char *id = sheet_text(measure, "id");
        sheet_power before = sheet_power_of(s->result, id, sheet_text(bloc, "id"), false);
        sheet_power after = sheet_power_of(s->result, id, sheet_text(bloc, "id"), true);
        const power_texts sides[2] = {texts_of(measure, &before), texts_of(measure, &after)};
        bool same = strcmp(before.missing, after.missing) == 0 &&
                    strcmp(before.doubted, after.doubted) == 0;
        add_power_row(s, shape, sheet_text(bloc, "name"), sides);
        add_power_notes(s, &before, same || !shape->after ? "" : "before: ");
        if (!same)
            add_power_notes(s, &after, "after: ");
    }
}

/* How a measure is made, where it is not plainly a sum of figures of the base. */
static void add_formulas(sheet *s)
{
    const ent_json_value *measures = ent_json_get(s->result, "measures");
    for (size_t m = 0; m < ent_json_count(measures); m++) {
        const ent_json_value *measure = ent_json_at(measures, m);
        ent_buffer text = {0};
        if (strcmp(sheet_text(measure, "method"), "as the base says") != 0) {
            sheet_short_label(s->result, sheet_text(measure, "id"), &text);
            ent_buffer_format(&text, ": %s (%s).", sheet_text(measure, "formula"),
                              sheet_text(measure, "method"));
            text_paragraph(s, 2, ent_buffer_text(&text));
        }
        text_done(s, &text);
    }
}

void show_balance(sheet *s)
{
    const ent_json_value *measures = ent_json_get(s->result, "measures");
    text_heading(s, "BALANCE");
    if (ent_json_count(ent_json_get(s->result, "blocs")) == 0) {
        text_paragraph(s, 2, "The scenario names no bloc.");
        return;
    }
    if (ent_json_count(measures) == 0) {
        text_paragraph(s, 2, "The base has no measure of power.");
        return;
    }
    balance_shape shape = shape_balance(s);
    add_balance_heading(s, &shape);
    for (size_t m = 0; m < ent_json_count(measures); m++)
        add_measure(s, &shape, ent_json_at(measures, m));
    ent_buffer_add(s->out, "\n");
    text_paragraph(s, 2, "Share: of the sum over all actors with data, in or out of the blocs.");
    text_paragraph(s, 2, "Rank: among the named blocs and every actor in none of them.");
    add_formulas(s);
}

/* ---- burden ---- */

static number_scale scale_of(const ent_json_value *members)
{
    double largest = 0;
    for (size_t row = 0; row < ent_json_row_count(members); row++) {
        double milex = ent_json_number(ent_json_cell(members, "milex", row));
        double equal = ent_json_number(ent_json_cell(members, "equal", row));
        largest = fmax(largest, fmax(fabs(milex), fabs(equal)));
    }
    return number_scale_for(largest);
}

static void add_burden_cells(sheet *s, const char *name, size_t wide, const char *const cells[4])
{
    if (wide > 0) {
        ent_buffer_add(s->out, "  ");
        text_cell(s, name, wide, false);
    } else {
        text_paragraph(s, 2, name);
        ent_buffer_add(s->out, " ");
    }
    for (int i = 0; i < 4; i++)
        text_cell(s, cells[i], wide > 0 ? 13 : 9, true);
    ent_buffer_add(s->out, "\n");
}

static void add_burden_rows(sheet *s, const ent_json_value *members, const size_t order[])
{
    static const char *const narrow[] = {"spends", "of GDP", "equal", "differs"};
    static const char *const headings[] = {"spends", "of its GDP", "equal share", "difference"};
    number_scale scale = scale_of(members);
    size_t wide = 6, rows = ent_json_row_count(members);
    for (size_t row = 0; row < rows; row++)
        widen(&wide, sheet_cell(members, "name", row));
    if (wide + 2 + 4 * 13 > (size_t)s->width)
        wide = 0;
    add_burden_cells(s, "member", wide, wide ? headings : narrow);
    for (size_t i = 0; i < rows; i++) {
        char texts[4][NUMBER_SIZE];
        size_t row = order[i];
        number_scaled(ent_json_number(ent_json_cell(members, "milex", row)), scale, false,
                      texts[0]);
        number_percent(ent_json_number(ent_json_cell(members, "share", row)), texts[1]);
        number_scaled(ent_json_number(ent_json_cell(members, "equal", row)), scale, false,
                      texts[2]);
        number_scaled(ent_json_number(ent_json_cell(members, "difference", row)), scale, true,
                      texts[3]);
        const char *const cells[] = {texts[0], texts[1], texts[2], texts[3]};
        add_burden_cells(s, sheet_cell(members, "name", row), wide, cells);
    }
}

static void add_left_out(sheet *s, const ent_json_value *burden)
{
    const ent_json_value *list = ent_json_get(burden, "left_out");
    for (size_t i = 0; i < ent_json_count(list); i++) {
        const ent_json_value *item = ent_json_at(list, i);
        ent_buffer text = {0};
        ent_buffer_format(&text, "left out of both sums: %s (%s), which lacks %s",
                          sheet_text(item, "name"), sheet_text(item, "actor"),
                          sheet_lacks(sheet_text(item, "lacks")));
        text_paragraph(s, 2, ent_buffer_text(&text));
        text_done(s, &text);
    }
}

static void add_burden(sheet *s, const ent_json_value *burden, const char *when)
{
    const ent_json_value *members = ent_json_get(burden, "members");
    size_t *order = ent_new_array(ent_json_row_count(members), sizeof *order);
    char milex[NUMBER_SIZE], share[NUMBER_SIZE];
    ent_buffer text = {0};
    number_quantity(ent_json_number(ent_json_get(burden, "milex")), milex);
    number_percent(ent_json_number(ent_json_get(burden, "share")), share);
    ent_buffer_format(&text, "%s%s: ", sheet_bloc_name(s->result, sheet_text(burden, "bloc")),
                      when);
    if (*sheet_text(burden, "reason"))
        ent_buffer_format(&text, "no data: %s", sheet_text(burden, "reason"));
    else
        ent_buffer_format(&text, "%s %s, %s of its GDP; table in %s%s", milex,
                          sheet_text(burden, "unit"), share, scale_of(members).word,
                          sheet_text(burden, "unit"));
    text_paragraph(s, 0, ent_buffer_text(&text));
    text_done(s, &text);
    if (order && ent_json_row_count(members) > 0) {
        sheet_burden_order(members, order);
        add_burden_rows(s, members, order);
    }
    s->out->failed |= !order;
    free(order);
    add_left_out(s, burden);
}

/* Before and after of a bloc stand side by side in the list; once if they are the same. */
void show_burden(sheet *s)
{
    const ent_json_value *list = ent_json_get(s->result, "burden");
    bool has_after = sheet_has_after(s->result), rule = false;
    text_heading(s, "DEFENCE BURDEN");
    if (ent_json_count(list) == 0)
        text_paragraph(s, 2, "The scenario names no bloc.");
    for (size_t i = 0; i + 1 < ent_json_count(list); i += 2) {
        const ent_json_value *before = ent_json_at(list, i), *after = ent_json_at(list, i + 1);
        bool same = sheet_same_burden(before, after);
        rule |= ent_json_row_count(ent_json_get(before, "members")) > 0;
        bool figures = !*sheet_text(before, "reason");
        add_burden(s, before,
                   !has_after || (same && !figures) ? ""
                   : same                           ? " (unchanged by the interventions)"
                                                    : ", before");
        if (!same)
            add_burden(s, after, ", after");
    }
    if (rule)
        text_paragraph(s, 2,
                       "Equal share: what a member would spend if all spent the same fraction of "
                       "GDP, bloc military expenditure × member GDP / bloc GDP.");
}
