/* `entente blocs`: the best blocs of the signed network of states over time, or of a file's, with their proof. */
#include "report/blocs.h"
#include "report/run.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEASURED_MOST = 1000, BACKBONE_MOST = 5000 /* ties */, LARGE = 50000 /* ties, from which two blocs are searched for, not proven */ };

/* ---- options ---- */

static ent_status read_blocs(blocs_answer *b)
{
    const char *word = b->options->blocs;
    double number = ENT_BLOCS_TWO;
    b->blocs = ENT_BLOCS_TWO;
    if (word && strcmp(word, "free") == 0)
        b->blocs = ENT_BLOCS_FREE;
    else if (word && (!ent_parse_number(word, &number) || !(number >= 1 && number <= 1000) || floor(number) < number))
        return ent_fail(b->error, ENT_ERR_ARGUMENT, "--blocs '%.40s' is no number of blocs; expected 2, free, or the most "
                        "blocs allowed, 1 to 1000", word);
    else
        b->blocs = (int)number;
    if (!(b->options->within >= 0) || !(b->options->seconds >= 0))
        return ent_fail(b->error, ENT_ERR_ARGUMENT, "--within and --time are numbers from 0");
    return ENT_OK;
}

/* ---- one network ---- */

/* Ties weigh the product of their ends' sizes; those of an actor without a size do not count. */
static ent_status weigh_ties(blocs_answer *b)
{
    const signed_network *network = b->network;
    b->ties = ent_new_array(network->tie_count, sizeof *b->ties);
    b->of_actor = b->size.id ? ent_new_array(network->n, sizeof *b->of_actor) : NULL;
    if (!b->ties || (b->size.id && !b->of_actor))
        return ent_fail_memory(b->error);
    const layer_ties *layers = &b->ties_of.layers;
    b->tie_count = b->without_size = 0;
    for (size_t i = 0; i < network->n && b->of_actor; i++) {
        b->of_actor[i] = b->sizes.value[(size_t)b->time * layers->y.places + (size_t)layers->place[i]];
        b->without_size += b->of_actor[i] > 0 ? 0 : 1;
    }
    for (size_t k = 0; k < network->tie_count; k++) {
        ent_signed_tie tie = network->ties[k];
        tie.weight *= b->of_actor ? b->of_actor[tie.a] * b->of_actor[tie.b] : 1;
        if (tie.weight > 0 || tie.weight < 0) /* not NaN */
            b->ties[b->tie_count++] = tie;
    }
    return ENT_OK;
}

static ent_status find_optima(blocs_answer *b, const ent_blocs_options *options)
{
    if (!b->one || (b->blocs != ENT_BLOCS_TWO && b->blocs != ENT_BLOCS_FREE) || !b->best->proven ||
        b->graph->count > BACKBONE_MOST)
        return ENT_OK;
    ent_status status = ent_blocs_all(b->graph, options, b->options->within, b->options->optima_most, b->options->monitor,
                                      &b->optima, b->error);
    return status == ENT_ERR_CONVERGENCE ? ENT_OK : status; /* the limit of time; the answer has no backbone then */
}

/* Triads and walks of the same ties, for comparison; not of large networks. */
static ent_status measure_balance(blocs_answer *b)
{
    ent_signed_graph *graph = NULL;
    ent_signed_spectrum spectrum;
    b->balanced_share = b->walk = (double)NAN;
    if (b->network->n > MEASURED_MOST || b->network->tie_count == 0)
        return ENT_OK;
    ent_status status = ent_signed_graph_new(b->network->n, b->network->ties, b->network->tie_count, &graph, b->error);
    if (status == ENT_OK)
        status = ent_signed_spectrum_of(graph, &spectrum, b->error);
    if (status == ENT_OK) {
        b->balanced_share = ent_triads_share(ent_triads_count(graph, NULL, NULL));
        b->walk = spectrum.walk;
    }
    ent_signed_graph_free(graph);
    return status;
}

static ent_status solve(blocs_answer *b)
{
    size_t n = b->network->n;
    ent_blocs_options options = ENT_BLOCS_DEFAULTS;
    options.blocs = b->blocs;
    options.seconds = b->options->seconds;
    ent_status status = weigh_ties(b);
    if (status == ENT_OK)
        status = ent_blocs_graph_new(n, b->ties, b->tie_count, &b->graph, b->error);
    if (status == ENT_OK)
        status = b->graph->count > LARGE && b->blocs == ENT_BLOCS_TWO
                     ? ent_blocs_search(b->graph, &options, b->options->monitor, &b->best, b->error)
                     : blocs_find(b, &options);
    if (status != ENT_OK)
        return status;
    b->unproven += !b->best->proven;
    b->actor = ent_new_array(n, sizeof *b->actor);
    status = b->actor ? ent_blocs_actors(b->graph, b->blocs, b->best->bloc, b->actor, b->error)
                      : ent_fail_memory(b->error);
    if (status == ENT_OK)
        status = ent_blocs_against(b->graph, b->best->bloc, &b->against, &b->against_count, b->error);
    if (status == ENT_OK)
        status = blocs_match(b);
    if (status == ENT_OK)
        status = measure_balance(b);
    return status == ENT_OK ? find_optima(b, &options) : status;
}

