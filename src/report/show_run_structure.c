/* Sections of a run's text on its structure: poles, similarity, triads, neighbourhoods. */
#include "report/show_run.h"

#include "core/memory.h"

#include <string.h>

enum { ROWS_SHOWN = 10 };

/* Why a section has nothing to say; true if so. */
static bool say_reason(sheet *s, const char *section)
{
    const char *reason = sheet_text(ent_json_get(s->result, section), "reason");
    ent_buffer text = {0};
    if (!*reason)
        return false;
    ent_buffer_format(&text, "No data (%s).", reason);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    return true;
}

static void say_more(sheet *s, size_t rows, const char *what)
{
    ent_buffer text = {0};
    if (rows <= ROWS_SHOWN)
        return;
    ent_buffer_format(&text, "%zu more %s in --format json", rows - ROWS_SHOWN, what);
    text_paragraph(s, 4, ent_buffer_text(&text));
    text_done(s, &text);
}

/* ---- poles ---- */

static const char *const pole_heads[] = {"CON", "HHI", "poles 1/HHI", "counted", "no data"};
static const size_t pole_widths[] = {13, 13, 14, 13, 9};
enum { POLE_LABEL = 30, POLES_WIDE = 94 };

static void add_cells(sheet *s, const char *label, const char *const cells[])
{
    ent_buffer_add(s->out, "  ");
    text_cell(s, label, POLE_LABEL, false);
    for (size_t k = 0; k < SHEET_POLE_CELLS; k++)
        text_cell(s, cells[k], pole_widths[k], true);
    ent_buffer_add(s->out, "\n");
}

