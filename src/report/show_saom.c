/* What `entente explain`, `simulate` and `gof` print for people of actor-oriented models. */
#include "report/likely.h"
#include "report/page_sheet.h"
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 10 };

static double number(const ent_json_value *result, const char *key)
{
    return ent_json_number(ent_json_get(result, key));
}

bool show_is_saom(const ent_json_value *result)
{
    return strcmp(sheet_text(result, "family"), "saom") == 0;
}

static void show_head(ent_buffer *out, const ent_json_value *result, int width)
{
    if (*sheet_text(result, "title"))
        ent_buffer_format(out, "%s\n\n", sheet_text(result, "title"));
    if (*sheet_text(result, "warning")) {
        show_paragraph(out, sheet_text(result, "warning"), 0, width);
        ent_buffer_add(out, "\n");
    }
}

/* ---- explain ---- */

static void show_parameters(ent_buffer *out, const ent_json_value *table, int width)
{
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        double period = ent_json_number(ent_json_cell(table, "period", row));
        double se = ent_json_number(ent_json_cell(table, "se", row));
        const char *of = sheet_cell(table, "of", row), *type = sheet_cell(table, "type", row);
        ent_buffer_format(out, "%s%s%s%s", sheet_cell(table, "effect", row), *of ? "(" : "", of, *of ? ")" : "");
        if (!isnan(period))
            ent_buffer_format(out, " %.0f", period);
        else if (strcmp(type, "evaluation") != 0)
            ent_buffer_format(out, ", %s", type);
        ent_buffer_format(out, "  %.4g", ent_json_number(ent_json_cell(table, "estimate", row)));
        if (!isnan(se))
            ent_buffer_format(out, " (standard error %.3g)", se);
        ent_buffer_add(out, "\n");
        show_paragraph(out, sheet_cell(table, "words", row), 4, width);
    }
    ent_buffer_add(
        out, "\nodds of a tie are those against leaving things as they are, at one opportunity, all else equal\n");
}

/* Rows that are (not) tied, most likely first. */
static size_t rank_choices(const ent_json_value *table, bool tied, likely_pair *order)
{
    size_t count = 0;
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        likely_pair here = {ent_json_number(ent_json_cell(table, "p", row)), row};
        size_t at = count;
        if (ent_json_is_true(ent_json_cell(table, "tied", row)) != tied)
            continue;
        for (; at > 0 && order[at - 1].p < here.p; at--)
            if (at < SHOWN)
                order[at] = order[at - 1];
        if (at < SHOWN)
            order[at] = here;
        count += count < SHOWN;
    }
    return count;
}

/* A period in which ties are only made, or only ended. */
static void show_direction(ent_buffer *out, const ent_json_value *result)
{
    if (*sheet_text(result, "only"))
        ent_buffer_format(
            out, "from %s to the next wave ties were only %s: the model allows nothing else (setting one_way)\n",
            sheet_text(result, "wave"), sheet_text(result, "only"));
}

static void show_choices(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *table = ent_json_get(result, "choices");
    bool asks = strcmp(sheet_text(result, "rule"), "initiative") == 0;
    likely_pair order[SHOWN];
    bool pairs = isnan(number(result, "p_no_change"));
    ent_buffer_format(out, "%s, %s: what %s%s would do with one opportunity%s (rule %s)\n", sheet_text(result, "layer"),
                      sheet_text(result, "wave"), sheet_text(result, "a"), pairs ? " and another" : "", pairs ? " of the two" : "",
                      sheet_text(result, "rule"));
    show_direction(out, result);
    if (!pairs)
        ent_buffer_format(out, "nothing: %.3g", number(result, "p_no_change"));
    if (asks)
        ent_buffer_format(out, "; offers that are refused: %.3g", fmax(number(result, "p_refused"), 0));
    ent_buffer_add(out, "\n");
    for (int tied = 0; tied < 2; tied++) {
        size_t count = rank_choices(table, tied, order);
        if (count)
            ent_buffer_format(out, "\n%s\n",
                              tied   ? "ties most likely to be ended:"
                              : asks ? "offers most likely, and whether they would be accepted:"
                                     : "new ties most likely:");
        for (size_t k = 0; k < count; k++) {
            ent_buffer_format(out, "  %-8s %.3g", sheet_cell(table, "actor", order[k].row), order[k].p);
            if (!tied && asks)
                ent_buffer_format(out, "  accepts %.3g", ent_json_number(ent_json_cell(table, "accept", order[k].row)));
            ent_buffer_add(out, "\n");
        }
    }
}

