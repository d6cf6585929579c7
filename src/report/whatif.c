/* `entente whatif`: variants of the origin, from options or from a scenario's interventions, and their futures. */
#include "report/whatif.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- variants ---- */

forecast_variant *whatif_new(forecasting *f, ent_error *error)
{
    if (f->variant_count == FORECAST_VARIANTS) {
        if (ent_fail(error, ENT_ERR_ARGUMENT, "too many interventions: at most %d", FORECAST_VARIANTS - 2) != ENT_OK)
            return NULL;
    }
    forecast_variant *v = &f->variants[f->variant_count++];
    *v = (forecast_variant){.count = 0};
    return v;
}

ent_status whatif_add_change(forecast_variant *variant, size_t i, size_t j, bool tied, size_t act, ent_error *error)
{
    ent_forecast_change *grown = realloc(variant->changes, (variant->count + 1) * sizeof *grown);
    if (!grown)
        return ent_fail_memory(error);
    variant->changes = grown;
    variant->changes[variant->count++] = (ent_forecast_change){.i = i, .j = j, .tied = tied, .act = act};
    return ENT_OK;
}

/* What a variant does is one act: of a treaty model one treaty. */
static size_t act_of(const forecasting *f, const forecast_variant *v)
{
    return (size_t)(v - f->variants);
}

/* Ties among all of a list, where they are otherwise; of a directed network both. A treaty has all of the list as members, also
 * those who are tied. */
static ent_status tie_all(const forecasting *f, forecast_variant *v, const size_t *actor, size_t count, bool tied, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    bool directed = f->fit.model->ties.directed, treaty = f->fit.treaty && tied;
    ent_status status = ENT_OK;
    for (size_t x = 0; x < count; x++)
        for (size_t y = directed ? 0 : x + 1; y < count && status == ENT_OK; y++)
            if (x != y && (treaty || f->start[actor[x] * n + actor[y]] != tied))
                status = whatif_add_change(v, actor[x], actor[y], tied, act_of(f, v), error);
    return status;
}

enum { NAMED = 64 };

static ent_status check_new(const forecasting *f, const char *option, const size_t actor[], size_t count, ent_error *error)
{
    for (size_t k = 0; k < count; k++)
        if (actor[k] == actor[count])
            return ent_fail(error, ENT_ERR_ARGUMENT, "%s names '%s' twice", option, f->fit.model->actors[actor[k]]);
    return ENT_OK;
}

/* "CHN,RUS" as actors. */
static ent_status read_actors(const forecasting *f, const char *option, const char *text, size_t actor[NAMED], size_t *count,
                              ent_error *error)
{
    char *list = ent_copy_text(text), *rest = list;
    ent_status status = list ? ENT_OK : ent_fail_memory(error);
    *count = 0;
    for (char *code = list ? strtok_r(list, ",", &rest) : NULL; code && status == ENT_OK; code = strtok_r(NULL, ",", &rest)) {
        if (*count == NAMED)
            status = ent_fail(error, ENT_ERR_ARGUMENT, "%s: at most %d actors", option, NAMED);
        else
            status = forecasting_actor(f, code, &actor[*count], error);
        if (status == ENT_OK)
            status = check_new(f, option, actor, *count, error);
        *count += status == ENT_OK;
    }
    free(list);
    if (status == ENT_OK && *count < 2)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "%s '%.60s': expected two actors or more, A,B", option, text);
    return status;
}

static ent_status add_list(forecasting *f, const char *option, const char *text, bool tied, ent_error *error)
{
    size_t actor[NAMED], count;
    ent_status status = read_actors(f, option, text, actor, &count, error);
    forecast_variant *v = status == ENT_OK ? whatif_new(f, error) : NULL;
    if (!v)
        return status == ENT_OK ? ENT_ERR_ARGUMENT : status;
    snprintf(v->name, sizeof v->name, "%s %s", tied ? "signed:" : "ended:", text);
    status = tie_all(f, v, actor, count, tied, error);
    if (status == ENT_OK && v->count == 0)
        status = ent_fail(error, ENT_ERR_INPUT, "%s %.60s: %s on that day already, so nothing would be different", option, text,
                          tied ? "they are tied" : "there is no tie among them");
    return status;
}

static ent_status add_offer_variant(forecasting *f, ent_error *error)
{
    char pair[100];
    snprintf(pair, sizeof pair, "%s,%s", f->options->offer[0], f->options->offer[1]);
    return add_list(f, "--offer", pair, true, error);
}

ent_status whatif_add_all(forecasting *f, ent_error *error)
{
    size_t single = f->variant_count - 1;
    if (single < 2)
        return ENT_OK;
    forecast_variant *all = whatif_new(f, error);
    ent_status status = all ? ENT_OK : ENT_ERR_ARGUMENT;
    for (size_t v = 1; v <= single && status == ENT_OK; v++)
        for (size_t k = 0; k < f->variants[v].count && status == ENT_OK; k++) {
            const ent_forecast_change *c = &f->variants[v].changes[k];
            status = whatif_add_change(all, c->i, c->j, c->tied, c->act, error);
        }
    if (status == ENT_OK)
        snprintf(all->name, sizeof all->name, "all together");
    return status;
}

