/* Covariates that a world implies without an attribute: where a state lies, by its COW number, and how long it has been
 * in the system.
 *
 * COW numbers run by region. The five regions are those of Our World in Data, "States in regions (COW)", 2023: Americas
 * 2 to 165, Europe 200 to 399, Africa 402 to 626, Middle East 630 to 698, Asia and Oceania 700 to 999. Their parts are
 * ranges within, entered by hand along the list of the COW state system 2016. */
#include "model/model.h"

#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- regions ---- */

typedef struct {
    int first, last, region, part;
} region_range;

static const region_range ranges[] = {
    {2, 20, 1, 1},      /* North America */
    {31, 60, 1, 2},     /* Caribbean */
    {70, 95, 1, 3},     /* Mexico and Central America */
    {100, 165, 1, 4},   /* South America */
    {200, 235, 2, 5},   /* western Europe, British Isles to Portugal */
    {240, 317, 2, 6},   /* central Europe: German states, Poland to Slovakia */
    {325, 338, 2, 7},   /* Italy and its states, Malta */
    {339, 360, 2, 8},   /* south-eastern Europe, Cyprus, Moldova */
    {365, 373, 2, 9},   /* Russia, the Baltic, Ukraine, Belarus, the Caucasus */
    {375, 395, 2, 10},  /* northern Europe */
    {402, 461, 3, 11},  /* West Africa, with the two ranges below */
    {471, 471, 3, 12},  /* Central Africa: Cameroon */
    {475, 475, 3, 11},  /* Nigeria */
    {481, 490, 3, 12},  /* Gabon to both Congos */
    {500, 531, 3, 13},  /* East Africa and the Horn */
    {540, 591, 3, 14},  /* southern Africa and the islands */
    {600, 626, 3, 15},  /* North Africa and Sudan */
    {630, 666, 4, 16},  /* Iran and Turkey to Egypt and Israel */
    {670, 698, 4, 17},  /* the Arabian peninsula */
    {700, 705, 5, 18},  /* Afghanistan and Central Asia */
    {710, 740, 5, 19},  /* East Asia */
    {750, 771, 5, 20},  /* South Asia, with 780 to 790 */
    {775, 775, 5, 21},  /* South-East Asia: Myanmar */
    {780, 790, 5, 20},
    {800, 860, 5, 21},
    {900, 999, 5, 22},  /* Oceania */
};

double ent_region_of(double number, bool part)
{
    for (size_t k = 0; k < ent_countof(ranges); k++)
        if (number >= ranges[k].first && number <= ranges[k].last)
            return part ? ranges[k].part : ranges[k].region;
    return (double)NAN;
}

/* A state's region does not change while its number does not. */
static ent_status fill_regions(model_file *m, const ent_yaml_node *node, bool part, double *raw, ent_error *error)
{
    size_t count, known = 0;
    const ent_code *codes = ent_world_codes(m->source, &count);
    for (size_t k = 0; k < count; k++) {
        int i = m->actor_of[codes[k].actor];
        double number;
        if (i < 0 || strcmp(codes[k].scheme, "cow") != 0 || !ent_parse_number(codes[k].code, &number))
            continue;
        double region = ent_region_of(number, part);
        if (isnan(region))
            continue;
        raw[(size_t)i] = region;
        known++;
    }
    if (known == 0)
        return ent_yaml_fail(m->yaml, node, error, "regions go by COW numbers, and no actor of the model has one");
    return ENT_OK;
}

/* ---- age ---- */

/* Years from the day that the present membership began; what began before the list counts from its first day. */
static ent_status fill_ages(model_file *m, const ent_yaml_node *node, size_t waves, double *raw, ent_error *error)
{
    ent_series system;
    ent_error inner = {0};
    size_t n = m->model.actor_count;
    if (ent_world_resolve(m->source, ENT_SYSTEM, m->system, &system, &inner) != ENT_OK)
        return ent_yaml_fail(m->yaml, node, error, "%s", inner.message);
    ent_status status = ENT_OK;
    for (size_t w = 0; w < waves && status == ENT_OK; w++) {
        ent_spells spells = {0};
        status = ent_world_spells(m->source, &system, (ent_span){m->days[w], m->days[w]}, &spells, error);
        for (size_t k = 0; k < spells.count; k++) {
            int i = m->actor_of[spells.items[k].a];
            if (i >= 0)
                raw[w * n + (size_t)i] = (double)(m->days[w] - spells.items[k].span.from) / 365.25;
        }
        ent_spells_clear(&spells);
    }
    return status;
}

ent_status model_derived(model_file *m, const ent_yaml_node *node, const char *word, double **raw, size_t *waves,
                         ent_error *error)
{
    static const char *const words[] = {"region", "subregion", "age"};
    size_t which = 0;
    const ent_yaml_node *derive = ent_yaml_get(node, "derive");
    while (which < ent_countof(words) && strcmp(words[which], word) != 0)
        which++;
    if (which == ent_countof(words))
        return ent_yaml_fail(m->yaml, derive, error, "derive '%.40s' is unknown; expected region, subregion, age",
                             word);
    *waves = which == 2 ? m->model.ties.wave_count : 1;
    *raw = ent_new_array(*waves * m->model.actor_count, sizeof **raw);
    if (!*raw)
        return ent_fail_memory(error);
    for (size_t k = 0; k < *waves * m->model.actor_count; k++)
        (*raw)[k] = (double)NAN;
    return which == 2 ? fill_ages(m, derive, *waves, *raw, error) : fill_regions(m, derive, which == 1, *raw, error);
}
