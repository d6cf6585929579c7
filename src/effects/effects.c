/* The list of families, and what all effects have in common: the rules of their kinds, written once.
 *
 *   ENT_INDEPENDENT  c_ij is data: an ego gains c_ij; a network that is not directed gains (c_ij + c_ji) / 2,
 *                    since its statistic counts each tie once
 *   ENT_ELEMENTARY   an ego gains t_ij (SPEC of RSiena: "elementary effects"); a tie model gains all
 *   any other        the row's own functions */
#include "effects/effects.h"

#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ent_family *const families[] = {
    &ent_family_structural, &ent_family_symmetric, &ent_family_degree, &ent_family_gwesp,
    &ent_family_covariate, &ent_family_dyadic, &ent_family_memory, &ent_family_geography,
    &ent_family_power, &ent_family_treaty,
};

/* ---- the list ---- */

const ent_effect *ent_effect_at(size_t index)
{
    for (size_t f = 0; f < ent_countof(families); f++) {
        if (index < families[f]->count)
            return &families[f]->rows[index];
        index -= families[f]->count;
    }
    return NULL;
}

const char *ent_effect_family(const ent_effect *effect)
{
    for (size_t f = 0; f < ent_countof(families); f++)
        if (effect >= families[f]->rows && effect < families[f]->rows + families[f]->count)
            return families[f]->name;
    return "";
}

/* ---- what they need ---- */

static void add_need(char *text, size_t size, const char *what, const char *meaning)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s%s%s", used ? "; " : "", what, meaning ? ": " : "",
             meaning ? meaning : "");
}

void ent_effect_needs(const ent_effect *effect, char *text, size_t size)
{
    const struct {
        unsigned need;
        const char *what, *meaning;
    } needs[] = {
        {ENT_NEEDS_DIRECTED, "directed", NULL},
        {ENT_NEEDS_SYMMETRIC, "undirected", NULL},
        {ENT_NEEDS_COVARIATE, "covariate", effect->covariate},
        {ENT_NEEDS_DYADIC, "dyadic covariate", effect->dyadic},
        {ENT_NEEDS_SECOND, "second dyadic covariate", effect->second},
        {ENT_NEEDS_PREVIOUS, "the network before", NULL},
        {ENT_NEEDS_TIME, "a time", NULL},
        {ENT_NEEDS_SETS, "treaties with their members", NULL},
    };
    text[0] = '\0';
    for (size_t k = 0; k < ent_countof(needs); k++)
        if (effect->needs & needs[k].need)
            add_need(text, size, needs[k].what, needs[k].meaning);
}

static bool fits_direction(const ent_effect *effect, bool directed)
{
    return !(effect->needs & (directed ? ENT_NEEDS_SYMMETRIC : ENT_NEEDS_DIRECTED));
}

/* Is `name` one of the words of `list`? */
static bool is_word_of(const char *name, const char *list)
{
    size_t length = strlen(name);
    for (const char *at = list; at && *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == length && strncmp(at, name, length) == 0)
            return true;
        at += word;
    }
    return false;
}

/* Rows that follow a peer where it differs are called "rsiena:..." or "btergm:...". */
static bool is_quirk(const ent_effect *effect)
{
    return strchr(effect->name, ':') != NULL;
}

static const ent_effect *find_peer(const char *name, bool directed, bool quirk)
{
    const ent_effect *effect;
    for (size_t k = 0; (effect = ent_effect_at(k)); k++)
        if (is_quirk(effect) == quirk && fits_direction(effect, directed)
            && (is_word_of(name, effect->rsiena) || is_word_of(name, effect->ergm)))
            return effect;
    return NULL;
}

const ent_effect *ent_effect_find(const char *name, bool directed)
{
    const ent_effect *effect;
    for (size_t k = 0; (effect = ent_effect_at(k)); k++)
        if (strcmp(effect->name, name) == 0 && fits_direction(effect, directed))
            return effect;
    const char *colon = strchr(name, ':');
    if (colon && (effect = find_peer(colon + 1, directed, true)))
        return effect;
    return find_peer(colon ? colon + 1 : name, directed, false);
}

const char *ent_effect_nearest(const char *name)
{
    const char *best = NULL;
    int best_distance = 0;
    const ent_effect *effect;
    for (size_t k = 0; (effect = ent_effect_at(k)); k++) {
        const char *near = ent_nearest(name, &effect->name, 1);
        if (near && (!best || ent_edit_distance(name, near) < best_distance)) {
            best = near;
            best_distance = ent_edit_distance(name, near);
        }
    }
    return best;
}

