/* Reading the structure of a run: how concentrated power is, how alike portfolios are, triads and
 * neighbourhoods. */
#include "report/page_sheet.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t count_in(const ent_json_value *table, const char *column, size_t row)
{
    double number = ent_json_number(ent_json_cell(table, column, row));
    return number >= 0 ? (size_t)number : 0;
}

static const ent_json_value *part(const ent_json_value *result, const char *section,
                                  const char *key)
{
    return ent_json_get(ent_json_get(result, section), key);
}

/* ---- changes ---- */

void sheet_change(double before, double after, sheet_writer *write, ent_buffer *out)
{
    char first[NUMBER_SIZE], second[NUMBER_SIZE];
    write(before, first);
    write(after, second);
    ent_buffer_add(out, first);
    if (strcmp(first, second) != 0)
        ent_buffer_format(out, " → %s", second);
}

void sheet_count_change(size_t before, size_t after, ent_buffer *out)
{
    sheet_change((double)before, (double)after, number_given, out);
}

/* "before; after: after", or "before; after: unchanged"; clears both. */
static void take_both(const ent_json_value *result, ent_buffer *before, ent_buffer *after,
                      ent_buffer *out)
{
    bool same = strcmp(ent_buffer_text(before), ent_buffer_text(after)) == 0;
    ent_buffer_add(out, ent_buffer_text(before));
    if (sheet_has_after(result))
        ent_buffer_format(out, "; after: %s", same ? "unchanged" : ent_buffer_text(after));
    out->failed |= before->failed || after->failed;
    ent_buffer_clear(before);
    ent_buffer_clear(after);
}

/* ---- concentration ---- */

sheet_concentration sheet_concentration_of(const ent_json_value *result, const char *measure,
                                           const char *counted, bool after)
{
    const ent_json_value *table = part(result, "concentration", "measures");
    sheet_concentration c = {(double)NAN, (double)NAN, (double)NAN, 0, 0, 0};
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        if (strcmp(sheet_cell(table, "measure", row), measure) != 0 ||
            strcmp(sheet_cell(table, "counted", row), counted) != 0 ||
            strcmp(sheet_cell(table, "when", row), after ? "after" : "before") != 0)
            continue;
        c.con = ent_json_number(ent_json_cell(table, "con", row));
        c.hhi = ent_json_number(ent_json_cell(table, "hhi", row));
        c.effective = ent_json_number(ent_json_cell(table, "effective", row));
        c.n = count_in(table, "n", row);
        c.missing = count_in(table, "missing", row);
        c.incomplete = count_in(table, "incomplete", row);
    }
    return c;
}

void sheet_in_part(const ent_json_value *result, const char *measure, const char *counted,
                   ent_buffer *out)
{
    size_t before = sheet_concentration_of(result, measure, counted, false).incomplete;
    size_t after = sheet_concentration_of(result, measure, counted, true).incomplete;
    if (before + after == 0)
        return;
    sheet_count_change(before, after, out);
    ent_buffer_add(out, " with data of some members only");
}

/* A measure of concentration: ".062". */
static char *three_digits(double value, char text[NUMBER_SIZE])
{
    char digits[NUMBER_SIZE];
    snprintf(digits, sizeof digits, "%.3f", value);
    snprintf(text, NUMBER_SIZE, "%s", isnan(value) ? "no data" : digits + (*digits == '0'));
    return text;
}

void sheet_pole_cells(const ent_json_value *result, const char *measure, const char *counted,
                      ent_buffer cells[SHEET_POLE_CELLS])
{
    sheet_concentration c[2];
    for (int after = 0; after < 2; after++)
        c[after] = sheet_concentration_of(result, measure, counted, after);
    sheet_change(c[0].con, c[1].con, three_digits, &cells[0]);
    sheet_change(c[0].hhi, c[1].hhi, three_digits, &cells[1]);
    sheet_change(c[0].effective, c[1].effective, number_quantity, &cells[2]);
    sheet_count_change(c[0].n, c[1].n, &cells[3]);
    sheet_count_change(c[0].missing, c[1].missing, &cells[4]);
}

