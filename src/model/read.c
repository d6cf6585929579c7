/* Reading a model's file: keys are checked as they are read, data is taken from a folder or a world, effects are
 * checked against the first period. The format is docs/models.md. */
#include "model/model.h"

#include "core/file.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory and keys ---- */

void *model_new(model_file *m, size_t count, size_t size)
{
    return ent_arena_new(&m->arena, count * size + 1);
}

char *model_text(model_file *m, const char *text)
{
    return ent_arena_text(&m->arena, text);
}

ent_status model_take(model_file *m, const ent_yaml_node *node, const char *key, bool required,
                      const char **out, ent_error *error)
{
    return ent_yaml_take_text(m->yaml, node, key, required, out, error);
}

ent_status model_take_flag(model_file *m, const ent_yaml_node *node, const char *key, bool *out,
                           ent_error *error)
{
    const char *text;
    ent_status status = model_take(m, node, key, false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, key), error,
                             "%s '%.40s' must be true or false", key, text);
    *out = strcmp(text, "true") == 0;
    return ENT_OK;
}

ent_status model_take_number(model_file *m, const ent_yaml_node *node, const char *key, double *out,
                             ent_error *error)
{
    const char *text;
    ent_status status = model_take(m, node, key, false, &text, error);
    if (status == ENT_OK && text && !ent_parse_number(text, out))
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, key), error, "%s '%.40s' is not a number", key,
                             text);
    return status;
}

ent_status model_take_symmetric(model_file *m, const ent_yaml_node *node, bool *out, ent_error *error)
{
    *out = !m->model.ties.directed;
    return model_take_flag(m, node, "symmetric", out, error);
}

int model_wave(const model_file *m, const char *text)
{
    for (size_t w = 0; w < m->model.ties.wave_count; w++)
        if (strcmp(m->model.waves[w], text) == 0)
            return (int)w;
    return -1;
}

ent_status model_take_word(model_file *m, const ent_yaml_node *node, const char *key, const char *const words[],
                           size_t count, int *out, ent_error *error)
{
    const char *text, *near;
    ent_status status = model_take(m, node, key, false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    for (size_t k = 0; k < count; k++)
        if (strcmp(words[k], text) == 0) {
            *out = (int)k;
            return ENT_OK;
        }
    near = ent_nearest(text, words, count);
    return ent_yaml_fail(m->yaml, ent_yaml_get(node, key), error, "%s '%.40s' is unknown; expected %s%s",
                         key, text, near ? "perhaps " : "one of docs/models.md", near ? near : "");
}

/* ---- head: family, waves, the dependent layer ---- */

static const char *const family_words[] = {"saom", "tergm", "logit", "treaty"};
static const char *const part_words[] = {"evaluation", "creation", "endowment", "rate"};

const char *ent_model_part_word(ent_model_part part)
{
    return part_words[part];
}

const char *ent_model_family_word(ent_model_family family)
{
    return family_words[family];
}

/* The origin, and what comes after it. */
static ent_status read_origin(model_file *m, const ent_yaml_node *list, const char **waves, ent_error *error)
{
    const ent_yaml_node *last = list->child;
    while (last && last->next)
        last = last->next;
    if (!m->origin && (!last || last->kind != ENT_YAML_TEXT))
        return ent_yaml_fail(m->yaml, list, error, "expected waves, years or days");
    waves[0] = m->origin ? m->origin : last->text;
    waves[1] = "ahead";
    m->model.ties.wave_count = 2;
    return ENT_OK;
}

/* Of a model as known on a day the waves after it are as if they were not in the file. */
static bool is_later(const model_file *m, const ent_yaml_node *item)
{
    ent_day day;
    return m->model.limited && model_parse_day(m, item->text, &day, NULL) == ENT_OK && day > m->until;
}

static ent_status check_wave_count(model_file *m, const ent_yaml_node *list, ent_error *error)
{
    char day[11];
    if (!m->model.limited || m->model.ties.wave_count >= 2)
        return ENT_OK;
    return ent_yaml_fail(m->yaml, list, error, "too few waves: to learn from, a model needs two by %s, and this one has %zu",
                         ent_day_format(m->until, day), m->model.ties.wave_count);
}

static ent_status read_waves(model_file *m, ent_error *error)
{
    const ent_yaml_node *list = ent_yaml_get(m->root, "waves");
    if (!list)
        return ent_yaml_fail(m->yaml, m->root, error, "the model has no 'waves'");
    ent_status status = ent_yaml_expect(m->yaml, list, ENT_YAML_LIST, "waves", error);
    if (status != ENT_OK)
        return status;
    if (list->child_count < 2 && m->model.family == ENT_FAMILY_SAOM)
        return ent_yaml_fail(m->yaml, list, error, "an actor-oriented model needs two waves or more");
    const char **waves = model_new(m, list->child_count + 2, sizeof *waves);
    if (!waves)
        return ent_fail_memory(error);
    m->model.waves = waves;
    if (m->model.ahead)
        return read_origin(m, list, waves, error);
    for (const ent_yaml_node *item = list->child; item; item = item->next) {
        status = ent_yaml_expect(m->yaml, item, ENT_YAML_TEXT, "a wave", error);
        if (status == ENT_OK && model_wave(m, item->text) >= 0)
            status = ent_yaml_fail(m->yaml, item, error, "wave '%.40s' is there twice", item->text);
        if (status != ENT_OK)
            return status;
        if (is_later(m, item))
            break;
        waves[m->model.ties.wave_count++] = item->text;
    }
    return check_wave_count(m, list, error);
}

/* Does any effect of a list need the network before, also as a factor? Unknown ones are refused later. */
static bool needs_previous(const model_file *m, const ent_yaml_node *list)
{
    bool needs = false;
    for (const ent_yaml_node *item = list ? list->child : NULL; item; item = item->next) {
        const ent_yaml_node *node = item->kind == ENT_YAML_MAP ? ent_yaml_get(item, "effect") : item;
        const ent_effect *effect =
            node && node->text ? ent_effect_find(node->text, m->model.ties.directed) : NULL;
        needs |= effect && effect->needs & (ENT_NEEDS_PREVIOUS | ENT_NEEDS_SETS);
        needs |= item->kind == ENT_YAML_MAP && needs_previous(m, ent_yaml_get(item, "interaction"));
    }
    return needs;
}

char *model_beside(const model_file *m, const char *name)
{
    return ent_path_beside(m->model.path, name);
}

static ent_status find_folder(model_file *m, ent_error *error)
{
    m->folder = model_beside(m, m->model.data);
    if (!m->folder)
        return ent_fail_memory(error);
    if (!ent_is_folder(m->folder))
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "data"), error, "there is no folder '%s'",
                             m->folder);
    return ENT_OK;
}

