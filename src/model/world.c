/* A model's data from a world: waves are days (1 July where only a year is given); the actors are the states that
 * are there at one wave or more; state layers are as on the day, disputes and wars collected over years that end
 * with that of the day (docs/models.md). What a source does not cover is refused. */
#include "model/model.h"

#include "core/text.h"
#include "entente/snapshot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const dependent_keys[] = {"name", "directed", "layer", "obligations", "least", "window",
                                             MODEL_CHOICE_KEYS};
static const char *const covariate_keys[] = {"name", "centred", "attribute", "derive", "log", "least"};
static const char *const dyadic_keys[] = {"name", "centred", "symmetric", "layer", "obligations", "value",
                                          "window"};
static const char *const actor_keys[] = {"system", "only"};

ent_status model_world_open(model_file *m, ent_error *error)
{
    if (m->given) {
        m->source = m->given;
        return model_note_world(m, error);
    }
    char *path = model_beside(m, m->model.world);
    if (!path)
        return ent_fail_memory(error);
    ent_status status = ent_world_open(path, ENT_WORLD_READ, &m->source, error);
    free(path);
    return status == ENT_OK ? model_note_world(m, error) : status;
}

void model_world_close(model_file *m)
{
    if (m->source != m->given)
        ent_world_close(m->source);
    m->source = NULL;
}

/* ---- days and actors ---- */

ent_status model_parse_day(const model_file *m, const char *text, ent_day *out, ent_error *error)
{
    ent_span span;
    ent_precision precision;
    ent_status status = ent_span_parse(text, &span, &precision, error);
    if (status != ENT_OK)
        return status;
    ent_day of_year = m->model.family == ENT_FAMILY_TREATY ? span.to : ent_day_from_date(ent_day_year(span.from), 7, 1);
    *out = precision == ENT_DATE_YEAR ? of_year : span.from;
    return ENT_OK;
}

static ent_status read_origin(model_file *m, ent_error *error)
{
    ent_status status = model_parse_day(m, m->model.waves[0], &m->days[0], error);
    m->days[1] = m->days[0];
    return status;
}

static ent_status read_day(model_file *m, size_t wave, ent_error *error)
{
    const ent_yaml_node *item = ent_yaml_get(m->root, "waves")->child;
    ent_error inner = {0};
    for (size_t w = 0; w < wave; w++)
        item = item->next;
    if (model_parse_day(m, item->text, &m->days[wave], &inner) != ENT_OK)
        return ent_yaml_fail(m->yaml, item, error, "%s", inner.message);
    if (wave > 0 && m->days[wave] <= m->days[wave - 1])
        return ent_yaml_fail(m->yaml, item, error, "wave '%.20s' is not later than the one before",
                             item->text);
    return ENT_OK;
}

/* The code of a panel's actor, by the first wave at which it is there. */
static const char *code_of(const ent_panel *panel, size_t i)
{
    for (size_t w = 0; w < panel->wave_count; w++) {
        int at = panel->index[w * panel->actor_count + i];
        if (at >= 0)
            return panel->waves[w]->actors[at].abb;
    }
    return "";
}

/* `only`: a list of codes; without it all are in the model. */
static bool is_listed(const ent_yaml_node *only, const char *code)
{
    for (const ent_yaml_node *item = only ? only->child : NULL; item; item = item->next)
        if (ent_equal_nocase(item->text, code))
            return true;
    return !only;
}

/* A code that the world does not know is a mistake; of an origin in another world it may be. */
static ent_status check_only(model_file *m, const ent_yaml_node *only, ent_error *error)
{
    ent_status status = only ? ent_yaml_expect(m->yaml, only, ENT_YAML_LIST, "only", error) : ENT_OK;
    for (const ent_yaml_node *item = only ? only->child : NULL; item && status == ENT_OK; item = item->next) {
        int actor;
        ent_error inner = {0};
        status = ent_yaml_expect(m->yaml, item, ENT_YAML_TEXT, "an actor's code", error);
        if (status == ENT_OK && !m->model.ahead &&
            ent_world_find_actor(m->source, item->text, (ent_span){ENT_DAY_FIRST, ENT_DAY_LAST}, &actor, &inner) != ENT_OK)
            status = ent_yaml_fail(m->yaml, item, error, "%s", inner.message);
    }
    return status;
}

