/* `entente forecast`: futures of a fit, kept in a file, and the answer from that file. */
#include "report/whatif.h"

#include "core/memory.h"
#include "entente/scenario.h"
#include "report/treaty_fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { YEARS = 10, FUTURES = 1000 };

/* ---- options ---- */

static ent_status read_rates(const forecasting *f, ent_rate_choice *out, ent_error *error)
{
    const char *word = f->options->rates;
    *out = ENT_RATES_DRAWN;
    if (word && f->fit.model->family != ENT_FAMILY_SAOM)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--rates is for actor-oriented models, and the fit is of family %s",
                        ent_model_family_word(f->fit.model->family));
    for (int k = 0; word && k < ENT_RATES_CHOICES; k++)
        if (strcmp(ent_rate_choice_word((ent_rate_choice)k), word) == 0) {
            *out = (ent_rate_choice)k;
            return ENT_OK;
        }
    return word ? ent_fail(error, ENT_ERR_ARGUMENT, "--rates '%.40s' is unknown; expected drawn, mean, last, lowest, highest", word)
                : ENT_OK;
}

static ent_status read_numbers(forecasting *f, ent_error *error)
{
    const ent_forecast_options *o = f->options;
    size_t step = (size_t)f->fit.step_years, futures = o->futures ? o->futures : FUTURES;
    size_t ahead = o->years ? o->years : (YEARS + step - 1) / step * step; /* whole steps */
    if (ahead % step)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--years %zu: a step of this model is %zu years, from wave to wave; expected a "
                        "multiple", ahead, step);
    if (o->first % ENT_FORECAST_EACH || futures % ENT_FORECAST_EACH)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu futures after %zu: expected multiples of %d, which share a draw of the "
                        "parameters", futures, o->first, ENT_FORECAST_EACH);
    size_t most = (size_t)ENT_FORECAST_DRAWS * ENT_FORECAST_EACH;
    if (futures > most || o->first > most - futures)
        return ent_fail(error, ENT_ERR_ARGUMENT, "futures are numbered from 1 to %zu", most);
    f->steps = ahead / step;
    f->first = o->first / ENT_FORECAST_EACH;
    f->count = futures / ENT_FORECAST_EACH;
    return ENT_OK;
}

/* ---- opening ---- */

static ent_status fill_start(forecasting *f, ent_error *error)
{
    const ent_model *model = f->fit.model;
    size_t cells = model->actor_count * model->actor_count;
    f->start = ent_new_array(cells, 1);
    if (!f->start)
        return ent_fail_memory(error);
    for (size_t k = 0; k < cells; k++)
        f->start[k] = model->ties.code[k] == 1 || model->ties.code[k] == ENT_TIE_ALWAYS;
    return ENT_OK;
}

/* Of a model of treaties the years up to its origin. */
static void take_treaty(forecasting *f)
{
    const treaty_origin *o = f->fit.treaty;
    if (!o)
        return;
    f->treaty = (ent_treaty_future){.data = &o->data.data, .origin = o->data.data.year_count - 1, .fit = &o->learnt,
                                    .actor = o->place};
}

/* Newcomers have no ties at first. */
static ent_status widen_start(forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count, wide = n + f->spare;
    f->start_wide = ent_new_array(wide * wide, 1);
    for (size_t i = 0; f->start_wide && i < n; i++)
        memcpy(f->start_wide + i * wide, f->start + i * n, n);
    return f->start_wide ? ENT_OK : ent_fail_memory(error);
}

ent_status forecasting_open(forecasting *f, ent_world *world, const char *world_path, ent_error *error)
{
    ent_rate_choice rates;
    ent_forecast_world living;
    ent_status status = future_fit_open(f->options->fit, world, world_path, f->options->from, &f->fit, error);
    if (status == ENT_OK)
        status = read_rates(f, &rates, error);
    if (status == ENT_OK)
        status = read_numbers(f, error);
    if (status == ENT_OK)
        status = fill_start(f, error);
    if (status == ENT_OK)
        status = forecasting_open_sizes(f, error);
    if (status == ENT_OK)
        status = forecasting_open_world(f, &living, error);
    if (status == ENT_OK)
        status = widen_start(f, error);
    if (status != ENT_OK)
        return status;
    f->variants[0] = (forecast_variant){.name = "as it is"};
    f->variant_count = 1;
    take_treaty(f);
    f->forecast = (ent_forecast){.model = f->fit.model, .treaty = f->fit.treaty ? &f->treaty : NULL, .theta = f->fit.theta,
                                 .covariance = f->options->fixed ? NULL : f->fit.covariance, .log_rate = f->fit.log_rate,
                                 .rate_count = f->fit.rate_count, .rates = rates, .steps = f->steps,
                                 .like_btergm = f->fit.like_btergm, .variants = f->bare, .seed = f->options->seed,
                                 .threads = f->options->threads, .measure = forecasting_measure, .user = f,
                                 .world = living, .measure_count = forecasting_count_measures(f)};
    return ENT_OK;
}

