/* Running sums over replicates: means, covariances and derivatives of statistics. They are taken in the order of the
 * replicates, so that they do not depend on how simulation was cut into pieces. */
#include "saom/estimate.h"

#include <math.h>
#include <string.h>

size_t saom_moments_size(size_t parameters, size_t periods)
{
    return 1 + 2 * periods * parameters + 2 * periods + (1 + 2 * periods) * parameters * parameters + 2 * parameters;
}

static double *take(double **numbers, size_t count)
{
    double *taken = *numbers;
    *numbers += count;
    return taken;
}

saom_moments saom_moments_over(double *numbers, size_t parameters, size_t periods)
{
    size_t cells = parameters * parameters;
    saom_moments m = {.parameters = parameters, .periods = periods};
    m.count = take(&numbers, 1);
    m.deviation = take(&numbers, periods * parameters);
    m.score = take(&numbers, periods * parameters);
    m.elapsed = take(&numbers, periods);
    m.elapsed_square = take(&numbers, periods);
    m.square = take(&numbers, cells);
    m.square_by_period = take(&numbers, periods * cells);
    m.derivative_by_period = take(&numbers, periods * cells);
    m.dolby_product = take(&numbers, parameters);
    m.dolby_square = take(&numbers, parameters);
    return m;
}

void saom_moments_clear(const saom_moments *m)
{
    memset(m->count, 0, saom_moments_size(m->parameters, m->periods) * sizeof *m->count);
}

static double total(const double *of_period, const saom_moments *m, size_t k)
{
    double sum = 0;
    for (size_t p = 0; p < m->periods; p++)
        sum += of_period[p * m->parameters + k];
    return sum;
}

static void add_period(const saom_moments *m, size_t period, const double *target, const double *statistic,
                       const double *score, bool by_score)
{
    size_t n = m->parameters, row = period * n, cells = period * n * n;
    for (size_t k = 0; k < n; k++) {
        double deviation = statistic[row + k] - target[row + k];
        m->deviation[row + k] += deviation;
        m->score[row + k] += score[row + k];
        for (size_t l = 0; l < n; l++) {
            m->square_by_period[cells + k * n + l] += deviation * (statistic[row + l] - target[row + l]);
            if (by_score)
                m->derivative_by_period[cells + k * n + l] += deviation * score[row + l];
        }
    }
}

void saom_moments_add(const saom_moments *m, const double by_period[], const double statistic[], const double score[],
                      const double elapsed[], bool by_score)
{
    size_t n = m->parameters;
    ++*m->count;
    for (size_t p = 0; p < m->periods; p++) {
        add_period(m, p, by_period, statistic, score, by_score);
        m->elapsed[p] += elapsed[p];
        m->elapsed_square[p] += elapsed[p] * elapsed[p];
    }
    for (size_t k = 0; k < n; k++) {
        double deviation = total(statistic, m, k) - total(by_period, m, k);
        for (size_t l = 0; l < n; l++)
            m->square[k * n + l] += deviation * (total(statistic, m, l) - total(by_period, m, l));
        double j = total(score, m, k);
        m->dolby_product[k] += deviation * j;
        m->dolby_square[k] += j * j;
    }
}

double saom_mean_deviation(const saom_moments *m, size_t k)
{
    return total(m->deviation, m, k) / *m->count;
}

/* (sum a b - sum a sum b / n) / (n - 1) */
static double covariance(double products, double a, double b, double count)
{
    return (products - a * b / count) / (count - 1);
}

double saom_spread(const saom_moments *m, size_t k, size_t l)
{
    return covariance(m->square[k * m->parameters + l], total(m->deviation, m, k), total(m->deviation, m, l),
                      *m->count);
}

double saom_spread_of_period(const saom_moments *m, size_t period, size_t k, size_t l)
{
    size_t n = m->parameters;
    return covariance(m->square_by_period[(period * n + k) * n + l], m->deviation[period * n + k],
                      m->deviation[period * n + l], *m->count);
}

double saom_derivative_of_period(const saom_moments *m, bool by_score, size_t period, size_t k, size_t l)
{
    size_t n = m->parameters;
    double mean = m->derivative_by_period[(period * n + k) * n + l] / *m->count;
    double less = m->deviation[period * n + k] / *m->count * (m->score[period * n + l] / *m->count);
    return by_score ? mean - less : mean;
}

double saom_derivative(const saom_moments *m, bool by_score, size_t k, size_t l)
{
    double sum = 0;
    for (size_t p = 0; p < m->periods; p++)
        sum += saom_derivative_of_period(m, by_score, p, k, l);
    return sum;
}

double saom_dolby(const saom_moments *m, size_t k)
{
    double j = total(m->score, m, k), variance = covariance(m->dolby_square[k], j, j, *m->count);
    double with = covariance(m->dolby_product[k], total(m->deviation, m, k), j, *m->count);
    return variance > 0 ? with / variance : 0;
}
