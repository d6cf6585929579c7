/* What the answer of `entente backtest` says of itself: sources, rule, settings. */
#include "report/backtest.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

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
    } powers[] = {{ENT_SYSTEM, &t->b.majors}, {ENT_ATTRIBUTE, &t->b.capabilities}, {ENT_ATTRIBUTE, &t->b.regimes},
                  {ENT_LAYER, &t->b.rivalries}, {ENT_LAYER, &t->b.disputes}, {ENT_LAYER, &t->b.others}};
    for (size_t k = 0; k < ent_countof(powers); k++)
        if (powers[k].series->id != 0)
            answer_add_resolved(&t->a, t->b.y.world, powers[k].kind, powers[k].series->name, powers[k].series->source);
}

/* What the dyadic logits have, and what they have not: a series is left out that is not there for all the years. */
static void add_covariates(backtest *t)
{
    const struct {
        const char *name;
        const ent_series *series;
    } covariates[] = {{"contiguity", &t->b.borders}, {"cinc", &t->b.capabilities}, {"polity2", &t->b.regimes},
                      {"dispute", &t->b.disputes}};
    char there[128] = "", lacking[128] = "";
    if (!t->b.has_covariates)
        return;
    for (size_t k = 0; k < ent_countof(covariates); k++) {
        char *to = covariates[k].series->id != 0 ? there : lacking;
        snprintf(to + strlen(to), sizeof there - strlen(to), "%s%s", *to ? ", " : "", covariates[k].name);
    }
    ent_json_add_text(t->a.json, t->a.result, "covariates", *there ? there : "none");
    ent_json_add_text(t->a.json, t->a.result, "covariates_left_out", *lacking ? lacking : "none");
}

static void add_from_where(backtest *t)
{
    const world_years *b = &t->b;
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
    if (b->borders.id != 0)
        answer_add_resolved(&t->a, b->y.world, ENT_LAYER, b->borders.name, b->borders.source);
    if (b->has_geography)
        answer_add_resolved(&t->a, b->y.world, ENT_ATTRIBUTE, b->capitals.name, b->capitals.source);
    add_powers(t);
    add_covariates(t);
    const ent_series *used[] = {&b->states, &b->layer, &b->treaties, &b->borders, &b->capitals, &b->majors,
                                &b->capabilities, &b->regimes, &b->rivalries, &b->disputes, &b->others};
    ent_json_value *sources = answer_add_sources(&t->a);
    for (size_t k = 0; k < ent_countof(used); k++)
        if (used[k]->id != 0)
            answer_add_source(&t->a, sources, used[k]);
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

void backtest_add_head(backtest *t)
{
    ent_json *json = t->a.json;
    ent_json_value *result = t->a.result;
    ent_json_add_text(json, result, "main", t->options->table ? t->options->table : "leaderboard");
    add_from_where(t);
    ent_json_add_text(json, result, "kind", t->options->kind ? t->options->kind : "any");
    ent_json_add_integer(json, result, "first_year", t->b.first_year);
    ent_json_add_integer(json, result, "last_year", world_years_last_year(&t->b));
    ent_json_add_integer(json, result, "seed", (long long)t->options->seed);
    ent_json_add_integer(json, result, "resamples", (long long)t->resamples);
    ent_json_add_number(json, result, "ridge", t->of_models.ridge);
    ent_json_add_number(json, result, "clip", t->of_models.clip);
    ent_json_add_integer(json, result, "recent_years", t->of_models.recent_years);
    ent_json_add_integer(json, result, "marked", (long long)t->b.doubted);
    ent_json_add_text(json, result, "task", ent_event_task_word(t->task));
    add_rule(t);
}
