/* A model's data from a folder of CSV files: actors, ties by wave, covariates by actor, dyadic ones by pair. Which
 * column is what the model's file says. Missing is an empty field or NA. */
#include "model/model.h"

#include "core/file.h"
#include "core/rows.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 64 };

/* A file of the folder, and which of its columns are wanted. */
typedef struct {
    ent_rows *rows;
    ent_column columns[COLUMNS_MOST];
    size_t count;
} table;

static const char *const dependent_keys[] = {"name", "directed", "file", "from", "to", "wave", "value",
                                             MODEL_CHOICE_KEYS};
static const char *const covariate_keys[] = {"name", "centred", "file", "id", "columns", "wave", "value"};
static const char *const dyadic_keys[] = {"name", "centred", "symmetric", "file", "from", "to", "wave",
                                          "value"};
static const char *const actor_keys[] = {"file", "id", "from", "to"};

/* ---- tables ---- */

/* Want the column that a key names; *place is its number, -1 where the key is absent. */
static ent_status want_key(model_file *m, table *t, const ent_yaml_node *node, const char *key,
                           bool required, int *place, ent_error *error)
{
    const char *column;
    *place = -1;
    ent_status status = model_take(m, node, key, required, &column, error);
    if (status != ENT_OK || !column)
        return status;
    *place = (int)t->count;
    t->columns[t->count++] = (ent_column){column, ENT_COLUMN_REQUIRED};
    return ENT_OK;
}

/* Open the file that the node names, or `other`, and bind the columns that are wanted. */
static ent_status open_table(model_file *m, table *t, const ent_yaml_node *node, const char *other,
                             ent_error *error)
{
    const char *name;
    ent_status status = model_take(m, node, "file", other == NULL, &name, error);
    if (status != ENT_OK)
        return status;
    char *path = ent_path_join(m->folder, name ? name : other);
    if (!path)
        return ent_fail_memory(error);
    status = ent_rows_open_csv(path, 0, &t->rows, error);
    if (status == ENT_OK)
        status = model_note_file(m, name ? name : other, path, error);
    free(path);
    return status == ENT_OK ? ent_rows_bind(t->rows, t->columns, t->count, false, error) : status;
}

static bool is_missing(const char *text)
{
    return *text == '\0' || strcmp(text, "NA") == 0;
}

static ent_status number_of(const table *t, int column, double *out, ent_error *error)
{
    *out = (double)NAN;
    if (is_missing(ent_rows_text(t->rows, (size_t)column)))
        return ENT_OK;
    return ent_rows_number(t->rows, (size_t)column, out, error);
}

/* A row says a value of a cell. *line is the line that said it before, 0 = none; two that differ are refused. */
static ent_status say(const table *t, int column, const char *cell, size_t *line, double before, double now,
                      ent_error *error)
{
    char said[32] = "NA";
    bool same = before == now || (isnan(before) && isnan(now));
    if (!isnan(before))
        snprintf(said, sizeof said, "%.15g", before);
    if (*line && !same)
        return ent_rows_fail(t->rows, (size_t)column, error, "is not the %s that line %zu gives the same %s", said,
                             *line, cell);
    *line = ent_rows_line(t->rows);
    return ENT_OK;
}

/* ---- actors ---- */

static int compare_codes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* Codes are kept in the order of the file; a sorted copy of pointers finds them. */
static ent_status actor_of(const model_file *m, const table *t, int column, size_t *out, ent_error *error)
{
    const char *code = ent_rows_text(t->rows, (size_t)column);
    size_t n = m->model.actor_count;
    const char **sorted = (const char **)(void *)m->model.actors + n;
    const char **found = bsearch(&code, sorted, n, sizeof *sorted, compare_codes);
    if (!found)
        return ent_rows_fail(t->rows, (size_t)column, error, "is not an actor of the model");
    const size_t *index = (const size_t *)(const void *)(sorted + n);
    *out = index[found - sorted];
    return ENT_OK;
}

/* Wave labels as numbers, to compare with days of joining and leaving. */
static void mark_absent(model_file *m, uint8_t *absent, size_t actor, double from, double to)
{
    for (size_t w = 0; w < m->model.ties.wave_count; w++) {
        double wave;
        if (ent_parse_number(m->model.waves[w], &wave) && (wave < from || wave > to))
            absent[w * m->model.actor_count + actor] = 1;
    }
}

