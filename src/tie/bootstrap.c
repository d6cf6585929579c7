/* Estimates of many resamples of the same steps. Each starts from the estimate of all steps, where gradient and
 * information of each step are known: its first Newton step costs nothing. Then BFGS steps that need gradients only
 * (Nocedal & Wright 2006, Numerical Optimization, 6.1), and one pass over the rows of a step gives those of many
 * replicates at once (TIE_LANES of them share each row that is read). A replicate's numbers depend on it alone. */
#include "tie/tie.h"

#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 128, PASSES_MOST = 200 };

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
    double *variance;        /* [terms] the inverse's diagonal at the start */
    double *inverse;         /* [terms * terms] of the information, as known so far */
    double slope, share;     /* along the direction at b; how much of it is tried */
    size_t number, passes;
    bool busy, done, failed; /* busy: in hand, not yet written; done: no more passes */
} replicate;

/* Arrays of a block of replicates, in one piece. */
static size_t replicate_size(size_t terms)
{
    return 8 * terms + terms * terms;
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
    r->variance = at + 7 * terms;
    r->inverse = at + 8 * terms;
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

/* From the sums of the steps at the common start: gradient, information, the first Newton step. `work`: [terms *
 * terms]. */
static void begin(const bootstrap *w, replicate *r, size_t number, double *work)
{
    size_t terms = w->s.terms, steps = w->s.rows->step_count;
    r->count = w->counts + number * steps;
    r->number = number;
    r->passes = 0;
    r->busy = true;
    r->done = r->failed = w->options->firth; /* which is for Newton's method */
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
    for (size_t k = 0; k < terms; k++)
        r->variance[k] = r->inverse[k * terms + k];
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
 * where it is as steep downwards as it was upwards went too far, and the next one is where a line through both slopes
 * is level. */
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

/* ---- the replicates that a thread has in hand ---- */

typedef struct {
    const bootstrap *w;
    replicate slot[SLOTS];
    double *memory;          /* of the slots; then lanes of points and gradients, then one matrix */
    double *b, *gradient, *matrix;
} worker;

static worker *worker_new(const bootstrap *w)
{
    worker *out = calloc(1, sizeof *out);
    size_t terms = w->s.terms, lanes = terms * TIE_LANES, each = replicate_size(terms);
    if (!out)
        return NULL;
    out->w = w;
    out->memory = ent_new_array(SLOTS * each + 2 * lanes + terms * terms, sizeof *out->memory);
    if (!out->memory) {
        free(out);
        return NULL;
    }
    for (size_t k = 0; k < SLOTS; k++)
        place(&out->slot[k], out->memory + k * each, terms);
    out->b = out->memory + SLOTS * each;
    out->gradient = out->b + lanes;
    out->matrix = out->gradient + lanes;
    return out;
}

static void worker_free(worker *own)
{
    if (own)
        free(own->memory);
    free(own);
}

/* Up to TIE_LANES replicates of one step: their gradients at the trial points, times how often each drew it. */
static void add_lanes(worker *own, replicate *const lane[], size_t used, size_t step)
{
    size_t terms = own->w->s.terms;
    for (size_t l = 0; l < TIE_LANES; l++)
        for (size_t k = 0; k < terms; k++)
            own->b[k * TIE_LANES + l] = l < used ? lane[l]->trial[k] : 0;
    tie_step_gradients(&own->w->s, step, own->b, own->gradient);
    for (size_t l = 0; l < used; l++)
        for (size_t k = 0; k < terms; k++)
            lane[l]->trial_gradient[k] += lane[l]->count[step] * own->gradient[k * TIE_LANES + l];
}

/* The replicates in hand that drew the step, TIE_LANES at a time. */
static void pass_step(worker *own, size_t step)
{
    replicate *lane[TIE_LANES];
    size_t used = 0;
    for (size_t k = 0; k < SLOTS; k++) {
        if (own->slot[k].done || own->slot[k].count[step] == 0)
            continue;
        lane[used++] = &own->slot[k];
        if (used == TIE_LANES) {
            add_lanes(own, lane, used, step);
            used = 0;
        }
    }
    if (used)
        add_lanes(own, lane, used, step);
}

/* One pass over all rows, and what each replicate makes of its gradient. */
static void pass(worker *own)
{
    for (size_t k = 0; k < SLOTS; k++)
        memset(own->slot[k].trial_gradient, 0, own->w->s.terms * sizeof(double));
    for (size_t step = 0; step < own->w->s.rows->step_count; step++)
        pass_step(own, step);
    for (size_t k = 0; k < SLOTS; k++) {
        replicate *r = &own->slot[k];
        if (r->done)
            continue;
        penalise(own->w, r->trial, r->trial_gradient);
        advance(own->w, r);
        if (++r->passes == PASSES_MOST && !r->done)
            r->done = r->failed = true;
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

/* So flat by now that there may be no finite estimate: for Newton's method to decide. */
static bool is_doubtful(const bootstrap *w, const replicate *r)
{
    size_t terms = w->s.terms;
    if (r->failed)
        return true;
    for (size_t k = 0; k < terms; k++)
        if (r->inverse[k * terms + k] > 1e4 * r->variance[k])
            return true;
    return false;
}

static ent_status write_down(const bootstrap *w, replicate *r, ent_error *error)
{
    ent_status status = is_doubtful(w, r) ? by_newton(w, r->count, r->b, error) : ENT_OK;
    tie_to_plain(&w->s, r->b, w->estimates + r->number * w->s.terms);
    r->busy = false;
    return status;
}

/* ---- all replicates ---- */

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

/* What all threads share: which replicate is next, and the first failure, which stops them all. */
typedef struct {
    size_t next, replicates;
    ent_status status;
    ent_error *error;
    const ent_monitor *monitor;
} queue;

static bool take(queue *shared, size_t *number)
{
    bool taken;
#pragma omp critical
    {
        taken = shared->status == ENT_OK && shared->next < shared->replicates;
        if (taken)
            *number = shared->next++;
    }
    return taken;
}

/* Note a failure, tell progress; true = go on. */
static bool report(queue *shared, ent_status status, const ent_error *inner)
{
    bool go_on;
#pragma omp critical
    {
        if (shared->status == ENT_OK && status != ENT_OK)
            shared->status = ent_fail(shared->error, status, "%s", inner->message);
        if (shared->status == ENT_OK)
            shared->status = ent_monitor_step(shared->monitor, (double)shared->next / (double)shared->replicates,
                                              "bootstrap", shared->error);
        go_on = shared->status == ENT_OK;
    }
    return go_on;
}

/* Write down what is done and take new ones; *any = is any left? */
static ent_status refill(worker *own, queue *shared, bool *any, ent_error *error)
{
    ent_status status = ENT_OK;
    *any = false;
    for (size_t k = 0; k < SLOTS && status == ENT_OK; k++) {
        replicate *r = &own->slot[k];
        size_t number;
        if (r->busy && r->done)
            status = write_down(own->w, r, error);
        if (!r->busy && (r->done = !take(shared, &number)) == false)
            begin(own->w, r, number, own->matrix);
        *any |= r->busy;
    }
    return status;
}

static void work(const bootstrap *w, queue *shared)
{
    ent_error inner = {0};
    worker *own = worker_new(w);
    bool any = own != NULL;
    ent_status status = own ? ENT_OK : ent_fail_memory(&inner);
    while (status == ENT_OK && any) {
        status = refill(own, shared, &any, &inner);
        if (!report(shared, status, &inner))
            break;
        if (any)
            pass(own);
    }
    if (status != ENT_OK)
        report(shared, status, &inner);
    worker_free(own);
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
    queue shared = {.replicates = replicates, .status = status, .error = error, .monitor = monitor};
    int used = threads > 0 ? threads : tie_threads();
    (void)used; /* without OpenMP */
    if (status == ENT_OK) {
#pragma omp parallel num_threads(used)
        work(&w, &shared);
    }
    status = shared.status;
    for (size_t r = 0; status == ENT_OK && r < replicates; r++)
        if (isnan(estimates[r * rows->term_count]))
            ++*failed;
    free(w.start);
    free(w.gradient);
    free(w.information);
    tie_standard_clear(&w.s);
    return status;
}