ent_status whatif_add_options(forecasting *f, ent_error *error)
{
    const ent_forecast_options *o = f->options;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < o->sign_count && status == ENT_OK; k++)
        status = add_list(f, "--sign", o->sign[k], true, error);
    for (size_t k = 0; k < o->end_count && status == ENT_OK; k++)
        status = add_list(f, "--end", o->end[k], false, error);
    if (status == ENT_OK && o->offer[0])
        status = add_offer_variant(f, error);
    return status;
}

/* ---- a scenario's interventions ---- */

/* Is there a tie of the kind that the fit is about, in either direction? */
static void mark_ties(const forecasting *f, const ent_snapshot *state, const int *place, uint8_t *tied)
{
    const ent_model *model = f->fit.model;
    const ent_layer *layer = ent_snapshot_layer(state, model->layer);
    size_t n = model->actor_count;
    for (size_t k = 0; layer && k < layer->tie_count; k++) {
        const ent_snapshot_tie *tie = &layer->ties[k];
        int i = place[tie->a], j = place[tie->b];
        if (i < 0 || j < 0 || (model->obligations && !(tie->obligations & model->obligations)))
            continue;
        tied[(size_t)i * n + (size_t)j] = 1;
        if (!layer->directed || !model->ties.directed)
            tied[(size_t)j * n + (size_t)i] = 1;
    }
}

static ent_status add_differences(const forecasting *f, forecast_variant *v, const uint8_t *before, const uint8_t *after,
                                  ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < n; i++)
        for (size_t j = f->fit.model->ties.directed ? 0 : i + 1; j < n && status == ENT_OK; j++)
            if (i != j && before[i * n + j] != after[i * n + j])
                status = whatif_add_change(v, i, j, after[i * n + j], act_of(f, v), error);
    return status;
}

/* Where the snapshot's actors are in the model; -1: not there. */
static int *places_of(const forecasting *f, const ent_snapshot *state)
{
    int *place = ent_new_array(state->actor_count, sizeof *place);
    for (size_t i = 0; place && i < state->actor_count; i++)
        place[i] = -1;
    for (size_t k = 0; place && k < f->fit.model->actor_count; k++) {
        int at = ent_snapshot_find(state, f->fit.model->actors[k]);
        if (at >= 0)
            place[at] = (int)k;
    }
    return place;
}

/* One intervention alone, if it changes a tie of the kind that the fit is about. */
static ent_status add_intervention(forecasting *f, const running *run, size_t index, const int *place, const uint8_t *before,
                                   size_t *silent, ent_error *error)
{
    const ent_intervention *it = &run->content->interventions[index];
    size_t n = f->fit.model->actor_count;
    ent_snapshot *state = NULL;
    uint8_t *after = ent_new_array(n * n, 1), *removed = ent_new_array(run->before->actor_count, 1);
    forecast_variant *v = whatif_new(f, error);
    ent_status status = !after || !removed ? ent_fail_memory(error) : !v ? ENT_ERR_ARGUMENT : ENT_OK;
    if (status == ENT_OK)
        status = ent_snapshot_copy(run->before, &state, error);
    if (status == ENT_OK)
        status = ent_scenario_apply_one(run->scenario, index, state, removed, error);
    if (status == ENT_OK) {
        v->id = it->id;
        snprintf(v->name, sizeof v->name, "%s%s%s", it->name ? it->name : it->id, it->name ? ": " : "", it->name ? it->id : "");
        mark_ties(f, state, place, after);
        status = add_differences(f, v, before, after, error);
    }
    if (status == ENT_OK && v->count == 0) {
        f->variant_count--;
        ++*silent;
    }
    ent_snapshot_free(state);
    free(after);
    free(removed);
    return status;
}

static ent_status add_interventions(forecasting *f, const running *run, size_t *silent, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    int *place = places_of(f, run->before);
    uint8_t *before = ent_new_array(n * n, 1);
    ent_status status = place && before ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK)
        mark_ties(f, run->before, place, before);
    for (size_t k = 0; k < run->content->intervention_count && status == ENT_OK; k++)
        status = add_intervention(f, run, k, place, before, silent, error);
    free(place);
    free(before);
    return status;
}

/* ---- all ---- */

static ent_status answer_variants(answer *a, forecasting *f, size_t silent, ent_error *error)
{
    size_t from = 0, to = 0;
    const ent_forecast_options *o = f->options;
    ent_status status = forecasting_run(f, error);
    if (status == ENT_OK && o->offer[0])
        status = forecasting_actor(f, o->offer[0], &from, error);
    if (status == ENT_OK && o->offer[0])
        status = forecasting_actor(f, o->offer[1], &to, error);
    if (status != ENT_OK)
        return status;
    answer_input(a, f->fit.path, f->fit.checksum);
    answer_input(a, f->fit.model_path, f->fit.model->checksum);
    forecasting_input_paths(a, f);
    status = whatif_add_answer(a, f, error);
    ent_json_add_integer(a->json, a->result, "interventions_without_effect_on_ties", (long long)silent);
    return status == ENT_OK && o->offer[0] ? whatif_add_offer(a, f, from, to, error) : status;
}