static ent_status take_actors(model_file *m, const ent_panel *panel, ent_error *error)
{
    const ent_yaml_node *only = m->actors_node ? ent_yaml_get(m->actors_node, "only") : NULL;
    size_t n = 0, all = panel->actor_count, places = ent_world_actor_count(m->source) + 1;
    ent_status status = check_only(m, only, error);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < all; i++)
        n += is_listed(only, code_of(panel, i));
    snprintf(m->system, sizeof m->system, "%s@%s", panel->waves[0]->system, panel->waves[0]->system_source);
    m->model.system = model_text(m, m->system);
    m->model.only = only;
    m->model.actors = model_new(m, n, sizeof *m->model.actors);
    m->model.absent = model_new(m, n * m->model.ties.wave_count, 1); /* 0 in a wave of which nothing is known */
    m->actor_of = model_new(m, places, sizeof *m->actor_of);
    int *numbers = model_new(m, n, sizeof *numbers);
    m->model.world_actors = numbers;
    if (!m->model.system || !m->model.actors || !m->model.absent || !m->actor_of || !numbers)
        return ent_fail_memory(error);
    memset(m->actor_of, -1, places * sizeof *m->actor_of);
    for (size_t i = 0; i < all; i++) {
        size_t k = m->model.actor_count;
        if (!is_listed(only, code_of(panel, i)))
            continue;
        m->actor_of[panel->world_id[i]] = (int)k;
        numbers[k] = panel->world_id[i];
        for (size_t w = 0; w < panel->wave_count; w++)
            m->model.absent[w * n + k] = panel->index[w * all + i] < 0;
        m->model.actors[k] = model_text(m, code_of(panel, i));
        if (!m->model.actors[k])
            return ent_fail_memory(error);
        m->model.actor_count++;
    }
    return ENT_OK;
}

static ent_status world_actors(model_file *m, ent_error *error)
{
    const char *no_names[1] = {NULL}, *system = NULL;
    size_t waves = m->model.ties.wave_count;
    ent_panel *panel = NULL;
    m->actors_node = ent_yaml_get(m->root, "actors");
    m->days = model_new(m, waves, sizeof *m->days);
    m->model.days = m->days;
    ent_status status = m->days ? ENT_OK : ent_fail_memory(error);
    if (status == ENT_OK && m->actors_node) {
        status = ent_yaml_expect(m->yaml, m->actors_node, ENT_YAML_MAP, "actors", error);
        if (status == ENT_OK)
            status = ent_yaml_check_keys(m->yaml, m->actors_node, actor_keys, ent_countof(actor_keys),
                                         error);
        if (status == ENT_OK)
            status = model_take(m, m->actors_node, "system", false, &system, error);
    }
    if (status == ENT_OK && m->model.ahead)
        status = read_origin(m, error);
    for (size_t w = 0; w < waves && !m->model.ahead && status == ENT_OK; w++)
        status = read_day(m, w, error);
    ent_snapshot_options options = {.system = system, .layers = no_names, .attributes = no_names};
    if (status == ENT_OK)
        status = ent_panel_at(m->source, m->days, m->model.ahead ? 1 : waves, &options, &panel, error);
    if (status == ENT_OK)
        status = take_actors(m, panel, error);
    ent_panel_free(panel);
    return status;
}

/* ---- ties of a layer ---- */

typedef struct {
    ent_series series;
    unsigned obligations;  /* any of these make a tie; 0 = all ties do */
    double least;          /* of levels */
    int window;            /* years; 0 = the day */
} world_layer;

static bool is_event(const char *name)
{
    return strcmp(name, "dispute") == 0 || strcmp(name, "war") == 0;
}

