/* What `entente forecast` prints for people. */
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

enum { SHOWN = 10 };

static double number(const ent_json_value *result, const char *key)
{
    return ent_json_number(ent_json_get(result, key));
}

static const char *text(const ent_json_value *result, const char *key)
{
    const char *found = ent_json_text(ent_json_get(result, key));
    return found ? found : "";
}

static void show_head(ent_buffer *out, const ent_json_value *result)
{
    bool drawn = strcmp(text(result, "parameters"), "drawn") == 0;
    if (*text(result, "title"))
        ent_buffer_format(out, "%s\n\n", text(result, "title"));
    if (!ent_json_is_true(ent_json_get(result, "converged")))
        ent_buffer_add(out, "The fit has not converged: its futures are of no use.\n\n");
    ent_buffer_format(out, "%s from %s to %.0f: %.0f futures of %.0f actors, %.0f ties at the start\n", text(result, "layer"),
                      text(result, "from"), number(result, "to"), number(result, "futures"), number(result, "actors"),
                      number(result, "ties_at_origin"));
    ent_buffer_format(out, "family %s, parameters %s", text(result, "family"), drawn ? "drawn anew for every 20 futures" : "fixed");
    const ent_json_value *rates = ent_json_get(result, "rates");
    if (rates)
        ent_buffer_format(out, ", rates %s", text(rates, "choice"));
    if (*text(result, "size"))
        ent_buffer_format(out, ", camps by %s", text(result, "size"));
    ent_buffer_add(out, "\n");
}

/* The rows of the last year. */
static void show_last(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *table = ent_json_get(result, "forecast");
    double last = number(result, "to");
    ent_buffer_format(out, "\nin %.0f %21s %10s %10s %10s\n", last, "mean", "5 %", "median", "95 %");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        if (fabs(ent_json_number(ent_json_cell(table, "year", row)) - last) > 0.5)
            continue;
        const char *name = ent_json_text(ent_json_cell(table, "measure", row));
        ent_buffer_format(out, "  %-18s %9.4g", name ? name : "", ent_json_number(ent_json_cell(table, "mean", row)));
        ent_buffer_format(out, " %10.4g %10.4g %10.4g\n", ent_json_number(ent_json_cell(table, "low", row)),
                          ent_json_number(ent_json_cell(table, "median", row)), ent_json_number(ent_json_cell(table, "high", row)));
    }
}

static void show_pairs(ent_buffer *out, const ent_json_value *result, const char *key, const char *title, int width)
{
    const ent_json_value *table = ent_json_get(result, key);
    static const show_column columns[] = {{"a", "a"}, {"b", "b"}, {"p", "chance"}, {"low", "5 %"}, {"high", "95 %"}};
    if (ent_json_row_count(table) == 0)
        return;
    ent_buffer_format(out, "\n%s\n", title);
    show_table_first(out, table, columns, ent_countof(columns), width, 3, SHOWN);
}

static void show_sensitivity(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "sensitivity");
    if (ent_json_row_count(table) == 0)
        return;
    ent_buffer_format(out, "\nwhat hangs on the rates: means at the end of %.0f futures each\n",
                      number(result, "sensitivity_futures"));
    show_table_digits(out, table, NULL, 0, width, 4);
}

void show_forecast(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result);
    show_last(out, result);
    show_pairs(out, result, "born", "ties that are not there, by the chance that they are there at the end", width);
    show_pairs(out, result, "ended", "ties that are there, by the chance that they are not at the end", width);
    show_sensitivity(out, result, width);
    if (strcmp(text(result, "main"), "pairs") == 0)
        ent_buffer_add(out, "\nall pairs and years: --format csv\n");
    show_paragraph(out, "Chances are the model's, of what it knows; the intervals hold if it is right. How good its forecasts have "
                   "been entente gof and docs/forecast.md say.", 0, width);
}
