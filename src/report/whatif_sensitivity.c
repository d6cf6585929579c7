/* How much the answer of a what-if hangs on what is not certain: an estimate, the rates, one of several interventions. The what-if
 * of all together is run at both ends of each, on the same draws, with all else as estimated; so that what differs is what that
 * one thing does (one at a time, as in a tornado diagram: Howard 1988, Management Science 34:679). */
#include "report/whatif.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 400 / ENT_FORECAST_EACH, NAME = 200 };

typedef struct {
    ent_unsure_kind kind;
    char name[NAME];
    size_t effect;
    double value[2];          /* of an effect */
    ent_rate_choice rates[2];
    const char *without;      /* the intervention that is left out at the first end */
} unsure_item;

struct whatif_unsure {
    unsure_item *items;       /* [count] */
    size_t count, single;     /* variants 1 to `single` are done together */
};

/* ---- what to try ---- */

/* A basic rate is no estimate here: rates are drawn for each future. */
static bool is_estimate(const ent_model_effect *effect)
{
    return effect->part != ENT_RATE || effect->rate != ENT_RATE_BASIC;
}

static void name_effect(const ent_model_effect *effect, char name[NAME])
{
    snprintf(name, NAME, *effect->of ? "%s(%s)" : "%s", effect->name, effect->of);
}

static ent_status fail_at(const ent_scenario_content *content, ent_place place, ent_error *error, const char *message)
{
    return ent_fail(error, ENT_ERR_INPUT, "%s:%zu:%zu: %s", content->path, place.line, place.column, message);
}

static ent_status fail_effect(const forecasting *f, const ent_scenario_content *content, const ent_scenario_unsure *said,
                              ent_error *error)
{
    const ent_model *model = f->fit.model;
    char (*names)[NAME] = ent_new_array(model->effect_count, sizeof *names);
    const char **list = ent_new_array(model->effect_count, sizeof *list);
    ent_buffer message = {0};
    size_t count = 0;
    for (size_t k = 0; names && list && k < model->effect_count; k++)
        if (is_estimate(&model->effects[k])) {
            name_effect(&model->effects[k], names[count]);
            list[count] = names[count];
            count++;
        }
    const char *near = count ? ent_nearest(said->parameter, list, count) : NULL;
    ent_buffer_format(&message, "the fit has no effect '%.60s'%s%s%s; expected ", said->parameter, near ? ", did you mean '" : "",
                      near ? near : "", near ? "'?" : "");
    for (size_t k = 0; k < count; k++)
        ent_buffer_format(&message, "%s%s", k ? ", " : "", list[k]);
    ent_status status = !names || !list || message.failed ? ent_fail_memory(error)
                                                          : fail_at(content, said->places[0], error, message.data);
    ent_buffer_clear(&message);
    free(list);
    free(names);
    return status;
}

/* "same(region)", or "same" where the fit has no other. */
static ent_status find_effect(const forecasting *f, const ent_scenario_content *content, const ent_scenario_unsure *said,
                              unsure_item *item, ent_error *error)
{
    const ent_model *model = f->fit.model;
    size_t found = 0;
    char name[NAME];
    for (size_t k = 0; k < model->effect_count; k++) {
        const ent_model_effect *effect = &model->effects[k];
        name_effect(effect, name);
        if (!is_estimate(effect) || (strcmp(name, said->parameter) != 0 && strcmp(effect->name, said->parameter) != 0))
            continue;
        item->effect = k;
        memcpy(item->name, name, NAME);
        found++;
    }
    if (found == 0)
        return fail_effect(f, content, said, error);
    snprintf(name, sizeof name, "'%.60s' is %zu effects of the fit: it does not say which", said->parameter, found);
    return found == 1 ? ENT_OK : fail_at(content, said->places[0], error, name);
}

static ent_status find_rates(const forecasting *f, const ent_scenario_content *content, const ent_scenario_unsure *said,
                             unsure_item *item, ent_error *error)
{
    char message[NAME];
    if (f->fit.rate_count == 0)
        return fail_at(content, said->places[0], error, "the fit has no rates: they are an actor-oriented model's");
    for (int end = 0; end < 2; end++) {
        int k = 0;
        while (k < ENT_RATES_CHOICES && strcmp(ent_rate_choice_word((ent_rate_choice)k), said->rates[end]) != 0)
            k++;
        snprintf(message, sizeof message, "rates '%.40s' are unknown; expected drawn, mean, last, lowest, highest", said->rates[end]);
        if (k == ENT_RATES_CHOICES)
            return fail_at(content, said->places[end], error, message);
        item->rates[end] = (ent_rate_choice)k;
    }
    snprintf(item->name, NAME, "rates");
    return ENT_OK;
}