static ent_status open_layer(model_file *m, const ent_yaml_node *node, world_layer *layer,
                             ent_error *error)
{
    const char *name, *obligations = NULL;
    double window;
    ent_error inner = {0};
    *layer = (world_layer){.least = 1};
    ent_status status = model_take(m, node, "layer", true, &name, error);
    if (status == ENT_OK)
        status = model_take(m, node, "obligations", false, &obligations, error);
    if (status != ENT_OK)
        return status;
    if (ent_world_resolve(m->source, ENT_LAYER, name, &layer->series, &inner) != ENT_OK)
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, "layer"), error, "%s", inner.message);
    status = model_note_series(m, ENT_LAYER, name, &layer->series, error);
    if (status != ENT_OK)
        return status;
    if (obligations && ent_obligations_parse(obligations, &layer->obligations, &inner) != ENT_OK)
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, "obligations"), error, "%s", inner.message);
    window = is_event(layer->series.name) ? 1 : 0;
    status = model_take_number(m, node, "window", &window, error);
    if (status == ENT_OK && (window < 0 || window > 200 || window != floor(window)))
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, "window"), error,
                             "window must be a whole number of years, 0 to 200");
    layer->window = (int)window;
    return status == ENT_OK && ent_yaml_get(node, "least")
               ? model_take_number(m, node, "least", &layer->least, error) : status;
}

/* The days of a wave over which ties are collected: of a model of treaties, those of its year that have come. */
static ent_span days_of(const model_file *m, size_t wave, int window)
{
    ent_day day = m->days[wave];
    int year = ent_day_year(day);
    if (m->model.family == ENT_FAMILY_TREATY)
        return (ent_span){ent_span_of_year(year).from, day};
    if (window == 0)
        return (ent_span){day, day};
    return (ent_span){ent_span_of_year(year - window + 1).from, ent_span_of_year(year).to};
}

static ent_status check_covered(model_file *m, const ent_yaml_node *node, const ent_series *series,
                                ent_span span, ent_error *error)
{
    char day[11], from[11], to[11];
    if (span.from >= series->covers.from && span.to <= series->covers.to)
        return ENT_OK;
    return ent_yaml_fail(m->yaml, node, error, "%s@%s does not cover %s: it has %s to %s", series->name,
                         series->source,
                         ent_day_format(span.from < series->covers.from ? span.from : span.to, day),
                         ent_day_format(series->covers.from, from), ent_day_format(series->covers.to, to));
}

/* Both ends in the model, and a tie by its obligations? */
static bool is_tie(const model_file *m, const world_layer *layer, const ent_spell *tie, size_t *i,
                   size_t *j)
{
    int a = m->actor_of[tie->a], b = m->actor_of[tie->b];
    if (a < 0 || b < 0 || a == b)
        return false;
    *i = (size_t)a;
    *j = (size_t)b;
    return layer->obligations == 0 || (tie->obligations & layer->obligations) != 0;
}

/* Ties of one wave. Contiguity's levels are types, of which the lowest is the nearest. */
static ent_status read_wave(model_file *m, const ent_yaml_node *node, const world_layer *layer, size_t wave,
                            ent_spells *out, ent_error *error)
{
    ent_span span = days_of(m, wave, layer->window);
    ent_status status = check_covered(m, node, &layer->series, span, error);
    return status == ENT_OK ? ent_world_spells(m->source, &layer->series, span, out, error) : status;
}

/* Pairs with an absent actor can have no tie: structurally none in an actor-oriented model. */
static void fix_absent(const model_file *m, size_t wave, uint8_t *code)
{
    size_t n = m->model.actor_count;
    const uint8_t *absent = m->model.absent + wave * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j && (absent[i] || absent[j]))
                code[i * n + j] = m->model.family == ENT_FAMILY_SAOM ? ENT_TIE_NEVER : 0;
}

