#include "report/signed_ties.h"

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

/* "alliance:defense+offense" after the colon: any of these. */
static ent_status read_obligations(signed_layer *layer, char *words, ent_error *error)
{
    if (layer->series.scale == ENT_SCALE_NONE)
        return ent_fail(error, ENT_ERR_ARGUMENT, "'%.60s:%.40s': the ties of %s@%s have no obligations",
                        layer->name, words, layer->series.name, layer->series.source);
    for (char *at = words; *at; at++)
        if (*at == '+')
            *at = ';';
    ent_status status = ent_obligations_parse(words, &layer->obligations, error);
    if (status == ENT_OK && layer->obligations == 0)
        status = ent_fail(error, ENT_ERR_ARGUMENT, "no obligation is named");
    if (status != ENT_OK)
        ent_error_context(error, "'%.60s'", layer->name);
    return status;
}

/* Which layers hold events, by their names. */
static bool is_event(const char *name)
{
    return strcmp(name, "dispute") == 0 || strcmp(name, "war") == 0;
}

static ent_status resolve_layer(signed_ties *s, ent_world *world, char *word, int sign)
{
    signed_layer *layer = &s->layers[s->layer_count];
    *layer = (signed_layer){.sign = sign};
    char *colon = strchr(word, ':');
    if (colon)
        *colon = '\0';
    snprintf(layer->name, sizeof layer->name, "%s", ent_trim(word));
    ent_status status = ent_world_resolve(world, ENT_LAYER, layer->name, &layer->series, s->error);
    if (status != ENT_OK)
        return status;
    if (layer->series.measure == ENT_VALUED)
        return ent_fail(s->error, ENT_ERR_INPUT,
                        "the layer %s@%s is valued: its ties are neither friendly nor hostile",
                        layer->series.name, layer->series.source);
    layer->is_event = is_event(layer->series.name);
    if (layer->series.scale != ENT_SCALE_NONE)
        layer->obligations = ENT_OBLIGATIONS_ALL;
    return colon ? read_obligations(layer, colon + 1, s->error) : ENT_OK;
}

static ent_status check_new(const signed_ties *s)
{
    const signed_layer *last = &s->layers[s->layer_count];
    for (size_t k = 0; k < s->layer_count; k++)
        if (s->layers[k].series.id == last->series.id)
            return ent_fail(s->error, ENT_ERR_ARGUMENT, "the layer %s@%s is named twice",
                            last->series.name, last->series.source);
    return ENT_OK;
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
        char word[160];
        bool has = true;
        size_t length = strcspn(at, ",");
        snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, at);
        at += length + (at[length] == ',');
        if (!list)
            status = has_layer(world, word, &has, s->error);
        if (status != ENT_OK || !has)
            continue;
        if (s->layer_count == SIGNED_LAYERS_MAX)
            return ent_fail(s->error, ENT_ERR_ARGUMENT, "more than %d layers", SIGNED_LAYERS_MAX);
        status = resolve_layer(s, world, word, sign);
        if (status == ENT_OK)
            status = check_new(s);
        s->layer_count += status == ENT_OK;
    }
    return status;
}

static ent_status resolve_layers(signed_ties *s, ent_world *world)
{
    ent_status status = resolve_list(s, world, s->options->plus, "alliance", 1);
    if (status == ENT_OK)
        status = resolve_list(s, world, s->options->minus, "rivalry,dispute", -1);
    if (status == ENT_OK && s->layer_count == 0)
        status = ent_fail(s->error, ENT_ERR_INPUT, "the world has none of the layers alliance, rivalry, "
                          "dispute; name some with --plus and --minus");
    return status;
}

/* ---- reading ---- */

/* The first day of a window of years that ends with the year of a day. */
static ent_day window_start(const signed_ties *s, ent_day day)
{
    return ent_day_from_date(ent_day_year(day) - s->window + 1, 1, 1);
}

/* What a layer covers. Events count by whole calendar years, and only with their whole window: the first
 * year is so many later. */
static ent_series covered_by(const signed_ties *s, const signed_layer *layer)
{
    ent_series series = layer->series;
    if (layer->is_event && series.covers.from > ENT_DAY_FIRST)
        series.covers.from = ent_day_from_date(ent_day_year(series.covers.from) + s->window - 1, 1, 1);
    if (layer->is_event && series.covers.to < ENT_DAY_LAST)
        series.covers.to = ent_span_of_year(ent_day_year(series.covers.to)).to;
    return series;
}

static ent_status find_period(signed_ties *s, ent_world *world, ent_span *out)
{
    ent_series all[SIGNED_LAYERS_MAX + 2];
    const ent_series *covers[SIGNED_LAYERS_MAX + 2];
    size_t count = 0;
    bool majors = false;
    ent_status status = years_find_states(world, &all[count++], s->error);
    for (size_t k = 0; k < s->layer_count; k++)
        all[count++] = covered_by(s, &s->layers[k]);
    if (status == ENT_OK && s->options->of && strcmp(s->options->of, "majors") == 0)
        status = years_find(world, ENT_SYSTEM, "major", &all[count], &majors, s->error);
    count += majors;
    for (size_t i = 0; i < count; i++)
        covers[i] = &all[i];
    if (status == ENT_OK)
        status = chosen_period(&s->options->period, covers, count, out, s->error);
    if (status != ENT_OK && s->window > 1)
        ent_error_context(s->error, "with events over %d years", s->window);
    return status;
}

