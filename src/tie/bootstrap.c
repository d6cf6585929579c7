/* Estimates of many resamples of the same steps. Each starts from the estimate of all steps, where gradient and
 * information of each step are known: its first Newton step costs nothing. Then BFGS steps that need gradients only
 * (Nocedal & Wright 2006, Numerical Optimization, 6.1), and one pass over the rows of a step gives those of many
 * replicates at once (TIE_LANES of them share each row that is read). A replicate's numbers depend on it alone. */
#include "tie/tie.h"

#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64, PASSES_MOST = 200 };

static const double decrement_most = 1e-13; /* of the last BFGS step; Newton's estimate is nearer by then */

/* ---- resamples ---- */

void ent_tie_resample(uint64_t seed, size_t replicates, size_t steps, uint16_t counts[])
{
    memset(counts, 0, replicates * steps * sizeof *counts);
    for (size_t r = 0; r < replicates; r++) {
        ent_random random = ent_random_start(seed, (uint32_t)r, ENT_DRAW_RESAMPLE);
        for (size_t drawn = 0; drawn < steps; drawn++) {
            uint32_t bits[4];
            ent_random_next(&random, bits);
            counts[r * steps + ent_random_below(bits[0], bits[1], steps)]++;
        }
    }
}

void ent_tie_leave_one_out(size_t steps, uint16_t counts[])
{
    for (size_t r = 0; r < steps; r++)
        for (size_t step = 0; step < steps; step++)
            counts[r * steps + step] = r != step;
}

/* ---- what is common to all replicates ---- */

typedef struct {
    tie_standard s;
    const ent_tie_options *options;
    const uint16_t *counts;  /* [replicates * steps] */
    double *start;           /* [terms] the estimate of all steps */
    double *gradient, *information; /* of each step at the start: [steps * terms], [steps * terms * terms] */
    double *estimates;
} bootstrap;

/* ---- one replicate ---- */

typedef struct {
    const uint16_t *count;   /* of each step */
    double *b, *gradient;    /* [terms] the best point, and the gradient there */
    double *direction, *trial, *trial_gradient, *lost, *turned;
    double *inverse;         /* [terms * terms] of the information, as known so far */
    double slope, share;     /* along the direction at b; how much of it is tried */
    bool done, failed;
} replicate;

/* Arrays of a block of replicates, in one piece. */
static size_t replicate_size(size_t terms)
{
    return 7 * terms + terms * terms;
}

static void place(replicate *r, double *at, size_t terms)
{
    r->b = at;
    r->gradient = at + terms;
    r->direction = at + 2 * terms;
    r->trial = at + 3 * terms;
    r->trial_gradient = at + 4 * terms;
    r->lost = at + 5 * terms;
    r->turned = at + 6 * terms;
    r->inverse = at + 7 * terms;
}

static double product(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += a[k] * b[k];
    return sum;
}

static void penalise(const bootstrap *w, const double *b, double *gradient)
{
    for (size_t k = 0; k < w->s.terms; k++)
        if ((int)k != w->s.intercept)
            gradient[k] -= w->options->ridge * b[k];
}

/* direction = inverse gradient; the point to try. Returns the decrement. */
static double aim(const bootstrap *w, replicate *r)
{
    size_t terms = w->s.terms;
    for (size_t k = 0; k < terms; k++)
        r->direction[k] = product(r->inverse + k * terms, r->gradient, terms);
    r->slope = product(r->gradient, r->direction, terms);
    r->share = 1;
    for (size_t k = 0; k < terms; k++)
        r->trial[k] = r->b[k] + r->direction[k];
    return r->slope;
}

