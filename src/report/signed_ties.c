#include "report/signed_ties.h"
#include "report/asking.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static const char *const rules[] = {"net", "drop", "both"};

ent_status signed_rule_of(const char *word, signed_rule *out, ent_error *error)
{
    *out = SIGNED_NET;
    for (size_t i = 0; word && i < ent_countof(rules); i++)
        if (strcmp(rules[i], word) == 0) {
            *out = (signed_rule)i;
            return ENT_OK;
        }
    return word ? ent_fail(error, ENT_ERR_ARGUMENT,
                           "--conflict '%.40s' is unknown; expected net, drop, both", word)
                : ENT_OK;
}

const char *signed_rule_word(signed_rule rule)
{
    return rules[rule];
}

static ent_status resolve_layer(signed_ties *s, ent_world *world, char *word, int sign)
{
    layer_ties *of = &s->layers;
    ent_status status = layer_ties_resolve(of, world, word, s->error);
    if (status != ENT_OK)
        return status;
    const ent_series *series = &of->layers[of->layer_count - 1].series;
    s->sign[of->layer_count - 1] = sign;
    if (series->measure == ENT_VALUED)
        status = ent_fail(s->error, ENT_ERR_INPUT,
                          "the layer %s@%s is valued: its ties are neither friendly nor hostile",
                          series->name, series->source);
    return status;
}

/* Is it a default that the world does not have? */
static ent_status has_layer(ent_world *world, const char *name, bool *has, ent_error *error)
{
    ent_series series;
    return years_find(world, ENT_LAYER, name, &series, has, error);
}

/* "rivalry,dispute"; of the defaults those that the world has. */
static ent_status resolve_list(signed_ties *s, ent_world *world, const char *list,
                               const char *defaults, int sign)
{
    ent_status status = ENT_OK;
    const char *at = list ? list : defaults;
    while (*at && status == ENT_OK) {
        char word[LAYER_WORD_MAX];
        bool has = true;
        size_t length = strcspn(at, ",");
        snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, at);
        at += length + (at[length] == ',');
        if (!list)
            status = has_layer(world, word, &has, s->error);
        if (status != ENT_OK || !has)
            continue;
        status = resolve_layer(s, world, word, sign);
    }
    return status;
}

static ent_status resolve_layers(signed_ties *s, ent_world *world)
{
    ent_status status = resolve_list(s, world, s->options->plus, "alliance", 1);
    if (status == ENT_OK)
        status = resolve_list(s, world, s->options->minus, "rivalry,dispute", -1);
    if (status == ENT_OK && s->layers.layer_count == 0)
        status = ent_fail(s->error, ENT_ERR_INPUT, "the world has none of the layers alliance, rivalry, "
                          "dispute; name some with --plus and --minus");
    return status;
}

/* ---- reading ---- */

static ent_status reserve(signed_ties *s)
{
    size_t pairs = s->layers.most * s->layers.most;
    signed_network *network = &s->network;
    network->said = s->said = ent_new_array(pairs, sizeof *s->said);
    network->ties = ent_new_array(pairs, sizeof *network->ties); /* two of each pair */
    network->without = ent_new_array(pairs, sizeof *network->without);
    return s->said && network->ties && network->without ? ENT_OK : ent_fail_memory(s->error);
}

ent_status signed_ties_open(signed_ties *s, ent_world *world, const ent_balance_options *options,
                            ent_error *error)
{
    ent_span span;
    layer_ties *of = &s->layers;
    *s = (signed_ties){.options = options, .error = error};
    ent_status status = layer_ties_init(of, options->window, error);
    if (status == ENT_OK)
        status = signed_rule_of(options->conflict, &s->rule, error);
    if (status == ENT_OK)
        status = resolve_layers(s, world);
    if (status == ENT_OK)
        status = layer_ties_find_period(of, world, &options->period, options->of, NULL, &span, error);
    if (status == ENT_OK)
        status = layer_ties_open(of, world, span, options->period.is_day, options->of, error);
    return status == ENT_OK ? reserve(s) : status;
}

void signed_ties_clear(signed_ties *s)
{
    layer_ties_clear(&s->layers);
    free(s->said);
    free(s->network.ties);
    free(s->network.without);
    *s = (signed_ties){0};
}

/* ---- the network of one time ---- */

/* A tie in either direction is one of the pair. */
static void read_ties(signed_ties *s, size_t time, size_t which)
{
    uint16_t bit = (uint16_t)(1u << which);
    layer_tie tie;
    for (size_t at = 0; layer_ties_next(&s->layers, &s->layers.layers[which], time, &at, &tie);) {
        s->said[(size_t)tie.a * s->network.n + (size_t)tie.b] |= bit;
        s->said[(size_t)tie.b * s->network.n + (size_t)tie.a] |= bit;
    }
}

static uint16_t layers_of(const signed_ties *s, int sign)
{
    uint16_t bits = 0;
    for (size_t k = 0; k < s->layers.layer_count; k++)
        if (s->sign[k] == sign)
            bits |= (uint16_t)(1u << k);
    return bits;
}

static void put_pair(signed_network *network, signed_rule rule, int a, int b, bool plus, bool minus)
{
    network->both += plus && minus;
    if (plus && minus && rule != SIGNED_BOTH) {
        network->without[network->without_count++] = (ent_signed_tie){a, b, 0};
        return;
    }
    if (plus)
        network->ties[network->tie_count++] = (ent_signed_tie){a, b, 1};
    if (minus)
        network->ties[network->tie_count++] = (ent_signed_tie){a, b, -1};
}

void signed_ties_at(signed_ties *s, size_t time)
{
    signed_network *network = &s->network;
    uint16_t plus = layers_of(s, 1), minus = layers_of(s, -1);
    network->tie_count = network->without_count = network->both = 0;
    layer_ties_choose(&s->layers, time);
    network->n = network->members = s->layers.n;
    network->name = s->layers.name;
    memset(s->said, 0, network->n * network->n * sizeof *s->said);
    for (size_t k = 0; k < s->layers.layer_count; k++)
        read_ties(s, time, k);
    for (size_t a = 0; a < network->n; a++)
        for (size_t b = a + 1; b < network->n; b++) {
            uint16_t said = s->said[a * network->n + b];
            put_pair(network, s->rule, (int)a, (int)b, (said & plus) != 0, (said & minus) != 0);
        }
}

/* ---- what an answer says of them ---- */

void signed_ties_add_layers(const signed_ties *s, answer *a)
{
    static const char *const columns[] = {"name", "source", "sign", "events", "obligations"};
    ent_json *json = a->json;
    ent_json_value *table = ent_json_add_table(json, a->result, "layers", columns, ent_countof(columns));
    for (size_t k = 0; k < s->layers.layer_count; k++) {
        const tie_layer *layer = &s->layers.layers[k];
        char obligations[96];
        ask_obligations_text(layer->obligations, obligations, sizeof obligations);
        ent_json_add_text(json, ent_json_get(table, "name"), NULL, layer->series.name);
        ent_json_add_text(json, ent_json_get(table, "source"), NULL, layer->series.source);
        ent_json_add_integer(json, ent_json_get(table, "sign"), NULL, s->sign[k]);
        ent_json_add_boolean(json, ent_json_get(table, "events"), NULL, layer->is_event);
        ent_json_add_text(json, ent_json_get(table, "obligations"), NULL, layer->obligations ? obligations : NULL);
        layer_ties_add_resolved(&s->layers, a, layer);
    }
}