static ent_status read_layer(signed_ties *s, signed_layer *layer)
{
    ent_span span = {s->y.when[1].from, s->y.when[s->y.count - 1].to};
    if (layer->is_event) {
        span.from = window_start(s, span.from);
        span.to = ent_span_of_year(ent_day_year(span.to)).to;
    }
    return ent_world_spells(s->y.world, &layer->series, span, &layer->spells, s->error);
}

static ent_status reserve(signed_ties *s)
{
    size_t most = 0;
    for (size_t t = 1; t < s->y.count; t++) {
        size_t n = 0;
        for (size_t i = 0; i < s->y.places; i++)
            n += s->of[t * s->y.places + i];
        most = n > most ? n : most;
    }
    signed_network *network = &s->network;
    s->place = ent_new_array(most, sizeof *s->place);
    s->index = ent_new_array(s->y.places, sizeof *s->index);
    network->said = s->said = ent_new_array(most * most, sizeof *s->said);
    network->name = ent_new_array(most, sizeof *network->name);
    network->ties = ent_new_array(most * most, sizeof *network->ties); /* two of each pair */
    network->without = ent_new_array(most * most, sizeof *network->without);
    return s->place && s->index && s->said && network->name && network->ties && network->without
               ? ENT_OK
               : ent_fail_memory(s->error);
}

ent_status signed_ties_open(signed_ties *s, ent_world *world, const ent_balance_options *options,
                            ent_error *error)
{
    ent_span span;
    *s = (signed_ties){.options = options, .error = error,
                       .window = options->window ? options->window : 1};
    ent_status status = signed_rule_of(options->conflict, &s->rule, error);
    if (status == ENT_OK)
        status = resolve_layers(s, world);
    if (status == ENT_OK)
        status = find_period(s, world, &span);
    if (status == ENT_OK)
        status = years_open(&s->y, world, span, options->period.is_day, error);
    if (status == ENT_OK)
        status = years_read_states(&s->y, &s->states, error);
    if (status == ENT_OK)
        status = chosen_actors(&s->y, &s->states, options->of ? options->of : "all", &s->of, s->label,
                               &s->majors, error);
    for (size_t k = 0; k < s->layer_count && status == ENT_OK; k++)
        status = read_layer(s, &s->layers[k]);
    return status == ENT_OK ? reserve(s) : status;
}

void signed_ties_clear(signed_ties *s)
{
    for (size_t k = 0; k < s->layer_count; k++)
        ent_spells_clear(&s->layers[k].spells);
    years_members_clear(&s->states);
    years_clear(&s->y);
    free(s->of);
    free(s->place);
    free(s->index);
    free(s->said);
    free(s->network.name);
    free(s->network.ties);
    free(s->network.without);
    *s = (signed_ties){0};
}

/* ---- the network of one time ---- */

static void choose_members(signed_ties *s, size_t time)
{
    const uint8_t *of = s->of + time * s->y.places;
    s->network.n = 0;
    for (size_t i = 0; i < s->y.places; i++) {
        s->index[i] = -1;
        if (!of[i])
            continue;
        s->index[i] = (int)s->network.n;
        s->network.name[s->network.n] = ent_world_actor(s->y.world, (int)i)->abb;
        s->place[s->network.n++] = (int)i;
    }
    s->network.members = s->network.n;
    memset(s->said, 0, s->network.n * s->network.n * sizeof *s->said);
}

/* A tie in either direction is one of the pair. */
static void read_ties(signed_ties *s, size_t time, size_t which)
{
    const signed_layer *layer = &s->layers[which];
    const uint8_t *states = s->states.in + time * s->y.places;
    ent_span when = s->y.when[time];
    if (layer->is_event)
        when = (ent_span){window_start(s, when.to), ent_span_of_year(ent_day_year(when.to)).to};
    for (size_t k = 0; k < layer->spells.count; k++) {
        const ent_spell *spell = &layer->spells.items[k];
        if (!ent_spans_meet(spell->span, when) ||
            (layer->obligations && !(spell->obligations & layer->obligations)))
            continue;
        int a = s->index[spell->a], b = s->index[spell->b];
        s->outside += !states[spell->a] || !states[spell->b];
        if (a < 0 || b < 0 || a == b)
            continue;
        s->doubted += (spell->marks & ENT_MARKS_DOUBT) != 0;
        uint16_t bit = (uint16_t)(1u << which);
        s->said[(size_t)a * s->network.n + (size_t)b] |= bit;
        s->said[(size_t)b * s->network.n + (size_t)a] |= bit;
    }
}

static uint16_t layers_of(const signed_ties *s, int sign)
{
    uint16_t bits = 0;
    for (size_t k = 0; k < s->layer_count; k++)
        if (s->layers[k].sign == sign)
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
    choose_members(s, time);
    for (size_t k = 0; k < s->layer_count; k++)
        read_ties(s, time, k);
    for (size_t a = 0; a < network->n; a++)
        for (size_t b = a + 1; b < network->n; b++) {
            uint16_t said = s->said[a * network->n + b];
            put_pair(network, s->rule, (int)a, (int)b, (said & plus) != 0, (said & minus) != 0);
        }
}