void forecasting_clear(forecasting *f)
{
    for (size_t v = 0; v < f->variant_count; v++)
        free(f->variants[v].changes);
    ent_forecast_file_close(f->file);
    ent_json_free(f->job);
    free(f->start);
    free(f->start_wide);
    free(f->sizes);
    ent_size_paths_clear(&f->paths);
    ent_given_paths_free(f->own_given);
    free(f->blocs);
    forecasting_close_world(f);
    future_fit_close(&f->fit);
}

/* ---- the job: all that the answer says beside numbers ---- */

static void add_network(forecasting *f, ent_json_value *root)
{
    const ent_model *model = f->fit.model;
    size_t n = model->actor_count;
    ent_json_value *network = ent_json_add_object(f->job, root, "network");
    ent_json_value *actors = ent_json_add_list(f->job, network, "actors"), *ties = ent_json_add_list(f->job, network, "ties");
    for (size_t i = 0; i < n; i++)
        ent_json_add_text(f->job, actors, NULL, model->actors[i]);
    for (size_t i = 0; i < n; i++)
        for (size_t j = model->ties.directed ? 0 : i + 1; j < n; j++)
            if (f->start[i * n + j])
                ent_json_add_integer(f->job, ties, NULL, (long long)(i * n + j));
    ent_json_add_boolean(f->job, network, "directed", model->ties.directed);
}

static void add_rates(forecasting *f, ent_json_value *root)
{
    ent_json_value *rates = ent_json_add_object(f->job, root, "rates");
    ent_json_add_text(f->job, rates, "choice", ent_rate_choice_word(f->forecast.rates));
    ent_json_value *list = ent_json_add_list(f->job, rates, "per_year");
    for (size_t k = 0; k < f->fit.rate_count; k++)
        ent_json_add_number(f->job, list, NULL, exp(f->fit.log_rate[k]));
}

static void add_variants(forecasting *f, ent_json_value *root)
{
    ent_json_value *variants = ent_json_add_list(f->job, root, "variants");
    for (size_t v = 0; v < f->variant_count; v++)
        ent_json_add_text(f->job, variants, NULL, f->variants[v].name);
}

static ent_status make_job(forecasting *f, ent_error *error)
{
    char day[11], world[65];
    const ent_json_value *result = ent_json_get(ent_json_root(f->fit.json), "result");
    ent_status status = ent_world_checksum(f->fit.world, world, error);
    if (status == ENT_OK)
        status = ent_json_new(&f->job, error);
    if (status != ENT_OK)
        return status;
    ent_json_value *root = ent_json_root(f->job);
    ent_json_add_copy(f->job, root, "title", ent_json_get(result, "title"));
    ent_json_add_text(f->job, root, "fit", f->fit.path);
    ent_json_add_text(f->job, root, "fit_checksum", f->fit.checksum);
    ent_json_add_text(f->job, root, "world", f->fit.world_path);
    ent_json_add_text(f->job, root, "world_checksum", world);
    ent_json_add_text(f->job, root, "family", ent_model_family_word(f->fit.model->family));
    ent_json_add_text(f->job, root, "layer", f->fit.model->variable);
    ent_json_add_boolean(f->job, root, "converged", f->fit.converged);
    ent_json_add_text(f->job, root, "from", ent_day_format(f->fit.model->days[0], day));
    ent_json_add_text(f->job, root, "fit_to", f->fit.last_wave);
    ent_json_add_number(f->job, root, "step_years", f->fit.step_years);
    ent_json_add_integer(f->job, root, "steps", (long long)f->steps);
    ent_json_add_text(f->job, root, "parameters", f->options->fixed ? "fixed" : "drawn");
    if (f->fit.rate_count)
        add_rates(f, root);
    ent_json_add_integer(f->job, root, "seed", (long long)f->options->seed);
    char size[160];
    snprintf(size, sizeof size, "%s@%s", f->size.name, f->size.source);
    ent_json_add_text(f->job, root, "size", f->size.id ? size : NULL);
    if (f->size.id)
        ent_json_add_integer(f->job, root, "size_known", (long long)forecasting_count_sizes(f));
    if (f->size.id)
        ent_json_add_integer(f->job, root, "growth_years", (long long)f->paths.growth.years);
    forecasting_add_paths(f, root);
    forecasting_add_world(f, root);
    forecasting_add_measures(f, root);
    add_variants(f, root);
    add_network(f, root);
    return ent_json_check(f->job, error);
}

/* ---- running ---- */