static void show_pair(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"type", "type"},
                                          {"effect", "effect"},
                                          {"of", "of"},
                                          {"estimate", "estimate"},
                                          {"change", "change"},
                                          {"contribution", "log-odds"},
                                          {"other_change", "other's change"},
                                          {"other_contribution", "other's log-odds"}};
    bool tied = ent_json_is_true(ent_json_get(result, "tied"));
    ent_buffer_format(out, "%s %s-%s, %s: %s\n", sheet_text(result, "layer"), sheet_text(result, "a"), sheet_text(result, "b"),
                      sheet_text(result, "wave"), tied ? "tied" : "not tied");
    show_direction(out, result);
    if (ent_json_is_true(ent_json_get(result, "by_pairs")))
        ent_buffer_format(out,
                          "the two would %s with an opportunity of theirs: %.4g (log-odds of each alone %.4g, %.4g)\n",
                          tied ? "end it" : "make it", number(result, "p"), number(result, "log_odds"),
                          number(result, "other_log_odds"));
    else
        ent_buffer_format(out,
                          "%s would %s with one opportunity: %.4g (log-odds against doing nothing %.4g)\n"
                          "%s would %s: %.4g (%.4g)\n",
                          sheet_text(result, "a"), tied ? "end it" : "choose it", number(result, "p"),
                          number(result, "log_odds"), sheet_text(result, "b"), tied ? "end it" : "choose it",
                          number(result, "other_p"), number(result, "other_log_odds"));
    if (!tied && strcmp(sheet_text(result, "rule"), "initiative") == 0)
        ent_buffer_format(out, "%s would accept an offer of %s: %.4g\n", sheet_text(result, "b"), sheet_text(result, "a"),
                          number(result, "accept"));
    ent_buffer_add(out, "\n");
    show_table_digits(out, ent_json_get(result, "terms"), columns, ent_countof(columns), width, 4);
}

void show_saom_explain(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result, width);
    if (ent_json_get(result, "parameters"))
        show_parameters(out, ent_json_get(result, "parameters"), width);
    else if (ent_json_get(result, "choices"))
        show_choices(out, result);
    else
        show_pair(out, result, width);
}

/* ---- simulate ---- */

static void show_likely(ent_buffer *out, const ent_json_value *table, bool tied, const char *heading)
{
    likely_pair *order = ent_new_array(ent_json_row_count(table), sizeof *order);
    if (!order) {
        out->failed = true;
        return;
    }
    size_t count = likely_rank(table, tied, order);
    if (count)
        ent_buffer_format(out, "\n%s\n", heading);
    for (size_t k = 0; k < count && k < SHOWN; k++)
        ent_buffer_format(out, "  %s-%s  %.3g%s\n", sheet_cell(table, "a", order[k].row), sheet_cell(table, "b", order[k].row),
                          order[k].p, (ent_json_number(ent_json_cell(table, "observed", order[k].row)) > 0) != tied
                                          ? "  observed" : "");
    free(order);
}

void show_saom_simulate(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"type", "type"}, {"effect", "effect"}, {"of", "of"}, {"period", "period"},
                                          {"observed", "observed"}, {"mean", "mean"}, {"sd", "sd"}, {"low", "low"},
                                          {"high", "high"}, {"t_ratio", "t-ratio"}};
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    show_head(out, result, width);
    ent_buffer_format(out, "%.0f simulations, each period from its first wave; statistics over all periods\n\n",
                      number(result, "draws"));
    show_table_digits(out, ent_json_get(result, "statistics"), columns, ent_countof(columns), width, 5);
    ent_buffer_format(out, "\n%s to %s: %.0f ties at the start, %.0f observed at the end\n", sheet_text(result, "start"),
                      sheet_text(result, "wave"), number(result, "ties_at_start"), number(result, "ties_observed"));
    show_likely(out, pairs, false, "new ties most likely:");
    show_likely(out, pairs, true, "ties least likely to stay:");
}

/* ---- gof ---- */

