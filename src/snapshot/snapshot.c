/* Compiling a world on a day into arrays: see entente/snapshot.h. */
#include "entente/snapshot.h"

#include "snapshot/layer.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is needed while compiling. */
typedef struct {
    ent_world *world;
    ent_snapshot *snapshot;
    int *index_of;       /* [world actors + 1] index in the snapshot, or -1 */
    int *treaty_index;   /* [treaty_room] by treaty id: index in the snapshot, or -1 */
    size_t treaty_room;
    int *text_index;     /* likewise for citations */
    size_t text_room;
    size_t text_capacity;
} compiler;

/* ---- who is present ---- */

static ent_status resolve_system(ent_world *world, const char *name, ent_series *out,
                                 ent_error *error)
{
    if (name)
        return ent_world_resolve(world, ENT_SYSTEM, name, out, error);
    if (ent_world_resolve(world, ENT_SYSTEM, "cow", out, NULL) == ENT_OK)
        return ENT_OK;
    size_t count;
    const ent_series *first = ent_world_series(world, ENT_SYSTEM, &count);
    if (count == 0)
        return ent_fail(error, ENT_ERR_INPUT, "the world has no actors with membership");
    *out = *first;
    return ENT_OK;
}

static ent_status compile_actors(compiler *c, const char *system_name, ent_error *error)
{
    ent_series system;
    ent_spells spells = {0};
    ent_snapshot *s = c->snapshot;
    ent_status status = resolve_system(c->world, system_name, &system, error);
    if (status != ENT_OK)
        return status;
    if (!ent_span_holds(system.covers, s->day)) {
        char day[11], from[11], to[11];
        return ent_fail(error, ENT_ERR_INPUT, "%s is not covered: %s@%s reaches from %s to %s",
                        ent_day_format(s->day, day), system.name, system.source,
                        ent_day_format(system.covers.from, from),
                        ent_day_format(system.covers.to, to));
    }
    snprintf(s->system, sizeof s->system, "%s", system.name);
    snprintf(s->system_source, sizeof s->system_source, "%s", system.source);
    status = ent_world_spells(c->world, &system, (ent_span){s->day, s->day}, &spells, error);
    size_t all = ent_world_actor_count(c->world);
    c->index_of = ent_new_array(all + 1, sizeof *c->index_of);
    s->actors = ent_new_array(spells.count, sizeof *s->actors);
    if (status == ENT_OK && (!c->index_of || !s->actors))
        status = ent_fail_memory(error);
    if (status != ENT_OK)
        goto done;
    for (size_t i = 0; i < spells.count; i++)
        c->index_of[spells.items[i].a] = 1;
    for (size_t id = 0; id <= all; id++) {
        if (!c->index_of[id]) {
            c->index_of[id] = -1;
            continue;
        }
        const ent_actor *actor = ent_world_actor(c->world, (int)id);
        ent_snapshot_actor *to = &s->actors[s->actor_count];
        to->world_id = (int)id;
        memcpy(to->name, actor->name, sizeof to->name);
        memcpy(to->abb, actor->abb, sizeof to->abb);
        c->index_of[id] = (int)s->actor_count++;
    }
done:
    ent_spells_clear(&spells);
    return status;
}

static ent_status compile_codes(compiler *c, ent_error *error)
{
    ent_snapshot *s = c->snapshot;
    size_t count, capacity = 0;
    const ent_code *codes = ent_world_codes(c->world, &count);
    for (size_t i = 0; i < count; i++) {
        int actor = c->index_of[codes[i].actor];
        if (actor < 0 || !ent_span_holds(codes[i].span, s->day))
            continue;
        if (!ent_grow(&s->codes, s->code_count, &capacity, sizeof *s->codes))
            return ent_fail_memory(error);
        ent_snapshot_code *to = &s->codes[s->code_count++];
        memcpy(to->scheme, codes[i].scheme, sizeof to->scheme);
        memcpy(to->code, codes[i].code, sizeof to->code);
        to->actor = actor;
    }
    return ENT_OK;
}

/* ---- layers ---- */