static void add_cells_narrow(sheet *s, const char *label, const char *const cells[])
{
    ent_buffer text = {0};
    ent_buffer_format(&text, "%s", label);
    for (size_t k = 0; k < SHEET_POLE_CELLS; k++)
        ent_buffer_format(&text, "%s%s %s", k ? ", " : ": ", pole_heads[k], cells[k]);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

static void add_measure(sheet *s, const char *measure, const char *counted)
{
    ent_buffer label = {0}, part = {0}, cells[SHEET_POLE_CELLS] = {{0}};
    const char *texts[SHEET_POLE_CELLS];
    sheet_short_label(s->result, measure, &label);
    sheet_pole_cells(s->result, measure, counted, cells);
    sheet_in_part(s->result, measure, counted, &part);
    for (size_t k = 0; k < SHEET_POLE_CELLS; k++)
        texts[k] = ent_buffer_text(&cells[k]);
    (s->width >= POLES_WIDE ? add_cells : add_cells_narrow)(s, ent_buffer_text(&label), texts);
    text_paragraph(s, 4, ent_buffer_text(&part));
    for (size_t k = 0; k < SHEET_POLE_CELLS; k++)
        text_done(s, &cells[k]);
    text_done(s, &part);
    text_done(s, &label);
}

static void add_counted(sheet *s, const char *counted, const char *heading)
{
    const ent_json_value *measures = ent_json_get(s->result, "measures");
    text_paragraph(s, 2, heading);
    if (s->width >= POLES_WIDE)
        add_cells(s, "", pole_heads);
    for (size_t m = 0; m < ent_json_count(measures); m++)
        add_measure(s, sheet_text(ent_json_at(measures, m), "id"), counted);
}

static void add_strongest(sheet *s)
{
    const ent_json_value *measures = ent_json_get(s->result, "measures");
    ent_buffer text = {0};
    sheet_strongest(s->result, sheet_text(ent_json_at(measures, 0), "id"), &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

void show_poles(sheet *s)
{
    const char *reason = sheet_text(ent_json_get(s->result, "concentration"), "reason");
    text_heading(s, "POLES");
    if (ent_json_count(ent_json_get(s->result, "measures")) == 0) {
        text_paragraph(s, 2, "The base has no measure of power: no data.");
        return;
    }
    add_counted(s, "poles", *reason ? "Alliances are not known, so that every actor is a pole."
                                    : "Members of a bloc who owe each other defence count as one "
                                      "pole, every other actor as one.");
    add_strongest(s);
    add_counted(s, "actors", "Every actor alone:");
}

/* ---- similarity ---- */

static void add_pair(sheet *s, size_t row)
{
    static const char *const columns[][3] = {{"S", "s_before", "s_after"},
                                             {"weighted S", "s_weighted_before", "s_weighted_after"},
                                             {"kappa", "kappa_before", "kappa_after"}};
    const ent_json_value *pairs = ent_json_get(ent_json_get(s->result, "similarity"), "pairs");
    ent_buffer text = {0};
    sheet_pair(s->result, row, &text);
    for (size_t k = 0; k < ent_countof(columns); k++) {
        ent_buffer_format(&text, "%s%s ", k ? ", " : ": ", columns[k][0]);
        sheet_change(ent_json_number(ent_json_cell(pairs, columns[k][1], row)),
                     ent_json_number(ent_json_cell(pairs, columns[k][2], row)), number_index, &text);
    }
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

void show_similarity_of_pairs(sheet *s)
{
    const ent_json_value *pairs = ent_json_get(ent_json_get(s->result, "similarity"), "pairs");
    size_t rows = ent_json_row_count(pairs);
    ent_buffer text = {0};
    text_heading(s, "SIMILARITY OF ALLIANCES");
    if (say_reason(s, "similarity"))
        return;
    for (size_t row = 0; row < rows && row < ROWS_SHOWN; row++)
        add_pair(s, row);
    say_more(s, rows, "pairs");
    if (rows == 0)
        text_paragraph(s, 2, "No pair is concerned.");
    else
        sheet_no_weights(s->result, &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

/* ---- triads ---- */

static void add_triads_that(sheet *s, const char *become, const char *heading)
{
    const ent_json_value *table = ent_json_get(ent_json_get(s->result, "triads"), "changes");
    size_t count = sheet_triads_that(s->result, become), shown = 0;
    ent_buffer text = {0};
    ent_buffer_format(&text, "%s: %zu", heading, count);
    for (size_t row = 0; row < ent_json_row_count(table) && shown < ROWS_SHOWN; row++) {
        if (strcmp(sheet_cell(table, "becomes", row), become) != 0)
            continue;
        ent_buffer_add(&text, shown++ ? "; " : ": ");
        sheet_triad(s->result, row, &text);
    }
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    say_more(s, count, "triads");
}

void show_triads(sheet *s)
{
    ent_buffer text = {0};
    text_heading(s, "TRIADS");
    if (say_reason(s, "triads"))
        return;
    ent_buffer_add(&text, "Defence +, rivalry −: ");
    sheet_triads(s->result, &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    if (!sheet_has_after(s->result))
        return;
    add_triads_that(s, "tense", "Become tense");
    add_triads_that(s, "relaxed", "Are relaxed");
    add_triads_that(s, "balanced", "Close as balanced");
}

/* ---- blocs that ties make ---- */

typedef void sheet_row(const ent_json_value *result, size_t row, ent_buffer *out);

static void add_bloc_rows(sheet *s, const char *table, const char *heading, const char *what, sheet_row *put)
{
    size_t rows = ent_json_row_count(ent_json_get(ent_json_get(s->result, "found_blocs"), table));
    ent_buffer text = {0};
    ent_buffer_format(&text, "%s: %zu", heading, rows);
    for (size_t row = 0; row < rows && row < ROWS_SHOWN; row++) {
        ent_buffer_add(&text, row ? "; " : ": ");
        put(s->result, row, &text);
    }
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    say_more(s, rows, what);
}

static void add_blocs_of(sheet *s, bool after, const char *heading)
{
    for (size_t k = 0; k < 2; k++) {
        ent_buffer text = {0};
        ent_buffer_format(&text, "%s, bloc %zu, ", heading, k + 1);
        sheet_bloc_members(s->result, after, k, &text);
        text_paragraph(s, 2, ent_buffer_text(&text));
        text_done(s, &text);
    }
}

void show_found_blocs(sheet *s)
{
    ent_buffer text = {0};
    text_heading(s, "BLOCS THAT TIES MAKE");
    if (say_reason(s, "found_blocs"))
        return;
    ent_buffer_add(&text, "Defence +, rivalry −: ");
    sheet_blocs_value(s->result, &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    add_blocs_of(s, false, "Before");
    if (sheet_has_after(s->result)) {
        if (sheet_same_blocs(s->result, s->out))
            text_paragraph(s, 2, "After: the same blocs");
        else
            add_blocs_of(s, true, "After");
        add_bloc_rows(s, "pulls", "Who comes to, or goes from, a party in all best partitions", "actors", sheet_pull);
    }
    add_bloc_rows(s, "torn", "Torn", "actors", sheet_torn);
}

/* ---- forecast ---- */

static void add_forecast_ties(sheet *s, const char *table, const char *heading)
{
    size_t rows[5], count = sheet_forecast_rows(s->result, table, rows, 5);
    ent_buffer text = {0};
    ent_buffer_format(&text, "%s: ", heading);
    for (size_t k = 0; k < count; k++) {
        ent_buffer_add(&text, k ? "; " : "");
        sheet_forecast_tie(s->result, table, rows[k], &text);
    }
    if (count > 0)
        text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

static void add_claims_in_futures(sheet *s)
{
    const ent_json_value *forecast = ent_json_get(s->result, "forecast");
    ent_buffer text = {0};
    size_t rows = sheet_forecast_claims(forecast, &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    for (size_t row = 0; row < rows; row++) {
        sheet_forecast_claim(forecast, row, &text);
        text_paragraph(s, 4, ent_buffer_text(&text));
        text_done(s, &text);
    }
}

void show_forecast_of_run(sheet *s)
{
    size_t rows[24], count = sheet_forecast_rows(s->result, "differences", rows, 24);
    ent_buffer text = {0};
    text_heading(s, "FORECAST");
    if (say_reason(s, "forecast"))
        return;
    sheet_forecast_given(ent_json_get(s->result, "forecast"), &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    sheet_forecast_head(s->result, &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    for (size_t k = 0; k < count; k++) {
        ent_buffer_add(&text, k ? "; " : "");
        sheet_forecast_measure(s->result, rows[k], &text);
    }
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
    add_forecast_ties(s, "fades", "What was done");
    add_forecast_ties(s, "others", "Ties of others that change most");
    add_claims_in_futures(s);
    text_paragraph(s, 2, "These are the model's chances, of what it knows; docs/forecast.md says how such forecasts have fared. "
                   "entente whatif shows all of it.");
}

/* ---- neighbourhoods ---- */

static void add_surrounded(sheet *s, const char *key, const char *heading)
{
    ent_buffer text = {0};
    ent_buffer_format(&text, "%s: ", heading);
    sheet_surrounded(s->result, key, &text);
    text_paragraph(s, 2, ent_buffer_text(&text));
    text_done(s, &text);
}

void show_neighbourhoods(sheet *s)
{
    const ent_json_value *table = ent_json_get(ent_json_get(s->result, "neighbourhoods"), "actors");
    size_t rows = ent_json_row_count(table);
    text_heading(s, "NEIGHBOURHOODS");
    if (say_reason(s, "neighbourhoods"))
        return;
    for (size_t row = 0; row < rows && row < ROWS_SHOWN; row++) {
        ent_buffer text = {0};
        ent_buffer_format(&text, "%s: ", sheet_cell(table, "name", row));
        sheet_neighbourhood(s->result, row, &text);
        text_paragraph(s, 2, ent_buffer_text(&text));
        text_done(s, &text);
    }
    say_more(s, rows, "actors");
    add_surrounded(s, "all_allies", "With allies only around");
    add_surrounded(s, "all_rivals", "With rivals only around");
}