static ent_status count_rows(table *t, size_t *out, ent_error *error)
{
    bool more = true;
    ent_status status = ENT_OK;
    for (*out = 0; status == ENT_OK; ++*out) {
        status = ent_rows_next(t->rows, &more, error);
        if (!more)
            break;
    }
    return status;
}

static ent_status open_actors(model_file *m, table *t, int place[3], ent_error *error)
{
    static const char *const keys[] = {"id", "from", "to"};
    *t = (table){0};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < ent_countof(keys) && status == ENT_OK; k++)
        status = want_key(m, t, m->actors_node, keys[k], k == 0, &place[k], error);
    return status == ENT_OK ? open_table(m, t, m->actors_node, NULL, error) : status;
}

static ent_status read_actor(model_file *m, const table *t, const int place[3], size_t i, uint8_t *absent,
                             ent_error *error)
{
    double from, to;
    const char *code = ent_rows_text(t->rows, (size_t)place[0]);
    if (*code == '\0')
        return ent_rows_fail(t->rows, (size_t)place[0], error, "is empty");
    if (!(m->model.actors[i] = model_text(m, code)))
        return ent_fail_memory(error);
    from = to = (double)NAN;
    ent_status status = place[1] < 0 ? ENT_OK : number_of(t, place[1], &from, error);
    if (status == ENT_OK && place[2] >= 0)
        status = number_of(t, place[2], &to, error);
    mark_absent(m, absent, i, isnan(from) ? -INFINITY : from, isnan(to) ? INFINITY : to);
    return status;
}

/* Sort pointers to the codes behind them, then note where each came from. */
static ent_status sort_actors(model_file *m, ent_error *error)
{
    size_t n = m->model.actor_count;
    const char **sorted = m->model.actors + n;
    size_t *index = (size_t *)(void *)(sorted + n);
    memcpy(sorted, m->model.actors, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_codes);
    for (size_t k = 1; k < n; k++)
        if (strcmp(sorted[k - 1], sorted[k]) == 0)
            return ent_yaml_fail(m->yaml, m->actors_node, error, "actor '%.60s' is there twice",
                                 sorted[k]);
    for (size_t i = 0; i < n; i++) {
        const char **found =
            bsearch(&m->model.actors[i], sorted, n, sizeof *sorted, compare_codes);
        index[found - sorted] = i;
    }
    return ENT_OK;
}

static ent_status read_all_actors(model_file *m, ent_error *error)
{
    table t;
    int place[3];
    ent_status status = open_actors(m, &t, place, error);
    for (size_t i = 0; i < m->model.actor_count && status == ENT_OK; i++) {
        bool more;
        status = ent_rows_next(t.rows, &more, error);
        if (status == ENT_OK)
            status = read_actor(m, &t, place, i, m->model.absent, error);
    }
    ent_rows_close(t.rows);
    return status == ENT_OK ? sort_actors(m, error) : status;
}

static ent_status folder_actors(model_file *m, ent_error *error)
{
    table t;
    int place[3];
    size_t n = 0;
    m->actors_node = ent_yaml_get(m->root, "actors");
    if (!m->actors_node)
        return ent_yaml_fail(m->yaml, m->root, error, "the model has no 'actors'");
    ent_status status = ent_yaml_expect(m->yaml, m->actors_node, ENT_YAML_MAP, "actors", error);
    if (status == ENT_OK)
        status = ent_yaml_check_keys(m->yaml, m->actors_node, actor_keys, ent_countof(actor_keys), error);
    if (status != ENT_OK)
        return status;
    status = open_actors(m, &t, place, error);
    if (status == ENT_OK)
        status = count_rows(&t, &n, error);
    ent_rows_close(t.rows);
    if (status == ENT_OK && (n < 2 || n > ENT_VIEW_MOST))
        status = ent_yaml_fail(m->yaml, m->actors_node, error, "there are %zu actors; expected 2 to %d",
                               n, ENT_VIEW_MOST);
    if (status != ENT_OK)
        return status;
    m->model.actor_count = n;
    m->model.actors = model_new(m, n, 2 * sizeof *m->model.actors + sizeof(size_t));
    m->model.absent = model_new(m, n * m->model.ties.wave_count, 1);
    if (!m->model.actors || !m->model.absent)
        return ent_fail_memory(error);
    return read_all_actors(m, error);
}

