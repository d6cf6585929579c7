/* Probabilities of the ties of a wave from what is known some waves before: the network there, its covariates, and nothing
 * later. Two of them: with the other ties as they are at the origin ("plug-in"), and by networks drawn from there on. */
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the origin as a step ---- */

static ent_status point_at_origin(ent_tie_step *step, size_t origin, bool like_btergm, ent_error *error)
{
    const ent_model *model = step->period->model;
    size_t cells = model->actor_count * model->actor_count;
    const uint8_t *code = model->ties.code + origin * cells;
    step->view = step->period->end;
    step->fixed = ent_new_array(cells, 1);
    if (!step->fixed)
        return ent_fail_memory(error);
    step->view->fixed = step->fixed;
    if (like_btergm)
        return tie_count_absent_as_present(step, error);
    for (size_t k = 0; k < cells; k++)
        step->fixed[k] = code[k] == ENT_TIE_NEVER || code[k] == ENT_TIE_ALWAYS;
    return ENT_OK;
}

ent_status tie_origin_open(const ent_model *model, size_t origin, bool like_btergm, ent_tie_step *out, ent_error *error)
{
    *out = (ent_tie_step){0};
    ent_status status = tie_check_family(model, error);
    if (status == ENT_OK)
        status = ent_model_origin_open(model, origin, &out->period, error);
    if (status == ENT_OK)
        status = point_at_origin(out, origin, like_btergm, error);
    if (status != ENT_OK)
        ent_tie_step_close(out);
    return status;
}

/* ---- several waves ahead ---- */

/* What the chains share. */
typedef struct {
    const ent_model *model;
    size_t origin, horizon;
    bool like_btergm;
    const double *theta;
    const ent_tie_draw_options *options;
    double *sums;           /* [chains * n * n] of probabilities; NaN = the pair cannot change */
    size_t done;
    ent_status status;
    ent_error *error;
    const ent_monitor *monitor;
} chaining;

ent_status tie_go_on_from(ent_tie_step *step, const uint8_t *x, ent_error *error)
{
    size_t n = step->view->n;
    memcpy(step->period->before, x, n * n);
    ent_status status = ent_view_set(step->view, x, error);
    step->view->time += 1;
    return status == ENT_OK ? tie_prepare_terms(step, error) : status;
}

/* One wave of one run; of the last one the probabilities are added, of the others the network is handed on. */
static ent_status draw_wave(const chaining *c, ent_tie_step *step, uint32_t replicate, double *sum, ent_error *error)
{
    ent_tie_chain *chain;
    ent_status status = ent_tie_chain_new(step->view, NULL, step->period->terms, c->theta, c->model->effect_count,
                                          c->options->seed, replicate, &chain, error);
    if (status != ENT_OK)
        return status;
    ent_tie_chain_run(chain, (uint64_t)ceil(c->options->burn_in * (double)ent_tie_chain_pairs(chain)));
    if (sum)
        tie_add_to_matrix(chain, sum);
    else
        status = tie_go_on_from(step, ent_tie_chain_network(chain)->x, error);
    ent_tie_chain_free(chain);
    return status;
}

static ent_status one_run(const chaining *c, ent_tie_step *step, const uint8_t *start, size_t run, double *sum,
                          ent_error *error)
{
    double time = step->view->time;
    step->view->time -= 1;
    ent_status status = tie_go_on_from(step, start, error);
    for (size_t ahead = 1; ahead <= c->horizon && status == ENT_OK; ahead++)
        status = draw_wave(c, step, (uint32_t)(run * c->horizon + ahead - 1), ahead == c->horizon ? sum : NULL, error);
    step->view->time = time;
    return status;
}

static ent_status tell(chaining *c, ent_error *error)
{
    ent_status status;
#pragma omp critical
    {
        status = c->status != ENT_OK ? c->status
                                     : ent_monitor_step(c->monitor, (double)c->done++ / (double)c->options->draws,
                                                        "forecast", error);
    }
    return status;
}

