/* The tables of `entente backtest`, row by row. */
#include "report/backtest.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BINS = 200 };

void backtest_add_tables(backtest *t)
{
    static const char *const leaderboard[] = {
        "block", "horizon", "model", "pairs", "ties", "treaties", "roc", "roc_low", "roc_high", "precision_recall",
        "precision_recall_low", "precision_recall_high", "log", "log_low", "log_high", "brier", "observed_over_expected",
        "calibration_slope", "log_less_constant", "log_less_constant_low", "log_less_constant_high",
        "better_than_constant", "fitted_on", "failure"};
    static const char *const blocks[] = {"block", "horizon", "first_origin", "last_origin", "train_from", "train_to",
                                         "train_pairs", "train_ties", "pairs", "ties", "gone", "new_pairs", "new_ties",
                                         "geo_intercept", "geo_scale", "bilateral_ties", "accessions",
                                         "multilateral_ties", "joint_accessions", "held_out_slope"};
    static const char *const coefficients[] = {"block", "horizon", "part", "predictor", "coefficient", "mean", "sd", "low",
                                               "high"};
    static const char *const files[] = {"block", "horizon", "model", "family", "fitted_on", "waves", "unknown", "failure"};
    static const char *const separation[] = {"block", "horizon", "model", "bin", "pairs", "probability", "share"};
    t->leaderboard = ent_json_add_table(t->a.json, t->a.result, "leaderboard", leaderboard, ent_countof(leaderboard));
    t->block_table = ent_json_add_table(t->a.json, t->a.result, "blocks", blocks, ent_countof(blocks));
    t->coefficients = ent_json_add_table(t->a.json, t->a.result, "coefficients", coefficients, ent_countof(coefficients));
    t->file_table = ent_json_add_table(t->a.json, t->a.result, "files", files, ent_countof(files));
    if (t->options->table && strcmp(t->options->table, "separation") == 0)
        t->separation = ent_json_add_table(t->a.json, t->a.result, "separation", separation, ent_countof(separation));
}

/* ---- rows ---- */

static void put(backtest *t, ent_json_value *table, const char *column, double number)
{
    answer_number_cell(&t->a, table, column, number);
}

static void put_count(backtest *t, ent_json_value *table, const char *column, long long count)
{
    ent_json_add_integer(t->a.json, ent_json_get(table, column), NULL, count);
}

static void put_figure(backtest *t, const char *column, ent_event_figure is)
{
    char name[64];
    put(t, t->leaderboard, column, is.value);
    snprintf(name, sizeof name, "%s_low", column);
    put(t, t->leaderboard, name, is.low);
    snprintf(name, sizeof name, "%s_high", column);
    put(t, t->leaderboard, name, is.high);
}

static void put_block(backtest *t, ent_json_value *table, const backtest_block *is)
{
    char name[32];
    snprintf(name, sizeof name, "%d-%d", is->from, is->to);
    answer_text_cell(&t->a, table, "block", name);
    put_count(t, table, "horizon", (long long)t->rows.horizon);
}

/* Without scores there are no pairs. */
static void put_scored(backtest *t, const char *column, size_t count, const ent_event_scores *s)
{
    if (s->pairs)
        put_count(t, t->leaderboard, column, (long long)count);
    else
        put(t, t->leaderboard, column, (double)NAN);
}

/* The last two columns of a row; of a model that needs no file both are empty. */
static void add_fitted(backtest *t, ent_json_value *table, const backtest_model_row *row)
{
    char on[80] = "";
    if (row && row->from)
        snprintf(on, sizeof on, "%.20s to %.20s, %zu waves", row->from, row->to, row->waves);
    answer_text_cell(&t->a, table, "fitted_on", *on ? on : NULL);
    answer_text_cell(&t->a, table, "failure", row && *row->failure ? row->failure : NULL);
}

void backtest_add_scores(backtest *t, const backtest_block *is, const char *model, const ent_event_scores *s,
                         const backtest_model_row *row)
{
    put_block(t, t->leaderboard, is);
    answer_text_cell(&t->a, t->leaderboard, "model", model);
    put_scored(t, "pairs", s->pairs, s);
    put_scored(t, "ties", s->ties, s);
    put_scored(t, "treaties", s->treaties, s);
    put_figure(t, "roc", s->roc);
    put_figure(t, "precision_recall", s->precision_recall);
    put_figure(t, "log", s->log);
    put(t, t->leaderboard, "brier", s->brier);
    put(t, t->leaderboard, "observed_over_expected", s->observed_over_expected);
    put(t, t->leaderboard, "calibration_slope", s->calibration_slope);
    put_figure(t, "log_less_constant", s->log_less_base);
    put(t, t->leaderboard, "better_than_constant", s->better);
    add_fitted(t, t->leaderboard, row);
}

/* What was learnt from, by model; empty without it. */
static void put_parts(backtest *t, const ent_event_fit *fit)
{
    bool geo = fit->geo.cases > 0, treaty = fit->bilateral.cases > 0;
    put(t, t->block_table, "geo_intercept", geo ? fit->geo.intercept : (double)NAN);
    put(t, t->block_table, "geo_scale", geo ? fit->geo.scale : (double)NAN);
    put(t, t->block_table, "bilateral_ties", treaty ? (double)fit->bilateral.events : (double)NAN);
    put(t, t->block_table, "accessions", treaty ? (double)fit->accession.events : (double)NAN);
    put(t, t->block_table, "multilateral_ties", treaty ? (double)fit->multilateral.events : (double)NAN);
    put(t, t->block_table, "joint_accessions", treaty ? fit->together : (double)NAN);
    put(t, t->block_table, "held_out_slope", t->models[ENT_EVENT_GEO_TREATY_SLOPE] ? fit->slope : (double)NAN);
}

