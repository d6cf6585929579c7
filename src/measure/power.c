/* Measures of power. A measure is one row of the table and, unless it is an attribute as it is, one
 * function. Sources: gdp etc. are the base's own figures; net resources is Beckley 2018, International
 * Security 43(2):7-44; CINC is Singer 1987, International Interactions 14:115-32. */
#include "entente/measure.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

double ent_unit_factor(const char *unit, const char **base)
{
    static const struct {
        const char *word;
        double factor;
    } words[] = {{"thousand ", 1e3}, {"million ", 1e6}, {"billion ", 1e9}};
    for (size_t i = 0; i < ent_countof(words); i++) {
        if (ent_starts_with(unit, words[i].word)) {
            *base = unit + strlen(words[i].word);
            return words[i].factor;
        }
    }
    *base = unit;
    return 1;
}

static const ent_measure measures[] = {
    {.id = "gdp", .label = "GDP at market rates", .needs = {"gdp"},
     .unlike = "international dollars", /* those are of purchasing power parity */
     .formula = "sum of gdp", .source = "as the base says"},
    {.id = "gdp_ppp", .label = "GDP at purchasing power parity", .needs = {"gdp_ppp"},
     .formula = "sum of gdp_ppp", .source = "as the base says"},
    {.id = "net_resources", .label = "Net resources: GDP x GDP per head, PPP",
     .unit = "international dollars squared per person",
     .needs = {"gdp_ppp", "tpop"}, .formula = "sum over members of gdp_ppp * gdp_ppp / tpop",
     .source = "Beckley 2018, International Security 43(2):7-44"},
    {.id = "milex", .label = "Military expenditure", .needs = {"milex"},
     .formula = "sum of milex", .source = "as the base says"},
    {.id = "milper", .label = "Armed forces", .needs = {"milper"},
     .formula = "sum of milper", .source = "as the base says"},
    {.id = "tpop", .label = "Population", .needs = {"tpop"},
     .formula = "sum of tpop", .source = "as the base says"},
    {.id = "cinc", .label = "CINC, share of world capabilities", .is_share = true,
     .needs = {"cinc"}, .formula = "sum of cinc",
     .source = "Singer 1987, International Interactions 14:115-32"},
};

const ent_measure *ent_measure_at(size_t index)
{
    return index < ent_countof(measures) ? &measures[index] : NULL;
}

const ent_measure *ent_measure_find(const char *id)
{
    for (size_t i = 0; i < ent_countof(measures); i++)
        if (strcmp(measures[i].id, id) == 0)
            return &measures[i];
    return NULL;
}

const char *ent_measure_unit(const ent_snapshot *snapshot, const ent_measure *measure)
{
    const ent_attribute *attribute = ent_snapshot_attribute(snapshot, measure->needs[0]);
    const char *base = "";
    if (!ent_measure_known(snapshot, measure))
        return "";
    if (measure->unit)
        return measure->unit;
    ent_unit_factor(attribute->unit, &base);
    return base;
}

/* An attribute's value in its base unit. */
static double plain_value(const ent_attribute *attribute, size_t actor)
{
    const char *base;
    return attribute->value[actor] * ent_unit_factor(attribute->unit, &base);
}

double ent_measure_combine(const ent_measure *measure, double first, double second)
{
    if (!measure->needs[1])
        return first;
    return second > 0 ? first * first / second : (double)NAN; /* net resources */
}

double ent_measure_value(const ent_snapshot *snapshot, const ent_measure *measure, size_t actor)
{
    double value[2] = {(double)NAN, (double)NAN};
    for (size_t i = 0; i < 2 && measure->needs[i]; i++) {
        const ent_attribute *attribute = ent_snapshot_attribute(snapshot, measure->needs[i]);
        if (!attribute || !attribute->covered || attribute->missing[actor] ||
            (i == 0 && measure->unlike && strstr(attribute->unit, measure->unlike)))
            return (double)NAN;
        value[i] = plain_value(attribute, actor);
    }
    return ent_measure_combine(measure, value[0], value[1]);
}

bool ent_measure_known(const ent_snapshot *snapshot, const ent_measure *measure)
{
    for (size_t i = 0; i < snapshot->actor_count; i++)
        if (!isnan(ent_measure_value(snapshot, measure, i)))
            return true;
    return false;
}

ent_bloc_power ent_measure_bloc(const ent_snapshot *snapshot, const ent_measure *measure,
                                const uint8_t *member)
{
    ent_bloc_power power = {.value = (double)NAN, .share = (double)NAN};
    double sum = 0, world = 0;
    for (size_t i = 0; i < snapshot->actor_count; i++) {
        double value = ent_measure_value(snapshot, measure, i);
        power.members += member[i];
        if (isnan(value))
            continue;
        world += value;
        power.world_with_data++;
        if (!member[i])
            continue;
        sum += value;
        power.with_data++;
    }
    if (power.with_data > 0) {
        power.value = sum;
        power.share = measure->is_share ? sum : world > 0 ? sum / world : (double)NAN;
    }
    return power;
}

size_t ent_measure_rank(const ent_snapshot *snapshot, const ent_measure *measure,
                        const uint8_t *const members[], size_t count, size_t which, size_t *among)
{
    double own = ent_measure_bloc(snapshot, measure, members[which]).value;
    size_t stronger = 0;
    *among = 0;
    for (size_t k = 0; k < count; k++) {
        double value = ent_measure_bloc(snapshot, measure, members[k]).value;
        *among += isnan(value) ? 0 : 1;
        stronger += value > own;
    }
    for (size_t i = 0; i < snapshot->actor_count; i++) {
        bool in_bloc = false;
        for (size_t k = 0; k < count && !in_bloc; k++)
            in_bloc = members[k][i];
        double value = ent_measure_value(snapshot, measure, i);
        if (in_bloc || isnan(value))
            continue;
        ++*among;
        stronger += value > own;
    }
    return isnan(own) ? 0 : stronger + 1;
}
