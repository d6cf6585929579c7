/* What is measured of each future: its network, what happened to treaties, capabilities by its ties, states that left and came; and
 * the names of all that, in the same order. */
#include "report/forecast.h"

#include "entente/measure.h"

#include <math.h>
#include <stdio.h>

/* The capabilities of an actor and its allies, as a share of all. */
static double camp_of(const ent_view *network, const double size[], size_t power)
{
    double camp = fmax(size[power], 0), all = 0;
    for (size_t k = 0; k < network->out_degree[power]; k++) {
        double ally = size[network->out[power * network->n + k]];
        camp += isnan(ally) ? 0 : ally;
    }
    for (size_t i = 0; i < network->n; i++)
        all += isnan(size[i]) ? 0 : size[i];
    return camp / all;
}

/* Concentration, how many of equal size would be as concentrated, and how many poles; then poles of blocs, and camps. Of states
 * that came later no size is known. */
static void measure_sizes(const forecasting *f, size_t future, size_t step, const ent_view *network, double out[])
{
    double size[ENT_FORECAST_ACTORS];
    uint16_t head[ENT_FORECAST_ACTORS];
    size_t n = f->fit.model->actor_count;
    ent_size_paths_at(&f->paths, future, forecasting_year(f, step), size);
    for (size_t i = 0; i < network->n; i++)
        if (i >= n || (network->absent && network->absent[i]))
            size[i] = (double)NAN;
    ent_concentration c = ent_concentration_of(size, network->n);
    out[0] = c.con;
    out[1] = c.effective;
    out[2] = forecast_camps(network, size, head);
    out += FORECAST_SIZES;
    if (f->bloc_count > 0)
        *out++ = forecast_bloc_poles(network, size, f->blocs, n, f->bloc_count);
    for (size_t k = 0; k < f->power_count; k++)
        out[k] = camp_of(network, size, f->power[k]);
}

static const char *const event_words[FORECAST_EVENTS] = {"pacts of two", "larger treaties", "accessions", "exits",
                                                         "treaties ended"};

/* What happened in the year, in the order of the words. */
static double *measure_events(const ent_treaty_counts *events, double out[])
{
    const size_t counts[FORECAST_EVENTS] = {events->bilateral, events->multilateral, events->accessions, events->exits,
                                            events->ends};
    for (size_t k = 0; k < FORECAST_EVENTS; k++)
        out[k] = (double)counts[k];
    return out + FORECAST_EVENTS;
}

size_t forecasting_count_measures(const forecasting *f)
{
    size_t sizes = FORECAST_SIZES + (f->bloc_count > 0 ? 1u : 0u) + f->power_count;
    return ENT_FORECAST_MEASURES + (f->fit.treaty ? (size_t)FORECAST_EVENTS : 0) + (f->size.id ? sizes : 0)
           + (f->system.years > 0 ? (size_t)FORECAST_STATES : 0);
}

void forecasting_measure(void *user, size_t future, size_t step, const ent_view *network, const ent_treaty_counts *events,
                         double out[])
{
    const forecasting *f = user;
    if (f->system.years > 0)
        forecasting_measure_world(f, network, out + forecasting_count_measures(f) - FORECAST_STATES);
    ent_forecast_measure(network, f->start_wide, out);
    out += ENT_FORECAST_MEASURES;
    if (events)
        out = measure_events(events, out);
    if (f->size.id)
        measure_sizes(f, future, step, network, out);
}

void forecasting_add_measures(forecasting *f, ent_json_value *root)
{
    ent_json_value *measures = ent_json_add_list(f->job, root, "measures");
    char name[80];
    for (size_t k = 0; k < ENT_FORECAST_MEASURES; k++)
        ent_json_add_text(f->job, measures, NULL, ent_forecast_measure_word(k));
    for (size_t k = 0; k < FORECAST_EVENTS && f->fit.treaty; k++)
        ent_json_add_text(f->job, measures, NULL, event_words[k]);
    if (f->size.id) {
        ent_json_add_text(f->job, measures, NULL, "concentration");
        ent_json_add_text(f->job, measures, NULL, "effective number");
        ent_json_add_text(f->job, measures, NULL, "poles");
    }
    if (f->bloc_count > 0)
        ent_json_add_text(f->job, measures, NULL, "poles by blocs");
    for (size_t k = 0; k < f->power_count; k++) {
        snprintf(name, sizeof name, "camp of %s", f->fit.model->actors[f->power[k]]);
        ent_json_add_text(f->job, measures, NULL, name);
    }
    if (f->system.years > 0) {
        ent_json_add_text(f->job, measures, NULL, "states that left");
        ent_json_add_text(f->job, measures, NULL, "new states");
    }
}
