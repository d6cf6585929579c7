/* Phases 1 to 3 written a second time from the specification (reference/saom/SPEC.md 3.2 to 3.5), by plain loops over the
 * same replicates: estimation must arrive at the same theta, and find the same of it. */
#include "entente/saom_fit.h"
#include "saom/small.h"

#include <math.h>

enum { MOST = 8, PERIODS = 2, PHASE1 = 50, PHASE3 = 200, SUBPHASES = 4 };
#define NEAR 1e-7 /* sums in another order; steps bring thetas nearer to each other again */

typedef double matrix[MOST][MOST];

typedef struct {
    const ent_saom *saom;
    ent_saom_worker *worker;
    uint32_t draws;
    size_t p;
    bool dolby;
    double theta[MOST], target[MOST];
    double statistic[PERIODS][MOST], score[PERIODS][MOST]; /* of the last replicate */
    matrix derivative, spread, inverse, metric;
    matrix late_derivative, late_spread; /* of period 2 */
    double late_mean[MOST], mean[MOST], shorter[MOST], correction[MOST];
} plain_fit;

static void invert(size_t p, matrix of, matrix out)
{
    matrix a;
    memcpy(a, of, sizeof a);
    for (size_t i = 0; i < p; i++)
        for (size_t k = 0; k < p; k++)
            out[i][k] = i == k;
    for (size_t c = 0; c < p; c++) {
        size_t best = c;
        for (size_t i = c; i < p; i++)
            best = fabs(a[i][c]) > fabs(a[best][c]) ? i : best;
        for (size_t k = 0; k < p; k++) {
            double kept = a[c][k], other = out[c][k];
            a[c][k] = a[best][k], a[best][k] = kept;
            out[c][k] = out[best][k], out[best][k] = other;
        }
        double pivot = a[c][c];
        for (size_t k = 0; k < p; k++)
            a[c][k] /= pivot, out[c][k] /= pivot;
        for (size_t i = 0; i < p; i++) {
            double factor = i == c ? 0 : a[i][c];
            for (size_t k = 0; k < p; k++)
                a[i][k] -= factor * a[c][k], out[i][k] -= factor * out[c][k];
        }
    }
}

/* D^-1 Sigma D^-T */
static double sandwich(const plain_fit *f, matrix inverse, size_t k, size_t l)
{
    double sum = 0;
    for (size_t a = 0; a < f->p; a++)
        for (size_t b = 0; b < f->p; b++)
            sum += inverse[k][a] * f->spread[a][b] * inverse[l][b];
    return sum;
}

static void simulate(plain_fit *f)
{
    ent_error error;
    double elapsed;
    for (size_t m = 0; m < PERIODS; m++) {
        ent_saom_outcome out = {f->statistic[m], f->score[m], &elapsed};
        ent_assert_ok(ent_saom_period(f->worker, f->theta, m, 7, f->draws, &out, &error), &error);
    }
    f->draws++;
}

/* Means, Sigma, D and c of so many replicates at theta, each of them kept: the formulas as they stand. */
static void simulate_many(plain_fit *f, size_t count)
{
    static double s[PHASE3][PERIODS][MOST], j[PHASE3][PERIODS][MOST];
    double mean[PERIODS + 1][MOST] = {{0}}, score[PERIODS + 1][MOST] = {{0}}; /* the last row: of the sums over periods */
    for (size_t r = 0; r < count; r++) {
        simulate(f);
        memcpy(s[r], f->statistic, sizeof s[r]);
        memcpy(j[r], f->score, sizeof j[r]);
        for (size_t m = 0; m < PERIODS; m++)
            for (size_t k = 0; k < f->p; k++) {
                mean[m][k] += s[r][m][k] / (double)count;
                score[m][k] += j[r][m][k] / (double)count;
            }
    }
    for (size_t k = 0; k < f->p; k++) {
        mean[PERIODS][k] = f->mean[k] = mean[0][k] + mean[1][k];
        score[PERIODS][k] = score[0][k] + score[1][k];
        f->late_mean[k] = mean[1][k];
    }
    for (size_t k = 0; k < f->p; k++) {
        double with = 0, variance = 0;
        for (size_t l = 0; l < f->p; l++) {
            f->spread[k][l] = f->derivative[k][l] = f->late_spread[k][l] = 0;
            f->late_derivative[k][l] = -mean[1][k] * score[1][l];
            for (size_t r = 0; r < count; r++) {
                f->late_spread[k][l] += (s[r][1][k] - mean[1][k]) * (s[r][1][l] - mean[1][l]) / (double)(count - 1);
                f->late_derivative[k][l] += s[r][1][k] * j[r][1][l] / (double)count;
                f->spread[k][l] += (s[r][0][k] + s[r][1][k] - mean[PERIODS][k]) *
                                   (s[r][0][l] + s[r][1][l] - mean[PERIODS][l]) / (double)(count - 1);
                for (size_t m = 0; m < PERIODS; m++)
                    f->derivative[k][l] += s[r][m][k] * j[r][m][l] / (double)count;
            }
            for (size_t m = 0; m < PERIODS; m++)
                f->derivative[k][l] -= mean[m][k] * score[m][l];
        }
        for (size_t r = 0; r < count; r++) {
            double from = j[r][0][k] + j[r][1][k] - score[PERIODS][k];
            with += (s[r][0][k] + s[r][1][k] - mean[PERIODS][k]) * from;
            variance += from * from;
        }
        f->correction[k] = with / variance;
    }
}

