/* What the names in a claim's test mean, by what stands in their words:
 *
 *   supports, contradicts, context [(type)]         pieces of evidence of a documented claim
 *   tie(layer, A, B, year), ties(...)               level or value of a tie; how many ties
 *   defense, offense, neutrality, nonaggression, consultation (A, B, year)   1 or 0, by `alliance`
 *   figure, figure(year)                            a figure of the file
 *   defense(A, B) ...                               the same on the base, or after the interventions
 *   measure(bloc or actor)                          on the base, or after the interventions
 *   attribute(actor, year)                          of the world
 *
 * Layers and attributes may name their source: cinc@nmc-7.0(USA, 2016), defense@atop(RUS, CHN, 2010). A year
 * means any day of it. What a future says of this, where a claim is judged in one, is in claim_future.c. */
#include "report/claim_future.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

ent_status claim_missing(ent_claim_value *out, const char *format, ...)
{
    va_list arguments;
    *out = ent_claim_number((double)NAN);
    va_start(arguments, format);
    vsnprintf(out->note, sizeof out->note, format, arguments);
    va_end(arguments);
    return ENT_OK;
}

static ent_status fail_name(const char *what, const char *name, const char *const names[],
                            size_t count, ent_error *error)
{
    const char *near = ent_nearest(name, names, count);
    ent_buffer list = {0};
    for (size_t i = 0; i < count; i++)
        ent_buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
    ent_fail(error, ENT_ERR_INPUT, "there is no %s '%.60s'%s%s%s%s%.200s", what, name,
             near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "",
             count ? "; expected " : "", ent_buffer_text(&list));
    ent_buffer_clear(&list);
    return ENT_ERR_INPUT;
}

/* ---- measures of the base ---- */

/* Figures of the file are written alike, and are misspelt alike. */
static ent_status fail_measure(const running *run, const char *name, ent_error *error)
{
    const char *names[64];
    size_t count = 0;
    for (; count < ent_countof(names) && ent_measure_at(count); count++)
        names[count] = ent_measure_at(count)->id;
    for (size_t i = 0; count < ent_countof(names) && i < run->content->figure_count; i++)
        names[count++] = run->content->figures[i].id;
    return fail_name("measure", name, names, count, error);
}

