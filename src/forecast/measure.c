/* What is measured of the network of each future. */
#include "entente/forecast.h"

#include <string.h>

static const char *const words[] = {"ties", "new ties", "ended ties", "without ties", "groups", "largest group"};

const char *ent_forecast_measure_word(size_t measure)
{
    return words[measure];
}

/* How many hang together with an actor that was not seen; marks them. Ties count in both directions. */
static size_t visit(const ent_view *v, size_t from, bool seen[], uint16_t queue[])
{
    size_t first = 0, count = 1;
    seen[from] = true;
    queue[0] = (uint16_t)from;
    while (first < count) {
        size_t i = queue[first++];
        for (int inward = 0; inward < 1 + v->directed; inward++) {
            const uint16_t *list = (inward ? v->in : v->out) + i * v->n;
            size_t degree = inward ? v->in_degree[i] : v->out_degree[i];
            for (size_t k = 0; k < degree; k++)
                if (!seen[list[k]]) {
                    seen[list[k]] = true;
                    queue[count++] = list[k];
                }
        }
    }
    return count;
}

static void count_groups(const ent_view *v, double out[])
{
    bool seen[ENT_FORECAST_ACTORS] = {false};
    uint16_t queue[ENT_FORECAST_ACTORS];
    for (size_t i = 0; i < v->n; i++) {
        bool counts = !seen[i] && !(v->absent && v->absent[i]);
        size_t size = counts ? visit(v, i, seen, queue) : 0;
        out[ENT_FORECAST_ALONE] += size == 1;
        out[ENT_FORECAST_GROUPS] += size > 1;
        if ((double)size > out[ENT_FORECAST_LARGEST])
            out[ENT_FORECAST_LARGEST] = (double)size;
    }
}

void ent_forecast_measure(const ent_view *network, const uint8_t start[], double out[])
{
    const ent_view *v = network;
    size_t kept = 0, before = 0; /* whole numbers, which are summed many at once */
    double share = v->directed ? 1 : 0.5;
    memset(out, 0, ENT_FORECAST_MEASURES * sizeof *out);
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < v->out_degree[i]; k++)
            kept += start[i * v->n + v->out[i * v->n + k]];
    for (size_t cell = 0; cell < v->n * v->n; cell++)
        before += start[cell];
    out[ENT_FORECAST_TIES] = (double)v->tie_count;
    out[ENT_FORECAST_MADE] = (double)v->tie_count - share * (double)kept;
    out[ENT_FORECAST_ENDED] = share * (double)(before - kept);
    count_groups(v, out);
}
