/* `entente backtest`: forecasts of new ties, of ties that end, or of all pairs, by rolling origin, block by block, and how good
 * they were. */
#include "report/backtest_data.h"
#include "report/backtest_models.h"

#include "entente/report.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS_MAX = 32, HORIZONS_MAX = 8, HORIZON_MAX = 50, RESAMPLES = 200, BINS = 200 };
static const char usual_blocks[] = "1900-1913,1920-1938,1946-1969,1970-1989,1990-2012";

/* Years of outcomes. */
typedef struct {
    int from, to;
} block;

typedef struct {
    const ent_backtest_options *options;
    const ent_monitor *monitor;
    ent_error *error;
    answer a;
    backtest_data b;
    block blocks[BLOCKS_MAX];
    size_t block_count, horizons[HORIZONS_MAX], horizon_count;
    ent_event_task task;
    bool models[ENT_EVENT_MODELS];
    ent_event_options of_models;
    backtest_models files;
    size_t resamples;
    /* of the horizon at hand */
    ent_event_rows rows;
    ent_event_treaties treaties;
    double *x, *p, *base;
    ent_json_value *leaderboard, *block_table, *coefficients, *file_table;
    ent_json_value *separation;  /* NULL = not asked for */
} backtest;

/* ---- words ---- */

/* The next item of a list with commas, copied to text[size]; false after the last. */
static bool next_word(const char **at, char *text, size_t size)
{
    if (!*at)
        return false;
    size_t length = strcspn(*at, ",");
    snprintf(text, size, "%.*s", (int)length, *at);
    *at = (*at)[length] ? *at + length + 1 : NULL;
    return true;
}

static ent_status read_horizons(backtest *t)
{
    char word[32];
    long long ahead;
    const char *at = t->options->horizons ? t->options->horizons : "1";
    while (next_word(&at, word, sizeof word)) {
        if (!ent_parse_integer(word, &ahead) || ahead < 1 || ahead > HORIZON_MAX)
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--horizon '%s' is not a whole number from 1 to %d", word,
                            HORIZON_MAX);
        if (t->horizon_count == HORIZONS_MAX)
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--horizon: more than %d", HORIZONS_MAX);
        t->horizons[t->horizon_count++] = (size_t)ahead;
    }
    return ENT_OK;
}

static ent_status read_task(backtest *t)
{
    const char *word = t->options->task ? t->options->task : "formation";
    for (size_t k = 0; k < ENT_EVENT_TASKS; k++) {
        t->task = (ent_event_task)k;
        if (strcmp(word, ent_event_task_word(t->task)) == 0)
            return ENT_OK;
    }
    return ent_fail(t->error, ENT_ERR_ARGUMENT, "--task '%.40s' is unknown; expected formation, dissolution, all", word);
}

/* The models of the task, with commas. */
static void list_models(const backtest *t, char known[128])
{
    *known = '\0';
    for (size_t k = 0; k < ENT_EVENT_MODELS; k++)
        if (ent_event_model_is_for((ent_event_model)k, t->task))
            snprintf(known + strlen(known), 128 - strlen(known), "%s%s", *known ? ", " : "",
                     ent_event_model_word((ent_event_model)k));
}

static ent_status read_models(backtest *t)
{
    char word[32], known[128];
    const char *at = t->options->models;
    list_models(t, known);
    for (size_t k = 0; k < ENT_EVENT_MODELS; k++)
        t->models[k] = !at && ent_event_model_is_for((ent_event_model)k, t->task);
    while (next_word(&at, word, sizeof word)) {
        size_t k = 0;
        while (k < ENT_EVENT_MODELS && strcmp(word, ent_event_model_word((ent_event_model)k)) != 0)
            k++;
        if (k == ENT_EVENT_MODELS)
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--models '%s' is unknown; expected %s", word, known);
        if (!ent_event_model_is_for((ent_event_model)k, t->task))
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--models '%s' is for --task %s only; for %s expected %s", word,
                            k == ENT_EVENT_PERSISTENCE ? "all" : "formation", ent_event_task_word(t->task), known);
        t->models[k] = true;
    }
    return ENT_OK;
}

static bool parse_block(char *word, block *out)
{
    long long from, to;
    char *dash = strchr(word, '-');
    if (!dash)
        return false;
    *dash = '\0';
    bool fine = ent_parse_integer(word, &from) && ent_parse_integer(dash + 1, &to) && from >= 0 && from <= to && to < 10000;
    *dash = '-';
    if (fine)
        *out = (block){(int)from, (int)to};
    return fine;
}

