/* What `entente forecast` and `whatif` print for people. */
#include "report/page_sheet.h"
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 10 };

static double number(const ent_json_value *result, const char *key)
{
    return ent_json_number(ent_json_get(result, key));
}

static double cell_number(const ent_json_value *table, const char *column, size_t row)
{
    return ent_json_number(ent_json_cell(table, column, row));
}

/* Days of the form 2012-12-31, in the order of text. */
void show_hindsight(ent_buffer *out, const ent_json_value *result, const char *day)
{
    const char *to = sheet_text(result, "fit_to");
    if (*to && strcmp(day, to) < 0)
        ent_buffer_format(out, "the fit has seen what came till %s: this is no forecast of what was not known on %s\n", to, day);
}

/* What of the world changes in the futures. */
static void show_world(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *follows = ent_json_get(result, "follows");
    if (strcmp(sheet_text(result, "system"), "drawn") == 0)
        ent_buffer_format(out, "states %s as in %.0f years before\n", sheet_forecast_system(result), number(result, "system_years"));
    else if (*sheet_text(result, "system_why"))
        ent_buffer_format(out, "states stay: %s\n", sheet_text(result, "system_why"));
    for (size_t k = 0; k < ent_json_count(follows); k++)
        ent_buffer_format(out, "follows the path: %s\n", ent_json_text(ent_json_at(follows, k)));
    show_hindsight(out, result, sheet_text(result, "from"));
}

/* Of a model of treaties the table of the last year has both what stands at its end and what happened in it. */
static void show_of_year(ent_buffer *out, const ent_json_value *result, int width)
{
    char text[400];
    if (strcmp(sheet_text(result, "family"), "treaty") != 0)
        return;
    snprintf(text, sizeof text, "pacts of two (of states not tied before) to treaties ended: in %.0f alone, not since the start. "
             "How often treaties end, and lose members, is set so that as many ties end as did in the years learnt from; of "
             "treaties it may be too many or too few.", number(result, "to"));
    show_paragraph(out, text, 2, width);
}

static void show_head(ent_buffer *out, const ent_json_value *result)
{
    bool drawn = strcmp(sheet_text(result, "parameters"), "drawn") == 0;
    if (*sheet_text(result, "title"))
        ent_buffer_format(out, "%s\n\n", sheet_text(result, "title"));
    if (!ent_json_is_true(ent_json_get(result, "converged")))
        ent_buffer_add(out, "The fit has not converged: its futures are of no use.\n\n");
    ent_buffer_format(out, "%s from %s to %.0f: %.0f futures of %.0f actors, %.0f ties at the start\n", sheet_text(result, "layer"),
                      sheet_text(result, "from"), number(result, "to"), number(result, "futures"), number(result, "actors"),
                      number(result, "ties_at_origin"));
    ent_buffer_format(out, "family %s, parameters %s", sheet_text(result, "family"), drawn ? "drawn anew for every 20 futures" : "fixed");
    const ent_json_value *rates = ent_json_get(result, "rates");
    if (rates)
        ent_buffer_format(out, ", rates %s", sheet_text(rates, "choice"));
    if (*sheet_text(result, "size"))
        ent_buffer_format(out, number(result, "growth_years") > 0 ? ", camps by %s (known of %.0f; grown as in %.0f years before)"
                               : ", camps by %s (known of %.0f; as on the first day)", sheet_text(result, "size"),
                          number(result, "size_known"), number(result, "growth_years"));
    ent_buffer_add(out, "\n");
    show_world(out, result);
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

static void show_rates(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "sensitivity");
    if (ent_json_row_count(table) == 0)
        return;
    ent_buffer_format(out, "\nwhat hangs on the rates: means at the end of %.0f futures each\n",
                      number(result, "sensitivity_futures"));
    show_table_digits(out, table, NULL, 0, width, 4);
}