/* ---- pairs ---- */

/* Columns of a file of pairs. */
typedef struct {
    table t;
    int from, to, wave, value;
} pair_table;

static ent_status open_pairs(model_file *m, pair_table *p, const ent_yaml_node *node, ent_error *error)
{
    *p = (pair_table){.wave = -1};
    ent_status status = want_key(m, &p->t, node, "from", true, &p->from, error);
    if (status == ENT_OK)
        status = want_key(m, &p->t, node, "to", true, &p->to, error);
    if (status == ENT_OK)
        status = want_key(m, &p->t, node, "wave", false, &p->wave, error);
    if (status == ENT_OK)
        status = want_key(m, &p->t, node, "value", false, &p->value, error);
    return status == ENT_OK ? open_table(m, &p->t, node, NULL, error) : status;
}

/* The next row that is of a wave of the model: its actors and wave. */
static ent_status next_pair(model_file *m, pair_table *p, bool *more, size_t *i, size_t *j, size_t *wave,
                            ent_error *error)
{
    ent_status status;
    *i = *j = *wave = 0;
    while ((status = ent_rows_next(p->t.rows, more, error)) == ENT_OK && *more) {
        int w = p->wave < 0 ? 0 : model_wave(m, ent_rows_text(p->t.rows, (size_t)p->wave));
        m->model.other_waves += w < 0;
        if (w < 0)
            continue;
        *wave = (size_t)w;
        status = actor_of(m, &p->t, p->from, i, error);
        if (status == ENT_OK)
            status = actor_of(m, &p->t, p->to, j, error);
        if (status == ENT_OK && *i == *j)
            status = ent_rows_fail(p->t.rows, (size_t)p->to, error, "is the same actor as that before");
        return status;
    }
    return status;
}

/* ---- the dependent ties ---- */

/* 0, 1, NA or empty, 10 never, 11 always. */
static ent_status tie_code(const pair_table *p, uint8_t *code, ent_error *error)
{
    double value;
    *code = 1;
    if (p->value < 0)
        return ENT_OK;
    ent_status status = number_of(&p->t, p->value, &value, error);
    if (status != ENT_OK)
        return status;
    bool known = isnan(value) || value == 0 || value == 1 || value == ENT_TIE_NEVER || value == ENT_TIE_ALWAYS;
    if (!known)
        return ent_rows_fail(p->t.rows, (size_t)p->value, error,
                             "is not a tie: 0, 1, NA missing, 10 never, 11 always");
    *code = isnan(value) ? ENT_TIE_MISSING : (uint8_t)value;
    return ENT_OK;
}

static ent_status set_tie(const pair_table *p, uint8_t *cell, size_t *line, uint8_t code, ent_error *error)
{
    double before = *cell == ENT_TIE_MISSING ? (double)NAN : *cell;
    double now = code == ENT_TIE_MISSING ? (double)NAN : code;
    ent_status status = say(&p->t, p->value < 0 ? p->to : p->value, "pair and wave", line, before, now, error);
    *cell = code;
    return status;
}

/* A wave of which no row speaks is more likely a slip than a network without ties. */
static ent_status check_waves_said(model_file *m, const size_t *line, ent_error *error)
{
    size_t cells = m->model.actor_count * m->model.actor_count;
    const ent_yaml_node *item = ent_yaml_get(m->root, "waves")->child;
    for (size_t w = 0; w < m->model.ties.wave_count; w++, item = item->next) {
        bool said = false;
        for (size_t k = 0; k < cells && !said; k++)
            said = line[w * cells + k] != 0;
        if (!said)
            return ent_yaml_fail(m->yaml, item, error, "no row of the ties is of wave '%.40s'", item->text);
    }
    return ENT_OK;
}

