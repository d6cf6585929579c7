/* `entente similarity`: a pair over time, the pairs of a day as list and matrix, all pairs of all years. */
#include "report/likeness.h"
#include "report/show.h"

#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    likeness l;
    answer answer;
    ent_json_value *pairs;
    size_t rows, absent, undefined, without_weight;
} similarity;

/* ---- what the answer says of itself ---- */

static void add_layer(similarity *s)
{
    const ent_series *series = &s->l.ties.series;
    ent_json *json = s->answer.json;
    ent_json_value *layer = ent_json_add_object(json, s->answer.result, "layer");
    ent_json_add_text(json, layer, "name", series->name);
    ent_json_add_text(json, layer, "source", series->source);
    ent_json_add_text(json, layer, "scale",
                      s->l.ties.scale != ENT_SCALE_NONE ? ent_scale_text(s->l.ties.scale)
                      : s->l.ties.binary ? "binary: 3 a tie, 0 none"
                                         : "levels as the source has them");
    ent_json_add_text(json, s->answer.result, "portfolio",
                      "the levels towards all states of the time, own entry 3");
}

static void add_variants(similarity *s)
{
    static const char *const columns[] = {"id", "label", "formula"};
    ent_json_value *table = ent_json_add_table(s->answer.json, s->answer.result, "variants", columns,
                                               ent_countof(columns));
    for (size_t i = 0; i < s->l.variant_count; i++) {
        const ent_similarity_row *row = ent_similarity_at(s->l.variant[i]);
        ent_json_add_text(s->answer.json, ent_json_get(table, "id"), NULL, row->id);
        ent_json_add_text(s->answer.json, ent_json_get(table, "label"), NULL, row->label);
        ent_json_add_text(s->answer.json, ent_json_get(table, "formula"), NULL, row->formula);
    }
}

static void add_head(similarity *s)
{
    add_layer(s);
    chosen_add_period(&s->answer, &s->l.y, &s->l.options->period);
    ent_json_value *table = answer_add_sources(&s->answer);
    answer_add_source(&s->answer, table, &s->l.states.series);
    answer_add_source(&s->answer, table, &s->l.ties.series);
    if (s->l.weights.value)
        answer_add_source(&s->answer, table, &s->l.weights.series);
    add_variants(s);
}

static void add_missing(similarity *s)
{
    ent_json *json = s->answer.json;
    ent_json_value *missing = ent_json_add_object(json, s->answer.result, "missing");
    ent_json_add_integer(json, missing, "pairs_absent", (long long)s->absent);
    ent_json_add_integer(json, missing, "values_not_defined", (long long)s->undefined);
    ent_json_add_integer(json, missing, "weights", (long long)s->without_weight);
    ent_json_add_text(json, missing, "treatment",
                      "no row where one of a pair is no state; members without a weight are left out of "
                      "weighted sums; null where a measure is not defined");
    ent_json_add_integer(json, s->answer.result, "marked",
                         (long long)years_ties_doubted(&s->l.y, &s->l.ties));
}

/* ---- rows ---- */

static const char *abb_of(const similarity *s, int place)
{
    const ent_actor *actor = ent_world_actor(s->l.y.world, place);
    return actor ? actor->abb : "?";
}

static void begin_pairs(similarity *s)
{
    const char *columns[6 + ENT_SIMILARITY_COUNT] = {"year",        "a",      "b",
                                                     "level_a_to_b", "level_b_to_a", "members"};
    size_t count = 6;
    for (size_t i = 0; i < s->l.variant_count; i++)
        columns[count++] = ent_similarity_at(s->l.variant[i])->id;
    s->pairs = ent_json_add_table(s->answer.json, s->answer.result, "pairs", columns, count);
}

static ent_status choose_table(similarity *s)
{
    const char *asked = s->l.options->table ? s->l.options->table : "pairs";
    bool matrix = strcmp(asked, "matrix") == 0;
    if (!matrix && strcmp(asked, "pairs") != 0)
        return ent_fail(s->l.error, ENT_ERR_ARGUMENT,
                        "--table '%.40s' is unknown; expected pairs, matrix", asked);
    if (matrix && s->l.options->a)
        return ent_fail(s->l.error, ENT_ERR_ARGUMENT, "a pair has no matrix");
    ent_json_add_text(s->answer.json, s->answer.result, "main", asked);
    return ENT_OK;
}