/* A bloc's sum is at least that of the members with data. */
static ent_status bloc_value(const claim_state *state, const ent_measure *measure, size_t bloc,
                             ent_claim_value *out, ent_error *error)
{
    const ent_snapshot *snapshot = run_state(state->run, state->after);
    const uint8_t *member = state->run->members[state->after][bloc];
    ent_buffer missing = {0};
    claim_future_measure(state, measure, member);
    *out = ent_claim_number(ent_measure_bloc(snapshot, measure, member).value);
    run_list_missing(snapshot, measure, member, &missing);
    if (!ent_measure_known(snapshot, measure))
        snprintf(out->note, sizeof out->note, "the base has no %.60s", measure->id);
    else if (missing.length > 0)
        snprintf(out->note, sizeof out->note, "%.60s without %.110s",
                 state->run->content->blocs[bloc].id, ent_buffer_text(&missing));
    if (missing.length > 0 && !isnan(out->low))
        out->high = (double)INFINITY;
    bool failed = missing.failed;
    ent_buffer_clear(&missing);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

/* measure(of): of a bloc by its id, else of an actor by its code. */
static ent_status measure_value(const claim_state *state, const char *name, const char *of,
                                ent_claim_value *out, ent_error *error)
{
    const running *run = state->run;
    const ent_measure *measure = ent_measure_find(name);
    if (!measure)
        return fail_measure(run, name, error);
    for (size_t b = 0; b < run->content->bloc_count; b++)
        if (strcmp(run->content->blocs[b].id, of) == 0)
            return bloc_value(state, measure, b, out, error);
    int actor = ent_snapshot_find(run->before, of);
    if (actor < 0) {
        const char *names[64];
        size_t count = 0;
        for (; count < ent_countof(names) && count < run->content->bloc_count; count++)
            names[count] = run->content->blocs[count].id;
        return fail_name("bloc or actor", of, names, count, error);
    }
    claim_future_measure_of(state, measure, (size_t)actor);
    *out = ent_claim_number(
        ent_measure_value(run_state(run, state->after), measure, (size_t)actor));
    return isnan(out->low) ? claim_missing(out, "%.60s has no %.60s", of, name) : ENT_OK;
}

/* ---- evidence and figures ---- */

/* How many pieces of evidence say this, of any type or of one. */
static double count_evidence(const ent_scenario_claim *claim, ent_evidence_says says,
                             const char *type)
{
    double count = 0;
    for (size_t i = 0; i < claim->evidence_count; i++) {
        const ent_scenario_evidence *evidence = &claim->evidence[i];
        count += evidence->says == says &&
                 (!type || (evidence->type && strcmp(evidence->type, type) == 0));
    }
    return count;
}

static bool evidence_value(const ent_scenario_claim *claim, const char *name,
                           const char *const words[], size_t count, ent_claim_value *out)
{
    static const char *const names[] = {"supports", "contradicts", "context"};
    for (size_t i = 0; claim->documented && i < ent_countof(names) && count <= 1; i++) {
        if (strcmp(names[i], name) != 0)
            continue;
        *out = ent_claim_number(
            count_evidence(claim, (ent_evidence_says)i, count ? words[0] : NULL));
        return true;
    }
    return false;
}

ent_status claim_year(const char *word, ent_span *year, ent_error *error)
{
    ent_precision precision;
    ent_error inner = {0};
    if (ent_span_parse(word, year, &precision, &inner) != ENT_OK || precision != ENT_DATE_YEAR)
        return ent_fail(error, ENT_ERR_INPUT, "'%.40s' is not a year", word);
    return ENT_OK;
}

static ent_status figure_value(const ent_scenario_figure *figure, const char *const words[],
                               size_t count, ent_claim_value *out, ent_error *error)
{
    ent_span span;
    if (count == 0 && !figure->years) {
        *out = (ent_claim_value){.low = figure->low, .high = figure->high};
        return ENT_OK;
    }
    if (count != 1 || !figure->years)
        return ent_fail(error, ENT_ERR_INPUT, "figure '%s' has %s", figure->id, figure->years
                        ? "values by year: give one year" : "one value: give no year");
    ent_status status = claim_year(words[0], &span, error);
    for (size_t i = 0; i < figure->year_count && status == ENT_OK; i++) {
        if (figure->years[i].year != ent_day_year(span.from))
            continue;
        *out = (ent_claim_value){.low = figure->years[i].low, .high = figure->years[i].high};
        return ENT_OK;
    }
    return status == ENT_OK ? claim_missing(out, "%s has no value of %.20s", figure->id, words[0])
                            : status;
}

static const ent_scenario_figure *find_figure(const running *run, const char *name)
{
    for (size_t i = 0; i < run->content->figure_count; i++)
        if (strcmp(run->content->figures[i].id, name) == 0)
            return &run->content->figures[i];
    return NULL;
}

/* ---- the world ---- */

static ent_world *series_world(const claim_state *state)
{
    return state->run->series ? state->run->series : state->run->world;
}

/* A series that covers a year: *found is false if there is none, and the value says so. */
static ent_status find_series(const claim_state *state, ent_series_kind kind, const char *name,
                              ent_span year, ent_series *series, bool *found, ent_claim_value *out)
{
    char first[11], last[11];
    *found = false;
    if (ent_world_resolve(series_world(state), kind, name, series, NULL) != ENT_OK)
        return claim_missing(out, "%s has no %s '%.60s'%s",
                           state->run->series ? "the world" : "the base",
                           ent_series_kind_word(kind), name,
                           state->run->series ? "" : "; --world gives one");
    answer_add_resolved(&state->run->answer, series_world(state), kind, name, series->source);
    if (!ent_spans_meet(series->covers, year))
        return claim_missing(out, "%d is not covered: %.50s@%.60s reaches from %s to %s",
                           ent_day_year(year.from), series->name, series->source,
                           ent_day_format(series->covers.from, first),
                           ent_day_format(series->covers.to, last));
    *found = true;
    return ENT_OK;
}

/* attribute(actor, year): the value; from the least to the greatest if the year has several. */
static ent_status attribute_value(const claim_state *state, const char *name,
                                  const char *const words[], ent_claim_value *out,
                                  ent_error *error)
{
    ent_span year;
    ent_series series;
    ent_spells spells = {0};
    bool found;
    int actor;
    ent_status status = claim_year(words[1], &year, error);
    if (status == ENT_OK)
        status = find_series(state, ENT_ATTRIBUTE, name, year, &series, &found, out);
    if (status != ENT_OK || !found)
        return status;
    status = ent_world_find_actor(series_world(state), words[0], year, &actor, error);
    if (status == ENT_OK)
        status = ent_world_spells(series_world(state), &series, year, &spells, error);
    if (status != ENT_OK)
        return status;
    (void)claim_missing(out, "%.40s has no %.60s in %d", words[0], name, ent_day_year(year.from));
    for (size_t i = 0; i < spells.count; i++) {
        double number = spells.items[i].number;
        if (spells.items[i].a != actor || isnan(number))
            continue;
        out->low = isnan(out->low) ? number : fmin(out->low, number);
        out->high = isnan(out->high) ? number : fmax(out->high, number);
        out->note[0] = '\0';
    }
    ent_spells_clear(&spells);
    return ENT_OK;
}

/* What holds between two actors in a year. */
typedef struct {
    double level, value, ties;
    unsigned obligations;
} pair_year;

static void add_tie(const ent_series *series, const ent_spell *spell, pair_year *pair)
{
    pair->level = ent_level_join(series->name, (int)pair->level, spell->level);
    pair->value += isnan(spell->number) ? 0 : spell->number;
    pair->obligations |= spell->obligations;
    pair->ties++;
}

static ent_status find_pair(const claim_state *state, const char *layer, const char *const words[],
                            pair_year *pair, bool *found, ent_series *series, ent_claim_value *out,
                            ent_error *error)
{
    ent_span year;
    ent_spells spells = {0};
    int a, b;
    *pair = (pair_year){0};
    ent_status status = claim_year(words[2], &year, error);
    if (status == ENT_OK)
        status = find_series(state, ENT_LAYER, layer, year, series, found, out);
    if (status != ENT_OK || !*found)
        return status;
    status = ent_world_find_actor(series_world(state), words[0], year, &a, error);
    if (status == ENT_OK)
        status = ent_world_find_actor(series_world(state), words[1], year, &b, error);
    if (status == ENT_OK)
        status = ent_world_spells(series_world(state), series, year, &spells, error);
    for (size_t i = 0; i < spells.count; i++) {
        const ent_spell *spell = &spells.items[i];
        bool forth = spell->a == a && spell->b == b, back = spell->a == b && spell->b == a;
        if (forth || (back && (!series->directed || series->measure != ENT_VALUED)))
            add_tie(series, spell, pair);
    }
    ent_spells_clear(&spells);
    return status;
}

/* tie(layer, A, B, year), or how many ties. */
static ent_status tie_value(const claim_state *state, const char *const words[], bool count,
                            ent_claim_value *out, ent_error *error)
{
    pair_year pair;
    ent_series series;
    bool found = false;
    ent_status status =
        find_pair(state, words[0], words + 1, &pair, &found, &series, out, error);
    if (status == ENT_OK && found)
        *out = ent_claim_number(count ? pair.ties
                                : series.measure == ENT_VALUED ? pair.value
                                : pair.ties > 0 && pair.level < 1 ? 1 : pair.level);
    return status;
}

/* defense(A, B, year): does either owe it the other, by the layer alliance? */
static ent_status obligation_value(const claim_state *state, unsigned bit, const char *source,
                                   const char *const words[], ent_claim_value *out,
                                   ent_error *error)
{
    char layer[100];
    pair_year pair;
    ent_series series;
    bool found = false;
    snprintf(layer, sizeof layer, "alliance%s", source);
    ent_status status = find_pair(state, layer, words, &pair, &found, &series, out, error);
    if (status == ENT_OK && found)
        *out = ent_claim_number((pair.obligations & bit) != 0);
    return status;
}

/* An actor of the run's states by its code. */
static ent_status find_present(const running *run, const char *code, size_t *out, ent_error *error)
{
    int actor = ent_snapshot_find(run->before, code);
    if (actor < 0)
        return ent_fail(error, ENT_ERR_INPUT, "there is no actor '%.60s' on the day of the base", code);
    *out = (size_t)actor;
    return ENT_OK;
}

/* defense(A, B): does either owe it the other in the state? */
static ent_status present_obligation(const claim_state *state, unsigned bit, const char *const words[], ent_claim_value *out,
                                     ent_error *error)
{
    const ent_snapshot *snapshot = run_state(state->run, state->after);
    const char *silence = run_silence(snapshot, "alliance");
    size_t a = 0, b = 0;
    ent_status status = find_present(state->run, words[0], &a, error);
    if (status == ENT_OK)
        status = find_present(state->run, words[1], &b, error);
    if (status != ENT_OK)
        return status;
    if (silence)
        return claim_missing(out, "layer alliance: %s", silence);
    *out = ent_claim_number(((run_owes(snapshot, a, b) | run_owes(snapshot, b, a)) & bit) != 0);
    return ENT_OK;
}

/* The obligation that a name is, before '@': its bit, or 0. */
static unsigned obligation_of(const char *name, const char **source)
{
    *source = name + strcspn(name, "@");
    for (unsigned bit = 1; bit <= ENT_OBLIGATIONS_ALL; bit <<= 1) {
        const char *word = ent_obligation_word(bit);
        if (strlen(word) == (size_t)(*source - name) && strncmp(word, name, strlen(word)) == 0)
            return bit;
    }
    return 0;
}

ent_status claim_value(void *user, const char *name, const char *const words[], size_t word_count,
                       ent_claim_value *out, ent_error *error)
{
    const claim_state *state = user;
    const ent_scenario_figure *figure = find_figure(state->run, name);
    const char *source;
    unsigned bit = obligation_of(name, &source);
    bool answered = false;
    if (evidence_value(state->claim, name, words, word_count, out))
        return ENT_OK;
    if (figure)
        return figure_value(figure, words, word_count, out, error);
    ent_status status = claim_future_value(state, bit, name, words, word_count, out, &answered, error);
    if (status != ENT_OK || answered)
        return status;
    if (word_count == 4 && (strcmp(name, "tie") == 0 || strcmp(name, "ties") == 0))
        return tie_value(state, words, strcmp(name, "ties") == 0, out, error);
    if (word_count == 3 && bit)
        return obligation_value(state, bit, source, words, out, error);
    if (word_count == 2 && bit && *source == '\0')
        return present_obligation(state, bit, words, out, error);
    if (word_count == 2)
        return attribute_value(state, name, words, out, error);
    if (word_count == 1)
        return measure_value(state, name, words[0], out, error);
    return ent_fail(error, ENT_ERR_INPUT,
                    "'%.60s' with %zu words is no value; docs/scenario.md lists what there is", name,
                    word_count);
}