static ent_status folder_ties(model_file *m, uint8_t *code, ent_error *error)
{
    pair_table p;
    bool more = true;
    size_t i, j, wave, n = m->model.actor_count, count = m->model.ties.wave_count * n * n;
    size_t *line = ent_new_array(count, sizeof *line);
    ent_status status = open_pairs(m, &p, m->dependent, error);
    if (status == ENT_OK && !line)
        status = ent_fail_memory(error);
    if (status == ENT_OK && p.wave < 0 && m->model.ties.wave_count > 1)
        status = ent_yaml_fail(m->yaml, m->dependent, error,
                               "with several waves the ties need a column 'wave'");
    while (status == ENT_OK) {
        uint8_t tie;
        status = next_pair(m, &p, &more, &i, &j, &wave, error);
        if (status != ENT_OK || !more)
            break;
        size_t cell = (wave * n + i) * n + j, back = (wave * n + j) * n + i;
        status = tie_code(&p, &tie, error);
        if (status == ENT_OK)
            status = set_tie(&p, &code[cell], &line[cell], tie, error);
        if (status == ENT_OK && !m->model.ties.directed)
            status = set_tie(&p, &code[back], &line[back], tie, error);
    }
    ent_rows_close(p.t.rows);
    if (status == ENT_OK)
        status = check_waves_said(m, line, error);
    free(line);
    return status;
}

/* ---- covariates ---- */

static double *all_missing(size_t count)
{
    double *raw = ent_new_array(count, sizeof *raw);
    for (size_t k = 0; raw && k < count; k++)
        raw[k] = (double)NAN;
    return raw;
}

/* Columns, one a wave: as many as waves; of an actor-oriented model also one less; one is constant. */
static ent_status count_columns(model_file *m, const char *name, const ent_yaml_node *columns, size_t *waves,
                                ent_error *error)
{
    size_t all = m->model.ties.wave_count, given = columns->child_count;
    bool saom = m->model.family == ENT_FAMILY_SAOM;
    *waves = given == 1 ? 1 : all;
    if (given == 1 || given == all || (saom && given + 1 == all))
        return ENT_OK;
    return ent_yaml_fail(m->yaml, columns, error, "covariate '%.60s' has %zu columns; expected 1 or one a wave, %zu%s",
                         name, given, all, saom ? " (the last may be left out)" : "");
}

static ent_status want_columns(model_file *m, table *t, const ent_yaml_node *columns, ent_error *error)
{
    ent_status status = ent_yaml_expect(m->yaml, columns, ENT_YAML_LIST, "columns", error);
    if (status == ENT_OK && columns->child_count >= COLUMNS_MOST)
        status = ent_yaml_fail(m->yaml, columns, error, "more than %d columns: use 'wave' and 'value'",
                               COLUMNS_MOST - 1);
    for (const ent_yaml_node *item = columns->child; item && status == ENT_OK; item = item->next) {
        status = ent_yaml_expect(m->yaml, item, ENT_YAML_TEXT, "a column", error);
        t->columns[t->count++] = (ent_column){item->text, ENT_COLUMN_REQUIRED};
    }
    return status;
}

typedef struct {
    table t;
    int id, wave, value;
    size_t wide; /* columns of values, from 1 on; 0 = long form */
} value_table;

static ent_status open_values(model_file *m, value_table *v, const ent_yaml_node *node, size_t *waves,
                              ent_error *error)
{
    const char *file, *id;
    const ent_yaml_node *columns = ent_yaml_get(node, "columns");
    *v = (value_table){.wave = -1, .value = -1};
    ent_status status = model_take(m, m->actors_node, "file", true, &file, error);
    if (status == ENT_OK)
        status = model_take(m, node, "id", false, &id, error);
    if (status == ENT_OK)
        status = want_key(m, &v->t, id ? node : m->actors_node, "id", true, &v->id, error);
    if (status != ENT_OK)
        return status;
    if (columns) {
        status = want_columns(m, &v->t, columns, error);
        v->wide = columns->child_count;
        if (status == ENT_OK)
            status = count_columns(m, ent_yaml_get(node, "name")->text, columns, waves, error);
    } else {
        status = want_key(m, &v->t, node, "value", true, &v->value, error);
        if (status == ENT_OK)
            status = want_key(m, &v->t, node, "wave", false, &v->wave, error);
        *waves = v->wave < 0 ? 1 : m->model.ties.wave_count;
    }
    return status == ENT_OK ? open_table(m, &v->t, node, file, error) : status;
}

static ent_status read_value(const value_table *v, int column, double *raw, size_t *line, ent_error *error)
{
    double value;
    ent_status status = number_of(&v->t, column, &value, error);
    if (status == ENT_OK)
        status = say(&v->t, column, v->wave < 0 ? "actor" : "actor and wave", line, *raw, value, error);
    *raw = value;
    return status;
}

