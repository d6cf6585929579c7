/* Dynamics of balance: triads one by one, and the flow dX/dt = X^2. */
#include "entente/dynamics.h"

#include "core/eigen.h"
#include "core/memory.h"
#include "core/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES = 64 };
static const double SAME = 1e-9; /* eigenvalues, relatively, and 0 in a unit eigenvector */

/* ---- triads ---- */

static int product(size_t n, const int8_t *sign, size_t a, size_t b, size_t c)
{
    return sign[a * n + b] * sign[a * n + c] * sign[b * n + c];
}

static double triads_of(size_t n)
{
    double count = (double)n;
    return count * (count - 1) * (count - 2) / 6;
}

static long long count_tense(size_t n, const int8_t *sign)
{
    long long tense = 0;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            for (size_t c = b + 1; c < n; c++)
                tense += product(n, sign, a, b, c) < 0;
    return tense;
}

/* Balanced minus tense, over all. */
static double energy_of(size_t n, long long tense)
{
    return n < 3 ? (double)NAN : (2 * (double)tense - triads_of(n)) / triads_of(n);
}

double ent_dynamics_energy(size_t n, const int8_t sign[])
{
    return energy_of(n, count_tense(n, sign));
}

long long ent_dynamics_rise(size_t n, const int8_t sign[], size_t a, size_t b)
{
    long long rise = 0;
    for (size_t c = 0; c < n; c++)
        if (c != a && c != b)
            rise += product(n, sign, a, b, c);
    return rise;
}

/* The least rise of any pair. */
static long long least_rise(size_t n, const int8_t *sign)
{
    long long least = (long long)n;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            long long rise = ent_dynamics_rise(n, sign, a, b);
            least = rise < least ? rise : least;
        }
    return least;
}

/* Can a pair of a tense triad change by the constrained rule? */
static bool can_change(size_t n, const int8_t *sign)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            long long rise = ent_dynamics_rise(n, sign, a, b);
            if (rise <= 0 && rise < (long long)n - 2) /* else all of its triads are balanced */
                return true;
        }
    return false;
}

bool ent_dynamics_is_jammed(size_t n, const int8_t sign[], bool *strictly)
{
    long long least = least_rise(n, sign);
    bool jammed = least >= 0 && count_tense(n, sign) > 0;
    if (strictly)
        *strictly = jammed && least > 0;
    return jammed;
}

/* ---- running ---- */

typedef struct {
    size_t n;
    int8_t *sign;
    const ent_dynamics_options *options;
    ent_random random;
    long long tense;
} running;

static double draw(running *r)
{
    uint32_t bits[4];
    ent_random_next(&r->random, bits);
    return (bits[0] + 0.5) / 4294967296.0;
}

static size_t draw_below(running *r, size_t n)
{
    uint32_t bits[4];
    ent_random_next(&r->random, bits);
    return (size_t)ent_random_below(bits[0], bits[1], n);
}

/* A tense triad, each as likely: drawn and looked at; where they are rare, counted off. */
static void pick_tense(running *r, size_t of[3])
{
    size_t n = r->n;
    for (int k = 0; k < TRIES; k++) {
        for (int i = 0; i < 3; i++)
            of[i] = draw_below(r, n);
        if (of[0] != of[1] && of[0] != of[2] && of[1] != of[2] && product(n, r->sign, of[0], of[1], of[2]) < 0)
            return;
    }
    size_t skip = draw_below(r, (size_t)r->tense);
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            for (size_t c = b + 1; c < n; c++)
                if (product(n, r->sign, a, b, c) < 0 && skip-- == 0) {
                    of[0] = a, of[1] = b, of[2] = c;
                    return;
                }
}

static void flip(running *r, size_t a, size_t b)
{
    r->tense += ent_dynamics_rise(r->n, r->sign, a, b);
    r->sign[a * r->n + b] = r->sign[b * r->n + a] = (int8_t)-r->sign[a * r->n + b];
}

/* Pairs 0-1, 0-2, 1-2 of a triad. */
static const int ends[3][2] = {{0, 1}, {0, 2}, {1, 2}};

static bool step_local(running *r, const size_t of[3])
{
    int hostile[3], count = 0;
    for (int k = 0; k < 3; k++)
        if (r->sign[of[ends[k][0]] * r->n + of[ends[k][1]]] < 0)
            hostile[count++] = k;
    double u = draw(r);
    int pair = count == 3 ? (int)(3 * u) : u < r->options->p ? hostile[0]
               : (hostile[0] + (u < (1 + r->options->p) / 2 ? 1 : 2)) % 3;
    flip(r, of[ends[pair][0]], of[ends[pair][1]]);
    return true;
}