/* A block must leave outcomes to learn from, and end with the data. */
static ent_status check_block(const backtest *t, const block *is)
{
    int last = backtest_last_year(&t->b);
    size_t longest = 0;
    for (size_t k = 0; k < t->horizon_count; k++)
        longest = t->horizons[k] > longest ? t->horizons[k] : longest;
    int first = t->b.first_year + 2 * (int)longest;
    if (is->from >= first && is->to <= last)
        return ENT_OK;
    return ent_fail(t->error, ENT_ERR_INPUT,
                    "block %d-%d: with a horizon of %zu the first outcome is that of %d, since earlier ones are learnt from, "
                    "the last that of %d, where %s@%s or the state system ends", is->from, is->to, longest, first, last,
                    t->b.layer.name, t->b.layer.source);
}

static ent_status read_blocks(backtest *t)
{
    char word[32];
    const char *at = t->options->blocks ? t->options->blocks : usual_blocks;
    while (next_word(&at, word, sizeof word)) {
        block is;
        if (!parse_block(word, &is))
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--blocks '%s' is not two years, 1900-1913", word);
        if (t->block_count == BLOCKS_MAX)
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--blocks: more than %d", BLOCKS_MAX);
        t->blocks[t->block_count++] = is;
    }
    return ENT_OK;
}

static int last_asked_for(const backtest *t)
{
    int last = t->blocks[0].to;
    for (size_t k = 1; k < t->block_count; k++)
        last = t->blocks[k].to > last ? t->blocks[k].to : last;
    return last;
}

/* Of the usual blocks those that are covered stay. */
static ent_status check_blocks(backtest *t)
{
    size_t kept = 0;
    for (size_t k = 0; k < t->block_count; k++) {
        ent_status status = check_block(t, &t->blocks[k]);
        if (status != ENT_OK && t->options->blocks)
            return status;
        if (status == ENT_OK)
            t->blocks[kept++] = t->blocks[k];
    }
    t->block_count = kept;
    if (kept > 0)
        return ENT_OK;
    return ent_fail(t->error, ENT_ERR_ARGUMENT, "the years %d to %d hold none of the usual blocks %s: give --blocks",
                    t->b.first_year, backtest_last_year(&t->b), usual_blocks);
}

static ent_status check_table(const backtest *t)
{
    static const char *const tables[] = {"leaderboard", "blocks", "coefficients", "files", "separation"};
    for (size_t k = 0; k < ent_countof(tables); k++)
        if (!t->options->table || strcmp(t->options->table, tables[k]) == 0)
            return ENT_OK;
    return ent_fail(t->error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected leaderboard, blocks, coefficients, files, "
                    "separation", t->options->table);
}

static bool needs_geography(const backtest *t)
{
    for (size_t k = ENT_EVENT_GEO; k <= ENT_EVENT_GEO_TREATY; k++)
        if (t->models[k])
            return true;
    return false;
}

static bool needs_treaties(const backtest *t)
{
    return t->models[ENT_EVENT_TREATY] || t->models[ENT_EVENT_GEO_TREATY];
}

/* ---- what the answer says of itself ---- */

static void add_series(backtest *t, const char *key, const ent_series *series)
{
    char text[140];
    snprintf(text, sizeof text, "%s@%s", series->name, series->source);
    ent_json_add_text(t->a.json, t->a.result, key, text);
}

static void add_powers(backtest *t)
{
    const struct {
        ent_series_kind kind;
        const ent_series *series;
    } powers[] = {{ENT_SYSTEM, &t->b.majors}, {ENT_ATTRIBUTE, &t->b.capabilities}, {ENT_LAYER, &t->b.rivalries},
                  {ENT_LAYER, &t->b.disputes}, {ENT_LAYER, &t->b.others}};
    for (size_t k = 0; k < ent_countof(powers); k++)
        if (powers[k].series->id != 0)
            answer_add_resolved(&t->a, t->b.y.world, powers[k].kind, powers[k].series->name, powers[k].series->source);
}