/* theta -= move; a rate that would not stay above 0 is halved. */
static void take_step(plain_fit *f, const double *move)
{
    for (size_t k = 0; k < f->p; k++)
        f->theta[k] = k < PERIODS && move[k] >= f->theta[k] ? f->theta[k] / 2 : f->theta[k] - move[k];
}

static void phase1(plain_fit *f)
{
    matrix d;
    double move[MOST], largest = 1;
    simulate_many(f, PHASE1);
    for (size_t k = 0; k < f->p; k++)
        for (size_t l = 0; l < f->p; l++) {
            assert_true(k != l || f->derivative[k][k] > 0); /* else there is more of phase 1 */
            d[k][l] = (k == l ? 1 : 0.8) * f->derivative[k][l];
            f->metric[k][l] = f->spread[k][l] + (k == l ? 0.0001 : 0);
        }
    invert(f->p, d, f->inverse);
    invert(f->p, f->metric, f->metric);
    for (size_t k = 0; k < f->p; k++) {
        f->shorter[k] = fmin(1, 1 / sqrt(sandwich(f, f->inverse, k, k)));
        f->correction[k] /= k < PERIODS ? f->theta[k] : 1; /* of a rate c / rho, which steps.c says why */
        move[k] = 0;
        for (size_t l = 0; l < f->p; l++)
            move[k] += 0.5 * 0.2 * f->inverse[k][l] * (f->mean[l] - f->target[l]);
        largest = fmax(largest, fabs(move[k]));
    }
    for (size_t k = 0; k < f->p; k++)
        move[k] /= largest;
    take_step(f, move);
}

/* dev = S - s - c J, at most 5 standard deviations; untruncated in whole[]. */
static void deviate(const plain_fit *f, double *whole, double *dev)
{
    double form = 0;
    for (size_t k = 0; k < f->p; k++) {
        double c = !f->dolby ? 0 : f->correction[k] * (k < PERIODS ? f->theta[k] : 1);
        whole[k] = f->statistic[0][k] + f->statistic[1][k] - f->target[k] - c * (f->score[0][k] + f->score[1][k]);
    }
    for (size_t k = 0; k < f->p; k++)
        for (size_t l = 0; l < f->p; l++)
            form += whole[k] * f->metric[k][l] * whole[l];
    for (size_t k = 0; k < f->p; k++)
        dev[k] = whole[k] * fmin(1, 5 / sqrt(form / (double)f->p));
}

/* Gives how many steps it took; 0: it overshot and is repeated. */
static size_t subphase(plain_fit *f, double gain, size_t least, bool may_repeat)
{
    double sum[MOST], before[MOST] = {0}, product[MOST] = {0}, square[MOST] = {0};
    memcpy(sum, f->theta, sizeof sum);
    for (size_t steps = 1;; steps++) {
        double whole[MOST], dev[MOST], move[MOST], lowest = INFINITY, highest = -INFINITY;
        simulate(f);
        deviate(f, whole, dev);
        for (size_t k = 0; k < f->p; k++) {
            product[k] += steps % 2 == 0 ? whole[k] * before[k] : 0;
            square[k] += steps % 2 == 0 ? whole[k] * whole[k] : 0;
            before[k] = whole[k];
            move[k] = 0;
            for (size_t l = 0; l < f->p; l++)
                move[k] += gain * f->shorter[k] * f->inverse[k][l] * dev[l];
            double r = square[k] > 0 ? product[k] / square[k] : 0;
            lowest = fmin(lowest, r);
            highest = fmax(highest, r);
        }
        take_step(f, move);
        for (size_t k = 0; k < f->p; k++)
            sum[k] += f->theta[k];
        bool overshot = steps >= 50 && lowest < -0.8, uncorrelated = highest < 1e-10;
        if (overshot && !uncorrelated && may_repeat && steps < least + 200)
            return 0;
        if (steps < least + 200 && !(steps >= least && uncorrelated) && !overshot)
            continue;
        for (size_t k = 0; k < f->p; k++)
            f->theta[k] = sum[k] / (double)(steps + 1);
        return steps;
    }
}

static size_t phase2(plain_fit *f)
{
    size_t least = (size_t)(2.52 * (double)(7 + f->p)), all = 0;
    double gain = 0.2;
    for (size_t k = 0; k < SUBPHASES; k++, gain *= 0.5, least = (size_t)(2.52 * (double)least)) {
        size_t steps = 0;
        for (size_t repeats = 0; steps == 0; repeats++)
            steps = subphase(f, gain, least, repeats < 4);
        all += steps;
    }
    return all;
}

