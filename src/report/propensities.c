/* `entente propensities`: how much each two states want to be together, after Axelrod & Bennett 1993 (British Journal of
 * Political Science 23:211-33), from a world and from groups of the user's own. Each component is a number of a pair:
 *   ethnic      +1 a group in common, else 0                                     user's attribute `ethnic`
 *   religion    +1 a group in common, -1 none                                    user's attribute `religion`
 *   border      -1 a disagreement over borders, else 0: a positional or spatial rivalry on the day, or a dispute within
 *               the window in which either sought territory
 *   government  +1 of one kind, -1 not: polity2 from 6 democratic, to -6 autocratic, else between
 *   history     -1 a war against each other within the window, else 0
 *   p_ij = sum over components of weight times number; where a number is missing it adds nothing
 * The codings of the paper were not published with it: these are ours, and the weights are the user's. */
#include "report/propensities.h"

#include "core/memory.h"
#include "core/rows.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[PROPENSITY_COUNT] = {"ethnic", "religion", "border", "government", "history"};

enum { WINDOW_USUAL = 20, WINDOW_MOST = 1000, KIND_FROM = 6 };

typedef struct {
    const ent_propensity_options *options;
    answer answer;
    ent_error *error;
    ent_world *world;
    layer_ties of;               /* who is there on the day */
    size_t n;
    ent_span window;             /* days of wars and disputes */
    double weight[PROPENSITY_COUNT];
    double *value[PROPENSITY_COUNT]; /* [n * n]; NaN where missing; NULL: left out */
    char source[PROPENSITY_COUNT][64], reason[PROPENSITY_COUNT][160];
    years_values sizes;
} propensities;

static void leave_out(propensities *p, int component, const char *reason)
{
    free(p->value[component]);
    p->value[component] = NULL;
    snprintf(p->reason[component], sizeof p->reason[component], "%s", reason);
}

/* All pairs at a number. */
static ent_status begin(propensities *p, int component, double number)
{
    p->value[component] = ent_new_array(p->n * p->n, sizeof(double));
    for (size_t k = 0; k < p->n * p->n && p->value[component]; k++)
        p->value[component][k] = number;
    return p->value[component] ? ENT_OK : ent_fail_memory(p->error);
}

static void put(propensities *p, int component, size_t i, size_t j, double number)
{
    p->value[component][i * p->n + j] = p->value[component][j * p->n + i] = number;
}

/* ---- options ---- */

/* "ethnic=2,history=.5" */
static ent_status read_weights(propensities *p)
{
    const char *at = p->options->weights;
    for (int c = 0; c < PROPENSITY_COUNT; c++)
        p->weight[c] = 1;
    while (at && *at) {
        char word[64];
        size_t length = strcspn(at, ",");
        snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, at);
        at += length + (at[length] == ',');
        char *equals = strchr(word, '=');
        int component = 0;
        if (equals)
            *equals = '\0';
        while (component < PROPENSITY_COUNT && strcmp(words[component], word) != 0)
            component++;
        if (!equals || component == PROPENSITY_COUNT || !ent_parse_number(equals + 1, &p->weight[component]))
            return ent_fail(p->error, ENT_ERR_ARGUMENT, "--weights: '%.60s%s%.40s' is no weight; expected NAME=NUMBER of "
                            "ethnic, religion, border, government, history", word, equals ? "=" : "",
                            equals ? equals + 1 : "");
    }
    return ENT_OK;
}

static ent_status open_day(propensities *p)
{
    ent_span span;
    int years_back = p->options->window ? p->options->window : WINDOW_USUAL;
    if (!p->options->period.is_day)
        return ent_fail(p->error, ENT_ERR_ARGUMENT, "say of which day: --on DAY");
    if (years_back < 1 || years_back > WINDOW_MOST)
        return ent_fail(p->error, ENT_ERR_ARGUMENT, "a window of %d years; expected 1 to %d", years_back, WINDOW_MOST);
    if (p->options->border && strcmp(p->options->border, "rivalry") != 0 && strcmp(p->options->border, "dispute") != 0)
        return ent_fail(p->error, ENT_ERR_ARGUMENT, "--border '%.40s' is unknown; expected rivalry, dispute",
                        p->options->border);
    ent_status status = layer_ties_init(&p->of, 1, p->error);
    if (status == ENT_OK)
        status = layer_ties_find_period(&p->of, p->world, &p->options->period, p->options->of, NULL, &span, p->error);
    if (status == ENT_OK)
        status = layer_ties_open(&p->of, p->world, span, true, p->options->of, p->error);
    if (status != ENT_OK)
        return status;
    layer_ties_choose(&p->of, 1);
    p->n = p->of.n;
    p->window = (ent_span){ent_day_from_date(ent_day_year(span.to) - years_back + 1, 1, 1), span.to};
    return ENT_OK;
}

