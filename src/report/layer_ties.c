#include "report/layer_ties.h"

#include "core/memory.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW_MAX = 1000 }; /* years */

ent_status layer_ties_init(layer_ties *t, int window, ent_error *error)
{
    *t = (layer_ties){.error = error, .window = window ? window : 1};
    if (window < 0 || window > WINDOW_MAX)
        return ent_fail(error, ENT_ERR_ARGUMENT, "a window of %d years; expected 1 to %d", window,
                        WINDOW_MAX);
    return ENT_OK;
}

/* ---- which layers ---- */

/* "alliance:defense+offense" after the colon: any of these. */
static ent_status read_obligations(tie_layer *layer, char *words, ent_error *error)
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

static ent_status check_new(const layer_ties *t, const tie_layer *last, ent_error *error)
{
    for (size_t k = 0; k < t->layer_count; k++)
        if (t->layers[k].series.id == last->series.id)
            return ent_fail(error, ENT_ERR_ARGUMENT, "the layer %s@%s is named twice",
                            last->series.name, last->series.source);
    return ENT_OK;
}

ent_status layer_ties_resolve(layer_ties *t, ent_world *world, char *word, ent_error *error)
{
    if (t->layer_count == LAYERS_MAX)
        return ent_fail(error, ENT_ERR_ARGUMENT, "more than %d layers", LAYERS_MAX);
    tie_layer *layer = &t->layers[t->layer_count];
    *layer = (tie_layer){0};
    char *colon = strchr(word, ':');
    if (colon)
        *colon = '\0';
    snprintf(layer->name, sizeof layer->name, "%s", ent_trim(word));
    ent_status status = ent_world_resolve(world, ENT_LAYER, layer->name, &layer->series, error);
    if (status != ENT_OK)
        return status;
    layer->is_event = is_event(layer->series.name);
    if (layer->series.scale != ENT_SCALE_NONE)
        layer->obligations = ENT_OBLIGATIONS_ALL;
    if (colon)
        status = read_obligations(layer, colon + 1, error);
    if (status == ENT_OK)
        status = check_new(t, layer, error);
    t->layer_count += status == ENT_OK;
    return status;
}

/* ---- when ---- */

/* The first day of a window of years that ends with the year of a day. */
static ent_day window_start(const layer_ties *t, ent_day day)
{
    return ent_day_from_date(ent_day_year(day) - t->window + 1, 1, 1);
}

/* What a layer covers. Events count by whole calendar years, and only with their whole window: the first
 * year is so many later. */
static ent_series covered_by(const layer_ties *t, const tie_layer *layer)
{
    ent_series series = layer->series;
    if (layer->is_event && series.covers.from > ENT_DAY_FIRST)
        series.covers.from = ent_day_from_date(ent_day_year(series.covers.from) + t->window - 1, 1, 1);
    if (layer->is_event && series.covers.to < ENT_DAY_LAST)
        series.covers.to = ent_span_of_year(ent_day_year(series.covers.to)).to;
    return series;
}

ent_status layer_ties_find_period(const layer_ties *t, ent_world *world, const ent_period *asked, const char *of,
                                  const ent_series *also, ent_span *out, ent_error *error)
{
    ent_series all[LAYERS_MAX + 3];
    const ent_series *covers[LAYERS_MAX + 3];
    size_t count = 0;
    bool majors = false;
    ent_status status = years_find_states(world, &all[count++], error);
    for (size_t k = 0; k < t->layer_count; k++)
        all[count++] = covered_by(t, &t->layers[k]);
    if (also)
        all[count++] = *also;
    if (status == ENT_OK && of && strcmp(of, "majors") == 0)
        status = years_find(world, ENT_SYSTEM, "major", &all[count], &majors, error);
    count += majors;
    for (size_t i = 0; i < count; i++)
        covers[i] = &all[i];
    if (status == ENT_OK)
        status = chosen_period(asked, covers, count, out, error);
    if (status != ENT_OK && t->window > 1)
        ent_error_context(error, "with events over %d years", t->window);
    return status;
}

/* ---- reading ---- */

static ent_status read_layer(layer_ties *t, tie_layer *layer)
{
    ent_span span = {t->y.when[1].from, t->y.when[t->y.count - 1].to};
    if (layer->is_event) {
        span.from = window_start(t, span.from);
        span.to = ent_span_of_year(ent_day_year(span.to)).to;
    }
    return ent_world_spells(t->y.world, &layer->series, span, &layer->spells, t->error);
}