/* A place for `id` in a table of indices, filled with -1 as it grows. */
static int *index_slot(int **table, size_t *room, int id)
{
    size_t need = (size_t)id + 1;
    if (need > *room) {
        size_t grown = need > 2 * *room ? need : 2 * *room;
        int *items = realloc(*table, grown * sizeof *items);
        if (!items)
            return NULL;
        for (size_t i = *room; i < grown; i++)
            items[i] = -1;
        *table = items;
        *room = grown;
    }
    return &(*table)[id];
}

static ent_status use_treaty(compiler *c, int id, int *out, ent_error *error)
{
    ent_snapshot *s = c->snapshot;
    ent_treaty treaty;
    *out = -1;
    if (id == 0)
        return ENT_OK;
    int *slot = index_slot(&c->treaty_index, &c->treaty_room, id);
    if (!slot)
        return ent_fail_memory(error);
    if (*slot >= 0) {
        *out = *slot;
        return ENT_OK;
    }
    ent_status status = ent_world_treaty(c->world, id, &treaty, error);
    if (status != ENT_OK)
        return status;
    if (!ent_grow(&s->treaties, s->treaty_count, &s->treaty_capacity, sizeof *s->treaties))
        return ent_fail_memory(error);
    *out = *slot = (int)s->treaty_count;
    ent_snapshot_treaty *to = &s->treaties[s->treaty_count++];
    *to = (ent_snapshot_treaty){.marks = treaty.marks, .span = treaty.span};
    memcpy(to->code, treaty.code, sizeof to->code);
    memcpy(to->name, treaty.name, sizeof to->name);
    return ENT_OK;
}

static ent_status use_text(compiler *c, int phrase, int *out, ent_error *error)
{
    ent_snapshot *s = c->snapshot;
    *out = -1;
    if (phrase == 0)
        return ENT_OK;
    int *slot = index_slot(&c->text_index, &c->text_room, phrase);
    const char *text = slot && *slot < 0 ? ent_world_phrase(c->world, phrase) : "";
    if (!slot || !text)
        return ent_fail_memory(error);
    if (*slot < 0) {
        if (!ent_grow(&s->texts, s->text_count, &c->text_capacity, sizeof *s->texts))
            return ent_fail_memory(error);
        if (!(s->texts[s->text_count] = ent_copy_text(text)))
            return ent_fail_memory(error);
        *slot = (int)s->text_count++;
    }
    *out = *slot;
    return ENT_OK;
}

static ent_status add_tie(compiler *c, ent_layer *layer, const ent_spell *spell, ent_error *error)
{
    int a = c->index_of[spell->a], b = c->index_of[spell->b];
    if (a < 0 || b < 0)
        return ENT_OK;
    if (!ent_grow(&layer->ties, layer->tie_count, &layer->tie_capacity, sizeof *layer->ties))
        return ent_fail_memory(error);
    ent_snapshot_tie *tie = &layer->ties[layer->tie_count];
    *tie = (ent_snapshot_tie){.a = a, .b = b, .level = spell->level,
                              .obligations = spell->obligations, .marks = spell->marks,
                              .value = spell->number};
    ent_status status = use_treaty(c, spell->treaty, &tie->treaty, error);
    if (status == ENT_OK)
        status = use_text(c, spell->citation, &tie->source_text, error);
    if (status == ENT_OK)
        layer->tie_count++;
    return status;
}

static ent_status compile_layer(compiler *c, const ent_series *series, ent_layer *layer,
                                ent_error *error)
{
    ent_day day = c->snapshot->day;
    ent_spells spells = {0};
    memcpy(layer->name, series->name, sizeof layer->name);
    memcpy(layer->source, series->source, sizeof layer->source);
    layer->directed = series->directed;
    layer->measure = series->measure;
    layer->scale = series->scale;
    layer->covers = series->covers;
    layer->covered = ent_span_holds(series->covers, day);
    ent_status status = ENT_OK;
    if (layer->covered)
        status = ent_world_ties(c->world, series, day, &spells, error);
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++)
        status = add_tie(c, layer, &spells.items[i], error);
    ent_spells_clear(&spells);
    return status == ENT_OK ? ent_layer_compile(layer, c->snapshot->actor_count, error) : status;
}