/* ---- the user's groups ---- */

enum { ACTOR, ATTRIBUTE, VALUE, FROM, TO };

static const ent_column columns[] = {
    [ACTOR] = {"actor", ENT_COLUMN_REQUIRED}, [ATTRIBUTE] = {"attribute", ENT_COLUMN_REQUIRED},
    [VALUE] = {"value", ENT_COLUMN_REQUIRED}, [FROM] = {"from", ENT_COLUMN_OPTIONAL}, [TO] = {"to", ENT_COLUMN_OPTIONAL},
};

/* Does a row hold on the day? */
static ent_status holds(const propensities *p, const ent_rows *rows, bool *out)
{
    ent_span from, to;
    ent_precision precision;
    ent_day day = p->window.to;
    ent_status status = ENT_OK;
    *out = true;
    if (ent_rows_given(rows, FROM) && (status = ent_rows_span(rows, FROM, &from, &precision, p->error)) == ENT_OK)
        *out = from.from <= day;
    if (status == ENT_OK && ent_rows_given(rows, TO) &&
        (status = ent_rows_span(rows, TO, &to, &precision, p->error)) == ENT_OK)
        *out = *out && to.to >= day;
    return status;
}

static ent_status read_group(propensities *p, const ent_rows *rows, ent_arena *texts, const char **groups[2])
{
    const char *name = ent_rows_text(rows, ATTRIBUTE);
    int component = strcmp(name, "ethnic") == 0 ? 0 : strcmp(name, "religion") == 0 ? 1 : -1, actor;
    bool is_now;
    if (component < 0)
        return ENT_OK;
    ent_status status = holds(p, rows, &is_now);
    if (status != ENT_OK || !is_now)
        return status;
    status = ent_world_find_actor(p->world, ent_rows_text(rows, ACTOR), (ent_span){p->window.to, p->window.to}, &actor,
                                  p->error);
    if (status != ENT_OK)
        return ent_rows_fail(rows, ACTOR, p->error, "is no actor on the day");
    if (p->of.index[actor] < 0)
        return ENT_OK;
    const char **group = &groups[component][p->of.index[actor]];
    if (*group)
        return ent_rows_fail(rows, ACTOR, p->error, "has its %s in an earlier row; several groups are joined by ';'", name);
    *group = ent_arena_text(texts, ent_rows_text(rows, VALUE));
    return *group ? ENT_OK : ent_fail_memory(p->error);
}

/* Have two lists "a;b" a word in common? */
static bool share_word(const char *a, const char *b)
{
    for (const char *at = a; *at;) {
        size_t length = strcspn(at, ";");
        for (const char *other = b; *other;) {
            size_t width = strcspn(other, ";");
            if (length > 0 && width == length && strncmp(at, other, length) == 0)
                return true;
            other += width + (other[width] == ';');
        }
        at += length + (at[length] == ';');
    }
    return false;
}

static ent_status compare_groups(propensities *p, int component, const char **group, double otherwise)
{
    bool any = false;
    ent_status status = begin(p, component, (double)NAN);
    for (size_t i = 0; i < p->n && status == ENT_OK; i++)
        for (size_t j = i + 1; j < p->n; j++)
            if (group[i] && group[j]) {
                put(p, component, i, j, share_word(group[i], group[j]) ? 1 : otherwise);
                any = true;
            }
    snprintf(p->source[component], sizeof p->source[component], "attributes file");
    if (status == ENT_OK && !any)
        leave_out(p, component, "the attributes file has it of no two states of the day");
    return status;
}