static ent_status run_chain(chaining *c, size_t number, ent_error *error)
{
    size_t n = c->model->actor_count, each = c->options->draws / c->options->chains;
    double *sum = c->sums + number * n * n;
    ent_tie_step step;
    ent_status status = tie_origin_open(c->model, c->origin, c->like_btergm, &step, error);
    uint8_t *start = status == ENT_OK ? ent_new_array(n * n, 1) : NULL;
    if (status == ENT_OK && !start)
        status = ent_fail_memory(error);
    if (status == ENT_OK)
        memcpy(start, step.view->x, n * n);
    for (size_t k = 0; k < n * n; k++)
        sum[k] = (double)NAN;
    for (size_t k = 0; k < each && status == ENT_OK; k++) {
        status = tell(c, error);
        if (status == ENT_OK)
            status = one_run(c, &step, start, number * each + k, sum, error);
    }
    free(start);
    ent_tie_step_close(&step);
    return status;
}

/* Summed in the order of the chains, so that it does not hang on who was first. */
static ent_status draw_ahead(chaining *c, double *drawn)
{
    size_t cells = c->model->actor_count * c->model->actor_count;
    int threads = c->options->threads > 0 ? c->options->threads : tie_threads();
    (void)threads; /* without OpenMP */
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (ptrdiff_t number = 0; number < (ptrdiff_t)c->options->chains; number++) {
        ent_error inner = {0};
        ent_status status = run_chain(c, (size_t)number, &inner);
#pragma omp critical
        if (c->status == ENT_OK && status != ENT_OK)
            c->status = ent_fail(c->error, status, "%s", inner.message);
    }
    for (size_t k = 0; k < cells; k++) {
        drawn[k] = c->sums[k];
        for (size_t number = 1; number < c->options->chains; number++)
            drawn[k] += c->sums[number * cells + k];
        drawn[k] /= (double)c->options->draws;
    }
    return c->status;
}

static ent_status draw_many(chaining *c, double *drawn, ent_error *error)
{
    size_t cells = c->model->actor_count * c->model->actor_count;
    c->sums = ent_new_array(c->options->chains * cells, sizeof *c->sums);
    ent_status status = c->sums ? draw_ahead(c, drawn) : ent_fail_memory(error);
    free(c->sums);
    return status;
}

/* ---- all ---- */

/* The next wave alone needs no new terms for each draw. */
static ent_status draw_next(chaining *c, const ent_tie_step *step, double *drawn, ent_error *error)
{
    ent_tie_draws draws;
    ent_status status = ent_tie_draw(step->view, NULL, step->period->terms, c->theta, c->model->effect_count, c->options,
                                     &draws, c->monitor, error);
    if (status == ENT_OK)
        memcpy(drawn, draws.probability, draws.n * draws.n * sizeof *drawn);
    ent_tie_draws_clear(&draws);
    return status;
}

/* Time is known in advance: it is that of the wave predicted. */
static ent_status fill_plugin(ent_tie_step *step, size_t horizon, const double theta[], double *plugin, ent_error *error)
{
    ent_view *view = step->view;
    size_t n = view->n, terms = step->period->model->effect_count;
    double time = view->time;
    view->time += (double)horizon - 1;
    ent_status status = tie_prepare_terms(step, error);
    if (status != ENT_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            plugin[i * n + j] = i != j && ent_tie_is_used(view, step->period->terms, terms, i, j)
                                    ? ent_tie_probability(view, step->period->terms, theta, terms, i, j) : (double)NAN;
    view->time = time;
    return tie_prepare_terms(step, error);
}

ent_status ent_tie_forecast(const ent_model *model, size_t wave, size_t horizon, bool like_btergm, const double theta[],
                            const ent_tie_draw_options *options, double plugin[], double drawn[],
                            const ent_monitor *monitor, ent_error *error)
{
    if (horizon == 0 || horizon > wave || wave >= model->ties.wave_count)
        return ent_fail(error, ENT_ERR_ARGUMENT, "wave '%s' has none %zu before it", model->waves[wave], horizon);
    if (options->chains == 0 || options->draws == 0 || options->draws % options->chains)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu draws cannot be shared by %zu chains", options->draws, options->chains);
    chaining c = {.model = model, .origin = wave - horizon, .horizon = horizon, .like_btergm = like_btergm, .theta = theta,
                  .options = options, .status = ENT_OK, .error = error, .monitor = monitor};
    ent_tie_step step;
    ent_status status = tie_origin_open(model, c.origin, like_btergm, &step, error);
    if (status == ENT_OK && plugin)
        status = fill_plugin(&step, horizon, theta, plugin, error);
    if (status == ENT_OK && drawn)
        status = horizon == 1 ? draw_next(&c, &step, drawn, error) : draw_many(&c, drawn, error);
    ent_tie_step_close(&step);
    return status;
}