/* What the scenario says. With an offer its interventions are no part of the question. */
static ent_status take_said(const forecasting *f, const ent_scenario_content *content, whatif_unsure *unsure, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < content->sensitivity_count && status == ENT_OK; k++) {
        const ent_scenario_unsure *said = &content->sensitivity[k];
        unsure_item *item = &unsure->items[unsure->count];
        *item = (unsure_item){.kind = said->kind, .value = {said->from, said->to}, .without = said->intervention};
        if (said->kind == ENT_UNSURE_INTERVENTION && f->options->offer[0])
            continue;
        if (said->kind == ENT_UNSURE_PARAMETER)
            status = find_effect(f, content, said, item, error);
        else if (said->kind == ENT_UNSURE_RATES)
            status = find_rates(f, content, said, item, error);
        else
            snprintf(item->name, NAME, "%s", said->intervention);
        unsure->count++;
    }
    return status;
}

/* Each estimated effect, two standard errors down and up, and the rates. */
static void take_usual(const forecasting *f, whatif_unsure *unsure)
{
    const ent_model *model = f->fit.model;
    for (size_t k = 0; k < model->effect_count; k++) {
        double variance = f->fit.covariance[k * model->effect_count + k], estimate = f->fit.theta[k];
        if (!is_estimate(&model->effects[k]) || !(variance > 0))
            continue;
        unsure_item *item = &unsure->items[unsure->count++];
        *item = (unsure_item){.kind = ENT_UNSURE_PARAMETER, .effect = k,
                              .value = {estimate - 2 * sqrt(variance), estimate + 2 * sqrt(variance)}};
        name_effect(&model->effects[k], item->name);
    }
    if (f->fit.rate_count > 0)
        unsure->items[unsure->count++] = (unsure_item){.kind = ENT_UNSURE_RATES, .name = "rates",
                                                       .rates = {ENT_RATES_LOWEST, ENT_RATES_HIGHEST}};
}

ent_status whatif_unsure_new(const forecasting *f, const ent_scenario_content *content, whatif_unsure **out, ent_error *error)
{
    bool said = content && content->sensitivity;
    whatif_unsure *unsure = ent_new_array(1, sizeof *unsure);
    ent_status status = ENT_OK;
    *out = NULL;
    if (!unsure)
        return ent_fail_memory(error);
    unsure->single = f->variant_count - 1;
    unsure->items = ent_new_array((said ? content->sensitivity_count : f->fit.model->effect_count) + 1, sizeof *unsure->items);
    if (!unsure->items)
        status = ent_fail_memory(error);
    else if (said)
        status = take_said(f, content, unsure, error);
    else
        take_usual(f, unsure);
    if (status != ENT_OK) {
        whatif_unsure_free(unsure);
        return status;
    }
    *out = unsure;
    return ENT_OK;
}

void whatif_unsure_free(whatif_unsure *unsure)
{
    if (unsure)
        free(unsure->items);
    free(unsure);
}

/* ---- trying ---- */

typedef struct {
    answer *a;
    const forecasting *f;
    const whatif_unsure *unsure;
    ent_json_value *table;
    ent_forecast_pair *pairs;
    size_t pair_count;
    size_t *ties, tie_count;  /* the pairs that are changed, by their numbers */
    size_t measures, draws;   /* measures: those that may differ */
    ent_error *error;
} trying;

/* Futures at one end: variant 0 without and 1 with what is done. */
typedef struct {
    const trying *t;
    ent_forecast_sums sums;
    double *moving;           /* [(measures + ties) * draws] of the last year: what is added to a measure; the chance of a tie */
} outcome;

static void clear_outcome(outcome *o)
{
    ent_forecast_sums_clear(&o->sums);
    free(o->moving);
    *o = (outcome){0};
}

/* Of a draw, what is done adds to a measure in the last year. */
static double added(const trying *t, const ent_forecast_draw *draw, size_t measure)
{
    double one = 0;
    size_t steps = t->f->steps, all = t->f->forecast.measure_count;
    for (size_t r = 0; r < ENT_FORECAST_EACH; r++) {
        const double *without = draw->measure + (r * steps + steps - 1) * all;
        const double *with = without + ENT_FORECAST_EACH * steps * all;
        one += (with[measure] - without[measure]) / ENT_FORECAST_EACH;
    }
    return one;
}