static ent_status read_file(propensities *p, ent_arena *texts, const char **groups[2])
{
    ent_rows *rows;
    char checksum[65];
    bool more = true;
    ent_status status = ent_rows_open_csv(p->options->attributes, 0, &rows, p->error);
    if (status != ENT_OK)
        return status;
    ent_csv_checksum(ent_rows_csv(rows), checksum);
    answer_input(&p->answer, p->options->attributes, checksum);
    status = ent_rows_bind(rows, columns, ent_countof(columns), false, p->error);
    while (status == ENT_OK && (status = ent_rows_next(rows, &more, p->error)) == ENT_OK && more)
        status = read_group(p, rows, texts, groups);
    ent_rows_close(rows);
    return status;
}

static ent_status add_groups(propensities *p)
{
    ent_arena texts = {0};
    const char **groups[2] = {ent_new_array(p->n, sizeof(char *)), ent_new_array(p->n, sizeof(char *))};
    ent_status status = groups[0] && groups[1] ? ENT_OK : ent_fail_memory(p->error);
    if (!p->options->attributes) {
        leave_out(p, PROPENSITY_ETHNIC, "no --attributes file");
        leave_out(p, PROPENSITY_RELIGION, "no --attributes file");
    } else {
        if (status == ENT_OK)
            status = read_file(p, &texts, groups);
        if (status == ENT_OK)
            status = compare_groups(p, PROPENSITY_ETHNIC, groups[0], 0);
        if (status == ENT_OK)
            status = compare_groups(p, PROPENSITY_RELIGION, groups[1], -1);
    }
    free(groups[0]);
    free(groups[1]);
    ent_arena_clear(&texts);
    return status;
}

/* ---- government ---- */

static int kind_of(double polity)
{
    return polity >= KIND_FROM ? 1 : polity <= -KIND_FROM ? -1 : 0;
}

static ent_status add_government(propensities *p)
{
    ent_series series;
    years_values polity = {0};
    bool found;
    ent_status status = years_find(p->world, ENT_ATTRIBUTE, "polity2", &series, &found, p->error);
    if (status != ENT_OK || !found) {
        leave_out(p, PROPENSITY_GOVERNMENT, "the world has no attribute polity2");
        return status;
    }
    status = years_read_values(&p->of.y, "polity2", &polity, p->error);
    if (status == ENT_OK)
        status = begin(p, PROPENSITY_GOVERNMENT, (double)NAN);
    const double *value = status == ENT_OK ? polity.value + p->of.y.places : NULL;
    for (size_t i = 0; i < p->n && value; i++)
        for (size_t j = i + 1; j < p->n; j++) {
            double x = value[p->of.place[i]], y = value[p->of.place[j]];
            if (!isnan(x) && !isnan(y))
                put(p, PROPENSITY_GOVERNMENT, i, j, kind_of(x) == kind_of(y) ? 1 : -1);
        }
    snprintf(p->source[PROPENSITY_GOVERNMENT], sizeof p->source[0], "%s", series.source);
    if (status == ENT_OK && !ent_spans_meet(series.covers, (ent_span){p->window.to, p->window.to}))
        leave_out(p, PROPENSITY_GOVERNMENT, "polity2 does not cover the day");
    years_values_clear(&polity);
    return status;
}

/* ---- ties of a layer that make a pair -1 ---- */

typedef bool pair_test(void *context, const ent_spell *spell);

static ent_status mark_pairs(propensities *p, int component, const char *layer, ent_span when, pair_test *test, void *context)
{
    ent_series series;
    ent_spells spells = {0};
    bool found;
    char reason[100];
    ent_status status = years_find(p->world, ENT_LAYER, layer, &series, &found, p->error);
    if (status == ENT_OK && (!found || !ent_spans_meet(series.covers, when))) {
        snprintf(reason, sizeof reason, "the world has no layer %.40s%s", layer, found ? " of that time" : "");
        leave_out(p, component, reason);
        return ENT_OK;
    }
    if (status == ENT_OK)
        status = begin(p, component, 0);
    if (status == ENT_OK)
        status = ent_world_spells(p->world, &series, when, &spells, p->error);
    for (size_t k = 0; k < spells.count && status == ENT_OK; k++) {
        const ent_spell *spell = &spells.items[k];
        int i = p->of.index[spell->a], j = p->of.index[spell->b];
        if (i >= 0 && j >= 0 && i != j && (!test || test(context, spell)))
            put(p, component, (size_t)i, (size_t)j, -1);
    }
    snprintf(p->source[component], sizeof p->source[component], "%s", series.source);
    ent_spells_clear(&spells);
    return status;
}

