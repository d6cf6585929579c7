/* `entente balance`: structural balance of the signed network of states over time, or of a file's. */
#include "report/balance.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- one network ---- */

static ent_status measure(balance *b)
{
    const signed_network *network = b->network;
    ent_status status = ent_signed_graph_new(network->n, network->ties, network->tie_count, &b->graph,
                                             b->error);
    if (status != ENT_OK)
        return status;
    b->of_tie = ent_new_array(network->tie_count, sizeof *b->of_tie);
    b->of_actor = ent_new_array(network->n, sizeof *b->of_actor);
    b->component = ent_new_array(network->n, sizeof *b->component);
    b->camp = ent_new_array(network->n, sizeof *b->camp);
    if (!b->of_tie || !b->of_actor || !b->component || !b->camp)
        return ent_fail_memory(b->error);
    b->all = ent_triads_count(b->graph, b->of_tie, b->of_actor);
    status = ent_signed_components(b->graph, b->component, b->camp, &b->components,
                                   &b->component_count, b->error);
    if (status == ENT_OK)
        status = ent_signed_spectrum_of(b->graph, &b->spectrum, b->error);
    b->without_spectrum += network->tie_count > 0 && isnan(b->spectrum.walk);
    return status;
}

static void forget(balance *b)
{
    ent_signed_graph_free(b->graph);
    free(b->of_tie);
    free(b->of_actor);
    free(b->component);
    free(b->camp);
    free(b->components);
    b->graph = NULL;
    b->of_tie = b->of_actor = NULL;
    b->component = b->camp = NULL;
    b->components = NULL;
}

static ent_status add_network(balance *b, const signed_network *network)
{
    b->network = network;
    ent_status status = measure(b);
    if (status == ENT_OK)
        status = balance_add_rows(b);
    forget(b);
    return status;
}

/* ---- what the answer says of itself ---- */

static void add_head(balance *b)
{
    ent_json *json = b->answer.json;
    ent_json_add_text(json, b->answer.result, "conflict", signed_rule_word(b->rule));
    if (!b->world) {
        ent_json_add_boolean(json, b->answer.result, "weighted", b->file.has_weights);
        ent_json_add_integer(json, b->answer.result, "rows", (long long)b->file.rows);
        return;
    }
    signed_ties_add_layers(&b->ties_of, &b->answer);
    layer_ties_add_head(&b->ties_of.layers, &b->answer, &b->options->period);
}

static void add_missing(balance *b)
{
    ent_json *json = b->answer.json;
    ent_json_value *missing = ent_json_add_object(json, b->answer.result, "missing");
    ent_json_add_integer(json, missing, "without_spectrum", (long long)b->without_spectrum);
    if (b->world)
        ent_json_add_integer(json, missing, "ties_outside", (long long)b->ties_of.layers.outside);
    ent_json_add_text(json, missing, "treatment",
                      "actors without a tie are in no component and in no eigenvalue; ties of which one end "
                      "is no state at the time are left out; shares are null where there is no triad");
    if (b->world)
        ent_json_add_integer(json, b->answer.result, "marked", (long long)b->ties_of.layers.doubted);
}

/* ---- a world ---- */

static ent_status add_years(balance *b)
{
    signed_ties *s = &b->ties_of;
    ent_status status = ENT_OK;
    for (size_t t = 1; t < s->layers.y.count && status == ENT_OK; t++) {
        signed_ties_at(s, t);
        b->year = years_year(&s->layers.y, t);
        status = add_network(b, &s->network);
    }
    return status;
}

ent_status ent_balance_report(ent_world *world, const char *path, const ent_balance_options *options,
                              ent_json **out, ent_error *error)
{
    balance b = {.options = options, .error = error, .world = world};
    *out = NULL;
    ent_status status = answer_begin(&b.answer, "balance", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&b.answer, world, path, error);
    if (status == ENT_OK)
        status = signed_ties_open(&b.ties_of, world, options, error);
    b.rule = b.ties_of.rule;
    if (status == ENT_OK) {
        add_head(&b);
        status = balance_begin_tables(&b, b.ties_of.layers.y.count == 2);
    }
    if (status == ENT_OK)
        status = add_years(&b);
    if (status == ENT_OK)
        add_missing(&b);
    signed_ties_clear(&b.ties_of);
    return answer_end(&b.answer, status, out, error);
}

/* ---- a file ---- */

ent_status ent_balance_of_edges(const char *path, const ent_balance_options *options, ent_json **out,
                                ent_error *error)
{
    balance b = {.options = options, .error = error};
    *out = NULL;
    ent_status status = answer_begin(&b.answer, "balance", error);
    if (status != ENT_OK)
        return status;
    status = signed_rule_of(options->conflict, &b.rule, error);
    if (status == ENT_OK)
        status = edges_read(path, b.rule, &b.file, error);
    if (status == ENT_OK) {
        answer_input(&b.answer, path, b.file.checksum);
        add_head(&b);
        status = balance_begin_tables(&b, true);
    }
    if (status == ENT_OK)
        status = add_network(&b, &b.file.network);
    if (status == ENT_OK)
        add_missing(&b);
    edges_clear(&b.file);
    return answer_end(&b.answer, status, out, error);
}
