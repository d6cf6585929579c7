/* What the treaty models and the dyadic logits use of a world where it is there, for all the years: major powers, capabilities,
 * regimes, rivalries, disputes, pacts of other kinds, contiguity. A series that ends before the years do is left out, since its
 * end would look like peace. */
#include "report/world_years.h"

#include "core/memory.h"

#include <string.h>

/* A series, if there is one for all the years; else its id is 0. */
static ent_status find(const world_years *b, ent_series_kind kind, const char *name, ent_series *out, ent_error *error)
{
    bool found;
    ent_status status = years_find(b->y.world, kind, name, out, &found, error);
    if (status == ENT_OK && (!found || ent_day_year(out->covers.from) > b->first_year
                             || (out->covers.to < ENT_DAY_LAST && ent_day_year(out->covers.to) < world_years_last_year(b))))
        *out = (ent_series){0};
    return status;
}

/* Pairs with a row of a layer in each year; `but` are left out. */
static ent_status read_pairs(const world_years *b, const ent_series *layer, const uint8_t but[], uint8_t **out,
                             ent_error *error)
{
    ent_spells spells = {0};
    size_t first, last, forth, back, cells = b->data.actor_count * b->data.actor_count;
    if (layer->id == 0 || *out)
        return ENT_OK;
    *out = ent_new_array(b->data.year_count * cells, 1);
    if (!*out)
        return ent_fail_memory(error);
    ent_status status = ent_world_spells(b->y.world, layer, years_all(&b->y), &spells, error);
    for (size_t k = 0; k < spells.count && status == ENT_OK; k++) {
        if (!world_years_find_cells(b, &spells.items[k], &first, &last, &forth, &back))
            continue;
        for (size_t year = first; year <= last; year++)
            (*out)[year * cells + forth] = (*out)[year * cells + back] = !but || !but[year * cells + forth];
    }
    ent_spells_clear(&spells);
    return status;
}

static ent_status read_majors(world_years *b, ent_error *error)
{
    years_members members = {0};
    size_t n = b->data.actor_count;
    if (b->majors.id == 0)
        return ENT_OK;
    b->major = ent_new_array(b->data.year_count * n, 1);
    ent_status status = b->major ? years_read_members(&b->y, "major", &members, error) : ent_fail_memory(error);
    for (size_t year = 0; year < b->data.year_count && status == ENT_OK; year++)
        for (size_t actor = 0; actor < b->y.places; actor++)
            if (b->index[actor] >= 0)
                b->major[year * n + (size_t)b->index[actor]] = members.in[(year + 1) * b->y.places + actor];
    years_members_clear(&members);
    return status;
}

/* Values of an attribute; nothing if the series is left out, or they are there already. */
static ent_status read_values(world_years *b, const ent_series *series, double **out, ent_error *error)
{
    return series->id == 0 || *out ? ENT_OK : world_years_read_values(b, series->name, out, error);
}

static ent_status find_all(world_years *b, ent_error *error)
{
    ent_status status = find(b, ENT_SYSTEM, "major", &b->majors, error);
    if (status == ENT_OK)
        status = find(b, ENT_ATTRIBUTE, "cinc", &b->capabilities, error);
    if (status == ENT_OK)
        status = find(b, ENT_LAYER, "rivalry", &b->rivalries, error);
    if (status == ENT_OK)
        status = find(b, ENT_LAYER, "dispute", &b->disputes, error);
    if (status == ENT_OK && b->obligations != 0)
        status = find(b, ENT_LAYER, "alliance", &b->others, error);
    return status;
}

ent_status world_years_read_powers(world_years *b, ent_error *error)
{
    ent_status status = find_all(b, error);
    if (status == ENT_OK)
        status = read_majors(b, error);
    if (status == ENT_OK)
        status = read_values(b, &b->capabilities, &b->capability, error);
    if (status == ENT_OK)
        status = read_pairs(b, &b->rivalries, NULL, &b->rival, error);
    if (status == ENT_OK)
        status = read_pairs(b, &b->disputes, NULL, &b->dispute, error);
    if (status == ENT_OK)
        status = read_pairs(b, &b->others, b->tied, &b->other, error);
    b->data.major = b->major;
    b->data.capability = b->capability;
    b->data.rival = b->rival;
    b->data.dispute = b->dispute;
    b->data.other = b->other;
    return status;
}

static ent_status find_covariates(world_years *b, ent_error *error)
{
    ent_status status = find(b, ENT_ATTRIBUTE, "cinc", &b->capabilities, error);
    if (status == ENT_OK)
        status = find(b, ENT_ATTRIBUTE, "polity2", &b->regimes, error);
    if (status == ENT_OK)
        status = find(b, ENT_LAYER, "dispute", &b->disputes, error);
    if (status == ENT_OK && !b->has_geography)
        status = find(b, ENT_LAYER, "contiguity", &b->borders, error);
    return status;
}

ent_status world_years_read_covariates(world_years *b, ent_error *error)
{
    ent_status status = find_covariates(b, error);
    if (status == ENT_OK && !b->has_geography && b->borders.id != 0)
        status = world_years_read_borders(b, error);
    if (status == ENT_OK)
        status = read_values(b, &b->capabilities, &b->capability, error);
    if (status == ENT_OK)
        status = read_values(b, &b->regimes, &b->regime, error);
    if (status == ENT_OK)
        status = read_pairs(b, &b->disputes, NULL, &b->dispute, error);
    b->data.capability = b->capability;
    b->data.regime = b->regime;
    b->data.dispute = b->dispute;
    b->has_covariates = status == ENT_OK;
    return status;
}