/* A positional or spatial rivalry: its types are its text. */
static bool is_about_place(void *context, const ent_spell *spell)
{
    const char *types = ent_world_phrase(context, spell->text);
    return types && (strstr(types, "positional") || strstr(types, "spatial"));
}

/* Parties to disputes who sought territory. */
typedef struct {
    int treaty, actor;
} seeker;

typedef struct {
    seeker *items;
    size_t count, capacity;
} seekers;

static bool sought_territory(void *context, const ent_spell *spell)
{
    const seekers *list = context;
    for (size_t k = 0; k < list->count; k++)
        if (list->items[k].treaty == spell->treaty &&
            (list->items[k].actor == spell->a || list->items[k].actor == spell->b))
            return true;
    return false;
}

/* Is a first or second revision that a record says 1, territory? */
static ent_status is_territorial(propensities *p, const int fields[2], int record, bool *out)
{
    ent_detail *details;
    size_t count;
    *out = false;
    ent_status status = ent_world_details(p->world, record, record, &details, &count, p->error);
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        *out |= (details[k].field == fields[0] || details[k].field == fields[1]) && fabs(details[k].number - 1) < .5;
    if (status == ENT_OK)
        free(details);
    return status;
}

static ent_status find_fields(propensities *p, int source, int fields[2])
{
    ent_field *all;
    size_t count;
    ent_status status = ent_world_fields(p->world, source, &all, &count, p->error);
    fields[0] = fields[1] = 0;
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        if (strcmp(all[k].name, "revtype1") == 0)
            fields[0] = all[k].id;
        if (strcmp(all[k].name, "revtype2") == 0)
            fields[1] = all[k].id;
    }
    if (status == ENT_OK)
        free(all);
    return status;
}

static ent_status find_seekers(propensities *p, seekers *list, bool *known)
{
    ent_series series;
    ent_spells parties = {0};
    int fields[2] = {0, 0};
    bool found;
    ent_status status = years_find(p->world, ENT_CONFLICTS, "dispute@cow-mid", &series, &found, p->error);
    if (status == ENT_OK && found)
        status = find_fields(p, series.source_id, fields);
    *known = found && fields[0];
    if (status == ENT_OK && *known)
        status = ent_world_spells(p->world, &series, p->window, &parties, p->error);
    for (size_t k = 0; k < parties.count && status == ENT_OK; k++) {
        bool territorial = false;
        if (parties.items[k].record)
            status = is_territorial(p, fields, parties.items[k].record, &territorial);
        if (status != ENT_OK || !territorial)
            continue;
        if (!ent_grow(&list->items, list->count, &list->capacity, sizeof *list->items))
            status = ent_fail_memory(p->error);
        else
            list->items[list->count++] = (seeker){parties.items[k].treaty, parties.items[k].a};
    }
    ent_spells_clear(&parties);
    return status;
}

static ent_status add_border(propensities *p)
{
    seekers list = {0};
    bool known;
    if (!p->options->border || strcmp(p->options->border, "rivalry") == 0)
        return mark_pairs(p, PROPENSITY_BORDER, "rivalry", (ent_span){p->window.to, p->window.to}, is_about_place, p->world);
    ent_status status = find_seekers(p, &list, &known);
    if (status == ENT_OK && known)
        status = mark_pairs(p, PROPENSITY_BORDER, "dispute@cow-mid", p->window, sought_territory, &list);
    else if (status == ENT_OK)
        leave_out(p, PROPENSITY_BORDER, "the world has no disputes of COW (MIDB) with their revision types");
    free(list.items);
    return status;
}

/* ---- the answer ---- */

static void add_components(propensities *p)
{
    static const char *const names[] = {"component", "weight", "source", "left_out"};
    ent_json_value *t = ent_json_add_table(p->answer.json, p->answer.result, "components", names, ent_countof(names));
    for (int c = 0; c < PROPENSITY_COUNT; c++) {
        answer_text_cell(&p->answer, t, "component", words[c]);
        answer_number_cell(&p->answer, t, "weight", p->value[c] ? p->weight[c] : 0);
        answer_text_cell(&p->answer, t, "source", p->value[c] ? p->source[c] : NULL);
        answer_text_cell(&p->answer, t, "left_out", p->value[c] ? NULL : p->reason[c]);
    }
}

