/* The answer of backtest as text for a terminal. */
#include "report/show.h"

#include "core/memory.h"

enum { DIGITS = 4 };

static void show_head(ent_buffer *out, const ent_json_value *result, int width)
{
    ent_buffer line = {0};
    ent_buffer_format(out, "New ties of %s (%s), forecast by rolling origin\n", ent_json_text(ent_json_get(result, "layer")),
                      ent_json_text(ent_json_get(result, "kind")));
    ent_buffer_format(&line, "%s", ent_json_text(ent_json_get(result, "rule")));
    show_paragraph(out, ent_buffer_text(&line), 2, width);
    ent_buffer_format(out, "  treaties: %s; seed %.0f, %.0f resamples\n\n", ent_json_text(ent_json_get(result, "treaties")),
                      ent_json_number(ent_json_get(result, "seed")), ent_json_number(ent_json_get(result, "resamples")));
    out->failed |= line.failed;
    ent_buffer_clear(&line);
}

void show_backtest(ent_buffer *out, const ent_json_value *result, int width)
{
    static const show_column leaderboard[] = {
        {"block", "block"}, {"horizon", "ahead"}, {"model", "model"}, {"pairs", "pairs"}, {"ties", "ties"},
        {"treaties", "treaties"}, {"roc", "ROC"}, {"precision_recall", "PR"}, {"log", "log"}, {"log_low", "5 %"},
        {"log_high", "95 %"}, {"observed_over_expected", "obs/exp"}, {"calibration_slope", "slope"},
        {"better_than_constant", "better"}};
    static const show_column blocks[] = {
        {"block", "block"}, {"horizon", "ahead"}, {"train_from", "learnt from"}, {"train_to", "to"},
        {"train_pairs", "pairs"}, {"train_ties", "ties"}, {"gone", "gone"}, {"new_pairs", "pairs of new states"},
        {"new_ties", "their ties"}};
    show_head(out, result, width);
    show_table_digits(out, ent_json_get(result, "leaderboard"), leaderboard, ent_countof(leaderboard), width, DIGITS);
    ent_buffer_add(out, "\nbetter: share of resamples of treaties in which the log score is better than the constant's\n"
                        "5 %, 95 %: of the log score\n\nLearnt from, and what has no score\n");
    show_table_digits(out, ent_json_get(result, "blocks"), blocks, ent_countof(blocks), width, DIGITS);
    ent_buffer_add(out, "\n");
    show_resolved(out, result);
    show_sources_used(out, result);
}
