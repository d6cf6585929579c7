/* What `entente fit` prints for people. */
#include "report/show.h"

#include "core/memory.h"

static void show_left_out(ent_buffer *out, const ent_json_value *waves)
{
    static const char *const reasons[][2] = {{"absent", "an end absent"}, {"fixed", "fixed"}, {"missing", "not known"}};
    double sum[3] = {0};
    for (size_t row = 0; row < ent_json_row_count(waves); row++)
        for (size_t k = 0; k < ent_countof(reasons); k++)
            sum[k] += ent_json_number(ent_json_cell(waves, reasons[k][0], row));
    for (size_t k = 0; k < ent_countof(reasons); k++)
        if (sum[k] > 0)
            ent_buffer_format(out, "left out, %s: %.0f pairs\n", reasons[k][1], sum[k]);
}

static void show_bootstrap(ent_buffer *out, const ent_json_value *about)
{
    double failed = ent_json_number(ent_json_get(about, "without_estimate"));
    if (!about)
        return;
    ent_buffer_format(out, "bootstrap over %.0f waves, %.0f replicates: low and high hold 95 %%\n",
                      ent_json_number(ent_json_get(about, "steps")), ent_json_number(ent_json_get(about, "replicates")));
    if (failed > 0)
        ent_buffer_format(out, "replicates without a finite estimate, left out: %.0f\n", failed);
    if (ent_json_is_true(ent_json_get(about, "few_steps")))
        ent_buffer_add(out, "fewer than 10 waves: these intervals are a rough guide only\n");
}

void show_fit(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column columns[] = {{"effect", "effect"}, {"of", "of"}, {"estimate", "estimate"}, {"se", "se"},
                                          {"bootstrap_se", "bootstrap se"}, {"low", "low"}, {"high", "high"},
                                          {"bca_low", "BCa low"}, {"bca_high", "BCa high"}};
    const ent_json_value *about = ent_json_get(result, "bootstrap"), *waves = ent_json_get(result, "waves");
    const char *title = ent_json_text(ent_json_get(result, "title"));
    if (show_is_saom(result)) {
        show_saom_fit(out, result, width);
        return;
    }
    if (show_is_treaty(result)) {
        show_treaty_fit(out, result, width);
        return;
    }
    if (title)
        ent_buffer_format(out, "%s\n\n", title);
    show_table_digits(out, ent_json_get(result, "effects"), columns, about ? 9 : 4, width, 6);
    ent_buffer_format(out, "\n%s, %s to %s: %.0f ties of %.0f pairs in %zu waves; log pseudolikelihood %.3f",
                      ent_json_text(ent_json_get(result, "estimator")), ent_json_text(ent_json_get(result, "from")),
                      ent_json_text(ent_json_get(result, "to")), ent_json_number(ent_json_get(result, "ties")),
                      ent_json_number(ent_json_get(result, "pairs")), ent_json_row_count(waves),
                      ent_json_number(ent_json_get(result, "log_pseudolikelihood")));
    ent_buffer_format(out, " after %.0f iterations\n", ent_json_number(ent_json_get(result, "iterations")));
    show_resolved(out, result);
    show_left_out(out, waves);
    show_bootstrap(out, about);
    const char *family = ent_json_text(ent_json_get(result, "family"));
    if (!about && family && family[0] == 't')
        ent_buffer_add(out, "se takes ties for independent given the others: it is too small; see --bootstrap\n");
}