static void add_from_where(backtest *t)
{
    const backtest_data *b = &t->b;
    add_series(t, "layer", &b->layer);
    add_series(t, "states", &b->states);
    if (b->own_treaties)
        ent_json_add_text(t->a.json, t->a.result, "treaties", "those of the layer");
    else if (b->has_treaties)
        add_series(t, "treaties", &b->treaties);
    else
        ent_json_add_text(t->a.json, t->a.result, "treaties", "none: each tie by itself");
    if (!t->options->layer || !strchr(t->options->layer, '@'))
        answer_add_resolved(&t->a, b->y.world, ENT_LAYER, b->layer.name, b->layer.source);
    if (b->has_geography) {
        answer_add_resolved(&t->a, b->y.world, ENT_LAYER, b->borders.name, b->borders.source);
        answer_add_resolved(&t->a, b->y.world, ENT_ATTRIBUTE, b->capitals.name, b->capitals.source);
    }
    add_powers(t);
    const ent_series *used[] = {&b->states, &b->layer, &b->treaties, &b->borders, &b->capitals, &b->majors,
                                &b->capabilities, &b->rivalries, &b->disputes, &b->others};
    ent_json_value *sources = answer_add_sources(&t->a);
    for (size_t k = 0; k < ent_countof(used); k++)
        if (used[k]->id != 0)
            answer_add_source(&t->a, sources, used[k]);
}

static ent_status begin_files(backtest *t, ent_world *world)
{
    const ent_backtest_options *o = t->options;
    char checksum[65];
    ent_status status = ENT_OK;
    t->files = (backtest_models){.world = world, .data = &t->b, .paths = o->files, .count = o->file_count,
                                 .futures = o->futures, .seed = o->seed, .monitor = t->monitor};
    for (size_t k = 0; k < o->file_count && status == ENT_OK; k++) {
        status = ent_file_sha256(o->files[k], checksum, t->error);
        if (status == ENT_OK)
            answer_input(&t->a, o->files[k], checksum);
    }
    return status;
}

static void add_rule(backtest *t)
{
    static const char *const pairs[ENT_EVENT_TASKS] = {
        [ENT_EVENT_FORMATION] = "pairs present and not tied at s, scored if present at t",
        [ENT_EVENT_DISSOLUTION] = "pairs present and tied at s, scored if present at t; the event is that they are not tied then",
        [ENT_EVENT_ALL] = "all pairs present at s, scored if present at t; the event is that they are tied then"};
    char rule[320];
    snprintf(rule, sizeof rule, "origin s = t - horizon; %s; outcomes to learn from end at the first origin of a block; nothing "
             "later than s is used", pairs[t->task]);
    ent_json_add_text(t->a.json, t->a.result, "rule", rule);
}

static void add_head(backtest *t)
{
    ent_json *json = t->a.json;
    ent_json_value *result = t->a.result;
    ent_json_add_text(json, result, "main", t->options->table ? t->options->table : "leaderboard");
    add_from_where(t);
    ent_json_add_text(json, result, "kind", t->options->kind ? t->options->kind : "any");
    ent_json_add_integer(json, result, "first_year", t->b.first_year);
    ent_json_add_integer(json, result, "last_year", backtest_last_year(&t->b));
    ent_json_add_integer(json, result, "seed", (long long)t->options->seed);
    ent_json_add_integer(json, result, "resamples", (long long)t->resamples);
    ent_json_add_number(json, result, "ridge", t->of_models.ridge);
    ent_json_add_number(json, result, "clip", t->of_models.clip);
    ent_json_add_integer(json, result, "recent_years", t->of_models.recent_years);
    ent_json_add_integer(json, result, "marked", (long long)t->b.doubted);
    ent_json_add_text(json, result, "task", ent_event_task_word(t->task));
    add_rule(t);
}