/* "NATO-28 51.6 %, China 15.8 %" */
static void add_poles(const ent_json_value *result, const char *measure, bool after, ent_buffer *out)
{
    enum { SHOWN = 5 };
    const ent_json_value *table = part(result, "concentration", "poles");
    size_t shown = 0;
    for (size_t row = 0; row < ent_json_row_count(table) && shown < SHOWN; row++) {
        char share[NUMBER_SIZE];
        if (strcmp(sheet_cell(table, "measure", row), measure) != 0 ||
            strcmp(sheet_cell(table, "when", row), after ? "after" : "before") != 0)
            continue;
        number_percent(ent_json_number(ent_json_cell(table, "share", row)), share);
        ent_buffer_format(out, "%s%s %s", shown++ ? ", " : "", sheet_cell(table, "pole", row),
                          share);
    }
}

void sheet_strongest(const ent_json_value *result, const char *measure, ent_buffer *out)
{
    ent_buffer before = {0}, after = {0};
    add_poles(result, measure, false, &before);
    add_poles(result, measure, true, &after);
    ent_buffer_add(out, "The strongest by ");
    sheet_short_label(result, measure, out);
    ent_buffer_add(out, ": ");
    take_both(result, &before, &after, out);
}

/* ---- similarity ---- */

void sheet_pair(const ent_json_value *result, size_t row, ent_buffer *out)
{
    const ent_json_value *pairs = part(result, "similarity", "pairs");
    const char *bloc = sheet_cell(pairs, "bloc", row);
    ent_buffer_format(out, "%s – %s", sheet_actor_name(result, sheet_cell(pairs, "a", row)),
                      sheet_actor_name(result, sheet_cell(pairs, "b", row)));
    if (*bloc)
        ent_buffer_format(out, " (leads %s)", sheet_bloc_name(result, bloc));
}

void sheet_no_weights(const ent_json_value *result, ent_buffer *out)
{
    double without = ent_json_number(part(result, "similarity", "without_weight"));
    if (without > 0)
        ent_buffer_format(out, "Weighted by CINC: no data, since %.0f actor%s no CINC.", without,
                          without > 1 ? "s have" : " has");
}

/* ---- triads ---- */

void sheet_triads(const ent_json_value *result, ent_buffer *out)
{
    static const char *const keys[] = {"balanced", "tense"};
    const ent_json_value *before = part(result, "triads", "before");
    const ent_json_value *after = part(result, "triads", "after");
    for (size_t k = 0; k < ent_countof(keys); k++) {
        ent_buffer_format(out, "%s%s ", k ? ", " : "", keys[k]);
        sheet_change(ent_json_number(ent_json_get(before, keys[k])),
                     ent_json_number(ent_json_get(after, keys[k])), number_given, out);
    }
}

static void add_signs(const char *signs, ent_buffer *out)
{
    for (size_t k = 0; signs[k]; k++)
        ent_buffer_format(out, "%s%s", k ? " " : "", signs[k] == '-' ? "−" : signs[k] == '+' ? "+"
                                                                                           : "0");
}

void sheet_triad(const ent_json_value *result, size_t row, ent_buffer *out)
{
    static const char *const ends[] = {"a", "b", "c"};
    const ent_json_value *table = part(result, "triads", "changes");
    for (size_t k = 0; k < ent_countof(ends); k++)
        ent_buffer_format(out, "%s%s", k ? ", " : "",
                          sheet_actor_name(result, sheet_cell(table, ends[k], row)));
    ent_buffer_add(out, " (");
    add_signs(sheet_cell(table, "before", row), out);
    ent_buffer_add(out, " → ");
    add_signs(sheet_cell(table, "after", row), out);
    ent_buffer_add(out, ")");
}

size_t sheet_triads_that(const ent_json_value *result, const char *become)
{
    const ent_json_value *table = part(result, "triads", "changes");
    size_t count = 0;
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        count += strcmp(sheet_cell(table, "becomes", row), become) == 0;
    return count;
}

/* ---- blocs that ties make ---- */

static void add_value(const ent_json_value *state, ent_buffer *out)
{
    ent_buffer_format(out, "%.0f of %.0f ties are against the best two blocs (%s)",
                      ent_json_number(ent_json_get(state, "value")), ent_json_number(ent_json_get(state, "total")),
                      ent_json_is_true(ent_json_get(state, "proven")) ? "proven" : "found, not proven");
}

void sheet_blocs_value(const ent_json_value *result, ent_buffer *out)
{
    ent_buffer before = {0}, after = {0};
    add_value(part(result, "found_blocs", "before"), &before);
    add_value(part(result, "found_blocs", "after"), &after);
    take_both(result, &before, &after, out);
}