static ent_status check_store(const forecasting *f, ent_error *error)
{
    const ent_forecast_options *o = f->options;
    bool there = o->store && access(o->store, F_OK) == 0;
    if (o->resume && !o->store)
        return ent_fail(error, ENT_ERR_ARGUMENT, "--resume goes with --store FILE: what is made is kept there");
    if (there && !o->resume)
        return ent_fail(error, ENT_ERR_FILE, "'%s' is there already; --resume goes on with it", o->store);
    return ENT_OK;
}

static ent_status open_file(forecasting *f, ent_error *error)
{
    size_t n = f->fit.model->actor_count;
    ent_forecast_size size = {f->variant_count, f->steps, f->fit.model->ties.directed ? n * (n - 1) : n * (n - 1) / 2,
                              f->forecast.measure_count};
    char *text = NULL;
    ent_status status = ent_json_print(f->job, &text, error);
    if (status == ENT_OK)
        status = ent_forecast_file_make(f->options->store, text, &size, &f->file, error);
    free(text);
    return status;
}

ent_status forecasting_run(forecasting *f, ent_error *error)
{
    for (size_t v = 0; v < f->variant_count; v++)
        f->bare[v] = (ent_forecast_variant){f->variants[v].changes, f->variants[v].count};
    f->forecast.variant_count = f->variant_count;
    ent_status status = check_store(f, error);
    if (status == ENT_OK)
        status = make_job(f, error);
    if (status == ENT_OK)
        status = open_file(f, error);
    if (status == ENT_OK)
        status = ent_forecast_file_run(f->file, &f->forecast, f->first, f->count, f->monitor, error);
    if (status == ENT_ERR_STOPPED && f->options->store)
        return ent_fail(error, ENT_ERR_STOPPED, "stopped; %zu futures are in '%s', and the same command with --resume goes on",
                        ent_forecast_file_sums(f->file)->draws * ENT_FORECAST_EACH, f->options->store);
    return status;
}

/* ---- all ---- */

/* scenario: whose base it starts from; NULL = there is none. */
static ent_status answer_fit(answer *a, const ent_forecast_options *options, ent_scenario *scenario, ent_world *world,
                             const char *world_path, const ent_monitor *monitor, ent_error *error)
{
    forecasting f = {.options = options, .monitor = monitor, .scenario = scenario, .error = error};
    ent_status status = forecasting_open(&f, world, world_path, error);
    if (status == ENT_OK)
        status = forecasting_run(&f, error);
    if (status == ENT_OK) {
        answer_input(a, options->fit, f.fit.checksum);
        answer_input(a, f.fit.model_path, f.fit.model->checksum);
        forecasting_input_paths(a, &f);
        status = answer_input_world(a, f.fit.world, f.fit.world_path, error);
    }
    if (status == ENT_OK)
        status = forecast_add_answer(a, ent_json_root(f.job), f.file, options->table, error);
    if (status == ENT_OK)
        status = forecast_add_blocs(a, &f, error);
    if (status == ENT_OK && scenario)
        status = forecast_add_claims_of(a, &f, scenario, error);
    if (status == ENT_OK)
        status = forecast_check_claims(a, options, error);
    if (status == ENT_OK && options->observed)
        status = forecast_add_observed(a, &f, error);
    if (status == ENT_OK && f.fit.rate_count > 1 && !options->fixed && f.forecast.rates == ENT_RATES_DRAWN)
        status = forecast_add_sensitivity(a, &f, error);
    forecasting_clear(&f);
    return status;
}

/* ---- a scenario: its base on its day, before any intervention ---- */

bool forecast_is_scenario(const char *path)
{
    const char *end = strrchr(path, '.');
    return end && (ent_equal_nocase(end, ".yaml") || ent_equal_nocase(end, ".yml"));
}

/* The fit that comes with the program: ../models beside the scenario's folder, as in the sources and where they are installed. */
ent_status forecast_default_fit(const char *scenario, char **out, ent_error *error)
{
    const char *slash = strrchr(scenario, '/');
    size_t length = slash ? (size_t)(slash - scenario) + 1 : 0;
    static const char name[] = "../models/alliance-2016.json";
    *out = malloc(length + sizeof name);
    if (!*out)
        return ent_fail_memory(error);
    memcpy(*out, scenario, length);
    memcpy(*out + length, name, sizeof name);
    return ENT_OK;
}

