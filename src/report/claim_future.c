/* What a future says of the names of a claim's test.
 *
 * A tie of the layer that the fit is about, at the end of a step:
 *   not tied          none of the obligations that the fit is of (of all, if it is of all)
 *   tied              those of the first day, after the interventions, if there were any; else the fit's. Of a fit of several
 *                     kinds it is not known which: 0 to 1
 * Obligations that the fit is not of are not the future's to say. A size at the end of year y of future r:
 *   value(y) = value on the first day, after the interventions * s_r(y) / s(0);  0 of a state that has left by then */
#include "report/claim_future.h"

#include "core/memory.h"
#include "report/model_data.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where in the future a test looks. */
typedef struct {
    bool answered;
    size_t i, j;                 /* actors of the model */
    size_t year;                 /* after the origin */
    size_t step;
} spot;

void claim_future_keep(const ent_view *network, size_t n, uint8_t *bits)
{
    memset(bits, 0, claim_future_bytes(n));
    for (size_t cell = 0; cell < n * n; cell++) {
        size_t i = cell / n, j = cell % n;
        if (i == j ? network->absent && network->absent[i] : network->x[i * network->n + j])
            bits[cell / 8] |= (uint8_t)(1u << cell % 8);
    }
}

static bool has_bit(const claim_future *future, size_t step, size_t i, size_t j)
{
    size_t n = future->f->fit.model->actor_count, cell = i * n + j;
    return future->network[step * claim_future_bytes(n) + cell / 8] >> cell % 8 & 1;
}

static bool is_tied(const claim_future *future, size_t step, size_t i, size_t j)
{
    return i != j && has_bit(future, step, i, j);
}

/* Of a year within a step: at its end, since states leave at the beginning of a step. */
static bool has_left(const claim_future *future, size_t year, size_t i)
{
    return has_bit(future, (year - 1) / (size_t)future->f->fit.step_years, i, i);
}

static int origin_year(const forecasting *f)
{
    return ent_day_year(f->fit.model->days[0]);
}

ent_day claim_future_end(const claim_state *state)
{
    const claim_future *future = state->future;
    int year, month, day;
    if (!future || (!future->drawn && !future->given))
        return 0;
    ent_day_to_date(future->f->fit.model->days[0], &year, &month, &day);
    return ent_day_from_date(year + (int)forecasting_year(future->f, future->f->steps - 1), month, day < 28 ? day : 28);
}

/* ---- where ---- */

/* The year of a test; *later tells whether it is after the origin. Without a word the end. */
static ent_status find_year(const claim_state *state, const char *word, spot *out, bool *later, ent_error *error)
{
    ent_span year;
    const forecasting *f = state->future->f;
    *later = true;
    out->year = forecasting_year(f, f->steps - 1);
    if (!word)
        return ENT_OK;
    ent_status status = claim_year(word, &year, error);
    if (status != ENT_OK)
        return status;
    *later = ent_day_year(year.from) > origin_year(f);
    out->year = *later ? (size_t)(ent_day_year(year.from) - origin_year(f)) : 0;
    return ENT_OK;
}

/* The pair and step of a tie of a layer; not answered where the future has none to say. */
static ent_status find_spot(const claim_state *state, const char *layer, const char *const words[], const char *year, spot *out,
                            ent_error *error)
{
    ent_series series;
    bool later;
    const ent_model *model = state->future->f->fit.model;
    size_t step_years = (size_t)state->future->f->fit.step_years;
    *out = (spot){.answered = false};
    if (ent_world_resolve(state->run->world, ENT_LAYER, layer, &series, NULL) != ENT_OK || strcmp(series.name, model->layer) != 0 ||
        strcmp(series.source, model_data_source(model)) != 0)
        return ENT_OK;
    ent_status status = find_year(state, year, out, &later, error);
    if (status == ENT_OK && later)
        status = future_fit_actor(&state->future->f->fit, words[0], &out->i, error);
    if (status == ENT_OK && later)
        status = future_fit_actor(&state->future->f->fit, words[1], &out->j, error);
    out->answered = status == ENT_OK && later && out->i < model->actor_count && out->j < model->actor_count;
    state->future->drawn |= out->answered;
    out->step = out->year % step_years == 0 ? out->year / step_years - 1 : state->future->f->steps;
    return status;
}

