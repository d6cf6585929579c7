#include "report/likeness.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static const ent_similarity common[] = {ENT_S, ENT_S_WEIGHTED, ENT_KAPPA_BINARY, ENT_PI_BINARY,
                                        ENT_TAU_B};

static ent_status fail_variant(const char *word, ent_error *error)
{
    const char *names[ENT_SIMILARITY_COUNT];
    ent_buffer list = {0};
    for (size_t i = 0; i < ENT_SIMILARITY_COUNT; i++) {
        names[i] = ent_similarity_at(i)->id;
        ent_buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = ent_nearest(word, names, ENT_SIMILARITY_COUNT);
    ent_fail(error, ENT_ERR_ARGUMENT, "'%.40s' is no measure of similarity%s%s%s; expected all or "
             "some of %s", word, near ? ", did you mean '" : "", near ? near : "",
             near ? "'?" : "", ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return ENT_ERR_ARGUMENT;
}

static ent_status read_variants(likeness *l, const char *text)
{
    l->variant_count = 0;
    if (!text) {
        memcpy(l->variant, common, sizeof common);
        l->variant_count = ent_countof(common);
        return ENT_OK;
    }
    if (strcmp(text, "all") == 0)
        for (int v = 0; v < ENT_SIMILARITY_COUNT; v++)
            l->variant[l->variant_count++] = (ent_similarity)v;
    while (*text && strcmp(text, "all") != 0) {
        char word[64];
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < 60 ? length : 60), text);
        int found = ent_similarity_find(word);
        if (found < 0)
            return fail_variant(word, l->error);
        for (size_t i = 0; i < l->variant_count; i++)
            if ((int)l->variant[i] == found)
                return ent_fail(l->error, ENT_ERR_ARGUMENT, "'%s' is asked for twice", word);
        l->variant[l->variant_count++] = (ent_similarity)found;
        text += length + (text[length] == ',');
    }
    return l->variant_count ? ENT_OK : fail_variant("", l->error);
}

static ent_status read_scale(const char *text, ent_scale *out, ent_error *error)
{
    *out = ENT_SCALE_NONE;
    if (!text)
        return ENT_OK;
    if (strcmp(text, "cow") == 0)
        *out = ENT_SCALE_COW;
    else if (strcmp(text, "atop") == 0)
        *out = ENT_SCALE_ATOP;
    else
        return ent_fail(error, ENT_ERR_ARGUMENT, "--scale '%.40s' is unknown; expected cow, atop",
                        text);
    return ENT_OK;
}

/* ---- reading ---- */

/* What the weighted variants weigh by; where nobody named it and there is none they have no value. */
static ent_status read_weights(likeness *l)
{
    const char *name = l->options->weights;
    ent_series cinc;
    bool found = true;
    ent_status status = ENT_OK;
    if (!name)
        status = years_find(l->y.world, ENT_ATTRIBUTE, "cinc", &cinc, &found, l->error);
    if (status != ENT_OK || !found)
        return status;
    return years_read_values(&l->y, name ? name : "cinc", &l->weights, l->error);
}

static ent_status find_period(likeness *l, ent_world *world, const char *layer, ent_span *out)
{
    ent_series states, ties;
    ent_status status = years_find_states(world, &states, l->error);
    if (status == ENT_OK)
        status = ent_world_resolve(world, ENT_LAYER, layer, &ties, l->error);
    const ent_series *const covers[] = {&states, &ties};
    return status == ENT_OK
               ? chosen_period(&l->options->period, covers, ent_countof(covers), out, l->error)
               : status;
}

static ent_status reserve(likeness *l)
{
    size_t most = 0;
    for (size_t t = 0; t < l->y.count; t++) {
        size_t n = 0;
        for (size_t i = 0; i < l->y.places; i++)
            n += l->states.in[t * l->y.places + i];
        most = n > most ? n : most;
    }
    l->place = ent_new_array(most, sizeof *l->place);
    l->index = ent_new_array(l->y.places, sizeof *l->index);
    l->level = ent_new_array(most * most, sizeof *l->level);
    l->weight = ent_new_array(most, sizeof *l->weight);
    return l->place && l->index && l->level && l->weight ? ENT_OK : ent_fail_memory(l->error);
}

ent_status likeness_open(likeness *l, ent_world *world, const ent_similarity_options *options,
                         ent_error *error)
{
    const char *layer = options->layer ? options->layer : "alliance";
    ent_scale scale;
    ent_span span;
    *l = (likeness){.options = options, .error = error};
    ent_status status = read_variants(l, options->variants);
    if (status == ENT_OK)
        status = read_scale(options->scale, &scale, error);
    if (status == ENT_OK)
        status = find_period(l, world, layer, &span);
    if (status == ENT_OK)
        status = years_open(&l->y, world, span, options->period.is_day, error);
    if (status == ENT_OK)
        status = years_read_states(&l->y, &l->states, error);
    if (status == ENT_OK)
        status = years_read_ties(&l->y, layer, scale, &l->ties, error);
    if (status == ENT_OK)
        status = read_weights(l);
    return status == ENT_OK ? reserve(l) : status;
}

void likeness_clear(likeness *l)
{
    ent_portfolios_free(l->portfolios);
    years_members_clear(&l->states);
    years_ties_clear(&l->ties);
    years_values_clear(&l->weights);
    years_clear(&l->y);
    free(l->place);
    free(l->index);
    free(l->level);
    free(l->weight);
    *l = (likeness){0};
}

ent_status likeness_at(likeness *l, size_t time)
{
    size_t row = time * l->y.places;
    l->n = l->without_weight = 0;
    ent_portfolios_free(l->portfolios);
    l->portfolios = NULL;
    for (size_t i = 0; i < l->y.places; i++) {
        if (!l->states.in[row + i])
            continue;
        double weight = l->weights.value ? l->weights.value[row + i] : (double)NAN;
        l->place[l->n] = (int)i;
        l->weight[l->n++] = weight;
        l->without_weight += isnan(weight) ? 1 : 0;
    }
    ent_status status =
        years_levels(&l->y, &l->ties, time, l->place, l->n, l->index, l->level, l->error);
    if (status != ENT_OK)
        return status;
    return ent_portfolios_new(l->level, l->without_weight < l->n ? l->weight : NULL, l->n, l->n,
                              &l->portfolios, l->error);
}