static ent_status read_head(model_file *m, ent_error *error)
{
    static const char *const keys[] = {"title", "family", "data", "world", "waves", "actors", "dependent",
                                       "covariates", "dyadic", "treaties", "effects", "estimation", "options"};
    int family = ENT_FAMILY_SAOM;
    ent_status status = ent_yaml_expect(m->yaml, m->root, ENT_YAML_MAP, "a model", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(m->yaml, m->root, keys, ent_countof(keys), error);
    if (status == ENT_OK)
        status = model_take(m, m->root, "title", false, &m->model.title, error);
    if (status == ENT_OK)
        status = model_take_word(m, m->root, "family", family_words, ent_countof(family_words), &family, error);
    if (status == ENT_OK)
        status = model_take(m, m->root, "data", false, &m->model.data, error);
    if (status == ENT_OK)
        status = model_take(m, m->root, "world", false, &m->model.world, error);
    m->model.family = (ent_model_family)family;
    if (status == ENT_OK && (m->model.ahead || m->model.limited) && m->model.data)
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "data"), error, "the model reads a folder, which has no days to "
                             "count years from; a forecast needs a model of a world");
    if (status == ENT_OK && !m->model.data == !m->model.world)
        status = ent_yaml_fail(m->yaml, m->root, error,
                               "a model has either 'data', a folder, or 'world', a world");
    if (status == ENT_OK)
        status = model_check_treaty(m, error);
    return status == ENT_OK ? read_waves(m, error) : status;
}

static ent_status read_dependent(model_file *m, const model_source *source, ent_error *error)
{
    m->dependent = ent_yaml_get(m->root, "dependent");
    if (!m->dependent)
        return ent_yaml_fail(m->yaml, m->root, error, "the model has no 'dependent'");
    ent_status status = ent_yaml_expect(m->yaml, m->dependent, ENT_YAML_MAP, "dependent", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(m->yaml, m->dependent, source->dependent_keys,
                                     source->dependent_key_count, error);
    if (status == ENT_OK)
        status = model_take(m, m->dependent, "name", true, &m->model.variable, error);
    if (status == ENT_OK)
        status = model_take_flag(m, m->dependent, "directed", &m->model.ties.directed, error);
    if (status == ENT_OK)
        status = model_read_saom(m, error);
    m->model.lagged = status == ENT_OK && m->model.family != ENT_FAMILY_SAOM
                      && needs_previous(m, ent_yaml_get(m->root, "effects"));
    if (m->model.lagged && m->model.ties.wave_count < 2)
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "waves"), error,
                             "an effect needs the network before: give two waves or more");
    return status;
}

static ent_status read_ties(model_file *m, const model_source *source, ent_error *error)
{
    size_t n = m->model.actor_count, count = m->model.ties.wave_count * n * n;
    uint8_t *code = model_new(m, count, 1);
    if (!code)
        return ent_fail_memory(error);
    m->model.ties.n = n;
    m->model.ties.code = code;
    ent_status status = source->ties(m, code, error);
    if (status == ENT_OK)
        status = ent_waves_check(&m->model.ties, error);
    for (size_t k = 0; k < count; k++)
        m->model.missing_ties += code[k] == ENT_TIE_MISSING;
    m->model.balance_mean = ent_balance_mean(&m->model.ties);
    m->model.structure_mean = ent_structure_mean(&m->model.ties);
    return status;
}