/* Is there no network of that year? Then the value says so. */
static bool lacks_year(const claim_state *state, const spot *at, ent_claim_value *out)
{
    const forecasting *f = state->future->f;
    if (at->step < f->steps)
        return false;
    (void)claim_missing(out, "the forecast has no ties of %d: its steps of %.0f years reach to %d", origin_year(f) + (int)at->year,
                        f->fit.step_years, origin_year(f) + (int)forecasting_year(f, f->steps - 1));
    return true;
}

/* ---- ties ---- */

/* defense(A, B), defense(A, B, year) */
static ent_status duty_value(const claim_state *state, unsigned bit, const char *name, const char *const words[], size_t word_count,
                             ent_claim_value *out, bool *answered, ent_error *error)
{
    char layer[100];
    spot at;
    const claim_future *future = state->future;
    unsigned fitted = future->f->fit.model->obligations;
    snprintf(layer, sizeof layer, "alliance%s", name + strcspn(name, "@"));
    if (fitted && !(fitted & bit))
        return ENT_OK;
    ent_status status = find_spot(state, layer, words, word_count == 3 ? words[2] : NULL, &at, error);
    *answered = at.answered;
    if (status != ENT_OK || !at.answered || lacks_year(state, &at, out))
        return status;
    const ent_snapshot *first = run_state(future->first_day, state->after);
    bool tied = is_tied(future, at.step, at.i, at.j) || is_tied(future, at.step, at.j, at.i), owed = false;
    if (future->seat[at.i] >= 0 && future->seat[at.j] >= 0) {
        size_t i = (size_t)future->seat[at.i], j = (size_t)future->seat[at.j];
        owed = (run_owes(first, i, j) | run_owes(first, j, i)) & bit;
    }
    *out = ent_claim_number(tied);
    if (tied && !owed && fitted != bit)
        out->low = 0;
    return ENT_OK;
}

/* tie(layer, A, B, year): of a layer without obligations 0, or the level of the first day, or at least 1. */
static ent_status tie_value(const claim_state *state, bool count, const char *const words[], ent_claim_value *out, bool *answered,
                            ent_error *error)
{
    spot at;
    const claim_future *future = state->future;
    ent_status status = find_spot(state, words[0], words + 1, words[3], &at, error);
    *answered = at.answered;
    if (status != ENT_OK || !at.answered || lacks_year(state, &at, out))
        return status;
    const ent_snapshot *first = run_state(future->first_day, state->after);
    const ent_layer *layer = ent_snapshot_layer(first, future->f->fit.model->layer);
    bool known = future->seat[at.i] >= 0 && future->seat[at.j] >= 0, directed = future->f->fit.model->ties.directed;
    bool tied = is_tied(future, at.step, at.i, at.j) || (!directed && is_tied(future, at.step, at.j, at.i));
    if (count || !layer || layer->obligations)
        return claim_missing(out, "futures have ties of %.60s, not their level or number", future->f->fit.model->variable);
    int level = known ? layer->level[(size_t)future->seat[at.i] * first->actor_count + (size_t)future->seat[at.j]] : 0;
    *out = ent_claim_number(tied ? (level > 0 ? level : 1) : 0);
    if (tied && level == 0)
        out->high = (double)INFINITY;
    return ENT_OK;
}

/* ---- sizes ---- */

static const ent_attribute *size_attribute(const claim_state *state, int after)
{
    const forecasting *f = state->future->f;
    const ent_attribute *attribute = f->size.id ? ent_snapshot_attribute(run_state(state->future->first_day, after), f->size.name) : NULL;
    return attribute && strcmp(attribute->source, f->size.source) == 0 ? attribute : NULL;
}

/* What the interventions multiply the size of an actor of the model by. */
static double intervened(const claim_state *state, size_t i)
{
    const claim_future *future = state->future;
    const ent_attribute *attribute = size_attribute(state, state->after);
    if (!attribute || future->seat[i] < 0 || attribute->missing[future->seat[i]])
        return 1;
    return attribute->value[future->seat[i]] / future->f->sizes[i];
}

/* May a state that has a size leave? */
static bool may_vanish(const forecasting *f, size_t i)
{
    return f->sizes[i] > 0 && forecasting_states_leave(f);
}