void show_saom_gof(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column tests[] = {{"auxiliary", "what is counted"}, {"wave", "wave"},
                                        {"distance", "Mahalanobis distance"}, {"rank", "rank"}, {"p", "p"}};
    static const show_column counts[] = {{"auxiliary", "what is counted"}, {"value", "value"}, {"observed", "observed"},
                                         {"mean", "mean"}, {"sd", "sd"}, {"low", "low"}, {"median", "median"},
                                         {"high", "high"}, {"p", "p"}};
    show_head(out, result, width);
    ent_buffer_format(out, "%s to %s: networks observed at the ends of periods beside %.0f simulations\n\n",
                      sheet_text(result, "from"), sheet_text(result, "to"), number(result, "draws"));
    show_table_digits(out, ent_json_get(result, "tests"), tests, ent_countof(tests), width, 4);
    ent_buffer_add(out,
                   "\np is the share of simulations that are at least as far from their mean as what was observed: "
                   "below 0.05 the\nmodel misses something. Without a wave: summed over periods.\n\n");
    show_table_digits(out, ent_json_get(result, "counts"), counts, ent_countof(counts), width, 4);
    ent_buffer_add(out,
                   "\nof degrees, partners and distances: how many have at most so many; low and high hold 95 %\n");
}

/* ---- fit ---- */

/* Score-type tests of parameters left at their value, and of the same parameter in all periods. */
static void show_tests(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column tests[] = {{"effect", "tested"},
                                        {"of", "of"},
                                        {"type", "type"},
                                        {"chi_square", "chi-square"},
                                        {"df", "df"},
                                        {"p", "p"},
                                        {"one_step", "one-step estimate"}};
    static const show_column times[] = {{"effect", "differs by period"}, {"of", "of"}, {"type", "type"},
                                        {"chi_square", "chi-square"}, {"df", "df"}, {"p", "p"}};
    const ent_json_value *score = ent_json_get(result, "tests"), *time = ent_json_get(result, "time_tests");
    if (ent_json_row_count(score) > 0) {
        ent_buffer_add(out, "\nscore-type tests of parameters that are fixed\n");
        show_table_digits(out, score, tests, ent_countof(tests), width, 4);
    }
    if (ent_json_row_count(time) > 0) {
        ent_buffer_add(out, "\nare parameters the same in all periods? (score-type tests)\n");
        show_table_digits(out, time, times, ent_countof(times), width, 4);
    }
}

static void show_standing(ent_buffer *out, const ent_json_value *result)
{
    bool converged = ent_json_is_true(ent_json_get(result, "converged"));
    double restarts = number(result, "restarts");
    if (!isnan(number(result, "overall_convergence")))
        ent_buffer_format(out, "\noverall maximum convergence ratio %.3f, largest t-ratio %.3f: %s\n",
                          number(result, "overall_convergence"), number(result, "largest_t_ratio"),
                          converged ? "converged" : "NOT converged");
    ent_buffer_format(out, "%s%.0f iterations, ", isnan(number(result, "overall_convergence")) ? "\n" : "",
                      number(result, "iterations"));
    if (restarts > 0)
        ent_buffer_format(out, "%.0f restart%s\n", restarts, restarts > 1 ? "s" : "");
    else
        ent_buffer_add(out, "no restart\n");
}

void show_saom_fit(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"type", "type"}, {"effect", "effect"}, {"of", "of"}, {"period", "period"},
                                          {"estimate", "estimate"}, {"se", "se"}, {"t_ratio", "t-ratio"},
                                          {"target", "target"}, {"mean", "simulated"}};
    if (*sheet_text(result, "title"))
        ent_buffer_format(out, "%s\n\n", sheet_text(result, "title"));
    show_table_digits(out, ent_json_get(result, "effects"), columns, ent_countof(columns), width, 4);
    show_standing(out, result);
    show_tests(out, result, width);
    if (strcmp(sheet_text(result, "main"), "covariance_table") == 0) {
        ent_buffer_add(out, "\ncovariance of the estimates\n");
        show_table_digits(out, ent_json_get(result, "covariance_table"), NULL, 0, width, 4);
    }
    ent_buffer_format(out,
                      "%s; rule %s%s. t-ratio: how far simulated statistics are from the target, in their standard "
                      "deviations\n",
                      sheet_text(result, "estimator"), sheet_text(result, "rule"),
                      ent_json_is_true(ent_json_get(result, "conditional")) ? ", conditional" : "");
}