static bool step_constrained(running *r, const size_t of[3])
{
    int pair = (int)(3 * draw(r));
    size_t a = of[ends[pair][0]], b = of[ends[pair][1]];
    long long rise = ent_dynamics_rise(r->n, r->sign, a, b);
    if (rise > 0 || (rise == 0 && draw(r) < 0.5))
        return false;
    flip(r, a, b);
    return true;
}

static ent_status check_signs(size_t n, const int8_t *sign, ent_error *error)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            if (sign[a * n + b] * sign[a * n + b] != 1 || sign[a * n + b] != sign[b * n + a])
                return ent_fail(error, ENT_ERR_INPUT, "the sign of actors %zu and %zu is %d one way and %d the other; "
                                "expected 1 or -1, the same", a + 1, b + 1, sign[a * n + b], sign[b * n + a]);
    return ENT_OK;
}

ent_status ent_dynamics_run(size_t n, int8_t sign[], const ent_dynamics_options *options, ent_dynamics_end *end,
                            ent_error *error)
{
    const ent_dynamics_options *o = options;
    bool constrained = o->rule == ENT_DYNAMICS_CONSTRAINED;
    running r = {.n = n, .sign = sign, .options = o, .random = ent_random_start(o->seed, o->replicate, ENT_DRAW_SEARCH)};
    *end = (ent_dynamics_end){0};
    if (!constrained && !(o->p >= 0 && o->p <= 1))
        return ent_fail(error, ENT_ERR_ARGUMENT, "p is %g; expected a probability, 0 to 1", o->p);
    ent_status status = check_signs(n, sign, error);
    if (status != ENT_OK)
        return status;
    r.tense = count_tense(n, sign);
    bool moved = true, asked = false; /* whether it is jammed, since the last change */
    while (r.tense > 0 && end->steps < o->steps_most) {
        size_t of[3];
        if (constrained && !moved && !asked && !can_change(n, sign)) { /* only after a step that did nothing */
            end->jammed = true;
            break;
        }
        asked = !moved;
        pick_tense(&r, of);
        moved = constrained ? step_constrained(&r, of) : step_local(&r, of);
        end->flips += moved;
        end->steps++;
    }
    end->balanced = r.tense == 0;
    end->energy = energy_of(n, r.tense);
    return ENT_OK;
}

/* ---- the flow ---- */

/* Eigenvalues, ascending, and vectors in rows; the caller frees both, also after a failure. */
static ent_status decompose(size_t n, const double *x, double **value, double **vector, ent_error *error)
{
    *value = ent_new_array(n, sizeof **value);
    *vector = ent_new_array(n * n, sizeof **vector);
    if (!*value || !*vector)
        return ent_fail_memory(error);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            if (!isfinite(x[a * n + b]) || x[a * n + b] < x[b * n + a] || x[a * n + b] > x[b * n + a])
                return ent_fail(error, ENT_ERR_INPUT, "the tie of actors %zu and %zu is %g one way and %g the other; expected "
                                "one number", a + 1, b + 1, x[a * n + b], x[b * n + a]);
            (*vector)[a * n + b] = x[a * n + b];
        }
    return ent_eigenvalues(*vector, n, true, *value, error);
}

/* X(t) = sum_k l_k / (1 - t l_k) v_k v_k' */
ent_status ent_dynamics_flow(size_t n, const double x[], double t, double out[], ent_error *error)
{
    double *value, *vector;
    ent_status status = decompose(n, x, &value, &vector, error);
    if (status == ENT_OK && n > 0 && t * value[n - 1] >= 1)
        status = ent_fail(error, ENT_ERR_INPUT, "at %g there are no ties any more: they grow without bound at %g", t,
                          1 / value[n - 1]);
    for (size_t cell = 0; cell < n * n && status == ENT_OK; cell++) {
        out[cell] = 0;
        for (size_t k = 0; k < n; k++)
            out[cell] += value[k] / (1 - t * value[k]) * vector[k * n + cell / n] * vector[k * n + cell % n];
    }
    free(value);
    free(vector);
    return status;
}

/* Has the largest eigenvalue more than one eigenvector? */
static bool is_multiple(size_t n, const double *value)
{
    return n > 1 && value[n - 1] - value[n - 2] <= SAME * fabs(value[n - 1]);
}

ent_status ent_dynamics_factions(size_t n, const double x[], double *time, int8_t faction[], ent_error *error)
{
    double *value, *vector;
    ent_status status = decompose(n, x, &value, &vector, error);
    *time = (double)INFINITY;
    if (status == ENT_OK && n > 0 && value[n - 1] > 0)
        *time = 1 / value[n - 1];
    int turn = 0;
    bool none = status == ENT_OK && is_multiple(n, value);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        double v = vector[(n - 1) * n + i];
        int sign = none ? 0 : v > SAME ? 1 : v < -SAME ? -1 : 0;
        turn = turn ? turn : sign;
        faction[i] = (int8_t)(sign * turn);
    }
    free(value);
    free(vector);
    return status;
}