static ent_status world_ties(model_file *m, uint8_t *code, ent_error *error)
{
    world_layer layer;
    size_t i, j, n = m->model.actor_count;
    ent_status status = open_layer(m, m->dependent, &layer, error);
    m->model.layer = status == ENT_OK ? model_text(m, layer.series.name) : NULL;
    m->model.layer_source = status == ENT_OK ? model_text(m, layer.series.source) : NULL;
    m->model.obligations = layer.obligations;
    if (status == ENT_OK && (!m->model.layer || !m->model.layer_source))
        status = ent_fail_memory(error);
    for (size_t w = 0; w < m->model.ties.wave_count && status == ENT_OK; w++) {
        ent_spells spells = {0};
        uint8_t *at = code + w * n * n;
        status = read_wave(m, m->dependent, &layer, w, &spells, error);
        for (size_t k = 0; k < spells.count && status == ENT_OK; k++) {
            const ent_spell *tie = &spells.items[k];
            bool high = layer.series.measure != ENT_ORDERED || tie->level == 0
                        || (double)tie->level >= layer.least;
            if (!high || !is_tie(m, &layer, tie, &i, &j))
                continue;
            at[i * n + j] = 1;
            if (!layer.series.directed || !m->model.ties.directed)
                at[j * n + i] = 1;
        }
        fix_absent(m, w, at);
        ent_spells_clear(&spells);
    }
    return status;
}

/* ---- covariates ---- */

static double transformed(double value, bool log_of, double least)
{
    value = isnan(least) ? value : fmax(value, least);
    return log_of ? log(value) : value;
}

/* Which series the values are of. */
static ent_status note_origin(model_file *m, const ent_series *series, ent_model_series *of, ent_error *error)
{
    *of = (ent_model_series){.name = model_text(m, series->name), .source = model_text(m, series->source), .least = (double)NAN};
    return of->name && of->source ? ENT_OK : ent_fail_memory(error);
}

static ent_status world_attribute(model_file *m, const ent_yaml_node *node, double **raw, size_t *waves,
                                  ent_model_series *of, ent_error *error)
{
    const char *name;
    ent_series series;
    bool log_of = false;
    double least = (double)NAN;
    ent_error inner = {0};
    size_t n = m->model.actor_count;
    *raw = NULL;
    ent_status status = model_take(m, node, "attribute", true, &name, error);
    if (status == ENT_OK && ent_world_resolve(m->source, ENT_ATTRIBUTE, name, &series, &inner) != ENT_OK)
        return ent_yaml_fail(m->yaml, ent_yaml_get(node, "attribute"), error, "%s", inner.message);
    if (status == ENT_OK)
        status = model_note_series(m, ENT_ATTRIBUTE, name, &series, error);
    if (status == ENT_OK)
        status = model_take_flag(m, node, "log", &log_of, error);
    if (status == ENT_OK)
        status = model_take_number(m, node, "least", &least, error);
    if (status == ENT_OK)
        status = note_origin(m, &series, of, error);
    of->log = log_of;
    of->least = least;
    *waves = m->model.ties.wave_count;
    if (status == ENT_OK && !(*raw = ent_new_array(*waves * n, sizeof **raw)))
        status = ent_fail_memory(error);
    for (size_t k = 0; status == ENT_OK && k < *waves * n; k++)
        (*raw)[k] = (double)NAN;
    size_t used = m->model.family == ENT_FAMILY_SAOM ? *waves - 1 : *waves;
    for (size_t w = 0; w < used && status == ENT_OK; w++) {
        ent_spells spells = {0};
        ent_span day = days_of(m, w, 0);
        status = check_covered(m, node, &series, day, error);
        if (status == ENT_OK)
            status = ent_world_spells(m->source, &series, day, &spells, error);
        for (size_t k = 0; k < spells.count; k++) {
            int i = m->actor_of[spells.items[k].a];
            if (i >= 0)
                (*raw)[w * n + (size_t)i] = transformed(spells.items[k].number, log_of, least);
        }
        ent_spells_clear(&spells);
    }
    return status;
}

static ent_status world_covariate(model_file *m, const ent_yaml_node *node, double **raw, size_t *waves,
                                  ent_model_series *of, ent_error *error)
{
    static const char *const of_attributes[] = {"attribute", "log", "least"};
    const char *word;
    *raw = NULL;
    ent_status status = model_take(m, node, "derive", false, &word, error);
    if (status != ENT_OK)
        return status;
    if (!word)
        return world_attribute(m, node, raw, waves, of, error);
    for (size_t k = 0; k < ent_countof(of_attributes); k++)
        if (ent_yaml_get(node, of_attributes[k]))
            return ent_yaml_fail(m->yaml, ent_yaml_get(node, of_attributes[k]), error, "'%s' does not go with 'derive'",
                                 of_attributes[k]);
    return model_derived(m, node, word, raw, waves, error);
}