static void show_blocs_agreed(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "together"), *blocs = ent_json_get(result, "agreed_blocs");
    if (!(number(result, "sampled_futures") > 0))
        return;
    ent_buffer_format(out, "\nblocs at the end of %.0f futures (ties +, rivalries of the first day -)\n",
                      number(result, "sampled_futures"));
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        ent_buffer_format(out, "  %s and %s: in one bloc in %.0f %%, in two in %.0f %%\n", sheet_cell(table, "a", row), sheet_cell(table, "b", row),
                          100 * cell_number(table, "one_bloc", row), 100 * cell_number(table, "two_blocs", row));
    ent_buffer list = {0};
    for (size_t row = 0; row < ent_json_row_count(blocs); row++) {
        bool next = row == 0 || cell_number(blocs, "group", row) > cell_number(blocs, "group", row - 1);
        ent_buffer_format(&list, "%s%s", row == 0 ? "" : next ? "; " : " ", sheet_cell(blocs, "actor", row));
    }
    if (list.length)
        ent_buffer_add(out, "  together in nine of ten:\n");
    show_paragraph(out, list.length ? list.data : "", 4, width);
    out->failed |= list.failed;
    ent_buffer_clear(&list);
}

/* A score that has no meaning, where nothing happened, is a dash. */
static void show_score(ent_buffer *out, double score, int width, int digits)
{
    if (isnan(score))
        ent_buffer_format(out, " %*s", width, "-");
    else
        ent_buffer_format(out, " %*.*f", width, digits, score);
}

/* Of each task the first year, the fifth and the last. */
static void show_scores(ent_buffer *out, const ent_json_value *table)
{
    double first = cell_number(table, "year", 0), last = cell_number(table, "year", ent_json_row_count(table) - 1);
    ent_buffer_format(out, "\nhow it has fared\n%-5s %-12s %-12s %7s %7s %9s %7s %7s %9s %7s\n", "year", "pairs of", "forecast by",
                      "pairs", "events", "expected", "ROC", "PR", "log score", "slope");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        double year = cell_number(table, "year", row);
        if (year > first && fabs(year - first - 4) > 0.5 && year < last)
            continue;
        ent_buffer_format(out, "%-5.0f %-12s %-12s %7.0f %7.0f %9.4g", year, sheet_cell(table, "pairs_of", row), sheet_cell(table, "by", row),
                          cell_number(table, "pairs", row), cell_number(table, "events", row), cell_number(table, "expected", row));
        show_score(out, cell_number(table, "roc", row), 7, 3);
        show_score(out, cell_number(table, "precision_recall", row), 7, 3);
        show_score(out, cell_number(table, "log", row), 9, 5);
        show_score(out, cell_number(table, "slope", row), 7, 2);
        ent_buffer_add(out, "\n");
    }
}

/* New ties of the last year that the world knows, with the chance that they had. */
static void show_observed(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *table = ent_json_get(result, "observed"), *came = ent_json_get(result, "came");
    static const show_column columns[] = {{"a", "a"}, {"b", "b"}, {"p", "chance"}, {"rank", "rank"}};
    if (ent_json_row_count(table) == 0)
        return;
    show_scores(out, table);
    if (ent_json_row_count(came) == 0)
        return;
    ent_buffer_format(out, "\nthe %zu ties that were new in %.0f, by the chance that they had (rank: among all pairs without)\n",
                      ent_json_row_count(came), cell_number(came, "year", 0));
    show_table_first(out, came, columns, ent_countof(columns), width, 3, SHOWN);
}

static void show_given(ent_buffer *out, const ent_json_value *result, int width)
{
    ent_buffer text = {0};
    sheet_forecast_given(result, &text);
    if (text.length > 0)
        show_paragraph(out, ent_buffer_text(&text), 0, width);
    out->failed |= text.failed;
    ent_buffer_clear(&text);
}