/* ---- covariates ---- */

/* Waves of a covariate that are used: those that periods start from, or those modelled; of a model of futures the origin. */
static void waves_used(const model_file *m, size_t given, size_t *first, size_t *count)
{
    bool starts = m->model.family == ENT_FAMILY_SAOM || m->model.ahead;
    *first = given == 1 || starts ? 0 : ent_model_period_wave(&m->model, 0);
    *count = given == 1 ? 1 : given - *first - (starts ? 1 : 0);
}

/* A wave without any value would silently drop out of a fit. */
static ent_status check_waves_known(model_file *m, const ent_yaml_node *node, const ent_model_covariate *c,
                                    size_t first, size_t used, ent_error *error)
{
    size_t n = m->model.actor_count;
    for (size_t wave = first; c->waves > 1 && wave < first + used; wave++) {
        bool known = false;
        for (size_t i = 0; i < n && !known; i++)
            known = !c->missing[wave * n + i];
        if (!known)
            return ent_yaml_fail(m->yaml, node, error, "covariate '%s' has no value in wave %s", c->name,
                                 m->model.waves[wave]);
    }
    return ENT_OK;
}

/* The wave before the first modelled has no part in the constants; a forecast may start from it. */
static void fill_covariate_before(const double *raw, size_t count, ent_model_covariate *c)
{
    for (size_t k = 0; k < count; k++) {
        c->missing[k] = (uint8_t)(isnan(raw[k]) ? 1 : 0);
        c->value[k] = c->missing[k] ? c->constants.neutral : raw[k] - (c->centred ? c->constants.mean : 0);
    }
}

static void fill_dyadic_before(const double *raw, size_t n, size_t count, ent_model_dyadic *d)
{
    for (size_t k = 0; k < count; k++) {
        bool diagonal = k / n % n == k % n;
        d->missing[k] = (uint8_t)(isnan(raw[k]) && !diagonal ? 1 : 0);
        d->value[k] = diagonal ? 0 : d->missing[k] ? d->raw_mean : raw[k];
    }
}

static ent_status fill_covariate(model_file *m, const model_source *source, const ent_yaml_node *node,
                                 ent_model_covariate *c, ent_error *error)
{
    double *raw = NULL;
    size_t n = m->model.actor_count, first, used;
    ent_status status = source->covariate(m, node, &raw, &c->waves, &c->series, error);
    if (status != ENT_OK) {
        free(raw);
        return status;
    }
    c->value = model_new(m, c->waves * n, sizeof *c->value);
    c->missing = model_new(m, c->waves * n, 1);
    if (!c->value || !c->missing) {
        free(raw);
        return ent_fail_memory(error);
    }
    waves_used(m, c->waves, &first, &used);
    ent_error inner = {0};
    status = ent_covariate_centre(raw + first * n, n, used, c->centred, c->value + first * n,
                                  c->missing + first * n, &c->constants, &inner);
    if (status == ENT_OK)
        fill_covariate_before(raw, first * n, c);
    free(raw);
    if (status != ENT_OK)
        return ent_yaml_fail(m->yaml, node, error, "covariate '%s': %s", c->name, inner.message);
    c->constants.name = c->name;
    status = check_waves_known(m, node, c, first, used, error);
    if (status != ENT_OK)
        return status;
    for (size_t k = first * n; k < c->waves * n; k++)
        c->missing_count += c->missing[k] && !(c->waves > 1 && m->model.absent[k]);
    return ENT_OK;
}

/* Pairs without a value, of actors who are both there. */
static size_t count_missing(const model_file *m, const ent_model_dyadic *d, size_t first)
{
    size_t n = m->model.actor_count, count = 0;
    for (size_t w = first; w < d->waves; w++) {
        const uint8_t *absent = m->model.absent + w * n;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                count += d->missing[(w * n + i) * n + j] && !(d->waves > 1 && (absent[i] || absent[j]));
    }
    return count;
}

static ent_status fill_dyadic(model_file *m, const model_source *source, const ent_yaml_node *node,
                              ent_model_dyadic *d, ent_error *error)
{
    double *raw = NULL;
    size_t cells = m->model.actor_count * m->model.actor_count, first, used;
    ent_status status = source->dyadic(m, node, &raw, &d->waves, &d->series, error);
    if (status != ENT_OK) {
        free(raw);
        return status;
    }
    d->value = model_new(m, d->waves * cells, sizeof *d->value);
    d->missing = model_new(m, d->waves * cells, 1);
    if (!d->value || !d->missing) {
        free(raw);
        return ent_fail_memory(error);
    }
    waves_used(m, d->waves, &first, &used);
    ent_error inner = {0};
    status = ent_dyadic_centre(raw + first * cells, m->model.actor_count, used, d->value + first * cells,
                               d->missing + first * cells, &d->raw_mean, &inner);
    if (status == ENT_OK)
        fill_dyadic_before(raw, m->model.actor_count, first * cells, d);
    free(raw);
    if (status != ENT_OK)
        return ent_yaml_fail(m->yaml, node, error, "covariate '%s': %s", d->name, inner.message);
    d->mean = d->centred ? d->raw_mean : 0;
    d->missing_count = count_missing(m, d, first);
    return ENT_OK;
}

