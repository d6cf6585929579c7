/* What `entente explain`, `simulate` and `gof` print for people. */
#include "report/likely.h"
#include "report/show.h"

#include "core/memory.h"

#include <stdlib.h>

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

static void show_title(ent_buffer *out, const ent_json_value *result)
{
    if (ent_json_text(ent_json_get(result, "title")))
        ent_buffer_format(out, "%s\n\n", text(result, "title"));
}

/* ---- explain ---- */

/* Those who are common partners, and what each adds. */
static void show_partners(ent_buffer *out, const ent_json_value *result)
{
    const ent_json_value *table = ent_json_get(result, "partners");
    if (!table)
        return;
    ent_buffer_format(out, "\ncommon partners: %.0f", number(result, "common_partners"));
    size_t shown = 0;
    for (size_t row = 0; row < ent_json_row_count(table); row++) {
        const char *now = ent_json_text(ent_json_cell(table, "now", row));
        if (!now || now[0] != 'b' || ++shown > SHOWN)
            continue;
        ent_buffer_format(out, "%s %s", shown == 1 ? ":" : ",", ent_json_text(ent_json_cell(table, "partner", row)));
    }
    ent_buffer_add(out, shown > SHOWN ? " ...\n" : "\n");
    ent_buffer_format(out, "one more tied to both, rather than to neither, adds to the probability %+.3g on average\n",
                      number(result, "common_partner_adds"));
}

void show_explain(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"effect", "effect"}, {"of", "of"}, {"change", "change"},
                                          {"estimate", "estimate"}, {"contribution", "log-odds"}};
    if (show_is_saom(result)) {
        show_saom_explain(out, result, width);
        return;
    }
    if (show_is_treaty(result)) {
        show_treaty_explain(out, result, width);
        return;
    }
    show_title(out, result);
    ent_buffer_format(out, "%s %s-%s, %s: %s", text(result, "layer"), text(result, "a"), text(result, "b"),
                      text(result, "wave"), ent_json_is_true(ent_json_get(result, "tied")) ? "tied" : "not tied");
    if (ent_json_get(result, "tied_before"))
        ent_buffer_format(out, ", the wave before %s", ent_json_is_true(ent_json_get(result, "tied_before")) ? "tied" : "not");
    ent_buffer_format(out, "\nprobability given all other ties: %.4g (log-odds %.4g)\n\n", number(result, "probability"),
                      number(result, "log_odds"));
    show_table_digits(out, ent_json_get(result, "terms"), columns, ent_countof(columns), width, 5);
    show_partners(out, result);
}

/* ---- simulate ---- */

/* Networks far from the observed one: a warning. */
static void show_far(ent_buffer *out, const ent_json_value *result)
{
    if (ent_json_is_true(ent_json_get(result, "degenerate")))
        ent_buffer_add(out, "\nDegenerate: the networks drawn have far more ties, or far fewer, than the observed one. The model "
                            "is of other\nnetworks; its probabilities are of little use. A memory term may help.\n");
}

/* Of the pairs that were (not) tied before, those that a tie is least (most) likely of. */
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
        ent_buffer_format(out, "  %s-%s  %.3g%s\n", ent_json_text(ent_json_cell(table, "a", order[k].row)),
                          ent_json_text(ent_json_cell(table, "b", order[k].row)), order[k].p,
                          ent_json_number(ent_json_cell(table, "observed", order[k].row)) == (tied ? 0 : 1) ? "  observed" : "");
    free(order);
}

void show_simulate(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"effect", "effect"}, {"of", "of"}, {"observed", "observed"}, {"mean", "mean"},
                                          {"low", "low"}, {"high", "high"}, {"effective", "effective draws"}};
    const ent_json_value *pairs = ent_json_get(result, "pairs");
    if (show_is_saom(result)) {
        show_saom_simulate(out, result, width);
        return;
    }
    show_title(out, result);
    ent_buffer_format(out, "%.0f networks of %s, started from %s (%.0f ties; observed then %.0f); %.3g proposals, %.0f %% "
                      "accepted\n\n", number(result, "draws"), text(result, "wave"),
                      ent_json_text(ent_json_get(result, "start")) ? text(result, "start") : "no ties",
                      number(result, "ties_at_start"), number(result, "ties_observed"), number(result, "proposals"),
                      100 * number(result, "acceptance"));
    show_table_digits(out, ent_json_get(result, "statistics"), columns, ent_countof(columns), width, 5);
    show_far(out, result);
    show_likely(out, pairs, false, "new ties most likely:");
    show_likely(out, pairs, true, "ties least likely to stay:");
}

/* ---- gof ---- */

void show_gof(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column ties[] = {{"wave", "wave"}, {"ties_observed", "ties"}, {"ties_drawn", "drawn"}, {"low", "low"},
                                       {"high", "high"}};
    static const show_column counts[] = {{"feature", "feature"}, {"value", "value"}, {"observed", "observed"},
                                         {"median", "median"}, {"low", "low"}, {"high", "high"}, {"p", "p"}};
    static const show_column scores[] = {{"pairs_of", "pairs"}, {"by", "by"}, {"pairs", "number"}, {"events", "events"},
                                         {"roc", "ROC"}, {"precision_recall", "precision-recall"}, {"brier", "Brier"},
                                         {"miscalibration", "miscal."}, {"discrimination", "discr."}, {"log", "log"}};
    if (show_is_saom(result)) {
        show_saom_gof(out, result, width);
        return;
    }
    show_title(out, result);
    ent_buffer_format(out, "%s to %s, %s; %.0f networks a wave, each started from the wave before\n\n", text(result, "from"),
                      text(result, "to"),
                      ent_json_is_true(ent_json_get(result, "out_of_sample")) ? "out of sample" : "within the fit",
                      number(result, "draws"));
    show_table_digits(out, ent_json_get(result, "waves"), ties, ent_countof(ties), width, 5);
    show_far(out, result);
    ent_buffer_add(out, "\ncounts, summed over waves:\n");
    show_table_digits(out, ent_json_get(result, "counts"), counts, ent_countof(counts), width, 5);
    ent_buffer_format(out, "\nprobabilities, from %.0f wave%s before; of pairs that are there at both:\n", number(result, "horizon"),
                      number(result, "horizon") > 1 ? "s" : "");
    show_table_digits(out, ent_json_get(result, "summary"), scores, ent_countof(scores), width, 4);
    ent_buffer_add(out, "\n'given the wave' knows all other ties of the wave itself: no forecast\n");
}