/* From the sums of the steps at the common start: gradient, information, the first Newton step. `work`: [terms * terms]. */
static void begin(const bootstrap *w, replicate *r, size_t number, double *work)
{
    size_t terms = w->s.terms, steps = w->s.rows->step_count;
    r->count = w->counts + number * steps;
    r->done = r->failed = false;
    memcpy(r->b, w->start, terms * sizeof *r->b);
    memset(r->gradient, 0, terms * sizeof *r->gradient);
    memset(work, 0, terms * terms * sizeof *work);
    for (size_t step = 0; step < steps; step++) {
        for (size_t k = 0; k < terms; k++)
            r->gradient[k] += r->count[step] * w->gradient[step * terms + k];
        for (size_t k = 0; k < terms * terms; k++)
            work[k] += r->count[step] * w->information[step * terms * terms + k];
    }
    penalise(w, r->b, r->gradient);
    for (size_t k = 0; k < terms; k++)
        if ((int)k != w->s.intercept)
            work[k * terms + k] += w->options->ridge;
    if (!tie_factor(work, terms, 1e-13)) {
        r->done = r->failed = true;
        return;
    }
    tie_inverse(work, terms, r->inverse);
    aim(w, r);
}

/* BFGS: the inverse is made to agree with what the step from b to the trial has shown; y = gradient lost, s = step. */
static void learn(const bootstrap *w, replicate *r)
{
    size_t terms = w->s.terms;
    double *y = r->lost, *hy = r->turned, sy = 0, yhy = 0;
    for (size_t k = 0; k < terms; k++) {
        y[k] = r->gradient[k] - r->trial_gradient[k];
        sy += y[k] * r->share * r->direction[k];
    }
    if (!(sy > 0))
        return;
    for (size_t k = 0; k < terms; k++) {
        hy[k] = product(r->inverse + k * terms, y, terms);
        yhy += y[k] * hy[k];
    }
    for (size_t k = 0; k < terms; k++)
        for (size_t l = 0; l < terms; l++) {
            double sk = r->share * r->direction[k], sl = r->share * r->direction[l];
            r->inverse[k * terms + l] += (1 + yhy / sy) * sk * sl / sy - (hy[k] * sl + sk * hy[l]) / sy;
        }
}

/* After the gradient at the trial is known. The objective is concave, so its slope along the direction falls: a trial
 * where it is as steep downwards as it was upwards went too far, and the next one is where a line through both slopes is
 * level. */
static void advance(const bootstrap *w, replicate *r)
{
    size_t terms = w->s.terms;
    double slope = product(r->trial_gradient, r->direction, terms);
    if (!isfinite(slope)) {
        r->done = r->failed = true;
        return;
    }
    if (slope < -0.9 * r->slope) {
        r->share *= fmax(0.1, r->slope / (r->slope - slope));
        for (size_t k = 0; k < terms; k++)
            r->trial[k] = r->b[k] + r->share * r->direction[k];
        return;
    }
    learn(w, r);
    memcpy(r->b, r->trial, terms * sizeof *r->b);
    memcpy(r->gradient, r->trial_gradient, terms * sizeof *r->gradient);
    if (aim(w, r) < decrement_most) {
        memcpy(r->b, r->trial, terms * sizeof *r->b);
        r->done = true;
    }
}

/* ---- a block of replicates ---- */

/* What a thread works with. */
typedef struct {
    replicate replicates[BLOCK];
    double *memory;          /* of the replicates; then lanes of points and gradients, then one matrix */
    double *b, *gradient, *matrix;
} block;

static block *block_new(size_t terms)
{
    block *out = calloc(1, sizeof *out);
    size_t lanes = terms * TIE_LANES, each = replicate_size(terms);
    if (!out)
        return NULL;
    out->memory = ent_new_array(BLOCK * each + 2 * lanes + terms * terms, sizeof *out->memory);
    if (!out->memory) {
        free(out);
        return NULL;
    }
    for (size_t k = 0; k < BLOCK; k++)
        place(&out->replicates[k], out->memory + k * each, terms);
    out->b = out->memory + BLOCK * each;
    out->gradient = out->b + lanes;
    out->matrix = out->gradient + lanes;
    return out;
}