static void forget(blocs_answer *b)
{
    ent_blocs_graph_free(b->graph);
    ent_blocs_free(b->best);
    ent_blocs_optima_free(b->optima);
    free(b->ties);
    free(b->of_actor);
    free(b->actor);
    free(b->against);
    free(b->label);
    b->graph = NULL;
    b->best = NULL;
    b->optima = NULL;
    b->ties = NULL;
    b->of_actor = NULL;
    b->actor = NULL;
    b->against = b->label = NULL;
}

static ent_status add_network(blocs_answer *b, const signed_network *network)
{
    b->network = network;
    ent_status status = solve(b);
    if (status == ENT_OK && b->one)
        status = blocs_add_result(b, b->into ? b->into : b->answer.result);
    if (status == ENT_OK && b->file.graph.pajek)
        blocs_add_vertices(b);
    if (status == ENT_OK)
        status = blocs_add_rows(b);
    if (status == ENT_OK)
        status = blocs_remember(b);
    forget(b);
    return status;
}

/* ---- what the answer says of itself ---- */

static void add_head(blocs_answer *b)
{
    ent_json *json = b->answer.json;
    char number[16];
    snprintf(number, sizeof number, "%d", b->blocs);
    ent_json_add_text(json, b->answer.result, "sought", b->blocs == ENT_BLOCS_FREE ? "free" : number);
    ent_json_add_text(json, b->answer.result, "conflict", signed_rule_word(b->rule));
    ent_json_add_number(json, b->answer.result, "within", b->options->within);
    ent_json_add_text(json, b->answer.result, "size", b->size.id ? b->size.name : NULL);
    if (b->is_scenario)
        return;
    if (!b->world) {
        ent_json_add_boolean(json, b->answer.result, "weighted", b->file.has_weights);
        ent_json_add_integer(json, b->answer.result, "rows", (long long)b->file.rows);
        ent_json_add_integer(json, b->answer.result, "conflicts", (long long)b->file.conflicts);
        return;
    }
    signed_ties_add_layers(&b->ties_of, &b->answer);
    layer_ties_add_head(&b->ties_of.layers, &b->answer, &b->options->ties.period);
    if (b->size.id)
        answer_add_source(&b->answer, ent_json_get(b->answer.result, "sources"), &b->size);
    if (b->size.id && !strchr(b->options->size, '@'))
        answer_add_resolved(&b->answer, b->world, ENT_ATTRIBUTE, b->size.name, b->size.source);
}

static void add_missing(blocs_answer *b)
{
    ent_json *json = b->answer.json;
    ent_json_value *missing = ent_json_add_object(json, b->answer.result, "missing");
    ent_json_add_integer(json, missing, "unproven", (long long)b->unproven);
    if (b->world)
        ent_json_add_integer(json, missing, "ties_outside", (long long)b->ties_of.layers.outside);
    if (b->size.id && b->one)
        ent_json_add_integer(json, missing, "without_size", (long long)b->without_size);
    ent_json_add_text(json, missing, "treatment",
                      "actors without a tie are in no bloc; ties of which one end is no state at the time, or (with "
                      "--size) has no size, are left out");
    if (b->world)
        ent_json_add_integer(json, b->answer.result, "marked", (long long)b->ties_of.layers.doubted);
}

/* ---- a world ---- */

static ent_status read_sizes(blocs_answer *b)
{
    char name[160];
    if (!b->options->size)
        return ENT_OK;
    ent_status status = ent_world_resolve(b->world, ENT_ATTRIBUTE, b->options->size, &b->size, b->error);
    if (status != ENT_OK)
        return status;
    snprintf(name, sizeof name, "%s@%s", b->size.name, b->size.source);
    return years_read_values(&b->ties_of.layers.y, name, &b->sizes, b->error);
}

static ent_status add_years(blocs_answer *b)
{
    signed_ties *s = &b->ties_of;
    ent_status status = ENT_OK;
    for (size_t t = 1; t < s->layers.y.count && status == ENT_OK; t++) {
        status = ent_monitor_step(b->options->monitor, (double)(t - 1) / (double)s->layers.y.count, "blocs", b->error);
        if (status != ENT_OK)
            break;
        signed_ties_at(s, t);
        b->year = years_year(&s->layers.y, t);
        b->time = (int)t;
        status = add_network(b, &s->network);
    }
    return status;
}

ent_status ent_blocs_report(ent_world *world, const char *path, const ent_blocs_report_options *options, ent_json **out,
                            ent_error *error)
{
    blocs_answer b = {.options = options, .error = error, .world = world};
    *out = NULL;
    ent_status status = answer_begin(&b.answer, "blocs", error);
    if (status != ENT_OK)
        return status;
    status = read_blocs(&b);
    if (status == ENT_OK)
        status = answer_input_world(&b.answer, world, path, error);
    if (status == ENT_OK)
        status = signed_ties_open(&b.ties_of, world, &options->ties, error);
    if (status == ENT_OK)
        status = read_sizes(&b);
    b.rule = b.ties_of.rule;
    b.one = status == ENT_OK && b.ties_of.layers.y.count == 2;
    if (status == ENT_OK) {
        add_head(&b);
        status = blocs_begin_tables(&b);
    }
    if (status == ENT_OK)
        status = add_years(&b);
    if (status == ENT_OK)
        add_missing(&b);
    years_values_clear(&b.sizes);
    signed_ties_clear(&b.ties_of);
    free(b.places);
    return answer_end(&b.answer, status, out, error);
}

