/* Networks drawn by several chains, and what they are worth. */
#include "tie/tie.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the chains share. */
typedef struct {
    const ent_view *view;
    const uint8_t *start;
    const ent_term *terms;
    const double *theta;
    const ent_tie_draw_options *options;
    ent_tie_draws *out;
    double *sums;           /* [chains * pairs_most] of probabilities */
    uint64_t *accepted, *proposals; /* [chains] */
    size_t pairs_most, done;
    ent_status status;
    ent_error *error;
    const ent_monitor *monitor;
} drawing;

/* ---- what draws are worth ---- */

static double autocovariance(const double *x, size_t count, size_t stride, double mean, size_t lag)
{
    double sum = 0;
    for (size_t k = 0; k + lag < count; k++)
        sum += (x[k * stride] - mean) * (x[(k + lag) * stride] - mean);
    return sum / (double)count;
}

/* count / (1 + 2 sum rho), rho summed in pairs of neighbouring lags while a pair is above 0. */
static double effective_size(const double *x, size_t count, size_t stride)
{
    double mean = 0, sum = 0;
    for (size_t k = 0; k < count; k++)
        mean += x[k * stride] / (double)count;
    double variance = autocovariance(x, count, stride, mean, 0);
    if (!(variance > 1e-20 * mean * mean))
        return (double)NAN;
    for (size_t lag = 0; lag + 1 < count; lag += 2) {
        double two = autocovariance(x, count, stride, mean, lag) + autocovariance(x, count, stride, mean, lag + 1);
        if (two <= 0)
            break;
        sum += two;
    }
    return fmin((double)count, (double)count / fmax(2 * sum / variance - 1, 1e-9));
}

static void fill_effective(ent_tie_draws *out, size_t chains)
{
    size_t each = out->draws / chains, terms = out->term_count;
    for (size_t k = 0; k < terms; k++) {
        out->effective[k] = 0;
        for (size_t chain = 0; chain < chains; chain++)
            out->effective[k] += effective_size(out->statistic + chain * each * terms + k, each, terms);
    }
}

/* ---- chains ---- */

static ent_status tell(drawing *d, ent_error *error)
{
    ent_status status;
#pragma omp critical
    {
        status = d->status != ENT_OK ? d->status
                                     : ent_monitor_step(d->monitor, (double)d->done++ / (double)d->options->draws,
                                                        "simulation", error);
    }
    return status;
}

static ent_status draw_all(drawing *d, ent_tie_chain *chain, size_t number, ent_error *error)
{
    const ent_tie_draw_options *o = d->options;
    size_t each = o->draws / o->chains, terms = d->out->term_count;
    double pairs = (double)ent_tie_chain_pairs(chain);
    ent_status status = ENT_OK;
    for (size_t k = 0; k < each && status == ENT_OK; k++) {
        size_t draw = number * each + k;
        uint64_t steps = (uint64_t)ceil((k ? o->interval : o->burn_in) * pairs);
        status = tell(d, error);
        ent_tie_chain_run(chain, status == ENT_OK ? steps : 0);
        d->proposals[number] += steps;
        const ent_view *network = ent_tie_chain_network(chain);
        d->out->ties[draw] = (double)network->tie_count;
        for (size_t t = 0; t < terms; t++)
            d->out->statistic[draw * terms + t] = ent_total(network, &d->terms[t]);
        tie_add_probabilities(chain, d->sums + number * d->pairs_most);
        if (o->each && status == ENT_OK)
            status = o->each(o->user, draw, network, error);
    }
    d->accepted[number] = ent_tie_chain_accepted(chain);
    return status;
}

/* The first chain also says which pairs can change. */
static ent_status run_chain(drawing *d, size_t number, ent_error *error)
{
    ent_tie_chain *chain;
    ent_status status = ent_tie_chain_new(d->view, d->start, d->terms, d->theta, d->out->term_count, d->options->seed,
                                          (uint32_t)number, &chain, error);
    if (status == ENT_OK)
        status = draw_all(d, chain, number, error);
    if (status == ENT_OK && number == 0) {
        for (size_t pair = 0; pair < ent_tie_chain_pairs(chain); pair++)
            d->sums[d->options->chains * d->pairs_most + pair] = (double)pair;
        tie_spread(chain, d->sums + d->options->chains * d->pairs_most, d->out->probability);
        d->out->pairs = ent_tie_chain_pairs(chain);
    }
    ent_tie_chain_free(chain);
    return status;
}