typedef enum { VALUE_TIE, VALUE_LEVEL, VALUE_NUMBER } value_kind;

static ent_status take_value(model_file *m, const ent_yaml_node *node, value_kind *out, ent_error *error)
{
    static const char *const words[] = {"tie", "level", "number"};
    const char *text;
    *out = VALUE_TIE;
    ent_status status = model_take(m, node, "value", false, &text, error);
    if (status != ENT_OK || !text)
        return status;
    for (size_t k = 0; k < ent_countof(words); k++)
        if (strcmp(words[k], text) == 0) {
            *out = (value_kind)k;
            return ENT_OK;
        }
    return ent_yaml_fail(m->yaml, ent_yaml_get(node, "value"), error,
                         "value '%.40s' is unknown; expected tie, level, number", text);
}

/* What a tie adds to its cell: 1, the level joined to what is there, or its number. */
static double tie_value(const world_layer *layer, value_kind kind, const ent_spell *tie, double there)
{
    if (kind == VALUE_NUMBER)
        return tie->number;
    if (kind == VALUE_TIE)
        return 1;
    return there == 0 ? tie->level : ent_level_join(layer->series.name, (int)there, tie->level);
}

/* A pair of which one is absent has no value: it does not count in the mean. */
static void leave_out_absent(const model_file *m, size_t wave, double *at)
{
    size_t n = m->model.actor_count;
    const uint8_t *absent = m->model.absent + wave * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (absent[i] || absent[j])
                at[i * n + j] = (double)NAN;
}

static ent_status fill_wave(model_file *m, const ent_yaml_node *node, const world_layer *layer,
                            value_kind kind, bool symmetric, size_t wave, double *at, ent_error *error)
{
    ent_spells spells = {0};
    size_t i, j, n = m->model.actor_count;
    ent_status status = read_wave(m, node, layer, wave, &spells, error);
    for (size_t k = 0; status == ENT_OK && kind == VALUE_NUMBER && k < n * n; k++)
        at[k] = (double)NAN; /* a pair without a number is missing, not 0 */
    for (size_t k = 0; k < spells.count && status == ENT_OK; k++) {
        if (!is_tie(m, layer, &spells.items[k], &i, &j))
            continue;
        at[i * n + j] = tie_value(layer, kind, &spells.items[k], at[i * n + j]);
        if (symmetric || !layer->series.directed)
            at[j * n + i] = tie_value(layer, kind, &spells.items[k], at[j * n + i]);
    }
    leave_out_absent(m, wave, at);
    ent_spells_clear(&spells);
    return status;
}

static ent_status world_dyadic(model_file *m, const ent_yaml_node *node, double **raw, size_t *waves,
                               ent_model_series *of, ent_error *error)
{
    world_layer layer;
    value_kind kind;
    bool symmetric;
    size_t cells = m->model.actor_count * m->model.actor_count;
    *raw = NULL;
    ent_status status = model_take_symmetric(m, node, &symmetric, error);
    if (status == ENT_OK)
        status = open_layer(m, node, &layer, error);
    if (status == ENT_OK)
        status = take_value(m, node, &kind, error);
    if (status == ENT_OK)
        status = note_origin(m, &layer.series, of, error);
    *waves = m->model.ties.wave_count;
    if (status == ENT_OK && !(*raw = ent_new_array(*waves * cells, sizeof **raw)))
        status = ent_fail_memory(error);
    size_t used = m->model.family == ENT_FAMILY_SAOM ? *waves - 1 : *waves;
    for (size_t w = 0; w < used && status == ENT_OK; w++)
        status = fill_wave(m, node, &layer, kind, symmetric, w, *raw + w * cells, error);
    return status;
}