/* run: of the scenario; NULL = there is none. */
static ent_status finish(answer *a, forecasting *f, running *run, size_t silent, ent_error *error)
{
    whatif_unsure *unsure = NULL;
    ent_status status = ENT_OK;
    if (f->variant_count < 2)
        return ent_fail(error, ENT_ERR_INPUT, "nothing would be different: give --sign A,B, --end A,B or --offer A B; of a scenario "
                        "no intervention makes or ends a tie of '%s'", f->fit.model->variable);
    if (f->options->sensitivity && f->fit.treaty)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--sensitivity is of models with effects, and the fit is of family treaty");
    if (f->options->sensitivity)
        status = whatif_unsure_new(f, run ? run->content : NULL, &unsure, error);
    if (status == ENT_OK)
        status = whatif_add_all(f, error);
    if (status == ENT_OK)
        status = answer_variants(a, f, silent, error);
    if (status == ENT_OK && run)
        status = forecast_add_claims(a, f, run, error);
    if (status == ENT_OK)
        status = forecast_check_claims(a, f->options, error);
    if (status == ENT_OK && unsure)
        status = whatif_add_sensitivity(a, f, unsure, error);
    whatif_unsure_free(unsure);
    return status;
}

static ent_status check_kind(const forecasting *f, ent_error *error)
{
    unsigned kind = 0;
    const char *word = f->options->kind;
    if (!word)
        return ENT_OK;
    ent_status status = ent_obligations_parse(word, &kind, error);
    if (status == ENT_OK && f->fit.model->obligations && !(kind & f->fit.model->obligations))
        status = ent_fail(error, ENT_ERR_INPUT, "the fit is about '%s', and the offer is of '%.40s': nothing is known of it",
                          f->fit.model->variable, word);
    return status;
}

static ent_status answer_fit(answer *a, forecasting *f, ent_world *world, const char *world_path, ent_error *error)
{
    ent_status status = forecasting_open(f, world, world_path, error);
    if (status == ENT_OK)
        status = check_kind(f, error);
    if (status == ENT_OK)
        status = whatif_add_options(f, error);
    return status == ENT_OK ? finish(a, f, NULL, 0, error) : status;
}

ent_status whatif_of_run(answer *a, forecasting *f, running *run, const char *path, ent_error *error)
{
    size_t silent = 0;
    char day[11];
    ent_forecast_options options = *f->options;
    ent_day_format(run->before->day, day);
    if (!options.from)
        options.from = day;
    f->options = &options;
    f->scenario = run->scenario;
    ent_status status = forecasting_open(f, run->world, path, error);
    if (status == ENT_OK)
        status = check_kind(f, error);
    if (status == ENT_OK && !options.offer[0])
        status = add_interventions(f, run, &silent, error);
    if (status == ENT_OK)
        status = whatif_add_options(f, error);
    return status == ENT_OK ? finish(a, f, run, silent, error) : status;
}

static ent_status answer_scenario(answer *a, forecasting *f, const char *path, ent_world *world, const char *world_path,
                                  ent_error *error)
{
    ent_scenario *opened = NULL;
    ent_run_options options = {.scenario_path = path, .world = world, .world_path = world_path};
    ent_status status = ent_scenario_open(path, &opened, error);
    if (status != ENT_OK)
        return status;
    running run = {.scenario = opened, .content = ent_scenario_get(opened), .answer = *a};
    answer_input(a, run.content->path, run.content->checksum);
    status = run_make_states(&run, &options, error);
    if (status == ENT_OK)
        status = whatif_of_run(a, f, &run, world ? world_path : path, error);
    forecasting_clear(f); /* before its world is closed */
    *f = (forecasting){0};
    run_clear(&run, &options);
    ent_scenario_free(opened);
    return status;
}

ent_status ent_whatif_report(const char *path, ent_world *world, const char *world_path, const ent_forecast_options *options,
                             const ent_monitor *monitor, ent_json **out, ent_error *error)
{
    answer a;
    char *shipped = NULL;
    ent_forecast_options of = *options;
    forecasting f = {.options = &of, .monitor = monitor, .error = error};
    bool scenario = forecast_is_scenario(path);
    *out = NULL;
    ent_status status = answer_begin(&a, "whatif", error);
    if (status == ENT_OK)
        status = whatif_check_table(options, error);
    if (status == ENT_OK && scenario && !options->fit)
        status = forecast_default_fit(path, &shipped, error);
    if (status == ENT_OK && options->fit && !scenario)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--fit goes with a scenario; '%.60s' is taken for a fit", path);
    of.fit = !scenario ? path : shipped ? shipped : options->fit;
    if (status == ENT_OK)
        status = scenario ? answer_scenario(&a, &f, path, world, world_path, error)
                          : answer_fit(&a, &f, world, world_path, error);
    forecasting_clear(&f);
    free(shipped);
    return answer_end(&a, status, out, error);
}