static ent_status reserve(layer_ties *t)
{
    for (size_t time = 1; time < t->y.count; time++) {
        size_t n = 0;
        for (size_t i = 0; i < t->y.places; i++)
            n += t->of[time * t->y.places + i];
        t->most = n > t->most ? n : t->most;
    }
    t->place = ent_new_array(t->most, sizeof *t->place);
    t->index = ent_new_array(t->y.places, sizeof *t->index);
    t->name = ent_new_array(t->most, sizeof *t->name);
    return t->place && t->index && t->name ? ENT_OK : ent_fail_memory(t->error);
}

ent_status layer_ties_open(layer_ties *t, ent_world *world, ent_span span, bool is_day, const char *of,
                           ent_error *error)
{
    ent_status status = years_open(&t->y, world, span, is_day, error);
    if (status == ENT_OK)
        status = years_read_states(&t->y, &t->states, error);
    if (status == ENT_OK)
        status = chosen_actors(&t->y, &t->states, of ? of : "all", &t->of, t->label, &t->majors, error);
    for (size_t k = 0; k < t->layer_count && status == ENT_OK; k++)
        status = read_layer(t, &t->layers[k]);
    return status == ENT_OK ? reserve(t) : status;
}

void layer_ties_clear(layer_ties *t)
{
    for (size_t k = 0; k < t->layer_count; k++)
        ent_spells_clear(&t->layers[k].spells);
    years_members_clear(&t->states);
    years_clear(&t->y);
    free(t->of);
    free(t->name);
    free(t->place);
    free(t->index);
    *t = (layer_ties){0};
}

/* ---- one time ---- */

void layer_ties_choose(layer_ties *t, size_t time)
{
    const uint8_t *of = t->of + time * t->y.places;
    t->n = 0;
    for (size_t i = 0; i < t->y.places; i++) {
        t->index[i] = -1;
        if (!of[i])
            continue;
        t->index[i] = (int)t->n;
        t->name[t->n] = ent_world_actor(t->y.world, (int)i)->abb;
        t->place[t->n++] = (int)i;
    }
}

static ent_span days_of(const layer_ties *t, const tie_layer *layer, size_t time)
{
    ent_span when = t->y.when[time];
    if (layer->is_event)
        when = (ent_span){window_start(t, when.to), ent_span_of_year(ent_day_year(when.to)).to};
    return when;
}

bool layer_ties_next(layer_ties *t, const tie_layer *layer, size_t time, size_t *at, layer_tie *out)
{
    const uint8_t *states = t->states.in + time * t->y.places;
    ent_span when = days_of(t, layer, time);
    while (*at < layer->spells.count) {
        const ent_spell *spell = &layer->spells.items[(*at)++];
        if (spell->span.from > when.to) /* they are ordered by first day */
            return false;
        if (!ent_spans_meet(spell->span, when) ||
            (layer->obligations && !(spell->obligations & layer->obligations)))
            continue;
        *out = (layer_tie){t->index[spell->a], t->index[spell->b], spell};
        t->outside += !states[spell->a] || !states[spell->b];
        if (out->a < 0 || out->b < 0 || out->a == out->b)
            continue;
        t->doubted += (spell->marks & ENT_MARKS_DOUBT) != 0;
        return true;
    }
    return false;
}

/* ---- what the answer says of it ---- */

void layer_ties_add_head(const layer_ties *t, answer *a, const ent_period *asked)
{
    ent_json_add_text(a->json, a->result, "of", t->label);
    ent_json_add_integer(a->json, a->result, "window", t->window);
    chosen_add_period(a, &t->y, asked);
    ent_json_value *table = answer_add_sources(a);
    answer_add_source(a, table, &t->states.series);
    if (t->majors.id)
        answer_add_source(a, table, &t->majors);
    for (size_t k = 0; k < t->layer_count; k++)
        answer_add_source(a, table, &t->layers[k].series);
}

void layer_ties_add_resolved(const layer_ties *t, answer *a, const tie_layer *layer)
{
    if (!strchr(layer->name, '@'))
        answer_add_resolved(a, t->y.world, ENT_LAYER, layer->series.name, layer->series.source);
}
