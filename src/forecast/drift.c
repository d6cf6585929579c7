#include "entente/drift.h"

#include "core/memory.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>

enum { YEARS_LEAST = 5 };

static double growth_at(const double value[], size_t n, size_t year, size_t i)
{
    double before = value[year * n + i], after = value[(year + 1) * n + i];
    return before > 0 && after > 0 ? log(after / before) : (double)NAN;
}

/* Means into drift, growth into shock, and how many years each has. Returns the pooled variance of growth around its means. */
static double take_means(ent_drift *g, const double value[], double count[])
{
    double squares = 0, freedom = 0;
    for (size_t i = 0; i < g->n; i++) {
        double sum = 0;
        for (size_t y = 0; y < g->years; y++) {
            double grown = g->shock[y * g->n + i] = growth_at(value, g->n, y, i);
            sum += isnan(grown) ? 0 : grown;
            count[i] += isnan(grown) ? 0 : 1;
        }
        g->drift[i] = count[i] > 0 ? sum / count[i] : (double)NAN;
        for (size_t y = 0; y < g->years; y++) {
            double *e = &g->shock[y * g->n + i];
            *e -= g->drift[i];
            squares += isnan(*e) ? 0 : *e * *e;
        }
        freedom += fmax(count[i] - 1, 0);
    }
    return freedom > 0 ? squares / freedom : 0;
}

static void draw_together(ent_drift *g, const double count[], double variance)
{
    double known = 0, mean = 0, spread = 0, noise = 0;
    for (size_t i = 0; i < g->n; i++)
        if (count[i] > 0) {
            known++;
            mean += g->drift[i];
            noise += variance / count[i];
        }
    mean /= known;
    for (size_t i = 0; i < g->n; i++)
        spread += count[i] > 0 ? (g->drift[i] - mean) * (g->drift[i] - mean) : 0;
    double between = known > 1 ? fmax(spread / (known - 1) - noise / known, 0) : 0;
    for (size_t i = 0; i < g->n; i++)
        if (count[i] > 0 && between + variance > 0)
            g->drift[i] = mean + (g->drift[i] - mean) * between / (between + variance / count[i]);
}

/* Years in which nobody's growth is known are none: they are taken out. */
static void close_up(ent_drift *g)
{
    size_t kept = 0;
    for (size_t y = 0; y < g->years; y++) {
        bool any = false;
        for (size_t i = 0; i < g->n; i++) {
            g->shock[kept * g->n + i] = g->shock[y * g->n + i];
            any |= !isnan(g->shock[y * g->n + i]);
        }
        kept += any;
    }
    g->years = kept;
}

ent_status ent_drift_of(const double value[], size_t years, size_t n, ent_drift *out, ent_error *error)
{
    *out = (ent_drift){.n = n, .years = years > 0 ? years - 1 : 0};
    out->drift = ent_new_array(n, sizeof *out->drift);
    out->shock = ent_new_array(out->years * n, sizeof *out->shock);
    double *count = ent_new_array(n, sizeof *count);
    ent_status status = out->drift && out->shock && count ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK) {
        double variance = take_means(out, value, count);
        close_up(out);
        if (out->years < YEARS_LEAST)
            status = ent_fail(error, ENT_ERR_INPUT, "growth is known in %zu years; %d are needed", out->years, YEARS_LEAST);
        else
            draw_together(out, count, variance);
    }
    free(count);
    if (status != ENT_OK)
        ent_drift_clear(out);
    return status;
}

void ent_drift_clear(ent_drift *growth)
{
    free(growth->drift);
    free(growth->shock);
    *growth = (ent_drift){0};
}

void ent_drift_walk(const ent_drift *growth, uint64_t seed, size_t future, size_t steps, double size[])
{
    const ent_drift *g = growth;
    for (size_t step = 0; step < steps; step++) {
        uint32_t bits[4];
        ent_random random = ent_random_start(seed, (uint32_t)future, ENT_DRAW_GROWTH);
        random.index = step;
        ent_random_next(&random, bits);
        const double *shock = g->shock + ent_random_below(bits[0], bits[1], g->years) * g->n;
        for (size_t i = 0; i < g->n; i++)
            if (!isnan(g->drift[i]))
                size[i] *= exp(g->drift[i] + (isnan(shock[i]) ? 0 : shock[i]));
    }
}