static void put_pair(similarity *s, size_t time, size_t i, size_t j, const double *value)
{
    const likeness *l = &s->l;
    ent_json *json = s->answer.json;
    ent_json_add_integer(json, ent_json_get(s->pairs, "year"), NULL, years_year(&l->y, time));
    ent_json_add_text(json, ent_json_get(s->pairs, "a"), NULL, abb_of(s, l->place[i]));
    ent_json_add_text(json, ent_json_get(s->pairs, "b"), NULL, abb_of(s, l->place[j]));
    ent_json_add_integer(json, ent_json_get(s->pairs, "level_a_to_b"), NULL, l->level[i * l->n + j]);
    ent_json_add_integer(json, ent_json_get(s->pairs, "level_b_to_a"), NULL, l->level[j * l->n + i]);
    ent_json_add_integer(json, ent_json_get(s->pairs, "members"), NULL, (long long)l->n);
    for (size_t v = 0; v < l->variant_count; v++) {
        double number = value[l->variant[v]];
        s->undefined += isnan(number) ? 1 : 0;
        ent_json_add_number(json, ent_json_get(s->pairs, ent_similarity_at(l->variant[v])->id),
                            NULL, number);
    }
    s->rows++;
}

/* ---- a pair over time ---- */

static ent_status add_pair(similarity *s)
{
    double value[ENT_SIMILARITY_COUNT];
    int a, b;
    likeness *l = &s->l;
    ent_span asked = {l->y.when[1].from, l->y.when[l->y.count - 1].to};
    ent_status status = ent_world_find_actor(l->y.world, l->options->a, asked, &a, l->error);
    if (status == ENT_OK)
        status = ent_world_find_actor(l->y.world, l->options->b, asked, &b, l->error);
    if (status == ENT_OK && a == b)
        status = ent_fail(l->error, ENT_ERR_INPUT, "'%s' and '%s' are the same actor",
                          l->options->a, l->options->b);
    for (size_t t = 1; t < l->y.count && status == ENT_OK; t++) {
        status = likeness_at(l, t);
        if (status != ENT_OK)
            break;
        int i = l->index[a], j = l->index[b];
        if (i < 0 || j < 0) {
            s->absent++;
            continue;
        }
        s->without_weight += l->without_weight;
        ent_similarity_pair(l->portfolios, (size_t)i, (size_t)j, value);
        put_pair(s, t, (size_t)i, (size_t)j, value);
    }
    return status;
}

/* ---- the pairs of a day ---- */

/* A matrix of the first variant: a column for each actor. `value` is [count * count]. */
static ent_status add_matrix(similarity *s, const size_t *chosen, size_t count, const double *value)
{
    const char **columns = ent_new_array(count + 1, sizeof *columns);
    if (!columns)
        return ent_fail_memory(s->l.error);
    columns[0] = "actor";
    for (size_t k = 0; k < count; k++)
        columns[k + 1] = abb_of(s, s->l.place[chosen[k]]);
    ent_json_add_text(s->answer.json, s->answer.result, "matrix_of",
                      ent_similarity_at(s->l.variant[0])->id);
    ent_json_value *matrix =
        ent_json_add_table(s->answer.json, s->answer.result, "matrix", columns, count + 1);
    for (size_t k = 0; k < count; k++) {
        ent_json_add_text(s->answer.json, ent_json_get(matrix, "actor"), NULL, columns[k + 1]);
        for (size_t m = 0; m < count; m++)
            ent_json_add_number(s->answer.json, ent_json_get(matrix, columns[m + 1]), NULL,
                                value[k * count + m]);
    }
    free(columns);
    return ENT_OK;
}

static ent_status add_pairs_of(similarity *s, const size_t *chosen, size_t count)
{
    double *matrix = ent_new_array(count * count, sizeof *matrix);
    if (!matrix)
        return ent_fail_memory(s->l.error);
    for (size_t k = 0; k < count; k++)
        for (size_t m = k; m < count; m++) {
            double value[ENT_SIMILARITY_COUNT];
            ent_similarity_pair(s->l.portfolios, chosen[k], chosen[m], value);
            matrix[k * count + m] = matrix[m * count + k] = value[s->l.variant[0]];
            if (m > k)
                put_pair(s, 1, chosen[k], chosen[m], value);
        }
    ent_status status = add_matrix(s, chosen, count, matrix);
    free(matrix);
    return status;
}

static ent_status add_day(similarity *s)
{
    uint8_t *in = NULL;
    char label[16];
    ent_series system;
    size_t count = 0;
    likeness *l = &s->l;
    size_t *chosen = NULL;
    ent_status status =
        chosen_actors(&l->y, &l->states, l->options->of, &in, label, &system, l->error);
    if (status == ENT_OK)
        status = likeness_at(l, 1);
    if (status == ENT_OK && !(chosen = ent_new_array(l->n, sizeof *chosen)))
        status = ent_fail_memory(l->error);
    for (size_t i = 0; i < l->n && status == ENT_OK; i++)
        if (in[l->y.places + (size_t)l->place[i]])
            chosen[count++] = i;
    if (status == ENT_OK && count < 2)
        status = ent_fail(l->error, ENT_ERR_INPUT, "a pair needs two states; of %s there %s on that day",
                          strcmp(label, "chosen") == 0 ? "those of --of" : label,
                          count == 0 ? "is none" : "is one");
    if (status == ENT_OK) {
        s->without_weight = l->without_weight;
        ent_json_add_text(s->answer.json, s->answer.result, "of", label);
        status = add_pairs_of(s, chosen, count);
    }
    free(chosen);
    free(in);
    return status;
}

