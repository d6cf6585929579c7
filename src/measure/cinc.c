/* CINC from its components: see entente/measure.h for formula and source. */
#include "entente/measure.h"

#include "core/memory.h"

#include <math.h>

static const char *const components[ENT_CINC_COMPONENTS] = {"milex", "milper", "irst",
                                                            "pec",   "tpop",   "upop"};

const char *ent_cinc_component(size_t index)
{
    return index < ent_countof(components) ? components[index] : NULL;
}

void ent_cinc(const double *value, size_t n, double *cinc, int *used)
{
    double total[ENT_CINC_COMPONENTS] = {0};
    for (size_t at = 0; at < n * ENT_CINC_COMPONENTS; at++)
        total[at % ENT_CINC_COMPONENTS] += isnan(value[at]) ? 0 : value[at];
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        int count = 0;
        for (size_t c = 0; c < ENT_CINC_COMPONENTS; c++) {
            double x = value[i * ENT_CINC_COMPONENTS + c];
            if (isnan(x) || !(total[c] > 0))
                continue;
            sum += x / total[c];
            count++;
        }
        cinc[i] = count > 0 ? sum / count : (double)NAN;
        if (used)
            used[i] = count;
    }
}
