/* The answer of dynamics as text for a terminal. */
#include "report/show.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 6, FEW = 12 };

static double number_of(const ent_json_value *object, const char *key)
{
    return ent_json_number(ent_json_get(object, key));
}

static double cell_of(const ent_json_value *table, const char *column)
{
    return ent_json_number(ent_json_cell(table, column, 0));
}

static bool cell_is(const ent_json_value *table, const char *column)
{
    return ent_json_is_true(ent_json_cell(table, column, 0));
}

static void show_head(ent_buffer *out, const ent_json_value *result)
{
    const char *rule = ent_json_text(ent_json_get(result, "missing"));
    double missing = number_of(result, "pairs_missing");
    ent_buffer_format(out, "Dynamics of %.0f actors with %.0f ties; pairs without: %.0f", number_of(result, "actors"),
                      number_of(result, "ties"), missing);
    ent_buffer_add(out, !(missing > 0) || !rule ? "\n" : strcmp(rule, "friend") == 0
                   ? ", taken as friends\n" : ", taken as foes\n");
}

static void show_state(ent_buffer *out, const ent_json_value *state)
{
    if (!state) {
        ent_buffer_add(out, "nothing is said of triads, for which every pair needs a tie (--missing)\n");
        return;
    }
    if (cell_of(state, "triads") > 0)
        ent_buffer_format(out, "%.0f of %.0f triads are tense, energy %.*g: ", cell_of(state, "tense"),
                          cell_of(state, "triads"), DIGITS, cell_of(state, "energy"));
    else
        ent_buffer_add(out, "there are no triads: ");
    ent_buffer_add(out, cell_is(state, "balanced") ? "balanced\n"
                   : cell_is(state, "strict") ? "jammed strictly, every change of one sign makes more of them tense\n"
                   : cell_is(state, "jammed") ? "jammed, no change of one sign makes fewer of them tense\n"
                   : "not jammed, a change of one sign makes fewer of them tense\n");
}

/* ---- runs ---- */

static void show_runs(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column ends[] = {{"rank", "rank"}, {"runs", "runs"}, {"share", "share"}, {"outcome", "outcome"},
                                       {"energy", "energy"}, {"groups", "groups"}};
    const ent_json_value *asked = ent_json_get(result, "asked"), *table = ent_json_get(result, "ends");
    double p = number_of(asked, "p");
    ent_buffer_format(out, "\n%.0f runs by the %s rule", number_of(asked, "draws"),
                      ent_json_text(ent_json_get(asked, "rule")));
    if (!isnan(p))
        ent_buffer_format(out, ", p = %g", p);
    ent_buffer_format(out, ", of at most %.0f steps, seed %.0f\n", number_of(asked, "steps"), number_of(asked, "seed"));
    show_table_digits(out, ent_json_get(result, "runs"), NULL, 0, width, DIGITS);
    ent_buffer_add(out, "error: standard error of the mean; a run that is not finished counts with its steps so far\n");
    ent_buffer_format(out, "\nDifferent ends of finished runs: %.0f\n", number_of(result, "different_ends"));
    show_table_first(out, table, ends, ent_countof(ends), width, DIGITS, FEW);
    if (number_of(result, "different_ends") > FEW)
        ent_buffer_format(out, "... %d of %.0f; more: --table ends --format csv\n", FEW, number_of(result, "different_ends"));
}

/* ---- flow ---- */

static void show_faction(ent_buffer *out, const ent_json_value *table, double faction, int width)
{
    ent_buffer names = {0}, line = {0};
    size_t count = 0;
    for (size_t i = 0; i < ent_json_row_count(table); i++) {
        double of = ent_json_number(ent_json_cell(table, "faction", i));
        if (isnan(faction) ? !isnan(of) : isnan(of) || of < faction || of > faction)
            continue;
        ent_buffer_format(&names, " %s", ent_json_text(ent_json_cell(table, "actor", i)));
        count++;
    }
    if (isnan(faction))
        ent_buffer_format(&line, "in none (%zu):%s", count, ent_buffer_text(&names));
    else
        ent_buffer_format(&line, "faction %.0f (%zu):%s", faction, count, ent_buffer_text(&names));
    if (count > 0)
        show_paragraph(out, ent_buffer_text(&line), 2, width);
    out->failed |= names.failed || line.failed;
    ent_buffer_clear(&names);
    ent_buffer_clear(&line);
}

/* The first actor that is in a faction is in the first. */
static void show_factions(ent_buffer *out, const ent_json_value *table, int width)
{
    bool any = false;
    for (size_t i = 0; i < ent_json_row_count(table); i++)
        any |= !ent_json_is_null(ent_json_cell(table, "faction", i));
    if (!any) {
        ent_buffer_add(out, "  factions that these ties do not settle: several eigenvectors lead, and chance decides\n");
        return;
    }
    for (int faction = 1; faction <= 2; faction++)
        show_faction(out, table, faction, width);
    show_faction(out, table, (double)NAN, width);
}

static void show_flow(ent_buffer *out, const ent_json_value *result, int width)
{
    const ent_json_value *flow = ent_json_get(result, "flow"), *factions = ent_json_get(result, "factions");
    const ent_json_value *matrix = ent_json_get(result, "matrix");
    double time = number_of(flow, "time");
    ent_buffer_add(out, "\nThe flow dX/dt = X^2 from the weights, 0 for oneself and for pairs without a tie\n");
    if (isnan(time)) {
        ent_buffer_add(out, "no tie grows without bound\n");
    } else {
        ent_buffer_format(out, "ties grow without bound at t* = %.*g, into\n", DIGITS, time);
        show_factions(out, factions, width);
    }
    if (!matrix)
        return;
    ent_buffer_format(out, "\nX(%g)\n", number_of(flow, "at"));
    show_table_first(out, matrix, NULL, 0, width, DIGITS, FEW);
    if (ent_json_row_count(matrix) > FEW)
        ent_buffer_format(out, "... %d of %zu; all: --format csv\n", FEW, ent_json_row_count(matrix));
}

void show_dynamics(ent_buffer *out, const ent_json_value *result, int width)
{
    show_head(out, result);
    show_state(out, ent_json_get(result, "state"));
    if (ent_json_get(result, "asked"))
        show_runs(out, result, width);
    if (ent_json_get(result, "flow"))
        show_flow(out, result, width);
}