/* ---- attributes ---- */

static ent_status attribute_arrays(ent_attribute *attribute, size_t n, ent_error *error)
{
    attribute->value = ent_new_array(n, sizeof *attribute->value);
    attribute->missing = ent_new_array(n, 1);
    attribute->marks = ent_new_array(n, 1);
    attribute->as_of = ent_new_array(n, sizeof *attribute->as_of);
    if (!attribute->value || !attribute->missing || !attribute->marks || !attribute->as_of)
        return ent_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        attribute->value[i] = (double)NAN;
        attribute->missing[i] = 1;
    }
    return ENT_OK;
}

static ent_status compile_attribute(compiler *c, const ent_series *series, ent_attribute *attribute,
                                    ent_error *error)
{
    ent_day day = c->snapshot->day;
    ent_spells spells = {0};
    memcpy(attribute->name, series->name, sizeof attribute->name);
    memcpy(attribute->source, series->source, sizeof attribute->source);
    attribute->covers = series->covers;
    attribute->covered = ent_span_holds(series->covers, day);
    ent_status status = attribute_arrays(attribute, c->snapshot->actor_count, error);
    if (status == ENT_OK && attribute->covered)
        status = ent_world_spells(c->world, series, (ent_span){day, day}, &spells, error);
    int unit = spells.count > 0 ? spells.items[0].unit : 0;
    for (size_t i = 0; i < spells.count && status == ENT_OK; i++) {
        const ent_spell *spell = &spells.items[i];
        int actor = c->index_of[spell->a];
        if (spell->unit != unit)
            status = ent_fail(error, ENT_ERR_INPUT, "%s@%s has two units on one day: '%s' and '%s'",
                              series->name, series->source, ent_world_unit(c->world, unit),
                              ent_world_unit(c->world, spell->unit));
        if (actor < 0 || isnan(spell->number))
            continue;
        if (!attribute->missing[actor])
            status = ent_fail(error, ENT_ERR_INPUT, "%s@%s has two values of '%s' on one day: %.10g "
                              "and %.10g", series->name, series->source,
                              c->snapshot->actors[actor].abb, attribute->value[actor], spell->number);
        attribute->value[actor] = spell->number;
        attribute->missing[actor] = 0;
        attribute->marks[actor] = (uint8_t)spell->marks;
        attribute->as_of[actor] = spell->span;
    }
    snprintf(attribute->unit, sizeof attribute->unit, "%s", ent_world_unit(c->world, unit));
    ent_spells_clear(&spells);
    return status;
}

/* ---- what is asked for ---- */

/* The series to compile: those named, or of each name the preferred one. */
static ent_status choose_series(ent_world *world, ent_series_kind kind, const char *const names[],
                                size_t name_count, ent_series **out, size_t *out_count,
                                ent_error *error)
{
    size_t count;
    const ent_series *all = ent_world_series(world, kind, &count);
    *out_count = 0;
    *out = ent_new_array(names ? name_count : count, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (size_t i = 0; names && i < name_count; i++) {
        ent_status status = ent_world_resolve(world, kind, names[i], &(*out)[i], error);
        if (status != ENT_OK)
            return status;
        ++*out_count;
    }
    for (size_t i = 0; !names && i < count; i++)
        if (i == 0 || strcmp(all[i].name, all[i - 1].name) != 0)
            (*out)[(*out_count)++] = all[i];
    return ENT_OK;
}

static ent_status compile_layers(compiler *c, const ent_snapshot_options *options,
                                 ent_error *error)
{
    ent_series *series;
    size_t count;
    ent_status status = choose_series(c->world, ENT_LAYER, options->layers, options->layer_count,
                                      &series, &count, error);
    c->snapshot->layers = status == ENT_OK ? ent_new_array(count, sizeof(ent_layer)) : NULL;
    if (status == ENT_OK && !c->snapshot->layers)
        status = ent_fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = compile_layer(c, &series[i], &c->snapshot->layers[c->snapshot->layer_count++],
                               error);
    free(series);
    return status;
}

static void clear_attribute(ent_attribute *attribute)
{
    free(attribute->value);
    free(attribute->missing);
    free(attribute->marks);
    free(attribute->as_of);
}

static ent_status compile_attributes(compiler *c, const ent_snapshot_options *options,
                                     ent_error *error)
{
    ent_series *series;
    size_t count;
    ent_snapshot *s = c->snapshot;
    ent_status status = choose_series(c->world, ENT_ATTRIBUTE, options->attributes,
                                      options->attribute_count, &series, &count, error);
    s->attributes = status == ENT_OK ? ent_new_array(count, sizeof(ent_attribute)) : NULL;
    if (status == ENT_OK && !s->attributes)
        status = ent_fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_attribute *attribute = &s->attributes[s->attribute_count++];
        status = compile_attribute(c, &series[i], attribute, error);
        if (status != ENT_OK || options->attributes || strcmp(attribute->unit, "text") != 0)
            continue;
        clear_attribute(attribute); /* words are no numbers: only what is asked for by name */
        *attribute = (ent_attribute){0};
        s->attribute_count--;
    }
    free(series);
    return status;
}