bool ent_effect_has_change(const ent_effect *effect)
{
    return effect->change || effect->kind & ENT_INDEPENDENT;
}

bool ent_effect_has_tie(const ent_effect *effect)
{
    return effect->tie != NULL;
}

/* ---- terms ---- */

void ent_term_init(ent_term *term, const ent_effect *effect)
{
    *term = (ent_term){.effect = effect};
    for (size_t p = 0; p < ENT_PARAMETERS; p++)
        term->parameter[p] = effect->parameters[p].value;
}

void ent_term_clear(ent_term *term)
{
    for (size_t k = 0; k < term->factor_count; k++)
        ent_term_clear(&term->factors[k]);
    free(term->prepared);
    term->prepared = NULL;
}

static ent_status check_direction(const ent_view *view, const ent_effect *effect, ent_error *error)
{
    if (fits_direction(effect, view->directed))
        return ENT_OK;
    return ent_fail(error, ENT_ERR_INPUT, "effect '%s' is for %s networks, and this one is %s",
                    effect->name, view->directed ? "undirected" : "directed",
                    view->directed ? "directed" : "undirected");
}

static ent_status check_needs(const ent_view *view, const ent_term *term, ent_error *error)
{
    const ent_effect *effect = term->effect;
    const struct {
        unsigned need;
        bool given;
        const char *what, *meaning;
    } needs[] = {
        {ENT_NEEDS_COVARIATE, term->covariate, "a covariate", effect->covariate},
        {ENT_NEEDS_DYADIC, term->dyadic, "a dyadic covariate", effect->dyadic},
        {ENT_NEEDS_SECOND, term->second, "a second dyadic covariate", effect->second},
        {ENT_NEEDS_PREVIOUS, view->previous, "the network before", NULL},
        {ENT_NEEDS_TIME, isfinite(view->time), "a time", NULL},
        {ENT_NEEDS_SETS, view->sets != NULL, "treaties with their members", NULL},
    };
    for (size_t k = 0; k < ent_countof(needs); k++)
        if (effect->needs & needs[k].need && !needs[k].given)
            return ent_fail(error, ENT_ERR_INPUT, "effect '%s' needs %s%s%s", effect->name,
                            needs[k].what, needs[k].meaning ? ": " : "",
                            needs[k].meaning ? needs[k].meaning : "");
    return ENT_OK;
}

static ent_status check_parameters(const ent_term *term, ent_error *error)
{
    for (size_t p = 0; p < ENT_PARAMETERS; p++) {
        const ent_parameter *parameter = &term->effect->parameters[p];
        double value = term->parameter[p];
        if (parameter->name && !(value >= parameter->least && value <= parameter->most))
            return ent_fail(error, ENT_ERR_INPUT, "effect '%s': %s = %g is not from %g to %g",
                            term->effect->name, parameter->name, value, parameter->least,
                            parameter->most);
    }
    return ENT_OK;
}

/* A matrix of a network without direction is read at [i, j] and [j, i]: it must be the same there. (A peer
 * reads the upper triangle only, and takes what stands below the diagonal for 0.) */