void backtest_add_block(backtest *t, const backtest_block *is, const ent_event_fit *fit)
{
    size_t first = backtest_origin(t, is->from), last = backtest_origin(t, is->to);
    int ahead = (int)t->rows.horizon;
    long long outcomes[ENT_OUTCOME_OPEN + 1] = {0}, new_pairs = 0, new_ties = 0;
    for (size_t row = t->rows.first[first]; row < t->rows.first[last + 1]; row++)
        outcomes[t->rows.rows[row].outcome]++;
    for (size_t s = first; s <= last; s++) {
        new_pairs += (long long)t->rows.new_pairs[s];
        new_ties += (long long)t->rows.new_ties[s];
    }
    const struct {
        const char *column;
        long long count;
    } counts[] = {{"first_origin", is->from - ahead}, {"last_origin", is->to - ahead},
                  {"train_from", t->b.first_year + ahead}, {"train_to", is->from - ahead},
                  {"train_pairs", (long long)fit->pairs}, {"train_ties", (long long)fit->ties},
                  {"pairs", outcomes[ENT_OUTCOME_NONE] + outcomes[ENT_OUTCOME_TIE]}, {"ties", outcomes[ENT_OUTCOME_TIE]},
                  {"gone", outcomes[ENT_OUTCOME_GONE]}, {"new_pairs", new_pairs}, {"new_ties", new_ties}};
    put_block(t, t->block_table, is);
    for (size_t k = 0; k < ent_countof(counts); k++)
        put_count(t, t->block_table, counts[k].column, counts[k].count);
    put_parts(t, fit);
}

static void add_logit(backtest *t, const backtest_block *is, const char *part, const ent_event_logit *fit,
                      const char *name_of(size_t predictor))
{
    for (size_t k = 0; k < fit->predictor_count; k++) {
        put_block(t, t->coefficients, is);
        answer_text_cell(&t->a, t->coefficients, "part", part);
        answer_text_cell(&t->a, t->coefficients, "predictor", name_of(k));
        bool used = fit->coefficient[k] < 0 || fit->coefficient[k] > 0;
        put(t, t->coefficients, "coefficient", used ? fit->coefficient[k] : (double)NAN);
        put(t, t->coefficients, "mean", fit->mean[k]);
        put(t, t->coefficients, "sd", fit->sd[k]);
        put(t, t->coefficients, "low", isinf(fit->low[k]) ? (double)NAN : fit->low[k]);
        put(t, t->coefficients, "high", isinf(fit->high[k]) ? (double)NAN : fit->high[k]);
    }
}

void backtest_add_coefficients(backtest *t, const backtest_block *is, const ent_event_fit *fit)
{
    add_logit(t, is, ent_event_model_word(ENT_EVENT_COVARIATES), &fit->covariates, ent_event_dyadic_predictor);
    add_logit(t, is, ent_event_model_word(ENT_EVENT_NETWORK), &fit->network, ent_event_dyadic_predictor);
    add_logit(t, is, "geo", &fit->geo, ent_event_predictor);
    add_logit(t, is, "bilateral", &fit->bilateral, ent_event_pair_predictor);
    add_logit(t, is, "accession", &fit->accession, ent_event_accession_predictor);
    add_logit(t, is, "multilateral", &fit->multilateral, ent_event_pair_predictor);
    add_logit(t, is, "exit", &fit->exit, ent_event_exit_predictor);
    add_logit(t, is, "end", &fit->end, ent_event_end_predictor);
}

void backtest_add_file(backtest *t, const backtest_block *is, const backtest_model_row *row)
{
    put_block(t, t->file_table, is);
    answer_text_cell(&t->a, t->file_table, "model", row->name);
    answer_text_cell(&t->a, t->file_table, "family", row->family);
    put_count(t, t->file_table, "waves", (long long)row->waves);
    put(t, t->file_table, "unknown", *row->failure ? (double)NAN : (double)row->unknown);
    add_fitted(t, t->file_table, row);
}

ent_status backtest_add_separation(backtest *t, const backtest_block *is, const char *model, const double p[])
{
    ent_event_bin bins[BINS];
    if (!t->separation)
        return ENT_OK;
    ent_status status = ent_event_separation(&t->rows, backtest_origin(t, is->from), backtest_origin(t, is->to), p, BINS, bins,
                                             t->error);
    for (size_t k = 0, bin = 0; k < BINS && status == ENT_OK; k++) {
        if (bins[k].pairs == 0)
            continue;
        put_block(t, t->separation, is);
        answer_text_cell(&t->a, t->separation, "model", model);
        put_count(t, t->separation, "bin", (long long)++bin);
        put_count(t, t->separation, "pairs", (long long)bins[k].pairs);
        put(t, t->separation, "probability", bins[k].probability);
        put(t, t->separation, "share", bins[k].share);
    }
    return status;
}