static ent_status answer_scenario(answer *a, ent_forecast_options *options, const char *path, ent_world *world,
                                  const char *world_path, const ent_monitor *monitor, ent_error *error)
{
    ent_scenario *scenario = NULL;
    ent_world *base = world;
    char *shipped = NULL, day[11];
    ent_status status = ent_scenario_open(path, &scenario, error);
    if (status == ENT_OK && !world)
        status = ent_scenario_world(scenario, &base, error);
    if (status == ENT_OK && !options->fit)
        status = forecast_default_fit(path, &shipped, error);
    if (status == ENT_OK) {
        const ent_scenario_content *content = ent_scenario_get(scenario);
        answer_input(a, content->path, content->checksum);
        ent_day_format(content->date, day);
        options->from = options->from ? options->from : day;
        options->fit = options->fit ? options->fit : shipped;
        status = answer_fit(a, options, scenario, base, world ? world_path : path, monitor, error);
    }
    if (base != world)
        ent_world_close(base);
    ent_scenario_free(scenario);
    free(shipped);
    return status;
}

/* ---- a file of futures ---- */

static ent_status answer_file(answer *a, const ent_forecast_file *file, const char *path, const char *table, ent_error *error)
{
    ent_json *job = NULL;
    const char *text = ent_forecast_file_job(file);
    ent_status status = ent_json_parse(path, text, strlen(text), &job, error);
    if (status == ENT_OK)
        status = forecast_add_answer(a, ent_json_root(job), file, table, error);
    if (status == ENT_OK)
        status = forecast_check_claims(a, &(ent_forecast_options){.table = table}, error);
    ent_json_free(job);
    return status;
}

/* A file of futures has its question; only how it is shown can be chosen. */
static ent_status check_shown(const ent_forecast_options *o, const ent_world *world, ent_error *error)
{
    const char *other = world ? "--world" : o->from ? "--from" : o->years ? "--years" : o->futures ? "--futures or --replicates"
                        : o->rates ? "--rates" : o->fixed ? "--parameters" : o->of ? "--of" : o->size ? "--size"
                        : o->paths ? "--paths" : o->steady ? "--steady" : o->system ? "--system" : o->observed ? "--observed"
                        : o->store ? "--store" : NULL;
    return other ? ent_fail(error, ENT_ERR_ARGUMENT, "%s is for making futures; those of a file are made", other) : ENT_OK;
}

static ent_status answer_path(answer *a, const char *path, const ent_forecast_options *options, const ent_world *world,
                              ent_error *error)
{
    ent_forecast_file *file = NULL;
    ent_status status = check_shown(options, world, error);
    if (status == ENT_OK)
        status = ent_forecast_file_open(path, &file, error);
    if (status == ENT_OK)
        status = answer_file(a, file, path, options->table, error);
    ent_forecast_file_close(file);
    return status;
}

/* SQLite's files say so in their first bytes. */
static bool is_database(const char *path)
{
    char head[16] = "";
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return got == sizeof head && memcmp(head, "SQLite format 3", sizeof head) == 0;
}

ent_status ent_forecast_report(const char *path, ent_world *world, const char *world_path, const ent_forecast_options *options,
                               const ent_monitor *monitor, ent_json **out, ent_error *error)
{
    answer a;
    ent_forecast_options of = *options;
    bool scenario = forecast_is_scenario(path);
    of.fit = scenario ? options->fit : path;
    *out = NULL;
    ent_status status = answer_begin(&a, "forecast", error);
    if (status == ENT_OK)
        status = forecast_check_table(options, error);
    if (status == ENT_OK && scenario)
        status = answer_scenario(&a, &of, path, world, world_path, monitor, error);
    else if (status == ENT_OK && options->fit)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "--fit goes with a scenario; '%.60s' is taken for a fit", path);
    else if (status == ENT_OK)
        status = is_database(path) ? answer_path(&a, path, options, world, error)
                                   : answer_fit(&a, &of, NULL, world, world_path, monitor, error);
    return answer_end(&a, status, out, error);
}

/* ---- entente merge ---- */

static ent_status merge(const char *const paths[], size_t count, const char *output, answer *a, ent_error *error)
{
    ent_forecast_file *all = NULL;
    ent_status status = access(output, F_OK) == 0 ? ent_fail(error, ENT_ERR_FILE, "'%s' is there already", output) : ENT_OK;
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        ent_forecast_file *one = NULL;
        status = ent_forecast_file_open(paths[k], &one, error);
        if (status == ENT_OK && k == 0)
            status = ent_forecast_file_make(output, ent_forecast_file_job(one), ent_forecast_file_size(one), &all, error);
        if (status == ENT_OK)
            status = ent_forecast_file_merge(all, one, error);
        ent_forecast_file_close(one);
    }
    if (status == ENT_OK)
        status = answer_file(a, all, output, NULL, error);
    ent_forecast_file_close(all);
    if (status != ENT_OK && all)
        remove(output);
    return status;
}

ent_status ent_forecast_merge_report(const char *const paths[], size_t count, const char *output, ent_json **out, ent_error *error)
{
    answer a;
    *out = NULL;
    ent_status status = answer_begin(&a, "forecast", error);
    if (status == ENT_OK)
        status = merge(paths, count, output, &a, error);
    return answer_end(&a, status, out, error);
}
