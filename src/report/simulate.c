/* `entente simulate`: networks of a fit for one wave, started from the network of the wave before. */
#include "report/family.h"
#include "report/tie_fit.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- the answer ---- */

typedef struct {
    tie_fit_file file;
    ent_tie_step step;
    uint8_t *start;
    const char *wave, *before;
    ent_tie_draws draws;
} simulating;

static void add_pairs(answer *a, const simulating *s)
{
    static const char *const columns[] = {"a", "b", "p", "before", "observed"};
    const ent_model *model = s->file.model;
    ent_json_value *table = ent_json_add_table(a->json, a->result, "pairs", columns, ent_countof(columns));
    size_t n = model->actor_count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = s->step.view->directed ? 0 : i + 1; j < n; j++) {
            size_t cell = i * n + j;
            if (isnan(s->draws.probability[cell]))
                continue;
            answer_text_cell(a, table, "a", model->actors[i]);
            answer_text_cell(a, table, "b", model->actors[j]);
            answer_number_cell(a, table, "p", s->draws.probability[cell]);
            answer_number_cell(a, table, "before", s->before ? s->start[cell] : (double)NAN);
            answer_number_cell(a, table, "observed", s->step.view->x[cell]);
        }
}

/* Mean and the middle 95 % of one statistic; room[draws]. */
static void add_statistic(answer *a, ent_json_value *table, const simulating *s, size_t k, double *room)
{
    const ent_tie_draws *d = &s->draws;
    const ent_model_effect *e = &s->file.model->effects[k];
    double mean = 0, low, high;
    for (size_t draw = 0; draw < d->draws; draw++) {
        room[draw] = d->statistic[draw * d->term_count + k];
        mean += room[draw] / (double)d->draws;
    }
    ent_tie_band(room, d->draws, &low, NULL, &high);
    answer_text_cell(a, table, "effect", e->name);
    answer_text_cell(a, table, "of", *e->of ? e->of : NULL);
    answer_number_cell(a, table, "observed", ent_total(s->step.view, &s->step.period->terms[k]));
    answer_number_cell(a, table, "mean", mean);
    answer_number_cell(a, table, "low", low);
    answer_number_cell(a, table, "high", high);
    answer_number_cell(a, table, "effective", d->effective[k]);
}

static ent_status add_statistics(answer *a, const simulating *s, ent_error *error)
{
    static const char *const columns[] = {"effect", "of", "observed", "mean", "low", "high", "effective"};
    ent_json_value *table = ent_json_add_table(a->json, a->result, "statistics", columns, ent_countof(columns));
    double *room = ent_new_array(s->draws.draws, sizeof *room);
    if (!room)
        return ent_fail_memory(error);
    for (size_t k = 0; k < s->draws.term_count; k++)
        add_statistic(a, table, s, k, room);
    free(room);
    return ENT_OK;
}

static ent_status add_answer(answer *a, const simulating *s, const char *path, const ent_draw_options *options,
                             ent_error *error)
{
    double start = 0;
    size_t n = s->file.model->actor_count;
    for (size_t k = 0; k < n * n; k++)
        start += s->start[k];
    tie_fit_add_head(a, path, &s->file);
    ent_json_add_integer(a->json, ent_json_root(a->json), "seed", (long long)options->seed);
    ent_json_add_text(a->json, a->result, "layer", s->file.model->variable);
    ent_json_add_text(a->json, a->result, "wave", s->wave);
    ent_json_add_text(a->json, a->result, "start", s->before);
    ent_json_add_number(a->json, a->result, "ties_at_start", s->step.view->directed ? start : start / 2);
    ent_json_add_number(a->json, a->result, "ties_observed", (double)s->step.view->tie_count);
    ent_json_add_boolean(a->json, a->result, "degenerate",
                         ent_tie_is_degenerate(s->draws.ties, s->draws.draws, (double)s->step.view->tie_count));
    ent_json_add_integer(a->json, a->result, "draws", (long long)s->draws.draws);
    ent_json_add_integer(a->json, a->result, "chains", (long long)ENT_TIE_DRAW_DEFAULTS.chains);
    ent_json_add_integer(a->json, a->result, "proposals", (long long)s->draws.proposals);
    ent_json_add_number(a->json, a->result, "acceptance", s->draws.acceptance);
    ent_json_add_text(a->json, a->result, "main", "pairs");
    ent_status status = add_statistics(a, s, error);
    if (status == ENT_OK)
        add_pairs(a, s);
    return status;
}

static ent_status run(simulating *s, const ent_draw_options *options, const ent_monitor *monitor, ent_error *error)
{
    const ent_model *model = s->file.model;
    size_t period = s->file.last;
    ent_tie_draw_options draw = ENT_TIE_DRAW_DEFAULTS;
    draw.seed = options->seed;
    draw.threads = options->threads;
    if (options->draws)
        draw.draws = options->draws;
    ent_status status = options->wave ? tie_find_period(model, "--on", options->wave, &period, error) : ENT_OK;
    if (status == ENT_OK)
        status = ent_tie_step_open(model, period, s->file.like_btergm, &s->step, error);
    if (status != ENT_OK)
        return status;
    size_t wave = ent_model_period_wave(model, period);
    s->wave = model->waves[wave];
    s->before = wave > 0 ? model->waves[wave - 1] : NULL;
    s->start = tie_start_of(model, period);
    if (!s->start)
        return ent_fail_memory(error);
    return ent_tie_draw(s->step.view, s->start, s->step.period->terms, s->file.theta, model->effect_count, &draw, &s->draws,
                        monitor, error);
}

ent_status tie_simulate_report(const char *path, const ent_draw_options *options, const ent_monitor *monitor,
                               ent_json **out, ent_error *error)
{
    answer a;
    simulating s = {0};
    *out = NULL;
    ent_status status = answer_begin(&a, "simulate", error);
    if (status != ENT_OK)
        return status;
    status = tie_fit_open(path, &s.file, error);
    if (status == ENT_OK)
        status = run(&s, options, monitor, error);
    if (status == ENT_OK)
        status = add_answer(&a, &s, path, options, error);
    ent_tie_draws_clear(&s.draws);
    free(s.start);
    ent_tie_step_close(&s.step);
    tie_fit_close(&s.file);
    return answer_end(&a, status, out, error);
}
