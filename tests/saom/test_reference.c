/* Simulation at the peer's estimates against what it simulated there (3,000 replicates of M1 and M2, 2,000 of M4 and M5).
 * Means by Hotelling's T^2, which is a chi-square of as many degrees of freedom as parameters: at 1e-4 for each model.
 * Standard deviations, covariances and the derivative by scores, number by number, within 5 standard errors of the
 * difference, those of the moments from our draws: under 6e-7 each, 1e-4 for all of a model. Seeds are fixed. */
#include "saom/models.h"

typedef struct {
    size_t p, count, peer;     /* parameters, our replicates, the peer's */
    ent_saom *saom;
    double *statistic, *score; /* [count * p] summed over periods */
    double *by_period, *score_by_period;
} draws;

static void sum_periods(const draws *d, const double *from, double *to, size_t periods)
{
    for (size_t r = 0; r < d->count; r++)
        for (size_t m = 0; m < periods; m++)
            for (size_t k = 0; k < d->p; k++)
                to[r * d->p + k] += from[(r * periods + m) * d->p + k];
}

static void draw(draws *d, const char *name, ent_model *model)
{
    ent_error error;
    double theta[MODEL_MOST];
    ent_assert_ok(ent_saom_new(model, &d->saom, &error), &error);
    d->p = ent_saom_parameters(d->saom);
    size_t m = ent_saom_periods(d->saom), numbers = d->count * d->p;
    model_column(name, "estimate", theta);
    d->by_period = calloc(numbers * m, sizeof(double));
    d->score_by_period = calloc(numbers * m, sizeof(double));
    d->statistic = calloc(numbers, sizeof(double));
    d->score = calloc(numbers, sizeof(double));
    ent_saom_run run = {.seed = 2026, .count = d->count, .scores = true};
    ent_assert_ok(ent_saom_simulate(d->saom, theta, &run, d->by_period, d->score_by_period, NULL, NULL, &error), &error);
    sum_periods(d, d->by_period, d->statistic, m);
    sum_periods(d, d->score_by_period, d->score, m);
}

static void draws_free(draws *d)
{
    ent_saom_free(d->saom);
    free(d->statistic);
    free(d->score);
    free(d->by_period);
    free(d->score_by_period);
}

static double mean_of(const double *x, size_t count, size_t stride)
{
    double sum = 0;
    for (size_t r = 0; r < count; r++)
        sum += x[r * stride];
    return sum / (double)count;
}

/* The mean of (x - mean x)(y - mean y), and the standard error of that mean. */
static double covariance(const double *x, const double *y, size_t count, size_t stride, double *error)
{
    double mx = mean_of(x, count, stride), my = mean_of(y, count, stride), sum = 0, squares = 0;
    for (size_t r = 0; r < count; r++) {
        double product = (x[r * stride] - mx) * (y[r * stride] - my);
        sum += product;
        squares += product * product;
    }
    double mean = sum / (double)count;
    *error = sqrt((squares / (double)count - mean * mean) / (double)count);
    return mean;
}

/* d' A^-1 d for a positive definite A[p * p], which is lost (Gauss). */
static double quadratic(double *a, double *d, size_t p)
{
    double sum = 0;
    for (size_t k = 0; k < p; k++) {
        sum += d[k] * d[k] / a[k * p + k];
        for (size_t i = k + 1; i < p; i++) {
            double factor = a[i * p + k] / a[k * p + k];
            d[i] -= factor * d[k];
            for (size_t j = k; j < p; j++)
                a[i * p + j] -= factor * a[k * p + j];
        }
    }
    return sum;
}

static void check_means(const draws *d, const char *name, double limit)
{
    double mean[MODEL_MOST], a[MODEL_MOST * MODEL_MOST], off[MODEL_MOST], ignored;
    model_column(name, "sim_mean", mean);
    model_table(name, "simcov", d->p, a);
    for (size_t k = 0; k < d->p; k++) {
        off[k] = mean_of(d->statistic + k, d->count, d->p) - mean[k];
        for (size_t l = 0; l < d->p; l++)
            a[k * d->p + l] = a[k * d->p + l] / (double)d->peer
                              + covariance(d->statistic + k, d->statistic + l, d->count, d->p, &ignored)
                                    / (double)d->count;
    }
    double distance = quadratic(a, off, d->p);
    if (!(distance < limit))
        fail_msg("%s: T^2 of the means is %g", name, distance);
}