ent_status ent_similarity_report(ent_world *world, const char *path,
                                 const ent_similarity_options *options, ent_json **out,
                                 ent_error *error)
{
    similarity s = {0};
    *out = NULL;
    if (!options->a && !options->period.is_day)
        return ent_fail(error, ENT_ERR_ARGUMENT, "say of which pair, or --on which day, or --all");
    ent_status status = answer_begin(&s.answer, "similarity", error);
    if (status != ENT_OK)
        return status;
    status = answer_input_world(&s.answer, world, path, error);
    if (status == ENT_OK)
        status = likeness_open(&s.l, world, options, error);
    if (status == ENT_OK)
        status = choose_table(&s);
    if (status == ENT_OK) {
        add_head(&s);
        begin_pairs(&s);
        status = options->a ? add_pair(&s) : add_day(&s);
        add_missing(&s);
    }
    likeness_clear(&s.l);
    return answer_end(&s.answer, status, out, error);
}

/* ---- all pairs of all years ---- */

/* A number from -1 to 1 with 12 decimals, without trailing zeros; nothing for NaN. printf would take most of
 * the time of the whole answer. */
static void add_fraction(ent_buffer *out, double value)
{
    char text[20];
    size_t at = sizeof text, decimals = 12;
    if (isnan(value))
        return;
    long long rest = llround(fabs(value) * 1e12);
    bool negative = value < 0 && rest > 0;
    for (; decimals > 0 && rest % 10 == 0; decimals--)
        rest /= 10;
    for (size_t k = 0; k < decimals; k++, rest /= 10)
        text[--at] = (char)('0' + rest % 10);
    if (decimals > 0)
        text[--at] = '.';
    text[--at] = (char)('0' + rest);
    if (negative)
        text[--at] = '-';
    ent_buffer_add_bytes(out, text + at, sizeof text - at);
}

static void add_rows(likeness *l, size_t time, ent_similarity_counts *counts, ent_buffer *out)
{
    char year[16];
    double value[ENT_SIMILARITY_COUNT];
    snprintf(year, sizeof year, "%d", years_year(&l->y, time));
    for (size_t i = 0; i < l->n; i++)
        for (size_t j = i + 1; j < l->n; j++) {
            ent_similarity_pair(l->portfolios, i, j, value);
            ent_buffer_add(out, year);
            ent_buffer_add(out, ",");
            show_csv_field(out, ent_world_actor(l->y.world, l->place[i])->abb);
            ent_buffer_add(out, ",");
            show_csv_field(out, ent_world_actor(l->y.world, l->place[j])->abb);
            for (size_t v = 0; v < l->variant_count; v++) {
                ent_buffer_add(out, ",");
                add_fraction(out, value[l->variant[v]]);
                counts->not_defined += isnan(value[l->variant[v]]) ? 1 : 0;
            }
            ent_buffer_add(out, "\n");
            counts->rows++;
        }
}

ent_status ent_similarity_all(ent_world *world, const ent_similarity_options *options,
                              const ent_monitor *monitor, ent_similarity_counts *counts,
                              char **out, ent_error *error)
{
    likeness l;
    ent_buffer text = {0};
    ent_similarity_counts counted = {0};
    *out = NULL;
    ent_status status = likeness_open(&l, world, options, error);
    ent_buffer_add(&text, "year,a,b");
    for (size_t v = 0; v < l.variant_count; v++)
        ent_buffer_format(&text, ",%s", ent_similarity_at(l.variant[v])->id);
    ent_buffer_add(&text, "\n");
    for (size_t t = 1; status == ENT_OK && t < l.y.count; t++) {
        status = ent_monitor_step(monitor, (double)t / (double)l.y.count, "similarity", error);
        if (status == ENT_OK)
            status = likeness_at(&l, t);
        if (status == ENT_OK)
            add_rows(&l, t, &counted, &text);
        counted.without_weight += status == ENT_OK ? l.without_weight : 0;
        if (status == ENT_OK && text.failed)
            status = ent_fail_memory(error);
    }
    if (status == ENT_OK) {
        counted.marked = years_ties_doubted(&l.y, &l.ties);
        counted.covered = (ent_span){l.y.when[1].from, l.y.when[l.y.count - 1].to};
    }
    if (status == ENT_OK && counts)
        *counts = counted;
    likeness_clear(&l);
    if (status == ENT_OK && text.data)
        *out = text.data;
    else
        ent_buffer_clear(&text);
    return status == ENT_OK && !*out ? ent_fail_memory(error) : status;
}