/* ---- a file ---- */

ent_status ent_blocs_of_edges(const char *path, const ent_blocs_report_options *options, ent_json **out,
                              ent_error *error)
{
    blocs_answer b = {.options = options, .error = error, .one = true, .time = 1};
    *out = NULL;
    ent_status status = answer_begin(&b.answer, "blocs", error);
    if (status != ENT_OK)
        return status;
    status = read_blocs(&b);
    if (status == ENT_OK)
        status = signed_rule_of(options->ties.conflict, &b.rule, error);
    if (status == ENT_OK)
        status = edges_read(path, b.rule, &b.file, error);
    if (status == ENT_OK) {
        answer_input(&b.answer, path, b.file.checksum);
        add_head(&b);
        status = blocs_begin_tables(&b);
    }
    if (status == ENT_OK)
        status = add_network(&b, &b.file.network);
    if (status == ENT_OK)
        add_missing(&b);
    edges_clear(&b.file);
    free(b.places);
    return answer_end(&b.answer, status, out, error);
}

/* ---- a scenario: duties of defence are friendly, rivalries hostile, as in the balance sheet ---- */

static void add_scenario(blocs_answer *b, const running *run, const ent_run_options *options)
{
    ent_json *json = b->answer.json;
    ent_json_value *scenario = ent_json_add_object(json, b->answer.result, "scenario");
    char day[11];
    ent_json_add_text(json, scenario, "title", run->content->title);
    ent_json_add_text(json, scenario, "date", ent_day_format(run->before->day, day));
    ent_json_add_text(json, scenario, "world", options->world_path);
    ent_json_add_integer(json, scenario, "interventions", (long long)run->content->intervention_count);
}

static ent_status check_layers(const running *run, ent_error *error)
{
    static const char *const layers[] = {"alliance", "rivalry"};
    for (int after = 0; after < 2; after++)
        for (size_t k = 0; k < ent_countof(layers); k++) {
            const char *silence = run_silence(run_state(run, after), layers[k]);
            if (silence)
                return ent_fail(error, ENT_ERR_INPUT, "the blocs need the layers alliance and rivalry; %s: %s", layers[k],
                                silence);
        }
    return ENT_OK;
}

static ent_status add_state(blocs_answer *b, const running *run, int after, const char **names)
{
    signed_network network = {.n = run->before->actor_count, .name = names, .members = run->before->actor_count};
    ent_status status = run_signed_ties(run, after, &network.ties, &network.tie_count, b->error);
    b->time = after + 1;
    b->into = after ? b->answer.result : ent_json_add_object(b->answer.json, b->answer.result, "before");
    if (status == ENT_OK)
        status = add_network(b, &network);
    free(network.ties);
    return status;
}

static ent_status add_states(blocs_answer *b, const running *run)
{
    const char **names = ent_new_array(run->before->actor_count, sizeof *names);
    ent_status status = names ? check_layers(run, b->error) : ent_fail_memory(b->error);
    for (size_t i = 0; i < run->before->actor_count && names; i++)
        names[i] = run->before->actors[i].abb;
    if (status == ENT_OK)
        status = add_state(b, run, 0, names);
    if (status == ENT_OK)
        status = blocs_begin_tables(b);
    if (status == ENT_OK)
        status = add_state(b, run, 1, names);
    if (status == ENT_OK)
        add_missing(b);
    free(b->places);
    free(names);
    return status;
}

ent_status ent_blocs_of_scenario(const ent_run_options *scenario, const ent_blocs_report_options *options,
                                 ent_json **out, ent_error *error)
{
    blocs_answer b = {.options = options, .error = error, .is_scenario = true, .one = true};
    ent_scenario *opened;
    *out = NULL;
    ent_status status = ent_scenario_open(scenario->scenario_path, &opened, error);
    if (status != ENT_OK)
        return status;
    running run = {.scenario = opened, .content = ent_scenario_get(opened)};
    status = answer_begin(&b.answer, "blocs", error);
    if (status == ENT_OK) {
        answer_input(&b.answer, run.content->path, run.content->checksum);
        if (scenario->world)
            status = answer_input_world(&b.answer, scenario->world, scenario->world_path, error);
        if (status == ENT_OK)
            status = read_blocs(&b);
        if (status == ENT_OK)
            status = run_make_states(&run, scenario, error);
        if (status == ENT_OK) {
            add_head(&b);
            add_scenario(&b, &run, scenario);
            status = add_states(&b, &run);
        }
        status = answer_end(&b.answer, status, out, error);
    }
    run_clear(&run, scenario);
    ent_scenario_free(opened);
    return status;
}