static ent_status read_values_row(model_file *m, const value_table *v, double *raw, size_t *line, ent_error *error)
{
    size_t i, n = m->model.actor_count;
    ent_status status = actor_of(m, &v->t, v->id, &i, error);
    for (size_t w = 0; w < v->wide && status == ENT_OK; w++)
        status = read_value(v, (int)w + 1, &raw[w * n + i], &line[w * n + i], error);
    if (status != ENT_OK || v->wide)
        return status;
    int wave = v->wave < 0 ? 0 : model_wave(m, ent_rows_text(v->t.rows, (size_t)v->wave));
    size_t cell = wave < 0 ? 0 : (size_t)wave * n + i;
    return wave < 0 ? ENT_OK : read_value(v, v->value, &raw[cell], &line[cell], error);
}

static ent_status folder_covariate(model_file *m, const ent_yaml_node *node, double **raw, size_t *waves,
                                   ent_model_series *series, ent_error *error)
{
    value_table v;
    bool more = true;
    size_t *line = NULL;
    (void)series;
    *raw = NULL;
    ent_status status = open_values(m, &v, node, waves, error);
    if (status == ENT_OK) {
        *raw = all_missing(*waves * m->model.actor_count);
        line = ent_new_array(*waves * m->model.actor_count, sizeof *line);
        status = *raw && line ? ENT_OK : ent_fail_memory(error);
    }
    while (status == ENT_OK) {
        status = ent_rows_next(v.t.rows, &more, error);
        if (status != ENT_OK || !more)
            break;
        status = read_values_row(m, &v, *raw, line, error);
    }
    ent_rows_close(v.t.rows);
    free(line);
    return status;
}

static ent_status set_pair(const pair_table *p, double *cell, size_t *line, double value, ent_error *error)
{
    ent_status status = say(&p->t, p->value < 0 ? p->to : p->value, p->wave < 0 ? "pair" : "pair and wave", line, *cell,
                            value, error);
    *cell = value;
    return status;
}

/* Pairs that no row names are 0. */
static ent_status folder_dyadic(model_file *m, const ent_yaml_node *node, double **raw, size_t *waves,
                                ent_model_series *series, ent_error *error)
{
    pair_table p;
    bool more = true, symmetric;
    size_t i, j, wave, n = m->model.actor_count, kept = m->model.other_waves, *line = NULL;
    (void)series;
    *raw = NULL;
    ent_status status = model_take_symmetric(m, node, &symmetric, error);
    p = (pair_table){.wave = -1};
    if (status == ENT_OK)
        status = open_pairs(m, &p, node, error);
    *waves = p.wave < 0 ? 1 : m->model.ties.wave_count;
    if (status == ENT_OK) {
        *raw = ent_new_array(*waves * n * n, sizeof **raw);
        line = ent_new_array(*waves * n * n, sizeof *line);
        status = *raw && line ? ENT_OK : ent_fail_memory(error);
    }
    while (status == ENT_OK) {
        double value = 1;
        status = next_pair(m, &p, &more, &i, &j, &wave, error);
        if (status != ENT_OK || !more)
            break;
        if (p.value >= 0)
            status = number_of(&p.t, p.value, &value, error);
        size_t cell = (wave * n + i) * n + j, back = (wave * n + j) * n + i;
        if (status == ENT_OK)
            status = set_pair(&p, &(*raw)[cell], &line[cell], value, error);
        if (status == ENT_OK && symmetric)
            status = set_pair(&p, &(*raw)[back], &line[back], value, error);
    }
    ent_rows_close(p.t.rows);
    free(line);
    m->model.other_waves = kept; /* only ties are counted */
    return status;
}

static ent_status folder_treaties(model_file *m, ent_error *error)
{
    return ent_yaml_fail(m->yaml, ent_yaml_get(m->root, "treaties"), error,
                         "only a world has treaties");
}

const model_source model_folder = {
    .dependent_keys = dependent_keys, .dependent_key_count = ent_countof(dependent_keys),
    .covariate_keys = covariate_keys, .covariate_key_count = ent_countof(covariate_keys),
    .dyadic_keys = dyadic_keys, .dyadic_key_count = ent_countof(dyadic_keys),
    .actors = folder_actors, .ties = folder_ties, .covariate = folder_covariate, .dyadic = folder_dyadic,
    .treaties = folder_treaties,
};
