/* The answer of backtest as text for a terminal. */
#include "report/show.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS = 4 };

static bool ends(const ent_json_value *result)
{
    return strcmp(ent_json_text(ent_json_get(result, "task")), "dissolution") == 0;
}

static void show_head(ent_buffer *out, const ent_json_value *result, int width)
{
    ent_buffer line = {0};
    const char *task = ent_json_text(ent_json_get(result, "task"));
    const char *what = strcmp(task, "all") == 0 ? "Ties" : ends(result) ? "Ends of ties" : "New ties";
    ent_buffer_format(out, "%s of %s (%s), forecast by rolling origin\n", what, ent_json_text(ent_json_get(result, "layer")),
                      ent_json_text(ent_json_get(result, "kind")));
    ent_buffer_format(&line, "%s", ent_json_text(ent_json_get(result, "rule")));
    show_paragraph(out, ent_buffer_text(&line), 2, width);
    ent_buffer_format(out, "  treaties: %s; seed %.0f, %.0f resamples\n", ent_json_text(ent_json_get(result, "treaties")),
                      ent_json_number(ent_json_get(result, "seed")), ent_json_number(ent_json_get(result, "resamples")));
    if (ent_json_get(result, "covariates"))
        ent_buffer_format(out, "  covariates: %s; left out: %s\n", ent_json_text(ent_json_get(result, "covariates")),
                          ent_json_text(ent_json_get(result, "covariates_left_out")));
    ent_buffer_add(out, "\n");
    out->failed |= line.failed;
    ent_buffer_clear(&line);
}

/* Of a model that failed the reason stands below, since it is long. */
static void show_files(ent_buffer *out, const ent_json_value *files, int width)
{
    static const show_column columns[] = {{"block", "block"}, {"horizon", "ahead"}, {"model", "model"}, {"family", "family"},
                                          {"fitted_on", "fitted on"}, {"unknown", "pairs unknown to it"}};
    char line[1024];
    if (ent_json_row_count(files) == 0)
        return;
    ent_buffer_add(out, "\nModels of files\n");
    show_table_digits(out, files, columns, ent_countof(columns), width, DIGITS);
    for (size_t row = 0; row < ent_json_row_count(files); row++) {
        const char *why = ent_json_text(ent_json_cell(files, "failure", row));
        if (!why)
            continue;
        snprintf(line, sizeof line, "%s, %s, %.0f ahead: no forecast: %s", ent_json_text(ent_json_cell(files, "model", row)),
                 ent_json_text(ent_json_cell(files, "block", row)), ent_json_number(ent_json_cell(files, "horizon", row)), why);
        show_paragraph(out, line, 0, width);
    }
}

void show_backtest(ent_buffer *out, const ent_json_value *result, int width)
{
    const char *events = ends(result) ? "ended" : "ties";
    const show_column leaderboard[] = {
        {"block", "block"}, {"horizon", "ahead"}, {"model", "model"}, {"pairs", "pairs"}, {"ties", events},
        {"treaties", "treaties"}, {"roc", "ROC"}, {"precision_recall", "PR"}, {"log", "log"}, {"log_low", "5 %"},
        {"log_high", "95 %"}, {"observed_over_expected", "obs/exp"}, {"calibration_slope", "slope"},
        {"better_than_constant", "better"}};
    const show_column blocks[] = {
        {"block", "block"}, {"horizon", "ahead"}, {"train_from", "learnt from"}, {"train_to", "to"},
        {"train_pairs", "pairs"}, {"train_ties", events}, {"gone", "gone"}, {"new_pairs", "pairs of new states"},
        {"new_ties", "their ties"}};
    show_head(out, result, width);
    show_table_digits(out, ent_json_get(result, "leaderboard"), leaderboard, ent_countof(leaderboard), width, DIGITS);
    ent_buffer_add(out, "\nbetter: share of resamples of treaties in which the log score is better than the constant's\n"
                        "5 %, 95 %: of the log score\n\nLearnt from, and what has no score\n");
    show_table_digits(out, ent_json_get(result, "blocks"), blocks, ent_countof(blocks), width, DIGITS);
    show_files(out, ent_json_get(result, "files"), width);
    ent_buffer_add(out, "\n");
    show_resolved(out, result);
    show_sources_used(out, result);
}
