/* The forecast of a run in words, for its text and its page. */
#include "report/page_sheet.h"

#include <math.h>
#include <string.h>

static const ent_json_value *forecast_of(const ent_json_value *result)
{
    return ent_json_get(result, "forecast");
}

static double number(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

/* The last variant is all together, or the only one. */
static const char *shown_variant(const ent_json_value *result)
{
    const ent_json_value *variants = ent_json_get(forecast_of(result), "variants");
    const char *name = ent_json_text(ent_json_at(variants, ent_json_count(variants) - 1));
    return name ? name : "";
}

const char *sheet_forecast_system(const ent_json_value *forecast)
{
    bool leave = ent_json_is_true(ent_json_get(forecast, "states_leave")), come = ent_json_is_true(ent_json_get(forecast, "states_come"));
    return leave && come ? "leave and come" : leave ? "leave, and none comes," : come ? "come, and none leaves," : "stay";
}

void sheet_forecast_head(const ent_json_value *result, ent_buffer *out)
{
    const ent_json_value *f = forecast_of(result);
    ent_buffer_format(out, "%s of %.0f states, from %s to %.0f: %.0f futures with the interventions and as many without, on the same "
                      "random numbers, by %s (%s; its parameters drawn anew for every 20 futures; camps by %s, known of %.0f). ",
                      sheet_text(f, "layer"), ent_json_number(ent_json_get(f, "actors")), sheet_text(f, "from"),
                      ent_json_number(ent_json_get(f, "to")), ent_json_number(ent_json_get(f, "futures")), sheet_text(f, "title"),
                      sheet_text(f, "family"), *sheet_text(f, "size") ? sheet_text(f, "size") : "nothing",
                      *sheet_text(f, "size") ? ent_json_number(ent_json_get(f, "size_known")) : 0);
    if (strcmp(sheet_text(f, "system"), "drawn") == 0)
        ent_buffer_format(out, "States %s as in %.0f years before. ", sheet_forecast_system(f),
                          ent_json_number(ent_json_get(f, "system_years")));
    ent_buffer_add(out, "Differences, with the middle 90 of 100 futures:");
}

size_t sheet_forecast_rows(const ent_json_value *result, const char *name, size_t rows[], size_t most)
{
    const ent_json_value *f = forecast_of(result), *table = ent_json_get(f, name);
    double last = ent_json_number(ent_json_get(f, "to"));
    size_t count = 0;
    for (size_t row = 0; row < ent_json_row_count(table) && count < most; row++)
        if (strcmp(sheet_cell(table, "variant", row), shown_variant(result)) == 0 &&
            fabs(number(table, "year", row) - last) < 0.5 && fabs(number(table, "difference", row)) > 0)
            rows[count++] = row;
    return count;
}

void sheet_forecast_measure(const ent_json_value *result, size_t row, ent_buffer *out)
{
    const ent_json_value *table = ent_json_get(forecast_of(result), "differences");
    ent_buffer_format(out, "%s %+.3g (%.3g to %.3g)", sheet_cell(table, "measure", row), number(table, "difference", row) + 0.0,
                      number(table, "low", row) + 0.0, number(table, "high", row) + 0.0);
}

void sheet_forecast_tie(const ent_json_value *result, const char *name, size_t row, ent_buffer *out)
{
    const ent_json_value *table = ent_json_get(forecast_of(result), name);
    ent_buffer_format(out, "%s and %s, %.0f: chance %.3g, without %.3g", sheet_cell(table, "a", row), sheet_cell(table, "b", row),
                      number(table, "year", row), number(table, "with", row), number(table, "without", row));
}

/* ---- given paths ---- */

/* The source where it is another one than that of the row before, or the last of the actor. */
void sheet_forecast_given(const ent_json_value *forecast, ent_buffer *out)
{
    const ent_json_value *table = ent_json_get(forecast, "given_paths");
    size_t rows = ent_json_row_count(table);
    if (rows > 0)
        ent_buffer_format(out, "Given, not drawn, in %s: %s of ", sheet_text(forecast, "given_in"), sheet_text(forecast, "size"));
    for (size_t row = 0; row < rows; row++) {
        const char *actor = sheet_cell(table, "actor", row), *source = sheet_cell(table, "source", row);
        bool first = row == 0 || strcmp(actor, sheet_cell(table, "actor", row - 1)) != 0;
        bool last = row + 1 == rows || strcmp(actor, sheet_cell(table, "actor", row + 1)) != 0;
        bool other = last || strcmp(source, sheet_cell(table, "source", row + 1)) != 0;
        ent_buffer_format(out, "%s%s%s%.4g in %.0f", first ? row ? "; " : "" : ", ", first ? actor : "", first ? " " : "",
                          number(table, "value", row), number(table, "year", row));
        if (other)
            ent_buffer_format(out, " (%s)", source);
    }
    if (rows > 0) /* else nothing is taken up, and nothing to free */
        ent_buffer_add(out, ".");
}

/* ---- claims ---- */

size_t sheet_forecast_claims(const ent_json_value *forecast, ent_buffer *out)
{
    const ent_json_value *sample = ent_json_get(forecast, "claims_sample");
    size_t rows = ent_json_row_count(ent_json_get(forecast, "claims"));
    if (rows == 0)
        return 0;
    ent_buffer_format(out, "The scenario's claims at the end of %.0f futures, %.0f: in how many each holds (90 %% interval of the share: "
                      "Wilson's, by the effective number of futures). Futures have ties of %s", ent_json_number(ent_json_get(sample, "futures")),
                      ent_json_number(ent_json_get(forecast, "to")), sheet_text(sample, "ties"));
    if (*sheet_text(sample, "size"))
        ent_buffer_format(out, ", and %s of %.0f", sheet_text(sample, "size"), ent_json_number(ent_json_get(sample, "sizes_that_move")));
    ent_buffer_add(out, ent_json_is_true(ent_json_get(sample, "states_leave")) ? "; a state that has left has none of these" : "");
    ent_buffer_add(out, "; all else is as on the first day.");
    return rows;
}

static void add_other(ent_buffer *out, const ent_json_value *table, const char *column, const char *word, size_t row)
{
    if (number(table, column, row) > 0)
        ent_buffer_format(out, ", %s in %.0f", word, number(table, column, row));
}

void sheet_forecast_claim(const ent_json_value *forecast, size_t row, ent_buffer *out)
{
    const ent_json_value *table = ent_json_get(forecast, "claims");
    bool next = row == 0 || strcmp(sheet_cell(table, "claim", row), sheet_cell(table, "claim", row - 1)) != 0;
    ent_buffer_format(out, "%s%s%s: ", next ? sheet_cell(table, "statement", row) : "", next ? "; " : "", sheet_cell(table, "variant", row));
    const char *touched = sheet_cell(table, "touched", row);
    if (strcmp(touched, "given") == 0) {
        ent_buffer_format(out, "%s by the paths that are given", number(table, "holds", row) > 0 ? "holds"
                          : number(table, "fails", row) > 0 ? "fails" : number(table, "undecided", row) > 0 ? "undecided" : "no data");
    } else if (strcmp(touched, "yes") == 0) {
        double all = ent_json_number(ent_json_get(ent_json_get(forecast, "claims_sample"), "futures"));
        ent_buffer_format(out, "holds in %.0f of %.0f, %.3g %% (%.3g to %.3g)", number(table, "holds", row), all,
                          100 * number(table, "share", row), 100 * number(table, "low", row), 100 * number(table, "high", row));
        add_other(out, table, "fails", "fails", row);
        add_other(out, table, "undecided", "undecided", row);
        add_other(out, table, "no_data", "no data", row);
    } else {
        ent_buffer_add(out, "not touched by the futures");
    }
    ent_buffer_format(out, "; on the first day: %s", sheet_cell(table, "first_day", row));
}
