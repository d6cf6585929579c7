/* Defence burden of a bloc's members: see entente/measure.h. */
#include "entente/measure.h"

#include <math.h>
#include <string.h>

/* Both attributes, in the same currency. */
static ent_status find_both(const ent_snapshot *snapshot, const ent_measure **milex,
                            const ent_measure **gdp, ent_error *error)
{
    *milex = ent_measure_find("milex");
    *gdp = ent_measure_find("gdp");
    if (!ent_measure_known(snapshot, *milex))
        return ent_fail(error, ENT_ERR_INPUT, "the base has no military expenditure (milex)");
    if (!ent_measure_known(snapshot, *gdp))
        return ent_fail(error, ENT_ERR_INPUT, "the base has no GDP at market rates (gdp)");
    const char *a = ent_measure_unit(snapshot, *milex), *b = ent_measure_unit(snapshot, *gdp);
    if (strcmp(a, b) != 0)
        return ent_fail(error, ENT_ERR_INPUT, "milex is in '%s' and gdp in '%s'", a, b);
    return ENT_OK;
}

ent_status ent_measure_burden(const ent_snapshot *snapshot, const uint8_t *member,
                              uint8_t *counted, double *share, double *equal, ent_burden *out,
                              ent_error *error)
{
    const ent_measure *milex, *gdp;
    *out = (ent_burden){0};
    ent_status status = find_both(snapshot, &milex, &gdp, error);
    if (status != ENT_OK)
        return status;
    out->unit = ent_measure_unit(snapshot, milex);
    for (size_t i = 0; i < snapshot->actor_count; i++) {
        double paid = ent_measure_value(snapshot, milex, i);
        double income = ent_measure_value(snapshot, gdp, i);
        counted[i] = member[i] && !isnan(paid) && !isnan(income) && income > 0;
        share[i] = counted[i] ? paid / income : (double)NAN;
        if (!counted[i])
            continue;
        out->milex += paid;
        out->gdp += income;
        out->counted++;
    }
    for (size_t i = 0; i < snapshot->actor_count; i++)
        equal[i] = counted[i] ? out->milex * ent_measure_value(snapshot, gdp, i) / out->gdp
                              : (double)NAN;
    return ENT_OK;
}
