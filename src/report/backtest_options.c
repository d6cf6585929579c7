/* The options of `entente backtest`: table, horizons, task, models and blocks. */
#include "report/backtest.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

enum { HORIZON_MAX = 50 };
static const char usual_blocks[] = "1900-1913,1920-1938,1946-1969,1970-1989,1990-2012";

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
        if (t->horizon_count == BACKTEST_HORIZONS_MAX)
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--horizon: more than %d", BACKTEST_HORIZONS_MAX);
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
        t->models[k] = !at && ent_event_model_is_for((ent_event_model)k, t->task)
                       && k != ENT_EVENT_GEO_TREATY_SLOPE; /* on request: it learns everything twice */
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

static bool parse_block(char *word, backtest_block *out)
{
    long long from, to;
    char *dash = strchr(word, '-');
    if (!dash)
        return false;
    *dash = '\0';
    bool fine = ent_parse_integer(word, &from) && ent_parse_integer(dash + 1, &to) && from >= 0 && from <= to && to < 10000;
    *dash = '-';
    if (fine)
        *out = (backtest_block){(int)from, (int)to};
    return fine;
}

/* A block must leave outcomes to learn from, and end with the data. */
static ent_status check_block(const backtest *t, const backtest_block *is)
{
    int last = world_years_last_year(&t->b);
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
        backtest_block is;
        if (!parse_block(word, &is))
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--blocks '%s' is not two years, 1900-1913", word);
        if (t->block_count == BACKTEST_BLOCKS_MAX)
            return ent_fail(t->error, ENT_ERR_ARGUMENT, "--blocks: more than %d", BACKTEST_BLOCKS_MAX);
        t->blocks[t->block_count++] = is;
    }
    return ENT_OK;
}

int backtest_last_asked_for(const backtest *t)
{
    int last = t->blocks[0].to;
    for (size_t k = 1; k < t->block_count; k++)
        last = t->blocks[k].to > last ? t->blocks[k].to : last;
    return last;
}

ent_status backtest_check_blocks(backtest *t)
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
                    t->b.first_year, world_years_last_year(&t->b), usual_blocks);
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

ent_status backtest_read_options(backtest *t)
{
    ent_status status = check_table(t);
    if (status == ENT_OK)
        status = read_horizons(t);
    if (status == ENT_OK)
        status = read_task(t);
    if (status == ENT_OK)
        status = read_models(t);
    return status == ENT_OK ? read_blocks(t) : status;
}