/* Is effect k another in period 2? With b = D_kE D_EE^-1, k's statistic and derivative those of period 2 alone,
 *   g = (s_k - mean S_k) - b (s - mean S),  var g = Sigma_kk - 2 b Sigma_Ek + b Sigma b',  g^2 / var g: one degree */
static void check_period_test(const plain_fit *f, size_t k, matrix inverse, const ent_saom_fit *fit)
{
    double b[MOST] = {0}, by_period[PERIODS * MOST], target[MOST], g, variance = f->late_spread[k][k];
    ent_saom_targets(f->saom, target, by_period);
    g = by_period[f->p + k] - f->late_mean[k];
    for (size_t l = 0; l < f->p; l++)
        for (size_t a = 0; a < f->p; a++)
            b[l] += f->late_derivative[k][a] * inverse[a][l];
    for (size_t l = 0; l < f->p; l++) {
        g -= b[l] * (target[l] - f->mean[l]);
        variance -= 2 * b[l] * f->late_spread[l][k];
        for (size_t a = 0; a < f->p; a++)
            variance += b[l] * f->spread[l][a] * b[a];
    }
    assert_int_equal(fit->by_period[k].degrees, 1);
    ent_assert_number(fit->by_period[k].chi_square, g * g / variance, NEAR);
    ent_assert_number(fit->by_period[k].z, g / sqrt(variance), NEAR);
    ent_assert_number(fit->by_period[k].p, erfc(fabs(g) / sqrt(2 * variance)), NEAR);
}

static void check_fit(plain_fit *f, const ent_saom_fit *fit)
{
    matrix inverse, spread_inverse;
    double overall = 0;
    simulate_many(f, PHASE3);
    invert(f->p, f->derivative, inverse);
    invert(f->p, f->spread, spread_inverse);
    for (size_t k = 0; k < f->p; k++) {
        double deviation = f->mean[k] - f->target[k];
        ent_assert_number(fit->estimate[k], f->theta[k], NEAR);
        ent_assert_number(fit->t_ratio[k], deviation / sqrt(f->spread[k][k]), NEAR);
        ent_assert_number(fit->se[k], sqrt(sandwich(f, inverse, k, k)), NEAR);
        for (size_t l = 0; l < f->p; l++) {
            ent_assert_number(fit->spread[k * f->p + l], f->spread[k][l], 100 * NEAR);
            ent_assert_number(fit->derivative[k * f->p + l], f->derivative[k][l], 100 * NEAR);
            overall += deviation * spread_inverse[k][l] * (f->mean[l] - f->target[l]);
        }
    }
    ent_assert_number(fit->overall, sqrt(overall), NEAR);
    for (size_t k = PERIODS; k < f->p; k++)
        check_period_test(f, k, inverse, fit);
    assert_int_equal(fit->simulations, f->draws);
}

static void check(const char *effects, uint64_t data, bool dolby)
{
    const small_model small = {.n = 10, .directed = true, .effects = effects};
    ent_model *model = small_open(&small, data);
    ent_saom *saom;
    ent_saom_state state;
    ent_saom_fit fit;
    ent_error error;
    ent_saom_options options = ENT_SAOM_OPTIONS;
    options.seed = 7;
    options.dolby = dolby;
    options.phase3 = PHASE3;
    options.restarts_most = 0;
    ent_assert_ok(ent_saom_new(model, &saom, &error), &error);
    ent_assert_ok(ent_saom_state_init(saom, NULL, &state, &error), &error);
    ent_assert_ok(ent_saom_estimate(saom, &options, &state, NULL, NULL, &fit, NULL, &error), &error);
    plain_fit f = {.saom = saom, .p = ent_saom_parameters(saom), .dolby = dolby};
    assert_true(f.p <= MOST && ent_saom_periods(saom) == PERIODS);
    ent_assert_ok(ent_saom_worker_new(saom, &f.worker, &error), &error);
    ent_saom_start(saom, f.theta);
    ent_saom_targets(saom, f.target, NULL);
    phase1(&f);
    assert_true(phase2(&f) > 500);
    check_fit(&f, &fit);
    ent_saom_worker_free(f.worker);
    ent_saom_fit_clear(&fit);
    ent_saom_state_clear(&state);
    ent_saom_free(saom);
    ent_model_free(model);
}

static void the_classical_algorithm_is_the_specification(void **state)
{
    for (uint64_t data = 1; data <= 2; data++) {
        check("[density, recip]", data, false);
        check("[density, recip]", data, true);
        check("[density, recip, transTrip, {effect: simX, of: v}]", data, false);
        check("[density, recip, transTrip, {effect: simX, of: v}]", data, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_classical_algorithm_is_the_specification)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