static void show_claims_in_futures(ent_buffer *out, const ent_json_value *result, int width)
{
    ent_buffer text = {0};
    size_t rows = sheet_forecast_claims(result, &text);
    if (rows > 0) {
        ent_buffer_add(out, "\n");
        show_paragraph(out, ent_buffer_text(&text), 0, width);
    }
    for (size_t row = 0; row < rows; row++) {
        out->failed |= text.failed;
        ent_buffer_clear(&text);
        sheet_forecast_claim(result, row, &text);
        show_paragraph(out, ent_buffer_text(&text), 2, width);
    }
    out->failed |= text.failed;
    ent_buffer_clear(&text);
}

void show_forecast(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result);
    show_given(out, result, width);
    show_last(out, result);
    show_of_year(out, result, width);
    show_pairs(out, result, "born", "ties that are not there, by the chance that they are there at the end", width);
    show_pairs(out, result, "ended", "ties that are there, by the chance that they are not at the end", width);
    show_blocs_agreed(out, result, width);
    show_claims_in_futures(out, result, width);
    show_rates(out, result, width);
    show_observed(out, result, width);
    if (strcmp(sheet_text(result, "main"), "pairs") == 0)
        ent_buffer_add(out, "\nall pairs and years: --format csv\n");
    bool treaty = strcmp(sheet_text(result, "family"), "treaty") == 0;
    show_paragraph(out, treaty ? "Chances are the model's, of what it knows; the intervals hold if it is right. How good its "
                                 "forecasts have been entente backtest --models treaty and docs/backtest.md say."
                               : "Chances are the model's, of what it knows; the intervals hold if it is right. How good its "
                                 "forecasts have been entente gof and docs/forecast.md say.", 0, width);
}

/* ---- what if ---- */

static void show_acceptance(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *about = ent_json_get(result, "acceptance");
    if (!about)
        return;
    ent_buffer_format(out, "\n%s offers %s a tie\n", sheet_text(about, "from"), sheet_text(about, "to"));
    if (!ent_json_is_true(ent_json_get(about, "modelled"))) {
        ent_buffer_format(out, "the chance of the tie: %.3g\n", number(about, "chance_of_tie"));
        show_paragraph(out, sheet_text(about, "note"), 0, width);
        return;
    }
    ent_buffer_format(out, "%s accepts with a chance of %.3g (95 %% of draws of the parameters: %.3g to %.3g)\n", sheet_text(about, "to"),
                      number(about, "chance"), number(about, "low"), number(about, "high"));
    ent_buffer_format(out, "by itself %s would offer it at %.3g of its opportunities\n", sheet_text(about, "from"),
                      number(about, "would_offer"));
    ent_buffer_format(out, "what the tie adds to the log-odds of each side, term by term (in all %.3g and %.3g):\n",
                      number(about, "gain_of_who_offers"), number(about, "gain_of_who_is_asked"));
    static const show_column columns[] = {{"effect", "effect"}, {"of", "of"}, {"estimate", "estimate"}, {"offers", "who offers"},
                                          {"accepts", "who is asked"}};
    show_table_digits(out, ent_json_get(result, "offer"), columns, ent_countof(columns), width, 3);
}

/* A Monte-Carlo error; of one draw it is not known. */
static void show_error(ent_buffer *out, int width, double error)
{
    if (isnan(error))
        ent_buffer_format(out, " %*s", width, "-");
    else
        ent_buffer_format(out, " %*.2g", width, error);
}