static void run_chains(drawing *d)
{
    int threads = d->options->threads > 0 ? d->options->threads : tie_threads();
    (void)threads; /* without OpenMP */
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (ptrdiff_t number = 0; number < (ptrdiff_t)d->options->chains; number++) {
        ent_error inner = {0};
        ent_status status = run_chain(d, (size_t)number, &inner);
#pragma omp critical
        if (d->status == ENT_OK && status != ENT_OK)
            d->status = ent_fail(d->error, status, "%s", inner.message);
    }
}

/* In the order of the chains, so that sums do not hang on who was first. `probability` holds each pair's number. */
static void gather(drawing *d)
{
    ent_tie_draws *out = d->out;
    uint64_t accepted = 0;
    for (size_t chain = 0; chain < d->options->chains; chain++) {
        accepted += d->accepted[chain];
        out->proposals += d->proposals[chain];
        for (size_t pair = 0; pair < out->pairs && chain > 0; pair++)
            d->sums[pair] += d->sums[chain * d->pairs_most + pair];
    }
    for (size_t cell = 0; cell < out->n * out->n; cell++)
        if (!isnan(out->probability[cell]))
            out->probability[cell] = d->sums[(size_t)out->probability[cell]] / (double)out->draws;
    out->acceptance = (double)accepted / (double)out->proposals;
    fill_effective(out, d->options->chains);
}

static ent_status make_arrays(drawing *d, ent_error *error)
{
    ent_tie_draws *out = d->out;
    size_t chains = d->options->chains;
    out->statistic = ent_new_array(out->draws * out->term_count, sizeof(double));
    out->ties = ent_new_array(out->draws, sizeof(double));
    out->probability = ent_new_array(out->n * out->n, sizeof(double));
    out->effective = ent_new_array(out->term_count, sizeof(double));
    d->sums = ent_new_array((chains + 1) * d->pairs_most, sizeof *d->sums);
    d->accepted = ent_new_array(chains, sizeof *d->accepted);
    d->proposals = ent_new_array(chains, sizeof *d->proposals);
    for (size_t cell = 0; out->probability && cell < out->n * out->n; cell++)
        out->probability[cell] = (double)NAN;
    return out->statistic && out->ties && out->probability && out->effective && d->sums && d->accepted && d->proposals
               ? ENT_OK : ent_fail_memory(error);
}

ent_status ent_tie_draw(const ent_view *view, const uint8_t start[], const ent_term terms[], const double theta[],
                        size_t term_count, const ent_tie_draw_options *options, ent_tie_draws *out,
                        const ent_monitor *monitor, ent_error *error)
{
    *out = (ent_tie_draws){.draws = options->draws, .term_count = term_count, .n = view->n};
    if (options->chains == 0 || options->draws == 0 || options->draws % options->chains)
        return ent_fail(error, ENT_ERR_ARGUMENT, "%zu draws cannot be shared by %zu chains", options->draws,
                        options->chains);
    drawing d = {.view = view, .start = start, .terms = terms, .theta = theta, .options = options, .out = out,
                 .error = error, .monitor = monitor,
                 .pairs_most = view->n * (view->n - 1) / (view->directed ? 1 : 2)};
    ent_status status = make_arrays(&d, error);
    if (status == ENT_OK) {
        run_chains(&d);
        status = d.status;
    }
    if (status == ENT_OK)
        gather(&d);
    else
        ent_tie_draws_clear(out);
    free(d.sums);
    free(d.accepted);
    free(d.proposals);
    return status;
}

void ent_tie_draws_clear(ent_tie_draws *draws)
{
    free(draws->statistic);
    free(draws->ties);
    free(draws->probability);
    free(draws->effective);
    *draws = (ent_tie_draws){0};
}

bool ent_tie_is_degenerate(const double ties[], size_t draws, double observed)
{
    double mean = 0, least = INFINITY, most = -INFINITY;
    for (size_t k = 0; k < draws; k++) {
        mean += ties[k] / (double)draws;
        least = fmin(least, ties[k]);
        most = fmax(most, ties[k]);
    }
    return (least > observed && mean > 1.5 * observed) || (most < observed && mean < observed / 1.5);
}