/* Our errors, and as large ones of the peer for its number of replicates. */
static void check_table(const draws *d, const char *name, const char *kind, const double ours[], const double error[])
{
    double expected[MODEL_MOST * MODEL_MOST], wider = sqrt(1 + (double)d->count / (double)d->peer);
    model_table(name, kind, d->p, expected);
    for (size_t k = 0; k < d->p * d->p; k++)
        if (!(fabs(ours[k] - expected[k]) <= 5 * wider * error[k] + 1e-9))
            fail_msg("%s %s, row %zu, column %zu: %g, not %g, error %g", name, kind, k / d->p + 1, k % d->p + 1, ours[k],
                     expected[k], wider * error[k]);
}

static void check_covariances(const draws *d, const char *name)
{
    double ours[MODEL_MOST * MODEL_MOST], error[MODEL_MOST * MODEL_MOST];
    for (size_t k = 0; k < d->p * d->p; k++)
        ours[k] = covariance(d->statistic + k / d->p, d->statistic + k % d->p, d->count, d->p, &error[k]);
    check_table(d, name, "simcov", ours, error);
}

/* D = sum over periods of cov(S, J). */
static void check_derivative(const draws *d, const char *name)
{
    double ours[MODEL_MOST * MODEL_MOST] = {0}, error[MODEL_MOST * MODEL_MOST] = {0};
    size_t m = ent_saom_periods(d->saom), stride = m * d->p;
    for (size_t k = 0; k < d->p * d->p; k++) {
        for (size_t q = 0; q < m; q++) {
            double own;
            ours[k] += covariance(d->by_period + q * d->p + k / d->p, d->score_by_period + q * d->p + k % d->p, d->count,
                                  stride, &own);
            error[k] += own * own;
        }
        error[k] = sqrt(error[k]);
    }
    check_table(d, name, "derivative", ours, error);
}

static void check_mean_scores(const draws *d, const char *name)
{
    for (size_t k = 0; k < d->p; k++) {
        double ignored, mean = mean_of(d->score + k, d->count, d->p);
        double sd = sqrt(covariance(d->score + k, d->score + k, d->count, d->p, &ignored));
        if (!(fabs(mean) < 5 * sd / sqrt((double)d->count)))
            fail_msg("%s: mean score %zu is %g, sd %g", name, k + 1, mean, sd);
    }
}

static void check_model(const char *name, size_t count, size_t peer, double limit)
{
    draws d = {.count = count, .peer = peer};
    ent_model *model = model_named(name);
    draw(&d, name, model);
    check_means(&d, name, limit);
    check_covariances(&d, name);
    check_derivative(&d, name);
    check_mean_scores(&d, name);
    draws_free(&d);
    ent_model_free(model);
}

/* The limits are the chi-square's at 1e-4 for 6, 12 and 11 parameters. */
static void m1_is_as_the_peer_simulates_it(void **state)
{
    check_model("M1", 4000, 3000, 27.856);
}

static void m2_is_as_the_peer_simulates_it(void **state)
{
    check_model("M2", 2000, 3000, 39.134);
}

static void m4_is_as_the_peer_simulates_it(void **state)
{
    check_model("M4", 600, 2000, 37.367);
}

static void m5_is_as_the_peer_simulates_it(void **state)
{
    check_model("M5", 600, 2000, 37.367);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(m1_is_as_the_peer_simulates_it),
        cmocka_unit_test(m2_is_as_the_peer_simulates_it),
        cmocka_unit_test(m4_is_as_the_peer_simulates_it),
        cmocka_unit_test(m5_is_as_the_peer_simulates_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