/* The rows of one variant: of the last year (differences), of every other year (fades), all (others). */
static void show_differences(ent_buffer *out, const ent_json_value *result, const char *variant)
{
    const ent_json_value *table = ent_json_get(result, "differences");
    ent_buffer_format(out, "\nin %.0f %20s %10s %10s %12s %10s\n", number(result, "to"), "difference", "5 %", "95 %", "MC error",
                      "saved");
    for (size_t row = 0; row < ent_json_row_count(table); row++)
        if (strcmp(sheet_cell(table, "variant", row), variant) == 0 &&
            fabs(cell_number(table, "year", row) - number(result, "to")) < 0.5) {
            double saved = cell_number(table, "variance_saved", row);
            ent_buffer_format(out, "  %-16s %10.4g %10.4g %10.4g", sheet_cell(table, "measure", row),
                              cell_number(table, "difference", row), cell_number(table, "low", row),
                              cell_number(table, "high", row));
            show_error(out, 12, cell_number(table, "error", row));
            if (isnan(saved))
                ent_buffer_format(out, " %10s\n", "-");
            else
                ent_buffer_format(out, " %8.1f %%\n", 100 * saved);
        }
}

static void show_fading(ent_buffer *out, const ent_json_value *result, const char *variant)
{
    const ent_json_value *table = ent_json_get(result, "fades");
    size_t shown = 0;
    ent_buffer_add(out, "\nhow what was done fades: the chance of the tie with it, and without\n");
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        if (strcmp(sheet_cell(table, "variant", row), variant) != 0 || shown == SHOWN)
            continue;
        bool new_pair = row == 0 || strcmp(sheet_cell(table, "a", row), sheet_cell(table, "a", row - 1)) != 0 ||
                        strcmp(sheet_cell(table, "b", row), sheet_cell(table, "b", row - 1)) != 0;
        double last = number(result, "to"), year = cell_number(table, "year", row);
        if (new_pair)
            ent_buffer_format(out, "  %s %s  ", sheet_cell(table, "a", row), sheet_cell(table, "b", row));
        if (new_pair || fabs(year - last) < 0.5)
            ent_buffer_format(out, " %.0f: %.3g, %.3g;", year, cell_number(table, "with", row), cell_number(table, "without", row));
        if (fabs(year - last) < 0.5) {
            ent_buffer_add(out, "\n");
            shown++;
        }
    }
}

static void show_others(ent_buffer *out, const ent_json_value *result, const char *variant)
{
    const ent_json_value *table = ent_json_get(result, "others");
    size_t shown = 0;
    for (size_t row = 0; row < ent_json_row_count(table) && shown < SHOWN; row++) {
        if (strcmp(sheet_cell(table, "variant", row), variant) != 0)
            continue;
        if (shown++ == 0)
            ent_buffer_add(out, "\nties of others that change most    without     with   difference   MC error\n");
        ent_buffer_format(out, "  %-8s %-8s %22.3g %8.3g %+12.3g", sheet_cell(table, "a", row), sheet_cell(table, "b", row),
                          cell_number(table, "without", row), cell_number(table, "with", row),
                          cell_number(table, "difference", row));
        show_error(out, 10, cell_number(table, "error", row));
        ent_buffer_add(out, "\n");
    }
}

void show_whatif(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *variants = ent_json_get(result, "variants");
    if (!ent_json_is_true(ent_json_get(result, "converged")))
        ent_buffer_add(out, "The fit has not converged: its futures are of no use.\n\n");
    ent_buffer_format(out, "%s from %s to %.0f: %.0f futures of %.0f actors, with and without\n", sheet_text(result, "layer"),
                      sheet_text(result, "from"), number(result, "to"), number(result, "futures"), number(result, "actors"));
    show_world(out, result);
    show_given(out, result, width);
    show_acceptance(out, result, width);
    for (size_t v = 1; v < ent_json_count(variants); v++) {
        const char *variant = ent_json_text(ent_json_at(variants, v));
        ent_buffer_format(out, "\n== %s\n", variant);
        show_differences(out, result, variant);
        show_fading(out, result, variant);
        show_others(out, result, variant);
    }
    if (ent_json_count(variants) > 1)
        show_of_year(out, result, width);
    show_claims_in_futures(out, result, width);
    show_sensitivity(out, result, width);
    show_paragraph(out, "saved: the share of variance that shared draws take off. A difference smaller than two of its MC errors "
                   "may be chance: give more --futures.", 0, width);
}
