/* `entente simulate` of an actor-oriented model: each period from the wave that it starts with. Statistics of all
 * periods; ties of the networks at the end of one. */
#include "report/family.h"
#include "report/saom_report.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 1000 };

typedef struct {
    tie_fit_file file;
    ent_saom *saom;
    size_t period, draws, words;  /* whose end is kept; words: of a network as bits */
    uint8_t *start, *fixed;       /* [n * n] */
    ent_model_period *observed;
    double *target;               /* [periods * parameters] */
    double *statistic;            /* [draws * periods * parameters] */
    uint64_t *ends;               /* [draws * words] */
} simulating;

/* A replicate's place is its own: no two threads write to it. */
static ent_status keep_end(void *user, size_t replicate, size_t period, const ent_view *end, ent_error *error)
{
    const simulating *s = user;
    uint64_t *bits = s->ends + replicate * s->words;
    (void)error;
    for (size_t i = 0; period == s->period && i < end->n; i++)
        for (size_t k = 0; k < end->out_degree[i]; k++) {
            size_t cell = i * end->n + end->out[i * end->n + k];
            bits[cell / 64] |= (uint64_t)1 << cell % 64;
        }
    return ENT_OK;
}

static bool is_tied(const simulating *s, size_t draw, size_t cell)
{
    return s->ends[draw * s->words + cell / 64] >> cell % 64 & 1;
}

/* ---- statistics ---- */

static double observed_sum(const simulating *s, size_t k)
{
    double sum = 0;
    for (size_t p = 0; p < ent_saom_periods(s->saom); p++)
        sum += s->target[p * s->file.model->effect_count + k];
    return sum;
}

/* room[draws]: the statistic of each draw, of a period or summed (period = count of periods). */
static void gather(const simulating *s, size_t k, size_t period, double *room)
{
    size_t periods = ent_saom_periods(s->saom), terms = s->file.model->effect_count;
    for (size_t r = 0; r < s->draws; r++) {
        room[r] = 0;
        for (size_t p = 0; p < periods; p++)
            if (period == periods || p == period)
                room[r] += s->statistic[(r * periods + p) * terms + k];
    }
}

static void add_spread(answer *a, ent_json_value *table, const simulating *s, double observed, double *room)
{
    double mean, sd, low, high;
    saom_moments(room, s->draws, 1, &mean, &sd);
    ent_tie_band(room, s->draws, &low, NULL, &high);
    answer_number_cell(a, table, "observed", observed);
    answer_number_cell(a, table, "mean", mean);
    answer_number_cell(a, table, "sd", sd);
    answer_number_cell(a, table, "low", low);
    answer_number_cell(a, table, "high", high);
    answer_number_cell(a, table, "t_ratio", sd > 0 ? (mean - observed) / sd : (double)NAN);
}

static void add_statistics(answer *a, const simulating *s, double *room)
{
    static const char *const columns[] = {"variable", "type", "effect", "of", "period", "observed", "mean", "sd", "low",
                                          "high", "t_ratio"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "statistics", columns, ent_countof(columns));
    for (size_t k = 0; k < s->file.model->effect_count; k++) {
        saom_effect_cells(a, table, s->file.model, k);
        gather(s, k, ent_saom_periods(s->saom), room);
        add_spread(a, table, s, observed_sum(s, k), room);
    }
}

static bool is_other_rate(const ent_model *model, size_t k, size_t period)
{
    return model->effects[k].part == ENT_RATE && model->effects[k].rate == ENT_RATE_BASIC && k != period;
}

static void add_periods(answer *a, const simulating *s, double *room)
{
    static const char *const columns[] = {"wave", "type", "effect", "of",   "observed",
                                          "mean", "sd",   "low",    "high", "t_ratio"};
    const ent_model *model = s->file.model;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "periods", columns, ent_countof(columns));
    for (size_t p = 0; p < ent_saom_periods(s->saom); p++)
        for (size_t k = 0; k < model->effect_count; k++) {
            if (is_other_rate(model, k, p))
                continue;
            answer_text_cell(a, table, "wave", model->waves[p + 1]);
            answer_text_cell(a, table, "type", ent_model_part_word(model->effects[k].part));
            answer_text_cell(a, table, "effect", model->effects[k].name);
            answer_text_cell(a, table, "of", *model->effects[k].of ? model->effects[k].of : NULL);
            gather(s, k, p, room);
            add_spread(a, table, s, s->target[p * model->effect_count + k], room);
        }
}

/* ---- ties ---- */

/* Who can be tied or not: each pair once where ties have no direction. */
static bool is_open_pair(const simulating *s, size_t i, size_t j)
{
    const ent_model *model = s->file.model;
    size_t n = model->actor_count;
    return i != j && (model->ties.directed || i < j) && !s->fixed[i * n + j] && !model->absent[s->period * n + i] &&
           !model->absent[s->period * n + j];
}