void sheet_bloc_members(const ent_json_value *result, bool after, size_t which, ent_buffer *out)
{
    const ent_json_value *state = part(result, "found_blocs", after ? "after" : "before");
    const ent_json_value *bloc = ent_json_at(ent_json_get(state, "blocs"), which);
    ent_buffer_format(out, "%zu", ent_json_count(bloc));
    if (ent_json_count(bloc) > 0)
        ent_buffer_add(out, ": ");
    sheet_join(bloc, out);
}

bool sheet_same_blocs(const ent_json_value *result, ent_buffer *out)
{
    bool same = true;
    for (size_t k = 0; k < 2; k++) {
        ent_buffer before = {0}, after = {0};
        sheet_bloc_members(result, false, k, &before);
        sheet_bloc_members(result, true, k, &after);
        same &= strcmp(ent_buffer_text(&before), ent_buffer_text(&after)) == 0;
        out->failed |= before.failed || after.failed;
        ent_buffer_clear(&before);
        ent_buffer_clear(&after);
    }
    return same;
}

void sheet_pull(const ent_json_value *result, size_t row, ent_buffer *out)
{
    const ent_json_value *table = part(result, "found_blocs", "pulls");
    ent_buffer_format(out, "%s and %s: %s → %s", sheet_actor_name(result, sheet_cell(table, "actor", row)),
                      sheet_actor_name(result, sheet_cell(table, "party", row)), sheet_cell(table, "before", row),
                      sheet_cell(table, "after", row));
}

void sheet_torn(const ent_json_value *result, size_t row, ent_buffer *out)
{
    const ent_json_value *table = part(result, "found_blocs", "torn");
    ent_buffer_format(out, "%s: ties against its bloc ", sheet_actor_name(result, sheet_cell(table, "actor", row)));
    sheet_change(ent_json_number(ent_json_cell(table, "against_before", row)),
                 ent_json_number(ent_json_cell(table, "against_after", row)), number_given, out);
    ent_buffer_add(out, ", cost of switching ");
    sheet_change(ent_json_number(ent_json_cell(table, "switching_before", row)),
                 ent_json_number(ent_json_cell(table, "switching_after", row)), number_given, out);
}

/* ---- neighbourhoods ---- */

static void add_count(ent_buffer *out, size_t count, const char *one, const char *many)
{
    ent_buffer_format(out, "%zu %s", count, count == 1 ? one : many);
}

static void add_surroundings(const ent_json_value *table, size_t row, bool after, ent_buffer *out)
{
    add_count(out, count_in(table, after ? "neighbours_after" : "neighbours_before", row),
              "neighbour", "neighbours");
    ent_buffer_add(out, ", ");
    add_count(out, count_in(table, after ? "allies_after" : "allies_before", row), "ally", "allies");
    ent_buffer_add(out, ", ");
    add_count(out, count_in(table, after ? "rivals_after" : "rivals_before", row), "rival", "rivals");
    ent_buffer_format(out, ": %s", sheet_cell(table, after ? "kind_after" : "kind_before", row));
}

void sheet_neighbourhood(const ent_json_value *result, size_t row, ent_buffer *out)
{
    const ent_json_value *table = part(result, "neighbourhoods", "actors");
    ent_buffer before = {0}, after = {0};
    add_surroundings(table, row, false, &before);
    add_surroundings(table, row, true, &after);
    take_both(result, &before, &after, out);
}

void sheet_surrounded(const ent_json_value *result, const char *key, ent_buffer *out)
{
    const ent_json_value *before = ent_json_get(part(result, "neighbourhoods", "before"), key);
    const ent_json_value *after = ent_json_get(part(result, "neighbourhoods", "after"), key);
    ent_buffer change = {0};
    ent_buffer_format(out, "%zu", ent_json_count(before));
    if (ent_json_count(before) > 0)
        ent_buffer_add(out, ": ");
    sheet_join(before, out);
    sheet_list_changes(result, before, after, &change);
    if (change.length > 0)
        ent_buffer_format(out, "; after: %s", ent_buffer_text(&change));
    else if (sheet_has_after(result))
        ent_buffer_add(out, "; after: unchanged");
    out->failed |= change.failed;
    ent_buffer_clear(&change);
}