static ent_status keep_draw(void *user, const ent_forecast_draw *draw, ent_error *error)
{
    outcome *o = user;
    const trying *t = o->t;
    const double *chance = draw->chance + (2 * t->f->steps - 1) * t->pair_count;
    (void)error;
    ent_forecast_sums_add(&o->sums, draw);
    for (size_t m = 0; m < t->measures; m++)
        o->moving[m * t->draws + draw->draw] = added(t, draw, m);
    for (size_t k = 0; k < t->tie_count; k++)
        o->moving[(t->measures + k) * t->draws + draw->draw] = chance[t->ties[k]];
    return ENT_OK;
}

/* All that is done but one intervention; freed by the caller. */
static ent_forecast_change *gather(const trying *t, const char *without, size_t *count)
{
    size_t most = 0;
    *count = 0;
    for (size_t v = 1; v <= t->unsure->single; v++)
        most += t->f->variants[v].count;
    ent_forecast_change *all = ent_new_array(most + 1, sizeof *all);
    for (size_t v = 1; all && v <= t->unsure->single; v++) {
        const forecast_variant *one = &t->f->variants[v];
        if (without && one->id && strcmp(one->id, without) == 0)
            continue;
        memcpy(all + *count, one->changes, one->count * sizeof *all);
        *count += one->count;
    }
    return all;
}

/* item: NULL = all as estimated */
static ent_status run_end(const trying *t, const unsure_item *item, int end, outcome *o)
{
    const forecasting *f = t->f;
    size_t effects = f->fit.model->effect_count, count;
    ent_forecast how = f->forecast;
    double *theta = ent_new_array(effects, sizeof *theta);
    ent_forecast_change *changes = gather(t, item && end == 0 ? item->without : NULL, &count);
    ent_forecast_variant variants[2] = {{NULL, 0}, {changes, count}};
    *o = (outcome){.t = t, .moving = ent_new_array((t->measures + t->tie_count) * t->draws, sizeof *o->moving)};
    ent_status status = theta && changes && o->moving ? ENT_OK : ent_fail_memory(t->error);
    if (status == ENT_OK) {
        memcpy(theta, f->fit.theta, effects * sizeof *theta);
        if (item && item->kind == ENT_UNSURE_PARAMETER)
            theta[item->effect] = item->value[end];
        if (item && item->kind == ENT_UNSURE_RATES)
            how.rates = item->rates[end];
        how.theta = theta;
        how.covariance = NULL;
        how.variants = variants;
        how.variant_count = 2;
        status = ent_forecast_sums_init(&o->sums, 2, f->steps * t->pair_count, t->error);
    }
    if (status == ENT_OK)
        status = ent_forecast_run(&how, 0, t->draws, keep_draw, o, f->monitor, t->error);
    free(changes);
    free(theta);
    return status;
}

/* ---- the table ---- */

/* How far an answer goes from the first end to the second, and its error on the shared draws. */
static double moves(const trying *t, const outcome ends[2], size_t what, double *error)
{
    draw_mean mean = {0};
    for (size_t d = 0; d < t->draws; d++)
        draw_mean_add(&mean, ends[1].moving[what * t->draws + d] - ends[0].moving[what * t->draws + d]);
    return draw_mean_of(&mean, error);
}

static const char *choice_of(const unsure_item *item, int end)
{
    if (!item || item->kind == ENT_UNSURE_PARAMETER)
        return NULL;
    return item->kind == ENT_UNSURE_RATES ? ent_rate_choice_word(item->rates[end]) : end == 0 ? "without" : "with";
}

static void add_item_cells(const trying *t, const unsure_item *item, int end)
{
    static const char *const kinds[] = {"parameter", "rates", "intervention"};
    bool is_number = item && item->kind == ENT_UNSURE_PARAMETER;
    answer_text_cell(t->a, t->table, "item", item ? item->name : "as estimated");
    answer_text_cell(t->a, t->table, "kind", item ? kinds[item->kind] : NULL);
    answer_text_cell(t->a, t->table, "end", !item ? NULL : end == 0 ? "from" : "to");
    answer_number_cell(t->a, t->table, "value", is_number ? item->value[end] : (double)NAN);
    answer_text_cell(t->a, t->table, "choice", choice_of(item, end));
}