static void add_pairs(answer *a, const simulating *s)
{
    static const char *const columns[] = {"a", "b", "p", "before", "observed"};
    const ent_model *model = s->file.model;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "pairs", columns, ent_countof(columns));
    for (size_t i = 0; i < model->actor_count; i++)
        for (size_t j = 0; j < model->actor_count; j++) {
            size_t cell = i * model->actor_count + j;
            double ties = 0;
            if (!is_open_pair(s, i, j))
                continue;
            for (size_t r = 0; r < s->draws; r++)
                ties += is_tied(s, r, cell);
            answer_text_cell(a, table, "a", model->actors[i]);
            answer_text_cell(a, table, "b", model->actors[j]);
            answer_number_cell(a, table, "p", ties / (double)s->draws);
            answer_number_cell(a, table, "before", s->start[cell]);
            answer_number_cell(a, table, "observed", s->observed->end->x[cell]);
        }
}

/* Every tie of every draw: only where it is asked for. */
static void add_networks(answer *a, const simulating *s)
{
    static const char *const columns[] = {"draw", "a", "b"};
    const ent_model *model = s->file.model;
    size_t n = model->actor_count;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "networks", columns, ent_countof(columns));
    for (size_t r = 0; r < s->draws; r++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = model->ties.directed ? 0 : i + 1; j < n; j++) {
                if (!is_tied(s, r, i * n + j))
                    continue;
                answer_number_cell(a, table, "draw", (double)r + 1);
                answer_text_cell(a, table, "a", model->actors[i]);
                answer_text_cell(a, table, "b", model->actors[j]);
            }
}

/* ---- all ---- */

static ent_status add_answer(answer *a, const simulating *s, const char *path, const ent_draw_options *options,
                             ent_error *error)
{
    const ent_model *model = s->file.model;
    size_t n = model->actor_count, before = 0;
    double *room = ent_new_array(s->draws, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    for (size_t cell = 0; cell < n * n; cell++)
        before += s->start[cell];
    tie_fit_add_head(a, path, &s->file);
    saom_add_standing(a, &s->file);
    ent_json_add_integer(a->json, ent_json_root(a->json), "seed", (long long)options->seed);
    ent_json_add_text(a->json, a->result, "layer", model->variable);
    ent_json_add_text(a->json, a->result, "wave", model->waves[s->period + 1]);
    ent_json_add_text(a->json, a->result, "start", model->waves[s->period]);
    ent_json_add_number(a->json, a->result, "ties_at_start", (double)(model->ties.directed ? before : before / 2));
    ent_json_add_number(a->json, a->result, "ties_observed", (double)s->observed->end->tie_count);
    ent_json_add_integer(a->json, a->result, "draws", (long long)s->draws);
    ent_json_add_text(a->json, a->result, "main", options->table ? options->table : "pairs");
    add_statistics(a, s, room);
    add_periods(a, s, room);
    add_pairs(a, s);
    if (options->table && strcmp(options->table, "networks") == 0)
        add_networks(a, s);
    free(room);
    return ENT_OK;
}

static ent_status make_room(simulating *s, ent_error *error)
{
    size_t n = s->file.model->actor_count, values = ent_saom_periods(s->saom) * s->file.model->effect_count;
    s->words = (n * n + 63) / 64;
    s->start = ent_new_array(n * n, 1);
    s->fixed = ent_new_array(n * n, 1);
    s->target = ent_new_array(values, sizeof *s->target);
    s->statistic = ent_new_array(s->draws * values, sizeof *s->statistic);
    s->ends = ent_new_array(s->draws * s->words, sizeof *s->ends);
    return s->start && s->fixed && s->target && s->statistic && s->ends ? ENT_OK : ent_fail_memory(error);
}

static ent_status run(simulating *s, const ent_draw_options *options, const ent_monitor *monitor, ent_error *error)
{
    const ent_model *model = s->file.model;
    s->draws = options->draws ? options->draws : DRAWS;
    s->period = s->file.last;
    ent_status status = options->wave ? tie_find_period(model, "--on", options->wave, &s->period, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_saom_new(model, &s->saom, error);
    if (status == ENT_OK)
        status = make_room(s, error);
    if (status == ENT_OK)
        status = ent_model_period_open(model, s->period, &s->observed, error);
    if (status == ENT_OK)
        status = ent_model_targets(model, s->target, error);
    if (status != ENT_OK)
        return status;
    ent_waves_start(&model->ties, s->period, s->start, s->fixed);
    ent_saom_run how = {
        .seed = options->seed, .count = s->draws, .threads = options->threads, .each = keep_end, .user = s};
    return ent_saom_simulate(s->saom, s->file.theta, &how, s->statistic, NULL, NULL, monitor, error);
}

ent_status saom_simulate_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                                ent_json **out, ent_error *error)
{
    answer a;
    simulating s = {0};
    *out = NULL;
    ent_status status = answer_begin(&a, "simulate", error);
    if (status != ENT_OK)
        return status;
    status = saom_fit_open(path, &s.file, error);
    if (status == ENT_OK)
        status = run(&s, options, monitor, error);
    if (status == ENT_OK)
        status = add_answer(&a, &s, path, options, error);
    ent_model_period_close(s.observed);
    ent_saom_free(s.saom);
    free(s.start);
    free(s.fixed);
    free(s.target);
    free(s.statistic);
    free(s.ends);
    tie_fit_close(&s.file);
    return answer_end(&a, status, out, error);
}