static void block_free(block *own)
{
    if (own)
        free(own->memory);
    free(own);
}

/* Up to TIE_LANES replicates of one step: their gradients at the trial points, times how often each drew it. */
static void add_lanes(const bootstrap *w, block *own, replicate *const lane[], size_t used, size_t step)
{
    size_t terms = w->s.terms;
    for (size_t l = 0; l < TIE_LANES; l++)
        for (size_t k = 0; k < terms; k++)
            own->b[k * TIE_LANES + l] = l < used ? lane[l]->trial[k] : 0;
    tie_step_gradients(&w->s, step, own->b, own->gradient);
    for (size_t l = 0; l < used; l++)
        for (size_t k = 0; k < terms; k++)
            lane[l]->trial_gradient[k] += lane[l]->count[step] * own->gradient[k * TIE_LANES + l];
}

/* The gradients at all trial points of the block: one pass over the rows. */
static void pass(const bootstrap *w, block *own, size_t count)
{
    for (size_t step = 0; step < w->s.rows->step_count; step++) {
        replicate *lane[TIE_LANES];
        size_t used = 0;
        for (size_t r = 0; r < count; r++) {
            if (own->replicates[r].done || own->replicates[r].count[step] == 0)
                continue;
            lane[used++] = &own->replicates[r];
            if (used == TIE_LANES) {
                add_lanes(w, own, lane, used, step);
                used = 0;
            }
        }
        if (used)
            add_lanes(w, own, lane, used, step);
    }
}

static bool any_left(const block *own, size_t count)
{
    for (size_t r = 0; r < count; r++)
        if (!own->replicates[r].done)
            return true;
    return false;
}

static void step_block(const bootstrap *w, block *own, size_t count)
{
    size_t terms = w->s.terms;
    for (size_t r = 0; r < count; r++)
        memset(own->replicates[r].trial_gradient, 0, terms * sizeof(double));
    pass(w, own, count);
    for (size_t r = 0; r < count; r++) {
        replicate *one = &own->replicates[r];
        if (one->done)
            continue;
        penalise(w, one->trial, one->trial_gradient);
        advance(w, one);
    }
}

/* ---- the last word on a replicate ---- */

/* Newton's method from its own start, which also finds that there is no finite estimate: then NaN. */
static ent_status by_newton(const bootstrap *w, const uint16_t count[], double *b, ent_error *error)
{
    size_t terms = w->s.terms, steps = w->s.rows->step_count;
    double *weight = ent_new_array(steps + terms * terms, sizeof *weight);
    if (!weight)
        return ent_fail_memory(error);
    for (size_t step = 0; step < steps; step++)
        weight[step] = count[step];
    tie_solution solution = {.b = b, .information = weight + steps};
    ent_error inner = {0};
    ent_status status = tie_newton(&w->s, weight, w->options, &solution, &inner);
    free(weight);
    if (status == ENT_ERR_MEMORY)
        return ent_fail_memory(error);
    for (size_t k = 0; status != ENT_OK && k < terms; k++)
        b[k] = (double)NAN;
    return ENT_OK;
}

/* Far from the start, or so flat that there may be no estimate: for Newton's method to decide. */
static bool is_doubtful(const bootstrap *w, const replicate *r)
{
    size_t terms = w->s.terms;
    if (!r->done || r->failed)
        return true;
    for (size_t k = 0; k < terms; k++)
        if (fabs(r->b[k] - w->start[k]) > 50 * sqrt(fmax(r->inverse[k * terms + k], 0)))
            return true;
    return false;
}