static void add_measure_cells(const trying *t, const outcome *o, size_t measure)
{
    draw_mean mean = {0};
    double error;
    for (size_t d = 0; d < t->draws; d++)
        draw_mean_add(&mean, o->moving[measure * t->draws + d]);
    answer_text_cell(t->a, t->table, "measure", whatif_measure_name(t->f, measure));
    answer_text_cell(t->a, t->table, "a", NULL);
    answer_text_cell(t->a, t->table, "b", NULL);
    answer_number_cell(t->a, t->table, "difference", draw_mean_of(&mean, &error));
    answer_number_cell(t->a, t->table, "error", error);
    answer_number_cell(t->a, t->table, "chance", (double)NAN);
    answer_number_cell(t->a, t->table, "chance_error", (double)NAN);
}

static void add_tie_cells(const trying *t, const outcome *o, size_t pair)
{
    double error, apart;
    const ent_model *model = t->f->fit.model;
    size_t cell = (t->f->steps - 1) * t->pair_count + pair;
    ent_forecast_chance chance = ent_forecast_chance_of(&o->sums, 1, cell);
    answer_text_cell(t->a, t->table, "measure", "tie");
    answer_text_cell(t->a, t->table, "a", model->actors[t->pairs[pair].i]);
    answer_text_cell(t->a, t->table, "b", model->actors[t->pairs[pair].j]);
    answer_number_cell(t->a, t->table, "difference", ent_forecast_difference(&o->sums, 1, cell, &error, &apart));
    answer_number_cell(t->a, t->table, "error", error);
    answer_number_cell(t->a, t->table, "chance", chance.mean);
    answer_number_cell(t->a, t->table, "chance_error", chance.error);
}

/* item: NULL = all as estimated, and there is one end */
static void add_rows(const trying *t, const unsure_item *item, int end, const outcome ends[2])
{
    for (size_t what = 0; what < t->measures + t->tie_count; what++) {
        double error = (double)NAN, way = item ? moves(t, ends, what, &error) : (double)NAN;
        add_item_cells(t, item, end);
        if (what < t->measures)
            add_measure_cells(t, &ends[end], what);
        else
            add_tie_cells(t, &ends[end], t->ties[what - t->measures]);
        answer_number_cell(t->a, t->table, "moves", way);
        answer_number_cell(t->a, t->table, "moves_error", error);
    }
}

static ent_status try_item(const trying *t, const unsure_item *item)
{
    outcome ends[2] = {{0}, {0}};
    ent_status status = run_end(t, item, 0, &ends[0]);
    if (status == ENT_OK && item)
        status = run_end(t, item, 1, &ends[1]);
    for (int end = 0; end < (item ? 2 : 1) && status == ENT_OK; end++)
        add_rows(t, item, end, ends);
    clear_outcome(&ends[0]);
    clear_outcome(&ends[1]);
    return status;
}

static ent_status find_ties(trying *t)
{
    size_t n = t->f->fit.model->actor_count;
    t->pairs = ent_new_array(n * n, sizeof *t->pairs);
    t->ties = ent_new_array(n * n, sizeof *t->ties);
    if (!t->pairs || !t->ties)
        return ent_fail_memory(t->error);
    t->pair_count = ent_forecast_pairs(t->f->fit.model, t->pairs);
    for (size_t p = 0; p < t->pair_count; p++) /* the last variant: all together, or the only one */
        if (whatif_is_changed(&t->f->variants[t->f->variant_count - 1], t->pairs[p]))
            t->ties[t->tie_count++] = p;
    return ENT_OK;
}

ent_status whatif_add_sensitivity(answer *a, const forecasting *f, const whatif_unsure *unsure, ent_error *error)
{
    static const char *const columns[] = {"item", "kind", "end", "value", "choice", "measure", "a", "b", "difference", "error",
                                          "chance", "chance_error", "moves", "moves_error"};
    trying t = {.a = a, .f = f, .unsure = unsure, .measures = forecasting_own_measures(f),
                .draws = f->options->futures ? f->count : DRAWS, .error = error};
    t.table = ent_json_add_table(a->json, a->result, "sensitivity", columns, ent_countof(columns));
    ent_status status = find_ties(&t);
    if (status == ENT_OK)
        status = try_item(&t, NULL);
    for (size_t k = 0; k < unsure->count && status == ENT_OK; k++)
        status = try_item(&t, &unsure->items[k]);
    ent_json_add_integer(a->json, a->result, "sensitivity_futures", (long long)(t.draws * ENT_FORECAST_EACH));
    free(t.pairs);
    free(t.ties);
    return status;
}