ent_status ent_snapshot_at(ent_world *world, ent_day day, const ent_snapshot_options *options,
                           ent_snapshot **out, ent_error *error)
{
    static const ent_snapshot_options defaults = {0};
    compiler c = {.world = world, .snapshot = calloc(1, sizeof *c.snapshot)};
    *out = NULL;
    if (!c.snapshot)
        return ent_fail_memory(error);
    if (!options)
        options = &defaults;
    c.snapshot->day = day;
    ent_status status = compile_actors(&c, options->system, error);
    if (status == ENT_OK)
        status = compile_codes(&c, error);
    if (status == ENT_OK)
        status = compile_layers(&c, options, error);
    if (status == ENT_OK)
        status = compile_attributes(&c, options, error);
    free(c.index_of);
    free(c.treaty_index);
    free(c.text_index);
    if (status == ENT_OK)
        *out = c.snapshot;
    else
        ent_snapshot_free(c.snapshot);
    return status;
}

void ent_snapshot_free(ent_snapshot *snapshot)
{
    if (!snapshot)
        return;
    for (size_t i = 0; i < snapshot->layer_count; i++) {
        layer_clear_compiled(&snapshot->layers[i]);
        free(snapshot->layers[i].ties);
    }
    for (size_t i = 0; i < snapshot->attribute_count; i++)
        clear_attribute(&snapshot->attributes[i]);
    free(snapshot->actors);
    free(snapshot->codes);
    free(snapshot->layers);
    free(snapshot->attributes);
    free(snapshot->treaties);
    ent_paths_free(snapshot->texts, snapshot->text_count);
    free(snapshot);
}

/* ---- looking ---- */

ent_layer *ent_snapshot_layer(const ent_snapshot *snapshot, const char *name)
{
    for (size_t i = 0; i < snapshot->layer_count; i++)
        if (strcmp(snapshot->layers[i].name, name) == 0)
            return &snapshot->layers[i];
    return NULL;
}

ent_attribute *ent_snapshot_attribute(const ent_snapshot *snapshot, const char *name)
{
    for (size_t i = 0; i < snapshot->attribute_count; i++)
        if (strcmp(snapshot->attributes[i].name, name) == 0)
            return &snapshot->attributes[i];
    return NULL;
}

int ent_snapshot_find(const ent_snapshot *snapshot, const char *text)
{
    char scheme[16];
    const char *code = ent_code_split(text, scheme);
    int found = -1;
    for (size_t i = 0; code && i < snapshot->code_count; i++) {
        const ent_snapshot_code *at = &snapshot->codes[i];
        if (strcmp(at->scheme, scheme) != 0 || !ent_equal_nocase(at->code, code))
            continue;
        if (found >= 0 && found != at->actor)
            return -1;
        found = at->actor;
    }
    return found;
}