/* ---- treaties ---- */

/* Sets of one wave while they are made; the treaty of each. */
typedef struct {
    ent_member_set *sets;
    uint8_t **members; /* the same arrays as in the sets */
    int *treaty;
    size_t count;
} living;

static size_t set_of(living *l, size_t first, int treaty)
{
    size_t k = first;
    while (k < l->count && l->treaty[k] != treaty)
        k++;
    return k;
}

/* The treaty of a member's row as a set of the wave that begins at `first`. */
static ent_status add_member(model_file *m, living *l, size_t first, const ent_spell *row, ent_error *error)
{
    int actor = m->actor_of[row->a];
    size_t k = set_of(l, first, row->treaty);
    if (actor < 0)
        return ENT_OK;
    if (k == l->count) {
        ent_treaty treaty;
        ent_status status = ent_world_treaty(m->source, row->treaty, &treaty, error);
        if (status != ENT_OK)
            return status;
        l->members[k] = model_new(m, m->model.actor_count, 1);
        l->sets[k] = (ent_member_set){model_text(m, treaty.code), l->members[k]};
        if (!l->sets[k].name || !l->members[k])
            return ent_fail_memory(error);
        l->treaty[k] = row->treaty;
        l->count++;
    }
    l->members[k][actor] = 1;
    return ENT_OK;
}

static ent_status read_living(model_file *m, const ent_series *series, living *l, ent_error *error)
{
    const ent_yaml_node *node = ent_yaml_get(m->root, "treaties");
    size_t waves = m->model.ties.wave_count, room = 0;
    ent_status status = ENT_OK;
    ent_spells *rows = ent_new_array(waves, sizeof *rows);
    if (!rows)
        return ent_fail_memory(error);
    for (size_t w = 0; w + 1 < waves && status == ENT_OK; w++) {
        status = check_covered(m, node, series, days_of(m, w, 0), error);
        if (status == ENT_OK)
            status = ent_world_spells(m->source, series, days_of(m, w, 0), &rows[w], error);
        room += rows[w].count;
    }
    l->sets = model_new(m, room, sizeof *l->sets);
    l->members = model_new(m, room, sizeof *l->members);
    l->treaty = model_new(m, room, sizeof *l->treaty);
    if (status == ENT_OK && (!l->sets || !l->members || !l->treaty))
        status = ent_fail_memory(error);
    for (size_t w = 0; w < waves; w++) {
        m->model.first_set[w] = l->count;
        for (size_t k = 0; k < rows[w].count && status == ENT_OK; k++)
            status = add_member(m, l, m->model.first_set[w], &rows[w].items[k], error);
        ent_spells_clear(&rows[w]);
    }
    m->model.first_set[waves] = l->count;
    free(rows);
    return status;
}

static ent_status world_treaties(model_file *m, ent_error *error)
{
    const char *name;
    ent_series series;
    living l = {0};
    ent_error inner = {0};
    ent_status status = model_take(m, m->root, "treaties", true, &name, error);
    if (status != ENT_OK)
        return status;
    if (ent_world_resolve(m->source, ENT_TREATIES, name, &series, &inner) != ENT_OK)
        return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "treaties"), error, "%s", inner.message);
    status = model_note_series(m, ENT_TREATIES, name, &series, error);
    if (status != ENT_OK)
        return status;
    m->model.first_set = model_new(m, m->model.ties.wave_count + 1, sizeof *m->model.first_set);
    if (!m->model.first_set)
        return ent_fail_memory(error);
    status = read_living(m, &series, &l, error);
    m->model.sets = l.sets;
    return status;
}

const model_source model_world = {
    .dependent_keys = dependent_keys, .dependent_key_count = ent_countof(dependent_keys),
    .covariate_keys = covariate_keys, .covariate_key_count = ent_countof(covariate_keys),
    .dyadic_keys = dyadic_keys, .dyadic_key_count = ent_countof(dyadic_keys),
    .actors = world_actors, .ties = world_ties, .covariate = world_covariate, .dyadic = world_dyadic,
    .treaties = world_treaties,
};
