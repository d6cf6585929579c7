/* Geography of a world's years: who borders on whom, where capitals are, regions. */
#include "report/world_years.h"

#include "core/memory.h"
#include "core/text.h"
#include "entente/model.h"

#include <math.h>
#include <string.h>

ent_status world_years_read_borders(world_years *b, ent_error *error)
{
    ent_spells spells = {0};
    size_t first, last, forth, back, cells = b->data.actor_count * b->data.actor_count;
    b->contiguity = ent_new_array(b->data.year_count * cells, 1);
    if (!b->contiguity)
        return ent_fail_memory(error);
    ent_status status = ent_world_spells(b->y.world, &b->borders, years_all(&b->y), &spells, error);
    for (size_t k = 0; k < spells.count && status == ENT_OK; k++)
        if (world_years_find_cells(b, &spells.items[k], &first, &last, &forth, &back))
            for (size_t year = first; year <= last; year++) {
                int before = b->contiguity[year * cells + forth];
                int type = ent_level_join(b->borders.name, before, spells.items[k].level);
                b->contiguity[year * cells + forth] = b->contiguity[year * cells + back] = (uint8_t)type;
            }
    ent_spells_clear(&spells);
    b->data.contiguity = b->contiguity;
    return status;
}

static ent_status read_regions(world_years *b, ent_error *error)
{
    size_t count;
    const ent_code *codes = ent_world_codes(b->y.world, &count);
    b->region = ent_new_array(b->data.actor_count, sizeof *b->region);
    b->subregion = ent_new_array(b->data.actor_count, sizeof *b->subregion);
    if (!codes || !b->region || !b->subregion)
        return ent_fail_memory(error);
    for (size_t k = 0; k < count; k++) {
        double number;
        int i = b->index[codes[k].actor];
        if (i < 0 || strcmp(codes[k].scheme, "cow") != 0 || !ent_parse_number(codes[k].code, &number)
            || isnan(ent_region_of(number, false)))
            continue;
        b->region[i] = (int)ent_region_of(number, false);
        b->subregion[i] = (int)ent_region_of(number, true);
    }
    b->data.region = b->region;
    b->data.subregion = b->subregion;
    return ENT_OK;
}

static ent_status need_geography(world_years *b, ent_error *error)
{
    bool borders, capitals;
    ent_status status = years_find(b->y.world, ENT_LAYER, "contiguity", &b->borders, &borders, error);
    if (status == ENT_OK)
        status = years_find(b->y.world, ENT_ATTRIBUTE, "capital_latitude", &b->capitals, &capitals, error);
    if (status == ENT_OK && (!borders || !capitals))
        status = ent_fail(error, ENT_ERR_INPUT, "geography needs %s, which the world lacks: import %s%s",
                          borders ? "capitals" : "the layer contiguity", borders ? "cow_capitals.csv" : "contdir.csv",
                          b->until < ENT_DAY_LAST ? "" : ", or ask for --models constant,recent");
    return status;
}

ent_status world_years_read_geography(world_years *b, ent_error *error)
{
    ent_status status = need_geography(b, error);
    if (status == ENT_OK)
        status = world_years_read_borders(b, error);
    if (status == ENT_OK)
        status = world_years_read_values(b, "capital_latitude", &b->latitude, error);
    if (status == ENT_OK)
        status = world_years_read_values(b, "capital_longitude", &b->longitude, error);
    if (status == ENT_OK)
        status = read_regions(b, error);
    b->data.latitude = b->latitude;
    b->data.longitude = b->longitude;
    b->has_geography = status == ENT_OK;
    return status;
}