static void add_tables(backtest *t)
{
    static const char *const leaderboard[] = {
        "block", "horizon", "model", "pairs", "ties", "treaties", "roc", "roc_low", "roc_high", "precision_recall",
        "precision_recall_low", "precision_recall_high", "log", "log_low", "log_high", "brier", "observed_over_expected",
        "calibration_slope", "log_less_constant", "log_less_constant_low", "log_less_constant_high",
        "better_than_constant", "fitted_on", "failure"};
    static const char *const blocks[] = {"block", "horizon", "first_origin", "last_origin", "train_from", "train_to",
                                         "train_pairs", "train_ties", "pairs", "ties", "gone", "new_pairs", "new_ties",
                                         "geo_intercept", "geo_scale", "bilateral_ties", "accessions",
                                         "multilateral_ties", "joint_accessions"};
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

static void put_block(backtest *t, ent_json_value *table, const block *is)
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

static void add_scores(backtest *t, const block *is, const char *model, const ent_event_scores *s)
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

/* The number of the year from which a year's outcomes are forecast. */
static size_t origin_of(const backtest *t, int year)
{
    return (size_t)(year - t->b.first_year) - t->rows.horizon;
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
}

static void add_block(backtest *t, const block *is, const ent_event_fit *fit)
{
    size_t first = origin_of(t, is->from), last = origin_of(t, is->to);
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

static void add_logit(backtest *t, const block *is, const char *part, const ent_event_logit *fit,
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
        put(t, t->coefficients, "low", fit->low[k]);
        put(t, t->coefficients, "high", fit->high[k]);
    }
}

static void add_coefficients(backtest *t, const block *is, const ent_event_fit *fit)
{
    add_logit(t, is, "geo", &fit->geo, ent_event_predictor);
    add_logit(t, is, "bilateral", &fit->bilateral, ent_event_pair_predictor);
    add_logit(t, is, "accession", &fit->accession, ent_event_accession_predictor);
    add_logit(t, is, "multilateral", &fit->multilateral, ent_event_pair_predictor);
    add_logit(t, is, "exit", &fit->exit, ent_event_exit_predictor);
    add_logit(t, is, "end", &fit->end, ent_event_end_predictor);
}

/* ---- a block ---- */

/* Where the table is asked for: the block's pairs in order of their probability. */
static ent_status add_separation(backtest *t, const block *is, const char *model, const double p[])
{
    ent_event_bin bins[BINS];
    if (!t->separation)
        return ENT_OK;
    ent_status status = ent_event_separation(&t->rows, origin_of(t, is->from), origin_of(t, is->to), p, BINS, bins, t->error);
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

static ent_status run_model(backtest *t, const block *is, ent_event_model model, const ent_event_fit *fit)
{
    ent_event_scores scores;
    size_t first = origin_of(t, is->from), last = origin_of(t, is->to);
    double *p = model == ENT_EVENT_CONSTANT ? t->base : t->p;
    ent_status status = ent_event_apply(&t->rows, t->x, &t->treaties, model, fit, first, last, &t->of_models, p, t->error);
    if (status != ENT_OK || !t->models[model])
        return status;
    status = ent_event_judge(&t->rows, first, last, p, t->base, t->resamples, t->options->seed, &scores, t->error);
    if (status == ENT_OK)
        status = add_separation(t, is, ent_event_model_word(model), p);
    if (status == ENT_OK) {
        add_scores(t, is, ent_event_model_word(model), &scores);
        add_fitted(t, t->leaderboard, NULL);
    }
    return status;
}

static void add_file(backtest *t, const block *is, const backtest_model_row *row)
{
    put_block(t, t->file_table, is);
    answer_text_cell(&t->a, t->file_table, "model", row->name);
    answer_text_cell(&t->a, t->file_table, "family", row->family);
    put_count(t, t->file_table, "waves", (long long)row->waves);
    put(t, t->file_table, "unknown", *row->failure ? (double)NAN : (double)row->unknown);
    add_fitted(t, t->file_table, row);
}

/* A model that cannot be fitted has a row without scores. */
static ent_status run_file(backtest *t, const block *is, size_t number)
{
    backtest_model_row row;
    ent_event_figure none = {(double)NAN, (double)NAN, (double)NAN};
    ent_event_scores scores = {.roc = none, .precision_recall = none, .log = none, .brier = (double)NAN,
                               .observed_over_expected = (double)NAN, .calibration_slope = (double)NAN,
                               .log_less_base = none, .better = (double)NAN};
    size_t first = origin_of(t, is->from), last = origin_of(t, is->to);
    ent_status status = backtest_models_forecast(&t->files, number, &t->rows, first, last, t->base, t->p, &row, t->error);
    if (status == ENT_OK && !*row.failure)
        status = ent_event_judge(&t->rows, first, last, t->p, t->base, t->resamples, t->options->seed, &scores, t->error);
    if (status == ENT_OK && !*row.failure)
        status = add_separation(t, is, row.name, t->p);
    if (status == ENT_OK) {
        add_scores(t, is, row.name, &scores);
        add_fitted(t, t->leaderboard, &row);
        add_file(t, is, &row);
    }
    return status;
}

/* The constant is there always: it is what the others are compared with. */
static ent_status run_block(backtest *t, const block *is)
{
    ent_event_fit fit;
    ent_status status = ent_event_learn(&t->rows, t->x, needs_treaties(t) ? &t->treaties : NULL, origin_of(t, is->from),
                                        &t->of_models, &fit, t->error);
    for (size_t k = 0; k < ENT_EVENT_MODELS && status == ENT_OK; k++)
        if (t->models[k] || k == ENT_EVENT_CONSTANT)
            status = run_model(t, is, (ent_event_model)k, &fit);
    for (size_t k = 0; k < t->files.count && status == ENT_OK; k++)
        status = run_file(t, is, k);
    if (status != ENT_OK) {
        ent_error_context(t->error, "block %d-%d, horizon %zu", is->from, is->to, t->rows.horizon);
        return status;
    }
    add_block(t, is, &fit);
    add_coefficients(t, is, &fit);
    return ENT_OK;
}

/* ---- a horizon ---- */

static void clear_horizon(backtest *t)
{
    free(t->x);
    free(t->p);
    free(t->base);
    t->x = t->p = t->base = NULL;
    ent_event_treaties_clear(&t->treaties);
    ent_event_rows_clear(&t->rows);
}

static ent_status begin_horizon(backtest *t, size_t horizon)
{
    ent_status status = ent_event_rows_of_task(&t->b.data, t->task, horizon, &t->rows, t->error);
    if (status != ENT_OK)
        return status;
    t->p = ent_new_array(t->rows.count, sizeof *t->p);
    t->base = ent_new_array(t->rows.count, sizeof *t->base);
    if (!t->p || !t->base)
        return ent_fail_memory(t->error);
    if (!needs_geography(t))
        return ENT_OK;
    t->x = ent_new_array(t->rows.count * ENT_GEOGRAPHY, sizeof *t->x);
    status = t->x ? ent_event_geography(&t->b.data, &t->rows, t->x, t->error) : ent_fail_memory(t->error);
    if (status == ENT_OK && needs_treaties(t))
        status = ent_event_treaties_make(&t->b.data, &t->rows, t->x, &t->treaties, t->error);
    return status;
}

static ent_status run_horizon(backtest *t, size_t number)
{
    char what[48];
    ent_status status = begin_horizon(t, t->horizons[number]);
    for (size_t k = 0; k < t->block_count && status == ENT_OK; k++) {
        double done = (double)(number * t->block_count + k) / (double)(t->horizon_count * t->block_count);
        snprintf(what, sizeof what, "%d-%d, %zu ahead", t->blocks[k].from, t->blocks[k].to, t->horizons[number]);
        status = ent_monitor_step(t->monitor, done, what, t->error);
        if (status == ENT_OK)
            status = run_block(t, &t->blocks[k]);
    }
    clear_horizon(t);
    return status;
}

/* ---- all ---- */

static ent_status run(backtest *t, ent_world *world)
{
    ent_status status = check_table(t);
    if (status == ENT_OK)
        status = read_horizons(t);
    if (status == ENT_OK)
        status = read_task(t);
    if (status == ENT_OK)
        status = read_models(t);
    if (status == ENT_OK)
        status = read_blocks(t);
    if (status == ENT_OK)
        status = backtest_data_read(&t->b, world, t->options->layer, t->options->kind, needs_geography(t), needs_treaties(t),
                                    last_asked_for(t), t->error);
    if (status == ENT_OK)
        status = check_blocks(t);
    if (status == ENT_OK)
        status = begin_files(t, world);
    if (status != ENT_OK)
        return status;
    add_head(t);
    add_tables(t);
    for (size_t k = 0; k < t->horizon_count && status == ENT_OK; k++)
        status = run_horizon(t, k);
    return status;
}

ent_status ent_backtest_report(ent_world *world, const char *path, const ent_backtest_options *options,
                               const ent_monitor *monitor, ent_json **out, ent_error *error)
{
    backtest t = {.options = options, .monitor = monitor, .error = error, .of_models = ENT_EVENT_DEFAULTS,
                  .resamples = options->resamples ? options->resamples : RESAMPLES};
    *out = NULL;
    ent_status status = answer_begin(&t.a, "backtest", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&t.a, world, path, error);
    if (status == ENT_OK)
        status = run(&t, world);
    backtest_models_clear(&t.files);
    backtest_data_clear(&t.b);
    return answer_end(&t.a, status, out, error);
}