static double propensity_of(const propensities *p, size_t pair)
{
    double sum = 0;
    for (int c = 0; c < PROPENSITY_COUNT; c++)
        if (p->value[c] && !isnan(p->value[c][pair]))
            sum += p->weight[c] * p->value[c][pair];
    return sum;
}

static double size_of(const propensities *p, size_t i)
{
    return p->options->size ? p->sizes.value[p->of.y.places + (size_t)p->of.place[i]] : 1;
}

static void add_pair(propensities *p, ent_json_value *pairs, ent_json_value *edges, size_t i, size_t j)
{
    size_t pair = i * p->n + j;
    double propensity = propensity_of(p, pair), weight = propensity * size_of(p, i) * size_of(p, j);
    answer_text_cell(&p->answer, pairs, "from", p->of.name[i]);
    answer_text_cell(&p->answer, pairs, "to", p->of.name[j]);
    for (int c = 0; c < PROPENSITY_COUNT; c++)
        answer_number_cell(&p->answer, pairs, words[c], p->value[c] ? p->value[c][pair] : (double)NAN);
    answer_number_cell(&p->answer, pairs, "propensity", propensity);
    if (!(weight < 0 || weight > 0))
        return;
    answer_text_cell(&p->answer, edges, "from", p->of.name[i]);
    answer_text_cell(&p->answer, edges, "to", p->of.name[j]);
    answer_number_cell(&p->answer, edges, "weight", weight);
}

static ent_status add_tables(propensities *p)
{
    static const char *const names[] = {"from", "to", "ethnic", "religion", "border", "government", "history", "propensity"};
    static const char *const edge_names[] = {"from", "to", "weight"}, *const actor_names[] = {"name", "size"};
    ent_json *json = p->answer.json;
    ent_json_value *result = p->answer.result;
    const char *table = p->options->table ? p->options->table : "pairs";
    if (strcmp(table, "pairs") != 0 && strcmp(table, "edges") != 0 && strcmp(table, "actors") != 0 &&
        strcmp(table, "components") != 0)
        return ent_fail(p->error, ENT_ERR_ARGUMENT, "--table '%.40s' is unknown; expected pairs, edges, actors, components",
                        table);
    ent_json_add_text(json, result, "main", table);
    ent_json_add_text(json, result, "size", p->options->size);
    ent_json_value *window = ent_json_add_object(json, result, "window");
    answer_add_span(&p->answer, window, "days", p->window);
    ent_json_value *actors = ent_json_add_table(json, result, "actors", actor_names, ent_countof(actor_names));
    for (size_t i = 0; i < p->n; i++) {
        answer_text_cell(&p->answer, actors, "name", p->of.name[i]);
        answer_number_cell(&p->answer, actors, "size", size_of(p, i));
    }
    ent_json_value *pairs = ent_json_add_table(json, result, "pairs", names, ent_countof(names));
    ent_json_value *edges = ent_json_add_table(json, result, "edges", edge_names, ent_countof(edge_names));
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = i + 1; j < p->n; j++)
            add_pair(p, pairs, edges, i, j);
    return ENT_OK;
}

static ent_status make(propensities *p)
{
    ent_status status = read_weights(p);
    if (status == ENT_OK)
        status = open_day(p);
    if (status == ENT_OK && p->options->size)
        status = years_read_values(&p->of.y, p->options->size, &p->sizes, p->error);
    if (status == ENT_OK)
        status = add_groups(p);
    if (status == ENT_OK)
        status = add_border(p);
    if (status == ENT_OK)
        status = add_government(p);
    if (status == ENT_OK)
        status = mark_pairs(p, PROPENSITY_HISTORY, "war", p->window, NULL, NULL);
    if (status != ENT_OK)
        return status;
    layer_ties_add_head(&p->of, &p->answer, &p->options->period);
    add_components(p);
    return add_tables(p);
}

ent_status ent_propensities_report(ent_world *world, const char *path, const ent_propensity_options *options,
                                   ent_json **out, ent_error *error)
{
    propensities p = {.options = options, .error = error, .world = world};
    *out = NULL;
    ent_status status = answer_begin(&p.answer, "propensities", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&p.answer, world, path, error);
    if (status == ENT_OK)
        status = make(&p);
    for (int c = 0; c < PROPENSITY_COUNT; c++)
        free(p.value[c]);
    years_values_clear(&p.sizes);
    layer_ties_clear(&p.of);
    return answer_end(&p.answer, status, out, error);
}