/* Note that the size of an actor of the model was asked, if it may be another one than on the first day. */
static bool note_size(claim_future *future, size_t i)
{
    bool moves = ent_size_paths_moves(&future->f->paths, i), given = ent_size_paths_is_given(&future->f->paths, i);
    bool vanishes = may_vanish(future->f, i);
    future->given |= given;
    future->drawn |= (moves && !given) || vanishes;
    return moves || vanishes;
}

/* The size of a year, by all sizes of that year. */
static double size_of(const claim_state *state, const double size[], size_t year, size_t i)
{
    return has_left(state->future, year, i) ? 0 : size[i] * intervened(state, i);
}

/* attribute(A, year) */
static ent_status size_value(const claim_state *state, const char *name, const char *const words[], ent_claim_value *out, bool *answered,
                             ent_error *error)
{
    double size[ENT_FORECAST_ACTORS];
    ent_series series;
    bool later;
    spot at = {.answered = false};
    claim_future *future = state->future;
    const forecasting *f = future->f;
    if (!f->size.id || ent_world_resolve(state->run->world, ENT_ATTRIBUTE, name, &series, NULL) != ENT_OK || series.id != f->size.id)
        return ENT_OK;
    ent_status status = find_year(state, words[1], &at, &later, error);
    if (status == ENT_OK && later)
        status = future_fit_actor(&state->future->f->fit, words[0], &at.i, error);
    *answered = status == ENT_OK && later && at.i < f->fit.model->actor_count && note_size(future, at.i);
    if (!*answered)
        return status;
    if (at.year > f->paths.years)
        return claim_missing(out, "the forecast has no %.60s of %s: it reaches to %d", name, words[1],
                             origin_year(f) + (int)f->paths.years);
    const ent_attribute *now = size_attribute(state, state->after);
    if (now && future->seat[at.i] >= 0 && now->missing[future->seat[at.i]]) /* an intervention removes it */
        return claim_missing(out, "%.60s has no %.60s", words[0], name);
    ent_size_paths_at(&f->paths, future->number, at.year, size);
    *out = ent_claim_number(size_of(state, size, at.year, at.i));
    return ENT_OK;
}

void claim_future_set_sizes(const claim_state *state)
{
    double size[ENT_FORECAST_ACTORS];
    const claim_future *future = state->future;
    const forecasting *f = future->f;
    const ent_attribute *from = size_attribute(state, state->after);
    ent_attribute *to = from ? ent_snapshot_attribute(run_state(state->run, state->after), f->size.name) : NULL;
    if (!to)
        return;
    ent_size_paths_at(&f->paths, future->number, f->paths.years, size);
    for (size_t i = 0; i < f->fit.model->actor_count; i++)
        if (future->seat[i] >= 0 && !from->missing[future->seat[i]] && (ent_size_paths_moves(&f->paths, i) || may_vanish(f, i)))
            to->value[future->seat[i]] = size_of(state, size, f->paths.years, i);
}

void claim_future_measure_of(const claim_state *state, const ent_measure *measure, size_t actor)
{
    claim_future *future = state->future;
    if (!future || !size_attribute(state, state->after))
        return;
    for (size_t k = 0; k < ent_countof(measure->needs) && measure->needs[k]; k++)
        for (size_t i = 0; i < future->f->fit.model->actor_count && strcmp(measure->needs[k], future->f->size.name) == 0; i++)
            if (future->seat[i] == (int)actor)
                (void)note_size(future, i);
}

void claim_future_measure(const claim_state *state, const ent_measure *measure, const uint8_t *member)
{
    for (size_t i = 0; state->future && i < state->run->before->actor_count; i++)
        if (member[i])
            claim_future_measure_of(state, measure, i);
}

/* ---- all ---- */

ent_status claim_future_value(const claim_state *state, unsigned bit, const char *name, const char *const words[],
                              size_t word_count, ent_claim_value *out, bool *answered, ent_error *error)
{
    ent_status status = ENT_OK;
    *answered = false;
    if (!state->future)
        return ENT_OK;
    if (word_count == 4 && (strcmp(name, "tie") == 0 || strcmp(name, "ties") == 0))
        status = tie_value(state, strcmp(name, "ties") == 0, words, out, answered, error);
    else if (bit && (word_count == 3 || (word_count == 2 && !strchr(name, '@'))))
        status = duty_value(state, bit, name, words, word_count, out, answered, error);
    else if (word_count == 2)
        status = size_value(state, name, words, out, answered, error);
    return status;
}