static ent_status run_block(const bootstrap *w, block *own, size_t first, size_t count, ent_error *error)
{
    size_t terms = w->s.terms;
    ent_status status = ENT_OK;
    for (size_t r = 0; r < count; r++) {
        begin(w, &own->replicates[r], first + r, own->matrix);
        own->replicates[r].done |= w->options->firth;
        own->replicates[r].failed |= w->options->firth;
    }
    for (int k = 0; k < PASSES_MOST && any_left(own, count); k++)
        step_block(w, own, count);
    for (size_t r = 0; r < count && status == ENT_OK; r++) {
        replicate *one = &own->replicates[r];
        if (is_doubtful(w, one))
            status = by_newton(w, one->count, one->b, error);
        tie_to_plain(&w->s, one->b, w->estimates + (first + r) * terms);
    }
    return status;
}

/* ---- all blocks ---- */

static ent_status prepare(bootstrap *w, const ent_tie_fit *fit, ent_error *error)
{
    size_t terms = w->s.terms, steps = w->s.rows->step_count;
    w->start = ent_new_array(terms, sizeof *w->start);
    w->gradient = ent_new_array(steps * terms, sizeof *w->gradient);
    w->information = ent_new_array(steps * terms * terms, sizeof *w->information);
    if (!w->start || !w->gradient || !w->information)
        return ent_fail_memory(error);
    tie_from_plain(&w->s, fit->estimate, w->start);
    for (size_t step = 0; step < steps; step++)
        tie_step_sums(&w->s, step, w->start, NULL, w->gradient + step * terms,
                      w->information + step * terms * terms);
    return ENT_OK;
}

/* Threads take blocks as they come; the first failure stops them all. */
static ent_status run_blocks(const bootstrap *w, size_t replicates, int threads, const ent_monitor *monitor,
                             ent_error *error)
{
    ent_status status = ENT_OK;
    ptrdiff_t blocks = (ptrdiff_t)((replicates + BLOCK - 1) / BLOCK), done = 0;
    threads = threads > 0 ? threads : tie_threads();
#pragma omp parallel num_threads(threads)
    {
        block *own = block_new(w->s.terms);
#pragma omp for schedule(dynamic)
        for (ptrdiff_t k = 0; k < blocks; k++) {
            ent_error inner = {0};
            ent_status now = own ? ENT_OK : ent_fail_memory(&inner);
            size_t first = (size_t)k * BLOCK, left = replicates - first;
            bool stopped;
#pragma omp critical(tie_bootstrap)
            {
                stopped = status != ENT_OK;
                if (!stopped && now == ENT_OK)
                    now = ent_monitor_step(monitor, (double)done++ / (double)blocks, "bootstrap", &inner);
            }
            if (!stopped && now == ENT_OK)
                now = run_block(w, own, first, left < BLOCK ? left : BLOCK, &inner);
#pragma omp critical(tie_bootstrap)
            if (status == ENT_OK && now != ENT_OK)
                status = ent_fail(error, now, "%s", inner.message);
        }
        block_free(own);
    }
    return status;
}

ent_status ent_tie_bootstrap(const ent_tie_rows *rows, const ent_tie_fit *fit, const ent_tie_options *options,
                             const uint16_t counts[], size_t replicates, int threads, double estimates[],
                             size_t *failed, const ent_monitor *monitor, ent_error *error)
{
    bootstrap w = {.options = options, .counts = counts, .estimates = estimates};
    *failed = 0;
    if (rows->step_count < 2)
        return ent_fail(error, ENT_ERR_INPUT, "a bootstrap over time steps needs two steps or more; there is %zu",
                        rows->step_count);
    ent_status status = tie_standard_init(&w.s, rows, error);
    if (status == ENT_OK)
        status = prepare(&w, fit, error);
    if (status == ENT_OK)
        status = run_blocks(&w, replicates, threads, monitor, error);
    for (size_t r = 0; status == ENT_OK && r < replicates; r++)
        if (isnan(estimates[r * rows->term_count]))
            ++*failed;
    free(w.start);
    free(w.gradient);
    free(w.information);
    tie_standard_clear(&w.s);
    return status;
}