static ent_status check_symmetric(const ent_view *view, const ent_term *term, const ent_dyadic *w,
                                  ent_error *error)
{
    size_t n = view->n;
    for (size_t i = 0; w && !view->directed && i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (w->value[i * n + j] != w->value[j * n + i])
                return ent_fail(error, ENT_ERR_INPUT,
                                "effect '%s': the network is undirected, but '%s' is not symmetric: it is "
                                "%g for actors %zu, %zu and %g for %zu, %zu", term->effect->name,
                                w->name ? w->name : "the dyadic covariate", w->value[i * n + j], i + 1,
                                j + 1, w->value[j * n + i], j + 1, i + 1);
    return ENT_OK;
}

ent_status ent_term_check(const ent_view *view, const ent_term *term, ent_error *error)
{
    ent_status status = check_direction(view, term->effect, error);
    if (status == ENT_OK)
        status = check_needs(view, term, error);
    if (status == ENT_OK)
        status = check_parameters(term, error);
    if (status == ENT_OK)
        status = check_symmetric(view, term, term->dyadic, error);
    if (status == ENT_OK)
        status = check_symmetric(view, term, term->second, error);
    for (size_t k = 0; k < term->factor_count && status == ENT_OK; k++)
        status = ent_term_check(view, &term->factors[k], error);
    return status;
}

bool ent_term_known(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    size_t cell = pair(view, i, j);
    for (size_t k = 0; k < term->factor_count; k++)
        if (!ent_term_known(view, &term->factors[k], i, j))
            return false;
    return (!term->covariate || both_known(term, i, j))
           && !(term->dyadic && term->dyadic->missing && term->dyadic->missing[cell])
           && !(term->second && term->second->missing && term->second->missing[cell]);
}

static size_t prepared_count(ent_prepares prepares, size_t n)
{
    switch (prepares) {
    case ENT_PREPARES_COUNTS: return 2 * (n + 1);
    case ENT_PREPARES_ACTORS: return n;
    case ENT_PREPARES_PAIRS: return n * n;
    case ENT_PREPARES_THREE_PAIRS: return 3 * n * n;
    case ENT_PREPARES_NOTHING: break;
    }
    return 0;
}

ent_status ent_term_prepare(const ent_view *view, ent_term *term, ent_error *error)
{
    ent_status status = ENT_OK;
    for (size_t k = 0; k < term->factor_count && status == ENT_OK; k++)
        status = ent_term_prepare(view, &term->factors[k], error);
    if (status != ENT_OK || term->effect->prepares == ENT_PREPARES_NOTHING)
        return status;
    double *numbers = ent_new_array(prepared_count(term->effect->prepares, view->n), sizeof *numbers);
    if (!numbers)
        return ent_fail_memory(error);
    ent_term_clear(term);
    term->prepared = numbers;
    term->effect->prepare(view, term);
    return ENT_OK;
}

unsigned ent_terms_keep(const ent_term *terms, size_t count)
{
    unsigned keeps = 0;
    for (size_t k = 0; k < count; k++)
        keeps |= terms[k].effect ? terms[k].effect->keeps : 0;
    return keeps;
}

/* ---- values and changes ---- */

double ent_tie(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    return term->effect->tie(view, term, i, j);
}

double ent_ego_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    const ent_effect *effect = term->effect;
    return (effect->ego_change ? effect->ego_change : effect->tie)(view, term, i, j);
}

double ent_change(const ent_view *view, const ent_term *term, size_t i, size_t j)
{
    const ent_effect *effect = term->effect;
    if (effect->change)
        return effect->change(view, term, i, j);
    double c = effect->tie(view, term, i, j);
    return view->directed ? c : (c + effect->tie(view, term, j, i)) / 2;
}

void ent_ego_row(const ent_view *view, const ent_term *term, size_t i, double row[])
{
    const ent_effect *effect = term->effect;
    if (effect->ego_row) {
        effect->ego_row(view, term, i, row);
    } else {
        ent_pair_function *change = effect->ego_change ? effect->ego_change : effect->tie;
        for (size_t j = 0; j < view->n; j++)
            row[j] = j == i ? 0 : change(view, term, i, j);
    }
    row[i] = 0;
}

double ent_ego_total(const ent_view *view, const ent_term *term, size_t i)
{
    const ent_effect *effect = term->effect;
    if (effect->ego_value || !effect->tie)
        return (effect->ego_value ? effect->ego_value : effect->ego_total)(view, term, i);
    double sum = 0; /* the conformance test compares this with the plain loops */
    for (size_t k = 0; k < view->out_degree[i]; k++)
        sum += effect->tie(view, term, i, out_of(view, i)[k]);
    return sum;
}

static double sum_of_egos(const ent_view *view, const ent_term *term)
{
    double sum = 0;
    for (size_t i = 0; i < view->n; i++)
        sum += ent_ego_total(view, term, i);
    return sum;
}

double ent_total(const ent_view *view, const ent_term *term)
{
    double shared = term->effect->total_shared[view->directed];
    if (shared == 0)
        shared = term->effect->kind & ENT_INDEPENDENT && !view->directed ? 2 : 1;
    return sum_of_egos(view, term) / shared;
}

static double target_shared(const ent_view *view, const ent_term *term)
{
    double shared = term->effect->target_shared[view->directed];
    return shared == 0 ? 1 : shared;
}

double ent_target(const ent_view *view, const ent_term *term)
{
    return sum_of_egos(view, term) / target_shared(view, term);
}

double ent_tie_sum(const ent_view *view, const ent_term *term, const uint8_t *other,
                   const uint8_t *leave_out)
{
    double sum = 0;
    for (size_t i = 0; i < view->n; i++)
        for (size_t k = 0; k < view->out_degree[i]; k++) {
            size_t j = out_of(view, i)[k], cell = i * view->n + j;
            if (!other[cell] && !(leave_out && leave_out[cell]))
                sum += term->effect->tie(view, term, i, j);
        }
    return sum / target_shared(view, term);
}