static int find_covariate(const model_file *m, const char *name)
{
    for (size_t k = 0; k < m->model.covariate_count; k++)
        if (strcmp(m->model.covariates[k].name, name) == 0)
            return (int)k;
    return -1;
}

static int find_dyadic(const model_file *m, const char *name)
{
    for (size_t k = 0; k < m->model.dyadic_count; k++)
        if (strcmp(m->model.dyadic[k].name, name) == 0)
            return (int)k;
    return -1;
}

/* Name and `centred` of an item of a list of covariates. */
static ent_status read_item(model_file *m, const ent_yaml_node *item, const char *const keys[],
                            size_t key_count, const char **name, bool *centred, ent_error *error)
{
    ent_status status = ent_yaml_expect(m->yaml, item, ENT_YAML_MAP, "a covariate", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(m->yaml, item, keys, key_count, error);
    if (status == ENT_OK)
        status = model_take(m, item, "name", true, name, error);
    if (status == ENT_OK && (find_covariate(m, *name) >= 0 || find_dyadic(m, *name) >= 0))
        status = ent_yaml_fail(m->yaml, item, error, "there are two covariates '%.60s'", *name);
    *centred = m->model.family == ENT_FAMILY_SAOM;
    return status == ENT_OK ? model_take_flag(m, item, "centred", centred, error) : status;
}

/* The list of a key, NULL if it is absent. */
static ent_status list_of(model_file *m, const char *key, const ent_yaml_node **out, ent_error *error)
{
    *out = ent_yaml_get(m->root, key);
    return *out ? ent_yaml_expect(m->yaml, *out, ENT_YAML_LIST, key, error) : ENT_OK;
}

static ent_status read_covariates(model_file *m, const model_source *source, ent_error *error)
{
    const ent_yaml_node *list;
    ent_status status = list_of(m, "covariates", &list, error);
    if (status != ENT_OK || !list)
        return status;
    m->model.covariates = model_new(m, list->child_count, sizeof *m->model.covariates);
    if (!m->model.covariates)
        return ent_fail_memory(error);
    for (const ent_yaml_node *item = list->child; item && status == ENT_OK; item = item->next) {
        ent_model_covariate *c = &m->model.covariates[m->model.covariate_count];
        status = read_item(m, item, source->covariate_keys, source->covariate_key_count, &c->name,
                           &c->centred, error);
        if (status == ENT_OK)
            status = fill_covariate(m, source, item, c, error);
        m->model.covariate_count++;
    }
    return status;
}

static ent_status read_dyadic(model_file *m, const model_source *source, ent_error *error)
{
    const ent_yaml_node *list;
    ent_status status = list_of(m, "dyadic", &list, error);
    if (status != ENT_OK || !list)
        return status;
    m->model.dyadic = model_new(m, list->child_count, sizeof *m->model.dyadic);
    if (!m->model.dyadic)
        return ent_fail_memory(error);
    for (const ent_yaml_node *item = list->child; item && status == ENT_OK; item = item->next) {
        ent_model_dyadic *d = &m->model.dyadic[m->model.dyadic_count];
        status = read_item(m, item, source->dyadic_keys, source->dyadic_key_count, &d->name, &d->centred,
                           error);
        if (status == ENT_OK)
            status = fill_dyadic(m, source, item, d, error);
        m->model.dyadic_count++;
    }
    return status;
}

/* ---- effects ---- */

static const struct {
    const char *name, *rsiena;
} rates[] = {
    [ENT_RATE_BASIC] = {"rate", "Rate"},
    [ENT_RATE_COVARIATE] = {"rate_covariate", "RateX"},
    [ENT_RATE_OUT_DEGREE] = {"rate_out_degree", "outRate"},
    [ENT_RATE_IN_DEGREE] = {"rate_in_degree", "inRate"},
    [ENT_RATE_MUTUAL_DEGREE] = {"rate_mutual_degree", "recipRate"},
    [ENT_RATE_OUT_INVERSE] = {"rate_out_inverse", "outRateInv"},
    [ENT_RATE_OUT_LOG] = {"rate_out_log", "outRateLog"},
};

static int find_rate(const char *name)
{
    for (size_t k = 1; k < ent_countof(rates); k++)
        if (strcmp(rates[k].name, name) == 0 || strcmp(rates[k].rsiena, name) == 0)
            return (int)k;
    return -1;
}

/* One basic rate for each period of an actor-oriented model. */
static void add_basic_rates(model_file *m)
{
    for (size_t p = 0; m->model.family == ENT_FAMILY_SAOM && p < ent_model_period_count(&m->model); p++)
        m->model.effects[m->model.effect_count++] =
            (ent_model_effect){.part = ENT_RATE, .rate = ENT_RATE_BASIC, .name = rates[0].name,
                               .rsiena = rates[0].rsiena, .of = "", .covariate = -1, .dyadic = -1, .second = -1};
}

static ent_status find_effect(model_file *m, const ent_yaml_node *node, const char *name,
                              ent_model_effect *e, ent_error *error)
{
    int rate = find_rate(name);
    if (rate >= 0 && m->model.family == ENT_FAMILY_SAOM) {
        e->part = ENT_RATE;
        e->rate = (ent_model_rate)rate;
        e->name = rates[rate].name;
        e->rsiena = rates[rate].rsiena;
        return ENT_OK;
    }
    bool directed = m->model.ties.directed;
    e->effect = ent_effect_find(name, directed);
    if (e->effect) {
        e->name = e->effect->name;
        e->rsiena = e->effect->rsiena;
        for (size_t p = 0; p < ENT_PARAMETERS; p++)
            e->parameter[p] = e->effect->parameters[p].value;
        return ENT_OK;
    }
    if (ent_effect_find(name, !directed))
        return ent_yaml_fail(m->yaml, node, error, "effect '%.60s' is for %s networks, and '%s' is %s",
                             name, directed ? "undirected" : "directed", m->model.variable,
                             directed ? "directed" : "undirected");
    const char *near = ent_effect_nearest(name);
    return ent_yaml_fail(m->yaml, node, error, "there is no effect '%.60s'%s%s%s", name,
                         near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Put a text behind another, with `between` where there is one already. */
static ent_status join(model_file *m, const char **text, const char *between, const char *more, ent_error *error)
{
    size_t size = strlen(*text) + strlen(between) + strlen(more) + 1;
    char *joined = model_new(m, size, 1);
    if (!joined)
        return ent_fail_memory(error);
    snprintf(joined, size, "%s%s%s", *text, **text ? between : "", more);
    *text = joined;
    return ENT_OK;
}

/* A name of `of`: a covariate, the dyadic one, or the second. */
static ent_status bind_name(model_file *m, const ent_yaml_node *node, ent_model_effect *e,
                            ent_error *error)
{
    ent_status status = ent_yaml_expect(m->yaml, node, ENT_YAML_TEXT, "of", error);
    if (status != ENT_OK)
        return status;
    int covariate = find_covariate(m, node->text), dyadic = find_dyadic(m, node->text);
    bool wants_covariate = e->effect ? e->effect->needs & ENT_NEEDS_COVARIATE
                                     : e->rate == ENT_RATE_COVARIATE;
    unsigned needs = e->effect ? e->effect->needs : 0;
    if (covariate >= 0 && wants_covariate && e->covariate < 0)
        e->covariate = covariate;
    else if (dyadic >= 0 && needs & ENT_NEEDS_DYADIC && e->dyadic < 0)
        e->dyadic = dyadic;
    else if (dyadic >= 0 && needs & ENT_NEEDS_SECOND && e->second < 0)
        e->second = dyadic;
    else if (covariate < 0 && dyadic < 0)
        return ent_yaml_fail(m->yaml, node, error, "there is no covariate '%.60s'", node->text);
    else
        return ent_yaml_fail(m->yaml, node, error, "'%s' does not take the %s covariate '%.60s'", e->name,
                             covariate >= 0 ? "actor" : "dyadic", node->text);
    return join(m, &e->of, ", ", node->text, error);
}

static ent_status read_of(model_file *m, const ent_yaml_node *of, ent_model_effect *e, ent_error *error)
{
    if (!of)
        return ENT_OK;
    if (of->kind == ENT_YAML_TEXT)
        return bind_name(m, of, e, error);
    ent_status status = ent_yaml_expect(m->yaml, of, ENT_YAML_LIST, "of", error);
    for (const ent_yaml_node *item = status == ENT_OK ? of->child : NULL; item && status == ENT_OK;
         item = item->next)
        status = bind_name(m, item, e, error);
    return status;
}

static ent_status read_part(model_file *m, const ent_yaml_node *node, ent_model_effect *e, ent_error *error)
{
    int part = (int)e->part;
    ent_status status = model_take_word(m, node, "type", part_words, ent_countof(part_words), &part, error);
    if (status == ENT_OK && (part == ENT_RATE) != (e->part == ENT_RATE))
        status = ent_yaml_fail(m->yaml, node, error, "'%s' is %s", e->name,
                               part == ENT_RATE ? "no effect of a rate" : "an effect of a rate");
    if (status == ENT_OK && m->model.family == ENT_FAMILY_SAOM)
        status = model_read_start(m, node, e, error);
    e->part = (ent_model_part)part;
    return status;
}

/* The keys of an effect are its parameters' names, and effect, of; and type unless it is a factor. */
static ent_status read_options(model_file *m, const ent_yaml_node *node, bool is_factor, ent_model_effect *e,
                               ent_error *error)
{
    const char *keys[6 + ENT_PARAMETERS] = {"effect", "of", "type", "start", "fixed", "test"};
    size_t first = is_factor ? 2 : m->model.family == ENT_FAMILY_SAOM ? 6 : 3, count = first;
    for (size_t p = 0; e->effect && p < ENT_PARAMETERS && e->effect->parameters[p].name; p++)
        keys[count++] = e->effect->parameters[p].name;
    ent_status status = ent_yaml_check_keys(m->yaml, node, keys, count, error);
    if (status == ENT_OK && !is_factor)
        status = read_part(m, node, e, error);
    for (size_t p = first; p < count && status == ENT_OK; p++)
        status = model_take_number(m, node, keys[p], &e->parameter[p - first], error);
    return status == ENT_OK ? read_of(m, ent_yaml_get(node, "of"), e, error) : status;
}

/* A matrix of an undirected network is read both ways: it must be the same there, in every wave. */
static ent_status check_symmetric(model_file *m, const ent_yaml_node *node, const ent_model_effect *e, int dyadic,
                                  ent_error *error)
{
    size_t n = m->model.actor_count;
    if (dyadic < 0 || m->model.ties.directed)
        return ENT_OK;
    const ent_model_dyadic *d = &m->model.dyadic[dyadic];
    for (size_t cell = 0; cell < d->waves * n * n; cell++) {
        size_t wave = cell / (n * n), i = cell / n % n, j = cell % n;
        double one = d->value[cell], other = d->value[(wave * n + j) * n + i];
        if (one != other)
            return ent_yaml_fail(m->yaml, node, error,
                                 "effect '%s': '%s' is undirected, but '%s' is not symmetric%s%s: "
                                 "%s to %s is %.15g, %s to %s %.15g",
                                 e->name, m->model.variable, d->name, d->waves > 1 ? " in wave " : "",
                                 d->waves > 1 ? m->model.waves[wave] : "", m->model.actors[i], m->model.actors[j], one,
                                 m->model.actors[j], m->model.actors[i], other);
    }
    return ENT_OK;
}

static ent_status not_for_ties(model_file *m, const ent_yaml_node *node, const ent_model_effect *e,
                               ent_error *error)
{
    if (!e->factor_count)
        return ent_yaml_fail(m->yaml, node, error, "effect '%s' is not for tie models", e->name);
    return ent_yaml_fail(m->yaml, node, error,
                         "the interaction '%s' is not for tie models: there all factors are data; or "
                         "one is reciprocity; or one is of ego's own degree and the others of ego alone; or the others "
                         "are the same for all pairs, as 'time'",
                         e->name);
}

static ent_status check_part(model_file *m, const ent_yaml_node *node, const ent_model_effect *e,
                             ent_error *error)
{
    if (e->rate == ENT_RATE_COVARIATE && e->covariate < 0)
        return ent_yaml_fail(m->yaml, node, error, "'%s' needs a covariate: of: NAME", e->name);
    if (e->part == ENT_RATE || e->part == ENT_EVALUATION) {
        if (m->model.family != ENT_FAMILY_SAOM && !ent_effect_has_change(e->effect))
            return not_for_ties(m, node, e, error);
        return ENT_OK;
    }
    if (m->model.family != ENT_FAMILY_SAOM)
        return ent_yaml_fail(m->yaml, node, error, "only actor-oriented models have %s effects",
                             part_words[e->part]);
    if (!ent_effect_has_tie(e->effect))
        return ent_yaml_fail(m->yaml, node, error, "effect '%s' has no %s version: it is no sum over ties",
                             e->name, part_words[e->part]);
    return ENT_OK;
}

/* An effect by its name alone, or a map with options. */
static ent_status read_plain(model_file *m, const ent_yaml_node *node, bool is_factor, ent_model_effect *e,
                             ent_error *error)
{
    const char *name = node->text;
    ent_status status = ENT_OK;
    if (node->kind != ENT_YAML_TEXT) {
        status = ent_yaml_expect(m->yaml, node, ENT_YAML_MAP, is_factor ? "a factor" : "an effect", error);
        if (status == ENT_OK)
            status = model_take(m, node, "effect", true, &name, error);
    }
    if (status == ENT_OK)
        status = find_effect(m, node, name, e, error);
    if (status == ENT_OK && e->part == ENT_RATE && is_factor)
        status = ent_yaml_fail(m->yaml, node, error, "'%s' is an effect of a rate, and no factor of an interaction",
                               e->name);
    if (status == ENT_OK && node->kind == ENT_YAML_MAP)
        status = read_options(m, node, is_factor, e, error);
    if (status == ENT_OK)
        status = check_symmetric(m, node, e, e->dyadic, error);
    return status == ENT_OK ? check_symmetric(m, node, e, e->second, error) : status;
}

static ent_model_effect no_effect(const ent_yaml_node *node)
{
    return (ent_model_effect){.of = "", .covariate = -1, .dyadic = -1, .second = -1, .line = node->line,
                              .column = node->column};
}

/* "ego(power) x reciprocity" */
static ent_status add_name(model_file *m, ent_model_effect *e, const ent_model_effect *factor, ent_error *error)
{
    ent_status status = join(m, &e->name, " x ", factor->name, error);
    if (status == ENT_OK && *factor->of)
        status = join(m, &e->name, "(", factor->of, error);
    if (status == ENT_OK && *factor->of)
        status = join(m, &e->name, "", ")", error);
    return status;
}

/* Read each factor; their effects go to effects[], in order. */
static ent_status read_factors(model_file *m, const ent_yaml_node *list, ent_model_effect *e,
                               const ent_effect *effects[], ent_error *error)
{
    ent_status status = ENT_OK;
    for (const ent_yaml_node *item = list->child; item && status == ENT_OK; item = item->next) {
        ent_model_effect *factor = &e->factors[e->factor_count];
        *factor = no_effect(item);
        status = read_plain(m, item, true, factor, error);
        if (status == ENT_OK)
            status = add_name(m, e, factor, error);
        effects[e->factor_count++] = factor->effect;
    }
    return status;
}

/* interaction: [factor, factor], each an effect without a type; and the type of the whole. */
static ent_status read_interaction(model_file *m, const ent_yaml_node *node, ent_model_effect *e, ent_error *error)
{
    static const char *const keys[] = {"interaction", "type", "start", "fixed", "test"};
    const size_t key_count = m->model.family == ENT_FAMILY_SAOM ? ent_countof(keys) : 2;
    const ent_yaml_node *list = ent_yaml_get(node, "interaction");
    const ent_effect *effects[ENT_FACTORS];
    ent_error inner = {0};
    ent_status status = ent_yaml_check_keys(m->yaml, node, keys, key_count, error);
    if (status == ENT_OK)
        status = ent_yaml_expect(m->yaml, list, ENT_YAML_LIST, "interaction", error);
    if (status == ENT_OK && (list->child_count < 2 || list->child_count > ENT_FACTORS))
        status = ent_yaml_fail(m->yaml, list, error, "an interaction has 2 or %d factors, not %zu", ENT_FACTORS,
                               list->child_count);
    if (status != ENT_OK)
        return status;
    ent_interaction *made = model_new(m, 1, sizeof *made);
    e->factors = model_new(m, list->child_count, sizeof *e->factors);
    status = made && e->factors ? read_factors(m, list, e, effects, error) : ent_fail_memory(error);
    if (status == ENT_OK && ent_interaction_init(made, effects, e->factor_count, &inner) != ENT_OK)
        status = ent_yaml_fail(m->yaml, node, error, "%s", inner.message);
    if (status != ENT_OK)
        return status;
    e->effect = &made->effect;
    e->rsiena = made->effect.rsiena;
    return read_part(m, node, e, error);
}

static ent_status read_effect(model_file *m, const ent_yaml_node *node, ent_error *error)
{
    ent_model_effect *e = &m->model.effects[m->model.effect_count];
    *e = no_effect(node);
    e->name = "";
    bool interacts = node->kind == ENT_YAML_MAP && ent_yaml_get(node, "interaction");
    ent_status status = interacts ? read_interaction(m, node, e, error) : read_plain(m, node, false, e, error);
    if (status == ENT_OK)
        status = check_part(m, node, e, error);
    m->model.effect_count++;
    return status;
}

/* Of the kinds of memory, which are linear in each other beside the number of ties, a tie model has one. */
static ent_status check_memory(model_file *m, const ent_yaml_node *list, ent_error *error)
{
    static const char *const kinds[] = {"autoregression", "stability", "innovation", "loss"};
    const ent_model_effect *first = NULL;
    const ent_yaml_node *item = list->child;
    for (size_t k = 0; k < m->model.effect_count; k++, item = item->next) {
        const ent_model_effect *e = &m->model.effects[k];
        bool is_memory = false;
        for (size_t kind = 0; kind < ent_countof(kinds); kind++)
            is_memory |= strcmp(e->name, kinds[kind]) == 0;
        if (is_memory && first)
            return ent_yaml_fail(m->yaml, item, error, "'%s' and '%s' cannot both be told apart from the "
                                 "number of ties: a model has one kind of memory", first->name, e->name);
        first = is_memory ? e : first;
    }
    return ENT_OK;
}

/* Do the effects fit the data? Said with the line of the first that does not. */
static ent_status check_effects(model_file *m, ent_error *error)
{
    ent_model_period *period = NULL;
    ent_status status = ent_model_period_open(&m->model, 0, &period, error);
    ent_model_period_close(period);
    return status;
}

static ent_status read_effects(model_file *m, ent_error *error)
{
    const ent_yaml_node *list;
    ent_status status = list_of(m, "effects", &list, error);
    if (status != ENT_OK)
        return status;
    if (!list || list->child_count == 0)
        return ent_yaml_fail(m->yaml, m->root, error, "the model has no 'effects'");
    m->model.effects = model_new(m, list->child_count + m->model.ties.wave_count,
                                 sizeof *m->model.effects);
    if (!m->model.effects)
        return ent_fail_memory(error);
    add_basic_rates(m);
    for (const ent_yaml_node *item = list->child; item && status == ENT_OK; item = item->next)
        status = read_effect(m, item, error);
    if (status == ENT_OK && m->model.family != ENT_FAMILY_SAOM)
        status = check_memory(m, list, error);
    return status == ENT_OK ? check_effects(m, error) : status;
}

/* ---- all ---- */

/* What the terms of a model hang on, and they themselves. */
static ent_status read_terms(model_file *m, const model_source *source, ent_error *error)
{
    ent_status status = read_covariates(m, source, error);
    if (status == ENT_OK)
        status = read_dyadic(m, source, error);
    if (status == ENT_OK && ent_yaml_get(m->root, "treaties"))
        status = source->treaties(m, error);
    return status == ENT_OK ? read_effects(m, error) : status;
}

static ent_status read_model(model_file *m, ent_error *error)
{
    ent_status status = read_head(m, error);
    if (status != ENT_OK)
        return status;
    bool treaty = m->model.family == ENT_FAMILY_TREATY;
    const model_source *source = m->model.data ? &model_folder : &model_world;
    status = m->model.data ? find_folder(m, error) : model_world_open(m, error);
    if (status == ENT_OK)
        status = read_dependent(m, source, error);
    if (status == ENT_OK && treaty)
        status = model_read_treaty(m, error);
    if (status == ENT_OK)
        status = source->actors(m, error);
    if (status == ENT_OK)
        status = read_ties(m, source, error);
    return status == ENT_OK && !treaty ? read_terms(m, source, error) : status;
}

static ent_status open_file(model_file *m, const char *path, ent_error *error)
{
    ent_status status = ent_yaml_open(path, &m->yaml, error);
    if (status == ENT_OK) {
        m->root = ent_yaml_root(m->yaml);
        m->model.path = model_text(m, path);
        m->model.checksum = ent_yaml_checksum(m->yaml);
        status = m->model.path ? read_model(m, error) : ent_fail_memory(error);
    }
    model_world_close(m);
    return status;
}

static model_file *new_model_file(ent_world *world)
{
    model_file *m = calloc(1, sizeof *m);
    if (m)
        m->given = world;
    return m;
}

/* Open it, or free it. */
static ent_status open_model(model_file *m, const char *path, ent_model **out, ent_error *error)
{
    *out = NULL;
    if (!m)
        return ent_fail_memory(error);
    ent_status status = open_file(m, path, error);
    if (status == ENT_OK)
        *out = &m->model;
    else
        ent_model_free(&m->model);
    return status;
}

ent_status ent_model_open(const char *path, ent_model **out, ent_error *error)
{
    return open_model(new_model_file(NULL), path, out, error);
}

ent_status ent_model_open_at(const char *path, ent_world *world, const char *wave, ent_model **out, ent_error *error)
{
    model_file *m = new_model_file(world);
    *out = NULL;
    if (m) {
        m->model.ahead = true;
        m->origin = wave ? model_text(m, wave) : NULL;
    }
    if (m && wave && !m->origin) {
        ent_model_free(&m->model);
        return ent_fail_memory(error);
    }
    return open_model(m, path, out, error);
}

ent_status ent_model_open_until(const char *path, ent_world *world, ent_day until, ent_model **out, ent_error *error)
{
    model_file *m = new_model_file(world);
    if (m) {
        m->model.limited = true;
        m->until = until;
    }
    return open_model(m, path, out, error);
}

/* value = raw - mean, where it is centred; what is missing counts as the mean. */
void ent_model_centre_as(ent_model *model, size_t covariate, double mean, double range, double similarity_mean)
{
    ent_model_covariate *c = &model->covariates[covariate];
    double less = c->centred ? mean - c->constants.mean : 0;
    c->constants.neutral = c->centred ? 0 : mean;
    for (size_t k = 0; k < c->waves * model->actor_count; k++)
        c->value[k] = c->missing[k] ? c->constants.neutral : c->value[k] - less;
    c->constants.mean = mean;
    c->constants.range = range;
    c->constants.similarity_mean = similarity_mean;
}

/* Values are raw; what is missing counts as the mean. */
void ent_model_centre_dyadic_as(ent_model *model, size_t dyadic, double mean)
{
    ent_model_dyadic *d = &model->dyadic[dyadic];
    for (size_t cell = 0; cell < d->waves * model->actor_count * model->actor_count; cell++)
        d->value[cell] = d->missing[cell] ? mean : d->value[cell];
    d->raw_mean = mean;
    d->mean = d->centred ? mean : 0;
}

void ent_model_count_time_from(ent_model *model, const ent_day days[], size_t count)
{
    size_t last = 0;
    while (last + 1 < count && days[last + 1] <= model->days[0])
        last++;
    model->time_before = (double)last;
    if (count > 1 && last + 1 == count)
        model->time_before += round((double)(model->days[0] - days[last]) / (double)(days[last] - days[last - 1]));
}

void ent_model_free(ent_model *model)
{
    if (!model)
        return;
    model_file *m = (model_file *)model; /* the public part stands first */
    ent_yaml_close(m->yaml);
    ent_arena_clear(&m->arena);
    free(m->folder);
    free(m);
}
